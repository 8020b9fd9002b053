//! What several versions on disk became when a project was opened: saved merged, and what was merged kept aside.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::FileProblem;
use super::format::{ArticleParts, ParsedFile, ProjectParts};
use super::merged_copy::MergedCopy;
use super::sync_copies::Copies;
use super::versions::{self, Mergeable, merge_parsed};
use super::{Store, StoreError, atomic, layout, read_text};
use crate::merge::merge_article;
use crate::model::{Article, ArticleId, Head, Project, Touched};

/// The content of a file, and how many differences were left where it had versions.
type Versioned<T> = (ParsedFile<T>, Option<usize>);

/// Reads a file; if git left the versions of a conflict in it, they are merged.
pub(super) fn read_versions<T: Mergeable>(
    path: &Path,
    bytes: &[u8],
) -> Result<Versioned<T>, Box<FileProblem>> {
    T::read(path, bytes).map(|file| (file, None)).or_else(|problem| {
        let merged = versions::read_conflict::<T>(path, bytes).ok_or(problem)?;
        Ok((merged.file, Some(merged.differences)))
    })
}

/// What was merged while a project was opened.
#[derive(Debug, Default)]
pub(super) struct TakenIn {
    pub(super) touched: Touched,
    /// Files with the versions of a conflict, the article of each, and how many differences it was left with.
    conflicts: Vec<(PathBuf, Option<ArticleId>, usize)>,
    pub(super) copies: Vec<MergedCopy>,
}

/// The records of a project that is being opened.
pub(super) struct Parts {
    pub(super) head: ProjectParts,
    pub(super) articles: BTreeMap<ArticleId, Article>,
}

impl Parts {
    pub(super) fn into_project(self) -> Project {
        let Self { head, articles } = self;
        Project::from_parts(head.head, head.reviewers, head.speakers, articles)
    }
}

impl TakenIn {
    /// Notes that a file had the versions of a conflict; `article` is `None` for the project's file.
    pub(super) fn note_conflict(&mut self, path: PathBuf, article: Option<&ArticleId>, differences: usize) {
        self.touch(article);
        self.conflicts.push((path, article.cloned(), differences));
    }

    fn touch(&mut self, article: Option<&ArticleId>) {
        match article {
            Some(id) => drop(self.touched.articles.insert(id.clone())),
            None => self.touched.project = true,
        }
    }

    /// Merges the copies of synced folders and saves what was merged, if the project may be written; tells about it. Gives
    /// the project, and what of it is not on disk.
    pub(super) fn finish(
        mut self,
        mut parts: Parts,
        copies: &Copies,
        store: &Store,
        problems: &mut Vec<FileProblem>,
    ) -> (Project, Touched) {
        let may_write = store.read_only().is_none();
        if may_write {
            self.merge_copies(&mut parts, copies, store, problems);
        } else {
            tell_of_waiting(copies, store, problems);
        }
        let project = parts.into_project();
        let unsaved = if may_write {
            self.save(&project, store, problems)
        } else {
            self.touched.clone()
        };
        self.tell_of_conflicts(&unsaved, problems);
        for copy in &self.copies {
            if !copy.is_of(&unsaved) {
                problems.push(store.put_copy_aside(copy));
            }
        }
        (project, unsaved)
    }

    /// Tells what was in files with the versions of a conflict, if nothing of it may be written.
    pub(super) fn tell_unwritten(&self, copies: &Copies, store: &Store, problems: &mut Vec<FileProblem>) {
        tell_of_waiting(copies, store, problems);
        self.tell_of_conflicts(&self.touched, problems);
    }

    fn tell_of_conflicts(&self, unsaved: &Touched, problems: &mut Vec<FileProblem>) {
        let is_saved = |article: Option<&ArticleId>| match article {
            Some(id) => !unsaved.articles.contains(id),
            None => !unsaved.project,
        };
        for (path, article, differences) in &self.conflicts {
            let message = fl!("sync-conflict-merged", count = *differences);
            let hint = if is_saved(article.as_ref()) {
                fl!("sync-conflict-merged.saved")
            } else {
                fl!("sync-conflict-merged.shown")
            };
            problems.push(FileProblem::new(path, message, hint));
        }
    }

    fn save(&self, project: &Project, store: &Store, problems: &mut Vec<FileProblem>) -> Touched {
        if !self.touched.project && self.touched.articles.is_empty() {
            return Touched::default();
        }
        let report = store.save(project, &self.touched);
        for error in &report.errors {
            problems.push(FileProblem::from_error(
                error.path().unwrap_or(store.folder()),
                error,
            ));
        }
        report.unsaved
    }

    pub(super) fn merge_copies(
        &mut self,
        parts: &mut Parts,
        copies: &Copies,
        store: &Store,
        problems: &mut Vec<FileProblem>,
    ) {
        let folder = store.folder();
        for copy in &copies.project {
            let merged = merge_project(parts, copy, store);
            self.note_copy(copy, layout::project_file(folder), None, merged, problems);
        }
        for (id, copy) in &copies.claims {
            let merged = merge_claims(parts, id, copy, store);
            self.note_copy(copy, layout::claims_file(folder, id), Some(id), merged, problems);
        }
        for (id, copy) in &copies.texts {
            let merged = merge_text(parts, id, copy, store);
            self.note_copy(copy, layout::text_file(folder, id), Some(id), merged, problems);
        }
        for (id, copy) in &copies.logs {
            let merged = merge_log(id, copy, store);
            let of = layout::claim_log_file(folder, id);
            match merged {
                Ok(()) => self.copies.push(MergedCopy {
                    copy: copy.clone(),
                    of,
                    article: Some(id.clone()),
                    differences: 0,
                }),
                Err(problem) => problems.push(*problem),
            }
        }
    }

    fn note_copy(
        &mut self,
        copy: &Path,
        of: PathBuf,
        article: Option<&ArticleId>,
        merged: Result<usize, Box<FileProblem>>,
        problems: &mut Vec<FileProblem>,
    ) {
        match merged {
            Ok(differences) => {
                self.touch(article);
                self.copies.push(MergedCopy {
                    copy: copy.to_owned(),
                    of,
                    article: article.cloned(),
                    differences,
                });
            }
            Err(problem) => problems.push(*problem),
        }
    }
}

/// Tells of copies that wait until somebody may write the project.
fn tell_of_waiting(copies: &Copies, store: &Store, problems: &mut Vec<FileProblem>) {
    for (of, copy) in copies.each(store.folder()) {
        let message = fl!("sync-copy-waits", name = name_of(&copy));
        problems.push(FileProblem::new(of, message, fl!("sync-copy-waits.hint")));
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Reads a copy of a file. One that a newer version wrote stays where it is.
fn read_copy<T: Mergeable>(copy: &Path, store: &Store) -> Result<ParsedFile<T>, Box<FileProblem>> {
    let bytes = bytes_of(copy, store)?;
    let (file, _) = read_versions::<T>(copy, &bytes)
        .map_err(|problem| super::half_synced::half_synced(copy, &bytes).map_or(problem, Box::new))?;
    match &file.newer {
        None => Ok(file),
        Some(what) => {
            let message = fl!("store-format-newer", what = what, known = super::format::FORMAT);
            Err(Box::new(FileProblem::new(
                copy,
                message,
                fl!("store-format-newer.hint"),
            )))
        }
    }
}

fn bytes_of(path: &Path, store: &Store) -> Result<Vec<u8>, Box<FileProblem>> {
    let bytes = store.on_disk(path);
    let bytes = bytes.and_then(|bytes| bytes.ok_or_else(|| StoreError::Missing(path.to_owned())));
    bytes.map_err(|error| Box::new(FileProblem::from_error(path, &error)))
}

fn merge_project(parts: &mut Parts, copy: &Path, store: &Store) -> Result<usize, Box<FileProblem>> {
    let theirs = read_copy::<ProjectParts>(copy, store)?;
    let merged = ProjectParts::merge(None, &parts.head, &theirs.parts);
    let before = std::mem::replace(&mut parts.head, merged).differences();
    Ok(parts.head.differences().saturating_sub(before))
}

fn merge_claims(
    parts: &mut Parts,
    id: &ArticleId,
    copy: &Path,
    store: &Store,
) -> Result<usize, Box<FileProblem>> {
    let theirs = read_copy::<ArticleParts>(copy, store)?;
    let ours = ParsedFile {
        parts: ArticleParts {
            article: article_of(parts, id, copy)?.clone(),
            text_sha256: store.text_digests(id).declared,
        },
        newer: None,
    };
    let merged = merge_parsed(None, &ours, &theirs);
    let ArticleParts { article, text_sha256 } = merged.file.parts;
    store.note_declared_text(id, text_sha256);
    parts.articles.insert(id.clone(), article);
    Ok(merged.differences)
}

/// The article that a copy is of, if it is there and was understood.
fn article_of<'a>(parts: &'a Parts, id: &ArticleId, copy: &Path) -> Result<&'a Article, Box<FileProblem>> {
    let missing = || {
        Box::new(FileProblem::new(
            copy,
            fl!("sync-copy-alone"),
            fl!("sync-copy-alone.hint"),
        ))
    };
    parts.articles.get(id).ok_or_else(missing)
}

/// Where the texts differ, theirs becomes a difference of the article.
fn merge_text(
    parts: &mut Parts,
    id: &ArticleId,
    copy: &Path,
    store: &Store,
) -> Result<usize, Box<FileProblem>> {
    let bytes = bytes_of(copy, store)?;
    let problem = |error: StoreError| Box::new(FileProblem::from_error(copy, &error));
    let theirs = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        problem(StoreError::NotUtf8 {
            path: copy.to_owned(),
            valid,
        })
    })?;
    let article = article_of(parts, id, copy)?.clone();
    let read = store.read_text(id).map_err(problem)?;
    if *read.text == *read_text::unix(&theirs) {
        return Ok(0);
    }
    let before = article.differences_at(id).count();
    let (mut ours, theirs) = (article.clone(), with_text(id, &article, &theirs));
    read.give_to(&mut ours);
    let merged = merge_article(None, &ours, &theirs);
    let differences = merged.differences_at(id).count().saturating_sub(before);
    parts.articles.insert(id.clone(), merged);
    Ok(differences)
}

fn with_text(id: &ArticleId, article: &Article, text: &str) -> Article {
    let articles = [(id.clone(), article.clone())].into();
    let mut project = Project::from_parts(Head::titled(""), BTreeMap::new(), BTreeMap::new(), articles);
    project.read_article(id, text.into());
    project.article(id).unwrap_or(article).clone()
}

fn merge_log(id: &ArticleId, copy: &Path, store: &Store) -> Result<(), Box<FileProblem>> {
    let theirs = bytes_of(copy, store)?;
    let log = layout::claim_log_file(store.folder(), id);
    let merged = store.on_disk(&log).and_then(|ours| {
        let ours = ours.unwrap_or_default();
        let merged = super::claim_log::merge_logs(&[], &ours, &theirs);
        if merged == ours {
            Ok(())
        } else {
            store.put(&log, &merged)
        }
    });
    merged.map_err(|error| Box::new(FileProblem::from_error(&log, &error)))
}

impl Store {
    /// Moves a copy out of the way, now that what is in it is saved; gives the note about it.
    pub(super) fn put_copy_aside(&self, copy: &MergedCopy) -> FileProblem {
        let aside = match self.put_aside(&copy.copy) {
            Ok(aside) => aside,
            Err(error) => return FileProblem::from_error(&copy.copy, &error),
        };
        let message = fl!(
            "sync-copy-merged",
            name = name_of(&copy.copy),
            count = copy.differences
        );
        FileProblem::new(&copy.of, message, fl!("sync-copy-merged.hint", path = aside))
    }

    /// Moves a file of the project into `.sayso/conflicts`; returns where it is now.
    fn put_aside(&self, path: &Path) -> Result<PathBuf, StoreError> {
        self.check_writable()?;
        super::links::check(self.folder(), path)?;
        let aside = self.make_temp_dir()?.join(layout::CONFLICTS);
        atomic::make_folder(&aside)?;
        atomic::move_into(path, &aside)
    }
}
