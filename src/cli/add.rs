//! `sayso add`: takes articles into a project. What a file must look like is `import`'s business.

use std::path::PathBuf;

use super::opened;
use super::screen::{Ink, Screen, count};
use super::{Failure, Outcome, tell};
use crate::import::annotated::{AnnotatedFormat, LabelMap, Unplaced};
use crate::import::{Choices, Columns, FileKind, Warning, pairs};
use crate::report::Report;
use crate::session::ingest::corpus::{Corpus, CorpusOptions};
use crate::session::ingest::parse::{ParseOptions, Parsed, parse, parse_articles};
use crate::session::ingest::stage::{DuplicateOf, ImportChoice, Staged, StagedArticle};
use crate::session::progress::Progress;

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
    let mut parsed = read(arguments);
    let mut failures = std::mem::take(&mut parsed.failures);
    let warnings = std::mem::take(&mut parsed.warnings);
    let corpora = parsed.corpora.clone();
    for corpus in &corpora {
        tell_of_corpus(corpus, screen)?;
    }
    let mut unplaced: Vec<Unplaced> = corpora
        .iter()
        .flat_map(|corpus| corpus.annotated.unplaced.iter().cloned())
        .collect();
    let mut staged = Staged::new(parsed, session.snapshot(), None);
    staged.add_newer_versions();
    let known = told_of_duplicates(&staged);
    let waiting = staged.waiting_tables();
    let new: Vec<StagedArticle> = staged
        .items
        .iter()
        .filter(|item| item.file().is_some() && item.choice() == ImportChoice::Add)
        .cloned()
        .collect();
    let added = if arguments.dry_run {
        show_table(&new, screen)?;
        staged.counts().0
    } else {
        let outcome = session
            .import(staged)
            .map_err(|error| opened::report_of(&error))?;
        failures.extend(outcome.not_archived);
        unplaced.extend(outcome.unplaced);
        // Nothing is called added before it is on the disk.
        session
            .close()
            .map_err(|unclosed| opened::report_of(&unclosed.error))?;
        // Articles without claims come in first.
        for (id, item) in outcome.ids.iter().zip(&new) {
            let parts = [
                (Ink::Plain, "added"),
                (Ink::Strong, id.as_str()),
                (Ink::Plain, &item.metadata.title),
            ];
            screen.line(2, &parts)?;
        }
        outcome.ids.len()
    };
    for what in &known {
        screen.line(2, &[(Ink::Plain, what)])?;
    }
    let unplaced = unplaced.iter().map(ToString::to_string);
    for warning in unplaced.chain(warnings.iter().map(ToString::to_string)) {
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

/// What is in a corpus, and what of it `--map` leaves out.
fn tell_of_corpus(corpus: &Corpus, screen: &mut Screen) -> Result<(), Failure> {
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
    Ok(())
}

/// What is not added, because its text is there already.
fn told_of_duplicates(staged: &Staged) -> Vec<String> {
    let told = staged.items.iter().filter_map(|item| {
        let duplicate = item.duplicate.as_ref().filter(|duplicate| duplicate.same_text)?;
        let title = &item.metadata.title;
        Some(match &duplicate.of {
            DuplicateOf::Project(id) => format!("in the project already, as {id}: {title}"),
            DuplicateOf::Staged(_) => format!("given twice, added once: {title}"),
        })
    });
    told.collect()
}

fn read(arguments: &Arguments) -> Parsed {
    let format = arguments.format.as_deref();
    let map = arguments.map.clone().unwrap_or_default();
    let kind = format.and_then(FileKind::from_name);
    let options = ParseOptions {
        choices: Choices {
            kind,
            encoding: arguments.encoding.clone(),
            columns: map.columns,
        },
        corpora: CorpusOptions {
            format: format.and_then(AnnotatedFormat::from_name),
            labels: map.labels,
            ..CorpusOptions::default()
        },
        ..ParseOptions::default()
    };
    let parse = if kind.is_some() { parse_articles } else { parse };
    let mut parsed = parse(&arguments.paths, &options, &Progress::default());
    if parsed.truncated {
        let rest = Report::new("there are too many files at once; the rest was left out");
        parsed
            .failures
            .push(rest.with_hint(Some("Add them folder by folder.")));
    }
    if parsed.articles.is_empty() && parsed.corpora.is_empty() && parsed.failures.is_empty() {
        let none = Report::new(
            "there is nothing to add: no file is called as articles are, such as .txt or .docx, or holds any",
        );
        parsed
            .failures
            .push(none.with_hint(Some("Name the files themselves.")));
    }
    if arguments.as_printed {
        for article in &mut parsed.articles {
            if let Some(printed) = article.as_printed.take() {
                article.text = printed;
            }
        }
        parsed.warnings.retain(|warning| {
            let is_undone = matches!(
                warning,
                Warning::LinesJoined { .. } | Warning::RunningLines { .. }
            );
            !is_undone
        });
    }
    parsed
}

/// One row for each article: what it was read as, how long it is, what is known about it.
fn show_table(new: &[StagedArticle], screen: &mut Screen) -> Result<(), Failure> {
    if new.is_empty() {
        return Ok(());
    }
    let heads = ["format", "date", "lang", "paragraphs", "words", "title"];
    let mut rows: Vec<[String; 6]> = vec![heads.map(str::to_owned)];
    rows.extend(new.iter().map(|item| {
        let article = &item.metadata;
        let paragraphs = item.text.lines().filter(|line| !line.trim().is_empty()).count();
        [
            item.file().map_or("", |file| file.kind.name()).to_owned(),
            article
                .published
                .map_or_else(|| "–".to_owned(), |day| day.to_string()),
            article.language.clone().unwrap_or_else(|| "–".to_owned()),
            paragraphs.to_string(),
            item.text.split_whitespace().count().to_string(),
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
