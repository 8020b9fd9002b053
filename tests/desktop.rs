//! Drives the real program in a real window on a desktop of its own: pointer, keys, files, and the
//! end of the process at any moment. What can be tested without a window is tested elsewhere.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what went wrong by panicking"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sayso::model::{Claim, Edit, Head, Metadata, Speaker, UndoLabel, Voice};
use sayso::session::{ReviewerIdentity, Session, no_wake};
use sayso::text::Span;
use support::desktop::{Desktop, run_tests, wait_until};
use support::program::{Program, Widget};

/// An article of lines that are easily dragged over.
const TEXT: &str = "Floods\n\nRain falls on Sunday.\n\nThe river rises.\n\nThe bridge holds.\n";

/// A project with one article and one speaker, who says the first of its claims, on a desktop on which the reviewer has been
/// asked for their name.
fn project(desktop: &Desktop) -> PathBuf {
    introduce(desktop, "r-amal", "Amal");
    let path = desktop.home().join("floods");
    let who = ReviewerIdentity {
        id: "r-amal".into(),
        name: "Amal".to_owned(),
    };
    let head = Head::titled("Floods");
    let mut session = Session::create(&path, &head, who, no_wake()).expect("a new project");
    let metadata = Metadata {
        title: "Floods".to_owned(),
        ..Metadata::default()
    };
    let ids = session
        .add_articles(vec![(metadata, TEXT.into())])
        .expect("an article");
    let start = TEXT.find("Rain").expect("it is there");
    let mut claim = Claim::new(TEXT, Span::new(start, start + 20)).expect("a claim");
    claim.voice = Voice::attributed_to("s-office".into());
    let speaker = Speaker::named("Weather office", 0);
    let edit = Edit::All(vec![
        Edit::Speaker("s-office".into(), Some(Box::new(speaker))),
        Edit::Claim(ids[0].clone(), "c-first".into(), Some(Box::new(claim))),
    ]);
    session.edit((UndoLabel::MarkClaim, edit)).expect("a good edit");
    session.close().expect("everything is written");
    path
}

fn introduce(desktop: &Desktop, id: &str, name: &str) {
    let folder = desktop.home().join(".config/sayso");
    std::fs::create_dir_all(&folder).expect("folders in the home");
    let settings = format!("(reviewer: Some((id: \"{id}\", name: \"{name}\")), theme: Light)");
    sayso::session::files::write(&folder.join("settings.ron"), settings.as_bytes()).expect("settings");
}

fn open<'a>(desktop: &'a Desktop, project: &Path) -> Program<'a> {
    let program = Program::sayso(desktop, &[&project.to_string_lossy()]);
    program.widget("Saved");
    program
}

fn article_file(project: &Path) -> PathBuf {
    project.join("articles/floods.ron")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Waits until the file of the article passes a test.
fn on_disk(project: &Path, what: &str, is_so: impl Fn(&str) -> bool) {
    let file = article_file(project);
    wait_until(what, || is_so(&read(&file)));
}

/// Drags with the real pointer over the first line of a paragraph of one line.
fn drag_over(program: &Program<'_>, text: &str) {
    let Widget { x, y, height, .. } = program.paragraph(text);
    // Generous: what lies right of the last word is the end of the line.
    let middle = y + height / 2;
    program.drag((x + 2, middle), (x + 500, middle));
    program.wait_for("pop-up", |widget| widget.name == "Who says this?");
}

fn a_claim_is_marked_named_reviewed_and_taken_back_and_the_disk_follows(desktop: &Desktop) {
    let project = project(desktop);
    let untouched = read(&article_file(&project));
    let program = open(desktop, &project);

    drag_over(&program, "The river rises.");
    program.keys(&["1"]);
    on_disk(&project, "the new claim is on disk", |file| {
        file.contains("words: \"The river rises.\"")
    });
    let marked = read(&article_file(&project));

    program.keys(&["a"]);
    let reviews = |file: &str| file.matches("\"r-amal\": (decision: Accepted").count();
    on_disk(&project, "the review is on disk", |file| {
        reviews(file) == reviews(&marked) + 1
    });

    program.keys(&["ctrl+z", "ctrl+z"]);
    on_disk(&project, "both are taken back on disk", |file| file == untouched);
    program.keys(&["ctrl+shift+z"]);
    on_disk(&project, "the claim is there again", |file| file == marked);
    assert!(program.close().success());
}

fn every_key_of_a_burst_is_heard_in_order(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    program.burst(&["j", "x", "u", "shift+d", "w", "h", "o", "Return", "comma"]);
    on_disk(&project, "all of it is on disk", |file| {
        file.contains("decision: Disputed")
            && file.contains("why: \"who\"")
            && file.contains("\"Rain falls on\"")
    });
    assert!(program.close().success());
}

fn a_claim_is_copied_for_documents_and_mails(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    program.keys(&["j"]);
    program.widget("Claim 1 of 1");
    program.keys(&["ctrl+shift+d"]);
    program.widget("Copied 1 claim with formatting");
    wait_until("the clipboard has it", || desktop.clipboard().is_some());
    let rich = desktop.clipboard_as("text/html").expect("a form for documents");
    assert!(rich.contains("<blockquote"), "{rich}");
    assert!(
        rich.contains("Rain falls on Sunday") && rich.contains("<b>Weather office</b>"),
        "{rich}"
    );
    let plain = desktop
        .clipboard()
        .expect("a form for programs that take no other");
    assert!(
        plain.contains("Rain falls on Sunday") && plain.contains("Weather office"),
        "{plain}"
    );
    assert!(!plain.contains('<'), "{plain}");
    assert!(program.close().success());
}

fn a_claim_is_copied_with_its_speaker_and_article(desktop: &Desktop) {
    let project = project(desktop);
    desktop.copy_to_clipboard("something else");
    let program = open(desktop, &project);
    program.keys(&["j", "ctrl+shift+c"]);
    let expected = "“Rain falls on Sunday” (Weather office, Floods)";
    wait_until("the clipboard has it", || {
        desktop.clipboard().is_some_and(|text| text.starts_with("“Rain"))
    });
    assert_eq!(desktop.clipboard().as_deref(), Some(expected));
    // In the table, too.
    desktop.copy_to_clipboard("something else");
    program.keys(&["ctrl+2", "Home", "ctrl+shift+c"]);
    wait_until("the clipboard has it again", || {
        desktop.clipboard().as_deref() == Some(expected)
    });
    assert!(program.close().success());
}

/// X's codes of keys: Ctrl, and those that type a, z and q on a French keyboard.
const CTRL: u8 = 37;
const FRENCH_A: u8 = 24;
const FRENCH_Z: u8 = 25;
const FRENCH_Q: u8 = 38;

fn keys_do_what_they_say_on_a_french_keyboard(desktop: &Desktop) {
    let project = project(desktop);
    desktop.set_layout("fr");
    let program = open(desktop, &project);
    program.keys(&["j"]);
    let decided = |decision: &str| {
        let line = format!("decision: {decision}");
        on_disk(&project, decision, |file| file.contains(&line));
    };
    program.keys(&["x"]);
    decided("Rejected");
    program.codes(&[], &[FRENCH_Q]);
    // In the field that says why, all is chosen and then replaced.
    program.click(program.widget_as("entry", "Reason").centre());
    program.type_text("hello");
    program.codes(&[CTRL], &[FRENCH_A]);
    program.type_text("new");
    program.keys(&["Return"]);
    on_disk(&project, "the reason is on disk", |file| {
        file.contains("why: \"new\"")
    });
    decided("Rejected");
    program.codes(&[], &[FRENCH_A]);
    decided("Accepted");
    program.codes(&[CTRL], &[FRENCH_Z]);
    decided("Rejected");
    assert!(program.close().success());
}

/// X's codes of Shift, of Alt, and of the places of A, of the comma and of the keys around it on an American keyboard.
const SHIFT: u8 = 50;
const ALT: u8 = 64;
const PLACE_A: u8 = 38;
const PLACE_M: u8 = 58;
const PLACE_COMMA: u8 = 59;
const PLACE_PERIOD: u8 = 60;
const PLACE_SLASH: u8 = 61;
const PLACE_BACKSLASH: u8 = 51;
const PLACE_W: u8 = 25;
const PLACE_E: u8 = 26;

/// What is held and pressed on a keyboard to shorten a claim at its start, to extend it there, and the same at its end.
type Edges = [(&'static [u8], u8); 4];

const fn edges(comma: u8, period: u8) -> Edges {
    [(&[SHIFT], period), (&[SHIFT], comma), (&[], comma), (&[], period)]
}

fn the_edges_of_a_claim_have_their_keys_on_every_keyboard(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    program.keys(&["j"]);
    program.widget("Claim 1 of 1");
    let usual = edges(PLACE_COMMA, PLACE_PERIOD);
    // A full stop is typed with Shift, and Shift with the comma is a question mark.
    let french: Edges = [
        (&[ALT, SHIFT], PLACE_COMMA),
        (&[ALT], PLACE_M),
        (&[], PLACE_M),
        (&[SHIFT], PLACE_COMMA),
    ];
    for (layout, keys) in [
        ("us", usual),
        ("de", usual),
        ("es", usual),
        ("it", usual),
        ("se", usual),
        ("fr", french),
        ("tr", edges(PLACE_BACKSLASH, PLACE_SLASH)),
        ("us(dvorak)", edges(PLACE_W, PLACE_E)),
        ("gr", usual),
        ("ru", usual),
        ("ara", usual),
    ] {
        desktop.set_layout(layout);
        let whole = "Rain falls on Sunday";
        let expected = ["falls on Sunday", whole, "Rain falls on", whole];
        for ((held, code), words) in keys.into_iter().zip(expected) {
            program.codes(held, &[code]);
            let what = format!("{layout}: {held:?} with {code} leaves '{words}'");
            on_disk(&project, &what, |file| {
                file.contains(&format!("words: \"{words}\""))
            });
        }
    }
    desktop.set_layout("us");
    assert!(program.close().success());
}

fn letters_and_digits_are_their_places_where_no_latin_letters_are_typed(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    program.keys(&["j"]);
    program.widget("Claim 1 of 1");
    for layout in ["ru", "gr", "ara", "il", "th"] {
        desktop.set_layout(layout);
        program.codes(&[], &[PLACE_A]);
        on_disk(&project, layout, |file| file.contains("decision: Accepted"));
        // U, the place of 0, and Ctrl with the place of Z.
        program.codes(&[], &[30]);
        on_disk(&project, layout, |file| !file.contains("decision:"));
        program.codes(&[], &[19]);
        on_disk(&project, layout, |file| file.contains("voice: Article"));
        program.codes(&[CTRL], &[52]);
        on_disk(&project, layout, |file| file.contains("voice: Attributed"));
    }
    desktop.set_layout("us");
    assert!(program.close().success());
}

fn older_keys_of_the_clipboard_and_selected_words_for_other_programs(desktop: &Desktop) {
    let project = project(desktop);
    desktop.copy_to_clipboard("Norhaven Gazette");
    let program = open(desktop, &project);
    drag_over(&program, "The river rises.");
    wait_until("the words are offered", || {
        desktop.selected().as_deref() == Some("The river rises.")
    });
    program.keys(&["shift+Insert", "Return"]);
    wait_until("the speaker is on disk", || {
        read(&project.join("project.ron")).contains("name: \"Norhaven Gazette\"")
    });
    // The claim is still selected.
    program.keys(&["ctrl+Insert"]);
    wait_until("the clipboard has them", || {
        desktop.clipboard().as_deref() == Some("The river rises.")
    });
    // A middle click puts the words that were selected last into a field.
    program.keys(&["shift+d"]);
    let reason = program.widget("Reason");
    program.click_in_the_middle(reason.centre());
    program.keys(&["Tab"]);
    on_disk(&project, "they are the reason", |file| {
        file.contains("why: \"The river rises.\"")
    });
    assert!(program.close().success());
}

fn a_key_that_was_changed_is_kept_for_the_next_time(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    program.keys(&["F1"]);
    program.act_on("Change keys…");
    program.widget_as("entry", "Search commands or keys");
    program.type_text("accept");
    program.act_on("Change the key of “Accept”");
    program.widget("Press a key…");
    program.keys(&["y"]);
    program.act_on("Close");
    assert!(program.close().success());
    let settings = read(&desktop.home().join(".config/sayso/settings.ron"));
    assert!(settings.contains("\"Accept\""), "{settings}");

    let program = open(desktop, &project);
    program.keys(&["j", "a", "y"]);
    on_disk(&project, "the new key decides", |file| {
        file.contains("decision: Accepted")
    });
    assert!(program.close().success());
}

fn what_is_typed_right_after_evidence_was_added_is_its_address(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    program.keys(&["j"]);
    let link = program.widget("Add evidence…");
    if let steps @ 1.. = (link.y - 600) / 20 {
        program.scroll((1150, 500), steps);
    }
    program.settle();
    program.click_on("Add evidence…");
    program.type_text("https://example.org/report");
    program.keys(&["Return"]);
    on_disk(&project, "the address is on disk", |file| {
        file.contains("url: \"https://example.org/report\"")
    });
    let file = read(&article_file(&project));
    assert!(
        !file.contains("decision:") && file.contains("words: \"Rain falls on Sunday\""),
        "{file}"
    );
    assert!(program.close().success());
}

fn claims_are_exported_through_the_system_s_dialog_and_their_folder_is_shown(desktop: &Desktop) {
    let project = project(desktop);
    let chosen = desktop.home().join("claims.xlsx");
    let (asked, shown) = (desktop.home().join("asked"), desktop.home().join("shown"));
    desktop.fake_program(
        "zenity",
        &format!(
            "#!/bin/sh\necho {}\ntouch {}\n",
            chosen.display(),
            asked.display()
        ),
    );
    desktop.fake_program(
        "xdg-open",
        &format!("#!/bin/sh\nprintf %s \"$1\" > {}\n", shown.display()),
    );
    let program = open(desktop, &project);
    program.keys(&["j", "a", "ctrl+e"]);
    program.click_on("Browse…");
    wait_until("the file is asked for", || asked.exists());
    program.settle();
    program.click_on("Export 1 claim");
    wait_until("the claims are written", || chosen.exists());
    program.click_on("Open folder");
    wait_until("the folder is shown", || shown.exists());
    assert_eq!(read(&shown), desktop.home().display().to_string());
    assert!(program.close().success());
}

fn a_new_speaker_is_typed_or_pasted_in_any_script(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    drag_over(&program, "The river rises.");
    program.type_text("Norhaven Gazette");
    program.keys(&["Return"]);
    on_disk(&project, "the claim is on disk", |file| {
        file.contains("words: \"The river rises.\"")
    });
    drag_over(&program, "The bridge holds.");
    program.paste("وكالة الأنباء");
    program.keys(&["Return"]);
    on_disk(&project, "the other is on disk", |file| {
        file.contains("words: \"The bridge holds.\"")
    });
    wait_until("the speakers are on disk", || {
        let file = read(&project.join("project.ron"));
        file.contains("name: \"Norhaven Gazette\"") && file.contains("name: \"وكالة الأنباء\"")
    });
    program.widget("وكالة الأنباء, 1 claim");
    assert!(program.close().success());

    let project = Session::look(&project).expect("it opens again");
    let said: Vec<String> = project
        .project()
        .claims()
        .filter(|(_, _, claim)| ["The river rises.", "The bridge holds."].contains(&claim.words().as_str()))
        .filter_map(|(_, _, claim)| project.project().speaker(claim.voice.first_speaker()?))
        .map(|speaker| speaker.name.clone())
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
}

/// A project whose only claim is disputed, and whose reason is being typed.
fn while_a_reason_is_typed<'a>(desktop: &'a Desktop, project: &Path) -> Program<'a> {
    let program = open(desktop, project);
    program.keys(&["j", "shift+d"]);
    program.widget("Reason");
    program.type_text("important doubt");
    program
}

fn what_is_typed_survives_a_power_cut_while_the_field_keeps_the_keyboard(desktop: &Desktop) {
    let project = project(desktop);
    let program = while_a_reason_is_typed(desktop, &project);
    let typing = project.join(".sayso/typing");
    wait_until("it is on disk", || {
        let files = std::fs::read_dir(&typing).into_iter().flatten().flatten();
        files
            .into_iter()
            .any(|file| read(&file.path()).contains("important doubt"))
    });
    program.widget("Saved");
    program.kill();
    assert!(!read(&article_file(&project)).contains("important doubt"));

    let program = open(desktop, &project);
    program.widget("Restored what you were typing: “important doubt”");
    assert!(program.close().success());
    assert!(read(&article_file(&project)).contains("why: \"important doubt\""));
}

fn a_polite_end_saves_what_is_typed(desktop: &Desktop) {
    for signal in ["-TERM", "-HUP"] {
        let project = project(desktop);
        let program = while_a_reason_is_typed(desktop, &project);
        // At once, before anything of it is due on disk.
        desktop.run("kill", &[signal, &program.pid().to_string()]);
        assert!(program.end().success(), "{signal}");
        let file = read(&article_file(&project));
        assert!(file.contains("why: \"important doubt\""), "{signal}: {file}");
        std::fs::remove_dir_all(&project).expect("the project goes");
    }
}

fn after_a_power_cut_the_last_saved_second_is_found_again(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    drag_over(&program, "The river rises.");
    program.keys(&["1"]);
    on_disk(&project, "the claim is on disk", |file| {
        file.contains("words: \"The river rises.\"")
    });
    // In the middle of work: what these keys do may have come to the disk or not.
    program.keys(&["j", "a", "j", "d", "j", "x"]);
    program.kill();

    let left = Session::look(&project).expect("every file is whole");
    assert_eq!(left.problems(), []);
    let claims = left.project().claims().count();
    drop(left);

    let program = open(desktop, &project);
    program.wait_for("marked claim", |widget| {
        widget.name.starts_with("Claim: “The river rises.”")
    });
    // Nobody holds the project any more: work goes on at once.
    program.keys(&["j", "Delete"]);
    on_disk(&project, "work goes on", |_| {
        Session::look(&project).is_ok_and(|look| look.project().claims().count() == claims - 1)
    });
    assert!(program.close().success());
}

fn closing_asks_nothing_saves_everything_and_the_window_comes_back_as_it_was(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    program.resize(1120, 700);
    drag_over(&program, "The river rises.");
    program.keys(&["1"]);
    // At once, before the second is over.
    assert!(program.close().success());
    assert!(read(&article_file(&project)).contains("words: \"The river rises.\""));

    // Started without arguments, it offers the project, and stands where it stood.
    let program = Program::sayso(desktop, &[]);
    assert_eq!(program.size(), (1120, 700));
    let card = program.wait_for("card of the project", |widget| {
        widget.name.starts_with("Floods, 1 article")
    });
    program.click(card.centre());
    program.widget("Saved");
    let list: Vec<String> = program
        .widgets()
        .into_iter()
        .filter(|widget| widget.name.ends_with("claims reviewed"))
        .map(|widget| widget.name)
        .collect();
    assert_eq!(list, ["Floods, started, 0 of 2 claims reviewed"]);
    program.wait_for("marked claim", |widget| {
        widget.name.starts_with("Claim: “The river rises.”")
    });
    assert!(program.close().success());
}

fn a_second_window_on_the_project_only_reads_and_says_who_has_it(desktop: &Desktop) {
    let project = project(desktop);
    let first = open(desktop, &project);
    introduce(desktop, "r-jonas", "Jonas");
    let second = Program::sayso(desktop, &[&project.to_string_lossy()]);
    second.widget("Read-only");
    second.widget("This project is open read-only");
    second.wait_for("words that name the holder", |widget| {
        widget.name.contains("Amal") || widget.value.contains("Amal")
    });
    let before = read(&article_file(&project));
    second.keys(&["j", "x", "Delete"]);
    // Leaving saves whatever there is to save.
    assert!(second.close().success());
    assert_eq!(read(&article_file(&project)), before);

    // The first one works on.
    first.click((700, 20));
    first.keys(&["j", "Delete"]);
    on_disk(&project, "the first window writes", |file| file != before);
    assert!(first.close().success());
}

fn who_does_not_see_the_window_hears_the_article_the_claims_and_what_is_saved(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    for text in ["Rain falls on Sunday.", "The river rises.", "The bridge holds."] {
        program.paragraph(text);
    }
    for (role, name) in [
        ("push button", "Saved"),
        ("push button", "Export…"),
        ("entry", "Filter articles"),
        ("document frame", "Article text"),
    ] {
        let widget = program.widget_as(role, name);
        assert!(widget.width > 0 && widget.height > 0, "{widget:?}");
    }
    let chip = program.widget_as(
        "toggle button",
        "Claim: “Rain falls on Sunday”, Weather office, unreviewed",
    );
    // What can be heard can be done, too.
    program.act_on(&chip.name);
    program.widget("Claim 1 of 1");
    program.act_on("Accept");
    on_disk(&project, "the review is on disk", |file| {
        file.contains("decision: Accepted")
    });
    assert!(program.close().success());
}

fn the_sample_is_a_click_away_for_a_newcomer_who_is_asked_for_a_name_once(desktop: &Desktop) {
    let program = Program::sayso(desktop, &[]);
    program.click_on("Sample project, an example to explore");
    program.widget_as("entry", "Your name");
    program.keys(&["ctrl+a"]);
    program.type_text("Noor");
    program.keys(&["Return"]);
    wait_until("the question is gone", || {
        program.widgets().iter().all(|widget| widget.name != "Your name")
    });
    program.widget("Saved");
    program.keys(&["j", "x"]);
    let project = desktop.home().join("Sayso/baghdad-talks");
    let article = project.join("articles/coalition-talks.ron");
    let rejections = |file: &str| file.matches("decision: Rejected").count();
    let before = rejections(&read(Path::new(
        "projects/baghdad-talks/articles/coalition-talks.ron",
    )));
    wait_until("the review is on disk", || {
        rejections(&read(&article)) == before + 1
    });
    assert!(read(&project.join("project.ron")).contains("name: \"Noor\""));
    assert!(program.close().success());

    let program = open(desktop, &project);
    assert!(program.widgets().iter().all(|widget| widget.name != "Your name"));
    assert!(program.close().success());
}

fn a_desktop_shows_a_program_and_takes_keys_and_clicks(desktop: &Desktop) {
    assert_eq!(desktop.screenshot().dimensions(), (1280, 800));
    let arguments = ["-buttons", "yes:7,no:8", "-default", "no", "Shall this be?"];

    let mut question = Program::start(desktop, "xmessage", &arguments, &[]);
    assert_eq!(desktop.windows().len(), 1);
    assert_eq!(question.title(), "xmessage");
    question.resize(300, 200);
    assert!(question.is_running());
    question.keys(&["Return"]);
    assert_eq!(question.end().code(), Some(8));

    let question = Program::start(desktop, "xmessage", &arguments, &[]);
    assert!(question.close().code().is_some());
    assert!(desktop.windows().is_empty());

    let question = Program::start(desktop, "xmessage", &arguments, &[]);
    question.kill();
    wait_until("the killed program's window is gone", || {
        desktop.windows().is_empty()
    });

    desktop.copy_to_clipboard("يحيى رسول");
    assert_eq!(desktop.clipboard().as_deref(), Some("يحيى رسول"));
}

fn a_fake_program_is_found_before_the_real_one(desktop: &Desktop) {
    desktop.fake_program("zenity", "#!/bin/sh\necho /tmp/chosen.txt\n");
    assert_eq!(desktop.run("zenity", &[]), "/tmp/chosen.txt\n");
}

fn what_a_colleague_does_comes_into_the_open_window_and_nothing_of_either_is_lost(desktop: &Desktop) {
    let project = project(desktop);
    let program = open(desktop, &project);
    let theirs = desktop.home().join("theirs");
    copy_files(&project, &theirs);
    let who = ReviewerIdentity {
        id: "r-jonas".into(),
        name: "Jonas".to_owned(),
    };
    let mut session = Session::open(&theirs, who, no_wake()).expect("it opens");
    session.read_all_texts();
    let start = TEXT.find("The bridge").expect("it is there");
    let mut claim = Claim::new(TEXT, Span::new(start, start + 16)).expect("a claim");
    claim.marked_by = Some("r-jonas".into());
    let article = session
        .project()
        .articles()
        .keys()
        .next()
        .expect("an article")
        .clone();
    let edits = vec![
        Edit::Reviewer(
            "r-jonas".into(),
            Some(sayso::model::Reviewer { name: "Jonas".into() }),
        ),
        Edit::Claim(article, "c-theirs".into(), Some(Box::new(claim))),
    ];
    session
        .edit((UndoLabel::MarkClaim, Edit::All(edits)))
        .expect("a good edit");
    session.close().expect("everything is written");

    // Brought in from there while it is marked here.
    drag_over(&program, "The river rises.");
    copy_files(&theirs, &project);
    program.keys(&["1"]);
    program.widget("1 claim by Jonas was merged");
    on_disk(&project, "the claims of both are on disk", |file| {
        file.contains("words: \"The river rises.\"") && file.contains("c-theirs") && file.contains("c-first")
    });
    program.keys(&["ctrl+z"]);
    on_disk(&project, "undo takes back what was done here", |file| {
        !file.contains("words: \"The river rises.\"") && file.contains("c-theirs")
    });
    program.click_on("Show");
    program.widget("Merged just now: 1");
    assert!(program.close().success());
}

/// Copies the files of a project, each whole, into a folder where another one may lie.
fn copy_files(from: &Path, to: &Path) {
    for within in ["", "articles", "history"] {
        std::fs::create_dir_all(to.join(within)).expect("a folder");
        for entry in std::fs::read_dir(from.join(within))
            .into_iter()
            .flatten()
            .flatten()
        {
            let target = to.join(within).join(entry.file_name());
            if let Ok(bytes) = std::fs::read(entry.path())
                && std::fs::read(&target).ok().as_ref() != Some(&bytes)
            {
                sayso::session::files::write(&target, &bytes).expect("a file");
            }
        }
    }
}

fn main() -> ExitCode {
    run_tests(desktop_tests![
        what_a_colleague_does_comes_into_the_open_window_and_nothing_of_either_is_lost,
        a_claim_is_marked_named_reviewed_and_taken_back_and_the_disk_follows,
        every_key_of_a_burst_is_heard_in_order,
        a_claim_is_copied_for_documents_and_mails,
        a_claim_is_copied_with_its_speaker_and_article,
        keys_do_what_they_say_on_a_french_keyboard,
        the_edges_of_a_claim_have_their_keys_on_every_keyboard,
        letters_and_digits_are_their_places_where_no_latin_letters_are_typed,
        older_keys_of_the_clipboard_and_selected_words_for_other_programs,
        a_key_that_was_changed_is_kept_for_the_next_time,
        what_is_typed_right_after_evidence_was_added_is_its_address,
        claims_are_exported_through_the_system_s_dialog_and_their_folder_is_shown,
        a_new_speaker_is_typed_or_pasted_in_any_script,
        after_a_power_cut_the_last_saved_second_is_found_again,
        what_is_typed_survives_a_power_cut_while_the_field_keeps_the_keyboard,
        a_polite_end_saves_what_is_typed,
        closing_asks_nothing_saves_everything_and_the_window_comes_back_as_it_was,
        a_second_window_on_the_project_only_reads_and_says_who_has_it,
        who_does_not_see_the_window_hears_the_article_the_claims_and_what_is_saved,
        the_sample_is_a_click_away_for_a_newcomer_who_is_asked_for_a_name_once,
        a_desktop_shows_a_program_and_takes_keys_and_clicks,
        a_fake_program_is_found_before_the_real_one,
    ])
}
