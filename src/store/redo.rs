//! Changes several files of a project together, so that a crash leaves all of them old or all of them new.
//!
//! The new contents are drafted in `.sayso` and flushed. Then a record is written, atomically: which draft becomes which
//! file, and which files go. From that moment the save has happened. The files take their places, and the record goes.
//! Whoever opens the project for writing next finishes a record that was left; without one, drafts mean nothing.
//!
//! A record lies in a folder that may be somebody else's, so it is believed only as far as this module would have written
//! it: files of the project's own layout, drafts of the private folder, contents of the size and digest it names. A file
//! that was changed since is never overwritten.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tempfile::TempPath;

use super::atomic::{self, Flush, flush_parents};
use super::error::{FileAction, FileProblem, StoreError};
use super::file_state::{Fingerprint, fingerprint, hex};
use super::{layout, links};

/// The version of the record. An older Sayso ignores a record, a newer one's is not touched.
const FORMAT: u32 = 1;

/// The content that a file is to have, drafted in the private folder. Clones share the draft, which is deleted with the
/// last of them unless it has taken its place.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    written: Arc<TempPath>,
    size: u64,
    digest: Fingerprint,
}

impl Draft {
    /// Drafts the content of the file at `path`.
    pub(super) fn new(
        private: &Path,
        path: &Path,
        bytes: &[u8],
        digest: Fingerprint,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            written: Arc::new(atomic::draft(private, path, bytes)?),
            size: bytes.len() as u64,
            digest,
        })
    }

    /// What it holds.
    pub(super) fn digest(&self) -> &Fingerprint {
        &self.digest
    }

    fn path(&self) -> &Path {
        &self.written
    }

    /// Leaves the draft on the disk, because a record names it.
    fn keep(&self) {
        std::mem::forget(Arc::clone(&self.written));
    }
}

/// Files that change together. Each belongs to one or more parts of the project, which are saved whole or not at all.
#[derive(Debug)]
pub(super) struct Changes<K>(Vec<Change<K>>);

#[derive(Debug)]
struct Change<K> {
    keys: Vec<K>,
    /// The file within the project.
    file: PathBuf,
    /// What is there, if anything.
    was: Option<Fingerprint>,
    /// What is to be there; `None` if the file goes.
    new: Option<Draft>,
}

/// Why some parts were not saved.
#[derive(Debug)]
pub(super) struct Failed<K> {
    pub(super) keys: Vec<K>,
    pub(super) error: StoreError,
}

impl<K> Default for Changes<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Clone + Send + Sync> Changes<K> {
    /// Adds a file that gets another content.
    pub(super) fn put(&mut self, keys: Vec<K>, file: PathBuf, was: Option<Fingerprint>, new: Draft) {
        self.0.push(Change {
            keys,
            file,
            was,
            new: Some(new),
        });
    }

    /// Adds a file that goes.
    pub(super) fn remove(&mut self, key: K, file: PathBuf, was: Fingerprint) {
        self.0.push(Change {
            keys: vec![key],
            file,
            was: Some(was),
            new: None,
        });
    }

    /// Leaves out the changes of parts that are not wanted.
    pub(super) fn retain(&mut self, is_wanted: impl Fn(&K) -> bool) {
        for change in &mut self.0 {
            change.keys.retain(&is_wanted);
        }
        self.0.retain(|change| !change.keys.is_empty());
    }

    /// Makes the changes of all parts that can be changed; returns the others.
    pub(super) fn commit(mut self, root: &Path) -> Vec<Failed<K>> {
        let mut failed = self.flush(root);
        let lost: BTreeSet<K> = failed.iter().flat_map(|failed| failed.keys.clone()).collect();
        self.retain(|key| !lost.contains(key));
        let ready = self.0;
        let done = match ready.as_slice() {
            [] => Ok(()),
            [alone] => settle(root, alone).map(|()| flush_folders(root, &ready)),
            _ => settle_together(root, &ready),
        };
        if let Err(error) = done {
            let keys: BTreeSet<K> = ready.into_iter().flat_map(|change| change.keys).collect();
            let keys = keys.into_iter().collect();
            failed.push(Failed { keys, error });
        }
        failed
    }

    /// Flushes the drafts and checks where they lead; returns what failed.
    fn flush(&self, root: &Path) -> Vec<Failed<K>> {
        let drafts = self.0.iter().filter_map(|change| change.new.as_ref());
        let drafts: Vec<&Path> = drafts.map(Draft::path).collect();
        let flush = Flush::new(&drafts);
        let outcomes = self.0.par_iter().map(|change| {
            let path = root.join(&change.file);
            links::check(root, &path)?;
            match &change.new {
                Some(draft) => flush
                    .file(draft.path())
                    .map_err(StoreError::io(FileAction::Write, &path)),
                None => Ok(()),
            }
        });
        let outcomes: Vec<Result<(), StoreError>> = outcomes.collect();
        let failed = self.0.iter().zip(outcomes);
        failed
            .filter_map(|(change, outcome)| {
                let keys = change.keys.clone();
                outcome.err().map(|error| Failed { keys, error })
            })
            .collect()
    }
}

/// Changes a file. A link may have been put there since the draft was started.
fn settle<K>(root: &Path, change: &Change<K>) -> Result<(), StoreError> {
    let path = root.join(&change.file);
    links::check(root, &path)?;
    match &change.new {
        Some(draft) => fs::rename(draft.path(), &path).map_err(StoreError::io(FileAction::Write, &path)),
        None => atomic::remove(&path),
    }
}

/// Changes files by a record. Where that fails half-way the record stays, and is finished before the next save or when
/// the project is opened next; where nothing has changed yet it is taken back.
fn settle_together<K: Send + Sync>(root: &Path, changes: &[Change<K>]) -> Result<(), StoreError> {
    write_record(root, changes)?;
    let drafts = changes.iter().filter_map(|change| change.new.as_ref());
    let Some((first, others)) = changes.split_first() else {
        return Ok(());
    };
    if let Err(error) = settle(root, first) {
        if remove_record(root).is_err() {
            drafts.for_each(Draft::keep);
        }
        return Err(error);
    }
    let errors: Vec<StoreError> = others
        .par_iter()
        .filter_map(|change| settle(root, change).err())
        .collect();
    flush_folders(root, changes);
    if let Some(error) = errors.into_iter().next() {
        drafts.for_each(Draft::keep);
        return Err(error);
    }
    // All is in its place. A record that cannot be removed is removed before the next save.
    let _ = remove_record(root);
    Ok(())
}

fn flush_folders<K>(root: &Path, changes: &[Change<K>]) {
    flush_parents(changes.iter().map(|change| root.join(&change.file)));
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    format: u32,
    #[serde(default)]
    new: Vec<Put>,
    #[serde(default)]
    gone: Vec<Gone>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Put {
    file: String,
    draft: String,
    size: u64,
    sha256: String,
    was: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gone {
    file: String,
    was: String,
}

fn record_path(root: &Path) -> PathBuf {
    root.join(layout::PRIVATE).join(layout::UNFINISHED)
}

fn write_record<K>(root: &Path, changes: &[Change<K>]) -> Result<(), StoreError> {
    let mut record = Record {
        format: FORMAT,
        new: Vec::new(),
        gone: Vec::new(),
    };
    for change in changes {
        let parts: Vec<_> = change.file.iter().map(|part| part.to_string_lossy()).collect();
        let file = parts.join("/");
        let was = change.was.as_ref().map(hex);
        match &change.new {
            Some(draft) => record.new.push(Put {
                file,
                draft: draft
                    .path()
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                size: draft.size,
                sha256: hex(&draft.digest),
                was,
            }),
            None => record.gone.push(Gone {
                file,
                was: was.unwrap_or_default(),
            }),
        }
    }
    let path = record_path(root);
    links::check(root, &path)?;
    let bytes = ron::to_string(&record).map_err(|source| StoreError::Unwritable {
        path: path.clone(),
        source,
    })?;
    atomic::write(&root.join(layout::PRIVATE), &path, bytes.as_bytes())
}

/// Removes the record. It is flushed, so that a power cut cannot bring back a record that later saves know nothing of.
fn remove_record(root: &Path) -> Result<(), StoreError> {
    let path = record_path(root);
    links::check(root, &path)?;
    atomic::remove(&path)?;
    flush_parents(std::iter::once(path));
    Ok(())
}

/// Whether a save was left unfinished.
pub(super) fn is_unfinished(root: &Path) -> bool {
    fs::symlink_metadata(record_path(root)).is_ok()
}

/// What an unfinished save makes of files of the project: their drafts with the digests, or that they go.
pub(super) type Unfinished = BTreeMap<PathBuf, Option<(PathBuf, Fingerprint)>>;

/// The unfinished save of a project that is not to be changed, so that it is read as if it were finished.
pub(super) fn unfinished(root: &Path) -> Unfinished {
    let Ok(Some(record)) = read_record(root) else {
        return Unfinished::new();
    };
    let new = record.new.iter().filter_map(|put| {
        let draft = (draft_path(root, &put.draft)?, digest_from_hex(&put.sha256)?);
        Some((place(&put.file)?, Some(draft)))
    });
    let gone = record
        .gone
        .iter()
        .filter_map(|gone| Some((place_of_gone(&gone.file)?, None)));
    new.chain(gone).collect()
}

/// What came of finishing a save.
#[derive(Debug, Default)]
pub(super) struct Finished {
    /// The files within the project, with what is there now.
    pub(super) files: Vec<(PathBuf, Option<Fingerprint>)>,
    /// Files that could not be changed because somebody else has changed them, or because their drafts are gone.
    pub(super) problems: Vec<FileProblem>,
}

/// Finishes the save whose record was left, if there is one. An error leaves the record for another time.
pub(super) fn finish(root: &Path) -> Result<Finished, StoreError> {
    let mut finished = Finished::default();
    match read_record(root) {
        Ok(None) => return Ok(finished),
        Ok(Some(record)) => {
            for put in &record.new {
                finish_put(root, put, &mut finished)?;
            }
            for gone in &record.gone {
                finish_gone(root, gone, &mut finished)?;
            }
            flush_parents(finished.files.iter().map(|(file, _)| root.join(file)));
        }
        Err(Unreadable::Error(error)) => return Err(error),
        Err(Unreadable::NotOurs) => finished.problems.push(FileProblem::new(
            record_path(root),
            fl!("store-record-unreadable"),
            fl!("store-record-unreadable.hint"),
        )),
    }
    remove_record(root)?;
    Ok(finished)
}

/// Why a record was not read.
enum Unreadable {
    Error(StoreError),
    /// It is damaged, or no Sayso has written it.
    NotOurs,
}

fn read_record(root: &Path) -> Result<Option<Record>, Unreadable> {
    let path = record_path(root);
    let Some(bytes) = links::read(root, &path).map_err(Unreadable::Error)? else {
        return Ok(None);
    };
    let record: Record = ron::de::from_bytes(&bytes).map_err(|_| Unreadable::NotOurs)?;
    let is_ours = record.new.iter().all(|put| {
        let digests = std::iter::once(&put.sha256).chain(&put.was);
        place(&put.file).is_some()
            && draft_path(root, &put.draft).is_some()
            && digests
                .into_iter()
                .all(|digest| digest_from_hex(digest).is_some())
    });
    let mut gone = record.gone.iter();
    let is_ours = is_ours
        && gone.all(|gone| place_of_gone(&gone.file).is_some() && digest_from_hex(&gone.was).is_some());
    match record.format {
        FORMAT if is_ours => Ok(Some(record)),
        FORMAT | 0 => Err(Unreadable::NotOurs),
        _ => Err(Unreadable::Error(StoreError::ReadOnly(super::ReadOnly::Newer {
            path,
            what: fl!("store-newer-format", format = record.format),
        }))),
    }
}

/// The file within the project that a record names, if saves write such files.
fn place(file: &str) -> Option<PathBuf> {
    if file == layout::PROJECT_FILE {
        return Some(PathBuf::from(file));
    }
    let (folder, name) = file.split_once('/')?;
    let checked = match folder {
        layout::ARTICLES => name.strip_suffix(".ron").or_else(|| name.strip_suffix(".txt"))?,
        layout::ORIGINALS | layout::REFERENCES => name,
        layout::HISTORY => name.strip_suffix(".ron")?,
        _ => return None,
    };
    layout::check_file_name(checked).ok()?;
    Some(Path::new(folder).join(name))
}

/// The same for a file that goes: the record of a long change goes with what completes it.
fn place_of_gone(file: &str) -> Option<PathBuf> {
    let record = layout::long_change_file();
    place(file).or_else(|| (Path::new(file) == record).then_some(record))
}

fn draft_path(root: &Path, name: &str) -> Option<PathBuf> {
    let random = name.strip_prefix(atomic::DRAFT)?;
    let is_plain = !random.is_empty() && random.chars().all(|c| c.is_ascii_alphanumeric());
    is_plain.then(|| root.join(layout::PRIVATE).join(name))
}

fn digest_from_hex(written: &str) -> Option<Fingerprint> {
    let mut digest = [0; 32];
    if written.len() != 64 || !written.is_ascii() {
        return None;
    }
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(written.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(digest)
}

/// What a file of the project is now.
fn digest_at(root: &Path, path: &Path) -> Result<Option<Fingerprint>, StoreError> {
    Ok(links::read(root, path)?.map(|bytes| fingerprint(&bytes)))
}

fn finish_put(root: &Path, put: &Put, finished: &mut Finished) -> Result<(), StoreError> {
    let (Some(file), Some(draft)) = (place(&put.file), draft_path(root, &put.draft)) else {
        return Ok(());
    };
    let path = root.join(&file);
    let there = digest_at(root, &path)?;
    let new = digest_from_hex(&put.sha256);
    let has_size = fs::symlink_metadata(&draft).is_ok_and(|draft| draft.len() == put.size);
    let is_whole = has_size && digest_at(root, &draft)? == new;
    if there == new {
        finished.files.push((file, new));
        // A draft that stays is deleted when the project is opened next.
        let _ = atomic::remove(&draft);
        return Ok(());
    }
    if there != put.was.as_deref().and_then(digest_from_hex) {
        if is_whole {
            set_aside(root, &draft, &path, &put.sha256)?;
            finished.problems.push(not_finished(&path));
        }
        return Ok(());
    }
    if !is_whole {
        finished.problems.push(FileProblem::new(
            path,
            fl!("store-draft-lost"),
            fl!("store-draft-lost.hint"),
        ));
        return Ok(());
    }
    if let Some(folder) = path.parent().filter(|folder| *folder != root) {
        atomic::make_folder(folder)?;
    }
    fs::rename(&draft, &path).map_err(StoreError::io(FileAction::Write, &path))?;
    finished.files.push((file, new));
    Ok(())
}

fn finish_gone(root: &Path, gone: &Gone, finished: &mut Finished) -> Result<(), StoreError> {
    let Some(file) = place_of_gone(&gone.file) else {
        return Ok(());
    };
    let path = root.join(&file);
    let there = digest_at(root, &path)?;
    if there.is_some() && there != digest_from_hex(&gone.was) {
        return Ok(());
    }
    atomic::remove(&path)?;
    finished.files.push((file, None));
    Ok(())
}

/// Keeps a version of ours that cannot take the place of a file, because somebody else has changed that.
fn set_aside(root: &Path, draft: &Path, path: &Path, digest: &str) -> Result<(), StoreError> {
    let folder = root.join(layout::PRIVATE).join(layout::REPLACED);
    links::check(root, &folder)?;
    atomic::make_folder(&folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let kept = folder.join(format!("{}-{name}", digest.get(..8).unwrap_or(digest)));
    fs::rename(draft, &kept).map_err(StoreError::io(FileAction::Write, &kept))
}

fn not_finished(path: &Path) -> FileProblem {
    FileProblem::new(
        path,
        fl!("store-changed-before-finish"),
        fl!("store-changed-before-finish.hint"),
    )
}
