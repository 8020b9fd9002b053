//! What the inspector keeps: what of it is unfolded, and evidence that waits for its address.

use crate::model::{ClaimId, EvidenceId};

/// The name under which the address of new evidence takes the keyboard.
pub(super) const NEW_EVIDENCE: &str = "new evidence";

/// What the inspector keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// Whether the history of the selected claim is unfolded.
    pub history_shown: bool,
    /// Evidence that was just added and has no address yet, with its claim.
    pub new_evidence: Option<(ClaimId, EvidenceId)>,
}
