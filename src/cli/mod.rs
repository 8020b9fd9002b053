//! The command line: what can be asked for, and how answers and failures come out. Each subcommand
//! has its own file; the window is opened by whoever is handed in.

mod add;
mod check;
mod export;
mod new;
mod opened;
mod screen;
mod show;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::report::Report;
use screen::Screen;

/// Sayso, on whose say-so? Mark the claims in news articles and record who makes them.
///
/// Without a command the window opens: on the project given, or with the articles given, or on the
/// start screen. The commands do their work without a window.
#[derive(Debug, Parser)]
#[command(
    name = "sayso",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    override_usage = "sayso [PATH]...\n       sayso <COMMAND>",
    after_help = "\
A path that is called like a command is written with its folder: sayso ./new

Examples:
  sayso projects/baghdad-talks                     open a project in the window
  sayso new talks --title 'Coalition talks'        start a project
  sayso add talks articles/ report.txt             add articles to it
  sayso show talks                                 list its articles
  sayso show talks report                          list the claims of one
  sayso check talks                                say what is wrong
  sayso export talks --format csv --out talks.csv  write the reviewed claims

Exit codes: 0 fine, 1 problems found or failed, 2 misuse.
'sayso COMMAND --help' says more about each command."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,

    /// A project's folder, or articles to open in the window
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Arguments),
    Add(add::Arguments),
    Check(check::Arguments),
    Show(show::Arguments),
    Export(export::Arguments),
}

/// How a command that did its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Fine,
    /// Problems were found, or a part of the work could not be done; they have been told.
    ProblemsFound,
}

/// Why a command did not do its work.
#[derive(Debug)]
enum Failure {
    /// What went wrong, yet to be told.
    Told(Report),
    /// The standard output took no more.
    Output(io::Error),
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self::Told(report)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Does what the arguments ask for; `open_window` is called with the paths where they ask for the
/// window. Exits with 0 if all is well, 1 if problems were found or it failed, 2 on misuse.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    open_window: impl FnOnce(Vec<PathBuf>) -> Result<(), Report>,
) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(answer) => {
            let printed = answer.print().and_then(|()| io::stdout().flush());
            return match printed {
                Ok(()) => ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2)),
                Err(error) => exit_code(Err(Failure::Output(error))),
            };
        }
    };
    let outcome = match arguments.command {
        None => {
            if has_display() {
                open_window(arguments.paths)
                    .map(|()| Outcome::Fine)
                    .map_err(Failure::Told)
            } else {
                Err(Failure::Told(no_display()))
            }
        }
        Some(command) => run_command(&command),
    };
    exit_code(outcome)
}

/// Tells of a failure; the number that the program ends with.
fn exit_code(outcome: Result<Outcome, Failure>) -> ExitCode {
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::ProblemsFound) => ExitCode::FAILURE,
        // Whoever reads has seen enough: 'sayso show talks | head'.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => {
            let report = Report::of(&error);
            let causes = [vec![report.headline], report.causes].concat();
            tell(&Report {
                headline: "cannot write to the standard output".to_owned(),
                causes,
                hint: report.hint,
            });
            ExitCode::FAILURE
        }
        Err(Failure::Told(report)) => {
            tell(&report);
            ExitCode::FAILURE
        }
    }
}

fn run_command(command: &Command) -> Result<Outcome, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut screen = Screen::of_stdout(&mut out);
    let outcome = match command {
        Command::New(arguments) => new::run(arguments, &mut screen),
        Command::Add(arguments) => add::run(arguments, &mut screen),
        Command::Check(arguments) => check::run(arguments, &mut screen),
        Command::Show(arguments) => show::run(arguments, &mut screen),
        Command::Export(arguments) => export::run(arguments, &mut screen),
    };
    // What was found before a failure is shown before it.
    out.flush()?;
    outcome
}

/// Tells of a failure on the standard error.
fn tell(report: &Report) {
    // Where even that cannot be written, the exit code has to do.
    let _told = writeln!(io::stderr().lock(), "sayso: {report}");
}

/// Whether there is a screen to open a window on.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let needs_server = cfg!(all(unix, not(target_os = "macos")));
    !needs_server
        || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
            .into_iter()
            .any(set)
}

fn no_display() -> Report {
    Report::new("there is no display to open a window on").with_hint(Some(
        "Without one, work from the command line: 'sayso show PROJECT' lists articles and claims, 'sayso --help' the rest.",
    ))
}
