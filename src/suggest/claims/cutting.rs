//! Cuts a paragraph into words and marks.

use crate::text::Span;

/// Words with their hyphens and points of abbreviation, clitics ('s, 'd) and marks, each by itself.
pub(super) fn cut(text: &str, paragraph: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = paragraph.start;
    while let Some(rest) = text.get(at..paragraph.end).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let length = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if is_letter(first) {
            word_length(rest)
        } else if let Some(length) = clitic_length(rest) {
            length
        } else if rest.starts_with("''") || rest.starts_with("``") {
            2
        } else {
            first.len_utf8()
        };
        found.push(Span::new(at, at + length));
        at += length;
    }
    found
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || unicode_normalization::char::is_combining_mark(letter)
}

const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "St", "Jr", "Sr", "Lt", "Col", "Prof", "Sgt",
    "Capt", "Maj", "Rev", "Adm", "Sens", "Reps",
];

fn word_length(rest: &str) -> usize {
    let initials = initials_length(rest);
    if initials > 0 {
        return initials;
    }
    let mut length = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|&(_, next)| next);
        let joins = match letter {
            '-' => next.is_some_and(is_letter),
            // 'O'Brien', 'don't', and figures: 1,200 and 3.5.
            '\'' | '\u{2019}' => {
                next.is_some_and(|next| is_letter(next) && clitic_length(&rest[at..]).is_none())
            }
            ',' | '.' => {
                next.is_some_and(char::is_numeric)
                    && rest[..at].chars().next_back().is_some_and(char::is_numeric)
            }
            _ => is_letter(letter),
        };
        if !joins {
            break;
        }
        length = at + letter.len_utf8();
    }
    let point = rest[length..].starts_with('.');
    length + usize::from(point && ABBREVIATIONS.contains(&&rest[..length]))
}

/// 'U.S.', 'J.K.'; 0 for anything else.
fn initials_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = 0;
    while bytes.get(length).is_some_and(u8::is_ascii_uppercase) && bytes.get(length + 1) == Some(&b'.') {
        length += 2;
    }
    if length < 4 { 0 } else { length }
}

/// The length of 's, 'd, 'll, 're, 've, 'm at the beginning.
fn clitic_length(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(['\'', '\u{2019}'])?;
    let mark = rest.len() - after.len();
    let clitics = ["s", "d", "ll", "re", "ve", "m", "S"];
    let found = clitics.iter().find(|clitic| {
        after
            .strip_prefix(**clitic)
            .is_some_and(|behind| !behind.chars().next().is_some_and(is_letter))
    })?;
    Some(mark + found.len())
}
