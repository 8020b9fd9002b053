//! `sayso pack` and `sayso unpack`: a project as one file, and back.

use std::path::PathBuf;

use super::screen::{Ink, Screen};
use super::{Failure, Outcome, print_warning};
use crate::report::Report;
use crate::session::StoreError;
use crate::session::files::{self, PathKind};
use crate::session::one_file;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-pack-about"), after_help = fl!("cli-pack-about.help"))]
pub(super) struct PackArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(help = fl!("cli-pack-file"))]
    file: Option<PathBuf>,
    #[arg(long, help = fl!("cli-pack-force"))]
    force: bool,
}

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-unpack-about"), after_help = fl!("cli-unpack-about.help"))]
pub(super) struct UnpackArguments {
    #[arg(help = fl!("cli-unpack-file"))]
    file: PathBuf,
    #[arg(help = fl!("cli-unpack-folder"))]
    folder: Option<PathBuf>,
}

pub(super) fn pack(arguments: &PackArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let file = arguments.file.clone().unwrap_or_else(|| {
        let folder = std::path::absolute(&arguments.project).unwrap_or_default();
        let mut name = folder.file_name().unwrap_or_default().to_owned();
        name.push(".");
        name.push(one_file::ENDING);
        PathBuf::from(name)
    });
    if !arguments.force && files::kind_of(&file) != PathKind::Nothing {
        let report = Report::new(fl!("cli-pack-exists", path = file.as_path()));
        return Err(report.with_hint(Some(fl!("cli-pack-exists.hint"))).into());
    }
    let packed = one_file::pack(&arguments.project, &file).map_err(|error| report_of(&error))?;
    for path in &packed.left_out {
        print_warning(&Report::new(fl!("one-file-left-out", path = path.as_path())));
    }
    let done = fl!("cli-pack-done", count = packed.files, path = file.as_path());
    screen.line(2, &[(Ink::Plain, &done)])?;
    Ok(Outcome::Fine)
}

pub(super) fn unpack(arguments: &UnpackArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let file = &arguments.file;
    let folder = arguments
        .folder
        .clone()
        .unwrap_or_else(|| PathBuf::from(file.file_stem().unwrap_or(file.as_os_str())));
    one_file::unpack(file, &folder).map_err(|error| report_of(&error))?;
    screen.line(
        2,
        &[(Ink::Plain, &fl!("cli-unpack-done", path = folder.as_path()))],
    )?;
    Ok(Outcome::Fine)
}

fn report_of(error: &StoreError) -> Report {
    Report::from_error(error).with_hint(error.hint())
}
