//! Documents that are archives (Word, OpenDocument, EPUB, Excel), changed inside of their parts.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use sayso_fuzz::import;

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    if let Ok(kind) = import::kind_of("fuzzed", data) {
        sayso_fuzz::read_as(kind, data);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, _max_size: usize, seed: u32| {
    sayso_fuzz::shaped::change_archive(data, size, seed)
});
