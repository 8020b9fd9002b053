//! Tests of reference texts: evidence that stays as it came in, and never an article.

use super::*;
use crate::model::ReferenceId;
use crate::model::reference::{ReferenceFacts, ReferenceText};
use crate::store::one_file::{pack, unpack};

const SPEECH: &str = "We will rebuild every bridge.\n";

fn reference(event: Option<&str>, text: &str) -> NewReference {
    NewReference {
        reference: ReferenceText {
            facts: ReferenceFacts {
                title: "The mayor’s speech".to_owned(),
                event: event.map(str::to_owned),
                date: Some(jiff::civil::date(2024, 2, 11)),
                times: vec![(0, 1_500)],
                ..ReferenceFacts::default()
            },
            text: text.into(),
        },
        original: None,
    }
}

fn add(opened: &Opened, new: &NewReference) -> AddedReference {
    opened.store.add_reference(new).unwrap()
}

fn file(fixture: &Fixture, id: &ReferenceId, ending: &str) -> PathBuf {
    fixture.path.join(format!("references/{id}.{ending}"))
}

/// The problems by the names of their files.
fn problems(stored: &StoredReferences) -> Vec<String> {
    let names = stored
        .problems
        .iter()
        .map(|problem| problem.path.file_name().unwrap());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn a_reference_text_is_kept_as_it_came_and_is_no_article() {
    let fixture = Fixture::new();
    let opened = fixture.open();
    let mut new = reference(Some("Speech"), SPEECH);
    new.original = Some(("vtt".to_owned(), b"WEBVTT".to_vec()));
    let added = add(&opened, &new);
    let id = added.id().clone();
    assert!(matches!(added, AddedReference::New(_)) && id.as_str().starts_with("the-mayor-s-speech-"));
    assert_eq!(fs::read(file(&fixture, &id, "txt")).unwrap(), SPEECH.as_bytes());
    assert_eq!(fs::read(file(&fixture, &id, "vtt")).unwrap(), b"WEBVTT");
    let stored = opened.store.references();
    assert!(stored.problems.is_empty(), "{:?}", stored.problems);
    new.reference.facts.original = Some(format!("{id}.vtt"));
    assert_eq!(stored.texts, [(id.clone(), new.reference.clone())].into());
    // Again: once, and with what is said of it now.
    assert_eq!(
        add(&opened, &reference(Some("Speech"), SPEECH)),
        AddedReference::Known(id.clone())
    );
    assert_eq!(
        add(&opened, &reference(Some("Rally"), SPEECH)),
        AddedReference::Updated(id.clone())
    );
    assert_eq!(
        add(&opened, &reference(None, SPEECH)),
        AddedReference::Known(id.clone())
    );
    new.reference.facts.event = Some("Rally".to_owned());
    assert_eq!(
        opened.store.references().texts,
        [(id.clone(), new.reference)].into()
    );
    drop(opened);
    let looking = open(&fixture.path, Access::Read).unwrap();
    assert_eq!(looking.project.articles().keys().collect::<Vec<_>>(), [&bridge()]);
    assert!(looking.problems.is_empty(), "{:?}", looking.problems);
    assert_eq!(looking.store.references().texts.len(), 1);
    assert!(matches!(
        looking.store.add_reference(&reference(None, "Other words.")),
        Err(StoreError::ReadOnly(_))
    ));
}

#[test]
fn it_travels_in_one_file() {
    let fixture = Fixture::new();
    let opened = fixture.open();
    add(&opened, &reference(None, SPEECH));
    let stored = opened.store.references().texts;
    drop(opened);
    let archive = fixture.path.with_file_name("bridges.sayso");
    let copy = fixture.path.with_file_name("copy");
    pack(&fixture.path, &archive).unwrap();
    unpack(&archive, &copy).unwrap();
    assert_eq!(
        open(&copy, Access::Read).unwrap().store.references().texts,
        stored
    );
}

#[test]
fn what_was_changed_or_copied_by_others_is_told_and_not_used() {
    let fixture = Fixture::new();
    let opened = fixture.open();
    let id = add(&opened, &reference(None, SPEECH)).id().clone();
    let facts = fs::read(file(&fixture, &id, "ron")).unwrap();
    let copies = [
        format!("references/{id}.sync-conflict-20240211-101112-ABCDEFG.ron"),
        format!("references/{id} (conflicted copy 2024-02-11).ron"),
    ];
    for copy in &copies {
        fixture.overwrite(&fixture.path.join(copy), &facts);
    }
    fixture.overwrite(&fixture.path.join("references/loose.txt"), "words");
    let stored = opened.store.references();
    assert_eq!(stored.texts.keys().collect::<Vec<_>>(), [&id]);
    assert_eq!(problems(&stored).len(), 3, "{:?}", stored.problems);
    fixture.overwrite(&file(&fixture, &id, "txt"), "We will not rebuild any bridge.\n");
    let stored = opened.store.references();
    assert!(stored.texts.is_empty());
    assert!(
        problems(&stored).contains(&format!("{id}.txt")),
        "{:?}",
        stored.problems
    );
    // Added again, the words are what they were, and what was found in their place is not lost.
    assert!(opened.store.add_reference(&reference(None, SPEECH)).is_err());
    assert_eq!(
        fs::read(file(&fixture, &id, "txt")).unwrap(),
        b"We will not rebuild any bridge.\n"
    );
}

#[test]
fn two_descriptions_that_git_left_in_a_file_are_put_together() {
    let fixture = Fixture::new();
    let opened = fixture.open();
    let id = add(&opened, &reference(Some("Speech"), SPEECH)).id().clone();
    let path = file(&fixture, &id, "ron");
    let text = fs::read_to_string(&path).unwrap();
    let ours = text.lines().find(|line| line.contains("event:")).unwrap();
    let sides = |theirs: &str| {
        let conflict = format!("<<<<<<< ours\n{ours}\n=======\n{theirs}\n>>>>>>> theirs");
        fixture.overwrite(&path, text.replace(ours, &conflict));
        let stored = opened.store.references();
        (stored.texts[&id].facts.event.clone(), problems(&stored).len())
    };
    assert_eq!(sides("    event: None,"), (Some("Speech".to_owned()), 0));
    assert_eq!(
        sides("    event: Some(\"Rally\"),"),
        (Some("Speech".to_owned()), 1)
    );
}

#[test]
fn a_newer_version_of_the_file_is_told_and_not_overwritten() {
    let fixture = Fixture::new();
    let opened = fixture.open();
    let id = add(&opened, &reference(None, SPEECH)).id().clone();
    fixture.replace_in(
        &file(&fixture, &id, "ron"),
        "    title:",
        "    place: \"Baghdad\",\n    title:",
    );
    let before = fs::read(file(&fixture, &id, "ron")).unwrap();
    let stored = opened.store.references();
    assert!(stored.texts.is_empty());
    assert_eq!(problems(&stored), [format!("{id}.ron")]);
    assert!(
        opened
            .store
            .add_reference(&reference(Some("Rally"), SPEECH))
            .is_err()
    );
    assert_eq!(fs::read(file(&fixture, &id, "ron")).unwrap(), before);
}
