//! Articles that come with claims are looked at before they come in: what is marked in them, what did not fit, what
//! their labels are; and what a person said while looking is not lost.

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, Role};
use sayso::ui::bus::command::Command;
use sayso::ui::bus::request::Request;

use crate::window::{CTRL, Window};

const TEXT: &str = "The mayor said the bridge is safe.\n\nThe council said that it is closed.\n";
const MARKS: &str = "T1\tAussage 15 33\tthe bridge is safe\nT2\tSource 4 9\tmayor\nT3\tVerb 10 14\tsaid\n\
                     T4\tAussage 58 70\tit is closed\nT5\tSource 40 47\tcouncil\nT6\tSource 0 3\tZzz\n\
                     E1\tAttribution:T3 What:T1 Who:T2\nR1\tSaidBy Arg1:T4 Arg2:T5\n";

fn put(window: &Window, name: &str, text: &str) -> PathBuf {
    let path = window.folder().join("in").join(name);
    std::fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
    sayso::session::files::write(&path, text.as_bytes()).expect("a file");
    path
}

fn wait_for_dialog(window: &mut Window) {
    window.wait_until("the dialog is there", |window| window.shows_some(" read"));
    window.rest();
}

/// The sample, with a folder of marked texts dropped on it.
fn with_corpus() -> Window {
    let mut window = Window::on_sample();
    put(&window, "brat/a.txt", TEXT);
    let marks = put(&window, "brat/a.ann", MARKS);
    let folder = marks.parent().expect("in a folder").to_owned();
    window.drop_files(&[folder]);
    wait_for_dialog(&mut window);
    window
}

fn reads_again(window: &mut Window, what: &str) {
    window.wait_until(what, |window| window.shows_some(what));
    window.rest();
}

#[test]
fn a_corpus_shows_its_claims_and_is_told_once_what_its_labels_are() {
    let mut window = with_corpus();
    assert!(
        window.shows_some("brat standoff: 1 article, 0 claims"),
        "{window:?}"
    );
    assert!(window.shows_some("Aussage (2)"), "{window:?}");
    assert!(window.shows_some("The words are not at the given offsets: Source “Zzz”, line 6"));
    assert_eq!(window.value(Role::ComboBox, "Label Aussage"), "Ignore");
    assert_eq!(window.value(Role::ComboBox, "Label Source"), "Source");
    let places = |window: &Window| {
        let place = |name| window.widget(Role::ComboBox, name).rect();
        [place("Label Source"), place("Relation SaidBy")].map(|rect| format!("{:.1}", rect.top()))
    };
    let before = places(&window);
    window.choose("Label Aussage", "Claim");
    reads_again(&mut window, "2 claims · 2 sources · 0 cues · 2 links");
    // Fewer marks are left without a claim, and no field moves.
    assert_eq!(places(&window), before);
    window.fill("Title", "The bridge");
    window.choose("Label Verb", "Cue");
    reads_again(&mut window, "2 claims · 2 sources · 1 cue · 2 links");
    // What was corrected meanwhile stays.
    assert_eq!(window.value(Role::TextInput, "Title"), "The bridge");
    window.choose("Relation SaidBy", "Ignore");
    reads_again(&mut window, "2 claims · 1 source · 1 cue · 1 link");
    window.choose("Relation SaidBy", "Links source or cue");
    reads_again(&mut window, "2 claims · 2 sources · 1 cue · 2 links");
    let before = window.project().clone();
    window.take_in("Add 1 article");
    let article = window
        .project()
        .article(&window.article())
        .expect("it is there")
        .clone();
    assert_eq!(
        (article.metadata.title.as_str(), article.claims.len()),
        ("The bridge", 2)
    );
    assert_eq!(article.metadata.original.as_deref(), Some("a.ann"));
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().articles(), before.articles());
    assert_eq!(window.project().speakers(), before.speakers());

    // Another of the same kind needs not be told again.
    put(&window, "more/b.txt", &format!("Later. {TEXT}"));
    let marks = put(
        &window,
        "more/b.ann",
        "T1\tAussage 22 40\tthe bridge is safe\nT2\tSource 11 16\tmayor\nT3\tVerb 17 21\tsaid\nE1\tAttribution:T3 What:T1 Who:T2\n",
    );
    window.drop_files(&[marks.parent().expect("in a folder").to_owned()]);
    wait_for_dialog(&mut window);
    assert!(
        window.shows_some("1 claim · 1 source · 1 cue · 1 link"),
        "{window:?}"
    );
    assert!(window.shows("Claim: Aussage · Source: Source · Cue: Verb"));
    window.click_on(Role::Link, "Edit mapping…");
    assert_eq!(window.value(Role::ComboBox, "Event Attribution"), "Attribution");
}

#[test]
fn labels_are_said_with_the_keyboard() {
    let mut window = with_corpus();
    for _ in 0..60 {
        if window.focused().as_deref() == Some("Label Aussage") {
            break;
        }
        window.press(Modifiers::NONE, Key::Tab);
    }
    assert_eq!(window.focused().as_deref(), Some("Label Aussage"));
    window.press(Modifiers::NONE, Key::Enter);
    // From 'Ignore', the last, to 'Claim', the first.
    window.press(Modifiers::NONE, Key::Home);
    window.press(Modifiers::NONE, Key::Enter);
    reads_again(&mut window, "2 claims · ");
}

#[test]
fn a_corpus_and_plain_articles_come_in_as_one_step() {
    let mut window = Window::on_sample();
    put(&window, "a.txt", TEXT);
    put(&window, "a.ann", MARKS);
    let plain = put(&window, "b.txt", "Plain\n\nThe mayor said so.");
    let before = window.project().clone();
    window.drop_files(&[plain.parent().expect("in a folder").to_owned()]);
    wait_for_dialog(&mut window);
    window.take_in("Add 2 articles");
    assert_eq!(window.project().articles().len(), before.articles().len() + 2);
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().articles(), before.articles());
}

#[test]
fn what_was_read_is_let_go_only_after_a_question() {
    let mut window = with_corpus();
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.shows("Let go of 1 article that was read?"), "{window:?}");
    window.press(Modifiers::NONE, Key::Escape);
    window.rest();
    assert!(window.shows("Add 1 article"), "{window:?}");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::Enter);
    window.rest();
    assert!(window.app().core().dialog.is_none() && window.app().slices().import.review.is_none());
    assert_eq!(window.project().articles().len(), 4);
}

#[test]
fn what_was_typed_stays_when_letters_are_read_in_another_encoding() {
    let mut window = Window::on_sample();
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Переговоры\n\nОн сказал, что всё хорошо.\n");
    let path = window.folder().join("letters.txt");
    sayso::session::files::write(&path, &bytes).expect("a file");
    window.drop_files(&[path]);
    wait_for_dialog(&mut window);
    window.fill("Publisher", "The Daily");
    window.fill("Date", "yesterday");
    window.choose("Encoding", "KOI8-R (Cyrillic)");
    window.wait_until("it is read anew", |window| {
        window.value(Role::TextInput, "Title") != "Переговоры"
    });
    assert_eq!(window.value(Role::TextInput, "Publisher"), "The Daily");
    assert_eq!(window.value(Role::TextInput, "Date"), "yesterday");
}

#[test]
fn a_newer_version_that_waits_is_still_one_when_its_turn_comes() {
    let mut window = Window::on_sample();
    let id = window.article();
    let count = window.project().articles().len();
    let page = put(
        &window,
        "page.html",
        "<html><title>Three</title><p>The third one said so.</p></html>",
    );
    window.drop_files(&[page]);
    wait_for_dialog(&mut window);
    let newer = put(
        &window,
        "newer.txt",
        "All of it\n\nNothing of the kind was ever there.\n",
    );
    window.answer_next(&[newer]);
    window.ask(Request::Command(Command::UpdateArticle));
    window.wait_until("it was chosen", |window| {
        !window.app().slices().import.waiting_updates.is_empty()
    });
    window.wait_until("the first is asked about", |window| window.shows("Add 1 article"));
    window.take_in("Add 1 article");
    window.wait_until("its turn has come", |window| window.shows("Update 1 article"));
    window.take_in("Update 1 article");
    assert_eq!(window.project().articles().len(), count + 1);
    let text = window
        .project()
        .article(&id)
        .and_then(|article| article.text.clone());
    assert_eq!(
        text.as_deref(),
        Some("All of it\n\nNothing of the kind was ever there.\n")
    );
}

#[test]
fn a_long_text_is_shown_part_by_part() {
    let mut window = Window::on_sample();
    let text = format!(
        "Long\n\n{}The very end.\n",
        "The army said so, again and again.\n".repeat(1500)
    );
    let path = put(
        &window,
        "long.html",
        &format!("<html><title>Long</title><article><pre>{text}</pre></article></html>"),
    );
    let plain = put(&window, "long.txt", &text);
    window.drop_files(&[path, plain]);
    wait_for_dialog(&mut window);
    assert!(window.shows_some("Part 1 of "), "{window:?}");
    assert!(!window.shows("The very end."));
    for _ in 0..5 {
        if !window.shows("The very end.") {
            window.click("Next part");
        }
    }
    assert!(window.shows("The very end."), "{window:?}");
}
