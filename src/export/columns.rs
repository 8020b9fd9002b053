//! The columns of the tables with one row a claim: what each is called and what stands in it. Every cell has a type, so
//! that no format has to guess from the words: a title of '1984' is text.
//!
//! Several values in one cell are joined by '; ', spans of one text by ' … '. Offsets are half open and count Unicode
//! characters from the start of the article's text.

use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::tz::Offset;

use super::describe::{labels, name, pieces};
use super::row::ClaimRow;
use super::words;
use crate::model::{
    Anchor, Attribution, Evidence, Polarity, Project, Review, ReviewerId, Speaker, SpeakerId,
};

/// The value of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellValue<'a> {
    /// Unknown.
    Empty,
    /// Text, whatever it looks like.
    Text(&'a str),
    /// A URL, as it was typed.
    Link(&'a str),
    /// A count.
    Number(usize),
    /// A date.
    Date(Date),
    /// Yes or no.
    Bool(bool),
}

/// A column of the claims.
#[derive(Debug)]
pub(super) struct ExportColumn {
    /// The name that programs know it by.
    pub name: &'static str,
    /// Its heading in a workbook.
    pub heading: &'static str,
    /// Its width in a workbook, in characters.
    pub width: f64,
    /// Gives its cell in a row. The string is empty; text that has to be put together is written there.
    pub cell: for<'a> fn(&ClaimRow<'a>, &'a mut String) -> CellValue<'a>,
}

/// Widths of columns, in characters: of words and numbers, of names, of titles, of sentences.
pub(super) const NARROW: f64 = 15.0;
pub(super) const USUAL: f64 = 24.0;
pub(super) const WIDE: f64 = 36.0;
pub(super) const WIDEST: f64 = 60.0;

const fn column(
    name: &'static str,
    heading: &'static str,
    width: f64,
    cell: for<'a> fn(&ClaimRow<'a>, &'a mut String) -> CellValue<'a>,
) -> ExportColumn {
    ExportColumn {
        name,
        heading,
        width,
        cell,
    }
}

/// The columns at the left: the claim and what was decided about it.
pub(super) const OF_CLAIM: &[ExportColumn] = &[
    column("claim", "Claim", WIDEST, |row, buffer| {
        CellValue::Text(joined(buffer, &row.claim.spans))
    }),
    column("speaker", "Speaker", USUAL, |row, buffer| {
        of_speakers(row, buffer, |id, speaker| {
            Some(speaker.map_or(id.as_str(), |speaker| &speaker.name))
        })
    }),
    column("speaker_id", "Speaker ID", NARROW, |row, buffer| {
        of_speakers(row, buffer, |id, _| Some(id.as_str()))
    }),
    column("speaker_type", "Speaker type", NARROW, |row, buffer| {
        of_speakers(row, buffer, |_, speaker| {
            speaker.map(|speaker| words::speaker_kind(speaker.kind))
        })
    }),
    column("speaker_role", "Role", USUAL, |row, buffer| {
        of_speakers(row, buffer, |_, speaker| speaker?.role.as_deref())
    }),
    column("speaker_affiliation", "Affiliation", USUAL, |row, buffer| {
        of_speakers(row, buffer, |_, speaker| {
            Some(name(row.project, speaker?.affiliation.as_ref()?))
        })
    }),
    column("speaker_wikidata_id", "Wikidata ID", NARROW, |row, buffer| {
        of_speakers(row, buffer, |_, speaker| speaker?.wikidata.as_deref())
    }),
    column("attribution", "Attribution", NARROW, |row, _| {
        CellValue::Text(words::attribution(&row.claim.voice))
    }),
    column("speaker_inferred", "Speaker inferred", NARROW, |row, _| {
        CellValue::bool(row.nearest().map(|link| link.inferred))
    }),
    column(
        "source_text",
        "Source (words naming the speaker)",
        WIDE,
        |row, buffer| pieces_of(buffer, row.source()),
    ),
    column("cue_text", "Cue (attributing words)", USUAL, |row, buffer| {
        pieces_of(buffer, row.cue())
    }),
    column("denied", "Denied", NARROW, |row, _| {
        CellValue::bool(row.nearest().map(|link| link.polarity == Polarity::Denies))
    }),
    column("relayed_by", "Relayed by", WIDE, |row, buffer| {
        let further = row.claim.voice.chain().iter().skip(1);
        list(buffer, further.map(|link| relay(row.project, link)))
    }),
    column("quotation_type", "Quotation type", NARROW, |row, _| {
        CellValue::text(row.offsets.quotation(row.claim).map(words::quotation))
    }),
    column("review_status", "Review status", NARROW, |row, _| {
        CellValue::Text(words::review_state(row.claim.review_state()))
    }),
    column("review_stale", "Changed since review", NARROW, |row, _| {
        CellValue::Bool(row.claim.has_stale_decision())
    }),
    column("reviewed_text", "Claim as reviewed", WIDE, |row, _| {
        let basis = row.claim.stale_basis();
        let words = basis.map(|basis| basis.words.as_str());
        CellValue::text(words.filter(|words| !words.is_empty()))
    }),
    column("reviews", "Reviews", WIDEST, |row, buffer| {
        for (at, (id, review)) in row.claim.reviews.iter().enumerate() {
            buffer.push_str(if at > 0 { SEPARATOR } else { "" });
            decision(buffer, row.project, id, review);
        }
        CellValue::Text(buffer)
    }),
    column("reviewer", "Reviewer", USUAL, |row, buffer| {
        let reviewers = row.claim.reviews.keys();
        list(buffer, reviewers.map(|id| row.project.reviewer_label(id)))
    }),
    column("reviewer_id", "Reviewer ID", NARROW, |row, buffer| {
        list(buffer, row.claim.reviews.keys().map(ReviewerId::as_str))
    }),
    column("decision", "Decision", NARROW, |row, buffer| {
        let reviews = row.claim.reviews.values();
        list(buffer, reviews.map(|review| words::decision(review.decision)))
    }),
    column("verdict", "Verdict", NARROW, |row, _| {
        let verdict = row.claim.verdict.as_ref();
        CellValue::text(verdict.map(|verdict| row.project.rating_label(&verdict.rating)))
    }),
    column("evidence", "Evidence", WIDEST, |row, buffer| {
        let described = row.claim.evidence.values().map(evidence);
        list(buffer, described.filter(|one| !one.is_empty()))
    }),
    column("tags", "Tags", NARROW, |row, buffer| {
        list(buffer, &row.claim.tags)
    }),
    column("note", "Note", WIDEST, |row, _| CellValue::Text(&row.claim.note)),
    column("unsettled", "Unsettled", NARROW, |row, _| {
        CellValue::Bool(!row.claim.differences.is_empty())
    }),
];

/// The columns in the middle, which are the same for all claims of an article.
pub(super) const OF_ARTICLE: &[ExportColumn] = &[
    column("article_title", "Article", WIDE, |row, _| {
        CellValue::Text(&row.article.metadata.title)
    }),
    column("publisher", "Publisher", USUAL, |row, _| {
        CellValue::text(row.article.metadata.publisher.as_deref())
    }),
    column("byline", "Byline", USUAL, |row, _| {
        CellValue::text(row.article.metadata.byline.as_deref())
    }),
    column("credit_line", "Credit line", NARROW, |row, buffer| {
        list(buffer, &row.article.metadata.credit)
    }),
    column("date_published", "Date", NARROW, |row, _| {
        CellValue::date(row.article.metadata.published)
    }),
    column("page", "Page", NARROW, |row, _| {
        CellValue::text(row.article.metadata.page.as_deref())
    }),
    column("url", "URL", WIDE, |row, _| {
        CellValue::link(row.article.metadata.url.as_deref())
    }),
    column("language", "Language", NARROW, |row, _| {
        CellValue::text(row.article.metadata.language.as_deref())
    }),
    column("article_excerpt", "Excerpt only", NARROW, |row, _| {
        CellValue::Bool(row.article.metadata.partial)
    }),
];

/// The columns at the right, by which programs find a claim and tell whether it was suggested.
pub(super) const OF_PLACE: &[ExportColumn] = &[
    column("claim_offsets", "Claim offsets", NARROW, |row, buffer| {
        offsets(row, buffer, &row.claim.spans)
    }),
    column("source_offsets", "Source offsets", NARROW, |row, buffer| {
        offsets(row, buffer, row.source())
    }),
    column("cue_offsets", "Cue offsets", NARROW, |row, buffer| {
        offsets(row, buffer, row.cue())
    }),
    column("not_found_in_text", "Not found in text", NARROW, |row, _| {
        CellValue::Bool(row.is_orphaned())
    }),
    column("article_id", "Article ID", NARROW, |row, _| {
        CellValue::Text(row.article_id.as_str())
    }),
    column("claim_id", "Claim ID", NARROW, |row, _| {
        CellValue::Text(row.id.as_str())
    }),
    column("origin", "Origin", NARROW, |row, _| {
        CellValue::Text(words::origin(row.claim.origin))
    }),
    column("marked_by", "Marked by", NARROW, |row, _| {
        let who = row.claim.marked_by.as_ref();
        CellValue::text(who.map(|id| row.project.reviewer_label(id)))
    }),
];

/// All columns, from left to right.
pub(super) fn all() -> impl Iterator<Item = &'static ExportColumn> {
    OF_CLAIM.iter().chain(OF_ARTICLE).chain(OF_PLACE)
}

impl<'a> CellValue<'a> {
    /// Text, if there is any.
    pub(super) fn text(words: Option<&'a str>) -> Self {
        words.map_or(Self::Empty, Self::Text)
    }

    /// A URL, if there is one.
    pub(super) fn link(url: Option<&'a str>) -> Self {
        url.map_or(Self::Empty, Self::Link)
    }

    /// A date, if it is known.
    pub(super) fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }

    fn bool(is: Option<bool>) -> Self {
        is.map_or(Self::Empty, Self::Bool)
    }
}

/// The text of a [`CellValue::Bool`] in tables for people.
pub(super) fn yes_or_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// Between the values of one cell.
pub(super) const SEPARATOR: &str = "; ";

/// Offsets as JSON: `[[89,105],[137,169]]`. A spreadsheet would take `3-11` for a date.
fn offsets<'a>(row: &ClaimRow, buffer: &'a mut String, anchors: &[Anchor]) -> CellValue<'a> {
    for (at, anchor) in anchors.iter().enumerate() {
        let chars = row.offsets.chars(anchor);
        let before = if at > 0 { "," } else { "[" };
        let _infallible = write!(buffer, "{before}[{},{}]", chars.start, chars.end);
    }
    if !anchors.is_empty() {
        buffer.push(']');
    }
    CellValue::Text(buffer)
}

/// The words of an annotation, if there is one.
fn pieces_of<'a>(buffer: &'a mut String, anchors: &'a [Anchor]) -> CellValue<'a> {
    if anchors.is_empty() {
        CellValue::Empty
    } else {
        CellValue::Text(joined(buffer, anchors))
    }
}

/// The words of all spans; those of a single one are not copied.
fn joined<'a>(buffer: &'a mut String, anchors: &'a [Anchor]) -> &'a str {
    if let [anchor] = anchors {
        return &anchor.words;
    }
    for (at, anchor) in anchors.iter().enumerate() {
        buffer.push_str(if at > 0 { " … " } else { "" });
        buffer.push_str(&anchor.words);
    }
    buffer
}

/// One value for each speaker of the nearest link; an empty cell if every value is empty.
fn of_speakers<'a>(
    row: &ClaimRow<'a>,
    buffer: &'a mut String,
    describe: impl Fn(&'a SpeakerId, Option<&'a Speaker>) -> Option<&'a str>,
) -> CellValue<'a> {
    let described = || {
        row.speakers
            .iter()
            .map(|(id, speaker)| describe(id, *speaker).unwrap_or_default())
    };
    if described().all(str::is_empty) {
        return CellValue::Empty;
    }
    list(buffer, described())
}

fn list(buffer: &mut String, values: impl IntoIterator<Item = impl AsRef<str>>) -> CellValue<'_> {
    for (at, value) in values.into_iter().enumerate() {
        buffer.push_str(if at > 0 { SEPARATOR } else { "" });
        buffer.push_str(value.as_ref());
    }
    CellValue::Text(buffer)
}

/// A further link: 'United States (“Washington”): “did not say” (denies)'.
fn relay(project: &Project, link: &Attribution) -> String {
    let mut said = labels(project, link);
    let source = pieces(&link.source);
    if !source.is_empty() && source != said {
        said = format!("{said} (“{source}”)");
    }
    let cue = pieces(&link.cue);
    if !cue.is_empty() {
        said = format!("{said}: “{cue}”");
    }
    if link.polarity == Polarity::Denies {
        said.push_str(" (denies)");
    }
    said.trim_start().to_owned()
}

/// One reviewer's decision: 'Amal: accepted (2024-02-12): as quoted'. The date is in UTC.
fn decision(cell: &mut String, project: &Project, id: &ReviewerId, review: &Review) {
    let day = Offset::UTC.to_datetime(review.at).date();
    let decided = super::describe::decision(review);
    let _infallible = write!(cell, "{}: {decided} ({day})", project.reviewer_label(id));
    if !review.why.is_empty() {
        cell.push_str(": ");
        cell.push_str(&review.why);
    }
}

/// One piece of evidence: 'supports: Title, https://…, “excerpt” (seen 2024-02-12)'.
fn evidence(evidence: &Evidence) -> String {
    let stance = evidence.stance.map(words::stance);
    let mut told = stance.map_or_else(String::new, |stance| format!("{stance}: "));
    let excerpt = if evidence.excerpt.is_empty() {
        String::new()
    } else {
        format!("“{}”", evidence.excerpt)
    };
    let parts = [&evidence.title, &evidence.url, &excerpt];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    told.push_str(&parts.join(", "));
    if let Some(day) = evidence.seen {
        let _infallible = write!(told, " (seen {day})");
    }
    told
}
