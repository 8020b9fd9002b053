//! Operations on a claim's spans, quotation type and note.

use super::attribution::SaidBy;
use super::{
    ClaimRef, LabelledEdit, OpResult, Stamp, add_anchor, anchor, change_claim, claim_at, put_claim,
    remove_anchor, text_at,
};
use crate::model::claim::normalise;
use crate::model::{Claim, Edit, Project, Quotation, UndoLabel};
use crate::text::Span;

/// Marks words as a claim and attributes it. Spans that touch or overlap become one.
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

/// Adds a span to a claim.
pub fn add_span(project: &Project, at: &ClaimRef, words: Span) -> OpResult {
    let text = text_at(project, &at.0)?;
    let piece = anchor(text, words)?;
    change_claim(project, at, UndoLabel::AddSpan, |claim| {
        add_anchor(text, &mut claim.spans, piece);
    })
}

/// Removes a span from a claim, and the claim with its last span.
pub fn remove_span(project: &Project, at: &ClaimRef, piece: usize) -> OpResult {
    if claim_at(project, at)?.spans.len() < 2 {
        return Ok(remove(at));
    }
    change_claim(project, at, UndoLabel::RemoveSpan, |claim| {
        remove_anchor(&mut claim.spans, piece);
    })
}

/// Replaces a span, because one of its edges was moved.
pub fn move_span(project: &Project, at: &ClaimRef, piece: usize, words: Span) -> OpResult {
    let text = text_at(project, &at.0)?;
    let moved = anchor(text, words)?;
    change_claim(project, at, UndoLabel::ResizeClaim, |claim| {
        remove_anchor(&mut claim.spans, piece);
        add_anchor(text, &mut claim.spans, moved);
    })
}

/// Sets the quotation type; `None` detects it from quotation marks.
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
