//! Decodes cells of a table as programs write them: dates as counts of seconds, and texts with HTML
//! tags.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use memchr::memmem;

use crate::import::documents::{facts, markup};
use crate::import::error::ParseError;

/// How many texts of a column are examined.
const SAMPLE_CELLS: usize = 200;

/// A day as machines or people write it, or as a count since 1970 as data frames write it: of seconds, milli-, micro-
/// or nanoseconds, told apart by their digits, which holds from 1973 to 2286. The day is that of Greenwich.
pub(crate) fn day(cell: &str) -> Option<Date> {
    facts::day(cell).or_else(|| {
        let count = cell.split_once('.').map_or(cell, |(whole, _)| whole);
        if !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let a_second = match count.len() {
            9 | 10 => 1,
            12 | 13 => 1_000,
            15 | 16 => 1_000_000,
            18 | 19 => 1_000_000_000,
            _ => return None,
        };
        let seconds = count.parse::<i64>().ok()? / a_second;
        let instant = Timestamp::from_second(seconds).ok()?;
        Some(instant.to_zoned_datetime(TimeZone::UTC).date())
    })
}

/// Several values of one cell, each a line, as one: names of authors.
pub(crate) fn one_line(cell: &str) -> String {
    let lines: Vec<&str> = cell
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(", ")
}

/// Whether a column's texts are written with tags: most of those that are looked at have some that end. One text about
/// tags does not make a web page of the others.
pub(crate) fn are_marked_up<'table>(texts: impl Iterator<Item = &'table str>) -> bool {
    let (mut tagged, mut seen) = (0, 0);
    for text in texts.filter(|text| !text.trim().is_empty()).take(SAMPLE_CELLS) {
        seen += 1;
        tagged += usize::from(has_tags(text));
    }
    tagged * 2 > seen
}

fn has_tags(text: &str) -> bool {
    let mut tags = memmem::find_iter(text.as_bytes(), b"<");
    tags.any(|at| {
        let tag = text.get(at + 1..).unwrap_or_default();
        let (name, ends) = match tag.strip_prefix('/') {
            Some(name) => (name, true),
            None => (tag, false),
        };
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let (name, rest) = name.split_at(end);
        let is_break = name.eq_ignore_ascii_case("br");
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && ((ends && rest.starts_with('>')) || (is_break && rest.trim_start().starts_with(['>', '/'])))
    })
}

/// The words of a text with tags. Where none of them parts paragraphs, the lines do, as programs for blogs keep them.
pub(crate) fn without_tags(text: &str) -> Result<String, ParseError> {
    let parts = [
        "<p", "<br", "<div", "<li", "<h1", "<h2", "<h3", "<P", "<BR", "<DIV",
    ];
    if parts.iter().any(|tag| text.contains(tag)) {
        markup::text_of_html(text)
    } else {
        markup::text_of_html(&text.replace('\n', "<br>"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_since_1970_are_days_and_other_numbers_are_none() {
        for count in [
            "1707643800",
            "1707643800.0",
            "1707643800000",
            "1707643800000000",
            "1707643800000000000",
        ] {
            assert_eq!(day(count), Some(jiff::civil::date(2024, 2, 11)), "{count}");
        }
        for number in ["2024", "12345678901", "-1707643800", "1707643800x", ""] {
            assert_eq!(day(number), None, "{number}");
        }
    }

    #[test]
    fn a_column_is_marked_up_where_most_of_its_texts_have_tags() {
        assert!(are_marked_up(
            ["<p>One</p>", "Two<br />three", "", "plain"].into_iter()
        ));
        assert!(!are_marked_up(
            ["a < b and b > c", "the tag </p> ends it", "plain", "plain"].into_iter()
        ));
        assert!(!are_marked_up(["x </ y> <1> </>", "</p", "<broken>"].into_iter()));
        assert!(!are_marked_up(std::iter::empty()));
    }

    #[test]
    fn lines_part_paragraphs_where_no_tag_does() {
        let text = without_tags("The <em>army</em> said &amp; left.\n\nIt went on.").unwrap();
        assert_eq!(text, "The army said & left.\n\nIt went on.");
        assert_eq!(
            without_tags("<p>One\ntwo</p><p>Three</p>").unwrap(),
            "One two\n\nThree"
        );
    }
}
