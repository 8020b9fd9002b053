//! Layout checked against Unicode's own test cases: the order of characters on the screen and the
//! places where lines break. Every exception has a name and a count; a new one fails, and so does one
//! that no longer occurs. Words, graphemes and sentences are checked in `text`.

use std::collections::BTreeMap;

use parley::layout::{BreakReason, Layout};

use super::*;
use crate::text::segment::grapheme_floor;
use crate::text::unicode_data::{Broken, broken, cases, character, unpacked};

const STYLE: Style = Style::reading(17.0, 29.0);

macro_rules! data {
    ($file:literal) => {
        include_bytes!(concat!("../../tests/data/unicode/", $file, ".txt.gz"))
    };
}

/// One line of the test of bidirectional text.
struct VisualOrder {
    text: String,
    direction: Direction,
    rtl: bool,
    /// Indices of characters from left to right, without those that are never seen.
    order: Vec<usize>,
    unseen: Vec<bool>,
}

impl VisualOrder {
    fn read(case: &str) -> Self {
        let fields: Vec<&str> = case.split(';').collect();
        Self {
            text: fields[0].split_whitespace().map(character).collect(),
            direction: match fields[1] {
                "0" => Direction::Ltr,
                "1" => Direction::Rtl,
                _ => Direction::Auto,
            },
            rtl: fields[2] == "1",
            order: fields[4]
                .split_whitespace()
                .map(|at| at.parse().unwrap())
                .collect(),
            unseen: fields[3].split_whitespace().map(|level| level == "x").collect(),
        }
    }

    /// The order in which a layout shows the characters.
    fn shown(&self, paragraph: &Paragraph) -> Vec<usize> {
        let starts: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
        let mut order = Vec::new();
        for line in paragraph.layout.lines() {
            for cluster in line.runs().flat_map(|run| run.visual_clusters()) {
                let range = cluster.text_range();
                let first = starts.partition_point(|start| *start < range.start);
                let last = starts.partition_point(|start| *start < range.end);
                let seen = (first..last).filter(|at| !self.unseen[*at]);
                if cluster.is_rtl() {
                    order.extend(seen.rev());
                } else {
                    order.extend(seen);
                }
            }
        }
        order
    }
}

#[test]
fn characters_stand_in_the_order_that_unicode_wants_without_exception() {
    let file = unpacked(data!("BidiCharacterTest-15.0"));
    let mut typesetter = Typesetter::embedded_only();
    let mut count = 0;
    for (line, case) in cases(&file) {
        let expected = VisualOrder::read(case);
        let paragraph = typesetter.layout(&expected.text, STYLE, None, 1.0, expected.direction);
        assert_eq!(paragraph.is_rtl(), expected.rtl, "line {line}: {case}");
        assert_eq!(expected.shown(&paragraph), expected.order, "line {line}: {case}");
        count += 1;
    }
    println!("BidiCharacterTest 15.0: {count} of {count} cases pass");
    assert_eq!(count, 91_707);
}

/// Why a layout does not break where the test may, or breaks where it may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exception {
    /// A space with a mark on it is one grapheme, and no line breaks within one.
    InsideAGrapheme,
    /// White space hangs over the edge, so that nothing has to go to the next line.
    WhiteSpaceHangs,
    /// What has no width fits on every line.
    NoWidthBehind,
    /// A line that would show nothing is not begun.
    NoWidthBefore,
    /// Control characters but tabs and line breaks are set as spaces.
    ControlSetAsSpace,
    /// parley joins a mark to the line break before it when Hebrew follows.
    MarkOnALineBreakBeforeHebrew,
    /// The file of 15.0 has the tailored rule for numbers (LB25), the library the plain one.
    TailoredNumbers,
    /// 15.1 changed the rules for quotation marks (LB15).
    QuotationMarksOf15_1,
    /// None of these: never right.
    Unexplained,
}

/// Breaks lines wherever they can be, and gives the places that are no emergency.
fn broken_lines(layout: &mut Layout<()>) -> Vec<usize> {
    layout.break_all_lines(Some(-1.0));
    let wanted = layout
        .lines()
        .filter(|line| line.break_reason() != BreakReason::Emergency);
    let mut ends: Vec<usize> = wanted
        .map(|line| line.text_range().end)
        .filter(|end| *end > 0)
        .collect();
    ends.dedup();
    ends
}

fn width_between(layout: &Layout<()>, start: usize, end: usize) -> f32 {
    let clusters = layout
        .lines()
        .flat_map(|line| line.runs())
        .flat_map(|run| run.clusters());
    clusters
        .filter(|cluster| (start..end).contains(&cluster.text_range().start))
        .map(|cluster| cluster.advance())
        .sum()
}

/// Why a break that the test has is missing.
fn why_missing(case: &Broken, at: usize, layout: &Layout<()>) -> Exception {
    let text = case.text.as_str();
    let next = case
        .breaks
        .iter()
        .copied()
        .find(|end| *end > at)
        .unwrap_or(text.len());
    let starts = layout.lines().map(|line| line.text_range().start);
    let line = starts.filter(|start| *start < at).max().unwrap_or(0);
    let (head, tail) = text.split_at(at);
    let number = head
        .trim_end_matches('\u{308}')
        .ends_with([',', '.', '/', '%', '$', '\\', '}', ')', ' '])
        && tail.starts_with(|c: char| c.is_ascii_digit() || "%$({\u{2329}\u{3008}.".contains(c));
    if grapheme_floor(text, at) != at {
        Exception::InsideAGrapheme
    } else if tail.starts_with(is_set_as_space) || head.ends_with(is_set_as_space) {
        Exception::ControlSetAsSpace
    } else if tail.starts_with(char::is_whitespace) {
        Exception::WhiteSpaceHangs
    } else if width_between(layout, line, at) == 0.0 {
        Exception::NoWidthBefore
    } else if width_between(layout, at, next) == 0.0 {
        Exception::NoWidthBehind
    } else if number {
        Exception::TailoredNumbers
    } else if head.contains('«') {
        Exception::QuotationMarksOf15_1
    } else {
        Exception::Unexplained
    }
}

/// Why there is a break that the test has not.
fn why_extra(case: &Broken, at: usize) -> Exception {
    let (head, tail) = case.text.split_at(at);
    let is_hebrew = |c: char| ('\u{5d0}'..='\u{5ea}').contains(&c);
    if head.contains(is_set_as_space) {
        Exception::ControlSetAsSpace
    } else if head.ends_with('\u{308}') && tail.trim_start().starts_with(is_hebrew) {
        Exception::MarkOnALineBreakBeforeHebrew
    } else if head.contains(['"', '«']) {
        Exception::QuotationMarksOf15_1
    } else {
        Exception::Unexplained
    }
}

fn is_set_as_space(c: char) -> bool {
    matches!(c, '\0' | '\u{1}' | '\u{7f}')
}

/// Runs a file and gives how many cases pass, how many there are, and why the others do not.
fn line_breaks(compressed: &[u8]) -> (usize, usize, BTreeMap<Exception, usize>) {
    let cases = broken(compressed);
    let mut typesetter = Typesetter::embedded_only();
    let mut exceptions = BTreeMap::new();
    for case in &cases {
        let mut layout = typesetter.shape(&case.text, STYLE, &[], 1.0, false, &[]);
        let ends = broken_lines(&mut layout);
        let missing = case.breaks.iter().filter(|end| !ends.contains(end));
        let extra = ends.iter().filter(|end| !case.breaks.contains(end));
        // The last in the list of reasons is the one that explains least.
        let why = extra
            .map(|at| why_extra(case, *at))
            .chain(missing.map(|at| why_missing(case, *at, &layout)))
            .max();
        if let Some(why) = why {
            *exceptions.entry(why).or_default() += 1;
            if why == Exception::Unexplained {
                println!("line {}: {:?} {:?} {ends:?}", case.line, case.text, case.breaks);
            }
        }
    }
    let failed: usize = exceptions.values().sum();
    (cases.len() - failed, cases.len(), exceptions)
}

#[test]
fn lines_break_where_unicode_15_0_allows_but_for_named_exceptions() {
    let (passed, count, exceptions) = line_breaks(data!("LineBreakTest-15.0"));
    println!("LineBreakTest 15.0: {passed} of {count} cases pass, {exceptions:#?}");
    let named = [
        (Exception::InsideAGrapheme, 306),
        (Exception::WhiteSpaceHangs, 88),
        (Exception::NoWidthBefore, 208),
        (Exception::ControlSetAsSpace, 100),
        (Exception::MarkOnALineBreakBeforeHebrew, 8),
        (Exception::TailoredNumbers, 34),
        (Exception::QuotationMarksOf15_1, 8),
    ];
    assert_eq!(exceptions, BTreeMap::from(named));
    assert_eq!((passed, count), (6902, 7654));
}

#[test]
fn lines_break_where_unicode_15_1_allows_but_for_named_exceptions() {
    let (passed, count, exceptions) = line_breaks(data!("LineBreakTest-15.1"));
    println!("LineBreakTest 15.1: {passed} of {count} cases pass, {exceptions:#?}");
    let named = [
        (Exception::InsideAGrapheme, 582),
        (Exception::WhiteSpaceHangs, 100),
        (Exception::NoWidthBefore, 248),
        (Exception::ControlSetAsSpace, 115),
        (Exception::MarkOnALineBreakBeforeHebrew, 8),
    ];
    assert_eq!(exceptions, BTreeMap::from(named));
    assert_eq!((passed, count), (9221, 10_274));
}
