//! Lists of references (RIS), as press databases and reference managers export them: one article a reference, with its
//! abstract or full text.

use super::{facts, language};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::import::{Imported, NewArticle};

/// Reads the list.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let decoded = source.decoded()?;
    let mut articles = Vec::new();
    let mut reference: Vec<(&str, String)> = Vec::new();
    for line in decoded.text.lines() {
        cancel::check_cancelled()?;
        match field(line) {
            Some(("ER", _)) => articles.push(article(&std::mem::take(&mut reference))),
            Some((tag, value)) => reference.push((tag, value.to_owned())),
            None => {
                if let Some((_, value)) = reference.last_mut().filter(|_| !line.trim().is_empty()) {
                    value.push('\n');
                    value.push_str(line.trim());
                }
            }
        }
    }
    if !reference.is_empty() {
        articles.push(article(&reference));
    }
    let mut imported = Imported::from_articles(articles);
    imported.warnings = source.warnings_of(&decoded);
    imported.encoding = Some(decoded.encoding);
    Ok(imported)
}

/// 'TI  - Talks resume'
fn field(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let (tag, value) = (line.get(..2)?, line.get(2..)?);
    let is_tag = tag
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let value = value.trim_start().strip_prefix('-')?;
    (is_tag && line.get(2..4) == Some("  ")).then(|| (tag, value.trim()))
}

fn article(reference: &[(&str, String)]) -> NewArticle {
    let all = |tag: &'static str| {
        let with = reference
            .iter()
            .filter(move |(known, value)| *known == tag && !value.is_empty());
        with.map(|(_, value)| value.clone())
    };
    let first = |tags: &[&'static str]| tags.iter().find_map(|tag| all(tag).next());
    let names: Vec<String> = all("AU").chain(all("A1")).map(|name| turned(&name)).collect();
    // The full text where there is one; several notes may hold pieces of it.
    let notes = || all("N1").collect::<Vec<_>>().join("\n\n");
    let text = first(&["AB", "N2"]).unwrap_or_else(notes);
    let is_abstract = first(&["TY"])
        .is_some_and(|kind| matches!(kind.as_str(), "JOUR" | "BOOK" | "CHAP" | "THES" | "CONF"));
    NewArticle {
        title: first(&["TI", "T1", "CT"]).unwrap_or_default(),
        byline: (!names.is_empty()).then(|| names.join(", ")),
        page: pages(first(&["SP"]), first(&["EP"])),
        published: first(&["DA", "PY", "Y1"]).and_then(|day| facts::day(day.trim_end_matches('/'))),
        publisher: first(&["T2", "JO", "JF", "JA", "PB"]),
        url: first(&["UR", "L1", "LK"]),
        language: first(&["LA"]).or_else(|| language::guess(&text).map(str::to_owned)),
        credit: facts::credit(&text),
        partial: is_abstract,
        text,
        ..NewArticle::default()
    }
    .completed()
}

/// '4', '4-5'.
fn pages(first: Option<String>, last: Option<String>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) if first != last && !first.contains('-') => Some(format!("{first}-{last}")),
        (first, _) => first,
    }
}

/// 'Roe, Ada' as 'Ada Roe'.
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') => format!("{} {}", given.trim(), family.trim()),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, import};

    #[test]
    fn each_reference_is_an_article_with_what_its_fields_say() {
        let list = "TY  - NEWS\r\nTI  - Talks resume\r\nAU  - Haddad, Amal\r\nAU  - Roe, Ada\r\nPY  - 2024/02/11/\r\nT2  - The Daily\r\nSP  - 4\r\nEP  - 5\r\n\
            AB  - The army said so.\r\nIt went on.\r\nUR  - https://example.org/1\r\nER  - \r\n\r\nTY  - NEWS\r\nT1  - Second\r\nN2  - Yes.\r\nER  -\r\n";
        let imported = import("a", list.as_bytes()).unwrap();
        assert_eq!(
            (imported.kind, imported.articles.len()),
            (FileKind::References, 2)
        );
        let article = &imported.articles[0];
        assert_eq!(
            (article.title.as_str(), article.byline.as_deref()),
            ("Talks resume", Some("Amal Haddad, Ada Roe"))
        );
        assert_eq!(
            (article.published, article.publisher.as_deref()),
            (Some(jiff::civil::date(2024, 2, 11)), Some("The Daily"))
        );
        assert_eq!(article.page.as_deref(), Some("4-5"));
        assert_eq!(article.text, "The army said so.\nIt went on.");
        assert_eq!(article.url.as_deref(), Some("https://example.org/1"));
        assert_eq!(imported.articles[1].text, "Yes.");
    }
}
