//! What is looked for in the open article and in all of them, and what was found. Plain data.

use std::sync::Arc;

use crate::model::ArticleId;
use crate::search::{Query, SearchError};
use crate::session::jobs::Job;
use crate::session::searching::{self, Findings};
use crate::session::settings::FindSettings;
use crate::text::Span;

/// What the search keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// The bar over the open article, where it is open.
    pub bar: Option<Find>,
    /// What was last looked for.
    pub last: String,
    /// The dialog that looks through all articles.
    pub everywhere: Everywhere,
    pub(super) finder: Finder,
}

/// The dialog that looks through all articles.
#[derive(Debug, Default)]
pub struct Everywhere {
    /// What was typed.
    pub words: String,
    /// Which hit is chosen.
    pub row: usize,
    /// What was found.
    pub found: FoundEverywhere,
    /// The search, and what it looks for.
    pub(super) search: Option<(Query, searching::Everywhere)>,
}

/// What is looked for in the open article, and what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    /// What was typed.
    pub words: String,
    /// The byte from which hits are looked for: where the caret was, then the current hit.
    pub from: usize,
    /// The hits, or why there can be none; `None` while that is not known.
    pub found: Option<Result<Hits, SearchError>>,
    /// Whether a search is under way.
    pub searching: bool,
    /// Which of the hits is the current one.
    pub current: Option<usize>,
}

impl Find {
    /// The hits, as far as they are known.
    pub fn hits(&self) -> Option<&Hits> {
        self.found.as_ref()?.as_ref().ok()
    }

    /// The current hit.
    pub fn hit(&self) -> Option<Span> {
        self.hits()?.spans.get(self.current?).copied()
    }
}

/// Where the words stand that were looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    /// In the order of the text.
    pub spans: Arc<[Span]>,
    /// Differs from search to search.
    pub search: u64,
}

/// What the search through all articles has found so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundEverywhere {
    /// The hits.
    pub findings: Findings,
    /// How they were looked for.
    pub how: FindSettings,
    /// Why nothing can be looked for.
    pub complaint: Option<SearchError>,
    /// Whether the search is still under way.
    pub searching: bool,
}

pub(super) type Found = Result<Vec<Span>, SearchError>;

/// The search for what the find bar asks for.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// What was searched last, or is being searched.
    pub(super) of: Option<(Searched, Query)>,
    /// A search of a long text.
    pub(super) job: Option<Job<Found>>,
    /// Which hit becomes the current one.
    pub(super) goal: Goal,
    /// Counts the searches.
    pub(super) searches: u64,
}

/// A text: whose it is, and where it lies in memory.
type Searched = (ArticleId, usize, usize);

/// Which hit becomes the current one when a search is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Goal {
    /// The first from the caret on.
    #[default]
    Next,
    /// The last before the caret.
    Previous,
    /// None: another article was opened, and shows what it was opened for.
    Stay,
}
