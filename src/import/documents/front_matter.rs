//! What stands between '---' or '+++' at the top of a Markdown file, as clippers of web pages, notebooks and site generators
//! write it: names with values, lists and values on lines of their own.

use super::facts;
use crate::import::NewArticle;

/// Sets what the front matter says of an article.
pub(super) fn apply(header: &str, article: &mut NewArticle) {
    let pairs = pairs(header);
    let first = |names: &[&str]| {
        let mut named = names
            .iter()
            .filter_map(|name| pairs.iter().find(|(key, _)| key == name));
        named.find_map(|(_, values)| Some(values.join(", ")).filter(|value| !value.is_empty()))
    };
    let is_address = |value: &String| facts::is_web_address(value);
    if let Some(title) = first(&["title", "headline"]) {
        article.title = title;
    }
    article.byline = first(&["author", "authors", "byline", "creator", "by"]).or(article.byline.take());
    let days = [
        "published",
        "date",
        "publishdate",
        "datepublished",
        "publisheddate",
        "pubdate",
        "publishedat",
        "publicationdate",
    ];
    let day = days.iter().find_map(|name| facts::day(&first(&[name])?));
    article.published = day.or(article.published);
    let addresses = [
        "url",
        "source",
        "sourceurl",
        "link",
        "permalink",
        "canonical",
        "canonicalurl",
        "originalurl",
        "uri",
    ];
    let address = addresses
        .iter()
        .find_map(|name| first(&[name]).filter(is_address));
    article.url = address.or(article.url.take());
    let publishers = [
        "publisher",
        "site",
        "sitename",
        "publication",
        "website",
        "outlet",
        "source",
    ];
    let publisher = publishers
        .iter()
        .find_map(|name| first(&[name]).filter(|name| !is_address(name)));
    article.publisher = publisher.or(article.publisher.take());
    article.language = first(&["lang", "language", "locale"]).or(article.language.take());
}

/// Names, folded, with their values.
fn pairs(header: &str) -> Vec<(String, Vec<String>)> {
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    for line in header.lines() {
        let is_inner = line.starts_with([' ', '\t', '-']);
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let separator = words.find([':', '=']).filter(|_| !is_inner);
        if let Some((name, value)) = separator.and_then(|at| Some((words.get(..at)?, words.get(at + 1..)?))) {
            let name: String = name
                .chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect();
            pairs.push((name, values(value.trim())));
        } else if let Some((_, before)) = pairs.last_mut() {
            let item = words.strip_prefix('-').map_or(words, str::trim);
            // An item of a list may itself be a pair: '- name: Ada Roe'.
            let item = item.strip_prefix("name:").map_or(item, str::trim);
            match (before.last_mut(), words.starts_with('-')) {
                (Some(last), false) => {
                    last.push(' ');
                    last.push_str(&value(item));
                }
                _ => before.push(value(item)),
            }
        }
    }
    pairs
}

/// The values behind a name: one, several in brackets, or those of the next lines.
fn values(written: &str) -> Vec<String> {
    let list = written
        .strip_prefix('[')
        .filter(|rest| !rest.starts_with('['))
        .and_then(|rest| rest.strip_suffix(']'));
    match (list, written) {
        (_, "" | "|" | ">" | "|-" | ">-" | "null" | "~") => Vec::new(),
        (Some(list), _) => list
            .split(',')
            .map(value)
            .filter(|value| !value.is_empty())
            .collect(),
        (None, written) => vec![value(written)],
    }
}

/// A value without quotation marks and without the brackets of a notebook's link.
fn value(written: &str) -> String {
    let written = written.trim();
    let quoted = ['"', '\'']
        .iter()
        .find_map(|mark| written.strip_prefix(*mark)?.strip_suffix(*mark));
    let plain = quoted.map_or_else(
        || written.to_owned(),
        |quoted| quoted.replace("\\\"", "\"").replace("''", "'"),
    );
    let linked = plain.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    // Behind the bar is what is shown.
    linked
        .map_or(plain.as_str(), |linked| {
            linked.rsplit('|').next().unwrap_or(linked)
        })
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use crate::import::import;

    #[test]
    fn clippers_say_title_address_day_and_authors_in_many_ways() {
        for header in [
            "---\ntitle: \"Talks: resume\"\nsource: \"https://example.org/a\"\nauthor:\n  - \"[[Ada Roe]]\"\n  - \"[[people/b|B Poe]]\"\npublished: 2024-02-11\ncreated: 2024-03-05\nsite: The Daily\n---",
            "---\ntitle: >-\n  Talks:\n  resume\nurl: https://example.org/a\nauthors: [Ada Roe, 'B Poe']\ndate: 2024-02-11T09:30:00+01:00\npublisher: The Daily\ntags:\n- x\n---",
            "+++\ntitle = \"Talks: resume\"\nlink = \"https://example.org/a\"\nauthor = \"Ada Roe, B Poe\"\ndate = 2024-02-11\nsource = \"The Daily\"\n+++",
        ] {
            let text = format!("{header}\n\nThe army said so.\n");
            let article = import("a.md", text.as_bytes()).unwrap().articles.remove(0);
            assert_eq!(
                (article.title.as_str(), article.text.as_str()),
                ("Talks: resume", "The army said so."),
                "{header}"
            );
            assert_eq!(article.url.as_deref(), Some("https://example.org/a"));
            assert_eq!(article.byline.as_deref(), Some("Ada Roe, B Poe"));
            assert_eq!(article.published, Some(jiff::civil::date(2024, 2, 11)));
            assert_eq!(article.publisher.as_deref(), Some("The Daily"));
        }
    }
}
