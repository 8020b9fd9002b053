//! Krippendorff's alpha for unitizing: how well two people agree on which stretches of a text are claims.
//!
//! K. Krippendorff, On the reliability of unitizing continuous data, Sociological Methodology 25 (1995), 47–76, with the
//! formulas as in Content Analysis, 3rd ed. (2013), section 12.6.4. Units are stretches of characters; those of one side
//! that overlap count as one, because the measure knows no nested units. Each piece of a discontinuous claim is a unit.

use crate::compare::reading::Reading;

/// The two halves of the measure for one text: alpha is 1 minus the quotient.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Disagreement {
    pub(super) observed: f64,
    pub(super) expected: f64,
}

/// A unit, or the gap between two units.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Section {
    start: usize,
    end: usize,
    is_unit: bool,
}

impl Section {
    fn len(self) -> f64 {
        (self.end - self.start) as f64
    }
}

/// The stretches of text that claims cover, in order, with those that overlap joined.
pub(super) fn units(claims: &[Reading]) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> = claims
        .iter()
        .flat_map(|claim| claim.extent.iter().copied())
        .collect();
    pieces.sort_unstable();
    let mut units: Vec<(usize, usize)> = Vec::with_capacity(pieces.len());
    for (start, end) in pieces {
        match units.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => units.push((start, end)),
        }
    }
    units
}

/// The disagreement of two people who marked units in a text of so many characters.
pub(super) fn disagreement(units: [&[(usize, usize)]; 2], text_len: usize) -> Disagreement {
    let count = units[0].len() + units[1].len();
    if text_len == 0 || count == 0 {
        return Disagreement::default();
    }
    let sections = units.map(|units| sections(units, text_len));
    let length = text_len as f64;
    // Each pair of sections is met twice, once from either side.
    let observed = 2.0 * distances(&sections[0], &sections[1]) / (2.0 * length * length);
    Disagreement {
        observed,
        expected: expected(&sections, count, length),
    }
}

/// Units and the gaps before, between and after them.
fn sections(units: &[(usize, usize)], text_len: usize) -> Vec<Section> {
    let mut sections = Vec::with_capacity(units.len() * 2 + 1);
    let mut at = 0;
    let section = |start, end, is_unit| Section { start, end, is_unit };
    for &(start, end) in units {
        if start > at {
            sections.push(section(at, start, false));
        }
        sections.push(section(start, end, true));
        at = end;
    }
    if at < text_len {
        sections.push(section(at, text_len, false));
    }
    sections
}

/// The sum of the squared differences between the sections of one side and those of the other that they meet.
fn distances(a: &[Section], b: &[Section]) -> f64 {
    let mut sum = 0.0;
    let (mut at_a, mut at_b) = (0, 0);
    while let (Some(of_a), Some(of_b)) = (a.get(at_a), b.get(at_b)) {
        sum += distance(*of_a, *of_b);
        if of_a.end <= of_b.end {
            at_a += 1;
        }
        if of_b.end <= of_a.end {
            at_b += 1;
        }
    }
    sum
}

/// Two overlapping units differ by the squares of what their ends differ by; a unit within a gap by its squared length.
fn distance(a: Section, b: Section) -> f64 {
    match (a.is_unit, b.is_unit) {
        (true, true) => {
            let starts = a.start.abs_diff(b.start) as f64;
            let ends = a.end.abs_diff(b.end) as f64;
            starts * starts + ends * ends
        }
        (true, false) if b.start <= a.start && a.end <= b.end => a.len() * a.len(),
        (false, true) if a.start <= b.start && b.end <= a.end => b.len() * b.len(),
        _ => 0.0,
    }
}

fn expected(sections: &[Vec<Section>; 2], count: usize, length: f64) -> f64 {
    let all = || sections.iter().flatten();
    let mut gaps: Vec<f64> = all()
        .filter(|section| !section.is_unit)
        .map(|gap| gap.len())
        .collect();
    gaps.sort_by(f64::total_cmp);
    // The sum of the gaps from each one on.
    let mut sums = vec![0.0; gaps.len() + 1];
    for (at, gap) in gaps.iter().enumerate().rev() {
        sums[at] = sums[at + 1] + gap;
    }
    let (mut sum, mut within) = (0.0, 0.0);
    for unit in all().filter(|section| section.is_unit) {
        let l = unit.len();
        let first = gaps.partition_point(|gap| *gap < l);
        let large = (gaps.len() - first) as f64;
        let places = sums[first] - large * (l - 1.0);
        let others = (count as f64 - 1.0) / 3.0;
        sum += others * (2.0 * l * l * l - 3.0 * l * l + l) + l * l * places;
        within += l * (l - 1.0);
    }
    let all_length = 2.0 * length;
    2.0 / length * sum / (all_length * (all_length - 1.0) - within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formulas_worked_by_hand_come_out() {
        let alike = disagreement([&[(2, 6)], &[(2, 6)]], 10);
        assert!(alike.observed.abs() < 1e-12);
        let apart = disagreement([&[(0, 3)], &[(5, 9)]], 10);
        assert!((apart.observed - (9.0 + 16.0) / 100.0).abs() < 1e-12);
        // Units of 3 and 4; gaps of 7, 5 and 1. Each unit: 1/3 (2l³ − 3l² + l) + l² (places in gaps at least as long).
        let of_three = (54.0 - 27.0 + 3.0) / 3.0 + 9.0 * (5.0 + 3.0);
        let of_four = (128.0 - 48.0 + 4.0) / 3.0 + 16.0 * (4.0 + 2.0);
        let expected = 2.0 / 10.0 * (of_three + of_four) / (20.0 * 19.0 - (6.0 + 12.0));
        assert!((apart.expected - expected).abs() < 1e-12);
    }
}
