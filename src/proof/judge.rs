//! The verdict on a quotation: the chain of what is the same, laid beside the reference text, and what of the rest counts.

use super::findings::Findings;
use super::index::{Index, IndexedText};
use super::letters::{by_letters, letters_of, same_letters};
use super::negation::is_negation;
use super::pieces::{Block, Piece, pieces};
use super::runs::{MAX_SWAP_DISTANCE, Wanted, best_chain};
use super::tokens::{Part, Token, Tokens, of_quotation};
use super::verdict::{DifferenceKind, Place, Proof, Verdict, WordsDiffer};
use crate::text::Span;

/// The bits by which a finding that is not the same throughout must exceed what is found somewhere by chance.
const MARGIN_BITS: f64 = 8.0;
/// The minimum number of words from one of several places, where the quotation does not say that words are left out.
const MIN_JOINED_WORDS: usize = 5;
/// What must be found of a quotation that is from several places and altered, in bits.
const MIN_JOINED_AND_ALTERED_BITS: f64 = 50.0;
/// The minimum number of words of a quotation that can be found altered.
const MIN_ALTERED_WORDS: usize = 4;
/// So many words left out make two places of one.
const MAX_CUT_WORDS: usize = 60;
/// The same where a paragraph ends between them.
const MAX_CUT_WORDS_BETWEEN_PARAGRAPHS: usize = 25;

pub(super) fn prove(index: &Index<'_>, quotation: &str, texts: &[usize]) -> Proof {
    let tokens = of_quotation(quotation);
    if tokens.words.is_empty() {
        return Proof::not_found();
    }
    if let Some(place) = verbatim(index, quotation.trim(), texts) {
        return Proof {
            verdict: Verdict::Verbatim,
            places: vec![place],
            differences: Vec::new(),
        };
    }
    let wanted = Wanted::new(index, &tokens);
    let chain = best_chain(index, &wanted, texts);
    let judge = Judge {
        index,
        quotation,
        tokens: &tokens,
        wanted: &wanted,
    };
    let by_words = judge.judge(&pieces(index, &wanted, &chain), chain.bits);
    if by_words.verdict <= Verdict::Typography {
        return by_words;
    }
    // The words may be cut apart otherwise: 'cooperate', 'co-operate'.
    let Some((number, words)) = by_letters(index, &tokens, quotation, texts) else {
        return by_words;
    };
    let place = index
        .texts
        .get(number)
        .map(|text| text.place(number, text.span(words)));
    Proof {
        verdict: Verdict::Typography,
        places: place.into_iter().collect(),
        differences: Vec::new(),
    }
}

/// Where the quotation stands letter for letter, in whole words.
fn verbatim(index: &Index<'_>, quotation: &str, texts: &[usize]) -> Option<Place> {
    let finder = memchr::memmem::Finder::new(quotation);
    texts.iter().find_map(|&number| {
        let text = index.texts.get(number)?;
        let starts = finder.find_iter(text.text.as_bytes());
        let mut spans = starts.map(|start| Span::new(start, start + quotation.len()));
        let span = spans.find(|span| {
            let before = text.text.get(..span.start).unwrap_or("").chars().next_back();
            let after = text.text.get(span.end..).unwrap_or("").chars().next();
            let first = quotation.chars().next();
            let last = quotation.chars().next_back();
            !(is_within(before, first) || is_within(last, after))
        })?;
        Some(text.place(number, span))
    })
}

/// Whether two characters are of one word.
fn is_within(one: Option<char>, other: Option<char>) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && !crate::text::unspaced::is_unspaced(c);
    one.is_some_and(is_letter) && other.is_some_and(is_letter)
}

impl IndexedText<'_> {
    fn place(&self, number: usize, span: Span) -> Place {
        let chars = (
            self.chars.chars_from_byte(span.start),
            self.chars.chars_from_byte(span.end),
        );
        Place {
            text: number,
            span,
            chars,
        }
    }

    /// The bytes from one word to before another.
    fn span(&self, (from, to): (usize, usize)) -> Span {
        span_of(&self.tokens, (from, to))
    }
}

fn span_of(tokens: &[Token], (from, to): (usize, usize)) -> Span {
    let start = tokens.get(from).map(|token| token.span.start);
    let last = to
        .checked_sub(1)
        .and_then(|last| tokens.get(last))
        .map(|token| token.span.end);
    if from >= to {
        let at = start.or(last).unwrap_or(0);
        return Span::new(at, at);
    }
    Span::new(start.unwrap_or(0), last.unwrap_or(0))
}

struct Judge<'a, 'text> {
    index: &'a Index<'text>,
    quotation: &'a str,
    tokens: &'a Tokens,
    wanted: &'a Wanted,
}

impl Judge<'_, '_> {
    fn judge(&self, pieces: &[Piece], bits: f64) -> Proof {
        let mut found = Findings::default();
        let mut counted = (0, 0.0);
        for (at, piece) in pieces.iter().enumerate() {
            let Some(text) = self.index.texts.get(piece.text) else {
                continue;
            };
            let before = at.checked_sub(1).and_then(|before| pieces.get(before));
            if let Some(before) = before
                && !self.is_swap(before, piece, &mut found)
            {
                found.is_joined = true;
                found.note_share(counted);
                counted = (found.same, found.same_bits);
            }
            self.read_piece(piece, text, &mut found);
        }
        found.note_share(counted);
        found.forget_left_out_of_moved();
        let is_spoken = |token: &&Token| token.part != Part::Remark;
        let words = self.tokens.words.iter().filter(is_spoken).count();
        let all_bits = self.wanted.bits(0, self.wanted.ids.len());
        let is_certain = bits >= self.index.bits_of_a_place() + MARGIN_BITS;
        let is_alike = found.is_alike(words, all_bits);
        let verdict = if pieces.is_empty() {
            Verdict::NotFound
        } else if found.is_altered {
            let is_certain = is_certain && (bits >= MIN_JOINED_AND_ALTERED_BITS || !found.is_joined);
            if is_certain && is_alike && words >= MIN_ALTERED_WORDS {
                Verdict::Altered
            } else {
                Verdict::NotFound
            }
        } else if found.is_joined || found.is_cut {
            if !is_certain || self.is_by_chance(pieces) {
                Verdict::NotFound
            } else if found.is_joined {
                Verdict::Joined
            } else {
                Verdict::Cut
            }
        } else {
            Verdict::Typography
        };
        if verdict == Verdict::NotFound {
            return Proof::not_found();
        }
        Proof {
            verdict,
            places: found.places,
            differences: found.differences,
        }
    }

    /// Whether one of several places has so few words that they may stand there by chance.
    fn is_by_chance(&self, pieces: &[Piece]) -> bool {
        let is_short = |piece: &Piece| {
            let (from, to) = piece.quoted();
            let is_marked = from > 0 && self.wanted.has_gap(from, from)
                || to < self.wanted.ids.len() && self.wanted.has_gap(to, to);
            to - from < MIN_JOINED_WORDS && !is_marked
        };
        pieces.len() > 1 && pieces.iter().any(is_short)
    }

    /// Whether a piece has only changed places with the one before it, and takes note of it.
    fn is_swap(&self, before: &Piece, piece: &Piece, found: &mut Findings) -> bool {
        let ((start, end), (earlier_start, earlier_end)) = (piece.place(), before.place());
        let is_back = before.text == piece.text && start < earlier_end;
        let Some(text) = self.index.texts.get(piece.text).filter(|_| is_back) else {
            return false;
        };
        if earlier_start.saturating_sub(end) > MAX_SWAP_DISTANCE {
            return false;
        }
        found.is_altered = true;
        let (from, _) = before.quoted();
        let (_, to) = piece.quoted();
        let whole = (start.min(earlier_start), end.max(earlier_end));
        found.differences.push(WordsDiffer {
            kind: DifferenceKind::Moved,
            quoted: span_of(&self.tokens.words, (from, to)),
            place: text.place(piece.text, text.span(whole)),
            is_marked: false,
        });
        true
    }

    fn read_piece(&self, piece: &Piece, text: &IndexedText<'_>, found: &mut Findings) {
        let mut start = None;
        let mut end = 0;
        let mut close = |start: &mut Option<usize>, end: usize| {
            if let Some(start) = start.take() {
                found.places.push(text.place(piece.text, text.span((start, end))));
            }
        };
        let mut blocks = Vec::new();
        for block in &piece.blocks {
            if block.is_same {
                start.get_or_insert(block.place.0);
                end = block.place.1;
                blocks.push(block.clone());
                continue;
            }
            let rest = self.without_typography(block, text);
            let (from, to) = rest.place;
            if rest.quoted.0 == rest.quoted.1 && from < to {
                let is_noted = text
                    .tokens
                    .get(from..to)
                    .unwrap_or(&[])
                    .iter()
                    .all(|token| token.part == Part::Remark);
                if !is_noted {
                    if from > block.place.0 {
                        start.get_or_insert(block.place.0);
                        end = from;
                    }
                    close(&mut start, end);
                    if to < block.place.1 {
                        start = Some(to);
                        end = block.place.1;
                    }
                }
            } else if block.place.0 < block.place.1 {
                start.get_or_insert(block.place.0);
                end = block.place.1;
            }
            blocks.push(rest);
        }
        close(&mut start, end);
        for block in &blocks {
            if block.is_same {
                self.read_same(block, piece.text, text, found);
            } else {
                self.read_block(block, piece.text, text, found);
            }
        }
    }

    /// Words that are the same but for case and accents; accents count where the language has them.
    fn read_same(&self, block: &Block, number: usize, text: &IndexedText<'_>, found: &mut Findings) {
        found.same += block.quoted.1 - block.quoted.0;
        found.same_bits += self.wanted.bits(block.quoted.0, block.quoted.1);
        if !text.has_accents {
            return;
        }
        for (quoted, place) in (block.quoted.0..block.quoted.1).zip(block.place.0..) {
            let written = |tokens: &[Token], within: &str, at: usize| {
                let token = tokens.get(at)?;
                Some(letters_of(token.span.slice(within)?))
            };
            let ours = written(&self.tokens.words, self.quotation, quoted);
            let theirs = written(&text.tokens, text.text, place);
            if ours != theirs {
                found.is_altered = true;
                let differing = Block {
                    quoted: (quoted, quoted + 1),
                    place: (place, place + 1),
                    is_same: false,
                };
                self.note(DifferenceKind::Changed, &differing, false, number, text, found);
            }
        }
    }

    fn read_block(&self, block: &Block, number: usize, text: &IndexedText<'_>, found: &mut Findings) {
        let quoted = self
            .tokens
            .words
            .get(block.quoted.0..block.quoted.1)
            .unwrap_or(&[]);
        let place = text.tokens.get(block.place.0..block.place.1).unwrap_or(&[]);
        let said: Vec<&Token> = place.iter().filter(|token| token.part != Part::Remark).collect();
        let is_remark = quoted.iter().all(|token| token.part == Part::Remark);
        if quoted.is_empty() {
            if said.is_empty() {
                return;
            }
            let is_marked = self.is_marked(block, text);
            let words: Vec<&str> = said.iter().map(|token| token.word.as_str()).collect();
            if !is_marked && is_negation(&words) {
                found.is_altered = true;
            } else if is_far(block, said.len(), text) {
                found.is_joined = true;
                return;
            } else {
                found.is_cut = true;
            }
            self.note(DifferenceKind::LeftOut, block, is_marked, number, text, found);
            return;
        }
        let kind = if said.is_empty() {
            DifferenceKind::Added
        } else {
            DifferenceKind::Changed
        };
        let words: Vec<&str> = quoted.iter().map(|token| token.word.as_str()).collect();
        if !is_remark || (said.is_empty() && is_negation(&words)) {
            found.is_altered = true;
        } else if !said.is_empty() {
            found.is_cut = true;
        }
        self.note(kind, block, is_remark, number, text, found);
    }

    fn note(
        &self,
        kind: DifferenceKind,
        block: &Block,
        is_marked: bool,
        number: usize,
        text: &IndexedText<'_>,
        found: &mut Findings,
    ) {
        found.differences.push(WordsDiffer {
            kind,
            quoted: span_of(&self.tokens.words, block.quoted),
            place: text.place(number, text.span(block.place)),
            is_marked,
        });
    }

    /// Whether the quotation says that words are left out there. Where the same words stand at both ends of what is left
    /// out, it could as well be some words on.
    fn is_marked(&self, block: &Block, text: &IndexedText<'_>) -> bool {
        let at = block.quoted.0;
        let mut reach = (at, at);
        let (from, to) = block.place;
        let word = |at: usize| self.wanted.ids.get(at);
        while word(reach.1).is_some_and(|id| text.ids.get(from + reach.1 - at) == Some(id)) {
            reach.1 += 1;
        }
        while let Some(before) = reach.0.checked_sub(1)
            && let Some(place) = to.checked_sub(at - before)
            && word(before) == text.ids.get(place)
        {
            reach.0 = before;
        }
        self.wanted.has_gap(reach.0, reach.1)
    }

    /// A block without the words at its ends that only are cut apart otherwise, or mended in brackets.
    fn without_typography(&self, block: &Block, text: &IndexedText<'_>) -> Block {
        let mut rest = block.clone();
        loop {
            let quoted = self.tokens.words.get(rest.quoted.0..rest.quoted.1).unwrap_or(&[]);
            let place = text.tokens.get(rest.place.0..rest.place.1).unwrap_or(&[]);
            if let Some((quoted, place)) = same_letters(quoted.iter(), place.iter()) {
                rest.quoted.0 += quoted;
                rest.place.0 += place;
            } else if let Some((quoted, place)) = same_letters(quoted.iter().rev(), place.iter().rev()) {
                rest.quoted.1 -= quoted;
                rest.place.1 -= place;
            } else {
                return rest;
            }
        }
    }
}

/// Whether so much is left out that it is another place.
fn is_far(block: &Block, words: usize, text: &IndexedText<'_>) -> bool {
    let (from, to) = block.place;
    let paragraphs = text.paragraphs_between(from.saturating_sub(1), to);
    let max = if paragraphs > 0 {
        MAX_CUT_WORDS_BETWEEN_PARAGRAPHS
    } else {
        MAX_CUT_WORDS
    };
    words > max
}
