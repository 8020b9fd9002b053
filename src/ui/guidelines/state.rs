//! State of the guidelines panel.

use super::markdown::{MarkdownBlock, blocks};
use crate::search::{Query, find};
use crate::text::Span;

/// State of the guidelines panel.
#[derive(Debug, Default)]
pub struct State {
    /// The search query.
    pub query: String,
    /// The index of the current match.
    pub hit: usize,
    /// Whether to scroll to the current match.
    pub reveal: bool,
    /// Whether they are being edited.
    pub writing: bool,
    pub(super) page: Page,
}

/// The parsed guidelines.
#[derive(Debug, Default)]
pub(super) struct Page {
    source: String,
    pub(super) blocks: Vec<MarkdownBlock>,
    searched: String,
    /// The matches: block and span.
    pub(super) hits: Vec<(usize, Span)>,
}

impl Page {
    /// Parses and searches again if the text or the query has changed.
    pub(super) fn update(&mut self, source: &str, query: &str) {
        let changed = self.source != source;
        if changed {
            source.clone_into(&mut self.source);
            self.blocks = blocks(source);
        }
        if changed || self.searched != query {
            query.clone_into(&mut self.searched);
            let query = Query {
                words: query.trim().to_owned(),
                ..Query::default()
            };
            self.hits = self
                .blocks
                .iter()
                .enumerate()
                .flat_map(|(at, block)| {
                    let found = find(&block.text, &query).unwrap_or_default();
                    found.into_iter().map(move |span| (at, span))
                })
                .collect();
        }
    }

    pub(super) fn found(&self) -> usize {
        self.hits.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case_and_not_in_the_signs_of_markdown() {
        let mut page = Page::default();
        page.update("# Claims\n\nA **claim** is said. *Claims* may nest.", "claim");
        assert_eq!(page.found(), 3);
        page.update("# Claims\n\nA **claim** is said. *Claims* may nest.", "**");
        assert_eq!(page.found(), 0);
        page.update("ما هو الادّعاء", "الادعاء");
        assert_eq!(page.found(), 1);
        page.update("ما هو الادّعاء", "");
        assert_eq!(page.found(), 0);
    }
}
