//! What drawing asks for. Drawing changes nothing: it sends actions, and `run` carries them out
//! after the frame is drawn.

use std::path::PathBuf;

use super::state::Dialog;
use crate::model::ops::Part;
use crate::model::{ArticleId, ClaimId, Edit, SpeakerId};
use crate::session::settings::FindSettings;
use crate::text::Span;
use crate::ui::bus::command::Command;
use crate::ui::bus::draft::Draft;
use crate::ui::bus::forms::SpeakerDraft;
use crate::ui::bus::picker::{PickerState, SpeakerChoice};
use crate::ui::bus::place::{Selection, Workspace};
use crate::ui::bus::request::Browse;
use crate::ui::check::CheckAction;
use crate::ui::claims::{ClaimsAction, ClaimsDraft};
use crate::ui::guidelines::GuideAction;
use crate::ui::import::ImportAction;
use crate::ui::project::scale::ScaleDraft;
use crate::ui::review_queue::Scope;
use crate::ui::sidebar::state::ArticleKind;
use crate::ui::speakers::SpeakersAction;

/// Something the user asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A named command.
    Command(Command),
    /// Opens what lies at these paths: a project, or articles.
    OpenPaths(Vec<PathBuf>),
    /// Reads the newer version of an article.
    UpdateFrom(ArticleId, PathBuf),
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
    /// Shows an article.
    ShowArticle(ArticleId),
    /// Selects a claim of the open article, scrolling to it when asked.
    SelectClaim {
        /// Which one; `None` lets the selected one go.
        claim: Option<ClaimId>,
        /// Whether the text scrolls to it.
        reveal: bool,
    },
    /// Selects words of the open article, or puts the caret.
    SelectText(Option<Selection>),
    /// Opens the pop-up that asks who says so.
    Ask(PickerState),
    /// Closes it.
    StopAsking,
    /// What was typed into it.
    AskQuery(String),
    /// Which of its rows is chosen.
    PickerRow(usize),
    /// The answer: who says the words or claim that the pop-up asked about.
    Answer(SpeakerChoice),
    /// A change to the project, with what undo calls it.
    Edit(&'static str, Edit),
    /// Takes the words offered as source or cue; `None` takes both.
    ConfirmOffer(Option<Part>),
    /// What is being typed into a field of the project.
    Draft(Draft),
    /// Typing is over: the draft becomes an edit.
    CommitDraft,
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
    /// Opens what is known about a speaker.
    EditSpeaker(SpeakerId),
    /// Which link of the claim's chain words are set for.
    ChooseLink(usize),
    /// What was typed into the find bar.
    FindWords(String),
    /// How it is looked for.
    FindHow(FindSettings),
    /// Shows a hit, with the find bar open on these words.
    GoToHit {
        /// Its article.
        article: ArticleId,
        /// Where it stands in the text.
        hit: Span,
        /// What was looked for.
        words: String,
    },
    /// Closes the find bar and leaves the hit selected.
    CloseFind,
    /// Shows only articles whose title matches.
    FilterArticles(String),
    /// Shows only articles of this kind.
    ShowArticles(ArticleKind),
    /// Opens a dialog.
    ShowDialog(Box<Dialog>),
    /// Changes the open dialog's draft.
    DraftDialog(Box<Dialog>),
    /// Closes the dialog.
    CloseDialog,
    /// Asks the system for a file or folder on behalf of the open dialog.
    Browse(Browse),
    /// Writes the export that the dialog describes.
    WriteExport(PathBuf),
    /// Stops the export that is being written.
    CancelExport,
    /// Shows a folder in the system's program for files.
    OpenFolder(PathBuf),
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
    /// Saves over files that somebody else has changed.
    OverruleOutsideChanges,
    /// Closes the window although something is unsaved.
    QuitAnyway,
    /// Sets the text zoom.
    Zoom(f32),
    /// Shows a workspace.
    Show(Workspace),
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

/// The actions of one frame, in order.
#[derive(Debug, Default)]
pub struct Actions(Vec<Action>);

impl Actions {
    /// Asks for something.
    pub fn send(&mut self, action: Action) {
        self.0.push(action);
    }

    /// Asks for a command.
    pub fn command(&mut self, command: Command) {
        self.send(Action::Command(command));
    }

    /// Takes what was asked for.
    pub fn take(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.0)
    }
}
