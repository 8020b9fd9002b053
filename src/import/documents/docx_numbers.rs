//! The numbers that Word shows before numbered paragraphs. They stand nowhere in the text: a paragraph or its style
//! names a list and a level, and the list says how the numbers of its levels are written.

use std::collections::BTreeMap;

use super::numerals::{letters, roman};
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;
use crate::import::guard::xml::{self, Element};

/// The number of levels of a list.
const LEVELS: usize = 9;
/// The maximum length of what stands before a paragraph.
const MAX_LABEL_CHARS: usize = 60;
/// The maximum number of styles that are based on one another.
const MAX_BASES: usize = 16;

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    /// The kind of each list by its id, with the first numbers that it sets itself.
    lists: BTreeMap<String, (String, BTreeMap<usize, usize>)>,
    /// The levels of each kind.
    kinds: BTreeMap<String, Vec<Level>>,
    /// The list and level of styles.
    styles: BTreeMap<String, (String, usize)>,
    /// The numbers of the levels so far, by kind.
    counts: BTreeMap<String, [usize; LEVELS]>,
    /// Lists that have set their first numbers.
    begun: std::collections::BTreeSet<String>,
}

/// How the numbers of a level are written.
#[derive(Clone, Default)]
struct Level {
    start: usize,
    format: String,
    /// '%1.%2)'
    text: String,
}

impl Numbering {
    /// The lists of a document; none where it has none.
    pub(super) fn read(archive: &mut Archive) -> Result<Self, ParseError> {
        let mut numbering = Self::default();
        let Some(bytes) = archive.part("word/numbering.xml")? else {
            return Ok(numbering);
        };
        for element in xml::parse(&bytes)?.elements() {
            match element.name.as_str() {
                "w:abstractNum" => {
                    let id = element.attribute("abstractNumId").unwrap_or_default().to_owned();
                    numbering.kinds.insert(id, levels(element));
                }
                "w:num" => {
                    let id = element.attribute("numId").unwrap_or_default().to_owned();
                    let kind = value(element, "w:abstractNumId").unwrap_or_default().to_owned();
                    let starts = element.all("w:lvlOverride").filter_map(|level| {
                        let start = value(level, "w:startOverride")?.parse().ok()?;
                        Some((level.attribute("ilvl")?.parse().ok()?, start))
                    });
                    numbering.lists.insert(id, (kind, starts.collect()));
                }
                _ => {}
            }
        }
        if let Some(bytes) = archive.part("word/styles.xml")? {
            numbering.read_styles(&xml::parse(&bytes)?);
        }
        Ok(numbering)
    }

    fn read_styles(&mut self, styles: &Element) {
        let by_id: BTreeMap<&str, &Element> = styles
            .all("w:style")
            .filter_map(|style| Some((style.attribute("styleId")?, style)))
            .collect();
        for id in by_id.keys() {
            let mut at = by_id.get(id).copied();
            for _ in 0..MAX_BASES {
                let Some(style) = at else { break };
                if let Some(list) = style.child("w:pPr").and_then(list_of) {
                    self.styles.insert((*id).to_owned(), list);
                    break;
                }
                at = value(style, "w:basedOn").and_then(|base| by_id.get(base).copied());
            }
        }
    }

    /// The number of the next paragraph with these properties, as it is written; `None` where it has none.
    pub(super) fn next(&mut self, properties: &Element) -> Option<String> {
        let style = value(properties, "w:pStyle");
        let of_style = style.and_then(|style| self.styles.get(style)).cloned();
        let own = properties.child("w:numPr");
        let (list, level) = match (own.and_then(|own| value(own, "w:numId")), of_style) {
            (Some(_), _) => list_of(properties)?,
            (None, Some((list, level))) => {
                let own = own.and_then(|own| value(own, "w:ilvl")?.parse().ok());
                (list, own.unwrap_or(level))
            }
            (None, None) => return None,
        };
        let (kind, starts) = self.lists.get(&list)?;
        let levels = self.kinds.get(kind)?;
        let own = levels.get(level)?;
        let first = |at: usize| {
            let set = starts.get(&at).copied();
            set.or_else(|| levels.get(at).map(|level| level.start))
                .unwrap_or(1)
        };
        let is_new = !starts.is_empty() && !self.begun.contains(&list);
        let counts = self.counts.entry(kind.clone()).or_insert([0; LEVELS]);
        if is_new {
            *counts = [0; LEVELS];
        }
        for (at, count) in counts.iter_mut().enumerate() {
            // Zero stands for a level that has not begun, and those below begin anew.
            *count = match at {
                at if at < level => (*count).max(first(at)),
                at if at > level => 0,
                _ if *count == 0 => first(at),
                _ => *count + 1,
            };
        }
        let written =
            (own.format != "bullet" && own.format != "none").then(|| written(levels, counts, level));
        self.begun.insert(list);
        written.filter(|written| !written.trim().is_empty())
    }
}

/// The list and level that properties name; list 0 is none.
fn list_of(properties: &Element) -> Option<(String, usize)> {
    let named = properties.child("w:numPr")?;
    let level = value(named, "w:ilvl").and_then(|level| level.parse().ok());
    let list = value(named, "w:numId")?;
    (list != "0").then(|| (list.to_owned(), level.unwrap_or(0)))
}

fn value<'tree>(element: &'tree Element, name: &str) -> Option<&'tree str> {
    element.child(name)?.attribute("val")
}

fn levels(kind: &Element) -> Vec<Level> {
    let mut levels = vec![Level::default(); LEVELS];
    for element in kind.all("w:lvl") {
        let at = element.attribute("ilvl").and_then(|at| at.parse::<usize>().ok());
        if let Some(level) = at.and_then(|at| levels.get_mut(at)) {
            *level = Level {
                start: value(element, "w:start")
                    .and_then(|start| start.parse().ok())
                    .unwrap_or(0),
                format: value(element, "w:numFmt").unwrap_or("decimal").to_owned(),
                text: value(element, "w:lvlText")
                    .unwrap_or_default()
                    .chars()
                    .take(MAX_LABEL_CHARS)
                    .collect(),
            };
        }
    }
    levels
}

/// The text of a level with the numbers that it names.
fn written(levels: &[Level], counts: &[usize], level: usize) -> String {
    let mut text = levels
        .get(level)
        .map(|level| level.text.clone())
        .unwrap_or_default();
    for (at, (named, count)) in levels.iter().zip(counts).enumerate() {
        let place = format!("%{}", at + 1);
        if text.contains(&place) {
            text = text.replace(&place, &numeral(&named.format, *count));
        }
    }
    text
}

fn numeral(format: &str, count: usize) -> String {
    match format {
        "lowerLetter" => letters(count, 'a'),
        "upperLetter" => letters(count, 'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalZero" => format!("{count:02}"),
        "none" | "bullet" => String::new(),
        _ => count.to_string(),
    }
}
