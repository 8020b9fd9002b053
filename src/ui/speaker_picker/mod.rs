//! The pop-up that asks who says so: speakers on the keys 1 to 9, type-ahead over all of them, a new one on Enter.

mod rows;
mod update;
mod view;

use crate::suggest::Mention;
use crate::ui::bus::picker::PickerTarget;

pub use rows::PickerRow;
pub use update::{answer, gather, update};
pub use view::{picker_ui, take_keys};

/// What the pop-up keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// What the text offered in the last frame, found again when the pop-up opens.
    offered: Option<(PickerTarget, Vec<Mention>)>,
}

/// Something asked of the pop-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// What was typed into it.
    Query(String),
    /// Which of its rows is chosen.
    Row(usize),
}
