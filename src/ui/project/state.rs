//! The state of the forms.

use super::path_form::PathForm;
use super::scale::ScaleDraft;
use crate::model::ArticleId;
use crate::session::{KeptCopy, TypedText};
use crate::ui::bus::forms::DetailsDraft;

/// The state of the forms.
#[derive(Debug, Default)]
pub struct State {
    /// The form for a new project.
    pub new: NewProject,
    /// The form for a path, while it is open.
    pub path: Option<PathForm>,
    /// The form for a pasted text.
    pub paste: Paste,
    /// A pasted text that waits for the new project.
    pub pasted: Option<Paste>,
    /// The form for an article's details.
    pub details: Option<DetailsForm>,
    /// The form for the rating scale.
    pub scale: ScaleDraft,
    /// Work of earlier sessions that is not part of the project.
    pub kept: Kept,
}

/// Work of earlier sessions that is not part of the project.
#[derive(Debug, Default)]
pub struct Kept {
    /// Typed text whose record is gone.
    pub typed: Vec<TypedText>,
    /// Copies of what could not be saved.
    pub copies: Vec<KeptCopy>,
}

impl Kept {
    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.typed.len() + self.copies.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The form for a new project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewProject {
    /// Its title.
    pub title: String,
    /// The folder in which its own folder is created.
    pub parent: String,
}

/// The form for a pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paste {
    /// Its title; empty to take it from the first line.
    pub title: String,
    /// The text.
    pub text: String,
}

/// The form for an article's details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailsForm {
    /// The article.
    pub article: ArticleId,
    /// The values in the form.
    pub draft: DetailsDraft,
}
