//! Finds the differences between two versions of a text: by lines first, then by the words of the lines
//! that differ.
//!
//! The differences are found by the `similar` crate, with Myers, 'An O(ND) difference algorithm and its
//! variations' (1986), and the heuristics of git that keep it nearly linear.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::{ChangeSet, Span};

/// The changes from the old text to the new. The replaced ranges are whole words, marks or runs of
/// spaces; equal texts give an empty set.
pub fn diff(old: &str, new: &str) -> ChangeSet {
    let middle = differing_middle(old, new);
    let (old_lines, new_lines) = (middle.old.slice(old), middle.new.slice(new));
    let blocks = replaced(
        middle,
        old_lines.unwrap_or("").split_inclusive('\n'),
        new_lines.unwrap_or("").split_inclusive('\n'),
    );
    let ranges = blocks.into_iter().flat_map(|block| {
        let (old_words, new_words) = (block.old.slice(old), block.new.slice(new));
        replaced(
            block,
            old_words.unwrap_or("").split_word_bounds(),
            new_words.unwrap_or("").split_word_bounds(),
        )
    });
    let change = ChangeSet::new(ranges.map(|range| (range.old, range.new.len())));
    // The ranges come in order and apart, so this is never the fallback; it would still be true.
    change.unwrap_or_else(|| ChangeSet::new([(middle.old, middle.new.len())]).unwrap_or_default())
}

/// Two ranges, one of each text, that may differ.
#[derive(Clone, Copy)]
struct SpanPair {
    old: Span,
    new: Span,
}

/// What lies between the common start and the common end of two texts, widened to white space:
/// a newer version of a long article mostly differs in one place.
fn differing_middle(old: &str, new: &str) -> SpanPair {
    let start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let start = old.floor_char_boundary(start);
    let head = old.get(..start).unwrap_or("");
    let start = if start == old.len() && start == new.len() {
        start
    } else {
        head.rfind(char::is_whitespace).unwrap_or(0)
    };
    let shorter = old.len().min(new.len()) - start;
    let same = old.bytes().rev().zip(new.bytes().rev());
    let end = same.take(shorter).take_while(|(a, b)| a == b).count();
    let first_of_tail = old.ceil_char_boundary(old.len() - end);
    let tail = old.get(first_of_tail..).unwrap_or("");
    let end = tail.len() - tail.find(char::is_whitespace).unwrap_or(tail.len());
    SpanPair {
        old: Span {
            start,
            end: old.len() - end,
        },
        new: Span {
            start,
            end: new.len() - end,
        },
    }
}

/// The ranges of a pair in which the tokens differ. The tokens must make up the pair's texts.
fn replaced<'text>(
    pair: SpanPair,
    old: impl Iterator<Item = &'text str>,
    new: impl Iterator<Item = &'text str>,
) -> Vec<SpanPair> {
    let (old_tokens, old_starts) = tokens(pair.old, old);
    let (new_tokens, new_starts) = tokens(pair.new, new);
    capture_diff_slices(Algorithm::Myers, &old_tokens, &new_tokens)
        .into_iter()
        .filter(|part| part.tag() != DiffTag::Equal)
        .map(|part| SpanPair {
            old: span(&old_starts, part.old_range()),
            new: span(&new_starts, part.new_range()),
        })
        .collect()
}

/// The tokens, and where each begins, with the end of the last.
fn tokens<'text>(span: Span, tokens: impl Iterator<Item = &'text str>) -> (Vec<&'text str>, Vec<usize>) {
    let tokens: Vec<&str> = tokens.collect();
    let mut at = span.start;
    let mut starts = Vec::with_capacity(tokens.len() + 1);
    starts.push(at);
    for token in &tokens {
        at += token.len();
        starts.push(at);
    }
    (tokens, starts)
}

/// The bytes of a range of tokens.
fn span(starts: &[usize], tokens: Range<usize>) -> Span {
    let start_of = |number: usize| starts.get(number).or(starts.last()).copied().unwrap_or(0);
    Span {
        start: start_of(tokens.start),
        end: start_of(tokens.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::change::Bias;
    use proptest::prelude::*;

    /// Each replaced range as `old -> new`.
    fn check(old: &str, new: &str, expected: &[(&str, &str)]) {
        let change = diff(old, new);
        let found: Vec<_> = change
            .replacements()
            .iter()
            .map(|one| (one.old.slice(old).unwrap(), one.new.slice(new).unwrap()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_replaced_whole() {
        check(
            "A gradual reduction.\nTalks began.\nSame end.",
            "A gradual reductive.\nTalks began again.\nSame end.",
            &[("reduction", "reductive"), ("", " again")],
        );
        check("one two three", "one three", &[(" two", "")]);
        check("", "new", &[("", "new")]);
        check("same", "same", &[]);
    }

    #[test]
    fn a_claim_below_an_inserted_paragraph_is_found_again() {
        let old = "Title\n\nThe army said it held talks.\n\nThe end.";
        let new = "Title\n\nUpdated.\n\nThe army has said it held talks.\n\nThe end.";
        let claim = Span::new(old.find("it held").unwrap(), old.find(".\n\nThe end").unwrap());
        let change = diff(old, new);
        let mapped = change.map_span(claim, Bias::After, Bias::Before);
        assert_eq!(mapped.slice(new), Some("it held talks"));
        assert!(!change.touches(claim));
    }

    #[test]
    fn ten_megabytes_with_a_few_edits_give_those_edits() {
        let paragraph = |n: usize| format!("Paragraph {n} says that the talks go on in the city.\n\n");
        let old: String = (0..190_000).map(paragraph).collect();
        assert!(old.len() > 10_000_000);
        let new = old
            .replacen("Paragraph 7 says", "Paragraph 7 denies", 1)
            .replacen("Paragraph 150000 says", "Paragraph 150000 denies", 1);
        check(&old, &new, &[("says", "denies"), ("says", "denies")]);
    }

    #[test]
    fn a_long_line_is_compared_word_by_word() {
        let old = "said that the talks go on ".repeat(20_000);
        let new = format!("first {} last", old.trim_end());
        check(&old, &new, &[("", "first "), ("", "last")]);
    }

    proptest! {
        #[test]
        fn everything_outside_the_replaced_ranges_is_equal(old in "[ab .\né”]{0,40}", new in "[ab .\né”]{0,40}") {
            let change = diff(&old, &new);
            let (mut old_at, mut new_at) = (0, 0);
            for one in change.replacements() {
                prop_assert_eq!(&old[old_at..one.old.start], &new[new_at..one.new.start]);
                prop_assert!(one.old.slice(&old).is_some() && one.new.slice(&new).is_some());
                (old_at, new_at) = (one.old.end, one.new.end);
            }
            prop_assert_eq!(&old[old_at..], &new[new_at..]);
            prop_assert!(diff(&old, &old).is_empty());
        }
    }
}
