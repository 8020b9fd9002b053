//! What differs between two versions of a text, in rows and pages that can be drawn: paragraphs that were removed, added,
//! moved or reworded, and which of their words.

use std::ops::Range;

use crate::text::passage::{Passage, Wording, passages};
use crate::text::{Span, segment};

/// A paragraph with more bytes than this is shown only where it differs.
const LONG: usize = 1200;
/// What is then shown before and behind words that differ, in bytes.
const CONTEXT: usize = 200;
/// No row is longer than this, in bytes, so that none takes long to be set.
const ROW: usize = 2000;
/// How much is shown at once, in bytes and in rows.
const PAGE: (usize, usize) = (20_000, 60);

/// What differs between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// The paragraphs that differ, as they are shown.
    pub rows: Vec<VersionRow>,
    /// The rows that are shown at one time.
    pub pages: Vec<Range<usize>>,
    /// Which of these are.
    pub page: usize,
    /// How many paragraphs differ.
    pub counts: ParagraphCounts,
}

/// How many paragraphs differ, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphCounts {
    /// Some of their words are others.
    pub reworded: usize,
    /// They are in the newer version only.
    pub new: usize,
    /// They are in the older version only.
    pub removed: usize,
    /// They are elsewhere in the newer version.
    pub moved: usize,
}

/// A paragraph, or a part of one, of one of the versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// What became of it.
    pub fate: Fate,
    /// What it says; '…' is what is left out.
    pub text: String,
    /// Which words of it the other version has not, in bytes of the text; none where it has nothing of it.
    pub words: Vec<Span>,
    /// Whether it goes with the row before.
    pub joined: bool,
}

/// What became of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in the older version.
    Gone,
    /// It is in the newer version.
    Came,
    /// It is in both, at another place.
    Moved,
}

impl Versions {
    /// Of a text and a newer one.
    pub fn new(older: &str, newer: &str) -> Self {
        let passages = passages(older, newer);
        let mut rows = Vec::new();
        for passage in &passages {
            match passage {
                Passage::Gone(span) => push(&mut rows, Fate::Gone, whole(older, *span), false),
                Passage::Came(span) => push(&mut rows, Fate::Came, whole(newer, *span), false),
                Passage::Moved { to, .. } => push(&mut rows, Fate::Moved, whole(newer, *to), false),
                Passage::Reworded { old, new } => {
                    push(&mut rows, Fate::Gone, reworded(older, old), false);
                    push(&mut rows, Fate::Came, reworded(newer, new), true);
                }
            }
        }
        Self {
            pages: pages(&rows),
            rows,
            page: 0,
            counts: ParagraphCounts::new(&passages),
        }
    }

    /// The rows that are shown.
    pub fn shown(&self) -> &[VersionRow] {
        let page = self.pages.get(self.page).cloned().unwrap_or_default();
        self.rows.get(page).unwrap_or_default()
    }
}

/// A text with marked words in it.
type Marked = (String, Vec<Span>);

fn whole(text: &str, span: Span) -> Marked {
    (span.slice(text).unwrap_or_default().to_owned(), Vec::new())
}

/// A reworded paragraph; of a long one the words that differ, with some words around them.
fn reworded(text: &str, wording: &Wording) -> Marked {
    let paragraph = wording.paragraph;
    let mut shown: Vec<Span> = Vec::new();
    if paragraph.len() > LONG {
        for word in &wording.words {
            let start = word.start.saturating_sub(CONTEXT).max(paragraph.start);
            let end = (word.end + CONTEXT).min(paragraph.end);
            let start = if start > paragraph.start {
                segment::previous_word_boundary(text, start)
            } else {
                start
            };
            let end = if end < paragraph.end {
                segment::next_word_boundary(text, end).min(paragraph.end)
            } else {
                end
            };
            let start = start.max(paragraph.start);
            match shown.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => shown.push(Span::new(start, end)),
            }
        }
    } else {
        shown.push(paragraph);
    }
    let mut told = String::new();
    let mut words = Vec::with_capacity(wording.words.len());
    let mut left = wording.words.iter().peekable();
    for piece in &shown {
        if piece.start > paragraph.start {
            told += if told.is_empty() { "… " } else { " … " };
        }
        let moved = |byte: usize| told.len() + byte - piece.start;
        while let Some(word) = left.next_if(|word| word.end <= piece.end) {
            words.push(Span::new(moved(word.start.max(piece.start)), moved(word.end)));
        }
        told += piece.slice(text).unwrap_or_default();
    }
    if shown.last().is_some_and(|piece| piece.end < paragraph.end) {
        told += " …";
    }
    if shown.is_empty() {
        // The other version has more, and this one nothing that differs.
        let start = Span::new(paragraph.start, (paragraph.start + CONTEXT).min(paragraph.end));
        let start = segment::snap_to_words(text, start);
        told = format!("{} …", start.slice(text).unwrap_or_default());
    }
    (told, words)
}

/// Adds a paragraph as one row, or as several where it is very long.
fn push(rows: &mut Vec<VersionRow>, fate: Fate, (text, words): Marked, joined: bool) {
    let mut start = 0;
    let mut joined = joined;
    while start < text.len() {
        let end = cut(&text, start);
        let part = Span::new(start, end);
        let first = words.partition_point(|word| word.end <= start);
        let here = words.iter().skip(first).take_while(|word| word.start < end);
        rows.push(VersionRow {
            fate,
            text: part.slice(&text).unwrap_or_default().to_owned(),
            words: here
                .map(|word| Span::new(word.start.max(start) - start, word.end.min(end) - start))
                .collect(),
            joined,
        });
        (start, joined) = (end, true);
    }
}

/// Where a row that begins here ends: between words, where there are any.
fn cut(text: &str, start: usize) -> usize {
    let full = text.floor_char_boundary((start + ROW).min(text.len()));
    if full == text.len() {
        return full;
    }
    let space = text
        .get(start..full)
        .and_then(|row| row.rfind(char::is_whitespace));
    match space {
        Some(space) if space > 0 => start + space,
        _ => Some(segment::grapheme_floor(text, full))
            .filter(|end| *end > start)
            .unwrap_or(full),
    }
}

/// Rows in pages of a size that can be drawn; what goes together stays together where it can.
fn pages(rows: &[VersionRow]) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        let full = bytes >= PAGE.0 || at - start >= PAGE.1;
        let overfull = bytes >= PAGE.0 * 2;
        if (full && !row.joined) || overfull {
            pages.push(start..at);
            (start, bytes) = (at, 0);
        }
        bytes += row.text.len();
    }
    if start < rows.len() {
        pages.push(start..rows.len());
    }
    pages
}

impl ParagraphCounts {
    fn new(passages: &[Passage]) -> Self {
        let mut counts = Self::default();
        for passage in passages {
            match passage {
                Passage::Reworded { .. } => counts.reworded += 1,
                Passage::Came(_) => counts.new += 1,
                Passage::Gone(_) => counts.removed += 1,
                Passage::Moved { .. } => counts.moved += 1,
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A row with the words that are marked in brackets.
    fn marked(row: &VersionRow) -> String {
        let mut told = row.text.clone();
        for word in row.words.iter().rev() {
            told.insert(word.end, ']');
            told.insert(word.start, '[');
        }
        told
    }

    #[test]
    fn of_a_long_paragraph_only_what_stands_around_the_changes_is_shown() {
        let filling = "and so the talks went on in the city ".repeat(60);
        let older = format!("It began on Sunday {filling}until a spokesman said that it was over.");
        let newer = format!("It began on Monday {filling}until a spokesman denied that it was over.");
        let rows = Versions::new(&older, &newer).rows;
        assert_eq!(rows.len(), 2);
        let told = marked(&rows[0]);
        assert!(told.starts_with("It began on [Sunday] and so"), "{told}");
        assert!(told.ends_with("a spokesman [said] that it was over."), "{told}");
        assert!(told.contains(" … ") && told.len() < LONG, "{told}");
        assert!(marked(&rows[1]).contains("[denied]"));
        assert!(rows[1].joined && !rows[0].joined);
        let only_new = Versions::new(&filling, &format!("{filling}at last.")).rows;
        assert!(only_new[0].text.ends_with(" …") && only_new[0].text.len() < LONG);
    }

    #[test]
    fn what_is_shown_at_once_is_never_much_and_all_of_it_can_be_reached() {
        let older: String = (0..3000)
            .map(|at| format!("Paragraph {at} says that talks go on in town {at}.\n\n"))
            .collect::<Vec<_>>()
            .concat();
        let newer = older.replace("says", "denies");
        let versions = Versions::new(&older, &newer);
        assert_eq!(versions.counts.reworded, 3000);
        assert_eq!(versions.rows.len(), 6000);
        let reached: usize = versions.pages.iter().map(Range::len).sum();
        assert_eq!(reached, 6000);
        for page in &versions.pages {
            let bytes: usize = versions.rows[page.clone()].iter().map(|row| row.text.len()).sum();
            assert!(bytes <= PAGE.0 * 2 + ROW && !versions.rows[page.start].joined);
        }
    }

    proptest! {
        #[test]
        fn rows_of_any_text_are_cut_between_characters(text in "[ab é🙂\u{301}]{0,20}", times in 1_usize..400) {
            let text = text.repeat(times);
            let mut rows = Vec::new();
            push(&mut rows, Fate::Gone, (text.clone(), vec![Span::new(0, text.len())]), false);
            let joined: String = rows.iter().map(|row| row.text.as_str()).collect();
            prop_assert_eq!(joined, text);
            prop_assert!(rows.iter().all(|row| row.text.len() <= ROW));
        }
    }
}
