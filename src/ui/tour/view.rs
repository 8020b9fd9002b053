//! The card of the tour: which step it is, why and how, and the way back, on and out.

use eframe::egui::{
    Align, Area, Context, Id, Key, Layout, Margin, Modifiers, Order, Pos2, Rect, Sense, Ui, Vec2,
};

use super::steps::{Step, marked};
use super::{Msg, State};
use crate::session::settings::tour::TourSettings;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button, icon_button};
use crate::ui::kit::icons;
use crate::ui::kit::text::{heading, label, wrapped};
use crate::ui::kit::theme::{Theme, font, size};

const WIDTH: f32 = 420.0;
/// About as tall as the card gets.
const HEIGHT: f32 = 210.0;
/// From the edges of the window.
const EDGE: f32 = 16.0;

/// Draws the card away from the words that the step is about, which begin at `words` in the page.
pub(crate) fn card_ui(ctx: &Context, core: &Core, state: &State, words: Option<Pos2>, out: &mut Outbox<Msg>) {
    let Some(tour) = core.settings.tour.as_ref().filter(|_| state.is_shown) else {
        return;
    };
    if core.dialog.is_none() {
        take_keys(ctx, core, tour, out);
    }
    let theme = Theme::from_ctx(ctx);
    let screen = ctx.content_rect();
    let left = if core.settings.left_panel.shown {
        core.settings.left_panel.width.unwrap_or(size::SIDE)
    } else {
        0.0
    };
    let left = left.min(screen.width() - WIDTH - EDGE) + EDGE;
    let is_low = words.is_some_and(|words| words.y > screen.center().y);
    let y = if is_low {
        size::TOP_BAR + EDGE
    } else {
        screen.bottom() - size::STATUS_BAR - EDGE - HEIGHT
    };
    Area::new(Id::unique("tour"))
        .order(Order::Middle)
        .fixed_pos(Pos2::new(screen.left() + left, y))
        .constrain(true)
        .show(ctx, |ui| {
            theme.floating().inner_margin(Margin::same(16)).show(ui, |ui| {
                ui.set_width(WIDTH - 32.0);
                ui.spacing_mut().item_spacing.y = 6.0;
                match Step::after(tour.done) {
                    Some(step) => step_ui(ui, step, tour, state, out),
                    None => end_ui(ui, core, tour, out),
                }
            });
        });
}

/// The key that selects the words of the first step, for whoever has no mouse.
fn take_keys(ctx: &Context, core: &Core, tour: &TourSettings, out: &mut Outbox<Msg>) {
    let is_first = Step::after(tour.done) == Some(Step::Mark) && core.picker.is_none();
    if is_first && ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
        out.send(Msg::SelectWords);
    }
}

fn step_ui(ui: &mut Ui, step: Step, tour: &TourSettings, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let number = tour.done + 1;
    head_ui(
        ui,
        &fl!("tour-step", number = number, count = Step::ALL.len()),
        out,
    );
    label(ui, step.title(), font::NAME, theme.ink);
    wrapped(ui, &step.words(), font::BODY, theme.ink);
    progress_ui(ui, tour.done);
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let is_held = state.held.is_some_and(|held| tour.done < held);
        let on = if is_held {
            fl!("tour-next")
        } else {
            fl!("tour-skip")
        };
        if button(ui, on, Weight::Plain, true).clicked() {
            out.send(Msg::Skip);
        }
        if tour.done > 0 && button(ui, fl!("tour-back"), Weight::Plain, true).clicked() {
            out.send(Msg::Back);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if step == Step::Mark {
                if button(ui, fl!("tour-select-words"), Weight::Plain, true).clicked() {
                    out.send(Msg::SelectWords);
                }
            } else {
                label(ui, fl!("tour-waits"), font::SMALL, theme.soft);
            }
        });
    });
}

fn end_ui(ui: &mut Ui, core: &Core, tour: &TourSettings, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let claims = core.project().map_or(0, |project| marked(project, tour).count());
    head_ui(ui, fl!("tour-title"), out);
    label(ui, &fl!("tour-done", claims = claims), font::NAME, theme.ink);
    wrapped(ui, fl!("tour-done-how"), font::BODY, theme.ink);
    progress_ui(ui, tour.done);
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        if button(ui, fl!("tour-open-own"), Weight::Primary, true).clicked() {
            out.send(Msg::OpenOwn);
        }
    });
}

/// The small line at the top, with the button that closes the card.
fn head_ui(ui: &mut Ui, words: &str, out: &mut Outbox<Msg>) {
    let line = Vec2::new(ui.available_width(), 24.0);
    ui.allocate_ui_with_layout(line, Layout::left_to_right(Align::Center), |ui| {
        heading(ui, words);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, icons::X, fl!("tour-leave"), "", true).clicked() {
                out.send(Msg::Leave);
            }
        });
    });
}

/// A bar for each step; those that are done are filled.
fn progress_ui(ui: &mut Ui, done: usize) {
    const GAP: f32 = 4.0;
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 14.0), Sense::hover());
    let count = Step::ALL.len() as f32;
    let width = (rect.width() - (count - 1.0) * GAP) / count;
    for at in 0..Step::ALL.len() {
        let left = rect.left() + at as f32 * (width + GAP);
        let bar = Rect::from_min_size(Pos2::new(left, rect.center().y - 1.5), Vec2::new(width, 3.0));
        let color = if at < done { theme.accent } else { theme.hairline };
        ui.painter().rect_filled(bar, 1.5, color);
    }
}
