//! The preview of the chosen article: its text in pages of a size that can be drawn, and the spans of its claims, sources
//! and cues. Computed once when the article is chosen.

use std::cmp::Reverse;

use crate::import::annotated::{MarkCounts, Unplaced};
use crate::model::{Anchor, Article, Project};
use crate::session::ingest::stage::StagedArticle;
use crate::text::Span;

/// How much of a text is shown at once, in bytes.
const PAGE: usize = 24_000;

/// An article's text and marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// The article's place in the list.
    pub at: usize,
    /// The stretches of the text that are shown one at a time, whole lines or at least words where these are not too
    /// long; at least one.
    pub pages: Vec<Span>,
    /// The one that is shown.
    pub page: usize,
    /// What is marked in the text, by where it begins.
    pub marks: Vec<PreviewMark>,
    /// How much comes with it, where it comes with claims.
    pub counts: Option<MarkCounts>,
    /// What of its annotations could not be imported, in words.
    pub unplaced: Vec<String>,
}

/// Marked words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewMark {
    /// Where they stand.
    pub span: Span,
    /// What they are.
    pub part: PreviewPart,
    /// The speaker's place on the palette, where there is one.
    pub color: Option<usize>,
}

/// What marked words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewPart {
    /// A piece of a claim.
    Claim,
    /// They mention who says it.
    Source,
    /// They attribute it.
    Cue,
}

impl Preview {
    /// Of the article at a place.
    pub fn from_item(item: &StagedArticle, at: usize) -> Self {
        let preview = Self {
            at,
            pages: pages(&item.text),
            ..Self::default()
        };
        let Some((corpus, id)) = item.corpus() else {
            return preview;
        };
        let project = &corpus.annotated.project;
        Self {
            marks: project
                .article(id)
                .map(|article| marks(project, article))
                .unwrap_or_default(),
            counts: Some(corpus.annotated.counts_of(id)),
            unplaced: corpus.unplaced_in(id).map(Unplaced::without_file).collect(),
            ..preview
        }
    }

    /// The stretch that is shown.
    pub fn shown(&self) -> Span {
        let nothing = Span::new(0, 0);
        self.pages.get(self.page).copied().unwrap_or(nothing)
    }
}

fn marks(project: &Project, article: &Article) -> Vec<PreviewMark> {
    let mut marks = Vec::new();
    let color = |speakers: &[crate::model::SpeakerId]| {
        let speaker = speakers.first().and_then(|id| project.speaker(id));
        speaker.map(|speaker| speaker.color)
    };
    for claim in article.claims.values() {
        let mut mark = |anchors: &[Anchor], part, color| {
            let spans = anchors.iter().filter_map(Anchor::span);
            marks.extend(spans.map(|span| PreviewMark { span, part, color }));
        };
        let first = claim.voice.chain().first();
        let of_claim = first.and_then(|link| color(&link.speakers));
        mark(&claim.spans, PreviewPart::Claim, of_claim);
        for link in claim.voice.chain() {
            mark(&link.source, PreviewPart::Source, color(&link.speakers));
            mark(&link.cue, PreviewPart::Cue, color(&link.speakers));
        }
    }
    marks.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end)));
    marks.dedup();
    marks
}

fn pages(text: &str) -> Vec<Span> {
    let mut pages = Vec::new();
    let mut start = 0;
    loop {
        let full = text.floor_char_boundary((start + PAGE).min(text.len()));
        let end = if full < text.len() {
            start + end_of_page(text.get(start..full).unwrap_or_default())
        } else {
            full
        };
        pages.push(Span::new(start, end));
        if end >= text.len() {
            return pages;
        }
        start = end;
    }
}

/// Where a page of a text that goes on behind it ends: at a line's end that leaves it half full, else at a word's.
fn end_of_page(page: &str) -> usize {
    let behind = |is_end: fn(char) -> bool| {
        let (at, end) = page.char_indices().rev().find(|(_, letter)| is_end(*letter))?;
        let end = at + end.len_utf8();
        (end > PAGE / 2).then_some(end)
    };
    let line = behind(|letter| letter == '\n');
    line.or_else(|| behind(char::is_whitespace)).unwrap_or(page.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_text_is_shown_in_pages_of_whole_lines() {
        let line = format!("{}\n", "ä".repeat(500));
        let text = line.repeat(60);
        let pages = pages(&text);
        assert_eq!(pages.len(), 3);
        let whole = |page: &Span| page.slice(&text).is_some_and(|page| page.ends_with('\n'));
        assert!(pages.iter().all(whole), "{pages:?}");
        assert_eq!(self::pages("short"), [Span::new(0, 5)]);
        assert_eq!(self::pages("").len(), 1);
    }

    #[test]
    fn a_line_that_is_longer_than_a_page_fills_pages_with_whole_words() {
        let text = format!("A title\n\n{}", "one two three ".repeat(4000));
        let pages = pages(&text);
        let all_full = pages.split_last().is_some_and(|(_, before)| {
            let is_full = |page: &Span| page.len() > PAGE / 2;
            !before.is_empty() && before.iter().all(is_full)
        });
        assert!(all_full, "{pages:?}");
        let whole = |page: &Span| page.slice(&text).is_some_and(|page| page.ends_with(' '));
        assert!(pages.iter().all(whole), "{pages:?}");
    }

    proptest! {
        #[test]
        fn pages_are_all_of_the_text(words in "[ä\n🙂a]{0,9}", times in 0_usize..9000) {
            let text = words.repeat(times);
            let pages: String = pages(&text).iter().filter_map(|page| page.slice(&text)).collect();
            prop_assert_eq!(pages, text);
        }
    }
}
