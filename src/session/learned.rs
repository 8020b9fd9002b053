//! What was learnt from the decisions of a project: kept in the user's data folder, a file for each project. It holds weights
//! and no text.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::store::{self, StoreError};
use crate::suggest::claims::Learned;

/// The folder of these files; `None` where the system has no place for a user's data.
pub fn folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.data_dir().join("sayso").join("learned"))
}

/// The file of a project in that folder, by the project's path (64-bit FNV-1a).
pub fn file_of(folder: &Path, project: &Path) -> PathBuf {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let path = project.to_string_lossy();
    let hash = path
        .bytes()
        .fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    folder.join(format!("{hash:016x}.bin"))
}

/// What is kept in a file. Nothing where there is none, or one of another version: it is learnt again.
pub fn load(file: &Path) -> Learned {
    let bytes = store::files::read(file).unwrap_or_default();
    Learned::from_bytes(&bytes).unwrap_or_default()
}

/// Keeps it.
pub fn save(file: &Path, learned: &Learned) -> Result<(), StoreError> {
    let folder = file.parent().unwrap_or(file);
    store::files::make_folders(folder)?;
    store::atomic::write(folder, file, &learned.to_bytes())
}

/// Forgets it.
pub fn forget(file: &Path) -> Result<(), StoreError> {
    if store::files::read(file).is_ok() {
        store::atomic::remove(file)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learnt_comes_back_and_can_be_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("share").join("sayso").join("learned");
        let file = file_of(&folder, Path::new("/talks"));
        assert_ne!(file, file_of(&folder, Path::new("/other")));
        assert!(load(&file).is_empty());
        save(&file, &Learned::default()).unwrap();
        assert_eq!(load(&file), Learned::default());
        forget(&file).unwrap();
        forget(&file).unwrap();
        assert!(store::files::read(&file).is_err());
    }
}
