//! What others have changed in the files of a project: the versions to merge the project in memory with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::FileProblem;
use super::file_state::text_digest;
use super::format::{ArticleParts, ProjectParts};
use super::layout;
use super::read_text::{ReadText, TextConflict};
use super::snapshot::{ProjectFileSnapshot, Snapshot, Superseded};
use crate::model::{Article, ArticleId, Project, Touched};

/// What others have changed in the files of a project.
#[derive(Debug, Default)]
pub struct OutsideChanges {
    pub(super) head: Option<ProjectParts>,
    /// `None` where both files of an article were deleted.
    pub(super) articles: BTreeMap<ArticleId, Option<ArticleThere>>,
    /// What was in these files when they were last read or written.
    pub(super) known: Snapshot,
    pub(super) superseded: Superseded,
    pub(super) rewrite: Touched,
    pub(super) logs: BTreeSet<ArticleId>,
    pub(super) waiting: BTreeSet<PathBuf>,
    pub(super) problems: Vec<FileProblem>,
}

/// An article as it is on disk.
#[derive(Debug)]
pub(super) struct ArticleThere {
    pub(super) parts: ArticleParts,
    /// Its text, where that is another than was last read or written.
    pub(super) text: Option<Arc<str>>,
    /// What git left beside that text in its file.
    pub(super) text_conflict: Option<TextConflict>,
    pub(super) has_text: bool,
}

/// The two projects that the one in memory is merged with.
#[derive(Debug)]
pub struct OutsideVersions {
    /// What was last read or written; `None` where that is not known.
    pub base: Option<Project>,
    /// What is on disk.
    pub theirs: Project,
    /// What to tell about texts that were changed.
    pub problems: Vec<FileProblem>,
}

impl OutsideChanges {
    /// Whether there is nothing to take in.
    pub fn is_empty(&self) -> bool {
        self.head.is_none()
            && self.articles.is_empty()
            && self.superseded.files.is_empty()
            && self.rewrite == Touched::default()
            && self.logs.is_empty()
            && self.problems.is_empty()
    }

    /// Whether records may have changed, so that they have to be merged.
    pub fn has_records(&self) -> bool {
        self.head.is_some() || !self.articles.is_empty()
    }

    /// Files that cannot be judged yet, because they are perhaps being written. They are to be looked at again soon.
    pub fn waiting(&self) -> &BTreeSet<PathBuf> {
        &self.waiting
    }

    /// Files that cannot be taken in, and why.
    pub fn problems_mut(&mut self) -> &mut Vec<FileProblem> {
        &mut self.problems
    }

    /// Parts that are to be written, because their files are gone or hold several versions.
    pub fn rewrite(&self) -> &Touched {
        &self.rewrite
    }

    /// Articles whose claim logs were changed.
    pub fn logs(&self) -> &BTreeSet<ArticleId> {
        &self.logs
    }

    /// The parts of the project that were changed.
    pub fn touched(&self) -> Touched {
        Touched {
            project: self.head.is_some(),
            articles: self.articles.keys().cloned().collect(),
        }
    }

    /// The versions to merge the project in memory with. What was not changed is in all of them as it is in memory.
    pub fn versions(&self, ours: &Project) -> OutsideVersions {
        let (mut base, mut theirs) = (ours.articles().clone(), ours.articles().clone());
        for (id, there) in &self.articles {
            let known = self.known.articles.get(id).cloned().flatten();
            put(&mut base, id, known);
            put(
                &mut theirs,
                id,
                there.as_ref().map(|there| there.parts.article.clone()),
            );
        }
        let of_ours = || {
            let (reviewers, speakers) = (ours.reviewers().clone(), ours.speakers().clone());
            ProjectFileSnapshot {
                head: ours.head().clone(),
                reviewers,
                speakers,
            }
        };
        let their_head = self
            .head
            .as_ref()
            .map_or_else(of_ours, |parts| ProjectFileSnapshot {
                head: parts.head.clone(),
                reviewers: parts.reviewers.clone(),
                speakers: parts.speakers.clone(),
            });
        let base_head = match (&self.head, &self.known.project) {
            (None, _) => Some(of_ours()),
            (Some(_), known) => known.clone(),
        };
        let mut theirs = project(their_head, theirs);
        let mut base = base_head.map(|head| project(head, base));
        let mut problems = Vec::new();
        for (id, there) in &self.articles {
            let Some(there) = there else { continue };
            let text = ours.article(id).and_then(|article| article.text.clone());
            let digest = text.as_deref().map(text_digest);
            if let (Some(base), Some(text)) = (&mut base, &text)
                && digest.is_some()
                && (self.known_text(id) == digest || there.parts.text_sha256 == digest)
            {
                base.read_article(id, Arc::clone(text));
            }
            if let Some(newer) = &there.text {
                let read = ReadText {
                    text: Arc::clone(newer),
                    path: layout::text_file(Path::new(""), id),
                    changed: there.parts.text_sha256.as_deref() != Some(&text_digest(newer)),
                    conflict: there.text_conflict.clone(),
                };
                let unread = theirs.article(id).filter(|article| article.text.is_none());
                if let Some(unread) = unread.cloned() {
                    let mut article = unread.clone();
                    let counts = read.give_to(&mut article);
                    theirs.put_read_article(id, &unread, article);
                    problems.extend(read.problem(counts));
                }
            } else if let Some(text) = text
                && there.parts.text_sha256 == digest
            {
                theirs.read_article(id, text);
            }
        }
        OutsideVersions {
            base,
            theirs,
            problems,
        }
    }

    fn known_text(&self, id: &ArticleId) -> Option<String> {
        let known = self.known.articles.get(id)?.as_ref()?;
        known.text.as_deref().map(text_digest)
    }
}

fn put(articles: &mut BTreeMap<ArticleId, Article>, id: &ArticleId, article: Option<Article>) {
    match article {
        Some(article) => drop(articles.insert(id.clone(), article)),
        None => drop(articles.remove(id)),
    }
}

fn project(head: ProjectFileSnapshot, articles: BTreeMap<ArticleId, Article>) -> Project {
    Project::from_parts(head.head, head.reviewers, head.speakers, articles)
}
