//! What comes in is looked at first: files, duplicates, corrections, other ways to read a file, newer versions.

use std::ops::Range;
use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::NodeT as _;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::request::Request;

use crate::window::{CTRL, CTRL_SHIFT, Window};

const WEB: &str = "https://example.org/wire/attacks-on-bases";

fn put(window: &Window, name: &str, bytes: &[u8]) -> PathBuf {
    let path = window.folder().join("in").join(name);
    std::fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
    sayso::session::files::write(&path, bytes).expect("a file");
    path
}

fn wait_for_dialog(window: &mut Window) {
    window.wait_until("the dialog is there", |window| {
        window.shows("Add articles") || window.shows("Update article")
    });
    window.rest();
}

/// Versions are compared in the background.
fn wait_for_comparison(window: &mut Window) {
    window.wait_until("versions are compared", |window| {
        let review = window.app().slices().import.review.as_deref();
        review.is_some_and(|review| review.comparison.is_some())
    });
    window.rest();
}

/// The text of an article of the sample.
fn text_of(window: &Window, id: &str) -> String {
    let path = window.app().session().expect("open").path().join("articles");
    std::fs::read_to_string(path.join(format!("{id}.txt"))).expect("the sample's")
}

/// Whether the dialog has nothing to add.
fn adds_nothing(window: &Window) -> bool {
    window
        .names(Role::Button)
        .iter()
        .any(|name| name == "Add articles")
}

/// So many articles of a line each.
fn reports(window: &Window, numbers: Range<usize>) -> Vec<PathBuf> {
    let report = |at: usize| {
        let text = format!("Report {at}\n\nThe army said {at}.\n");
        put(window, &format!("{at}.txt"), text.as_bytes())
    };
    numbers.map(report).collect()
}

#[test]
fn a_plain_text_comes_in_at_once_and_a_folder_is_looked_at_first() {
    let mut window = Window::on_sample();
    let one = put(&window, "one.txt", b"One\n\nThe first one.\n");
    window.drop_files(&[one]);
    window.wait_until("it is there", |window| window.project().articles().len() == 5);
    assert!(window.app().core().dialog.is_none());

    let two = put(&window, "two.txt", b"Two\n\nThe second one.\n");
    let page = put(
        &window,
        "page.html",
        b"<html><title>Three</title><p>The third one said so.</p></html>",
    );
    let broken = put(&window, "broken.pdf", b"%PDF-1.4 nothing behind it");
    window.drop_files(&[two, page, broken]);
    wait_for_dialog(&mut window);
    assert_eq!(window.project().articles().len(), 5);
    assert!(window.shows_some("broken.pdf, could not be read"), "{window:?}");
    assert!(window.shows_some("1 could not be read"));

    // What is known is corrected before anything comes in.
    assert_eq!(window.value(Role::TextInput, "Title"), "Two");
    window.fill("Title", "The second");
    window.fill("Date", "yesterday");
    assert!(window.shows("Write the date as 2024-02-11"));
    window.fill("Date", "2024-02-12");
    window.take_in("Add 2 articles");
    let titles: Vec<String> = window
        .project()
        .articles_in_order()
        .into_iter()
        .map(|(_, article)| article.metadata.title.clone())
        .collect();
    assert_eq!(&titles[5..], ["The second", "Three"]);
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().articles().len(), 5);
}

#[test]
fn who_takes_articles_back_is_where_they_were_before() {
    let mut window = Window::on_sample();
    let before = window.article();
    let one = put(&window, "one.txt", b"One\n\nThe first one.\n");
    window.drop_files(&[one]);
    window.wait_until("it is there", |window| window.project().articles().len() == 5);
    assert_ne!(window.article(), before);
    window.press(CTRL, Key::Z);
    window.wait_until("it is gone", |window| window.project().articles().len() == 4);
    assert_eq!(window.article(), before);
}

#[test]
fn enter_in_a_field_of_what_comes_in_adds_nothing_yet() {
    let mut window = Window::on_sample();
    let one = put(&window, "one.txt", b"One\n\nThe first one.\n");
    let two = put(&window, "two.txt", b"Two\n\nThe second one.\n");
    window.drop_files(&[one, two]);
    wait_for_dialog(&mut window);
    window.fill("Title", "The first");
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(window.value(Role::TextInput, "Title"), "The first");
    assert_eq!(window.project().articles().len(), 4);
}

#[test]
fn articles_that_come_in_are_gone_through_left_out_and_added_by_keys() {
    let mut window = Window::on_sample();
    let one = put(&window, "one.txt", b"One\n\nThe first one.\n");
    let two = put(&window, "two.txt", b"Two\n\nThe second one.\n");
    window.drop_files(&[one, two]);
    wait_for_dialog(&mut window);
    assert_eq!(window.value(Role::TextInput, "Title"), "One");
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(window.value(Role::TextInput, "Title"), "Two");
    window.strike(Key::Space, " ");
    assert!(window.shows("Add 1 article"), "{window:?}");
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_until("it is there", |window| window.project().articles().len() == 5);
    assert!(window.app().core().dialog.is_none());
}

#[test]
fn all_that_come_in_are_ticked_and_left_out_at_once_by_mouse_and_keys() {
    const ALL: &str = "Select all articles";
    let mut window = Window::on_sample();
    let text = text_of(&window, "attacks-on-bases");
    let newer = text.replace("More than 165 times", "More than 170 times");
    let record = format!("{{\"text\": {newer:?}, \"url\": \"{WEB}\", \"title\": \"Attacks\"}}\n");
    let paths = [
        put(&window, "broken.pdf", b"%PDF-1.4 nothing behind it"),
        put(&window, "newer.jsonl", record.as_bytes()),
        put(&window, "one.txt", b"One\n\nThe first one.\n"),
        put(&window, "same.txt", text.as_bytes()),
        put(&window, "two.txt", b"Two\n\nThe second one.\n"),
    ];
    window.drop_files(&paths);
    wait_for_dialog(&mut window);
    let toggled = |window: &Window| window.widget(Role::CheckBox, ALL).accesskit_node().toggled();
    assert!(window.shows("Add 2 articles, update 1"), "{window:?}");
    assert_eq!(toggled(&window), Some(Toggled::True));
    window.click_on(Role::CheckBox, ALL);
    assert!(adds_nothing(&window), "{window:?}");
    assert_eq!(toggled(&window), Some(Toggled::False));
    window.click_on(Role::CheckBox, "Add: Two");
    assert_eq!(toggled(&window), Some(Toggled::Mixed));
    window.click_on(Role::CheckBox, ALL);
    // What is there already stays out, and a newer version is one still.
    assert!(window.shows("Add 2 articles, update 1"), "{window:?}");

    window.press(CTRL, Key::A);
    assert!(adds_nothing(&window), "{window:?}");
    // The row at the head of the list is gone to like the others.
    for _ in 0..6 {
        window.press(Modifiers::NONE, Key::ArrowUp);
    }
    assert_eq!(window.focused().as_deref(), Some(ALL));
    window.strike(Key::Space, " ");
    assert!(window.shows("Add 2 articles, update 1"), "{window:?}");
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(window.focused(), None);
    assert!(window.is_on(Role::Button, "broken.pdf, could not be read"));
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.strike(Key::Space, " ");
    assert!(window.shows("Add 2 articles"), "{window:?}");
    window.strike(Key::Space, " ");
    assert!(window.shows("Add 2 articles, update 1"), "{window:?}");
}

#[test]
fn a_long_list_is_gone_through_by_pages_and_to_its_ends() {
    let mut window = Window::on_sample();
    let many = reports(&window, 10..70);
    window.drop_files(&many);
    wait_for_dialog(&mut window);
    let chosen = |window: &Window| window.value(Role::TextInput, "Title");
    window.press(Modifiers::NONE, Key::End);
    assert_eq!(chosen(&window), "Report 69");
    assert!(
        window.is_on(Role::Button, "Report 69, plain text · 69.txt"),
        "{window:?}"
    );
    window.press(Modifiers::NONE, Key::Home);
    assert_eq!(chosen(&window), "Report 10");
    window.press(Modifiers::NONE, Key::PageDown);
    assert_ne!(chosen(&window), "Report 10");
    assert_ne!(chosen(&window), "Report 11");
    window.press(Modifiers::NONE, Key::PageUp);
    assert_eq!(chosen(&window), "Report 10");
}

#[test]
fn what_comes_twice_is_told_apart_from_what_the_project_has() {
    let mut window = Window::on_sample();
    let text = text_of(&window, "attacks-on-bases");
    let newer = text.replace("More than 165 times", "More than 170 times");
    let record = format!("{{\"text\": {newer:?}, \"url\": \"{WEB}\", \"title\": \"Attacks\"}}\n");
    let paths = [
        put(&window, "newer.jsonl", record.as_bytes()),
        put(&window, "one.txt", b"One\n\nThe first one.\n"),
        put(&window, "same.txt", text.as_bytes()),
        put(&window, "two.txt", b"One\n\nThe first one.\n"),
    ];
    window.drop_files(&paths);
    wait_for_dialog(&mut window);
    assert!(
        window.shows_some("4 articles read · 1 already in the project · 1 new version · 1 duplicate"),
        "{window:?}"
    );
    window.click("One, duplicate · two.txt");
    assert!(window.shows("Duplicate of “One” (one.txt)"), "{window:?}");
}

#[test]
fn what_is_there_already_is_skipped_unless_one_keeps_both_and_escape_adds_nothing() {
    let mut window = Window::on_sample();
    let text = text_of(&window, "attacks-on-bases");
    let same = put(&window, "same.txt", text.as_bytes());
    window.drop_files(std::slice::from_ref(&same));
    wait_for_dialog(&mut window);
    assert!(window.shows_some("Already in the project: “"), "{window:?}");
    assert!(adds_nothing(&window));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!adds_nothing(&window), "{window:?}");
    assert_eq!(window.project().articles().len(), 4);

    window.drop_files(&[same]);
    wait_for_dialog(&mut window);
    window.click_on(Role::RadioButton, "Action for this article: Keep both");
    window.take_in("Add 1 article");
    assert_eq!(window.project().articles().len(), 5);
}

#[test]
fn letters_that_were_guessed_wrong_are_read_in_another_encoding() {
    let mut window = Window::on_sample();
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Переговоры\n\nОн сказал, что всё хорошо.\n");
    let path = put(&window, "letters.txt", &bytes);
    window.drop_files(&[path]);
    wait_for_dialog(&mut window);
    let top = |window: &Window| window.widget(Role::TextInput, "Title").rect().top();
    let before = top(&window);
    assert!(window.shows_some("Encoding guessed as"), "{window:?}");
    window.choose("Encoding", "KOI8-R (Cyrillic)");
    window.wait_until("it is read anew", |window| {
        window.value(Role::TextInput, "Title") != "Переговоры"
    });
    assert!(window.shows("Encoding set to KOI8-R"), "{window:?}");
    assert!((top(&window) - before).abs() < 0.1);
    window.choose("Encoding", "windows-1251 (Cyrillic)");
    window.wait_until("it is read as it was", |window| {
        window.value(Role::TextInput, "Title") == "Переговоры"
    });
    window.take_in("Add 1 article");
    assert_eq!(window.project().articles().len(), 5);
}

#[test]
fn a_table_that_waits_for_its_columns_is_no_failure_and_is_led_to() {
    let mut window = Window::on_sample();
    let paths = [
        put(&window, "broken.pdf", b"%PDF-1.4 nothing behind it"),
        put(&window, "one.txt", b"One\n\nThe first one.\n"),
        put(&window, "table.csv", b"x,y\nTalks,The army said so.\nBridge,\n"),
    ];
    window.drop_files(&paths);
    wait_for_dialog(&mut window);
    let told = "1 article read · 1 table needs columns mapped · 1 could not be read";
    assert!(window.shows(told), "{window:?}");
    let rows: Vec<String> = window.names(Role::Button);
    let place = |of: &str| rows.iter().position(|row| row.starts_with(of));
    assert!(
        place("table.csv, Map columns…") < place("broken.pdf, could not be read"),
        "{rows:?}"
    );

    window.click_on(Role::Link, "1 table needs a column mapping");
    assert!(
        window.shows("Choose the column with the article text"),
        "{window:?}"
    );
    assert_eq!(window.value(Role::ComboBox, "Read as"), "Table (CSV)");
    // What stands in the columns tells them apart where their names do not.
    assert!(window.shows("The army said so."), "{window:?}");
    window.choose("Column of Text", "y");
    window.wait_until("it is read", |window| window.shows("Add 2 articles"));
    assert!(!window.shows_some("columns mapped"), "{window:?}");
}

#[test]
fn long_names_of_columns_can_be_read_in_the_list_of_them() {
    let mut window = Window::on_sample();
    let (first, second) = (
        "What was said in the first talk",
        "What was said in the second talk",
    );
    let table = format!("{first},{second}\nTalks,The army said so.\n");
    let table = put(&window, "talks.csv", table.as_bytes());
    window.drop_files(&[table]);
    wait_for_dialog(&mut window);
    window.click_on(Role::ComboBox, "Column of Text");
    let field = window.widget(Role::ComboBox, "Column of Text").rect();
    let row = window.widget(Role::Button, second).rect();
    assert!(
        row.width() > field.width() + 20.0,
        "{row} in a list below {field}"
    );
}

#[test]
fn a_table_whose_columns_are_told_step_by_step_keeps_its_fields_in_their_place() {
    let mut window = Window::on_sample();
    let long = "The army said so and said it again. ".repeat(8);
    let table = format!("a,b,c\nTalks,{long},\nBridge,{long},\n");
    let one = put(&window, "one.txt", b"One\n\nThe first one.\n");
    let waits = put(&window, "waits.csv", b"x,y,z\nTalks,The army said so.,\n");
    let guessed = put(&window, "guessed.csv", table.as_bytes());
    let other = put(&window, "other.csv", b"v,w\nTalks,The army said so.\n");
    window.drop_files(&[one, waits, guessed, other]);
    wait_for_dialog(&mut window);
    let top = |window: &Window, field: &str| {
        let place = window.widget(Role::ComboBox, field).rect();
        format!("{:.1}", place.top())
    };
    let at = |window: &Window| [top(window, "Column of Text"), top(window, "Column of Language")];

    window.click("waits.csv, Map columns…");
    let before = at(&window);
    let waiting = |window: &Window| {
        let rows = window.names(Role::Button).into_iter();
        rows.filter(|row| row.contains("Map columns…"))
            .collect::<Vec<_>>()
    };
    assert_eq!(waiting(&window).len(), 2);
    let order = waiting(&window);
    window.choose("Column of Title", "x");
    window.wait_until("the rest is asked", |window| {
        window.shows("Now choose the column with the article text")
    });
    assert_eq!((at(&window), waiting(&window)), (before.clone(), order));
    // An empty column is as well put right.
    window.choose("Column of Text", "z");
    window.wait_until("it is told", |window| {
        window.shows("That column is empty; choose another")
    });
    assert_eq!(at(&window), before);
    window.choose("Column of Text", "y");
    window.wait_until("it is read", |window| {
        window.shows("Mapping set. It will be used for tables with the same columns.")
    });
    assert_eq!(at(&window), before);

    let rows = window.names(Role::Button);
    let row = rows
        .iter()
        .find(|row| row.contains("guessed.csv"))
        .expect("a row");
    window.click(row);
    assert!(
        window.shows("Sayso mapped these columns by itself. Check them."),
        "{window:?}"
    );
    let below = |window: &Window| {
        let place = window.widget(Role::TextInput, "Title").rect();
        format!("{:.1}", place.top())
    };
    let before = (at(&window), below(&window));
    window.choose("Column of Title", "a");
    window.wait_until("it is read", |window| {
        window.shows("Mapping set. It will be used for tables with the same columns.")
    });
    assert_eq!((at(&window), below(&window)), before);
}

#[test]
fn a_table_that_still_waits_is_let_go_of_without_a_question() {
    let mut window = Window::on_sample();
    let table = put(&window, "table.csv", b"x,y\nTalks,The army said so.\n");
    window.drop_files(&[table]);
    wait_for_dialog(&mut window);
    window.choose("Column of Title", "x");
    window.wait_until("the rest is asked", |window| {
        window.shows("Now choose the column with the article text")
    });
    window.press(Modifiers::NONE, Key::Escape);
    assert!(
        !window.shows_some("Let go") && !window.shows("Add articles"),
        "{window:?}"
    );
}

#[test]
fn a_field_that_no_column_holds_stays_without_one_in_this_table_and_the_next() {
    let mut window = Window::on_sample();
    let one = put(&window, "one.csv", b"title,text\nIn short,The army said so.\n");
    window.drop_files(&[one]);
    wait_for_dialog(&mut window);
    assert_eq!(window.value(Role::TextInput, "Title"), "In short");
    window.choose("Column of Title", "Not in this table");
    window.wait_until("it is read anew", |window| {
        window.value(Role::TextInput, "Title") == "The army said so."
    });
    assert_eq!(
        window.value(Role::ComboBox, "Column of Title"),
        "Not in this table"
    );
    window.take_in("Add 1 article");
    let two = put(&window, "two.csv", b"title,text\nIn long,The mayor said so.\n");
    window.drop_files(&[two]);
    wait_for_dialog(&mut window);
    assert_eq!(window.value(Role::TextInput, "Title"), "The mayor said so.");
    assert!(window.shows("Column mapping from an earlier import"));
}

#[test]
fn a_table_is_told_its_columns_once() {
    let mut window = Window::on_sample();
    let table = put(&window, "table.csv", b"x,y\nTalks,The army said so.\n");
    window.drop_files(&[table]);
    wait_for_dialog(&mut window);
    assert!(adds_nothing(&window), "{window:?}");
    assert!(window.shows_some("1 table needs columns mapped"), "{window:?}");
    window.choose("Column of Text", "y");
    window.wait_until("it is read", |window| window.shows("Add 1 article"));

    // Escape closes the list that has dropped down, and only then asks about the rest.
    window.click_on(Role::ComboBox, "Column of Title");
    assert!(window.shows("Not in this table"), "{window:?}");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.shows("Add 1 article"), "{window:?}");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.shows("Let go of 1 article that was read?"), "{window:?}");
    window.click("Let go");
    assert!(!window.shows("Add 1 article"), "{window:?}");

    let other = put(&window, "other.csv", b"x,y\nTalks,The mayor said so.\n");
    window.drop_files(&[other]);
    wait_for_dialog(&mut window);
    assert!(window.shows("Add 1 article"), "{window:?}");
    window.take_in("Add 1 article");
    let text = window.text();
    assert_eq!(&*text, "The mayor said so.");
}

#[test]
fn a_newer_version_takes_the_articles_place_with_its_claims_and_undo_brings_the_old_text_back() {
    let mut window = Window::on_sample();
    let before = window.project().clone();
    let older = text_of(&window, "attacks-on-bases");
    let newer = older
        .trim_end()
        .replace("More than 165 times", "More than 170 times");
    assert_ne!(older, newer);
    let record = format!("{{\"text\": {newer:?}, \"url\": \"{WEB}\", \"title\": \"Attacks\"}}\n");
    let path = put(&window, "newer.jsonl", record.as_bytes());
    window.drop_files(&[path]);
    wait_for_dialog(&mut window);
    assert!(
        window.shows_some("The project has an article with this URL"),
        "{window:?}"
    );
    wait_for_comparison(&mut window);
    assert!(window.shows_some("claims unchanged"), "{window:?}");
    window.take_in("Update 1 article");
    assert_eq!(window.project().articles().len(), 4);
    let id = "attacks-on-bases".into();
    let article = |window: &Window| window.project().article(&id).expect("it is there").clone();
    assert_eq!(article(&window).text.as_deref(), Some(newer.as_str()));
    assert_eq!(
        article(&window).claims.len(),
        before.article(&id).expect("it is there").claims.len()
    );
    window.saved();
    assert_eq!(text_of(&window, "attacks-on-bases"), newer);
    let history = window.app().session().expect("open").path().join("history");
    let kept = std::fs::read_dir(history)
        .expect("a folder")
        .filter_map(Result::ok);
    let kept: Vec<String> = kept
        .filter_map(|entry| std::fs::read_to_string(entry.path()).ok())
        .collect();
    assert!(kept.contains(&older), "the older text is kept");

    window.press(CTRL, Key::Z);
    assert_eq!(article(&window).text.as_deref(), Some(older.as_str()));
    window.saved();
    assert_eq!(text_of(&window, "attacks-on-bases"), older);
}

#[test]
fn of_several_versions_in_a_file_one_is_the_newer_and_the_others_are_what_they_are() {
    let mut window = Window::on_sample();
    let table = b"title,text\nOne,The army said so.\nTwo,The mayor said so.\n";
    let newer = put(&window, "newer.csv", table);
    window.answer_next(&[newer]);
    window.ask(Request::Command(Command::UpdateArticle));
    wait_for_dialog(&mut window);
    assert!(window.shows("One, new version · newer.csv"), "{window:?}");
    window.click("Two, table (CSV) · newer.csv");
    window.strike(Key::Space, " ");
    assert!(window.shows("Two, new version · newer.csv"), "{window:?}");
    assert!(window.shows("One, table (CSV) · newer.csv"), "{window:?}");
    assert!(window.shows("Update 1 article"));
}

#[test]
fn the_lines_of_a_page_are_joined_and_parted_under_the_same_pointer() {
    const JOIN: &str = "Join lines into paragraphs";
    let mut window = Window::on_sample();
    let pdf = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/running.pdf");
    window.drop_files(&[pdf]);
    wait_for_dialog(&mut window);
    // What is as usual with files of its kind is folded away.
    assert!(!window.shows_some("Lines were joined into paragraphs"));
    let links = window.names(Role::Link);
    let notes = links.iter().find(|name| name.ends_with("on how it was read"));
    window.click_on(Role::Link, notes.expect("notes on how it was read"));
    assert!(
        window.shows_some("Lines were joined into paragraphs"),
        "{window:?}"
    );
    let before = window.widget(Role::CheckBox, JOIN).rect();
    window.click_on(Role::CheckBox, JOIN);
    assert!(
        !window.shows_some("Lines were joined into paragraphs"),
        "{window:?}"
    );
    let after = window.widget(Role::CheckBox, JOIN).rect();
    assert!(
        (after.top() - before.top()).abs() < 0.1,
        "{after} instead of {before}"
    );
}

#[test]
fn one_decision_is_for_all_duplicates_of_a_kind_and_the_end_says_what_stayed_out() {
    let mut window = Window::on_sample();
    let texts = ["coalition-talks", "attacks-on-bases"].map(|id| {
        let article = window.project().article(&id.into()).expect("it is there");
        article.metadata.title.clone()
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks/articles");
    let known = ["coalition-talks.txt", "attacks-on-bases.txt"].map(|name| folder.join(name));
    let new = put(&window, "new.txt", b"Rain\n\nIt rains, the mayor said.\n");
    let paths: Vec<PathBuf> = known.iter().cloned().chain([new]).collect();
    let before = window.project().articles().len();
    window.drop_files(&paths);
    wait_for_dialog(&mut window);
    assert!(window.shows("Add 1 article"), "{texts:?} are known: {window:?}");
    let rows = window.names(Role::Button);
    let first = rows.iter().find(|name| name.ends_with("coalition-talks.txt"));
    window.click(&first.expect("a row").clone());
    window.click_on(Role::RadioButton, "Action for this article: Keep both");
    window.click_on(Role::Link, "Do the same with all 2 duplicates of this kind");
    assert!(window.shows("Add 3 articles"), "{window:?}");
    window.click_on(Role::RadioButton, "Action for this article: Skip");
    window.click_on(Role::Link, "Do the same with all 2 duplicates of this kind");
    window.take_in("Add 1 article");
    assert_eq!(window.project().articles().len(), before + 1);
    assert!(window.shows_some("1 article came in"), "{window:?}");
    assert!(
        window.shows_some("2 stayed out because the project has them"),
        "{window:?}"
    );
}

#[test]
fn an_article_is_updated_from_a_file_and_what_is_lost_is_told() {
    let mut window = Window::on_sample();
    let id = window.article();
    let claims = window.project().article(&id).expect("it is there").claims.len();
    let newer = put(
        &window,
        "newer.txt",
        b"All of it\n\nNothing of the kind was ever there.\n",
    );
    window.answer_next(&[newer]);
    window.ask(Request::Command(Command::UpdateArticle));
    wait_for_dialog(&mut window);
    assert!(window.shows("Update article"), "{window:?}");
    wait_for_comparison(&mut window);
    assert!(window.shows_some("not found in the new text"), "{window:?}");
    window.take_in("Update 1 article");
    assert!(
        window.shows_some("words that are no longer in the text"),
        "{window:?}"
    );
    let article = window.project().article(&id).expect("it is there");
    assert_eq!(article.claims.len(), claims);
    assert!(article.claims.values().all(sayso::model::Claim::is_orphaned));
    window.wait_until("the new text is shown", |window| {
        window.shows_some("Nothing of the kind was ever there.")
    });
    window.press(CTRL, Key::Z);
    let article = window.project().article(&id).expect("it is there");
    assert!(!article.claims.values().any(sayso::model::Claim::is_orphaned));
}

#[test]
fn claims_that_lose_their_place_are_listed_in_the_order_of_the_text() {
    let mut window = Window::on_sample();
    let newer = text_of(&window, &window.article().to_string())
        .replace("Some 2,500 American soldiers serve", "Troops are still")
        .replace("did not say that a date had been set", "gave no date")
        .replace("Taking stock\n\n", "");
    let newer = put(&window, "newer.txt", newer.as_bytes());
    window.answer_next(&[newer]);
    window.ask(Request::Command(Command::UpdateArticle));
    wait_for_dialog(&mut window);
    window.take_in("Update 1 article");
    window.click_on(Role::Button, "3 claims not found in the text");
    let listed = |name: &String| name.starts_with("Claim not found in the text");
    let names: Vec<String> = window.names(Role::Button).into_iter().filter(listed).collect();
    let words = |at: usize, words: &str| names.get(at).is_some_and(|name| name.contains(words));
    assert!(
        words(0, "Some 2,500") && words(1, "a date had been set") && words(2, "Taking stock"),
        "{names:?}"
    );
}

#[test]
fn a_text_that_cannot_be_read_is_told_of_a_folder_too_and_in_sentences() {
    let mut window = Window::on_sample();
    let old = put(&window, "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    window.drop_files(std::slice::from_ref(&old));
    window.wait_until("it is told", |window| {
        window.shows_some("An old Office document (such as .doc) is not supported")
    });

    put(&window, "one.txt", b"One\n\nThe first one.\n");
    put(&window, "two.txt", b"Two\n\nThe second one.\n");
    window.drop_files(&[old.parent().expect("a folder").to_owned()]);
    wait_for_dialog(&mut window);
    assert!(window.shows_some("2 articles read"), "{window:?}");
    assert!(window.shows_some("old.doc, could not be read"), "{window:?}");
}

#[test]
fn a_long_list_of_articles_leaves_the_list_below_as_wide_as_it_was() {
    let mut window = Window::on_sample();
    let edge = |window: &Window| window.widget(Role::Button, "New speaker…").rect().right();
    let before = edge(&window);
    let many = reports(&window, 0..20);
    window.drop_files(&many);
    wait_for_dialog(&mut window);
    window.take_in("Add 20 articles");
    window.wait_until("they are there", |window| window.project().articles().len() == 24);
    window.rest();
    assert!(
        (edge(&window) - before).abs() < 0.5,
        "{} and {before}",
        edge(&window)
    );
}

/// A newer version of an article on the desk, ready to take its place.
fn on_newer(older: &str, newer: &str) -> Window {
    let mut window = Window::on_text("Talks", older);
    let newer = put(&window, "newer.txt", newer.as_bytes());
    window.answer_next(&[newer]);
    window.ask(Request::Command(Command::UpdateArticle));
    wait_for_dialog(&mut window);
    wait_for_comparison(&mut window);
    window
}

#[test]
fn of_what_differs_the_words_are_told_and_paragraphs_that_moved_are_no_difference() {
    let older = "Talks go on\n\nThe mayor said on Sunday that the bridge is safe.\n\nقال المتحدث إن المحادثات ستستمر هذا \
                 الأسبوع.\n\nNobody answered the traders.\n\nThe ferries wait.\n\nIt rained all day in the old harbour.\n";
    let newer = "Talks go on\n\nThe ferries wait.\n\nThe mayor denied that the bridge is safe.\n\nقال المتحدث إن المحادثات \
                 ستنتهي هذا الشهر.\n\nNobody answered the traders.\n\nAccording to fishermen, prices will go up.\n";
    let mut window = on_newer(older, newer);
    assert!(
        window.shows("Paragraphs: 2 reworded · 1 new · 1 removed · 1 moved"),
        "{window:?}"
    );
    assert!(window.shows("Before: The mayor said on Sunday that the bridge is safe."));
    assert!(window.shows("After: The mayor denied that the bridge is safe."));
    assert!(window.shows("Moved: The ferries wait."));
    let desk = window.app().slices().import.review.as_deref().expect("it waits");
    let versions = &desk.comparison.as_ref().expect("they were compared").versions;
    let words: Vec<&str> = versions
        .rows
        .iter()
        .flat_map(|row| row.words.iter().filter_map(|word| word.slice(&row.text)))
        .collect();
    assert_eq!(
        words,
        ["said on Sunday", "denied", "ستستمر", "الأسبوع", "ستنتهي", "الشهر"]
    );
    keep_picture(&mut window, "versions");
}

#[test]
fn all_of_what_differs_in_a_long_article_can_be_gone_through() {
    let older: String = (0..2000)
        .map(|at| format!("Paragraph {at} says that the talks of day {at} go on in the city, and so on.\n\n"))
        .collect::<Vec<_>>()
        .concat();
    let newer = older.replace("says", "denies");
    let mut window = on_newer(&older, &newer);
    assert!(window.shows("Paragraphs: 2,000 reworded"), "{window:?}");
    let first = "Before: Paragraph 0 says that the talks of day 0 go on in the city, and so on.";
    assert!(window.shows(first));
    window.click("Next changes");
    window.rest();
    assert!(
        window.shows_some("Part 2 of ") && !window.shows(first),
        "{window:?}"
    );
    window.click("Previous changes");
    window.rest();
    assert!(window.shows(first));
}

#[test]
fn what_was_told_of_an_update_goes_when_it_is_taken_back_and_comes_again_with_it() {
    let text = "Talks go on\n\nThe mayor said that the bridge is safe.\n\nNobody answered.\n";
    let mut window = Window::on_text("Talks", text);
    window.drag_over("the bridge is safe");
    window.type_text("The mayor");
    window.enter();
    window.press(Modifiers::NONE, Key::Escape);
    let newer = put(&window, "newer.txt", b"Talks go on\n\nNobody answered.\n");
    window.answer_next(&[newer]);
    window.ask(Request::Command(Command::UpdateArticle));
    wait_for_dialog(&mut window);
    window.take_in("Update 1 article");
    let told = "1 claim has words that are no longer in the text";
    window.wait_until("it is told", |window| window.shows(told));
    window.press(CTRL, Key::Z);
    assert!(!window.shows(told), "{window:?}");
    window.press(CTRL_SHIFT, Key::Z);
    assert!(window.shows(told), "{window:?}");

    // Others that stand beside it go at once; what is not shown is not taken away with them.
    window.press(CTRL, Key::Z);
    let image = put(
        &window,
        "picture.png",
        &[0x89, b'P', b'N', b'G', 0, 0, 0, 1, 2, 3],
    );
    let empty = put(&window, "empty.txt", b"");
    window.drop_files(&[image, empty]);
    window.wait_until("they are named", |window| window.all("Dismiss").len() == 2);
    window.rest();
    keep_picture(&mut window, "notices");
    window.click("Dismiss all");
    assert!(window.all("Dismiss").is_empty(), "{window:?}");
    window.press(CTRL_SHIFT, Key::Z);
    assert!(window.shows(told) && !window.shows("Dismiss all"), "{window:?}");

    // A step in its place is another one.
    window.press(CTRL, Key::Z);
    window.drag_over("Nobody answered");
    window.digit(1);
    assert!(!window.shows(told), "{window:?}");
}

/// Leaves a picture to be looked at.
fn keep_picture(window: &mut Window, name: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/pictures");
    std::fs::create_dir_all(folder).expect("a folder for pictures");
    let path = format!("{folder}/ui-{name}.png");
    window.picture().save(path).expect("it is written");
}
