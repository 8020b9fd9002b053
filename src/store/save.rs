//! Saves a project: writes only what has changed, and never over a file that was changed outside Sayso. Files that
//! belong together change together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::{FileProblem, StoreError};
use super::file_state::{Fingerprint, Store, TextDigests, fingerprint, hex};
use super::redo::{self, Changes, Draft, Failed};
use super::snapshot::{ProjectFileSnapshot, Snapshot};
use super::{atomic, conflict_markers, format, layout, links};
use crate::model::{Article, ArticleId, Project, Touched};

/// The number of new articles that are saved together, whole or not at all.
const NEW_ARTICLES_PER_BATCH: usize = 500;

/// The result of writing a snapshot. One file's failure does not keep the others from being written.
#[derive(Debug, Default)]
pub struct SaveReport {
    /// What was not written.
    pub unsaved: Touched,
    /// Why not, one error a file.
    pub errors: Vec<StoreError>,
    /// Copies of synced folders that were put aside, because what was in them is saved now.
    pub notes: Vec<FileProblem>,
}

impl Store {
    /// Writes the files that were touched; what equals the file on disk is not written.
    pub fn save(&self, project: &Project, touched: &Touched) -> SaveReport {
        self.write(&Snapshot::new(project, touched))
    }

    /// Writes a snapshot. An article's files are saved whole or not at all, with its original; so is the project's file
    /// with the articles beside it.
    ///
    /// The project's file, with the speakers that articles refer to, comes first. If speakers were removed it comes
    /// last, and only if all articles that may refer to them on disk were written.
    pub fn write(&self, snapshot: &Snapshot) -> SaveReport {
        let _turn = self.take_turn();
        self.note_superseded(&snapshot.superseded.files);
        let mut report = SaveReport::default();
        if redo::is_unfinished(self.folder())
            && let Err(error) = self.finish_save()
        {
            report.unsaved.project = snapshot.project.is_some();
            report.unsaved.articles = snapshot.articles.keys().cloned().collect();
            report.errors.push(error);
            return report;
        }
        // What is there already changes together, however much it is; each new article stands for itself.
        let is_new = |id: &ArticleId| self.known_file(&layout::claims_file(Path::new(""), id)).is_none();
        let (new, changed): (Vec<_>, Vec<_>) = snapshot.articles.iter().partition(|(id, _)| is_new(id));
        let at_first = changed.len() + new.len().min(NEW_ARTICLES_PER_BATCH);
        let articles = [changed, new].concat();
        let (first, others) = articles.split_at(at_first);
        let batches = std::iter::once(first).chain(others.chunks(NEW_ARTICLES_PER_BATCH));
        let comes_last = self.loses_speakers(snapshot);
        let last = batches.clone().count() - 1;
        let with_project = if comes_last { last } else { 0 };
        for (batch, together) in batches.enumerate() {
            let project = snapshot.project.as_ref().filter(|_| batch == with_project);
            let is_last = batch == last;
            Batch::new(self, snapshot).save(together, project, comes_last, is_last, &mut report);
        }
        let copies = snapshot.superseded.copies.iter();
        let saved = copies.filter(|copy| !copy.is_of(&report.unsaved));
        report.notes = saved.map(|copy| self.put_copy_aside(copy)).collect();
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
            self.back_up(path, &bytes, layout::REPLACED)?;
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

    /// Takes note of a part whose files are in place.
    fn note_saved(&self, part: Part<'_>, known: Vec<Known>) {
        for known in known {
            match (known, part) {
                (Known::File(file, digest), _) => self.note_read(file, digest),
                (Known::Text(text), Part::Article(id)) => self.note_text(id, text),
                (Known::Gone, Part::Article(id)) => self.forget_article(id),
                (Known::Text(_) | Known::Gone, Part::Project) => {}
            }
        }
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
        if std::str::from_utf8(&older).is_ok_and(|older| conflict_markers::split(older).is_some()) {
            // With both versions in it, it is no version of the text.
            return self.back_up(&file, &older, layout::CONFLICTS);
        }
        let kept = layout::older_text_file(self.folder(), id, &hex(&fingerprint(&older)));
        if self.on_disk(&kept)?.as_deref() == Some(older.as_slice()) {
            return Ok(());
        }
        self.check_writable()?;
        atomic::make_folder(&self.folder().join(layout::HISTORY))?;
        self.put(&kept, &older)
    }

    fn make_articles_folder(&self) -> Result<(), StoreError> {
        self.check_writable()?;
        atomic::make_folder(&self.folder().join(layout::ARTICLES))
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

    /// Backs up a version that is about to be overwritten, in this folder of the private one.
    fn back_up(&self, path: &Path, bytes: &[u8], folder: &str) -> Result<(), StoreError> {
        let folder = self.make_temp_dir()?.join(folder);
        atomic::make_folder(&folder)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let digest = hex(&fingerprint(bytes));
        self.put(
            &folder.join(format!("{}-{name}", digest.get(..8).unwrap_or(&digest))),
            bytes,
        )
    }
}

/// A part of the project that is saved whole or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Project,
    Article(&'a ArticleId),
}

impl Snapshot {
    /// What it holds of a part that is there.
    fn part(&self, part: Part<'_>) -> Self {
        let mut only = Self::default();
        match part {
            Part::Project => only.project.clone_from(&self.project),
            Part::Article(id) => {
                let article = self.articles.get(id).filter(|article| article.is_some());
                only.articles
                    .extend(article.map(|article| (id.clone(), article.clone())));
            }
        }
        only
    }
}

/// What is known of files once they are in place.
enum Known {
    File(PathBuf, Fingerprint),
    Text(TextDigests),
    Gone,
}

/// What is saved together.
struct Batch<'a> {
    store: &'a Store,
    snapshot: &'a Snapshot,
    changes: Changes<Part<'a>>,
    /// What is known of each part once it is saved.
    known: BTreeMap<Part<'a>, Vec<Known>>,
    failed: BTreeMap<Part<'a>, StoreError>,
    /// Drafted originals by name, with the articles that name them.
    originals: BTreeMap<&'a str, Vec<Part<'a>>>,
}

impl<'a> Batch<'a> {
    fn new(store: &'a Store, snapshot: &'a Snapshot) -> Self {
        Self {
            store,
            snapshot,
            changes: Changes::default(),
            known: BTreeMap::new(),
            failed: BTreeMap::new(),
            originals: BTreeMap::new(),
        }
    }

    /// Saves articles, and the project's file where it is given: if it `comes_last`, only with all of them.
    fn save(
        mut self,
        articles: &[(&'a ArticleId, &'a Option<Article>)],
        project: Option<&ProjectFileSnapshot>,
        comes_last: bool,
        is_last: bool,
        report: &mut SaveReport,
    ) {
        let mut logs_failed = Vec::new();
        for &(id, article) in articles {
            let part = Part::Article(id);
            let drafted = match article {
                Some(article) => self.draft_article(id, article),
                None => self.remove_article(id),
            };
            match drafted {
                // A log that cannot be drafted keeps no claim from being saved.
                Ok(()) if article.is_some() => {
                    logs_failed.extend(self.draft_log(id).err().map(|error| (id, error)));
                }
                Ok(()) => {}
                Err(error) => drop(self.failed.insert(part, error)),
            }
            self.store.note_part_written();
        }
        if let Some(project) = project {
            if comes_last && !(self.failed.is_empty() && report.unsaved.articles.is_empty()) {
                report.unsaved.project = true;
            } else if let Err(error) = self.draft_project(project) {
                self.failed.insert(Part::Project, error);
            }
        }
        let Self {
            store,
            snapshot,
            mut changes,
            mut known,
            failed,
            originals,
        } = self;
        for (name, mut parts) in originals {
            parts.retain(|part| !failed.contains_key(part));
            if let Some(draft) = store.staged_original(name).filter(|_| !parts.is_empty()) {
                changes.put(parts, Path::new(layout::ORIGINALS).join(name), None, draft);
            }
        }
        known.retain(|part, _| !failed.contains_key(part));
        changes.retain(|part| !failed.contains_key(part));
        if snapshot.ends_long_change
            && is_last
            && failed.is_empty()
            && report.errors.is_empty()
            && let Some(part) = known.keys().next()
            && let Some(was) = store.long_change_noted()
        {
            changes.remove(*part, layout::long_change_file(), was);
        }
        let uncommitted = changes.commit(store.folder());
        store.note_part_written();
        for (part, error) in failed {
            report.note(part);
            report.errors.push(error);
        }
        for Failed { keys, error } in uncommitted {
            for part in keys {
                known.remove(&part);
                report.note(part);
            }
            report.errors.push(error);
        }
        for (part, known) in known {
            store.note_saved(part, known);
            store.note_content(snapshot.part(part));
            if let Part::Article(id) = part
                && let Some(Some(article)) = snapshot.articles.get(id)
                && let Some(name) = &article.metadata.original
            {
                store.unstage_original(name);
            }
        }
        for (id, error) in logs_failed {
            report.unsaved.articles.insert(id.clone());
            report.errors.push(error);
        }
    }

    /// Drafts the log of an article with what was done to its claims.
    fn draft_log(&mut self, id: &'a ArticleId) -> Result<(), StoreError> {
        let entries = self.snapshot.claim_log.get(id).map_or(&[][..], Vec::as_slice);
        if let Some((was, draft)) = self.store.draft_claim_log(id, entries)? {
            let file = layout::claim_log_file(Path::new(""), id);
            self.changes.put(vec![Part::Article(id)], file, was, draft);
        }
        Ok(())
    }

    fn draft_project(&mut self, project: &ProjectFileSnapshot) -> Result<(), StoreError> {
        let file = PathBuf::from(layout::PROJECT_FILE);
        let ProjectFileSnapshot {
            head,
            reviewers,
            speakers,
        } = project;
        let bytes = format::write_project(&self.store.folder().join(&file), head, reviewers, speakers)?;
        self.draft(Part::Project, file, &bytes, fingerprint(&bytes))
    }

    /// Drafts the text and the claims of an article; its original was drafted when it was imported.
    fn draft_article(&mut self, id: &'a ArticleId, article: &'a Article) -> Result<(), StoreError> {
        let (store, part) = (self.store, Part::Article(id));
        store.check_article(id)?;
        store.check_not_removed(id)?;
        let digest = article.text.as_ref().map(|text| fingerprint(text.as_bytes()));
        match article.text.as_ref().zip(digest) {
            Some((text, digest)) => self.draft_text(id, text, digest)?,
            None => store.check_text_there(id)?,
        }
        let known = store.text_digests(id);
        let of_text = digest.as_ref().map(hex);
        let declared = of_text.clone().or(known.declared);
        let file = layout::claims_file(Path::new(""), id);
        let bytes = format::write_article(&store.folder().join(&file), article, declared.as_deref())?;
        let bytes = bytes.ok_or_else(|| StoreError::TextNotRead(id.clone()))?;
        store.make_articles_folder()?;
        self.draft(part, file, &bytes, fingerprint(&bytes))?;
        let on_disk = of_text.or(known.on_disk);
        self.note(part, Known::Text(TextDigests { declared, on_disk }));
        if let Some(name) = &article.metadata.original
            && store.staged_original(name).is_some()
        {
            atomic::make_folder(&store.folder().join(layout::ORIGINALS))?;
            self.originals.entry(name).or_default().push(part);
        }
        Ok(())
    }

    /// Drafts the text of an article if it is new, was updated or was deleted on disk.
    fn draft_text(&mut self, id: &'a ArticleId, text: &str, digest: Fingerprint) -> Result<(), StoreError> {
        let store = self.store;
        let on_disk = store.text_digests(id).on_disk;
        let is_written = on_disk.is_some_and(|on_disk| on_disk == hex(&digest));
        if is_written && store.text_size(id).is_some() {
            return Ok(());
        }
        store.make_articles_folder()?;
        store.keep_older_text(id, text)?;
        let file = layout::text_file(Path::new(""), id);
        self.draft(Part::Article(id), file, text.as_bytes(), digest)
    }

    /// Has the files of an article go. Its text goes only if it was read, because then it can be restored by undo.
    fn remove_article(&mut self, id: &'a ArticleId) -> Result<(), StoreError> {
        let (store, part) = (self.store, Part::Article(id));
        store.check_article(id)?;
        let text = layout::text_file(Path::new(""), id);
        let text = Some(text).filter(|text| store.has_read(text));
        let files = std::iter::once(layout::claims_file(Path::new(""), id)).chain(text);
        let there: Result<Vec<_>, _> = files
            .map(|file| Ok((store.check_unchanged(&file)?, file)))
            .collect();
        store.check_writable()?;
        for (was, file) in there? {
            if let Some(was) = was {
                self.changes.remove(part, file, was);
            }
        }
        self.note(part, Known::Gone);
        Ok(())
    }

    /// Drafts a file that has other bytes; an error if it was changed outside Sayso.
    fn draft(
        &mut self,
        part: Part<'a>,
        file: PathBuf,
        bytes: &[u8],
        digest: Fingerprint,
    ) -> Result<(), StoreError> {
        let path = self.store.folder().join(&file);
        let on_disk = self.store.on_disk(&path)?;
        if on_disk.as_deref() != Some(bytes) {
            let was = self.store.check_as_read(&file, on_disk.as_deref())?;
            self.store.check_writable()?;
            let draft = Draft::new(&self.store.make_temp_dir()?, &path, bytes, digest)?;
            self.changes.put(vec![part], file.clone(), was, draft);
        }
        self.note(part, Known::File(file, digest));
        Ok(())
    }

    fn note(&mut self, part: Part<'a>, known: Known) {
        self.known.entry(part).or_default().push(known);
    }
}

impl SaveReport {
    /// Takes note of a part that was not saved.
    fn note(&mut self, part: Part<'_>) {
        match part {
            Part::Project => self.unsaved.project = true,
            Part::Article(id) => drop(self.unsaved.articles.insert(id.clone())),
        }
    }
}
