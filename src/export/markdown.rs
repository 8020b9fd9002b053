//! The Markdown report (`CommonMark` 0.31): each article's claims as quotations with speakers and reviews.

use std::fmt::Write as _;
use std::io;

use super::describe::{decision, evidence_title, is_web_address, title, verdict, who};
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, safe, words};
use crate::model::{Article, Claim, Project};

pub(super) const FORMAT: Format = Format {
    key: "markdown",
    words: format_words!("format-markdown"),
    extension: "md",
    readers: Readers::People,
    offset_unit: "",
    write: Write::Text(write),
};

fn write(input: &ExportInput, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let project = input.project;
    let mut summary = Summary::default();
    let title = format!("# {}\n", escaped(&project.head().title));
    out.write_all(title.as_bytes())?;
    input.each_article(|_, article, claims| {
        if claims.is_empty() {
            return Ok(());
        }
        let mut part = heading(article);
        for (_, claim) in &claims {
            part.push_str(&in_markdown(project, claim));
        }
        out.write_all(part.as_bytes())?;
        summary.articles += 1;
        summary.claims += claims.len();
        Ok(())
    })?;
    Ok(summary)
}

fn heading(article: &Article) -> String {
    let facts = article_facts(article);
    if facts.is_empty() {
        format!("\n## {}\n", linked(article))
    } else {
        format!("\n## {}\n\n{}\n", linked(article), facts.join(" · "))
    }
}

/// An article on one line: its linked title, publisher and date.
pub(super) fn from(article: &Article) -> String {
    let mut facts = vec![linked(article)];
    facts.extend(article_facts(article));
    facts.join(", ")
}

fn linked(article: &Article) -> String {
    let metadata = &article.metadata;
    let title = escaped(title(article));
    let url = metadata.url.as_deref().filter(|url| is_web_address(url));
    url.map_or_else(|| title.clone(), |url| format!("[{title}](<{url}>)"))
}

fn article_facts(article: &Article) -> Vec<String> {
    let metadata = &article.metadata;
    let published = metadata.published.map(|day| day.to_string());
    let facts = [metadata.publisher.clone(), metadata.byline.clone(), published];
    facts.into_iter().flatten().map(|part| escaped(&part)).collect()
}

/// A claim: its words as a quotation, and a list of its details.
pub(super) fn in_markdown(project: &Project, claim: &Claim) -> String {
    let mut part = String::from("\n");
    for line in claim.words().lines() {
        let _infallible = writeln!(part, "> {}", escaped(line));
    }
    let who = escaped(&who(project, claim));
    let _infallible = writeln!(
        part,
        "\n- **{who}**, {}",
        words::review_state(claim.review_state())
    );
    for (id, review) in claim.reviews.iter().filter(|(_, review)| !review.why.is_empty()) {
        let name = escaped(project.reviewer_label(id));
        let decided = decision(review);
        let _infallible = writeln!(part, "- {name}, {decided}: {}", escaped(&review.why));
    }
    if let Some(verdict) = verdict(project, claim) {
        let verdict = format!("**{}**", escaped(&verdict));
        let _infallible = writeln!(part, "- {}", fl!("document-verdict", verdict = verdict));
    }
    for found in claim.evidence.values() {
        let stance = found.stance.map_or("evidence", words::stance);
        let title = evidence_title(found);
        let link = if is_web_address(&found.url) {
            format!("[{}](<{}>)", escaped(title), found.url)
        } else {
            escaped(title)
        };
        if !title.is_empty() {
            let _infallible = writeln!(part, "- {stance}: {link}");
        }
    }
    if !claim.note.is_empty() {
        let _infallible = writeln!(part, "- {}", escaped(&claim.note));
    }
    part
}

/// Text on one line, with all characters escaped that Markdown, HTML or the extensions of GitHub and Obsidian would act on
/// (`CommonMark` 0.31, section 2.4), and no others, so that the file itself stays readable.
fn escaped(words: &str) -> String {
    let line = safe::line(words).replace(['\n', '\r', '\t'], " ");
    let line = line.trim_start();
    let mut escaped = String::with_capacity(line.len());
    let mut before = Preceding::Nothing;
    for (at, c) in line.char_indices() {
        if acts(before, c, line, at) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = match before {
            Preceding::Nothing | Preceding::Number if c.is_ascii_digit() => Preceding::Number,
            _ => Preceding::Some(c),
        };
    }
    escaped
}

/// What precedes a character on its line.
#[derive(Clone, Copy)]
enum Preceding {
    Nothing,
    /// Only digits.
    Number,
    /// Other characters, with the last one.
    Some(char),
}

/// Whether a character would act as markup there.
fn acts(before: Preceding, c: char, line: &str, at: usize) -> bool {
    /// Names of characters are no longer.
    const MAX_ENTITY_CHARS: usize = 32;
    let behind = line.get(at + c.len_utf8()..).unwrap_or_default();
    let others = |wanted: char| line.matches(wanted).count() - usize::from(wanted == c);
    let is_doubled = || matches!(before, Preceding::Some(last) if last == c) || behind.starts_with(c);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' => true,
        // Within a word it is a part of it.
        '_' => {
            let is_within = matches!(before, Preceding::Some(last) if last.is_alphanumeric());
            !(is_within && behind.starts_with(char::is_alphanumeric))
        }
        // Quotations and tables at the beginning of a line; the end of what might be taken for a tag.
        '|' => matches!(before, Preceding::Nothing),
        '>' => matches!(before, Preceding::Nothing) || line.contains('<'),
        // Headings at the beginning and the end of a line, and tags.
        '#' => {
            let is_begun = !matches!(before, Preceding::Some(last) if last.is_alphanumeric());
            let is_ended = behind.trim_matches(['#', ' ']).is_empty();
            let is_first = matches!(before, Preceding::Nothing);
            is_first || is_ended || (is_begun && behind.starts_with(|c: char| !c.is_whitespace()))
        }
        // What is struck out, raised, or set as mathematics has one of these on either side.
        '~' | '^' | '$' => is_doubled() || others(c) > 0,
        // The attributes of a heading.
        '{' | '}' => others('{') + others('}') > 0,
        // Lists, headings and tables at the beginning of a line; elsewhere dashes, highlights and comments.
        '-' | '+' | '=' | '%' => matches!(before, Preceding::Nothing) || is_doubled(),
        // A number with one of these begins a list.
        ')' => matches!(before, Preceding::Number),
        '.' => matches!(before, Preceding::Number) || is_after_www(before, behind),
        // Addresses, and ':smile:'.
        ':' => match before {
            Preceding::Nothing => true,
            Preceding::Number => behind.starts_with("//"),
            Preceding::Some(last) => {
                behind.starts_with("//") || (!last.is_alphanumeric() && behind.starts_with(is_name))
            }
        },
        // '&nbsp;'
        '&' => {
            let name = behind
                .char_indices()
                .take(MAX_ENTITY_CHARS)
                .find(|(_, c)| !is_name(*c));
            name.is_some_and(|(_, c)| c == ';')
        }
        _ => false,
    }
}

/// GitHub links 'www.example.org'.
fn is_after_www(before: Preceding, behind: &str) -> bool {
    matches!(before, Preceding::Some('w' | 'W')) && behind.starts_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;

    fn read_back(markdown: &str) -> String {
        let extensions = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_MATH
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let words = Parser::new_ext(markdown, extensions).map(|event| match event {
            Event::Text(words) => words.into_string(),
            Event::Start(_) | Event::End(_) => String::new(),
            other => format!("{other:?}"),
        });
        words.collect()
    }

    #[test]
    fn words_stay_words_wherever_they_stand() {
        let nasty = [
            "- no list",
            "+1",
            "=SUM(A1:A9)",
            "===",
            "---",
            "a -- b --- c",
            "1. first",
            "12) twelfth",
            "> said",
            "# one",
            "two #",
            "a*b*c _d_ `e` ~~f~~",
            "[x](y) ![z](w) [^1] [ ] [x]",
            "<b>bold</b> <!-- gone -->",
            "AT&T &nbsp; &#65; R&D; x",
            "a | b",
            "$x$ 2^2^",
            "title {.red}",
            "back\\slash \\* \\",
            "    four spaces _before_",
            ":-:",
            ":smile: see https://example.org/a_b#c or www.example.org/a_b",
            "==x== ++x++ %%x%%",
            "&amp",
            "  spaced -- out",
            "2024-02-11 (Reuters), he said!",
        ];
        for words in nasty {
            let expected = words.trim_start();
            for before in ["> ", "- ", "## ", "", "one line\n"] {
                let told = read_back(&format!("{before}{}\n", escaped(words)));
                let told = told.strip_prefix("one lineSoftBreak").unwrap_or(&told);
                assert_eq!(told.trim_start(), expected, "{before:?} {}", escaped(words));
            }
        }
    }

    #[test]
    fn what_does_nothing_is_left_as_it_is() {
        let plain = "By A. Writer (Reuters), 2024-02-11: “we won’t – ever!” AT&T + 2 = 4 at 10:48, he said: yes, \
             a_b_c cost $5 > 4 at ~3 % | No. # 7 {";
        assert_eq!(escaped(plain), plain);
    }
}
