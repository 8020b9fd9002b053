//! Finding words in all articles: the time of processors that it takes, beside ripgrep in one thread on the same texts.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use sayso::search::Query;
use sayso::session::searching::Findings;
use sayso::session::{Session, no_wake};

use crate::clock::{in_turns, processor_time};
use crate::material::{Material, thousands};
use crate::table::{Bar, Table};

/// Words that no article has, so that all are read to the end.
const WORDS: &str = "zebra crossing";
/// As often in a row, since the time of processors is told in hundredths of a second.
const TIMES: u32 = 5;

/// Measures it for every project of some size.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    for (articles, path) in material.projects().filter(|(articles, _)| *articles >= 1_000) {
        // As the window does before an article is opened: no text is in memory.
        let session = crate::material::open(path);
        let name = format!(
            "find in all of {} articles, time of processors",
            thousands(articles)
        );
        let mut ours = || {
            let before = processor_time();
            (0..TIMES).for_each(|_| find(&session));
            processor_time().saturating_sub(before) / TIMES
        };
        let texts = path.join("articles");
        let mut theirs = || {
            let before = time_of_children();
            (0..TIMES).for_each(|_| assert!(ripgrep(&texts)));
            time_of_children().saturating_sub(before) / TIMES
        };
        if ripgrep(&texts) {
            let [figure, reference] = in_turns(5, [&mut ours, &mut theirs]);
            let name = format!("{name} (beside ripgrep in one thread)");
            table.beside(name, "ms", figure, reference, Bar::Ratio(1.5));
        } else {
            let [figure] = in_turns(5, [&mut ours]);
            table.alone(name, "ms", figure, Bar::None);
        }
    }
}

fn find(session: &Session) {
    let query = Query {
        words: WORDS.to_owned(),
        ..Query::default()
    };
    let mut search = session.search_everywhere(query, false, no_wake());
    let mut findings = Findings::default();
    while !search.gather(&mut findings) {
        thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(findings, Findings::default());
}

/// Whether ripgrep is there and has looked for the words.
fn ripgrep(texts: &std::path::Path) -> bool {
    let mut search = Command::new("rg");
    search.args(["-j1", "-ic", "--glob", "*.txt", WORDS]).arg(texts);
    let ended = search.stdout(Stdio::null()).status();
    // It gives 1 where it finds nothing.
    ended.is_ok_and(|status| status.code() == Some(1))
}

/// The time of processors that ended children have taken, to a hundredth of a second.
fn time_of_children() -> Duration {
    let status = fs::read_to_string("/proc/self/stat").expect("Linux tells a process of itself");
    let (_, fields) = status.rsplit_once(')').expect("a name");
    let ticks = fields.split_whitespace().skip(13).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}
