//! Marks that continue others: one claim in several pieces, written as marks of their own. What comes of them is told in
//! `tied`.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Tie};
use super::labels::{LabelMap, Tying};

/// Marks with those that they continue.
pub(super) fn continued(draft: &Draft, labels: &LabelMap) -> BTreeMap<usize, usize> {
    let ties = draft.ties.iter().filter_map(|tie| match tie {
        Tie::Relation { name, from, to } if labels.tying_of(name) == Some(Tying::Piece) => {
            Some((draft.place_of(from)?, draft.place_of(to)?))
        }
        _ => None,
    });
    ties.filter(|(from, to)| from != to).collect()
}

/// For each mark the first of those that it continues; in a circle each is its own.
pub(super) fn firsts(count: usize, continued: &BTreeMap<usize, usize>) -> Vec<usize> {
    let mut firsts: Vec<Option<usize>> = vec![None; count];
    for start in 0..count {
        let mut path = Vec::new();
        let mut on_path = BTreeSet::new();
        let mut at = start;
        let first = loop {
            if let Some(known) = firsts.get(at).copied().flatten() {
                break known;
            }
            if !on_path.insert(at) {
                // Those of the circle are their own firsts, and where it was entered is that of all before.
                while let Some(of_circle) = path.pop() {
                    if let Some(slot) = firsts.get_mut(of_circle) {
                        *slot = Some(of_circle);
                    }
                    if of_circle == at {
                        break;
                    }
                }
                break at;
            }
            path.push(at);
            match continued.get(&at) {
                Some(before) => at = *before,
                None => break at,
            }
        };
        for passed in path {
            if let Some(slot) = firsts.get_mut(passed) {
                *slot = Some(first);
            }
        }
    }
    firsts
        .into_iter()
        .enumerate()
        .map(|(at, first)| first.unwrap_or(at))
        .collect()
}
