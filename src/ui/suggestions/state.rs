//! What is kept of suggestions from frame to frame.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, names};
use super::figures::Figures;
use super::learning::Learning;
use super::reading::{Reading, ReadingJob};
use crate::model::{ArticleId, Project};
use crate::suggest::claims::{LEVELS, Suggester};
use crate::text::Span;
use crate::ui::article::SuggestedClaim;
use crate::ui::bus::core::Core;

/// The state of the suggestions.
#[derive(Default)]
pub struct State {
    /// Made when it is first needed: its model is unpacked then.
    pub(super) suggester: Option<Suggester>,
    /// What was found in the open article, in the order of the text.
    pub(super) found: Vec<Candidate>,
    /// Which parts of it have been read.
    pub(super) reading: Option<Reading>,
    /// The part that is being read.
    pub(super) job: Option<ReadingJob>,
    /// The one in focus, by its fingerprint.
    pub(super) focus: Option<u64>,
    /// The edges of the one in focus, once they were moved.
    pub(super) mended: Option<Vec<Span>>,
    /// What was learnt in the project.
    pub(super) learning: Learning,
    /// How suggestions have fared in the project, at the revision they were counted at.
    pub(super) figures: Figures,
    pub(super) counted: Option<u64>,
    /// How many other articles have, above each level.
    pub(super) elsewhere: BTreeMap<ArticleId, [usize; LEVELS.len()]>,
    /// The article that is being counted.
    pub(super) counting: Option<crate::session::jobs::Job<(ArticleId, [usize; LEVELS.len()])>>,
}

impl State {
    /// Those that are shown, in the order of the text.
    pub fn shown(&self, core: &Core) -> Vec<&Candidate> {
        if !is_on(core) || is_blind(core) {
            return Vec::new();
        }
        let least = LEVELS
            .get(core.settings.suggestions.level)
            .copied()
            .unwrap_or_default();
        let found = self.found.iter();
        found
            .filter(|found| found.suggestion.probability >= least)
            .collect()
    }

    /// The one in focus.
    pub fn focused(&self, core: &Core) -> Option<&Candidate> {
        let focus = self.focus?;
        self.shown(core)
            .into_iter()
            .find(|candidate| candidate.fingerprint == focus)
    }

    /// Whether the open article is still being read.
    pub fn is_reading(&self) -> bool {
        self.job.is_some() || self.reading.as_ref().is_some_and(Reading::has_more)
    }

    /// The suggestions near the top of the view as the reading surface draws them; where there are none, the first, so that
    /// Tab leads to it.
    pub fn drawn(&self, core: &Core, top: usize) -> Vec<SuggestedClaim> {
        /// How far before and behind the first byte on the screen they are drawn: more than a screen holds.
        const BEFORE: usize = 8 * 1024;
        const BEHIND: usize = 32 * 1024;
        let Some(project) = core.project() else {
            return Vec::new();
        };
        let shown = self.shown(core);
        let from = shown.partition_point(|candidate| candidate.start() + BEFORE < top);
        let to = shown.partition_point(|candidate| candidate.start() < top + BEHIND);
        let near = shown.get(from..to.max(from)).unwrap_or_default();
        let near = if near.is_empty() {
            shown.get(..1).unwrap_or_default()
        } else {
            near
        };
        let drawn = near.iter().map(|candidate| {
            let suggestion = &candidate.suggestion;
            let first = suggestion.speakers.first();
            SuggestedClaim {
                id: candidate.fingerprint,
                content: self.content(candidate).to_vec(),
                source: suggestion.source.clone(),
                cue: suggestion.cue,
                speaker: first.and_then(|mention| mention.speaker.clone()),
                who: names(project, candidate),
                in_focus: self.focus == Some(candidate.fingerprint),
            }
        });
        drawn.collect()
    }

    /// The first and the last words of the one in focus, as it was mended.
    pub fn focused_words(&self, core: &Core) -> Option<(Span, Span)> {
        let content = self.content(self.focused(core)?);
        Some((*content.first()?, *content.last()?))
    }

    /// The content of a suggestion, as it was mended if it is the one in focus.
    pub fn content<'a>(&'a self, candidate: &'a Candidate) -> &'a [Span] {
        match &self.mended {
            Some(mended) if self.focus == Some(candidate.fingerprint) => mended,
            _ => &candidate.suggestion.content,
        }
    }
}

/// Whether suggestions are shown, and the project can be changed.
pub(super) fn is_on(core: &Core) -> bool {
    core.settings.suggestions.shown && core.is_writable()
}

/// Whether the open article is one of those that are shown without suggestions.
pub(super) fn is_blind(core: &Core) -> bool {
    let (Some(project), Some(article)) = (core.project(), &core.place.article) else {
        return false;
    };
    is_blind_in(project, article)
}

/// Whether an article is one of those that are shown without suggestions: until it is done.
pub(super) fn is_blind_in(project: &Project, id: &ArticleId) -> bool {
    let is_chosen = project.head().blind.is_some_and(|blind| blind.chooses(id));
    let is_done = project.article(id).is_some_and(|article| article.done.is_some());
    is_chosen && !is_done
}

/// Where the claims of an article stand, with their sources and cues: nothing is suggested over any of them.
pub(super) fn claimed(project: &Project, article: &ArticleId) -> Vec<Span> {
    let article = project.article(article);
    let claims = article.into_iter().flat_map(|article| article.claims.values());
    let anchors = claims.flat_map(crate::model::Claim::anchors);
    let mut spans: Vec<Span> = anchors.filter_map(crate::model::Anchor::span).collect();
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans
}

/// The suggestions that were refused in an article.
pub(super) fn refused(project: &Project, article: &ArticleId) -> BTreeSet<u64> {
    let article = project.article(article);
    article
        .map(|article| article.metadata.refused.clone())
        .unwrap_or_default()
}
