//! What keys do on the text while it has the keyboard: the caret moves, with Shift it selects.
//! Named commands have their keys elsewhere and take them before these.

use std::cmp::Ordering;

use eframe::egui::{Event, Key, Modifiers, Ui};

use super::page::Page;
use super::scroll::{Scroll, keep_in_view, scroll_by};
use crate::text::Span;
use crate::text::segment::{next_word_boundary, previous_word_boundary};
use crate::text::sentence::{next_sentence_start, previous_sentence_start, sentence_at};
use crate::typeset::{Caret, Paragraph};
use crate::ui::bus::outbox::Requests;
use crate::ui::bus::place::Selection;
use crate::ui::bus::request::Request;
use crate::ui::kit::text_painter::TextPainter;

/// What the caret remembers besides its place.
#[derive(Default)]
pub(super) struct Keyboard {
    /// The place that `upstream` speaks of, and whether the caret clings to what is before it.
    side: Option<(usize, bool)>,
    /// How far from the left edge the caret wants to be while it moves up and down.
    goal: Option<f32>,
}

/// What the keys are applied to.
pub(super) struct Hand<'a> {
    pub page: &'a mut Page,
    pub pen: &'a mut TextPainter,
    pub scroll: &'a mut Scroll,
    /// The height of the view.
    pub view: f32,
    pub selection: Option<Selection>,
    pub asking: bool,
}

/// Where the caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motion {
    Left,
    Right,
    WordLeft,
    WordRight,
    SentenceLeft,
    SentenceRight,
    Up,
    Down,
    ParagraphUp,
    ParagraphDown,
    LineStart,
    LineEnd,
    TextStart,
    TextEnd,
    PageUp,
    PageDown,
}

impl Keyboard {
    /// To which side the caret at a byte clings.
    pub fn upstream(&self, byte: usize) -> bool {
        self.side
            .is_some_and(|(place, upstream)| place == byte && upstream)
    }

    /// The caret was put somewhere by the mouse.
    pub fn put(&mut self, byte: usize, upstream: bool) {
        self.side = Some((byte, upstream));
        self.goal = None;
    }

    /// Takes this frame's keys. Returns the words that were selected by them, if any.
    pub fn handle(&mut self, ui: &Ui, hand: &mut Hand<'_>, out: &mut Requests) -> Option<Span> {
        let mut selected = None;
        for (key, modifiers) in take_keys(ui) {
            selected = self.press(key, modifiers, hand, out);
        }
        selected
    }

    fn press(
        &mut self,
        key: Key,
        modifiers: Modifiers,
        hand: &mut Hand<'_>,
        out: &mut Requests,
    ) -> Option<Span> {
        if key == Key::A && modifiers.command {
            let all = hand.page.blocks.first().zip(hand.page.blocks.last());
            if let Some((first, last)) = all {
                let all = Selection {
                    anchor: first.span.start,
                    caret: last.span.end,
                };
                set(all, hand, out);
            }
            return None;
        }
        let motion = motion(key, modifiers)?;
        let Some(before) = hand.selection else {
            self.without_caret(motion, hand, out);
            return None;
        };
        let vertical = matches!(
            motion,
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown
        );
        if !vertical {
            self.goal = None;
        }
        let collapses = !modifiers.shift && !before.span().is_empty();
        let to = match motion {
            Motion::Left | Motion::Right if collapses => Self::edge(motion, before, hand),
            motion => self.target(motion, before.caret, hand)?,
        };
        self.side = Some((to.byte, to.upstream));
        let after = if modifiers.shift {
            Selection {
                anchor: before.anchor,
                caret: to.byte,
            }
        } else {
            Selection::caret(to.byte)
        };
        set(after, hand, out);
        keep_in_view(hand.page, hand.pen, hand.scroll, to.byte, to.upstream, hand.view);
        Some(after.span()).filter(|span| !span.is_empty())
    }

    /// While there is no caret the page and its ends are scrolled to; anything else puts the caret
    /// at the top of what is on the screen.
    fn without_caret(&mut self, motion: Motion, hand: &mut Hand<'_>, out: &mut Requests) {
        match motion {
            Motion::PageDown => scroll_by(hand.page, hand.scroll, f64::from(hand.view * 0.9)),
            Motion::PageUp => scroll_by(hand.page, hand.scroll, f64::from(hand.view * -0.9)),
            Motion::TextStart | Motion::LineStart => *hand.scroll = Scroll::default(),
            Motion::TextEnd | Motion::LineEnd => {
                let end = hand.page.height();
                *hand.scroll = hand.page.scroll_at(end);
            }
            _ => {
                let top = hand.page.reading_place(*hand.scroll).map(|(byte, _)| byte);
                let first = hand.page.blocks.first().map(|block| block.span.start);
                if let Some(byte) = top.or(first) {
                    self.side = None;
                    set(Selection::caret(byte), hand, out);
                }
            }
        }
    }

    /// The end of the selection that lies in the direction of the arrow.
    fn edge(motion: Motion, selection: Selection, hand: &mut Hand<'_>) -> Caret {
        let span = selection.span();
        let forward = (motion == Motion::Right) != is_rtl(selection.caret, hand);
        Caret {
            byte: if forward { span.end } else { span.start },
            upstream: forward,
        }
    }

    /// Where a motion leads, as an offset in the text.
    fn target(&mut self, motion: Motion, from: usize, hand: &mut Hand<'_>) -> Option<Caret> {
        let rtl = is_rtl(from, hand);
        let text = std::sync::Arc::clone(&hand.page.text);
        let at = match motion {
            Motion::Left | Motion::Right => return self.step(motion == Motion::Right, from, hand),
            Motion::Up => return self.line(false, from, hand),
            Motion::Down => return self.line(true, from, hand),
            Motion::PageUp => return self.screenful(-1.0, from, hand),
            Motion::PageDown => return self.screenful(1.0, from, hand),
            Motion::LineStart | Motion::LineEnd => {
                let (block, caret) = hand.page.caret(from, self.upstream(from))?;
                let setting = hand.page.setting(hand.pen, block)?;
                let end = match motion {
                    Motion::LineStart => setting.paragraph.line_start(caret),
                    _ => setting.paragraph.line_end(caret),
                };
                return in_text(hand.page, block, end);
            }
            Motion::WordLeft | Motion::WordRight => {
                if (motion == Motion::WordRight) == rtl {
                    previous_word_boundary(&text, from)
                } else {
                    next_word_boundary(&text, from)
                }
            }
            Motion::SentenceLeft | Motion::SentenceRight => {
                if (motion == Motion::SentenceRight) == rtl {
                    previous_sentence_start(&text, from)
                } else {
                    sentence_end_after(&text, from)
                }
            }
            Motion::ParagraphUp | Motion::ParagraphDown => {
                let (block, _) = hand.page.caret(from, false)?;
                let start = |block: usize| hand.page.blocks.get(block).map(|block| block.span.start);
                match motion {
                    Motion::ParagraphUp if start(block) == Some(from) => start(block.saturating_sub(1))?,
                    Motion::ParagraphUp => start(block)?,
                    _ => start(block + 1).or_else(|| Some(hand.page.blocks.last()?.span.end))?,
                }
            }
            Motion::TextStart => hand.page.blocks.first()?.span.start,
            Motion::TextEnd => hand.page.blocks.last()?.span.end,
        };
        // Steps through the text may end between paragraphs, where there is nothing to see.
        let (block, caret) = hand.page.caret(at, false)?;
        in_text(hand.page, block, caret)
    }

    /// One character to the left or right on the screen, over the edges of paragraphs.
    fn step(&self, right: bool, from: usize, hand: &mut Hand<'_>) -> Option<Caret> {
        let (block, caret) = hand.page.caret(from, self.upstream(from))?;
        let setting = hand.page.setting(hand.pen, block)?;
        let paragraph = &setting.paragraph;
        if let Some(moved) = visual_step(paragraph, caret, right) {
            return in_text(hand.page, block, moved);
        }
        let forward = right != paragraph.is_rtl();
        if forward {
            let next = hand.page.blocks.get(block + 1)?;
            return Some(next.span.start.into());
        }
        let before = hand.page.blocks.get(block.checked_sub(1)?)?;
        Some(before.span.end.into())
    }

    /// One line up or down, as near as can be to where the caret wants to be.
    fn line(&mut self, down: bool, from: usize, hand: &mut Hand<'_>) -> Option<Caret> {
        let (block, caret) = hand.page.caret(from, self.upstream(from))?;
        let setting = hand.page.setting(hand.pen, block)?;
        let goal = *self
            .goal
            .get_or_insert_with(|| setting.paragraph.caret_rect(caret).x);
        let within = if down {
            setting.paragraph.line_down(caret, goal)
        } else {
            setting.paragraph.line_up(caret, goal)
        };
        if let Some(moved) = within {
            return in_text(hand.page, block, moved);
        }
        let beside = if down { block + 1 } else { block.checked_sub(1)? };
        let setting = hand.page.setting(hand.pen, beside)?;
        let y = if down {
            0.0
        } else {
            setting.paragraph.height() - 1.0
        };
        in_text(hand.page, beside, setting.paragraph.caret_at(goal, y))
    }

    /// As far up or down as the view is tall, less a line.
    fn screenful(&mut self, way: f32, from: usize, hand: &mut Hand<'_>) -> Option<Caret> {
        let (block, caret) = hand.page.caret(from, self.upstream(from))?;
        let setting = hand.page.setting(hand.pen, block)?;
        let rect = setting.paragraph.caret_rect(caret);
        let goal = *self.goal.get_or_insert(rect.x);
        let distance = (hand.view - rect.h * 2.0).max(rect.h) * way;
        scroll_by(hand.page, hand.scroll, f64::from(distance));
        let mut there = Scroll::to(block, rect.y + rect.h / 2.0, -distance);
        // Settling lays out what lies between, so that the distance is a true one.
        hand.page.settle_anchor(hand.pen, &mut there);
        let block = there
            .item
            .saturating_sub(1)
            .min(hand.page.blocks.len().checked_sub(1)?);
        let y = if there.item == 0 { 0.0 } else { there.offset as f32 };
        let setting = hand.page.setting(hand.pen, block)?;
        in_text(hand.page, block, setting.paragraph.caret_at(goal, y))
    }
}

fn set(selection: Selection, hand: &mut Hand<'_>, out: &mut Requests) {
    if hand.asking {
        hand.asking = false;
        out.request(Request::StopAsking);
    }
    hand.selection = Some(selection);
    out.request(Request::SelectText(Some(selection)));
}

fn is_rtl(byte: usize, hand: &mut Hand<'_>) -> bool {
    let block = hand.page.caret(byte, false).map(|(block, _)| block);
    let setting = block.and_then(|block| hand.page.setting(hand.pen, block));
    setting.is_some_and(|setting| setting.paragraph.is_rtl())
}

/// The next place to the left or right on the screen, over the edges of lines; `None` at the edge
/// of the paragraph.
fn visual_step(paragraph: &Paragraph, caret: Caret, right: bool) -> Option<Caret> {
    let step = |from| step_on_line(paragraph, from, right).or_else(|| line_beside(paragraph, from, right));
    let next = step(caret)?;
    // The end of a line and the start of the next are one place for a reader.
    if next.byte == caret.byte {
        step(next)
    } else {
        Some(next)
    }
}

/// The layout's own step, where it really leads that way: at the edges of lines that run from
/// right to left it stands still or leads back.
fn step_on_line(paragraph: &Paragraph, from: Caret, right: bool) -> Option<Caret> {
    let to = if right {
        paragraph.right(from)
    } else {
        paragraph.left(from)
    };
    let (before, after) = (paragraph.caret_rect(from), paragraph.caret_rect(to));
    let line = paragraph.line_of(from);
    let leads = match paragraph.line_of(to).cmp(&line) {
        Ordering::Equal if right => after.x > before.x - 0.5,
        Ordering::Equal => after.x < before.x + 0.5,
        Ordering::Greater => right != paragraph.is_rtl(),
        Ordering::Less => right == paragraph.is_rtl(),
    };
    (to != from && leads).then_some(to)
}

/// The near end of the line that is read after or before the caret's.
fn line_beside(paragraph: &Paragraph, from: Caret, right: bool) -> Option<Caret> {
    let far = if right { -1e6 } else { 1e6 };
    if right == paragraph.is_rtl() {
        paragraph.line_up(from, far)
    } else {
        paragraph.line_down(from, far)
    }
}

fn motion(key: Key, modifiers: Modifiers) -> Option<Motion> {
    Some(match (key, modifiers.command, modifiers.alt) {
        (Key::ArrowLeft, false, false) => Motion::Left,
        (Key::ArrowLeft, true, false) => Motion::WordLeft,
        (Key::ArrowLeft, false, true) => Motion::SentenceLeft,
        (Key::ArrowRight, false, false) => Motion::Right,
        (Key::ArrowRight, true, false) => Motion::WordRight,
        (Key::ArrowRight, false, true) => Motion::SentenceRight,
        (Key::ArrowUp, false, false) => Motion::Up,
        (Key::ArrowUp, true, false) => Motion::ParagraphUp,
        (Key::ArrowDown, false, false) => Motion::Down,
        (Key::ArrowDown, true, false) => Motion::ParagraphDown,
        (Key::Home, false, false) => Motion::LineStart,
        (Key::Home, true, false) => Motion::TextStart,
        (Key::End, false, false) => Motion::LineEnd,
        (Key::End, true, false) => Motion::TextEnd,
        (Key::PageUp, false, false) => Motion::PageUp,
        (Key::PageDown, false, false) => Motion::PageDown,
        _ => return None,
    })
}

/// Takes the keys that mean something here out of the frame's events.
fn take_keys(ui: &Ui) -> Vec<(Key, Modifiers)> {
    let mut keys = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if motion(*key, *modifiers).is_some()
                || (*key == Key::A && modifiers.command && !modifiers.shift) =>
            {
                keys.push((*key, *modifiers));
                false
            }
            _ => true,
        });
    });
    keys
}

/// Where the sentence ends that a byte is in, or the next one where it is at an end already.
fn sentence_end_after(text: &str, byte: usize) -> usize {
    let end = sentence_at(text, byte).end;
    if end > byte {
        return end;
    }
    let next = next_sentence_start(text, byte);
    sentence_at(text, next).end.max(next)
}

/// A caret of a block as one of the text.
fn in_text(page: &Page, block: usize, caret: Caret) -> Option<Caret> {
    let span = page.blocks.get(block)?.span;
    Some(Caret {
        byte: span.start + caret.byte,
        upstream: caret.upstream,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_stepped_over_one_by_one() {
        let text = "One two. Three four.\n\nFive.";
        let ends: Vec<usize> = [0, 3, 8, 9, 20, 22]
            .map(|byte| sentence_end_after(text, byte))
            .into();
        assert_eq!(ends, [8, 8, 20, 20, 27, 27]);
    }
}
