//! Bounds on what a PDF may use: unpacked bytes, values, pages, character codes and steps. They are
//! checked before the crates that parse PDFs see the file, since those bound nothing.

use std::cell::RefCell;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use weezl::decode::Decoder;
use weezl::{BitOrder, LzwStatus};

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

/// Writes the names of filters, which may stand elsewhere or be cut short, in full beside what they pack.
fn name_filters(document: &mut Document) {
    const SHORT: [(&[u8], &[u8]); 5] = [
        (b"Fl", b"FlateDecode"),
        (b"LZW", b"LZWDecode"),
        (b"A85", b"ASCII85Decode"),
        (b"AHx", b"ASCIIHexDecode"),
        (b"RL", b"RunLengthDecode"),
    ];
    let in_full = |object: &Object| match object {
        Object::Name(name) => {
            let known = SHORT.iter().find(|(short, _)| *short == name.as_slice());
            Object::Name(known.map_or_else(|| name.clone(), |(_, long)| long.to_vec()))
        }
        other => other.clone(),
    };
    let mut named = Vec::new();
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        for (key, short) in [(&b"Filter"[..], &b"F"[..]), (b"DecodeParms", b"DP")] {
            let stated = stream.dict.get_deref(key, document);
            let stated = stated.or_else(|_| stream.dict.get_deref(short, document));
            let resolved = match stated {
                Ok(Object::Array(list)) if list.len() == 1 => {
                    let only = list.first().and_then(|one| document.dereference(one).ok());
                    only.map_or(Object::Null, |(_, one)| in_full(one))
                }
                Ok(Object::Array(list)) => {
                    let each = list.iter().filter_map(|one| document.dereference(one).ok());
                    Object::Array(each.map(|(_, one)| in_full(one)).collect())
                }
                Ok(one) => in_full(one),
                Err(_) => continue,
            };
            named.push((*id, key, resolved));
        }
    }
    for (id, key, resolved) in named {
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&id) {
            stream.dict.set(key, resolved);
        }
    }
}

/// The filters that are unpacked here.
const FILTERS: [&[u8]; 5] = [
    b"FlateDecode",
    b"LZWDecode",
    b"ASCII85Decode",
    b"ASCIIHexDecode",
    b"RunLengthDecode",
];

/// The filter by which a stream is still packed, if any.
pub(super) fn unknown_filter(stream: &Stream) -> Option<String> {
    let filters = stream.filters().ok()?;
    let unknown = filters.into_iter().find(|filter| !FILTERS.contains(filter))?;
    Some(String::from_utf8_lossy(unknown).into_owned())
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

/// What a stream holds, refused where it is more than the limit; as it stands where it is packed in a way that is not known.
fn unpacked(stream: &Stream, limit: usize) -> Result<Vec<u8>, ParseError> {
    let filters = stream.filters().unwrap_or_default();
    let parameters = stream.dict.get(b"DecodeParms").and_then(Object::as_dict);
    if !filters.iter().all(|filter| FILTERS.contains(filter)) {
        return Ok(stream.content.clone());
    }
    let mut content = stream.content.clone();
    for filter in &filters {
        content = match *filter {
            b"FlateDecode" => inflated(&content, limit)?,
            b"LZWDecode" => {
                let change = parameters
                    .as_ref()
                    .ok()
                    .and_then(|parameters| parameters.get(b"EarlyChange").ok());
                let is_late = change.is_some_and(|change| change.as_i64().is_ok_and(|early| early == 0));
                unlzw(&content, !is_late, limit)?
            }
            b"ASCIIHexDecode" => unhex(&content),
            b"RunLengthDecode" => unrun(&content, limit)?,
            // Four bytes for five, or for one that stands for zeros.
            _ if content.len() > limit / 4 => return Err(ParseError::ZipBomb(limit)),
            _ => {
                let alone = Dictionary::from_iter([("Filter", Object::Name(b"ASCII85Decode".to_vec()))]);
                let unpacked = Stream::new(alone, content).decompressed_content();
                unpacked.map_err(|error| ParseError::Damaged(error.to_string()))?
            }
        };
        if content.len() > limit {
            return Err(ParseError::ZipBomb(limit));
        }
    }
    // Rows that say how they differ from the one above are put together by whoever knows how; they do not grow.
    if parameters.is_ok() && filters.len() == 1 {
        Ok(stream.decompressed_content().unwrap_or(content))
    } else {
        Ok(content)
    }
}

/// As much as can be unpacked of what may be cut off; what has no header that is known is tried without one.
fn inflated(packed: &[u8], limit: usize) -> Result<Vec<u8>, ParseError> {
    let bounded = |reader: &mut dyn Read| {
        let mut content = Vec::new();
        // Whether it is broken is told by whoever needs it.
        let _read = reader.take(limit as u64 + 1).read_to_end(&mut content);
        content
    };
    let mut content = bounded(&mut ZlibDecoder::new(packed));
    if content.is_empty() {
        content = bounded(&mut DeflateDecoder::new(packed.get(2..).unwrap_or_default()));
    }
    if content.len() > limit {
        Err(ParseError::ZipBomb(limit))
    } else {
        Ok(content)
    }
}

/// Two digits a byte, up to a '>'.
fn unhex(packed: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = packed
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16)?.try_into().ok())
        .collect();
    let byte = |pair: &[u8]| match pair {
        [high, low] => high << 4 | low,
        // A last digit that is missing is zero.
        pair => pair.iter().fold(0, |_, high| high << 4),
    };
    digits.chunks(2).map(byte).collect()
}

/// Runs of bytes as they are, or of one byte many times (ISO 32000-1, 7.4.5).
fn unrun(packed: &[u8], limit: usize) -> Result<Vec<u8>, ParseError> {
    let mut content = Vec::new();
    let mut rest = packed;
    while let [length, behind @ ..] = rest {
        let length = usize::from(*length);
        rest = match length {
            0..128 => {
                let (run, behind) = behind.split_at(behind.len().min(length + 1));
                content.extend_from_slice(run);
                behind
            }
            128 => &[],
            _ => {
                let byte = behind.iter().take(1).copied();
                content.extend(byte.flat_map(|byte| std::iter::repeat_n(byte, 257 - length)));
                behind.get(1..).unwrap_or_default()
            }
        };
        if content.len() > limit {
            return Err(ParseError::ZipBomb(limit));
        }
    }
    Ok(content)
}

fn unlzw(packed: &[u8], changes_early: bool, limit: usize) -> Result<Vec<u8>, ParseError> {
    let mut decoder = if changes_early {
        Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
    } else {
        Decoder::new(BitOrder::Msb, 8)
    };
    let mut content = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut rest = packed;
    loop {
        let step = decoder.decode_bytes(rest, &mut buffer);
        content.extend_from_slice(buffer.get(..step.consumed_out).unwrap_or_default());
        rest = rest.get(step.consumed_in..).unwrap_or_default();
        if content.len() > limit {
            return Err(ParseError::ZipBomb(limit));
        }
        let goes_on = matches!(step.status, Ok(LzwStatus::Ok)) && step.consumed_in + step.consumed_out > 0;
        if !goes_on {
            return Ok(content);
        }
    }
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
