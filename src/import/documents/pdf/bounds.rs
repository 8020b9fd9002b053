//! Bounds on what a PDF may use: unpacked bytes, values, pages, character codes and steps. They are
//! checked before the crates that parse PDFs see the file, since those bound nothing.

use std::cell::RefCell;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::filters::{inflated, name_filters, unknown_filter, unpacked};
use super::repair;
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// The maximum size of a stream, unpacked.
const MAX_STREAM_BYTES: usize = 64 * 1024 * 1024;
/// The maximum size of all streams together, unpacked.
const MAX_TOTAL_BYTES: usize = 256 * 1024 * 1024;
/// The maximum size of a cross-reference stream, unpacked.
const MAX_TABLE_BYTES: usize = 8 * 1024 * 1024;
/// The maximum number of values in all objects; each takes some hundred bytes once it is parsed.
const MAX_VALUES: usize = 4_000_000;
/// The maximum number of pages.
pub(crate) const MAX_PAGES: usize = 5000;
/// The maximum number of character codes that a font maps.
const MAX_CODES: u64 = 1_000_000;
/// The maximum length of a predictor's row; a page of newsprint in fine print has fewer pixels across.
const MAX_ROW_BYTES: i64 = 1 << 20;

thread_local! {
    /// What the objects loaded so far use, and the error once it is too much. The crate passes nothing else to callbacks.
    static USED: RefCell<ResourceUse> = RefCell::default();
}

#[derive(Default)]
struct ResourceUse {
    values: usize,
    unpacked: usize,
    refused: Option<ParseError>,
}

/// The document, with every stream that may hold text unpacked and the others emptied.
pub(crate) fn load(bytes: &[u8]) -> Result<Document, ParseError> {
    refuse_tables_and_values(bytes)?;
    let loaded = parsed(bytes)?;
    let has_pages = |document: &Document| document.page_iter().next().is_some();
    let is_locked = |document: &Document| document.trailer.has(b"Encrypt");
    let mut document = match loaded {
        Ok(document) if has_pages(&document) || is_locked(&document) => document,
        loaded => match repair::repaired(bytes).map(|bytes| parsed(&bytes)).transpose()? {
            Some(Ok(repaired)) if has_pages(&repaired) => repaired,
            _ => loaded.map_err(|error| ParseError::Damaged(error.to_string()))?,
        },
    };
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| ParseError::Locked)?;
    }
    if is_locked(&document) {
        return Err(ParseError::Locked);
    }
    name_filters(&mut document);
    for object in document.objects.values_mut() {
        bound_numbers(object);
    }
    unpack(&mut document)?;
    Ok(document)
}

/// The document as its crate reads it, or its error; what is too much is refused.
fn parsed(bytes: &[u8]) -> Result<Result<Document, lopdf::Error>, ParseError> {
    USED.with(|used| used.replace(ResourceUse::default()));
    let options = LoadOptions::with_filter(check_object);
    let loaded = Document::load_mem_with_options(bytes, options);
    match USED.with(|used| used.take().refused) {
        Some(error) => Err(error),
        None => Ok(loaded),
    }
}

/// Checks an object as it is loaded; the contents of an object stream are loaded next.
fn check_object(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    bound_numbers(object);
    let bounded = USED.with(|used| {
        let mut used = used.try_borrow_mut().map_err(|_| ParseError::ParserPanicked)?;
        let looked = match object {
            Object::Stream(stream) if stream.dict.has_type(b"ObjStm") => check_stream(stream, &mut used),
            _ => cancel::check_cancelled(),
        };
        if let Err(error) = &looked {
            used.refused.get_or_insert_with(|| error.clone());
        }
        looked
    });
    bounded.ok()?;
    // What is returned counts for what was in a stream of objects, and that is never a stream.
    let kept = match object {
        Object::Stream(_) => Object::Null,
        other => other.clone(),
    };
    Some((id, kept))
}

fn check_stream(stream: &mut Stream, used: &mut ResourceUse) -> Result<(), ParseError> {
    cancel::check_cancelled()?;
    let content = unpacked(stream, MAX_STREAM_BYTES)?;
    used.unpacked += content.len();
    used.values += values(&content);
    if used.values > MAX_VALUES {
        return Err(ParseError::TooManyParts(MAX_VALUES));
    }
    if used.unpacked > MAX_TOTAL_BYTES {
        return Err(ParseError::ZipBomb(MAX_TOTAL_BYTES));
    }
    stream.set_plain_content(content);
    Ok(())
}

/// Numbers that become sizes of memory before anything is held against them.
fn bound_numbers(object: &mut Object) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        _ => return,
    };
    if let Ok(Object::Integer(count)) = dictionary.get_mut(b"Count") {
        *count = (*count).min(i64::try_from(MAX_PAGES).unwrap_or(i64::MAX));
    }
    let row = |parameters: &Dictionary| {
        ["Columns", "Colors", "BitsPerComponent"]
            .into_iter()
            .filter_map(|key| parameters.get(key.as_bytes()).and_then(Object::as_i64).ok())
            .fold(1_i64, i64::saturating_mul)
    };
    let too_long = dictionary
        .get(b"DecodeParms")
        .and_then(Object::as_dict)
        .is_ok_and(|parameters| row(parameters) > MAX_ROW_BYTES);
    if too_long {
        dictionary.remove(b"DecodeParms");
    }
}

/// Unpacks what may hold text and empties what cannot: pictures, colours, what is known about the document, and objects
/// that were taken out already. A reader of text should not try to read those as such.
fn unpack(document: &mut Document) -> Result<(), ParseError> {
    let mut total = 0;
    for object in document.objects.values_mut() {
        cancel::check_cancelled()?;
        let Object::Stream(stream) = object else { continue };
        if holds_no_text(&stream.dict) {
            stream.set_plain_content(Vec::new());
            continue;
        }
        if unknown_filter(stream).is_some() {
            // It is told by its filter.
            stream.set_content(Vec::new());
            continue;
        }
        let content = unpacked(stream, MAX_STREAM_BYTES)?;
        total += content.len();
        if total > MAX_TOTAL_BYTES {
            return Err(ParseError::ZipBomb(MAX_TOTAL_BYTES));
        }
        refuse_many_codes(&content)?;
        stream.set_plain_content(content);
    }
    Ok(())
}

fn holds_no_text(dictionary: &Dictionary) -> bool {
    let is = |key: &[u8], names: &[&[u8]]| {
        let name = dictionary.get(key).and_then(Object::as_name);
        name.is_ok_and(|name| names.contains(&name))
    };
    // A profile of colours says how many of them there are and nothing else.
    let is_profile = dictionary.has(b"N") && !dictionary.has(b"Type");
    is_profile
        || is(b"Subtype", &[b"Image", b"XML"])
        || is(b"Type", &[b"ObjStm", b"XRef", b"Metadata", b"EmbeddedFile"])
}

/// Looks through the file as it stands for what is read before anything can be looked at: tables that say where the objects
/// lie, and objects outside of all streams.
fn refuse_tables_and_values(bytes: &[u8]) -> Result<(), ParseError> {
    if values(bytes) > MAX_VALUES {
        return Err(ParseError::TooManyParts(MAX_VALUES));
    }
    let mut behind = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        cancel::check_cancelled()?;
        let before = bytes.get(behind..at).unwrap_or_default();
        behind = at + b"stream".len();
        let head = memchr::memmem::rfind(before, b"obj").and_then(|from| before.get(from..));
        let head = head.unwrap_or(before);
        if before.ends_with(b"end") || !is_table(head) {
            continue;
        }
        refuse_unusual_table(head)?;
        let data = bytes.get(behind..).unwrap_or_default();
        let spaces = data.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        // The bytes of a stream begin behind one line end, and might be spaces themselves.
        for skipped in 0..=spaces.min(64) {
            inflated(data.get(skipped..).unwrap_or_default(), MAX_TABLE_BYTES)?;
        }
    }
    Ok(())
}

/// Whether a stream may be a table of where the objects lie, by the one key that all of these have.
fn is_table(head: &[u8]) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let has_widths = memchr::memmem::find_iter(head, b"/W").any(|at| is_end(head.get(at + b"/W".len())));
    has_widths || has_escaped_name(head)
}

/// Whether a name is written with numbers for letters, as '/#57' for '/W'.
fn has_escaped_name(head: &[u8]) -> bool {
    head.split(|byte| *byte == b'/').skip(1).any(|name| {
        let end = name
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || b"/[]<>()".contains(byte));
        name.get(..end.unwrap_or(name.len()))
            .unwrap_or_default()
            .contains(&b'#')
    })
}

/// Programs pack these tables once, in short rows of small numbers.
fn refuse_unusual_table(head: &[u8]) -> Result<(), ParseError> {
    let head = String::from_utf8_lossy(head);
    let filters = head.matches("Decode").count() - head.matches("DecodeParms").count();
    let is_profile_or_form = head.contains("/Subtype");
    let widths = head.split("/W").skip(1).filter_map(|rest| rest.split(']').next());
    let is_wide = |numbers: &str| {
        numbers
            .split(|c: char| !c.is_ascii_digit())
            .any(|number| number.len() > 2)
    };
    let rows = ["/Columns", "/Colors", "/BitsPerComponent"]
        .into_iter()
        .flat_map(|key| head.split(key).skip(1));
    let is_long = |rest: &str| {
        let digits = rest.trim_start().bytes().take_while(u8::is_ascii_digit).count();
        digits > 3
    };
    let is_unusual = filters > 1
        || head.contains("LZW")
        || rows.clone().any(is_long)
        || (has_escaped_name(head.as_bytes()) && !is_profile_or_form)
        || widths
            .filter(|rest| rest.trim_start().starts_with('['))
            .any(is_wide);
    if is_unusual {
        Err(ParseError::Damaged(
            fl!("import-damaged-cross-references").to_owned(),
        ))
    } else {
        Ok(())
    }
}

/// How many values these bytes may be, counted by where one can begin.
fn values(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut before = b' ';
    for byte in bytes {
        let begins = match byte {
            b'[' | b'(' | b'<' | b'/' | b'-' | b'+' | b'.' => true,
            b'0'..=b'9' | b't' | b'f' | b'n' => is_delimiter(before),
            _ => false,
        };
        count += usize::from(begins);
        before = *byte;
    }
    count
}

fn is_delimiter(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0 | b'[' | b']' | b'(' | b')' | b'<' | b'>' | b'/' | b'%')
}

/// A font says which code is which letter in ranges, and each range is written out by whoever reads it.
fn refuse_many_codes(content: &[u8]) -> Result<(), ParseError> {
    let mut codes = 0;
    for at in memchr::memmem::find_iter(content, b"beginbfrange") {
        let ranges = content.get(at..).unwrap_or_default();
        let end = memchr::memmem::find(ranges, b"endbfrange").unwrap_or(ranges.len());
        codes += codes_of(ranges.get(..end).unwrap_or_default());
        if codes > MAX_CODES {
            return Err(ParseError::TooManyParts(MAX_CODES as usize));
        }
    }
    Ok(())
}

/// How many codes ranges such as '<0003> <00ff> <0041>' or '<0003> <0004> [<0041> <0042>]' write out; without end where they
/// are written in a way that programs do not write them.
fn codes_of(ranges: &[u8]) -> u64 {
    if ranges.contains(&b'(') || ranges.contains(&b'%') {
        return u64::MAX / 2;
    }
    let mut numbers = Vec::new();
    let mut in_list = false;
    for piece in ranges.split(|byte| *byte == b'<').skip(1) {
        let number = piece.split(|byte| *byte == b'>').next().unwrap_or_default();
        if !in_list {
            let digits = number.iter().filter_map(|byte| char::from(*byte).to_digit(16));
            numbers.push(digits.fold(0_u32, |number, digit| number.wrapping_shl(4) | digit));
        }
        let behind = piece.get(number.len()..).unwrap_or_default();
        if behind.contains(&b'[') {
            in_list = true;
            // The list stands where the third number would.
            numbers.push(0);
        }
        if behind.contains(&b']') {
            in_list = false;
        }
    }
    let ranges = numbers
        .chunks(3)
        .filter_map(|range| Some((*range.first()?, *range.get(1)?)));
    ranges
        .map(|(low, high)| u64::from(high.saturating_sub(low)) + 1)
        .sum()
}
