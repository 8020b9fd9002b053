//! Whose turn it is where a text is a conversation: 'WEISS: We lost. Nobody told us.' The name at the beginning of a turn is
//! the source of all that is said in it.

use super::CueWithSource;
use super::extent::Source;
use super::phrase::Phrase;
use super::site::{CueCandidate, Form, Side};
use super::window::{TokenKind, Window};

/// How many words the name before a turn has at most.
const MAX_WORDS: usize = 5;

/// So many turns make a conversation: one alone may be a heading.
const MIN_TURNS: usize = 2;

/// Whoever has the word where the claim stands, with the colon behind the name as the cue.
pub(super) fn of_turn(window: &Window<'_>) -> Option<CueWithSource> {
    let piece = *window.pieces.first()?;
    let turns: Vec<(Phrase, usize)> = (1..window.tokens.len())
        .filter(|&at| window.is(at - 1, TokenKind::Break))
        .filter_map(|at| name_at(window, at))
        .collect();
    if turns.len() < MIN_TURNS {
        return None;
    }
    let (name, colon) = *turns.iter().rfind(|(name, _)| name.first < piece)?;
    let cue = CueCandidate {
        first: colon,
        last: colon,
        head: colon,
        side: Side::Before,
        form: Form::Colon,
        stated: true,
        score: 0,
    };
    Some((cue, Some(Source::of_phrase(name))))
}

/// A name that begins there, and the colon behind it.
fn name_at(window: &Window<'_>, first: usize) -> Option<(Phrase, usize)> {
    let names = |&at: &usize| window.is(at, TokenKind::Word) && window.token(at).capital;
    let last = (first..first + MAX_WORDS).take_while(names).last()?;
    window
        .reads(last + 1, ":")
        .then_some((Phrase { first, last }, last + 1))
}
