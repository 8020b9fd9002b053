//! The English word lists: reporting verbs in every form, nouns and phrases that attribute, and the
//! small closed classes around them.
//!
//! The lists themselves are data, `assets/cues/en.txt`; their head describes the format of a line.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::word_list::{self, Phrases};

/// What a word can be; several at once, since 'claim' is a verb and a noun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Classes { $($(#[$doc])* pub(super) const $name: Self = Self(1 << $bit);)* }
    };
}

classes! {
    /// A verb of saying.
    SAY = 0;
    /// A verb of thinking, wanting, judging.
    THINK = 1;
    /// A verb that attributes only beside a claim.
    OTHER = 2;
    /// The form in -ing.
    GERUND = 3;
    /// A form that can be a past participle.
    PARTICIPLE = 4;
    /// A form that can stand alone with a subject.
    FINITE = 5;
    /// A noun that attributes: 'allegation'.
    NOUN = 6;
    /// An adverb.
    ADVERB = 7;
    /// An auxiliary verb.
    AUXILIARY = 8;
    /// An auxiliary of the passive.
    PASSIVE = 9;
    /// A determiner.
    DETERMINER = 10;
    /// A possessive pronoun.
    POSSESSIVE = 11;
    /// A preposition.
    PREPOSITION = 12;
    /// A conjunction or relative.
    CONJUNCTION = 13;
    /// A pronoun that can be a subject.
    SUBJECT = 14;
    /// A pronoun that can only be an object.
    OBJECT = 15;
    /// A word of time.
    TIME = 16;
    /// A noun for people and bodies that speak.
    ROLE = 17;
    /// The base form of a verb, which needs a plural subject or an auxiliary.
    BASE = 18;
    /// A title before a name.
    TITLE = 19;
    /// A body with a name: an army, a ministry, a company.
    BODY = 20;
    /// A paper that speaks: a report, a statement, a survey.
    DOCUMENT = 21;
    /// A newspaper, an agency, a channel.
    OUTLET = 22;
    /// A participle that is an adjective before a noun: 'leading'.
    ADJECTIVE = 23;
}

impl Classes {
    /// Any verb of the lists.
    pub(super) const VERB: Self = Self(Self::SAY.0 | Self::THINK.0 | Self::OTHER.0);

    /// Whether it is any of these.
    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// These, but none of those.
    pub(super) fn without(self, those: Self) -> Self {
        Self(self.0 & !those.0)
    }

    /// Both together.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The lists, read.
pub(super) struct Lexicon {
    words: HashMap<String, Classes>,
    phrases: Phrases,
    unstated: Phrases,
    denials: HashSet<String>,
    refusals: HashSet<String>,
}

impl Lexicon {
    /// The English lists, read once.
    pub(super) fn english() -> &'static Self {
        static ENGLISH: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(include_str!("../../assets/cues/en.txt")));
        &ENGLISH
    }

    /// What a word in lower case can be; `capital` says how it was written.
    pub(super) fn classes(&self, word: &str, capital: bool) -> Classes {
        let listed = self.words.get(word).copied().unwrap_or_default();
        if listed == Classes::default() && word.len() > 4 && word.ends_with("ly") && !capital {
            return Classes::ADVERB;
        }
        listed
    }

    /// The phrases that begin with a word, word by word, longest first.
    pub(super) fn phrases(&self, first: &str) -> &[Vec<String>] {
        self.phrases.starting_with(first)
    }

    /// The phrases that leave open who speaks, like those above.
    pub(super) fn unstated(&self, first: &str) -> &[Vec<String>] {
        self.unstated.starting_with(first)
    }

    /// Whether a word by itself says that something is not so: 'denied'.
    pub(super) fn denies(&self, word: &str) -> bool {
        self.denials.contains(word)
    }

    /// Whether a word before a verb of saying says that it was not said: 'refused to confirm'.
    pub(super) fn refuses(&self, word: &str) -> bool {
        self.refusals.contains(word)
    }

    fn read(list: &str) -> Self {
        let mut lexicon = Self {
            words: HashMap::new(),
            phrases: Phrases::default(),
            unstated: Phrases::default(),
            denials: HashSet::new(),
            refusals: HashSet::new(),
        };
        for (section, line) in word_list::entries(list) {
            lexicon.take(section, line);
        }
        lexicon
    }

    fn take(&mut self, section: &str, line: &str) {
        match section {
            "verbs say" => self.verb(line, Classes::SAY),
            "verbs think" => self.verb(line, Classes::THINK),
            "verbs other" => self.verb(line, Classes::OTHER),
            "verbs plain" => self.verb(line, Classes::default()),
            "pasts" => self.mark(line, Classes::FINITE),
            "phrases" => self.phrases.add(line),
            "unstated" => self.unstated.add(line),
            "nouns" => {
                self.mark(line, Classes::NOUN);
                self.mark(&with_s(line), Classes::NOUN);
            }
            "adverbs" => self.mark(line, Classes::ADVERB),
            "auxiliaries" => self.mark(line, Classes::AUXILIARY),
            "passive" => self.mark(line, Classes::PASSIVE),
            "determiners" => self.mark(line, Classes::DETERMINER),
            "possessives" => self.mark(line, Classes::POSSESSIVE),
            "prepositions" => self.mark(line, Classes::PREPOSITION),
            "conjunctions" => self.mark(line, Classes::CONJUNCTION),
            "subjects" => self.mark(line, Classes::SUBJECT),
            "objects" => self.mark(line, Classes::OBJECT),
            "times" => self.mark(line, Classes::TIME),
            "titles" => self.mark(line, Classes::TITLE),
            "roles" => self.mark(line, Classes::ROLE),
            "bodies" => self.mark(line, Classes::BODY.with(Classes::ROLE)),
            "documents" => self.mark(line, Classes::DOCUMENT.with(Classes::ROLE)),
            "outlets" => self.mark(line, Classes::OUTLET.with(Classes::ROLE)),
            "adjectives" => self.mark(line, Classes::ADJECTIVE),
            "denials" => self.denials.extend(forms(line)),
            "refusals" => self.refusals.extend(forms(line)),
            _ => word_list::report(section, line),
        }
    }

    fn mark(&mut self, word: &str, class: Classes) {
        let classes = self.words.entry(word.to_owned()).or_default();
        *classes = classes.with(class);
    }

    fn unmark(&mut self, word: &str, class: Classes) {
        if let Some(classes) = self.words.get_mut(word) {
            classes.0 &= !class.0;
        }
    }

    fn verb(&mut self, line: &str, strength: Classes) {
        let mut forms = line.split(' ');
        let Some(base) = forms.next() else { return };
        let (base, doubled) = base.strip_suffix('*').map_or((base, false), |base| (base, true));
        let regular = with_ed(base, doubled);
        let past = forms.next().unwrap_or(&regular);
        let participle = forms.next().unwrap_or(&regular);
        self.mark(base, strength.with(Classes::FINITE).with(Classes::BASE));
        self.mark(&with_s(base), strength.with(Classes::FINITE));
        self.mark(past, strength.with(Classes::FINITE));
        if past == base {
            self.unmark(base, Classes::BASE);
        }
        self.mark(participle, strength.with(Classes::PARTICIPLE));
        self.mark(&with_ing(base, doubled), strength.with(Classes::GERUND));
    }
}

/// A regular verb in all its forms.
fn forms(base: &str) -> [String; 4] {
    [
        base.to_owned(),
        with_s(base),
        with_ed(base, false),
        with_ing(base, false),
    ]
}

fn with_s(base: &str) -> String {
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") => {
            format!("{base}es")
        }
        _ if base == "go" || base == "veto" => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

fn with_ed(base: &str, doubled: bool) -> String {
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ied"),
        _ if base.ends_with('e') => format!("{base}d"),
        _ => format!("{}ed", stem(base, doubled)),
    }
}

fn with_ing(base: &str, doubled: bool) -> String {
    match base.strip_suffix('e') {
        Some(short) if !short.ends_with(['e', 'o', 'y']) && short.len() > 1 => format!("{short}ing"),
        _ => format!("{}ing", stem(base, doubled)),
    }
}

fn stem(base: &str, doubled: bool) -> String {
    let last = base.chars().next_back().filter(|_| doubled);
    base.chars().chain(last).collect()
}
