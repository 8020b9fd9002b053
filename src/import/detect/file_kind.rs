//! The kinds of file that can be read, and how a kind is detected: by the content and, where that
//! leaves it open, by the name. Kinds that are recognised only to be refused are in `signature`.

use super::{archive, extension, sniff};

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
    /// Subtitles or another record of who said what and when.
    Transcript,
    /// A news agency's article in XML: NewsML-G2 or NITF.
    Newsml,
    /// A document in TEI or JATS.
    Scholarly,
    /// Archived web pages (WARC), alone or in a WACZ.
    WebArchive,
    /// A list of references with their texts (RIS).
    References,
    /// What was posted in a Telegram channel or by an account on X, as these export it.
    Posts,
    /// An archive with articles of other kinds in it.
    Bundle,
    /// A rich text document (RTF).
    Rtf,
}

/// A kind, its name on the command line, its label, and the endings of its files' names. The endings decide where the
/// content leaves the kind open, and which files of a folder are read.
type KindEntry = (FileKind, &'static str, fn() -> &'static str, &'static str);

/// Every kind.
const ENTRIES: &[KindEntry] = &[
    (
        FileKind::Plain,
        "text",
        || fl!("import-file-kind-text"),
        "txt text",
    ),
    (
        FileKind::Markdown,
        "markdown",
        || fl!("import-file-kind-markdown"),
        "md markdown",
    ),
    (
        FileKind::Html,
        "html",
        || fl!("import-file-kind-html"),
        "html htm xhtml mhtml mht",
    ),
    (
        FileKind::Docx,
        "docx",
        || fl!("import-file-kind-docx"),
        "docx docm dotx",
    ),
    (
        FileKind::Odt,
        "odt",
        || fl!("import-file-kind-odt"),
        "odt fodt ott",
    ),
    (FileKind::Pdf, "pdf", || fl!("import-file-kind-pdf"), "pdf"),
    (FileKind::Epub, "epub", || fl!("import-file-kind-epub"), "epub"),
    (
        FileKind::Mail,
        "mail",
        || fl!("import-file-kind-mail"),
        "eml emlx",
    ),
    (
        FileKind::Mailbox,
        "mailbox",
        || fl!("import-file-kind-mailbox"),
        "mbox",
    ),
    (
        FileKind::Feed,
        "feed",
        || fl!("import-file-kind-feed"),
        "rss atom",
    ),
    (
        FileKind::JsonFeed,
        "jsonfeed",
        || fl!("import-file-kind-jsonfeed"),
        "",
    ),
    (
        FileKind::Ninjs,
        "ninjs",
        || fl!("import-file-kind-ninjs"),
        "ninjs",
    ),
    (FileKind::Csv, "csv", || fl!("import-file-kind-csv"), "csv tsv"),
    (FileKind::Xlsx, "xlsx", || fl!("import-file-kind-xlsx"), "xlsx"),
    (
        FileKind::JsonLines,
        "jsonl",
        || fl!("import-file-kind-jsonl"),
        "jsonl ndjson",
    ),
    (
        FileKind::Transcript,
        "transcript",
        || fl!("import-file-kind-transcript"),
        "vtt srt sbv ttml dfxp",
    ),
    (
        FileKind::Newsml,
        "newsml",
        || fl!("import-file-kind-newsml"),
        "newsml nitf",
    ),
    (
        FileKind::Scholarly,
        "tei",
        || fl!("import-file-kind-scholarly"),
        "tei jats nxml",
    ),
    (
        FileKind::WebArchive,
        "warc",
        || fl!("import-file-kind-web-archive"),
        "warc wacz",
    ),
    (
        FileKind::References,
        "ris",
        || fl!("import-file-kind-references"),
        "ris",
    ),
    (FileKind::Posts, "posts", || fl!("import-file-kind-posts"), ""),
    (FileKind::Bundle, "zip", || fl!("import-file-kind-bundle"), ""),
    (FileKind::Rtf, "rtf", || fl!("import-file-kind-rtf"), "rtf"),
];

impl FileKind {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        ENTRIES.iter().map(|(kind, ..)| *kind)
    }

    /// Its name on the command line: 'docx'.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |(_, name, ..)| *name)
    }

    /// Its name for people: 'Word document (DOCX)'.
    pub fn label(self) -> &'static str {
        self.entry().map_or("", |(_, _, label, _)| label())
    }

    /// The endings of all kinds: 'txt', 'docx'.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        ENTRIES
            .iter()
            .flat_map(|(.., endings)| endings.split_whitespace())
    }

    /// The kind of that name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|kind| kind.name() == name)
    }

    /// The kind by the ending of a file's name.
    pub fn from_file_name(path: &str) -> Option<Self> {
        let ending = extension(path)?;
        let is_ending = |endings: &str| endings.split_whitespace().any(|known| known == ending);
        let entry = ENTRIES.iter().find(|(.., endings)| is_ending(endings));
        entry.map(|(kind, ..)| *kind)
    }

    /// Whether a file of this kind is a table whose columns have to be mapped.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx | Self::JsonLines)
    }

    fn entry(self) -> Option<&'static KindEntry> {
        ENTRIES.iter().find(|(kind, ..)| *kind == self)
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
        return archive::detect(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(FileKind::Rtf);
    }
    if sniff::is_web_archive(bytes) {
        return Some(FileKind::WebArchive);
    }
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or(bytes);
    let head = match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(head.get(mark..)?).0,
        None => match head.trim_ascii_start() {
            // What tells the kind is ASCII, whatever the encoding.
            [b'<' | b'{' | b'[', ..] => encoding_rs::mem::decode_latin1(head),
            start if start.first().is_none_or(|byte| !byte.is_ascii()) => String::from_utf8_lossy(head),
            start
                if may_begin_mail(start)
                    || sniff::may_begin_transcript(start)
                    || sniff::begins_posts(start) =>
            {
                encoding_rs::mem::decode_latin1(head)
            }
            _ => return None,
        },
    };
    let head = head.trim_start();
    match head.chars().next()? {
        '<' => detect_markup(head),
        '{' | '[' => detect_json(head),
        _ if sniff::begins_posts(head.as_bytes()) => Some(FileKind::Posts),
        _ if sniff::begins_transcript(head) => Some(FileKind::Transcript),
        _ if head.starts_with("TY  - ") => Some(FileKind::References),
        _ => detect_mail(head),
    }
}

/// Whether the first line may be one of a mail's header, so that a closer look is worth its time.
fn may_begin_mail(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    line.starts_with(b"From ") || line.starts_with(b"TY  - ") || line.contains(&b':') || is_count(line)
}

/// A line with a number alone, as Apple's Mail writes before each mail how long it is.
fn is_count(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    !line.is_empty() && line.iter().all(u8::is_ascii_digit)
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    memchr::memmem::find(bytes, what).is_some()
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
        "nitf" | "newsml" | "newsitem" | "newsmessage" | "packageitem" => Some(FileKind::Newsml),
        _ if head.contains("<leadParagraph")
            || head.contains("<tailParagraphs")
            || head.contains("<LeadPara") =>
        {
            Some(FileKind::Newsml)
        }
        "ppsarticleresponse" | "distdoc" => Some(FileKind::Newsml),
        "tei" | "tei.2" | "teicorpus" => Some(FileKind::Scholarly),
        "article" if head.contains("JATS") || head.contains("<front") => Some(FileKind::Scholarly),
        "doc" if head.contains("<main") && head.contains("sitename=") => Some(FileKind::Scholarly),
        "tt" => Some(FileKind::Transcript),
        "document" if head.contains("office:document") && head.contains("opendocument") => {
            Some(FileKind::Odt)
        }
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
    } else if head.starts_with('{') && has("messages") && has("date_unixtime") && has("type") {
        Some(FileKind::Posts)
    } else if has("segments") && has("start") && has("end") && has("text") {
        Some(FileKind::Transcript)
    } else if is_lines_of_json(head) {
        Some(FileKind::JsonLines)
    } else if head.starts_with('{')
        && "body_text body_html body_xhtml bodies headlines"
            .split(' ')
            .any(has)
        && "uri guid standard versioncreated pubstatus usagestatus"
            .split(' ')
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
    let head = match head.split_once('\n') {
        Some((count, rest)) if is_count(count.as_bytes()) => rest,
        _ => head,
    };
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
    let mut proves = "message-id: mime-version: received: return-path: date: sent:".split(' ');
    let is_sent = has("from:") && (proves.any(has) || (has("subject:") && has("to:")));
    // A draft has nobody yet who sent it, and what was cut off of a mail may have lost its first lines.
    let is_kept =
        has("subject:") && (has("mime-version:") || has("message-id:") || (has("to:") && has("date:")));
    (all_fields && (is_sent || is_kept)).then_some(FileKind::Mail)
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
        let cases = [
            ("pdf", "%PDF-1.7 …"),
            ("docx", "PK\u{3}\u{4}…word/document.xml…"),
            ("xlsx", "PK\u{3}\u{4}…xl/workbook.xml…"),
            ("epub", "PK\u{3}\u{4}…mimetypeapplication/epub+zip…"),
            (
                "odt",
                "PK\u{3}\u{4}…mimetypeapplication/vnd.oasis.opendocument.text…",
            ),
            ("html", "\u{feff}\n<!DOCTYPE html><p>"),
            (
                "html",
                "<!-- saved from url=(0020)https://example.org -->\n<HTML>",
            ),
            ("html", "<?xml version='1.0'?><!DOCTYPE html PUBLIC \"…\"><html>"),
            ("feed", "<?xml version='1.0'?>\n<!-- a --><rss version='2.0'>"),
            ("feed", "<feed xmlns='http://www.w3.org/2005/Atom'>"),
            ("feed", "<rdf:RDF xmlns='…'>"),
            ("newsml", "<nitf>"),
            ("jsonfeed", "{\"version\": \"https://jsonfeed.org/version/1.1\"}"),
            ("ninjs", "{\"uri\": \"x\", \"body_text\": \"…\"}"),
            ("jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n"),
            (
                "mailbox",
                "From amal@example.org Sun Feb 11 2024\nFrom: amal@example.org\n\nx",
            ),
            ("mail", "Received: from x\n\tby y\nFrom: a@b\n\nx"),
            (
                "html",
                "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org\nSubject: x\n\nx",
            ),
            ("", "From: a@b\nThe army said: no.\n"),
            ("", "From Baghdad to Basra\nThe army said"),
            ("", "Talks resume: the army said so"),
        ];
        for (kind, content) in cases {
            assert_eq!(
                detect_content(content.as_bytes()),
                FileKind::from_name(kind),
                "{content}"
            );
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
