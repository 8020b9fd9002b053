//! State of the inspector.

use crate::model::{ClaimId, EvidenceId};
use crate::ui::bus::draft::EvidenceField;

/// The focus name of the field of opened evidence that has the keyboard first.
pub(super) const OPENED_EVIDENCE: &str = "opened evidence";

/// State of the inspector.
#[derive(Debug, Default)]
pub struct State {
    /// Whether the history is expanded.
    pub history_shown: bool,
    /// Evidence that was just added and has no address yet, with its claim.
    pub new_evidence: Option<(ClaimId, EvidenceId)>,
    /// Evidence whose fields are shown, with its claim.
    pub(super) written_evidence: Option<(ClaimId, EvidenceId)>,
    /// The field of the evidence whose fields are shown that has the keyboard first.
    pub(super) first_field: Option<EvidenceField>,
    /// Evidence that waits for the clipboard.
    pub(super) waiting: Option<Waiting>,
    /// The claim for which the scale is open, and the place of the highlighted rating.
    pub(super) scale: Option<(ClaimId, usize)>,
}

/// How far the question for the clipboard has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// It is still to be asked.
    ToAsk,
    /// It was asked so many frames ago.
    Asked(u8),
}

impl State {
    /// Whether something in the inspector waits for keys, so that letters and digits are no commands.
    pub fn waits_for_keys(&self) -> bool {
        self.new_evidence.is_some() || self.scale.is_some() || self.waiting.is_some()
    }

    /// Whether an answer of the clipboard is waited for.
    pub fn asks_clipboard(&self) -> bool {
        self.waiting.is_some()
    }

    /// The place of the highlighted rating, if the scale is open for this claim.
    pub fn scale_of(&self, claim: &ClaimId) -> Option<usize> {
        let open = self.scale.as_ref().filter(|(of, _)| of == claim);
        open.map(|(_, place)| *place)
    }

    /// The evidence of this claim whose fields are shown.
    pub fn open_evidence(&self, claim: &ClaimId) -> Option<&EvidenceId> {
        let open = self.written_evidence.as_ref().filter(|(of, _)| of == claim);
        open.map(|(_, evidence)| evidence)
    }
}
