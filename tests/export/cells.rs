//! The types of a workbook's cells, as spreadsheets take them: read off its XML, without what wrote it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use sayso::export::{ClaimSelection, Format, export};
use sayso::model::{Article, ArticleId, Edit, Project, SpeakerId};

use super::example;

/// What a cell is to a spreadsheet.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Text(String),
    Link(String),
    Number(f64),
    /// A number that is shown as year, month and day.
    Date(f64),
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

/// A row by the words at the head.
type Row = BTreeMap<String, Cell>;

/// The opened tags of a part with their attributes, each with the text behind it.
fn tags(part: &str) -> Vec<(BytesStart<'_>, String)> {
    let mut reader = Reader::from_str(part);
    let mut tags: Vec<(BytesStart, String)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => tags.push((tag, String::new())),
            Event::Text(words) => {
                if let Some((_, text)) = tags.last_mut() {
                    text.push_str(&words);
                }
            }
            Event::Eof => return tags,
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).unwrap()?;
    Some(attribute.value.into_owned())
}

fn is(tag: &BytesStart, name: &str) -> bool {
    tag.name().as_ref() == name
}

struct Book {
    archive: zip::ZipArchive<Cursor<Vec<u8>>>,
    /// Whether a number of each style is shown as a day.
    days: Vec<bool>,
}

impl Book {
    fn new(project: &Project) -> Self {
        let mut bytes = Vec::new();
        export(
            Format::by_key("xlsx").unwrap(),
            project,
            &ClaimSelection::ALL,
            &mut bytes,
        )
        .unwrap();
        let mut book = Self {
            archive: zip::ZipArchive::new(Cursor::new(bytes)).unwrap(),
            days: Vec::new(),
        };
        let styles = book.part("xl/styles.xml");
        let day = tags(&styles).into_iter().find_map(|(tag, _)| {
            let is_day = attribute(&tag, "formatCode").as_deref() == Some("yyyy-mm-dd");
            is_day.then(|| attribute(&tag, "numFmtId").unwrap())
        });
        let (_, used) = styles.split_once("<cellXfs").unwrap();
        let (used, _) = used.split_once("</cellXfs>").unwrap();
        let used = tags(used).into_iter().filter(|(tag, _)| is(tag, "xf"));
        book.days = used
            .map(|(tag, _)| day.is_some() && attribute(&tag, "numFmtId") == day)
            .collect();
        book
    }

    fn part(&mut self, name: &str) -> String {
        let mut text = String::new();
        let mut part = self.archive.by_name(name).unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    }

    /// The rows of a sheet below its head.
    fn sheet(&mut self, number: usize) -> Vec<Row> {
        let part = self.part(&format!("xl/worksheets/sheet{number}.xml"));
        let tags = tags(&part);
        let links: Vec<String> = tags
            .iter()
            .filter(|(tag, _)| is(tag, "hyperlink"))
            .filter_map(|(tag, _)| attribute(tag, "ref"))
            .collect();
        let mut heads = BTreeMap::new();
        let mut rows: Vec<Row> = Vec::new();
        let mut row = Row::new();
        for (at, (tag, _)) in tags.iter().enumerate() {
            assert!(!is(tag, "f"), "a formula");
            if is(tag, "row") {
                rows.push(std::mem::take(&mut row));
            } else if is(tag, "c") {
                let place = attribute(tag, "r").unwrap();
                let is_value = |(tag, _): &&(BytesStart, String)| is(tag, "v") || is(tag, "t");
                let value = tags[at + 1..].iter().take(2).find(is_value);
                let (_, value) = value.unwrap_or_else(|| panic!("{place} is there for nothing"));
                let cell = self.cell(tag, value, links.contains(&place));
                let column = place.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
                match (rows.len(), cell) {
                    (1, Cell::Text(head)) => {
                        heads.insert(column, head);
                    }
                    (_, cell) => {
                        row.insert(heads[&column].clone(), cell);
                    }
                }
            }
        }
        rows.push(row);
        rows.split_off(2)
    }

    fn cell(&self, tag: &BytesStart, value: &str, is_link: bool) -> Cell {
        let style: usize = attribute(tag, "s").map_or(0, |style| style.parse().unwrap());
        match attribute(tag, "t").as_deref() {
            Some("inlineStr") => {
                let words = value.to_owned();
                if is_link {
                    Cell::Link(words)
                } else {
                    Cell::Text(words)
                }
            }
            None if self.days[style] => Cell::Date(value.parse().unwrap()),
            None => Cell::Number(value.parse().unwrap()),
            Some(other) => panic!("a cell of type {other}"),
        }
    }
}

fn with_article(project: &mut Project, id: &str, change: impl FnOnce(&mut Article)) {
    let id = ArticleId::from(id);
    let mut article = project.article(&id).unwrap().clone();
    change(&mut article);
    project.apply(Edit::Article(id, Some(Box::new(article)))).unwrap();
}

/// The example with words that look like numbers, days and addresses, and an article of a day before Excel's first.
fn lookalikes() -> Project {
    let mut project = example::project();
    with_article(&mut project, "old-bridge", |article| {
        article.metadata.title = "1984".into();
        article.metadata.byline = Some("2024-02".into());
        let claim = article.claims.values_mut().next().unwrap();
        claim.note = "42".into();
        claim.tags = vec!["https://example.org/tag".into()];
    });
    with_article(&mut project, "souq", |article| {
        article.metadata.url = Some("not an address".into());
        article.metadata.published = Some("1899-12-31".parse().unwrap());
    });
    let id = SpeakerId::from("s-nadia");
    let mut speaker = project.speaker(&id).unwrap().clone();
    speaker.name = "2024".into();
    project.apply(Edit::Speaker(id, Some(Box::new(speaker)))).unwrap();
    project
}

/// Days from 30 December 1899 to 11 February 2024.
const PUBLISHED: Cell = Cell::Date(45_333.0);

fn the_row<'a>(rows: &'a [Row], head: &str, words: &str) -> &'a Row {
    rows.iter()
        .find(|row| row.get(head) == Some(&text(words)))
        .unwrap()
}

#[test]
fn a_workbook_of_claims_has_words_days_and_links_and_guesses_none_of_them() {
    let claims = Book::new(&lookalikes()).sheet(1);
    assert_eq!(claims.len(), 8);
    let noted = the_row(&claims, "Note", "42");
    assert_eq!(noted.get("Article"), Some(&text("1984")));
    assert_eq!(noted.get("Byline"), Some(&text("2024-02")));
    assert_eq!(noted.get("Tags"), Some(&text("https://example.org/tag")));
    assert_eq!(noted.get("Date"), Some(&PUBLISHED));
    assert!(matches!(noted.get("URL"), Some(Cell::Link(_))), "{noted:?}");
    assert_eq!(noted.get("Not found in text"), Some(&text("no")));
    let older = the_row(&claims, "Article ID", "souq");
    assert_eq!(older.get("Date"), Some(&text("1899-12-31")));
    assert_eq!(older.get("URL"), Some(&text("not an address")));
    assert_eq!(older.get("Publisher"), None);
    let all = claims.iter().flat_map(BTreeMap::values);
    assert!(all.clone().any(|cell| *cell == PUBLISHED));
    assert!(!all.clone().any(|cell| matches!(cell, Cell::Number(_))));
}

#[test]
fn in_a_workbook_counts_are_numbers_and_nothing_else_is() {
    let mut book = Book::new(&lookalikes());
    let speakers = book.sheet(2);
    let nadia = the_row(&speakers, "Name", "2024");
    for (heading, count) in [
        ("Claims", 1.0),
        ("Accepted claims", 0.0),
        ("Disputed claims", 0.0),
        ("Rejected claims", 0.0),
    ] {
        assert_eq!(nadia.get(heading), Some(&Cell::Number(count)), "{heading}");
    }
    let mayor = the_row(&speakers, "Name", "The mayor");
    assert_eq!(mayor.get("Accepted claims"), Some(&Cell::Number(1.0)));
    assert_eq!(
        nadia.get("Wikidata URL"),
        Some(&Cell::Link("https://www.wikidata.org/wiki/Q4115189".into()))
    );
    let articles = book.sheet(3);
    let bridge = the_row(&articles, "Article", "1984");
    assert_eq!(bridge.get("Date"), Some(&PUBLISHED));
    assert_eq!(bridge.get("Claims"), Some(&Cell::Number(5.0)));
    assert_eq!(bridge.get("Reviewed claims"), Some(&Cell::Number(4.0)));
    assert_eq!(bridge.get("Done"), Some(&text("yes")));
    let figures = book.sheet(4);
    assert_eq!(
        the_row(&figures, "Measure", "Claims").get("Count"),
        Some(&Cell::Number(8.0))
    );
    let counts = |rows: &[Row]| {
        let cells = rows
            .iter()
            .flatten()
            .filter(|(_, cell)| matches!(cell, Cell::Number(_)));
        cells
            .map(|(head, _)| head.clone())
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(
        counts(&speakers).into_iter().collect::<Vec<_>>(),
        ["Accepted claims", "Claims", "Disputed claims", "Rejected claims"]
    );
    assert_eq!(
        counts(&articles).into_iter().collect::<Vec<_>>(),
        ["Claims", "Reviewed claims"]
    );
}
