//! Errors about files: what failed, with which file, and what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::lock_owner::LockOwner;
use crate::model::ArticleId;
use crate::report::without_number;

/// Why a project or a file of it could not be opened, read or written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Nothing exists at that path.
    Missing(PathBuf),
    /// A folder without `project.ron`, or a file that is not one.
    NotAProject(PathBuf),
    /// The folder for a new project holds a project.
    AlreadyAProject(PathBuf),
    /// The folder for a new project holds other files.
    NotEmpty(PathBuf),
    /// `project.ron` cannot be understood.
    Broken(Box<FileProblem>),
    /// The system refused to do something.
    Io {
        /// What was tried.
        action: FileAction,
        /// With which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A link where a file or folder of the project should be.
    Link(PathBuf),
    /// A file differs from what was last read or written; it was not overwritten.
    ChangedOutside(PathBuf),
    /// Files of an article were deleted and its text is not in memory, so saving would lose the text.
    Vanished(Vec<PathBuf>),
    /// The project may not be written.
    ReadOnly(ReadOnly),
    /// The file of an article was not understood, so it is never written.
    Protected(PathBuf),
    /// An id or a name that is not safe as a file name.
    BadName(String),
    /// A file exceeds the size limit.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The largest size accepted, in bytes.
        limit: u64,
    },
    /// A pipe, a device or a folder.
    NotAFile(PathBuf),
    /// A text that is not UTF-8.
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The number of valid bytes before the first invalid one.
        valid: usize,
    },
    /// An anchor with offsets in a text that is not in memory; edits cannot cause this.
    TextNotRead(ArticleId),
    /// A value that RON cannot express; the shapes we write cannot cause this.
    Unwritable {
        /// The file to be written.
        path: PathBuf,
        /// What the writer said.
        source: ron::Error,
    },
}

/// What is done to a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileAction {
    /// Reads a file.
    Read,
    /// Writes a file.
    Write,
    /// Deletes a file.
    Delete,
    /// Lists a folder.
    ReadFolder,
    /// Creates a folder.
    CreateFolder,
}

impl FileAction {
    fn failure(self) -> &'static str {
        match self {
            Self::Read => fl!("store-could-not-read"),
            Self::Write => fl!("store-could-not-write"),
            Self::Delete => fl!("store-could-not-delete"),
            Self::ReadFolder => fl!("store-could-not-read-folder"),
            Self::CreateFolder => fl!("store-could-not-create-folder"),
        }
    }
}

impl StoreError {
    /// The kind of error for the log, without paths: a file is named after its article.
    pub fn kind(&self) -> String {
        match self {
            Self::Io { action, source, .. } => format!("{action:?} failed: {:?}", source.kind()),
            other => {
                let debug = format!("{other:?}");
                let mut words = debug.split(|c: char| !c.is_alphanumeric());
                words.next().unwrap_or("unknown").to_owned()
            }
        }
    }

    /// Makes the error of a file or folder from what the system said.
    pub fn io(action: FileAction, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            action,
            path,
            source: bare(source),
        }
    }

    /// The file or folder concerned.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Missing(path)
            | Self::NotAProject(path)
            | Self::AlreadyAProject(path)
            | Self::NotEmpty(path)
            | Self::ChangedOutside(path)
            | Self::Link(path)
            | Self::Protected(path)
            | Self::NotAFile(path)
            | Self::TooLarge { path, .. }
            | Self::NotUtf8 { path, .. }
            | Self::Unwritable { path, .. }
            | Self::Io { path, .. } => Some(path),
            Self::Broken(problem) => Some(&problem.path),
            Self::Vanished(paths) => paths.first().map(PathBuf::as_path),
            Self::ReadOnly(_) | Self::BadName(_) | Self::TextNotRead(_) => None,
        }
    }

    /// What happened, without the path.
    fn message(&self) -> String {
        let message = match self {
            Self::Missing(_) => fl!("store-missing"),
            Self::NotAProject(_) => fl!("store-not-a-project"),
            Self::AlreadyAProject(_) => fl!("store-already-a-project"),
            Self::NotEmpty(_) => fl!("store-not-empty"),
            Self::Broken(problem) => &problem.message,
            Self::Io { action, .. } => action.failure(),
            Self::Link(_) => fl!("store-link"),
            Self::ChangedOutside(_) => fl!("store-changed-outside"),
            Self::Vanished(files) => return fl!("store-vanished", count = files.len()),
            Self::ReadOnly(reason) => return fl!("store-read-only", reason = reason.to_string()),
            Self::Protected(_) => fl!("store-protected"),
            Self::BadName(name) => return fl!("store-bad-name", name = name),
            Self::TooLarge { size, limit, .. } => {
                return fl!(
                    "store-too-large",
                    size = megabytes(*size),
                    limit = megabytes(*limit)
                );
            }
            Self::NotAFile(_) => fl!("store-not-a-file"),
            Self::NotUtf8 { valid, .. } => return fl!("store-not-utf8", byte = *valid),
            Self::TextNotRead(id) => return fl!("store-text-not-read", id = id.as_str()),
            Self::Unwritable { .. } => fl!("store-unwritable"),
        };
        message.to_owned()
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Missing(_) => fl!("store-missing.hint"),
            Self::NotAProject(_) => fl!("store-not-a-project.hint"),
            Self::AlreadyAProject(_) => fl!("store-already-a-project.hint"),
            Self::NotEmpty(_) => fl!("store-not-empty.hint"),
            Self::Broken(problem) => &problem.hint,
            Self::Io { source, .. } => return io_hint(source).map(str::to_owned),
            Self::Link(_) => fl!("store-link.hint"),
            Self::ChangedOutside(_) => fl!("store-changed-outside.hint"),
            Self::Vanished(_) => fl!("store-vanished.hint"),
            Self::ReadOnly(reason) => reason.hint(),
            Self::Protected(_) => fl!("store-protected.hint"),
            Self::BadName(_) => fl!("store-bad-name.hint"),
            Self::TooLarge { .. } => fl!("store-too-large.hint"),
            Self::NotAFile(_) => fl!("store-not-a-file.hint"),
            Self::NotUtf8 { .. } => fl!("store-not-utf8.hint"),
            Self::TextNotRead(_) | Self::Unwritable { .. } => return None,
        };
        Some(hint.to_owned())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Broken(problem) = self {
            return problem.fmt(f);
        }
        f.write_str(&self.message())?;
        if let Self::Vanished(files) = self {
            let files: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
            return write!(f, ": {}", files.join(", "));
        }
        self.path()
            .map_or(Ok(()), |path| write!(f, ": {}", path.display()))
    }
}

/// What the system said, without the draft that `tempfile` adds to it: people know the file by its own name. Its error
/// shows the number of the system's only in its words.
fn bare(error: io::Error) -> io::Error {
    let number = error.get_ref().and_then(|wrapped| {
        let told = wrapped.to_string();
        let (_, rest) = told.split_once(" (os error ")?;
        let (number, _) = rest.split_once(") at path ")?;
        number.parse().ok()
    });
    number.map_or(error, io::Error::from_raw_os_error)
}

/// Whether the disk itself failed, which Rust has no kind of error for.
fn is_disk_failure(error: &io::Error) -> bool {
    const EIO: i32 = 5;
    cfg!(unix) && error.raw_os_error() == Some(EIO)
}

fn io_hint(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        _ if is_disk_failure(error) => Some(fl!("store-disk-failing")),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Some(fl!("store-disk-full"))
        }
        io::ErrorKind::NotFound => Some(fl!("store-folder-gone")),
        io::ErrorKind::PermissionDenied => Some(fl!("store-no-permission")),
        io::ErrorKind::ReadOnlyFilesystem => Some(fl!("store-disk-read-only")),
        _ => None,
    }
}

/// A size in megabytes, to one decimal.
fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

/// A problem with one file of a project that could be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The character in that line, from 1.
    pub column: Option<usize>,
    /// What is wrong and what was expected.
    pub message: String,
    /// The line in question, shortened.
    pub excerpt: Option<String>,
    /// What to do about it.
    pub hint: String,
}

impl FileProblem {
    /// A problem with a file as a whole.
    pub fn new(path: impl Into<PathBuf>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line: None,
            column: None,
            message: message.into(),
            excerpt: None,
            hint: hint.into(),
        }
    }

    /// A file that could not be read.
    pub fn from_error(path: &Path, error: &StoreError) -> Self {
        let message = match error {
            StoreError::Broken(problem) => return (**problem).clone(),
            StoreError::Io { action, source, .. } => {
                fl!(
                    "store-system-error",
                    failure = action.failure(),
                    reason = without_number(&source.to_string())
                )
            }
            other => other.message(),
        };
        Self::new(path, message, error.hint().unwrap_or_default())
    }
}

/// `path:line:column: message`, as editors and terminals recognise it.
impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = self.path.display().to_string();
        for number in [self.line, self.column].into_iter().flatten() {
            place = format!("{place}:{number}");
        }
        let problem = format!("{place}: {}", self.message);
        match &self.excerpt {
            Some(excerpt) => f.write_str(&fl!(
                "store-problem-excerpt",
                problem = problem,
                excerpt = excerpt
            )),
            None => f.write_str(&problem),
        }
    }
}

/// Why a project is read-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was opened for reading.
    Asked,
    /// Another window or program has the lock.
    Held(Option<LockOwner>),
    /// A newer Sayso wrote a file; saving it would lose what is not understood.
    Newer {
        /// The file.
        path: PathBuf,
        /// What was not understood: 'format 2', 'field claims.c-1.mood'.
        what: String,
    },
    /// A file or folder in it is a link, so writing could change files elsewhere.
    Link(PathBuf),
    /// The lock is not a regular file, or has a second name elsewhere.
    NotALock(PathBuf),
    /// The folder cannot be written.
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
}

impl ReadOnly {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Asked => fl!("store-opened-read-only.hint"),
            Self::Held(_) => fl!("store-in-use.hint"),
            Self::Newer { .. } => fl!("store-newer.hint"),
            Self::Link(_) => fl!("store-link.hint"),
            Self::NotALock(_) => fl!("store-not-a-lock.hint"),
            Self::Folder { .. } => fl!("store-no-write-access.hint"),
        }
    }
}

impl fmt::Display for ReadOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Asked => fl!("store-opened-read-only").to_owned(),
            Self::Held(Some(owner)) => fl!("store-in-use", owner = owner.to_string()),
            Self::Held(None) => fl!("store-in-use-unknown").to_owned(),
            Self::Newer { path, what } => fl!("store-newer", what = what, path = path),
            Self::Link(path) => fl!("store-contains-link", path = path),
            Self::NotALock(path) => fl!("store-not-a-lock", path = path),
            Self::Folder { path, reason } => fl!("store-no-write-access", reason = reason, path = path),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    #[cfg(unix)]
    #[test]
    fn the_failure_of_a_draft_is_told_as_that_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        let failed = tempfile::Builder::new().tempfile_in(&gone).unwrap_err();
        assert!(failed.to_string().contains("at path"), "{failed}");
        let error = StoreError::io(FileAction::Write, Path::new("claims.csv"))(failed);
        let told = Report::from_error(&error).to_string();
        assert!(!told.contains("os error") && !told.contains("gone"), "{told}");
        let broken = StoreError::io(FileAction::Write, Path::new("a"))(io::Error::from_raw_os_error(5));
        assert!(broken.hint().unwrap().contains("disk"), "{broken}");
    }
}
