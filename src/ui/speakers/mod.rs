//! The Speakers workspace: all speakers as a list, and the page of one of them.

mod affiliation;
mod ctx;
mod list;
mod merge_dialog;
mod naming;
mod page;
pub mod rows;
mod speaker_dialog;
mod state;
pub mod update;
mod view;

use crate::model::{ClaimRef, SpeakerId};
use crate::ui::bus::forms::SpeakerDraft;

pub use ctx::SpeakersCtx;
pub use list::SEARCH;
pub use merge_dialog::{merge_ui, split_ui};
pub use naming::{NamingRow, naming_ui};
pub use speaker_dialog::speaker_ui;
pub use state::{SpeakerForm, State};
pub use view::speakers_ui;

/// Something asked of the speakers.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Ticks or unticks a row of the table of mentions.
    IncludeNaming(usize, bool),
    /// What was typed as the name of such a row.
    NamingName(usize, String),
    /// Names the speakers of the ticked rows.
    NameSpeakers,
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
    /// Opens the form that merges other speakers into one.
    AskToMerge(SpeakerId),
    /// What was typed to find the other speaker; what was found about one before is let go of.
    SearchOther(String),
    /// Merges.
    Merge {
        /// The one that stays.
        kept: SpeakerId,
        /// The one that goes.
        other: SpeakerId,
    },
    /// Opens the form that gives the picked claims to a new speaker.
    AskToSplit,
    /// What was typed as their name.
    SplitName(String),
    /// Gives the picked claims of the chosen speaker to a new one of this name.
    Split(String),
    /// What was typed into the form.
    Form(Box<SpeakerDraft>),
    /// Puts the speaker as the form describes it.
    Save(Box<SpeakerDraft>),
    /// Removes a speaker, unless it is in use.
    Remove(SpeakerId),
    /// Makes words one of a speaker's other names.
    AddAlias(SpeakerId, String),
    /// Says whom a speaker belongs to.
    Affiliate(SpeakerId, Option<SpeakerId>),
    /// Shows a claim in its text.
    Open(ClaimRef),
}
