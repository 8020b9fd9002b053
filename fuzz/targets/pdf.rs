//! PDF documents, changed in their objects and streams.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use sayso_fuzz::import::FileKind;

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    sayso_fuzz::read_as(FileKind::Pdf, data);
});

fuzz_mutator!(|data: &mut [u8], size: usize, _max_size: usize, seed: u32| {
    sayso_fuzz::shaped::change_pdf(data, size, seed)
});
