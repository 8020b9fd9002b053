//! Every field of the inspector, from what is typed or chosen there to what lies in the file.

use eframe::egui::{Key, Modifiers, Role, vec2};
use sayso::model::{Claim, Decision, Polarity, Quotation, Stance};

use crate::window::{CTRL, Opening, Window, in_words};

const TEXT: &str = "Mayor Jane Doe did not say that the bridge is “perfectly safe”, her office wrote.\n\n\
The traders hope for May.\n";

/// A window tall enough for the whole inspector, with a claim selected that has a cue.
fn bridge() -> Window {
    let opening = Opening {
        size: vec2(1280.0, 1300.0),
        ..Opening::default()
    };
    let mut window = Window::on_text_so("Bridge", TEXT, opening);
    window.drag_over("the bridge is “perfectly safe”");
    window.type_text("Jane Doe");
    window.enter();
    window.drag_over("did not say that");
    window.press(Modifiers::ALT, Key::C);
    window
}

/// The only claim, as it lies on disk.
fn saved(window: &mut Window) -> Claim {
    let saved = window.saved();
    let claims: Vec<_> = saved.claims().collect();
    let [(_, _, claim)] = claims.as_slice() else {
        panic!("{claims:?}")
    };
    (*claim).clone()
}

/// The only claim in words, as it lies on disk.
fn saved_line(window: &mut Window) -> String {
    let saved = window.saved();
    let (_, _, claim) = saved.claims().next().expect("a claim");
    in_words(&saved, claim)
}

#[test]
fn a_note_in_two_lines_and_tags_are_kept() {
    let mut window = bridge();
    window.click_on(Role::TextInput, "Note");
    window.type_text("To be asked");
    window.enter();
    window.paste("مكتب العمدة");
    window.fill("Tags", "bridge, costs ,bridge");
    window.enter();
    let claim = saved(&mut window);
    assert_eq!(claim.note, "To be asked\nمكتب العمدة");
    assert_eq!(claim.tags, ["bridge", "costs"]);
    // Typing a note is one step.
    window.press(Modifiers::NONE, Key::Escape);
    window.click_on(Role::Document, "Article text");
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    let claim = saved(&mut window);
    assert_eq!((claim.note.as_str(), claim.tags.len()), ("", 0));
}

#[test]
fn what_was_typed_is_kept_when_the_hand_goes_elsewhere_at_once() {
    let mut window = bridge();
    window.fill("Note", "half a thou");
    window.drag_over("The traders hope for May");
    window.digit(0);
    let saved = window.saved();
    assert!(saved.claims().any(|(_, _, claim)| claim.note == "half a thou"));
}

#[test]
fn the_cue_can_be_said_to_deny() {
    let mut window = bridge();
    assert!(!window.is_on(Role::CheckBox, "Speaker denies the claim"));
    window.click_on(Role::CheckBox, "Speaker denies the claim");
    assert!(window.is_on(Role::CheckBox, "Speaker denies the claim"));
    assert_eq!(saved(&mut window).voice.chain()[0].polarity, Polarity::Denies);
    assert!(window.saved_file().contains("polarity: Denies"));
}

#[test]
fn a_speaker_without_a_mention_can_be_inferred() {
    let mut window = bridge();
    window.click_on(Role::CheckBox, "Inferred: not named in the text");
    assert!(saved(&mut window).voice.chain()[0].inferred);
    // Words that mention the speaker end the inference.
    window.drag_over("Mayor Jane Doe");
    window.press(Modifiers::ALT, Key::S);
    let claim = saved(&mut window);
    assert_eq!(claim.voice.chain()[0].source[0].words, "Mayor Jane Doe");
    assert!(!claim.voice.chain()[0].inferred, "{claim:?}");
}

#[test]
fn the_quotation_follows_the_marks_until_somebody_decides() {
    let mut window = bridge();
    assert_eq!(window.value(Role::ComboBox, "Quotation"), "Mixed");
    window.click_on(Role::ComboBox, "Quotation");
    window.click("Indirect");
    assert_eq!(saved(&mut window).quotation, Some(Quotation::Indirect));
    assert_eq!(window.value(Role::ComboBox, "Quotation"), "Indirect");
}

#[test]
fn a_joint_speaker_and_a_relaying_one_are_asked_for_by_the_pop_up() {
    let mut window = bridge();
    window.click_on(Role::Link, "Jointly with…");
    assert!(window.shows("Who says this?"), "{window:?}");
    window.type_text("The council");
    window.enter();
    window.click_on(Role::Link, "Who relayed it to them…");
    window.type_text("Her office");
    window.enter();
    assert_eq!(
        saved_line(&mut window),
        "[the bridge is “perfectly safe”] <- Jane Doe & The council ( | did not say that) <- Her office ( | )"
    );
    let speakers = window.saved().speakers().len();
    assert_eq!(speakers, 3);
}

#[test]
fn the_reason_for_a_decision_is_kept_with_it() {
    let mut window = bridge();
    window.click("Dispute");
    window.fill("Reason", "who wrote it?");
    window.enter();
    let claim = saved(&mut window);
    let review = claim.reviews.get(&"r-amal".into()).unwrap();
    assert_eq!(
        (review.decision, review.why.as_str()),
        (Decision::Disputed, "who wrote it?")
    );
    window.click("Dispute");
    assert!(
        saved(&mut window).reviews.is_empty(),
        "the same button takes it back"
    );
}

#[test]
fn a_verdict_and_its_evidence_are_kept() {
    let mut window = bridge();
    let label = window.project().head().scale[0].label.clone();
    let key = window.project().head().scale[0].key.clone();
    window.click_on(Role::RadioButton, &format!("Verdict: {label}"));
    window.click_on(Role::Button, "Add evidence…");
    window.fill("Evidence URL", "https://example.org/report");
    window.fill("Evidence title", "Report");
    window.fill("Evidence excerpt", "The deck is worn.");
    window.fill("Date accessed", "2024-02-11");
    window.click_on(Role::RadioButton, "Evidence supports or refutes: Refutes");
    let claim = saved(&mut window);
    assert_eq!(claim.verdict.expect("a verdict").rating, key);
    let evidence: Vec<_> = claim.evidence.values().collect();
    let [evidence] = evidence.as_slice() else {
        panic!("{evidence:?}")
    };
    assert_eq!(evidence.url, "https://example.org/report");
    assert_eq!(evidence.title, "Report");
    assert_eq!(evidence.excerpt, "The deck is worn.");
    assert_eq!(evidence.seen, "2024-02-11".parse().ok());
    assert_eq!(evidence.stance, Some(Stance::Refutes));
    window.click("Remove evidence");
    assert!(saved(&mut window).evidence.is_empty());
}

#[test]
fn evidence_is_typed_into_its_address_at_once() {
    let mut window = bridge();
    let before = window.claim().clone();
    window.click_on(Role::Button, "Add evidence…");
    assert_eq!(window.focused().as_deref(), Some("Evidence URL"));
    window.type_text("https://example.org/1");
    window.enter();
    let after = saved(&mut window);
    let addresses: Vec<_> = after.evidence.values().map(|it| it.url.as_str()).collect();
    assert_eq!(addresses, ["https://example.org/1"]);
    let unlike = Claim {
        evidence: after.evidence.clone(),
        ..before
    };
    assert_eq!(after, unlike, "nothing else was changed");
    // Then the keys are the claim's.
    window.strike(Key::A, "a");
    assert_eq!(window.claim().reviews.len(), 1);
}

#[test]
fn while_evidence_has_no_address_letters_and_digits_are_no_commands() {
    let mut window = bridge();
    window.click_on(Role::Button, "Add evidence…");
    // Somewhere else, where nothing has the keyboard.
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.value(Role::TextInput, "Evidence URL"), "");
    let before = window.claim().clone();
    window.type_text("adx0r.,u");
    window.press(Modifiers::SHIFT, Key::X);
    window.press(Modifiers::NONE, Key::Backspace);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.claim(), &before);
    assert!(window.app().slices().review_queue.queue.is_none() && window.app().core().picker.is_none());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.claim().evidence.is_empty(), "nothing was written");
    window.strike(Key::A, "a");
    assert_eq!(window.claim().reviews.len(), 1);
}

#[test]
fn digits_are_no_speakers_while_a_list_is_open() {
    let mut window = bridge();
    let before = window.claim().clone();
    window.click_on(Role::ComboBox, "Quotation");
    window.digit(0);
    assert_eq!(window.claim(), &before);
}

#[test]
fn a_speakers_form_keeps_every_field_with_the_speaker() {
    let mut window = bridge();
    window.click_on(Role::Link, "Jointly with…");
    window.type_text("City council");
    window.enter();
    window.click("Jane Doe, 1 claim");
    // With a claim selected a click attributes; without one it opens the form.
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::Escape);
    window.click("Jane Doe, 1 claim");
    assert!(window.shows("Aliases"), "{window:?}");
    window.fill("Name", "Jane A. Doe");
    window.choose("Kind", "Person");
    window.fill("Aliases", "the mayor, Doe");
    window.fill("Role", "mayor");
    window.choose("Affiliation", "City council");
    window.fill("Wikidata ID", "q42");
    window.fill("Note", "since 2022");
    window.click_on(Role::RadioButton, "Colour 5");
    window.click("Save speaker");
    let saved = window.saved();
    let speaker = saved
        .speakers()
        .values()
        .find(|speaker| speaker.name == "Jane A. Doe")
        .expect("she is there");
    assert_eq!(speaker.kind, sayso::model::SpeakerKind::Person);
    assert_eq!(speaker.aliases, ["the mayor", "Doe"]);
    assert_eq!(speaker.role.as_deref(), Some("mayor"));
    let affiliation = speaker.affiliation.as_ref().expect("affiliated");
    assert_eq!(
        saved.speaker(affiliation).expect("it is there").name,
        "City council"
    );
    assert_eq!(speaker.wikidata.as_deref(), Some("Q42"));
    assert_eq!(speaker.note, "since 2022");
    assert_eq!(speaker.color, 4);
}

#[test]
fn a_form_says_what_it_cannot_take() {
    let mut window = bridge();
    window.click("New speaker…");
    assert!(window.shows("Enter a name"));
    window.fill("Name", "Somebody");
    assert!(!window.shows("Enter a name"));
    window.fill("Wikidata ID", "forty-two");
    assert!(window.shows("Enter a Wikidata ID: Q and a number, for example Q42"));
    window.click("Save speaker");
    assert!(window.shows("New speaker"), "it stays open");
    window.click("Cancel");
    assert_eq!(window.project().speakers().len(), 1);
}

#[test]
fn words_of_source_and_cue_and_pieces_can_be_taken_away_again() {
    let mut window = bridge();
    window.drag_over("The traders hope");
    window.press(Modifiers::ALT, Key::Plus);
    window.click("Clear");
    let pieces = window.all("Remove this span").len();
    assert_eq!(pieces, 2);
    let second = window.all("Remove this span")[1].rect().center();
    window.click_at(second, Modifiers::NONE);
    assert_eq!(
        saved_line(&mut window),
        "[the bridge is “perfectly safe”] <- Jane Doe ( | )"
    );
}
