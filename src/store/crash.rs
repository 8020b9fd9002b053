//! Crash files: one text file for each crash, in a folder of the user's. A file is named `NAME.new.txt` until it has
//! been reported, and `NAME.txt` from then on.

use std::fs;
use std::path::{Path, PathBuf};

use super::{FileAction, StoreError, atomic};

/// The maximum number of crash files; older ones are deleted.
const MAX_CRASH_FILES: usize = 20;

const NEW: &str = ".new.txt";
const REPORTED: &str = ".txt";

/// Writes a crash file and returns its path. Makes the folder where it is missing; a name that is taken gets a number.
pub fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf, StoreError> {
    fs::create_dir_all(folder).map_err(StoreError::io(FileAction::CreateFolder, folder))?;
    let is_taken = |name: &str| {
        [NEW, REPORTED]
            .iter()
            .any(|end| folder.join(format!("{name}{end}")).exists())
    };
    let mut free = name.to_owned();
    let mut number = 1;
    while is_taken(&free) {
        number += 1;
        free = format!("{name}-{number}");
    }
    let name = free;
    let path = folder.join(format!("{name}{NEW}"));
    atomic::write(folder, &path, text.as_bytes())?;
    Ok(path)
}

/// The newest crash file that has not been reported, under its new name; all of them count as reported from then on.
pub fn take_unreported(folder: &Path) -> Option<PathBuf> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(REPORTED))
        .collect();
    names.sort();
    let surplus = names.len().saturating_sub(MAX_CRASH_FILES);
    for name in names.drain(..surplus) {
        let _ = atomic::remove(&folder.join(name));
    }
    let mut newest = None;
    for name in &names {
        if let Some(stem) = name.strip_suffix(NEW) {
            let reported = folder.join(format!("{stem}{REPORTED}"));
            // If it cannot be renamed, it is reported again next time.
            let renamed = fs::rename(folder.join(name), &reported).is_ok();
            newest = Some(if renamed { reported } else { folder.join(name) });
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_crash_is_reported_once() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("crashes");
        assert_eq!(take_unreported(&folder), None);
        write(&folder, "2026-01-01T10-00-00Z", "older").unwrap();
        write(&folder, "2026-01-02T10-00-00Z", "newer").unwrap();
        let reported = take_unreported(&folder).unwrap();
        assert!(
            reported.ends_with("2026-01-02T10-00-00Z.txt"),
            "{}",
            reported.display()
        );
        assert_eq!(fs::read_to_string(&reported).unwrap(), "newer");
        assert_eq!(take_unreported(&folder), None);
    }

    #[test]
    fn a_few_crash_files_are_kept() {
        let home = tempfile::tempdir().unwrap();
        for day in 10..40 {
            write(home.path(), &format!("{day}"), "").unwrap();
        }
        assert!(take_unreported(home.path()).unwrap().ends_with("39.txt"));
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), MAX_CRASH_FILES);
    }
}
