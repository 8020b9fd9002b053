//! A workbook by ECMA-376, written straight into its archive: sheets one after another, row by row, so that neither
//! memory nor a temporary file grows with them.

use std::fmt::Write as _;
use std::io::{self, Write};

use quick_xml::escape::escape;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{ZipWriter, result::ZipError};

use super::super::ExportError;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Text is packed to a tenth of its size at this level, in half the time that the usual one takes for a little more.
const PACKING: i64 = 3;

/// How a cell looks, by its index among the `cellXfs` of [`STYLES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Link = 1,
    Heading = 2,
    Wrapped = 3,
    Day = 4,
}

/// The looks of cells: plain, link, heading, text that wraps, day.
const STYLES: &str = concat!(
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/></numFmts>",
    "<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>",
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>",
    "<fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\">",
    "<fgColor rgb=\"FFE8EBF0\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>",
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\">",
    "<alignment vertical=\"top\"/></xf>",
    "<xf numFmtId=\"0\" fontId=\"2\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\"/>",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">",
    "<alignment vertical=\"top\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">",
    "<alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>",
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>",
);

/// A workbook under way.
pub(super) struct Workbook<'a> {
    zip: ZipWriter<StreamWriter<&'a mut dyn Write>>,
    /// The sheets so far: their names, and the cells that their filters reach over.
    sheets: Vec<(String, String)>,
}

impl<'a> Workbook<'a> {
    /// A workbook of this title, without a sheet.
    pub(super) fn new(out: &'a mut dyn Write, title: &str) -> Result<Self, ExportError> {
        let mut book = Self {
            zip: ZipWriter::new_stream(out),
            sheets: Vec::new(),
        };
        let parts = relations(&[
            (&format!("{RELATIONS}/officeDocument"), "xl/workbook.xml"),
            (
                &format!("{PACKAGE}/relationships/metadata/core-properties"),
                "docProps/core.xml",
            ),
        ]);
        book.part("_rels/.rels", &parts)?;
        // A workbook bears its day of making; a fixed one keeps equal projects equal bytes.
        let properties = format!(
            "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
             <dcterms:created xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:created></cp:coreProperties>",
            escape(title)
        );
        book.part("docProps/core.xml", &properties)?;
        book.part(
            "xl/styles.xml",
            &format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"),
        )?;
        Ok(book)
    }

    /// Begins the XML of the next sheet, which goes to [`Self::write`].
    pub(super) fn begin_sheet(&mut self) -> Result<(), ExportError> {
        self.begin_part(&format!("xl/worksheets/sheet{}.xml", self.sheets.len() + 1))
    }

    /// Adds to the XML of the sheet.
    pub(super) fn write(&mut self, xml: &str) -> Result<(), ExportError> {
        Ok(self.zip.write_all(xml.as_bytes())?)
    }

    /// Ends the sheet: its name, the cells of its filter as `$A$1:$L$5`, and the addresses that its links lead to.
    pub(super) fn end_sheet(
        &mut self,
        name: String,
        filter: String,
        links: &[String],
    ) -> Result<(), ExportError> {
        let number = self.sheets.len() + 1;
        self.sheets.push((name, filter));
        if links.is_empty() {
            return Ok(());
        }
        self.begin_part(&format!("xl/worksheets/_rels/sheet{number}.xml.rels"))?;
        self.write(&format!(
            "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">"
        ))?;
        for (link, address) in links.iter().enumerate() {
            self.write(&format!(
                "<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                link + 1,
                escape(address.as_str())
            ))?;
        }
        self.write("</Relationships>")
    }

    /// Lists the sheets, and ends the archive.
    pub(super) fn finish(mut self) -> Result<(), ExportError> {
        let sheets = std::mem::take(&mut self.sheets);
        let (mut listed, mut filters) = (String::new(), String::new());
        let (mut targets, mut types) = (Vec::new(), String::new());
        for (at, (name, filter)) in sheets.iter().enumerate() {
            let (number, name) = (at + 1, escape(name.as_str()));
            let _ = write!(
                listed,
                "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"
            );
            let _ = write!(
                filters,
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{at}\" hidden=\"1\">'{name}'!{filter}</definedName>"
            );
            targets.push((
                format!("{RELATIONS}/worksheet"),
                format!("worksheets/sheet{number}.xml"),
            ));
            let _ = write!(
                types,
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>"
            );
        }
        let book = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><bookViews><workbookView/></bookViews>\
             <sheets>{listed}</sheets><definedNames>{filters}</definedNames></workbook>"
        );
        self.part("xl/workbook.xml", &book)?;
        targets.push((format!("{RELATIONS}/styles"), "styles.xml".to_owned()));
        let targets: Vec<(&str, &str)> = targets
            .iter()
            .map(|(kind, to)| (kind.as_str(), to.as_str()))
            .collect();
        self.part("xl/_rels/workbook.xml.rels", &relations(&targets))?;
        let types = format!(
            "<Types xmlns=\"{PACKAGE}/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/docProps/core.xml\" \
             ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>{types}</Types>"
        );
        self.part("[Content_Types].xml", &types)?;
        self.zip.finish().map_err(failure)?;
        Ok(())
    }

    fn begin_part(&mut self, name: &str) -> Result<(), ExportError> {
        let packing = SimpleFileOptions::default().compression_level(Some(PACKING));
        self.zip.start_file(name, packing).map_err(failure)
    }

    fn part(&mut self, name: &str, xml: &str) -> Result<(), ExportError> {
        self.begin_part(name)?;
        self.write(HEAD)?;
        self.write(xml)
    }
}

/// Relations by their types and targets, numbered from 1.
fn relations(targets: &[(&str, &str)]) -> String {
    let mut xml = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (at, (kind, target)) in targets.iter().enumerate() {
        let _ = write!(
            xml,
            "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>",
            at + 1
        );
    }
    xml + "</Relationships>"
}

fn failure(error: ZipError) -> ExportError {
    ExportError::Write(match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    })
}
