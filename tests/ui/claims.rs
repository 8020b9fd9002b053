//! The table of claims by keyboard and mouse: finding, choosing, deciding, changing many at once, and
//! the way to the text and back.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::{Article, Claim, Decision, Edit, Metadata, ReviewState, UndoLabel};
use sayso::session::Session;
use sayso::text::Span;
use sayso::ui::bus::place::Workspace;
use sayso::ui::bus::request::Request;

use crate::desk;
use crate::window::{CTRL, CTRL_SHIFT, Opening, Window};

fn table() -> Window {
    let mut window = desk::open(Opening::default());
    window.press(CTRL, Key::Num2);
    window
}

fn plain(window: &mut Window, keys: &[Key]) {
    for key in keys {
        window.press(Modifiers::NONE, *key);
    }
}

/// The speakers of the rows on the screen, from the top.
fn rows(window: &Window) -> Vec<String> {
    let who = |name: String| {
        let parts: Vec<&str> = name.rsplitn(3, ", ").collect();
        parts.get(1).map(|who| (*who).to_owned()).unwrap_or_default()
    };
    window.names(Role::Row).into_iter().map(who).collect()
}

fn reviews(window: &Window, state: ReviewState) -> usize {
    let claims = window.project().claims();
    claims
        .filter(|(_, _, claim)| claim.review_state() == state)
        .count()
}

#[test]
fn ctrl_2_shows_all_claims_of_the_project_and_ctrl_1_the_article_again() {
    let mut window = table();
    assert_eq!(rows(&window).len(), 11, "{window:?}");
    assert!(window.shows("Unreviewed 5") && window.shows("Unattributed 1"));
    window.press(CTRL, Key::Num1);
    assert!(window.shows("Article text"));
    let tab = window.widget(Role::Tab, "Claims").rect().center();
    window.click_at(tab, Modifiers::NONE);
    assert_eq!(rows(&window).len(), 11);
}

#[test]
fn pills_and_words_filter_and_clear_brings_all_back() {
    let mut window = table();
    window.click("Unreviewed 5");
    assert_eq!(rows(&window).len(), 5);
    window.click("Unattributed 1");
    assert_eq!(rows(&window), ["Unattributed"]);
    window.click_on(Role::Link, "Clear");
    assert_eq!(rows(&window).len(), 11);
    window.fill("Filter", "FACTIONS gaza");
    assert_eq!(rows(&window), ["Factions"]);
    window.fill("Filter", "nothing of the sort");
    assert!(window.shows("No matching claims"));
    window.click("Clear filter");
    assert_eq!(rows(&window).len(), 11);
}

#[test]
fn a_speaker_is_found_by_letters_and_filters() {
    let mut window = table();
    window.click_on(Role::ComboBox, "Speaker");
    window.type_text("fac");
    window.click("Factions");
    assert_eq!(rows(&window), ["Factions", "Factions"]);
    assert!(window.shows("2 of 11 shown"), "{window:?}");
}

#[test]
fn enter_shows_the_claim_in_its_text_and_escape_comes_back_to_its_row() {
    let mut window = table();
    plain(&mut window, &[Key::End, Key::ArrowUp, Key::ArrowUp, Key::Enter]);
    assert_eq!(window.article(), "bases".into());
    assert_eq!(
        window.claim().words(),
        "the bases have come under fire more than 165 times"
    );
    // Looking at its neighbour does not lose the way back.
    window.strike(Key::K, "k");
    plain(&mut window, &[Key::Escape]);
    let cursor = window.app().slices().claims.view.cursor.clone().expect("a row");
    assert_eq!(cursor, ("bases".into(), "c-08".into()));
    assert_eq!(rows(&window).len(), 11);
    plain(&mut window, &[Key::ArrowDown, Key::Enter]);
    assert_eq!(window.article(), "drawdown".into());
}

#[test]
fn chosen_claims_are_copied_with_their_speakers_and_articles() {
    let mut window = table();
    plain(&mut window, &[Key::Home, Key::Space, Key::ArrowDown, Key::Space]);
    let words = window.copied(CTRL, Key::C).expect("words");
    let copied = window.copied(CTRL_SHIFT, Key::C).expect("words with speakers");
    assert_eq!(copied.lines().count(), 2, "{copied}");
    for (words, line) in words.lines().zip(copied.lines()) {
        assert!(line.starts_with(&format!("“{words}” (")), "{line}");
    }
}

#[test]
fn a_decision_on_many_claims_is_one_step() {
    let mut window = table();
    assert_eq!(reviews(&window, ReviewState::Unreviewed), 5);
    window.press(CTRL, Key::A);
    assert!(window.shows("11 selected"));
    window.strike(Key::D, "d");
    assert_eq!(reviews(&window, ReviewState::Disputed), 11);
    let saved = window.saved();
    assert!(
        saved
            .claims()
            .all(|(_, _, claim)| claim.review_state() == ReviewState::Disputed)
    );
    window.press(CTRL, Key::Z);
    assert_eq!(reviews(&window, ReviewState::Disputed), 1);
    assert_eq!(reviews(&window, ReviewState::Unreviewed), 5);
}

#[test]
fn all_means_all_claims_while_the_table_is_still_filling() {
    const ARTICLES: usize = 400;
    const SENTENCE: &str = "They said so. ";
    let text = SENTENCE.repeat(50);
    let fill = |session: &mut Session| {
        let article = |at: usize| {
            let claims = (0..50).map(|claim| {
                let start = claim * SENTENCE.len();
                let made = Claim::new(&text, Span::new(start + 10, start + 12)).expect("words of the text");
                (format!("c-{claim}").into(), made)
            });
            let article = Article {
                claims: claims.collect(),
                ..Article::new(Metadata::default(), text.as_str())
            };
            Edit::Article(format!("talks-{at}").into(), Some(Box::new(article)))
        };
        let articles = (0..ARTICLES).map(article).collect();
        let label = UndoLabel::AddArticles {
            new: ARTICLES,
            updated: 0,
        };
        session
            .edit((label, Edit::All(articles)))
            .expect("articles in order");
    };
    let mut window = Window::on_project(Opening::default(), fill);
    window.ask(Request::Show(Workspace::Claims));
    window.press(CTRL, Key::A);
    let there = window.project().claims().count();
    assert!(there >= 50 * ARTICLES);
    assert_eq!(window.app().slices().claims.view.chosen.len(), there);
}

#[test]
fn a_claim_that_is_decided_on_gives_its_row_to_the_next() {
    let mut window = table();
    window.click("Unreviewed 5");
    for left in (0..5).rev() {
        window.strike(Key::A, "a");
        assert_eq!(rows(&window).len(), left);
    }
    assert!(window.shows("No matching claims"));
    let me = "r-amal".into();
    let accepted = |decision: &sayso::model::Review| decision.decision == Decision::Accepted;
    let claims = window.project().claims();
    assert_eq!(
        claims
            .filter(|(_, _, claim)| claim.reviews.get(&me).is_some_and(accepted))
            .count(),
        9
    );
}

#[test]
fn shift_and_space_choose_and_what_is_hidden_is_not_changed() {
    let mut window = table();
    plain(&mut window, &[Key::Space]);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    assert!(window.shows("3 selected"));
    window.click("Unattributed 1");
    assert!(!window.shows_some("selected"));
    window.strike(Key::X, "x");
    assert_eq!(reviews(&window, ReviewState::Rejected), 2);
}

#[test]
fn the_form_changes_speaker_and_tags_of_all_chosen_claims() {
    let mut window = table();
    plain(&mut window, &[Key::Space]);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.click("Edit…");
    window.choose("Attributed to", "Coalition");
    window.fill("Add tags", "talks");
    window.click("Change 2 claims");
    let saved = window.saved();
    let changed: Vec<_> = saved
        .claims()
        .filter(|(_, _, claim)| claim.tags == ["talks"])
        .map(|(_, _, claim)| claim)
        .collect();
    assert_eq!(changed.len(), 2);
    for claim in changed {
        assert_eq!(claim.voice.first_speaker(), Some(&desk::speaker("coalition")));
        assert!(!claim.voice.chain()[0].cue.is_empty(), "the words stay");
    }
}

#[test]
fn a_head_sorts_and_groups_fold() {
    let mut window = table();
    window.click_on(Role::ColumnHeader, "Speaker");
    assert_eq!(rows(&window)[..2], ["Unattributed", "Coalition"]);
    window.click_on(Role::ColumnHeader, "Speaker");
    assert_eq!(rows(&window)[0], "Yahya Rasoul");
    window.click_on(Role::ColumnHeader, "Speaker");
    window.click("Columns and grouping");
    window.click("Group by article");
    plain(&mut window, &[Key::Escape]);
    window.click("Attacks on bases: who claims what, 3 claims");
    assert_eq!(rows(&window).len(), 8);
}

#[test]
fn columns_are_chosen_and_remembered() {
    let mut window = table();
    window.click("Columns and grouping");
    window.click_on(Role::CheckBox, "Publisher");
    window.click_on(Role::CheckBox, "Cue");
    plain(&mut window, &[Key::Escape]);
    let heads = window.names(Role::ColumnHeader);
    assert_eq!(
        heads,
        [
            "Speaker",
            "Claim",
            "Article",
            "Publisher",
            "Date",
            "Review",
            "Verdict"
        ]
    );
    let folder = window.leave();
    let (settings, problem) =
        sayso::session::settings::Settings::load_from(&folder.path().join("settings.ron"));
    assert!(problem.is_none());
    assert!(
        settings
            .table
            .columns
            .contains(&sayso::session::settings::claim_table::Column::Verdict)
    );
}

#[test]
fn a_filter_is_saved_under_a_name_and_taken_again() {
    let mut window = table();
    window.click("Disputed 1");
    window.click_on(Role::ComboBox, "Filters");
    window.click("Save filter…");
    window.type_text("doubts");
    window.enter();
    window.click_on(Role::Link, "Clear");
    assert_eq!(rows(&window).len(), 11);
    window.click_on(Role::ComboBox, "Filters");
    window.click("doubts");
    assert_eq!(rows(&window), ["United States"]);
}

#[test]
fn words_that_are_a_claim_elsewhere_too_are_marked() {
    let mut window = table();
    window.click_on(Role::ComboBox, "More");
    window.click("Repeated claims only");
    plain(&mut window, &[Key::Escape]);
    assert_eq!(rows(&window), ["Unattributed", "United States"]);
}

/// Takes a line of a list that drops down from the bar, and closes it.
fn take(window: &mut Window, list: &str, line: &str) {
    window.click_on(Role::ComboBox, list);
    window.click_on(Role::Button, line);
    plain(window, &[Key::Escape]);
}

#[test]
fn every_list_of_the_bar_filters() {
    let mut window = table();
    for (line, count) in [
        ("accepted", 4),
        ("split", 0),
        ("No source", 0),
        ("No cue", 0),
        ("Not found in the text", 0),
        ("direct", 0),
        ("mixed", 2),
        ("No verdict", 11),
        ("Half true", 0),
        ("Iraqi authorities", 4),
        ("Iraqi army", 3),
        ("The Daily Example", 5),
        ("Agencies", 6),
    ] {
        take(&mut window, "More", line);
        assert_eq!(rows(&window).len(), count, "{line}: {window:?}");
        window.click_on(Role::Link, "Clear");
    }
    window.click_on(Role::ComboBox, "Date");
    window.fill("From", "2024-02-10");
    window.fill("To", "2024-02-11");
    plain(&mut window, &[Key::Escape]);
    assert_eq!(rows(&window).len(), 6);
    take(&mut window, "Article", "Attacks on bases: who claims what");
    assert_eq!(rows(&window).len(), 0, "filters narrow each other");
}

#[test]
fn a_column_is_widened_by_its_edge_and_stays_so() {
    let mut window = table();
    let head = |window: &Window| window.widget(Role::ColumnHeader, "Speaker").rect();
    let before = head(&window);
    let edge = before.right_center();
    window.drag_from(edge, edge + eframe::egui::vec2(60.0, 0.0), Modifiers::NONE);
    assert!(
        (head(&window).width() - before.width() - 60.0).abs() < 2.0,
        "{:?}",
        head(&window)
    );
    let folder = window.leave();
    let (settings, _) = sayso::session::settings::Settings::load_from(&folder.path().join("settings.ron"));
    assert_eq!(settings.table.widths.len(), 1);
}

#[test]
fn what_is_chosen_in_the_table_is_reviewed_claim_by_claim() {
    let mut window = table();
    window.click("Unreviewed 5");
    plain(&mut window, &[Key::Space]);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    plain(&mut window, &[Key::R]);
    assert!(window.shows("1 of 2"), "{window:?}");
    plain(&mut window, &[Key::A, Key::A, Key::R]);
    assert!(window.shows("3 selected") || window.shows("Unreviewed 3"));
    assert_eq!(rows(&window).len(), 3);
}
