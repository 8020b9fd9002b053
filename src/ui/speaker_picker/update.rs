//! Carries out the answers of the speaker picker: what they do to a claim.

use super::rows::{PickerRow, rows};
use super::view::FIELD;
use super::{Msg, State, Suggested};
use crate::model::ops::attribution::{SaidBy, SpeakerChoice};
use crate::model::{Anchor, Project, SpeakerKind, ops};
use crate::session::ids;
use crate::suggest::{mentions, offers};
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
    core.edit(move |project| match about {
        PickerTarget::Words(words) => ops::claim::mark(project, &at, &[words], &said_by, &stamp),
        PickerTarget::Claim(_, link) => ops::attribution::attribute(project, &at, link, &said_by),
        PickerTarget::Joint(_, link) => ops::attribution::add_joint_speaker(project, &at, link, &said_by),
        PickerTarget::Relay(_) => ops::attribution::add_link(project, &at, &said_by),
        PickerTarget::Medium(_, link) => ops::attribution::add_document(project, &at, link, &said_by),
    });
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

/// The answer as an operation takes it. A new speaker gets an id, and is a document where one was asked for.
fn said_by(project: &Project, about: &PickerTarget, who: &Answer) -> SaidBy {
    let (speaker, mention) = match who {
        Answer::Nobody => (SpeakerChoice::Nobody, None),
        Answer::Article => (SpeakerChoice::Article, None),
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
                voice: Some(offers(text, &spans, None, project.speakers()).voice),
                mentions: mentions(text, &spans, project.speakers(), MAX_SUGGESTED),
            })
        });
        let nothing = Suggested {
            voice: None,
            mentions: Vec::new(),
        };
        state.suggested = Some((picker.target.clone(), found.unwrap_or(nothing)));
    }
    let suggested = state.suggested.as_ref().map(|(_, found)| found);
    rows(project, core, picker, suggested)
}
