//! Graphemes, words and sentences checked against Unicode's own test cases. Ours differ from the annex
//! only on purpose; each such difference has a name and a count.

use std::collections::BTreeMap;

use unicode_segmentation::{UNICODE_VERSION, UnicodeSegmentation};

use super::Span;
use super::segment::{
    grapheme_ceil, grapheme_floor, next_grapheme, previous_grapheme, segment_at, snap_to_graphemes, trim,
};
use super::sentence::sentences;
use super::unicode_data::{Broken, broken};

macro_rules! data {
    ($file:literal) => {
        broken(include_bytes!(concat!(
            "../../tests/data/unicode/",
            $file,
            ".txt.gz"
        )))
    };
}

/// The pieces between a case's breaks.
fn pieces(case: &Broken) -> impl Iterator<Item = Span> {
    case.breaks.windows(2).map(|pair| Span::new(pair[0], pair[1]))
}

#[test]
fn the_cases_and_the_library_are_of_one_version() {
    assert_eq!(UNICODE_VERSION, (17, 0, 0));
}

#[test]
fn graphemes_are_those_of_unicode_17_without_exception() {
    let cases = data!("GraphemeBreakTest-17.0");
    for case in &cases {
        let text = &case.text;
        for piece in pieces(case) {
            assert_eq!(next_grapheme(text, piece.start), piece.end, "line {}", case.line);
            assert_eq!(
                previous_grapheme(text, piece.end),
                piece.start,
                "line {}",
                case.line
            );
            for byte in piece.start..piece.end {
                assert_eq!(grapheme_floor(text, byte), piece.start, "line {}", case.line);
                let end = if byte == piece.start { byte } else { piece.end };
                assert_eq!(grapheme_ceil(text, byte), end, "line {}", case.line);
                let snapped = snap_to_graphemes(text, Span::new(byte, byte + 1));
                assert_eq!(snapped, piece, "line {}", case.line);
            }
        }
    }
    println!("GraphemeBreakTest 17.0: {0} of {0} cases pass", cases.len());
    assert_eq!(cases.len(), 766);
}

#[test]
fn words_are_those_of_unicode_17_without_exception() {
    let cases = data!("WordBreakTest-17.0");
    for case in &cases {
        for piece in pieces(case) {
            // Line breaks are no words: what is looked up there is empty.
            let words = piece.slice(&case.text).unwrap();
            let expected = if words.starts_with(['\n', '\r']) {
                Span::new(piece.start, piece.start)
            } else {
                piece
            };
            assert_eq!(
                segment_at(&case.text, piece.start),
                expected,
                "line {}",
                case.line
            );
            for (at, _) in words.char_indices().filter(|_| !expected.is_empty()) {
                let byte = piece.start + at;
                assert_eq!(segment_at(&case.text, byte), piece, "line {}", case.line);
            }
        }
    }
    println!("WordBreakTest 17.0: {0} of {0} cases pass", cases.len());
    assert_eq!(cases.len(), 1944);
}

#[test]
fn the_library_s_sentences_are_those_of_unicode_17_without_exception() {
    let cases = data!("SentenceBreakTest-17.0");
    for case in &cases {
        let found: Vec<Span> = case
            .text
            .split_sentence_bound_indices()
            .map(|(start, words)| Span::new(start, start + words.len()))
            .collect();
        assert_eq!(found, pieces(case).collect::<Vec<_>>(), "line {}", case.line);
    }
    println!("SentenceBreakTest 17.0: {0} of {0} cases pass", cases.len());
    assert_eq!(cases.len(), 512);
}

/// Why two of the annex's sentences are one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Joined {
    /// What follows has neither letter nor figure.
    NothingSaidBehind,
    /// What follows begins with a small letter.
    SmallLetterBehind,
    /// The full stop is that of an abbreviation or an initial.
    Abbreviation,
}

/// Ours never cut where the annex does not; where they join, it is for a reason with a name.
#[test]
fn our_sentences_are_those_of_unicode_17_but_for_named_joins() {
    let cases = data!("SentenceBreakTest-17.0");
    let (mut same, mut joins) = (0, BTreeMap::<Joined, usize>::new());
    for case in &cases {
        let text = case.text.as_str();
        let annex: Vec<Span> = pieces(case)
            .map(|piece| trim(text, piece))
            .filter(|piece| !piece.is_empty())
            .collect();
        let ours = sentences(text, Span::new(0, text.len()));
        if ours == annex {
            same += 1;
            continue;
        }
        let mut why = None;
        for sentence in &ours {
            let parts: Vec<&Span> = annex.iter().filter(|piece| sentence.covers(**piece)).collect();
            let (first, last) = (parts.first().unwrap(), parts.last().unwrap());
            assert_eq!(
                (first.start, last.end),
                (sentence.start, sentence.end),
                "line {}",
                case.line
            );
            for joined in parts.iter().skip(1) {
                let words = joined.slice(text).unwrap();
                let because = if !words.contains(char::is_alphanumeric) {
                    Joined::NothingSaidBehind
                } else if words.starts_with(char::is_lowercase) {
                    Joined::SmallLetterBehind
                } else {
                    Joined::Abbreviation
                };
                why = why.max(Some(because));
            }
        }
        *joins.entry(why.unwrap()).or_default() += 1;
    }
    println!(
        "our sentences: {same} of {} cases are the annex's, {joins:?}",
        cases.len()
    );
    let named = [
        (Joined::NothingSaidBehind, 8),
        (Joined::SmallLetterBehind, 4),
        (Joined::Abbreviation, 2),
    ];
    assert_eq!(joins, BTreeMap::from(named));
    assert_eq!(same, 498);
}
