//! Algorithms on `&str` that know nothing of articles and claims.

pub mod span;

pub use span::Span;
