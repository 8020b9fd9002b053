//! Anchors: positions in a text, verified by the words they cover. `text::matching` finds the words in a changed
//! text; this file decides when to search.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::Span;
use crate::text::matching::Finder;
use crate::text::span::part;
use crate::text::units::CharIndex;

/// How many characters of context an anchor keeps on each side.
const CONTEXT_CHARS: usize = 24;

/// The position of an anchor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnchorPlace {
    /// These bytes of the article's text, and they are the anchor's words.
    At(Span),
    /// The characters named in the file, not proved against the text: either the text has not been
    /// read yet, or the words are not found in it (the anchor is orphaned).
    Unproved(Range<usize>),
}

/// A span with the words it covers and some context, so that it can be verified, and found again when the text has
/// changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Its position.
    pub place: AnchorPlace,
    /// The words it covers, exactly.
    pub words: String,
    /// Up to 24 characters before it.
    pub before: String,
    /// Up to 24 characters after it.
    pub after: String,
}

/// The outcome of proving an anchor against its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorOutcome {
    /// Its words are at its position.
    Proved,
    /// Its words were found elsewhere, and it was moved to them.
    Moved,
    /// Its words are not in the text, or at several positions that look alike.
    Orphaned,
}

impl Anchor {
    /// The anchor of a span of this text, or `None` where the span is empty, lies outside the
    /// text or splits a character.
    pub fn new(text: &str, span: Span) -> Option<Self> {
        let words = span.slice(text).filter(|words| !words.is_empty())?;
        let (before, after) = context(text, span);
        Some(Self {
            place: AnchorPlace::At(span),
            words: words.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        })
    }

    /// The bytes it covers, if it is proved.
    pub fn span(&self) -> Option<Span> {
        match self.place {
            AnchorPlace::At(span) => Some(span),
            AnchorPlace::Unproved(_) => None,
        }
    }

    /// Whether its words are at its position in this text.
    pub fn holds_in(&self, text: &str) -> bool {
        self.span()
            .is_some_and(|span| span.slice(text) == Some(self.words.as_str()))
    }

    /// Proves an unproved anchor against its text at its position, and nowhere else.
    pub fn prove_in_place(&mut self, text: &str, index: &CharIndex<'_>) -> AnchorOutcome {
        let AnchorPlace::Unproved(chars) = &self.place else {
            return AnchorOutcome::Proved;
        };
        let there = index
            .span_from_chars(chars.start, chars.end)
            .filter(|span| !span.is_empty());
        match there.filter(|span| span.slice(text) == Some(&self.words)) {
            Some(span) => {
                self.place = AnchorPlace::At(span);
                AnchorOutcome::Proved
            }
            None => AnchorOutcome::Orphaned,
        }
    }

    /// Proves an unproved anchor against its text: at its position first, then by searching for its words and context.
    /// A proved anchor stays as it is.
    pub fn prove(&mut self, index: &CharIndex<'_>, finder: &Finder<'_>) -> AnchorOutcome {
        let text = finder.text();
        let outcome = self.prove_in_place(text, index);
        let AnchorPlace::Unproved(chars) = &self.place else {
            return outcome;
        };
        let hint = index.byte_from_chars(chars.start).unwrap_or(text.len());
        let Some(found) = finder.find(&self.words, hint, &self.before, &self.after) else {
            return AnchorOutcome::Orphaned;
        };
        let Some(anchor) = Self::new(text, found.span) else {
            debug_assert!(false, "words were found where no anchor can be");
            tracing::error!("words were found where no anchor can be");
            return AnchorOutcome::Orphaned;
        };
        *self = anchor;
        AnchorOutcome::Moved
    }
}

/// Some characters of the same paragraph before and after a span.
fn context(text: &str, span: Span) -> (&str, &str) {
    let before = part(text, ..span.start);
    let start = before
        .char_indices()
        .rev()
        .take(CONTEXT_CHARS)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(before.len(), |(at, _)| at);
    let after = part(text, span.end..);
    let end = after
        .char_indices()
        .take(CONTEXT_CHARS)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    (part(before, start..), part(after, ..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unproved(chars: Range<usize>, words: &str, before: &str, after: &str) -> Anchor {
        Anchor {
            place: AnchorPlace::Unproved(chars),
            words: words.into(),
            before: before.into(),
            after: after.into(),
        }
    }

    fn prove(anchor: &mut Anchor, text: &str) -> AnchorOutcome {
        anchor.prove(&CharIndex::new(text), &Finder::new(text))
    }

    #[test]
    fn an_anchor_keeps_its_words_and_the_context_of_its_paragraph() {
        let text = "First line.\nThe mayor said no.\nLast.";
        let anchor = Anchor::new(text, Span::new(16, 21)).unwrap();
        assert_eq!(anchor.words, "mayor");
        assert_eq!(
            (anchor.before.as_str(), anchor.after.as_str()),
            ("The ", " said no.")
        );
    }

    #[test]
    fn the_place_is_counted_in_characters_and_proved_by_the_words() {
        let text = "🙂 The mayor said no.";
        let mut anchor = unproved(6..11, "mayor", "The ", " said");
        assert_eq!(prove(&mut anchor, text), AnchorOutcome::Proved);
        assert_eq!(anchor.span(), Some(Span::new(9, 14)));
    }

    #[test]
    fn where_the_text_has_changed_the_words_win() {
        let text = "Yesterday the mayor said no.";
        let mut anchor = unproved(4..9, "mayor", "The ", " said no.");
        assert_eq!(prove(&mut anchor, text), AnchorOutcome::Moved);
        assert!(anchor.holds_in(text));
        assert_eq!(anchor.words, "mayor");
    }

    #[test]
    fn an_anchor_whose_words_are_gone_keeps_what_it_knew() {
        let text = "Nothing of the kind here at all.";
        let mut anchor = unproved(4..9, "governor", "The ", " said");
        let before = anchor.clone();
        assert_eq!(prove(&mut anchor, text), AnchorOutcome::Orphaned);
        assert_eq!(anchor, before);
    }
}
