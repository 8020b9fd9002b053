//! What is left behind when the program crashes. The panic hook belongs to the whole process, so this is a test
//! program of its own with one test.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what went wrong by panicking"
)]

use std::path::Path;
use std::process::Command;
use std::{env, fs, thread};

use sayso::session::trace;

const STATE: &str = "SAYSO_STATE_DIR";
const CRASHES: &str = "SAYSO_TEST_CRASHES";

#[test]
fn a_crash_leaves_a_file_that_quotes_no_article_and_is_told_once() {
    if env::var_os(CRASHES).is_some() {
        crash();
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    // The state folder is told by the environment, which only a child process can be given safely.
    let itself = env::current_exe().expect("this program");
    let ran = Command::new(itself)
        .args(["--nocapture", "--test-threads=1"])
        .env(STATE, home.path())
        .env(CRASHES, "1")
        .output()
        .expect("this program runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let crashes = files(&home.path().join("crashes"));
    assert_eq!(crashes.len(), 3, "a guarded panic is no crash: {crashes:?}");
    let all = crashes.join("\n");
    assert!(
        all.contains(concat!("Sayso ", env!("CARGO_PKG_VERSION"))),
        "{all}"
    );
    assert!(all.contains("tests/crash.rs"), "{all}");
    assert!(all.contains("Message: a message without arguments"), "{all}");
    assert!(all.contains("byte index 1 is not a char boundary"), "{all}");
    assert!(all.contains("Message: left out"), "{all}");
    assert!(all.contains("250 claims read"), "{all}");
    let log = files(&home.path().join("log")).join("\n");
    assert!(
        log.contains("251 claims read") && log.contains("a reader panicked"),
        "{log}"
    );
    for told in [&all, &log] {
        assert!(!told.contains("محادثات"), "an article is quoted: {told}");
    }
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let texts = entries.map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("text"));
    texts.collect()
}

fn crash() {
    trace::start(false);
    for count in 0..=251 {
        log(count);
    }
    let article = "محادثات بغداد";
    let crashes: [fn(&str); 3] = [
        |_| panic!("a message without arguments"),
        |article| drop(article[1..].to_owned()),
        |article| panic!("cannot read {article}"),
    ];
    for crash in crashes {
        let ended = thread::scope(|scope| scope.spawn(|| crash(article)).join());
        assert!(ended.is_err());
        assert!(trace::untold_crash().is_some(), "a crash file");
    }
    assert_eq!(trace::untold_crash(), None);
    assert!(sayso::import::catch_panic(|| panic!("cannot read {article}")).is_none());
    assert_eq!(trace::untold_crash(), None);
}

/// As the program itself logs.
fn log(count: usize) {
    tracing::info!(target: "sayso", "{count} claims read");
}
