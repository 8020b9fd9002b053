//! The program git, where it is installed: what its index holds of a file in conflict, and the setting up of a repository.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::conflict_markers::Versions;
use super::{StoreError, atomic, files, layout};

/// Which files of a project Sayso merges. Logs keep the lines of both sides without it.
const ATTRIBUTES: [&str; 2] = ["project.ron merge=sayso", "articles/*.ron merge=sayso"];

/// What setting up a repository did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitSetup {
    /// The file that names the files to be merged.
    pub attributes: std::path::PathBuf,
    /// The lines added to it.
    pub added: Vec<&'static str>,
    /// The settings made in the repository, each with its value.
    pub settings: Vec<(&'static str, String)>,
}

/// Why a repository could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// The repository has no such revision.
    #[error("{}", fl!("sync-git-no-revision", revision = revision))]
    NoRevision {
        /// As it was asked for.
        revision: String,
    },
    /// The repository has no project there at that revision.
    #[error("{}", fl!("sync-git-no-project", revision = revision))]
    NoProject {
        /// As it was asked for.
        revision: String,
    },
    /// What git gave cannot be read.
    #[error(transparent)]
    Archive(#[from] zip::result::ZipError),
    /// Git is not installed, or cannot be run.
    #[error("{}", fl!("sync-git-missing"))]
    Missing(#[source] io::Error),
    /// Git refused.
    #[error("{}", fl!("sync-git-refused", reason = reason))]
    Refused {
        /// What git said.
        reason: String,
    },
    /// The file of attributes.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Tells the repository around a project to merge its files by `program`. Nothing outside the repository is changed.
pub fn set_up(folder: &Path, program: &Path) -> Result<GitSetup, GitError> {
    let folder = layout::folder_from_path(folder);
    let project_file = layout::project_file(&folder);
    if !project_file.is_file() {
        return Err(StoreError::NotAProject(folder).into());
    }
    run(&folder, &["rev-parse", "--is-inside-work-tree"])?;
    let quoted = program.display().to_string().replace('\'', r"'\''");
    let settings = [
        ("merge.sayso.name", fl!("sync-git-driver").to_owned()),
        ("merge.sayso.driver", format!("'{quoted}' merge %O %A %B")),
    ];
    for (key, value) in &settings {
        run(&folder, &["config", "--local", key, value])?;
    }
    let attributes = folder.join(".gitattributes");
    let added = add_lines(&folder, &attributes)?;
    Ok(GitSetup {
        attributes,
        added,
        settings: settings.into(),
    })
}

/// Adds the lines that are not there yet.
fn add_lines(folder: &Path, attributes: &Path) -> Result<Vec<&'static str>, StoreError> {
    super::links::check(folder, attributes)?;
    let mut text = match files::read(attributes) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(StoreError::Missing(_)) => String::new(),
        Err(error) => return Err(error),
    };
    let missing = ATTRIBUTES.into_iter();
    let missing: Vec<&str> = missing
        .filter(|line| !text.lines().any(|there| there.trim() == *line))
        .collect();
    if missing.is_empty() {
        return Ok(missing);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for line in &missing {
        text.push_str(line);
        text.push('\n');
    }
    atomic::write(folder, attributes, text.as_bytes())?;
    Ok(missing)
}

pub(super) fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
    let output = git(folder).args(arguments).output().map_err(GitError::Missing)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let reason = String::from_utf8_lossy(&output.stderr);
    let reason = reason.trim().trim_start_matches("fatal: ").to_owned();
    Err(GitError::Refused { reason })
}

/// Git in a folder; it starts no other program and asks for nothing from elsewhere.
fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder);
    git.args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0");
    git.stdin(Stdio::null()).stderr(Stdio::piped());
    git
}

/// The versions of a file in conflict, as git keeps them until the conflict is resolved.
pub(super) fn versions(path: &Path) -> Option<Versions> {
    Some(Versions {
        ours: version(path, 2)?,
        base: version(path, 1),
        theirs: version(path, 3)?,
    })
}

/// What a conflict came from.
pub(super) fn base(path: &Path) -> Option<String> {
    version(path, 1)
}

fn version(path: &Path, stage: u8) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let blob = format!(":{stage}:./{name}");
    let bytes = run(path.parent()?, &["cat-file", "blob", &blob]).ok()?;
    String::from_utf8(bytes).ok()
}
