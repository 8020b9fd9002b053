//! Articles of the database Factiva in its XML: one element each, with a lead and a tail of paragraphs.

use super::{facts, language};
use crate::import::NewArticle;
use crate::import::guard::xml::Element;

/// How its two forms call the paragraphs.
const LEADS: [&str; 2] = ["leadParagraph", "LeadPara"];
const TAILS: [&str; 2] = ["tailParagraphs", "TailParas"];

/// Whether an element is an article of Factiva.
pub(super) fn is_article(element: &Element) -> bool {
    LEADS
        .iter()
        .chain(&TAILS)
        .any(|name| element.find(name).is_some())
}

/// The article that an element is.
pub(super) fn article(element: &Element) -> NewArticle {
    let first = |names: &[&str]| names.iter().find_map(|name| line(element.find(name)?));
    let parts = LEADS.iter().chain(&TAILS).filter_map(|name| element.find(name));
    let text = parts.flat_map(paragraphs).collect::<Vec<_>>().join("\n\n");
    NewArticle {
        title: first(&["headline", "Headline"]).unwrap_or_default(),
        byline: first(&["byline", "Byline"]),
        page: first(&["page", "Page", "pages"]),
        publisher: first(&["sourceName", "SrcName", "publisherName"]),
        published: first(&["publicationDate", "PubDate"])
            .as_deref()
            .and_then(facts::day)
            .or_else(|| {
                let date = element
                    .find("PubDate")
                    .or_else(|| element.find("publicationDate"));
                facts::day(date?.attribute("value")?)
            }),
        url: first(&["webArticleUrl", "url"]),
        language: first(&["baseLanguage", "BaseLang"]).or_else(|| language::guess(&text).map(str::to_owned)),
        credit: facts::credit(&text),
        text,
        ..NewArticle::default()
    }
}

/// The words of an element on one line; none where it has none.
fn line(element: &Element) -> Option<String> {
    let line = element.text().split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// The paragraphs of a part, or all its words where it has none.
fn paragraphs(part: &Element) -> Vec<String> {
    let within: Vec<&Element> = part.elements().collect();
    let own: Vec<String> = within.iter().filter_map(|paragraph| line(paragraph)).collect();
    let is_divided = within
        .iter()
        .any(|paragraph| ["paragraph", "para", "p"].contains(&paragraph.local().to_lowercase().as_str()));
    if is_divided {
        own
    } else {
        line(part).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, import};

    #[test]
    fn articles_of_factiva_come_in_with_what_their_fields_say() {
        let article = |number: usize| {
            format!(
                "<article><accessionNo>D{number}</accessionNo><headline><paragraph>Talks resume {number}</paragraph></headline>\
                <byline>Amal Haddad</byline><sourceName>The Daily</sourceName><publicationDate><date>2024-02-11</date></publicationDate>\
                <pages><page>4</page></pages><baseLanguage>en</baseLanguage><leadParagraph><paragraph>The army <hlt>said</hlt> so.</paragraph>\
                </leadParagraph><tailParagraphs><paragraph>It went on.</paragraph><paragraph>It ended.</paragraph></tailParagraphs></article>"
            )
        };
        let file = format!(
            "<?xml version='1.0'?><ppsArticleResponse><articleResponseSet>{}{}</articleResponseSet></ppsArticleResponse>",
            article(0),
            article(1)
        );
        let imported = import("a.xml", file.as_bytes()).unwrap();
        assert_eq!((imported.kind, imported.articles.len()), (FileKind::Newsml, 2));
        let second = &imported.articles[1];
        assert_eq!(second.title, "Talks resume 1");
        assert_eq!(second.text, "The army said so.\n\nIt went on.\n\nIt ended.");
        assert_eq!(
            (second.byline.as_deref(), second.page.as_deref()),
            (Some("Amal Haddad"), Some("4"))
        );
        assert_eq!(second.publisher.as_deref(), Some("The Daily"));
        assert_eq!(second.published, Some(jiff::civil::date(2024, 2, 11)));
    }
}
