//! Decodes bytes in any encoding: by the byte-order mark, else as UTF-8, else by a guess as browsers
//! make it (the `chardetng` crate).

use std::collections::HashSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// A text and how it was read.
pub(crate) struct Decoded {
    /// With line feeds, without the byte-order mark, nothing else changed.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    /// Whether nothing in the file proves the encoding.
    pub guessed: bool,
    /// How many characters stand for bytes that mean nothing in the encoding.
    pub replaced: usize,
}

/// An encoding, whether it was guessed, and the bytes behind the byte-order mark.
type EncodingChoice<'bytes> = (&'static Encoding, bool, &'bytes [u8]);

/// Reads the bytes as text, in the encoding of that name where one is set; `None` where they are not text.
pub(crate) fn decode_as(bytes: &[u8], set: Option<&str>) -> Option<Decoded> {
    decode_named(bytes, set, Vec::new)
}

/// The encoding of that label, if texts are written in it.
pub(crate) fn labelled(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(label).filter(|encoding| *encoding != REPLACEMENT && *encoding != X_USER_DEFINED)
}

/// Reads the bytes as text: in the encoding that is set, else in the one that the byte-order mark or well-formed UTF-8
/// prove, else in the first of those that are named for it that the bytes do not disprove, else by a guess. What is named is
/// only asked for where nothing is proved.
pub(crate) fn decode_named(
    bytes: &[u8],
    set: Option<&str>,
    named: impl FnOnce() -> Vec<&'static Encoding>,
) -> Option<Decoded> {
    let marked = Encoding::for_bom(bytes).and_then(|(encoding, mark)| Some((encoding, bytes.get(mark..)?)));
    let set = set.and_then(|name| labelled(name.as_bytes()));
    let (encoding, guessed, bytes) = match (set, marked) {
        (Some(set), Some((encoding, rest))) if set == encoding => (set, false, rest),
        (Some(set), _) => (set, false, bytes),
        (None, Some((encoding, rest))) => (encoding, false, rest),
        (None, None) => choose(bytes, named)?,
    };
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = || text.matches('\u{fffd}').count();
    is_prose(&text).then(|| Decoded {
        text: with_line_feeds(&text),
        encoding: encoding.name(),
        guessed,
        replaced: if had_errors { replaced() } else { 0 },
    })
}

/// The encoding of bytes without a mark: proved, else named, else guessed.
fn choose(bytes: &[u8], named: impl FnOnce() -> Vec<&'static Encoding>) -> Option<EncodingChoice<'_>> {
    if memchr::memchr(0, bytes).is_some() {
        let guess = utf_16_without_mark(bytes)?;
        // Text that can be read as the declaration that names it is in no encoding of two bytes a letter.
        let named = named().into_iter().find(|named| named.is_ascii_compatible());
        return Some(named.map_or((guess, true, bytes), |named| (named, false, bytes)));
    }
    let is_utf_8 = std::str::from_utf8(bytes).is_ok();
    let has_escapes = memchr::memchr(0x1b, bytes).is_some();
    if is_utf_8 && !has_escapes {
        return Some((UTF_8, false, bytes));
    }
    let significant = significant_words(bytes);
    if !is_utf_8 && let Some(named) = unless_disproved(&named(), &significant) {
        return Some((named, false, bytes));
    }
    if has_escapes {
        let guess = guess(bytes);
        return Some(if is_utf_8 && guess != ISO_2022_JP {
            (UTF_8, false, bytes)
        } else if !is_utf_8 && is_damaged_utf_8(bytes) {
            (UTF_8, true, bytes)
        } else {
            (guess, true, bytes)
        });
    }
    let is_damaged = is_damaged_utf_8(&significant);
    let guess = if is_damaged { UTF_8 } else { guess(&significant) };
    Some((guess, true, bytes))
}

/// The first of the named encodings in which the words mean something; `None` where another is proved or far better.
/// Words beyond ASCII that are well-formed in UTF-8, or in an encoding of several bytes a letter, are so by no chance.
fn unless_disproved(named: &[&'static Encoding], words: &[u8]) -> Option<&'static Encoding> {
    const MIN_PROOF_BYTES: usize = 40;
    let mut named = named.iter().copied().filter(|named| named.is_ascii_compatible());
    let first = named.next()?;
    let is_clean = |encoding: &&'static Encoding| errors(encoding, words) == 0;
    let clean = std::iter::once(first).chain(named).find(is_clean);
    let is_damaged = is_damaged_utf_8(words);
    match clean {
        Some(clean) if clean.is_single_byte() && words.len() >= MIN_PROOF_BYTES => {
            let guess = guess(words);
            let is_disproved = is_damaged || (!guess.is_single_byte() && is_clean(&guess));
            (!is_disproved).then_some(clean)
        }
        Some(clean) => Some(clean),
        None if first == UTF_8 => is_damaged.then_some(first),
        None if is_damaged => None,
        None => {
            let broken = errors(first, words);
            let is_better = errors(guess(words), words) * 4 < broken;
            (!is_better).then_some(first)
        }
    }
}

/// How many characters of the words mean nothing in the encoding.
fn errors(encoding: &'static Encoding, words: &[u8]) -> usize {
    let (text, had_errors) = encoding.decode_without_bom_handling(words);
    if had_errors {
        text.matches('\u{fffd}').count()
    } else {
        0
    }
}

/// The words that are significant for the encoding, each once, with spaces between them: those with bytes beyond ASCII.
/// In no encoding that is guessed is a space or line end part of another character, but for those with escapes.
fn significant_words(bytes: &[u8]) -> Vec<u8> {
    let mut significant = Vec::with_capacity(bytes.len() / 4);
    let mut seen = HashSet::new();
    for word in bytes.split(|byte| *byte <= b' ') {
        if !word.is_ascii() && seen.insert(word) {
            significant.push(b' ');
            significant.extend_from_slice(word);
            significant.push(b' ');
        }
    }
    significant
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // Enough letters that encodings write differently, with some bytes before the first of them.
    const SAMPLE_BYTES: usize = 1024 * 1024;
    const LEAD_BYTES: usize = 64;
    let first = bytes.iter().position(|byte| !byte.is_ascii() || *byte == 0x1b);
    let significant = bytes
        .get(first.unwrap_or(0).saturating_sub(LEAD_BYTES)..)
        .unwrap_or(bytes);
    let sample = significant.get(..SAMPLE_BYTES).unwrap_or(significant);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, sample.len() == significant.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether nearly everything beyond ASCII is well-formed UTF-8: chance does not do that, damage does.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk
            .valid()
            .chars()
            .filter(|character| !character.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 10 * broken
}

/// Zero bytes only in the even or only in the odd places are the upper halves of spaces, line feeds and Latin letters.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros_from = |first: usize| {
        bytes
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let encoding = match (zeros_from(0), zeros_from(1)) {
        (0, _) => UTF_16LE,
        (_, 0) => UTF_16BE,
        _ => return None,
    };
    // ASCII with a stray zero would read as rare Chinese characters.
    let printable = bytes
        .iter()
        .filter(|byte| matches!(byte, b' '..=b'~' | b'\n'))
        .count();
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!had_errors && is_prose(&text) && printable * 5 < bytes.len() * 4).then_some(encoding)
}

/// Whether hardly any control characters stand in it, and no zero byte.
fn is_prose(text: &str) -> bool {
    /// Before 0x80 to 0x9f, but for 0x85, it makes a control character.
    const FIRST_OF_TWO: u8 = 0xc2;
    let bytes = text.as_bytes();
    let is_control =
        |byte: u8| byte == 0x7f || (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a));
    let is_second = |byte: &u8| matches!(byte, 0x80..=0x84 | 0x86..=0x9f);
    let of_ascii = bytes.iter().filter(|&&byte| is_control(byte)).count();
    let others = memchr::memchr_iter(FIRST_OF_TWO, bytes)
        .filter(|at| bytes.get(at + 1).is_some_and(is_second))
        .count();
    (of_ascii + others) * 50 <= text.len() && memchr::memchr(0, bytes).is_none()
}

/// The text with every line end as a line feed.
pub(crate) fn with_line_feeds(text: &str) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "أعلن الجيش العراقي يوم الأحد أن الاجتماعات ستعقد بشكل دوري حتى انتهاء العمل.\n";

    fn decoded(bytes: &[u8]) -> Decoded {
        decode_as(bytes, None).unwrap()
    }

    fn utf_16(text: &str, big_endian: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big_endian {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn line_ends_become_line_feeds_and_the_mark_is_dropped() {
        let read = decoded(b"\xef\xbb\xbfone\r\ntwo\rthree\n\r\n\tx\xc2\xa0\xc2\xad");
        assert_eq!(read.text, "one\ntwo\nthree\n\n\tx\u{a0}\u{ad}");
        assert_eq!((read.encoding, read.guessed, read.replaced), ("UTF-8", false, 0));
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_mark() {
        for text in ["He said “no”.\r\n", ARABIC] {
            for (big_endian, name) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
                let bare = decoded(&utf_16(text, big_endian));
                assert_eq!(bare.text, text.replace('\r', ""));
                assert_eq!((bare.encoding, bare.guessed), (name, true));
                let marked = decoded(&utf_16(&format!("\u{feff}{text}"), big_endian));
                assert_eq!(marked.text, text.replace('\r', ""));
                assert_eq!((marked.encoding, marked.guessed), (name, false));
            }
        }
    }

    #[test]
    fn old_encodings_are_guessed() {
        let texts = [
            ("windows-1256", ARABIC),
            (
                "windows-1252",
                "L’armée a déclaré que les réunions se tiendraient à Bagdad – « dès que possible ».",
            ),
            (
                "windows-1251",
                "Армия заявила, что встречи будут проходить регулярно, пока работа не завершится.",
            ),
            ("Shift_JIS", "政府は、会談を定期的に開くと発表した。"),
        ];
        for (name, text) in texts {
            let encoding = Encoding::for_label(name.as_bytes()).unwrap();
            let read = decoded(&encoding.encode(text).0);
            assert_eq!(read.text, text);
            assert_eq!((read.encoding, read.guessed, read.replaced), (name, true, 0));
        }
    }

    #[test]
    fn damaged_utf_8_is_read_as_such_and_the_damage_counted() {
        let mut bytes = ARABIC.repeat(3).into_bytes();
        bytes.insert(2, 0xff);
        bytes.pop();
        bytes.pop();
        bytes.extend(b"\xd8");
        let read = decoded(&bytes);
        assert!(read.text.starts_with("أ\u{fffd}علن"));
        assert_eq!((read.encoding, read.guessed, read.replaced), ("UTF-8", true, 2));
    }

    #[test]
    fn a_named_encoding_counts_unless_the_bytes_disprove_it() {
        let french =
            "L’armée a déclaré que les réunions se tiendraient à Bagdad – « dès que possible », sans délai.";
        let japanese = "政府は、会談を定期的に開くと発表した。次の会議は来週の予定だという。";
        let mut damaged = ARABIC.repeat(2).into_bytes();
        damaged.push(0xd8);
        let read = |bytes: &[u8], names: &[&str]| {
            let named = || {
                names
                    .iter()
                    .filter_map(|name| labelled(name.as_bytes()))
                    .collect()
            };
            let read = decode_named(bytes, None, named).unwrap();
            (read.encoding, read.guessed)
        };
        let encoded = |name: &str, text: &str| labelled(name.as_bytes()).unwrap().encode(text).0.into_owned();
        let western = encoded("windows-1252", french);
        let shifted = encoded("Shift_JIS", japanese);
        for (bytes, names, encoding) in [
            (&western, &["windows-1250"][..], ("windows-1250", false)),
            (&western, &["utf-8"], ("windows-1252", true)),
            (&western, &["utf-8", "windows-1252"], ("windows-1252", false)),
            (&western, &["hz-gb-2312"], ("windows-1252", true)),
            (&shifted, &["iso-8859-1"], ("Shift_JIS", true)),
            (&shifted, &["euc-jp"], ("Shift_JIS", true)),
            (&damaged, &["iso-8859-1"], ("UTF-8", true)),
            (&damaged, &["utf-8"], ("UTF-8", false)),
        ] {
            assert_eq!(read(bytes, names), encoding, "{names:?}");
        }
    }

    #[test]
    fn a_replacement_character_in_the_text_itself_is_no_damage() {
        assert_eq!(decoded("so \u{fffd} said".as_bytes()).replaced, 0);
    }

    #[test]
    fn zero_bytes_and_many_control_characters_are_no_text() {
        assert!(decode_as(b"abc\0def\0\0", None).is_none());
        assert!(decode_as(&utf_16("\u{feff}a\0b", false), None).is_none());
        assert!(decode_as(b"\x01\x02\x03abc", None).is_none());
        assert!(decode_as(b"page one\x0cpage two\x1a", None).is_some());
    }
}
