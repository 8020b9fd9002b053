//! `sayso merge`: merges three versions of a file, as git asks its merge drivers to.

use std::path::PathBuf;

use super::{Failure, Outcome};
use crate::report::Report;
use crate::session::merge_files;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-merge-about"), after_help = fl!("cli-merge-about.help"))]
pub(super) struct MergeArguments {
    #[arg(help = fl!("cli-merge-base"))]
    base: PathBuf,
    #[arg(help = fl!("cli-merge-ours"))]
    ours: PathBuf,
    #[arg(help = fl!("cli-merge-theirs"))]
    theirs: PathBuf,
}

/// Differences are kept in the file, so git is told that no conflict is left.
pub(super) fn run(arguments: &MergeArguments) -> Result<Outcome, Failure> {
    let MergeArguments { base, ours, theirs } = arguments;
    merge_files(base, ours, theirs).map_err(|error| Report::from_error(&error).with_hint(error.hint()))?;
    Ok(Outcome::Fine)
}
