//! Detects what a file is, by its content first and by its name where that leaves it open.

mod archive;
mod file_kind;
mod signature;
mod sniff;

use super::ImportError;

pub use file_kind::FileKind;
pub(crate) use signature::unknown;
pub(crate) use sniff::{time, times};

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
    FileKind::from_file_name(name).is_some() || name.to_lowercase().ends_with(".warc.gz")
}

/// The endings of files that hold texts, in formats of which there is no reader.
const UNREADABLE: &[&str] = &[
    "doc", "dot", "xls", "ods", "ppt", "pptx", "odp", "msg", "pages", "wpd", "wps", "ps", "djvu", "mobi",
    "azw3",
];

/// Whether a file of that name holds a text that cannot be read: that is told rather than passed over.
pub fn is_name_of_unreadable_text(name: &str) -> bool {
    extension(name).is_some_and(|ending| UNREADABLE.contains(&ending.as_str()))
}

/// Whether a file of that name may hold articles, which only its content says: feeds and the articles of agencies are
/// often called so, and so is what has nothing to do with articles.
pub fn is_open_name(name: &str) -> bool {
    extension(name).is_some_and(|ending| matches!(ending.as_str(), "xml" | "json" | "js" | "zip"))
}

/// How much of a file [`begins_articles`] examines.
pub const SNIFF_BYTES: u64 = file_kind::HEAD_BYTES as u64;

/// Whether a file that begins so says that it holds articles.
pub fn begins_articles(bytes: &[u8]) -> bool {
    let kind = file_kind::detect_content(bytes);
    kind.is_some_and(|kind| {
        matches!(
            kind,
            FileKind::Feed
                | FileKind::JsonFeed
                | FileKind::Ninjs
                | FileKind::Html
                | FileKind::Newsml
                | FileKind::Scholarly
                | FileKind::Transcript
                | FileKind::Posts
                | FileKind::Bundle
                | FileKind::Odt
        )
    })
}

/// What follows the last full stop of a file's name, in lower case.
pub(crate) fn extension(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_lowercase())
}
