//! How far a cue reaches on both sides of the words that attribute: 'issued a complaint to', 'throwing her weight behind'.

use super::extent::is_near;
use super::lexicon::Classes;
use super::phrase::{Phrase, phrase_before};
use super::site::{CueCandidate, Form, Side};
use super::window::{TokenKind, Window};

/// How many words of a cue stand behind the word that attributes: 'raised the question of whether'.
const MAX_TAIL: usize = 5;

/// Begins a noun cue with the participle that it is the object of: 'throwing her weight behind'.
pub(super) fn opening(window: &Window<'_>, cue: &mut CueCandidate) {
    let noun =
        phrase_before(window, cue.first + 1).filter(|noun| noun.last == cue.first && noun.first < noun.last);
    let Some(noun) = noun.filter(|_| cue.first == cue.head) else {
        return;
    };
    let before = window.token(noun.first.saturating_sub(1));
    let acts = before.lower.ends_with("ing") && before.kind == TokenKind::Word && !before.capital;
    let opens = window.any(noun.first, Classes::DETERMINER.with(Classes::POSSESSIVE));
    if acts && opens {
        cue.first = noun.first - 1;
    }
}

/// Grows the cue to the right over the words between it and the claim: 'issued a complaint to'.
pub(super) fn trailing(window: &Window<'_>, cue: &mut CueCandidate, source: Phrase) {
    let open = cue.last + 1;
    let verb = cue.form == Form::Verb || cue.form == Form::Noun;
    if !verb || source.first > cue.first {
        return;
    }
    if let Some(end) = in_statement(window, open) {
        cue.last = end;
        return;
    }
    if cue.side == Side::After {
        return;
    }
    let piece = (open..=open + MAX_TAIL).find(|&at| window.is(at, TokenKind::Piece));
    let Some(piece) = piece.filter(|&piece| piece > open) else {
        return;
    };
    if (open..piece).all(|at| may_trail(window, cue.head, at)) && may_end(window, cue.head, open, piece) {
        cue.last = piece - 1;
    }
}

/// Whether a word can stand between a verb and its claim and belong to the verb: no time, no hearer, no other verb.
fn may_trail(window: &Window<'_>, head: usize, at: usize) -> bool {
    let token = window.token(at);
    let opens = token.classes.any(Classes::DETERMINER.with(Classes::POSSESSIVE));
    let barred = token
        .classes
        .any(Classes::TIME.with(Classes::OBJECT).with(Classes::SUBJECT))
        && !opens;
    let verb = token.classes.any(Classes::VERB)
        && token.classes.any(Classes::FINITE)
        && !token.classes.any(Classes::BASE.with(Classes::NOUN));
    is_near(window, head, at) && token.kind == TokenKind::Word && !token.capital && !barred && !verb
}

/// Whether the words from `open` to the claim end as a cue does: 'expressed doubt', 'issued a complaint to', but
/// not 'urged women', 'said in interviews'.
fn may_end(window: &Window<'_>, head: usize, open: usize, piece: usize) -> bool {
    const HEARD: [&str; 8] = [
        "told", "tell", "tells", "telling", "ask", "asked", "asks", "asking",
    ];
    const PARTICLES: [&str; 8] = ["out", "up", "back", "down", "off", "on", "in", "forth"];
    const LINKS: [&str; 6] = ["to", "that", "whether", "of", "about", "for"];
    let last = piece - 1;
    let reads = |at: usize, words: &[&str]| words.contains(&window.token(at).lower.as_str());
    let glued = window.token(last).span.end == window.token(piece).span.start;
    if glued || reads(head, &HEARD) || reads(last, &["is", "however", "now"]) {
        return false;
    }
    if window.any(last, Classes::PREPOSITION) || reads(last, &LINKS) {
        return !reads(
            open,
            &[
                "reporters",
                "voters",
                "supporters",
                "investors",
                "people",
                "officials",
            ],
        );
    }
    let adjunct = window.any(open, Classes::PREPOSITION) && !reads(open, &PARTICLES);
    let phrase = (open..piece).any(|at| window.any(at, Classes::DETERMINER.with(Classes::POSSESSIVE)));
    let plural = window.token(last).lower.ends_with('s') && !window.any(last, Classes::NOUN);
    !adjunct && !phrase && !plural && !window.any(last, Classes::ROLE)
}

/// The end of 'in a statement' that begins here.
fn in_statement(window: &Window<'_>, at: usize) -> Option<usize> {
    let opens = window.reads(at, "in") && window.reads(at + 1, "a");
    (at + 2..at + 5).find(|&end| opens && window.reads(end, "statement"))
}
