//! `sayso new`: creates a project in a folder of its own.

use std::path::{Path, PathBuf};

use super::opened;
use super::screen::{Ink, Screen};
use super::{Failure, Outcome};
use crate::session::guidelines::new_head;
use crate::session::{Session, no_wake};

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-new-about"), after_help = fl!("cli-new-about.help"))]
pub(super) struct NewArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(long, help = fl!("cli-new-title"))]
    title: Option<String>,
}

pub(super) fn run(arguments: &NewArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let path = &arguments.project;
    let title = arguments.title.clone().unwrap_or_else(|| name_of(path));
    let created = Session::create(path, &new_head(title), opened::command_line(), no_wake());
    let session = created.map_err(|error| opened::report_of(&error))?;
    let folder = session.path().to_owned();
    opened::close(session)?;
    screen.line(2, &[(Ink::Plain, &fl!("cli-new-done", path = folder))])?;
    screen.line(2, &[(Ink::Plain, &fl!("cli-new-next", path = folder))])?;
    Ok(Outcome::Fine)
}

fn name_of(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or(folder.as_os_str());
    name.to_string_lossy().into_owned()
}
