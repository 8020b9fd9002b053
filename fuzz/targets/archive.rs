//! Archives themselves, as each of the documents that are one and as a folder of marks.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::annotated::{AnnotatedFile, AnnotatedFormat, LabelMap, read_annotated};
use sayso_fuzz::import::{self, FileKind};

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    let _kind = import::kind_of("fuzzed", data);
    let _format = AnnotatedFormat::detect(data);
    let kinds = [
        FileKind::Docx,
        FileKind::Odt,
        FileKind::Epub,
        FileKind::Xlsx,
        FileKind::WebArchive,
        FileKind::Bundle,
    ];
    for kind in kinds {
        sayso_fuzz::read_as(kind, data);
    }
    for format in [AnnotatedFormat::Brat, AnnotatedFormat::Xmi, AnnotatedFormat::Refi] {
        let file = AnnotatedFile { path: "fuzzed.zip", bytes: data };
        let _read = read_annotated(format, "fuzzed", &[file], &LabelMap::default());
    }
});
