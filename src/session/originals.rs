//! Keeps the files that articles came from among the project's originals, all together and on any thread. What the
//! articles become is `importing`'s business.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Session;
use super::importing::{Arrival, Origin};
use super::jobs::Progress;
use crate::report::Report;
use crate::store::{Store, StoreError, files};

/// So many files are in memory at a time.
const MAX_FILES_IN_MEMORY: usize = 128;

/// The way to a project's originals, for another thread.
#[derive(Clone, Debug)]
pub struct OriginalsWriter(Arc<Store>);

/// What came of keeping files.
#[derive(Debug, Default)]
pub struct Archived {
    /// What each is called among the originals, by where it lay.
    pub names: BTreeMap<PathBuf, String>,
    /// Those that were not there before, to be let go of where their articles do not come after all.
    pub(super) newly_added: BTreeSet<String>,
    /// Files that could not be kept, each told once.
    pub not_kept: Vec<Report>,
    /// Whether it was cancelled; then none was kept.
    pub cancelled: bool,
}

/// A file that is worth keeping.
struct Candidate<'a> {
    path: &'a Path,
    /// What its name ends in, where it has no ending.
    ending: &'a str,
    /// Of the bytes that were read, where that is known.
    fingerprint: Option<&'a [u8; 32]>,
}

impl<'a> Candidate<'a> {
    fn from_corpus(path: &'a Path) -> Self {
        Self {
            path,
            ending: "txt",
            fingerprint: None,
        }
    }
}

impl OriginalsWriter {
    /// The way to the originals of this session's project.
    pub fn new(session: &Session) -> Self {
        Self(Arc::clone(&session.store))
    }

    /// Keeps the files of these articles, byte for byte, where they are more than the text. Until all of them are on
    /// the disk none is among the originals.
    pub fn archive(&self, arrivals: &[Arrival], progress: &Progress) -> Archived {
        let candidates = arrivals.iter().filter_map(|arrival| match &arrival.origin {
            Origin::File(file) => file.is_worth_keeping().then_some(Candidate {
                path: &file.path,
                ending: file.kind.name(),
                fingerprint: Some(&file.fingerprint),
            }),
            Origin::Corpus(corpus, article) => corpus.file_to_keep(article).map(Candidate::from_corpus),
        });
        self.archive_all(candidates, progress)
    }

    /// Keeps these files of corpora in the same way.
    pub(super) fn archive_files(&self, files: BTreeSet<&Path>) -> Archived {
        self.archive_all(
            files.into_iter().map(Candidate::from_corpus),
            &Progress::default(),
        )
    }

    fn archive_all<'a>(
        &self,
        candidates: impl Iterator<Item = Candidate<'a>>,
        progress: &Progress,
    ) -> Archived {
        let files: BTreeMap<&Path, Candidate> = candidates.map(|file| (file.path, file)).collect();
        let files: Vec<Candidate> = files.into_values().collect();
        let mut archived = Archived::default();
        if files.is_empty() {
            return archived;
        }
        progress.expect(files.len());
        let mut originals = match self.0.keep_originals() {
            Ok(originals) => originals,
            Err(error) => {
                archived.not_kept.push(told(&error));
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
            let read: Vec<_> = together.par_iter().map(|file| read_again(file)).collect();
            for (file, bytes) in together.iter().zip(read) {
                let name = original_name(file.path, file.ending);
                let written =
                    bytes.and_then(|bytes| originals.write(&name, &bytes).map_err(|error| told(&error)));
                match written {
                    Ok(name) => drop(archived.names.insert(file.path.to_owned(), name)),
                    Err(report) => archived.not_kept.push(report),
                }
                progress.advance();
            }
        }
        archived.newly_added.clone_from(originals.newly_added());
        for (lost, error) in originals.settle() {
            archived.names.retain(|_, name| *name != lost);
            archived.newly_added.remove(&lost);
            archived.not_kept.push(told(&error));
        }
        archived
    }
}

fn told(error: &StoreError) -> Report {
    Report::of(error).with_hint(error.hint())
}

/// The bytes of a file, which must be those that were read before.
fn read_again(file: &Candidate) -> Result<Vec<u8>, Report> {
    let bytes = files::read(file.path).map_err(|error| told(&error))?;
    let is_changed = |fingerprint: &[u8; 32]| <[u8; 32]>::from(Sha256::digest(&bytes)) != *fingerprint;
    if file.fingerprint.is_some_and(is_changed) {
        let changed = format!(
            "the file has changed since it was read, so it is not kept: {}",
            file.path.display()
        );
        return Err(Report::new(changed).with_hint(Some("Add it again to have the newer version.")));
    }
    Ok(bytes)
}

/// A file name that every system takes, as near to the file's own as can be.
fn original_name(path: &Path, usual: &str) -> String {
    const MAX_NAME_BYTES: usize = 80;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 10 => (stem, format!(".{ending}")),
        _ => (&*name, format!(".{usual}")),
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
    use super::super::importing::{self, article_from_import, read_articles};
    use super::super::{ReviewerIdentity, no_wake};
    use super::*;
    use crate::model::Head;
    use crate::store::atomic;

    #[test]
    fn files_are_kept_all_together_and_a_cancelled_keeping_leaves_none() {
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
        let who = ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".to_owned(),
        };
        let session = Session::create(&project, &Head::titled("Talks"), who, no_wake()).unwrap();
        let imports = read_articles(&[inbox], &Progress::default());
        let arrivals: Vec<Arrival> = imports
            .articles
            .into_iter()
            .map(|incoming| {
                let (metadata, text) = article_from_import(incoming.article);
                Arrival {
                    metadata,
                    text,
                    origin: Origin::File(incoming.file),
                    updates: None,
                }
            })
            .collect();
        let originals = || std::fs::read_dir(project.join("originals")).map_or(0, Iterator::count);
        let cancelled = Progress::default();
        cancelled.cancel();
        let archived = OriginalsWriter::new(&session).archive(&arrivals, &cancelled);
        assert!(archived.cancelled && archived.names.is_empty() && originals() == 0);

        let archived = OriginalsWriter::new(&session).archive(&arrivals, &Progress::default());
        assert!(archived.not_kept.is_empty() && !archived.cancelled);
        assert_eq!((archived.names.len(), originals()), (FILES, FILES));
        for (path, name) in &archived.names {
            let there = files::read(&project.join("originals").join(name)).unwrap();
            assert_eq!(there, files::read(path).unwrap());
        }
        // Kept again they are the same.
        let again = OriginalsWriter::new(&session).archive(&arrivals, &Progress::default());
        assert_eq!((&again.names, originals()), (&archived.names, FILES));
        assert!(again.newly_added.is_empty());

        // Where the articles do not come after all, what came with them goes, and what was there before stays.
        let mut session = session;
        let coming = importing::bring_in(
            &mut session,
            importing::Coming::from_arrivals(arrivals.clone()),
            again,
        );
        assert!(coming.is_ok() && session.run_slice().is_ok());
        session.cancel_long_edit().unwrap();
        assert_eq!((session.project().articles().len(), originals()), (0, FILES));
        let coming = importing::bring_in(&mut session, importing::Coming::from_arrivals(arrivals), archived);
        assert!(coming.is_ok() && session.run_slice().is_ok());
        session.cancel_long_edit().unwrap();
        assert_eq!((session.project().articles().len(), originals()), (0, 0));
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
