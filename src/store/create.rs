//! Creates a new project in an empty folder.

use std::fs;
use std::path::Path;

use super::open::{Access, Opened, open};
use super::{StoreError, atomic, format, layout};
use crate::model::Head;

/// Makes the folder (and those above it), puts an empty project into it and opens that. Hidden
/// files, such as those of git, may lie there already; nothing else may.
pub fn create(path: &Path, head: &Head, access: Access) -> Result<Opened, StoreError> {
    let folder = layout::folder_from_path(path);
    let project_file = layout::project_file(&folder);
    if project_file.exists() {
        return Err(StoreError::AlreadyAProject(folder));
    }
    if folder.exists() && !is_free(&folder)? {
        return Err(StoreError::NotEmpty(folder));
    }
    let temp_dir = folder.join(layout::PRIVATE);
    fs::create_dir_all(&folder).map_err(StoreError::io("make the folder", &folder))?;
    atomic::make_folder(&temp_dir)?;
    let bytes = format::write_project(&project_file, head, std::iter::empty(), std::iter::empty())?;
    atomic::write(&temp_dir, &project_file, &bytes)?;
    // Not before: without its file the project could not be made again, because the folder is not empty.
    atomic::make_folder(&folder.join(layout::ARTICLES))?;
    open(&folder, access)
}

fn is_free(folder: &Path) -> Result<bool, StoreError> {
    let mut entries = fs::read_dir(folder).map_err(StoreError::io("read the folder", folder))?;
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    Ok(entries.all(|entry| entry.is_ok_and(|entry| hidden(&entry.file_name()))))
}
