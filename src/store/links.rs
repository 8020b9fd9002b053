//! Keeps reading and writing inside the project's folder. Links below it are never followed: in somebody else's
//! project they could point to any file of the user's. The folder itself may be reached through links.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{FileAction, StoreError};
use super::layout;

/// Whether the path is a link, whatever it points to.
pub(super) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

/// Returns an error if the path below the project's folder is a link or leads through one.
pub(super) fn check(root: &Path, path: &Path) -> Result<(), StoreError> {
    let Ok(parts) = path.strip_prefix(root) else {
        debug_assert!(false, "a path leads out of the project's folder");
        tracing::error!("a path leads out of the project's folder");
        return Err(StoreError::Link(path.to_owned()));
    };
    let mut step = root.to_owned();
    for part in parts {
        step.push(part);
        if is_link(&step) {
            return Err(StoreError::Link(step));
        }
    }
    Ok(())
}

/// The maximum size of a file of a project, in bytes: one that is larger has come about by accident or malice.
pub(super) const MAX_FILE_BYTES: u64 = 256 << 20;

/// The bytes of a regular file below the project's folder, or `None` where there is none.
pub(super) fn read(root: &Path, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    check(root, path)?;
    let read = fs::symlink_metadata(path).and_then(|metadata| {
        if !metadata.is_file() {
            return Ok(None);
        }
        if metadata.len() > MAX_FILE_BYTES {
            return Ok(Some(Err(metadata.len())));
        }
        let mut bytes = Vec::with_capacity(metadata.len() as usize);
        // It may be growing.
        open(path)?.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
        Ok(Some(Ok(bytes)))
    });
    match read {
        Ok(Some(Ok(bytes))) => Ok(Some(bytes)),
        Ok(Some(Err(size))) => Err(StoreError::TooLarge {
            path: path.to_owned(),
            size,
            limit: MAX_FILE_BYTES,
        }),
        Ok(None) => Err(StoreError::NotAFile(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io(FileAction::Read, path)(error)),
    }
}

/// The first link among what Sayso reads and writes in a project; nothing is followed to find it.
pub(super) fn find(root: &Path) -> Option<PathBuf> {
    let private = root.join(layout::PRIVATE);
    let (articles, history) = (root.join(layout::ARTICLES), root.join(layout::HISTORY));
    let lock = private.join(layout::LOCK);
    let originals = root.join(layout::ORIGINALS);
    let named = [layout::project_file(root), private, lock, originals];
    let is_ours = |path: &Path| {
        path.extension()
            .is_some_and(|ending| ending == "ron" || ending == "txt")
    };
    let mut named = named.into_iter();
    named
        .find(|path| is_link(path))
        .or_else(|| link_in(articles, is_ours))
        .or_else(|| link_in(history, |_| true))
        .or_else(|| link_in(root.join(layout::REFERENCES), |_| true))
}

/// The folder itself if it is a link, or the first link in it that is wanted.
fn link_in(folder: PathBuf, is_wanted: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    if is_link(&folder) {
        return Some(folder);
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let links = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_symlink()));
    let mut links = links.map(|entry| entry.path());
    links.find(|path| is_wanted(path))
}

/// A folder of the project that is no link, held open, so that its files are read without looking at each part of their
/// paths again.
#[derive(Debug)]
pub(super) struct HeldFolder(#[cfg(target_os = "linux")] std::os::fd::OwnedFd);

#[cfg(target_os = "linux")]
impl HeldFolder {
    /// Opens a folder; `None` where there is none, or a link.
    pub(super) fn open(root: &Path, name: &str) -> Option<Self> {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let folder = rustix::fs::open(root.join(name), flags, Mode::empty());
        folder.ok().map(Self)
    }

    /// Reads a regular file in it, in place of what `bytes` holds; gives whether that could be done.
    pub(super) fn read(&self, name: &str, bytes: &mut Vec<u8>) -> bool {
        use rustix::fs::{Mode, OFlags};
        bytes.clear();
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let Ok(file) = rustix::fs::openat(&self.0, name, flags, Mode::empty()) else {
            return false;
        };
        let file = File::from(file);
        let is_regular = |metadata: fs::Metadata| metadata.is_file() && metadata.len() <= MAX_FILE_BYTES;
        file.metadata().is_ok_and(is_regular) && file.take(MAX_FILE_BYTES).read_to_end(bytes).is_ok()
    }
}

#[cfg(not(target_os = "linux"))]
impl HeldFolder {
    /// No folder is held open here: files are found by their paths.
    pub(super) fn open(_root: &Path, _name: &str) -> Option<Self> {
        None
    }

    /// Reads nothing.
    pub(super) fn read(&self, _name: &str, _bytes: &mut Vec<u8>) -> bool {
        false
    }
}

#[cfg(target_os = "linux")]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    // Non-blocking, in case a pipe has taken the file's place meanwhile.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

#[cfg(not(target_os = "linux"))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Opens the lock for reading and writing, and creates it if it does not exist. Neither it nor its folder may be a link.
#[cfg(target_os = "linux")]
pub(super) fn open_lock(private: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open, openat};
    let folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = open(private, folder, Mode::empty())?;
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(openat(folder, layout::LOCK, flags, Mode::from_raw_mode(0o666))?.into())
}

/// Opens the lock for reading and writing, and creates it if it does not exist. Neither it nor its folder may be a link.
#[cfg(not(target_os = "linux"))]
pub(super) fn open_lock(private: &Path) -> io::Result<File> {
    let path = private.join(layout::LOCK);
    if is_link(private) || is_link(&path) {
        return Err(io::Error::other("it is a link"));
    }
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}
