//! The panel at the right: every field of the selected claim. A field that is typed into sends a draft; anything else asks
//! for the edit it makes.

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
    /// Lets the selected words take the place of the claim's lost ones, counted as `ops::reanchor` counts them.
    StandHere(usize),
    /// Rates the claim; `None` takes the verdict back.
    Rate(Option<String>),
    /// Adds an empty piece of evidence to the claim.
    AddEvidence,
    /// Makes words one of a speaker's other names.
    AddAlias(SpeakerId, String),
    /// Which link of the claim's chain words are set for.
    ChooseLink(usize),
    /// Unfolds or folds the history of the claim.
    ShowHistory(bool),
}
