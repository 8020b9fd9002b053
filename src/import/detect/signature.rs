//! Recognises files that are not text by their first bytes, and says what to do with them.

/// What a file looks like.
#[derive(Clone, Copy)]
pub(crate) struct Signature {
    /// With its article: 'a PDF document'.
    pub looks_like: &'static str,
    /// What to do about it.
    pub hint: &'static str,
}

const COPY: &str =
    "Open it, copy the article's text and paste it into Sayso's window, or save it as plain text (.txt)";
const RESAVE: &str = "Open it in a word processor and save it as DOCX or ODT, or copy the text and paste it into Sayso's window";
const NO_TEXT: &str = "Add the article's text as a plain text file (.txt), or paste it";
const UNPACK: &str = "Unpack it and add the articles in it";
const AS_UTF_8: &str = "Save it again as UTF-8 in a text editor";

/// First bytes of documents that are written in ASCII.
const WRITTEN: &[(&[u8], &str, &str)] = &[
    (b"%!PS", "a PostScript document", COPY),
    (b"{\\rtf", "a rich text document (RTF)", RESAVE),
];

/// First bytes of binary files, where they stand, and what they mean.
const BINARY: &[(usize, &[u8], &str, &str)] = &[
    (
        0,
        b"\xd0\xcf\x11\xe0",
        "an old Office document (such as .doc)",
        RESAVE,
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
pub(crate) fn recognise(bytes: &[u8]) -> Option<Signature> {
    let written = WRITTEN
        .iter()
        .find(|(mark, ..)| bytes.starts_with(mark))
        .map(|&(_, looks_like, hint)| Signature { looks_like, hint });
    written
        .or_else(|| binary(bytes))
        .or_else(|| packed(bytes))
        .or_else(|| data(bytes))
}

fn binary(bytes: &[u8]) -> Option<Signature> {
    BINARY
        .iter()
        .find(|(at, mark, ..)| {
            // An article may begin with such letters too.
            let proves = || !mark.iter().all(u8::is_ascii_graphic) || bytes.contains(&0);
            bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)) && proves()
        })
        .map(|&(_, _, looks_like, hint)| Signature { looks_like, hint })
}

/// XML that nobody knows reads as text, but its words drown in markup.
fn data(bytes: &[u8]) -> Option<Signature> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes
        .trim_ascii_start()
        .starts_with(b"<?xml")
        .then_some(Signature {
            looks_like: "XML of an unknown form",
            hint: COPY,
        })
}

/// Binary data of an unknown kind.
pub(crate) fn unknown() -> Signature {
    Signature {
        looks_like: "binary data",
        hint: NO_TEXT,
    }
}

/// An archive whose content nobody knows.
fn packed(bytes: &[u8]) -> Option<Signature> {
    (bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")).then_some(Signature {
        looks_like: "a packed file (ZIP)",
        hint: UNPACK,
    })
}

#[cfg(test)]
mod tests {
    use crate::import::{ImportError, import};

    fn check(path: &str, bytes: &[u8], message: &str) {
        let error = import(path, bytes).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(matches!(error, ImportError::NotText { .. }));
        assert!(!error.hint().is_empty());
    }

    #[test]
    fn documents_and_pictures_are_named() {
        check(
            "a.rtf",
            b"{\\rtf1 hello}",
            "this is a rich text document (RTF), which cannot be read: a.rtf",
        );
        check(
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "this is an old Office document (such as .doc), which cannot be read: a.doc",
        );
        check(
            "a",
            b"\x89PNG\r\n\x1a\n",
            "this is a picture (PNG), which cannot be read: a",
        );
        check(
            "a.jpg",
            b"\xff\xd8\xff\xe0",
            "this is a picture (JPEG), which cannot be read: a.jpg",
        );
        check(
            "a.xml",
            b"<?xml version='1.0'?><nitf/>",
            "this is XML of an unknown form, which cannot be read: a.xml",
        );
        check(
            "a.zip",
            b"PK\x03\x04..",
            "this is a packed file (ZIP), which cannot be read: a.zip",
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
            "this is binary data, which cannot be read: a.txt",
        );
        check(
            "a.bin",
            &[3, 0, 7, 0, 0, 1, 200, 255],
            "this is binary data, which cannot be read: a.bin",
        );
    }
}
