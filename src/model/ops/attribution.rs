//! Operations on attributions: the chain of links, their speakers, sources and cues.

use super::{ClaimRef, OpResult, Part, add_anchor, anchor, change_claim, remove_anchor, speaker, text_at};
use crate::model::{
    Anchor, Attribution, Claim, Edit, EditError, Polarity, Project, SpeakerId, SpeakerKind, UndoLabel, Voice,
};
use crate::text::Span;

/// The speaker of a link, with its mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidBy {
    /// The speaker.
    pub speaker: SpeakerChoice,
    /// The words that name the speaker, if any were selected.
    pub mention: Option<Span>,
}

/// A choice of speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeakerChoice {
    /// Unattributed.
    Nobody,
    /// The article's own voice.
    Article,
    /// A speaker of the project.
    Known(SpeakerId),
    /// The speaker of exactly this name, or a new one with this id.
    Named {
        /// The id of a new one.
        id: SpeakerId,
        /// The name.
        name: String,
        /// What a new one is.
        kind: SpeakerKind,
    },
    /// A new unnamed speaker with this description, never the same as another of equal wording.
    Unnamed(SpeakerId, String),
}

impl SpeakerChoice {
    /// The id of the chosen speaker.
    pub fn speaker(&self, project: &Project) -> Option<SpeakerId> {
        self.resolve(project).0
    }

    /// The speaker, with the edit that adds a new one.
    fn resolve(&self, project: &Project) -> (Option<SpeakerId>, Option<Edit>) {
        match self {
            Self::Nobody | Self::Article => (None, None),
            Self::Known(id) => (Some(id.clone()), None),
            Self::Named { id, name, kind } => match speaker::named(project, name) {
                Some(known) => (Some(known.clone()), None),
                None => (Some(id.clone()), Some(speaker::new(project, id, name, *kind))),
            },
            Self::Unnamed(id, words) => {
                let new = speaker::new(project, id, words, SpeakerKind::Unnamed);
                (Some(id.clone()), Some(new))
            }
        }
    }
}

impl SaidBy {
    fn link(&self, project: &Project, text: &str) -> Result<(Attribution, Option<Edit>), EditError> {
        let (speaker, new) = self.speaker.resolve(project);
        let source = self.mention.map(|words| anchor(text, words)).transpose()?;
        let link = Attribution {
            speakers: speaker.into_iter().collect(),
            source: source.into_iter().collect(),
            ..Attribution::default()
        };
        Ok((link, new))
    }

    /// The voice of a claim, with the edit that adds a new speaker.
    pub(super) fn voice(&self, project: &Project, text: &str) -> Result<(Voice, Option<Edit>), EditError> {
        let (link, new) = self.link(project, text)?;
        let voice = match self.speaker {
            SpeakerChoice::Nobody => Voice::ToBeAttributed,
            SpeakerChoice::Article => Voice::Article,
            _ => Voice::Attributed(vec![link]),
        };
        Ok((voice, new))
    }
}

/// Attributes a claim at one link of its chain, the nearest being 0. The link keeps its cue, and its source unless a
/// mention is given. `Nobody` and `Article` remove the chain.
pub fn attribute(project: &Project, at: &ClaimRef, link: usize, said_by: &SaidBy) -> OpResult {
    let text = text_at(project, &at.0)?;
    let (said, new) = said_by.link(project, text)?;
    let (voice, _) = said_by.voice(project, text)?;
    with_speaker(
        new,
        change_claim(project, at, UndoLabel::AttributeClaim, |claim| {
            match claim.voice.chain_mut().get_mut(link) {
                Some(link) if !said.speakers.is_empty() => {
                    link.speakers = said.speakers;
                    if !said.source.is_empty() {
                        link.source = said.source;
                    }
                    settle_inferred(link);
                }
                _ => claim.voice = voice,
            }
        }),
    )
}

/// Sets the speaker of a claim's nearest link and keeps everything else.
pub(super) fn name_speaker(claim: &mut Claim, speaker: &SpeakerId) {
    match claim.voice.chain_mut().first_mut() {
        Some(nearest) => nearest.speakers = vec![speaker.clone()],
        None => claim.voice = Voice::attributed_to(speaker.clone()),
    }
}

/// Adds a joint speaker to a link.
pub fn add_joint_speaker(project: &Project, at: &ClaimRef, link: usize, said_by: &SaidBy) -> OpResult {
    let label = UndoLabel::AddJointSpeaker;
    let (Some(speaker), new) = said_by.speaker.resolve(project) else {
        return Ok((label, Edit::nothing()));
    };
    with_speaker(
        new,
        change_or_begin_link(project, at, link, label, |link| {
            if !link.speakers.contains(&speaker) {
                link.speakers.push(speaker);
            }
        }),
    )
}

/// Adds a relaying speaker at the far end of the chain.
pub fn add_link(project: &Project, at: &ClaimRef, said_by: &SaidBy) -> OpResult {
    let (link, new) = said_by.link(project, text_at(project, &at.0)?)?;
    with_speaker(
        new,
        change_claim(project, at, UndoLabel::AddLink, |claim| match &mut claim.voice {
            Voice::Attributed(chain) => chain.push(link),
            voice => *voice = Voice::Attributed(vec![link]),
        }),
    )
}

/// Adds the document in which a link's speakers say it, right after that link.
pub fn add_document(project: &Project, at: &ClaimRef, behind: usize, said_by: &SaidBy) -> OpResult {
    let (link, new) = said_by.link(project, text_at(project, &at.0)?)?;
    with_speaker(
        new,
        change_claim(project, at, UndoLabel::AddDocument, |claim| {
            if let Voice::Attributed(chain) = &mut claim.voice {
                chain.insert((behind + 1).min(chain.len()), link);
            }
        }),
    )
}

/// Removes a link; without its last link a claim is unattributed.
pub fn remove_link(project: &Project, at: &ClaimRef, link: usize) -> OpResult {
    change_claim(project, at, UndoLabel::RemoveLink, |claim| take_link(claim, link))
}

/// Swaps a link with the next nearer one.
pub fn move_link_nearer(project: &Project, at: &ClaimRef, link: usize) -> OpResult {
    change_claim(project, at, UndoLabel::ReorderChain, |claim| {
        let chain = claim.voice.chain_mut();
        if (1..chain.len()).contains(&link) {
            chain.swap(link, link - 1);
        }
    })
}

/// Removes a speaker from a link, and the link if it is then empty.
pub fn remove_speaker(project: &Project, at: &ClaimRef, link: usize, place: usize) -> OpResult {
    change_claim(project, at, UndoLabel::RemoveClaimSpeaker, |claim| {
        let Some(named) = claim.voice.chain_mut().get_mut(link) else {
            return;
        };
        if place < named.speakers.len() {
            named.speakers.remove(place);
        }
        if named.speakers.is_empty() && named.source.is_empty() && named.cue.is_empty() {
            take_link(claim, link);
        }
    })
}

fn take_link(claim: &mut Claim, link: usize) {
    if let Voice::Attributed(chain) = &mut claim.voice {
        if link < chain.len() {
            chain.remove(link);
        }
        if chain.is_empty() {
            claim.voice = Voice::ToBeAttributed;
        }
    }
}

/// Adds words to a link's source or cue.
pub fn add_to_part(project: &Project, at: &ClaimRef, link: usize, part: Part, words: Span) -> OpResult {
    let text = text_at(project, &at.0)?;
    let added = anchor(text, words)?;
    change_or_begin_link(project, at, link, part_label(part), |link| {
        add_anchor(text, part_mut(link, part), added);
        settle_inferred(link);
    })
}

/// Sets the words of a link's source or cue, in place of those it had.
pub fn set_part(project: &Project, at: &ClaimRef, link: usize, part: Part, words: Span) -> OpResult {
    let set = anchor(text_at(project, &at.0)?, words)?;
    change_or_begin_link(project, at, link, part_label(part), |link| {
        *part_mut(link, part) = vec![set];
        settle_inferred(link);
    })
}

/// Removes words from a link's source or cue.
pub fn remove_from_part(project: &Project, at: &ClaimRef, link: usize, part: Part, piece: usize) -> OpResult {
    let label = match part {
        Part::Source => UndoLabel::RemoveSource,
        Part::Cue => UndoLabel::RemoveCue,
    };
    change_link(project, at, link, label, |link| {
        remove_anchor(part_mut(link, part), piece);
    })
}

/// Adds the suggested words as source and cue of the nearest link.
pub fn confirm_suggestion(
    project: &Project,
    at: &ClaimRef,
    source: Option<Span>,
    cue: Option<Span>,
) -> OpResult {
    let text = text_at(project, &at.0)?;
    let anchored = |words: Option<Span>| words.map(|words| anchor(text, words)).transpose();
    let (source, cue) = (anchored(source)?, anchored(cue)?);
    change_or_begin_link(project, at, 0, UndoLabel::ConfirmSuggestion, |link| {
        for (part, words) in [(Part::Source, source), (Part::Cue, cue)] {
            if let Some(words) = words {
                add_anchor(text, part_mut(link, part), words);
            }
        }
        settle_inferred(link);
    })
}

/// Sets whether a link's speaker is known from the context only.
pub fn set_inferred(project: &Project, at: &ClaimRef, link: usize, inferred: bool) -> OpResult {
    change_link(project, at, link, UndoLabel::MarkInferred, |link| {
        link.inferred = inferred;
        settle_inferred(link);
    })
}

/// Sets whether a link's cue affirms or denies.
pub fn set_polarity(project: &Project, at: &ClaimRef, link: usize, polarity: Polarity) -> OpResult {
    change_link(project, at, link, UndoLabel::SetPolarity, |link| {
        link.polarity = polarity;
    })
}

fn change_link(
    project: &Project,
    at: &ClaimRef,
    link: usize,
    label: UndoLabel,
    change: impl FnOnce(&mut Attribution),
) -> OpResult {
    change_claim(project, at, label, |claim| {
        claim.voice.chain_mut().get_mut(link).map(change);
    })
}

/// Changes one link of the chain; a claim without a chain gets a first link.
fn change_or_begin_link(
    project: &Project,
    at: &ClaimRef,
    link: usize,
    label: UndoLabel,
    change: impl FnOnce(&mut Attribution),
) -> OpResult {
    change_claim(project, at, label, |claim| {
        if claim.voice.chain().is_empty() {
            claim.voice = Voice::Attributed(vec![Attribution::default()]);
        }
        claim.voice.chain_mut().get_mut(link).map(change);
    })
}

/// Adds a new speaker before the edit that names it.
fn with_speaker(new: Option<Edit>, named: OpResult) -> OpResult {
    let (label, edit) = named?;
    Ok((label, Edit::All(new.into_iter().chain([edit]).collect())))
}

fn part_label(part: Part) -> UndoLabel {
    match part {
        Part::Source => UndoLabel::SetSource,
        Part::Cue => UndoLabel::SetCue,
    }
}

/// A speaker with a source is not inferred.
pub(super) fn settle_inferred(link: &mut Attribution) {
    link.inferred &= link.source.is_empty();
}

fn part_mut(link: &mut Attribution, part: Part) -> &mut Vec<Anchor> {
    match part {
        Part::Source => &mut link.source,
        Part::Cue => &mut link.cue,
    }
}
