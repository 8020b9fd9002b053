//! Plain text: one article, with the text unchanged.

use super::{facts, language};
use crate::import::article::SourceFile;
use crate::import::detect::unknown;
use crate::import::{ImportError, Imported, NewArticle, WarningKind, decode};

/// A longer line earns a warning.
const LONG_LINE_BYTES: usize = 256 * 1024;

/// The article of a plain text in any encoding.
pub(crate) fn import(source: &SourceFile) -> Result<Imported, ImportError> {
    let path = || source.path.to_owned();
    let encoding = source.choices.encoding.as_deref();
    let Some(mut decoded) = decode::decode_as(source.bytes, encoding) else {
        let signature = unknown();
        return Err(ImportError::NotText {
            looks_like: signature.looks_like,
            hint: signature.hint,
            path: path(),
        });
    };
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Blank { path: path() });
    }
    let lines = decoded.text.split('\n').enumerate();
    let longest = lines.max_by_key(|(_, line)| line.len());
    let longest = longest.filter(|(_, line)| line.len() > LONG_LINE_BYTES);
    let long_line = longest.map(|(number, line)| WarningKind::LongLine {
        line: number + 1,
        bytes: line.len(),
    });
    let text = std::mem::take(&mut decoded.text);
    let doubts = doubts(&text, decoded.replaced);
    let mut imported = Imported::from_text(article(text), &decoded, source);
    let doubts = long_line.into_iter().chain(doubts);
    imported.warnings.extend(doubts.map(|kind| source.warning(kind)));
    Ok(imported)
}

/// What speaks against its being an article: the signs of code, markup, a header or data, and letters lost before. `told` is
/// the number of replacement characters that stand for bytes of the file.
fn doubts(text: &str, told: usize) -> Vec<WarningKind> {
    const SAMPLE_BYTES: usize = 64 * 1024;
    let sample = text.get(..text.floor_char_boundary(SAMPLE_BYTES)).unwrap_or(text);
    let lost = text.matches('\u{fffd}').count().saturating_sub(told);
    let looks_like = looks_like(sample).map(WarningKind::LooksLike);
    let lost = (lost > 0).then_some(WarningKind::LostBefore(lost));
    looks_like.into_iter().chain(lost).collect()
}

/// What a text is that is none of words.
fn looks_like(sample: &str) -> Option<&'static str> {
    const MIN_LINES: usize = 4;
    const MIN_TAGS: usize = 6;
    /// So many characters of prose stand for each tag at most.
    const CHARS_A_TAG: usize = 120;
    let lines: Vec<&str> = sample
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let tags = memchr::memchr_iter(b'<', sample.as_bytes())
        .filter(|at| {
            let rest = sample.as_bytes().get(at + 1..).unwrap_or_default();
            let begins = rest
                .first()
                .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
            begins && rest.iter().take(CHARS_A_TAG).any(|byte| *byte == b'>')
        })
        .count();
    if tags >= MIN_TAGS && tags * CHARS_A_TAG > sample.len() {
        return Some(fl!("import-looks-like-markup"));
    }
    let of_code = |line: &&&str| {
        line.ends_with(['{', '}', ';']) || line.starts_with("#include") || line.ends_with("):")
    };
    if lines.len() >= MIN_LINES && lines.iter().filter(of_code).count() * 5 > lines.len() * 2 {
        return Some(fl!("import-looks-like-code"));
    }
    let is_field = |line: &&&str| {
        let name = line.split_once(": ").map_or("", |(name, _)| name);
        name.contains(['-', '_'])
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let fields = lines
        .iter()
        .take_while(|line| line.contains(':'))
        .filter(is_field)
        .count();
    if fields >= MIN_LINES {
        return Some(fl!("import-looks-like-header"));
    }
    let words = || sample.split_whitespace();
    let shown = sample.chars().filter(|c| !c.is_whitespace()).count();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let is_solid = words()
        .next()
        .is_some_and(|_| shown > 400 && sample.is_ascii() && words().count() * 40 < shown);
    if (shown > 60 && letters * 2 < shown) || is_solid {
        return Some(fl!("import-looks-like-data"));
    }
    None
}

/// The article of a document's text, with its title where one is marked.
pub(crate) fn titled(text: String, title: Option<String>) -> NewArticle {
    let mut article = article(text);
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        title.trim().clone_into(&mut article.title);
    }
    article
}

/// An article of which nothing is known but its text.
pub(crate) fn article(text: String) -> NewArticle {
    NewArticle {
        title: facts::title(&text),
        byline: facts::byline(&text),
        credit: facts::credit(&text),
        published: facts::published(&text),
        language: language::guess(&text).map(str::to_owned),
        text,
        ..NewArticle::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import;

    #[test]
    fn one_article_carries_all_that_the_text_says_about_itself() {
        let text = "Talks resume in the capital (Reuters)\n\nBy Amal Haddad\n11 February 2024\n\n\
            The army said that the talks go on.\n\nSource: Agencies\n";
        let imported = import("talks.txt", text.as_bytes()).unwrap();
        assert_eq!(
            imported.articles,
            [NewArticle {
                title: "Talks resume in the capital".to_owned(),
                byline: Some("By Amal Haddad".to_owned()),
                credit: vec!["Reuters".to_owned(), "Agencies".to_owned()],
                published: Some(jiff::civil::date(2024, 2, 11)),
                language: Some("en".to_owned()),
                text: text.to_owned(),
                ..NewArticle::default()
            }]
        );
        assert_eq!(imported.warnings, []);
    }

    #[test]
    fn a_guessed_encoding_and_unreadable_bytes_are_warned_of() {
        let guessed = import("a.txt", b"Le pr\xe9sident a d\xe9clar\xe9 \xe0 Paris").unwrap();
        assert_eq!(
            guessed.warnings[0].to_string(),
            "encoding guessed as windows-1252; check that the text looks right: a.txt"
        );
        assert_eq!(guessed.encoding, Some("windows-1252"));
        let damaged = import("b.txt", b"\xef\xbb\xbfThe army \xff said so").unwrap();
        let [warning] = damaged.warnings.as_slice() else {
            panic!("{:?}", damaged.warnings)
        };
        let told = "1 character is not valid UTF-8 and appears as \u{fffd}; try another encoding: b.txt";
        assert_eq!(warning.to_string(), told);
    }

    #[test]
    fn what_looks_like_something_else_is_doubted_and_prose_is_not() {
        let looks = |text: &str| {
            let warnings = import("a.txt", text.as_bytes()).unwrap().warnings;
            let told = warnings.into_iter().map(|warning| warning.kind.to_string());
            told.collect::<Vec<_>>().join("; ")
        };
        let like = |what: &str| format!("the text looks like {what}; check that this is an article");
        let markup = "Talks\n".to_owned() + &"<p>The army</p> <b>said</b> so.\n".repeat(3);
        assert_eq!(looks(&markup), like("markup"));
        assert_eq!(
            looks("fn main() {\n    let a = 1;\n    print(a);\n}\n"),
            like("code")
        );
        let header = "Content-Type: text/plain\nX-From: a\nX-To: b\nX-Date: c\n\nYes.";
        assert_eq!(looks(header), like("the header of a message or record"));
        assert_eq!(looks(&"12,45;78 | 99.1 %\n".repeat(9)), like("data"));
        assert_eq!(looks(&"QmFzZTY0IGlzIG5vIGFydGljbGU".repeat(40)), like("data"));
        assert_eq!(
            looks("The army \u{fffd}said\u{fffd}."),
            "2 characters were already lost in the file (\u{fffd})"
        );
        let prose = "Talks resume\n\nThe army said: “a < b”; the mayor, however, said no;\nthe rest was silent.\nIt went on;\nthen it ended.\n";
        assert_eq!(looks(prose), "");
        assert_eq!(
            looks("政府は、会談を定期的に開くと発表した。".repeat(30).as_str()),
            ""
        );
    }

    #[test]
    fn a_very_long_line_is_warned_of() {
        let text = format!("Title\n{}", "word ".repeat(400_000));
        let imported = import("long.txt", text.as_bytes()).unwrap();
        assert_eq!(
            imported.warnings[0].to_string(),
            "line 2 is very long (1.9 MB) and may be slow: long.txt"
        );
    }
}
