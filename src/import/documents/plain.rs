//! Plain text: one article, with the text unchanged.

use super::{facts, language};
use crate::import::article::SourceFile;
use crate::import::detect::unknown;
use crate::import::{ImportError, Imported, NewArticle, WarningKind, decode};

/// A longer line earns a warning.
const LONG_LINE_BYTES: usize = 256 * 1024;

/// The article of a plain text in any encoding.
pub(crate) fn import(source: &SourceFile) -> Result<Imported, ImportError> {
    let path = || source.path.to_owned();
    let encoding = source.choices.encoding.as_deref();
    let Some(mut decoded) = decode::decode_as(source.bytes, encoding) else {
        let signature = unknown();
        return Err(ImportError::NotText {
            looks_like: signature.looks_like,
            hint: signature.hint,
            path: path(),
        });
    };
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Blank { path: path() });
    }
    let lines = decoded.text.split('\n').enumerate();
    let longest = lines.max_by_key(|(_, line)| line.len());
    let longest = longest.filter(|(_, line)| line.len() > LONG_LINE_BYTES);
    let long_line = longest.map(|(number, line)| WarningKind::LongLine {
        line: number + 1,
        bytes: line.len(),
    });
    let text = std::mem::take(&mut decoded.text);
    let mut imported = Imported::from_text(article(text), &decoded, source);
    imported
        .warnings
        .extend(long_line.map(|kind| source.warning(kind)));
    Ok(imported)
}

/// The article of a document's text, with its title where one is marked.
pub(crate) fn titled(text: String, title: Option<String>) -> NewArticle {
    let mut article = article(text);
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        title.trim().clone_into(&mut article.title);
    }
    article
}

/// An article of which nothing is known but its text.
pub(crate) fn article(text: String) -> NewArticle {
    NewArticle {
        title: facts::title(&text),
        byline: facts::byline(&text),
        credit: facts::credit(&text),
        published: facts::published(&text),
        language: language::guess(&text).map(str::to_owned),
        text,
        ..NewArticle::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import;

    #[test]
    fn one_article_carries_all_that_the_text_says_about_itself() {
        let text = "Talks resume in the capital (Reuters)\n\nBy Amal Haddad\n11 February 2024\n\n\
            The army said that the talks go on.\n\nSource: Agencies\n";
        let imported = import("talks.txt", text.as_bytes()).unwrap();
        assert_eq!(
            imported.articles,
            [NewArticle {
                title: "Talks resume in the capital".to_owned(),
                byline: Some("By Amal Haddad".to_owned()),
                credit: vec!["Reuters".to_owned(), "Agencies".to_owned()],
                published: Some(jiff::civil::date(2024, 2, 11)),
                language: Some("en".to_owned()),
                text: text.to_owned(),
                ..NewArticle::default()
            }]
        );
        assert_eq!(imported.warnings, []);
    }

    #[test]
    fn a_guessed_encoding_and_unreadable_bytes_are_warned_of() {
        let guessed = import("a.txt", b"Le pr\xe9sident a d\xe9clar\xe9 \xe0 Paris").unwrap();
        assert_eq!(
            guessed.warnings[0].to_string(),
            "encoding guessed as windows-1252; check that the text looks right: a.txt"
        );
        assert_eq!(guessed.encoding, Some("windows-1252"));
        let damaged = import("b.txt", b"\xef\xbb\xbfThe army \xff said so").unwrap();
        let [warning] = damaged.warnings.as_slice() else {
            panic!("{:?}", damaged.warnings)
        };
        let told = "1 character is not valid UTF-8 and appears as \u{fffd}; try another encoding: b.txt";
        assert_eq!(warning.to_string(), told);
    }

    #[test]
    fn a_very_long_line_is_warned_of() {
        let text = format!("Title\n{}", "word ".repeat(400_000));
        let imported = import("long.txt", text.as_bytes()).unwrap();
        assert_eq!(
            imported.warnings[0].to_string(),
            "line 2 is very long (1.9 MB) and may be slow: long.txt"
        );
    }
}
