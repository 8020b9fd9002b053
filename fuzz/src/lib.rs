//! The rooms that read files, taken from Sayso as they are, and what all targets of fuzzing share. What a target feeds
//! to which reader stands in `targets`.

#[macro_use]
#[path = "../../src/wording.rs"]
pub mod wording;

#[path = "../../src/text/mod.rs"]
pub mod text;

#[path = "../../src/model/mod.rs"]
pub mod model;

#[path = "../../src/report.rs"]
pub mod report;

#[path = "../../src/merge/mod.rs"]
pub mod merge;

#[path = "../../src/interchange/mod.rs"]
pub mod interchange;

#[path = "../../src/import/mod.rs"]
pub mod import;

#[path = "../../src/store/mod.rs"]
pub mod store;

pub mod shaped;

use std::panic;

use import::{Choices, FileKind};

/// What an input of several files has between them.
pub const BETWEEN: u8 = 0;

/// Reads the bytes as this kind of file, whatever they look like, and holds what comes to what is promised of it.
pub fn read_as(kind: FileKind, bytes: &[u8]) {
    let choices = Choices {
        kind: Some(kind),
        ..Choices::default()
    };
    if let Ok(imported) = import::import_as("fuzzed", bytes, &choices) {
        assert!(
            !imported.articles.is_empty(),
            "a file that is taken has an article"
        );
        for article in &imported.articles {
            assert!(!article.text.trim().is_empty(), "an article has a text");
        }
    }
}

/// Lets the program end at a panic of ours. A panic of a crate that reads a format is caught by `import` and told as a
/// broken file; it is named once, so that one sees what is caught.
pub fn end_at_our_panics() {
    panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(ToString::to_string).unwrap_or_default();
        if place.contains("/registry/src/") {
            shaped::name_once(&place);
        } else {
            eprintln!("{panicked}\n{}", std::backtrace::Backtrace::force_capture());
            std::process::abort();
        }
    }));
}
