//! Articles that were read and wait to be looked at and corrected before they come into a project. Which of them the
//! project has already is found out in `twins`, which are ticked is in `ticks`; reading them and adding them are `importing`'s business.

#[cfg(test)]
mod tests;
mod ticks;
mod twins;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

pub use ticks::Ticks;
pub use twins::{There, Twin, TwinPlace};

use super::annotations::Corpus;
use super::importing::{Arrival, Imports, Incoming, Origin, ReadFile, Refused, article_from_import};
use crate::import::{FileKind, Warning};
use crate::model::{Article, ArticleId, Metadata};
use crate::report::Report;
use crate::store;

/// What was read, to be looked at.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The articles, in the order of the files.
    pub items: Vec<Item>,
    /// What gave no article; tables that wait for their columns first.
    pub refused: Vec<Refused>,
    /// Failures that concern no file alone.
    pub failures: Vec<Report>,
    /// The article of which the one that comes in is a newer version, where that was said beforehand.
    pub updates: Option<ArticleId>,
    /// Whether a person has said how any of it is to be taken.
    pub is_settled: bool,
    /// Articles that a file gave before it was read in another way, for what was said of them.
    set_aside: Vec<Item>,
}

/// An article that waits.
#[derive(Clone, Debug)]
pub struct Item {
    /// What will be known about it.
    pub metadata: Metadata,
    /// What was read about it, before anybody corrected it.
    pub read: Metadata,
    /// Its text as it will be.
    pub text: Arc<str>,
    /// The text with the lines of the page it was printed on, where these were joined.
    pub as_printed: Option<Arc<str>>,
    /// The text with those lines joined.
    joined: Arc<str>,
    /// Where it came from.
    pub origin: Origin,
    /// How many of its marks did not fit.
    pub unplaced: usize,
    /// Where it is already.
    pub twin: Option<Twin>,
    /// The place of another one that takes the place of the project's article; only one can.
    pub rival: Option<usize>,
    digest: String,
    chosen: Option<Take>,
    /// Whether it does not come in, whatever was chosen.
    left_out: bool,
}

/// What is to be done with an article that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Nothing.
    Skip,
    /// It comes in, whatever is there already.
    Add,
    /// It takes the place of the text of the article that is there.
    Update,
}

impl Item {
    fn from_incoming(incoming: Incoming) -> Self {
        let as_printed = incoming.article.as_printed.as_deref().map(Arc::from);
        let (metadata, text) = article_from_import(incoming.article);
        Self {
            as_printed,
            ..Self::new(metadata, text, Origin::File(incoming.file), incoming.digest)
        }
    }

    /// The articles of a corpus.
    fn from_corpus(corpus: &Arc<Corpus>) -> Vec<Self> {
        let mut unplaced: BTreeMap<&ArticleId, usize> = BTreeMap::new();
        for unplaced_mark in &corpus.annotated.unplaced {
            if let Some(id) = &unplaced_mark.article {
                *unplaced.entry(id).or_default() += 1;
            }
        }
        let articles = corpus.annotated.project.articles_in_order().into_iter();
        let items = articles.filter_map(|(id, article)| {
            let text = article.text.clone()?;
            let origin = Origin::Corpus(Arc::clone(corpus), id.clone());
            Some(Self {
                unplaced: unplaced.get(id).copied().unwrap_or_default(),
                ..Self::new(article.metadata.clone(), text, origin, corpus.digest_of(id))
            })
        });
        items.collect()
    }

    fn new(metadata: Metadata, text: Arc<str>, origin: Origin, digest: String) -> Self {
        Self {
            read: metadata.clone(),
            metadata,
            joined: Arc::clone(&text),
            text,
            as_printed: None,
            origin,
            unplaced: 0,
            twin: None,
            rival: None,
            digest,
            chosen: None,
            left_out: false,
        }
    }

    /// What is to be done with it: as was said, else what is there already is not added again, and a newer version of
    /// a page becomes one of its article, where no other one does.
    pub fn take(&self) -> Take {
        if self.left_out {
            return Take::Skip;
        }
        match self.chosen.unwrap_or_else(|| self.by_itself()) {
            Take::Update if self.rival.is_some() => Take::Add,
            take => take,
        }
    }

    /// What is to be done with it where nobody says anything.
    fn by_itself(&self) -> Take {
        match &self.twin {
            Some(Twin { same_text: true, .. }) => Take::Skip,
            Some(Twin {
                place: TwinPlace::Project(_),
                ..
            }) => Take::Update,
            None | Some(_) => Take::Add,
        }
    }

    /// The file it came from, where it came without claims.
    pub fn file(&self) -> Option<&Arc<ReadFile>> {
        match &self.origin {
            Origin::File(file) => Some(file),
            Origin::Corpus(..) => None,
        }
    }

    /// The corpus it came from, and its id there.
    pub fn corpus(&self) -> Option<(&Arc<Corpus>, &ArticleId)> {
        match &self.origin {
            Origin::File(_) => None,
            Origin::Corpus(corpus, id) => Some((corpus, id)),
        }
    }

    /// The article with its claims, where it came with any.
    pub fn with_claims(&self) -> Option<&Article> {
        let (corpus, id) = self.corpus()?;
        corpus.annotated.project.article(id)
    }

    /// The file or folder it was read from, and is read from again.
    pub fn path(&self) -> &Path {
        match &self.origin {
            Origin::File(file) => &file.path,
            Origin::Corpus(corpus, _) => &corpus.path,
        }
    }

    /// What a person should look at in its file; what was done to join its lines only where they are joined.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        let joined = self.is_joined();
        let warnings = self.file().into_iter().flat_map(|file| &file.warnings);
        warnings.filter(move |warning| joined || !warning.is_about_joining())
    }

    fn is_plain_text(&self) -> bool {
        self.file().is_some_and(|file| file.kind == FileKind::Plain)
    }

    /// Takes over what a person said of the article that this one was before its file was read in another way.
    fn take_after(&mut self, older: &Self) {
        self.metadata = carried(&older.metadata, &older.read, &self.read);
        (self.chosen, self.left_out) = (older.chosen, older.left_out);
        if self.as_printed.is_some() && !older.is_joined() {
            self.join(false);
        }
    }

    /// Whether the lines of its page are joined.
    pub fn is_joined(&self) -> bool {
        Arc::ptr_eq(&self.text, &self.joined)
    }

    fn join(&mut self, joined: bool) {
        self.text = match (&self.as_printed, joined) {
            (Some(printed), false) => Arc::clone(printed),
            _ => Arc::clone(&self.joined),
        };
        self.digest = store::text_digest(&self.text);
    }
}

impl Batch {
    /// What was read, with what of it is there already. Where `updates` names an article, the one that was read is a
    /// newer version of it, whatever it looks like.
    pub fn from_imports(imports: Imports, there: &There, updates: Option<ArticleId>) -> Self {
        let of_files: Vec<&Report> = imports.refused.iter().map(|refused| &refused.report).collect();
        let failures = imports
            .failures
            .iter()
            .filter(|report| !of_files.contains(report));
        let failures = failures.cloned().collect();
        let updates = updates.filter(|id| there.titles.contains_key(id));
        let mut batch = Self {
            failures,
            updates,
            ..Self::default()
        };
        batch.items = batch.items_of(&imports.corpora, imports.articles, there);
        batch.refuse(0, imports.refused);
        batch.recognise(there);
        batch
    }

    /// What was read, as it waits. A plain text's title is only its first line; that of the article it updates is
    /// better.
    fn items_of(&self, corpora: &[Arc<Corpus>], articles: Vec<Incoming>, there: &There) -> Vec<Item> {
        let mut items: Vec<Item> = corpora.iter().flat_map(Item::from_corpus).collect();
        items.extend(articles.into_iter().map(Item::from_incoming));
        let title = self.updates.as_ref().and_then(|id| there.titles.get(id));
        for item in &mut items {
            if let Some(title) = title.filter(|_| item.is_plain_text()) {
                item.read.title.clone_from(title);
                item.metadata.title.clone_from(title);
            }
        }
        items
    }

    fn refuse(&mut self, place: usize, refused: Vec<Refused>) {
        self.refused.splice(place..place, refused);
        self.refused.sort_by_key(|refused| !refused.waits_for_columns());
    }

    /// How many tables wait to be told which of their columns is which; they are the first of what gave no article.
    pub fn waiting_tables(&self) -> usize {
        self.refused.partition_point(Refused::waits_for_columns)
    }

    /// Whether there is nothing to ask: a plain text without warnings that is not there yet.
    pub fn is_plain(&self) -> bool {
        let plain =
            |item: &Item| item.is_plain_text() && item.warnings().next().is_none() && item.twin.is_none();
        let [only] = self.items.as_slice() else {
            return false;
        };
        plain(only) && self.refused.is_empty() && self.failures.is_empty() && self.updates.is_none()
    }

    /// Whether nothing came of it that could be looked at.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.refused.is_empty()
    }

    /// Takes in a file that was read anew, in the place of what came of it before; what a person said of its articles
    /// stays. Returns where each article is now, by the place it had.
    pub fn read_again(&mut self, path: &Path, imports: Imports, there: &There) -> Vec<Option<usize>> {
        self.is_settled = true;
        let place = self.refused.iter().position(|refused| refused.path == path);
        self.refused.retain(|refused| refused.path != path);
        self.refuse(place.unwrap_or_default(), imports.refused);
        let mut newer = self.items_of(&imports.corpora, imports.articles, there);
        let mut places: Vec<Option<usize>> = vec![None; self.items.len()];
        let mut older: Vec<(Option<usize>, Item)> = Vec::new();
        let mut items: Vec<Item> = Vec::with_capacity(self.items.len());
        let first = self.items.iter().position(|item| item.path() == path);
        let first = first.unwrap_or(self.items.len());
        for (at, item) in std::mem::take(&mut self.items).into_iter().enumerate() {
            if item.path() == path {
                older.push((Some(at), item));
            } else {
                let shift = if at < first { 0 } else { newer.len() };
                if let Some(place) = places.get_mut(at) {
                    *place = Some(items.len() + shift);
                }
                items.push(item);
            }
        }
        let (aside, others) = std::mem::take(&mut self.set_aside)
            .into_iter()
            .partition::<Vec<_>, _>(|item| item.path() == path);
        self.set_aside = others;
        older.extend(aside.into_iter().map(|item| (None, item)));
        let origins = predecessors(&older, &newer);
        for (at, (item, origin)) in newer.iter_mut().zip(&origins).enumerate() {
            let Some((before, older)) = origin.and_then(|origin| older.get(origin)) else {
                continue;
            };
            item.take_after(older);
            if let Some(place) = before.and_then(|before| places.get_mut(before)) {
                *place = Some(first + at);
            }
        }
        let without = |(at, (_, item)): (usize, (_, Item))| (!origins.contains(&Some(at))).then_some(item);
        self.set_aside
            .extend(older.into_iter().enumerate().filter_map(without));
        items.splice(first..first, newer);
        self.items = items;
        self.recognise(there);
        places
    }

    /// Says what is to be done with an article. Of several that may be the newer version only one is.
    pub fn choose(&mut self, at: usize, take: Take) {
        self.is_settled = true;
        if self.updates.is_some() && take == Take::Update {
            self.items
                .iter_mut()
                .for_each(|item| item.chosen = Some(Take::Skip));
        }
        if let Some(item) = self.items.get_mut(at) {
            (item.chosen, item.left_out) = (Some(take), false);
        }
        self.settle_rivals();
    }

    /// Joins the lines of an article's page into paragraphs, or leaves them as they were printed.
    pub fn join(&mut self, at: usize, joined: bool, there: &There) {
        self.is_settled = true;
        if let Some(item) = self.items.get_mut(at) {
            item.join(joined);
        }
        self.recognise(there);
    }

    /// How many articles will come in, and how many of the project's will be updated.
    pub fn counts(&self) -> (usize, usize) {
        let with = |take| self.items.iter().filter(|item| item.take() == take).count();
        (with(Take::Add), with(Take::Update))
    }

    /// The article of the project that an article will update.
    pub fn target(&self, at: usize) -> Option<&ArticleId> {
        let item = self.items.get(at).filter(|item| item.take() == Take::Update)?;
        self.updates.as_ref().or_else(|| item.twin_in_project())
    }

    /// What is to come in, in order.
    pub fn arrivals(&self) -> Vec<Arrival> {
        let chosen = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.take() != Take::Skip);
        let arrivals = chosen.map(|(at, item)| Arrival {
            metadata: item.metadata.clone(),
            text: Arc::clone(&item.text),
            origin: item.origin.clone(),
            updates: self.target(at).cloned(),
        });
        arrivals.collect()
    }

    /// Whether anything would be lost with it: articles that would have come in, or what a person said of them.
    pub fn is_worth_asking(&self) -> bool {
        let is_corrected = |item: &Item| item.metadata != item.read;
        self.is_settled || self.counts() != (0, 0) || self.items.iter().any(is_corrected)
    }
}

/// Which of the older articles of a file each newer one was, by their places: the order tells where there are as many
/// as before, else what stayed the same in them.
fn predecessors(older: &[(Option<usize>, Item)], newer: &[Item]) -> Vec<Option<usize>> {
    let waiting = older.iter().filter(|(at, _)| at.is_some()).count();
    if newer.len() == waiting || (waiting == 0 && newer.len() == older.len()) {
        return (0..newer.len()).map(Some).collect();
    }
    let is_same = |older: &Item, newer: &Item| {
        let (before, now) = (&older.read, &newer.read);
        let same_address = now.url.is_some() && before.url == now.url;
        same_address || older.joined == newer.joined || before.title == now.title
    };
    let mut taken = BTreeSet::new();
    let origins = newer.iter().map(|newer| {
        let mut free = older.iter().enumerate().filter(|(at, _)| !taken.contains(at));
        let (at, _) = free.find(|(_, (_, older))| is_same(older, newer))?;
        taken.insert(at);
        Some(at)
    });
    origins.collect()
}

/// What a person corrected before, in what was read now.
fn carried(corrected: &Metadata, before: &Metadata, now: &Metadata) -> Metadata {
    fn pick<T: Clone + PartialEq>(corrected: &T, before: &T, now: &T) -> T {
        if corrected == before { now } else { corrected }.clone()
    }
    Metadata {
        title: pick(&corrected.title, &before.title, &now.title),
        publisher: pick(&corrected.publisher, &before.publisher, &now.publisher),
        byline: pick(&corrected.byline, &before.byline, &now.byline),
        credit: pick(&corrected.credit, &before.credit, &now.credit),
        url: pick(&corrected.url, &before.url, &now.url),
        published: pick(&corrected.published, &before.published, &now.published),
        language: pick(&corrected.language, &before.language, &now.language),
        direction: pick(&corrected.direction, &before.direction, &now.direction),
        partial: pick(&corrected.partial, &before.partial, &now.partial),
        ..now.clone()
    }
}
