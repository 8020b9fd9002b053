//! Parses XML into a small tree, without fetching or expanding anything.
//!
//! Names are normalised to the customary prefix of their namespace, whatever prefix the file uses.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{LocalName, ResolveResult};

use super::cancel;
use crate::import::decode;
use crate::import::documents::markup;
use crate::import::error::ParseError;

/// The maximum nesting of elements.
const MAX_DEPTH: usize = 256;
/// The maximum number of elements and texts in a document.
const MAX_NODES: usize = 3_000_000;
/// How many nodes are parsed between two checks for cancellation.
const NODES_PER_CHECK: usize = 4096;

/// Namespaces with their customary prefixes; an older and a stricter one of a format share theirs.
const SPACES: &[(&str, &str)] = &[
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w",
    ),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    (
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "mc",
    ),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x"),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", "x"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"),
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/rss/1.0/", "rss"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://www.google.com/schemas/play-podcasts/1.0", "googleplay"),
    ("http://www.idpf.org/2007/opf", "opf"),
    ("urn:oasis:names:tc:opendocument:xmlns:container", "container"),
];

/// An element with what is in it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// 'w:p', or 'item' outside all namespaces.
    pub name: String,
    /// Local names and values.
    attributes: Vec<(String, String)>,
    /// In the order of the file.
    pub children: Vec<Node>,
}

/// What an element can hold.
#[derive(Debug)]
pub(crate) enum Node {
    /// Another element.
    Element(Element),
    /// Characters.
    Text(String),
}

impl Element {
    /// An element that stands in no file.
    pub(crate) fn new(name: &str, attributes: Vec<(String, String)>, children: Vec<Node>) -> Self {
        Self {
            name: name.to_owned(),
            attributes,
            children,
        }
    }

    /// Its name without the prefix.
    pub(crate) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    /// The value of an attribute, by its local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// All attributes, with their local names.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first element of this local name anywhere in it.
    pub(crate) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|inner| {
            if inner.local() == name {
                Some(inner)
            } else {
                inner.find(name)
            }
        })
    }

    /// The elements directly in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of that name directly in it.
    pub(crate) fn all<'tree>(&'tree self, name: &'tree str) -> impl Iterator<Item = &'tree Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of that name directly in it.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element that this path of names leads to.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Whether an element of that name is anywhere in it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.elements()
            .any(|element| element.name == name || element.has(name))
    }

    /// All characters in it.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text
    }

    /// The same as HTML, for a reader that knows only that.
    pub(crate) fn to_html(&self) -> String {
        let mut html = String::new();
        self.write_html(&mut html);
        html
    }

    fn write_html(&self, html: &mut String) {
        let name = self.local();
        html.extend(["<", name]);
        for (key, value) in &self.attributes {
            // What tells notes from other links.
            if matches!(key.as_str(), "class" | "role" | "type") {
                let value = value.replace('&', "&amp;").replace('"', "&quot;");
                html.extend([" ", key, "=\"", &value, "\""]);
            }
        }
        html.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write_html(html),
                Node::Text(characters) => {
                    html.push_str(&characters.replace('&', "&amp;").replace('<', "&lt;"));
                }
            }
        }
        // Where HTML knows no end, an end would be read as something else.
        if !matches!(
            name,
            "br" | "hr" | "img" | "wbr" | "input" | "meta" | "link" | "col"
        ) {
            html.extend(["</", name, ">"]);
        }
    }

    fn gather(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.gather(text),
                Node::Text(characters) => text.push_str(characters),
            }
        }
    }
}

/// The encoding that an XML declaration at the beginning names.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or_default());
    let (declaration, _) = head.split_once("?>")?;
    let (_, rest) = declaration
        .trim_start()
        .strip_prefix("<?xml")?
        .split_once("encoding")?;
    let quoted = rest.trim_start().strip_prefix('=')?.trim_start();
    decode::labelled(quoted.get(1..)?.split(['"', '\'']).next()?.as_bytes())
}

/// Reads a whole file of XML; the result is its root element.
pub(crate) fn parse(bytes: &[u8]) -> Result<Element, ParseError> {
    let named = || declared_encoding(bytes).into_iter().collect();
    let decoded = decode::decode_named(bytes, None, named)
        .ok_or_else(|| ParseError::Damaged(fl!("import-damaged-not-xml").to_owned()))?;
    parse_text(&decoded.text)
}

fn parse_text(text: &str) -> Result<Element, ParseError> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut open = vec![Element::default()];
    let (mut nodes, mut steps) = (0, 0_usize);
    let mut known = References::default();
    loop {
        let event = reader
            .read_event()
            .map_err(|error| ParseError::Damaged(error.to_string()))?;
        nodes += 1;
        if let Event::Start(start) | Event::Empty(start) = &event {
            // Attributes are separated by spaces, or by nothing between quotes.
            nodes += start.bytes().filter(|byte| *byte == b'=').count();
        }
        if nodes > MAX_NODES {
            return Err(ParseError::TooManyParts(MAX_NODES));
        }
        steps += 1;
        if steps % NODES_PER_CHECK == 0 {
            cancel::check_cancelled()?;
        }
        match event {
            Event::Start(start) => {
                open.push(element(&reader, &start));
                if open.len() > MAX_DEPTH {
                    return Err(ParseError::NestedTooDeeply(MAX_DEPTH));
                }
            }
            Event::Empty(start) => add(&mut open, Node::Element(element(&reader, &start))),
            Event::End(_) => {
                if let Some(closed) = open.pop() {
                    add(&mut open, Node::Element(closed));
                }
            }
            Event::Text(characters) => add_text(&mut open, &characters.into_inner()),
            Event::CData(characters) => add_text(&mut open, &characters.into_inner()),
            Event::GeneralRef(reference) => add_text(&mut open, &known.resolved(&reference)),
            Event::DocType(declared) if declared.contains("<!ENTITY") => return Err(ParseError::Entities),
            Event::Eof => break,
            _ => {}
        }
    }
    match open.len() {
        1 => {}
        _ => {
            return Err(ParseError::Damaged(
                fl!("import-damaged-unexpected-end").to_owned(),
            ));
        }
    }
    let root = open.pop().into_iter().flat_map(|top| top.children);
    root.into_iter()
        .find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
        .ok_or(ParseError::NoText)
}

fn element(reader: &NsReader<&[u8]>, start: &BytesStart) -> Element {
    let (space, local) = reader.resolver().resolve_element(start.name());
    let mut written = start.attributes();
    let attributes = written.with_checks(false).flatten().map(|attribute| {
        let value = match attribute.normalized_value(XmlVersion::default()) {
            Ok(value) => value.into_owned(),
            Err(_) => attribute.value.clone().into_owned(),
        };
        (attribute.key.local_name().as_ref().to_owned(), value)
    });
    Element {
        name: name(&space, &local),
        attributes: attributes.collect(),
        children: Vec::new(),
    }
}

fn name(space: &ResolveResult, local: &LocalName) -> String {
    let local = local.as_ref();
    match space {
        ResolveResult::Bound(space) => {
            let known = SPACES.iter().find(|(address, _)| *address == space.as_ref());
            known.map_or_else(|| local.to_owned(), |(_, prefix)| format!("{prefix}:{local}"))
        }
        ResolveResult::Unbound => local.to_owned(),
        ResolveResult::Unknown(prefix) => format!("{prefix}:{local}"),
    }
}

/// What the names of HTML stand for that were met; each is asked for once.
#[derive(Default)]
struct References {
    met: BTreeMap<String, String>,
}

impl References {
    /// What '&amp;', '&#8220;' and the names of HTML stand for; names of others stay as they are written.
    fn resolved(&mut self, reference: &BytesRef) -> String {
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            return character.to_string();
        }
        let name: &str = reference;
        if let Some(character) = resolve_predefined_entity(name) {
            return character.to_owned();
        }
        if let Some(characters) = self.met.get(name) {
            return characters.clone();
        }
        let written = format!("&{name};");
        let characters = markup::characters_of(&written).unwrap_or(written);
        self.met.insert(name.to_owned(), characters.clone());
        characters
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn add_text(open: &mut [Element], characters: &str) {
    match open.last_mut().and_then(|parent| parent.children.last_mut()) {
        Some(Node::Text(before)) => before.push_str(characters),
        _ => add(open, Node::Text(characters.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_their_customary_prefix_and_references_are_resolved() {
        let root = parse(
            b"<?xml version='1.0'?><!DOCTYPE x SYSTEM 'http://example.org/x.dtd'>\
              <f:feed xmlns:f='http://www.w3.org/2005/Atom' xmlns='urn:other'>\
              <f:title type='html'>Q&amp;A &#8220;yes&#x201D;&nbsp;<![CDATA[<b>]]></f:title><x y='1 &lt; 2'/></f:feed>",
        )
        .unwrap();
        assert_eq!(root.name, "atom:feed");
        let title = root.child("atom:title").unwrap();
        assert_eq!(title.text().as_str(), "Q&A “yes”\u{a0}<b>");
        assert_eq!(title.attribute("type"), Some("html"));
        assert_eq!(root.child("x").unwrap().attribute("y"), Some("1 < 2"));
    }

    #[test]
    fn a_billion_laughs_and_a_file_from_elsewhere_are_refused() {
        let laughs = b"<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><l>&b;</l>";
        assert_eq!(parse(laughs).unwrap_err(), ParseError::Entities);
        let outside = b"<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><l>&a;</l>";
        assert_eq!(parse(outside).unwrap_err(), ParseError::Entities);
    }

    #[test]
    fn nesting_without_end_is_refused_and_broken_files_are_damaged() {
        let deep = "<a>".repeat(100_000);
        assert_eq!(
            parse(deep.as_bytes()).unwrap_err(),
            ParseError::NestedTooDeeply(MAX_DEPTH)
        );
        assert!(matches!(parse(b"<a><b></a>"), Err(ParseError::Damaged(_))));
        assert!(matches!(parse(b"<a>text"), Err(ParseError::Damaged(_))));
    }
}
