//! Crash files: one text file for each crash, in a folder of the user's. A file that nobody has been told about yet is
//! called `NAME.new.txt`, and `NAME.txt` from then on.

use std::fs;
use std::path::{Path, PathBuf};

use super::{FileAction, StoreError, atomic};

/// So many crash files are kept; older ones are removed.
const MAX_CRASH_FILES: usize = 20;

const UNTOLD: &str = ".new.txt";
const TOLD: &str = ".txt";

/// Writes a crash file and returns its path. Makes the folder where it is missing; a name that is taken gets a number.
pub fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf, StoreError> {
    fs::create_dir_all(folder).map_err(StoreError::io(FileAction::CreateFolder, folder))?;
    let is_taken = |name: &str| {
        [UNTOLD, TOLD]
            .iter()
            .any(|end| folder.join(format!("{name}{end}")).exists())
    };
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    let name = names.find(|name| !is_taken(name)).unwrap_or_default();
    let path = folder.join(format!("{name}{UNTOLD}"));
    atomic::write(folder, &path, text.as_bytes())?;
    Ok(path)
}

/// The newest crash file that nobody has been told about, under the name that it has from now on; all of them count
/// as told then. `None` where there is none.
pub fn take_untold(folder: &Path) -> Option<PathBuf> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(TOLD))
        .collect();
    names.sort();
    let surplus = names.len().saturating_sub(MAX_CRASH_FILES);
    for name in names.drain(..surplus) {
        let _ = atomic::remove(&folder.join(name));
    }
    let mut newest = None;
    for name in &names {
        if let Some(stem) = name.strip_suffix(UNTOLD) {
            let told = folder.join(format!("{stem}{TOLD}"));
            // Where it cannot be renamed, it is told about once more, under the name that it has.
            let renamed = fs::rename(folder.join(name), &told).is_ok();
            newest = Some(if renamed { told } else { folder.join(name) });
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_crash_is_told_once() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("crashes");
        assert_eq!(take_untold(&folder), None);
        write(&folder, "2026-01-01T10-00-00Z", "older").unwrap();
        write(&folder, "2026-01-02T10-00-00Z", "newer").unwrap();
        let told = take_untold(&folder).unwrap();
        assert!(told.ends_with("2026-01-02T10-00-00Z.txt"), "{}", told.display());
        assert_eq!(fs::read_to_string(&told).unwrap(), "newer");
        assert_eq!(take_untold(&folder), None);
    }

    #[test]
    fn a_few_crash_files_are_kept() {
        let home = tempfile::tempdir().unwrap();
        for day in 10..40 {
            write(home.path(), &format!("{day}"), "").unwrap();
        }
        assert!(take_untold(home.path()).unwrap().ends_with("39.txt"));
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), MAX_CRASH_FILES);
    }
}
