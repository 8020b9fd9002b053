//! The shapes of files in format 1, which never change, because existing projects use them. They are separate from
//! the model so that the model can change; `convert1` converts between the two.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::values::{OneLine, Words, unique};

/// `project.ron`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ProjectFile {
    pub format: u32,
    pub title: Words,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub guidelines: Words,
    #[serde(default)]
    pub scale: Vec<OneLine<RatingFile>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<PublisherFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blind: Option<OneLine<BlindFile>>,
    #[serde(default, deserialize_with = "unique")]
    pub reviewers: BTreeMap<Words, OneLine<ReviewerFile>>,
    #[serde(default, deserialize_with = "unique")]
    pub speakers: BTreeMap<Words, SpeakerFile>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<DifferenceFile<ProjectValueFile>>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PublisherFile {
    pub name: Words,
    pub url: Words,
    pub page: Words,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct BlindFile {
    pub one_in: usize,
    pub seed: usize,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RatingFile {
    pub key: Words,
    pub label: Words,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReviewerFile {
    pub name: Words,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SpeakerFile {
    pub name: Words,
    pub kind: KindFile,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<Words>,
    pub color: usize,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub note: Words,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<DifferenceFile<SpeakerValueFile>>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum KindFile {
    Person,
    Organisation,
    Group,
    Outlet,
    Document,
    Unnamed,
}

/// `articles/ID.ron`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ArticleFile {
    pub format: u32,
    pub title: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Words>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit: Vec<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Words>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub partial: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<DirectionFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<Words>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_sha256: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<OneLine<DoneFile>>,
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "unique"
    )]
    pub assigned: BTreeMap<Words, OneLine<AssignmentFile>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Words>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<DifferenceFile<ArticleValueFile>>,
    #[serde(default, deserialize_with = "unique")]
    pub claims: BTreeMap<Words, ClaimFile>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum DirectionFile {
    LeftToRight,
    RightToLeft,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DoneFile {
    pub by: Words,
    pub at: Timestamp,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AssignmentFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Timestamp>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ClaimFile {
    pub spans: Vec<OneLine<AnchorFile>>,
    pub voice: VoiceFile,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotation: Option<QuotationFile>,
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "unique"
    )]
    pub reviews: BTreeMap<Words, OneLine<ReviewFile>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<OneLine<VerdictFile>>,
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "unique"
    )]
    pub evidence: BTreeMap<Words, EvidenceFile>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub note: Words,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked_by: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "OriginFile::is_by_hand")]
    pub origin: OriginFile,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<DifferenceFile<ClaimValueFile>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum OriginFile {
    #[default]
    ByHand,
    Taken,
    Changed,
}

impl OriginFile {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes fields by reference"
    )]
    fn is_by_hand(&self) -> bool {
        *self == Self::ByHand
    }
}

/// `start..end` in characters of the text, and the words there.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AnchorFile {
    pub start: usize,
    pub end: usize,
    pub words: Words,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub before: Words,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub after: Words,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum VoiceFile {
    ToBeAttributed,
    Article,
    Attributed(Vec<AttributionFile>),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AttributionFile {
    #[serde(default)]
    pub speakers: Vec<Words>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<OneLine<AnchorFile>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cue: Vec<OneLine<AnchorFile>>,
    #[serde(default, skip_serializing_if = "PolarityFile::affirms")]
    pub polarity: PolarityFile,
    #[serde(default, skip_serializing_if = "is_false")]
    pub inferred: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PolarityFile {
    #[default]
    Affirms,
    Denies,
}

impl PolarityFile {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes fields by reference"
    )]
    fn affirms(&self) -> bool {
        *self == Self::Affirms
    }
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum QuotationFile {
    Direct,
    Indirect,
    Mixed,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReviewFile {
    pub decision: DecisionFile,
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub why: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<BasisFile>,
}

/// The claim as it was decided on, where it has changed since.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct BasisFile {
    #[serde(default, skip_serializing_if = "is_empty")]
    pub words: Words,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<Words>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub source: Words,
    #[serde(default, skip_serializing_if = "is_false")]
    pub denied: bool,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum DecisionFile {
    Accepted,
    Disputed,
    Rejected,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct VerdictFile {
    pub rating: Words,
    pub by: Words,
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<BasisFile>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EvidenceFile {
    #[serde(default, skip_serializing_if = "is_empty")]
    pub url: Words,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub title: Words,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub excerpt: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<StanceFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Date>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum StanceFile {
    Supports,
    Refutes,
    Context,
}

/// The other version of a field. Programs that do not know it open such a project for reading only.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DifferenceFile<V> {
    pub theirs: V,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub base: Option<V>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum PresenceFile {
    Removed,
    Kept,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ProjectValueFile {
    Title(Words),
    Guidelines(Words),
    Publisher(Option<PublisherFile>),
    Blind(Option<OneLine<BlindFile>>),
    Reviewer(Words, Option<OneLine<ReviewerFile>>),
    Rating(Words, Option<Words>),
    ScaleOrder(Vec<Words>),
    Presence(PresenceFile),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum SpeakerValueFile {
    Name(Words),
    Kind(KindFile),
    Role(Option<Words>),
    Affiliation(Option<Words>),
    Wikidata(Option<Words>),
    Color(usize),
    Note(Words),
    Presence(PresenceFile),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ArticleValueFile {
    Title(Words),
    Publisher(Option<Words>),
    Byline(Option<Words>),
    Page(Option<Words>),
    Url(Option<Words>),
    Published(Option<Date>),
    Language(Option<Words>),
    Partial(bool),
    Direction(Option<DirectionFile>),
    Added(Option<Timestamp>),
    Original(Option<Words>),
    Done(Option<OneLine<DoneFile>>),
    Assigned(Words, Option<OneLine<AssignmentFile>>),
    Text(Words),
    Presence(PresenceFile),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ClaimValueFile {
    Spans(Vec<OneLine<AnchorFile>>),
    Voice(VoiceFile),
    Quotation(Option<QuotationFile>),
    Verdict(Option<OneLine<VerdictFile>>),
    Note(Words),
    MarkedBy(Option<Words>),
    MarkedAt(Option<Timestamp>),
    Origin(OriginFile),
    Review(Words, Option<OneLine<ReviewFile>>),
    Evidence(Words, Option<EvidenceFile>),
    Presence(PresenceFile),
}

fn is_empty(words: &Words) -> bool {
    words.0.is_empty()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}
