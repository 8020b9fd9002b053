//! Text documents of the free office programs (ODT): the body with every tracked change accepted, text
//! boxes after the paragraph they are anchored to, numbers before items of lists, notes after the body.
//! Headers, footers and comments are left out.

use super::odt_numbers::ListNumbers;
use super::plain;
use super::prose::{Break, Prose};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;
use crate::import::guard::xml::{self, Element, Node};
use crate::import::{Imported, WarningKind};

/// The maximum number of spaces that one element may stand for.
const MAX_SPACES: usize = 1000;
/// The maximum number of spaces for all of them together.
const MAX_TOTAL_SPACES: usize = 1_000_000;

/// Reads the document.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let mut numbers = ListNumbers::default();
    let content = if source.bytes.starts_with(b"PK") {
        let mut archive = Archive::open(source.bytes)?;
        let manifest = archive.part("META-INF/manifest.xml")?;
        if manifest.is_some_and(|manifest| memchr::memmem::find(&manifest, b"encryption-data").is_some()) {
            return Err(ParseError::Locked);
        }
        if let Some(styles) = archive.part("styles.xml")? {
            numbers.read(&xml::parse(&styles)?);
        }
        xml::parse(&archive.needed("content.xml")?)?
    } else {
        // The flat form is one file of XML.
        xml::parse(source.bytes)?
    };
    let body = content
        .at(&["office:body", "office:text"])
        .ok_or(ParseError::NoText)?;
    numbers.read(&content);
    let mut reader = OdtReader {
        numbers,
        ..OdtReader::default()
    };
    reader.blocks(body);
    for (number, note) in reader.notes.iter().enumerate() {
        let mut within = OdtReader::default();
        within.blocks(note);
        let text = within.prose.finish();
        reader
            .prose
            .paragraph(&format!("[{}] {}", number + 1, text.trim_start()));
    }
    let changes = body.child("text:tracked-changes");
    let article = plain::titled(reader.prose.finish(), reader.title);
    let mut imported = Imported::from_articles(vec![article]);
    if changes.is_some_and(|changes| changes.elements().next().is_some()) {
        imported
            .warnings
            .push(source.warning(WarningKind::ChangesAccepted));
    }
    Ok(imported)
}

/// The text so far, and what was met on the way.
#[derive(Default)]
struct OdtReader<'tree> {
    prose: Prose,
    title: Option<String>,
    notes: Vec<&'tree Element>,
    /// Text boxes that hang on the paragraph being read.
    boxes: Vec<&'tree Element>,
    lists: usize,
    numbers: ListNumbers,
    spaces: usize,
}

impl<'tree> OdtReader<'tree> {
    /// Paragraphs, lists and tables, and what wraps them.
    fn blocks(&mut self, parent: &'tree Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "text:p" | "text:h" => self.paragraph(element),
                "text:list" => {
                    self.prose.separate(self.break_here());
                    self.lists += 1;
                    self.numbers.open(element);
                    self.blocks(element);
                    self.numbers.close();
                    self.lists -= 1;
                    self.prose.separate(self.break_here());
                }
                "text:list-item" => {
                    self.numbers.item(element);
                    self.blocks(element);
                }
                "table:table" => self.table(element),
                "text:tracked-changes"
                | "text:sequence-decls"
                | "office:forms"
                | "office:annotation"
                | "text:variable-decls"
                | "text:user-field-decls"
                | "svg:title"
                | "svg:desc" => {}
                _ => self.blocks(element),
            }
        }
    }

    /// What stands around a paragraph or a list: items of a list stand on lines of their own.
    fn break_here(&self) -> Break {
        if self.lists > 0 {
            Break::Line
        } else {
            Break::Paragraph
        }
    }

    fn paragraph(&mut self, paragraph: &'tree Element) {
        let around = self.break_here();
        self.prose.separate(around);
        if let Some(number) = self
            .numbers
            .take()
            .filter(|_| !paragraph.text().trim().is_empty())
        {
            self.prose.push(&format!("{number} "));
        }
        let before = self.prose.len();
        self.pieces(paragraph);
        let is_title = paragraph.attribute("style-name") == Some("Title");
        if is_title && self.title.is_none() {
            self.title = Some(self.prose.since(before));
        }
        let boxes = std::mem::take(&mut self.boxes);
        for text_box in boxes {
            self.prose.separate(Break::Paragraph);
            self.blocks(text_box);
            self.prose.separate(Break::Paragraph);
        }
        self.prose.separate(around);
    }

    /// The text of a paragraph, and what wraps it; any number of spaces in the file is one, further ones are elements.
    fn pieces(&mut self, parent: &'tree Element) {
        for child in &parent.children {
            let element = match child {
                Node::Text(characters) => {
                    self.prose.push_collapsed(characters);
                    continue;
                }
                Node::Element(element) => element,
            };
            match element.name.as_str() {
                "text:s" => {
                    let count = element
                        .attribute("c")
                        .and_then(|count| count.parse().ok())
                        .unwrap_or(1);
                    let count = MAX_SPACES.min(count).min(MAX_TOTAL_SPACES - self.spaces);
                    self.spaces += count;
                    self.prose.push(&" ".repeat(count));
                }
                "text:tab" => self.prose.push("\t"),
                "text:line-break" => self.prose.end_line(),
                "text:note" => {
                    self.notes.extend(element.child("text:note-body"));
                    self.prose.push(&format!("[{}]", self.notes.len()));
                }
                "draw:text-box" => self.boxes.push(element),
                "office:annotation" | "svg:title" | "svg:desc" | "text:ruby-text" => {}
                _ => self.pieces(element),
            }
        }
    }

    /// Rows on lines and cells between tabs; where cells hold paragraphs, the table is there for the layout, and they
    /// are paragraphs.
    fn table(&mut self, table: &'tree Element) {
        let rows = rows_of(table);
        let cells = |row: &'tree Element| {
            let is_cell = |cell: &&Element| {
                matches!(
                    cell.name.as_str(),
                    "table:table-cell" | "table:covered-table-cell"
                )
            };
            row.elements().filter(is_cell).collect::<Vec<_>>()
        };
        let is_layout = rows.iter().flat_map(|row| cells(row)).any(|cell| {
            let is_filled = |block: &&Element| !block.text().trim().is_empty();
            cell.has("table:table") || cell.has("text:list") || cell.elements().filter(is_filled).count() > 1
        });
        self.prose.separate(Break::Paragraph);
        for row in rows {
            for cell in cells(row) {
                if is_layout {
                    self.blocks(cell);
                } else {
                    cell.elements().for_each(|block| self.pieces(block));
                    self.prose.separate(Break::Cell);
                }
            }
            self.prose.separate(Break::Line);
        }
        let boxes = std::mem::take(&mut self.boxes);
        for text_box in boxes {
            self.blocks(text_box);
        }
        self.prose.separate(Break::Paragraph);
    }
}

/// The rows of a table, in and outside its groups.
fn rows_of(table: &Element) -> Vec<&Element> {
    let rows = table.elements().map(|element| match element.name.as_str() {
        "table:table-row" => vec![element],
        "table:table-header-rows" | "table:table-rows" | "table:table-row-group" => rows_of(element),
        _ => Vec::new(),
    });
    rows.flatten().collect()
}
