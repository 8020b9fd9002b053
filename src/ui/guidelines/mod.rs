//! The project's guidelines beside the article: read, searched, and written in Markdown. How Markdown is understood is in
//! `markdown`, how its blocks look in `page`.

pub mod markdown;
mod page;
mod state;
mod update;
mod view;

pub use state::State;
pub use update::{gather, update};
pub use view::{guide_ui, title_ui};

/// Something asked of the guidelines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Searches them.
    Search(String),
    /// Goes to the next hit, or to the one before.
    Step(bool),
    /// Begins or ends writing.
    Write(bool),
    /// Takes the text that new projects start with.
    TakeDefault,
}
