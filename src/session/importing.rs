//! Reads articles from files and folders, many at once. What is an article is `import`'s business;
//! adding them to the project is an edit like any other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::annotations::Corpus;
use super::jobs::Progress;
use super::long_edit::CLAIMS_PER_SLICE;
pub use super::originals::{Archived, OriginalsWriter};
use super::readers::{self, GivenUp, Watch};
use super::with_claims::{Wanted, WishList};
use super::{Session, SessionError};
use crate::import::annotated::{Misfit, Wish};
use crate::import::{self, Choices, Columns, ImportError, Imported, Kind, NewArticle, TableHead, Warning};
use crate::model::ops;
use crate::model::{ArticleId, Edit, Metadata};
use crate::report::Report;
use crate::store::{self, files};

/// How many files are read in one go.
const MAX_FILES: usize = 100_000;

/// How long a file may take to become articles, and how much longer for each of its megabytes.
const READ_TIMEOUT: Duration = Duration::from_secs(4);
const READ_TIMEOUT_PER_MIB: Duration = Duration::from_secs(1);

/// What came of reading files.
#[derive(Debug, Default)]
pub struct Imports {
    /// The articles, in the order of the files.
    pub articles: Vec<Incoming>,
    /// What came with claims; its articles are not among the others.
    pub corpora: Vec<Arc<Corpus>>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// Why a file or folder gave nothing, one report each.
    pub failures: Vec<Report>,
    /// Of the failures, the files that could be read in another way.
    pub refused: Vec<Refused>,
    /// Whether there were more files than are read in one go.
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
    /// What it was read as, where that far was come.
    pub kind: Option<Kind>,
    /// Its columns, where it is a table that only waits to be told which of them is which.
    pub table: Option<TableHead>,
    /// How it was to be read.
    pub choices: Choices,
}

impl Refused {
    /// Whether it is no failure: a table that only waits to be told which of its columns is which.
    pub fn waits_for_columns(&self) -> bool {
        self.table.is_some()
    }
}

/// An article that was read and is not in the project yet.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What was read.
    pub article: NewArticle,
    /// SHA-256 of its text, as the store counts it.
    pub digest: String,
    /// The file it came from.
    pub file: Arc<ReadFile>,
}

/// A file that articles came from.
#[derive(Debug)]
pub struct ReadFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What it was read as.
    pub kind: Kind,
    /// The encoding it was read in, where its format leaves that open.
    pub encoding: Option<&'static str>,
    /// The columns of a table.
    pub table: Option<TableHead>,
    /// What a person should look at in it.
    pub warnings: Vec<Warning>,
    /// How it was to be read.
    pub choices: Choices,
    /// Proves later that the file is still the one that was read.
    pub(super) fingerprint: [u8; 32],
}

impl ReadFile {
    /// Whether the article's text says less than the file, so that the file is worth keeping.
    pub(super) fn is_worth_keeping(&self) -> bool {
        self.kind != Kind::Plain || self.encoding.is_none_or(|encoding| encoding != "UTF-8")
    }
}

/// Reads the articles in these files, and in those files of these folders whose names look like articles, or which say
/// that they are some.
pub fn read_articles(paths: &[PathBuf], progress: &Progress) -> Imports {
    read_articles_as(paths, &Choices::default(), progress)
}

/// Which column was which, by the names of a table's columns; for tables that come again.
pub type KnownTables = BTreeMap<Vec<String>, Columns>;

/// Reads articles as [`read_articles`] does, where a person has settled how the files are to be read.
pub fn read_articles_as(paths: &[PathBuf], choices: &Choices, progress: &Progress) -> Imports {
    read_articles_knowing(paths, choices, &KnownTables::new(), progress)
}

/// Reads articles as [`read_articles_as`] does; tables whose columns were once told are read as then.
pub fn read_articles_knowing(
    paths: &[PathBuf],
    choices: &Choices,
    known: &KnownTables,
    progress: &Progress,
) -> Imports {
    let found = files::walk(paths, MAX_FILES, &is_article);
    let (settled, known) = (choices.clone(), known.clone());
    let read = move |path: &Path, watch: &Watch| read_file(path, &settled, &known, watch);
    let outcomes = readers::read_all(found.files, Box::new(read), progress);
    let mut imports = Imports {
        truncated: found.truncated,
        ..Imports::default()
    };
    let unread = found
        .errors
        .iter()
        .map(|error| Report::of(error).with_hint(error.hint()));
    imports.failures.extend(unread);
    for (path, outcome) in outcomes {
        let outcome = outcome.map(|read| read.unwrap_or_else(|why| Err(given_up(&path, choices, why))));
        match outcome {
            Some(Ok((articles, file))) => {
                let file = Arc::new(file);
                imports.warnings.extend(file.warnings.iter().cloned());
                let incoming = articles.into_iter().map(|(article, digest)| Incoming {
                    article,
                    digest,
                    file: Arc::clone(&file),
                });
                imports.articles.extend(incoming);
            }
            Some(Err(refused)) => {
                imports.failures.push(refused.report.clone());
                imports.refused.push(*refused);
            }
            None => imports.cancelled = true,
        }
    }
    imports
}

/// Whether a file that was found in a folder is worth reading as an article, or telling why not: by its name, or where that may mean
/// anything by how it begins.
pub(super) fn is_article(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    import::is_article_name(&name)
        || import::is_name_of_unreadable_text(&name)
        || (import::is_open_name(&name)
            && files::beginning(path, import::BEGINNING).is_ok_and(|bytes| import::begins_articles(&bytes)))
}

/// Where an article came from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A file.
    File(Arc<ReadFile>),
    /// Files that have claims beside their texts, and the article's id in them.
    Corpus(Arc<Corpus>, ArticleId),
}

/// An article as it is to come into a project.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// What is known about it.
    pub metadata: Metadata,
    /// Its text.
    pub text: Arc<str>,
    /// Where it came from.
    pub origin: Origin,
    /// The article of the project of which it is a newer version, if it is one.
    pub updates: Option<ArticleId>,
}

/// What came of adding articles.
#[derive(Debug, Default)]
pub struct Added {
    /// Their ids, in the order of the articles; of a newer version the article's that it updated.
    pub ids: Vec<ArticleId>,
    /// How many articles were updated.
    pub updated: usize,
    /// How many claims of updated articles have lost their place.
    pub lost: usize,
    /// Files that could not be kept with the project, each told once; their articles are there all the same.
    pub not_kept: Vec<Report>,
    /// What of a corpus could not be added.
    pub misfits: Vec<Misfit>,
    /// The number of the step that added them.
    pub step: Option<u64>,
}

/// Adds articles that were read, as one step, and keeps the files they came from with the project, byte for byte,
/// where these are more than the text.
pub fn add(session: &mut Session, incoming: Vec<Incoming>) -> Result<Added, SessionError> {
    let arrivals = incoming.into_iter().map(|Incoming { article, file, .. }| {
        let (metadata, text) = article_from_import(article);
        Arrival {
            metadata,
            text,
            origin: Origin::File(file),
            updates: None,
        }
    });
    take_in(session, arrivals.collect())
}

/// Adds new articles and replaces the texts of those of which a newer version came, all as one step, and keeps the
/// files they came from as [`add`] does.
pub fn take_in(session: &mut Session, arrivals: Vec<Arrival>) -> Result<Added, SessionError> {
    let archived = OriginalsWriter::new(session).archive(&arrivals, &Progress::default());
    bring_in(session, Coming::from_arrivals(arrivals), archived)?;
    session.finish()?;
    Ok(session.take_added().unwrap_or_default())
}

/// Begins to do what [`take_in`] does with arrivals whose files were kept already; [`Session::run_for`] goes on, and
/// [`Session::take_added`] tells what came of it.
pub fn bring_in(session: &mut Session, coming: Coming, archived: Archived) -> Result<(), SessionError> {
    bring(session, coming.left, coming.corpora, archived)
}

/// Arrivals, sorted by what they come with.
pub struct Coming {
    left: VecDeque<FromFile>,
    corpora: Wanted,
}

impl Coming {
    /// Sorts them. To be done beside what goes on: all claims that come are looked at.
    pub fn from_arrivals(arrivals: Vec<Arrival>) -> Self {
        let mut left = VecDeque::new();
        let mut wishes = WishList::default();
        for arrival in arrivals {
            match arrival.origin {
                Origin::File(file) => left.push_back(FromFile {
                    metadata: arrival.metadata,
                    text: arrival.text,
                    file,
                    updates: arrival.updates,
                }),
                Origin::Corpus(corpus, id) => {
                    let wish = Wish {
                        metadata: arrival.metadata,
                        into: arrival.updates,
                    };
                    wishes.want(corpus, id, wish);
                }
            }
        }
        Self {
            left,
            corpora: Wanted::from_wishes(wishes),
        }
    }
}

/// Begins to add articles that come with claims, whose files were kept already, as one step; else as [`bring_in`].
pub(super) fn begin_corpora(
    session: &mut Session,
    corpora: Wanted,
    archived: Archived,
) -> Result<(), SessionError> {
    bring(session, VecDeque::new(), corpora, archived)
}

fn bring(
    session: &mut Session,
    left: VecDeque<FromFile>,
    corpora: Wanted,
    archived: Archived,
) -> Result<(), SessionError> {
    let (with_claims, versions) = corpora.counts();
    let updated = left.iter().filter(|article| article.updates.is_some()).count();
    let label = ops::import::label(left.len() - updated + with_claims, updated + versions);
    let bringing = Bringing {
        left,
        names: archived.names,
        newly_added: archived.newly_added,
        corpora,
        added: Added {
            not_kept: archived.not_kept,
            ..Added::default()
        },
    };
    session.bring(label, bringing)
}

/// An article from a file, as it is to come in.
struct FromFile {
    metadata: Metadata,
    text: Arc<str>,
    file: Arc<ReadFile>,
    updates: Option<ArticleId>,
}

/// Articles that come in, a slice at a time; those with claims come last.
pub(super) struct Bringing {
    left: VecDeque<FromFile>,
    corpora: Wanted,
    /// What their files are called among the project's originals.
    names: BTreeMap<PathBuf, String>,
    /// Which of these came with them.
    pub(super) newly_added: BTreeSet<String>,
    pub(super) added: Added,
}

impl Bringing {
    /// How many articles are still to come.
    pub(super) fn len(&self) -> usize {
        self.left.len() + self.corpora.len()
    }

    pub(super) fn is_done(&self) -> bool {
        self.left.is_empty() && self.corpora.is_empty()
    }

    /// The edit that brings in the next ones.
    pub(super) fn next(&mut self, session: &mut Session) -> Edit {
        if self.left.is_empty() {
            self.corpora.next(session, &self.names, &mut self.added)
        } else {
            self.slice(session)
        }
    }

    fn slice(&mut self, session: &mut Session) -> Edit {
        let slice = self.left.drain(..CLAIMS_PER_SLICE.min(self.left.len()));
        let (mut new, mut updated, mut edits) =
            (Vec::new(), Vec::new(), Vec::with_capacity(CLAIMS_PER_SLICE));
        for article in slice {
            let FromFile {
                mut metadata,
                text,
                file,
                updates,
            } = article;
            metadata.original = self.names.get(&file.path).cloned().or(metadata.original);
            let Some(id) = updates else {
                new.push((metadata, text));
                continue;
            };
            let Some(article) = session.article_with_text(&id) else {
                continue;
            };
            let update = ops::update::updated(article, metadata, &text);
            self.added.lost += update.lost.len();
            edits.push(ops::import::article(id.clone(), update.article));
            updated.push(id);
        }
        self.added.updated += updated.len();
        let new = session.with_ids(new);
        let ids = new.iter().map(|(id, _)| id.clone());
        self.added.ids.extend(ids.chain(updated));
        edits.extend(
            new.into_iter()
                .map(|(id, article)| ops::import::article(id, article)),
        );
        ops::import::together(edits)
    }
}

impl Session {
    /// What came of bringing articles in, once it is done; it is told once.
    pub fn take_added(&mut self) -> Option<Added> {
        self.added.take()
    }
}

/// A new article as the project keeps it, to be added.
pub fn article_from_import(new: NewArticle) -> (Metadata, Arc<str>) {
    let (metadata, text) = new.into_metadata();
    (metadata, text.into())
}

/// Articles with the digests of their texts.
type Read = (Vec<(NewArticle, String)>, ReadFile);

fn read_file(
    path: &Path,
    choices: &Choices,
    known: &KnownTables,
    watch: &Watch,
) -> Result<Read, Box<Refused>> {
    let refused = |report| Refused {
        path: path.to_owned(),
        report,
        kind: None,
        table: None,
        choices: choices.clone(),
    };
    let bytes =
        files::read(path).map_err(|error| Box::new(refused(Report::of(&error).with_hint(error.hint()))))?;
    let name = path.to_string_lossy();
    let patience = patience_for(bytes.len());
    let import = |choices: &Choices| watch.within(patience, || import::import_as(&name, &bytes, choices));
    let mut outcome = import(choices);
    if choices.columns.is_empty() && !known.is_empty() {
        let there = match &outcome {
            Ok(imported) => imported.table.as_ref(),
            Err(error) => error.table(),
        };
        let there = there.map_or(&[][..], |table| &table.there);
        if let Some(columns) = known.get(there).filter(|_| !there.is_empty()) {
            let choices = Choices {
                columns: columns.clone(),
                ..choices.clone()
            };
            outcome = import(&choices).or(outcome);
        }
    }
    let imported: Imported = outcome.map_err(|error| {
        let report = Report::of(&error).with_hint(Some(error.hint()));
        Box::new(Refused {
            kind: error.kind(),
            table: error.table().cloned(),
            ..refused(report)
        })
    })?;
    let fingerprint = Sha256::digest(&bytes).into();
    let file = ReadFile {
        path: path.to_owned(),
        kind: imported.kind,
        encoding: imported.encoding,
        table: imported.table,
        warnings: imported.warnings,
        choices: choices.clone(),
        fingerprint,
    };
    let digested = imported.articles.into_iter().map(|article| {
        // A plain text is mostly its file.
        let digest = if article.text.as_bytes() == bytes {
            store::hex(&fingerprint)
        } else {
            store::text_digest(&article.text)
        };
        (article, digest)
    });
    Ok((digested.collect(), file))
}

/// How long it may take to read so many bytes.
pub(super) fn patience_for(size: usize) -> Duration {
    READ_TIMEOUT + READ_TIMEOUT_PER_MIB * u32::try_from(size >> 20).unwrap_or(u32::MAX)
}

/// What is told of a file whose reader was given up.
fn given_up(path: &Path, choices: &Choices, why: GivenUp) -> Box<Refused> {
    let name = path.to_string_lossy();
    let by_content = || import::kind_of(&name, &files::read(path).ok()?).ok();
    let error = ImportError::Refused {
        kind: choices.kind.or_else(by_content).unwrap_or_default(),
        refusal: why.refusal(),
        path: name.into_owned(),
    };
    Box::new(Refused {
        path: path.to_owned(),
        report: Report::of(&error).with_hint(Some(error.hint())),
        kind: error.kind(),
        table: None,
        choices: choices.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::ReviewerIdentity;
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
        let imports = read_articles(&[folder.path().to_owned(), gone.clone()], &progress);
        let titles: Vec<&str> = imports
            .articles
            .iter()
            .map(|incoming| incoming.article.title.as_str())
            .collect();
        assert_eq!(titles, ["First", "Second"]);
        let failures: Vec<String> = imports
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
        let (metadata, text) = article_from_import(imports.articles[0].article.clone());
        assert_eq!(
            (metadata.title.as_str(), &*text),
            ("First", "First\n\nThe army said so.")
        );
    }

    #[test]
    fn a_page_is_kept_with_the_project_byte_for_byte_and_a_text_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            atomic::write(folder.path(), &path, bytes).unwrap();
            path
        };
        let page = b"<html><title>Talks</title>\r\n<p>The army said so.</p></html>";
        let first = put("index.html", page);
        put("a.txt", b"Text\n\nThe mayor said so.");
        let table = put(
            "two.csv",
            b"title,text\nA,The one said so.\nB,The other said so.\n",
        );
        let imports = read_articles(&[folder.path().to_owned()], &Progress::default());
        assert_eq!(imports.articles.len(), 4);

        let project = folder.path().join("project");
        let who = ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".to_owned(),
        };
        let head = crate::model::Head::titled("Talks");
        let mut session = Session::create(&project, &head, who, super::super::no_wake()).unwrap();
        let added = add(&mut session, imports.articles.clone()).unwrap();
        assert!(added.not_kept.is_empty());
        let original = |at: usize| {
            session
                .project()
                .article(&added.ids[at])
                .unwrap()
                .metadata
                .original
                .clone()
        };
        let originals: Vec<Option<String>> = (0..4).map(original).collect();
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(
            originals,
            [None, named("index.html"), named("two.csv"), named("two.csv")]
        );
        let kept = |name: &str| files::read(&project.join("originals").join(name)).unwrap();
        assert_eq!(kept("index.html"), page);
        assert_eq!(kept("two.csv"), files::read(&table).unwrap());

        atomic::write(folder.path(), &first, b"<html>changed</html>").unwrap();
        let again = add(&mut session, imports.articles).unwrap();
        let told: Vec<&str> = again
            .not_kept
            .iter()
            .map(|report| report.headline.as_str())
            .collect();
        assert!(
            told.len() == 1 && told[0].starts_with("the file has changed since it was read"),
            "{told:?}"
        );
        assert_eq!(again.ids.len(), 4);
    }

    #[test]
    fn a_cancelled_import_reads_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        atomic::write(folder.path(), &path, b"First").unwrap();
        let progress = Progress::default();
        progress.cancel();
        let imports = read_articles(&[path], &progress);
        assert!(imports.cancelled && imports.articles.is_empty());
    }
}
