//! Each format's whole output for the example, compared with a file under `tests/golden`.
//! `SAYSO_GOLDEN=write cargo test --test export` writes the files anew: read the difference then.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, ListAccessor, RowAccessor};
use parquet::schema::printer::print_schema;

use sayso::export::{ClaimChoice, ClaimSelection, Format, Summary, export, preview};
use sayso::model::{Edit, ReviewState, Speaker, SpeakerId};

use super::{example, office};

fn exported(format: &Format, selection: &ClaimSelection) -> (Vec<u8>, Summary) {
    let mut bytes = Vec::new();
    let summary = export(format, &example::project(), selection, &mut bytes).unwrap();
    (bytes, summary)
}

fn is_binary(format: &Format) -> bool {
    matches!(format.key, "xlsx" | "docx" | "parquet")
}

fn is_archive(format: &Format) -> bool {
    is_binary(format) || format.extension.ends_with("zip") || format.extension == "qdpx"
}

/// The files of an export with their text.
fn texts(format: &Format, bytes: Vec<u8>) -> Vec<(String, String)> {
    if !is_archive(format) {
        return vec![(format.extension.to_owned(), String::from_utf8(bytes).unwrap())];
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut texts = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        texts.push((name, text));
    }
    texts
}

fn compare_with_golden(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("SAYSO_GOLDEN").is_some() {
        #[expect(clippy::disallowed_methods, reason = "a test's own file")]
        std::fs::create_dir_all(path.parent().unwrap())
            .and_then(|()| std::fs::write(&path, bytes))
            .unwrap();
    }
    let golden = std::fs::read(&path).unwrap_or_default();
    let (golden, bytes) = (String::from_utf8_lossy(&golden), String::from_utf8_lossy(bytes));
    assert_eq!(golden, bytes, "the export differs from {}", path.display());
}

#[test]
fn every_text_is_as_it_was() {
    for format in Format::ALL.iter().filter(|format| !is_archive(format)) {
        let (bytes, summary) = exported(format, &ClaimSelection::ALL);
        compare_with_golden(&format!("{}.{}", format.key, format.extension), &bytes);
        assert_eq!(summary.claims + summary.skipped, 8, "{}", format.key);
    }
}

#[test]
fn every_file_of_an_archive_is_as_it_was() {
    for format in Format::ALL
        .iter()
        .filter(|format| is_archive(format) && !is_binary(format))
    {
        let (bytes, summary) = exported(format, &ClaimSelection::ALL);
        assert_eq!(summary.claims + summary.skipped, 8, "{}", format.key);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let name = format!("{}/{}", format.key, file.name().unwrap());
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
            compare_with_golden(&name, &bytes);
        }
    }
}

/// What stands in the file besides rows, and the rows, as the parquet crate reads them.
fn parquet_in_words(bytes: Vec<u8>) -> String {
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let about = file.metadata().file_metadata();
    let mut told = Vec::new();
    for entry in about.key_value_metadata().unwrap() {
        writeln!(told, "{}: {}", entry.key, entry.value.as_deref().unwrap()).unwrap();
    }
    print_schema(&mut told, about.schema());
    for row in file.get_row_iter(None).unwrap() {
        writeln!(told, "{}", row.unwrap()).unwrap();
    }
    String::from_utf8(told).unwrap()
}

#[test]
fn every_row_of_a_parquet_file_is_as_it_was() {
    let (bytes, summary) = exported(Format::by_key("parquet").unwrap(), &ClaimSelection::ALL);
    assert_eq!(summary.claims, 8);
    compare_with_golden("parquet.txt", parquet_in_words(bytes).as_bytes());
}

#[test]
fn every_cell_of_a_workbook_is_as_it_was() {
    let (bytes, summary) = exported(Format::by_key("xlsx").unwrap(), &ClaimSelection::ALL);
    assert_eq!(summary.claims, 8);
    compare_with_golden("xlsx.txt", office::workbook_in_words(bytes).as_bytes());
}

#[test]
fn every_paragraph_and_comment_of_a_document_is_as_it_was() {
    let (bytes, summary) = exported(Format::by_key("docx").unwrap(), &ClaimSelection::ALL);
    assert_eq!(summary.claims, 8);
    compare_with_golden("docx.txt", office::document_in_words(bytes).as_bytes());
}

#[test]
fn rows_read_back_by_the_parquet_crate_hold_the_articles_words_at_the_places_they_name() {
    let (bytes, _) = exported(Format::by_key("parquet").unwrap(), &ClaimSelection::ALL);
    let project = example::project();
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let mut compared = 0;
    for row in file.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        let columns: BTreeMap<&String, &Field> = row.get_column_iter().collect();
        let Field::Str(article) = columns[&"article_id".to_owned()] else {
            panic!("an id is a word")
        };
        let text = project
            .article(&article.as_str().into())
            .unwrap()
            .text
            .clone()
            .unwrap();
        let chars: Vec<char> = text.chars().collect();
        for column in ["claim_offsets", "source_offsets", "cue_offsets"] {
            let Field::ListInternal(spans) = columns[&column.to_owned()] else {
                panic!("spans are a list")
            };
            for at in 0..spans.len() {
                let span = spans.get_group(at).unwrap();
                if span.get_bool(3).unwrap() {
                    continue;
                }
                let place = |at| usize::try_from(span.get_long(at).unwrap()).unwrap();
                let words: String = chars[place(0)..place(1)].iter().collect();
                assert_eq!(span.get_string(2).unwrap(), &words);
                compared += 1;
            }
        }
    }
    assert!(compared > 12, "{compared} places");
}

#[test]
fn equal_projects_give_equal_bytes() {
    for format in Format::ALL {
        let (once, again) = (
            exported(format, &ClaimSelection::ALL),
            exported(format, &ClaimSelection::ALL),
        );
        assert_eq!(once.1, again.1, "{}", format.key);
        assert!(once.0 == again.0, "{} differs from run to run", format.key);
    }
}

#[test]
fn reviewed_claims_are_those_that_anybody_decided_on() {
    for format in Format::ALL {
        let (bytes, summary) = exported(format, &ClaimSelection::default());
        // What does not say that a claim was rejected has it only where it was asked for.
        let is_silent = matches!(format.key, "claimreview" | "doccano");
        let expected = if is_silent { 5 } else { 6 };
        assert_eq!(summary.claims + summary.skipped, expected, "{}", format.key);
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Nobody refers to me"), "{}", format.key);
    }
    for key in ["csv", "jsonl", "html", "markdown"] {
        let (bytes, _) = exported(Format::by_key(key).unwrap(), &ClaimSelection::default());
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("rejected"), "a rejected claim is reviewed as well");
    }
}

#[test]
fn claims_are_chosen_by_decision_speaker_verdict_and_by_hand() {
    let chosen = |selection: &ClaimSelection| exported(Format::by_key("csv").unwrap(), selection).1.claims;
    let by = |claims| ClaimSelection {
        claims,
        ..ClaimSelection::ALL
    };
    assert_eq!(chosen(&by(ClaimChoice::In(ReviewState::Accepted))), 2);
    assert_eq!(chosen(&by(ClaimChoice::In(ReviewState::Split))), 1);
    let picked = BTreeSet::from([("old-bridge".into(), "c-2".into())]);
    assert_eq!(chosen(&by(ClaimChoice::These(picked))), 1);
    let speaker = Some("s-media".into());
    assert_eq!(
        chosen(&ClaimSelection {
            speaker,
            ..ClaimSelection::ALL
        }),
        1
    );
    let rating = Some("mostly-true".to_owned());
    assert_eq!(
        chosen(&ClaimSelection {
            rating,
            ..ClaimSelection::ALL
        }),
        1
    );
}

/// What a reader could run, follow or be led astray by stands nowhere as more than words.
#[test]
fn nothing_that_a_speaker_or_an_article_says_comes_alive() {
    let mut project = example::project();
    let id: SpeakerId = "s-mayor".into();
    let name =
        "=HYPERLINK(\"https://example.org\")</script><script>alert(1)</script><img src=x>\u{202e}\u{1b}[31m";
    let speaker = Speaker {
        name: name.into(),
        ..project.speaker(&id).unwrap().clone()
    };
    project.apply(Edit::Speaker(id, Some(Box::new(speaker)))).unwrap();
    for format in Format::ALL.iter().filter(|format| !is_binary(format)) {
        let mut bytes = Vec::new();
        export(format, &project, &ClaimSelection::ALL, &mut bytes).unwrap();
        for (file, text) in texts(format, bytes) {
            let of = format!("{} {file}", format.key);
            assert!(
                !text.contains('\u{1b}') || format.key == "csv-plain",
                "{of}: a control character"
            );
            if file.ends_with("html") {
                assert!(!text.contains("<script>alert") && !text.contains("<img"), "{of}");
            }
            if file.ends_with("xml") || file.ends_with("xmi") || file.ends_with("qde") {
                assert!(!text.contains("<script>"), "{of}");
            }
            if file.ends_with("md") {
                assert!(!text.contains("<script>"), "{of}");
            }
            // Every direction that is opened is closed, unless it stands escaped.
            let opened = text.matches('\u{202e}').count();
            assert!(
                opened == 0 || text.matches('\u{202c}').count() >= opened || format.key == "csv-plain",
                "{of}"
            );
        }
    }
}

#[test]
fn rows_read_back_by_the_csv_crate_hold_the_articles_words_at_the_places_they_name() {
    let (bytes, _) = exported(Format::by_key("csv").unwrap(), &ClaimSelection::ALL);
    let project = example::project();
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let heads = table.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    for row in table.records() {
        let row = row.unwrap();
        if &row[at("not_found_in_text")] == "yes" {
            continue;
        }
        let text = project
            .article(&row[at("article_id")].into())
            .unwrap()
            .text
            .clone()
            .unwrap();
        let chars: Vec<char> = text.chars().collect();
        let spans: Vec<(usize, usize)> = serde_json::from_str(&row[at("claim_offsets")]).unwrap();
        let pieces = spans
            .into_iter()
            .map(|(start, end)| chars[start..end].iter().collect::<String>());
        let words = pieces.collect::<Vec<_>>().join(" … ");
        assert_eq!(row[at("claim")].trim_start_matches('\''), words);
    }
}

#[test]
fn no_cell_begins_a_formula_and_every_row_ends_in_crlf() {
    let (bytes, _) = exported(Format::by_key("csv").unwrap(), &ClaimSelection::ALL);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with('\u{feff}'));
    assert!(text.ends_with("\r\n"));
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let cells: Vec<_> = table
        .records()
        .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
    assert!(cells.iter().any(|cell| cell == "'=SUM(A1:A9)"));
}

#[test]
fn a_preview_stops_after_its_rows_and_shows_no_byte_order_mark() {
    let project = example::project();
    for format in Format::ALL {
        let shown = preview(format, &project, &ClaimSelection::ALL, 2);
        let all = preview(format, &project, &ClaimSelection::ALL, usize::MAX);
        assert!(shown.len() <= all.len(), "{}", format.key);
        assert!(!shown.starts_with('\u{feff}'));
    }
    let table = preview(Format::by_key("csv").unwrap(), &project, &ClaimSelection::ALL, 2);
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), 2);
}

#[test]
fn a_full_disk_is_an_error() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        assert!(
            export(format, &example::project(), &ClaimSelection::ALL, &mut Full).is_err(),
            "{}",
            format.key
        );
    }
}
