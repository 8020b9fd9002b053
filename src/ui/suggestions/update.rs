//! Finds suggestions beside the window, and carries out what is asked of them. Each is one edit and one step for Undo.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::candidate::{Candidate, Sureness};
use super::figures::Figures;
use super::learning;
use super::reading::Reading;
use super::state::{State, claimed, is_blind_in, is_on, refused};
use super::{Given, Msg};
use crate::model::ops::attribution::SpeakerChoice;
use crate::model::ops::suggestion::{TakenClaim, TakenLink, TakenVoice};
use crate::model::{ArticleId, Blind, ClaimId, Origin, Project, SpeakerId, ops};
use crate::session::ids;
use crate::session::jobs::Job;
use crate::suggest::claims::{Known, LEVELS, Suggester};
use crate::text::Span;
use crate::ui::article::edge_moved_by_a_word;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::{Confirm, Dialog};
use crate::ui::bus::place::{Reveal, Selection, Workspace};
use crate::ui::bus::request::Request;
use crate::ui::speaker_picker::choice_of;

/// What was done, to be told in the status bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A suggestion was taken as it was, for whom.
    Taken(String),
    /// A suggestion was taken and had been changed, for whom.
    Changed(String),
    /// So many were taken at once.
    TakenAll(usize),
    /// A suggestion was refused.
    Refused,
}

/// Begins to find what is suggested where there is something new to find, and takes in what was found. `top`: the first
/// byte on the screen.
pub fn poll(state: &mut State, core: &Core, top: usize, learned_in: Option<&Path>) {
    if !is_on(core) || core.is_changing() {
        return;
    }
    count(state, core);
    if learning::poll(state, core, learned_in) {
        read_all_again(state);
    }
    let suggester = state.suggester.get_or_insert_with(Suggester::shipped).clone();
    poll_article(state, core, &suggester, top);
    poll_elsewhere(state, core, &suggester);
}

/// Reads everything again: the suggestions are others by now.
fn read_all_again(state: &mut State) {
    state.job = None;
    state.elsewhere.clear();
    if let Some(reading) = state.reading.take() {
        state.reading = Some(Reading::new(reading.article, reading.text, reading.revision));
    }
}

/// Counts how suggestions have fared, and forgets the counts of articles that were changed.
fn count(state: &mut State, core: &Core) {
    let Some(session) = &core.session else { return };
    let revision = session.revision();
    if state.counted == Some(revision) {
        return;
    }
    state.figures = Figures::new(session.project());
    let touched = session.touched_since(state.counted.unwrap_or_default());
    state.elsewhere.retain(|id, _| !touched.articles.contains(id));
    if let Some(open) = &core.place.article {
        state.elsewhere.remove(open);
    }
    state.counted = Some(revision);
}

fn poll_article(state: &mut State, core: &Core, suggester: &Suggester, top: usize) {
    let Some(session) = &core.session else { return };
    let text = core.article().and_then(|article| article.text.clone());
    let Some((article, text)) = core.place.article.clone().zip(text) else {
        return;
    };
    let revision = session.revision();
    match &mut state.reading {
        Some(reading) if reading.is_of(&article, &text) => {
            if reading.revision != revision {
                reading.read_again(revision, top);
                // What is being read is of before the change.
                if state.job.take().is_some() {
                    reading.read_again(revision, top);
                }
                drop_what_is_gone(&mut state.found, session.project(), &article);
            }
        }
        _ => {
            state.job = None;
            state.found.clear();
            (state.focus, state.mended) = (None, None);
            state.reading = Some(Reading::new(article.clone(), Arc::clone(&text), revision));
        }
    }
    let Some(reading) = &mut state.reading else { return };
    if let Some((part, found)) = state.job.as_ref().and_then(Job::poll) {
        state.job = None;
        if let Some(part) = reading.parts.get(part) {
            state.found.retain(|known| !part.contains(&known.start()));
            state.found.extend(found);
            state.found.sort_by_key(Candidate::start);
            state.found.dedup_by_key(|candidate| candidate.fingerprint);
        }
    }
    if state.job.is_none()
        && let Some((at, part)) = reading.take_next(top)
    {
        let project = session.project();
        let (claims, refused) = (claimed(project, &article), refused(project, &article));
        let (speakers, suggester) = (project.speakers().clone(), suggester.clone());
        state.job = Some(Job::start(Arc::clone(&core.wake), move |_| {
            let known = Known {
                speakers: &speakers,
                claims: &claims,
                refused: &refused,
            };
            let found = suggester.paragraphs(&text, part, &known).into_iter();
            let found = found.map(|suggestion| Candidate::new(suggestion, &text));
            (at, found.collect())
        }));
    }
}

/// Lets go of what touches a claim by now, or was refused.
fn drop_what_is_gone(found: &mut Vec<Candidate>, project: &Project, article: &ArticleId) {
    let (claims, refused) = (claimed(project, article), refused(project, article));
    found.retain(|candidate| {
        let content = &candidate.suggestion.content;
        let touches = |span: &Span| claims.iter().any(|claim| claim.overlaps(*span));
        !refused.contains(&candidate.fingerprint) && !content.iter().any(touches)
    });
}

/// Counts what the other articles have whose texts are there, one after another.
fn poll_elsewhere(state: &mut State, core: &Core, suggester: &Suggester) {
    if let Some((article, counts)) = state.counting.as_ref().and_then(Job::poll) {
        state.counting = None;
        state.elsewhere.insert(article, counts);
    }
    if state.is_reading() || state.counting.is_some() {
        return;
    }
    let (Some(project), Some(open)) = (core.project(), &core.place.article) else {
        return;
    };
    let is_next =
        |id: &ArticleId| id != open && !state.elsewhere.contains_key(id) && !is_blind_in(project, id);
    let mut articles = project.articles().iter();
    let next =
        articles.find_map(|(id, article)| Some((id, article.text.clone()?)).filter(|(id, _)| is_next(id)));
    let Some((id, text)) = next else { return };
    let (claims, refused) = (claimed(project, id), refused(project, id));
    let (id, speakers, suggester) = (id.clone(), project.speakers().clone(), suggester.clone());
    state.counting = Some(Job::start(Arc::clone(&core.wake), move |_| {
        let known = Known {
            speakers: &speakers,
            claims: &claims,
            refused: &refused,
        };
        let found = suggester.paragraphs(&text, 0..text.len(), &known);
        let counts = LEVELS.map(|least| {
            let above = found.iter().filter(|suggestion| suggestion.probability >= least);
            above.count()
        });
        (id, counts)
    }));
}

/// Carries out a message. What is to be told of it comes back.
pub fn update(state: &mut State, msg: Msg, core: &mut Core) -> Option<Outcome> {
    match msg {
        Msg::Step(by) => step(state, core, by),
        Msg::Focus(fingerprint) => focus(state, core, Some(fingerprint)),
        Msg::Leave => focus(state, core, None),
        Msg::Take(given) => return take(state, core, &given),
        Msg::Refuse => return refuse(state, core),
        Msg::Mend { start, forward } => mend(state, core, start, forward),
        Msg::Level(level) => core.settings.suggestions.level = level.min(LEVELS.len() - 1),
        Msg::Show(shown) => core.settings.suggestions.shown = shown,
        Msg::TakeAll => return take_all(state, core),
        Msg::AllowAgain => {
            if let Some(article) = core.place.article.clone() {
                core.edit(move |project| ops::suggestion::allow_again(project, &article));
            }
        }
        Msg::Blind(one_in) => set_blind(core, one_in),
        Msg::Learn(learns) => core.settings.suggestions.learns = learns,
        Msg::Forget => {
            learning::forget(state);
            read_all_again(state);
        }
    }
    None
}

/// Leaves the suggestion in focus where a claim or words are selected, or another article or workspace is shown.
pub fn leave_when_elsewhere(state: &mut State, core: &Core) {
    let is_elsewhere = core.place.claim.is_some()
        || core.place.words().is_some()
        || core.place.workspace != Workspace::Annotate
        || state.focused(core).is_none();
    if state.focus.is_some() && is_elsewhere {
        (state.focus, state.mended) = (None, None);
    }
}

fn focus(state: &mut State, core: &mut Core, fingerprint: Option<u64>) {
    state.mended = None;
    state.focus = fingerprint;
    let Some(candidate) = state.focused(core) else {
        return;
    };
    let content = candidate.suggestion.content.first().copied();
    core.place.claim = None;
    core.picker = None;
    if let Some(first) = content {
        core.place.selection = Some(Selection::caret(first.start));
        core.place.reveal = Some(Reveal::Span(first));
    }
}

fn step(state: &mut State, core: &mut Core, by: isize) {
    let shown = state.shown(core);
    let at = shown
        .iter()
        .position(|candidate| Some(candidate.fingerprint) == state.focus);
    let caret = core.place.selection.map_or(0, |selection| selection.caret);
    let count = shown.len().cast_signed();
    let next = match at {
        // Past the last comes the first.
        Some(at) => (at.cast_signed() + by).rem_euclid(count.max(1)),
        None if by > 0 => {
            let after = shown.iter().position(|candidate| candidate.start() >= caret);
            after.unwrap_or_default().cast_signed()
        }
        None => {
            let before = shown.iter().rposition(|candidate| candidate.start() < caret);
            before.map_or(count - 1, usize::cast_signed)
        }
    };
    let next = usize::try_from(next).ok().and_then(|next| shown.get(next));
    if let Some(fingerprint) = next.map(|candidate| candidate.fingerprint) {
        focus(state, core, Some(fingerprint));
    }
}

/// The suggestion that has the focus once this one is gone: the next, or the last.
fn neighbour(state: &State, core: &Core, gone: u64) -> Option<u64> {
    let shown = state.shown(core);
    let at = shown.iter().position(|candidate| candidate.fingerprint == gone)?;
    let next = shown.get(at + 1).or_else(|| shown.get(at.checked_sub(1)?));
    next.map(|candidate| candidate.fingerprint)
}

/// Ids that neither the project has nor another record of the same edit.
#[derive(Default)]
struct NewIds {
    claims: BTreeSet<ClaimId>,
    speakers: BTreeSet<SpeakerId>,
}

impl NewIds {
    fn claim(&mut self, project: &Project, article: &ArticleId) -> ClaimId {
        loop {
            let id = ids::claim_id(project, article);
            if self.claims.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The claim that a suggestion becomes.
fn taken(
    project: &Project,
    article: &ArticleId,
    candidate: &Candidate,
    mended: Option<&[Span]>,
    given: &Given,
    new: &mut NewIds,
) -> TakenClaim {
    let suggestion = &candidate.suggestion;
    let content = mended.unwrap_or(&suggestion.content);
    let link = |speakers: Vec<SpeakerChoice>| TakenLink {
        speakers,
        source: suggestion.source.clone(),
        cue: suggestion.cue.into_iter().collect(),
        polarity: suggestion.polarity,
    };
    let nearest = match given {
        Given::Article => None,
        Given::Speaker(id) => Some(link(vec![SpeakerChoice::Known(id.clone())])),
        Given::Suggested => {
            let mentions = suggestion.speakers.iter();
            Some(link(
                mentions
                    .map(|mention| choice_of(project, mention, &mut new.speakers))
                    .collect(),
            ))
        }
    };
    let voice = match nearest {
        None => TakenVoice::Article,
        Some(nearest) => {
            let relays = suggestion.relayed_by.iter().map(|relay| TakenLink {
                speakers: vec![choice_of(project, &relay.speaker, &mut new.speakers)],
                source: vec![relay.speaker.span],
                cue: relay.cue.into_iter().collect(),
                ..TakenLink::default()
            });
            TakenVoice::Attributed(std::iter::once(nearest).chain(relays).collect())
        }
    };
    let is_as_it_was = content == suggestion.content && is_whom_it_names(candidate, given);
    TakenClaim {
        at: (article.clone(), new.claim(project, article)),
        content: content.to_vec(),
        voice,
        origin: if is_as_it_was {
            Origin::Taken
        } else {
            Origin::Changed
        },
    }
}

fn is_whom_it_names(candidate: &Candidate, given: &Given) -> bool {
    match given {
        Given::Suggested => true,
        Given::Article => false,
        Given::Speaker(id) => match candidate.suggestion.speakers.as_slice() {
            [only] => only.speaker.as_ref() == Some(id),
            _ => false,
        },
    }
}

fn take(state: &mut State, core: &mut Core, given: &Given) -> Option<Outcome> {
    let candidate = state.focused(core)?.clone();
    let next = neighbour(state, core, candidate.fingerprint);
    let session = core.session.as_ref()?;
    let (project, stamp) = (session.project(), session.stamp());
    let article = core.place.article.clone()?;
    let mended = state.mended.take();
    let mut new = NewIds::default();
    let claim = taken(project, &article, &candidate, mended.as_deref(), given, &mut new);
    let (at, origin) = (claim.at.clone(), claim.origin);
    core.edit(move |project| ops::suggestion::take(project, &[claim], &stamp));
    let made = core.project()?.claim(&at.0, &at.1)?;
    let speakers: Vec<SpeakerId> = made.voice.speakers().cloned().collect();
    let who = crate::ui::kit::words::who(core.project()?, made);
    for speaker in &speakers {
        core.touch_key(speaker);
    }
    drop_what_is_gone(&mut state.found, core.project()?, &article);
    focus(state, core, next);
    Some(match origin {
        Origin::Changed => Outcome::Changed(who),
        Origin::Taken | Origin::ByHand => Outcome::Taken(who),
    })
}

fn refuse(state: &mut State, core: &mut Core) -> Option<Outcome> {
    let fingerprint = state.focused(core)?.fingerprint;
    let next = neighbour(state, core, fingerprint);
    let article = core.place.article.clone()?;
    let of = article.clone();
    core.edit(move |project| ops::suggestion::refuse(project, &of, fingerprint));
    drop_what_is_gone(&mut state.found, core.project()?, &article);
    focus(state, core, next);
    Some(Outcome::Refused)
}

/// Moves the start of the first piece, or the end of the last, by a word.
fn mend(state: &mut State, core: &Core, start: bool, forward: bool) {
    let Some(text) = core.article().and_then(|article| article.text.as_deref()) else {
        return;
    };
    let Some(candidate) = state.focused(core) else {
        return;
    };
    let mut content = state.content(candidate).to_vec();
    let piece = if start {
        content.first_mut()
    } else {
        content.last_mut()
    };
    if let Some(piece) = piece {
        *piece = edge_moved_by_a_word(text, *piece, start, forward);
    }
    state.mended = Some(content);
}

/// The suggestions that are taken together: those that are sure.
pub(super) fn sure<'a>(state: &'a State, core: &Core) -> Vec<&'a Candidate> {
    let is_sure = |candidate: &&Candidate| Sureness::new(candidate.suggestion.probability) == Sureness::Sure;
    state.shown(core).into_iter().filter(is_sure).collect()
}

/// Asks whether to take all that are sure.
pub fn ask_to_take_all(state: &State, core: &mut Core) {
    let count = sure(state, core).len();
    if count == 0 {
        return;
    }
    core.open(Dialog::Confirm(Box::new(Confirm {
        question: fl!("suggestions-take-all-question", count = count),
        explanation: fl!("suggestions-take-all-explained").to_owned(),
        button: fl!("suggestions-take-all-button"),
        request: Request::TakeAllSuggestions,
    })));
}

fn take_all(state: &mut State, core: &mut Core) -> Option<Outcome> {
    let session = core.session.as_ref()?;
    let (project, stamp) = (session.project(), session.stamp());
    let article = core.place.article.clone()?;
    let mut new = NewIds::default();
    let claims: Vec<TakenClaim> = sure(state, core)
        .into_iter()
        .map(|candidate| taken(project, &article, candidate, None, &Given::Suggested, &mut new))
        .collect();
    let count = claims.len();
    core.edit(move |project| ops::suggestion::take(project, &claims, &stamp));
    drop_what_is_gone(&mut state.found, core.project()?, &article);
    focus(state, core, None);
    Some(Outcome::TakenAll(count))
}

/// Shows one article in so many without suggestions, chosen by a seed that stays while the share does.
fn set_blind(core: &mut Core, one_in: Option<usize>) {
    let Some(session) = &core.session else { return };
    let before = session.project().head().blind;
    if before.map(|blind| blind.one_in) == one_in {
        return;
    }
    // The seconds of now are as good a seed as any, and told in the project's file.
    let seed = usize::try_from(session.stamp().at.as_second()).unwrap_or_default();
    let seed = before.map_or(seed, |blind| blind.seed);
    let blind = one_in.map(|one_in| Blind { one_in, seed });
    core.edit(move |project| Ok(ops::project::set_blind(project, blind)));
}
