//! JSON Lines, lossless: everything a project holds can be rebuilt from it. Each line is one object
//! that says its type and explains itself; what is missing is `null`, so every line of a type has
//! the same keys.
//!
//! ```text
//! {"type":"project", …}    once, first: title, scale, reviewers, the unit of all offsets
//! {"type":"speaker", …}    by id
//! {"type":"article", …}    with its text, then its claims in the order of the text:
//! {"type":"claim", …}
//! ```

mod record;

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use sha2::{Digest, Sha256};

use record::{
    AnchorRecord, ArticleLine, ClaimLine, DoneRecord, EvidenceRecord, LinkRecord, Named, ProjectLine,
    PublisherRecord, RatingRecord, ReviewRecord, SpeakerLine, VerdictRecord,
};

use super::offsets::Offsets;
use super::safe::EscapingFormatter;
use super::{
    Claims, ExportError, Format, Limit, Readers, Selection, Summary, Write, chosen, speakers, words,
};
use crate::model::{Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Project, SpeakerId};

/// The format.
pub const FORMAT: Format = Format {
    key: "jsonl",
    name: "JSON Lines",
    extension: "jsonl",
    readers: Readers::Programs,
    for_whom: "For programs: language technology, corpora, and taking a project elsewhere whole.",
    keeps: "Everything: texts, claims with every mark, speakers, reviews, verdicts, evidence and notes.",
    drops: "",
    offset_unit: "Unicode characters",
    write: Write::Text(write),
};

/// Rises when a reader of the lines must learn something new.
const VERSION: u32 = 1;
const OFFSET_UNIT: &str = "unicode code points";

fn write(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    let mut out = io::BufWriter::new(out);
    write_line(&mut out, &project_line(project, selection))?;
    for id in speakers(project, selection).into_iter().take(limit.0) {
        if let Some(line) = speaker_line(project, id) {
            write_line(&mut out, &line)?;
        }
    }
    let mut summary = Summary::default();
    for (id, article, claims) in chosen(project, selection, limit) {
        write_line(&mut out, &article_line(project, id, article))?;
        summary.articles += 1;
        let offsets = Offsets::new(article);
        for claim in claims {
            write_line(&mut out, &claim_line(project, &offsets, (id, article), claim))?;
            summary.claims += 1;
        }
    }
    io::Write::flush(&mut out)?;
    Ok(summary)
}

pub(super) fn write_line(out: &mut impl io::Write, line: &impl Serialize) -> io::Result<()> {
    line.serialize(&mut Serializer::with_formatter(&mut *out, EscapingFormatter))?;
    out.write_all(b"\n")
}

pub(super) fn project_line<'a>(project: &'a Project, selection: &Selection) -> ProjectLine<'a> {
    let head = project.head();
    let scale = head.scale.iter().map(|rating| RatingRecord {
        key: &rating.key,
        label: &rating.label,
    });
    ProjectLine {
        r#type: "project",
        sayso_jsonl: VERSION,
        title: &head.title,
        guidelines: &head.guidelines,
        scale: scale.collect(),
        publisher: head.publisher.as_ref().map(|publisher| PublisherRecord {
            name: &publisher.name,
            url: &publisher.url,
            page: &publisher.page,
        }),
        reviewers: project
            .reviewers()
            .keys()
            .map(|id| Named::reviewer(project, id))
            .collect(),
        claims: match (selection.is_everything(), &selection.claims) {
            (true, _) => "all",
            (false, Claims::Reviewed) => "reviewed",
            (false, _) => "chosen",
        },
        offset_unit: OFFSET_UNIT,
    }
}

pub(super) fn speaker_line<'a>(project: &'a Project, id: &'a SpeakerId) -> Option<SpeakerLine<'a>> {
    let value = project.speaker(id)?;
    Some(SpeakerLine {
        r#type: "speaker",
        id: id.as_str(),
        name: &value.name,
        kind: words::speaker_kind(value.kind),
        aliases: &value.aliases,
        role: value.role.as_deref(),
        affiliation: value.affiliation.as_ref().map(|id| Named::speaker(project, id)),
        wikidata: value.wikidata.as_deref(),
        color: value.color,
        note: &value.note,
    })
}

pub(super) fn article_line<'a>(
    project: &'a Project,
    id: &'a ArticleId,
    article: &'a Article,
) -> ArticleLine<'a> {
    let metadata = &article.metadata;
    ArticleLine {
        r#type: "article",
        id: id.as_str(),
        title: &metadata.title,
        publisher: metadata.publisher.as_deref(),
        byline: metadata.byline.as_deref(),
        credit: &metadata.credit,
        url: metadata.url.as_deref(),
        published: metadata.published,
        language: metadata.language.as_deref(),
        partial: metadata.partial,
        direction: metadata.direction.map(words::direction),
        added: metadata.added,
        original: metadata.original.as_deref(),
        done: article.done.as_ref().map(|done| DoneRecord {
            by: Named::reviewer(project, &done.by),
            at: done.at,
        }),
        text: article.text.as_deref(),
        text_sha256: article
            .text
            .as_deref()
            .map(|text| hexadecimal(&Sha256::digest(text))),
        offset_unit: OFFSET_UNIT,
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
) -> ClaimLine<'a> {
    let chain = claim.voice.chain().iter();
    ClaimLine {
        r#type: "claim",
        article: Named {
            id: article_id.as_str(),
            name: Some(&article.metadata.title),
        },
        id: id.as_str(),
        words: claim.words(),
        spans: anchors(offsets, &claim.spans),
        voice: words::voice(&claim.voice),
        chain: chain.map(|link| link_record(project, offsets, link)).collect(),
        quotation: offsets.quotation(claim).map(words::quotation),
        quotation_set_by_hand: claim.quotation.is_some(),
        review: words::review_state(claim.review_state()),
        reviews: reviews(project, claim),
        verdict: claim.verdict.as_ref().map(|verdict| VerdictRecord {
            rating: &verdict.rating,
            label: project.rating_label(&verdict.rating),
            by: Named::reviewer(project, &verdict.by),
            at: verdict.at,
        }),
        evidence: evidence(claim),
        note: &claim.note,
        tags: &claim.tags,
        marked_by: claim.marked_by.as_ref().map(|id| Named::reviewer(project, id)),
        marked_at: claim.marked_at,
    }
}

fn link_record<'a>(project: &'a Project, offsets: &Offsets, link: &'a Attribution) -> LinkRecord<'a> {
    LinkRecord {
        speakers: link
            .speakers
            .iter()
            .map(|id| Named::speaker(project, id))
            .collect(),
        source: anchors(offsets, &link.source),
        cue: anchors(offsets, &link.cue),
        polarity: words::polarity(link.polarity),
        inferred: link.inferred,
    }
}

fn anchors<'a>(offsets: &Offsets, anchors: &'a [Anchor]) -> Vec<AnchorRecord<'a>> {
    let record = |anchor: &'a Anchor| {
        let chars = offsets.chars(anchor);
        AnchorRecord {
            start: chars.start,
            end: chars.end,
            words: &anchor.words,
            before: &anchor.before,
            after: &anchor.after,
            orphaned: offsets.is_orphaned(anchor),
        }
    };
    anchors.iter().map(record).collect()
}

fn reviews<'a>(project: &'a Project, claim: &'a Claim) -> Vec<ReviewRecord<'a>> {
    let reviews = claim.reviews.iter().map(|(id, review)| ReviewRecord {
        reviewer: Named::reviewer(project, id),
        decision: words::decision(review.decision),
        at: review.at,
        why: &review.why,
    });
    reviews.collect()
}

fn evidence(claim: &Claim) -> Vec<EvidenceRecord<'_>> {
    let evidence = claim.evidence.iter().map(|(id, evidence)| EvidenceRecord {
        id: id.as_str(),
        url: &evidence.url,
        title: &evidence.title,
        excerpt: &evidence.excerpt,
        stance: evidence.stance.map(words::stance),
        seen: evidence.seen,
    });
    evidence.collect()
}
