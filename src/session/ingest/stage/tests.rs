//! What becomes of staged articles: duplicates, choices, files that are read again, imports.

use super::super::commit::ImportOutcome;
use super::super::parse::{ParseOptions, parse, parse_articles};
use super::*;
use crate::import::{Choices, TableField};
use crate::model::{Edit, UndoLabel};
use crate::session::Session;
use crate::session::progress::Progress;
use crate::session::testing::{create, put};
use crate::store;

fn session(folder: &Path) -> Session {
    create(&folder.join("project"))
}

fn stage(session: &Session, folder: &Path, updates: Option<ArticleId>) -> Staged {
    let parsed = parse(
        &[folder.to_owned()],
        &ParseOptions::default(),
        &Progress::default(),
    );
    Staged::new(parsed, session.snapshot(), updates)
}

fn parse_as(path: &Path, choices: &Choices) -> Parsed {
    let options = ParseOptions {
        choices: choices.clone(),
        ..ParseOptions::default()
    };
    parse_articles(&[path.to_owned()], &options, &Progress::default())
}

fn add(session: &mut Session, folder: &Path) -> ImportOutcome {
    let staged = stage(session, folder, None);
    session.import(staged).unwrap()
}

fn choices_of(staged: &Staged) -> Vec<ImportChoice> {
    staged.items.iter().map(StagedArticle::choice).collect()
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
    add(&mut session, first.path());

    put(
        first.path(),
        "b.csv",
        "title,text,url\nB,The army denied it.,http://EXAMPLE.org/b#top\n",
    );
    put(first.path(), "c.txt", "Talks\n\nThe mayor said so.");
    put(first.path(), "d.txt", "New\n\nNobody said so.");
    put(first.path(), "e.txt", "New\n\nNobody said so.");
    let staged = stage(&session, first.path(), None);
    let choices = choices_of(&staged);
    assert_eq!(
        choices,
        [
            ImportChoice::Skip,
            ImportChoice::Update,
            ImportChoice::Skip,
            ImportChoice::Add,
            ImportChoice::Skip
        ]
    );
    assert_eq!(
        staged.items[4].duplicate,
        Some(Duplicate {
            of: DuplicateOf::Staged(3),
            same_text: true
        })
    );
    assert_eq!(staged.counts(), (1, 1));

    let before = session.project().clone();
    let added = session.import(staged).unwrap();
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
    let added = add(&mut session, inbox.path());
    let corrected = Metadata {
        title: "Corrected".to_owned(),
        ..session.project().article(&added.ids[0]).unwrap().metadata.clone()
    };
    let edit = Edit::Metadata(added.ids[0].clone(), Box::new(corrected));
    session.edit((UndoLabel::CorrectDetails, edit)).unwrap();
    session.flush().unwrap();
    put(inbox.path(), "a.txt", "Talks\n\nThe mayor denied it.");
    let staged = stage(&session, inbox.path(), Some(added.ids[0].clone()));
    assert!(!staged.is_plain());
    assert_eq!(staged.items[0].metadata.title, "Corrected");
    session.import(staged).unwrap();
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
    let mut staged = stage(&session, inbox.path(), None);
    assert_eq!((staged.items.len(), staged.refused.len()), (1, 1));
    assert_eq!(staged.refused[0].table.as_ref().unwrap().there, ["x", "y"]);
    let mut choices = staged.refused[0].choices.clone();
    choices.columns.set(TableField::Text, "y");
    let path = staged.refused[0].path.clone();
    let again = parse_as(&path, &choices);
    staged.restage(&path, again);
    assert_eq!((staged.items.len(), staged.refused.len()), (2, 0));
    assert_eq!(&*staged.items[1].text, "Two said so.");
    assert!(!staged.is_plain());
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
    let mut staged = stage(&session, inbox.path(), None);
    staged.items[1].metadata.title = "The second".to_owned();
    staged.items[2].metadata.publisher = Some("The Daily".to_owned());
    staged.choose(0, ImportChoice::Skip);
    let path = inbox.path().join("a.csv");
    let read_as = |choices: &Choices| parse_as(&path, choices);
    // A table is no PDF; what was said of its articles waits for another try.
    let pdf = Choices {
        kind: Some(FileKind::Pdf),
        ..Choices::default()
    };
    let places = staged.restage(&path, read_as(&pdf));
    assert_eq!(
        (places, staged.items.len(), staged.refused.len()),
        (vec![None, None, Some(0)], 1, 1)
    );
    let mut columns = Choices::default();
    columns.columns.set(TableField::Text, "other");
    let places = staged.restage(&path, read_as(&columns));
    assert_eq!(places, [Some(0)]);
    let told: Vec<(&str, &str, ImportChoice)> = staged
        .items
        .iter()
        .map(|item| (item.metadata.title.as_str(), &*item.text, item.choice()))
        .collect();
    assert_eq!(
        told,
        [
            ("New", "New\n\nNobody said so.", ImportChoice::Add),
            ("A", "One denied it.", ImportChoice::Skip),
            ("The second", "Two denied it.", ImportChoice::Add),
        ]
    );
    assert_eq!(staged.items[0].metadata.publisher.as_deref(), Some("The Daily"));
}

#[test]
fn only_one_of_two_newer_versions_takes_an_articles_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    let table = |text: &str| format!("title,text,url\nB,{text},https://example.org/b\n");
    put(inbox.path(), "a.csv", &table("The army said so."));
    add(&mut session, inbox.path());
    put(inbox.path(), "a.csv", &table("The army denied it."));
    put(inbox.path(), "b.csv", &table("The army confirmed it."));
    let mut staged = stage(&session, inbox.path(), None);
    assert_eq!(choices_of(&staged), [ImportChoice::Update, ImportChoice::Add]);
    assert_eq!(
        (staged.items[0].conflict, staged.items[1].conflict),
        (None, Some(0))
    );
    staged.choose(0, ImportChoice::Skip);
    assert_eq!(choices_of(&staged), [ImportChoice::Skip, ImportChoice::Update]);
    staged.choose(1, ImportChoice::Update);
    staged.choose(0, ImportChoice::Add);
    assert_eq!(staged.items[0].conflict, Some(1));
    let added = session.import(staged).unwrap();
    assert_eq!((added.ids.len(), session.project().articles().len()), (2, 2));

    // Of the articles of a file that is said to be the newer version, the one is that was last chosen.
    let id = added.ids[0].clone();
    let mut staged = stage(&session, inbox.path(), Some(id));
    assert_eq!(choices_of(&staged), [ImportChoice::Skip, ImportChoice::Skip]);
    staged.choose(0, ImportChoice::Update);
    staged.choose(1, ImportChoice::Update);
    assert_eq!(choices_of(&staged), [ImportChoice::Skip, ImportChoice::Update]);
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
    let mut staged = stage(&session, inbox.path(), None);
    assert_eq!((staged.counts(), staged.items[0].unplaced), ((2, 0), 1));
    staged.items[0].metadata.title = "The bridge".to_owned();
    let before = session.project().clone();
    let added = session.import(staged).unwrap();
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
    let mut staged = stage(&session, inbox.path(), None);
    assert_eq!(staged.counts(), (0, 0));
    staged.choose(0, ImportChoice::Update);
    session.import(staged).unwrap();
    let article = session.project().article(&added.ids[1]).unwrap();
    assert_eq!((session.project().articles().len(), article.claims.len()), (2, 2));
    let mut again = stage(&session, inbox.path(), None);
    again.choose(0, ImportChoice::Add);
    session.import(again).unwrap();
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
    let mut staged = stage(&session, &pdf, None);
    assert_eq!(staged.items[0].warnings().count(), 2);
    staged.items[0].join(false);
    assert_eq!(staged.items[0].warnings().count(), 0);
    staged.items[0].join(true);
    assert_eq!(staged.items[0].warnings().count(), 2);
}

#[test]
fn ticking_all_leaves_out_what_is_there_already_and_keeps_what_was_said_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    put(inbox.path(), "a.txt", "Talks\n\nThe mayor said so.");
    let table = |text: &str| format!("title,text,url\nB,{text},https://www.example.org/b/\n");
    put(inbox.path(), "b.csv", &table("The army said so."));
    add(&mut session, inbox.path());

    put(inbox.path(), "b.csv", &table("The army denied it."));
    put(inbox.path(), "c.txt", "New\n\nNobody said so.");
    put(inbox.path(), "d.txt", "Talks\n\nThe mayor said so.");
    let mut staged = stage(&session, inbox.path(), None);
    let by_itself = [
        ImportChoice::Skip,
        ImportChoice::Update,
        ImportChoice::Add,
        ImportChoice::Skip,
    ];
    assert_eq!(choices_of(&staged), by_itself);
    assert_eq!(staged.inclusion(), Inclusion { on: 2, off: 0 });

    staged.include_all(false);
    assert_eq!(choices_of(&staged), [ImportChoice::Skip; 4]);
    assert_eq!(staged.inclusion(), Inclusion { on: 0, off: 2 });
    staged.include_all(true);
    assert_eq!(choices_of(&staged), by_itself);

    // A newer version that is left out and taken in again stays one; both are kept only where somebody says so.
    staged.include(1, false);
    assert_eq!(staged.inclusion(), Inclusion { on: 1, off: 1 });
    staged.include(1, true);
    staged.include(3, true);
    let said = [
        ImportChoice::Skip,
        ImportChoice::Update,
        ImportChoice::Add,
        ImportChoice::Add,
    ];
    assert_eq!(choices_of(&staged), said);
    staged.include_all(false);
    staged.include_all(true);
    assert_eq!(choices_of(&staged), said);
    staged.choose(3, ImportChoice::Skip);
    staged.choose(1, ImportChoice::Skip);
    staged.include_all(true);
    assert_eq!(choices_of(&staged), by_itself);
}

#[test]
fn of_a_file_with_several_articles_only_one_is_the_newer_version_however_they_are_ticked() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let inbox = tempfile::tempdir().unwrap();
    put(inbox.path(), "a.txt", "Talks\n\nThe mayor said so.");
    let added = add(&mut session, inbox.path());
    let newer = tempfile::tempdir().unwrap();
    put(
        newer.path(),
        "b.csv",
        "title,text\nB,One said so.\nC,Two said so.\n",
    );
    let mut staged = stage(&session, newer.path(), added.ids.first().cloned());
    staged.include_all(true);
    assert_eq!(staged.counts(), (0, 1));
    staged.include(1, true);
    let choices = choices_of(&staged);
    assert_eq!(choices, [ImportChoice::Skip, ImportChoice::Update]);
}
