//! JSON Lines in shapes for data work: flat claims, and documents with their claims. The lossless form
//! is `jsonl`; `quoted` has the columns of other programs.
//!
//! Every key is on every line, `null` where there is no value: readers that guess types need that.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::describe::{name, pieces, verdict};
use super::jsonl::{article_line, claim_line, write_line};
use super::offsets::Offsets;
use super::row::{Row, each_row};
use super::{ExportError, Format, Limit, Readers, Selection, Summary, Write, chosen, words};
use crate::interchange::Line;
use crate::model::{Anchor, Project};

/// One claim a line, flat.
pub const CLAIMS: Format = Format {
    key: "claims-jsonl",
    name: "JSON Lines: claims",
    extension: "claims.jsonl",
    readers: Readers::Programs,
    for_whom: "For data work with one record a claim: pandas, DuckDB, Hugging Face datasets.",
    keeps: "One record a claim with article, words, places, nearest speakers, source and cue, quotation, review and verdict.",
    drops: "The articles' texts, relaying links, single decisions, evidence and whatever else hangs on a claim.",
    offset_unit: "Unicode characters",
    write: Write::Text(|project, selection, limit, out| {
        each_claim(project, selection, limit, out, |row| Some(flat(row)))
    }),
};

/// One article a line with its claims inside.
pub const DOCUMENTS: Format = Format {
    key: "documents-jsonl",
    name: "JSON Lines: documents",
    extension: "documents.jsonl",
    readers: Readers::Programs,
    for_whom: "For language technology that wants each text together with its marks.",
    keeps: "One record an article: its text, and its claims with everything on them.",
    drops: "Speakers' roles, affiliations and aliases, the guidelines, and articles without a chosen claim.",
    offset_unit: "Unicode characters",
    write: Write::Text(documents),
};

/// Writes one record a claim; those without one are left out.
pub(super) fn each_claim(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    out: &mut dyn io::Write,
    record: fn(&Row) -> Option<Value>,
) -> Result<Summary, ExportError> {
    let mut out = io::BufWriter::new(out);
    let summary = each_row(project, selection, limit, |row| {
        let record = record(row);
        if let Some(record) = &record {
            write_line(&mut out, record)?;
        }
        Ok(record.is_some())
    })?;
    io::Write::flush(&mut out)?;
    Ok(summary)
}

fn flat(row: &Row) -> Value {
    let Row { project, claim, .. } = row;
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
        "id": row.id.as_str(),
        "article_id": row.article_id.as_str(),
        "title": metadata.title,
        "publisher": metadata.publisher,
        "url": metadata.url,
        "published": metadata.published,
        "language": metadata.language,
        "claim": claim.words(),
        "spans": places(&claim.spans),
        "voice": words::voice(&claim.voice),
        "speakers": names,
        "speaker_wikidata": items.collect::<Vec<_>>(),
        "source": link.map(|link| pieces(&link.source)),
        "source_spans": places(link.map(|link| link.source.as_slice()).unwrap_or_default()),
        "cue": link.map(|link| pieces(&link.cue)),
        "cue_spans": places(link.map(|link| link.cue.as_slice()).unwrap_or_default()),
        "quotation": row.offsets.quotation(claim).map(words::quotation),
        "review": words::review_state(claim.review_state()),
        "verdict": verdict(project, claim),
        "note": claim.note,
        "tags": claim.tags,
        "offset_unit": "unicode code points",
    })
}

fn documents(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    #[derive(Serialize)]
    struct DocumentLine<'a> {
        #[serde(flatten)]
        article: Line<'a>,
        claims: Vec<Line<'a>>,
    }
    let mut out = io::BufWriter::new(out);
    let mut summary = Summary::default();
    for (id, article, claims) in chosen(project, selection, limit) {
        let offsets = Offsets::new(article);
        let lines = claims
            .into_iter()
            .map(|claim| claim_line(project, &offsets, (id, article), claim));
        let claims: Vec<_> = lines.collect();
        summary.claims += claims.len();
        summary.articles += 1;
        write_line(
            &mut out,
            &DocumentLine {
                article: Line::Article(article_line(project, id, article)),
                claims,
            },
        )?;
    }
    io::Write::flush(&mut out)?;
    Ok(summary)
}
