//! Finds files that have claims beside their texts among those a person named, and reads them. What the formats are like
//! is `import`'s business, how it comes into the project that of `with_claims`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::importing::{is_article, patience_for};
use super::jobs::Progress;
use super::readers::{GivenUp, read_alone};
use crate::import::annotated::{
    Annotated, AnnotatedError, AnnotatedFile, AnnotatedFormat, Counts, LabelKind, LabelMap, Misfit,
    read_annotated,
};
use crate::model::ArticleId;
use crate::report::Report;
use crate::store::{self, files};

/// How many files are looked through in one go.
const MAX_FILES: usize = 100_000;

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
    /// How much there is of what in it.
    pub counts: Counts,
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
    let found = files::walk(paths, MAX_FILES, &is_wanted);
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
    corpora.rest = if taken.is_empty() {
        paths.to_vec()
    } else {
        let unread = found.errors.iter();
        corpora
            .failures
            .extend(unread.map(|error| Report::of(error).with_hint(error.hint())));
        let is_left = |path: &&PathBuf| {
            !taken.contains(path.as_path()) && (named.contains(path.as_path()) || is_part(path))
        };
        found.files.iter().filter(is_left).cloned().collect()
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
        let corpus = Corpus::new(path.to_owned(), files, annotated, ways.labels.clone());
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
    fn new(path: PathBuf, files: Vec<PathBuf>, annotated: Annotated, labels: LabelMap) -> Self {
        let texts = annotated.project.articles().iter();
        let digests = texts
            .filter_map(|(id, article)| Some((id.clone(), store::text_digest(article.text.as_deref()?))))
            .collect();
        Self {
            path,
            counts: annotated.counts(),
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
            None => Ok(Self::new(
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

#[cfg(test)]
mod tests {
    use super::super::importing::read_articles;
    use super::*;
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
        let articles = read_articles(&corpora.rest, &Progress::default());
        assert_eq!((articles.articles.len(), articles.failures.len()), (1, 0));
        let tasks = r#"[{"data": {"text": "The mayor said the bridge is safe."}, "annotations": [{"result": [{"from_name":
            "label", "to_name": "text", "type": "labels", "value": {"start": 15, "end": 33, "text": "the bridge is safe",
            "labels": ["Claim"]}}]}]}]"#;
        put("tasks.json", tasks);
        let corpora = read_corpora(&[folder.path().to_owned()], None, &LabelMap::default());
        assert_eq!((corpora.found.len(), corpora.failures.len()), (1, 0));
        assert_eq!(corpora.rest, [feed]);
    }
}
