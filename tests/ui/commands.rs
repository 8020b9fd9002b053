//! Every command in every state: whatever can be asked for can be asked for at any time.

use eframe::egui::{Key, Modifiers};
use sayso::ui::bus::command::{Command, ENTRIES};
use sayso::ui::bus::request::Request;

use crate::window::Window;

/// What the window is in the middle of, and how it comes there.
type State = (&'static str, fn() -> Window);

const STATES: &[State] = &[
    ("no project", Window::on_nothing),
    ("an article", Window::on_sample),
    ("a project without articles", || {
        let mut window = Window::on_text("Talks", "One sentence.");
        window.ask(Request::Command(Command::RemoveArticle));
        window.enter();
        assert!(window.project().articles().is_empty());
        window
    }),
    ("a claim", || {
        let mut window = Window::on_sample();
        window.strike(Key::J, "j");
        assert!(window.app().core().place.claim.is_some());
        window
    }),
    ("words", || {
        let mut window = Window::on_sample();
        window.drag_over("Taking stock");
        window.press(Modifiers::NONE, Key::Escape);
        assert_eq!(window.selected(), "Taking stock");
        window
    }),
    ("words and a claim", || {
        let mut window = Window::on_sample();
        window.strike(Key::J, "j");
        window.drag_over("Taking stock");
        window.press(Modifiers::NONE, Key::Escape);
        assert!(window.app().core().place.claim.is_some());
        window
    }),
    ("the pop-up", || {
        let mut window = Window::on_sample();
        window.drag_over("Taking stock");
        assert!(window.shows("Who says so?"));
        window
    }),
    ("a note half typed", || {
        let mut window = Window::on_sample();
        window.strike(Key::J, "j");
        window.fill("Note", "half");
        window
    }),
    ("a dialog", || {
        let mut window = Window::on_sample();
        window.ask(Request::Command(Command::Export));
        assert!(window.shows("Export claims"));
        window
    }),
];

#[test]
fn every_command_can_be_given_in_every_state() {
    for (state, open) in STATES {
        let mut window = open();
        for entry in ENTRIES {
            // Leaving is tried in a state of its own below.
            if matches!(entry.command, Command::CloseProject) {
                continue;
            }
            window.ask(Request::Command(entry.command));
            window.frames(2);
            if window.app().session().is_some() {
                window.wait_until(&format!("{state}: {} is done", entry.label), |window| {
                    !window.shows("Not saved")
                });
            }
        }
        window.ask(Request::Command(Command::CloseProject));
        window.ask(Request::CloseDialog);
        assert!(window.shows("Sayso: on whose say-so?"), "{state}: {window:?}");
    }
}

#[test]
fn every_command_can_be_given_first() {
    // So that no command hides behind the one before it.
    let words_and_claim = STATES[5].1;
    for entry in ENTRIES {
        let mut window = words_and_claim();
        window.ask(Request::Command(entry.command));
        window.frames(3);
        assert!(!window.shows("Not saved"), "{} breaks saving", entry.label);
    }
}

#[test]
fn every_key_is_heard_with_a_claim_selected() {
    for entry in ENTRIES {
        for keys in entry.keys {
            let mut window = Window::on_sample();
            window.strike(Key::J, "j");
            let before = format!("{:?}", window.app().core());
            let revision = window.app().session().map(sayso::session::Session::revision);
            window.press(keys.modifiers, keys.key);
            let after = format!("{:?}", window.app().core());
            let changed =
                before != after || revision != window.app().session().map(sayso::session::Session::revision);
            // These show nothing of themselves in the view, or come by the clipboard.
            let quiet = matches!(
                entry.command,
                Command::Save
                    | Command::Quit
                    | Command::Copy
                    | Command::CopyWithAttribution
                    | Command::PasteArticle
                    | Command::Undo
                    | Command::Redo
                    | Command::PreviousClaim
                    | Command::PreviousArticle
                    | Command::MarkForLater
                    | Command::SetSource
                    | Command::SetCue
                    | Command::AddPiece
                    | Command::StandHere
                    | Command::ToggleSide
                    | Command::ToggleInspector
                    | Command::ZoomIn
                    | Command::ZoomOut
                    | Command::ZoomReset
                    | Command::FilterArticles
                    | Command::Open
                    | Command::AddArticles
            );
            assert!(changed || quiet, "{:?} for {}", keys, entry.label);
        }
    }
}
