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
use crate::model::{Article, Claim, ClaimId, Project, ReviewState, SpeakerId};

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
    let mut counts = Counts::default();
    let (mut summary, mut long) = claims(input, &mut counts, &mut book)?;
    long.extend(all_speakers(input, &counts, &mut book)?);
    long.extend(articles(input, &mut book)?);
    long.extend(figures(&summary, &counts, &mut book)?);
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

/// What is counted while the claims are written, for the sheets after theirs.
#[derive(Default)]
struct Counts {
    of_speakers: BTreeMap<SpeakerId, BTreeMap<ReviewState, usize>>,
    by_review: BTreeMap<ReviewState, usize>,
    /// By the label of the rating.
    by_verdict: BTreeMap<String, usize>,
}

impl Counts {
    fn add(&mut self, project: &Project, claim: &Claim) {
        let state = claim.review_state();
        *self.by_review.entry(state).or_default() += 1;
        if let Some(verdict) = &claim.verdict {
            let label = project.rating_label(&verdict.rating);
            match self.by_verdict.get_mut(label) {
                Some(count) => *count += 1,
                None => drop(self.by_verdict.insert(label.to_owned(), 1)),
            }
        }
        let speakers: BTreeSet<_> = claim.voice.speakers().collect();
        for id in speakers {
            let of_speaker = self.of_speakers.entry(id.clone()).or_default();
            *of_speaker.entry(state).or_default() += 1;
        }
    }
}

fn claims(
    input: &ExportInput,
    counts: &mut Counts,
    book: &mut Workbook,
) -> Result<(Summary, LongTexts), ExportError> {
    let headings: Vec<_> = columns::all()
        .map(|column| (column.heading, column.width))
        .collect();
    let mut sheet = Sheet::new(book, "Claims", &headings, EXCEL)?;
    let mut buffer = String::new();
    let summary = each_row(input, |row| {
        counts.add(row.project, row.claim);
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
    input.each_article(|article_id, article, claims| {
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
        Ok(())
    })?;
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

fn all_speakers(input: &ExportInput, counts: &Counts, book: &mut Workbook) -> Result<LongTexts, ExportError> {
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
    for id in &input.speakers()? {
        let Some(speaker) = project.speaker(id) else {
            continue;
        };
        let affiliation = speaker.affiliation.as_ref().map(|id| name(project, id));
        let item = speaker
            .wikidata
            .as_ref()
            .map(|item| format!("https://www.wikidata.org/wiki/{item}"));
        let counts = counts.of_speakers.get(id).cloned().unwrap_or_default();
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
        ("Page", NARROW),
        ("URL", WIDE),
        ("Language", NARROW),
        ("Full text", NARROW),
        ("Claims", NARROW),
        ("Reviewed claims", NARROW),
        ("Done", NARROW),
        ("Article ID", NARROW),
    ];
    let mut sheet = Sheet::new(book, "Articles", &headings, EXCEL)?;
    input.each_article(|id, article, claims| {
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
            CellValue::text(metadata.page.as_deref()),
            CellValue::link(metadata.url.as_deref()),
            CellValue::text(metadata.language.as_deref()),
            CellValue::Bool(!metadata.partial),
            CellValue::Number(claims.len()),
            CellValue::Number(reviewed.count()),
            CellValue::Bool(article.done.is_some()),
            CellValue::Text(id.as_str()),
        ])?;
        sheet.end_row(|| id.to_string());
        Ok(())
    })?;
    sheet.done()
}

fn figures(summary: &Summary, counted: &Counts, book: &mut Workbook) -> Result<LongTexts, ExportError> {
    let mut sheet = Sheet::new(book, "Summary", &[("Measure", WIDE), ("Count", NARROW)], EXCEL)?;
    let mut counts: Vec<(String, usize)> = vec![
        ("Claims".into(), summary.claims),
        ("Articles with claims".into(), summary.articles),
    ];
    let by_review = counted.by_review.iter();
    counts.extend(by_review.map(|(state, count)| (measure(*state).to_owned(), *count)));
    let by_verdict = counted.by_verdict.iter();
    counts.extend(by_verdict.map(|(label, count)| (format!("Claims rated “{label}”"), *count)));
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
