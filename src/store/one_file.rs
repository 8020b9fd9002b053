//! A project as one file, `name.sayso`, to be sent and received whole: a ZIP archive of its folder.
//!
//! Sayso's private folder and those of version control stay out, and so does what is no regular file. The first entry
//! says what the archive is, where programs that tell files apart by their content look for it (as in EPUB and
//! `OpenDocument`). Equal folders give equal bytes. Nobody works in the archive itself: it is unpacked into a folder, whole
//! or not at all, and everything that keeps a folder's work safe holds there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::atomic::{self, DraftFiles};
use super::files::{self, ONE_FILE_TYPE_ENTRY};
use super::{FileAction, FileProblem, StoreError, hex, layout, links};

/// What the first entry says.
const MEDIA_TYPE: &str = "application/x-sayso";
/// In the private folder of a project that was unpacked, the digest of the file.
const RECEIVED: &str = "received";

/// Folders that belong to a copy of the project on one machine.
const LEFT_OUT: [&str; 4] = [layout::PRIVATE, ".git", ".hg", ".svn"];
/// Folders are not deeper than this.
const MAX_DEPTH: usize = 32;
/// How often packing begins anew because the files have changed meanwhile.
const MAX_ATTEMPTS: usize = 5;
/// Projects have two or three files an article.
const MAX_ENTRIES: usize = 1_000_000;
/// What is read of an archive, in bytes: so many times its size, but this much of any.
const MAX_RATIO: u64 = 200;
const MIN_TOTAL_BYTES: u64 = 256 << 20;

/// What was packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// The number of files.
    pub files: usize,
    /// Files and links that are not in the archive, by their paths within the folder.
    pub left_out: Vec<PathBuf>,
}

/// What is in a project's folder.
#[derive(Debug, Default, PartialEq, Eq)]
struct Contents {
    /// Files by their names in the archive, each with its size in bytes and the time of its last change.
    files: BTreeMap<String, (u64, Option<SystemTime>)>,
    /// Folders with nothing in them.
    empty: BTreeSet<String>,
    left_out: BTreeSet<PathBuf>,
}

/// Why an archive was not written.
enum PackError {
    /// The files have changed meanwhile.
    Changed,
    Failed(StoreError),
}

impl From<StoreError> for PackError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

/// Packs a project's folder into one file, which must lie outside of it. An existing file is replaced; asking the user
/// first is up to the caller. If files change meanwhile, it begins anew, so that what is packed belongs together.
pub fn pack(folder: &Path, file: &Path) -> Result<Packed, StoreError> {
    let root = layout::folder_from_path(folder);
    if !layout::project_file(&root).is_file() {
        return Err(StoreError::NotAProject(root));
    }
    if lies_within(file, &root) {
        return Err(problem(file, fl!("one-file-within"), fl!("one-file-within.hint")));
    }
    for _ in 0..MAX_ATTEMPTS {
        let contents = Contents::read(&root)?;
        let written = files::write_with(file, |out| contents.write(&root, file, out));
        match written {
            Ok(()) => {
                return Ok(Packed {
                    files: contents.files.len(),
                    left_out: contents.left_out.into_iter().collect(),
                });
            }
            Err(PackError::Changed) => {}
            Err(PackError::Failed(error)) => return Err(error),
        }
    }
    Err(problem(
        &root,
        fl!("one-file-changing"),
        fl!("one-file-changing.hint"),
    ))
}

fn lies_within(file: &Path, root: &Path) -> bool {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new(".")).canonicalize();
    parent
        .ok()
        .zip(root.canonicalize().ok())
        .is_some_and(|(parent, root)| parent.starts_with(root))
}

impl Contents {
    fn read(root: &Path) -> Result<Self, StoreError> {
        let mut contents = Self::default();
        contents.read_folder(root, Path::new(""), MAX_DEPTH)?;
        Ok(contents)
    }

    fn read_folder(&mut self, root: &Path, within: &Path, depth: usize) -> Result<(), StoreError> {
        let folder = root.join(within);
        let failed = |error| StoreError::io(FileAction::ReadFolder, &folder)(error);
        let mut is_empty = true;
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = within.join(entry.file_name());
            is_empty = false;
            let metadata = match fs::symlink_metadata(entry.path()) {
                Ok(metadata) => metadata,
                // It was a draft that has become a file.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(StoreError::io(FileAction::Read, &entry.path())(error)),
            };
            if metadata.is_dir() && LEFT_OUT.iter().any(|name| entry.file_name() == OsStr::new(name)) {
                continue;
            }
            match name_of(&path) {
                Some(_) if metadata.is_dir() && depth > 0 => self.read_folder(root, &path, depth - 1)?,
                Some(name) if metadata.is_file() => {
                    let stamp = (metadata.len(), metadata.modified().ok());
                    self.files.insert(name, stamp);
                }
                _ => {
                    self.left_out.insert(path);
                }
            }
        }
        if is_empty && let Some(name) = name_of(within).filter(|name| !name.is_empty()) {
            self.empty.insert(name);
        }
        Ok(())
    }

    fn write(&self, root: &Path, file: &Path, out: &mut File) -> Result<(), PackError> {
        let failed = |error: ZipError| StoreError::io(FileAction::Write, file)(error.into());
        // Equal folders give equal bytes, so no times are kept.
        let packed = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let stored = packed.compression_method(CompressionMethod::Stored);
        let mut zip = ZipWriter::new(BufWriter::new(out));
        let mut put = |name: &str, bytes: &[u8], options: SimpleFileOptions| {
            zip.start_file(name, options)?;
            Ok::<_, ZipError>(zip.write_all(bytes)?)
        };
        put(ONE_FILE_TYPE_ENTRY, MEDIA_TYPE.as_bytes(), stored).map_err(failed)?;
        for name in self.files.keys() {
            let Some(bytes) = links::read(root, &root.join(name))? else {
                return Err(PackError::Changed);
            };
            put(name, &bytes, packed).map_err(failed)?;
        }
        for name in &self.empty {
            zip.add_directory(name.as_str(), stored).map_err(failed)?;
        }
        let mut out = zip.finish().map_err(failed)?;
        out.flush().map_err(StoreError::io(FileAction::Write, file))?;
        let is_half_saved = root.join(layout::PRIVATE).join(layout::UNFINISHED).exists();
        if is_half_saved || Self::read(root)? != *self {
            return Err(PackError::Changed);
        }
        Ok(())
    }
}

/// A path within a project's folder as the name of an entry; `None` if other systems or programs could not keep it.
fn name_of(path: &Path) -> Option<String> {
    let parts = path.components().map(|part| match part {
        Component::Normal(name) => name.to_str().filter(|name| is_portable(name)),
        _ => None,
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

fn is_portable(name: &str) -> bool {
    let is_foreign = |c: char| c.is_control() || c == '\\' || (cfg!(windows) && ":*?\"<>|".contains(c));
    !name.is_empty() && !matches!(name, "." | "..") && !name.contains(is_foreign)
}

/// A project that was unpacked from one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Its folder.
    pub folder: PathBuf,
    /// Whether it was unpacked earlier, so that what was done since is there.
    pub was_there: bool,
}

/// Unpacks a project in one file into a folder of its name within `parent`. If this very file was unpacked there before,
/// it is that folder, and if the name is taken by anything else, a number is added to it.
pub fn unpack_within(file: &Path, parent: &Path) -> Result<Unpacked, StoreError> {
    let digest = digest_of(file)?;
    let name = file.file_stem().unwrap_or(file.as_os_str()).to_owned();
    let mut number = 1;
    loop {
        let mut name = name.clone();
        if number > 1 {
            name.push(format!("-{number}"));
        }
        let folder = parent.join(name);
        let was_there = received(&folder).is_some_and(|known| known == digest);
        if !was_there && fs::symlink_metadata(&folder).is_ok() {
            number += 1;
            continue;
        }
        if !was_there {
            unpack(file, &folder)?;
        }
        return Ok(Unpacked { folder, was_there });
    }
}

/// The digest of the file that a project was unpacked from.
fn received(folder: &Path) -> Option<String> {
    let bytes = links::read(folder, &folder.join(layout::PRIVATE).join(RECEIVED)).ok()??;
    layout::project_file(folder).is_file().then_some(())?;
    String::from_utf8(bytes).ok()
}

fn digest_of(file: &Path) -> Result<String, StoreError> {
    if !file.is_file() {
        return Err(StoreError::Missing(file.to_owned()));
    }
    let mut digest = Sha256::new();
    let copied = File::open(file).and_then(|mut opened| io::copy(&mut opened, &mut HashWriter(&mut digest)));
    copied.map_err(StoreError::io(FileAction::Read, file))?;
    Ok(hex(&digest.finalize().into()))
}

struct HashWriter<'digest>(&'digest mut Sha256);

impl Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Unpacks a project in one file into a folder that is empty or does not exist. It is there whole or not at all.
pub fn unpack(file: &Path, folder: &Path) -> Result<(), StoreError> {
    let digest = digest_of(file)?;
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(StoreError::NotEmpty(folder.to_owned()));
    }
    let mut archive = Archive::open(file)?;
    let folder = std::path::absolute(folder).map_err(StoreError::io(FileAction::CreateFolder, folder))?;
    let parent = folder.parent().unwrap_or(&folder);
    let failed = |error| StoreError::io(FileAction::CreateFolder, &folder)(error);
    fs::create_dir_all(parent).map_err(failed)?;
    let temp = tempfile::Builder::new()
        .prefix(".unpacking-")
        .tempdir_in(parent)
        .map_err(failed)?;
    archive.write_into(temp.path())?;
    let private = temp.path().join(layout::PRIVATE);
    atomic::write(&private, &private.join(RECEIVED), digest.as_bytes())?;
    fs::rename(temp.path(), &folder).map_err(failed)?;
    // It has another name now, under which nothing is deleted.
    let _moved = temp.keep();
    Ok(())
}

/// An archive that holds a project.
struct Archive<'path> {
    file: &'path Path,
    zip: ZipArchive<BufReader<File>>,
    /// The folder within the archive that is the project; empty if all of it is.
    top: String,
    /// How many bytes may still be read.
    left: u64,
}

impl<'path> Archive<'path> {
    fn open(file: &'path Path) -> Result<Self, StoreError> {
        let read = StoreError::io(FileAction::Read, file);
        let metadata = fs::metadata(file).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::Missing(file.to_owned()),
            _ => StoreError::io(FileAction::Read, file)(error),
        })?;
        if !metadata.is_file() {
            return Err(StoreError::NotAFile(file.to_owned()));
        }
        let opened = File::open(file).map_err(read)?;
        let zip = ZipArchive::new(BufReader::new(opened)).map_err(|error| damaged(file, &error))?;
        if zip.len() > MAX_ENTRIES {
            return Err(refused(file, fl!("one-file-too-many")));
        }
        let names: Result<Vec<String>, ZipError> =
            zip.file_names().map(|name| name.map(Cow::into_owned)).collect();
        let names = names.map_err(|error| damaged(file, &error))?;
        let top = top_folder(names.iter().map(String::as_str))
            .ok_or_else(|| problem(file, fl!("one-file-no-project"), fl!("one-file-no-project.hint")))?;
        let left = MIN_TOTAL_BYTES.max(metadata.len().saturating_mul(MAX_RATIO));
        Ok(Self { file, zip, top, left })
    }

    /// Writes the files into this folder, which is new and empty.
    fn write_into(&mut self, root: &Path) -> Result<(), StoreError> {
        let drafts_folder = root.join(layout::PRIVATE);
        let made = |folder: &Path| {
            fs::create_dir_all(folder).map_err(StoreError::io(FileAction::CreateFolder, folder))
        };
        made(&drafts_folder)?;
        let mut drafts = DraftFiles::default();
        let mut seen = BTreeSet::new();
        for at in 0..self.zip.len() {
            let Some((path, is_folder)) = self.path_of(at)? else {
                continue;
            };
            let whole = root.join(&path);
            if is_folder {
                made(&whole)?;
                continue;
            }
            made(whole.parent().unwrap_or(root))?;
            if !seen.insert(path.clone()) {
                return Err(refused(self.file, &fl!("one-file-twice", name = path.as_path())));
            }
            let bytes = self.bytes_of(at, &path)?;
            drafts.write((), &drafts_folder, whole, &bytes)?;
        }
        let failed = drafts.commit(root).into_iter().next();
        failed.map_or(Ok(()), |((), error)| Err(error))
    }

    /// The path of an entry within the project, and whether it is a folder; `None` if it is not of the project.
    fn path_of(&mut self, at: usize) -> Result<Option<(PathBuf, bool)>, StoreError> {
        let entry = self
            .zip
            .by_index_raw(at)
            .map_err(|error| damaged(self.file, &error))?;
        let whole = entry.name().map_err(|error| damaged(self.file, &error))?;
        let Some(name) = whole.strip_prefix(&self.top) else {
            return Ok(None);
        };
        let is_folder = entry.is_dir();
        let parts: Vec<&str> = name.trim_end_matches('/').split('/').collect();
        if parts == [""] || parts.iter().any(|part| LEFT_OUT.contains(part)) {
            return Ok(None);
        }
        if entry.is_symlink() {
            return Err(refused(self.file, &fl!("one-file-link", name = name)));
        }
        if parts.len() > MAX_DEPTH || !parts.iter().all(|part| is_portable(part)) {
            return Err(refused(self.file, &fl!("one-file-bad-name", name = name)));
        }
        Ok(Some((parts.iter().collect(), is_folder)))
    }

    fn bytes_of(&mut self, at: usize, path: &Path) -> Result<Vec<u8>, StoreError> {
        let entry = self.zip.by_index(at);
        let entry = entry.map_err(|error| damaged(self.file, &error))?;
        let limit = self.left.min(links::MAX_FILE_BYTES);
        let mut bytes = Vec::new();
        // What the archive says of the size is not believed.
        let read = entry.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| damaged(self.file, &ZipError::Io(error)))?;
        if bytes.len() as u64 > limit {
            return Err(refused(self.file, &fl!("one-file-swells", name = path)));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}

/// Where the project is in an archive: at its top, or in the only folder that holds one, as programs pack folders.
fn top_folder<'name>(mut names: impl Iterator<Item = &'name str> + Clone) -> Option<String> {
    if names.clone().any(|name| name == layout::PROJECT_FILE) {
        return Some(String::new());
    }
    let top = |name: &str| {
        let top = name.strip_suffix(layout::PROJECT_FILE)?;
        let is_one = top.strip_suffix('/').is_some_and(|folder| !folder.contains('/'));
        is_one.then(|| top.to_owned())
    };
    let first = names.find_map(top)?;
    names.find_map(top).is_none().then_some(first)
}

fn damaged(file: &Path, error: &ZipError) -> StoreError {
    let reason = match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            fl!("one-file-locked").to_owned()
        }
        error => fl!("one-file-damaged", reason = error.to_string()),
    };
    problem(file, reason, fl!("one-file-damaged.hint"))
}

fn refused(file: &Path, reason: &str) -> StoreError {
    problem(file, reason, fl!("one-file-not-unpacked"))
}

fn problem(file: &Path, message: impl Into<String>, hint: impl Into<String>) -> StoreError {
    StoreError::Broken(Box::new(FileProblem::new(file, message, hint)))
}
