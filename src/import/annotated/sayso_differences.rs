//! Differences from records of JSON Lines. A word in them that is not known is an error of their line.

use std::borrow::Cow;

use super::sayso_lines::{
    ORIGINS, Prover, assignment_of, blind_of, direction_of, done_of, evidence_of, publisher_of, quotation_of,
    review_of, verdict_of, voice_of,
};
use crate::interchange::differences::{
    ArticleValueRecord, ClaimValueRecord, DifferenceRecord, PresenceRecord, ProjectValueRecord,
    SpeakerValueRecord,
};
use crate::interchange::words::{self, meant};
use crate::model::{
    ArticleValue, ClaimFingerprint, ClaimValue, Difference, Differences, FieldValue, Presence, ProjectValue,
    Reviewer, SpeakerKind, SpeakerValue,
};

/// The differences of a record, in the order of their fields; none where a word in them is not known.
pub(super) fn differences<R, V: FieldValue>(
    records: Vec<DifferenceRecord<R>>,
    mut value: impl FnMut(R) -> Option<V>,
) -> Option<Differences<V>> {
    let mut differences = Vec::with_capacity(records.len());
    for record in records {
        let theirs = value(record.theirs)?;
        let base = match record.base {
            Some(base) => Some(value(base)?),
            None => None,
        };
        differences.push(Difference { theirs, base });
    }
    differences.sort_by_key(|other: &Difference<V>| other.theirs.key());
    Some(differences.into())
}

fn presence(record: PresenceRecord) -> Presence {
    match record {
        PresenceRecord::Removed => Presence::Removed,
        PresenceRecord::Kept => Presence::Kept,
    }
}

fn owned(words: Option<Cow<str>>) -> Option<String> {
    words.map(Cow::into_owned)
}

pub(super) fn project_value(record: ProjectValueRecord) -> ProjectValue {
    match record {
        ProjectValueRecord::Title(title) => ProjectValue::Title(title.into_owned()),
        ProjectValueRecord::Guidelines(guidelines) => ProjectValue::Guidelines(guidelines.into_owned()),
        ProjectValueRecord::Publisher(publisher) => ProjectValue::Publisher(publisher.map(publisher_of)),
        ProjectValueRecord::Blind(blind) => ProjectValue::Blind(blind.map(|record| blind_of(&record))),
        ProjectValueRecord::Reviewer { id, name } => {
            ProjectValue::Reviewer(id.as_ref().into(), owned(name).map(|name| Reviewer { name }))
        }
        ProjectValueRecord::Rating { key, label } => ProjectValue::Rating(key.into_owned(), owned(label)),
        ProjectValueRecord::ScaleOrder(keys) => ProjectValue::ScaleOrder(keys.into_owned()),
        ProjectValueRecord::Presence(what) => ProjectValue::Presence(presence(what)),
    }
}

pub(super) fn speaker_value(record: SpeakerValueRecord) -> Option<SpeakerValue> {
    Some(match record {
        SpeakerValueRecord::Name(name) => SpeakerValue::Name(name.into_owned()),
        SpeakerValueRecord::Kind(kind) => {
            SpeakerValue::Kind(meant(&kind, &SpeakerKind::ALL, words::speaker_kind)?)
        }
        SpeakerValueRecord::Role(role) => SpeakerValue::Role(owned(role)),
        SpeakerValueRecord::Affiliation(body) => {
            SpeakerValue::Affiliation(body.map(|body| body.as_ref().into()))
        }
        SpeakerValueRecord::Wikidata(item) => SpeakerValue::Wikidata(owned(item)),
        SpeakerValueRecord::Color(color) => SpeakerValue::Color(color),
        SpeakerValueRecord::Note(note) => SpeakerValue::Note(note.into_owned()),
        SpeakerValueRecord::Presence(what) => SpeakerValue::Presence(presence(what)),
    })
}

pub(super) fn article_value(record: ArticleValueRecord) -> Option<ArticleValue> {
    Some(match record {
        ArticleValueRecord::Title(title) => ArticleValue::Title(title.into_owned()),
        ArticleValueRecord::Publisher(name) => ArticleValue::Publisher(owned(name)),
        ArticleValueRecord::Byline(byline) => ArticleValue::Byline(owned(byline)),
        ArticleValueRecord::Page(page) => ArticleValue::Page(owned(page)),
        ArticleValueRecord::Url(url) => ArticleValue::Url(owned(url)),
        ArticleValueRecord::Published(day) => ArticleValue::Published(day),
        ArticleValueRecord::Language(language) => ArticleValue::Language(owned(language)),
        ArticleValueRecord::Partial(is_partial) => ArticleValue::Partial(is_partial),
        ArticleValueRecord::Direction(word) => ArticleValue::Direction(match word {
            Some(word) => Some(direction_of(&word)?),
            None => None,
        }),
        ArticleValueRecord::Added(at) => ArticleValue::Added(at),
        ArticleValueRecord::Original(name) => ArticleValue::Original(owned(name)),
        ArticleValueRecord::Done(done) => ArticleValue::Done(done.as_ref().map(done_of)),
        ArticleValueRecord::Assigned { reviewer, assignment } => {
            let assignment = assignment.map(|record| assignment_of(&record).1);
            ArticleValue::Assigned(reviewer.as_ref().into(), assignment)
        }
        ArticleValueRecord::Text(text) => ArticleValue::Text(text.as_ref().into()),
        ArticleValueRecord::Presence(what) => ArticleValue::Presence(presence(what)),
    })
}

pub(super) fn claim_value(
    record: ClaimValueRecord,
    now: ClaimFingerprint,
    prover: &mut Prover,
) -> Option<ClaimValue> {
    Some(match record {
        ClaimValueRecord::Spans(spans) => ClaimValue::Spans(prover.anchors(spans)),
        ClaimValueRecord::Voice { voice, chain } => ClaimValue::Voice(voice_of(&voice, chain, prover)?),
        ClaimValueRecord::Quotation(word) => ClaimValue::Quotation(quotation_of(word)?),
        ClaimValueRecord::Verdict(verdict) => ClaimValue::Verdict(match verdict {
            Some(record) => Some(verdict_of(record, now)?),
            None => None,
        }),
        ClaimValueRecord::Note(note) => ClaimValue::Note(note.into_owned()),
        ClaimValueRecord::MarkedBy(by) => ClaimValue::MarkedBy(by.map(|by| by.as_ref().into())),
        ClaimValueRecord::MarkedAt(at) => ClaimValue::MarkedAt(at),
        ClaimValueRecord::Origin(word) => ClaimValue::Origin(meant(&word, &ORIGINS, words::origin)?),
        ClaimValueRecord::Review { reviewer, review } => {
            let review = match review {
                Some(record) => Some(review_of(record, now)?.1),
                None => None,
            };
            ClaimValue::Review(reviewer.as_ref().into(), review)
        }
        ClaimValueRecord::Evidence { id, evidence } => {
            let evidence = match evidence {
                Some(record) => Some(evidence_of(record)?),
                None => None,
            };
            ClaimValue::Evidence(id.as_ref().into(), evidence)
        }
        ClaimValueRecord::Presence(what) => ClaimValue::Presence(presence(what)),
    })
}
