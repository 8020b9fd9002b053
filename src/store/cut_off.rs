//! The record of a change to very many claims or articles: written before the change begins, and removed once all of it is
//! on disk. One that is found when a project is opened tells of a change that was cut off.
//!
//! The record goes in the same save as the files that complete the change. It lies in a folder that may be somebody
//! else's, so nothing is changed on its word; it names what each file held when the change began, and only files that
//! still hold it count as without the change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::{FileProblem, StoreError};
use super::file_state::{Fingerprint, Store, fingerprint, hex};
use super::{atomic, layout, links};
use crate::model::ArticleId;

/// The version of the record. That of another version is not understood and not touched.
const FORMAT: u32 = 1;

/// How many articles a message names.
const NAMES_SHOWN: usize = 40;

/// How many characters of a name are believed.
const NAME_CHARS: usize = 100;

/// A change to very many claims or articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongChange {
    /// What it is called: 'accept claims'.
    pub name: String,
    /// Who makes it.
    pub by: String,
    /// When it began.
    pub at: Timestamp,
    /// The articles that it changes, adds or removes.
    pub articles: Vec<ArticleId>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    format: u32,
    name: String,
    by: String,
    at: Timestamp,
    /// By article, the digest of its claims file before the change; `None` where there was no file.
    before: BTreeMap<String, Option<String>>,
    /// How many more articles have the change already.
    saved: usize,
}

impl Store {
    /// Takes down that a change begins. What was done before it must have been written.
    pub fn begin_long_change(&self, change: &LongChange) -> Result<(), StoreError> {
        self.write_record(change, &change.articles, 0)
    }

    /// Takes down which articles of a change could not be written, while the others were.
    pub fn note_unsaved_of(&self, change: &LongChange, unsaved: &[ArticleId]) -> Result<(), StoreError> {
        let saved = change.articles.len().saturating_sub(unsaved.len());
        self.write_record(change, unsaved, saved)
    }

    /// Removes the record of a change that is on disk, or whose end was told.
    pub fn end_long_change(&self) -> Result<(), StoreError> {
        let path = record_path(self.folder());
        links::check(self.folder(), &path)?;
        if fs::symlink_metadata(&path).is_ok() {
            atomic::remove(&path)?;
            atomic::flush_parents(std::iter::once(path));
        }
        Ok(())
    }

    fn write_record(
        &self,
        change: &LongChange,
        articles: &[ArticleId],
        saved: usize,
    ) -> Result<(), StoreError> {
        self.check_writable()?;
        let before = articles.iter().map(|id| {
            let claims = self.known_file(&layout::claims_file(Path::new(""), id));
            (id.to_string(), claims.as_ref().map(hex))
        });
        let record = Record {
            format: FORMAT,
            name: change.name.clone(),
            by: change.by.clone(),
            at: change.at,
            before: before.collect(),
            saved,
        };
        let path = record_path(self.folder());
        let bytes = ron::to_string(&record).map_err(|source| StoreError::Unwritable {
            path: path.clone(),
            source,
        })?;
        self.put(&path, bytes.as_bytes())
    }

    /// The record as it is, so that it goes together with the files that complete the change.
    pub(super) fn long_change_noted(&self) -> Option<Fingerprint> {
        let bytes = self.on_disk(&record_path(self.folder())).ok()??;
        Some(fingerprint(&bytes))
    }

    /// What there is to tell of a change that was cut off; nothing where all of it is on disk, or a record is not one of
    /// ours.
    pub(super) fn cut_off_change(&self) -> Option<FileProblem> {
        let path = record_path(self.folder());
        let bytes = self.on_disk(&path).ok()??;
        let record: Record = ron::de::from_bytes(&bytes).ok()?;
        if record.format != FORMAT {
            return None;
        }
        let is_without = |id: &str, before: &Option<String>| {
            let id = ArticleId::from(id);
            let file = layout::claims_file(self.folder(), &id);
            let is_ours = layout::check_article_id(&id).is_ok();
            let now = is_ours.then(|| self.on_disk(&file).ok()).flatten();
            now.is_some_and(|now| now.map(|bytes| hex(&fingerprint(&bytes))) == *before)
        };
        let without = record.before.iter();
        let without: Vec<&str> = without
            .filter(|(id, before)| is_without(id, before))
            .map(|(id, _)| id.as_str())
            .collect();
        if without.is_empty() {
            if self.check_writable().is_ok() {
                let _ = self.end_long_change();
            }
            return None;
        }
        let all = record.before.len().saturating_add(record.saved);
        let (name, by) = (short(&record.name), short(&record.by));
        let at = record.at.to_string();
        if without.len() == all {
            let told = fl!(
                "store-cut-off-whole",
                change = name,
                by = by,
                at = at,
                count = all
            );
            return Some(FileProblem::new(path, told, fl!("store-cut-off-whole.hint")));
        }
        let names = names_of(&without);
        let with = all - without.len();
        let told = fl!(
            "store-cut-off-part",
            change = name,
            by = by,
            at = at,
            with = with,
            count = all,
            articles = names
        );
        Some(FileProblem::new(path, told, fl!("store-cut-off-part.hint")))
    }

    /// Whether a problem is that of a change that was cut off.
    pub fn is_of_cut_off_change(&self, problem: &FileProblem) -> bool {
        problem.path == record_path(self.folder())
    }
}

fn record_path(root: &Path) -> PathBuf {
    root.join(layout::long_change_file())
}

fn short(name: &str) -> String {
    name.chars().take(NAME_CHARS).collect()
}

/// As many names as can be read, and the number of the others.
fn names_of(articles: &[&str]) -> String {
    let named: Vec<String> = articles.iter().take(NAMES_SHOWN).map(|id| short(id)).collect();
    let named = named.join(", ");
    match articles.len().saturating_sub(NAMES_SHOWN) {
        0 => named,
        more => fl!("store-cut-off-more", articles = named, count = more),
    }
}
