//! Whoever is made to act by the verb of a sentence: 'forced Weiss to admit'.

use super::lexicon::Classes;
use super::phrase::{Phrase, phrase_before, with_modifiers};
use super::window::Window;

/// Whoever is made to act: 'forced Weiss to admit', 'a reason for Weiss to admit'.
pub(super) fn caused(window: &Window<'_>, to: usize) -> Option<Phrase> {
    let causes = |at: usize| CAUSES.contains(&window.token(at).lower.as_str()) || calls_on(window, at);
    let last = to.saturating_sub(1);
    let reflexive =
        window.token(last).lower.ends_with("self") || window.token(last).lower.ends_with("selves");
    if window.any(last, Classes::OBJECT) && !reflexive && causes(last.saturating_sub(1)) {
        return Some(Phrase { first: last, last });
    }
    let phrase = phrase_before(window, to)?;
    let whole = with_modifiers(window, phrase).unwrap_or(phrase);
    // A verb that no list has is not part of the name behind it.
    let inner = (whole.first..whole.last)
        .rev()
        .find(|&at| causes(at) && !window.token(at).capital);
    if let Some(verb) = inner {
        return Some(Phrase {
            first: verb + 1,
            last: whole.last,
        });
    }
    [whole, phrase]
        .into_iter()
        .find(|phrase| causes(phrase.first.saturating_sub(1)))
}

/// The 'on' of 'called on', 'relied on'.
fn calls_on(window: &Window<'_>, on: usize) -> bool {
    const CALLS: [&str; 11] = [
        "call", "calls", "called", "calling", "relying", "rely", "relies", "relied", "count", "counts",
        "counting",
    ];
    let mut verb = on.saturating_sub(1);
    while window.any(verb, Classes::ADVERB) {
        verb = verb.saturating_sub(1);
    }
    window.reads(on, "on") && CALLS.contains(&window.token(verb).lower.as_str())
}

/// Words whose object is the subject of the verb behind it.
const CAUSES: &[&str] = &[
    "for",
    "require",
    "requires",
    "required",
    "requiring",
    "permit",
    "permits",
    "permitted",
    "permitting",
    "force",
    "forces",
    "forced",
    "forcing",
    "allow",
    "allows",
    "allowed",
    "allowing",
    "help",
    "helps",
    "helped",
    "lead",
    "leads",
    "led",
    "leading",
    "prompt",
    "prompts",
    "prompted",
    "prompting",
    "cause",
    "causes",
    "caused",
    "enable",
    "enables",
    "enabled",
    "let",
    "get",
    "got",
    "persuade",
    "persuaded",
];
