//! What the import keeps: files that are being read or kept, what has been read and is looked at, and what waits its turn.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::preview::Preview;
use super::versions::{VersionRow, Versions};
use crate::model::ArticleId;
use crate::session::batch::{Batch, Take, There};
use crate::session::importing::{Archived, Coming, Imports};
use crate::session::jobs::Job;
use crate::ui::bus::forms::DetailsDraft;

/// What the import keeps from frame to frame.
#[derive(Default)]
pub struct State {
    /// What has been read and is looked at before it comes in.
    pub review: Option<Box<ImportReview>>,
    /// Paths that wait until what is read now has come in, or for a project to be made for them.
    pub waiting: Vec<PathBuf>,
    /// Newer versions of articles that wait until what is read now has come in.
    pub waiting_updates: Vec<(ArticleId, Vec<PathBuf>)>,
    /// Files being read.
    pub(super) reading: Option<ReadJob>,
    /// Articles being added.
    pub(super) adding: Option<AddJob>,
}

impl State {
    /// Without what belongs to the project that was open; files that are being read or kept stay.
    #[must_use]
    pub fn let_go(self) -> Self {
        Self {
            reading: self.reading,
            adding: self.adding,
            ..Self::default()
        }
    }
}

/// Files being read.
pub(super) struct ReadJob {
    pub(super) job: Job<Came>,
    /// When it began, in seconds since the window opened.
    pub(super) since: f64,
    /// The file that is read anew, if that is what it is about.
    pub(super) again: Option<PathBuf>,
}

/// What came of reading.
pub(super) enum Came {
    /// Articles, to be looked at.
    Review(Box<ImportReview>),
    /// A file that was read anew.
    Again(Imports),
}

/// Articles being added: the files that they came from are being kept with the project.
pub(super) struct AddJob {
    pub(super) job: Job<Ready>,
    /// What is shown again if it is cancelled; its articles are with the job.
    pub(super) review: Box<ImportReview>,
}

/// Articles that are ready to come in.
pub(super) struct Ready {
    pub(super) batch: Batch,
    pub(super) coming: Coming,
    pub(super) archived: Archived,
}

/// What has been read, while it is looked at.
#[derive(Debug, Default)]
pub struct ImportReview {
    /// The articles and what is to be done with them.
    pub batch: Batch,
    /// The row that is looked at.
    pub chosen: Chosen,
    /// Details as they are typed, by the article's place.
    pub typed: BTreeMap<usize, DetailsDraft>,
    /// What updating the chosen article would change.
    pub comparison: Option<Comparison>,
    /// The chosen article as it is shown.
    pub preview: Option<Preview>,
    /// Whether the labels of a corpus are unfolded; `None` where nobody said.
    pub labels_unfolded: Option<bool>,
    /// Whether a file is being read anew.
    pub reading: bool,
    /// Whether reading was cancelled, so that not everything is here.
    pub cancelled: bool,
    /// Whether there were more files than are read in one go.
    pub truncated: bool,
    /// What the project has.
    pub(super) there: There,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// An article, by its place.
    Article(usize),
    /// A file that gave none.
    Refused(usize),
}

impl Default for Chosen {
    fn default() -> Self {
        Self::Article(0)
    }
}

/// What a newer version changes in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The article's place among those that wait.
    pub at: usize,
    /// What differs in the text.
    pub versions: Versions,
    /// How many claims cover the same words at their place.
    pub kept: usize,
    /// How many cover the same words, of which some stand elsewhere.
    pub moved: usize,
    /// Words of claims that have changed, as they were and as they are.
    pub found: Vec<VersionRow>,
    /// How many claims these belong to.
    pub reworded: usize,
    /// Claims that lose their place.
    pub lost: Vec<LostWords>,
}

/// A claim with words that are no longer in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LostWords {
    /// What is claimed.
    pub claim: String,
    /// What of it is gone, where that is not the claim itself: 'cue “said that”'.
    pub part: Option<String>,
}

impl ImportReview {
    /// The row that is looked at, which is one that is there.
    pub fn row(&self) -> Option<Chosen> {
        let (items, refused) = (self.batch.items.len(), self.batch.refused.len());
        match self.chosen {
            Chosen::Article(at) if at < items => Some(Chosen::Article(at)),
            Chosen::Refused(at) if at < refused => Some(Chosen::Refused(at)),
            _ if items > 0 => Some(Chosen::Article(0)),
            _ if refused > 0 => Some(Chosen::Refused(0)),
            _ => None,
        }
    }

    /// How many rows there are: what gave no article comes first.
    pub fn rows(&self) -> usize {
        self.batch.refused.len() + self.batch.items.len()
    }

    /// The row at a place of the list.
    pub fn row_at(&self, place: usize) -> Chosen {
        let refused = self.batch.refused.len();
        match place.checked_sub(refused) {
            Some(at) => Chosen::Article(at),
            None => Chosen::Refused(place),
        }
    }

    /// The place of a row in the list.
    pub fn place_of(&self, row: Chosen) -> usize {
        match row {
            Chosen::Article(at) => self.batch.refused.len() + at,
            Chosen::Refused(at) => at,
        }
    }

    /// An article's details as they are typed, or as they were read.
    pub fn details(&self, at: usize) -> DetailsDraft {
        let read = || {
            self.batch
                .items
                .get(at)
                .map(|item| DetailsDraft::from_metadata(&item.metadata))
        };
        self.typed.get(&at).cloned().or_else(read).unwrap_or_default()
    }

    /// Whether an article's details can be kept as they are typed.
    pub fn is_in_order(&self, at: usize) -> bool {
        let (Some(typed), Some(item)) = (self.typed.get(&at), self.batch.items.get(at)) else {
            return true;
        };
        item.take() == Take::Skip || typed.metadata(&item.metadata).is_some()
    }

    /// The first article that must be corrected before anything comes in.
    pub fn out_of_order(&self) -> Option<usize> {
        self.typed.keys().copied().find(|at| !self.is_in_order(*at))
    }

    /// Whether closing the dialog would lose something. What was told of a table's columns is remembered anyway.
    pub fn is_worth_asking(&self) -> bool {
        !self.batch.items.is_empty() && (!self.typed.is_empty() || self.batch.is_worth_asking())
    }

    /// The article of the project that the chosen one will update.
    pub fn target(&self) -> Option<(usize, &ArticleId)> {
        match self.row()? {
            Chosen::Article(at) => Some((at, self.batch.target(at)?)),
            Chosen::Refused(_) => None,
        }
    }
}
