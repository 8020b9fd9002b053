//! Chains of attribution: who relays, in which document, in which order, and parties without a name.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::{SpeakerKind, Voice};

use crate::window::{CTRL, Window};

const TEXT: &str = "Two officials said that the bridge is open. The army said in a statement that the road is clear, the United States reported. Two officials added that the port is shut.";

fn window() -> Window {
    Window::on_text("Roads", TEXT)
}

fn attribute(window: &mut Window, words: &str, name: &str) {
    window.drag_over(words);
    window.type_text(name);
    window.enter();
}

/// Names of the chain, the nearest link first.
fn chain(window: &Window) -> Vec<String> {
    let name = |id| {
        window
            .project()
            .speaker(id)
            .map_or(String::new(), |it| it.name.clone())
    };
    let links = window.claim().voice.chain().iter();
    links
        .map(|link| link.speakers.iter().map(name).collect::<Vec<_>>().join(" & "))
        .collect()
}

fn reads(window: &Window) -> String {
    let labels = window.names(Role::Label).into_iter();
    let plain = labels.map(|label| label.replace(['\u{2068}', '\u{2069}'], ""));
    let mut sentence = plain.filter(|label| label.contains(" said") && label.contains(": "));
    sentence.next_back().unwrap_or_default()
}

#[test]
fn parties_without_a_name_are_never_one_by_equal_wording() {
    let mut window = window();
    attribute(&mut window, "the bridge is open", "two officials");
    attribute(&mut window, "the port is shut", "two officials");
    let parties = window.project().speakers().values();
    let parties: Vec<_> = parties.map(|it| (it.name.as_str(), it.kind)).collect();
    let expected = [("two officials", SpeakerKind::Unnamed); 2];
    assert_eq!(parties, expected);
    let who = |(_, _, claim): (_, _, &sayso::model::Claim)| claim.voice.first_speaker().cloned();
    let who: Vec<_> = window.project().claims().map(who).collect();
    assert_ne!(who[0], who[1]);
    // On purpose it can be the same: the one that is there stands below the new one.
    window.drag_over("the road is clear");
    window.type_text("two officials");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.enter();
    assert_eq!(window.project().speakers().len(), 2, "{window:?}");
}

#[test]
fn what_the_text_offers_is_no_party_of_another_claim() {
    let mut window = window();
    attribute(&mut window, "the bridge is open", "two officials");
    window.drag_over("the port is shut");
    window.enter();
    assert_eq!(window.project().speakers().len(), 2, "{window:?}");
}

#[test]
fn a_document_is_where_somebody_says_it_and_others_relay_that() {
    let mut window = window();
    attribute(&mut window, "the road is clear", "The army");
    window.click_on(Role::Link, "In a document…");
    window.type_text("Statement of the army");
    window.enter();
    // The words that are selected now mention the document.
    window.drag_over("a statement");
    window.press(Modifiers::ALT, Key::S);
    window.click_on(Role::Link, "Who relayed it to them…");
    window.type_text("United States");
    window.enter();
    assert_eq!(
        chain(&window),
        ["The army", "Statement of the army", "United States"]
    );
    let document = &window.claim().voice.chain()[1];
    assert_eq!(document.source[0].words, "a statement", "{window:?}");
    let kind = window.project().speaker(&document.speakers[0]).map(|it| it.kind);
    assert_eq!(kind, Some(SpeakerKind::Document));
    assert_eq!(
        reads(&window),
        "United States said that The army said in Statement of the army: the road is clear"
    );
    let saved = window.saved();
    assert!(
        saved
            .claims()
            .all(|(_, _, claim)| claim.voice == window.claim().voice)
    );
}

#[test]
fn links_change_places_and_several_speak_as_one() {
    let mut window = window();
    attribute(&mut window, "the road is clear", "The army");
    window.click_on(Role::Link, "Who relayed it to them…");
    window.type_text("United States");
    window.enter();
    window.click_on(Role::Link, "Move up in chain");
    assert_eq!(chain(&window), ["United States", "The army"]);
    assert_eq!(
        reads(&window),
        "The army said that United States said: the road is clear"
    );
    window.press(CTRL, Key::Z);
    assert_eq!(chain(&window), ["The army", "United States"]);
    let joint = window.all("Jointly with…")[0].rect().center();
    window.click_at(joint, Modifiers::NONE);
    window.type_text("The police");
    window.enter();
    assert_eq!(chain(&window)[0], "The army & The police");
    assert_eq!(
        reads(&window),
        "United States said that The army and The police said: the road is clear"
    );
    window.click_on(Role::Link, "Remove from chain");
    assert_eq!(
        chain(&window),
        ["The army & The police"],
        "the link that was meant is gone"
    );
    assert!(matches!(window.claim().voice, Voice::Attributed(_)));
    for _ in 0..2 {
        let first = window.all("Remove speaker")[0].rect().center();
        window.click_at(first, Modifiers::NONE);
    }
    assert_eq!(
        window.claim().voice,
        Voice::ToBeAttributed,
        "no empty link is left behind"
    );
}

/// 'The road is clear' as the army says, relayed by the United States, relayed by the police.
fn relayed_twice() -> Window {
    let mut window = window();
    attribute(&mut window, "the road is clear", "The army");
    for name in ["United States", "The police"] {
        window.click_on(Role::Link, "Who relayed it to them…");
        window.type_text(name);
        window.enter();
    }
    assert_eq!(chain(&window), ["The army", "United States", "The police"]);
    window
}

/// Clicks on one of several widgets of a name, counted from the nearest link.
fn click_nth(window: &mut Window, name: &str, nth: usize) {
    window.all(name)[nth].scroll_to_me();
    window.frames(8);
    let at = window.all(name)[nth].rect().center();
    window.click_at(at, Modifiers::NONE);
}

#[test]
fn the_link_that_is_removed_is_the_one_beside_the_words() {
    // The nearest link has no such words.
    for (nth, left) in [
        (0, ["The army", "The police"]),
        (1, ["The army", "United States"]),
    ] {
        let mut window = relayed_twice();
        assert_eq!(window.all("Remove from chain").len(), 2);
        click_nth(&mut window, "Remove from chain", nth);
        assert_eq!(chain(&window), left);
    }
}

#[test]
fn a_link_goes_with_its_only_speaker_and_the_claim_waits_for_one_when_all_are_gone() {
    for (nth, left) in [
        (0, ["United States", "The police"]),
        (1, ["The army", "The police"]),
        (2, ["The army", "United States"]),
    ] {
        let mut window = relayed_twice();
        click_nth(&mut window, "Remove speaker", nth);
        assert_eq!(chain(&window), left);
    }
    let mut window = window();
    attribute(&mut window, "the road is clear", "The army");
    window.click("Remove speaker");
    assert_eq!(window.claim().voice, Voice::ToBeAttributed);
}

#[test]
fn a_link_that_still_has_words_stays_without_its_speaker() {
    let mut window = relayed_twice();
    window.drag_over("The army said");
    window.press(Modifiers::ALT, Key::S);
    let spoken = window
        .claim()
        .voice
        .chain()
        .iter()
        .position(|link| !link.source.is_empty());
    click_nth(&mut window, "Remove speaker", spoken.expect("it has words"));
    assert_eq!(chain(&window).len(), 3);
    let link = &window.claim().voice.chain()[spoken.expect("it has words")];
    assert!(link.speakers.is_empty() && link.source[0].words == "The army said");
}
