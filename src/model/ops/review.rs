//! Operations on reviews, verdicts and evidence.

use jiff::civil::Date;

use super::{ClaimRef, OpResult, Stamp, change_claim};
use crate::model::{
    Claim, Decision, Evidence, EvidenceId, Project, Review, ReviewerId, Stance, Standing, UndoLabel, Verdict,
};

/// Records a decision on a claim, or clears it. An earlier reason stays. Repeating a decision that is not stale changes
/// nothing, not even its time.
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

/// Sets the reason of a decision, if there is one.
pub fn set_reason(project: &Project, at: &ClaimRef, by: &ReviewerId, why: String) -> OpResult {
    change_claim(project, at, UndoLabel::ChangeReason, |claim| {
        if let Some(review) = claim.reviews.get_mut(by) {
            review.why = why;
        }
    })
}

/// Sets a claim's rating by its key, or clears the verdict. Repeating a rating changes nothing, not even its time.
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
    if rating.is_none() || current.map(|verdict| &verdict.rating) != rating.as_ref() {
        claim.verdict = rating.map(|rating| Verdict {
            rating,
            by: stamp.by.clone(),
            at: stamp.at,
            standing: Standing::Current,
        });
    }
}

/// Adds evidence; what is blank is none.
pub fn add_evidence(project: &Project, at: &ClaimRef, id: EvidenceId, evidence: Evidence) -> OpResult {
    change_claim(project, at, UndoLabel::AddEvidence, |claim| {
        if !evidence.is_blank() {
            claim.evidence.insert(id, evidence);
        }
    })
}

/// A change to evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceChange {
    /// Its URL.
    Url(String),
    /// Its title.
    Title(String),
    /// The relevant passage.
    Excerpt(String),
    /// The date of access.
    Seen(Option<Date>),
    /// Whether it supports or refutes the claim.
    Stance(Option<Stance>),
}

impl EvidenceChange {
    /// Makes the change.
    pub fn apply(self, evidence: &mut Evidence) {
        match self {
            Self::Url(url) => evidence.url = url,
            Self::Title(title) => evidence.title = title,
            Self::Excerpt(excerpt) => evidence.excerpt = excerpt,
            Self::Seen(seen) => evidence.seen = seen,
            Self::Stance(stance) => evidence.stance = stance,
        }
    }
}

/// Changes evidence; what becomes blank by that goes.
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
        change.apply(evidence);
        if evidence.is_blank() {
            claim.evidence.remove(id);
        }
    })
}

/// Removes evidence.
pub fn remove_evidence(project: &Project, at: &ClaimRef, id: &EvidenceId) -> OpResult {
    change_claim(project, at, UndoLabel::RemoveEvidence, |claim| {
        claim.evidence.remove(id);
    })
}
