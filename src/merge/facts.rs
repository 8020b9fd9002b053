//! What the project says of itself, of three versions: as a record, and the order of its scale.

use super::record::{add_difference, merge_record};
use crate::model::{Difference, ProjectFacts, ProjectValue};

/// The facts that two sides made of one.
pub(super) fn merge_facts(
    base: Option<&ProjectFacts>,
    ours: &ProjectFacts,
    theirs: &ProjectFacts,
) -> ProjectFacts {
    let mut merged = merge_record(base, ours, theirs);
    let is_common = |key: &&String| ours.order.contains(key) && theirs.order.contains(key);
    let common =
        |facts: &ProjectFacts| -> Vec<String> { facts.order.iter().filter(is_common).cloned().collect() };
    let (one, other) = (common(ours), common(theirs));
    let before = base.map(common);
    let (leading, following) = if one != other && before.as_ref() == Some(&one) {
        (theirs, ours)
    } else {
        (ours, theirs)
    };
    merged.order = together(&leading.order, &following.order);
    if one != other && before.as_ref() != Some(&one) && before.as_ref() != Some(&other) {
        let value = |facts: &ProjectFacts| ProjectValue::ScaleOrder(facts.order.clone());
        let difference = Difference {
            theirs: value(theirs),
            base: base.map(value),
        };
        add_difference(&mut merged, difference);
    }
    let there: Vec<String> = merged.scale().into_iter().map(|rating| rating.key).collect();
    merged.order = there;
    merged
}

/// One order with what only the other has, each after the common one that it follows there. What both have new in one
/// place comes in one order, whoever merges.
fn together(leading: &[String], following: &[String]) -> Vec<String> {
    let new = |side: &[String], other: &[String], after: Option<&String>| -> Vec<String> {
        let start = after.map_or(Some(0), |after| {
            side.iter().position(|key| key == after).map(|at| at + 1)
        });
        let rest = start.and_then(|start| side.get(start..)).unwrap_or_default();
        rest.iter()
            .take_while(|key| !other.contains(key))
            .cloned()
            .collect()
    };
    let common = leading.iter().filter(|key| following.contains(key));
    let mut order = Vec::new();
    for after in std::iter::once(None).chain(common.map(Some)) {
        order.extend(after.cloned());
        let mut runs = [new(leading, following, after), new(following, leading, after)];
        runs.sort();
        order.extend(runs.into_iter().flatten());
    }
    order
}
