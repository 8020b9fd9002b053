//! Drives the real program in a real window on a desktop of its own: pointer, keys, files, and the
//! end of the process at any moment. What can be tested without a window is tested elsewhere.

mod support;

use std::time::Duration;

use support::desktop::{Desktop, wait_until};
use support::program::Program;

#[test]
fn a_desktop_shows_a_program_and_takes_keys_and_clicks() {
    let Some(desktop) = Desktop::start() else {
        return;
    };
    assert_eq!(desktop.screenshot().dimensions(), (1280, 800));
    let arguments = ["-buttons", "yes:7,no:8", "-default", "no", "Shall this be?"];

    let mut question = Program::start(&desktop, "xmessage", &arguments, &[]);
    assert_eq!(desktop.windows().len(), 1);
    assert_eq!(question.title(), "xmessage");
    question.resize(300, 200);
    assert!(question.is_running());
    question.keys(&["Return"]);
    assert_eq!(question.end().code(), Some(8));

    let question = Program::start(&desktop, "xmessage", &arguments, &[]);
    assert!(question.close().code().is_some());
    assert!(desktop.windows().is_empty());

    let question = Program::start(&desktop, "xmessage", &arguments, &[]);
    question.kill();
    wait_until(
        "the killed program's window is gone",
        Duration::from_secs(5),
        || desktop.windows().is_empty(),
    );

    desktop.copy_to_clipboard("يحيى رسول");
    assert_eq!(desktop.clipboard().as_deref(), Some("يحيى رسول"));
}

#[test]
fn a_fake_program_is_found_before_the_real_one() {
    let Some(desktop) = Desktop::start() else {
        return;
    };
    desktop.fake_program("zenity", "#!/bin/sh\necho /tmp/chosen.txt\n");
    assert_eq!(desktop.run("zenity", &[]), "/tmp/chosen.txt\n");
}
