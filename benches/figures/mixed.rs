//! Ten thousand files of about 4 KB as they come from newsrooms and archives, made up by a rule, the same in every
//! run. Nothing is measured here.

use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use docx_rs::{Docx, Paragraph, Run};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::words::{ARABIC, Chance, ENGLISH, FRENCH, Words};

/// How many files there are.
pub(crate) const FILES: usize = 10_000;

/// Their kinds: how many of a hundred, and what they are called.
pub(crate) const MIX: [(usize, &str); 10] = [
    (25, "text in UTF-8"),
    (10, "Arabic text in UTF-8"),
    (10, "text in windows-1252"),
    (10, "Markdown"),
    (20, "HTML"),
    (10, "mails"),
    (4, "ninjs"),
    (4, "feeds"),
    (2, "JSON Lines"),
    (5, "DOCX"),
];

/// How large a file becomes, in bytes.
const SIZE: usize = 4_000;

/// Writes the files into a folder; gives their sizes together.
pub(crate) fn write(folder: &Path) -> u64 {
    fs::create_dir_all(folder).expect("a folder");
    let mut total = 0;
    for number in 0..FILES {
        let (path, bytes) = file(number);
        total += bytes.len() as u64;
        fs::write(folder.join(path), bytes).expect("a file");
    }
    total
}

/// Writes so many files of one kind only, for a look at that kind.
pub(crate) fn write_kind(folder: &Path, kind: usize, files: usize) {
    fs::create_dir_all(folder).expect("a folder");
    for number in 0..files {
        let (path, bytes) = of_kind(kind, number);
        fs::write(folder.join(path), bytes).expect("a file");
    }
}

/// Thirty-seven and a hundred have no common divisor, so that neighbours are of different kinds.
fn file(number: usize) -> (PathBuf, Vec<u8>) {
    let mut place = number * 37 % 100;
    for (kind, (share, _)) in MIX.iter().enumerate() {
        match place.checked_sub(*share) {
            Some(rest) => place = rest,
            None => return of_kind(kind, number),
        }
    }
    unreachable!("the shares are a hundred together")
}

fn of_kind(kind: usize, number: usize) -> (PathBuf, Vec<u8>) {
    let mut writer = Writer::new(number, kind == 1);
    let (ending, bytes) = match kind {
        0 | 1 => ("txt", writer.plain().into_bytes()),
        2 => ("txt", windows_1252(&Writer::french(number).plain())),
        3 => ("md", writer.markdown().into_bytes()),
        4 => ("html", writer.html().into_bytes()),
        5 => ("eml", writer.mail().into_bytes()),
        6 => ("ninjs", writer.ninjs().into_bytes()),
        7 => ("rss", writer.feed().into_bytes()),
        8 => ("jsonl", writer.json_lines().into_bytes()),
        _ => ("docx", writer.docx()),
    };
    (PathBuf::from(format!("{number:05}.{ending}")), bytes)
}

/// Every character of our French is one of Latin-1 or a curly quotation mark.
fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |character: char| match character {
        '’' => 0x92,
        '–' => 0x96,
        other => u8::try_from(u32::from(other)).expect("Latin-1"),
    };
    text.chars().map(byte).collect()
}

/// Writes articles word by word.
struct Writer {
    chance: Chance,
    words: &'static Words,
    number: usize,
}

impl Writer {
    fn new(number: usize, arabic: bool) -> Self {
        Self {
            chance: Chance::new(number),
            words: if arabic { ARABIC } else { ENGLISH },
            number,
        }
    }

    fn french(number: usize) -> Self {
        Self {
            words: FRENCH,
            ..Self::new(number, false)
        }
    }

    fn words(&mut self, count: usize) -> String {
        let rest = self.words.rest;
        let words: Vec<&str> = (0..count).map(|_| self.chance.pick(rest)).collect();
        words.join(" ")
    }

    fn headline(&mut self) -> String {
        let (source, words) = (self.words.sources, self.words(6));
        format!("{} {words} {}", self.chance.pick(source), self.number)
    }

    fn sentence(&mut self) -> String {
        let (source, cue) = (
            self.chance.pick(self.words.sources),
            self.chance.pick(self.words.cues),
        );
        let length = 8 + self.chance.up_to(12);
        format!("{source} {cue} {}.", self.words(length))
    }

    fn paragraph(&mut self) -> String {
        let sentences: Vec<String> = (0..2 + self.chance.up_to(3)).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }

    /// Paragraphs that make up so many bytes, and at least one.
    fn paragraphs(&mut self, bytes: usize) -> Vec<String> {
        let mut paragraphs = vec![self.paragraph()];
        while paragraphs.iter().map(String::len).sum::<usize>() < bytes {
            paragraphs.push(self.paragraph());
        }
        paragraphs
    }

    fn plain(&mut self) -> String {
        let headline = self.headline();
        let body = self.paragraphs(SIZE - 300).join("\n\n");
        format!(
            "{headline}\n\n{}\n11 February 2024\n\n{body}\n\nSource: Agencies\n",
            self.words.byline
        )
    }

    fn markdown(&mut self) -> String {
        let headline = self.headline();
        let mut body = String::new();
        for (at, paragraph) in self.paragraphs(SIZE - 300).into_iter().enumerate() {
            let start = match at % 4 {
                1 => "> ",
                2 => "- ",
                _ => "",
            };
            let _ = write!(body, "{start}{paragraph}\n\n");
            if at % 5 == 4 {
                let _ = write!(body, "## {}\n\n", self.words(4));
            }
        }
        format!("# {headline}\n\n*By Amal Haddad*\n\n{body}[The whole report](https://example.org/report)\n")
    }

    fn html(&mut self) -> String {
        let headline = self.headline();
        let data = format!(
            r#"{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{headline}","datePublished":"2024-02-11T09:30:00Z","author":{{"@type":"Person","name":"Amal Haddad"}},"publisher":{{"@type":"Organization","name":"The Daily"}}}}"#
        );
        let body = marked_up(&self.paragraphs(SIZE - 1_700));
        format!(
            r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{headline} - The Daily</title>
<meta property="og:title" content="{headline}"><meta property="og:site_name" content="The Daily">
<link rel="canonical" href="https://example.org/news/{number}">
<script type="application/ld+json">{data}</script>
<style>body {{ font: 16px serif; max-width: 40em }} nav a {{ color: #333 }}</style></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>{headline}</h1><p class="byline">By Amal Haddad, <time datetime="2024-02-11">11 February 2024</time></p>
<figure><img src="talks.jpg" alt=""><figcaption>Delegates arrive for the talks (Reuters)</figcaption></figure>
{body}</article></main>
<aside><h2>Most read</h2><ul><li><a href="/1">Oil prices fall</a></li><li><a href="/2">Rain expected</a></li></ul></aside>
<footer><p>© 2024 The Daily</p></footer></body></html>
"#,
            number = self.number,
        )
    }

    fn mail(&mut self) -> String {
        let headline = self.headline();
        let body = self.paragraphs(SIZE - 600).join("\r\n\r\n");
        format!(
            "Received: from mail.example.org (mail.example.org [192.0.2.1])\r\n\tby mx.example.com with ESMTP id {number:08}\r\n\
             Message-ID: <{number}@example.org>\r\nDate: Sun, 11 Feb 2024 09:30:00 +0000\r\n\
             From: Amal Haddad <amal@example.org>\r\nTo: desk@example.com\r\nSubject: {headline}\r\n\
             MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n",
            number = self.number,
        )
    }

    fn ninjs(&mut self) -> String {
        let headline = self.headline();
        let body = self.paragraphs(SIZE - 500);
        let html = marked_up(&body);
        serde_json::json!({
            "uri": format!("https://example.org/item/{}", self.number), "type": "text", "language": "en",
            "versioncreated": "2024-02-11T09:30:00Z", "headline": headline, "byline": "Amal Haddad",
            "copyrightholder": "The Agency", "pubstatus": "usable", "body_html": html,
        })
        .to_string()
    }

    fn feed(&mut self) -> String {
        let mut items = String::new();
        for item in 0..3 {
            let title = self.headline();
            let body = marked_up(&self.paragraphs(SIZE / 3 - 450));
            let _ = writeln!(
                items,
                "<item><title>{title}</title><link>https://example.org/{}/{item}</link>\
                 <pubDate>Sun, 11 Feb 2024 09:30:00 GMT</pubDate><dc:creator>Amal Haddad</dc:creator>\
                 <content:encoded><![CDATA[{body}]]></content:encoded></item>",
                self.number
            );
        }
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
             xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
             <channel><title>The Daily</title><link>https://example.org</link>\n{items}</channel></rss>\n"
        )
    }

    fn json_lines(&mut self) -> String {
        let mut lines = String::new();
        for _ in 0..3 {
            let title = self.headline();
            let text = self.paragraphs(SIZE / 3 - 300).join("\n\n");
            let line = serde_json::json!({"title": title, "author": "Amal Haddad", "date": "2024-02-11", "text": text});
            let _ = writeln!(lines, "{line}");
        }
        lines
    }

    fn docx(&mut self) -> Vec<u8> {
        let headline = self.headline();
        let mut paragraphs = vec![headline, "By Amal Haddad".to_owned()];
        // Packed, that is about as large as the others.
        paragraphs.extend(self.paragraphs(SIZE - 500));
        let document = paragraphs.into_iter().fold(Docx::new(), |document, words| {
            document.add_paragraph(Paragraph::new().add_run(Run::new().add_text(words)))
        });
        let mut bytes = Cursor::new(Vec::new());
        document.build().pack(&mut bytes).expect("a document");
        packed(bytes)
    }
}

fn marked_up(paragraphs: &[String]) -> String {
    format!("<p>{}</p>\n", paragraphs.join("</p>\n<p>"))
}

/// The same archive with its parts packed, as word processors write it.
fn packed(archive: Cursor<Vec<u8>>) -> Vec<u8> {
    let mut plain = ZipArchive::new(archive).expect("an archive");
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for at in 0..plain.len() {
        let mut part = plain.by_index(at).expect("a part");
        packed
            .start_file(part.name().expect("a name"), options)
            .expect("a part");
        std::io::copy(&mut part, &mut packed).expect("a part");
    }
    packed.finish().expect("an archive").into_inner()
}
