//! Files outside a project: offered for import, requested as exports, unpacked as the sample.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::{FileAction, StoreError, atomic, layout};

/// The maximum size of a file that is read, unless the caller says otherwise.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// The maximum depth of folders that are walked.
const MAX_DEPTH: usize = 32;

/// What was found in folders.
#[derive(Debug, Default)]
pub struct FoundFiles {
    /// Ordinary files, each once, in the order of the folders and of their names.
    pub files: Vec<PathBuf>,
    /// Folders that could not be read, and paths that lead nowhere.
    pub errors: Vec<StoreError>,
    /// The other files of the folders, those that were not wanted: how many by the ending of their names, in lower case.
    pub others: BTreeMap<String, usize>,
    /// Whether there were more files than wanted.
    pub truncated: bool,
}

/// How many entries of a folder are listed.
const MAX_LISTED: usize = 5_000;

/// What lies in a folder, to be chosen from: names in order, without hidden ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The folders, and links to folders.
    pub folders: Vec<String>,
    /// All other files.
    pub files: Vec<String>,
    /// Whether there are more.
    pub truncated: bool,
}

/// Lists a folder.
pub fn list(folder: &Path) -> Result<Listing, StoreError> {
    let failed = StoreError::io(FileAction::ReadFolder, folder);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return Err(failed(error)),
    };
    let mut listing = Listing::default();
    for (at, entry) in entries.flatten().enumerate() {
        if at == MAX_LISTED {
            listing.truncated = true;
            break;
        }
        // A name that is no UTF-8 cannot be typed either.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let is_folder = match entry.file_type() {
            Ok(kind) if kind.is_symlink() => entry.path().is_dir(),
            kind => kind.is_ok_and(|kind| kind.is_dir()),
        };
        let names = if is_folder {
            &mut listing.folders
        } else {
            &mut listing.files
        };
        names.push(name);
    }
    listing.folders.sort_by_cached_key(|name| name.to_lowercase());
    listing.files.sort_by_cached_key(|name| name.to_lowercase());
    Ok(listing)
}

/// What is at a path that the user named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// A project's folder, or its `project.ron`.
    Project,
    /// A project in one file.
    OneFile,
    /// Another folder.
    Folder,
    /// Another file.
    File,
    /// Nothing.
    Nothing,
}

/// What is at a path that the user named.
pub fn kind_of(path: &Path) -> PathKind {
    let folder = layout::folder_from_path(path);
    if layout::project_file(&folder).is_file() {
        return PathKind::Project;
    }
    if path.is_dir() {
        PathKind::Folder
    } else if is_one_file(path) {
        PathKind::OneFile
    } else if path.exists() {
        PathKind::File
    } else {
        PathKind::Nothing
    }
}

/// The ending of the name of a project in one file.
pub const ONE_FILE_ENDING: &str = "sayso";
/// The first entry of such an archive. It lies in the private folder, where no file of a project is.
pub(super) const ONE_FILE_TYPE_ENTRY: &str = ".sayso/type";

/// Whether a path is that of a project in one file, by its name or its first bytes.
pub fn is_one_file(path: &Path) -> bool {
    let has_ending = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case(ONE_FILE_ENDING));
    path.is_file() && (has_ending || starts_as_one_file(path).unwrap_or(false))
}

fn starts_as_one_file(path: &Path) -> io::Result<bool> {
    /// Where the name of a ZIP archive's first entry begins, in bytes.
    const FIRST_NAME_AT: usize = 30;
    let mut head = [0; FIRST_NAME_AT + ONE_FILE_TYPE_ENTRY.len()];
    File::open(path)?.read_exact(&mut head)?;
    Ok(head.starts_with(b"PK\x03\x04") && head.ends_with(ONE_FILE_TYPE_ENTRY.as_bytes()))
}

/// Writes a file that the user asked for, such as an export, completely or not at all. An existing file is replaced;
/// asking the user first is up to the caller. A pipe or a device is written to instead.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_with(path, |file| {
        file.write_all(bytes)
            .map_err(StoreError::io(FileAction::Write, path))
    })
}

/// Like [`write()`], with the bytes written by `fill`, so that they need not fit in memory; if it fails, the old file
/// stays.
pub fn write_with<T, E: From<StoreError>>(
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(StoreError::NotAFile(path.to_owned()).into()),
        Ok(metadata) if !metadata.is_file() => atomic::write_stream(path, fill),
        _ => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            atomic::write_beside(folder.unwrap_or(Path::new(".")), path, fill)
        }
    }
}

/// Writes files, given by their paths within the folder, into one that is empty or does not exist, such as the
/// bundled sample project.
pub fn unpack(folder: &Path, contents: &[(&str, &[u8])]) -> Result<(), StoreError> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(StoreError::NotEmpty(folder.to_owned()));
    }
    for (file, bytes) in contents {
        let path = folder.join(file);
        let within = path.parent().unwrap_or(folder);
        fs::create_dir_all(within).map_err(StoreError::io(FileAction::CreateFolder, within))?;
        atomic::write(within, &path, bytes)?;
    }
    Ok(())
}

/// Creates a folder outside of a project, with those above it.
pub(crate) fn make_folders(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder).map_err(StoreError::io(FileAction::CreateFolder, folder))
}

/// The bytes of a regular file of at most [`MAX_FILE_BYTES`] bytes.
pub fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    read_up_to(path, MAX_FILE_BYTES)
}

/// The first bytes of a regular file, at most `most`.
pub fn beginning(path: &Path, most: u64) -> Result<Vec<u8>, StoreError> {
    if !path.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| missing_or(path, error))?;
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(StoreError::io(FileAction::Read, path))?;
    Ok(bytes)
}

/// The bytes of a regular file of at most `limit` bytes. It does not hang on pipes nor fill the
/// memory from devices.
pub fn read_up_to(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let metadata = fs::metadata(path).map_err(|error| missing_or(path, error))?;
    if !metadata.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    let too_large = |size| StoreError::TooLarge {
        path: path.to_owned(),
        size,
        limit,
    };
    if metadata.len() > limit {
        return Err(too_large(metadata.len()));
    }
    let file = File::open(path).map_err(|error| missing_or(path, error))?;
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // Files of the system say they are empty, and others may be growing.
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(StoreError::io(FileAction::Read, path))?;
    if bytes.len() as u64 > limit {
        Err(too_large(bytes.len() as u64))
    } else {
        Ok(bytes)
    }
}

/// The files among these paths, and in the folders among them those that are wanted; at most `most`. Hidden files and
/// folders are skipped inside folders, and links to folders not followed.
pub fn walk(paths: &[PathBuf], most: usize, is_wanted: &dyn Fn(&Path) -> bool) -> FoundFiles {
    let mut walk = FoundFiles::default();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk_folder(path, most, is_wanted, MAX_DEPTH, &mut walk),
            Ok(_) => take(path.clone(), most, &mut walk),
            Err(error) => walk.errors.push(missing_or(path, error)),
        }
    }
    // Within one folder everything is met once.
    if paths.len() > 1 {
        let mut seen = std::collections::HashSet::new();
        walk.files.retain(|path| seen.insert(path.clone()));
    }
    walk
}

fn walk_folder(
    folder: &Path,
    most: usize,
    is_wanted: &dyn Fn(&Path) -> bool,
    depth: usize,
    walk: &mut FoundFiles,
) {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            walk.errors
                .push(StoreError::io(FileAction::ReadFolder, folder)(error));
            return;
        }
    };
    entries.sort_by_cached_key(fs::DirEntry::file_name);
    for entry in entries {
        if walk.truncated {
            return;
        }
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                if depth > 0 {
                    walk_folder(&path, most, is_wanted, depth - 1, walk);
                }
            }
            Ok(kind) if (kind.is_file() || path.is_file()) && is_wanted(&path) => take(path, most, walk),
            Ok(_) => *walk.others.entry(ending(&path)).or_default() += 1,
            Err(error) => walk.errors.push(StoreError::io(FileAction::Read, &path)(error)),
        }
    }
}

/// The ending of a file's name in lower case; empty where it has none.
pub fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}

fn take(path: PathBuf, most: usize, walk: &mut FoundFiles) {
    if walk.files.len() < most {
        walk.files.push(path);
    } else {
        walk.truncated = true;
    }
}

fn missing_or(path: &Path, error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
        _ => StoreError::io(FileAction::Read, path)(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::atomic;

    fn put(folder: &Path, file: &str) -> PathBuf {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        atomic::write(folder, &path, b"words").unwrap();
        path
    }

    #[test]
    fn folders_are_walked_in_order_without_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        let b = put(folder.path(), "b.txt");
        let a = put(folder.path(), "a/deep.txt");
        put(folder.path(), ".git/config");
        put(folder.path(), "a/.hidden");
        let all = |_: &Path| true;
        let found = walk(&[folder.path().to_owned(), b.clone()], 100, &all);
        assert_eq!(found.files, [a, b]);
        assert!(found.errors.is_empty() && !found.truncated);
        let found = walk(&[folder.path().to_owned()], 100, &|path| path.ends_with("b.txt"));
        assert_eq!(found.files.len(), 1);
        assert!(walk(&[folder.path().to_owned()], 1, &all).truncated);
    }

    #[test]
    fn a_path_that_leads_nowhere_is_an_error_and_the_rest_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = put(folder.path(), "a.txt");
        let found = walk(&[folder.path().join("no"), file.clone()], 9, &|_| false);
        assert_eq!(found.files, [file]);
        assert!(matches!(found.errors.as_slice(), [StoreError::Missing(_)]));
    }

    #[test]
    fn a_file_over_the_limit_names_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let path = put(folder.path(), "a.txt");
        assert_eq!(read_up_to(&path, 5).unwrap(), b"words");
        let error = read_up_to(&path, 4).unwrap_err();
        assert!(error.to_string().contains("0.0 MB"), "{error}");
        assert!(matches!(read(folder.path()), Err(StoreError::NotAFile(_))));
    }

    #[test]
    fn an_export_replaces_a_file_but_no_folder_and_a_sample_needs_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = put(folder.path(), "claims.csv");
        write(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(matches!(write(folder.path(), b"x"), Err(StoreError::NotAFile(_))));
        let contents: &[(&str, &[u8])] = &[("project.ron", b"()"), ("articles/a.txt", b"words")];
        assert!(matches!(
            unpack(folder.path(), contents),
            Err(StoreError::NotEmpty(_))
        ));
        let sample = folder.path().join("sample");
        unpack(&sample, contents).unwrap();
        assert_eq!(fs::read(sample.join("articles/a.txt")).unwrap(), b"words");
        assert_eq!(kind_of(&sample), PathKind::Project);
        assert_eq!(kind_of(&sample.join("project.ron")), PathKind::Project);
        assert_eq!(kind_of(folder.path()), PathKind::Folder);
        assert_eq!(kind_of(&path), PathKind::File);
        assert_eq!(kind_of(&folder.path().join("no")), PathKind::Nothing);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_under_an_export_is_said() {
        let error = write(Path::new("/dev/full"), b"words").unwrap_err();
        assert!(error.hint().unwrap().contains("disk is full"), "{error}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_is_not_read() {
        assert!(matches!(
            read(Path::new("/dev/zero")),
            Err(StoreError::NotAFile(_))
        ));
    }
}
