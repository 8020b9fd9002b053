//! Draws the pop-up that asks who says so, and takes the keys that belong to it.

use eframe::egui::{
    Align2, Area, Context, Event, Id, ImeEvent, Key, Margin, Modifiers, Order, Pos2, Rect, Stroke, Ui, Vec2,
};

use super::Msg;
use super::rows::PickerRow;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::picker::{Answer, PickerState, PickerTarget};
use crate::ui::bus::request::Request;
use crate::ui::kit::button::row;
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{key_cap_at, label, swatch_at, text_at};
use crate::ui::kit::theme::{Theme, font};

const WIDTH: f32 = 362.0;
const ROW: f32 = 28.0;

/// Takes the keys that belong to the pop-up before anything else sees them. Until something is
/// typed the text keeps the keyboard, so that Shift and the arrows still move the selection.
pub fn take_keys(
    ctx: &Context,
    core: &Core,
    picker: &PickerState,
    rows: &[PickerRow],
    out: &mut Outbox<Msg>,
) {
    let last = rows.len().saturating_sub(1);
    let marked = marked(rows, picker);
    let mut typed = String::new();
    let typing = core.focus == Some(FIELD) || ctx.memory(|memory| memory.has_focus(field_id()));
    ctx.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            out.request(Request::StopAsking);
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            out.send(Msg::Row(marked.map_or(0, |row| (row + 1).min(last))));
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            out.send(Msg::Row(marked.map_or(last, |row| row.saturating_sub(1))));
        }
        if input.consume_key(Modifiers::NONE, Key::Enter)
            && let Some(row) = marked.and_then(|row| rows.get(row))
        {
            out.request(Request::Answer(row.who.clone()));
        }
        let modifiers = input.modifiers;
        input.events.retain(|event| match event {
            Event::Text(text) | Event::Ime(ImeEvent::Commit(text))
                if !modifiers.command && !modifiers.alt =>
            {
                let key = text.parse::<usize>().ok().filter(|key| *key <= 9);
                match key.filter(|_| picker.query.is_empty() && typed.is_empty()) {
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

/// The name of the pop-up's field, for giving it the keyboard.
pub const FIELD: &str = "who says so";

fn field_id() -> Id {
    Field::id(FIELD)
}

/// Draws the pop-up.
///
/// `lost`: whether the selected claim has words that are no longer in the article.
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
        PickerTarget::Words(_) | PickerTarget::Claim(..) => "Who says so? Type a name…",
        PickerTarget::Joint(..) => "Who says so too? Type a name…",
        PickerTarget::Relay(_) => "Who relays it? Type a name…",
        PickerTarget::Medium(..) => "In which document? Type a name…",
    };
    let field = Field::new(FIELD, &picker.query)
        .name("Who says so?")
        .hint(hint)
        .emphasised(true)
        .focus(core.focus == Some(FIELD))
        .show(ui);
    if let Some(query) = field.changed {
        out.send(Msg::Query(query));
    }
    ui.add_space(6.0);
    let marked = marked(rows, picker);
    let mut section = rows.first().map(|row| section_of(row, picker));
    for (at, answer) in rows.iter().enumerate() {
        if section != Some(section_of(answer, picker)) {
            section = Some(section_of(answer, picker));
            line(ui, theme);
        }
        answer_row(ui, answer, marked == Some(at), out);
    }
    line(ui, theme);
    let hint = match (marked, &picker.target) {
        (None, _) => "Press a key, type a name, or choose a line with Up and Down",
        (Some(_), PickerTarget::Words(_)) => "",
        (Some(_), _) => "Enter takes the marked line, Esc leaves it as it is",
    };
    if !hint.is_empty() {
        label(ui, hint, font::SMALL, theme.soft);
    }
    if let PickerTarget::Words(_) = picker.target {
        foot(ui, core, lost, out);
    }
}

/// The line that Enter takes: the chosen one, or the first, where the text or what was typed offers it. Who is known is
/// taken on purpose alone.
fn marked(rows: &[PickerRow], picker: &PickerState) -> Option<usize> {
    let last = rows.len().checked_sub(1)?;
    let is_offered = |row: &PickerRow| !picker.query.trim().is_empty() || section_of(row, picker) == 0;
    let offered = rows.first().filter(|row| is_offered(row)).map(|_| 0);
    picker.row.map(|row| row.min(last)).or(offered)
}

/// Offers from the text stand apart from the speakers, and these from a new one.
fn section_of(row: &PickerRow, picker: &PickerState) -> u8 {
    match (&row.who, picker.query.trim().is_empty()) {
        (Answer::Speaker(_, Some(_)) | Answer::New(_, Some(_)) | Answer::Unnamed(_, Some(_)), _) => 0,
        (Answer::New(_, None) | Answer::Unnamed(_, None), _) => 2,
        _ => 1,
    }
}

fn answer_row(ui: &mut Ui, answer: &PickerRow, chosen: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let name = match &answer.who {
        // Beside it stands a new speaker of the same words.
        Answer::Unnamed(..) => format!("{}, not named", answer.words),
        _ => answer.words.clone(),
    };
    let (rect, response) = row(ui, ROW, chosen, &name);
    let painter = ui.painter();
    let y = rect.center().y;
    if let Some(key) = &answer.key {
        key_cap_at(painter, Pos2::new(rect.left() + 8.0, y), Align2::LEFT_CENTER, key);
    }
    swatch_at(
        painter,
        Pos2::new(rect.left() + 40.0, y),
        answer.color.map(|place| theme.speaker(place)),
    );
    let left = rect.left() + 54.0;
    let room = rect.right() - 8.0 - left;
    let name_room = if answer.detail.is_empty() {
        room
    } else {
        room * 0.68
    };
    let name = text_at(
        painter,
        Pos2::new(left, y),
        Align2::LEFT_CENTER,
        &answer.words,
        font::BODY,
        theme.ink,
        name_room,
    );
    if !answer.detail.is_empty() {
        let detail = format!("· {}", answer.detail);
        let at = Pos2::new(name.right() + 6.0, y + 0.5);
        text_at(
            painter,
            at,
            Align2::LEFT_CENTER,
            &detail,
            font::SMALL,
            theme.soft,
            rect.right() - 8.0 - at.x,
        );
    }
    if response.clicked() {
        out.request(Request::Answer(answer.who.clone()));
    }
}

fn line(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(
        Vec2::new(ui.available_width(), 13.0),
        eframe::egui::Sense::hover(),
    );
    let x = (rect.left() + 2.0)..=(rect.right() - 2.0);
    ui.painter()
        .hline(x, rect.center().y.round() - 0.5, Stroke::new(1.0, theme.hairline));
}

/// What else the selected words can be: source, cue or a further piece of the selected claim, or
/// a claim that is attributed later.
fn foot(ui: &mut Ui, core: &Core, lost: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let choices: &[(Command, &str)] = match core.place.claim.is_some() {
        true if lost => &[
            (Command::MoveClaimHere, "stand here"),
            (Command::SetSource, "source"),
            (Command::SetCue, "cue"),
            (Command::AddSpan, "add"),
        ],
        true => &[
            (Command::SetSource, "source"),
            (Command::SetCue, "cue"),
            (Command::AddSpan, "add here"),
            (Command::MarkForLater, "later"),
        ],
        false => &[(Command::MarkForLater, "mark now, attribute later")],
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (command, words) in choices {
            let caps = command.key_caps();
            let cap =
                crate::ui::kit::text::measure(ui, &caps, font::KEY, crate::ui::kit::pen::Fit::Free).x + 10.0;
            let text =
                crate::ui::kit::text::measure(ui, words, font::SMALL, crate::ui::kit::pen::Fit::Free).x;
            let (rect, response) = ui.allocate_exact_size(
                Vec2::new(cap.max(18.0) + text + 12.0, 24.0),
                eframe::egui::Sense::click(),
            );
            if response.hovered() {
                ui.painter().rect_filled(rect, 5.0, theme.hover);
            }
            let y = rect.center().y;
            let cap = key_cap_at(
                ui.painter(),
                Pos2::new(rect.left() + 3.0, y),
                Align2::LEFT_CENTER,
                &caps,
            );
            let at = Pos2::new(cap.right() + 5.0, y);
            text_at(
                ui.painter(),
                at,
                Align2::LEFT_CENTER,
                words,
                font::SMALL,
                theme.soft,
                text + 1.0,
            );
            let name = command.label();
            response
                .widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, name));
            if response.clicked() {
                out.command(*command);
            }
        }
    });
}
