//! What the list knows of each article, kept up to date article by article.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::article::ArticleProgress;
use crate::model::{Article, ArticleId, ClaimMap, Project, Touched};
use crate::text::fold::fold;

/// How far the work on an article has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WorkState {
    /// Without claims.
    #[default]
    NotStarted,
    /// No claim is reviewed.
    Started,
    /// Some claims are not reviewed.
    PartlyReviewed,
    /// All claims are reviewed.
    Reviewed,
    /// It is marked as done, and not all claims are reviewed.
    DoneUnreviewed,
    /// It is marked as done.
    Done,
}

impl WorkState {
    pub(super) const ALL: [Self; 6] = [
        Self::NotStarted,
        Self::Started,
        Self::PartlyReviewed,
        Self::Reviewed,
        Self::DoneUnreviewed,
        Self::Done,
    ];

    fn new(article: &Article, progress: ArticleProgress) -> Self {
        let ArticleProgress { reviewed, claims, .. } = progress;
        match (article.done.is_some(), reviewed, claims) {
            (true, reviewed, claims) if reviewed < claims => Self::DoneUnreviewed,
            (true, ..) => Self::Done,
            (false, _, 0) => Self::NotStarted,
            (false, reviewed, claims) if reviewed == claims => Self::Reviewed,
            (false, 0, _) => Self::Started,
            (false, ..) => Self::PartlyReviewed,
        }
    }

    /// Whether nothing is left to do.
    pub(super) fn is_finished(self) -> bool {
        self == Self::Done
    }

    /// Whether it is marked as done.
    pub(super) fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::DoneUnreviewed)
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::NotStarted => fl!("article-state-not-started"),
            Self::Started => fl!("article-state-started"),
            Self::PartlyReviewed => fl!("article-state-partly-reviewed"),
            Self::Reviewed => fl!("article-state-reviewed"),
            Self::DoneUnreviewed => fl!("article-state-done-unreviewed"),
            Self::Done => fl!("article-state-done"),
        }
    }
}

/// An article as the list sorts, groups and filters it. Its texts are folded for comparing.
#[derive(Debug)]
pub(super) struct Entry {
    pub id: ArticleId,
    pub title: String,
    /// As it is written.
    pub publisher: Option<String>,
    pub folded_publisher: String,
    pub byline: String,
    pub language: String,
    pub published: Option<Date>,
    /// As they are written.
    pub tags: Vec<String>,
    /// The names of whom it is assigned to.
    pub assigned: Vec<String>,
    pub state: WorkState,
    pub progress: ArticleProgress,
    /// The claims that the progress was counted from.
    counted: ClaimMap,
}

impl Entry {
    pub(super) fn new(id: ArticleId) -> Self {
        Self {
            id,
            title: String::new(),
            publisher: None,
            folded_publisher: String::new(),
            byline: String::new(),
            language: String::new(),
            published: None,
            tags: Vec::new(),
            assigned: Vec::new(),
            state: WorkState::default(),
            progress: ArticleProgress::default(),
            counted: ClaimMap::new(),
        }
    }

    /// The claims that nobody has reviewed.
    pub(super) fn open_claims(&self) -> usize {
        self.progress.claims - self.progress.reviewed
    }

    /// The publisher for comparing, if there is one.
    pub(super) fn folded_publisher(&self) -> Option<&str> {
        Some(self.folded_publisher.as_str()).filter(|name| !name.is_empty())
    }

    fn follow(&mut self, article: &Article, project: &Project) {
        let metadata = &article.metadata;
        let folded = |text: &Option<String>| text.as_deref().map(fold).unwrap_or_default();
        self.title = fold(&metadata.title);
        self.publisher.clone_from(&metadata.publisher);
        self.folded_publisher = folded(&metadata.publisher);
        self.byline = folded(&metadata.byline);
        self.language = folded(&metadata.language);
        self.published = metadata.published;
        self.tags.clone_from(&metadata.tags);
        self.name_readers(article, project);
        self.progress.follow(&self.counted, &article.claims);
        self.counted.clone_from(&article.claims);
        self.state = WorkState::new(article, self.progress);
    }

    /// Takes over whom the article is assigned to; their names change without the article.
    fn name_readers(&mut self, article: &Article, project: &Project) {
        let readers = article.metadata.assigned.keys();
        self.assigned = readers.map(|id| project.reviewer_label(id).to_owned()).collect();
    }
}

/// The entries of all articles, in the order in which these were added.
#[derive(Debug, Default)]
pub(super) struct Index {
    revision: Option<u64>,
    pub entries: Vec<Entry>,
    places: BTreeMap<ArticleId, usize>,
}

impl Index {
    /// Takes over what has changed since it was last asked.
    pub(super) fn follow(
        &mut self,
        project: &Project,
        revision: u64,
        touched_since: impl FnOnce(u64) -> Touched,
    ) {
        let before = self.revision.replace(revision);
        if before == Some(revision) {
            return;
        }
        let Some(touched) = before.map(touched_since) else {
            self.rebuild(project);
            return;
        };
        let comes_or_goes = |id: &ArticleId| project.article(id).is_some() != self.places.contains_key(id);
        if touched.articles.iter().any(comes_or_goes) {
            self.rebuild(project);
        }
        for id in &touched.articles {
            let entry = self.places.get(id).and_then(|at| self.entries.get_mut(*at));
            if let Some((entry, article)) = entry.zip(project.article(id)) {
                entry.follow(article, project);
            }
        }
        if touched.project {
            for entry in &mut self.entries {
                if let Some(article) = project.article(&entry.id) {
                    entry.name_readers(article, project);
                }
            }
        }
    }

    fn rebuild(&mut self, project: &Project) {
        let entries = std::mem::take(&mut self.entries).into_iter();
        let mut known: BTreeMap<ArticleId, Entry> = entries.map(|entry| (entry.id.clone(), entry)).collect();
        let entries = project.articles_in_order().into_iter().map(|(id, article)| {
            known.remove(id).unwrap_or_else(|| {
                let mut entry = Entry::new(id.clone());
                entry.follow(article, project);
                entry
            })
        });
        self.entries = entries.collect();
        let places = self.entries.iter().enumerate();
        self.places = places.map(|(at, entry)| (entry.id.clone(), at)).collect();
    }

    /// Where an article is among the entries.
    pub(super) fn place(&self, id: &ArticleId) -> Option<usize> {
        self.places.get(id).copied()
    }
}
