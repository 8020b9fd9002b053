//! State of the open article.

use super::Surface;
use super::stats::ArticleStats;
use super::suggestions::Suggestions;

/// State of the open article.
#[derive(Default)]
pub struct State {
    /// The reading surface.
    pub surface: Surface,
    /// What the text suggestions as source and cue of the selected claim.
    pub suggestions: Suggestions,
    /// How many claims there are, and of whom.
    pub stats: ArticleStats,
}
