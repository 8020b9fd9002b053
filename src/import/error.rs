//! Why a file gives no article: [`ImportError`] names the file, [`ParseError`] the reason.

use super::{FileKind, TableHead};

/// Why a file gave no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It has no bytes.
    #[error("{}", fl!("import-error-empty", path = path))]
    Empty {
        /// The file.
        path: String,
    },
    /// It has characters, but none that are not white space.
    #[error("{}", fl!("import-error-blank", path = path))]
    Blank {
        /// The file.
        path: String,
    },
    /// It is larger than the limit for its kind.
    #[error("{}", fl!("import-error-too-large", size = size(*bytes), limit = size(*limit), path = path))]
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
        /// The file.
        path: String,
    },
    /// It is not text, or text in a format that is not supported.
    #[error("{}", fl!("import-error-not-supported", what = looks_like, path = path))]
    NotText {
        /// What it looks like, with its article: 'a picture (PNG)'.
        looks_like: String,
        /// What to do about it.
        hint: &'static str,
        /// The file.
        path: String,
    },
    /// It is of a supported kind, but could not be parsed.
    #[error("{}", refused(kind.label(), error, path))]
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
    /// The columns of a table that a person has to map.
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

    /// What a person can do about it, as a sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty { .. } | Self::Blank { .. } => fl!("import-hint-empty"),
            Self::TooLarge { .. } => fl!("import-hint-too-large"),
            Self::NotText { hint, .. } => hint,
            Self::Refused { error, .. } => error.hint(),
        }
    }
}

/// A file of this format could not be read.
pub(crate) fn refused(format: &str, error: &ParseError, path: &str) -> String {
    match error {
        ParseError::NoTextColumn(head) => fl!(
            "import-error-no-text-column",
            format = format,
            columns = head.there.join(", "),
            path = path
        ),
        error => fl!(
            "import-error-could-not-read",
            format = format,
            reason = error.to_string(),
            path = path
        ),
    }
}

/// Why a file could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// It does not follow its format.
    #[error("{}", fl!("import-reason-damaged", detail = _0))]
    Damaged(String),
    /// A part without which there is no text is missing.
    #[error("{}", fl!("import-reason-part-missing", part = _0))]
    PartMissing(&'static str),
    /// It has no text.
    #[error("{}", fl!("import-reason-no-text"))]
    NoText,
    /// It is a page whose text is made by its scripts.
    #[error("{}", fl!("import-reason-made-by-script"))]
    MadeByScript,
    /// Of a page's parts the one that was asked for is not there; how many there are.
    #[error("{}", fl!("import-reason-no-such-part", count = _0))]
    NoSuchPart(usize),
    /// It needs a password.
    #[error("{}", fl!("import-reason-locked"))]
    Locked,
    /// Its pages are pictures.
    #[error("{}", fl!("import-reason-scanned"))]
    Scanned,
    /// Nothing in it says which characters its letters are.
    #[error("{}", fl!("import-reason-letters-unknown"))]
    LettersUnknown,
    /// Elements, folders or mails are nested more deeply than the limit.
    #[error("{}", fl!("import-reason-nested-too-deeply", limit = _0))]
    NestedTooDeeply(usize),
    /// It defines XML entities, which can expand without end.
    #[error("{}", fl!("import-reason-entities"))]
    Entities,
    /// It has more parts than the limit.
    #[error("{}", fl!("import-reason-too-many-parts", limit = _0))]
    TooManyParts(usize),
    /// Unpacked or parsed it is larger than this limit, in bytes.
    #[error("{}", fl!("import-reason-zip-bomb", limit = size(*_0)))]
    ZipBomb(usize),
    /// It is larger than the limit for its kind, in bytes.
    #[error("{}", fl!("import-reason-too-long", limit = size(*_0)))]
    TooLong(usize),
    /// The name of a part points outside the archive.
    #[error("{}", fl!("import-reason-path-traversal", name = _0))]
    PathTraversal(String),
    /// The column that holds the texts could not be guessed.
    #[error("{}", fl!("import-reason-no-text-column", columns = _0.there.join(", ")))]
    NoTextColumn(Box<TableHead>),
    /// The column that was mapped to the text is empty.
    #[error("{}", fl!("import-reason-empty-column", column = taken, columns = head.there.join(", ")))]
    EmptyColumn {
        /// Its name.
        taken: String,
        /// All columns.
        head: Box<TableHead>,
    },
    /// A column that was asked for is not there.
    #[error("{}", fl!("import-reason-no-such-column", column = asked, columns = head.there.join(", ")))]
    NoSuchColumn {
        /// The name that was asked for.
        asked: String,
        /// All columns.
        head: Box<TableHead>,
    },
    /// JSON or XML without an article in a known format.
    #[error("{}", fl!("import-reason-unknown-form"))]
    UnknownForm,
    /// The parser panicked.
    #[error("{}", fl!("import-reason-parser-panicked"))]
    ParserPanicked,
    /// Parsing took longer than this number of seconds.
    #[error("{}", fl!("import-reason-timed-out", seconds = _0))]
    TimedOut(u64),
    /// It was cancelled.
    #[error("{}", fl!("import-reason-cancelled"))]
    Cancelled,
}

impl ParseError {
    /// A file that is damaged in this line, counted from 1.
    pub(crate) fn damaged_line(line: usize, detail: &impl ToString) -> Self {
        let (line, detail) = (line.to_string(), detail.to_string());
        Self::Damaged(fl!("import-damaged-line", line = line, detail = detail))
    }

    /// The columns of a table that a person has to map.
    pub fn table(&self) -> Option<&TableHead> {
        match self {
            Self::NoTextColumn(head) | Self::EmptyColumn { head, .. } | Self::NoSuchColumn { head, .. } => {
                Some(head)
            }
            _ => None,
        }
    }

    /// What a person can do about it, as a sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Damaged(_)
            | Self::PartMissing(_)
            | Self::ParserPanicked
            | Self::TimedOut(_)
            | Self::Cancelled => fl!("import-hint-damaged"),
            Self::NoText => fl!("import-hint-no-text"),
            Self::MadeByScript => fl!("import-hint-made-by-script"),
            Self::NoSuchPart(_) => fl!("import-hint-no-such-part"),
            Self::Locked => fl!("import-hint-locked"),
            Self::Scanned | Self::LettersUnknown => fl!("import-hint-scanned"),
            Self::NestedTooDeeply(_)
            | Self::Entities
            | Self::TooManyParts(_)
            | Self::ZipBomb(_)
            | Self::TooLong(_)
            | Self::PathTraversal(_) => fl!("import-hint-malicious"),
            Self::NoTextColumn(_) | Self::EmptyColumn { .. } | Self::NoSuchColumn { .. } => {
                fl!("import-hint-map-columns")
            }
            Self::UnknownForm => fl!("import-hint-unknown-form"),
        }
    }
}

/// A number of bytes for people: '16.0 MB'.
pub(crate) fn size(bytes: usize) -> String {
    const KIB: f64 = 1024.0;
    let kilobytes = bytes as f64 / KIB;
    if kilobytes < 1.0 {
        fl!("import-size-bytes", count = bytes)
    } else if kilobytes < KIB {
        fl!("import-size-kb", size = format!("{kilobytes:.0}"))
    } else {
        fl!("import-size-mb", size = format!("{:.1}", kilobytes / KIB))
    }
}
