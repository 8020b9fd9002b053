//! A workbook with sheets for claims, reviews, speakers, articles and a summary, each with a fixed header row and a filter.
//! What is longer than a cell is cut there, and whole in a sheet of its own.

mod sheet;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use jiff::tz::Offset;
use sheet::{EXCEL, LongText, Sheet};
use workbook::Workbook;

use super::columns::{self, CellValue, NARROW, SEPARATOR, USUAL, WIDE, WIDEST};
use super::describe::{name, title};
use super::preview::cut;
use super::row::each_row;
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, csv, safe, words};
use crate::model::{Article, ClaimId, ReviewState};

pub(super) const FORMAT: Format = Format {
    key: "xlsx",
    words: format_words!("format-xlsx"),
    extension: "xlsx",
    readers: Readers::People,
    offset_unit: "Unicode characters",
    write: Write::Binary {
        write,
        shown_as: &csv::FORMAT,
    },
};

fn write(input: &ExportInput, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let mut book = Workbook::new(out, &safe::line(&input.project.head().title))?;
    let (mut summary, mut long) = claims(input, &mut book)?;
    long.extend(all_speakers(input, &mut book)?);
    long.extend(articles(input, &mut book)?);
    long.extend(figures(input, &summary, &mut book)?);
    long.extend(reviews(input, &mut book)?);
    if !long.is_empty() {
        long_texts(&long, &mut book)?;
    }
    book.finish()?;
    summary.cut = long.into_iter().map(|text| text.told).collect();
    Ok(summary)
}

/// The texts of a sheet that are longer than its cells.
type LongTexts = Vec<LongText>;

fn claims(input: &ExportInput, book: &mut Workbook) -> Result<(Summary, LongTexts), ExportError> {
    let headings: Vec<_> = columns::all()
        .map(|column| (column.heading, column.width))
        .collect();
    let mut sheet = Sheet::new(book, "Claims", &headings, EXCEL)?;
    let mut buffer = String::new();
    let summary = each_row(input, |row| {
        sheet.begin_row()?;
        for column in columns::all() {
            buffer.clear();
            sheet.add((column.cell)(row, &mut buffer));
        }
        sheet.end_row(|| of_claim(row.id, row.article));
        Ok(true)
    })?;
    Ok((summary, sheet.done()?))
}

fn of_claim(id: &ClaimId, article: &Article) -> String {
    /// A longer title is told by its beginning.
    const MAX_TITLE_CHARS: usize = 60;
    let title = cut(title(article), MAX_TITLE_CHARS);
    fl!("export-cut-claim", id = id.as_str(), title = title)
}

/// One row for each reviewer's decision on a claim.
fn reviews(input: &ExportInput, book: &mut Workbook) -> Result<LongTexts, ExportError> {
    let headings = [
        ("Claim", WIDEST),
        ("Reviewer", USUAL),
        ("Decision", NARROW),
        ("Date", NARROW),
        ("Reason", WIDEST),
        ("Before the claim changed", NARROW),
        ("Reviewer ID", NARROW),
        ("Article ID", NARROW),
        ("Claim ID", NARROW),
    ];
    let mut sheet = Sheet::new(book, "Reviews", &headings, EXCEL)?;
    for (article_id, article, claims) in input.articles() {
        for (id, claim) in claims {
            let words = claim.words();
            for (reviewer, review) in &claim.reviews {
                sheet.add_row(&[
                    CellValue::Text(&words),
                    CellValue::Text(input.project.reviewer_label(reviewer)),
                    CellValue::Text(words::decision(review.decision)),
                    CellValue::Date(Offset::UTC.to_datetime(review.at).date()),
                    CellValue::Text(&review.why),
                    CellValue::Bool(review.standing.is_stale()),
                    CellValue::Text(reviewer.as_str()),
                    CellValue::Text(article_id.as_str()),
                    CellValue::Text(id.as_str()),
                ])?;
                sheet.end_row(|| of_claim(id, article));
            }
        }
    }
    sheet.done()
}

/// The texts that no cell holds whole, each in as many cells as it takes.
fn long_texts(long: &[LongText], book: &mut Workbook) -> Result<(), ExportError> {
    let headings = [
        ("Sheet", NARROW),
        ("Row", NARROW),
        ("Column", NARROW),
        ("Of", WIDE),
        ("Part", NARROW),
        ("Text", WIDEST),
    ];
    let mut sheet = Sheet::new(book, "Long texts", &headings, EXCEL)?;
    for text in long {
        for (at, piece) in text.pieces().enumerate() {
            sheet.add_row(&[
                CellValue::Text(&text.sheet),
                CellValue::Number(text.row as usize),
                CellValue::Text(&text.told.column),
                CellValue::Text(&text.told.of),
                CellValue::Number(at + 1),
                CellValue::Text(piece),
            ])?;
        }
    }
    sheet.done()?;
    Ok(())
}

fn all_speakers(input: &ExportInput, book: &mut Workbook) -> Result<LongTexts, ExportError> {
    let project = input.project;
    let headings = [
        ("Name", USUAL),
        ("Type", NARROW),
        ("Role", USUAL),
        ("Affiliation", USUAL),
        ("Aliases", WIDE),
        ("Wikidata URL", USUAL),
        ("Claims", NARROW),
        ("Accepted claims", NARROW),
        ("Disputed claims", NARROW),
        ("Rejected claims", NARROW),
        ("Note", WIDEST),
        ("Speaker ID", NARROW),
    ];
    let mut sheet = Sheet::new(book, "Speakers", &headings, EXCEL)?;
    let mut counts: BTreeMap<_, BTreeMap<ReviewState, usize>> = BTreeMap::new();
    for (_, _, claims) in input.articles() {
        for (_, claim) in claims {
            let speakers: BTreeSet<_> = claim.voice.speakers().collect();
            for id in speakers {
                let of_speaker = counts.entry(id).or_default();
                *of_speaker.entry(claim.review_state()).or_default() += 1;
            }
        }
    }
    for id in input.speakers() {
        let Some(speaker) = project.speaker(id) else {
            continue;
        };
        let affiliation = speaker.affiliation.as_ref().map(|id| name(project, id));
        let item = speaker
            .wikidata
            .as_ref()
            .map(|item| format!("https://www.wikidata.org/wiki/{item}"));
        let counts = counts.get(id).cloned().unwrap_or_default();
        let count = |state| CellValue::Number(counts.get(&state).copied().unwrap_or_default());
        sheet.add_row(&[
            CellValue::Text(&speaker.name),
            CellValue::Text(words::speaker_kind(speaker.kind)),
            CellValue::text(speaker.role.as_deref()),
            CellValue::text(affiliation),
            CellValue::Text(&speaker.aliases.join(SEPARATOR)),
            CellValue::link(item.as_deref()),
            CellValue::Number(counts.values().sum()),
            count(ReviewState::Accepted),
            count(ReviewState::Disputed),
            count(ReviewState::Rejected),
            CellValue::Text(&speaker.note),
            CellValue::Text(id.as_str()),
        ])?;
        sheet.end_row(|| id.to_string());
    }
    sheet.done()
}

fn articles(input: &ExportInput, book: &mut Workbook) -> Result<LongTexts, ExportError> {
    let headings = [
        ("Article", WIDE),
        ("Publisher", USUAL),
        ("Byline", USUAL),
        ("Credit line", NARROW),
        ("Date", NARROW),
        ("URL", WIDE),
        ("Language", NARROW),
        ("Full text", NARROW),
        ("Claims", NARROW),
        ("Reviewed claims", NARROW),
        ("Done", NARROW),
        ("Article ID", NARROW),
    ];
    let mut sheet = Sheet::new(book, "Articles", &headings, EXCEL)?;
    for (id, article, claims) in input.articles() {
        let metadata = &article.metadata;
        let reviewed = claims
            .iter()
            .filter(|(_, claim)| claim.review_state().is_decided());
        sheet.add_row(&[
            CellValue::Text(&metadata.title),
            CellValue::text(metadata.publisher.as_deref()),
            CellValue::text(metadata.byline.as_deref()),
            CellValue::Text(&metadata.credit.join(SEPARATOR)),
            CellValue::date(metadata.published),
            CellValue::link(metadata.url.as_deref()),
            CellValue::text(metadata.language.as_deref()),
            CellValue::Bool(!metadata.partial),
            CellValue::Number(claims.len()),
            CellValue::Number(reviewed.count()),
            CellValue::Bool(article.done.is_some()),
            CellValue::Text(id.as_str()),
        ])?;
        sheet.end_row(|| id.to_string());
    }
    sheet.done()
}

fn figures(input: &ExportInput, summary: &Summary, book: &mut Workbook) -> Result<LongTexts, ExportError> {
    let mut sheet = Sheet::new(book, "Summary", &[("Measure", WIDE), ("Count", NARROW)], EXCEL)?;
    let mut counts: Vec<(String, usize)> = vec![
        ("Claims".into(), summary.claims),
        ("Articles with claims".into(), summary.articles),
    ];
    let mut by_review = BTreeMap::new();
    let mut by_verdict = BTreeMap::new();
    for (_, _, claims) in input.articles() {
        for (_, claim) in claims {
            *by_review.entry(claim.review_state()).or_insert(0_usize) += 1;
            if let Some(verdict) = &claim.verdict {
                *by_verdict
                    .entry(input.project.rating_label(&verdict.rating))
                    .or_insert(0_usize) += 1;
            }
        }
    }
    counts.extend(
        by_review
            .into_iter()
            .map(|(state, count)| (measure(state).to_owned(), count)),
    );
    counts.extend(
        by_verdict
            .into_iter()
            .map(|(label, count)| (format!("Claims rated “{label}”"), count)),
    );
    for (measure, count) in counts {
        sheet.add_row(&[CellValue::Text(&measure), CellValue::Number(count)])?;
    }
    sheet.done()
}

fn measure(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Unreviewed => "Unreviewed claims",
        ReviewState::Stale => "Claims changed since review",
        ReviewState::Accepted => "Accepted claims",
        ReviewState::Disputed => "Disputed claims",
        ReviewState::Rejected => "Rejected claims",
        ReviewState::Split => "Claims with split reviews",
    }
}
