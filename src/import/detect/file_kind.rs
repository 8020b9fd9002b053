//! The kinds of file that can be read, and how a kind is detected: by the content and, where that
//! leaves it open, by the name. Kinds that are recognised only to be refused are in `signature`.

use super::extension;

/// A kind of file that articles are read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Text without markup, in any encoding.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// A text document of the free office programs (ODT).
    Odt,
    /// A PDF document with a text layer.
    Pdf,
    /// An electronic book; each chapter is an article.
    Epub,
    /// A mail.
    Mail,
    /// A mailbox of many mails.
    Mailbox,
    /// A feed in RSS or Atom.
    Feed,
    /// A feed in JSON.
    JsonFeed,
    /// A news agency's article in ninjs.
    Ninjs,
    /// A table with one article a row.
    Csv,
    /// An Excel workbook whose first sheet with texts has one article a row.
    Xlsx,
    /// Lines of JSON with one article each, or a list of such.
    JsonLines,
}

/// A kind with its names.
struct KindEntry {
    kind: FileKind,
    name: &'static str,
    label: fn() -> &'static str,
    endings: &'static [&'static str],
}

const fn entry(
    kind: FileKind,
    name: &'static str,
    label: fn() -> &'static str,
    endings: &'static [&'static str],
) -> KindEntry {
    KindEntry {
        kind,
        name,
        label,
        endings,
    }
}

/// Every kind; the endings tell of a file whose content leaves the kind open, and of what in a folder is taken.
const ENTRIES: &[KindEntry] = &[
    entry(
        FileKind::Plain,
        "text",
        || fl!("import-file-kind-text"),
        &["txt", "text"],
    ),
    entry(
        FileKind::Markdown,
        "markdown",
        || fl!("import-file-kind-markdown"),
        &["md", "markdown"],
    ),
    entry(
        FileKind::Html,
        "html",
        || fl!("import-file-kind-html"),
        &["html", "htm", "xhtml", "mhtml", "mht"],
    ),
    entry(FileKind::Docx, "docx", || fl!("import-file-kind-docx"), &["docx"]),
    entry(FileKind::Odt, "odt", || fl!("import-file-kind-odt"), &["odt"]),
    entry(FileKind::Pdf, "pdf", || fl!("import-file-kind-pdf"), &["pdf"]),
    entry(FileKind::Epub, "epub", || fl!("import-file-kind-epub"), &["epub"]),
    entry(FileKind::Mail, "mail", || fl!("import-file-kind-mail"), &["eml"]),
    entry(
        FileKind::Mailbox,
        "mailbox",
        || fl!("import-file-kind-mailbox"),
        &["mbox"],
    ),
    entry(
        FileKind::Feed,
        "feed",
        || fl!("import-file-kind-feed"),
        &["rss", "atom"],
    ),
    entry(
        FileKind::JsonFeed,
        "jsonfeed",
        || fl!("import-file-kind-jsonfeed"),
        &[],
    ),
    entry(
        FileKind::Ninjs,
        "ninjs",
        || fl!("import-file-kind-ninjs"),
        &["ninjs"],
    ),
    entry(
        FileKind::Csv,
        "csv",
        || fl!("import-file-kind-csv"),
        &["csv", "tsv"],
    ),
    entry(FileKind::Xlsx, "xlsx", || fl!("import-file-kind-xlsx"), &["xlsx"]),
    entry(
        FileKind::JsonLines,
        "jsonl",
        || fl!("import-file-kind-jsonl"),
        &["jsonl", "ndjson"],
    ),
];

impl FileKind {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        ENTRIES.iter().map(|entry| entry.kind)
    }

    /// Its name on the command line: 'docx'.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }

    /// Its name for people: 'Word document (DOCX)'.
    pub fn label(self) -> &'static str {
        self.entry().map_or("", |entry| (entry.label)())
    }

    /// What files of any kind are called behind the last full stop: 'txt', 'docx'.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        ENTRIES.iter().flat_map(|entry| entry.endings.iter().copied())
    }

    /// The kind of that name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        ENTRIES
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| entry.kind)
    }

    /// The kind that a file's name speaks of.
    pub fn from_file_name(path: &str) -> Option<Self> {
        let ending = extension(path)?;
        ENTRIES
            .iter()
            .find(|entry| entry.endings.contains(&ending.as_str()))
            .map(|entry| entry.kind)
    }

    /// Whether a file of this kind is a table whose columns have to be told.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx | Self::JsonLines)
    }

    fn entry(self) -> Option<&'static KindEntry> {
        ENTRIES.iter().find(|entry| entry.kind == self)
    }
}

/// How much of a text is examined.
pub(crate) const HEAD_BYTES: usize = 8 * 1024;

/// The kind that the content speaks of, if any: its first bytes, its root element, its header.
pub(crate) fn detect_content(bytes: &[u8]) -> Option<FileKind> {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
    if start.starts_with(b"%PDF-") || holds(start, b"\n%PDF-1.") {
        return Some(FileKind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return detect_archive(bytes);
    }
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or(bytes);
    let head = match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(head.get(mark..)?).0,
        None => match head.trim_ascii_start() {
            // What tells the kind is ASCII, whatever the encoding.
            [b'<' | b'{' | b'[', ..] => encoding_rs::mem::decode_latin1(head),
            start if start.first().is_none_or(|byte| !byte.is_ascii()) => String::from_utf8_lossy(head),
            start if may_begin_mail(start) => encoding_rs::mem::decode_latin1(head),
            _ => return None,
        },
    };
    let head = head.trim_start();
    match head.chars().next()? {
        '<' => detect_markup(head),
        '{' | '[' => detect_json(head),
        _ => detect_mail(head),
    }
}

/// Whether the first line may be one of a mail's header, so that a closer look is worth its time.
fn may_begin_mail(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    line.starts_with(b"From ") || line.contains(&b':')
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    memchr::memmem::find(bytes, what).is_some()
}

/// Documents of many kinds are archives; the names of what they hold stand in their bytes.
fn detect_archive(bytes: &[u8]) -> Option<FileKind> {
    let marks: [(&[u8], FileKind); 4] = [
        (b"word/document.xml", FileKind::Docx),
        (b"xl/workbook.xml", FileKind::Xlsx),
        (b"application/epub+zip", FileKind::Epub),
        (b"application/vnd.oasis.opendocument.text", FileKind::Odt),
    ];
    marks
        .into_iter()
        .find(|(mark, _)| holds(bytes, mark))
        .map(|(_, kind)| kind)
}

/// The root element, behind declarations and comments; a document type names it as well.
fn detect_markup(head: &str) -> Option<FileKind> {
    const DOCTYPE: &str = "!doctype";
    let mut rest = head;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let is_doctype = rest
            .get(..DOCTYPE.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(DOCTYPE));
        if is_doctype {
            rest = rest.get(DOCTYPE.len()..)?.trim_start();
            break;
        }
        let end = match rest {
            _ if rest.starts_with("!--") => "-->",
            _ if rest.starts_with(['?', '!']) => ">",
            _ => break,
        };
        rest = rest.get(rest.find(end)? + end.len()..)?;
    }
    let name = rest
        .split(|c: char| c.is_whitespace() || "/>[".contains(c))
        .next()?;
    let local = name.rsplit(':').next()?;
    match local.to_ascii_lowercase().as_str() {
        "html" | "head" | "body" => Some(FileKind::Html),
        "rss" | "feed" | "rdf" => Some(FileKind::Feed),
        _ => None,
    }
}

/// What the first keys of an object are called.
fn detect_json(head: &str) -> Option<FileKind> {
    let has = |key: &str| {
        let mut places = memchr::memmem::find_iter(head.as_bytes(), key.as_bytes());
        places.any(|at| {
            let before = at.checked_sub(1).and_then(|before| head.as_bytes().get(before));
            before == Some(&b'"') && head.as_bytes().get(at + key.len()) == Some(&b'"')
        })
    };
    if holds(head.as_bytes(), b"jsonfeed.org/version") {
        Some(FileKind::JsonFeed)
    } else if is_lines_of_json(head) {
        Some(FileKind::JsonLines)
    } else if head.starts_with('{')
        && ["body_text", "body_html", "body_xhtml", "bodies", "headlines"]
            .into_iter()
            .any(has)
        && [
            "uri",
            "guid",
            "standard",
            "versioncreated",
            "pubstatus",
            "usagestatus",
        ]
        .into_iter()
        .any(has)
    {
        Some(FileKind::Ninjs)
    } else {
        None
    }
}

/// Whether an object stands on the first line and another one begins on the second.
fn is_lines_of_json(head: &str) -> bool {
    let mut lines = head.lines();
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    first.starts_with('{')
        && second.starts_with('{')
        && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok()
}

/// A header as mails have it; a mailbox has a line 'From sender date' before each.
fn detect_mail(head: &str) -> Option<FileKind> {
    let mut lines = head.lines();
    let first = lines.next()?;
    if first.starts_with("From ") && lines.next().is_some_and(is_field) {
        return Some(FileKind::Mailbox);
    }
    let fields: Vec<&str> = head.lines().take_while(|line| !line.is_empty()).collect();
    let all_fields = fields
        .iter()
        .all(|line| is_field(line) || line.starts_with([' ', '\t']));
    let has = |name: &str| {
        fields.iter().any(|line| {
            line.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
    };
    if all_fields && has("snapshot-content-location:") {
        // A page that a browser saved whole, in the form of a mail.
        return Some(FileKind::Html);
    }
    let proves = [
        "message-id:",
        "mime-version:",
        "received:",
        "return-path:",
        "date:",
    ];
    (all_fields && has("from:") && proves.into_iter().any(has)).then_some(FileKind::Mail)
}

/// 'Message-ID: …'
fn is_field(line: &str) -> bool {
    line.split_once(':')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_kind_whatever_the_name() {
        let cases: &[(&str, Option<FileKind>)] = &[
            ("%PDF-1.7 …", Some(FileKind::Pdf)),
            ("PK\u{3}\u{4}…word/document.xml…", Some(FileKind::Docx)),
            ("PK\u{3}\u{4}…xl/workbook.xml…", Some(FileKind::Xlsx)),
            ("PK\u{3}\u{4}…mimetypeapplication/epub+zip…", Some(FileKind::Epub)),
            (
                "PK\u{3}\u{4}…mimetypeapplication/vnd.oasis.opendocument.text…",
                Some(FileKind::Odt),
            ),
            ("\u{feff}\n<!DOCTYPE html><p>", Some(FileKind::Html)),
            (
                "<!-- saved from url=(0020)https://example.org -->\n<HTML>",
                Some(FileKind::Html),
            ),
            (
                "<?xml version='1.0'?><!DOCTYPE html PUBLIC \"…\"><html>",
                Some(FileKind::Html),
            ),
            (
                "<?xml version='1.0'?>\n<!-- a --><rss version='2.0'>",
                Some(FileKind::Feed),
            ),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", Some(FileKind::Feed)),
            ("<rdf:RDF xmlns='…'>", Some(FileKind::Feed)),
            ("<nitf>", None),
            (
                "{\"version\": \"https://jsonfeed.org/version/1.1\"}",
                Some(FileKind::JsonFeed),
            ),
            ("{\"uri\": \"x\", \"body_text\": \"…\"}", Some(FileKind::Ninjs)),
            (
                "{\"text\": \"a\"}\n{\"text\": \"b\"}\n",
                Some(FileKind::JsonLines),
            ),
            (
                "From amal@example.org Sun Feb 11 2024\nFrom: amal@example.org\n\nx",
                Some(FileKind::Mailbox),
            ),
            ("Received: from x\n\tby y\nFrom: a@b\n\nx", Some(FileKind::Mail)),
            (
                "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org\nSubject: x\n\nx",
                Some(FileKind::Html),
            ),
            ("From: a@b\nThe army said: no.\n", None),
            ("From Baghdad to Basra\nThe army said", None),
            ("Talks resume: the army said so", None),
        ];
        for (content, kind) in cases {
            assert_eq!(detect_content(content.as_bytes()), *kind, "{content}");
        }
    }

    #[test]
    fn every_kind_has_a_name_of_its_own_that_finds_it_again() {
        for kind in FileKind::all() {
            assert_eq!(FileKind::from_name(kind.name()), Some(kind));
            assert!(!kind.label().is_empty());
        }
        assert_eq!(FileKind::from_file_name("in/Talks.DOCX"), Some(FileKind::Docx));
        assert_eq!(FileKind::from_file_name(".txt"), None);
    }
}
