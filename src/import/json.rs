//! JSON Feed (versions 1 and 1.1), and tables of articles in JSON: one object a line, or a list of
//! objects.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::columns::{self, MAX_ROWS, Table, TableSize};
use super::feed::FeedEntry;
use super::parse_error::ParseError;
use super::{Imported, SourceFile, cancel, facts, markup, plain};

/// Reads a JSON Feed.
pub(super) fn read_feed(source: &SourceFile) -> Result<Imported, ParseError> {
    let feed: Value = value(&source.decoded()?.text)?;
    let items = feed["items"].as_array().ok_or(ParseError::UnknownForm)?;
    let articles = items.iter().map(|item| {
        let content = match (string(&item["content_text"]), string(&item["content_html"])) {
            (_, Some(html)) => Some(markup::text_of_html(&html)?),
            (text, None) => text,
        };
        let authors = [
            &item["authors"][0],
            &item["author"],
            &feed["authors"][0],
            &feed["author"],
        ];
        Ok(FeedEntry {
            title: string(&item["title"]),
            byline: authors.into_iter().find_map(|author| string(&author["name"])),
            published: ["date_published", "date_modified"]
                .iter()
                .find_map(|key| facts::day(item[*key].as_str()?)),
            publisher: string(&feed["title"]),
            url: string(&item["url"]),
            language: string(&item["language"]).or_else(|| string(&feed["language"])),
            is_content: content.is_some(),
            text: content.or_else(|| string(&item["summary"])).unwrap_or_default(),
            captions: Vec::new(),
        }
        .into_article())
    });
    Ok(Imported {
        articles: articles.collect::<Result<_, _>>()?,
        ..Imported::default()
    })
}

/// Reads lines of JSON, or a list of objects, as a table.
pub(super) fn read_lines(source: &SourceFile) -> Result<Imported, ParseError> {
    let decoded = source.decoded()?;
    refuse_many_values(&decoded.text, MAX_VALUES)?;
    let objects = objects(&decoded.text)?;
    let mut table = Table::default();
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
    let mut imported = columns::articles(&table, source)?;
    imported.warnings.extend(plain::warnings_of(&decoded, source));
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
            serde_json::from_str(line)
                .map_err(|error| ParseError::Damaged(format!("line {}: {error}", number + 1)))
        })
        .collect()
}

/// The maximum number of values in a file. Each takes some hundred bytes once it is parsed, and may be written in two.
const MAX_VALUES: usize = 4_000_000;

/// Refuses what has more values, counted by what separates them.
pub(super) fn refuse_many_values(text: &str, most: usize) -> Result<(), ParseError> {
    let begins = |byte: &u8| matches!(byte, b',' | b'[' | b'{');
    if text.bytes().filter(begins).count() > most {
        Err(ParseError::TooManyParts(most))
    } else {
        Ok(())
    }
}

/// A whole file of JSON.
pub(super) fn value(text: &str) -> Result<Value, ParseError> {
    refuse_many_values(text, MAX_VALUES)?;
    serde_json::from_str(text).map_err(|error| ParseError::Damaged(error.to_string()))
}

/// A string with words in it.
pub(super) fn string(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{FileKind, import};

    #[test]
    fn a_json_feed_gives_articles_and_marks_summaries() {
        let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Daily", "language": "en", "items": [
            {"id": "1", "title": "Talks", "content_html": "<p>One</p><p>Two</p>", "date_published": "2024-02-11T09:30:00Z",
             "authors": [{"name": "Amal"}], "url": "https://example.org/1"},
            {"id": "2", "summary": "Short"}]}"#;
        let imported = import("feed.json", feed.as_bytes()).unwrap();
        assert_eq!(
            (
                imported.articles[0].text.as_str(),
                imported.articles[0].byline.as_deref()
            ),
            ("One\n\nTwo", Some("Amal"))
        );
        assert_eq!(
            (imported.articles[0].partial, imported.articles[1].partial),
            (false, true)
        );
    }

    #[test]
    fn lines_of_json_are_a_table() {
        let lines = "{\"headline\": \"Talks\", \"body\": \"The army said.\\nSo.\", \"authors\": [\"A\", \"B\"]}\n\
            {\"body\": [\"Two\", \"paragraphs\"], \"n\": 1}\n";
        let imported = import("x", lines.as_bytes()).unwrap();
        assert_eq!(imported.kind, FileKind::JsonLines);
        assert_eq!(
            (
                imported.articles[0].title.as_str(),
                imported.articles[0].text.as_str()
            ),
            ("Talks", "The army said.\nSo.")
        );
        assert_eq!(
            (
                imported.articles[0].byline.as_deref(),
                imported.articles[1].text.as_str()
            ),
            (Some("A, B"), "Two\n\nparagraphs")
        );
        let one = import(
            "x.json",
            b"{\n \"title\": \"Talks\",\n \"text\": \"The army said so.\"\n}",
        )
        .unwrap();
        assert_eq!(one.articles[0].title, "Talks");
        let broken = import("x.jsonl", b"{\"body\": \"a\"}\n{\"body\n")
            .unwrap_err()
            .to_string();
        assert!(broken.contains("damaged: line 2: "), "{broken}");
    }
}
