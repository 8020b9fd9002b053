//! Which dialog is open. What was typed into it is kept by the slice that draws it.

use std::path::PathBuf;

use super::request::Request;

/// The dialogs of the window, of which one is open at a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Search or run a command.
    Palette,
    /// Every key.
    Shortcuts,
    /// The reviewer's name.
    ReviewerName,
    /// The window is to close, and something could not be saved.
    Unsaved(Box<Unsaved>),
    /// Something that cannot be lightly taken back is about to be done.
    Confirm(Box<Confirm>),
    /// Words looked for in all articles.
    FindEverywhere,
    /// Changing many claims at once.
    Claims,
    /// Keeping the filter of the table of claims.
    KeepFilter,
    /// What is known about a speaker.
    Speaker,
    /// Making two speakers one.
    Merge,
    /// Giving the picked claims of a speaker to a new one.
    Split,
    /// Writing claims to a file.
    Export,
    /// What has been read, before it comes in.
    Import,
    /// A new project.
    NewProject,
    /// Open or add by typing a path, where the system has no file dialog.
    TypePath,
    /// A text from the clipboard that is to become an article.
    Paste,
    /// What is known about an article.
    Details,
    /// The scale of ratings.
    Scale,
}

/// What could not be saved when the window was to close.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsaved {
    /// What kept it from being saved.
    pub reason: String,
    /// The folder with a copy of it, or why there is none.
    pub kept: Result<PathBuf, String>,
}

/// What is asked before something is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Confirm {
    /// What is asked.
    pub question: String,
    /// What hangs on it.
    pub explanation: String,
    /// What the button says.
    pub button: &'static str,
    /// What is done then.
    pub request: Request,
}
