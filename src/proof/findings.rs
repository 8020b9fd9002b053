//! What is found out while a quotation is read beside a reference text, and whether it is enough to call it altered.

use super::verdict::{DifferenceKind, Place, WordsDiffer};

/// The share of the words of an altered quotation that are the same, by number and by bits.
const MIN_SAME: f64 = 0.625;
/// What a word counts at most that is not the same, in bits: a name that is nowhere else says no more than another word.
const MAX_CHANGED_BITS: f64 = 10.0;
/// The minimum number of words from a further place that count as the same: fewer are found by chance.
const MIN_FURTHER_WORDS: usize = 7;

/// What was found out so far.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) places: Vec<Place>,
    pub(super) differences: Vec<WordsDiffer>,
    pub(super) is_cut: bool,
    pub(super) is_joined: bool,
    pub(super) is_altered: bool,
    /// How many words are the same, and what they say in bits.
    pub(super) same: usize,
    pub(super) same_bits: f64,
    /// The same of the largest piece and of others that are large enough.
    certain: (usize, f64),
    largest: (usize, f64),
}

impl Findings {
    /// Takes note of the words of a piece that are the same.
    pub(super) fn note_share(&mut self, before: (usize, f64)) {
        let share = (self.same - before.0, self.same_bits - before.1);
        let smaller = if share.0 > self.largest.0 {
            std::mem::replace(&mut self.largest, share)
        } else {
            share
        };
        if smaller.0 >= MIN_FURTHER_WORDS {
            self.certain = (self.certain.0 + smaller.0, self.certain.1 + smaller.1);
        }
    }

    /// Drops what is left out only because it stands elsewhere.
    pub(super) fn forget_left_out_of_moved(&mut self) {
        let is_moved = |one: &&WordsDiffer| one.kind == DifferenceKind::Moved;
        let moved: Vec<Place> = self
            .differences
            .iter()
            .filter(is_moved)
            .map(|one| one.place)
            .collect();
        let is_within = |one: &WordsDiffer, moved: &Place| {
            moved.text == one.place.text && moved.span.covers(one.place.span)
        };
        self.differences.retain(|one| {
            one.kind != DifferenceKind::LeftOut || !moved.iter().any(|moved| is_within(one, moved))
        });
    }

    /// Whether enough of the quotation is the same.
    pub(super) fn is_alike(&self, words: usize, bits: f64) -> bool {
        let (same, same_bits) = (self.certain.0 + self.largest.0, self.certain.1 + self.largest.1);
        let others = words.saturating_sub(same) as f64;
        let other_bits = (bits - same_bits).min(MAX_CHANGED_BITS * others);
        same as f64 >= words as f64 * MIN_SAME && same_bits >= (same_bits + other_bits) * MIN_SAME
    }
}
