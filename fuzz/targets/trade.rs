//! What the trade has: transcripts, agencies' and scholars' XML, web archives, lists of references, posts, rich text, and texts
//! that may be downloads of press databases.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::{self, FileKind};

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    let _imported = import::import("fuzzed", data);
    let kinds = [
        FileKind::Transcript,
        FileKind::Newsml,
        FileKind::Scholarly,
        FileKind::WebArchive,
        FileKind::References,
        FileKind::Posts,
        FileKind::Rtf,
    ];
    for kind in kinds {
        sayso_fuzz::read_as(kind, data);
    }
});
