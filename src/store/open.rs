//! Opens a project: takes the lock, reads `project.ron` and every article's claims, and reports what is
//! wrong with which file. Texts are read when they are needed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::error::{FileProblem, ReadOnly, StoreError};
use super::file_state::{Store, fingerprint};
use super::format::{self, ArticleParts, ParsedFile};
use super::lock::{self, Lock, LockOwner, Locking};
use super::{atomic, layout, links};
use crate::model::article::AnchorCounts;
use crate::model::{ArticleId, Project};

/// What a project is opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// To look at it: no lock is taken, nothing is written, not even the private folder.
    Read,
    /// To work on it, as this owner of its lock. Where the lock or the folder is not to be had, the
    /// project opens for reading only and says why.
    Write(LockOwner),
}

/// An opened project.
#[derive(Debug)]
pub struct Opened {
    /// Its content; the texts of its articles are not read yet.
    pub project: Project,
    /// The way back to disk.
    pub store: Store,
    /// What is wrong with which file.
    pub problems: Vec<FileProblem>,
    /// Why it may not be changed, if so.
    pub read_only: Option<ReadOnly>,
}

/// An article's text as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadText {
    /// The text.
    pub text: Arc<str>,
    /// The file.
    pub path: PathBuf,
    /// Whether it is another text than the marks were made in.
    pub changed: bool,
}

impl ReadText {
    /// What there is to say once the marks were held against the text; nothing if all stood.
    pub fn problem(&self, counts: AnchorCounts) -> Option<FileProblem> {
        let AnchorCounts {
            moved,
            orphaned,
            reworded,
        } = counts;
        // What was lost already when the marks were last held against this very text is no news.
        if !self.changed && moved == 0 {
            return None;
        }
        let cause = if self.changed {
            "the text has changed since its claims were marked"
        } else {
            "some marks did not stand where the file says"
        };
        let outcome = match (moved, orphaned) {
            (0, 0) => "all marks still stand".to_owned(),
            (moved, 0) => format!("{} found again elsewhere", marks(moved)),
            (0, orphaned) => format!("{} lost their place", marks(orphaned)),
            (moved, orphaned) => {
                format!(
                    "{} found again elsewhere, {} lost their place",
                    marks(moved),
                    marks(orphaned)
                )
            }
        };
        let hint = match (orphaned, reworded) {
            (0, 1..) => {
                "Claims that were decided on stand in other words now and need review again: check lists them. If the change was not meant, restore the text from git or a copy."
            }
            (0, 0) => {
                "Look through the claims of this article. If the change was not meant, restore the text from git or a copy."
            }
            _ => "The claims are kept: mark their words anew, or restore the text from git or a copy.",
        };
        Some(FileProblem::new(&self.path, format!("{cause}: {outcome}"), hint))
    }
}

fn marks(count: usize) -> String {
    match count {
        1 => "1 mark".to_owned(),
        _ => format!("{count} marks"),
    }
}

/// Opens the project in a folder, or of a `project.ron`.
///
/// A broken `project.ron` is an error. An article whose file is broken is left out and never
/// written; the rest opens.
pub fn open(path: &Path, access: Access) -> Result<Opened, StoreError> {
    let folder = layout::folder_from_path(path);
    let project_file = layout::project_file(&folder);
    if !project_file.is_file() {
        return Err(if folder.exists() {
            StoreError::NotAProject(path.to_owned())
        } else {
            StoreError::Missing(path.to_owned())
        });
    }
    let mut problems = Vec::new();
    let link = links::find(&folder).map(ReadOnly::Link);
    let (lock, refused) = match access {
        Access::Read => (None, Some(ReadOnly::Asked)),
        Access::Write(_) if link.is_some() => (None, None),
        Access::Write(owner) => take_lock(&folder, &owner, &mut problems),
    };

    // This file alone is read even through a link: without it there is nothing to show.
    let bytes = fs::read(&project_file).map_err(StoreError::io("read", &project_file))?;
    let head = format::read_project(&project_file, &bytes).map_err(StoreError::Broken)?;
    let mut newer = head.newer.map(|what| ReadOnly::Newer {
        path: project_file,
        what,
    });

    let listing = list(&folder, &mut problems)?;
    let mut store = Store::new(folder);
    store.note_read(PathBuf::from(layout::PROJECT_FILE), fingerprint(&bytes));
    let read: Vec<_> = listing
        .claims
        .par_iter()
        .map(|id| (id, read_article(&store, id)))
        .collect();
    let mut articles = BTreeMap::new();
    for (id, outcome) in read {
        match outcome {
            Ok(ParsedFile { parts, newer: what }) => {
                if let Some(what) = what {
                    let path = layout::claims_file(store.folder(), id);
                    newer.get_or_insert(ReadOnly::Newer { path, what });
                }
                store.declared_text(id, parts.text_sha256);
                articles.insert(id.clone(), parts.article);
            }
            Err(problem) => {
                store.protect(id.clone());
                problems.push(*problem);
            }
        }
    }
    compare_texts(&listing, &mut store, &mut problems);

    // That a newer version wrote it, or that it has links, concerns those who only look, too.
    let read_only = newer.or(link).or(refused);
    store.set_access(lock, read_only.clone());
    Ok(Opened {
        project: Project::from_parts(
            head.parts.head,
            head.parts.reviewers,
            head.parts.speakers,
            articles,
        ),
        store,
        problems,
        read_only,
    })
}

impl Opened {
    /// Reads every text, in parallel, and holds the marks against it. What is wrong with a text is
    /// added to the problems.
    pub fn read_all_texts(&mut self) {
        let ids: Vec<ArticleId> = self.project.unread().cloned().collect();
        let store = &self.store;
        let texts: Vec<_> = ids.par_iter().map(|id| store.read_text(id)).collect();
        for (id, read) in ids.iter().zip(texts) {
            match read {
                Ok(read) => {
                    let counts = self.project.read_article(id, read.text.clone());
                    self.problems
                        .extend(counts.and_then(|counts| read.problem(counts)));
                }
                // A text that is not there was reported when the project was opened.
                Err(StoreError::Missing(_)) => {}
                Err(error) => {
                    let path = layout::text_file(self.store.folder(), id);
                    self.problems.push(FileProblem::from_error(&path, &error));
                }
            }
        }
    }
}

fn take_lock(
    folder: &Path,
    owner: &LockOwner,
    problems: &mut Vec<FileProblem>,
) -> (Option<Lock>, Option<ReadOnly>) {
    let private = folder.join(layout::PRIVATE);
    let cannot = |reason: String| {
        let path = folder.to_owned();
        (None, Some(ReadOnly::Folder { path, reason }))
    };
    if let Err(error) = atomic::make_folder(&private) {
        return cannot(match error {
            StoreError::Link(path) => return (None, Some(ReadOnly::Link(path))),
            StoreError::Io { source, .. } => source.to_string(),
            error => error.to_string(),
        });
    }
    match lock::take(&private, owner) {
        Ok(Locking::Ours(lock)) => {
            tidy_private_folder(&private);
            (Some(lock), None)
        }
        Ok(Locking::Held(owner)) => (None, Some(ReadOnly::Held(owner))),
        Ok(Locking::Unsupported) => {
            problems.push(FileProblem::new(
                folder,
                "this disk cannot lock files, so nobody is kept from working on the project at the same time",
                "See to it that only one program has the project open.",
            ));
            (None, None)
        }
        Ok(Locking::NotALock) => (None, Some(ReadOnly::NotALock(private.join(layout::LOCK)))),
        Err(error) => cannot(error.to_string()),
    }
}

/// Hides the folder from git, and takes away what a crash left half-written. Neither is worth
/// failing for.
fn tidy_private_folder(private: &Path) {
    let ignore = private.join(".gitignore");
    if !ignore.exists() {
        let _ = atomic::write(private, &ignore, b"*\n");
    }
    for entry in fs::read_dir(private).into_iter().flatten().flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(b"draft-") {
            let _ = atomic::remove(&entry.path());
        }
    }
}

/// The articles there are, by their files.
#[derive(Debug, Default)]
struct Listing {
    claims: BTreeSet<ArticleId>,
    texts: BTreeSet<ArticleId>,
}

fn list(folder: &Path, problems: &mut Vec<FileProblem>) -> Result<Listing, StoreError> {
    let path = folder.join(layout::ARTICLES);
    let mut listing = Listing::default();
    if links::is_link(&path) {
        return Ok(listing);
    }
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        // Git keeps no empty folders.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listing),
        Err(error) => return Err(StoreError::io("read the folder", &path)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(StoreError::io("read the folder", &path))?;
        let name = PathBuf::from(entry.file_name());
        let stems = match name.extension().and_then(|extension| extension.to_str()) {
            Some("ron") => &mut listing.claims,
            Some("txt") => &mut listing.texts,
            _ => continue,
        };
        match name.file_stem().and_then(|stem| stem.to_str()) {
            Some(stem) if stem.starts_with('.') => {}
            Some(stem) => {
                stems.insert(stem.into());
            }
            None => problems.push(FileProblem::new(
                entry.path(),
                "the name of this file is not in UTF-8, so it is left out",
                "Rename it.",
            )),
        }
    }
    Ok(listing)
}

fn read_article(store: &Store, id: &ArticleId) -> Result<ParsedFile<ArticleParts>, Box<FileProblem>> {
    let path = layout::claims_file(store.folder(), id);
    let bytes = store
        .on_disk(&path)
        .and_then(|bytes| bytes.ok_or_else(|| StoreError::Missing(path.clone())));
    let bytes = bytes.map_err(|error| Box::new(FileProblem::from_error(&path, &error)))?;
    store.note_read(layout::claims_file(Path::new(""), id), fingerprint(&bytes));
    format::read_article(&path, &bytes)
}

/// Reports texts without claims files and the other way round.
fn compare_texts(listing: &Listing, store: &mut Store, problems: &mut Vec<FileProblem>) {
    for id in listing.texts.difference(&listing.claims) {
        store.protect(id.clone());
        problems.push(FileProblem::new(
            layout::text_file(store.folder(), id),
            format!("a text without its claims: there is no {id}.ron beside it"),
            "Restore that file from git or a copy. Or move the text elsewhere and add it as a new article.",
        ));
    }
    for id in listing.claims.difference(&listing.texts) {
        store.saw_no_text(id);
        problems.push(FileProblem::new(
            layout::text_file(store.folder(), id),
            "the text of this article is missing",
            "Restore the file from git or a copy. The claims are kept as they are until then.",
        ));
    }
}
