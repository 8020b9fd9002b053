//! The workspace of speakers: all of them as a list, and for one of them what is known about it and
//! everything it said. It reads the project and the view and sends actions; it changes neither.

mod list;
pub mod merge_dialog;
mod page;
pub mod rows;
pub mod speaker_dialog;
pub mod update;

use std::collections::BTreeSet;

use eframe::egui::{CentralPanel, Panel, Ui};

use crate::model::ops::speaker::Merge;
use crate::model::{ArticleId, ClaimRef, Project, SpeakerId};
use crate::ui::app::message::{Action, Actions};
use crate::ui::bus::core::Core;
use crate::ui::claims::index::Index;
use crate::ui::kit::panel::plain_frame;
use crate::ui::kit::theme::Theme;
use rows::{ListRow, Page};

pub(super) use list::SEARCH;

/// How wide the list is.
const LIST: f32 = 330.0;
/// How wide it is at most, as a share of the window.
const LIST_SHARE: f32 = 0.32;

/// What the window shows of the speakers: plain data, changed by `run` alone.
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

/// Something the user asked of the speakers.
#[derive(Clone, Debug, PartialEq)]
pub enum SpeakersAction {
    /// Searches the list.
    Search(String),
    /// Shows the page of a speaker.
    Choose(SpeakerId),
    /// Shows the page of the speaker so many lines below.
    Step(isize),
    /// Begins or ends picking claims.
    Picking(bool),
    /// Picks a claim, or lets it go.
    Pick(ClaimRef),
    /// Considers merging one speaker into another; shows what it would change.
    ConsiderMerge {
        /// The one that stays.
        kept: SpeakerId,
        /// The one that goes.
        other: SpeakerId,
    },
    /// Merges.
    Merge {
        /// The one that stays.
        kept: SpeakerId,
        /// The one that goes.
        other: SpeakerId,
    },
    /// Gives the picked claims of the chosen speaker to a new one of this name.
    Split(String),
    /// Removes a speaker, unless it is in use.
    Remove(SpeakerId),
    /// Makes words one of a speaker's other names.
    AddAlias(SpeakerId, String),
    /// Says whom a speaker belongs to.
    Affiliate(SpeakerId, Option<SpeakerId>),
    /// Shows a speaker's claims in the table, those of one article or all.
    ShowClaims(SpeakerId, Option<ArticleId>),
    /// Shows a claim in its text.
    Open(ClaimRef),
}

/// What is computed for the workspace, kept from frame to frame.
#[derive(Default)]
pub struct SpeakersDesk {
    list: Vec<ListRow>,
    list_of: Option<(u64, String)>,
    page: Page,
    page_of: Option<(u64, SpeakerId)>,
}

impl SpeakersDesk {
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
            (self.page, self.page_of) = (Page::default(), None);
            return;
        };
        let page_of = (revision, chosen);
        if self.page_of.as_ref() != Some(&page_of) {
            self.page = rows::page(project, index, &page_of.1);
            view.picked = rows::still_picked(index, &self.page, &view.picked);
            self.page_of = Some(page_of);
        }
    }

    fn row_of(&self, speaker: &SpeakerId) -> Option<usize> {
        self.list.iter().position(|row| row.speaker == *speaker)
    }

    /// The lines of the list.
    pub fn list(&self) -> &[ListRow] {
        &self.list
    }

    /// What there is about the chosen speaker.
    pub fn page(&self) -> &Page {
        &self.page
    }
}

/// What the workspace is drawn from.
pub(super) struct Scene<'a> {
    pub project: &'a Project,
    pub core: &'a Core,
    pub desk: &'a SpeakersDesk,
    pub index: &'a Index,
    pub editable: bool,
}

/// Draws the workspace.
pub(super) fn speakers_ui(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let width = LIST.min(ui.available_width() * LIST_SHARE);
    let frame = plain_frame(theme.panel).inner_margin(eframe::egui::Margin {
        left: 12,
        right: 12,
        top: 12,
        bottom: 6,
    });
    Panel::left("speakers list")
        .resizable(false)
        .exact_size(width)
        .frame(frame)
        .show(ui, |ui| list::list_ui(ui, scene, actions));
    CentralPanel::no_frame()
        .frame(plain_frame(theme.paper))
        .show(ui, |ui| page::page_ui(ui, scene, actions));
}

/// Sends an action of the speakers.
fn send(actions: &mut Actions, action: SpeakersAction) {
    actions.send(Action::Speakers(action));
}
