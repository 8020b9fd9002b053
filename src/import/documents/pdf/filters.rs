//! Filters: how the streams of a PDF are packed (ISO 32000-1, 7.4), unpacked up to a bound.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use lopdf::{Dictionary, Document, Object, Stream};
use weezl::decode::Decoder;
use weezl::{BitOrder, LzwStatus};

use crate::import::error::ParseError;

/// Writes the names of filters, which may stand elsewhere or be cut short, in full beside what they pack.
pub(super) fn name_filters(document: &mut Document) {
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

/// What a stream holds, refused where it is more than the limit; as it stands where it is packed in a way that is not known.
pub(super) fn unpacked(stream: &Stream, limit: usize) -> Result<Vec<u8>, ParseError> {
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
pub(super) fn inflated(packed: &[u8], limit: usize) -> Result<Vec<u8>, ParseError> {
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
