//! One writer per project: an advisory lock on `.sayso/lock`, whose content names its owner. The system
//! releases it when the process ends, however it ends.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The owner of the lock of a project.
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
}

/// Asks for the lock. The file is not replaced by a rename like all others, because a lock belongs to
/// the file and not to its name.
pub(super) fn take(path: &Path, owner: &LockOwner) -> io::Result<Locking> {
    let mut options = OpenOptions::new();
    let mut file = options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    match file.try_lock() {
        Ok(()) => {
            file.set_len(0)?;
            file.write_all(ron::to_string(owner).unwrap_or_default().as_bytes())?;
            Ok(Locking::Ours(Lock { file }))
        }
        Err(TryLockError::WouldBlock) => {
            let mut content = String::new();
            let known = file.rewind().and_then(|()| file.read_to_string(&mut content));
            Ok(Locking::Held(
                known.ok().and_then(|_| ron::from_str(&content).ok()),
            ))
        }
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Locking::Unsupported)
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The next reader should not see an owner who has left. If this fails, the name in
        // the file is stale, which nobody believes without the lock.
        let _ = self.file.set_len(0);
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
        let path = folder.path().join("lock");
        let first = take(&path, &owner("Amal")).unwrap();
        assert!(matches!(first, Locking::Ours(_)));
        let second = take(&path, &owner("Noor")).unwrap();
        assert!(
            matches!(&second, Locking::Held(Some(held)) if held.name == "Amal"),
            "{second:?}"
        );
        drop(first);
        assert!(matches!(take(&path, &owner("Noor")).unwrap(), Locking::Ours(_)));
    }
}
