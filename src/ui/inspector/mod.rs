//! The panel at the right: every field of the selected claim. Typing into a field sends a draft; everything else asks for
//! its edit.

mod attribution;
mod claim_edit;
mod ctx;
mod history;
mod parts;
mod read_back;
mod review;
mod state;
mod update;
mod view;

use crate::model::{ClaimRef, SpeakerId};

pub use claim_edit::ClaimEdit;
pub use ctx::InspectorCtx;
pub use state::State;
pub use update::{close_finished_form, update};
pub use view::inspector_ui;

/// The name of the field for the reason of a decision.
pub const WHY: &str = "why";

/// Something asked of the inspector.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Changes the claim that is shown.
    Edit(ClaimRef, ClaimEdit),
    /// Places words that were not found on the selected words; counted as `ops::reanchor` counts anchors.
    MoveClaimHere(usize),
    /// Rates the claim; `None` clears the verdict.
    Rate(Option<String>),
    /// Adds an empty piece of evidence to the claim.
    AddEvidence,
    /// Adds an alias to a speaker.
    AddAlias(SpeakerId, String),
    /// Which link of the claim's chain words are set for.
    ChooseLink(usize),
    /// Expands or collapses the history of the claim.
    ShowHistory(bool),
}
