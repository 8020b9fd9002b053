//! Operations that settle differences between readings.

use std::collections::BTreeMap;

use super::review::record;
use super::{OpResult, Stamp, claim_at, put_claim};
use crate::model::{ClaimRef, Decision, Edit, Project, UndoLabel};

/// Records the decisions that settle differences, as one step, with a reason if there is one. A claim that is decided on
/// twice takes the last decision.
pub fn settle(project: &Project, decisions: &[(ClaimRef, Decision)], why: &str, stamp: &Stamp) -> OpResult {
    let decisions: BTreeMap<&ClaimRef, Decision> =
        decisions.iter().map(|(at, decision)| (at, *decision)).collect();
    let mut edits = Vec::new();
    for (at, decision) in &decisions {
        let before = claim_at(project, at)?;
        let mut claim = before.clone();
        record(&mut claim, Some(*decision), stamp);
        if let Some(review) = claim.reviews.get_mut(&stamp.by).filter(|_| !why.is_empty()) {
            why.clone_into(&mut review.why);
        }
        if claim != *before {
            edits.push(put_claim(at, claim));
        }
    }
    Ok((UndoLabel::Settle, Edit::All(edits)))
}
