//! How likely a candidate is right: a logistic regression of the numbers that describe it.

use super::candidates::NUMBERS;
use super::crf::exp;

/// The weights of the numbers, once each is brought to mean 0 and spread 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ranker {
    /// For each number: its mean, its spread, its weight.
    pub(crate) numbers: [[f32; 3]; NUMBERS],
}

impl Default for Ranker {
    fn default() -> Self {
        Self {
            numbers: [[0.0, 1.0, 0.0]; NUMBERS],
        }
    }
}

/// The price of a weight's square.
const PRICE: f64 = 5.0;

impl Ranker {
    /// The log-odds that a candidate with these numbers is right.
    pub(crate) fn odds(&self, numbers: &[f64; NUMBERS]) -> f64 {
        let terms = self.row(numbers).into_iter().zip(&self.numbers);
        terms
            .map(|(number, [_, _, weight])| number * f64::from(*weight))
            .sum()
    }

    /// The numbers brought to mean 0 and spread 1.
    pub(crate) fn row(&self, numbers: &[f64; NUMBERS]) -> [f64; NUMBERS] {
        std::array::from_fn(|at| {
            let [mean, spread, _] = self.numbers[at].map(f64::from);
            (numbers[at] - mean) / spread
        })
    }

    /// The ranker for candidates of which it is known whether they are right, by Newton's method.
    pub(crate) fn fit(cases: &[([f64; NUMBERS], bool)]) -> Self {
        let count = cases.len().max(1) as f64;
        let mut mean = [0.0; NUMBERS];
        let mut spread = [0.0; NUMBERS];
        for (numbers, _) in cases {
            for (mean, number) in mean.iter_mut().zip(numbers) {
                *mean += number / count;
            }
        }
        for (numbers, _) in cases {
            for at in 0..NUMBERS {
                spread[at] += (numbers[at] - mean[at]) * (numbers[at] - mean[at]) / count;
            }
        }
        let mut spread = spread.map(|square| square.sqrt().max(1e-6));
        (mean[0], spread[0]) = (0.0, 1.0);
        let rows: Vec<([f64; NUMBERS], f64)> = cases
            .iter()
            .map(|(numbers, right)| {
                let row = std::array::from_fn(|at| (numbers[at] - mean[at]) / spread[at]);
                (row, f64::from(u8::from(*right)))
            })
            .collect();
        let weights = logistic(&rows, PRICE, [0.0; NUMBERS]);
        let one = |at: usize| [mean[at] as f32, spread[at] as f32, weights[at] as f32];
        Self {
            numbers: std::array::from_fn(one),
        }
    }
}

/// The probability that log-odds are.
pub(crate) fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + exp(-odds))
}

/// The weights that make these outcomes most likely, near `start`: `price` times the square of the distance is added to
/// the cost.
pub(crate) fn logistic<const N: usize>(rows: &[([f64; N], f64)], price: f64, start: [f64; N]) -> [f64; N] {
    let mut weights = start;
    for _ in 0..12 {
        let mut slope = [0.0; N];
        let mut curve = [[0.0; N]; N];
        for at in 0..N {
            slope[at] = price * (weights[at] - start[at]);
            curve[at][at] = price;
        }
        for (row, outcome) in rows {
            let odds: f64 = row
                .iter()
                .zip(&weights)
                .map(|(number, weight)| number * weight)
                .sum();
            let chance = chance(odds);
            let bend = (chance * (1.0 - chance)).max(1e-9);
            for one in 0..N {
                slope[one] += (chance - outcome) * row[one];
                for other in 0..=one {
                    curve[one][other] += bend * row[one] * row[other];
                }
            }
        }
        let step = solved(curve, slope);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight -= step;
        }
    }
    weights
}

/// Solves a symmetric, positive system of which the lower half is given, by Cholesky's method.
fn solved<const N: usize>(mut matrix: [[f64; N]; N], mut value: [f64; N]) -> [f64; N] {
    for column in 0..N {
        for row in column..N {
            let known: f64 = (0..column).map(|at| matrix[row][at] * matrix[column][at]).sum();
            let rest = matrix[row][column] - known;
            matrix[row][column] = if row == column {
                rest.max(1e-12).sqrt()
            } else {
                rest / matrix[column][column]
            };
        }
    }
    for row in 0..N {
        let known: f64 = (0..row).map(|at| matrix[row][at] * value[at]).sum();
        value[row] = (value[row] - known) / matrix[row][row];
    }
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|at| matrix[at][row] * value[at]).sum();
        value[row] = (value[row] - known) / matrix[row][row];
    }
    value
}
