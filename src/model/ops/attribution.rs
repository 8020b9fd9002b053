//! Who says a claim: the chain of its links, the speakers they name, and the words that mention and attribute.

use super::{ClaimRef, OpResult, Part, add_anchor, anchor, change_claim, remove_anchor, speaker, text_at};
use crate::model::{
    Anchor, Attribution, Claim, Edit, EditError, Polarity, Project, SpeakerId, SpeakerKind, UndoLabel, Voice,
};
use crate::text::Span;

/// Who says a claim, as somebody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidBy {
    /// Who.
    pub speaker: SpeakerChoice,
    /// The words that mention them, if these were picked.
    pub mention: Option<Span>,
}

/// The speaker that somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeakerChoice {
    /// Nobody has said yet.
    Nobody,
    /// The article itself.
    Article,
    /// A speaker of the project.
    Known(SpeakerId),
    /// The speaker of exactly this name, or else a new one with this id.
    Named {
        /// The id of a new one.
        id: SpeakerId,
        /// The name.
        name: String,
        /// What a new one is.
        kind: SpeakerKind,
    },
    /// A new party that is not named, described by these words: never the same as another of equal wording.
    Unnamed(SpeakerId, String),
}

impl SpeakerChoice {
    /// The speaker that is named by this choice in a project.
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
    /// A link that says this, with the edit that adds a new speaker.
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

    /// The voice of a claim that is said so, with the edit that adds a new speaker.
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

/// Says who says a claim, at one link of its chain, the nearest being 0. The link keeps its words, and its source unless
/// another mention was picked. That nobody or the article itself says it takes the chain away.
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

/// Names the speaker of a claim's nearest link; its words stay, and so do further links.
pub(super) fn name_speaker(claim: &mut Claim, speaker: &SpeakerId) {
    match claim.voice.chain_mut().first_mut() {
        Some(nearest) => nearest.speakers = vec![speaker.clone()],
        None => claim.voice = Voice::attributed_to(speaker.clone()),
    }
}

/// Adds whoever says it jointly with those whom a link names.
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

/// Adds whoever relays it, at the far end of the chain.
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

/// Adds the document in which a link's speakers say it, right behind that link.
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

/// Removes a link; a claim that loses its last is to be attributed again.
pub fn remove_link(project: &Project, at: &ClaimRef, link: usize) -> OpResult {
    change_claim(project, at, UndoLabel::RemoveLink, |claim| take_link(claim, link))
}

/// Lets a link change places with the next nearer one.
pub fn move_link_nearer(project: &Project, at: &ClaimRef, link: usize) -> OpResult {
    change_claim(project, at, UndoLabel::ReorderChain, |claim| {
        let chain = claim.voice.chain_mut();
        if (1..chain.len()).contains(&link) {
            chain.swap(link, link - 1);
        }
    })
}

/// Takes the speaker at a place of a link off it. A link that then says nothing goes, and no other does.
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

/// Marks the words of a link's source or cue; those that were marked before are let go.
pub fn set_part(project: &Project, at: &ClaimRef, link: usize, part: Part, words: Span) -> OpResult {
    let marked = anchor(text_at(project, &at.0)?, words)?;
    change_or_begin_link(project, at, link, label_of_set(part), |link| {
        *part_mut(link, part) = vec![marked];
        settle_inferred(link);
    })
}

/// Adds words to a link's source or cue.
pub fn add_to_part(project: &Project, at: &ClaimRef, link: usize, part: Part, words: Span) -> OpResult {
    let text = text_at(project, &at.0)?;
    let added = anchor(text, words)?;
    change_or_begin_link(project, at, link, label_of_set(part), |link| {
        add_anchor(text, part_mut(link, part), added);
        settle_inferred(link);
    })
}

/// Takes a piece out of a link's source or cue.
pub fn remove_from_part(project: &Project, at: &ClaimRef, link: usize, part: Part, piece: usize) -> OpResult {
    let label = match part {
        Part::Source => UndoLabel::RemoveSource,
        Part::Cue => UndoLabel::RemoveCue,
    };
    change_link(project, at, link, label, |link| {
        remove_anchor(part_mut(link, part), piece);
    })
}

/// Takes what the text offers as source and cue of the nearest link.
pub fn confirm_offer(project: &Project, at: &ClaimRef, source: Option<Span>, cue: Option<Span>) -> OpResult {
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

/// Says whether a link's speaker is known from the context, without a mention.
pub fn set_inferred(project: &Project, at: &ClaimRef, link: usize, inferred: bool) -> OpResult {
    change_link(project, at, link, UndoLabel::MarkInferred, |link| {
        link.inferred = inferred;
        settle_inferred(link);
    })
}

/// Says whether a link's cue affirms or denies.
pub fn set_polarity(project: &Project, at: &ClaimRef, link: usize, polarity: Polarity) -> OpResult {
    change_link(project, at, link, UndoLabel::SetPolarity, |link| {
        link.polarity = polarity;
    })
}

/// Changes one link of the chain.
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

/// Changes one link of the chain. A claim without a chain gets a first link.
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

/// The edit that adds a new speaker goes before the one that names it.
fn with_speaker(new: Option<Edit>, named: OpResult) -> OpResult {
    let (label, edit) = named?;
    Ok((label, Edit::All(new.into_iter().chain([edit]).collect())))
}

/// Whoever is mentioned need not be inferred.
fn settle_inferred(link: &mut Attribution) {
    link.inferred &= link.source.is_empty();
}

fn label_of_set(part: Part) -> UndoLabel {
    match part {
        Part::Source => UndoLabel::SetSource,
        Part::Cue => UndoLabel::SetCue,
    }
}

fn part_mut(link: &mut Attribution, part: Part) -> &mut Vec<Anchor> {
    match part {
        Part::Source => &mut link.source,
        Part::Cue => &mut link.cue,
    }
}
