//! What reviewers say of a claim: their decision and why, the verdict and what it rests on.

use jiff::civil::Date;

use super::{ClaimRef, OpResult, Stamp, change_claim};
use crate::model::{
    Claim, Decision, Evidence, EvidenceId, Project, Review, ReviewerId, Stance, Standing, UndoLabel, Verdict,
};

/// Records one's decision on a claim, or takes it back. Why it was made stays from the decision before. The same
/// decision again leaves the claim as it is, and with it when the decision was made, unless that is stale.
pub fn decide(project: &Project, at: &ClaimRef, decision: Option<Decision>, stamp: &Stamp) -> OpResult {
    change_claim(project, at, UndoLabel::Decide(decision), |claim| {
        record(claim, decision, stamp);
    })
}

pub(super) fn record(claim: &mut Claim, decision: Option<Decision>, stamp: &Stamp) {
    let before = claim.reviews.get(&stamp.by);
    match decision {
        Some(decision)
            if before.is_some_and(|before| before.decision == decision && !before.standing.is_stale()) => {}
        Some(decision) => {
            let why = before.map(|before| before.why.clone()).unwrap_or_default();
            let at = stamp.at;
            claim.reviews.insert(
                stamp.by.clone(),
                Review {
                    decision,
                    at,
                    why,
                    standing: Standing::Current,
                },
            );
        }
        None => drop(claim.reviews.remove(&stamp.by)),
    }
}

/// Says why somebody decided as they did; without a decision there is nothing to say.
pub fn set_reason(project: &Project, at: &ClaimRef, by: &ReviewerId, why: String) -> OpResult {
    change_claim(project, at, UndoLabel::ChangeReason, |claim| {
        if let Some(review) = claim.reviews.get_mut(by) {
            review.why = why;
        }
    })
}

/// Rates whether a claim is true, by the key of a rating, or takes the rating back. The same rating again leaves the
/// claim as it is, and with it who rated it and when.
pub fn rate(project: &Project, at: &ClaimRef, rating: Option<String>, stamp: &Stamp) -> OpResult {
    change_claim(project, at, UndoLabel::Rate, |claim| {
        set_rating(claim, rating, stamp);
    })
}

pub(super) fn set_rating(claim: &mut Claim, rating: Option<String>, stamp: &Stamp) {
    let current = claim
        .verdict
        .as_ref()
        .filter(|verdict| !verdict.standing.is_stale());
    if claim.verdict.is_none() && rating.is_none()
        || rating.is_some() && current.map(|verdict| &verdict.rating) == rating.as_ref()
    {
        return;
    }
    {
        claim.verdict = rating.map(|rating| Verdict {
            rating,
            by: stamp.by.clone(),
            at: stamp.at,
            standing: Standing::Current,
        });
    }
}

/// Adds a piece of evidence of which only the day is known on which it was seen.
pub fn add_evidence(project: &Project, at: &ClaimRef, id: EvidenceId, seen: Date) -> OpResult {
    change_claim(project, at, UndoLabel::AddEvidence, |claim| {
        let evidence = Evidence {
            seen: Some(seen),
            ..Evidence::default()
        };
        claim.evidence.insert(id, evidence);
    })
}

/// What is said of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceChange {
    /// Where it is found.
    Url(String),
    /// What it is called.
    Title(String),
    /// The words in it that matter.
    Excerpt(String),
    /// The day it was seen.
    Seen(Option<Date>),
    /// What it does to the claim.
    Stance(Option<Stance>),
}

/// Changes what is known of a piece of evidence.
pub fn change_evidence(
    project: &Project,
    at: &ClaimRef,
    id: &EvidenceId,
    change: EvidenceChange,
) -> OpResult {
    let label = match change {
        EvidenceChange::Stance(_) => UndoLabel::SetStance,
        _ => UndoLabel::ChangeEvidence,
    };
    change_claim(project, at, label, |claim| {
        let Some(evidence) = claim.evidence.get_mut(id) else {
            return;
        };
        match change {
            EvidenceChange::Url(url) => evidence.url = url,
            EvidenceChange::Title(title) => evidence.title = title,
            EvidenceChange::Excerpt(excerpt) => evidence.excerpt = excerpt,
            EvidenceChange::Seen(seen) => evidence.seen = seen,
            EvidenceChange::Stance(stance) => evidence.stance = stance,
        }
    })
}

/// Removes a piece of evidence.
pub fn remove_evidence(project: &Project, at: &ClaimRef, id: &EvidenceId) -> OpResult {
    change_claim(project, at, UndoLabel::RemoveEvidence, |claim| {
        claim.evidence.remove(id);
    })
}
