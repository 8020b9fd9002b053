//! Copies of work that could not be saved: the files as they would have been saved, laid out as in the project, in a
//! folder of their own.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{self, DraftFiles};
use super::error::{FileAction, StoreError};
use super::file_state::{Store, text_digest};
use super::snapshot::{ProjectFileSnapshot, Snapshot};
use super::{format, layout};
use crate::model::{Article, ArticleId};

/// The file that explains the copy.
pub(super) const ABOUT: &str = "about.txt";

/// A copy of unsaved work.
#[derive(Debug)]
pub struct UnsavedCopy {
    folder: PathBuf,
    /// The files in it, by their paths within it.
    files: Vec<PathBuf>,
}

impl UnsavedCopy {
    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Deletes the copy once its content is saved or part of a newer copy. Files that others have put into the folder
    /// stay.
    pub fn delete(self) {
        for file in &self.files {
            let _ = fs::remove_file(self.folder.join(file));
        }
        for part in [layout::ARTICLES, layout::HISTORY] {
            let _ = fs::remove_dir(self.folder.join(part));
        }
        let _ = fs::remove_dir(&self.folder);
    }
}

impl Store {
    /// Writes a copy of what a snapshot holds into the project's private folder. The history of an article's claims is
    /// left out where the project's own cannot be read: copied over it, an incomplete file would lose what it has.
    pub fn copy_unsaved(&self, snapshot: &Snapshot, name: &str) -> Result<UnsavedCopy, StoreError> {
        self.check_writable()?;
        let private = self.folder().join(layout::PRIVATE);
        let kept = private.join(layout::KEPT);
        atomic::make_folder(&private)?;
        atomic::make_folder(&kept)?;
        self.copy_into(&kept, snapshot, name)
    }

    /// Writes a copy into another folder, which is created if it does not exist.
    pub fn copy_unsaved_to(
        &self,
        folder: &Path,
        snapshot: &Snapshot,
        name: &str,
    ) -> Result<UnsavedCopy, StoreError> {
        fs::create_dir_all(folder).map_err(StoreError::io(FileAction::CreateFolder, folder))?;
        self.copy_into(folder, snapshot, name)
    }

    fn copy_into(&self, parent: &Path, snapshot: &Snapshot, name: &str) -> Result<UnsavedCopy, StoreError> {
        let mut copy = UnsavedCopy {
            folder: make_new_folder(parent, name)?,
            files: Vec::new(),
        };
        match self.fill(&mut copy, snapshot) {
            Ok(()) => Ok(copy),
            // An incomplete copy would be mistaken for a complete one.
            Err(error) => {
                copy.delete();
                Err(error)
            }
        }
    }

    fn fill(&self, copy: &mut UnsavedCopy, snapshot: &Snapshot) -> Result<(), StoreError> {
        let mut drafts = DraftFiles::default();
        let folder = copy.folder.clone();
        let mut add = |file: PathBuf, bytes: &[u8]| {
            drafts.write((), &folder, folder.join(&file), bytes)?;
            copy.files.push(file);
            Ok(())
        };
        add(ABOUT.into(), self.about(snapshot).as_bytes())?;
        if let Some(ProjectFileSnapshot {
            head,
            reviewers,
            speakers,
        }) = &snapshot.project
        {
            let file = PathBuf::from(layout::PROJECT_FILE);
            let bytes = format::write_project(&file, head, reviewers, speakers)?;
            add(file, &bytes)?;
        }
        if snapshot.articles.values().any(Option::is_some) {
            atomic::make_folder(&folder.join(layout::ARTICLES))?;
        }
        let articles = snapshot.articles.iter();
        for (id, article) in articles.filter_map(|(id, article)| Some((id, article.as_ref()?))) {
            layout::check_article_id(id)?;
            add(
                layout::claims_file(Path::new(""), id),
                &self.claims_bytes(id, article)?,
            )?;
            if let Some(text) = &article.text {
                add(layout::text_file(Path::new(""), id), text.as_bytes())?;
            }
        }
        for (id, entries) in &snapshot.claim_log {
            let Some(bytes) = self.claim_log_with(id, entries) else {
                continue;
            };
            atomic::make_folder(&folder.join(layout::HISTORY))?;
            add(layout::claim_log_file(Path::new(""), id), &bytes)?;
        }
        match drafts.commit(&folder).pop() {
            Some(((), error)) => Err(error),
            None => Ok(()),
        }
    }

    fn claims_bytes(&self, id: &ArticleId, article: &Article) -> Result<Vec<u8>, StoreError> {
        let of_text = article.text.as_deref().map(text_digest);
        let digest = of_text.or_else(|| self.text_digests(id).declared);
        let bytes = format::write_article(
            &layout::claims_file(Path::new(""), id),
            article,
            digest.as_deref(),
        )?;
        bytes.ok_or_else(|| StoreError::TextNotRead(id.clone()))
    }

    fn about(&self, snapshot: &Snapshot) -> String {
        let project = std::path::absolute(self.folder()).unwrap_or_else(|_| self.folder().to_owned());
        let mut about = format!("{}\n", fl!("store-unsaved-about", path = project));
        let removed = snapshot.articles.iter().filter(|(_, article)| article.is_none());
        let removed: Vec<&str> = removed.map(|(id, _)| id.as_str()).collect();
        if !removed.is_empty() {
            let removed = fl!("store-unsaved-removed", articles = removed.join(", "));
            about = format!("{about}\n{removed}\n");
        }
        about
    }
}

/// Creates a folder of that name, with a number if the name is taken.
fn make_new_folder(parent: &Path, name: &str) -> Result<PathBuf, StoreError> {
    let mut folder = parent.join(name);
    let mut number = 1;
    loop {
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                number += 1;
                folder = parent.join(format!("{name}-{number}"));
            }
            made => {
                return made
                    .map_err(StoreError::io(FileAction::CreateFolder, &folder))
                    .map(|()| folder);
            }
        }
    }
}
