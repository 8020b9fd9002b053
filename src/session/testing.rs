//! Sessions for tests, with a real disk.

use std::path::Path;

use super::{ReviewerIdentity, Session, no_wake};
use crate::model::Head;
use crate::store::atomic;

/// The acting reviewer.
pub(super) fn amal() -> ReviewerIdentity {
    ReviewerIdentity {
        id: "r-amal".into(),
        name: "Amal".into(),
    }
}

/// A new project in this folder.
pub(super) fn create(folder: &Path) -> Session {
    Session::create(folder, &Head::titled("Talks"), amal(), no_wake()).unwrap()
}

/// Writes a file to be imported.
pub(super) fn put(folder: &Path, name: &str, text: &str) {
    atomic::write(folder, &folder.join(name), text.as_bytes()).unwrap();
}
