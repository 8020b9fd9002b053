//! Word documents (Office Open XML): the body with every tracked change accepted, text boxes after the
//! paragraph they are anchored to, numbers before numbered paragraphs, notes after the body. Headers, footers and comments are left out.

use std::collections::BTreeMap;

use super::docx_numbers::Numbering;
use super::plain;
use super::prose::{Break, Prose};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;
use crate::import::guard::xml::{self, Element};
use crate::import::{Imported, WarningKind};

/// Where the parts lie unless the archive says otherwise.
const DOCUMENT: &str = "word/document.xml";

/// Reads the document.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let mut archive = Archive::open(source.bytes)?;
    let document = match archive.part(DOCUMENT)? {
        Some(document) => document,
        None => {
            let name = archive
                .office_document()?
                .ok_or(ParseError::PartMissing(DOCUMENT))?;
            archive.part(&name)?.ok_or(ParseError::PartMissing(DOCUMENT))?
        }
    };
    let document = xml::parse(&document)?;
    let body = document.child("w:body").ok_or(ParseError::NoText)?;
    let mut reader = DocxReader {
        numbering: Numbering::read(&mut archive)?,
        ..DocxReader::default()
    };
    reader.blocks(body);
    reader.notes(&mut archive)?;
    let mut article = plain::titled(reader.prose.finish(), reader.title);
    article.captions = reader.captions;
    let mut imported = Imported::from_articles(vec![article]);
    if reader.changed {
        imported
            .warnings
            .push(source.warning(WarningKind::ChangesAccepted));
    }
    Ok(imported)
}

/// The text so far, and what was met on the way.
#[derive(Default)]
struct DocxReader<'tree> {
    prose: Prose,
    title: Option<String>,
    captions: Vec<String>,
    changed: bool,
    /// Notes with their numbers, in the order of their first references: the part they stand in, and their ids there.
    noted: BTreeMap<(&'static str, String), usize>,
    /// Text boxes that hang on the paragraph being read.
    boxes: Vec<&'tree Element>,
    after_item: bool,
    /// The numbers of numbered paragraphs.
    numbering: Numbering,
    /// Whether the mark of the paragraph before was deleted.
    goes_on: bool,
}

impl<'tree> DocxReader<'tree> {
    /// Paragraphs and tables, and what wraps them.
    fn blocks(&mut self, parent: &'tree Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:p" => self.paragraph(element),
                "w:tbl" => self.table(element),
                "w:del" | "w:moveFrom" => self.changed = true,
                "w:sectPr" => {}
                "mc:AlternateContent" => self.blocks(alternative(element)),
                _ => self.blocks(element),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'tree Element) {
        let properties = paragraph.child("w:pPr");
        let is_item = properties.is_some_and(|properties| {
            properties.child("w:numPr").is_some() || style_of(properties).starts_with("List")
        });
        self.prose.separate(if std::mem::take(&mut self.goes_on) {
            Break::None
        } else if is_item && self.after_item {
            Break::Line
        } else {
            Break::Paragraph
        });
        self.after_item = is_item;
        let number = properties.and_then(|properties| self.numbering.next(properties));
        if let Some(number) = number.filter(|_| paragraph.has("w:t")) {
            self.prose.push(&format!("{number} "));
        }
        let before = self.prose.len();
        self.pieces(paragraph);
        self.note_style(properties, before);
        let boxes = std::mem::take(&mut self.boxes);
        for text_box in boxes {
            self.prose.separate(Break::Paragraph);
            self.blocks(text_box);
        }
        // A deleted paragraph mark joins the paragraph with the next one.
        let joined = properties.is_some_and(|properties| properties.at(&["w:rPr", "w:del"]).is_some());
        self.changed |= joined;
        self.goes_on = joined;
        if !joined {
            self.prose
                .separate(if is_item { Break::Line } else { Break::Paragraph });
        }
    }

    /// Titles and captions are told by their style.
    fn note_style(&mut self, properties: Option<&Element>, before: usize) {
        match properties.map(style_of).unwrap_or_default() {
            "Title" if self.title.is_none() => self.title = Some(self.prose.since(before)),
            "Caption" => self.captions.push(self.prose.since(before)),
            _ => {}
        }
    }

    /// The runs of a paragraph, and what wraps them.
    fn pieces(&mut self, parent: &'tree Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:t" | "m:t" => self.prose.push(&element.text()),
                "w:tab" | "w:ptab" => self.prose.push("\t"),
                "w:br" | "w:cr" => self.prose.end_line(),
                "w:noBreakHyphen" => self.prose.push("\u{2011}"),
                "w:softHyphen" => self.prose.push("\u{ad}"),
                "w:sym" => self.symbol(element),
                "w:footnoteReference" => self.note("word/footnotes.xml", element),
                "w:endnoteReference" => self.note("word/endnotes.xml", element),
                "w:txbxContent" => self.boxes.push(element),
                "w:del" | "w:moveFrom" => self.changed = true,
                "w:ins" | "w:moveTo" => {
                    self.changed = true;
                    self.pieces(element);
                }
                "w:pPr" | "w:rPr" | "w:instrText" | "w:delText" | "w:rt" => {}
                "w:r" if is_hidden(element) => {}
                "mc:AlternateContent" => self.pieces(alternative(element)),
                _ => self.pieces(element),
            }
        }
    }

    fn symbol(&mut self, element: &Element) {
        let code = element
            .attribute("char")
            .and_then(|code| u32::from_str_radix(code, 16).ok());
        if let Some(character) = code.and_then(char::from_u32) {
            self.prose.push(character.encode_utf8(&mut [0; 4]));
        }
    }

    /// Leaves '[1]' where a note is referred to.
    fn note(&mut self, part: &'static str, reference: &Element) {
        if let Some(id) = reference.attribute("id") {
            let next = self.noted.len() + 1;
            let number = *self.noted.entry((part, id.to_owned())).or_insert(next);
            self.prose.push(&format!("[{number}]"));
        }
    }

    /// Rows on lines and cells between tabs; where cells hold paragraphs, the table is there for the layout, and they
    /// are paragraphs.
    fn table(&mut self, table: &'tree Element) {
        let rows = table.elements().flat_map(|element| unwrapped(element, "w:tr"));
        let cells = |row: &'tree Element| row.elements().flat_map(|element| unwrapped(element, "w:tc"));
        let rows: Vec<Vec<&Element>> = rows.map(|row| cells(row).collect()).collect();
        let is_layout = rows
            .iter()
            .flatten()
            .any(|cell| cell.has("w:tbl") || paragraphs_with_text(cell) > 1);
        self.prose.separate(Break::Paragraph);
        self.after_item = false;
        for row in rows {
            for cell in row {
                if is_layout {
                    self.blocks(cell);
                } else {
                    self.pieces(cell);
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

    /// The notes behind the body, each with the mark that refers to it.
    fn notes(&mut self, archive: &mut Archive) -> Result<(), ParseError> {
        let noted = std::mem::take(&mut self.noted);
        for part in ["word/footnotes.xml", "word/endnotes.xml"] {
            let mut of_part: Vec<(usize, &str)> = noted
                .iter()
                .filter(|((within, _), _)| *within == part)
                .map(|((_, id), number)| (*number, id.as_str()))
                .collect();
            if of_part.is_empty() {
                continue;
            }
            let Some(bytes) = archive.part(part)? else {
                continue;
            };
            let notes = xml::parse(&bytes)?;
            let by_id: BTreeMap<&str, &Element> = notes
                .elements()
                .filter_map(|note| Some((note.attribute("id")?, note)))
                .collect();
            of_part.sort_unstable();
            for (number, id) in of_part {
                if let Some(note) = by_id.get(id) {
                    let mut reader = DocxReader::default();
                    reader.blocks(note);
                    self.changed |= reader.changed;
                    let text = reader.prose.finish();
                    self.prose.paragraph(&format!("[{number}] {}", text.trim_start()));
                }
            }
        }
        Ok(())
    }
}

fn paragraphs_with_text(element: &Element) -> usize {
    let inner = element.elements().map(|inner| match inner.name.as_str() {
        "w:p" => usize::from(inner.has("w:t")),
        _ => paragraphs_with_text(inner),
    });
    inner.sum()
}

fn style_of(properties: &Element) -> &str {
    properties
        .child("w:pStyle")
        .and_then(|style| style.attribute("val"))
        .unwrap_or_default()
}

/// The elements of that name in what may be one, or wraps some; what wraps deleted ones is passed over.
fn unwrapped<'tree>(element: &'tree Element, name: &'tree str) -> Vec<&'tree Element> {
    match element.name.as_str() {
        found if found == name => vec![element],
        "w:sdt" | "w:sdtContent" | "w:ins" | "w:customXml" => element
            .elements()
            .flat_map(|inner| unwrapped(inner, name))
            .collect(),
        _ => Vec::new(),
    }
}

/// One of the ways in which the same is said to newer and older programs.
fn alternative(element: &Element) -> &Element {
    element
        .child("mc:Choice")
        .or_else(|| element.child("mc:Fallback"))
        .unwrap_or(element)
}

fn is_hidden(run: &Element) -> bool {
    run.at(&["w:rPr", "w:vanish"])
        .is_some_and(|vanish| !matches!(vanish.attribute("val"), Some("0" | "false" | "off")))
}

#[cfg(test)]
mod tests {
    use crate::import::guard::archive::tests::archive;
    use crate::import::{Imported, import};

    fn read(body: &str) -> Imported {
        let document = format!(
            "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
             xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:body>{body}</w:body></w:document>"
        );
        import("a.docx", &archive(&[("word/document.xml", document.as_bytes())])).unwrap()
    }

    fn text(body: &str) -> String {
        read(body).articles.remove(0).text
    }

    #[test]
    fn deleted_paragraph_marks_join_and_hidden_words_and_field_codes_are_not_read() {
        assert_eq!(
            text(
                "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>One </w:t></w:r></w:p>\
                 <w:p><w:r><w:t>paragraph</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
                 <w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>, linked</w:t></w:r></w:hyperlink></w:p>"
            ),
            "One paragraph, linked"
        );
    }

    #[test]
    fn what_is_said_twice_to_newer_and_older_programs_is_read_once() {
        let text_box = "<w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>";
        assert_eq!(
            text(&format!(
                "<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{text_box}</mc:Choice>\
                 <mc:Fallback>{text_box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
            )),
            "before\n\nin a box"
        );
    }

    #[test]
    fn a_table_for_the_layout_is_paragraphs_and_wrapped_cells_lose_nothing() {
        let paragraph = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
        let table = |cells: &[String]| format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.concat());
        let cell = |inner: String| format!("<w:tc>{inner}</w:tc>");
        let wrapped = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", paragraph("b"));
        assert_eq!(text(&table(&[cell(paragraph("a")), cell(wrapped)])), "a\tb");
        let two = paragraph("a") + &paragraph("b");
        assert_eq!(text(&table(&[cell(two), cell(paragraph("c"))])), "a\n\nb\n\nc");
    }

    #[test]
    fn paragraphs_have_the_numbers_that_word_shows() {
        let space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
        let numbering = format!(
            "<w:numbering {space}><w:abstractNum w:abstractNumId='7'>\
             <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
             <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerRoman'/><w:lvlText w:val='%1.%2)'/></w:lvl>\
             </w:abstractNum><w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/>\
             <w:lvlText w:val='·'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>\
             <w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>\
             <w:num w:numId='3'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>\
             </w:numbering>"
        );
        let styles = format!(
            "<w:styles {space}><w:style w:styleId='Demand'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
             <w:style w:styleId='Later'><w:basedOn w:val='Demand'/></w:style></w:styles>"
        );
        let item = |list: u8, level: u8, words: &str| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
            )
        };
        let styled = |style: &str, words: &str| {
            format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
        };
        let body = [
            item(1, 0, "Open the quay."),
            item(1, 1, "Today"),
            item(1, 1, "All of it"),
            item(2, 0, "A point"),
            styled("Later", "Pay the boats."),
            item(3, 0, "Begin anew."),
        ];
        let document = format!(
            "<w:document {space}><w:body>{}</w:body></w:document>",
            body.concat()
        );
        let bytes = archive(&[
            ("word/document.xml", document.as_bytes()),
            ("word/numbering.xml", numbering.as_bytes()),
            ("word/styles.xml", styles.as_bytes()),
        ]);
        let imported = import("a.docx", &bytes).unwrap();
        let lines: Vec<&str> = imported.articles[0].text.split_whitespace().collect();
        assert_eq!(
            lines.join(" "),
            "1. Open the quay. 1.i) Today 1.ii) All of it A point 2. Pay the boats. 5. Begin anew."
        );
    }
}
