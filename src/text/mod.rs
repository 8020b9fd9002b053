//! Algorithms on `&str`, independent of articles and claims.

pub mod bare;
pub mod change;
#[cfg(test)]
mod conformance;
pub mod diff;
pub mod direction;
mod edit_distance;
pub mod fold;
pub mod matching;
pub mod name_pattern;
pub mod occurrences;
pub mod passage;
pub mod quotation;
pub mod segment;
pub mod sentence;
pub mod span;
#[cfg(test)]
#[path = "../../tests/support/unicode_data.rs"]
pub(crate) mod unicode_data;
pub mod units;
pub mod unspaced;

pub use change::ChangeSet;
pub use span::Span;
