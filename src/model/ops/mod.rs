//! The one place where edits are made: pure functions from the project to an [`Edit`] and its undo label. Ids and
//! times are arguments. An operation on claims is written once, for one claim or a hundred thousand.

pub mod adjudication;
pub mod article;
pub mod assignment;
pub mod attribution;
pub mod bulk;
pub mod claim;
pub mod difference;
pub mod import;
pub mod naming;
mod new_speakers;
pub mod project;
pub mod quick_fix;
pub mod reanchor;
pub mod review;
pub mod revise;
pub mod scale;
pub mod speaker;
pub mod suggestion;
pub mod tags;
pub mod update;

#[cfg(test)]
mod tests;

use super::Anchor;
use super::article::Article;
use super::claim::{Claim, Origin, normalise};
use super::edit::{Edit, EditError};
use super::id::{ArticleId, ClaimRef, ReviewerId};
use super::project::Project;
use super::undo_label::UndoLabel;
use crate::text::Span;
use crate::text::segment::trim;

/// An edit with its undo label.
pub type LabelledEdit = (UndoLabel, Edit);

/// What an operation returns.
pub type OpResult = Result<LabelledEdit, EditError>;

/// Who does something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The reviewer.
    pub by: ReviewerId,
    /// The time.
    pub at: jiff::Timestamp,
}

/// A part of an attribution that is marked in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The words that name the speaker.
    Source,
    /// The words that attribute, such as 'said that'.
    Cue,
}

/// Changes a claim by a function on a copy of it. If the copy stays equal the edit does nothing.
fn change_claim(
    project: &Project,
    at: &ClaimRef,
    label: UndoLabel,
    change: impl FnOnce(&mut Claim),
) -> OpResult {
    let before = claim_at(project, at)?;
    let mut claim = before.clone();
    change(&mut claim);
    claim.follow_decisions(before);
    if claim.origin == Origin::Taken && (&claim.spans, &claim.voice) != (&before.spans, &before.voice) {
        claim.origin = Origin::Changed;
    }
    let edit = if claim == *before {
        Edit::nothing()
    } else {
        put_claim(at, claim)
    };
    Ok((label, edit))
}

fn put_claim(at: &ClaimRef, claim: Claim) -> Edit {
    Edit::Claim(at.0.clone(), at.1.clone(), Some(Box::new(claim)))
}

fn article_at<'a>(project: &'a Project, id: &ArticleId) -> Result<&'a Article, EditError> {
    project
        .article(id)
        .ok_or_else(|| EditError::NoSuchArticle(id.clone()))
}

fn text_at<'a>(project: &'a Project, id: &ArticleId) -> Result<&'a str, EditError> {
    let text = article_at(project, id)?.text.as_deref();
    text.ok_or_else(|| EditError::TextNotRead(id.clone()))
}

fn claim_at<'a>(project: &'a Project, (article, id): &ClaimRef) -> Result<&'a Claim, EditError> {
    let claim = article_at(project, article)?.claims.get(id);
    claim.ok_or_else(|| EditError::NoSuchClaim(id.clone()))
}

/// The anchor of a span without the white space at its edges.
fn anchor(text: &str, span: Span) -> Result<Anchor, EditError> {
    let span = trim(text, span);
    Anchor::new(text, span).ok_or_else(|| {
        if span.is_empty() {
            EditError::EmptyClaim
        } else {
            EditError::Misplaced(span.slice(text).unwrap_or_default().to_owned())
        }
    })
}

fn add_anchor(text: &str, anchors: &mut Vec<Anchor>, added: Anchor) {
    anchors.push(added);
    *anchors = normalise(text, std::mem::take(anchors));
}

fn remove_anchor(anchors: &mut Vec<Anchor>, at: usize) {
    if at < anchors.len() {
        anchors.remove(at);
    }
}
