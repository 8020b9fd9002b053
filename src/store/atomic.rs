//! Files are written whole or not at all: to a temporary file, then over the old one by a rename.
//! The only place in the program that creates or writes files of lasting content; what they say is
//! not known here.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::StoreError;

/// Puts the bytes at the path, replacing what stood there. The temporary file lies in `workshop`,
/// which must be on the same disk.
///
/// After a crash the file is the old one or the new one, whole, as far as the disk keeps its promise
/// to have written what it was asked to flush.
pub fn write(workshop: &Path, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_with(workshop, path, |file| {
        file.write_all(bytes).map_err(StoreError::io("write", path))
    })
}

/// As [`write()`], the bytes as they come; where making them fails, the old file stays.
pub fn write_with<T, E: From<StoreError>>(
    workshop: &Path,
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let mut draft = tempfile::Builder::new();
    draft.prefix("draft-");
    keep_permissions(&mut draft, path);
    let mut draft = draft
        .tempfile_in(workshop)
        .map_err(StoreError::io("write", path))?;
    let filled = fill(draft.as_file_mut())?;
    draft
        .as_file()
        .sync_all()
        .map_err(StoreError::io("write", path))?;
    draft
        .persist(path)
        .map_err(|failure| StoreError::io("write", path)(failure.error))?;
    flush_folder(path);
    Ok(filled)
}

/// Writes into something that is no ordinary file, and so is not replaced: a pipe, a terminal.
pub fn pour<T, E: From<StoreError>>(
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let open = fs::OpenOptions::new().write(true).open(path);
    fill(&mut open.map_err(StoreError::io("write", path))?)
}

/// Takes a file away; that it is gone already is as good.
pub fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::io("remove", path)(error)),
        _ => {
            flush_folder(path);
            Ok(())
        }
    }
}

/// Makes a folder inside one that exists; that it is there already is as good.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    match fs::create_dir(path) {
        Err(error) if !path.is_dir() => Err(StoreError::io("make the folder", path)(error)),
        _ => Ok(()),
    }
}

/// Gives a draft the permissions of the file that it replaces, else those that the user's mask gives
/// a new one: a temporary file would be private to its owner.
fn keep_permissions(draft: &mut tempfile::Builder, path: &Path) {
    if let Ok(metadata) = fs::metadata(path) {
        draft.permissions(metadata.permissions());
        return;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        draft.permissions(fs::Permissions::from_mode(0o666));
    }
}

/// Asks the disk to remember the rename as well. Not every file system can, and the file itself is
/// whole either way, so a refusal is no failure.
fn flush_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_no_draft_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write(folder.path(), &path, b"one").unwrap();
        write(folder.path(), &path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_a_new_file_and_an_old_one_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write(folder.path(), &path, b"one").unwrap();
        let plain = folder.path().join("plain");
        fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&plain)
            .unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), mode(&plain));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write(folder.path(), &path, b"two").unwrap();
        assert_eq!(mode(&path), 0o640);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_as_such() {
        let mut full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let error = full.write_all(b"words").unwrap_err();
        let error = StoreError::io("write", Path::new("/x"))(error);
        assert!(error.hint().unwrap().contains("no room left"), "{error}");
    }

    #[test]
    fn a_deleted_folder_is_an_error_with_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        let error = write(&gone, &gone.join("file"), b"words").unwrap_err();
        assert_eq!(error.path(), Some(gone.join("file").as_path()));
        assert!(error.hint().unwrap().contains("moved"), "{error}");
    }
}
