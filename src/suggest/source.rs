//! Who speaks by a cue: the noun phrase that is its subject, its agent or its owner. Which cue it is
//! was decided in `cue`; which known speaker it means is decided in `name`.

use super::cue::{Candidate, Form, Side};
use super::lexicon::Classes;
use super::phrase::{Phrase, is_verbal, phrase_after, phrase_before, with_modifiers};
use super::window::{Kind, Window};

/// A noun phrase: its first and last token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
}

/// The source that goes with a cue.
pub fn source_of(window: &Window<'_>, cue: &Candidate) -> Option<Phrase> {
    match cue.form {
        Form::Phrase | Form::Passive => {
            phrase_after(window, cue.last + 1).or_else(|| subject_before(window, cue.first))
        }
        Form::Noun => owner(window, cue),
        Form::Colon => phrase_before(window, cue.first).or_else(|| main_subject(window, cue.first)),
        Form::Verb if is_inverted(window, cue) => {
            phrase_after(window, cue.last + 1).or_else(|| subject_before(window, cue.first))
        }
        Form::Verb => subject_before(window, cue.first).or_else(|| phrase_after(window, cue.last + 1)),
    }
}

/// 'Said X' behind the claim: the verb touches the piece or its comma, and no subject stands between.
fn is_inverted(window: &Window<'_>, cue: &Candidate) -> bool {
    if cue.side == Side::Before || cue.first != cue.head || window.any(cue.head, Classes::GERUND) {
        return false;
    }
    let mut before = cue.first.wrapping_sub(1);
    let set_off = window.pieces.is_empty() && window.is(before, Kind::Mark);
    while window.is(before, Kind::Mark) {
        before = before.wrapping_sub(1);
    }
    let follows = window.token(cue.last + 1);
    let begins = Classes::DETERMINER
        .with(Classes::SUBJECT)
        .with(Classes::ROLE)
        .with(Classes::POSSESSIVE);
    (set_off || window.is(before, Kind::Piece) || window.token(before).quotation != 0)
        && follows.kind == Kind::Word
        && (follows.capital
            || follows
                .classes
                .any(Classes::DETERMINER.with(Classes::SUBJECT).with(Classes::ROLE)))
        && !follows.classes.any(Classes::TIME)
}

/// The owner of a noun cue: 'his attacks', 'the campaign's claim', 'criticism by X'.
fn owner(window: &Window<'_>, cue: &Candidate) -> Option<Phrase> {
    let mut at = cue.head;
    for _ in 0..4 {
        at = at.wrapping_sub(1);
        if window.any(at, Classes::POSSESSIVE) {
            return Some(Phrase { first: at, last: at });
        }
        if window.reads(at, "'s") || window.reads(at, "'") {
            return phrase_before(window, at);
        }
        if !window.is(at, Kind::Word) {
            break;
        }
    }
    for preposition in [cue.head + 1, cue.head + 2] {
        if (window.reads(preposition, "by")
            || window.reads(preposition, "from")
            || window.reads(preposition, "of"))
            && let Some(phrase) = phrase_after(window, preposition + 1)
        {
            return Some(phrase);
        }
        let clause = Classes::CONJUNCTION.with(Classes::FINITE).with(Classes::SUBJECT);
        let adjunct = window.any(phrase.first.wrapping_sub(1), Classes::PREPOSITION);
        let reports = window.any(close.wrapping_sub(1), Classes::SAY);
        if nearest.is_none() && !adjunct && (dash || reports || !window.any(at + 1, clause)) {
            // 'The company's head, Jane Roe, said': the name belongs to the mention.
            let named = !window.token(phrase.last).capital
                && (at + 1..close).all(|inner| window.is(inner, Kind::Word) && window.token(inner).capital);
            nearest = Some(match named {
                true => Phrase {
                    last: close - 1,
                    ..phrase
                },
                false => phrase,
            });
        }
    }
    main_subject(window, cue.first)
}

/// The subject of the verb group that begins at `first`.
fn subject_before(window: &Window<'_>, first: usize) -> Option<Phrase> {
    let mut at = first.wrapping_sub(1);
    while window.any(at, Classes::ADVERB) && !window.any(at, Classes::SUBJECT) {
        at = at.wrapping_sub(1);
    }
    if let Some(phrase) = phrase_before(window, at.wrapping_add(1)) {
        return Some(phrase);
    }
    if (window.reads(at, ",") || window.reads(at, "-") || window.reads(at, "—") || window.reads(at, "–"))
        && let Some(phrase) = before_aside(window, at)
    {
        return Some(phrase);
    }
    main_subject(window, first)
}

/// The phrase before an aside that closes at `comma`: 'Bush, Florida's former governor, said'.
fn before_aside(window: &Window<'_>, comma: usize) -> Option<Phrase> {
    let sentence = window.token(comma).sentence;
    let mark = &window.token(comma).lower;
    let mut at = comma;
    for _ in 0..30 {
        at = at.wrapping_sub(1);
        let token = window.token(at);
        if token.sentence != sentence || token.kind == Kind::Piece {
            return None;
        }
        let opens_aside = window.any(at + 1, Classes::DETERMINER)
            || window.reads(at + 1, "who")
            || window.reads(at + 1, "which")
            || !window.any(
                at + 1,
                Classes::CONJUNCTION.with(Classes::VERB).with(Classes::SUBJECT),
            );
        if token.lower == *mark
            && opens_aside
            && let Some(phrase) = phrase_before(window, at)
        {
            return Some(Phrase {
                first: phrase.first,
                last: phrase.last,
            });
        }
    }
    None
}

/// The nearest subject left of a verb that has none of its own: 'Trump has been …, denouncing'.
fn main_subject(window: &Window<'_>, before: usize) -> Option<Phrase> {
    let sentence = window.token(before).sentence;
    let mut at = before;
    let mut first_phrase = None;
    for _ in 0..80 {
        at = at.wrapping_sub(1);
        let token = window.token(at);
        if token.sentence != sentence || token.kind == Kind::Break {
            break;
        }
        if token.kind != Kind::Word || token.quotation != window.token(before).quotation {
            continue;
        }
        let verbal = is_verbal(window, at + 1);
        if let Some(phrase) = phrase_before(window, at + 1) {
            if verbal && !after_preposition(window, phrase.first) {
                return Some(phrase);
            }
            first_phrase = Some(phrase);
        }
    }
    first_phrase
}

fn after_preposition(window: &Window<'_>, first: usize) -> bool {
    window.any(first.wrapping_sub(1), Classes::PREPOSITION)
}

/// The subject behind the claim, of a cue that opens the sentence: 'Conceding that …, he warned'.
fn following_subject(window: &Window<'_>, cue: &Candidate) -> Option<Phrase> {
    let mut at = *window.pieces.last()? + 1;
    while window.is(at, Kind::Mark) {
        at += 1;
    }
    if cue.side != Side::Before || window.token(at).sentence != window.token(cue.head).sentence {
        return None;
    }
    let phrase = phrase_after(window, at)?;
    is_verbal(window, phrase.last + 1).then_some(phrase)
}

fn is_noun_like(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    if token.kind != Kind::Word {
        return false;
    }
    if token.capital && token.lower != "i" && !token.classes.any(closed().with(Classes::SUBJECT)) {
        return true;
    }
    let verbal = token.classes.any(Classes::VERB) && !token.classes.any(Classes::NOUN.with(Classes::ROLE));
    !token
        .classes
        .any(closed().with(Classes::SUBJECT).with(Classes::OBJECT))
        && !verbal
}

/// The noun phrase that ends before the token `end`.
fn phrase_before(window: &Window<'_>, end: usize) -> Option<Phrase> {
    let last = end.wrapping_sub(1);
    if window.any(last, Classes::SUBJECT) && window.is(last, Kind::Word) {
        return Some(Phrase { first: last, last });
    }
    if window.reads(last, ")") {
        let open = (last.saturating_sub(8)..last)
            .rev()
            .find(|&at| window.reads(at, "("))?;
        let phrase = phrase_before(window, open)?;
        return Some(Phrase {
            first: phrase.first,
            last,
        });
    }
    if !is_noun_like(window, last) {
        return None;
    }
    let quotation = window.token(last).quotation;
    let mut first = last;
    while first > 0 {
        let at = first - 1;
        let token = window.token(at);
        if token.quotation != quotation || token.sentence != window.token(last).sentence {
            break;
        }
        let joins = is_noun_like(window, at)
            || window.any(at, Classes::DETERMINER.with(Classes::POSSESSIVE))
                && !window.any(at, Classes::CONJUNCTION)
            || window.reads(at, "'s")
            || window.reads(at, "-")
            || window.reads(at, "of") && is_noun_like(window, at.wrapping_sub(1))
            || window.reads(at, "and") && pair(window, at);
        if !joins {
            break;
        }
        first = at;
    }
    while first < last && (window.reads(first, "'s") || window.reads(first, "-")) {
        first += 1;
    }
    Some(Phrase { first, last })
}

/// Whether 'and' joins two names: 'Ryan and Trump'.
fn pair(window: &Window<'_>, and: usize) -> bool {
    window.token(and.wrapping_sub(1)).capital
        && (window.token(and + 1).capital || window.reads(and + 1, "the"))
}

/// The noun phrase that begins at `first`, with an apposition behind its comma.
fn phrase_after(window: &Window<'_>, first: usize) -> Option<Phrase> {
    if window.any(first, Classes::SUBJECT.with(Classes::OBJECT)) && !window.any(first, Classes::DETERMINER) {
        return Some(Phrase { first, last: first });
    }
    let mut last = None;
    let mut at = first;
    while window.is(at, Kind::Word) || window.reads(at, "-") || window.reads(at, "(") || window.reads(at, ")")
    {
        let inner = is_noun_like(window, at)
            || window.any(at, Classes::DETERMINER.with(Classes::POSSESSIVE))
            || window.reads(at, "'s")
            || window.reads(at, "-")
            || window.reads(at, "and") && (window.token(at + 1).capital || window.any(at + 1, Classes::ROLE))
            || ["of", "for", "at", "from", "in"]
                .iter()
                .any(|word| window.reads(at, word))
                && (is_noun_like(window, at + 1) || window.any(at + 1, Classes::DETERMINER));
        if !inner || window.token(at).quotation != window.token(first).quotation {
            break;
        }
        if is_noun_like(window, at) {
            last = Some(at);
        }
        at += 1;
    }
    Some(Phrase { first, last: last? })
}
