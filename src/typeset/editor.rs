//! The state of a text field: text, selection, pointer, composition and undo. It neither draws nor
//! receives events; the window passes them in and asks for positions.

use unicode_segmentation::UnicodeSegmentation;

use super::keystroke::{Deletion, Motion};
use super::paragraph::{Caret, Paragraph, grapheme_floor, is_line_break};
use super::style::{Direction, Rect, Style};
use super::{LayoutOptions, Typesetter, keystroke};
use crate::text::Span;

/// An editable text, laid out when a position is asked for.
pub struct Editor {
    text: String,
    multiline: bool,
    options: LayoutOptions,
    anchor: Caret,
    focus: Caret,
    granularity: Granularity,
    /// The x that up and down keep to, until the caret moves otherwise.
    column: Option<f32>,
    compose: Option<Span>,
    paragraph: Option<Paragraph>,
    undo_stack: Vec<UndoSnapshot>,
    redo_stack: Vec<UndoSnapshot>,
    /// Whether the next letter joins the last undo step.
    typing: bool,
}

/// What a drag extends the selection by, with the span that it began on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Granularity {
    Letters,
    Words(Span),
    Lines(Span),
}

/// A state that undo and redo return to.
struct UndoSnapshot {
    text: String,
    anchor: Caret,
    focus: Caret,
}

/// The maximum number of edits that a field can undo.
const MAX_UNDO_STEPS: usize = 200;

impl Editor {
    /// An empty field of one line, into which pasted line breaks go as spaces.
    pub fn single_line(style: Style) -> Self {
        Self::new(style, false)
    }

    /// An empty field of many lines.
    pub fn multi_line(style: Style) -> Self {
        Self::new(style, true)
    }

    fn new(style: Style, multiline: bool) -> Self {
        Self {
            text: String::new(),
            multiline,
            options: LayoutOptions {
                style,
                width: None,
                scale: 1.0,
                direction: Direction::Auto,
            },
            anchor: Caret::default(),
            focus: Caret::default(),
            granularity: Granularity::Letters,
            column: None,
            compose: None,
            paragraph: None,
            undo_stack: Vec::new(),
            redo_stack: Vec::new(),
            typing: false,
        }
    }

    /// The text, with what is being composed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the whole text, with the caret at its end. Clears undo and redo.
    pub fn set_text(&mut self, text: &str) {
        self.text = self.clean(text);
        self.compose = None;
        self.undo_stack.clear();
        self.redo_stack.clear();
        self.place_caret(self.text.len());
        self.changed();
    }

    /// Sets how the text is laid out. Cheap when nothing changed. `width` wraps a field of many
    /// lines and is ignored by a field of one.
    pub fn set_layout_options(&mut self, style: Style, width: Option<f32>, scale: f32, direction: Direction) {
        let options = LayoutOptions {
            style,
            width: width.filter(|_| self.multiline),
            scale,
            direction,
        };
        if options != self.options {
            self.options = options;
            self.paragraph = None;
        }
    }

    /// Drops the layout, because the fonts have changed.
    pub fn forget_layout(&mut self) {
        self.paragraph = None;
    }

    /// The text laid out as it is now, to draw it and to ask for rectangles.
    pub fn paragraph(&mut self, typesetter: &mut Typesetter) -> &Paragraph {
        let options = self.options;
        let paragraph = self.paragraph.take().unwrap_or_else(|| {
            typesetter.layout(
                &self.text,
                options.style,
                options.width,
                options.scale,
                options.direction,
            )
        });
        self.paragraph.insert(paragraph)
    }

    /// The caret: the end of the selection that moves.
    pub fn caret(&self) -> Caret {
        self.focus
    }

    /// The selected bytes; empty where there is only a caret.
    pub fn selection(&self) -> Span {
        Span::new(self.anchor.byte, self.focus.byte)
    }

    /// The selected words.
    pub fn selected_text(&self) -> &str {
        self.selection().words(&self.text)
    }

    /// Selects from one offset to another; the caret is at `focus`. Offsets that are not edges of
    /// graphemes are moved to the one before.
    pub fn select(&mut self, anchor: usize, focus: usize) {
        self.anchor = grapheme_floor(&self.text, anchor).into();
        self.focus = grapheme_floor(&self.text, focus).into();
        self.end_gesture();
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.select(0, self.text.len());
    }

    /// Where the caret is drawn, in points from the paragraph's corner.
    pub fn caret_rect(&mut self, typesetter: &mut Typesetter) -> Rect {
        let caret = self.focus;
        self.paragraph(typesetter).caret_rect(caret)
    }

    /// Gives the rectangles of the selection.
    pub fn selection_rects(&mut self, typesetter: &mut Typesetter, mut sink: impl FnMut(Rect)) {
        let selection = self.selection();
        self.paragraph(typesetter).rects(selection, |rect, _| sink(rect));
    }

    /// Which x of the paragraph is to stand at the left edge of a one-line field of `view_width`
    /// points, so that the caret shows and little moves. Short texts rest at the side they start
    /// from, so the answer is negative for a short Arabic text. Start with 0.
    pub fn scroll_x(&mut self, typesetter: &mut Typesetter, before: f32, view_width: f32) -> f32 {
        let caret = self.caret_rect(typesetter);
        let paragraph = self.paragraph(typesetter);
        let hanging = paragraph.full_width() - paragraph.width();
        let (left, right) = if paragraph.is_rtl() {
            (-hanging, paragraph.width() + caret.w)
        } else {
            (0.0, paragraph.full_width() + caret.w)
        };
        if right - left <= view_width {
            return if paragraph.is_rtl() {
                right - view_width
            } else {
                left
            };
        }
        let shown = before.min(caret.x).max(caret.right() - view_width);
        shown.max(left).min(right - view_width)
    }

    /// Moves the caret; `extend` keeps the other end of the selection.
    pub fn go(&mut self, typesetter: &mut Typesetter, motion: Motion, extend: bool) {
        let (anchor, focus, column) = (self.anchor, self.focus, self.column);
        let selected = !self.selection().is_empty();
        let paragraph = self.paragraph(typesetter);
        let x = column.unwrap_or_else(|| paragraph.caret_rect(focus).x);
        let target = match motion {
            Motion::Left | Motion::Right if selected && !extend => {
                keystroke::side_of(paragraph, anchor, focus, motion == Motion::Left)
            }
            _ => keystroke::target(paragraph, focus, motion, x),
        };
        self.focus = target;
        if !extend {
            self.anchor = target;
        }
        self.end_gesture();
        if matches!(motion, Motion::Up | Motion::Down) {
            self.column = Some(x);
        }
    }

    /// A press of the pointer; `extend` (shift) keeps the other end of the selection.
    pub fn click(&mut self, typesetter: &mut Typesetter, x: f32, y: f32, extend: bool) {
        let caret = self.paragraph(typesetter).caret_at(x, y);
        self.focus = caret;
        if !extend {
            self.anchor = caret;
        }
        self.end_gesture();
    }

    /// A double press: selects the word, and words while dragging on.
    pub fn double_click(&mut self, typesetter: &mut Typesetter, x: f32, y: f32) {
        let word = self.word_at(typesetter, x, y);
        self.select(word.start, word.end);
        self.granularity = Granularity::Words(word);
    }

    /// A triple press: selects up to the line breaks on both sides, and lines while dragging on.
    pub fn triple_click(&mut self, typesetter: &mut Typesetter, x: f32, y: f32) {
        let byte = self.paragraph(typesetter).hit(x, y);
        let line = self.line_around(byte);
        self.select(line.start, line.end);
        self.granularity = Granularity::Lines(line);
    }

    /// The pointer held down and moved here.
    pub fn drag(&mut self, typesetter: &mut Typesetter, x: f32, y: f32) {
        let granularity = self.granularity;
        let (from, to) = match granularity {
            Granularity::Letters => {
                self.click(typesetter, x, y, true);
                return;
            }
            Granularity::Words(from) => (from, self.word_at(typesetter, x, y)),
            Granularity::Lines(from) => {
                let byte = self.paragraph(typesetter).hit(x, y);
                (from, self.line_around(byte))
            }
        };
        if to.start < from.start {
            self.select(from.end, to.start);
        } else {
            self.select(from.start, to.end.max(from.end));
        }
        self.granularity = granularity;
    }

    /// Types or pastes: replaces the selection.
    pub fn insert(&mut self, text: &str) {
        let text = self.clean(text);
        if text.is_empty() {
            return;
        }
        // A step of undo is a word with the space before it.
        let goes_on = self.typing && self.selection().is_empty() && !text.starts_with(' ');
        if !goes_on {
            self.push_undo();
        }
        self.compose = None;
        self.replace(self.selection(), &text);
        self.typing = text.graphemes(true).nth(1).is_none();
    }

    /// Deletes the selection, or else what the key says.
    pub fn delete(&mut self, deletion: Deletion) {
        let selection = self.selection();
        let span = if selection.is_empty() {
            keystroke::deleted(&self.text, self.focus.byte, deletion)
        } else {
            selection
        };
        if !span.is_empty() {
            self.push_undo();
            self.compose = None;
            self.replace(span, "");
        }
    }

    /// Takes the selection out of the text and gives it.
    pub fn cut(&mut self) -> String {
        let words = self.selected_text().to_owned();
        if !words.is_empty() {
            self.delete(Deletion::Forward);
        }
        words
    }

    /// Shows what an input method has so far, in place of the selection or of what it had before.
    /// `marked` are the bytes of `text` that it marks, as its caret.
    pub fn compose(&mut self, text: &str, marked: Option<Span>) {
        let place = self.compose.unwrap_or_else(|| {
            self.push_undo();
            self.selection()
        });
        self.replace(place, text);
        let span = Span::new(place.start, place.start + text.len());
        if let Some(marked) = marked {
            self.select(span.start + marked.start, span.start + marked.end);
        }
        self.compose = (!text.is_empty()).then_some(span);
    }

    /// The rectangles of what an input method has so far.
    pub fn composed_rects(&mut self, typesetter: &mut Typesetter, mut sink: impl FnMut(Rect)) {
        if let Some(composed) = self.compose {
            self.paragraph(typesetter).rects(composed, |rect, _| sink(rect));
        }
    }

    /// The input method's last word: replaces what was composed.
    pub fn commit(&mut self, text: &str) {
        if let Some(place) = self.compose.take() {
            let text = self.clean(text);
            self.replace(place, &text);
        } else {
            self.insert(text);
        }
    }

    /// Gives up what was composed.
    pub fn clear_compose(&mut self) {
        if let Some(place) = self.compose.take() {
            self.replace(place, "");
        }
    }

    /// Takes the last change back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        self.clear_compose();
        let Some(snapshot) = self.undo_stack.pop() else {
            return false;
        };
        let now = self.restore(snapshot);
        self.redo_stack.push(now);
        true
    }

    /// Makes the change again that was taken back last; says whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(snapshot) = self.redo_stack.pop() else {
            return false;
        };
        let now = self.restore(snapshot);
        self.undo_stack.push(now);
        true
    }

    fn replace(&mut self, span: Span, text: &str) {
        if self.text.get(span.range()).is_none() {
            return;
        }
        self.text.replace_range(span.range(), text);
        // It clings to what was typed, except to a line break.
        let caret = Caret {
            byte: span.start + text.len(),
            upstream: !text.is_empty() && !text.ends_with(is_line_break),
        };
        (self.anchor, self.focus) = (caret, caret);
        self.changed();
    }

    fn restore(&mut self, snapshot: UndoSnapshot) -> UndoSnapshot {
        let now = UndoSnapshot {
            text: std::mem::replace(&mut self.text, snapshot.text),
            anchor: self.anchor,
            focus: self.focus,
        };
        (self.anchor, self.focus) = (snapshot.anchor, snapshot.focus);
        self.compose = None;
        self.changed();
        now
    }

    fn push_undo(&mut self) {
        if self.undo_stack.len() == MAX_UNDO_STEPS {
            self.undo_stack.remove(0);
        }
        self.undo_stack.push(UndoSnapshot {
            text: self.text.clone(),
            anchor: self.anchor,
            focus: self.focus,
        });
        self.redo_stack.clear();
    }

    fn changed(&mut self) {
        self.paragraph = None;
        self.end_gesture();
    }

    /// Ends the drag, the kept column and the undo step in progress, after the selection moved.
    fn end_gesture(&mut self) {
        self.granularity = Granularity::Letters;
        self.column = None;
        self.typing = false;
    }

    fn place_caret(&mut self, byte: usize) {
        let caret = Caret {
            byte,
            upstream: byte > 0,
        };
        (self.anchor, self.focus) = (caret, caret);
    }

    /// Line breaks become one kind, or spaces; characters that cannot be seen nor typed go.
    fn clean(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n");
        let kept = text.chars().filter_map(|c| match c {
            '\t' if !self.multiline => Some(' '),
            '\t' => Some(c),
            _ if is_line_break(c) => Some(if self.multiline { '\n' } else { ' ' }),
            _ if c.is_control() => None,
            _ => Some(c),
        });
        kept.collect()
    }

    fn word_at(&mut self, typesetter: &mut Typesetter, x: f32, y: f32) -> Span {
        let paragraph = self.paragraph(typesetter);
        let under = paragraph.grapheme_at(x, y).map(|span| span.start);
        let byte = under.unwrap_or_else(|| paragraph.hit(x, y));
        keystroke::word_around(&self.text, byte)
    }

    fn line_around(&self, byte: usize) -> Span {
        let byte = self.text.floor_char_boundary(byte);
        let (before, after) = self.text.split_at_checked(byte).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let length = after.find('\n').unwrap_or(after.len());
        Span::new(start, byte + length)
    }
}

#[cfg(test)]
#[path = "editor_tests.rs"]
mod tests;
