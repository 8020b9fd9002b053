//! The words of reference texts by where they stand, so that a quotation is looked for without reading them again.

use std::collections::HashMap;

use super::tokens::{Part, Token, of_reference};
use crate::text::units::CharIndex;

/// A word as a number; equal words of all reference texts have the same.
pub(super) type WordId = u32;

/// The number of a word that no reference text has.
pub(super) const UNKNOWN: WordId = u32::MAX;

/// A reference text whose words were looked up.
#[derive(Debug)]
pub(super) struct IndexedText<'text> {
    pub(super) text: &'text str,
    pub(super) chars: CharIndex<'text>,
    pub(super) tokens: Vec<Token>,
    /// The number of each.
    pub(super) ids: Vec<WordId>,
    /// Before how many of them a paragraph ends, at each.
    pub(super) paragraphs: Vec<u32>,
    /// Whether accents in it tell words apart, as they do not in English.
    pub(super) has_accents: bool,
    /// Where each word stands.
    places: HashMap<WordId, Vec<u32>>,
}

/// All reference texts.
#[derive(Debug, Default)]
pub(super) struct Index<'text> {
    pub(super) texts: Vec<IndexedText<'text>>,
    ids: HashMap<String, WordId>,
    /// How often each word occurs.
    counts: Vec<u32>,
    total: u32,
}

/// The share of letters with accents from which on they tell words apart.
const MIN_ACCENTED_SHARE: f64 = 0.008;

impl<'text> Index<'text> {
    pub(super) fn new(texts: impl IntoIterator<Item = &'text str>) -> Self {
        let mut index = Self::default();
        for text in texts {
            index.add(text);
        }
        index
    }

    fn add(&mut self, text: &'text str) {
        let tokens = of_reference(text).words;
        let mut ids = Vec::with_capacity(tokens.len());
        let mut places: HashMap<WordId, Vec<u32>> = HashMap::new();
        let mut paragraphs = Vec::with_capacity(tokens.len());
        let (mut paragraph, mut read) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            let id = self.number(&token.word);
            ids.push(id);
            places.entry(id).or_default().push(at as u32);
            let between = text.get(read..token.span.start).unwrap_or("");
            paragraph += u32::from(between.contains('\n'));
            paragraphs.push(paragraph);
            read = token.span.end;
            if token.part == Part::Speech
                && let Some(count) = self.counts.get_mut(id as usize)
            {
                *count += 1;
                self.total += 1;
            }
        }
        self.texts.push(IndexedText {
            text,
            chars: CharIndex::new(text),
            tokens,
            ids,
            paragraphs,
            has_accents: has_accents(text),
            places,
        });
    }

    fn number(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.counts.len() as WordId;
        self.ids.insert(word.to_owned(), id);
        self.counts.push(0);
        id
    }

    /// The number of a word, or [`UNKNOWN`].
    pub(super) fn id(&self, word: &str) -> WordId {
        self.ids.get(word).copied().unwrap_or(UNKNOWN)
    }

    /// How much it says that a word occurs, in bits: the logarithm of its share of all words, to the base of 2.
    pub(super) fn bits(&self, id: WordId) -> f64 {
        let count = self.counts.get(id as usize).copied().unwrap_or(0);
        ((f64::from(self.total) + 1.0) / (f64::from(count) + 0.5))
            .log2()
            .max(0.5)
    }

    /// How much it says that something is found somewhere, in bits: less is found by chance.
    pub(super) fn bits_of_a_place(&self) -> f64 {
        f64::from(self.total.max(2)).log2()
    }
}

impl IndexedText<'_> {
    /// Where a word stands.
    pub(super) fn places(&self, id: WordId) -> &[u32] {
        self.places.get(&id).map_or(&[], Vec::as_slice)
    }

    /// How many paragraphs end between two words.
    pub(super) fn paragraphs_between(&self, first: usize, second: usize) -> u32 {
        let of = |at: usize| self.paragraphs.get(at).copied().unwrap_or(0);
        of(second).saturating_sub(of(first))
    }
}

/// Whether a good share of the letters have accents.
fn has_accents(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut accented) = (0_usize, 0_usize);
    for letter in letters {
        all += 1;
        accented += usize::from(!letter.is_ascii());
    }
    accented as f64 > all as f64 * MIN_ACCENTED_SHARE
}
