//! JSON Lines for data work: flat claims, and documents with their claims. Every key is on every line, `null` without a
//! value, for readers that guess types.

use std::io;

use jiff::tz::Offset;
use serde::Serialize;
use serde_json::{Value, json};

use super::describe::{name, pieces, verdict};
use super::jsonl::{article_line, claim_line, write_line};
use super::offsets::Offsets;
use super::row::{ClaimRow, each_row};
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, words};
use crate::interchange::Line;
use crate::model::{Anchor, SpeakerId};

/// One flat record per claim.
pub(super) const CLAIMS: Format = Format {
    key: "claims-jsonl",
    words: format_words!("format-claims-jsonl"),
    extension: "claims.jsonl",
    readers: Readers::Programs,
    offset_unit: "Unicode characters",
    write: Write::Text(|input, out| each_claim(input, out, |row| Some(flat(row)))),
};

/// One record per article, with its claims.
pub(super) const DOCUMENTS: Format = Format {
    key: "documents-jsonl",
    words: format_words!("format-documents-jsonl"),
    extension: "documents.jsonl",
    readers: Readers::Programs,
    offset_unit: "Unicode characters",
    write: Write::Text(documents),
};

/// Writes a record per claim, and skips claims without one.
pub(super) fn each_claim(
    input: &ExportInput,
    out: &mut dyn io::Write,
    record: fn(&ClaimRow) -> Option<Value>,
) -> Result<Summary, ExportError> {
    each_row(input, |row| {
        let record = record(row);
        if let Some(record) = &record {
            write_line(out, record)?;
        }
        Ok(record.is_some())
    })
}

fn flat(row: &ClaimRow) -> Value {
    let ClaimRow { project, claim, .. } = row;
    let metadata = &row.article.metadata;
    let link = row.nearest();
    let speakers = link.map(|link| link.speakers.as_slice()).unwrap_or_default();
    let places = |anchors: &[Anchor]| -> Vec<[usize; 2]> {
        let places = anchors.iter().map(|anchor| row.offsets.chars(anchor));
        places.map(|at| [at.start, at.end]).collect()
    };
    let names: Vec<&str> = speakers.iter().map(|id| name(project, id)).collect();
    let items = speakers
        .iter()
        .filter_map(|id| project.speaker(id)?.wikidata.as_deref());
    json!({
        "claim": claim.words(),
        "speaker": names,
        "speaker_id": speakers.iter().map(SpeakerId::as_str).collect::<Vec<_>>(),
        "speaker_wikidata_id": items.collect::<Vec<_>>(),
        "attribution": words::attribution(&claim.voice),
        "source_text": link.map(|link| pieces(&link.source)),
        "cue_text": link.map(|link| pieces(&link.cue)),
        "quotation_type": row.offsets.quotation(claim).map(words::quotation),
        "review_status": words::review_state(claim.review_state()),
        "review_stale": claim.has_stale_decision(),
        "reviews": reviews(row),
        "verdict": verdict(project, claim),
        "tags": claim.tags,
        "note": claim.note,
        "unsettled": !claim.differences.is_empty(),
        "article_title": metadata.title,
        "publisher": metadata.publisher,
        "date_published": metadata.published,
        "url": metadata.url,
        "language": metadata.language,
        "claim_offsets": places(&claim.spans),
        "source_offsets": places(row.source()),
        "cue_offsets": places(row.cue()),
        "offset_unit": "unicode code points",
        "article_id": row.article_id.as_str(),
        "claim_id": row.id.as_str(),
        "origin": words::origin(claim.origin),
        "marked_by": marked_by(row),
    })
}

/// Each reviewer's decision.
fn reviews(row: &ClaimRow) -> Vec<Value> {
    let reviews = row.claim.reviews.iter();
    let told = reviews.map(|(id, review)| {
        json!({
            "reviewer": row.project.reviewer_label(id),
            "reviewer_id": id.as_str(),
            "decision": words::decision(review.decision),
            "date": Offset::UTC.to_datetime(review.at).date(),
            "reason": review.why,
            "stale": review.standing.is_stale(),
        })
    });
    told.collect()
}

/// Who marked the claim.
pub(super) fn marked_by<'a>(row: &ClaimRow<'a>) -> Option<&'a str> {
    let who = row.claim.marked_by.as_ref()?;
    Some(row.project.reviewer_label(who))
}

fn documents(input: &ExportInput, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    #[derive(Serialize)]
    struct DocumentLine<'a> {
        #[serde(flatten)]
        article: Line<'a>,
        claims: Vec<Line<'a>>,
    }
    let project = input.project;
    let mut summary = Summary::default();
    input.each_article(|id, article, claims| {
        let offsets = Offsets::new(article);
        let lines = claims
            .into_iter()
            .map(|claim| claim_line(project, &offsets, (id, article), claim));
        let claims: Vec<_> = lines.collect();
        summary.claims += claims.len();
        summary.articles += 1;
        write_line(
            out,
            &DocumentLine {
                article: Line::Article(Box::new(article_line(project, id, article))),
                claims,
            },
        )?;
        Ok(())
    })?;
    Ok(summary)
}
