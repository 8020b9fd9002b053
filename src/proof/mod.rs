//! Whether a quotation stands in a reference text: what was really said, as a transcript, a statement or a document has it.
//! The verdict is a fact about two texts and says nothing about truth.
//!
//! The words of the reference texts are looked up in an index ([`References`]); runs of the same words are chained, what is
//! between them is aligned, and what is left over is named: left out, added, changed, moved. Quotation marks, dashes, spaces,
//! case, ligatures and soft hyphens are typography. Words count by how rare they are, so that a few common ones in common
//! are no finding.

mod align;
mod article;
mod findings;
mod index;
mod judge;
mod letters;
mod negation;
mod pieces;
mod runs;
mod tokens;
mod verdict;

#[cfg(test)]
mod tests;

use index::Index;

pub use article::{NotJudged, ProvedQuotation, ReferenceShelf};
pub use verdict::{DifferenceKind, Place, Proof, Verdict, WordsDiffer};

/// Reference texts in which quotations are looked for. Looking through them once costs as much as reading them; each
/// quotation then costs little.
#[derive(Debug)]
pub struct References<'text> {
    index: Index<'text>,
}

impl<'text> References<'text> {
    /// Looks through texts.
    pub fn new(texts: impl IntoIterator<Item = &'text str>) -> Self {
        Self {
            index: Index::new(texts),
        }
    }

    /// Looks for a quotation, given without its quotation marks, in some of the texts, by their numbers. Where it is in several
    /// alike, the first of these is meant.
    pub fn prove(&self, quotation: &str, texts: &[usize]) -> Proof {
        judge::prove(&self.index, quotation, texts)
    }

    /// Looks for it in all texts.
    pub fn prove_in_all(&self, quotation: &str) -> Proof {
        let all: Vec<usize> = (0..self.index.texts.len()).collect();
        self.prove(quotation, &all)
    }
}
