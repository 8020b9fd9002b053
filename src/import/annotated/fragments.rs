//! Fragments: marks that continue others, as one claim in several pieces is written in some formats.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::{LabelMap, RelationRole};
use super::parsed::{ParsedArticle, Relation};

/// The marks that continue others, with the mark each continues.
pub(super) fn continued(draft: &ParsedArticle, labels: &LabelMap) -> BTreeMap<usize, usize> {
    let relations = draft.relations.iter().filter_map(|relation| match relation {
        Relation::Pair { name, from, to } if labels.relation_role_of(name) == Some(RelationRole::Piece) => {
            Some((draft.place_of(from)?, draft.place_of(to)?))
        }
        _ => None,
    });
    relations.filter(|(from, to)| from != to).collect()
}

/// The first mark that each mark continues; in a cycle each is its own.
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
