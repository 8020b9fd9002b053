//! Text that is being typed and not part of the project yet: a small file for each field in the project's private
//! folder, so that a crash loses none of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::error::{FileProblem, StoreError};
use super::file_state::{Store, fingerprint, hex};
use super::{atomic, layout, links};

/// The folder within the private folder.
const TYPING: &str = "typing";

/// The text of a field, or of the fields of a form, with the record that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedText {
    /// The field or form: `note`, `details`.
    pub field: String,
    /// The ids of the record: of an article, then of a claim in it.
    #[serde(default)]
    pub record: Vec<String>,
    /// The text of the field, or of each field of the form by its name.
    pub texts: BTreeMap<String, String>,
    /// The id of the reviewer who types.
    pub by: String,
    /// When it was typed.
    pub at: Timestamp,
}

/// The field of a record.
pub type TypedKey = (String, Vec<String>);

impl TypedText {
    /// Texts of a field or form by their names; the session adds who typed them, and when.
    pub fn new<'a>((field, record): TypedKey, texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let texts = texts.into_iter();
        Self {
            field,
            record,
            texts: texts
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect(),
            by: String::new(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    /// Identifies the field.
    pub fn key(&self) -> TypedKey {
        (self.field.clone(), self.record.clone())
    }
}

impl Store {
    /// Writes a text over an older one of the same field.
    pub fn write_typed(&self, typed: &TypedText) -> Result<(), StoreError> {
        self.check_writable()?;
        let path = self.typed_file(&typed.key());
        let text = ron::ser::to_string_pretty(typed, PrettyConfig::new().new_line("\n"));
        let text = text.map_err(|source| StoreError::Unwritable {
            path: path.clone(),
            source,
        })?;
        self.make_temp_dir()?;
        atomic::make_folder(&self.typing_folder())?;
        self.put(&path, text.as_bytes())
    }

    /// Deletes the text of a field; it is no error if there is none.
    pub fn remove_typed(&self, key: &TypedKey) -> Result<(), StoreError> {
        self.check_writable()?;
        let path = self.typed_file(key);
        links::check(self.folder(), &path)?;
        atomic::remove(&path)
    }

    /// The texts that are there, the oldest first, and what is wrong with files that cannot be read. Those stay.
    pub fn read_typed(&self) -> (Vec<TypedText>, Vec<FileProblem>) {
        let folder = self.typing_folder();
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        if let Err(error) = links::check(self.folder(), &folder) {
            return (found, vec![FileProblem::from_error(&folder, &error)]);
        }
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "ron"));
        files.sort();
        for file in files {
            match self.read_typed_file(&file) {
                Ok(typed) => found.push(typed),
                Err(problem) => problems.push(*problem),
            }
        }
        found.sort_by_key(|typed| typed.at);
        (found, problems)
    }

    fn read_typed_file(&self, file: &Path) -> Result<TypedText, Box<FileProblem>> {
        let broken = |reason: String| {
            let message = fl!("draft-file-broken", reason = reason);
            Box::new(FileProblem::new(file, message, fl!("draft-file-broken.hint")))
        };
        let bytes = links::read(self.folder(), file)
            .and_then(|bytes| bytes.ok_or_else(|| StoreError::Missing(file.to_owned())))
            .map_err(|error| Box::new(FileProblem::from_error(file, &error)))?;
        let typed: TypedText = ron::de::from_bytes(&bytes).map_err(|error| broken(error.to_string()))?;
        // Under another name it would come back after it was discarded.
        if self.typed_file(&typed.key()) == file {
            Ok(typed)
        } else {
            Err(broken(fl!("draft-file-misnamed").to_owned()))
        }
    }

    fn typing_folder(&self) -> PathBuf {
        self.folder().join(layout::PRIVATE).join(TYPING)
    }

    fn typed_file(&self, (field, record): &TypedKey) -> PathBuf {
        let key = format!("{field}\n{}", record.join("\n"));
        let digest = hex(&fingerprint(key.as_bytes()));
        let name = digest.get(..16).unwrap_or(&digest);
        self.typing_folder().join(format!("{name}.ron"))
    }
}
