//! Words of a quotation that stand one after another in a reference text as well, and the chain of such runs that explains
//! most of the quotation: runs that follow each other, with words left out or changed between them, or from several places.
//!
//! Chains of exact matches are how genomes are compared (Li, 'Minimap2: pairwise alignment for nucleotide sequences',
//! Bioinformatics 2018); here a match counts by how rare its words are.

use super::index::{Index, UNKNOWN, WordId};
use super::tokens::{Part, Tokens};

/// The minimum of a run, in bits: two words that are not the commonest, or one that is rare.
const MIN_RUN_BITS: f64 = 10.0;
/// The maximum number of runs that are chained: those that say most.
const MAX_RUNS: usize = 128;
/// The most words that may be left out between two runs in one place.
const MAX_LEFT_OUT: usize = 150;
/// How many words each of two parts has at least that have changed places.
const MIN_SWAP_WORDS: usize = 3;
/// How far apart in words two parts may be that have only changed places.
pub(super) const MAX_SWAP_DISTANCE: usize = 4;

/// What each word costs that is not in the reference text.
const CHANGED_BITS: f64 = 4.0;
/// What it costs to go on after words were left out or changed.
const BREAK_BITS: f64 = 3.0;
/// The same where the quotation says that words are left out.
const MARKED_BREAK_BITS: f64 = 1.0;
/// What it costs to go on just before.
const SWAP_BITS: f64 = 12.0;
/// What it costs to go on somewhere else, beyond what it says to be somewhere: less is found by chance.
const JUMP_BITS: f64 = 8.0;
/// The same where the quotation says that words are left out.
const MARKED_JUMP_BITS: f64 = 3.0;

/// A quotation whose words were looked up.
pub(super) struct Wanted {
    pub(super) ids: Vec<WordId>,
    /// Before which words something is left out.
    pub(super) gaps: Vec<usize>,
    /// Which words are its editor's.
    pub(super) remarks: Vec<bool>,
    /// The bits of all words before each.
    sums: Vec<f64>,
}

impl Wanted {
    pub(super) fn new(index: &Index<'_>, tokens: &Tokens) -> Self {
        let ids: Vec<WordId> = tokens.words.iter().map(|token| index.id(&token.word)).collect();
        let mut sums = Vec::with_capacity(ids.len() + 1);
        let mut sum = 0.0;
        sums.push(sum);
        for &id in &ids {
            sum += index.bits(id);
            sums.push(sum);
        }
        let remarks = tokens.words.iter().map(|token| token.part == Part::Remark);
        Self {
            gaps: tokens.gaps.clone(),
            remarks: remarks.collect(),
            ids,
            sums,
        }
    }

    /// The bits of some of its words.
    pub(super) fn bits(&self, from: usize, to: usize) -> f64 {
        let sum = |at: usize| self.sums.get(at).copied().unwrap_or(0.0);
        sum(to) - sum(from)
    }

    /// Whether it says that words are left out somewhere from before one word to before another.
    pub(super) fn has_gap(&self, from: usize, to: usize) -> bool {
        self.gaps.iter().any(|gap| (from..=to).contains(gap))
    }
}

/// Words that stand one after another in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Which reference text.
    pub(super) text: usize,
    /// The first word in the quotation.
    pub(super) quoted: usize,
    /// The first word in the reference text.
    pub(super) place: usize,
    /// How many words.
    pub(super) len: usize,
}

impl Run {
    pub(super) fn quoted_end(self) -> usize {
        self.quoted + self.len
    }

    pub(super) fn place_end(self) -> usize {
        self.place + self.len
    }

    /// Without its first words.
    fn from(self, skipped: usize) -> Self {
        Self {
            quoted: self.quoted + skipped,
            place: self.place + skipped,
            len: self.len.saturating_sub(skipped),
            ..self
        }
    }
}

/// Runs in the order of the quotation, and what they say together, in bits.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Chain {
    pub(super) runs: Vec<Run>,
    pub(super) bits: f64,
}

/// The chain that says most, among the reference texts that may be looked in.
pub(super) fn best_chain(index: &Index<'_>, wanted: &Wanted, texts: &[usize]) -> Chain {
    let mut runs = Vec::new();
    for &text in texts {
        add_runs(index, wanted, text, &mut runs);
    }
    let bits = |run: &Run| wanted.bits(run.quoted, run.quoted_end());
    if runs.len() > MAX_RUNS {
        runs.sort_by(|a, b| bits(b).total_cmp(&bits(a)));
        runs.truncate(MAX_RUNS);
    }
    let order = |text: usize| texts.iter().position(|&other| other == text);
    runs.sort_by_key(|run| (run.quoted_end(), run.quoted, order(run.text), run.place));
    chain(index, wanted, &runs)
}

fn add_runs(index: &Index<'_>, wanted: &Wanted, number: usize, runs: &mut Vec<Run>) {
    let Some(text) = index.texts.get(number) else {
        return;
    };
    let word = |at: usize| wanted.ids.get(at).copied();
    for (quoted, &id) in wanted.ids.iter().enumerate() {
        if id == UNKNOWN {
            continue;
        }
        for &place in text.places(id) {
            let place = place as usize;
            let before = quoted.checked_sub(1).zip(place.checked_sub(1));
            let goes_on = before.is_some_and(|(quoted, place)| word(quoted) == text.ids.get(place).copied());
            if goes_on {
                continue;
            }
            let ahead = wanted.ids.iter().skip(quoted).zip(text.ids.iter().skip(place));
            let len = ahead.take_while(|(a, b)| a == b).count();
            let is_whole = quoted == 0 && len == wanted.ids.len();
            if is_whole || wanted.bits(quoted, quoted + len) >= MIN_RUN_BITS {
                runs.push(Run {
                    text: number,
                    quoted,
                    place,
                    len,
                });
            }
        }
    }
}

/// The best way through runs that are in the order of their ends.
fn chain(index: &Index<'_>, wanted: &Wanted, runs: &[Run]) -> Chain {
    struct Step {
        bits: f64,
        /// The run before it, and how many of its own first words that one has.
        before: Option<(usize, usize)>,
    }
    let mut steps: Vec<Step> = Vec::with_capacity(runs.len());
    for (at, &run) in runs.iter().enumerate() {
        let mut step = Step {
            bits: wanted.bits(run.quoted, run.quoted_end()),
            before: None,
        };
        for (earlier, (&other, reached)) in runs.iter().take(at).zip(&steps).enumerate() {
            let Some((skipped, cost)) = link(index, wanted, other, run) else {
                continue;
            };
            let own = wanted.bits(run.quoted + skipped, run.quoted_end());
            let bits = reached.bits + own - cost;
            if bits > step.bits {
                step = Step {
                    bits,
                    before: Some((earlier, skipped)),
                };
            }
        }
        steps.push(step);
    }
    // Of chains that say the same, the first.
    let best = steps
        .iter()
        .enumerate()
        .reduce(|best, step| if step.1.bits > best.1.bits { step } else { best });
    let Some((mut at, best)) = best else {
        return Chain::default();
    };
    let mut chain = Chain {
        runs: Vec::new(),
        bits: best.bits,
    };
    while let Some((&run, step)) = runs.get(at).zip(steps.get(at)) {
        chain
            .runs
            .push(run.from(step.before.map_or(0, |(_, skipped)| skipped)));
        match step.before {
            Some((before, _)) => at = before,
            None => break,
        }
    }
    chain.runs.reverse();
    chain
}

/// How many of a run's first words one before it has already, and what it costs to go from there to here.
fn link(index: &Index<'_>, wanted: &Wanted, before: Run, run: Run) -> Option<(usize, f64)> {
    let mut skipped = before.quoted_end().saturating_sub(run.quoted);
    let is_behind =
        before.text == run.text && run.place_end() > before.place_end() && run.place >= before.place;
    if is_behind {
        skipped = skipped.max(before.place_end().saturating_sub(run.place));
    }
    if skipped >= run.len || before.quoted >= run.quoted + skipped {
        return None;
    }
    let run = run.from(skipped);
    let changed = run.quoted - before.quoted_end().min(run.quoted);
    let is_marked = wanted.has_gap(before.quoted_end(), run.quoted);
    let cost = CHANGED_BITS * changed as f64;
    let left_out = run.place.checked_sub(before.place_end()).filter(|_| is_behind);
    match left_out.filter(|&left_out| left_out <= MAX_LEFT_OUT) {
        Some(left_out) => {
            let width = (left_out as f64).ln_1p() / std::f64::consts::LN_2;
            let paragraphs = index
                .texts
                .get(run.text)?
                .paragraphs_between(before.place, run.place);
            let apart = width + f64::from(paragraphs.min(2));
            let cost = cost
                + if is_marked {
                    MARKED_BREAK_BITS + 0.5 * apart
                } else {
                    BREAK_BITS + apart
                };
            Some((skipped, cost))
        }
        None if is_just_before(before, run) => Some((skipped, cost + SWAP_BITS)),
        None => {
            let beyond = if is_marked { MARKED_JUMP_BITS } else { JUMP_BITS };
            Some((skipped, cost + index.bits_of_a_place() + beyond))
        }
    }
}

/// Whether a run ends where the one before it in the quotation begins, and both are more than a word or two.
fn is_just_before(before: Run, run: Run) -> bool {
    let distance = before.place.checked_sub(run.place_end());
    before.text == run.text
        && before.len.min(run.len) >= MIN_SWAP_WORDS
        && distance.is_some_and(|distance| distance <= MAX_SWAP_DISTANCE)
}
