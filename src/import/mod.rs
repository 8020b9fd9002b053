//! Imports articles from bytes: detects the kind of file and hands it to the parser of that format. No
//! files are opened and no clock is read here.
//!
//! To add a format, add a file beside `plain`, a [`FileKind`], and its line in `read`. Each file
//! follows the specification of its format; shared code lies beside them: `archive` (bounded ZIP),
//! `xml` (bounded XML), `markup` (the text of HTML), `prose` (joins paragraphs), `facts` (headline,
//! byline, date), `columns` (columns of tables). [`annotated`] reads files that have claims beside
//! their texts.
//!
//! Files come from strangers. Nothing is fetched, no entity is expanded, no path in an archive is used;
//! sizes, ratios and nesting are bounded before a parser sees the bytes, and a parser that panics means
//! a refused file. The caller, who has a clock, limits the time.

pub mod annotated;
mod archive;
mod cancel;
mod cells;
mod columns;
mod csv;
mod decode;
mod docx;
mod epub;
mod facts;
mod feed;
mod file_kind;
mod guarded;
#[cfg(test)]
mod hostile;
mod html;
mod json;
mod language;
mod mail;
mod markdown;
mod markup;
mod ninjs;
mod odt;
mod page_facts;
mod pairs;
mod parse_error;
mod pdf;
mod pdf_bounds;
mod pdf_facts;
mod pdf_lines;
mod pdf_running;
mod pdf_steps;
mod plain;
mod prose;
mod signature;
mod xlsx;
mod xml;

use crate::model::Metadata;
use jiff::civil::Date;

pub use cancel::CancelToken;
pub use columns::{Columns, TableField, TableHead};
pub use file_kind::FileKind;
pub use guarded::{catch_panic, is_guarded};
pub use pairs::pairs;
pub use parse_error::ParseError;

/// An article as it came in: pure values, everything correctable later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewArticle {
    /// The headline, at most about 120 characters.
    pub title: String,
    /// Who wrote it, as it stands: 'By Amal Haddad'.
    pub byline: Option<String>,
    /// Whom it credits: 'Reuters', 'Agencies'.
    pub credit: Vec<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// BCP 47 tag of its language, where it can be told.
    pub language: Option<String>,
    /// The whole text: UTF-8 with line feeds. Of plain text nothing else is changed, headline and credit lines
    /// included; of a document it is the body, with an empty line between paragraphs, a tab between the cells of a
    /// table, and notes behind the body as '`[1]` …'.
    pub text: String,
    /// The captions of its pictures, where the format tells them from the text. They stand in the text as well, behind
    /// it where they stood apart from it.
    pub captions: Vec<String>,
    /// Whether the file says, or shows, that this is only the beginning or a summary of the article.
    pub partial: bool,
    /// The text with the lines of the page, before they were joined into paragraphs and hyphens at their ends
    /// resolved; where that was done.
    pub as_printed: Option<String>,
}

impl NewArticle {
    /// What is known about the article as a project keeps it, and its text.
    pub fn into_metadata(self) -> (Metadata, String) {
        let metadata = Metadata {
            title: self.title,
            publisher: self.publisher,
            byline: self.byline,
            credit: self.credit,
            url: self.url,
            published: self.published,
            language: self.language,
            partial: self.partial,
            ..Metadata::default()
        };
        (metadata, self.text)
    }
}

/// What a person chose before a file is read; by default everything is detected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// What kind of file it is, whatever it looks like.
    pub kind: Option<FileKind>,
    /// The name of the encoding that it is to be read in: 'windows-1256'.
    pub encoding: Option<String>,
    /// Which column of a table is which; what is not settled is guessed.
    pub columns: Columns,
}

/// A file as passed to the parser of its format.
#[derive(Clone, Copy)]
struct SourceFile<'file> {
    path: &'file str,
    bytes: &'file [u8],
    choices: &'file Choices,
}

impl SourceFile<'_> {
    fn path(&self) -> String {
        self.path.to_owned()
    }

    /// The bytes as text, where the format leaves the encoding open.
    fn decoded(&self) -> Result<decode::Decoded, ParseError> {
        decode::decode_as(self.bytes, self.choices.encoding.as_deref()).ok_or(ParseError::NoText)
    }
}

/// The result of importing a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Its articles; at least one.
    pub articles: Vec<NewArticle>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// The name of the encoding it was read in, where the format leaves that open: 'UTF-8', 'windows-1256'.
    pub encoding: Option<&'static str>,
    /// What it was read as.
    pub kind: FileKind,
    /// The columns of a table, and which was taken for what.
    pub table: Option<TableHead>,
}

/// Something that a person should look at; the import went on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// The file does not say how it is encoded.
    #[error("read as {encoding}, which is a guess; look whether the letters are right: {path}")]
    EncodingGuessed {
        /// Its name.
        encoding: &'static str,
        /// The file.
        path: String,
    },
    /// Some bytes mean nothing in the encoding.
    #[error("not readable as {encoding} in {}, shown as \u{fffd}: {path}", places(*count))]
    NotDecodable {
        /// How many characters stand for them.
        count: usize,
        /// The name of the encoding.
        encoding: &'static str,
        /// The file.
        path: String,
    },
    /// A line is so long that it can hardly be prose, and slow to show.
    #[error("line {line} is {} long and will be slow to work in: {path}", size(*bytes))]
    LongLine {
        /// Its number, from 1.
        line: usize,
        /// Its length in bytes.
        bytes: usize,
        /// The file.
        path: String,
    },
    /// Only a beginning or summary of articles is in the file.
    #[error("only the beginning or a summary is in the file, of {}: {path}", articles(*count))]
    Partial {
        /// Of how many articles.
        count: usize,
        /// The file.
        path: String,
    },
    /// Changes were tracked; the text is as if all were accepted.
    #[error("it has tracked changes; the text is taken as if all were accepted: {path}")]
    ChangesAccepted {
        /// The file.
        path: String,
    },
    /// The texts of a table were written with the tags of web pages.
    #[error("its texts have the tags of web pages; they are read as such, without the tags: {path}")]
    TagsRead {
        /// The file.
        path: String,
    },
    /// Lines of a page were joined into paragraphs.
    #[error("lines of the page were joined into paragraphs{}: {path}", hyphens_resolved(*hyphens))]
    LinesJoined {
        /// How many hyphens were taken out.
        hyphens: usize,
        /// The file.
        path: String,
    },
    /// The heads, feet and numbers of pages were left out.
    #[error("heads and feet of pages were left out of the text, {}: {path}", lines(*count))]
    RunningLines {
        /// How many lines.
        count: usize,
        /// The file.
        path: String,
    },
    /// Some pages have no text.
    #[error("{} of {pages} pages have no text and may be pictures: {path}", empty)]
    PagesWithoutText {
        /// How many.
        empty: usize,
        /// Of how many.
        pages: usize,
        /// The file.
        path: String,
    },
    /// The article could not be told from what surrounds it.
    #[error(
        "the article could not be told from the page around it, so all of the page's text is taken: {path}"
    )]
    WholePage {
        /// The file.
        path: String,
    },
    /// Rows, mails or entries held no text.
    #[error("{} had no text and {} left out: {path}", entries(*count), if *count == 1 { "was" } else { "were" })]
    WithoutText {
        /// How many.
        count: usize,
        /// The file.
        path: String,
    },
    /// The columns of a table were guessed.
    #[error("columns are a guess, {columns}: {path}")]
    ColumnsGuessed {
        /// As they are written on the command line: 'text=Body,title=Headline'.
        columns: String,
        /// The file.
        path: String,
    },
    /// Attachments and other parts were left aside.
    #[error("attachments were left aside, {names}: {path}")]
    Attachments {
        /// Their names.
        names: String,
        /// The file.
        path: String,
    },
}

/// Why a file gave no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It has no bytes.
    #[error("the file is empty: {path}")]
    Empty {
        /// The file.
        path: String,
    },
    /// It has text, but nothing to read.
    #[error("there is nothing but white space in the file: {path}")]
    Blank {
        /// The file.
        path: String,
    },
    /// It is larger than [`MAX_TEXT_BYTES`] or [`MAX_DOCUMENT_BYTES`].
    #[error("the file is too large for an article, {} where at most {} can be read: {path}", size(*bytes), size(*limit))]
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The largest that is read.
        limit: usize,
        /// The file.
        path: String,
    },
    /// It is something else than text.
    #[error("this is {looks_like}, which cannot be read: {path}")]
    NotText {
        /// What it looks like, with its article: 'a PDF document'.
        looks_like: &'static str,
        /// What to do about it.
        hint: &'static str,
        /// The file.
        path: String,
    },
    /// It is of a supported kind, but could not be parsed.
    #[error("this {} {}, {error}: {path}", kind.label(), verdict(error))]
    Refused {
        /// What it was read as.
        kind: FileKind,
        /// What is wrong with it.
        error: ParseError,
        /// The file.
        path: String,
    },
}

impl ImportError {
    /// The columns of a table for which a person has to say which is which.
    pub fn table(&self) -> Option<&TableHead> {
        match self {
            Self::Refused { error, .. } => error.table(),
            _ => None,
        }
    }

    /// The kind that the file was read as, where it was detected.
    pub fn kind(&self) -> Option<FileKind> {
        match self {
            Self::Refused { kind, .. } => Some(*kind),
            _ => None,
        }
    }

    /// What a person can do about it, as a sentence without its full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty { .. } | Self::Blank { .. } => "Check that the download or the copy is complete",
            Self::TooLarge { .. } => "Split the file into single articles",
            Self::NotText { hint, .. } => hint,
            Self::Refused { error, .. } => error.hint(),
        }
    }
}

/// The maximum size of a plain text that is read as one article.
pub const MAX_TEXT_BYTES: usize = 16 * 1024 * 1024;

/// The maximum size of any other file; pictures and many articles make it larger than its texts.
pub const MAX_DOCUMENT_BYTES: usize = 64 * 1024 * 1024;

/// The maximum number of articles in one file.
const MAX_ARTICLES: usize = 200_000;

/// The article or articles of a file. `path` names it in messages, and its extension helps to tell the kind;
/// nothing is opened.
pub fn import(path: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    import_as(path, bytes, &Choices::default())
}

/// The article or articles of a file, where a person has settled how it is to be read.
pub fn import_as(path: &str, bytes: &[u8], choices: &Choices) -> Result<Imported, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty {
            path: path.to_owned(),
        });
    }
    let kind = match choices.kind {
        Some(kind) => kind,
        None => kind_of(path, bytes)?,
    };
    let limit = if kind == FileKind::Plain {
        MAX_TEXT_BYTES
    } else {
        MAX_DOCUMENT_BYTES
    };
    if bytes.len() > limit {
        return Err(ImportError::TooLarge {
            bytes: bytes.len(),
            limit,
            path: path.to_owned(),
        });
    }
    let source = SourceFile { path, bytes, choices };
    if kind == FileKind::Plain {
        return plain::import(&source);
    }
    let refused = |error| ImportError::Refused {
        kind,
        error,
        path: path.to_owned(),
    };
    // Other crates' parsers may panic on a broken file; that must not end the program.
    let mut imported = catch_panic(|| read(kind, &source))
        .unwrap_or(Err(ParseError::ParserPanicked))
        .map_err(refused)?;
    if imported.articles.len() > MAX_ARTICLES {
        return Err(refused(ParseError::TooManyParts(MAX_ARTICLES)));
    }
    imported.articles.iter_mut().for_each(take_captions_in);
    let before = imported.articles.len();
    imported
        .articles
        .retain(|article| !article.text.trim().is_empty());
    if imported.articles.is_empty() {
        let head = imported.table.filter(|_| before > 0);
        return Err(refused(without_texts(head)));
    }
    let without_text = before - imported.articles.len();
    if without_text > 0 {
        imported.warnings.push(Warning::WithoutText {
            count: without_text,
            path: path.to_owned(),
        });
    }
    let partial = imported.articles.iter().filter(|article| article.partial).count();
    if partial > 0 {
        imported.warnings.push(Warning::Partial {
            count: partial,
            path: path.to_owned(),
        });
    }
    imported.kind = kind;
    Ok(imported)
}

/// Why a file gave no text: of a table it may be another column that holds them.
fn without_texts(table: Option<TableHead>) -> ParseError {
    let taken = |head: &TableHead| Some(head.columns.column(TableField::Text)?.to_owned());
    match table.and_then(|head| Some((taken(&head)?, Box::new(head)))) {
        Some((taken, head)) => ParseError::EmptyColumn { taken, head },
        None => ParseError::NoText,
    }
}

/// What happens to a file that was refused.
fn verdict(error: &ParseError) -> &'static str {
    match error.table() {
        None => "cannot be taken",
        Some(_) => "is not taken yet",
    }
}

/// Appends captions that stand apart from the text to it: they may hold claims as well.
fn take_captions_in(article: &mut NewArticle) {
    // Captions come in the order of the text, so each is looked for behind the one before first.
    let mut behind = 0;
    for caption in &article.captions {
        let rest = article.text.get(behind..).unwrap_or_default();
        if let Some(at) = rest.find(caption.as_str()) {
            behind += at + caption.len();
        } else if cancel::check_cancelled().is_ok()
            && !article.text.contains(caption.as_str())
            && !article.text.is_empty()
        {
            article.text.truncate(article.text.trim_end().len());
            article.text.push_str("\n\n");
            article.text.push_str(caption);
        }
    }
}

fn read(kind: FileKind, source: &SourceFile) -> Result<Imported, ParseError> {
    match kind {
        FileKind::Plain | FileKind::Markdown => markdown::read(source),
        FileKind::Html => html::read(source),
        FileKind::Docx => docx::read(source),
        FileKind::Odt => odt::read(source),
        FileKind::Pdf => pdf::read(source),
        FileKind::Epub => epub::read(source),
        FileKind::Mail => mail::read(source),
        FileKind::Mailbox => mail::read_mailbox(source),
        FileKind::Feed => feed::read(source),
        FileKind::JsonFeed => json::read_feed(source),
        FileKind::Ninjs => ninjs::read(source),
        FileKind::Csv => csv::read(source),
        FileKind::Xlsx => xlsx::read(source),
        FileKind::JsonLines => json::read_lines(source),
    }
}

/// The article of a text that was pasted.
pub fn import_pasted(text: &str) -> Result<Imported, ImportError> {
    let choices = Choices {
        kind: Some(FileKind::Plain),
        ..Choices::default()
    };
    import_as("pasted text", text.as_bytes(), &choices)
}

/// What kind of file it is: by its content first, and by its name where that leaves it open.
pub fn kind_of(path: &str, bytes: &[u8]) -> Result<FileKind, ImportError> {
    if let Some(kind) = file_kind::detect_content(bytes) {
        return Ok(kind);
    }
    if let Some(signature) = signature::recognise(bytes) {
        return Err(ImportError::NotText {
            looks_like: signature.looks_like,
            hint: signature.hint,
            path: path.to_owned(),
        });
    }
    // The name of a document whose content is none is wrong or the document broken; either is told best by its reader.
    let by_name = FileKind::from_file_name(path);
    // Any program writes JSON, so a folder's are left alone; one that is named may be a table.
    let is_json = || extension(path).is_some_and(|ending| ending == "json");
    Ok(by_name.unwrap_or_else(|| {
        if is_json() {
            FileKind::JsonLines
        } else {
            FileKind::Plain
        }
    }))
}

/// Whether a file found while looking through a folder is worth reading, by its name alone. What a person
/// names one by one is read whatever its name.
pub fn is_article_name(name: &str) -> bool {
    FileKind::from_file_name(name).is_some()
}

/// Whether a file of that name holds a text that cannot be read: that is told rather than passed over.
pub fn is_name_of_unreadable_text(name: &str) -> bool {
    extension(name).is_some_and(|ending| matches!(ending.as_str(), "doc" | "rtf" | "xls"))
}

/// Whether a file of that name may hold articles, which only its content says: feeds and the articles of agencies are
/// often called so, and so is what has nothing to do with articles.
pub fn is_open_name(name: &str) -> bool {
    extension(name).is_some_and(|ending| matches!(ending.as_str(), "xml" | "json"))
}

/// How much of a file [`begins_articles`] examines.
pub const SNIFF_BYTES: u64 = file_kind::HEAD_BYTES as u64;

/// Whether a file that begins so says that it holds articles.
pub fn begins_articles(bytes: &[u8]) -> bool {
    let kind = file_kind::detect_content(bytes);
    kind.is_some_and(|kind| {
        matches!(
            kind,
            FileKind::Feed | FileKind::JsonFeed | FileKind::Ninjs | FileKind::Html
        )
    })
}

/// What follows the last full stop of a file's name, in lower case.
fn extension(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_lowercase())
}

fn places(count: usize) -> String {
    counted(count, "one place", "places")
}

fn hyphens_resolved(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => format!(", and hyphens at their ends resolved in {}", places(count)),
    }
}

fn lines(count: usize) -> String {
    counted(count, "one line", "lines")
}

fn articles(count: usize) -> String {
    counted(count, "one article", "articles")
}

fn entries(count: usize) -> String {
    counted(count, "one entry", "entries")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => one.to_owned(),
        _ => format!("{count} {many}"),
    }
}

/// A number of bytes as a person says it.
fn size(bytes: usize) -> String {
    const KIB: f64 = 1024.0;
    let kilobytes = bytes as f64 / KIB;
    if kilobytes < 1.0 {
        format!("{bytes} bytes")
    } else if kilobytes < KIB {
        format!("{kilobytes:.0} kB")
    } else {
        format!("{:.1} MB", kilobytes / KIB)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_file_is_refused_in_other_words_than_a_blank_one() {
        let empty = import("a/b.txt", b"").unwrap_err();
        assert_eq!(empty.to_string(), "the file is empty: a/b.txt");
        let blank = import("a/b.txt", b"\xef\xbb\xbf \r\n\t").unwrap_err();
        assert_eq!(
            blank.to_string(),
            "there is nothing but white space in the file: a/b.txt"
        );
    }

    #[test]
    fn a_file_above_the_limit_is_refused_with_both_sizes() {
        let error = import("big.txt", &vec![b'a'; MAX_TEXT_BYTES + 1024 * 1024]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the file is too large for an article, 17.0 MB where at most 16.0 MB can be read: big.txt"
        );
    }

    #[test]
    fn a_folder_offers_its_texts_only() {
        assert!(is_article_name("talks.TXT"));
        assert!(is_article_name("notes.md"));
        assert!(!is_article_name("talks.ron"));
        assert!(!is_article_name(".txt"));
        assert!(!is_article_name("a.txt/README"));
        assert!(is_name_of_unreadable_text("old.DOC") && !is_article_name("old.DOC"));
        assert!(is_open_name("feed.xml") && !is_article_name("feed.xml"));
        assert!(begins_articles(b"<?xml version='1.0'?><rss version='2.0'>"));
        assert!(!begins_articles(b"<project>") && !begins_articles(b"{\"a\": 1}\n{\"a\": 2}\n"));
    }

    #[test]
    fn a_pasted_text_is_an_article() {
        let imported = import_pasted("Talks resume\n\nThe army said so.").unwrap();
        assert_eq!(imported.articles[0].title, "Talks resume");
        assert_eq!(imported.articles[0].text, "Talks resume\n\nThe army said so.");
        assert_eq!(imported.warnings, []);
    }

    proptest! {
        #[test]
        fn any_bytes_give_articles_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(imported) = import("x.txt", &bytes) {
                prop_assert!(!imported.articles.is_empty());
            }
        }

        #[test]
        fn any_bytes_as_any_kind_give_articles_or_an_error(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            kind in prop::sample::select(FileKind::all().collect::<Vec<_>>()),
        ) {
            let choices = Choices { kind: Some(kind), ..Choices::default() };
            if let Ok(imported) = import_as("x", &bytes, &choices) {
                prop_assert!(!imported.articles.is_empty());
            }
        }

        #[test]
        fn any_text_keeps_its_text(text in "[^\u{0}-\u{8}\u{b}\u{e}-\u{1f}\u{7f}-\u{9f}\r\u{feff}<%{]{0,200}") {
            if let Ok(imported) = import("x.txt", text.as_bytes()) {
                prop_assert_eq!(&imported.articles[0].text, &text);
                prop_assert!(imported.articles[0].title.chars().count() <= 121);
                prop_assert_eq!(imported.encoding, Some("UTF-8"));
            } else {
                prop_assert!(text.trim().is_empty());
            }
        }
    }
}
