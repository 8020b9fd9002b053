//! What any slice may ask of the window, whichever slice does it.

use std::path::PathBuf;

use super::command::Command;
use super::draft::Draft;
use super::picker::{Answer, PickerState};
use super::place::{Selection, Workspace};
use crate::model::ops::Part;
use crate::model::{ArticleId, ClaimId, ClaimRef, Problem, ProblemGroup, SpeakerId};
use crate::session::settings::claim_table::ClaimFilter;
use crate::text::Span;

/// Something asked of the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// A named command.
    Command(Command),
    /// Shows a workspace.
    Show(Workspace),
    /// Shows an article.
    ShowArticle(ArticleId),
    /// Shows articles that have just been added: the first of them, whatever the list is filtered by.
    ShowAdded(Vec<ArticleId>),
    /// Selects a claim of the open article, scrolling to it when asked.
    SelectClaim {
        /// Which one; `None` lets the selected one go.
        claim: Option<ClaimId>,
        /// Whether the text scrolls to it.
        reveal: bool,
    },
    /// Selects words of the open article, or puts the caret.
    SelectText(Option<Selection>),
    /// Shows the claims that this lets through.
    ShowClaims(Box<ClaimFilter>),
    /// Shows a speaker and what they said.
    ShowSpeaker(SpeakerId),
    /// Opens what is known about a speaker; `None` for a new one.
    EditSpeaker(Option<SpeakerId>),
    /// Shows what would change if the other speaker became the one that is kept.
    ConsiderMerge {
        /// The one that is kept.
        kept: SpeakerId,
        /// The other.
        other: SpeakerId,
    },
    /// Opens the pop-up that asks who says so.
    Ask(PickerState),
    /// Closes it.
    StopAsking,
    /// The answer: who says the words or claim that the pop-up asked about.
    Answer(Answer),
    /// Gives a piece of a claim other words, because one of its edges was moved.
    MovePiece(ClaimRef, usize, Span),
    /// Removes an article with its claims.
    RemoveArticle(ArticleId),
    /// Mends what a problem is about.
    FixProblem(Problem),
    /// Mends all problems of a group.
    FixProblems(ProblemGroup),
    /// Takes the words offered as source or cue; `None` takes both.
    ConfirmOffer(Option<Part>),
    /// What is being typed into a field of the project.
    Draft(Draft),
    /// Typing is over: the draft becomes an edit.
    CommitDraft,
    /// Closes the dialog.
    CloseDialog,
    /// Asks the system for a file or folder on behalf of the open dialog.
    Browse(Browse),
    /// Shows a folder in the system's program for files.
    OpenFolder(PathBuf),
    /// Opens what lies at these paths: a project, or articles.
    OpenPaths(Vec<PathBuf>),
    /// Opens a fresh copy of the bundled sample, or the one already made.
    OpenSample,
    /// Makes a project in a new folder and opens it.
    CreateProject {
        /// Its title.
        title: String,
        /// Its folder.
        folder: PathBuf,
    },
    /// Makes an article of the pasted text.
    AddPasted,
    /// Reads the newer version of an article.
    UpdateFrom(ArticleId, PathBuf),
    /// Lets go of everything that was read and has not come in.
    DropImport,
    /// Saves over files that somebody else has changed.
    OverruleOutsideChanges,
    /// Closes the window although something is unsaved.
    QuitAnyway,
}

/// What the system's dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browse {
    /// A project folder or article files to open.
    Open,
    /// Article files to add.
    Add,
    /// The file with a newer version of the open article.
    Update,
    /// The folder in which a new project is made.
    NewProjectFolder,
    /// The file an export goes to.
    ExportFile,
}
