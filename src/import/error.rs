//! Why a file gives no article: [`ImportError`] names the file, [`ParseError`] the reason.

use super::{FileKind, TableHead};

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

/// What happens to a file that was refused.
fn verdict(error: &ParseError) -> &'static str {
    match error.table() {
        None => "cannot be taken",
        Some(_) => "is not taken yet",
    }
}

/// Why a file could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// It does not follow its format.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// A part without which there is no text is missing.
    #[error("it is damaged: the part {0} is missing")]
    PartMissing(&'static str),
    /// There is nothing to read in it.
    #[error("there is no text in it")]
    NoText,
    /// It needs a password.
    #[error("it is locked with a password")]
    Locked,
    /// Its pages are pictures.
    #[error("it has no text layer, its pages are pictures")]
    Scanned,
    /// Elements, folders or mails are nested more deeply than the limit.
    #[error("it is nested more than {0} deep")]
    NestedTooDeeply(usize),
    /// It defines abbreviations that stand for other text.
    #[error("it declares entities of its own, which can swell without end and are not followed")]
    Entities,
    /// It has more parts than the limit.
    #[error("it holds more than {0} parts")]
    TooManyParts(usize),
    /// It would become larger than this limit, in bytes, when it is unpacked or parsed.
    #[error("it unpacks to more than {}", size(*.0))]
    ZipBomb(usize),
    /// It is larger than the limit for its kind, in bytes.
    #[error("it is longer than {}", size(*.0))]
    TooLong(usize),
    /// The name of a part points outside the archive.
    #[error("it holds a part with the name “{0}”, which leads out of the archive")]
    PathTraversal(String),
    /// The column that holds the texts could not be guessed.
    #[error("which of its columns holds the texts is to be told; the columns are {}", .0.there.join(", "))]
    NoTextColumn(Box<TableHead>),
    /// The column that was taken for the texts holds none.
    #[error("its column “{taken}” holds no texts; the columns are {}", head.there.join(", "))]
    EmptyColumn {
        /// As it is called.
        taken: String,
        /// What is there.
        head: Box<TableHead>,
    },
    /// A column that was asked for is not there.
    #[error("it has no column “{asked}”; the columns are {}", head.there.join(", "))]
    NoSuchColumn {
        /// As it was asked for.
        asked: String,
        /// What is there.
        head: Box<TableHead>,
    },
    /// JSON or XML that is no article of a known form.
    #[error("it holds no article in a form that is known")]
    UnknownForm,
    /// The parser panicked.
    #[error("reading it broke down, it is damaged or unusual")]
    ParserPanicked,
    /// Parsing took longer than this number of seconds.
    #[error("reading it took more than {0} seconds and was given up")]
    TimedOut(u64),
    /// It was cancelled.
    #[error("nobody waited for it any more")]
    Cancelled,
}

impl ParseError {
    /// The columns of a table for which a person has to say which is which.
    pub fn table(&self) -> Option<&TableHead> {
        match self {
            Self::NoTextColumn(head) | Self::EmptyColumn { head, .. } | Self::NoSuchColumn { head, .. } => {
                Some(head)
            }
            _ => None,
        }
    }

    /// What a person can do about it, as a sentence without its full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Damaged(_)
            | Self::PartMissing(_)
            | Self::ParserPanicked
            | Self::TimedOut(_)
            | Self::Cancelled => {
                "Open it in the program it was made with and save it again, or copy the text and paste it into Sayso's window"
            }
            Self::NoText => {
                "Look whether it is the right file, or copy the text and paste it into Sayso's window"
            }
            Self::Locked => "Open it with its password and save a copy without one",
            Self::Scanned => "Run text recognition (OCR) over it first, or paste the article's text",
            Self::NestedTooDeeply(_)
            | Self::Entities
            | Self::TooManyParts(_)
            | Self::ZipBomb(_)
            | Self::TooLong(_)
            | Self::PathTraversal(_) => {
                "It may have been made to do harm; if you trust it, copy the text and paste it into Sayso's window"
            }
            Self::NoTextColumn(_) | Self::EmptyColumn { .. } | Self::NoSuchColumn { .. } => {
                "Say which column is which, such as '--map text=Body,title=Headline'"
            }
            Self::UnknownForm => "Save the articles as plain text, HTML, or a table with one article a row",
        }
    }
}

/// A number of bytes as a person says it.
pub(crate) fn size(bytes: usize) -> String {
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
