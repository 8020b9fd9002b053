//! Documents in TEI and in JATS, and pages that trafilatura saved as XML: the body's paragraphs, and what the header says of
//! it. Notes follow the body.

use std::fmt::Write as _;

use super::{facts, markup};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::xml::{self, Element, Node};
use crate::import::{Imported, NewArticle};

/// The maximum number of texts of a corpus.
const MAX_TEXTS: usize = 10_000;

/// Reads one document, or a corpus of them.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let root = xml::parse(source.bytes)?;
    let articles = match root.local() {
        "article" => vec![jats(&root)?],
        "doc" => vec![trafilatura(&root)?],
        "teiCorpus" => {
            let texts = root
                .elements()
                .filter(|element| matches!(element.local(), "TEI" | "TEI.2"));
            texts
                .take(MAX_TEXTS + 1)
                .map(tei)
                .collect::<Result<Vec<_>, _>>()?
        }
        _ => vec![tei(&root)?],
    };
    if articles.len() > MAX_TEXTS {
        return Err(ParseError::TooManyParts(MAX_TEXTS));
    }
    Ok(Imported::from_articles(
        articles.into_iter().map(NewArticle::completed).collect(),
    ))
}

/// The words of an element on one line.
fn line(element: &Element) -> Option<String> {
    let line = element.text().split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

fn tei(tei: &Element) -> Result<NewArticle, ParseError> {
    let header = tei.find("teiHeader");
    let source = header.and_then(|header| header.find("sourceDesc")).or(header);
    let text = tei
        .find("text")
        .and_then(|text| text.find("body"))
        .ok_or(ParseError::NoText)?;
    let said = |name: &str| line(source?.find(name)?);
    let published = source
        .and_then(|source| source.find("date"))
        .or_else(|| header?.find("date"));
    let day = published.and_then(|date| {
        let when = ["when", "when-iso", "from", "notBefore"]
            .iter()
            .find_map(|key| date.attribute(key));
        facts::day(when.unwrap_or(&date.text()))
    });
    let address = source.and_then(|source| source.find("ptr").or_else(|| source.find("ref")));
    Ok(NewArticle {
        title: header
            .and_then(|header| line(header.find("titleStmt")?.find("title")?))
            .or_else(|| said("title"))
            .unwrap_or_default(),
        byline: header
            .and_then(|header| line(header.find("titleStmt")?.find("author")?))
            .or_else(|| said("author")),
        published: day,
        publisher: said("publisher").or_else(|| line(header?.find("publicationStmt")?.find("publisher")?)),
        url: address
            .and_then(|address| address.attribute("target"))
            .map(str::to_owned),
        language: tei
            .attribute("lang")
            .or_else(|| header?.find("language")?.attribute("ident"))
            .map(str::to_owned),
        text: prose(text)?,
        ..NewArticle::default()
    })
}

/// A page as trafilatura saves it: attributes say what it is, 'main' is the article.
fn trafilatura(doc: &Element) -> Result<NewArticle, ParseError> {
    let main = doc.find("main").ok_or(ParseError::NoText)?;
    let said = |name: &str| {
        doc.attribute(name)
            .filter(|said| !said.is_empty())
            .map(str::to_owned)
    };
    Ok(NewArticle {
        title: said("title").unwrap_or_default(),
        byline: said("author"),
        published: doc.attribute("date").and_then(facts::day),
        publisher: said("sitename").or_else(|| said("hostname")),
        url: said("source").or_else(|| said("url")),
        language: said("language"),
        text: prose(main)?,
        ..NewArticle::default()
    })
}

fn jats(article: &Element) -> Result<NewArticle, ParseError> {
    let front = article.find("article-meta").or_else(|| article.find("front"));
    let said = |name: &str| line(front?.find(name)?);
    let journal = article.find("journal-meta");
    let number = |date: &Element, name: &str| line(date.find(name)?)?.parse::<i16>().ok();
    let day = front.and_then(|front| front.find("pub-date")).and_then(|date| {
        let part = |name| number(date, name).and_then(|part| i8::try_from(part).ok());
        jiff::civil::Date::new(number(date, "year")?, part("month")?, part("day")?).ok()
    });
    let mut names = Vec::new();
    if let Some(group) = front.and_then(|front| front.find("contrib-group")) {
        for name in group
            .elements()
            .filter_map(|contributor| contributor.find("name"))
        {
            let parts = ["given-names", "surname"]
                .iter()
                .filter_map(|part| line(name.find(part)?));
            names.push(parts.collect::<Vec<_>>().join(" "));
        }
    }
    let abstracted = front
        .and_then(|front| front.find("abstract"))
        .map(prose)
        .transpose()?;
    let body = article.find("body").map(prose).transpose()?;
    let parts = [abstracted, body]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty());
    Ok(NewArticle {
        title: said("article-title").unwrap_or_default(),
        byline: (!names.is_empty()).then(|| names.join(", ")),
        published: day,
        publisher: journal.and_then(|journal| line(journal.find("journal-title")?)),
        language: article.attribute("lang").map(str::to_owned),
        text: parts.collect::<Vec<_>>().join("\n\n"),
        ..NewArticle::default()
    })
}

/// The text of a part: what is a block in these formats as one of HTML, notes as numbers with their words behind.
fn prose(part: &Element) -> Result<String, ParseError> {
    let (mut html, mut notes) = (String::new(), Vec::new());
    write(part, &mut html, &mut notes);
    let mut text = markup::text_of_html(&html)?;
    for (number, note) in notes.iter().enumerate() {
        let _infallible = write!(text, "\n\n[{}] {note}", number + 1);
    }
    Ok(text)
}

fn write(element: &Element, html: &mut String, notes: &mut Vec<String>) {
    for child in &element.children {
        match child {
            Node::Text(characters) => html.push_str(&characters.replace('&', "&amp;").replace('<', "&lt;")),
            Node::Element(inner) => match inner.local() {
                "p" | "ab" | "head" | "title" | "u" | "sp" | "lg" | "quote" | "div" | "sec"
                | "disp-quote" | "caption" | "abstract" | "speaker" | "dateline" | "byline"
                | "floatingText" | "table" => {
                    wrapped("p", inner, html, notes);
                }
                "list" => wrapped("ul", inner, html, notes),
                "item" | "list-item" => {
                    html.push_str("<li>");
                    write(inner, html, notes);
                    html.push_str("</li>");
                }
                "l" | "row" | "tr" => {
                    write(inner, html, notes);
                    html.push_str("<br>");
                }
                "cell" | "td" | "th" => {
                    write(inner, html, notes);
                    html.push_str(" \t ");
                }
                "lb" | "break" => html.push_str("<br>"),
                "note" | "fn" => {
                    notes.extend(line(inner));
                    let _infallible = write!(html, "[{}]", notes.len());
                }
                "teiHeader" | "fw" | "object-id" | "tex-math" => {}
                _ => write(inner, html, notes),
            },
        }
    }
}

fn wrapped(tag: &str, element: &Element, html: &mut String, notes: &mut Vec<String>) {
    html.extend(["</p><", tag, ">"]);
    write(element, html, notes);
    html.extend(["</", tag, ">"]);
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, import};

    #[test]
    fn a_text_in_tei_has_its_paragraphs_notes_and_header() {
        let tei = "<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><teiHeader><fileDesc><titleStmt>\
            <title>Talks resume</title><author>Amal Haddad</author></titleStmt><publicationStmt><publisher>Archive</publisher></publicationStmt>\
            <sourceDesc><bibl><publisher>The Daily</publisher><date when='2024-02-11'>then</date><ptr target='https://example.org/a'/></bibl></sourceDesc>\
            </fileDesc></teiHeader><text><body><div><head>Talks</head><p>The <hi>army</hi> said<note>Twice.</note> so.<lb/>Yes.</p>\
            <list><item>one</item><item>two</item></list></div></body></text></TEI>";
        let imported = import("a.xml", tei.as_bytes()).unwrap();
        let article = &imported.articles[0];
        assert_eq!(imported.kind, FileKind::Scholarly);
        assert_eq!(
            article.text,
            "Talks\n\nThe army said[1] so.\nYes.\n\none\ntwo\n\n[1] Twice."
        );
        assert_eq!(
            (article.title.as_str(), article.byline.as_deref()),
            ("Talks resume", Some("Amal Haddad"))
        );
        assert_eq!(article.publisher.as_deref(), Some("The Daily"));
        assert_eq!(article.published, Some(jiff::civil::date(2024, 2, 11)));
        assert_eq!(article.url.as_deref(), Some("https://example.org/a"));
    }

    #[test]
    fn a_page_that_trafilatura_saved_is_its_article() {
        let doc = "<doc sitename='The Daily' title='Talks resume' author='Amal Haddad' date='2024-02-11' source='https://example.org/a'>\
            <main><p>The army said so.</p><p>It went on.</p></main></doc>";
        let article = import("a.xml", doc.as_bytes()).unwrap().articles.remove(0);
        assert_eq!(
            (article.title.as_str(), article.text.as_str()),
            ("Talks resume", "The army said so.\n\nIt went on.")
        );
        assert_eq!(
            (article.url.as_deref(), article.publisher.as_deref()),
            (Some("https://example.org/a"), Some("The Daily"))
        );
    }

    #[test]
    fn an_article_in_jats_has_its_abstract_before_its_sections() {
        let jats = "<!DOCTYPE article PUBLIC '-//NLM//DTD JATS v1.2//EN' 'x.dtd'><article xml:lang='en'><front><journal-meta>\
            <journal-title-group><journal-title>Press</journal-title></journal-title-group></journal-meta><article-meta><title-group>\
            <article-title>Talks</article-title></title-group><contrib-group><contrib><name><surname>Haddad</surname><given-names>Amal</given-names></name></contrib>\
            </contrib-group><pub-date><day>11</day><month>02</month><year>2024</year></pub-date><abstract><p>In short.</p></abstract></article-meta></front>\
            <body><sec><title>First</title><p>The army said so.</p></sec></body></article>";
        let article = import("a.xml", jats.as_bytes()).unwrap().articles.remove(0);
        assert_eq!(article.text, "In short.\n\nFirst\n\nThe army said so.");
        assert_eq!(
            (article.title.as_str(), article.byline.as_deref()),
            ("Talks", Some("Amal Haddad"))
        );
        assert_eq!(
            (article.published, article.publisher.as_deref()),
            (Some(jiff::civil::date(2024, 2, 11)), Some("Press"))
        );
    }
}
