//! What the workspace of speakers keeps: what is shown of them, the rows that were made, and what is typed into the forms.

use std::collections::BTreeSet;

use super::naming::NamingRow;
use super::rows::{self, SpeakerPage, SpeakerRow};
use crate::model::ops::speaker::Merge;
use crate::model::{ClaimRef, Project, SpeakerId};
use crate::ui::bus::forms::SpeakerDraft;
use crate::ui::claims::index::Index;

/// What the workspace keeps from frame to frame.
#[derive(Default)]
pub struct State {
    /// What is shown of the speakers.
    pub view: SpeakersView,
    /// The rows of list and page.
    pub rows: Rows,
    /// The form for what is known about a speaker.
    pub form: SpeakerForm,
    /// Two speakers that are to become one.
    pub merge: Option<MergeDraft>,
    /// The mentions whose speakers are to be named.
    pub naming: Vec<NamingRow>,
    /// The name of the speaker that the picked claims are to go to.
    pub split_name: String,
}

/// What is known about a speaker, while it is edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerForm {
    /// Which one; `None` for a new one.
    pub speaker: Option<SpeakerId>,
    /// What was typed so far.
    pub draft: SpeakerDraft,
}

/// What is shown of the speakers: plain data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakersView {
    /// What the list is searched for.
    pub search: String,
    /// Whose page is shown.
    pub chosen: Option<SpeakerId>,
    /// Whether claims are being picked, to be split off.
    pub picking: bool,
    /// The picked ones.
    pub picked: BTreeSet<ClaimRef>,
    /// Whether the list is to scroll to the chosen one.
    pub reveal: bool,
}

/// Two speakers that are to become one, while it is considered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeDraft {
    /// The one that stays.
    pub kept: SpeakerId,
    /// The one that goes, with what it will change, once it was chosen.
    pub other: Option<(SpeakerId, Merge)>,
    /// What was typed to find it.
    pub search: String,
}

/// What is computed for the workspace, kept from frame to frame.
#[derive(Default)]
pub struct Rows {
    pub(super) list: Vec<SpeakerRow>,
    list_of: Option<(u64, String)>,
    page: SpeakerPage,
    page_of: Option<(u64, SpeakerId)>,
}

impl Rows {
    /// Brings list and page up to date, and the choice to a speaker that exists.
    pub fn update(&mut self, project: &Project, index: &Index, revision: u64, view: &mut SpeakersView) {
        let list_of = (revision, view.search.clone());
        if self.list_of.as_ref() != Some(&list_of) {
            let before = view.chosen.as_ref().and_then(|chosen| self.row_of(chosen));
            self.list = rows::list(project, index, &view.search);
            self.list_of = Some(list_of);
            if view
                .chosen
                .as_ref()
                .is_none_or(|chosen| project.speaker(chosen).is_none())
            {
                let last = self.list.len().saturating_sub(1);
                let next = self.list.get(before.unwrap_or(0).min(last));
                view.chosen = next.map(|row| row.speaker.clone());
            }
        }
        let Some(chosen) = view.chosen.clone() else {
            (self.page, self.page_of) = (SpeakerPage::default(), None);
            return;
        };
        let page_of = (revision, chosen);
        if self.page_of.as_ref() != Some(&page_of) {
            self.page = rows::page(project, index, &page_of.1);
            view.picked = rows::still_picked(index, &self.page, &view.picked);
            self.page_of = Some(page_of);
        }
    }

    pub(super) fn row_of(&self, speaker: &SpeakerId) -> Option<usize> {
        self.list.iter().position(|row| row.speaker == *speaker)
    }

    /// The lines of the list.
    pub fn list(&self) -> &[SpeakerRow] {
        &self.list
    }

    /// What there is about the chosen speaker.
    pub fn page(&self) -> &SpeakerPage {
        &self.page
    }
}
