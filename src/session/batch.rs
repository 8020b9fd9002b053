//! Articles that were read and wait to be looked at and corrected before they come into a project; which of them the
//! project has already. Reading them and adding them are `importing`'s business.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::Session;
use super::annotations::Corpus;
use super::importing::{Arrival, Imports, Incoming, Origin, ReadFile, Refused, article_from_import};
use crate::import::{Kind, Warning};
use crate::model::{Article, ArticleId, Metadata};
use crate::report::Report;
use crate::store;

/// What was read, to be looked at.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The articles, in the order of the files.
    pub items: Vec<Item>,
    /// What gave no article.
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
    pub misfits: usize,
    /// Where it is already.
    pub twin: Option<Twin>,
    /// The place of another one that takes the place of the project's article; only one can.
    pub rival: Option<usize>,
    digest: String,
    chosen: Option<Take>,
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

impl Item {
    fn of(incoming: Incoming) -> Self {
        let as_printed = incoming.article.as_printed.as_deref().map(Arc::from);
        let (metadata, text) = article_from_import(incoming.article);
        Self {
            as_printed,
            ..Self::new(metadata, text, Origin::File(incoming.file), incoming.digest)
        }
    }

    /// The articles of a corpus.
    fn of_corpus(corpus: &Arc<Corpus>) -> Vec<Self> {
        let mut misfits: BTreeMap<&ArticleId, usize> = BTreeMap::new();
        for misfit in &corpus.annotated.misfits {
            if let Some(id) = &misfit.article {
                *misfits.entry(id).or_default() += 1;
            }
        }
        let articles = corpus.annotated.project.articles_in_order().into_iter();
        let items = articles.filter_map(|(id, article)| {
            let text = article.text.clone()?;
            let origin = Origin::Corpus(Arc::clone(corpus), id.clone());
            Some(Self {
                misfits: misfits.get(id).copied().unwrap_or_default(),
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
            misfits: 0,
            twin: None,
            rival: None,
            digest,
            chosen: None,
        }
    }

    /// What is to be done with it: as was said, else what is there already is not added again, and a newer version of
    /// a page becomes one of its article, where no other one does.
    pub fn take(&self) -> Take {
        let by_itself = match &self.twin {
            Some(Twin { same_text: true, .. }) => Take::Skip,
            Some(Twin {
                place: TwinPlace::Project(_),
                ..
            }) => Take::Update,
            None | Some(_) => Take::Add,
        };
        match self.chosen.unwrap_or(by_itself) {
            Take::Update if self.rival.is_some() => Take::Add,
            take => take,
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

    /// What a person should look at in its file.
    pub fn warnings(&self) -> &[Warning] {
        self.file().map_or(&[], |file| &file.warnings)
    }

    fn is_plain_text(&self) -> bool {
        self.file().is_some_and(|file| file.kind == Kind::Plain)
    }

    /// Takes over what a person said of the article that this one was before its file was read in another way.
    fn take_after(&mut self, older: &Self) {
        self.metadata = carried(&older.metadata, &older.read, &self.read);
        self.chosen = older.chosen;
        if self.as_printed.is_some() && !older.is_joined() {
            self.join(false);
        }
    }

    /// The project's article that it is or may be a newer version of.
    pub fn twin_in_project(&self) -> Option<&ArticleId> {
        match &self.twin.as_ref()?.place {
            TwinPlace::Project(id) => Some(id),
            TwinPlace::Batch(_) => None,
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

/// What a project has already, to recognise it.
#[derive(Debug, Default)]
pub struct There {
    texts: BTreeMap<String, ArticleId>,
    addresses: BTreeMap<String, ArticleId>,
    titles: BTreeMap<ArticleId, String>,
}

impl There {
    /// What this project has. Texts that were neither read nor written are known by the fingerprints in its files.
    pub fn of(session: &Session) -> Self {
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

impl Batch {
    /// What was read, with what of it is there already. Where `updates` names an article, the one that was read is a
    /// newer version of it, whatever it looks like.
    pub fn of(imports: Imports, there: &There, updates: Option<ArticleId>) -> Self {
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
        batch.refused = imports.refused;
        batch.recognise(there);
        batch
    }

    /// What was read, as it waits. A plain text's title is only its first line; that of the article it updates is
    /// better.
    fn items_of(&self, corpora: &[Arc<Corpus>], articles: Vec<Incoming>, there: &There) -> Vec<Item> {
        let mut items: Vec<Item> = corpora.iter().flat_map(Item::of_corpus).collect();
        items.extend(articles.into_iter().map(Item::of));
        let title = self.updates.as_ref().and_then(|id| there.titles.get(id));
        for item in &mut items {
            if let Some(title) = title.filter(|_| item.is_plain_text()) {
                item.read.title.clone_from(title);
                item.metadata.title.clone_from(title);
            }
        }
        items
    }

    /// Whether there is nothing to ask: a plain text without warnings that is not there yet.
    pub fn is_plain(&self) -> bool {
        let plain = |item: &Item| item.is_plain_text() && item.warnings().is_empty() && item.twin.is_none();
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
        self.refused.retain(|refused| refused.path != path);
        self.refused.extend(imports.refused);
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
            item.chosen = Some(take);
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

    fn recognise(&mut self, there: &There) {
        self.find_twins(there);
        self.settle_rivals();
    }

    /// Of several that would take the place of one article, the one does that a person said so of, else the first.
    fn settle_rivals(&mut self) {
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

#[cfg(test)]
mod tests {
    use super::super::importing::read_articles;
    use super::super::jobs::Progress;
    use super::super::{ReviewerIdentity, importing};
    use super::*;
    use crate::store::atomic;

    fn session(folder: &Path) -> Session {
        let who = ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".to_owned(),
        };
        let head = crate::model::Head::titled("Talks");
        Session::create(&folder.join("project"), &head, who, super::super::no_wake()).unwrap()
    }

    fn put(folder: &Path, name: &str, text: &str) {
        atomic::write(folder, &folder.join(name), text.as_bytes()).unwrap();
    }

    fn read(folder: &Path) -> Imports {
        read_articles(&[folder.to_owned()], &Progress::default())
    }

    #[test]
    fn what_is_there_already_is_recognised_by_its_text_and_its_address() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        let first = tempfile::tempdir().unwrap();
        put(first.path(), "a.txt", "Talks\n\nThe mayor said so.");
        put(
            first.path(),
            "b.csv",
            "title,text,url\nB,The army said so.,https://www.example.org/b/\n",
        );
        importing::add(&mut session, read(first.path()).articles).unwrap();

        put(
            first.path(),
            "b.csv",
            "title,text,url\nB,The army denied it.,http://EXAMPLE.org/b#top\n",
        );
        put(first.path(), "c.txt", "Talks\n\nThe mayor said so.");
        put(first.path(), "d.txt", "New\n\nNobody said so.");
        put(first.path(), "e.txt", "New\n\nNobody said so.");
        let batch = Batch::of(read(first.path()), &There::of(&session), None);
        let takes: Vec<Take> = batch.items.iter().map(Item::take).collect();
        assert_eq!(
            takes,
            [Take::Skip, Take::Update, Take::Skip, Take::Add, Take::Skip]
        );
        assert_eq!(
            batch.items[4].twin,
            Some(Twin {
                place: TwinPlace::Batch(3),
                same_text: true
            })
        );
        assert_eq!(batch.counts(), (1, 1));

        let before = session.project().clone();
        let added = importing::take_in(&mut session, batch.arrivals()).unwrap();
        assert_eq!((added.ids.len(), session.project().articles().len()), (2, 3));
        assert_eq!(session.undo_label(), Some("add article and update article"));
        let text = |session: &Session| session.project().article(&added.ids[1]).unwrap().text.clone();
        assert_eq!(text(&session).as_deref(), Some("The army denied it."));
        session.undo().unwrap();
        assert_eq!(session.project(), &before);
    }

    #[test]
    fn the_older_text_stays_in_the_history_and_comes_back_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        let inbox = tempfile::tempdir().unwrap();
        put(inbox.path(), "a.txt", "Talks\n\nThe mayor said so.");
        let added = importing::add(&mut session, read(inbox.path()).articles).unwrap();
        let corrected = Metadata {
            title: "Corrected".to_owned(),
            ..session.project().article(&added.ids[0]).unwrap().metadata.clone()
        };
        let edit = crate::model::Edit::Metadata(added.ids[0].clone(), Box::new(corrected));
        session.edit("correct", edit).unwrap();
        session.flush().unwrap();
        put(inbox.path(), "a.txt", "Talks\n\nThe mayor denied it.");
        let batch = Batch::of(
            read(inbox.path()),
            &There::of(&session),
            Some(added.ids[0].clone()),
        );
        assert!(!batch.is_plain());
        assert_eq!(batch.items[0].metadata.title, "Corrected");
        importing::take_in(&mut session, batch.arrivals()).unwrap();
        session.flush().unwrap();
        let on_disk = || {
            let path = store::layout::text_file(session_folder(&folder), &added.ids[0]);
            String::from_utf8(store::files::read(&path).unwrap()).unwrap()
        };
        assert_eq!(on_disk(), "Talks\n\nThe mayor denied it.");
        let digest = store::text_digest("Talks\n\nThe mayor said so.");
        let older = store::layout::older_text_file(session_folder(&folder), &added.ids[0], &digest);
        assert_eq!(
            store::files::read(&older).unwrap(),
            b"Talks\n\nThe mayor said so."
        );
        session.undo().unwrap();
        session.flush().unwrap();
        assert_eq!(on_disk(), "Talks\n\nThe mayor said so.");
    }

    fn session_folder(folder: &tempfile::TempDir) -> &'static Path {
        Box::leak(folder.path().join("project").into_boxed_path())
    }

    #[test]
    fn a_file_read_again_takes_the_place_of_what_came_of_it_before() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(folder.path());
        let inbox = tempfile::tempdir().unwrap();
        put(inbox.path(), "a.csv", "x,y\nOne said so.,Two said so.\n");
        put(inbox.path(), "b.txt", "New\n\nNobody said so.");
        let there = There::of(&session);
        let mut batch = Batch::of(read(inbox.path()), &there, None);
        assert_eq!((batch.items.len(), batch.refused.len()), (1, 1));
        assert_eq!(batch.refused[0].columns, ["x", "y"]);
        let mut choices = batch.refused[0].choices.clone();
        choices.columns.set(crate::import::Field::Text, "y");
        let path = batch.refused[0].path.clone();
        let again = importing::read_articles_as(std::slice::from_ref(&path), &choices, &Progress::default());
        batch.read_again(&path, again, &there);
        assert_eq!((batch.items.len(), batch.refused.len()), (2, 0));
        assert_eq!(&*batch.items[1].text, "Two said so.");
        assert!(!batch.is_plain());
    }

    #[test]
    fn what_a_person_said_of_articles_stays_when_their_file_is_read_in_another_way() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(folder.path());
        let inbox = tempfile::tempdir().unwrap();
        put(
            inbox.path(),
            "a.csv",
            "title,text,other\nA,One said so.,One denied it.\nB,Two said so.,Two denied it.\n",
        );
        put(inbox.path(), "b.txt", "New\n\nNobody said so.");
        let there = There::of(&session);
        let mut batch = Batch::of(read(inbox.path()), &there, None);
        batch.items[1].metadata.title = "The second".to_owned();
        batch.items[2].metadata.publisher = Some("The Daily".to_owned());
        batch.choose(0, Take::Skip);
        let path = inbox.path().join("a.csv");
        let read_as = |choices: &crate::import::Choices| {
            importing::read_articles_as(std::slice::from_ref(&path), choices, &Progress::default())
        };
        // A table is no PDF; what was said of its articles waits for another try.
        let pdf = crate::import::Choices {
            kind: Some(Kind::Pdf),
            ..crate::import::Choices::default()
        };
        let places = batch.read_again(&path, read_as(&pdf), &there);
        assert_eq!(
            (places, batch.items.len(), batch.refused.len()),
            (vec![None, None, Some(0)], 1, 1)
        );
        let mut columns = crate::import::Choices::default();
        columns.columns.set(crate::import::Field::Text, "other");
        let places = batch.read_again(&path, read_as(&columns), &there);
        assert_eq!(places, [Some(0)]);
        let told: Vec<(&str, &str, Take)> = batch
            .items
            .iter()
            .map(|item| (item.metadata.title.as_str(), &*item.text, item.take()))
            .collect();
        assert_eq!(
            told,
            [
                ("New", "New\n\nNobody said so.", Take::Add),
                ("A", "One denied it.", Take::Skip),
                ("The second", "Two denied it.", Take::Add),
            ]
        );
        assert_eq!(batch.items[0].metadata.publisher.as_deref(), Some("The Daily"));
    }

    #[test]
    fn only_one_of_two_newer_versions_takes_an_articles_place() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        let inbox = tempfile::tempdir().unwrap();
        let table = |text: &str| format!("title,text,url\nB,{text},https://example.org/b\n");
        put(inbox.path(), "a.csv", &table("The army said so."));
        importing::add(&mut session, read(inbox.path()).articles).unwrap();
        put(inbox.path(), "a.csv", &table("The army denied it."));
        put(inbox.path(), "b.csv", &table("The army confirmed it."));
        let mut batch = Batch::of(read(inbox.path()), &There::of(&session), None);
        let takes = |batch: &Batch| -> Vec<Take> { batch.items.iter().map(Item::take).collect() };
        assert_eq!(takes(&batch), [Take::Update, Take::Add]);
        assert_eq!((batch.items[0].rival, batch.items[1].rival), (None, Some(0)));
        batch.choose(0, Take::Skip);
        assert_eq!(takes(&batch), [Take::Skip, Take::Update]);
        batch.choose(1, Take::Update);
        batch.choose(0, Take::Add);
        assert_eq!(batch.items[0].rival, Some(1));
        let added = importing::take_in(&mut session, batch.arrivals()).unwrap();
        assert_eq!((added.ids.len(), session.project().articles().len()), (2, 2));

        // Of the articles of a file that is said to be the newer version, the one is that was last chosen.
        let id = added.ids[0].clone();
        let mut batch = Batch::of(read(inbox.path()), &There::of(&session), Some(id));
        assert_eq!(takes(&batch), [Take::Skip, Take::Skip]);
        batch.choose(0, Take::Update);
        batch.choose(1, Take::Update);
        assert_eq!(takes(&batch), [Take::Skip, Take::Update]);
    }

    #[test]
    fn articles_with_claims_and_without_come_in_as_one_step() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        let inbox = tempfile::tempdir().unwrap();
        let marks = "T1\tClaim 15 33\tthe bridge is safe\nT2\tSource 4 9\tmayor\nT3\tCue 0 3\tZzz\n\
                     R1\tAttributedTo Arg1:T1 Arg2:T2\n";
        put(inbox.path(), "a.ann", marks);
        put(inbox.path(), "a.txt", "The mayor said the bridge is safe.");
        put(inbox.path(), "b.txt", "Talks\n\nThe mayor said so.");
        let read_all = || {
            let known = super::super::reading::Known::default();
            super::super::reading::read_all(&[inbox.path().to_owned()], &known, &Progress::default())
        };
        let mut batch = Batch::of(read_all(), &There::of(&session), None);
        assert_eq!((batch.counts(), batch.items[0].misfits), ((2, 0), 1));
        batch.items[0].metadata.title = "The bridge".to_owned();
        let before = session.project().clone();
        let added = importing::take_in(&mut session, batch.arrivals()).unwrap();
        assert_eq!(session.undo_label(), Some("add 2 articles"));
        assert_eq!(session.project().claims().count(), 1);
        let titles: Vec<&str> = added
            .ids
            .iter()
            .map(|id| session.project().article(id).unwrap().metadata.title.as_str())
            .collect();
        assert_eq!(titles, ["Talks", "The bridge"]);

        // The same again is skipped; to update adds what is marked elsewhere only.
        let more = format!("{marks}T4\tClaim 4 9\tmayor\n");
        put(inbox.path(), "a.ann", &more);
        let mut batch = Batch::of(read_all(), &There::of(&session), None);
        assert_eq!(batch.counts(), (0, 0));
        batch.choose(0, Take::Update);
        importing::take_in(&mut session, batch.arrivals()).unwrap();
        let article = session.project().article(&added.ids[1]).unwrap();
        assert_eq!((session.project().articles().len(), article.claims.len()), (2, 2));
        let mut again = Batch::of(read_all(), &There::of(&session), None);
        again.choose(0, Take::Add);
        importing::take_in(&mut session, again.arrivals()).unwrap();
        assert_eq!(
            (
                session.project().articles().len(),
                session.project().claims().count()
            ),
            (3, 4)
        );
        for _ in 0..3 {
            session.undo().unwrap();
        }
        assert_eq!(session.project().articles(), before.articles());
    }
}
