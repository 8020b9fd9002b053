//! The shapes of the lines, in the order their keys are written in. What fills them is not here.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Project, ReviewerId, SpeakerId};

/// The first line.
#[derive(Serialize)]
pub struct ProjectLine<'a> {
    pub r#type: &'a str,
    pub sayso_jsonl: u32,
    pub title: &'a str,
    pub guidelines: &'a str,
    pub scale: Vec<RatingRecord<'a>>,
    pub publisher: Option<PublisherRecord<'a>>,
    pub reviewers: Vec<Named<'a>>,
    pub claims: &'a str,
    pub offset_unit: &'a str,
}

/// Who publishes the reviews.
#[derive(Serialize)]
pub struct PublisherRecord<'a> {
    pub name: &'a str,
    pub url: &'a str,
    pub page: &'a str,
}

/// A step of the scale of verdicts.
#[derive(Serialize)]
pub struct RatingRecord<'a> {
    pub key: &'a str,
    pub label: &'a str,
}

/// A record referred to: by its id, and by its name for whoever reads the line alone.
#[derive(Serialize)]
pub struct Named<'a> {
    pub id: &'a str,
    pub name: Option<&'a str>,
}

impl<'a> Named<'a> {
    /// A speaker, by its name.
    pub fn speaker(project: &'a Project, id: &'a SpeakerId) -> Self {
        Self {
            id: id.as_str(),
            name: project.speaker(id).map(|speaker| speaker.name.as_str()),
        }
    }

    /// A reviewer, by the name they go by.
    pub fn reviewer(project: &'a Project, id: &'a ReviewerId) -> Self {
        let reviewer = project.reviewers().get(id);
        Self {
            id: id.as_str(),
            name: reviewer.map(|reviewer| reviewer.name.as_str()),
        }
    }
}

/// A speaker.
#[derive(Serialize)]
pub struct SpeakerLine<'a> {
    pub r#type: &'a str,
    pub id: &'a str,
    pub name: &'a str,
    pub kind: &'a str,
    pub aliases: &'a [String],
    pub role: Option<&'a str>,
    pub affiliation: Option<Named<'a>>,
    pub wikidata: Option<&'a str>,
    pub color: usize,
    pub note: &'a str,
}

/// An article with its text; its claims follow.
#[derive(Serialize)]
pub struct ArticleLine<'a> {
    pub r#type: &'a str,
    pub id: &'a str,
    pub title: &'a str,
    pub publisher: Option<&'a str>,
    pub byline: Option<&'a str>,
    pub credit: &'a [String],
    pub url: Option<&'a str>,
    pub published: Option<Date>,
    pub language: Option<&'a str>,
    pub partial: bool,
    pub direction: Option<&'a str>,
    pub added: Option<Timestamp>,
    pub original: Option<&'a str>,
    pub done: Option<DoneRecord<'a>>,
    pub text: Option<&'a str>,
    pub text_sha256: Option<String>,
    pub offset_unit: &'a str,
}

/// That somebody declared an article finished.
#[derive(Serialize)]
pub struct DoneRecord<'a> {
    pub by: Named<'a>,
    pub at: Timestamp,
}

/// A claim. `words`, `quotation` and `review` are worked out from the rest, for whoever only reads.
#[derive(Serialize)]
pub struct ClaimLine<'a> {
    pub r#type: &'a str,
    pub article: Named<'a>,
    pub id: &'a str,
    pub words: String,
    pub spans: Vec<AnchorRecord<'a>>,
    pub voice: &'a str,
    pub chain: Vec<LinkRecord<'a>>,
    pub quotation: Option<&'a str>,
    pub quotation_set_by_hand: bool,
    pub review: &'a str,
    pub reviews: Vec<ReviewRecord<'a>>,
    pub verdict: Option<VerdictRecord<'a>>,
    pub evidence: Vec<EvidenceRecord<'a>>,
    pub note: &'a str,
    pub tags: &'a [String],
    pub marked_by: Option<Named<'a>>,
    pub marked_at: Option<Timestamp>,
}

/// A mark: its characters, half open, and the words that prove them. Of one that is orphaned the words
/// are not in the text, and the characters are where they were last known.
#[derive(Serialize)]
pub struct AnchorRecord<'a> {
    pub start: usize,
    pub end: usize,
    pub words: &'a str,
    pub before: &'a str,
    pub after: &'a str,
    pub orphaned: bool,
}

/// A link of the chain, the nearest first.
#[derive(Serialize)]
pub struct LinkRecord<'a> {
    pub speakers: Vec<Named<'a>>,
    pub source: Vec<AnchorRecord<'a>>,
    pub cue: Vec<AnchorRecord<'a>>,
    pub polarity: &'a str,
    pub inferred: bool,
}

/// One reviewer's decision.
#[derive(Serialize)]
pub struct ReviewRecord<'a> {
    pub reviewer: Named<'a>,
    pub decision: &'a str,
    pub at: Timestamp,
    pub why: &'a str,
}

/// A verdict.
#[derive(Serialize)]
pub struct VerdictRecord<'a> {
    pub rating: &'a str,
    pub label: &'a str,
    pub by: Named<'a>,
    pub at: Timestamp,
}

/// A piece of evidence.
#[derive(Serialize)]
pub struct EvidenceRecord<'a> {
    pub id: &'a str,
    pub url: &'a str,
    pub title: &'a str,
    pub excerpt: &'a str,
    pub stance: Option<&'a str>,
    pub seen: Option<Date>,
}
