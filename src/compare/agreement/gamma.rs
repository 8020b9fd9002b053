//! Gamma: agreement on which units there are and where, measured on the best alignment of two readings.
//!
//! Y. Mathet, A. Widlöcher, J.-P. Métivier, The unified and holistic method gamma for inter-annotator agreement measure and
//! alignment, Computational Linguistics 41 (2015), with the positional dissimilarity alone (all units are claims). Of two
//! readings the best alignment is an assignment problem, so it is found exactly. What chance gives is the mean over readings
//! that are shifted around the text, as in section 5.2 of the paper, drawn by a seed.

use crate::compare::matching::{Candidate, best_pairs};
use crate::compare::reading::Reading;
use crate::model::random::Random;

/// So many chance readings are drawn for each article, as the paper's software does.
const SAMPLES: usize = 30;
/// What a unit costs that is aligned with nothing.
const ALONE: f64 = 1.0;
/// Two units that cost more than this together are better left alone.
const WORST_PAIR: f64 = 2.0 * ALONE;
/// How often a shift is drawn again that is too near to the other one.
const MAX_DRAWS: usize = 100;

/// The two halves of the measure for one text, each times the mean number of units: gamma is 1 minus the quotient.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Disorder {
    pub(super) observed: f64,
    pub(super) expected: f64,
}

type Unit = (usize, usize);

/// The units of a reading: each claim from its first character to its last, equal ones once.
pub(super) fn units(claims: &[Reading]) -> Vec<Unit> {
    let mut units: Vec<Unit> = claims.iter().map(Reading::hull).collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// The disorder of two readings of a text of so many characters, and that of chance.
pub(super) fn disorder(units: [&[Unit]; 2], text_len: usize, seed: u64) -> Disorder {
    let count = units[0].len() + units[1].len();
    if count == 0 || text_len == 0 {
        return Disorder::default();
    }
    let mean = count as f64 / 2.0;
    let mut random = Random::new(seed);
    let mut chance = 0.0;
    for _ in 0..SAMPLES {
        let sample = sample(units, text_len, &mut random);
        let sampled = (sample[0].len() + sample[1].len()) as f64 / 2.0;
        chance += cost(&sample[0], &sample[1]) / sampled;
    }
    Disorder {
        observed: cost(units[0], units[1]),
        expected: mean * chance / SAMPLES as f64,
    }
}

/// Two chance readings: each is that of one of the two people, drawn by lot, shifted around the text. The shifts are at
/// least half a mean unit apart.
fn sample(units: [&[Unit]; 2], text_len: usize, random: &mut Random) -> [Vec<Unit>; 2] {
    let lengths = units.iter().flat_map(|units| units.iter());
    let count = units[0].len() + units[1].len();
    let apart = lengths.map(|(start, end)| end - start).sum::<usize>() / (2 * count.max(1));
    loop {
        let first = random.below(text_len);
        let mut second = random.below(text_len);
        for _ in 0..MAX_DRAWS {
            if first.abs_diff(second) >= apart {
                break;
            }
            second = random.below(text_len);
        }
        let mut shifted = |by: usize| {
            let of = units[random.below(2)];
            let shift = |&(start, end): &Unit| {
                let at = (start + by) % text_len;
                (at, at + end - start)
            };
            let mut shifted: Vec<Unit> = of.iter().map(shift).collect();
            shifted.sort_unstable();
            shifted
        };
        let sample = [shifted(first), shifted(second)];
        if sample.iter().any(|units| !units.is_empty()) {
            return sample;
        }
    }
}

/// What the best alignment of two readings costs.
fn cost(a: &[Unit], b: &[Unit]) -> f64 {
    let longest = b.iter().map(|(start, end)| end - start).max().unwrap_or(0);
    let mut candidates = Vec::new();
    for (at_a, unit) in a.iter().enumerate() {
        // Beyond this the starts alone differ too much: √2 is less than 1.5.
        let reach = (unit.1 - unit.0 + longest) * 3 / 2 + 1;
        let first = b.partition_point(|other| other.0 + reach < unit.0);
        let near = b.iter().enumerate().skip(first);
        for (at_b, other) in near.take_while(|(_, other)| other.0 <= unit.0 + reach) {
            let gain = WORST_PAIR - dissimilarity(*unit, *other);
            if gain > 0.0 {
                candidates.push(Candidate {
                    a: at_a,
                    b: at_b,
                    gain,
                });
            }
        }
    }
    let pairs = best_pairs(a.len(), b.len(), &candidates);
    let alone = (a.len() + b.len() - 2 * pairs.len()) as f64 * ALONE;
    let of_pair = |(at_a, at_b): &(usize, usize)| Some(dissimilarity(*a.get(*at_a)?, *b.get(*at_b)?));
    alone + pairs.iter().filter_map(of_pair).sum::<f64>()
}

/// The square of how far the ends are apart, as a share of the lengths.
fn dissimilarity(a: Unit, b: Unit) -> f64 {
    let apart = a.0.abs_diff(b.0) + a.1.abs_diff(b.1);
    let lengths = (a.1 - a.0) + (b.1 - b.0);
    let share = apart as f64 / lengths.max(1) as f64;
    share * share * ALONE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_readings_have_no_disorder_and_a_unit_alone_costs_one() {
        let units = [(3, 9), (12, 20)];
        assert!(cost(&units, &units).abs() < 1e-12);
        assert!((cost(&units, &units[..1]) - 1.0).abs() < 1e-12);
        // 2 and 2 of 6 and 6: better together than each alone.
        assert!((cost(&[(0, 6)], &[(2, 8)]) - (4.0_f64 / 12.0).powi(2)).abs() < 1e-12);
    }

    #[test]
    fn the_same_seed_gives_the_same_chance() {
        let units = [&[(3, 9), (12, 20)][..], &[(2, 9)][..]];
        assert_eq!(disorder(units, 100, 7), disorder(units, 100, 7));
        assert_ne!(disorder(units, 100, 7), disorder(units, 100, 8));
    }
}
