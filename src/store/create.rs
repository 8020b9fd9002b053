//! Creates a new project in an empty folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::open::{Access, Opened, open};
use super::{FileAction, StoreError, atomic, format, layout};
use crate::model::Head;

/// Creates the folder and its parents, writes an empty project into it and opens that. An existing folder
/// may hold hidden files, such as those of git, and nothing else.
pub fn create(path: &Path, head: &Head, access: Access) -> Result<Opened, StoreError> {
    let folder = layout::folder_from_path(path);
    let project_file = layout::project_file(&folder);
    if project_file.exists() {
        return Err(StoreError::AlreadyAProject(folder));
    }
    if folder.exists() && !is_empty_but_hidden(&folder)? {
        return Err(StoreError::NotEmpty(folder));
    }
    let temp_dir = folder.join(layout::PRIVATE);
    fs::create_dir_all(&folder).map_err(StoreError::io(FileAction::CreateFolder, &folder))?;
    atomic::make_folder(&temp_dir)?;
    let bytes = format::write_project(&project_file, head, &BTreeMap::new(), &BTreeMap::new())?;
    atomic::write(&temp_dir, &project_file, &bytes)?;
    // Not before: without its file the project could not be made again, because the folder is not empty.
    atomic::make_folder(&folder.join(layout::ARTICLES))?;
    open(&folder, access)
}

fn is_empty_but_hidden(folder: &Path) -> Result<bool, StoreError> {
    let mut entries = fs::read_dir(folder).map_err(StoreError::io(FileAction::ReadFolder, folder))?;
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    Ok(entries.all(|entry| entry.is_ok_and(|entry| hidden(&entry.file_name()))))
}
