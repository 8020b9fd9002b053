//! Each format's whole output for the example, compared with a file under `tests/golden`.
//! `SAYSO_GOLDEN=write cargo test --test export` writes the files anew: read the difference then.

use std::path::Path;

use sayso::export::{Format, Selection, Summary, export, preview};

use super::example;

fn exported(format: &Format, selection: &Selection) -> (Vec<u8>, Summary) {
    let mut bytes = Vec::new();
    let summary = export(format, &example::project(), selection, &mut bytes).unwrap();
    (bytes, summary)
}

fn compare_with_golden(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("SAYSO_GOLDEN").is_some() {
        #[expect(clippy::disallowed_methods, reason = "a test's own file")]
        std::fs::write(&path, bytes).unwrap();
    }
    let golden = std::fs::read(&path).unwrap_or_default();
    let (golden, bytes) = (String::from_utf8_lossy(&golden), String::from_utf8_lossy(bytes));
    assert_eq!(golden, bytes, "the export differs from {}", path.display());
}

#[test]
fn csv_is_as_it_was() {
    let (bytes, summary) = exported(Format::by_key("csv").unwrap(), &Selection::ALL);
    assert_eq!((summary.claims, summary.articles), (8, 2));
    compare_with_golden("export.csv", &bytes);
}

#[test]
fn json_lines_are_as_they_were() {
    let (bytes, summary) = exported(Format::by_key("jsonl").unwrap(), &Selection::ALL);
    assert_eq!((summary.claims, summary.articles), (8, 3));
    compare_with_golden("export.jsonl", &bytes);
}

#[test]
fn reviewed_claims_are_those_that_anybody_decided_on() {
    for format in Format::ALL {
        let (bytes, summary) = exported(format, &Selection::default());
        assert_eq!((summary.claims, summary.articles), (6, 2), "{}", format.key);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("rejected"), "a rejected claim is reviewed as well");
        assert!(!text.contains("Nobody refers to me"), "{}", format.key);
    }
}

#[test]
fn rows_read_back_by_the_csv_crate_hold_the_articles_words_at_the_places_they_name() {
    let (bytes, _) = exported(Format::by_key("csv").unwrap(), &Selection::ALL);
    let project = example::project();
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let heads = table.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    for row in table.records() {
        let row = row.unwrap();
        if &row[at("lost_place")] == "yes" {
            continue;
        }
        let text = project
            .article(&row[at("article_id")].into())
            .unwrap()
            .text
            .clone()
            .unwrap();
        let chars: Vec<char> = text.chars().collect();
        let pieces = row[at("claim_characters")].split(';').map(|piece| {
            let (start, end) = piece.split_once('-').unwrap();
            chars[start.parse().unwrap()..end.parse().unwrap()]
                .iter()
                .collect::<String>()
        });
        let words = pieces.collect::<Vec<_>>().join(" … ");
        assert_eq!(row[at("claim")].trim_start_matches('\''), words);
    }
}

#[test]
fn no_cell_begins_a_formula_and_every_row_ends_in_crlf() {
    let (bytes, _) = exported(Format::by_key("csv").unwrap(), &Selection::ALL);
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
        let shown = preview(format, &project, &Selection::ALL, 2);
        let all = preview(format, &project, &Selection::ALL, usize::MAX);
        assert!(shown.len() < all.len());
        assert!(!shown.starts_with('\u{feff}'));
    }
    let table = preview(Format::by_key("csv").unwrap(), &project, &Selection::ALL, 2);
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
            export(format, &example::project(), &Selection::ALL, &mut Full).is_err(),
            "{}",
            format.key
        );
    }
}
