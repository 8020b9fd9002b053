//! Writes back what has changed, and only that; never over a file that somebody else has changed.
//! What is known of the files is in `known`; when to save is `session`'s business.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::atomic::Drafts;
use super::error::StoreError;
use super::known::{Fingerprint, KnownText, Store, fingerprint, hex, on_disk};
use super::snapshot::{ProjectSnapshot, Snapshot};
use super::{atomic, format, layout};
use crate::model::{Article, ArticleId, Project, Touched};

/// So many articles are written together.
const TOGETHER: usize = 500;

/// What came of writing a snapshot. One file's failure does not keep the others from being written.
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
            self.wrote_part();
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
        let file = path.strip_prefix(self.folder()).unwrap_or(path).to_owned();
        match on_disk(path)? {
            Some(bytes) => {
                let fingerprint = fingerprint(&bytes);
                self.keep_aside(path, &bytes)?;
                self.saw(file, fingerprint);
            }
            None => {
                self.forget(&file);
            }
        }
        Ok(())
    }

    fn loses_speakers(&self, snapshot: &Snapshot) -> bool {
        let Some(project) = &snapshot.project else {
            return false;
        };
        let path = layout::project_file(self.folder());
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
        let path = layout::project_file(self.folder());
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
        let gone = articles.iter().filter(|(_, article)| article.is_none());
        let mut failed = self.remove_articles(gone.map(|(id, _)| *id));
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
                (None, _) => continue,
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
            self.saw_text(id, known);
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
        let on_disk = self.known_text(id).on_disk;
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
        let known = self.known_text(id);
        let of_text = digest.map(hex);
        let declared = of_text.clone().or(known.declared);
        let file = layout::claims_file(Path::new(""), id);
        let bytes = format::write_article(&self.folder().join(&file), article, declared.as_deref())?;
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
        let Some(older) = on_disk(&self.folder().join(&file))? else {
            return Ok(());
        };
        if older == newer.as_bytes() {
            return Ok(());
        }
        self.check_seen(&file, Some(&older))?;
        let kept = layout::older_text_file(self.folder(), id, &hex(&fingerprint(&older)));
        if on_disk(&kept)?.as_deref() == Some(older.as_slice()) {
            return Ok(());
        }
        self.check_writable()?;
        atomic::make_folder(&self.folder().join(layout::HISTORY))?;
        self.put(&kept, &older)
    }

    /// Takes articles away: the claims of all of them first, then their texts. The folder is flushed once for either,
    /// because doing so for each file takes the disk a minute for thousands.
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
            match text.map_or(Ok(()), |text| atomic::remove(&self.folder().join(text))) {
                Ok(()) => self.forget_article(id),
                Err(error) => drop(failed.insert(id, error)),
            }
        }
        atomic::flush_folder(&folder);
        failed
    }

    /// Takes the claims of an article away. Gives the text that is to follow: only one that was read, or else nobody
    /// could put it back.
    fn remove_claims(&self, id: &ArticleId) -> Result<Option<PathBuf>, StoreError> {
        self.check_article(id)?;
        let claims = layout::claims_file(Path::new(""), id);
        self.check_unchanged(&claims)?;
        let text = Some(layout::text_file(Path::new(""), id)).filter(|text| self.has_seen(text));
        if let Some(text) = &text {
            self.check_unchanged(text)?;
        }
        self.check_writable()?;
        atomic::remove(&self.folder().join(&claims))?;
        Ok(text)
    }

    fn make_articles_folder(&self) -> Result<(), StoreError> {
        self.check_writable()?;
        atomic::make_folder(&self.folder().join(layout::ARTICLES))
    }

    /// Puts the bytes into a file, unless it has them already or is not as we last saw it.
    fn replace(&self, file: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.folder().join(file);
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
        let path = self.folder().join(file);
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
        let workshop = self.folder().join(layout::PRIVATE);
        if self.folder().is_dir() {
            atomic::make_folder(&workshop)?;
        }
        Ok(workshop)
    }

    /// Keeps a version that is about to be written over, under a name that tells what it was.
    fn keep_aside(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
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
