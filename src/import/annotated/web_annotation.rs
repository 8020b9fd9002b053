//! W3C Web Annotation (the recommendation of 2017) and the JSON of Hypothesis: quotes of pages, without the pages' texts. They
//! come onto the articles at hand, which are found by the addresses that the annotations name.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::assembly::assemble;
use super::labels::LabelMap;
use super::parsed::{ParsedArticle, ParsedMark, Relation};
use super::{Annotated, AnnotatedFile, AnnotatedFormat, OffsetUnit, utf8};
use crate::import::documents::json::{refuse_many_values, string, value};
use crate::import::error::ParseError;
use crate::model::{Head, Metadata, Project};
use crate::text::bare::{Bare, bare_len};
use crate::text::units::CharIndex;

/// The maximum number of values in a file.
const MAX_VALUES: usize = 2_000_000;
/// The maximum number of places that are compared for one quote.
const MAX_PLACES: usize = 1000;
/// The label of an annotation that has none of a role.
const CLAIM: &str = "claim";

/// The annotations of one page, which still lack its text.
#[derive(Clone, Debug)]
pub struct PageMarks {
    /// The address of the page, or the name of a text.
    pub source: String,
    /// How many there are.
    pub count: usize,
    file: String,
    marks: Vec<QuotedMark>,
    /// Of a claim and what belongs to it, by their ids.
    relations: Vec<(String, String)>,
}

#[derive(Clone, Debug, Default)]
struct QuotedMark {
    id: String,
    label: String,
    quotes: Vec<Quote>,
    speakers: Vec<String>,
    quotation: Option<String>,
    voice: Option<String>,
    verdict: Option<String>,
    notes: Vec<String>,
    tags: Vec<String>,
}

/// Words with what stands around them, and where they begin in characters, if that is said.
#[derive(Clone, Debug, Default)]
struct Quote {
    exact: String,
    prefix: String,
    suffix: String,
    start: Option<usize>,
}

/// Gives the title and the text of the article of an address, or of the name that it has in our exports.
pub type AtHand<'a> = dyn Fn(&str) -> Option<(String, Arc<str>)> + 'a;

/// Whether a file has annotations of pages.
pub(super) fn is_web_annotation(bytes: &[u8]) -> bool {
    let has = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    has(b"\"TextQuoteSelector\"") && has(b"\"exact\"") && has(b"\"target\"")
}

/// Reads annotations, however they are gathered: alone, in lists, in pages of a collection, in rows of a search.
pub(super) fn read(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, ParseError> {
    let mut pages: BTreeMap<String, PageMarks> = BTreeMap::new();
    for file in files {
        let text = utf8(file.bytes)?;
        refuse_many_values(text, MAX_VALUES)?;
        let mut annotations = Vec::new();
        match value(text) {
            Ok(whole) => gather(&whole, &mut annotations),
            Err(error) => {
                // One a line.
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                for line in lines {
                    let line: Value = serde_json::from_str(line).map_err(|_| error.clone())?;
                    gather(&line, &mut annotations);
                }
            }
        }
        for (number, annotation) in annotations.iter().enumerate() {
            add(file.path, number, annotation, labels, &mut pages);
        }
    }
    let loose: Vec<PageMarks> = pages.into_values().collect();
    if loose.is_empty() {
        return Err(ParseError::UnknownForm);
    }
    Ok(Annotated {
        format: AnnotatedFormat::WebAnnotation,
        project: Project::new(Head::titled("")),
        ids_are_ours: false,
        verdicts: Vec::new(),
        unit: OffsetUnit::Characters,
        unplaced: Vec::new(),
        left_aside: BTreeMap::new(),
        labels: Vec::new(),
        files: BTreeMap::new(),
        loose,
    })
}

fn gather(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, found)),
        Value::Object(object) if object.contains_key("target") => found.push(value.clone()),
        Value::Object(object) => {
            for key in ["first", "items", "rows", "annotations", "@graph"] {
                object.get(key).into_iter().for_each(|value| gather(value, found));
            }
        }
        _ => {}
    }
}

/// One value, or each of a list.
fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

fn add(
    file: &str,
    number: usize,
    annotation: &Value,
    labels: &LabelMap,
    pages: &mut BTreeMap<String, PageMarks>,
) {
    let id = string(&annotation["id"]).unwrap_or_else(|| format!("annotation {}", number + 1));
    let uri = string(&annotation["uri"]);
    let mut by_source: BTreeMap<String, Vec<Quote>> = BTreeMap::new();
    for target in each(&annotation["target"]) {
        let source = &target["source"];
        let source = string(source)
            .or_else(|| string(&source["id"]))
            .or_else(|| uri.clone());
        if let (Some(source), Some(quote)) = (source, quote(target)) {
            by_source.entry(source).or_default().push(quote);
        }
    }
    let mut mark = QuotedMark {
        id: id.clone(),
        ..QuotedMark::default()
    };
    let mut linked = Vec::new();
    for body in each(&annotation["body"]) {
        mark.add_body(body, &mut linked);
    }
    mark.notes.extend(string(&annotation["text"]));
    mark.tags
        .extend(each(&annotation["tags"]).iter().filter_map(string));
    let role = mark.tags.iter().position(|tag| labels.role_of(tag).is_some());
    mark.label = role.map_or_else(|| CLAIM.to_owned(), |at| mark.tags.remove(at));
    for (source, quotes) in by_source {
        let page = pages.entry(source.clone()).or_insert_with(|| PageMarks {
            source,
            count: 0,
            file: file.to_owned(),
            marks: Vec::new(),
            relations: Vec::new(),
        });
        page.count += 1;
        page.relations
            .extend(linked.iter().map(|to| (to.clone(), id.clone())));
        page.marks.push(QuotedMark {
            quotes,
            ..mark.clone()
        });
    }
}

/// The quote of a target, with its place if that is said.
fn quote(target: &Value) -> Option<Quote> {
    let mut found: Option<Quote> = None;
    let mut start = None;
    let state = &target["state"]["refinedBy"];
    let mut selectors: Vec<&Value> = each(&target["selector"]).iter().chain(each(state)).collect();
    while let Some(selector) = selectors.pop() {
        match selector["type"].as_str() {
            Some("TextQuoteSelector") => {
                let part = |key: &str| string(&selector[key]).unwrap_or_default();
                found = Some(Quote {
                    exact: string(&selector["exact"])?,
                    prefix: part("prefix"),
                    suffix: part("suffix"),
                    start: None,
                });
            }
            Some("TextPositionSelector") => {
                start = selector["start"].as_u64().and_then(|at| usize::try_from(at).ok());
            }
            _ => {}
        }
        selectors.extend(each(&selector["refinedBy"]));
    }
    found.map(|quote| Quote { start, ..quote })
}

impl QuotedMark {
    /// Takes in what an annotation says: a tag, a comment, a name, a verdict, or which annotation it belongs to.
    fn add_body(&mut self, body: &Value, linked: &mut Vec<String>) {
        let Some(said) = string(&body["value"]).or_else(|| string(body)) else {
            let target = string(&body["source"]).or_else(|| string(&body["id"]));
            let is_link = each(&body["purpose"]).iter().any(|purpose| purpose == "linking");
            match target {
                Some(target) if is_link && target.starts_with("urn:") => linked.push(target),
                Some(target) if is_link => self.notes.push(target),
                _ => {}
            }
            return;
        };
        match body["purpose"].as_str() {
            Some("tagging") => match said.split_once(':') {
                Some(("quotation", value)) => self.quotation = Some(value.to_owned()),
                Some(("voice", value)) => self.voice = Some(value.to_owned()),
                Some(("review", _)) => {}
                _ => self.tags.push(said),
            },
            Some("identifying") => self.speakers.push(said),
            Some("assessing") => self.verdict = Some(said),
            _ => self.notes.push(said),
        }
    }
}

/// The annotations on the texts of their pages, and those whose page is not at hand.
pub(super) fn placed(
    loose: &[PageMarks],
    at_hand: &AtHand,
    labels: &LabelMap,
) -> Result<(Annotated, Vec<PageMarks>), ParseError> {
    let mut drafts = Vec::new();
    let mut missing = Vec::new();
    for page in loose {
        let Some((title, text)) = at_hand(&page.source) else {
            missing.push(page.clone());
            continue;
        };
        let mut draft = ParsedArticle::new(&title, &page.file, text.to_string());
        draft.metadata = Metadata {
            title,
            ..Metadata::default()
        };
        let finder = QuoteFinder::new(&text);
        for (number, mark) in page.marks.iter().enumerate() {
            draft.marks.push(mark.on(number + 1, &finder));
        }
        draft.index();
        for (from, to) in &page.relations {
            draft.relations.push(Relation::Pair {
                name: "AttributedTo".to_owned(),
                from: from.clone(),
                to: to.clone(),
            });
        }
        drafts.push(draft);
    }
    let annotated = assemble(AnnotatedFormat::WebAnnotation, drafts, labels, Vec::new())?;
    Ok((annotated, missing))
}

impl QuotedMark {
    fn on(&self, number: usize, finder: &QuoteFinder) -> ParsedMark {
        let places: Option<Vec<(usize, usize)>> =
            self.quotes.iter().map(|quote| finder.find(quote)).collect();
        let words: Vec<&str> = self.quotes.iter().map(|quote| quote.exact.as_str()).collect();
        ParsedMark {
            id: self.id.clone(),
            label: self.label.clone(),
            line: number,
            pieces: places.unwrap_or_default(),
            words: Some(words.join(" ")),
            speakers: self.speakers.clone(),
            quotation: self.quotation.clone(),
            voice: self.voice.clone(),
            verdict: self.verdict.clone(),
            note: self.notes.join("\n"),
            tags: self.tags.clone(),
            ..ParsedMark::default()
        }
    }
}

/// Finds quotes in a text.
struct QuoteFinder<'a> {
    text: &'a str,
    bare: Bare,
    chars: CharIndex<'a>,
}

impl<'a> QuoteFinder<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            bare: Bare::new(text),
            chars: CharIndex::new(text),
        }
    }

    /// From where to where a quote stands, in characters: of several places the one with most of what stands around it, then
    /// the nearest to where it was.
    fn find(&self, quote: &Quote) -> Option<(usize, usize)> {
        let exact = Bare::new(&quote.exact);
        let (prefix, suffix) = (Bare::new(&quote.prefix), Bare::new(&quote.suffix));
        let length = exact.as_str().len();
        let whole = self.bare.as_str();
        let wanted = quote
            .start
            .map(|at| self.chars.byte_from_chars(at).unwrap_or(self.text.len()));
        let wanted = wanted.map(|at| bare_len(self.text.get(..at).unwrap_or_default()));
        let rank = |at: &usize| {
            let before = whole.get(..*at).unwrap_or_default().chars().rev();
            let behind = whole.get(at + length..).unwrap_or_default().chars();
            let same = |(a, b): &(char, char)| a == b;
            let context = before.zip(prefix.as_str().chars().rev()).take_while(same).count()
                + behind.zip(suffix.as_str().chars()).take_while(same).count();
            (
                context,
                std::cmp::Reverse(wanted.map(|wanted| wanted.abs_diff(*at))),
                std::cmp::Reverse(*at),
            )
        };
        let at = self.bare.find(exact.as_str()).take(MAX_PLACES).max_by_key(rank)?;
        let span = self.bare.span(at..at + length)?;
        Some((
            self.chars.chars_from_byte(span.start),
            self.chars.chars_from_byte(span.end),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::annotated::read_annotated;

    const TEXT: &str = "🌉 Talks\n\nThe army said it would go.\n\nThe mayor said it would go, and it would.";

    fn on_text(json: &str) -> (Annotated, Vec<PageMarks>) {
        assert_eq!(
            AnnotatedFormat::detect(json.as_bytes()),
            Some(AnnotatedFormat::WebAnnotation)
        );
        let files = [AnnotatedFile {
            path: "a.json",
            bytes: json.as_bytes(),
        }];
        let labels = LabelMap::default();
        let read = read_annotated(AnnotatedFormat::WebAnnotation, "a", &files, &labels).unwrap();
        let at_hand = |source: &str| {
            source
                .contains("example.org/talks")
                .then(|| ("Talks".to_owned(), TEXT.into()))
        };
        placed(&read.loose, &at_hand, &labels).unwrap()
    }

    #[test]
    fn annotations_of_hypothesis_come_onto_the_text_by_their_quotes() {
        let json = r#"{"total": 2, "rows": [
            {"id": "x1", "uri": "https://example.org/talks", "text": "Who says?", "tags": ["water", "Claim"], "target": [{"source":
            "https://example.org/talks", "selector": [{"type": "RangeSelector"}, {"type": "TextPositionSelector", "start": 900,
            "end": 911}, {"type": "TextQuoteSelector", "exact": "it\n would go", "prefix": "\n  The mayor said ", "suffix": ", and"}]}]},
            {"id": "x2", "uri": "https://example.org/other", "text": "", "tags": [], "target": [{"source":
            "https://example.org/other", "selector": [{"type": "TextQuoteSelector", "exact": "x"}]}]}]}"#;
        let (annotated, missing) = on_text(json);
        assert_eq!(annotated.unplaced, []);
        let (_, _, claim) = annotated.project.claims().next().unwrap();
        assert_eq!(
            (claim.words().as_str(), claim.note.as_str()),
            ("it would go", "Who says?")
        );
        assert_eq!(
            claim.spans[0].span().unwrap().start,
            TEXT.rfind("it would go").unwrap()
        );
        assert_eq!(claim.tags, ["water"]);
        assert_eq!(
            (missing[0].source.as_str(), missing[0].count),
            ("https://example.org/other", 1)
        );
    }

    #[test]
    fn sources_cues_speakers_and_pieces_are_put_together() {
        let target = |exact: &str| {
            format!(
                r#"{{"source": {{"id": "http://www.example.org/talks"}}, "selector": {{"type": "TextQuoteSelector", "exact": "{exact}"}}}}"#
            )
        };
        let part = |kind: &str, exact: &str| {
            format!(
                r#"{{"id": "urn:{kind}", "type": "Annotation", "body": [{{"purpose": "linking", "source": "urn:c"}},
                {{"purpose": "tagging", "type": "TextualBody", "value": "{kind}"}}], "target": {}}}"#,
                target(exact)
            )
        };
        let claim = format!(
            r#"{{"id": "urn:c", "type": "Annotation", "body": [{{"purpose": "identifying", "value": "The mayor"}},
            {{"purpose": "tagging", "value": "quotation:indirect"}}, {{"purpose": "assessing", "value": "True"}}],
            "target": [{}, {}]}}"#,
            target("it would go, and"),
            target("it would.")
        );
        let json = format!(
            "[{claim}, {}, {}]",
            part("source", "The mayor"),
            part("cue", "mayor said")
        );
        let (annotated, _) = on_text(&json);
        assert_eq!(annotated.unplaced, []);
        let (_, _, claim) = annotated.project.claims().next().unwrap();
        assert_eq!(claim.words(), "it would go, and … it would.");
        let link = &claim.voice.chain()[0];
        assert_eq!(
            (link.source[0].words.as_str(), link.cue[0].words.as_str()),
            ("The mayor", "mayor said")
        );
        assert_eq!(link.speakers.len(), 1);
        assert_eq!(annotated.verdicts.len(), 1);
        let lost = json.replace("The mayor\"}}", "No mayor\"}}");
        assert_eq!(on_text(&lost).0.unplaced.len(), 1);
    }
}
