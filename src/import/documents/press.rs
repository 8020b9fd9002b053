//! Downloads of press databases: many articles in one text, each with a head that says where and when it stood and a foot
//! that says how it was filed. Nexis (as it is today and as it was), Factiva (with and without its codes) and `ProQuest`.

use jiff::civil::Date;

use super::{facts, language};
use crate::import::NewArticle;

/// How a download of Nexis calls the beginning of a text and the end of an article.
const BODY: &[&str] = &["Body", "Texte", "Corps", "Volltext", "Cuerpo", "Text"];
const END: &[&str] = &[
    "End of Document",
    "Fin du document",
    "Ende des Dokuments",
    "Fin del documento",
];

/// Fields at the foot of an article in Nexis.
const FOOT: &[&str] = &[
    "load-date:",
    "language:",
    "publication-type:",
    "journal code:",
    "subject:",
    "graphic:",
    "notes:",
    "copyright:",
    "acc-no:",
    "classification",
    "document-type:",
    "pub-type:",
];

/// Fields at the head of one.
const HEAD: &[&str] = &[
    "section:",
    "length:",
    "byline:",
    "dateline:",
    "highlight:",
    "distribution:",
    "type:",
    "series:",
];

/// The articles of a download; `None` where the text is none.
pub(crate) fn articles(text: &str) -> Option<Vec<NewArticle>> {
    let lines = lines(text);
    let is = |words: &[&str]| lines.iter().filter(|line| words.contains(&line.words)).count();
    let articles = if is(END) > 0 && is(BODY) > 0 {
        nexis(text, &lines)
    } else if lines.iter().any(|line| is_count(line.words))
        && lines
            .iter()
            .any(|line| has_field(line.words, &["length:", "load-date:"]))
    {
        old_nexis(text, &lines)
    } else if lines.iter().any(|line| {
        code(line.words) == Some(("HD", true)) || line.words.starts_with("HD\t") || line.words == "HD"
    }) && lines
        .iter()
        .any(|line| matches!(code(line.words), Some(("PD" | "AN", _))))
    {
        factiva_codes(text, &lines)
    } else if lines.iter().any(|line| is_document_number(line.words))
        && lines.iter().any(|line| is_word_count(line.words))
    {
        factiva(text, &lines)
    } else if lines.iter().any(|line| is_document_of(line.words)) && is_field_of_proquest(&lines) {
        proquest(text, &lines)
    } else {
        Vec::new()
    };
    (!articles.is_empty()).then_some(articles)
}

/// A line with words, and where it stands.
#[derive(Clone, Copy)]
struct Line<'text> {
    start: usize,
    end: usize,
    words: &'text str,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let all = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        Line {
            start,
            end: at,
            words: line.trim(),
        }
    });
    all.filter(|line| !line.words.is_empty()).collect()
}

/// The text between two lines, both included.
fn between(text: &str, lines: &[Line]) -> String {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return String::new();
    };
    text.get(first.start..last.end)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn has_field(line: &str, names: &[&str]) -> bool {
    let lower = line.to_lowercase();
    names.iter().any(|name| lower.starts_with(name))
}

/// What a field of the head says.
fn field(lines: &[Line], name: &str) -> Option<String> {
    let line = lines.iter().find(|line| has_field(line.words, &[name]))?;
    let said = line.words.get(name.len()..)?.trim();
    (!said.is_empty()).then(|| said.to_owned())
}

/// The day in a line that holds little else: 'March 1, 2024 Friday 10:00 AM GMT'.
pub(super) fn day_in(line: &str) -> Option<Date> {
    const MAX_WORDS: usize = 9;
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() > MAX_WORDS {
        return None;
    }
    let whole = facts::day(line);
    whole.or_else(|| words.windows(3).find_map(|day| facts::day(&day.join(" "))))
}

/// The page in 'SECTION: NEWS; Pg. 4'.
fn page_in_section(head: &[Line]) -> Option<String> {
    let section = field(head, "section:")?;
    page_of(&section)
}

/// The page that words name: 'Pg. A7', 'p. 4', 'S. 12', 'página 3'.
pub(super) fn page_of(words: &str) -> Option<String> {
    const NAMES: [&str; 12] = [
        "pg", "pgs", "pp", "p", "page", "pages", "s", "seite", "seiten", "página", "pág", "pagina",
    ];
    let words: Vec<&str> = words
        .split([' ', '\t', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(2).rev().find_map(|pair| {
        let name = pair[0].trim_end_matches(['.', ':']).to_lowercase();
        NAMES
            .contains(&name.as_str())
            .then(|| bare_page(pair[1].trim_end_matches([';', ',', '.'])))
            .flatten()
    })
}

/// '4', 'A7', '12-13', where that is all there is.
fn bare_page(words: &str) -> Option<String> {
    const MAX_LETTERS: usize = 9;
    let fits = words.len() <= MAX_LETTERS
        && words.contains(|sign: char| sign.is_ascii_digit())
        && words.chars().all(|sign| {
            sign.is_ascii_digit() || sign.is_ascii_uppercase() || matches!(sign, '-' | '–' | ',')
        });
    fits.then(|| words.to_owned())
}

/// One article of Nexis from its head and body.
fn article(
    title: &str,
    publisher: &str,
    published: Option<Date>,
    byline: Option<String>,
    page: Option<String>,
    text: String,
) -> NewArticle {
    let publisher = Some(publisher.trim()).filter(|name| !name.is_empty());
    NewArticle {
        title: title.trim().to_owned(),
        publisher: publisher.map(str::to_owned),
        published,
        byline,
        page,
        credit: facts::credit(&text),
        language: language::guess(&text).map(str::to_owned),
        text,
        ..NewArticle::default()
    }
}

/// Nexis as it is today: headline, paper and day, fields, 'Body', the text, fields, 'End of Document'.
fn nexis(text: &str, lines: &[Line]) -> Vec<NewArticle> {
    let mut articles = Vec::new();
    for lines in lines.split(|line| END.contains(&line.words)) {
        let Some(body) = lines.iter().position(|line| BODY.contains(&line.words)) else {
            continue;
        };
        let (head, body) = (
            lines.get(..body).unwrap_or_default(),
            lines.get(body + 1..).unwrap_or_default(),
        );
        let end = body.iter().position(|line| has_field(line.words, FOOT));
        let body = body.get(..end.unwrap_or(body.len())).unwrap_or_default();
        // Before the first article there may be a list of all.
        let day = head
            .iter()
            .rposition(|line| !has_field(line.words, HEAD) && day_in(line.words).is_some());
        let above = |distance: usize| day.and_then(|day| head.get(day.checked_sub(distance)?));
        let title = above(2).or_else(|| head.first()).map_or("", |line| line.words);
        let publisher = above(1).map_or("", |line| line.words);
        let published = day.and_then(|day| day_in(head.get(day)?.words));
        let byline = field(head, "byline:");
        let page = page_in_section(head);
        articles.push(article(
            title,
            publisher,
            published,
            byline,
            page,
            between(text, body),
        ));
    }
    articles
}

/// '3 of 100 DOCUMENTS'
fn is_count(line: &str) -> bool {
    if !line.ends_with("DOCUMENTS") {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    matches!(*words.as_slice(), [number, "of", all, "DOCUMENTS"] if is_number(number) && is_number(all))
}

/// Nexis as it was: a count, paper and day, headline, fields in capitals, the text, fields.
fn old_nexis(text: &str, lines: &[Line]) -> Vec<NewArticle> {
    let mut articles = Vec::new();
    for lines in lines.split(|line| is_count(line.words)) {
        let Some(day) = lines.iter().position(|line| day_in(line.words).is_some()) else {
            continue;
        };
        let rest = lines.get(day + 1..).unwrap_or_default();
        let is_head = |line: &&Line| has_field(line.words, HEAD);
        let Some(fields) = rest.iter().position(|line| is_head(&line)) else {
            continue;
        };
        // An edition may stand between the day and the headline.
        let title = rest
            .get(..fields)
            .unwrap_or_default()
            .iter()
            .rfind(|line| !line.words.ends_with("Edition"));
        let head = rest.get(fields..).unwrap_or_default();
        let length = head.iter().take_while(is_head).count();
        let body = head.get(length..).unwrap_or_default();
        let is_end = |line: &Line| has_field(line.words, FOOT) || line.words.starts_with("Copyright ");
        let end = body.iter().position(is_end).unwrap_or(body.len());
        let publisher = lines
            .get(..day)
            .unwrap_or_default()
            .iter()
            .rfind(|line| !line.words.starts_with("Copyright "));
        articles.push(article(
            title.map_or("", |line| line.words),
            publisher.map_or("", |line| line.words),
            lines.get(day).and_then(|line| day_in(line.words)),
            field(head, "byline:"),
            page_in_section(head),
            between(text, body.get(..end).unwrap_or_default()),
        ));
    }
    articles
}

/// The code that a line begins with in Factiva, and whether words follow: 'HD  Talks resume'.
fn code(line: &str) -> Option<(&str, bool)> {
    let name = line.split([' ', '\t']).next()?;
    let is_code = (2..=3).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let rest = line.get(name.len()..)?;
    (is_code
        && (rest.is_empty() || rest.starts_with(['\t']) || rest.starts_with("  ") || rest.starts_with(' ')))
    .then(|| (name, !rest.trim().is_empty()))
}

/// The codes of Factiva that begin a part of an article.
const CODES: &[&str] = &[
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "ART", "DJ",
];

/// Factiva with its codes: each on a line with its words, or above them.
fn factiva_codes(text: &str, lines: &[Line]) -> Vec<NewArticle> {
    let mut articles = Vec::new();
    let mut parts: Vec<(&str, usize, usize)> = Vec::new();
    for line in lines {
        match code(line.words) {
            Some((name, _)) if CODES.contains(&name) => {
                let words = line.start
                    + text
                        .get(line.start..line.end)
                        .and_then(|whole| whole.find(name))
                        .unwrap_or(0)
                    + name.len();
                parts.push((name, words, line.end));
            }
            _ => {
                if let Some((_, _, end)) = parts.last_mut() {
                    *end = line.end;
                }
            }
        }
        if parts.last().is_some_and(|(name, start, end)| {
            *name == "AN" && text.get(*start..*end).is_some_and(|said| !said.trim().is_empty())
        }) {
            articles.extend(of_codes(text, &std::mem::take(&mut parts)));
        }
    }
    articles.extend(of_codes(text, &parts));
    articles
}

fn of_codes(text: &str, parts: &[(&str, usize, usize)]) -> Option<NewArticle> {
    let said = |wanted: &str| {
        let (_, start, end) = parts.iter().find(|(name, ..)| *name == wanted)?;
        let words = text.get(*start..*end)?.trim();
        (!words.is_empty()).then(|| words.to_owned())
    };
    let one_line = |words: String| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = one_line(said("HD")?);
    let body: Vec<String> = ["LP", "TD"].iter().filter_map(|name| said(name)).collect();
    let published = said("PD").and_then(|day| day_in(&day));
    let publisher = said("SN").map(one_line).unwrap_or_default();
    Some(article(
        &title,
        &publisher,
        published,
        said("BY").map(one_line),
        said("PG").map(one_line),
        body.join("\n\n"),
    ))
}

/// '543 words'
fn is_word_count(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &str| {
        word.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.')
    };
    matches!(*words.as_slice(), [number, "words" | "mots" | "Wörter" | "palabras"] if is_number(number))
}

/// `Document EXPO000020240301ek3100001`
fn is_document_number(line: &str) -> bool {
    const MIN_DIGITS: usize = 20;
    let number = line.strip_prefix("Document ").unwrap_or_default();
    number.len() >= MIN_DIGITS && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Factiva without codes: headline, perhaps who wrote it, the number of words, day, time, paper, its code, page, language,
/// copyright, the text, the number of the document.
fn factiva(text: &str, lines: &[Line]) -> Vec<NewArticle> {
    const MAX_HEAD_LINES: usize = 10;
    let mut articles = Vec::new();
    for lines in lines.split(|line| is_document_number(line.words)) {
        let Some(count) = lines.iter().position(|line| is_word_count(line.words)) else {
            continue;
        };
        let (above, below) = (
            lines.get(..count).unwrap_or_default(),
            lines.get(count + 1..).unwrap_or_default(),
        );
        let head = below.get(..below.len().min(MAX_HEAD_LINES)).unwrap_or_default();
        let is_copyright = |line: &Line| has_field(line.words, &["copyright", "(c) ", "© ", "(copyright)"]);
        let end = head.iter().position(is_copyright).map_or(0, |at| at + 1);
        let head = head.get(..end).unwrap_or_default();
        let published = head.first().and_then(|line| day_in(line.words));
        let is_time = |line: &&Line| line.words.contains(':') && line.words.len() <= 5;
        let publisher = head.iter().skip(1).find(|line| !is_time(line));
        // A section may stand above the headline, and the author below it.
        let (title, byline) = match above {
            [.., title, byline] if byline.words.split_whitespace().count() <= 6 && above.len() > 1 => {
                (title, Some(byline))
            }
            [.., title] => (title, None),
            [] => continue,
        };
        articles.push(article(
            title.words,
            publisher.map_or("", |line| line.words),
            published,
            byline.map(|line| line.words.to_owned()),
            head.iter().skip(2).find_map(|line| bare_page(line.words)),
            between(text, below.get(end..).unwrap_or_default()),
        ));
    }
    articles
}

/// 'Document 3 of 100'
fn is_document_of(line: &str) -> bool {
    if !line.starts_with("Document ") {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    matches!(*words.as_slice(), ["Document", number, "of", all] if is_number(number) && is_number(all))
}

/// How `ProQuest` calls the beginning of a text, and the fields around it.
const FULL_TEXT: &str = "full text:";
const PROQUEST: &[&str] = &[
    "author:",
    "publication info:",
    "abstract:",
    "links:",
    "subject:",
    "location:",
    "people:",
    "company / organization:",
    "title:",
    "publication title:",
    "publication year:",
    "publication date:",
    "section:",
    "publisher:",
    "place of publication:",
    "country of publication:",
    "publication subject:",
    "issn:",
    "source type:",
    "language of publication:",
    "document type:",
    "proquest document id:",
    "document url:",
    "copyright:",
    "last updated:",
    "database:",
    "pages:",
    "dateline:",
    "identifier / keyword:",
    "credit:",
    "illustration",
    "bibliography",
];

fn is_field_of_proquest(lines: &[Line]) -> bool {
    let has = |name: &str| lines.iter().any(|line| has_field(line.words, &[name]));
    has(FULL_TEXT) && has("publication title:")
}

/// `ProQuest`: a count, headline, fields, the text behind one of them, more fields.
fn proquest(text: &str, lines: &[Line]) -> Vec<NewArticle> {
    let mut articles = Vec::new();
    for lines in lines.split(|line| is_document_of(line.words)) {
        let Some(begin) = lines.iter().position(|line| has_field(line.words, &[FULL_TEXT])) else {
            continue;
        };
        let rest = lines.get(begin..).unwrap_or_default();
        let is_end = |line: &Line| has_field(line.words, PROQUEST) || line.words.starts_with("____");
        let end = rest
            .iter()
            .skip(1)
            .position(is_end)
            .map_or(rest.len(), |at| at + 1);
        let whole = between(text, rest.get(..end).unwrap_or_default());
        let body = whole.get(FULL_TEXT.len()..).unwrap_or_default().trim().to_owned();
        let title = field(lines, "title:").or_else(|| lines.first().map(|line| line.words.to_owned()));
        let published = field(lines, "publication date:").and_then(|day| day_in(&day));
        let publisher = field(lines, "publication title:").unwrap_or_default();
        articles.push(article(
            &title.unwrap_or_default(),
            &publisher,
            published,
            field(lines, "author:"),
            field(lines, "pages:").or_else(|| field(lines, "start page:")),
            body,
        ));
    }
    articles
}

#[cfg(test)]
mod tests {
    use crate::import::{NewArticle, WarningKind, import};

    const PARAGRAPHS: &str = "The army said so.\n\nIt went on for Body and soul.";

    fn check(download: &str) {
        let imported = import("download.txt", download.as_bytes()).unwrap();
        let told = imported
            .warnings
            .iter()
            .any(|warning| warning.kind == WarningKind::PressDatabase(2));
        assert!(told, "{:?}", imported.warnings);
        for (number, article) in imported.articles.iter().enumerate() {
            let NewArticle {
                title,
                publisher,
                published,
                byline,
                page,
                text,
                ..
            } = article;
            assert_eq!(title, &format!("Talks resume {number}"));
            assert_eq!(publisher.as_deref(), Some("The Daily (London)"));
            assert_eq!(*published, Some(jiff::civil::date(2024, 2, 11)));
            assert_eq!(byline.as_deref(), Some("Amal Haddad"));
            assert_eq!(page.as_deref(), Some("4"));
            assert_eq!(text, PARAGRAPHS);
        }
        assert_eq!(imported.articles.len(), 2);
    }

    fn twice(article: impl Fn(usize) -> String) -> String {
        article(0) + &article(1)
    }

    #[test]
    fn nexis_of_today_and_before_is_split_into_its_articles() {
        check(&twice(|number| {
            let list = if number == 0 {
                "Documents (2)\n\n1. Talks resume 0\n\n"
            } else {
                ""
            };
            format!(
                "{list}Talks resume {number}\n\nThe Daily (London)\n\nFebruary 11, 2024 Sunday\n\nCopyright 2024 Daily\n\nSection: NEWS; Pg. 4\n\n\
                Length: 120 words\n\nByline: Amal Haddad\n\nBody\n\n{PARAGRAPHS}\n\nLoad-Date: February 12, 2024\n\nEnd of Document\n\n"
            )
        }));
        check(&twice(|number| {
            format!(
                "                {} of 2 DOCUMENTS\n\n              The Daily (London)\n\n       February 11, 2024 Sunday\n           First Edition\n\n\
                Talks resume {number}\n\nBYLINE: Amal Haddad\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 120 words\n\n{PARAGRAPHS}\n\nLOAD-DATE: February 12, 2024\n\n\
                LANGUAGE: ENGLISH\n\n     Copyright 2024 Daily\n",
                number + 1
            )
        }));
    }

    #[test]
    fn factiva_with_and_without_codes_is_split_into_its_articles() {
        check(&twice(|number| {
            format!(
                "HD  Talks resume {number}\nBY  Amal Haddad\nWC  120 words\nPD  11 February 2024\nSN  The Daily (London)\nPG  4\nLA  English\n\
                CY  Copyright 2024\nLP\nThe army said so.\n\nTD\nIt went on for Body and soul.\nNS  gpol : Politics\nAN  Document DAIL000020240211ek3100001\n\n"
            )
        }));
        check(&twice(|number| {
            format!(
                "News\n\nTalks resume {number}\n\nAmal Haddad\n\n120 words\n\n11 February 2024\n\n09:30\n\nThe Daily (London)\n\nDAIL\n\n4\n\nEnglish\n\n\
                Copyright 2024 Daily\n\n{PARAGRAPHS}\n\nDocument DAIL000020240211ek310000{number}\n\n"
            )
        }));
    }

    #[test]
    fn proquest_is_split_into_its_articles() {
        check(&twice(|number| {
            format!(
                "____________________\n\nDocument {} of 2\n\nTalks resume {number}\n\nAuthor: Amal Haddad\n\n\
                Publication info: The Daily ; London 11 Feb 2024: 4.\n\nAbstract: In short.\n\nFull text: {PARAGRAPHS}\n\nSubject: Politics\n\n\
                Title: Talks resume {number}\n\nPublication title: The Daily (London)\n\nPages: 4\n\nPublication date: Feb 11, 2024\n\n",
                number + 1
            )
        }));
    }

    #[test]
    fn an_article_about_a_body_of_documents_is_one() {
        let text = "End of documents\n\nBody\n\nThe length: 3 words.\n\nHD is high definition.\n";
        assert_eq!(import("a.txt", text.as_bytes()).unwrap().articles[0].text, text);
    }
}
