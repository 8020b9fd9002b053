//! Converts differences between the model and the shapes of format 1: a value of each field, as that field is written.

use super::convert1::{Count, anchors, voice_file};
use super::shape1::{
    ArticleValueFile, ClaimValueFile, DifferenceFile, PresenceFile, ProjectValueFile, SpeakerValueFile,
};
use super::values::{OneLine, Words};
use crate::model::{
    ArticleValue, ClaimValue, Difference, Differences, FieldValue, Presence, ProjectValue, SpeakerValue,
};

/// The differences of a record whose values can be written without its text.
pub(super) fn files<V, F: for<'a> From<&'a V>>(differences: &[Difference<V>]) -> Vec<DifferenceFile<F>> {
    let file = |other: &Difference<V>| DifferenceFile {
        theirs: (&other.theirs).into(),
        base: other.base.as_ref().map(Into::into),
    };
    differences.iter().map(file).collect()
}

/// The differences of a claim; `None` where a mark is proved but its text is not there to count characters in.
pub(super) fn of_claim(
    differences: &[Difference<ClaimValue>],
    count: &Count,
) -> Option<Vec<DifferenceFile<ClaimValueFile>>> {
    let file = |other: &Difference<ClaimValue>| {
        Some(DifferenceFile {
            theirs: claim_value(&other.theirs, count)?,
            base: match &other.base {
                Some(base) => Some(claim_value(base, count)?),
                None => None,
            },
        })
    };
    differences.iter().map(file).collect()
}

/// The differences that were read, in the order of their fields.
pub(super) fn values<V: FieldValue + From<F>, F>(files: Vec<DifferenceFile<F>>) -> Differences<V> {
    let value = |file: DifferenceFile<F>| Difference {
        theirs: file.theirs.into(),
        base: file.base.map(Into::into),
    };
    let mut differences: Vec<Difference<V>> = files.into_iter().map(value).collect();
    differences.sort_by_key(|other| other.theirs.key());
    differences.into()
}

fn words(value: &str) -> Words {
    value.into()
}

fn optional(value: Option<&String>) -> Option<Words> {
    value.map(|value| words(value))
}

fn list(values: &[String]) -> Vec<Words> {
    values.iter().map(|value| words(value)).collect()
}

fn string(value: Option<Words>) -> Option<String> {
    value.map(|value| value.0)
}

impl From<Presence> for PresenceFile {
    fn from(presence: Presence) -> Self {
        match presence {
            Presence::Removed => Self::Removed,
            Presence::Kept => Self::Kept,
        }
    }
}

impl From<PresenceFile> for Presence {
    fn from(file: PresenceFile) -> Self {
        match file {
            PresenceFile::Removed => Self::Removed,
            PresenceFile::Kept => Self::Kept,
        }
    }
}

impl From<&ProjectValue> for ProjectValueFile {
    fn from(value: &ProjectValue) -> Self {
        match value {
            ProjectValue::Title(title) => Self::Title(words(title)),
            ProjectValue::Guidelines(guidelines) => Self::Guidelines(words(guidelines)),
            ProjectValue::Publisher(publisher) => Self::Publisher(publisher.as_ref().map(Into::into)),
            ProjectValue::Reviewer(id, reviewer) => {
                let reviewer = reviewer.as_ref().map(|reviewer| OneLine(reviewer.into()));
                Self::Reviewer(words(id.as_str()), reviewer)
            }
            ProjectValue::Rating(key, label) => Self::Rating(words(key), optional(label.as_ref())),
            ProjectValue::ScaleOrder(keys) => Self::ScaleOrder(list(keys)),
            ProjectValue::Presence(presence) => Self::Presence((*presence).into()),
        }
    }
}

impl From<ProjectValueFile> for ProjectValue {
    fn from(file: ProjectValueFile) -> Self {
        match file {
            ProjectValueFile::Title(title) => Self::Title(title.0),
            ProjectValueFile::Guidelines(guidelines) => Self::Guidelines(guidelines.0),
            ProjectValueFile::Publisher(publisher) => Self::Publisher(publisher.map(Into::into)),
            ProjectValueFile::Reviewer(id, reviewer) => {
                Self::Reviewer(id.0.into(), reviewer.map(|reviewer| reviewer.0.into()))
            }
            ProjectValueFile::Rating(key, label) => Self::Rating(key.0, string(label)),
            ProjectValueFile::ScaleOrder(keys) => {
                Self::ScaleOrder(keys.into_iter().map(|key| key.0).collect())
            }
            ProjectValueFile::Presence(presence) => Self::Presence(presence.into()),
        }
    }
}

impl From<&SpeakerValue> for SpeakerValueFile {
    fn from(value: &SpeakerValue) -> Self {
        match value {
            SpeakerValue::Name(name) => Self::Name(words(name)),
            SpeakerValue::Kind(kind) => Self::Kind((*kind).into()),
            SpeakerValue::Role(role) => Self::Role(optional(role.as_ref())),
            SpeakerValue::Affiliation(body) => {
                Self::Affiliation(body.as_ref().map(|body| words(body.as_str())))
            }
            SpeakerValue::Wikidata(item) => Self::Wikidata(optional(item.as_ref())),
            SpeakerValue::Color(color) => Self::Color(*color),
            SpeakerValue::Note(note) => Self::Note(words(note)),
            SpeakerValue::Presence(presence) => Self::Presence((*presence).into()),
        }
    }
}

impl From<SpeakerValueFile> for SpeakerValue {
    fn from(file: SpeakerValueFile) -> Self {
        match file {
            SpeakerValueFile::Name(name) => Self::Name(name.0),
            SpeakerValueFile::Kind(kind) => Self::Kind(kind.into()),
            SpeakerValueFile::Role(role) => Self::Role(string(role)),
            SpeakerValueFile::Affiliation(body) => Self::Affiliation(body.map(|body| body.0.into())),
            SpeakerValueFile::Wikidata(item) => Self::Wikidata(string(item)),
            SpeakerValueFile::Color(color) => Self::Color(color),
            SpeakerValueFile::Note(note) => Self::Note(note.0),
            SpeakerValueFile::Presence(presence) => Self::Presence(presence.into()),
        }
    }
}

impl From<&ArticleValue> for ArticleValueFile {
    fn from(value: &ArticleValue) -> Self {
        match value {
            ArticleValue::Title(title) => Self::Title(words(title)),
            ArticleValue::Publisher(name) => Self::Publisher(optional(name.as_ref())),
            ArticleValue::Byline(byline) => Self::Byline(optional(byline.as_ref())),
            ArticleValue::Url(url) => Self::Url(optional(url.as_ref())),
            ArticleValue::Published(day) => Self::Published(*day),
            ArticleValue::Language(language) => Self::Language(optional(language.as_ref())),
            ArticleValue::Partial(is_partial) => Self::Partial(*is_partial),
            ArticleValue::Direction(direction) => Self::Direction(direction.map(Into::into)),
            ArticleValue::Added(at) => Self::Added(*at),
            ArticleValue::Original(name) => Self::Original(optional(name.as_ref())),
            ArticleValue::Done(done) => Self::Done(done.as_ref().map(|done| OneLine(done.into()))),
            ArticleValue::Text(text) => Self::Text(words(text)),
            ArticleValue::Presence(presence) => Self::Presence((*presence).into()),
        }
    }
}

impl From<ArticleValueFile> for ArticleValue {
    fn from(file: ArticleValueFile) -> Self {
        match file {
            ArticleValueFile::Title(title) => Self::Title(title.0),
            ArticleValueFile::Publisher(name) => Self::Publisher(string(name)),
            ArticleValueFile::Byline(byline) => Self::Byline(string(byline)),
            ArticleValueFile::Url(url) => Self::Url(string(url)),
            ArticleValueFile::Published(day) => Self::Published(day),
            ArticleValueFile::Language(language) => Self::Language(string(language)),
            ArticleValueFile::Partial(is_partial) => Self::Partial(is_partial),
            ArticleValueFile::Direction(direction) => Self::Direction(direction.map(Into::into)),
            ArticleValueFile::Added(at) => Self::Added(at),
            ArticleValueFile::Original(name) => Self::Original(string(name)),
            ArticleValueFile::Done(done) => Self::Done(done.map(|done| done.0.into())),
            ArticleValueFile::Text(text) => Self::Text(text.0.into()),
            ArticleValueFile::Presence(presence) => Self::Presence(presence.into()),
        }
    }
}

fn claim_value(value: &ClaimValue, count: &Count) -> Option<ClaimValueFile> {
    Some(match value {
        ClaimValue::Spans(spans) => ClaimValueFile::Spans(count.anchors(spans)?),
        ClaimValue::Voice(voice) => ClaimValueFile::Voice(voice_file(voice, count)?),
        ClaimValue::Quotation(quotation) => ClaimValueFile::Quotation(quotation.map(Into::into)),
        ClaimValue::Verdict(verdict) => {
            ClaimValueFile::Verdict(verdict.as_ref().map(|verdict| OneLine(verdict.into())))
        }
        ClaimValue::Note(note) => ClaimValueFile::Note(words(note)),
        ClaimValue::MarkedBy(by) => ClaimValueFile::MarkedBy(by.as_ref().map(|by| words(by.as_str()))),
        ClaimValue::MarkedAt(at) => ClaimValueFile::MarkedAt(*at),
        ClaimValue::Review(id, review) => ClaimValueFile::Review(
            words(id.as_str()),
            review.as_ref().map(|review| OneLine(review.into())),
        ),
        ClaimValue::Evidence(id, evidence) => {
            ClaimValueFile::Evidence(words(id.as_str()), evidence.as_ref().map(Into::into))
        }
        ClaimValue::Presence(presence) => ClaimValueFile::Presence((*presence).into()),
    })
}

impl From<ClaimValueFile> for ClaimValue {
    fn from(file: ClaimValueFile) -> Self {
        match file {
            ClaimValueFile::Spans(spans) => Self::Spans(anchors(spans)),
            ClaimValueFile::Voice(voice) => Self::Voice(voice.into()),
            ClaimValueFile::Quotation(quotation) => Self::Quotation(quotation.map(Into::into)),
            ClaimValueFile::Verdict(verdict) => Self::Verdict(verdict.map(|verdict| verdict.0.into())),
            ClaimValueFile::Note(note) => Self::Note(note.0),
            ClaimValueFile::MarkedBy(by) => Self::MarkedBy(by.map(|by| by.0.into())),
            ClaimValueFile::MarkedAt(at) => Self::MarkedAt(at),
            ClaimValueFile::Review(id, review) => {
                Self::Review(id.0.into(), review.map(|review| review.0.into()))
            }
            ClaimValueFile::Evidence(id, evidence) => Self::Evidence(id.0.into(), evidence.map(Into::into)),
            ClaimValueFile::Presence(presence) => Self::Presence(presence.into()),
        }
    }
}
