//! State of the inspector.

use crate::model::{ClaimId, EvidenceId};

/// The focus name of the URL field of new evidence.
pub(super) const NEW_EVIDENCE: &str = "new evidence";

/// State of the inspector.
#[derive(Debug, Default)]
pub struct State {
    /// Whether the history is expanded.
    pub history_shown: bool,
    /// Evidence that was just added and has no address yet, with its claim.
    pub new_evidence: Option<(ClaimId, EvidenceId)>,
}
