//! Recognises files that are not text by their first bytes, and says what to do with them.

/// What a file looks like.
pub(crate) struct Signature {
    /// With its article: 'a picture (PNG)'.
    pub looks_like: String,
    /// What to do about it, as a sentence.
    pub hint: &'static str,
}

/// What is recognised only to be refused; a format's name stands with those of many formats.
#[derive(Clone, Copy)]
enum Unsupported {
    PostScript,
    OldOffice,
    Picture(&'static str),
    Audio(&'static str),
    Video(&'static str),
    Archive(&'static str),
    Program,
    Database(&'static str),
    Utf32,
    Xml,
    Binary,
}

use Unsupported::{Archive, Audio, Database, OldOffice, Picture, PostScript, Program, Utf32, Video};

impl Unsupported {
    fn signature(self) -> Signature {
        let looks_like = match self {
            PostScript => fl!("import-unsupported-postscript").to_owned(),
            OldOffice => fl!("import-unsupported-old-office").to_owned(),
            Picture(format) => fl!("import-unsupported-picture", format = format),
            Audio(format) => fl!("import-unsupported-audio", format = format),
            Video(format) => fl!("import-unsupported-video", format = format),
            Archive(format) => fl!("import-unsupported-archive", format = format),
            Program => fl!("import-unsupported-program").to_owned(),
            Database(format) => fl!("import-unsupported-database", format = format),
            Utf32 => fl!("import-unsupported-utf-32").to_owned(),
            Self::Xml => fl!("import-unsupported-xml").to_owned(),
            Self::Binary => fl!("import-unsupported-binary").to_owned(),
        };
        let hint = match self {
            PostScript | Self::Xml => fl!("import-hint-copy"),
            OldOffice => fl!("import-hint-resave"),
            Archive(_) => fl!("import-hint-extract"),
            Utf32 => fl!("import-hint-resave-utf-8"),
            _ => fl!("import-hint-add-text"),
        };
        Signature { looks_like, hint }
    }
}

/// First bytes, where they stand, and what they mean.
const SIGNATURES: &[(usize, &[u8], Unsupported)] = &[
    (0, b"%!PS", PostScript),
    (0, b"\xd0\xcf\x11\xe0", OldOffice),
    (0, b"\x89PNG", Picture("PNG")),
    (0, b"\xff\xd8\xff", Picture("JPEG")),
    (0, b"GIF8", Picture("GIF")),
    (0, b"II*\0", Picture("TIFF")),
    (0, b"MM\0*", Picture("TIFF")),
    (8, b"WEBP", Picture("WebP")),
    (8, b"WAVE", Audio("WAV")),
    (0, b"ID3", Audio("MP3")),
    (0, b"OggS", Audio("Ogg")),
    (0, b"fLaC", Audio("FLAC")),
    (4, b"ftyp", Video("MP4")),
    (0, b"\x1f\x8b", Archive("gzip")),
    (0, b"BZh91AY", Archive("bzip2")),
    (0, b"\xfd7zXZ", Archive("xz")),
    (0, b"7z\xbc\xaf", Archive("7z")),
    (0, b"Rar!\x1a", Archive("RAR")),
    (0, b"\x7fELF", Program),
    (0, b"SQLite format 3\0", Database("SQLite")),
    (0, b"\xff\xfe\0\0", Utf32),
    (0, b"\0\0\xfe\xff", Utf32),
    (0, b"PK\x03\x04", Archive("ZIP")),
    (0, b"PK\x05\x06", Archive("ZIP")),
];

/// What a file looks like when it is known not to be plain text.
pub(crate) fn recognise(bytes: &[u8]) -> Option<Signature> {
    let stands = |(at, mark, what): &&(usize, &[u8], Unsupported)| {
        // An article may begin with the letters of a binary format too.
        let proves =
            || matches!(what, PostScript) || !mark.iter().all(u8::is_ascii_graphic) || bytes.contains(&0);
        bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)) && proves()
    };
    let known = SIGNATURES.iter().find(stands).map(|(.., what)| *what);
    known.or_else(|| unknown_xml(bytes)).map(Unsupported::signature)
}

/// XML of an unknown format reads as text, but its words drown in markup.
fn unknown_xml(bytes: &[u8]) -> Option<Unsupported> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_xml = bytes.trim_ascii_start().starts_with(b"<?xml");
    is_xml.then_some(Unsupported::Xml)
}

/// Binary data of an unknown kind.
pub(crate) fn unknown() -> Signature {
    Unsupported::Binary.signature()
}

#[cfg(test)]
mod tests {
    use crate::import::{ImportError, import};

    #[test]
    fn documents_pictures_and_other_binary_files_are_named() {
        let cases: [(&str, &[u8], &str); 7] = [
            (
                "a.doc",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                "an old Office document (such as .doc)",
            ),
            ("a", b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
            ("a.jpg", b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
            (
                "a.xml",
                b"<?xml version='1.0'?><project/>",
                "an unknown XML format",
            ),
            ("a.zip", b"PK\x03\x04..", "an archive (ZIP)"),
            ("a.txt", b"text with\0a nul and \x01 more", "binary data"),
            ("a.bin", &[3, 0, 7, 0, 0, 1, 200, 255], "binary data"),
        ];
        for (path, bytes, what) in cases {
            let error = import(path, bytes).unwrap_err();
            assert_eq!(error.to_string(), format!("{what} is not supported: {path}"));
            assert!(matches!(error, ImportError::NotText { .. }));
            assert!(!error.hint().is_empty());
        }
    }

    #[test]
    fn an_article_that_begins_like_a_recording_is_text() {
        assert!(import("a.txt", "The big WAVE of “talks”".as_bytes()).is_ok());
        assert!(import("a.txt", b"ID3 is a name").is_ok());
        assert!(import("a.mp3", b"ID3\x04\0\0").is_err());
    }
}
