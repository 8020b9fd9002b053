//! The edits that the inspector asks for.

use crate::model::ops::{self, OpResult, Part};
use crate::model::{ClaimRef, EvidenceId, Polarity, Project, Quotation};

/// An edit of the claim that the inspector shows. Link 0 is the nearest.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimEdit {
    /// Removes a span.
    RemoveSpan(usize),
    /// Sets the quotation type; `None` detects it from quotation marks.
    SetQuotation(Option<Quotation>),
    /// Removes a speaker from a link.
    RemoveSpeaker(usize, usize),
    /// Removes a link.
    RemoveLink(usize),
    /// Swaps a link with the next nearer one.
    MoveLinkNearer(usize),
    /// Removes words from a link's source or cue.
    RemoveWords(usize, Part, usize),
    /// Sets whether a link's speaker is inferred.
    SetInferred(usize, bool),
    /// Sets whether a link's cue affirms or denies.
    SetPolarity(usize, Polarity),
    /// Removes evidence.
    RemoveEvidence(EvidenceId),
}

impl ClaimEdit {
    /// Makes the edit of the claim at `at`.
    pub fn edit(self, project: &Project, at: &ClaimRef) -> OpResult {
        match self {
            Self::RemoveSpan(piece) => ops::claim::remove_span(project, at, piece),
            Self::SetQuotation(quotation) => ops::claim::set_quotation(project, at, quotation),
            Self::RemoveSpeaker(link, place) => ops::attribution::remove_speaker(project, at, link, place),
            Self::RemoveLink(link) => ops::attribution::remove_link(project, at, link),
            Self::MoveLinkNearer(link) => ops::attribution::move_link_nearer(project, at, link),
            Self::RemoveWords(link, part, piece) => {
                ops::attribution::remove_from_part(project, at, link, part, piece)
            }
            Self::SetInferred(link, inferred) => ops::attribution::set_inferred(project, at, link, inferred),
            Self::SetPolarity(link, polarity) => ops::attribution::set_polarity(project, at, link, polarity),
            Self::RemoveEvidence(id) => ops::review::remove_evidence(project, at, &id),
        }
    }
}
