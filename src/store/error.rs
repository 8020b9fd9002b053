//! Errors about files, in words that name the file and say what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::lock::LockOwner;
use crate::model::ArticleId;

/// Why a project or a file of it could not be opened, read or written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Nothing lies at that path.
    #[error("there is no such file or folder: {}", .0.display())]
    Missing(PathBuf),
    /// A folder without `project.ron`, or a file that is not one.
    #[error("this is not a project: {}", .0.display())]
    NotAProject(PathBuf),
    /// A new project is wanted where one is.
    #[error("there is a project here already: {}", .0.display())]
    AlreadyAProject(PathBuf),
    /// A new project is wanted among other files.
    #[error("the folder for a new project must be empty: {}", .0.display())]
    NotEmpty(PathBuf),
    /// `project.ron` cannot be understood.
    #[error("{0}")]
    Broken(Box<FileProblem>),
    /// The system refused to do something.
    #[error("cannot {deed}: {}", .path.display())]
    Io {
        /// What was tried: 'write', 'read'.
        deed: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A link where a file or folder of the project should be.
    #[error("this is a link, which Sayso does not follow: {}", .0.display())]
    Link(PathBuf),
    /// A file is not as we last saw it; it was not overwritten.
    #[error("somebody else has changed this file, so it was not overwritten: {}", .0.display())]
    ChangedOutside(PathBuf),
    /// Files of an article that were there are gone, and its text is not at hand: it would be saved by half.
    #[error("{} removed outside Sayso, so the article was not saved: {}", these_were(.0), listed(.0))]
    Vanished(Vec<PathBuf>),
    /// The project may not be written.
    #[error("the project is open for reading only: {0}")]
    ReadOnly(ReadOnly),
    /// An article's file was never understood, so it is never written.
    #[error("the file could not be understood when the project was opened, so it is not touched: {}", .0.display())]
    Protected(PathBuf),
    /// An id or a name that is no safe name of a file.
    #[error("this cannot be the name of a file: '{0}'")]
    BadName(String),
    /// A file is too large to be taken in.
    #[error("the file has {}, more than the {} that can be taken in: {}", megabytes(*.size), megabytes(*.limit), .path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The largest size accepted, in bytes.
        limit: u64,
    },
    /// A pipe, a device, a folder.
    #[error("this is not an ordinary file: {}", .0.display())]
    NotAFile(PathBuf),
    /// A text that is not UTF-8.
    #[error("the text is not in UTF-8, from byte {valid} on: {}", .path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// How many bytes of it are good.
        valid: usize,
    },
    /// A proved mark without the text it was proved against; cannot happen by way of edits.
    #[error("article '{0}' has marks but no text to count them in")]
    TextNotRead(ArticleId),
    /// A value that RON cannot say; cannot happen with the shapes we write.
    #[error("cannot be put into RON: {}", .path.display())]
    Unwritable {
        /// The file meant to be written.
        path: PathBuf,
        /// What the writer said.
        source: ron::Error,
    },
}

impl StoreError {
    /// The kind of error without names of files, for the log: a file is called like its article.
    pub fn kind(&self) -> String {
        match self {
            Self::Io { deed, source, .. } => format!("cannot {deed}: {:?}", source.kind()),
            other => {
                let debug = format!("{other:?}");
                let end = debug.find(|c: char| !c.is_alphanumeric()).unwrap_or(debug.len());
                debug.get(..end).unwrap_or_default().to_owned()
            }
        }
    }

    /// The error of a file or folder that could not be read or written: `deed` is the verb, 'write'.
    pub fn io(deed: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { deed, path, source }
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

    /// What to do about it, in a sentence or two.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Missing(_) => "Check the path. The folder may have been moved, renamed or deleted.",
            Self::NotAProject(_) => "Choose a folder that holds a project.ron, or start a new project.",
            Self::AlreadyAProject(_) => "Open it, or choose another folder for the new project.",
            Self::NotEmpty(_) => "Choose an empty folder or the name of one that does not exist yet.",
            Self::Broken(problem) => return Some(problem.hint.clone()),
            Self::Io { source, .. } => return io_hint(source).map(str::to_owned),
            Self::Link(_) => LINK_HINT,
            Self::ChangedOutside(_) => {
                "Your work is kept here. Either save over the other version, or note what you did, \
                 close the project and open it again to see the other version."
            }
            Self::Vanished(_) => {
                "Your changes are kept here. Restore what is missing from git or a backup and save again, or \
                 remove the article from the project."
            }
            Self::ReadOnly(reason) => return Some(reason.hint().to_owned()),
            Self::Protected(_) => "Mend the file in a text editor, then open the project again.",
            Self::BadName(_) => "Use letters, digits and hyphens.",
            Self::TooLarge { .. } => "Split the file, or take out what is not text.",
            Self::NotAFile(_) => "Put an ordinary file in its place, or choose another.",
            Self::NotUtf8 { .. } => {
                "Restore the file from git or a copy. To bring in a text of another encoding, add it as an article."
            }
            Self::TextNotRead(_) | Self::Unwritable { .. } => return None,
        };
        Some(hint.to_owned())
    }
}

const LINK_HINT: &str =
    "Put the file or folder itself in its place, or delete the link. Then open the project again.";

fn io_hint(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Some(
            "There is no room left on the disk. Free some space; your work is kept here and saved with the next change.",
        ),
        io::ErrorKind::NotFound => Some(
            "The folder may have been moved, renamed or deleted, or its disk taken out. Put it back; your work is kept here until then.",
        ),
        io::ErrorKind::PermissionDenied => {
            Some("You may not do that there. Ask for the right to, or work on a copy of the project.")
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            Some("The disk can only be read. Copy the project to one that can be written.")
        }
        _ => None,
    }
}

fn these_were(files: &[PathBuf]) -> &'static str {
    if files.len() == 1 {
        "this file was"
    } else {
        "these files were"
    }
}

fn listed(files: &[PathBuf]) -> String {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    files.join(", ")
}

/// A size for people: '1.2 MB'.
fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// Something wrong with one file of a project that did open.
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

    /// As a problem of a file what went wrong with reading it.
    pub fn from_error(path: &Path, error: &StoreError) -> Self {
        let mut message = match error {
            StoreError::Broken(problem) => return (**problem).clone(),
            StoreError::Io { deed, .. } => format!("cannot {deed}"),
            StoreError::NotUtf8 { valid, .. } => format!("the text is not in UTF-8, from byte {valid} on"),
            StoreError::Link(_) => "this is a link, which Sayso does not follow".to_owned(),
            StoreError::NotAFile(_) => "this is not an ordinary file".to_owned(),
            other => other.to_string(),
        };
        if let StoreError::Io { source, .. } = error {
            message = format!("{message}: {source}");
        }
        Self::new(path, message, error.hint().unwrap_or_default())
    }
}

impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        write!(f, ": {}", self.message)?;
        match &self.excerpt {
            Some(excerpt) => write!(f, ", at: {excerpt}"),
            None => Ok(()),
        }
    }
}

/// Why a project is open for reading only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was opened to look at it.
    Asked,
    /// Another window or program is writing it.
    Held(Option<LockOwner>),
    /// A file was written by a newer Sayso, and saving it would lose what is not understood.
    Newer {
        /// The file.
        path: PathBuf,
        /// What was not understood: 'format 2', 'the field claims.c-1.mood'.
        what: String,
    },
    /// Something in it is a link, and writing would reach what lies elsewhere.
    Link(PathBuf),
    /// The lock is no ordinary file, or one that has a second name elsewhere.
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
            Self::Asked => "Open it in the window to work on it.",
            Self::Held(_) => "Close it there, then open it here again.",
            Self::Newer { .. } => "Install the newest version of Sayso to work on this project.",
            Self::Link(_) => LINK_HINT,
            Self::NotALock(_) => "Delete this file, which Sayso makes anew. Then open the project again.",
            Self::Folder { .. } => "Copy the project to a folder that you may write in, and open the copy.",
        }
    }
}

impl fmt::Display for ReadOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked => write!(f, "it was opened for reading"),
            Self::Held(Some(owner)) => write!(f, "{owner} has it open"),
            Self::Held(None) => write!(f, "another program has it open"),
            Self::Newer { path, what } => {
                let file = path.display();
                write!(
                    f,
                    "a newer version of Sayso wrote it ({what} is not understood): {file}"
                )
            }
            Self::Link(path) => {
                let path = path.display();
                write!(f, "it contains a link, which Sayso does not follow: {path}")
            }
            Self::NotALock(path) => {
                write!(f, "its lock is not an ordinary file: {}", path.display())
            }
            Self::Folder { path, reason } => {
                write!(f, "the folder cannot be written ({reason}): {}", path.display())
            }
        }
    }
}
