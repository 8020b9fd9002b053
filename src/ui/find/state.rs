//! What is looked for in the open article and in all of them, and what was found. Plain data.

use std::sync::Arc;

use crate::search::SearchError;
use crate::session::searching::Findings;
use crate::session::settings::FindSettings;
use crate::text::Span;

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
