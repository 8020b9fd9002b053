//! Mails as other programs leave them, in the form that the standards give them: Apple Mail's count and property list taken
//! off, the names of fields in English, and raw letters of old encodings as UTF-8.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::import::decode;

/// Names that programs write into the head of a mail in other languages.
const NAMES: &[(&str, &[&str])] = &[
    ("From", &["von", "de", "da", "van", "от", "من"]),
    (
        "Date",
        &[
            "sent",
            "gesendet",
            "datum",
            "envoyé",
            "enviado",
            "enviado el",
            "inviato",
            "data",
            "fecha",
            "отправлено",
            "дата",
        ],
    ),
    ("To", &["an", "à", "para", "aan", "кому"]),
    (
        "Subject",
        &[
            "betreff",
            "objet",
            "asunto",
            "assunto",
            "oggetto",
            "onderwerp",
            "тема",
        ],
    ),
];

/// A mail as it is parsed, and the encoding where that was guessed.
pub(super) struct Tidied<'bytes> {
    pub bytes: Cow<'bytes, [u8]>,
    pub guessed: Option<&'static str>,
}

/// The mail without what its program added, with its head in UTF-8. `set` names the encoding that a person chose.
pub(super) fn tidied<'bytes>(bytes: &'bytes [u8], set: Option<&str>) -> Tidied<'bytes> {
    let bytes = without_count(bytes);
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let set = set.and_then(|name| Encoding::for_label(name.as_bytes()));
    let is_utf_8 = std::str::from_utf8(bytes).is_ok();
    let (head, body) = bytes.split_at(end_of_head(bytes));
    let has_other_names = || {
        head.split(|byte| *byte == b'\n')
            .any(|line| english(line).is_some())
    };
    if is_utf_8 && set.is_none() && !has_other_names() {
        return Tidied {
            bytes: Cow::Borrowed(bytes),
            guessed: None,
        };
    }
    let declared = charset_of(head).or_else(|| charset_of(body));
    let mut guessed = None;
    let mut in_utf_8 = |bytes: &[u8]| -> Vec<u8> {
        if std::str::from_utf8(bytes).is_ok() && (set.is_none() || bytes.is_ascii()) {
            return bytes.to_vec();
        }
        if let Some(known) = set.or(declared) {
            return known
                .decode_without_bom_handling(bytes)
                .0
                .into_owned()
                .into_bytes();
        }
        match decode::decode_as(bytes, None) {
            Some(read) => {
                guessed = read.guessed.then_some(read.encoding);
                read.text.into_bytes()
            }
            None => bytes.to_vec(),
        }
    };
    let mut whole: Vec<u8> = Vec::with_capacity(bytes.len());
    for line in in_utf_8(head).split_inclusive(|byte| *byte == b'\n') {
        match english(line) {
            Some((name, rest)) => {
                whole.extend_from_slice(name.as_bytes());
                whole.extend_from_slice(rest);
            }
            None => whole.extend_from_slice(line),
        }
    }
    match (set, declared) {
        // What was declared is read so by the parser; a person knows better than the mail.
        (Some(set), Some(_)) => {
            whole = with_charset(&whole, set.name());
            whole.extend_from_slice(&with_charset(body, set.name()));
        }
        (None, Some(_)) => whole.extend_from_slice(body),
        (_, None) => {
            let body = in_utf_8(body);
            whole.extend_from_slice(&body);
        }
    }
    Tidied {
        bytes: Cow::Owned(whole),
        guessed,
    }
}

/// Apple Mail writes before a mail how long it is, and a property list behind it.
fn without_count(bytes: &[u8]) -> &[u8] {
    const PROPERTIES: &[u8] = b"<?xml version=\"1.0\"";
    let Some(end) = memchr::memchr(b'\n', bytes) else {
        return bytes;
    };
    let count = bytes.get(..end).and_then(|line| std::str::from_utf8(line).ok());
    let Some(count) = count.and_then(|line| line.trim().parse::<usize>().ok()) else {
        return bytes;
    };
    let rest = bytes.get(end + 1..).unwrap_or_default();
    // What was edited since has another length; the list begins on a line of its own.
    let list =
        memchr::memmem::rfind(rest, PROPERTIES).filter(|at| *at == 0 || rest.get(at - 1) == Some(&b'\n'));
    match list {
        Some(at) => rest.get(..at).unwrap_or(rest),
        None => rest.get(..count).unwrap_or(rest),
    }
}

/// Where the first empty line ends.
fn end_of_head(bytes: &[u8]) -> usize {
    let ends = ["\r\n\r\n", "\n\n", "\r\r"].iter();
    let ends = ends.filter_map(|gap| Some(memchr::memmem::find(bytes, gap.as_bytes())? + gap.len()));
    ends.min().unwrap_or(bytes.len())
}

/// The English name of a field, and the rest of its line.
fn english(line: &[u8]) -> Option<(&'static str, &[u8])> {
    const MAX_NAME_BYTES: usize = 30;
    // A line that goes on from the one before.
    if line.starts_with(b" ") || line.starts_with(b"\t") {
        return None;
    }
    let colon = line.iter().take(MAX_NAME_BYTES).position(|byte| *byte == b':')?;
    let name = std::str::from_utf8(line.get(..colon)?)
        .ok()?
        .trim()
        .to_lowercase();
    let known = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()))?;
    Some((known.0, line.get(colon..)?))
}

/// The first encoding that a mail declares.
fn charset_of(bytes: &[u8]) -> Option<&'static Encoding> {
    let lower = bytes.to_ascii_lowercase();
    let mut places = memchr::memmem::find_iter(&lower, b"charset=");
    places.find_map(|at| {
        let value = lower.get(at + b"charset=".len()..)?;
        let value = value.strip_prefix(b"\"").unwrap_or(value);
        let end = value
            .iter()
            .position(|byte| b"\"'; \r\n\t>".contains(byte))
            .unwrap_or(value.len());
        Encoding::for_label(value.get(..end)?)
    })
}

/// The same with every encoding that is declared replaced.
fn with_charset(bytes: &[u8], name: &str) -> Vec<u8> {
    let lower = bytes.to_ascii_lowercase();
    let mut whole = Vec::with_capacity(bytes.len());
    let mut copied = 0;
    for at in memchr::memmem::find_iter(&lower, b"charset=") {
        let start = at + b"charset=".len();
        let rest = bytes.get(start..).unwrap_or_default();
        let quoted = usize::from(rest.first() == Some(&b'"'));
        let length = rest
            .iter()
            .skip(quoted)
            .position(|byte| b"\"'; \r\n\t>".contains(byte))
            .unwrap_or(rest.len());
        whole.extend_from_slice(bytes.get(copied..start + quoted).unwrap_or_default());
        whole.extend_from_slice(name.as_bytes());
        copied = start + quoted + length;
    }
    whole.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    whole
}

#[cfg(test)]
mod tests {
    use crate::import::{Choices, import, import_as};

    fn in_arabic_encoding(text: &str) -> Vec<u8> {
        let encoding = encoding_rs::Encoding::for_label(b"windows-1256").unwrap();
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn the_head_is_read_in_the_encoding_of_the_body_or_the_one_that_was_chosen() {
        let body = "قال المتحدث باسم الوزارة إن المحادثات ستستأنف الأسبوع المقبل.";
        let mail = |kind: &str| {
            in_arabic_encoding(&format!(
                "From: أمل <a@example.org>\nSubject: استئناف المحادثات\nDate: Sun, 11 Feb 2024 09:30:00 +0300\n{kind}\n{body}\n"
            ))
        };
        let choices = Choices {
            encoding: Some("windows-1256".to_owned()),
            ..Choices::default()
        };
        for (bytes, choices) in [
            (
                mail("Content-Type: text/plain; charset=windows-1256\n"),
                Choices::default(),
            ),
            (
                mail("Content-Type: text/plain; charset=\"windows-1252\"\n"),
                choices,
            ),
            (mail(""), Choices::default()),
        ] {
            let article = import_as("a.eml", &bytes, &choices).unwrap().articles.remove(0);
            assert_eq!(
                (article.title.as_str(), article.text.as_str()),
                ("استئناف المحادثات", body)
            );
            assert_eq!(article.byline.as_deref(), Some("أمل"));
        }
    }

    #[test]
    fn what_a_mail_program_adds_is_taken_off_and_its_own_names_are_known() {
        let mail = "From: Ada Roe <ada@example.org>\nSubject: Quay\nDate: Fri, 1 Mar 2024 10:00:00 +0000\n\
            Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n\nThe board=E2=80=99s.\n";
        let apple = format!(
            "{}\n{mail}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist/>\n",
            mail.len()
        );
        let outlook = "Von: Ada Roe <ada@example.org>\nGesendet: Fri, 1 Mar 2024 10:00:00 +0000\nAn: b@example.org\nBetreff: Quay\n\nThe board’s.\n";
        for bytes in [apple.as_str(), outlook] {
            let article = import("a.emlx", bytes.as_bytes()).unwrap().articles.remove(0);
            assert_eq!(
                (article.title.as_str(), article.text.as_str()),
                ("Quay", "The board’s.")
            );
            assert_eq!(article.published, Some(jiff::civil::date(2024, 3, 1)));
            assert_eq!(article.byline.as_deref(), Some("Ada Roe"));
        }
    }

    #[test]
    fn attached_mails_are_articles_of_their_own() {
        let attached = "From: press@example.org\nSubject: Statement\nDate: Thu, 29 Feb 2024 08:00:00 +0000\n\nThe ministry states it.\n";
        let mail = format!(
            "From: Ada Roe <ada@example.org>\nSubject: Fwd\nDate: Fri, 1 Mar 2024 10:00:00 +0000\nMIME-Version: 1.0\n\
            Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nsee below\n\
            --b\nContent-Type: message/rfc822\n\n{attached}\n--b\nContent-Type: application/octet-stream; name=s.eml\n\n{attached}\n--b--\n"
        );
        let imported = import("a.eml", mail.as_bytes()).unwrap();
        let texts: Vec<&str> = imported
            .articles
            .iter()
            .map(|article| article.text.as_str())
            .collect();
        assert_eq!(
            texts,
            ["see below", "The ministry states it.", "The ministry states it."]
        );
        assert_eq!(imported.articles[1].title, "Statement");
        assert_eq!(
            imported.articles[1].published,
            Some(jiff::civil::date(2024, 2, 29))
        );
        assert_eq!(
            imported.warnings[0].to_string(),
            "2 attached messages were added as articles: a.eml"
        );
    }
}
