//! Which words a drag selects, in whole words, sentences or quotations.

use crate::text::Span;
use crate::text::segment::{
    grapheme_ceil, grapheme_floor, next_word_boundary, previous_word_boundary, snap_to_words, word_at,
};
use crate::text::sentence::sentence_at;
use crate::ui::bus::place::Selection;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Word,
    Sentence,
    Quotation,
}

/// Selects a span, with the caret at its end.
pub(super) fn forward(span: Span) -> Selection {
    Selection {
        anchor: span.start,
        caret: span.end,
    }
}

/// The selection when the pointer was pressed at one byte and is now at another.
pub(super) fn reached(
    text: &str,
    from: usize,
    to: usize,
    base: Option<(Unit, Span)>,
    exact: bool,
) -> Selection {
    let there = match base {
        None => return selected_words(text, from, to, exact),
        Some((Unit::Quotation, base)) => return forward(base),
        Some((Unit::Word, _)) => word_at(text, to),
        Some((Unit::Sentence, _)) => sentence_at(text, to),
    };
    let base = base.map_or(there, |(_, base)| base);
    let span = Span::new(base.start.min(there.start), base.end.max(there.end));
    if there.start < base.start {
        return Selection {
            anchor: span.end,
            caret: span.start,
        };
    }
    forward(span)
}

/// The text between two bytes in whole words, unless `exact`.
pub(super) fn selected_words(text: &str, from: usize, to: usize, exact: bool) -> Selection {
    let span = Span::new(grapheme_floor(text, from), grapheme_floor(text, to));
    let span = if exact || span.is_empty() {
        span
    } else {
        snap_to_words(text, span)
    };
    if to < from {
        Selection {
            anchor: span.end,
            caret: span.start,
        }
    } else {
        forward(span)
    }
}

/// A span with one edge at the pointer. It never becomes empty.
pub(super) fn moved_edge(text: &str, fixed: usize, at_end: bool, to: usize, exact: bool) -> Span {
    let word = word_at(text, if at_end { fixed } else { fixed.saturating_sub(1) });
    let least = if at_end {
        Span::new(fixed, word.end.max(grapheme_ceil(text, fixed + 1)))
    } else {
        Span::new(
            word.start.min(grapheme_floor(text, fixed.saturating_sub(1))),
            fixed,
        )
    };
    let crossed = if at_end { to < least.end } else { to > least.start };
    if crossed && !exact {
        return least;
    }
    if exact {
        let to = if at_end {
            to.max(grapheme_ceil(text, fixed + 1))
        } else {
            to.min(grapheme_floor(text, fixed.saturating_sub(1)))
        };
        return Span::new(fixed, to);
    }
    let snapped = snap_to_words(text, Span::new(fixed, to));
    Span::new(
        fixed,
        if at_end {
            snapped.end.max(least.end)
        } else {
            snapped.start.min(least.start)
        },
    )
}

/// A span with one edge moved by a word. It never becomes empty.
pub fn edge_moved_by_a_word(text: &str, span: Span, start: bool, forward: bool) -> Span {
    let (edge, fixed) = if start {
        (span.start, span.end)
    } else {
        (span.end, span.start)
    };
    let to = if forward {
        next_word_boundary(text, edge)
    } else {
        previous_word_boundary(text, edge)
    };
    let moved = moved_edge(text, fixed, !start, to, false);
    // The rest of a word of which only letters were taken does not come in while the piece is made smaller.
    if start == forward && !span.covers(moved) {
        span
    } else {
        moved
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::quotation::quotation_at;
    use crate::text::segment::snap_to_graphemes;
    use crate::typeset::properties::any_text;

    const TEXT: &str = "The army said that “talks resume” today.";

    fn words(selection: Selection) -> &'static str {
        selection.span().slice(TEXT).unwrap()
    }

    #[test]
    fn a_drag_takes_whole_words_and_characters_only_where_that_is_asked_for() {
        assert_eq!(words(selected_words(TEXT, 5, 7, false)), "army");
        assert_eq!(words(selected_words(TEXT, 5, 7, true)), "rm");
        assert_eq!(words(selected_words(TEXT, 5, 10, false)), "army said");
        assert_eq!(words(selected_words(TEXT, 5, 10, true)), "rmy s");
        let back = selected_words(TEXT, 10, 5, false);
        assert_eq!((words(back), back.caret < back.anchor), ("army said", true));
        assert_eq!(words(selected_words(TEXT, 4, 9, false)), "army");
    }

    #[test]
    fn a_double_click_that_is_dragged_takes_word_by_word() {
        let base = Some((Unit::Word, word_at(TEXT, 5)));
        assert_eq!(words(reached(TEXT, 5, 15, base, false)), "army said that");
        let back = reached(TEXT, 5, 1, base, false);
        assert_eq!((words(back), back.caret), ("The army", 0));
    }

    #[test]
    fn an_edge_moves_by_words_and_never_past_the_other() {
        let slice = |span: Span| span.slice(TEXT).unwrap();
        assert_eq!(slice(moved_edge(TEXT, 4, true, 11, false)), "army said");
        assert_eq!(slice(moved_edge(TEXT, 4, true, 0, false)), "army");
        assert_eq!(slice(moved_edge(TEXT, 4, true, 0, true)), "a");
        assert_eq!(slice(moved_edge(TEXT, 13, false, 5, false)), "army said");
        assert_eq!(slice(moved_edge(TEXT, 13, false, 30, false)), "said");
        assert_eq!(slice(moved_edge(TEXT, 13, false, 6, true)), "my said");
    }

    #[test]
    fn an_edge_moves_by_one_word_and_never_past_the_other() {
        let text = "one two three four, “five”.";
        let moved = |from, to, start, forward| {
            let span = edge_moved_by_a_word(text, Span::new(from, to), start, forward);
            span.slice(text).unwrap()
        };
        assert_eq!(moved(4, 13, false, true), "two three four");
        assert_eq!(moved(4, 13, false, false), "two");
        assert_eq!(moved(4, 13, true, false), "one two three");
        assert_eq!(moved(4, 13, true, true), "three");
        assert_eq!(moved(4, 7, false, false), "two");
        assert_eq!(moved(4, 7, true, true), "two");
        assert_eq!(moved(14, 19, true, true), "four,", "the mark is not left alone");
        assert_eq!(moved(14, 19, false, false), "four");
        // The rest of a word does not come in while the piece is made smaller.
        assert_eq!(moved(4, 6, false, false), "tw");
    }

    proptest! {
        #[test]
        fn whatever_is_taken_is_whole_graphemes(
            text in prop_oneof![any_text(), "[ab “\"”.\n\r\u{301}\u{93f}\u{600}\u{e33}\u{113c5}\u{200d}👍🏽]{0,30}"],
            places in any::<[prop::sample::Index; 3]>(), exact: bool,
        ) {
            let [from, to, there] = places.map(|place| grapheme_floor(&text, place.index(text.len() + 1)));
            let quotation = quotation_at(&text, from).map(|span| (Unit::Quotation, span));
            let units = [
                None,
                Some((Unit::Word, word_at(&text, from))),
                Some((Unit::Sentence, sentence_at(&text, from))),
                quotation,
            ];
            let mut taken: Vec<Span> =
                units.into_iter().map(|base| reached(&text, from, to, base, exact).span()).collect();
            let piece = Span::new(from, to);
            if !piece.is_empty() {
                taken.push(moved_edge(&text, piece.start, true, there, exact));
                taken.push(moved_edge(&text, piece.end, false, there, exact));
                for start in [false, true] {
                    taken.push(edge_moved_by_a_word(&text, piece, start, exact));
                }
            }
            for span in taken {
                prop_assert_eq!(snap_to_graphemes(&text, span), span);
            }
        }
    }
}
