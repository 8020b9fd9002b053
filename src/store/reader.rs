//! Reads a project article by article, for those who look at each once and keep none: nothing is locked or written.

use std::collections::BTreeMap;
use std::path::Path;

use super::StoredReferences;
use super::error::{FileProblem, ReadOnly, StoreError};
use super::file_state::{Fingerprint, Store};
use super::format::ParsedFile;
use super::layout;
use super::open::{Access, Begun, Listing, begin, compare_texts, read_article};
use super::sync_copies::Copies;
use super::taken_in::{Parts, TakenIn};
use crate::model::{Article, ArticleId, Project};

/// A project on disk, without its articles.
pub struct ProjectReader {
    store: Store,
    project: Project,
    newer: Option<ReadOnly>,
    link: Option<ReadOnly>,
    listing: Listing,
    copies: Copies,
    taken_in: TakenIn,
    problems: Vec<FileProblem>,
}

/// An article as it was read.
#[derive(Debug, Default)]
pub struct ReadArticle {
    /// With its text, if that could be read; `None` where the file with its claims could not.
    pub article: Option<Article>,
    /// What is to be told of its files.
    pub notes: FileNotes,
    /// Which versions of its files these were.
    pub versions: FileVersions,
}

/// The versions of both files of an article, as far as they were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileVersions([Option<Fingerprint>; 2]);

/// What is to be told of the files of an article.
#[derive(Debug, Default)]
pub struct FileNotes {
    unread: Option<FileProblem>,
    newer: Option<ReadOnly>,
    conflict: Option<usize>,
    text: Option<FileProblem>,
}

impl FileNotes {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.unread.is_none() && self.newer.is_none() && self.conflict.is_none() && self.text.is_none()
    }
}

impl ProjectReader {
    /// Reads the file of the project in a folder and lists its articles. A broken `project.ron` is an error.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let Begun {
            store,
            head,
            newer,
            link,
            listing,
            copies,
            taken_in,
            problems,
            ..
        } = begin(path, Access::Read)?;
        let articles = BTreeMap::new();
        Ok(Self {
            store,
            project: Parts { head, articles }.into_project(),
            newer,
            link,
            listing,
            copies,
            taken_in,
            problems,
        })
    }

    /// The project without its articles.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The project's folder.
    pub fn folder(&self) -> &Path {
        self.store.folder()
    }

    /// The ids of the files with claims, which may not all be readable, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &ArticleId> {
        self.listing.claims.iter()
    }

    /// Reads an article and its text, and checks the anchors against it.
    pub fn read(&self, id: &ArticleId) -> ReadArticle {
        let (folder, store) = (self.store.folder(), &self.store);
        let mut read = ReadArticle::default();
        match read_article(store, id) {
            Ok((ParsedFile { parts, newer }, conflict)) => {
                let path = layout::claims_file(folder, id);
                read.notes.newer = newer.map(|what| ReadOnly::Newer { path, what });
                read.notes.conflict = conflict;
                store.note_declared_text(id, parts.text_sha256);
                let mut article = parts.article;
                match store.read_text(id) {
                    Ok(text) => read.notes.text = text.problem(text.give_to(&mut article)),
                    // A missing text is told of with the list of files.
                    Err(StoreError::Missing(_)) => {}
                    Err(error) => {
                        let path = layout::text_file(folder, id);
                        read.notes.text = Some(FileProblem::from_error(&path, &error));
                    }
                }
                read.article = Some(article);
            }
            Err(problem) => read.notes.unread = Some(*problem),
        }
        let files = [layout::claims_file, layout::text_file];
        read.versions = FileVersions(files.map(|file| store.known_file(&file(Path::new(""), id))));
        // What is remembered of files for writing them would grow with the project.
        store.forget_article(id);
        read
    }

    /// Reads the reference texts, with the problems of their files.
    pub fn references(&self) -> StoredReferences {
        self.store.references()
    }

    /// What in the log of an article is not understood.
    pub fn claim_log_problem(&self, id: &ArticleId) -> Option<FileProblem> {
        self.store.claim_log_problem(id)
    }

    /// What is wrong with which file, and why nothing of the project could be changed, if it is more than that it was opened
    /// for reading; `notes` of all articles of which there is something to tell.
    pub fn finish(self, notes: BTreeMap<ArticleId, FileNotes>) -> (Vec<FileProblem>, Option<ReadOnly>) {
        let Self {
            store,
            newer: mut read_only,
            link,
            listing,
            copies,
            mut taken_in,
            mut problems,
            ..
        } = self;
        let mut texts = Vec::new();
        for (id, notes) in notes {
            problems.extend(notes.unread);
            texts.extend(notes.text);
            read_only = read_only.or(notes.newer);
            if let Some(differences) = notes.conflict {
                let path = layout::claims_file(store.folder(), &id);
                taken_in.note_conflict(path, Some(&id), differences);
            }
        }
        compare_texts(&listing, &store, &mut problems);
        problems.extend(store.cut_off_change());
        taken_in.tell_unwritten(&copies, &store, &mut problems);
        problems.append(&mut texts);
        (problems, read_only.or(link))
    }
}
