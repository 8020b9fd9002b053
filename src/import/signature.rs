//! What a file that is not text looks like, by its first bytes, and what to do with it.
//! The encoding of text is told in `decode`.

use super::extension;

/// What a file looks like.
#[derive(Clone, Copy)]
pub(super) struct Signature {
    /// With its article: 'a PDF document'.
    pub looks_like: &'static str,
    /// What to do about it.
    pub hint: &'static str,
}

const COPY: &str =
    "Open it, copy the article's text and paste it into Sayso's window, or save it as plain text (.txt)";
const NO_TEXT: &str = "Add the article's text as a plain text file (.txt), or paste it";
const UNPACK: &str = "Unpack it and add the articles in it";
const AS_UTF_8: &str = "Save it again as UTF-8 in a text editor";

/// First bytes of documents that are written in ASCII.
const WRITTEN: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "a rich text document (RTF)"),
];

/// First bytes of binary files, where they stand, and what they mean.
const BINARY: &[(usize, &[u8], &str, &str)] = &[
    (
        0,
        b"\xd0\xcf\x11\xe0",
        "an old Office document (such as .doc)",
        COPY,
    ),
    (0, b"\x89PNG", "a picture (PNG)", NO_TEXT),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", NO_TEXT),
    (0, b"GIF8", "a picture (GIF)", NO_TEXT),
    (0, b"II*\0", "a picture (TIFF)", NO_TEXT),
    (0, b"MM\0*", "a picture (TIFF)", NO_TEXT),
    (8, b"WEBP", "a picture (WebP)", NO_TEXT),
    (8, b"WAVE", "a sound recording (WAV)", NO_TEXT),
    (0, b"ID3", "a sound recording (MP3)", NO_TEXT),
    (0, b"OggS", "a recording (Ogg)", NO_TEXT),
    (0, b"fLaC", "a sound recording (FLAC)", NO_TEXT),
    (4, b"ftyp", "a film (MP4)", NO_TEXT),
    (0, b"\x1f\x8b", "a packed file (gzip)", UNPACK),
    (0, b"BZh91AY", "a packed file (bzip2)", UNPACK),
    (0, b"\xfd7zXZ", "a packed file (xz)", UNPACK),
    (0, b"7z\xbc\xaf", "a packed file (7z)", UNPACK),
    (0, b"Rar!\x1a", "a packed file (RAR)", UNPACK),
    (0, b"\x7fELF", "a program", NO_TEXT),
    (0, b"SQLite format 3\0", "a database (SQLite)", NO_TEXT),
    (0, b"\xff\xfe\0\0", "text in UTF-32", AS_UTF_8),
    (0, b"\0\0\xfe\xff", "text in UTF-32", AS_UTF_8),
];

/// What a file looks like when it is known not to be plain text.
pub(super) fn recognise(path: &str, bytes: &[u8]) -> Option<Signature> {
    let written = WRITTEN
        .iter()
        .find(|(mark, _)| bytes.starts_with(mark))
        .map(|&(_, looks_like)| Signature {
            looks_like,
            hint: COPY,
        });
    written
        .or_else(|| binary(bytes))
        .or_else(|| packed(path, bytes))
        .or_else(|| web_page(bytes))
}

fn binary(bytes: &[u8]) -> Option<Signature> {
    BINARY
        .iter()
        .find(|(at, mark, ..)| {
            // An article may begin with such letters too.
            let proves = !mark.iter().all(u8::is_ascii_graphic) || bytes.contains(&0);
            proves && bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark))
        })
        .map(|&(_, _, looks_like, hint)| Signature { looks_like, hint })
}

/// Binary data of an unknown kind.
pub(super) fn unknown() -> Signature {
    Signature {
        looks_like: "binary data",
        hint: NO_TEXT,
    }
}

/// Many documents are ZIP archives; the names of what they hold stand in their bytes.
fn packed(path: &str, bytes: &[u8]) -> Option<Signature> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let holds = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    let named = |name: &str| extension(path).as_deref() == Some(name);
    let (looks_like, hint) = if named("docx") || holds(b"word/document.xml") {
        ("a Word document (DOCX)", COPY)
    } else if named("xlsx") || holds(b"xl/workbook.xml") {
        ("an Excel workbook (XLSX)", COPY)
    } else if named("epub") || holds(b"application/epub+zip") {
        ("an electronic book (EPUB)", COPY)
    } else if named("odt") || holds(b"application/vnd.oasis.opendocument.text") {
        ("an OpenDocument text (ODT)", COPY)
    } else {
        ("a packed file (ZIP)", UNPACK)
    };
    Some(Signature { looks_like, hint })
}

/// A web page reads as text, but its words drown in markup.
fn web_page(bytes: &[u8]) -> Option<Signature> {
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let begins = |mark: &[u8]| {
        bytes
            .get(..mark.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(mark))
    };
    (begins(b"<!doctype html") || begins(b"<html")).then_some(Signature {
        looks_like: "a web page (HTML)",
        hint: COPY,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{ImportError, import};

    fn check(path: &str, bytes: &[u8], message: &str) {
        let error = import(path, bytes).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(matches!(error, ImportError::NotText { .. }));
        assert!(!error.hint().is_empty());
    }

    #[test]
    fn documents_and_pictures_are_named() {
        check(
            "a.txt",
            b"%PDF-1.7 stuff",
            "this is a PDF document, not plain text: a.txt",
        );
        check(
            "a.rtf",
            b"{\\rtf1 hello}",
            "this is a rich text document (RTF), not plain text: a.rtf",
        );
        check(
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "this is an old Office document (such as .doc), not plain text: a.doc",
        );
        check(
            "a",
            b"\x89PNG\r\n\x1a\n",
            "this is a picture (PNG), not plain text: a",
        );
        check(
            "a.jpg",
            b"\xff\xd8\xff\xe0",
            "this is a picture (JPEG), not plain text: a.jpg",
        );
        check(
            "a.docx",
            b"PK\x03\x04....",
            "this is a Word document (DOCX), not plain text: a.docx",
        );
        check(
            "a.zip",
            b"PK\x03\x04..word/document.xml",
            "this is a Word document (DOCX), not plain text: a.zip",
        );
        check(
            "a.zip",
            b"PK\x03\x04..",
            "this is a packed file (ZIP), not plain text: a.zip",
        );
        check(
            "a.html",
            b"\n<!DOCTYPE html><p>",
            "this is a web page (HTML), not plain text: a.html",
        );
    }

    #[test]
    fn an_article_that_begins_like_a_recording_is_text() {
        assert!(import("a.txt", "The big WAVE of “talks”".as_bytes()).is_ok());
        assert!(import("a.txt", b"ID3 is a name").is_ok());
        assert!(import("a.mp3", b"ID3\x04\0\0").is_err());
    }

    #[test]
    fn unknown_binary_data_is_called_so() {
        check(
            "a.txt",
            b"text with\0a nul and \x01 more",
            "this is binary data, not plain text: a.txt",
        );
        check(
            "a.bin",
            &[3, 0, 7, 0, 0, 1, 200, 255],
            "this is binary data, not plain text: a.bin",
        );
    }
}
