//! A text field for every script. `typeset::Editor` edits; this file draws it and passes egui's events to it.

use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui::{
    self, CursorIcon, Event, EventFilter, Id, ImeEvent, InputState, Key, Modifiers, PointerButton, Pos2,
    Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo,
};

use super::clipboards;
use super::text_painter::TextPainter;
use super::theme::font;
use crate::text::Span;
use crate::typeset::{Deletion, Direction, Editor, Motion};

mod paint;

const PADDING: Vec2 = Vec2::new(9.0, 5.0);

/// A field of one line or several.
pub struct Field<'a> {
    id: Id,
    value: &'a str,
    name: &'a str,
    hint: &'a str,
    rows: usize,
    enabled: bool,
    emphasised: bool,
    focus: bool,
    focus_at_first: bool,
    is_replaced: bool,
    composes: bool,
}

/// What happened to a field in this frame.
pub struct FieldOutput {
    /// The widget.
    pub response: Response,
    /// The text, where it was changed.
    pub changed: Option<String>,
    /// Whether Enter was pressed in a field of one line.
    pub submitted: bool,
    /// Whether typing is over: Enter, Escape, or the keyboard went elsewhere.
    pub done: bool,
}

/// What a field remembers from frame to frame.
struct FieldState {
    editor: Editor,
    /// The caller's text when it was last looked at; where that differs, it was changed outside.
    known: String,
    scroll: f32,
    /// How far the lines of a field of several are moved up.
    lift: f32,
    /// The fonts it was laid out with, as the text painter counts them.
    fonts: u32,
    /// The frame it was last drawn in.
    seen: Option<u64>,
    /// Where the caret was drawn in the text while the field had the keyboard.
    caret: Option<Pos2>,
}

type Shared = Arc<Mutex<FieldState>>;

impl<'a> Field<'a> {
    /// A field of one line that shows this text. The id tells fields apart.
    pub fn new(id: &str, value: &'a str) -> Self {
        Self {
            id: Self::id(id),
            value,
            name: "",
            hint: "",
            rows: 1,
            enabled: true,
            emphasised: false,
            focus: false,
            focus_at_first: false,
            is_replaced: false,
            composes: false,
        }
    }

    /// The id of the field of that name.
    pub fn id(id: &str) -> Id {
        Id::unique(("field", id))
    }

    /// What it is called, for those who do not see it.
    #[must_use]
    pub fn name(self, name: &'a str) -> Self {
        Self { name, ..self }
    }

    /// What it says while it is empty.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// How many lines it shows; more than one makes Enter a line break.
    #[must_use]
    pub fn rows(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// Whether it can be typed into.
    #[must_use]
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    /// Whether it is the one that matters here.
    #[must_use]
    pub fn emphasised(self, emphasised: bool) -> Self {
        Self { emphasised, ..self }
    }

    /// Whether it takes the keyboard now.
    #[must_use]
    pub fn focus(self, focus: bool) -> Self {
        Self { focus, ..self }
    }

    /// Whether what is typed after a command has led into it replaces what it holds.
    #[must_use]
    pub fn replaced(self, is_replaced: bool) -> Self {
        Self { is_replaced, ..self }
    }

    /// Whether it takes the keyboard when it is first shown, with all of its text selected, as it
    /// then is whenever it is given the keyboard.
    #[must_use]
    pub fn focus_at_first(self, focus_at_first: bool) -> Self {
        Self {
            focus_at_first,
            ..self
        }
    }

    /// Whether input methods write into it before it has the keyboard, which it takes as soon as one does.
    #[must_use]
    pub fn composes(self, composes: bool) -> Self {
        Self { composes, ..self }
    }

    /// Draws the field as wide as there is room, and handles what is typed into it.
    pub fn show(self, ui: &mut Ui) -> FieldOutput {
        let frame = ui.ctx().cumulative_frame_nr();
        let shared = self.state(ui);
        let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let first = state.seen.is_none_or(|seen| seen + 1 < frame);
        state.seen = Some(frame);
        if state.known != self.value {
            self.value.clone_into(&mut state.known);
            if state.editor.text() != self.value {
                state.editor.set_text(self.value);
            }
        }
        let width = ui.available_width();
        let inner_width = width - 2.0 * PADDING.x;
        let texts = TextPainter::from_ctx(ui.ctx());
        let mut texts = texts.lock();
        let wrap = (self.rows > 1).then_some(inner_width);
        let scale = texts.scale();
        if state.fonts != texts.fonts() {
            state.fonts = texts.fonts();
            state.editor.forget_layout();
        }
        state
            .editor
            .set_layout_options(font::BODY, wrap, scale, Direction::Auto);
        let text_height = state.editor.paragraph(texts.typesetter()).height();
        let wanted = font::BODY.line_height * self.rows as f32;
        let height = if self.rows > 1 {
            text_height.clamp(wanted, wanted * 3.0)
        } else {
            wanted
        };
        let outer = Vec2::new(width, height + 2.0 * PADDING.y);
        let sense = if self.enabled {
            Sense::click_and_drag()
        } else {
            Sense::hover()
        };
        let (_, rect) = ui.allocate_space(outer);
        let response = ui.interact(rect, self.id, sense);
        let composing = self.composes && ui.input(is_composing);
        if self.enabled && (self.focus || composing || (self.focus_at_first && first)) {
            let is_led_into = self.focus && self.is_replaced && !response.has_focus();
            response.request_focus();
            if self.focus_at_first || is_led_into {
                state.editor.select_all();
            }
        }
        let inner = rect.shrink2(PADDING);
        let mut output = FieldOutput {
            response,
            changed: None,
            submitted: false,
            done: false,
        };
        if self.enabled {
            self.handle_input(ui, &mut state, &mut texts, inner, &mut output);
        }
        self.paint(ui, &mut state, &mut texts, rect, inner, &output.response);
        drop(texts);
        output.response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::TextInput, self.enabled, self.name);
            info.current_text_value = Some(state.editor.text().to_owned());
            info
        });
        if state.editor.text() != state.known {
            let text = state.editor.text().to_owned();
            state.known.clone_from(&text);
            output.changed = Some(text);
        }
        if output.response.has_focus() {
            note_typing(ui);
        }
        output.response = output.response.clone().on_hover_cursor(CursorIcon::Text);
        output
    }

    fn state(&self, ui: &Ui) -> Shared {
        ui.data_mut(|data| {
            let fresh = || -> Shared {
                let editor = if self.rows > 1 {
                    Editor::multi_line(font::BODY)
                } else {
                    Editor::single_line(font::BODY)
                };
                Arc::new(Mutex::new(FieldState {
                    editor,
                    known: String::new(),
                    scroll: 0.0,
                    lift: 0.0,
                    fonts: 0,
                    seen: None,
                    caret: None,
                }))
            };
            Arc::clone(data.get_temp_mut_or_insert_with(self.id, fresh))
        })
    }

    fn handle_input(
        &self,
        ui: &Ui,
        state: &mut FieldState,
        texts: &mut TextPainter,
        inner: Rect,
        output: &mut FieldOutput,
    ) {
        let response = &output.response;
        Self::handle_pointer(ui, state, texts, inner, response);
        if response.lost_focus() {
            state.editor.clear_compose();
            state
                .editor
                .select(state.editor.text().len(), state.editor.text().len());
            output.done = true;
        }
        if !response.has_focus() {
            return;
        }
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: self.rows > 1,
            escape: false,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, filter));
        let events = ui.input(|input| input.filtered_events(&filter));
        for event in &events {
            match self.handle_event(ui, state, texts, event) {
                KeyOutcome::Nothing => {}
                KeyOutcome::Enter => {
                    output.submitted = true;
                    output.done = true;
                }
                KeyOutcome::Escape => {
                    output.done = true;
                    response.surrender_focus();
                }
            }
        }
    }

    fn handle_pointer(
        ui: &Ui,
        state: &mut FieldState,
        texts: &mut TextPainter,
        inner: Rect,
        response: &Response,
    ) {
        let Some(at) = response.interact_pointer_pos() else {
            return;
        };
        let (x, y) = (
            at.x - inner.left() + state.scroll,
            at.y - inner.top() + state.lift,
        );
        let setter = texts.typesetter();
        let pressed = ui.input(|input| input.pointer.primary_pressed());
        if response.triple_clicked() {
            state.editor.triple_click(setter, x, y);
        } else if response.double_clicked() {
            state.editor.double_click(setter, x, y);
        } else if (response.is_pointer_button_down_on() && pressed) || response.clicked() {
            response.request_focus();
            let extend = ui.input(|input| input.modifiers.shift);
            state.editor.click(setter, x, y, extend);
        } else if response.middle_clicked() {
            response.request_focus();
            state.editor.click(setter, x, y, false);
            if let Some(words) = clipboards::offered() {
                state.editor.insert(&words);
            }
        } else if response.dragged_by(PointerButton::Primary) {
            state.editor.drag(setter, x, y);
        } else if response.drag_stopped() {
            clipboards::offer(state.editor.selected_text());
        }
    }

    fn handle_event(
        &self,
        ui: &Ui,
        state: &mut FieldState,
        texts: &mut TextPainter,
        event: &Event,
    ) -> KeyOutcome {
        let editor = &mut state.editor;
        match event {
            Event::Text(text) | Event::Paste(text) => editor.insert(text),
            Event::Copy => copy(ui, editor.selected_text().to_owned()),
            Event::Cut => copy(ui, editor.cut()),
            Event::Ime(ImeEvent::Commit(text)) => editor.commit(text),
            Event::Ime(ImeEvent::Preedit {
                text,
                active_range_chars,
            }) => {
                let marked = active_range_chars.as_ref().and_then(|chars| {
                    let start = crate::text::units::byte_from_chars(text, chars.start)?;
                    let end = crate::text::units::byte_from_chars(text, chars.end)?;
                    Some(Span::new(start, end))
                });
                editor.compose(text, marked);
            }
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => return self.handle_key(editor, texts, *key, *modifiers),
            _ => {}
        }
        KeyOutcome::Nothing
    }

    fn handle_key(
        &self,
        editor: &mut Editor,
        texts: &mut TextPainter,
        key: Key,
        modifiers: Modifiers,
    ) -> KeyOutcome {
        let command = modifiers.command;
        let motion = match (key, command) {
            (Key::ArrowLeft, false) => Some(Motion::Left),
            (Key::ArrowLeft, true) => Some(Motion::WordLeft),
            (Key::ArrowRight, false) => Some(Motion::Right),
            (Key::ArrowRight, true) => Some(Motion::WordRight),
            (Key::ArrowUp, _) if self.rows > 1 => Some(Motion::Up),
            (Key::ArrowDown, _) if self.rows > 1 => Some(Motion::Down),
            (Key::Home, false) => Some(Motion::LineStart),
            (Key::End, false) => Some(Motion::LineEnd),
            (Key::Home, true) => Some(Motion::TextStart),
            (Key::End, true) => Some(Motion::TextEnd),
            _ => None,
        };
        if let Some(motion) = motion {
            editor.go(texts.typesetter(), motion, modifiers.shift);
            return KeyOutcome::Nothing;
        }
        match (key, command) {
            (Key::Backspace, false) => editor.delete(Deletion::Back),
            (Key::Backspace, true) => editor.delete(Deletion::WordBack),
            (Key::Delete, false) => editor.delete(Deletion::Forward),
            (Key::Delete, true) => editor.delete(Deletion::WordForward),
            (Key::A, true) => editor.select_all(),
            (Key::Z, true) if modifiers.shift => drop(editor.redo()),
            (Key::Y, true) => drop(editor.redo()),
            (Key::Z, true) => drop(editor.undo()),
            (Key::Enter, false) if self.rows > 1 => editor.insert("\n"),
            (Key::Enter, _) => return KeyOutcome::Enter,
            (Key::Escape, _) => return KeyOutcome::Escape,
            _ => {}
        }
        KeyOutcome::Nothing
    }
}

/// Whether an input method has begun to write.
fn is_composing(input: &InputState) -> bool {
    let has_text =
        |event: &Event| matches!(event, Event::Ime(ImeEvent::Preedit { text, .. }) if !text.is_empty());
    input.events.iter().any(has_text)
}

enum KeyOutcome {
    Nothing,
    Enter,
    Escape,
}

fn copy(ui: &Ui, text: String) {
    if !text.is_empty() {
        ui.ctx().copy_text(text);
    }
}

fn typing_id() -> Id {
    Id::unique("sayso field has the keyboard")
}

fn note_typing(ui: &Ui) {
    let frame = ui.ctx().cumulative_frame_nr();
    ui.data_mut(|data| data.insert_temp(typing_id(), frame));
}

/// Whether a field had the keyboard when the last frame was drawn.
pub fn is_typing(ctx: &egui::Context) -> bool {
    let frame = ctx.cumulative_frame_nr();
    let last = ctx.data(|data| data.get_temp::<u64>(typing_id()));
    last.is_some_and(|last| last + 1 >= frame)
}
