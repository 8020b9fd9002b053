//! Where in the project the user is: workspace, open article, selection.

use super::command::Command;
use crate::model::{ArticleId, ClaimId, ClaimRef};
use crate::text::Span;

/// A workspace of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// One article with its claims.
    #[default]
    Annotate,
    /// All claims as a table.
    Claims,
    /// All speakers.
    Speakers,
    /// Two reviewers' readings side by side.
    Compare,
    /// The list of articles over the whole page.
    Articles,
}

impl Workspace {
    /// Every workspace with its command, in the order of the tabs.
    pub const ALL: [(Self, Command); 4] = [
        (Self::Annotate, Command::ShowAnnotate),
        (Self::Claims, Command::ShowClaims),
        (Self::Speakers, Command::ShowSpeakers),
        (Self::Compare, Command::ShowCompare),
    ];
}

/// A side panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidePanel {
    /// The project's guidelines.
    Guidelines,
    /// Problems and open tasks.
    Check,
}

/// A selection, or a caret if both ends meet, in bytes of the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The fixed end.
    pub anchor: usize,
    /// The moving end.
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

    /// The selected span; empty for a caret.
    pub fn span(self) -> Span {
        Span::new(self.anchor, self.caret)
    }
}

/// What the text scrolls to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// A claim.
    Claim(ClaimId),
    /// A span.
    Span(Span),
    /// The top.
    Top,
}

/// Where in the open project the user is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The workspace.
    pub workspace: Workspace,
    /// The workspace from which a claim was opened; Escape leads back to it.
    pub back: Option<Workspace>,
    /// The open article.
    pub article: Option<ArticleId>,
    /// The article that was open before it.
    pub article_before: Option<ArticleId>,
    /// The selected claim of the open article.
    pub claim: Option<ClaimId>,
    /// The selection in the open article.
    pub selection: Option<Selection>,
    /// The link of the selected claim's chain that words are set for, 0 the nearest.
    pub link: usize,
    /// What the reading surface scrolls to.
    pub reveal: Option<Reveal>,
}

impl Place {
    /// The selected words, unless there are none.
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
