//! The pages, and which of them is shown.

use crate::ui::guidelines::{MarkdownBlock, blocks};

/// A page of the documentation.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Its file, by whose name other pages link to it.
    pub file: &'static str,
    /// Its text in Markdown; the first line is its title.
    pub text: &'static str,
}

impl Page {
    /// What it is called.
    pub fn title(self) -> &'static str {
        let first = self.text.lines().next().unwrap_or_default();
        first.trim_start_matches('#').trim()
    }
}

macro_rules! pages {
    ($($file:literal),* $(,)?) => {
        /// All pages, in the order of the table of contents.
        pub const PAGES: &[Page] = &[$(Page {
            file: $file,
            text: include_str!(concat!("../../../", $file)),
        }),*];
    };
}

pages!(
    "docs/keyboard.md",
    "docs/import.md",
    "docs/export.md",
    "docs/command-line.md",
    "docs/project-files.md",
    "docs/teamwork.md",
    "docs/agreement.md",
    "docs/accessibility-and-languages.md",
);

/// What the help keeps: the page that is shown.
#[derive(Clone, Debug, Default)]
pub struct State {
    pub(super) page: usize,
    /// Empty until a page was shown.
    pub(super) blocks: Vec<MarkdownBlock>,
}

impl State {
    pub(super) fn show(&mut self, page: usize) {
        if let Some(shown) = PAGES.get(page) {
            self.page = page;
            self.blocks = blocks(shown.text);
        }
    }

    /// Makes the help ready to be shown, on the page that was shown last.
    pub(crate) fn open(&mut self) {
        self.show(self.page);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Msg, update};
    use super::*;

    #[test]
    fn the_pages_are_those_of_the_table_of_contents_in_its_order() {
        let summary = include_str!("../../../docs/SUMMARY.md");
        let listed: Vec<String> = summary
            .lines()
            .filter_map(|line| line.split_once("](")?.1.strip_suffix(')'))
            .map(|file| format!("docs/{file}"))
            .collect();
        let pages: Vec<&str> = PAGES.iter().map(|page| page.file).collect();
        assert_eq!(pages, listed);
        assert!(PAGES.iter().all(|page| !page.title().is_empty()));
    }

    #[test]
    fn a_link_to_a_page_shows_it_and_any_other_changes_nothing() {
        let mut state = State::default();
        state.open();
        update(&mut state, &Msg::Follow("export.md#columns".to_owned()));
        assert_eq!(PAGES[state.page].file, "docs/export.md");
        update(&mut state, &Msg::Follow("../README.md".to_owned()));
        assert_eq!(PAGES[state.page].file, "docs/export.md");
        assert!(state.blocks.len() > 10);
    }
}
