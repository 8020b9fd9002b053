//! What the program needs around it is missing or cannot be written: home, temporary folder, display, session bus, the
//! project itself.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sayso::model::{Edit, Head, UndoLabel};
use sayso::session::{ReviewerIdentity, SaveState, Session, no_wake, report_from_error};

use crate::aftermath::{Fault, look};
use crate::inbox::{Inbox, Kind};
use crate::known::is_known;
use crate::layer::{Plan, preload};
use crate::scratch::{Scratch, answer};
use crate::support::desktop::Desktop;
use crate::support::program::Program;

/// Words that are of no use to whoever reads a message: where the program was built, and what is inside.
const INTERNALS: &[&str] = &[
    ".cargo",
    "/registry/",
    "src/",
    ".rs:",
    "panicked",
    "glutin",
    "winit",
    "GLX",
    "EGL",
    "zbus",
    "ConfigTemplate",
];
/// How long a window may take to say that it cannot open.
const PATIENCE: Duration = Duration::from_secs(30);

/// A command with something amiss around it.
type Amiss = fn(&Scratch, &mut Command);

/// Runs every command, which all are to do their work although something is amiss that they do not need.
fn all_commands_work(amiss: Amiss) {
    let scratch = Scratch::new();
    let inbox = Inbox::write(&scratch.path("inbox"), Kind::Pages, 2, "s");
    let path = |path: &str| scratch.path(path).to_string_lossy().into_owned();
    let (project, inbox) = (path("talks"), inbox.folder.to_string_lossy().into_owned());
    let out = path("claims.xlsx");
    for arguments in [
        &["new", &project][..],
        &["add", &project, &inbox],
        &["show", &project],
        &["check", &project],
        &[
            "export", &project, "--format", "xlsx", "--claims", "all", "--out", &out,
        ],
        &[
            "export", &project, "--format", "parquet", "--claims", "all", "--out", &out,
        ],
    ] {
        let mut command = scratch.sayso(arguments);
        amiss(&scratch, &mut command);
        let ran = answer(&mut command);
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (Some(0), ""),
            "{arguments:?}: {ran:?}"
        );
    }
    assert_eq!(look(Path::new(&project)).expect("a project").findings, []);
}

pub(crate) fn commands_need_no_home() {
    all_commands_work(|_, command| {
        command.env("HOME", "/nowhere/at/all");
    });
}

pub(crate) fn commands_need_no_home_that_is_a_folder() {
    all_commands_work(|scratch, command| {
        let home = scratch.path("home-file");
        fs::write(&home, "").expect("a file");
        command.env("HOME", home);
    });
}

pub(crate) fn commands_need_no_temporary_folder() {
    all_commands_work(|_, command| {
        command.env("TMPDIR", "/nowhere/at/all");
    });
}

pub(crate) fn commands_need_no_folders_of_the_desktop() {
    all_commands_work(|_, command| {
        for name in [
            "CONFIG_HOME",
            "DATA_HOME",
            "STATE_HOME",
            "CACHE_HOME",
            "RUNTIME_DIR",
        ] {
            command.env(format!("XDG_{name}"), "/nowhere/at/all");
        }
    });
}

/// The home is on a disk that can only be read; needs the fault layer.
pub(crate) fn commands_need_no_home_that_can_be_written() {
    all_commands_work(|scratch, command| {
        preload(
            command,
            &scratch.path("home"),
            &scratch.path("calls.log"),
            Some(&Plan::lasting("EROFS", 1)),
        );
    });
}

/// The project's folder is moved away while it is open, and back again.
pub(crate) fn a_project_that_vanishes_is_told_and_saved_once_it_is_back() {
    let scratch = Scratch::new();
    let (project, elsewhere) = (scratch.path("talks"), scratch.path("elsewhere"));
    let who = ReviewerIdentity {
        id: "r-amal".into(),
        name: "Amal".to_owned(),
    };
    let mut session =
        Session::create(&project, &Head::titled("Talks"), who, no_wake()).expect("a new project");
    fs::rename(&project, &elsewhere).expect("it can be moved");
    let head = Head::titled("Talks, corrected");
    session
        .edit((UndoLabel::ChangeGuidelines, Edit::Head(Box::new(head))))
        .expect("a good edit");
    let told = session.flush().expect_err("it is not there");
    let told = report_from_error(&told).to_string();
    assert!(
        told.contains(&*project.to_string_lossy()) && told.contains("hint:"),
        "{told}"
    );
    assert!(matches!(
        session.save_state(),
        SaveState::Failed(_) | SaveState::Unsaved
    ));
    assert!(!project.exists(), "nothing is made where it was");
    fs::rename(&elsewhere, &project).expect("it can be moved");
    session.flush().expect("it is there again");
    session.close().expect("all is saved");
    let found = look(&project).expect("a project");
    assert_eq!(
        (found.project.head().title.as_str(), found.findings),
        ("Talks, corrected", Vec::new())
    );
}

pub(crate) fn a_missing_display_is_told_in_plain_words() {
    assert_told_plainly(|command| {
        command.env_remove("DISPLAY");
    });
}

pub(crate) fn a_display_that_does_not_answer_is_told_in_plain_words() {
    assert_told_plainly(|command| {
        command.env("DISPLAY", ":987");
    });
    assert_told_plainly(|command| {
        command
            .env("WAYLAND_DISPLAY", "wayland-987")
            .env("XDG_RUNTIME_DIR", "/nowhere/at/all");
    });
}

fn assert_told_plainly(amiss: impl FnOnce(&mut Command)) {
    let scratch = Scratch::new();
    let mut command = window(&scratch);
    amiss(&mut command);
    let (status, told) = end_of(command.spawn().expect("it can be started"));
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("hint:"), "{told}");
    assert_plain(&told);
}

/// That a message shows nothing of what is inside, as far as that is not known.
pub(crate) fn assert_plain(told: &str) {
    let internals: Vec<_> = INTERNALS.iter().filter(|word| told.contains(**word)).collect();
    let is_known = is_known(Fault::Untold, &format!("internals are shown: {told}"));
    assert!(internals.is_empty() || is_known, "{internals:?} in:\n{told}");
}

/// The window on a copy of the sample project.
fn window(scratch: &Scratch) -> Command {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks");
    let project = scratch.copy(&sample, "sample");
    let mut command = scratch.sayso(&[&project.to_string_lossy()]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// The exit code of a program and what it said; one that goes on for too long is ended, and has none.
fn end_of(mut child: Child) -> (Option<i32>, String) {
    let until = Instant::now() + PATIENCE;
    let mut status = None;
    while status.is_none() && Instant::now() < until {
        status = child.try_wait().expect("it was started");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(child.kill());
    let mut told = String::new();
    let read = child
        .stderr
        .take()
        .map(|mut errors| errors.read_to_string(&mut told));
    assert!(read.is_some_and(|read| read.is_ok()));
    drop(child.wait());
    (status.and_then(|status| status.code()), told)
}

pub(crate) fn a_display_without_opengl_is_told_in_plain_words() {
    let mut server = Command::new("Xvfb");
    server.args(["-displayfd", "1", "-extension", "GLX", "-noreset"]);
    let mut server = server
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb starts");
    let mut number = String::new();
    let output = server.stdout.take().expect("its output");
    BufReader::new(output)
        .read_line(&mut number)
        .expect("the number of its display");
    let ended = std::panic::catch_unwind(|| {
        assert_told_plainly(|command| {
            command.env("DISPLAY", format!(":{}", number.trim()));
            // There is another way to OpenGL than by the display.
            command.env("__EGL_VENDOR_LIBRARY_DIRS", "/nowhere/at/all");
        });
    });
    drop(server.kill());
    drop(server.wait());
    ended.expect("it is told");
}

pub(crate) fn a_window_needs_no_session_bus() {
    let desktop = &Desktop::start(1280, 800);
    let project = desktop.copy_of("projects/baghdad-talks");
    let nowhere = "unix:path=/nowhere/at/all";
    let environment = [
        ("DBUS_SESSION_BUS_ADDRESS", nowhere),
        ("DBUS_SYSTEM_BUS_ADDRESS", nowhere),
    ];
    let program = env!("CARGO_BIN_EXE_sayso");
    let program = Program::start(desktop, program, &[&project.to_string_lossy()], &environment);
    let told = program.log();
    assert!(program.close().success());
    assert_plain(&told);
}
