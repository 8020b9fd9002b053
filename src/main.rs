//! Parses the arguments: a subcommand runs the command line, anything else opens the window.

use std::process::ExitCode;

use sayso::report::Report;

fn main() -> ExitCode {
    sayso::cli::run(std::env::args_os(), |_paths| {
        Err(Report::new("the window is not built yet"))
    })
}
