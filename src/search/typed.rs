//! The parts of a filter as it is typed: words, and phrases between quotation marks.

/// Whether it is a quotation mark that may begin or end a phrase.
pub(crate) fn is_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The parts of what was typed, at white space that is not between quotation marks, with their marks. A phrase that is not
/// closed goes to the end.
pub(crate) fn tokens(typed: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut begin = None;
    let mut in_phrase = false;
    for (at, character) in typed.char_indices() {
        if is_mark(character) {
            in_phrase = !in_phrase;
        }
        if character.is_whitespace() && !in_phrase {
            tokens.extend(begin.take().and_then(|from| typed.get(from..at)));
        } else if begin.is_none() {
            begin = Some(at);
        }
    }
    tokens.extend(begin.and_then(|from| typed.get(from..)));
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_stay_together_and_words_part_at_white_space() {
        assert_eq!(tokens(" a  -b OR “c d” e"), ["a", "-b", "OR", "“c d”", "e"]);
        assert_eq!(tokens("-\"c d\" tag:«e f"), ["-\"c d\"", "tag:«e f"]);
        assert!(tokens(" ").is_empty());
    }
}
