//! Mails and mailboxes: one article a mail, with its subject as headline and its sender as byline. The
//! plain text is used where there is one, else the text of the HTML. Attached mails are articles as well; other
//! attachments are named and left out.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Encoding, Message, MessageParser, MimeHeaders, PartType};

use super::{facts, language, mail_head, markup};
use crate::import::article::SourceFile;
use crate::import::decode::{labelled, with_line_feeds};
use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::import::{Imported, NewArticle, WarningKind};

/// The maximum number of mails within a mail.
const MAX_NESTED_MAILS: usize = 100;
/// The maximum number of multipart sections of a mail.
const MAX_PARTS: usize = 1000;
/// The maximum number of mails in a mailbox.
const MAX_MAILS: usize = 200_000;
/// The maximum number of lines of a mail that look like the boundary of a part.
const MAX_BOUNDARY_LINES: usize = 50_000;
/// The maximum number of lines of a mail that look like a header field.
const MAX_FIELD_LINES: usize = 500_000;

/// How many attachments are named at most, and how long their names may be.
const MAX_NAMED: usize = 5;
const MAX_NAME_CHARS: usize = 80;

/// A plain text this many times shorter than the HTML only says that the mail is to be read elsewhere.
const MIN_STUB_RATIO: usize = 4;

/// Reads one e-mail.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let mut mails = Mails::default();
    mails.take(source.bytes, source)?;
    Ok(mails.imported(source))
}

/// Reads all e-mails of a mailbox.
pub(crate) fn read_mailbox(source: &SourceFile) -> Result<Imported, ParseError> {
    let mut mails = Mails::default();
    for message in MessageIterator::new(source.bytes) {
        cancel::check_cancelled()?;
        if mails.articles.len() > MAX_MAILS {
            return Err(ParseError::TooManyParts(MAX_MAILS));
        }
        let message = message.map_err(|error| ParseError::Damaged(error.to_string()))?;
        mails.take(message.contents(), source)?;
    }
    Ok(mails.imported(source))
}

/// A page that a browser saved with all its parts in one file.
pub(crate) struct SavedPage {
    /// Its HTML as it was sent: only the page itself may say how its letters are encoded.
    pub html: Vec<u8>,
    /// The encoding that the header of its part names.
    pub charset: Option<&'static encoding_rs::Encoding>,
    /// Where it stood.
    pub address: Option<String>,
}

/// A page that a browser saved with all its parts, in the form of a mail (MHTML).
pub(crate) fn saved_page(bytes: &[u8]) -> Result<Option<SavedPage>, ParseError> {
    const HEAD_BYTES: usize = 4096;
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    if head.trim_ascii_start().starts_with(b"<")
        || memchr::memmem::find(head, b"Snapshot-Content-Location:").is_none()
    {
        return Ok(None);
    }
    refuse_nesting(bytes)?;
    let message = MessageParser::default().parse(bytes).ok_or(ParseError::NoText)?;
    let address = message
        .header_raw("Snapshot-Content-Location")
        .map(|url| url.trim().to_owned());
    let pages: Vec<_> = message
        .parts
        .iter()
        .filter(|part| matches!(part.body, PartType::Html(_)))
        .collect();
    let is_at_address =
        |part: &&&mail_parser::MessagePart| part.content_location().map(str::trim) == address.as_deref();
    // Its frames and advertisements are pages as well.
    let part = pages.iter().find(is_at_address).or(pages.first());
    let part = part.ok_or(ParseError::NoText)?;
    let packed = bytes.get(part.offset_body as usize..part.offset_end as usize);
    let packed = packed.unwrap_or_default();
    let html = match part.encoding {
        Encoding::QuotedPrintable => quoted_printable_decode(packed),
        Encoding::Base64 => base64_decode(packed),
        Encoding::None => Some(packed.to_vec()),
    };
    // What is broken in how it is packed is read as well as it can be.
    let html = html.unwrap_or_else(|| part.contents().to_vec());
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    Ok(Some(SavedPage {
        html,
        charset: charset.and_then(|label| labelled(label.as_bytes())),
        address,
    }))
}

/// The mails so far, and what is told of them.
#[derive(Default)]
struct Mails {
    articles: Vec<NewArticle>,
    attachments: Vec<String>,
    attached: usize,
    guessed: Option<&'static str>,
}

impl Mails {
    /// A mail with the mails that are attached to it.
    fn take(&mut self, bytes: &[u8], source: &SourceFile) -> Result<(), ParseError> {
        let tidied = mail_head::tidied(bytes, source.choices.encoding.as_deref());
        self.guessed = self.guessed.or(tidied.guessed);
        refuse_nesting(&tidied.bytes)?;
        let message = MessageParser::default()
            .parse(tidied.bytes.as_ref())
            .ok_or_else(|| ParseError::Damaged(fl!("import-damaged-no-mail-header").to_owned()))?;
        self.take_message(&message)
    }

    fn take_message(&mut self, message: &Message) -> Result<(), ParseError> {
        cancel::check_cancelled()?;
        self.articles.push(article(message)?);
        for part in message.attachments() {
            let name = part.attachment_name().unwrap_or_default();
            if let PartType::Message(attached) = &part.body {
                self.attached += 1;
                self.take_message(attached)?;
                continue;
            }
            // Some programs send a mail as a file like any other.
            let is_mail = name.to_lowercase().ends_with(".eml");
            let attached = is_mail
                .then(|| MessageParser::default().parse(part.contents()))
                .flatten();
            if let Some(attached) = attached {
                self.attached += 1;
                self.articles.push(article(&attached)?);
                continue;
            }
            self.attachments.push(match name {
                "" => fl!("import-unnamed-attachment").to_owned(),
                name => name.chars().take(MAX_NAME_CHARS).collect(),
            });
        }
        Ok(())
    }

    fn imported(self, source: &SourceFile) -> Imported {
        let mut names: Vec<&str> = self
            .attachments
            .iter()
            .take(MAX_NAMED)
            .map(String::as_str)
            .collect();
        if self.attachments.len() > MAX_NAMED {
            names.push("…");
        }
        let told = [
            self.guessed.map(WarningKind::EncodingGuessed),
            (self.attached > 0).then_some(WarningKind::AttachedMails(self.attached)),
            (!names.is_empty()).then(|| WarningKind::Attachments(names.join(", "))),
        ];
        let mut imported = Imported::from_articles(self.articles);
        imported
            .warnings
            .extend(told.into_iter().flatten().map(|kind| source.warning(kind)));
        imported
    }
}

fn article(message: &Message) -> Result<NewArticle, ParseError> {
    let text = text(message)?;
    let sender = message.from().and_then(|from| from.first());
    Ok(NewArticle {
        title: match message.subject().map(str::trim) {
            Some(subject) if !subject.is_empty() => subject.to_owned(),
            _ => facts::title(&text),
        },
        byline: sender
            .and_then(|sender| sender.name().or_else(|| sender.address()))
            .map(str::to_owned),
        credit: facts::credit(&text),
        published: message.date().filter(|date| date.year > 0).and_then(|date| {
            jiff::civil::Date::new(
                date.year.try_into().ok()?,
                date.month.try_into().ok()?,
                date.day.try_into().ok()?,
            )
            .ok()
        }),
        language: language::guess(&text).map(str::to_owned),
        text,
        ..NewArticle::default()
    })
}

/// A mail can contain a mail, and that one another; a parser that follows them falls as deep.
fn refuse_nesting(bytes: &[u8]) -> Result<(), ParseError> {
    let lower = bytes.to_ascii_lowercase();
    let count = |what: &str| memchr::memmem::find_iter(&lower, what.as_bytes()).count();
    if count("message/rfc822") + count("message/global") > MAX_NESTED_MAILS {
        return Err(ParseError::NestedTooDeeply(MAX_NESTED_MAILS));
    }
    if count("multipart/") > MAX_PARTS {
        return Err(ParseError::TooManyParts(MAX_PARTS));
    }
    // Where a part may begin, and what may be a field of a header.
    let lines = || bytes.split(|byte| *byte == b'\n');
    if lines().filter(|line| line.starts_with(b"--")).count() > MAX_BOUNDARY_LINES {
        return Err(ParseError::TooManyParts(MAX_BOUNDARY_LINES));
    }
    if lines().filter(|line| is_field(line)).count() > MAX_FIELD_LINES {
        return Err(ParseError::TooManyParts(MAX_FIELD_LINES));
    }
    Ok(())
}

/// 'Subject: …'
fn is_field(line: &[u8]) -> bool {
    const MAX_NAME_BYTES: usize = 80;
    let name = line.iter().take(MAX_NAME_BYTES).position(|byte| *byte == b':');
    name.and_then(|end| line.get(..end))
        .is_some_and(|name| !name.is_empty() && name.iter().all(u8::is_ascii_graphic))
}

fn text(message: &Message) -> Result<String, ParseError> {
    let mut plain = Vec::new();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => plain.push(unflowed(text, is_flowed(part))),
            PartType::Html(html) => plain.push(markup::text_of_html(html)?),
            _ => {}
        }
    }
    let plain = plain.join("\n\n");
    let mut shown = Vec::new();
    for part in message.html_bodies() {
        if let PartType::Html(html) = &part.body {
            shown.push(markup::text_of_html(html)?);
        }
    }
    let shown = shown.join("\n\n");
    let text = if shown.len() > MIN_STUB_RATIO * plain.len() {
        shown
    } else {
        plain
    };
    Ok(with_line_feeds(&text).trim_matches('\n').to_owned())
}

/// Whether lines that end in a space go on in the next one (RFC 3676).
fn is_flowed(part: &mail_parser::MessagePart) -> bool {
    part.content_type()
        .and_then(|kind| kind.attribute("format"))
        .is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
}

fn unflowed(text: &str, is_flowed: bool) -> String {
    let text = text.replace("\r\n", "\n");
    if !is_flowed {
        return text;
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match line.strip_suffix('\n') {
            Some(soft) if soft.ends_with(' ') && soft != "-- " => joined.push_str(soft),
            _ => joined.push_str(line),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, import};

    const MAIL: &str = "From: =?utf-8?q?Amal_Hadd=C3=A2d?= <amal@example.org>\r\nTo: b@example.org\r\n\
        Subject: Talks =?utf-8?b?4oCccmVzdW1l4oCd?=\r\nDate: Sun, 11 Feb 2024 09:30:00 +0300\r\n\
        Message-ID: <1@example.org>\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n\
        The army said \r\nso.\r\n\r\nSecond.\r\n";

    #[test]
    fn a_mail_is_an_article_by_its_sender() {
        let imported = import("a.eml", MAIL.as_bytes()).unwrap();
        let article = &imported.articles[0];
        assert_eq!(article.title.as_str(), "Talks “resume”");
        assert_eq!(article.byline.as_deref(), Some("Amal Haddâd"));
        assert_eq!(article.published, Some(jiff::civil::date(2024, 2, 11)));
        assert_eq!(article.text, "The army said so.\n\nSecond.");
    }

    #[test]
    fn a_mailbox_gives_all_its_mails_and_html_is_read_where_there_is_nothing_else() {
        let html = "From: b@example.org\nSubject: HTML\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n\
            <p>One</p><p>Two</p>\n";
        let mailbox = format!(
            "From amal Sun Feb 11 2024\n{}\nFrom b Sun Feb 11 2024\n{html}",
            MAIL.replace('\r', "")
        );
        let imported = import("a", mailbox.as_bytes()).unwrap();
        let texts: Vec<&str> = imported
            .articles
            .iter()
            .map(|article| article.text.as_str())
            .collect();
        assert_eq!(imported.kind, FileKind::Mailbox);
        assert_eq!(texts, vec!["The army said so.\n\nSecond.", "One\n\nTwo"]);
    }

    #[test]
    fn a_page_that_a_browser_saved_as_one_file_is_a_page() {
        let page = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/talks\r\nSubject: Talks\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\n\
            Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <html><head><meta charset=3D\"utf-8\"><title>Talks</title></head><p>The =E2=80=9Carmy=E2=80=9D said so.</p></html>\r\n\
            --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--b--\r\n";
        let imported = import("talks.mhtml", page.as_bytes()).unwrap();
        let article = &imported.articles[0];
        assert_eq!((imported.kind, article.title.as_str()), (FileKind::Html, "Talks"));
        assert_eq!(article.text, "The “army” said so.");
        assert_eq!(article.url.as_deref(), Some("https://example.org/talks"));
    }

    #[test]
    fn a_page_in_one_file_says_itself_how_its_letters_are_written() {
        let html = "<html><head><meta charset=\"windows-1256\"><title>قال</title></head><p>قال الجيش إن المحادثات ستستمر حتى انتهاء العمل.</p></html>";
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(html);
        let packed: String = bytes
            .iter()
            .map(|byte| match byte {
                b'=' | 0x80.. => format!("={byte:02X}"),
                byte => char::from(*byte).to_string(),
            })
            .collect();
        let page = format!(
            "Snapshot-Content-Location: https://example.org/talks\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\n{packed}\r\n--b--\r\n"
        );
        let imported = import("talks.mhtml", page.as_bytes()).unwrap();
        assert_eq!(imported.encoding, Some("windows-1256"));
        assert_eq!(
            imported.articles[0].text,
            "قال الجيش إن المحادثات ستستمر حتى انتهاء العمل."
        );
    }

    #[test]
    fn a_mail_that_contains_itself_is_refused() {
        let mut mail = "Content-Type: message/rfc822\n\n".repeat(50_000);
        mail.insert_str(0, "From: a@b\nDate: Sun, 11 Feb 2024 09:30:00 +0300\n");
        let error = import("a.eml", mail.as_bytes()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "could not read this e-mail (EML): nested too deeply (limit 100): a.eml"
        );
    }
}
