//! One article, written by other programs in each format (tests/tools/make-import-fixtures), comes in with every word
//! in order. What each format's file looks like inside is tested beside its reader, and more files made to do harm in
//! `hostile`.

#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests make their own files")]
#![expect(clippy::panic, reason = "a test says what went wrong by panicking")]

mod hostile;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use sayso::import::{FileKind, Imported, import};
use sayso::session::ingest::parse::{ParseOptions, Parsed, parse_articles};
use sayso::session::progress::Progress;
use serde_json::Value;

use hostile::pdf;

const TITLE: &str = "Talks resume in Baghdad";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/import")
        .join(name)
}

fn read(name: &str) -> Imported {
    let bytes = fs::read(path(name)).unwrap();
    import(name, &bytes).unwrap_or_else(|error| panic!("{error}"))
}

fn article() -> Value {
    serde_json::from_slice(&fs::read(path("article.json")).unwrap()).unwrap()
}

/// The whole text as it is to come in; parts may be left out or put elsewhere by the program that wrote the file.
struct Expected {
    article: Value,
}

impl Expected {
    fn text(&self, key: &str) -> &str {
        self.article[key].as_str().unwrap()
    }

    fn list(&self, key: &str) -> Vec<&str> {
        self.article[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item.as_str().unwrap())
            .collect()
    }

    fn table(&self) -> String {
        let rows = self.article["table"].as_array().unwrap().iter();
        let row = |row: &Value| {
            row.as_array()
                .unwrap()
                .iter()
                .map(|cell| cell.as_str().unwrap())
                .collect::<Vec<_>>()
                .join("\t")
        };
        rows.map(row).collect::<Vec<_>>().join("\n")
    }

    /// Body, list, table, and the note behind it.
    fn whole(&self) -> String {
        let mut parts: Vec<String> = self
            .list("paragraphs")
            .iter()
            .map(|text| (*text).to_owned())
            .collect();
        parts.push(format!("{}.[1]", self.text("noted")));
        parts.push(self.list("items").join("\n"));
        parts.push(self.table());
        parts.push(self.text("last").to_owned());
        parts.push(format!("[1] {}", self.text("note")));
        parts.join("\n\n")
    }
}

fn expected() -> Expected {
    Expected { article: article() }
}

/// The text without the headline that some programs put above it.
fn body<'text>(text: &'text str, head: &[&str]) -> &'text str {
    head.iter().fold(text, |text, line| {
        text.strip_prefix(line).unwrap_or(text).trim_start_matches('\n')
    })
}

#[test]
fn no_word_is_lost_in_documents() {
    let whole = expected().whole();
    for name in [
        "pandoc.docx",
        "pandoc.odt",
        "libreoffice.docx",
        "libreoffice.odt",
        "libreoffice.rtf",
        "pandoc.md",
    ] {
        let imported = read(name);
        let article = &imported.articles[0];
        assert_eq!(
            body(&article.text, &[TITLE, "Amal Haddad", "2024-02-11"]),
            whole,
            "{name}"
        );
        assert_eq!(article.title, TITLE, "{name}");
    }
}

#[test]
fn no_word_is_lost_in_pages_and_books() {
    let raised = expected().whole().replace("[1] By", "By");
    for name in ["pandoc.html", "pandoc.epub"] {
        let article = &read(name).articles[0];
        let text = body(&article.text, &["Amal Haddad", "2024-02-11", TITLE]);
        assert_eq!(text.trim_end_matches(['↩', '\u{fe0e}']), raised, "{name}");
        assert_eq!(
            (article.title.as_str(), article.byline.as_deref()),
            (TITLE, Some("Amal Haddad"))
        );
        assert_eq!(article.published, Some(jiff::civil::date(2024, 2, 11)), "{name}");
        assert_eq!(article.language.as_deref(), Some("en"), "{name}");
    }
    // The office program writes list marks and a note's number into the text, with no-break spaces.
    let imported = read("libreoffice.html");
    let text = body(&imported.articles[0].text, &["Amal Haddad", "2024-02-11"]);
    let whole = expected().whole().replace("[1] By", "1 By").replace("[1]", "1");
    let plain = |text: &str| text.replace('\u{a0}', " ").replace("••", "");
    assert_eq!(words(&plain(text)), words(&plain(&whole)));
}

#[test]
fn no_word_is_lost_in_a_pdf_and_its_lines_become_paragraphs() {
    let imported = read("libreoffice.pdf");
    let text = body(&imported.articles[0].text, &[TITLE, "Amal Haddad", "2024-02-11"]).replace("• ", "");
    // Where a word may be divided is not in the file.
    let whole = expected()
        .whole()
        .replace('\u{ad}', "")
        .replace("[1] By", "1 By")
        .replace("[1]", "1");
    assert_eq!(words(&text), words(&whole));
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    assert!(
        expected()
            .list("paragraphs")
            .iter()
            .all(|paragraph| paragraphs.contains(&paragraph.replace('\u{ad}', "").as_str()))
    );
}

#[test]
fn heads_and_feet_of_pages_stay_out_of_paragraphs_that_go_on_over_them() {
    let imported = read("running.pdf");
    let article = &imported.articles[0];
    let first = expected().list("paragraphs")[0].to_owned();
    let paragraph = |number: usize| format!("{first} Sentence {number} went on, said the ministry.");
    let whole: Vec<String> = (0..40).map(paragraph).collect();
    assert_eq!(body(&article.text, &[TITLE]), whole.join("\n\n"));
    let printed = article.as_printed.as_ref().unwrap();
    assert!(printed.contains("The Daily Example · special report") && printed.contains("Page 2"));
    let told: Vec<String> = imported.warnings.iter().map(ToString::to_string).collect();
    assert!(
        told.iter()
            .any(|warning| warning.contains("page headers and footers removed")),
        "{told:?}"
    );
}

#[test]
fn paragraphs_of_columns_are_joined_and_the_printed_lines_are_kept_beside() {
    let imported = read("columns.pdf");
    let article = &imported.articles[0];
    let first = expected().list("paragraphs")[0].to_owned();
    let paragraph = |number: usize| {
        let sentence = format!(" Sentence {number} of a long-term plan, said the ministry on Sunday.");
        format!("{first}{}", sentence.repeat(2 + number % 3))
    };
    let whole: Vec<String> = (0..24).map(paragraph).collect();
    assert_eq!(body(&article.text, &[TITLE]), whole.join("\n\n"));
    let printed = article.as_printed.as_ref().unwrap();
    assert!(printed.lines().count() > 100);
    assert_eq!(words(printed), words(&article.text));
    assert_eq!(article.title, TITLE);
}

#[test]
fn tracked_changes_count_as_accepted_and_text_boxes_are_read() {
    let imported = read("python-docx.docx");
    let text = &imported.articles[0].text;
    assert!(text.contains("The talks went on on Sunday."), "{text}");
    assert!(
        text.contains("A paragraph with a box.\n\nWords in the box.\n\n"),
        "{text}"
    );
    assert!(!text.contains("failed"), "{text}");
    assert!(
        imported.warnings[0]
            .to_string()
            .starts_with("tracked changes were accepted")
    );
}

#[test]
fn no_word_is_lost_in_mails_and_tables() {
    let expected = expected();
    let paragraphs = expected.list("paragraphs");
    let mail = &read("python.eml").articles[0];
    let whole = [paragraphs.clone(), vec![expected.text("last")]].concat();
    assert_eq!(mail.text, whole.join("\n\n"));
    assert_eq!(
        (mail.title.as_str(), mail.byline.as_deref()),
        ("Talks resume in Baghdad 🕊", Some("Amal Haddad"))
    );
    let letters = read("python.mbox").articles;
    let texts: Vec<&str> = letters
        .iter()
        .map(|letter| letter.text.split('\n').next().unwrap())
        .collect();
    assert_eq!(texts, paragraphs);
    assert!(
        letters
            .iter()
            .all(|letter| letter.text.ends_with("\n\nFrom here on it is quoted."))
    );
    for name in ["openpyxl.xlsx", "libreoffice.xlsx"] {
        let rows = read(name).articles;
        assert_eq!(rows[0].text, paragraphs.join("\n"), "{name}");
        assert_eq!(rows[0].published, Some(jiff::civil::date(2024, 2, 11)), "{name}");
        assert_eq!(rows[1].text, expected.text("last"), "{name}");
    }
}

#[test]
fn no_word_is_lost_in_feeds_agency_articles_and_data_frames() {
    let raised = expected().whole().replace("[1] By", "By");
    let day = Some(jiff::civil::date(2024, 2, 11));
    for (name, kind) in [
        ("feedgen.rss", FileKind::Feed),
        ("feedgen.atom", FileKind::Feed),
        ("feed.json", FileKind::JsonFeed),
        ("superdesk.json", FileKind::Ninjs),
        ("pandas-html.jsonl", FileKind::JsonLines),
    ] {
        let imported = read(name);
        assert_eq!(imported.kind, kind, "{name}");
        let article = &imported.articles[0];
        let text = article.text.trim_end_matches("\n\nThe bridge in Baghdad");
        assert_eq!(text.trim_end_matches(['↩', '\u{fe0e}']), raised, "{name}");
        assert_eq!(
            (
                article.title.as_str(),
                article.byline.as_deref(),
                article.published,
                article.partial
            ),
            (TITLE, Some("Amal Haddad"), day, false),
            "{name}"
        );
        if kind != FileKind::Ninjs {
            let second = &imported.articles[1];
            assert_eq!(second.text, expected().text("last"), "{name}");
            assert_eq!(
                (second.title.as_str(), second.partial),
                ("Second", kind == FileKind::Feed),
                "{name}"
            );
        }
    }
    assert_eq!(
        read("superdesk.json").articles[0].captions,
        ["The bridge in Baghdad"]
    );
    let expected = expected();
    let plain = [expected.list("paragraphs"), vec![expected.text("last")]].concat();
    for name in ["pandas.csv", "pandas.jsonl"] {
        let articles = read(name).articles;
        assert_eq!(articles[0].text, plain.join("\n\n"), "{name}");
        assert_eq!(
            (articles[0].published, articles[1].published),
            (day, None),
            "{name}"
        );
        assert_eq!(articles[1].text, expected.text("last"), "{name}");
    }
}

#[test]
fn old_documents_and_scanned_pages_are_refused_with_what_to_do() {
    let told = |name: &str, bytes: &[u8]| {
        let error = import(name, bytes).unwrap_err();
        (error.to_string(), error.hint())
    };
    let (message, hint) = told("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    assert!(message.contains("an old Office document"), "{message}");
    assert!(hint.contains("Save it as DOCX"), "{hint}");
    let (message, hint) = told("scanned.pdf", &fs::read(path("scanned.pdf")).unwrap());
    assert!(message.contains("scanned pages without text"), "{message}");
    assert!(hint.contains("OCR"), "{hint}");
}

fn words(text: &str) -> Vec<&str> {
    text.split_ascii_whitespace().collect()
}

/// What a folder with this file gives.
fn reading(name: &str, bytes: &[u8]) -> Parsed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    parse_articles(&[path], &ParseOptions::default(), &Progress::default())
}

/// The file is refused for this reason, which is a bound that it passes, and not because it took too long; from a folder it
/// gives one message.
fn refused(name: &str, bytes: &[u8], reason: &str) {
    let told = import(name, bytes).unwrap_err().to_string();
    assert!(told.contains(reason), "{name}: {told}");
    let imports = reading(name, bytes);
    assert_eq!(
        (imports.articles.len(), imports.failures.len()),
        (0, 1),
        "{name}: {imports:?}"
    );
}

/// Nothing bad comes of the file, whatever it gives.
fn survived(name: &str, bytes: &[u8]) {
    let imports = reading(name, bytes);
    assert_eq!(
        imports.failures.len() + usize::from(!imports.articles.is_empty()),
        1,
        "{name}: {imports:?}"
    );
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn stream(dictionary: &str, content: &str) -> String {
    String::from_utf8(hostile::stream(dictionary, content.as_bytes())).unwrap()
}

#[test]
fn archives_that_swell_or_lead_out_are_refused() {
    let zeros = vec![b' '; 200 << 20];
    refused(
        "bomb.docx",
        &archive(&[("word/document.xml", &zeros)]),
        "expands to more than",
    );
    refused(
        "out.docx",
        &archive(&[("word/document.xml", b"<x/>"), ("../../etc/passwd", b"root")]),
        "unsafe path in the archive: “../../etc/passwd”",
    );
}

#[test]
fn entities_and_files_of_a_gigabyte_are_refused() {
    let mut laughs = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>".to_owned();
    for number in 1..10 {
        let ten = format!("&a{};", number - 1).repeat(10);
        laughs.extend(["<!ENTITY a", &number.to_string(), " '", &ten, "'>"]);
    }
    laughs.push_str("]><rss><channel><item><description>&a9;</description></item></channel></rss>");
    refused("laughs.rss", laughs.as_bytes(), "XML entities are not allowed");
    let document = laughs.replace("rss", "document");
    refused(
        "laughs.docx",
        &archive(&[("word/document.xml", document.as_bytes())]),
        "XML entities are not allowed",
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.html");
    fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let imports = parse_articles(&[path], &ParseOptions::default(), &Progress::default());
    let told = &imports.failures[0].headline;
    assert!(told.contains("(limit 67.1 MB)"), "{told}");
}

#[test]
fn documents_that_contain_themselves_are_refused() {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>";
    let shows = stream("", "/X Do");
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
        "/X Do",
    );
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
    refused(
        "form.pdf",
        &pdf(&[catalogue, pages, page, &shows, &form]),
        "nested too deeply (limit",
    );
    let bare = stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "q /X Do Q");
    refused(
        "bare.pdf",
        &pdf(&[catalogue, pages, page, &shows, &bare]),
        "nested too deeply (limit",
    );
    let own_parent = "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>";
    let boxless = page.replace("/MediaBox [0 0 300 300]", "");
    refused(
        "parent.pdf",
        &pdf(&[catalogue, own_parent, &boxless, &shows, &form]),
        "nested too deeply (limit",
    );
    let own_kid = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>";
    refused("kid.pdf", &pdf(&[catalogue, own_kid]), "no text");
    let mut mail = "From: a@b\nDate: Sun, 11 Feb 2024 09:30:00 +0300\n".to_owned();
    mail.push_str(&"Content-Type: message/rfc822\n\n".repeat(100_000));
    refused("mail.eml", mail.as_bytes(), "nested too deeply (limit 100)");
}

#[test]
fn nesting_without_end_breaks_nothing() {
    refused(
        "deep.html",
        format!("<html>{}", "<div>".repeat(500_000)).as_bytes(),
        "nested too deeply (limit",
    );
    refused(
        "deep.rss",
        format!("<rss>{}", "<a>".repeat(500_000)).as_bytes(),
        "nested too deeply (limit",
    );
    refused(
        "deep.jsonl",
        format!("{{\"a\":{}", "[".repeat(500_000)).as_bytes(),
        "damaged",
    );
    survived("quotes.md", ">".repeat(100_000).as_bytes());
    survived("links.md", "[".repeat(50_000).as_bytes());
    survived("stars.md", "*a _b ".repeat(20_000).as_bytes());
    survived(
        "fonts.html",
        format!("<html>{}words", "<b><i><font>".repeat(300)).as_bytes(),
    );
    survived(
        "open.csv",
        format!("text,title\n\"{}", "word,".repeat(500_000)).as_bytes(),
    );
}

#[test]
fn files_cut_off_in_the_middle_break_nothing() {
    for name in [
        "pandoc.docx",
        "libreoffice.odt",
        "pandoc.epub",
        "libreoffice.pdf",
        "openpyxl.xlsx",
        "python.eml",
        "python.mbox",
        "pandoc.html",
    ] {
        let bytes = fs::read(path(name)).unwrap();
        for part in 1..8 {
            let mut cut = bytes[..bytes.len() * part / 8].to_vec();
            survived(name, &cut);
            // And with bytes in it that do not belong there.
            for at in (part..cut.len()).step_by(97) {
                cut[at] ^= 0x55;
            }
            survived(name, &cut);
        }
    }
}

#[test]
fn what_a_file_is_is_told_from_its_content() {
    let bytes = fs::read(path("pandoc.docx")).unwrap();
    assert_eq!(import("talks.txt", &bytes).unwrap().kind, FileKind::Docx);
    let bytes = fs::read(path("pandoc.html")).unwrap();
    assert_eq!(import("talks", &bytes).unwrap().kind, FileKind::Html);
}
