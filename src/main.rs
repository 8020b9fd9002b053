//! Parses the arguments: a subcommand runs the command line, anything else opens the window.

use std::process::ExitCode;

use sayso::report::Report;

/// Quicker than the system's where very many small things are made and dropped, as in reading and drawing.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sayso::cli::run(std::env::args_os(), |paths| {
        sayso::ui::run(paths).map_err(|error| Report::from_error(&error).with_hint(Some(error.hint())))
    })
}
