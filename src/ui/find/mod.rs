//! Finding words: the bar over the open article, and the dialog that searches all articles.

mod bar;
mod everywhere_dialog;
pub mod state;
pub mod update;

use crate::model::ArticleId;
use crate::session::settings::FindSettings;
use crate::text::Span;

pub use bar::{COVERED, find_bar_ui};
pub use everywhere_dialog::everywhere_ui;
pub use state::{Find, State};

/// Something asked of the search.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// What was typed into the bar.
    Words(String),
    /// How words are looked for.
    How(FindSettings),
    /// Closes the bar and leaves the hit selected.
    CloseBar,
    /// What was typed into the dialog, and which hit is chosen.
    Everywhere {
        /// What was typed.
        words: String,
        /// Which hit is chosen.
        row: usize,
    },
    /// Shows a hit, with the bar open on these words.
    GoToHit {
        /// Its article.
        article: ArticleId,
        /// Where it stands in the text.
        hit: Span,
        /// What was looked for.
        words: String,
    },
}
