//! Comparing two reviewers: whom, the figures, and differences settled one by one and all that are alike.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::Decision;

use crate::window::{CTRL, Window};

/// The window on the sample, with the Compare workspace shown.
fn comparing() -> Window {
    let mut window = Window::on_copy_of_sample(crate::window::Opening::default());
    window.press(CTRL, Key::Num4);
    window
}

fn plain(window: &mut Window, key: Key) {
    window.press(Modifiers::NONE, key);
}

/// How many of Jonas's claims Amal has rejected or accepted.
fn decided(window: &Window, decision: Decision) -> usize {
    let claims = window.project().claims();
    let by_jonas = claims.filter(|(_, _, claim)| claim.marked_by == Some("r-jonas".into()));
    by_jonas
        .filter_map(|(_, _, claim)| claim.reviews.get(&"r-amal".into()))
        .filter(|review| review.decision == decision)
        .count()
}

#[test]
fn two_reviewers_are_compared_in_figures() {
    let window = comparing();
    assert!(window.shows("Amal and Jonas"), "{window:?}");
    assert!(window.shows("3 articles read by both"));
    assert!(window.shows_some("Same claims, same words (F1): 0.44 (0.12 to 0.57) of 63 claims"));
    assert_eq!(window.value(Role::ComboBox, "Second reviewer"), "Jonas");
}

#[test]
fn a_difference_is_settled_with_one_key_and_undone() {
    let mut window = comparing();
    let open = window.app().slices().compare.counts().open;
    let name = window
        .names(Role::Button)
        .into_iter()
        .find(|name| name.starts_with("Only Jonas marked it, "));
    window.click_on(Role::Button, &name.unwrap());
    assert!(window.shows_some("Only Jonas marked it · 1 of "), "{window:?}");
    assert!(window.shows("Marked nothing here"));
    let before = decided(&window, Decision::Accepted);
    plain(&mut window, Key::A);
    assert_eq!(decided(&window, Decision::Accepted), before + 1);
    assert_eq!(window.app().slices().compare.counts().open, open - 1);
    plain(&mut window, Key::X);
    assert_eq!(decided(&window, Decision::Rejected), 1);
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    assert_eq!(decided(&window, Decision::Accepted), before);
    assert_eq!(decided(&window, Decision::Rejected), 0);
    assert_eq!(window.app().slices().compare.counts().open, open);
    // Skipping settles nothing.
    plain(&mut window, Key::J);
    assert!(window.shows_some("Only Jonas marked it · 2 of "), "{window:?}");
    plain(&mut window, Key::K);
    assert!(window.shows_some("Only Jonas marked it · 1 of "), "{window:?}");
}

#[test]
fn a_decision_of_the_other_is_taken_over() {
    let mut window = comparing();
    window.click_on(Role::Button, "Decision differs, 1");
    let talks = |window: &Window| {
        let claims = window.project().claims();
        let split = claims.filter(|(_, _, claim)| claim.words() == "the talks may take time");
        let reviews = split.filter_map(|(_, _, claim)| claim.reviews.get(&"r-amal".into()));
        reviews.map(|review| review.decision).next()
    };
    assert_eq!(talks(&window), Some(Decision::Accepted));
    window.digit(2);
    assert_eq!(talks(&window), Some(Decision::Disputed));
    assert!(window.shows("Nothing left: Decision differs"), "{window:?}");
}
