//! A workbook with sheets for claims, speakers, articles and a summary, each with a fixed header row and a filter.

mod sheet;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use sheet::{EXCEL, Sheet};
use workbook::Workbook;

use super::columns::{self, CellValue, NARROW, SEPARATOR, USUAL, WIDE, WIDEST};
use super::describe::name;
use super::row::each_row;
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, csv, safe, words};
use crate::model::ReviewState;

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
    let summary = claims(input, &mut book)?;
    all_speakers(input, &mut book)?;
    articles(input, &mut book)?;
    figures(input, summary, &mut book)?;
    book.finish()?;
    Ok(summary)
}

fn claims(input: &ExportInput, book: &mut Workbook) -> Result<Summary, ExportError> {
    let headings: Vec<_> = columns::all()
        .map(|column| (column.heading, column.width))
        .collect();
    let mut sheet = Sheet::new(book, "Claims", &headings, EXCEL)?;
    let mut buffer = String::new();
    let summary = each_row(input, |row| {
        sheet.begin_row()?;
        for column in columns::all() {
            buffer.clear();
            sheet.add((column.cell)(row, &mut buffer))?;
        }
        Ok(true)
    })?;
    sheet.done()?;
    Ok(summary)
}

fn all_speakers(input: &ExportInput, book: &mut Workbook) -> Result<(), ExportError> {
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
    }
    sheet.done()
}

fn articles(input: &ExportInput, book: &mut Workbook) -> Result<(), ExportError> {
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
    }
    sheet.done()
}

fn figures(input: &ExportInput, summary: Summary, book: &mut Workbook) -> Result<(), ExportError> {
    let headings = [("Measure", WIDE), ("Count", NARROW)];
    let mut sheet = Sheet::new(book, "Summary", &headings, EXCEL)?;
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
