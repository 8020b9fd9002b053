//! Keeps imported files with the project, byte for byte, each under a name of its own. What articles were made of them
//! is not known here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::atomic::{self, Drafts};
use super::error::StoreError;
use super::known::{Fingerprint, Store, fingerprint, hex, on_disk};
use super::layout;

/// Files that are being kept: they are written as they come, and are among the originals once all of them are settled.
/// Where that never happens, none of them is.
pub struct Originals<'store> {
    store: &'store Store,
    drafts: Drafts<String>,
    /// What stands or will stand under names that were looked at, in lower case: some systems tell no case.
    names: BTreeMap<String, Fingerprint>,
    newly_added: BTreeSet<String>,
}

impl Store {
    /// Keeps the bytes of an imported file, as they came, under a name that is free or holds the same
    /// bytes; returns the name.
    pub fn save_original(&self, name: &str, bytes: &[u8]) -> Result<String, StoreError> {
        let mut originals = self.keep_originals()?;
        let kept = originals.write(name, bytes)?;
        match originals.settle().pop() {
            Some((_, error)) => Err(error),
            None => Ok(kept),
        }
    }

    /// Begins to keep imported files.
    pub fn keep_originals(&self) -> Result<Originals<'_>, StoreError> {
        self.check_writable()?;
        Ok(Originals {
            store: self,
            drafts: Drafts::default(),
            names: BTreeMap::new(),
            newly_added: BTreeSet::new(),
        })
    }

    /// Deletes originals that came a moment ago with articles that do not come after all. One that cannot be deleted stays:
    /// nothing in the project speaks of it.
    pub fn remove_originals(&self, names: &BTreeSet<String>) {
        if names.is_empty() || self.check_writable().is_err() {
            return;
        }
        let folder = self.folder().join(layout::ORIGINALS);
        for name in names.iter().filter(|name| layout::check_file_name(name).is_ok()) {
            let _ = fs::remove_file(folder.join(name));
        }
        // It goes where nothing is left in it.
        let _ = fs::remove_dir(folder);
    }
}

impl Originals<'_> {
    /// Writes a file that is to be kept, under a name that is free or holds the same bytes; returns the name.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<String, StoreError> {
        layout::check_file_name(name)?;
        let folder = self.store.folder().join(layout::ORIGINALS);
        let content = fingerprint(bytes);
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
            _ => (name, String::new()),
        };
        let mut candidate = name.to_owned();
        let mut number = 1;
        loop {
            let key = candidate.to_lowercase();
            let path = folder.join(&candidate);
            let there = match self.names.get(&key) {
                Some(known) => Some(*known),
                None => on_disk(&path)?.map(|there| fingerprint(&there)),
            };
            match there {
                None => {
                    atomic::make_folder(&folder)?;
                    let workshop = self.store.make_workshop()?;
                    self.drafts.write(candidate.clone(), &workshop, path, bytes)?;
                    self.names.insert(key, content);
                    self.newly_added.insert(candidate.clone());
                    return Ok(candidate);
                }
                Some(there) if there == content => return Ok(candidate),
                Some(there) => {
                    self.names.insert(key, there);
                    number += 1;
                    candidate = match number {
                        2..10 => format!("{stem}-{number}{ending}"),
                        // Thousands of pages are all called 'index.html'.
                        _ => format!(
                            "{stem}-{number}-{}{ending}",
                            hex(&content).get(..16).unwrap_or_default()
                        ),
                    };
                }
            }
        }
    }

    /// The names of those that were not there before.
    pub fn newly_added(&self) -> &BTreeSet<String> {
        &self.newly_added
    }

    /// Sees to it that all that was written is on the disk and in its place; returns the names of those for which that
    /// was not possible, and why.
    pub fn settle(self) -> Vec<(String, StoreError)> {
        self.drafts.settle()
    }
}
