//! JSON Lines, lossless: everything a project holds can be rebuilt from it. What the lines are made of is told in
//! `interchange`.

use std::borrow::Cow;
use std::io;

use serde::Serialize;
use serde_json::Serializer;
use sha2::{Digest, Sha256};

use super::differences::{article_value, claim_value, project_value, records, speaker_value};
use super::offsets::Offsets;
use super::safe::EscapingFormatter;
use super::{ClaimChoice, ExportError, ExportInput, Format, Readers, Summary, Write, words};
use crate::interchange::{
    AnchorRecord, ArticleLine, AssignmentRecord, BlindRecord, ClaimLine, DoneRecord, EvidenceRecord, Line,
    LinkRecord, NamedReviewer, OFFSET_UNIT, ProjectLine, PublisherRecord, RatingRecord, Reference,
    ReviewRecord, SpeakerLine, StandingRecord, VERSION, VERSION_WITHOUT_DIFFERENCES, VerdictRecord,
};
use crate::model::{
    Anchor, Article, ArticleId, Assignment, Attribution, Blind, Claim, ClaimFingerprint, ClaimId, Done,
    Evidence, EvidenceId, Origin, Project, Publisher, Review, ReviewerId, SpeakerId, Verdict,
};

pub(super) const FORMAT: Format = Format {
    key: "jsonl",
    words: format_words!("format-jsonl"),
    extension: "jsonl",
    readers: Readers::Programs,
    offset_unit: "Unicode characters",
    write: Write::Text(write),
};

fn write(input: &ExportInput, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let project = input.project;
    write_line(out, &project_line(input))?;
    for id in input.speakers()?.iter().take(input.limit) {
        if let Some(line) = speaker_line(project, id) {
            write_line(out, &line)?;
        }
    }
    let mut summary = Summary::default();
    input.each_article(|id, article, claims| {
        write_line(out, &Line::Article(Box::new(article_line(project, id, article))))?;
        summary.articles += 1;
        let offsets = Offsets::new(article);
        for claim in claims {
            write_line(out, &claim_line(project, &offsets, (id, article), claim))?;
            summary.claims += 1;
        }
        Ok(())
    })?;
    Ok(summary)
}

pub(super) fn write_line(out: &mut dyn io::Write, line: &impl Serialize) -> io::Result<()> {
    line.serialize(&mut Serializer::with_formatter(&mut *out, EscapingFormatter))?;
    out.write_all(b"\n")
}

pub(super) fn project_line<'a>(input: &ExportInput<'a>) -> Line<'a> {
    let (project, selection) = (input.project, input.selection);
    let head = project.head();
    let scale = head.scale.iter().map(|rating| RatingRecord {
        key: (&rating.key).into(),
        label: (&rating.label).into(),
    });
    let reviewers = project.reviewers().iter().map(|(id, reviewer)| NamedReviewer {
        id: id.as_str().into(),
        name: (&reviewer.name).into(),
    });
    Line::Project(ProjectLine {
        sayso_jsonl: if input.articles.has_differences() {
            VERSION
        } else {
            VERSION_WITHOUT_DIFFERENCES
        },
        title: (&head.title).into(),
        guidelines: (&head.guidelines).into(),
        scale: scale.collect(),
        publisher: head.publisher.as_ref().map(publisher_record),
        blind: head.blind.map(blind_record),
        reviewers: reviewers.collect(),
        differences: records(&head.differences, project_value),
        claims: match (selection.is_everything(), &selection.claims) {
            (true, _) => "all",
            (false, ClaimChoice::Reviewed) => "reviewed",
            (false, _) => "chosen",
        },
        offset_unit: OFFSET_UNIT,
    })
}

pub(super) fn speaker_line<'a>(project: &'a Project, id: &'a SpeakerId) -> Option<Line<'a>> {
    let value = project.speaker(id)?;
    let affiliation = value.affiliation.as_ref();
    Some(Line::Speaker(SpeakerLine {
        id: id.as_str().into(),
        name: (&value.name).into(),
        kind: words::speaker_kind(value.kind).into(),
        aliases: (&value.aliases).into(),
        role: value.role.as_ref().map(Cow::from),
        affiliation: affiliation.map(|id| Reference::from_speaker(project, id)),
        wikidata: value.wikidata.as_ref().map(Cow::from),
        color: value.color,
        note: (&value.note).into(),
        differences: records(&value.differences, speaker_value),
    }))
}

pub(super) fn article_line<'a>(
    project: &'a Project,
    id: &'a ArticleId,
    article: &'a Article,
) -> ArticleLine<'a> {
    let metadata = &article.metadata;
    let text = article.text.as_deref();
    ArticleLine {
        id: id.as_str().into(),
        title: (&metadata.title).into(),
        publisher: metadata.publisher.as_ref().map(Cow::from),
        byline: metadata.byline.as_ref().map(Cow::from),
        page: metadata.page.as_ref().map(Cow::from),
        credit: (&metadata.credit).into(),
        url: metadata.url.as_ref().map(Cow::from),
        published: metadata.published,
        language: metadata.language.as_ref().map(Cow::from),
        partial: metadata.partial,
        direction: metadata
            .direction
            .map(|direction| words::direction(direction).into()),
        added: metadata.added,
        original: metadata.original.as_ref().map(Cow::from),
        file_name: metadata.file_name.as_ref().map(Cow::from),
        tags: (&metadata.tags).into(),
        done: article.done.as_ref().map(|done| done_record(project, done)),
        assigned: metadata
            .assigned
            .iter()
            .map(|(id, assignment)| assignment_record(project, id, assignment))
            .collect(),
        refused: metadata
            .refused
            .iter()
            .map(|fingerprint| format!("{fingerprint:016x}"))
            .collect(),
        differences: records(&metadata.differences, |value| article_value(project, value)),
        text: text.map(Cow::from),
        text_sha256: text.map(|text| hexadecimal(&Sha256::digest(text))),
        offset_unit: OFFSET_UNIT,
    }
}

pub(super) fn blind_record(blind: Blind) -> BlindRecord {
    BlindRecord {
        one_in: blind.one_in,
        seed: blind.seed,
    }
}

pub(super) fn publisher_record(publisher: &Publisher) -> PublisherRecord<'_> {
    PublisherRecord {
        name: (&publisher.name).into(),
        url: (&publisher.url).into(),
        page: (&publisher.page).into(),
    }
}

pub(super) fn assignment_record<'a>(
    project: &'a Project,
    id: &'a ReviewerId,
    assignment: &Assignment,
) -> AssignmentRecord<'a> {
    AssignmentRecord {
        reviewer: Reference::from_reviewer(project, id),
        done: assignment.done,
    }
}

pub(super) fn done_record<'a>(project: &'a Project, done: &'a Done) -> DoneRecord<'a> {
    DoneRecord {
        by: Reference::from_reviewer(project, &done.by),
        at: done.at,
    }
}

pub(super) fn verdict_record<'a>(
    project: &'a Project,
    verdict: &'a Verdict,
    now: ClaimFingerprint,
) -> VerdictRecord<'a> {
    VerdictRecord {
        rating: (&verdict.rating).into(),
        label: project.rating_label(&verdict.rating),
        by: Reference::from_reviewer(project, &verdict.by),
        at: verdict.at,
        standing: StandingRecord::new(&verdict.standing, now),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

pub(super) fn claim_line<'a>(
    project: &'a Project,
    offsets: &Offsets,
    (article_id, article): (&'a ArticleId, &'a Article),
    (id, claim): (&'a ClaimId, &'a Claim),
) -> Line<'a> {
    let chain = claim.voice.chain().iter();
    let now = ClaimFingerprint::new(claim);
    let reviews = claim.reviews.iter();
    let reviewer = |id| Reference::from_reviewer(project, id);
    Line::Claim(Box::new(ClaimLine {
        article: Reference {
            id: article_id.as_str().into(),
            name: Some(&article.metadata.title),
        },
        id: id.as_str().into(),
        words: claim.words(),
        spans: anchors(offsets, &claim.spans),
        voice: words::voice(&claim.voice).into(),
        chain: chain.map(|link| link_record(project, offsets, link)).collect(),
        quotation: offsets.quotation(claim).map(|how| words::quotation(how).into()),
        quotation_set_by_hand: claim.quotation.is_some(),
        review: words::review_state(claim.review_state()),
        reviews: reviews
            .map(|(id, review)| review_record(project, id, review, now))
            .collect(),
        verdict: claim
            .verdict
            .as_ref()
            .map(|verdict| verdict_record(project, verdict, now)),
        evidence: evidence(claim),
        note: (&claim.note).into(),
        tags: (&claim.tags).into(),
        marked_by: claim.marked_by.as_ref().map(reviewer),
        marked_at: claim.marked_at,
        origin: (claim.origin != Origin::ByHand).then(|| words::origin(claim.origin).into()),
        differences: records(&claim.differences, |value| {
            claim_value(project, offsets, now, value)
        }),
    }))
}

pub(super) fn link_record<'a>(
    project: &'a Project,
    offsets: &Offsets,
    link: &'a Attribution,
) -> LinkRecord<'a> {
    let speakers = link.speakers.iter();
    LinkRecord {
        speakers: speakers.map(|id| Reference::from_speaker(project, id)).collect(),
        source: anchors(offsets, &link.source),
        cue: anchors(offsets, &link.cue),
        polarity: words::polarity(link.polarity).into(),
        inferred: link.inferred,
    }
}

pub(super) fn anchors<'a>(offsets: &Offsets, anchors: &'a [Anchor]) -> Vec<AnchorRecord<'a>> {
    let record = |anchor: &'a Anchor| {
        let chars = offsets.chars(anchor);
        AnchorRecord {
            start: chars.start,
            end: chars.end,
            words: (&anchor.words).into(),
            before: (&anchor.before).into(),
            after: (&anchor.after).into(),
            orphaned: offsets.is_orphaned(anchor),
        }
    };
    anchors.iter().map(record).collect()
}

pub(super) fn review_record<'a>(
    project: &'a Project,
    id: &'a ReviewerId,
    review: &'a Review,
    now: ClaimFingerprint,
) -> ReviewRecord<'a> {
    ReviewRecord {
        reviewer: Reference::from_reviewer(project, id),
        decision: words::decision(review.decision).into(),
        at: review.at,
        why: (&review.why).into(),
        standing: StandingRecord::new(&review.standing, now),
    }
}

fn evidence(claim: &Claim) -> Vec<EvidenceRecord<'_>> {
    let evidence = claim.evidence.iter();
    evidence
        .map(|(id, evidence)| evidence_record(id, evidence))
        .collect()
}

pub(super) fn evidence_record<'a>(id: &'a EvidenceId, evidence: &'a Evidence) -> EvidenceRecord<'a> {
    EvidenceRecord {
        id: id.as_str().into(),
        url: (&evidence.url).into(),
        title: (&evidence.title).into(),
        excerpt: (&evidence.excerpt).into(),
        stance: evidence.stance.map(|stance| words::stance(stance).into()),
        seen: evidence.seen,
    }
}
