//! Tables of articles in JSON: one object a line, or a list of objects. `columns` maps the columns.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::table::{self, MAX_ROWS, ParsedTable, TableSize};
use crate::import::Imported;
use crate::import::article::SourceFile;
use crate::import::documents::json::{MAX_VALUES, refuse_many_values};
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// Reads lines of JSON, or a list of objects, as a table.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let decoded = source.decoded()?;
    refuse_many_values(&decoded.text, MAX_VALUES)?;
    let objects = objects(&decoded.text)?;
    let mut table = ParsedTable::default();
    let mut there = BTreeSet::new();
    for key in objects.iter().flat_map(Map::keys) {
        if there.insert(key) {
            table.columns.push(key.clone());
            TableSize::default().grow(table.columns.len(), 0)?;
        }
    }
    let cell = |object: &Map<String, Value>, key: &String| match object.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(Value::Array(values)) => {
            let names: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            names.join("\n\n")
        }
        Some(other) => other.to_string(),
    };
    let mut size = TableSize::default();
    for object in &objects {
        cancel::check_cancelled()?;
        // Looked at before it is made: each row has all columns of all the others.
        size.grow(table.columns.len(), 0)?;
        let row: Vec<String> = table.columns.iter().map(|key| cell(object, key)).collect();
        table.rows.push(row);
    }
    let mut imported = table::articles(&table, source)?;
    imported.warnings.extend(source.warnings_of(&decoded));
    imported.encoding = Some(decoded.encoding);
    Ok(imported)
}

fn objects(text: &str) -> Result<Vec<Map<String, Value>>, ParseError> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(|error| ParseError::Damaged(error.to_string()));
    }
    if let Ok(object) = serde_json::from_str(text) {
        return Ok(vec![object]);
    }
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    if lines.clone().count() > MAX_ROWS {
        return Err(ParseError::TooManyParts(MAX_ROWS));
    }
    lines
        .map(|(number, line)| {
            cancel::check_cancelled()?;
            serde_json::from_str(line).map_err(|error| ParseError::damaged_line(number + 1, &error))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, import};

    #[test]
    fn lines_of_json_are_a_table() {
        let lines = "{\"headline\": \"Talks\", \"body\": \"The army said.\\nSo.\", \"authors\": [\"A\", \"B\"]}\n\
            {\"body\": [\"Two\", \"paragraphs\"], \"n\": 1}\n";
        let imported = import("x", lines.as_bytes()).unwrap();
        assert_eq!(imported.kind, FileKind::JsonLines);
        assert_eq!(imported.articles[0].title.as_str(), "Talks");
        assert_eq!(imported.articles[0].text.as_str(), "The army said.\nSo.");
        assert_eq!(imported.articles[0].byline.as_deref(), Some("A, B"));
        assert_eq!(imported.articles[1].text.as_str(), "Two\n\nparagraphs");
        let one = import(
            "x.json",
            b"{\n \"title\": \"Talks\",\n \"text\": \"The army said so.\"\n}",
        )
        .unwrap();
        assert_eq!(one.articles[0].title, "Talks");
        let broken = import("x.jsonl", b"{\"body\": \"a\"}\n{\"body\n")
            .unwrap_err()
            .to_string();
        assert!(broken.contains("damaged file: line 2: "), "{broken}");
    }
}
