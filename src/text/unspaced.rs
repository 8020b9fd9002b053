//! Words, marks and runs of spaces by Unicode Standard Annex 29, and in scripts that are written without spaces between words
//! (Chinese, Japanese, Thai, Lao, Khmer, Burmese), where the annex ends a word at every letter, by the dictionaries of
//! `icu_segmenter`.

use std::collections::VecDeque;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use unicode_segmentation::UnicodeSegmentation;

/// The length in bytes at which a run without a mark or a space is cut, so that no text takes long.
const MAX_RUN_BYTES: usize = 8 * 1024;

/// The words, marks and runs of spaces of a text, each with its place.
pub fn segments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut pieces = text.split_word_bound_indices().peekable();
    let mut found: VecDeque<(usize, &str)> = VecDeque::new();
    std::iter::from_fn(move || {
        if let Some(word) = found.pop_front() {
            return Some(word);
        }
        let (start, first) = pieces.next()?;
        let mut end = start + first.len();
        if begins_unspaced(first) {
            while end - start < MAX_RUN_BYTES
                && let Some((at, piece)) = pieces.next_if(|(_, piece)| begins_unspaced(piece))
            {
                end = at + piece.len();
            }
        }
        let run = text.get(start..end).unwrap_or(first);
        if run.len() == first.len() {
            return Some((start, first));
        }
        let mut from = 0;
        for to in WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()).segment_str(run) {
            if to > from {
                found.extend(run.get(from..to).map(|word| (start + from, word)));
                from = to;
            }
        }
        found.pop_front()
    })
}

fn begins_unspaced(piece: &str) -> bool {
    piece.chars().next().is_some_and(is_unspaced)
}

/// Whether a character belongs to a script that is written without spaces between words, and is no mark or digit.
pub fn is_unspaced(c: char) -> bool {
    let is_of_script = matches!(c,
        // Thai, Lao, Burmese, Khmer.
        '\u{e00}'..='\u{e4e}' | '\u{e80}'..='\u{ece}' | '\u{edc}'..='\u{edf}'
        | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{108f}' | '\u{aa60}'..='\u{aa7f}' | '\u{a9e0}'..='\u{a9ef}'
        | '\u{1780}'..='\u{17d3}' | '\u{17d7}' | '\u{17dc}'..='\u{17dd}'
        // Japanese and Chinese.
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    is_of_script && !matches!(c, '\u{30fb}' | '\u{30a0}' | '\u{e3f}' | '\u{e2f}')
}

/// Whether a mark ends a word in Chinese and Japanese, whatever stands before it.
pub fn is_unspaced_stop(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '！' | '？' | '：' | '；' | '「' | '」' | '『' | '』' | '（' | '）'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_spaces_are_those_of_dictionaries() {
        for (text, expected) in [
            ("นายกรัฐมนตรีกล่าวว่าราคาจะสูงขึ้น", "นายก|รัฐมนตรี|กล่าว|ว่า|ราคา|จะ|สูง|ขึ้น"),
            ("ราคา 2,500 บาท", "ราคา| |2,500| |บาท"),
            ("政府表示，价格将上涨。", "政府|表示|，|价格|将|上涨|。"),
            ("The 首相 said", "The| |首相| |said"),
        ] {
            let found: Vec<&str> = segments(text).map(|(_, word)| word).collect();
            assert_eq!(found.join("|"), expected);
        }
        for text in [
            "ລາຄາຈະສູງຂຶ້ນ",
            "តម្លៃនឹងឡើង",
            "ဈေးနှုန်းများတက်မည်",
            "首相は価格が上がると述べた",
        ] {
            let words: Vec<&str> = segments(text).map(|(_, word)| word).collect();
            let letters = text.graphemes(true).count();
            assert!(words.len() > 1 && words.len() < letters, "{words:?}");
            assert_eq!(words.concat(), text);
        }
    }

    #[test]
    fn a_run_without_end_is_cut() {
        let text = "ก".repeat(MAX_RUN_BYTES);
        let all: usize = segments(&text).map(|(_, word)| word.len()).sum();
        assert_eq!(all, text.len());
    }
}
