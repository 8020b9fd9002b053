//! Trains a tagger: the weights that make the marked labels most likely, with a price on every weight (L1, which leaves
//! most of them at nothing, and L2), found by OWL-QN (Andrew and Gao 2007), a quasi-Newton method with limited memory.
//! One thread and plain arithmetic: the same sequences give the same bits everywhere.

use std::collections::BTreeMap;

use super::crf::{Allowed, Tagger, lattice};
use super::features::Features;
use super::hash::Key;

/// How a tagger is trained.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// The price of a weight's size.
    pub(crate) l1: f64,
    /// The price of its square.
    pub(crate) l2: f64,
    /// How often a feature must occur.
    pub(crate) least_uses: u32,
    /// How many steps are taken at the most.
    pub(crate) steps: usize,
}

/// The number of earlier steps that the method remembers.
const MEMORY: usize = 6;

/// Sequences with their labels.
pub(crate) struct Sequences<const L: usize> {
    allowed: Allowed<L>,
    sequences: Vec<(Features, Vec<u8>)>,
}

/// Sequences with the features numbered.
struct Numbered {
    rows: Vec<u32>,
    row_ends: Vec<usize>,
    labels: Vec<u8>,
    ends: Vec<usize>,
    keys: Vec<Key>,
    seen: Vec<u8>,
}

impl<const L: usize> Sequences<L> {
    /// None yet.
    pub(crate) fn new(allowed: Allowed<L>) -> Self {
        Self {
            allowed,
            sequences: Vec::new(),
        }
    }

    /// Adds one.
    pub(crate) fn add(&mut self, features: Features, labels: Vec<u8>) {
        self.sequences.push((features, labels));
    }

    fn numbered(&self, least_uses: u32) -> Numbered {
        let mut uses: BTreeMap<Key, (u32, u8)> = BTreeMap::new();
        for (features, labels) in &self.sequences {
            for (row, &label) in features.rows().zip(labels) {
                for &key in row {
                    let (count, seen) = uses.entry(key).or_default();
                    *count += 1;
                    *seen |= 1 << label;
                }
            }
        }
        uses.retain(|_, (count, _)| *count >= least_uses);
        let keys: Vec<Key> = uses.keys().copied().collect();
        let seen = uses.values().map(|&(_, seen)| seen).collect();
        let ids: super::crf::Table<u32> = (0..).zip(&keys).map(|(id, &key)| (key, id)).collect();
        let mut numbered = Numbered {
            rows: Vec::new(),
            row_ends: Vec::new(),
            labels: Vec::new(),
            ends: Vec::new(),
            keys,
            seen,
        };
        for (features, labels) in &self.sequences {
            for row in features.rows() {
                numbered.rows.extend(row.iter().filter_map(|key| ids.get(key)));
                numbered.row_ends.push(numbered.rows.len());
            }
            numbered.labels.extend(labels);
            numbered.ends.push(numbered.labels.len());
        }
        numbered
    }

    /// The tagger that these sequences train.
    pub(crate) fn train(&self, settings: Settings) -> Tagger<L> {
        let numbered = self.numbered(settings.least_uses);
        let problem = Problem {
            data: &numbered,
            allowed: self.allowed,
            settings,
        };
        let weights = problem.minimum();
        let states = numbered.keys.len() * L;
        let mut tagger = Tagger::new(self.allowed);
        for (&key, row) in numbered.keys.iter().zip(weights[..states].chunks_exact(L)) {
            if row.iter().any(|weight| *weight != 0.0) {
                let row = std::array::from_fn(|label| row[label] as f32);
                tagger.state.insert(key, row);
            }
        }
        for (before, row) in tagger.step.iter_mut().enumerate() {
            for (label, weight) in row.iter_mut().enumerate() {
                *weight = weights[states + before * L + label] as f32;
            }
        }
        tagger
    }
}

struct Problem<'a, const L: usize> {
    data: &'a Numbered,
    allowed: Allowed<L>,
    settings: Settings,
}

impl<const L: usize> Problem<'_, L> {
    fn states(&self) -> usize {
        self.data.keys.len() * L
    }

    /// How unlikely the labels are with these weights, with the price of their squares; its slope is put into `slope`.
    fn cost(&self, weights: &[f64], slope: &mut [f64]) -> f64 {
        let data = self.data;
        let states = self.states();
        slope.fill(0.0);
        let step = self.steps(&weights[states..]);
        let mut cost = 0.0;
        let mut start = 0;
        let mut scores: Vec<[f64; L]> = Vec::new();
        for &end in &data.ends {
            scores.clear();
            for place in start..end {
                let mut sum = [0.0; L];
                for &feature in self.row(place) {
                    let at = feature as usize * L;
                    for (sum, weight) in sum.iter_mut().zip(&weights[at..at + L]) {
                        *sum += weight;
                    }
                }
                scores.push(sum);
            }
            let sums = lattice(&scores, &step);
            cost += sums.log_sum;
            let mut before = 0;
            for place in start..end {
                let label = usize::from(data.labels[place]);
                cost -= scores[place - start][label] + step[before][label];
                let mut error = sums.marginals[place - start];
                error[label] -= 1.0;
                slope[states + before * L + label] -= 1.0;
                for &feature in self.row(place) {
                    let at = feature as usize * L;
                    for (slope, error) in slope[at..at + L].iter_mut().zip(&error) {
                        *slope += error;
                    }
                }
                before = label;
            }
            for (slope, pair) in slope[states..].iter_mut().zip(sums.pairs.as_flattened()) {
                *slope += pair;
            }
            start = end;
        }
        for (feature, &seen) in data.seen.iter().enumerate() {
            for label in 0..L {
                if seen >> label & 1 == 0 {
                    slope[feature * L + label] = 0.0;
                }
            }
        }
        for (slope, weight) in slope.iter_mut().zip(weights) {
            cost += self.settings.l2 * weight * weight;
            *slope += 2.0 * self.settings.l2 * weight;
        }
        cost
    }

    fn row(&self, place: usize) -> &[u32] {
        let start = place
            .checked_sub(1)
            .map_or(0, |before| self.data.row_ends[before]);
        &self.data.rows[start..self.data.row_ends[place]]
    }

    fn steps(&self, weights: &[f64]) -> [[f64; L]; L] {
        let mut step = [[f64::NEG_INFINITY; L]; L];
        for before in 0..L {
            for label in 0..L {
                if self.allowed[before][label] {
                    step[before][label] = weights[before * L + label];
                }
            }
        }
        step
    }

    fn whole_cost(&self, cost: f64, weights: &[f64]) -> f64 {
        cost + self.settings.l1 * weights.iter().map(|weight| weight.abs()).sum::<f64>()
    }

    /// The slope with the price of size, at nothing the one of the side that falls.
    fn pseudo_slope(&self, weights: &[f64], slope: &[f64], into: &mut [f64]) {
        let l1 = self.settings.l1;
        for ((into, &weight), &slope) in into.iter_mut().zip(weights).zip(slope) {
            let (up, down) = (slope + l1, slope - l1);
            *into = match weight {
                weight if weight < 0.0 => down,
                weight if weight > 0.0 => up,
                _ if up < 0.0 => up,
                _ => down.max(0.0),
            };
        }
    }

    fn minimum(&self) -> Vec<f64> {
        let size = self.states() + L * L;
        let mut weights = vec![0.0; size];
        let mut slope = vec![0.0; size];
        let cost = self.cost(&weights, &mut slope);
        let mut cost = self.whole_cost(cost, &weights);
        let mut pseudo = vec![0.0; size];
        self.pseudo_slope(&weights, &slope, &mut pseudo);
        let mut memory: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
        let mut way = vec![0.0; size];
        let mut next = vec![0.0; size];
        let mut next_slope = vec![0.0; size];
        let mut costs = vec![cost];
        for round in 0..self.settings.steps {
            direction(&pseudo, &memory, &mut way);
            for (way, &slope) in way.iter_mut().zip(&pseudo) {
                if *way * slope >= 0.0 {
                    *way = 0.0;
                }
            }
            let mut length = if round == 0 {
                1.0 / dot(&way, &way).sqrt().max(1e-9)
            } else {
                1.0
            };
            let mut found = None;
            for _ in 0..20 {
                for at in 0..size {
                    let orthant = if weights[at] == 0.0 {
                        -pseudo[at]
                    } else {
                        weights[at]
                    };
                    let moved = weights[at] + length * way[at];
                    next[at] = if moved * orthant > 0.0 { moved } else { 0.0 };
                }
                let smooth = self.cost(&next, &mut next_slope);
                let whole = self.whole_cost(smooth, &next);
                let fall: f64 = (0..size).map(|at| pseudo[at] * (next[at] - weights[at])).sum();
                if whole <= cost + 1e-4 * fall {
                    found = Some(whole);
                    break;
                }
                length *= 0.5;
            }
            let Some(whole) = found else { break };
            let moved: Vec<f64> = (0..size).map(|at| next[at] - weights[at]).collect();
            let bent: Vec<f64> = (0..size).map(|at| next_slope[at] - slope[at]).collect();
            let curve = dot(&moved, &bent);
            if curve > 1e-12 {
                if memory.len() == MEMORY {
                    memory.remove(0);
                }
                memory.push((moved, bent, curve));
            }
            std::mem::swap(&mut weights, &mut next);
            std::mem::swap(&mut slope, &mut next_slope);
            cost = whole;
            self.pseudo_slope(&weights, &slope, &mut pseudo);
            costs.push(cost);
            tracing::debug!(round, cost, "training");
            let earlier = costs[costs.len().saturating_sub(11)];
            if costs.len() > 11 && (earlier - cost) / cost < 1e-3 {
                break;
            }
        }
        weights
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The two loops of the quasi-Newton method: down the slope, bent by what earlier steps showed.
fn direction(slope: &[f64], memory: &[(Vec<f64>, Vec<f64>, f64)], way: &mut [f64]) {
    for (way, slope) in way.iter_mut().zip(slope) {
        *way = -slope;
    }
    let mut shares = Vec::with_capacity(memory.len());
    for (moved, bent, curve) in memory.iter().rev() {
        let share = dot(moved, way) / curve;
        for (way, bent) in way.iter_mut().zip(bent) {
            *way -= share * bent;
        }
        shares.push(share);
    }
    if let Some((_, bent, curve)) = memory.last() {
        let scale = curve / dot(bent, bent);
        for way in way.iter_mut() {
            *way *= scale;
        }
    }
    for ((moved, bent, curve), share) in memory.iter().zip(shares.iter().rev()) {
        let back = dot(bent, way) / curve;
        for (way, moved) in way.iter_mut().zip(moved) {
            *way += (share - back) * moved;
        }
    }
}
