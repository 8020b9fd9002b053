//! The records of differences in JSON Lines: the other version of a field, under the field's name.
//!
//! ```text
//! "differences":[{"theirs":{"note":"…"},"base":{"note":"…"}}]    only where a record has any
//! ```

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AnchorRecord, AssignmentRecord, BlindRecord, DoneRecord, EvidenceRecord, LinkRecord, PublisherRecord,
    ReviewRecord, VerdictRecord,
};

/// The other version of a field, and what both sides changed, where it is known.
#[derive(Serialize, Deserialize)]
pub(crate) struct DifferenceRecord<V> {
    pub theirs: V,
    pub base: Option<V>,
}

/// What one side did to a record that the other side removed or changed.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PresenceRecord {
    Removed,
    Kept,
}

/// A version of the project's own facts.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProjectValueRecord<'a> {
    Title(Cow<'a, str>),
    Guidelines(Cow<'a, str>),
    Publisher(Option<PublisherRecord<'a>>),
    Blind(Option<BlindRecord>),
    Reviewer {
        id: Cow<'a, str>,
        name: Option<Cow<'a, str>>,
    },
    Rating {
        key: Cow<'a, str>,
        label: Option<Cow<'a, str>>,
    },
    ScaleOrder(Cow<'a, [String]>),
    Presence(PresenceRecord),
}

/// A version of what is known of a speaker.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SpeakerValueRecord<'a> {
    Name(Cow<'a, str>),
    Kind(Cow<'a, str>),
    Role(Option<Cow<'a, str>>),
    Affiliation(Option<Cow<'a, str>>),
    Wikidata(Option<Cow<'a, str>>),
    Color(usize),
    Note(Cow<'a, str>),
    Presence(PresenceRecord),
}

/// A version of what is known of an article, or of its text.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ArticleValueRecord<'a> {
    Title(Cow<'a, str>),
    Publisher(Option<Cow<'a, str>>),
    Byline(Option<Cow<'a, str>>),
    Page(Option<Cow<'a, str>>),
    Url(Option<Cow<'a, str>>),
    Published(Option<Date>),
    Language(Option<Cow<'a, str>>),
    Partial(bool),
    Direction(Option<Cow<'a, str>>),
    Added(Option<Timestamp>),
    Original(Option<Cow<'a, str>>),
    Done(Option<DoneRecord<'a>>),
    Assigned {
        reviewer: Cow<'a, str>,
        assignment: Option<AssignmentRecord<'a>>,
    },
    Text(Cow<'a, str>),
    Presence(PresenceRecord),
}

/// A version of a claim's field.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClaimValueRecord<'a> {
    Spans(Vec<AnchorRecord<'a>>),
    Voice {
        voice: Cow<'a, str>,
        chain: Vec<LinkRecord<'a>>,
    },
    Quotation(Option<Cow<'a, str>>),
    Verdict(Option<VerdictRecord<'a>>),
    Note(Cow<'a, str>),
    MarkedBy(Option<Cow<'a, str>>),
    MarkedAt(Option<Timestamp>),
    Origin(Cow<'a, str>),
    Review {
        reviewer: Cow<'a, str>,
        review: Option<ReviewRecord<'a>>,
    },
    Evidence {
        id: Cow<'a, str>,
        evidence: Option<EvidenceRecord<'a>>,
    },
    Presence(PresenceRecord),
}
