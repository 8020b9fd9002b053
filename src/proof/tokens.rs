//! Words as they are compared: a text without its marks, case, soft hyphens, ligatures and spaces, each word with its
//! place; where a quotation marks that it leaves something out, and what in it is its editor's.

use std::ops::Range;

use crate::text::Span;
use crate::text::fold::fold;
use crate::text::unspaced::is_unspaced;

/// How long what stands in brackets may be, in bytes; what is longer is no remark of an editor.
const MAX_BRACKET_BYTES: usize = 120;
/// How many words a name before a colon may have.
const MAX_LABEL_WORDS: usize = 5;
/// How long it may be, in bytes.
const MAX_LABEL_BYTES: usize = 60;

/// What a transcript notes in parentheses that nobody said.
const STAGE: &[&str] = &[
    "applause",
    "cheering",
    "cheers",
    "laughs",
    "laughter",
    "laughing",
    "inaudible",
    "crosstalk",
    "pause",
    "silence",
    "music",
    "foreign",
    "unintelligible",
    "indistinct",
    "sighs",
    "sic",
    "ph",
    "beifall",
    "heiterkeit",
    "zuruf",
    "applaudissements",
    "rires",
    "aplausos",
    "risas",
    "applausi",
];

/// What an editor adds in brackets that stands for no words.
const REMARKS: &[&str] = &["sic", "emphasis added", "emphasis mine", "laughs", "ph"];

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// As it is compared: in lower case, without accents and marks.
    pub(super) word: String,
    /// Where it stands, in bytes.
    pub(super) span: Span,
    /// Who says it.
    pub(super) part: Part,
}

/// What a word is part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What was said.
    Speech,
    /// In a quotation, what an editor put in brackets or parentheses; in a reference text, a note of the transcript, the
    /// name of who speaks or a time.
    Remark,
    /// A word some letters of which are in brackets: what is left without them.
    Mended(String),
}

/// The words of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) words: Vec<Token>,
    /// Before which of them something is said to be left out, in order.
    pub(super) gaps: Vec<usize>,
}

/// The words of a quotation.
pub(super) fn of_quotation(text: &str) -> Tokens {
    let brackets = brackets(text);
    let mut tokens = Scan::new(text, &brackets).run();
    for bracket in &brackets {
        if let Bracket::Words(range) = bracket {
            remark(&mut tokens.words, range);
        }
    }
    tokens
}

/// The words of a text that quotations are compared with.
pub(super) fn of_reference(text: &str) -> Tokens {
    let mut tokens = Scan::new(text, &[]).run();
    for bracket in brackets(text) {
        let (Bracket::Words(range) | Bracket::Letters(range)) = bracket else {
            continue;
        };
        let inside = fold(text.get(range.clone()).unwrap_or(""));
        let is_note = text
            .get(..range.start)
            .is_some_and(|before| before.ends_with('['));
        let words = || inside.split(|c: char| !c.is_alphanumeric());
        if is_note || words().any(|word| STAGE.contains(&word)) {
            remark(&mut tokens.words, &range);
        }
    }
    let mut start = 0;
    for line in text.split('\n') {
        if let Some(label) = label(line) {
            remark(&mut tokens.words, &(start..start + label));
        }
        start += line.len() + 1;
    }
    tokens
}

fn remark(words: &mut [Token], range: &Range<usize>) {
    let first = words.partition_point(|token| token.span.start < range.start);
    let inside = words.iter_mut().skip(first);
    for token in inside.take_while(|token| token.span.end <= range.end) {
        token.part = Part::Remark;
    }
}

/// How many bytes at the start of a line are a time, or the name of who speaks before a colon.
fn label(line: &str) -> Option<usize> {
    let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '-' | '>' | ' ' | '[' | ']');
    let time = line.len() - line.trim_start_matches(is_time).len();
    let time = line
        .get(..time)
        .filter(|time| time.contains(':'))
        .map_or(0, str::len);
    let rest = line.get(time..)?;
    let head = rest.get(..rest.floor_char_boundary(MAX_LABEL_BYTES))?;
    let colon = head.find(':').filter(|colon| {
        let after = rest.get(colon + 1..).unwrap_or("");
        let name = rest.get(..*colon).unwrap_or("").trim();
        let words = name.split_whitespace();
        let is_name = words.clone().all(|word| !word.starts_with(char::is_lowercase));
        after.starts_with(char::is_whitespace) && is_name && (1..=MAX_LABEL_WORDS).contains(&words.count())
    });
    let end = time + colon.map_or(0, |colon| colon + 1);
    (end > 0).then_some(end)
}

/// What stands in brackets or parentheses: its bytes without them.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Bracket {
    /// Only dots: something is left out.
    Gap(Range<usize>),
    /// Words.
    Words(Range<usize>),
    /// Letters of a word that goes on outside: '[T]he', 'support[ed]'.
    Letters(Range<usize>),
    /// No word of the text: '[sic]'.
    Nothing(Range<usize>),
}

impl Bracket {
    fn range(&self) -> &Range<usize> {
        match self {
            Self::Gap(range) | Self::Words(range) | Self::Letters(range) | Self::Nothing(range) => range,
        }
    }
}

fn brackets(text: &str) -> Vec<Bracket> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text
        .get(from..)
        .and_then(|rest| rest.find(['[', '(']))
        .map(|at| at + from)
    {
        let inside = open + 1;
        from = inside;
        let (closing, is_square) = if text.get(open..).is_some_and(|rest| rest.starts_with('[')) {
            (']', true)
        } else {
            (')', false)
        };
        let rest = text.get(inside..).unwrap_or("");
        let near = rest
            .get(..rest.floor_char_boundary(MAX_BRACKET_BYTES))
            .unwrap_or("");
        let Some(close) = near.find(closing) else { continue };
        let content = near.get(..close).unwrap_or("");
        let range = inside..inside + close;
        from = range.end + 1;
        let is_letter = |c: char| c.is_alphanumeric();
        let goes_on = text.get(..open).unwrap_or("").ends_with(is_letter)
            || text.get(from..).unwrap_or("").starts_with(is_letter);
        let has_words = content.contains(is_letter);
        found.push(if !has_words && content.contains(['.', '…', '⋯']) {
            Bracket::Gap(range)
        } else if is_square && has_words && goes_on && !content.contains(char::is_whitespace) {
            Bracket::Letters(range)
        } else if REMARKS.contains(&content.trim().to_lowercase().as_str()) || !has_words {
            Bracket::Nothing(range)
        } else {
            Bracket::Words(range)
        });
    }
    found
}

/// A scan through a text, character by character.
struct Scan<'a> {
    text: &'a str,
    brackets: &'a [Bracket],
    tokens: Tokens,
    /// Where the word begins that is being read.
    word: Option<usize>,
    /// Where that word ends so far.
    end: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, brackets: &'a [Bracket]) -> Self {
        Self {
            text,
            brackets,
            tokens: Tokens::default(),
            word: None,
            end: 0,
        }
    }

    fn run(mut self) -> Tokens {
        let mut at = 0;
        let mut ahead = 0;
        while let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            let next = at + c.len_utf8();
            while self
                .brackets
                .get(ahead)
                .is_some_and(|bracket| bracket.range().end < at)
            {
                ahead += 1;
            }
            let bracket = self.brackets.get(ahead).filter(|bracket| {
                let range = bracket.range();
                range.start <= next && at <= range.end
            });
            at = match bracket {
                Some(Bracket::Gap(range)) => {
                    self.finish();
                    self.gap();
                    range.end + 1
                }
                Some(Bracket::Nothing(range)) => {
                    self.finish();
                    range.end + 1
                }
                Some(Bracket::Letters(range)) if at + 1 == range.start || at == range.end => next,
                _ => self.step(at, c),
            };
        }
        self.finish();
        let last = self.tokens.words.len();
        self.tokens.gaps.retain(|&gap| gap > 0 && gap < last);
        self.tokens
    }

    /// Reads a character; gives where the next one is.
    fn step(&mut self, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        if is_invisible(c) {
            return next;
        }
        if is_unspaced(c) {
            self.finish();
            self.push(at..next);
            return next;
        }
        if is_raised(c) {
            self.finish();
            return next;
        }
        if c.is_alphanumeric() || (self.word.is_some() && unicode_normalization::char::is_combining_mark(c)) {
            self.word.get_or_insert(at);
            self.end = next;
            return next;
        }
        if self.word.is_some() && self.joins(at, c) {
            return next;
        }
        self.finish();
        if let Some(end) = dots(self.text, at) {
            self.gap();
            return end;
        }
        if is_said(c) || self.is_sign(at, c) {
            self.push(at..next);
        }
        next
    }

    /// Whether a mark inside a word belongs to it: the apostrophe of "don't", the dots of 'U.S.', the comma of '1,000'.
    fn joins(&self, at: usize, c: char) -> bool {
        let read = self.text.get(self.word.unwrap_or(at)..at).unwrap_or("");
        let next = self
            .text
            .get(at + c.len_utf8()..)
            .and_then(|rest| rest.chars().find(|c| !is_invisible(*c)));
        let Some((before, next)) = read.chars().next_back().zip(next) else {
            return false;
        };
        match c {
            '\'' | '’' | 'ʼ' | '‘' => before.is_alphanumeric() && next.is_alphanumeric(),
            '.' | ',' | ':' | '٫' | '٬' if before.is_numeric() => next.is_numeric(),
            '.' => {
                let last = read.rsplit('.').next().unwrap_or("");
                next.is_alphabetic() && last.chars().count() == 1 && last.chars().all(char::is_alphabetic)
            }
            _ => false,
        }
    }

    /// Whether a dash is the sign of a number below zero.
    fn is_sign(&self, at: usize, c: char) -> bool {
        let is_free = self.text.get(..at).unwrap_or("").chars().next_back();
        let is_free =
            is_free.is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '“' | '"'));
        let after = self.text.get(at + c.len_utf8()..).unwrap_or("");
        matches!(c, '-' | '−' | '–') && is_free && after.starts_with(char::is_numeric)
    }

    fn gap(&mut self) {
        let before = self.tokens.words.len();
        if self.tokens.gaps.last() != Some(&before) {
            self.tokens.gaps.push(before);
        }
    }

    fn finish(&mut self) {
        if let Some(start) = self.word.take() {
            self.push(start..self.end);
        }
    }

    fn push(&mut self, range: Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or("");
        let inside = self.brackets.iter().filter_map(|bracket| match bracket {
            Bracket::Letters(letters) if letters.start > range.start && letters.end < range.end + 2 => {
                Some(letters)
            }
            Bracket::Letters(letters) if letters.end + 1 >= range.start && letters.start <= range.end => {
                Some(letters)
            }
            _ => None,
        });
        let mut bare = String::new();
        let mut mended = false;
        let letters: Vec<&Range<usize>> = inside.collect();
        for (at, c) in written.char_indices() {
            if letters
                .iter()
                .any(|letters| letters.contains(&(range.start + at)))
            {
                mended = true;
            } else {
                bare.push(c);
            }
        }
        let word = normal(written);
        if word.is_empty() {
            return;
        }
        let part = if mended {
            Part::Mended(normal(&bare))
        } else {
            Part::Speech
        };
        let span = Span::new(range.start, range.end);
        self.tokens.words.push(Token { word, span, part });
    }
}

/// A word as it is compared.
fn normal(written: &str) -> String {
    match written {
        "%" | "٪" => return "percent".to_owned(),
        "&" => return "and".to_owned(),
        "−" | "–" | "-" => return "-".to_owned(),
        _ => {}
    }
    let folded = fold(written);
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        return number(&folded);
    }
    folded
        .chars()
        .filter(|&c| c.is_alphanumeric() || is_said(c) || unicode_normalization::char::is_combining_mark(c))
        .collect()
}

/// A number without the marks that only group its digits.
fn number(folded: &str) -> String {
    let folded: String = folded.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let mut groups = folded.split([',', '٬']);
    let first = groups.next().unwrap_or("");
    let all_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    let is_group = |(at, group): (usize, &&str)| {
        let whole = if at + 1 == rest.len() {
            group.split('.').next().unwrap_or("")
        } else {
            group
        };
        whole.len() == 3 && all_digits(whole)
    };
    let are_groups =
        !rest.is_empty() && first.len() < 4 && all_digits(first) && rest.iter().enumerate().all(is_group);
    if are_groups {
        folded.replace([',', '٬'], "")
    } else {
        folded
    }
}

/// Where dots end that begin at `at`, if they say that something is left out.
fn dots(text: &str, at: usize) -> Option<usize> {
    let mut count = 0;
    let mut end = at;
    let mut spaced = at;
    for c in text.get(at..)?.chars() {
        match c {
            '…' | '⋯' => count += 3,
            '.' => count += 1,
            ' ' | '\u{a0}' if count > 0 => {
                spaced += c.len_utf8();
                continue;
            }
            _ => break,
        }
        spaced += c.len_utf8();
        end = spaced;
    }
    (count > 1).then_some(end)
}

/// Signs that are read aloud.
fn is_said(c: char) -> bool {
    matches!(
        c,
        '%' | '٪' | '‰' | '°' | '&' | '@' | '#' | '§' | '+' | '=' | '<' | '>' | '$' | '£' | '¥' | '¢'
    ) || matches!(c, '\u{20a0}'..='\u{20cf}')
}

/// Raised numbers, which refer to notes.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{2079}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words with remarks in brackets and a bar for each gap.
    fn written(tokens: &Tokens) -> String {
        let mut parts = Vec::new();
        for (at, token) in tokens.words.iter().enumerate() {
            if tokens.gaps.contains(&at) {
                parts.push("|".to_owned());
            }
            parts.push(match &token.part {
                Part::Speech => token.word.clone(),
                Part::Remark => format!("[{}]", token.word),
                Part::Mended(bare) => format!("{}~{bare}", token.word),
            });
        }
        parts.join(" ")
    }

    #[test]
    fn marks_case_and_spaces_are_no_words_and_gaps_and_remarks_are_known() {
        for (text, expected) in [
            ("“Don’t—go”", "dont go"),
            ("the U.S. and the US.", "the us and the us"),
            ("1,000 of 1.5 or 1,5", "1000 of 1.5 or 1,5"),
            ("co\u{ad}ali\u{ad}tion ﬁnds", "coalition finds"),
            ("we … will", "we | will"),
            ("we … will (...) not [. . .] go...", "we | will | not | go"),
            ("[T]he army support[ed] it", "the~he army supported~support it"),
            (
                "he said [the president] left [sic]",
                "he said [the] [president] left",
            ),
            ("it is -5 or 3-5%", "it is - 5 or 3 5 percent"),
            ("at 16:30 R&D", "at 16:30 r and d"),
            ("go. Now", "go now"),
        ] {
            assert_eq!(written(&of_quotation(text)), expected, "{text}");
        }
    }

    #[test]
    fn names_times_and_notes_of_a_transcript_are_no_speech() {
        for (text, expected) in [
            ("MR. PRICE: We will.", "[mr] [price] we will"),
            (
                "00:04:09 Nadia: Yes (laughter) no.",
                "[00:04:09] [nadia] yes [laughter] no",
            ),
            ("He said: no", "he said no"),
            ("we [inaudible] go (now)", "we [inaudible] go now"),
        ] {
            assert_eq!(written(&of_reference(text)), expected, "{text}");
        }
    }
}
