//! `sayso new`: starts a project in a folder of its own.

use std::path::{Path, PathBuf};

use super::opened;
use super::screen::{Ink, Screen};
use super::{Failure, Outcome};
use crate::session::guidelines::new_head;
use crate::session::{Session, no_wake};

/// Start a project
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The folder is made, with those above it; one that exists must be empty, hidden files aside.

Example:
  sayso new projects/talks --title 'Coalition talks'")]
pub struct Arguments {
    /// The folder of the project
    project: PathBuf,
    /// What the project is called [default: the name of the folder]
    #[arg(long)]
    title: Option<String>,
}

/// Starts the project.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let path = &arguments.project;
    let title = arguments.title.clone().unwrap_or_else(|| name_of(path));
    let made = Session::create(path, &new_head(title), opened::command_line(), no_wake());
    let session = made.map_err(|error| opened::report_of(&error))?;
    let folder = session.path().display().to_string();
    session
        .close()
        .map_err(|unclosed| opened::report_of(&unclosed.error))?;
    screen.line(2, &[(Ink::Plain, &format!("Started a project in {folder}"))])?;
    screen.line(
        2,
        &[(
            Ink::Plain,
            &format!("Add articles to it: sayso add {folder} PATH…"),
        )],
    )?;
    Ok(Outcome::Fine)
}

fn name_of(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or(folder.as_os_str());
    name.to_string_lossy().into_owned()
}
