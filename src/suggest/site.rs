//! Where a cue can stand around a claim, and what a candidate for one is.

use super::window::Window;

/// The side of the claim's spans that a cue is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Before the first piece.
    Before,
    /// Between two pieces.
    Between,
    /// After the last span.
    After,
}

/// The kind of a cue, which determines the position of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A verb group with its subject.
    Verb,
    /// A verb group whose agent follows with 'by'.
    Passive,
    /// 'According to': the source follows.
    Phrase,
    /// A noun: 'his claim that'.
    Noun,
    /// A colon.
    Colon,
}

/// A candidate for the cue.
#[derive(Clone, Copy, Debug)]
pub(super) struct CueCandidate {
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
    /// The word in it that attributes.
    pub head: usize,
    /// Its position.
    pub side: Side,
    /// What it is.
    pub form: Form,
    /// Whether the text can say whose words it brings.
    pub(super) stated: bool,
    /// How good it is; only comparable within one claim.
    pub score: i32,
}

/// A run of tokens on one side of a piece.
pub(super) struct Site {
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// On which side of the pieces it lies.
    pub side: Side,
}

/// The runs of tokens before, between and behind the claim's pieces; all of them where there are none.
pub(super) fn sites(window: &Window<'_>) -> Vec<Site> {
    let (Some(&first), Some(&last)) = (window.pieces.first(), window.pieces.last()) else {
        return vec![Site {
            first: 0,
            end: window.tokens.len(),
            side: Side::Between,
        }];
    };
    let mut sites = vec![
        Site {
            first: 0,
            end: first,
            side: Side::Before,
        },
        Site {
            first: last + 1,
            end: window.tokens.len(),
            side: Side::After,
        },
    ];
    sites.extend(window.pieces.windows(2).filter_map(|pair| match *pair {
        [one, other] => Some(Site {
            first: one + 1,
            end: other,
            side: Side::Between,
        }),
        _ => None,
    }));
    sites
}
