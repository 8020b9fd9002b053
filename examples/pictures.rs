//! Leaves pictures of the article and of what is found in it under `target/pictures`, to be looked at: in both themes, in
//! narrow and wide windows, with every setting of the page and every kind of claim selected. The window is drawn without a
//! display, by the processor; `make screenshots` takes pictures of the real one.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "it is run by hand, and says what went wrong by panicking"
)]

#[path = "../tests/support/cpu_renderer.rs"]
mod cpu_renderer;
#[path = "../tests/ui/window.rs"]
#[allow(
    dead_code,
    clippy::allow_attributes,
    reason = "shared with the tests of the window, which use all of it"
)]
mod window;

/// As the tests of the window know it.
mod support {
    pub(crate) use super::cpu_renderer;
}

use std::path::Path;

use eframe::egui::{Key, Modifiers, Vec2, vec2};
use sayso::session::settings::ThemeChoice;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::request::Request;
use window::{CTRL, CTRL_SHIFT, Opening, Window};

const USUAL: Vec2 = vec2(1280.0, 800.0);
const THEMES: [(&str, ThemeChoice); 2] = [("light", ThemeChoice::Light), ("dark", ThemeChoice::Dark)];

/// A claim of the sample for each way in which one can be marked.
const CLAIMS: [(&str, &str); 4] = [
    ("attributed", "Iraqis and Americans had met again"),
    ("nested", "a strike in Jordan"),
    ("own-voice", "The talks had opened in January"),
    ("pieces", "was the work of armed groups that side with Iran"),
];

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    let keep = |window: &mut Window, name: &str| {
        let path = folder.join(format!("{name}.png"));
        window.picture().save(&path).expect("it is saved");
        println!("{}", path.display());
    };
    for (name, theme) in THEMES {
        let mut window = sample(theme, USUAL);
        for (kind, words) in CLAIMS {
            window.click_words(words, 1, Modifiers::NONE);
            keep(&mut window, &format!("claim-{kind}-{name}"));
        }
        window.drag_over("Taking stock");
        keep(&mut window, &format!("dragged-{name}"));
        found(theme, |window, what| keep(window, &format!("find-{what}-{name}")));
    }
    for (name, width) in [("narrow", 720.0), ("wide", 2000.0)] {
        let mut window = sample(ThemeChoice::Light, vec2(width, 728.0));
        keep(&mut window, &format!("article-{name}"));
    }
    for (name, commands) in [
        (
            "close",
            [Command::ColumnNarrow, Command::SpacingTight, Command::FontSans],
        ),
        (
            "far",
            [Command::ColumnWide, Command::SpacingLoose, Command::FontSerif],
        ),
        (
            "turned",
            [Command::DirectionRightToLeft, Command::ZoomIn, Command::ZoomIn],
        ),
        ("small", [Command::ZoomOut; 3]),
    ] {
        let mut window = sample(ThemeChoice::Light, USUAL);
        for command in commands {
            window.ask(Request::Command(command));
        }
        keep(&mut window, &format!("page-{name}"));
    }
}

/// What is found in the article and in all of them, and a pattern that cannot be.
fn found(theme: ThemeChoice, mut keep: impl FnMut(&mut Window, &str)) {
    let mut window = sample(theme, USUAL);
    window.press(CTRL, Key::F);
    window.type_text("the");
    window.press(Modifiers::NONE, Key::F3);
    keep(&mut window, "words");
    window.click("Match a regular expression");
    window.fill("Find in the article", "(army|al-Sudani");
    window.wait_until("the pattern is refused", |window| {
        window.shows_some("unclosed group")
    });
    keep(&mut window, "wrong");
    let mut window = sample(theme, USUAL);
    window.press(CTRL_SHIFT, Key::F);
    window.type_text("الجيش");
    window.wait_until("it is found", |window| {
        !window.app().slices().find.everywhere.found.searching
    });
    window.rest();
    keep(&mut window, "everywhere");
}

fn sample(theme: ThemeChoice, size: Vec2) -> Window {
    Window::on_copy_of_sample(Opening {
        size,
        theme,
        ..Opening::default()
    })
}
