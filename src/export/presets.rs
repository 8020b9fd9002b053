//! JSON Lines in the shapes that corpora of the field have: claims flat, documents with their claims, the
//! columns of the Gender Gap Tracker and of Quotebank. What loses nothing is `jsonl`.
//!
//! Every key is on every line, `null` where there is nothing: readers that guess types need that.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::jsonl::{article_line, claim_line, write_line};
use super::offsets::Offsets;
use super::told::{name, names, pieces, quotation, verdict};
use super::{ExportError, Format, Limit, Readers, Selection, Summary, Write, chosen, words};
use crate::model::{Anchor, Article, ArticleId, Claim, ClaimId, Project, Quotation};

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
        each_claim(project, selection, limit, out, |told| Some(flat(told)))
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

/// The columns of the Gender Gap Tracker's quotation extractor.
pub const GENDER_GAP_TRACKER: Format = Format {
    key: "gender-gap-tracker",
    name: "Gender Gap Tracker",
    extension: "quotes.jsonl",
    readers: Readers::Programs,
    for_whom: "For media researchers who count who is quoted with the Gender Gap Tracker's tools.",
    keeps: "One record a claim in the tracker's columns: speaker, quote, verb, their places, and the order they stand in.",
    drops: "Everything else; relayed and joint speakers are one name.",
    offset_unit: "Unicode characters",
    write: Write::Text(|project, selection, limit, out| each_claim(project, selection, limit, out, tracked)),
};

/// The quote-centric columns of Quotebank.
pub const QUOTEBANK: Format = Format {
    key: "quotebank",
    name: "Quotebank",
    extension: "quotebank.jsonl",
    readers: Readers::Programs,
    for_whom: "For researchers who work with Quotebank's quote-centric records.",
    keeps: "One record a claim with quoted words: quotation, speaker, Wikidata items, date and address.",
    drops: "Claims without quoted words, and everything else.",
    offset_unit: "",
    write: Write::Text(|project, selection, limit, out| each_claim(project, selection, limit, out, banked)),
};

/// What a record is made of.
struct Told<'a> {
    project: &'a Project,
    offsets: &'a Offsets<'a>,
    article_id: &'a ArticleId,
    article: &'a Article,
    id: &'a ClaimId,
    claim: &'a Claim,
}

fn each_claim(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    out: &mut dyn io::Write,
    record: fn(&Told) -> Option<Value>,
) -> Result<Summary, ExportError> {
    let mut out = io::BufWriter::new(out);
    let mut summary = Summary::default();
    for (article_id, article, claims) in chosen(project, selection, limit) {
        let offsets = &Offsets::new(article);
        let before = summary.claims;
        for (id, claim) in claims {
            match record(&Told {
                project,
                offsets,
                article_id,
                article,
                id,
                claim,
            }) {
                Some(record) => {
                    write_line(&mut out, &record)?;
                    summary.claims += 1;
                }
                None => summary.left_out += 1,
            }
        }
        summary.articles += usize::from(summary.claims > before);
    }
    io::Write::flush(&mut out)?;
    Ok(summary)
}

fn flat(told: &Told) -> Value {
    let Told {
        project,
        article,
        claim,
        ..
    } = told;
    let metadata = &article.metadata;
    let link = claim.voice.chain().first();
    let speakers = link.map(|link| link.speakers.as_slice()).unwrap_or_default();
    let names: Vec<String> = speakers.iter().map(|id| name(project, id)).collect();
    let items = speakers
        .iter()
        .filter_map(|id| project.speaker(id)?.wikidata.as_deref());
    json!({
        "id": told.id.as_str(),
        "article_id": told.article_id.as_str(),
        "title": metadata.title,
        "publisher": metadata.publisher,
        "url": metadata.url,
        "published": metadata.published,
        "language": metadata.language,
        "claim": claim.words(),
        "spans": told.places(&claim.spans),
        "voice": words::voice(&claim.voice),
        "speakers": names,
        "speaker_wikidata": items.collect::<Vec<_>>(),
        "source": link.map(|link| pieces(&link.source)),
        "source_spans": told.places(link.map(|link| link.source.as_slice()).unwrap_or_default()),
        "cue": link.map(|link| pieces(&link.cue)),
        "cue_spans": told.places(link.map(|link| link.cue.as_slice()).unwrap_or_default()),
        "quotation": quotation(article, claim).map(words::quotation),
        "review": words::review_state(claim.review_state()),
        "verdict": verdict(project, claim),
        "note": claim.note,
        "tags": claim.tags,
        "offset_unit": "unicode code points",
    })
}

fn tracked(told: &Told) -> Option<Value> {
    let claim = told.claim;
    let link = claim.voice.chain().first();
    let (source, cue) = link.map_or((&[][..], &[][..]), |link| (&link.source, &link.cue));
    let speaker = match source.is_empty() {
        true => link.map(|link| names(told.project, link)).unwrap_or_default(),
        false => pieces(source),
    };
    let index = |anchors: &[Anchor]| told.hull(anchors).map(|(start, end)| format!("({start},{end})"));
    let quote = claim.words();
    let order = order(told, source, cue);
    Some(json!({
        "article": told.article_id.as_str(),
        "speaker": speaker,
        "speaker_index": index(source).unwrap_or_default(),
        "quote": quote,
        "quote_index": index(&claim.spans)?,
        "verb": pieces(cue),
        "verb_index": index(cue).unwrap_or_default(),
        "quote_token_count": quote.unicode_words().count(),
        "quote_type": order,
        "is_floating_quote": source.is_empty() && cue.is_empty(),
    }))
}

/// The tracker's letters in the order of the text: S the speaker, V the verb, C the content, with a
/// Q on either side of it where it is quoted.
fn order(told: &Told, source: &[Anchor], cue: &[Anchor]) -> String {
    let content = match quotation(told.article, told.claim) {
        Some(Quotation::Direct) => "QCQ",
        _ => "C",
    };
    let parts = [(told.claim.spans.as_slice(), content), (source, "S"), (cue, "V")];
    let mut parts: Vec<(usize, &str)> = parts
        .iter()
        .filter_map(|(anchors, letters)| Some((told.hull(anchors)?.0, *letters)))
        .collect();
    parts.sort_by_key(|part| part.0);
    parts.into_iter().map(|part| part.1).collect()
}

fn banked(told: &Told) -> Option<Value> {
    let Told {
        project,
        article,
        claim,
        ..
    } = told;
    if quotation(article, claim)? == Quotation::Indirect {
        return None;
    }
    let speaker = claim.voice.first_speaker();
    let name = speaker.map_or_else(|| "None".to_owned(), |id| name(project, id));
    let item = speaker.and_then(|id| project.speaker(id)?.wikidata.clone());
    let date = article.metadata.published.map(|day| day.to_string());
    Some(json!({
        "quoteID": format!("{}-{}", told.article_id, told.id),
        "quotation": claim.words(),
        "speaker": name,
        "qids": item.into_iter().collect::<Vec<_>>(),
        "date": date.map(|day| format!("{day} 00:00:00")),
        "numOccurrences": 1,
        "probas": [[name, "1.0"]],
        "urls": article.metadata.url.iter().collect::<Vec<_>>(),
        "phase": Value::Null,
    }))
}

impl Told<'_> {
    fn places(&self, anchors: &[Anchor]) -> Vec<[usize; 2]> {
        let places = anchors.iter().map(|anchor| self.offsets.chars(anchor));
        places.map(|at| [at.start, at.end]).collect()
    }

    /// From the start of the first piece with a place to the end of the last.
    fn hull(&self, anchors: &[Anchor]) -> Option<(usize, usize)> {
        let proved = anchors.iter().filter(|anchor| anchor.span().is_some());
        let places: Vec<_> = proved.map(|anchor| self.offsets.chars(anchor)).collect();
        let start = places.iter().map(|at| at.start).min()?;
        Some((start, places.iter().map(|at| at.end).max()?))
    }
}

fn documents(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    #[derive(Serialize)]
    struct Document<A, C> {
        #[serde(flatten)]
        article: A,
        claims: Vec<C>,
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
            &Document {
                article: article_line(project, id, article),
                claims,
            },
        )?;
    }
    io::Write::flush(&mut out)?;
    Ok(summary)
}
