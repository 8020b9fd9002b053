//! The inspector of the suggestion in focus: why it is suggested, what it would say, and how suggestions have fared.

use eframe::egui::{Align, Layout, Ui};

use super::Msg;
use super::candidate::{Candidate, names};
use super::card::told;
use super::state::State;
use crate::text::Span;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::place::Selection;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{icon_button, link};
use crate::ui::kit::text::{clamped, label, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, panel};

/// Draws the inspector of the suggestion in focus; `false` if there is none.
pub fn panel_ui(ui: &mut Ui, core: &Core, state: &State, out: &mut Outbox<Msg>) -> bool {
    let Some(candidate) = state.focused(core) else {
        return false;
    };
    let Some(text) = core.article().and_then(|article| article.text.as_deref()) else {
        return false;
    };
    panel::scrolled(ui, "suggestion", |ui| {
        contents_ui(ui, core, state, (candidate, text), out);
    });
    true
}

fn contents_ui(
    ui: &mut Ui,
    core: &Core,
    state: &State,
    (candidate, text): (&Candidate, &str),
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let shown = state.shown(core);
    let at = shown
        .iter()
        .position(|other| other.fingerprint == candidate.fingerprint);
    let number = at.map_or(0, |at| at + 1);
    let title = fl!("suggestions-number", number = number, count = shown.len());
    ui.horizontal(|ui| {
        label(ui, &title, font::LABEL_STRONG, theme.soft);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, icons::CARET_DOWN, fl!("suggestions-next"), "Tab", true).clicked() {
                out.send(Msg::Step(1));
            }
            if icon_button(
                ui,
                icons::CARET_UP,
                fl!("suggestions-previous"),
                "Shift Tab",
                true,
            )
            .clicked()
            {
                out.send(Msg::Step(-1));
            }
        });
    });
    let content: Vec<&str> = state
        .content(candidate)
        .iter()
        .filter_map(|span| span.slice(text))
        .collect();
    panel::beside_bar(ui, theme.accent, |ui| {
        clamped(ui, &content.join(" … "), font::QUOTE, theme.ink, 4);
    });
    ui.add_space(12.0);
    heading_ui(ui, fl!("suggestions-why"));
    for reason in &candidate.suggestion.reasons {
        let Some(words) = told(*reason, text) else {
            continue;
        };
        // Each reason opens the words that it rests on.
        if link(ui, &words, font::LABEL).clicked() {
            show(span_of(*reason), out);
        }
        ui.add_space(4.0);
    }
    ui.add_space(8.0);
    heading_ui(ui, fl!("suggestions-would-say"));
    let project = core.project();
    let who = project
        .map(|project| names(project, candidate))
        .unwrap_or_default();
    let says = fl!("suggestions-says", who = who, words = content.join(" … "));
    panel::on_wash(ui, |ui| {
        clamped(ui, &says, font::LABEL, theme.ink, 4);
    });
    ui.add_space(12.0);
    heading_ui(ui, fl!("suggestions-only"));
    wrapped(ui, fl!("suggestions-only-explained"), font::LABEL, theme.soft);
    ui.add_space(12.0);
    heading_ui(ui, fl!("suggestions-so-far"));
    for (name, figure) in state.figures.lines() {
        ui.horizontal(|ui| {
            label(ui, name, font::LABEL, theme.ink);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                label(ui, &figure, font::LABEL, theme.ink);
            });
        });
        ui.add_space(4.0);
    }
    if let Some(blind) = project.and_then(|project| project.head().blind) {
        ui.add_space(6.0);
        let told = fl!("suggestions-blind-share", count = blind.one_in);
        wrapped(ui, &told, font::LABEL, theme.soft);
    }
}

fn heading_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, words, font::LABEL_STRONG, theme.soft);
    ui.add_space(6.0);
}

fn span_of(reason: crate::suggest::claims::Reason) -> Span {
    use crate::suggest::claims::Reason;
    match reason {
        Reason::Cue(span)
        | Reason::Source(span)
        | Reason::Quotation(span)
        | Reason::Opening(span)
        | Reason::Learned(span) => span,
    }
}

fn show(span: Span, out: &mut Outbox<Msg>) {
    out.request(Request::SelectText(Some(Selection::caret(span.start))));
    out.request(Request::Reveal(span));
}
