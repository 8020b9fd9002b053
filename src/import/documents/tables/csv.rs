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

fn table(text: &str) -> Result<ParsedTable, ParseError> {
    // 'sep=;' is how some programs tell others.
    let (said, text) = match text.strip_prefix("sep=") {
        Some(rest) => (
            rest.bytes().next(),
            rest.split_once('\n').map_or("", |(_, rest)| rest),
        ),
        None => (None, text),
    };
    let separator = said.unwrap_or_else(|| separator(text));
    if memchr::memchr_iter(separator, text.as_bytes()).count() > MAX_SEPARATORS {
        return Err(ParseError::TooManyParts(MAX_SEPARATORS));
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::None)
        .from_reader(text.as_bytes());
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

/// The separator that stands most often in the first line, outside quotation marks.
fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                let place = SEPARATORS.iter().position(|separator| *separator == byte);
                if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                    *count += 1;
                }
            }
        }
    }
    let best = counts
        .iter()
        .zip(SEPARATORS)
        .rev()
        .max_by_key(|(count, _)| **count);
    best.map_or(b',', |(_, separator)| *separator)
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
