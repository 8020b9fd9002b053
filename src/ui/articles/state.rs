//! What the list of articles keeps: how it is arranged, what is selected in it, and its rows.

use std::collections::BTreeSet;

use super::BulkDraft;
use super::index::{Index, WorkState};
use super::rows::{Arrangement, Rows};
use crate::model::ArticleId;
use crate::session::Session;

/// Which articles the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArticleKind {
    /// All.
    #[default]
    All,
    /// Those that are not done, or have unreviewed claims.
    Open,
    /// Those marked as done.
    Done,
}

impl ArticleKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Open, Self::Done];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => fl!("sidebar-all"),
            Self::Open => fl!("sidebar-open"),
            Self::Done => fl!("sidebar-done"),
        }
    }

    pub(super) fn takes(self, state: WorkState) -> bool {
        match self {
            Self::All => true,
            Self::Open => !state.is_finished(),
            Self::Done => state.is_done(),
        }
    }
}

/// What all articles amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListTotals {
    /// Articles.
    pub articles: usize,
    /// Of these, shown.
    pub shown: usize,
    /// Claims in all articles.
    pub claims: usize,
    /// Of these, reviewed.
    pub reviewed: usize,
}

/// What the list keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    pub(super) by: Arrangement,
    /// The selected articles, which commands act on.
    pub chosen: BTreeSet<ArticleId>,
    /// The article under the keyboard cursor.
    pub cursor: Option<ArticleId>,
    /// Where a selection with Shift began.
    pub(super) anchor: Option<ArticleId>,
    /// Whether the list is to scroll to the cursor.
    pub reveal: bool,
    /// The form that changes details of many.
    pub bulk: Option<BulkDraft>,
    /// The number of rows that fit on the screen.
    pub page: usize,
    pub(super) index: Index,
    pub(super) rows: Rows,
    made_from: Option<(u64, Arrangement)>,
    /// The article whose row was last scrolled to; it is not scrolled to again while it stays open.
    in_sight: Option<ArticleId>,
}

impl State {
    /// The articles that the list shows, in its order.
    pub fn shown(&mut self, session: &Session) -> &[ArticleId] {
        self.update(session);
        &self.rows.shown
    }

    /// Shows all articles again.
    pub fn clear_filter(&mut self) {
        self.by.filter.clear();
        self.by.kind = ArticleKind::default();
    }

    /// Updates the rows, and deselects what is no longer shown, so that nothing is changed unseen.
    pub(super) fn update(&mut self, session: &Session) {
        let (project, revision) = (session.project(), session.revision());
        self.index
            .follow(project, revision, |before| session.touched_since(before));
        if self
            .made_from
            .as_ref()
            .is_some_and(|(made, by)| *made == revision && *by == self.by)
        {
            return;
        }
        self.rows = Rows::new(&self.index, &self.by);
        if !self.chosen.is_empty() {
            let shown: BTreeSet<&ArticleId> = self.rows.shown.iter().collect();
            self.chosen.retain(|id| shown.contains(id));
        }
        self.made_from = Some((revision, self.by.clone()));
    }

    /// Has the list follow the open article.
    pub(super) fn follow_open(&mut self, open: Option<&ArticleId>) {
        if self.in_sight.as_ref() != open && open.is_none_or(|id| self.row_of(id).is_some()) {
            self.in_sight = open.cloned();
            self.cursor = open.cloned();
            self.reveal = true;
        }
    }

    /// What all articles amount to, and how many of them are shown.
    pub fn totals(&self) -> ListTotals {
        let entries = &self.index.entries;
        ListTotals {
            articles: entries.len(),
            shown: self.rows.shown.len(),
            claims: entries.iter().map(|entry| entry.progress.claims).sum(),
            reviewed: entries.iter().map(|entry| entry.progress.reviewed).sum(),
        }
    }

    pub(super) fn row_of(&self, id: &ArticleId) -> Option<usize> {
        self.rows.row_of(&self.index, id)
    }

    /// The row of the cursor.
    pub(super) fn cursor_row(&self) -> Option<usize> {
        self.row_of(self.cursor.as_ref()?)
    }

    /// The selected articles, else the one under the cursor.
    pub fn concerned(&self) -> Vec<ArticleId> {
        if self.chosen.is_empty() {
            self.cursor.iter().cloned().collect()
        } else {
            self.chosen.iter().cloned().collect()
        }
    }
}
