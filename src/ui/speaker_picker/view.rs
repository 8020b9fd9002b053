//! Draws the speaker picker, and takes the keys that belong to it.

use eframe::egui::{
    Align2, Area, Context, Event, Id, ImeEvent, Key, Margin, Modifiers, Order, Pos2, Rect, Response, Role,
    Sense, Stroke, Ui, Vec2, WidgetInfo,
};

use super::Msg;
use super::rows::{Lit, PickerRow};
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::keys::digit_value;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::picker::{Answer, PickerState, PickerTarget};
use crate::ui::bus::request::Request;
use crate::ui::kit::button::focus_ring;
use crate::ui::kit::field::Field;
use crate::ui::kit::list_row::{ListRow, ROW};
use crate::ui::kit::text::{key_cap_at, label, measure, text_from};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};

const WIDTH: f32 = 362.0;

/// Takes the picker's keys before anything else does. Until something is typed the text keeps the keyboard, so that Shift
/// and the arrows still move the selection.
pub fn take_keys(
    ctx: &Context,
    core: &Core,
    picker: &PickerState,
    rows: &[PickerRow],
    out: &mut Outbox<Msg>,
) {
    let last = rows.len().saturating_sub(1);
    let highlighted = highlighted(rows, picker);
    let mut typed = String::new();
    let typing = core.focus == Some(FIELD) || ctx.memory(|memory| memory.has_focus(field_id()));
    ctx.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            out.request(Request::StopAsking);
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            out.send(Msg::Row(highlighted.map_or(0, |row| (row + 1).min(last))));
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            out.send(Msg::Row(highlighted.map_or(last, |row| row.saturating_sub(1))));
        }
        if input.consume_key(Modifiers::NONE, Key::Enter)
            && let Some(row) = highlighted.and_then(|row| rows.get(row))
        {
            out.request(Request::Answer(row.who.clone()));
        }
        if input.consume_key(Modifiers::ALT, Key::Num0) {
            let cue = rows.iter().find_map(|row| match row.who {
                Answer::NotStated(cue) => Some(cue),
                _ => None,
            });
            out.request(Request::Answer(Answer::NotStated(cue.flatten())));
        }
        let modifiers = input.modifiers;
        input.events.retain(|event| match event {
            Event::Text(text) | Event::Ime(ImeEvent::Commit(text))
                if !modifiers.command && !modifiers.alt =>
            {
                let key = digit_value(text).filter(|_| picker.query.is_empty() && typed.is_empty());
                match key {
                    Some(0) => out.request(Request::Answer(Answer::Article)),
                    Some(key) => {
                        if let Some(speaker) = core.keys.speaker(key) {
                            out.request(Request::Answer(Answer::Speaker(speaker.clone(), None)));
                        }
                    }
                    None if typing => return true,
                    None => typed.push_str(text),
                }
                false
            }
            Event::Paste(text) if !typing => {
                typed.extend(text.lines().next());
                false
            }
            _ => true,
        });
    });
    if !typed.trim().is_empty() {
        out.send(Msg::Query(format!("{}{typed}", picker.query)));
    }
}

/// The name of the picker's field, for giving it the keyboard.
pub(super) const FIELD: &str = "who says so";

fn field_id() -> Id {
    Field::id(FIELD)
}

/// Draws the picker.
///
/// `lost`: whether the selected claim has words that are not found in the text.
pub fn picker_ui(
    ctx: &Context,
    core: &Core,
    picker: &PickerState,
    rows: &[PickerRow],
    lost: bool,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ctx);
    let frame = theme.floating().inner_margin(Margin::same(8));
    let height = 8.0 + 34.0 + 6.0 + rows.len() as f32 * ROW + 80.0;
    let at = place(ctx.content_rect(), picker.at, Vec2::new(WIDTH, height));
    Area::new(Id::unique("asking"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .constrain(true)
        .show(ctx, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(WIDTH - 16.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                contents_ui(ui, core, picker, rows, lost, out);
            });
        });
}

/// Below and right of the point, or above it where there is no room below.
fn place(screen: Rect, at: Pos2, size: Vec2) -> Pos2 {
    let x = at.x.min(screen.right() - size.x - 12.0).max(screen.left() + 8.0);
    let below = at.y + 8.0;
    let line = 34.0;
    let above = at.y - line - size.y;
    let y = if below + size.y > screen.bottom() - 8.0 && above > screen.top() + 8.0 {
        above
    } else {
        below
    };
    Pos2::new(x, y)
}

fn contents_ui(
    ui: &mut Ui,
    core: &Core,
    picker: &PickerState,
    rows: &[PickerRow],
    lost: bool,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let hint = match picker.target {
        PickerTarget::Words(_) | PickerTarget::Claim(..) => fl!("picker-who"),
        PickerTarget::Joint(..) => fl!("picker-who-else"),
        PickerTarget::Relay(_) => fl!("picker-who-relays"),
        PickerTarget::Medium(..) => fl!("picker-which-document"),
    };
    let field = Field::new(FIELD, &picker.query)
        .name(fl!("picker-name"))
        .hint(hint)
        .emphasised(true)
        .focus(core.focus == Some(FIELD))
        .composes(core.dialog.is_none())
        .show(ui);
    if let Some(query) = field.changed {
        out.send(Msg::Query(query));
    }
    ui.add_space(6.0);
    let highlighted = highlighted(rows, picker);
    let mut section = rows.first().map(|row| section_of(row, picker));
    for (at, answer) in rows.iter().enumerate() {
        if section != Some(section_of(answer, picker)) {
            section = Some(section_of(answer, picker));
            line(ui, theme);
        }
        answer_row(ui, answer, highlighted == Some(at), out);
    }
    line(ui, theme);
    let hint = match (highlighted, &picker.target) {
        (None, _) => fl!("picker-hint"),
        (Some(_), PickerTarget::Words(_)) => "",
        (Some(_), _) => fl!("picker-hint-highlighted"),
    };
    if !hint.is_empty() {
        label(ui, hint, font::SMALL, theme.soft);
    }
    if let PickerTarget::Words(_) = picker.target {
        foot(ui, core, lost, out);
    }
}

/// The line that Enter uses: the selected one, or the first one if the text offers it or it was typed. A known speaker is
/// used only on purpose.
fn highlighted(rows: &[PickerRow], picker: &PickerState) -> Option<usize> {
    let last = rows.len().checked_sub(1)?;
    let is_taken = |row: &PickerRow| row.offered || !picker.query.trim().is_empty();
    let offered = rows.first().filter(|row| is_taken(row)).map(|_| 0);
    picker.row.map(|row| row.min(last)).or(offered)
}

/// The words of the text that the row under the bar takes.
pub fn lit_words(rows: &[PickerRow], picker: Option<&PickerState>) -> Lit {
    let row = picker.and_then(|picker| rows.get(highlighted(rows, picker)?));
    row.map(|row| row.lit).unwrap_or_default()
}

/// Suggested, known and new speakers are separated by lines.
fn section_of(row: &PickerRow, picker: &PickerState) -> u8 {
    match (&row.who, picker.query.trim().is_empty()) {
        (
            Answer::Speaker(_, Some(_))
            | Answer::New(_, Some(_))
            | Answer::Unnamed(_, Some(_))
            | Answer::Offered(_)
            | Answer::NotStated(_),
            _,
        ) => 0,
        (Answer::New(_, None) | Answer::Unnamed(_, None), _) => 2,
        _ => 1,
    }
}

fn answer_row(ui: &mut Ui, answer: &PickerRow, chosen: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let name = match &answer.who {
        // Another row has a new speaker with the same words.
        Answer::Unnamed(..) => fl!("picker-unnamed", words = answer.words),
        _ => answer.words.clone(),
    };
    let mut row = ListRow::new(&name).selected(chosen).show(ui);
    row.key_cap(answer.key.as_deref());
    row.swatch(answer.color.map(|place| theme.speaker(place)));
    let detail = if answer.detail.is_empty() {
        String::new()
    } else {
        format!("· {}", answer.detail)
    };
    row.title_and_detail(ui, &answer.words, &detail);
    if row.finish().clicked() {
        out.request(Request::Answer(answer.who.clone()));
    }
}

fn line(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 13.0), Sense::hover());
    let x = (rect.left() + 2.0)..=(rect.right() - 2.0);
    ui.painter()
        .hline(x, rect.center().y.round() - 0.5, Stroke::new(1.0, theme.hairline));
}

/// What else the selected words can be: source, cue or another span of the selected claim, or a claim to attribute later.
fn foot(ui: &mut Ui, core: &Core, lost: bool, out: &mut Outbox<Msg>) {
    let choices: &[(Command, &str)] = if core.place.claim.is_none() {
        &[(Command::MarkForLater, fl!("picker-foot-later"))]
    } else if lost {
        &[
            (Command::MoveClaimHere, fl!("picker-foot-move")),
            (Command::SetSource, fl!("picker-foot-source")),
            (Command::SetCue, fl!("picker-foot-cue")),
            (Command::AddSpan, fl!("picker-foot-add")),
        ]
    } else {
        &[
            (Command::SetSource, fl!("picker-foot-source")),
            (Command::SetCue, fl!("picker-foot-cue")),
            (Command::AddSpan, fl!("picker-foot-add")),
            (Command::MarkForLater, fl!("picker-foot-later")),
        ]
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (command, words) in choices {
            if foot_button(ui, *command, words).clicked() {
                out.command(*command);
            }
        }
    });
}

/// A key cap with a word behind it.
fn foot_button(ui: &mut Ui, command: Command, words: &str) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let caps = command.key_caps();
    let cap = measure(ui, &caps, font::KEY, Fit::Free).x + 10.0;
    let text = measure(ui, words, font::SMALL, Fit::Free).x;
    let size = Vec2::new(cap.max(18.0) + text + 12.0, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, 5.0, theme.hover);
    }
    let at = Pos2::new(rect.left() + 3.0, rect.center().y);
    let cap = key_cap_at(painter, at, Align2::LEFT_CENTER, &caps);
    let at = Pos2::new(cap.right() + 5.0, at.y);
    let (style, ink) = (font::SMALL, theme.soft);
    text_from(painter, at, words, style, ink, text + 1.0);
    focus_ring(ui, rect, &response, theme);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, command.label()));
    response
}
