//! The open dialog, with what was typed into it: plain data.

use std::path::PathBuf;

use crate::model::{ArticleId, SpeakerId};
use crate::ui::bus::forms::{DetailsDraft, SpeakerDraft};
use crate::ui::bus::request::Request;
use crate::ui::claims::ClaimsDraft;
use crate::ui::export::ExportDraft;
use crate::ui::project::scale::ScaleDraft;
use crate::ui::speakers::MergeDraft;

/// An open dialog with what was typed into it so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Search or run a command.
    Palette {
        /// What was typed.
        query: String,
        /// Which row is chosen.
        row: usize,
    },
    /// Words looked for in all articles.
    FindEverywhere,
    /// What has been read, before it comes in; see [`Core::incoming`](crate::ui::bus::core::Core::incoming).
    Import,
    /// Every key.
    Shortcuts,
    /// The reviewer's name.
    ReviewerName {
        /// What was typed.
        name: String,
    },
    /// A new project.
    NewProject {
        /// Its title.
        title: String,
        /// The folder that its own folder is made in.
        parent: String,
    },
    /// Open or add by typing a path, where the system has no file dialog.
    TypePath {
        /// What was typed.
        path: String,
        /// Whether it is to add articles to the open project.
        add: bool,
        /// The article of which the file is a newer version.
        updates: Option<ArticleId>,
    },
    /// A text from the clipboard that is to become an article.
    Paste {
        /// Its title.
        title: String,
        /// The text.
        text: String,
    },
    /// What is known about an article.
    Details {
        /// Which one.
        article: ArticleId,
        /// What was typed so far.
        draft: DetailsDraft,
    },
    /// What is known about a speaker.
    Speaker {
        /// Which one; `None` for a new one.
        speaker: Option<SpeakerId>,
        /// What was typed so far.
        draft: SpeakerDraft,
    },
    /// Writing claims to a file.
    Export(ExportDraft),
    /// The scale of ratings.
    Scale(ScaleDraft),
    /// Changing many claims at once.
    Claims(ClaimsDraft),
    /// Making two speakers one.
    Merge(MergeDraft),
    /// Giving the picked claims of a speaker to a new one.
    Split {
        /// The name that was typed.
        name: String,
    },
    /// Keeping the filter of the table of claims.
    KeepFilter {
        /// The name that was typed.
        name: String,
    },
    /// The window is to close, and something could not be saved.
    Unsaved {
        /// What kept it from being saved.
        reason: String,
        /// The folder with a copy of it, or why there is none.
        kept: Result<PathBuf, String>,
    },
    /// Something that cannot be lightly taken back is about to be done.
    Confirm {
        /// What is asked.
        question: String,
        /// What hangs on it.
        explanation: String,
        /// What the button says.
        button: &'static str,
        /// What is done then.
        request: Box<Request>,
    },
}
