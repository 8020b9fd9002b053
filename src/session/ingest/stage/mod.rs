//! Articles that were read, shown to a person before they come into a project: each with its duplicate, if the project
//! or another file has it already, with what to do with it, and with the details as they are corrected.

mod duplicates;
mod inclusion;
mod page_marks;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

pub use duplicates::{Duplicate, DuplicateOf, ProjectSnapshot};
pub use inclusion::Inclusion;

use super::corpus::Corpus;
use super::parse::{Parsed, ParsedArticle, Refused, SourceFile, TextWithDigest};
use super::scan::PassedOver;
use crate::import::annotated::AnnotatedFormat;
use crate::import::{FileKind, Warning};
use crate::model::{Article, ArticleId, Metadata};
use crate::report::Report;

/// What was read, to be looked at.
#[derive(Clone, Debug, Default)]
pub struct Staged {
    /// The articles, in the order of the files.
    pub items: Vec<StagedArticle>,
    /// The files that gave no article; tables whose columns must be mapped come first.
    pub refused: Vec<Refused>,
    /// Failures that belong to no file.
    pub failures: Vec<Report>,
    /// The article that the one that was read is a newer version of, if the person said so beforehand.
    pub updates: Option<ArticleId>,
    /// Whether reading was cancelled, so that not everything is here.
    pub cancelled: bool,
    /// The files of folders that are of other kinds.
    pub passed_over: PassedOver,
    /// Whether there were more files than one import takes.
    pub truncated: bool,
    /// Whether a person has decided anything.
    is_settled: bool,
    /// What the project had when the files were read.
    snapshot: Arc<ProjectSnapshot>,
    /// Articles of a file that was then read in another way; what was decided on them may be taken over once more.
    parked: Vec<StagedArticle>,
}

/// An article that may come in.
#[derive(Clone, Debug)]
pub struct StagedArticle {
    /// What will be known about it.
    pub metadata: Metadata,
    /// What was read about it, before anybody corrected it.
    pub read: Metadata,
    /// Its text as it will be.
    pub text: Arc<str>,
    /// Where it came from.
    pub origin: Origin,
    /// The number of its annotations that could not be placed.
    pub unplaced: usize,
    /// The article that it is a duplicate or another version of.
    pub duplicate: Option<Duplicate>,
    /// The place of another article that updates the same one; only one can.
    pub conflict: Option<usize>,
    digest: Arc<str>,
    /// The text with its lines joined into paragraphs.
    joined: TextWithDigest,
    /// The text with the lines of the page it was printed on, where these were joined.
    as_printed: Option<TextWithDigest>,
    chosen: Option<ImportChoice>,
    /// Whether it is left out, whatever was chosen.
    is_excluded: bool,
}

/// Where an article came from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A file.
    File(Arc<SourceFile>),
    /// A corpus, with the article's id in it.
    Corpus(Arc<Corpus>, ArticleId),
}

/// What to do with an article that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportChoice {
    /// Leave it out.
    Skip,
    /// Add it, whatever its duplicates.
    Add,
    /// Replace the text of the project's article that it is a newer version of.
    Update,
}

impl StagedArticle {
    fn from_parsed(parsed: ParsedArticle) -> Self {
        Self {
            as_printed: parsed.as_printed,
            ..Self::new(parsed.metadata, parsed.text, Origin::File(parsed.file))
        }
    }

    /// The articles of a corpus.
    fn from_corpus(corpus: &Arc<Corpus>) -> Vec<Self> {
        let mut unplaced: BTreeMap<&ArticleId, usize> = BTreeMap::new();
        for annotation in &corpus.annotated.unplaced {
            if let Some(id) = &annotation.article {
                *unplaced.entry(id).or_default() += 1;
            }
        }
        let articles = corpus.annotated.project.articles_in_order().into_iter();
        let items = articles.filter_map(|(id, article)| {
            let text = TextWithDigest {
                text: article.text.clone()?,
                digest: corpus.digest_of(id).into(),
            };
            let origin = Origin::Corpus(Arc::clone(corpus), id.clone());
            Some(Self {
                unplaced: unplaced.get(id).copied().unwrap_or_default(),
                ..Self::new(article.metadata.clone(), text, origin)
            })
        });
        items.collect()
    }

    fn new(metadata: Metadata, text: TextWithDigest, origin: Origin) -> Self {
        Self {
            read: metadata.clone(),
            metadata,
            text: Arc::clone(&text.text),
            digest: Arc::clone(&text.digest),
            joined: text,
            as_printed: None,
            origin,
            unplaced: 0,
            duplicate: None,
            conflict: None,
            chosen: None,
            is_excluded: false,
        }
    }

    /// What will be done with it: as a person chose, else a duplicate is skipped, and a newer version of a page updates
    /// its article, unless another one does.
    pub fn choice(&self) -> ImportChoice {
        if self.is_excluded {
            return ImportChoice::Skip;
        }
        match self.chosen.unwrap_or_else(|| self.default_choice()) {
            ImportChoice::Update if self.conflict.is_some() => ImportChoice::Add,
            choice => choice,
        }
    }

    /// What will be done with it where nobody chooses.
    fn default_choice(&self) -> ImportChoice {
        match &self.duplicate {
            // Annotations that came without a text can only come onto one.
            Some(Duplicate { same_text: true, .. }) if self.is_onto_page() => ImportChoice::Update,
            Some(Duplicate { same_text: true, .. }) => ImportChoice::Skip,
            Some(Duplicate {
                of: DuplicateOf::Project(_),
                ..
            }) => ImportChoice::Update,
            None | Some(_) => ImportChoice::Add,
        }
    }

    /// Whether its text is the project's, and its claims came without one.
    fn is_onto_page(&self) -> bool {
        self.corpus()
            .is_some_and(|(corpus, _)| corpus.annotated.format == AnnotatedFormat::WebAnnotation)
    }

    /// The file it came from, if it came without claims.
    pub fn file(&self) -> Option<&Arc<SourceFile>> {
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

    /// The article with its claims, if it came with any.
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

    /// What a person should look at in its file. What was done to join its lines only while they are joined.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        let joined = self.is_joined();
        let warnings = self.file().into_iter().flat_map(|file| &file.warnings);
        warnings.filter(move |warning| joined || !warning.is_about_joining())
    }

    fn is_plain_text(&self) -> bool {
        self.file().is_some_and(|file| file.kind == FileKind::Plain)
    }

    /// Takes over what a person decided on the article that this one was before its file was read in another way.
    fn inherit(&mut self, older: &Self) {
        self.metadata = with_corrections(&older.metadata, &older.read, &self.read);
        (self.chosen, self.is_excluded) = (older.chosen, older.is_excluded);
        if !older.is_joined() {
            self.join(false);
        }
    }

    /// Whether the lines of its page can be joined or left as printed.
    pub fn has_printed_lines(&self) -> bool {
        self.as_printed.is_some()
    }

    /// Whether the lines of its page are joined.
    pub fn is_joined(&self) -> bool {
        Arc::ptr_eq(&self.text, &self.joined.text)
    }

    fn join(&mut self, joined: bool) {
        let as_printed = self.as_printed.as_ref().filter(|_| !joined);
        let TextWithDigest { text, digest } = as_printed.unwrap_or(&self.joined);
        (self.text, self.digest) = (Arc::clone(text), Arc::clone(digest));
    }
}

impl Staged {
    /// What was read, with what the project has of it. Where `updates` names an article, the one that was read is a newer
    /// version of it, whatever it looks like.
    pub fn new(parsed: Parsed, snapshot: Arc<ProjectSnapshot>, updates: Option<ArticleId>) -> Self {
        let parsed = snapshot.with_texts(parsed);
        let of_files: Vec<&Report> = parsed.refused.iter().map(|refused| &refused.report).collect();
        let failures = parsed.failures.iter().filter(|report| !of_files.contains(report));
        let mut staged = Self {
            failures: failures.cloned().collect(),
            updates: updates.filter(|id| snapshot.titles.contains_key(id)),
            cancelled: parsed.cancelled,
            passed_over: parsed.passed_over,
            truncated: parsed.truncated,
            snapshot,
            ..Self::default()
        };
        staged.items = staged.items_of(&parsed.corpora, parsed.articles);
        staged.refuse(0, parsed.refused);
        staged.find_duplicates();
        staged
    }

    /// The articles that were read. The title of a plain text is only its first line; that of the article it updates is
    /// better.
    fn items_of(&self, corpora: &[Arc<Corpus>], articles: Vec<ParsedArticle>) -> Vec<StagedArticle> {
        let mut items: Vec<StagedArticle> = corpora.iter().flat_map(StagedArticle::from_corpus).collect();
        items.extend(articles.into_iter().map(StagedArticle::from_parsed));
        let title = self.updates.as_ref().and_then(|id| self.snapshot.titles.get(id));
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

    /// The number of tables whose columns must be mapped; they are the first of what gave no article.
    pub fn waiting_tables(&self) -> usize {
        self.refused.partition_point(Refused::waits_for_columns)
    }

    /// Whether there is nothing to ask: one plain text without warnings that the project does not have.
    pub fn is_plain(&self) -> bool {
        let [only] = self.items.as_slice() else {
            return false;
        };
        let is_plain = only.is_plain_text() && only.warnings().next().is_none() && only.duplicate.is_none();
        let is_all = self.passed_over == PassedOver::default();
        is_plain && is_all && self.refused.is_empty() && self.failures.is_empty() && self.updates.is_none()
    }

    /// Takes in a file that was read again, in the place of what it gave before; what a person decided on its articles
    /// stays. Returns where each article is now, by the place it had.
    pub fn restage(&mut self, path: &Path, parsed: Parsed) -> Vec<Option<usize>> {
        self.is_settled = true;
        let parsed = self.snapshot.with_texts(parsed);
        let place = self.refused.iter().position(|refused| refused.path == path);
        self.refused.retain(|refused| refused.path != path);
        self.refuse(place.unwrap_or_default(), parsed.refused);
        let mut newer = self.items_of(&parsed.corpora, parsed.articles);
        let mut places: Vec<Option<usize>> = vec![None; self.items.len()];
        let mut older: Vec<(Option<usize>, StagedArticle)> = Vec::new();
        let mut items: Vec<StagedArticle> = Vec::with_capacity(self.items.len());
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
        let parked = std::mem::take(&mut self.parked).into_iter();
        let (parked, others) = parked.partition::<Vec<_>, _>(|item| item.path() == path);
        self.parked = others;
        older.extend(parked.into_iter().map(|item| (None, item)));
        let origins = predecessors(&older, &newer);
        for (at, (item, origin)) in newer.iter_mut().zip(&origins).enumerate() {
            let Some((before, older)) = origin.and_then(|origin| older.get(origin)) else {
                continue;
            };
            item.inherit(older);
            if let Some(place) = before.and_then(|before| places.get_mut(before)) {
                *place = Some(first + at);
            }
        }
        let orphaned =
            |(at, (_, item)): (usize, (_, StagedArticle))| (!origins.contains(&Some(at))).then_some(item);
        self.parked
            .extend(older.into_iter().enumerate().filter_map(orphaned));
        items.splice(first..first, newer);
        self.items = items;
        self.find_duplicates();
        places
    }

    /// Chooses what to do with an article. If all are versions of one article, only one can update it.
    pub fn choose(&mut self, at: usize, choice: ImportChoice) {
        self.is_settled = true;
        if self.updates.is_some() && choice == ImportChoice::Update {
            self.items
                .iter_mut()
                .for_each(|item| item.chosen = Some(ImportChoice::Skip));
        }
        if let Some(item) = self.items.get_mut(at) {
            (item.chosen, item.is_excluded) = (Some(choice), false);
        }
        self.settle_conflicts();
    }

    /// Adds newer versions of the project's articles as articles of their own, where nobody chose otherwise.
    pub fn add_newer_versions(&mut self) {
        for item in &mut self.items {
            if item.chosen.is_none() && item.default_choice() == ImportChoice::Update {
                // A text that is there already is not added once more.
                let is_there = item.is_onto_page();
                item.chosen = Some(if is_there {
                    ImportChoice::Skip
                } else {
                    ImportChoice::Add
                });
            }
        }
        self.settle_conflicts();
    }

    /// Updates the project's articles, where nobody chose otherwise: by newer versions of their texts, and by claims of
    /// corpora over the same text.
    pub fn update_known(&mut self) {
        for item in &mut self.items {
            let is_known = item.duplicate_in_project().is_some();
            let has_news = item
                .with_claims()
                .is_some_and(|article| !article.claims.is_empty());
            if item.chosen.is_none()
                && is_known
                && (has_news || item.default_choice() == ImportChoice::Update)
            {
                item.chosen = Some(ImportChoice::Update);
            }
        }
        self.settle_conflicts();
    }

    /// Joins the lines of an article's page into paragraphs, or leaves them as they were printed.
    pub fn join(&mut self, at: usize, joined: bool) {
        self.is_settled = true;
        if let Some(item) = self.items.get_mut(at) {
            item.join(joined);
        }
        self.find_duplicates();
    }

    /// How many articles will be added, and how many of the project's will be updated.
    pub fn counts(&self) -> (usize, usize) {
        let with = |choice| self.items.iter().filter(|item| item.choice() == choice).count();
        (with(ImportChoice::Add), with(ImportChoice::Update))
    }

    /// The article of the project that an article will update.
    pub fn target(&self, at: usize) -> Option<&ArticleId> {
        let is_update = |item: &&StagedArticle| item.choice() == ImportChoice::Update;
        let item = self.items.get(at).filter(is_update)?;
        self.updates.as_ref().or_else(|| item.duplicate_in_project())
    }

    /// Whether discarding it loses anything: articles that would have come in, or what a person decided.
    pub fn is_worth_asking(&self) -> bool {
        let is_corrected = |item: &StagedArticle| item.metadata != item.read;
        self.is_settled || self.counts() != (0, 0) || self.items.iter().any(is_corrected)
    }
}

/// Which of the older articles of a file each newer one was, by their places. Where there are as many as before the order
/// tells, else what stayed the same.
fn predecessors(older: &[(Option<usize>, StagedArticle)], newer: &[StagedArticle]) -> Vec<Option<usize>> {
    let waiting = older.iter().filter(|(at, _)| at.is_some()).count();
    if newer.len() == waiting || (waiting == 0 && newer.len() == older.len()) {
        return (0..newer.len()).map(Some).collect();
    }
    let is_same = |older: &StagedArticle, newer: &StagedArticle| {
        let (before, now) = (&older.read, &newer.read);
        let same_address = now.url.is_some() && before.url == now.url;
        same_address || older.joined.text == newer.joined.text || before.title == now.title
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

/// What was read now, with what a person corrected in what was read before.
fn with_corrections(corrected: &Metadata, before: &Metadata, now: &Metadata) -> Metadata {
    fn pick<T: Clone + PartialEq>(corrected: &T, before: &T, now: &T) -> T {
        if corrected == before { now } else { corrected }.clone()
    }
    Metadata {
        title: pick(&corrected.title, &before.title, &now.title),
        publisher: pick(&corrected.publisher, &before.publisher, &now.publisher),
        byline: pick(&corrected.byline, &before.byline, &now.byline),
        page: pick(&corrected.page, &before.page, &now.page),
        credit: pick(&corrected.credit, &before.credit, &now.credit),
        url: pick(&corrected.url, &before.url, &now.url),
        published: pick(&corrected.published, &before.published, &now.published),
        language: pick(&corrected.language, &before.language, &now.language),
        direction: pick(&corrected.direction, &before.direction, &now.direction),
        partial: pick(&corrected.partial, &before.partial, &now.partial),
        ..now.clone()
    }
}
