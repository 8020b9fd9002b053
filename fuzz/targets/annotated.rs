//! Files with claims beside their texts, and what becomes of them in a project. An input of two parts is brat's text and
//! its marks.

#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::annotated::{AnnotatedFile, AnnotatedFormat, CorpusContext, LabelMap, ArticlePlan, read_annotated};
use sayso_fuzz::model::{ArticleId, Edit, Head, Project, Reviewer, ReviewerId, SpeakerId};

/// So few claims come in at a time that most inputs take several.
const CLAIMS: usize = 2;

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    let parts: Vec<&[u8]> = data.splitn(2, |byte| *byte == sayso_fuzz::BETWEEN).collect();
    match parts.as_slice() {
        [text, marks] => {
            let files = [("fuzzed.txt", *text), ("fuzzed.ann", *marks)]
                .map(|(path, bytes)| AnnotatedFile { path, bytes });
            read(AnnotatedFormat::Brat, &files);
        }
        _ => {
            let said = AnnotatedFormat::detect(data);
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
    // Annotations that came without a text come onto one.
    let at_hand = |_: &str| Some(("Talks".to_owned(), "The army said, the army said so. 🙂 Yes".into()));
    let read = match read.onto(&at_hand, &LabelMap::default()) {
        Some((placed, _)) if !read.loose.is_empty() => placed,
        _ => read,
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
    let articles = read.project.articles().iter();
    let wishes = articles.map(|(id, article)| {
        let metadata = article.metadata.clone();
        (id.clone(), ArticlePlan { metadata, into: None })
    });
    let mut arriving = read.stage(wishes.collect());
    let mut back = Vec::new();
    while !arriving.is_empty() {
        let there = project.articles().len();
        let context = CorpusContext {
            who: &who,
            now: jiff::Timestamp::UNIX_EPOCH,
            article_id: &|_, new: &BTreeSet<ArticleId>| ArticleId::from(format!("a-{}", there + new.len())),
            original: &|_| None,
            speaker_id: &|new: &BTreeSet<SpeakerId>| SpeakerId::from(format!("s-{}", new.len())),
        };
        let addition = read.next(&mut arriving, CLAIMS, &project, &context);
        let edit = Edit::All(addition.edits);
        back.push(project.apply(edit).expect("what was read can be added"));
    }
    for undo in back.into_iter().rev() {
        project.apply(undo).expect("and taken back");
    }
    assert!(project == before, "taking it back leaves nothing behind");
}
