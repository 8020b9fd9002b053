//! Who a suggestion's source is: its mentions with a name each, and whether its cue denies.

use super::super::Mention;
use super::super::extent::Source;
use super::super::joined::joint;
use super::super::lexicon::{Classes, Lexicon};
use super::super::name::{self, NearbySpeakers};
use super::super::phrase::Phrase;
use super::super::window::{TokenKind, Window};
use crate::model::Polarity;
use crate::text::Span;

/// Those whom a source mentions: several where 'and' joins them in one of its pieces, else the first.
pub(crate) fn mentions(window: &Window<'_>, source: &[Span], speakers: &NearbySpeakers<'_>) -> Vec<Mention> {
    let of_piece = |piece: &Span| -> Vec<Mention> {
        let Some(phrase) = phrase_of(window, *piece) else {
            return Vec::new();
        };
        let heads = joint(window, head(window, phrase));
        let alone = heads.len() == 1;
        let named = heads.into_iter().filter(|head| !name::is_nameless(window, *head));
        named
            .map(|head| {
                let mention = name::mention(window, &Source::of_phrase(head), speakers);
                let span = if alone { *piece } else { mention.span };
                Mention { span, ..mention }
            })
            .collect()
    };
    let mut found = source
        .iter()
        .map(of_piece)
        .find(|found| !found.is_empty())
        .unwrap_or_default();
    found.dedup_by(|later, earlier| later.name == earlier.name);
    found
}

/// The tokens of a span.
fn phrase_of(window: &Window<'_>, span: Span) -> Option<Phrase> {
    let inside = |at: &usize| {
        let token = window.token(*at);
        token.kind == TokenKind::Word && token.span.overlaps(span)
    };
    let first = (0..window.tokens.len()).find(inside)?;
    let last = (first..window.tokens.len()).rev().find(inside)?;
    Some(Phrase { first, last })
}

/// The part of a source that names somebody: before the first comma, or behind it where a name in capitals follows a
/// description ('a spokesman for the mayor, Hugh Tavener').
fn head(window: &Window<'_>, phrase: Phrase) -> Phrase {
    let ends = |at: &usize| {
        let relative = ["who", "which", "whose"]
            .iter()
            .any(|word| window.reads(*at, word));
        window.is(*at, TokenKind::Mark) && [",", "(", "—", "–"].iter().any(|mark| window.reads(*at, mark))
            || relative && *at > phrase.first
    };
    let Some(end) = (phrase.first..=phrase.last)
        .find(ends)
        .filter(|&end| end > phrase.first)
    else {
        return phrase;
    };
    let first = Phrase {
        last: end - 1,
        ..phrase
    };
    if window.token(end - 1).capital && !window.any(phrase.first, Classes::DETERMINER) {
        return first;
    }
    let next = (end + 1..=phrase.last).find(ends).unwrap_or(phrase.last + 1);
    let named = next > end + 2 && (end + 1..next).all(|at| window.token(at).capital);
    if named && window.reads(end, ",") {
        Phrase {
            first: end + 1,
            last: next - 1,
        }
    } else {
        first
    }
}

/// Whether the words of a cue deny.
pub(crate) fn polarity(text: &str, cue: Option<Span>) -> Polarity {
    let words = cue
        .map_or("", |cue| cue.words(text))
        .to_lowercase()
        .replace('\u{2019}', "'");
    let denies = |word: &str| {
        word.ends_with("n't")
            || ["not", "never", "cannot"].contains(&word)
            || ["den", "refus", "declin"].iter().any(|stem| {
                let rest = word.strip_prefix(stem).unwrap_or("?");
                ["y", "ies", "ied", "ying", "e", "es", "ed", "ing"].contains(&rest)
            })
    };
    // 'Not only said' affirms.
    if words.split(' ').any(denies) && !words.contains("not only") {
        Polarity::Denies
    } else {
        Polarity::Affirms
    }
}

/// The words around a suggestion, to find its names in.
pub(crate) fn window<'a>(text: &'a str, content: &[Span]) -> Window<'a> {
    Window::new(text, content, Lexicon::english())
}
