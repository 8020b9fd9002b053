//! Reads the bundled word lists: sections with a name in brackets, a word or phrase on each line.

use std::collections::HashMap;

/// The entries of a list, each with the name of its section. Lines that begin with `#` are comments.
pub(super) fn entries(list: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut section = "";
    list.lines().map(str::trim).filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
            return None;
        }
        (!line.is_empty() && !line.starts_with('#')).then_some((section, line))
    })
}

/// Reports an entry that is not as its section wants it: a mistake in a bundled list.
pub(super) fn report(section: &str, entry: &str) {
    debug_assert!(false, "the word list has a mistake in [{section}]: {entry}");
    tracing::error!(section, entry, "a word list has a mistake");
}

/// Phrases by their first word, word by word, the longest first.
#[derive(Default)]
pub(super) struct Phrases(HashMap<String, Vec<Vec<String>>>);

impl Phrases {
    /// Adds a phrase of words with single spaces between them.
    pub(super) fn add(&mut self, phrase: &str) {
        let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        if let Some(first) = words.first() {
            let same = self.0.entry(first.clone()).or_default();
            same.push(words);
            same.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
    }

    /// The phrases that begin with a word.
    pub(super) fn starting_with(&self, first: &str) -> &[Vec<String>] {
        self.0.get(first).map_or(&[], Vec::as_slice)
    }
}
