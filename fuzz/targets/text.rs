//! Texts in any encoding, and Markdown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::{self, FileKind};

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    let _kind = import::kind_of("fuzzed", data);
    sayso_fuzz::read_as(FileKind::Plain, data);
    sayso_fuzz::read_as(FileKind::Markdown, data);
});
