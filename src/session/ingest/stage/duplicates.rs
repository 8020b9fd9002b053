//! Recognises which staged articles the project has already, and which are versions of one another: by the digest of
//! the text, and by the URL.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::{ImportChoice, Staged, StagedArticle};
use crate::model::{ArticleId, Project};
use crate::store::{self, Store};

/// Another article with the same text or the same URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The other article.
    pub of: DuplicateOf,
    /// Whether the texts are equal; else only the URLs are.
    pub same_text: bool,
}

/// Where the first of two duplicates is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DuplicateOf {
    /// In the project.
    Project(ArticleId),
    /// Among the staged articles, at this place.
    Staged(usize),
}

/// What a project has, to recognise duplicates by.
#[derive(Default)]
pub struct ProjectSnapshot {
    texts: BTreeMap<String, ArticleId>,
    urls: BTreeMap<String, ArticleId>,
    pub(super) titles: BTreeMap<ArticleId, String>,
    /// Where its texts are.
    store: Option<Arc<Store>>,
}

impl fmt::Debug for ProjectSnapshot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ProjectSnapshot")
            .field("titles", &self.titles)
            .finish_non_exhaustive()
    }
}

impl ProjectSnapshot {
    /// What this project has. It visits all articles, so it is made in the background. The digests of texts that were
    /// not read are those in the project's files.
    pub fn new(project: &Project, store: &Arc<Store>) -> Self {
        let mut snapshot = Self {
            store: Some(Arc::clone(store)),
            ..Self::default()
        };
        for (id, article) in project.articles() {
            let in_memory = || article.text.as_deref().map(store::text_digest);
            if let Some(digest) = store.digest_of(id).or_else(in_memory) {
                snapshot.texts.entry(digest).or_insert_with(|| id.clone());
            }
            let title = article.metadata.title.clone();
            snapshot.titles.insert(id.clone(), title);
            if let Some(url) = article.metadata.url.as_deref().and_then(comparable_url) {
                snapshot.urls.entry(url).or_insert_with(|| id.clone());
            }
        }
        snapshot
    }

    /// The title and the text of the article that was read from this address, or has this name in our exports.
    pub(super) fn article_of(&self, source: &str) -> Option<(String, Arc<str>)> {
        let named = source.strip_prefix("urn:sayso:article:").map(ArticleId::from);
        let by_url = || self.urls.get(&comparable_url(source)?).cloned();
        let id = named.or_else(by_url)?;
        let title = self.titles.get(&id)?.clone();
        let read = self.store.as_ref()?.read_text(&id).ok()?;
        Some((title, read.text))
    }
}

impl StagedArticle {
    /// The project's article that it is a duplicate or a version of.
    pub fn duplicate_in_project(&self) -> Option<&ArticleId> {
        match &self.duplicate.as_ref()?.of {
            DuplicateOf::Project(id) => Some(id),
            DuplicateOf::Staged(_) => None,
        }
    }
}

impl Staged {
    pub(super) fn find_duplicates(&mut self) {
        match self.updates.clone() {
            Some(id) => self.mark_as_versions_of(&id),
            None => self.compare_with_project_and_one_another(),
        }
        self.settle_conflicts();
    }

    /// Of several articles that update the same one, the one does that a person chose, else the first.
    pub(super) fn settle_conflicts(&mut self) {
        let mut winners: BTreeMap<ArticleId, (bool, usize)> = BTreeMap::new();
        for (at, item) in self.items.iter_mut().enumerate() {
            item.conflict = None;
            let is_update = item.choice() == ImportChoice::Update;
            let Some(id) = item.duplicate_in_project().filter(|_| is_update) else {
                continue;
            };
            let is_chosen = item.chosen.is_some();
            if winners
                .get(id)
                .is_none_or(|(was_chosen, _)| is_chosen && !was_chosen)
            {
                winners.insert(id.clone(), (is_chosen, at));
            }
        }
        for (at, item) in self.items.iter_mut().enumerate() {
            let winner = item.duplicate_in_project().and_then(|id| winners.get(id));
            item.conflict = winner.map(|(_, winner)| *winner).filter(|winner| *winner != at);
        }
    }

    /// Every article is a newer version of this one; only one can come in.
    fn mark_as_versions_of(&mut self, id: &ArticleId) {
        for (at, item) in self.items.iter_mut().enumerate() {
            let same_text = self.snapshot.texts.get(&*item.digest) == Some(id);
            let of = DuplicateOf::Project(id.clone());
            item.duplicate = Some(Duplicate { of, same_text });
            item.chosen = item.chosen.or((at > 0).then_some(ImportChoice::Skip));
        }
    }

    fn compare_with_project_and_one_another(&mut self) {
        let snapshot = &self.snapshot;
        let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut urls: BTreeMap<String, usize> = BTreeMap::new();
        let mut found = Vec::with_capacity(self.items.len());
        for (at, item) in self.items.iter().enumerate() {
            let url = item.metadata.url.as_deref().and_then(comparable_url);
            let in_project = |id: &ArticleId| DuplicateOf::Project(id.clone());
            let by_text = snapshot.texts.get(&*item.digest).map(in_project);
            let by_text = by_text.or_else(|| texts.get(&*item.digest).copied().map(DuplicateOf::Staged));
            let by_url = url.as_ref().and_then(|url| {
                let in_project = snapshot.urls.get(url).map(in_project);
                in_project.or_else(|| urls.get(url).copied().map(DuplicateOf::Staged))
            });
            let of = by_text
                .map(|of| (of, true))
                .or_else(|| by_url.map(|of| (of, false)));
            found.push(of.map(|(of, same_text)| Duplicate { of, same_text }));
            texts.entry(&item.digest).or_insert(at);
            if let Some(url) = url {
                urls.entry(url).or_insert(at);
            }
        }
        for (item, duplicate) in self.items.iter_mut().zip(found) {
            item.duplicate = duplicate;
        }
    }
}

/// A URL as it is compared: without scheme, 'www.', fragment and the last slash.
fn comparable_url(url: &str) -> Option<String> {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next().unwrap_or(url).trim_end_matches('/');
    let (host, path) = url.split_once('/').unwrap_or((url, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| format!("{host}/{path}"))
}
