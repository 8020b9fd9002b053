//! Prodigy (its own documentation of span annotation): an object a line, with a text, `spans` of it and `relations` between
//! them. Places count Unicode characters. What an annotator rejected or passed over has no marks.

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
    let mut drafts: Vec<ParsedArticle> = Vec::new();
    for file in files {
        for (number, object) in json_lines(file)? {
            let mut draft = draft(file.path, number, &object).ok_or(ParseError::UnknownForm)?;
            // The answers of several people to one text stand below one another.
            if let Some(before) = drafts.last().filter(|before| before.text == draft.text) {
                draft.name.clone_from(&before.name);
                draft.is_by_other_annotator = true;
            }
            drafts.push(draft);
        }
    }
    assemble(AnnotatedFormat::Prodigy, drafts, labels, Vec::new())
}

fn draft(file: &str, line: usize, object: &Value) -> Option<ParsedArticle> {
    let text = object["text"].as_str()?.to_owned();
    let meta = &object["meta"];
    let name = string(&meta["article"]).unwrap_or_else(|| format!("line-{line}"));
    let mut draft = ParsedArticle::new(&name, file, text.clone());
    let mut article = plain::article(text);
    let said = |names: &[&str]| names.iter().find_map(|name| string(&meta[*name]));
    article.title = said(&["title", "headline"]).unwrap_or(article.title);
    article.url = said(&["url", "source", "link"]);
    draft.metadata_from(article.completed());
    if matches!(object["answer"].as_str(), Some("reject" | "ignore")) {
        return Some(draft);
    }
    let list = |key: &str| object[key].as_array().map_or(&[][..], Vec::as_slice);
    for span in list("spans") {
        draft.marks.extend(mark(line, span));
    }
    draft.index();
    for relation in list("relations") {
        let end = |key: &str| mark(line, &relation[key]).map(|mark| mark.id);
        if let (Some(from), Some(to)) = (end("head_span"), end("child_span")) {
            draft.relations.push(Relation::Pair {
                name: relation["label"].as_str().unwrap_or_default().to_owned(),
                from,
                to,
            });
        }
    }
    Some(draft)
}

/// A span; its place and label are what relations name it by.
fn mark(line: usize, span: &Value) -> Option<ParsedMark> {
    let at = |key: &str| usize::try_from(span[key].as_u64()?).ok();
    let (start, end, label) = (at("start")?, at("end")?, span["label"].as_str()?);
    Some(ParsedMark {
        id: format!("{start}-{end}-{label}"),
        label: label.to_owned(),
        line,
        pieces: vec![(start, end)],
        words: string(&span["text"]),
        ..ParsedMark::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::annotated::read_annotated;

    #[test]
    fn spans_and_relations_are_read_and_rejected_answers_are_not() {
        let line = |answer: &str| {
            format!(r#"{{"text": "🍉 The mayor said the bridge is safe.", "answer": "{answer}", "spans": [
                {{"start": 17, "end": 35, "label": "CLAIM"}}, {{"start": 2, "end": 11, "label": "SOURCE"}}],
                "relations": [{{"head": 5, "child": 2, "label": "SAID_BY", "head_span": {{"start": 17, "end": 35, "label": "CLAIM"}},
                "child_span": {{"start": 2, "end": 11, "label": "SOURCE"}}}}], "meta": {{"title": "Talks"}}}}"#).replace('\n', " ")
        };
        let other = line("reject").replace("mayor", "mayer");
        let lines = format!("{}\n{}\n{other}\n", line("accept"), line("accept"));
        assert_eq!(
            AnnotatedFormat::detect(lines.as_bytes()),
            Some(AnnotatedFormat::Prodigy)
        );
        let files = [AnnotatedFile {
            path: "a.jsonl",
            bytes: lines.as_bytes(),
        }];
        let read = read_annotated(AnnotatedFormat::Prodigy, "a", &files, &LabelMap::default()).unwrap();
        assert_eq!(read.unplaced, []);
        let counts = read.counts();
        assert_eq!(
            (counts.articles, counts.claims, counts.sources, counts.links),
            (2, 1, 1, 1)
        );
        let (_, _, claim) = read.project.claims().next().unwrap();
        assert_eq!(
            (
                claim.words().as_str(),
                claim.voice.chain()[0].source[0].words.as_str()
            ),
            ("the bridge is safe", "The mayor")
        );
    }
}
