//! The window where what it needs around it is missing or cannot be written: it says what is amiss and what to do about
//! it, and the work goes on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::aftermath::{Fault, look};
use crate::layer::{Plan, preload, with_clock};
use crate::scratch::{Scratch, answer};
use crate::support::desktop::{Desktop, wait_until};
use crate::support::program::Program;
use crate::surroundings::assert_plain;

/// Beyond the year 9999, in seconds since 1970.
const BEYOND_9999: i64 = 253_402_300_800 + 86_400;

/// What its article says.
const WORDS: &str = "The bridge is safe, the mayor said. 大桥很安全。";

/// A project with an article in letters of few fonts, beside the home.
fn project(scratch: &Scratch) -> PathBuf {
    let project = scratch.path("talks");
    let text = scratch.path("bridge.txt");
    fs::write(&text, format!("Bridges\n\n{WORDS}\n")).expect("a file");
    let (project_name, text) = (project.to_string_lossy(), text.to_string_lossy());
    for arguments in [&["new", &project_name][..], &["add", &project_name, &text]] {
        let ran = answer(&mut scratch.sayso(arguments));
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    }
    project
}

/// The environment that a command was given.
fn environment_of(command: &Command) -> Vec<(String, String)> {
    let given = command.get_envs();
    let given =
        given.filter_map(|(name, value)| Some((name.to_str()?.to_owned(), value?.to_str()?.to_owned())));
    given.collect()
}

fn open<'a>(desktop: &'a Desktop, project: &Path, amiss: &[(String, String)]) -> Program<'a> {
    let amiss: Vec<(&str, &str)> = amiss.iter().map(|(name, value)| (&**name, &**value)).collect();
    let program = env!("CARGO_BIN_EXE_sayso");
    Program::start(desktop, program, &[&project.to_string_lossy()], &amiss)
}

/// Marks a claim for later, which all is to be saved for, and closes the window.
fn works(program: Program<'_>, project: &Path) {
    let paragraph = program.paragraph(WORDS);
    let middle = paragraph.y + paragraph.height / 2;
    program.drag((paragraph.x + 2, middle), (paragraph.x + 500, middle));
    program.keys(&["0"]);
    let claims = project.join("articles");
    wait_until("the claim is on disk", || {
        let files = fs::read_dir(&claims).expect("a folder").flatten();
        files
            .filter_map(|file| fs::read_to_string(file.path()).ok())
            .any(|file| file.contains("words: \"The bridge is safe"))
    });
    let told = program.log();
    assert!(program.close().success());
    assert_plain(&told);
    let found = look(project).expect("a project");
    assert_eq!(found.findings, Vec::<(Fault, String)>::new());
}

/// Whether something of the window says these words.
fn says(program: &Program<'_>, words: &str) {
    program.wait_for(words, |widget| widget.name.contains(words));
}

/// Needs the fault layer.
pub(crate) fn a_home_that_can_only_be_read_is_told_and_the_project_is_saved() {
    let (scratch, desktop) = (Scratch::new(), &Desktop::start(1280, 800));
    let project = project(&scratch);
    let mut command = Command::new("sayso");
    preload(
        &mut command,
        desktop.home(),
        &scratch.path("calls.log"),
        Some(&Plan::lasting("EROFS", 1)),
    );
    let program = open(desktop, &project, &environment_of(&command));
    answer_name(&program);
    says(&program, "Your settings cannot be kept");
    says(&program, "Make the folder writable");
    works(program, &project);
}

pub(crate) fn a_home_that_is_a_file_is_told_and_the_project_is_saved() {
    let (scratch, desktop) = (Scratch::new(), &Desktop::start(1280, 800));
    let project = project(&scratch);
    let home = scratch.path("home-file");
    fs::write(&home, "").expect("a file");
    let home = home.to_string_lossy().into_owned();
    let amiss = [
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
    ];
    let amiss = amiss.map(|name| (name.to_owned(), home.clone()));
    let program = open(desktop, &project, &amiss);
    answer_name(&program);
    says(&program, "Your settings cannot be kept");
    works(program, &project);
}

/// Says who is reviewing, as nothing can tell it.
fn answer_name(program: &Program<'_>) {
    program.wait_for("a name is asked for", |widget| widget.name == "Reviewer name");
    program.type_text("Amal");
    program.keys(&["Return"]);
}

pub(crate) fn letters_that_no_font_has_are_told() {
    let (scratch, desktop) = (Scratch::new(), &Desktop::start(1280, 800));
    let project = project(&scratch);
    let nowhere = ["FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"];
    let nowhere = nowhere.map(|name| (name.to_owned(), "/nowhere/at/all".to_owned()));
    let program = open(desktop, &project, &nowhere);
    answer_name(&program);
    says(&program, "This computer has no font for “大桥很安全”");
    says(&program, "Install a font that has these letters");
    works(program, &project);
}

pub(crate) fn a_window_needs_no_temporary_folder() {
    let (scratch, desktop) = (Scratch::new(), &Desktop::start(1280, 800));
    let project = project(&scratch);
    let program = open(
        desktop,
        &project,
        &[("TMPDIR".to_owned(), "/nowhere/at/all".to_owned())],
    );
    answer_name(&program);
    works(program, &project);
}

/// Neither a portal nor another program that shows a file dialog: a path is typed, or gone to by a list.
pub(crate) fn without_a_portal_a_path_is_asked_for() {
    let (scratch, desktop) = (Scratch::new(), &Desktop::start(1280, 800));
    let project = project(&scratch);
    let other = scratch.path("harbours");
    let ran = answer(&mut scratch.sayso(&["new", &other.to_string_lossy()]));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let settings = desktop.home().join(".config/sayso");
    fs::create_dir_all(&settings).expect("a folder");
    fs::write(
        settings.join("settings.ron"),
        "(reviewer: Some((id: \"r-amal\", name: \"Amal\")))\n",
    )
    .expect("a file");
    let nowhere = [
        ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all"),
        ("PATH", "/nowhere/at/all"),
    ];
    let nowhere = nowhere.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let program = open(desktop, &project, &nowhere);
    assert!(program.title().contains("talks"), "{}", program.title());
    // The bus that would tell what is shown is not there: the form takes what is typed.
    program.keys(&["ctrl+o"]);
    program.settle();
    program.keys(&["ctrl+a"]);
    program.type_text(&other.to_string_lossy());
    program.keys(&["Return"]);
    wait_until("the other project is open", || {
        program.title().contains("harbours")
    });
    let told = program.log();
    assert!(program.close().success());
    assert_plain(&told);
}

/// Needs the fault layer. The log cannot be written either, so it is said where the program was started.
pub(crate) fn a_clock_that_no_file_can_hold_is_told() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let before = fs::read(project.join("project.ron")).expect("a file");
    let project_name = project.to_string_lossy();
    for seconds in [-86_400 * 365, BEYOND_9999] {
        for arguments in [
            &[&*project_name][..],
            &["check", &project_name],
            &["new", "other"],
        ] {
            let mut command = scratch.sayso(arguments);
            with_clock(&mut command, seconds);
            let ran = answer(&mut command);
            assert_eq!(ran.code, Some(1), "{arguments:?}: {ran:?}");
            assert!(ran.err.contains("hint: Set the date of this computer"), "{ran:?}");
            assert_plain(&ran.err);
        }
    }
    assert_eq!(fs::read(project.join("project.ron")).expect("a file"), before);
    assert!(!scratch.path("other").exists());
}

/// Needs the fault layer.
pub(crate) fn a_clock_before_the_newest_step_is_told() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let inbox = scratch.path("more.txt");
    fs::write(&inbox, "The ferry sails again.\n").expect("a file");
    let (project_name, inbox) = (project.to_string_lossy(), inbox.to_string_lossy());
    for arguments in [&["check", &*project_name][..], &["add", &project_name, &inbox]] {
        let mut command = scratch.sayso(arguments);
        with_clock(&mut command, 1_000_000_000);
        let ran = answer(&mut command);
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.contains("this computer’s clock says 9 Sep 2001"), "{told}");
        assert!(told.contains("Set the clock before you go on"), "{told}");
        assert_plain(&told);
    }
    // Nothing of it was refused.
    assert_eq!(look(&project).expect("a project").project.articles().len(), 2);
}

/// Needs the fault layer.
pub(crate) fn a_clock_before_the_newest_step_is_told_in_the_window() {
    let (scratch, desktop) = (Scratch::new(), &Desktop::start(1280, 800));
    let project = project(&scratch);
    let mut command = Command::new("sayso");
    with_clock(&mut command, 1_000_000_000);
    let program = open(desktop, &project, &environment_of(&command));
    answer_name(&program);
    says(&program, "this computer’s clock says 9 Sep 2001");
    works(program, &project);
}
