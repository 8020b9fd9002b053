//! What drawing asks for. Drawing changes nothing: it sends actions, and `run` carries them out
//! after the frame is drawn.

use std::path::PathBuf;

use super::state::Dialog;
use crate::model::{ArticleId, ClaimRef, Metadata, SpeakerId};
use crate::ui::bus::command::Command;
use crate::ui::bus::forms::SpeakerDraft;
use crate::ui::bus::outbox::{Outbox, Sent};
use crate::ui::bus::request::Request;
use crate::ui::check::CheckAction;
use crate::ui::claims::{ClaimsAction, ClaimsDraft};
use crate::ui::find;
use crate::ui::guidelines::GuideAction;
use crate::ui::import::ImportAction;
use crate::ui::inspector::InspectorAction;
use crate::ui::project::scale::ScaleDraft;
use crate::ui::review_queue::Scope;
use crate::ui::sidebar::state::ArticleKind;
use crate::ui::speakers::SpeakersAction;

/// Something the user asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Something asked of the claim that the inspector shows.
    Inspector(ClaimRef, InspectorAction),
    /// Corrects what is known of an article besides its text.
    SetMetadata(ArticleId, Box<Metadata>),
    /// What any slice may ask.
    Request(Request),
    /// Opens a fresh copy of the bundled sample, or the one already made.
    OpenSample,
    /// Makes a project in a new folder and opens it.
    CreateProject {
        /// Its title.
        title: String,
        /// Its folder.
        folder: PathBuf,
    },
    /// Takes a project off the list of recent ones.
    ForgetRecent(PathBuf),
    /// Makes an article of a text.
    AddText {
        /// Its title; empty to take it from the first line.
        title: String,
        /// The text.
        text: String,
    },
    /// What was typed into it.
    AskQuery(String),
    /// Which of its rows is chosen.
    PickerRow(usize),
    /// Lets the selected words take the place of the claim's lost ones, counted as `model::ops`
    /// counts them.
    StandHere(usize),
    /// Rates the claim; `None` takes the verdict back.
    Rate(Option<String>),
    /// Adds an empty piece of evidence to the claim.
    AddEvidence,
    /// Puts a speaker as a form describes it; `None` makes a new one.
    PutSpeaker(Option<SpeakerId>, SpeakerDraft),
    /// Gives the project the scale that a form describes.
    PutScale(Box<ScaleDraft>),
    /// Which link of the claim's chain words are set for.
    ChooseLink(usize),
    /// Something asked of the search.
    Find(find::Msg),
    /// Shows only articles whose title matches.
    FilterArticles(String),
    /// Shows only articles of this kind.
    ShowArticles(ArticleKind),
    /// Opens a dialog.
    ShowDialog(Box<Dialog>),
    /// Changes the open dialog's draft.
    DraftDialog(Box<Dialog>),
    /// Writes the export that the dialog describes.
    WriteExport(PathBuf),
    /// Stops the export that is being written.
    CancelExport,
    /// The reviewer's name.
    NameReviewer(String),
    /// Takes a notice away.
    DismissNotice(usize),
    /// Takes all notices away that are shown.
    DismissNotices,
    /// Stops reading articles.
    CancelImport,
    /// Takes back what was done of a change to very many claims.
    CancelChange,
    /// Reviews what waits in this scope, claim by claim.
    Queue(Scope),
    /// Unfolds or folds the history of the selected claim.
    ShowHistory(bool),
    /// Something asked of the table of claims.
    Claims(ClaimsAction),
    /// Something asked of the speakers.
    Speakers(SpeakersAction),
    /// Changes the chosen claims as a form describes it.
    ChangeClaims(ClaimsDraft),
    /// Something asked of the guidelines.
    Guide(GuideAction),
    /// Something asked of the dialog that shows what comes in.
    Import(ImportAction),
    /// Something asked of the panel that checks.
    Check(CheckAction),
}

/// What was asked for in one frame.
pub type Actions = Outbox<Action>;

impl From<Sent<Action>> for Action {
    fn from(sent: Sent<Action>) -> Self {
        match sent {
            Sent::Message(action) => action,
            Sent::Request(request) => Self::Request(request),
        }
    }
}

impl From<Request> for Action {
    fn from(request: Request) -> Self {
        Self::Request(request)
    }
}

impl From<Command> for Action {
    fn from(command: Command) -> Self {
        Self::Request(Request::Command(command))
    }
}
