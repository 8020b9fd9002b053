//! Keys that move the caret and, with Shift, select. Commands take their keys before these.

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

/// The state of the caret besides its byte.
#[derive(Default)]
pub(super) struct Keyboard {
    /// A byte, and whether a caret there belongs to the text before it.
    side: Option<(usize, bool)>,
    /// The x position kept while the caret moves up and down.
    goal: Option<f32>,
}

pub(super) struct KeyInput<'a> {
    pub page: &'a mut Page,
    pub pen: &'a mut TextPainter,
    pub scroll: &'a mut Scroll,
    /// Height of the view.
    pub view: f32,
    pub selection: Option<Selection>,
    pub asking: bool,
}

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
    pub(super) fn upstream(&self, byte: usize) -> bool {
        self.side
            .is_some_and(|(place, upstream)| place == byte && upstream)
    }

    /// Notes that the mouse has put the caret somewhere.
    pub(super) fn put(&mut self, byte: usize, upstream: bool) {
        self.side = Some((byte, upstream));
        self.goal = None;
    }

    /// Handles this frame's keys. Returns the words that they selected.
    pub(super) fn handle(&mut self, ui: &Ui, input: &mut KeyInput<'_>, out: &mut Requests) -> Option<Span> {
        let mut selected = None;
        for (key, modifiers) in take_keys(ui) {
            selected = self.press(key, modifiers, input, out);
        }
        selected
    }

    fn press(
        &mut self,
        key: Key,
        modifiers: Modifiers,
        input: &mut KeyInput<'_>,
        out: &mut Requests,
    ) -> Option<Span> {
        if key == Key::A && modifiers.command {
            let all = input.page.blocks.first().zip(input.page.blocks.last());
            if let Some((first, last)) = all {
                let all = Selection {
                    anchor: first.span.start,
                    caret: last.span.end,
                };
                set(all, input, out);
            }
            return None;
        }
        let motion = motion(key, modifiers)?;
        let Some(before) = input.selection else {
            self.without_caret(motion, input, out);
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
            Motion::Left | Motion::Right if collapses => Self::edge(motion, before, input),
            motion => self.target(motion, before.caret, input)?,
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
        set(after, input, out);
        keep_in_view(
            input.page,
            input.pen,
            input.scroll,
            to.byte,
            to.upstream,
            input.view,
        );
        Some(after.span()).filter(|span| !span.is_empty())
    }

    /// Without a caret, page keys scroll; other keys put the caret at the top of the view.
    fn without_caret(&mut self, motion: Motion, input: &mut KeyInput<'_>, out: &mut Requests) {
        match motion {
            Motion::PageDown => scroll_by(input.page, input.scroll, f64::from(input.view * 0.9)),
            Motion::PageUp => scroll_by(input.page, input.scroll, f64::from(input.view * -0.9)),
            Motion::TextStart | Motion::LineStart => *input.scroll = Scroll::default(),
            Motion::TextEnd | Motion::LineEnd => {
                let end = input.page.height();
                *input.scroll = input.page.scroll_at(end);
            }
            _ => {
                let top = input.page.reading_place(*input.scroll).map(|(byte, _)| byte);
                let first = input.page.blocks.first().map(|block| block.span.start);
                if let Some(byte) = top.or(first) {
                    self.side = None;
                    set(Selection::caret(byte), input, out);
                }
            }
        }
    }

    fn edge(motion: Motion, selection: Selection, input: &mut KeyInput<'_>) -> Caret {
        let span = selection.span();
        let forward = (motion == Motion::Right) != is_rtl(selection.caret, input);
        Caret {
            byte: if forward { span.end } else { span.start },
            upstream: forward,
        }
    }

    fn target(&mut self, motion: Motion, from: usize, input: &mut KeyInput<'_>) -> Option<Caret> {
        let rtl = is_rtl(from, input);
        let text = std::sync::Arc::clone(&input.page.text);
        let at = match motion {
            Motion::Left | Motion::Right => return self.step(motion == Motion::Right, from, input),
            Motion::Up => return self.line(false, from, input),
            Motion::Down => return self.line(true, from, input),
            Motion::PageUp => return self.screenful(-1.0, from, input),
            Motion::PageDown => return self.screenful(1.0, from, input),
            Motion::LineStart | Motion::LineEnd => {
                let (block, caret) = input.page.caret(from, self.upstream(from))?;
                let setting = input.page.setting(input.pen, block)?;
                let end = match motion {
                    Motion::LineStart => setting.paragraph.line_start(caret),
                    _ => setting.paragraph.line_end(caret),
                };
                return in_text(input.page, block, end);
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
                let (block, _) = input.page.caret(from, false)?;
                let start = |block: usize| input.page.blocks.get(block).map(|block| block.span.start);
                match motion {
                    Motion::ParagraphUp if start(block) == Some(from) => start(block.saturating_sub(1))?,
                    Motion::ParagraphUp => start(block)?,
                    _ => start(block + 1).or_else(|| Some(input.page.blocks.last()?.span.end))?,
                }
            }
            Motion::TextStart => input.page.blocks.first()?.span.start,
            Motion::TextEnd => input.page.blocks.last()?.span.end,
        };
        // Steps through the text may end between paragraphs, where there is nothing to see.
        let (block, caret) = input.page.caret(at, false)?;
        in_text(input.page, block, caret)
    }

    /// One character left or right on the screen, across paragraphs.
    fn step(&self, right: bool, from: usize, input: &mut KeyInput<'_>) -> Option<Caret> {
        let (block, caret) = input.page.caret(from, self.upstream(from))?;
        let setting = input.page.setting(input.pen, block)?;
        let paragraph = &setting.paragraph;
        if let Some(moved) = visual_step(paragraph, caret, right) {
            return in_text(input.page, block, moved);
        }
        let forward = right != paragraph.is_rtl();
        if forward {
            let next = input.page.blocks.get(block + 1)?;
            return Some(next.span.start.into());
        }
        let before = input.page.blocks.get(block.checked_sub(1)?)?;
        Some(before.span.end.into())
    }

    /// One line up or down, nearest to the goal.
    fn line(&mut self, down: bool, from: usize, input: &mut KeyInput<'_>) -> Option<Caret> {
        let (block, caret) = input.page.caret(from, self.upstream(from))?;
        let setting = input.page.setting(input.pen, block)?;
        let goal = *self
            .goal
            .get_or_insert_with(|| setting.paragraph.caret_rect(caret).x);
        let within = if down {
            setting.paragraph.line_down(caret, goal)
        } else {
            setting.paragraph.line_up(caret, goal)
        };
        if let Some(moved) = within {
            return in_text(input.page, block, moved);
        }
        let beside = if down { block + 1 } else { block.checked_sub(1)? };
        let setting = input.page.setting(input.pen, beside)?;
        let y = if down {
            0.0
        } else {
            setting.paragraph.height() - 1.0
        };
        in_text(input.page, beside, setting.paragraph.caret_at(goal, y))
    }

    /// One view height up or down, less a line.
    fn screenful(&mut self, way: f32, from: usize, input: &mut KeyInput<'_>) -> Option<Caret> {
        let (block, caret) = input.page.caret(from, self.upstream(from))?;
        let setting = input.page.setting(input.pen, block)?;
        let rect = setting.paragraph.caret_rect(caret);
        let goal = *self.goal.get_or_insert(rect.x);
        let distance = (input.view - rect.h * 2.0).max(rect.h) * way;
        scroll_by(input.page, input.scroll, f64::from(distance));
        let mut there = Scroll::to(block, rect.y + rect.h / 2.0, -distance);
        // Settling lays out what lies between, so that the distance is a true one.
        input.page.settle_anchor(input.pen, &mut there);
        let block = there
            .item
            .saturating_sub(1)
            .min(input.page.blocks.len().checked_sub(1)?);
        let y = if there.item == 0 { 0.0 } else { there.offset as f32 };
        let setting = input.page.setting(input.pen, block)?;
        in_text(input.page, block, setting.paragraph.caret_at(goal, y))
    }
}

fn set(selection: Selection, input: &mut KeyInput<'_>, out: &mut Requests) {
    if input.asking {
        input.asking = false;
        out.request(Request::StopAsking);
    }
    input.selection = Some(selection);
    out.request(Request::SelectText(Some(selection)));
}

fn is_rtl(byte: usize, input: &mut KeyInput<'_>) -> bool {
    let block = input.page.caret(byte, false).map(|(block, _)| block);
    let setting = block.and_then(|block| input.page.setting(input.pen, block));
    setting.is_some_and(|setting| setting.paragraph.is_rtl())
}

/// One step left or right on the screen, across lines; `None` at the edge of the paragraph.
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

/// The layout's own step if it leads that way: at the ends of right-to-left lines it may stay or lead back.
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

/// The near end of the next or previous line in reading order.
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

/// The end of the byte's sentence, or of the next one if it is at an end already.
fn sentence_end_after(text: &str, byte: usize) -> usize {
    let end = sentence_at(text, byte).end;
    if end > byte {
        return end;
    }
    let next = next_sentence_start(text, byte);
    sentence_at(text, next).end.max(next)
}

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
