//! What has been read is shown: the dialog opens on it, and the chosen article is looked at closer and compared with what
//! the project has.

use super::preview::Preview;
use super::state::{Chosen, State};
use crate::session::ingest::compare::Comparison;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;

/// Opens the dialog on what waits, once no other is open.
pub(super) fn show(state: &State, core: &mut Core) {
    if state.review.is_some() && core.dialog.is_none() {
        core.open(Dialog::Import);
    }
}

/// Works out what is shown of the chosen article.
pub(super) fn look_closer(state: &mut State, core: &Core) {
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

/// Has the chosen article compared with the one it updates.
fn compare(state: &mut State, core: &Core) {
    let (Some(review), Some(session)) = (state.review.as_deref_mut(), &core.session) else {
        return;
    };
    let Some((at, id)) = review.target() else {
        (review.comparison, review.comparing) = (None, None);
        return;
    };
    let is_compared = review
        .comparison
        .as_ref()
        .is_some_and(|comparison| comparison.at == at);
    let is_comparing = review
        .comparing
        .as_ref()
        .is_some_and(|(compared, _)| *compared == at);
    if is_compared || is_comparing {
        return;
    }
    let item = review.batch.items.get(at);
    let job = item.and_then(|item| session.compare(id, (at, item)));
    review.comparing = job.map(|job| (at, job));
}

/// Shows what updating the chosen article would change.
pub(super) fn take_in_comparison(state: &mut State, comparison: Comparison) {
    if let Some(review) = state.review.as_deref_mut() {
        review.comparing = None;
        review.comparison = Some(comparison);
    }
}
