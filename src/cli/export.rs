//! `sayso export`: the claims of a project in a format that other programs read. The formats
//! themselves live in the room of that name.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::opened;
use super::screen::{Ink, Screen, count};
use super::{Failure, Outcome, tell};
use crate::export::{Claims, ExportError, Format, Selection, Summary, export};
use crate::model::{Project, Publisher, ReviewState, ops};
use crate::report::Report;
use crate::session::Session;
use crate::session::export_job::export_to_file;
use crate::session::progress::Progress;

/// Write the claims of a project in a format that other programs read
#[derive(Debug, clap::Args)]
#[command(after_help = "\
'sayso export --list' says what each format is for, what it keeps and what it drops.

Offsets are half open and count from 0, in most formats Unicode characters (code points) of the
article's text; '--list' names the unit. A claim is reviewed when at least one reviewer has decided on it,
whatever the decision: it is written beside the claim. The same project always gives the same bytes.

Examples:
  sayso export talks --format xlsx --out talks.xlsx
  sayso export talks --format csv --claims accepted --speaker 'Iraqi army' --out army.csv
  sayso export talks --format jsonl --claims all | gzip > talks.jsonl.gz
  sayso export --list")]
pub struct Arguments {
    /// The folder of the project
    #[arg(required_unless_present = "list")]
    project: Option<PathBuf>,
    /// The format
    #[arg(long, value_name = "FORMAT", required_unless_present = "list", value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.key)))]
    format: Option<String>,
    /// Which claims
    #[arg(long, value_enum, default_value_t = Which::Reviewed)]
    claims: Which,
    /// Only claims with this speaker in their chain, by name, alias or id
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only claims with this verdict, by key or label
    #[arg(long, value_name = "RATING")]
    verdict: Option<String>,
    /// Who publishes the reviews, for the format claimreview; else as the project says
    #[arg(long, value_name = "NAME", requires = "page")]
    publisher: Option<String>,
    /// The address of each review's page, with '{article}' and '{claim}' for their ids
    #[arg(long, value_name = "URL", requires = "publisher")]
    page: Option<String>,
    /// The file to write, whole or not at all; '-' is the standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    /// List the formats with what each keeps and drops
    #[arg(long)]
    list: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Which {
    /// Those on which at least one reviewer has decided
    Reviewed,
    /// All of them
    All,
    /// Those that everybody who decided accepted
    Accepted,
    /// Those that everybody who decided disputes
    Disputed,
    /// Those that everybody who decided rejected
    Rejected,
    /// Those on which reviewers differ
    Split,
    /// Those on which nobody has decided
    Unreviewed,
}

/// Writes the export, or lists the formats.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let (Some(folder), Some(key), false) = (&arguments.project, &arguments.format, arguments.list) else {
        return list(screen);
    };
    let format = Format::by_key(key).ok_or_else(|| Report::new(format!("there is no format '{key}'")))?;
    let session = opened::look(folder)?;
    let selection = selection(arguments, session.project())?;
    let project = with_publisher(arguments, session.project());
    let project = project.as_ref().unwrap_or(session.project());
    let summary = if arguments.out == Path::new("-") {
        export(format, project, &selection, screen.out()).map_err(|error| match error {
            ExportError::Write(error) => Failure::Output(error),
            other @ ExportError::Beyond(_) => Failure::from(Report::from_error(&other)),
        })?
    } else {
        let summary = export_to_file(format, project, &selection, &arguments.out, &Progress::default())?;
        let claims = count(summary.claims, "claim");
        let articles = count(summary.articles, "article");
        let wrote = format!("Wrote {claims} of {articles} to {}", arguments.out.display());
        screen.line(2, &[(Ink::Plain, &wrote)])?;
        summary
    };
    screen.out().flush()?;
    Ok(tell_what_is_missing(&session, format, &selection, summary))
}

fn list(screen: &mut Screen) -> Result<Outcome, Failure> {
    for format in Format::ALL {
        screen.beside((Ink::Strong, format.key), 20, &[(Ink::Strong, format.name)])?;
        let drops = if format.drops.is_empty() {
            "Nothing."
        } else {
            format.drops
        };
        let unit = if format.offset_unit.is_empty() {
            "none"
        } else {
            format.offset_unit
        };
        for (what, says) in [
            ("", format.for_whom),
            ("Keeps: ", format.keeps),
            ("Drops: ", drops),
            ("Offsets: ", unit),
        ] {
            screen.beside((Ink::Plain, ""), 20, &[(Ink::Plain, &format!("{what}{says}"))])?;
        }
    }
    screen.out().flush()?;
    Ok(Outcome::Fine)
}

fn selection(arguments: &Arguments, project: &Project) -> Result<Selection, Report> {
    let speaker = arguments.speaker.as_deref().map(|wanted| {
        let known = project.speakers().iter();
        let mut named =
            known.filter(|(id, speaker)| id.as_str() == wanted || speaker.names().any(|name| name == wanted));
        let found = named.next().map(|(id, _)| id.clone());
        match (found, named.next()) {
            (Some(id), None) => Ok(id),
            (Some(_), Some(_)) => Err(Report::new(format!(
                "several speakers are called '{wanted}'; give the id"
            ))),
            (None, _) => Err(Report::new(format!("no speaker is called '{wanted}'"))),
        }
    });
    let rating = arguments.verdict.as_deref().map(|wanted| {
        let mut scale = project.head().scale.iter();
        let found = scale.find(|rating| rating.key == wanted || rating.label == wanted);
        found.map(|rating| rating.key.clone()).ok_or_else(|| {
            let scale: Vec<&str> = project
                .head()
                .scale
                .iter()
                .map(|rating| rating.key.as_str())
                .collect();
            Report::new(format!("the scale has no '{wanted}', only: {}", scale.join(", ")))
        })
    });
    Ok(Selection {
        claims: match arguments.claims {
            Which::Reviewed => Claims::Reviewed,
            Which::All => Claims::All,
            Which::Accepted => Claims::In(ReviewState::Accepted),
            Which::Disputed => Claims::In(ReviewState::Disputed),
            Which::Rejected => Claims::In(ReviewState::Rejected),
            Which::Split => Claims::In(ReviewState::Split),
            Which::Unreviewed => Claims::In(ReviewState::Unreviewed),
        },
        speaker: speaker.transpose()?,
        rating: rating.transpose()?,
    })
}

/// The project with the publisher that the command line names, for this export alone.
fn with_publisher(arguments: &Arguments, project: &Project) -> Option<Project> {
    let (name, page) = (arguments.publisher.as_ref()?, arguments.page.as_ref()?);
    let mut project = project.clone();
    let (_, naming) = ops::project::name_publisher(&project, Publisher::on_page(name, page));
    project.apply(naming).ok()?;
    Some(project)
}

/// Says on the standard error, where it is in nobody's way, what an export could not hold.
fn tell_what_is_missing(
    session: &Session,
    format: &Format,
    selection: &Selection,
    summary: Summary,
) -> Outcome {
    let claims = session.project().claims().count();
    if summary.left_out > 0 {
        let left_out = count(summary.left_out, "chosen claim");
        let without = format!("{left_out} left out: {} has no way to write them", format.name);
        tell(&Report::new(without).with_hint(Some("'sayso export --list' says what each format drops.")));
    } else if summary.claims == 0 && claims > 0 && *selection == Selection::default() {
        let nothing = format!("no claim is reviewed yet, of {}", count(claims, "claim"));
        tell(&Report::new(nothing).with_hint(Some("'--claims all' writes them all.")));
    } else if summary.claims == 0 && claims > 0 {
        tell(&Report::new(format!(
            "none of {} is of those chosen",
            count(claims, "claim")
        )));
    }
    let notes = opened::notes(session);
    notes.iter().for_each(tell);
    if notes.is_empty() {
        Outcome::Fine
    } else {
        Outcome::ProblemsFound
    }
}
