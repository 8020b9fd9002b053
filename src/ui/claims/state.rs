//! What the table of claims keeps: what is shown of it, the index behind it, and the rows that were made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use super::ClaimsDraft;
use super::index::{Index, Loc, Segment};
use super::rows::{Row, Shown, claims_in, ids_of, set_of};
use crate::model::claim_set::{ClaimSet, Ids};
use crate::model::{ArticleId, ClaimRef, Project, Touched};
use crate::session::TimeBudget;
use crate::session::settings::claim_table::{ClaimFilter, Column};

/// What the workspace keeps from frame to frame.
#[derive(Default)]
pub struct State {
    /// What is shown of the table.
    pub view: TableView,
    /// The table.
    pub table: Table,
    /// The form that changes many claims at once.
    pub bulk: ClaimsDraft,
    /// The name under which the filter is to be kept.
    pub filter_name: String,
}

impl State {
    /// The chosen claims or, where none are chosen, those that the table shows.
    pub fn chosen_or_shown(&self) -> ClaimSet {
        if self.view.chosen.is_empty() {
            self.table.all_shown()
        } else {
            self.view.chosen.clone()
        }
    }
}

/// What is shown of the table: plain data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableView {
    /// Which claims are shown.
    pub filter: ClaimFilter,
    /// In which order; that of articles and texts if none.
    pub sort: Option<Sort>,
    /// In which groups.
    pub grouping: Grouping,
    /// The keys of groups of which only the head is shown.
    pub folded: BTreeSet<String>,
    /// The chosen claims, that commands act on.
    pub chosen: ClaimSet,
    /// The claim that the keyboard is on; commands act on it where none is chosen.
    pub cursor: Option<ClaimRef>,
    /// Where choosing with Shift began.
    pub anchor: Option<ClaimRef>,
    /// Whether the table is to scroll to the cursor.
    pub reveal: bool,
    /// What was typed to find a speaker or an article to filter by.
    pub seek: String,
    /// The first and the last day to filter by, as typed.
    pub days: (String, String),
    /// Whether it was looked how many texts are unread.
    pub texts_weighed: bool,
    /// Whether all texts were asked for.
    pub texts_read: bool,
}

/// The order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// From the last to the first.
    pub descending: bool,
}

/// How claims are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Not at all.
    #[default]
    None,
    /// By their first speaker.
    Speaker,
    /// By their article.
    Article,
}

impl TableView {
    /// The claims that a command acts on: the chosen ones, else the one under the cursor.
    pub fn concerned(&self) -> ClaimSet {
        if self.chosen.is_empty() {
            self.cursor.iter().cloned().collect()
        } else {
            self.chosen.clone()
        }
    }

    /// Whether texts must be read to know how claims are quoted.
    pub(super) fn wants_texts(&self) -> bool {
        let by_quotation = self.sort.is_some_and(|sort| sort.column == Column::Quotation);
        self.filter.quotation.is_some() || by_quotation
    }

    /// Whether a command has anything to act on.
    pub fn concerns_any(&self) -> bool {
        !self.chosen.is_empty() || self.cursor.is_some()
    }
}

/// The index of the claims and what is shown of it, kept from frame to frame.
#[derive(Default)]
pub struct Table {
    pub(super) index: Index,
    key: Option<Key>,
    pub(super) shown: Shown,
    /// How many times they were made.
    made: u64,
    /// How many frames the index has grown since.
    grown: u32,
    /// The row the cursor was last on.
    pub(super) row: Option<usize>,
    /// How many rows fit on the screen.
    pub page: usize,
}

/// What the shown rows were computed from.
#[derive(PartialEq, Eq)]
struct Key {
    revision: u64,
    filter: ClaimFilter,
    sort: Option<Sort>,
    grouping: Grouping,
    folded: BTreeSet<String>,
}

/// So long claims are looked at in a frame, under half of what it may take; and in one that makes rows.
const LOOKING: Duration = Duration::from_millis(6);
const LOOKING_BESIDES: Duration = Duration::from_millis(2);
/// While claims are being looked at, rows are made anew in every so many frames.
const ROWS_ANEW: u32 = 6;

impl Table {
    /// The claims that are shown.
    pub fn all_shown(&self) -> ClaimSet {
        self.shown.all(&self.index)
    }

    /// Brings index and rows up to date, and the cursor to a row that is shown: where its claim was
    /// filtered out, to the one that took its place. Where very many claims have changed this takes
    /// several frames; returns whether it is done.
    pub fn update(
        &mut self,
        project: &Project,
        revision: u64,
        touched_since: impl FnOnce(u64) -> Touched,
        view: &mut TableView,
    ) -> bool {
        self.index.follow(project, revision, touched_since);
        let key = Key {
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
        // Where looking has taken its time, the last rows are made in the next frame.
        if due || (whole && self.grown > 0 && budget.is_left()) {
            self.shown = Shown::new(&self.index, view);
            self.made += 1;
            self.grown = 0;
            self.key = Some(key);
            // What has not been looked at yet is not hidden.
            if whole {
                self.let_hidden_go(view);
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

    /// What is no longer shown is no longer chosen: nothing is changed that is not seen.
    fn let_hidden_go(&self, view: &mut TableView) {
        if view.chosen.is_empty() {
            return;
        }
        let locs = claims_in(&self.shown.rows);
        let by_article = locs.chunk_by(|one, other| one.segment == other.segment);
        let shown: BTreeMap<&ArticleId, (&Segment, &[Loc])> = by_article
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

    /// The claim at a row, or the nearest one below, or above.
    pub(super) fn nearest(&self, row: usize) -> Option<ClaimRef> {
        let last = self.shown.rows.len().checked_sub(1)?;
        let row = row.min(last);
        let claim = |row| self.shown.claim_at(&self.index, row);
        (row..=last)
            .find_map(claim)
            .or_else(|| (0..row).rev().find_map(claim))
    }

    /// The claim so many claims below a row, or the last one on the way.
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
            if let Some(Row::Claim(_)) = self.shown.rows.get(row) {
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

    /// What is shown.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// The index behind it.
    pub fn index(&self) -> &Index {
        &self.index
    }
}
