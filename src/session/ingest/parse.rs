//! Parses files into articles, many at once. What an article is, `import` knows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::super::progress::Progress;
use super::corpus::{Corpus, CorpusOptions, read_corpora};
use super::page_folders;
use super::scan::{self, PassedOver};
use super::worker_pool::{self, Abandoned, TimeLimit, time_limit};
use crate::import::annotated::LabelMap;
use crate::import::{
    self, Choices, Columns, FileKind, ImportError, Imported, NewArticle, PagePart, TableHead, Warning,
    WarningKind,
};
use crate::model::Metadata;
use crate::report::Report;
use crate::store::{self, files};

/// What was read from files.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The articles without claims, in the order of the files.
    pub articles: Vec<ParsedArticle>,
    /// The articles with claims.
    pub corpora: Vec<Arc<Corpus>>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// Why a file or folder gave nothing, one report each.
    pub failures: Vec<Report>,
    /// Of the failures, the files that could be read in another way.
    pub refused: Vec<Refused>,
    /// The files of folders that are of other kinds.
    pub passed_over: PassedOver,
    /// Whether there were more files than one import takes.
    pub truncated: bool,
    /// Whether it was cancelled; the articles are then those read so far.
    pub cancelled: bool,
}

/// A file that gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where it lies.
    pub path: PathBuf,
    /// Why not.
    pub report: Report,
    /// What it was read as, if it came that far.
    pub kind: Option<FileKind>,
    /// Its columns, if it is a table whose columns must be mapped first.
    pub table: Option<TableHead>,
    /// How it was to be read.
    pub choices: Choices,
}

impl Refused {
    fn new(path: PathBuf, report: Report, choices: Choices) -> Self {
        Self {
            path,
            report,
            kind: None,
            table: None,
            choices,
        }
    }

    fn from_error(path: PathBuf, error: &ImportError, choices: Choices) -> Self {
        let report = Report::from_error(error).with_hint(Some(error.hint()));
        Self {
            kind: error.kind(),
            table: error.table().cloned(),
            ..Self::new(path, report, choices)
        }
    }

    /// Whether it is no failure: a table whose columns must be mapped first.
    pub fn waits_for_columns(&self) -> bool {
        self.table.is_some()
    }
}

/// An article that was read and is not in the project yet.
#[derive(Clone, Debug)]
pub struct ParsedArticle {
    /// What is known about it.
    pub metadata: Metadata,
    /// Its text.
    pub text: TextWithDigest,
    /// The text with the lines of the page it was printed on, where these were joined.
    pub as_printed: Option<TextWithDigest>,
    /// The file it came from.
    pub file: Arc<SourceFile>,
}

/// A text with its SHA-256, as the store computes it.
#[derive(Clone, Debug)]
pub struct TextWithDigest {
    /// The text.
    pub text: Arc<str>,
    /// The digest.
    pub digest: Arc<str>,
}

impl From<Arc<str>> for TextWithDigest {
    fn from(text: Arc<str>) -> Self {
        let digest = store::text_digest(&text).into();
        Self { text, digest }
    }
}

/// A file that articles came from.
#[derive(Debug)]
pub struct SourceFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What it was read as.
    pub kind: FileKind,
    /// The encoding it was read in, where its format leaves that open.
    pub encoding: Option<&'static str>,
    /// The columns of a table.
    pub table: Option<TableHead>,
    /// The beginnings of the parts of a web page that may be its article.
    pub parts: Vec<String>,
    /// Which of them, or whether the whole page, was taken.
    pub part: Option<PagePart>,
    /// What a person should look at in it.
    pub warnings: Vec<Warning>,
    /// How it was to be read.
    pub choices: Choices,
    /// Proves later that the file is still the one that was read.
    pub(super) fingerprint: [u8; 32],
}

impl SourceFile {
    /// Whether the file says more than the article's text, so that it is archived.
    pub(super) fn is_worth_archiving(&self) -> bool {
        let is_split = |warning: &Warning| matches!(warning.kind, WarningKind::PressDatabase(_));
        let is_plain = self.kind == FileKind::Plain && !self.warnings.iter().any(is_split);
        !is_plain || self.encoding.is_none_or(|encoding| encoding != "UTF-8")
    }
}

/// How the columns of earlier tables were mapped, by the names of all their columns.
pub type KnownTables = BTreeMap<Vec<String>, Columns>;

/// How files are to be read.
#[derive(Clone, Debug, Default)]
pub struct ParseOptions {
    /// How articles without claims are.
    pub choices: Choices,
    /// How tables with the same columns were.
    pub tables: KnownTables,
    /// How corpora are.
    pub corpora: CorpusOptions,
}

/// Reads what has claims in these files and folders, and the articles in all other files.
pub fn parse(paths: &[PathBuf], options: &ParseOptions, progress: &Progress) -> Parsed {
    let corpora = read_corpora(paths, &options.corpora, progress);
    let mut parsed = if corpora.rest.is_empty() {
        Parsed::default()
    } else {
        parse_articles(&corpora.rest, options, progress)
    };
    if corpora.passed_over != PassedOver::default() {
        parsed.passed_over = corpora.passed_over;
    }
    parsed.corpora = corpora.found;
    parsed.warnings.extend(corpora.warnings);
    parsed.truncated |= corpora.truncated;
    parsed.cancelled |= progress.is_cancelled();
    parsed.failures.extend(corpora.failures);
    for (path, report) in corpora.refused {
        parsed.refuse(Refused::new(path, report, Choices::default()));
    }
    parsed
}

/// Reads a corpus again with its labels mapped like this.
pub fn parse_corpus_again(corpus: &Corpus, labels: &LabelMap) -> Parsed {
    let mut parsed = Parsed::default();
    match corpus.read_again(labels) {
        Ok(corpus) => parsed.corpora.push(Arc::new(corpus)),
        Err(report) => parsed.refuse(Refused::new(corpus.path.clone(), report, Choices::default())),
    }
    parsed
}

/// Reads the articles in these files, and in those files of these folders whose names look like articles, or which begin
/// like some. Nothing is read as a corpus.
pub fn parse_articles(paths: &[PathBuf], options: &ParseOptions, progress: &Progress) -> Parsed {
    let mut found = scan::articles(paths);
    let mut parsed = Parsed {
        warnings: page_folders::set_apart(&mut found, paths),
        truncated: found.truncated,
        passed_over: PassedOver::new(found.others.clone()),
        failures: scan::reports(&found).collect(),
        ..Parsed::default()
    };
    let theirs = (options.choices.clone(), options.tables.clone());
    let parse = move |path: &Path, time: &TimeLimit| parse_file(path, &theirs.0, &theirs.1, time);
    for (path, outcome) in worker_pool::parse_all(found.files, Box::new(parse), progress) {
        match outcome {
            Some(Ok(Ok(articles))) => {
                let file = articles.first().map(|article| &article.file);
                parsed
                    .warnings
                    .extend(file.into_iter().flat_map(|file| file.warnings.iter().cloned()));
                parsed.articles.extend(articles);
            }
            Some(Ok(Err(refused))) => parsed.refuse(*refused),
            Some(Err(why)) => parsed.refuse(abandoned(path, &options.choices, why)),
            None => parsed.cancelled = true,
        }
    }
    tracing::info!(
        articles = parsed.articles.len(),
        refused = parsed.refused.len(),
        cancelled = parsed.cancelled,
        "articles read"
    );
    parsed
}

impl Parsed {
    fn refuse(&mut self, refused: Refused) {
        self.failures.push(refused.report.clone());
        self.refused.push(refused);
    }
}

fn parse_file(
    path: &Path,
    choices: &Choices,
    known: &KnownTables,
    time: &TimeLimit,
) -> Result<Vec<ParsedArticle>, Box<Refused>> {
    let bytes = files::read(path).map_err(|error| {
        let report = Report::from_error(&error).with_hint(error.hint());
        Box::new(Refused::new(path.to_owned(), report, choices.clone()))
    })?;
    let name = path.to_string_lossy();
    let limit = time_limit(bytes.len());
    let import = |choices: &Choices| time.within(limit, || import::import_as(&name, &bytes, choices));
    let mut outcome = import(choices);
    if let Some(columns) = known_columns(&outcome, known).filter(|_| choices.columns.is_empty()) {
        let choices = Choices {
            columns: columns.clone(),
            ..choices.clone()
        };
        outcome = import(&choices).or(outcome);
    }
    let imported =
        outcome.map_err(|error| Box::new(Refused::from_error(path.to_owned(), &error, choices.clone())))?;
    let fingerprint: [u8; 32] = Sha256::digest(&bytes).into();
    let file = Arc::new(SourceFile {
        path: path.to_owned(),
        kind: imported.kind,
        encoding: imported.encoding,
        table: imported.table,
        parts: imported.parts.iter().map(|text| beginning(text)).collect(),
        part: imported.part,
        warnings: imported.warnings,
        choices: choices.clone(),
        fingerprint,
    });
    let articles = imported.articles.into_iter();
    Ok(articles
        .map(|article| parsed_article(article, &bytes, &file))
        .collect())
}

/// The first words of a text, in one line.
fn beginning(text: &str) -> String {
    const WORDS: usize = 8;
    const CHARS: usize = 60;
    let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
    words.join(" ").chars().take(CHARS).collect()
}

/// How the columns of a table with the same columns were mapped.
fn known_columns<'a>(outcome: &Result<Imported, ImportError>, known: &'a KnownTables) -> Option<&'a Columns> {
    let table = match outcome {
        Ok(imported) => imported.table.as_ref(),
        Err(error) => error.table(),
    };
    known
        .get(&table?.there)
        .filter(|_| table.is_some_and(|table| !table.there.is_empty()))
}

fn parsed_article(mut article: NewArticle, bytes: &[u8], file: &Arc<SourceFile>) -> ParsedArticle {
    let as_printed = article.as_printed.take().map(Arc::<str>::from);
    let (mut metadata, text) = article_from_import(article);
    let name = file
        .path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    metadata.file_name = name;
    // A plain text is mostly its file.
    let text = if text.as_bytes() == bytes {
        let digest = store::hex(&file.fingerprint).into();
        TextWithDigest { text, digest }
    } else {
        text.into()
    };
    ParsedArticle {
        metadata,
        text,
        as_printed: as_printed.map(TextWithDigest::from),
        file: Arc::clone(file),
    }
}

/// A new article as the project keeps it.
pub fn article_from_import(new: NewArticle) -> (Metadata, Arc<str>) {
    let (metadata, text) = new.into_metadata();
    (metadata, text.into())
}

/// A file whose parser was abandoned.
fn abandoned(path: PathBuf, choices: &Choices, why: Abandoned) -> Refused {
    let name = path.to_string_lossy().into_owned();
    let by_content = || import::kind_of(&name, &files::read(&path).ok()?).ok();
    let error = ImportError::Refused {
        kind: choices.kind.or_else(by_content).unwrap_or_default(),
        error: why.parse_error(),
        path: name,
    };
    Refused::from_error(path, &error, choices.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::atomic;

    #[test]
    fn files_and_folders_give_articles_and_what_is_no_text_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            atomic::write(folder.path(), &path, bytes).unwrap();
            path
        };
        put("a.txt", b"First\n\nThe army said so.");
        put("b.txt", b"Second\n\nThe mayor said so.");
        put("data.bin", b"left alone, because nobody named it");
        let empty = put("empty.txt", b"");
        let gone = folder.path().join("gone.txt");

        let progress = Progress::default();
        let paths = [folder.path().to_owned(), gone.clone()];
        let parsed = parse_articles(&paths, &ParseOptions::default(), &progress);
        let titles: Vec<&str> = parsed
            .articles
            .iter()
            .map(|article| article.metadata.title.as_str())
            .collect();
        assert_eq!(titles, ["First", "Second"]);
        let failures: Vec<String> = parsed
            .failures
            .iter()
            .map(|report| report.headline.clone())
            .collect();
        assert!(failures[0].ends_with(&gone.display().to_string()), "{failures:?}");
        assert!(
            failures[1].ends_with(&empty.display().to_string()),
            "{failures:?}"
        );
        assert_eq!(progress.steps(), (3, 3));
        let first = &parsed.articles[0];
        assert_eq!(
            (first.metadata.title.as_str(), &*first.text.text),
            ("First", "First\n\nThe army said so.")
        );
    }

    #[test]
    fn a_cancelled_import_reads_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        atomic::write(folder.path(), &path, b"First").unwrap();
        let progress = Progress::default();
        progress.cancel();
        let parsed = parse_articles(&[path], &ParseOptions::default(), &progress);
        assert!(parsed.cancelled && parsed.articles.is_empty());
    }
}
