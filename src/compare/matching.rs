//! The best pairs between two lists: each element in at most one pair, the sum of the pairs' gains as large as it can be.
//!
//! This is the assignment problem with the choice of staying alone. It is solved exactly by shortest augmenting paths
//! (R. Jonker, A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment problems, 1987),
//! here on the pairs that gain anything, so that a long article costs about as much as its claims.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A pair that may be made, and what it gains; more than 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    /// Its place in the first list.
    pub(super) a: usize,
    /// Its place in the second list.
    pub(super) b: usize,
    /// What it gains.
    pub(super) gain: f64,
}

/// The pairs whose gains have the largest sum, in the order of the first list. Equal inputs give equal pairs.
pub(super) fn best_pairs(a_len: usize, b_len: usize, candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let mut solver = Solver::new(a_len, b_len, candidates);
    for a in 0..a_len {
        solver.add(a);
    }
    let pairs = solver.partner_of_a.iter().enumerate();
    pairs.filter_map(|(a, b)| Some((a, (*b)?))).collect()
}

struct Solver {
    /// The second elements that each first one may be paired with, and the cost (the gain below 0).
    edges: Vec<Vec<(usize, f64)>>,
    price_of_a: Vec<f64>,
    price_of_b: Vec<f64>,
    partner_of_a: Vec<Option<usize>>,
    partner_of_b: Vec<Option<usize>>,
    /// For the search under way: the distance of each second element, and whom it is reached from.
    distance: Vec<f64>,
    reached_from: Vec<usize>,
}

/// A second element that has been reached, the nearest first in a heap.
#[derive(Clone, Copy, PartialEq)]
struct Reached {
    distance: f64,
    b: usize,
}

impl Eq for Reached {}

impl Ord for Reached {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_distance = other.distance.total_cmp(&self.distance);
        by_distance.then_with(|| other.b.cmp(&self.b))
    }
}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Where a search ends.
enum End {
    /// At a second element that is alone.
    At(usize),
    /// At a first element that is alone from now on.
    Alone(usize),
}

impl Solver {
    fn new(a_len: usize, b_len: usize, candidates: &[Candidate]) -> Self {
        let mut edges = vec![Vec::new(); a_len];
        for candidate in candidates {
            if let Some(edges) = edges.get_mut(candidate.a)
                && candidate.b < b_len
            {
                edges.push((candidate.b, -candidate.gain));
            }
        }
        // Staying alone costs nothing, so no price is above 0.
        let cheapest =
            |edges: &Vec<(usize, f64)>| edges.iter().fold(0.0_f64, |least, edge| least.min(edge.1));
        Self {
            price_of_a: edges.iter().map(cheapest).collect(),
            price_of_b: vec![0.0; b_len],
            partner_of_a: vec![None; a_len],
            partner_of_b: vec![None; b_len],
            distance: vec![f64::INFINITY; b_len],
            reached_from: vec![usize::MAX; b_len],
            edges,
        }
    }

    /// Finds the cheapest way to give a first element its place, moving others where that is better.
    fn add(&mut self, start: usize) {
        let mut heap = BinaryHeap::new();
        let (mut touched, mut settled) = (Vec::new(), Vec::new());
        let (mut at, mut base) = (start, 0.0);
        let mut alone = (f64::INFINITY, start);
        let (end, length) = loop {
            let price = self.price_of_a[at];
            if base - price < alone.0 {
                alone = (base - price, at);
            }
            for &(b, cost) in &self.edges[at] {
                let distance = base + cost - price - self.price_of_b[b];
                if distance < self.distance[b] {
                    if self.distance[b].is_infinite() {
                        touched.push(b);
                    }
                    self.distance[b] = distance;
                    self.reached_from[b] = at;
                    heap.push(Reached { distance, b });
                }
            }
            let nearest = loop {
                match heap.pop() {
                    Some(reached) if reached.distance > self.distance[reached.b] => {}
                    other => break other,
                }
            };
            let Some(nearest) = nearest.filter(|nearest| nearest.distance < alone.0) else {
                break (End::Alone(alone.1), alone.0);
            };
            let Some(next) = self.partner_of_b[nearest.b] else {
                break (End::At(nearest.b), nearest.distance);
            };
            settled.push(nearest.b);
            (at, base) = (next, nearest.distance);
        };
        self.price_of_a[start] += length;
        for &b in &settled {
            let shift = length - self.distance[b];
            self.price_of_b[b] -= shift;
            if let Some(a) = self.partner_of_b[b] {
                self.price_of_a[a] += shift;
            }
        }
        self.follow_back(start, &end);
        for b in touched {
            self.distance[b] = f64::INFINITY;
        }
    }

    /// Moves the pairs along the way that was found.
    fn follow_back(&mut self, start: usize, end: &End) {
        let mut free = match *end {
            End::At(b) => Some(b),
            // Whoever stays alone gives up its partner, which the one before it takes.
            End::Alone(a) => self.partner_of_a[a].take(),
        };
        while let Some(b) = free {
            let a = self.reached_from[b];
            self.partner_of_b[b] = Some(a);
            free = self.partner_of_a[a].replace(b);
            if a == start {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn gain(pairs: &[(usize, usize)], candidates: &[Candidate]) -> f64 {
        let of_pair = |pair: &(usize, usize)| {
            let found = candidates.iter().find(|edge| (edge.a, edge.b) == *pair);
            found.map(|edge| edge.gain).unwrap()
        };
        pairs.iter().map(of_pair).sum()
    }

    /// The largest sum, by trying everything.
    fn largest(candidates: &[Candidate], used: &mut Vec<usize>, a: usize, a_len: usize) -> f64 {
        if a == a_len {
            return 0.0;
        }
        let mut best = largest(candidates, used, a + 1, a_len);
        for edge in candidates.iter().filter(|edge| edge.a == a) {
            if !used.contains(&edge.b) {
                used.push(edge.b);
                best = best.max(edge.gain + largest(candidates, used, a + 1, a_len));
                used.pop();
            }
        }
        best
    }

    #[test]
    fn a_pair_is_given_up_where_two_others_gain_more() {
        let edge = |a, b, gain| Candidate { a, b, gain };
        let candidates = [edge(0, 0, 5.0), edge(0, 1, 4.0), edge(1, 0, 4.0)];
        assert_eq!(best_pairs(2, 2, &candidates), [(0, 1), (1, 0)]);
        let candidates = [edge(0, 0, 9.0), edge(0, 1, 1.0), edge(1, 0, 4.0)];
        assert_eq!(best_pairs(2, 2, &candidates), [(0, 0)]);
        assert_eq!(best_pairs(2, 2, &[]), []);
    }

    proptest! {
        #[test]
        fn no_other_pairs_gain_more(gains in prop::collection::vec(0_u8..20, 30), b_len in 1_usize..6) {
            let a_len = 5;
            let mut candidates = Vec::new();
            for (at, gain) in gains.iter().enumerate().filter(|(_, gain)| **gain > 7) {
                let (a, b) = (at / 6, at % 6);
                if b < b_len {
                    candidates.push(Candidate { a, b, gain: f64::from(*gain) });
                }
            }
            let pairs = best_pairs(a_len, b_len, &candidates);
            let mut bs: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
            bs.sort_unstable();
            bs.dedup();
            prop_assert_eq!(bs.len(), pairs.len());
            let best = largest(&candidates, &mut Vec::new(), 0, a_len);
            prop_assert!((gain(&pairs, &candidates) - best).abs() < 1e-9);
        }
    }
}
