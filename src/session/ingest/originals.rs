//! Archives the files that articles came from among the project's originals, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::super::progress::Progress;
use super::parse::SourceFile;
use crate::report::Report;
use crate::store::{Store, StoreError, files};

/// The number of files that are in memory at a time.
const MAX_FILES_IN_MEMORY: usize = 128;

/// What came of archiving files.
#[derive(Debug, Default)]
pub struct Archived {
    /// The name of each among the originals, by the path it was read from.
    pub names: BTreeMap<PathBuf, String>,
    /// Those that were not there before, to be removed if their articles do not come in after all.
    pub newly_added: BTreeSet<String>,
    /// Files that could not be archived, each reported once.
    pub not_archived: Vec<Report>,
    /// Those among them that the project's disk did not take. Their articles do not come in: added again they would count
    /// as known, and never get their originals.
    pub refused: BTreeSet<PathBuf>,
    /// Whether it was cancelled; then none was archived.
    pub cancelled: bool,
}

/// A file to be archived.
pub(super) struct Candidate<'a> {
    path: &'a Path,
    /// The ending of its name in the archive, if it has none.
    ending: &'a str,
    /// SHA-256 of the bytes that were read, if it is known.
    fingerprint: Option<&'a [u8; 32]>,
}

impl<'a> Candidate<'a> {
    pub(super) fn from_file(file: &'a SourceFile) -> Self {
        Self {
            path: &file.path,
            ending: file.kind.name(),
            fingerprint: Some(&file.fingerprint),
        }
    }

    pub(super) fn from_corpus(path: &'a Path) -> Self {
        Self {
            path,
            ending: "txt",
            fingerprint: None,
        }
    }

    /// Its bytes, which must be those that were read before.
    pub(super) fn read_again(&self) -> Result<Vec<u8>, Report> {
        let bytes = files::read(self.path).map_err(|error| report_from_error(&error))?;
        let is_changed = |fingerprint: &[u8; 32]| <[u8; 32]>::from(Sha256::digest(&bytes)) != *fingerprint;
        if self.fingerprint.is_some_and(is_changed) {
            let changed = fl!("session-original-changed", path = self.path);
            return Err(Report::new(changed).with_hint(Some(fl!("session-original-changed.hint"))));
        }
        Ok(bytes)
    }
}

/// Archives files. They take their places among the originals when the articles that name them are saved.
pub(super) fn archive<'a>(
    store: &Store,
    candidates: impl Iterator<Item = Candidate<'a>>,
    progress: &Progress,
) -> Archived {
    let files: BTreeMap<&Path, Candidate> = candidates.map(|file| (file.path, file)).collect();
    let files: Vec<Candidate> = files.into_values().collect();
    let mut archived = Archived {
        cancelled: progress.is_cancelled(),
        ..Archived::default()
    };
    if files.is_empty() {
        return archived;
    }
    progress.expect(files.len());
    let mut originals = match store.keep_originals() {
        Ok(originals) => originals,
        Err(error) => {
            archived.not_archived.push(report_from_error(&error));
            archived.refused = files.iter().map(|file| file.path.to_owned()).collect();
            return archived;
        }
    };
    for together in files.chunks(MAX_FILES_IN_MEMORY) {
        if progress.is_cancelled() {
            return Archived {
                cancelled: true,
                ..Archived::default()
            };
        }
        let read: Vec<_> = together.par_iter().map(Candidate::read_again).collect();
        for (file, bytes) in together.iter().zip(read) {
            let name = original_name(file.path, file.ending);
            let write = |bytes: Vec<u8>| {
                let written = originals.write(&name, &bytes);
                written.map_err(|error| {
                    archived.refused.insert(file.path.to_owned());
                    refusal(file.path, &error)
                })
            };
            match bytes.and_then(write) {
                Ok(name) => drop(archived.names.insert(file.path.to_owned(), name)),
                Err(report) => archived.not_archived.push(report),
            }
            progress.advance();
        }
    }
    archived.newly_added.clone_from(originals.newly_added());
    originals.stage();
    archived
}

/// Why an article does not come in with its original.
fn refusal(path: &Path, error: &StoreError) -> Report {
    let Report {
        headline,
        mut causes,
        hint,
    } = report_from_error(error);
    causes.insert(0, headline);
    Report {
        headline: fl!("session-original-refused", path = path),
        causes,
        hint,
    }
}

fn report_from_error(error: &StoreError) -> Report {
    Report::from_error(error).with_hint(error.hint())
}

/// A file name that every system allows, as near to the file's own as possible.
fn original_name(path: &Path, default_ending: &str) -> String {
    const MAX_NAME_BYTES: usize = 80;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 10 => (stem, format!(".{ending}")),
        _ => (&*name, format!(".{default_ending}")),
    };
    let harmless = |c: char| {
        if c.is_control() || "/\\:*?\"<>|".contains(c) {
            '-'
        } else {
            c
        }
    };
    let stem: String = stem.chars().map(harmless).collect();
    let stem = stem.trim_matches([' ', '.']);
    let stem = stem
        .get(..stem.floor_char_boundary(MAX_NAME_BYTES))
        .unwrap_or(stem);
    match stem {
        "" => format!("original{ending}"),
        stem => format!("{stem}{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::commit::Archive;
    use super::super::parse::{ParseOptions, parse_articles};
    use super::super::stage::{ImportChoice, Staged};
    use super::*;
    use crate::session::Session;
    use crate::session::testing::create;
    use crate::store::atomic;

    fn stage(session: &Session, folder: &Path) -> Staged {
        let parsed = parse_articles(
            &[folder.to_owned()],
            &ParseOptions::default(),
            &Progress::default(),
        );
        Staged::new(parsed, session.snapshot(), None)
    }

    #[test]
    fn files_are_archived_all_together_and_a_cancelled_import_leaves_none() {
        const FILES: usize = 300;
        let folder = tempfile::tempdir().unwrap();
        let inbox = folder.path().join("inbox");
        for at in 0..FILES {
            let within = inbox.join(at.to_string());
            std::fs::create_dir_all(&within).unwrap();
            let page = format!(
                "<html><title>{at}</title><p>The army said so, {}.</p></html>",
                at % 7
            );
            atomic::write(&within, &within.join("index.html"), page.as_bytes()).unwrap();
        }
        let project = folder.path().join("project");
        let mut session = create(&project);
        let store = Arc::clone(&session.store);
        let mut staged = stage(&session, &inbox);
        // Some of the texts are equal.
        for at in 0..FILES {
            staged.choose(at, ImportChoice::Add);
        }
        // In their places, or waiting for their articles.
        let originals = || {
            let names = |folder: &str| {
                let entries = std::fs::read_dir(project.join(folder)).into_iter().flatten();
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap())
            };
            let waiting = names(".sayso").filter(|name| name.starts_with("draft-"));
            names("originals").count() + waiting.count()
        };
        let cancelled = Progress::default();
        cancelled.cancel();
        let archive = |progress: &Progress| Archive::new(staged.clone(), &store, progress);
        let archived = archive(&cancelled).archived;
        assert!(archived.cancelled && archived.names.is_empty() && originals() == 0);

        let first = archive(&Progress::default());
        let archived = &first.archived;
        assert!(archived.not_archived.is_empty() && !archived.cancelled);
        assert_eq!((archived.names.len(), originals()), (FILES, FILES));
        assert!(
            !project.join("originals").exists(),
            "none comes before its article"
        );
        // Archived again they are the same.
        let again = archive(&Progress::default());
        assert_eq!((&again.archived.names, originals()), (&archived.names, FILES));
        assert!(again.archived.newly_added.is_empty());

        // If the articles do not come in after all, what came with them goes, and what was there before stays.
        for (archive, left) in [(again, FILES), (first, 0)] {
            session.commit(archive);
            session.wait_for_job();
            assert!(session.run_slice().unwrap() && !session.project().articles().is_empty());
            session.cancel_long_edit().unwrap();
            assert_eq!((session.project().articles().len(), originals()), (0, left));
        }
    }

    #[test]
    fn a_page_is_kept_with_the_project_byte_for_byte_and_a_text_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            atomic::write(folder.path(), &path, bytes).unwrap();
            path
        };
        let page = b"<html><title>Talks</title>\r\n<p>The army said so.</p></html>";
        let first = put("index.html", page);
        put("a.txt", b"Text\n\nThe mayor said so.");
        let table = put(
            "two.csv",
            b"title,text\nA,The one said so.\nB,The other said so.\n",
        );

        let outside = tempfile::tempdir().unwrap();
        let project = outside.path().join("project");
        let mut session = create(&project);
        let staged = stage(&session, folder.path());
        assert_eq!(staged.items.len(), 4);
        let mut again = staged.clone();
        let added = session.import(staged).unwrap();
        session.flush().unwrap();
        assert!(added.not_archived.is_empty());
        let original = |at: usize| {
            session
                .project()
                .article(&added.ids[at])
                .unwrap()
                .metadata
                .original
                .clone()
        };
        let originals: Vec<Option<String>> = (0..4).map(original).collect();
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(
            originals,
            [None, named("index.html"), named("two.csv"), named("two.csv")]
        );
        let kept = |name: &str| files::read(&project.join("originals").join(name)).unwrap();
        assert_eq!(kept("index.html"), page);
        assert_eq!(kept("two.csv"), files::read(&table).unwrap());

        atomic::write(folder.path(), &first, b"<html>changed</html>").unwrap();
        again.include_all(true);
        let again = session.import(again).unwrap();
        let told: Vec<&str> = again
            .not_archived
            .iter()
            .map(|report| report.headline.as_str())
            .collect();
        assert!(
            told.len() == 1 && told[0].starts_with("the file changed while it was imported"),
            "{told:?}"
        );
        assert_eq!(again.ids.len(), 4);
    }

    #[test]
    fn originals_are_called_as_every_system_allows() {
        let name = |path: &str| original_name(Path::new(path), "html");
        assert_eq!(name("in/Talks: “yes?”.html"), "Talks- “yes-”.html");
        assert_eq!(name("page"), "page.html");
        assert_eq!(name("in/.. .html"), "original.html");
        assert_eq!(name(&format!("{}.html", "ä".repeat(300))).len(), 85);
    }
}
