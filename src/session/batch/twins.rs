//! Recognises which of the articles that wait the project has already, and which of them are versions of one another.
//! What is to be done with them is said in the room around it.

use std::collections::BTreeMap;

use super::super::Session;
use super::{Batch, Item, Take};
use crate::model::ArticleId;
use crate::store;

/// Where an article is already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The project's article, or an earlier one that waits.
    pub place: TwinPlace,
    /// Whether the texts are equal; else only their addresses are.
    pub same_text: bool,
}

/// Where the first of two articles is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TwinPlace {
    /// In the project.
    Project(ArticleId),
    /// Among those that wait, at this place.
    Batch(usize),
}

/// What a project has already, to recognise it.
#[derive(Debug, Default)]
pub struct There {
    texts: BTreeMap<String, ArticleId>,
    addresses: BTreeMap<String, ArticleId>,
    pub(super) titles: BTreeMap<ArticleId, String>,
}

impl There {
    /// What this project has. Texts that were neither read nor written are known by the fingerprints in its files.
    pub fn new(session: &Session) -> Self {
        let mut there = Self::default();
        for (id, article) in session.project().articles() {
            let written = session.store.digest_of(id);
            let in_memory = || article.text.as_deref().map(store::text_digest);
            if let Some(digest) = written.or_else(in_memory) {
                there.texts.entry(digest).or_insert_with(|| id.clone());
            }
            let title = article.metadata.title.clone();
            there.titles.insert(id.clone(), title);
            if let Some(address) = article.metadata.url.as_deref().and_then(address) {
                there.addresses.entry(address).or_insert_with(|| id.clone());
            }
        }
        there
    }
}

impl Item {
    /// The project's article that it is or may be a newer version of.
    pub fn twin_in_project(&self) -> Option<&ArticleId> {
        match &self.twin.as_ref()?.place {
            TwinPlace::Project(id) => Some(id),
            TwinPlace::Batch(_) => None,
        }
    }
}

impl Batch {
    pub(super) fn recognise(&mut self, there: &There) {
        self.find_twins(there);
        self.settle_rivals();
    }

    /// Of several that would take the place of one article, the one does that a person said so of, else the first.
    pub(super) fn settle_rivals(&mut self) {
        let mut holders: BTreeMap<ArticleId, (bool, usize)> = BTreeMap::new();
        for (at, item) in self.items.iter_mut().enumerate() {
            item.rival = None;
            let Some(id) = item.twin_in_project().filter(|_| item.take() == Take::Update) else {
                continue;
            };
            let said = item.chosen.is_some();
            if holders.get(id).is_none_or(|(is_said, _)| said && !is_said) {
                holders.insert(id.clone(), (said, at));
            }
        }
        for (at, item) in self.items.iter_mut().enumerate() {
            let holder = item.twin_in_project().and_then(|id| holders.get(id));
            item.rival = holder.map(|(_, holder)| *holder).filter(|holder| *holder != at);
        }
    }

    fn find_twins(&mut self, there: &There) {
        if let Some(id) = &self.updates {
            // Of several articles in a file only one can be the newer version.
            for (at, item) in self.items.iter_mut().enumerate() {
                let same_text = there.texts.get(&item.digest) == Some(id);
                let place = TwinPlace::Project(id.clone());
                item.twin = Some(Twin { place, same_text });
                item.chosen = item.chosen.or((at > 0).then_some(Take::Skip));
            }
            return;
        }
        let mut texts: BTreeMap<String, usize> = BTreeMap::new();
        let mut addresses: BTreeMap<String, usize> = BTreeMap::new();
        for (at, item) in self.items.iter_mut().enumerate() {
            let address = item.metadata.url.as_deref().and_then(address);
            let twin = |place, same_text| Twin { place, same_text };
            let in_project = |id: &ArticleId| TwinPlace::Project(id.clone());
            let by_text = there.texts.get(&item.digest).map(in_project);
            let by_text = by_text.or_else(|| texts.get(&item.digest).copied().map(TwinPlace::Batch));
            let by_address = address.as_ref().and_then(|address| {
                let project = there.addresses.get(address).map(in_project);
                project.or_else(|| addresses.get(address).copied().map(TwinPlace::Batch))
            });
            item.twin = by_text
                .map(|place| twin(place, true))
                .or_else(|| by_address.map(|place| twin(place, false)));
            texts.entry(item.digest.clone()).or_insert(at);
            if let Some(address) = address {
                addresses.entry(address).or_insert(at);
            }
        }
    }
}

/// An address as it is compared: without scheme, 'www.', fragment and the last slash.
fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next().unwrap_or(url).trim_end_matches('/');
    let (host, path) = url.split_once('/').unwrap_or((url, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| format!("{host}/{path}"))
}
