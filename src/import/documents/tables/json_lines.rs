//! Tables of articles in JSON: one object a line, or a list of objects, alone or within other objects. What stands in objects
//! of a row is a column of its own, with full stops in its name. `columns` maps the columns.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::columns::TableField;
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
    let (objects, path) = rows(&decoded.text, source)?;
    let mut table = ParsedTable::default();
    let mut there = BTreeSet::new();
    for (key, _) in objects.iter().flatten() {
        if there.insert(key) {
            table.columns.push(key.clone());
            TableSize::default().grow(table.columns.len(), 0)?;
        }
    }
    // Whoever names a column may say the way to it from the top.
    let full = |column: &String| format!("{path}.{column}");
    let asked = |name: &String| source.choices.columns.names().any(|asked| asked == name);
    for column in &mut table.columns {
        if !path.is_empty() && asked(&full(column)) {
            *column = full(column);
        }
    }
    let keys: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let inner = column
                .strip_prefix(path.as_str())
                .and_then(|rest| rest.strip_prefix('.'));
            inner
                .filter(|_| !path.is_empty())
                .map_or_else(|| column.clone(), str::to_owned)
        })
        .collect();
    let mut size = TableSize::default();
    for object in &objects {
        cancel::check_cancelled()?;
        // Looked at before it is made: each row has all columns of all the others.
        size.grow(table.columns.len(), 0)?;
        let row: Vec<String> = keys
            .iter()
            .map(|key| object.get(key).cloned().unwrap_or_default())
            .collect();
        table.rows.push(row);
    }
    let mut imported = table::articles(&table, source)?;
    imported.warnings.extend(source.warnings_of(&decoded));
    imported.encoding = Some(decoded.encoding);
    Ok(imported)
}

/// A row: the names of columns with their cells.
type Row = BTreeMap<String, String>;

/// The maximum depth in which a list of articles is looked for, and in which objects of a row are columns.
const MAX_DEPTH: usize = 4;

/// The rows, and the way to them from the top: 'response.docs'.
fn rows(text: &str, source: &SourceFile) -> Result<(Vec<Row>, String), ParseError> {
    let objects = objects(text)?;
    let mut path = String::new();
    let inner = match objects.as_slice() {
        [only] => {
            let asked = source.choices.columns.column(TableField::Text);
            let lists = lists_within(only, "", MAX_DEPTH);
            let is_asked = |path: &str| {
                asked.is_some_and(|asked| asked.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')))
            };
            let is_row = asked.is_some_and(|asked| flattened(only).contains_key(asked))
                || (asked.is_none() && has_text(only));
            let named = lists.iter().find(|(path, _)| is_asked(path));
            let longest = || {
                lists
                    .iter()
                    .filter(|_| !is_row)
                    .max_by_key(|(_, list)| list.iter().map(|row| row.len()).sum::<usize>() * list.len())
            };
            named.or_else(longest).map(|(found, list)| {
                path.clone_from(found);
                list.iter().map(|object| flattened(object)).collect::<Vec<Row>>()
            })
        }
        _ => None,
    };
    let rows = inner.unwrap_or_else(|| objects.iter().map(flattened).collect());
    Ok((rows, path))
}

/// Whether an object is an article itself: a text stands in it under a usual name.
fn has_text(object: &Map<String, Value>) -> bool {
    const NAMES: [&str; 8] = [
        "text",
        "body",
        "content",
        "maintext",
        "articleBody",
        "fulltext",
        "full_text",
        "body_text",
    ];
    NAMES
        .iter()
        .any(|name| object.get(*name).is_some_and(Value::is_string))
}

/// The lists of objects within an object, with the ways to them.
fn lists_within<'a>(
    object: &'a Map<String, Value>,
    path: &str,
    depth: usize,
) -> Vec<(String, Vec<&'a Map<String, Value>>)> {
    let mut lists = Vec::new();
    for (key, value) in object {
        let inner = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        match value {
            Value::Array(values) => {
                let objects: Vec<_> = values.iter().filter_map(Value::as_object).collect();
                if !objects.is_empty() && objects.len() == values.len() {
                    lists.push((inner, objects));
                }
            }
            Value::Object(within) if depth > 0 => lists.extend(lists_within(within, &inner, depth - 1)),
            _ => {}
        }
    }
    lists
}

/// The cells of an object, with those of objects within it.
fn flattened(object: &Map<String, Value>) -> Row {
    let mut row = Row::new();
    flatten(object, "", MAX_DEPTH, &mut row);
    row
}

fn flatten(object: &Map<String, Value>, path: &str, depth: usize, row: &mut Row) {
    for (key, value) in object {
        let name = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        match value {
            Value::Object(within) if depth > 0 => {
                // What has a name is called so.
                if let Some(called) = called(value) {
                    row.insert(name.clone(), called.to_owned());
                }
                flatten(within, &name, depth - 1, row);
            }
            value => {
                row.insert(name, cell(value));
            }
        }
    }
}

/// The words of a value; lists of texts and of what has a name are lines.
fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(values) => {
            let names: Vec<&str> = values
                .iter()
                .filter_map(|value| value.as_str().or_else(|| called(value)))
                .collect();
            names.join("\n\n")
        }
        other => other.to_string(),
    }
}

/// The name of what has one.
fn called(value: &Value) -> Option<&str> {
    ["name", "title", "label"]
        .iter()
        .find_map(|key| value.get(*key)?.as_str())
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
    use crate::import::{Choices, Columns, FileKind, import, import_as};

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
        let nested = r#"{"status": "ok", "page": {"total": 2, "hits": [
            {"source": {"id": null, "name": "The Daily"}, "fields": {"bodyText": "The army said so.", "n": 1}, "webTitle": "Talks"},
            {"source": {"id": null, "name": "The Daily"}, "fields": {"bodyText": "The mayor said so.", "n": 2}, "webTitle": "More"}]}}"#;
        let imported = import("x.json", nested.as_bytes()).unwrap();
        assert_eq!(imported.articles.len(), 2);
        assert_eq!(imported.articles[0].text, "The army said so.");
        assert_eq!(imported.articles[0].publisher.as_deref(), Some("The Daily"));
        let choices = Choices {
            columns: Columns::parse("text=page.hits.webTitle,publisher=page.hits.source.name").unwrap(),
            ..Choices::default()
        };
        let asked = import_as("x.json", nested.as_bytes(), &choices).unwrap();
        assert_eq!(
            (
                asked.articles[1].text.as_str(),
                asked.articles[1].publisher.as_deref()
            ),
            ("More", Some("The Daily"))
        );
        let broken = import("x.jsonl", b"{\"body\": \"a\"}\n{\"body\n")
            .unwrap_err()
            .to_string();
        assert!(broken.contains("damaged file: line 2: "), "{broken}");
    }
}
