//! The metadata of a web page: JSON-LD first, then Open Graph and other `meta` elements, then what the
//! page shows.

use dom_query::{Document, Matcher};
use jiff::civil::Date;
use serde_json::Value;

use super::markup::selector;
use super::{facts, language, markup};
use crate::import::NewArticle;

/// What a page says of its article in its data.
pub(crate) struct About {
    /// All that is kept; it has no text yet.
    pub article: NewArticle,
    /// What it is about in a sentence or two, or nothing.
    pub description: String,
    /// The whole text as it stands in data for machines, mostly without paragraphs, or nothing.
    pub body: String,
}

/// What the page says of its article.
pub(crate) fn parse(document: &Document, html: &str) -> About {
    let data = linked_data(document).unwrap_or(Value::Null);
    let metas = Metas::new(document);
    let meta = |names: &str| metas.first(names);
    let title = text(&data["headline"])
        .or_else(|| meta("og:title twitter:title dc.title"))
        .or_else(|| heading(document))
        .or_else(|| element(document, selector!("title")));
    let of_data = ["datePublished", "dateCreated"].iter();
    let published = of_data
        .filter_map(|key| data[*key].as_str())
        .find_map(facts::day)
        .or_else(|| facts::day(&meta(DATES)?))
        .or_else(|| time(document))
        .or_else(|| shown_day(document))
        .or_else(|| day_in_address(&address(document, &metas, &data, html)?));
    let publisher = names(&data["publisher"]).or_else(|| meta("og:site_name dc.publisher application-name"));
    let byline = names(&data["author"])
        .or_else(|| names(&data["creator"]))
        .or_else(|| meta("author article:author parsely-author dc.creator sailthru.author"))
        .filter(|name| !name.contains("://"));
    let html_tag = document.select_single_matcher(selector!("html"));
    let language = html_tag.attr("lang").map(|tag| tag.to_string());
    let description =
        meta("og:description description twitter:description").or_else(|| text(&data["description"]));
    let body = ["articleBody", "text"]
        .iter()
        .find_map(|key| paragraphs(&data[*key]));
    let article = NewArticle {
        title: without_publisher(&title.unwrap_or_default(), publisher.as_deref()),
        byline: byline.or_else(|| shown_author(document)),
        credit: text(&data["creditText"]).into_iter().collect(),
        published,
        publisher,
        url: address(document, &metas, &data, html),
        language: language
            .or_else(|| text(&data["inLanguage"]))
            .or_else(|| meta("og:locale dc.language content-language"))
            .and_then(|tag| language::tag(&tag)),
        // Whether only those who pay see all of it.
        partial: match &data["isAccessibleForFree"] {
            Value::Bool(free) => !free,
            free => free
                .as_str()
                .is_some_and(|free| free.eq_ignore_ascii_case("false")),
        },
        ..NewArticle::default()
    };
    About {
        article,
        description: description.unwrap_or_default(),
        body: body.unwrap_or_default(),
    }
}

/// A text of several paragraphs, each in a line of its own or between tags.
fn paragraphs(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let is_markup = text.contains("</") || text.contains("<br") || text.contains("&lt;");
    let text = if is_markup {
        let shown = markup::text_of_html(text).ok()?;
        // Tags may be written as characters.
        if shown.contains("</p>") {
            markup::text_of_html(&shown).ok()?
        } else {
            shown
        }
    } else if text.contains('&') {
        plain_lines(text)
    } else {
        text.to_owned()
    };
    let lines = text
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("\n\n");
    (!text.is_empty()).then_some(text)
}

/// The lines of a text, each with its references as characters.
fn plain_lines(text: &str) -> String {
    let lines = text.lines().map(|line| plain(line).unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The names of `meta` elements with the date, the most reliable first.
const DATES: &str = "article:published_time datePublished og:published_time parsely-pub-date sailthru.date \
    dc.date.issued dc.date dcterms.created pubdate publishdate date";

/// The object of the page's JSON-LD that describes an article.
fn linked_data(document: &Document) -> Option<Value> {
    let scripts = document.select_matcher(selector!("script[type='application/ld+json']"));
    scripts.nodes().iter().find_map(|script| {
        let source = script.text();
        let source = source.trim().trim_end_matches(';');
        // Line ends within strings are wrong and common.
        let value = serde_json::from_str(source)
            .or_else(|_| serde_json::from_str(&source.replace(['\n', '\r', '\t'], " ")))
            .ok()?;
        article_in(&value, 0).cloned()
    })
}

fn article_in(value: &Value, depth: usize) -> Option<&Value> {
    match value {
        Value::Array(values) if depth < 4 => values.iter().find_map(|value| article_in(value, depth + 1)),
        Value::Object(fields) => {
            let is_article = |kind: &Value| {
                kind.as_str()
                    .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"))
            };
            let kind = fields.get("@type").unwrap_or(&Value::Null);
            if is_article(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_article)) {
                return Some(value);
            }
            ["@graph", "mainEntity", "mainEntityOfPage"]
                .iter()
                .filter(|_| depth < 4)
                .find_map(|key| article_in(fields.get(*key)?, depth + 1))
        }
        _ => None,
    }
}

/// A string with words in it, without the markup that pages leave in their data.
fn text(value: &Value) -> Option<String> {
    value.as_str().and_then(plain)
}

fn plain(text: &str) -> Option<String> {
    if text.contains(['&', '<']) {
        in_one_line(&markup::text_of_html(text).ok()?)
    } else {
        in_one_line(text)
    }
}

/// The name of a person or organisation, or of several.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::String(_) => text(value),
        Value::Object(fields) => fields.get("name").and_then(|name| match name {
            Value::Array(_) => names(name),
            _ => text(name),
        }),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().take(20).filter_map(name_of_one).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

fn name_of_one(value: &Value) -> Option<String> {
    text(value).or_else(|| text(value.get("name")?))
}

/// The `meta` elements of a page, each with its name, property and item, in lower case, and its content.
struct Metas(Vec<(Vec<String>, String)>);

impl Metas {
    fn new(document: &Document) -> Self {
        let found = document.select_matcher(selector!("meta[content]"));
        let metas = found.nodes().iter().filter_map(|node| {
            let names = ["name", "property", "itemprop"].iter();
            let names = names.filter_map(|key| Some(node.attr(key)?.to_ascii_lowercase()));
            Some((names.collect(), node.attr("content")?.to_string()))
        });
        Self(metas.collect())
    }

    /// The content of the first of these with words, by name, property or item.
    fn first(&self, names: &str) -> Option<String> {
        names.split(' ').find_map(|name| {
            let is_called = |known: &String| known.eq_ignore_ascii_case(name);
            let found = self.0.iter().filter(|(known, _)| known.iter().any(is_called));
            found.into_iter().find_map(|(_, content)| plain(content))
        })
    }
}

fn element(document: &Document, matcher: &Matcher) -> Option<String> {
    let found = document.select_matcher(matcher);
    found.nodes().iter().find_map(|node| in_one_line(&node.text()))
}

/// The author as the page shows them; what stands beside a name in the same element is told by its figures.
fn shown_author(document: &Document) -> Option<String> {
    const MAX_NAME_BYTES: usize = 80;
    [
        selector!("[itemprop=author] [itemprop=name]"),
        selector!("[rel=author]"),
        selector!("[itemprop=author]"),
    ]
    .into_iter()
    .filter_map(|selector| element(document, selector))
    .find(|name| name.len() <= MAX_NAME_BYTES && !name.contains(|c: char| c.is_ascii_digit()))
}

/// 'Talks resume | The Daily' without the publisher, who has a place of their own.
fn without_publisher(title: &str, publisher: Option<&str>) -> String {
    let bare = |name: &str| {
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let shortened = [" | ", " - ", " – ", " — ", " · "].iter().find_map(|between| {
        let (before, name) = title.rsplit_once(between)?;
        let is_publisher =
            !before.trim().is_empty() && publisher.is_some_and(|publisher| bare(publisher) == bare(name));
        is_publisher.then(|| before.trim().to_owned())
    });
    shortened.unwrap_or_else(|| title.to_owned())
}

/// The only main heading.
fn heading(document: &Document) -> Option<String> {
    let headings = document.select_matcher(selector!("h1"));
    match headings.length() {
        1 => element(document, selector!("h1")),
        _ => element(document, selector!("article h1")),
    }
}

/// The first `time` element that says its day, in the article before the rest.
fn time(document: &Document) -> Option<Date> {
    [
        selector!("time[pubdate]"),
        selector!("article time[datetime]"),
        selector!("time[datetime]"),
    ]
    .into_iter()
    .find_map(|matcher| {
        let found = document.select_matcher(matcher);
        found
            .nodes()
            .iter()
            .find_map(|node| facts::day(&node.attr("datetime")?))
    })
}

/// The day in the first element that is called the date by its class.
fn shown_day(document: &Document) -> Option<Date> {
    const MAX_BYTES: usize = 120;
    let dates = selector!(
        "[itemprop=datePublished], .published, .entry-date, .post-date, .article-date, .article__date, .pubdate, \
         .publish-date, .published-date, .date-published, .byline-date, .timestamp, .dateline, .post-meta time, .date, \
         .datum, .veroeffentlicht, .fecha, .fecha-publicacion, .data-publicacao, .date-publication, .publie, .data"
    );
    let found = document.select_matcher(dates);
    found.nodes().iter().take(20).find_map(|node| {
        let stamps = ["content", "datetime", "title"].iter();
        let stamp = stamps
            .filter_map(|key| node.attr(key))
            .find_map(|stamp| facts::day(&stamp));
        let shown = || {
            let text = node.text();
            (text.len() <= MAX_BYTES).then(|| facts::published(&format!("-\n{}", text.trim())))?
        };
        stamp.or_else(shown)
    })
}

/// The day in an address such as '/2024/03/01/quay'.
fn day_in_address(url: &str) -> Option<Date> {
    let numbers: Vec<&str> = url.split(['/', '-', '_']).collect();
    numbers.windows(3).find_map(|part| {
        let [year, month, day] = part else { return None };
        let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
        let is_day = (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        let number = |digits: &str| digits.parse::<i8>().ok();
        let date = Date::new(year.parse().ok()?, number(month)?, number(day)?).ok()?;
        (is_year && is_day).then_some(date)
    })
}

/// Where the page stands on the web: as it says, or as the browser that saved it noted.
fn address(document: &Document, metas: &Metas, data: &Value, html: &str) -> Option<String> {
    let is_address = |url: &String| facts::is_web_address(url);
    let link = document
        .select_single_matcher(selector!("link[rel=canonical]"))
        .attr("href")
        .map(|url| url.trim().to_owned());
    let noted = || {
        let (_, rest) = html
            .get(..html.floor_char_boundary(2048))?
            .split_once("saved from url=(")?;
        let (_, rest) = rest.split_once(')')?;
        rest.split_whitespace().next().map(str::to_owned)
    };
    let main = &data["mainEntityOfPage"];
    let found = link
        .filter(is_address)
        .or_else(|| metas.first("og:url").filter(is_address))
        .or_else(|| text(&data["url"]).filter(is_address))
        .or_else(|| text(main).or_else(|| text(&main["@id"])).filter(is_address))
        .or_else(|| noted().filter(is_address));
    found.map(|url| archived(&url).map_or(url.clone(), str::to_owned))
}

/// The address of which an archive's address is a copy: <https://example.org/> in
/// <https://web.archive.org/web/20240302101500/https://example.org/>.
pub(crate) fn archived(url: &str) -> Option<&str> {
    const MIN_DIGITS: usize = 4;
    let (_, path) = url.split_once("://")?;
    let at = ["/http://", "/https://"]
        .iter()
        .filter_map(|mark| path.find(mark))
        .min()?;
    let (archive, original) = path.split_at(at);
    let stamp = archive.rsplit('/').next()?;
    let digits = stamp
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
        .count();
    // Letters behind the digits say how it is shown: 'if_', 'id_'.
    let rest = stamp.get(digits..)?;
    let is_stamp = digits >= MIN_DIGITS
        && rest.len() <= 4
        && rest.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase());
    is_stamp.then(|| original.trim_start_matches('/'))
}

fn in_one_line(text: &str) -> Option<String> {
    let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
