//! Sayso's lines of documents, as the export writes them: an article a line, with its claims in it. Speakers and reviewers are
//! told there by id and name only, which is all that comes back of them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::{Reviewer, ReviewerId, Speaker, SpeakerId};

/// Whether a line is an article with its claims.
pub(super) fn is_document(line: &str) -> bool {
    let has = |what: &str| memchr::memmem::find(line.as_bytes(), what.as_bytes()).is_some();
    begins_one(line) && has("\"claims\":[") && has("\"offset_unit\":")
}

/// Whether a line begins as one.
pub(super) fn begins_one(line: &str) -> bool {
    line.trim_start().starts_with("{\"type\":\"article\"")
}

/// A document taken apart.
pub(super) struct Document {
    /// The line of the article alone.
    pub(super) article: Value,
    /// The lines of its claims.
    pub(super) claims: Vec<Value>,
    /// Whoever its claims name as speakers.
    pub(super) speakers: BTreeMap<SpeakerId, Speaker>,
    /// Whoever marked or reviewed them, or declared the article finished.
    pub(super) reviewers: BTreeMap<ReviewerId, Reviewer>,
}

/// Takes a line apart.
pub(super) fn taken_apart(line: &str) -> Result<Document, serde_json::Error> {
    let mut article: Value = serde_json::from_str(line)?;
    let claims = match article["claims"].take() {
        Value::Array(claims) => claims,
        _ => Vec::new(),
    };
    if let Some(fields) = article.as_object_mut() {
        fields.remove("claims");
    }
    let mut document = Document {
        article,
        claims,
        speakers: BTreeMap::new(),
        reviewers: BTreeMap::new(),
    };
    let (mut speakers, mut reviewers) = (Vec::new(), Vec::new());
    for value in document.claims.iter().chain([&document.article]) {
        named(value, "", &mut speakers, &mut reviewers);
    }
    document.speakers = speakers
        .into_iter()
        .enumerate()
        .map(|(color, (id, name))| (id.into(), Speaker::named(name, color)))
        .collect();
    document.reviewers = reviewers
        .into_iter()
        .map(|(id, name)| {
            (
                id.into(),
                Reviewer {
                    name: name.to_owned(),
                },
            )
        })
        .collect();
    Ok(document)
}

/// An id and a name.
type Named<'a> = (&'a str, &'a str);

/// Whoever a record names, by the key under which it does so.
fn named<'a>(value: &'a Value, key: &str, speakers: &mut Vec<Named<'a>>, reviewers: &mut Vec<Named<'a>>) {
    match value {
        Value::Array(values) => {
            for value in values {
                named(value, key, speakers, reviewers);
            }
        }
        Value::Object(fields) => {
            if let (Some(id), Some(name)) = (value["id"].as_str(), value["name"].as_str()) {
                match key {
                    "speakers" => speakers.push((id, name)),
                    "reviewer" | "by" | "marked_by" => reviewers.push((id, name)),
                    _ => {}
                }
            }
            for (key, value) in fields {
                named(value, key, speakers, reviewers);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::import::annotated::{AnnotatedFile, AnnotatedFormat, LabelMap, read_annotated};

    #[test]
    fn lines_of_documents_come_back_with_their_claims_and_whom_they_name() {
        let line = r#"{"type":"article","id":"talks","title":"Talks","publisher":null,"byline":null,"credit":[],"url":null,
            "published":null,"language":"en","partial":false,"direction":null,"added":null,"original":null,"done":null,
            "text":"Weiss said it rained.","text_sha256":null,"offset_unit":"unicode code points","claims":[{"type":"claim",
            "article":{"id":"talks","name":"Talks"},"id":"c-1","words":"it rained","spans":[{"start":11,"end":20,"words":"it rained",
            "before":"Weiss said ","after":".","orphaned":false}],"voice":"attributed","chain":[{"speakers":[{"id":"s-1","name":"Ada Weiss"}],
            "source":[{"start":0,"end":5,"words":"Weiss","before":"","after":" said it","orphaned":false}],"cue":[],"polarity":"affirms",
            "inferred":false}],"quotation":"indirect","quotation_set_by_hand":false,"review":"unreviewed","reviews":[],"verdict":null,
            "evidence":[],"note":"","tags":[],"marked_by":{"id":"r-1","name":"Roe"},"marked_at":null}]}"#
            .replace('\n', " ");
        assert_eq!(
            AnnotatedFormat::detect(line.as_bytes()),
            Some(AnnotatedFormat::SaysoLines)
        );
        let files = [AnnotatedFile {
            path: "a.documents.jsonl",
            bytes: line.as_bytes(),
        }];
        let read = read_annotated(AnnotatedFormat::SaysoLines, "a", &files, &LabelMap::default()).unwrap();
        assert_eq!(read.unplaced, []);
        let (_, _, claim) = read.project.claims().next().unwrap();
        assert_eq!(claim.words(), "it rained");
        let speakers: Vec<&str> = read
            .project
            .speakers()
            .values()
            .map(|who| who.name.as_str())
            .collect();
        assert_eq!(speakers, ["Ada Weiss"]);
        assert_eq!(
            read.project
                .reviewers()
                .values()
                .next()
                .map(|who| who.name.as_str()),
            Some("Roe")
        );
    }
}
