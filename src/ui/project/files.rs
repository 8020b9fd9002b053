//! The system's file dialogs, each on a thread so that the window stays responsive. A system without dialogs answers
//! immediately with nothing; the caller then asks for a path.

use std::io;
use std::path::{Path, PathBuf};

use crate::import::FileKind;
use crate::session::Wake;
use crate::session::jobs::Job;
use crate::session::one_file;

/// The kind of dialog.
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
    /// A project in one file.
    PackedProject {
        /// The dialog's title.
        title: &'static str,
    },
    /// Where to write a file.
    Save {
        /// The dialog's title.
        title: &'static str,
        /// The suggested name.
        name: String,
    },
}

/// Asks the user for files; a script in tests.
pub trait FileDialogs {
    /// Asks for files; the answer is empty if the user chose nothing.
    fn ask(&self, question: Question, wake: Wake) -> Job<Vec<PathBuf>>;

    /// Opens a folder in the system's file manager, without waiting for it.
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
        Question::PackedProject { title } => dialog
            .set_title(title)
            .add_filter(fl!("project-one-file"), &[one_file::ENDING])
            .pick_file()
            .map(|path| vec![path]),
        Question::Save { title, name } => dialog
            .set_title(title)
            .set_file_name(name)
            .save_file()
            .map(|path| vec![path]),
    };
    chosen.unwrap_or_default()
}

/// The extensions of files that can be opened.
fn article_endings() -> Vec<&'static str> {
    FileKind::endings()
        .chain(["json", "xml", "ron", one_file::ENDING])
        .collect()
}
