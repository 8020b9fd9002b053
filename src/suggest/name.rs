//! The name of a mention, and the known speaker it refers to.

use std::collections::{BTreeMap, HashSet};

use super::Mention;
use super::arabic;
use super::extent::Source;
use super::lexicon::Classes;
use super::phrase::{Phrase, is_called, is_verbal, phrase_before};
use super::proposal;
use super::source::is_told;
use super::window::{TokenKind, Window};
use crate::model::{Speaker, SpeakerId, SpeakerKind};
use crate::text::fold::fold;

/// How far back the name behind a pronoun is looked for, in tokens.
const MAX_PRONOUN_TOKENS: usize = 160;

/// The maximum length of a name, in words; a longer phrase is a description.
const MAX_NAME_WORDS: usize = 8;

/// The speakers of the project that share a word with the text around the claim: a project may hold
/// many thousands, and only these can be meant.
pub(super) struct NearbySpeakers<'a>(Vec<(&'a SpeakerId, &'a Speaker)>);

impl<'a> NearbySpeakers<'a> {
    /// Those that the window may mention.
    pub(super) fn around(window: &Window<'_>, speakers: &'a BTreeMap<SpeakerId, Speaker>) -> Self {
        if speakers.is_empty() {
            return Self(Vec::new());
        }
        let read = window.tokens.iter().filter(|token| token.kind == TokenKind::Word);
        let folded: Vec<String> = read.map(|token| fold(&token.lower)).collect();
        let read: HashSet<&str> = folded.iter().flat_map(|word| words(word)).collect();
        let shares = |name: &str| {
            let ascii = name.is_ascii();
            let folded = if ascii {
                name.to_ascii_lowercase()
            } else {
                fold(name)
            };
            words(&folded).iter().any(|word| read.contains(word))
        };
        let mentioned = |speaker: &Speaker| speaker.names().chain(speaker.role.as_deref()).any(shares);
        Self(
            speakers
                .iter()
                .filter(|(_, speaker)| mentioned(speaker))
                .collect(),
        )
    }
}

/// The mention that a source is. A pronoun is called by the name it most likely stands for.
pub(super) fn mention(window: &Window<'_>, source: &Source, speakers: &NearbySpeakers<'_>) -> Mention {
    let meant = antecedent(window, source.core).unwrap_or(source.core);
    let own = (meant == source.core).then_some(source.whole);
    Mention {
        span: window.span(source.whole.first, source.whole.last),
        name: tidy(window, meant),
        speaker: known_speaker(window, meant, speakers),
        proposal: proposal::read(window, meant, own.unwrap_or(meant)),
    }
}

/// What a mention that fills a window calls somebody; `None` for a pronoun, and for more words than a
/// name has.
pub(super) fn alias(window: &Window<'_>) -> Option<String> {
    let is_word = |at: &usize| window.is(*at, TokenKind::Word);
    let first = (0..window.tokens.len()).find(is_word)?;
    let last = (0..window.tokens.len()).rev().find(is_word)?;
    let phrase = Phrase { first, last };
    let one = phrase.first == phrase.last;
    let small = one && (is_pronoun(window, phrase) || window.any(phrase.first, Classes::DETERMINER));
    if small || arabic::is_pronoun(window, phrase.first) && one || last - first >= MAX_NAME_WORDS {
        return None;
    }
    Some(tidy(window, phrase)).filter(|name| !name.is_empty())
}

/// How well a phrase fits a speaker: positive when it names it, negative when it names another.
pub(super) fn fit(
    window: &Window<'_>,
    phrase: Phrase,
    speaker: &Speaker,
    speakers: &NearbySpeakers<'_>,
) -> i32 {
    let folded = fold(window.words(phrase.first, phrase.last));
    let own = likeness(&folded, speaker);
    let others = speakers.0.iter().filter(|(_, other)| *other != speaker);
    let other = others.filter_map(|(_, other)| likeness(&folded, other)).max();
    match (own, other) {
        (Some(own), other) if other.is_none_or(|other| own >= other) => 25,
        (_, Some(_)) => -25,
        _ if is_pronoun(window, phrase) => 6,
        _ => 0,
    }
}

/// The phrase to offer as mention of a speaker: the cue's own unless it names somebody else, else the
/// nearest place where the speaker is named.
pub(super) fn mention_of(
    window: &Window<'_>,
    source: Option<Source>,
    speaker: &Speaker,
    speakers: &NearbySpeakers<'_>,
) -> Option<Source> {
    let stranger = |phrase: Phrase| {
        let named = window.token(phrase.last).capital && !is_pronoun(window, phrase);
        let fit = fit(window, phrase, speaker, speakers);
        fit < 0 || fit == 0 && named
    };
    let own = source.clone().filter(|source| !stranger(source.core));
    own.or_else(|| nearest_name(window, speaker).map(Source::of_phrase))
        .or_else(|| source.filter(|source| fit(window, source.core, speaker, speakers) >= 0))
}

/// The nearest place outside the claim and other people's quotations where the speaker is named.
fn nearest_name(window: &Window<'_>, speaker: &Speaker) -> Option<Phrase> {
    let read: Vec<String> = window.tokens.iter().map(|token| fold(&token.lower)).collect();
    let piece = *window.pieces.first()?;
    let sentence = window.token(piece).sentence;
    let mut found: Vec<Phrase> = Vec::new();
    for name in speaker.names().map(fold) {
        let name = words(&name);
        let surname = name.last().filter(|_| speaker.kind == SpeakerKind::Person);
        for wanted in [Some(name.as_slice()), surname.map(std::slice::from_ref)]
            .into_iter()
            .flatten()
        {
            let places = read.windows(wanted.len().max(1)).enumerate();
            let fitting = places.filter(|(_, some)| *some == wanted);
            found.extend(fitting.map(|(first, _)| Phrase {
                first,
                last: first + wanted.len() - 1,
            }));
        }
    }
    found.retain(|phrase| window.token(phrase.first).quotation == 0);
    found.into_iter().min_by_key(|phrase| {
        let token = window.token(phrase.first);
        let apart = token.sentence.abs_diff(sentence);
        (
            apart,
            phrase.first.abs_diff(piece),
            std::cmp::Reverse(phrase.last - phrase.first),
        )
    })
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
fn known_speaker(window: &Window<'_>, phrase: Phrase, speakers: &NearbySpeakers<'_>) -> Option<SpeakerId> {
    let folded = fold(window.words(phrase.first, phrase.last));
    // Of 'army spokesman Yahya Rasoul' the army is a part, but not who speaks.
    let name = fold(window.words(person(window, phrase), phrase.last));
    let titled = name != folded;
    // Parties without a name are not the same because the words are.
    let named = |(_, speaker): &&(&SpeakerId, &Speaker)| speaker.kind != SpeakerKind::Unnamed;
    let fitting = speakers.0.iter().filter(named);
    let fitting: Vec<(Likeness, &SpeakerId)> = fitting
        .filter(|(_, speaker)| !titled || likeness(&name, speaker).is_some() || by_role(&folded, speaker))
        .filter_map(|(id, speaker)| Some((likeness(&folded, speaker)?, *id)))
        .collect();
    let most = fitting.iter().map(|(likeness, _)| *likeness).max()?;
    let mut alike = fitting.into_iter().filter(|(likeness, _)| *likeness == most);
    let (_, id) = alike.next()?;
    alike.next().is_none().then(|| id.clone())
}

fn likeness(folded: &str, speaker: &Speaker) -> Option<Likeness> {
    let mention = words(folded);
    let by_role = by_role(folded, speaker).then_some(Likeness::Role);
    let by_name = speaker
        .names()
        .filter_map(|name| by_name(&mention, &fold(name), speaker.kind))
        .max();
    by_name.max(by_role)
}

fn by_role(folded: &str, speaker: &Speaker) -> bool {
    let role = speaker.role.as_deref().map(fold);
    role.is_some_and(|role| contains(&words(folded), &words(&role)))
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

/// Whether a phrase gives no name to call anybody by: a pronoun that stands for nothing in reach.
pub(super) fn is_nameless(window: &Window<'_>, phrase: Phrase) -> bool {
    is_pronoun(window, phrase) && antecedent(window, phrase).is_none()
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
        let comma = usize::from(window.reads(phrase.first.saturating_sub(1), ","));
        return phrase_before(window, phrase.first - comma);
    }
    // 'As for the ministry, it says'.
    let comma = phrase.first.saturating_sub(1);
    let topic = window
        .reads(comma, ",")
        .then(|| phrase_before(window, comma))
        .flatten();
    let topic = topic.filter(|name| {
        let before = name.first.saturating_sub(1);
        window.reads(before, "for") && window.reads(before.saturating_sub(1), "as")
    });
    if topic.is_some() {
        return topic;
    }
    let places = (phrase.first.saturating_sub(MAX_PRONOUN_TOKENS)..phrase.first).rev();
    let mut nearest = None;
    for at in places.filter(|&at| window.is(at, TokenKind::Word) && window.token(at).quotation == 0) {
        let names = window.token(at).capital || window.any(at, Classes::ROLE);
        let Some(name) = names.then(|| phrase_before(window, at + 1)).flatten() else {
            continue;
        };
        if is_pronoun(window, name) {
            continue;
        }
        // In 'the army said that Weiss had left. It' the army is meant.
        let told = is_told(window, name.first.saturating_sub(1));
        if is_verbal(window, at + 1) && !told {
            return Some(name);
        }
        nearest = nearest.or(Some(name));
    }
    nearest
}

/// The words as a name: titles and roles left out where a full name follows them, a surname with the first
/// name that it had before, nothing in brackets, no mark at the end, spaces single.
fn tidy(window: &Window<'_>, phrase: Phrase) -> String {
    let quoted = (phrase.first + 1..phrase.last)
        .find(|&at| window.is(at, TokenKind::Mark) && window.token(at).quotation != 0);
    // 'A front called “Dawn”' is called Dawn.
    if let Some(open) =
        quoted.filter(|&open| is_called(window, open - 1) || is_called(window, open.saturating_sub(2)))
    {
        let last = if window.is(phrase.last, TokenKind::Mark) {
            phrase.last - 1
        } else {
            phrase.last
        };
        return window.words(open + 1, last.max(open + 1)).to_owned();
    }
    let bracket = (phrase.first..=phrase.last).find(|&at| window.reads(at, "(") && at > phrase.first);
    let last = bracket.map_or(phrase.last, |at| at - 1);
    let last = before_body(window, Phrase { last, ..phrase }).unwrap_or(last);
    let first = person(window, Phrase { last, ..phrase });
    let (first, last) = fuller(window, first, last).unwrap_or((first, last));
    let bare = is_mere_article(window, first, last);
    let first = first + usize::from(bare);
    let words = window.words(first, last);
    let words = if arabic::takes_preposition(window, first) {
        arabic::without_preposition(words)
    } else {
        words.into()
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    let name = words.join(" ");
    let name = name
        .trim_matches(|character: char| matches!(character, ',' | ';' | ':' | '"' | '“' | '”' | '«' | '»'));
    let mut letters = name.chars();
    match letters.next().filter(|_| bare) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// The end of a person's name behind titles, before the body that they belong to: 'Professor Jane Cole of Leeds University'.
fn before_body(window: &Window<'_>, phrase: Phrase) -> Option<usize> {
    let of =
        (phrase.first + 2..phrase.last).find(|&at| window.reads(at, "of") || window.reads(at, "from"))?;
    let last = of - 1;
    let first = person(window, Phrase { last, ..phrase });
    (first > phrase.first && first < last).then_some(last)
}

/// Whether a name begins with an article that is no part of it: 'the harbour office', but not 'The New York
/// Times' within a sentence.
fn is_mere_article(window: &Window<'_>, first: usize, last: usize) -> bool {
    let article = ["the", "a", "an"].iter().any(|word| window.reads(first, word));
    let sentence = |at: usize| window.token(at).sentence;
    let opens = first == 0 || sentence(first - 1) != sentence(first);
    article && first < last && (opens || !window.token(first).capital)
}

/// Where a person's full name begins behind titles and roles; the beginning where there are none.
pub(super) fn person(window: &Window<'_>, phrase: Phrase) -> usize {
    let title = |at: usize| window.any(at, Classes::TITLE) || arabic::is_title(window, at);
    let role = |at: usize| window.any(at, Classes::ROLE) && !window.token(at).capital;
    // 'General Electric Company' is not the General Company.
    let opens = |at: usize| !window.reads(at, "general") || at > phrase.first && title(at - 1);
    let before = (phrase.first..phrase.last)
        .rev()
        .find(|&at| (title(at) && opens(at)) || role(at));
    let Some(before) = before else {
        return phrase.first;
    };
    let first = before + 1 + usize::from(window.reads(before + 1, ","));
    let named = (first..=phrase.last).all(|at| {
        let token = window.token(at);
        token.capital || !token.lower.is_ascii() && token.kind == TokenKind::Word
    });
    let enough = phrase.last > first || phrase.last == first && is_honorific(window, before);
    if named && enough { first } else { phrase.first }
}

/// 'Mr' says nothing that a name needs.
fn is_honorific(window: &Window<'_>, at: usize) -> bool {
    let word = window.token(at).lower.trim_end_matches('.');
    ["mr", "mrs", "ms", "dr"].contains(&word)
}

/// For a bare surname, the nearest place before where it stands behind a first name.
fn fuller(window: &Window<'_>, first: usize, last: usize) -> Option<(usize, usize)> {
    let surname = window.token(last);
    if first != last || !surname.capital {
        return None;
    }
    let given = |at: usize| {
        let token = window.token(at);
        let closed = Classes::PREPOSITION
            .with(Classes::DETERMINER)
            .with(Classes::CONJUNCTION)
            .with(Classes::TITLE)
            .with(Classes::ROLE)
            .with(Classes::ADVERB)
            .with(Classes::VERB)
            .with(Classes::TIME);
        token.kind == TokenKind::Word && token.capital && !token.classes.any(closed)
    };
    let places = (0..first)
        .rev()
        .filter(|&at| window.token(at).lower == surname.lower);
    places
        .filter(|&at| at > 0 && given(at - 1))
        .map(|at| {
            let start = if at > 1 && given(at - 2) { at - 2 } else { at - 1 };
            (start, at)
        })
        .next()
}
