//! Reads and writes a small RON file of settings in a folder of the user's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ron::Options;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{FileAction, FileProblem, StoreError, atomic, format};

/// Settings, and what was wrong with their file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded<T> {
    /// The settings; the defaults where there was no file or a broken one.
    pub value: T,
    /// Why they are the defaults, if there is a file.
    pub problem: Option<FileProblem>,
}

/// Reads the settings. A broken file is renamed to `.bak`, because the next save would overwrite it.
pub fn load<T: DeserializeOwned + Default>(path: &Path) -> Loaded<T> {
    let problem = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            let error = StoreError::io(FileAction::Read, path)(error);
            Some(FileProblem::from_error(path, &error))
        }
        Ok(bytes) => match parse(path, &bytes) {
            Ok(value) => return Loaded { value, problem: None },
            Err(problem) => Some(put_aside(path, *problem)),
        },
    };
    let value = T::default();
    Loaded { value, problem }
}

/// Writes the settings, and creates the folder if it does not exist.
pub fn save<T: Serialize>(path: &Path, value: &T) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(StoreError::io(FileAction::CreateFolder, folder))?;
    let pretty = PrettyConfig::new().new_line("\n");
    let text = ron::ser::to_string_pretty(value, pretty).map_err(|source| StoreError::Unwritable {
        path: path.to_owned(),
        source,
    })?;
    atomic::write(folder, path, format!("{text}\n").as_bytes())
}

fn parse<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, Box<FileProblem>> {
    let text = String::from_utf8_lossy(bytes);
    let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options
        .from_str(&text)
        .map_err(|error| Box::new(format::problem(path, &text, &error)))
}

fn put_aside(path: &Path, problem: FileProblem) -> FileProblem {
    let mut aside = path.as_os_str().to_owned();
    aside.push(".bak");
    let aside = PathBuf::from(aside);
    let hint = match fs::rename(path, &aside) {
        Ok(()) => fl!("store-settings-reset.kept", path = aside),
        Err(_) => fl!("store-settings-reset").to_owned(),
    };
    FileProblem { hint, ..problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_and_a_broken_file_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.ron");
        assert_eq!(
            load::<Vec<String>>(&path),
            Loaded {
                value: vec![],
                problem: None
            }
        );
        save(&path, &vec!["zoom".to_owned()]).unwrap();
        assert_eq!(load::<Vec<String>>(&path).value, ["zoom"]);

        atomic::write(folder.path(), &path, b"[\n    \"zoom\n").unwrap();
        let loaded = load::<Vec<String>>(&path);
        assert_eq!(loaded.value, Vec::<String>::new());
        let problem = loaded.problem.unwrap();
        assert_eq!(problem.line, Some(2));
        assert!(problem.hint.contains("settings.ron.bak"), "{problem:?}");
        assert!(path.with_extension("ron.bak").exists() && !path.exists());
    }
}
