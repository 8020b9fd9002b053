//! Every command in every state: whatever can be asked for can be asked for at any time. What each does is in `effects`.

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
        assert!(window.shows("Who says this?"));
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
                window.wait_until(&format!("{state}: {} is done", entry.command.label()), |window| {
                    !window.shows("Could not save, retrying")
                });
            }
        }
        window.ask(Request::Command(Command::CloseProject));
        window.ask(Request::CloseDialog);
        assert!(window.shows("Sayso: on whose say-so?"), "{state}: {window:?}");
    }
}
