//! Opens a project: takes the lock, reads `project.ron` and every article's claims, and reports problems
//! with files. Texts are read when they are needed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{FileAction, FileProblem, ReadOnly, StoreError};
use super::file_state::{Store, fingerprint};
use super::format::{ArticleParts, ParsedFile, ProjectParts};
use super::half_synced::half_synced;
use super::lock::{self, Lock, Locking};
use super::lock_owner::LockOwner;
use super::redo::{self, Unfinished};
use super::snapshot::Snapshot;
use super::sync_copies::Copies;
use super::taken_in::{Parts, TakenIn, read_versions};
use super::versions::Mergeable;
use super::{atomic, files, layout, links};
use crate::model::{Article, ArticleId, Project, Touched};
use crate::report::{Report, without_number};

/// What a project is opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// For reading: no lock is taken and nothing is written, not even the private folder.
    Read,
    /// For editing, as this owner of its lock. If the lock cannot be taken or the folder cannot be written, the
    /// project opens read-only and says why.
    Write(LockOwner),
}

/// An opened project.
#[derive(Debug)]
pub struct Opened {
    /// Its content; the texts of its articles are not read yet.
    pub project: Project,
    /// Writes it back to disk.
    pub store: Store,
    /// Problems with files.
    pub problems: Vec<FileProblem>,
    /// Why it is read-only, if it is.
    pub read_only: Option<ReadOnly>,
}

/// Opens the project in a folder, or of a `project.ron`.
///
/// A broken `project.ron` is an error. An article whose file is broken is skipped and never written; the
/// rest opens.
pub fn open(path: &Path, access: Access) -> Result<Opened, StoreError> {
    let opened = open_watched(path, access, &Unwatched)?;
    opened.ok_or_else(|| StoreError::Missing(path.to_owned()))
}

/// Is told how far the opening of a project has come.
pub trait OpenWatch: Sync {
    /// So many articles are to be read.
    fn begin(&self, articles: usize);

    /// An article was read, or could not be. `false` where the project is not wanted any more.
    fn read(&self, id: &ArticleId, article: Option<&Article>) -> bool;
}

/// Nobody is told.
struct Unwatched;

impl OpenWatch for Unwatched {
    fn begin(&self, _: usize) {}

    fn read(&self, _: &ArticleId, _: Option<&Article>) -> bool {
        true
    }
}

/// The same while somebody watches; `None` where the project is not wanted any more, and nothing was written.
pub fn open_watched(
    path: &Path,
    access: Access,
    watch: &dyn OpenWatch,
) -> Result<Option<Opened>, StoreError> {
    let Begun {
        mut store,
        head,
        mut newer,
        link,
        refused,
        lock,
        listing,
        copies,
        mut taken_in,
        mut problems,
    } = begin(path, access)?;
    watch.begin(listing.claims.len());
    let read = |id| {
        let read = read_article(&store, id);
        let article = read.as_ref().ok().map(|(file, _)| &file.parts.article);
        watch.read(id, article).then_some((id, read))
    };
    let read: Option<Vec<_>> = listing.claims.par_iter().map(read).collect();
    let Some(read) = read else {
        return Ok(None);
    };
    let mut articles = BTreeMap::new();
    for (id, outcome) in read {
        match outcome {
            Ok((ParsedFile { parts, newer: what }, differences)) => {
                if let Some(differences) = differences {
                    let path = layout::claims_file(store.folder(), id);
                    taken_in.note_conflict(path, Some(id), differences);
                }
                if let Some(what) = what {
                    let path = layout::claims_file(store.folder(), id);
                    newer.get_or_insert(ReadOnly::Newer { path, what });
                }
                store.note_declared_text(id, parts.text_sha256);
                articles.insert(id.clone(), parts.article);
            }
            Err(problem) => {
                store.protect(id.clone());
                problems.push(*problem);
            }
        }
    }
    compare_texts(&listing, &store, &mut problems);

    problems.extend(store.cut_off_change());
    // A newer version or a link is worth knowing even for those who opened it for reading.
    let read_only = newer.or(link).or(refused);
    store.set_access(lock, read_only.clone());
    let (project, unsaved) = taken_in.finish(Parts { head, articles }, &copies, &store, &mut problems);
    let whole = Touched {
        project: true,
        articles: project.articles().keys().cloned().collect(),
    };
    store.note_content(Snapshot::new(&project, &whole));
    store.forget_content(&unsaved);
    Ok(Some(Opened {
        project,
        store,
        problems,
        read_only,
    }))
}

/// A project whose own file has been read, and whose articles have not.
pub(super) struct Begun {
    pub(super) store: Store,
    pub(super) head: ProjectParts,
    /// That a newer version wrote the project's file.
    pub(super) newer: Option<ReadOnly>,
    pub(super) link: Option<ReadOnly>,
    refused: Option<ReadOnly>,
    lock: Option<Lock>,
    pub(super) listing: Listing,
    pub(super) copies: Copies,
    pub(super) taken_in: TakenIn,
    pub(super) problems: Vec<FileProblem>,
}

/// Begins to open a project: reads its own file and lists its articles.
pub(super) fn begin(path: &Path, access: Access) -> Result<Begun, StoreError> {
    let folder = layout::folder_from_path(path);
    let project_file = layout::project_file(&folder);
    if !project_file.is_file() {
        let is_there = fs::symlink_metadata(&project_file).is_ok_and(|there| !there.is_symlink());
        return Err(if is_there {
            StoreError::NotAFile(project_file)
        } else if folder.exists() {
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

    // Read by somebody who may not finish it, an unfinished save counts as finished.
    let store = Store::new(folder.clone());
    let unfinished = redo::unfinished(&folder);
    store.set_unfinished(unfinished.clone());
    let bytes = if unfinished.contains_key(Path::new(layout::PROJECT_FILE)) {
        store
            .on_disk(&project_file)?
            .ok_or_else(|| StoreError::NotAProject(path.to_owned()))?
    } else {
        // Only this file is read even through a link: without it there is nothing to show.
        files::read_up_to(&project_file, links::MAX_FILE_BYTES)?
    };
    let mut taken_in = TakenIn::default();
    let (head, differences) = read_file::<ProjectParts>(&project_file, &bytes).map_err(StoreError::Broken)?;
    if let Some(differences) = differences {
        taken_in.note_conflict(project_file.clone(), None, differences);
    }
    let newer = head.newer.map(|what| ReadOnly::Newer {
        path: project_file,
        what,
    });

    let mut listing = list(&folder, &mut problems)?;
    listing.finish(&unfinished);
    let copies = Copies::take_out(&store, &mut listing.claims, &mut listing.texts);
    for id in copies.ids() {
        store.protect(id);
    }
    store.note_read(PathBuf::from(layout::PROJECT_FILE), fingerprint(&bytes));
    Ok(Begun {
        store,
        head: head.parts,
        newer,
        link,
        refused,
        lock,
        listing,
        copies,
        taken_in,
        problems,
    })
}

impl Opened {
    /// Reads every text, in parallel, and checks the anchors against it. Adds what it finds to the problems.
    pub fn read_all_texts(&mut self) {
        let ids: Vec<ArticleId> = self.project.unread().cloned().collect();
        let store = &self.store;
        let texts: Vec<_> = ids.par_iter().map(|id| store.read_text(id)).collect();
        for (id, read) in ids.iter().zip(texts) {
            match read {
                Ok(read) => {
                    let Some(unread) = self.project.article(id).cloned() else {
                        continue;
                    };
                    let mut article = unread.clone();
                    self.problems.extend(read.problem(read.give_to(&mut article)));
                    self.project.put_read_article(id, &unread, article);
                }
                // A missing text was reported when the project was opened.
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
            StoreError::Io { source, .. } => without_number(&source.to_string()),
            error => error.to_string(),
        });
    }
    match lock::take(&private, owner) {
        Ok(Locking::Ours(lock)) => match redo::finish(folder) {
            Ok(finished) => {
                problems.extend(finished.problems);
                tidy_private_folder(&private);
                (Some(lock), None)
            }
            Err(StoreError::ReadOnly(reason)) => (None, Some(reason)),
            Err(error) => cannot(fl!(
                "store-save-unfinished",
                reason = Report::from_error(&error).headline
            )),
        },
        Ok(Locking::Held(owner)) => (None, Some(ReadOnly::Held(owner))),
        Ok(Locking::Unsupported) => {
            problems.push(FileProblem::new(
                folder,
                fl!("store-no-locks"),
                fl!("store-no-locks.hint"),
            ));
            (None, None)
        }
        Ok(Locking::NotALock) => (None, Some(ReadOnly::NotALock(private.join(layout::LOCK)))),
        Err(error) => cannot(without_number(&error.to_string())),
    }
}

/// Hides the folder from git and deletes files that a crash left half-written. Neither is worth failing for.
fn tidy_private_folder(private: &Path) {
    let ignore = private.join(".gitignore");
    if !ignore.exists() {
        let _ = atomic::write(private, &ignore, b"*\n");
    }
    for entry in fs::read_dir(private).into_iter().flatten().flatten() {
        if entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(atomic::DRAFT.as_bytes())
        {
            let _ = atomic::remove(&entry.path());
        }
    }
}

/// The ids of articles by their files.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) claims: BTreeSet<ArticleId>,
    pub(super) texts: BTreeSet<ArticleId>,
}

impl Listing {
    /// Lists what will be there once a save is finished.
    fn finish(&mut self, unfinished: &Unfinished) {
        for (file, draft) in unfinished {
            let ending = file.extension().and_then(|ending| ending.to_str());
            let stems = match (file.starts_with(layout::ARTICLES), ending) {
                (true, Some("ron")) => &mut self.claims,
                (true, Some("txt")) => &mut self.texts,
                _ => continue,
            };
            let Some(id) = file
                .file_stem()
                .and_then(|stem| stem.to_str())
                .map(ArticleId::from)
            else {
                continue;
            };
            match draft {
                Some(_) => drop(stems.insert(id)),
                None => drop(stems.remove(&id)),
            }
        }
    }
}

pub(super) fn list(folder: &Path, problems: &mut Vec<FileProblem>) -> Result<Listing, StoreError> {
    let path = folder.join(layout::ARTICLES);
    let mut listing = Listing::default();
    if links::is_link(&path) {
        return Ok(listing);
    }
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        // Git keeps no empty folders.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listing),
        Err(error) => return Err(StoreError::io(FileAction::ReadFolder, &path)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(StoreError::io(FileAction::ReadFolder, &path))?;
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
                fl!("store-name-not-utf8"),
                fl!("store-name-not-utf8.hint"),
            )),
        }
    }
    Ok(listing)
}

/// Reads a file, and merges the versions that git left in it; gives how many differences those had.
fn read_file<T: Mergeable>(
    path: &Path,
    bytes: &[u8],
) -> Result<(ParsedFile<T>, Option<usize>), Box<FileProblem>> {
    read_versions(path, bytes).map_err(|problem| half_synced(path, bytes).map_or(problem, Box::new))
}

pub(super) fn read_article(
    store: &Store,
    id: &ArticleId,
) -> Result<(ParsedFile<ArticleParts>, Option<usize>), Box<FileProblem>> {
    let path = layout::claims_file(store.folder(), id);
    let bytes = store
        .on_disk(&path)
        .and_then(|bytes| bytes.ok_or_else(|| StoreError::Missing(path.clone())));
    let bytes = bytes.map_err(|error| Box::new(FileProblem::from_error(&path, &error)))?;
    store.note_read(layout::claims_file(Path::new(""), id), fingerprint(&bytes));
    read_file(&path, &bytes)
}

/// Reports texts without claims files and the other way round.
pub(super) fn compare_texts(listing: &Listing, store: &Store, problems: &mut Vec<FileProblem>) {
    for id in listing.texts.difference(&listing.claims) {
        store.protect(id.clone());
        problems.push(FileProblem::new(
            layout::text_file(store.folder(), id),
            fl!("store-no-claims-file", id = id.as_str()),
            fl!("store-no-claims-file.hint"),
        ));
    }
    for id in listing.claims.difference(&listing.texts) {
        store.note_missing_text(id);
        problems.push(store.missing_text(id));
    }
}
