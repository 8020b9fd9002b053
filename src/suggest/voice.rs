//! Who says a claim jointly, who relays it, and whether it is denied.

use super::extent::Source;
use super::lexicon::{Classes, Lexicon};
use super::name::{self, NearbySpeakers};
use super::site::{CueCandidate, Form, Side};
use super::window::{TokenKind, Window};
use super::{CueWithSource, OfferedLink};
use crate::model::Polarity;

/// The link that a cue and its source make.
pub(super) fn link(
    window: &Window<'_>,
    cue: &CueCandidate,
    source: Option<&Source>,
    known: &NearbySpeakers<'_>,
) -> OfferedLink {
    let whole = source.map(|source| name::mention(window, source, known));
    let heads = source.map_or(&[][..], |source| source.heads.as_slice());
    let speakers = match heads {
        [] | [_] => whole.iter().cloned().collect(),
        heads => heads
            .iter()
            .map(|&head| name::mention(window, &Source::of_phrase(head), known))
            .collect(),
    };
    OfferedLink {
        source: whole,
        speakers,
        cue: Some(window.span(cue.first, cue.last)),
        polarity: polarity(window, cue),
    }
}

/// Whether a cue denies: 'denied', 'did not say', 'refused to confirm'.
fn polarity(window: &Window<'_>, cue: &CueCandidate) -> Polarity {
    let lexicon = Lexicon::english();
    let attributes = window.any(cue.head, Classes::SAY.with(Classes::THINK));
    let denies = (cue.first..=cue.last).any(|at| {
        let word = &window.token(at).lower;
        let negates =
            ["not", "n't", "never", "neither", "nor"].contains(&word.as_str()) || word.ends_with("n't");
        lexicon.denies(word) || at < cue.head && attributes && (negates || lexicon.refuses(word))
    });
    if denies {
        Polarity::Denies
    } else {
        Polarity::Affirms
    }
}

/// Whoever relays what the first of the pairs says, the nearest first.
pub(super) fn relays(window: &Window<'_>, pairs: &[CueWithSource]) -> Vec<CueWithSource> {
    let mut chain: Vec<CueWithSource> = Vec::new();
    let Some(mut nearest) = pairs.first() else {
        return chain;
    };
    while let Some(relay) = pairs.iter().find(|pair| {
        let new = chain
            .iter()
            .chain(pairs.first())
            .all(|link| link.0.head != pair.0.head);
        new && is_relay(window, pair, nearest)
    }) {
        chain.push(relay.clone());
        nearest = relay;
    }
    chain
}

/// Whether one cue brings the words in which another stands: 'Okafor said that Weiss believes', 'Weiss, she
/// added, wants', 'Weiss believes [it], according to Okafor'.
fn is_relay(window: &Window<'_>, relay: &CueWithSource, told: &CueWithSource) -> bool {
    let ((cue, Some(source)), (told_cue, Some(told_source))) = (relay, told) else {
        return false;
    };
    let reports =
        window.any(cue.head, Classes::SAY) && window.any(cue.head, Classes::FINITE) && cue.form == Form::Verb
            || cue.form == Form::Phrase && cue.last > cue.first;
    let (first, last) = (cue.first.min(source.whole.first), cue.last.max(source.whole.last));
    let told_first = told_source.whole.first.min(told_cue.first);
    let sentence = window.token(cue.head).sentence == window.token(told_cue.head).sentence;
    let quoted = window.token(cue.head).quotation != window.token(told_cue.head).quotation;
    if !reports || !sentence || quoted || source.whole == told_source.whole {
        return false;
    }
    let that = usize::from(window.reads(last + 1, "that"));
    let comma = usize::from(window.reads(last + 1, ","));
    let opens = last < told_first && last + 1 + that.max(comma) == told_first;
    let within = told_source.whole.last < first
        && last < told_cue.first
        && window.reads(first - 1, ",")
        && window.reads(last + 1, ",");
    let piece = window.pieces.last().copied().unwrap_or(usize::MAX);
    let follows = cue.side == Side::After && told_cue.side == Side::Before && {
        let comma = usize::from(window.is(piece + 1, TokenKind::Mark));
        first == piece + 1 + comma
    };
    opens || within || follows
}
