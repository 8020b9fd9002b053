//! What the lists keep: which articles are shown.

use super::articles::ArticleList;
use crate::model::{ArticleId, Project};

/// Which articles the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArticleKind {
    /// All.
    #[default]
    All,
    /// Those on which there is something to do.
    Open,
    /// Those that somebody declared done.
    Done,
}

impl ArticleKind {
    /// Every kind with its name, in the order they are offered.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::All, "All articles"),
        (Self::Open, "Open articles"),
        (Self::Done, "Done articles"),
    ];
}

/// What the lists keep from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// What the list of articles is filtered by.
    pub filter: String,
    /// Which articles the list shows besides.
    pub kind: ArticleKind,
    pub(super) list: ArticleList,
}

impl State {
    /// The articles that the list shows, in the order in which they were added.
    pub fn shown(&mut self, project: &Project, revision: u64) -> &[ArticleId] {
        self.list.shown(project, revision, &self.filter, self.kind)
    }
}
