//! Finds words whatever their case, accents and points: the text is folded piece by piece, and each
//! folded byte keeps the position it comes from. `text::fold` defines the folding.

use memchr::memmem;

use super::HitOutcome;
use crate::text::Span;
use crate::text::fold::fold_character;
use crate::text::segment::is_grapheme_boundary;
use crate::text::span::part;

/// How much of the text is folded at once: it stays in the processor's cache.
const PIECE_BYTES: usize = 1 << 16;
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

/// Passes every match of the folded words to `take`, in order, as a span of the text.
pub(super) fn search(
    text: &str,
    words: &str,
    wanted: &dyn Fn() -> bool,
    take: &mut dyn FnMut(Span) -> HitOutcome,
) {
    let needle = fold(words);
    let finder = memmem::Finder::new(&needle);
    let mut cache = FoldCache::default();
    let mut piece = FoldedPiece::default();
    let (mut from, mut size) = (0, PIECE_BYTES);
    while from < text.len() && wanted() {
        let end = text.ceil_char_boundary((from + size).min(text.len()));
        let words = part(text, from..end);
        piece.fill(words, &mut cache);
        let mut at = 0;
        while let Some(found) = piece.folded.get(at..).and_then(|rest| finder.find(rest)) {
            let first = at + found;
            let last = first + needle.len();
            let span = piece.span(words, first, last).map(|local| {
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
        let rest = at.max((piece.folded.len() + 1).saturating_sub(needle.len()));
        let next = piece.starts.get(rest).map_or(end, |start| from + *start as usize);
        // So little is left of a piece of points alone that a longer one must be taken.
        size = if next == from { size * 2 } else { PIECE_BYTES };
        from = next;
    }
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
