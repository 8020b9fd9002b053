//! How much memory the system gives a window: a process of its own opens it, marks a claim, waits
//! until that is saved, and says what it has taken. From one on a long article that of one on a short
//! article is subtracted, so that what every window takes does not count.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::desk::Desk;
use crate::mark;
use crate::material::{Material, thousands};
use crate::table::{Bar, Table};

/// With this argument the program is that process, on the project named by the next one.
pub(crate) const CHILD: &str = "memory-of";
/// With this argument the program is Sayso's command line, with the arguments that follow.
pub(crate) const COMMAND: &str = "memory-of-command";

/// The commands that read a whole project, as they are told to a person.
const COMMANDS: [(&str, &[&str]); 6] = [
    ("check", &["check"]),
    ("show", &["show"]),
    ("export as CSV", &["export", "--format", "csv"]),
    ("export as JSON Lines", &["export", "--format", "jsonl"]),
    ("export as Parquet", &["export", "--format", "parquet"]),
    ("export as XLSX", &["export", "--format", "xlsx"]),
];

/// Measures it.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let [short, long] = [(10, 8), mark::LONG].map(|(claims, asides)| material.one_article(claims, asides));
    let text = std::fs::metadata(long.join("articles/article-00000.txt")).expect("the text");
    let ([before, before_peak], [after, peak]) = (taken(&short), taken(&long));
    let text = megabytes(text.len());
    table.beside(
        "resident memory for a 10 MB article with 10,000 claims, open, one more marked and saved (beside its text)",
        "MB",
        megabytes(after.saturating_sub(before)),
        text,
        Bar::Ratio(12.0),
    );
    table.beside(
        "… at most, at any time (beside its text)",
        "MB",
        megabytes(peak.saturating_sub(before_peak)),
        text,
        Bar::Ratio(12.0),
    );
    table.alone(
        "… the whole process at that time",
        "MB",
        megabytes(peak),
        Bar::None,
    );
    commands(material, table);
}

/// Measures what commands take at most, beside the same on a project of few articles.
fn commands(material: &Material, table: &mut Table) {
    let projects: Vec<_> = material.projects().collect();
    let [(_, few), .., (articles, many)] = projects.as_slice() else {
        return;
    };
    for (name, arguments) in COMMANDS {
        let [least, most] = [few, many].map(|project| command_peak(arguments, project));
        let articles = thousands(*articles);
        table.beside(
            format!("memory of '{name}' at most, {articles} articles (beside 10)"),
            "MB",
            megabytes(most),
            megabytes(least),
            Bar::Figure(100.0),
        );
    }
}

/// The bytes that a command on a project had taken at most.
fn command_peak(arguments: &[&str], project: &Path) -> u64 {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new(program);
    command.arg(COMMAND).args(arguments).arg(project);
    let output = command.stdout(Stdio::null()).output();
    let output = output.expect("this program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let peak = said
        .lines()
        .filter_map(|line| line.strip_prefix(PEAK)?.parse().ok())
        .next_back();
    peak.expect("the process tells what it had taken")
}

/// What stands before the figure that the process of a command tells.
const PEAK: &str = "peak: ";

/// The process of a command: runs it and tells the bytes it had taken at most.
pub(crate) fn command(arguments: impl Iterator<Item = String>) {
    let all = std::iter::once("sayso".to_owned()).chain(arguments);
    let _exit_code = sayso::cli::run(all.map(Into::into), |_| Ok(()));
    eprintln!("{PEAK}{}", of_itself("VmHWM:"));
}

/// What the process of a window on a project says: bytes now, and at most.
fn taken(project: &Path) -> [u64; 2] {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program).arg(CHILD).arg(project).output();
    let output = output.expect("this program runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said = String::from_utf8_lossy(&output.stdout);
    let mut numbers = said
        .split_whitespace()
        .map(|number| number.parse().expect("a number"));
    [(); 2].map(|()| numbers.next().expect("two numbers"))
}

/// The process of a window: prints the bytes it has taken, and at most had taken.
pub(crate) fn child(project: &Path) -> String {
    let mut desk = Desk::open(project);
    let words = mark::words_after_a_claim(&mut desk);
    mark::mark(&mut desk, words);
    desk.rest();
    format!("{} {}", of_itself("VmRSS:"), of_itself("VmHWM:"))
}

/// A figure of this process, in bytes.
fn of_itself(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells a process of itself");
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    number.expect("a number of kilobytes") * 1024
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
