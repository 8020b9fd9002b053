//! A workbook: claims, speakers, articles and a summary, each a sheet with fixed head, filter and fit columns.
//! How a sheet is filled is not here.

mod sheet;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use sheet::{Sheet, failure, width_of};

use super::columns::{self, Cell};
use super::describe::name;
use super::row::each_row;
use super::{
    ExportError, Format, Limit, Readers, Selection, Summary, Write, chosen, csv, safe, speakers, words,
};
use crate::model::Project;

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
    write: Write::Binary {
        write,
        shown_as: &csv::FORMAT,
    },
};

fn write(project: &Project, selection: &Selection, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    let claims = claims(project, selection, &mut summary)?;
    let mut workbook = Workbook::new();
    workbook.push_worksheet(claims);
    workbook.push_worksheet(all_speakers(project, selection)?);
    workbook.push_worksheet(articles(project, selection)?);
    workbook.push_worksheet(figures(project, selection, summary)?);
    // A workbook bears its day of making; a fixed one keeps equal projects equal bytes.
    let properties = DocProperties::new()
        .set_title(safe::line(&project.head().title))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1).map_err(failure)?);
    workbook.set_properties(&properties);
    out.write_all(&workbook.save_to_buffer().map_err(failure)?)?;
    Ok(summary)
}

fn claims(project: &Project, selection: &Selection, summary: &mut Summary) -> Result<Worksheet, ExportError> {
    let heads: Vec<(String, f64)> = columns::all()
        .map(|(head, _)| (head.replace('_', " "), width_of(head)))
        .collect();
    let mut sheet = Sheet::new("Claims", &heads)?;
    let mut buffer = String::new();
    *summary = each_row(project, selection, Limit::NONE, |row| {
        sheet.begin_row()?;
        for (_, cell) in columns::all() {
            buffer.clear();
            sheet.add(cell(row, &mut buffer))?;
        }
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
    let mut said = BTreeMap::new();
    for (_, _, claims) in chosen(project, selection, Limit::NONE) {
        for (_, claim) in claims {
            let speakers: BTreeSet<_> = claim.voice.speakers().collect();
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
        sheet.add_row(&[
            Cell::Text(id.as_str()),
            Cell::Text(&speaker.name),
            Cell::Text(words::speaker_kind(speaker.kind)),
            Cell::text(speaker.role.as_deref()),
            Cell::text(affiliation),
            Cell::Text(&speaker.aliases.join("\n")),
            Cell::link(item.as_deref()),
            Cell::Number(said.get(id).copied().unwrap_or_default()),
            Cell::Text(&speaker.note),
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
            .filter(|(_, claim)| claim.review_state().is_decided());
        sheet.add_row(&[
            Cell::Text(id.as_str()),
            Cell::Text(&metadata.title),
            Cell::text(metadata.publisher.as_deref()),
            Cell::text(metadata.byline.as_deref()),
            Cell::Text(&metadata.credit.join("\n")),
            Cell::date(metadata.published),
            Cell::text(metadata.language.as_deref()),
            Cell::Bool(!metadata.partial),
            Cell::link(metadata.url.as_deref()),
            Cell::Number(claims.len()),
            Cell::Number(reviewed.count()),
            Cell::Bool(article.done.is_some()),
        ])?;
    }
    sheet.done(heads.len())
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
    let mut by_review = BTreeMap::new();
    let mut by_verdict = BTreeMap::new();
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
        sheet.add_row(&[Cell::Text(&figure), Cell::Number(count)])?;
    }
    sheet.done(2)
}
