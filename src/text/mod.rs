//! Algorithms on `&str` that know nothing of articles and claims.

pub mod change;
#[cfg(test)]
mod conformance;
pub mod diff;
pub mod direction;
mod errors;
pub mod fold;
pub mod matching;
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

pub use change::Change;
pub use span::Span;
