//! The state of an import: the files that are being read, the articles that are reviewed or being added, and what waits
//! its turn.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::preview::Preview;
use crate::model::ArticleId;
use crate::session::ingest::compare::Comparison;
use crate::session::ingest::stage::{DuplicateOf, ImportChoice, Staged, StagedArticle};
use crate::session::jobs::JobHandle;
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
    /// What is being added: its files are being archived. It is shown again if that is cancelled.
    pub(super) adding: Option<Box<ImportReview>>,
    /// What stays out of what is being added.
    pub(super) left_out: LeftOut,
}

/// The articles and files of an import that do not come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// Articles that the project has.
    pub(super) known: usize,
    /// Articles that were not selected.
    pub(super) deselected: usize,
    /// Files that could not be read.
    pub(super) unread: usize,
}

impl LeftOut {
    pub(super) fn new(batch: &Staged) -> Self {
        let skipped = batch
            .items
            .iter()
            .filter(|item| item.choice() == ImportChoice::Skip);
        let (known, others): (Vec<_>, Vec<_>) = skipped.partition(|item| item.duplicate.is_some());
        Self {
            known: known.len(),
            deselected: others.len(),
            unread: batch.refused.len(),
        }
    }
}

/// Files being read.
pub(super) struct ReadJob {
    pub(super) job: JobHandle,
    /// When it began, in seconds since the window opened.
    pub(super) since: f64,
    /// Whether a file is read again that was read before.
    pub(super) again: bool,
}

/// What has been read, while it is looked at.
#[derive(Debug, Default)]
pub struct ImportReview {
    /// The articles and what is to be done with them.
    pub batch: Staged,
    /// The row that is looked at.
    pub chosen: Chosen,
    /// Details as they are typed, by the article's place.
    pub typed: BTreeMap<usize, DetailsDraft>,
    /// What updating the chosen article would change.
    pub comparison: Option<Comparison>,
    /// The article that is being compared, by its place.
    pub(super) comparing: Option<(usize, JobHandle)>,
    /// The chosen article as it is shown.
    pub preview: Option<Preview>,
    /// Whether the labels of a corpus are unfolded; `None` where nobody said.
    pub labels_unfolded: Option<bool>,
    /// Whether a file is being read anew.
    pub reading: bool,
    /// Whether only what a person should look at is listed.
    pub only_doubtful: bool,
    /// Whether what was done to read the chosen file is unfolded.
    pub notes_unfolded: bool,
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

    /// The rows of the list: what gave no article comes first.
    pub fn listed(&self) -> Vec<Chosen> {
        let refused = (0..self.batch.refused.len()).map(Chosen::Refused);
        let articles = (0..self.batch.items.len()).filter(|at| !self.only_doubtful || self.is_doubtful(*at));
        refused.chain(articles.map(Chosen::Article)).collect()
    }

    /// Whether a person should look at an article.
    pub fn is_doubtful(&self, at: usize) -> bool {
        self.batch.items.get(at).is_some_and(|item| {
            let warned = item.warnings().any(|warning| !warning.kind.is_ordinary());
            warned || item.unplaced > 0 || item.conflict.is_some()
        })
    }

    /// How many articles a person should look at.
    pub fn doubtful(&self) -> usize {
        (0..self.batch.items.len())
            .filter(|at| self.is_doubtful(*at))
            .count()
    }

    /// The articles whose duplicate is of the same kind as that of one, without those that cannot be updated.
    pub fn alike(&self, at: usize) -> Vec<usize> {
        let kind = |item: &StagedArticle| {
            let twin = item.duplicate.as_ref()?;
            let is_in_project = matches!(twin.of, DuplicateOf::Project(_));
            Some((is_in_project, twin.same_text, item.conflict.is_some()))
        };
        let items = &self.batch.items;
        let Some(wanted) = items.get(at).and_then(kind) else {
            return Vec::new();
        };
        let alike = items.iter().enumerate();
        alike
            .filter(|(_, item)| kind(item) == Some(wanted))
            .map(|(at, _)| at)
            .collect()
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
        item.choice() == ImportChoice::Skip || typed.metadata(&item.metadata).is_some()
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
