//! Writes back what has changed, and only that; never over a file that somebody else has changed.
//! When to save is `session`'s business.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::atomic::Drafts;
use super::error::{ReadOnly, StoreError};
use super::lock::Lock;
use super::open::ReadText;
use super::snapshot::{ProjectSnapshot, Snapshot};
use super::{atomic, format, layout};
use crate::model::{Article, ArticleId, Project, Touched};

/// So many articles are written together.
const TOGETHER: usize = 500;

/// SHA-256 of a file's bytes.
pub(super) type Fingerprint = [u8; 32];

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
}

/// What we know of the files.
#[derive(Debug, Default)]
struct Known {
    /// By path within the project: the bytes we last read or wrote there.
    files: BTreeMap<PathBuf, Fingerprint>,
    texts: BTreeMap<ArticleId, KnownText>,
}

#[derive(Clone, Debug, Default)]
struct KnownText {
    /// The fingerprint in the claims file: of the text that the marks were made in.
    declared: Option<String>,
    /// The fingerprint of the text that lies on disk, once it was read or written.
    on_disk: Option<String>,
}

/// What came of writing a snapshot. One file's failure does not keep the others from being written.
#[derive(Debug, Default)]
pub struct SaveReport {
    /// What was not written.
    pub unsaved: Touched,
    /// Why not, one error a file.
    pub errors: Vec<StoreError>,
}

impl Store {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
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

    pub(super) fn declared_text(&self, id: &ArticleId, sha256: Option<String>) {
        self.known().texts.entry(id.clone()).or_default().declared = sha256;
    }

    pub(super) fn leave_alone(&mut self, id: ArticleId) {
        self.left_alone.insert(id);
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The project's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Lets others write the project, although somebody may still be reading from this store.
    pub fn release(&self) {
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
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
        let metadata = fs::metadata(layout::text_file(&self.folder, id)).ok()?;
        Some(metadata.len())
    }

    /// Reads the text of an article. Line ends that git turned into CRLF are turned back.
    pub fn read_text(&self, id: &ArticleId) -> Result<ReadText, StoreError> {
        let path = layout::text_file(&self.folder, id);
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(StoreError::Missing(path)),
            bytes => bytes.map_err(StoreError::io("read", &path))?,
        };
        // A long text takes a while to fingerprint, so that is done once for the file and its text.
        let of_file = fingerprint(&bytes);
        self.saw(layout::text_file(Path::new(""), id), of_file);
        let mut text = String::from_utf8(bytes).map_err(|error| StoreError::NotUtf8 {
            path: path.clone(),
            valid: error.utf8_error().valid_up_to(),
        })?;
        let mut known = self.known();
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

    /// Writes the files that were touched; what equals the file on disk is not written.
    pub fn save(&self, project: &Project, touched: &Touched) -> SaveReport {
        self.write(&Snapshot::of(project, touched))
    }

    /// Writes a snapshot.
    ///
    /// The project's file, with the speakers that articles refer to, comes first. Where speakers have
    /// gone it comes last, and only if the articles that may refer to them on disk were written.
    pub fn write(&self, snapshot: &Snapshot) -> SaveReport {
        let mut report = SaveReport::default();
        let before_articles = !self.loses_speakers(snapshot);
        if before_articles {
            self.write_project(snapshot, &mut report);
        }
        let articles: Vec<_> = snapshot.articles.iter().collect();
        for together in articles.chunks(TOGETHER) {
            self.write_articles(together, snapshot, &mut report);
        }
        match before_articles {
            true => {}
            false if report.unsaved.articles.is_empty() => self.write_project(snapshot, &mut report),
            false => report.unsaved.project = true,
        }
        report
    }

    /// Takes the file as it now lies on disk for seen, so that the next save writes over it. For the
    /// user who was told of the other version and wants their own; the other one is kept aside in
    /// `.sayso/replaced`.
    pub fn overrule(&self, path: &Path) -> Result<(), StoreError> {
        let file = path.strip_prefix(&self.folder).unwrap_or(path).to_owned();
        match on_disk(path)? {
            Some(bytes) => {
                let fingerprint = fingerprint(&bytes);
                self.keep_aside(path, &bytes)?;
                self.saw(file, fingerprint);
            }
            None => {
                self.known().files.remove(&file);
            }
        }
        Ok(())
    }

    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        match &self.read_only {
            Some(reason) => Err(StoreError::ReadOnly(reason.clone())),
            None => Ok(()),
        }
    }

    fn loses_speakers(&self, snapshot: &Snapshot) -> bool {
        let Some(project) = &snapshot.project else {
            return false;
        };
        let path = layout::project_file(&self.folder);
        let on_disk = fs::read(&path)
            .ok()
            .and_then(|bytes| format::read_project(&path, &bytes).ok());
        on_disk.is_some_and(|read| {
            read.parts
                .speakers
                .keys()
                .any(|id| !project.speakers.contains_key(id))
        })
    }

    fn write_project(&self, snapshot: &Snapshot, report: &mut SaveReport) {
        let Some(project) = &snapshot.project else {
            return;
        };
        let path = layout::project_file(&self.folder);
        let ProjectSnapshot {
            head,
            reviewers,
            speakers,
        } = project;
        let written = format::write_project(&path, head, reviewers.iter(), speakers.iter())
            .and_then(|bytes| self.replace(Path::new(layout::PROJECT_FILE), &bytes));
        if let Err(error) = written {
            report.unsaved.project = true;
            report.errors.push(error);
        }
    }

    /// Writes some articles: their texts first, so that there are never claims without one, and what was done to
    /// their claims last, for what could not be written has not been done on disk.
    fn write_articles(
        &self,
        articles: &[(&ArticleId, &Option<Article>)],
        snapshot: &Snapshot,
        report: &mut SaveReport,
    ) {
        let mut failed: BTreeMap<&ArticleId, StoreError> = BTreeMap::new();
        let mut digests: BTreeMap<&ArticleId, Fingerprint> = BTreeMap::new();
        let mut drafted = BTreeSet::new();
        let mut texts = Drafts::default();
        for &(id, article) in articles {
            let digest = article.as_ref().and_then(|article| article.text.as_deref());
            let digest = digest.map(|text| fingerprint(text.as_bytes()));
            digests.extend(digest.map(|digest| (id, digest)));
            let prepared = match (article, digest) {
                (Some(article), Some(digest)) => self.draft_text(id, article, digest, &mut texts),
                (Some(_), None) => self.check_article(id).map(|()| false),
                (None, _) => self.remove_article(id).map(|()| false),
            };
            match prepared {
                Ok(true) => drop(drafted.insert(id)),
                Ok(false) => {}
                Err(error) => drop(failed.insert(id, error)),
            }
        }
        failed.extend(texts.settle());
        let mut claims = Drafts::default();
        let mut written = Vec::new();
        for &(id, article) in articles {
            let Some(article) = article.as_ref().filter(|_| !failed.contains_key(id)) else {
                continue;
            };
            let digest = digests.get(id);
            if let Some(digest) = digest.filter(|_| drafted.contains(id)) {
                self.saw(layout::text_file(Path::new(""), id), *digest);
            }
            match self.draft_claims(id, article, digest, &mut claims) {
                Ok(known) => written.push((id, known)),
                Err(error) => drop(failed.insert(id, error)),
            }
        }
        failed.extend(claims.settle());
        for (id, (bytes, known)) in written.into_iter().filter(|(id, _)| !failed.contains_key(id)) {
            self.saw(layout::claims_file(Path::new(""), id), bytes);
            self.known().texts.insert(id.clone(), known);
            let entries = snapshot.history.get(id).map_or(&[][..], Vec::as_slice);
            if let Err(error) = self.append_history(id, entries) {
                report.unsaved.articles.insert(id.clone());
                report.errors.push(error);
            }
        }
        for (id, error) in failed {
            report.unsaved.articles.insert(id.clone());
            report.errors.push(error);
        }
    }

    /// Drafts the text of an article, which is written once and again only where a newer version of the article was
    /// brought in; tells whether it is to be there then.
    fn draft_text<'id>(
        &self,
        id: &'id ArticleId,
        article: &Article,
        digest: Fingerprint,
        drafts: &mut Drafts<&'id ArticleId>,
    ) -> Result<bool, StoreError> {
        self.check_article(id)?;
        let on_disk = self.known().texts.get(id).and_then(|known| known.on_disk.clone());
        if on_disk.is_some_and(|on_disk| on_disk == hex(&digest)) {
            return Ok(false);
        }
        let text = article.text.as_deref().unwrap_or_default();
        self.make_articles_folder()?;
        self.keep_older_text(id, text)?;
        self.draft(id, &layout::text_file(Path::new(""), id), text.as_bytes(), drafts)?;
        Ok(true)
    }

    /// Drafts the claims of an article; gives what will be known of its files once they are there.
    fn draft_claims<'id>(
        &self,
        id: &'id ArticleId,
        article: &Article,
        digest: Option<&Fingerprint>,
        drafts: &mut Drafts<&'id ArticleId>,
    ) -> Result<(Fingerprint, KnownText), StoreError> {
        let known = self.known().texts.get(id).cloned().unwrap_or_default();
        let of_text = digest.map(hex);
        let declared = of_text.clone().or(known.declared);
        let file = layout::claims_file(Path::new(""), id);
        let bytes = format::write_article(&self.folder.join(&file), article, declared.as_deref())?;
        let bytes = bytes.ok_or_else(|| StoreError::TextNotRead(id.clone()))?;
        self.make_articles_folder()?;
        self.draft(id, &file, &bytes, drafts)?;
        let on_disk = of_text.or(known.on_disk);
        Ok((fingerprint(&bytes), KnownText { declared, on_disk }))
    }

    /// Puts the text that is about to be replaced by a newer version into the history folder, where every version
    /// stays under a name of its own.
    fn keep_older_text(&self, id: &ArticleId, newer: &str) -> Result<(), StoreError> {
        let file = layout::text_file(Path::new(""), id);
        let Some(older) = on_disk(&self.folder.join(&file))? else {
            return Ok(());
        };
        if older == newer.as_bytes() {
            return Ok(());
        }
        self.check_seen(&file, Some(&older))?;
        let kept = layout::older_text_file(&self.folder, id, &hex(&fingerprint(&older)));
        if on_disk(&kept)?.as_deref() == Some(older.as_slice()) {
            return Ok(());
        }
        self.check_writable()?;
        atomic::make_folder(&self.folder.join(layout::HISTORY))?;
        self.put(&kept, &older)
    }

    /// The claims first, then the text, and that only where it was read: else nobody could put it
    /// back.
    fn remove_article(&self, id: &ArticleId) -> Result<(), StoreError> {
        self.check_article(id)?;
        let claims = layout::claims_file(Path::new(""), id);
        self.check_unchanged(&claims)?;
        let text = layout::text_file(Path::new(""), id);
        let text_known = self.known().files.contains_key(&text);
        if text_known {
            self.check_unchanged(&text)?;
        }
        self.check_writable()?;
        atomic::remove(&self.folder.join(&claims))?;
        if text_known {
            atomic::remove(&self.folder.join(&text))?;
        }
        let mut known = self.known();
        known.files.remove(&claims);
        known.files.remove(&text);
        known.texts.remove(id);
        Ok(())
    }

    fn check_article(&self, id: &ArticleId) -> Result<(), StoreError> {
        layout::check_article_id(id)?;
        match self.left_alone.contains(id) {
            true => Err(StoreError::LeftAlone(layout::claims_file(&self.folder, id))),
            false => Ok(()),
        }
    }

    fn make_articles_folder(&self) -> Result<(), StoreError> {
        self.check_writable()?;
        atomic::make_folder(&self.folder.join(layout::ARTICLES))
    }

    /// Puts the bytes into a file, unless it has them already or is not as we last saw it.
    fn replace(&self, file: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.folder.join(file);
        let on_disk = on_disk(&path)?;
        if on_disk.as_deref() != Some(bytes) {
            self.check_seen(file, on_disk.as_deref())?;
            self.check_writable()?;
            self.put(&path, bytes)?;
        }
        self.saw(file.to_owned(), fingerprint(bytes));
        Ok(())
    }

    /// Drafts a file, unless it has the bytes already; refused where it is not as we last saw it.
    fn draft<'id>(
        &self,
        id: &'id ArticleId,
        file: &Path,
        bytes: &[u8],
        drafts: &mut Drafts<&'id ArticleId>,
    ) -> Result<(), StoreError> {
        let path = self.folder.join(file);
        let on_disk = on_disk(&path)?;
        if on_disk.as_deref() == Some(bytes) {
            return Ok(());
        }
        self.check_seen(file, on_disk.as_deref())?;
        self.check_writable()?;
        drafts.write(id, &self.make_workshop()?, path, bytes)
    }

    pub(super) fn put(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        atomic::write(&self.make_workshop()?, path, bytes)
    }

    /// The folder for half-written files, which is made where it is not there.
    pub(super) fn make_workshop(&self) -> Result<PathBuf, StoreError> {
        let workshop = self.folder.join(layout::PRIVATE);
        if self.folder.is_dir() {
            atomic::make_folder(&workshop)?;
        }
        Ok(workshop)
    }

    /// Keeps a version that is about to be written over, under a name that tells what it was.
    fn keep_aside(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let folder = self.folder.join(layout::PRIVATE).join(layout::REPLACED);
        atomic::make_folder(&folder)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let digest = hex(&fingerprint(bytes));
        self.put(
            &folder.join(format!("{}-{name}", digest.get(..8).unwrap_or(&digest))),
            bytes,
        )
    }

    fn check_unchanged(&self, file: &Path) -> Result<(), StoreError> {
        let on_disk = on_disk(&self.folder.join(file))?;
        self.check_seen(file, on_disk.as_deref())
    }

    /// A file that has gone can be written anew without loss; one that is there must be the one we
    /// know.
    fn check_seen(&self, file: &Path, on_disk: Option<&[u8]>) -> Result<(), StoreError> {
        let Some(bytes) = on_disk else {
            return Ok(());
        };
        match self.known().files.get(file) == Some(&fingerprint(bytes)) {
            true => Ok(()),
            false => Err(StoreError::ChangedOutside(self.folder.join(file))),
        }
    }
}

/// The bytes of a file, or `None` where there is none.
pub(super) fn on_disk(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}
