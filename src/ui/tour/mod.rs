//! The tour: six steps on a copy of the sample project, in the real window. It asks for one act after another, and goes on
//! when that is done, by whichever way; it can be left and taken up again.

mod steps;
mod update;
mod view;

pub use steps::Step;
pub(crate) use steps::words;
pub(crate) use update::{begin, follow, known, show_step, update};
pub(crate) use view::card_ui;

/// Something asked of the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Goes back to the step before.
    Back,
    /// Goes on without what the step asks for.
    Skip,
    /// Selects the words that the first step asks for.
    SelectWords,
    /// Closes the card; the tour can be taken up again.
    Leave,
    /// Closes the project of the tour, to open one's own articles.
    OpenOwn,
}

/// What the tour keeps while its project is open; where it is stands in the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Whether its card is shown.
    pub is_shown: bool,
    /// The step up to which it does not go on by itself, because the user went back.
    pub(crate) held: Option<usize>,
}
