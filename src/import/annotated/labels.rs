//! The roles of a corpus's labels (claim, source, cue, speaker, verdict) and of its relations: as a
//! person set them, else guessed from names in common use.

use std::collections::BTreeMap;

use super::units::OffsetUnit;
use crate::import::documents::tables::pairs::{pair, pairs};

/// The role of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelRole {
    /// What is said.
    Claim,
    /// The words that mention who says it.
    Source,
    /// The words that attribute it.
    Cue,
    /// The name of who says it. Marked words that are one are a source as well.
    Speaker,
    /// Whether it is so.
    Verdict,
}

/// The roles with their names on the command line and the labels in common use for them.
const LABEL_ROLES: &[(LabelRole, &str, &str)] = &[
    (
        LabelRole::Claim,
        "claim",
        "claim content quotation quote statement proposition utterance assertion",
    ),
    (
        LabelRole::Source,
        "source",
        "source mention holder sourcemention attributionsource",
    ),
    (
        LabelRole::Cue,
        "cue",
        "cue reportingverb attributionverb speechverb attributioncue",
    ),
    (LabelRole::Speaker, "speaker", "speaker claimspeaker speakername"),
    (
        LabelRole::Verdict,
        "verdict",
        "verdict rating veracity truthvalue",
    ),
];

/// The roles of relations with their names on the command line.
const RELATION_ROLES: &[(RelationRole, &str)] = &[
    (RelationRole::Link, "link"),
    (RelationRole::Relay, "relay"),
    (RelationRole::Piece, "piece"),
];

/// The name on the command line for labels without a role, and for relations without one.
const NO_LABEL: &str = "nothing";
const NO_RELATION: &str = "apart";
/// The name on the command line for the unit that offsets count.
const UNIT: &str = "unit";

/// The role of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationRole {
    /// A source or a cue belongs to a claim.
    Link,
    /// The same, of somebody who relays what the first one said.
    Relay,
    /// One mark continues another.
    Piece,
}

/// What a name in a corpus is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    /// It is the label of marked words.
    Mark,
    /// Something is said of marked words under this name.
    Attribute,
    /// Two marks are related so.
    Relation,
    /// Several marks belong together so.
    Event,
}

/// A name that occurs in a corpus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundLabel {
    /// What it is used for.
    pub kind: LabelKind,
    /// The name.
    pub name: String,
    /// How often.
    pub count: usize,
}

/// The roles of labels and relations. By default they are guessed from common names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelMap {
    labels: BTreeMap<String, Option<LabelRole>>,
    relations: BTreeMap<String, Option<RelationRole>>,
    /// The unit that offsets count, where a person said it.
    unit: Option<OffsetUnit>,
}

impl LabelMap {
    /// Parses the form of the command line: `claim=Content,source=Source`. A role may be named more than once.
    pub fn parse(written: &str) -> Result<Self, String> {
        Self::from_pairs(pairs(written)?)
    }

    /// The same of pairs that were read already.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, String> {
        let mut map = Self::default();
        for (name, label) in pairs {
            if name == UNIT {
                let unit = OffsetUnit::from_name(&label);
                map.unit = Some(unit.ok_or_else(|| {
                    let all = OffsetUnit::ALL.map(OffsetUnit::name).join(", ");
                    fl!("import-unknown-unit", name = label, names = all)
                })?);
                continue;
            }
            let part = LABEL_ROLES.iter().find(|(_, known, _)| *known == name);
            let role = RELATION_ROLES.iter().find(|(_, known)| *known == name);
            match (part, role, name.as_str()) {
                (Some((part, ..)), ..) => map.set(label, Some(*part)),
                (_, Some((role, _)), _) => map.set_relation(label, Some(*role)),
                (.., NO_LABEL) => map.set(label, None),
                (.., NO_RELATION) => map.set_relation(label, None),
                _ => {
                    let all: Vec<&str> = names().collect();
                    return Err(fl!(
                        "import-unknown-annotation-type",
                        name = name,
                        names = all.join(", ")
                    ));
                }
            }
        }
        Ok(map)
    }

    /// As [`LabelMap::parse`] reads it.
    pub fn written(&self) -> String {
        let of_label = |(label, part): (&String, &Option<LabelRole>)| {
            let known = LABEL_ROLES.iter().find(|(known, ..)| Some(*known) == *part);
            pair(known.map_or(NO_LABEL, |(_, name, _)| name), label)
        };
        let of_relation = |(label, role): (&String, &Option<RelationRole>)| {
            let known = RELATION_ROLES.iter().find(|(known, _)| Some(*known) == *role);
            pair(known.map_or(NO_RELATION, |(_, name)| name), label)
        };
        let labels = self.labels.iter().map(of_label);
        labels
            .chain(self.relations.iter().map(of_relation))
            .chain(self.unit.map(|unit| pair(UNIT, unit.name())))
            .collect::<Vec<_>>()
            .join(",")
    }

    /// The unit that offsets count, where a person said it.
    pub fn unit(&self) -> Option<OffsetUnit> {
        self.unit
    }

    /// Whether a name on the command line is that of a role.
    pub fn is_role(name: &str) -> bool {
        names().any(|known| known == name)
    }

    /// Sets the role of a label, or that it has none.
    pub fn set(&mut self, label: impl Into<String>, part: Option<LabelRole>) {
        self.labels.insert(label.into(), part);
    }

    /// Sets the role of a relation, or that it has none.
    pub fn set_relation(&mut self, name: impl Into<String>, role: Option<RelationRole>) {
        self.relations.insert(name.into(), role);
    }

    /// The role of a label: as set, else guessed from its name. A role for which a label was set has no other labels.
    pub fn role_of(&self, label: &str) -> Option<LabelRole> {
        if let Some(part) = self.labels.get(label) {
            return *part;
        }
        let guess = guess(label)?;
        (!self.labels.values().any(|part| *part == Some(guess))).then_some(guess)
    }

    /// The role of a relation: as set, else guessed from its name.
    pub fn relation_role_of(&self, name: &str) -> Option<RelationRole> {
        if let Some(role) = self.relations.get(name) {
            return *role;
        }
        let name = name.to_lowercase();
        Some(if name.starts_with("continue") {
            RelationRole::Piece
        } else if name.starts_with("relay") {
            RelationRole::Relay
        } else {
            RelationRole::Link
        })
    }

    /// The map with the role of each of these names set, so that no guess is left.
    #[must_use]
    pub fn settled(&self, found: &[FoundLabel]) -> Self {
        let mut settled = Self {
            unit: self.unit,
            ..Self::default()
        };
        for FoundLabel { kind, name, .. } in found {
            match kind {
                LabelKind::Mark | LabelKind::Attribute => settled.set(name, self.role_of(name)),
                LabelKind::Relation | LabelKind::Event => {
                    settled.set_relation(name, self.relation_role_of(name));
                }
            }
        }
        settled
    }
}

/// The names on the command line.
fn names() -> impl Iterator<Item = &'static str> {
    let parts = LABEL_ROLES.iter().map(|(_, name, _)| *name);
    parts
        .chain([NO_LABEL])
        .chain(RELATION_ROLES.iter().map(|(_, name)| *name))
        .chain([NO_RELATION, UNIT])
}

/// Labels differ in case and joints, and some say more behind a joint: 'claim-direct', 'custom.Claim'.
fn guess(label: &str) -> Option<LabelRole> {
    let last = label.rsplit(['.', ':', '/']).next()?;
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let first = last.split(['-', ' ']).next()?;
    let known = |name: String| {
        LABEL_ROLES
            .iter()
            .find(|(_, _, names)| names.split(' ').any(|known| known == name))
            .map(|(part, ..)| *part)
    };
    known(plain(last)).or_else(|| known(plain(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_are_known_in_any_dress() {
        let map = LabelMap::default();
        for (label, part) in [
            ("Content", Some(LabelRole::Claim)),
            ("claim-direct", Some(LabelRole::Claim)),
            ("custom.Claim", Some(LabelRole::Claim)),
            ("SOURCE", Some(LabelRole::Source)),
            ("Cue", Some(LabelRole::Cue)),
            ("claim_speaker", Some(LabelRole::Speaker)),
            ("Attribution", None),
            ("Token", None),
        ] {
            assert_eq!(map.role_of(label), part, "{label}");
        }
    }

    #[test]
    fn what_a_person_says_goes_before_what_a_name_tells() {
        let map = LabelMap::parse("claim=Attribution, cue = Verb").unwrap();
        assert_eq!(map.role_of("Attribution"), Some(LabelRole::Claim));
        assert_eq!(map.role_of("Content"), None);
        assert_eq!(map.role_of("Verb"), Some(LabelRole::Cue));
        assert_eq!(map.role_of("Source"), Some(LabelRole::Source));
        let nothing = LabelMap::parse("nothing=Content,apart=Says,relay=Via").unwrap();
        assert_eq!(nothing.role_of("Content"), None);
        assert_eq!(nothing.role_of("Quote"), Some(LabelRole::Claim));
        assert_eq!(nothing.relation_role_of("Says"), None);
        assert_eq!(nothing.relation_role_of("Via"), Some(RelationRole::Relay));
        assert_eq!(
            nothing.relation_role_of("ContinuesClaim"),
            Some(RelationRole::Piece)
        );
        let wrong = LabelMap::parse("klaim=x").unwrap_err();
        assert!(wrong.contains("claim, source, cue"), "{wrong}");
    }

    #[test]
    fn a_map_comes_back_as_it_was_written_and_settling_it_changes_nothing() {
        let found = |kind, name: &str| FoundLabel {
            kind,
            name: name.to_owned(),
            count: 1,
        };
        let found = [
            found(LabelKind::Mark, "Content"),
            found(LabelKind::Mark, "Quote, long"),
            found(LabelKind::Mark, "Token"),
            found(LabelKind::Relation, "Token"),
            found(LabelKind::Event, "Attribution"),
        ];
        let map = LabelMap::parse("cue=\"Quote, long\",apart=Token").unwrap();
        let settled = map.settled(&found);
        assert_eq!(
            settled.written(),
            "claim=Content,cue=\"Quote, long\",nothing=Token,link=Attribution,apart=Token"
        );
        assert_eq!(LabelMap::parse(&settled.written()).as_ref(), Ok(&settled));
        assert_eq!(settled.role_of("Content"), map.role_of("Content"));
    }
}
