//! ninjs, the news agencies' JSON (IPTC): `body_text` and `body_html` in version 1, `bodies` in
//! versions 2 and 3.

use serde_json::Value;

use super::json::{string, value};
use super::{facts, markup};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::{Imported, NewArticle};

/// Reads one article.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let ninjs = value(&source.decoded()?.text)?;
    let text = match body(&ninjs).ok_or(ParseError::UnknownForm)? {
        (html, true) => markup::text_of_html(&html)?,
        (text, false) => text.replace("\r\n", "\n"),
    };
    let captions = captions(&ninjs);
    let stamps = [
        "contentcreated",
        "firstpublished",
        "firstcreated",
        "versioncreated",
    ];
    let published = stamps.iter().find_map(|key| facts::day(ninjs[*key].as_str()?));
    let mut credit: Vec<String> = string(&ninjs["creditline"]).into_iter().collect();
    let sources = ninjs["infosources"].as_array().into_iter().flatten();
    credit.extend(sources.filter_map(|source| string(&source["name"])));
    let article = NewArticle {
        title: string(&ninjs["headline"])
            .or_else(|| preferred(&ninjs["headlines"]))
            .unwrap_or_default(),
        byline: string(&ninjs["byline"]).or_else(|| people(&ninjs)),
        credit: facts::all_credit(credit, &text, &captions),
        published,
        publisher: string(&ninjs["copyrightholder"])
            .or_else(|| string(&ninjs["rightsinfo"]["copyrightholder"]))
            .or_else(|| string(&ninjs["source"])),
        url: string(&ninjs["uri"]),
        language: string(&ninjs["language"]),
        text,
        captions,
        ..NewArticle::default()
    };
    Ok(Imported::from_articles(vec![article.completed()]))
}

/// The whole text, and whether it is HTML: plain text before HTML, the main body before others.
fn body(ninjs: &Value) -> Option<(String, bool)> {
    if let Some(text) = string(&ninjs["body_text"]) {
        return Some((text, false));
    }
    let mut of_html = ["body_html", "body_xhtml"].iter();
    if let Some(html) = of_html.find_map(|key| string(&ninjs[*key])) {
        return Some((html, true));
    }
    let bodies = ninjs["bodies"].as_array()?;
    let is_main_role = |role: &str| role.contains("main") || role.contains("full");
    let is_main = |body: &&Value| body["role"].as_str().is_none_or(is_main_role);
    let body = bodies.iter().find(is_main).or_else(|| bodies.first())?;
    let value = string(&body["value"])?;
    let kind = body["contenttype"]
        .as_str()
        .or_else(|| body["contentType"].as_str());
    let is_html = match kind {
        Some(kind) => kind.contains("html") || kind.contains("xml"),
        None => value.contains("</"),
    };
    Some((value, is_html))
}

/// The main one of several values with roles.
fn preferred(values: &Value) -> Option<String> {
    let values = values.as_array()?;
    let main = values
        .iter()
        .find(|value| value["role"].as_str().is_some_and(|role| role.contains("main")));
    string(&main.or_else(|| values.first())?["value"])
}

fn people(ninjs: &Value) -> Option<String> {
    let by = preferred(&ninjs["bylines"]).or_else(|| string(&ninjs["by"]));
    let by = by.or_else(|| {
        let people = ninjs["people"]
            .as_array()
            .or_else(|| ninjs["person"].as_array())?;
        let is_author =
            |person: &&Value| person["rel"].as_str().or_else(|| person["role"].as_str()) == Some("author");
        string(&people.iter().find(is_author)?["name"])
    });
    // Superdesk, which many agencies write with, has a list of its own.
    by.or_else(|| {
        let authors = ninjs["authors"].as_array()?.iter();
        let names: Vec<String> = authors.filter_map(|author| string(&author["name"])).collect();
        (!names.is_empty()).then(|| names.join(", "))
    })
}

/// The descriptions of the pictures that hang on the article: a map of associations in version 1, a list later. What
/// is told of another article is not this one's.
fn captions(ninjs: &Value) -> Vec<String> {
    let described = |item: &Value| match item["type"].as_str() {
        Some("text" | "composite") => None,
        _ => string(&item["description_text"]).or_else(|| preferred(&item["descriptions"])),
    };
    match &ninjs["associations"] {
        Value::Array(items) => items.iter().filter_map(described).collect(),
        Value::Object(items) => items.values().filter_map(described).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, import};

    #[test]
    fn the_versions_of_the_format_give_the_same_article() {
        let first = r#"{"uri": "https://example.org/1", "headline": "Talks", "byline": "Amal", "language": "en",
            "body_html": "<p>One</p><p>Two</p>", "versioncreated": "2024-02-11T09:30:00Z", "copyrightholder": "Agency",
            "associations": {"featured": {"description_text": "Troops"}}}"#;
        let third = r#"{"uri": "https://example.org/1", "standard": {"name": "ninjs", "version": "3.1"},
            "headlines": [{"role": "main", "value": "Talks"}], "by": "Amal", "language": "en",
            "bodies": [{"role": "summary", "value": "Short"}, {"role": "main", "contenttype": "text/html", "value": "<p>One</p><p>Two</p>"}],
            "contentcreated": "2024-02-11T09:30:00Z", "rightsinfo": {"copyrightholder": "Agency"},
            "associations": [{"name": "featured", "descriptions": [{"value": "Troops"}]}]}"#;
        let [first, third] = [first, third].map(|text| import("x.json", text.as_bytes()).unwrap());
        assert_eq!((first.kind, third.kind), (FileKind::Ninjs, FileKind::Ninjs));
        assert_eq!(first.articles, third.articles);
        assert_eq!(first.articles[0].text, "One\n\nTwo\n\nTroops");
        assert_eq!(first.articles[0].captions, ["Troops"]);
        assert_eq!(first.articles[0].publisher.as_deref(), Some("Agency"));
    }
}
