//! What any slice can ask of the window.

use std::path::PathBuf;

use super::command::Command;
use super::draft::Draft;
use super::picker::{Answer, PickerState};
use super::place::{Selection, Workspace};
use crate::model::ops::Part;
use crate::model::{ArticleId, ClaimId, ClaimRef, EvidenceId, Problem, ProblemGroup, SpeakerId};
use crate::session::settings::claim_table::ClaimFilter;
use crate::text::Span;

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// A named command.
    Command(Command),
    /// Shows a workspace.
    Show(Workspace),
    /// Shows an article.
    ShowArticle(ArticleId),
    /// Shows the first of these added articles, whatever the filter.
    ShowAdded(Vec<ArticleId>),
    /// Selects a claim of the open article.
    SelectClaim {
        /// `None` deselects.
        claim: Option<ClaimId>,
        /// Whether to scroll to it.
        reveal: bool,
    },
    /// Sets the selection in the open article.
    SelectText(Option<Selection>),
    /// Shows the claims that match a filter.
    ShowClaims(Box<ClaimFilter>),
    /// Shows a speaker's page.
    ShowSpeaker(SpeakerId),
    /// Opens the fields of a piece of evidence of the selected claim.
    EditEvidence(EvidenceId),
    /// Opens the form of a speaker; `None` for a new one.
    EditSpeaker(Option<SpeakerId>),
    /// Moves a speaker to a key, 1 to 9.
    MoveKey(SpeakerId, usize),
    /// Previews a merge of two speakers.
    ConsiderMerge {
        /// The kept speaker.
        kept: SpeakerId,
        /// The removed speaker.
        other: SpeakerId,
    },
    /// Opens the speaker picker.
    Ask(PickerState),
    /// Closes the speaker picker.
    StopAsking,
    /// Answers the speaker picker.
    Answer(Answer),
    /// Replaces a span of a claim, because one of its edges was moved.
    MoveSpan(ClaimRef, usize, Span),
    /// A path that was typed where the system has no file dialog.
    ChosePath(PathBuf),
    /// Keeps articles that others have removed, as new ones.
    KeepRemoved(Vec<ArticleId>),
    /// Lets articles go that others have removed.
    LetRemovedGo(Vec<ArticleId>),
    /// Removes an article with its claims.
    RemoveArticle(ArticleId),
    /// Removes many articles.
    RemoveArticles(Vec<ArticleId>),
    /// Fixes a problem.
    FixProblem(Problem),
    /// Fixes all problems of a group.
    FixProblems(ProblemGroup),
    /// Brings a suggested claim into focus, by its fingerprint.
    FocusSuggestion(u64),
    /// Takes all suggested claims that are sure.
    TakeAllSuggestions,
    /// Scrolls the text to these words.
    Reveal(Span),
    /// Confirms the suggested source or cue; `None` confirms both.
    ConfirmSuggestion(Option<Part>),
    /// Replaces the draft.
    Draft(Draft),
    /// Makes an edit of the draft.
    CommitDraft,
    /// Closes the dialog.
    CloseDialog,
    /// Opens the system's file dialog.
    Browse(Browse),
    /// Shows a folder in the system's file manager.
    OpenFolder(PathBuf),
    /// Opens a project or articles.
    OpenPaths(Vec<PathBuf>),
    /// Opens a copy of the bundled sample.
    OpenSample,
    /// Creates a project in a new folder and opens it.
    CreateProject {
        /// Its title.
        title: String,
        /// Its folder.
        folder: PathBuf,
    },
    /// Creates an article from the pasted text.
    AddPasted,
    /// Reads a new version of an article.
    UpdateFrom(ArticleId, PathBuf),
    /// Discards the import under review.
    DropImport,
    /// Overwrites files that somebody else has changed.
    OverruleOutsideChanges,
    /// Closes the window and discards unsaved changes.
    QuitAnyway,
    /// Lists the work of earlier sessions that is not part of the project.
    ShowKept,
}

/// What the system's file dialog asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browse {
    /// A project folder or article files to open.
    Open,
    /// Article files to add.
    Add,
    /// A folder of articles to add.
    AddFolder,
    /// The new version of the open article.
    Update,
    /// The folder for a new project.
    NewProjectFolder,
    /// The folder for a copy of what cannot be saved.
    CopyFolder,
    /// The file for an export.
    ExportFile,
    /// The file that a report of a problem is written to.
    ProblemReport,
    /// The file into which the open project is packed.
    OneFile,
    /// A project in one file, which is then unpacked.
    PackedProject,
    /// The folder within which it is unpacked.
    UnpackFolder,
}
