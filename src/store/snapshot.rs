//! What is to be written, taken from the project at one moment. Writing it is `save`'s.

use std::collections::BTreeMap;

use crate::model::claim_log::Entry;
use crate::model::{Article, ArticleId, Head, Project, Reviewer, ReviewerId, Speaker, SpeakerId, Touched};

/// A copy of what is to be written, to be handed to another thread: it costs what changed.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub(super) project: Option<ProjectSnapshot>,
    pub(super) articles: BTreeMap<ArticleId, Option<Article>>,
    /// What was done to claims, to be added to the logs of these articles.
    pub(super) claim_log: Steps,
}

/// What was done to the claims of articles, the latest last.
pub(super) type Steps = BTreeMap<ArticleId, Vec<Entry>>;

#[derive(Clone, Debug)]
pub(super) struct ProjectSnapshot {
    pub head: Head,
    pub reviewers: BTreeMap<ReviewerId, Reviewer>,
    pub speakers: BTreeMap<SpeakerId, Speaker>,
}

impl Snapshot {
    /// Copies what was touched. Texts are shared, not copied.
    pub fn of(project: &Project, touched: &Touched) -> Self {
        let articles = touched.articles.iter();
        Self {
            project: touched.project.then(|| ProjectSnapshot {
                head: project.head().clone(),
                reviewers: project.reviewers().clone(),
                speakers: project.speakers().clone(),
            }),
            articles: articles
                .map(|id| (id.clone(), project.article(id).cloned()))
                .collect(),
            claim_log: BTreeMap::new(),
        }
    }

    /// Takes in what was done to claims of its articles.
    #[must_use]
    pub fn with_claim_log(self, claim_log: Steps) -> Self {
        Self { claim_log, ..self }
    }

    /// Takes in a newer snapshot: of each file the newer state counts.
    pub fn absorb(&mut self, newer: Self) {
        if newer.project.is_some() {
            self.project = newer.project;
        }
        self.articles.extend(newer.articles);
        for (id, mut entries) in newer.claim_log {
            self.claim_log.entry(id).or_default().append(&mut entries);
        }
    }

    /// Keeps only these files.
    pub fn keep(&mut self, touched: &Touched) {
        self.project = self.project.take().filter(|_| touched.project);
        self.articles.retain(|id, _| touched.articles.contains(id));
        self.claim_log.retain(|id, _| touched.articles.contains(id));
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.project.is_none() && self.articles.is_empty()
    }
}
