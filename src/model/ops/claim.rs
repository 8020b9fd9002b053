//! What is done to a claim as such: its words, its manner, its note.

use super::attribution::SaidBy;
use super::{
    ClaimRef, LabelledEdit, OpResult, Stamp, add_anchor, anchor, change_claim, claim_at, put_claim,
    remove_anchor, text_at,
};
use crate::model::claim::normalise;
use crate::model::{Claim, Edit, Project, Quotation, UndoLabel};
use crate::text::Span;

/// Marks words as a claim, and says who says so. Of words that touch or overlap one piece is made.
pub fn mark(project: &Project, at: &ClaimRef, words: &[Span], said_by: &SaidBy, stamp: &Stamp) -> OpResult {
    let text = text_at(project, &at.0)?;
    let pieces: Result<Vec<_>, _> = words.iter().map(|span| anchor(text, *span)).collect();
    let (voice, speaker) = said_by.voice(project, text)?;
    let claim = Claim {
        spans: normalise(text, pieces?),
        voice,
        marked_by: Some(stamp.by.clone()),
        marked_at: Some(stamp.at),
        ..Claim::default()
    };
    let edits = speaker.into_iter().chain([put_claim(at, claim)]);
    Ok((UndoLabel::MarkClaim, Edit::All(edits.collect())))
}

/// Removes a claim.
pub fn remove(at: &ClaimRef) -> LabelledEdit {
    let edit = Edit::Claim(at.0.clone(), at.1.clone(), None);
    (UndoLabel::DeleteClaim, edit)
}

/// Adds words to a claim as a further piece.
pub fn add_piece(project: &Project, at: &ClaimRef, words: Span) -> OpResult {
    let text = text_at(project, &at.0)?;
    let piece = anchor(text, words)?;
    change_claim(project, at, UndoLabel::AddSpan, |claim| {
        add_anchor(text, &mut claim.spans, piece);
    })
}

/// Takes a piece out of a claim. Without its last piece the claim is gone.
pub fn remove_piece(project: &Project, at: &ClaimRef, piece: usize) -> OpResult {
    if claim_at(project, at)?.spans.len() < 2 {
        return Ok(remove(at));
    }
    change_claim(project, at, UndoLabel::RemoveSpan, |claim| {
        remove_anchor(&mut claim.spans, piece);
    })
}

/// Lets a piece stand elsewhere, because one of its edges was moved.
pub fn move_piece(project: &Project, at: &ClaimRef, piece: usize, words: Span) -> OpResult {
    let text = text_at(project, &at.0)?;
    let moved = anchor(text, words)?;
    change_claim(project, at, UndoLabel::ResizeClaim, |claim| {
        remove_anchor(&mut claim.spans, piece);
        add_anchor(text, &mut claim.spans, moved);
    })
}

/// Says how a claim is quoted; `None` leaves it to the marks in the text.
pub fn set_quotation(project: &Project, at: &ClaimRef, quotation: Option<Quotation>) -> OpResult {
    change_claim(project, at, UndoLabel::SetQuotation, |claim| {
        claim.quotation = quotation;
    })
}

/// Sets a claim's note.
pub fn set_note(project: &Project, at: &ClaimRef, note: String) -> OpResult {
    change_claim(project, at, UndoLabel::ChangeNote, |claim| {
        claim.note = note;
    })
}
