//! Files with claims beside their texts, and what becomes of them in a project. An input of two parts is brat's text and
//! its marks.

#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::annotated::{AnnotatedFile, AnnotatedFormat, Host, LabelMap, read_annotated};
use sayso_fuzz::model::{ArticleId, Edit, Head, Project, Reviewer, ReviewerId, SpeakerId};

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    let parts: Vec<&[u8]> = data.splitn(2, |byte| *byte == sayso_fuzz::BETWEEN).collect();
    match parts.as_slice() {
        [text, marks] => {
            let files = [("fuzzed.txt", *text), ("fuzzed.ann", *marks)]
                .map(|(path, bytes)| AnnotatedFile { path, bytes });
            read(AnnotatedFormat::Brat, &files);
        }
        _ => {
            let said = AnnotatedFormat::of(data);
            let file = AnnotatedFile { path: "fuzzed.xmi", bytes: data };
            for format in AnnotatedFormat::ALL {
                if said.is_none_or(|said| said == format) {
                    read(format, &[file]);
                }
            }
        }
    }
});

/// Reads the files and adds what they say to an empty project.
fn read(format: AnnotatedFormat, files: &[AnnotatedFile]) {
    let Ok(read) = read_annotated(format, "fuzzed", files, &LabelMap::default()) else {
        return;
    };
    let _counts = read.counts();
    let mut project = Project::new(Head::titled("Fuzz"));
    let who = ReviewerId::from("r-fuzz");
    let me = Reviewer {
        name: "Fuzz".to_owned(),
    };
    project
        .apply(Edit::Reviewer(who.clone(), Some(me)))
        .expect("a new reviewer");
    let before = project.clone();
    let host = Host {
        who: &who,
        now: jiff::Timestamp::UNIX_EPOCH,
        article_id: &|_, new: &BTreeSet<ArticleId>| ArticleId::from(format!("a-{}", new.len())),
        original: &|_| None,
        speaker_id: &|new: &BTreeSet<SpeakerId>| SpeakerId::from(format!("s-{}", new.len())),
    };
    let addition = read.addition(&project, &host);
    let undo = project.apply(addition.edit).expect("what was read can be added");
    project.apply(undo).expect("and taken back");
    assert!(project == before, "taking it back leaves nothing behind");
}
