//! Claims in other languages than English, by rules over word lists: quotations everywhere, with their speaker where a verb
//! of saying stands beside them; in Arabic also what follows 'said that' to the end of its sentence.

use super::quotations::offered;
use super::units::words_in;
use crate::text::Span;
use crate::text::fold::fold;
use crate::text::sentence::sentences;

/// What a paragraph is written in, as far as rules and model differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    /// The model knows it.
    English,
    /// Rules know it.
    Arabic,
    /// Only quotations are found, with the verbs of saying of some languages.
    Other,
}

/// So much of the text on either side tells the language of a paragraph.
const REACH_BYTES: usize = 800;

/// The commonest English words that are rare in other languages.
const ENGLISH: [&str; 20] = [
    "the", "of", "and", "to", "that", "is", "for", "with", "by", "he", "it", "on", "as", "at", "from",
    "said", "his", "she", "they", "not",
];

/// German verbs of saying that also open a main clause behind a comma: 'Kern sagte, das Geld fehle'.
pub(super) const GERMAN_VERBS: [&str; 11] = [
    "sagte",
    "sagt",
    "erklärte",
    "erklärt",
    "betonte",
    "meinte",
    "kritisierte",
    "warnte",
    "schrieb",
    "berichtete",
    "forderte",
];

/// Further verbs of saying as they stand beside a quotation in German, French and Spanish; those of two words by their last.
const VERBS: [&str; 41] = [
    "teilte",
    "fügte",
    "hieß",
    "antwortete",
    "so",
    "déclaré",
    "dit",
    "affirmé",
    "expliqué",
    "ajouté",
    "assuré",
    "estimé",
    "précisé",
    "indiqué",
    "souligné",
    "dénoncé",
    "annoncé",
    "déclare",
    "affirme",
    "explique",
    "ajoute",
    "estime",
    "assure",
    "dijo",
    "dice",
    "afirmó",
    "afirma",
    "declaró",
    "aseguró",
    "asegura",
    "explicó",
    "explica",
    "añadió",
    "señaló",
    "señala",
    "advirtió",
    "anunció",
    "indicó",
    "subrayó",
    "manifestó",
    "sostuvo",
];

/// What may stand before such a verb: 'a déclaré', 'ha dicho'.
const HELPERS: [&str; 6] = ["a", "ont", "ha", "han", "hat", "avait"];

/// The language of a paragraph, by the words of it and around it.
pub(crate) fn tongue(text: &str, unit: Span) -> Tongue {
    let start = text.floor_char_boundary(unit.start.saturating_sub(REACH_BYTES));
    let end = text.ceil_char_boundary((unit.end + REACH_BYTES).min(text.len()));
    let around = Span::new(start, end).words(text);
    let words = around
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty());
    let (mut all, mut english, mut arabic) = (0, 0, 0);
    for word in words {
        all += 1;
        english += usize::from(ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known)));
        arabic += usize::from(word.starts_with(|letter| ('\u{620}'..='\u{6ff}').contains(&letter)));
    }
    match (all, english, arabic) {
        _ if arabic * 2 > all => Tongue::Arabic,
        (0..8, ..) => Tongue::English,
        _ if english * 10 >= all => Tongue::English,
        _ => Tongue::Other,
    }
}

/// Source and cue beside a quotation: '„…“, sagte Merkel', 'Merkel sagte: „…“'.
pub(crate) fn beside(text: &str, unit: Span, quotation: Span) -> (Option<Span>, Option<Span>) {
    let after = words_of(text, Span::new(quotation.end.min(unit.end), unit.end));
    let stop = |word: &Span| !word.words(text).starts_with(char::is_alphanumeric);
    let first = after
        .iter()
        .position(|word| !matches!(word.words(text), "," | "–" | "—" | "-"));
    if let Some((cue, behind)) = first.and_then(|first| verb(text, after.get(first..)?)) {
        let name = behind
            .iter()
            .take_while(|word| !stop(word) && is_name(word.words(text)));
        let name: Vec<&Span> = name.take(8).collect();
        if let (Some(first), Some(last)) = (name.first(), name.last()) {
            return (Some(Span::new(first.start, last.end)), Some(cue));
        }
    }
    let before = words_of(text, Span::new(unit.start, quotation.start.max(unit.start)));
    let Some((colon, words)) = before.split_last().filter(|(last, _)| last.words(text) == ":") else {
        return (None, None);
    };
    let places = (0..words.len()).rev().take(12);
    for at in places {
        if let Some((cue, _)) = verb(text, &words[at..]) {
            let name = words[..at]
                .iter()
                .rev()
                .take_while(|word| !stop(word) && is_name(word.words(text)));
            let name: Vec<&Span> = name.take(8).collect();
            if let (Some(first), Some(last)) = (name.last(), name.first()) {
                return (Some(Span::new(first.start, last.end)), Some(cue));
            }
        }
    }
    // 'Merkel: „…“'
    let all = words.iter().all(|word| is_name(word.words(text)));
    match (words.first(), words.last()) {
        (Some(first), Some(last)) if all && words.len() < 6 => {
            (Some(Span::new(first.start, last.end)), Some(*colon))
        }
        _ => (None, None),
    }
}

/// The verb of saying that begins here, with its helper, and the words behind it.
pub(super) fn verb<'a>(text: &str, words: &'a [Span]) -> Option<(Span, &'a [Span])> {
    let lower = |at: usize| {
        words
            .get(at)
            .map_or(String::new(), |word| word.words(text).to_lowercase())
    };
    let helped = usize::from(HELPERS.contains(&lower(0).as_str()));
    let verb = lower(helped);
    if !GERMAN_VERBS.contains(&verb.as_str()) && !VERBS.contains(&verb.as_str()) {
        return None;
    }
    let cue = Span::new(words.first()?.start, words.get(helped)?.end);
    Some((cue, words.get(helped + 1..)?))
}

/// Whether a word can be part of a name with its title: one with a capital, or an article or preposition within.
pub(super) fn is_name(word: &str) -> bool {
    let within = [
        "der", "die", "das", "von", "de", "del", "la", "le", "les", "el", "los", "las", "du", "des", "den",
        "dem", "y", "et", "und", "l", "d",
    ];
    word.starts_with(char::is_uppercase) || within.contains(&word) || matches!(word, "'" | "’")
}

/// Words and marks, each by itself.
pub(super) fn words_of(text: &str, span: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open = false;
    for (at, letter) in span.words(text).char_indices() {
        let at = span.start + at;
        let here = Span::new(at, at + letter.len_utf8());
        let word = letter.is_alphanumeric();
        match found.last_mut().filter(|_| word && open) {
            Some(last) => last.end = here.end,
            None if !letter.is_whitespace() => found.push(here),
            None => {}
        }
        open = word;
    }
    found
}

/// A claim that a rule found.
pub(crate) struct Found {
    /// What is said.
    pub(crate) content: Span,
    /// Who says so.
    pub(crate) source: Span,
    /// Through which words.
    pub(crate) cue: Span,
}

/// The claims behind 'that' or a colon in an Arabic paragraph: to the end of the sentence.
pub(crate) fn arabic_clauses(text: &str, unit: Span) -> Vec<Found> {
    let mut found = Vec::new();
    for sentence in sentences(text, unit) {
        let words = words_of(text, sentence);
        let opens = |word: &Span| {
            ["ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", "بانهم", ":"]
                .contains(&fold(word.words(text)).as_str())
        };
        let Some(at) = (1..words.len()).find(|&at| words.get(at).is_some_and(opens)) else {
            continue;
        };
        // A colon opens what is said and is no part of it.
        let at = at + usize::from(words[at].words(text) == ":");
        let Some(that) = words
            .get(at)
            .filter(|word| !["«", "\"", "“"].contains(&word.words(text)))
        else {
            continue;
        };
        let end = sentence
            .words(text)
            .trim_end_matches(|letter: char| letter.is_whitespace() || ".!؟".contains(letter));
        let content = Span::new(that.start, (sentence.start + end.len()).max(that.end));
        if words_in(text, &[content]) < 4 {
            continue;
        }
        if let (Some(source), Some(cue)) = offered(text, &[content]) {
            let before = Span::new(sentence.start, content.start);
            if before.covers(source) && before.covers(cue) {
                found.push(Found { content, source, cue });
            }
        }
    }
    found
}

/// Who passed an Arabic claim on and who said it: 'نقلت A عن B' is B's, relayed by A.
pub(crate) fn arabic_relay(text: &str, source: Span, cue: Option<Span>) -> Option<(Span, Span)> {
    let carries = fold(cue?.words(text)).split(' ').any(|word| {
        let word = word.trim_start_matches('و');
        ["نقل", "نقلت", "نقلوا", "تنقل", "ينقل"].contains(&word)
    });
    let words = source.words(text);
    let (relay, origin) = words.split_once(" عن ").filter(|_| carries)?;
    let relay = Span::new(source.start, source.start + relay.len());
    Some((relay, Span::new(source.end - origin.len(), source.end)))
}
