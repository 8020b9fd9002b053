//! The words of the table's filter: all of them are wanted, in any order; “a phrase” as it stands, `-not` at no price, and
//! `OR` parts what is wanted from what would do as well.

use memchr::memmem::Finder;

use super::index::{Index, IndexedClaim};
use crate::search::typed::{is_mark, tokens};
use crate::text::fold::fold;

/// What is wanted: one of these, each of which wants all of its terms.
pub(super) struct Terms(Vec<Vec<Term>>);

/// A word or phrase to find, and the speakers whose names contain it.
struct Term {
    words: String,
    finder: Finder<'static>,
    named: Vec<bool>,
    /// Whether it must not occur.
    barred: bool,
}

/// What of an article's title matches, in the order of the terms.
pub(super) struct Titled(Vec<Vec<bool>>);

impl Terms {
    pub(super) fn new(index: &Index, typed: &str) -> Self {
        let mut ways = vec![Vec::new()];
        for token in tokens(typed) {
            if token == "OR" {
                ways.push(Vec::new());
                continue;
            }
            let (barred, words) = match token.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (true, rest),
                _ => (false, token),
            };
            let words = fold(words.trim_matches(is_mark)).trim().to_owned();
            if words.is_empty() {
                continue;
            }
            if let Some(way) = ways.last_mut() {
                way.push(Term {
                    named: index
                        .names
                        .iter()
                        .map(|name| name.contains(words.as_str()))
                        .collect(),
                    finder: Finder::new(words.as_str()).into_owned(),
                    words,
                    barred,
                });
            }
        }
        // An OR that is still being typed asks for nothing yet.
        if ways.iter().any(|way| !way.is_empty()) {
            ways.retain(|way| !way.is_empty());
        }
        Self(ways)
    }

    pub(super) fn titled(&self, title: &str) -> Titled {
        let of = |way: &Vec<Term>| {
            way.iter()
                .map(|term| title.contains(term.words.as_str()))
                .collect()
        };
        Titled(self.0.iter().map(of).collect())
    }

    pub(super) fn pass(&self, entry: &IndexedClaim, titled: &Titled) -> bool {
        let has = |term: &Term| {
            let names = |place: &u32| term.named.get(*place as usize).is_some_and(|named| *named);
            term.finder.find(entry.folded.as_bytes()).is_some() || entry.speakers.iter().any(names)
        };
        self.0.iter().zip(&titled.0).any(|(way, titled)| {
            way.iter()
                .zip(titled)
                .all(|(term, titled)| (*titled || has(term)) != term.barred)
        })
    }
}
