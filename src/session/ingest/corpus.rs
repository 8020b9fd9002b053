//! Articles that come with claims: which files hold some, and what was read from them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::super::progress::Progress;
use super::page_folders;
use super::scan::{self, PassedOver};
use super::worker_pool::{Abandoned, parse_alone, time_limit};
use crate::import::Warning;
use crate::import::annotated::{
    Annotated, AnnotatedError, AnnotatedFile, AnnotatedFormat, AtHand, LabelKind, LabelMap, MarkCounts,
    Unplaced, read_annotated,
};
use crate::model::ArticleId;
use crate::report::Report;
use crate::store::{self, files};

/// What was found among files.
#[derive(Debug, Default)]
pub(super) struct Corpora {
    /// The corpora.
    pub found: Vec<Arc<Corpus>>,
    /// Files that look like a corpus and could not be read as one, with the reason.
    pub refused: Vec<(PathBuf, Report)>,
    /// Other failures, one report each.
    pub failures: Vec<Report>,
    /// What a person should know of what was passed over.
    pub warnings: Vec<Warning>,
    /// The paths without claims, to be read as articles.
    pub rest: Vec<PathBuf>,
    /// The files that are neither; only where not everything is among the rest.
    pub passed_over: PassedOver,
    /// Whether there were more files than one import takes.
    pub truncated: bool,
}

/// Articles that came with claims, and the files they came from.
#[derive(Debug)]
pub struct Corpus {
    /// The file, or the folder of files that belong together.
    pub path: PathBuf,
    /// What was read.
    pub annotated: Annotated,
    /// How many articles, claims and so on there are.
    pub counts: MarkCounts,
    /// How its labels were mapped by hand.
    pub labels: LabelMap,
    files: Vec<PathBuf>,
    /// SHA-256 of each text, as the store computes it.
    digests: BTreeMap<ArticleId, String>,
}

/// How the labels of earlier corpora were mapped, by these labels.
pub type KnownLabels = BTreeMap<Vec<String>, LabelMap>;

/// How files are read as corpora.
#[derive(Clone, Debug, Default)]
pub struct CorpusOptions {
    /// The format of all files; detected if none.
    pub format: Option<AnnotatedFormat>,
    /// What the labels mean.
    pub labels: LabelMap,
    /// What they meant in corpora with the same labels.
    pub known: KnownLabels,
}

/// Reads the corpora among these files and in these folders.
pub(super) fn read_corpora(paths: &[PathBuf], options: &CorpusOptions, progress: &Progress) -> Corpora {
    let mut found = scan::articles_and_corpora(paths);
    let apart = page_folders::set_apart(&mut found, paths);
    let mut corpora = Corpora {
        truncated: found.truncated,
        ..Corpora::default()
    };
    let named: BTreeSet<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let mut taken: BTreeSet<&Path> = BTreeSet::new();
    for (folder, group) in scan::brat_folders(&found.files) {
        taken.extend(group.iter().copied());
        let files = group.iter().map(|path| (*path).to_owned()).collect();
        corpora.push(folder, read_corpus(AnnotatedFormat::Brat, folder, files, options));
    }
    let may_hold_claims = |path: &&Path| options.format.is_some() || scan::may_hold_claims(path);
    let files = found.files.iter().map(PathBuf::as_path);
    let candidates: Vec<&Path> = files
        .filter(|path| !taken.contains(path))
        .filter(may_hold_claims)
        .collect();
    progress.expect(candidates.len());
    let read = |path: &&Path| read_candidate(path, options, progress);
    let outcomes: Vec<Result<Option<ReadCorpus>, Report>> = candidates.par_iter().map(read).collect();
    for (path, outcome) in candidates.into_iter().zip(outcomes) {
        match outcome {
            Ok(None) => {}
            Ok(Some(read)) => {
                taken.insert(path);
                corpora.push(path, read);
            }
            // It is read as an article, and reported then.
            Err(_) if named.contains(path) || scan::is_part(path) => {}
            Err(report) => corpora.failures.push(report),
        }
    }
    if taken.is_empty() {
        corpora.rest = paths.to_vec();
    } else {
        corpora.failures.extend(scan::reports(&found));
        corpora.warnings = apart;
        let is_left = |path: &&Path| !taken.contains(path) && (named.contains(path) || scan::is_part(path));
        corpora.passed_over = PassedOver::new(found.others.clone());
        for path in found.files.iter().map(PathBuf::as_path) {
            if is_left(&path) {
                corpora.rest.push(path.to_owned());
            } else if !taken.contains(path) {
                corpora.passed_over.add(path);
            }
        }
    }
    corpora
}

/// A corpus, or why there is none, and which of its files could not be read.
type ReadCorpus = (Result<Corpus, Report>, Vec<Report>);

/// The corpus in a file; `None` where it holds none, or the job was cancelled.
fn read_candidate(
    path: &Path,
    options: &CorpusOptions,
    progress: &Progress,
) -> Result<Option<ReadCorpus>, Report> {
    if progress.is_cancelled() {
        return Ok(None);
    }
    progress.advance();
    let bytes = files::read(path).map_err(|error| Report::from_error(&error).with_hint(error.hint()))?;
    let format = options.format.or_else(|| AnnotatedFormat::detect(&bytes));
    Ok(format.map(|format| read_corpus(format, path, vec![path.to_owned()], options)))
}

/// The corpus in these files, with its labels as they are mapped now, or were mapped in a corpus with the same ones.
fn read_corpus(
    format: AnnotatedFormat,
    path: &Path,
    files: Vec<PathBuf>,
    options: &CorpusOptions,
) -> ReadCorpus {
    let mut failures = Vec::new();
    let annotated = read(format, path, &files, &options.labels, &mut failures);
    let corpus = annotated.map(|annotated| {
        let corpus = Corpus::new(path.to_owned(), files, annotated, options.labels.clone());
        let known = options.known.get(&corpus.label_names());
        let again = known.and_then(|known| corpus.read_again(known).ok());
        again.unwrap_or(corpus)
    });
    (corpus, failures)
}

impl Corpora {
    fn push(&mut self, path: &Path, (corpus, failures): ReadCorpus) {
        self.failures.extend(failures);
        match corpus {
            Ok(corpus) => self.found.push(Arc::new(corpus)),
            Err(report) => self.refused.push((path.to_owned(), report)),
        }
    }
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
            Err(error) => failures.push(Report::from_error(&error).with_hint(error.hint())),
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
    let abandoned = |why: Abandoned| {
        Err(AnnotatedError {
            format,
            error: why.parse_error(),
            path,
        })
    };
    let read = parse_alone(time_limit(size), read).unwrap_or_else(abandoned);
    read.map_err(|error| Report::from_error(&error).with_hint(Some(error.hint())))
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

    /// With its annotations of pages on the texts at hand, and a report for each page that is not.
    pub(super) fn onto(&self, at_hand: &AtHand) -> Option<(Self, Vec<Report>)> {
        let (annotated, missing) = self.annotated.onto(at_hand, &self.labels)?;
        let reports = missing.iter().map(|page| {
            let told = fl!(
                "import-page-not-at-hand",
                count = page.count,
                source = page.source,
                path = self.path
            );
            Report::new(told).with_hint(Some(fl!("import-page-not-at-hand.hint")))
        });
        let reports = reports.collect();
        let (path, files) = (self.path.clone(), self.files.clone());
        Some((Self::new(path, files, annotated, self.labels.clone()), reports))
    }

    /// Reads its files again, with its labels mapped like this.
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

    /// Whether it is one file, which may be read as something else.
    pub fn is_single(&self) -> bool {
        self.files.as_slice() == std::slice::from_ref(&self.path)
    }

    /// The file of an article; the path of the corpus where that is unknown.
    pub fn file_of(&self, article: &ArticleId) -> &Path {
        let file = self.annotated.files.get(article);
        file.map_or(&self.path, |file| Path::new(file))
    }

    /// The file of an article, unless it came from one of several in a folder and nobody knows which.
    pub(super) fn file_to_archive(&self, article: &ArticleId) -> Option<&Path> {
        // What lies within an archive is no file.
        if self.is_single() {
            return Some(&self.path);
        }
        let file = self.file_of(article);
        (file != self.path).then_some(file)
    }

    /// The annotations of an article that could not be placed.
    pub fn unplaced_in<'a>(&'a self, article: &'a ArticleId) -> impl Iterator<Item = &'a Unplaced> {
        let unplaced = self.annotated.unplaced.iter();
        unplaced.filter(move |unplaced_mark| unplaced_mark.article.as_ref() == Some(article))
    }

    /// The labels of its annotations, by which it is recognised as of the same kind as another corpus.
    pub fn label_names(&self) -> Vec<String> {
        let labels = self.annotated.labels.iter();
        labels
            .filter(|label| label.kind == LabelKind::Mark)
            .map(|label| label.name.clone())
            .collect()
    }

    /// The digest of an article's text.
    pub(super) fn digest_of(&self, article: &ArticleId) -> String {
        self.digests.get(article).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::{ParseOptions, parse};
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
        let paths = [folder.path().to_owned()];
        let read = || read_corpora(&paths, &CorpusOptions::default(), &Progress::default());
        assert_eq!(read().rest, paths);
        let parsed = parse(&paths, &ParseOptions::default(), &Progress::default());
        assert_eq!((parsed.articles.len(), parsed.failures.len()), (1, 0));
        let others = || {
            parse(&paths, &ParseOptions::default(), &Progress::default())
                .passed_over
                .told()
        };
        assert_eq!(others().as_deref(), Some("1 .json, 1 .xml, 1 .zip"));
        let tasks = r#"[{"data": {"text": "The mayor said the bridge is safe."}, "annotations": [{"result": [{"from_name":
            "label", "to_name": "text", "type": "labels", "value": {"start": 15, "end": 33, "text": "the bridge is safe",
            "labels": ["Claim"]}}]}]}]"#;
        put("tasks.json", tasks);
        let corpora = read();
        assert_eq!((corpora.found.len(), corpora.failures.len()), (1, 0));
        assert_eq!(corpora.rest, [feed]);
        put("a.png", "x");
        put("b.png", "x");
        put("README", "x");
        let told = "2 .png, 1 without an extension, 1 .json, 1 .xml, 1 .zip";
        assert_eq!(others().as_deref(), Some(told));
    }
}
