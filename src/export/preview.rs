//! The start of an export, as a preview.

use quick_xml::escape::unescape;

use super::articles::InMemory;
use super::bundle::Bundle;
use super::{ClaimSelection, ExportInput, Format, Write, html};
use crate::model::Project;

/// Longer lines are cut.
const MAX_LINE_CHARS: usize = 600;
/// The maximum number of lines shown.
const MAX_LINES: usize = 80;
/// How many claims are searched for one that the format can hold, if it holds none of the first.
const MAX_CLAIMS_SEARCHED: usize = 1000;
/// Longer cells are cut.
const MAX_CELL_CHARS: usize = 80;

/// The start of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportPreview {
    /// The lines of a text, as they will stand in the file, or as a browser shows them.
    Text(Vec<String>),
    /// The rows of a table, the head first; every cell on one line.
    Table(Vec<Vec<String>>),
}

/// The start of an export as text: its first claims, at most `rows`. Long lines are cut and end in '…'.
pub fn preview(format: &Format, project: &Project, selection: &ClaimSelection, rows: usize) -> String {
    let text = begun(format, project, selection, rows);
    let lines = text.trim_start_matches('\u{feff}').lines();
    lines
        .map(|line| cut(line, MAX_LINE_CHARS))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The same, with tables as rows.
pub fn preview_of(
    format: &Format,
    project: &Project,
    selection: &ClaimSelection,
    rows: usize,
) -> ExportPreview {
    let text = begun(format, project, selection, rows);
    let text = text.trim_start_matches('\u{feff}');
    if shown(format).extension == "csv" {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let cells = |row: csv::StringRecord| {
            row.iter()
                .map(|cell| cut(&one_line(cell), MAX_CELL_CHARS))
                .collect()
        };
        return ExportPreview::Table(reader.records().map_while(Result::ok).map(cells).collect());
    }
    let report = (format.key == html::FORMAT.key).then(|| as_a_browser_shows(text));
    let lines = report.as_deref().unwrap_or(text).lines().take(MAX_LINES);
    ExportPreview::Text(lines.map(|line| cut(line, MAX_LINE_CHARS)).collect())
}

/// The format whose text is shown.
fn shown(format: &Format) -> &Format {
    match format.write {
        Write::Binary { shown_as, .. } => shown_as,
        Write::Text(_) | Write::Files(_) => format,
    }
}

fn begun(format: &Format, project: &Project, selection: &ClaimSelection, rows: usize) -> String {
    let selection = &format.chosen(selection);
    let articles = InMemory::new(project);
    let mut begun = Vec::new();
    for limit in [rows, MAX_CLAIMS_SEARCHED] {
        let mut bytes = Vec::new();
        let input = ExportInput {
            limit,
            ..ExportInput::new(project, &articles, selection)
        };
        let written = match shown(format).write {
            Write::Text(write) => write(&input, &mut bytes),
            Write::Files(write) => write(&input, &mut Bundle::shown(&mut bytes)),
            Write::Binary { .. } => break,
        };
        begun = bytes;
        // Writing to memory cannot fail, but a format may hold none of the first claims.
        if !written.is_ok_and(|summary| summary.claims == 0 && summary.skipped >= limit) {
            break;
        }
    }
    String::from_utf8_lossy(&begun).into_owned()
}

/// The words of a page of ours, without its marks: a line a block, a tab between the cells of a table.
fn as_a_browser_shows(page: &str) -> String {
    const WITHIN_LINES: &[&str] = &[
        "a", "abbr", "b", "cite", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time",
    ];
    const UNSEEN: &[&str] = &["head", "script", "style", "template"];
    let mut shown = String::new();
    let mut hidden: Option<&str> = None;
    for piece in page.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.trim_start_matches('/');
        let name = name
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if hidden == Some(name) && tag.starts_with('/') {
            hidden = None;
        } else if hidden.is_none() && UNSEEN.contains(&name) {
            hidden = Some(name);
        }
        if hidden.is_some() {
            continue;
        }
        if matches!(name, "td" | "th") {
            shown.push('\t');
        } else if !WITHIN_LINES.contains(&name) {
            shown.push('\n');
        }
        let words = words.replace('\n', " ");
        shown.push_str(&unescape(&words).unwrap_or_else(|_| words.as_str().into()));
    }
    let lines = shown.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn one_line(cell: &str) -> String {
    cell.lines().collect::<Vec<_>>().join(" · ")
}

/// At most this many characters of a text, and '…' where it has more.
pub(super) fn cut(line: &str, longest: usize) -> String {
    match line.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Claim, Edit, Head, Metadata};
    use crate::text::Span;

    #[test]
    fn a_workbook_is_shown_as_a_table_and_a_report_as_lines() {
        let project = Project::new(Head::titled("A"));
        let of = |key| preview_of(Format::by_key(key).unwrap(), &project, &ClaimSelection::ALL, 3);
        let ExportPreview::Table(rows) = of("xlsx") else {
            panic!("no table")
        };
        assert_eq!(rows[0][0], "claim");
        assert_eq!(of("markdown"), ExportPreview::Text(vec!["# A".to_owned()]));
        let ExportPreview::Text(lines) = of("html") else {
            panic!("no lines")
        };
        assert!(lines.contains(&"A".to_owned()), "{lines:?}");
        assert!(lines.iter().all(|line| !line.contains('<')), "{lines:?}");
    }

    #[test]
    fn a_format_that_holds_none_of_the_first_claims_shows_a_later_one() {
        let text = "One said so. Two said so. “Three said so.”";
        let mut article = Article::new(Metadata::default(), text);
        for (id, words) in [
            ("c-1", "One said so"),
            ("c-2", "Two said so"),
            ("c-3", "“Three said so.”"),
        ] {
            let start = text.find(words).unwrap();
            let claim = Claim::new(text, Span::new(start, start + words.len())).unwrap();
            article.claims.insert(id.into(), claim);
        }
        let mut project = Project::new(Head::titled("A"));
        project
            .apply(Edit::Article("a".into(), Some(Box::new(article))))
            .unwrap();
        let quotes = Format::by_key("quotebank").unwrap();
        let shown = preview(quotes, &project, &ClaimSelection::ALL, 2);
        assert!(shown.contains("Three said so."), "{shown}");
    }

    #[test]
    fn a_cell_is_one_line_and_not_too_long() {
        assert_eq!(one_line("a\nb"), "a · b");
        assert_eq!(cut("قال المتحدث", 3), "قال…");
    }
}
