//! JSON Lines with the fields of two collections of quotations: the Gender Gap Tracker and Quotebank.

use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::describe::{name, names, pieces};
use super::presets::{each_claim, marked_by};
use super::row::ClaimRow;
use super::{Format, Readers, Write, words};
use crate::model::{Anchor, Quotation, SpeakerId};

/// The columns of the Gender Gap Tracker's quotation extractor.
pub(super) const GENDER_GAP_TRACKER: Format = Format {
    key: "gender-gap-tracker",
    words: format_words!("format-gender-gap-tracker"),
    extension: "quotes.jsonl",
    readers: Readers::Programs,
    offset_unit: "Unicode characters",
    write: Write::Text(|input, out| each_claim(input, out, tracked)),
};

/// The quote-centric columns of Quotebank.
pub(super) const QUOTEBANK: Format = Format {
    key: "quotebank",
    words: format_words!("format-quotebank"),
    extension: "quotebank.jsonl",
    readers: Readers::Programs,
    offset_unit: "",
    write: Write::Text(|input, out| each_claim(input, out, banked)),
};

fn tracked(row: &ClaimRow) -> Option<Value> {
    let claim = row.claim;
    let link = row.nearest();
    let (source, cue) = (row.source(), row.cue());
    let speaker = if source.is_empty() {
        link.map(|link| names(row.project, link)).unwrap_or_default()
    } else {
        pieces(source)
    };
    let index = |anchors: &[Anchor]| hull(row, anchors).map(|(start, end)| format!("({start},{end})"));
    let quote = claim.words();
    let order = order(row, source, cue);
    Some(json!({
        "article": row.article_id.as_str(),
        "speaker": speaker,
        "speaker_id": speaker_ids(link.map(|link| link.speakers.as_slice()).unwrap_or_default()),
        "speaker_index": index(source).unwrap_or_default(),
        "quote": quote,
        "quote_index": index(&claim.spans)?,
        "verb": pieces(cue),
        "verb_index": index(cue).unwrap_or_default(),
        "quote_token_count": quote.unicode_words().count(),
        "quote_type": order,
        "is_floating_quote": source.is_empty() && cue.is_empty(),
        "review_status": words::review_state(claim.review_state()),
        "review_stale": claim.has_stale_decision(),
        "unsettled": !claim.differences.is_empty(),
        "marked_by": marked_by(row),
    }))
}

/// The tracker's letters in the order of the text: S the speaker, V the verb, C the content, with a
/// Q on either side of it where it is quoted.
fn order(row: &ClaimRow, source: &[Anchor], cue: &[Anchor]) -> String {
    let content = match row.offsets.quotation(row.claim) {
        Some(Quotation::Direct) => "QCQ",
        _ => "C",
    };
    let parts = [(row.claim.spans.as_slice(), content), (source, "S"), (cue, "V")];
    let mut parts: Vec<(usize, &str)> = parts
        .iter()
        .filter_map(|(anchors, letters)| Some((hull(row, anchors)?.0, *letters)))
        .collect();
    parts.sort_by_key(|part| part.0);
    parts.into_iter().map(|part| part.1).collect()
}

fn banked(row: &ClaimRow) -> Option<Value> {
    let ClaimRow {
        project,
        article,
        claim,
        ..
    } = row;
    if row.offsets.quotation(claim)? == Quotation::Indirect {
        return None;
    }
    let speaker = claim.voice.first_speaker();
    let name = speaker.map_or("None", |id| name(project, id));
    let item = speaker.and_then(|id| project.speaker(id)?.wikidata.clone());
    let date = article.metadata.published.map(|day| day.to_string());
    Some(json!({
        "quoteID": format!("{}-{}", row.article_id, row.id),
        "quotation": claim.words(),
        "speaker": name,
        "speaker_id": speaker_ids(speaker.map(std::slice::from_ref).unwrap_or_default()),
        "qids": item.into_iter().collect::<Vec<_>>(),
        "date": date.map(|day| format!("{day} 00:00:00")),
        "numOccurrences": 1,
        "probas": [[name, "1.0"]],
        "urls": article.metadata.url.iter().collect::<Vec<_>>(),
        "phase": Value::Null,
        "review_status": words::review_state(claim.review_state()),
        "review_stale": claim.has_stale_decision(),
        "unsettled": !claim.differences.is_empty(),
        "marked_by": marked_by(row),
    }))
}

/// The ids beside the names, which several speakers may share.
fn speaker_ids(speakers: &[SpeakerId]) -> Vec<&str> {
    speakers.iter().map(SpeakerId::as_str).collect()
}

/// From the start of the first span found in the text to the end of the last.
fn hull(row: &ClaimRow, anchors: &[Anchor]) -> Option<(usize, usize)> {
    let proved = anchors.iter().filter(|anchor| anchor.span().is_some());
    let places: Vec<_> = proved.map(|anchor| row.offsets.chars(anchor)).collect();
    let start = places.iter().map(|at| at.start).min()?;
    Some((start, places.iter().map(|at| at.end).max()?))
}
