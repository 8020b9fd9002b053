//! Asking the system for files and folders, on a thread of its own so that the window goes on.
//! Where the system has no dialog the answer is `None` at once; the caller then asks for a path.

use std::io;
use std::path::{Path, PathBuf};

use crate::import::FileKind;
use crate::session::Wake;
use crate::session::jobs::Job;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A project folder to open.
    Folder {
        /// The dialog's title.
        title: &'static str,
    },
    /// Article files.
    Articles {
        /// The dialog's title.
        title: &'static str,
    },
    /// Where to write a file.
    Save {
        /// The dialog's title.
        title: &'static str,
        /// The name it is to have unless the user says otherwise.
        name: String,
    },
}

/// Who can ask the user for files: the system, or a script in tests.
pub trait FileDialogs {
    /// Asks; the answer comes later and is empty where the user chose nothing.
    fn ask(&self, question: Question, wake: Wake) -> Job<Vec<PathBuf>>;

    /// Shows a folder in the system's program for files, without waiting for it.
    ///
    /// # Errors
    /// Where the system has no such program, or it does not start.
    fn show_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// The system's own dialogs.
#[derive(Debug, Default)]
pub struct SystemDialogs;

impl FileDialogs for SystemDialogs {
    fn ask(&self, question: Question, wake: Wake) -> Job<Vec<PathBuf>> {
        Job::start(wake, move |_| answer(question))
    }

    fn show_folder(&self, folder: &Path) -> io::Result<()> {
        open::that_detached(folder)
    }
}

fn answer(question: Question) -> Vec<PathBuf> {
    let dialog = rfd::FileDialog::new();
    let chosen = match question {
        Question::Folder { title } => dialog.set_title(title).pick_folder().map(|path| vec![path]),
        Question::Articles { title } => dialog
            .set_title(title)
            .add_filter(fl!("project-articles-and-projects"), &article_endings())
            .add_filter(fl!("project-all-files"), &["*"])
            .pick_files(),
        Question::Save { title, name } => dialog
            .set_title(title)
            .set_file_name(name)
            .save_file()
            .map(|path| vec![path]),
    };
    chosen.unwrap_or_default()
}

/// What files that can be opened are called behind the last full stop.
fn article_endings() -> Vec<&'static str> {
    FileKind::endings().chain(["json", "xml", "ron"]).collect()
}
