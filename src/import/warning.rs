//! What a person should look at in a file that was imported.

use super::error::size;

/// Something that a person should look at; the import went on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {path}")]
pub struct Warning {
    /// What it is; shown alone where the file is known.
    pub kind: WarningKind,
    /// The file.
    pub path: String,
}

impl Warning {
    /// Whether it tells what joining lines into paragraphs did, which can be taken back.
    pub fn is_about_joining(&self) -> bool {
        matches!(
            self.kind,
            WarningKind::LinesJoined(_) | WarningKind::RunningLines(_)
        )
    }
}

/// What a warning is about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WarningKind {
    /// The file does not say how it is encoded; the encoding that was taken.
    #[error("{}", fl!("import-warning-encoding-guessed", encoding = _0))]
    EncodingGuessed(&'static str),
    /// Some bytes mean nothing in the encoding.
    #[error("{}", fl!("import-warning-not-decodable", count = count, encoding = encoding))]
    NotDecodable {
        /// The number of replacement characters.
        count: usize,
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// A line is too long to be prose and slow to show.
    #[error("{}", fl!("import-warning-long-line", line = line.to_string(), size = size(*bytes)))]
    LongLine {
        /// Its number, from 1.
        line: usize,
        /// Its length in bytes.
        bytes: usize,
    },
    /// So many articles are only excerpts or summaries.
    #[error("{}", fl!("import-warning-partial", count = _0))]
    Partial(usize),
    /// Changes were tracked; the text is as if all were accepted.
    #[error("{}", fl!("import-warning-changes-accepted"))]
    ChangesAccepted,
    /// The texts of a table had HTML tags.
    #[error("{}", fl!("import-warning-tags-removed"))]
    TagsRemoved,
    /// Lines of a page were joined into paragraphs, and so many hyphens at line ends removed.
    #[error("{}", fl!("import-warning-lines-joined", hyphens = _0))]
    LinesJoined(usize),
    /// So many lines of headers, footers and page numbers were removed.
    #[error("{}", fl!("import-warning-running-lines", count = _0))]
    RunningLines(usize),
    /// Some pages have no text.
    #[error("{}", fl!("import-warning-pages-without-text", count = count, pages = pages))]
    PagesWithoutText {
        /// How many.
        count: usize,
        /// The number of all pages.
        pages: usize,
    },
    /// Nothing says which characters so many letters are.
    #[error("{}", fl!("import-warning-letters-unknown", count = _0))]
    LettersUnknown(usize),
    /// The article was not found in the page.
    #[error("{}", fl!("import-warning-whole-page"))]
    WholePage,
    /// What was taken for the article of a page may be another part of it.
    #[error("{}", fl!("import-warning-article-in-doubt"))]
    ArticleInDoubt,
    /// A folder holds what a browser saved beside a page.
    #[error("{}", fl!("import-warning-parts-of-page", count = _0))]
    PartsOfPage(usize),
    /// So many rows, mails or entries had no text.
    #[error("{}", fl!("import-warning-without-text", count = _0))]
    WithoutText(usize),
    /// So many dates of a table name no day, or one of two: '03/04/2024'.
    #[error("{}", fl!("import-warning-dates-not-read", count = count, first = first))]
    DatesNotRead {
        /// How many.
        count: usize,
        /// The first of them.
        first: String,
    },
    /// Columns were mapped by their names or contents: 'text=Body,title=Headline'.
    #[error("{}", fl!("import-warning-columns-guessed", columns = _0))]
    ColumnsGuessed(String),
    /// Attachments of these names were not imported.
    #[error("{}", fl!("import-warning-attachments", names = _0))]
    Attachments(String),
    /// So many lines that are shown again were left out.
    #[error("{}", fl!("import-warning-repeated-lines", count = _0))]
    RepeatedLines(usize),
    /// So many archived pages could not be read.
    #[error("{}", fl!("import-warning-pages-not-read", count = _0))]
    PagesNotRead(usize),
    /// So many archived pages were encoded twice, and were put right.
    #[error("{}", fl!("import-warning-encoded-twice", count = _0))]
    EncodedTwice(usize),
    /// Files in an archive were not read.
    #[error("{}", fl!("import-warning-parts-not-read", count = count, names = names))]
    PartsNotRead {
        /// How many.
        count: usize,
        /// The names of the first of them.
        names: String,
    },
    /// The text was split into so many articles of a press database.
    #[error("{}", fl!("import-warning-press-database", count = _0))]
    PressDatabase(usize),
    /// The text looks like something else: code, markup, a header, data.
    #[error("{}", fl!("import-warning-looks-like", what = _0))]
    LooksLike(&'static str),
    /// So many characters were lost before the file was written; it has replacement characters in their place.
    #[error("{}", fl!("import-warning-lost-before", count = _0))]
    LostBefore(usize),
    /// An attached or forwarded mail was added as an article of its own.
    #[error("{}", fl!("import-warning-attached-mails", count = _0))]
    AttachedMails(usize),
}

impl WarningKind {
    /// Whether it only says how files of its kind are read: nothing is lost or in doubt, and nobody needs to look.
    pub fn is_ordinary(&self) -> bool {
        matches!(
            self,
            Self::ChangesAccepted
                | Self::TagsRemoved
                | Self::LinesJoined(_)
                | Self::RunningLines(_)
                | Self::RepeatedLines(_)
                | Self::EncodedTwice(_)
                | Self::PressDatabase(_)
                | Self::AttachedMails(_)
        )
    }
}
