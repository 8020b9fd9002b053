//! Archives (ZIP) of articles: each file in them that is an article is read as what it is. An archive within one is not
//! opened.

use super::article::SourceFile;
use super::error::ParseError;
use super::guard::archive::Archive;
use super::{Choices, FileKind, Imported, WarningKind, import_as, is_article_name, kind_of};

/// How many names are told at most.
const MAX_NAMED: usize = 5;

/// Reads the articles of an archive; files that are of other kinds or cannot be read are told.
pub(super) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let mut archive = Archive::open(source.bytes)?;
    let is_hidden = |name: &str| {
        name.split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX")
    };
    let names: Vec<String> = archive
        .names()
        .filter(|name| !name.ends_with('/') && !is_hidden(name))
        .collect();
    let mut all = Imported::default();
    let mut refused: Vec<String> = Vec::new();
    for name in names {
        let is_open = super::is_open_name(&name) && !name.to_lowercase().ends_with(".zip");
        let bytes = if is_article_name(&name) || is_open {
            archive.part(&name)?
        } else {
            None
        };
        let kind = bytes.as_ref().and_then(|bytes| kind_of(&name, bytes).ok());
        let kind = kind.filter(|kind| *kind != FileKind::Bundle && (!is_open || *kind != FileKind::Plain));
        let choices = Choices {
            kind,
            ..source.choices.clone()
        };
        let read = bytes
            .filter(|_| kind.is_some())
            .map(|bytes| import_as(&name, &bytes, &choices));
        match read {
            Some(Ok(read)) => {
                all.articles.extend(read.articles);
                all.warnings.extend(read.warnings.into_iter().map(|mut warning| {
                    warning.path = format!("{}/{}", source.path, warning.path);
                    warning
                }));
            }
            _ => refused.push(name),
        }
    }
    if !refused.is_empty() {
        let mut names = refused
            .iter()
            .take(MAX_NAMED)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        if refused.len() > MAX_NAMED {
            names.push_str(", …");
        }
        let count = refused.len();
        all.warnings
            .push(source.warning(WarningKind::PartsNotRead { count, names }));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use crate::import::guard::archive::tests::archive;
    use crate::import::{FileKind, import};

    #[test]
    fn the_articles_of_an_archive_come_in_and_the_rest_is_told() {
        let inner = archive(&[("c.txt", b"no")]);
        let bytes = archive(&[
            ("a/one.txt", b"First\n\nThe army said so."),
            ("two.html", b"<title>Second</title><p>The mayor said so.</p>"),
            ("picture.png", b"\x89PNG"),
            ("more.zip", &inner),
            ("__MACOSX/._one.txt", b"x"),
        ]);
        let imported = import("all.zip", &bytes).unwrap();
        assert_eq!(imported.kind, FileKind::Bundle);
        let titles: Vec<&str> = imported
            .articles
            .iter()
            .map(|article| article.title.as_str())
            .collect();
        assert_eq!(titles, ["First", "Second"]);
        let told = imported.warnings.last().unwrap().to_string();
        assert_eq!(
            told,
            "2 files in the archive were not read: picture.png, more.zip: all.zip"
        );
    }
}
