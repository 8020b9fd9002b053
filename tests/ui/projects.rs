//! Projects and files: opening, bringing articles in, exporting, and what the window says when a
//! file is not as it should be.

use sayso::ui::claims;
use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers, Role};

use sayso::model::{Claim, Decision, Edit, UndoLabel, ops};
use sayso::session::{Session, no_wake};
use sayso::text::Span;
use sayso::ui::app::message::Message;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::request::Request;

use crate::window::{CTRL, CTRL_SHIFT, Opening, Window, copy_folder, in_words};

fn write(path: &Path, bytes: &[u8]) -> PathBuf {
    std::fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
    sayso::session::files::write(path, bytes).expect("a file");
    path.to_owned()
}

fn sample_in(folder: &Path) -> PathBuf {
    let path = folder.join("talks");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks");
    copy_folder(&sample, &path);
    path
}

fn export_path(window: &Window) -> PathBuf {
    PathBuf::from(window.value(Role::TextInput, "File"))
}

#[test]
fn the_start_screen_leads_to_a_new_project_with_a_pasted_article() {
    let mut window = Window::on_nothing();
    assert!(window.shows("Sayso: on whose say-so?"));
    window.paste("A first line\n\nThe mayor said that it rains.\n");
    assert!(window.value(Role::TextInput, "Text").starts_with("A first line"));
    window.click("Add article");
    let folder = window.folder().display().to_string();
    window.fill("Title", "Rain");
    window.fill("Location", &folder);
    window.enter();
    window.wait_until("the article is there", |window| {
        window.shows("A first line, not started, 0 of 0 claims reviewed")
    });
    let saved = window.saved();
    let titles: Vec<_> = saved
        .articles()
        .values()
        .map(|article| &article.metadata.title)
        .collect();
    assert_eq!(titles, ["A first line"]);
    assert!(window.folder().join("rain/project.ron").is_file());
}

#[test]
fn a_project_chosen_in_the_systems_dialog_opens() {
    let mut window = Window::on_nothing();
    let sample = sample_in(window.folder());
    window.answer_next(&[sample]);
    window.press(CTRL, Key::O);
    window.wait_until("the sample is open", |window| window.shows("Baghdad talks"));
}

#[test]
fn a_project_is_entered_once_it_has_been_read_beside_the_window() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = sample_in(folder.path());
    let opening = Opening {
        waits: false,
        ..Opening::default()
    };
    let text = write(&folder.path().join("later.txt"), b"Later\n\nIt came later.\n");
    let mut window = opening.on(folder, &[project, text]);
    window.wait_until("the project is there", |window| window.app().session().is_some());
    // What was to be added to it has waited for it.
    window.wait_until("the file is added", |window| {
        window.project().articles().len() == 5
    });
    window.ask(Command::CloseProject);
    window.rest();
    assert!(!window.shows("Reading the project"));
    assert!(window.app().session().is_none());
}

#[test]
fn where_the_system_has_no_dialog_a_path_can_be_typed() {
    let mut window = Window::on_nothing();
    let sample = sample_in(window.folder());
    window.press(CTRL, Key::O);
    window.wait_until("it asks for a path", |window| window.shows("Path"));
    window.type_text(&sample.display().to_string());
    window.enter();
    assert!(window.shows("Baghdad talks"), "{window:?}");
}

#[test]
fn where_the_system_has_no_dialog_folders_are_gone_through_by_a_list() {
    let mut window = Window::on_nothing();
    let folder = window.folder().join("desk");
    sample_in(&folder.join("work"));
    write(&folder.join("work/notes.txt"), b"Notes\n");
    write(&folder.join("work/.hidden.txt"), b"Hidden\n");
    window.press(CTRL, Key::O);
    window.wait_until("it asks for a path", |window| window.shows("Path"));
    window.type_text(&format!("{}/", folder.display()));
    window.wait_until("the folder is listed", |window| window.shows("work"));
    window.click("work");
    window.wait_until("what is in it is listed", |window| window.shows("talks"));
    assert!(
        window.shows("notes.txt") && !window.shows(".hidden.txt"),
        "{window:?}"
    );
    window.click("Parent folder");
    window.wait_until("it is left", |window| window.shows("work"));
    window.click("work");
    window.wait_until("what is in it is listed again", |window| window.shows("talks"));
    window.click("talks");
    window.click_on(Role::Button, "Open");
    assert!(window.shows("Baghdad talks"), "{window:?}");
    // Where a folder is wanted there are no files, and the form it is for is there again.
    window.press(CTRL, Key::N);
    window.fill("Title", "Rain");
    window.click_on(Role::Link, "Browse…");
    window.wait_until("it asks for a path", |window| window.shows("Path"));
    window.type_text(&format!("{}/work/", folder.display()));
    window.wait_until("the folder is listed", |window| window.shows("talks"));
    assert!(!window.shows("notes.txt"), "{window:?}");
    window.enter();
    assert_eq!(
        window.value(Role::TextInput, "Location"),
        format!("{}/work/", folder.display())
    );
}

#[test]
fn a_change_to_very_many_claims_that_was_cut_off_is_told() {
    let text = "They said so. ".repeat(600);
    let window = Window::on_text("Said so", &text);
    let project = window.folder().join("talks");
    let article = window.article();
    let folder = window.leave();
    let who = sayso::session::ReviewerIdentity {
        id: "r-amal".into(),
        name: "Amal".into(),
    };
    let mut session = Session::open(&project, who, no_wake()).expect("it opens");
    session.read_all_texts();
    let claims = (0..600).map(|at| {
        let claim = Claim::new(&text, Span::new(at * 14 + 10, at * 14 + 12)).expect("words");
        Edit::Claim(
            article.clone(),
            format!("c-{at:05}").as_str().into(),
            Some(Box::new(claim)),
        )
    });
    session
        .edit((UndoLabel::MarkClaim, Edit::All(claims.collect())))
        .expect("marked");
    session.flush().expect("saved");
    let claims = session.project().claims();
    let claims = claims
        .map(|(article, id, _)| (article.clone(), id.clone()))
        .collect();
    let bulk = ops::bulk::decide(claims, Some(Decision::Accepted), session.stamp());
    session.perform_many(|_| Ok(bulk)).expect("it may be changed");
    session.run_slice().expect("it goes on");
    // As if it were killed.
    drop(session);
    let mut window = Opening::default().on(folder, std::slice::from_ref(&project));
    window.rest();
    assert!(window.shows_some("was cut off before it was saved"), "{window:?}");
    assert!(window.close());
    let again = Session::look(&project).expect("it opens");
    assert_eq!(again.problems(), []);
}

#[test]
fn files_and_folders_are_added_by_dialog_and_by_dropping_them() {
    let mut window = Window::on_sample();
    let one = write(&window.folder().join("in/one.txt"), b"One\n\nThe first one.\n");
    let folder = window.folder().join("more");
    write(&folder.join("two.txt"), "Zwei\n\nDas zweite.\n".as_bytes());
    write(
        &folder.join("deep/three.txt"),
        "ثلاثة\n\nقال إن الثالث هنا.\n".as_bytes(),
    );
    window.answer_next(&[one]);
    window.press(CTRL_SHIFT, Key::O);
    window.wait_until("the first is there", |window| {
        window.project().articles().len() == 5
    });
    window.drop_files(&[folder]);
    window.wait_until("they are shown", |window| window.shows("Add 2 articles"));
    window.take_in("Add 2 articles");
    window.wait_until("the others are there", |window| {
        window.project().articles().len() == 7
    });
    let saved = window.saved();
    let titles: Vec<_> = saved
        .articles_in_order()
        .into_iter()
        .map(|(_, article)| article.metadata.title.clone())
        .collect();
    assert_eq!(titles[4], "One");
    assert!(titles.contains(&"Zwei".to_owned()) && titles.contains(&"ثلاثة".to_owned()));
    // One undo takes what came together.
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().articles().len(), 5);
}

#[test]
fn what_is_no_text_does_not_come_in_and_is_named() {
    let mut window = Window::on_sample();
    let image = write(
        &window.folder().join("in/picture.png"),
        &[0x89, b'P', b'N', b'G', 0, 0, 0, 1, 2, 3],
    );
    let empty = write(&window.folder().join("in/empty.txt"), b"");
    let good = write(&window.folder().join("in/good.txt"), b"Good\n\nIt is.\n");
    window.drop_files(&[image.clone(), empty.clone(), good]);
    window.wait_until("they are shown", |window| window.shows("Add 1 article"));
    assert!(window.shows_some("picture.png, could not be read"), "{window:?}");
    window.take_in("Add 1 article");
    assert_eq!(window.project().articles().len(), 5);
    // Where nothing can be looked at, a notice is enough.
    window.drop_files(&[image, empty]);
    window.wait_until("they are named", |window| window.shows_some("picture.png"));
    window.rest();
    assert!(window.shows_some("picture.png"), "{window:?}");
    assert!(window.shows_some("empty.txt"), "{window:?}");
    // Notices stay until they are read.
    window.frames(100);
    let notices = window.app().core().notices.len();
    assert_eq!(window.all("Dismiss").len(), notices);
    for left in (0..notices).rev() {
        let cross = window.all("Dismiss")[0].rect().center();
        window.click_at(cross, Modifiers::NONE);
        assert_eq!(window.all("Dismiss").len(), left);
    }
}

#[test]
fn a_path_that_leads_nowhere_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let gone = folder.path().join("gone");
    let window = Opening::default().on(folder, &[gone]);
    assert!(window.shows_some("Project not found"), "{window:?}");
    assert!(window.shows("Sayso: on whose say-so?"));
}

#[test]
fn a_broken_file_is_named_with_its_line_and_the_rest_opens() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample_in(folder.path());
    let broken = path.join("articles/attacks-on-bases.ron");
    let text = std::fs::read_to_string(&broken).expect("the sample's");
    let text = text.replacen("title: \"", "title: ", 1);
    write(&broken, text.as_bytes());
    let mut window = Opening::default().on(folder, &[path]);
    window.wait_until("the notice is there", |window| {
        window.shows_some("attacks-on-bases.ron")
    });
    assert!(window.shows("Baghdad talks"));
    assert_eq!(window.project().articles().len(), 3);
    let line = text
        .lines()
        .position(|line| line.contains("title: "))
        .expect("it is there")
        + 1;
    assert!(window.shows_some(&line.to_string()), "{window:?}");
    // What is broken is left as it is.
    window.strike(Key::J, "j");
    window.strike(Key::A, "a");
    window.saved_unproved();
    assert_eq!(std::fs::read_to_string(&broken).expect("still there"), text);
}

#[test]
fn a_broken_project_does_not_open_and_its_place_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample_in(folder.path());
    write(
        &path.join("project.ron"),
        b"(format: 1, title: \"Talks\", speakers: {",
    );
    let window = Opening::default().on(folder, &[path]);
    assert!(window.shows_some("project.ron"), "{window:?}");
    assert!(window.shows("Sayso: on whose say-so?"), "the start screen stays");
}

#[test]
fn a_project_that_somebody_else_has_open_is_read_only_and_says_who() {
    let mut first = Window::on_sample();
    first.rest();
    let path = first.folder().join("talks");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let mut second = Opening {
        reviewer: Some("Jonas"),
        ..Opening::default()
    }
    .on(elsewhere, &[path]);
    assert!(second.shows("Read-only"), "{second:?}");
    assert!(second.shows("This project is open read-only"));
    assert!(second.shows_some("Amal"), "it says who: {second:?}");
    second.wait_until("the article is read", |window| {
        window.app().place_of(Span::new(0, 1)).is_some()
    });

    let before = second.project().clone();
    second.strike(Key::J, "j");
    second.strike(Key::A, "a");
    second.press(Modifiers::NONE, Key::Delete);
    assert_eq!(second.project().articles().len(), before.articles().len());
    assert_eq!(second.project().claims().count(), before.claims().count());
    assert!(second.shows_some("The project is read-only"), "{second:?}");

    // When the first leaves, the project can be written again.
    let folder = first.leave();
    let mut third = Opening::default().on(folder, &[second.app().session().expect("open").path().to_owned()]);
    third.rest();
    assert!(third.shows("Saved"), "{third:?}");
}

#[test]
fn reviewed_claims_are_exported_to_a_file() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::E);
    window.click("CSV");
    let path = export_path(&window);
    assert_eq!(path.extension().and_then(|ending| ending.to_str()), Some("csv"));
    let button = window
        .names(Role::Button)
        .into_iter()
        .find(|name| name.starts_with("Export ") && name.ends_with(" claims"))
        .expect("a button that counts them");
    let reviewed = window
        .project()
        .claims()
        .filter(|(_, _, claim)| !claim.reviews.is_empty())
        .count();
    assert_eq!(button, format!("Export {reviewed} claims"));
    window.click(&button);
    window.wait_until("it is told", |window| window.shows_some("Exported "));
    let csv = std::fs::read_to_string(&path).expect("the file is there");
    assert_eq!(
        csv::Reader::from_reader(csv.as_bytes()).records().count(),
        reviewed
    );
    assert!(
        window.shows(&format!("Exported {reviewed} claims to {}", path.display())),
        "{window:?}"
    );
}

#[test]
fn a_format_is_chosen_and_written_by_keys() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::E);
    let ending = |window: &Window| export_path(window).extension().map(ToOwned::to_owned);
    assert_eq!(ending(&window).as_deref(), Some("xlsx".as_ref()));
    window.press(Modifiers::NONE, Key::ArrowUp);
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(ending(&window).as_deref(), Some("csv".as_ref()));
    let path = export_path(&window);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_until("it is told", |window| window.shows_some("Exported "));
    assert!(path.exists());
}

#[test]
fn all_claims_are_exported_as_json_lines_to_the_chosen_file() {
    let mut window = Window::on_sample();
    window.click("Export…");
    window.click("JSON Lines");
    let all = window.project().claims().count();
    window.choose("Claims", &format!("All claims ({all})"));
    let chosen = window.folder().join("mine.jsonl");
    window.answer_next(std::slice::from_ref(&chosen));
    window.click_on(Role::Link, "Browse…");
    window.wait_until("the path is taken", |window| export_path(window) == chosen);
    window.click(&format!("Export {all} claims"));
    window.wait_until("it is told", |window| window.shows_some("Exported "));
    let lines = std::fs::read_to_string(&chosen).expect("the file is there");
    let claims = lines.lines().filter(|line| line.contains("\"claim\"")).count();
    assert!(claims >= all, "{claims} of {all}");
}

#[test]
fn an_export_that_cannot_be_written_says_why() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::E);
    let nowhere = window.folder().join("talks/project.ron/claims.csv");
    window.fill("File", &nowhere.display().to_string());
    let button = window
        .names(Role::Button)
        .into_iter()
        .find(|name| name.starts_with("Export ") && name.ends_with(" claims"))
        .expect("a button that counts them");
    window.click(&button);
    window.wait_until("it is told", |window| !window.app().core().notices.is_empty());
    assert!(window.shows_some("claims.csv"), "{window:?}");
    assert!(window.shows("Export claims"), "the form stays open");
    assert_eq!(window.app().core().notices.len(), 1);
}

#[test]
fn the_last_export_is_written_again_with_one_key_and_follows_the_project() {
    let mut window = Window::on_sample();
    window.press(CTRL_SHIFT, Key::E);
    assert!(window.shows("Export claims"), "the first time it asks");
    window.click("Markdown report");
    let path = export_path(&window);
    window.click("Export 31 claims");
    window.wait_until("it is told", |window| window.shows_some("Exported 31 claims"));
    let before = std::fs::read_to_string(&path).expect("the file is there");
    window.ask(Request::Command(Command::ShowClaims));
    window.ask(Message::Claims(claims::Msg::ChooseAll(true)));
    window.ask(Request::Command(Command::Accept));
    window.press(CTRL_SHIFT, Key::E);
    window.wait_until("it is told", |window| window.shows_some("Exported 52 claims"));
    let after = std::fs::read_to_string(&path).expect("the file is there");
    assert!(after.len() > before.len());
    assert!(!window.shows("Export claims"), "nothing was asked");
}

#[test]
fn claims_chosen_in_the_table_are_exported_and_no_others() {
    let mut window = Window::on_sample();
    window.ask(Request::Command(Command::ShowClaims));
    window.press(CTRL_SHIFT, Key::E);
    window.ask(Request::CloseDialog);
    let picked: Vec<_> = window
        .project()
        .claims()
        .take(2)
        .map(|(article, id, _)| (article.clone(), id.clone()))
        .collect();
    for claim in picked {
        window.ask(Message::Claims(claims::Msg::Toggle(Some(claim))));
    }
    window.press(CTRL, Key::E);
    assert_eq!(window.value(Role::ComboBox, "Claims"), "Selected claims (2)");
    assert!(window.shows("Export 2 claims"));
}

#[test]
fn reviews_are_published_once_it_is_said_by_whom_and_the_project_keeps_it() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::E);
    window.click("ClaimReview");
    window.fill("Publisher", "Example Checks");
    window.fill("Review page URL", "https://example.org/{claim}");
    // Only those with a verdict.
    window.click("Export 7 claims");
    window.wait_until("it is told", |window| {
        window.shows_some("claims skipped: ClaimReview needs a verdict")
    });
    let publisher = window.saved().head().publisher.clone().expect("it is kept");
    assert_eq!(publisher.url, "https://example.org");
}

#[test]
fn a_claim_is_copied_as_markdown() {
    let mut window = Window::on_sample();
    window.strike(Key::J, "j");
    window.press(CTRL_SHIFT, Key::M);
    assert!(window.shows("Copied 1 claim as Markdown"), "{window:?}");
}

#[test]
fn the_articles_details_are_corrected_and_a_wrong_day_is_not_taken() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::I);
    window.fill("Date", "11.2.2024");
    assert!(window.shows("Enter the date as YYYY-MM-DD, for example 2024-02-11"));
    window.click("Save details");
    assert!(window.shows("Article details"), "it stays open");
    window.fill("Date", "2024-02-10");
    window.fill("Byline", "By Mara Lindqvist");
    window.enter();
    let article = window.article();
    let metadata = window
        .saved()
        .article(&article)
        .expect("it is there")
        .metadata
        .clone();
    assert_eq!(metadata.published, "2024-02-10".parse().ok());
    assert_eq!(metadata.byline.as_deref(), Some("By Mara Lindqvist"));
}

#[test]
fn an_article_is_removed_with_a_question_and_undo_brings_it_back() {
    let mut window = Window::on_sample();
    let before = window.saved_files();
    window.ask(Request::Command(Command::RemoveArticle));
    window.click("Cancel");
    assert_eq!(window.project().articles().len(), 4);
    window.ask(Request::Command(Command::RemoveArticle));
    window.click("Remove article");
    assert_eq!(window.project().articles().len(), 3);
    assert_eq!(window.saved_files().len(), before.len() - 2);
    window.press(CTRL, Key::Z);
    assert_eq!(window.saved_files(), before);
}

#[test]
fn a_newcomer_is_asked_for_their_name_once_and_reviews_under_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample_in(folder.path());
    let opening = Opening {
        reviewer: None,
        ..Opening::default()
    };
    let mut window = opening.on(folder, std::slice::from_ref(&path));
    assert!(window.shows("Your name"), "{window:?}");
    window.press(CTRL, Key::A);
    window.type_text("Noor");
    window.enter();
    assert!(!window.shows("Your name"));
    window.strike(Key::J, "j");
    window.strike(Key::A, "a");
    let saved = window.saved();
    assert!(saved.reviewers().values().any(|reviewer| reviewer.name == "Noor"));
    let settings = window.folder().join("settings.ron");
    assert!(
        std::fs::read_to_string(settings)
            .expect("written")
            .contains("Noor")
    );
}

#[test]
fn closing_a_project_leads_to_the_start_screen_where_it_is_the_latest() {
    let mut window = Window::on_sample();
    window.drag_over("The talks had opened in January");
    window.digit(1);
    window.press(CTRL, Key::W);
    assert!(window.shows("Sayso: on whose say-so?"));
    let card = window
        .names(Role::Button)
        .into_iter()
        .find(|name| name.starts_with("Baghdad talks, 4 articles"))
        .expect("the card of the project");
    window.click(&card);
    window.wait_until("it is open again", |window| window.app().session().is_some());
    let project = window.project();
    assert!(
        project
            .claims()
            .any(|(_, _, claim)| in_words(project, claim).starts_with("[The talks had opened in January]")),
        "what was done just before is there"
    );
}

#[test]
fn a_text_changed_outside_is_told_and_no_claim_is_lost() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample_in(folder.path());
    let file = path.join("articles/coalition-talks.txt");
    let text = std::fs::read_to_string(&file).expect("the sample's");
    let changed = text.replace("It is worth recalling that the coalition", "The coalition");
    assert_ne!(text, changed);
    write(&file, changed.as_bytes());
    let mut window = Opening::default().on(folder, &[path]);
    window.wait_until("the article is read", |window| {
        window.app().place_of(Span::new(0, 1)).is_some()
    });
    window.wait_until("it is told", |window| window.shows_some("coalition-talks"));
    let sample = Session::look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks"))
        .expect("the sample");
    assert_eq!(
        window.project().claims().count(),
        sample.project().claims().count()
    );
}
