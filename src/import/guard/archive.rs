//! Documents that are ZIP archives, bounded before and while they are unpacked. The names of entries
//! are only compared, never used as paths.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::cancel;
use super::xml::{self, Element};
use crate::import::error::ParseError;

/// The maximum number of entries; no document has more.
const MAX_PARTS: usize = 20_000;
/// The maximum size of all entries that are read, unpacked.
const MAX_TOTAL_BYTES: usize = 128 * 1024 * 1024;
/// The maximum ratio of an entry's size to its packed size; prose reaches ten, tables of one value some hundred.
const MAX_RATIO: usize = 400;
/// The ratio of an entry below this size is not checked.
const MIN_RATIO_BYTES: usize = 4 * 1024 * 1024;

/// An archive whose parts' names have been looked at.
pub(crate) struct Archive<'bytes> {
    zip: ZipArchive<Cursor<&'bytes [u8]>>,
    left: usize,
}

impl<'bytes> Archive<'bytes> {
    /// Opens an archive; refused where it is made to do harm.
    pub(crate) fn open(bytes: &'bytes [u8]) -> Result<Self, ParseError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > MAX_PARTS {
            return Err(ParseError::TooManyParts(MAX_PARTS));
        }
        for name in zip.file_names_raw() {
            let name = String::from_utf8_lossy(name);
            if leads_out(&name) {
                return Err(ParseError::PathTraversal(name.chars().take(100).collect()));
            }
        }
        Ok(Self {
            zip,
            left: MAX_TOTAL_BYTES,
        })
    }

    /// The names of its parts.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.zip
            .file_names_raw()
            .map(|name| String::from_utf8_lossy(name).into_owned())
    }

    /// The bytes of a part; `None` where there is none of that name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ParseError> {
        cancel::check_cancelled()?;
        let mut part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(error)),
        };
        if part.encrypted() {
            return Err(ParseError::Locked);
        }
        let packed = usize::try_from(part.compressed_size()).unwrap_or(usize::MAX);
        let limit = self
            .left
            .min(MIN_RATIO_BYTES.max(packed.saturating_mul(MAX_RATIO)));
        let mut bytes = Vec::new();
        // What the archive says of the size is not believed.
        let read = part.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| ParseError::Damaged(error.to_string()))?;
        if bytes.len() > limit {
            return Err(ParseError::ZipBomb(limit));
        }
        self.left -= bytes.len();
        Ok(Some(bytes))
    }

    /// The name of the part that holds the document itself, as an Office archive says it.
    pub(crate) fn office_document(&mut self) -> Result<Option<String>, ParseError> {
        let Some(relations) = self.part("_rels/.rels")? else {
            return Ok(None);
        };
        let relations = xml::parse(&relations)?;
        let is_document = |relation: &&Element| {
            let kind = relation.attribute("Type").unwrap_or_default();
            kind.ends_with("/officeDocument")
        };
        let relation = relations.elements().find(is_document);
        let target = relation.and_then(|relation| relation.attribute("Target"));
        Ok(target.map(|target| target.trim_start_matches('/').to_owned()))
    }

    /// The bytes of a part without which there is no document.
    pub(crate) fn needed(&mut self, name: &'static str) -> Result<Vec<u8>, ParseError> {
        self.part(name)?.ok_or(ParseError::PartMissing(name))
    }
}

/// Whether a name would lead out of the folder that the archive were unpacked in.
fn leads_out(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\'])
        || has_drive
        || name.contains('\0')
        || name.split(['/', '\\']).any(|part| part == "..")
}

fn damaged(error: ZipError) -> ParseError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ParseError::Locked
        }
        // What the crate calls its parts says nothing to a reader.
        ZipError::InvalidArchive(_) => ParseError::Damaged(fl!("import-damaged-zip-directory").to_owned()),
        error => ParseError::Damaged(error.to_string()),
    }
}

/// Archives for tests of the formats that live in one.
#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    /// An archive of these parts.
    pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_is_read_whole_and_one_that_is_not_there_is_none() {
        let bytes = archive(&[("a/b.xml", b"text")]);
        let mut archive = Archive::open(&bytes).unwrap();
        assert_eq!(archive.part("a/b.xml").unwrap().as_deref(), Some(&b"text"[..]));
        assert_eq!(archive.part("c").unwrap(), None);
        assert_eq!(archive.needed("c").unwrap_err(), ParseError::PartMissing("c"));
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_the_memory() {
        let zeros = vec![0; 64 << 20];
        let bytes = archive(&[("a", &zeros)]);
        assert!(bytes.len() < 100_000);
        let mut archive = Archive::open(&bytes).unwrap();
        assert!(matches!(archive.part("a"), Err(ParseError::ZipBomb(_))));
    }

    #[test]
    fn a_bomb_of_many_parts_is_bounded_together() {
        let zeros = vec![0; MIN_RATIO_BYTES];
        let names: Vec<String> = (0..40).map(|number| number.to_string()).collect();
        let parts: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), zeros.as_slice()))
            .collect();
        let bytes = archive(&parts);
        let mut archive = Archive::open(&bytes).unwrap();
        let refused = names.iter().find_map(|name| archive.part(name).err());
        assert!(matches!(refused, Some(ParseError::ZipBomb(_))));
    }

    #[test]
    fn names_that_lead_out_of_the_archive_are_refused() {
        for name in ["../../etc/passwd", "a/../../b", "/etc/passwd", "..\\x", "C:\\x"] {
            let bytes = archive(&[("good.xml", b"x"), (name, b"y")]);
            assert!(
                matches!(Archive::open(&bytes), Err(ParseError::PathTraversal(_))),
                "{name}"
            );
        }
        assert!(Archive::open(&archive(&[("a..b/c...xml", b"x")])).is_ok());
    }
}
