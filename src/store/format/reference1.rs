//! The shape of the file that says what is known about a reference text, as it is on disk.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::shaped::Shaped;
use super::values::Words;
use super::{FORMAT, ParsedFile, read_shape, write_shape};
use crate::model::reference::ReferenceFacts;
use crate::store::{FileProblem, StoreError};

/// The first line of the file.
const MARKER: &str =
    "// A Sayso reference text: what is known of the text beside this file. It is no article.\n";

#[derive(Debug, Serialize, Deserialize)]
struct ReferenceFile {
    format: u32,
    title: Words,
    #[serde(default)]
    event: Option<Words>,
    #[serde(default)]
    speaker: Option<Words>,
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    url: Option<Words>,
    #[serde(default)]
    language: Option<Words>,
    #[serde(default)]
    added: Option<Timestamp>,
    #[serde(default)]
    original: Option<Words>,
    text_sha256: Words,
    /// Characters of the text, each with the milliseconds at which it is said.
    #[serde(default)]
    times: Vec<(usize, u64)>,
}

/// Reads what is known of a reference text, and the digest of that text.
pub(in crate::store) fn read_reference(
    path: &Path,
    bytes: &[u8],
) -> Result<ParsedFile<(ReferenceFacts, String)>, Box<FileProblem>> {
    let read = read_shape::<ReferenceFile>(path, bytes)?;
    let file = read.parts;
    let facts = ReferenceFacts {
        title: Shaped::from_shape(file.title),
        event: Shaped::from_shape(file.event),
        speaker: Shaped::from_shape(file.speaker),
        date: file.date,
        url: Shaped::from_shape(file.url),
        language: Shaped::from_shape(file.language),
        added: file.added,
        original: Shaped::from_shape(file.original),
        times: file.times,
    };
    Ok(ParsedFile {
        parts: (facts, Shaped::from_shape(file.text_sha256)),
        newer: read.newer,
    })
}

/// The bytes of that file.
pub(in crate::store) fn write_reference(
    path: &Path,
    facts: &ReferenceFacts,
    text_sha256: &str,
) -> Result<Vec<u8>, StoreError> {
    let file = ReferenceFile {
        format: FORMAT,
        title: facts.title.shape(),
        event: facts.event.shape(),
        speaker: facts.speaker.shape(),
        date: facts.date,
        url: facts.url.shape(),
        language: facts.language.shape(),
        added: facts.added,
        original: facts.original.shape(),
        text_sha256: text_sha256.into(),
        times: facts.times.clone(),
    };
    write_shape(path, MARKER, &file)
}
