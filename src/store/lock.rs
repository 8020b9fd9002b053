//! One writer per project: an advisory lock on `.sayso/lock`, whose content names its owner. The system
//! releases it when the process ends, however it ends.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use super::lock_owner::LockOwner;
use super::{layout, links};

/// The maximum length of a lock's content, in bytes.
const MAX_CONTENT_BYTES: u64 = 4096;

/// The right to write a project, released when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    /// True if the file's content is ours to change.
    is_named: bool,
}

/// The result of trying to take the lock.
#[derive(Debug)]
pub(super) enum Locking {
    /// It was taken.
    Ours(Lock),
    /// Another process has it.
    Held(Option<LockOwner>),
    /// The file system does not support locks.
    Unsupported,
    /// The file is not a regular one, or has a second name elsewhere.
    NotALock,
}

/// Tries to take the lock in the private folder. Unlike all other files, this one is not replaced by a rename, because
/// a lock belongs to the file and not to its name; its content is overwritten only if Sayso wrote it.
pub(super) fn take(private: &Path, owner: &LockOwner) -> io::Result<Locking> {
    // What can be opened for writing may be anything, and a folder or a socket cannot be.
    let there = fs::symlink_metadata(private.join(layout::LOCK));
    if there.is_ok_and(|there| !there.is_file() && !there.is_symlink()) {
        return Ok(Locking::NotALock);
    }
    let mut file = links::open_lock(private)?;
    if !is_plain(&file)? {
        return Ok(Locking::NotALock);
    }
    match file.try_lock() {
        Ok(()) => {
            let is_named = is_ours(&content_of(&file)?);
            if is_named {
                file.set_len(0)?;
                file.rewind()?;
                let owner = ron::to_string(owner).map_err(io::Error::other)?;
                file.write_all(owner.as_bytes())?;
            }
            Ok(Locking::Ours(Lock { file, is_named }))
        }
        Err(TryLockError::WouldBlock) => {
            let content = content_of(&file).ok();
            Ok(Locking::Held(
                content.and_then(|content| ron::de::from_bytes(&content).ok()),
            ))
        }
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Locking::Unsupported)
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether it is a regular file with no other name: a hard link may be any file of the user's.
fn is_plain(file: &File) -> io::Result<bool> {
    let metadata = file.metadata()?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&metadata) != 1 {
        return Ok(false);
    }
    Ok(metadata.is_file())
}

fn content_of(mut file: &File) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    file.rewind()?;
    file.take(MAX_CONTENT_BYTES).read_to_end(&mut content)?;
    Ok(content)
}

/// Whether Sayso wrote the content. A power cut can leave zeros where the name was.
fn is_ours(content: &[u8]) -> bool {
    content.iter().all(|byte| *byte == 0) || ron::de::from_bytes::<LockOwner>(content).is_ok()
}

impl Drop for Lock {
    fn drop(&mut self) {
        // If this fails, the name in the file is stale, which is harmless: nobody reads it without the lock being held.
        if self.is_named {
            let _ = self.file.set_len(0);
        }
        // Explicitly, because a child process that is just starting may hold the file open too.
        let _ = self.file.unlock();
    }
}
