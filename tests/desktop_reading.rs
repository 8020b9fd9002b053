//! The article in a real window: how readers set it, and what a screen reader is told of it by the
//! accessibility bus. What is worked out without a window is tested beside the reading surface.

mod support;

use std::path::Path;

use support::desktop::Desktop;
use support::program::{Program, Widget};

/// The sample project.
const PROJECT: &str = "projects/baghdad-talks";

/// How its first article's longest paragraph begins.
const FIRST: &str = "The Iraqi army announced that";

/// The program on a copy of the sample, with the reviewer's name given.
fn sayso<'a>(desktop: &'a Desktop, project: &Path) -> Program<'a> {
    let program = Program::sayso(desktop, &[&project.to_string_lossy()]);
    program.type_text("Amal");
    program.keys(&["Return"]);
    program.widget("No claim selected");
    program
}

/// A paragraph of the sample by its first words.
fn paragraph(program: &Program<'_>, words: &str) -> Widget {
    program.wait_for(words, |widget| widget.name.starts_with(words))
}

#[test]
fn the_page_is_set_from_the_status_bar_and_remembered() {
    let Some(desktop) = Desktop::start() else {
        return;
    };
    let project = desktop.copy_of(PROJECT);
    let program = sayso(&desktop, &project);
    let before = paragraph(&program, FIRST);
    program.click_on("Reading: 100 %");
    for choice in [
        "Column: Wide",
        "Lines: Wide",
        "Letters: Sans serif",
        "Direction: Right to left",
    ] {
        program.click_on(choice);
        program.wait_for(choice, |widget| widget.name == choice && widget.is("checked"));
    }
    program.keys(&["Escape"]);
    let after = paragraph(&program, FIRST);
    assert!(after.width > before.width + 50, "{before:?} {after:?}");
    assert_eq!(
        (before.height % 29, after.height % 34),
        (0, 0),
        "{before:?} {after:?}"
    );
    assert!(program.close().success());

    let claims = project.join("articles/coalition-talks.ron");
    let claims = std::fs::read_to_string(claims).unwrap();
    assert!(claims.contains("    direction: Some(RightToLeft),\n"));
    let again = Program::sayso(&desktop, &[&project.to_string_lossy()]);
    assert_eq!(paragraph(&again, FIRST).width, after.width);
    again.click_on("Reading: 100 %");
    again.wait_for("the choice", |widget| {
        widget.name == "Column: Wide" && widget.is("checked")
    });
}
