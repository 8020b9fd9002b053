//! Sentence boundaries, by Unicode Standard Annex 29 adapted to news: titles, months, initials and
//! other abbreviations do not end a sentence, and neither does a question inside quotation marks that
//! is followed by its reporting clause.
//!
//! A sentence never leaves its paragraph, and a look-up reads no more than the paragraph. The idea of
//! telling an abbreviation's full stop by the word that follows is from Kiss and Strunk, 'Unsupervised
//! multilingual sentence boundary detection' (2006); the word lists are short and fixed, not learnt.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;
use super::segment::{grapheme_floor, is_grapheme_boundary, paragraph_at, trim};

/// Abbreviations that a name follows: their full stop never ends a sentence.
const BEFORE_A_NAME: &[&str] = &[
    "adm", "amb", "atty", "brig", "capt", "cmdr", "cmsgt", "col", "cpl", "cpt", "det", "dr", "fr", "ft",
    "gen", "gov", "hon", "insp", "lt", "maj", "messrs", "mlle", "mme", "mr", "mrs", "ms", "mt", "ofc",
    "pres", "prof", "pte", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "sr", "sra", "st", "ste",
    "supt", "vs",
];

/// Abbreviations whose full stop ends no sentence when a figure follows.
const BEFORE_A_FIGURE: &[&str] = &[
    "apr", "art", "aug", "dec", "feb", "fig", "jan", "jul", "jun", "mar", "no", "nos", "nov", "nr", "oct",
    "para", "pp", "sec", "sep", "sept", "vol",
];

/// Abbreviations that stand in a sentence or at its end: the word behind decides.
const ANYWHERE: &[&str] = &[
    "ala", "approx", "ariz", "ark", "assn", "ave", "bros", "calif", "co", "colo", "conn", "corp", "dept",
    "dist", "est", "etc", "fla", "ga", "ill", "inc", "ind", "jr", "kan", "ky", "ltd", "mass", "md", "mich",
    "minn", "miss", "mo", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "univ", "va", "vt", "wash",
    "wis", "wyo",
];

/// Words that, with a capital, begin a sentence and hardly ever a name.
const BEGINS_A_SENTENCE: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Critics",
    "During",
    "Earlier",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "No",
    "Nor",
    "Not",
    "Now",
    "Officials",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Two",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Yet",
    "You",
];

/// The sentence of a byte, without the white space around it. White space belongs to the sentence
/// before; in a blank paragraph the sentence is empty.
pub fn sentence_at(text: &str, byte: usize) -> Span {
    let byte = grapheme_floor(text, byte);
    let sentences = sentences(text, paragraph_at(text, byte));
    let after = sentences.partition_point(|sentence| sentence.start <= byte);
    let nothing = Span {
        start: byte,
        end: byte,
    };
    sentences.get(after.saturating_sub(1)).copied().unwrap_or(nothing)
}

/// Where the next sentence begins, across paragraphs; the end of the text where none follows.
pub fn next_sentence_start(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    let mut paragraph = paragraph_at(text, byte);
    loop {
        let next = sentences(text, paragraph)
            .into_iter()
            .find(|sentence| sentence.start > byte);
        if let Some(sentence) = next {
            return sentence.start;
        }
        if paragraph.end >= text.len() {
            return text.len();
        }
        paragraph = paragraph_at(text, paragraph.end + 1);
    }
}

/// Where the sentence begins, or the one before when the byte is its beginning, across paragraphs;
/// the start of the text where none precedes.
pub fn previous_sentence_start(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    let mut paragraph = paragraph_at(text, byte);
    loop {
        let before = sentences(text, paragraph)
            .into_iter()
            .rfind(|sentence| sentence.start < byte);
        if let Some(sentence) = before {
            return sentence.start;
        }
        if paragraph.start == 0 {
            return 0;
        }
        paragraph = paragraph_at(text, paragraph.start - 1);
    }
}

/// The sentences of a paragraph in order, each without the white space around it; none in a blank
/// paragraph. No grapheme is cut, though the annex would cut some of rare scripts.
pub fn sentences(text: &str, paragraph: Span) -> Vec<Span> {
    let mut sentences: Vec<Span> = Vec::new();
    let words = paragraph.slice(text).unwrap_or("");
    let mut start = paragraph.start;
    for (at, piece) in words.split_sentence_bound_indices() {
        let end = paragraph.start + at + piece.len();
        if end < paragraph.end && !is_grapheme_boundary(text, end) {
            continue;
        }
        let piece = trim(text, Span { start, end });
        start = end;
        match sentences.last_mut() {
            _ if piece.is_empty() => {}
            Some(last) if continues(text, *last, piece) => last.end = piece.end,
            _ => sentences.push(piece),
        }
    }
    sentences
}

/// Whether what the annex calls the next sentence belongs to the one before.
fn continues(text: &str, before: Span, after: Span) -> bool {
    let before = before.slice(text).unwrap_or("");
    let after = after.slice(text).unwrap_or("");
    if after.starts_with(char::is_lowercase) || !after.contains(char::is_alphanumeric) {
        return true;
    }
    before
        .strip_suffix('.')
        .is_some_and(|stem| stop_abbreviates(stem, after))
}

/// Whether the full stop behind `stem` is that of an abbreviation inside the sentence.
fn stop_abbreviates(stem: &str, after: &str) -> bool {
    let token = stem
        .rsplit(|c: char| !(c.is_alphanumeric() || c == '.'))
        .next()
        .unwrap_or("");
    let follower: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
    let before_a_figure = follower.starts_with(char::is_numeric);
    let begins_a_sentence = BEGINS_A_SENTENCE.contains(&follower.as_str());
    let lower = token.to_lowercase();
    let lower = lower.as_str();
    if BEFORE_A_NAME.contains(&lower) {
        return true;
    }
    if before_a_figure && BEFORE_A_FIGURE.contains(&lower) {
        return true;
    }
    let anywhere = ANYWHERE.contains(&lower) || is_initials(token);
    anywhere && !begins_a_sentence
}

/// Whether it is one letter, or single letters with full stops between: 'J', 'U.S', 'p.m', 'د'.
fn is_initials(token: &str) -> bool {
    token.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::{paragraphs, snap_to_graphemes};
    use proptest::prelude::*;

    /// Sentences are separated by `|` in the marked text.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> = sentences(&text, Span::new(0, text.len()))
            .into_iter()
            .map(|sentence| sentence.slice(&text).unwrap())
            .collect();
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    /// Paragraphs with `|` between their sentences.
    const PARAGRAPHS: &str = r#"
# Titles and initials end no sentence
Maj. Gen. Yahya Rasoul met Dr. J. R. Smith in St. Louis.| He left.
Sen. Kaine spoke to Mr. Trump.| Mrs. Lee did not.
التقى د. محمد الوزير.| ثم غادر.
# A country of initials ends a sentence only before a word that begins one
The U.S. Army left the U.S.| The army of the U.K. Government stayed.
He spoke at 5 p.m. Tuesday at Acme Inc. Headquarters.| It was late.
He worked at Acme Inc.| The firm closed.
# Months and numbers end no sentence before a figure
On Feb. 11 they met at No. 5.| It was No. 1.
He said no.| Then he left.
They came in Feb.| Nothing happened.
# A full stop inside quotation marks keeps them in its sentence
“We go.”| He went.
“Why?” he asked.| Nobody knew.
"Stop!" said Ms. Roe.| "No."
# Arabic marks end sentences
هل بدأت المحادثات؟| قال الناطق نعم.| وصلت القوات!
# The full stops of other scripts end sentences
会议举行。|发言人说：“很好。”|他走了！
बैठक हुई।| प्रवक्ता ने कहा, “हाँ।”| फिर वे गए।
ملاقات ہوئی۔| ترجمان نے کہا۔
הישיבה נערכה.| הדובר אמר: „כן.”
# Abbreviations of news end no sentence
Maj. Gen. Yahya Rasoul said on Feb. 11 that the U.S. Army would stay.| He left.
Lt. Col. Smith of Washington, D.C. Police met Rep. Lee, Jr. Monday.| Nobody spoke.
Some 3.5 percent of St. Mary's Co. Ltd. shares, approx. Rs. 20 in the U.K. Index, fell.
"#;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let rows = PARAGRAPHS.lines();
        let rows = rows.filter(|line| !line.is_empty() && !line.starts_with("# "));
        assert_eq!(rows.inspect(|row| check(row)).count(), 20);
    }

    #[test]
    fn a_lookup_takes_the_sentence_with_the_space_behind_it_and_stays_in_its_paragraph() {
        let text = "One here. Two.\n\n  \nThree";
        let at = |byte| sentence_at(text, byte).slice(text).unwrap();
        assert_eq!(at(0), "One here.");
        assert_eq!(at(9), "One here.");
        assert_eq!(at(10), "Two.");
        assert_eq!(at(14), "Two.");
        assert_eq!(at(15), "");
        assert_eq!(at(17), "");
        assert_eq!(at(99), "Three");
    }

    #[test]
    fn sentence_steps_pass_blank_paragraphs() {
        let text = "One here. Two.\n\n  \nThree";
        assert_eq!(next_sentence_start(text, 0), 10);
        assert_eq!(next_sentence_start(text, 10), 19);
        assert_eq!(next_sentence_start(text, 19), text.len());
        assert_eq!(previous_sentence_start(text, 21), 19);
        assert_eq!(previous_sentence_start(text, 19), 10);
        assert_eq!(previous_sentence_start(text, 10), 0);
        assert_eq!(previous_sentence_start(text, 0), 0);
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_apart_and_cover_all_but_white_space(text in "[aA.?!”“ 1\u{a0}ب؟]{0,40}") {
            let mut end = 0;
            for sentence in sentences(&text, Span::new(0, text.len())) {
                prop_assert_eq!(text[end..sentence.start].trim(), "");
                let words = sentence.slice(&text).unwrap();
                prop_assert!(!words.is_empty());
                prop_assert_eq!(words.trim(), words);
                end = sentence.end;
            }
            prop_assert_eq!(text[end..].trim(), "");
        }

        #[test]
        fn a_sentence_never_splits_what_is_read_as_one_character(
            text in "[aA.!?” 1\n\u{301}\u{600}\u{e33}\u{113c5}\u{200d}\u{64b}ب؟👍🏽\r]{0,30}|\\PC{0,30}",
        ) {
            let mut end = 0;
            for paragraph in paragraphs(&text) {
                for sentence in sentences(&text, paragraph) {
                    prop_assert!(end <= sentence.start && sentence.start < sentence.end);
                    prop_assert_eq!(snap_to_graphemes(&text, sentence), sentence);
                    end = sentence.end;
                }
            }
            for byte in 0..=text.len() {
                let found = sentence_at(&text, byte);
                prop_assert_eq!(snap_to_graphemes(&text, found), found);
                for start in [previous_sentence_start(&text, byte), next_sentence_start(&text, byte)] {
                    prop_assert_eq!(grapheme_floor(&text, start), start);
                }
            }
        }

        #[test]
        fn any_text_and_any_offset_have_a_sentence(text in any::<String>(), byte in any::<usize>()) {
            let byte = byte % (text.len() + 3);
            prop_assert!(sentence_at(&text, byte).slice(&text).is_some());
            prop_assert!(previous_sentence_start(&text, byte) <= byte);
            prop_assert!(next_sentence_start(&text, byte) >= text.floor_char_boundary(byte));
        }
    }
}
