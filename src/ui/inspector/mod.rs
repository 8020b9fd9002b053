//! The panel at the right: every field of the selected claim. Typing into a field sends a draft; everything else asks for
//! its edit.

mod attribution;
mod claim_edit;
mod ctx;
mod evidence;
mod history;
mod parts;
mod read_back;
mod review;
mod state;
mod update;
mod verdict;
mod view;

use crate::model::{ClaimRef, EvidenceId, SpeakerId};

pub use claim_edit::ClaimEdit;
pub use ctx::InspectorCtx;
pub use state::State;
pub use update::{ask_clipboard, close_finished_form, edit_evidence, escape, hear_clipboard, update};
pub use view::{NOTE, inspector_ui};

/// The name of the field for the reason of a decision.
pub const WHY: &str = "why";

/// Something asked of the inspector.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Changes the claim that is shown.
    Edit(ClaimRef, ClaimEdit),
    /// Places words that were not found on the selected words; counted as `ops::reanchor` counts anchors.
    MoveClaimHere(usize),
    /// Opens the scale, so that digits rate the claim; closes it if it is open.
    OpenScale,
    /// Highlights the rating at a place of the open scale.
    HighlightRating(usize),
    /// Closes the scale.
    CloseScale,
    /// Rates the claim; `None` clears the verdict.
    Rate(Option<String>),
    /// Adds a piece of evidence to the claim, with the address on the clipboard.
    AddEvidence,
    /// Shows the fields of a piece of evidence of the claim, or those of none.
    ShowEvidence(Option<EvidenceId>),
    /// Sets whether evidence supports the claim (0), refutes it (1) or is needed to understand it (2).
    SetStance(EvidenceId, usize),
    /// Adds an alias to a speaker.
    AddAlias(SpeakerId, String),
    /// Which link of the claim's chain words are set for.
    ChooseLink(usize),
    /// Expands or collapses the history of the claim.
    ShowHistory(bool),
}
