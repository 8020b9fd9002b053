//! The dialogs of the window.

use std::path::PathBuf;

use super::request::Request;
use crate::model::ReviewerId;

/// The dialogs of the window, of which one is open at a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// The command palette.
    Palette,
    /// Keyboard shortcuts.
    Shortcuts,
    /// The pages of the documentation.
    Help,
    /// Changing the keys of commands.
    Keys,
    /// The reviewer's name.
    ReviewerName,
    /// Whether a reviewer of one's name is oneself.
    SameReviewer(Box<SameReviewer>),
    /// Closing with unsaved changes.
    Unsaved(Box<Unsaved>),
    /// A question before something drastic.
    Confirm(Box<Confirm>),
    /// Find in all articles.
    FindEverywhere,
    /// Changing many claims at once.
    Claims,
    /// Saving the filter of the table of claims.
    KeepFilter,
    /// How suggestions fare, and which articles are shown without.
    Suggestions,
    /// A speaker's details.
    Speaker,
    /// Naming the speakers of claims that have only their sources.
    NameSpeakers,
    /// Merging two speakers.
    Merge,
    /// Moving selected claims of a speaker to a new one.
    Split,
    /// The export form.
    Export,
    /// The review of an import.
    Import,
    /// A new project.
    NewProject,
    /// A path to open or add, if the system has no file dialog.
    TypePath,
    /// A pasted article.
    Paste,
    /// An article's details.
    Details,
    /// The details of many articles.
    DetailsOfMany,
    /// The rating scale.
    Scale,
    /// Work of earlier sessions that is not part of the project.
    Kept,
}

/// Unsaved changes at closing.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsaved {
    /// Why saving failed.
    pub reason: String,
    /// The folder with a copy, or why there is none.
    pub kept: Result<PathBuf, String>,
}

/// The question whether a reviewer of the project is the person at this computer.
#[derive(Clone, Debug, PartialEq)]
pub struct SameReviewer {
    /// The reviewer of the same name.
    pub reviewer: ReviewerId,
    /// What waits for the answer.
    pub then: Option<Request>,
}

/// A question before something is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Confirm {
    /// The question.
    pub question: String,
    /// The consequences.
    pub explanation: String,
    /// The label of the button.
    pub button: &'static str,
    /// The request that it confirms.
    pub request: Request,
}
