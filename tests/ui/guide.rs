//! The guidelines beside the article: opened, read, searched, written, kept.

use eframe::egui::{Key, Modifiers, Role};

use crate::window::{CTRL, Opening, Window};

const TEXT: &str = "Bridge closed\n\nThe mayor said that the bridge would stay closed until spring.\n";

fn guidelines(window: &Window) -> &str {
    &window.project().head().guidelines
}

#[test]
fn a_key_opens_the_guidelines_beside_the_text_and_closes_them() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::G);
    assert!(window.is_on(Role::Button, "Guidelines"));
    assert!(
        window.shows("How we mark claims here") && window.shows("Quotation marks"),
        "{window:?}"
    );
    // The text is there, and one goes on marking.
    window.drag_over("The talks had opened in January");
    assert!(window.shows("Who says this?"));
    window.digit(0);
    assert!(window.shows("Quotation marks"));
    window.press(CTRL, Key::G);
    assert!(!window.shows("Quotation marks") && window.shows("Filter articles"));
    window.click_on(Role::Button, "Guidelines");
    assert!(window.shows("Quotation marks"));
    window.click("Close panel");
    assert!(!window.shows("Quotation marks"));
}

#[test]
fn guidelines_are_written_as_one_step_and_lie_in_the_project_file() {
    let mut window = Window::on_text("Bridge", TEXT);
    window.press(CTRL, Key::G);
    assert!(window.shows("No guidelines yet"));
    window.click_on(Role::Link, "Write your own…");
    window.type_text("# Our rules");
    window.enter();
    window.type_text("- ما هو **الادعاء**؟");
    assert_eq!(guidelines(&window), "", "what is being typed is no edit yet");
    window.click_on(Role::Link, "Done");
    assert_eq!(guidelines(&window), "# Our rules\n- ما هو **الادعاء**؟");
    assert!(window.shows("Our rules") && window.shows("ما هو الادعاء؟"));
    let saved = window.saved();
    assert_eq!(saved.head().guidelines, "# Our rules\n- ما هو **الادعاء**؟");
    window.press(CTRL, Key::Z);
    assert_eq!(guidelines(&window), "");
    assert!(window.shows("No guidelines yet"));
    window.click("Start from the default guidelines");
    assert_eq!(guidelines(&window), sayso::session::guidelines::DEFAULT);
    assert!(window.shows("What is a claim?"));
}

#[test]
fn words_are_looked_for_in_the_guidelines() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::G);
    window.click_on(Role::TextInput, "Search the guidelines");
    window.type_text("VERDICT");
    let told = |window: &Window| {
        window
            .names(Role::Label)
            .into_iter()
            .find(|name| name.contains(" of "))
    };
    assert_eq!(told(&window).as_deref(), Some("1 of 2"));
    window.enter();
    assert_eq!(told(&window).as_deref(), Some("2 of 2"));
    window.enter();
    assert_eq!(told(&window).as_deref(), Some("1 of 2"));
    window.type_text("xyz");
    assert!(window.shows("No matches"));
}

#[test]
fn a_new_project_starts_with_the_usual_rules() {
    let mut window = Window::on_nothing();
    let folder = window.folder().join("new");
    window.ask(sayso::ui::bus::request::Request::CreateProject {
        title: "New".to_owned(),
        folder,
    });
    assert_eq!(guidelines(&window), sayso::session::guidelines::DEFAULT);
    window.press(CTRL, Key::G);
    for heading in [
        "What is a claim?",
        "Claims within claims",
        "Hedges and denials",
        "The article’s own voice",
    ] {
        assert!(window.shows(heading), "{heading}");
    }
}

#[test]
fn on_a_small_window_the_guidelines_leave_room_for_the_text() {
    let mut window = Window::on_copy_of_sample(Opening {
        size: eframe::egui::vec2(1024.0, 640.0),
        ..Opening::default()
    });
    window.press(CTRL, Key::G);
    let text = window.widget(Role::Document, "Article text").rect();
    assert!(text.width() >= 500.0, "{text:?}");
    window.press(Modifiers::NONE, Key::J);
    let text = window.widget(Role::Document, "Article text").rect();
    assert!(text.width() >= 380.0, "{text:?}");
}
