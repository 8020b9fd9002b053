//! `sayso export`: the claims of a project in a format that other programs read. The formats
//! themselves live in the room of that name.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::opened;
use super::screen::{Ink, Screen, count};
use super::{Failure, Outcome, tell};
use crate::export::{Claims, ExportError, Format, Selection, Summary, export};
use crate::model::Project;
use crate::report::Report;
use crate::session::{Session, files};

/// Write the claims of a project in a format that other programs read
#[derive(Debug, clap::Args)]
#[command(after_help = "\
csv    One row a claim with its speakers, sources, cues, reviews and verdict, for spreadsheets. It
       begins with a byte-order mark, for Excel. Cells that a spreadsheet would run as a formula
       get a leading apostrophe. Several values in one cell stand on lines of their own.
jsonl  One JSON object a line: the project, its speakers, each article with its text, followed by
       its claims. With '--claims all' nothing is lost.

Offsets are half open and count Unicode characters (code points) of the article's text, from 0.
A claim is reviewed when at least one reviewer has decided on it, whatever the decision: it is
written beside the claim. The same project always gives the same bytes.

Examples:
  sayso export talks --format csv --out talks.csv
  sayso export talks --format jsonl --claims all | gzip > talks.jsonl.gz")]
pub struct Arguments {
    /// The folder of the project
    project: PathBuf,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.key)))]
    format: String,
    /// Which claims
    #[arg(long, value_enum, default_value_t = Which::Reviewed)]
    claims: Which,
    /// The file to write, whole or not at all; '-' is the standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Which {
    /// Those on which at least one reviewer has decided
    Reviewed,
    /// All of them
    All,
}

/// Writes the export.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let format = Format::by_key(&arguments.format)
        .ok_or_else(|| Report::new(format!("there is no format '{}'", arguments.format)))?;
    let selection = Selection {
        claims: match arguments.claims {
            Which::Reviewed => Claims::Reviewed,
            Which::All => Claims::All,
        },
    };
    let session = opened::look(&arguments.project)?;
    let project = session.project();
    let summary = if arguments.out == Path::new("-") {
        export(format, project, &selection, screen.out())
            .map_err(|ExportError::Write(error)| Failure::Output(error))?
    } else {
        let summary = export_to_file(format, project, &selection, &arguments.out)?;
        let claims = count(summary.claims, "claim");
        let articles = count(summary.articles, "article");
        let wrote = format!("Wrote {claims} of {articles} to {}", arguments.out.display());
        screen.line(2, &[(Ink::Plain, &wrote)])?;
        summary
    };
    screen.out().flush()?;
    Ok(tell_what_is_missing(&session, &selection, summary))
}

/// The whole export is made before the file is touched, so that a failure leaves the old one.
fn export_to_file(
    format: &Format,
    project: &Project,
    selection: &Selection,
    path: &Path,
) -> Result<Summary, Report> {
    let mut bytes = Vec::new();
    let summary = export(format, project, selection, &mut bytes).map_err(|error| Report::of(&error))?;
    files::write(path, &bytes).map_err(|error| opened::report_of_file(&error))?;
    Ok(summary)
}

/// Says on the standard error, where it is in nobody's way, what an export could not hold.
fn tell_what_is_missing(session: &Session, selection: &Selection, summary: Summary) -> Outcome {
    let claims = session.project().claims().count();
    if summary.claims == 0 && claims > 0 && !selection.is_everything() {
        let nothing = format!("no claim is reviewed yet, of {}", count(claims, "claim"));
        tell(&Report::new(nothing).with_hint(Some("'--claims all' writes them all.")));
    }
    let notes = opened::notes(session);
    notes.iter().for_each(tell);
    match notes.is_empty() {
        true => Outcome::Fine,
        false => Outcome::ProblemsFound,
    }
}
