//! Saves a project: writes only what has changed, and never over a file that was changed outside Sayso.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::atomic::DraftFiles;
use super::error::StoreError;
use super::file_state::{Fingerprint, Store, TextDigests, fingerprint, hex};
use super::snapshot::{ProjectFileSnapshot, Snapshot};
use super::{atomic, format, layout, links};
use crate::model::{Article, ArticleId, Project, Touched};

/// The number of articles that are written together.
const ARTICLES_PER_BATCH: usize = 500;

/// The result of writing a snapshot. One file's failure does not keep the others from being written.
#[derive(Debug, Default)]
pub struct SaveReport {
    /// What was not written.
    pub unsaved: Touched,
    /// Why not, one error a file.
    pub errors: Vec<StoreError>,
}

impl Store {
    /// Writes the files that were touched; what equals the file on disk is not written.
    pub fn save(&self, project: &Project, touched: &Touched) -> SaveReport {
        self.write(&Snapshot::new(project, touched))
    }

    /// Writes a snapshot.
    ///
    /// The project's file, with the speakers that articles refer to, is written first. If speakers were removed it is
    /// written last, and only if all articles that may refer to them on disk were written.
    pub fn write(&self, snapshot: &Snapshot) -> SaveReport {
        let mut report = SaveReport::default();
        let before_articles = !self.loses_speakers(snapshot);
        if before_articles {
            self.write_project(snapshot, &mut report);
        }
        let articles: Vec<_> = snapshot.articles.iter().collect();
        for together in articles.chunks(ARTICLES_PER_BATCH) {
            self.write_articles(together, snapshot, &mut report);
            self.note_part_written();
        }
        if !before_articles {
            if report.unsaved.articles.is_empty() {
                self.write_project(snapshot, &mut report);
            } else {
                report.unsaved.project = true;
            }
        }
        report
    }

    /// Lets the next save overwrite the version on disk, because the user chose their own. The other version is backed
    /// up in `.sayso/replaced`.
    pub fn overwrite(&self, path: &Path) -> Result<(), StoreError> {
        let bytes = self.on_disk(path)?;
        let Ok(file) = path.strip_prefix(self.folder()) else {
            // `on_disk` has refused a path outside the folder.
            return Err(StoreError::NotAProject(path.to_owned()));
        };
        if let Some(bytes) = bytes {
            self.back_up(path, &bytes)?;
            self.note_read(file.to_owned(), fingerprint(&bytes));
        } else {
            self.forget(file);
        }
        Ok(())
    }

    fn loses_speakers(&self, snapshot: &Snapshot) -> bool {
        let Some(project) = &snapshot.project else {
            return false;
        };
        let path = layout::project_file(self.folder());
        let on_disk = self.on_disk(&path).ok().flatten();
        let on_disk = on_disk.and_then(|bytes| format::read_project(&path, &bytes).ok());
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
        let path = layout::project_file(self.folder());
        let ProjectFileSnapshot {
            head,
            reviewers,
            speakers,
        } = project;
        let written = format::write_project(&path, head, reviewers, speakers)
            .and_then(|bytes| self.replace(Path::new(layout::PROJECT_FILE), &bytes));
        if let Err(error) = written {
            report.unsaved.project = true;
            report.errors.push(error);
        }
    }

    /// Writes some articles: texts first, so that there are never claims without one, and claim logs last, because a
    /// change that could not be written has not happened on disk.
    fn write_articles(
        &self,
        articles: &[(&ArticleId, &Option<Article>)],
        snapshot: &Snapshot,
        report: &mut SaveReport,
    ) {
        let gone = articles.iter().filter(|(_, article)| article.is_none());
        let mut failed = self.remove_articles(gone.map(|(id, _)| *id));
        let mut digests: BTreeMap<&ArticleId, Fingerprint> = BTreeMap::new();
        let mut drafted = BTreeSet::new();
        let mut texts = DraftFiles::default();
        for &(id, article) in articles {
            let Some(article) = article else { continue };
            let prepared = if let Some(text) = &article.text {
                let digest = fingerprint(text.as_bytes());
                digests.insert(id, digest);
                self.draft_text(id, text, digest, &mut texts)
            } else {
                self.check_claims_alone(id).map(|()| false)
            };
            match prepared {
                Ok(true) => drop(drafted.insert(id)),
                Ok(false) => {}
                Err(error) => drop(failed.insert(id, error)),
            }
        }
        failed.extend(texts.commit(self.folder()));
        let mut claims = DraftFiles::default();
        let mut written = Vec::new();
        for &(id, article) in articles {
            let Some(article) = article.as_ref().filter(|_| !failed.contains_key(id)) else {
                continue;
            };
            let digest = digests.get(id);
            if let Some(digest) = digest.filter(|_| drafted.contains(id)) {
                self.note_read(layout::text_file(Path::new(""), id), *digest);
            }
            match self.draft_claims(id, article, digest, &mut claims) {
                Ok(known) => written.push((id, known)),
                Err(error) => drop(failed.insert(id, error)),
            }
        }
        failed.extend(claims.commit(self.folder()));
        for (id, (bytes, known)) in written.into_iter().filter(|(id, _)| !failed.contains_key(id)) {
            self.note_read(layout::claims_file(Path::new(""), id), bytes);
            self.note_text(id, known);
            let entries = snapshot.claim_log.get(id).map_or(&[][..], Vec::as_slice);
            if let Err(error) = self.append_claim_log(id, entries) {
                report.unsaved.articles.insert(id.clone());
                report.errors.push(error);
            }
        }
        for (id, error) in failed {
            report.unsaved.articles.insert(id.clone());
            report.errors.push(error);
        }
    }

    fn check_claims_alone(&self, id: &ArticleId) -> Result<(), StoreError> {
        self.check_article(id)?;
        self.check_text_there(id)
    }

    /// Drafts the text of an article if it is new, was updated or was deleted on disk; returns whether it did.
    fn draft_text<'id>(
        &self,
        id: &'id ArticleId,
        text: &str,
        digest: Fingerprint,
        drafts: &mut DraftFiles<&'id ArticleId>,
    ) -> Result<bool, StoreError> {
        self.check_article(id)?;
        let on_disk = self.text_digests(id).on_disk;
        let is_written = on_disk.is_some_and(|on_disk| on_disk == hex(&digest));
        if is_written && self.text_size(id).is_some() {
            return Ok(false);
        }
        self.make_articles_folder()?;
        self.keep_older_text(id, text)?;
        self.draft(id, &layout::text_file(Path::new(""), id), text.as_bytes(), drafts)?;
        Ok(true)
    }

    /// Drafts the claims of an article; returns the state of its files once they are in place.
    fn draft_claims<'id>(
        &self,
        id: &'id ArticleId,
        article: &Article,
        digest: Option<&Fingerprint>,
        drafts: &mut DraftFiles<&'id ArticleId>,
    ) -> Result<(Fingerprint, TextDigests), StoreError> {
        let known = self.text_digests(id);
        let of_text = digest.map(hex);
        let declared = of_text.clone().or(known.declared);
        let file = layout::claims_file(Path::new(""), id);
        let bytes = format::write_article(&self.folder().join(&file), article, declared.as_deref())?;
        let bytes = bytes.ok_or_else(|| StoreError::TextNotRead(id.clone()))?;
        self.make_articles_folder()?;
        self.draft(id, &file, &bytes, drafts)?;
        let on_disk = of_text.or(known.on_disk);
        Ok((fingerprint(&bytes), TextDigests { declared, on_disk }))
    }

    /// Copies the text that a newer version replaces into the history folder, where every version has its own name.
    fn keep_older_text(&self, id: &ArticleId, newer: &str) -> Result<(), StoreError> {
        let file = layout::text_file(Path::new(""), id);
        let Some(older) = self.on_disk(&self.folder().join(&file))? else {
            return Ok(());
        };
        if older == newer.as_bytes() {
            return Ok(());
        }
        self.check_as_read(&file, Some(&older))?;
        let kept = layout::older_text_file(self.folder(), id, &hex(&fingerprint(&older)));
        if self.on_disk(&kept)?.as_deref() == Some(older.as_slice()) {
            return Ok(());
        }
        self.check_writable()?;
        atomic::make_folder(&self.folder().join(layout::HISTORY))?;
        self.put(&kept, &older)
    }

    /// Deletes articles: first the claims of all, then the texts. The folder is flushed once for each, because flushing
    /// it for every file takes a minute for thousands.
    fn remove_articles<'id>(
        &self,
        gone: impl Iterator<Item = &'id ArticleId>,
    ) -> BTreeMap<&'id ArticleId, StoreError> {
        let mut failed = BTreeMap::new();
        let mut texts = Vec::new();
        for id in gone {
            match self.remove_claims(id) {
                Ok(text) => texts.push((id, text)),
                Err(error) => drop(failed.insert(id, error)),
            }
        }
        if texts.is_empty() {
            return failed;
        }
        let folder = self.folder().join(layout::ARTICLES);
        atomic::flush_folder(&folder);
        for (id, text) in texts {
            match text.map_or(Ok(()), |text| self.remove(&text)) {
                Ok(()) => self.forget_article(id),
                Err(error) => drop(failed.insert(id, error)),
            }
        }
        atomic::flush_folder(&folder);
        failed
    }

    /// Deletes the claims of an article. Returns its text if that can be deleted too: only one that was read can be
    /// restored by undo.
    fn remove_claims(&self, id: &ArticleId) -> Result<Option<PathBuf>, StoreError> {
        self.check_article(id)?;
        let claims = layout::claims_file(Path::new(""), id);
        self.check_unchanged(&claims)?;
        let text = Some(layout::text_file(Path::new(""), id)).filter(|text| self.has_read(text));
        if let Some(text) = &text {
            self.check_unchanged(text)?;
        }
        self.check_writable()?;
        self.remove(&claims)?;
        Ok(text)
    }

    fn remove(&self, file: &Path) -> Result<(), StoreError> {
        let path = self.folder().join(file);
        links::check(self.folder(), &path)?;
        atomic::remove(&path)
    }

    fn make_articles_folder(&self) -> Result<(), StoreError> {
        self.check_writable()?;
        atomic::make_folder(&self.folder().join(layout::ARTICLES))
    }

    /// Writes the bytes to a file that has others; an error if it was changed outside Sayso.
    fn replace(&self, file: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.folder().join(file);
        let on_disk = self.on_disk(&path)?;
        if on_disk.as_deref() != Some(bytes) {
            self.check_as_read(file, on_disk.as_deref())?;
            self.check_writable()?;
            self.put(&path, bytes)?;
        }
        self.note_read(file.to_owned(), fingerprint(bytes));
        Ok(())
    }

    /// Drafts a file that has other bytes; an error if it was changed outside Sayso.
    fn draft<'id>(
        &self,
        id: &'id ArticleId,
        file: &Path,
        bytes: &[u8],
        drafts: &mut DraftFiles<&'id ArticleId>,
    ) -> Result<(), StoreError> {
        let path = self.folder().join(file);
        let on_disk = self.on_disk(&path)?;
        if on_disk.as_deref() == Some(bytes) {
            return Ok(());
        }
        self.check_as_read(file, on_disk.as_deref())?;
        self.check_writable()?;
        drafts.write(id, &self.make_temp_dir()?, path, bytes)
    }

    pub(super) fn put(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        links::check(self.folder(), path)?;
        atomic::write(&self.make_temp_dir()?, path, bytes)
    }

    /// The folder for temporary files, created if it does not exist.
    pub(super) fn make_temp_dir(&self) -> Result<PathBuf, StoreError> {
        let temp_dir = self.folder().join(layout::PRIVATE);
        if self.folder().is_dir() {
            atomic::make_folder(&temp_dir)?;
        }
        Ok(temp_dir)
    }

    /// Backs up a version that is about to be overwritten.
    fn back_up(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let folder = self.folder().join(layout::PRIVATE).join(layout::REPLACED);
        atomic::make_folder(&folder)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let digest = hex(&fingerprint(bytes));
        self.put(
            &folder.join(format!("{}-{name}", digest.get(..8).unwrap_or(&digest))),
            bytes,
        )
    }
}
