//! Learning from the decisions of the open project, beside the window.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::state::{State, is_blind_in};
use crate::model::{Anchor, Claim, Origin, Project};
use crate::session::jobs::Job;
use crate::session::learned;
use crate::suggest::claims::{Known, Learned, Lesson, MarkedArticle, MarkedClaim, Model, Suggester};
use crate::text::Span;
use crate::ui::bus::core::Core;

/// After so many new decisions it learns again.
const NEW_DECISIONS: usize = 10;
/// So many articles teach at most: those that come first in the project.
const MAX_ARTICLES: usize = 200;

/// What was learnt in a project, and what is being learnt.
#[derive(Default)]
pub(super) struct Learning {
    /// The project's file, once what is in it was read.
    file: Option<PathBuf>,
    pub(super) learned: Learned,
    /// How many decisions there were when it began to learn last.
    begun_at: usize,
    job: Option<Job<Learned>>,
}

/// The decisions in an article.
struct Decisions {
    text: Arc<str>,
    claims: Vec<MarkedClaim>,
    refused: BTreeSet<u64>,
    is_done: bool,
}

/// Reads what was learnt before, takes in what has been learnt since, and begins to learn where there is enough that is
/// new. Returns whether the suggestions are others by now.
pub(super) fn poll(state: &mut State, core: &Core, folder: Option<&Path>) -> bool {
    let (Some(session), Some(folder)) = (&core.session, folder) else {
        return false;
    };
    let file = learned::file_of(folder, session.path());
    let decided = state.figures.decided();
    let learning = &mut state.learning;
    if learning.file.as_ref() != Some(&file) {
        *learning = Learning {
            learned: learned::load(&file),
            file: Some(file),
            ..Learning::default()
        };
        if !learning.learned.is_empty() {
            learning.begun_at = decided;
        }
        state.suggester = Some(Suggester::shipped().with(&learning.learned));
        return !learning.learned.is_empty();
    }
    if let Some(learned) = learning.job.as_ref().and_then(Job::poll) {
        learning.job = None;
        state.suggester = Some(Suggester::shipped().with(&learned));
        learning.learned = learned;
        return true;
    }
    let is_enough = decided >= learning.begun_at + NEW_DECISIONS;
    if core.settings.suggestions.learns && is_enough && learning.job.is_none() {
        learning.begun_at = decided;
        let decisions = decisions(session.project());
        learning.job = Some(Job::start(Arc::clone(&core.wake), move |_| {
            let learned = learn(decisions);
            // What cannot be kept is learnt again next time.
            if let Err(error) = learned::save(&file, &learned) {
                tracing::warn!(%error, "what was learnt is not kept");
            }
            learned
        }));
    }
    false
}

/// Forgets what was learnt; what is decided from now on teaches again.
pub(super) fn forget(state: &mut State) {
    let learning = &mut state.learning;
    learning.job = None;
    learning.begun_at = state.figures.decided();
    learning.learned = Learned::default();
    state.suggester = Some(Suggester::shipped());
    if let Some(file) = &learning.file
        && let Err(error) = learned::forget(file)
    {
        tracing::warn!(%error, "what was learnt is still kept");
    }
}

/// The articles in which suggestions were taken or refused.
fn decisions(project: &Project) -> Vec<Decisions> {
    let is_taken = |claim: &Claim| claim.origin != Origin::ByHand;
    let articles = project.articles().iter().filter(|(id, article)| {
        let decided = !article.metadata.refused.is_empty() || article.claims.values().any(is_taken);
        decided && !is_blind_in(project, id)
    });
    articles
        .filter_map(|(_, article)| {
            Some(Decisions {
                text: article.text.clone()?,
                claims: article.claims.values().map(marked).collect(),
                refused: article.metadata.refused.clone(),
                is_done: article.done.is_some(),
            })
        })
        .take(MAX_ARTICLES)
        .collect()
}

fn marked(claim: &Claim) -> MarkedClaim {
    let spans = |anchors: &[Anchor]| anchors.iter().filter_map(Anchor::span).collect::<Vec<Span>>();
    let link = claim.voice.chain().first();
    MarkedClaim {
        source: link.map_or_else(Vec::new, |link| spans(&link.source)),
        cue: link.map_or_else(Vec::new, |link| spans(&link.cue)),
        content: spans(&claim.spans),
    }
}

fn learn(decisions: Vec<Decisions>) -> Learned {
    let suggester = Suggester::shipped();
    let lessons: Vec<Lesson> = decisions
        .into_iter()
        .map(|decided| Lesson {
            refused: refused(&suggester, &decided),
            article: MarkedArticle {
                text: decided.text.to_string(),
                claims: decided.claims,
            },
            is_done: decided.is_done,
        })
        .collect();
    Learned::learn(&Model::shipped(), &lessons)
}

/// The suggestions that were refused, which are known by their fingerprints: they are made once more.
fn refused(suggester: &Suggester, decided: &Decisions) -> Vec<MarkedClaim> {
    if decided.refused.is_empty() {
        return Vec::new();
    }
    let nothing_known = Known {
        speakers: &std::collections::BTreeMap::new(),
        claims: &[],
        refused: &BTreeSet::new(),
    };
    let text = &decided.text;
    let found = suggester
        .paragraphs(text, 0..text.len(), &nothing_known)
        .into_iter();
    let found = found.filter(|found| decided.refused.contains(&found.fingerprint(text)));
    found
        .map(|found| MarkedClaim {
            source: found.source,
            cue: found.cue.into_iter().collect(),
            content: found.content,
        })
        .collect()
}
