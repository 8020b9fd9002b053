//! The fonts of a PDF: which characters a code stands for, and how wide its letter is (ISO 32000-1, 9.5 to 9.10).

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use super::cmap::CodeMap;

/// A font as far as text needs it.
pub(super) struct Font {
    codes: Codes,
    /// The characters of codes by the font's own map, which counts before all else.
    to_unicode: Option<CodeMap>,
    /// Widths by code, or by glyph of a composite font, in the size of the letters.
    widths: HashMap<u32, f64>,
    default_width: f64,
    /// Whether lines run downwards.
    pub is_vertical: bool,
}

/// How codes are written, and what they stand for without a map.
enum Codes {
    /// One byte each, with the characters of all 256.
    Simple(Vec<String>),
    /// As the ranges of a map say, two bytes where it says nothing.
    Mapped(CodeMap),
    /// As an encoding of texts writes them.
    Encoded(&'static encoding_rs::Encoding),
}

/// A letter to be drawn.
pub(super) struct Glyph {
    /// The characters; `None` where nothing says which.
    pub text: Option<String>,
    /// In the size of the letters.
    pub width: f64,
    /// Whether it is the byte of a space, which is set wider in justified lines.
    pub is_space: bool,
}

impl Font {
    pub(super) fn new(document: &Document, font: &Dictionary) -> Self {
        let get = |key: &[u8]| font.get_deref(key, document).ok();
        let to_unicode = get(b"ToUnicode")
            .and_then(|map| map.as_stream().ok())
            .map(|map| CodeMap::parse(&map.content))
            .filter(|map| !map.is_empty());
        let subtype = get(b"Subtype")
            .and_then(|name| name.as_name().ok())
            .unwrap_or_default();
        if subtype == b"Type0" {
            return Self::composite(document, font, to_unicode);
        }
        let scale = match subtype {
            b"Type3" => get(b"FontMatrix")
                .and_then(numbers)
                .and_then(|matrix| matrix.first().copied()),
            _ => None,
        };
        let scale = scale.map_or(0.001, f64::abs);
        let characters = simple_characters(document, font);
        let first = get(b"FirstChar")
            .and_then(|first| first.as_i64().ok())
            .unwrap_or(0);
        let listed = get(b"Widths").and_then(|widths| widths.as_array().ok());
        let codes = (0..256_i64).map(|place| first + place);
        let mut widths: HashMap<u32, f64> = listed
            .into_iter()
            .flatten()
            .zip(codes)
            .filter_map(|(width, code)| {
                let (_, width) = document.dereference(width).ok()?;
                Some((u32::try_from(code).ok()?, number(width)? * scale))
            })
            .collect();
        let descriptor = get(b"FontDescriptor").and_then(|it| it.as_dict().ok());
        let missing = descriptor.and_then(|it| number(it.get_deref(b"MissingWidth", document).ok()?));
        if widths.is_empty() {
            let name = get(b"BaseFont")
                .and_then(|name| name.as_name().ok())
                .unwrap_or_default();
            let standard = |(code, text): (usize, &String)| {
                Some((
                    u32::try_from(code).ok()?,
                    standard_width(name, text.chars().next()?),
                ))
            };
            widths = characters.iter().enumerate().filter_map(standard).collect();
        }
        Self {
            codes: Codes::Simple(characters),
            to_unicode,
            widths,
            default_width: missing.unwrap_or(0.0) * scale,
            is_vertical: false,
        }
    }

    /// A font of many letters, whose codes lead to glyphs by a map.
    fn composite(document: &Document, font: &Dictionary, to_unicode: Option<CodeMap>) -> Self {
        let descendant = font
            .get_deref(b"DescendantFonts", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let get = |key: &[u8]| descendant?.get_deref(key, document).ok();
        let default_width = get(b"DW").and_then(number).unwrap_or(1000.0) / 1000.0;
        let widths = get(b"W").and_then(|widths| widths.as_array().ok());
        let encoding = font.get_deref(b"Encoding", document).ok();
        let (codes, is_vertical) = match encoding {
            Some(Object::Name(name)) => (Codes::named(name), name.ends_with(b"-V")),
            Some(Object::Stream(map)) => (Codes::Mapped(CodeMap::parse(&map.content)), false),
            _ => (Codes::Mapped(CodeMap::default()), false),
        };
        Self {
            codes,
            to_unicode,
            widths: widths
                .map(|widths| composite_widths(document, widths))
                .unwrap_or_default(),
            default_width,
            is_vertical,
        }
    }

    /// The letters of a string.
    pub(super) fn glyphs(&self, string: &[u8]) -> Vec<Glyph> {
        let mut glyphs = Vec::with_capacity(string.len());
        let mut rest = string;
        while !rest.is_empty() {
            let length = match &self.codes {
                Codes::Simple(_) => 1,
                Codes::Mapped(map) => map.code_length(rest),
                Codes::Encoded(encoding) => encoded_length(encoding, rest),
            };
            let (bytes, behind) = rest.split_at(length.clamp(1, rest.len()));
            rest = behind;
            let code = bytes
                .iter()
                .fold(0_u32, |code, byte| code.wrapping_shl(8) | u32::from(*byte));
            let mapped = self.to_unicode.as_ref().and_then(|map| map.text(code));
            let glyph = match &self.codes {
                Codes::Mapped(map) => map.glyph(code),
                _ => code,
            };
            let width = self.widths.get(&glyph).copied();
            glyphs.push(Glyph {
                text: mapped.or_else(|| self.codes.text(bytes, code)),
                width: width.unwrap_or(self.default_width),
                is_space: bytes == b" ",
            });
        }
        glyphs
    }
}

impl Codes {
    /// What the names of maps say that all readers know (ISO 32000-1, table 118), as far as they are encodings of texts.
    fn named(name: &[u8]) -> Self {
        let name = String::from_utf8_lossy(name);
        let encodings: [(&[&str], &'static encoding_rs::Encoding); 6] = [
            (&["UCS2", "UTF16"], encoding_rs::UTF_16BE),
            (&["RKSJ"], encoding_rs::SHIFT_JIS),
            (&["GBK", "GB-EUC", "GBpc"], encoding_rs::GBK),
            (&["B5", "ETen", "HKscs"], encoding_rs::BIG5),
            (&["KSC"], encoding_rs::EUC_KR),
            (&["EUC-"], encoding_rs::EUC_JP),
        ];
        let is_named = |signs: &[&str]| signs.iter().any(|sign| name.contains(sign));
        let found = encodings.iter().find(|(signs, _)| is_named(signs));
        found.map_or_else(
            || Self::Mapped(CodeMap::default()),
            |(_, encoding)| Self::Encoded(encoding),
        )
    }

    fn text(&self, bytes: &[u8], code: u32) -> Option<String> {
        match self {
            Self::Simple(characters) => {
                let text = characters.get(code as usize)?;
                (!text.is_empty()).then(|| text.clone())
            }
            Self::Mapped(_) => None,
            Self::Encoded(encoding) => {
                let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
                (!had_errors).then(|| text.into_owned())
            }
        }
    }
}

fn encoded_length(encoding: &'static encoding_rs::Encoding, rest: &[u8]) -> usize {
    let is_whole = |length: &usize| {
        let bytes = rest.get(..*length);
        bytes.is_some_and(|bytes| !encoding.decode_without_bom_handling(bytes).1)
    };
    if encoding == encoding_rs::UTF_16BE {
        2
    } else {
        [1, 2].into_iter().find(is_whole).unwrap_or(2)
    }
}

/// The characters of all codes of a simple font: its named encoding or that within the font, and what differs from it.
fn simple_characters(document: &Document, font: &Dictionary) -> Vec<String> {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let is_name = |object: &&Object| object.as_name().is_ok();
    let named = match encoding {
        Some(Object::Dictionary(encoding)) => encoding.get_deref(b"BaseEncoding", document).ok(),
        encoding => encoding,
    };
    let base = named.filter(is_name).and_then(|name| name.as_name().ok());
    let subtype = font
        .get_deref(b"Subtype", document)
        .and_then(Object::as_name)
        .ok();
    let base: &[u8] = match base {
        Some(
            known @ (b"MacRomanEncoding" | b"MacExpertEncoding" | b"WinAnsiEncoding" | b"PDFDocEncoding"),
        ) => known,
        None if subtype == Some(b"TrueType") => b"WinAnsiEncoding",
        _ => b"StandardEncoding",
    };
    let table = Dictionary::from_iter([
        ("Type", Object::Name(b"Font".to_vec())),
        ("Encoding", Object::Name(base.to_vec())),
    ]);
    let mut characters: Vec<String> = match table.get_font_encoding(document) {
        Ok(known) => (0..=255_u8)
            .map(|code| known.bytes_to_string(&[code]).unwrap_or_default())
            .collect(),
        Err(_) => vec![String::new(); 256],
    };
    if encoding.is_none() {
        for (code, name) in names_within(document, font) {
            if let (Some(place), Some(text)) = (characters.get_mut(code), characters_of(document, &name)) {
                *place = text;
            }
        }
    }
    let differences = encoding
        .and_then(|encoding| encoding.as_dict().ok())
        .and_then(|encoding| {
            encoding
                .get_deref(b"Differences", document)
                .and_then(Object::as_array)
                .ok()
        });
    let mut code = 0;
    for difference in differences.into_iter().flatten() {
        let Ok((_, difference)) = document.dereference(difference) else {
            continue;
        };
        match difference {
            Object::Name(name) => {
                if let Some(place) = characters.get_mut(code) {
                    *place = characters_of(document, name).unwrap_or_default();
                }
                code += 1;
            }
            number => {
                code = number
                    .as_i64()
                    .ok()
                    .and_then(|code| usize::try_from(code).ok())
                    .unwrap_or(code);
            }
        }
    }
    characters
}

/// The names of letters in the readable beginning of a Type 1 font: 'dup 12 /fi put'.
fn names_within(document: &Document, font: &Dictionary) -> Vec<(usize, Vec<u8>)> {
    let file = font
        .get_deref(b"FontDescriptor", document)
        .and_then(Object::as_dict)
        .and_then(|descriptor| descriptor.get_deref(b"FontFile", document))
        .and_then(Object::as_stream);
    let Ok(file) = file else { return Vec::new() };
    let end = memchr::memmem::find(&file.content, b"eexec").unwrap_or(0);
    let head = file.content.get(..end).unwrap_or_default();
    let words = head.split(|byte| byte.is_ascii_whitespace() || *byte == b'/');
    let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).collect();
    let entry = |words: &[&[u8]]| match words {
        [b"dup", code, name, b"put"] => Some((std::str::from_utf8(code).ok()?.parse().ok()?, name.to_vec())),
        _ => None,
    };
    words.windows(4).filter_map(entry).collect()
}

/// The characters that the name of a letter stands for (Adobe Glyph List Specification, 2).
fn characters_of(document: &Document, name: &[u8]) -> Option<String> {
    let base = name
        .split(|byte| *byte == b'.')
        .next()
        .filter(|base| !base.is_empty())?;
    let listed = Dictionary::from_iter([
        ("Type", Object::Name(b"Font".to_vec())),
        (
            "Encoding",
            Object::Dictionary(Dictionary::from_iter([
                ("Type", Object::Name(b"Encoding".to_vec())),
                (
                    "Differences",
                    Object::Array(vec![Object::Integer(0), Object::Name(base.to_vec())]),
                ),
            ])),
        ),
    ]);
    let known = listed
        .get_font_encoding(document)
        .ok()?
        .bytes_to_string(&[0])
        .ok();
    if let Some(known) = known.filter(|known| !known.is_empty()) {
        return Some(known);
    }
    let base = std::str::from_utf8(base).ok()?;
    let hexadecimal = |digits: &str| char::from_u32(u32::from_str_radix(digits, 16).ok()?);
    let of_numbers = || {
        let digits = base
            .strip_prefix("uni")
            .filter(|digits| digits.len() >= 4 && digits.is_ascii())?;
        let letters = digits
            .as_bytes()
            .chunks(4)
            .map(|four| hexadecimal(std::str::from_utf8(four).ok()?));
        letters.collect::<Option<String>>()
    };
    let of_number = || {
        let digits = base
            .strip_prefix('u')
            .filter(|digits| (4..=6).contains(&digits.len()))?;
        hexadecimal(digits).map(String::from)
    };
    let of_parts = || {
        let parts = base
            .split('_')
            .map(|part| characters_of(document, part.as_bytes()));
        base.contains('_').then(|| parts.collect::<Option<String>>())?
    };
    of_numbers().or_else(of_number).or_else(of_parts)
}

/// The widths of a composite font: '3 [500 600] 7 9 700' (ISO 32000-1, 9.7.4.3).
fn composite_widths(document: &Document, listed: &[Object]) -> HashMap<u32, f64> {
    const MAX_GLYPHS: u32 = 70_000;
    let resolved = |object: &'_ Object| {
        document
            .dereference(object)
            .map(|(_, object)| object.clone())
            .ok()
    };
    let mut widths = HashMap::new();
    let mut rest = listed.iter().filter_map(resolved);
    while let (Some(first), Some(next)) = (rest.next(), rest.next()) {
        let Some(first) = first.as_i64().ok().and_then(|first| u32::try_from(first).ok()) else {
            continue;
        };
        if let Object::Array(each) = next {
            for (glyph, width) in (first..).zip(&each) {
                if let Some(width) = document
                    .dereference(width)
                    .ok()
                    .and_then(|(_, width)| number(width))
                {
                    widths.insert(glyph, width / 1000.0);
                }
            }
        } else if let (Ok(last), Some(width)) = (next.as_i64(), rest.next().as_ref().and_then(number)) {
            let last = u32::try_from(last)
                .unwrap_or(first)
                .min(first.saturating_add(MAX_GLYPHS));
            widths.extend((first..=last).map(|glyph| (glyph, width / 1000.0)));
        }
        if widths.len() > MAX_GLYPHS as usize {
            break;
        }
    }
    widths
}

/// A number, whole or not.
pub(super) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(number) => Some(*number as f64),
        Object::Real(number) => Some(f64::from(*number)),
        _ => None,
    }
}

/// All the numbers of a list.
pub(super) fn numbers(object: &Object) -> Option<Vec<f64>> {
    object.as_array().ok()?.iter().map(number).collect()
}

/// The width of a letter in one of the fonts that every reader has (Adobe's metrics of Helvetica, Times and Courier); bold
/// letters are a little wider.
fn standard_width(font: &[u8], letter: char) -> f64 {
    const HELVETICA: [u16; 95] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
        556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778,
        722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
        278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];
    const TIMES: [u16; 95] = [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500,
        500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722,
        722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333,
        278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
        500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
    ];
    const BOLD: f64 = 1.06;
    let name = String::from_utf8_lossy(font).to_ascii_lowercase();
    if name.contains("courier") || name.contains("mono") {
        return 0.6;
    }
    let table = if name.contains("times") || name.contains("serif") {
        &TIMES
    } else {
        &HELVETICA
    };
    let base = unicode_normalization::char::is_combining_mark(letter);
    let mut plain = letter;
    unicode_normalization::char::decompose_canonical(letter, |part| {
        if !base && part.is_ascii() {
            plain = part;
        }
    });
    let plain = match plain {
        '’' | '‘' => '\'',
        '–' => '0',
        '\u{a0}' => ' ',
        other => other,
    };
    let place = (plain as usize).checked_sub(usize::from(b' '));
    let width = place.and_then(|place| table.get(place)).copied().unwrap_or(556);
    let weight = if name.contains("bold") { BOLD } else { 1.0 };
    f64::from(width) / 1000.0 * weight
}
