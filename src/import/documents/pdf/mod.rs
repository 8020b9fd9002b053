//! PDFs with a text layer: the positioned letters of each page become lines here, and `pdf_lines` joins
//! lines into paragraphs. Everything is checked for dangerous references before it is parsed.

mod bounds;
mod cmap;
mod columns;
mod content;
mod drawn_twice;
mod facts;
mod filters;
mod fonts;
mod lines;
mod matrix;
mod repair;
mod running;
mod steps;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use lopdf::Document;
use unicode_normalization::UnicodeNormalization;

use bounds::MAX_PAGES;
use content::Drawn;
use lines::{Cell, PdfLine, is_rtl_letter};

use super::plain;
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::{Imported, WarningKind};

/// One unknown letter in so many is worth a warning.
const UNKNOWN_SHARE: usize = 20;

/// Reads the document.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let document = bounds::load(source.bytes)?;
    steps::refuse_many(&document)?;
    let pages = document.get_pages().len();
    if pages > MAX_PAGES {
        return Err(ParseError::TooManyParts(MAX_PAGES));
    }
    let drawn = content::draw(&document)?;
    let lines = columns::in_order(lines(&drawn));
    if lines.is_empty() {
        return Err(without_text(&document, &drawn));
    }
    let mut warnings = Vec::new();
    let with_text: BTreeSet<usize> = lines.iter().map(|line| line.page).collect();
    if with_text.len() < pages {
        warnings.push(source.warning(WarningKind::PagesWithoutText {
            count: pages - with_text.len(),
            pages,
        }));
    }
    // Spaces and ornaments often have no character; more than these are words.
    if drawn.unknown * UNKNOWN_SHARE > drawn.letters.len() {
        warnings.push(source.warning(WarningKind::LettersUnknown(drawn.unknown)));
    }
    let running = running::running(&lines);
    let mut places = 0..;
    let body = lines
        .iter()
        .filter(|_| places.next().is_some_and(|at| !running.contains(&at)));
    let body: Vec<PdfLine> = body.cloned().collect();
    let joined = lines::join(&body);
    let mut article = plain::article(joined.text);
    let (title, author) = facts::facts(&document, title(&body));
    article.title = title.unwrap_or(article.title);
    article.byline = article.byline.or(author);
    let heads = running.iter().filter_map(|at| lines.get(*at));
    article.url = article.url.or_else(|| running::address(heads));
    if joined.line_ends > 0 || !running.is_empty() {
        article.as_printed = Some(lines::as_printed(&lines));
    }
    if !running.is_empty() {
        warnings.push(source.warning(WarningKind::RunningLines(running.len())));
    }
    if joined.line_ends > 0 {
        warnings.push(source.warning(WarningKind::LinesJoined(joined.hyphens)));
    }
    let mut imported = Imported::from_articles(vec![article]);
    imported.warnings = warnings;
    Ok(imported)
}

/// Why a document gives no text.
fn without_text(document: &Document, drawn: &Drawn) -> ParseError {
    let packed = document
        .page_iter()
        .flat_map(|page| document.get_page_contents(page));
    let mut packed = packed.filter_map(|content| document.get_object(content).ok()?.as_stream().ok());
    if let Some(filter) = packed.find_map(filters::unknown_filter) {
        ParseError::Damaged(fl!("import-damaged-packed", filter = filter))
    } else if drawn.unknown > 0 {
        ParseError::LettersUnknown
    } else if drawn.has_pictures {
        ParseError::Scanned
    } else {
        ParseError::NoText
    }
}

/// The lines on the first page in letters much larger than the others.
fn title(lines: &[PdfLine]) -> Option<String> {
    let mut sizes: Vec<f64> = lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2)?;
    let first = lines.iter().filter(|line| line.page == 0);
    let largest = first.clone().map(|line| line.size).fold(0.0, f64::max);
    let words: Vec<&str> = first
        .skip_while(|line| line.size < largest * 0.98)
        .take_while(|line| line.size >= largest * 0.98)
        .map(|line| line.text.trim())
        .collect();
    let title = words.join(" ");
    (largest > usual * 1.15 && !title.is_empty() && title.chars().count() <= 200).then_some(title)
}

/// A letter, or several that are drawn as one.
#[derive(Clone, Debug)]
struct Letter {
    text: String,
    left: f64,
    right: f64,
    baseline: f64,
    size: f64,
    page: usize,
    /// How its line is turned, in eighths of a circle; places are those of the page turned back.
    turn: i8,
}

/// The letters of a word, where the page has one sign for several ('ﬁ') or one for each place in a word, as Arabic may.
fn spelt_out(text: &str) -> String {
    let is_form =
        |c: char| matches!(c, '\u{fb00}'..='\u{fb06}' | '\u{fb50}'..='\u{fdc7}' | '\u{fe70}'..='\u{fefc}');
    if text.contains(is_form) {
        text.nfkc().collect()
    } else {
        text.to_owned()
    }
}

/// Letters that stand side by side, in the order in which they are drawn, are a line.
fn lines(drawn: &Drawn) -> Vec<PdfLine> {
    let mut lines: Vec<Vec<&Letter>> = Vec::new();
    for letter in &drawn.letters {
        let goes_on = lines.last().and_then(|line| line.last()).is_some_and(|last| {
            let em = last.size.max(letter.size).max(1.0);
            let is_raised = letter.size < last.size * 0.8 || last.size < letter.size * 0.8;
            let tolerance = if is_raised { 0.6 } else { 0.3 };
            last.page == letter.page
                && last.turn == letter.turn
                && (letter.baseline - last.baseline).abs() < tolerance * em
                && (letter.left > last.left - 2.0 * em
                    || is_rtl_text(&letter.text)
                    || is_rtl_text(&last.text))
        });
        match lines.last_mut().filter(|_| goes_on) {
            Some(line) => line.push(letter),
            None => lines.push(vec![letter]),
        }
    }
    let width = |page: usize| drawn.widths.get(page).copied().unwrap_or_default();
    put_together(lines)
        .into_iter()
        .filter_map(line)
        .map(|line| PdfLine {
            page_width: width(line.page),
            ..line
        })
        .collect()
}

/// A letter from another font is drawn before or behind the line that it stands in.
fn put_together(lines: Vec<Vec<&Letter>>) -> Vec<Vec<&Letter>> {
    let mut together: Vec<Vec<&Letter>> = Vec::new();
    for line in lines {
        let beside = together.last_mut().filter(|before| {
            let (Some((a, a_left, a_right)), Some((b, b_left, b_right))) = (extent(before), extent(&line))
            else {
                return false;
            };
            let em = a.size.max(b.size);
            let gap = (b_left - a_right).max(a_left - b_right);
            let is_level = a.page == b.page && a.turn == b.turn && (a.baseline - b.baseline).abs() < 0.3 * em;
            is_level && gap > -0.5 * em && gap < 1.5 * em
        });
        match beside {
            Some(before) => {
                before.extend(line);
                before.sort_by(|a, b| a.left.total_cmp(&b.left));
            }
            None => together.push(line),
        }
    }
    together
}

/// Its first letter, and from where to where it runs.
fn extent<'letters>(line: &[&'letters Letter]) -> Option<(&'letters Letter, f64, f64)> {
    let left = line.iter().map(|letter| letter.left).fold(f64::MAX, f64::min);
    let right = line.iter().map(|letter| letter.right).fold(f64::MIN, f64::max);
    line.first().map(|first| (*first, left, right))
}

fn is_rtl_text(text: &str) -> bool {
    text.is_empty() || text.chars().any(|c| is_rtl_letter(c) || c == ' ')
}

/// One line's text, with spaces where there are gaps, and in the order in which it is read.
fn line(mut letters: Vec<&Letter>) -> Option<PdfLine> {
    let is_rtl = |letter: &&&Letter| letter.text.chars().any(is_rtl_letter);
    let from_right = letters.iter().filter(is_rtl).count();
    // A letter from another font may be drawn behind the line that it begins.
    let jumps_back = letters
        .iter()
        .zip(letters.iter().skip(1))
        .any(|(before, letter)| letter.left < before.left - 2.0 * letter.size);
    if from_right > 0 || jumps_back {
        letters.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut is_row = false;
    let mut before: Option<&Letter> = None;
    let mut cells = vec![Cell::default()];
    for letter in &letters {
        if let Some(before) = before {
            let gap = letter.left - before.right;
            let em = letter.size.max(1.0);
            let is_spaced =
                before.text.ends_with(char::is_whitespace) || letter.text.starts_with(char::is_whitespace);
            if gap > 2.0 * em && from_right == 0 {
                is_row = true;
                pieces.push("\t".to_owned());
                cells.push(Cell::default());
            } else if gap > least_space(before, letter) * em && !is_spaced {
                pieces.push(" ".to_owned());
                if let Some(cell) = cells.last_mut() {
                    cell.text.push(' ');
                }
            }
        }
        pieces.push(letter.text.clone());
        if let Some(cell) = cells.last_mut() {
            if cell.text.is_empty() {
                cell.left = letter.left;
            }
            cell.text.push_str(&letter.text);
            cell.right = letter.right;
        }
        before = Some(letter);
    }
    if from_right > 0 {
        let letters_in_all = pieces
            .iter()
            .filter(|piece| piece.chars().any(char::is_alphabetic))
            .count();
        let whole_line = from_right * 2 > letters_in_all;
        pieces = read_from_right(pieces, whole_line);
        // A line set from left to right has its full stop at the right; no sentence begins with one.
        let is_stop = |piece: &String| matches!(piece.as_str(), "." | "!" | "?" | "؟" | "،" | ":" | "…");
        if whole_line && pieces.first().is_some_and(is_stop) {
            pieces.rotate_left(1);
        }
    }
    let text: String = pieces.concat();
    let text = text.trim_matches([' ', '\t']).replace(" \t", "\t");
    let largest = letters.iter().map(|letter| letter.size).fold(0.0, f64::max);
    (!text.trim().is_empty()).then(|| PdfLine {
        left: letters.iter().map(|letter| letter.left).fold(f64::MAX, f64::min),
        right: letters.iter().map(|letter| letter.right).fold(f64::MIN, f64::max),
        baseline: letters.first().map_or(0.0, |letter| letter.baseline),
        size: largest,
        page: letters.first().map_or(0, |letter| letter.page),
        turn: letters.first().map_or(0, |letter| letter.turn),
        is_row,
        cells: cells
            .into_iter()
            .filter(|cell| !cell.text.trim().is_empty())
            .collect(),
        text,
        page_width: 0.0,
    })
}

/// How wide a gap between two letters is a space, in sizes of the letters. Scripts without spaces are set loosely.
fn least_space(before: &Letter, letter: &Letter) -> f64 {
    let is_wide = |letter: &Letter| letter.text.chars().any(lines::is_wide);
    if is_wide(before) || is_wide(letter) {
        0.6
    } else {
        0.15
    }
}

/// Pieces from left to right on the page, put into the order in which they are read.
fn read_from_right(pieces: Vec<String>, whole_line: bool) -> Vec<String> {
    let is_rtl = |piece: &String| piece.chars().any(is_rtl_letter);
    let runs_on = |piece: &String| {
        if whole_line {
            // Within a line from right to left, words and figures of other scripts keep their order.
            piece.chars().any(char::is_alphanumeric) && !is_rtl(piece)
        } else {
            is_rtl(piece)
        }
    };
    let mut pieces = pieces;
    if whole_line {
        pieces.reverse();
    }
    let mut at = 0;
    while at < pieces.len() {
        if !pieces.get(at).is_some_and(runs_on) {
            at += 1;
            continue;
        }
        // A run ends with its last letter; what stands between two of its letters belongs to it.
        let breaks = |piece: &String| {
            if whole_line {
                is_rtl(piece)
            } else {
                piece.chars().any(char::is_alphanumeric) && !is_rtl(piece)
            }
        };
        let mut end = at + 1;
        for further in at + 1..pieces.len() {
            match pieces.get(further) {
                Some(piece) if breaks(piece) => break,
                Some(piece) if runs_on(piece) => end = further + 1,
                _ => {}
            }
        }
        if let Some(run) = pieces.get_mut(at..end) {
            run.reverse();
        }
        at = end;
    }
    pieces
}
