//! The pop-up that asks who says something, as far as other slices open and answer it. What it offers and how it is
//! drawn is `speaker_picker`'s.

use eframe::egui::Pos2;

use crate::model::{ClaimId, SpeakerId};
use crate::text::Span;

/// The pop-up that asks who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct PickerState {
    /// What is asked about.
    pub target: PickerTarget,
    /// Where the pop-up stands, in points of the window: below and right of this.
    pub at: Pos2,
    /// What was typed.
    pub query: String,
    /// Which row was chosen.
    pub row: Option<usize>,
}

impl PickerState {
    /// The pop-up about this, below a point of the window.
    pub fn new(target: PickerTarget, at: Pos2) -> Self {
        Self {
            target,
            at,
            query: String::new(),
            row: None,
        }
    }
}

/// What the pop-up asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickerTarget {
    /// Selected words that become a claim.
    Words(Span),
    /// Who says a claim: the speaker of a link of its chain, counted from the nearest.
    Claim(ClaimId, usize),
    /// Who says it jointly with the speakers of that link.
    Joint(ClaimId, usize),
    /// Who relays it: a further link at the end of its chain.
    Relay(ClaimId),
    /// The document in which the speakers of that link say it: a further link behind theirs.
    Medium(ClaimId, usize),
}

/// Who says so.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nobody has said yet.
    Nobody,
    /// The article itself.
    Article,
    /// A speaker of the project, with the words that mention them if these were picked.
    Speaker(SpeakerId, Option<Span>),
    /// A new speaker of this name, with the words that mention them if these were picked.
    New(String, Option<Span>),
    /// A new party that is not named, described by these words, with the words that mention them if
    /// these were picked; never the same as another of equal wording.
    Unnamed(String, Option<Span>),
}
