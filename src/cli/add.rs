//! `sayso add`: adds articles from files and folders to a project.

use std::path::PathBuf;

use super::opened;
use super::reference::{self, ReferenceArguments};
use super::screen::{Ink, Screen};
use super::{Failure, Outcome};
use crate::import::annotated::{AnnotatedFormat, LabelMap};
use crate::import::{Choices, Columns, FileKind, PagePart, pairs};
use crate::model::{ArticleId, Project};
use crate::report::Report;
use crate::session::Session;
use crate::session::ingest::commit::ImportOutcome;
use crate::session::ingest::corpus::{Corpus, CorpusOptions};
use crate::session::ingest::parse::{ParseOptions, Parsed, parse, parse_articles};
use crate::session::ingest::stage::{DuplicateOf, ImportChoice, Staged, StagedArticle};
use crate::session::progress::Progress;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-add-about"), after_help = fl!("cli-add-about.help"))]
pub(super) struct AddArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(required_unless_present = "reference", value_name = "PATH", help = fl!("cli-add-paths"))]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    references: ReferenceArguments,
    #[arg(long, value_name = "FORMAT", value_parser = kind_parser(), help = fl!("cli-add-format"))]
    format: Option<String>,
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = Mapping::parse, help = fl!("cli-add-map"))]
    map: Option<Mapping>,
    #[arg(long, value_name = "NAME", help = fl!("cli-add-encoding"))]
    encoding: Option<String>,
    #[arg(long, value_name = "PART", help = fl!("cli-add-part"))]
    part: Option<PagePart>,
    #[arg(long, help = fl!("cli-add-as-printed"))]
    as_printed: bool,
    #[arg(long, help = fl!("cli-add-update"))]
    update: bool,
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

pub(super) fn run(arguments: &AddArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let session = opened::work_on(&arguments.project)?;
    let notes = opened::problems(&session);
    let refused = reference::add(&session, &arguments.references, &options(arguments), screen)?;
    if arguments.paths.is_empty() {
        opened::close(session)?;
        screen.out().flush()?;
        return Ok(Outcome::from_reports(&refused));
    }
    let snapshot = session.snapshot();
    let mut parsed = snapshot.with_texts(read(arguments));
    let mut failures = refused;
    failures.append(&mut parsed.failures);
    let mut doubts: Vec<String> = Vec::new();
    for corpus in &parsed.corpora {
        print_corpus(corpus, screen)?;
        doubts.extend(corpus.annotated.unplaced.iter().map(ToString::to_string));
    }
    let warnings = std::mem::take(&mut parsed.warnings);
    let passed_over = parsed.passed_over.told();
    let mut staged = Staged::new(parsed, snapshot, None);
    if arguments.update {
        staged.update_known();
    } else {
        staged.add_newer_versions();
    }
    let mut skipped = skipped(&staged);
    let unmapped = staged.waiting_tables();
    let new = staged.items.iter().filter(|item| item.file().is_some());
    let new: Vec<StagedArticle> = new
        .filter(|item| item.choice() == ImportChoice::Add)
        .cloned()
        .collect();
    let (count, updated) = if arguments.dry_run {
        show_table(&new, screen)?;
        skipped.extend(would_update(&staged));
        staged.counts()
    } else {
        let (outcome, lines, updated) = add(session, staged, &new, screen)?;
        skipped.extend(lines);
        failures.extend(outcome.not_archived);
        doubts.extend(outcome.unplaced.iter().map(ToString::to_string));
        (outcome.ids.len() - outcome.updated, updated)
    };
    for line in &skipped {
        screen.line(2, &[(Ink::Plain, line)])?;
    }
    doubts.extend(warnings.iter().map(ToString::to_string));
    doubts.extend(passed_over.map(|kinds| fl!("cli-add-passed-over", kinds = kinds)));
    for doubt in &doubts {
        screen.line(2, &[(Ink::Doubtful, "warning:"), (Ink::Plain, doubt)])?;
    }
    let project = &arguments.project;
    for note in &notes {
        let told = std::iter::once(&note.headline)
            .chain(&note.causes)
            .chain(&note.hint);
        let told: Vec<&str> = told.map(String::as_str).collect();
        let told = told.join("; ");
        screen.line(2, &[(Ink::Doubtful, "warning:"), (Ink::Plain, &told)])?;
    }
    if count > 0 || updated == 0 {
        let total = if arguments.dry_run {
            fl!("cli-add-would", count = count, path = project)
        } else {
            fl!("cli-add-done", count = count, path = project)
        };
        screen.line(2, &[(Ink::Plain, &total)])?;
    }
    if updated > 0 {
        let total = if arguments.dry_run {
            fl!("cli-add-would-update", count = updated, path = project)
        } else {
            fl!("cli-add-updated-all", count = updated, path = project)
        };
        screen.line(2, &[(Ink::Plain, &total)])?;
    }
    if unmapped > 0 {
        screen.line(2, &[(Ink::Plain, &fl!("cli-add-unmapped", count = unmapped))])?;
    }
    screen.out().flush()?;
    Ok(Outcome::from_reports(&failures))
}

/// Adds the articles and saves the project; lists those without claims once they are on the disk. With what came of it
/// comes a line about each article that was to be updated, and how many have changed by that.
fn add(
    mut session: Session,
    staged: Staged,
    listed: &[StagedArticle],
    screen: &mut Screen,
) -> Result<(ImportOutcome, Vec<String>, usize), Failure> {
    for id in (0..staged.items.len()).filter_map(|at| staged.target(at)) {
        session.ensure_text(id);
    }
    let before = session.project().clone();
    let outcome = session
        .import(staged)
        .map_err(|error| opened::report_of(&error))?;
    let (lines, updated) = updates(&before, session.project(), &outcome.ids);
    opened::close(session)?;
    // Articles without claims come in first.
    let is_added = |item: &&StagedArticle| {
        let file = item.file();
        file.is_none_or(|file| !outcome.refused.contains(&file.path))
    };
    for (id, item) in outcome.ids.iter().zip(listed.iter().filter(is_added)) {
        let parts = [
            (Ink::Plain, fl!("cli-add-added")),
            (Ink::Strong, id.as_str()),
            (Ink::Plain, &item.metadata.title),
        ];
        screen.line(2, &parts)?;
    }
    Ok((outcome, lines, updated))
}

/// A line about what became of each article that was there before, and how many of them have changed.
fn updates(before: &Project, after: &Project, ids: &[ArticleId]) -> (Vec<String>, usize) {
    let mut updated = 0;
    let known = ids
        .iter()
        .filter_map(|id| Some((id, before.article(id)?, after.article(id)?)));
    let lines = known.map(|(id, old, new)| {
        let (id, title) = (id.as_str(), &new.metadata.title);
        let added = new
            .claims
            .keys()
            .filter(|id| old.claims.get(id).is_none())
            .count();
        let claims = new.claims.iter();
        let changed = claims.filter(|(id, claim)| old.claims.get(id).is_some_and(|old| old != *claim));
        let changed = changed.count();
        let is_newer = old.text != new.text;
        // Which file it was read from last is not told.
        let mut as_before = old.clone();
        as_before.metadata.original.clone_from(&new.metadata.original);
        if added + changed == 0 && as_before == *new {
            return fl!("cli-add-as-before", id = id, title = title);
        }
        updated += 1;
        let text = is_newer.then(|| fl!("cli-add-newer-text").to_owned());
        let added = (added > 0).then(|| fl!("cli-add-claims-added", count = added));
        let changed = (changed > 0).then(|| fl!("cli-add-claims-changed", count = changed));
        let parts: Vec<String> = text.into_iter().chain(added).chain(changed).collect();
        if parts.is_empty() {
            fl!("cli-add-updated", id = id, title = title)
        } else {
            fl!(
                "cli-add-updated-by",
                id = id,
                what = parts.join(", "),
                title = title
            )
        }
    });
    (lines.collect(), updated)
}

fn print_corpus(corpus: &Corpus, screen: &mut Screen) -> Result<(), Failure> {
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
    Ok(())
}

/// A line about each article whose text is there already.
fn skipped(staged: &Staged) -> Vec<String> {
    let skipped = staged.items.iter().filter_map(|item| {
        let duplicate = item.duplicate.as_ref().filter(|duplicate| duplicate.same_text)?;
        let title = &item.metadata.title;
        if item.choice() != ImportChoice::Skip {
            return None;
        }
        let claims = item.with_claims().map_or(0, |article| article.claims.len());
        Some(match &duplicate.of {
            DuplicateOf::Project(id) if claims > 0 => {
                fl!(
                    "cli-add-known-with-claims",
                    id = id.as_str(),
                    title = title,
                    count = claims
                )
            }
            DuplicateOf::Project(id) => fl!("cli-add-known", id = id.as_str(), title = title),
            DuplicateOf::Staged(_) => fl!("cli-add-duplicate", title = title),
        })
    });
    skipped.collect()
}

/// A line about each article that would get a newer text or claims.
fn would_update(staged: &Staged) -> Vec<String> {
    let items = staged.items.iter().enumerate();
    let updated = items.filter_map(|(at, item)| {
        let id = staged.target(at)?;
        Some(fl!(
            "cli-add-updated",
            id = id.as_str(),
            title = item.metadata.title
        ))
    });
    updated.collect()
}

/// How the files are to be read.
fn options(arguments: &AddArguments) -> ParseOptions {
    let format = arguments.format.as_deref();
    let map = arguments.map.clone().unwrap_or_default();
    let kind = format.and_then(FileKind::from_name);
    ParseOptions {
        choices: Choices {
            kind,
            encoding: arguments.encoding.clone(),
            columns: map.columns,
            part: arguments.part,
        },
        corpora: CorpusOptions {
            format: format.and_then(AnnotatedFormat::from_name),
            labels: map.labels,
            ..CorpusOptions::default()
        },
        ..ParseOptions::default()
    }
}

fn read(arguments: &AddArguments) -> Parsed {
    let options = options(arguments);
    let parse = if options.choices.kind.is_some() {
        parse_articles
    } else {
        parse
    };
    let mut parsed = parse(&arguments.paths, &options, &Progress::default());
    if parsed.truncated {
        let report = Report::new(fl!("cli-add-truncated"));
        parsed
            .failures
            .push(report.with_hint(Some(fl!("cli-add-truncated.hint"))));
    }
    if parsed.articles.is_empty() && parsed.corpora.is_empty() && parsed.failures.is_empty() {
        let report = Report::new(fl!("cli-add-nothing"));
        parsed
            .failures
            .push(report.with_hint(Some(fl!("cli-add-nothing.hint"))));
    }
    if arguments.as_printed {
        for article in &mut parsed.articles {
            if let Some(printed) = article.as_printed.take() {
                article.text = printed;
            }
        }
        parsed.warnings.retain(|warning| !warning.is_about_joining());
    }
    parsed
}

/// One row for each article: format, date, language, length and title.
fn show_table(new: &[StagedArticle], screen: &mut Screen) -> Result<(), Failure> {
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
    rows.extend(new.iter().map(|item| {
        let article = &item.metadata;
        let paragraphs = item.text.lines().filter(|line| !line.trim().is_empty()).count();
        [
            item.file().map_or("", |file| file.kind.name()).to_owned(),
            article
                .published
                .map_or_else(|| "–".to_owned(), |date| date.to_string()),
            article.language.clone().unwrap_or_else(|| "–".to_owned()),
            paragraphs.to_string(),
            item.text.split_whitespace().count().to_string(),
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
