//! Projects that are no folder on this disk: one in one file, and one as it was at a revision of its git repository. They are
//! read from a temporary folder, and nothing else is written.

use std::io::{Cursor, Read};
use std::path::Path;

use zip::ZipArchive;

use super::git::{self, GitError};
use super::open::{Access, open};
use super::{FileAction, FileProblem, StoreError, files, layout, one_file};
use crate::model::Project;

/// Reads a project with all its texts as it was at a revision (a commit, a branch, a tag, `HEAD~3`), and what is wrong with
/// its files. Nothing is changed, neither in the folder nor in the repository.
pub fn open_revision(folder: &Path, revision: &str) -> Result<(Project, Vec<FileProblem>), GitError> {
    let folder = layout::folder_from_path(folder);
    let commit = format!("{revision}^{{commit}}");
    git::run(&folder, &["rev-parse", "--is-inside-work-tree"])?;
    let found = git::run(
        &folder,
        &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit],
    );
    let commit = found.map_err(|error| match error {
        GitError::Refused { .. } => GitError::NoRevision {
            revision: revision.to_owned(),
        },
        error => error,
    })?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let names = git::run(&folder, &["ls-tree", "-z", "--name-only", &commit])?;
    let names = String::from_utf8_lossy(&names);
    let parts = [layout::PROJECT_FILE, layout::ARTICLES].into_iter();
    let parts: Vec<&str> = parts
        .filter(|part| names.split('\0').any(|name| name == *part))
        .collect();
    if parts.first() != Some(&layout::PROJECT_FILE) {
        let revision = revision.to_owned();
        return Err(GitError::NoProject { revision });
    }
    // The bytes as they were committed, on any system.
    let exact = ["-c", "core.autocrlf=false", "-c", "core.eol=lf"];
    let mut arguments: Vec<&str> = exact.into();
    arguments.extend(["archive", "--format=zip", "-0", &commit, "--"]);
    arguments.extend(parts);
    let contents = contents(git::run(&folder, &arguments)?)?;
    let within = temporary(&folder)?;
    let contents: Vec<(&str, &[u8])> = contents
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    files::unpack(within.path(), &contents)?;
    Ok(read(within.path(), |file| {
        format!("{}@{revision}", folder.join(file).display())
    })?)
}

/// Reads a project in one file with all its texts, and what is wrong with its files.
pub fn open_one_file(file: &Path) -> Result<(Project, Vec<FileProblem>), StoreError> {
    let within = temporary(file)?;
    let unpacked = within.path().join("project");
    one_file::unpack(file, &unpacked)?;
    read(&unpacked, |name| format!("{}/{}", file.display(), name.display()))
}

/// A folder that is gone after use.
fn temporary(path: &Path) -> Result<tempfile::TempDir, StoreError> {
    tempfile::tempdir().map_err(|error| StoreError::io(FileAction::CreateFolder, path)(error))
}

/// Reads the project in a folder; problems name its files as the user knows them.
fn read(folder: &Path, name: impl Fn(&Path) -> String) -> Result<(Project, Vec<FileProblem>), StoreError> {
    let mut opened = open(folder, Access::Read)?;
    opened.read_all_texts();
    let mut problems = opened.problems;
    for problem in &mut problems {
        if let Ok(within) = problem.path.strip_prefix(folder) {
            problem.path = name(within).into();
        }
    }
    Ok((opened.project, problems))
}

/// The regular files of an archive that git made, by their paths.
fn contents(archive: Vec<u8>) -> Result<Vec<(String, Vec<u8>)>, GitError> {
    let mut archive = ZipArchive::new(Cursor::new(archive))?;
    let mut contents = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let Some(path) = entry.enclosed_name().filter(|_| entry.is_file()) else {
            continue;
        };
        let Some(name) = path.to_str().map(str::to_owned) else {
            continue;
        };
        let mut bytes = Vec::new();
        entry
            .read_to_end(&mut bytes)
            .map_err(zip::result::ZipError::from)?;
        contents.push((name, bytes));
    }
    Ok(contents)
}
