//! Joins the lines of pages into paragraphs: decides which line ends end a paragraph, and which hyphens
//! at them are part of the word, from geometry and letters alone.

use std::collections::BTreeSet;

/// A line as it is printed; lengths in points.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PdfLine {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// Downwards from the top of the page.
    pub baseline: f64,
    /// The size of its letters.
    pub size: f64,
    /// From 0.
    pub page: usize,
    /// How it is turned, in eighths of a circle.
    pub turn: i8,
    /// How wide the page is.
    pub page_width: f64,
    /// Whether gaps tear it into cells, as in a table.
    pub is_row: bool,
    /// Those cells.
    pub cells: Vec<Cell>,
}

/// A piece of a line between two wide gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub text: String,
    pub left: f64,
    pub right: f64,
}

/// A text in paragraphs, and what was done for it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct JoinedText {
    pub text: String,
    /// How many line ends became spaces, or nothing.
    pub line_ends: usize,
    /// How many hyphens were taken out.
    pub hyphens: usize,
}

/// The lines as they are printed, with an empty line between pages.
pub(crate) fn as_printed(lines: &[PdfLine]) -> String {
    let mut text = String::new();
    let mut page = 0;
    for line in lines {
        if !text.is_empty() {
            text.push_str(if line.page == page { "\n" } else { "\n\n" });
        }
        page = line.page;
        text.push_str(&line.text);
    }
    text
}

/// The lines joined into paragraphs.
pub(crate) fn join(lines: &[PdfLine]) -> JoinedText {
    let leading = leading(lines);
    let words = words(lines);
    let mut out = JoinedText::default();
    let mut before: Option<&PdfLine> = None;
    for line in lines {
        match before {
            None => {}
            Some(above) if above.is_row && line.is_row && above.page == line.page => out.text.push('\n'),
            Some(above) => match ending(above, line, lines, leading) {
                LineEnd::Paragraph => out.text.push_str("\n\n"),
                LineEnd::Line => out.text.push('\n'),
                LineEnd::None => join_line(&mut out, &line.text, &words),
            },
        }
        out.text.push_str(line.text.trim());
        before = Some(line);
    }
    out
}

/// What stands at the end of a line where a word goes on.
const HYPHENS: &[char] = &['-', '\u{2010}', '\u{ad}'];

/// What stands between two lines of a paragraph: a space, nothing in scripts without spaces, and where a word was
/// divided neither that nor its hyphen.
fn join_line(out: &mut JoinedText, next: &str, words: &BTreeSet<String>) {
    out.line_ends += 1;
    let next = next.trim_start();
    let begins_small = next.starts_with(char::is_lowercase);
    let begins_word = next.starts_with(char::is_alphanumeric);
    let divided = out
        .text
        .strip_suffix(HYPHENS)
        .filter(|word| word.ends_with(char::is_alphabetic));
    match divided {
        Some(word) if begins_word => {
            let first = last_word(word);
            let second = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            let is_soft = out.text.ends_with('\u{ad}');
            if begins_small && (is_soft || !is_compound(first, second, words)) {
                out.text.truncate(word.len());
                out.hyphens += 1;
            }
        }
        _ => {
            let glued = out.text.ends_with(is_wide) && next.starts_with(is_wide);
            if !glued {
                out.text.push(' ');
            }
        }
    }
}

/// Whether two words belong together by a hyphen, as far as the other lines tell: they are written so, or each of them is a
/// word there and both in one are none.
fn is_compound(first: &str, second: &str, words: &BTreeSet<String>) -> bool {
    let has = |word: &str| words.contains(&word.to_lowercase());
    has(&format!("{first}-{second}")) || (has(first) && has(second) && !has(&format!("{first}{second}")))
}

/// Whether a letter is of a script that puts no spaces between words.
pub(crate) fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

/// All words that stand within a line, in lower case, those with a hyphen inside as one: 'long-term' is written so. What a
/// line's end may have divided is none of them.
fn words(lines: &[PdfLine]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut is_divided = false;
    for line in lines {
        let begins_whole = !is_divided;
        is_divided = line.text.trim_end().ends_with(HYPHENS);
        let mut words: Vec<&str> = line.text.split_whitespace().collect();
        words.truncate(words.len() - usize::from(is_divided && !words.is_empty()));
        let whole = words.into_iter().skip(usize::from(!begins_whole));
        let bare = whole.map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
        all.extend(bare.map(str::to_lowercase));
    }
    all
}

/// The usual distance of two lines, in sizes of their letters.
fn leading(lines: &[PdfLine]) -> f64 {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let mut gaps: Vec<f64> = pairs
        .filter(|(above, below)| above.page == below.page && below.baseline > above.baseline)
        .map(|(above, below)| (below.baseline - above.baseline) / above.size.max(1.0))
        .filter(|gap| *gap < 3.0)
        .collect();
    gaps.sort_by(f64::total_cmp);
    // Paragraphs of one line are frequent in the news, so the middle could be the distance of paragraphs.
    gaps.get(gaps.len() / 3).copied().unwrap_or(1.2)
}

/// What the end of a line also ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnd {
    /// Nothing: the line was full.
    None,
    /// A line that stands for itself, as in a list.
    Line,
    /// A paragraph.
    Paragraph,
}

fn ending(above: &PdfLine, below: &PdfLine, lines: &[PdfLine], leading: f64) -> LineEnd {
    const ENDS: &[char] = &['.', '!', '?', '…', '”', '"', '»', '؟', ':', ')', '。'];
    const BULLETS: &[char] = &['•', '◦', '▪', '–', '·', '‣'];
    let em = above.size.max(1.0);
    if above.is_row || below.is_row || above.turn != below.turn || (above.size - below.size).abs() > 0.12 * em
    {
        return LineEnd::Paragraph;
    }
    if above.text.ends_with(HYPHENS) {
        return LineEnd::None;
    }
    let ends = above.text.trim_end().ends_with(ENDS);
    let column = PdfColumn::new(above, lines);
    let had_room = column.room_in(above) > width_of_first_word(below) + 0.5 * em;
    if above.page != below.page || below.baseline < above.baseline - em {
        return if ends && had_room {
            LineEnd::Paragraph
        } else {
            LineEnd::None
        };
    }
    let gap = (below.baseline - above.baseline) / em;
    let is_indented =
        below.left > above.left + 0.8 * em && below.left < above.left + 5.0 * em && !is_rtl(&below.text);
    if gap > leading * 1.25 + 0.05 || (ends && (had_room || is_indented)) {
        LineEnd::Paragraph
    } else if below.text.starts_with(BULLETS) {
        LineEnd::Line
    } else if had_room {
        // What was not filled up though the next word had room was ended on purpose.
        if gap > 1.6 {
            LineEnd::Paragraph
        } else {
            LineEnd::Line
        }
    } else {
        LineEnd::None
    }
}

/// The left and right edges of the lines that begin or end where this one does.
struct PdfColumn {
    left: f64,
    right: f64,
}

impl PdfColumn {
    fn new(line: &PdfLine, lines: &[PdfLine]) -> Self {
        let near = 3.0 * line.size;
        let is_alike = |other: &&PdfLine| (other.size - line.size).abs() < 0.12 * line.size;
        let is_beside = |other: &&PdfLine| {
            (other.left - line.left).abs() < near || (other.right - line.right).abs() < near
        };
        let mut beside: Vec<&PdfLine> = lines
            .iter()
            .filter(is_alike)
            .filter(is_beside)
            .take(2000)
            .collect();
        if beside.len() < 3 {
            // A centred line has a column with all others.
            beside = lines.iter().filter(|other| other.page == line.page).collect();
        }
        let left = beside.iter().map(|other| other.left).fold(line.left, f64::min);
        let mut rights: Vec<f64> = beside.iter().map(|other| other.right).collect();
        rights.sort_by(f64::total_cmp);
        // One in twenty may reach further, such as what stands across the columns.
        let furthest = rights.len().saturating_sub(1 + rights.len() / 20);
        let right = rights
            .get(furthest)
            .copied()
            .unwrap_or(line.right)
            .max(line.right);
        // Where hardly a line reaches the edge there may be no full line, and the edge is that of the page.
        let full = beside
            .iter()
            .filter(|other| other.right > right - 2.0 * line.size)
            .count();
        let mirrored = line.page_width - left;
        let is_alone = lines
            .iter()
            .filter(|other| other.page == line.page)
            .all(|other| other.left < right);
        Self {
            left,
            right: if full * 4 < beside.len() && is_alone {
                right.max(mirrored)
            } else {
                right
            },
        }
    }

    /// How much more would have stood in a line, on whichever side the room was left; an indent is none.
    fn room_in(&self, line: &PdfLine) -> f64 {
        let indent = line.left - self.left;
        let before = if indent > 3.0 * line.size { indent } else { 0.0 };
        before + self.right - line.right
    }
}

/// How wide its first word is, by its share of the letters.
fn width_of_first_word(line: &PdfLine) -> f64 {
    let word = line.text.split_whitespace().next().unwrap_or("").chars().count();
    let all = line.text.chars().count().max(1);
    (line.right - line.left) * word as f64 / all as f64
}

fn is_rtl(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(is_rtl_letter)
}

/// Whether a letter runs from right to left.
pub(crate) fn is_rtl_letter(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a column, at these places, 12 points apart for each number.
    fn page(lines: &[(f64, f64, f64, &str)]) -> Vec<PdfLine> {
        let line = |&(row, left, right, text): &(f64, f64, f64, &str)| PdfLine {
            text: text.to_owned(),
            left,
            right,
            baseline: row * 12.0,
            size: 10.0,
            page: 0,
            turn: 0,
            page_width: 300.0,
            is_row: false,
            cells: Vec::new(),
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn a_gap_an_indent_and_a_short_line_end_a_paragraph() {
        let lines = page(&[
            (1.0, 0.0, 300.0, "The army said that the talks"),
            (2.0, 0.0, 90.0, "went on."),
            (3.0, 0.0, 300.0, "Another paragraph that goes"),
            (4.0, 0.0, 300.0, "on to the very edge."),
            (5.0, 12.0, 300.0, "An indented one, which is"),
            (6.0, 0.0, 290.0, "long. And so on and"),
            (8.0, 0.0, 100.0, "A gap"),
        ]);
        assert_eq!(
            join(&lines).text,
            "The army said that the talks went on.\n\nAnother paragraph that goes on to the very edge.\n\n\
             An indented one, which is long. And so on and\n\nA gap"
        );
        assert_eq!(as_printed(&lines).lines().count(), 7);
    }

    #[test]
    fn hyphens_of_divided_words_go_and_those_of_compounds_stay() {
        let lines = page(&[
            (1.0, 0.0, 300.0, "A long-term plan of the govern-"),
            (2.0, 0.0, 300.0, "ment and of the Franco-"),
            (3.0, 0.0, 300.0, "German side is a long-"),
            (4.0, 0.0, 300.0, "term one, 2023-"),
            (5.0, 0.0, 300.0, "2024, 协议"),
            (6.0, 0.0, 300.0, "达成"),
            (7.0, 0.0, 300.0, "as is well known; a well-"),
            (8.0, 0.0, 300.0, "known council may make the re-"),
            (9.0, 0.0, 300.0, "public, and the public, well off to-"),
            (10.0, 0.0, 300.0, "gether"),
        ]);
        let joined = join(&lines);
        assert_eq!(
            joined.text,
            "A long-term plan of the government and of the Franco-German side is a long-term one, 2023- 2024, 协议达成 \
             as is well known; a well-known council may make the republic, and the public, well off together"
        );
        assert_eq!((joined.line_ends, joined.hyphens), (9, 3));
    }

    #[test]
    fn a_paragraph_goes_on_over_the_page() {
        let mut lines = page(&[
            (1.0, 0.0, 300.0, "First page ends in the"),
            (1.0, 0.0, 300.0, "middle of a sentence."),
        ]);
        lines[1].page = 1;
        assert_eq!(join(&lines).text, "First page ends in the middle of a sentence.");
        assert_eq!(
            as_printed(&lines),
            "First page ends in the\n\nmiddle of a sentence."
        );
    }
}
