//! Tables in CSV, one article a row, whatever the separator. `columns` maps the columns.

use csv::{ReaderBuilder, Trim};

use super::table::{self, ParsedTable, TableSize};
use crate::import::Imported;
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// What may separate cells; of equally good ones the first is taken.
const SEPARATORS: &[u8] = b",;\t|";

/// The maximum number of separators in a file; a row is read whole before its cells can be counted.
const MAX_SEPARATORS: usize = 8_000_000;

/// The maximum length of a column's name; a longer cell in the first row is a text.
const MAX_NAME_CHARS: usize = 100;

/// Reads the table.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let decoded = source.decoded()?;
    let mut imported = table::articles(&table(&decoded.text)?, source)?;
    imported.warnings.extend(source.warnings_of(&decoded));
    imported.encoding = Some(decoded.encoding);
    Ok(imported)
}

pub(crate) fn table(text: &str) -> Result<ParsedTable, ParseError> {
    // 'sep=;' is how some programs tell others.
    let (said, text) = match text.strip_prefix("sep=") {
        Some(rest) => (
            rest.bytes().next(),
            rest.split_once('\n').map_or("", |(_, rest)| rest),
        ),
        None => (None, text),
    };
    let is_escaped = memchr::memmem::find(text.as_bytes(), b"\\\"").is_some();
    let shapes = SEPARATORS
        .iter()
        .filter(|separator| said.is_none_or(|said| said == **separator));
    let shapes = shapes.flat_map(|separator| [(*separator, false), (*separator, true)]);
    let shapes = shapes.filter(|(_, escaped)| is_escaped || !escaped);
    let (separator, escaped) = match said {
        Some(said) if !is_escaped => (said, false),
        // Of equals the first one, and one without escapes.
        _ => shapes
            .rev()
            .max_by_key(|(separator, escaped)| even_rows(text, *separator, *escaped))
            .unwrap_or((b',', false)),
    };
    if memchr::memchr_iter(separator, text.as_bytes()).count() > MAX_SEPARATORS {
        return Err(ParseError::TooManyParts(MAX_SEPARATORS));
    }
    let mut reader = reader(text, separator, escaped);
    let mut rows = Vec::new();
    let mut size = TableSize::default();
    for record in reader.records() {
        cancel::check_cancelled()?;
        let record = record.map_err(|error| ParseError::Damaged(error.to_string()))?;
        size.grow(record.len(), record.as_slice().len())?;
        rows.push(record.iter().map(str::to_owned).collect::<Vec<_>>());
    }
    Ok(with_names(rows))
}

/// The first row has the columns' names, unless it holds texts itself.
pub(crate) fn with_names(mut rows: Vec<Vec<String>>) -> ParsedTable {
    let Some(first) = rows.first() else {
        return ParsedTable::default();
    };
    let are_names = rows.len() > 1
        && first
            .iter()
            .all(|cell| cell.chars().count() <= MAX_NAME_CHARS && !cell.contains('\n'));
    let columns = if are_names {
        rows.remove(0).iter().map(|name| name.trim().to_owned()).collect()
    } else {
        (1..=first.len()).map(|number| number.to_string()).collect()
    };
    ParsedTable { columns, rows }
}

/// Reads rows whose cells are separated so; quotation marks in a cell are doubled, or stand behind a backslash.
fn reader(text: &str, separator: u8, escaped: bool) -> csv::Reader<&[u8]> {
    let mut shape = ReaderBuilder::new();
    shape
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::None);
    if escaped {
        shape.double_quote(false).escape(Some(b'\\'));
    }
    shape.from_reader(text.as_bytes())
}

/// How well a table is one in this shape: how many of its first rows are as long as the one above them all, and how long that is.
fn even_rows(text: &str, separator: u8, escaped: bool) -> (usize, usize) {
    const SAMPLE_ROWS: usize = 100;
    const SAMPLE_BYTES: usize = 256 * 1024;
    let sample = text.get(..text.floor_char_boundary(SAMPLE_BYTES)).unwrap_or(text);
    let mut reader = reader(sample, separator, escaped);
    let lengths: Vec<usize> = reader
        .records()
        .take(SAMPLE_ROWS)
        .map_while(Result::ok)
        .map(|row| row.len())
        .collect();
    let width = lengths.first().copied().unwrap_or(0);
    if width < 2 {
        return (0, width);
    }
    let even = lengths.iter().filter(|length| **length == width).count();
    (even * 100 / lengths.len().max(1), width)
}

#[cfg(test)]
mod tests {
    use crate::import::import;

    fn texts(table: &str) -> Vec<(String, String)> {
        let imported = import("a.csv", table.as_bytes()).unwrap();
        imported
            .articles
            .into_iter()
            .map(|article| (article.title, article.text))
            .collect()
    }

    #[test]
    fn cells_are_told_apart_whatever_separates_them() {
        let expected = vec![("Talks, again".to_owned(), "“Yes”; he\nsaid \"so\"".to_owned())];
        for separator in [",", ";", "\t", "|"] {
            let table = format!(
                "title{separator}text\r\n\"Talks, again\"{separator}\"“Yes”; he\r\nsaid \"\"so\"\"\"\r\n"
            );
            assert_eq!(texts(&table), expected, "{separator:?}");
        }
        assert_eq!(
            texts("sep=;\ntitle;text\nA,B;C\n"),
            [("A,B".to_owned(), "C".to_owned())]
        );
    }

    #[test]
    fn quotation_marks_behind_backslashes_and_separators_in_names_are_told_by_even_rows() {
        let table = "title,text\n\"Talks, again\",\"He said \\\"no\\\", and left\"\n\"B\",\"C\"\n";
        let expected = [
            ("Talks, again".to_owned(), "He said \"no\", and left".to_owned()),
            ("B".to_owned(), "C".to_owned()),
        ];
        assert_eq!(texts(table), expected);
        let table = "title;text;who, when, where\nA;B;\nC;D;x, y\n";
        assert_eq!(texts(table)[1], ("C".to_owned(), "D".to_owned()));
    }

    #[test]
    fn a_long_name_is_one_in_any_script() {
        let name = "ما قاله المتحدث باسم الجيش في اللقاء الأول كما ورد في الصحيفة";
        let imported = import("a.csv", format!("{name},text\nx,The army said so.\n").as_bytes()).unwrap();
        assert_eq!(imported.table.unwrap().there, [name, "text"]);
    }

    #[test]
    fn a_table_without_names_has_numbered_columns_and_empty_rows_are_counted() {
        let long = "The army said so. ".repeat(20);
        assert_eq!(texts(&format!("1,\"{long}\"\n2,\"{long}\"\n")).len(), 2);
        let imported = import("a.csv", b"title,text\nA,x\nB,\n").unwrap();
        assert_eq!(imported.articles.len(), 1);
        let mut warnings = imported.warnings.iter().map(ToString::to_string);
        assert!(warnings.any(|warning| warning == "1 entry without text was skipped: a.csv"));
    }
}
