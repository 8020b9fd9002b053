//! Files of which a program for synced folders has brought only a part.

use std::path::Path;

use super::error::FileProblem;
use super::links;

/// The names in a folder, in order; of a link none.
pub(super) fn names_in(folder: &Path) -> impl Iterator<Item = String> + use<> {
    let entries = if links::is_link(folder) {
        None
    } else {
        std::fs::read_dir(folder).ok()
    };
    let names = entries.into_iter().flatten().flatten();
    let mut names: Vec<String> = names
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names.into_iter()
}

/// The problem of a file of which only a part has arrived: it is empty, or a program for synced folders is writing it.
pub(super) fn half_synced(path: &Path, bytes: &[u8]) -> Option<FileProblem> {
    let name = path.file_name()?.to_str()?;
    let is_empty = bytes.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace());
    let mut beside = names_in(path.parent()?);
    let is_arriving = beside.any(|other| is_partial(&other, name));
    (is_empty || is_arriving)
        .then(|| FileProblem::new(path, fl!("sync-half-synced"), fl!("sync-half-synced.hint")))
}

/// Whether a name is of the temporary file in which a program for synced folders receives another one.
fn is_partial(other: &str, name: &str) -> bool {
    let ends = [
        ".tmp",
        ".part",
        ".partial",
        ".crdownload",
        ".!sync",
        ".icloud",
        "~",
    ];
    let begins = [".syncthing.", "~syncthing~", ".~", "~$", "."];
    other != name
        && other.contains(name)
        && (ends.iter().any(|end| other.ends_with(end))
            || begins.iter().any(|begin| other.starts_with(begin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_arriving_has_a_temporary_one_beside_it() {
        for other in [
            ".syncthing.talks.ron.tmp",
            "~syncthing~talks.ron.tmp",
            ".talks.ron.~1a2b",
            "talks.ron.part",
        ] {
            assert!(is_partial(other, "talks.ron"), "{other}");
        }
        for other in ["talks.ron", "other.ron.part", "talks.ron.bak", "more-talks.ron"] {
            assert!(!is_partial(other, "talks.ron"), "{other}");
        }
    }
}
