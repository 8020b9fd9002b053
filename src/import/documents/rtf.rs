//! Rich text (RTF 1.9): the body with its paragraphs, cells between tabs, notes behind it. Headers, footers, pictures, what
//! is hidden and what was deleted with changes tracked are left out. It is written out here since no crate reads it
//! without losing words.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::plain;
use super::prose::{Break, Prose};
use super::rtf_charsets::{charset, code_page};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::import::{Imported, WarningKind};

/// The maximum number of groups within one another.
const MAX_DEPTH: usize = 1000;
/// How many control words are read between two checks for cancellation.
const WORDS_PER_CHECK: usize = 4096;

/// Destinations that are no part of the text.
const LEFT_OUT: &[&str] = &[
    "colortbl",
    "stylesheet",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "annotation",
    "xmlnstbl",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "filetbl",
    "revtbl",
    "pgdsctbl",
    "author",
    "operator",
    "creatim",
    "revtim",
    "printim",
    "comment",
    "keywords",
    "subject",
    "doccomm",
    "company",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "tc",
    "xe",
    "nonshppict",
    "picprop",
    "sp",
    "mmath",
];

/// Reads the document.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let mut reader = RtfReader::new(source.bytes);
    reader.run()?;
    let mut prose = std::mem::take(&mut reader.prose);
    for (number, note) in reader.notes.into_iter().enumerate() {
        prose.paragraph(&format!("[{}] {}", number + 1, note.trim()));
    }
    let title = Some(reader.title.trim().to_owned()).filter(|title| !title.is_empty());
    let mut imported = Imported::from_articles(vec![plain::titled(prose.finish(), title)]);
    if reader.changed {
        imported
            .warnings
            .push(source.warning(WarningKind::ChangesAccepted));
    }
    Ok(imported)
}

/// Where the characters of a group go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Body,
    Nowhere,
    Fonts,
    Title,
    /// The number or point before an item of a list.
    ItemLabel,
    Note,
}

/// What holds within a group.
#[derive(Clone, Copy)]
struct Group {
    destination: Destination,
    /// How many characters for older programs follow one by its number.
    skipped_after: usize,
    font: i32,
    is_hidden: bool,
    is_deleted: bool,
}

struct RtfReader<'bytes> {
    bytes: &'bytes [u8],
    at: usize,
    group: Group,
    outer: Vec<Group>,
    prose: Prose,
    /// The body, while a note is read.
    body: Option<Prose>,
    notes: Vec<String>,
    title: String,
    label: String,
    /// Encodings by font.
    fonts: BTreeMap<i32, &'static Encoding>,
    encoding: &'static Encoding,
    default_font: i32,
    /// Bytes of the encoding that are not characters yet.
    pending: Vec<u8>,
    /// The first half of a pair of UTF-16 units.
    high: Option<u16>,
    /// How many characters are still to be skipped.
    skip: usize,
    /// Whether a paragraph has ended that nothing has followed yet; and whether that one was an item of a list.
    is_ended: bool,
    after_item: bool,
    /// Whether this paragraph is an item of a list.
    is_item: bool,
    /// Whether a row of a table has ended, and whether this paragraph is in a table.
    after_row: bool,
    in_table: bool,
    /// Whether a group has just said that whoever does not know it may pass over it.
    is_optional: bool,
    changed: bool,
}

impl<'bytes> RtfReader<'bytes> {
    fn new(bytes: &'bytes [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            group: Group {
                destination: Destination::Body,
                skipped_after: 1,
                font: 0,
                is_hidden: false,
                is_deleted: false,
            },
            outer: Vec::new(),
            prose: Prose::default(),
            body: None,
            notes: Vec::new(),
            title: String::new(),
            label: String::new(),
            fonts: BTreeMap::new(),
            encoding: WINDOWS_1252,
            default_font: 0,
            pending: Vec::new(),
            high: None,
            skip: 0,
            is_ended: false,
            after_item: false,
            is_item: false,
            after_row: false,
            in_table: false,
            is_optional: false,
            changed: false,
        }
    }

    fn run(&mut self) -> Result<(), ParseError> {
        let mut steps = 0_usize;
        while let Some(byte) = self.bytes.get(self.at).copied() {
            steps += 1;
            if steps.is_multiple_of(WORDS_PER_CHECK) {
                cancel::check_cancelled()?;
            }
            self.at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    if self.outer.len() >= MAX_DEPTH {
                        return Err(ParseError::NestedTooDeeply(MAX_DEPTH));
                    }
                    self.skip = 0;
                    self.outer.push(self.group);
                }
                b'}' => {
                    self.flush();
                    self.skip = 0;
                    self.is_optional = false;
                    self.close();
                    if self.outer.is_empty() {
                        break;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                _ => self.byte(byte),
            }
        }
        self.flush();
        Ok(())
    }

    fn close(&mut self) {
        let inner = self.group.destination;
        let Some(outer) = self.outer.pop() else { return };
        self.group = outer;
        if inner == outer.destination {
            return;
        }
        match inner {
            Destination::ItemLabel => {
                let label = std::mem::take(&mut self.label);
                // Points are left out, as in other documents; numbers are referred to.
                if label.chars().any(char::is_alphanumeric) && self.is_shown() {
                    self.begin();
                    self.prose.push(&format!("{} ", label.trim()));
                }
            }
            Destination::Note => {
                if let Some(body) = self.body.take() {
                    let note = std::mem::replace(&mut self.prose, body);
                    self.notes.push(note.finish());
                    self.is_ended = false;
                }
            }
            _ => {}
        }
    }

    fn is_shown(&self) -> bool {
        !self.group.is_hidden && !self.group.is_deleted
    }

    /// A byte of the current encoding.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.pending.push(byte);
        }
    }

    /// Decodes what was gathered: characters may be of several bytes.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let encoding = self.fonts.get(&self.group.font).copied().unwrap_or(self.encoding);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.put(&text);
    }

    fn put(&mut self, characters: &str) {
        match self.group.destination {
            Destination::Title => self.title.push_str(characters),
            Destination::ItemLabel => self.label.push_str(characters),
            Destination::Body | Destination::Note if self.is_shown() => {
                self.begin();
                self.prose.push(characters);
            }
            _ => {}
        }
    }

    /// Separates what comes from the paragraph before: items of a list, like rows of a table, stand on lines of their own.
    fn begin(&mut self) {
        if std::mem::take(&mut self.is_ended) {
            let is_next_item = self.after_item && self.is_item;
            self.prose.separate(if is_next_item {
                Break::Line
            } else {
                Break::Paragraph
            });
        }
        if std::mem::take(&mut self.after_row) && !self.in_table {
            self.prose.separate(Break::Paragraph);
        }
    }

    fn end_paragraph(&mut self) {
        if self.is_text() && !self.group.is_deleted {
            self.is_ended = true;
            self.after_item = self.is_item;
        }
    }

    fn is_text(&self) -> bool {
        matches!(self.group.destination, Destination::Body | Destination::Note)
    }

    fn separate(&mut self, by: Break) {
        if self.is_text() && !self.group.is_deleted {
            self.prose.separate(by);
        }
    }

    /// What stands behind a backslash: a sign, or a word with or without a number.
    fn control(&mut self) {
        let Some(sign) = self.bytes.get(self.at).copied() else {
            return;
        };
        if !sign.is_ascii_alphabetic() {
            self.at += 1;
            self.sign(sign);
            return;
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = String::from_utf8_lossy(rest.get(..length).unwrap_or_default()).into_owned();
        let behind = rest.get(length..).unwrap_or_default();
        let minus = usize::from(behind.first() == Some(&b'-'));
        let digits = behind
            .iter()
            .skip(minus)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let number = (digits > 0)
            .then(|| {
                std::str::from_utf8(behind.get(..minus + digits)?)
                    .ok()?
                    .parse::<i32>()
                    .ok()
            })
            .flatten();
        self.at += length + if digits > 0 { minus + digits } else { 0 };
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.word(&word, number);
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'\'' => {
                let digits = self
                    .bytes
                    .get(self.at..self.at + 2)
                    .and_then(|hex| std::str::from_utf8(hex).ok());
                if let Some(byte) = digits.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.at += 2;
                    self.byte(byte);
                }
                return;
            }
            b'\\' | b'{' | b'}' => {
                self.byte(sign);
                return;
            }
            _ => self.flush(),
        }
        match sign {
            b'*' => self.is_optional = true,
            b'~' => self.put("\u{a0}"),
            b'_' => self.put("\u{2011}"),
            b'-' => self.put("\u{ad}"),
            b'\r' | b'\n' => self.end_paragraph(),
            b'\t' => self.put("\t"),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        // Characters of several bytes are written one by one, and nothing stands between their bytes.
        self.flush();
        let is_on = number != Some(0);
        let is_optional = std::mem::take(&mut self.is_optional);
        if self.group.destination == Destination::Nowhere && word != "bin" && word != "shptxt" {
            return;
        }
        match word {
            "u" => self.unit(number),
            "uc" => {
                self.group.skipped_after = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
            }
            "bin" => self.at += number.and_then(|count| usize::try_from(count).ok()).unwrap_or(0),
            "par" | "sect" | "page" => self.end_paragraph(),
            "pard" if self.is_text() => (self.is_item, self.in_table) = (false, false),
            "ls" if self.is_text() => self.is_item = is_on,
            "trowd" | "intbl" => self.in_table = true,
            "line" | "softline" if self.is_text() => self.prose.end_line(),
            "row" | "nestrow" => {
                self.separate(Break::Line);
                (self.is_ended, self.after_row) = (false, true);
            }
            "cell" | "nestcell" => {
                self.separate(Break::Cell);
                self.is_ended = false;
            }
            "tab" => self.put("\t"),
            "emdash" => self.put("—"),
            "endash" => self.put("–"),
            "lquote" => self.put("‘"),
            "rquote" => self.put("’"),
            "ldblquote" => self.put("“"),
            "rdblquote" => self.put("”"),
            "bullet" => self.put("•"),
            "emspace" | "enspace" | "qmspace" => self.put(" "),
            "zwj" => self.put("\u{200d}"),
            "zwnj" => self.put("\u{200c}"),
            "ltrmark" => self.put("\u{200e}"),
            "rtlmark" => self.put("\u{200f}"),
            "v" => self.group.is_hidden = is_on,
            "deleted" => {
                self.group.is_deleted = is_on;
                self.changed |= is_on;
            }
            "revised" => self.changed |= is_on,
            "plain" => {
                self.group.is_hidden = false;
                self.group.font = self.default_font;
            }
            "f" => self.group.font = number.unwrap_or(self.default_font),
            "deff" => self.default_font = number.unwrap_or(0),
            "ansicpg" => self.encoding = number.and_then(code_page).unwrap_or(self.encoding),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "fcharset" if self.group.destination == Destination::Fonts => {
                if let Some(encoding) = number.and_then(charset) {
                    self.fonts.insert(self.group.font, encoding);
                }
            }
            "fonttbl" => self.group.destination = Destination::Fonts,
            "info" => self.group.destination = Destination::Nowhere,
            "title" => self.group.destination = Destination::Title,
            "listtext" | "pntext" => {
                self.group.destination = Destination::ItemLabel;
                self.is_item = true;
            }
            "shptxt" => {
                self.group.destination = Destination::Body;
                self.is_ended = true;
            }
            "footnote" if self.body.is_none() => {
                let number = self.notes.len() + 1;
                self.put(&format!("[{number}]"));
                self.body = Some(std::mem::take(&mut self.prose));
                self.group.destination = Destination::Note;
            }
            word if LEFT_OUT.contains(&word) => self.group.destination = Destination::Nowhere,
            _ if is_optional => self.group.destination = Destination::Nowhere,
            _ => {}
        }
    }

    /// A UTF-16 unit by its number, and what older programs read in its place.
    fn unit(&mut self, number: Option<i32>) {
        const UNITS: i32 = 0x1_0000;
        let unit = number.and_then(|number| u16::try_from(number.rem_euclid(UNITS)).ok());
        self.skip = self.group.skipped_after;
        let Some(unit) = unit else { return };
        match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => self.high = Some(unit),
            (high, _) => {
                let units = high.into_iter().chain([unit]);
                let characters: String = char::decode_utf16(units).filter_map(Result::ok).collect();
                self.put(&characters);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, Imported, import};

    fn read(rtf: &str) -> Imported {
        let imported = import("a.rtf", rtf.as_bytes()).unwrap();
        assert_eq!(imported.kind, FileKind::Rtf);
        imported
    }

    fn text(body: &str) -> String {
        let head = "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset178 Arial;}{\\f2\\fcharset128 Mincho;}}\
            {\\info{\\title Talks}{\\author Amal}}{\\*\\generator x;}";
        read(&format!("{head}{body}}}")).articles.remove(0).text
    }

    #[test]
    fn characters_are_read_however_they_are_written() {
        assert_eq!(
            text("\\pard The \\ldblquote army\\rdblquote\\u8217?s caf\\'e9 {\\b will} go\\~on\\'85\\par"),
            "The “army”’s café will go\u{a0}on…"
        );
        assert_eq!(
            text("{\\f1 \\'de\\'c7\\'e1} {\\f2 \\'93\\'fa\\'96\\'7b}\\par"),
            "قال 日本"
        );
        assert_eq!(
            text("\\u-10179?\\u-9143? said {\\uc2\\u8220\\'81\\'67 so\\u8221\\'81\\'68}"),
            "👉 said “ so”"
        );
        assert_eq!(text("a \\{b\\} \\\\ c\\emdash d"), "a {b} \\ c—d");
    }

    #[test]
    fn paragraphs_cells_notes_and_numbers_stay_and_what_is_no_text_goes() {
        let body = "{\\header left out\\par}One{\\v hidden}{\\footnote {\\super\\chftn} A note.}\\par Two\\line more\\par\n\
            {\\listtext\\pard 1.\\tab}Open it.\\par{\\listtext\\'b7\\tab}A point\\par\\pard\
            \\trowd a\\cell b\\cell\\row\\trowd c\\cell d\\cell\\row\\pard {\\pict\\pngblip 89504e}{\\*\\unknown no}\
            {\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt a link}}\\par";
        assert_eq!(
            text(body),
            "One[1]\n\nTwo\nmore\n\n1. Open it.\nA point\n\na\tb\nc\td\n\na link\n\n[1] A note."
        );
        let changed = read("{\\rtf1 One{\\deleted two}{\\revised three}\\par}");
        assert_eq!(changed.articles[0].text, "Onethree");
        assert_eq!(
            changed.warnings[0].to_string(),
            "tracked changes were accepted: a.rtf"
        );
    }

    #[test]
    fn groups_without_end_are_refused() {
        let deep = format!("{{\\rtf1 {}", "{".repeat(100_000));
        assert!(
            import("a.rtf", deep.as_bytes())
                .unwrap_err()
                .to_string()
                .contains("nested too deeply")
        );
    }
}
