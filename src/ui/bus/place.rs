//! Where in the project the person is: the workspace, the open article, what is selected in it. Plain data.

use super::command::Command;
use crate::model::{ArticleId, ClaimId, ClaimRef};
use crate::text::Span;

/// A workspace of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// One article, with its claims marked.
    #[default]
    Annotate,
    /// All claims as a table.
    Claims,
    /// All speakers, and what each of them said.
    Speakers,
}

impl Workspace {
    /// Every workspace with the command that shows it, in the order of the tabs.
    pub const ALL: [(Self, Command); 3] = [
        (Self::Annotate, Command::ShowAnnotate),
        (Self::Claims, Command::ShowClaims),
        (Self::Speakers, Command::ShowSpeakers),
    ];
}

/// A panel that can be opened beside whatever the window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidePanel {
    /// The project's guidelines.
    Guidelines,
    /// What is wrong, and what is still to be done.
    Check,
}

/// Selected words, or a caret where both ends meet; bytes of the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves, where the caret is.
    pub caret: usize,
}

impl Selection {
    /// A caret.
    pub fn caret(at: usize) -> Self {
        Self {
            anchor: at,
            caret: at,
        }
    }

    /// The selected words; empty for a caret.
    pub fn span(self) -> Span {
        Span::new(self.anchor, self.caret)
    }
}

/// Where the text is to scroll to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// To a claim.
    Claim(ClaimId),
    /// To these bytes.
    Span(Span),
    /// To the top.
    Top,
}

/// Where in the open project the person is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The workspace.
    pub workspace: Workspace,
    /// The workspace from which a claim was opened in its text; Escape leads back to it.
    pub back: Option<Workspace>,
    /// The open article.
    pub article: Option<ArticleId>,
    /// The one that was open before it, to go back to where the open one goes.
    pub article_before: Option<ArticleId>,
    /// The selected claim, of the open article.
    pub claim: Option<ClaimId>,
    /// The selected words or the caret, in the open article.
    pub selection: Option<Selection>,
    /// The link of the selected claim's chain that words are set for, from the nearest.
    pub link: usize,
    /// Where the text is to scroll to; the reading surface takes it.
    pub reveal: Option<Reveal>,
}

impl Place {
    /// The selected words of the open article, if any are.
    pub fn words(&self) -> Option<Span> {
        self.selection
            .map(Selection::span)
            .filter(|span| !span.is_empty())
    }

    /// The selected claim with its article.
    pub fn claim_ref(&self) -> Option<ClaimRef> {
        self.article.clone().zip(self.claim.clone())
    }
}
