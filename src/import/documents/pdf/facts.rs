//! The metadata of a PDF: title and author (ISO 32000-1, 14.3.3). Programs that print fill these in
//! automatically, so each is used only where it looks like a person's words.

use lopdf::{Dictionary, Document, decode_text_string};

use crate::import::documents::facts;

/// The headline and the author that the document states. `largest` are the words in the largest letters of its first page: where the document's own
/// title holds them, they are the headline.
pub(crate) fn facts(document: &Document, largest: Option<String>) -> (Option<String>, Option<String>) {
    let about = document
        .trailer
        .get(b"Info")
        .and_then(|about| document.dereference(about))
        .and_then(|(_, about)| about.as_dict())
        .ok();
    let string = |dictionary: &Dictionary, key: &[u8]| {
        let value = dictionary.get(key).ok()?;
        let (_, value) = document.dereference(value).ok()?;
        let text = decode_text_string(value).ok()?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty() && text.len() <= 1000 && !text.contains(char::is_control)).then_some(text)
    };
    let of_document = |key: &[u8]| string(about?, key);
    let stated = of_document(b"Title").filter(|title| is_headline(title));
    let title = match (largest, stated) {
        (Some(largest), Some(stated)) if !holds(&stated, &largest) => Some(without_site(&stated)),
        (Some(largest), _) => Some(largest),
        (None, stated) => stated.map(|stated| without_site(&stated)),
    };
    let author = of_document(b"Author").filter(|author| is_name(author));
    (title.map(|title| facts::title(&title)), author)
}

/// Whether it is more than the name of a file, or what a program calls what has no name.
fn is_headline(title: &str) -> bool {
    const ENDINGS: &[&str] = &[
        ".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".html", ".htm", ".txt",
    ];
    let lower = title.to_lowercase();
    let words = lower
        .split(' ')
        .filter(|word| word.contains(char::is_alphabetic))
        .count();
    let is_spaceless = title.contains(|c| matches!(c, '\u{3040}'..='\u{9fff}'));
    (words >= 3 || is_spaceless)
        && !ENDINGS.iter().any(|ending| lower.ends_with(ending))
        && !lower.starts_with("microsoft ")
}

/// Whether the letters of one stand in the other, however they are spaced.
fn holds(title: &str, words: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    letters(title).contains(&letters(words))
}

/// 'Talks resume in Baghdad' of 'Talks resume in Baghdad - The Daily Example'.
fn without_site(title: &str) -> String {
    let ends = [" | ", " - ", " – ", " — "]
        .iter()
        .filter_map(|between| title.rsplit_once(between));
    let words = |text: &str| text.split(' ').count();
    ends.filter(|(headline, site)| words(headline) >= 4 && words(site) <= 4)
        .map(|(headline, _)| headline.trim_end().to_owned())
        .min_by_key(String::len)
        .unwrap_or_else(|| title.to_owned())
}

/// Whether it may be a person's name rather than an account's.
fn is_name(author: &str) -> bool {
    let words = author.split(' ').count();
    (2..=6).contains(&words)
        && author
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_a_headline_without_the_site_and_no_file_name() {
        assert_eq!(
            without_site("Talks resume in Baghdad - The Daily Example"),
            "Talks resume in Baghdad"
        );
        assert_eq!(without_site("Talks - round two"), "Talks - round two");
        assert!(is_headline("Talks resume in Baghdad"));
        for title in [
            "Microsoft Word - Talks resume again",
            "talks resume again.docx",
            "untitled",
            "Document 1",
            "",
        ] {
            assert!(!is_headline(title), "{title}");
        }
        assert!(holds("Kindle for PCを起動 | 100YEN", "Kindle for PCを 起 動"));
        assert!(!holds("Talks resume", "MENU"));
    }

    #[test]
    fn an_author_is_a_name_and_no_account() {
        assert!(is_name("Amal Haddad") && is_name("Jean-Luc O’Neil"));
        assert!(!is_name("ahaddad") && !is_name("Scanner 3000 v2") && !is_name("amal@example.org"));
    }
}
