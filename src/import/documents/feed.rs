//! Feeds in RSS (0.9x, 1.0, 2.0) and Atom: one article an entry. An entry that carries only a beginning
//! or a summary is marked as partial.

use jiff::civil::Date;

use super::{facts, language, markup, page_facts};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::xml::{self, Element};
use crate::import::{Imported, NewArticle};

/// The minimum length of a description that is taken for the whole article.
const MIN_ARTICLE_BYTES: usize = 2500;

/// Reads the feed.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let root = xml::parse(source.bytes)?;
    let articles = match local(&root) {
        "feed" => atom(&root)?,
        "rss" | "RDF" => rss(&root)?,
        _ => return Err(ParseError::UnknownForm),
    };
    Ok(Imported {
        articles,
        ..Imported::default()
    })
}

/// What an entry says of itself, before its text is looked at.
#[derive(Default)]
pub(crate) struct FeedEntry {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<Date>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// The text, and whether it was given as the whole content.
    pub text: String,
    pub is_content: bool,
    pub captions: Vec<String>,
}

impl FeedEntry {
    pub fn into_article(self) -> NewArticle {
        let is_cut = {
            let end = self.text.trim_end();
            end.ends_with(['…']) || end.ends_with("...") || end.ends_with("[…]") || end.ends_with("[...]")
        };
        let is_whole = self.is_content || self.text.len() >= MIN_ARTICLE_BYTES;
        NewArticle {
            title: self.title.unwrap_or_else(|| facts::title(&self.text)),
            byline: self.byline.or_else(|| facts::byline(&self.text)),
            credit: facts::credit(&self.text),
            published: self.published,
            publisher: self.publisher,
            url: self
                .url
                .filter(|url| url.starts_with("http://") || url.starts_with("https://")),
            language: self
                .language
                .and_then(|tag| page_facts::language_tag(&tag))
                .or_else(|| language::guess(&self.text).map(str::to_owned)),
            partial: !is_whole || is_cut,
            text: self.text,
            captions: self.captions,
            as_printed: None,
        }
    }
}

fn rss(root: &Element) -> Result<Vec<NewArticle>, ParseError> {
    let channel = child(root, "channel").unwrap_or(root);
    // In RSS 1.0 the entries stand beside the channel.
    let items = channel
        .elements()
        .chain(root.elements())
        .filter(|element| local(element) == "item");
    items
        .map(|item| {
            let content = child(item, "encoded");
            let description = item
                .elements()
                .find(|element| local(element) == "description" && !element.name.starts_with("media:"));
            let html = content.or(description).map(Element::text).unwrap_or_default();
            Ok(FeedEntry {
                title: words(item, "title").map(|title| shown(&title)),
                byline: item
                    .child("dc:creator")
                    .map(Element::text)
                    .or_else(|| words(item, "author")),
                published: words(item, "pubDate")
                    .or_else(|| words(item, "date"))
                    .and_then(|day| facts::day(&day)),
                publisher: words(channel, "title").map(|title| shown(&title)),
                url: words(item, "link").or_else(|| {
                    let guid = child(item, "guid")?;
                    (guid.attribute("isPermaLink") != Some("false")).then(|| guid.text())
                }),
                language: words(channel, "language"),
                text: markup::text_of_html(&html)?,
                is_content: content.is_some(),
                captions: captions(item),
            }
            .into_article())
        })
        .collect()
}

fn atom(feed: &Element) -> Result<Vec<NewArticle>, ParseError> {
    feed.all("atom:entry")
        .map(|entry| {
            let content = entry
                .child("atom:content")
                .filter(|content| !content.children.is_empty());
            let text = match content.or_else(|| entry.child("atom:summary")) {
                Some(written) => atom_text(written)?,
                None => String::new(),
            };
            let title =
                |element: &Element| Some(atom_text(element.child("atom:title")?).ok()?.replace('\n', " "));
            let author = |element: &Element| element.at(&["atom:author", "atom:name"]).map(Element::text);
            let link = entry.all("atom:link").find(|link| {
                link.attribute("rel")
                    .is_none_or(|relation| relation == "alternate")
            });
            Ok(FeedEntry {
                title: title(entry),
                byline: author(entry).or_else(|| author(feed)),
                published: words(entry, "published")
                    .or_else(|| words(entry, "updated"))
                    .and_then(|day| facts::day(&day)),
                publisher: title(feed),
                url: link.and_then(|link| link.attribute("href")).map(str::to_owned),
                language: entry
                    .attribute("lang")
                    .or_else(|| feed.attribute("lang"))
                    .map(str::to_owned),
                text,
                is_content: content.is_some(),
                captions: captions(entry),
            }
            .into_article())
        })
        .collect()
}

/// An Atom text: plain, as escaped HTML, or as elements of XHTML.
fn atom_text(written: &Element) -> Result<String, ParseError> {
    match written.attribute("type").unwrap_or("text") {
        "html" | "text/html" => markup::text_of_html(&written.text()),
        "xhtml" | "application/xhtml+xml" => markup::text_of_html(&written.to_html()),
        _ => Ok(written.text().trim().to_owned()),
    }
}

/// The captions of pictures that hang on an entry.
fn captions(entry: &Element) -> Vec<String> {
    let media = entry
        .elements()
        .flat_map(|element| std::iter::once(element).chain(element.elements()))
        .filter(|element| element.name == "media:description");
    media
        .map(|caption| shown(&caption.text()))
        .filter(|caption| !caption.is_empty())
        .collect()
}

/// Characters that may have been escaped twice, as titles often are.
fn shown(text: &str) -> String {
    let text = if text.contains(['&', '<']) {
        markup::text_of_html(text).unwrap_or_else(|_| text.to_owned())
    } else {
        text.to_owned()
    };
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn local(element: &Element) -> &str {
    element.name.rsplit(':').next().unwrap_or(&element.name)
}

fn child<'tree>(element: &'tree Element, name: &str) -> Option<&'tree Element> {
    let is_own = |child: &&Element| local(child) == name && !child.name.starts_with("media:");
    element.elements().find(is_own)
}

fn words(element: &Element, name: &str) -> Option<String> {
    let text = child(element, name)?.text().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use crate::import::import;

    #[test]
    fn rss_gives_whole_articles_and_marks_teasers() {
        let feed = "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' \
            xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'><channel>\
            <title>The Daily</title><language>en-gb</language>\
            <item><title>Talks &amp;amp; trade</title><link>https://example.org/1</link><dc:creator>Amal</dc:creator>\
            <pubDate>Sun, 11 Feb 2024 09:30:00 GMT</pubDate><description>Short</description>\
            <content:encoded><![CDATA[<p>“One”&nbsp;x</p><p>Two</p>]]></content:encoded>\
            <media:content><media:title>no</media:title><media:description>Troops (Reuters)</media:description></media:content></item>\
            <item><title>Teaser</title><description>Only the &lt;b&gt;beginning&lt;/b&gt;…</description></item>\
            </channel></rss>";
        let imported = import("x", feed.as_bytes()).unwrap();
        let [whole, teaser] = imported.articles.as_slice() else {
            panic!()
        };
        assert_eq!(
            (whole.title.as_str(), whole.text.as_str()),
            ("Talks & trade", "“One”\u{a0}x\n\nTwo\n\nTroops (Reuters)")
        );
        assert_eq!(
            (whole.byline.as_deref(), whole.publisher.as_deref()),
            (Some("Amal"), Some("The Daily"))
        );
        assert_eq!(
            (whole.url.as_deref(), whole.language.as_deref()),
            (Some("https://example.org/1"), Some("en-gb"))
        );
        assert_eq!(whole.published, Some(jiff::civil::date(2024, 2, 11)));
        assert_eq!(
            (whole.partial, &whole.captions),
            (false, &vec!["Troops (Reuters)".to_owned()])
        );
        assert_eq!(
            (teaser.text.as_str(), teaser.partial),
            ("Only the beginning…", true)
        );
        assert!(teaser.clone().into_metadata().0.partial);
        assert_eq!(
            imported.warnings[0].to_string(),
            "1 article is an excerpt or summary only: x"
        );
    }

    #[test]
    fn atom_gives_text_html_and_xhtml() {
        let feed = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Blog</title>\
            <entry><title type='html'>A &amp;amp; B</title><link rel='alternate' href='https://example.org/a'/>\
            <published>2024-02-11T09:30:00Z</published><author><name>Amal</name></author>\
            <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One<br/>line</p><p>Two &lt; 3</p></div></content></entry>\
            <entry><title>Teaser</title><summary>Short</summary></entry></feed>";
        let imported = import("x", feed.as_bytes()).unwrap();
        assert_eq!(imported.articles[0].text, "One\nline\n\nTwo < 3");
        assert_eq!(
            (imported.articles[0].title.as_str(), imported.articles[0].partial),
            ("A & B", false)
        );
        assert_eq!(
            (imported.articles[1].text.as_str(), imported.articles[1].partial),
            ("Short", true)
        );
    }
}
