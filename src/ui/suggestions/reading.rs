//! Reads an article part by part, what is on the screen first, beside the window.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::candidate::Candidate;
use crate::model::ArticleId;
use crate::session::jobs::Job;

/// How much of a text a job reads, in bytes: a few dozen milliseconds.
const PART: usize = 32 * 1024;
/// A text of so many parts is read again as a whole when its claims change; of a longer one what is on the screen.
const MAX_PARTS_AGAIN: usize = 4;

/// A part of a text.
pub(super) type Part = Range<usize>;

/// What a job found in a part of a text.
pub(super) type ReadingJob = Job<(usize, Vec<Candidate>)>;

/// How far an article has been read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub article: ArticleId,
    pub text: Arc<str>,
    /// The revision of the project that it is read for.
    pub revision: u64,
    /// The text in parts, each of whole paragraphs.
    pub parts: Vec<Part>,
    unread: BTreeSet<usize>,
}

impl Reading {
    /// All of it is to be read.
    pub(super) fn new(article: ArticleId, text: Arc<str>, revision: u64) -> Self {
        let parts = parts(&text, PART);
        Self {
            article,
            text,
            revision,
            unread: (0..parts.len()).collect(),
            parts,
        }
    }

    /// Whether it is of this text of this article.
    pub(super) fn is_of(&self, article: &ArticleId, text: &Arc<str>) -> bool {
        self.article == *article && Arc::ptr_eq(&self.text, text)
    }

    /// Something was changed: reads again what may have become different.
    pub(super) fn read_again(&mut self, revision: u64, top: usize) {
        self.revision = revision;
        if self.parts.len() <= MAX_PARTS_AGAIN {
            self.unread = (0..self.parts.len()).collect();
        } else {
            let at = self.part_at(top);
            self.unread.extend([at, (at + 1).min(self.parts.len() - 1)]);
        }
    }

    /// Whether something has not been read.
    pub(super) fn has_more(&self) -> bool {
        !self.unread.is_empty()
    }

    /// The part to read next, from the top of the view on, which then counts as read.
    pub(super) fn take_next(&mut self, top: usize) -> Option<(usize, Part)> {
        let from = self.part_at(top);
        let next = self
            .unread
            .range(from..)
            .next()
            .or(self.unread.first())
            .copied()?;
        self.unread.remove(&next);
        Some((next, self.parts.get(next)?.clone()))
    }

    fn part_at(&self, byte: usize) -> usize {
        self.parts
            .partition_point(|part| part.end <= byte)
            .min(self.parts.len().saturating_sub(1))
    }
}

/// A text in parts of whole paragraphs, each about so long.
fn parts(text: &str, length: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let least = start + length;
        let end = text
            .as_bytes()
            .get(least..)
            .and_then(|rest| rest.iter().position(|byte| *byte == b'\n'))
            .map_or(text.len(), |at| least + at + 1);
        parts.push(start..end);
        start = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_whole_paragraphs_and_cover_the_text() {
        let text = "one\ntwo two\n\nthree\nfour";
        let parts = parts(text, 5);
        let words: Vec<&str> = parts.iter().map(|part| &text[part.clone()]).collect();
        assert_eq!(words.concat(), text);
        assert!(
            words[..words.len() - 1].iter().all(|part| part.ends_with('\n')),
            "{words:?}"
        );
        assert!(super::parts("", 5).is_empty());
    }

    #[test]
    fn what_is_on_the_screen_is_read_first_and_then_the_rest() {
        let text: Arc<str> = "a paragraph\n".repeat(20_000).into();
        let mut reading = Reading::new("talks".into(), Arc::clone(&text), 1);
        assert!(reading.parts.len() > MAX_PARTS_AGAIN);
        let middle = text.len() / 2;
        let (first, part) = reading.take_next(middle).unwrap();
        assert!(part.contains(&middle));
        let mut order = vec![first];
        while let Some((next, _)) = reading.take_next(middle) {
            order.push(next);
        }
        assert_eq!(order.iter().collect::<BTreeSet<_>>().len(), reading.parts.len());
        assert!(order[1] > first && order.contains(&0));
        reading.read_again(2, middle);
        assert_eq!(reading.take_next(middle).map(|(at, _)| at), Some(first));
    }
}
