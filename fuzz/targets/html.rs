//! Web pages, and what they say about themselves.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::{self, FileKind};

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    sayso_fuzz::read_as(FileKind::Html, data);
    let _shown = import::page_text("fuzzed.html", data);
});
