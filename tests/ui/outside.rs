//! What others change in the project's files while the window is open, and a disk that refuses for a while.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, Role, vec2};
use sayso::model::{ClaimRef, ops};
use sayso::session::{ReviewerIdentity, SaveState, Session, no_wake};
use sayso::ui::bus::draft::{Draft, DraftOf};
use sayso::ui::bus::request::Request;

use crate::window::{Opening, Window, copy_folder};

/// A colleague, in a copy of the window's project whose files are then brought into it.
fn colleague(window: &Window, work: impl FnOnce(&mut Session)) {
    let project = window.folder().join("talks");
    let copy = tempfile::tempdir().expect("a temporary folder");
    let theirs = copy.path().join("talks");
    copy_folder(&project, &theirs);
    let who = ReviewerIdentity {
        id: "r-jonas".into(),
        name: "Jonas".into(),
    };
    let mut session = Session::open(&theirs, who, no_wake()).expect("it opens");
    assert_eq!(session.read_only(), None);
    work(&mut session);
    session.close().expect("all is saved");
    for file in ["project.ron", "articles/coalition-talks.ron"] {
        bring(&theirs.join(file), &project.join(file));
    }
}

fn bring(from: &Path, to: &Path) {
    if let Ok(bytes) = std::fs::read(from) {
        sayso::session::files::write(to, &bytes).expect("a file");
    }
}

fn draft_of_note((article, claim): &ClaimRef, text: &str) -> Request {
    Request::Draft(Draft {
        about: DraftOf::Note(article.clone(), claim.clone()),
        text: text.to_owned(),
    })
}

fn first_claim(window: &Window) -> ClaimRef {
    let article = window.article();
    let claims = &window.project().article(&article).expect("it is there").claims;
    let id = claims.keys().next().expect("a claim").clone();
    (article, id)
}

fn on_sample() -> Window {
    let mut window = Window::on_copy_of_sample(Opening {
        size: vec2(1280.0, 1500.0),
        ..Opening::default()
    });
    window.rest();
    window
}

#[test]
fn a_colleagues_decision_comes_in_while_a_note_is_typed_and_show_lists_its_claim() {
    let mut window = on_sample();
    let at = first_claim(&window);
    window.strike(Key::J, "j");
    let mine = (
        window.article(),
        window.app().core().place.claim.clone().expect("a claim"),
    );
    window.ask(draft_of_note(&mine, "half a thought"));
    colleague(&window, |session| {
        let stamp = session.stamp();
        let decided = ops::review::decide(
            session.project(),
            &at,
            Some(sayso::model::Decision::Rejected),
            &stamp,
        );
        session.edit(decided.expect("a decision")).expect("it is made");
    });
    window.wait_until("it is told", |window| window.shows("1 claim by Jonas was merged"));
    let claim = window.project().claim(&at.0, &at.1).expect("it is there");
    assert!(claim.reviews.contains_key(&"r-jonas".into()), "{claim:?}");
    let core = window.app().core();
    assert_eq!(
        core.draft.as_ref().map(|draft| draft.text.as_str()),
        Some("half a thought")
    );
    window.click("Show");
    assert!(window.shows("Merged just now: 1"), "{window:?}");
    assert!(!window.shows("1 claim by Jonas was merged"), "{window:?}");
    window.rest();
    assert_eq!(window.app().slices().claims.table.shown().claims, 1);
    let saved = window.saved();
    assert_eq!(
        saved.claim(&mine.0, &mine.1).expect("it is there").note,
        "half a thought"
    );
    assert!(
        saved
            .claim(&at.0, &at.1)
            .expect("it is there")
            .reviews
            .contains_key(&"r-jonas".into())
    );
}

#[test]
fn what_both_changed_is_told_with_the_way_to_choose() {
    let mut window = on_sample();
    let at = first_claim(&window);
    let theirs = at.clone();
    let note = |at: ClaimRef, note: &'static str| {
        move |project: &_| ops::claim::set_note(project, &at, note.to_owned())
    };
    colleague(&window, |session| {
        session.perform(note(theirs, "theirs")).expect("a note");
    });
    window.wait_until("it came", |window| {
        window
            .project()
            .claim(&at.0, &at.1)
            .is_some_and(|claim| claim.note == "theirs")
    });
    window.wait_until("it is saved", |window| window.shows("Saved"));
    // Both change it before either sees the other's.
    let (mine, theirs) = (at.clone(), at.clone());
    let project = window.folder().join("talks/articles/coalition-talks.ron");
    let before = std::fs::read_to_string(&project).expect("the claims");
    // What is only arriving keeps the window from saving.
    sayso::session::files::write(&project, b"(").expect("a part of a file");
    window.ask(Request::SelectClaim {
        claim: Some(mine.1.clone()),
        reveal: true,
    });
    window.ask(draft_of_note(&mine, "mine"));
    window.ask(Request::CommitDraft);
    let other = before.replace("note: \"theirs\"", "note: \"theirs, again\"");
    assert_ne!(before, other);
    sayso::session::files::write(&project, other.as_bytes()).expect("a file");
    window.wait_until("it is told", |window| window.shows_some("differs from yours"));
    let claim = window.project().claim(&theirs.0, &theirs.1).expect("it is there");
    assert_eq!((claim.note.as_str(), claim.differences.len()), ("mine", 1));
    window.click("Choose…");
    assert!(window.app().core().side_panel.is_some());
}

#[test]
fn saving_is_tried_again_by_itself_and_a_copy_can_be_saved_meanwhile() {
    let mut window = on_sample();
    let (here, there) = (window.folder().join("talks"), window.folder().join("there"));
    std::fs::rename(&here, &there).expect("moved");
    window.strike(Key::J, "j");
    window.strike(Key::X, "x");
    window.wait_until("it is told", |window| window.shows("Could not save, retrying"));
    let elsewhere = window.folder().join("elsewhere");
    window.answer_next(std::slice::from_ref(&elsewhere));
    window.wait_until("the way out is told", |window| window.shows("Save a copy in…"));
    window.click("Save a copy in…");
    window.wait_until("the copy is told", |window| {
        window.shows_some("Copy saved as a project of its own")
    });
    let entries = std::fs::read_dir(&elsewhere).expect("the folder");
    let [copy]: [PathBuf; 1] = entries
        .map(|entry| entry.expect("an entry").path())
        .collect::<Vec<_>>()
        .try_into()
        .expect("one copy");
    let copied = Session::look(&copy).expect("it opens as a project");
    assert!(
        copied
            .project()
            .claims()
            .any(|(.., claim)| claim.reviews.contains_key(&"r-amal".into()))
    );
    std::fs::rename(&there, &here).expect("moved back");
    window.wait_until("it is saved without a further word", |window| {
        window.shows("Saved")
    });
    assert!(!window.shows("Save a copy in…"), "{window:?}");
    assert!(window.widget(Role::Button, "Saved").rect().is_positive());
}

/// Removes the open article's files, as a colleague or a slip does.
fn remove_files(window: &Window) -> [PathBuf; 2] {
    let files = ["ron", "txt"].map(|ending| {
        let name = format!("talks/articles/{}.{ending}", window.article().as_str());
        window.folder().join(name)
    });
    for file in &files {
        std::fs::remove_file(file).expect("it was there");
    }
    files
}

#[test]
fn an_article_whose_files_vanish_under_an_unsaved_decision_is_kept_as_a_new_one_or_let_go() {
    for keeps in [true, false] {
        let mut window = on_sample();
        let article = window.article();
        // Without its private folder the window cannot save.
        let [private, away] = [".sayso", "away"].map(|name| window.folder().join("talks").join(name));
        std::fs::rename(&private, &away).expect("moved");
        sayso::session::files::write(&private, b"in the way").expect("a file");
        window.strike(Key::J, "j");
        window.strike(Key::X, "x");
        window.wait_until("it cannot be saved", |window| {
            window.shows("Could not save, retrying")
        });
        let files = remove_files(&window);
        window.wait_until("it is told", |window| window.shows_some("has changes of yours"));
        assert!(
            window.shows("Let it go") && !window.shows("Choose…"),
            "{window:?}"
        );
        std::fs::remove_file(&private).expect("it was in the way");
        std::fs::rename(&away, &private).expect("moved back");
        window.click(if keeps {
            "Keep mine as a new article"
        } else {
            "Let it go"
        });
        window.wait_until("it is done", |window| window.project().differences().count() == 0);
        let is_saved = |window: &Window| {
            let session = window.app().session().expect("it is open");
            session.save_state() == SaveState::Saved
        };
        window.wait_until("it is saved", is_saved);
        let saved = window.saved();
        assert_eq!(saved.differences().count(), 0);
        let mine = |claim: &sayso::model::Claim| claim.reviews.contains_key(&"r-amal".into());
        let kept = saved
            .article(&article)
            .map(|article| article.claims.values().any(mine));
        assert_eq!(kept, keeps.then_some(true));
        assert_eq!(files.map(|file| file.exists()), [keeps; 2]);
        assert!(!window.shows("Let it go"), "{window:?}");
    }
}

#[test]
fn an_article_whose_files_vanish_when_all_was_saved_can_be_kept_as_well() {
    let mut window = on_sample();
    let article = window.article();
    let before = window.project().article(&article).expect("it is open").clone();
    let files = remove_files(&window);
    window.wait_until("it is told", |window| window.shows_some("was removed outside"));
    assert!(window.project().article(&article).is_none());
    window.click("Keep mine as a new article");
    window.wait_until("it is written", |_| files.iter().all(|file| file.exists()));
    window.wait_until("it is saved", |window| window.shows("Saved"));
    let saved = window.saved();
    let kept = saved.article(&article).expect("it is there");
    assert_eq!((&kept.claims, &kept.text), (&before.claims, &before.text));
    assert!(!window.shows_some("was removed outside"), "{window:?}");
}
