//! Text that is being typed when the program ends without warning: it is on disk while the field keeps the keyboard, and
//! the next window puts it back where it was.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers, Role, vec2};
use sayso::session::Session;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::request::Request;

use crate::window::{CTRL, Opening, Window, copy_folder};

/// Tall enough for every field of the inspector.
fn opening() -> Opening {
    Opening {
        size: vec2(1280.0, 1500.0),
        ..Opening::default()
    }
}

/// With a claim of the sample selected.
fn on_claim() -> Window {
    let mut window = Window::on_copy_of_sample(opening());
    window.strike(Key::J, "j");
    window.strike(Key::D, "d");
    window
}

fn typed_files(project: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project.join(".sayso/typing"))
        .into_iter()
        .flatten();
    entries.map(|entry| entry.expect("readable").path()).collect()
}

/// Another window on the disk as it is now, as after a power cut.
fn after_a_power_cut(window: &mut Window) -> Window {
    window.wait_until("it is on disk", |window| window.shows("Saved"));
    let project = window.folder().join("talks");
    assert_eq!(typed_files(&project).len(), 1, "{window:?}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("talks");
    copy_folder(&project, &path);
    let mut window = opening().on(folder, &[path]);
    window.rest();
    window
}

fn assert_restored(window: &Window, words: &str) {
    let told = format!("Restored what you were typing: “{words}”");
    assert!(window.shows(&told), "{window:?}");
}

/// Saves what was restored, and looks for it in the files of the project.
fn saved_words(mut window: Window) -> String {
    window.press(CTRL, Key::S);
    window.saved_unproved();
    window.rest();
    let project = window.folder().join("talks");
    window.wait_until("the draft is gone", |_| typed_files(&project).is_empty());
    let article = window.article();
    let read = |file: PathBuf| std::fs::read_to_string(file).expect("a file of the project");
    read(project.join("project.ron")) + &read(project.join(format!("articles/{article}.ron")))
}

#[test]
fn every_field_of_a_claim_is_typed_to_the_disk_and_restored() {
    for field in ["Note", "Tags", "Reason"] {
        let mut window = on_claim();
        let before = window.app().session().expect("open").undo_label();
        window.click_on(Role::TextInput, field);
        window.type_text("xylophone");
        let mut window_after = after_a_power_cut(&mut window);
        assert_eq!(
            window.app().session().expect("open").undo_label(),
            before,
            "no step yet"
        );
        let draft = window_after.app().core().draft.clone().expect("a draft again");
        assert!(draft.text.contains("xylophone"), "{field}: {draft:?}");
        assert_restored(&window_after, &draft.text);
        assert!(window_after.app().session().expect("open").undo_label().is_none());
        assert_eq!(
            window_after.app().core().place.claim,
            window.app().core().place.claim
        );
        window_after.rest();
        assert!(saved_words(window_after).contains("xylophone"), "{field}");
    }
}

#[test]
fn guidelines_are_typed_to_the_disk_and_restored() {
    let mut window = on_claim();
    window.ask(Request::Command(Command::EditGuidelines));
    window.type_text("xylophone");
    let window = after_a_power_cut(&mut window);
    assert!(window.shows("Guidelines source") || window.app().slices().guidelines.writing);
    assert!(saved_words(window).contains("xylophone"));
}

#[test]
fn forms_of_articles_and_speakers_are_typed_to_the_disk_and_restored() {
    let mut window = on_claim();
    window.ask(Request::Command(Command::ArticleDetails));
    window.fill("Title", "xylophone");
    let mut after = after_a_power_cut(&mut window);
    assert_restored(&after, "xylophone");
    after.click("Save details");
    assert!(saved_words(after).contains("title: \"xylophone\""));
    // Who cancels the form discards it.
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::Escape);
    let project = window.folder().join("talks");
    window.wait_until("the draft is gone", |_| typed_files(&project).is_empty());

    let mut window = on_claim();
    window.ask(Request::EditSpeaker(None));
    window.fill("Name", "xylophone");
    let mut after = after_a_power_cut(&mut window);
    assert_restored(&after, "xylophone");
    after.click("Save speaker");
    assert!(saved_words(after).contains("name: \"xylophone\""));
}

#[test]
fn text_whose_claim_is_gone_is_offered_until_it_is_discarded() {
    let mut window = on_claim();
    window.click_on(Role::TextInput, "Note");
    window.type_text("xylophone");
    window.wait_until("it is on disk", |window| window.shows("Saved"));
    let project = window.folder().join("talks");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("talks");
    copy_folder(&project, &path);
    // Somebody else has removed the article.
    let article = window.article();
    for ending in ["ron", "txt"] {
        std::fs::remove_file(path.join(format!("articles/{article}.{ending}"))).expect("it was there");
    }
    let mut window = opening().on(folder, std::slice::from_ref(&path));
    window.rest();
    assert!(
        window.shows("Work from an earlier session is not in the project"),
        "{window:?}"
    );
    window.click("Show…");
    assert!(window.shows_some("xylophone"), "{window:?}");
    assert_eq!(typed_files(&path).len(), 1, "it stays until it is settled");
    window.click("Discard");
    window.wait_until("it is discarded", |_| typed_files(&path).is_empty());
    assert!(
        !window.shows("Work from an earlier session is not in the project"),
        "{window:?}"
    );
}

/// How much evidence the claim has in the files, as a kill leaves them now.
fn evidence_on_disk(window: &Window) -> usize {
    let place = &window.app().core().place;
    let at = place.claim_ref().expect("a claim");
    let session = Session::look(&window.folder().join("talks")).expect("it opens");
    let claim = session.project().claim(&at.0, &at.1).expect("it is there");
    claim.evidence.len()
}

#[test]
fn evidence_in_which_nothing_was_written_is_never_in_the_project() {
    for writes in [false, true] {
        let mut window = on_claim();
        let before = window.claim().evidence.len();
        window.ask(Request::Command(Command::AddEvidence));
        window.wait_until("it is asked for", |window| {
            window.focused().as_deref() == Some("Evidence URL")
        });
        window.wait_until("all is saved", |window| window.shows("Saved"));
        assert_eq!(window.claim().evidence.len(), before);
        if writes {
            window.type_text("https://example.org/report");
        }
        assert_eq!(evidence_on_disk(&window), before);
        let folder = window.folder().join("talks");
        let at = window.app().core().place.claim_ref().expect("a claim");
        assert!(window.close());
        let project = Session::look(&folder).expect("it opens");
        let claim = project.project().claim(&at.0, &at.1).expect("it is there");
        assert_eq!(claim.evidence.len(), before + usize::from(writes));
    }
}

#[test]
fn evidence_that_is_emptied_goes_until_it_says_something_again() {
    let mut window = on_claim();
    let before = window.claim().evidence.len();
    let fill = |window: &mut Window, field, text| {
        window.fill(field, text);
        if text.is_empty() {
            window.press(Modifiers::NONE, Key::Delete);
        }
        window.press(Modifiers::NONE, Key::Tab);
    };
    let count = |window: &Window| window.claim().evidence.len() - before;
    window.ask(Request::Command(Command::AddEvidence));
    window.wait_until("it is asked for", |window| {
        window.focused().as_deref() == Some("Evidence URL")
    });
    // A date alone is no evidence, and stays with what is being written.
    fill(&mut window, "Date accessed", "2024-02-11");
    assert_eq!(count(&window), 0);
    fill(&mut window, "Evidence title", "Minutes");
    assert_eq!(count(&window), 1);
    let day = |window: &Window| {
        window
            .claim()
            .evidence
            .values()
            .filter_map(|it| it.seen)
            .next_back()
    };
    assert_eq!(day(&window), "2024-02-11".parse().ok());
    fill(&mut window, "Evidence title", "");
    assert_eq!(count(&window), 0);
    fill(&mut window, "Evidence excerpt", "they met");
    assert_eq!((count(&window), day(&window)), (1, "2024-02-11".parse().ok()));
    window.ask(Request::Command(Command::Undo));
    window.wait_until("it is undone", |window| count(window) == 0);
}

#[test]
fn what_was_typed_into_new_evidence_comes_back_after_a_crash() {
    let mut window = on_claim();
    let before = window.claim().evidence.len();
    let at = window.app().core().place.claim_ref().expect("a claim");
    window.ask(Request::Command(Command::AddEvidence));
    window.wait_until("it is asked for", |window| {
        window.focused().as_deref() == Some("Evidence URL")
    });
    window.type_text("https://example.org/report");
    let mut after = after_a_power_cut(&mut window);
    assert_eq!(
        after.value(Role::TextInput, "Evidence URL"),
        "https://example.org/report"
    );
    assert_eq!(after.app().core().place.claim_ref(), Some(at));
    assert_eq!(after.claim().evidence.len(), before);
    after.enter();
    assert_eq!(after.claim().evidence.len(), before + 1);
}
