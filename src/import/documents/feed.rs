//! Feeds in RSS (0.9x, 1.0, 2.0) and Atom: one article an entry. An entry that carries only a beginning
//! or a summary is marked as partial.

use super::{facts, markup};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::xml::{self, Element};
use crate::import::{Imported, NewArticle};

/// The minimum length of a description that is taken for the whole article.
const MIN_ARTICLE_BYTES: usize = 2500;

/// Reads the feed.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let root = xml::parse(source.bytes)?;
    let articles = match root.local() {
        "feed" => atom(&root)?,
        "rss" | "RDF" => rss(&root)?,
        _ => return Err(ParseError::UnknownForm),
    };
    Ok(Imported::from_articles(articles))
}

/// The article of an entry. It is partial unless its text is said to be the whole content, or long enough to be it, and
/// is not cut off.
pub(crate) fn finished(article: NewArticle, is_content: bool) -> NewArticle {
    let end = article.text.trim_end();
    let is_cut = ["…", "...", "[…]", "[...]"]
        .iter()
        .any(|mark| end.ends_with(mark));
    let is_whole = is_content || article.text.len() >= MIN_ARTICLE_BYTES;
    NewArticle {
        byline: article.byline.or_else(|| facts::byline(&article.text)),
        credit: facts::credit(&article.text),
        partial: !is_whole || is_cut,
        ..article
    }
    .completed()
}

fn rss(root: &Element) -> Result<Vec<NewArticle>, ParseError> {
    let channel = child(root, "channel").unwrap_or(root);
    // In RSS 1.0 the entries stand beside the channel.
    let items = channel
        .elements()
        .chain(root.elements())
        .filter(|element| element.local() == "item");
    items
        .map(|item| {
            let content = child(item, "encoded");
            let description = item
                .elements()
                .find(|element| element.local() == "description" && !element.name.starts_with("media:"));
            let written = content
                .or(description)
                .filter(|element| !element.text().trim().is_empty());
            let beside = description_beside(item).filter(|_| written.is_none());
            let html = written
                .map(Element::text)
                .or_else(|| beside.clone())
                .unwrap_or_default();
            let article = NewArticle {
                title: words(item, "title")
                    .map(|title| shown(&title))
                    .unwrap_or_default(),
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
                captions: captions(item, beside.as_deref()),
                ..NewArticle::default()
            };
            Ok(finished(article, content.is_some()))
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
            let beside = description_beside(entry).filter(|_| text.trim().is_empty());
            let text = match &beside {
                Some(description) => markup::text_of_html(&description.replace('\n', "<br>"))?,
                None => text,
            };
            let title =
                |element: &Element| Some(atom_text(element.child("atom:title")?).ok()?.replace('\n', " "));
            let author = |element: &Element| element.at(&["atom:author", "atom:name"]).map(Element::text);
            let link = entry.all("atom:link").find(|link| {
                link.attribute("rel")
                    .is_none_or(|relation| relation == "alternate")
            });
            let article = NewArticle {
                title: title(entry).unwrap_or_default(),
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
                captions: captions(entry, beside.as_deref()),
                ..NewArticle::default()
            };
            Ok(finished(article, content.is_some()))
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

/// What an entry about a film or a recording says of it, where that is all its text.
fn description_beside(entry: &Element) -> Option<String> {
    let names = [
        "media:description",
        "itunes:summary",
        "googleplay:description",
        "itunes:subtitle",
        "media:text",
    ];
    let found = names.iter().find_map(|name| {
        let mut named = with_groups(entry).filter(|element| element.name == *name);
        named.find(|element| !element.text().trim().is_empty())
    });
    found.map(Element::text)
}

/// The elements of an entry, and those in their groups.
fn with_groups(entry: &Element) -> impl Iterator<Item = &Element> {
    let elements = entry.elements();
    elements.flat_map(|element| std::iter::once(element).chain(element.elements()))
}

/// The captions of pictures that hang on an entry, without the one that is its text.
fn captions(entry: &Element, text: Option<&str>) -> Vec<String> {
    let media = with_groups(entry).filter(|element| element.name == "media:description");
    media
        .filter(|caption| text != Some(caption.text().as_str()))
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

fn child<'tree>(element: &'tree Element, name: &str) -> Option<&'tree Element> {
    let is_own = |child: &&Element| child.local() == name && !child.name.starts_with("media:");
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
    fn a_film_or_a_recording_has_its_description_as_text() {
        let feed = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'><title>C</title>\
            <entry><title>Film</title><media:group><media:description>The mayor said so.</media:description></media:group></entry></feed>";
        let film = import("a.xml", feed.as_bytes()).unwrap();
        assert_eq!(film.articles[0].text, "The mayor said so.");
        let feed = "<rss xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><item><title>Talk</title>\
            <itunes:summary>The army said so.</itunes:summary></item></channel></rss>";
        let talk = import("a.xml", feed.as_bytes()).unwrap();
        assert_eq!(talk.articles[0].text, "The army said so.");
    }

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
        assert_eq!(whole.title.as_str(), "Talks & trade");
        assert_eq!(whole.text.as_str(), "“One”\u{a0}x\n\nTwo\n\nTroops (Reuters)");
        assert_eq!(whole.byline.as_deref(), Some("Amal"));
        assert_eq!(whole.publisher.as_deref(), Some("The Daily"));
        assert_eq!(whole.url.as_deref(), Some("https://example.org/1"));
        assert_eq!(whole.language.as_deref(), Some("en-gb"));
        assert_eq!(whole.published, Some(jiff::civil::date(2024, 2, 11)));
        assert!(!whole.partial);
        assert_eq!(&whole.captions, &vec!["Troops (Reuters)".to_owned()]);
        assert_eq!(teaser.text.as_str(), "Only the beginning…");
        assert!(teaser.partial);
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
        assert_eq!(imported.articles[0].title.as_str(), "A & B");
        assert!(!imported.articles[0].partial);
        assert_eq!(imported.articles[1].text.as_str(), "Short");
        assert!(imported.articles[1].partial);
    }
}
