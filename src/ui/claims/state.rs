//! The state of the table of claims: its view, the index and the rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use super::ClaimsDraft;
use super::index::{EntryId, Index, Segment};
use super::rows::{TableRow, TableRows, claims_in, ids_of, set_of};
use crate::model::claim_set::{ClaimSet, Ids};
use crate::model::{ArticleId, ClaimRef, Project, Touched};
use crate::session::TimeBudget;
use crate::session::settings::claim_table::{ClaimFilter, Column};

/// The state of the workspace.
#[derive(Default)]
pub struct State {
    /// What is shown and selected.
    pub view: TableView,
    /// The rows.
    pub table: Table,
    /// The form that edits the selected claims.
    pub bulk: ClaimsDraft,
    /// The name in the form that saves the filter.
    pub filter_name: String,
}

impl State {
    /// The selected claims or, if there are none, all shown ones.
    pub fn chosen_or_shown(&self) -> ClaimSet {
        if self.view.chosen.is_empty() {
            self.table.all_shown()
        } else {
            self.view.chosen.clone()
        }
    }
}

/// What the table shows and what is selected in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableView {
    /// The filter.
    pub filter: ClaimFilter,
    /// In the order of articles and texts if `None`.
    pub sort: Option<Sort>,
    /// The grouping.
    pub grouping: Grouping,
    /// The keys of collapsed groups.
    pub folded: BTreeSet<String>,
    /// The selected claims, which commands act on.
    pub chosen: ClaimSet,
    /// The claim under the keyboard cursor; commands act on it if none is selected.
    pub cursor: Option<ClaimRef>,
    /// Where a selection with Shift began.
    pub anchor: Option<ClaimRef>,
    /// Whether the table is to scroll to the cursor.
    pub reveal: bool,
    /// What was typed to find a speaker or an article to filter by.
    pub seek: String,
    /// The first and the last date to filter by, as typed.
    pub dates: (String, String),
    /// Whether the unread texts were counted.
    pub texts_weighed: bool,
    /// Whether all texts were requested.
    pub texts_read: bool,
}

/// The sort order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column to sort by.
    pub column: Column,
    /// Whether the order is reversed.
    pub descending: bool,
}

/// How claims are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Without groups.
    #[default]
    None,
    /// By their first speaker.
    Speaker,
    /// By their article.
    Article,
}

impl TableView {
    /// The claims that a command acts on: the selected ones, else the one under the cursor.
    pub fn concerned(&self) -> ClaimSet {
        if self.chosen.is_empty() {
            self.cursor.iter().cloned().collect()
        } else {
            self.chosen.clone()
        }
    }

    /// Whether texts are needed, because they tell the quotation type.
    pub(super) fn wants_texts(&self) -> bool {
        let by_quotation = self.sort.is_some_and(|sort| sort.column == Column::Quotation);
        self.filter.quotation.is_some() || by_quotation
    }

    /// Whether a command has anything to act on.
    pub fn concerns_any(&self) -> bool {
        !self.chosen.is_empty() || self.cursor.is_some()
    }
}

/// The index of the claims and its rows.
#[derive(Default)]
pub struct Table {
    pub(super) index: Index,
    key: Option<RowsKey>,
    pub(super) shown: TableRows,
    /// How many times the rows were made.
    made: u64,
    /// The frames in which the index has grown since.
    grown: u32,
    /// The last row of the cursor.
    pub(super) row: Option<usize>,
    /// The number of rows that fit on the screen.
    pub page: usize,
}

/// What the rows were made from.
#[derive(PartialEq, Eq)]
struct RowsKey {
    revision: u64,
    filter: ClaimFilter,
    sort: Option<Sort>,
    grouping: Grouping,
    folded: BTreeSet<String>,
}

/// The time a frame spends on indexing, under half of a frame; and one that also makes rows.
const LOOKING: Duration = Duration::from_millis(6);
const LOOKING_BESIDES: Duration = Duration::from_millis(2);
/// While indexing goes on, rows are made again every this many frames.
const ROWS_ANEW: u32 = 6;

impl Table {
    pub fn all_shown(&self) -> ClaimSet {
        self.shown.all(&self.index)
    }

    /// Updates index and rows, and moves the cursor to the next row if its claim was filtered out. If very
    /// many claims have changed this takes several frames; returns whether it is done.
    pub fn update(
        &mut self,
        project: &Project,
        revision: u64,
        touched_since: impl FnOnce(u64) -> Touched,
        view: &mut TableView,
    ) -> bool {
        self.index.follow(project, revision, touched_since);
        let key = RowsKey {
            revision,
            filter: view.filter.clone(),
            sort: view.sort,
            grouping: view.grouping,
            folded: view.folded.clone(),
        };
        let asked = self.key.as_ref() != Some(&key);
        let due = asked || self.grown >= ROWS_ANEW;
        let budget = TimeBudget::new(if due { LOOKING_BESIDES } else { LOOKING });
        if self.index.work(project, budget) {
            self.grown += 1;
        }
        let whole = self.index.is_complete();
        // If indexing has spent the budget, the last rows are made in the next frame.
        if due || (whole && self.grown > 0 && budget.is_left()) {
            self.shown = TableRows::new(&self.index, view);
            self.made += 1;
            self.grown = 0;
            self.key = Some(key);
            // Claims that are not indexed yet are not hidden.
            if whole {
                self.deselect_hidden(view);
            }
            self.row = self.row_of_cursor(view).or(self.row);
        }
        let row = self.row_of_cursor(view);
        if row.is_some() || whole || view.cursor.is_none() {
            if row.is_none() {
                view.cursor = self.nearest(self.row.unwrap_or(0));
            }
            self.row = row.or_else(|| self.row_of_cursor(view));
        }
        whole && self.grown == 0
    }

    /// A number that grows whenever the rows or the index have changed.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// Deselects claims that are no longer shown, so that nothing is changed unseen.
    fn deselect_hidden(&self, view: &mut TableView) {
        if view.chosen.is_empty() {
            return;
        }
        let locs = claims_in(&self.shown.rows);
        let by_article = locs.chunk_by(|one, other| one.segment == other.segment);
        let shown: BTreeMap<&ArticleId, (&Segment, &[EntryId])> = by_article
            .filter_map(|locs| {
                let (segment, _) = self.index.get(*locs.first()?)?;
                Some((&segment.article, (segment, locs)))
            })
            .collect();
        view.chosen.narrow(|article, chosen| {
            let Some((segment, locs)) = shown.get(article) else {
                return Ids::default();
            };
            let shown = ids_of(segment, locs);
            if Arc::ptr_eq(&shown, chosen) {
                return shown;
            }
            let still = chosen.iter().filter(|id| shown.binary_search(id).is_ok());
            Arc::new(still.cloned().collect())
        });
    }

    fn row_of_cursor(&self, view: &TableView) -> Option<usize> {
        self.shown.row_of(&self.index, view.cursor.as_ref()?)
    }

    /// The claim at a row, or the nearest one below, else above.
    pub(super) fn nearest(&self, row: usize) -> Option<ClaimRef> {
        let last = self.shown.rows.len().checked_sub(1)?;
        let row = row.min(last);
        let claim = |row| self.shown.claim_at(&self.index, row);
        (row..=last)
            .find_map(claim)
            .or_else(|| (0..row).rev().find_map(claim))
    }

    /// The claim this many claims below a row, or the last one on the way.
    pub(super) fn stepped(&self, from: usize, by: isize) -> Option<ClaimRef> {
        let claim = |row: usize| self.shown.claim_at(&self.index, row);
        let (way, count) = (by.signum(), by.unsigned_abs());
        let (mut row, mut found, mut left) = (from, None, count);
        while left > 0 {
            let Some(next) = row
                .checked_add_signed(way)
                .filter(|next| *next < self.shown.rows.len())
            else {
                break;
            };
            row = next;
            if let Some(TableRow::Claim(_)) = self.shown.rows.get(row) {
                found = Some(row);
                left -= 1;
            }
        }
        found.and_then(claim)
    }

    /// The claims between two, both included, in rows that are shown.
    pub(super) fn between(&self, one: &ClaimRef, other: &ClaimRef) -> ClaimSet {
        let row = |claim| self.shown.row_of(&self.index, claim);
        let Some((one, other)) = row(one).zip(row(other)) else {
            return ClaimSet::new();
        };
        let rows = self.shown.rows.get(one.min(other)..=one.max(other));
        set_of(&self.index, &claims_in(rows.unwrap_or_default()))
    }

    pub fn shown(&self) -> &TableRows {
        &self.shown
    }

    pub fn index(&self) -> &Index {
        &self.index
    }
}
