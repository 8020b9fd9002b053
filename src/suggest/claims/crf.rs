//! A linear-chain conditional random field (Lafferty, `McCallum` and Pereira 2001) over hashed features: best path by
//! Viterbi's algorithm, probabilities by the forward and backward sums.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::features::Features;
use super::hash::Key;

/// Hashes keys that are hashes already.
#[derive(Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A table from features or words, in no order.
pub(crate) type Table<V> = HashMap<Key, V, BuildHasherDefault<AsIs>>;

/// Which label may follow which: `allowed[before][label]`.
pub(crate) type Allowed<const L: usize> = [[bool; L]; L];

/// The weights of a tagger with `L` labels.
#[derive(Clone, Debug)]
pub(crate) struct Tagger<const L: usize> {
    /// Of each feature, for each label.
    pub(crate) state: Table<[f32; L]>,
    /// Of each label behind another.
    pub(crate) step: [[f32; L]; L],
    /// Which label may follow which; a sequence begins as behind label 0.
    pub(crate) allowed: Allowed<L>,
}

/// The scores of a sequence: for each place and label the sum of its features' weights.
pub(crate) type Scores<const L: usize> = Vec<[f64; L]>;

/// The sums over all paths of a sequence.
pub(crate) struct Lattice<const L: usize> {
    /// The probability of each label at each place.
    pub(crate) marginals: Vec<[f64; L]>,
    /// The probability of each pair of labels, summed over the sequence.
    pub(crate) pairs: [[f64; L]; L],
    /// The logarithm of the sum over all paths.
    pub(crate) log_sum: f64,
}

impl<const L: usize> Tagger<L> {
    /// A tagger that knows nothing.
    pub(crate) fn new(allowed: Allowed<L>) -> Self {
        Self {
            state: Table::default(),
            step: [[0.0; L]; L],
            allowed,
        }
    }

    /// The scores of a sequence.
    pub(crate) fn scores(&self, features: &Features) -> Scores<L> {
        let sum = |row: &[Key]| {
            let mut sum = [0.0_f32; L];
            for weights in row.iter().filter_map(|key| self.state.get(key)) {
                for label in 0..L {
                    sum[label] += weights[label];
                }
            }
            sum.map(f64::from)
        };
        features.rows().map(sum).collect()
    }

    fn steps(&self) -> [[f64; L]; L] {
        let mut steps = [[f64::NEG_INFINITY; L]; L];
        for (before, row) in steps.iter_mut().enumerate() {
            for (label, step) in row.iter_mut().enumerate() {
                if self.allowed[before][label] {
                    *step = f64::from(self.step[before][label]);
                }
            }
        }
        steps
    }

    /// The best path through a sequence.
    pub(crate) fn best(&self, scores: &[[f64; L]]) -> Vec<u8> {
        best(scores, &self.steps())
    }

    /// The sums over all paths of a sequence.
    pub(crate) fn lattice(&self, scores: &[[f64; L]]) -> Lattice<L> {
        lattice(scores, &self.steps())
    }

    /// The score of a path.
    pub(crate) fn score(&self, scores: &[[f64; L]], path: &[u8]) -> f64 {
        let steps = self.steps();
        let mut before = 0;
        let mut sum = 0.0;
        for (row, &label) in scores.iter().zip(path) {
            sum += row[usize::from(label)] + steps[before][usize::from(label)];
            before = usize::from(label);
        }
        sum
    }
}

/// The best path by Viterbi's algorithm. The sequence begins as if behind label 0.
fn best<const L: usize>(scores: &[[f64; L]], steps: &[[f64; L]; L]) -> Vec<u8> {
    let mut came: Vec<[u8; L]> = Vec::with_capacity(scores.len());
    let mut now = [f64::NEG_INFINITY; L];
    now[0] = 0.0;
    for row in scores {
        let mut next = [f64::NEG_INFINITY; L];
        let mut from = [0; L];
        for label in 0..L {
            for before in 0..L {
                let value = now[before] + steps[before][label];
                if value > next[label] {
                    (next[label], from[label]) = (value, before as u8);
                }
            }
            next[label] += row[label];
        }
        came.push(from);
        now = next;
    }
    let mut label = 0;
    for other in 1..L {
        if now[other] > now[label] {
            label = other;
        }
    }
    let mut path = vec![0; scores.len()];
    for (place, from) in came.iter().enumerate().rev() {
        path[place] = label as u8;
        label = usize::from(from[label]);
    }
    path
}

/// The sums over all paths, scaled at each place so that nothing overflows (Rabiner 1989, V.A).
pub(crate) fn lattice<const L: usize>(scores: &[[f64; L]], steps: &[[f64; L]; L]) -> Lattice<L> {
    let step = steps.map(|row| row.map(exp));
    let mut log_sum = 0.0;
    let mut here: Vec<[f64; L]> = Vec::with_capacity(scores.len());
    let mut forward: Vec<[f64; L]> = Vec::with_capacity(scores.len());
    let mut scales = Vec::with_capacity(scores.len());
    let mut before = [0.0; L];
    before[0] = 1.0;
    for row in scores {
        let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let own = row.map(|score| exp(score - most));
        let mut next = [0.0; L];
        for label in 0..L {
            let mut sum = 0.0;
            for other in 0..L {
                sum += before[other] * step[other][label];
            }
            next[label] = sum * own[label];
        }
        let scale: f64 = next.iter().sum();
        log_sum += ln(scale) + most;
        next = next.map(|value| value / scale);
        here.push(own);
        forward.push(next);
        scales.push(scale);
        before = next;
    }
    let mut marginals = vec![[0.0; L]; scores.len()];
    let mut pairs = [[0.0; L]; L];
    let mut behind = [1.0; L];
    for place in (0..scores.len()).rev() {
        for label in 0..L {
            marginals[place][label] = forward[place][label] * behind[label];
        }
        let mut first = [0.0; L];
        first[0] = 1.0;
        let before = if place == 0 { first } else { forward[place - 1] };
        let mut next = [0.0; L];
        for label in 0..L {
            let weight = here[place][label] * behind[label] / scales[place];
            for other in 0..L {
                let value = step[other][label] * weight;
                next[other] += value;
                pairs[other][label] += before[other] * value;
            }
        }
        behind = next;
    }
    Lattice {
        marginals,
        pairs,
        log_sum,
    }
}

/// 1 / n!.
const EXP: [f64; 13] = {
    let mut terms = [1.0; 13];
    let mut place = 1;
    while place < 13 {
        terms[place] = terms[place - 1] / place as f64;
        place += 1;
    }
    terms
};

/// 1 / (2n + 1).
const LN: [f64; 17] = {
    let mut terms = [1.0; 17];
    let mut place = 1;
    while place < 17 {
        terms[place] = 1.0 / (2 * place + 1) as f64;
        place += 1;
    }
    terms
};

/// The exponential function, from additions and multiplications only, so that every machine gets the same bits.
pub(crate) fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let x = x.min(700.0);
    let whole = (x * std::f64::consts::LOG2_E).round();
    let rest = x - whole * 0.693_147_180_369_123_8 - whole * 1.908_214_929_270_587_7e-10;
    let sum = EXP.iter().rev().fold(0.0, |sum, factor| sum * rest + factor);
    sum * f64::from_bits(((whole as i64 + 1023) as u64) << 52)
}

/// The natural logarithm of a positive number, from the four basic operations only.
pub(crate) fn ln(x: f64) -> f64 {
    if x < f64::MIN_POSITIVE {
        return -708.0;
    }
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1023;
    let mantissa = f64::from_bits(bits & 0x000f_ffff_ffff_ffff | 1023 << 52);
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let square = ratio * ratio;
    let sum = LN.iter().rev().fold(0.0, |sum, factor| sum * square + factor);
    f64::from(exponent) * std::f64::consts::LN_2 + 2.0 * ratio * sum
}
