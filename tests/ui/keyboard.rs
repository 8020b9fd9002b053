//! The main job without a mouse: selecting, marking, attributing, reviewing, moving edges, finding
//! the way.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::Decision;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::request::Request;

use crate::window::{CTRL, CTRL_SHIFT, Window, in_words};

const ALT_SHIFT: Modifiers = Modifiers {
    alt: true,
    shift: true,
    ..Modifiers::NONE
};

const TEXT: &str = "The army said that the talks had begun. Nobody else had been told of them.\n";

fn talks() -> Window {
    let mut window = Window::on_text("Talks", TEXT);
    // The first arrow puts the caret to the top of what is on the screen.
    window.press(Modifiers::NONE, Key::ArrowRight);
    window.press(CTRL, Key::Home);
    window
}

fn times(window: &mut Window, count: usize, modifiers: Modifiers, key: Key) {
    for _ in 0..count {
        window.press(modifiers, key);
    }
}

#[test]
fn words_are_selected_marked_and_attributed_without_a_mouse() {
    let mut window = talks();
    times(&mut window, 4, CTRL, Key::ArrowRight);
    times(&mut window, 4, CTRL_SHIFT, Key::ArrowRight);
    assert_eq!(window.selected().trim(), "the talks had begun");
    assert!(window.shows("Who says this?"));
    window.type_text("the army");
    window.enter();
    let line = in_words(window.project(), window.claim());
    assert_eq!(line, "[the talks had begun] <- the army ( | )");

    // The pop-up lets go of the keyboard, and the text has it again.
    window.press(CTRL, Key::Home);
    times(&mut window, 2, CTRL_SHIFT, Key::ArrowRight);
    window.press(Modifiers::ALT, Key::S);
    times(&mut window, 2, CTRL_SHIFT, Key::ArrowRight);
    window.press(Modifiers::ALT, Key::C);
    let line = in_words(window.project(), window.claim());
    assert_eq!(line, "[the talks had begun] <- the army (The army | said that)");

    window.press(CTRL, Key::End);
    window.press(ALT_SHIFT, Key::ArrowLeft);
    window.digit(1);
    let saved = window.saved();
    let mut lines: Vec<String> = saved
        .claims()
        .map(|(_, _, claim)| in_words(&saved, claim))
        .collect();
    lines.sort();
    assert_eq!(
        lines,
        [
            "[Nobody else had been told of them.] <- the army ( | )",
            "[the talks had begun] <- the army (The army | said that)",
        ]
    );
}

#[test]
fn shift_and_arrows_go_on_selecting_while_the_pop_up_is_open() {
    let mut window = talks();
    window.press(CTRL_SHIFT, Key::ArrowRight);
    assert!(window.shows("Who says this?"));
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    window.press(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(window.selected(), "The ");
    assert!(window.shows("Who says this?"));
}

#[test]
fn alt_and_arrows_take_the_sentence() {
    let mut window = talks();
    window.press(ALT_SHIFT, Key::ArrowRight);
    assert_eq!(
        window.selected().trim(),
        "The army said that the talks had begun."
    );
}

#[test]
fn j_and_k_go_from_claim_to_claim_in_the_order_of_the_text() {
    let mut window = Window::on_sample();
    let article = window
        .project()
        .article(&window.article())
        .expect("it is open")
        .clone();
    let in_order: Vec<String> = article
        .claims_in_order()
        .iter()
        .map(|(_, claim)| in_words(window.project(), claim))
        .collect();
    assert!(in_order.len() > 10);
    for line in &in_order {
        window.strike(Key::J, "j");
        assert_eq!(in_words(window.project(), window.claim()), *line);
    }
    // At the end there is no further one.
    window.strike(Key::J, "j");
    for line in in_order.iter().rev() {
        assert_eq!(in_words(window.project(), window.claim()), *line);
        window.strike(Key::K, "k");
    }
    // The claim stands in the inspector too.
    assert!(
        window.shows(&format!("Claim 1 of {}", in_order.len())),
        "{window:?}"
    );
}

#[test]
fn a_d_x_and_u_review_and_every_decision_is_on_disk() {
    let mut window = Window::on_sample();
    window.strike(Key::J, "j");
    let me = "r-amal".into();
    for (key, sign, decision) in [
        (Key::A, "a", Some(Decision::Accepted)),
        (Key::D, "d", Some(Decision::Disputed)),
        (Key::X, "x", Some(Decision::Rejected)),
        (Key::U, "u", None),
        (Key::A, "a", Some(Decision::Accepted)),
    ] {
        window.strike(key, sign);
        let mine = |claim: &sayso::model::Claim| claim.reviews.get(&me).map(|review| review.decision);
        assert_eq!(mine(window.claim()), decision, "{sign}");
        let id = window
            .app()
            .core()
            .place
            .claim
            .clone()
            .expect("it stays selected");
        let saved = window.saved();
        let claim = saved.claim(&window.article(), &id).expect("it is there");
        assert_eq!(mine(claim), decision, "{sign}");
    }
    assert!(window.is_on(Role::Button, "Accept"));
}

/// On a claim that nobody has decided on.
fn undecided() -> Window {
    let mut window = talks();
    window.drag_over("the talks had begun");
    window.digit(0);
    window
}

fn decision(window: &Window) -> Option<Decision> {
    let review = window.claim().reviews.get(&"r-amal".into());
    review.map(|review| review.decision)
}

#[test]
fn where_the_keyboard_types_latin_letters_their_signs_count() {
    let mut window = undecided();
    let plain = Modifiers::NONE;
    // French, Neo and Turkish F: the places of A, X and R.
    for (place, sign) in [(Key::A, "q"), (Key::X, "ö"), (Key::R, "ı")] {
        window.strike_place(plain, place, sign);
        assert_eq!(decision(&window), None, "{sign}");
        assert!(window.app().slices().review_queue.queue.is_none(), "{sign}");
    }
    // Dvorak: what the place of D types adds evidence, and disputes nothing.
    window.strike_place(plain, Key::D, "e");
    assert_eq!(decision(&window), None);
    window.wait_until("evidence is asked for", |window| {
        window.focused().as_deref() == Some("Evidence URL")
    });
    window.press(plain, Key::Escape);
    window.press(plain, Key::Escape);
    assert!(window.claim().evidence.is_empty());
    window.strike_place(plain, Key::Q, "a");
    assert_eq!(decision(&window), Some(Decision::Accepted));
    window.strike_place(plain, Key::B, "x");
    assert_eq!(decision(&window), Some(Decision::Rejected));
    // German.
    window.strike_place(CTRL, Key::Y, "z");
    assert_eq!(decision(&window), Some(Decision::Accepted));
    window.strike_place(CTRL, Key::Z, "y");
    assert_eq!(decision(&window), Some(Decision::Rejected));
    // On Dvorak, a mark stands where others have W and Q.
    window.strike_place(CTRL, Key::W, ",");
    window.strike_place(CTRL, Key::Q, "'");
    assert!(window.app().session().is_some());
    window.strike_place(CTRL, Key::Z, "w");
    assert!(
        window.app().session().is_none(),
        "the key of W closes the project"
    );
}

#[test]
fn ctrl_and_letters_do_in_a_field_what_they_say_on_a_french_keyboard() {
    let mut window = undecided();
    window.click_on(Role::TextInput, "Tags");
    window.type_text("hello");
    window.strike_place(CTRL, Key::Q, "a");
    window.strike_place(Modifiers::NONE, Key::A, "q");
    assert_eq!(window.value(Role::TextInput, "Tags"), "q");
    window.strike_place(CTRL, Key::W, "z");
    assert_ne!(window.value(Role::TextInput, "Tags"), "q", "typing is undone");
    assert!(window.app().session().is_some());
}

#[test]
fn where_the_keyboard_types_no_latin_letters_their_places_count() {
    let mut window = undecided();
    // Russian, Hebrew, Thai.
    for (place, sign, expected) in [
        (Key::A, "ф", Decision::Accepted),
        (Key::D, "ג", Decision::Disputed),
        (Key::X, "ป", Decision::Rejected),
        (Key::A, "ش", Decision::Accepted),
    ] {
        window.strike_place(Modifiers::NONE, place, sign);
        assert_eq!(decision(&window), Some(expected), "{sign}");
    }
    // An Arabic keyboard has marks in the places of some letters.
    window.strike_place(Modifiers::SHIFT, Key::D, "]");
    assert_eq!(decision(&window), Some(Decision::Disputed));
    assert_eq!(window.focused().as_deref(), Some("Reason"));
    window.press(Modifiers::NONE, Key::Escape);
    window.strike_place(CTRL, Key::Z, "ئ");
    assert_eq!(decision(&window), Some(Decision::Accepted));
    // And a Hebrew one.
    window.strike_place(CTRL, Key::W, "'");
    assert!(
        window.app().session().is_none(),
        "the place of W closes the project"
    );
}

#[test]
fn the_digit_key_attributes_with_shift_and_without_where_the_row_of_digits_types_signs() {
    let mut window = undecided();
    window.drag_over("Nobody else");
    window.type_text("Ann");
    window.enter();
    let line = |window: &Window| in_words(window.project(), window.claim());
    for (held, sign, expected) in [
        (Modifiers::NONE, "à", "[Nobody else] the article"),
        (Modifiers::SHIFT, "1", "[Nobody else] <- Ann ( | )"),
        (Modifiers::SHIFT, "0", "[Nobody else] the article"),
        (Modifiers::NONE, "&", "[Nobody else] <- Ann ( | )"),
        // On an American keyboard Shift makes a sign of it.
        (Modifiers::SHIFT, ")", "[Nobody else] <- Ann ( | )"),
    ] {
        let place = if matches!(sign, "1" | "&") {
            Key::Num1
        } else {
            Key::Num0
        };
        window.strike_place(held, place, sign);
        assert_eq!(line(&window), expected, "{sign}");
    }
}

#[test]
fn a_command_by_alt_types_nothing_into_the_field_that_has_the_keyboard() {
    let mut window = undecided();
    window.drag_over("The army");
    window.press(Modifiers::NONE, Key::Escape);
    window.click_on(Role::TextInput, "Tags");
    window.strike_place(Modifiers::ALT, Key::S, "s");
    assert_eq!(window.value(Role::TextInput, "Tags"), "");
}

#[test]
fn comma_and_period_move_the_edges_by_words() {
    let mut window = talks();
    window.drag_over("the talks had begun");
    window.digit(0);
    let words = |window: &Window| window.claim().words();
    window.strike(Key::Comma, ",");
    assert_eq!(words(&window), "the talks had");
    window.strike(Key::Period, ".");
    assert_eq!(words(&window), "the talks had begun");
    window.press(Modifiers::SHIFT, Key::Period);
    assert_eq!(words(&window), "talks had begun");
    window.press(Modifiers::SHIFT, Key::Comma);
    window.press(Modifiers::SHIFT, Key::Comma);
    assert_eq!(words(&window), "that the talks had begun");
    window.press(CTRL, Key::Z);
    assert_eq!(words(&window), "the talks had begun");
    assert!(window.saved_file().contains("words: \"the talks had begun\""));
}

#[test]
fn letters_that_are_typed_into_a_field_are_no_commands() {
    let mut window = Window::on_sample();
    window.strike(Key::J, "j");
    let before = window.claim().clone();
    window.fill("Filter articles", "axjdkud1");
    assert_eq!(window.claim(), &before);
    assert_eq!(window.value(Role::TextInput, "Filter articles"), "axjdkud1");
    assert!(window.shows("No matching articles"));
}

#[test]
fn escape_lets_words_go_first_and_then_the_claim() {
    let mut window = Window::on_sample();
    window.strike(Key::J, "j");
    window.drag_over("Taking stock");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.selected(), "Taking stock", "the first closes the pop-up");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.selected(), "");
    assert!(window.app().core().place.claim.is_some());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.app().core().place.claim.is_none());
    assert!(window.shows("No claim selected"));
}

#[test]
fn tab_reaches_every_button_of_the_window_and_enter_presses_it() {
    let mut window = Window::on_sample();
    let mut reached = Vec::new();
    for _ in 0..40 {
        window.press(Modifiers::NONE, Key::Tab);
        reached.extend(window.focused());
    }
    for name in [
        "Menu",
        "Export…",
        "Command palette…",
        "Filter articles",
        "Add articles…",
    ] {
        assert!(
            reached.iter().any(|reached| reached == name),
            "{name}: {reached:?}"
        );
    }
    while window.focused().as_deref() != Some("Export…") {
        window.press(Modifiers::NONE, Key::Tab);
    }
    window.enter();
    assert!(window.shows("Export claims"), "{window:?}");
}

/// The dialog that changes keys, with an undecided claim behind it, after a key was pressed for a command.
fn give_key(window: &mut Window, command: &str, key: Key, sign: &str) {
    window.ask(Request::Command(Command::EditKeys));
    window.frames(2);
    window.type_text(command);
    window.click(&format!("Change the key of “{command}”"));
    assert!(window.shows("Press a key…"), "{window:?}");
    window.strike(key, sign);
}

#[test]
fn a_command_listens_to_the_key_it_was_given_and_shows_it() {
    let mut window = undecided();
    give_key(&mut window, "Accept", Key::Y, "y");
    window.click("Close");
    window.strike(Key::A, "a");
    assert_eq!(decision(&window), None, "its old key is free");
    window.strike(Key::Y, "y");
    assert_eq!(decision(&window), Some(Decision::Accepted));
    let changed = &window.app().settings().keys.changed;
    assert_eq!(changed["Accept"], ["Y"]);
    window.strike(Key::Questionmark, "?");
    assert!(
        window.shows("Y: Accept") && !window.shows("A: Accept"),
        "{window:?}"
    );
    window.click("Change keys…");
    window.type_text("Accept");
    window.click("Reset the keys of “Accept”");
    window.click("Close");
    window.strike(Key::U, "u");
    window.strike(Key::A, "a");
    assert_eq!(decision(&window), Some(Decision::Accepted));
    assert!(window.app().settings().keys.changed.is_empty());
}

#[test]
fn a_key_of_another_command_changes_hands_only_when_asked() {
    let mut window = undecided();
    give_key(&mut window, "Accept", Key::X, "x");
    assert!(window.shows("X is the key of “Reject”."), "{window:?}");
    window.click("Cancel");
    assert!(window.app().settings().keys.changed.is_empty());
    window.click("Change the key of “Accept”");
    window.strike(Key::X, "x");
    window.click("Use it here");
    window.click("Close");
    window.strike(Key::X, "x");
    assert_eq!(decision(&window), Some(Decision::Accepted));
    give_key(&mut window, "Accept", Key::Num1, "1");
    assert!(
        window.shows("1 is used for typing or moving. Press another key."),
        "{window:?}"
    );
    window.press(Modifiers::NONE, Key::Escape);
    assert!(
        !window.shows("Press a key…") && window.shows("Close"),
        "{window:?}"
    );
    window.click("Reset all");
    assert!(window.app().settings().keys.changed.is_empty());
}

#[test]
fn single_keys_rest_once_they_are_switched_off() {
    let mut window = undecided();
    window.ask(Request::Command(Command::EditKeys));
    window.click_on(
        Role::CheckBox,
        "Single keys: letters, digits and marks give commands without Ctrl or Alt",
    );
    window.click("Close");
    let before = window.claim().clone();
    for (key, sign) in [(Key::A, "a"), (Key::Comma, ","), (Key::Num0, "0"), (Key::K, "k")] {
        window.strike(key, sign);
    }
    assert_eq!(window.claim(), &before);
    window.strike(Key::Questionmark, "?");
    assert!(!window.shows("Keyboard shortcuts"));
    // Keys with Ctrl or Alt and those that type nothing stay.
    window.press(Modifiers::ALT, Key::Period);
    assert_eq!(window.claim().words(), "talks had begun");
    window.press(Modifiers::NONE, Key::F1);
    assert!(window.shows("Alt .: Shorten at start"), "{window:?}");
    assert!(!window.shows_some(": Accept"), "{window:?}");
}

#[test]
fn single_keys_rest_while_the_find_bar_is_open_wherever_the_keyboard_is() {
    let mut window = undecided();
    window.press(CTRL, Key::F);
    window.type_text("talks");
    window.drag_over("Nobody else");
    window.press(Modifiers::NONE, Key::Escape);
    let claim = window.claim().clone();
    window.strike(Key::A, "a");
    assert_eq!(window.claim(), &claim);
    window.press(Modifiers::NONE, Key::Escape);
    window.strike(Key::A, "a");
    assert_eq!(decision(&window), Some(Decision::Accepted));
}

#[test]
fn digits_of_other_scripts_attribute_in_the_text_and_in_the_pop_up() {
    let mut window = undecided();
    window.strike_place(Modifiers::NONE, Key::Num0, "٠");
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[the talks had begun] the article"
    );
    window.drag_over("Nobody else");
    window.strike_place(Modifiers::NONE, Key::Num0, "०");
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[Nobody else] the article"
    );
}

#[test]
fn an_input_method_writes_into_the_pop_up_at_once_and_what_it_composes_stays_one_word() {
    let mut window = undecided();
    window.drag_over("Nobody else");
    assert!(window.asks_for_an_input_method());
    window.compose("ni");
    assert_eq!(window.focused().as_deref(), Some("Who says this?"), "{window:?}");
    window.compose("nihao");
    assert_eq!(window.value(Role::TextInput, "Who says this?"), "nihao");
    window.commit("你好");
    assert_eq!(window.value(Role::TextInput, "Who says this?"), "你好");
    window.enter();
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[Nobody else] <- 你好 ( | )"
    );
}
