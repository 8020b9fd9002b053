//! Feeds in RSS, Atom and JSON.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::FileKind;

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    for kind in [FileKind::Feed, FileKind::JsonFeed] {
        sayso_fuzz::read_as(kind, data);
    }
});
