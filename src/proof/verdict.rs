//! What is found of a quotation: the verdict, the places and the words that differ.

use crate::text::Span;

/// How a quotation and the reference texts agree, from the most alike on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Letter for letter.
    Verbatim,
    /// The same words; quotation marks, dashes, case, spaces or marks between them differ.
    Typography,
    /// Words are left out within one place.
    Cut,
    /// It is put together from several places.
    Joined,
    /// Words are others, added or in another order, or a negation is left out.
    Altered,
    /// It is not in the reference texts, or too little of it.
    NotFound,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Verbatim,
        Self::Typography,
        Self::Cut,
        Self::Joined,
        Self::Altered,
        Self::NotFound,
    ];

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Verbatim => fl!("proof-verbatim"),
            Self::Typography => fl!("proof-typography"),
            Self::Cut => fl!("proof-cut"),
            Self::Joined => fl!("proof-joined"),
            Self::Altered => fl!("proof-altered"),
            Self::NotFound => fl!("proof-not-found"),
        }
    }

    /// Its name in files: `not_found`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Typography => "typography",
            Self::Cut => "cut",
            Self::Joined => "joined",
            Self::Altered => "altered",
            Self::NotFound => "not_found",
        }
    }
}

/// A part of a reference text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which of the reference texts, in the order they were given.
    pub text: usize,
    /// In bytes.
    pub span: Span,
    /// In Unicode characters.
    pub chars: (usize, usize),
}

/// In what way words differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Words of the reference text that are not in the quotation.
    LeftOut,
    /// Words of the quotation that are not in the reference text.
    Added,
    /// Words that are others.
    Changed,
    /// Words that stand in another order.
    Moved,
}

impl DifferenceKind {
    /// Its name in files: `left_out`.
    pub fn name(self) -> &'static str {
        match self {
            Self::LeftOut => "left_out",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

/// Words that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsDiffer {
    /// In what way.
    pub kind: DifferenceKind,
    /// Where in the quotation, in bytes; empty where words are left out.
    pub quoted: Span,
    /// Where in a reference text; empty where words are added.
    pub place: Place,
    /// Whether the quotation says so, by dots or brackets.
    pub is_marked: bool,
}

impl WordsDiffer {
    /// What people read: '“not” is left out'. Given the quotation and the reference text of the place.
    pub fn describe(&self, quotation: &str, reference: &str) -> String {
        let (quoted, said) = (self.quoted.words(quotation), self.place.span.words(reference));
        match (self.kind, self.is_marked) {
            (DifferenceKind::LeftOut, true) => fl!("proof-left-out-marked", words = said),
            (DifferenceKind::LeftOut, false) => fl!("proof-left-out", words = said),
            (DifferenceKind::Added, _) => fl!("proof-added", words = quoted),
            (DifferenceKind::Changed, _) => fl!("proof-changed", quoted = quoted, words = said),
            (DifferenceKind::Moved, _) => fl!("proof-moved", words = said),
        }
    }
}

/// What is found of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// How it agrees.
    pub verdict: Verdict,
    /// What it is from, in its order; empty where it is not found.
    pub places: Vec<Place>,
    /// The words that differ, in its order.
    pub differences: Vec<WordsDiffer>,
}

impl Proof {
    /// It is nowhere.
    pub(super) fn not_found() -> Self {
        Self {
            verdict: Verdict::NotFound,
            places: Vec::new(),
            differences: Vec::new(),
        }
    }
}
