//! What the main acts cost a hand: a drag, a click, a key or a chord counts one, a typed letter one.
//! Each is done through the window alone, and what was recorded is read from the project.

use eframe::egui::{Key, Modifiers};
use sayso::model::SpeakerKind;

use crate::window::{Window, in_words};

const TEXT: &str = "Bridge closed for repairs\n\n\
Mayor Jane Doe said on Monday that the old bridge would stay closed until spring. “It is not safe,” she told reporters.\n\n\
According to the harbour office, ships would have to wait outside. The works would take a year, the builders’ union warned.\n";

fn bridge() -> Window {
    Window::on_text("Bridge closed for repairs", TEXT)
}

/// What a speaker may be called by in three signs or fewer: the beginnings of its words, of two of
/// them, its initials.
fn shorthands(name: &str) -> Vec<String> {
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let start = |word: &String, letters: usize| word.chars().take(letters).collect::<String>();
    let mut short: Vec<String> = Vec::new();
    for letters in 1..=3 {
        short.extend(words.iter().map(|word| start(word, letters)));
        short.push(words.iter().take(letters).map(|word| start(word, 1)).collect());
    }
    for (at, first) in words.iter().enumerate() {
        let pairs = words
            .iter()
            .skip(at + 1)
            .map(|second| format!("{} {}", start(first, 1), start(second, 1)));
        short.extend(pairs);
    }
    short
}

#[test]
fn a_claim_of_a_recent_speaker_costs_two_acts_and_three_with_source_and_cue() {
    let mut window = bridge();
    window.drag_over("It is not safe");
    window.type_text("Jane Doe");
    window.enter();
    window.press(Modifiers::NONE, Key::Escape);

    let before = window.acts().len();
    window.drag_over("the old bridge would stay closed until spring");
    window.digit(1);
    assert_eq!(window.acts().len() - before, 2, "{:?}", window.acts());
    let bare = "[the old bridge would stay closed until spring] <- Jane Doe ( | )";
    assert_eq!(in_words(window.project(), window.claim()), bare);

    window.enter();
    assert_eq!(window.acts().len() - before, 3, "{:?}", window.acts());
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[the old bridge would stay closed until spring] <- Jane Doe (Mayor Jane Doe | said)"
    );
}

#[test]
fn a_claim_of_any_known_speaker_costs_at_most_five_acts() {
    let mut window = Window::on_sample();
    let speakers: Vec<_> = window
        .project()
        .speakers()
        .values()
        // Whoever has no name is not looked for by it.
        .filter(|speaker| speaker.kind != SpeakerKind::Unnamed)
        .map(|speaker| speaker.name.clone())
        .collect();
    assert!(speakers.len() >= 12);
    let mut dear = Vec::new();
    for name in &speakers {
        let found = shorthands(name).into_iter().find(|short| {
            let before = window.acts().len();
            window.drag_over("The talks had opened in January");
            window.type_text(short);
            window.enter();
            let cost = window.acts().len() - before;
            let line = in_words(window.project(), window.claim());
            window.press(crate::window::CTRL, Key::Z);
            window.press(Modifiers::NONE, Key::Escape);
            line.ends_with(&format!("<- {name} ( | )")) && cost <= 5
        });
        if found.is_none() {
            dear.push(name);
        }
    }
    assert!(dear.is_empty(), "more than five acts for {dear:?}");
}

#[test]
fn a_claim_of_a_new_speaker_named_in_the_text_costs_two_acts_and_three_with_the_cue() {
    for (claim, expected) in [
        (
            "the old bridge would stay closed until spring",
            "<- Jane Doe (Mayor Jane Doe | said)",
        ),
        (
            "ships would have to wait outside",
            "<- Harbour office (the harbour office | According to)",
        ),
        (
            "The works would take a year",
            "<- Builders’ union (the builders’ union | warned)",
        ),
    ] {
        let mut window = bridge();
        window.drag_over(claim);
        window.enter();
        assert_eq!(window.acts(), ["drag", "Enter"]);
        assert_eq!(window.project().speakers().len(), 1);
        assert!(!window.claim().voice.chain()[0].source.is_empty(), "{claim}");
        window.enter();
        assert_eq!(window.acts(), ["drag", "Enter", "Enter"]);
        assert_eq!(
            in_words(window.project(), window.claim()),
            format!("[{claim}] {expected}")
        );
    }
}

#[test]
fn a_claim_of_a_new_speaker_that_is_typed_costs_the_name_and_two_and_one_more_with_the_rest() {
    let mut window = bridge();
    window.drag_over("ships would have to wait outside");
    window.type_text("harbour office");
    window.enter();
    assert_eq!(
        window.acts().len(),
        "harbour office".len() + 2,
        "{:?}",
        window.acts()
    );
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[ships would have to wait outside] <- harbour office ( | )"
    );
    window.enter();
    assert_eq!(window.acts().len(), "harbour office".len() + 3);
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[ships would have to wait outside] <- harbour office (the harbour office | According to)"
    );
}
