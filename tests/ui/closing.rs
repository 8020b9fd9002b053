//! Closing the window when something could not be saved: it is kept as files, and no key loses it.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers};

use crate::window::Window;

/// A window with a decision on a claim that cannot be saved, because a newer version has written the file.
fn with_unsaved_decision() -> Window {
    let mut window = Window::on_sample();
    window.rest();
    let claims = window.folder().join("talks/articles/coalition-talks.ron");
    let theirs = std::fs::read_to_string(&claims).expect("the sample's");
    let theirs = theirs.replacen("format: 1", "format: 1000", 1);
    sayso::session::files::write(&claims, theirs.as_bytes()).expect("a file");
    window.strike(Key::J, "j");
    window.strike(Key::D, "d");
    window.wait_until("it is told", |window| window.shows("Could not save, retrying"));
    window
}

fn only_in(folder: &Path) -> PathBuf {
    let mut entries = std::fs::read_dir(folder).expect("a folder");
    let only = entries.next().expect("something is in it").expect("readable");
    assert!(entries.next().is_none(), "more than one in {}", folder.display());
    only.path()
}

#[test]
fn what_cannot_be_saved_lies_in_a_folder_before_the_window_closes_and_enter_closes_nothing() {
    let mut window = with_unsaved_decision();
    assert!(!window.close());
    let kept = only_in(&window.folder().join("talks/.sayso/kept"));
    let claims = std::fs::read_to_string(kept.join("articles/coalition-talks.ron")).expect("kept");
    assert!(
        claims.contains("Disputed") && claims.contains("r-amal"),
        "{claims}"
    );
    assert!(window.shows("Changes could not be saved"), "{window:?}");
    assert!(window.shows(&kept.display().to_string()), "{window:?}");
    assert!(
        window.shows_some("This file was changed outside Sayso"),
        "{window:?}"
    );
    window.press(Modifiers::NONE, Key::Enter);
    assert!(!window.shows("Changes could not be saved"), "Enter stays");
    assert!(window.app().session().is_some());
    // Their version can still be set aside, as before.
    window.wait_until("the way out is told", |window| {
        window.shows("Save mine; keep a copy of theirs")
    });
    // Of the file and of the failure.
    assert_eq!(window.all("Dismiss").len(), 2, "{window:?}");

    assert!(!window.close());
    let kept = only_in(&window.folder().join("talks/.sayso/kept"));
    window.click("Close Sayso");
    assert!(window.close(), "the user wants it");
    let folder = window.leave();
    assert!(kept.join("about.txt").is_file(), "{}", folder.path().display());
}

#[test]
fn the_copy_goes_once_everything_is_saved() {
    let mut window = with_unsaved_decision();
    assert!(!window.close());
    window.press(Modifiers::NONE, Key::Escape);
    window.wait_until("the way out is told", |window| {
        window.shows("Save mine; keep a copy of theirs")
    });
    window.click("Save mine; keep a copy of theirs");
    window.wait_until("it is saved", |window| window.shows("Saved"));
    window.rest();
    let kept = window.folder().join("talks/.sayso/kept");
    assert_eq!(std::fs::read_dir(kept).expect("a folder").count(), 0);
    assert!(window.close());
}

#[test]
fn where_the_project_is_gone_the_copy_lies_among_the_users_own_files() {
    let mut window = Window::on_sample();
    let talks = window.folder().join("talks");
    std::fs::rename(&talks, window.folder().join("moved")).expect("moved");
    window.strike(Key::J, "j");
    window.strike(Key::D, "d");
    assert!(!window.close());
    let kept = only_in(&window.folder().join("kept"));
    assert!(window.shows(&kept.display().to_string()), "{window:?}");
    assert!(kept.join("articles/coalition-talks.txt").is_file());
    assert!(!talks.exists());
}

#[test]
fn only_where_nothing_can_be_written_is_closing_said_to_lose_the_work_and_enter_does_not() {
    let mut window = Window::on_sample();
    let folder = window.folder().to_owned();
    std::fs::rename(folder.join("talks"), folder.join("moved")).expect("moved");
    sayso::session::files::write(&folder.join("kept"), b"in the way").expect("a file");
    window.strike(Key::J, "j");
    window.strike(Key::D, "d");
    assert!(!window.close());
    assert!(
        window.shows_some("Closing Sayso discards these changes"),
        "{window:?}"
    );
    window.press(Modifiers::NONE, Key::Enter);
    assert!(!window.shows("Changes could not be saved") && window.app().session().is_some());
    assert!(!window.close());
    window.click("Discard and close");
    assert!(window.close());
}
