//! Words by their letters alone: the same words cut apart otherwise, as 'cooperate' and 'co-operate', and letters with accents.

use unicode_normalization::UnicodeNormalization;

use super::index::{Index, IndexedText, WordId};
use super::tokens::{Part, Token, Tokens};

/// How many letters the first word may have.
const MAX_WORD_CHARS: usize = 30;

/// A quotation as letters alone, found among those of a reference text from the beginning of a word to the end of one: the
/// number of that text, and from which of its words to before which.
pub(super) fn by_letters(
    index: &Index<'_>,
    tokens: &Tokens,
    quotation: &str,
    texts: &[usize],
) -> Option<(usize, (usize, usize))> {
    let letters: String = tokens.words.iter().map(|token| token.word.as_str()).collect();
    let ends = letters.char_indices().map(|(at, c)| at + c.len_utf8());
    let beginnings = ends.take(MAX_WORD_CHARS).filter_map(|end| letters.get(..end));
    let beginnings: Vec<WordId> = beginnings.map(|word| index.id(word)).collect();
    texts.iter().find_map(|&number| {
        let text = index.texts.get(number)?;
        let starts = beginnings.iter().flat_map(|&id| text.places(id));
        let places = starts.filter_map(|&start| {
            let start = start as usize;
            Some((start, end_of(text, start, &letters, &tokens.words)?))
        });
        let (start, end) = places.min()?;
        let place = text.tokens.get(start..end)?;
        let is_same = !text.has_accents || spelled(&tokens.words, quotation) == spelled(place, text.text);
        is_same.then_some((number, (start, end)))
    })
}

fn spelled(tokens: &[Token], within: &str) -> String {
    let written = tokens.iter().filter_map(|token| token.span.slice(within));
    written.map(letters_of).collect()
}

/// Before which word of a reference text these letters end that begin at a word; `None` where they do not stand there.
fn end_of(text: &IndexedText<'_>, start: usize, letters: &str, quoted: &[Token]) -> Option<usize> {
    let mut rest = letters;
    let mut end = start;
    while !rest.is_empty() {
        rest = rest.strip_prefix(text.tokens.get(end)?.word.as_str())?;
        end += 1;
    }
    let place = text.tokens.get(start..end)?;
    let mut at = (0, 0);
    while at.0 < quoted.len() {
        let (ours, theirs) = same_letters(quoted.iter().skip(at.0), place.iter().skip(at.1))?;
        at = (at.0 + ours, at.1 + theirs);
    }
    Some(end)
}

/// How many words of each, from the first on, have the same letters, if any have.
pub(super) fn same_letters<'a>(
    quoted: impl Iterator<Item = &'a Token>,
    place: impl Iterator<Item = &'a Token>,
) -> Option<(usize, usize)> {
    let (quoted, place): (Vec<&Token>, Vec<&Token>) = (quoted.take(6).collect(), place.take(6).collect());
    let (first, other) = (quoted.first()?, place.first()?);
    if let Part::Mended(bare) = &first.part
        && !bare.is_empty()
        && (other.word.starts_with(bare) || other.word.ends_with(bare))
    {
        return Some((1, 1));
    }
    for ours in 1..=quoted.len() {
        for theirs in 1..=place.len() {
            let (ours_words, theirs_words) = (quoted.get(..ours)?, place.get(..theirs)?);
            let is_same = joined(ours_words) == joined(theirs_words);
            if is_same && (ours == theirs || !(splits_number(ours_words) || splits_number(theirs_words))) {
                return Some((ours, theirs));
            }
        }
    }
    None
}

/// The letters of words, in whichever direction they are given.
fn joined(words: &[&Token]) -> String {
    let mut words: Vec<&&Token> = words.iter().collect();
    words.sort_by_key(|token| token.span.start);
    words.iter().map(|token| token.word.as_str()).collect()
}

/// Whether a number is cut apart elsewhere than between thousands.
fn splits_number(words: &[&Token]) -> bool {
    let mut words: Vec<&&Token> = words.iter().collect();
    words.sort_by_key(|token| token.span.start);
    words.windows(2).any(|pair| {
        let [before, after] = pair else { return false };
        let is_digit = |c: char| c.is_ascii_digit();
        let meet = before.word.ends_with(is_digit) && after.word.starts_with(is_digit);
        meet && !(after.word.len() == 3 && after.word.chars().all(is_digit))
    })
}

/// The letters of a word with their accents; nothing for words in which marks do not tell words apart, and for numbers.
pub(super) fn letters_of(written: &str) -> String {
    let letters: String = written
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(*c))
        .collect();
    let is_pointed =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if letters.contains(is_pointed) {
        String::new()
    } else {
        letters.replace('ß', "ss")
    }
}
