//! What is counted over all claims of an index, kept up as claims come and go; and words that several
//! claims share, kept once. Which claims there are is `index`'s business.

use std::collections::HashMap;
use std::sync::Arc;

use super::index::Entry;
use crate::model::ReviewState;

/// Figures of the whole project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Claims.
    pub claims: usize,
    /// Of these, with a voice.
    pub attributed: usize,
    /// Of these claims, reviewed by anybody.
    pub reviewed: usize,
    /// Disputed ones.
    pub disputed: usize,
    /// Those whose words occur as a claim elsewhere too.
    pub repeated: usize,
}

/// The figures of claims that come and go.
#[derive(Clone, Debug, Default)]
pub struct Tally {
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
    /// The figures.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Folded words as the claims of the same words share them, if they are equal to the letter.
    pub fn shared(&self, same: u64, words: Box<str>) -> Arc<str> {
        match self.same.get(&same) {
            Some(there) if *there.words == *words => Arc::clone(&there.words),
            _ => words.into(),
        }
    }

    /// How many claims say the same, this one included.
    pub fn repeats(&self, entry: &Entry) -> u32 {
        self.same.get(&entry.same).map_or(1, |same| same.claims)
    }

    /// A claim comes.
    pub fn add(&mut self, entry: &Entry) {
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

    /// A claim that came before goes.
    pub fn take(&mut self, entry: &Entry) {
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

/// The figures that a claim may count in, and whether it does.
fn figures<'a>(totals: &'a mut Totals, entry: &Entry) -> [(&'a mut usize, bool); 4] {
    [
        (&mut totals.claims, true),
        (&mut totals.attributed, !entry.lacks_speaker),
        (&mut totals.reviewed, entry.review.is_decided()),
        (&mut totals.disputed, entry.review == ReviewState::Disputed),
    ]
}
