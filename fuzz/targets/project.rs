//! A project's files, opened as a project is: `project.ron`, an article's RON, its text and its history, in an input of
//! four parts.

#![no_main]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::model::ArticleId;
use sayso_fuzz::store::{self, Access};
use tempfile::TempDir;

/// Where each part of the input lies.
const FILES: &[&str] = &[
    "project.ron",
    "articles/fuzzed.ron",
    "articles/fuzzed.txt",
    "history/fuzzed.ron",
];

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(new_folder).path();
    let mut parts = data.splitn(FILES.len(), |byte| *byte == sayso_fuzz::BETWEEN);
    for name in FILES {
        fs::write(folder.join(name), parts.next().unwrap_or_default()).expect("a writable folder");
    }
    open(folder);
});

fn open(folder: &Path) {
    let Ok(mut opened) = store::open(folder, Access::Read) else {
        return;
    };
    opened.read_all_texts();
    let id = ArticleId::from("fuzzed");
    let _steps = opened.store.read_claim_log(&id);
    for problem in &opened.problems {
        let _words = format!("{problem:?}");
    }
}

/// In memory where the system has files there.
fn new_folder() -> TempDir {
    let within = ["/dev/shm", "/tmp"]
        .into_iter()
        .find(|path| Path::new(path).is_dir());
    let folder = tempfile::tempdir_in(within.expect("a folder")).expect("a folder");
    for name in ["articles", "history"] {
        fs::create_dir(folder.path().join(name)).expect("a folder");
    }
    folder
}
