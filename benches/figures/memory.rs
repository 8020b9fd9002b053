//! How much memory the system gives a window: a process of its own opens it, marks a claim, waits
//! until that is saved, and says what it has taken. From one on a long article that of one on a short
//! article is subtracted, so that what every window takes does not count.

use std::path::Path;
use std::process::Command;

use crate::desk::Desk;
use crate::mark;
use crate::material::Material;
use crate::table::{Bar, Table};

/// With this argument the program is that process, on the project named by the next one.
pub(crate) const CHILD: &str = "memory-of";

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
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells a process of itself");
    let bytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        number.expect("a number of kilobytes") * 1024
    };
    format!("{} {}", bytes("VmRSS:"), bytes("VmHWM:"))
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
