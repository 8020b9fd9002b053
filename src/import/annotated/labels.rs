//! Which of a corpus's labels is claim, source, cue, speaker, verdict: as a person said, else by what such labels are
//! commonly called. How a format writes labels is its own business.

use std::collections::BTreeMap;

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

/// Which label is which. The default knows the common names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelMap {
    labels: BTreeMap<String, Part>,
}

impl LabelMap {
    /// As it is written on the command line: `claim=Content,source=Source`. A part may be named more than once.
    pub fn parse(written: &str) -> Result<Self, String> {
        let mut map = Self::default();
        for pair in written.split(',').filter(|pair| !pair.trim().is_empty()) {
            let (name, label) = pair
                .split_once('=')
                .ok_or_else(|| format!("there is no = in '{pair}'"))?;
            let Some((part, ..)) = PARTS.iter().find(|(_, known, _)| *known == name.trim()) else {
                let all: Vec<&str> = PARTS.iter().map(|(_, name, _)| *name).collect();
                return Err(format!(
                    "there is no part '{}'; there are {}",
                    name.trim(),
                    all.join(", ")
                ));
            };
            map.set(*part, label.trim());
        }
        Ok(map)
    }

    /// Whether a name on the command line is that of a part.
    pub fn is_part(name: &str) -> bool {
        PARTS.iter().any(|(_, known, _)| *known == name)
    }

    /// Says what a label is.
    pub fn set(&mut self, part: Part, label: impl Into<String>) {
        self.labels.insert(label.into(), part);
    }

    /// What a label is; nothing where nobody said and its name tells nothing. A part that somebody named a label for
    /// has no other labels.
    pub fn part_of(&self, label: &str) -> Option<Part> {
        if let Some(part) = self.labels.get(label) {
            return Some(*part);
        }
        let guess = guess(label)?;
        (!self.labels.values().any(|part| *part == guess)).then_some(guess)
    }
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
        assert!(
            LabelMap::parse("klaim=x")
                .unwrap_err()
                .contains("claim, source, cue")
        );
    }
}
