//! Files made to do harm, small on disk and large once parsed, and any bytes in the places where
//! formats keep theirs. Each must be refused with its reason.

use std::fmt::Write;
use std::ops::Range;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use proptest::prelude::*;
use sayso::import::annotated::{
    Annotated, AnnotatedError, AnnotatedFile, AnnotatedFormat, LabelMap, read_annotated,
};
use sayso::import::{CancelToken, Choices, FileKind, ImportError, Imported, import_as};

use super::archive;

/// How long a reading is waited for, on a machine that does much else, without optimisation.
const MAX_TIME: Duration = Duration::from_mins(1);

fn read(kind: FileKind, bytes: &[u8]) -> Result<Imported, ImportError> {
    let choices = Choices {
        kind: Some(kind),
        ..Choices::default()
    };
    in_time(|| import_as("x", bytes, &choices))
}

/// What comes of reading something that somebody waits for, but not for ever.
fn in_time<T>(read: impl FnOnce() -> T) -> T {
    let patience = CancelToken::default();
    let theirs = patience.clone();
    let (done, waiting) = mpsc::channel::<()>();
    let waiter = thread::spawn(move || {
        let is_late = waiting.recv_timeout(MAX_TIME) == Err(RecvTimeoutError::Timeout);
        if is_late {
            theirs.cancel();
        }
        is_late
    });
    let came = patience.scope(read);
    drop(done);
    assert!(!waiter.join().unwrap(), "nobody waited for it any more");
    came
}

fn refused(kind: FileKind, bytes: impl AsRef<[u8]>, reason: &str) {
    let message = read(kind, bytes.as_ref()).unwrap_err().to_string();
    assert!(message.contains(reason), "{message}");
}

fn many(numbers: Range<usize>, written: impl Fn(usize) -> String) -> String {
    numbers.map(written).collect::<Vec<_>>().concat()
}

/// A PDF of these objects, numbered from 1, of which the first is its catalogue.
pub(crate) fn pdf(objects: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let count = objects.len() + 1;
    let mut table = format!("xref\n0 {count}\n0000000000 65535 f \n");
    for (number, object) in (1..).zip(objects) {
        let _written = writeln!(table, "{:010} 00000 n ", file.len());
        let head = format!("{number} 0 obj\n");
        file.extend([head.as_bytes(), object.as_ref(), b"\nendobj\n"].concat());
    }
    let trailer = format!(
        "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n",
        file.len()
    );
    file.extend([table, trailer].concat().into_bytes());
    file
}

pub(crate) fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {dictionary} /Length {} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// The same, packed so many times.
fn packed(dictionary: &str, content: &[u8], times: usize) -> Vec<u8> {
    let mut content = content.to_vec();
    for _ in 0..times {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, &content).unwrap();
        content = encoder.finish().unwrap();
    }
    let filters = "/FlateDecode ".repeat(times);
    stream(&format!("{dictionary} /Filter [{filters}]"), &content)
}

/// A page with this content, and objects from 6 on.
fn page(content: Vec<u8>, more: Vec<Vec<u8>>) -> Vec<u8> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R /G 6 0 R >> /XObject << /X 6 0 R >> >> >>".to_vec(),
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    objects.extend(more);
    pdf(&objects)
}

const WORDS: &[u8] = b"BT /F 12 Tf 72 720 Td (The army said so.) Tj ET";

#[test]
fn a_plain_pdf_is_read_whichever_way_it_is_packed() {
    for times in 0..3 {
        let imported = read(FileKind::Pdf, &page(packed("", WORDS, times), vec![])).unwrap();
        assert_eq!(imported.articles[0].text, "The army said so.", "{times}");
    }
    // Numbers for letters in names, and a number of pages that nobody has memory for.
    let shows = page(
        stream("", b"/#58 Do"),
        vec![stream(
            "/Subtype /Form /Resources << /Font << /F 5 0 R >> >>",
            WORDS,
        )],
    );
    let many = String::from_utf8_lossy(&shows).replace("/Count 1", "/Count 1000000000000000");
    let moved = many.replace("startxref\n", "startxref\n0");
    assert!(read(FileKind::Pdf, &shows).is_ok());
    let _given_or_refused = read(FileKind::Pdf, moved.as_bytes());
    let counted = pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Pages /Kids [] /Count 100000000000000000 >>".to_vec(),
    ]);
    refused(FileKind::Pdf, counted, "no text found");
}

#[test]
fn forms_that_show_others_twice_and_so_on_are_refused_before_they_are_drawn() {
    let forms = (0..30_u32).map(|number| {
        let next = number + 7;
        let list = format!("/Type /XObject /Subtype /Form /Resources << /XObject << /X {next} 0 R >> >>");
        stream(&list, if number < 29 { b"/X Do /X Do" } else { b"q Q" })
    });
    let nested = page(stream("", b"/X Do"), forms.collect());
    refused(FileKind::Pdf, nested, "too many parts (limit 40,000,000)");
    let many = page(
        packed("", &b"/X Do ".repeat(1_000_000), 1),
        vec![stream("/Subtype /Form", &b"q Q ".repeat(100))],
    );
    refused(FileKind::Pdf, many, "too many parts (limit 40,000,000)");
}

#[test]
fn a_pdf_that_swells_in_any_of_its_parts_is_refused() {
    let swells = "expands to more than";
    // Packed twice, a hundred bytes are a hundred million.
    refused(
        FileKind::Pdf,
        page(packed("", &vec![b' '; 70 << 20], 2), vec![]),
        swells,
    );
    refused(
        FileKind::Pdf,
        page(packed("", &b"q ".repeat(1_000_000), 1), vec![]),
        swells,
    );
    let values = [b"9 0 [".to_vec(), b"0 ".repeat(4_500_000), b"]".to_vec()].concat();
    let objects = packed("/Type /ObjStm /N 1 /First 4", &values, 1);
    refused(
        FileKind::Pdf,
        page(stream("", WORDS), vec![objects]),
        "too many parts (limit 4,000,000)",
    );
    refused(
        FileKind::Pdf,
        page(stream("", WORDS), vec![values]),
        "too many parts (limit 4,000,000)",
    );
    let codes = b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange";
    let font = b"<< /Type /Font /Subtype /Type1 /BaseFont /F /ToUnicode 7 0 R >>".to_vec();
    let shown = stream("", b"BT /G 9 Tf (a) Tj ET");
    refused(
        FileKind::Pdf,
        page(shown, vec![font, packed("", codes, 1)]),
        "too many parts (limit 1,000,000)",
    );
}

#[test]
fn a_pdf_whose_table_of_objects_is_made_to_do_harm_is_refused() {
    let start = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n".to_vec();
    let with = |table: Vec<u8>| {
        let end = format!("\nendobj\nstartxref\n{}\n%%EOF\n", start.len());
        [start.as_slice(), b"2 0 obj\n", &table, end.as_bytes()].concat()
    };
    let unusual = "unsupported cross-reference table";
    let keys = "/Type /XRef /Size 9 /Root 1 0 R";
    for (dictionary, reason) in [
        (format!("{keys} /W [1 99999999999999 1]"), unusual),
        (format!("{keys} /#57 [1 99999999999999 1]"), unusual),
        (
            format!("{keys} /W [1 2 1] /DecodeParms << /Predictor 12 /Columns 999999999 >>"),
            unusual,
        ),
        (format!("{keys} /W [1 2 1]"), "expands to more than 8.0 MB"),
    ] {
        refused(
            FileKind::Pdf,
            with(packed(&dictionary, &vec![0; 9 << 20], 1)),
            reason,
        );
    }
    let twice = packed(&format!("{keys} /W [1 2 1]"), &[0; 9], 2);
    refused(FileKind::Pdf, with(twice), unusual);
}

#[test]
fn tables_that_stand_for_far_larger_ones_are_refused() {
    let row = "<row><c r='XFD1' t='inlineStr'><is><t>x</t></is></c></row>";
    let space = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
    let sheet = format!(
        "<worksheet {space}><dimension ref='A1:XFD1048576'/><sheetData>{}</sheetData></worksheet>",
        row.repeat(1000)
    );
    let book =
        format!("<workbook {space} xmlns:r='r'><sheets><sheet name='a' r:id='r'/></sheets></workbook>");
    let relations = "<Relationships><Relationship Id='r' Target='a.xml'/></Relationships>";
    let far = archive(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/a.xml", sheet.as_bytes()),
    ]);
    refused(FileKind::Xlsx, &far, "too many parts (limit 5,000,000)");
    let columns = [",".repeat(1_000_000), "\n".to_owned()].concat();
    refused(FileKind::Csv, columns, "too many parts (limit 16,384)");
    let commas = ",".repeat(9_000_000);
    refused(FileKind::Csv, commas, "too many parts (limit 8,000,000)");
    refused(
        FileKind::Csv,
        "a\n".repeat(300_000),
        "too many parts (limit 200,000)",
    );
    let keys = |row: usize| {
        (0..1000)
            .map(move |key| format!("\"{row}-{key}\":1"))
            .collect::<Vec<_>>()
            .join(",")
    };
    let lines: Vec<String> = (0..100).map(|row| format!("{{{}}}", keys(row))).collect();
    refused(
        FileKind::JsonLines,
        lines.join("\n"),
        "too many parts (limit 16,384)",
    );
    let values = format!("[{}]", "{},".repeat(2_500_000));
    refused(FileKind::JsonLines, values, "too many parts (limit 4,000,000)");
}

#[test]
fn mails_of_more_parts_and_fields_than_anybody_writes_are_refused() {
    let mail = |fields: &str, rest: &str| {
        format!("From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n{fields}\n{rest}")
    };
    let parts = mail("", &"--b\n\nx\n".repeat(60_000));
    refused(FileKind::Mail, parts, "too many parts (limit 50,000)");
    let fields = mail(&"X: y\n".repeat(600_000), "x");
    refused(FileKind::Mail, fields, "too many parts (limit 500,000)");
}

#[test]
fn a_note_that_is_referred_to_again_and_again_is_read_once() {
    let space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    let body = format!(
        "<w:document {space}><w:body><w:p><w:r><w:t>x</w:t>{}</w:r></w:p></w:body></w:document>",
        "<w:footnoteReference w:id='1'/>".repeat(50_000)
    );
    let notes = format!(
        "<w:footnotes {space}><w:footnote w:id='1'><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>",
        "note ".repeat(20_000)
    );
    let file = archive(&[
        ("word/document.xml", body.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
    ]);
    let text = &read(FileKind::Docx, &file).unwrap().articles[0].text;
    assert_eq!(text.matches("note note").count(), 10_000);
    let references = many(0..30_000, |number| format!("[^{number}]"));
    assert!(read(FileKind::Markdown, references.as_bytes()).is_ok());
}

#[test]
fn spaces_that_are_counted_and_not_written_are_bounded() {
    let spaces = "<text:s text:c='1000'/>".repeat(5000);
    let content = format!(
        "<o:document-content xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
         xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><o:body><o:text><text:p>a{spaces}b</text:p>\
         </o:text></o:body></o:document-content>"
    );
    let file = archive(&[("content.xml", content.as_bytes())]);
    let text = &read(FileKind::Odt, &file).unwrap().articles[0].text;
    assert_eq!(text.len(), 1_000_002);
}

#[test]
fn captions_and_references_by_the_thousand_are_read_in_time() {
    let captions = many(0..20_000, |number| format!("![caption {number}](x)\n"));
    assert_eq!(
        read(FileKind::Markdown, captions.as_bytes()).unwrap().articles[0]
            .captions
            .len(),
        20_000
    );
    let feed = format!(
        "<rss><channel><item><description>{}</description></item></channel></rss>",
        "&nbsp;".repeat(200_000)
    );
    assert!(read(FileKind::Feed, feed.as_bytes()).is_err());
    let entities = "&nbsp;".repeat(3_000_000);
    refused(FileKind::Html, entities, "too many parts (limit 2,000,000)");
    let attributes = many(0..200_000, |number| format!(" a{number}"));
    refused(
        FileKind::Html,
        format!("<p{attributes}>x"),
        "too many parts (limit 100,000)",
    );
    let escapes = "\u{1b}$B$\"\u{1b}(B ".repeat(300_000);
    assert!(read(FileKind::Plain, escapes.as_bytes()).is_ok());
}

fn brat(text: &str, marks: &str) -> Result<Annotated, AnnotatedError> {
    let files = [("a.txt", text), ("a.ann", marks)].map(|(path, text)| AnnotatedFile {
        path,
        bytes: text.as_bytes(),
    });
    in_time(|| read_annotated(AnnotatedFormat::Brat, "a", &files, &LabelMap::default()))
}

#[test]
fn marks_of_long_texts_that_do_not_fit_are_told_in_time() {
    let text = "word ".repeat(400_000);
    let marks = many(0..20_000, |number| {
        format!("T{number}\tClaim 0 1999999\tword word\n")
    });
    let read = brat(&text, &marks).unwrap();
    assert_eq!(read.unplaced.len(), 20_000);
}

#[test]
fn marks_that_continue_others_without_end_are_read_in_time() {
    let count = 20_000;
    let mut marks = many(0..count, |number| format!("T{number}\tClaim 0 3\tThe\n"));
    for number in 1..count {
        let _written = writeln!(marks, "R{number}\tContinues Arg1:T{number} Arg2:T{}", number - 1);
    }
    let read = brat("The army said so.", &marks).unwrap();
    assert_eq!(read.counts().claims, 1);
    // In a circle none is the first, and each stands for itself.
    let circle = "T1\tClaim 0 3\tThe\nT2\tClaim 4 8\tarmy\nT3\tClaim 9 13\tsaid\n\
        R1\tContinues Arg1:T1 Arg2:T2\nR2\tContinues Arg1:T2 Arg2:T1\nR3\tContinues Arg1:T3 Arg2:T1\n";
    assert_eq!(brat("The army said so.", circle).unwrap().counts().claims, 2);
}

#[test]
fn one_long_source_of_many_claims_is_not_copied_without_end() {
    let text = "word ".repeat(20_000);
    let words = text.trim_end();
    let mut marks = format!("T0\tSource 0 {}\t{words}\n", words.len());
    for number in 1..5000 {
        let _written = writeln!(
            marks,
            "T{number}\tClaim 0 4\tword\nR{number}\tAttributedTo Arg1:T{number} Arg2:T0"
        );
    }
    let message = brat(&text, &marks).unwrap_err().to_string();
    assert!(message.contains("expands to more than 256.0 MB"), "{message}");
}

/// What stands in the places of a format: pieces of it, in any order, and anything else between them.
fn pieces(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(of).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_parts_of_documents_give_articles_or_an_error(
        document in pieces(&[
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>",
            "<w:footnoteReference w:id='1'/>", "<text:p>", "</text:p>", "<text:s text:c='9'/>", "word ", "&amp;", "&nbsp;",
        ]),
        sheet in pieces(&["<row>", "</row>", "<c r='XFD9'>", "<c t='s'>", "</c>", "<v>0</v>", "<is><t>x</t></is>"]),
        chapter in pieces(&["<p>", "</p>", "<table><tr><td>", "<b>", "</div>", "<pre>", "<a href='#'>", "word"]),
    ) {
        let within = |space: &str, body: &str| format!("<x:a {space}><x:b>{body}</x:b></x:a>").replace("x:", "");
        let document = within("", &document);
        let word = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>";
        let docx = format!("{word}{document}</w:body></w:document>");
        let odt = format!(
            "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
             xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text>{document}\
             </office:text></office:body></office:document-content>"
        );
        let space = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
        let sheet = format!("<worksheet {space}><sheetData>{sheet}</sheetData></worksheet>");
        let book = format!("<workbook {space}><sheets><sheet id='r'/></sheets></workbook>");
        let container = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
            <rootfile full-path='p'/></rootfiles></container>";
        let package = "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='c' href='c'/></manifest>\
            <spine><itemref idref='c'/></spine></package>";
        let file = archive(&[
            ("word/document.xml", docx.as_bytes()),
            ("content.xml", odt.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", b"<r><r Id='r' Target='s'/></r>"),
            ("xl/s", sheet.as_bytes()),
            ("META-INF/container.xml", container.as_bytes()),
            ("p", package.as_bytes()),
            ("c", chapter.as_bytes()),
        ]);
        for kind in [FileKind::Docx, FileKind::Odt, FileKind::Xlsx, FileKind::Epub] {
            let _given_or_refused = read(kind, &file);
        }
        let _given_or_refused = read(FileKind::Html, chapter.as_bytes());
        let _given_or_refused = read(FileKind::Feed, document.as_bytes());
    }

    #[test]
    fn any_content_of_a_page_gives_an_article_or_an_error(content in pieces(&[
        "BT ", "ET ", "/F 9 Tf ", "/G 9 Tf ", "(word) Tj ", "[(a) -300 <62>] TJ ", "q ", "Q ", "/X Do ", "1 0 0 1 9 9 cm ",
        "T* ", "9 TL ", "0 0 Td ", "0 0 9 9 re W n ", "BI /W 1 ID x EI ", "<< /A [ ", "1e9 ",
    ])) {
        let form = stream("/Subtype /Form", b"BT /F 9 Tf (form) Tj ET");
        let _given_or_refused = read(FileKind::Pdf, &page(packed("", content.as_bytes(), 1), vec![form]));
    }

    #[test]
    fn any_mail_and_table_gives_articles_or_an_error(
        mail in pieces(&[
            "From: a@b\n", "Content-Type: multipart/mixed; boundary=b\n", "--b\n", "--b--\n", "\n", "Subject: =?utf-8?q?x?=\n",
            "Content-Type: text/html\n", "Content-Transfer-Encoding: base64\n", "Content-Type: message/rfc822\n", "word",
        ]),
        table in pieces(&["\"", ",", ";", "\n", "text", "title", "{\"text\": \"x\"}", "[", "]", "{", "}", "sep=", "\\ud83d"]),
    ) {
        for kind in [FileKind::Mail, FileKind::Mailbox, FileKind::Html] {
            let _given_or_refused = read(kind, mail.as_bytes());
        }
        for kind in [FileKind::Csv, FileKind::JsonLines, FileKind::JsonFeed, FileKind::Ninjs] {
            let _given_or_refused = read(kind, table.as_bytes());
        }
    }
}
