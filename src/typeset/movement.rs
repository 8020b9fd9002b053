//! Caret movement in a paragraph: by grapheme and word in visual order, by line, and to the ends. The
//! positions come from `caret_slots`. A step goes from slot to slot, so it always makes progress,
//! whatever the directions of the text.

use parley::layout::BreakReason;

use super::caret_slots::{CaretSlot, StepDirection};
use super::paragraph::{Caret, Paragraph, grapheme_floor, is_line_break};
use crate::text::span::part;
use crate::text::unspaced::segments;

impl Paragraph {
    /// One grapheme to the left on the screen; stays where there is none.
    pub fn left(&self, caret: impl Into<Caret>) -> Caret {
        self.step(caret.into(), StepDirection::Left)
    }

    /// One grapheme to the right on the screen; stays where there is none.
    pub fn right(&self, caret: impl Into<Caret>) -> Caret {
        self.step(caret.into(), StepDirection::Right)
    }

    /// To the next beginning of a word to the left on the screen.
    pub fn word_left(&self, caret: impl Into<Caret>) -> Caret {
        self.step_word(caret.into(), StepDirection::Left)
    }

    /// To the next beginning of a word to the right on the screen.
    pub fn word_right(&self, caret: impl Into<Caret>) -> Caret {
        self.step_word(caret.into(), StepDirection::Right)
    }

    /// The place nearest to `x` one line up; `None` on the first line.
    pub fn line_up(&self, caret: impl Into<Caret>, x: f32) -> Option<Caret> {
        let above = self.line_of(caret).checked_sub(1)?;
        self.on_line(above, x)
    }

    /// The place nearest to `x` one line down; `None` on the last line.
    pub fn line_down(&self, caret: impl Into<Caret>, x: f32) -> Option<Caret> {
        self.on_line(self.line_of(caret) + 1, x)
    }

    /// The place where the caret's line begins.
    pub fn line_start(&self, caret: impl Into<Caret>) -> Caret {
        let line = self.layout.get(self.line_of(caret));
        let start = line.map_or(0, |line| line.text_range().start);
        grapheme_floor(self.text(), start).into()
    }

    /// The place where the caret's line ends, before its line break.
    pub fn line_end(&self, caret: impl Into<Caret>) -> Caret {
        let Some(line) = self.layout.get(self.line_of(caret)) else {
            return Caret::default();
        };
        let range = line.text_range();
        let broken = line.break_reason() == BreakReason::Explicit;
        let end = range.end.min(self.text().len());
        let text = part(self.text(), range.start..end);
        let length = if broken {
            text.trim_end_matches(is_line_break).len()
        } else {
            text.len()
        };
        Caret {
            byte: grapheme_floor(self.text(), range.start + length),
            upstream: !broken,
        }
    }

    fn step_word(&self, from: Caret, direction: StepDirection) -> Caret {
        let starts: Vec<usize> = segments(self.text())
            .filter(|(_, word)| word.contains(char::is_alphanumeric))
            .map(|(start, _)| start)
            .collect();
        let mut caret = from;
        // No text has more places than two for each byte.
        for _ in 0..=self.text().len() * 2 {
            let next = self.step(caret, direction);
            let at_word = next.byte != from.byte && starts.binary_search(&next.byte).is_ok();
            if next == caret || at_word {
                return next;
            }
            caret = next;
        }
        caret
    }

    fn step(&self, from: Caret, direction: StepDirection) -> Caret {
        let from = Caret {
            byte: grapheme_floor(self.text(), from.byte),
            ..from
        };
        let here = self.slot_of(from);
        let mut slot = here;
        // At a wrap, the end of one line and the start of the next are one offset: go past it.
        while let Some(next) = self.beside(slot, direction) {
            slot = next;
            let caret = self.caret_in(slot, direction);
            let at_wrap = self
                .beside(slot, direction)
                .filter(|beyond| beyond.line != slot.line)
                .is_some_and(|beyond| self.caret_in(beyond, direction).byte == caret.byte);
            if caret.byte != from.byte && !at_wrap {
                return caret;
            }
            if slot.line == here.line && !at_wrap {
                return caret;
            }
        }
        if slot == here {
            from
        } else {
            self.caret_in(slot, direction)
        }
    }

    /// The next slot to one side. Beyond a line's edge follows the line that is read next there.
    fn beside(&self, slot: CaretSlot, direction: StepDirection) -> Option<CaretSlot> {
        let last = self.last_slot(slot.line);
        match direction {
            StepDirection::Left if slot.index > 0 => Some(CaretSlot {
                index: slot.index - 1,
                ..slot
            }),
            StepDirection::Right if slot.index < last => Some(CaretSlot {
                index: slot.index + 1,
                ..slot
            }),
            _ => {
                let forwards = (direction == StepDirection::Right) != self.is_rtl();
                let line = if forwards {
                    (slot.line + 1..self.line_count()).find(|line| self.has_slots(*line))?
                } else {
                    (0..slot.line).rev().find(|line| self.has_slots(*line))?
                };
                let index = if direction == StepDirection::Right {
                    0
                } else {
                    self.last_slot(line)
                };
                Some(CaretSlot { line, index })
            }
        }
    }
}
