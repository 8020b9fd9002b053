//! The owner of a noun cue: 'his attacks', 'the campaign's claim', 'criticism by X'.

use super::lexicon::Classes;
use super::phrase::{Phrase, is_genitive, is_verbal, phrase_after, phrase_before};
use super::site::{CueCandidate, Form};
use super::source::main_subject;
use super::window::{TokenKind, Window};

/// The owner in front of a noun cue: 'his sharp attacks', 'the campaign's claim', 'the DOJ demand'.
fn owner_before(window: &Window<'_>, cue: &CueCandidate) -> Option<Phrase> {
    let mut at = cue.head;
    for _ in 0..7 {
        at = at.saturating_sub(1);
        if window.any(at, Classes::POSSESSIVE) {
            return Some(Phrase { first: at, last: at });
        }
        if is_genitive(window, at) || is_plural_genitive(window, at) {
            return phrase_before(window, at);
        }
        if !window.is(at, TokenKind::Word) && !window.reads(at, ",") || window.any(at, Classes::PREPOSITION) {
            break;
        }
    }
    let name = cue.head.saturating_sub(1);
    let named = window.token(name).capital && !window.any(name, Classes::VERB) && cue.form == Form::Noun;
    named.then(|| phrase_before(window, cue.head)).flatten()
}

/// Who acts, where the owner of a noun is the subject of its sentence too: 'Weiss toned down her criticism'.
fn acting_owner(window: &Window<'_>, owner: Phrase) -> Option<Phrase> {
    let verb = owner.first.saturating_sub(1);
    let own = window.any(owner.first, Classes::POSSESSIVE) && !window.any(owner.first, Classes::CONJUNCTION);
    let acts = window.is(verb, TokenKind::Word)
        && !window.any(verb, CLOSED_BEFORE_OWNER)
        && !window.token(verb).capital
        || ["down", "up", "out", "on"]
            .iter()
            .any(|particle| window.reads(verb, particle))
            && acts_before(window, verb);
    if !own || !acts {
        return None;
    }
    let gerund = window.token(verb).lower.ends_with("ing");
    let subject = main_subject(window, verb, gerund)?;
    if gerund {
        return Some(subject);
    }
    // An aside may stand between: 'Weiss, who was not there, has toned down her criticism'.
    let comma = (subject.last + 1..owner.first).rfind(|&at| window.reads(at, ","));
    let between = comma.unwrap_or(subject.last) + 1..owner.first;
    (between.len() < 6
        && between.clone().all(|at| window.is(at, TokenKind::Word))
        && is_verbal(window, between.start))
    .then_some(subject)
}

/// Whether a verb stands before one particle or two: 'toned down', 'is doubling down on'.
fn acts_before(window: &Window<'_>, particle: usize) -> bool {
    let acts = |at: usize| {
        let word = &window.token(at).lower;
        window.any(at, Classes::VERB.with(Classes::FINITE)) || word.ends_with("ing") || word.ends_with("ed")
    };
    let before = particle.saturating_sub(1);
    let second = ["down", "up", "back"]
        .iter()
        .any(|word| window.reads(before, word));
    acts(before) || second && acts(before.saturating_sub(1))
}

/// Words before an owner that make what it owns no object.
const CLOSED_BEFORE_OWNER: Classes = Classes::PREPOSITION
    .with(Classes::CONJUNCTION)
    .with(Classes::AUXILIARY)
    .with(Classes::DETERMINER)
    .with(Classes::ADVERB)
    .with(Classes::TIME);

fn is_plural_genitive(window: &Window<'_>, at: usize) -> bool {
    let sign = window.reads(at, "'") || window.reads(at, "\u{2019}");
    sign && window.token(at.saturating_sub(1)).lower.ends_with('s')
        && window.token(at.saturating_sub(1)).span.end == window.token(at).span.start
}

/// Whether somebody owns a noun cue: 'his attacks', 'the claim by Weiss'.
pub(super) fn is_owned(window: &Window<'_>, cue: &CueCandidate) -> bool {
    if owner_before(window, cue).is_some() {
        return true;
    }
    [cue.head + 1, cue.head + 2].into_iter().any(|at| {
        ["by", "from", "of", "among"]
            .iter()
            .any(|word| window.reads(at, word))
            && phrase_after(window, at + 1).is_some()
    })
}

/// The owner of a noun cue: 'his attacks', 'the campaign's claim', 'criticism by X'.
pub(super) fn owner(window: &Window<'_>, cue: &CueCandidate) -> Option<Phrase> {
    if let Some(owner) = owner_before(window, cue) {
        return acting_owner(window, owner).or(Some(owner));
    }
    for preposition in [cue.head + 1, cue.head + 2] {
        let follows = ["by", "from", "of", "among"]
            .iter()
            .any(|word| window.reads(preposition, word));
        let phrase = follows.then(|| phrase_after(window, preposition + 1)).flatten();
        if phrase.is_some() {
            return phrase;
        }
    }
    let piece = cue.last + 1;
    let behind = window.is(piece, TokenKind::Piece)
        && ["among", "from", "by"]
            .iter()
            .any(|word| window.reads(piece + 1, word));
    if let Some(phrase) = behind.then(|| phrase_after(window, piece + 2)).flatten() {
        return Some(phrase);
    }
    // The words that describe the noun are no subject: 'Smith had a different view'.
    let whole = phrase_before(window, cue.head + 1);
    main_subject(window, whole.map_or(cue.first, |phrase| phrase.first), false)
}
