//! The reference texts of an open project: what was really said, against which its quotations are checked.

use std::path::PathBuf;

use super::ingest::parse::ParseOptions;
use super::ingest::references::{self, AddedReferences, KnownFacts};
use super::{Session, SessionError, now};
use crate::store::StoredReferences;

impl Session {
    /// Reads the reference texts of the project, with the problems of their files.
    pub fn references(&self) -> StoredReferences {
        self.store.references()
    }

    /// Adds reference texts from files and folders. They are on disk when this returns, and are no step of undo: a text that
    /// was added again is there once.
    pub fn add_references(
        &self,
        paths: &[PathBuf],
        options: &ParseOptions,
        known: &KnownFacts,
    ) -> Result<AddedReferences, SessionError> {
        self.check_writable()?;
        Ok(references::add(&self.store, paths, options, known, now())?)
    }
}
