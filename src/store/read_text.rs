//! The text of an article as it was read, and what to tell where it is not the one that was annotated.

use std::path::PathBuf;
use std::sync::Arc;

use super::error::FileProblem;
use crate::model::article::AnchorCounts;

/// An article's text as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadText {
    /// The text.
    pub text: Arc<str>,
    /// The file.
    pub path: PathBuf,
    /// Whether the text differs from the one that was annotated.
    pub changed: bool,
}

impl ReadText {
    /// The problem to report after the anchors were checked against the text; `None` if all were found in place.
    pub fn problem(&self, counts: AnchorCounts) -> Option<FileProblem> {
        let message = match (self.changed, counts.moved, counts.orphaned) {
            // Anchors that were orphaned when this very text was last checked have been reported then.
            (false, 0, _) => return None,
            (true, 0, 0) => fl!("store-text-changed").to_owned(),
            (true, moved, 0) => fl!("store-text-moved", count = moved),
            (true, 0, orphaned) => fl!("store-text-orphaned", count = orphaned),
            (true, moved, orphaned) => {
                fl!(
                    "store-text-moved-and-orphaned",
                    moved = moved,
                    orphaned = orphaned
                )
            }
            (false, moved, 0) => fl!("store-offsets-wrong", count = moved),
            (false, moved, orphaned) => {
                fl!(
                    "store-offsets-wrong-and-orphaned",
                    moved = moved,
                    orphaned = orphaned
                )
            }
        };
        let hint = match (counts.orphaned, counts.reworded) {
            (0, 0) => fl!("store-text-hint-moved"),
            (0, _) => fl!("store-text-hint-reworded"),
            _ => fl!("store-text-hint-orphaned"),
        };
        Some(FileProblem::new(&self.path, message, hint))
    }
}
