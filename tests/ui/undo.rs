//! Undo goes on in the window that is opened next.

use eframe::egui::{Key, Modifiers, Role};

use crate::window::{CTRL, CTRL_SHIFT, Opening, Window};

#[test]
fn what_was_done_before_closing_is_undone_after_opening_again() {
    let mut window = Window::on_sample();
    window.strike(Key::J, "j");
    window.strike(Key::D, "d");
    let decided = window.saved();
    assert!(window.close());
    let folder = window.leave();
    let path = folder.path().join("talks");

    let mut window = Opening::default().on(folder, std::slice::from_ref(&path));
    assert_eq!(window.saved(), decided);
    window.click("Menu");
    window.press(Modifiers::NONE, Key::ArrowRight);
    assert!(window.shows("Undo dispute claim"), "{window:?}");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(CTRL, Key::Z);
    assert!(window.shows_some("dispute claim"), "the foot says so: {window:?}");
    let undone = window.saved();
    assert_ne!(undone, decided);
    assert!(window.close());

    let folder = window.leave();
    let mut window = Opening::default().on(folder, std::slice::from_ref(&path));
    assert_eq!(window.saved(), undone);
    window.press(CTRL_SHIFT, Key::Z);
    assert_eq!(window.saved(), decided);
}

#[test]
fn where_somebody_else_has_changed_the_project_the_menu_offers_no_undo() {
    let mut window = Window::on_sample();
    window.strike(Key::J, "j");
    window.strike(Key::D, "d");
    window.saved();
    assert!(window.close());
    let folder = window.leave();
    let path = folder.path().join("talks");
    let file = path.join("project.ron");
    let theirs = std::fs::read_to_string(&file).expect("the project's file");
    sayso::session::files::write(
        &file,
        theirs.replacen("title: \"", "title: \"Theirs: ", 1).as_bytes(),
    )
    .expect("a file");
    let mut window = Opening::default().on(folder, std::slice::from_ref(&path));
    let before = window.saved();
    window.press(CTRL, Key::Z);
    assert_eq!(window.saved(), before);
    assert_eq!(window.all("Dismiss").len(), 0, "nothing is told: {window:?}");
    assert!(
        window
            .names(Role::Button)
            .iter()
            .all(|name| !name.contains("Undo dispute"))
    );
}
