//! The text of an article as it was read, and what to tell where it is not the one that was annotated.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::conflict_markers::{self, Versions};
use super::error::FileProblem;
use super::git;
use crate::merge::{add_text, merge_texts};
use crate::model::Article;
use crate::model::article::AnchorCounts;

/// What some editors write before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// An article's text as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadText {
    /// The text.
    pub text: Arc<str>,
    /// The file.
    pub path: PathBuf,
    /// Whether the text differs from the one that was annotated.
    pub changed: bool,
    /// What git left beside it in the file, if it did.
    pub conflict: Option<TextConflict>,
}

/// The versions that git left in the file of a text. The text is what both sides made of it, or ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextConflict {
    base: Option<Arc<str>>,
    /// Theirs, where both sides changed the text.
    theirs: Option<Arc<str>>,
}

/// Takes a text apart that has the marks of a conflict; `None` if it has none. Git has also put what only one side
/// changed among the lines of both; where it still has the texts of the sides, and `is_known` is true of one, they
/// are taken as they were.
pub(super) fn merge_conflict(
    path: &Path,
    text: &str,
    is_known: impl Fn(&str) -> bool,
) -> Option<(Arc<str>, TextConflict)> {
    let marked = conflict_markers::split(text)?;
    let whole = git::versions(path).map(|versions| versions.map(unix));
    let whole = whole.filter(|versions| is_known(&versions.ours) || is_known(&versions.theirs));
    let versions = whole.unwrap_or_else(|| marked.map(unix));
    let Versions { ours, base, theirs } = versions;
    let base = base.map(Arc::from);
    let (text, theirs) = merge_texts(base.as_ref(), &ours.into(), &theirs.into());
    Some((text, TextConflict { base, theirs }))
}

/// A text with the line ends that texts have and without the byte-order mark, as before an editor or git changed only these.
pub(super) fn unix(text: &str) -> String {
    text.strip_prefix(BYTE_ORDER_MARK)
        .unwrap_or(text)
        .replace("\r\n", "\n")
}

/// The text as it was annotated, if only its line ends and its byte-order mark are others.
pub(super) fn as_annotated(text: &str, is_annotated: impl FnOnce(&str) -> bool) -> Option<String> {
    let has_other_ends = text.starts_with(BYTE_ORDER_MARK) || text.contains('\r');
    has_other_ends
        .then(|| unix(text))
        .filter(|unix| is_annotated(unix))
}

impl ReadText {
    /// Gives the text to its article, and checks the anchors of that against it. The version that git left beside it
    /// becomes a difference.
    pub fn give_to(&self, article: &mut Article) -> AnchorCounts {
        let counts = article.read(Arc::clone(&self.text));
        if let Some(TextConflict {
            base,
            theirs: Some(theirs),
        }) = &self.conflict
        {
            add_text(article, base.clone(), Arc::clone(theirs));
        }
        counts
    }

    /// The problem to report after the anchors were checked against the text; `None` if all were found in place.
    pub fn problem(&self, counts: AnchorCounts) -> Option<FileProblem> {
        if let Some(conflict) = &self.conflict {
            let message = match &conflict.theirs {
                None => fl!("sync-text-merged"),
                Some(_) => fl!("sync-text-merged.differs"),
            };
            return Some(FileProblem::new(
                &self.path,
                message,
                fl!("sync-text-merged.hint"),
            ));
        }
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
