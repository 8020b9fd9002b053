//! Workbooks and documents in words, a line a cell or a paragraph, so that they can be held against golden files: their
//! own bytes say as much of the crate that packs them as of us.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// An element by its local name, with what it holds.
#[derive(Default)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
    /// Of a text, which has no name.
    text: String,
}

impl Node {
    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(XmlVersion::default()).unwrap();
            (attribute.key.local_name().as_ref().to_owned(), value.into_owned())
        });
        Self {
            name: start.local_name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements of a name below this one, in order.
    fn all<'a>(&'a self, name: &'a str) -> Box<dyn Iterator<Item = &'a Node> + 'a> {
        Box::new(self.children.iter().flat_map(move |child| {
            let own = (child.name == name).then_some(child);
            own.into_iter().chain(child.all(name))
        }))
    }

    fn words(&self) -> String {
        let below: String = self.children.iter().map(Node::words).collect();
        format!("{}{below}", self.text)
    }
}

/// The parts of a file, each by its name.
struct Parts(zip::ZipArchive<Cursor<Vec<u8>>>);

impl Parts {
    fn of(bytes: Vec<u8>) -> Self {
        Self(zip::ZipArchive::new(Cursor::new(bytes)).unwrap())
    }

    fn part(&mut self, name: &str) -> Node {
        let mut text = String::new();
        self.0.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        parsed(&text)
    }
}

fn parsed(text: &str) -> Node {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open = vec![Node::default()];
    let add = |open: &mut Vec<Node>, node: Node| open.last_mut().unwrap().children.push(node);
    let words = |text: &str| Node {
        text: text.to_owned(),
        ..Node::default()
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(Node::of(&start)),
            Event::Empty(start) => add(&mut open, Node::of(&start)),
            Event::End(_) => {
                let closed = open.pop().unwrap();
                add(&mut open, closed);
            }
            Event::Text(text) => add(&mut open, words(&text)),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().unwrap().map(String::from);
                let named = || resolve_predefined_entity(&reference).map(str::to_owned);
                add(&mut open, words(&character.or_else(named).unwrap()));
            }
            Event::Eof => return open.pop().unwrap(),
            _ => {}
        }
    }
}

/// Each cell of a workbook: sheet, address, type and value. A number has its format, by which it may be a day.
pub(crate) fn workbook_in_words(bytes: Vec<u8>) -> String {
    let mut parts = Parts::of(bytes);
    let formats = number_formats(&parts.part("xl/styles.xml"));
    let targets: BTreeMap<String, String> = parts
        .part("xl/_rels/workbook.xml.rels")
        .all("Relationship")
        .map(|to| (to.attribute("Id").to_owned(), to.attribute("Target").to_owned()))
        .collect();
    let book = parts.part("xl/workbook.xml");
    let mut told = String::new();
    for sheet in book.all("sheet") {
        let part = parts.part(&format!("xl/{}", targets[sheet.attribute("id")]));
        for cell in part.all("c") {
            let value = cell.child("v").or(cell.child("is"));
            let value = value.map(Node::words).unwrap_or_default();
            let (kind, value) = match cell.attribute("t") {
                "inlineStr" => ("text".to_owned(), value),
                "" | "n" if value.is_empty() => continue,
                "" | "n" => (format!("number{}", format_of(cell, &formats)), value),
                other => (other.to_owned(), value),
            };
            let formula = cell.child("f").map(|formula| format!(" ={}", formula.words()));
            let address = cell.attribute("r");
            writeln!(
                told,
                "{}!{address} {kind}{} {value:?}",
                sheet.attribute("name"),
                formula.unwrap_or_default()
            )
            .unwrap();
        }
    }
    told
}

/// The number formats of the styles that cells have, by their places.
fn number_formats(styles: &Node) -> Vec<String> {
    let own: BTreeMap<&str, &str> = styles
        .all("numFmt")
        .map(|format| (format.attribute("numFmtId"), format.attribute("formatCode")))
        .collect();
    let cells = styles.all("cellXfs").next().unwrap();
    let format = |style: &Node| {
        let id = style.attribute("numFmtId");
        own.get(id).copied().unwrap_or(id).to_owned()
    };
    cells.all("xf").map(format).collect()
}

fn format_of(cell: &Node, formats: &[String]) -> String {
    let style: usize = cell.attribute("s").parse().unwrap_or_default();
    match formats[style].as_str() {
        "0" => String::new(),
        format => format!(" ({format})"),
    }
}

/// Each paragraph of a document with its style and direction, shaded words in brackets with the colour, and the numbers of
/// comments where they begin and end; then the comments.
pub(crate) fn document_in_words(bytes: Vec<u8>) -> String {
    let mut parts = Parts::of(bytes);
    let mut told = String::new();
    for paragraph in parts.part("word/document.xml").all("p") {
        writeln!(told, "{}", paragraph_in_words(paragraph)).unwrap();
    }
    for comment in parts.part("word/comments.xml").all("comment") {
        let (id, author) = (comment.attribute("id"), comment.attribute("author"));
        writeln!(
            told,
            "comment {id} by {author:?} on {}:",
            comment.attribute("date")
        )
        .unwrap();
        for paragraph in comment.all("p") {
            writeln!(told, "    {}", paragraph_in_words(paragraph)).unwrap();
        }
    }
    told
}

fn paragraph_in_words(paragraph: &Node) -> String {
    let mut told = String::new();
    if let Some(properties) = paragraph.child("pPr") {
        let style = properties.child("pStyle").map(|style| style.attribute("val"));
        told.extend(style.map(|style| format!("{style}: ")));
        if properties.child("bidi").is_some() {
            told.push_str("(right to left) ");
        }
    }
    for part in &paragraph.children {
        match part.name.as_str() {
            "commentRangeStart" => told.extend(["<", part.attribute("id"), "|"]),
            "commentRangeEnd" => told.extend(["|", part.attribute("id"), ">"]),
            "r" => told += &run_in_words(part),
            _ => {}
        }
    }
    told
}

fn run_in_words(run: &Node) -> String {
    let pieces = run.children.iter().map(|piece| match piece.name.as_str() {
        "t" => piece.words(),
        "br" => "⏎".to_owned(),
        "tab" => "⇥".to_owned(),
        _ => String::new(),
    });
    let words: String = pieces.collect();
    let shade = run.all("shd").next().map(|shade| shade.attribute("fill"));
    let words = match shade {
        Some(shade) => format!("[{shade} {words}]"),
        None => words,
    };
    let is_italic = run.all("i").next().is_some();
    if is_italic { format!("_{words}_") } else { words }
}
