//! Archives of web pages: WARC (ISO 28500), whole or each record packed, and WACZ, which holds some. Each page that was
//! answered is an article, with the address and the day it was archived where the page names none.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::bufread::MultiGzDecoder;
use flate2::read::{DeflateDecoder, GzDecoder};
use serde_json::Value;

use super::{facts, html};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;
use crate::import::guard::cancel;
use crate::import::{Imported, NewArticle, Warning, WarningKind};

/// The maximum size of all records, unpacked.
const MAX_TOTAL_BYTES: usize = 256 * 1024 * 1024;
/// The maximum size of a page, unpacked.
const MAX_PAGE_BYTES: usize = 16 * 1024 * 1024;
/// The maximum number of pages.
const MAX_PAGES: usize = 20_000;

/// Reads the pages of an archive.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let mut pages = Pages::default();
    if source.bytes.starts_with(b"PK") {
        let mut archive = Archive::open(source.bytes)?;
        let names: Vec<String> = archive.names().collect();
        for name in names.iter().filter(|name| name.contains(".warc")) {
            if let Some(bytes) = archive.part(name)? {
                pages.read(&bytes, source)?;
            }
        }
        if let Some(list) = archive.part("pages/pages.jsonl")? {
            pages.keep_listed(&String::from_utf8_lossy(&list));
        }
    } else {
        pages.read(source.bytes, source)?;
    }
    let (refused, mended) = (pages.refused, pages.mended);
    let mut imported =
        Imported::from_articles(pages.articles.into_iter().map(|(_, article)| article).collect());
    imported.warnings = pages.warnings;
    if imported.articles.is_empty() {
        return Err(ParseError::NoText);
    }
    if mended > 0 {
        imported
            .warnings
            .push(source.warning(WarningKind::EncodedTwice(mended)));
    }
    if refused > 0 {
        imported
            .warnings
            .push(source.warning(WarningKind::PagesNotRead(refused)));
    }
    Ok(imported)
}

/// The pages so far.
#[derive(Default)]
struct Pages {
    /// With the addresses they were asked for at.
    articles: Vec<(String, NewArticle)>,
    known: BTreeSet<String>,
    warnings: Vec<Warning>,
    /// Pages whose text could not be read.
    refused: usize,
    /// Pages that were encoded twice.
    mended: usize,
}

impl Pages {
    fn read(&mut self, bytes: &[u8], source: &SourceFile) -> Result<(), ParseError> {
        let unpacked = if bytes.starts_with(b"\x1f\x8b") {
            Some(read_bounded(MultiGzDecoder::new(bytes), MAX_TOTAL_BYTES)?)
        } else {
            None
        };
        let mut rest = unpacked.as_deref().unwrap_or(bytes);
        while let Some((fields, after)) = head(rest).filter(|(fields, _)| fields.line.starts_with("WARC/")) {
            cancel::check_cancelled()?;
            let length: usize = fields
                .get("content-length")
                .and_then(|length| length.parse().ok())
                .ok_or_else(|| ParseError::Damaged(fl!("import-damaged-record").to_owned()))?;
            let block = after.get(..length.min(after.len())).unwrap_or_default();
            self.take(&fields, block, source)?;
            rest = after.get(length..).unwrap_or_default();
            let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            rest = rest.get(blank..).unwrap_or_default();
        }
        Ok(())
    }

    /// The page of a record, where it is one.
    fn take(&mut self, record: &Fields, block: &[u8], source: &SourceFile) -> Result<(), ParseError> {
        let kind = record.get("warc-type").unwrap_or_default();
        let address = record
            .get("warc-target-uri")
            .unwrap_or_default()
            .trim_matches(['<', '>'])
            .to_owned();
        let page = match kind {
            "response" => {
                let Some((response, body)) = head(block) else {
                    return Ok(());
                };
                let is_page = response
                    .get("content-type")
                    .is_none_or(|kind| kind.contains("html"));
                if !response.line.contains(" 200") || !is_page {
                    return Ok(());
                }
                let charset = response.get("content-type").and_then(charset_of);
                (decoded_body(&response, body)?, charset)
            }
            "resource" | "conversion" => {
                if !record
                    .get("content-type")
                    .is_some_and(|kind| kind.contains("html"))
                {
                    return Ok(());
                }
                (block.to_vec(), None)
            }
            _ => return Ok(()),
        };
        let is_text = page.0.iter().any(|byte| !byte.is_ascii_whitespace());
        if !is_text || address.ends_with("/robots.txt") || !self.known.insert(address.clone()) {
            return Ok(());
        }
        if self.articles.len() >= MAX_PAGES {
            return Err(ParseError::TooManyParts(MAX_PAGES));
        }
        let mut choices = source.choices.clone();
        choices.encoding = choices.encoding.or(page.1);
        let mended = once_encoded(&page.0);
        self.mended += usize::from(mended.is_some());
        let of_page = SourceFile {
            path: source.path,
            bytes: mended.as_deref().unwrap_or(&page.0),
            choices: &choices,
        };
        match html::read(&of_page) {
            Ok(read) => {
                self.warnings.extend(read.warnings);
                for mut article in read.articles {
                    let archived = record.get("warc-date").and_then(facts::day);
                    article.published = article.published.or(archived);
                    article.url = article
                        .url
                        .or_else(|| facts::is_web_address(&address).then(|| address.clone()));
                    self.articles.push((address.clone(), article));
                }
            }
            Err(error @ (ParseError::Cancelled | ParseError::ZipBomb(_))) => return Err(error),
            Err(_) => self.refused += 1,
        }
        Ok(())
    }

    /// Of an archive that lists its pages only these are articles; the rest is what they are made of.
    fn keep_listed(&mut self, lines: &str) {
        let listed: BTreeSet<String> = lines
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter_map(|page| Some(page["url"].as_str()?.to_owned()))
            .collect();
        if self.articles.iter().any(|(address, _)| listed.contains(address)) {
            self.articles.retain(|(address, _)| listed.contains(address));
        }
    }
}

/// The first line and the fields of a header.
struct Fields {
    line: String,
    fields: BTreeMap<String, String>,
}

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

/// A header and what follows its empty line.
fn head(bytes: &[u8]) -> Option<(Fields, &[u8])> {
    const MAX_HEAD_BYTES: usize = 64 * 1024;
    let start = bytes.get(..bytes.len().min(MAX_HEAD_BYTES))?;
    let (end, gap) = ["\r\n\r\n", "\n\n"]
        .iter()
        .filter_map(|gap| Some((memchr::memmem::find(start, gap.as_bytes())?, gap.len())))
        .min()?;
    let written = String::from_utf8_lossy(start.get(..end)?);
    let mut lines = written.lines();
    let line = lines.next()?.to_owned();
    let fields = lines.filter_map(|field| {
        let (name, value) = field.split_once(':')?;
        Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    });
    let fields = fields.collect();
    Some((Fields { line, fields }, bytes.get(end + gap..)?))
}

fn charset_of(kind: &str) -> Option<String> {
    let (_, name) = kind.split_once("charset=")?;
    let name = name.split([';', ' ']).next()?.trim_matches(['"', '\'']);
    encoding_rs::Encoding::for_label(name.as_bytes()).map(|known| known.name().to_owned())
}

/// The body of an answer as the page was: put together of its chunks and unpacked.
fn decoded_body(response: &Fields, body: &[u8]) -> Result<Vec<u8>, ParseError> {
    let is_chunked = response
        .get("transfer-encoding")
        .is_some_and(|how| how.contains("chunked"));
    let whole = is_chunked.then(|| unchunked(body)).flatten();
    let body = whole.unwrap_or_else(|| body.to_vec());
    match response.get("content-encoding") {
        Some("gzip" | "x-gzip") if body.starts_with(b"\x1f\x8b") => {
            read_bounded(GzDecoder::new(body.as_slice()), MAX_PAGE_BYTES)
        }
        Some("deflate") => {
            let unpacked = flate2::read::ZlibDecoder::new(body.as_slice());
            read_bounded(unpacked, MAX_PAGE_BYTES)
                .or_else(|_| read_bounded(DeflateDecoder::new(body.as_slice()), MAX_PAGE_BYTES))
        }
        _ => Ok(body),
    }
}

/// A page in UTF-8 whose letters some program took for Latin-1 and encoded once more, as it was before; `None` of any other.
/// The signs of that are control characters, which stand in no page.
fn once_encoded(page: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(page).ok()?;
    let is_control = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if !text.contains(is_control) {
        return None;
    }
    let mut mended = Vec::with_capacity(page.len());
    let mut rest = text;
    let mut was_mended = false;
    while let Some(at) = rest.find(|c: char| matches!(c, '\u{c2}'..='\u{f4}')) {
        let (before, letters) = rest.split_at(at);
        mended.extend_from_slice(before.as_bytes());
        let bytes: Vec<u8> = letters
            .chars()
            .take(4)
            .map_while(|c| u8::try_from(c).ok())
            .collect();
        let first = bytes
            .utf8_chunks()
            .next()
            .map_or("", |chunk| chunk.valid())
            .chars()
            .next();
        let length = first.filter(|first| !first.is_ascii()).map_or(1, char::len_utf8);
        let end = letters
            .char_indices()
            .nth(length)
            .map_or(letters.len(), |(end, _)| end);
        let (letter, behind) = letters.split_at(end);
        if length > 1 && letter.contains(is_control) {
            was_mended = true;
            mended.extend_from_slice(bytes.get(..length).unwrap_or_default());
        } else {
            mended.extend_from_slice(letter.as_bytes());
        }
        rest = behind;
    }
    mended.extend_from_slice(rest.as_bytes());
    was_mended.then_some(mended)
}

/// What was sent in chunks, each behind its length; `None` where it was not, as in archives that put it together.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memmem::find(body.get(..body.len().min(64))?, b"\r\n")?;
        let length = std::str::from_utf8(body.get(..end)?).ok()?;
        let length = usize::from_str_radix(length.split(';').next()?.trim(), 16).ok()?;
        if length == 0 {
            return Some(whole);
        }
        let start = end + 2;
        whole.extend_from_slice(body.get(start..start.checked_add(length)?)?);
        body = body.get(start + length + 2..)?;
    }
}

fn read_bounded(packed: impl Read, limit: usize) -> Result<Vec<u8>, ParseError> {
    let mut bytes = Vec::new();
    let read = packed.take(limit as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| ParseError::Damaged(error.to_string()))?;
    if bytes.len() > limit {
        return Err(ParseError::ZipBomb(limit));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::once_encoded;
    use crate::import::guard::archive::tests::archive;
    use crate::import::{FileKind, import};

    const PAGE: &str =
        "<html><head><title>Talks resume</title></head><body><p>The “army” said so.</p></body></html>";

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn record(kind: &str, address: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-02-11T09:30:00Z\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn response(fields: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes(), body].concat()
    }

    #[test]
    fn pages_are_read_however_they_were_sent_and_packed() {
        let html = "Content-Type: text/html; charset=utf-8";
        let chunked = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
        let ways = [
            response(html, PAGE.as_bytes()),
            response(
                &format!("{html}\r\nTransfer-Encoding: chunked"),
                chunked.as_bytes(),
            ),
            response(
                &format!("{html}\r\nContent-Encoding: gzip"),
                &gzipped(PAGE.as_bytes()),
            ),
        ];
        for block in ways {
            let info = record("warcinfo", "x", b"software: y\r\n");
            let page = record("response", "https://example.org/a", &block);
            let picture = record(
                "response",
                "https://example.org/b.png",
                &response("Content-Type: image/png", b"x"),
            );
            let whole = [info.clone(), page.clone(), picture].concat();
            let packed = [gzipped(&info), gzipped(&page)].concat();
            let pages = "{\"format\": \"json-pages-1.0\"}\n{\"url\": \"https://example.org/a\"}\n";
            let wacz = archive(&[
                ("datapackage.json", b"{}"),
                ("archive/data.warc.gz", &packed),
                ("pages/pages.jsonl", pages.as_bytes()),
            ]);
            for bytes in [whole, packed, wacz] {
                let imported = import("a", &bytes).unwrap();
                assert_eq!(
                    (imported.kind, imported.articles.len()),
                    (FileKind::WebArchive, 1)
                );
                let article = &imported.articles[0];
                assert_eq!(
                    (article.title.as_str(), article.text.as_str()),
                    ("Talks resume", "The “army” said so.")
                );
                assert_eq!(article.url.as_deref(), Some("https://example.org/a"));
                assert_eq!(article.published, Some(jiff::civil::date(2024, 2, 11)));
            }
        }
    }

    #[test]
    fn a_page_that_was_encoded_twice_is_put_right_and_told() {
        let twice: String = PAGE.bytes().map(char::from).collect();
        let bytes = record(
            "response",
            "https://example.org/a",
            &response("Content-Type: text/html", twice.as_bytes()),
        );
        let imported = import("a.warc", &bytes).unwrap();
        assert_eq!(imported.articles[0].text, "The “army” said so.");
        let told = "1 page was encoded twice and was put right: a.warc";
        assert!(
            imported
                .warnings
                .iter()
                .any(|warning| warning.to_string() == told)
        );
        assert_eq!(once_encoded("Château “é”".as_bytes()), None);
    }

    #[test]
    fn an_archive_that_swells_is_refused() {
        let page = response(
            "Content-Type: text/html\r\nContent-Encoding: gzip",
            &gzipped(&vec![b' '; 40 << 20]),
        );
        let error = import("a.warc", &record("response", "https://example.org", &page)).unwrap_err();
        assert!(error.to_string().contains("expands to more than"), "{error}");
    }
}
