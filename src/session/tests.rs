//! What a session promises, with a real disk and real threads.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::testing::amal;
use super::*;
use crate::model::ops::attribution::{SaidBy, SpeakerChoice};
use crate::model::{
    AnchorPlace, ArticleId, ClaimId, ClaimRef, Decision, Edit, Head, Metadata, UndoLabel, ops,
};
use crate::store::atomic;
use crate::text::Span;

mod undo_history;
mod unsaved;
mod watching;

const ACCEPTED: Option<Decision> = Some(Decision::Accepted);
const TEXT: &str = "The mayor said the bridge is safe.";

fn bridge() -> ArticleId {
    "the-bridge".into()
}

fn claim_id() -> ClaimId {
    "c-1".into()
}

fn claim_at() -> ClaimRef {
    (bridge(), claim_id())
}

fn new_article(title: &str) -> (Metadata, Arc<str>) {
    let metadata = Metadata {
        title: title.into(),
        ..Metadata::default()
    };
    (metadata, TEXT.into())
}

/// A project on disk with one article and one claim.
struct Fixture {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bridges");
        let mut session = Session::create(&path, &Head::titled("Bridges"), amal(), no_wake()).unwrap();
        let ids = session.add_articles(vec![new_article("The bridge")]).unwrap();
        assert_eq!(ids, [bridge()]);
        mark(&mut session);
        session.close().unwrap();
        Self {
            _folder: folder,
            path,
        }
    }

    fn open(&self) -> Session {
        Session::open(&self.path, amal(), no_wake()).unwrap()
    }

    fn claims(&self) -> String {
        fs::read_to_string(self.path.join("articles/the-bridge.ron")).unwrap()
    }
}

fn mark(session: &mut Session) {
    let stamp = session.stamp();
    let (speaker, mention) = (SpeakerChoice::Article, None);
    let by_itself = SaidBy { speaker, mention };
    let words = [Span::new(15, 33)];
    let edit = ops::claim::mark(session.project(), &claim_at(), &words, &by_itself, &stamp);
    session.edit(edit.unwrap()).unwrap();
}

fn note(session: &mut Session, note: &str) {
    let edit = ops::claim::set_note(session.project(), &claim_at(), note.to_owned());
    session.edit(edit.unwrap()).unwrap();
}

/// Gives the project another title.
fn rename(session: &mut Session, title: &str) -> Result<(), SessionError> {
    let head = Edit::Head(Box::new(Head::titled(title)));
    session.edit((UndoLabel::ChangeGuidelines, head))
}

fn accept(session: &mut Session) {
    let stamp = session.stamp();
    let edit = ops::review::decide(session.project(), &claim_at(), ACCEPTED, &stamp);
    session.edit(edit.unwrap()).unwrap();
}

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until something is so.
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what} takes for ever");
        std::thread::sleep(Duration::from_millis(2));
    }
}

pub(super) fn wait_for(session: &mut Session, state: impl Fn(&SaveState) -> bool) {
    wait_until("saving", || {
        session.poll();
        state(&session.save_state())
    });
}

#[test]
fn what_was_done_is_there_when_the_project_is_opened_again() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    assert_eq!((session.problems(), session.read_only()), (&[][..], None));
    assert_eq!(session.revision(), 0);
    assert_eq!(session.ensure_text(&bridge()), TextState::Read);
    assert_eq!(session.revision(), 1, "reading a text may move marks");
    let claim = session.project().claim(&bridge(), &claim_id()).unwrap();
    assert_eq!(claim.spans[0].words, "the bridge is safe");
    assert_eq!(session.project().reviewers()[&"r-amal".into()].name, "Amal");
}

#[test]
fn a_change_is_on_disk_without_a_further_frame() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    for note in ["first", "second"] {
        self::note(&mut session, note);
        assert_eq!(session.save_state(), SaveState::Unsaved);
        // Nobody polls: the thread saves by itself.
        wait_until("saving", || fixture.claims().contains(note));
        wait_for(&mut session, |state| *state == SaveState::Saved);
    }
}

#[test]
fn someone_who_never_pauses_is_saved_all_the_same() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let mut number = 0;
    wait_until("saving", || {
        number += 1;
        note(&mut session, &number.to_string());
        fixture.claims().contains("note: ")
    });
}

#[test]
fn the_window_is_woken_when_there_is_something_to_show() {
    let fixture = Fixture::new();
    let (sender, woken) = mpsc::channel();
    let wake: Wake = Arc::new(move || sender.send(()).unwrap());
    let mut session = Session::open(&fixture.path, amal(), wake).unwrap();
    accept(&mut session);
    woken.recv_timeout(PATIENCE).unwrap();
    woken.recv_timeout(PATIENCE).unwrap();
    session.poll();
    assert_eq!(session.save_state(), SaveState::Saved);
}

#[test]
fn leaving_saves_what_is_left() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    accept(&mut session);
    drop(session);
    assert!(fixture.claims().contains("decision: Accepted"));
}

#[test]
fn undo_and_redo_reach_the_disk_and_say_what_to_show() {
    let fixture = Fixture::new();
    let before = fixture.claims();
    let mut session = fixture.open();
    accept(&mut session);
    session.flush().unwrap();
    let after = fixture.claims();
    assert_eq!(
        (session.undo_label(), session.redo_label()),
        (Some(UndoLabel::Decide(ACCEPTED)), None)
    );
    let undone = session.undo().unwrap().unwrap();
    assert_eq!(undone.label, UndoLabel::Decide(ACCEPTED));
    assert_eq!((undone.article, undone.claim), (Some(bridge()), Some(claim_id())));
    assert_eq!(session.redo_label(), Some(UndoLabel::Decide(ACCEPTED)));
    session.flush().unwrap();
    assert_eq!(fixture.claims(), before);
    session.redo().unwrap().unwrap();
    session.flush().unwrap();
    assert_eq!(fixture.claims(), after);
    session.undo().unwrap();
    assert_eq!(session.undo().unwrap(), None);
}

#[test]
fn the_acting_reviewer_joins_with_the_step_that_names_them_and_leaves_with_it() {
    let fixture = Fixture::new();
    let noor = ReviewerIdentity {
        id: "r-noor".into(),
        name: "Noor".into(),
    };
    let mut session = Session::open(&fixture.path, noor, no_wake()).unwrap();
    note(&mut session, "x");
    assert_eq!(session.project().reviewers().len(), 1, "a note names nobody");
    accept(&mut session);
    assert_eq!(session.project().reviewers()[&"r-noor".into()].name, "Noor");
    session.undo().unwrap();
    assert_eq!(session.project().reviewers().len(), 1);
}

#[test]
fn an_edit_made_before_the_text_was_read_keeps_its_marks_proved_and_so_does_undo() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let proved = |session: &Session| {
        let claim = session.project().claim(&bridge(), &claim_id()).unwrap();
        matches!(claim.spans[0].place, AnchorPlace::At(_))
    };
    assert!(!proved(&session));
    accept(&mut session);
    assert!(proved(&session));
    session.undo().unwrap();
    assert!(proved(&session));
}

#[test]
fn a_removed_article_whose_text_was_never_opened_comes_back_whole() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    session.edit(ops::article::remove(bridge())).unwrap();
    session.flush().unwrap();
    let text = fixture.path.join("articles/the-bridge.txt");
    assert!(!text.exists());
    session.undo().unwrap();
    session.close().unwrap();
    assert_eq!(fs::read_to_string(text).unwrap(), TEXT);
}

#[test]
fn a_second_window_may_look_but_not_touch() {
    let fixture = Fixture::new();
    let first = fixture.open();
    let mut second = fixture.open();
    assert!(matches!(
        second.save_state(),
        SaveState::ReadOnly(ReadOnly::Held(Some(_)))
    ));
    let refused = rename(&mut second, "x").unwrap_err();
    assert!(refused.to_string().contains("Amal"), "{refused}");
    assert!(refused.hint().is_some());
    assert_eq!(second.project().head().title, "Bridges");
    first.close().unwrap();
    drop(second);
    assert_eq!(fixture.open().read_only(), None);
}

#[test]
fn looking_reads_everything_and_leaves_no_trace() {
    let fixture = Fixture::new();
    fs::remove_dir_all(fixture.path.join(".sayso")).unwrap();
    let session = Session::look(&fixture.path).unwrap();
    assert!(session.project().article(&bridge()).unwrap().text.is_some());
    drop(session);
    assert!(!fixture.path.join(".sayso").exists());
}

#[test]
fn articles_are_added_in_one_step_under_names_that_are_free() {
    let fixture = Fixture::new();
    let stray = fixture.path.join("articles/stray.txt");
    atomic::write(&fixture.path, &stray, b"words").unwrap();
    let mut session = fixture.open();
    let new = ["The bridge", "The bridge!", "Stray", ""].map(new_article);
    let ids = session.add_articles(new.into()).unwrap();
    let ids: Vec<&str> = ids.iter().map(ArticleId::as_str).collect();
    assert_eq!(ids, ["the-bridge-2", "the-bridge-3", "stray-2", "article"]);
    assert_eq!(
        session.undo_label(),
        Some(UndoLabel::AddArticles { new: 4, updated: 0 })
    );
    let mut articles = session.project().articles().values();
    assert!(articles.all(|article| article.metadata.added.is_some()));
    session.undo().unwrap();
    assert_eq!(session.project().articles().len(), 1);
    session.close().unwrap();
    assert_eq!(fs::read_dir(fixture.path.join("articles")).unwrap().count(), 3);
}

#[test]
fn a_long_text_is_read_in_the_background() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let long: Arc<str> = TEXT.repeat(40_000).into();
    let ids = session
        .add_articles(vec![(new_article("Long").0, Arc::clone(&long))])
        .unwrap();
    session.close().unwrap();
    let mut session = fixture.open();
    let id = &ids[0];
    assert_eq!(session.ensure_text(id), TextState::Reading);
    // Leaving in the middle of it does not keep the next session out.
    drop(session);
    let mut session = fixture.open();
    assert_eq!(session.read_only(), None);
    assert_eq!(session.ensure_text(id), TextState::Reading);
    wait_until("reading", || {
        session.poll();
        session.ensure_text(id) == TextState::Read
    });
    assert_eq!(session.project().article(id).unwrap().text, Some(long));
}

#[test]
fn a_text_that_cannot_be_read_says_why_and_may_be_tried_again() {
    let fixture = Fixture::new();
    let text = fixture.path.join("articles/the-bridge.txt");
    fs::remove_file(&text).unwrap();
    let mut session = fixture.open();
    assert_eq!(session.problems().len(), 1);
    let TextState::Unreadable(report) = session.ensure_text(&bridge()) else {
        panic!()
    };
    assert!(report.headline.contains("the-bridge.txt"), "{report}");
    atomic::write(&fixture.path, &text, TEXT.as_bytes()).unwrap();
    assert!(matches!(session.ensure_text(&bridge()), TextState::Unreadable(_)));
    assert_eq!(session.retry_text(&bridge()), TextState::Read);
    session.dismiss_problem(0);
    assert_eq!(session.problems(), []);
}

#[test]
fn a_changed_text_is_reported_when_it_is_read() {
    let fixture = Fixture::new();
    let text = fixture.path.join("articles/the-bridge.txt");
    atomic::write(&fixture.path, &text, format!("Yes. {TEXT}").as_bytes()).unwrap();
    let mut session = fixture.open();
    assert_eq!(session.problems(), []);
    session.ensure_text(&bridge());
    assert!(
        session.problems()[0].message.contains("1 annotation moved"),
        "{:?}",
        session.problems()
    );
}

#[test]
fn a_session_can_be_opened_on_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Session>();
    assert!(Session::open(Path::new("/no/such/project"), amal(), no_wake()).is_err());
}
