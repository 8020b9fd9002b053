//! Snapshots: the parts of a project to be written, as they were at one moment.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::file_state::Fingerprint;
use super::merged_copy::MergedCopy;
use crate::model::claim_log::LogEntry;
use crate::model::{Article, ArticleId, Head, Project, Reviewer, ReviewerId, Speaker, SpeakerId, Touched};

/// A copy of the files to be written, for another thread. It costs what changed.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub(super) project: Option<ProjectFileSnapshot>,
    pub(super) articles: BTreeMap<ArticleId, Option<Article>>,
    /// New entries for the claim logs of these articles.
    pub(super) claim_log: LogEntries,
    /// What others wrote, and is in here.
    pub(super) superseded: Superseded,
    /// Whether a long change is complete with it.
    pub(super) ends_long_change: bool,
}

/// Versions on disk that a snapshot was merged with, so that it may take their place.
#[derive(Clone, Debug, Default)]
pub struct Superseded {
    /// By file within the project; `None` where it was deleted.
    pub(super) files: BTreeMap<PathBuf, Option<Fingerprint>>,
    /// Copies of synced folders, which are put aside once what is in them is saved.
    pub(super) copies: Vec<MergedCopy>,
}

/// New entries of the claim logs by article, the latest last.
pub(super) type LogEntries = BTreeMap<ArticleId, Vec<LogEntry>>;

#[derive(Clone, Debug)]
pub(super) struct ProjectFileSnapshot {
    pub head: Head,
    pub reviewers: BTreeMap<ReviewerId, Reviewer>,
    pub speakers: BTreeMap<SpeakerId, Speaker>,
}

impl Snapshot {
    /// Copies what was touched. Texts are shared, not copied.
    pub fn new(project: &Project, touched: &Touched) -> Self {
        let articles = touched.articles.iter();
        Self {
            project: touched.project.then(|| ProjectFileSnapshot {
                head: project.head().clone(),
                reviewers: project.reviewers().clone(),
                speakers: project.speakers().clone(),
            }),
            articles: articles
                .map(|id| (id.clone(), project.article(id).cloned()))
                .collect(),
            claim_log: BTreeMap::new(),
            superseded: Superseded::default(),
            ends_long_change: false,
        }
    }

    /// Whether a long change, which was taken down when it began, is complete once this is written.
    pub fn set_ends_long_change(&mut self, ends: bool) {
        self.ends_long_change = ends;
    }

    /// Lets the snapshot take the place of versions that it was merged with.
    #[must_use]
    pub fn in_place_of(self, superseded: Superseded) -> Self {
        Self { superseded, ..self }
    }

    /// Adds new entries of the claim logs of its articles.
    #[must_use]
    pub fn with_claim_log(self, claim_log: LogEntries) -> Self {
        Self { claim_log, ..self }
    }

    /// Merges a newer snapshot into this one; of each file the newer state is kept.
    pub fn absorb(&mut self, newer: Self) {
        if newer.project.is_some() {
            self.project = newer.project;
        }
        self.articles.extend(newer.articles);
        for (id, mut entries) in newer.claim_log {
            self.claim_log.entry(id).or_default().append(&mut entries);
        }
        self.superseded.files.extend(newer.superseded.files);
        self.superseded.copies.extend(newer.superseded.copies);
    }

    /// Keeps only these files, after a write.
    pub fn keep(&mut self, touched: &Touched) {
        // They are noted, and what was written since is known better.
        self.superseded.files.clear();
        self.project = self.project.take().filter(|_| touched.project);
        self.articles.retain(|id, _| touched.articles.contains(id));
        self.claim_log.retain(|id, _| touched.articles.contains(id));
        self.superseded.copies.retain(|copy| copy.is_of(touched));
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.project.is_none() && self.articles.is_empty() && self.superseded.files.is_empty()
    }
}
