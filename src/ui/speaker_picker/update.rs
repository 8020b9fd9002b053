//! Carries out the answers of the speaker picker: what they do to a claim.

use std::collections::BTreeSet;

use super::rows::{PickerRow, is_unnamed, rows};
use super::view::FIELD;
use super::{Msg, State, Suggested};
use crate::model::ops::attribution::{SaidBy, SpeakerChoice};
use crate::model::ops::suggestion::{TakenClaim, TakenLink, TakenVoice};
use crate::model::ops::{OpResult, Stamp};
use crate::model::{Anchor, ClaimRef, Origin, Project, SpeakerId, SpeakerKind, ops};
use crate::session::ids;
use crate::suggest::{Mention, OfferedLink, mentions, offers};
use crate::text::Span;
use crate::ui::bus::core::Core;
use crate::ui::bus::picker::{Answer, PickerTarget};
use crate::ui::bus::place::Selection;

/// How many speakers the text suggests at most.
const MAX_SUGGESTED: usize = 2;

/// Carries out a message.
pub fn update(msg: Msg, core: &mut Core) {
    let Some(picker) = &mut core.picker else { return };
    match msg {
        Msg::Query(query) => {
            picker.query = query;
            picker.row = None;
            core.focus = Some(FIELD);
        }
        Msg::Row(row) => picker.row = Some(row),
    }
}

/// Attributes the words or the claim that the picker was opened for; without a picker, the selected words or claim.
pub fn answer(core: &mut Core, who: &Answer) {
    let words = core.place.words();
    let about = match (core.picker.take(), words, &core.place.claim) {
        (Some(asking), _, _) => asking.target,
        (None, Some(words), _) => PickerTarget::Words(words),
        (None, None, Some(claim)) => PickerTarget::Claim(claim.clone(), 0),
        (None, None, None) => return,
    };
    let Some(article) = core.place.article.clone() else {
        return;
    };
    let Some(session) = &core.session else { return };
    let project = session.project();
    let whole = whole_voice(project, &about, who);
    let said_by = said_by(project, &about, who);
    let speaker = said_by.speaker.speaker(project);
    let claim = match &about {
        PickerTarget::Words(_) => ids::claim_id(project, &article),
        PickerTarget::Claim(claim, _)
        | PickerTarget::Joint(claim, _)
        | PickerTarget::Relay(claim)
        | PickerTarget::Medium(claim, _) => claim.clone(),
    };
    // The link that words are set for from now on, where there is a new one.
    let new_link = match &about {
        PickerTarget::Words(_) | PickerTarget::Claim(..) | PickerTarget::Joint(..) => None,
        PickerTarget::Relay(_) => project
            .claim(&article, &claim)
            .map(|claim| claim.voice.chain().len()),
        PickerTarget::Medium(_, at) => Some(at + 1),
    };
    let words = match &about {
        PickerTarget::Words(words) => Some(*words),
        _ => None,
    };
    let (at, stamp) = ((article.clone(), claim.clone()), session.stamp());
    core.edit(move |project| match (about, whole) {
        (PickerTarget::Words(words), Some(voice)) => {
            let claim = TakenClaim {
                at,
                content: vec![words],
                voice,
                origin: Origin::ByHand,
            };
            ops::suggestion::take(project, &[claim], &stamp)
        }
        (PickerTarget::Claim(..), Some(voice)) => ops::suggestion::attribute(project, &at, &voice),
        (about, _) => attribute(project, &about, &at, &said_by, &stamp),
    });
    if let Some(claim) = core.project().and_then(|project| project.claim(&article, &claim)) {
        for speaker in claim.voice.speakers().cloned().collect::<Vec<_>>() {
            core.touch_key(&speaker);
        }
    }
    if let Some(speaker) = &speaker {
        core.touch_key(speaker);
    }
    if let Some(words) = words {
        core.place.selection = Some(Selection::caret(words.end));
    }
    if let Some(link) = new_link {
        core.place.link = link;
    }
    let project = core.project();
    let there = project.is_some_and(|project| project.claim(&article, &claim).is_some());
    if there {
        core.place.claim = Some(claim);
    }
}

/// Attributes words, a claim or a link to one speaker.
fn attribute(
    project: &Project,
    about: &PickerTarget,
    at: &ClaimRef,
    said_by: &SaidBy,
    stamp: &Stamp,
) -> OpResult {
    match about {
        PickerTarget::Words(words) => ops::claim::mark(project, at, &[*words], said_by, stamp),
        PickerTarget::Claim(_, link) => ops::attribution::attribute(project, at, *link, said_by),
        PickerTarget::Joint(_, link) => ops::attribution::add_joint_speaker(project, at, *link, said_by),
        PickerTarget::Relay(_) => ops::attribution::add_link(project, at, said_by),
        PickerTarget::Medium(_, link) => ops::attribution::add_document(project, at, *link, said_by),
    }
}

/// The voice of an answer that says more than one speaker: all speakers with their words, or that none is named.
fn whole_voice(project: &Project, about: &PickerTarget, who: &Answer) -> Option<TakenVoice> {
    if !matches!(about, PickerTarget::Words(_) | PickerTarget::Claim(_, 0)) {
        return None;
    }
    let mut new = BTreeSet::new();
    let chain = match who {
        Answer::Offered(offered) => {
            let links = offered.chain.iter();
            links.map(|link| taken_link(project, link, &mut new)).collect()
        }
        Answer::NotStated(cue) => vec![TakenLink {
            speakers: vec![not_stated(project)],
            cue: cue.iter().copied().collect(),
            ..TakenLink::default()
        }],
        _ => return None,
    };
    Some(TakenVoice::Attributed(chain))
}

fn taken_link(project: &Project, link: &OfferedLink, new: &mut BTreeSet<SpeakerId>) -> TakenLink {
    let speakers = link.speakers.iter();
    TakenLink {
        speakers: speakers.map(|mention| choice_of(project, mention, new)).collect(),
        source: link.source.iter().map(|source| source.span).collect(),
        cue: link.cue.into_iter().collect(),
        polarity: link.polarity,
    }
}

/// The speaker whom a mention means: a known one, or a new one whose id is added to `new`.
pub fn choice_of(project: &Project, mention: &Mention, new: &mut BTreeSet<SpeakerId>) -> SpeakerChoice {
    if let Some(id) = mention
        .speaker
        .as_ref()
        .filter(|id| project.speaker(id).is_some())
    {
        return SpeakerChoice::Known(id.clone());
    }
    let id = ids::speaker_id_beside(project, new);
    new.insert(id.clone());
    if is_unnamed(&mention.name) {
        return SpeakerChoice::Unnamed(id, mention.name.clone());
    }
    SpeakerChoice::Named {
        id,
        name: mention.name.clone(),
        kind: mention.proposal.kind.unwrap_or_default(),
    }
}

/// The one speaker of the project that stands for whoever is not named.
fn not_stated(project: &Project) -> SpeakerChoice {
    let name = fl!("picker-not-stated");
    let mut speakers = project.speakers().iter();
    let known = speakers.find(|(_, speaker)| speaker.kind == SpeakerKind::Unnamed && speaker.name == name);
    match known {
        Some((id, _)) => SpeakerChoice::Known(id.clone()),
        None => SpeakerChoice::Unnamed(ids::speaker_id(project), name.to_owned()),
    }
}

/// The answer as an operation takes it. A new speaker gets an id, and is a document where one was asked for.
fn said_by(project: &Project, about: &PickerTarget, who: &Answer) -> SaidBy {
    let (speaker, mention) = match who {
        Answer::Nobody => (SpeakerChoice::Nobody, None),
        Answer::Article => (SpeakerChoice::Article, None),
        Answer::NotStated(_) => (not_stated(project), None),
        Answer::Offered(offered) => {
            let first = offered.chain.first().and_then(|link| link.speakers.first());
            let chosen = |mention| choice_of(project, mention, &mut BTreeSet::new());
            (
                first.map_or(SpeakerChoice::Nobody, chosen),
                first.map(|first| first.span),
            )
        }
        Answer::Speaker(speaker, mention) => (SpeakerChoice::Known(speaker.clone()), *mention),
        Answer::New(name, mention) => {
            let kind = match about {
                PickerTarget::Medium(..) => SpeakerKind::Document,
                _ => SpeakerKind::default(),
            };
            let (id, name) = (ids::speaker_id(project), name.clone());
            (SpeakerChoice::Named { id, name, kind }, *mention)
        }
        Answer::Unnamed(words, mention) => {
            let id = ids::speaker_id(project);
            (SpeakerChoice::Unnamed(id, words.clone()), *mention)
        }
    };
    SaidBy { speaker, mention }
}

/// The answers that the picker lists. Suggestions are found once, when it opens.
pub fn gather(state: &mut State, core: &Core) -> Vec<PickerRow> {
    let (Some(picker), Some(project)) = (&core.picker, core.project()) else {
        return Vec::new();
    };
    if state
        .suggested
        .as_ref()
        .is_none_or(|(about, _)| *about != picker.target)
    {
        let found = core.article().and_then(|article| {
            let text = article.text.as_deref()?;
            let spans: Vec<Span> = match &picker.target {
                PickerTarget::Words(span) => vec![*span],
                PickerTarget::Claim(id, 0) => article
                    .claims
                    .get(id)?
                    .spans
                    .iter()
                    .filter_map(Anchor::span)
                    .collect(),
                PickerTarget::Claim(..)
                | PickerTarget::Joint(..)
                | PickerTarget::Relay(_)
                | PickerTarget::Medium(..) => {
                    return None;
                }
            };
            Some(Suggested {
                offers: Some(offers(text, &spans, None, project.speakers())),
                mentions: mentions(text, &spans, project.speakers(), MAX_SUGGESTED),
            })
        });
        state.suggested = Some((picker.target.clone(), found.unwrap_or_default()));
    }
    let suggested = state.suggested.as_ref().map(|(_, found)| found);
    rows(project, core, picker, suggested)
}
