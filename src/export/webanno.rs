//! W3C Web Annotation as JSON-LD: one annotation a claim, and one a source or cue that points to it.
//! Each piece is a target with a quote and a position in code points, as the data model of 2017 asks. Where the page that
//! the article was read from is at hand, both are those of the page as a browser has it. Else the quote keeps within
//! its paragraph, because no page has the line ends of our text, and the position says which text it counts in.

use std::io;

use serde::Serialize;
use serde_json::{Serializer, Value, json};

use super::describe::{address, is_web_address, last_review, own_address, quotation, verdict};
use super::offsets::Offsets;
use super::pages::{Page, block_of};
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
    // How many there are stands before them. They are made twice, so that no more than an article's are in memory.
    let (mut summary, mut total) = (Summary::default(), 0);
    each_article(input, |claims| {
        for claim in &claims {
            summary.count(claim.is_some());
            total += claim.as_ref().map_or(0, Vec::len);
        }
        summary.articles += usize::from(claims.iter().any(Option::is_some));
        Ok(())
    })?;
    let collection = json!({
        "@context": CONTEXT,
        "id": "urn:sayso:claims",
        "type": "AnnotationCollection",
        "label": input.project.head().title,
        "total": total,
        "first": { "id": "urn:sayso:claims:page1", "type": "AnnotationPage", "startIndex": 0, "items": [] },
    });
    let mut around = Vec::new();
    write_json(&mut around, &collection)?;
    let end = around.len().saturating_sub(END.len());
    let (before, behind) = around.split_at_checked(end).unwrap_or_default();
    out.write_all(before)?;
    let mut is_first = true;
    each_article(input, |claims| {
        for annotation in claims.iter().flatten().flatten() {
            if !std::mem::take(&mut is_first) {
                out.write_all(b",")?;
            }
            write_json(out, annotation)?;
        }
        Ok(())
    })?;
    out.write_all(behind)?;
    out.write_all(b"\n")?;
    Ok(summary)
}

/// What stands behind the annotations: the ends of their list, its page and the collection.
const END: &str = "]}}";

fn write_json(out: &mut dyn io::Write, value: &Value) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, EscapingFormatter))?;
    Ok(())
}

/// Passes on the annotations of each article's claims, `None` for a claim that was not found in the text.
fn each_article(
    input: &ExportInput,
    mut take: impl FnMut(Vec<Option<Vec<Value>>>) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    input.each_article(|id, article, claims| {
        let Some(text) = article.text.as_deref() else {
            return Ok(());
        };
        let annotated = AnnotatedArticle {
            project: input.project,
            id,
            article,
            text,
            offsets: Offsets::new(article),
            page: input.pages.page(article),
        };
        let claims = claims.into_iter();
        take(claims.map(|(id, claim)| annotated.claim(id, claim)).collect())
    })
}

struct AnnotatedArticle<'a> {
    project: &'a Project,
    id: &'a ArticleId,
    article: &'a Article,
    text: &'a str,
    offsets: Offsets<'a>,
    page: Option<Page>,
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

    /// The targets of all pieces; nothing where no piece has a place.
    fn target(&self, anchors: &[Anchor]) -> Option<Vec<Value>> {
        let placed = anchors.iter().filter_map(|anchor| Some((anchor, anchor.span()?)));
        let targets: Vec<Value> = placed
            .flat_map(|(anchor, span)| {
                self.in_page(span)
                    .map_or_else(|| self.in_text(anchor, span), |target| vec![target])
            })
            .collect();
        (!targets.is_empty()).then_some(targets)
    }

    /// A piece as it stands in the page.
    fn in_page(&self, span: Span) -> Option<Value> {
        let page = self.page.as_ref()?;
        let place = page.place(self.text, span)?;
        let text = page.text();
        let mut context = Context::new(text, place.words, place.block);
        if context.is_ambiguous() {
            context = Context::new(text, place.words, Span::new(0, text.len()));
        }
        let start = text.get(..place.words.start)?.chars().count();
        let exact = text.get(place.words.range())?;
        Some(json!({
            "type": "SpecificResource",
            "source": address(self.id, self.article),
            "selector": [context.quote(exact), position(start, exact)],
        }))
    }

    /// A piece as it stands in our text: in one target where that is the source, else in one for each of its lines, because
    /// a page has no line ends where our text has them.
    fn in_text(&self, anchor: &Anchor, span: Span) -> Vec<Value> {
        let source = address(self.id, self.article);
        let own = own_address(self.id);
        if source == own {
            let context = Context::new(self.text, span, Span::new(0, self.text.len()));
            let start = self.offsets.chars(anchor).start;
            return vec![json!({
                "type": "SpecificResource",
                "source": source,
                "selector": [context.quote(&anchor.words), position(start, &anchor.words)],
            })];
        }
        let mut targets = Vec::new();
        let (mut byte, mut char) = (span.start, self.offsets.chars(anchor).start);
        for line in anchor.words.split('\n') {
            let exact = line.trim();
            let skipped = line.len() - line.trim_start().len();
            let start = byte + skipped;
            let before = line.get(..skipped).unwrap_or_default().chars().count();
            if !exact.is_empty() {
                let words = Span::new(start, start + exact.len());
                let context = Context::new(self.text, words, block_of(self.text, words));
                targets.push(json!({
                    "type": "SpecificResource",
                    "source": source,
                    "selector": [context.quote(exact)],
                    "state": {
                        "type": "TimeState",
                        "cached": own,
                        "refinedBy": position(char + before, exact),
                    },
                }));
            }
            byte += line.len() + 1;
            char += line.chars().count() + 1;
        }
        targets
    }
}

/// A place in code points.
fn position(start: usize, exact: &str) -> Value {
    json!({ "type": "TextPositionSelector", "start": start, "end": start + exact.chars().count() })
}

/// What stands around words: 32 characters, or twice as many until these words stand nowhere else, within a block.
struct Context<'a> {
    text: &'a str,
    prefix: &'a str,
    words: Span,
    suffix: &'a str,
}

impl<'a> Context<'a> {
    fn new(text: &'a str, words: Span, block: Span) -> Self {
        let before = text.get(block.start..words.start).unwrap_or_default();
        let behind = text.get(words.end..block.end).unwrap_or_default();
        let mut length = MIN_CONTEXT_CHARS;
        loop {
            let start = before
                .char_indices()
                .rev()
                .nth(length - 1)
                .map_or(0, |(at, _)| at);
            let end = behind
                .char_indices()
                .nth(length)
                .map_or(behind.len(), |(at, _)| at);
            let context = Self {
                text,
                prefix: before.get(start..).unwrap_or_default(),
                words,
                suffix: behind.get(..end).unwrap_or_default(),
            };
            let is_whole = start == 0 && end == behind.len();
            if is_whole || !context.is_ambiguous() {
                return context;
            }
            length *= 2;
        }
    }

    /// Whether the words stand more than once with this around them.
    fn is_ambiguous(&self) -> bool {
        let all = self.words.start - self.prefix.len()..self.words.end + self.suffix.len();
        let all = self.text.get(all).unwrap_or_default();
        memchr::memmem::find_iter(self.text.as_bytes(), all)
            .nth(1)
            .is_some()
    }

    fn quote(&self, exact: &str) -> Value {
        json!({ "type": "TextQuoteSelector", "exact": exact, "prefix": self.prefix, "suffix": self.suffix })
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
