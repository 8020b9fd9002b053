//! Finds exact occurrences of words in a text that is searched many times: after some queries it builds a table of all
//! sequences of three characters.

use std::cell::{Cell, OnceCell};

use memchr::memmem;

/// The number of queries answered by scanning, which together cost about as much as building the table.
const MAX_SCANS: usize = 300;
/// The most bits of a hash of three characters; short texts need fewer.
const MAX_HASH_BITS: u32 = 18;
/// Scanning compares about as many bytes in the time of one comparison.
const BYTES_SCANNED_AT_ONCE: usize = 64;
/// How many characters an entry of the table speaks for.
const RUN: usize = 3;

/// A text that is searched many times.
#[derive(Debug)]
pub struct Occurrences<'text> {
    text: &'text str,
    scans: Cell<usize>,
    /// What the queries have cost, in comparisons.
    effort: Cell<u64>,
    /// `None` in it where the text is too long for one.
    table: OnceCell<Option<TrigramTable>>,
}

impl<'text> Occurrences<'text> {
    /// A text of which nothing has been asked yet.
    pub fn new(text: &'text str) -> Self {
        Self {
            text,
            scans: Cell::new(0),
            effort: Cell::new(0),
            table: OnceCell::new(),
        }
    }

    /// A text that is searched by the table from the first question on.
    #[cfg(test)]
    pub fn by_table(text: &'text str) -> Self {
        let occurrences = Self::new(text);
        occurrences.scans.set(MAX_SCANS);
        occurrences
    }

    /// The text.
    pub fn text(&self) -> &'text str {
        self.text
    }

    /// The positions of some words in order, at most `max`. Occurrences do not overlap: the search continues after each.
    pub fn find(&self, words: &str, max: usize) -> Vec<usize> {
        let (found, effort): (Vec<usize>, usize) = match self.table_for(words) {
            Some(table) => table.find(self.text, words, max),
            None => {
                let found = memmem::find_iter(self.text.as_bytes(), words).take(max);
                (found.collect(), self.text.len() / BYTES_SCANNED_AT_ONCE)
            }
        };
        let effort = effort as u64 + found.len() as u64;
        self.effort.set(self.effort.get().saturating_add(effort));
        found
    }

    /// What all queries have cost so far, in comparisons.
    pub fn effort(&self) -> u64 {
        self.effort.get()
    }

    /// The table, where it has paid to make it and it knows something of these words.
    fn table_for(&self, words: &str) -> Option<&TrigramTable> {
        words.chars().nth(RUN - 1)?;
        let scans = self.scans.get();
        if scans < MAX_SCANS {
            self.scans.set(scans + 1);
            return None;
        }
        self.table.get_or_init(|| TrigramTable::new(self.text)).as_ref()
    }
}

/// The places of all runs of three characters, by their hashes.
#[derive(Debug)]
struct TrigramTable {
    bits: u32,
    /// Where the places of each hash begin; one more than there are hashes.
    starts: Vec<u32>,
    /// The bytes at which runs begin, ascending within each hash.
    places: Vec<u32>,
}

impl TrigramTable {
    fn new(text: &str) -> Option<Self> {
        let length = u32::try_from(text.len()).ok()?;
        let bits = (u32::BITS - length.leading_zeros()).clamp(8, MAX_HASH_BITS);
        let mut starts = vec![0; (1 << bits) + 1];
        for (_, hash) in runs(text, bits) {
            *starts.get_mut(hash + 1)? += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut places = vec![0; before as usize];
        let mut next = starts.clone();
        for (byte, hash) in runs(text, bits) {
            let at = next.get_mut(hash)?;
            *places.get_mut(*at as usize)? = byte as u32;
            *at += 1;
        }
        Some(Self { bits, starts, places })
    }

    /// The positions of the words, and how many places were looked at.
    fn find(&self, text: &str, words: &str, max: usize) -> (Vec<usize>, usize) {
        // Of the runs in the words the rarest says most about the place.
        let of_run = |(offset, hash)| (self.places_of(hash), offset);
        let rarest = runs(words, self.bits)
            .map(of_run)
            .min_by_key(|(places, _)| places.len());
        let (places, offset) = rarest.unwrap_or_default();
        let mut found = Vec::new();
        let mut free_from = 0;
        for place in places {
            let Some(start) = (*place as usize)
                .checked_sub(offset)
                .filter(|start| *start >= free_from)
            else {
                continue;
            };
            if found.len() == max {
                break;
            }
            let rest = text.as_bytes().get(start..).unwrap_or_default();
            if rest.starts_with(words.as_bytes()) {
                found.push(start);
                free_from = start + words.len();
            }
        }
        (found, places.len())
    }

    fn places_of(&self, hash: usize) -> &[u32] {
        let bounds = (self.starts.get(hash), self.starts.get(hash + 1));
        let (Some(start), Some(end)) = bounds else {
            return &[];
        };
        self.places
            .get(*start as usize..*end as usize)
            .unwrap_or_default()
    }
}

/// Every run of three characters: the byte at which it begins, and its hash.
fn runs(text: &str, bits: u32) -> impl Iterator<Item = (usize, usize)> {
    let mut bytes = [0; RUN];
    let mut packed = 0_u64;
    let hashed = text.char_indices().map(move |(byte, character)| {
        bytes = [bytes[1], bytes[2], byte];
        // Twenty-one bits hold a character, sixty-three the run.
        packed = (packed << 21 | u64::from(character)) & (u64::MAX >> 1);
        // 2^64 divided by the golden ratio spreads what is near.
        let hash = packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - bits);
        (bytes[0], hash as usize)
    });
    hashed.skip(RUN - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn places_do_not_overlap_and_are_as_many_as_wanted() {
        let occurrences = Occurrences::by_table("aaaaaaa");
        assert_eq!(occurrences.find("aaa", usize::MAX), [0, 3]);
        assert_eq!(occurrences.find("aaa", 1), [0]);
        assert!(occurrences.find("aaab", 9).is_empty());
        assert!(occurrences.table.get().is_some());
        assert_eq!(occurrences.find("aa", 9), [0, 2, 4]);
        assert!(Occurrences::by_table("").find("army", 9).is_empty());
    }

    #[test]
    fn the_table_is_made_once_it_pays() {
        let occurrences = Occurrences::new("the army said");
        for _ in 0..MAX_SCANS {
            assert_eq!(occurrences.find("army", 9), [4]);
        }
        assert!(occurrences.table.get().is_none());
        assert_eq!(occurrences.find("army", 9), [4]);
        assert!(occurrences.table.get().is_some());
    }

    proptest! {
        #[test]
        fn the_table_finds_what_going_through_the_text_finds(
            text in "[abأب🎈 ]{0,200}", words in "[abأب🎈 ]{1,6}", max in 0_usize..40,
        ) {
            let scanned: Vec<usize> = memmem::find_iter(text.as_bytes(), &words).take(max).collect();
            prop_assert_eq!(Occurrences::by_table(&text).find(&words, max), scanned);
        }
    }
}
