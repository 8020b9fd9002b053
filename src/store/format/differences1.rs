//! Converts differences between the model and the shapes of format 1: a value of each field, in the shape of that field.

use super::convert1::{anchor_files, anchors, review, review_file, verdict, verdict_file, voice_file};
use super::shape1::{
    ArticleValueFile, ClaimValueFile, DifferenceFile, PresenceFile, ProjectValueFile, SpeakerValueFile,
};
use super::shaped::{Shaped, shaped};
use crate::model::{
    ArticleValue, ClaimFingerprint, ClaimValue, Difference, Differences, FieldValue, Presence, ProjectValue,
    SpeakerValue,
};
use crate::text::units::CharIndex;

shaped!(Presence, PresenceFile, Removed, Kept);
shaped!(
    ProjectValue,
    ProjectValueFile,
    Title(title),
    Guidelines(guidelines),
    Publisher(publisher),
    Blind(blind),
    Reviewer(id, reviewer),
    Rating(key, label),
    ScaleOrder(keys),
    Presence(presence)
);
shaped!(
    SpeakerValue,
    SpeakerValueFile,
    Name(name),
    Kind(kind),
    Role(role),
    Affiliation(body),
    Wikidata(id),
    Color(color),
    Note(note),
    Presence(presence)
);
shaped!(
    ArticleValue,
    ArticleValueFile,
    Title(title),
    Publisher(name),
    Byline(byline),
    Page(page),
    Url(url),
    Published(date),
    Language(language),
    Partial(is_partial),
    Direction(direction),
    Added(at),
    Original(name),
    Done(done),
    Assigned(id, assignment),
    Text(text),
    Presence(presence)
);

impl<V: FieldValue + Shaped> Shaped for Differences<V> {
    type Shape = Vec<DifferenceFile<V::Shape>>;

    fn shape(&self) -> Self::Shape {
        let file = |other: &Difference<V>| DifferenceFile {
            theirs: other.theirs.shape(),
            base: other.base.shape(),
        };
        self.iter().map(file).collect()
    }

    fn from_shape(shape: Self::Shape) -> Self {
        values(shape, V::from_shape)
    }
}

/// Differences that were read, in the order of their fields.
pub(super) fn values<V: FieldValue, F>(
    files: Vec<DifferenceFile<F>>,
    value: impl Fn(F) -> V,
) -> Differences<V> {
    let difference = |file: DifferenceFile<F>| Difference {
        theirs: value(file.theirs),
        base: file.base.map(&value),
    };
    let mut differences: Vec<Difference<V>> = files.into_iter().map(difference).collect();
    differences.sort_by_key(|other| other.theirs.key());
    differences.into()
}

/// The shapes of the differences of a claim whose fingerprint is `now`; `None` if an anchor is proved but the text is not there to count characters in.
pub(super) fn of_claim(
    differences: &[Difference<ClaimValue>],
    now: ClaimFingerprint,
    index: Option<&CharIndex>,
) -> Option<Vec<DifferenceFile<ClaimValueFile>>> {
    let file = |other: &Difference<ClaimValue>| {
        Some(DifferenceFile {
            theirs: claim_value_file(&other.theirs, now, index)?,
            base: match &other.base {
                Some(base) => Some(claim_value_file(base, now, index)?),
                None => None,
            },
        })
    };
    differences.iter().map(file).collect()
}

fn claim_value_file(
    value: &ClaimValue,
    now: ClaimFingerprint,
    index: Option<&CharIndex>,
) -> Option<ClaimValueFile> {
    Some(match value {
        ClaimValue::Spans(spans) => ClaimValueFile::Spans(anchor_files(spans, index)?),
        ClaimValue::Voice(voice) => ClaimValueFile::Voice(voice_file(voice, index)?),
        ClaimValue::Quotation(quotation) => ClaimValueFile::Quotation(quotation.shape()),
        ClaimValue::Verdict(verdict) => {
            ClaimValueFile::Verdict(verdict.as_ref().map(|verdict| verdict_file(verdict, now)))
        }
        ClaimValue::Note(note) => ClaimValueFile::Note(note.shape()),
        ClaimValue::MarkedBy(by) => ClaimValueFile::MarkedBy(by.shape()),
        ClaimValue::MarkedAt(at) => ClaimValueFile::MarkedAt(*at),
        ClaimValue::Origin(origin) => ClaimValueFile::Origin(origin.shape()),
        ClaimValue::Review(id, review) => {
            ClaimValueFile::Review(id.shape(), review.as_ref().map(|review| review_file(review, now)))
        }
        ClaimValue::Evidence(id, evidence) => ClaimValueFile::Evidence(id.shape(), evidence.shape()),
        ClaimValue::Presence(presence) => ClaimValueFile::Presence(presence.shape()),
    })
}

/// The value of a difference of a claim whose fingerprint is `now`.
pub(super) fn claim_value(file: ClaimValueFile, now: ClaimFingerprint) -> ClaimValue {
    match file {
        ClaimValueFile::Spans(spans) => ClaimValue::Spans(anchors(spans)),
        ClaimValueFile::Voice(voice) => ClaimValue::Voice(voice.into()),
        ClaimValueFile::Quotation(quotation) => ClaimValue::Quotation(Shaped::from_shape(quotation)),
        ClaimValueFile::Verdict(file) => ClaimValue::Verdict(file.map(|file| verdict(file, now))),
        ClaimValueFile::Note(note) => ClaimValue::Note(note.0),
        ClaimValueFile::MarkedBy(by) => ClaimValue::MarkedBy(Shaped::from_shape(by)),
        ClaimValueFile::MarkedAt(at) => ClaimValue::MarkedAt(at),
        ClaimValueFile::Origin(origin) => ClaimValue::Origin(Shaped::from_shape(origin)),
        ClaimValueFile::Review(id, file) => {
            ClaimValue::Review(id.0.into(), file.map(|file| review(file, now)))
        }
        ClaimValueFile::Evidence(id, evidence) => {
            ClaimValue::Evidence(id.0.into(), Shaped::from_shape(evidence))
        }
        ClaimValueFile::Presence(presence) => ClaimValue::Presence(Shaped::from_shape(presence)),
    }
}
