//! Places orphaned words again, where a person has selected them.

use super::{ClaimRef, OpResult, anchor, change_claim, text_at};
use crate::model::claim::normalise;
use crate::model::{Claim, Project, UndoLabel};
use crate::text::Span;

/// The index of a claim's first orphan among all its anchors: its spans, then sources and cues link by link.
pub fn first_orphan(claim: &Claim) -> Option<usize> {
    claim.anchors().position(|anchor| anchor.span().is_none())
}

/// Moves the anchor at an index, counted as by [`first_orphan`], to other words.
pub fn reanchor(project: &Project, at: &ClaimRef, place: usize, words: Span) -> OpResult {
    let text = text_at(project, &at.0)?;
    let found = anchor(text, words)?;
    change_claim(project, at, UndoLabel::Reanchor, |claim| {
        if let Some(orphan) = claim.anchors_mut().nth(place) {
            *orphan = found;
        }
        let links = claim.voice.chain_mut().iter_mut();
        let parts = links.flat_map(|link| [&mut link.source, &mut link.cue]);
        for anchors in parts.chain([&mut claim.spans]) {
            *anchors = normalise(text, std::mem::take(anchors));
        }
    })
}
