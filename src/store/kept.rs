//! Lists and reads the copies of work that could not be saved when a project was closed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{FileProblem, StoreError};
use super::file_state::Store;
use super::format::{self, ProjectParts};
use super::unsaved::ABOUT;
use super::{atomic, layout, links};
use crate::model::{Article, ArticleId};

/// A copy of work that could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCopy {
    /// What links are looked for below.
    root: PathBuf,
    folder: PathBuf,
}

/// The content of a copy.
#[derive(Debug)]
pub struct KeptWork {
    /// The project file, if it was unsaved.
    pub project: Option<ProjectParts>,
    /// The unsaved articles, with their texts.
    pub articles: Vec<(ArticleId, Article)>,
}

impl KeptCopy {
    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The ids of the articles in it.
    fn articles(&self) -> Vec<ArticleId> {
        let files = files_in(&self.folder.join(layout::ARTICLES));
        let claims = files
            .iter()
            .filter(|file| file.extension().is_some_and(|ending| ending == "ron"));
        let stems = claims.filter_map(|file| file.file_stem()?.to_str());
        stems.map(ArticleId::from).collect()
    }

    /// Deletes the copy. Files that others have put into the folder stay.
    pub fn delete(&self) -> Result<(), StoreError> {
        links::check(&self.root, &self.folder)?;
        for part in [layout::ARTICLES, layout::HISTORY] {
            let folder = self.folder.join(part);
            links::check(&self.root, &folder)?;
            for file in files_in(&folder) {
                atomic::remove(&file)?;
            }
            let _ = fs::remove_dir(folder);
        }
        for file in [layout::PROJECT_FILE, ABOUT] {
            atomic::remove(&self.folder.join(file))?;
        }
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }

    fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        links::read(&self.root, path)
    }
}

impl Store {
    /// The copies of this project's work, the oldest first: those in its private folder, and those in `elsewhere` that
    /// name it.
    pub fn kept_copies(&self, elsewhere: Option<&Path>) -> Vec<KeptCopy> {
        let kept = self.folder().join(layout::PRIVATE).join(layout::KEPT);
        let mut copies = copies_in(self.folder(), &kept);
        let path = std::path::absolute(self.folder()).unwrap_or_else(|_| self.folder().to_owned());
        let path = path.display().to_string();
        for copy in elsewhere
            .map(|folder| copies_in(folder, folder))
            .unwrap_or_default()
        {
            let about = copy
                .read(&copy.folder.join(ABOUT))
                .ok()
                .flatten()
                .unwrap_or_default();
            let about = String::from_utf8_lossy(&about).into_owned();
            if about
                .lines()
                .any(|line| line.trim_end().ends_with(&format!(" {path}")))
            {
                copies.push(copy);
            }
        }
        copies
    }

    /// Reads a copy. The text of an article that is not in it is that of the project.
    pub fn read_kept(&self, copy: &KeptCopy) -> Result<KeptWork, StoreError> {
        let file = layout::project_file(&copy.folder);
        let project = match copy.read(&file)? {
            Some(bytes) => Some(whole(&file, format::read_project(&file, &bytes))?),
            None => None,
        };
        let mut articles = Vec::new();
        for id in copy.articles() {
            layout::check_article_id(&id)?;
            let file = layout::claims_file(&copy.folder, &id);
            let bytes = copy
                .read(&file)?
                .ok_or_else(|| StoreError::Missing(file.clone()))?;
            let mut article = whole(&file, format::read_article(&file, &bytes))?.article;
            let file = layout::text_file(&copy.folder, &id);
            let text: Arc<str> = match copy.read(&file)? {
                Some(bytes) => utf8(file, bytes)?.into(),
                None => self.read_text(&id)?.text,
            };
            article.read(text);
            articles.push((id, article));
        }
        Ok(KeptWork { project, articles })
    }
}

/// What a file holds, unless a newer version has put something into it that would be lost.
fn whole<T>(file: &Path, read: Result<format::ParsedFile<T>, Box<FileProblem>>) -> Result<T, StoreError> {
    let read = read.map_err(StoreError::Broken)?;
    match read.newer {
        None => Ok(read.parts),
        Some(newer) => {
            let hint = fl!("store-format-newer.hint");
            Err(StoreError::Broken(Box::new(FileProblem::new(file, newer, hint))))
        }
    }
}

fn utf8(path: PathBuf, bytes: Vec<u8>) -> Result<String, StoreError> {
    String::from_utf8(bytes).map_err(|error| StoreError::NotUtf8 {
        path,
        valid: error.utf8_error().valid_up_to(),
    })
}

/// The folders in `parent` that have the file that explains a copy.
fn copies_in(root: &Path, parent: &Path) -> Vec<KeptCopy> {
    if links::check(root, parent).is_err() {
        return Vec::new();
    }
    let is_copy = |folder: &PathBuf| !links::is_link(folder) && folder.join(ABOUT).is_file();
    let copy = |folder| KeptCopy {
        root: root.to_owned(),
        folder,
    };
    entries_of(parent).into_iter().filter(is_copy).map(copy).collect()
}

/// The regular files in a folder.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = entries_of(folder);
    files.retain(|file| !links::is_link(file) && file.is_file());
    files
}

fn entries_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
