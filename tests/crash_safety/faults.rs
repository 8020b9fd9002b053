//! Every scenario with something going wrong at each of its calls in turn: the program is killed, or the call fails.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::aftermath::{Fault, Finding};
use crate::dice::seed;
use crate::known::is_known;
use crate::layer::{Call, Plan, calls, preload};
use crate::scenarios::{Scenario, Stage};
use crate::scratch::{Answer, answer};

/// The errors, whether they stay, and which calls they may happen to: a full disk and one that has become read-only stay
/// so, but files can still be removed from a full one; a bad sector and a refusal come once.
const ERRORS: [(&str, bool, &str); 4] = [
    (
        "ENOSPC",
        true,
        "write,pwrite,writev,pwritev,sendfile,copy_file_range,fsync,fdatasync,syncfs,open,mkdir,rename,link",
    ),
    ("EIO", false, ""),
    ("EROFS", true, ""),
    ("EACCES", false, ""),
];

/// So many calls of a scenario are tried in a short run.
const MAX_CALLS_TRIED: usize = 24;

/// Kills the program before each call in turn.
pub(crate) fn kill_at_each_call(scenario: Scenario) -> Result<(), String> {
    let stage = Stage::new(scenario);
    let count = counted(&stage).len();
    // One more: it is killed at no call, and done.
    let plans = numbers(count + 1).map(|at| Plan::new("kill", at));
    run_all(&stage, plans.collect())
}

/// Has each call in turn fail, write less, and take long.
pub(crate) fn fail_at_each_call(scenario: Scenario) -> Result<(), String> {
    let stage = Stage::new(scenario);
    let calls = counted(&stage);
    let mut plans = vec![Plan::lasting("slow:2000", 1)];
    for at in numbers(calls.len()) {
        let name = calls.get(at - 1).map_or("", |call| &call.name);
        for (turn, (error, lasts, may_hit)) in ERRORS.into_iter().enumerate() {
            let is_its_turn = turn == (at + seed() as usize) % ERRORS.len();
            // A flush that fails once, and nothing after it, shows whether anybody asks how it went.
            let is_flush = !lasts && name.contains("sync");
            if is_long() || is_its_turn || is_flush {
                plans.push(Plan {
                    calls: may_hit,
                    lasts,
                    ..Plan::new(error, at)
                });
            }
        }
        if name.contains("write") {
            plans.push(Plan::new("short", at));
        }
    }
    run_all(&stage, plans)
}

/// A flush that takes longer than the program is ready to wait for news.
pub(crate) fn flush_very_slowly(scenario: Scenario) -> Result<(), String> {
    let stage = Stage::new(scenario);
    let plan = Plan {
        calls: "syncfs",
        ..Plan::lasting("slow:12000000", 1)
    };
    let ran = run(&stage, Some(&plan));
    if ran.code != Some(0) && !is_known(Fault::Impatient, &ran.err) {
        return Err(ran.err);
    }
    Ok(())
}

/// Whether everything is tried, however long it takes.
pub(crate) fn is_long() -> bool {
    std::env::var_os("CRASH_ALL").is_some()
}

/// The numbers of calls to be tried: all of them, or some that are spread over all and differ with the seed.
fn numbers(count: usize) -> impl Iterator<Item = usize> {
    let stride = if is_long() {
        1
    } else {
        count.div_ceil(MAX_CALLS_TRIED).max(1)
    };
    let first = 1 + seed() as usize % stride;
    (first..=count).step_by(stride)
}

/// The calls of a scenario when nothing goes wrong; each file is on the disk before it takes its place.
fn counted(stage: &Stage) -> Vec<Call> {
    let ran = run(stage, None);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(stage.check(&ran), [], "{ran:?}");
    let calls = calls(&stage.log());
    assert!(calls.len() > 3, "it changes files: {calls:?}");
    assert_eq!(unflushed(&calls, &stage.under()), []);
    calls
}

fn run(stage: &Stage, plan: Option<&Plan>) -> Answer {
    stage.set_up();
    let mut command = stage.command();
    preload(&mut command, &stage.under(), &stage.log(), plan);
    answer(&mut command)
}

fn run_all(stage: &Stage, plans: Vec<Plan>) -> Result<(), String> {
    let mut failures = Vec::new();
    for plan in plans {
        let ran = run(stage, Some(&plan));
        let calls = calls(&stage.log());
        let mut findings = stage.check(&ran);
        findings.retain(|finding| !is_left_of_export(finding));
        if ran.code.is_none() && plan.how != "kill" {
            findings.push((Fault::Panic, "it ended by a signal".to_owned()));
        }
        if ran.code == Some(0) {
            findings.extend(unflushed(&calls, &stage.under()));
        }
        findings.extend(
            stage
                .check_again()
                .into_iter()
                .map(|(fault, told)| (fault, format!("again: {told}"))),
        );
        let chosen = calls.iter().find(|call| call.is_chosen);
        let place = chosen.map_or_else(String::new, |call| place(call, &stage.under()));
        for (fault, told) in findings {
            if !is_known(fault, &told) {
                failures.push(format!("{} at {place}: {fault:?}: {told}", plan.how));
            }
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    let variables = format!(
        "CRASH_SEED={}{}",
        seed(),
        if is_long() { " CRASH_ALL=1" } else { "" }
    );
    failures.push(format!(
        "Again: {variables} cargo test --test crash_safety -- THIS_NAME"
    ));
    Err(failures.join("\n"))
}

/// Whether it is the draft of an export, which says of itself what it is and is gone when the export is repeated.
pub(crate) fn is_left_of_export((fault, told): &Finding) -> bool {
    *fault == Fault::ExportDraft && told.starts_with('.') && told.contains(".sayso-draft-")
}

/// A call in words: '12 write .sayso/draft-*'.
fn place(call: &Call, under: &Path) -> String {
    let path = |path: &PathBuf| path.strip_prefix(under).unwrap_or(path).display().to_string();
    let to = if call.name == "rename" {
        format!(" -> {}", path(&call.to))
    } else {
        String::new()
    };
    format!("{} {} {}{to}", call.number, call.name, path(&call.path))
}

/// Files that took their place before their content was on the disk, and folders that were not flushed after they
/// changed: a power cut would leave neither old nor new there.
fn unflushed(calls: &[Call], under: &Path) -> Vec<Finding> {
    let mut dirty: BTreeSet<&PathBuf> = BTreeSet::new();
    let mut changed: BTreeSet<&Path> = BTreeSet::new();
    let mut findings = Vec::new();
    for call in calls {
        // A folder that cannot be flushed is passed over: not every file system can.
        let is_folder_flush = call.is_chosen && call.path.is_dir();
        if call.result < 0 && !is_folder_flush {
            continue;
        }
        match &*call.name {
            "write" | "pwrite" | "writev" | "pwritev" | "copy_file_range" | "sendfile" => {
                dirty.insert(&call.path);
            }
            "syncfs" => dirty.clear(),
            "fsync" | "fdatasync" => {
                dirty.remove(&call.path);
                changed.remove(call.path.as_path());
            }
            "rename" => {
                if dirty.contains(&call.path) {
                    findings.push((Fault::Unflushed, place(call, under)));
                }
                changed.extend(call.to.parent());
            }
            "unlink" if !is_draft(&call.path) => changed.extend(call.path.parent()),
            _ => {}
        }
    }
    let folders = changed.into_iter().filter(|folder| folder.exists());
    findings.extend(folders.map(|folder| (Fault::Unflushed, folder.display().to_string())));
    findings
}

fn is_draft(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().contains("draft-"))
}

/// That a rename of what was not flushed is found.
pub(crate) fn a_file_that_is_moved_before_it_is_flushed_is_found() {
    let call = |name: &str, path: &str, result| Call {
        number: 1,
        name: name.to_owned(),
        path: path.into(),
        to: "/project.ron".into(),
        result,
        is_chosen: false,
    };
    let row = |flush: i64| {
        [
            call("write", "/d", 9),
            call("fsync", "/d", flush),
            call("rename", "/d", 0),
            call("fsync", "/", 0),
        ]
    };
    assert_eq!(unflushed(&row(0), Path::new("/")), []);
    assert_eq!(unflushed(&row(-5), Path::new("/")).len(), 1);
    assert_eq!(unflushed(&row(0)[..3], Path::new("/")).len(), 1);
}
