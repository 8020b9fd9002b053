//! A workbook: claims, speakers, articles and a summary, each a sheet with fixed head, filter and fit columns.
//! Every cell of words is written as words, so that nothing in it runs. Bounds are those that Excel states.

use std::io;

use rust_xlsxwriter::{Format as Look, FormatAlign, Workbook, Worksheet, XlsxError};

use super::columns::{OF_ARTICLE, OF_CLAIM, heads};
use super::row::each_row;
use super::told::{is_web_address, name};
use super::{
    ExportError, Format, Limit, Readers, Selection, Summary, Write, chosen, csv, safe, speakers, words,
};
use crate::model::{Project, ReviewState};

/// The format.
pub const FORMAT: Format = Format {
    key: "xlsx",
    name: "Excel workbook",
    extension: "xlsx",
    readers: Readers::People,
    for_whom: "For newsrooms and researchers who work in Excel, LibreOffice or Google Sheets: the safest table.",
    keeps: "A sheet of claims with everything the CSV table has, one of speakers, one of articles, and a summary.",
    drops: "The articles' texts, guidelines, exact times, and the places of relaying links.",
    offset_unit: "Unicode characters",
    write: Write::Office {
        write,
        shown_as: &csv::FORMAT,
    },
};

/// Rows of a sheet, its head among them.
const ROWS: usize = 1_048_576;
/// Characters of a cell, in UTF-16 units.
const CELL: usize = 32_767;
/// Links of a sheet, and characters of one.
const LINKS: usize = 65_530;
const LINK: usize = 2_079;

/// A sheet that is filled from top to bottom.
struct Sheet {
    page: Worksheet,
    row: u32,
    links: usize,
    wrap: Look,
}

fn write(project: &Project, selection: &Selection, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    let claims = claims(project, selection, &mut summary)?;
    let mut workbook = Workbook::new();
    workbook.push_worksheet(claims);
    workbook.push_worksheet(all_speakers(project, selection)?);
    workbook.push_worksheet(articles(project, selection)?);
    workbook.push_worksheet(figures(project, selection, summary)?);
    // A workbook bears its day of making; a fixed one keeps equal projects equal bytes.
    let properties = rust_xlsxwriter::DocProperties::new()
        .set_title(safe::line(&project.head().title))
        .set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1).map_err(failure)?);
    workbook.set_properties(&properties);
    out.write_all(&workbook.save_to_buffer().map_err(failure)?)?;
    Ok(summary)
}

fn claims(project: &Project, selection: &Selection, summary: &mut Summary) -> Result<Worksheet, ExportError> {
    let heads: Vec<(String, f64)> = heads()
        .map(|head| (head.replace('_', " "), width_of(head)))
        .collect();
    let mut sheet = Sheet::new("Claims", &heads)?;
    *summary = each_row(project, selection, Limit::NONE, |row| {
        let mut cells = vec![String::new(); heads.len()];
        let (of_article, of_claim) = cells.split_at_mut(OF_ARTICLE.len());
        for (cell, (_, in_cell)) in of_article.iter_mut().zip(OF_ARTICLE) {
            in_cell(row.article_id, row.article, cell);
        }
        for (cell, (_, in_cell)) in of_claim.iter_mut().zip(OF_CLAIM) {
            in_cell(row, cell);
        }
        sheet.add(&cells)?;
        Ok(true)
    })?;
    sheet.done(heads.len())
}

fn all_speakers(project: &Project, selection: &Selection) -> Result<Worksheet, ExportError> {
    let heads = [
        "id",
        "name",
        "kind",
        "role",
        "affiliation",
        "aliases",
        "wikidata",
        "claims",
        "note",
    ];
    let mut sheet = Sheet::new("Speakers", &heads.map(|head| (head.to_owned(), width_of(head))))?;
    let mut said = std::collections::BTreeMap::new();
    for (_, _, claims) in chosen(project, selection, Limit::NONE) {
        for (_, claim) in claims {
            let speakers: std::collections::BTreeSet<_> = claim.voice.speakers().collect();
            for id in speakers {
                *said.entry(id).or_insert(0_usize) += 1;
            }
        }
    }
    for id in speakers(project, selection) {
        let Some(speaker) = project.speaker(id) else {
            continue;
        };
        let affiliation = speaker.affiliation.as_ref().map(|id| name(project, id));
        let item = speaker
            .wikidata
            .as_ref()
            .map(|item| format!("https://www.wikidata.org/wiki/{item}"));
        sheet.add(&[
            id.to_string(),
            speaker.name.clone(),
            words::speaker_kind(speaker.kind).to_owned(),
            speaker.role.clone().unwrap_or_default(),
            affiliation.unwrap_or_default().to_owned(),
            speaker.aliases.join("\n"),
            item.unwrap_or_default(),
            said.get(id).copied().unwrap_or_default().to_string(),
            speaker.note.clone(),
        ])?;
    }
    sheet.done(heads.len())
}

fn articles(project: &Project, selection: &Selection) -> Result<Worksheet, ExportError> {
    let heads = [
        "id",
        "title",
        "publisher",
        "byline",
        "credit",
        "published",
        "language",
        "whole text",
        "url",
        "claims",
        "reviewed",
        "done",
    ];
    let mut sheet = Sheet::new("Articles", &heads.map(|head| (head.to_owned(), width_of(head))))?;
    for (id, article, claims) in chosen(project, selection, Limit::NONE) {
        let metadata = &article.metadata;
        let reviewed = claims
            .iter()
            .filter(|(_, claim)| claim.review_state() != ReviewState::Unreviewed);
        sheet.add(&[
            id.to_string(),
            metadata.title.clone(),
            metadata.publisher.clone().unwrap_or_default(),
            metadata.byline.clone().unwrap_or_default(),
            metadata.credit.join("\n"),
            metadata.published.map(|day| day.to_string()).unwrap_or_default(),
            metadata.language.clone().unwrap_or_default(),
            yes_or_no(!metadata.partial),
            metadata.url.clone().unwrap_or_default(),
            claims.len().to_string(),
            reviewed.count().to_string(),
            yes_or_no(article.done.is_some()),
        ])?;
    }
    sheet.done(heads.len())
}

fn yes_or_no(holds: bool) -> String {
    if holds { "yes" } else { "no" }.to_owned()
}

fn figures(project: &Project, selection: &Selection, summary: Summary) -> Result<Worksheet, ExportError> {
    let mut sheet = Sheet::new(
        "Summary",
        &[("figure".to_owned(), 34.0), ("count".to_owned(), 12.0)],
    )?;
    let mut counts: Vec<(String, usize)> = vec![
        ("claims".into(), summary.claims),
        ("articles with claims".into(), summary.articles),
    ];
    let mut by_review = std::collections::BTreeMap::new();
    let mut by_verdict = std::collections::BTreeMap::new();
    for (_, _, claims) in chosen(project, selection, Limit::NONE) {
        for (_, claim) in claims {
            *by_review.entry(claim.review_state()).or_insert(0_usize) += 1;
            if let Some(verdict) = &claim.verdict {
                *by_verdict
                    .entry(project.rating_label(&verdict.rating))
                    .or_insert(0_usize) += 1;
            }
        }
    }
    counts.extend(
        by_review
            .into_iter()
            .map(|(state, count)| (format!("claims {}", words::review_state(state)), count)),
    );
    counts.extend(
        by_verdict
            .into_iter()
            .map(|(label, count)| (format!("claims rated {label}"), count)),
    );
    for (figure, count) in counts {
        sheet.add(&[figure, count.to_string()])?;
    }
    sheet.done(2)
}

impl Sheet {
    fn new(name: &str, heads: &[(String, f64)]) -> Result<Self, ExportError> {
        let mut sheet = Worksheet::new();
        let bold = Look::new().set_bold().set_background_color(0x00E8_EBF0);
        sheet.set_name(name).map_err(failure)?;
        sheet.set_freeze_panes(1, 0).map_err(failure)?;
        for (column, (head, width)) in (0_u16..).zip(heads) {
            sheet
                .write_string_with_format(0, column, head, &bold)
                .map_err(failure)?;
            sheet.set_column_width(column, *width).map_err(failure)?;
        }
        let wrap = Look::new().set_text_wrap().set_align(FormatAlign::Top);
        Ok(Self {
            page: sheet,
            row: 0,
            links: 0,
            wrap,
        })
    }

    /// Adds a row. Counts are numbers, addresses are links as long as Excel takes more of them, all else is words.
    fn add(&mut self, cells: &[String]) -> Result<(), ExportError> {
        self.row += 1;
        if self.row as usize >= ROWS {
            let beyond = format!(
                "a sheet holds {} rows; choose fewer claims, or a format without that bound",
                ROWS - 1
            );
            return Err(ExportError::Beyond(beyond));
        }
        for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let number = cell
                .parse::<u32>()
                .ok()
                .filter(|number| number.to_string() == *cell);
            let link = is_web_address(cell) && cell.chars().count() <= LINK && self.links < LINKS;
            let written = match number {
                Some(number) => self
                    .page
                    .write_number_with_format(self.row, column, number, &self.wrap),
                None if link => {
                    self.links += 1;
                    self.page.write_url(self.row, column, cell.as_str())
                }
                None => self
                    .page
                    .write_string_with_format(self.row, column, fitting(cell)?, &self.wrap),
            };
            written.map_err(failure)?;
        }
        Ok(())
    }

    fn done(mut self, columns: usize) -> Result<Worksheet, ExportError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or_default();
        self.page.autofilter(0, 0, self.row, last).map_err(failure)?;
        Ok(self.page)
    }
}

/// Words that a cell can hold: too many are an error, because a cut would lose some in silence.
fn fitting(cell: &str) -> Result<String, ExportError> {
    let words = safe::line(cell);
    if words.encode_utf16().count() > CELL {
        let start: String = words.chars().take(40).collect();
        let beyond = format!(
            "a cell of a workbook holds {CELL} characters, and “{start}…” has more; CSV and JSON Lines hold it"
        );
        return Err(ExportError::Beyond(beyond));
    }
    Ok(words.into_owned())
}

/// How wide a column is, in characters.
fn width_of(head: &str) -> f64 {
    match head {
        "claim" | "note" | "evidence" | "decisions" => 60.0,
        "title" | "source" | "url" | "relayed_by" | "aliases" => 36.0,
        "speakers"
        | "speaker_roles"
        | "speaker_affiliations"
        | "cue"
        | "name"
        | "role"
        | "affiliation"
        | "publisher"
        | "byline"
        | "wikidata" => 24.0,
        _ => 15.0,
    }
}

fn failure(error: XlsxError) -> ExportError {
    match error {
        XlsxError::IoError(error) => ExportError::Write(error),
        other => ExportError::Beyond(other.to_string()),
    }
}
