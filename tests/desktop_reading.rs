//! The article in a real window: how readers set it, and what a screen reader is told of it by the
//! accessibility bus. What is worked out without a window is tested beside the reading surface.

#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod support;

use std::path::Path;
use std::process::ExitCode;

use support::desktop::{Desktop, run_tests, wait_until};
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
    // The sample has a reviewer of this name.
    program.click_on("Yes, that is me");
    program.widget("No claim selected");
    program
}

fn the_page_is_set_from_the_status_bar_and_remembered(desktop: &Desktop) {
    let project = desktop.copy_of(PROJECT);
    let program = sayso(desktop, &project);
    let before = named(&program, "paragraph", FIRST);
    program.click_on("Text: 100%");
    for choice in [
        "Column width: Wide",
        "Line spacing: Loose",
        "Font: Sans serif",
        "Text direction: Right to left",
    ] {
        program.click_on(choice);
        program.wait_for(choice, |widget| widget.name == choice && widget.is("checked"));
    }
    program.keys(&["Escape"]);
    let after = named(&program, "paragraph", FIRST);
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
    let again = Program::sayso(desktop, &[&project.to_string_lossy()]);
    assert_eq!(named(&again, "paragraph", FIRST).width, after.width);
    again.click_on("Text: 100%");
    again.wait_for("the choice", |widget| {
        widget.name == "Column width: Wide" && widget.is("checked")
    });
    again.keys(&["Escape", "ctrl+plus", "ctrl+plus"]);
    let larger = again.wait_for("a larger text", |widget| {
        widget.name.starts_with("Text: 1") && widget.name != "Text: 100%" && widget.name != "Text: 110%"
    });
    assert!(again.close().success());
    let third = Program::sayso(desktop, &[&project.to_string_lossy()]);
    third.widget(&larger.name);
}

/// The first widget of a role whose name begins so.
fn named(program: &Program<'_>, role: &str, beginning: &str) -> Widget {
    program.wait_for(&format!("{role} '{beginning}…'"), |widget| {
        widget.role == role && widget.name.starts_with(beginning)
    })
}

/// What a screen reader has of the article: its text with caret and selection.
fn document(program: &Program<'_>) -> Widget {
    program.widget_as("document frame", "Article text")
}

fn a_screen_reader_hears_the_article_by_paragraph_and_its_claims_where_they_begin_and_end(desktop: &Desktop) {
    let project = desktop.copy_of(PROJECT);
    let program = sayso(desktop, &project);
    named(&program, "heading", "Coalition talks resume in Baghdad");
    named(&program, "label", "The Example Courier · 11 February 2024");
    // What lies below the view is told, too, and can be read on.
    let last = named(&program, "paragraph", "Source: Agencies");
    assert!(last.y > 800, "{last:?}");
    assert_eq!(
        named(&program, "paragraph", FIRST).name,
        "The Iraqi army announced that (claim by Iraqi army, accepted) Iraqis and Americans had met \
         again on Sunday over a calendar for a “studied and gradual reduction” that would end the \
         coalition’s mission (end of claim). It did not say that (claim by Iraqi army, disputed) a date \
         had been set (end of claim)."
    );
    // A claim within a claim, and the second piece of one.
    assert_eq!(
        named(
            &program,
            "paragraph",
            "(claim in the article's own voice, unreviewed) The"
        )
        .name,
        "(claim in the article's own voice, unreviewed) The talks had opened in January (end of claim). (claim \
         in the article's own voice, unreviewed) Less than a day later, three American soldiers were killed by \
         (claim by United States, disputed) a strike in Jordan (end of claim by United States) (end of \
         claim in the article's own voice) that, Washington said, (claim by United States, continued) was the \
         work of armed groups that side with Iran (end of claim)."
    );
    let text = document(&program).value;
    assert!(
        text.starts_with(
            "Some 2,500 American soldiers serve in Iraq with the coalition (Reuters)\nThe Iraqi"
        ),
        "{text}"
    );

    // Each claim can be chosen from there.
    program.act_on("Claim by Iraqi army, disputed: “a date had been set”");
    program.widget("Claim 3 of 20");
    named(
        &program,
        "status bar",
        "Claim 3 of 20 by Iraqi army, disputed: “a date had been set”",
    );
    program.act_on("Claim by United States, continued: “was the work of armed groups that side with Iran”");
    program.widget("Claim 8 of 20");
}

fn a_screen_reader_follows_the_caret_and_the_selection(desktop: &Desktop) {
    let project = desktop.copy_of(PROJECT);
    let program = sayso(desktop, &project);
    let text = document(&program).value;
    let before = text.split("announced").next().unwrap();
    let at = i32::try_from(before.trim_end().chars().count()).unwrap();
    // By the keyboard alone: the first key puts the caret at the top, words are passed to their ends.
    program.keys(&["ctrl+Down", "ctrl+Down", "ctrl+Right", "ctrl+Right", "ctrl+Right"]);
    program.wait_for("the caret", |widget| {
        widget.name == "Article text" && widget.caret == Some(at) && widget.is("focused")
    });
    program.keys(&["ctrl+shift+Right"]);
    let end = at + i32::try_from(" announced".len()).unwrap();
    program.wait_for("the selection", |widget| {
        widget.name == "Article text" && widget.selection == Some(vec![at, end])
    });
}

/// The words that a screen reader hears are selected.
fn selected(program: &Program<'_>) -> String {
    let document = document(program);
    let Some([from, to]) = document.selection.as_deref() else {
        return String::new();
    };
    let count = |number: i32| usize::try_from(number).unwrap_or_default();
    let words = document.value.chars().skip(count(*from));
    words.take(count(*to - *from)).collect()
}

fn the_pointer_takes_words_sentences_quotations_and_scrolls_past_the_edge(desktop: &Desktop) {
    let project = desktop.copy_of(PROJECT);
    let program = sayso(desktop, &project);
    program.resize(1024, 640);
    let at = |words: &str| {
        program.settle();
        let line = named(&program, "paragraph", words);
        (line.x, line.y + 14)
    };
    // On a busy machine two clicks may be too far apart in time for a double one, and are made again.
    let take = |what: &str, expected: &str, act: &dyn Fn((i32, i32))| {
        wait_until(what, || {
            act(at("Major General"));
            let taken = selected(&program) == expected;
            program.keys(&["Escape"]);
            taken
        });
    };

    // The first click opens a panel that leaves less room for the text.
    take("the word is taken", "Major", &|(x, y)| {
        program.click_times((x + 20, y), 2);
    });
    take(
        "the sentence is taken",
        "Major General Yahya Rasoul, the army’s spokesman, said that both sides would meet at regular \
         intervals, “as long as nothing disturbs the peace of the talks”.",
        &|(x, y)| program.click_times((x + 20, y), 3),
    );
    // The third of its lines lies within the quotation.
    take(
        "the quotation is taken",
        "as long as nothing disturbs the peace of the talks",
        &|(x, y)| program.click_holding("ctrl", (x + 40, y + 2 * 29)),
    );

    // Pressed in the first paragraph and held below the window's text, the page runs on.
    let (x, y) = at("Major General");
    program.drag_and_hold((x + 2, y), (x + 200, 632), "the page runs on", || {
        named_in_view(&program, "A statement issued")
    });
    let words = selected(&program);
    assert!(words.starts_with("Major General Yahya Rasoul"), "{words}");
    assert!(words.contains("Taking stock"), "{words}");
}

fn named_in_view(program: &Program<'_>, words: &str) -> bool {
    let widgets = program.widgets();
    let found = widgets
        .iter()
        .find(|widget| widget.role == "paragraph" && widget.name.starts_with(words));
    found.is_some_and(|paragraph| paragraph.y < 300)
}

fn main() -> ExitCode {
    run_tests(desktop_tests![
        the_page_is_set_from_the_status_bar_and_remembered,
        a_screen_reader_hears_the_article_by_paragraph_and_its_claims_where_they_begin_and_end,
        a_screen_reader_follows_the_caret_and_the_selection,
        the_pointer_takes_words_sentences_quotations_and_scrolls_past_the_edge,
    ])
}
