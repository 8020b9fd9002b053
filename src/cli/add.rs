//! `sayso add`: adds articles from files and folders to a project.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::opened;
use super::screen::{Ink, Screen};
use super::{Failure, Outcome};
use crate::import::annotated::{AnnotatedFormat, LabelMap};
use crate::import::{Choices, Columns, FileKind, pairs};
use crate::model::ArticleId;
use crate::report::Report;
use crate::session::Session;
use crate::session::importing::{self, Imports, Incoming, read_articles_as};
use crate::session::jobs::Progress;
use crate::session::{annotations, with_claims};

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-add-about"), after_help = fl!("cli-add-about.help"))]
pub struct AddArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(required = true, value_name = "PATH", help = fl!("cli-add-paths"))]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "FORMAT", value_parser = kind_parser(), help = fl!("cli-add-format"))]
    format: Option<String>,
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = Mapping::parse, help = fl!("cli-add-map"))]
    map: Option<Mapping>,
    #[arg(long, value_name = "NAME", help = fl!("cli-add-encoding"))]
    encoding: Option<String>,
    #[arg(long, help = fl!("cli-add-as-printed"))]
    as_printed: bool,
    #[arg(long, help = fl!("cli-add-dry-run"))]
    dry_run: bool,
}

/// The value of `--map`: columns and labels, which are told apart by the names of their roles.
#[derive(Clone, Debug, Default)]
struct Mapping {
    columns: Columns,
    labels: LabelMap,
}

impl Mapping {
    fn parse(written: &str) -> Result<Self, String> {
        let (labels, columns) = pairs(written)?
            .into_iter()
            .partition::<Vec<_>, _>(|(name, _)| LabelMap::is_role(name));
        Ok(Self {
            columns: Columns::from_pairs(columns)?,
            labels: LabelMap::from_pairs(labels)?,
        })
    }
}

/// Accepts the names of all formats.
fn kind_parser() -> clap::builder::PossibleValuesParser {
    let annotated = AnnotatedFormat::ALL.map(AnnotatedFormat::name);
    clap::builder::PossibleValuesParser::new(FileKind::all().map(FileKind::name).chain(annotated))
}

pub fn run(arguments: &AddArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut session = opened::work_on(&arguments.project)?;
    let corpora = read_corpora(arguments);
    let imports = read(arguments, &corpora);
    let annotated = add_corpora(&mut session, corpora, arguments.dry_run, screen)?;
    let (new, skipped) = split_off_known(&mut session, imports.articles);
    let unmapped = imports
        .refused
        .iter()
        .filter(|refused| refused.waits_for_columns())
        .count();
    let mut failures = imports.failures;
    failures.extend(annotated.failures);
    let plain = if arguments.dry_run {
        show_table(&new, screen)?;
        new.len()
    } else {
        add_articles(session, new, &mut failures, screen)?
    };
    for line in &skipped {
        screen.line(2, &[(Ink::Plain, line)])?;
    }
    for warning in &imports.warnings {
        print_doubt(&warning.to_string(), screen)?;
    }
    let (count, project) = (plain + annotated.articles, &arguments.project);
    let total = if arguments.dry_run {
        fl!("cli-add-would", count = count, path = project)
    } else {
        fl!("cli-add-done", count = count, path = project)
    };
    screen.line(2, &[(Ink::Plain, &total)])?;
    if unmapped > 0 {
        screen.line(2, &[(Ink::Plain, &fl!("cli-add-unmapped", count = unmapped))])?;
    }
    screen.out().flush()?;
    Ok(Outcome::from_reports(&failures))
}

/// Adds the articles and saves the project; lists them once they are on the disk.
fn add_articles(
    mut session: Session,
    new: Vec<Incoming>,
    failures: &mut Vec<Report>,
    screen: &mut Screen,
) -> Result<usize, Failure> {
    let titles: Vec<String> = new
        .iter()
        .map(|incoming| incoming.article.title.clone())
        .collect();
    let added = importing::add(&mut session, new).map_err(|error| opened::report_of(&error))?;
    failures.extend(added.not_kept);
    session
        .close()
        .map_err(|unclosed| opened::report_of(&unclosed.error))?;
    for (id, title) in added.ids.iter().zip(&titles) {
        let parts = [
            (Ink::Plain, fl!("cli-add-added")),
            (Ink::Strong, id.as_str()),
            (Ink::Plain, title),
        ];
        screen.line(2, &parts)?;
    }
    Ok(added.ids.len())
}

fn print_doubt(warning: &str, screen: &mut Screen) -> Result<(), Failure> {
    Ok(screen.line(2, &[(Ink::Doubtful, "warning:"), (Ink::Plain, warning)])?)
}

fn read_corpora(arguments: &AddArguments) -> annotations::Corpora {
    let format = arguments.format.as_deref();
    let annotated = format.and_then(AnnotatedFormat::from_name);
    if format.is_some() && annotated.is_none() {
        return annotations::Corpora {
            rest: arguments.paths.clone(),
            ..annotations::Corpora::default()
        };
    }
    let labels = arguments.map.clone().unwrap_or_default().labels;
    annotations::read_corpora(&arguments.paths, annotated, &labels)
}

/// The articles added with their claims, and what could not be.
struct AddedCorpora {
    articles: usize,
    failures: Vec<Report>,
}

fn add_corpora(
    session: &mut Session,
    mut corpora: annotations::Corpora,
    dry_run: bool,
    screen: &mut Screen,
) -> Result<AddedCorpora, Failure> {
    let mut articles = 0;
    let mut unplaced = Vec::new();
    for corpus in &corpora.found {
        let (annotated, counts) = (&corpus.annotated, corpus.counts);
        let summary = fl!(
            "cli-add-corpus",
            articles = fl!("count-articles", count = counts.articles),
            format = annotated.format.label(),
            claims = fl!("count-claims", count = counts.claims),
            sources = fl!("count-sources", count = counts.sources),
            cues = fl!("count-cues", count = counts.cues),
            links = fl!("count-links", count = counts.links),
            speakers = fl!("count-speakers", count = counts.speakers),
            unit = annotated.unit.to_string()
        );
        screen.line(2, &[(Ink::Plain, &summary)])?;
        for (label, number) in &annotated.left_aside {
            let ignored = fl!("cli-add-ignored", label = label, count = *number);
            screen.line(2, &[(Ink::Faint, &ignored)])?;
        }
        unplaced.extend(annotated.unplaced.iter().cloned());
        articles += counts.articles;
    }
    if !dry_run && !corpora.found.is_empty() {
        let found = std::mem::take(&mut corpora.found);
        let come = with_claims::add(session, found).map_err(|error| opened::report_of(&error))?;
        for (id, title) in &come.known {
            let known = fl!("cli-add-known", id = id.as_str(), title = title);
            screen.line(2, &[(Ink::Plain, &known)])?;
        }
        unplaced.extend(come.added.unplaced);
        corpora.failures.extend(come.added.not_kept);
        articles = come.added.ids.len();
    }
    for unplaced in &unplaced {
        print_doubt(&unplaced.to_string(), screen)?;
    }
    let mut failures = corpora.failures;
    failures.extend(corpora.refused.into_iter().map(|(_, report)| report));
    Ok(AddedCorpora { articles, failures })
}

fn read(arguments: &AddArguments, corpora: &annotations::Corpora) -> Imports {
    if corpora.rest.is_empty() {
        return Imports::default();
    }
    let choices = Choices {
        kind: arguments.format.as_deref().and_then(FileKind::from_name),
        encoding: arguments.encoding.clone(),
        columns: arguments.map.clone().unwrap_or_default().columns,
    };
    let mut imports = read_articles_as(&corpora.rest, &choices, &Progress::default());
    if imports.truncated {
        let report = Report::new(fl!("cli-add-truncated"));
        imports
            .failures
            .push(report.with_hint(Some(fl!("cli-add-truncated.hint"))));
    }
    if imports.articles.is_empty() && imports.failures.is_empty() {
        let report = Report::new(fl!("cli-add-nothing"));
        imports
            .failures
            .push(report.with_hint(Some(fl!("cli-add-nothing.hint"))));
    }
    if arguments.as_printed {
        for incoming in &mut imports.articles {
            if let Some(text) = incoming.article.as_printed.take() {
                incoming.article.text = text;
            }
        }
        imports.warnings.retain(|warning| !warning.is_about_joining());
    }
    imports
}

/// One row for each article: format, date, language, length and title.
fn show_table(new: &[Incoming], screen: &mut Screen) -> Result<(), Failure> {
    if new.is_empty() {
        return Ok(());
    }
    let heads = [
        fl!("cli-add-column-format"),
        fl!("cli-add-column-date"),
        fl!("cli-add-column-language"),
        fl!("cli-add-column-paragraphs"),
        fl!("cli-add-column-words"),
        fl!("cli-add-column-title"),
    ];
    let mut rows: Vec<[String; 6]> = vec![heads.map(str::to_owned)];
    rows.extend(new.iter().map(|Incoming { article, file, .. }| {
        let paragraphs = article
            .text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        [
            file.kind.name().to_owned(),
            article
                .published
                .map_or_else(|| "–".to_owned(), |date| date.to_string()),
            article.language.clone().unwrap_or_else(|| "–".to_owned()),
            paragraphs.to_string(),
            article.text.split_whitespace().count().to_string(),
            if article.partial {
                fl!("cli-add-partial", title = article.title)
            } else {
                article.title.clone()
            },
        ]
    }));
    let widths: Vec<usize> = (0..5)
        .map(|column| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for (number, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let is_number = cell.starts_with(|c: char| c.is_ascii_digit()) && !cell.contains('-');
            let cell = if is_number {
                format!("{cell:>width$}  ")
            } else {
                format!("{cell:<width$}  ")
            };
            line.push_str(&cell);
        }
        let ink = if number == 0 { Ink::Faint } else { Ink::Plain };
        let indent = line.chars().count();
        screen.beside((ink, line.trim_end()), indent, &[(ink, &row[5])])?;
    }
    screen.gap()?;
    Ok(())
}

/// The articles whose texts are new to the project, and a line about each of the others.
fn split_off_known(session: &mut Session, articles: Vec<Incoming>) -> (Vec<Incoming>, Vec<String>) {
    session.read_all_texts();
    let here = session.project().articles().iter();
    let texts: BTreeMap<Arc<str>, &ArticleId> = here
        .filter_map(|(id, article)| Some((article.text.clone()?, id)))
        .collect();
    let mut seen: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut skipped = Vec::new();
    let mut new = Vec::new();
    for incoming in articles {
        let article = &incoming.article;
        let text: Arc<str> = article.text.as_str().into();
        if let Some(id) = texts.get(&text) {
            skipped.push(fl!("cli-add-known", id = id.as_str(), title = article.title));
        } else if seen.insert(text) {
            new.push(incoming);
        } else {
            skipped.push(fl!("cli-add-duplicate", title = article.title));
        }
    }
    (new, skipped)
}
