//! Downloads of press databases as web pages: Europresse, whose articles name their parts, and Factiva, whose pages say the
//! same as its texts.

use dom_query::{Document, Selection};

use super::{facts, language, markup, press};
use crate::import::NewArticle;
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// What stands only in pages of these databases.
const EUROPRESSE: &[u8] = b"DocPublicationName";
const FACTIVA: &[&[u8]] = &[b"articleParagraph", b"enHeadline", b"dowJones"];

/// The articles of a download; `None` where the page is none.
pub(crate) fn articles(source: &SourceFile) -> Result<Option<Vec<NewArticle>>, ParseError> {
    let has = |mark: &[u8]| memchr::memmem::find(source.bytes, mark).is_some();
    if has(EUROPRESSE) {
        let document = markup::parse(&source.decoded()?.text)?;
        let articles = europresse(&document)?;
        return Ok((!articles.is_empty()).then_some(articles));
    }
    if FACTIVA.iter().any(|mark| has(mark)) {
        let text = markup::text_of_html(&source.decoded()?.text)?;
        return Ok(press::articles(&text));
    }
    Ok(None)
}

fn europresse(document: &Document) -> Result<Vec<NewArticle>, ParseError> {
    let mut articles = Vec::new();
    for node in document.select("article").nodes() {
        cancel::check_cancelled()?;
        let article = Selection::from(*node);
        let line = |css: &str| {
            let text = article.select(css).first().text();
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!line.is_empty()).then_some(line)
        };
        let body = article.select(".docOcurrContainer").first();
        let Some(body) = body.nodes().first().map(markup::text_of) else {
            continue;
        };
        // 'Le Monde, no. 24611' in one line, 'vendredi 1 mars 2024 - p. 4' in another.
        let publisher = line(".DocPublicationName")
            .map(|name| name.split(", no").next().unwrap_or(&name).trim().to_owned());
        let published = line(".DocHeader").and_then(|header| press::day_in(header.split(" - ").next()?));
        articles.push(NewArticle {
            title: line(".titreArticleVisu, .rdp__articletitle, .titreArticle").unwrap_or_default(),
            publisher,
            published,
            page: line(".DocHeader").and_then(|header| press::page_of(&header)),
            byline: line(".docAuthors, .sm-margin-bottomNews"),
            credit: facts::credit(&body),
            language: language::guess(&body).map(str::to_owned),
            text: body,
            ..NewArticle::default()
        });
    }
    articles.retain(|article| !article.text.trim().is_empty());
    Ok(articles)
}

#[cfg(test)]
mod tests {
    use crate::import::{WarningKind, import};

    fn check(page: &str) {
        let imported = import("a.html", page.as_bytes()).unwrap();
        assert_eq!(imported.articles.len(), 2);
        assert!(
            imported
                .warnings
                .iter()
                .any(|warning| warning.kind == WarningKind::PressDatabase(2))
        );
        for (number, article) in imported.articles.iter().enumerate() {
            assert_eq!(article.title, format!("Talks resume {number}"));
            assert_eq!(article.publisher.as_deref(), Some("The Daily"));
            assert_eq!(article.published, Some(jiff::civil::date(2024, 2, 11)));
            assert_eq!(article.page.as_deref(), Some("4"));
            assert_eq!(article.text, "The army said so.\n\nIt went on.");
        }
    }

    #[test]
    fn pages_of_databases_are_split_into_their_articles() {
        let europresse = |number: usize| {
            format!(
                "<article><span class='DocPublicationName'>The Daily, no. 7</span><span class='DocHeader'>dimanche 11 février 2024 - p. 4</span>\
                <div class='titreArticle'><p class='titreArticleVisu'>Talks resume {number}</p></div><div class='sm-margin-bottomNews'>Amal Haddad</div>\
                <div class='docOcurrContainer'><p>The army said so.</p><p>It went on.</p></div><div class='publiC-lblNodoc'>news</div></article>"
            )
        };
        check(&format!(
            "<html><body>{}{}</body></html>",
            europresse(0),
            europresse(1)
        ));
        let factiva = |number: usize| {
            format!(
                "<div class='article enArticle'><div id='hd'><span class='enHeadline'>Talks resume {number}</span></div><div>Amal Haddad</div>\
                <div>120 words</div><div>11 February 2024</div><div>09:30</div><div>The Daily</div><div>DAIL</div><div>4</div><div>English</div>\
                <div>Copyright 2024 Daily</div><p class='articleParagraph'>The army said so.</p><p class='articleParagraph'>It went on.</p>\
                <p>Document DAIL000020240211ek310000{number}</p></div>"
            )
        };
        check(&format!("<html><body>{}{}</body></html>", factiva(0), factiva(1)));
    }
}
