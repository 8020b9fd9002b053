//! The maps of composite fonts from codes to glyphs and to characters (Adobe Technical Note 5014).

use std::collections::{BTreeMap, HashMap};

/// A map of codes; of a file that is damaged, what can be read of it.
#[derive(Default)]
pub(super) struct CodeMap {
    characters: HashMap<u32, String>,
    /// The first code of each range of glyphs, with its last code and first glyph.
    glyphs: BTreeMap<u32, (u32, u32)>,
    /// The ranges of codes by their lengths in bytes.
    spaces: Vec<(usize, u32, u32)>,
}

/// A word of a map.
enum Word<'map> {
    Code(Vec<u8>),
    Open,
    Close,
    Other(&'map [u8]),
}

impl CodeMap {
    pub(super) fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    pub(super) fn text(&self, code: u32) -> Option<String> {
        self.characters.get(&code).cloned()
    }

    pub(super) fn glyph(&self, code: u32) -> u32 {
        let range = self.glyphs.range(..=code).next_back();
        let within = range.filter(|(_, (last, _))| code <= *last);
        within.map_or(code, |(first, (_, glyph))| glyph.saturating_add(code - first))
    }

    /// How many bytes the code is that stands first.
    pub(super) fn code_length(&self, bytes: &[u8]) -> usize {
        const USUAL: usize = 2;
        let is_code = |(length, low, high): &&(usize, u32, u32)| {
            bytes
                .get(..*length)
                .is_some_and(|bytes| (*low..=*high).contains(&value(bytes)))
        };
        self.spaces
            .iter()
            .find(is_code)
            .map_or(USUAL, |(length, ..)| *length)
    }

    pub(super) fn parse(map: &[u8]) -> Self {
        let mut read = Self::default();
        let mut codes: Vec<Vec<u8>> = Vec::new();
        let mut list: Option<Vec<Vec<u8>>> = None;
        // What the codes that come are for, and a number that stands among them.
        let mut section: &[u8] = b"";
        for word in words(map) {
            match word {
                Word::Open => list = Some(Vec::new()),
                Word::Close => {
                    if let (Some(list), [first, _]) = (list.take(), codes.as_slice()) {
                        for (code, text) in (value(first)..).zip(&list) {
                            read.characters.insert(code, characters(text));
                        }
                    }
                    codes.clear();
                }
                Word::Code(code) => match &mut list {
                    Some(list) => list.push(code),
                    None => codes.push(code),
                },
                Word::Other(name) if name.starts_with(b"begin") || name.starts_with(b"end") => {
                    section = name;
                    codes.clear();
                }
                Word::Other(number) => read.take_glyph(section, &mut codes, number),
            }
            read.take(section, &mut codes);
        }
        read.spaces.sort_unstable();
        read
    }

    /// Takes what is complete: a pair, or a range with its first character.
    fn take(&mut self, section: &[u8], codes: &mut Vec<Vec<u8>>) {
        match (section, codes.as_slice()) {
            (b"beginbfchar", [code, text]) => {
                self.characters.insert(value(code), characters(text));
            }
            (b"beginbfrange", [first, last, text]) => {
                let (first, last) = (value(first), value(last));
                let start = characters(text);
                let mut before = start.clone();
                let end = before.pop();
                for code in first..=last.min(first.saturating_add(0xffff)) {
                    let shifted = end.and_then(|end| char::from_u32(end as u32 + (code - first)));
                    let text = shifted.map_or_else(|| start.clone(), |end| format!("{before}{end}"));
                    self.characters.insert(code, text);
                }
            }
            (b"begincodespacerange", [low, high]) => {
                self.spaces.push((low.len().max(1), value(low), value(high)));
            }
            _ => return,
        }
        codes.clear();
    }

    fn take_glyph(&mut self, section: &[u8], codes: &mut Vec<Vec<u8>>, number: &[u8]) {
        let glyph = std::str::from_utf8(number)
            .ok()
            .and_then(|number| number.parse().ok());
        let range = match (section, codes.as_slice()) {
            (b"begincidchar", [code]) => Some((value(code), value(code))),
            (b"begincidrange", [first, last]) => Some((value(first), value(last))),
            _ => None,
        };
        if let (Some(glyph), Some((first, last))) = (glyph, range) {
            self.glyphs.insert(first, (last, glyph));
            codes.clear();
        }
    }
}

fn value(code: &[u8]) -> u32 {
    code.iter()
        .fold(0, |value: u32, byte| value.wrapping_shl(8) | u32::from(*byte))
}

/// The characters of a code in UTF-16; what stands for none leaves nothing.
fn characters(code: &[u8]) -> String {
    let text = match code {
        [one] => String::from(char::from(*one)),
        code => encoding_rs::UTF_16BE
            .decode_without_bom_handling(code)
            .0
            .into_owned(),
    };
    text.replace(['\0', '\u{fffd}', '\u{feff}'], "")
}

/// The words of a map; comments are none.
fn words(map: &[u8]) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = map;
    while let Some(first) = rest.first() {
        let end_at = |is_end: &dyn Fn(&u8) -> bool| rest.iter().position(is_end).unwrap_or(rest.len());
        let length = match first {
            b'<' if rest.get(1) != Some(&b'<') => {
                let end = end_at(&|byte| *byte == b'>');
                let digits = rest.get(1..end).unwrap_or_default();
                let digits: Vec<u8> = digits
                    .iter()
                    .filter_map(|digit| char::from(*digit).to_digit(16)?.try_into().ok())
                    .collect();
                let byte = |pair: &[u8]| pair.iter().fold(0, |byte, digit| byte << 4 | digit);
                words.push(Word::Code(digits.chunks(2).map(byte).collect()));
                end + 1
            }
            b'[' => {
                words.push(Word::Open);
                1
            }
            b']' => {
                words.push(Word::Close);
                1
            }
            b'%' => end_at(&|byte| matches!(byte, b'\n' | b'\r')),
            byte if byte.is_ascii_alphanumeric() => {
                let end = end_at(&|byte| !byte.is_ascii_alphanumeric());
                words.push(Word::Other(rest.get(..end).unwrap_or_default()));
                end
            }
            _ => 1,
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_ranges_lists_and_glyphs_are_read_and_nul_is_no_character() {
        let map = CodeMap::parse(
            b"1 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange\n\
              3 beginbfchar <01> <0041> <8001> <D835DC00> <02> <0000> endbfchar\n\
              2 beginbfrange <10> <12> <0061> <20> <21> [<00660069> <0042>] endbfrange\n\
              1 begincidrange <8000> <80ff> 500 endcidrange % <03> <0043>",
        );
        let texts = [0x01, 0x8001, 0x02, 0x12, 0x20, 0x21].map(|code| map.text(code).unwrap());
        assert_eq!(texts, ["A", "\u{1d400}", "", "c", "fi", "B"]);
        assert_eq!(map.text(0x03), None);
        assert_eq!((map.glyph(0x8005), map.glyph(0x10)), (505, 0x10));
        assert_eq!(
            (map.code_length(b"\x01\x02"), map.code_length(b"\x80\x01")),
            (1, 2)
        );
    }
}
