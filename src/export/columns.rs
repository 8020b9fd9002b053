//! The columns of the tables, with one row a claim: what stands at their heads, and what in a row. Every cell has its
//! type, so that no format has to guess from its words what it is: a title of '1984' is text.
//! How a table is written, and what a cell must be kept from, is not here.
//!
//! Several values in one cell stand on lines of their own, pieces of one text are joined by ' … '.
//! Places are half open and count Unicode characters from the beginning of the article's text.

use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::tz::Offset;

use super::describe::{name, names, pieces, reviewer};
use super::row::Row;
use super::words;
use crate::model::{
    Anchor, Attribution, Evidence, Polarity, Project, Review, ReviewerId, Speaker, SpeakerId,
};

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Empty,
    /// Words, whatever they look like.
    Text(&'a str),
    /// An address, as somebody wrote it.
    Link(&'a str),
    /// A count.
    Number(usize),
    /// A day.
    Date(Date),
    /// Yes or no.
    Bool(bool),
}

/// A column: its head, and what makes its cell of a row. The string is empty; a cell whose words stand nowhere else is
/// written there.
pub type Column = (&'static str, for<'a> fn(&Row<'a>, &'a mut String) -> Cell<'a>);

/// The columns at the left, which say the same of all claims of an article.
pub const OF_ARTICLE: &[Column] = &[
    ("article_id", |row, _| Cell::Text(row.article_id.as_str())),
    ("title", |row, _| Cell::Text(&row.article.metadata.title)),
    ("publisher", |row, _| {
        Cell::text(row.article.metadata.publisher.as_deref())
    }),
    ("byline", |row, _| {
        Cell::text(row.article.metadata.byline.as_deref())
    }),
    ("credit", |row, buffer| {
        lines(buffer, &row.article.metadata.credit)
    }),
    ("url", |row, _| Cell::link(row.article.metadata.url.as_deref())),
    ("published", |row, _| Cell::date(row.article.metadata.published)),
    ("language", |row, _| {
        Cell::text(row.article.metadata.language.as_deref())
    }),
];

/// The columns that follow.
pub const OF_CLAIM: &[Column] = &[
    ("claim_id", |row, _| Cell::Text(row.id.as_str())),
    ("claim", |row, buffer| {
        Cell::Text(joined(buffer, &row.claim.spans))
    }),
    ("claim_characters", |row, buffer| {
        characters(row, buffer, &row.claim.spans)
    }),
    ("lost_place", |row, _| Cell::Bool(row.has_lost_its_place())),
    ("voice", |row, _| Cell::Text(words::voice(&row.claim.voice))),
    ("speakers", |row, buffer| {
        of_speakers(row, buffer, |id, speaker| {
            Some(speaker.map_or(id.as_str(), |speaker| &speaker.name))
        })
    }),
    ("speaker_ids", |row, buffer| {
        of_speakers(row, buffer, |id, _| Some(id.as_str()))
    }),
    ("speaker_kinds", |row, buffer| {
        of_speakers(row, buffer, |_, speaker| {
            speaker.map(|speaker| words::speaker_kind(speaker.kind))
        })
    }),
    ("speaker_roles", |row, buffer| {
        of_speakers(row, buffer, |_, speaker| speaker?.role.as_deref())
    }),
    ("speaker_affiliations", |row, buffer| {
        of_speakers(row, buffer, |_, speaker| {
            Some(name(row.project, speaker?.affiliation.as_ref()?))
        })
    }),
    ("speaker_wikidata", |row, buffer| {
        of_speakers(row, buffer, |_, speaker| speaker?.wikidata.as_deref())
    }),
    ("speaker_inferred", |row, _| {
        row.nearest()
            .map_or(Cell::Empty, |link| Cell::Bool(link.inferred))
    }),
    ("source", |row, buffer| pieces_of(buffer, source(row))),
    ("source_characters", |row, buffer| {
        characters(row, buffer, source(row))
    }),
    ("cue", |row, buffer| pieces_of(buffer, cue(row))),
    ("cue_characters", |row, buffer| characters(row, buffer, cue(row))),
    ("polarity", |row, _| {
        Cell::text(row.nearest().map(|link| words::polarity(link.polarity)))
    }),
    ("relayed_by", |row, buffer| {
        let further = row.claim.voice.chain().iter().skip(1);
        lines(buffer, further.map(|link| relay(row.project, link)))
    }),
    ("quotation", |row, _| {
        Cell::text(row.offsets.quotation(row.claim).map(words::quotation))
    }),
    ("review", |row, _| {
        Cell::Text(words::review_state(row.claim.review_state()))
    }),
    ("stale", |row, _| Cell::Bool(row.claim.has_stale_decision())),
    ("decided_on", |row, _| {
        let basis = row.claim.stale_basis();
        Cell::text(
            basis
                .map(|basis| basis.words.as_str())
                .filter(|words| !words.is_empty()),
        )
    }),
    ("decisions", |row, buffer| {
        for (at, (id, review)) in row.claim.reviews.iter().enumerate() {
            buffer.push_str(if at > 0 { "\n" } else { "" });
            decision(buffer, row.project, id, review);
        }
        Cell::Text(buffer)
    }),
    ("verdict", |row, _| {
        let verdict = row.claim.verdict.as_ref();
        Cell::text(verdict.map(|verdict| row.project.rating_label(&verdict.rating)))
    }),
    ("evidence", |row, buffer| {
        let told = row.claim.evidence.values().map(evidence);
        lines(buffer, told.filter(|line| !line.is_empty()))
    }),
    ("tags", |row, buffer| lines(buffer, &row.claim.tags)),
    ("note", |row, _| Cell::Text(&row.claim.note)),
];

/// All columns, from left to right.
pub fn all() -> impl Iterator<Item = &'static Column> {
    OF_ARTICLE.iter().chain(OF_CLAIM)
}

impl<'a> Cell<'a> {
    /// Words, if there are any.
    pub fn text(words: Option<&'a str>) -> Self {
        words.map_or(Self::Empty, Self::Text)
    }

    /// An address, if there is one.
    pub fn link(address: Option<&'a str>) -> Self {
        address.map_or(Self::Empty, Self::Link)
    }

    /// A day, if it is known.
    pub fn date(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }
}

/// How tables for people tell a [`Cell::Bool`].
pub fn yes_or_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn source<'a>(row: &Row<'a>) -> &'a [Anchor] {
    row.nearest()
        .map(|link| link.source.as_slice())
        .unwrap_or_default()
}

fn cue<'a>(row: &Row<'a>) -> &'a [Anchor] {
    row.nearest().map(|link| link.cue.as_slice()).unwrap_or_default()
}

/// Places: `89-105;137-169`.
fn characters<'a>(row: &Row, buffer: &'a mut String, anchors: &[Anchor]) -> Cell<'a> {
    for (at, anchor) in anchors.iter().enumerate() {
        let chars = row.offsets.chars(anchor);
        let between = if at > 0 { ";" } else { "" };
        let _infallible = write!(buffer, "{between}{}-{}", chars.start, chars.end);
    }
    Cell::Text(buffer)
}

/// The words of a mark, if there is one.
fn pieces_of<'a>(buffer: &'a mut String, anchors: &'a [Anchor]) -> Cell<'a> {
    if anchors.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(joined(buffer, anchors))
    }
}

/// The words of all pieces; those of a single one are not copied.
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

/// One line for each speaker of the nearest link; nothing at all where every line is empty.
fn of_speakers<'a>(
    row: &Row<'a>,
    buffer: &'a mut String,
    describe: impl Fn(&'a SpeakerId, Option<&'a Speaker>) -> Option<&'a str>,
) -> Cell<'a> {
    let described = row.speakers.iter().map(|(id, speaker)| describe(id, *speaker));
    lines(buffer, described.map(Option::unwrap_or_default));
    if buffer.bytes().all(|byte| byte == b'\n') {
        buffer.clear();
    }
    Cell::Text(buffer)
}

fn lines(buffer: &mut String, values: impl IntoIterator<Item = impl AsRef<str>>) -> Cell<'_> {
    for (at, value) in values.into_iter().enumerate() {
        buffer.push_str(if at > 0 { "\n" } else { "" });
        buffer.push_str(value.as_ref());
    }
    Cell::Text(buffer)
}

/// A further link: 'United States (“Washington”): “did not say” (denies)'.
fn relay(project: &Project, link: &Attribution) -> String {
    let mut said = names(project, link);
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

/// One reviewer's decision: 'Amal: accepted (2024-02-12): as quoted'. The day is in UTC.
fn decision(cell: &mut String, project: &Project, id: &ReviewerId, review: &Review) {
    let day = Offset::UTC.to_datetime(review.at).date();
    let decided = words::decision(review.decision);
    let _infallible = write!(cell, "{}: {decided} ({day})", reviewer(project, id));
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
