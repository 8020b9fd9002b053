//! Source and cue in Arabic news: the verb comes first, then its subject, then 'that'. The English rules are in `cue`
//! and `source`.
//!
//! The word lists are data, `assets/cues/ar.txt`; both they and the text are folded, so that vowel
//! points and the spelling of hamza make no difference.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use super::extent::Source;
use super::phrase::Phrase;
use super::place::place_score;
use super::site::{CueCandidate, Form, Side, Site, sites};
use super::window::{TokenKind, Window};
use super::word_list::{self, Phrases};
use crate::text::fold::fold;

/// The maximum length of a noun phrase, in words.
const MAX_PHRASE_WORDS: usize = 14;

/// What a word of the lists is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum WordClass {
    Say,
    Think,
    Participle,
    Complementizer,
    End,
    Document,
    Addressee,
    Title,
    Pronoun,
}

/// The Arabic word lists, folded.
struct ArabicLexicon {
    words: HashSet<(String, WordClass)>,
    phrases: Phrases,
}

impl ArabicLexicon {
    fn shared() -> &'static Self {
        static SHARED: LazyLock<ArabicLexicon> =
            LazyLock::new(|| ArabicLexicon::read(include_str!("../../assets/cues/ar.txt")));
        &SHARED
    }

    fn read(list: &str) -> Self {
        let mut lexicon = Self {
            words: HashSet::new(),
            phrases: Phrases::default(),
        };
        for (section, line) in word_list::entries(list) {
            if !lexicon.take(section, &fold(line)) {
                word_list::report(section, line);
            }
        }
        lexicon
    }

    /// Adds an entry; `false` if it is not as its section wants it.
    fn take(&mut self, section: &str, line: &str) -> bool {
        let class = match section {
            "verbs say" => return self.verb(line, WordClass::Say).is_some(),
            "verbs think" => return self.verb(line, WordClass::Think).is_some(),
            "phrases" => {
                self.phrases.add(line);
                return true;
            }
            "complementizers" => WordClass::Complementizer,
            "ends" => WordClass::End,
            "documents" => WordClass::Document,
            "titles" => WordClass::Title,
            "pronouns" => WordClass::Pronoun,
            "addressees" => WordClass::Addressee,
            _ => return false,
        };
        self.words.insert((line.to_owned(), class));
        true
    }

    /// Every person of a verb, from the past with 'he' and 'she', the present and the participle.
    fn verb(&mut self, line: &str, class: WordClass) -> Option<()> {
        let mut forms = line.split(' ');
        let he = forms.next()?;
        let stem = forms.next()?.strip_suffix('ت')?;
        let present = forms.next()?.strip_prefix('ي')?;
        self.words.insert((he.to_owned(), class));
        for ending in ["ت", "وا", "ا", "تا", "ن"] {
            self.words.insert((format!("{stem}{ending}"), class));
        }
        let short = present.trim_end_matches(['ي', 'و']);
        for person in ["ي", "ت", "ن", "ا"] {
            self.words.insert((format!("{person}{present}"), class));
        }
        for (person, ending) in [("ي", "ون"), ("ت", "ون"), ("ي", "ان"), ("ت", "ان"), ("ي", "ن")]
        {
            let stem = if ending == "ون" { short } else { present };
            self.words.insert((format!("{person}{stem}{ending}"), class));
        }
        if let Some(participle) = forms.next() {
            let stem = participle.strip_suffix('ا')?;
            for ending in ["ا", "ة", "ين", "ان", "ات"] {
                self.words
                    .insert((format!("{stem}{ending}"), WordClass::Participle));
            }
        }
        Some(())
    }

    fn is(&self, word: &str, class: WordClass) -> bool {
        let joined = ["", "و", "ف", "س", "وس"];
        joined
            .iter()
            .filter_map(|prefix| word.strip_prefix(prefix))
            .any(|rest| self.words.contains(&(rest.to_owned(), class)))
    }
}

/// Whether the words around the claim are Arabic.
pub(super) fn is_arabic(window: &Window<'_>) -> bool {
    let words = window.tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let (mut arabic, mut all) = (0, 0);
    for token in words {
        all += 1;
        arabic += usize::from(
            token
                .lower
                .starts_with(|letter| ('\u{620}'..='\u{6ff}').contains(&letter)),
        );
    }
    arabic * 2 > all
}

/// Whether the word there is a title: 'Major General'.
pub(super) fn is_title(window: &Window<'_>, at: usize) -> bool {
    let word = &window.token(at).lower;
    !word.is_ascii() && ArabicLexicon::shared().is(&fold(word), WordClass::Title)
}

/// Whether the word there is a pronoun that stands by itself: 'they'.
pub(super) fn is_pronoun(window: &Window<'_>, at: usize) -> bool {
    let word = &window.token(at).lower;
    !word.is_ascii() && ArabicLexicon::shared().is(&fold(word), WordClass::Pronoun)
}

/// Whether the word there carries the preposition of the phrase before it: 'وفقا لوزارة'.
pub(super) fn takes_preposition(window: &Window<'_>, first: usize) -> bool {
    let before = &window.token(first.saturating_sub(1)).lower;
    !before.is_ascii() && ["وفقا", "طبقا", "ووفقا"].contains(&fold(before).as_str())
}

/// A phrase without the preposition that its first word carries.
pub(super) fn without_preposition(words: &str) -> Cow<'_, str> {
    match words.strip_prefix("لل") {
        Some(rest) => format!("ال{rest}").into(),
        None => words.strip_prefix('ل').unwrap_or(words).into(),
    }
}

/// Every cue around the claim with its source, best first.
pub(super) fn pairs(window: &Window<'_>) -> Vec<(CueCandidate, Option<Source>)> {
    let folded_window = FoldedWindow {
        window,
        lexicon: ArabicLexicon::shared(),
        folded: window.tokens.iter().map(|token| fold(&token.lower)).collect(),
    };
    let mut found = Vec::new();
    for site in sites(window) {
        for at in site.first..site.end {
            if let Some(mut cue) = folded_window.cue(&site, at) {
                cue.score += place_score(window, &site, &cue);
                found.push((cue, folded_window.source(&cue).map(Source::of_phrase)));
            }
        }
    }
    found.sort_by_key(|(cue, _)| std::cmp::Reverse(cue.score));
    found
}

/// A window with its words folded.
struct FoldedWindow<'a> {
    window: &'a Window<'a>,
    lexicon: &'static ArabicLexicon,
    folded: Vec<String>,
}

impl FoldedWindow<'_> {
    fn word(&self, at: usize) -> &str {
        self.folded.get(at).map_or("", String::as_str)
    }

    fn is(&self, at: usize, class: WordClass) -> bool {
        self.window.is(at, TokenKind::Word) && self.lexicon.is(self.word(at), class)
    }

    fn cue(&self, site: &Site, at: usize) -> Option<CueCandidate> {
        if self.window.token(at).kind == TokenKind::Piece {
            return None;
        }
        let (form, last, score) = if let Some(last) = self.phrase_end(site, at) {
            (Form::Phrase, last, 34)
        } else if self.is(at, WordClass::Say) && !self.is_name(at) {
            (Form::Verb, self.with_particles(site, at), 30)
        } else if self.is(at, WordClass::Participle) && self.is(at + 1, WordClass::Complementizer) {
            (Form::Verb, self.with_particles(site, at), 28)
        } else if self.is(at, WordClass::Think) && !self.is_name(at) {
            (Form::Verb, self.with_particles(site, at), 22)
        } else if self.window.reads(at, ":") && at + 1 == site.end {
            (Form::Colon, at, 6)
        } else {
            return None;
        };
        Some(CueCandidate {
            first: self.with_negation(at),
            last,
            head: at,
            side: site.side,
            form,
            stated: true,
            score,
        })
    }

    /// A noun that is spelt like a verb: behind a preposition or another noun's article.
    fn is_name(&self, at: usize) -> bool {
        ["في", "من", "علي", "الي", "عن"].contains(&self.word(at.saturating_sub(1)))
    }

    fn phrase_end(&self, site: &Site, at: usize) -> Option<usize> {
        let word = self.word(at);
        let mut phrases = self.lexicon.phrases.starting_with(word);
        if let Some(bare) = word.strip_prefix('و').filter(|_| phrases.is_empty()) {
            phrases = self.lexicon.phrases.starting_with(bare);
        }
        let fits = |words: &&Vec<String>| {
            let rest = words.iter().enumerate().skip(1);
            at + words.len() <= site.end && rest.into_iter().all(|(step, word)| self.word(at + step) == word)
        };
        phrases.iter().find(fits).map(|words| at + words.len() - 1)
    }

    /// 'Did not', 'will not' and 'has' before the verb.
    fn with_negation(&self, at: usize) -> usize {
        let before = at.saturating_sub(1);
        if [
            "لم",
            "لن",
            "لا",
            "ما",
            "قد",
            "ولم",
            "ولا",
            "ولن",
            "وقد",
            "كان",
            "وكان",
            "كانت",
            "وكانت",
        ]
        .contains(&self.word(before))
        {
            before
        } else {
            at
        }
    }

    /// The verb with the particles up to the claim: 'hinting at that'.
    fn with_particles(&self, site: &Site, verb: usize) -> usize {
        let mut last = verb;
        while last + 1 < site.end && self.is(last + 1, WordClass::Complementizer) {
            last += 1;
        }
        last
    }

    fn source(&self, cue: &CueCandidate) -> Option<Phrase> {
        if cue.form == Form::Colon {
            return self.phrase_before(cue.first);
        }
        if cue.form == Form::Phrase {
            return self.phrase_after(cue.last + 1);
        }
        let document =
            ["في", "عن"].contains(&self.word(cue.last + 1)) && self.is(cue.last + 2, WordClass::Document);
        let behind = if document { cue.last + 2 } else { cue.last + 1 };
        let participle = self.is(cue.head, WordClass::Participle) && !self.is(cue.head, WordClass::Say);
        let direct = (!participle).then(|| self.phrase_after(behind)).flatten();
        direct
            .or_else(|| self.phrase_before(cue.first).filter(|_| !participle))
            .or_else(|| self.behind_piece(cue))
            .or_else(|| self.earlier_subject(cue.first))
    }

    /// 'Claimed most of them the front': the object is the claim, the subject comes last.
    fn behind_piece(&self, cue: &CueCandidate) -> Option<Phrase> {
        let piece = cue.last + 1;
        let same = self.window.token(piece + 1).sentence == self.window.token(cue.head).sentence;
        let touches = cue.side == Side::Before && self.window.is(piece, TokenKind::Piece) && same;
        let opens = piece + 1 + usize::from(self.window.is(piece + 1, TokenKind::Mark));
        touches.then(|| self.phrase_after(opens)).flatten()
    }

    /// Behind the nearest verb of saying before.
    fn earlier_subject(&self, before: usize) -> Option<Phrase> {
        (before.saturating_sub(120)..before)
            .rev()
            .filter(|&at| self.is(at, WordClass::Say))
            .find_map(|at| self.phrase_after(at + 1).or_else(|| self.phrase_before(at)))
    }

    fn phrase_after(&self, first: usize) -> Option<Phrase> {
        let mut end = first;
        while end < first + MAX_PHRASE_WORDS && self.continues(end, first) {
            end += 1;
        }
        (end > first).then(|| Phrase { first, last: end - 1 })
    }

    fn continues(&self, at: usize, first: usize) -> bool {
        let ends = [WordClass::End, WordClass::Complementizer, WordClass::Addressee];
        let in_document = self.word(at) == "في" && self.is(at + 1, WordClass::Document);
        let verb =
            at > first && (self.is(at, WordClass::Say) || self.is(at, WordClass::Think)) && !self.is_name(at);
        let participle = self.is(at, WordClass::Participle) && self.is(at + 1, WordClass::Complementizer);
        let issued = self.word(at) == "عن" && at > first;
        self.window.is(at, TokenKind::Word)
            && self.window.token(at).quotation == self.window.token(first).quotation
            && (issued || !ends.into_iter().any(|class| self.is(at, class)))
            && !in_document
            && !verb
            && !participle
            && !(at == first && ["في", "من", "الي", "علي", "عن", "ب", "ل"].contains(&self.word(at)))
    }

    /// The phrase that ends before `end`: back to a mark, a piece, or the beginning of its sentence.
    fn phrase_before(&self, end: usize) -> Option<Phrase> {
        let mut first = end;
        while first > 0 && end - first < MAX_PHRASE_WORDS && self.continues_before(first - 1, end) {
            first -= 1;
        }
        // 'As for the army' opens with a word that is no part of the name.
        while first < end
            && ["اما", "لكن", "ولكن", "ان", "كانت", "وكانت", "كان", "وكان"].contains(&self.word(first))
        {
            first += 1;
        }
        (first < end).then(|| Phrase { first, last: end - 1 })
    }

    fn continues_before(&self, at: usize, end: usize) -> bool {
        let same = self.window.token(at).sentence == self.window.token(end).sentence
            || self.window.is(end, TokenKind::Piece);
        self.window.is(at, TokenKind::Word)
            && same
            && !self.is(at, WordClass::Say)
            && !self.is(at, WordClass::End)
            && !self.is(at, WordClass::Complementizer)
    }
}
