//! Suggests the source and cue of a claim from the article's text, ranked. Nothing is edited, and no
//! suggestion counts before a person confirms it.
//!
//! The method is rules and word lists, without a model: the words around the claim are cut into tokens
//! (`window`), every word that attributes is scored as a cue (`cue`) and by its position (`place`),
//! the noun phrase that belongs to it is its source (`source`), and `name` decides which known speaker
//! that means. The cost is that of the claim's paragraph and its neighbours, whatever the length of the
//! article.

mod arabic;
pub mod claims;
mod cue;
mod lexicon;
mod name;
mod phrase;
mod place;
mod source;
mod window;
mod word_list;

use std::collections::BTreeMap;

use crate::model::{Speaker, SpeakerId};
use crate::text::Span;

use cue::CueCandidate;
use lexicon::Lexicon;
use name::NearbySpeakers;
use phrase::Phrase;
use window::Window;

/// A mention in the text that may be who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its position.
    pub span: Span,
    /// A tidy name to create a speaker with.
    pub name: String,
    /// The known speaker it refers to, by name, alias, surname or role words.
    pub speaker: Option<SpeakerId>,
}

/// The suggested source and cue of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The mention of the speaker.
    pub source: Option<Mention>,
    /// The words that attribute.
    pub cue: Option<Span>,
}

/// The minimum score of a cue that is offered.
const MIN_SCORE: i32 = 5;

/// The minimum score of a cue inside the claim: a verb of saying or a phrase, not in quotation marks.
const MIN_SCORE_INSIDE: i32 = 30;

/// What the text offers as the speaker of a claim that is about to be made or attributed: best first, at
/// most `limit`, each once. `claim` are its spans.
pub fn mentions(
    text: &str,
    claim: &[Span],
    speakers: &BTreeMap<SpeakerId, Speaker>,
    limit: usize,
) -> Vec<Mention> {
    let (window, pairs) = read(text, claim, None, speakers);
    let known = NearbySpeakers::around(&window, speakers);
    let mut found: Vec<Mention> = Vec::new();
    for (_, phrase) in pairs {
        if found.len() >= limit {
            break;
        }
        let named = phrase.filter(|&phrase| !name::is_nameless(&window, phrase));
        let Some(mention) = named.map(|phrase| name::mention(&window, phrase, &known)) else {
            continue;
        };
        let same = |other: &Mention| {
            other.name == mention.name || other.speaker.is_some() && other.speaker == mention.speaker
        };
        if !found.iter().any(same) {
            found.push(mention);
        }
    }
    found
}

/// What the text offers as source and cue of a claim once its speaker is known (or not). A mention of
/// another known speaker is not offered as source of this one.
pub fn offers(
    text: &str,
    claim: &[Span],
    speaker: Option<&Speaker>,
    speakers: &BTreeMap<SpeakerId, Speaker>,
) -> Offers {
    let (window, pairs) = read(text, claim, speaker, speakers);
    let known = NearbySpeakers::around(&window, speakers);
    let (cue, phrase) = pairs
        .first()
        .map_or((None, None), |(cue, phrase)| (Some(cue), *phrase));
    let source = match speaker {
        Some(speaker) => name::mention_of(&window, phrase, speaker, &known),
        None => phrase,
    };
    Offers {
        source: source.map(|phrase| name::mention(&window, phrase, &known)),
        cue: cue.map(|cue| window.span(cue.first, cue.last)),
    }
}

/// The name that a confirmed mention adds to those of its speaker: 'the Pentagon' for the Department of
/// Defense. `None` for a pronoun, for a name it has already, and for one that is another speaker's.
pub fn alias(
    text: &str,
    mention: Span,
    speaker: &Speaker,
    speakers: &BTreeMap<SpeakerId, Speaker>,
) -> Option<String> {
    let window = Window::inside(text, &[mention], Lexicon::english());
    let name = name::alias(&window)?;
    let folded = crate::text::fold::fold(&name);
    let taken = |other: &Speaker| {
        other
            .names()
            .any(|known| crate::text::fold::fold(known) == folded)
    };
    let mut all = speakers.values().chain([speaker]);
    (!all.any(taken)).then_some(name)
}

/// Every cue around the claim with its source, best first; failing that, those inside the claim, for a
/// reader who marked the whole sentence.
fn read<'a>(
    text: &'a str,
    claim: &[Span],
    speaker: Option<&Speaker>,
    speakers: &BTreeMap<SpeakerId, Speaker>,
) -> (Window<'a>, Vec<CueWithSource>) {
    let window = Window::new(text, claim, Lexicon::english());
    // A quotation has a speaker for certain, so the nearest cue is better than none.
    let least = if place::is_quoted(&window) {
        i32::MIN
    } else {
        MIN_SCORE
    };
    let found = ranked(&window, speaker, speakers, least);
    if !found.is_empty() {
        return (window, found);
    }
    let inside = Window::inside(text, claim, Lexicon::english());
    let found = ranked(&inside, speaker, speakers, MIN_SCORE_INSIDE);
    if found.is_empty() {
        (window, found)
    } else {
        (inside, found)
    }
}

/// The cues that score enough, best first; one whose source is the speaker chosen scores more.
fn ranked(
    window: &Window<'_>,
    speaker: Option<&Speaker>,
    speakers: &BTreeMap<SpeakerId, Speaker>,
    least: i32,
) -> Vec<CueWithSource> {
    let mut found = pairs(window);
    if let Some(speaker) = speaker {
        let known = NearbySpeakers::around(window, speakers);
        for (cue, phrase) in &mut found {
            cue.score += phrase.map_or(0, |phrase| name::fit(window, phrase, speaker, &known));
        }
        found.sort_by_key(|(cue, _)| std::cmp::Reverse(cue.score));
    }
    found.retain(|(cue, _)| cue.score >= least);
    found
}

/// A cue with its source.
type CueWithSource = (CueCandidate, Option<Phrase>);

/// Every cue with its source, best first.
fn pairs(window: &Window<'_>) -> Vec<CueWithSource> {
    if arabic::is_arabic(window) {
        return arabic::pairs(window);
    }
    cue::candidates(window, Lexicon::english())
        .into_iter()
        .map(|cue| (cue, source::source_of(window, &cue)))
        .collect()
}

#[cfg(test)]
mod tests;
