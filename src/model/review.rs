//! What reviewers decide about a claim: whether it is rightly marked and attributed (review), and
//! apart from that, whether it is so (verdict, with evidence).

use jiff::Timestamp;
use jiff::civil::Date;

use super::id::ReviewerId;

/// A person who reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewer {
    /// As they want to be called.
    pub name: String,
}

/// One reviewer's decision on a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The decision.
    pub decision: Decision,
    /// When it was made.
    pub at: Timestamp,
    /// Why; may be empty.
    pub why: String,
}

/// Whether a claim is rightly marked and attributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// It is.
    Accepted,
    /// It is in doubt.
    Disputed,
    /// It is not.
    Rejected,
}

/// What the reviewers of a claim decided, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewState {
    /// Nobody has decided.
    Unreviewed,
    /// Everybody who decided accepted.
    Accepted,
    /// Everybody who decided disputes.
    Disputed,
    /// Everybody who decided rejected.
    Rejected,
    /// They differ.
    Split,
}

impl ReviewState {
    /// The common decision of these reviews.
    pub fn of<'a>(reviews: impl IntoIterator<Item = &'a Review>) -> Self {
        let mut reviews = reviews.into_iter();
        let Some(first) = reviews.next() else {
            return Self::Unreviewed;
        };
        if reviews.any(|review| review.decision != first.decision) {
            return Self::Split;
        }
        match first.decision {
            Decision::Accepted => Self::Accepted,
            Decision::Disputed => Self::Disputed,
            Decision::Rejected => Self::Rejected,
        }
    }
}

/// Whether a claim is true, on the project's scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The key of a [rating](super::Rating) of the project's scale.
    pub rating: String,
    /// Who rated it.
    pub by: ReviewerId,
    /// When.
    pub at: Timestamp,
}

/// What a verdict rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Where it is found.
    pub url: String,
    /// What it is called.
    pub title: String,
    /// The words in it that matter.
    pub excerpt: String,
    /// What it does to the claim; `None` until said.
    pub stance: Option<Stance>,
    /// The day it was seen there.
    pub seen: Option<Date>,
}

/// What a piece of evidence does to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// It speaks for it.
    Supports,
    /// It speaks against it.
    Refutes,
    /// It is needed to understand it.
    Context,
}
