//! Verdict, evidence and chain by keys: as near as the attribution.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::{Claim, Polarity, Stance};

use crate::window::{CTRL, Window, in_words};

const TEXT: &str = "Mayor Jane Doe denied that the bridge is “perfectly safe”, her office wrote.\n\n\
The traders hope for May.\n";

/// With a claim selected that has a speaker and a cue.
fn bridge() -> Window {
    let mut window = Window::on_text("Bridge", TEXT);
    window.drag_over("the bridge is “perfectly safe”");
    window.type_text("Jane Doe");
    window.enter();
    window.drag_over("denied that");
    window.press(Modifiers::ALT, Key::C);
    window
}

fn rating(window: &Window) -> Option<String> {
    let verdict = window.claim().verdict.as_ref();
    verdict.map(|verdict| verdict.rating.clone())
}

#[test]
fn a_verdict_is_two_keys_away_and_can_be_taken_away() {
    let mut window = bridge();
    window.strike(Key::V, "v");
    window.digit(3);
    assert_eq!(rating(&window).as_deref(), Some("half-true"));
    assert!(window.is_on(Role::RadioButton, "Verdict: Half true"));
    // Digits are the speakers' again.
    window.digit(0);
    assert_eq!(window.claim().voice, sayso::model::Voice::Article);
    window.press(CTRL, Key::Z);
    window.strike(Key::V, "v");
    window.digit(0);
    assert_eq!(rating(&window), None);
    assert_eq!(window.saved().claims().count(), 1);
}

#[test]
fn the_scale_is_walked_by_arrows_and_left_by_escape() {
    let mut window = bridge();
    window.strike(Key::V, "v");
    window.press(Modifiers::NONE, Key::ArrowRight);
    window.press(Modifiers::NONE, Key::ArrowRight);
    window.press(Modifiers::NONE, Key::ArrowLeft);
    window.enter();
    assert_eq!(rating(&window).as_deref(), Some("mostly-true"));
    // It opens where the verdict is.
    window.strike(Key::V, "v");
    window.press(Modifiers::NONE, Key::ArrowRight);
    window.enter();
    assert_eq!(rating(&window).as_deref(), Some("half-true"));
    window.strike(Key::V, "v");
    window.press(Modifiers::NONE, Key::Escape);
    window.strike(Key::A, "a");
    assert_eq!(rating(&window).as_deref(), Some("half-true"));
    assert_eq!(window.claim().reviews.len(), 1);
}

#[test]
fn a_click_sets_a_verdict_and_a_second_one_takes_it_away() {
    let mut window = bridge();
    window.click_on(Role::RadioButton, "Verdict: False");
    assert_eq!(rating(&window).as_deref(), Some("false"));
    assert!(window.shows_some("the bridge is “perfectly safe””, Jane Doe, unreviewed, False"));
    window.click_on(Role::RadioButton, "Verdict: False");
    assert_eq!(rating(&window), None);
}

#[test]
fn evidence_takes_the_address_from_the_clipboard_and_its_title_from_the_keys() {
    let mut window = bridge();
    window.strike_with_clipboard(Key::E, "e", Some(" https://example.org/minutes\n"));
    assert_eq!(window.focused().as_deref(), Some("Evidence title"));
    window.type_text("Minutes");
    window.press(Modifiers::ALT, Key::Num2);
    window.enter();
    let evidence: Vec<_> = window.claim().evidence.values().cloned().collect();
    let [found] = evidence.as_slice() else {
        panic!("{evidence:?}")
    };
    assert_eq!(
        (found.url.as_str(), found.title.as_str()),
        ("https://example.org/minutes", "Minutes")
    );
    assert_eq!(found.stance, Some(Stance::Refutes));
    assert!(found.seen.is_some());
    assert!(window.shows("Evidence: Minutes, Refutes"), "{window:?}");
    // It is kept, and the keys are the claim's.
    window.strike(Key::A, "a");
    assert_eq!(window.claim().reviews.len(), 1);
    assert_eq!(window.saved().claims().count(), 1);
}

#[test]
fn what_is_no_address_stays_on_the_clipboard() {
    let mut window = bridge();
    for clipboard in [Some("the words of the mayor"), None] {
        window.strike_with_clipboard(Key::E, "e", clipboard);
        assert_eq!(window.focused().as_deref(), Some("Evidence URL"));
        assert_eq!(window.value(Role::TextInput, "Evidence URL"), "");
        // Nothing was written: it goes again.
        window.press(Modifiers::NONE, Key::Escape);
        window.press(Modifiers::NONE, Key::Escape);
        assert!(window.claim().evidence.is_empty());
    }
}

#[test]
fn joint_relayed_and_denied_are_keys() {
    let mut window = bridge();
    let polarity = |claim: &Claim| claim.voice.chain()[0].polarity;
    window.press(Modifiers::ALT, Key::N);
    assert_eq!(polarity(window.claim()), Polarity::Denies);
    window.press(Modifiers::ALT, Key::N);
    assert_eq!(polarity(window.claim()), Polarity::Affirms);
    window.press(Modifiers::ALT, Key::J);
    window.type_text("The council");
    window.enter();
    window.press(Modifiers::ALT, Key::R);
    window.type_text("Her office");
    window.enter();
    let line = in_words(window.project(), window.claim());
    assert!(
        line.ends_with("Jane Doe & The council ( | denied that) <- Her office ( | )"),
        "{line}"
    );
}

#[test]
fn a_source_is_replaced_and_with_shift_added_to() {
    let mut window = bridge();
    for (held, words) in [
        (Modifiers::ALT, "Mayor"),
        (Modifiers::ALT, "Jane Doe"),
        (Modifiers::ALT | Modifiers::SHIFT, "her office"),
    ] {
        window.drag_over(words);
        window.press(held, Key::S);
    }
    let line = in_words(window.project(), window.claim());
    assert!(line.contains("(Jane Doe + her office | denied that)"), "{line}");
}
