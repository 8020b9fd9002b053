//! Counts over all claims of an index, updated as claims are added and removed, and the words of
//! duplicate claims, stored once.

use std::collections::HashMap;
use std::sync::Arc;

use super::index::IndexedClaim;
use crate::model::ReviewState;

/// Counts over the whole project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub claims: usize,
    pub attributed: usize,
    /// Reviewed by anyone.
    pub reviewed: usize,
    pub disputed: usize,
    /// Claims whose words are those of another claim, too.
    pub repeated: usize,
}

/// The counts, and the claims by their words.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    totals: Totals,
    same: HashMap<u64, Same>,
}

/// Claims of the same words.
#[derive(Clone, Debug)]
struct Same {
    claims: u32,
    /// The words of the first of them, folded.
    words: Arc<str>,
}

impl Tally {
    pub(super) fn totals(&self) -> Totals {
        self.totals
    }

    /// The folded words as an earlier claim has them, if they are exactly equal.
    pub(super) fn shared(&self, same: u64, words: Box<str>) -> Arc<str> {
        match self.same.get(&same) {
            Some(there) if *there.words == *words => Arc::clone(&there.words),
            _ => words.into(),
        }
    }

    /// The number of claims with the same words.
    pub(super) fn repeats(&self, entry: &IndexedClaim) -> u32 {
        self.same.get(&entry.same).map_or(1, |same| same.claims)
    }

    pub(super) fn add(&mut self, entry: &IndexedClaim) {
        let same = self.same.entry(entry.same).or_insert_with(|| Same {
            claims: 0,
            words: Arc::clone(&entry.folded),
        });
        same.claims += 1;
        self.totals.repeated += match same.claims {
            1 => 0,
            2 => 2,
            _ => 1,
        };
        for (figure, counts) in figures(&mut self.totals, entry) {
            *figure += usize::from(counts);
        }
    }

    /// Stops counting a claim.
    pub(super) fn take(&mut self, entry: &IndexedClaim) {
        let Some(same) = self.same.get_mut(&entry.same) else {
            return;
        };
        same.claims -= 1;
        self.totals.repeated -= match same.claims {
            0 => 0,
            1 => 2,
            _ => 1,
        };
        if same.claims == 0 {
            self.same.remove(&entry.same);
        }
        for (figure, counts) in figures(&mut self.totals, entry) {
            *figure -= usize::from(counts);
        }
    }
}

/// The totals that a claim may count in, and whether it does.
fn figures<'a>(totals: &'a mut Totals, entry: &IndexedClaim) -> [(&'a mut usize, bool); 4] {
    [
        (&mut totals.claims, true),
        (&mut totals.attributed, !entry.lacks_speaker),
        (&mut totals.reviewed, entry.review.is_decided()),
        (&mut totals.disputed, entry.review == ReviewState::Disputed),
    ]
}
