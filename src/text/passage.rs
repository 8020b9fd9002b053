//! Compares two versions of a text paragraph by paragraph, as a person reads them: which paragraphs
//! were added, removed, moved or reworded, and which words differ in the reworded ones.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::{Span, segment};

/// The minimum share of words in common, in the same order, for two paragraphs to be versions of each other. With less
/// in common, single words that happen to be in both would only confuse, and the paragraphs are shown whole.
const MIN_SIMILARITY: f64 = 0.4;
/// The maximum length of words that are in both texts by chance, such as 'of', 'the' and 'في'.
const MAX_FILLER_LETTERS: usize = 3;
/// How many times as many letters must be replaced on both sides of such words for them to be replaced too.
const MIN_REPLACED_RATIO: usize = 4;
/// The maximum number of paragraphs with a word: a more frequent word does not help to tell them apart.
const MAX_PARAGRAPHS_PER_WORD: usize = 8;
/// The maximum number of paragraphs that are compared closely with each paragraph.
const MAX_CANDIDATES: usize = 3;

/// A paragraph in which two versions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Only the older one has it.
    Gone(Span),
    /// Only the newer one has it.
    Came(Span),
    /// Both have it, at another place.
    Moved {
        /// In the older one.
        from: Span,
        /// In the newer one.
        to: Span,
    },
    /// Both have it, in other words.
    Reworded {
        /// As it was, with the words that went.
        old: Wording,
        /// As it is, with the words that came.
        new: Wording,
    },
}

/// A paragraph and the words of it that the other version has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Its position, without white space around it.
    pub paragraph: Span,
    /// Those words, in order and apart, without white space around them.
    pub words: Vec<Span>,
}

/// The paragraphs in which two versions differ, in the order of the newer one; removed ones are at their old place. White
/// space is no difference.
pub fn passages(old: &str, new: &str) -> Vec<Passage> {
    let (old, new) = (Version::new(old), Version::new(new));
    let mut pairing = Pairing::new(&old, &new);
    pairing.join_equal(&old, &new);
    pairing.join_moved(&old, &new);
    pairing.join_reworded(&old, &new);
    pairing.join_neighbours(&old, &new);
    pairing.passages(&old, &new)
}

/// One of the two versions, cut into paragraphs.
struct Version<'a> {
    text: &'a str,
    /// Its paragraphs that say something, without the white space around them.
    paragraphs: Vec<Span>,
}

impl<'a> Version<'a> {
    fn new(text: &'a str) -> Self {
        let paragraphs = segment::paragraphs(text).into_iter();
        let paragraphs = paragraphs.map(|span| segment::trim(text, span));
        Self {
            text,
            paragraphs: paragraphs.filter(|span| !span.is_empty()).collect(),
        }
    }

    fn slice(&self, span: Span) -> &'a str {
        span.words(self.text)
    }

    fn paragraph(&self, at: usize) -> Span {
        self.paragraphs.get(at).copied().unwrap_or(Span::new(0, 0))
    }

    /// The words and marks of a stretch, and where they stand. No grapheme is cut, though the annex would cut some of
    /// rare scripts.
    fn words(&self, span: Span) -> (Vec<&'a str>, Vec<Span>) {
        let ends = self.slice(span).split_word_bound_indices();
        let ends = ends.map(|(at, word)| span.start + at + word.len());
        let mut start = span.start;
        ends.filter(|&end| end == span.end || segment::is_grapheme_boundary(self.text, end))
            .filter_map(|end| {
                let word = Span::new(start, end);
                start = end;
                Some((word.slice(self.text)?, word))
            })
            .filter(|(word, _)| !word.trim().is_empty())
            .unzip()
    }

    /// The words of a paragraph, each once.
    fn different_words(&self, at: usize) -> Vec<&'a str> {
        let (mut words, _) = self.words(self.paragraph(at));
        words.retain(|word| word.chars().any(char::is_alphanumeric));
        words.sort_unstable();
        words.dedup();
        words
    }

    /// How much a stretch says: its characters other than white space.
    fn weight(&self, span: Span) -> usize {
        self.slice(span)
            .chars()
            .filter(|char| !char.is_whitespace())
            .count()
    }

    fn letters(&self, span: Span) -> usize {
        self.slice(span)
            .chars()
            .filter(|char| char.is_alphanumeric())
            .count()
    }

    /// Whether a stretch has at least so many letters; looks no further than it must.
    fn has_letters(&self, span: Span, least: usize) -> bool {
        let letters = self.slice(span).chars().filter(|char| char.is_alphanumeric());
        letters.take(least).count() == least
    }
}

/// Which paragraphs of two versions belong together.
struct Pairing {
    /// The counterpart of each paragraph of the newer version.
    was: Vec<Option<Counterpart>>,
    /// The paragraph of the newer version that each paragraph of the older one became, unless it was moved.
    is: Vec<Option<usize>>,
    /// Whether each paragraph of the older version has no counterpart yet.
    is_free: Vec<bool>,
}

/// The paragraph of the older version that a paragraph of the newer one comes from.
enum Counterpart {
    /// With the same words, in the same order.
    Same(usize),
    /// With the same words, elsewhere.
    Moved(usize),
    /// Reworded; the equal stretches, in the older version and in the newer.
    Reworded(usize, Vec<(Span, Span)>),
}

impl Pairing {
    fn new(old: &Version<'_>, new: &Version<'_>) -> Self {
        Self {
            was: new.paragraphs.iter().map(|_| None).collect(),
            is: vec![None; old.paragraphs.len()],
            is_free: vec![true; old.paragraphs.len()],
        }
    }

    fn join(&mut self, old: usize, new: usize, counterpart: Counterpart) {
        if let (Some(free), Some(is), Some(was)) = (
            self.is_free.get_mut(old),
            self.is.get_mut(old),
            self.was.get_mut(new),
        ) {
            *free = false;
            *is = (!matches!(counterpart, Counterpart::Moved(_))).then_some(new);
            *was = Some(counterpart);
        }
    }

    fn free_old(&self) -> Vec<usize> {
        let free = self.is_free.iter().enumerate().filter(|(_, free)| **free);
        free.map(|(at, _)| at).collect()
    }

    fn free_new(&self) -> Vec<usize> {
        let free = self.was.iter().enumerate().filter(|(_, was)| was.is_none());
        free.map(|(at, _)| at).collect()
    }

    /// Paragraphs that are equal, in the order of both.
    fn join_equal(&mut self, old: &Version<'_>, new: &Version<'_>) {
        let words = |side: &Version<'_>| -> Vec<String> {
            let spans = side.paragraphs.iter();
            spans.map(|span| side.words(*span).0.join(" ")).collect()
        };
        for part in capture_diff_slices(Algorithm::Myers, &words(old), &words(new)) {
            if part.tag() == DiffTag::Equal {
                for (old, new) in part.old_range().zip(part.new_range()) {
                    self.join(old, new, Counterpart::Same(old));
                }
            }
        }
    }

    /// Equal paragraphs at different positions.
    fn join_moved(&mut self, old: &Version<'_>, new: &Version<'_>) {
        let mut gone: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in self.free_old().into_iter().rev() {
            gone.entry(old.slice(old.paragraph(at))).or_default().push(at);
        }
        for at in self.free_new() {
            let there = gone.get_mut(new.slice(new.paragraph(at)));
            if let Some(from) = there.and_then(Vec::pop) {
                self.join(from, at, Counterpart::Moved(from));
            }
        }
    }

    /// Paragraphs that are alike, found by the words that not many of them have; the more they share the sooner.
    fn join_reworded(&mut self, old: &Version<'_>, new: &Version<'_>) {
        let mut having: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in self.free_old() {
            for word in old.different_words(at) {
                having.entry(word).or_default().push(at);
            }
        }
        let mut likely = Vec::new();
        for at in self.free_new() {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for word in new.different_words(at) {
                for from in having
                    .get(word)
                    .filter(|from| from.len() <= MAX_PARAGRAPHS_PER_WORD)
                    .into_iter()
                    .flatten()
                {
                    *shared.entry(*from).or_default() += word.len();
                }
            }
            let mut shared: Vec<_> = shared
                .into_iter()
                .map(|(from, shared)| (shared, Reverse(from.abs_diff(at)), from, at))
                .collect();
            shared.sort_unstable_by(|a, b| b.cmp(a));
            shared.truncate(MAX_CANDIDATES);
            likely.append(&mut shared);
        }
        likely.sort_unstable_by(|a, b| b.cmp(a));
        for (_, _, from, at) in likely {
            self.join_if_alike(old, new, (from, at));
        }
    }

    /// What is left between two paragraphs that are the same in both, one after the other.
    fn join_neighbours(&mut self, old: &Version<'_>, new: &Version<'_>) {
        let mut start = (0, 0);
        for end_new in 0..=self.was.len() {
            let end_old = match self.was.get(end_new) {
                None => self.is.len(),
                Some(Some(Counterpart::Same(from))) => *from,
                Some(_) => continue,
            };
            let free_old = (start.0..end_old).filter(|at| self.is_free.get(*at) == Some(&true));
            let free_new = (start.1..end_new).filter(|at| matches!(self.was.get(*at), Some(None)));
            let left: Vec<(usize, usize)> = free_old.zip(free_new).collect();
            for both in left {
                self.join_if_alike(old, new, both);
            }
            start = (end_old + 1, end_new + 1);
        }
    }

    fn join_if_alike(&mut self, old: &Version<'_>, new: &Version<'_>, (from, at): (usize, usize)) {
        let is_free = self.is_free.get(from) == Some(&true) && matches!(self.was.get(at), Some(None));
        let kept = is_free.then(|| kept_if_alike(old, new, (old.paragraph(from), new.paragraph(at))));
        if let Some(kept) = kept.flatten() {
            self.join(from, at, Counterpart::Reworded(from, kept));
        }
    }

    fn passages(&self, old: &Version<'_>, new: &Version<'_>) -> Vec<Passage> {
        // What went stands behind what it stood behind, and before what came there.
        let mut gone = Vec::new();
        let mut behind = 0;
        for (at, (is, is_free)) in self.is.iter().zip(&self.is_free).enumerate() {
            behind = is.map_or(behind, |is| is + 1);
            if *is_free {
                gone.push((behind, at));
            }
        }
        let mut gone = gone.into_iter().peekable();
        let mut passages = Vec::new();
        for (at, was) in self.was.iter().enumerate() {
            while let Some((_, from)) = gone.next_if(|(behind, _)| *behind <= at) {
                passages.push(Passage::Gone(old.paragraph(from)));
            }
            let to = new.paragraph(at);
            match was {
                None => passages.push(Passage::Came(to)),
                Some(Counterpart::Same(_)) => {}
                Some(Counterpart::Moved(from)) => passages.push(Passage::Moved {
                    from: old.paragraph(*from),
                    to,
                }),
                Some(Counterpart::Reworded(from, kept)) => {
                    let from = old.paragraph(*from);
                    passages.push(Passage::Reworded {
                        old: wording(old, from, kept.iter().map(|(old, _)| *old)),
                        new: wording(new, to, kept.iter().map(|(_, new)| *new)),
                    });
                }
            }
        }
        passages.extend(gone.map(|(_, from)| Passage::Gone(old.paragraph(from))));
        passages
    }
}

/// What is in both of two paragraphs, where that is enough for them to be alike.
fn kept_if_alike(
    old: &Version<'_>,
    new: &Version<'_>,
    (before, after): (Span, Span),
) -> Option<Vec<(Span, Span)>> {
    let (old_words, old_places) = old.words(before);
    let (new_words, new_places) = new.words(after);
    let ends = (old_words.len(), new_words.len());
    let mut same: Vec<(Range<usize>, Range<usize>)> = vec![(0..0, 0..0)];
    let parts = capture_diff_slices(Algorithm::Myers, &old_words, &new_words).into_iter();
    let equal = parts.filter(|part| part.tag() == DiffTag::Equal);
    same.extend(equal.map(|part| (part.old_range(), part.new_range())));
    same.push((ends.0..ends.0, ends.1..ends.1));
    put_where_sentences_begin(&mut same, &old_words, &new_words);
    let covered = |places: &[Span]| Some(Span::new(places.first()?.start, places.last()?.end));
    let kept: Vec<(Span, Span)> = same
        .into_iter()
        .filter_map(|(old, new)| {
            let (old, new) = (old_places.get(old)?, new_places.get(new)?);
            Some((covered(old)?, covered(new)?))
        })
        .collect();
    let kept = without_chance(old, new, (before, after), &kept);
    let shared: usize = kept.iter().map(|(kept, _)| old.weight(*kept)).sum();
    let all = old.weight(before) + new.weight(after);
    (2.0 * shared as f64 >= MIN_SIMILARITY * all as f64).then_some(kept)
}

/// Words that went or came alone may as well have been others: of 'The mayor went. The army stayed.' where the first
/// sentence went, 'The mayor went.' did or 'mayor went. The'. What begins with a sentence is what a person would say.
fn put_where_sentences_begin(same: &mut [(Range<usize>, Range<usize>)], old: &[&str], new: &[&str]) {
    for at in 1..same.len() {
        let Some([before, behind]) = same.get_mut(at - 1..=at) else {
            continue;
        };
        let gaps = (before.0.end..behind.0.start, before.1.end..behind.1.start);
        if gaps.0.is_empty() == gaps.1.is_empty() {
            continue;
        }
        let (words, gap) = if gaps.1.is_empty() {
            (old, gaps.0)
        } else {
            (new, gaps.1)
        };
        let begins = |at: usize| match at.checked_sub(1).and_then(|at| words.get(at)) {
            Some(word) => word.ends_with(['.', '!', '?', '؟', '…']),
            None => true,
        };
        let back =
            (0..before.0.len()).take_while(|by| words.get(gap.start - by - 1) == words.get(gap.end - by - 1));
        let on = (0..behind.0.len()).take_while(|by| words.get(gap.start + by) == words.get(gap.end + by));
        let back = back.map(|by| gap.start - by - 1).find(|start| begins(*start));
        let on = on.map(|by| gap.start + by + 1).find(|start| begins(*start));
        if begins(gap.start) {
            continue;
        }
        if let Some(start) = back {
            let by = gap.start - start;
            (before.0.end, before.1.end) = (before.0.end - by, before.1.end - by);
            (behind.0.start, behind.1.start) = (behind.0.start - by, behind.1.start - by);
        } else if let Some(start) = on {
            let by = start - gap.start;
            (before.0.end, before.1.end) = (before.0.end + by, before.1.end + by);
            (behind.0.start, behind.1.start) = (behind.0.start + by, behind.1.start + by);
        }
    }
}

/// Equal stretches without those that are in both by chance: the shortest go first, and make what is replaced around the
/// others longer.
fn without_chance(
    old: &Version<'_>,
    new: &Version<'_>,
    paragraphs: (Span, Span),
    kept: &[(Span, Span)],
) -> Vec<(Span, Span)> {
    let mut kept = kept.to_vec();
    for letters in 0..=MAX_FILLER_LETTERS {
        kept = without_short(old, new, paragraphs, &kept, letters);
    }
    kept
}

/// Equal stretches without those of at most so many letters that are outweighed on both sides by what was replaced.
fn without_short(
    old: &Version<'_>,
    new: &Version<'_>,
    (before, after): (Span, Span),
    kept: &[(Span, Span)],
    most: usize,
) -> Vec<(Span, Span)> {
    let mut left: Vec<(Span, Span)> = Vec::with_capacity(kept.len());
    for (at, (a, b)) in kept.iter().copied().enumerate() {
        let (from_a, from_b) = left
            .last()
            .map_or((before.start, after.start), |(a, b)| (a.end, b.end));
        let next = kept.get(at + 1);
        let (to_a, to_b) = next.map_or((before.end, after.end), |(a, b)| (a.start, b.start));
        let letters = old.letters(a);
        let outweighed = |side: &Version<'_>, start: usize, end: usize| {
            side.has_letters(Span::new(start, end), (letters * MIN_REPLACED_RATIO).max(1))
        };
        let is_chance = letters <= most
            && outweighed(old, from_a, a.start)
            && outweighed(new, from_b, b.start)
            && outweighed(old, a.end, to_a)
            && outweighed(new, b.end, to_b);
        if !is_chance {
            left.push((a, b));
        }
    }
    left
}

/// A paragraph and what of it lies between these stretches.
fn wording(side: &Version<'_>, paragraph: Span, kept: impl Iterator<Item = Span>) -> Wording {
    let mut words = Vec::new();
    let mut at = paragraph.start;
    let end = Span::new(paragraph.end, paragraph.end);
    for kept in kept.chain([end]) {
        let gap = segment::trim(side.text, Span::new(at, kept.start.max(at)));
        words.extend((!gap.is_empty()).then_some(gap));
        at = kept.end;
    }
    Wording { paragraph, words }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each passage as a line: `-` went, `+` came, `>` moved; words that went or came stand in brackets.
    fn summary(old: &str, new: &str) -> Vec<String> {
        let marked = |text: &str, wording: &Wording| {
            let mut summary = String::new();
            let mut at = wording.paragraph.start;
            for word in &wording.words {
                summary += &text[at..word.start];
                summary += &["[", word.slice(text).unwrap(), "]"].concat();
                at = word.end;
            }
            summary + &text[at..wording.paragraph.end]
        };
        let mut lines = Vec::new();
        for passage in passages(old, new) {
            match passage {
                Passage::Gone(span) => lines.push(format!("- {}", span.slice(old).unwrap())),
                Passage::Came(span) => lines.push(format!("+ {}", span.slice(new).unwrap())),
                Passage::Moved { from, to } => {
                    assert_eq!(from.slice(old), to.slice(new));
                    lines.push(format!("> {}", to.slice(new).unwrap()));
                }
                Passage::Reworded { old: was, new: is } => {
                    lines.push(format!("- {}", marked(old, &was)));
                    lines.push(format!("+ {}", marked(new, &is)));
                }
            }
        }
        lines
    }

    #[test]
    fn of_paragraphs_that_are_alike_the_words_that_went_and_came_are_told() {
        let old = "Talks\n\nThe mayor said on Sunday that the bridge is safe.\n\nNobody else spoke.\n";
        let new = "Talks\n\nThe mayor denied on Monday that the old bridge is safe.\n\nNobody else spoke.\n";
        assert_eq!(
            summary(old, new),
            [
                "- The mayor [said] on [Sunday] that the bridge is safe.",
                "+ The mayor [denied] on [Monday] that the [old] bridge is safe.",
            ]
        );
    }

    #[test]
    fn paragraphs_with_hardly_anything_in_common_are_told_whole() {
        let old = "Head\n\nThe mayor said that the bridge of the town is safe.\n\nEnd";
        let new = "Head\n\nIn the end the traders of the harbour lost their patience.\n\nEnd";
        assert_eq!(
            summary(old, new),
            [
                "- The mayor said that the bridge of the town is safe.",
                "+ In the end the traders of the harbour lost their patience."
            ]
        );
    }

    #[test]
    fn what_went_what_came_and_what_was_moved_are_told_apart() {
        let old = "One is about the bridge.\n\nTwo is about the river.\n\nThree is about ferries.\n\nFour";
        let new =
            "Two is about the river.\n\nThree is about ferries.\n\nOne is about the bridge.\n\nFour\n\nFive";
        assert_eq!(summary(old, new), ["> One is about the bridge.", "+ Five"]);
        assert_eq!(summary("Head\n\nOne\n\nTwo", "One\n\nTwo"), ["- Head"]);
    }

    #[test]
    fn white_space_is_no_difference() {
        assert!(summary("One\nTwo ", "One\n\n  Two\n").is_empty());
        assert!(summary("One  two", "One two").is_empty());
        assert!(summary("***\n\nOne", "***\n\nOne").is_empty());
    }

    #[test]
    fn a_paragraph_that_was_moved_and_reworded_is_told_where_it_stands_now() {
        let old =
            "The mayor said on Sunday that the bridge is safe.\n\nNobody answered.\n\nThe ferries wait.\n";
        let new = "Nobody answered.\n\nThe ferries wait.\n\nThe mayor denied that the bridge is safe.\n";
        assert_eq!(
            summary(old, new),
            [
                "- The mayor [said on Sunday] that the bridge is safe.",
                "+ The mayor [denied] that the bridge is safe.",
            ]
        );
    }

    #[test]
    fn paragraphs_without_a_telling_word_are_compared_with_their_neighbours() {
        let line = |words: &str| format!("and so it went {words} on and on\n").repeat(20);
        let summary = summary(&line("there"), &line("here"));
        assert_eq!(summary.len(), 40);
        assert_eq!(summary[0], "- and so it went [there] on and on");
        assert_eq!(summary[39], "+ and so it went [here] on and on");
    }

    #[test]
    fn words_that_are_in_both_by_chance_part_no_stretch_that_was_rewritten() {
        let old = "The council met in the town hall. Traders complained bitterly of the closing of ferries. It rained.";
        let new =
            "The council met in the town hall. Fishermen everywhere celebrate the opening season. It rained.";
        assert_eq!(
            summary(old, new),
            [
                "- The council met in the town hall. [Traders complained bitterly of the closing of ferries]. It rained.",
                "+ The council met in the town hall. [Fishermen everywhere celebrate the opening season]. It rained.",
            ]
        );
    }

    #[test]
    fn arabic_words_are_told_whole() {
        assert_eq!(
            summary(
                "قال المتحدث إن المحادثات ستستمر هذا الأسبوع.",
                "قال المتحدث إن المحادثات ستنتهي هذا الشهر."
            ),
            [
                "- قال المتحدث إن المحادثات [ستستمر] هذا [الأسبوع].",
                "+ قال المتحدث إن المحادثات [ستنتهي] هذا [الشهر].",
            ]
        );
    }

    #[test]
    fn a_paragraph_that_was_parted_is_paired_with_its_larger_part() {
        let old = "The mayor said that the bridge is safe. The army denied it in the evening, as ever.";
        let new = "The mayor said that the bridge is safe.\n\nThe army denied it in the evening, as ever.";
        assert_eq!(
            summary(old, new),
            [
                "+ The mayor said that the bridge is safe.",
                "- [The mayor said that the bridge is safe.] The army denied it in the evening, as ever.",
                "+ The army denied it in the evening, as ever.",
            ]
        );
    }

    /// What of the old text and of the new one a passage covers.
    fn spans_of(passage: Passage) -> (Vec<Span>, Vec<Span>) {
        match passage {
            Passage::Gone(span) => (vec![span], vec![]),
            Passage::Came(span) => (vec![], vec![span]),
            Passage::Moved { from, to } => (vec![from], vec![to]),
            Passage::Reworded { old, new } => (old.words, new.words),
        }
    }

    proptest! {
        #[test]
        fn what_is_told_never_splits_what_is_read_as_one_character(
            old in "[ab \n.\u{301}\u{113c5}\u{600}\r]{0,40}", new in "[ab \n.\u{301}\u{113c5}\u{600}\r]{0,40}",
        ) {
            let whole = |text: &str, span: Span| {
                prop_assert_eq!(segment::snap_to_graphemes(text, span), span);
                Ok(())
            };
            for passage in passages(&old, &new) {
                let (gone, came) = spans_of(passage);
                gone.into_iter().try_for_each(|span| whole(&old, span))?;
                came.into_iter().try_for_each(|span| whole(&new, span))?;
            }
        }

        #[test]
        fn every_word_that_is_not_told_is_in_both(old in "[ab \né.]{0,60}", new in "[ab \né.]{0,60}") {
            let (mut left_old, mut left_new) = (old.clone(), new.clone());
            let blank = |text: &mut String, span: Span| {
                prop_assert!(span.slice(text).is_some());
                text.replace_range(span.start..span.end, &" ".repeat(span.len()));
                Ok(())
            };
            for passage in passages(&old, &new) {
                let (gone, came) = spans_of(passage);
                gone.into_iter().try_for_each(|span| blank(&mut left_old, span))?;
                came.into_iter().try_for_each(|span| blank(&mut left_new, span))?;
            }
            let letters = |text: &str| {
                let mut letters: Vec<char> = text.chars().filter(|char| !char.is_whitespace()).collect();
                letters.sort_unstable();
                letters
            };
            prop_assert_eq!(letters(&left_old), letters(&left_new));
        }
    }
}
