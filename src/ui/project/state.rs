//! What is typed into the forms about a project and its articles.

use super::scale::ScaleDraft;
use crate::model::ArticleId;
use crate::ui::bus::forms::DetailsDraft;

/// What the forms keep from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// A new project.
    pub new: NewProject,
    /// A path typed by hand.
    pub path: TypedPath,
    /// A text from the clipboard that is to become an article.
    pub paste: Paste,
    /// A pasted text that waits for a project.
    pub pasted: Option<Paste>,
    /// What is known about an article.
    pub details: Option<DetailsForm>,
    /// The scale of ratings.
    pub scale: ScaleDraft,
}

/// A new project while it is set up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewProject {
    /// Its title.
    pub title: String,
    /// The folder that its own folder is made in.
    pub parent: String,
}

/// A path that is typed where the system has no file dialog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedPath {
    /// What was typed.
    pub path: String,
    /// Whether it is to add articles to the open project.
    pub add: bool,
    /// The article of which the file is a newer version.
    pub updates: Option<ArticleId>,
}

/// A text that is to become an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paste {
    /// Its title; empty to take it from the first line.
    pub title: String,
    /// The text.
    pub text: String,
}

/// What is known about an article, while it is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailsForm {
    /// Which one.
    pub article: ArticleId,
    /// What was typed so far.
    pub draft: DetailsDraft,
}
