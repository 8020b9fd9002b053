//! Marking claims with the pointer and saying who says them: the main job, and what it costs.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::Voice;

use crate::window::{CTRL, CTRL_SHIFT, Window, in_words};

const BRIDGE: &str = "Bridge closed for repairs\n\n\
Mayor Jane Doe said on Monday that the old bridge would stay closed until spring. “It is not safe,” she told reporters, “and it will not be safe before May.”\n\n\
Traders on the market square were told in March that the works would be over within weeks.\n\n\
The council refused to comment on the costs of the works.\n";

fn bridge() -> Window {
    Window::on_text("Bridge closed for repairs", BRIDGE)
}

#[test]
fn a_claim_of_a_known_speaker_costs_one_drag_and_one_key() {
    let mut window = Window::on_sample();
    let speaker = window.speaker_on_key(2);
    let before = window.project().claims().count();
    window.drag_over("The talks had opened in January");
    assert!(window.shows("Who says this?"), "{window:?}");
    window.digit(2);
    assert_eq!(window.acts(), ["drag", "2"]);

    assert!(!window.shows("Who says this?"));
    let words = in_words(window.project(), window.claim());
    assert_eq!(
        words,
        format!("[The talks had opened in January] <- {speaker} ( | )")
    );
    let saved = window.saved();
    assert_eq!(saved.claims().count(), before + 1);
    assert!(
        saved
            .claims()
            .any(|(_, _, claim)| in_words(&saved, claim) == words)
    );
}

#[test]
fn a_claim_of_a_new_speaker_costs_one_drag_the_name_and_enter() {
    let mut window = bridge();
    window.drag_over("the works would be over within weeks");
    window.type_text("Ali");
    window.enter();
    assert_eq!(window.acts(), ["drag", "A", "l", "i", "Enter"]);

    let saved = window.saved();
    let claims: Vec<_> = saved.claims().collect();
    let [(_, _, claim)] = claims.as_slice() else {
        panic!("{claims:?}")
    };
    assert_eq!(
        in_words(&saved, claim),
        "[the works would be over within weeks] <- Ali ( | )"
    );
    assert_eq!(saved.speakers().len(), 1);

    // The speaker came in the same step, and goes with it.
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().speakers().len(), 0);
    assert_eq!(window.project().claims().count(), 0);
}

#[test]
fn a_few_letters_and_enter_take_a_speaker_without_a_key() {
    let mut window = Window::on_sample();
    window.drag_over("The talks had opened in January");
    window.type_text("islam");
    window.enter();
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[The talks had opened in January] <- Islamic Resistance in Iraq ( | )"
    );
}

#[test]
fn letters_that_name_nobody_offer_a_new_speaker_and_arrows_choose() {
    let mut window = Window::on_sample();
    window.drag_over("The talks had opened in January");
    window.type_text("coalit");
    assert!(window.is_on(Role::Button, "International coalition"));
    window.press(Modifiers::NONE, Key::ArrowDown);
    while !window.is_on(Role::Button, "coalit") {
        window.press(Modifiers::NONE, Key::ArrowDown);
    }
    window.enter();
    let name = window.claim().voice.first_speaker().expect("a speaker").clone();
    let speaker = window.project().speaker(&name).expect("it is there");
    assert_eq!(speaker.name, "coalit");
}

#[test]
fn enter_alone_takes_the_mention_that_the_text_offers_with_its_words_as_source() {
    let mut window = bridge();
    window.drag_over("the old bridge would stay closed until spring");
    window.enter();
    assert_eq!(window.acts(), ["drag", "Enter"]);
    let saved = window.saved();
    let claims: Vec<_> = saved.claims().collect();
    let [(_, _, claim)] = claims.as_slice() else {
        panic!("{claims:?}")
    };
    let line = in_words(&saved, claim);
    assert!(
        line.starts_with("[the old bridge would stay closed until spring] <- Jane Doe (Mayor Jane Doe | "),
        "{line}"
    );
}

/// A text that names nobody around its last sentence, and one known speaker.
fn painted() -> Window {
    let text = "It is painted green.\n\nIt will be painted again in spring, which takes a week.\n";
    let mut window = Window::on_text("Paint", text);
    window.drag_over("It is painted green");
    window.type_text("Jane Doe");
    window.enter();
    window
}

#[test]
fn where_the_text_names_nobody_enter_takes_nobody_whom_it_knows() {
    let mut window = painted();
    window.drag_over("which takes a week");
    assert!(!window.is_on(Role::Button, "Jane Doe"), "{window:?}");
    window.enter();
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[which takes a week] the article"
    );
    // A known speaker is taken on purpose, by its key or its row.
    window.press(CTRL, Key::Z);
    window.drag_over("which takes a week");
    window.digit(1);
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[which takes a week] <- Jane Doe ( | )"
    );
    // Nor is a speaker taken for the second of two, or for one who relays.
    window.click_on(Role::Link, "Who relayed it to them…");
    window.enter();
    assert!(window.shows("Who says this?"));
    assert_eq!(window.claim().voice.chain().len(), 1);
}

#[test]
fn enter_once_too_often_asks_nothing_and_letters_stay_commands() {
    let mut window = bridge();
    window.drag_over("the works would be over within weeks");
    window.digit(0);
    window.drag_over("the old bridge would stay closed until spring");
    for _ in 0..3 {
        window.enter();
    }
    let line = in_words(window.project(), window.claim());
    assert!(line.ends_with("<- Jane Doe (Mayor Jane Doe | said)"), "{line}");
    assert!(!window.shows("Who says this?"));
    assert!(window.shows("No suggestion. Press Shift+Enter to change the speaker."));
    window.strike(Key::J, "j");
    assert_eq!(window.claim().words(), "the works would be over within weeks");
    assert!(!window.shows_some("Shift Enter"), "it was read");
    // Nor is it asked who says what the article says.
    window.enter();
    assert!(!window.shows("Who says this?"));
    window.strike(Key::K, "k");
    window.press(Modifiers::SHIFT, Key::Enter);
    window.type_text("Ali");
    window.enter();
    let line = in_words(window.project(), window.claim());
    assert!(line.ends_with("<- Ali (Mayor Jane Doe | said)"), "{line}");
}

#[test]
fn a_click_on_an_offered_mention_takes_it() {
    let mut window = bridge();
    window.drag_over("the old bridge would stay closed until spring");
    window.click("Jane Doe");
    assert!(
        in_words(window.project(), window.claim()).contains("<- Jane Doe (Mayor Jane Doe"),
        "{}",
        in_words(window.project(), window.claim())
    );
}

#[test]
fn zero_is_the_articles_own_voice() {
    let mut window = bridge();
    window.drag_over("The council refused to comment on the costs of the works");
    window.digit(0);
    assert_eq!(window.claim().voice, Voice::Article);
    assert!(window.saved_file().contains("voice: Article"));
}

#[test]
fn a_claim_can_be_marked_now_and_attributed_later() {
    let mut window = bridge();
    window.drag_over("the works would be over within weeks");
    window.press(CTRL, Key::M);
    assert_eq!(window.claim().voice, Voice::ToBeAttributed);
    window.enter();
    window.type_text("The builders");
    window.enter();
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[the works would be over within weeks] <- The builders ( | )"
    );
    assert_eq!(window.project().claims().count(), 1);
}

#[test]
fn escape_marks_nothing() {
    let mut window = bridge();
    window.drag_over("the works would be over within weeks");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.shows("Who says this?"));
    assert_eq!(window.project().claims().count(), 0);
    assert_eq!(window.selected(), "the works would be over within weeks");
}

#[test]
fn dragged_words_become_source_cue_and_further_piece() {
    let mut window = bridge();
    window.drag_over("It is not safe");
    window.type_text("Jane");
    window.enter();
    window.drag_over("she");
    window.press(Modifiers::ALT, Key::S);
    window.drag_over("told reporters");
    window.press(Modifiers::ALT, Key::C);
    window.drag_over("and it will not be safe before May");
    window.press(Modifiers::ALT, Key::Plus);
    let expected = "[It is not safe + and it will not be safe before May] <- Jane (she | told reporters)";
    assert_eq!(in_words(window.project(), window.claim()), expected);
    let saved = window.saved();
    let (_, _, claim) = saved.claims().next().expect("a claim");
    assert_eq!(in_words(&saved, claim), expected);
}

#[test]
fn the_buttons_of_the_pop_up_set_source_and_cue_too() {
    let mut window = bridge();
    window.drag_over("the old bridge would stay closed until spring");
    window.type_text("Jane Doe");
    window.enter();
    window.drag_over("Mayor Jane Doe");
    window.click("Set source");
    window.drag_over("said on Monday that");
    window.click("Set cue");
    window.drag_over("Bridge closed for repairs");
    window.click("Add span to claim");
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[Bridge closed for repairs + the old bridge would stay closed until spring] <- Jane Doe (Mayor Jane Doe | said on Monday that)"
    );
}

#[test]
fn a_digit_gives_the_selected_claim_another_speaker() {
    let mut window = Window::on_sample();
    window.press(Modifiers::NONE, Key::J);
    let first = in_words(window.project(), window.claim());
    let other = (1..=9)
        .find(|key| !first.contains(&window.speaker_on_key(*key)))
        .expect("another speaker");
    window.digit(other);
    let speaker = window.speaker_on_key(other);
    let line = in_words(window.project(), window.claim());
    assert!(line.contains(&format!("<- {speaker} (")), "{line}");
}

#[test]
fn a_drag_snaps_to_words_and_with_alt_it_does_not() {
    let mut window = bridge();
    let mut span = window.span("would stay closed");
    span.start += 2;
    span.end -= 2;
    window.drag(span, Modifiers::NONE);
    assert_eq!(window.selected(), "would stay closed");
    window.press(Modifiers::NONE, Key::Escape);
    window.drag(span, Modifiers::ALT);
    assert_eq!(window.selected(), "uld stay clos");
}

#[test]
fn double_click_takes_the_word_triple_click_the_sentence_ctrl_click_the_quotation() {
    let mut window = bridge();
    window.click_words("refused", 2, Modifiers::NONE);
    assert_eq!(window.selected(), "refused");
    window.press(Modifiers::NONE, Key::Escape);
    window.click_words("refused", 3, Modifiers::NONE);
    assert_eq!(
        window.selected(),
        "The council refused to comment on the costs of the works."
    );
    window.press(Modifiers::NONE, Key::Escape);
    window.click_words("not safe,", 1, CTRL);
    assert_eq!(window.selected(), "It is not safe,");
}

#[test]
fn deleting_undoing_and_redoing_go_back_and_forth_across_articles() {
    let mut window = Window::on_sample();
    let untouched = window.saved_files();
    window.press(Modifiers::NONE, Key::J);
    let first = in_words(window.project(), window.claim());
    let article = window.article();
    window.press(Modifiers::NONE, Key::Delete);
    window.press(CTRL, Key::PageDown);
    assert_ne!(window.article(), article);
    window.wait_until("the other article is read", |window| window.shows("Article text"));
    window.press(Modifiers::NONE, Key::J);
    window.press(Modifiers::NONE, Key::X);
    let changed = window.saved_files();
    let differing = untouched
        .iter()
        .filter(|(name, text)| changed.get(*name) != Some(text))
        .count();
    assert_eq!(differing, 2, "one file an article");

    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), article, "undo shows what it brought back");
    assert_eq!(in_words(window.project(), window.claim()), first);
    assert_eq!(window.saved_files(), untouched);
    window.press(CTRL_SHIFT, Key::Z);
    window.press(CTRL_SHIFT, Key::Z);
    assert_eq!(window.saved_files(), changed);
}

#[test]
fn a_click_on_marked_words_selects_the_claim_and_the_chip_does_too() {
    let mut window = Window::on_sample();
    window.click_words("studied", 1, Modifiers::NONE);
    let line = in_words(window.project(), window.claim());
    assert!(line.starts_with("[Iraqis and Americans had met again"), "{line}");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.app().core().place.claim, None);
    let chip = window
        .names(Role::Button)
        .into_iter()
        .find(|name| name.starts_with("Claim: “both sides would meet"))
        .expect("a chip in the margin");
    window.click(&chip);
    let line = in_words(window.project(), window.claim());
    assert!(line.starts_with("[both sides would meet"), "{line}");
}

#[test]
fn enter_confirms_the_source_and_cue_that_the_text_offers_for_the_speaker() {
    let mut window = bridge();
    window.drag_over("the old bridge would stay closed until spring");
    window.type_text("Jane Doe");
    window.enter();
    assert!(window.shows("Confirm suggested source") && window.shows("Confirm suggested cue"));
    let unconfirmed = "[the old bridge would stay closed until spring] <- Jane Doe ( | )";
    assert_eq!(in_words(window.project(), window.claim()), unconfirmed);
    let file = window.saved_file();
    assert!(!file.contains("cue: [") && !file.contains("source: ["), "{file}");
    window.enter();
    let line = in_words(window.project(), window.claim());
    assert!(
        line.starts_with(
            "[the old bridge would stay closed until spring] <- Jane Doe (Mayor Jane Doe | said"
        ),
        "{line}"
    );
    window.press(CTRL, Key::Z);
    assert_eq!(in_words(window.project(), window.claim()), unconfirmed);
    window.click("Confirm suggested source");
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[the old bridge would stay closed until spring] <- Jane Doe (Mayor Jane Doe | )"
    );
}

#[test]
fn words_and_claims_are_copied() {
    let mut window = bridge();
    window.drag_over("the works would be over");
    window.press(Modifiers::NONE, Key::Escape);
    let copied = window.copied(CTRL, Key::C);
    assert_eq!(copied.as_deref(), Some("the works would be over"));
    window.drag_over("It is not safe");
    window.type_text("Jane");
    window.enter();
    let copied = window.copied(CTRL_SHIFT, Key::C);
    assert_eq!(
        copied.as_deref(),
        Some("“It is not safe” (Jane, Bridge closed for repairs)")
    );
    // A field that is typed into copies its own.
    window.click_on(Role::TextInput, "Note");
    assert_eq!(window.copied(CTRL_SHIFT, Key::C), None);
}

#[test]
fn a_name_can_be_pasted_into_the_pop_up() {
    let mut window = bridge();
    window.drag_over("the works would be over within weeks");
    window.paste("يحيى رسول\n");
    assert_eq!(window.value(Role::TextInput, "Who says this?"), "يحيى رسول");
    window.enter();
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[the works would be over within weeks] <- يحيى رسول ( | )"
    );
}

#[test]
fn a_drag_begins_where_it_was_pressed_even_if_the_frame_is_slow() {
    let mut window = bridge();
    let span = window.span("the works would be over within weeks");
    window.drag_in_slow_frames(span);
    assert_eq!(window.selected(), "the works would be over within weeks");
}

#[test]
fn a_click_on_the_faint_words_in_the_text_confirms_them() {
    let mut window = bridge();
    window.drag_over("the old bridge would stay closed until spring");
    window.type_text("Jane Doe");
    window.enter();
    window.click_words("said", 1, Modifiers::NONE);
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[the old bridge would stay closed until spring] <- Jane Doe ( | said)"
    );
    window.click_words("Mayor", 1, Modifiers::NONE);
    assert_eq!(
        in_words(window.project(), window.claim()),
        "[the old bridge would stay closed until spring] <- Jane Doe (Mayor Jane Doe | said)"
    );
}

#[test]
fn a_new_mention_becomes_another_name_only_if_the_reviewer_says_so() {
    let mut window = bridge();
    window.drag_over("the works would be over within weeks");
    window.type_text("Building office");
    window.enter();
    window.drag_over("The council");
    window.press(Modifiers::ALT, Key::S);
    let aliases = |window: &Window| {
        let speakers = window.project().speakers().values();
        speakers
            .flat_map(|speaker| speaker.aliases.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(aliases(&window), [] as [String; 0]);
    window.click_on(Role::Link, "Add as alias");
    assert_eq!(aliases(&window), ["Council"]);
    assert!(!window.shows("Add as alias"), "it is one of its names now");
    window.drag_over("It is not safe");
    window.type_text("coun");
    assert!(
        window.is_on(Role::Button, "Building office"),
        "found by its other name"
    );
    window.press(Modifiers::NONE, Key::Escape);
    window.press(CTRL, Key::Z);
    assert_eq!(aliases(&window), [] as [String; 0]);

    // A pronoun is nobody's name.
    window.drag_over("It is not safe");
    window.type_text("Jane Doe");
    window.enter();
    window.drag_over("she");
    window.press(Modifiers::ALT, Key::S);
    assert!(!window.shows("Add as alias"));
}

#[test]
fn any_piece_is_added_and_taken_away_again() {
    let mut window = bridge();
    window.drag_over("the old bridge would stay closed until spring");
    window.type_text("Jane Doe");
    window.enter();
    for (words, key) in [
        ("Mayor", Key::S),
        ("Jane Doe", Key::S),
        ("said", Key::C),
        ("reporters", Key::C),
    ] {
        window.drag_over(words);
        window.press(Modifiers::ALT | Modifiers::SHIFT, key);
    }
    let line = in_words(window.project(), window.claim());
    assert!(
        line.ends_with("<- Jane Doe (Mayor + Jane Doe | said + reporters)"),
        "{line}"
    );
    for _ in 0..4 {
        let first = window.all("Clear")[0].rect().center();
        window.click_at(first, Modifiers::NONE);
    }
    let line = in_words(window.project(), window.claim());
    assert!(line.ends_with("<- Jane Doe ( | )"), "{line}");
    let saved = window.saved_file();
    assert!(
        !saved.contains("cue: [") && !saved.contains("source: ["),
        "{saved}"
    );
}
