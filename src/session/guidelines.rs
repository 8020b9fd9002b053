//! The guidelines that a new project starts with: rules for marking claims, in Markdown, which every project may change.

use crate::model::Head;

/// The rules that a new project starts with.
pub const DEFAULT: &str = include_str!("../../assets/guidelines.md");

/// What a new project says of itself: its title, the usual scale, the usual rules.
pub fn new_head(title: impl Into<String>) -> Head {
    Head {
        guidelines: DEFAULT.to_owned(),
        ..Head::titled(title)
    }
}
