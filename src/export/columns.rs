//! The columns of the tables, with one row a claim: what stands at their heads, and what in a row.
//! How a table is written, and what a cell must be kept from, is not here.
//!
//! Several values in one cell stand on lines of their own, pieces of one text are joined by ' … '.
//! Places are half open and count Unicode characters from the beginning of the article's text.

use std::fmt::{Display, Write as _};

use jiff::tz::Offset;

use super::describe::{name, names, pieces, reviewer};
use super::row::Row;
use super::words;
use crate::model::{
    Anchor, Article, ArticleId, Attribution, Evidence, Polarity, Project, Review, ReviewerId, Speaker,
    SpeakerId,
};

/// A column that says the same of all claims of an article: its head, and what writes its cell.
pub type OfArticle = (&'static str, fn(&ArticleId, &Article, &mut String));
/// A column of claims: its head, and what writes its cell.
pub type OfClaim = (&'static str, fn(&Row, &mut String));

/// The columns at the left.
pub const OF_ARTICLE: &[OfArticle] = &[
    ("article_id", |id, _, cell| cell.push_str(id.as_str())),
    ("title", |_, article, cell| cell.push_str(&article.metadata.title)),
    ("publisher", |_, article, cell| {
        push(cell, article.metadata.publisher.as_ref());
    }),
    ("byline", |_, article, cell| {
        push(cell, article.metadata.byline.as_ref());
    }),
    ("credit", |_, article, cell| lines(cell, &article.metadata.credit)),
    ("url", |_, article, cell| {
        push(cell, article.metadata.url.as_ref());
    }),
    ("published", |_, article, cell| {
        show(cell, article.metadata.published);
    }),
    ("language", |_, article, cell| {
        push(cell, article.metadata.language.as_ref());
    }),
];

/// The columns that follow.
pub const OF_CLAIM: &[OfClaim] = &[
    ("claim_id", |row, cell| cell.push_str(row.id.as_str())),
    ("claim", |row, cell| pieces_of(cell, &row.claim.spans)),
    ("claim_characters", |row, cell| {
        characters(row, cell, &row.claim.spans);
    }),
    ("lost_place", |row, cell| {
        cell.push_str(yes(row.has_lost_its_place()));
    }),
    ("voice", |row, cell| cell.push_str(words::voice(&row.claim.voice))),
    ("speakers", |row, cell| {
        of_speakers(row, cell, |id, speaker| {
            Some(speaker.map_or(id.as_str(), |speaker| &speaker.name))
        });
    }),
    ("speaker_kinds", |row, cell| {
        of_speakers(row, cell, |_, speaker| {
            speaker.map(|speaker| words::speaker_kind(speaker.kind))
        });
    }),
    ("speaker_roles", |row, cell| {
        of_speakers(row, cell, |_, speaker| speaker?.role.as_deref());
    }),
    ("speaker_affiliations", |row, cell| {
        of_speakers(row, cell, |_, speaker| {
            Some(name(row.project, speaker?.affiliation.as_ref()?))
        });
    }),
    ("speaker_wikidata", |row, cell| {
        of_speakers(row, cell, |_, speaker| speaker?.wikidata.as_deref());
    }),
    ("speaker_inferred", |row, cell| {
        push(cell, row.nearest().map(|link| yes(link.inferred)));
    }),
    ("source", |row, cell| pieces_of(cell, source(row))),
    ("source_characters", |row, cell| {
        characters(row, cell, source(row));
    }),
    ("cue", |row, cell| pieces_of(cell, cue(row))),
    ("cue_characters", |row, cell| characters(row, cell, cue(row))),
    ("polarity", |row, cell| {
        push(cell, row.nearest().map(|link| words::polarity(link.polarity)));
    }),
    ("relayed_by", |row, cell| {
        let further = row.claim.voice.chain().iter().skip(1);
        lines(cell, further.map(|link| relay(row.project, link)));
    }),
    ("quotation", |row, cell| {
        push(cell, row.offsets.quotation(row.claim).map(words::quotation));
    }),
    ("review", |row, cell| {
        cell.push_str(words::review_state(row.claim.review_state()));
    }),
    ("decisions", |row, cell| {
        for (at, (id, review)) in row.claim.reviews.iter().enumerate() {
            cell.push_str(if at > 0 { "\n" } else { "" });
            decision(cell, row.project, id, review);
        }
    }),
    ("verdict", |row, cell| {
        let verdict = row.claim.verdict.as_ref();
        push(
            cell,
            verdict.map(|verdict| row.project.rating_label(&verdict.rating)),
        );
    }),
    ("evidence", |row, cell| {
        let told = row.claim.evidence.values().map(evidence);
        lines(cell, told.filter(|line| !line.is_empty()));
    }),
    ("tags", |row, cell| lines(cell, &row.claim.tags)),
    ("note", |row, cell| cell.push_str(&row.claim.note)),
];

/// What stands at the heads, from left to right.
pub fn heads() -> impl Iterator<Item = &'static str> {
    let of_article = OF_ARTICLE.iter().map(|column| column.0);
    of_article.chain(OF_CLAIM.iter().map(|column| column.0))
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
fn characters(row: &Row, cell: &mut String, anchors: &[Anchor]) {
    for (at, anchor) in anchors.iter().enumerate() {
        let chars = row.offsets.chars(anchor);
        let between = if at > 0 { ";" } else { "" };
        let _infallible = write!(cell, "{between}{}-{}", chars.start, chars.end);
    }
}

fn pieces_of(cell: &mut String, anchors: &[Anchor]) {
    for (at, anchor) in anchors.iter().enumerate() {
        cell.push_str(if at > 0 { " … " } else { "" });
        cell.push_str(&anchor.words);
    }
}

/// One line for each speaker of the nearest link; nothing at all where every line is empty.
fn of_speakers<'a>(
    row: &Row<'a>,
    cell: &mut String,
    describe: impl Fn(&'a SpeakerId, Option<&'a Speaker>) -> Option<&'a str>,
) {
    let described = row.speakers.iter().map(|(id, speaker)| describe(id, *speaker));
    lines(cell, described.map(Option::unwrap_or_default));
    if cell.bytes().all(|byte| byte == b'\n') {
        cell.clear();
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn push(cell: &mut String, words: Option<impl AsRef<str>>) {
    if let Some(words) = words {
        cell.push_str(words.as_ref());
    }
}

fn show(cell: &mut String, value: Option<impl Display>) {
    if let Some(value) = value {
        let _infallible = write!(cell, "{value}");
    }
}

fn lines(cell: &mut String, values: impl IntoIterator<Item = impl AsRef<str>>) {
    for (at, value) in values.into_iter().enumerate() {
        cell.push_str(if at > 0 { "\n" } else { "" });
        cell.push_str(value.as_ref());
    }
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
    let excerpt = match evidence.excerpt.is_empty() {
        true => String::new(),
        false => format!("“{}”", evidence.excerpt),
    };
    let parts = [&evidence.title, &evidence.url, &excerpt];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    told.push_str(&parts.join(", "));
    show(&mut told, evidence.seen.map(|day| format!(" (seen {day})")));
    told
}
