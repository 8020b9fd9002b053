//! Boundaries of graphemes, words and paragraphs, by Unicode Standard Annex 29 through the
//! `unicode-segmentation` crate, for any language; those of words without spaces between them are in `unspaced`.
//! Sentences are in `sentence`.
//!
//! Offsets inside a character or beyond the end are moved back to the boundary before. Word boundaries
//! are computed from the last certain boundary, so the cost depends on a few words and not on the
//! length of the text.

use unicode_segmentation::GraphemeCursor;

use super::Span;
use super::unspaced;

/// The grapheme boundary at or before a byte.
pub fn grapheme_floor(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    if is_grapheme_boundary(text, byte) {
        byte
    } else {
        previous_grapheme(text, byte)
    }
}

/// The grapheme boundary at or after a byte.
pub fn grapheme_ceil(text: &str, byte: usize) -> usize {
    let byte = text.ceil_char_boundary(byte.min(text.len()));
    if is_grapheme_boundary(text, byte) {
        byte
    } else {
        next_grapheme(text, byte)
    }
}

/// The grapheme boundary after a byte; the end of the text where there is none.
pub fn next_grapheme(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The grapheme boundary before a byte; the start of the text where there is none.
pub fn previous_grapheme(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The smallest span of whole graphemes around a span.
pub fn snap_to_graphemes(text: &str, span: Span) -> Span {
    Span {
        start: grapheme_floor(text, span.start),
        end: grapheme_ceil(text, span.end),
    }
}

/// All paragraphs: what lies between line feeds, without them. A blank line is an empty
/// paragraph, and so is what follows a line feed at the end; an empty text is one.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut start = 0;
    text.split('\n')
        .map(|paragraph| {
            let span = Span {
                start,
                end: start + paragraph.len(),
            };
            start = span.end + 1;
            span
        })
        .collect()
}

/// The paragraph of a byte; a line feed belongs to the paragraph it ends.
pub fn paragraph_at(text: &str, byte: usize) -> Span {
    let (before, after) = split(text, byte);
    Span {
        start: before.rfind('\n').map_or(0, |feed| feed + 1),
        end: after.find('\n').map_or(text.len(), |feed| before.len() + feed),
    }
}

/// The word that a click at a byte means: the segment at the byte or, where the byte lies between
/// two, the one that is a word (the later if both are). Between marks or spaces those are the
/// segment. In an empty paragraph it is empty. No grapheme is cut, though the annex would cut some
/// of rare scripts.
pub fn word_at(text: &str, byte: usize) -> Span {
    let byte = text.floor_char_boundary(byte);
    let after = segment_at(text, byte);
    if after.start < byte || is_word(text, after) {
        return snap_to_graphemes(text, after);
    }
    let word = match segment_before(text, byte) {
        Some(before) if is_word(text, before) || after.is_empty() => before,
        _ => after,
    };
    snap_to_graphemes(text, word)
}

/// Whether a byte stands between two words, marks or spaces, or at an edge of the text.
pub fn is_word_boundary(text: &str, byte: usize) -> bool {
    byte == 0 || byte >= text.len() || segment_at(text, byte).start == byte
}

/// Where the next word ends, across paragraphs; the end of the text where no word follows.
pub fn next_word_boundary(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    segments_from(text, certain_boundary_before(text, byte))
        .find(|&segment| segment.end > byte && is_word(text, segment))
        .map_or(text.len(), |segment| grapheme_ceil(text, segment.end))
}

/// Where the word before begins, across paragraphs; the start of the text where no word precedes.
pub fn previous_word_boundary(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    let mut upto = byte;
    while upto > 0 {
        let start = certain_boundary_before(text, upto);
        let found = segments_from(text, start)
            .take_while(|segment| segment.start < upto)
            .filter(|&segment| is_word(text, segment))
            .last();
        if let Some(segment) = found {
            return grapheme_floor(text, segment.start);
        }
        upto = start;
    }
    0
}

/// What a selection by mouse becomes: grown to whole words, white space at its edges dropped. A
/// mark at an edge stays when it was selected. A selection of nothing but white space is empty.
///
/// ```text
/// "[ the  qui]ck"      becomes      " [the  quick]"
/// ```
pub fn snap_to_words(text: &str, span: Span) -> Span {
    let selected = trim(text, snap_to_graphemes(text, span));
    if span.is_empty() || selected.is_empty() {
        let start = grapheme_floor(text, span.start);
        return Span { start, end: start };
    }
    let first = segment_at(text, selected.start);
    let last = segment_before(text, selected.end).unwrap_or(selected);
    let last_continues = last.end == selected.end;
    let last = if last_continues {
        last
    } else {
        segment_at(text, selected.end)
    };
    let grown = Span {
        start: if is_word(text, first) {
            first.start
        } else {
            selected.start
        },
        end: if is_word(text, last) {
            last.end
        } else {
            selected.end
        },
    };
    // In rare scripts a word may end inside a grapheme; and a narrow no-break space belongs to the
    // word beside it, by the rules for numbers.
    trim(text, snap_to_graphemes(text, grown))
}

/// A span without the white space at its edges; where it holds nothing else, an empty span at its
/// start. A space that carries a mark is a grapheme with it and stays.
pub fn trim(text: &str, span: Span) -> Span {
    let Some(words) = span.slice(text) else {
        return span;
    };
    let trimmed = Span {
        start: span.start + (words.len() - words.trim_start().len()),
        end: span.start + words.trim_end().len(),
    };
    if trimmed.start == span.end {
        return Span {
            start: span.start,
            end: span.start,
        };
    }
    // Few characters join a space into a grapheme; most ends need no look at what is beside them.
    let joins = |character: Option<char>| character.is_some_and(|character| !character.is_ascii());
    let kept = trimmed.words(text);
    Span {
        start: if joins(kept.chars().next()) {
            grapheme_floor(text, trimmed.start).max(span.start)
        } else {
            trimmed.start
        },
        end: if joins(kept.chars().next_back()) {
            grapheme_ceil(text, trimmed.end).min(span.end)
        } else {
            trimmed.end
        },
    }
}

/// Whether a span holds a letter or a digit.
fn is_word(text: &str, span: Span) -> bool {
    span.slice(text)
        .is_some_and(|words| words.chars().any(char::is_alphanumeric))
}

/// Whether a byte stands between two graphemes, or at an edge of the text.
pub fn is_grapheme_boundary(text: &str, byte: usize) -> bool {
    GraphemeCursor::new(byte, text.len(), true)
        .is_boundary(text, 0)
        .unwrap_or(true)
}

fn split(text: &str, byte: usize) -> (&str, &str) {
    text.split_at_checked(text.floor_char_boundary(byte))
        .unwrap_or((text, ""))
}

/// The segment (word, mark or run of spaces) that holds a byte; empty at a line feed and at the end.
pub(super) fn segment_at(text: &str, byte: usize) -> Span {
    let nothing = Span {
        start: byte,
        end: byte,
    };
    if split(text, byte).1.starts_with(['\n', '\r']) {
        return nothing;
    }
    segments_from(text, certain_boundary_before(text, byte))
        .find(|segment| segment.contains(byte))
        .unwrap_or(nothing)
}

/// The segment that holds the character before a byte; `None` at the start of a paragraph.
fn segment_before(text: &str, byte: usize) -> Option<Span> {
    let before = previous_grapheme(text, byte);
    let segment = segment_at(text, before);
    (before < byte && !segment.is_empty()).then_some(segment)
}

fn segments_from(text: &str, start: usize) -> impl Iterator<Item = Span> {
    unspaced::segments(split(text, start).1).map(move |(at, words)| Span {
        start: start + at,
        end: start + at + words.len(),
    })
}

/// The last place before a byte that every rule of the annex makes a word boundary, whatever
/// precedes it: after a line feed, between a space and a letter or digit, or between a mark and a letter of a script
/// without spaces. The start of the text counts.
fn certain_boundary_before(text: &str, byte: usize) -> usize {
    let mut follower = None;
    for (at, character) in split(text, byte).0.char_indices().rev() {
        let after = at + character.len_utf8();
        let certain = match character {
            '\n' => true,
            ' ' => follower.is_some_and(char::is_alphanumeric),
            stop if unspaced::is_unspaced_stop(stop) => {
                follower.is_some_and(|letter| unspaced::is_unspaced(letter) && letter.is_alphabetic())
            }
            _ => false,
        };
        if certain && after < byte {
            return after;
        }
        follower = Some(character);
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The span between the brackets, and the text without them.
    fn marked(marked: &str) -> (String, Span) {
        let start = marked.find('[').unwrap();
        let end = marked.find(']').unwrap() - 1;
        (marked.replace(['[', ']'], ""), Span::new(start, end))
    }

    fn check_snap(before: &str, after: &str) {
        let (text, span) = marked(before);
        let (same, expected) = marked(after);
        assert_eq!(text, same);
        assert_eq!(snap_to_words(&text, span), expected, "{before}");
    }

    fn check_word(before: &str, after: &str) {
        let byte = before.find('|').unwrap();
        let (text, expected) = marked(after);
        assert_eq!(before.replace('|', ""), text);
        assert_eq!(word_at(&text, byte), expected, "{before}");
    }

    #[test]
    fn words_end_where_the_standard_says() {
        let text = "the U.S. said: 2,500";
        let inside: Vec<usize> = (0..=text.len())
            .filter(|&byte| !is_word_boundary(text, byte))
            .collect();
        // Within 'the', 'U.S', 'said' and '2,500'.
        assert_eq!(inside, [1, 2, 5, 6, 10, 11, 12, 16, 17, 18, 19]);
    }

    #[test]
    fn a_selection_grows_to_whole_words() {
        check_snap("The ma[yor sa]id so", "The [mayor said] so");
        check_snap("The mayor [said] so", "The mayor [said] so");
        check_snap("the committe[e]'s work", "the [committee's] work");
        check_snap("2[,]500 soldiers", "[2,500] soldiers");
        check_snap("قال الن[اط]ق إن", "قال [الناطق] إن");
    }

    #[test]
    fn a_selection_loses_the_spaces_at_its_edges() {
        check_snap("The[ mayor ]said", "The [mayor] said");
        check_snap("one[\n\n two]", "one\n\n [two]");
    }

    #[test]
    fn a_space_that_carries_a_mark_stays_whole() {
        check_snap("one[ \u{64b}two ]", "one[ \u{64b}two] ");
        check_snap("one [\u{64b}two]", "one[ \u{64b}two]");
    }

    #[test]
    fn a_selection_of_white_space_alone_is_empty() {
        check_snap("The[ \n ]mayor", "The[] \n mayor");
        check_snap("The ma[]yor", "The ma[]yor");
    }

    #[test]
    fn marks_at_the_edges_stay_only_when_selected() {
        check_snap("he said “[meeti]ngs,” today", "he said “[meetings],” today");
        check_snap("he said [“meetings,”] today", "he said [“meetings,”] today");
    }

    #[test]
    fn a_click_at_the_edge_of_a_word_takes_that_word() {
        check_word("The |mayor said", "The [mayor] said");
        check_word("The mayor| said", "The [mayor] said");
        check_word("The mayor|, who", "The [mayor], who");
        check_word("The may|or", "The [mayor]");
        check_word("The mayor|", "The [mayor]");
        check_word("one  |  two", "one[    ]two");
        check_word("one|\ntwo", "[one]\ntwo");
        check_word("one\n|\ntwo", "one\n[]\ntwo");
    }

    #[test]
    fn word_steps_stop_at_the_end_forwards_and_at_the_start_backwards() {
        let text = "One, two.\n\nThree";
        assert_eq!(next_word_boundary(text, 0), 3);
        assert_eq!(next_word_boundary(text, 3), 8);
        assert_eq!(next_word_boundary(text, 8), 16);
        assert_eq!(next_word_boundary(text, 16), 16);
        assert_eq!(previous_word_boundary(text, 16), 11);
        assert_eq!(previous_word_boundary(text, 11), 5);
        assert_eq!(previous_word_boundary(text, 5), 0);
        assert_eq!(previous_word_boundary(text, 0), 0);
    }

    #[test]
    fn a_word_step_never_stops_inside_a_grapheme() {
        // By the annex this vowel sign begins a word, and is one grapheme with the space.
        let text = "one \u{113c5} two";
        assert_eq!(previous_word_boundary(text, 9), 3);
        assert_eq!(previous_word_boundary(text, 3), 0);
        assert_eq!(next_word_boundary(text, 3), 8);
    }

    #[test]
    fn paragraphs_leave_the_line_feeds_out_and_keep_the_blank_lines() {
        let spans = paragraphs("one\n\ntwo\n");
        assert_eq!(
            spans,
            [Span::new(0, 3), Span::new(4, 4), Span::new(5, 8), Span::new(9, 9)]
        );
        assert_eq!(paragraphs(""), [Span::new(0, 0)]);
    }

    #[test]
    fn a_byte_inside_an_emoji_of_several_characters_snaps_around_it() {
        let text = "a👨‍👩‍👧b";
        assert_eq!(grapheme_floor(text, 5), 1);
        assert_eq!(grapheme_ceil(text, 5), text.len() - 1);
        assert_eq!(grapheme_ceil(text, 6), text.len() - 1);
        assert_eq!(next_grapheme(text, 1), text.len() - 1);
        assert_eq!(previous_grapheme(text, text.len() - 1), 1);
    }

    proptest! {
        #[test]
        fn words_found_locally_are_those_of_the_whole_text(
            text in "[ab1 .,'’\u{301}\u{202f}\n🇮🇶٣ءราคา政府价、-]{0,40}", at in any::<proptest::sample::Index>(),
        ) {
            let byte = text.floor_char_boundary(at.index(text.len() + 1));
            let whole = unspaced::segments(&text)
                .map(|(start, words)| Span { start, end: start + words.len() })
                .find(|segment| segment.contains(byte) && segment.slice(&text) != Some("\n"));
            prop_assert_eq!(segment_at(&text, byte), whole.unwrap_or(Span::new(byte, byte)));
        }

        #[test]
        fn every_paragraph_is_found_from_any_of_its_bytes(text in "[ab\n]{0,30}") {
            for paragraph in paragraphs(&text) {
                for byte in paragraph.start..=paragraph.end {
                    prop_assert_eq!(paragraph_at(&text, byte), paragraph);
                }
            }
        }

        #[test]
        fn a_snapped_selection_stays_when_snapped_again(
            text in "[ab1 .,'’“”\u{301}\u{202f}\n🇮🇶٣ءราคา政府价、-]{0,40}", a in 0_usize..99, b in 0_usize..99,
        ) {
            let snapped = snap_to_words(&text, Span::new(a, b));
            prop_assert_eq!(snap_to_words(&text, snapped), snapped);
        }

        #[test]
        fn any_text_and_any_offsets_give_boundaries_and_no_space_at_the_edges(
            text in any::<String>(), a in any::<usize>(), b in any::<usize>(),
        ) {
            let span = Span::new(a % (text.len() + 3), b % (text.len() + 3));
            let snapped = snap_to_words(&text, span);
            prop_assert!(snapped.slice(&text).is_some());
            prop_assert_eq!(snap_to_graphemes(&text, snapped), snapped);
            prop_assert_eq!(trim(&text, snapped), snapped);
            let word = word_at(&text, span.start);
            prop_assert!(word.slice(&text).is_some());
            prop_assert_eq!(snap_to_graphemes(&text, word), word);
            prop_assert!(snap_to_graphemes(&text, span).slice(&text).is_some());
            prop_assert!(next_word_boundary(&text, span.start) >= text.floor_char_boundary(span.start));
            prop_assert!(previous_word_boundary(&text, span.start) <= span.start);
        }
    }
}
