//! The panel of the project's guidelines: read, searched, and edited as Markdown.

pub mod markdown;
mod page;
mod state;
mod update;
mod view;

pub use markdown::{MarkdownBlock, blocks};
pub(crate) use page::blocks_ui;
pub use state::State;
pub use update::{gather, update};
pub use view::{guide_ui, title_ui};

/// A message of the guidelines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Searches them.
    Search(String),
    /// Goes to the next match, or to the previous.
    Step(bool),
    /// Begins or ends editing.
    Write(bool),
    /// Inserts the default guidelines.
    TakeDefault,
}
