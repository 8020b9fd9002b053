//! One writer per project: an advisory lock on `.sayso/lock`, whose content names its owner. The system
//! releases it when the process ends, however it ends.

use std::fmt;
use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::links;

/// The longest content of a lock that is looked at, in bytes.
const MAX_CONTENT_BYTES: u64 = 4096;

/// Who holds a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockOwner {
    /// The reviewer or user.
    pub name: String,
    /// The machine.
    pub host: String,
    /// The process on it.
    pub process: u32,
    /// Since when.
    pub since: Timestamp,
}

impl fmt::Display for LockOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            host,
            process,
            since,
        } = self;
        write!(f, "{name} on {host} (process {process}, since {since})")
    }
}

/// The right to write a project, released when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    /// Whether the content is ours to change.
    named: bool,
}

/// The result of asking for the lock.
#[derive(Debug)]
pub(super) enum Locking {
    /// It is ours.
    Ours(Lock),
    /// Another has it.
    Held(Option<LockOwner>),
    /// This file system knows no locks.
    Unsupported,
    /// What lies there is no ordinary file, or has a second name elsewhere.
    NotALock,
}

/// Asks for the lock in the private folder. The file is not replaced by a rename like all others, because a lock
/// belongs to the file and not to its name; so what is in it is written over only if Sayso wrote it.
pub(super) fn take(private: &Path, owner: &LockOwner) -> io::Result<Locking> {
    let mut file = links::open_lock(private)?;
    if !is_plain(&file)? {
        return Ok(Locking::NotALock);
    }
    match file.try_lock() {
        Ok(()) => {
            let named = is_ours(&content_of(&file)?);
            if named {
                file.set_len(0)?;
                file.rewind()?;
                file.write_all(ron::to_string(owner).unwrap_or_default().as_bytes())?;
            }
            Ok(Locking::Ours(Lock { file, named }))
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

/// Whether it is an ordinary file with no other name: a hard link may be any file of the user's.
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
        // The next reader should not see an owner who has left. If this fails, the name in
        // the file is stale, which nobody believes without the lock.
        if self.named {
            let _ = self.file.set_len(0);
        }
        // Said aloud, because a child process that is just being started holds the file open too.
        let _ = self.file.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(name: &str) -> LockOwner {
        LockOwner {
            name: name.into(),
            host: "desk".into(),
            process: 7,
            since: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_second_asker_learns_who_holds_it_until_the_first_lets_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let first = take(path, &owner("Amal")).unwrap();
        assert!(matches!(first, Locking::Ours(_)));
        let second = take(path, &owner("Noor")).unwrap();
        assert!(
            matches!(&second, Locking::Held(Some(held)) if held.name == "Amal"),
            "{second:?}"
        );
        drop(first);
        assert!(matches!(take(path, &owner("Noor")).unwrap(), Locking::Ours(_)));
    }
}
