//! PDFs with a text layer: the positioned letters of each page become lines here, and `pdf_lines` joins
//! lines into paragraphs. Everything is checked for dangerous references before it is parsed.

mod bounds;
mod facts;
mod lines;
mod running;
mod steps;

use std::collections::BTreeSet;

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use unicode_normalization::UnicodeNormalization;

use bounds::MAX_PAGES;
use lines::{PdfLine, is_rtl_letter};

use super::plain;
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::import::{Imported, WarningKind};

/// The maximum number of letters in a document.
const MAX_LETTERS: usize = 4_000_000;

/// Reads the document.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let document = bounds::load(source.bytes)?;
    steps::refuse_many(&document)?;
    let pages = document.get_pages().len();
    if pages > MAX_PAGES {
        return Err(ParseError::TooManyParts(MAX_PAGES));
    }
    let mut letters = Letters::default();
    pdf_extract::output_doc(&document, &mut letters).map_err(|error| match error {
        OutputError::PdfError(error) => ParseError::Damaged(error.to_string()),
        _ if cancel::check_cancelled().is_err() => ParseError::Cancelled,
        _ => ParseError::TooManyParts(MAX_LETTERS),
    })?;
    let lines = lines(&letters);
    if lines.is_empty() {
        return Err(if pages == 0 {
            ParseError::NoText
        } else {
            ParseError::Scanned
        });
    }
    let mut warnings = Vec::new();
    let with_text: BTreeSet<usize> = lines.iter().map(|line| line.page).collect();
    if with_text.len() < pages {
        warnings.push(source.warning(WarningKind::PagesWithoutText {
            count: pages - with_text.len(),
            pages,
        }));
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
}

/// Gathers the letters of all pages in the order in which they are drawn.
#[derive(Default)]
struct Letters {
    drawn: Vec<Letter>,
    page: usize,
    top: f64,
    width: f64,
}

impl OutputDev for Letters {
    fn begin_page(
        &mut self,
        page: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        stop_where_nobody_waits()?;
        self.page = (page as usize).saturating_sub(1);
        self.top = media.ury;
        self.width = media.llx + media.urx;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        stop_where_nobody_waits()?;
        if self.drawn.len() >= MAX_LETTERS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let across = (place.m11 * place.m11 + place.m12 * place.m12).sqrt() * font_size.abs();
        let size = (place.m21 * place.m21 + place.m22 * place.m22).sqrt() * font_size.abs();
        self.drawn.push(Letter {
            text: spelt_out(text),
            left: place.m31,
            right: place.m31 + width * across,
            baseline: self.top - place.m32,
            size,
            page: self.page,
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
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

/// The only kind of error of ours that the crate hands back is one of writing.
fn stop_where_nobody_waits() -> Result<(), OutputError> {
    cancel::check_cancelled().map_err(|_| OutputError::FormatError(std::fmt::Error))
}

/// Letters that stand side by side, in the order in which they are drawn, are a line.
fn lines(letters: &Letters) -> Vec<PdfLine> {
    let mut lines: Vec<Vec<&Letter>> = Vec::new();
    for letter in &letters.drawn {
        let goes_on = lines.last().and_then(|line| line.last()).is_some_and(|last| {
            let em = last.size.max(letter.size).max(1.0);
            let is_raised = letter.size < last.size * 0.8 || last.size < letter.size * 0.8;
            let tolerance = if is_raised { 0.6 } else { 0.3 };
            last.page == letter.page
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
    let page_width = letters.width;
    put_together(lines)
        .into_iter()
        .filter_map(line)
        .map(|line| PdfLine { page_width, ..line })
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
            let is_level = a.page == b.page && (a.baseline - b.baseline).abs() < 0.3 * em;
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
    text.chars().any(|c| is_rtl_letter(c) || c == ' ')
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
    for letter in &letters {
        if let Some(before) = before {
            let gap = letter.left - before.right;
            let em = letter.size.max(1.0);
            let is_spaced =
                before.text.ends_with(char::is_whitespace) || letter.text.starts_with(char::is_whitespace);
            if gap > 2.0 * em && from_right == 0 {
                is_row = true;
                pieces.push("\t".to_owned());
            } else if gap > least_space(before, letter) * em && !is_spaced {
                pieces.push(" ".to_owned());
            }
        }
        pieces.push(letter.text.clone());
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
        is_row,
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
