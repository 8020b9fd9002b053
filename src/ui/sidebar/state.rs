//! What the lists keep: which articles are shown.

use super::articles::ArticleList;
use crate::model::{ArticleId, Project};

/// Which articles the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArticleKind {
    /// All.
    #[default]
    All,
    /// Those that are not done, or have unreviewed claims.
    Open,
    /// Those marked as done.
    Done,
}

impl ArticleKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Open, Self::Done];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => fl!("sidebar-all"),
            Self::Open => fl!("sidebar-open"),
            Self::Done => fl!("sidebar-done"),
        }
    }
}

/// What the lists keep from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// What the list of articles is filtered by.
    pub filter: String,
    /// Which articles the list is limited to.
    pub kind: ArticleKind,
    pub(super) list: ArticleList,
}

impl State {
    /// The articles that the list shows, in the order in which they were added.
    pub fn shown(&mut self, project: &Project, revision: u64) -> &[ArticleId] {
        self.list.shown(project, revision, &self.filter, self.kind)
    }
}
