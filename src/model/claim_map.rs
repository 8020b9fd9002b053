//! The claims of an article by id, in a map whose copies share structure: a copy costs a pointer for
//! some dozens of claims, and comparing two copies costs what they differ in.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::id::ClaimId;

/// The maximum number of claims in a leaf. A change copies the pointers of one leaf.
const LEAF_CAP: usize = 64;

type ClaimLeaf = Vec<(ClaimId, Arc<Claim>)>;

/// Claims by id, in the order of their ids.
///
/// Saving and drawing keep copies; a later change copies only what it changes.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(ClaimId, Claim)>", into = "Vec<(ClaimId, Claim)>")]
pub struct ClaimMap {
    /// In order, none of them empty.
    leaves: Vec<Arc<ClaimLeaf>>,
    len: usize,
}

/// A claim in which two maps differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimDiff<'a> {
    /// Its id.
    pub id: &'a ClaimId,
    /// The claim in the older map, if it was there.
    pub before: Option<&'a Claim>,
    /// The claim in the newer map, if it is there.
    pub after: Option<&'a Claim>,
}

impl ClaimMap {
    /// A map without claims.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of claims.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// One claim.
    pub fn get(&self, id: &ClaimId) -> Option<&Claim> {
        let (leaf, place) = self.find(id);
        let (_, claim) = self.leaves.get(leaf)?.get(place.ok()?)?;
        Some(claim)
    }

    /// Whether there is a claim of this id.
    pub fn contains_key(&self, id: &ClaimId) -> bool {
        self.get(id).is_some()
    }

    /// Every claim with its id.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&ClaimId, &Claim)> {
        self.entries().map(|(id, claim)| (id, &**claim))
    }

    /// Every id.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &ClaimId> {
        self.entries().map(|(id, _)| id)
    }

    /// Every claim.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Claim> {
        self.entries().map(|(_, claim)| &**claim)
    }

    /// Every claim, to be changed; those that a copy of the map shares are copied.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Claim> {
        let leaves = self.leaves.iter_mut().map(Arc::make_mut);
        leaves.flatten().map(|(_, claim)| Arc::make_mut(claim))
    }

    /// Puts a claim and returns the one it replaces.
    pub fn insert(&mut self, id: ClaimId, claim: Claim) -> Option<Claim> {
        let claim = Arc::new(claim);
        let (at, place) = self.find(&id);
        let Some(leaf) = self.leaves.get_mut(at) else {
            self.leaves.push(Arc::new(vec![(id, claim)]));
            self.len += 1;
            return None;
        };
        let leaf = Arc::make_mut(leaf);
        let place = match place {
            Ok(place) => {
                let (_, there) = &mut leaf[place];
                return Some(Arc::unwrap_or_clone(std::mem::replace(there, claim)));
            }
            Err(place) => place,
        };
        self.len += 1;
        leaf.insert(place, (id, claim));
        if leaf.len() > LEAF_CAP {
            // Claims inserted in the order of their ids fill their leaves.
            let half = if place == LEAF_CAP { LEAF_CAP } else { LEAF_CAP / 2 };
            let rest = leaf.split_off(half);
            self.leaves.insert(at + 1, Arc::new(rest));
        }
        None
    }

    /// Removes a claim and returns it.
    pub fn remove(&mut self, id: &ClaimId) -> Option<Claim> {
        let (at, place) = self.find(id);
        let place = place.ok()?;
        let leaf = Arc::make_mut(self.leaves.get_mut(at)?);
        let (_, claim) = leaf.remove(place);
        if leaf.is_empty() {
            self.leaves.remove(at);
        }
        self.len -= 1;
        Some(Arc::unwrap_or_clone(claim))
    }

    /// The claims in which a newer map differs from this one, in the order of their ids. Shared leaves are skipped, so
    /// this is cheap if one map was made from the other.
    pub fn changes<'a>(&'a self, newer: &'a Self) -> impl Iterator<Item = ClaimDiff<'a>> {
        let mut old = Cursor::new(self);
        let mut new = Cursor::new(newer);
        std::iter::from_fn(move || {
            loop {
                old.skip_shared(&mut new);
                let (before, after) = (old.entry(), new.entry());
                let order = match (before, after) {
                    (Some((old, _)), Some((new, _))) => old.cmp(new),
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    (None, None) => return None,
                };
                let before = before.filter(|_| order.is_le());
                let after = after.filter(|_| order.is_ge());
                if before.is_some() {
                    old.step();
                }
                if after.is_some() {
                    new.step();
                }
                if let (Some((_, old)), Some((_, new))) = (before, after)
                    && Arc::ptr_eq(old, new)
                {
                    continue;
                }
                let id = before.or(after).map(|(id, _)| id)?;
                return Some(ClaimDiff {
                    id,
                    before: before.map(|(_, claim)| &**claim),
                    after: after.map(|(_, claim)| &**claim),
                });
            }
        })
    }

    fn entries(&self) -> impl DoubleEndedIterator<Item = &(ClaimId, Arc<Claim>)> {
        self.leaves.iter().flat_map(|leaf| leaf.iter())
    }

    /// The leaf of an id, and its index there or the index to insert it at.
    fn find(&self, id: &ClaimId) -> (usize, Result<usize, usize>) {
        let begins_before = |leaf: &Arc<ClaimLeaf>| leaf.first().is_some_and(|(first, _)| first <= id);
        // An id before all others belongs to the first leaf.
        let at = self.leaves.partition_point(begins_before).saturating_sub(1);
        let place = |leaf: &Arc<ClaimLeaf>| leaf.binary_search_by(|(there, _)| there.cmp(id));
        (at, self.leaves.get(at).map_or(Err(0), place))
    }
}

/// A position in a map that is traversed.
struct Cursor<'a> {
    leaves: &'a [Arc<ClaimLeaf>],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn new(map: &'a ClaimMap) -> Self {
        Self {
            leaves: &map.leaves,
            at: 0,
        }
    }

    fn entry(&self) -> Option<&'a (ClaimId, Arc<Claim>)> {
        self.leaves.first()?.get(self.at)
    }

    fn step(&mut self) {
        self.at += 1;
        if self.leaves.first().is_some_and(|leaf| self.at >= leaf.len()) {
            self.leaves = self.leaves.get(1..).unwrap_or_default();
            self.at = 0;
        }
    }

    /// Skips the leaves that both have next.
    fn skip_shared(&mut self, other: &mut Self) {
        while self.at == 0 && other.at == 0 {
            match (self.leaves, other.leaves) {
                ([mine, rest @ ..], [theirs, others @ ..]) if Arc::ptr_eq(mine, theirs) => {
                    (self.leaves, other.leaves) = (rest, others);
                }
                _ => return,
            }
        }
    }
}

impl PartialEq for ClaimMap {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.changes(other).all(|change| change.before == change.after)
    }
}

impl Eq for ClaimMap {}

impl fmt::Debug for ClaimMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Extend<(ClaimId, Claim)> for ClaimMap {
    fn extend<T: IntoIterator<Item = (ClaimId, Claim)>>(&mut self, claims: T) {
        for (id, claim) in claims {
            self.insert(id, claim);
        }
    }
}

impl FromIterator<(ClaimId, Claim)> for ClaimMap {
    fn from_iter<T: IntoIterator<Item = (ClaimId, Claim)>>(claims: T) -> Self {
        let mut map = Self::new();
        map.extend(claims);
        map
    }
}

impl From<Vec<(ClaimId, Claim)>> for ClaimMap {
    fn from(claims: Vec<(ClaimId, Claim)>) -> Self {
        claims.into_iter().collect()
    }
}

impl From<ClaimMap> for Vec<(ClaimId, Claim)> {
    fn from(map: ClaimMap) -> Self {
        map.iter()
            .map(|(id, claim)| (id.clone(), claim.clone()))
            .collect()
    }
}

impl<const N: usize> From<[(ClaimId, Claim); N]> for ClaimMap {
    fn from(claims: [(ClaimId, Claim); N]) -> Self {
        claims.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn noted(note: u8) -> Claim {
        Claim {
            note: note.to_string(),
            ..Claim::default()
        }
    }

    fn id(number: u16) -> ClaimId {
        format!("c-{number:05}").into()
    }

    type Plain = BTreeMap<ClaimId, Claim>;

    /// Puts or removes claims in a map and in a plain one; both must answer the same.
    fn change(map: &mut ClaimMap, plain: &mut Plain, steps: &[(u16, Option<u8>)]) {
        for (number, note) in steps {
            let id = id(*number);
            let (there, expected) = match note {
                Some(note) => (
                    map.insert(id.clone(), noted(*note)),
                    plain.insert(id, noted(*note)),
                ),
                None => (map.remove(&id), plain.remove(&id)),
            };
            assert_eq!(there, expected);
        }
    }

    fn steps() -> impl Strategy<Value = Vec<(u16, Option<u8>)>> {
        prop::collection::vec((0..400_u16, prop::option::weighted(0.7, any::<u8>())), 0..500)
    }

    proptest! {
        #[test]
        fn a_map_answers_as_a_plain_one_and_its_copies_stay_as_they_were(first in steps(), then in steps()) {
            let (mut map, mut plain) = (ClaimMap::new(), Plain::new());
            change(&mut map, &mut plain, &first);
            let (copy, plain_copy) = (map.clone(), plain.clone());
            change(&mut map, &mut plain, &then);
            for (map, plain) in [(&map, &plain), (&copy, &plain_copy)] {
                prop_assert!(map.iter().eq(plain.iter()));
                prop_assert!(map.iter().rev().eq(plain.iter().rev()));
                prop_assert_eq!(map.len(), plain.len());
                for number in 0..400 {
                    prop_assert_eq!(map.get(&id(number)), plain.get(&id(number)));
                }
            }
            prop_assert_eq!(map == copy, plain == plain_copy);
        }

        #[test]
        fn the_changes_between_two_maps_lead_from_one_to_the_other(first in steps(), then in steps()) {
            let (mut map, mut plain) = (ClaimMap::new(), Plain::new());
            change(&mut map, &mut plain, &first);
            let before = map.clone();
            change(&mut map, &mut plain, &then);
            let mut led = before.clone();
            for changed in before.changes(&map) {
                prop_assert_eq!(changed.before, before.get(changed.id));
                match changed.after {
                    Some(claim) => led.insert(changed.id.clone(), claim.clone()),
                    None => led.remove(changed.id),
                };
            }
            prop_assert_eq!(led, map);
        }
    }

    #[test]
    fn one_change_is_told_as_one_and_the_copy_shares_the_rest() {
        let mut map: ClaimMap = (0..1000).map(|number| (id(number), noted(0))).collect();
        let copy = map.clone();
        map.insert(id(500), noted(1));
        let changed: Vec<_> = copy.changes(&map).map(|change| change.id.clone()).collect();
        assert_eq!(changed, [id(500)]);
        let shared = |(one, other): &(&Arc<ClaimLeaf>, &Arc<ClaimLeaf>)| Arc::ptr_eq(one, other);
        let shared = map.leaves.iter().zip(&copy.leaves).filter(shared).count();
        assert_eq!((shared, map.leaves.len()), (15, 16));
    }
}
