//! Makes user text safe in the programs that read exports: neutralises formulas in spreadsheets,
//! control characters in terminals, and direction marks that reverse the rest of a line.

use std::borrow::Cow;
use std::io;

use serde_json::ser::Formatter;

/// A cell of a table that is safe to write.
///
/// - A cell that a spreadsheet would run as a formula gets a leading apostrophe.
/// - Control characters except tab and line ends become their pictures: ESC becomes `␛`.
/// - Direction marks that are opened in the cell and not closed are closed at its end.
///
/// Everything else stays as it is.
pub fn cell(words: &str) -> Cow<'_, str> {
    let mut cell = line(words);
    if runs_as_a_formula(words) {
        cell.to_mut().insert(0, '\'');
    }
    cell
}

/// Text that is safe to write beside other text: control characters become their pictures, and open directions are
/// closed, so that they do not reverse what follows.
pub fn line(words: &str) -> Cow<'_, str> {
    if is_quiet(words) {
        return Cow::Borrowed(words);
    }
    let mut line: String = words.chars().map(picture).collect();
    line.extend(unclosed(words).into_iter().rev());
    if line == words {
        Cow::Borrowed(words)
    } else {
        Cow::Owned(line)
    }
}

/// Whether there is no control character and no character that opens a direction, which one look at the bytes tells for
/// nearly all text.
fn is_quiet(words: &str) -> bool {
    let bytes = words.as_bytes();
    // Without a stop at the first, so that the loop is vectorised.
    let may_act = |byte: u8| byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xe2);
    if !bytes.iter().fold(false, |any, byte| any | may_act(*byte)) {
        return true;
    }
    let follows = |at: usize, second: u8| bytes.get(at + 1) == Some(&second);
    let third = |at: usize| bytes.get(at + 2).copied().unwrap_or_default();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'\t' | b'\n' | b'\r' => true,
        0x00..=0x1f | 0x7f => false,
        // U+0080 to U+009F.
        0xc2 => bytes.get(at + 1).is_some_and(|second| *second >= 0xa0),
        // U+202A to U+202E, U+2066 to U+2068.
        0xe2 if follows(at, 0x80) => !matches!(third(at), 0xaa..=0xae),
        0xe2 if follows(at, 0x81) => !matches!(third(at), 0xa6..=0xa8),
        _ => true,
    })
}

/// Whether a spreadsheet would run this cell: its first character, or the first after what some
/// of them skip, begins a formula, in the usual or the full width.
fn runs_as_a_formula(words: &str) -> bool {
    if words.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let skipped = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c);
    words.starts_with(['\t', '\r'])
        || words
            .trim_start_matches(skipped)
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Whether a character takes no room and may be skipped by a reader: marks of direction, joiners,
/// the byte-order mark.
fn is_invisible(c: char) -> bool {
    is_direction(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character is there to steer the direction of text.
pub fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a control that a cell must not carry.
fn is_unprintable(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// The visible picture of a control character; others stay.
fn picture(c: char) -> char {
    match c {
        '\u{7f}' => '\u{2421}',
        c if !is_unprintable(c) => c,
        c => char::from_u32(0x2400 + u32::from(c))
            .filter(|_| c < ' ')
            .unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The characters that close the directions left open, the innermost last.
fn unclosed(words: &str) -> Vec<char> {
    const POP_EMBEDDING: char = '\u{202c}';
    const POP_ISOLATE: char = '\u{2069}';
    let mut open = Vec::new();
    for c in words.chars() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(POP_EMBEDDING),
            '\u{2066}'..='\u{2068}' => open.push(POP_ISOLATE),
            // A paragraph end closes everything, and so does the end of an isolate to what was
            // opened inside it.
            '\n' | '\r' | '\u{85}' | '\u{2029}' => open.clear(),
            POP_EMBEDDING if open.last() == Some(&POP_EMBEDDING) => {
                open.pop();
            }
            POP_ISOLATE => {
                if let Some(at) = open.iter().rposition(|close| *close == POP_ISOLATE) {
                    open.truncate(at);
                }
            }
            _ => {}
        }
    }
    open
}

/// Writes JSON on one line in which control characters, line separators and marks of direction
/// are escaped: the same strings to every reader, and nothing that acts on a screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct EscapingFormatter;

impl Formatter for EscapingFormatter {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| must_be_escaped(*c)) {
            let (plain, after) = rest.split_at(at);
            writer.write_all(plain.as_bytes())?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            rest = after.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

fn must_be_escaped(c: char) -> bool {
    c.is_control() || is_direction(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Serialize;

    use super::*;

    #[test]
    fn cells_that_would_run_get_an_apostrophe_and_nothing_else() {
        for formula in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "\tx", "  =1", "\u{a0}=1",
        ] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        for formula in [
            "＝1+1",
            "＋1",
            "－1",
            "＠x",
            "\u{feff}=1",
            "\u{200f}=1",
            "\u{200b}+1",
            "\n=1",
        ] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
    }

    #[test]
    fn other_cells_stay_as_they_are() {
        for plain in [
            "",
            "1-2;3-4",
            "a=b",
            "'tis",
            "“=”",
            "–5",
            "قال\u{200f} الجيش",
            "x\u{200d}y",
            "a\tb\nc",
        ] {
            assert!(matches!(cell(plain), Cow::Borrowed(same) if same == plain));
        }
    }

    #[test]
    fn controls_become_their_pictures() {
        assert_eq!(cell("a\u{1b}[31m\0\u{7f}\u{9b}"), "a␛[31m␀␡\u{fffd}");
        assert_eq!(cell("\u{1}=1"), "'␁=1");
    }

    #[test]
    fn directions_left_open_are_closed_innermost_first() {
        assert_eq!(cell("\u{202e}abc"), "\u{202e}abc\u{202c}");
        assert_eq!(cell("\u{2067}a\u{202b}b"), "\u{2067}a\u{202b}b\u{202c}\u{2069}");
        assert_eq!(cell("\u{2067}a\u{202b}b\u{2069}"), "\u{2067}a\u{202b}b\u{2069}");
        assert_eq!(cell("\u{202b}a\u{202c}"), "\u{202b}a\u{202c}");
        assert_eq!(cell("a\u{202c}"), "a\u{202c}");
    }

    proptest! {
        #[test]
        fn words_are_quiet_where_nothing_in_them_acts(words in "[a-z\\PC\\x00-\\x1f\u{7f}-\u{a1}“\u{2028}-\u{202f}\u{2064}-\u{206a}]{0,8}") {
            let acts = words.contains(is_unprintable)
                || words.contains(|c| matches!(c, '\u{202a}'..='\u{202b}' | '\u{202d}'..='\u{202e}' | '\u{2066}'..='\u{2068}'));
            // The mark that closes an embedding is looked at more closely as well.
            prop_assert_eq!(is_quiet(&words), !acts && !words.contains('\u{202c}'));
        }
    }

    #[test]
    fn json_escapes_what_acts_and_reads_back_the_same() {
        let odd = "a\u{202e}b\u{9b}c\u{2028}d\u{7f}e\u{feff}f\"\\\n🙂";
        let mut bytes = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, EscapingFormatter);
        odd.serialize(&mut serializer).unwrap();
        let json = String::from_utf8(bytes).unwrap();
        assert_eq!(json, r#""a\u202eb\u009bc\u2028d\u007fe\ufefff\"\\\n🙂""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), odd);
    }
}
