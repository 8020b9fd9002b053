//! Finds words whatever their case, accents and points: the text is folded piece by piece, and each
//! folded byte keeps the position it comes from. `text::fold` defines the folding.

use memchr::memmem;
use regex::bytes::{Regex, RegexBuilder};

use super::HitOutcome;
use crate::text::Span;
use crate::text::fold::fold_character;
use crate::text::segment::is_grapheme_boundary;
use crate::text::span::part;

/// How much of the text is folded at once: it stays in the processor's cache.
const PIECE_BYTES: usize = 1 << 16;
/// How much is folded around a place that was found without folding.
const SMALL_PIECE: usize = 1 << 9;
/// The cache of characters below this code point are cached.
const CACHED_CHARS: usize = 0x1_0000;

/// A text folded character by character. What lies beside a character does not matter, so a part
/// of a text cache to a part of its fold.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        fold_character(character, &mut folded);
    }
    folded
}

/// Words that are looked for in texts, with what is kept from one text to the next.
pub(super) struct FoldedWords {
    needle: String,
    finder: memmem::Finder<'static>,
    /// Finds the words where they stand in ASCII; `None` if they never do.
    plain: Option<Regex>,
    cache: FoldCache,
    piece: FoldedPiece,
}

impl FoldedWords {
    pub(super) fn new(words: &str) -> Self {
        let needle = fold(words);
        Self {
            finder: memmem::Finder::new(&needle).into_owned(),
            plain: needle.is_ascii().then(|| in_ascii(&needle)).flatten(),
            needle,
            cache: FoldCache::default(),
            piece: FoldedPiece::default(),
        }
    }

    /// The same, that skips nothing.
    #[cfg(test)]
    pub(super) fn folding_all(words: &str) -> Self {
        Self {
            plain: None,
            ..Self::new(words)
        }
    }

    /// Whether nothing is left of the words once they are folded.
    pub(super) fn is_empty(&self) -> bool {
        self.needle.is_empty()
    }

    /// Passes every match to `take`, in order, as a span of the text.
    pub(super) fn search(
        &mut self,
        text: &str,
        wanted: &dyn Fn() -> bool,
        take: &mut dyn FnMut(Span) -> HitOutcome,
    ) {
        let mut ahead = Ahead::default();
        let (mut from, mut size) = (
            0,
            if self.plain.is_some() {
                SMALL_PIECE
            } else {
                PIECE_BYTES
            },
        );
        while from < text.len() && wanted() {
            if let Some(plain) = &self.plain {
                let Some(next) = ahead.next(text, from, plain, self.needle.len()) else {
                    return;
                };
                if next - from > size {
                    size = SMALL_PIECE;
                }
                from = next;
            }
            let end = text.ceil_char_boundary((from + size).min(text.len()));
            let words = part(text, from..end);
            self.piece.fill(words, &mut self.cache);
            let mut at = 0;
            while let Some(found) = self
                .piece
                .folded
                .get(at..)
                .and_then(|rest| self.finder.find(rest))
            {
                let first = at + found;
                let last = first + self.needle.len();
                let span = self.piece.span(words, first, last).map(|local| {
                    let start = from + local.start;
                    Span::new(start, with_marks(text, from + local.end))
                });
                at = match span.map_or(HitOutcome::Rejected, &mut *take) {
                    HitOutcome::Accepted => last,
                    HitOutcome::Rejected => first + 1,
                    HitOutcome::LimitReached => return,
                };
            }
            if end == text.len() {
                return;
            }
            // A match may begin in the last bytes of this piece and end in the next.
            let rest = at.max((self.piece.folded.len() + 1).saturating_sub(self.needle.len()));
            let starts = &self.piece.starts;
            let next = starts.get(rest).map_or(end, |start| from + *start as usize);
            // So little is left of a piece of points alone that a longer one must be taken.
            size = if next == from {
                size * 2
            } else {
                (size * 2).min(PIECE_BYTES)
            };
            from = next;
        }
    }
}

/// The pattern of folded words in ASCII text.
fn in_ascii(needle: &str) -> Option<Regex> {
    let spaces = |part: &str| regex::escape(part);
    let pattern: Vec<String> = needle.split(' ').map(spaces).collect();
    // What folds to a space.
    let pattern = pattern.join(r"[\t-\r ]");
    let mut pattern = RegexBuilder::new(&pattern);
    pattern.unicode(false).case_insensitive(true).build().ok()
}

/// Where in a text the next match may begin, found without folding it.
#[derive(Default)]
struct Ahead {
    /// The next match in ASCII and the next character beyond ASCII; the end of the text if there is none.
    plain: Option<usize>,
    other: Option<usize>,
}

impl Ahead {
    /// The first byte from `from` on at which a match of `length` folded bytes may begin.
    fn next(&mut self, text: &str, from: usize, plain: &Regex, length: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let known = |place: Option<usize>| place.filter(|place| *place >= from);
        let candidate = known(self.plain).unwrap_or_else(|| {
            plain
                .find_at(bytes, from)
                .map_or(text.len(), |found| found.start())
        });
        let other = known(self.other).unwrap_or_else(|| beyond_ascii(bytes, from));
        (self.plain, self.other) = (Some(candidate), Some(other));
        // Each character of ASCII folds to one byte, so a match with another one begins near it.
        let near = other.saturating_sub(length.saturating_sub(1)).max(from);
        let next = if other < text.len() {
            candidate.min(near)
        } else {
            candidate
        };
        (next < text.len()).then_some(next)
    }
}

/// The first byte from `from` on that is not of ASCII; the end if there is none.
fn beyond_ascii(bytes: &[u8], from: usize) -> usize {
    const STEP: usize = 64;
    let rest = bytes.get(from..).unwrap_or_default();
    let plain = rest.chunks(STEP).take_while(|chunk| chunk.is_ascii()).count() * STEP;
    let rest = rest.get(plain..).unwrap_or_default();
    let near = rest.iter().position(|byte| !byte.is_ascii());
    near.map_or(bytes.len(), |near| from + plain + near)
}

/// The end of a match with the points and joiners that belong to its last character.
fn with_marks(text: &str, mut end: usize) -> usize {
    let mut folded = String::new();
    for character in part(text, end..).chars() {
        let from = text.floor_char_boundary(end.saturating_sub(64));
        let to = text.ceil_char_boundary((end + 64).min(text.len()));
        let around = part(text, from..to);
        fold_character(character, &mut folded);
        if !folded.is_empty() || is_grapheme_boundary(around, end - from) {
            break;
        }
        end += character.len_utf8();
    }
    end
}

/// A piece of the text, folded.
#[derive(Default)]
struct FoldedPiece {
    folded: Vec<u8>,
    /// Where the character of each folded byte begins, from the start of the piece.
    starts: Vec<u32>,
}

impl FoldedPiece {
    fn fill(&mut self, text: &str, cache: &mut FoldCache) {
        self.folded.clear();
        self.starts.clear();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = rest.bytes().take_while(u8::is_ascii).count();
            let ascii = rest.bytes().take(plain);
            self.folded.extend(ascii.map(fold_ascii));
            self.starts.extend(at as u32..(at + plain) as u32);
            at += plain;
            let others = part(rest, plain..).chars();
            for character in others.take_while(|character| !character.is_ascii()) {
                cache.push(character, &mut self.folded);
                self.starts.resize(self.folded.len(), at as u32);
                at += character.len_utf8();
            }
        }
    }

    /// The characters that a range of folded bytes comes from; `None` where it splits one.
    fn span(&self, text: &str, first: usize, last: usize) -> Option<Span> {
        let start = |at: usize| self.starts.get(at).copied();
        let splits = |at: usize| at > 0 && start(at).is_some() && start(at - 1) == start(at);
        if splits(first) || splits(last) {
            return None;
        }
        let of_last = start(last.checked_sub(1)?)? as usize;
        Some(Span::new(
            start(first)? as usize,
            text.ceil_char_boundary(of_last + 1),
        ))
    }
}

/// The cache of characters, each computed once.
#[derive(Default)]
struct FoldCache {
    /// Up to seven bytes by code point, and in the eighth byte their number plus one.
    entries: Vec<[u8; 8]>,
    folded: String,
}

impl FoldCache {
    fn push(&mut self, character: char, folded: &mut Vec<u8>) {
        if self.entries.is_empty() {
            self.entries = vec![[0; 8]; CACHED_CHARS];
        }
        let slot = self.entries.get_mut(character as usize);
        if let Some([bytes @ .., length @ 1..=8]) = slot {
            folded.extend(bytes.iter().take(usize::from(*length) - 1));
            return;
        }
        self.folded.clear();
        fold_character(character, &mut self.folded);
        folded.extend(self.folded.bytes());
        if let Some([bytes @ .., length]) = slot
            && let Some(room) = bytes.get_mut(..self.folded.len())
        {
            room.copy_from_slice(self.folded.as_bytes());
            *length = self.folded.len() as u8 + 1;
        }
    }
}

fn fold_ascii(byte: u8) -> u8 {
    match byte {
        b'\t'..=b'\r' => b' ',
        byte => byte.to_ascii_lowercase(),
    }
}
