//! `sayso git-setup`: tells the repository of a project to merge its files with Sayso.

use std::path::PathBuf;

use super::screen::{Ink, Screen};
use super::{Failure, Outcome};
use crate::report::Report;
use crate::session::set_up_git;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-git-setup-about"), after_help = fl!("cli-git-setup-about.help"))]
pub(super) struct GitSetupArguments {
    #[arg(default_value = ".", hide_default_value = true, help = fl!("cli-git-setup-folder"))]
    folder: PathBuf,
}

pub(super) fn run(arguments: &GitSetupArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let program = std::env::current_exe()?;
    let done = set_up_git(&arguments.folder, &program).map_err(|error| Report::from_error(&error))?;
    let path = &done.attributes;
    for line in &done.added {
        screen.line(
            2,
            &[(Ink::Plain, &fl!("cli-git-setup-wrote", path = path, line = *line))],
        )?;
    }
    for (key, value) in &done.settings {
        let line = fl!("cli-git-setup-set", key = *key, value = value.as_str());
        screen.line(2, &[(Ink::Plain, &line)])?;
    }
    screen.line(2, &[(Ink::Plain, &fl!("cli-git-setup-done", path = path))])?;
    Ok(Outcome::Fine)
}
