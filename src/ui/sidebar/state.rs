//! Which articles the list shows. Plain data.

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
