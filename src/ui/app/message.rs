//! The messages of the window: those of its slices, and its own.

use super::key_dialog;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Sent;
use crate::ui::bus::request::Request;
use crate::ui::{
    articles, check, claims, compare, export, find, guidelines, help, import, inspector, project,
    review_queue, speaker_picker, speakers, suggestions, tour,
};

/// Something asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// What any slice may ask.
    Request(Request),
    /// Of the search.
    Find(find::Msg),
    /// Of the pop-up that asks who says so.
    SpeakerPicker(speaker_picker::Msg),
    /// Of the suggested claims.
    Suggestions(suggestions::Msg),
    /// Of the inspector.
    Inspector(inspector::Msg),
    /// Of the table of claims.
    Claims(claims::Msg),
    /// Of the speakers.
    Speakers(speakers::Msg),
    /// Of the comparison of two reviewers.
    Compare(compare::Msg),
    /// Of the review claim by claim.
    ReviewQueue(review_queue::Msg),
    /// Of the guidelines.
    Guidelines(guidelines::Msg),
    /// Of the panel that checks.
    Check(check::Msg),
    /// Of the list of articles.
    Articles(articles::Msg),
    /// Of the export.
    Export(export::Msg),
    /// Of the import.
    Import(import::Msg),
    /// Of the forms about a project and its articles.
    Project(project::Msg),
    /// Of the help.
    Help(help::Msg),
    /// Of the tour.
    Tour(tour::Msg),
    /// What was typed into the palette, and which row is chosen.
    Palette(String, usize),
    /// Of the dialog that changes keys.
    Keys(key_dialog::Msg),
    /// What was typed as the reviewer's name.
    ReviewerName(String),
    /// The reviewer's name.
    NameReviewer(String),
    /// Whether the reviewer asked about is oneself.
    IsReviewer(bool),
    /// Takes a notice away.
    DismissNotice(usize),
    /// Takes all notices away that are shown.
    DismissNotices,
    /// Takes back what was done of a change to very many claims.
    CancelChange,
    /// Stops reading the project that is being opened.
    CancelOpening,
}

impl<M: Into<Self>> From<Sent<M>> for Message {
    fn from(sent: Sent<M>) -> Self {
        match sent {
            Sent::Message(message) => message.into(),
            Sent::Request(request) => Self::Request(request),
        }
    }
}

impl From<Request> for Message {
    fn from(request: Request) -> Self {
        Self::Request(request)
    }
}

impl From<Command> for Message {
    fn from(command: Command) -> Self {
        Self::Request(Request::Command(command))
    }
}
