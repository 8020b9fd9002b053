//! Parses the arguments: a subcommand runs the command line, anything else opens the window.

use std::process::ExitCode;

use sayso::report::Report;

fn main() -> ExitCode {
    sayso::cli::run(std::env::args_os(), |paths| {
        sayso::ui::run(paths).map_err(|error| Report::from_error(&error).with_hint(Some(error.hint())))
    })
}
