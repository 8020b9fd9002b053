//! The words that stand in files and in lists for the model's choices, and which choice a word means. What screens
//! say, which may be longer, is not here.

use crate::model::{
    Decision, Origin, Polarity, Quotation, ReviewState, SpeakerKind, Stance, TextDirection, Voice,
};

/// Whose voice a claim is in.
pub fn voice(voice: &Voice) -> &'static str {
    match voice {
        Voice::ToBeAttributed => "to be attributed",
        Voice::Article => "article",
        Voice::Attributed(_) => "attributed",
    }
}

/// Who a claim is attributed to, in tables.
pub fn attribution(voice: &Voice) -> &'static str {
    match voice {
        Voice::ToBeAttributed => "unattributed",
        Voice::Article | Voice::Attributed(_) => self::voice(voice),
    }
}

/// Whether a cue affirms.
pub fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Affirms => "affirms",
        Polarity::Denies => "denies",
    }
}

/// How a claim is quoted.
pub fn quotation(quotation: Quotation) -> &'static str {
    match quotation {
        Quotation::Direct => "direct",
        Quotation::Indirect => "indirect",
        Quotation::Mixed => "mixed",
    }
}

/// How a claim came to be marked.
pub fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::ByHand => "by hand",
        Origin::Taken => "taken",
        Origin::Changed => "changed",
    }
}

/// One reviewer's decision.
pub fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Accepted => "accepted",
        Decision::Disputed => "disputed",
        Decision::Rejected => "rejected",
    }
}

/// What the reviewers decided, taken together.
pub fn review_state(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Unreviewed => "unreviewed",
        ReviewState::Stale => "stale",
        ReviewState::Accepted => "accepted",
        ReviewState::Disputed => "disputed",
        ReviewState::Rejected => "rejected",
        ReviewState::Split => "split",
    }
}

/// What a speaker is.
pub fn speaker_kind(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Group => "group",
        SpeakerKind::Outlet => "outlet",
        SpeakerKind::Document => "document",
        SpeakerKind::Unnamed => "unnamed",
    }
}

/// Which way an article's lines run.
pub fn direction(direction: TextDirection) -> &'static str {
    match direction {
        TextDirection::LeftToRight => "left to right",
        TextDirection::RightToLeft => "right to left",
    }
}

/// What a piece of evidence does to a claim.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "supports",
        Stance::Refutes => "refutes",
        Stance::Context => "context",
    }
}

/// The choice that is called so; none where no choice is.
pub fn meant<T: Copy>(word: &str, choices: &[T], name: fn(T) -> &'static str) -> Option<T> {
    choices.iter().copied().find(|choice| name(*choice) == word)
}
