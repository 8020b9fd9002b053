//! Suggests the source and cue of a claim from the article's text, ranked. Nothing is edited, and no
//! suggestion counts before a person confirms it.
//!
//! The method is rules and word lists, without a model: the words around the claim are cut into tokens
//! (`window`) and told apart by their neighbours (`tag`), every word that attributes is scored as a cue
//! (`cue`) and by its position (`place`), the noun phrase that belongs to it is its source (`source`), both
//! are grown to their full extent (`extent`), and `name` decides which known speaker that means. `unstated`
//! knows cues that leave open who speaks, `voice` who speaks jointly, relays or denies, and `proposal` what a
//! mention tells of somebody new. The cost is that of the claim's paragraph and its neighbours, whatever the
//! length of the article.

mod arabic;
mod caused;
pub mod claims;
mod cue;
mod extent;
mod joined;
mod language;
mod lexicon;
mod name;
mod owner;
mod phrase;
mod place;
mod proposal;
mod site;
mod source;
mod tag;
mod tail;
mod turn;
mod typed_name;
mod unstated;
mod voice;
mod weak;
mod window;
mod word_list;

use std::collections::BTreeMap;

use crate::model::{Polarity, Speaker, SpeakerId};
use crate::text::Span;

use extent::Source;
use lexicon::Lexicon;
use name::NearbySpeakers;
pub use proposal::Proposal;
use site::CueCandidate;
pub use typed_name::names_beginning_with;
use window::Window;

/// A mention in the text that may be who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its position, with all that describes the speaker: 'Ada Weiss, the mayor of Berea'.
    pub span: Span,
    /// A tidy name to create a speaker with.
    pub name: String,
    /// The known speaker it refers to, by name, alias, surname or role words.
    pub speaker: Option<SpeakerId>,
    /// What it tells of the speaker.
    pub proposal: Proposal,
}

/// Whose voice the text gives a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OfferedVoice {
    /// Speakers whom it mentions.
    Speakers,
    /// Somebody whom it does not mention: 'is expected to', 'reportedly'.
    NotStated,
    /// Nothing attributes it, so it is the article's own.
    #[default]
    Article,
}

/// Who says it, through which words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferedLink {
    /// The mention of the speakers as a whole; its name and speaker are those of the first.
    pub source: Option<Mention>,
    /// Each speaker by themselves: several where they say it jointly.
    pub speakers: Vec<Mention>,
    /// The words that attribute.
    pub cue: Option<Span>,
    /// Whether they say that the claim was made, or that it was not.
    pub polarity: Polarity,
}

/// What the text offers for a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Whose voice the claim is in.
    pub voice: OfferedVoice,
    /// The mention of the speaker, or of several together.
    pub source: Option<Mention>,
    /// Each speaker by themselves: several where they say it jointly. Empty where nobody is mentioned.
    pub speakers: Vec<Mention>,
    /// The words that attribute.
    pub cue: Option<Span>,
    /// Whether they say that the claim was made, or that it was not.
    pub polarity: Polarity,
    /// Whoever relays it, the nearest first: 'Weiss said' for 'Weiss said that the mayor wants'.
    pub relays: Vec<OfferedLink>,
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
    for (_, source) in pairs {
        if found.len() >= limit {
            break;
        }
        let named = source.filter(|source| !name::is_nameless(&window, source.core));
        let Some(mention) = named.map(|source| name::mention(&window, &source, &known)) else {
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
    let Some((cue, source)) = pairs.first() else {
        let named = speaker.and_then(|speaker| name::mention_of(&window, None, speaker, &known));
        return Offers {
            source: named.map(|source| name::mention(&window, &source, &known)),
            ..Offers::default()
        };
    };
    let relays = voice::relays(&window, &pairs);
    let source = match speaker {
        Some(speaker) => name::mention_of(&window, source.clone(), speaker, &known),
        None => source.clone(),
    };
    let link = voice::link(&window, cue, source.as_ref(), &known);
    // 'There are fears that' is nobody's.
    let stated = source.is_some() || cue.stated && !window.reads(cue.first, "there");
    Offers {
        voice: if stated {
            OfferedVoice::Speakers
        } else {
            OfferedVoice::NotStated
        },
        source: link.source,
        speakers: link.speakers,
        cue: link.cue,
        polarity: link.polarity,
        relays: relays
            .iter()
            .map(|(cue, source)| voice::link(&window, cue, source.as_ref(), &known))
            .collect(),
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
        let turn = turn::of_turn(&window).into_iter().collect();
        (window, turn)
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
        for (cue, source) in &mut found {
            cue.score += source
                .as_ref()
                .map_or(0, |source| name::fit(window, source.core, speaker, &known));
        }
        found.sort_by_key(|(cue, _)| std::cmp::Reverse(cue.score));
    }
    found.retain(|(cue, _)| cue.score >= least);
    found
}

/// A cue with its source.
type CueWithSource = (CueCandidate, Option<Source>);

/// Every cue with its source, best first.
fn pairs(window: &Window<'_>) -> Vec<CueWithSource> {
    if arabic::is_arabic(window) {
        return arabic::pairs(window);
    }
    if language::is_foreign(window) {
        return Vec::new();
    }
    let candidates = cue::candidates(window, Lexicon::english());
    let mut found: Vec<CueWithSource> = candidates.into_iter().map(|cue| whole(window, cue)).collect();
    found.sort_by_key(|(cue, _)| std::cmp::Reverse(cue.score));
    found
}

/// A cue with its source, both at their full extent.
fn whole(window: &Window<'_>, cue: CueCandidate) -> CueWithSource {
    let core = source::source_of(window, &cue);
    let (mut cue, source) = match core {
        core if unstated::is_unstated(window, &cue, core) => (extent::without_source(window, cue), None),
        Some(core) => {
            let (cue, source) = extent::with_source(window, cue, core);
            (cue, Some(source))
        }
        None => (cue, None),
    };
    cue.score += place::contact_score(window, &cue, source.as_ref().map(|source| source.whole));
    (cue, source)
}

#[cfg(test)]
mod tests;
