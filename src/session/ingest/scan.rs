//! Finds the files of an import among those that a person named: which may be articles, which belong together as
//! brat standoff, which may hold claims.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::import;
use crate::report::Report;
use crate::store::files::{self, FoundFiles};

/// The most files of one import.
const MAX_FILES: usize = 100_000;

/// The endings of files that may hold claims, and are looked into.
const MAY_HOLD_CLAIMS: &[&str] = &["jsonl", "ndjson", "json", "zip", "xmi"];

/// The file in which Sayso keeps what brat has no place for.
const SAYSO_BESIDE_BRAT: &str = "sayso.jsonl";

/// The files that look like articles among `paths` and in their folders.
pub(super) fn articles(paths: &[PathBuf]) -> FoundFiles {
    files::walk(paths, MAX_FILES, &is_article)
}

/// The files that may hold articles or claims among `paths` and in their folders.
pub(super) fn articles_and_corpora(paths: &[PathBuf]) -> FoundFiles {
    let is_wanted = |path: &Path| has_ending(path, &["json", "zip"]) || is_part(path);
    files::walk(paths, MAX_FILES, &is_wanted)
}

/// Why a file or folder could not be looked into, one report each.
pub(super) fn reports(found: &FoundFiles) -> impl Iterator<Item = Report> {
    let errors = found.errors.iter();
    errors.map(|error| Report::from_error(error).with_hint(error.hint()))
}

/// Whether a file in a folder is an article or a part of a corpus; JSON files and archives must be looked into.
pub(super) fn is_part(path: &Path) -> bool {
    has_ending(path, &["ann", "xmi"]) || is_article(path)
}

/// Whether a file may hold claims, by its name.
pub(super) fn may_hold_claims(path: &Path) -> bool {
    has_ending(path, MAY_HOLD_CLAIMS)
}

/// Whether a file in a folder is read as an article, or reported as one that cannot be read: by its name, or by how it
/// begins where the name leaves it open.
fn is_article(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    import::is_article_name(&name)
        || import::is_name_of_unreadable_text(&name)
        || (import::is_open_name(&name)
            && files::beginning(path, import::SNIFF_BYTES).is_ok_and(|bytes| import::begins_articles(&bytes)))
}

/// The files of brat standoff with their texts, by folder.
pub(super) fn brat_folders(found: &[PathBuf]) -> BTreeMap<&Path, Vec<&Path>> {
    let standoff: BTreeSet<&Path> = found
        .iter()
        .map(PathBuf::as_path)
        .filter(|path| has_ending(path, &["ann"]))
        .collect();
    let folders: BTreeSet<Option<&Path>> = standoff.iter().map(|path| path.parent()).collect();
    let mut groups: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    for path in found.iter().map(PathBuf::as_path) {
        let is_text = has_ending(path, &["txt"]) && standoff.contains(path.with_extension("ann").as_path());
        let is_rest = path.file_name().is_some_and(|name| name == SAYSO_BESIDE_BRAT)
            && folders.contains(&path.parent());
        if standoff.contains(path) || is_text || is_rest {
            let folder = path.parent().unwrap_or(path);
            groups.entry(folder).or_default().push(path);
        }
    }
    groups
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}
