//! Noun phrases by the classes of their words, grown from either end.

use super::lexicon::Classes;
use super::window::{TokenKind, Window};

/// A noun phrase: its first and last token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
}

/// Classes that no noun phrase ends with.
const CLOSED: Classes = Classes::PREPOSITION
    .with(Classes::CONJUNCTION)
    .with(Classes::AUXILIARY)
    .with(Classes::ADVERB)
    .with(Classes::TIME)
    .with(Classes::SUBJECT);

/// Whether a word can be a noun, a name or an adjective within a phrase.
fn is_nominal(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    let determiner = Classes::DETERMINER.with(Classes::POSSESSIVE);
    if token.kind != TokenKind::Word || token.classes.any(determiner.with(CLOSED)) {
        return false;
    }
    let verbs = Classes::VERB.with(Classes::FINITE);
    let verbal = token.classes.any(verbs) && !token.classes.any(Classes::NOUN.with(Classes::ROLE));
    let determined =
        window.any(at.saturating_sub(1), determiner) && !window.any(at.saturating_sub(1), Classes::SUBJECT);
    let before = at.saturating_sub(1);
    let opens =
        window.any(before, Classes::AUXILIARY) && !window.reads(before, "'s") || window.reads(before, ",");
    let participle = token.lower.ends_with("ed") && opens;
    let predicate =
        opens && !window.reads(before, ",") && !token.classes.any(Classes::NOUN.with(Classes::ROLE));
    if (participle || predicate) && !token.capital {
        return false;
    }
    token.capital || determined || !token.classes.any(Classes::OBJECT) && !verbal
}

/// A plural that ends a phrase right before a verb, 'advocates estimated', or any form before a colon.
fn is_plural(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    let plural = token.lower.ends_with('s') && window.any(at + 1, Classes::VERB.with(Classes::AUXILIARY));
    let listed = window.reads(at + 1, ":") && token.classes.any(Classes::BASE);
    token.classes.any(Classes::VERB) && (plural || listed) && !token.classes.any(CLOSED)
}

/// The noun phrase that ends before the token `end`.
pub(super) fn phrase_before(window: &Window<'_>, end: usize) -> Option<Phrase> {
    let last = end.saturating_sub(1);
    if window.reads(last, ")") {
        let open = (last.saturating_sub(8)..last)
            .rev()
            .find(|&at| window.reads(at, "("))?;
        let phrase = phrase_before(window, open)?;
        return Some(Phrase { last, ..phrase });
    }
    if let Some(first) = counted_of(window, last) {
        return Some(Phrase { first, last });
    }
    if window.any(last, Classes::SUBJECT) {
        let before = last.saturating_sub(1);
        let counted = window.any(last, Classes::DETERMINER)
            && window.any(before, Classes::DETERMINER)
            && !window.any(before, Classes::CONJUNCTION);
        return Some(Phrase {
            first: if counted { last - 1 } else { last },
            last,
        });
    }
    if !is_nominal(window, last) && !is_plural(window, last) {
        return None;
    }
    let mut first = last;
    while first > 0 && joins_before(window, first - 1, last) {
        first -= 1;
    }
    while first < last && ["'s", "-", "/"].iter().any(|mark| window.reads(first, mark)) {
        first += 1;
    }
    Some(Phrase { first, last })
}

/// 'Early' of 'an early report', 'first' of 'his first wife' and 'first lady'.
fn is_inner_adverb(window: &Window<'_>, at: usize) -> bool {
    let opens = Classes::DETERMINER.with(Classes::POSSESSIVE);
    let adverb = window.any(at, Classes::ADVERB) && !window.any(at, Classes::PREPOSITION);
    let before = at.saturating_sub(1);
    let determined = window.any(before, opens) || is_genitive(window, before) || is_inner(window, before);
    let ranked = window.reads(at, "first") && window.any(at + 1, Classes::TITLE);
    adverb && (determined && !window.any(at, Classes::SUBJECT) || ranked)
}

/// An adjective between an article and an adverb: 'the former first lady'.
fn is_inner(window: &Window<'_>, at: usize) -> bool {
    window.reads(at, "former") || window.reads(at, "next")
}

/// Where 'two of whom', 'many of them' and 'one in four' begin that end there.
fn counted_of(window: &Window<'_>, last: usize) -> Option<usize> {
    let of = last.checked_sub(1)?;
    let first = of.checked_sub(1)?;
    let number = Classes::DETERMINER.with(Classes::SUBJECT);
    let counted = window.any(first, number) || window.token(first).lower.parse::<u32>().is_ok();
    let part = window.reads(of, "of")
        && ["them", "us", "whom", "which", "those", "these"]
            .iter()
            .any(|word| window.reads(last, word));
    let share = window.reads(of, "in") && window.any(last, number);
    (counted && (part || share)).then_some(first)
}

/// Whether the token there belongs to the phrase that ends at `last`.
fn joins_before(window: &Window<'_>, at: usize, last: usize) -> bool {
    let (token, end) = (window.token(at), window.token(last));
    if token.quotation != end.quotation || token.sentence != end.sentence {
        return false;
    }
    let determiner = Classes::DETERMINER.with(Classes::POSSESSIVE);
    // 'The reason his campaign': another phrase begins at the owner.
    let opened = window.any(at + 1, Classes::POSSESSIVE)
        || ["the", "a", "an"].iter().any(|word| window.reads(at + 1, word));
    // 'The moment Okafor spoke': a clause begins at the name.
    let clause = ["moment", "time", "day", "year", "way"]
        .iter()
        .any(|word| window.reads(at, word))
        && window.token(at + 1).capital;
    is_nominal(window, at) && !(opened && at < last) && !clause
        || is_inner_adverb(window, at)
        || token.classes.any(determiner) && !token.classes.any(Classes::CONJUNCTION)
        || is_genitive(window, at)
        || owns_as_plural(window, at)
        || ["-", "/"].iter().any(|mark| window.reads(at, mark))
        || window.reads(at, "of") && at > 0 && is_nominal(window, at - 1)
        || window.reads(at, "and") && pair(window, at)
}

/// Whether an 's owns what follows: not in 'Okafor's not sure', 'Okafor's a farmer'.
pub(super) fn is_genitive(window: &Window<'_>, at: usize) -> bool {
    let verbal = Classes::AUXILIARY
        .with(Classes::DETERMINER)
        .with(Classes::PREPOSITION)
        .with(Classes::CONJUNCTION)
        .with(Classes::GERUND);
    let owned = !window.any(at + 1, verbal)
        || window.any(at + 1, Classes::NOUN.with(Classes::TITLE))
        || window.token(at + 1).lower.parse::<u32>().is_ok();
    window.reads(at, "'s")
        && owned
        && !window.reads(at + 1, "not")
        && !window.any(at.saturating_sub(1), Classes::SUBJECT)
}

/// Whether an apostrophe makes the word before it an owner: 'the builders' union'.
fn owns_as_plural(window: &Window<'_>, at: usize) -> bool {
    let before = window.token(at.saturating_sub(1));
    let sign = window.reads(at, "'") || window.reads(at, "\u{2019}");
    sign && before.kind == TokenKind::Word
        && before.lower.ends_with('s')
        && before.span.end == window.token(at).span.start
        && window.token(at).quotation == 0
        && window.is(at + 1, TokenKind::Word)
}

/// Whether 'and' joins two names: 'Ryan and Trump', 'the coalition and the United States'.
fn pair(window: &Window<'_>, and: usize) -> bool {
    let (before, after) = (window.token(and.saturating_sub(1)), and + 1);
    let starts = window.token(after).capital || window.reads(after, "the");
    is_nominal(window, and.saturating_sub(1))
        && starts
        && (before.capital || before.classes.any(Classes::ROLE))
}

/// The phrase with what it modifies: 'a letter from the army obtained by X' for 'X', 'economists who favor
/// taxes' for 'taxes'. `None` where the phrase is an adjunct of something else.
pub(super) fn with_modifiers(window: &Window<'_>, phrase: Phrase) -> Option<Phrase> {
    let mut whole = phrase;
    for _ in 0..6 {
        let before = whole.first.saturating_sub(1);
        if window.token(before).sentence != window.token(phrase.last).sentence {
            break;
        }
        if window.any(before, Classes::PREPOSITION) && !window.any(before, Classes::CONJUNCTION) {
            let head = head_of_adjunct(window, before)?;
            let temporal = (whole.first..=whole.last).any(|at| window.any(at, Classes::TIME));
            whole = if temporal {
                head
            } else {
                Phrase {
                    last: whole.last,
                    ..head
                }
            };
            continue;
        }
        match head_of_relative(window, before) {
            Some(head) => {
                whole = Phrase {
                    last: whole.last,
                    ..head
                }
            }
            None => break,
        }
    }
    Some(whole)
}

/// The phrase before a preposition, or before the participle that takes it.
fn head_of_adjunct(window: &Window<'_>, preposition: usize) -> Option<Phrase> {
    let before = preposition.saturating_sub(1);
    phrase_before(window, preposition).or_else(|| {
        let particle = ["out", "up", "off", "down", "to"]
            .iter()
            .any(|word| window.reads(preposition, word));
        let word = &window.token(before).lower;
        let verbal = window.any(before, Classes::PARTICIPLE.with(Classes::GERUND));
        let participle = !particle && (verbal || word.ends_with("ed") || word.ends_with("ing"));
        let head = participle.then(|| phrase_before(window, before)).flatten()?;
        // 'Judges who ruled against the law': whom the clause tells of.
        let relative = head.first == head.last
            && ["who", "which", "that"]
                .iter()
                .any(|word| window.reads(head.last, word));
        let told = relative.then(|| phrase_before(window, head.first)).flatten();
        Some(told.unwrap_or(head))
    })
}

/// The phrase before 'who' or 'that', where a short relative clause ends here.
fn head_of_relative(window: &Window<'_>, end: usize) -> Option<Phrase> {
    let relative = (end.saturating_sub(5)..=end)
        .rev()
        .take_while(|&at| window.is(at, TokenKind::Word))
        .find(|&at| window.reads(at, "who") || window.reads(at, "which"))?;
    phrase_before(window, relative)
}

/// The noun phrase that begins at `first`.
pub(super) fn phrase_after(window: &Window<'_>, first: usize) -> Option<Phrase> {
    let pronoun = Classes::SUBJECT.with(Classes::OBJECT);
    if window.any(first, pronoun) && !window.any(first, Classes::DETERMINER) {
        return Some(Phrase { first, last: first });
    }
    if let Some(phrase) = quoted_name(window, first) {
        return Some(phrase);
    }
    if window.any(first, Classes::SUBJECT) && !joins_after(window, first + 1) {
        return Some(Phrase { first, last: first });
    }
    let mut last = None;
    let mut at = first;
    while joins_after(window, at) && window.token(at).quotation == window.token(first).quotation {
        if is_nominal(window, at) || window.reads(at, ")") {
            last = Some(at);
        }
        at += 1;
    }
    Some(Phrase { first, last: last? })
}

/// A name in quotation marks: 'the “Free Harbour Movement”', 'a front called “Dawn”'.
fn quoted_name(window: &Window<'_>, first: usize) -> Option<Phrase> {
    let opens = |at: usize| {
        window.is(at, TokenKind::Mark) && window.token(at).quotation != 0 && window.token(at + 1).capital
    };
    let open = (first..first + 8).find(|&at| opens(at))?;
    let led = (first..open)
        .all(|at| window.is(at, TokenKind::Word) && !is_verbal(window, at) || is_called(window, at));
    let inside = |at: &usize| window.token(*at).quotation == window.token(open).quotation;
    let last = (open..open + 10).take_while(inside).last()?;
    (led && last > open && !inside(&(last + 1))).then_some(Phrase { first, last })
}

pub(super) fn is_called(window: &Window<'_>, at: usize) -> bool {
    const CALLED: [&str; 8] = [
        "called", "named", "dubbed", "known", "as", "that", "calls", "itself",
    ];
    CALLED.contains(&window.token(at).lower.as_str())
}

fn joins_after(window: &Window<'_>, at: usize) -> bool {
    let determiner = Classes::DETERMINER.with(Classes::POSSESSIVE);
    let linking = ["of", "for", "at", "from", "in"]
        .iter()
        .any(|word| window.reads(at, word));
    let medium = (window.reads(at, "in") || window.reads(at, "at"))
        && ["a", "an"].iter().any(|word| window.reads(at + 1, word));
    let continues = !medium && (is_nominal(window, at + 1) || window.any(at + 1, determiner));
    is_nominal(window, at)
        || window.any(at, determiner) && !window.any(at, Classes::CONJUNCTION)
        || owns_as_plural(window, at)
        || window.any(at, Classes::ADVERB) && window.any(at.saturating_sub(1), determiner)
        || ["'s", "-", "/", "(", ")"]
            .iter()
            .any(|word| window.reads(at, word))
        || window.reads(at, "and") && (window.token(at + 1).capital || window.any(at + 1, Classes::ROLE))
        || linking && continues
}

/// Whether the word there can begin a verb group with a subject before it.
pub(super) fn is_verbal(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    let finite = Classes::FINITE.with(Classes::AUXILIARY);
    // 'He's' is a verb, 'Reagan's' is not.
    if token.lower == "'s" && !window.any(at.saturating_sub(1), Classes::SUBJECT) {
        return false;
    }
    token.kind == TokenKind::Word
        && (token.classes.any(finite)
            || token.classes.any(Classes::ADVERB) && window.any(at + 1, finite)
            || token.lower.ends_with("ed") && !token.capital)
}

/// Whether a dash stands there.
pub(super) fn is_dash(window: &Window<'_>, at: usize) -> bool {
    ["-", "–", "—"].iter().any(|dash| window.reads(at, dash))
}
