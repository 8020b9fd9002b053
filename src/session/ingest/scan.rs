//! Finds the files of an import among those that a person named: which may be articles, which belong together as
//! brat standoff, which may hold claims.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::import::{self, annotated};
use crate::report::Report;
use crate::store::files::{self, FoundFiles};

/// The most files of one import.
const MAX_FILES: usize = 100_000;

/// The endings of files that may hold claims, and are looked into.
const MAY_HOLD_CLAIMS: &[&str] = &[
    "jsonl", "ndjson", "json", "jsonld", "zip", "xmi", "qdpx", "conll", "conllu", "bio", "iob", "csv", "tsv",
];

/// The file in which Sayso keeps what brat has no place for.
const SAYSO_BESIDE_BRAT: &str = "sayso.jsonl";

/// The files that look like articles among `paths` and in their folders.
pub(super) fn articles(paths: &[PathBuf]) -> FoundFiles {
    files::walk(paths, MAX_FILES, &is_article)
}

/// The files that may hold articles or claims among `paths` and in their folders.
pub(super) fn articles_and_corpora(paths: &[PathBuf]) -> FoundFiles {
    let is_wanted = |path: &Path| has_ending(path, &["json", "jsonld", "zip"]) || is_part(path);
    files::walk(paths, MAX_FILES, &is_wanted)
}

/// Why a file or folder could not be looked into, one report each.
pub(super) fn reports(found: &FoundFiles) -> impl Iterator<Item = Report> {
    let errors = found.errors.iter();
    errors.map(|error| Report::from_error(error).with_hint(error.hint()))
}

/// Whether a file in a folder is an article or a part of a corpus; JSON files and archives must be looked into.
pub(super) fn is_part(path: &Path) -> bool {
    has_ending(path, &["ann", "xmi", "qdpx", "conll", "bio", "iob"]) || is_article(path)
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

/// The files of brat standoff with their texts, by folder. Marks may lie in a folder beside that of the texts, where the
/// name of whoever marked follows that of the text: `text/a.txt` and `attributions/a_amal.ann` are of the folder above.
pub(super) fn brat_folders(found: &[PathBuf]) -> BTreeMap<&Path, Vec<&Path>> {
    let standoff: BTreeSet<&Path> = found
        .iter()
        .map(PathBuf::as_path)
        .filter(|path| has_ending(path, &["ann"]))
        .collect();
    let folders: BTreeSet<Option<&Path>> = standoff.iter().map(|path| path.parent()).collect();
    let texts: BTreeSet<&Path> = found
        .iter()
        .map(PathBuf::as_path)
        .filter(|path| has_ending(path, &["txt"]))
        .collect();
    let by_name = texts_by_name(&texts);
    let mut groups: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    let mut taken: BTreeSet<&Path> = BTreeSet::new();
    for path in found.iter().map(PathBuf::as_path) {
        let is_text = texts.contains(path) && standoff.contains(path.with_extension("ann").as_path());
        let is_rest = path.file_name().is_some_and(|name| name == SAYSO_BESIDE_BRAT)
            && folders.contains(&path.parent());
        let is_marks = standoff.contains(path);
        let text_elsewhere = || {
            let above = path.parent()?.parent()?;
            let stem = path.file_stem()?.to_str()?;
            let mut names = annotated::shortened_names(stem);
            let text = names.find_map(|name| by_name.get(&(above, name)).copied())?;
            Some((above, text))
        };
        let has_text = texts.contains(path.with_extension("txt").as_path());
        if let Some((above, text)) = (is_marks && !has_text).then(text_elsewhere).flatten() {
            let group = groups.entry(above).or_default();
            group.push(path);
            if taken.insert(text) {
                group.push(text);
            }
        } else if is_marks || is_text || is_rest {
            let folder = path.parent().unwrap_or(path);
            groups.entry(folder).or_default().push(path);
        }
    }
    groups
}

/// Texts by the folder above theirs and their names.
fn texts_by_name<'path>(texts: &BTreeSet<&'path Path>) -> BTreeMap<(&'path Path, &'path str), &'path Path> {
    let named = texts.iter().filter_map(|path| {
        let name = path.file_stem()?.to_str()?;
        Some(((path.parent()?.parent()?, name), *path))
    });
    named.collect()
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    endings.contains(&files::ending(path).as_str())
}

/// Files of other kinds, which nobody named and which were passed over, by the endings of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedOver(BTreeMap<String, usize>);

impl PassedOver {
    pub(super) fn new(by_ending: BTreeMap<String, usize>) -> Self {
        Self(by_ending)
    }

    /// Counts one more.
    pub(super) fn add(&mut self, path: &Path) {
        *self.0.entry(files::ending(path)).or_default() += 1;
    }

    /// How many of which ending, those of which there are most first: '12 .png, 3 .conll'; `None` where there are none.
    pub fn told(&self) -> Option<String> {
        let mut counts: Vec<(&String, usize)> =
            self.0.iter().map(|(ending, count)| (ending, *count)).collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let told = counts.into_iter().map(|(ending, count)| {
            if ending.is_empty() {
                fl!("import-other-kind-without-ending", count = count)
            } else {
                fl!("import-other-kind", count = count, ending = ending.as_str())
            }
        });
        (!self.0.is_empty()).then(|| told.collect::<Vec<_>>().join(", "))
    }
}
