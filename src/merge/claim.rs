//! One claim of three versions. Two decisions are compared by what they were made on, and a decision is current in the
//! merged claim only if that is the claim it was made on.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::record::merge_presence;
use crate::model::{Claim, Standing};

/// What is left of a claim that two sides have, or one of them.
pub(super) fn merge_claim(
    base: Option<&Claim>,
    ours: Option<&Claim>,
    theirs: Option<&Claim>,
) -> Option<Claim> {
    if ours == theirs || base == theirs {
        return ours.cloned();
    }
    if base == ours {
        return theirs.cloned();
    }
    let sides = [base, ours, theirs];
    if !sides.into_iter().flatten().any(Claim::is_decided_on) {
        return merge_presence(base, ours, theirs);
    }
    let [before, one, other] = &spelt_out(sides);
    let mut merged = merge_presence(before.as_ref(), one.as_ref(), other.as_ref())?;
    merged.recall_decisions();
    keep_unrecorded(&mut merged, sides);
    Some(merged)
}

/// The sides with decisions that say what they were made on. Of a decision that several sides have, all say the same: what
/// the base says if it has it, else a recorded fingerprint before none; and the same whoever merges.
fn spelt_out(sides: [Option<&Claim>; 3]) -> [Option<Claim>; 3] {
    let mut spelt_out = sides.map(Option::<&Claim>::cloned);
    let mut made_on = BTreeMap::new();
    for (number, side) in spelt_out.iter_mut().enumerate() {
        let Some(side) = side else { continue };
        let decisions = side.decisions_mut();
        let are_recorded: Vec<bool> = decisions
            .map(|(_, _, standing)| *standing != Standing::Unrecorded)
            .collect();
        side.spell_out_decisions();
        for ((key, at, standing), is_recorded) in side.decisions_mut().zip(are_recorded) {
            let Some(basis) = standing.basis() else { continue };
            let rank = (basis.words.is_empty(), number > 0, !is_recorded, basis.clone());
            match made_on.entry((key, at)) {
                Entry::Vacant(entry) => drop(entry.insert(rank)),
                Entry::Occupied(mut entry) if rank < *entry.get() => drop(entry.insert(rank)),
                Entry::Occupied(_) => {}
            }
        }
    }
    for (key, at, standing) in spelt_out.iter_mut().flatten().flat_map(Claim::decisions_mut) {
        if let Some((.., basis)) = made_on.get(&(key, at)) {
            *standing = Standing::Stale(Box::new(basis.clone()));
        }
    }
    spelt_out
}

/// Leaves a decision without a fingerprint if no side has recorded one for it.
fn keep_unrecorded(merged: &mut Claim, sides: [Option<&Claim>; 3]) {
    let mut sides = sides.map(Option::<&Claim>::cloned);
    let known: Vec<_> = sides
        .iter_mut()
        .flatten()
        .flat_map(Claim::decisions_mut)
        .collect();
    for (key, at, standing) in merged.decisions_mut() {
        let mut same = known
            .iter()
            .filter(|(known, when, _)| *known == key && *when == at);
        let is_unrecorded = same.all(|(_, _, known)| **known == Standing::Unrecorded);
        if *standing == Standing::Current && is_unrecorded {
            *standing = Standing::Unrecorded;
        }
    }
}
