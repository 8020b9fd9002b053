//! The words around a claim: the paragraphs it touches and their neighbours, cut into tokens with their
//! sentence and their quotation.

use super::lexicon::{Classes, Lexicon};
use super::tag;
use crate::text::Span;
use crate::text::quotation::{Quoted, quotations};
use crate::text::segment::{paragraph_at, snap_to_graphemes};
use crate::text::sentence::sentences;
use crate::text::span::part;

/// How far on each side of a claim the text is read.
const MAX_REACH_BYTES: usize = 3_000;

/// The maximum number of paragraphs read before the claim's own, not counting blank ones.
const MAX_PARAGRAPHS_BEFORE: usize = 6;

/// The maximum length of the text that is read: of a longer claim only the beginning is.
const MAX_WINDOW_BYTES: usize = 32_000;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A word or a number.
    Word,
    /// A mark.
    Mark,
    /// A whole piece of the claim.
    Piece,
    /// The end of a paragraph.
    Break,
}

/// A word, a mark, or a whole piece of the claim.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its position in the article.
    pub span: Span,
    /// Its words in lower case, apostrophes made straight; empty for a piece.
    pub lower: String,
    /// What it is.
    pub kind: TokenKind,
    /// What the word can be.
    pub classes: Classes,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Its sentence, counted in the window (that of its beginning).
    pub sentence: usize,
    /// The sentence of its end, for a piece.
    pub sentence_end: usize,
    /// The outermost quotation it is in, counted from 1; 0 outside all.
    pub quotation: usize,
}

/// The tokens around a claim.
pub(super) struct Window<'a> {
    text: &'a str,
    /// In the order of the text, behind one that is nothing, so that a step left of the first word is
    /// always a step to something that is no word.
    pub tokens: Vec<Token>,
    /// The places of the claim's pieces among them.
    pub pieces: Vec<usize>,
    nothing: Token,
}

impl<'a> Window<'a> {
    /// Cuts the neighbourhood of a claim into tokens; empty where the claim has no proper span.
    pub(super) fn new(text: &'a str, claim: &[Span], lexicon: &Lexicon) -> Self {
        let mut window = Self {
            text,
            tokens: Vec::new(),
            pieces: Vec::new(),
            nothing: nothing(),
        };
        let pieces = proper_pieces(text, claim);
        if let (Some(first), Some(last)) = (pieces.first(), pieces.last()) {
            let around = neighbourhood(text, first.start, last.end);
            let mut cutter = Cutter::new(text, around, lexicon);
            cutter.run(&pieces);
            window.tokens = cutter.tokens;
            tag::settle(&mut window.tokens);
            window.pieces = (0..window.tokens.len())
                .filter(|&at| window.is(at, TokenKind::Piece))
                .collect();
        }
        window
    }

    /// The words of the claim itself, for one that holds its own cue; no token is a piece.
    pub(super) fn inside(text: &'a str, claim: &[Span], lexicon: &Lexicon) -> Self {
        let pieces = proper_pieces(text, claim);
        let tokens = pieces.first().map(|piece| {
            let end = text.floor_char_boundary(piece.end.min(piece.start + MAX_WINDOW_BYTES));
            let mut cutter = Cutter::new(text, Span::new(piece.start, end), lexicon);
            cutter.run(&[]);
            tag::settle(&mut cutter.tokens);
            cutter.tokens
        });
        Self {
            text,
            tokens: tokens.unwrap_or_default(),
            pieces: Vec::new(),
            nothing: nothing(),
        }
    }

    /// The token at an index; none after the last.
    pub(super) fn token(&self, at: usize) -> &Token {
        self.tokens.get(at).unwrap_or(&self.nothing)
    }

    /// Whether the token there is of a kind.
    pub(super) fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == kind)
    }

    /// Whether the word there is any of these classes.
    pub(super) fn any(&self, at: usize, classes: Classes) -> bool {
        self.token(at).classes.any(classes)
    }

    /// Whether the token there reads so, in lower case.
    pub(super) fn reads(&self, at: usize, word: &str) -> bool {
        self.token(at).lower == word
    }

    /// The span of a range of tokens, both ends included. It cuts no grapheme, though a token may.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        let tokens = Span::new(self.token(first).span.start, self.token(last).span.end);
        snap_to_graphemes(self.text, tokens)
    }

    /// The words of a range of tokens, both ends included.
    pub(super) fn words(&self, first: usize, last: usize) -> &'a str {
        self.span(first, last).words(self.text)
    }
}

fn nothing() -> Token {
    Token {
        span: Span::new(0, 0),
        lower: String::new(),
        kind: TokenKind::Break,
        classes: Classes::default(),
        capital: false,
        sentence: 0,
        sentence_end: 0,
        quotation: 0,
    }
}

/// The spans that lie in the text, in order, without overlap.
fn proper_pieces(text: &str, claim: &[Span]) -> Vec<Span> {
    let mut pieces: Vec<Span> = claim
        .iter()
        .copied()
        .filter(|span| !span.is_empty() && span.slice(text).is_some())
        .collect();
    pieces.sort();
    pieces.dedup_by(|later, earlier| later.start < earlier.end);
    pieces
}

/// From some paragraphs before the claim's first to the one after its last, blank ones skipped; never
/// further than the reach, so that a line of megabytes costs no more than another.
fn neighbourhood(text: &str, start: usize, end: usize) -> Span {
    let floor = text.floor_char_boundary(start.saturating_sub(MAX_REACH_BYTES));
    let before = part(text, floor..start);
    let mut earlier = before;
    for _ in 0..=MAX_PARAGRAPHS_BEFORE {
        earlier = earlier
            .rfind('\n')
            .and_then(|feed| earlier.get(..feed))
            .map_or("", str::trim_end);
    }
    let from = floor + earlier.len();
    let ceiling = text.floor_char_boundary((end + MAX_REACH_BYTES).min(from + MAX_WINDOW_BYTES));
    let behind = part(text, end.min(ceiling)..ceiling);
    let rest = behind.find('\n').map_or("", |feed| part(behind, feed..));
    let next = rest.trim_start();
    let after = next.find('\n').map_or("", |feed| part(next, feed..));
    Span::new(from, ceiling - after.len())
}

/// Cuts a part of the text into tokens.
struct Cutter<'a> {
    text: &'a str,
    around: Span,
    lexicon: &'a Lexicon,
    sentences: Vec<usize>,
    quotations: Vec<Quoted>,
    tokens: Vec<Token>,
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str, around: Span, lexicon: &'a Lexicon) -> Self {
        // Look-ups by paragraph see only the part, so that a line of megabytes costs no more.
        let part = around.words(text);
        let mut starts = Vec::new();
        let mut at = 0;
        while at < part.len() {
            let paragraph = paragraph_at(part, at);
            starts.extend(
                sentences(part, paragraph)
                    .iter()
                    .map(|sentence| around.start + sentence.start),
            );
            starts.extend(dateline_end(part, paragraph).map(|end| around.start + end));
            at = paragraph.end + 1;
        }
        let points = part.match_indices(['.', '!', '?']).map(|(at, _)| at);
        let glued = points.filter(|&at| is_glued(part, at));
        starts.extend(glued.map(|at| around.start + at + 1));
        starts.sort_unstable();
        let mut outer: Vec<Quoted> = Vec::new();
        for quoted in quotations(part, Span::new(0, part.len())) {
            let moved = Quoted {
                outer: shifted(quoted.outer, around.start),
                inner: shifted(quoted.inner, around.start),
            };
            if outer.last().is_none_or(|last| !last.outer.covers(moved.outer)) {
                outer.push(moved);
            }
        }
        Self {
            text,
            around,
            lexicon,
            sentences: starts,
            quotations: outer,
            tokens: vec![nothing()],
        }
    }

    fn run(&mut self, pieces: &[Span]) {
        let mut at = self.around.start;
        for &piece in pieces {
            if piece.start >= self.around.end {
                break;
            }
            self.plain(at, piece.start);
            self.push(Span::new(piece.start, piece.end), TokenKind::Piece);
            at = piece.end;
        }
        self.plain(at, self.around.end);
    }

    fn plain(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(rest) = self.text.get(at..end).filter(|rest| !rest.is_empty()) {
            let Some(character) = rest.chars().next() else {
                break;
            };
            let length = if character.is_alphanumeric() || is_clitic(rest) {
                word_length(rest)
            } else {
                character.len_utf8()
            };
            let span = Span::new(at, at + length);
            at += length;
            match character {
                '\n' if !self
                    .tokens
                    .last()
                    .is_some_and(|last| last.kind == TokenKind::Break) =>
                {
                    self.push(span, TokenKind::Break);
                }
                _ if character.is_whitespace() => {}
                _ if character.is_alphanumeric() || length > character.len_utf8() => {
                    self.push(span, TokenKind::Word);
                }
                _ => self.push(span, TokenKind::Mark),
            }
        }
    }

    fn push(&mut self, span: Span, kind: TokenKind) {
        let words = span.words(self.text);
        let lower = match kind {
            TokenKind::Piece | TokenKind::Break => String::new(),
            TokenKind::Mark => words.to_owned(),
            TokenKind::Word => words.to_lowercase().replace('\u{2019}', "'"),
        };
        let capital = words.chars().next().is_some_and(char::is_uppercase);
        let classes = match kind {
            TokenKind::Word => self.lexicon.classes(&lower, capital),
            _ => Classes::default(),
        };
        let token = Token {
            span,
            classes,
            capital,
            sentence: self.sentence(span.start),
            sentence_end: self.sentence(span.end.saturating_sub(1)),
            quotation: self.quotation(span),
            lower,
            kind,
        };
        self.tokens.push(token);
    }

    fn sentence(&self, byte: usize) -> usize {
        self.sentences.partition_point(|&start| start <= byte)
    }

    fn quotation(&self, span: Span) -> usize {
        self.quotations
            .iter()
            .position(|quoted| {
                quoted.inner.covers(span) || quoted.outer.contains(span.start) && span.len() < 4
            })
            .map_or(0, |place| place + 1)
    }
}

fn shifted(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// The length of a word: letters and digits with apostrophes, hyphens and points between them. A clitic
/// ('s, 'd, 'll) is a word of its own.
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let inner = at > 0 && is_joiner(character) && !is_glued(rest, at) && !is_clitic(part(rest, at..));
        let continues = characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        // '90,000', '9:30'.
        let figure = matches!(character, ',' | ':')
            && part(rest, ..at).ends_with(|digit: char| digit.is_ascii_digit())
            && characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if character.is_alphanumeric()
            || (at == 0 && is_clitic(rest))
            || (inner && continues)
            || figure
            || is_combining(character)
        {
            length = at + character.len_utf8();
        } else {
            break;
        }
        if at > 0 && is_clitic(part(rest, length..)) {
            break;
        }
    }
    // 'U.S.' and 'J.' keep their last point.
    let word = part(rest, ..length);
    let point = rest.get(length..).is_some_and(|after| after.starts_with('.'));
    let initials = word.split('.').all(|part| part.chars().count() == 1);
    if point && (initials || is_title(word)) && word.starts_with(char::is_uppercase) {
        length += 1;
    }
    if rest.get(length..).is_some_and(|after| after.starts_with('%')) {
        length += 1;
    }
    length
}

/// Whether the point at `at` ends a sentence that the next follows without a space, as happens in text
/// taken from a page: 'he said.Then'.
fn is_glued(text: &str, at: usize) -> bool {
    let Some(behind) = part(text, at..).strip_prefix(['.', '!', '?']) else {
        return false;
    };
    let word = part(text, ..at).trim_end_matches(QUOTATION_MARKS);
    let lower = word
        .chars()
        .rev()
        .take(2)
        .filter(|letter| letter.is_lowercase())
        .count()
        == 2;
    let behind = behind.strip_prefix(['”', '"']).unwrap_or(behind);
    lower && behind.starts_with(|next: char| next.is_uppercase() || next == '“')
}

/// Where the text of a paragraph begins behind its place or its time: 'BERLIN (AFP) — The mayor', '9.15am The mayor'.
fn dateline_end(text: &str, paragraph: Span) -> Option<usize> {
    let words = paragraph.words(text);
    let first = words.split_whitespace().next().unwrap_or_default();
    let timed = first.starts_with(|digit: char| digit.is_ascii_digit())
        && (first.ends_with("am") || first.ends_with("pm"));
    if timed && words.starts_with(first) {
        return Some(paragraph.start + first.len() + 1).filter(|&end| end < paragraph.end);
    }
    let head = part(words, ..words.floor_char_boundary(60));
    let (dash, length) = ["—", "–", " - ", "--"]
        .iter()
        .filter_map(|dash| Some((head.find(dash)?, dash.len())))
        .min()?;
    let place = part(head, ..dash);
    let capitals = place.chars().filter(|letter| letter.is_alphabetic()).take(4);
    let shouted = capitals.clone().count() == 4 && capitals.clone().all(char::is_uppercase);
    shouted.then_some(paragraph.start + dash + length)
}

const QUOTATION_MARKS: [char; 3] = ['"', '“', '”'];

/// Titles written with a point that belongs to them.
fn is_title(word: &str) -> bool {
    [
        "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Capt", "Sgt", "Maj", "Prof",
        "Rev", "St", "Jr", "Sr", "Sens", "Reps", "Adm", "Brig",
    ]
    .contains(&word)
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '-' | '.' | '@' | '_' | '&')
}

fn is_combining(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

fn is_clitic(rest: &str) -> bool {
    let Some(after) = rest.strip_prefix(['\'', '\u{2019}']) else {
        return false;
    };
    let letters = after.chars().take_while(|character| character.is_alphabetic());
    let word: String = letters.flat_map(char::to_lowercase).collect();
    ["s", "d", "ll", "re", "ve", "m"].contains(&word.as_str())
}
