//! What to call a mention and which known speaker it means. Where mentions stand is found in `source`.

use std::collections::BTreeMap;

use super::Mention;
use super::lexicon::Classes;
use super::source::Phrase;
use super::window::Window;
use crate::model::{Speaker, SpeakerId};
use crate::text::fold::fold;

/// The mention that a noun phrase is.
pub fn mention(window: &Window<'_>, phrase: Phrase, speakers: &BTreeMap<SpeakerId, Speaker>) -> Mention {
    let span = window.span(phrase.first, phrase.last);
    let words = window.words(phrase.first, phrase.last);
    Mention {
        span,
        name: tidy(words),
        speaker: known(words, speakers),
    }
}

/// How well a phrase fits a speaker: positive when it names it, negative when it names another.
pub fn fit(
    window: &Window<'_>,
    phrase: Phrase,
    speaker: &Speaker,
    speakers: &BTreeMap<SpeakerId, Speaker>,
) -> i32 {
    let words = window.words(phrase.first, phrase.last);
    let folded = fold(words);
    if names(&folded, speaker) {
        return 25;
    }
    let other = speakers
        .values()
        .any(|other| other != speaker && names(&folded, other));
    let pronoun = phrase.first == phrase.last
        && window.any(
            phrase.first,
            Classes::SUBJECT.with(Classes::POSSESSIVE).with(Classes::OBJECT),
        );
    match (other, pronoun) {
        (true, _) => -25,
        (_, true) => 6,
        _ => 0,
    }
}

/// The known speaker whom these words mean; none where they fit nobody or several alike.
fn known(words: &str, speakers: &BTreeMap<SpeakerId, Speaker>) -> Option<SpeakerId> {
    let folded = fold(words);
    let mut fitting = speakers.iter().filter(|(_, speaker)| names(&folded, speaker));
    let (id, _) = fitting.next()?;
    fitting.next().is_none().then(|| id.clone())
}

/// Whether folded words name the speaker: by a name or alias, its last word, or its role.
fn names(folded: &str, speaker: &Speaker) -> bool {
    let words: Vec<&str> = folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let holds = |name: &str| {
        let name = fold(name);
        let name: Vec<&str> = name
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        !name.is_empty() && words.windows(name.len()).any(|some| some == name)
    };
    speaker.names().any(holds)
        || speaker.role.as_deref().is_some_and(holds)
        || speaker.names().any(|name| {
            name.contains(' ')
                && name
                    .rsplit(' ')
                    .next()
                    .is_some_and(|last| last.len() > 2 && holds(last))
        })
}

/// The words as a name: without a comma or mark at the end, spaces single.
fn tidy(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words
        .join(" ")
        .trim_matches(|character: char| matches!(character, ',' | ';' | ':' | '"' | '“' | '”'))
        .to_owned()
}
