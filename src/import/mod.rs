//! Imports articles from bytes: detects the kind of file and hands it to the parser of that format. No
//! files are opened and no clock is read here.
//!
//! `documents` reads articles, [`annotated`] those that come with claims beside their texts.
//!
//! Files come from strangers. Nothing is fetched, no entity is expanded, no path in an archive is used;
//! `guard` bounds sizes, ratios and nesting before a parser sees the bytes, and a parser that panics means
//! a refused file. The caller, who has a clock, limits the time.

pub mod annotated;
mod article;
mod bundle;
mod decode;
mod detect;
mod documents;
mod error;
mod guard;
mod warning;

use article::SourceFile;
use guard::cancel;
use guard::limits::MAX_ARTICLES;

pub use article::{Choices, Imported, NewArticle, PagePart};
pub use detect::{
    FileKind, SNIFF_BYTES, begins_articles, is_article_name, is_name_of_unreadable_text, is_open_name,
    kind_of,
};
pub use documents::tables::columns::{Columns, TableField, TableHead};
pub use documents::tables::pairs::pairs;
pub(crate) use documents::transcript_times::times as transcript_times;
pub use error::{ImportError, ParseError};
pub use guard::cancel::CancelToken;
pub use guard::limits::{MAX_DOCUMENT_BYTES, MAX_TEXT_BYTES};
pub use guard::panics::{catch_panic, is_guarded};
pub use warning::{Warning, WarningKind};

use crate::text::bare::PageText;

/// The article or articles of a file. `path` names it in messages, and its extension helps to tell the kind;
/// nothing is opened.
pub fn import(path: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    import_as(path, bytes, &Choices::default())
}

/// The article or articles of a file, where a person has settled how it is to be read.
pub fn import_as(path: &str, bytes: &[u8], choices: &Choices) -> Result<Imported, ImportError> {
    let named = || path.to_owned();
    if bytes.is_empty() {
        return Err(ImportError::Empty { path: named() });
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
            path: named(),
        });
    }
    let source = SourceFile { path, bytes, choices };
    if kind == FileKind::Plain {
        return documents::plain::import(&source).map(|imported| split(imported, &source));
    }
    let refused = |error| ImportError::Refused {
        kind,
        error,
        path: named(),
    };
    // Other crates' parsers may panic on a broken file; that must not end the program.
    let read = || match kind {
        FileKind::Bundle => bundle::read(&source),
        FileKind::Html if choices.kind.is_none() => match documents::press_pages::articles(&source)? {
            Some(articles) => Ok(split_into(Imported::default(), articles, &source)),
            None => documents::read(kind, &source),
        },
        _ => documents::read(kind, &source),
    };
    let imported = catch_panic(read)
        .unwrap_or(Err(ParseError::ParserPanicked))
        .map_err(refused)?;
    let mut imported = split(imported, &source);
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
        imported
            .warnings
            .push(source.warning(WarningKind::WithoutText(without_text)));
    }
    let partial = imported.articles.iter().filter(|article| article.partial).count();
    if partial > 0 {
        imported
            .warnings
            .push(source.warning(WarningKind::Partial(partial)));
    }
    imported.kind = kind;
    Ok(imported)
}

/// The text of a web page as a browser has it, with all that stands around the article; `None` where the file is none.
/// Positions of annotations count in it.
pub fn page_text(path: &str, bytes: &[u8]) -> Option<PageText> {
    if kind_of(path, bytes).ok()? != FileKind::Html || bytes.len() > MAX_DOCUMENT_BYTES {
        return None;
    }
    let choices = &Choices::default();
    let source = SourceFile { path, bytes, choices };
    catch_panic(|| documents::text_in_browser(&source).ok()).flatten()
}

/// The articles of a press database, where one text is a download of some. Where a person said what the file is, it stays
/// one.
fn split(imported: Imported, source: &SourceFile) -> Imported {
    if let [whole] = imported.articles.as_slice()
        && source.choices.kind.is_none()
        && let Some(articles) = documents::press::articles(&whole.text)
    {
        return split_into(imported, articles, source);
    }
    imported
}

fn split_into(mut imported: Imported, articles: Vec<NewArticle>, source: &SourceFile) -> Imported {
    let kind = WarningKind::PressDatabase(articles.len());
    imported.warnings.push(source.warning(kind));
    imported.articles = articles.into_iter().map(NewArticle::completed).collect();
    imported
}

/// Why a file gave no text: of a table it may be another column that holds them.
fn without_texts(table: Option<TableHead>) -> ParseError {
    let taken = |head: &TableHead| Some(head.columns.column(TableField::Text)?.to_owned());
    match table.and_then(|head| Some((taken(&head)?, Box::new(head)))) {
        Some((taken, head)) => ParseError::EmptyColumn { taken, head },
        None => ParseError::NoText,
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

/// The article of a text that was pasted.
pub fn import_pasted(text: &str) -> Result<Imported, ImportError> {
    let choices = Choices {
        kind: Some(FileKind::Plain),
        ..Choices::default()
    };
    import_as(fl!("import-pasted-text"), text.as_bytes(), &choices)
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
        assert_eq!(blank.to_string(), "the file contains only white space: a/b.txt");
    }

    #[test]
    fn a_file_above_the_limit_is_refused_with_both_sizes() {
        let error = import("big.txt", &vec![b'a'; MAX_TEXT_BYTES + 1024 * 1024]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the file is too large: 17.0 MB (limit 16.0 MB): big.txt"
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
