//! Anchors: where a mark stands in a text, proved by the words it covers. `text::matching` searches a
//! changed text for the words; this file decides when to search.

use std::ops::Range;

use crate::text::Span;
use crate::text::matching::Finder;
use crate::text::units::CharIndex;

/// How many characters of context an anchor keeps on each side.
const CONTEXT_CHARS: usize = 24;

/// The position of an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnchorPlace {
    /// These bytes of the article's text, and they are the anchor's words.
    At(Span),
    /// The characters named in the file, not proved against the text: either the text has not been
    /// read yet, or the words are not found in it (the anchor is orphaned).
    Unproved(Range<usize>),
}

/// A span together with the words it covers and a little of what stands around it, so that it
/// can be proved, and found again when the text has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Where it stands.
    pub place: AnchorPlace,
    /// The words it covers, exactly.
    pub words: String,
    /// Up to 24 characters that stood before it.
    pub before: String,
    /// Up to 24 characters that stood after it.
    pub after: String,
}

/// The outcome of proving an anchor against its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorOutcome {
    /// Its words stand at its position.
    Proved,
    /// Its words stood elsewhere, and it was moved to them.
    Moved,
    /// Its words are not in the text, or in several places that look alike.
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

    /// Whether it stands in this text where it says it does.
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

    /// Holds an unproved anchor against its text: the place first, proved by the words; then the
    /// words, searched by their context. A proved anchor is left alone.
    pub fn prove(&mut self, index: &CharIndex<'_>, finder: &Finder<'_>) -> AnchorOutcome {
        let text = finder.text();
        let outcome = self.prove_in_place(text, index);
        let AnchorPlace::Unproved(chars) = &self.place else {
            return outcome;
        };
        let hint = index.byte_from_chars(chars.start).unwrap_or(text.len());
        match finder.find(&self.words, hint, &self.before, &self.after) {
            Some(found) => match Self::new(text, found.span) {
                Some(anchor) => {
                    *self = anchor;
                    AnchorOutcome::Moved
                }
                None => AnchorOutcome::Orphaned,
            },
            None => AnchorOutcome::Orphaned,
        }
    }
}

/// What stands before and after a span, a few characters of the same paragraph each.
fn context(text: &str, span: Span) -> (&str, &str) {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .take(CONTEXT_CHARS)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(before.len(), |(at, _)| at);
    let after = text.get(span.end..).unwrap_or_default();
    let end = after
        .char_indices()
        .take(CONTEXT_CHARS)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    (
        before.get(start..).unwrap_or_default(),
        after.get(..end).unwrap_or_default(),
    )
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
