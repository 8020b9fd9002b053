//! Writes files completely or not at all: to a temporary file, which then replaces the old one by a rename. No other
//! file of the program creates or writes permanent files.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::{NamedTempFile, TempPath};

use super::{FileAction, StoreError, links};

/// How the names of drafts begin.
pub(super) const DRAFT: &str = "draft-";

/// From this number of files on, the disk is flushed once for all and not once a file.
#[cfg(target_os = "linux")]
const MIN_FILES_FOR_SYNCFS: usize = 16;

/// Files that are replaced together: all are written to temporary files, flushed together, and then renamed, so that
/// thousands of files take little longer than the disk needs for their bytes. Without a commit nothing is left behind.
#[derive(Debug)]
pub struct DraftFiles<K>(Vec<DraftFile<K>>);

/// A file that is written to a temporary file and not renamed yet.
#[derive(Debug)]
struct DraftFile<K> {
    key: K,
    /// Closed, so that the number of open files stays small.
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
        let written = draft(temp_dir, &path, bytes)?;
        self.0.push(DraftFile { key, written, path });
        Ok(())
    }

    /// Flushes the files and moves them into place in this project's folder; returns the keys and errors of those that
    /// failed. After a crash each file is the old one or the new one, whole, as with
    /// [`write()`].
    pub fn commit(self, root: &Path) -> Vec<(K, StoreError)> {
        let drafts: Vec<&Path> = self.0.iter().map(|draft| &*draft.written).collect();
        let flush = Flush::new(&drafts);
        let settled = self.0.into_par_iter().map(|draft| {
            let flushed = flush.file(&draft.written);
            // A link may have been created there since the draft was started.
            let moved = links::check(root, &draft.path).and_then(|()| {
                let moved = flushed.and_then(|()| Ok(draft.written.persist(&draft.path)?));
                moved.map_err(StoreError::io(FileAction::Write, &draft.path))
            });
            (draft.key, draft.path, moved)
        });
        let settled: Vec<_> = settled.collect();
        flush_parents(settled.iter().map(|(_, path, _)| path.clone()));
        let failed = settled.into_iter();
        failed
            .filter_map(|(key, _, moved)| Some((key, moved.err()?)))
            .collect()
    }
}

/// Drafts that are flushed, all at once or each for itself.
pub(super) struct Flush {
    is_done: bool,
}

impl Flush {
    /// Flushes these drafts at once, if that is possible and worth it.
    pub(super) fn new(drafts: &[&Path]) -> Self {
        Self {
            is_done: flush_at_once(drafts),
        }
    }

    /// Flushes one of them, if that is not done.
    pub(super) fn file(&self, draft: &Path) -> io::Result<()> {
        if self.is_done {
            return Ok(());
        }
        // Not every system flushes a file that is open for reading.
        fs::OpenOptions::new().write(true).open(draft)?.sync_all()
    }
}

/// Flushes the whole disk of these drafts once; `false` if that is impossible or not worth it.
#[cfg(target_os = "linux")]
fn flush_at_once(drafts: &[&Path]) -> bool {
    let first = drafts.first().filter(|_| drafts.len() >= MIN_FILES_FOR_SYNCFS);
    let on_the_disk = first.and_then(|draft| File::open(draft).ok());
    on_the_disk.is_some_and(|on_the_disk| rustix::fs::syncfs(on_the_disk).is_ok())
}

/// Flushes the whole disk of these drafts once; `false` if that is impossible or not worth it.
#[cfg(not(target_os = "linux"))]
fn flush_at_once(_drafts: &[&Path]) -> bool {
    false
}

/// Writes what a file is to hold to a draft of it.
pub(super) fn draft(temp_dir: &Path, path: &Path, bytes: &[u8]) -> Result<TempPath, StoreError> {
    let written = draft_in(temp_dir, path)
        .and_then(|mut draft| draft.write_all(bytes).map(|()| draft.into_temp_path()));
    written.map_err(StoreError::io(FileAction::Write, path))
}

/// An empty draft of a file, with the permissions it is to have.
pub(super) fn draft_in(temp_dir: &Path, path: &Path) -> io::Result<NamedTempFile> {
    let mut draft = tempfile::Builder::new();
    draft.prefix(DRAFT);
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

fn write_with<T, E: From<StoreError>>(
    temp_dir: &Path,
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let draft = draft_in(temp_dir, path).map_err(StoreError::io(FileAction::Write, path))?;
    fill_and_place(draft, path, fill)
}

/// Writes a file of the user's by way of a draft beside it, with the bytes written by `fill`; if that fails, the old file
/// stays. The name of the draft is hidden and says whose it is; what a crash has left of earlier ones is deleted.
pub fn write_beside<T, E: From<StoreError>>(
    folder: &Path,
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let prefix = draft_prefix(path);
    remove_abandoned(folder, &prefix);
    let mut draft = tempfile::Builder::new();
    draft.prefix(&prefix);
    keep_permissions(&mut draft, path);
    let draft = draft.tempfile_in(folder);
    let draft = draft.map_err(StoreError::io(FileAction::Write, path))?;
    // Until it is in place the lock tells other exports to the same file that somebody is at it.
    let _ = draft.as_file().try_lock();
    fill_and_place(draft, path, fill)
}

/// How the names of the drafts of a file begin: '.claims.csv.sayso-draft-'.
fn draft_prefix(path: &Path) -> String {
    const MAX_NAME_BYTES: usize = 150;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name
        .get(..name.floor_char_boundary(MAX_NAME_BYTES))
        .unwrap_or_default();
    format!(".{name}.sayso-draft-")
}

/// Deletes the drafts that nobody is writing any more. That they stay is not worth failing for.
fn remove_abandoned(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_plain = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_plain || !entry.file_name().to_string_lossy().starts_with(prefix) {
            continue;
        }
        let draft = File::open(entry.path());
        if draft.is_ok_and(|draft| draft.try_lock().is_ok()) {
            let _ = remove(&entry.path());
        }
    }
}

fn fill_and_place<T, E: From<StoreError>>(
    mut draft: NamedTempFile,
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
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

/// Deletes a file; it is no error if it does not exist. The deletion survives a power cut once the folder is flushed.
pub fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::io(FileAction::Delete, path)(error))
        }
        _ => Ok(()),
    }
}

/// Moves a file into a folder on the same disk, under another name if its own is taken there; returns its new path.
pub fn move_into(path: &Path, folder: &Path) -> Result<PathBuf, StoreError> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut target = folder.join(&name);
    for number in 2_u32.. {
        if fs::symlink_metadata(&target).is_err() {
            break;
        }
        target = folder.join(format!("{number}-{name}"));
    }
    fs::rename(path, &target).map_err(StoreError::io(FileAction::Write, &target))?;
    path.parent().into_iter().chain([folder]).for_each(flush_folder);
    Ok(target)
}

/// Creates a folder inside an existing one; it is no error if it exists, unless it is a link.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    match fs::create_dir(path) {
        Ok(()) => Ok(()),
        Err(_) if links::is_link(path) => Err(StoreError::Link(path.to_owned())),
        Err(_) if path.is_dir() => Ok(()),
        Err(error) => Err(StoreError::io(FileAction::CreateFolder, path)(error)),
    }
}

/// Gives a draft the permissions of the file that it replaces, or those of a new file by the user's mask: a temporary
/// file would be private to its owner.
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

/// Flushes the names in the folders of these files, each once.
pub(super) fn flush_parents(paths: impl Iterator<Item = PathBuf>) {
    let folders: BTreeSet<PathBuf> = paths
        .filter_map(|path| path.parent().map(Path::to_owned))
        .collect();
    for folder in &folders {
        flush_folder(folder);
    }
}

/// Flushes the names in a folder. Not every file system can, and the files are complete either way, so errors are
/// ignored.
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

    #[test]
    fn the_next_export_removes_what_a_killed_one_has_left_and_not_what_another_is_writing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("claims.csv");
        let left = folder.path().join(".claims.csv.sayso-draft-aaaaaa");
        let others = folder.path().join(".claims.csv.sayso-draft-bbbbbb");
        let create = |path: &Path| {
            let open = fs::OpenOptions::new().create(true).append(true).open(path);
            open.unwrap()
        };
        drop(create(&left));
        let at_work = create(&others);
        at_work.lock().unwrap();
        let write = |bytes: &'static [u8]| {
            write_beside(folder.path(), &path, |file| {
                file.write_all(bytes)
                    .map_err(StoreError::io(FileAction::Write, &path))
            })
        };
        write(b"new").unwrap();
        assert_eq!((left.exists(), others.exists()), (false, true));
        drop(at_work);
        write(b"newer").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read(&path).unwrap(), b"newer");
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
