//! JSON Feed (versions 1 and 1.1), and what other formats in JSON share.

use serde_json::Value;

use super::{facts, feed, markup};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::{Imported, NewArticle};

/// Reads a JSON Feed.
pub(crate) fn read_feed(source: &SourceFile) -> Result<Imported, ParseError> {
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
        let is_content = content.is_some();
        let article = NewArticle {
            title: string(&item["title"]).unwrap_or_default(),
            byline: authors.into_iter().find_map(|author| string(&author["name"])),
            published: ["date_published", "date_modified"]
                .iter()
                .find_map(|key| facts::day(item[*key].as_str()?)),
            publisher: string(&feed["title"]),
            url: string(&item["url"]),
            language: string(&item["language"]).or_else(|| string(&feed["language"])),
            text: content.or_else(|| string(&item["summary"])).unwrap_or_default(),
            ..NewArticle::default()
        };
        Ok(feed::finished(article, is_content))
    });
    Ok(Imported::from_articles(articles.collect::<Result<_, _>>()?))
}

/// The maximum number of values in a file. Each takes some hundred bytes once it is parsed, and may be written in two.
pub(crate) const MAX_VALUES: usize = 4_000_000;

/// Refuses what has more values, counted by what separates them.
pub(crate) fn refuse_many_values(text: &str, most: usize) -> Result<(), ParseError> {
    let begins = |byte: &u8| matches!(byte, b',' | b'[' | b'{');
    if text.bytes().filter(begins).count() > most {
        Err(ParseError::TooManyParts(most))
    } else {
        Ok(())
    }
}

/// A whole file of JSON.
pub(crate) fn value(text: &str) -> Result<Value, ParseError> {
    refuse_many_values(text, MAX_VALUES)?;
    serde_json::from_str(text).map_err(|error| ParseError::Damaged(error.to_string()))
}

/// A string with words in it.
pub(crate) fn string(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::import::import;

    #[test]
    fn a_json_feed_gives_articles_and_marks_summaries() {
        let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Daily", "language": "en", "items": [
            {"id": "1", "title": "Talks", "content_html": "<p>One</p><p>Two</p>", "date_published": "2024-02-11T09:30:00Z",
             "authors": [{"name": "Amal"}], "url": "https://example.org/1"},
            {"id": "2", "summary": "Short"}]}"#;
        let imported = import("feed.json", feed.as_bytes()).unwrap();
        assert_eq!(imported.articles[0].text.as_str(), "One\n\nTwo");
        assert_eq!(imported.articles[0].byline.as_deref(), Some("Amal"));
        assert!(!imported.articles[0].partial);
        assert!(imported.articles[1].partial);
    }
}
