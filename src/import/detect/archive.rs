//! What an archive (ZIP) holds: documents of many kinds are one, and say in a part of theirs which. The names of
//! parts alone decide nothing where the archive can be opened.

use super::{FileKind, is_article_name};
use crate::import::guard::archive::Archive;
use crate::import::guard::xml;

/// The kind of an archive, by what it says it is; of the beginning of one by what stands in its bytes.
pub(super) fn detect(bytes: &[u8]) -> Option<FileKind> {
    match Archive::open(bytes) {
        Ok(mut archive) => detect_whole(&mut archive),
        Err(_) => detect_beginning(bytes),
    }
}

fn detect_whole(archive: &mut Archive) -> Option<FileKind> {
    let names: Vec<String> = archive.names().collect();
    let has = |name: &str| names.iter().any(|there| there == name);
    if has("mimetype") {
        let said = archive.part("mimetype").ok().flatten().unwrap_or_default();
        let said = String::from_utf8_lossy(&said).trim().to_owned();
        return match said.as_str() {
            "application/epub+zip" => Some(FileKind::Epub),
            said if said.starts_with("application/vnd.oasis.opendocument.text") => Some(FileKind::Odt),
            _ => None,
        };
    }
    if has("META-INF/container.xml") {
        return Some(FileKind::Epub);
    }
    if let Ok(Some(document)) = archive.office_document() {
        return office_kind(archive, &document);
    }
    // Some programs leave the relations out.
    if has("word/document.xml") {
        return Some(FileKind::Docx);
    }
    if has("xl/workbook.xml") {
        return Some(FileKind::Xlsx);
    }
    if has("content.xml") && has("META-INF/manifest.xml") {
        let manifest = archive
            .part("META-INF/manifest.xml")
            .ok()
            .flatten()
            .unwrap_or_default();
        let is_text = memchr::memmem::find(&manifest, b"application/vnd.oasis.opendocument.text").is_some();
        return is_text.then_some(FileKind::Odt);
    }
    let is_web_archive = |name: &String| name.to_lowercase().contains(".warc");
    if has("datapackage.json") && names.iter().any(is_web_archive) {
        return Some(FileKind::WebArchive);
    }
    names
        .iter()
        .any(|name| is_article_name(name))
        .then_some(FileKind::Bundle)
}

/// What the document of an Office archive is: its type is listed by its name, and it lies in the folder of its program.
fn office_kind(archive: &mut Archive, document: &str) -> Option<FileKind> {
    let types = archive.part("[Content_Types].xml").ok().flatten();
    let types = types.and_then(|types| xml::parse(&types).ok());
    let of_document = types.as_ref().and_then(|types| {
        let mut overrides = types.elements();
        let own = overrides.find(|one| {
            let name = one.attribute("PartName").unwrap_or_default();
            name.trim_start_matches('/') == document
        });
        own?.attribute("ContentType")
    });
    let says = |word: &str, folder: &str| {
        of_document.map_or_else(|| document.starts_with(folder), |said| said.contains(word))
    };
    if says("wordprocessingml", "word/") || says("ms-word", "word/") {
        Some(FileKind::Docx)
    } else if says("spreadsheetml", "xl/") || says("ms-excel.sheet", "xl/") {
        Some(FileKind::Xlsx)
    } else {
        None
    }
}

/// What the beginning of an archive shows: the names of its parts stand before them.
fn detect_beginning(bytes: &[u8]) -> Option<FileKind> {
    let marks: [(&[u8], FileKind); 4] = [
        (b"word/document.xml", FileKind::Docx),
        (b"xl/workbook.xml", FileKind::Xlsx),
        (b"application/epub+zip", FileKind::Epub),
        (b"application/vnd.oasis.opendocument.text", FileKind::Odt),
    ];
    let known = marks
        .into_iter()
        .find(|(mark, _)| memchr::memmem::find(bytes, mark).is_some());
    let is_article = |at: usize| {
        let name = name_of_part(bytes, at).unwrap_or_default();
        is_article_name(&name)
    };
    let is_bundle = || memchr::memmem::find_iter(bytes, b"PK\x03\x04").any(is_article);
    known
        .map(|(_, kind)| kind)
        .or_else(|| is_bundle().then_some(FileKind::Bundle))
}

/// The name in the header of a part that begins here.
fn name_of_part(bytes: &[u8], at: usize) -> Option<String> {
    const LENGTH_AT: usize = 26;
    const NAME_AT: usize = 30;
    let length = bytes.get(at + LENGTH_AT..at + LENGTH_AT + 2)?;
    let length = usize::from(u16::from_le_bytes([*length.first()?, *length.get(1)?]));
    let name = bytes.get(at + NAME_AT..at + NAME_AT + length)?;
    Some(String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::guard::archive::tests::archive;

    #[test]
    fn an_archive_is_what_it_says_it_is_whatever_its_parts_are_called() {
        let relations: &[u8] = b"<Relationships><Relationship Type='http://x/officeDocument' Target='/odd/main.xml'/></Relationships>";
        let types = |kind: &str| {
            format!(
                "<Types><Override PartName='/odd/main.xml' ContentType='application/vnd.openxmlformats-officedocument.{kind}.main+xml'/></Types>"
            )
        };
        let (word, sheet) = (types("wordprocessingml.document"), types("spreadsheetml.sheet"));
        let office = |types: &str| {
            archive(&[
                ("_rels/.rels", relations),
                ("[Content_Types].xml", types.as_bytes()),
                ("odd/main.xml", b""),
            ])
        };
        let mimetype = |said: &str| archive(&[("content.xml", b""), ("mimetype", said.as_bytes())]);
        for (bytes, kind) in [
            (office(&word), Some(FileKind::Docx)),
            (office(&sheet), Some(FileKind::Xlsx)),
            (mimetype("application/epub+zip"), Some(FileKind::Epub)),
            (
                mimetype("application/vnd.oasis.opendocument.text\n"),
                Some(FileKind::Odt),
            ),
            (mimetype("application/vnd.oasis.opendocument.spreadsheet"), None),
            (
                archive(&[("a/one.html", b""), ("b.png", b"")]),
                Some(FileKind::Bundle),
            ),
            (
                archive(&[("b.png", b""), ("a word/document.xml in words.bin", b"")]),
                None,
            ),
        ] {
            assert_eq!(detect(&bytes), kind);
        }
        let bundle = archive(&[("b.png", b""), ("one.html", b"")]);
        let beginning = bundle.get(..bundle.len() - 30).unwrap();
        assert_eq!(detect(beginning), Some(FileKind::Bundle));
    }
}
