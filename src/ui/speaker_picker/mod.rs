//! The speaker picker: a pop-up with speakers on the keys 1 to 9, type-ahead over all of them, and a new one on Enter.

mod rows;
mod update;
mod view;

use crate::suggest::{Mention, Offers};
use crate::ui::bus::picker::PickerTarget;

pub use rows::{Lit, PickerRow, is_unnamed};
pub use update::{answer, choice_of, gather, update};
pub use view::{lit_words, picker_ui, take_keys};

/// What the picker keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// What the text suggests, found when the picker opens.
    suggested: Option<(PickerTarget, Suggested)>,
}

/// What the text suggests for the words or the claim that the picker is about.
#[derive(Debug, Default)]
struct Suggested {
    /// What it offers as a whole; `None` where only a claim's first link is offered something.
    offers: Option<Offers>,
    /// The speakers whom it mentions, best first.
    mentions: Vec<Mention>,
}

/// Something asked of the picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// What was typed into it.
    Query(String),
    /// Which of its rows is selected.
    Row(usize),
}
