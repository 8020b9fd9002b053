//! The shapes of the lines, as the export writes them. What becomes of what they say is not here.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Line {
    Project(ProjectLine),
    Speaker(SpeakerLine),
    Article(Box<ArticleLine>),
    Claim(Box<ClaimLine>),
}

#[derive(Deserialize)]
pub struct ProjectLine {
    pub sayso_jsonl: u32,
    pub title: String,
    pub guidelines: String,
    pub scale: Vec<RatingRecord>,
    pub publisher: Option<PublisherRecord>,
    pub reviewers: Vec<NamedReviewer>,
}

#[derive(Deserialize)]
pub struct PublisherRecord {
    pub name: String,
    pub url: String,
    pub page: String,
}

#[derive(Deserialize)]
pub struct RatingRecord {
    pub key: String,
    pub label: String,
}

#[derive(Deserialize)]
pub struct NamedReviewer {
    pub id: String,
    pub name: String,
}

#[derive(Deserialize)]
pub struct Reference {
    pub id: String,
}

#[derive(Deserialize)]
pub struct SpeakerLine {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub aliases: Vec<String>,
    pub role: Option<String>,
    pub affiliation: Option<Reference>,
    pub wikidata: Option<String>,
    pub color: usize,
    pub note: String,
}

#[derive(Deserialize)]
pub struct ArticleLine {
    pub id: String,
    pub title: String,
    pub publisher: Option<String>,
    pub byline: Option<String>,
    pub credit: Vec<String>,
    pub url: Option<String>,
    pub published: Option<Date>,
    pub language: Option<String>,
    #[serde(default)]
    pub partial: bool,
    pub direction: Option<String>,
    pub added: Option<Timestamp>,
    pub original: Option<String>,
    pub done: Option<DoneRecord>,
    pub text: Option<String>,
    pub text_sha256: Option<String>,
}

#[derive(Deserialize)]
pub struct DoneRecord {
    pub by: Reference,
    pub at: Timestamp,
}

#[derive(Deserialize)]
pub struct ClaimLine {
    pub article: Reference,
    pub id: String,
    pub spans: Vec<AnchorRecord>,
    pub voice: String,
    pub chain: Vec<LinkRecord>,
    pub quotation: Option<String>,
    pub quotation_set_by_hand: bool,
    pub reviews: Vec<ReviewRecord>,
    pub verdict: Option<VerdictRecord>,
    pub evidence: Vec<EvidenceRecord>,
    pub note: String,
    pub tags: Vec<String>,
    pub marked_by: Option<Reference>,
    pub marked_at: Option<Timestamp>,
}

#[derive(Deserialize)]
pub struct AnchorRecord {
    pub start: usize,
    pub end: usize,
    pub words: String,
    pub before: String,
    pub after: String,
    pub orphaned: bool,
}

#[derive(Deserialize)]
pub struct LinkRecord {
    pub speakers: Vec<Reference>,
    pub source: Vec<AnchorRecord>,
    pub cue: Vec<AnchorRecord>,
    pub polarity: String,
    pub inferred: bool,
}

#[derive(Deserialize)]
pub struct ReviewRecord {
    pub reviewer: Reference,
    pub decision: String,
    pub at: Timestamp,
    pub why: String,
}

#[derive(Deserialize)]
pub struct VerdictRecord {
    pub rating: String,
    pub by: Reference,
    pub at: Timestamp,
}

#[derive(Deserialize)]
pub struct EvidenceRecord {
    pub id: String,
    pub url: String,
    pub title: String,
    pub excerpt: String,
    pub stance: Option<String>,
    pub seen: Option<Date>,
}
