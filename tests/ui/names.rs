//! Speakers of one name, reviewers of one name, and what is told at the foot of the window.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::{
    Article, Claim, ClaimId, Decision, Edit, Metadata, Review, Reviewer, ReviewerId, Speaker, UndoLabel,
};
use sayso::session::Session;
use sayso::text::Span;

use crate::desk;
use crate::window::{CTRL, Opening, Window};

fn put(session: &mut Session, edits: Vec<Edit>) {
    session
        .edit((UndoLabel::EditClaims, Edit::All(edits)))
        .expect("a project in order");
}

fn reviewer(id: &str, name: &str) -> Edit {
    Edit::Reviewer(id.into(), Some(Reviewer { name: name.into() }))
}

/// The project of several articles, in which Ben accepted a claim of the army's.
fn reviewed_by_ben() -> Window {
    Window::on_project(Opening::default(), |session| {
        desk::fill(session);
        let (article, id) = ("talks".into(), ClaimId::from("c-00"));
        let mut claim = session
            .project()
            .claim(&article, &id)
            .expect("it is there")
            .clone();
        let first = claim.reviews.keys().next().cloned();
        let review = first
            .and_then(|first| claim.reviews.remove(&first))
            .expect("a review");
        claim.reviews.insert("r-ben".into(), review);
        let claim = Edit::Claim(article, id, Some(Box::new(claim)));
        put(session, vec![reviewer("r-ben", "Ben"), claim]);
    })
}

fn select(window: &mut Window, claim: &str) {
    window.ask(sayso::ui::bus::request::Request::SelectClaim {
        claim: Some(claim.into()),
        reveal: true,
    });
}

#[test]
fn speakers_of_one_name_are_told_apart_in_lists_pop_up_and_table() {
    let mut window = Window::on_project(Opening::default(), |session| {
        desk::fill(session);
        let second = |name: &str| Some(Box::new(Speaker::named(name, 7)));
        let rename = Edit::Speaker("states".into(), second("iraqi army"));
        let minister = Speaker {
            role: Some("minister".to_owned()),
            ..Speaker::named("Coalition", 6)
        };
        let minister = Edit::Speaker("nobody".into(), Some(Box::new(minister)));
        put(session, vec![rename, minister]);
    });
    // 'army' has an affiliation, 'states' nothing.
    assert!(
        window.shows("Iraqi army (Iraqi authorities), 1 claim"),
        "{window:?}"
    );
    assert!(window.shows("iraqi army, 1 claim"), "{window:?}");
    select(&mut window, "c-03");
    window.press(Modifiers::NONE, Key::Enter);
    window.type_text("coalition");
    assert!(
        window.shows("Coalition (minister)") && window.shows("Coalition"),
        "{window:?}"
    );
    window.press(Modifiers::NONE, Key::Escape);
    window.press(CTRL, Key::Num2);
    let rows = window.names(Role::Row);
    let army = |row: &String| row.contains("Iraqi army (Iraqi authorities)");
    assert_eq!(rows.iter().filter(|row| army(row)).count(), 1, "{rows:?}");
}

#[test]
fn a_digit_on_a_colleagues_claim_is_told_with_undo() {
    let mut window = reviewed_by_ben();
    select(&mut window, "c-00");
    window.digit(0);
    let told = "Speaker changed on a claim reviewed by Ben";
    assert!(window.shows(told), "{window:?}");
    assert!(window.claim().voice.chain().is_empty());
    window.click_on(Role::Link, "Undo");
    assert_eq!(window.claim().voice.first_speaker(), Some(&desk::speaker("army")));
    assert!(!window.shows(told));
}

#[test]
fn what_is_told_goes_with_the_next_act_or_by_itself() {
    let mut window = reviewed_by_ben();
    select(&mut window, "c-00");
    window.digit(0);
    let told = "Speaker changed on a claim reviewed by Ben";
    assert!(window.shows(told));
    window.press(Modifiers::NONE, Key::J);
    assert!(!window.shows(told), "the next act");
    // One's own review, and the deletion.
    select(&mut window, "c-05");
    window.press(Modifiers::NONE, Key::Delete);
    let told = "Deleted a claim that you reviewed";
    assert!(window.shows(told), "{window:?}");
    window.wait_until("it goes by itself", |window| !window.shows(told));
    // Of a claim that nobody reviewed it is told whose it is now.
    select(&mut window, "c-01");
    window.digit(0);
    assert!(window.shows_some("The claim is attributed to"), "{window:?}");
}

#[test]
fn a_decision_on_more_than_two_hundred_claims_is_told() {
    let mut window = Window::on_project(Opening::default(), |session| {
        let text = "It rained. ".repeat(201);
        let mut article = Article::new(Metadata::default(), text.as_str());
        for at in 0..201 {
            let claim = Claim::new(&text, Span::new(at * 11, at * 11 + 9)).expect("words");
            article.claims.insert(format!("c-{at}").into(), claim);
        }
        put(
            session,
            vec![Edit::Article("rain".into(), Some(Box::new(article)))],
        );
    });
    window.press(CTRL, Key::Num2);
    window.press(CTRL, Key::A);
    window.strike(Key::A, "a");
    assert!(window.shows("Accepted 201 claims"), "{window:?}");
    window.click_on(Role::Link, "Undo");
    let reviewed = |window: &Window| {
        let claims = window.project().claims();
        claims.filter(|(_, _, claim)| !claim.reviews.is_empty()).count()
    };
    window.wait_until("it is undone", |window| reviewed(window) == 0);
}

/// A project that another computer's Amal has reviewed, opened by Amal.
fn of_another_amal() -> Window {
    Window::on_project(Opening::default(), |session| {
        let text = "It rained. It snowed.";
        let mut article = Article::new(Metadata::default(), text);
        let mut rain = Claim::new(text, Span::new(0, 9)).expect("words");
        let review = Review {
            decision: Decision::Disputed,
            at: jiff::Timestamp::UNIX_EPOCH,
            why: String::new(),
            standing: sayso::model::Standing::Current,
        };
        rain.reviews.insert("r-other".into(), review);
        article.claims.insert("c-1".into(), rain);
        article
            .claims
            .insert("c-2".into(), Claim::new(text, Span::new(11, 20)).expect("words"));
        let article = Edit::Article("rain".into(), Some(Box::new(article)));
        put(session, vec![reviewer("r-other", "amal"), article]);
    })
}

fn reviewers_of(window: &Window, claim: &str) -> Vec<ReviewerId> {
    let claim = window.project().claim(&"rain".into(), &claim.into());
    claim.expect("it is there").reviews.keys().cloned().collect()
}

fn my_id(window: &Window) -> &str {
    window.app().settings().reviewer.as_ref().map_or("", |me| &me.id)
}

#[test]
fn who_says_that_a_reviewer_is_they_goes_on_as_that_one() {
    let mut window = of_another_amal();
    assert!(window.shows("Is this you?"), "{window:?}");
    window.click_on(Role::Button, "Yes, that is me");
    assert_eq!(my_id(&window), "r-other");
    select(&mut window, "c-2");
    window.press(Modifiers::NONE, Key::A);
    assert_eq!(reviewers_of(&window, "c-2"), ["r-other".into()]);
    assert_eq!(window.project().reviewers().len(), 1);
}

#[test]
fn who_says_that_a_reviewer_is_somebody_else_becomes_a_second_one() {
    let mut window = of_another_amal();
    window.click_on(Role::Button, "No, somebody else");
    assert!(!window.shows("Is this you?"));
    select(&mut window, "c-2");
    window.press(Modifiers::NONE, Key::A);
    assert_eq!(reviewers_of(&window, "c-2"), ["r-amal".into()]);
    assert_eq!(my_id(&window), "r-amal");
    assert!(window.app().settings().other_reviewers.contains("r-other"));
    assert_eq!(window.project().reviewer_label(&"r-other".into()), "amal (2)");
}

#[test]
fn without_an_answer_the_first_decision_asks_again_and_waits_for_it() {
    let mut window = of_another_amal();
    window.press(Modifiers::NONE, Key::Escape);
    select(&mut window, "c-2");
    window.press(Modifiers::NONE, Key::A);
    assert!(window.shows("Is this you?"), "{window:?}");
    assert_eq!(reviewers_of(&window, "c-2"), []);
    window.click_on(Role::Button, "Yes, that is me");
    assert_eq!(reviewers_of(&window, "c-2"), ["r-other".into()]);
}
