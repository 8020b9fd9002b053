//! What to call a mention and which known speaker it means. Where mentions stand is found in `source`.

use std::collections::BTreeMap;

use super::Mention;
use super::arabic;
use super::lexicon::Classes;
use super::phrase::{Phrase, is_verbal, phrase_before};
use super::window::{Kind, Window};
use crate::model::{Speaker, SpeakerId, SpeakerKind};
use crate::text::fold::fold;

/// How far back a pronoun's name is looked for, in tokens.
const FAR: usize = 160;

/// The mention that a noun phrase is. A pronoun is called by the name it most likely stands for.
pub fn mention(window: &Window<'_>, phrase: Phrase, speakers: &BTreeMap<SpeakerId, Speaker>) -> Mention {
    let meant = antecedent(window, phrase).unwrap_or(phrase);
    Mention {
        span: window.span(phrase.first, phrase.last),
        name: tidy(window, meant),
        speaker: known(window.words(meant.first, meant.last), speakers),
    }
}

/// How well a phrase fits a speaker: positive when it names it, negative when it names another.
pub fn fit(
    window: &Window<'_>,
    phrase: Phrase,
    speaker: &Speaker,
    speakers: &BTreeMap<SpeakerId, Speaker>,
) -> i32 {
    let folded = fold(window.words(phrase.first, phrase.last));
    let own = likeness(&folded, speaker);
    let other = speakers
        .values()
        .filter(|other| *other != speaker)
        .map(|other| likeness(&folded, other))
        .max()
        .flatten();
    match (own, other) {
        (Some(own), other) if other.is_none_or(|other| own >= other) => 25,
        (_, Some(_)) => -25,
        _ if is_pronoun(window, phrase) => 6,
        _ => 0,
    }
}

/// How words can name a speaker, the surest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// By the noun that its name is built on: 'the coalition'.
    Head,
    /// By a surname.
    Surname,
    /// By its role.
    Role,
    /// By a name among other words.
    Contained,
    /// By a name and nothing else.
    Whole,
}

/// The known speaker whom these words mean; none where they fit nobody or several alike.
fn known(words: &str, speakers: &BTreeMap<SpeakerId, Speaker>) -> Option<SpeakerId> {
    let folded = fold(words);
    let fitting = speakers
        .iter()
        .filter_map(|(id, speaker)| Some((likeness(&folded, speaker)?, id)));
    let best: Vec<(Likeness, &SpeakerId)> = fitting.collect();
    let most = best.iter().map(|(likeness, _)| *likeness).max()?;
    let mut alike = best.into_iter().filter(|(likeness, _)| *likeness == most);
    let (_, id) = alike.next()?;
    alike.next().is_none().then(|| id.clone())
}

fn likeness(folded: &str, speaker: &Speaker) -> Option<Likeness> {
    let mention = words(folded);
    let role = speaker.role.as_deref().map(fold);
    let by_role = role
        .filter(|role| contains(&mention, &words(role)))
        .map(|_| Likeness::Role);
    let by_name = speaker
        .names()
        .filter_map(|name| by_name(&mention, &fold(name), speaker.kind))
        .max();
    by_name.max(by_role)
}

fn by_name(mention: &[&str], name: &str, kind: SpeakerKind) -> Option<Likeness> {
    let name = words(name);
    let (first, last) = (name.first()?, name.last()?);
    if mention == name {
        return Some(Likeness::Whole);
    }
    if contains(mention, &name) {
        return Some(Likeness::Contained);
    }
    if name.len() < 2 {
        return None;
    }
    // An Arabic name is built on its first word, an English one on its last.
    let arabic = last.starts_with(|letter| ('\u{620}'..='\u{6ff}').contains(&letter));
    let head = if arabic { first } else { last };
    match kind {
        SpeakerKind::Person => mention
            .last()
            .is_some_and(|word| word == last && last.chars().count() > 2)
            .then_some(Likeness::Surname),
        _ => (mention == [*head]).then_some(Likeness::Head),
    }
}

/// The words, without a leading article.
fn words(folded: &str) -> Vec<&str> {
    let mut words: Vec<&str> = folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1
        && words
            .first()
            .is_some_and(|word| ["the", "a", "an"].contains(word))
    {
        words.remove(0);
    }
    words
}

fn contains(words: &[&str], name: &[&str]) -> bool {
    !name.is_empty() && words.windows(name.len()).any(|some| some == name)
}

/// A pronoun by itself; 'several' and 'those' count as names of their own.
fn is_pronoun(window: &Window<'_>, phrase: Phrase) -> bool {
    let personal = Classes::SUBJECT.with(Classes::OBJECT);
    let at = phrase.first;
    let pronoun = window.any(at, Classes::POSSESSIVE)
        || window.any(at, personal) && !window.any(at, Classes::DETERMINER);
    phrase.first == phrase.last && pronoun
}

/// The name that a pronoun most likely stands for: what a relative pronoun follows, else the nearest
/// subject before with a name or a role.
fn antecedent(window: &Window<'_>, phrase: Phrase) -> Option<Phrase> {
    if !is_pronoun(window, phrase)
        || ["i", "we", "you", "my", "our"].contains(&window.token(phrase.first).lower.as_str())
    {
        return None;
    }
    let relative = window.any(phrase.first, Classes::CONJUNCTION);
    if relative {
        let comma = usize::from(window.reads(phrase.first.wrapping_sub(1), ","));
        return phrase_before(window, phrase.first - comma);
    }
    let places = (phrase.first.saturating_sub(FAR)..phrase.first).rev();
    let mut nearest = None;
    for at in places.filter(|&at| window.is(at, Kind::Word) && window.token(at).quotation == 0) {
        let names = window.token(at).capital || window.any(at, Classes::ROLE);
        let Some(name) = names.then(|| phrase_before(window, at + 1)).flatten() else {
            continue;
        };
        if is_pronoun(window, name) {
            continue;
        }
        if is_verbal(window, at + 1) {
            return Some(name);
        }
        nearest = nearest.or(Some(name));
    }
    nearest
}

/// The words as a name: titles and roles left out where a full name follows them, nothing in
/// brackets, no mark at the end, spaces single.
fn tidy(window: &Window<'_>, phrase: Phrase) -> String {
    let bracket = (phrase.first..=phrase.last).find(|&at| window.reads(at, "(") && at > phrase.first);
    let last = bracket.map_or(phrase.last, |at| at - 1);
    let first = person(window, Phrase { last, ..phrase });
    let words = window.words(first, last);
    let words = if arabic::takes_preposition(window, first) {
        arabic::without_preposition(words)
    } else {
        words.into()
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    words
        .join(" ")
        .trim_matches(|character: char| matches!(character, ',' | ';' | ':' | '"' | '“' | '”' | '«' | '»'))
        .to_owned()
}

/// Where a person's full name begins behind titles and roles; the beginning where there are none.
fn person(window: &Window<'_>, phrase: Phrase) -> usize {
    let title = |at: usize| window.any(at, Classes::TITLE) || arabic::is_title(window, at);
    let role = |at: usize| window.any(at, Classes::ROLE) && !window.token(at).capital;
    // 'General Electric Company' is not the General Company.
    let opens = |at: usize| !window.reads(at, "general") || at > phrase.first && title(at - 1);
    let before = (phrase.first..phrase.last)
        .rev()
        .find(|&at| (title(at) && opens(at)) || role(at));
    let Some(first) = before.map(|at| at + 1) else {
        return phrase.first;
    };
    let named = (first..=phrase.last).all(|at| {
        let token = window.token(at);
        token.capital || !token.lower.is_ascii() && token.kind == Kind::Word
    });
    if named && phrase.last > first {
        first
    } else {
        phrase.first
    }
}
