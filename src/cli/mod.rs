//! The command line: its arguments, exit codes and error output. Each subcommand has a file of its own.

mod add;
mod agree;
mod assign;
mod audit;
mod check;
mod compare;
mod export;
mod figures;
mod git_setup;
mod merge;
mod new;
mod opened;
mod pack;
mod prove;
mod reference;
mod sample;
mod screen;
mod show;
mod suggest;
mod suggestions;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::report::Report;
use crate::session::{clock_problem, trace};
use screen::Screen;

#[derive(Debug, Parser)]
#[command(
    name = "sayso",
    version,
    about = fl!("cli-about"),
    long_about = fl!("cli-about.long"),
    after_help = fl!("cli-help"),
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    override_usage = "sayso [PATH]...\n       sayso <COMMAND>"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,

    #[arg(long, short, global = true, help = fl!("cli-verbose"))]
    verbose: bool,

    #[arg(value_name = "PATH", help = fl!("cli-paths"))]
    paths: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::NewArguments),
    Add(add::AddArguments),
    Check(check::CheckArguments),
    Show(show::ShowArguments),
    Compare(compare::CompareArguments),
    Agree(agree::AgreeArguments),
    Assign(assign::AssignArguments),
    Sample(sample::SampleArguments),
    Suggest(suggest::SuggestArguments),
    Export(export::ExportArguments),
    Audit(audit::AuditArguments),
    Prove(prove::ProveArguments),
    Pack(pack::PackArguments),
    Unpack(pack::UnpackArguments),
    Merge(merge::MergeArguments),
    GitSetup(git_setup::GitSetupArguments),
}

/// The result of a command that ran to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// No problems.
    Fine,
    /// Problems were found or part of the work failed; all of it has been printed.
    ProblemsFound,
}

impl Outcome {
    /// Problems, if there are these reports; they are printed.
    fn from_reports(reports: &[Report]) -> Self {
        reports.iter().for_each(print_error);
        if reports.is_empty() {
            Self::Fine
        } else {
            Self::ProblemsFound
        }
    }
}

/// Why a command failed.
#[derive(Debug)]
enum Failure {
    /// An error that is still to be printed.
    Reported(Report),
    /// Standard output could not be written.
    Output(io::Error),
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self::Reported(report)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// The command line as a whole, from which manual pages and completions are made.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs the command that the arguments name, or calls `open_window` with their paths. Exits with 0 on success,
/// 1 if it failed or found problems, 2 on a usage error.
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
    // Even the log could not be written.
    if let Some(problem) = clock_problem() {
        return exit_code(Err(Failure::Reported(problem)));
    }
    trace::start(arguments.verbose);
    exit_code(match arguments.command {
        Some(command) => run_command(&command),
        None if has_display() => open_window(arguments.paths)
            .map(|()| Outcome::Fine)
            .map_err(Failure::Reported),
        None => Err(Failure::Reported(no_display())),
    })
}

/// Prints the failure, if there is one, and returns the exit code.
fn exit_code(outcome: Result<Outcome, Failure>) -> ExitCode {
    match outcome {
        Ok(Outcome::Fine) => return ExitCode::SUCCESS,
        Ok(Outcome::ProblemsFound) => {}
        // The reader has closed the pipe: 'sayso show talks | head'.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Err(Failure::Output(error)) => {
            let Report {
                headline,
                mut causes,
                hint,
            } = Report::from_error(&error);
            causes.insert(0, headline);
            print_error(&Report {
                headline: fl!("cli-stdout").to_owned(),
                causes,
                hint,
            });
        }
        Err(Failure::Reported(report)) => print_error(&report),
    }
    ExitCode::FAILURE
}

fn run_command(command: &Command) -> Result<Outcome, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut screen = Screen::from_stdout(&mut out);
    let outcome = match command {
        Command::New(arguments) => new::run(arguments, &mut screen),
        Command::Add(arguments) => add::run(arguments, &mut screen),
        Command::Check(arguments) => check::run(arguments, &mut screen),
        Command::Show(arguments) => show::run(arguments, &mut screen),
        Command::Compare(arguments) => compare::run(arguments, &mut screen),
        Command::Assign(arguments) => assign::run(arguments, &mut screen),
        Command::Sample(arguments) => sample::run(arguments, &mut screen),
        Command::Agree(arguments) => agree::run(arguments, &mut screen),
        Command::Suggest(arguments) => suggest::run(arguments, &mut screen),
        Command::Export(arguments) => export::run(arguments, &mut screen),
        Command::Audit(arguments) => audit::run(arguments, &mut screen),
        Command::Prove(arguments) => prove::run(arguments, &mut screen),
        Command::Pack(arguments) => pack::pack(arguments, &mut screen),
        Command::Unpack(arguments) => pack::unpack(arguments, &mut screen),
        Command::Merge(arguments) => merge::run(arguments),
        Command::GitSetup(arguments) => git_setup::run(arguments, &mut screen),
    };
    // Output that precedes the failure is shown before it.
    out.flush()?;
    outcome
}

fn print_error(report: &Report) {
    print_to_stderr(&fl!("cli-error", report = report.to_string()));
}

fn print_warning(report: &Report) {
    print_to_stderr(&fl!("cli-warning", report = report.to_string()));
}

fn print_to_stderr(line: &str) {
    // Without a standard error, the exit code is all there is.
    let _written = writeln!(io::stderr().lock(), "{line}");
}

/// Whether a window can be opened.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let needs_server = cfg!(all(unix, not(target_os = "macos")));
    !needs_server
        || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
            .into_iter()
            .any(set)
}

fn no_display() -> Report {
    Report::new(fl!("cli-no-display")).with_hint(Some(fl!("cli-no-display.hint")))
}
