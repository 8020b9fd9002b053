//! Which of a corpus's labels is claim, source, cue, speaker, verdict, and what its relations say: as a person said, else
//! by what such labels are commonly called. How a format writes labels is its own business.

use std::collections::BTreeMap;

use super::super::pairs::{pair, pairs};

/// What a label of theirs is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
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

/// Parts with their names on the command line and the labels that are commonly used for them.
const PARTS: &[(Part, &str, &[&str])] = &[
    (
        Part::Claim,
        "claim",
        &[
            "claim",
            "content",
            "quotation",
            "quote",
            "statement",
            "proposition",
            "utterance",
            "assertion",
        ],
    ),
    (
        Part::Source,
        "source",
        &[
            "source",
            "mention",
            "holder",
            "sourcemention",
            "attributionsource",
        ],
    ),
    (
        Part::Cue,
        "cue",
        &[
            "cue",
            "reportingverb",
            "attributionverb",
            "speechverb",
            "attributioncue",
        ],
    ),
    (
        Part::Speaker,
        "speaker",
        &["speaker", "claimspeaker", "speakername"],
    ),
    (
        Part::Verdict,
        "verdict",
        &["verdict", "rating", "veracity", "truthvalue"],
    ),
];

/// What a relation of theirs says, with its name on the command line.
const TIES: &[(Tying, &str)] = &[
    (Tying::Link, "link"),
    (Tying::Relay, "relay"),
    (Tying::Piece, "piece"),
];

/// On the command line, labels that are nothing, and relations that are.
const NOTHING: &str = "nothing";
const APART: &str = "apart";

/// What a relation of theirs says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tying {
    /// A source or a cue belongs to a claim.
    Link,
    /// The same, of somebody who relays what the first one said.
    Relay,
    /// One mark goes on in another.
    Piece,
}

/// Where in a corpus a name stands.
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

/// A name that stands in a corpus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundLabel {
    /// Where it stands.
    pub kind: LabelKind,
    /// The name.
    pub name: String,
    /// How often.
    pub count: usize,
}

/// Which label is which. The default knows the common names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelMap {
    labels: BTreeMap<String, Option<Part>>,
    ties: BTreeMap<String, Option<Tying>>,
}

impl LabelMap {
    /// As it is written on the command line: `claim=Content,source=Source`. A part may be named more than once.
    pub fn parse(written: &str) -> Result<Self, String> {
        Self::from_pairs(pairs(written)?)
    }

    /// The same of pairs that were read already.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, String> {
        let mut map = Self::default();
        for (name, label) in pairs {
            let part = PARTS.iter().find(|(_, known, _)| *known == name);
            let tying = TIES.iter().find(|(_, known)| *known == name);
            match (part, tying, name.as_str()) {
                (Some((part, ..)), ..) => map.set(label, Some(*part)),
                (_, Some((tying, _)), _) => map.tie(label, Some(*tying)),
                (.., NOTHING) => map.set(label, None),
                (.., APART) => map.tie(label, None),
                _ => {
                    let all: Vec<&str> = names().collect();
                    return Err(format!("there is no part '{name}'; there are {}", all.join(", ")));
                }
            }
        }
        Ok(map)
    }

    /// As [`LabelMap::parse`] reads it.
    pub fn written(&self) -> String {
        let of_label = |(label, part): (&String, &Option<Part>)| {
            let known = PARTS.iter().find(|(known, ..)| Some(*known) == *part);
            pair(known.map_or(NOTHING, |(_, name, _)| name), label)
        };
        let of_tie = |(label, tying): (&String, &Option<Tying>)| {
            let known = TIES.iter().find(|(known, _)| Some(*known) == *tying);
            pair(known.map_or(APART, |(_, name)| name), label)
        };
        let labels = self.labels.iter().map(of_label);
        labels
            .chain(self.ties.iter().map(of_tie))
            .collect::<Vec<_>>()
            .join(",")
    }

    /// Whether a name on the command line is that of a part.
    pub fn is_part(name: &str) -> bool {
        names().any(|known| known == name)
    }

    /// Says what a label is, or that it is nothing.
    pub fn set(&mut self, label: impl Into<String>, part: Option<Part>) {
        self.labels.insert(label.into(), part);
    }

    /// Says what a relation is, or that it is nothing.
    pub fn tie(&mut self, name: impl Into<String>, tying: Option<Tying>) {
        self.ties.insert(name.into(), tying);
    }

    /// What a label is; nothing where nobody said and its name tells nothing. A part that somebody named a label for
    /// has no other labels.
    pub fn part_of(&self, label: &str) -> Option<Part> {
        if let Some(part) = self.labels.get(label) {
            return *part;
        }
        let guess = guess(label)?;
        (!self.labels.values().any(|part| *part == Some(guess))).then_some(guess)
    }

    /// What a relation is: as was said, else what its name tells.
    pub fn tying_of(&self, name: &str) -> Option<Tying> {
        if let Some(tying) = self.ties.get(name) {
            return *tying;
        }
        let name = name.to_lowercase();
        Some(match () {
            () if name.starts_with("continue") => Tying::Piece,
            () if name.starts_with("relay") => Tying::Relay,
            () => Tying::Link,
        })
    }

    /// What it takes these names for, said of each of them, so that no guess is left.
    #[must_use]
    pub fn settled(&self, found: &[FoundLabel]) -> Self {
        let mut settled = Self::default();
        for FoundLabel { kind, name, .. } in found {
            match kind {
                LabelKind::Mark | LabelKind::Attribute => settled.set(name, self.part_of(name)),
                LabelKind::Relation | LabelKind::Event => settled.tie(name, self.tying_of(name)),
            }
        }
        settled
    }
}

/// The names on the command line.
fn names() -> impl Iterator<Item = &'static str> {
    let parts = PARTS.iter().map(|(_, name, _)| *name);
    parts
        .chain([NOTHING])
        .chain(TIES.iter().map(|(_, name)| *name))
        .chain([APART])
}

/// Labels differ in case and joints, and some say more behind a joint: 'claim-direct', 'custom.Claim'.
fn guess(label: &str) -> Option<Part> {
    let last = label.rsplit(['.', ':', '/']).next()?;
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let first = last.split(['-', ' ']).next()?;
    let known = |name: String| {
        PARTS
            .iter()
            .find(|(_, _, names)| names.contains(&name.as_str()))
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
            ("Content", Some(Part::Claim)),
            ("claim-direct", Some(Part::Claim)),
            ("custom.Claim", Some(Part::Claim)),
            ("SOURCE", Some(Part::Source)),
            ("Cue", Some(Part::Cue)),
            ("claim_speaker", Some(Part::Speaker)),
            ("Attribution", None),
            ("Token", None),
        ] {
            assert_eq!(map.part_of(label), part, "{label}");
        }
    }

    #[test]
    fn what_a_person_says_goes_before_what_a_name_tells() {
        let map = LabelMap::parse("claim=Attribution, cue = Verb").unwrap();
        assert_eq!(map.part_of("Attribution"), Some(Part::Claim));
        assert_eq!(map.part_of("Content"), None);
        assert_eq!(map.part_of("Verb"), Some(Part::Cue));
        assert_eq!(map.part_of("Source"), Some(Part::Source));
        let nothing = LabelMap::parse("nothing=Content,apart=Says,relay=Via").unwrap();
        assert_eq!(
            (nothing.part_of("Content"), nothing.part_of("Quote")),
            (None, Some(Part::Claim))
        );
        assert_eq!(
            (nothing.tying_of("Says"), nothing.tying_of("Via")),
            (None, Some(Tying::Relay))
        );
        assert_eq!(nothing.tying_of("ContinuesClaim"), Some(Tying::Piece));
        assert!(
            LabelMap::parse("klaim=x")
                .unwrap_err()
                .contains("claim, source, cue")
        );
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
        assert_eq!(settled.part_of("Content"), map.part_of("Content"));
    }
}
