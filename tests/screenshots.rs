//! Leaves a picture of every screen in `docs/screenshots`, taken of the real window. It claims
//! nothing, so it runs only when asked for (`make screenshots`).

mod support;

use std::path::{Path, PathBuf};

use support::desktop::Desktop;
use support::program::Program;

/// The project that the pictures show.
const PROJECT: &str = "projects/baghdad-talks";

/// A picture and how to come to it.
struct Screen {
    /// The picture's name, without its ending.
    name: &'static str,
    /// Whether the sample project is open.
    with_project: bool,
    /// From the first screen there.
    go: fn(&Program),
}

const SCREENS: &[Screen] = &[
    Screen {
        name: "start",
        with_project: false,
        go: |_| {},
    },
    Screen {
        name: "annotate",
        with_project: true,
        go: |_| {},
    },
];

#[test]
#[ignore = "writes pictures into the repository"]
fn every_screen_has_its_picture() {
    let Some(desktop) = Desktop::start() else {
        return;
    };
    let project = desktop.copy_of(PROJECT);
    for Screen {
        name,
        with_project,
        go,
    } in SCREENS
    {
        let project = project.to_string_lossy();
        let arguments = if *with_project {
            vec![&*project]
        } else {
            Vec::new()
        };
        let program = Program::sayso(&desktop, &arguments);
        program.resize(1280, 800);
        go(&program);
        // Hovering would show a tooltip.
        program.move_to((1279, 799));
        program.settle();
        program.screenshot(&picture(name));
    }
}

fn picture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/screenshots")
        .join(format!("{name}.png"))
}
