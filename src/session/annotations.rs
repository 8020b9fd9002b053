//! Finds files that have claims beside their texts among those a person named, and adds what they say as one step.
//! What the formats are like and how speakers are matched is `import`'s business.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::importing::{is_article, patience_for};
use super::jobs::Progress;
use super::keeping::Keeper;
use super::readers::{GivenUp, read_alone};
use super::{Session, SessionError, clock, ids, updating};
use crate::import::annotated::{
    Annotated, AnnotatedError, AnnotatedFile, AnnotatedFormat, Host, LabelKind, LabelMap, Misfit, Wish,
    Wishes, read_annotated,
};
use crate::model::{Anchor, Article, ArticleId, Claim, Edit, Project, Reviewer};
use crate::report::Report;
use crate::store::{self, files};

/// How many files are looked through in one go.
const MOST: usize = 100_000;

/// The endings of files that may have claims in them, and are looked into.
const ENDINGS: &[&str] = &["jsonl", "ndjson", "json", "zip", "xmi"];

/// The file in which Sayso keeps what brat has no place for.
const REST: &str = "sayso.jsonl";

/// What was found among files.
#[derive(Debug, Default)]
pub struct Corpora {
    /// What has claims.
    pub found: Vec<Corpus>,
    /// What looked as if it had claims and gave nothing, with the reason.
    pub refused: Vec<(PathBuf, Report)>,
    /// Other failures, one report each.
    pub failures: Vec<Report>,
    /// The paths that have none, to be read as articles.
    pub rest: Vec<PathBuf>,
    /// Whether there were more files than are looked through in one go.
    pub truncated: bool,
}

/// Articles that came with claims, and where from.
#[derive(Debug)]
pub struct Corpus {
    /// The file, or the folder of files that belong together.
    pub path: PathBuf,
    /// What was read.
    pub annotated: Annotated,
    /// What was said of its labels.
    pub labels: LabelMap,
    /// The files it is made of.
    files: Vec<PathBuf>,
    /// SHA-256 of each text, as the store counts it.
    digests: BTreeMap<ArticleId, String>,
}

/// What labels were once taken for, by the labels of a corpus; for corpora that come again.
pub type KnownLabels = BTreeMap<Vec<String>, LabelMap>;

/// Reads what has claims among these files and in these folders. With a format, all files are read as that.
pub fn read_corpora(paths: &[PathBuf], format: Option<AnnotatedFormat>, labels: &LabelMap) -> Corpora {
    let ways = Ways {
        labels,
        known: &KnownLabels::new(),
    };
    read_corpora_so(paths, format, &ways, &Progress::default())
}

/// Reads corpora as [`read_corpora`] does; labels that were once told are taken as then.
pub fn read_corpora_knowing(paths: &[PathBuf], known: &KnownLabels, progress: &Progress) -> Corpora {
    let ways = Ways {
        labels: &LabelMap::default(),
        known,
    };
    read_corpora_so(paths, None, &ways, progress)
}

/// How labels are to be taken.
struct Ways<'a> {
    labels: &'a LabelMap,
    known: &'a KnownLabels,
}

fn read_corpora_so(
    paths: &[PathBuf],
    format: Option<AnnotatedFormat>,
    ways: &Ways,
    progress: &Progress,
) -> Corpora {
    let is_part = |path: &Path| has_ending(path, &["ann", "xmi"]) || is_article(path);
    let is_wanted = |path: &Path| has_ending(path, &["json", "zip"]) || is_part(path);
    let found = files::walk(paths, MOST, &is_wanted);
    let mut corpora = Corpora {
        truncated: found.truncated,
        ..Corpora::default()
    };
    let named: BTreeSet<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let mut taken: BTreeSet<&Path> = BTreeSet::new();
    for (folder, group) in brat_folders(&found.files) {
        taken.extend(group.iter().copied());
        let files = group.iter().map(|path| (*path).to_owned()).collect();
        corpora.take(folder, read_corpus(AnnotatedFormat::Brat, folder, files, ways));
    }
    let is_candidate =
        |path: &&Path| !taken.contains(path) && (format.is_some() || has_ending(path, ENDINGS));
    let candidates: Vec<&Path> = found
        .files
        .iter()
        .map(PathBuf::as_path)
        .filter(is_candidate)
        .collect();
    progress.expect(candidates.len());
    let look_into = |path: &Path| {
        if progress.is_cancelled() {
            return Ok(None);
        }
        progress.advance();
        let bytes = files::read(path).map_err(|error| Report::of(&error).with_hint(error.hint()))?;
        let format = format.or_else(|| AnnotatedFormat::of(&bytes));
        Ok(format.map(|format| read_corpus(format, path, vec![path.to_owned()], ways)))
    };
    let looked: Vec<Result<Option<ReadCorpus>, Report>> =
        candidates.par_iter().map(|path| look_into(path)).collect();
    for (path, looked) in candidates.into_iter().zip(looked) {
        match looked {
            Ok(None) => {}
            Ok(Some(read)) => {
                taken.insert(path);
                corpora.take(path, read);
            }
            // What is read as an article is told then.
            Err(_) if named.contains(path) || is_part(path) => {}
            Err(report) => corpora.failures.push(report),
        }
    }
    corpora.rest = match taken.is_empty() {
        true => paths.to_vec(),
        false => {
            let unread = found.errors.iter();
            corpora
                .failures
                .extend(unread.map(|error| Report::of(error).with_hint(error.hint())));
            let is_left = |path: &&PathBuf| {
                !taken.contains(path.as_path()) && (named.contains(path.as_path()) || is_part(path))
            };
            found.files.iter().filter(is_left).cloned().collect()
        }
    };
    corpora
}

impl Corpora {
    fn take(&mut self, path: &Path, (corpus, failures): ReadCorpus) {
        self.failures.extend(failures);
        match corpus {
            Ok(corpus) => self.found.push(corpus),
            Err(report) => self.refused.push((path.to_owned(), report)),
        }
    }
}

/// A corpus, or why there is none, and which of its files could not be read.
type ReadCorpus = (Result<Corpus, Report>, Vec<Report>);

/// The corpus in these files; its labels are taken as it was said of them, this time or once.
fn read_corpus(format: AnnotatedFormat, path: &Path, files: Vec<PathBuf>, ways: &Ways) -> ReadCorpus {
    let mut failures = Vec::new();
    let annotated = read(format, path, &files, ways.labels, &mut failures);
    let corpus = annotated.map(|annotated| {
        let corpus = Corpus::of(path.to_owned(), files, annotated, ways.labels.clone());
        let known = ways.known.get(&corpus.label_names());
        let again = known.and_then(|known| corpus.read_again(known).ok());
        again.unwrap_or(corpus)
    });
    (corpus, failures)
}

fn read(
    format: AnnotatedFormat,
    path: &Path,
    files: &[PathBuf],
    labels: &LabelMap,
    failures: &mut Vec<Report>,
) -> Result<Annotated, Report> {
    let mut contents = Vec::with_capacity(files.len());
    for path in files {
        match files::read(path) {
            Ok(bytes) => contents.push((path.to_string_lossy().into_owned(), bytes)),
            Err(error) => failures.push(Report::of(&error).with_hint(error.hint())),
        }
    }
    let path = path.to_string_lossy().into_owned();
    let size = contents.iter().map(|(_, bytes)| bytes.len()).sum();
    let (theirs, labels) = (path.clone(), labels.clone());
    let read = move || {
        let files: Vec<AnnotatedFile> = contents
            .iter()
            .map(|(path, bytes)| AnnotatedFile { path, bytes })
            .collect();
        read_annotated(format, &theirs, &files, &labels)
    };
    let refused = |why: GivenUp| {
        Err(AnnotatedError {
            format,
            refusal: why.refusal(),
            path,
        })
    };
    let read = read_alone(patience_for(size), read).unwrap_or_else(refused);
    read.map_err(|error| Report::of(&error).with_hint(Some(error.hint())))
}

impl Corpus {
    fn of(path: PathBuf, files: Vec<PathBuf>, annotated: Annotated, labels: LabelMap) -> Self {
        let texts = annotated.project.articles().iter();
        let digests = texts
            .filter_map(|(id, article)| Some((id.clone(), store::text_digest(article.text.as_deref()?))))
            .collect();
        Self {
            path,
            annotated,
            labels,
            files,
            digests,
        }
    }

    /// Reads its files again, with this said of its labels.
    pub fn read_again(&self, labels: &LabelMap) -> Result<Self, Report> {
        let mut failures = Vec::new();
        let (path, format) = (&self.path, self.annotated.format);
        let annotated = read(format, path, &self.files, labels, &mut failures)?;
        match failures.into_iter().next() {
            Some(failure) => Err(failure),
            None => Ok(Self::of(
                path.clone(),
                self.files.clone(),
                annotated,
                labels.clone(),
            )),
        }
    }

    /// Whether it is one file, which may be something else after all.
    pub fn is_single(&self) -> bool {
        self.files.as_slice() == std::slice::from_ref(&self.path)
    }

    /// The file of an article; the corpus's own path where that is not known.
    pub fn file_of(&self, article: &ArticleId) -> &Path {
        let file = self.annotated.files.get(article);
        file.map_or(&self.path, |file| Path::new(file))
    }

    /// The file of an article, where it is known: not so where it came from a folder.
    pub(super) fn file_to_keep(&self, article: &ArticleId) -> Option<&Path> {
        let file = self.file_of(article);
        (self.is_single() || file != self.path).then_some(file)
    }

    /// What did not fit, of an article.
    pub fn misfits_of<'a>(&'a self, article: &'a ArticleId) -> impl Iterator<Item = &'a Misfit> {
        let misfits = self.annotated.misfits.iter();
        misfits.filter(move |misfit| misfit.article.as_ref() == Some(article))
    }

    /// The labels of its marks, which tell whether it is of the same kind as another.
    pub fn label_names(&self) -> Vec<String> {
        let labels = self.annotated.labels.iter();
        labels
            .filter(|label| label.kind == LabelKind::Mark)
            .map(|label| label.name.clone())
            .collect()
    }

    /// The fingerprint of an article's text.
    pub(super) fn digest_of(&self, article: &ArticleId) -> String {
        self.digests.get(article).cloned().unwrap_or_default()
    }
}

/// Files of marks with their texts, by folder.
fn brat_folders(found: &[PathBuf]) -> BTreeMap<&Path, Vec<&Path>> {
    let marks: BTreeSet<&Path> = found
        .iter()
        .map(PathBuf::as_path)
        .filter(|path| has_ending(path, &["ann"]))
        .collect();
    let folders: BTreeSet<Option<&Path>> = marks.iter().map(|path| path.parent()).collect();
    let mut groups: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    for path in found.iter().map(PathBuf::as_path) {
        let is_text = has_ending(path, &["txt"]) && marks.contains(path.with_extension("ann").as_path());
        let is_rest = path.file_name().is_some_and(|name| name == REST) && folders.contains(&path.parent());
        if marks.contains(path) || is_text || is_rest {
            let folder = path.parent().unwrap_or(path);
            groups.entry(folder).or_default().push(path);
        }
    }
    groups
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// What came of adding articles with their claims.
#[derive(Debug, Default)]
pub struct AddedWithClaims {
    /// The new articles.
    pub ids: Vec<ArticleId>,
    /// Articles whose texts the project has already, with their titles; nothing of them was added.
    pub known: Vec<(ArticleId, String)>,
    /// What could not be added.
    pub misfits: Vec<Misfit>,
    /// Articles that were there and have the claims now.
    pub updated: Vec<ArticleId>,
    /// How many of their older claims have lost their place.
    pub lost: usize,
    /// Files that could not be kept, each told once.
    pub not_kept: Vec<Report>,
}

/// Adds what was read with claims, as one step that can be undone. Texts that the project has are not added again.
pub fn add(session: &mut Session, corpora: &[Corpus]) -> Result<AddedWithClaims, SessionError> {
    session.read_all_texts();
    let there: BTreeSet<&str> = texts_of(session.project()).map(|(_, text)| text).collect();
    let new = corpora.iter().flat_map(|corpus| {
        let texts = texts_of(&corpus.annotated.project);
        let new = texts.filter(|(_, text)| !there.contains(text));
        new.filter_map(|(id, _)| corpus.file_to_keep(id))
    });
    let kept = Keeper::of(session).keep_files(new.collect());
    let parts = corpora.iter().map(|corpus| (corpus, None)).collect();
    let (edits, mut added) = edits(session, parts, &kept.names, BTreeSet::new())?;
    added.not_kept = kept.not_kept;
    if !added.ids.is_empty() {
        let label = match added.ids.len() {
            1 => "add article with its claims".to_owned(),
            count => format!("add {count} articles with their claims"),
        };
        session.edit(label, Edit::All(edits))?;
    }
    Ok(added)
}

fn texts_of(project: &Project) -> impl Iterator<Item = (&ArticleId, &str)> {
    let articles = project.articles().iter();
    articles.filter_map(|(id, article)| Some((id, article.text.as_deref()?)))
}

/// What was read, and which of it is wanted; all that the project has not, where nothing is said.
pub(super) type Parts<'a> = Vec<(&'a Corpus, Option<Wishes>)>;

/// What is wanted of which corpus, in the order in which they were read.
#[derive(Default)]
pub(super) struct Wanted {
    corpora: Vec<(Arc<Corpus>, Wishes)>,
}

impl Wanted {
    /// Wants an article of it.
    pub fn want(&mut self, corpus: Arc<Corpus>, id: ArticleId, wish: Wish) {
        match self
            .corpora
            .iter_mut()
            .find(|(there, _)| Arc::ptr_eq(there, &corpus))
        {
            Some((_, wishes)) => drop(wishes.insert(id, wish)),
            None => self.corpora.push((corpus, Wishes::from([(id, wish)]))),
        }
    }

    /// How many articles are new, and how many are versions of others.
    pub fn counts(&self) -> (usize, usize) {
        let wishes = || self.corpora.iter().flat_map(|(_, wishes)| wishes.values());
        let versions = wishes().filter(|wish| wish.into.is_some()).count();
        (wishes().count() - versions, versions)
    }

    /// All of it, to make edits of.
    pub fn parts(&self) -> Parts<'_> {
        let corpora = self.corpora.iter();
        corpora
            .map(|(corpus, wishes)| (&**corpus, Some(wishes.clone())))
            .collect()
    }
}

/// The edits that add all of this, with ids that are not among the taken ones. `names` are what their files are called
/// among the project's originals.
pub(super) fn edits(
    session: &mut Session,
    parts: Parts,
    names: &BTreeMap<PathBuf, String>,
    mut taken: BTreeSet<ArticleId>,
) -> Result<(Vec<Edit>, AddedWithClaims), SessionError> {
    let mut added = AddedWithClaims::default();
    let mut edits = Vec::new();
    // Each is matched with the project as the ones before it will have left it.
    let mut project = session.project().clone();
    let who = session.who().clone();
    if !project.reviewers().contains_key(&who.id) {
        let me = Reviewer {
            name: who.name.clone(),
        };
        let edit = Edit::Reviewer(who.id.clone(), Some(me));
        project.apply(edit.clone())?;
        // Verdicts that nobody signed come in under the name of whoever adds them.
        if parts
            .iter()
            .any(|(corpus, _)| !corpus.annotated.verdicts.is_empty())
        {
            edits.push(edit);
        }
    }
    let now = clock::now();
    for (corpus, wishes) in parts {
        let annotated = &corpus.annotated;
        let addition = {
            let here = &project;
            let article_id = |title: &str, new: &BTreeSet<ArticleId>| {
                session.free_article_id(title, &|id| taken.contains(id) || new.contains(id))
            };
            let host = Host {
                who: &who.id,
                now,
                article_id: &article_id,
                original: &|theirs| names.get(corpus.file_of(theirs)).cloned(),
                speaker_id: &|new| ids::speaker_id_beside(here, new),
            };
            match &wishes {
                Some(wishes) => annotated.addition_of(wishes, here, &host),
                None => annotated.addition(here, &host),
            }
        };
        let mut all = vec![addition.edit];
        for (id, newer) in addition.versions {
            if let Some(older) = session.article_with_text(&id) {
                let (article, lost) = version_of(older, newer);
                added.lost += lost;
                all.push(Edit::Article(id.clone(), Some(Box::new(article))));
                added.updated.push(id);
            }
        }
        project.apply(Edit::All(all.clone()))?;
        edits.extend(all);
        taken.extend(addition.articles.iter().cloned());
        added.ids.extend(addition.articles);
        added.known.extend(addition.known);
        added.misfits.extend(addition.misfits);
    }
    Ok((edits, added))
}

/// An article with the text and the claims of a version of it beside its own, and how many of its own claims lost
/// their place. What is marked at the same places already stays as it is.
fn version_of(older: &Article, newer: Article) -> (Article, usize) {
    let text = newer.text.clone().unwrap_or_default();
    let update = updating::updated(older, newer.metadata, &text);
    let mut article = update.article;
    let places = |claim: &Claim| -> Vec<_> { claim.spans.iter().map(Anchor::span).collect() };
    let there: BTreeSet<Vec<_>> = article.claims.values().map(places).collect();
    for (id, claim) in newer.claims.iter() {
        if !there.contains(&places(claim)) {
            let id = match article.claims.contains_key(id) {
                true => ids::claim_id_beside(&article.claims),
                false => id.clone(),
            };
            article.claims.insert(id, claim.clone());
        }
    }
    (article, update.lost.len())
}

#[cfg(test)]
mod tests {
    use super::super::{ReviewerIdentity, no_wake};
    use super::*;
    use crate::model::{Head, SpeakerKind};
    use crate::store::atomic;

    #[test]
    fn of_a_folder_what_holds_articles_or_claims_is_taken_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            atomic::write(folder.path(), &path, text.as_bytes()).unwrap();
            path
        };
        let feed = put(
            "feed.xml",
            "<rss version='2.0'><channel><item><title>Talks</title><description>They go on.</description></item></channel></rss>",
        );
        put("build.xml", "<project/>");
        put("settings.json", "{\"window\": 1}");
        put("pictures.zip", "PK\u{3}\u{4}");
        let corpora = read_corpora(&[folder.path().to_owned()], None, &LabelMap::default());
        assert_eq!(corpora.rest, [folder.path().to_owned()]);
        let articles = crate::session::importing::read_articles(&corpora.rest, &Progress::default());
        assert_eq!((articles.articles.len(), articles.failures.len()), (1, 0));
        let tasks = r#"[{"data": {"text": "The mayor said the bridge is safe."}, "annotations": [{"result": [{"from_name":
            "label", "to_name": "text", "type": "labels", "value": {"start": 15, "end": 33, "text": "the bridge is safe",
            "labels": ["Claim"]}}]}]}]"#;
        put("tasks.json", tasks);
        let corpora = read_corpora(&[folder.path().to_owned()], None, &LabelMap::default());
        assert_eq!((corpora.found.len(), corpora.failures.len()), (1, 0));
        assert_eq!(corpora.rest, [feed]);
    }

    #[test]
    fn claims_come_in_as_one_step_and_named_speakers_are_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            atomic::write(folder.path(), &folder.path().join(name), text.as_bytes()).unwrap();
        };
        let marks = "T1\tClaim 15 33\tthe bridge is safe\nT2\tSource 4 9\tmayor\n\
                     R1\tAttributedTo Arg1:T1 Arg2:T2\nN1\tReference T2 Wikidata:Q1\tAda Holt\nA1\tVerdict T1 false\n";
        put("a.ann", marks);
        put("a.txt", "The mayor said the bridge is safe.");
        put("b.ann", &marks.replace("15 33", "20 38").replace("4 9", "9 14"));
        put("b.txt", "Then the mayor said the bridge is safe.");
        put("c.txt", "An article alone.");

        let corpora = read_corpora(&[folder.path().to_owned()], None, &LabelMap::default());
        assert_eq!((corpora.found.len(), corpora.failures.len()), (1, 0));
        assert_eq!(corpora.rest, [folder.path().join("c.txt")]);

        let who = ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".to_owned(),
        };
        let path = folder.path().join("project");
        let mut session = Session::create(&path, &Head::titled("Talks"), who, no_wake()).unwrap();
        let before = session.project().clone();
        let added = add(&mut session, &corpora.found).unwrap();
        assert_eq!((added.ids.len(), added.misfits.len()), (2, 0));
        let originals = added.ids.iter().map(|id| {
            let article = session.project().article(id).unwrap();
            article.metadata.original.as_deref().unwrap()
        });
        assert_eq!(originals.collect::<Vec<_>>(), ["a.ann", "b.ann"]);
        let kept = files::read(&path.join("originals/a.ann")).unwrap();
        assert_eq!(kept, marks.as_bytes());
        let speakers: Vec<_> = session.project().speakers().values().collect();
        assert_eq!(speakers.len(), 1);
        assert_eq!(
            (speakers[0].name.as_str(), speakers[0].kind),
            ("Ada Holt", SpeakerKind::Person)
        );
        let rated = session.project().claims().all(|(_, _, claim)| {
            claim
                .verdict
                .as_ref()
                .is_some_and(|verdict| verdict.rating == "false")
        });
        assert!(rated && session.project().claims().count() == 2);

        let again = add(&mut session, &corpora.found).unwrap();
        assert_eq!((again.ids.len(), again.known.len()), (0, 2));
        session.undo().unwrap();
        assert_eq!(session.project().articles(), before.articles());
        assert_eq!(session.project().speakers(), before.speakers());
    }
}
