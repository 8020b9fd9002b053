//! What the open article keeps from frame to frame.

use super::Surface;
use super::stats::ArticleStats;
use super::suggestions::Suggestions;

/// What the open article keeps from frame to frame.
#[derive(Default)]
pub struct State {
    /// The reading surface.
    pub surface: Surface,
    /// What the text offers as source and cue of the selected claim.
    pub suggestions: Suggestions,
    /// How many claims there are, and of whom.
    pub stats: ArticleStats,
}
