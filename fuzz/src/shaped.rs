//! Changes to files that keep their shape: what is in the parts of an archive, and in the streams and objects of a PDF, is
//! changed, and the file around it is made anew. Random bytes in its place would be refused at the door.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::panic;
use std::sync::Mutex;

use libfuzzer_sys::fuzzer_mutate;
use lopdf::{Document, Object};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

/// Every how many changes the bytes themselves are changed, and not what is in them.
const RAW: u32 = 16;
/// How much of a part is read.
const LARGEST_PART: u64 = 1 << 20;

/// Changes a part of an archive, which `data` holds in its first `size` bytes; gives the new size.
pub fn change_archive(data: &mut [u8], size: usize, seed: u32) -> usize {
    changed_or_raw(data, size, seed, |bytes, limit| {
        let mut parts = parts(bytes)?;
        let count = parts.len();
        let (_, part) = parts.get_mut(seed as usize / 64 % count.max(1))?;
        change(part, limit);
        archive(&parts)
    })
}

/// Changes a stream or a string of a PDF, which `data` holds in its first `size` bytes; gives the new size.
pub fn change_pdf(data: &mut [u8], size: usize, seed: u32) -> usize {
    changed_or_raw(data, size, seed, |bytes, limit| {
        let mut document = Document::load_mem(bytes).ok()?;
        let count = document.objects.len();
        let at = seed as usize / 64 % count.max(1);
        let object = document.objects.values_mut().nth(at)?;
        change_object(object, seed / 1024, limit);
        let mut written = Vec::new();
        document.save_to(&mut written).ok()?;
        Some(written)
    })
}

/// Tells a place once.
pub fn name_once(place: &str) {
    static NAMED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    if NAMED.lock().is_ok_and(|mut named| named.insert(place.to_owned())) {
        eprintln!("caught: {place}");
    }
}

fn changed_or_raw(
    data: &mut [u8],
    size: usize,
    seed: u32,
    changed: impl Fn(&[u8], usize) -> Option<Vec<u8>> + panic::RefUnwindSafe,
) -> usize {
    let limit = data.len();
    let bytes = data[..size].to_vec();
    let new = match seed % RAW {
        0 => None,
        // The crates that read the file may panic over what an earlier change made of it.
        _ => panic::catch_unwind(|| changed(&bytes, limit)).ok().flatten(),
    };
    match new {
        Some(new) if new.len() <= limit => {
            data[..new.len()].copy_from_slice(&new);
            new.len()
        }
        _ => fuzzer_mutate(data, size, limit),
    }
}

fn change(part: &mut Vec<u8>, limit: usize) {
    let size = part.len();
    let room = (size + 4096).min(limit).max(size);
    part.resize(room, 0);
    let size = fuzzer_mutate(part, size, room);
    part.truncate(size);
}

fn change_object(object: &mut Object, seed: u32, limit: usize) {
    match object {
        Object::Stream(stream) if seed.is_multiple_of(3) && !stream.dict.is_empty() => {
            let at = seed as usize / 3 % stream.dict.len();
            if let Some((_, value)) = stream.dict.iter_mut().nth(at) {
                change_object(value, seed / 7, limit);
            }
        }
        Object::Stream(stream) => {
            // What is packed is changed unpacked, and stays so.
            let mut content = stream
                .decompressed_content()
                .unwrap_or_else(|_| stream.content.clone());
            change(&mut content, limit);
            stream.set_plain_content(content);
        }
        Object::Dictionary(dictionary) if !dictionary.is_empty() => {
            let at = seed as usize % dictionary.len();
            if let Some((_, value)) = dictionary.iter_mut().nth(at) {
                change_object(value, seed / 5, limit);
            }
        }
        Object::Array(values) if !values.is_empty() => {
            let at = seed as usize % values.len();
            change_object(&mut values[at], seed / 5, limit);
        }
        Object::String(bytes, _) | Object::Name(bytes) => change(bytes, limit),
        Object::Integer(number) => {
            *number = match seed % 5 {
                0 => 0,
                1 => -*number,
                2 => i64::from(seed),
                3 => i64::MAX,
                _ => number.wrapping_mul(2),
            }
        }
        Object::Real(number) => {
            *number = match seed % 4 {
                0 => 0.0,
                1 => -*number,
                2 => 1e30,
                _ => *number * 2.0,
            }
        }
        Object::Reference((id, _)) => *id = seed % 64,
        _ => *object = Object::Reference((seed % 64, 0)),
    }
}

fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for at in 0..zip.len().min(100) {
        let mut part = zip.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.by_ref().take(LARGEST_PART).read_to_end(&mut content).ok()?;
        parts.push((name, content));
    }
    Some(parts)
}

fn archive(parts: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        writer.start_file(name.as_str(), options).ok()?;
        writer.write_all(content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}
