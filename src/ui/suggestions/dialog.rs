//! The form about suggestions: how they have fared, which articles are shown without, and what was refused.

use eframe::egui::{Align, Layout, Ui};

use super::Msg;
use super::state::State;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button, link};
use crate::ui::kit::choice::{Choice, choice, switch};
use crate::ui::kit::dialog::{takes_key, title_ui};
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font, size};

/// One article in how many may be shown without suggestions.
const SHARES: [usize; 4] = [20, 10, 5, 2];

/// How many words of each kind are told.
const MAX_WORDS: usize = 8;

/// What was learnt here, in the words of the open article, and the way to forget it.
fn learning_ui(ui: &mut Ui, core: &Core, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let learns = core.settings.suggestions.learns;
    if switch(ui, fl!("suggestions-learn"), learns).clicked() {
        out.send(Msg::Learn(!learns));
    }
    let learned = &state.learning.learned;
    let told = match learned.decisions() {
        0 => fl!("suggestions-learnt-nothing").to_owned(),
        count => fl!("suggestions-learnt", count = count),
    };
    wrapped(ui, &told, font::SMALL, theme.soft);
    if !learned.is_empty() {
        let text = core.article().and_then(|article| article.text.as_deref());
        let explained = learned.explain(text, MAX_WORDS);
        for (name, words) in [
            (fl!("suggestions-learnt-cues"), &explained.cues),
            (fl!("suggestions-learnt-openings"), &explained.openings),
            (fl!("suggestions-learnt-extents"), &explained.extents),
        ] {
            let words: Vec<String> = words
                .iter()
                .map(|word| format!("{} {:+.1}", word.word, word.change))
                .collect();
            if !words.is_empty() {
                let told = format!("{name}: {}", words.join(", "));
                wrapped(ui, &told, font::SMALL, theme.soft);
            }
        }
        if link(ui, fl!("suggestions-forget"), font::LABEL).clicked() {
            out.send(Msg::Forget);
        }
    }
    ui.add_space(12.0);
}

/// Draws the form.
pub fn suggestions_ui(ui: &mut Ui, core: &Core, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(project) = core.project() else { return };
    title_ui(
        ui,
        fl!("suggestions-settings"),
        fl!("suggestions-settings-explained"),
    );
    let shown = core.settings.suggestions.shown;
    if switch(ui, fl!("suggestions-show"), shown).clicked() {
        out.send(Msg::Show(!shown));
    }
    ui.add_space(10.0);
    label(ui, fl!("suggestions-so-far"), font::LABEL_STRONG, theme.soft);
    ui.add_space(6.0);
    for (name, figure) in state.figures.lines() {
        ui.horizontal(|ui| {
            label(ui, name, font::LABEL, theme.ink);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                label(ui, &figure, font::LABEL, theme.ink);
            });
        });
    }
    ui.add_space(10.0);
    label(ui, fl!("suggestions-blind-articles"), font::LABEL, theme.soft);
    ui.add_space(3.0);
    let blind = project.head().blind.map(|blind| blind.one_in);
    let mut choices = vec![Choice::named(fl!("suggestions-blind-none"))];
    choices.extend(SHARES.map(|share| Choice::named(fl!("suggestions-one-in", count = share))));
    let chosen = match blind {
        None => Some(0),
        Some(one_in) => SHARES.iter().position(|share| *share == one_in).map(|at| at + 1),
    };
    let other = blind.map(|one_in| fl!("suggestions-one-in", count = one_in));
    let name = fl!("suggestions-blind-articles");
    if let Some(picked) = choice(ui, name, &choices, chosen, &other.unwrap_or_default()) {
        out.send(Msg::Blind(
            picked.checked_sub(1).and_then(|at| SHARES.get(at)).copied(),
        ));
    }
    ui.add_space(4.0);
    wrapped(ui, fl!("suggestions-blind-explained"), font::SMALL, theme.soft);
    ui.add_space(10.0);
    let refused = core.article().map_or(0, |article| article.metadata.refused.len());
    if refused > 0 {
        let told = fl!("suggestions-refused-here", count = refused);
        ui.horizontal(|ui| {
            label(ui, &told, font::LABEL, theme.ink);
            if core.is_writable() && link(ui, fl!("suggestions-allow-again"), font::LABEL).clicked() {
                out.send(Msg::AllowAgain);
            }
        });
        ui.add_space(10.0);
    }
    learning_ui(ui, core, state, out);
    let line = eframe::egui::Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        let pressed = button(ui, fl!("suggestions-done"), Weight::Primary, true).clicked();
        if pressed || takes_key(ui, eframe::egui::Key::Enter) {
            out.request(Request::CloseDialog);
        }
    });
}
