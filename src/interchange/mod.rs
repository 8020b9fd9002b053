//! The records of Sayso's JSON Lines: one set of types that `export` writes and `import` reads, so that a key cannot be
//! written and not be read. Each line is one object that says its type and explains itself; what is missing is
//! `null`, so every line of a type has the same keys, in the order of the fields below; only `differences` are left out
//! where there are none.
//!
//! ```text
//! {"type":"project", …}    once, first: title, scale, reviewers, the unit of all offsets
//! {"type":"speaker", …}    by id
//! {"type":"article", …}    with its text, then its claims in the order of the text:
//! {"type":"claim", …}
//! ```
//!
//! Records borrow from the project when they are written and own their strings when they are read. Unknown keys are
//! skipped. Fields with `skip_deserializing` are worked out from the rest for whoever reads a line alone: they are
//! written and never relied on.

pub(crate) mod differences;
pub mod words;

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use differences::{
    ArticleValueRecord, ClaimValueRecord, DifferenceRecord, ProjectValueRecord, SpeakerValueRecord,
};

use crate::model::{Basis, ClaimFingerprint, Project, ReviewerId, SpeakerId, Standing};

/// Rises when a reader of the lines must learn something new.
pub(crate) const VERSION: u32 = 2;
/// Of lines without differences, which every reader understands.
pub(crate) const VERSION_WITHOUT_DIFFERENCES: u32 = 1;
/// What all offsets count.
pub(crate) const OFFSET_UNIT: &str = "unicode code points";

/// A line.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Line<'a> {
    Project(ProjectLine<'a>),
    Speaker(SpeakerLine<'a>),
    Article(Box<ArticleLine<'a>>),
    Claim(Box<ClaimLine<'a>>),
}

/// The first line.
#[derive(Serialize, Deserialize)]
pub(crate) struct ProjectLine<'a> {
    pub sayso_jsonl: u32,
    pub title: Cow<'a, str>,
    pub guidelines: Cow<'a, str>,
    pub scale: Vec<RatingRecord<'a>>,
    pub publisher: Option<PublisherRecord<'a>>,
    /// Only where articles are shown without suggestions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blind: Option<BlindRecord>,
    pub reviewers: Vec<NamedReviewer<'a>>,
    /// Only where there are any.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<DifferenceRecord<ProjectValueRecord<'a>>>,
    /// Which were chosen: 'all', 'reviewed' or 'chosen'.
    #[serde(skip_deserializing)]
    pub claims: &'static str,
    #[serde(skip_deserializing)]
    pub offset_unit: &'static str,
}

/// Which articles are shown without suggestions.
#[derive(Serialize, Deserialize)]
pub(crate) struct BlindRecord {
    pub one_in: usize,
    pub seed: usize,
}

/// Who publishes the reviews.
#[derive(Serialize, Deserialize)]
pub(crate) struct PublisherRecord<'a> {
    pub name: Cow<'a, str>,
    pub url: Cow<'a, str>,
    pub page: Cow<'a, str>,
}

/// A step of the scale of verdicts.
#[derive(Serialize, Deserialize)]
pub(crate) struct RatingRecord<'a> {
    pub key: Cow<'a, str>,
    pub label: Cow<'a, str>,
}

/// A reviewer of the project.
#[derive(Serialize, Deserialize)]
pub(crate) struct NamedReviewer<'a> {
    pub id: Cow<'a, str>,
    pub name: Cow<'a, str>,
}

/// A record referred to: by its id, and by its name for whoever reads the line alone.
#[derive(Serialize, Deserialize)]
pub(crate) struct Reference<'a> {
    pub id: Cow<'a, str>,
    #[serde(skip_deserializing)]
    pub name: Option<&'a str>,
}

impl<'a> Reference<'a> {
    /// To a speaker.
    pub(crate) fn from_speaker(project: &'a Project, id: &'a SpeakerId) -> Self {
        Self {
            id: id.as_str().into(),
            name: project.speaker(id).map(|speaker| speaker.name.as_str()),
        }
    }

    /// To a reviewer, by the name they go by.
    pub(crate) fn from_reviewer(project: &'a Project, id: &'a ReviewerId) -> Self {
        let reviewer = project.reviewers().get(id);
        Self {
            id: id.as_str().into(),
            name: reviewer.map(|reviewer| reviewer.name.as_str()),
        }
    }
}

/// A speaker.
#[derive(Serialize, Deserialize)]
pub(crate) struct SpeakerLine<'a> {
    pub id: Cow<'a, str>,
    pub name: Cow<'a, str>,
    pub kind: Cow<'a, str>,
    pub aliases: Cow<'a, [String]>,
    pub role: Option<Cow<'a, str>>,
    pub affiliation: Option<Reference<'a>>,
    pub wikidata: Option<Cow<'a, str>>,
    pub color: usize,
    pub note: Cow<'a, str>,
    /// Only where there are any.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<DifferenceRecord<SpeakerValueRecord<'a>>>,
}

/// An article with its text; its claims follow.
#[derive(Serialize, Deserialize)]
pub(crate) struct ArticleLine<'a> {
    pub id: Cow<'a, str>,
    pub title: Cow<'a, str>,
    pub publisher: Option<Cow<'a, str>>,
    pub byline: Option<Cow<'a, str>>,
    /// Only where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Cow<'a, str>>,
    pub credit: Cow<'a, [String]>,
    pub url: Option<Cow<'a, str>>,
    pub published: Option<Date>,
    pub language: Option<Cow<'a, str>>,
    #[serde(default)]
    pub partial: bool,
    pub direction: Option<Cow<'a, str>>,
    pub added: Option<Timestamp>,
    pub original: Option<Cow<'a, str>>,
    /// Only where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<Cow<'a, str>>,
    /// Only where there are any.
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    pub tags: Cow<'a, [String]>,
    pub done: Option<DoneRecord<'a>>,
    /// Who is to read it; only where anybody is.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub assigned: Vec<AssignmentRecord<'a>>,
    /// Fingerprints of refused suggestions, in hexadecimal digits; only where there are any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<String>,
    /// Only where there are any.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<DifferenceRecord<ArticleValueRecord<'a>>>,
    pub text: Option<Cow<'a, str>>,
    /// Also of a text that stands in a file of its own.
    pub text_sha256: Option<String>,
    #[serde(skip_deserializing)]
    pub offset_unit: &'static str,
}

/// That somebody declared an article finished.
#[derive(Serialize, Deserialize)]
pub(crate) struct DoneRecord<'a> {
    pub by: Reference<'a>,
    pub at: Timestamp,
}

/// That a reviewer is to read an article.
#[derive(Serialize, Deserialize)]
pub(crate) struct AssignmentRecord<'a> {
    pub reviewer: Reference<'a>,
    pub done: Option<Timestamp>,
}

/// A claim.
#[derive(Serialize, Deserialize)]
pub(crate) struct ClaimLine<'a> {
    pub article: Reference<'a>,
    pub id: Cow<'a, str>,
    #[serde(skip_deserializing)]
    pub words: String,
    pub spans: Vec<AnchorRecord<'a>>,
    pub voice: Cow<'a, str>,
    pub chain: Vec<LinkRecord<'a>>,
    /// Told by the text's quotation marks, unless it was set by hand.
    pub quotation: Option<Cow<'a, str>>,
    pub quotation_set_by_hand: bool,
    #[serde(skip_deserializing)]
    pub review: &'static str,
    pub reviews: Vec<ReviewRecord<'a>>,
    pub verdict: Option<VerdictRecord<'a>>,
    pub evidence: Vec<EvidenceRecord<'a>>,
    pub note: Cow<'a, str>,
    pub tags: Cow<'a, [String]>,
    pub marked_by: Option<Reference<'a>>,
    pub marked_at: Option<Timestamp>,
    /// Only of a claim that was suggested: 'taken' as it was, or 'changed'.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Cow<'a, str>>,
    /// Only where there are any.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<DifferenceRecord<ClaimValueRecord<'a>>>,
}

/// A mark: its characters, half open, and the words that prove them. Of one that is orphaned the words
/// are not in the text, and the characters are where they were last known.
#[derive(Serialize, Deserialize)]
pub(crate) struct AnchorRecord<'a> {
    pub start: usize,
    pub end: usize,
    pub words: Cow<'a, str>,
    pub before: Cow<'a, str>,
    pub after: Cow<'a, str>,
    pub orphaned: bool,
}

/// A link of the chain, the nearest first.
#[derive(Serialize, Deserialize)]
pub(crate) struct LinkRecord<'a> {
    pub speakers: Vec<Reference<'a>>,
    pub source: Vec<AnchorRecord<'a>>,
    pub cue: Vec<AnchorRecord<'a>>,
    pub polarity: Cow<'a, str>,
    pub inferred: bool,
}

/// One reviewer's decision.
#[derive(Serialize, Deserialize)]
pub(crate) struct ReviewRecord<'a> {
    pub reviewer: Reference<'a>,
    pub decision: Cow<'a, str>,
    pub at: Timestamp,
    pub why: Cow<'a, str>,
    #[serde(flatten)]
    pub standing: StandingRecord<'a>,
}

/// Whether a decision holds for the claim as it is: the fingerprint of what it was made on, and how the claim was then,
/// where it has changed since.
#[derive(Serialize, Deserialize)]
pub(crate) struct StandingRecord<'a> {
    #[serde(skip_deserializing)]
    pub stale: bool,
    #[serde(default)]
    pub made_on: Option<String>,
    #[serde(default)]
    pub was: Option<BasisRecord<'a>>,
}

/// A claim as it was decided on.
#[derive(Serialize, Deserialize)]
pub(crate) struct BasisRecord<'a> {
    pub words: Cow<'a, str>,
    pub speakers: Vec<Cow<'a, str>>,
    pub source: Cow<'a, str>,
    pub denied: bool,
}

impl<'a> StandingRecord<'a> {
    /// The record of a decision on a claim with the fingerprint `now`.
    pub(crate) fn new(standing: &'a Standing, now: ClaimFingerprint) -> Self {
        Self {
            stale: standing.is_stale(),
            made_on: standing.fingerprint(now).map(|on| on.to_string()),
            was: standing.basis().map(|basis| BasisRecord {
                words: basis.words.as_str().into(),
                speakers: basis.speakers.iter().map(|id| id.as_str().into()).collect(),
                source: basis.source.as_str().into(),
                denied: basis.denied,
            }),
        }
    }

    /// What it says of a claim with the fingerprint `now`; `None` where the fingerprint is none.
    pub(crate) fn standing(self, now: ClaimFingerprint) -> Option<Standing> {
        let on = self.made_on.map(|on| on.parse()).transpose().ok()?;
        let was = self.was.map(|was| Basis {
            fingerprint: on.unwrap_or(now),
            words: was.words.into_owned(),
            speakers: was.speakers.iter().map(|id| id.as_ref().into()).collect(),
            source: was.source.into_owned(),
            denied: was.denied,
        });
        Some(Standing::from_record(on, was, now))
    }
}

/// A verdict.
#[derive(Serialize, Deserialize)]
pub(crate) struct VerdictRecord<'a> {
    pub rating: Cow<'a, str>,
    #[serde(skip_deserializing)]
    pub label: &'a str,
    pub by: Reference<'a>,
    pub at: Timestamp,
    #[serde(flatten)]
    pub standing: StandingRecord<'a>,
}

/// A piece of evidence.
#[derive(Serialize, Deserialize)]
pub(crate) struct EvidenceRecord<'a> {
    pub id: Cow<'a, str>,
    pub url: Cow<'a, str>,
    pub title: Cow<'a, str>,
    pub excerpt: Cow<'a, str>,
    pub stance: Option<Cow<'a, str>>,
    pub seen: Option<Date>,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// What is worked out from the rest, by the last key or the last two.
    const WORKED_OUT: [&str; 14] = [
        "project claims",
        "project offset_unit",
        "article offset_unit",
        "article name",
        "claim words",
        "claim review",
        "verdict label",
        "verdict stale",
        "reviews stale",
        "affiliation name",
        "by name",
        "speakers name",
        "reviewer name",
        "marked_by name",
    ];

    /// Every key with its value, but those that are worked out.
    fn kept(place: &str, value: &Value, all: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    if !WORKED_OUT.contains(&format!("{place} {key}").as_str()) {
                        kept(key, value, all);
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| kept(place, value, all)),
            value => all.push(format!("{place}: {value}")),
        }
    }

    #[test]
    fn every_key_that_is_not_worked_out_is_written_and_read() {
        let lines = include_str!("../../tests/golden/jsonl.jsonl");
        for line in lines.lines() {
            let written: Value = serde_json::from_str(line).unwrap();
            let read: Line = serde_json::from_str(line).unwrap();
            let again = serde_json::to_value(read).unwrap();
            let kind = written["type"].as_str().unwrap();
            let (mut before, mut after) = (Vec::new(), Vec::new());
            kept(kind, &written, &mut before);
            kept(kind, &again, &mut after);
            assert_eq!(before, after);
        }
    }

    #[test]
    fn unknown_keys_are_skipped_and_those_that_are_worked_out_may_be_missing_or_odd() {
        let line = r#"{"type":"project","sayso_jsonl":1,"title":"Talks","guidelines":"","scale":[],
            "reviewers":[{"id":"r-1","name":"Amal","since":2024}],"claims":7,"colour":"green"}"#;
        let Ok(Line::Project(read)) = serde_json::from_str(line) else {
            panic!("it is a project")
        };
        assert_eq!((&*read.title, &*read.reviewers[0].name), ("Talks", "Amal"));
        let refused = |line: &str| serde_json::from_str::<Line>(line).err().unwrap().to_string();
        assert_eq!(
            refused(&line.replace(r#","name":"Amal""#, "")),
            "missing field `name`"
        );
        assert_eq!(
            refused(r#"{"type":"source"}"#),
            "unknown variant `source`, expected one of `project`, `speaker`, `article`, `claim` at line 1 column 16"
        );
    }
}
