//! The log of what was done to claims, on disk.

use super::*;
use crate::model::claim_log::{ClaimChange, LogAction, LogEntry};
use crate::store::claim_log::{MAX_STEPS, STEPS_AFTER_TRIM};

fn entry(claim: &str, minutes: i64, change: ClaimChange) -> LogEntry {
    LogEntry {
        claim: claim.into(),
        at: Timestamp::from_second(60 * minutes).unwrap(),
        by: "r-1".into(),
        action: LogAction::Done,
        changes: vec![change],
    }
}

fn marked(claim: &str, minutes: i64) -> LogEntry {
    entry(claim, minutes, ClaimChange::Marked("the bridge is safe".into()))
}

/// A fixture, opened for writing, and the file of its article's log.
fn fixture() -> (Fixture, Opened, PathBuf) {
    let fixture = Fixture::new();
    let opened = fixture.open();
    let file = layout::claim_log_file(&fixture.path, &bridge());
    (fixture, opened, file)
}

fn snapshot(project: &Project, entries: Vec<LogEntry>) -> Snapshot {
    let touched = Touched {
        project: false,
        articles: [bridge()].into(),
    };
    Snapshot::new(project, &touched).with_claim_log([(bridge(), entries)].into())
}

#[test]
fn steps_are_lines_at_the_end_and_the_whole_is_ron() {
    let (_fixture, Opened { project, store, .. }, file) = fixture();
    let steps = [
        marked("c-1", 0),
        marked("c-2", 9),
        entry("c-1", 20, ClaimChange::Note),
    ];
    for step in &steps {
        let before = fs::read_to_string(&file).unwrap_or_default();
        assert_saved(&store.write(&snapshot(&project, vec![step.clone()])));
        let kept = before.trim_end().strip_suffix("])").unwrap_or_default();
        assert!(fs::read_to_string(&file).unwrap().starts_with(kept));
    }
    assert_eq!(store.read_claim_log(&bridge()).unwrap(), steps);
    let text = fs::read_to_string(&file).unwrap();
    assert!(ron::from_str::<ron::Value>(&text).is_ok(), "{text}");
    assert_eq!(text.lines().count(), 2 + steps.len() + 1);
    assert_eq!(store.claim_log_problem(&bridge()), None);
}

#[test]
fn typing_stays_one_line() {
    let (_fixture, Opened { project, store, .. }, _) = fixture();
    let typed = |seconds| LogEntry {
        at: Timestamp::from_second(seconds).unwrap(),
        ..entry("c-1", 0, ClaimChange::Note)
    };
    for seconds in [0, 30, 60] {
        let entries = vec![typed(seconds), marked("c-2", seconds)];
        store.write(&snapshot(&project, entries));
    }
    let notes = store.read_claim_log(&bridge()).unwrap();
    let notes: Vec<_> = notes.iter().filter(|step| step.claim.as_str() == "c-1").collect();
    assert_eq!(notes, [&typed(60)]);
}

#[test]
fn lines_of_others_and_of_newer_versions_are_kept_and_what_is_broken_is_named() {
    let (fixture, Opened { project, store, .. }, file) = fixture();
    store.write(&snapshot(&project, vec![marked("c-1", 0)]));
    let text = fs::read_to_string(&file).unwrap();
    let theirs = "(claim: \"c-9\", at: \"1970-01-01T00:00:00Z\", by: \"r-2\", mood: 1, did: [Sung]),\r";
    // Half a line, as a crash of another program leaves it, and no envelope around it.
    let broken = text.replace("])\n", &format!("{theirs}\n(claim: \"c-8\", a"));
    fixture.overwrite(&file, broken);
    let report = store.write(&snapshot(&project, vec![marked("c-2", 5)]));
    assert_saved(&report);
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.contains(theirs.trim_end()) && after.contains("(claim: \"c-8\", a\n"));
    assert_eq!(store.read_claim_log(&bridge()).unwrap().len(), 2);
    assert_eq!(store.claim_log_problem(&bridge()).unwrap().line, Some(4));
}

#[test]
fn a_history_of_a_newer_format_is_left_alone() {
    let (fixture, Opened { project, store, .. }, file) = fixture();
    store.write(&snapshot(&project, vec![marked("c-1", 0)]));
    let newer = fs::read_to_string(&file)
        .unwrap()
        .replace("(format: 1", "(format: 2");
    fixture.overwrite(&file, &newer);
    assert_saved(&store.write(&snapshot(&project, vec![marked("c-2", 0)])));
    assert_eq!(fs::read_to_string(&file).unwrap(), newer);
    assert!(store.claim_log_problem(&bridge()).is_some());
}

#[test]
fn what_could_not_be_written_is_told_once_it_was() {
    let (fixture, Opened { project, store, .. }, file) = fixture();
    let mut pending = snapshot(&project, vec![marked("c-1", 0)]);
    store.write(&snapshot(&project, Vec::new()));
    fixture.overwrite(&fixture.claims(), "theirs");
    let report = store.write(&pending);
    assert_eq!((report.errors.len(), file.exists()), (1, false));
    pending.keep(&report.unsaved);
    pending.absorb(snapshot(&project, vec![marked("c-2", 5)]));
    store.overwrite(&fixture.claims()).unwrap();
    let report = store.write(&pending);
    assert_saved(&report);
    pending.keep(&report.unsaved);
    assert!(pending.is_empty());
    store.write(&pending);
    assert_eq!(store.read_claim_log(&bridge()).unwrap().len(), 2);
}

#[test]
fn a_project_that_is_only_looked_at_gets_no_history() {
    let (_fixture, Opened { project, store, .. }, file) = fixture();
    store.release();
    let opened = open(store.folder(), Access::Read).unwrap();
    let report = opened.store.write(&snapshot(&project, vec![marked("c-1", 0)]));
    assert!(!report.errors.is_empty() && !file.exists());
    assert_eq!(opened.store.read_claim_log(&bridge()).unwrap(), []);
}

#[test]
fn a_history_is_bounded_and_loses_its_oldest_steps() {
    let (_fixture, Opened { project, store, .. }, _) = fixture();
    let many: Vec<LogEntry> = (0..=MAX_STEPS).map(|at| marked(&format!("c-{at}"), 0)).collect();
    store.write(&snapshot(&project, many.clone()));
    let kept = store.read_claim_log(&bridge()).unwrap();
    assert_eq!(kept, many[many.len() - STEPS_AFTER_TRIM..]);
}

#[test]
fn git_merges_two_histories_by_itself() {
    let (_fixture, Opened { project, store, .. }, file) = fixture();
    let folder = store.folder().to_owned();
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
        git.current_dir(&folder).args(arguments).output()
    };
    if git(&["init", "-q", "-b", "main"]).is_err() {
        println!("skipped: git is not there");
        return;
    }
    let done = |arguments: &[&str]| assert!(git(arguments).unwrap().status.success(), "{arguments:?}");
    let commit = |step| {
        store.write(&snapshot(&project, vec![step]));
        done(&["add", "history"]);
        done(&["commit", "-qm", "work"]);
    };
    commit(marked("c-1", 0));
    done(&["checkout", "-qb", "theirs"]);
    commit(marked("c-2", 7));
    done(&["checkout", "-q", "main"]);
    commit(marked("c-3", 5));
    done(&["merge", "-q", "theirs"]);
    let expected = [marked("c-1", 0), marked("c-3", 5), marked("c-2", 7)];
    assert_eq!(store.read_claim_log(&bridge()).unwrap(), expected);
    let text = fs::read_to_string(&file).unwrap();
    assert!(ron::from_str::<ron::Value>(&text).is_ok(), "{text}");
}
