//! Times and sizes of a project's files, by which changes are found without reading the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::file_state::Store;
use super::{layout, links};

/// Clocks of file systems are coarse.
const TICK: Duration = Duration::from_secs(2);

/// What the system says of a file: its size, and when it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// When the file itself was put there, whatever time it claims; only where the system tells.
    placed: Option<SystemTime>,
    node: u64,
}

/// The stamps of a project's files.
#[derive(Clone, Debug, Default)]
pub struct Stamps(BTreeMap<PathBuf, Stamp>);

impl Stamps {
    /// Files that have come, gone or changed since.
    pub fn changed_since(&self, before: &Self) -> BTreeSet<PathBuf> {
        let paths = self.0.keys().chain(before.0.keys());
        let changed = paths.filter(|path| self.0.get(*path) != before.0.get(*path));
        changed.cloned().collect()
    }

    /// Files that may have changed since a time.
    pub fn since(&self, start: SystemTime) -> BTreeSet<PathBuf> {
        let is_new = |stamp: &Stamp| {
            let times = [stamp.modified, stamp.placed].into_iter().flatten();
            times.max().is_none_or(|time| time + TICK >= start)
        };
        let new = self.0.iter().filter(|(_, stamp)| is_new(stamp));
        new.map(|(path, _)| path.clone()).collect()
    }
}

impl Stamp {
    fn new(metadata: &Metadata) -> Self {
        let (placed, node) = placed(metadata);
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok(),
            placed,
            node,
        }
    }
}

#[cfg(unix)]
fn placed(metadata: &Metadata) -> (Option<SystemTime>, u64) {
    use std::os::unix::fs::MetadataExt;
    let since = |seconds: i64, nanos: i64| {
        let (seconds, nanos) = (u64::try_from(seconds).ok()?, u32::try_from(nanos).ok()?);
        Some(SystemTime::UNIX_EPOCH + Duration::new(seconds, nanos))
    };
    (since(metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn placed(_metadata: &Metadata) -> (Option<SystemTime>, u64) {
    (None, 0)
}

impl Store {
    /// The folders in which files of the project lie, as far as they are there.
    pub fn watched_folders(&self) -> Vec<PathBuf> {
        let within = [layout::ARTICLES, layout::HISTORY].map(|name| self.folder().join(name));
        let there = within
            .into_iter()
            .filter(|folder| folder.is_dir() && !links::is_link(folder));
        std::iter::once(self.folder().to_owned()).chain(there).collect()
    }

    /// The stamps of the project's files as they are now.
    pub fn stamps(&self) -> Stamps {
        let folders = self.watched_folders();
        let entries = folders
            .iter()
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flatten();
        let stamps = entries.filter_map(|entry| {
            let entry = entry.ok()?;
            let metadata = entry.metadata().ok().filter(Metadata::is_file)?;
            Some((entry.path(), Stamp::new(&metadata)))
        });
        Stamps(stamps.collect())
    }

    /// Whether the project lies in a folder on a network, of whose changes by others the system does not tell.
    pub fn is_on_network(&self) -> bool {
        is_on_network(self.folder())
    }
}

/// By the magic numbers of `statfs(2)`: NFS, SMB, CIFS, AFS, Ceph, 9P, FUSE (sshfs and clouds), Coda and Lustre.
#[cfg(target_os = "linux")]
fn is_on_network(folder: &Path) -> bool {
    const NETWORKS: [u64; 10] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x5346_414F,
        0x00C3_6400,
        0x0102_1997,
        0x6573_5546,
        0x7375_7245,
        0x0BD0_0BD0,
    ];
    let kind = rustix::fs::statfs(folder).map(|system| system.f_type as u64 & 0xFFFF_FFFF);
    kind.is_ok_and(|kind| NETWORKS.contains(&kind))
}

/// Elsewhere the system tells of them, or notice of them is not to be had.
#[cfg(not(target_os = "linux"))]
fn is_on_network(_folder: &Path) -> bool {
    false
}
