//! The limits that hold for files of every kind. Those of one format stand with its parser.

/// The maximum size of a plain text that is read as one article.
pub const MAX_TEXT_BYTES: usize = 16 * 1024 * 1024;

/// The maximum size of any other file; pictures and many articles make it larger than its texts.
pub const MAX_DOCUMENT_BYTES: usize = 64 * 1024 * 1024;

/// The maximum number of articles in one file.
pub(crate) const MAX_ARTICLES: usize = 200_000;
