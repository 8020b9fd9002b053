//! The state and the answers of the speaker picker, which other slices open.

use eframe::egui::Pos2;

use crate::model::{ClaimId, SpeakerId};
use crate::suggest::OfferedLink;
use crate::text::Span;

/// The open speaker picker.
#[derive(Clone, Debug, PartialEq)]
pub struct PickerState {
    /// What it asks about.
    pub target: PickerTarget,
    /// Its upper left corner, in points.
    pub at: Pos2,
    /// The typed text.
    pub query: String,
    /// The highlighted row.
    pub row: Option<usize>,
}

impl PickerState {
    /// A picker about a target, below a point of the window.
    pub fn new(target: PickerTarget, at: Pos2) -> Self {
        Self {
            target,
            at,
            query: String::new(),
            row: None,
        }
    }
}

/// What the picker asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickerTarget {
    /// The speaker of selected words that become a claim.
    Words(Span),
    /// The speaker of a link of a claim's chain, 0 the nearest.
    Claim(ClaimId, usize),
    /// A joint speaker of that link.
    Joint(ClaimId, usize),
    /// A relaying speaker at the end of the chain.
    Relay(ClaimId),
    /// The document in which the speakers of that link say it.
    Medium(ClaimId, usize),
}

/// What the text offers as an answer: who says it, through which words, and who relays it.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferedAnswer {
    /// The chain, the nearest link first.
    pub chain: Vec<OfferedLink>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Unattributed.
    Nobody,
    /// The article's own voice.
    Article,
    /// Somebody whom the text does not name, through these words.
    NotStated(Option<Span>),
    /// What the text offers as a whole.
    Offered(OfferedAnswer),
    /// A speaker of the project, with the selected words that name them.
    Speaker(SpeakerId, Option<Span>),
    /// A new speaker of this name, with the selected words that name them.
    New(String, Option<Span>),
    /// A new unnamed speaker with this description, never the same as another of equal wording.
    Unnamed(String, Option<Span>),
}
