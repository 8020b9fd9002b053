//! The way to the files of one project, and what is known of them: what was last read or written there, who may write,
//! and the texts, which are read when they are needed. How files are written is in `save`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::error::{ReadOnly, StoreError};
use super::lock::Lock;
use super::open::ReadText;
use super::{layout, links};
use crate::model::ArticleId;

/// The way to the files of one project. It may be shared between threads.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    read_only: Option<ReadOnly>,
    /// Articles whose files were not understood; they are never written.
    left_alone: BTreeSet<ArticleId>,
    known: Mutex<Known>,
    /// Held until it is released or the store is dropped.
    lock: Mutex<Option<Lock>>,
    /// How many parts of saves came to their end.
    parts_written: AtomicU64,
}

/// What we know of the files.
#[derive(Debug, Default)]
struct Known {
    /// By path within the project: the bytes we last read or wrote there.
    files: BTreeMap<PathBuf, Fingerprint>,
    texts: BTreeMap<ArticleId, KnownText>,
    /// Articles that had no text on disk when the project was opened, and have got none since.
    without_text: BTreeSet<ArticleId>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct KnownText {
    /// The fingerprint in the claims file: of the text that the marks were made in.
    pub(super) declared: Option<String>,
    /// The fingerprint of the text that lies on disk, once it was read or written.
    pub(super) on_disk: Option<String>,
}

/// SHA-256 of a file's bytes.
pub(super) type Fingerprint = [u8; 32];

impl Store {
    /// The project's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Lets others write the project, although somebody may still be reading from this store.
    pub fn release(&self) {
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// How many parts of saves came to their end, so that whoever waits for a long one sees it get on.
    pub fn parts_written(&self) -> u64 {
        self.parts_written.load(Ordering::Relaxed)
    }

    pub(super) fn wrote_part(&self) {
        self.parts_written.fetch_add(1, Ordering::Relaxed);
    }

    /// Why nothing may be written, if so.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.read_only.as_ref()
    }

    /// Whether an article of that id would meet files that are not its own: of an article that was
    /// not understood, or a stray text. (Articles of the project are the project's to know.)
    pub fn is_taken(&self, id: &ArticleId) -> bool {
        self.left_alone.contains(id)
    }

    /// The digest of an article's text, as [`text_digest`] counts it, where it was read or written.
    pub fn digest_of(&self, id: &ArticleId) -> Option<String> {
        let known = self.known();
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
        self.saw(layout::text_file(Path::new(""), id), of_file);
        let mut text = String::from_utf8(bytes).map_err(|error| StoreError::NotUtf8 {
            path: path.clone(),
            valid: error.utf8_error().valid_up_to(),
        })?;
        let mut known = self.known();
        known.without_text.remove(id);
        let known = known.texts.entry(id.clone()).or_default();
        let mut sha256 = hex(&of_file);
        if known
            .declared
            .as_ref()
            .is_some_and(|declared| *declared != sha256)
            && text.contains('\r')
        {
            let unix = text.replace("\r\n", "\n");
            let unix_sha256 = hex(&fingerprint(unix.as_bytes()));
            if known.declared.as_ref() == Some(&unix_sha256) {
                (text, sha256) = (unix, unix_sha256);
            }
        }
        let changed = known
            .declared
            .as_ref()
            .is_some_and(|declared| *declared != sha256);
        known.on_disk = Some(sha256);
        Ok(ReadText {
            text: text.into(),
            path,
            changed,
        })
    }

    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            parts_written: AtomicU64::new(0),
            folder,
            read_only: None,
            left_alone: BTreeSet::new(),
            known: Mutex::default(),
            lock: Mutex::default(),
        }
    }

    pub(super) fn permit(&mut self, lock: Option<Lock>, read_only: Option<ReadOnly>) {
        // A project that may not be written needs no lock: whoever can write it may have it.
        self.lock = Mutex::new(lock.filter(|_| read_only.is_none()));
        self.read_only = read_only;
    }

    pub(super) fn saw(&self, file: PathBuf, fingerprint: Fingerprint) {
        self.known().files.insert(file, fingerprint);
    }

    pub(super) fn saw_text(&self, id: &ArticleId, text: KnownText) {
        let mut known = self.known();
        if text.on_disk.is_some() {
            known.without_text.remove(id);
        }
        known.texts.insert(id.clone(), text);
    }

    pub(super) fn saw_no_text(&self, id: &ArticleId) {
        self.known().without_text.insert(id.clone());
    }

    pub(super) fn has_seen(&self, file: &Path) -> bool {
        self.known().files.contains_key(file)
    }

    pub(super) fn forget(&self, file: &Path) {
        self.known().files.remove(file);
    }

    pub(super) fn forget_article(&self, id: &ArticleId) {
        let mut known = self.known();
        known.files.remove(&layout::claims_file(Path::new(""), id));
        known.files.remove(&layout::text_file(Path::new(""), id));
        known.texts.remove(id);
    }

    /// What we know of an article's text.
    pub(super) fn known_text(&self, id: &ArticleId) -> KnownText {
        self.known().texts.get(id).cloned().unwrap_or_default()
    }

    pub(super) fn declared_text(&self, id: &ArticleId, sha256: Option<String>) {
        self.known().texts.entry(id.clone()).or_default().declared = sha256;
    }

    pub(super) fn leave_alone(&mut self, id: ArticleId) {
        self.left_alone.insert(id);
    }

    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        match &self.read_only {
            Some(reason) => Err(StoreError::ReadOnly(reason.clone())),
            None => Ok(()),
        }
    }

    pub(super) fn check_article(&self, id: &ArticleId) -> Result<(), StoreError> {
        layout::check_article_id(id)?;
        match self.left_alone.contains(id) {
            true => Err(StoreError::LeftAlone(layout::claims_file(&self.folder, id))),
            false => Ok(()),
        }
    }

    /// The bytes of a file of the project, or `None` where there is none.
    pub(super) fn on_disk(&self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        links::read(&self.folder, path)
    }

    /// Refuses to write the claims of an article whose text is neither at hand nor on the disk any more. Where the whole
    /// folder is gone, writing will say so.
    pub(super) fn check_text_there(&self, id: &ArticleId) -> Result<(), StoreError> {
        let is_there = self.text_size(id).is_some() || self.known().without_text.contains(id);
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

    pub(super) fn check_unchanged(&self, file: &Path) -> Result<(), StoreError> {
        let on_disk = self.on_disk(&self.folder.join(file))?;
        self.check_seen(file, on_disk.as_deref())
    }

    /// A file that has gone can be written anew without loss; one that is there must be the one we
    /// know.
    pub(super) fn check_seen(&self, file: &Path, on_disk: Option<&[u8]>) -> Result<(), StoreError> {
        let Some(bytes) = on_disk else {
            return Ok(());
        };
        match self.known().files.get(file) == Some(&fingerprint(bytes)) {
            true => Ok(()),
            false => Err(StoreError::ChangedOutside(self.folder.join(file))),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn fingerprint(bytes: &[u8]) -> Fingerprint {
    Sha256::digest(bytes).into()
}

/// What tells a text from any other: SHA-256 of its bytes.
pub fn text_digest(text: &str) -> String {
    hex(&fingerprint(text.as_bytes()))
}

/// A digest as it stands in files.
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
