//! A project looked at article by article, for commands: memory does not grow with it. Nothing is locked and nothing
//! written.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use rayon::prelude::*;

use super::SessionError;
use super::clock::{clock_behind, newest_step, now};
use crate::model::{Article, ArticleId, Project};
use crate::store::{
    FileNotes, FileProblem, FileVersions, ProjectReader, ReadArticle, ReadOnly, StoredReferences,
};

/// How many articles are read at a time.
const AT_ONCE: usize = 64;

/// A project whose articles are read one after another, and kept by nobody.
pub struct Look {
    pub(super) reader: ProjectReader,
    since: Timestamp,
    notes: BTreeMap<ArticleId, FileNotes>,
    newest: Option<Timestamp>,
}

/// An article as it was read.
pub struct LookedAt<'a> {
    /// The project without its articles.
    pub project: &'a Project,
    /// Its id.
    pub id: &'a ArticleId,
    /// With its text, if that could be read.
    pub article: Article,
    pub(super) versions: FileVersions,
    reader: &'a ProjectReader,
}

impl LookedAt<'_> {
    /// What in the log of its claims is not understood.
    pub fn claim_log_problem(&self) -> Option<FileProblem> {
        self.reader.claim_log_problem(self.id)
    }
}

/// What is wrong with the files of a project, once all were read.
#[derive(Debug)]
pub struct FileCheck {
    /// What is wrong with which file.
    pub problems: Vec<FileProblem>,
    /// Why the project could not be changed either, if so.
    pub read_only: Option<ReadOnly>,
}

impl Look {
    /// Reads the project's own file. A broken one is an error.
    pub fn open(path: &Path) -> Result<Self, SessionError> {
        let since = now();
        Ok(Self {
            reader: ProjectReader::open(path)?,
            since,
            notes: BTreeMap::new(),
            newest: None,
        })
    }

    /// The project without its articles.
    pub fn project(&self) -> &Project {
        self.reader.project()
    }

    /// Reads every article that can be read, some at a time on all cores; `make` takes of each what is wanted, and `take`
    /// is given that in the order of their ids.
    pub fn each<T: Send, E>(
        &mut self,
        make: impl Fn(LookedAt) -> T + Sync,
        mut take: impl FnMut(&ArticleId, T) -> Result<(), E>,
    ) -> Result<(), E> {
        let reader = &self.reader;
        let ids: Vec<&ArticleId> = reader.ids().collect();
        let (articles, mut claims) = (ids.len(), 0);
        for ids in ids.chunks(AT_ONCE) {
            let read = |id: &&ArticleId| {
                let ReadArticle {
                    article,
                    notes,
                    versions,
                } = reader.read(id);
                let newest = article.as_ref().and_then(newest_step);
                let looked_at = |article| LookedAt {
                    project: reader.project(),
                    id,
                    article,
                    versions,
                    reader,
                };
                let count = article.as_ref().map_or(0, |article| article.claims.len());
                (
                    article.map(|article| make(looked_at(article))),
                    count,
                    newest,
                    notes,
                )
            };
            let read: Vec<_> = ids.par_iter().map(read).collect();
            for (id, (made, count, newest, notes)) in ids.iter().zip(read) {
                claims += count;
                self.newest = self.newest.max(newest);
                if !notes.is_empty() {
                    self.notes.insert((*id).clone(), notes);
                }
                if let Some(made) = made {
                    take(id, made)?;
                }
            }
        }
        tracing::info!(articles, claims, "project read");
        Ok(())
    }

    /// Reads the reference texts of the project, with the problems of their files.
    pub fn references(&self) -> StoredReferences {
        self.reader.references()
    }

    /// Reads one article.
    pub fn article(&self, id: &ArticleId) -> Option<Article> {
        self.reader.read(id).article
    }

    /// What is wrong with files, as far as they were read.
    pub fn finish(self) -> FileCheck {
        let behind = clock_behind(self.newest, self.reader.folder(), self.since);
        let (mut problems, read_only) = self.reader.finish(self.notes);
        problems.extend(behind);
        FileCheck { problems, read_only }
    }
}
