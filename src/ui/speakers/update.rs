//! What is done about the actions of the speakers: the view changes, or the project does, each time as
//! one step. The edits are made by `model::ops`.

use super::{MergeDraft, SpeakersAction};
use crate::model::ops::speaker::SpeakerChange;
use crate::model::{ClaimRef, SpeakerId, ops};
use crate::report::Report;
use crate::session::filters::ClaimFilter;
use crate::session::ids;
use crate::ui::app::App;
use crate::ui::app::state::Dialog;
use crate::ui::bus::forms::SpeakerDraft;
use crate::ui::bus::place::Workspace;
use crate::ui::claims::ClaimsAction;
use crate::ui::kit::words;

impl App {
    /// Carries out what was asked of the speakers.
    pub(in crate::ui) fn speakers_action(&mut self, action: SpeakersAction) {
        let view = &mut self.core.speakers;
        match action {
            SpeakersAction::Search(search) => {
                view.search = search;
                view.reveal = true;
            }
            SpeakersAction::Choose(speaker) => self.choose_speaker(speaker),
            SpeakersAction::Step(rows) => self.step_speaker(rows),
            SpeakersAction::Picking(picking) => {
                view.picking = picking;
                view.picked.clear();
            }
            SpeakersAction::Pick(claim) => {
                view.picking = true;
                if !view.picked.remove(&claim) {
                    view.picked.insert(claim);
                }
            }
            SpeakersAction::ConsiderMerge { kept, other } => self.consider_merge(kept, other),
            SpeakersAction::Merge { kept, other } => {
                self.merge_speakers(kept.clone(), other);
                self.choose_speaker(kept);
            }
            SpeakersAction::Split(name) => self.split(&name),
            SpeakersAction::Remove(speaker) => self.remove_speaker(&speaker),
            SpeakersAction::AddAlias(speaker, alias) => {
                self.change_speaker(speaker, SpeakerChange::AddAlias(alias));
            }
            SpeakersAction::Affiliate(speaker, body) => {
                self.change_speaker(speaker, SpeakerChange::Affiliation(body));
            }
            SpeakersAction::ShowClaims(speaker, article) => {
                self.core.place.workspace = Workspace::Claims;
                self.claims_action(ClaimsAction::Filter(Box::new(ClaimFilter {
                    speaker: Some(speaker.to_string()),
                    article: article.map(|article| article.to_string()),
                    ..ClaimFilter::default()
                })));
            }
            SpeakersAction::Open(claim) => self.core.open_claim(claim),
        }
    }

    /// Opens the dialog with what is known of a speaker.
    pub(in crate::ui) fn edit_speaker(&mut self, id: &SpeakerId) {
        let speaker = self
            .core
            .session
            .as_ref()
            .and_then(|session| session.project().speaker(id));
        if let Some(draft) = speaker.map(SpeakerDraft::of) {
            self.core.dialog = Some(Box::new(Dialog::Speaker {
                speaker: Some(id.clone()),
                draft,
            }));
        }
    }

    /// Adds a speaker, or changes one, as it was typed.
    pub(in crate::ui) fn put_speaker(&mut self, id: Option<SpeakerId>, draft: &SpeakerDraft) {
        let Some(session) = &self.core.session else { return };
        let project = session.project();
        let Some(speaker) = draft.speaker(ops::speaker::next_color(project)) else {
            return;
        };
        if let Some(id) = id {
            self.core.edit(move |_| Ok(ops::speaker::replace(id, speaker)));
            return;
        }
        let id = ids::speaker_id(project);
        let new = id.clone();
        self.core.edit(move |_| Ok(ops::speaker::add(new, speaker)));
        self.core.keys.touch(&id);
        self.core.tidy();
    }

    /// Brings list and page up to date before they are drawn.
    pub(in crate::ui) fn update_speakers(&mut self) {
        let Some(session) = &self.core.session else { return };
        // While very many claims are being changed, list and page stay as they are.
        let changing = session.long_edit_progress().is_some();
        if self.core.place.workspace == Workspace::Speakers && !changing {
            // What is shown depends on the project and on how far its claims have been looked at.
            let (project, revision) = (session.project(), session.revision() + self.table.made());
            self.speakers
                .update(project, self.table.index(), revision, &mut self.core.speakers);
        }
    }

    fn choose_speaker(&mut self, speaker: SpeakerId) {
        let view = &mut self.core.speakers;
        if view.chosen.as_ref() != Some(&speaker) {
            view.picking = false;
            view.picked.clear();
        }
        view.chosen = Some(speaker);
        view.reveal = true;
    }

    fn step_speaker(&mut self, rows: isize) {
        let chosen = self.core.speakers.chosen.as_ref();
        let row = chosen.and_then(|chosen| self.speakers.row_of(chosen));
        let last = self.speakers.list.len().saturating_sub(1);
        let next = row.map_or(0, |row| row.saturating_add_signed(rows).min(last));
        if let Some(row) = self.speakers.list.get(next) {
            self.choose_speaker(row.speaker.clone());
        }
    }

    fn change_speaker(&mut self, id: SpeakerId, change: SpeakerChange) {
        self.core
            .edit(move |project| ops::speaker::change(project, &id, change));
    }

    fn merge_speakers(&mut self, kept: SpeakerId, other: SpeakerId) {
        self.core
            .edit_many(move |project| ops::speaker::merge(project, &kept, &other));
    }

    fn consider_merge(&mut self, kept: SpeakerId, other: SpeakerId) {
        let Some(session) = &self.core.session else { return };
        let other = ops::speaker::preview_merge(session.project(), &kept, &other).map(|merge| (other, merge));
        self.core.dialog = Some(Box::new(Dialog::Merge(MergeDraft {
            kept,
            other,
            search: String::new(),
        })));
    }

    fn split(&mut self, name: &str) {
        let (Some(session), Some(from)) = (&self.core.session, self.core.speakers.chosen.clone()) else {
            return;
        };
        let new = ids::speaker_id(session.project());
        let (id, name) = (new.clone(), name.to_owned());
        let picked: Vec<ClaimRef> = std::mem::take(&mut self.core.speakers.picked)
            .into_iter()
            .collect();
        self.core
            .edit(move |project| ops::speaker::split(project, &from, &picked, &id, &name));
        self.choose_speaker(new);
    }

    /// Removes a speaker; where it is in use, says by what, and what can be done.
    pub(in crate::ui) fn remove_speaker(&mut self, id: &SpeakerId) {
        let Some(session) = &self.core.session else { return };
        let project = session.project();
        let Some(speaker) = project.speaker(id) else {
            return;
        };
        let claims = ops::speaker::claims_of(project, id).count();
        let members = project
            .speakers()
            .values()
            .filter(|other| other.affiliation.as_ref() == Some(id))
            .count();
        if claims + members == 0 {
            let id = id.clone();
            self.core.edit(move |_| Ok(ops::speaker::remove(id)));
            return;
        }
        let used = [
            (claims > 0).then(|| {
                format!(
                    "{} attributed to it",
                    words::count(claims, "claim is", "claims are")
                )
            }),
            (members > 0).then(|| {
                format!(
                    "{} affiliated to it",
                    words::count(members, "speaker is", "speakers are")
                )
            }),
        ];
        let used: Vec<String> = used.into_iter().flatten().collect();
        let report = Report {
            causes: vec![used.join(", and ")],
            ..Report::new(format!("“{}” is still in use and stays", speaker.name))
        };
        let hint = "merge it into another speaker, or attribute its claims to others first";
        self.core.notify_failure(report.with_hint(Some(hint)));
    }
}
