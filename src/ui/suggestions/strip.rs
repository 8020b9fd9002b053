//! The strip above the article: how many suggestions there are, how sure they are, and the way to take many.

use eframe::egui::{
    Align, CursorIcon, Frame, Layout, Margin, Panel, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2,
};

use super::Msg;
use super::state::{State, is_blind, is_on};
use super::update::sure;
use crate::suggest::claims::LEVELS;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button, focus_ring, icon_button, link};
use crate::ui::kit::icons;
use crate::ui::kit::text::{label, measure, tip};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};

/// The height of the strip.
const HEIGHT: f32 = 48.0;
/// Below this width the words beside the slider are left out.
const WIDE: f32 = 700.0;
/// The width of the slider.
const SLIDER: f32 = 96.0;

/// Draws the strip, if suggestions are shown.
pub fn strip_ui(ui: &mut Ui, core: &Core, state: &State, out: &mut Outbox<Msg>) {
    if !is_on(core) || core.article().is_none() {
        return;
    }
    let theme = Theme::from_ctx(ui.ctx());
    let width = ui.available_width();
    let frame = Frame::new()
        .fill(theme.panel)
        .inner_margin(Margin::symmetric(12, 0));
    Panel::top("suggestions")
        .exact_size(HEIGHT)
        .frame(frame)
        .show_separator_line(false)
        .show(ui, |ui| {
            let rect = ui.max_rect();
            let foot = rect.expand2(Vec2::new(12.0, 0.0));
            ui.painter()
                .hline(foot.x_range(), foot.bottom() - 0.5, theme.hairline_stroke());
            let line = UiBuilder::new()
                .max_rect(rect)
                .layout(Layout::left_to_right(Align::Center));
            ui.scope_builder(line, |ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                contents_ui(ui, core, state, width, out);
            });
        });
}

fn contents_ui(ui: &mut Ui, core: &Core, state: &State, width: f32, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, fl!("suggestions-title"), font::STRONG, theme.ink);
    if is_blind(core) {
        label(ui, fl!("suggestions-blind"), font::LABEL, theme.soft);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| close_ui(ui, out));
        return;
    }
    let shown = state.shown(core);
    let level = core.settings.suggestions.level;
    let elsewhere: usize = state
        .elsewhere
        .values()
        .filter_map(|counts| counts.get(level))
        .sum();
    let told = if state.is_reading() && shown.is_empty() {
        fl!("suggestions-reading").to_owned()
    } else if shown.is_empty() {
        fl!("suggestions-none-left").to_owned()
    } else {
        let (here, all) = (shown.len(), shown.len() + elsewhere);
        if state.counting.is_some() || state.is_reading() {
            fl!("suggestions-counts.counting", here = here, all = all)
        } else {
            fl!("suggestions-counts", here = here, all = all)
        }
    };
    let response = label(ui, &told, font::LABEL, theme.soft);
    let name = fl!("suggestions-region", count = shown.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &name));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        close_ui(ui, out);
        let (next, before) = (fl!("suggestions-next"), fl!("suggestions-previous"));
        if icon_button(ui, icons::CARET_RIGHT, next, "Tab", !shown.is_empty()).clicked() {
            out.send(Msg::Step(1));
        }
        if icon_button(ui, icons::CARET_LEFT, before, "Shift Tab", !shown.is_empty()).clicked() {
            out.send(Msg::Step(-1));
        }
        let possible = !sure(state, core).is_empty();
        let take = Command::TakeAllSuggestions;
        if tip(
            button(ui, fl!("suggestions-take-all"), Weight::Plain, possible),
            take.summary(),
        )
        .clicked()
        {
            out.command(take);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            slider_ui(ui, level, width >= WIDE, out);
            let probabilities: Vec<f32> = shown
                .iter()
                .map(|candidate| candidate.suggestion.probability)
                .collect();
            let told = state.figures.told(&probabilities);
            let room = ui.available_width() - 8.0;
            if measure(ui, &told, font::LABEL, Fit::Free).x <= room {
                let figure = link(ui, &told, font::LABEL);
                if tip(figure, fl!("suggestions-right-explained")).clicked() {
                    out.command(Command::SuggestionSettings);
                }
            }
        });
    });
}

fn close_ui(ui: &mut Ui, out: &mut Outbox<Msg>) {
    let command = Command::ToggleSuggestions;
    if icon_button(ui, icons::X, fl!("suggestions-hide"), &command.key_caps(), true).clicked() {
        out.send(Msg::Show(false));
    }
}

/// Five places from fewer to more.
fn slider_ui(ui: &mut Ui, level: usize, words: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (fewer, more) = (fl!("suggestions-fewer"), fl!("suggestions-more"));
    let wide = |text: &str| measure(ui, text, font::LABEL, Fit::Free).x + ui.spacing().item_spacing.x;
    // Half a word says less than none.
    let words = words && wide(fewer) + SLIDER + wide(more) <= ui.available_width();
    if words {
        label(ui, fewer, font::LABEL, theme.soft);
    }
    let (rect, response) = ui.allocate_exact_size(Vec2::new(SLIDER, 24.0), Sense::click_and_drag());
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let last = (LEVELS.len() - 1) as f32;
    let y = rect.center().y;
    let inner = rect.shrink2(Vec2::new(8.0, 0.0));
    let x = |place: usize| inner.left() + inner.width() * place as f32 / last;
    let painter = ui.painter();
    painter.hline(inner.x_range(), y, Stroke::new(2.0, theme.hairline));
    painter.hline(inner.left()..=x(level), y, Stroke::new(2.0, theme.accent));
    for place in 0..LEVELS.len() {
        let ink = if place <= level { theme.accent } else { theme.faint };
        painter.vline(x(place), (y - 4.0)..=(y + 4.0), Stroke::new(1.5, ink));
    }
    painter.circle(
        pos2(x(level), y),
        6.0,
        theme.raised,
        Stroke::new(2.0, theme.accent),
    );
    focus_ring(ui, Rect::from_min_max(rect.min, rect.max), &response, theme);
    let value = fl!("suggestions-level", place = level + 1, count = LEVELS.len());
    response.widget_info(|| WidgetInfo::slider(true, (level + 1) as f64, &value));
    if let Some(at) = response.interact_pointer_pos() {
        let share = ((at.x - inner.left()) / inner.width()).clamp(0.0, 1.0);
        let place = (share * last).round() as usize;
        if place != level {
            out.send(Msg::Level(place));
        }
    }
    if words {
        label(ui, more, font::LABEL, theme.soft);
    }
}
