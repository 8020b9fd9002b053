//! Reads articles from files and folders, many at once. What is an article is `import`'s business;
//! adding them to the project is an edit like any other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::jobs::Progress;
use crate::import::{self, Imported, NewArticle, Warning};
use crate::model::Metadata;
use crate::report::Report;
use crate::store::files;

/// How many files are read in one go.
const MOST: usize = 100_000;

/// What came of reading files.
#[derive(Debug, Default)]
pub struct Imports {
    /// The articles, in the order of the files.
    pub articles: Vec<NewArticle>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// Why a file or folder gave nothing, one report each.
    pub failures: Vec<Report>,
    /// Whether there were more files than are read in one go.
    pub truncated: bool,
    /// Whether it was cancelled; the articles are then those read so far.
    pub cancelled: bool,
}

/// Reads the articles in these files, and in those files of these folders whose names look like
/// articles.
pub fn read_articles(paths: &[PathBuf], progress: &Progress) -> Imports {
    let found = files::walk(paths, MOST, &import::is_article_name);
    progress.expect(found.files.len());
    let outcomes: Vec<_> = found
        .files
        .par_iter()
        .map(|path| {
            let outcome = (!progress.is_cancelled()).then(|| read_file(path));
            progress.advance();
            outcome
        })
        .collect();
    let mut imports = Imports {
        truncated: found.truncated,
        ..Imports::default()
    };
    let unread = found
        .errors
        .iter()
        .map(|error| Report::of(error).with_hint(error.hint()));
    imports.failures.extend(unread);
    for outcome in outcomes {
        match outcome {
            Some(Ok(imported)) => {
                imports.articles.extend(imported.articles);
                imports.warnings.extend(imported.warnings);
            }
            Some(Err(report)) => imports.failures.push(report),
            None => imports.cancelled = true,
        }
    }
    imports
}

/// A new article as the project keeps it, to be added.
pub fn article_from_import(new: NewArticle) -> (Metadata, Arc<str>) {
    let metadata = Metadata {
        title: new.title,
        publisher: new.publisher,
        byline: new.byline,
        credit: new.credit,
        url: new.url,
        published: new.published,
        language: new.language,
        ..Metadata::default()
    };
    (metadata, new.text.into())
}

fn read_file(path: &Path) -> Result<Imported, Report> {
    let bytes = files::read(path).map_err(|error| Report::of(&error).with_hint(error.hint()))?;
    import::import(&path.to_string_lossy(), &bytes)
        .map_err(|error| Report::of(&error).with_hint(Some(error.hint())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::atomic;

    #[test]
    fn files_and_folders_give_articles_and_what_is_no_text_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            atomic::write(folder.path(), &path, bytes).unwrap();
            path
        };
        put("a.txt", b"First\n\nThe army said so.");
        put("b.txt", b"Second\n\nThe mayor said so.");
        put("data.bin", b"left alone, because nobody named it");
        let empty = put("empty.txt", b"");
        let gone = folder.path().join("gone.txt");

        let progress = Progress::default();
        let imports = read_articles(&[folder.path().to_owned(), gone.clone()], &progress);
        let titles: Vec<&str> = imports
            .articles
            .iter()
            .map(|article| article.title.as_str())
            .collect();
        assert_eq!(titles, ["First", "Second"]);
        let failures: Vec<String> = imports
            .failures
            .iter()
            .map(|report| report.headline.clone())
            .collect();
        assert!(failures[0].ends_with(&gone.display().to_string()), "{failures:?}");
        assert!(
            failures[1].ends_with(&empty.display().to_string()),
            "{failures:?}"
        );
        assert_eq!(progress.steps(), (3, 3));
        let (metadata, text) = article_from_import(imports.articles[0].clone());
        assert_eq!(
            (metadata.title.as_str(), &*text),
            ("First", "First\n\nThe army said so.")
        );
    }

    #[test]
    fn a_cancelled_import_reads_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        atomic::write(folder.path(), &path, b"First").unwrap();
        let progress = Progress::default();
        progress.cancel();
        let imports = read_articles(&[path], &progress);
        assert!(imports.cancelled && imports.articles.is_empty());
    }
}
