//! A paragraph as the taggers read it: its words and marks, each with a class from closed lists, its sentence, and
//! whether it stands in quotation marks.

use super::super::lexicon::{Classes, Lexicon};
use super::cutting::cut;
use super::gazetteer::{Gazetteer, Share};
use super::hash::{Key, of_word};
use crate::text::Span;

/// What a word or mark is, by its form and closed lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Class {
    /// Beyond either end of the paragraph.
    Outside,
    /// A pronoun that can be a subject.
    Pronoun,
    /// A possessive pronoun.
    Possessive,
    /// A pronoun that can only be an object.
    Object,
    /// 'That'.
    That,
    /// 'Not'.
    Not,
    /// 'To'.
    To,
    /// An auxiliary verb.
    Auxiliary,
    /// A determiner.
    Determiner,
    /// 'Who', 'which'.
    Relative,
    /// 'And', 'or', 'but'.
    Coordinator,
    /// A preposition.
    Preposition,
    /// Any other word that opens a clause.
    Subordinator,
    /// A quotation mark.
    QuotationMark,
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// The end of a sentence.
    Stop,
    /// A dash or bracket.
    Dash,
    /// A number.
    Number,
    /// A word with a capital.
    Capital,
    /// A role or office with a capital.
    CapitalRole,
    /// A word in -ing.
    Ing,
    /// A word in -ed.
    Ed,
    /// A word in -ly.
    Ly,
    /// A word in -s.
    Plural,
    /// A role or office in the plural.
    PluralRole,
    /// A role or office.
    Role,
    /// Any other word.
    Other,
}

impl Class {
    /// Whether it is written with a capital.
    pub(crate) fn is_capital(self) -> bool {
        matches!(self, Self::Capital | Self::CapitalRole)
    }

    /// Whether it can be the head of a name or a subject.
    pub(crate) fn is_name_like(self) -> bool {
        self.is_capital() || self == Self::Pronoun
    }
}

/// A word or mark.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Its position in the article.
    pub(crate) span: Span,
    /// Its letters in lower case.
    pub(crate) key: Key,
    /// Its last three letters.
    pub(crate) tail3: Key,
    /// Its last two letters.
    pub(crate) tail2: Key,
    /// Its outline: capitals, small letters, digits, runs shortened.
    pub(crate) outline: Key,
    /// What it is.
    pub(crate) class: Class,
    /// What the word lists say of it, as one number.
    pub(crate) listed: u32,
    /// How often it attributes.
    pub(crate) share: Share,
    /// Its sentence, counted in the paragraph.
    pub(crate) sentence: u32,
    /// Whether it opens a sentence.
    pub(crate) opens: bool,
    /// Whether it stands in quotation marks; the mark that closes them counts.
    pub(crate) quoted: bool,
    /// Whether it breaks the flow: a comma, a semicolon, a colon or a long dash.
    pub(crate) breaks: bool,
    /// Whether it opens a clause.
    pub(crate) joins: bool,
}

/// The words and marks of a paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraph {
    /// In the order of the text.
    pub(crate) words: Vec<Word>,
}

const PRONOUNS: &[&str] = &["i", "we", "he", "she", "they", "it", "who", "you"];
const POSSESSIVES: &[&str] = &["his", "her", "their", "our", "my", "its", "whose", "your"];
const OBJECTS: &[&str] = &["him", "them", "us", "me"];
const AUXILIARIES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "shall",
    "'s",
    "'re",
    "'ve",
    "'d",
    "'ll",
    "'m",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "hasn't",
    "haven't",
    "hadn't",
    "don't",
    "doesn't",
    "didn't",
    "won't",
    "wouldn't",
    "can't",
    "couldn't",
    "cannot",
    "shouldn't",
];
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "these", "those", "some", "many", "most", "several", "all", "any", "no",
    "each", "every", "both", "few", "other", "another", "more",
];
const PREPOSITIONS: &[&str] = &[
    "of", "in", "on", "at", "for", "by", "with", "from", "about", "against", "into", "over", "after",
    "before", "during", "between", "among", "under", "as", "than", "through", "without", "within", "upon",
    "toward", "towards",
];
const SUBORDINATORS: &[&str] = &[
    "while", "when", "because", "although", "though", "if", "since", "so", "where", "whether", "how", "why",
    "what", "until", "unless",
];
const ROLES: &[&str] = &[
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "sen.",
    "rep.",
    "gov.",
    "gen.",
    "president",
    "secretary",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "minister",
    "governor",
    "judge",
    "professor",
    "official",
    "officials",
    "analyst",
    "analysts",
    "expert",
    "experts",
    "report",
    "poll",
    "survey",
    "campaign",
    "director",
    "adviser",
    "aide",
    "aides",
    "strategist",
    "manager",
    "chairman",
    "leader",
    "leaders",
    "candidate",
    "nominee",
    "senator",
    "congressman",
    "mayor",
    "critics",
    "supporters",
    "voters",
    "people",
    "lawyers",
    "lawyer",
    "attorney",
    "investigators",
    "prosecutors",
    "prosecutor",
    "researchers",
    "company",
    "administration",
    "police",
    "witnesses",
    "residents",
    "study",
    "agency",
    "ministry",
    "economists",
    "executives",
    "opponents",
    "activists",
    "advocates",
    "sources",
];

fn class_of(lower: &str, word: &str, lexicon: Classes) -> Class {
    let first = word.chars().next().unwrap_or(' ');
    if !first.is_alphanumeric() && !lower.starts_with('\'') || lower == "'" || lower == "''" {
        return match first {
            ',' => Class::Comma,
            ';' => Class::Semicolon,
            ':' => Class::Colon,
            '.' | '?' | '!' | '…' => Class::Stop,
            '-' | '–' | '—' | '(' | ')' | '[' | ']' => Class::Dash,
            _ if is_mark(word) => Class::QuotationMark,
            _ => Class::Other,
        };
    }
    let listed = |list: &[&str]| list.contains(&lower);
    let role = listed(ROLES) || lexicon.any(Classes::ROLE.with(Classes::TITLE));
    match lower {
        "that" => return Class::That,
        "not" => return Class::Not,
        "to" => return Class::To,
        "which" | "whom" => return Class::Relative,
        "and" | "or" | "but" => return Class::Coordinator,
        _ if listed(PRONOUNS) => return Class::Pronoun,
        _ if listed(POSSESSIVES) => return Class::Possessive,
        _ if listed(OBJECTS) => return Class::Object,
        _ if listed(AUXILIARIES) => return Class::Auxiliary,
        _ if listed(DETERMINERS) => return Class::Determiner,
        _ if listed(PREPOSITIONS) => return Class::Preposition,
        _ if listed(SUBORDINATORS) => return Class::Subordinator,
        _ if first.is_numeric() => return Class::Number,
        _ => {}
    }
    match (first.is_uppercase(), role) {
        (true, true) => Class::CapitalRole,
        (true, false) => Class::Capital,
        (false, _) if lower.ends_with("ing") => Class::Ing,
        (false, _) if lower.ends_with("ed") => Class::Ed,
        (false, _) if lower.ends_with("ly") => Class::Ly,
        (false, true) if lower.ends_with('s') => Class::PluralRole,
        (false, false) if lower.ends_with('s') => Class::Plural,
        (false, true) => Class::Role,
        (false, false) => Class::Other,
    }
}

/// What the word lists say, as one small number: how strongly a verb attributes and in which form, or what else it is.
fn listed(classes: Classes) -> u32 {
    let strength = [Classes::SAY, Classes::THINK, Classes::OTHER];
    let strength = strength.iter().position(|&class| classes.any(class));
    let forms = [
        Classes::FINITE,
        Classes::GERUND,
        Classes::PARTICIPLE,
        Classes::BASE,
    ];
    let form = |code: u32, (place, class): (usize, &Classes)| code | u32::from(classes.any(*class)) << place;
    let form = forms.iter().enumerate().fold(0, form);
    let other = [Classes::NOUN, Classes::TIME, Classes::ADVERB, Classes::ROLE];
    let other = other.iter().position(|&class| classes.any(class));
    let strength = strength.map_or(0, |place| place as u32 + 1);
    let other = other.map_or(0, |place| place as u32 + 1);
    strength * 100 + form * u32::from(strength > 0) * 1_000 + other
}

const OPENING: [char; 4] = ['“', '„', '«', '‹'];
const CLOSING: [char; 3] = ['”', '»', '›'];

fn is_mark(word: &str) -> bool {
    matches!(word, "\"" | "''" | "``")
        || word.starts_with(OPENING)
        || word.starts_with(CLOSING)
        || matches!(word, "‘" | "’" | "'")
}

/// What a mark does to the quotation it stands at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    Either,
    Stays,
}

impl Paragraph {
    /// Reads the paragraph that this span of the text is.
    pub(crate) fn read(text: &str, paragraph: Span, gazetteer: &Gazetteer<'_>) -> Self {
        let lexicon = Lexicon::english();
        let cut = cut(text, paragraph);
        let mut words = Vec::with_capacity(cut.len());
        let turns = turns(text, &cut);
        let quoted = quoted(&turns);
        let sentences = sentences(text, &cut);
        let mut lower = String::new();
        for (at, &span) in cut.iter().enumerate() {
            let word = span.words(text);
            lower.clear();
            for letter in word.chars() {
                match letter {
                    '\u{2019}' => lower.push('\''),
                    _ => lower.extend(letter.to_lowercase()),
                }
            }
            let first = word.chars().next().unwrap_or(' ');
            let classes = lexicon.classes(&lower, first.is_uppercase());
            let mut class = class_of(&lower, word, classes);
            if turns[at] == Turn::Stays && class == Class::QuotationMark {
                class = Class::Dash;
            }
            let key = of_word(&lower);
            let speaks = first.is_alphabetic() || lower.starts_with('\'') && lower.len() > 1;
            words.push(Word {
                span,
                key,
                tail3: of_word(tail(&lower, 3)),
                tail2: of_word(tail(&lower, 2)),
                outline: outline(word),
                class,
                listed: listed(classes),
                share: if speaks { gazetteer.share(key) } else { Share::Mark },
                sentence: sentences[at],
                opens: at == 0 || sentences[at - 1] != sentences[at],
                quoted: quoted[at],
                breaks: matches!(class, Class::Comma | Class::Semicolon | Class::Colon)
                    || matches!(word, "—" | "–"),
                joins: matches!(
                    lower.as_str(),
                    "that" | "who" | "which" | "and" | "but" | "because" | "while" | "when"
                ),
            });
        }
        Self { words }
    }

    /// The class of a word; that of nothing beyond either end.
    pub(crate) fn class(&self, at: usize) -> Class {
        self.words.get(at).map_or(Class::Outside, |word| word.class)
    }

    /// The span from one word to another, both included.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        let start = self.words.get(first).map_or(0, |word| word.span.start);
        Span::new(start, self.words.get(last).map_or(start, |word| word.span.end))
    }
}

fn tail(word: &str, letters: usize) -> &str {
    let start = word.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
    &word[start..]
}

fn outline(word: &str) -> Key {
    let mut shape = String::new();
    for letter in word.chars() {
        let sign = match letter {
            _ if letter.is_uppercase() => 'X',
            _ if letter.is_lowercase() => 'x',
            _ if letter.is_numeric() => '9',
            _ => letter,
        };
        if !shape.ends_with(sign) {
            shape.push(sign);
        }
        if shape.chars().count() >= 6 {
            break;
        }
    }
    of_word(&shape)
}

/// What each mark does. Single marks quote only where the paragraph has no others.
fn turns(text: &str, cut: &[Span]) -> Vec<Turn> {
    let doubles = cut.iter().any(|span| {
        let word = span.words(text);
        is_mark(word) && !matches!(word, "‘" | "’" | "'")
    });
    let singles = !doubles && cut.iter().any(|span| span.words(text) == "‘");
    cut.iter()
        .map(|span| match span.words(text) {
            "\"" | "''" => Turn::Either,
            "``" => Turn::Opens,
            "‘" if singles => Turn::Opens,
            // Not the apostrophe of 'the workers’ union'.
            "’" if singles && !after_plural(text, *span) => Turn::Closes,
            word if word.starts_with(OPENING) => Turn::Opens,
            word if word.starts_with(CLOSING) => Turn::Closes,
            _ => Turn::Stays,
        })
        .collect()
}

fn after_plural(text: &str, mark: Span) -> bool {
    let follows = text[mark.end..].strip_prefix(' ');
    text[..mark.start].ends_with('s') && follows.is_some_and(|next| next.starts_with(char::is_lowercase))
}

fn quoted(turns: &[Turn]) -> Vec<bool> {
    // A quotation that began in a paragraph before closes here without an opening mark.
    let mut marks = turns.iter().filter(|turn| **turn != Turn::Stays);
    let mut inside = marks.next() == Some(&Turn::Closes);
    let mut quoted = Vec::with_capacity(turns.len());
    for turn in turns {
        match turn {
            Turn::Opens => {
                inside = true;
                quoted.push(true);
            }
            Turn::Closes => {
                quoted.push(true);
                inside = false;
            }
            Turn::Either => {
                quoted.push(true);
                inside = !inside;
            }
            Turn::Stays => quoted.push(inside),
        }
    }
    quoted
}

fn sentences(text: &str, cut: &[Span]) -> Vec<u32> {
    let word = |at: usize| cut.get(at).map_or("", |span| span.words(text));
    let is_stop = |word: &str| matches!(word, "." | "?" | "!");
    let is_close = |word: &str| matches!(word, "”" | "\"" | "’" | "''" | "»");
    let mut count = 0;
    let mut found = Vec::with_capacity(cut.len());
    for at in 0..cut.len() {
        found.push(count);
        let (this, next) = (word(at), word(at + 1));
        let before = word(at.wrapping_sub(1));
        let initial = before.chars().count() == 1 && before.starts_with(char::is_uppercase);
        let ends = is_stop(this) && !is_close(next) && !initial;
        let closes = is_close(this)
            && is_stop(before)
            && (next.starts_with(char::is_uppercase) || next.starts_with(['“', '"', '\'']));
        count += u32::from(ends || closes);
    }
    found
}
