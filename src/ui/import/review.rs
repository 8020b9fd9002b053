//! Opens the dialog on what was read, and computes what it shows of the chosen article: a preview, and the comparison with
//! the version in the project.

use std::sync::Arc;

use super::preview::Preview;
use super::state::{Chosen, Comparison, LostWords, State};
use super::versions::{VersionRow, Versions};
use crate::model::{Article, Claim, ClaimId, ClaimPart, ops};
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::kit::words;

/// Opens the dialog once no other is open.
pub fn show(state: &State, core: &mut Core) {
    if state.review.is_some() && core.dialog.is_none() {
        core.open(Dialog::Import);
    }
}

/// Computes what is shown of the chosen article.
pub fn look_closer(state: &mut State, core: &mut Core) {
    if let Some(review) = state.review.as_deref_mut() {
        let at = match review.row() {
            Some(Chosen::Article(at)) => Some(at),
            _ => None,
        };
        if review.preview.as_ref().map(|preview| preview.at) != at {
            let item = at.and_then(|at| Some((at, review.batch.items.get(at)?)));
            review.preview = item.map(|(at, item)| Preview::from_item(item, at));
        }
    }
    compare(state, core);
}

/// Finds out what updating the chosen article would change.
fn compare(state: &mut State, core: &mut Core) {
    let (Some(review), Some(session)) = (state.review.as_deref_mut(), &mut core.session) else {
        return;
    };
    let Some((at, id)) = review.target() else {
        review.comparison = None;
        return;
    };
    if review
        .comparison
        .as_ref()
        .is_some_and(|comparison| comparison.at == at)
    {
        return;
    }
    let id = id.clone();
    let Some(item) = review.batch.items.get(at) else {
        return;
    };
    review.comparison = session
        .article_with_text(&id)
        .map(|article| compared(article, item.metadata.clone(), &item.text, at));
}

fn compared(article: &Article, metadata: crate::model::Metadata, text: &Arc<str>, at: usize) -> Comparison {
    let older = article.text.as_deref().unwrap_or_default();
    let update = ops::update::updated(article, metadata, text);
    let before = |id: &ClaimId| article.claims.get(id);
    let after = |id: &ClaimId| update.article.claims.get(id);
    let found = update
        .found
        .iter()
        .filter_map(|id| Some((before(id)?, after(id)?)));
    let lost = update.lost.iter().filter_map(after);
    Comparison {
        at,
        versions: Versions::new(older, text),
        kept: update.kept,
        moved: update.moved,
        found: found
            .flat_map(|(before, after)| reworded(before, after))
            .collect(),
        reworded: update.found.len(),
        lost: lost.map(lost_words).collect(),
    }
}

/// The words of a claim that have changed, as they were and as they are.
fn reworded(before: &Claim, after: &Claim) -> Vec<VersionRow> {
    let both = before.anchors().zip(after.anchors());
    let changed = both.filter(|(before, after)| before.words != after.words);
    changed
        .flat_map(|(before, after)| Versions::new(&before.words, &after.words).rows)
        .collect()
}

/// The words of a claim that are not in the new text.
fn lost_words(claim: &Claim) -> LostWords {
    let part = words::first_lost(claim).and_then(|(part, words)| match part {
        ClaimPart::Claim => None,
        part => Some(words::lost_part(part, words)),
    });
    LostWords {
        claim: claim.words(),
        part,
    }
}
