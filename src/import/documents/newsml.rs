//! XML of news: that of the agencies (IPTC), NITF and NewsML-G2 with one or many items, whose text is NITF, XHTML or plain; and
//! that of the database Factiva.

use super::{factiva, facts, markup};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::import::guard::xml::{self, Element};
use crate::import::{Imported, NewArticle};

/// Reads one article or many.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let root = xml::parse(source.bytes)?;
    let mut articles = Vec::new();
    match root.local() {
        "nitf" => articles.push(nitf(&root)?),
        _ => gather(&root, &mut articles)?,
    }
    if articles.is_empty() {
        return Err(ParseError::UnknownForm);
    }
    Ok(Imported::from_articles(
        articles.into_iter().map(NewArticle::completed).collect(),
    ))
}

/// The items wherever they stand: alone, in a set within a message, or in the older `NewsML`.
fn gather(element: &Element, articles: &mut Vec<NewArticle>) -> Result<(), ParseError> {
    cancel::check_cancelled()?;
    match element.local() {
        "article" | "Article" if factiva::is_article(element) => articles.push(factiva::article(element)),
        "newsItem" => articles.extend(item(element)?),
        "nitf" => articles.push(nitf(element)?),
        "NewsComponent" if element.find("NewsLines").is_some() && element.find("body").is_some() => {
            articles.push(component(element)?);
        }
        _ => {
            for inner in element.elements() {
                gather(inner, articles)?;
            }
        }
    }
    Ok(())
}

fn all<'tree>(element: &'tree Element, name: &str, found: &mut Vec<&'tree Element>) {
    for inner in element.elements() {
        if inner.local() == name {
            found.push(inner);
        } else {
            all(inner, name, found);
        }
    }
}

/// The words of the first element of that name, on one line.
fn words(element: &Element, name: &str) -> Option<String> {
    let text = element.find(name)?.text();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// An item of NewsML-G2; `None` where it is a picture or a recording.
fn item(item: &Element) -> Result<Option<NewArticle>, ParseError> {
    let Some(content) = item.find("contentSet") else {
        return Ok(None);
    };
    let inline = ["inlineXML", "inlineData"]
        .iter()
        .find_map(|name| content.find(name));
    let Some(inline) = inline else { return Ok(None) };
    let mut article = if let Some(within) = inline.find("nitf") {
        nitf(within)?
    } else {
        let is_plain = inline.elements().next().is_none();
        let written = inline.text();
        let text = if !is_plain {
            markup::text_of_html(&inline.find("body").unwrap_or(inline).to_html())?
        } else if inline
            .attribute("contenttype")
            .is_some_and(|kind| kind.contains("html"))
        {
            markup::text_of_html(&written)?
        } else {
            written.trim().to_owned()
        };
        NewArticle {
            text,
            ..NewArticle::default()
        }
    };
    let about = item.find("contentMeta").unwrap_or(item);
    let management = item.find("itemMeta").unwrap_or(item);
    let rights = item.find("rightsInfo");
    let day = |element: &Element, name: &str| facts::day(&words(element, name)?);
    article.title = words(about, "headline").unwrap_or(article.title);
    article.byline = words(about, "by")
        .or(article.byline)
        .or_else(|| name_of(about, "creator"));
    article.published = day(management, "firstCreated")
        .filter(|_| management.find("versionCreated").is_none())
        .or_else(|| day(about, "contentCreated"))
        .or_else(|| day(management, "versionCreated"))
        .or(article.published);
    article.publisher = rights
        .and_then(|rights| name_of(rights, "copyrightHolder"))
        .or_else(|| name_of(management, "provider"))
        .or(article.publisher);
    article.credit = facts::all_credit(
        words(about, "creditline").into_iter().collect(),
        &article.text,
        &[],
    );
    let tag = about
        .find("language")
        .and_then(|language| language.attribute("tag"));
    article.language = tag
        .or_else(|| item.attribute("lang"))
        .map(str::to_owned)
        .or(article.language);
    let link = management.find("link").and_then(|link| link.attribute("href"));
    article.url = link.map(str::to_owned);
    Ok(Some(article))
}

/// The name of a party: an element within it, or an attribute.
fn name_of(element: &Element, party: &str) -> Option<String> {
    let party = element.find(party)?;
    words(party, "name").or_else(|| party.attribute("literal").map(str::to_owned))
}

/// A component of the older `NewsML`, with its lines and its content as XHTML.
fn component(component: &Element) -> Result<NewArticle, ParseError> {
    let text = match component.find("body") {
        Some(body) => markup::text_of_html(&body.to_html())?,
        None => String::new(),
    };
    Ok(NewArticle {
        title: words(component, "HeadLine").unwrap_or_default(),
        byline: words(component, "ByLine"),
        credit: facts::all_credit(words(component, "CreditLine").into_iter().collect(), &text, &[]),
        published: words(component, "DateLine").and_then(|day| facts::day(&day)),
        text,
        ..NewArticle::default()
    })
}

/// An article in NITF: the head of its body says what it is, the content holds paragraphs, media and tables.
fn nitf(nitf: &Element) -> Result<NewArticle, ParseError> {
    let body = nitf.find("body").ok_or(ParseError::NoText)?;
    let head = body.find("body.head");
    let content = body.find("body.content").ok_or(ParseError::NoText)?;
    let mut captions = Vec::new();
    let mut media = Vec::new();
    all(content, "media-caption", &mut media);
    for caption in media {
        captions.push(caption.text().split_whitespace().collect::<Vec<_>>().join(" "));
    }
    captions.retain(|caption| !caption.is_empty());
    let text = markup::text_of_html(&content.to_html())?;
    let in_head = |name: &str| head.and_then(|head| words(head, name));
    let issue = nitf.find("date.issue").and_then(|date| date.attribute("norm"));
    let publication = nitf.find("pubdata");
    let published = issue
        .or_else(|| publication.and_then(|publication| publication.attribute("date.publication")))
        .or_else(|| nitf.find("story.date").and_then(|date| date.attribute("norm")))
        .and_then(facts::day);
    let holder = nitf
        .find("doc.copyright")
        .and_then(|holder| holder.attribute("holder"));
    let name = publication.and_then(|publication| publication.attribute("name"));
    Ok(NewArticle {
        title: in_head("hl1")
            .or_else(|| in_head("hedline"))
            .or_else(|| words(nitf, "title"))
            .unwrap_or_default(),
        byline: in_head("byline"),
        credit: facts::all_credit(in_head("distributor").into_iter().collect(), &text, &captions),
        published: published.or_else(|| facts::day(&in_head("story.date")?)),
        publisher: name.or(holder).map(str::to_owned),
        url: publication
            .and_then(|publication| publication.attribute("ex-ref"))
            .map(str::to_owned),
        language: nitf.attribute("lang").map(str::to_owned),
        text,
        captions,
        ..NewArticle::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, NewArticle, import};

    fn read(xml: &str) -> Vec<NewArticle> {
        let imported = import("a.xml", xml.as_bytes()).unwrap();
        assert_eq!(imported.kind, FileKind::Newsml);
        imported.articles
    }

    #[test]
    fn an_article_is_the_same_in_nitf_and_in_items_of_a_message() {
        let nitf = "<nitf xml:lang='en'><head><title>x</title><docdata><date.issue norm='20240211T093000Z'/>\
            <doc.copyright holder='Agency'/></docdata></head><body><body.head><hedline><hl1>Talks resume</hl1></hedline>\
            <byline>By Amal Haddad</byline></body.head><body.content><p>The army said so.</p><p>It went on.</p>\
            <media media-type='image'><media-caption>Troops (Reuters)</media-caption></media></body.content></body></nitf>";
        let [article] = read(nitf).try_into().unwrap();
        assert_eq!(article.title, "Talks resume");
        assert_eq!(article.byline.as_deref(), Some("By Amal Haddad"));
        assert_eq!(article.published, Some(jiff::civil::date(2024, 2, 11)));
        assert_eq!(article.publisher.as_deref(), Some("Agency"));
        assert_eq!(
            article.text,
            "The army said so.\n\nIt went on.\n\nTroops (Reuters)"
        );
        let item = |content: &str| {
            format!(
                "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' xml:lang='en'><itemMeta><provider><name>Agency</name></provider>\
                <versionCreated>2024-02-11T09:30:00Z</versionCreated></itemMeta><contentMeta><by>By Amal Haddad</by>\
                <headline>Talks resume</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"
            )
        };
        let xhtml = item(
            "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>y</title></head>\
            <body><p>The army said so.</p><p>It went on.</p></body></html></inlineXML>",
        );
        let plain =
            item("<inlineData contenttype='text/plain'>The army said so.\n\nIt went on.</inlineData>");
        let wrapped = item(&format!(
            "<inlineXML contenttype='application/nitf+xml'>{nitf}</inlineXML>"
        ));
        let picture = item("<remoteContent href='a.jpg'/>");
        let message = format!(
            "<?xml version='1.0'?><newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{xhtml}{plain}{wrapped}{picture}</itemSet></newsMessage>"
        );
        let articles = read(&message);
        assert_eq!(articles.len(), 3);
        for other in articles {
            assert_eq!((&other.title, &other.byline), (&article.title, &article.byline));
            assert_eq!(
                (other.published, &other.publisher),
                (article.published, &article.publisher)
            );
            assert!(
                other.text.starts_with("The army said so.\n\nIt went on."),
                "{}",
                other.text
            );
        }
    }
}
