//! A project taken apart into records, each with the file it lies in and a digest of its content; and what of a row of
//! edits may be on disk once the program has been killed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Debug};

use sayso::model::{Article, Project};
use sayso::store::text_digest;

/// A record: a claim, a speaker, what is known of an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The article in whose files it lies, or [`PROJECT`].
    pub file: String,
    /// What it is called there: `claim:c-1`.
    pub name: String,
}

/// Stands for `project.ron` among the articles.
pub(crate) const PROJECT: &str = "project.ron";

/// Digests of records.
pub(crate) type Records = BTreeMap<Key, String>;

/// Digests that have changed; `None` where the record is gone.
pub(crate) type Changes = BTreeMap<Key, Option<String>>;

impl Key {
    fn new(file: &str, name: String) -> Self {
        let file = file.to_owned();
        Self { file, name }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.file, self.name)
    }
}

/// The records of a project whose texts have been read.
pub(crate) fn records_of(project: &Project) -> Records {
    let mut records = Records::new();
    let mut put = |file: &str, name: String, content: &dyn Debug| {
        records.insert(Key::new(file, name), digest(content));
    };
    put(PROJECT, "head".to_owned(), project.head());
    for (id, reviewer) in project.reviewers() {
        put(PROJECT, format!("reviewer:{}", id.as_str()), reviewer);
    }
    for (id, speaker) in project.speakers() {
        put(PROJECT, format!("speaker:{}", id.as_str()), speaker);
    }
    for (id, article) in project.articles() {
        put(id.as_str(), "article".to_owned(), &besides_claims(article));
        for (claim, content) in article.claims.iter() {
            put(id.as_str(), format!("claim:{}", claim.as_str()), content);
        }
    }
    records
}

/// What of an article is no claim.
fn besides_claims(article: &Article) -> impl Debug + use<> {
    (
        article.metadata.clone(),
        article.text.clone(),
        article.done.clone(),
    )
}

fn digest(content: &dyn Debug) -> String {
    text_digest(&format!("{content:?}"))[..16].to_owned()
}

/// What has changed from one to the other.
pub(crate) fn changes(before: &Records, after: &Records) -> Changes {
    let gone = before.keys().filter(|key| !after.contains_key(key));
    let mut changes: Changes = gone.map(|key| (key.clone(), None)).collect();
    let new = after
        .iter()
        .filter(|(key, digest)| before.get(key) != Some(digest));
    changes.extend(new.map(|(key, digest)| (key.clone(), Some(digest.clone()))));
    changes
}

/// Changes as they stand in a line of the worker's report.
pub(crate) fn written(changes: &Changes) -> String {
    let words = changes
        .iter()
        .map(|(key, digest)| format!("{key}={}", digest.as_deref().unwrap_or("-")));
    words.collect::<Vec<_>>().join(" ")
}

fn read(words: &str) -> Option<Changes> {
    let change = |word: &str| {
        let (key, digest) = word.rsplit_once('=')?;
        let (file, name) = key.split_once('/')?;
        let digest = (digest != "-").then(|| digest.to_owned());
        Some((Key::new(file, name.to_owned()), digest))
    };
    words.split_whitespace().map(change).collect()
}

/// One edit.
#[derive(Debug)]
struct Step {
    /// Whether it was made at once, and not slice by slice.
    at_once: bool,
    changes: Changes,
}

/// What was done to a project, in order, and up to where it was reported as saved.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// As it was when the worker opened it.
    before: Records,
    steps: Vec<Step>,
    saved: usize,
}

/// How the disk differs from all that may be there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unlike {
    /// A file is as it was before something that was reported as saved.
    Lost(String),
    /// A file is as it never was.
    Torn(String),
}

impl Ledger {
    /// A ledger that begins with what is on disk.
    pub(crate) fn new(before: Records) -> Self {
        Self {
            before,
            ..Self::default()
        }
    }

    /// Takes down an edit before it is made. `false` where the line is no edit.
    pub(crate) fn begin(&mut self, line: &str) -> bool {
        let mut words = line.splitn(3, ' ');
        let at_once = words.next() == Some("once");
        let changes = words.nth(1).map_or(Some(Changes::new()), read);
        let Some(changes) = changes else { return false };
        self.steps.push(Step { at_once, changes });
        true
    }

    /// Takes down that all edits so far were reported as saved; returns how many of them are newly so.
    pub(crate) fn saved(&mut self) -> usize {
        let new = self.steps.len() - self.saved;
        self.saved = self.steps.len();
        new
    }

    /// How many edits were begun.
    pub(crate) fn len(&self) -> usize {
        self.steps.len()
    }

    /// What on disk is neither as it was last reported as saved nor as an edit after that has made it.
    pub(crate) fn compare(&self, disk: &Records) -> Vec<Unlike> {
        let touched = self.steps.iter().flat_map(|step| step.changes.keys());
        let files: BTreeSet<&String> = (self.before.keys().chain(touched).chain(disk.keys()))
            .map(|key| &key.file)
            .collect();
        files
            .into_iter()
            .filter_map(|file| self.compare_file(file, disk))
            .collect()
    }

    /// How many records of the last unsaved change in slices are on disk as it made them, and how many as they were before;
    /// `None` without one. Records that later edits change as well tell nothing.
    pub(crate) fn extent_of_slices(&self, disk: &Records) -> Option<(usize, usize)> {
        let mut unsaved = self.steps.iter().enumerate().skip(self.saved);
        let (at, step) = unsaved.rfind(|(_, step)| !step.at_once)?;
        let later = self.steps.iter().skip(at + 1);
        let later: BTreeSet<&Key> = later.flat_map(|step| step.changes.keys()).collect();
        let mut extent = (0, 0);
        for (key, digest) in step.changes.iter().filter(|(key, _)| !later.contains(key)) {
            let is_there = disk.get(key) == digest.as_ref();
            extent.0 += usize::from(is_there);
            extent.1 += usize::from(!is_there);
        }
        Some(extent)
    }

    /// Whether any unsaved change in slices is not on disk as it was made: one that was taken back before it was saved is not.
    pub(crate) fn lacks_slices(&self, disk: &Records) -> bool {
        let unsaved = self.steps.iter().skip(self.saved);
        let mut in_slices = unsaved.filter(|step| !step.at_once);
        in_slices.any(|step| {
            let mut changes = step.changes.iter();
            changes.any(|(key, digest)| disk.get(key) != digest.as_ref())
        })
    }

    fn compare_file(&self, file: &str, disk: &Records) -> Option<Unlike> {
        let disk = of_file(file, disk);
        let states = self.states_of(file);
        let (older, possible) = states.split_at(self.saved);
        if possible.contains(&disk) {
            return None;
        }
        let differing = possible.last().map(|newest| written(&changes(newest, &disk)));
        let told = format!("{file}: {}", differing.unwrap_or_default());
        Some(if older.contains(&disk) {
            Unlike::Lost(told)
        } else {
            Unlike::Torn(told)
        })
    }

    /// The records of a file before the first edit and after each.
    fn states_of(&self, file: &str) -> Vec<Records> {
        let mut state = of_file(file, &self.before);
        let mut states = vec![state.clone()];
        for step in &self.steps {
            for (key, digest) in step.changes.iter().filter(|(key, _)| key.file == file) {
                match digest {
                    Some(digest) => drop(state.insert(key.clone(), digest.clone())),
                    None => drop(state.remove(key)),
                }
            }
            states.push(state.clone());
        }
        states
    }
}

fn of_file(file: &str, records: &Records) -> Records {
    let of_file = records.iter().filter(|(key, _)| key.file == file);
    of_file
        .map(|(key, digest)| (key.clone(), digest.clone()))
        .collect()
}

/// That the ledger tells lost from torn and from what may be.
pub(crate) fn a_ledger_tells_what_may_be_on_disk() {
    let record = |name: &str, digest: &str| (Key::new("a", name.to_owned()), digest.to_owned());
    let disk = |one: &str, two: &str| Records::from([record("one", one), record("two", two)]);
    let mut ledger = Ledger::new(disk("0", "0"));
    assert!(ledger.begin("once mark a/one=1"));
    assert!(ledger.begin("once mark a/two=1"));
    assert_eq!(ledger.saved(), 2);
    assert!(ledger.begin("once mark a/one=2 a/two=2"));
    assert_eq!(ledger.compare(&disk("1", "1")), []);
    assert_eq!(ledger.compare(&disk("2", "2")), []);
    assert!(matches!(ledger.compare(&disk("1", "0"))[..], [Unlike::Lost(_)]));
    assert!(matches!(ledger.compare(&disk("2", "1"))[..], [Unlike::Torn(_)]));
    assert!(matches!(ledger.compare(&Records::new())[..], [Unlike::Torn(_)]));
    assert!(ledger.begin("slices bulk a/one=3 a/two=3"));
    assert!(matches!(ledger.compare(&disk("3", "2"))[..], [Unlike::Torn(_)]));
    assert_eq!(ledger.extent_of_slices(&disk("3", "2")), Some((1, 1)));
    assert_eq!(ledger.extent_of_slices(&disk("2", "2")), Some((0, 2)));
    // It is taken back as well before either is saved.
    assert!(ledger.begin("slices bulk a/one=2 a/two=2"));
    assert_eq!(ledger.extent_of_slices(&disk("2", "2")), Some((2, 0)));
    assert!(
        ledger.lacks_slices(&disk("2", "2")) && !Ledger::new(disk("2", "2")).lacks_slices(&disk("2", "2"))
    );
}
