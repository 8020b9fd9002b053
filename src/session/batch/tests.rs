//! What becomes of articles that wait: recognised, chosen, read again, taken in. How they are read is not tested here.

use super::super::importing::read_articles;
use super::super::jobs::Progress;
use super::super::{ReviewerIdentity, Session, importing};
use super::*;
use crate::model::UndoLabel;
use crate::store::atomic;

fn session(folder: &Path) -> Session {
    let who = ReviewerIdentity {
        id: "r-amal".into(),
        name: "Amal".to_owned(),
    };
    let head = crate::model::Head::titled("Talks");
    Session::create(&folder.join("project"), &head, who, super::super::no_wake()).unwrap()
}

fn put(folder: &Path, name: &str, text: &str) {
    atomic::write(folder, &folder.join(name), text.as_bytes()).unwrap();
}

fn read(folder: &Path) -> Imports {
    read_articles(&[folder.to_owned()], &Progress::default())
}

#[test]
fn what_is_there_already_is_recognised_by_its_text_and_its_address() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let first = tempfile::tempdir().unwrap();
    put(first.path(), "a.txt", "Talks\n\nThe mayor said so.");
    put(
        first.path(),
        "b.csv",
        "title,text,url\nB,The army said so.,https://www.example.org/b/\n",
    );
    importing::add(&mut session, read(first.path()).articles).unwrap();

    put(
        first.path(),
        "b.csv",
        "title,text,url\nB,The army denied it.,http://EXAMPLE.org/b#top\n",
    );
    put(first.path(), "c.txt", "Talks\n\nThe mayor said so.");
    put(first.path(), "d.txt", "New\n\nNobody said so.");
    put(first.path(), "e.txt", "New\n\nNobody said so.");
    let batch = Batch::from_imports(read(first.path()), &There::new(&session), None);
    let takes: Vec<Take> = batch.items.iter().map(Item::take).collect();
    assert_eq!(
        takes,
        [Take::Skip, Take::Update, Take::Skip, Take::Add, Take::Skip]
    );
    assert_eq!(
        batch.items[4].twin,
        Some(Twin {
            place: TwinPlace::Batch(3),
            same_text: true
        })
    );
    assert_eq!(batch.counts(), (1, 1));

    let before = session.project().clone();
    let added = importing::take_in(&mut session, batch.arrivals()).unwrap();
    assert_eq!((added.ids.len(), session.project().articles().len()), (2, 3));
    assert_eq!(
        session.undo_label(),
        Some(UndoLabel::AddArticles { new: 1, updated: 1 })
    );
    let text = |session: &Session| session.project().article(&added.ids[1]).unwrap().text.clone();
    assert_eq!(text(&session).as_deref(), Some("The army denied it."));
    session.undo().unwrap();
    assert_eq!(session.project(), &before);
}

#[test]
fn the_older_text_stays_in_the_history_and_comes_back_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    put(inbox.path(), "a.txt", "Talks\n\nThe mayor said so.");
    let added = importing::add(&mut session, read(inbox.path()).articles).unwrap();
    let corrected = Metadata {
        title: "Corrected".to_owned(),
        ..session.project().article(&added.ids[0]).unwrap().metadata.clone()
    };
    let edit = crate::model::Edit::Metadata(added.ids[0].clone(), Box::new(corrected));
    session.edit((UndoLabel::CorrectDetails, edit)).unwrap();
    session.flush().unwrap();
    put(inbox.path(), "a.txt", "Talks\n\nThe mayor denied it.");
    let batch = Batch::from_imports(
        read(inbox.path()),
        &There::new(&session),
        Some(added.ids[0].clone()),
    );
    assert!(!batch.is_plain());
    assert_eq!(batch.items[0].metadata.title, "Corrected");
    importing::take_in(&mut session, batch.arrivals()).unwrap();
    session.flush().unwrap();
    let on_disk = || {
        let path = store::layout::text_file(session_folder(&folder), &added.ids[0]);
        String::from_utf8(store::files::read(&path).unwrap()).unwrap()
    };
    assert_eq!(on_disk(), "Talks\n\nThe mayor denied it.");
    let digest = store::text_digest("Talks\n\nThe mayor said so.");
    let older = store::layout::older_text_file(session_folder(&folder), &added.ids[0], &digest);
    assert_eq!(
        store::files::read(&older).unwrap(),
        b"Talks\n\nThe mayor said so."
    );
    session.undo().unwrap();
    session.flush().unwrap();
    assert_eq!(on_disk(), "Talks\n\nThe mayor said so.");
}

fn session_folder(folder: &tempfile::TempDir) -> &'static Path {
    Box::leak(folder.path().join("project").into_boxed_path())
}

#[test]
fn a_file_read_again_takes_the_place_of_what_came_of_it_before() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    put(inbox.path(), "a.csv", "x,y\nOne said so.,Two said so.\n");
    put(inbox.path(), "b.txt", "New\n\nNobody said so.");
    let there = There::new(&session);
    let mut batch = Batch::from_imports(read(inbox.path()), &there, None);
    assert_eq!((batch.items.len(), batch.refused.len()), (1, 1));
    assert_eq!(batch.refused[0].table.as_ref().unwrap().there, ["x", "y"]);
    let mut choices = batch.refused[0].choices.clone();
    choices.columns.set(crate::import::Field::Text, "y");
    let path = batch.refused[0].path.clone();
    let again = importing::read_articles_as(std::slice::from_ref(&path), &choices, &Progress::default());
    batch.read_again(&path, again, &there);
    assert_eq!((batch.items.len(), batch.refused.len()), (2, 0));
    assert_eq!(&*batch.items[1].text, "Two said so.");
    assert!(!batch.is_plain());
}

#[test]
fn what_a_person_said_of_articles_stays_when_their_file_is_read_in_another_way() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    put(
        inbox.path(),
        "a.csv",
        "title,text,other\nA,One said so.,One denied it.\nB,Two said so.,Two denied it.\n",
    );
    put(inbox.path(), "b.txt", "New\n\nNobody said so.");
    let there = There::new(&session);
    let mut batch = Batch::from_imports(read(inbox.path()), &there, None);
    batch.items[1].metadata.title = "The second".to_owned();
    batch.items[2].metadata.publisher = Some("The Daily".to_owned());
    batch.choose(0, Take::Skip);
    let path = inbox.path().join("a.csv");
    let read_as = |choices: &crate::import::Choices| {
        importing::read_articles_as(std::slice::from_ref(&path), choices, &Progress::default())
    };
    // A table is no PDF; what was said of its articles waits for another try.
    let pdf = crate::import::Choices {
        kind: Some(Kind::Pdf),
        ..crate::import::Choices::default()
    };
    let places = batch.read_again(&path, read_as(&pdf), &there);
    assert_eq!(
        (places, batch.items.len(), batch.refused.len()),
        (vec![None, None, Some(0)], 1, 1)
    );
    let mut columns = crate::import::Choices::default();
    columns.columns.set(crate::import::Field::Text, "other");
    let places = batch.read_again(&path, read_as(&columns), &there);
    assert_eq!(places, [Some(0)]);
    let told: Vec<(&str, &str, Take)> = batch
        .items
        .iter()
        .map(|item| (item.metadata.title.as_str(), &*item.text, item.take()))
        .collect();
    assert_eq!(
        told,
        [
            ("New", "New\n\nNobody said so.", Take::Add),
            ("A", "One denied it.", Take::Skip),
            ("The second", "Two denied it.", Take::Add),
        ]
    );
    assert_eq!(batch.items[0].metadata.publisher.as_deref(), Some("The Daily"));
}

#[test]
fn only_one_of_two_newer_versions_takes_an_articles_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    let table = |text: &str| format!("title,text,url\nB,{text},https://example.org/b\n");
    put(inbox.path(), "a.csv", &table("The army said so."));
    importing::add(&mut session, read(inbox.path()).articles).unwrap();
    put(inbox.path(), "a.csv", &table("The army denied it."));
    put(inbox.path(), "b.csv", &table("The army confirmed it."));
    let mut batch = Batch::from_imports(read(inbox.path()), &There::new(&session), None);
    let takes = |batch: &Batch| -> Vec<Take> { batch.items.iter().map(Item::take).collect() };
    assert_eq!(takes(&batch), [Take::Update, Take::Add]);
    assert_eq!((batch.items[0].rival, batch.items[1].rival), (None, Some(0)));
    batch.choose(0, Take::Skip);
    assert_eq!(takes(&batch), [Take::Skip, Take::Update]);
    batch.choose(1, Take::Update);
    batch.choose(0, Take::Add);
    assert_eq!(batch.items[0].rival, Some(1));
    let added = importing::take_in(&mut session, batch.arrivals()).unwrap();
    assert_eq!((added.ids.len(), session.project().articles().len()), (2, 2));

    // Of the articles of a file that is said to be the newer version, the one is that was last chosen.
    let id = added.ids[0].clone();
    let mut batch = Batch::from_imports(read(inbox.path()), &There::new(&session), Some(id));
    assert_eq!(takes(&batch), [Take::Skip, Take::Skip]);
    batch.choose(0, Take::Update);
    batch.choose(1, Take::Update);
    assert_eq!(takes(&batch), [Take::Skip, Take::Update]);
}

#[test]
fn articles_with_claims_and_without_come_in_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    let marks = "T1\tClaim 15 33\tthe bridge is safe\nT2\tSource 4 9\tmayor\nT3\tCue 0 3\tZzz\n\
                 R1\tAttributedTo Arg1:T1 Arg2:T2\n";
    put(inbox.path(), "a.ann", marks);
    put(inbox.path(), "a.txt", "The mayor said the bridge is safe.");
    put(inbox.path(), "b.txt", "Talks\n\nThe mayor said so.");
    let read_all = || {
        let known = super::super::reading::Known::default();
        super::super::reading::read_all(&[inbox.path().to_owned()], &known, &Progress::default())
    };
    let mut batch = Batch::from_imports(read_all(), &There::new(&session), None);
    assert_eq!((batch.counts(), batch.items[0].misfits), ((2, 0), 1));
    batch.items[0].metadata.title = "The bridge".to_owned();
    let before = session.project().clone();
    let added = importing::take_in(&mut session, batch.arrivals()).unwrap();
    assert_eq!(
        session.undo_label(),
        Some(UndoLabel::AddArticles { new: 2, updated: 0 })
    );
    assert_eq!(session.project().claims().count(), 1);
    let titles: Vec<&str> = added
        .ids
        .iter()
        .map(|id| session.project().article(id).unwrap().metadata.title.as_str())
        .collect();
    assert_eq!(titles, ["Talks", "The bridge"]);

    // The same again is skipped; to update adds what is marked elsewhere only.
    let more = format!("{marks}T4\tClaim 4 9\tmayor\n");
    put(inbox.path(), "a.ann", &more);
    let mut batch = Batch::from_imports(read_all(), &There::new(&session), None);
    assert_eq!(batch.counts(), (0, 0));
    batch.choose(0, Take::Update);
    importing::take_in(&mut session, batch.arrivals()).unwrap();
    let article = session.project().article(&added.ids[1]).unwrap();
    assert_eq!((session.project().articles().len(), article.claims.len()), (2, 2));
    let mut again = Batch::from_imports(read_all(), &There::new(&session), None);
    again.choose(0, Take::Add);
    importing::take_in(&mut session, again.arrivals()).unwrap();
    assert_eq!(
        (
            session.project().articles().len(),
            session.project().claims().count()
        ),
        (3, 4)
    );
    for _ in 0..3 {
        session.undo().unwrap();
    }
    assert_eq!(session.project().articles(), before.articles());
}

#[test]
fn what_was_done_to_join_the_lines_of_a_page_is_told_while_they_are_joined() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let pdf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/running.pdf");
    let read = read_articles(&[pdf], &Progress::default());
    let mut batch = Batch::from_imports(read, &There::new(&session), None);
    assert_eq!(batch.items[0].warnings().count(), 2);
    batch.items[0].join(false);
    assert_eq!(batch.items[0].warnings().count(), 0);
    batch.items[0].join(true);
    assert_eq!(batch.items[0].warnings().count(), 2);
}

#[test]
fn ticking_all_leaves_out_what_is_there_already_and_keeps_what_was_said_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    put(inbox.path(), "a.txt", "Talks\n\nThe mayor said so.");
    let table = |text: &str| format!("title,text,url\nB,{text},https://www.example.org/b/\n");
    put(inbox.path(), "b.csv", &table("The army said so."));
    importing::add(&mut session, read(inbox.path()).articles).unwrap();

    put(inbox.path(), "b.csv", &table("The army denied it."));
    put(inbox.path(), "c.txt", "New\n\nNobody said so.");
    put(inbox.path(), "d.txt", "Talks\n\nThe mayor said so.");
    let mut batch = Batch::from_imports(read(inbox.path()), &There::new(&session), None);
    let takes = |batch: &Batch| -> Vec<Take> { batch.items.iter().map(Item::take).collect() };
    let by_itself = [Take::Skip, Take::Update, Take::Add, Take::Skip];
    assert_eq!(takes(&batch), by_itself);
    assert_eq!(batch.ticks(), Ticks { on: 2, off: 0 });

    batch.tick_all(false);
    assert_eq!(takes(&batch), [Take::Skip; 4]);
    assert_eq!(batch.ticks(), Ticks { on: 0, off: 2 });
    batch.tick_all(true);
    assert_eq!(takes(&batch), by_itself);

    // A newer version that is left out and taken in again stays one; both are kept only where somebody says so.
    batch.tick(1, false);
    assert_eq!(batch.ticks(), Ticks { on: 1, off: 1 });
    batch.tick(1, true);
    batch.tick(3, true);
    let said = [Take::Skip, Take::Update, Take::Add, Take::Add];
    assert_eq!(takes(&batch), said);
    batch.tick_all(false);
    batch.tick_all(true);
    assert_eq!(takes(&batch), said);
    batch.choose(3, Take::Skip);
    batch.choose(1, Take::Skip);
    batch.tick_all(true);
    assert_eq!(takes(&batch), by_itself);
}

#[test]
fn of_a_file_with_several_articles_only_one_is_the_newer_version_however_they_are_ticked() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    put(inbox.path(), "a.txt", "Talks\n\nThe mayor said so.");
    let added = importing::add(&mut session, read(inbox.path()).articles).unwrap();
    let newer = tempfile::tempdir().unwrap();
    put(
        newer.path(),
        "b.csv",
        "title,text\nB,One said so.\nC,Two said so.\n",
    );
    let mut batch = Batch::from_imports(
        read(newer.path()),
        &There::new(&session),
        added.ids.first().cloned(),
    );
    batch.tick_all(true);
    assert_eq!(batch.counts(), (0, 1));
    batch.tick(1, true);
    let takes: Vec<Take> = batch.items.iter().map(Item::take).collect();
    assert_eq!(takes, [Take::Skip, Take::Update]);
}
