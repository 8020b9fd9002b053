//! A quotation laid word by word beside the reference texts it is from: what is the same, and where they differ.

use super::align::{Marks, Step, align};
use super::index::Index;
use super::runs::{Chain, Run, Wanted};

/// How many more words of the reference text than of the quotation are looked at beyond the first and the last run.
const BEYOND: usize = 6;
/// The same where the quotation says that words are left out there.
const MARKED_BEYOND: usize = 80;
/// The most words that may be left out within one place.
const MAX_LEFT_OUT: usize = 150;

/// Words of both, one of which may have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// From which word of the quotation to before which.
    pub(super) quoted: (usize, usize),
    /// The same of the reference text.
    pub(super) place: (usize, usize),
    /// Whether the words are the same.
    pub(super) is_same: bool,
}

/// A part of a quotation that is from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: usize,
    /// In order, without a word between them; words that are the same and words that differ take turns.
    pub(super) blocks: Vec<Block>,
}

impl Piece {
    fn new(run: Run) -> Self {
        Self {
            text: run.text,
            blocks: vec![Block {
                quoted: (run.quoted, run.quoted),
                place: (run.place, run.place),
                is_same: true,
            }],
        }
    }

    fn push(&mut self, step: Step) {
        let Some(last) = self.blocks.last_mut() else {
            return;
        };
        let is_same = step == Step::Same;
        if last.is_same != is_same {
            let next = Block {
                quoted: (last.quoted.1, last.quoted.1),
                place: (last.place.1, last.place.1),
                is_same,
            };
            self.blocks.push(next);
        }
        if let Some(last) = self.blocks.last_mut() {
            last.quoted.1 += usize::from(step != Step::LeftOut);
            last.place.1 += usize::from(step != Step::Added);
        }
    }

    fn extend(&mut self, steps: impl IntoIterator<Item = Step>) {
        steps.into_iter().for_each(|step| self.push(step));
    }

    fn quoted_end(&self) -> usize {
        self.blocks.last().map_or(0, |block| block.quoted.1)
    }

    /// From which word of its reference text to before which it goes.
    pub(super) fn place(&self) -> (usize, usize) {
        let start = self.blocks.first().map_or(0, |block| block.place.0);
        (start, self.blocks.last().map_or(0, |block| block.place.1))
    }

    /// From which word of the quotation to before which it goes.
    pub(super) fn quoted(&self) -> (usize, usize) {
        (
            self.blocks.first().map_or(0, |block| block.quoted.0),
            self.quoted_end(),
        )
    }
}

/// The marks of the words of a quotation from one on.
struct Ahead<'a>(&'a Wanted, usize);

impl Marks for Ahead<'_> {
    fn has_gap(&self, word: usize) -> bool {
        self.0.gaps.contains(&(self.1 + word))
    }

    fn is_remark(&self, word: usize) -> bool {
        self.0.remarks.get(self.1 + word) == Some(&true)
    }
}

/// The marks of those before one, the nearest first.
struct Back<'a>(&'a Wanted, usize);

impl Marks for Back<'_> {
    fn has_gap(&self, word: usize) -> bool {
        self.1
            .checked_sub(word)
            .is_some_and(|at| self.0.gaps.contains(&at))
    }

    fn is_remark(&self, word: usize) -> bool {
        let at = self.1.checked_sub(word + 1);
        at.and_then(|at| self.0.remarks.get(at)) == Some(&true)
    }
}

/// Whether a run goes on in the place of the one before it.
fn is_one_place(before: Run, run: Run) -> bool {
    before.text == run.text
        && run
            .place
            .checked_sub(before.place_end())
            .is_some_and(|left_out| left_out <= MAX_LEFT_OUT)
}

/// The pieces that a chain makes up, with every word of the quotation in one of them.
pub(super) fn pieces(index: &Index<'_>, wanted: &Wanted, chain: &Chain) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let Some(&first) = chain.runs.first() else {
        return pieces;
    };
    let mut piece = begun(index, wanted, first, 0);
    piece.extend(vec![Step::Same; first.len]);
    for pair in chain.runs.windows(2) {
        let [before, run] = pair else { continue };
        if is_one_place(*before, *run) {
            piece.extend(between(index, wanted, *before, *run));
        } else {
            let gap = wanted
                .gaps
                .iter()
                .find(|gap| (before.quoted_end()..=run.quoted).contains(gap));
            let turn = gap.copied().unwrap_or(run.quoted);
            piece.extend(after(index, wanted, *before, turn));
            pieces.push(std::mem::replace(&mut piece, begun(index, wanted, *run, turn)));
        }
        piece.extend(vec![Step::Same; run.len]);
    }
    if let Some(&last) = chain.runs.last() {
        piece.extend(after(index, wanted, last, wanted.ids.len()));
    }
    pieces.push(piece);
    pieces
}

fn between(index: &Index<'_>, wanted: &Wanted, before: Run, run: Run) -> Vec<Step> {
    let quoted = wanted.ids.get(before.quoted_end()..run.quoted).unwrap_or(&[]);
    let ids = index.texts.get(run.text).map_or(&[][..], |text| &text.ids);
    let place = ids.get(before.place_end()..run.place).unwrap_or(&[]);
    align(quoted, place, &Ahead(wanted, before.quoted_end()), false)
}

/// What follows a run, up to before a word of the quotation.
fn after(index: &Index<'_>, wanted: &Wanted, run: Run, to: usize) -> Vec<Step> {
    let quoted = wanted.ids.get(run.quoted_end()..to).unwrap_or(&[]);
    let ids = index.texts.get(run.text).map_or(&[][..], |text| &text.ids);
    let beyond = window(wanted, run.quoted_end(), to);
    let place: Vec<_> = ids.iter().skip(run.place_end()).take(beyond).copied().collect();
    align(quoted, &place, &Ahead(wanted, run.quoted_end()), true)
}

/// A piece that begins with what is before a run, from a word of the quotation on.
fn begun(index: &Index<'_>, wanted: &Wanted, run: Run, from: usize) -> Piece {
    let mut quoted: Vec<_> = wanted.ids.get(from..run.quoted).unwrap_or(&[]).to_vec();
    quoted.reverse();
    let ids = index.texts.get(run.text).map_or(&[][..], |text| &text.ids);
    let beyond = window(wanted, from, run.quoted);
    let before = ids
        .get(run.place.saturating_sub(beyond)..run.place)
        .unwrap_or(&[]);
    let place: Vec<_> = before.iter().rev().copied().collect();
    let mut steps = align(&quoted, &place, &Back(wanted, run.quoted), true);
    steps.reverse();
    let count = |wanted: Step| steps.iter().filter(|step| **step != wanted).count();
    let mut piece = Piece::new(Run {
        quoted: run.quoted - count(Step::LeftOut),
        place: run.place - count(Step::Added),
        len: 0,
        ..run
    });
    piece.extend(steps);
    piece
}

fn window(wanted: &Wanted, from: usize, to: usize) -> usize {
    let more = if wanted.has_gap(from, to) && from < to {
        MARKED_BEYOND
    } else {
        BEYOND
    };
    2 * (to - from) + more
}
