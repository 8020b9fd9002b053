//! The tour by keyboard alone, from the start screen to its end; left, and taken up again.

use eframe::egui::{Key, Modifiers};
use sayso::model::Decision;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::request::Request;

use crate::window::{CTRL, Window};

fn step(window: &Window) -> usize {
    let tour = window.app().settings().tour.clone();
    tour.expect("a tour was begun").done
}

/// The tour begun by its name in the palette, which is where a keyboard finds it.
fn begun() -> Window {
    let mut window = Window::on_nothing();
    window.press(CTRL, Key::K);
    window.paste(Command::Tour.label());
    window.enter();
    window.wait_until("the article is read", |window| {
        window
            .app()
            .core()
            .article()
            .is_some_and(|article| article.text.is_some())
    });
    window
}

#[test]
fn the_tour_is_done_to_its_end_by_keys() {
    let mut window = begun();
    assert!(window.shows("Tour, step 1 of 6"), "{window:?}");
    window.press(CTRL, Key::Enter);
    assert_eq!(
        window.selected(),
        "military cooperation with each country of the coalition, on a bilateral footing"
    );
    assert!(window.shows("Say who says it"), "{window:?}");
    let before = window.project().claims().count();
    window.enter();
    window.enter();
    assert_eq!(window.project().claims().count(), before + 1, "{window:?}");
    let speaker = window.claim().voice.first_speaker().cloned().expect("a speaker");
    assert!(
        window
            .project()
            .speaker_label(&speaker)
            .contains("Iraqi authorities"),
        "{window:?}"
    );
    if step(&window) == 2 {
        window.enter();
    }
    assert!(window.shows("Decide"), "{window:?}");
    window.strike(Key::A, "a");
    let decisions = window.claim().reviews.values().map(|review| review.decision);
    assert_eq!(decisions.collect::<Vec<_>>(), [Decision::Accepted]);
    assert!(window.shows("Find it in the table"), "{window:?}");
    window.press(CTRL, Key::Num2);
    assert!(window.shows("Export reviewed claims"), "{window:?}");
    window.press(CTRL, Key::E);
    window.enter();
    window.wait_until("the claims are exported", |window| {
        window.shows("Done: 1 claim marked")
    });
    assert_eq!(step(&window), 6);
}

#[test]
fn the_tour_is_left_and_taken_up_again_where_it_was() {
    let mut window = begun();
    window.press(CTRL, Key::Enter);
    assert_eq!(step(&window), 1);
    window.click("Leave the tour");
    assert!(!window.shows_some("step 2 of 6"), "{window:?}");
    let folder = window.app().session().expect("open").path().to_owned();
    window.press(CTRL, Key::W);
    window.ask(Request::Command(Command::Tour));
    assert_eq!(window.app().session().expect("open").path(), folder);
    assert!(window.shows("Tour, step 2 of 6"), "{window:?}");
    window.click("Back");
    assert!(
        window.shows("Tour, step 1 of 6"),
        "it waits where one went back to: {window:?}"
    );
    window.click("Next");
    assert!(window.shows("Tour, step 2 of 6"), "{window:?}");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(
        window.shows("Tour, step 2 of 6"),
        "another act leaves it as it is"
    );
}
