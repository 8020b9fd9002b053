//! Differences as records of JSON Lines.

use super::jsonl::{
    anchors, assignment_record, blind_record, done_record, evidence_record, link_record, publisher_record,
    review_record, verdict_record,
};
use super::offsets::Offsets;
use super::words;
use crate::interchange::differences::{
    ArticleValueRecord, ClaimValueRecord, DifferenceRecord, PresenceRecord, ProjectValueRecord,
    SpeakerValueRecord,
};
use crate::model::{
    ArticleValue, ClaimFingerprint, ClaimValue, Difference, Presence, Project, ProjectValue, SpeakerValue,
};

/// The differences of a record.
pub(super) fn records<'a, V, R>(
    differences: &'a [Difference<V>],
    value: impl Fn(&'a V) -> R,
) -> Vec<DifferenceRecord<R>> {
    let record = |other: &'a Difference<V>| DifferenceRecord {
        theirs: value(&other.theirs),
        base: other.base.as_ref().map(&value),
    };
    differences.iter().map(record).collect()
}

fn presence(presence: Presence) -> PresenceRecord {
    match presence {
        Presence::Removed => PresenceRecord::Removed,
        Presence::Kept => PresenceRecord::Kept,
    }
}

/// A version of the project's own facts.
pub(super) fn project_value(value: &ProjectValue) -> ProjectValueRecord<'_> {
    match value {
        ProjectValue::Title(title) => ProjectValueRecord::Title(title.into()),
        ProjectValue::Guidelines(guidelines) => ProjectValueRecord::Guidelines(guidelines.into()),
        ProjectValue::Publisher(publisher) => {
            ProjectValueRecord::Publisher(publisher.as_ref().map(publisher_record))
        }
        ProjectValue::Blind(blind) => ProjectValueRecord::Blind(blind.map(blind_record)),
        ProjectValue::Reviewer(id, reviewer) => ProjectValueRecord::Reviewer {
            id: id.as_str().into(),
            name: reviewer.as_ref().map(|reviewer| reviewer.name.as_str().into()),
        },
        ProjectValue::Rating(key, label) => ProjectValueRecord::Rating {
            key: key.into(),
            label: label.as_ref().map(Into::into),
        },
        ProjectValue::ScaleOrder(keys) => ProjectValueRecord::ScaleOrder(keys.into()),
        ProjectValue::Presence(what) => ProjectValueRecord::Presence(presence(*what)),
    }
}

/// A version of what is known of a speaker.
pub(super) fn speaker_value(value: &SpeakerValue) -> SpeakerValueRecord<'_> {
    match value {
        SpeakerValue::Name(name) => SpeakerValueRecord::Name(name.into()),
        SpeakerValue::Kind(kind) => SpeakerValueRecord::Kind(words::speaker_kind(*kind).into()),
        SpeakerValue::Role(role) => SpeakerValueRecord::Role(role.as_ref().map(Into::into)),
        SpeakerValue::Affiliation(body) => {
            SpeakerValueRecord::Affiliation(body.as_ref().map(|body| body.as_str().into()))
        }
        SpeakerValue::Wikidata(item) => SpeakerValueRecord::Wikidata(item.as_ref().map(Into::into)),
        SpeakerValue::Color(color) => SpeakerValueRecord::Color(*color),
        SpeakerValue::Note(note) => SpeakerValueRecord::Note(note.into()),
        SpeakerValue::Presence(what) => SpeakerValueRecord::Presence(presence(*what)),
    }
}

/// A version of what is known of an article, or of its text.
pub(super) fn article_value<'a>(project: &'a Project, value: &'a ArticleValue) -> ArticleValueRecord<'a> {
    match value {
        ArticleValue::Title(title) => ArticleValueRecord::Title(title.into()),
        ArticleValue::Publisher(name) => ArticleValueRecord::Publisher(name.as_ref().map(Into::into)),
        ArticleValue::Byline(byline) => ArticleValueRecord::Byline(byline.as_ref().map(Into::into)),
        ArticleValue::Page(page) => ArticleValueRecord::Page(page.as_ref().map(Into::into)),
        ArticleValue::Url(url) => ArticleValueRecord::Url(url.as_ref().map(Into::into)),
        ArticleValue::Published(day) => ArticleValueRecord::Published(*day),
        ArticleValue::Language(language) => ArticleValueRecord::Language(language.as_ref().map(Into::into)),
        ArticleValue::Partial(is_partial) => ArticleValueRecord::Partial(*is_partial),
        ArticleValue::Direction(direction) => {
            ArticleValueRecord::Direction(direction.map(|direction| words::direction(direction).into()))
        }
        ArticleValue::Added(at) => ArticleValueRecord::Added(*at),
        ArticleValue::Original(name) => ArticleValueRecord::Original(name.as_ref().map(Into::into)),
        ArticleValue::Done(done) => {
            ArticleValueRecord::Done(done.as_ref().map(|done| done_record(project, done)))
        }
        ArticleValue::Assigned(id, assignment) => ArticleValueRecord::Assigned {
            reviewer: id.as_str().into(),
            assignment: assignment
                .as_ref()
                .map(|assignment| assignment_record(project, id, assignment)),
        },
        ArticleValue::Text(text) => ArticleValueRecord::Text((&**text).into()),
        ArticleValue::Presence(what) => ArticleValueRecord::Presence(presence(*what)),
    }
}

/// A version of a field of a claim whose fingerprint is `now`.
pub(super) fn claim_value<'a>(
    project: &'a Project,
    offsets: &Offsets,
    now: ClaimFingerprint,
    value: &'a ClaimValue,
) -> ClaimValueRecord<'a> {
    match value {
        ClaimValue::Spans(spans) => ClaimValueRecord::Spans(anchors(offsets, spans)),
        ClaimValue::Voice(voice) => {
            let links = voice.chain().iter();
            ClaimValueRecord::Voice {
                voice: words::voice(voice).into(),
                chain: links.map(|link| link_record(project, offsets, link)).collect(),
            }
        }
        ClaimValue::Quotation(quotation) => {
            ClaimValueRecord::Quotation(quotation.map(|quotation| words::quotation(quotation).into()))
        }
        ClaimValue::Verdict(verdict) => ClaimValueRecord::Verdict(
            verdict
                .as_ref()
                .map(|verdict| verdict_record(project, verdict, now)),
        ),
        ClaimValue::Note(note) => ClaimValueRecord::Note(note.into()),
        ClaimValue::MarkedBy(by) => ClaimValueRecord::MarkedBy(by.as_ref().map(|by| by.as_str().into())),
        ClaimValue::MarkedAt(at) => ClaimValueRecord::MarkedAt(*at),
        ClaimValue::Origin(origin) => ClaimValueRecord::Origin(words::origin(*origin).into()),
        ClaimValue::Review(id, review) => ClaimValueRecord::Review {
            reviewer: id.as_str().into(),
            review: review
                .as_ref()
                .map(|review| review_record(project, id, review, now)),
        },
        ClaimValue::Evidence(id, evidence) => ClaimValueRecord::Evidence {
            id: id.as_str().into(),
            evidence: evidence.as_ref().map(|evidence| evidence_record(id, evidence)),
        },
        ClaimValue::Presence(what) => ClaimValueRecord::Presence(presence(*what)),
    }
}
