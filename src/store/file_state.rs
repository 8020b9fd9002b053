//! The store of one project: the state of its files as last read or written, who may write them, and
//! the texts, which are read when they are needed. `save` writes the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::error::{ReadOnly, StoreError};
use super::lock::Lock;
use super::read_text::{self, ReadText};
use super::redo::{Draft, Unfinished};
use super::snapshot::{ProjectFileSnapshot, Snapshot};
use super::{half_synced, layout, links, redo};
use crate::model::{Article, ArticleId, Touched};

/// Access to the files of one project. It may be shared between threads.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    read_only: Option<ReadOnly>,
    state: Mutex<FileState>,
    /// Held while files are written, or compared with what was last read or written.
    turn: Mutex<()>,
    /// Whether somebody looks out for what others change.
    is_watched: AtomicBool,
    /// Held until it is released or the store is dropped.
    lock: Mutex<Option<Lock>>,
    /// The number of parts of saves that have been written.
    parts_written: AtomicU64,
    /// How often changes of others were taken in.
    taken_in: AtomicU64,
}

/// The files as they were last read or written.
#[derive(Debug, Default)]
struct FileState {
    /// The fingerprint of the bytes last read or written, by path within the project.
    files: BTreeMap<PathBuf, Fingerprint>,
    /// What was in them, or `None` in place of what is not known.
    content: Snapshot,
    /// Versions of others that the project has taken in, until what it made of them is saved.
    taken_in: BTreeMap<PathBuf, Option<Fingerprint>>,
    /// Articles whose files were not understood; their files are never written.
    protected: BTreeSet<ArticleId>,
    texts: BTreeMap<ArticleId, TextDigests>,
    /// The save that somebody left unfinished and nobody has finished yet.
    unfinished: Unfinished,
    /// Originals that are drafted, by name. They take their places with the articles that name them.
    originals: BTreeMap<String, Draft>,
    /// Articles that had no text on disk when the project was opened, and have got none since.
    without_text: BTreeSet<ArticleId>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct TextDigests {
    /// The fingerprint in the claims file, of the text that was annotated.
    pub(super) declared: Option<String>,
    /// The fingerprint of the text on disk, once it was read or written.
    pub(super) on_disk: Option<String>,
}

/// SHA-256 of a file's bytes.
pub(super) type Fingerprint = [u8; 32];

impl Store {
    /// The project's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Releases the lock, although this store may still be read from.
    pub fn release(&self) {
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// How often changes of others were taken in: what was made of the files before another number is not of them.
    pub fn times_taken_in(&self) -> u64 {
        self.taken_in.load(Ordering::SeqCst)
    }

    pub(super) fn count_taken_in(&self) {
        self.taken_in.fetch_add(1, Ordering::SeqCst);
    }

    /// The number of parts of saves that have been written, which shows the progress of a long save.
    pub fn parts_written(&self) -> u64 {
        self.parts_written.load(Ordering::Relaxed)
    }

    pub(super) fn note_part_written(&self) {
        self.parts_written.fetch_add(1, Ordering::Relaxed);
    }

    /// Why nothing may be written, if so.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.read_only.as_ref()
    }

    /// Whether the id belongs to files outside the project: an article that was not understood, or a stray text.
    pub fn is_taken(&self, id: &ArticleId) -> bool {
        self.state().protected.contains(id)
    }

    /// The digest of an article's text, as [`text_digest`] counts it, where it was read or written.
    pub fn digest_of(&self, id: &ArticleId) -> Option<String> {
        let known = self.state();
        let text = known.texts.get(id)?;
        text.on_disk.clone().or_else(|| text.declared.clone())
    }

    /// How many bytes an article's text has on disk, if it is there.
    pub fn text_size(&self, id: &ArticleId) -> Option<u64> {
        let metadata = fs::symlink_metadata(layout::text_file(&self.folder, id)).ok()?;
        Some(metadata.len())
    }

    /// Reads the text of an article. Line ends that git turned into CRLF are turned back.
    pub fn read_text(&self, id: &ArticleId) -> Result<ReadText, StoreError> {
        let path = layout::text_file(&self.folder, id);
        let Some(bytes) = self.on_disk(&path)? else {
            return Err(StoreError::Missing(path));
        };
        // A long text takes a while to fingerprint, so that is done once for the file and its text.
        let of_file = fingerprint(&bytes);
        self.note_read(layout::text_file(Path::new(""), id), of_file);
        let mut text = String::from_utf8(bytes).map_err(|error| StoreError::NotUtf8 {
            path: path.clone(),
            valid: error.utf8_error().valid_up_to(),
        })?;
        let declared = self.text_digests(id).declared;
        let is_declared = |sha256: &String| declared.as_ref().is_none_or(|declared| declared == sha256);
        let mut sha256 = hex(&of_file);
        if !is_declared(&sha256) && text.contains('\r') {
            let unix = text.replace("\r\n", "\n");
            let unix_sha256 = hex(&fingerprint(unix.as_bytes()));
            if is_declared(&unix_sha256) {
                (text, sha256) = (unix, unix_sha256);
            }
        }
        let changed = !is_declared(&sha256);
        let is_known = |text: &str| is_declared(&text_digest(text));
        let conflict = changed
            .then(|| read_text::merge_conflict(&path, &text, is_known))
            .flatten();
        if changed
            && conflict.is_none()
            && let Some(problem) = half_synced::half_synced(&path, text.as_bytes())
        {
            return Err(StoreError::Broken(Box::new(problem)));
        }
        let mut known = self.state();
        known.without_text.remove(id);
        known.texts.entry(id.clone()).or_default().on_disk = Some(sha256);
        let (text, conflict) = conflict.map_or((text.into(), None), |(text, left)| (text, Some(left)));
        Ok(ReadText {
            text,
            path,
            changed,
            conflict,
        })
    }

    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            parts_written: AtomicU64::new(0),
            taken_in: AtomicU64::new(0),
            folder,
            read_only: None,
            state: Mutex::default(),
            turn: Mutex::default(),
            is_watched: AtomicBool::new(false),
            lock: Mutex::default(),
        }
    }

    pub(super) fn set_access(&mut self, lock: Option<Lock>, read_only: Option<ReadOnly>) {
        // A read-only project needs no lock, so that another process can take it.
        self.lock = Mutex::new(lock.filter(|_| read_only.is_none()));
        self.read_only = read_only;
    }

    pub(super) fn note_read(&self, file: PathBuf, fingerprint: Fingerprint) {
        self.state().files.insert(file, fingerprint);
    }

    pub(super) fn note_text(&self, id: &ArticleId, text: TextDigests) {
        let mut known = self.state();
        if text.on_disk.is_some() {
            known.without_text.remove(id);
        }
        known.texts.insert(id.clone(), text);
    }

    pub(super) fn note_missing_text(&self, id: &ArticleId) {
        self.state().without_text.insert(id.clone());
    }

    /// The fingerprint of the project's file and of all claims files together, as they were last read or written.
    pub(super) fn files_digest(&self) -> String {
        let mut digest = Sha256::new();
        for (file, of_file) in &self.state().files {
            let is_record = file.extension().is_some_and(|ending| ending == "ron");
            if is_record && !file.starts_with(layout::HISTORY) {
                digest.update(file.as_os_str().as_encoded_bytes());
                digest.update(of_file);
            }
        }
        hex(&digest.finalize().into())
    }

    pub(super) fn has_read(&self, file: &Path) -> bool {
        self.state().files.contains_key(file)
    }

    pub(super) fn forget(&self, file: &Path) {
        self.state().files.remove(file);
    }

    pub(super) fn forget_article(&self, id: &ArticleId) {
        let mut known = self.state();
        known.files.remove(&layout::claims_file(Path::new(""), id));
        known.files.remove(&layout::text_file(Path::new(""), id));
        known.texts.remove(id);
        known.content.articles.remove(id);
    }

    /// Says that the project is being watched: what others remove is not written again then, but told.
    pub fn set_watched(&self) {
        self.is_watched.store(true, Ordering::Relaxed);
    }

    /// Waits until no file is being written or compared, and keeps it so.
    pub(super) fn take_turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of what is in files, as far as the snapshot goes.
    pub fn note_content(&self, content: Snapshot) {
        self.state().content.absorb(content);
    }

    /// Forgets what is in the files of these parts.
    pub(super) fn forget_content(&self, parts: &Touched) {
        let content = &mut self.state().content;
        content.project.take_if(|_| parts.project);
        content.articles.retain(|id, _| !parts.articles.contains(id));
    }

    /// What was in the project's file when it was last read or written, where that is known.
    pub(super) fn known_head(&self) -> Option<ProjectFileSnapshot> {
        self.state().content.project.clone()
    }

    /// What was in the files of an article when they were last read or written, where that is known.
    pub(super) fn known_article(&self, id: &ArticleId) -> Option<Article> {
        self.state().content.articles.get(id).cloned().flatten()
    }

    /// The articles that were read or written.
    pub(super) fn known_articles(&self) -> BTreeSet<ArticleId> {
        self.state().content.articles.keys().cloned().collect()
    }

    /// Whether this version of a file is known: it was read or written here, or taken in.
    pub(super) fn knows_version(&self, file: &Path, version: Option<&Fingerprint>) -> bool {
        let known = self.state();
        match known.taken_in.get(file) {
            Some(taken_in) => taken_in.as_ref() == version,
            None => known.files.get(file) == version,
        }
    }

    /// Takes note of versions that the project has taken in, and that are not to be overwritten yet.
    pub(super) fn note_taken_in(&self, files: &BTreeMap<PathBuf, Option<Fingerprint>>) {
        let files = files.iter().map(|(file, version)| (file.clone(), *version));
        self.state().taken_in.extend(files);
    }

    /// Lets files be overwritten whose versions the project has taken in.
    pub(super) fn note_superseded(&self, files: &BTreeMap<PathBuf, Option<Fingerprint>>) {
        let mut known = self.state();
        for (file, version) in files {
            if known.taken_in.get(file) == Some(version) {
                known.taken_in.remove(file);
            }
            match version {
                Some(version) => drop(known.files.insert(file.clone(), *version)),
                None => drop(known.files.remove(file)),
            }
        }
    }

    /// The digests of an article's text.
    pub(super) fn text_digests(&self, id: &ArticleId) -> TextDigests {
        self.state().texts.get(id).cloned().unwrap_or_default()
    }

    pub(super) fn note_declared_text(&self, id: &ArticleId, sha256: Option<String>) {
        self.state().texts.entry(id.clone()).or_default().declared = sha256;
    }

    pub(super) fn protect(&self, id: ArticleId) {
        self.state().protected.insert(id);
    }

    pub(super) fn unprotect(&self, id: &ArticleId) {
        self.state().protected.remove(id);
    }

    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        match &self.read_only {
            Some(reason) => Err(StoreError::ReadOnly(reason.clone())),
            None => Ok(()),
        }
    }

    pub(super) fn check_article(&self, id: &ArticleId) -> Result<(), StoreError> {
        layout::check_article_id(id)?;
        if self.is_taken(id) {
            Err(StoreError::Protected(layout::claims_file(&self.folder, id)))
        } else {
            Ok(())
        }
    }

    /// The bytes of a file of the project, or `None` where there is none; of an unfinished save the file as it will be.
    pub(super) fn on_disk(&self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        let file = path.strip_prefix(&self.folder).unwrap_or(path);
        let unfinished = self.state().unfinished.get(file).cloned();
        match unfinished {
            Some(None) => return Ok(None),
            Some(Some((draft, digest))) => {
                let drafted = links::read(&self.folder, &draft)?;
                // It has taken its place, or is no draft of that save.
                if let Some(bytes) = drafted.filter(|bytes| fingerprint(bytes) == digest) {
                    return Ok(Some(bytes));
                }
            }
            None => {}
        }
        links::read(&self.folder, path)
    }

    /// Whether files of an unfinished save count as being in place.
    pub(super) fn is_unfinished(&self) -> bool {
        !self.state().unfinished.is_empty()
    }

    pub(super) fn set_unfinished(&self, unfinished: Unfinished) {
        self.state().unfinished = unfinished;
    }

    /// Finishes a save that failed half-way, and takes note of the files.
    pub(super) fn finish_save(&self) -> Result<(), StoreError> {
        self.check_writable()?;
        let finished = redo::finish(&self.folder)?;
        let mut known = self.state();
        known.unfinished.clear();
        for (file, digest) in finished.files {
            if let Some(name) = name_of_original(&file) {
                known.originals.remove(name);
            }
            match digest {
                Some(digest) => drop(known.files.insert(file, digest)),
                None => drop(known.files.remove(&file)),
            }
        }
        Ok(())
    }

    /// Keeps drafts of originals until articles that name them are saved.
    pub(super) fn stage_originals(&self, drafts: impl IntoIterator<Item = (String, Draft)>) {
        self.state().originals.extend(drafts);
    }

    pub(super) fn staged_original(&self, name: &str) -> Option<Draft> {
        self.state().originals.get(name).cloned()
    }

    /// Takes an original off those that wait, because it is in its place or not wanted.
    pub(super) fn unstage_original(&self, name: &str) {
        self.state().originals.remove(name);
    }

    /// Returns an error if both files of an article were deleted since they were read or written: by whoever removed the
    /// article, and that is not undone unnoticed where somebody notices it.
    pub(super) fn check_not_removed(&self, id: &ArticleId) -> Result<(), StoreError> {
        let files = [
            layout::claims_file(Path::new(""), id),
            layout::text_file(Path::new(""), id),
        ];
        let is_watched = self.is_watched.load(Ordering::Relaxed);
        if !is_watched || !self.has_read(&files[0]) || !self.folder.is_dir() {
            return Ok(());
        }
        let gone = files.map(|file| self.folder.join(file));
        if gone.iter().all(|file| fs::symlink_metadata(file).is_err()) {
            return Err(StoreError::Vanished(gone.into()));
        }
        Ok(())
    }

    /// Returns an error if an article's text is neither in memory nor on disk, so that its claims are not written without
    /// it. If the whole folder is missing, writing reports that.
    pub(super) fn check_text_there(&self, id: &ArticleId) -> Result<(), StoreError> {
        let is_there = self.text_size(id).is_some() || self.state().without_text.contains(id);
        if is_there || !self.folder.is_dir() {
            return Ok(());
        }
        let files = [
            layout::claims_file(&self.folder, id),
            layout::text_file(&self.folder, id),
        ];
        let gone = files
            .into_iter()
            .filter(|file| fs::symlink_metadata(file).is_err());
        Err(StoreError::Vanished(gone.collect()))
    }

    pub(super) fn check_unchanged(&self, file: &Path) -> Result<Option<Fingerprint>, StoreError> {
        let on_disk = self.on_disk(&self.folder.join(file))?;
        self.check_as_read(file, on_disk.as_deref())
    }

    /// Returns an error if the file differs from what was last read or written, else its fingerprint. A deleted file can
    /// be written again without loss.
    pub(super) fn check_as_read(
        &self,
        file: &Path,
        on_disk: Option<&[u8]>,
    ) -> Result<Option<Fingerprint>, StoreError> {
        let Some(bytes) = on_disk else {
            return Ok(None);
        };
        let there = fingerprint(bytes);
        if self.state().files.get(file) == Some(&there) {
            Ok(Some(there))
        } else {
            Err(StoreError::ChangedOutside(self.folder.join(file)))
        }
    }

    fn state(&self) -> MutexGuard<'_, FileState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The name of an original by its file within the project.
fn name_of_original(file: &Path) -> Option<&str> {
    file.strip_prefix(layout::ORIGINALS).ok()?.to_str()
}

pub(super) fn fingerprint(bytes: &[u8]) -> Fingerprint {
    Sha256::digest(bytes).into()
}

/// The digest that identifies a text: SHA-256 of its bytes, in hexadecimal.
pub fn text_digest(text: &str) -> String {
    hex(&fingerprint(text.as_bytes()))
}

/// A digest in hexadecimal, as files contain it.
pub fn hex(digest: &[u8; 32]) -> String {
    let digit = |value: u8| {
        char::from(if value < 10 {
            b'0' + value
        } else {
            b'a' - 10 + value
        })
    };
    digest
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
