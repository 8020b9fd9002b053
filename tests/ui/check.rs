//! What is incomplete or contradicts itself: listed, led to, mended.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::{Done, Edit, Evidence, ProblemGroup, Speaker, SpeakerKind, UndoLabel, Verdict};
use sayso::session::Session;

use crate::desk;
use crate::window::{CTRL, Opening, Window, in_words};

fn at() -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_707_700_000).expect("a time")
}

/// The project of the desk with something wrong of each kind that can come about in the window.
fn fill(session: &mut Session) {
    desk::fill(session);
    let project = session.project();
    let (article, id) = ("talks".into(), "c-00".into());
    let mut claim = project.claim(&article, &id).expect("a claim").clone();
    claim.verdict = Some(Verdict {
        rating: "so-so".to_owned(),
        by: "r-amal".into(),
        at: at(),
        standing: sayso::model::Standing::Current,
    });
    let title = "Minutes of the talks".to_owned();
    let evidence = Evidence {
        title,
        ..Evidence::default()
    };
    claim.evidence.insert("e-1".into(), evidence);
    let mut open = project.claim(&article, &"c-03".into()).expect("a claim").clone();
    let review = project.claim(&article, &id).expect("a claim").reviews.clone();
    open.reviews = review;
    let twin = Speaker {
        kind: SpeakerKind::Group,
        ..Speaker::named("factions", 9)
    };
    let done = Done {
        by: "r-amal".into(),
        at: at(),
    };
    let edits = vec![
        Edit::Claim(article.clone(), id, Some(Box::new(claim))),
        Edit::Claim(article.clone(), "c-03".into(), Some(Box::new(open))),
        Edit::Speaker("twin".into(), Some(Box::new(twin))),
        Edit::Done(article, Some(done)),
    ];
    session
        .edit((UndoLabel::EditClaims, Edit::All(edits)))
        .expect("it is allowed");
}

fn open() -> Window {
    let mut window = Window::on_project(Opening::default(), fill);
    window.press(Modifiers::NONE, Key::F8);
    window
}

fn headings(window: &Window) -> Vec<String> {
    let known = |name: &String| {
        ProblemGroup::ALL
            .iter()
            .any(|group| name.starts_with(group.heading()))
    };
    window.names(Role::Button).into_iter().filter(known).collect()
}

#[test]
fn what_is_wrong_is_listed_by_kind_with_numbers_and_counted_in_the_status_bar() {
    let window = open();
    assert_eq!(
        headings(&window),
        [
            "Accepted without a speaker, 1",
            "Rating not on the scale, 1",
            "Evidence without a stance (supports, refutes, context), 1",
            "Speakers with the same name, 1",
            "Marked done, but claims are unattributed or unreviewed, 1",
            "Unused speakers, 2",
        ]
    );
    assert!(window.shows("7 to check"), "{window:?}");
}

#[test]
fn each_line_leads_to_its_place() {
    let mut window = open();
    window.click("“the bases have come under fire more than 165 times”, Coalition talks resume in Baghdad");
    assert!(in_words(window.project(), window.claim()).starts_with("[the bases have come under fire"));
    assert_eq!(window.article().as_str(), "talks");

    window.click("Minutes of the talks, Coalition talks resume in Baghdad");
    assert_eq!(window.focused().as_deref(), Some("Evidence URL"));

    window.click("Kuwait");
    assert_eq!(
        window
            .app()
            .slices()
            .speakers
            .view
            .chosen
            .as_ref()
            .map(sayso::model::SpeakerId::as_str),
        Some("nobody")
    );
    assert!(window.shows("Unused speakers, 2"), "the list stays");
    window.click("“the bases have come under fire more than 165 times”, Coalition talks resume in Baghdad");
    assert!(window.shows("Article text"), "back in the text");
    window.press(Modifiers::NONE, Key::Escape);
}

#[test]
fn a_mending_says_what_it_does_before_it_does_it_and_is_one_step() {
    let mut window = open();
    window.click_on(Role::Link, "Add…");
    assert!(
        window.shows_some("Adds “so-so” to the end of the scale"),
        "{window:?}"
    );
    let scale = window.project().head().scale.len();
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(
        window.project().head().scale.len(),
        scale,
        "asked, and left as it was"
    );
    window.click_on(Role::Link, "Add…");
    window.click("Add");
    assert_eq!(window.project().head().scale.len(), scale + 1);
    assert!(window.shows("6 to check"));
    assert!(
        !headings(&window)
            .iter()
            .any(|name| name.starts_with("Rating not"))
    );
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().head().scale.len(), scale);
    assert!(window.shows("7 to check"));
}

#[test]
fn all_unused_speakers_go_at_once_and_two_of_one_name_are_merged() {
    let mut window = open();
    window.click_on(Role::Link, "Merge…");
    assert!(window.app().core().dialog.is_some());
    window.press(Modifiers::NONE, Key::Escape);
    let before = window.project().speakers().len();
    window.click_on(Role::Link, "Remove all…");
    assert!(window.shows_some("Removes 2 speakers. No claim or speaker uses them."));
    window.enter();
    assert_eq!(window.project().speakers().len(), before - 2);
    // The twin was one of them.
    assert!(!headings(&window).iter().any(|name| name.contains("Speakers")));
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().speakers().len(), before);
}

#[test]
fn the_list_follows_the_work_until_all_is_well() {
    let text = "Bridge closed\n\nThe mayor said that the bridge would stay closed until spring.\n";
    let mut window = Window::on_text("Bridge", text);
    assert!(window.shows("No problems"));
    window.click_on(Role::Button, "No problems");
    assert!(window.shows_some("1 article and "));
    window.drag_over("the bridge would stay closed until spring");
    window.press(CTRL, Key::M);
    assert!(window.shows("1 to check") && window.shows("Unattributed, 1"));
    window.press(Modifiers::NONE, Key::A);
    assert!(window.shows("Accepted without a speaker, 1"));
    // Accepted before it had a speaker: that is to be looked at again.
    window.digit(0);
    assert!(window.shows("Needs review again, 1"), "{window:?}");
    window.press(Modifiers::NONE, Key::A);
    assert!(window.shows("No problems"));
    window.press(Modifiers::NONE, Key::F8);
    assert!(!window.shows_some("1 article and "));
}

#[test]
fn a_project_that_is_read_only_is_listed_and_not_mended() {
    let folder = open().leave();
    let path = folder.path().join("talks");
    let _held = Session::open(
        &path,
        sayso::session::ReviewerIdentity {
            id: "r-other".into(),
            name: "Other".to_owned(),
        },
        sayso::session::no_wake(),
    );
    let mut window = Opening::default().on(folder, &[path]);
    window.press(Modifiers::NONE, Key::F8);
    window.wait_until("it is listed", |window| window.shows("7 to check"));
    assert!(!window.shows("Add…") && !window.shows("Remove all…") && !window.shows("Merge…"));
}
