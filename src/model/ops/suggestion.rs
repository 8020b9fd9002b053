//! Operations on suggested claims: taking them, and refusing them for good.

use std::collections::BTreeSet;

use super::attribution::{SpeakerChoice, settle_inferred};
use super::new_speakers::NewSpeakers;
use super::{OpResult, Stamp, anchor, article_at, change_claim, put_claim, text_at};
use crate::model::claim::normalise;
use crate::model::{
    Anchor, ArticleId, Attribution, Claim, ClaimRef, Edit, EditError, Origin, Polarity, Project, UndoLabel,
    Voice,
};
use crate::text::Span;

/// A claim as it is taken from a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenClaim {
    /// Where it goes.
    pub at: ClaimRef,
    /// Its words, in one or more pieces.
    pub content: Vec<Span>,
    /// Whose voice it is in.
    pub voice: TakenVoice,
    /// Whether it was changed before it was taken.
    pub origin: Origin,
}

/// The voice of a claim that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenVoice {
    /// The article's own.
    Article,
    /// A chain of speakers, the nearest link first.
    Attributed(Vec<TakenLink>),
}

/// A link of such a chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenLink {
    /// Who says so.
    pub speakers: Vec<SpeakerChoice>,
    /// The words that mention them.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// Whether the cue affirms or denies.
    pub polarity: Polarity,
}

/// Marks the claims, with speakers, sources and cues, as one step. New speakers are added; equal names are one speaker.
pub fn take(project: &Project, taken: &[TakenClaim], stamp: &Stamp) -> OpResult {
    let mut new = NewSpeakers::new(project);
    let mut claims = Vec::new();
    for claim in taken {
        let text = text_at(project, &claim.at.0)?;
        let made = Claim {
            spans: normalise(text, anchors(text, &claim.content)?),
            voice: voice(text, &claim.voice, &mut new)?,
            marked_by: Some(stamp.by.clone()),
            marked_at: Some(stamp.at),
            origin: claim.origin,
            ..Claim::default()
        };
        claims.push(put_claim(&claim.at, made));
    }
    let label = match taken {
        [one] if one.origin == Origin::ByHand => UndoLabel::MarkClaim,
        [_] => UndoLabel::TakeSuggestion,
        _ => UndoLabel::TakeSuggestions,
    };
    let edits = new.edits().into_iter().chain(claims);
    Ok((label, Edit::All(edits.collect())))
}

/// Attributes a claim to a whole chain. Words that its nearest link has already stay.
pub fn attribute(project: &Project, at: &ClaimRef, said: &TakenVoice) -> OpResult {
    let text = text_at(project, &at.0)?;
    let mut new = NewSpeakers::new(project);
    let mut said = voice(text, said, &mut new)?;
    let (label, edit) = change_claim(project, at, UndoLabel::AttributeClaim, |claim| {
        if let (Some(before), Some(now)) = (claim.voice.chain().first(), said.chain_mut().first_mut()) {
            for (words, had) in [(&mut now.source, &before.source), (&mut now.cue, &before.cue)] {
                if !had.is_empty() {
                    words.clone_from(had);
                }
            }
        }
        claim.voice = said;
    })?;
    let edits = new.edits().into_iter().chain([edit]);
    Ok((label, Edit::All(edits.collect())))
}

fn voice(text: &str, voice: &TakenVoice, new: &mut NewSpeakers<'_>) -> Result<Voice, EditError> {
    let TakenVoice::Attributed(chain) = voice else {
        return Ok(Voice::Article);
    };
    let mut links = Vec::with_capacity(chain.len());
    for link in chain {
        let mut speakers = Vec::new();
        for speaker in link.speakers.iter().filter_map(|choice| new.id_of(choice)) {
            if !speakers.contains(&speaker) {
                speakers.push(speaker);
            }
        }
        let mut made = Attribution {
            speakers,
            source: normalise(text, anchors(text, &link.source)?),
            cue: normalise(text, anchors(text, &link.cue)?),
            polarity: link.polarity,
            inferred: false,
        };
        settle_inferred(&mut made);
        links.push(made);
    }
    links.retain(|link| *link != Attribution::default());
    if links.is_empty() {
        return Ok(Voice::ToBeAttributed);
    }
    Ok(Voice::Attributed(links))
}

fn anchors(text: &str, spans: &[Span]) -> Result<Vec<Anchor>, EditError> {
    spans.iter().map(|span| anchor(text, *span)).collect()
}

/// Refuses a suggestion by its fingerprint: it is not made again in this article.
pub fn refuse(project: &Project, article: &ArticleId, fingerprint: u64) -> OpResult {
    change_refused(project, article, UndoLabel::RefuseSuggestion, |refused| {
        refused.insert(fingerprint);
    })
}

/// Lets everything be suggested again that was refused in an article.
pub fn allow_again(project: &Project, article: &ArticleId) -> OpResult {
    change_refused(project, article, UndoLabel::AllowSuggestions, BTreeSet::clear)
}

fn change_refused(
    project: &Project,
    id: &ArticleId,
    label: UndoLabel,
    change: impl FnOnce(&mut BTreeSet<u64>),
) -> OpResult {
    let mut metadata = article_at(project, id)?.metadata.clone();
    change(&mut metadata.refused);
    Ok((label, Edit::Metadata(id.clone(), Box::new(metadata))))
}
