//! The workspace of speakers: the list, a speaker's page, and what can be done to speakers as a whole.

use eframe::egui::{Key, Modifiers, Role};

use crate::desk;
use crate::window::{CTRL, Opening, Window};

fn speakers() -> Window {
    let mut window = desk::open(Opening::default());
    window.press(CTRL, Key::Num3);
    window
}

fn said(window: &Window) -> usize {
    window.names(Role::Row).len()
}

fn by(window: &Window, id: &str) -> usize {
    let id = desk::speaker(id);
    let claims = window.project().claims();
    claims
        .filter(|(_, _, claim)| claim.voice.speakers().any(|speaker| *speaker == id))
        .count()
}

#[test]
fn the_list_is_walked_and_searched_and_shows_everything_said() {
    let mut window = speakers();
    window.click("Iraqi army, 1 claim");
    assert_eq!(said(&window), 1);
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(said(&window), 2);
    assert_eq!(window.value(Role::TextInput, "Role"), "Iraqi army spokesman");
    window.press(CTRL, Key::F);
    window.type_text("fac");
    window.enter();
    assert!(window.shows("Factions, 2 claims") && !window.shows("Iraqi army, 1 claim"));
    assert_eq!(
        window.app().slices().speakers.view.chosen,
        Some(desk::speaker("factions"))
    );
}

#[test]
fn a_claim_leads_to_its_text_and_escape_back() {
    let mut window = speakers();
    window.click("Coalition, 2 claims");
    window.click_on(
        Role::Row,
        "the numbers would be reviewed once a month, unreviewed",
    );
    assert_eq!(window.article(), "drawdown".into());
    assert_eq!(
        window.claim().words(),
        "the numbers would be reviewed once a month"
    );
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(said(&window), 2);
}

#[test]
fn facts_are_edited_in_place_each_as_one_step() {
    let mut window = speakers();
    window.click("Coalition, 2 claims");
    window.fill("Aliases", "the alliance, OIR");
    window.enter();
    window.fill("Wikidata ID", "Q4");
    window.click_on(Role::TextInput, "Role");
    window.choose("Affiliation", "United States");
    let saved = window.saved();
    let coalition = saved.speaker(&desk::speaker("coalition")).expect("it is there");
    assert_eq!(coalition.aliases, ["the alliance", "OIR"]);
    assert_eq!(coalition.wikidata.as_deref(), Some("Q4"));
    assert_eq!(coalition.affiliation, Some(desk::speaker("states")));
    window.ask(sayso::ui::bus::request::Request::Command(
        sayso::ui::bus::command::Command::Undo,
    ));
    window.ask(sayso::ui::bus::request::Request::Command(
        sayso::ui::bus::command::Command::Undo,
    ));
    let coalition = window
        .project()
        .speaker(&desk::speaker("coalition"))
        .expect("it is there");
    assert_eq!((&coalition.affiliation, &coalition.wikidata), (&None, &None));
    assert_eq!(coalition.aliases.len(), 2);
}

#[test]
fn a_mention_becomes_an_alias_by_a_click() {
    let mut window = speakers();
    window.click("United States, 2 claims");
    window.click("Washington 2");
    let states = window
        .project()
        .speaker(&desk::speaker("states"))
        .expect("it is there");
    assert_eq!(states.aliases, ["Washington"]);
}

#[test]
fn merging_is_previewed_and_undone_as_one_step() {
    let mut window = speakers();
    window.click("Iraqi army, 1 claim");
    window.click("Merge…");
    window.type_text("author");
    window.enter();
    assert!(
        window
            .shows("1 claim in 1 article will move from “Iraqi authorities” to “Iraqi army”. “Iraqi authorities” will be removed.")
    );
    assert!(window.shows("New aliases: Iraqi authorities."));
    window.click("Merge");
    assert_eq!(by(&window, "army"), 2);
    assert!(window.saved().speaker(&desk::speaker("authorities")).is_none());
    window.press(CTRL, Key::Z);
    assert_eq!((by(&window, "army"), by(&window, "authorities")), (1, 1));
    assert_eq!(window.saved().speakers().len(), 7);
}

#[test]
fn picked_claims_are_split_off_to_a_new_speaker() {
    let mut window = speakers();
    window.click("Factions, 2 claims");
    window.click("Split…");
    window.click_on(Role::Row, "most of the attacks, accepted");
    window.click("Move 1 claim to a new speaker…");
    window.type_text("front");
    window.enter();
    assert_eq!(by(&window, "factions"), 1);
    let saved = window.saved();
    let front = saved.speakers().values().find(|speaker| speaker.name == "front");
    assert!(front.is_some());
    assert_eq!(said(&window), 1);
}

#[test]
fn a_speaker_in_use_stays_and_the_refusal_says_why() {
    let mut window = speakers();
    window.click("Iraqi army, 1 claim");
    window.click("Remove speaker");
    assert!(window.shows_some("Cannot remove “Iraqi army”"), "{window:?}");
    assert!(window.shows_some("It is used by 1 claim and 1 speaker"));
    window.click("Kuwait, 0 claims");
    window.click("Remove speaker");
    assert!(window.saved().speaker(&desk::speaker("nobody")).is_none());
}

#[test]
fn the_claims_of_a_speaker_are_one_click_from_the_table() {
    let mut window = speakers();
    window.click("Factions, 2 claims");
    window.click_on(Role::Link, "Show all in table");
    assert_eq!(said(&window), 2);
    assert!(window.shows("2 of 11 shown"));
}
