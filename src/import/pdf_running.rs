//! Heads, feet and numbers of pages: the lines that run through a document beside its text. Which lines make a
//! paragraph is `pdf_lines`' business.

use std::collections::{BTreeMap, BTreeSet};

use super::pdf_lines::Line;

/// How many lines of a page a head or a foot has at most.
const MOST: usize = 3;
/// How far apart two of them may stand and be the same, in points.
const APART: f64 = 2.0;
/// How far a head or a foot stands from the text at least, in sizes of its letters.
const AWAY: f64 = 2.2;

/// Which of the lines are heads or feet, by their place in the list: those at an end of their page and away from its
/// text, with the same words, but for their numbers, at the same height on at least two pages and on two of five.
pub(super) fn running(lines: &[Line]) -> BTreeSet<usize> {
    let mut pages: BTreeMap<usize, Vec<(usize, &Line)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        pages.entry(line.page).or_default().push((at, line));
    }
    let mut alike: BTreeMap<(bool, String), Vec<(usize, &Line)>> = BTreeMap::new();
    for page in pages.values_mut() {
        page.sort_by(|(_, a), (_, b)| a.baseline.total_cmp(&b.baseline));
        let from_below: Vec<(usize, &Line)> = page.iter().rev().copied().collect();
        for (is_foot, from_edge) in [(false, page.as_slice()), (true, from_below.as_slice())] {
            for (at, line) in away_from_the_text(from_edge) {
                let words = (is_foot, without_numbers(&line.text));
                alike.entry(words).or_default().push((at, line));
            }
        }
    }
    let enough = (pages.len() * 2).div_ceil(5).max(2);
    let mut running = BTreeSet::new();
    for ((_, words), mut found) in alike {
        let is_number = !words.contains(char::is_alphabetic);
        found.sort_by(|(_, a), (_, b)| a.baseline.total_cmp(&b.baseline));
        for row in found.chunk_by(|(_, above), (_, below)| below.baseline - above.baseline < APART) {
            let on: BTreeSet<usize> = row.iter().map(|(_, line)| line.page).collect();
            if on.len() >= enough && (!is_number || counts_pages(row)) {
                running.extend(row.iter().map(|(at, _)| at));
            }
        }
    }
    running
}

/// The lines from an edge of the page up to the first wide gap, where they are few and something follows it.
fn away_from_the_text<'lines>(from_edge: &[(usize, &'lines Line)]) -> Vec<(usize, &'lines Line)> {
    let pairs = from_edge.iter().zip(from_edge.iter().skip(1));
    let mut gaps =
        pairs.map(|((_, line), (_, next))| (next.baseline - line.baseline).abs() / line.size.max(1.0));
    let wide = gaps.position(|gap| gap > AWAY).map_or(0, |at| at + 1);
    match wide <= MOST {
        true => from_edge.iter().take(wide).copied().collect(),
        false => Vec::new(),
    }
}

/// The words with each number as `#`.
fn without_numbers(text: &str) -> String {
    let mut out = String::new();
    for letter in text.split_whitespace().flat_map(|word| word.chars().chain([' '])) {
        match letter.is_numeric() {
            false => out.push(letter),
            true if !out.ends_with('#') => out.push('#'),
            true => {}
        }
    }
    out
}

/// Whether bare numbers go up with the pages; those of a table that goes on over pages do not.
fn counts_pages(row: &[(usize, &Line)]) -> bool {
    let number = |line: &Line| {
        let digits: String = line.text.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok()
    };
    let ahead = |line: &Line| number(line).map(|number| number.checked_sub(line.page));
    let mut differences = row.iter().map(|(_, line)| ahead(line));
    let first = differences.next().flatten().flatten();
    first.is_some() && differences.all(|difference| difference.flatten() == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of lines at these heights.
    fn pages(pages: &[&[(f64, &str)]]) -> Vec<Line> {
        let mut lines = Vec::new();
        for (page, on_page) in pages.iter().enumerate() {
            lines.extend(on_page.iter().map(|&(baseline, text)| Line {
                text: text.to_owned(),
                baseline,
                page,
                size: 10.0,
                ..Line::default()
            }));
        }
        lines
    }

    fn left(lines: &[Line]) -> Vec<&str> {
        let running = running(lines);
        let stay = lines.iter().enumerate().filter(|(at, _)| !running.contains(at));
        stay.map(|(_, line)| line.text.as_str()).collect()
    }

    #[test]
    fn heads_feet_and_numbers_of_pages_are_told_from_the_text() {
        let lines = pages(&[
            &[
                (20.0, "The Daily Example"),
                (60.0, "One."),
                (80.0, "Two."),
                (800.0, "Page 1 of 3"),
                (820.0, "7"),
            ],
            &[
                (20.5, "The Daily Example"),
                (60.0, "Three."),
                (80.0, "Four."),
                (800.0, "Page 2 of 3"),
                (820.0, "8"),
            ],
            &[
                (20.0, "The Daily Example"),
                (60.0, "Five."),
                (800.0, "Page 3 of 3"),
                (820.0, "9"),
            ],
        ]);
        assert_eq!(left(&lines), ["One.", "Two.", "Three.", "Four.", "Five."]);
    }

    #[test]
    fn what_stands_once_or_elsewhere_or_in_a_table_stays() {
        let lines = pages(&[
            &[
                (20.0, "No comment."),
                (60.0, "One."),
                (70.0, "Two."),
                (90.0, "Three."),
                (800.0, "120 13"),
            ],
            &[
                (40.0, "No comment."),
                (60.0, "Four."),
                (70.0, "Five."),
                (90.0, "Six."),
                (800.0, "97 15"),
            ],
        ]);
        assert_eq!(left(&lines).len(), lines.len());
        let single = pages(&[&[(20.0, "The Daily Example"), (40.0, "1")]]);
        assert_eq!(left(&single).len(), 2);
    }
}
