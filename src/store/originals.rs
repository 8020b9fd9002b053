//! Archives imported files in the project, unchanged, each under its own name. They take their places together with the
//! articles that name them, so that none belongs to nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::error::StoreError;
use super::file_state::{Fingerprint, Store, fingerprint, hex};
use super::redo::Draft;
use super::{layout, links};

/// Originals being added. Each is drafted in the private folder; `stage` has all of them wait for their articles. Without
/// it, nothing is left behind.
pub struct Originals<'store> {
    store: &'store Store,
    drafts: BTreeMap<String, Draft>,
    /// The content under each name seen so far. Names are in lower case, because some systems ignore case.
    names: BTreeMap<String, Fingerprint>,
    newly_added: BTreeSet<String>,
}

impl Store {
    /// Starts archiving imported files.
    pub fn keep_originals(&self) -> Result<Originals<'_>, StoreError> {
        self.check_writable()?;
        Ok(Originals {
            store: self,
            drafts: BTreeMap::new(),
            names: BTreeMap::new(),
            newly_added: BTreeSet::new(),
        })
    }

    /// Deletes originals of an import that was cancelled. One that cannot be deleted stays; nothing in the project
    /// refers to it.
    pub fn remove_originals(&self, names: &BTreeSet<String>) {
        if names.is_empty() || self.check_writable().is_err() {
            return;
        }
        for name in names {
            self.unstage_original(name);
        }
        let folder = self.folder().join(layout::ORIGINALS);
        if links::is_link(&folder) {
            return;
        }
        for name in names.iter().filter(|name| layout::check_file_name(name).is_ok()) {
            let _ = fs::remove_file(folder.join(name));
        }
        // Only an empty folder is removed.
        let _ = fs::remove_dir(folder);
    }
}

/// The bytes of an original of the project in this folder; `None` where it has none of that name, or a link lies there.
pub fn read_original(folder: &Path, name: &str) -> Option<Vec<u8>> {
    layout::check_file_name(name).ok()?;
    links::read(folder, &folder.join(layout::ORIGINALS).join(name))
        .ok()
        .flatten()
}

impl Originals<'_> {
    /// Writes a file under a name that is free or holds the same bytes; returns the name.
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
                None => self.fingerprint_of(&candidate, &path)?,
            };
            match there {
                None => {
                    links::check(self.store.folder(), &path)?;
                    let draft = Draft::new(&self.store.make_temp_dir()?, &path, bytes, content)?;
                    self.drafts.insert(candidate.clone(), draft);
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
                        // Thousands of pages may all be named 'index.html'.
                        _ => format!(
                            "{stem}-{number}-{}{ending}",
                            hex(&content).get(..16).unwrap_or_default()
                        ),
                    };
                }
            }
        }
    }

    /// The names of files that did not exist before.
    pub fn newly_added(&self) -> &BTreeSet<String> {
        &self.newly_added
    }

    /// Has the drafts wait until the articles that name them are saved.
    pub fn stage(self) {
        self.store.stage_originals(self.drafts);
    }

    /// The fingerprint of the file of that name, in place or waiting, if there is one. A link or folder there equals no
    /// file.
    fn fingerprint_of(&self, name: &str, path: &Path) -> Result<Option<Fingerprint>, StoreError> {
        if let Some(draft) = self.store.staged_original(name) {
            return Ok(Some(*draft.digest()));
        }
        match self.store.on_disk(path) {
            Err(StoreError::Link(other) | StoreError::NotAFile(other)) if other == path => Ok(Some([0; 32])),
            there => Ok(there?.map(|there| fingerprint(&there))),
        }
    }
}
