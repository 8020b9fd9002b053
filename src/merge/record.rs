//! One record of three versions: field by field, entry by entry of its maps, word by word of its list. A field whose
//! versions differ on both sides keeps them both; nothing here knows which record it is.

use std::collections::BTreeSet;

use crate::model::{Difference, FieldKey, FieldValue, Presence, Record};

/// A field of one side: its value, and the versions that stand beside it.
struct State<V> {
    value: Option<V>,
    others: Vec<Difference<V>>,
}

impl<V: FieldValue> State<V> {
    fn new<R: Record<Value = V>>(record: &R, key: &FieldKey) -> Self {
        let others = record.differences().iter();
        Self {
            value: record.value(key),
            others: others
                .filter(|other| other.theirs.key() == *key)
                .cloned()
                .collect(),
        }
    }

    fn has(&self, version: &V) -> bool {
        self.value.as_ref() == Some(version) || self.has_other(version)
    }

    fn has_other(&self, version: &V) -> bool {
        self.others.iter().any(|other| other.theirs == *version)
    }

    /// Whether every version of another side is among its own.
    fn covers(&self, other: &Self) -> bool {
        let versions = other
            .value
            .iter()
            .chain(other.others.iter().map(|other| &other.theirs));
        versions.into_iter().all(|version| self.has(version))
    }

    /// Whether both sides hold the same versions, whichever of them is in force.
    fn is_like(&self, other: &Self) -> bool {
        self.covers(other) && other.covers(self)
    }

    fn is_absent(&self) -> bool {
        self.value.as_ref().is_none_or(FieldValue::is_absent)
    }
}

/// The record that two sides made of one, or that they have in common where none is known.
pub(super) fn merge_record<R: Record>(base: Option<&R>, ours: &R, theirs: &R) -> R {
    let mut merged = ours.clone();
    let mut differences = Vec::new();
    let sides = [Some(ours), Some(theirs), base];
    let keys: BTreeSet<FieldKey> = sides.into_iter().flatten().flat_map(keys_of).collect();
    for key in keys {
        let before = base.map(|base| State::new(base, &key));
        let field = merge_field(before, State::new(ours, &key), State::new(theirs, &key));
        if let Some(value) = field
            .value
            .filter(|value| ours.value(&key).as_ref() != Some(value))
        {
            merged.set(value);
        }
        differences.extend(field.others);
    }
    *merged.differences_mut() = differences.into();
    if let Some(words) = merged.words_mut() {
        *words = merge_words(base.map(Record::words), ours.words(), theirs.words());
    }
    merged
}

/// What is left of a record that one side removed, or that only one side has.
pub(super) fn merge_presence<R: Record + PartialEq>(
    base: Option<&R>,
    ours: Option<&R>,
    theirs: Option<&R>,
) -> Option<R> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours == theirs => Some(ours.clone()),
        (Some(ours), Some(theirs)) => Some(merge_record(base, ours, theirs)),
        (Some(kept), None) => kept_against(base, kept, Presence::Removed),
        (None, Some(kept)) => kept_against(base, kept, Presence::Kept),
        (None, None) => None,
    }
}

/// A record that the other side has not: new, removed there and unchanged here, or removed there and changed here.
fn kept_against<R: Record + PartialEq>(base: Option<&R>, kept: &R, presence: Presence) -> Option<R> {
    match base {
        None => Some(kept.clone()),
        Some(base) if base == kept => None,
        Some(_) => Some(with_presence(kept.clone(), presence)),
    }
}

/// A record with the difference that it is gone on one side.
pub(super) fn with_presence<R: Record>(mut record: R, presence: Presence) -> R {
    let theirs = R::Value::from_presence(presence);
    add_difference(&mut record, Difference { theirs, base: None });
    record
}

/// Puts another version beside a field; where it is there already, or the record is already said to be gone, nothing is
/// added.
pub(super) fn add_difference<R: Record>(record: &mut R, added: Difference<R::Value>) {
    let key = added.theirs.key();
    let is_there = |other: &Difference<R::Value>| {
        other.theirs == added.theirs || (key == FieldKey::Presence && other.theirs.key() == key)
    };
    if record.differences().iter().any(is_there) {
        return;
    }
    let mut differences = record.differences().to_vec();
    differences.push(added);
    differences.sort_by_key(|other| other.theirs.key());
    *record.differences_mut() = differences.into();
}

fn keys_of<R: Record>(record: &R) -> Vec<FieldKey> {
    let mut keys = record.keys();
    keys.extend(record.differences().iter().map(|other| other.theirs.key()));
    keys
}

fn merge_field<V: FieldValue>(base: Option<State<V>>, ours: State<V>, theirs: State<V>) -> State<V> {
    if ours.is_like(&theirs) {
        return ours;
    }
    if let Some(base) = &base {
        if base.is_like(&ours) {
            return theirs;
        }
        if base.is_like(&theirs) {
            return ours;
        }
    }
    let mut others = merge_others(base.as_ref(), &ours, &theirs);
    let value = match merge_value(base.as_ref(), &ours, &theirs) {
        Outcome::Agreed(value) => value,
        Outcome::Differs => {
            let before = base.and_then(|base| base.value);
            if let Some(theirs) = theirs
                .value
                .filter(|theirs| !others.iter().any(|other| other.theirs == *theirs))
            {
                others.push(Difference { theirs, base: before });
            }
            ours.value
        }
    };
    others.retain(|other| value.as_ref() != Some(&other.theirs));
    State { value, others }
}

/// What becomes of the value of a field.
enum Outcome<V> {
    /// It is this on both sides, or one side yields, or a rule decides.
    Agreed(Option<V>),
    /// Both sides changed it, each in its own way.
    Differs,
}

/// A side that settled what was a difference before has not left the value as it was.
fn merge_value<V: FieldValue>(base: Option<&State<V>>, ours: &State<V>, theirs: &State<V>) -> Outcome<V> {
    let (is_left_by_us, is_left_by_them) = match base {
        Some(base) => {
            let is_left = |side: &State<V>| side.value == base.value && side.covers(base);
            (is_left(ours), is_left(theirs))
        }
        None => (ours.is_absent(), theirs.is_absent()),
    };
    if is_left_by_them || ours.value == theirs.value {
        return Outcome::Agreed(ours.value.clone());
    }
    if is_left_by_us {
        return Outcome::Agreed(theirs.value.clone());
    }
    let order = ours.value.as_ref().zip(theirs.value.as_ref());
    match order.and_then(|(one, other)| one.by_rule(other)) {
        None => Outcome::Differs,
        Some(order) if order.is_le() => Outcome::Agreed(ours.value.clone()),
        Some(_) => Outcome::Agreed(theirs.value.clone()),
    }
}

/// The other versions of both sides, without those that one side settled.
fn merge_others<V: FieldValue>(
    base: Option<&State<V>>,
    ours: &State<V>,
    theirs: &State<V>,
) -> Vec<Difference<V>> {
    let was = |version: &V| base.is_some_and(|base| base.has_other(version));
    let of_ours = ours
        .others
        .iter()
        .filter(|other| theirs.has_other(&other.theirs) || !was(&other.theirs));
    let of_theirs = theirs
        .others
        .iter()
        .filter(|other| !ours.has_other(&other.theirs) && !was(&other.theirs));
    let mut others: Vec<Difference<V>> = of_ours.chain(of_theirs).cloned().collect();
    if others
        .first()
        .is_some_and(|other| other.theirs.key() == FieldKey::Presence)
    {
        others.truncate(1);
    }
    others
}

/// A list of words as a set: what either side added is there, what either side took away is not. What both sides added
/// comes last in one order, whoever merges. Lists in alphabetical order stay so.
fn merge_words(base: Option<&[String]>, ours: &[String], theirs: &[String]) -> Vec<String> {
    match base {
        _ if ours == theirs => return ours.to_vec(),
        Some(base) if base == theirs => return ours.to_vec(),
        Some(base) if base == ours => return theirs.to_vec(),
        _ => {}
    }
    let is_new = |word: &&String| base.is_none_or(|base| !base.contains(word));
    let (mut common, of_ours): (Vec<&String>, Vec<&String>) =
        ours.iter().partition(|word| theirs.contains(word));
    let of_theirs = theirs.iter().filter(|word| !ours.contains(word)).filter(is_new);
    let mut new: Vec<&String> = of_theirs.collect();
    if new.is_empty() {
        let stays = |word: &&String| theirs.contains(word) || is_new(word);
        return ours.iter().filter(stays).cloned().collect();
    }
    new.extend(of_ours.into_iter().filter(is_new));
    new.sort();
    common.extend(new);
    if ours.is_sorted() && theirs.is_sorted() {
        common.sort();
    }
    common.into_iter().cloned().collect()
}
