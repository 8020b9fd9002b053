//! The speaker picker: a pop-up with speakers on the keys 1 to 9, type-ahead over all of them, and a new one on Enter.

mod rows;
mod update;
mod view;

use crate::suggest::Mention;
use crate::ui::bus::picker::PickerTarget;

pub use rows::{PickerRow, is_unnamed};
pub use update::{answer, gather, update};
pub use view::{picker_ui, take_keys};

/// What the picker keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// The speakers that the text suggests, found when the picker opens.
    suggested: Option<(PickerTarget, Vec<Mention>)>,
}

/// Something asked of the picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// What was typed into it.
    Query(String),
    /// Which of its rows is selected.
    Row(usize),
}
