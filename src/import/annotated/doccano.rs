//! doccano (its own documentation of sequence labelling): an object a line, with a text and either
//! `entities` and `relations`, or `label` (`labels` in old files) as lists of start, end and name. It
//! does not repeat the words, so a place is accepted where it lies within the text.

use serde_json::Value;

use super::assembly::assemble;
use super::json_lines::json_lines;
use super::labels::LabelMap;
use super::parsed::{ParsedArticle, ParsedMark, Relation};
use super::{Annotated, AnnotatedFile, AnnotatedFormat};
use crate::import::documents::json::string;
use crate::import::documents::plain;
use crate::import::error::ParseError;

/// Reads lines of objects.
pub(super) fn read(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, ParseError> {
    let mut drafts = Vec::new();
    for file in files {
        for (number, object) in json_lines(file)? {
            drafts.push(draft(file.path, number, &object).ok_or(ParseError::UnknownForm)?);
        }
    }
    assemble(AnnotatedFormat::Doccano, drafts, labels, Vec::new())
}

fn draft(file: &str, line: usize, object: &Value) -> Option<ParsedArticle> {
    let text = object["text"]
        .as_str()
        .or_else(|| object["data"].as_str())?
        .to_owned();
    let name = string(&object["article"]).unwrap_or_else(|| format!("line-{line}"));
    let mut draft = ParsedArticle::new(&name, file, text.clone());
    let mut article = plain::article(text);
    article.title = string(&object["title"]).unwrap_or(article.title);
    article.url = string(&object["url"]);
    draft.metadata_from(article);
    let list = |key: &str| object[key].as_array().map_or(&[][..], Vec::as_slice);
    for entity in list("entities") {
        draft.marks.extend(mark(
            line,
            &entity["id"],
            &entity["label"],
            &entity["start_offset"],
            &entity["end_offset"],
        ));
    }
    for (number, label) in list("label").iter().chain(list("labels")).enumerate() {
        draft
            .marks
            .extend(mark(line, &Value::from(number), &label[2], &label[0], &label[1]));
    }
    draft.index();
    for relation in list("relations") {
        draft.relations.push(Relation::Pair {
            name: relation["type"].as_str().unwrap_or_default().to_owned(),
            from: relation["from_id"].to_string(),
            to: relation["to_id"].to_string(),
        });
    }
    Some(draft)
}

fn mark(line: usize, id: &Value, label: &Value, start: &Value, end: &Value) -> Option<ParsedMark> {
    let at = |offset: &Value| usize::try_from(offset.as_u64()?).ok();
    let label = label.as_str()?;
    // Our own labels say how a claim is quoted: 'claim-direct'.
    let quotation = label.strip_prefix("claim-").map(str::to_owned);
    Some(ParsedMark {
        id: id.to_string(),
        label: label.to_owned(),
        line,
        pieces: vec![(at(start)?, at(end)?)],
        quotation,
        ..ParsedMark::default()
    })
}
