//! `sayso add`: takes articles into a project. What a file must look like is `import`'s business.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::opened;
use super::screen::{Ink, Screen, count};
use super::{Failure, Outcome, tell};
use crate::import::annotated::{AnnotatedFormat, LabelMap};
use crate::import::{Choices, Columns, FileKind, pairs};
use crate::model::ArticleId;
use crate::report::Report;
use crate::session::Session;
use crate::session::importing::{self, Imports, Incoming, read_articles_as};
use crate::session::jobs::Progress;
use crate::session::{annotations, with_claims};

/// Add articles to a project, from files and folders
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Taken are plain text in any encoding, Markdown, web pages, DOCX, ODT, PDF with a text layer, EPUB,
mails and mailboxes, feeds (RSS, Atom, JSON), agency articles in ninjs, and tables with one article a
row: CSV, XLSX, JSON Lines. With their claims, sources, cues and speakers come Sayso's own JSON Lines
and brat standoff (a folder of .txt and .ann files, or a ZIP of one). What a file is, is told from its content. Title, byline, date, publisher,
address, language and credit lines are taken where the file has them and can be corrected later; a
file that is more than its text is kept in the project's folder 'originals'. Nothing is fetched from
the network. A table whose columns do not tell which of them holds the texts waits for --map.

Of a folder all files are taken whose names end in one of these formats, and those called .json, .xml or
.zip that hold one of them; those in its folders too, but no hidden ones. A file that is named itself may
be called anything. A file that cannot be taken is told with the reason, and the others are taken all the same. A
text that the project has already is not added again.

Exit codes: 0 all is well, 1 at least one file was not taken, 2 misuse.

Examples:
  sayso add projects/talks articles/
  sayso add projects/talks reuters.html agencies.docx
  sayso add projects/talks export.csv --map text=Body,title=Headline --dry-run
  sayso add projects/talks corpus/ --map claim=Content,source=Source,cue=Cue
  sayso add projects/talks export.csv --map 'text=\"Body, full\"'")]
pub struct Arguments {
    /// The folder of the project
    project: PathBuf,
    /// Files and folders with articles
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What the files are, instead of telling it from their content
    #[arg(long, value_name = "FORMAT", value_parser = kind_parser())]
    format: Option<String>,
    /// Which columns of a table are which: text=Body,title=Headline; or which labels of marked texts are claim, source,
    /// cue, speaker, verdict and nothing: claim=Content,source=Source; and which relations are link, relay, piece
    /// (the claim goes on) and apart (none). The others are told by their names; 'title=' says that no column is. A name
    /// with a comma stands within quotation marks
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = Mapping::parse)]
    map: Option<Mapping>,
    /// The encoding of the files, instead of telling it from their content: windows-1256
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Keep the lines of a PDF's pages, instead of joining them into paragraphs
    #[arg(long)]
    as_printed: bool,
    /// Show what would be added as a table, and add nothing
    #[arg(long)]
    dry_run: bool,
}

/// What `--map` says of columns and of labels; the names of these differ.
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

/// The names of all kinds, which clap lists.
fn kind_parser() -> clap::builder::PossibleValuesParser {
    let annotated = AnnotatedFormat::ALL.map(AnnotatedFormat::name);
    clap::builder::PossibleValuesParser::new(FileKind::all().map(FileKind::name).chain(annotated))
}

/// Takes in what can be taken in, and tells what came and what did not.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut session = opened::work_on(&arguments.project)?;
    let corpora = read_corpora(arguments);
    let imports = read(arguments, &corpora);
    let with_claims = take_corpora(&mut session, corpora, arguments.dry_run, screen)?;
    let (new, known) = set_apart_what_is_known(&mut session, imports.articles);
    let waiting = imports
        .refused
        .iter()
        .filter(|refused| refused.waits_for_columns())
        .count();
    let mut failures = imports.failures;
    failures.extend(with_claims.failures);
    let added = if arguments.dry_run {
        show_table(&new, screen)?;
        new.len() + with_claims.articles
    } else {
        let titles: Vec<String> = new
            .iter()
            .map(|incoming| incoming.article.title.clone())
            .collect();
        let added = importing::add(&mut session, new).map_err(|error| opened::report_of(&error))?;
        failures.extend(added.not_kept);
        // Nothing is called added before it is on the disk.
        session
            .close()
            .map_err(|unclosed| opened::report_of(&unclosed.error))?;
        for (id, title) in added.ids.iter().zip(&titles) {
            let parts = [
                (Ink::Plain, "added"),
                (Ink::Strong, id.as_str()),
                (Ink::Plain, title),
            ];
            screen.line(2, &parts)?;
        }
        added.ids.len() + with_claims.articles
    };
    for what in &known {
        screen.line(2, &[(Ink::Plain, what)])?;
    }
    for warning in &imports.warnings {
        let warning = warning.to_string();
        screen.line(2, &[(Ink::Doubtful, "warning:"), (Ink::Plain, &warning)])?;
    }
    let verb = if arguments.dry_run {
        "would be added"
    } else {
        "added"
    };
    let total = match added {
        0 if arguments.dry_run => "No article would be added".to_owned(),
        0 => "No article was added".to_owned(),
        number => format!(
            "{} {verb} to {}",
            count(number, "article"),
            arguments.project.display()
        ),
    };
    let total = match waiting {
        0 => total,
        1 => format!("{total}; 1 table waits for its columns"),
        tables => format!("{total}; {tables} tables wait for their columns"),
    };
    screen.line(2, &[(Ink::Plain, &total)])?;
    screen.out().flush()?;
    failures.iter().for_each(tell);
    Ok(if failures.is_empty() {
        Outcome::Fine
    } else {
        Outcome::ProblemsFound
    })
}

fn read_corpora(arguments: &Arguments) -> annotations::Corpora {
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

/// What came with claims, told and added.
struct WithClaims {
    articles: usize,
    failures: Vec<Report>,
}

fn take_corpora(
    session: &mut Session,
    mut corpora: annotations::Corpora,
    dry_run: bool,
    screen: &mut Screen,
) -> Result<WithClaims, Failure> {
    let mut articles = 0;
    let mut unplaced = Vec::new();
    for corpus in &corpora.found {
        let (annotated, counts) = (&corpus.annotated, corpus.counts);
        let told = format!(
            "{} in {}: {}, {}, {}, {}, {}; places count {}",
            count(counts.articles, "article"),
            annotated.format.label(),
            count(counts.claims, "claim"),
            count(counts.sources, "source"),
            count(counts.cues, "cue"),
            count(counts.links, "link"),
            count(counts.speakers, "speaker"),
            annotated.unit,
        );
        screen.line(2, &[(Ink::Plain, &told)])?;
        for (label, number) in &annotated.left_aside {
            let told = format!("left aside, because --map says nothing of it: {label} ({number})");
            screen.line(2, &[(Ink::Faint, &told)])?;
        }
        unplaced.extend(annotated.unplaced.iter().cloned());
        articles += counts.articles;
    }
    if !dry_run && !corpora.found.is_empty() {
        let found = std::mem::take(&mut corpora.found);
        let come = with_claims::add(session, found).map_err(|error| opened::report_of(&error))?;
        for (id, title) in &come.known {
            let known = format!("in the project already, as {id}: {title}");
            screen.line(2, &[(Ink::Plain, &known)])?;
        }
        unplaced.extend(come.added.unplaced);
        corpora.failures.extend(come.added.not_kept);
        articles = come.added.ids.len();
    }
    for unplaced_mark in &unplaced {
        let told = unplaced_mark.to_string();
        screen.line(2, &[(Ink::Doubtful, "warning:"), (Ink::Plain, &told)])?;
    }
    let mut failures = corpora.failures;
    failures.extend(corpora.refused.into_iter().map(|(_, report)| report));
    Ok(WithClaims { articles, failures })
}

fn read(arguments: &Arguments, corpora: &annotations::Corpora) -> Imports {
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
        let rest = Report::new("there are too many files at once; the rest was left out");
        imports
            .failures
            .push(rest.with_hint(Some("Add them folder by folder.")));
    }
    let nothing = imports.articles.is_empty() && imports.failures.is_empty();
    if nothing {
        let none = Report::new(
            "there is nothing to add: no file is called as articles are, such as .txt or .docx, or holds any",
        );
        imports
            .failures
            .push(none.with_hint(Some("Name the files themselves.")));
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

/// One row for each article: what it was read as, how long it is, what is known about it.
fn show_table(new: &[Incoming], screen: &mut Screen) -> Result<(), Failure> {
    if new.is_empty() {
        return Ok(());
    }
    let heads = ["format", "date", "lang", "paragraphs", "words", "title"];
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
                .map_or_else(|| "–".to_owned(), |day| day.to_string()),
            article.language.clone().unwrap_or_else(|| "–".to_owned()),
            paragraphs.to_string(),
            article.text.split_whitespace().count().to_string(),
            if article.partial {
                format!("{} (partial)", article.title)
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
            if is_number {
                line.extend([format!("{cell:>width$}"), "  ".to_owned()]);
            } else {
                line.extend([format!("{cell:<width$}"), "  ".to_owned()]);
            }
        }
        let ink = if number == 0 { Ink::Faint } else { Ink::Plain };
        let indent = line.chars().count();
        screen.beside((ink, line.trim_end()), indent, &[(ink, &row[5])])?;
    }
    screen.gap()?;
    Ok(())
}

/// Articles whose texts are new to the project, and what there is to say about the others.
fn set_apart_what_is_known(session: &mut Session, articles: Vec<Incoming>) -> (Vec<Incoming>, Vec<String>) {
    session.read_all_texts();
    let here = session.project().articles().iter();
    let texts: BTreeMap<Arc<str>, &ArticleId> = here
        .filter_map(|(id, article)| Some((article.text.clone()?, id)))
        .collect();
    let mut seen: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut known = Vec::new();
    let mut new = Vec::new();
    for incoming in articles {
        let article = &incoming.article;
        let text: Arc<str> = article.text.as_str().into();
        if let Some(id) = texts.get(&text) {
            known.push(format!("in the project already, as {id}: {}", article.title));
        } else if seen.insert(text) {
            new.push(incoming);
        } else {
            known.push(format!("given twice, added once: {}", article.title));
        }
    }
    (new, known)
}
