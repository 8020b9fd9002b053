//! Running heads and feet and page numbers: the lines that repeat through a document beside its text.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::PdfLine;

/// The maximum number of lines in a running head or foot.
const MAX_LINES: usize = 3;
/// How far apart two of them may stand on their pages and be the same.
const TOLERANCE_POINTS: f64 = 2.0;
/// The minimum distance of a running head or foot from the text, in sizes of its letters.
const MIN_GAP_EMS: f64 = 2.2;

/// A line near an edge of its page.
struct EdgeLine<'lines> {
    /// Its place in the list of lines.
    at: usize,
    line: &'lines PdfLine,
    /// Whether a wide gap parts it from the text.
    is_away: bool,
}

/// Which of the lines are heads or feet, by their place in the list: those near an edge of their page, with the same
/// words, but for their numbers, at the same height on two of five pages, and either with a number that counts the pages or
/// on two of these away from the text.
pub(crate) fn running(lines: &[PdfLine]) -> BTreeSet<usize> {
    let mut pages: BTreeMap<usize, Vec<(usize, &PdfLine)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        pages.entry(line.page).or_default().push((at, line));
    }
    let mut alike: BTreeMap<(bool, String), Vec<EdgeLine>> = BTreeMap::new();
    for page in pages.values_mut() {
        page.sort_by(|(_, a), (_, b)| a.baseline.total_cmp(&b.baseline));
        for is_foot in [false, true] {
            for candidate in candidates(page) {
                let words = without_numbers(&candidate.line.text);
                alike.entry((is_foot, words)).or_default().push(candidate);
            }
            page.reverse();
        }
    }
    let enough = (pages.len() * 2).div_ceil(5).max(2);
    let mut running = BTreeSet::new();
    for ((_, words), mut found) in alike {
        let is_number = !words.contains(char::is_alphabetic);
        found.sort_by(|a, b| a.line.baseline.total_cmp(&b.line.baseline));
        for row in found.chunk_by(|above, below| below.line.baseline - above.line.baseline < TOLERANCE_POINTS)
        {
            let on: BTreeSet<usize> = row.iter().map(|candidate| candidate.line.page).collect();
            let away = row.iter().filter(|candidate| candidate.is_away).count();
            let is_running = counts_pages(row) || (away >= 2 && !is_number);
            if on.len() >= enough && is_running {
                running.extend(row.iter().map(|candidate| candidate.at));
            }
        }
    }
    running
}

/// The address that a browser prints on every page, where it is there in full.
pub(crate) fn address<'lines>(running: impl Iterator<Item = &'lines PdfLine>) -> Option<String> {
    let is_whole = |word: &&str| {
        (word.starts_with("https://") || word.starts_with("http://")) && !word.contains(['…', '\u{fffd}'])
    };
    let mut running = running.flat_map(|line| line.text.split_whitespace());
    running.find(is_whole).map(str::to_owned)
}

/// The lines next to the edge that a page begins at, of which those before the first wide gap are away from its text.
fn candidates<'lines>(page: &[(usize, &'lines PdfLine)]) -> Vec<EdgeLine<'lines>> {
    let pairs = page.iter().zip(page.iter().skip(1));
    let mut gaps =
        pairs.map(|((_, line), (_, next))| (next.baseline - line.baseline).abs() / line.size.max(1.0));
    let away = gaps.position(|gap| gap > MIN_GAP_EMS).map_or(0, |at| at + 1);
    let near = page.iter().take(MAX_LINES).enumerate();
    near.map(|(place, &(at, line))| EdgeLine {
        at,
        line,
        is_away: away <= MAX_LINES && place < away,
    })
    .collect()
}

/// The words with each number as `#`.
fn without_numbers(text: &str) -> String {
    let mut out = String::new();
    for letter in text.split_whitespace().flat_map(|word| word.chars().chain([' '])) {
        if !letter.is_numeric() {
            out.push(letter);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// Whether one of the numbers goes up with the pages, as none in a table does that goes on over pages.
fn counts_pages(row: &[EdgeLine]) -> bool {
    let ahead = |candidate: &EdgeLine| -> Vec<Option<usize>> {
        let groups = candidate.line.text.split(|c: char| !c.is_ascii_digit());
        groups
            .filter_map(|digits| digits.parse::<usize>().ok())
            .map(|number| number.checked_sub(candidate.line.page))
            .collect()
    };
    let all: Vec<Vec<Option<usize>>> = row.iter().map(ahead).collect();
    let Some((first, rest)) = all.split_first() else {
        return false;
    };
    first.iter().enumerate().any(|(place, number)| {
        number.is_some() && rest.iter().all(|numbers| numbers.get(place) == Some(number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of lines at these heights: '20 The Daily Example | 60 One.'
    fn pages(pages: &[&str]) -> Vec<PdfLine> {
        let mut lines = Vec::new();
        for (page, on_page) in pages.iter().enumerate() {
            lines.extend(on_page.split(" | ").map(|line| {
                let (baseline, text) = line.split_once(' ').unwrap();
                PdfLine {
                    text: text.to_owned(),
                    baseline: baseline.parse().unwrap(),
                    page,
                    size: 10.0,
                    ..PdfLine::default()
                }
            }));
        }
        lines
    }

    fn left(lines: &[PdfLine]) -> Vec<&str> {
        let running = running(lines);
        let stay = lines.iter().enumerate().filter(|(at, _)| !running.contains(at));
        stay.map(|(_, line)| line.text.as_str()).collect()
    }

    #[test]
    fn heads_feet_and_numbers_of_pages_are_told_from_the_text() {
        let lines = pages(&[
            "20 The Daily Example | 60 One. | 80 Two. | 800 Page 1 of 3 | 820 7",
            "20.5 The Daily Example | 60 Three. | 80 Four. | 800 Page 2 of 3 | 820 8",
            "20 The Daily Example | 60 Five. | 800 Page 3 of 3 | 820 9",
        ]);
        assert_eq!(left(&lines), ["One.", "Two.", "Three.", "Four.", "Five."]);
        let printed = pages(&["800 https://example.org/talks\t1/2"]);
        let address = address(printed.iter());
        assert_eq!(address.as_deref(), Some("https://example.org/talks"));
    }

    #[test]
    fn what_stands_once_or_elsewhere_or_in_a_table_stays() {
        let lines = pages(&[
            "20 No comment. | 60 One. | 70 Two. | 90 Three. | 800 120 13",
            "40 No comment. | 60 Four. | 70 Five. | 90 Six. | 800 97 15",
        ]);
        assert_eq!(left(&lines).len(), lines.len());
        let single = pages(&["20 The Daily Example | 40 1"]);
        assert_eq!(left(&single).len(), 2);
    }
}
