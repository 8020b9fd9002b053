//! Electronic books (EPUB 2 and 3): one article a chapter, in the order of the spine. Pictures, tables
//! of contents and styles are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::{facts, markup};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;
use crate::import::guard::xml::{self, Element};
use crate::import::{Imported, NewArticle};

/// Where every book says where its package lies.
const CONTAINER: &str = "META-INF/container.xml";

/// Reads the book.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let mut archive = Archive::open(source.bytes)?;
    let container = xml::parse(&archive.needed(CONTAINER)?)?;
    let package_path = container
        .at(&["container:rootfiles", "container:rootfile"])
        .and_then(|file| file.attribute("full-path"))
        .ok_or(ParseError::PartMissing(CONTAINER))?;
    let package = archive
        .part(package_path)?
        .ok_or(ParseError::PartMissing(fl!("import-part-book-package")))?;
    let package = xml::parse(&package)?;
    let manifest = package.child("opf:manifest").ok_or(ParseError::NoText)?;
    let spine = package.child("opf:spine").ok_or(ParseError::NoText)?;
    let about = package.child("opf:metadata");
    let mut articles = Vec::new();
    let mut read = BTreeSet::new();
    let items: BTreeMap<Option<&str>, &Element> = manifest
        .elements()
        .map(|item| (item.attribute("id"), item))
        .collect();
    for reference in spine.all("opf:itemref") {
        let item = items.get(&reference.attribute("idref")).copied();
        let Some(item) = item.filter(|item| !is_matter(item)) else {
            continue;
        };
        let Some(path) = item.attribute("href").map(|href| beside(package_path, href)) else {
            continue;
        };
        // A book has each chapter once.
        if !read.insert(path.clone()) {
            continue;
        }
        if let Some(chapter) = archive.part(&path)? {
            articles.push(article(&chapter, about)?);
        }
    }
    // Pages of pictures.
    articles.retain(|article| !article.text.trim().is_empty());
    Ok(Imported::from_articles(articles))
}

/// Whether it is a table of contents, a cover or a title page, which repeat what is known about the book.
fn is_matter(item: &Element) -> bool {
    let name = item.attribute("href").unwrap_or_default().to_ascii_lowercase();
    let is_named = ["title_page", "titlepage", "cover."]
        .iter()
        .any(|matter| name.contains(matter));
    let is_contents = item
        .attribute("properties")
        .is_some_and(|properties| properties.split_whitespace().any(|word| word == "nav"));
    is_named || is_contents
}

/// The name of a part that is named relative to another; a name only, that the archive has or has not.
fn beside(path: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href).replace("%20", " ");
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn article(chapter: &[u8], about: Option<&Element>) -> Result<NewArticle, ParseError> {
    let html = match xml::parse(chapter) {
        Ok(root) => root.to_html(),
        Err(ParseError::Damaged(_)) => String::from_utf8_lossy(chapter).into_owned(),
        Err(error) => return Err(error),
    };
    let document = markup::parse(&html)?;
    let text = markup::text_of(&document.root());
    let heading = document.select_single("h1, h2, h3").text().to_string();
    let heading = heading.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let about = |name: &str| {
        let text = about?.child(name)?.text();
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    };
    let article = NewArticle {
        title: heading,
        byline: about("dc:creator"),
        credit: facts::credit(&text),
        published: about("dc:date").and_then(|day| facts::day(&day)),
        publisher: about("dc:publisher"),
        language: about("dc:language"),
        text,
        ..NewArticle::default()
    };
    Ok(article.completed())
}
