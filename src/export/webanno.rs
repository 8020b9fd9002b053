//! W3C Web Annotation as JSON-LD: one annotation a claim, and one a source or cue that points to it.
//! Each piece is a target with a quote that is unique in its text and a position in code points, as the
//! data model of 2017 asks.

use std::io;

use serde::Serialize;
use serde_json::{Serializer, Value, json};

use super::describe::{address, is_web_address, last_review, quotation, verdict};
use super::offsets::Offsets;
use super::safe::EscapingFormatter;
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, words};
use crate::model::{Anchor, Article, ArticleId, Claim, ClaimId, Project};
use crate::text::Span;

pub(super) const FORMAT: Format = Format {
    key: "webannotation",
    words: format_words!("format-webannotation"),
    extension: "jsonld",
    readers: Readers::Web,
    offset_unit: "Unicode characters",
    write: Write::Text(write),
};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// The minimum length of the context on each side of a quote.
const MIN_CONTEXT_CHARS: usize = 32;

fn write(input: &ExportInput, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let project = input.project;
    let mut summary = Summary::default();
    let mut items = Vec::new();
    for (id, article, claims) in input.articles() {
        let Some(text) = article.text.as_deref() else {
            continue;
        };
        let annotated = AnnotatedArticle {
            project,
            id,
            article,
            text,
            offsets: Offsets::new(article),
        };
        let before = summary.claims;
        for (claim_id, claim) in claims {
            match annotated.claim(claim_id, claim) {
                Some(annotations) => {
                    items.extend(annotations);
                    summary.claims += 1;
                }
                None => summary.skipped += 1,
            }
        }
        summary.articles += usize::from(summary.claims > before);
    }
    let collection = json!({
        "@context": CONTEXT,
        "id": "urn:sayso:claims",
        "type": "AnnotationCollection",
        "label": project.head().title,
        "total": items.len(),
        "first": { "id": "urn:sayso:claims:page1", "type": "AnnotationPage", "startIndex": 0, "items": items },
    });
    collection
        .serialize(&mut Serializer::with_formatter(&mut *out, EscapingFormatter))
        .map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(summary)
}

struct AnnotatedArticle<'a> {
    project: &'a Project,
    id: &'a ArticleId,
    article: &'a Article,
    text: &'a str,
    offsets: Offsets<'a>,
}

impl AnnotatedArticle<'_> {
    /// The annotation of a claim, followed by those of its sources and cues.
    fn claim(&self, id: &ClaimId, claim: &Claim) -> Option<Vec<Value>> {
        let name = format!("urn:sayso:claim:{}:{id}", self.id);
        let target = self.target(&claim.spans)?;
        let mut body = vec![tag(
            "quotation",
            quotation(self.article, claim).map(words::quotation),
        )];
        body.push(tag("voice", Some(words::voice(&claim.voice))));
        body.push(tag("review", Some(words::review_state(claim.review_state()))));
        let speakers = claim.voice.speakers();
        for (id, speaker) in speakers.filter_map(|id| Some((id, self.project.speaker(id)?))) {
            let mut named = textual("identifying", &speaker.name);
            if let Some(fields) = named.as_object_mut() {
                fields.insert("id".to_owned(), json!(format!("urn:sayso:speaker:{id}")));
            }
            body.push(Some(named));
            let item = speaker.wikidata.as_deref();
            body.push(
                item.map(|item| linked("identifying", &format!("http://www.wikidata.org/entity/{item}"))),
            );
        }
        body.push(verdict(self.project, claim).map(|verdict| textual("assessing", &verdict)));
        body.push((!claim.note.is_empty()).then(|| textual("commenting", &claim.note)));
        for found in claim.evidence.values() {
            body.push(is_web_address(&found.url).then(|| linked("linking", &found.url)));
        }
        let motivation = match claim.verdict {
            Some(_) => json!(["identifying", "assessing"]),
            None => json!("identifying"),
        };
        let mut annotation = json!({
            "id": name, "type": "Annotation", "motivation": motivation,
            "body": body.into_iter().flatten().collect::<Vec<_>>(), "target": target,
        });
        if let Some(fields) = annotation.as_object_mut() {
            if let Some(marked) = claim.marked_at {
                fields.insert("created".to_owned(), json!(seconds(marked)));
            }
            if let Some((id, review)) = last_review(claim) {
                fields.insert("modified".to_owned(), json!(seconds(review.at)));
                let person = json!({
                    "id": format!("urn:sayso:reviewer:{id}"), "type": "Person", "name": self.project.reviewer_label(id),
                });
                fields.insert("creator".to_owned(), person);
            }
        }
        let mut annotations = vec![annotation];
        for (at, link) in claim.voice.chain().iter().enumerate() {
            for (kind, anchors) in [("source", &link.source), ("cue", &link.cue)] {
                let Some(target) = self.target(anchors) else {
                    continue;
                };
                annotations.push(json!({
                    "id": format!("{name}:{kind}{at}"), "type": "Annotation", "motivation": "linking",
                    "body": [linked("linking", &name), textual("tagging", kind)], "target": target,
                }));
            }
        }
        Some(annotations)
    }

    /// One target a piece; nothing where no piece has a place.
    fn target(&self, anchors: &[Anchor]) -> Option<Vec<Value>> {
        let targets = anchors.iter().filter_map(|anchor| {
            let at = self.offsets.chars(anchor);
            let (prefix, suffix) = unique_context(self.text, anchor.span()?);
            Some(json!({
                "type": "SpecificResource",
                "source": address(self.id, self.article),
                "selector": [
                    { "type": "TextQuoteSelector", "exact": anchor.words, "prefix": prefix, "suffix": suffix },
                    { "type": "TextPositionSelector", "start": at.start, "end": at.end },
                ],
            }))
        });
        let targets: Vec<Value> = targets.collect();
        (!targets.is_empty()).then_some(targets)
    }
}

/// What stands around a span: 32 characters, or twice as many until these words stand nowhere else.
fn unique_context(text: &str, span: Span) -> (&str, &str) {
    let (before, after) = (
        text.get(..span.start).unwrap_or_default(),
        text.get(span.end..).unwrap_or_default(),
    );
    let mut length = MIN_CONTEXT_CHARS;
    loop {
        let start = before
            .char_indices()
            .rev()
            .nth(length - 1)
            .map_or(0, |(at, _)| at);
        let end = span.end + after.char_indices().nth(length).map_or(after.len(), |(at, _)| at);
        let all = text.get(start..end).unwrap_or_default();
        let is_whole = start == 0 && end == text.len();
        if is_whole || memchr::memmem::find_iter(text.as_bytes(), all).nth(1).is_none() {
            return (
                before.get(start..).unwrap_or_default(),
                text.get(span.end..end).unwrap_or_default(),
            );
        }
        length *= 2;
    }
}

/// The context asks for `xsd:dateTime`, which readers take to the second.
fn seconds(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn tag(what: &str, value: Option<&str>) -> Option<Value> {
    Some(textual("tagging", &format!("{what}:{}", value?)))
}

fn textual(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value })
}

fn linked(purpose: &str, source: &str) -> Value {
    json!({ "type": "SpecificResource", "purpose": purpose, "source": source })
}
