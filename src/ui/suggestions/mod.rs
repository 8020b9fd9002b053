//! Suggestions of whole claims: found beside the window for the open article, drawn faint in its text, taken or refused by
//! a key each. A suggestion is in no count, export or file before it is taken.

mod candidate;
mod card;
mod dialog;
mod figures;
mod learning;
mod panel;
mod reading;
mod state;
mod strip;
mod update;

use crate::model::SpeakerId;

pub use card::card_ui;
pub use dialog::suggestions_ui;
pub use panel::panel_ui;
pub use state::State;
pub use strip::strip_ui;
pub use update::{Outcome, ask_to_take_all, leave_when_elsewhere, poll, update};

/// Something asked of the suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Brings the suggestion so many places on into focus; without one in focus, the next after the caret.
    Step(isize),
    /// Brings a suggestion into focus, by its fingerprint.
    Focus(u64),
    /// Leaves the suggestion in focus.
    Leave,
    /// Takes the one in focus.
    Take(Given),
    /// Never makes the one in focus again.
    Refuse,
    /// Moves an edge of the one in focus by a word.
    Mend {
        /// Whether it is the start, else the end.
        start: bool,
        /// Whether it moves on in the text.
        forward: bool,
    },
    /// How many are shown, 0 for the fewest.
    Level(usize),
    /// Shows them, or hides them.
    Show(bool),
    /// Takes all that are shown as sure.
    TakeAll,
    /// Lets everything be suggested again that was refused in the open article.
    AllowAgain,
    /// Shows one article in so many without suggestions; `None` for all with them.
    Blind(Option<usize>),
    /// Whether they learn from what is decided about them.
    Learn(bool),
    /// Forgets what was learnt from decisions.
    Forget,
}

/// Whom a suggestion is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Whom it names.
    Suggested,
    /// The article's own voice.
    Article,
    /// Another speaker.
    Speaker(SpeakerId),
}
