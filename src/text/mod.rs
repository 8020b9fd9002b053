//! Algorithms on `&str` that know nothing of articles and claims.

pub mod change;
pub mod diff;
mod errors;
pub mod fold;
pub mod matching;
pub mod quotation;
pub mod segment;
pub mod sentence;
pub mod span;
pub mod units;

pub use change::Change;
pub use span::Span;
