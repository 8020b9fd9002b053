//! Tables in CSV and JSON, and an agency's article.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::Kind;

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    for kind in [Kind::Csv, Kind::JsonLines, Kind::Ninjs] {
        sayso_fuzz::read_as(kind, data);
    }
});
