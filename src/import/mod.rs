//! Bytes to articles and warnings: says what kind of file it is and hands it to the file of that format.
//! Nothing here opens files, asks the clock or knows a project.
//!
//! A further format is a further file beside `plain`, a [`Kind`], and its line in [`kind_of`] and [`import`].

mod decode;
mod facts;
mod language;
mod plain;
mod signature;

use jiff::civil::Date;

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
    /// The whole text: UTF-8 with line feeds, nothing else changed, headline and credit lines included.
    pub text: String,
}

/// What a file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Its articles; at least one.
    pub articles: Vec<NewArticle>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// The name of the encoding it was read in, where the format leaves that open: 'UTF-8', 'windows-1256'.
    pub encoding: Option<&'static str>,
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
    /// It is larger than [`LARGEST`].
    #[error("the file is too large for an article, {} where at most {} can be read: {path}", size(*bytes), size(LARGEST))]
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The file.
        path: String,
    },
    /// It is something else than text.
    #[error("this is {looks_like}, not plain text: {path}")]
    NotText {
        /// What it looks like, with its article: 'a PDF document'.
        looks_like: &'static str,
        /// What to do about it.
        hint: &'static str,
        /// The file.
        path: String,
    },
}

impl ImportError {
    /// What a person can do about it, as a sentence without its full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty { .. } | Self::Blank { .. } => "Check that the download or the copy is complete",
            Self::TooLarge { .. } => "Split the file into single articles",
            Self::NotText { hint, .. } => hint,
        }
    }
}

/// The kinds of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text without markup, in any encoding.
    Plain,
}

/// The largest file that is read as one article, in bytes.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// The article or articles of a file. `path` names it in messages, and its extension helps to tell the kind;
/// nothing is opened.
pub fn import(path: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty {
            path: path.to_owned(),
        });
    }
    if bytes.len() > LARGEST {
        return Err(ImportError::TooLarge {
            bytes: bytes.len(),
            path: path.to_owned(),
        });
    }
    match kind_of(path, bytes)? {
        Kind::Plain => plain::import(path, bytes),
    }
}

/// The article of a text that was pasted.
pub fn import_pasted(text: &str) -> Result<Imported, ImportError> {
    import("pasted text", text.as_bytes())
}

/// What kind of file it is, by its first bytes and its name.
pub fn kind_of(path: &str, bytes: &[u8]) -> Result<Kind, ImportError> {
    match signature::recognise(path, bytes) {
        None => Ok(Kind::Plain),
        Some(signature) => Err(ImportError::NotText {
            looks_like: signature.looks_like,
            hint: signature.hint,
            path: path.to_owned(),
        }),
    }
}

/// Whether a file found while looking through a folder is worth reading, by its name alone. What a person
/// names one by one is read whatever its name.
pub fn is_article_name(name: &str) -> bool {
    extension(name).is_some_and(|extension| ["txt", "text", "md"].contains(&extension.as_str()))
}

/// What follows the last full stop of a file's name, in lower case.
fn extension(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_lowercase())
}

fn places(count: usize) -> String {
    if count == 1 {
        "one place".to_owned()
    } else {
        format!("{count} places")
    }
}

/// A number of bytes as a person says it.
fn size(bytes: usize) -> String {
    const KILO: f64 = 1024.0;
    let kilobytes = bytes as f64 / KILO;
    if kilobytes < 1.0 {
        format!("{bytes} bytes")
    } else if kilobytes < KILO {
        format!("{kilobytes:.0} kB")
    } else {
        format!("{:.1} MB", kilobytes / KILO)
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
        let error = import("big.txt", &vec![b'a'; LARGEST + 1024 * 1024]).unwrap_err();
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
