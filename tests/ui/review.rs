//! Reviewing: the queue claim by claim, the reason of a decision, the rating scale, evidence, and the
//! history of what was done.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::{ClaimId, Decision};
use sayso::ui::bus::place::Workspace;

use crate::desk;
use crate::window::{CTRL, Opening, Window};

fn plain(window: &mut Window, keys: &[Key]) {
    for key in keys {
        window.press(Modifiers::NONE, *key);
    }
}

/// The place of the current claim in the queue, and how many there are.
fn place(window: &Window) -> Option<(usize, usize)> {
    let queue = window.app().slices().review_queue.queue.as_ref()?;
    Some((queue.at, queue.claims.len()))
}

fn decision(window: &Window, article: &str, claim: &str) -> Option<Decision> {
    let claim = window.project().claim(&article.into(), &ClaimId::from(claim))?;
    claim.reviews.get(&"r-amal".into()).map(|review| review.decision)
}

#[test]
fn a_project_is_reviewed_from_the_keyboard_alone() {
    let mut window = desk::open(Opening::default());
    plain(&mut window, &[Key::R]);
    assert_eq!(place(&window), Some((0, 2)), "{window:?}");
    window.click_on(Role::ComboBox, "Claims to review");
    window.click("Whole project");
    assert_eq!(place(&window), Some((0, 5)));
    assert!(window.shows("1 of 5"));
    let first = window.app().core().place.claim.clone();
    plain(&mut window, &[Key::A, Key::D]);
    assert!(window.shows("3 of 5"));
    assert_eq!(
        window.article().as_str(),
        "bases",
        "it goes on in the next article"
    );
    // Skipped, then back to it and over it again.
    plain(&mut window, &[Key::J, Key::K, Key::J, Key::X, Key::A]);
    assert!(
        window.shows("4 of 5 reviewed (2 accepted, 1 disputed, 1 rejected), 1 skipped"),
        "{window:?}"
    );
    assert_eq!(window.focused().as_deref(), Some("Article text"));
    window.click_on(Role::Button, "Review skipped claims");
    plain(&mut window, &[Key::A]);
    assert!(window.shows("Done: 1 accepted"));
    assert_eq!(decision(&window, "bases", "c-08"), Some(Decision::Accepted));
    plain(&mut window, &[Key::Escape]);
    assert_eq!(place(&window), None);
    assert!(first.is_some() && window.app().core().place.claim.is_none());
}

#[test]
fn undo_in_a_review_leads_back_to_the_claim() {
    let mut window = desk::open(Opening::default());
    plain(&mut window, &[Key::R, Key::A, Key::A]);
    assert!(window.shows("Done: 2 accepted"), "{window:?}");
    window.press(CTRL, Key::Z);
    assert_eq!(place(&window), Some((1, 2)));
    plain(&mut window, &[Key::D]);
    assert!(window.shows("Done: 1 accepted, 1 disputed"));
}

#[test]
fn what_the_table_shows_is_reviewed_in_the_text_and_the_end_leads_back() {
    let mut window = desk::open(Opening::default());
    window.press(CTRL, Key::Num2);
    window.fill("Filter", "numbers");
    plain(&mut window, &[Key::Enter]);
    window.click_on(Role::Button, "Review queue");
    assert_eq!(place(&window), Some((0, 1)), "{window:?}");
    assert_eq!(window.article().as_str(), "drawdown");
    plain(&mut window, &[Key::A]);
    window.click_on(Role::Button, "Done");
    assert_eq!(window.app().core().place.workspace, Workspace::Claims);
}

#[test]
fn a_reason_is_written_in_the_same_stroke_and_enter_goes_on() {
    let mut window = desk::open(Opening::default());
    plain(&mut window, &[Key::R]);
    window.press(Modifiers::SHIFT, Key::D);
    assert_eq!(window.focused().as_deref(), Some("Reason"), "{window:?}");
    window.type_text("who says");
    plain(&mut window, &[Key::Enter]);
    assert_eq!(place(&window), Some((1, 2)));
    assert_eq!(window.focused().as_deref(), Some("Article text"));
    let claim = window
        .project()
        .claim(&"talks".into(), &"c-01".into())
        .expect("a claim");
    let review = claim.reviews.get(&"r-amal".into()).unwrap();
    assert_eq!(
        (review.decision, review.why.as_str()),
        (Decision::Disputed, "who says")
    );
}

#[test]
fn undo_and_redo_say_which_step_they_are_about() {
    let mut window = desk::open(Opening::default());
    plain(&mut window, &[Key::R, Key::A]);
    window.click("Menu");
    window.press(Modifiers::NONE, Key::ArrowRight);
    assert!(window.shows("Undo accept claim"), "{window:?}");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(CTRL, Key::Z);
    assert!(window.shows("Undone: accept claim"), "{window:?}");
    window.press(CTRL, Key::K);
    window.paste("redo");
    assert!(window.shows("Redo accept claim"), "{window:?}");
}

#[test]
fn the_history_of_a_claim_is_folded_and_tells_who_did_what() {
    let mut window = desk::open(Opening::default());
    plain(&mut window, &[Key::R, Key::A, Key::K]);
    assert!(!window.shows("Accepted"));
    window.click_on(Role::Button, "History");
    assert!(window.shows("Accepted"), "{window:?}");
    assert!(window.shows_some("Amal, today"));
    window.press(CTRL, Key::Z);
    assert!(window.shows("Undone: cleared the review"));
    assert!(window.shows_some("Marked “the sides would sit down"));
}

#[test]
fn the_rating_scale_is_changed_and_a_rating_in_use_asks_what_becomes_of_it() {
    let mut window = desk::open(Opening::default());
    plain(&mut window, &[Key::R]);
    window.click_on(Role::RadioButton, "Verdict: Half true");
    plain(&mut window, &[Key::V]);
    window.click_on(Role::Link, "Rating scale…");
    window.click_on(Role::Button, "Remove “Half true”");
    assert!(window.shows("Choose a new rating for claims whose rating is removed"));
    window.click_on(Role::Button, "Save scale");
    assert_eq!(window.project().head().scale.len(), 6, "not before that is said");
    window.fill("Rating 6", "Not proven");
    window.click_on(Role::Button, "Move up “Mostly true”");
    window.click_on(Role::Link, "Add rating");
    window.type_text("Misleading");
    window.choose("Claims rated “Half true”", "Change to “Misleading”");
    window.click_on(Role::Button, "Save scale");
    let labels: Vec<&str> = window
        .project()
        .head()
        .scale
        .iter()
        .map(|it| it.label.as_str())
        .collect();
    let expected = [
        "Mostly true",
        "True",
        "Mostly false",
        "False",
        "Not proven",
        "Misleading",
    ];
    assert_eq!(labels, expected, "{window:?}");
    assert!(window.is_on(Role::RadioButton, "Verdict: Misleading"));
    window.press(CTRL, Key::Z);
    assert!(window.is_on(Role::RadioButton, "Verdict: Half true"));
    assert_eq!(window.project().head().scale.len(), 6);
}

#[test]
fn evidence_is_written_checked_and_removed_and_each_step_can_be_undone() {
    let mut window = desk::open(Opening::default());
    plain(&mut window, &[Key::R]);
    window.click_on(Role::Button, "Add evidence…");
    window.fill("Evidence URL", "example.org/minutes");
    assert!(
        window.shows("The URL must begin with http:// or https://"),
        "{window:?}"
    );
    window.fill("Evidence URL", "https://example.org/minutes");
    assert!(!window.shows("The URL must begin with http:// or https://"));
    window.fill("Evidence title", "Minutes");
    window.fill("Evidence excerpt", "they met");
    window.fill("Date accessed", "11.2.");
    assert!(window.shows("Enter a date as YYYY-MM-DD, for example 2024-02-11"));
    window.fill("Date accessed", "2024-02-11");
    window.click_on(Role::RadioButton, "Evidence supports or refutes: Supports");
    let evidence = window
        .claim()
        .evidence
        .values()
        .next()
        .cloned()
        .expect("evidence");
    assert_eq!(
        (evidence.url.as_str(), evidence.title.as_str()),
        ("https://example.org/minutes", "Minutes")
    );
    assert_eq!(evidence.excerpt, "they met");
    assert_eq!(evidence.seen, "2024-02-11".parse().ok());
    assert_eq!(evidence.stance, Some(sayso::model::Stance::Supports));
    window.click_on(Role::Button, "Remove evidence");
    assert!(window.claim().evidence.is_empty());
    window.press(CTRL, Key::Z);
    assert_eq!(window.claim().evidence.values().next(), Some(&evidence));
}

/// The names of the articles in the list.
fn articles(window: &Window) -> Vec<String> {
    let rows = window.names(Role::Button).into_iter();
    rows.filter(|name| name.ends_with("claims reviewed")).collect()
}

fn show(window: &mut Window, kind: &str) {
    let button = window.names(Role::Button);
    let is_it = |name: &&String| name.starts_with("Show: ") || *name == "Sort, group and show articles";
    window.click(
        button
            .iter()
            .find(is_it)
            .expect("the button that asks which articles are listed"),
    );
    window.click(kind);
}

#[test]
fn an_article_that_is_done_can_be_filtered_out_and_is_flagged_when_something_waits_again() {
    let mut window = desk::open(Opening::default());
    plain(&mut window, &[Key::R, Key::A, Key::A, Key::Escape]);
    window.press(CTRL, Key::D);
    assert!(
        articles(&window)[0].contains("resume in Baghdad, done, 6 of 6"),
        "{window:?}"
    );
    show(&mut window, "Articles not done");
    assert_eq!(articles(&window).len(), 2);
    show(&mut window, "Done articles");
    assert_eq!(articles(&window).len(), 1);
    // A claim that comes later waits for review, and the article is open again.
    window.drag_over("Three soldiers died");
    window.digit(0);
    assert!(articles(&window)[0].contains("done, some claims unreviewed, 6 of 7"));
    show(&mut window, "Articles not done");
    assert_eq!(articles(&window).len(), 3);
    for _ in 0..2 {
        window.press(CTRL, Key::Z);
    }
    let article = window.project().article(&"talks".into()).expect("it is there");
    assert!(article.done.is_none(), "that it is done is a step like any other");
}
