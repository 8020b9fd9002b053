//! Draws the strip of the review queue above the article: progress, decisions, and at the end a summary.

use eframe::egui::{Align, Frame, Layout, Margin, Panel, Pos2, Rect, Ui, UiBuilder, Vec2};

use super::{Msg, Queue, Scope};
use crate::model::{Decision, ReviewState};
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button, icon_button, key_button};
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::{label, tip};
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::{icons, words};

/// The height of the strip, and of each of its lines where it needs two.
const LINE: f32 = 48.0;
/// Below this width the buttons stand on a second line.
const TWO_LINES_BELOW: f32 = 720.0;
/// The width of a button for a decision.
const DECIDE: f32 = 96.0;

/// Draws the strip at the top of the reading area.
pub fn queue_ui(ui: &mut Ui, queue: &Queue, editable: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    // The sentence about the end is longer than the number.
    let least = match queue.current() {
        Some(_) => TWO_LINES_BELOW,
        None => TWO_LINES_BELOW + 120.0,
    };
    let two = ui.available_width() < least;
    let height = if two { LINE + 38.0 } else { LINE };
    Panel::top("queue")
        .exact_size(height)
        .frame(
            Frame::new()
                .fill(theme.panel)
                .inner_margin(Margin::symmetric(12, 0)),
        )
        .show_separator_line(false)
        .show(ui, |ui| {
            let rect = ui.max_rect();
            progress_ui(ui, queue, rect.expand2(Vec2::new(12.0, 0.0)));
            let line = |top: f32| {
                let size = Vec2::new(rect.width(), LINE);
                Rect::from_min_size(Pos2::new(rect.left(), rect.top() + top), size)
            };
            let first = UiBuilder::new()
                .max_rect(line(0.0))
                .layout(Layout::left_to_right(Align::Center));
            ui.scope_builder(first, |ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                scope_ui(ui, queue, out);
                summary_ui(ui, queue);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let end = Command::ReviewQueue;
                    if icon_button(ui, icons::X, fl!("queue-end"), &end.key_caps(), true).clicked() {
                        out.command(end);
                    }
                    if !two {
                        decisions_ui(ui, queue, editable, out);
                    }
                });
            });
            if two {
                let second = UiBuilder::new()
                    .max_rect(line(38.0))
                    .layout(Layout::right_to_left(Align::Center));
                ui.scope_builder(second, |ui| decisions_ui(ui, queue, editable, out));
            }
        });
}

/// A line along the strip's foot, as long as the share of claims that were passed.
fn progress_ui(ui: &Ui, queue: &Queue, rect: Rect) {
    let theme = Theme::from_ctx(ui.ctx());
    let bottom = rect.bottom() - 1.0;
    ui.painter()
        .hline(rect.x_range(), bottom + 0.5, theme.hairline_stroke());
    let share = queue.at as f32 / queue.claims.len().max(1) as f32;
    let done = Rect::from_min_max(
        Pos2::new(rect.left(), bottom - 1.0),
        Pos2::new(rect.left() + rect.width() * share, bottom + 1.0),
    );
    ui.painter().rect_filled(done, 0.0, theme.accent);
}

fn scope_ui(ui: &mut Ui, queue: &Queue, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, fl!("queue-title"), font::STRONG, theme.ink);
    let choices = Scope::ALL.map(|scope| Choice::named(scope.label()));
    let chosen = Scope::ALL.iter().position(|scope| *scope == queue.scope);
    ui.allocate_ui_with_layout(
        Vec2::new(142.0, size::CONTROL),
        Layout::top_down(Align::Min),
        |ui| {
            if let Some(picked) = choice(ui, fl!("queue-scope"), &choices, chosen, "")
                && let Some(scope) = Scope::ALL.get(picked)
            {
                out.send(Msg::Review(*scope));
            }
        },
    );
}

fn summary_ui(ui: &mut Ui, queue: &Queue) {
    let theme = Theme::from_ctx(ui.ctx());
    let style = match queue.current() {
        Some(_) => font::LABEL_STRONG,
        None => font::LABEL,
    };
    label(ui, &queue.summary(), style, theme.ink);
}

fn decisions_ui(ui: &mut Ui, queue: &Queue, editable: bool, out: &mut Outbox<Msg>) {
    ui.spacing_mut().item_spacing.x = 6.0;
    if queue.current().is_none() {
        if queue.left() > 0 {
            if button(ui, fl!("queue-review-skipped"), Weight::Primary, editable).clicked() {
                out.send(Msg::Review(queue.scope));
            }
        } else if button(ui, fl!("queue-close"), Weight::Primary, true).clicked() {
            out.command(Command::ReviewQueue);
        }
        return;
    }
    // From right to left.
    for (icon, command, name) in [
        (icons::CARET_RIGHT, Command::NextClaim, fl!("queue-skip")),
        (icons::CARET_LEFT, Command::PreviousClaim, fl!("queue-previous")),
    ] {
        if icon_button(ui, icon, name, &command.key_caps(), true).clicked() {
            out.command(command);
        }
    }
    if !editable {
        return;
    }
    let theme = Theme::from_ctx(ui.ctx());
    for (decision, state, command) in [
        (Decision::Rejected, ReviewState::Rejected, Command::Reject),
        (Decision::Disputed, ReviewState::Disputed, Command::Dispute),
        (Decision::Accepted, ReviewState::Accepted, Command::Accept),
    ] {
        let mark = (words::review_icon(state), theme.decision(decision));
        let chosen = queue.seen.get(&queue.at) == Some(&Some(decision));
        let caps = command.key_caps();
        let pressed = key_button(ui, DECIDE, mark, command.label(), &caps, chosen);
        if tip(pressed, command.summary()).clicked() {
            out.command(command);
        }
    }
}
