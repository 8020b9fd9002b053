//! What the inspector asks for, and the operation that each of it is.

use crate::model::ops::review::EvidenceChange;
use crate::model::ops::{self, OpResult, Part};
use crate::model::{ClaimRef, EvidenceId, Polarity, Project, Quotation};

/// Something asked of the claim that the inspector shows. Links are counted from the nearest, 0.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimEdit {
    /// Takes a piece out of the claim.
    RemovePiece(usize),
    /// Says how it is quoted; `None` leaves it to the marks in the text.
    SetQuotation(Option<Quotation>),
    /// Takes the speaker at a place of a link off it.
    RemoveSpeaker(usize, usize),
    /// Removes a link.
    RemoveLink(usize),
    /// Lets a link change places with the next nearer one.
    MoveLinkNearer(usize),
    /// Takes a piece out of a link's source or cue.
    RemoveWords(usize, Part, usize),
    /// Says whether a link's speaker is known from the context.
    SetInferred(usize, bool),
    /// Says whether a link's cue affirms or denies.
    SetPolarity(usize, Polarity),
    /// Changes what is known of a piece of evidence.
    ChangeEvidence(EvidenceId, EvidenceChange),
    /// Removes a piece of evidence.
    RemoveEvidence(EvidenceId),
}

impl ClaimEdit {
    /// Makes the edit of the claim at `at`.
    pub fn edit(self, project: &Project, at: &ClaimRef) -> OpResult {
        match self {
            Self::RemovePiece(piece) => ops::claim::remove_piece(project, at, piece),
            Self::SetQuotation(quotation) => ops::claim::set_quotation(project, at, quotation),
            Self::RemoveSpeaker(link, place) => ops::attribution::remove_speaker(project, at, link, place),
            Self::RemoveLink(link) => ops::attribution::remove_link(project, at, link),
            Self::MoveLinkNearer(link) => ops::attribution::move_link_nearer(project, at, link),
            Self::RemoveWords(link, part, piece) => {
                ops::attribution::remove_from_part(project, at, link, part, piece)
            }
            Self::SetInferred(link, inferred) => ops::attribution::set_inferred(project, at, link, inferred),
            Self::SetPolarity(link, polarity) => ops::attribution::set_polarity(project, at, link, polarity),
            Self::ChangeEvidence(id, change) => ops::review::change_evidence(project, at, &id, change),
            Self::RemoveEvidence(id) => ops::review::remove_evidence(project, at, &id),
        }
    }
}
