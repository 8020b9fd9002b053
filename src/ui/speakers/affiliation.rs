//! The choice of a speaker's affiliation, on its page and in its form.

use eframe::egui::Ui;

use crate::model::{Project, SpeakerId};
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::theme::Theme;

/// Draws the choice, and calls `take` with an affiliation that was just chosen. A speaker that is affiliated with this one,
/// directly or indirectly, cannot be chosen.
pub(super) fn affiliation_choice(
    ui: &mut Ui,
    project: &Project,
    speaker: Option<&SpeakerId>,
    affiliation: Option<&SpeakerId>,
    hint: &str,
    take: impl FnOnce(Option<SpeakerId>),
) {
    let theme = Theme::from_ctx(ui.ctx());
    let is_possible = |other: &SpeakerId| speaker.is_none_or(|speaker| !project.belongs_to(other, speaker));
    let speakers = project.speakers().iter();
    let mut others: Vec<_> = speakers.filter(|(id, _)| is_possible(id)).collect();
    others.sort_by_cached_key(|(_, other)| other.name.to_lowercase());
    let mut choices = vec![Choice::named(fl!("speaker-no-affiliation"))];
    choices.extend(others.iter().map(|(id, other)| Choice {
        color: Some(theme.speaker(other.color)),
        ..Choice::named(project.speaker_label(id))
    }));
    let chosen = others
        .iter()
        .position(|(id, _)| Some(*id) == affiliation)
        .map(|at| at + 1);
    if let Some(picked) = choice(ui, fl!("speaker-affiliation"), &choices, chosen, hint) {
        let body = picked.checked_sub(1).and_then(|at| others.get(at));
        take(body.map(|(id, _)| (*id).clone()));
    }
}
