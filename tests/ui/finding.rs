//! Finding words in the open article: typed, counted, stepped through, shown.

use eframe::egui::{Key, Modifiers, Role};
use sayso::text::Span;

use crate::window::{CTRL, CTRL_SHIFT, Window};

const TEXT: &str = "The army said that the talks had begun.\n\nNobody else had been told of the talks, it said; the élite units had.\n\nقال الجيش إن المُحَادَثات بدأت، وإن المحادثات ستستمر.\n";

fn field(window: &Window) -> String {
    window.value(Role::TextInput, "Find in the article")
}

fn open(text: &str) -> Window {
    let mut window = Window::on_text("Talks", text);
    window.press(CTRL, Key::F);
    window
}

fn hits(window: &Window) -> Vec<String> {
    let text = window.text();
    let find = window.app().slices().find.bar.as_ref().expect("the bar is open");
    let spans = &find.hits().expect("it was searched").spans;
    let words = spans.iter().map(|span| text[span.range()].to_owned());
    words.collect()
}

fn current(window: &Window) -> Option<Span> {
    window.app().slices().find.bar.as_ref()?.hit()
}

#[test]
fn words_are_found_while_they_are_typed_and_stepped_through() {
    let mut window = open(TEXT);
    assert_eq!(window.focused().as_deref(), Some("Find in the article"));
    window.type_text("TAL");
    assert!(window.shows("1 of 2"), "{window:?}");
    window.type_text("KS");
    assert_eq!(hits(&window), ["talks", "talks"]);
    let first = current(&window).expect("the first");
    window.press(Modifiers::NONE, Key::F3);
    assert!(window.shows("2 of 2"), "{window:?}");
    let second = current(&window).expect("the second");
    assert!(first.end < second.start);
    window.enter();
    assert_eq!(current(&window), Some(first), "after the last comes the first");
    window.press(Modifiers::SHIFT, Key::Enter);
    assert_eq!(current(&window), Some(second));
    window.press(Modifiers::SHIFT, Key::F3);
    assert_eq!(current(&window), Some(first));
    window.click("Find next");
    assert_eq!(current(&window), Some(second));

    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.app().slices().find.bar.is_none());
    assert_eq!(
        window
            .app()
            .core()
            .place
            .selection
            .map(sayso::ui::bus::place::Selection::span),
        Some(second)
    );
    // The text has the keyboard again.
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(window.selected(), "talks,");
}

#[test]
fn arabic_is_found_with_and_without_its_points() {
    let mut window = open(TEXT);
    window.type_text("المحادثات");
    assert_eq!(hits(&window), ["المُحَادَثات", "المحادثات"]);
    assert!(window.shows("1 of 2"), "{window:?}");
}

#[test]
fn selected_words_are_looked_for_and_the_search_begins_with_them() {
    let mut window = Window::on_text("Talks", TEXT);
    window.drag(window.span("of the [talks]"), Modifiers::ALT);
    assert!(window.shows("Who says this?"));
    window.press(CTRL, Key::F);
    assert_eq!(field(&window), "talks");
    assert!(
        window.shows("2 of 2") && !window.shows("Who says this?"),
        "{window:?}"
    );
    // All of it is selected, so that typing replaces it.
    window.type_text("said");
    assert_eq!(field(&window), "said");
    assert!(
        window.shows("2 of 2"),
        "the search goes on from the caret: {window:?}"
    );
}

#[test]
fn the_search_goes_on_after_the_bar_was_closed() {
    let mut window = open(TEXT);
    window.type_text("said");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.selected(), "said");
    window.press(Modifiers::NONE, Key::F3);
    assert!(window.shows("2 of 2"), "{window:?}");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.app().slices().find.bar, None);
    window.press(Modifiers::SHIFT, Key::F3);
    assert!(window.shows("1 of 2"), "{window:?}");
}

#[test]
fn what_is_not_there_is_said_and_wrong_patterns_are_explained() {
    let mut window = open(TEXT);
    window.type_text("zebra");
    assert!(window.shows("No matches"), "{window:?}");
    window.press(CTRL, Key::A);
    window.type_text("(t");
    window.click("Regular expression");
    window.wait_until("the pattern is refused", |window| {
        window.shows("unclosed group, at character 1")
    });
    window.fill("Find in the article", "t[a-z]+s");
    window.wait_until("the pattern is found", |window| window.shows("1 of 2"));
    assert!(window.is_on(Role::Button, "Regular expression"));
}

#[test]
fn how_words_are_looked_for_is_remembered() {
    let mut window = open(TEXT);
    window.type_text("elite");
    assert_eq!(hits(&window), ["élite"]);
    window.click("Match case and accents");
    assert!(window.shows("No matches"), "{window:?}");
    window.fill("Find in the article", "it");
    assert_eq!(hits(&window), ["it", "it", "it"]);
    window.click("Match whole words");
    assert_eq!(hits(&window), ["it"]);
    window.press(Modifiers::NONE, Key::Escape);
    window.press(CTRL, Key::F);
    assert!(window.is_on(Role::Button, "Match whole words"));
    assert!(window.app().settings().find.case);
}

#[test]
fn what_is_typed_after_a_click_on_the_bar_is_still_looked_for() {
    let mut window = Window::on_sample();
    window.strike(Key::J, "j");
    let before = window.claim().clone();
    window.press(CTRL, Key::F);
    window.type_text("a");
    for button in ["Match whole words", "Find next", "Find previous"] {
        window.click(button);
        window.type_text("ax");
        assert_eq!(
            *window.claim(),
            before,
            "a letter was taken for a command after {button}"
        );
    }
    assert!(field(&window).ends_with("ax"), "{}", field(&window));
}

#[test]
fn another_article_is_searched_too_and_shown_from_its_top() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::F);
    window.type_text("the");
    let before = hits(&window);
    window.press(CTRL, Key::PageDown);
    window.wait_until("the other article is searched", |window| {
        window
            .app()
            .slices()
            .find
            .bar
            .as_ref()
            .is_some_and(|find| find.hits().is_some())
    });
    assert!(current(&window).is_none());
    assert!(window.shows_some(" matches"), "{window:?}");
    assert_ne!(hits(&window).len(), before.len());
}

#[test]
fn a_click_in_the_text_lets_the_search_go_on_from_there() {
    let mut window = open(TEXT);
    window.type_text("had");
    assert!(window.shows("1 of 3"));
    window.click_words("élite", 1, Modifiers::NONE);
    assert!(window.shows("3 matches"), "{window:?}");
    window.press(Modifiers::NONE, Key::F3);
    assert!(window.shows("3 of 3"), "{window:?}");
    // The pop-up is closed first, then the bar.
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.selected(), "had");
}

#[test]
fn the_text_scrolls_to_a_hit_below_and_not_behind_the_bar() {
    let text = format!(
        "Top.\n\n{}\n\nThe needle.\n\n{}",
        "One line of many.\n\n".repeat(80),
        "More.\n\n".repeat(80)
    );
    let mut window = open(&text);
    window.type_text("needle");
    let hit = current(&window).expect("found");
    let place = window.app().place_of(hit).expect("on the screen");
    assert!(place.y > 100.0, "{place:?}");
}

#[test]
fn a_long_text_is_searched_in_the_background_and_the_last_words_win() {
    let text = "The talks went on and on for many days.\n\n".repeat(40_000);
    let mut window = open(&text);
    window.type_text("many days");
    window.wait_until("all are found", |window| window.shows("1 of 40,000"));
    assert_eq!(hits(&window).len(), 40_000);
}

#[test]
fn words_are_found_in_all_articles_and_enter_goes_there() {
    let mut window = Window::on_sample();
    let before = window.article();
    window.press(CTRL_SHIFT, Key::F);
    assert_eq!(window.focused().as_deref(), Some("Find in all articles"));
    window.type_text("soldiers");
    window.wait_until("it is found", |window| {
        let found = &window.app().slices().find.everywhere.found;
        !found.searching && found.findings.count > 0
    });
    let findings = window.app().slices().find.everywhere.found.findings.clone();
    assert!(findings.hits.iter().all(|hit| {
        let words = hit.within.slice(&hit.line);
        words.is_some_and(|words| words.to_lowercase() == "soldiers")
    }));
    let other = findings.hits.iter().position(|hit| hit.article != before);
    for _ in 0..other.expect("another article has it") {
        window.press(Modifiers::NONE, Key::ArrowDown);
    }
    let wanted = &findings.hits[other.expect("as above")];
    window.enter();
    window.wait_until("the hit is shown", |window| current(window).is_some());
    assert_eq!(window.article(), wanted.article);
    assert_eq!(current(&window), Some(wanted.span));
    assert!(
        window.app().place_of(wanted.span).is_some(),
        "it is on the screen"
    );
    assert_eq!(field(&window), "soldiers");
}

#[test]
fn looking_in_all_articles_says_when_there_is_nothing() {
    let mut window = Window::on_sample();
    window.press(CTRL_SHIFT, Key::F);
    window.type_text("zebra");
    window.wait_until("it is said", |window| window.shows("No matches in any article"));
    window.click("Regular expression");
    window.fill("Find in all articles", "a(");
    window.wait_until("it is said", |window| {
        window.shows("unclosed group, at character 2")
    });
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.app().core().dialog.is_none());
}
