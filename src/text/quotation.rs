//! Quotations: pairs of marks within a paragraph, and quotations that run over several paragraphs.
//!
//! Which marks pair is from the Unicode Standard, chapter 6.2 ('Language-Based Usage of Quotation
//! Marks'); that a quotation over several paragraphs repeats its opening mark at the start of each and
//! closes only in the last is the convention of English style guides. A mark without a partner quotes nothing.
//! What is read as one character with a mark (an accent that stands on it) belongs to the mark.

use memchr::{memchr2, memchr3};

use super::Span;
use super::segment::{paragraph_at, snap_to_graphemes};

/// The maximum number of marks open at once; prose has fewer, and the search for a partner stays short.
const MAX_OPEN_MARKS: usize = 8;

/// The maximum number of paragraphs over which a quotation is followed, in each direction.
const MAX_PARAGRAPHS: usize = 64;

/// One quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// With its marks.
    pub outer: Span,
    /// Without them.
    pub inner: Span,
}

/// How much of a claim is inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotedShare {
    /// Nothing: indirect.
    None,
    /// Some words: mixed.
    Part,
    /// Every word: direct.
    Whole,
}

/// All quotations in the paragraphs that a span touches, by where they begin, nested ones after those
/// that hold them. One that runs on over paragraphs is whole, however far outside the span it
/// begins or ends.
pub fn quotations(text: &str, around: Span) -> Vec<Quoted> {
    let region = region(text, around);
    let mut found = Vec::new();
    let mut open: Vec<OpenMark> = Vec::new();
    for paragraph in proper_paragraphs(text, region) {
        open = scan(text, paragraph, continued(text, paragraph, &open), &mut found);
    }
    let touched = region.touched;
    found.retain(|quoted| quoted.outer.start <= touched.end && quoted.outer.end > touched.start);
    found.sort_by_key(|quoted| (quoted.outer.start, std::cmp::Reverse(quoted.outer.end)));
    found
}

/// The innermost quotation around a byte, without its marks; a byte at a mark counts as inside.
pub fn quotation_at(text: &str, byte: usize) -> Option<Span> {
    let byte = text.floor_char_boundary(byte);
    quotations(
        text,
        Span {
            start: byte,
            end: byte,
        },
    )
    .into_iter()
    .filter(|quoted| quoted.outer.contains(byte))
    .min_by_key(|quoted| quoted.outer.len())
    .map(|quoted| quoted.inner)
}

/// How much of the words of these spans is inside quotation marks. Only letters and digits count,
/// so marks, commas and spaces at the edges decide nothing; without any the share is `None`. For
/// many spans of one text use [`QuotedWords`].
pub fn quoted_share(text: &str, spans: &[Span]) -> QuotedShare {
    let mut share = ShareTally::default();
    for &span in spans {
        let around = QuotedWords::from_quotations(text, &quotations(text, span));
        share.add(&around, span);
    }
    share.share()
}

/// The quoted words of a text, found in one pass, for many queries.
#[derive(Clone, Debug)]
pub struct QuotedWords<'text> {
    text: &'text str,
    /// In order, without their marks, and not overlapping.
    quoted: Vec<Span>,
}

impl<'text> QuotedWords<'text> {
    /// Scans the whole text.
    pub fn new(text: &'text str) -> Self {
        let whole = Span {
            start: 0,
            end: text.len(),
        };
        let mut found = Vec::new();
        let mut open: Vec<OpenMark> = Vec::new();
        for paragraph in paragraphs(text, whole) {
            let words = paragraph.slice(text).unwrap_or("");
            // Most paragraphs quote nothing, and those with words then leave nothing open.
            if may_hold_a_mark(words) {
                open = scan(text, paragraph, continued(text, paragraph, &open), &mut found);
            } else if !open.is_empty() && !is_blank(text, paragraph) {
                open.clear();
            }
        }
        found.sort_by_key(|quoted| quoted.outer.start);
        Self::from_quotations(text, &found)
    }

    /// As [`quoted_share`], fast.
    pub fn share(&self, spans: impl IntoIterator<Item = Span>) -> QuotedShare {
        let mut share = ShareTally::default();
        for span in spans {
            share.add(self, span);
        }
        share.share()
    }

    fn from_quotations(text: &'text str, ordered: &[Quoted]) -> Self {
        let mut quoted: Vec<Span> = Vec::new();
        for inner in ordered.iter().map(|quoted| quoted.inner) {
            match quoted.last_mut() {
                Some(last) if inner.start <= last.end => last.end = last.end.max(inner.end),
                _ => quoted.push(inner),
            }
        }
        Self { text, quoted }
    }
}

/// Whether words of some spans are inside and outside of quotation marks.
#[derive(Default)]
struct ShareTally {
    inside: bool,
    outside: bool,
}

impl ShareTally {
    fn add(&mut self, words: &QuotedWords, span: Span) {
        let has_words = |start: usize, end: usize| {
            let piece = words.text.get(start..end).unwrap_or("");
            piece.chars().any(char::is_alphanumeric)
        };
        let mut at = span.start;
        let first = words.quoted.partition_point(|quoted| quoted.end <= at);
        for quoted in words.quoted.iter().skip(first) {
            if quoted.start >= span.end || (self.inside && self.outside) {
                break;
            }
            self.outside |= has_words(at, quoted.start);
            let end = quoted.end.min(span.end);
            self.inside |= has_words(quoted.start.max(at), end);
            at = end;
        }
        self.outside = self.outside || has_words(at, span.end);
    }

    fn share(&self) -> QuotedShare {
        if !self.inside {
            QuotedShare::None
        } else if self.outside {
            QuotedShare::Part
        } else {
            QuotedShare::Whole
        }
    }
}

/// An opening mark whose partner has not been found yet.
#[derive(Clone, Copy)]
struct OpenMark {
    mark: char,
    /// The mark's bytes, with those of what is one character with it.
    span: Span,
}

/// The paragraphs that a span touches, and those to scan so that no quotation is cut: as far as
/// paragraphs begin with a mark, they may continue the one before.
#[derive(Clone, Copy)]
struct ScanRegion {
    touched: Span,
    scanned: Span,
}

fn region(text: &str, around: Span) -> ScanRegion {
    let touched = Span {
        start: paragraph_at(text, around.start).start,
        end: paragraph_at(text, around.end).end,
    };
    let mut scanned = touched;
    for _ in 0..MAX_PARAGRAPHS {
        let first = paragraph_at(text, scanned.start);
        if first_character(text, first).is_some_and(|first| !is_mark(first)) {
            break;
        }
        let Some(before) = proper_paragraph_before(text, first.start) else {
            break;
        };
        scanned.start = before.start;
    }
    for _ in 0..MAX_PARAGRAPHS {
        match proper_paragraph_after(text, scanned.end) {
            Some(after) if first_character(text, after).is_some_and(is_mark) => {
                scanned.end = after.end;
            }
            _ => break,
        }
    }
    ScanRegion { touched, scanned }
}

/// The paragraphs of a region that are not blank.
fn proper_paragraphs(text: &str, region: ScanRegion) -> impl Iterator<Item = Span> {
    paragraphs(text, region.scanned).filter(|&paragraph| !is_blank(text, paragraph))
}

fn paragraphs(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut start = span.start;
    span.slice(text).unwrap_or("").split('\n').map(move |words| {
        let span = Span {
            start,
            end: start + words.len(),
        };
        start = span.end + 1;
        span
    })
}

/// The last paragraph that ends before a byte and is not blank.
fn proper_paragraph_before(text: &str, byte: usize) -> Option<Span> {
    let mut start = byte;
    while start > 0 {
        let paragraph = paragraph_at(text, start - 1);
        if !is_blank(text, paragraph) {
            return Some(paragraph);
        }
        start = paragraph.start;
    }
    None
}

/// The first paragraph that starts after the one ending at `end` and is not blank.
fn proper_paragraph_after(text: &str, end: usize) -> Option<Span> {
    let mut end = end;
    while end < text.len() {
        let paragraph = paragraph_at(text, end + 1);
        if !is_blank(text, paragraph) {
            return Some(paragraph);
        }
        end = paragraph.end;
    }
    None
}

fn is_blank(text: &str, paragraph: Span) -> bool {
    first_character(text, paragraph).is_none()
}

/// The first character of a paragraph that is not white space.
fn first_character(text: &str, paragraph: Span) -> Option<char> {
    paragraph.slice(text)?.trim_start().chars().next()
}

/// The marks that stay open in a paragraph because it repeats one of them at its start.
fn continued(text: &str, paragraph: Span, open: &[OpenMark]) -> Vec<OpenMark> {
    let first = paragraph
        .slice(text)
        .and_then(|words| words.trim_start().chars().next());
    let repeated = open.iter().rposition(|one| Some(one.mark) == first);
    repeated
        .and_then(|at| open.get(..=at))
        .unwrap_or_default()
        .to_vec()
}

/// Pairs the marks of one paragraph and gives those left open. `open` are the marks that it
/// continues; then its first mark only repeats one of them.
fn scan(text: &str, paragraph: Span, mut open: Vec<OpenMark>, found: &mut Vec<Quoted>) -> Vec<OpenMark> {
    let mut repeats = !open.is_empty();
    let words = paragraph.slice(text).unwrap_or("");
    let mut scanned = 0;
    while let Some(at) = next_that_may_be_a_mark(words, scanned) {
        let Some(mark) = words.get(at..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        scanned = at + mark.len_utf8();
        if !is_mark(mark) {
            continue;
        }
        if repeats {
            repeats = false;
            continue;
        }
        let whole = snap_to_graphemes(words, Span::new(at, scanned));
        let context = MarkContext {
            before: words
                .get(..whole.start)
                .and_then(|ahead| ahead.chars().next_back()),
            after: words.get(whole.end..).unwrap_or(""),
        };
        let span = Span {
            start: paragraph.start + whole.start,
            end: paragraph.start + whole.end,
        };
        let partner = open
            .iter()
            .rposition(|one| closes(mark, one.mark) || context.closes_loosely(mark, one.mark));
        if let Some(at) = partner.filter(|_| context.may_close(mark)) {
            if let Some(opening) = open.get(at) {
                found.push(Quoted {
                    outer: Span {
                        start: opening.span.start,
                        end: span.end,
                    },
                    inner: Span {
                        start: opening.span.end,
                        end: span.start,
                    },
                });
            }
            open.truncate(at);
        } else if context.may_open(mark) {
            if open.len() == MAX_OPEN_MARKS {
                open.remove(0);
            }
            open.push(OpenMark { mark, span });
        }
    }
    open
}

/// The characters around a mark in its paragraph.
struct MarkContext<'text> {
    before: Option<char>,
    after: &'text str,
}

impl MarkContext<'_> {
    /// Whether the mark can begin a quotation here. The marks that only ever open do so anywhere.
    fn may_open(&self, mark: char) -> bool {
        match mark {
            '“' | '„' | '‚' | '«' | '‹' | '「' | '『' | '〝' => true,
            // Chinese puts no space before it.
            '‘' if self.before.is_some_and(is_ideograph) => self.has_words_behind(),
            '‘' | '»' | '›' | '”' => self.looks_like_an_opening(),
            // Urdu writes ’so‘; else it is an apostrophe.
            '’' => self.looks_like_an_opening() && self.after.contains('‘'),
            // Arabic writes 'and' and 'by' without a space before the mark; a digit measures inches.
            '"' => self.has_words_behind() && !self.before.is_some_and(char::is_numeric),
            // 'tis and '90s: an apostrophe, unless something closes it.
            '\'' => self.looks_like_an_opening() && self.closes_later(),
            _ => false,
        }
    }

    /// Whether the mark can end a quotation here.
    fn may_close(&self, mark: char) -> bool {
        match mark {
            '\'' | '’' => {
                self.looks_like_a_closing() && !(self.is_plural_genitive() && self.closes_later())
            }
            // “ and ‘ close „German“ and ”Urdu“ quotations, and open the English.
            '"' | '“' | '‘' => !self.looks_like_an_opening(),
            _ => true,
        }
    }

    /// Whether it ends what another style of mark began, as happens where texts are edited by several hands; not
    /// where it measures inches.
    fn closes_loosely(&self, closing: char, opening: char) -> bool {
        matches!((opening, closing), ('“', '"') | ('"', '”')) && !self.before.is_some_and(char::is_numeric)
    }

    fn looks_like_an_opening(&self) -> bool {
        let free_before = self.before.is_none_or(|c| {
            c.is_whitespace()
                || is_mark(c)
                || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '…')
        });
        free_before && self.has_words_behind()
    }

    fn has_words_behind(&self) -> bool {
        let begins = |c: char| c.is_alphanumeric() || is_mark(c) || "([….-–—$£€#@".contains(c);
        self.after.starts_with(begins)
    }

    fn looks_like_a_closing(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && !self.after.starts_with(char::is_alphanumeric)
    }

    fn is_plural_genitive(&self) -> bool {
        self.before.is_some_and(|c| matches!(c, 's' | 'S')) && self.after.starts_with([' ', '\u{a0}'])
    }

    /// Whether a single mark that can close follows in the paragraph, before another opens.
    fn closes_later(&self) -> bool {
        let mut before = None;
        let mut rest = self.after.chars();
        while let Some(mark) = rest.next() {
            let context = MarkContext {
                before,
                after: rest.as_str(),
            };
            before = Some(mark);
            match mark {
                '\'' | '’' if context.looks_like_a_closing() => return true,
                '\'' | '‘' if context.looks_like_an_opening() => return false,
                _ => {}
            }
        }
        false
    }
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〝'
            | '〞'
            | '〟'
    )
}

/// Whether a byte is the first of a quotation mark, or of some other characters.
fn may_hold_a_mark(words: &str) -> bool {
    let bytes = words.as_bytes();
    memchr3(b'"', b'\'', 0xe2, bytes).is_some() || memchr2(0xc2, 0xe3, bytes).is_some()
}

/// The first offset from `byte` on of a byte that a mark begins with.
fn next_that_may_be_a_mark(words: &str, from: usize) -> Option<usize> {
    let begins = |byte: &u8| matches!(byte, b'"' | b'\'' | 0xc2 | 0xe2 | 0xe3);
    let rest = words.as_bytes().get(from..)?;
    rest.iter().position(begins).map(|at| from + at)
}

/// Whether one mark ends what the other began.
fn closes(closing: char, opening: char) -> bool {
    matches!(
        (opening, closing),
        ('“' | '”' | '„', '”')
            | ('„' | '”', '“')
            | ('‘', '’')
            | ('’', '‘')
            | ('‚', '‘' | '’')
            | ('«', '»')
            | ('»', '«')
            | ('‹', '›')
            | ('›', '‹')
            | ('「', '」')
            | ('『', '』')
            | ('〝', '〞' | '〟')
            | ('"', '"')
            | ('\'', '\'')
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::snap_to_graphemes;
    use proptest::prelude::*;

    /// The words inside each quotation, in the order of their beginnings.
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quotations(text, Span::new(0, text.len()))
            .into_iter()
            .map(|quoted| quoted.inner.slice(text).unwrap())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    /// The claim's spans stand in brackets.
    fn check_share(marked: &str, expected: &str) {
        let mut text = String::new();
        let mut ends = Vec::new();
        for character in marked.chars() {
            match character {
                '[' | ']' => ends.push(text.len()),
                _ => text.push(character),
            }
        }
        let spans: Vec<Span> = ends.chunks(2).map(|pair| Span::new(pair[0], pair[1])).collect();
        let share = quoted_share(&text, &spans);
        assert_eq!(format!("{share:?}"), expected, "{marked}");
        let once = QuotedWords::new(&text);
        assert_eq!(once.share(spans), share, "{marked}, found in one pass");
    }

    /// Texts, and the words inside each of their quotations, in the order of their beginnings. `⏎` is a line feed.
    const QUOTATIONS: &str = r#"
# Marks of many languages pair
“one” and "two" and ‘three’ and 'four'. | one | two | three | four
„eins“ und „zwei” und ‚drei‘ und »vier« und ›fünf‹ | eins | zwei | drei | vier | fünf
« un » et ‹ deux › et ”kolme” |  un  |  deux  | kolme
「一」と『二』と〝三〟と〝四〞 | 一 | 二 | 三 | 四
他说“一”，又说‘二’，还有《报》。 | 一 | 二
”بتدریج کمی“ پر بات ہوئی، اور ’ہاں‘ کہا۔ | بتدریج کمی | ہاں
אמר „אחת”, ואז ”שתיים” ו"שלוש" לצה"ל. | אחת | שתיים | שלוש
تبنتها جماعة "المقاومة" و"الحشد". | المقاومة | الحشد
# A quotation inside a quotation is found with it
“He said ‘yes’ twice.” | He said ‘yes’ twice. | yes
"He said 'yes' twice." | He said 'yes' twice. | yes
# An apostrophe is no quotation mark
It’s the army’s and the soldiers’ camp, they don't mind.
the soldiers' camp and the officers' mess
“It’s the soldiers’ camp” | It’s the soldiers’ camp
'the soldiers' camp isn't ours' | the soldiers' camp isn't ours
‘the soldiers’ camp isn’t ours’, he said | the soldiers’ camp isn’t ours
# A mark without partner quotes nothing
He said “so and left. Then “this”. | this
A 5" pipe is 6" long, he said "twice". | twice
"unclosed⏎⏎He said "this". | this
# Curly and straight marks pair where a text mixes them
“Most come from out of state," she said. "So they do.” | Most come from out of state, | So they do.
“A so-called "talk" of a 5" pipe,” he said. | A so-called "talk" of a 5" pipe, | talk
"#;

    /// The share of quoted words in the spans in brackets.
    const SHARES: &str = r#"
Whole | He said: [“We will meet again.”]
Whole | “[We will meet],” he said, “[and talk again].”
Whole | He said: “One.⏎⏎“[Two.⏎⏎“Three,]” he said.
Part | The army said [it held talks on a "gradual, studied reduction" of forces].
Part | said [that work goes on, “as long as the talks last”].
Part | [The talks go on], he said, “[in good faith]”.
None | The army said that [the talks will go on], “in good faith”.
None | said [—] and left
None | the committee's work, he said, [is the committee's]
"#;

    fn rows(table: &str) -> impl Iterator<Item = String> {
        let rows = table
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with("# "));
        rows.map(|line| line.replace('⏎', "\n"))
    }

    #[test]
    fn quotations_of_many_kinds_are_found() {
        for row in rows(QUOTATIONS) {
            let mut parts = row.split(" | ");
            let text = parts.next().unwrap();
            check(text, &parts.collect::<Vec<_>>());
        }
        assert_eq!(rows(QUOTATIONS).count(), 20);
    }

    #[test]
    fn the_share_says_whether_all_some_or_no_words_are_quoted() {
        for row in rows(SHARES) {
            let (share, text) = row.split_once(" | ").unwrap();
            check_share(text, share);
        }
        assert_eq!(rows(SHARES).count(), 9);
    }

    #[test]
    fn a_quotation_over_paragraphs_repeats_its_mark_and_closes_in_the_last() {
        let text = "He said: “One.\n\n“Two.\n\n“Three,” he said. “Four.”";
        check(text, &["One.\n\n“Two.\n\n“Three,", "Four."]);
        for word in ["One", "Two", "Three"] {
            let inner = quotation_at(text, text.find(word).unwrap()).unwrap();
            assert_eq!(inner.slice(text), Some("One.\n\n“Two.\n\n“Three,"));
        }
        check("\"One.\n\"Two,\" he said.", &["One.\n\"Two,"]);
    }

    #[test]
    fn an_accent_on_a_mark_belongs_to_the_mark() {
        check(
            "“\u{301}army” and \"talks\"\u{301} and «\u{64b}قال»\u{64b}",
            &["army", "talks", "قال"],
        );
        let text = "army \n\n\u{b4b}#\"\u{11d93}\u{1ff6}a\u{2e9b}A\"";
        assert_eq!(
            quotation_at(text, text.len() - 1).and_then(|span| span.slice(text)),
            Some("\u{1ff6}a\u{2e9b}A")
        );
    }

    #[test]
    fn a_click_takes_the_innermost_quotation() {
        let text = "Then “he said ‘yes’ twice” again";
        let at = |word| quotation_at(text, text.find(word).unwrap()).and_then(|span| span.slice(text));
        assert_eq!(at("yes"), Some("yes"));
        assert_eq!(at("twice"), Some("he said ‘yes’ twice"));
        assert_eq!(at("” again"), Some("he said ‘yes’ twice"));
        assert_eq!(at("again"), None);
        assert_eq!(at("Then"), None);
    }

    /// Quotation marks, often with what joins them into one character, and words around them.
    fn marked_text() -> impl Strategy<Value = String> {
        let mark = prop::sample::select(vec!["\"", "'", "“", "”", "„", "‘", "’", "«", "»", "「", "」"]);
        let joined = prop::sample::select(vec!["\u{301}", "\u{64b}", "\u{200d}", "\u{fe0f}", "\u{93f}"]);
        let part = prop_oneof![
            4 => mark.prop_map(str::to_owned),
            3 => joined.prop_map(str::to_owned),
            1 => prop::sample::select(vec!["\u{600}", "\u{111c2}"]).prop_map(str::to_owned),
            3 => prop::sample::select(vec!["army", "قال", "一", "2", " ", ", ", "\n"]).prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn quotations_lie_on_boundaries_and_are_the_same_seen_from_within(
            text in "[as \n\"'“”‘’„«».]{0,60}", at in 0_usize..60,
        ) {
            let all = quotations(&text, Span::new(0, text.len()));
            for quoted in &all {
                prop_assert!(quoted.inner.slice(&text).is_some() && quoted.outer.slice(&text).is_some());
                prop_assert!(quoted.outer.covers(quoted.inner));
            }
            let byte = text.floor_char_boundary(at);
            let paragraph = paragraph_at(&text, byte);
            let expected: Vec<_> = all.into_iter().filter(|quoted| quoted.outer.overlaps(paragraph)).collect();
            prop_assert_eq!(quotations(&text, Span::new(byte, byte)), expected);
        }

        #[test]
        fn a_quotation_never_splits_what_is_read_as_one_character(text in marked_text()) {
            for quoted in quotations(&text, Span::new(0, text.len())) {
                for span in [quoted.outer, quoted.inner] {
                    prop_assert_eq!(snap_to_graphemes(&text, span), span);
                }
            }
            for byte in 0..=text.len() {
                if let Some(inner) = quotation_at(&text, byte) {
                    prop_assert_eq!(snap_to_graphemes(&text, inner), inner);
                }
            }
        }

        #[test]
        fn a_share_is_the_same_in_a_text_that_was_looked_through_once(
            text in "[as \n\"'“”‘’„«».]{0,60}", start in 0_usize..60, length in 0_usize..60,
        ) {
            let start = text.floor_char_boundary(start);
            let span = Span::new(start, text.floor_char_boundary(start + length).max(start));
            prop_assert_eq!(QuotedWords::new(&text).share([span]), quoted_share(&text, &[span]));
        }

        #[test]
        fn any_text_can_be_asked(text in any::<String>(), a in any::<usize>(), b in any::<usize>()) {
            let span = Span::new(a % (text.len() + 2), b % (text.len() + 2));
            quoted_share(&text, &[span]);
            quotation_at(&text, span.start);
        }
    }
}
