//! Writes files whole or not at all: to a temporary file, then over the old one by a rename. It is the
//! only place in the program that creates or writes files that last.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::{NamedTempFile, TempPath};

use super::{FileAction, StoreError, links};

/// From this number of files on, the disk is flushed once for all and not once a file.
#[cfg(target_os = "linux")]
const MIN_FILES_FOR_SYNCFS: usize = 16;

/// Files that are replaced together: all are written to temporary files first, then flushed to the disk together, and
/// only then renamed. So thousands of files take hardly longer than the disk needs for their bytes. Files that are
/// never committed leave nothing behind.
#[derive(Debug)]
pub struct DraftFiles<K>(Vec<DraftFile<K>>);

/// A file that is written to a temporary file and not renamed yet.
#[derive(Debug)]
struct DraftFile<K> {
    key: K,
    /// Closed, so that any number can wait.
    written: TempPath,
    path: PathBuf,
}

impl<K> Default for DraftFiles<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Send> DraftFiles<K> {
    /// Writes the bytes for the path to a temporary file in `temp_dir`, which must be on the same disk. An error on commit
    /// is returned with the key.
    pub fn write(&mut self, key: K, temp_dir: &Path, path: PathBuf, bytes: &[u8]) -> Result<(), StoreError> {
        let written = draft_in(temp_dir, &path)
            .and_then(|mut draft| draft.write_all(bytes).map(|()| draft.into_temp_path()));
        let written = written.map_err(StoreError::io(FileAction::Write, &path))?;
        self.0.push(DraftFile { key, written, path });
        Ok(())
    }

    /// Flushes what was written and moves it to its places in this project's folder, where it replaces what stands
    /// there; returns what could not be, and why. After a crash each file is the old one or the new one, whole, as with
    /// [`write()`].
    pub fn commit(self, root: &Path) -> Vec<(K, StoreError)> {
        let flushed_at_once = self.flush_at_once();
        let settled = self.0.into_par_iter().map(|draft| {
            let flushed = if flushed_at_once {
                Ok(())
            } else {
                flush_file(&draft.written)
            };
            // Somebody may have put a link into the way since the draft was begun.
            let moved = links::check(root, &draft.path).and_then(|()| {
                let moved = flushed.and_then(|()| Ok(draft.written.persist(&draft.path)?));
                moved.map_err(StoreError::io(FileAction::Write, &draft.path))
            });
            (draft.key, draft.path, moved)
        });
        let settled: Vec<_> = settled.collect();
        let folders: BTreeSet<&Path> = settled.iter().filter_map(|(_, path, _)| path.parent()).collect();
        folders.into_iter().for_each(flush_folder);
        let failed = settled.into_iter();
        failed
            .filter_map(|(key, _, moved)| Some((key, moved.err()?)))
            .collect()
    }

    /// Asks the disk once to flush everything; `false` where that is not possible or not worth it.
    fn flush_at_once(&self) -> bool {
        #[cfg(target_os = "linux")]
        if self.0.len() >= MIN_FILES_FOR_SYNCFS
            && let Some(draft) = self.0.first()
        {
            return File::open(&draft.written)
                .is_ok_and(|on_the_disk| rustix::fs::syncfs(on_the_disk).is_ok());
        }
        false
    }
}

fn flush_file(path: &Path) -> io::Result<()> {
    // Not every system flushes a file that is open for reading.
    fs::OpenOptions::new().write(true).open(path)?.sync_all()
}

/// An empty draft of a file, with the permissions it is to have.
fn draft_in(temp_dir: &Path, path: &Path) -> io::Result<NamedTempFile> {
    let mut draft = tempfile::Builder::new();
    draft.prefix("draft-");
    keep_permissions(&mut draft, path);
    draft.tempfile_in(temp_dir)
}

/// Writes the bytes to the path, replacing an existing file. The temporary file lies in `temp_dir`,
/// which must be on the same disk.
///
/// After a crash the file is the old one or the new one, whole, as far as the disk keeps its promise
/// to have written what it was asked to flush.
pub fn write(temp_dir: &Path, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_with(temp_dir, path, |file| {
        file.write_all(bytes)
            .map_err(StoreError::io(FileAction::Write, path))
    })
}

/// As [`write()`], the bytes as they come; where making them fails, the old file stays.
pub fn write_with<T, E: From<StoreError>>(
    temp_dir: &Path,
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let mut draft = draft_in(temp_dir, path).map_err(StoreError::io(FileAction::Write, path))?;
    let filled = fill(draft.as_file_mut())?;
    draft
        .as_file()
        .sync_all()
        .map_err(StoreError::io(FileAction::Write, path))?;
    draft
        .persist(path)
        .map_err(|failure| StoreError::io(FileAction::Write, path)(failure.error))?;
    path.parent().into_iter().for_each(flush_folder);
    Ok(filled)
}

/// Writes to something other than an ordinary file, such as a pipe or a terminal, which is not replaced.
pub fn write_stream<T, E: From<StoreError>>(
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let open = fs::OpenOptions::new().write(true).open(path);
    fill(&mut open.map_err(StoreError::io(FileAction::Write, path))?)
}

/// Takes a file away; that it is gone already is as good. It stays away after a power cut once its folder was flushed.
pub fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::io(FileAction::Delete, path)(error))
        }
        _ => Ok(()),
    }
}

/// Makes a folder of a project inside one that exists; that it is there already is as good, unless it is a link.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    match fs::create_dir(path) {
        Ok(()) => Ok(()),
        Err(_) if links::is_link(path) => Err(StoreError::Link(path.to_owned())),
        Err(_) if path.is_dir() => Ok(()),
        Err(error) => Err(StoreError::io(FileAction::CreateFolder, path)(error)),
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

/// Asks the disk to remember what was renamed or removed in a folder as well. Not every file system can, and the files
/// themselves are whole either way, so a refusal is no failure.
pub fn flush_folder(folder: &Path) {
    #[cfg(unix)]
    {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = folder;
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

    #[test]
    fn drafts_are_nothing_until_they_are_settled_and_then_all_are_whole() {
        for count in [3, 40] {
            let folder = tempfile::tempdir().unwrap();
            let path = |at: usize| folder.path().join(at.to_string());
            let drafts = || {
                let mut drafts = DraftFiles::default();
                for at in 0..count {
                    let written = drafts.write(at, folder.path(), path(at), at.to_string().as_bytes());
                    written.unwrap();
                }
                assert!(!path(0).exists());
                drafts
            };
            drop(drafts());
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
            let mut drafts = drafts();
            let astray = folder.path().join("gone/file");
            drafts
                .write(count, folder.path(), astray.clone(), b"words")
                .unwrap();
            let failed = drafts.commit(folder.path());
            assert_eq!(failed.len(), 1);
            assert_eq!((failed[0].0, failed[0].1.path()), (count, Some(astray.as_path())));
            for at in 0..count {
                assert_eq!(fs::read(path(at)).unwrap(), at.to_string().as_bytes());
            }
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), count);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_as_such() {
        let mut full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let error = full.write_all(b"words").unwrap_err();
        let error = StoreError::io(FileAction::Write, Path::new("/x"))(error);
        assert!(error.hint().unwrap().contains("disk is full"), "{error}");
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
