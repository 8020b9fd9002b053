//! Tables in CSV and JSON, and an agency's article.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::FileKind;

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    for kind in [FileKind::Csv, FileKind::JsonLines, FileKind::Ninjs] {
        sayso_fuzz::read_as(kind, data);
    }
});
