//! What an article's text offers as source and cue of a claim, ranked. Nothing is edited here, and
//! nothing offered counts before a person confirms it.
//!
//! Rules and word lists, no model: the words around the claim are cut into tokens (`window`), every word
//! that attributes is scored as a cue (`cue`), the noun phrase that belongs to it is its source
//! (`source`), and `name` tells which known speaker that means. The cost is that of the claim's
//! paragraph and its neighbours, whatever the length of the article.

mod arabic;
mod cue;
mod lexicon;
mod name;
mod source;
mod window;

use std::collections::BTreeMap;

use crate::model::{Speaker, SpeakerId};
use crate::text::Span;

use cue::Candidate;
use lexicon::Lexicon;
use source::Phrase;
use window::Window;

/// A mention in the text that may be who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// A tidy name to create a speaker with.
    pub name: String,
    /// The known speaker it refers to, by name, alias, surname or role words.
    pub speaker: Option<SpeakerId>,
}

/// What the text offers as source and cue of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The mention of the speaker.
    pub source: Option<Mention>,
    /// The words that attribute.
    pub cue: Option<Span>,
}

/// What the text offers as the speaker of a claim that is about to be made or attributed: best first, at
/// most `limit`, each once. `claim` are its spans.
pub fn mentions(
    text: &str,
    claim: &[Span],
    speakers: &BTreeMap<SpeakerId, Speaker>,
    limit: usize,
) -> Vec<Mention> {
    let window = Window::new(text, claim, Lexicon::english());
    let mut found: Vec<Mention> = Vec::new();
    for (_, phrase) in pairs(&window) {
        let Some(mention) = phrase.map(|phrase| name::mention(&window, phrase, speakers)) else {
            continue;
        };
        let known = found.iter().any(|other| {
            other.name == mention.name || other.speaker.is_some() && other.speaker == mention.speaker
        });
        if !known && found.len() < limit {
            found.push(mention);
        }
    }
    found
}

/// What the text offers as source and cue of a claim once its speaker is known (or not).
pub fn offers(
    text: &str,
    claim: &[Span],
    speaker: Option<&Speaker>,
    speakers: &BTreeMap<SpeakerId, Speaker>,
) -> Offers {
    let window = Window::new(text, claim, Lexicon::english());
    let mut pairs = pairs(&window);
    if let Some(speaker) = speaker {
        for (cue, phrase) in &mut pairs {
            cue.score += phrase.map_or(0, |phrase| name::fit(&window, phrase, speaker, speakers));
        }
        pairs.sort_by_key(|(cue, _)| std::cmp::Reverse(cue.score));
    }
    let Some((cue, phrase)) = pairs.first() else {
        return Offers::default();
    };
    Offers {
        source: phrase.map(|phrase| name::mention(&window, phrase, speakers)),
        cue: Some(window.span(cue.first, cue.last)),
    }
}

/// Every cue with its source, best first.
fn pairs(window: &Window<'_>) -> Vec<(Candidate, Option<Phrase>)> {
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
