//! `sayso export`: writes the claims of a project in a format that other programs read.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::opened;
use super::screen::{Ink, Screen};
use super::{Failure, Outcome, print_warning};
use crate::export::pages::Pages;
use crate::export::{ClaimChoice, ClaimSelection, ExportError, Format, Summary, export_with};
use crate::model::{Project, Publisher, ReviewState, ops};
use crate::report::Report;
use crate::session::export_files::ExportList;
use crate::session::export_job::{export_to_file, page_of};
use crate::session::progress::Progress;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-export-about"), after_help = fl!("cli-export-about.help"))]
pub(super) struct ExportArguments {
    #[arg(required_unless_present = "list", help = fl!("cli-project"))]
    project: Option<PathBuf>,
    #[arg(
        long,
        value_name = "FORMAT",
        required_unless_present = "list",
        value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.key)),
        help = fl!("cli-export-format")
    )]
    format: Option<String>,
    #[arg(long, value_enum, default_value_t = Which::Reviewed, help = fl!("cli-export-claims"))]
    claims: Which,
    #[arg(long, value_name = "NAME", help = fl!("cli-export-speaker"))]
    speaker: Option<String>,
    #[arg(long, value_name = "RATING", help = fl!("cli-export-verdict"))]
    verdict: Option<String>,
    #[arg(long, value_name = "NAME", requires = "page", help = fl!("cli-export-publisher"))]
    publisher: Option<String>,
    #[arg(long, value_name = "URL", requires = "publisher", help = fl!("cli-export-page"))]
    page: Option<String>,
    #[arg(long, value_name = "FILE", default_value = "-", help = fl!("cli-export-out"))]
    out: PathBuf,
    #[arg(long, help = fl!("cli-export-list"))]
    list: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Which {
    #[value(help = fl!("cli-export-claims.reviewed"))]
    Reviewed,
    #[value(help = fl!("cli-export-claims.all"))]
    All,
    #[value(help = fl!("cli-export-claims.accepted"))]
    Accepted,
    #[value(help = fl!("cli-export-claims.disputed"))]
    Disputed,
    #[value(help = fl!("cli-export-claims.rejected"))]
    Rejected,
    #[value(help = fl!("cli-export-claims.split"))]
    Split,
    #[value(help = fl!("cli-export-claims.unreviewed"))]
    Unreviewed,
    #[value(help = fl!("review-export-stale"))]
    Stale,
}

impl From<Which> for ClaimChoice {
    fn from(which: Which) -> Self {
        match which {
            Which::Reviewed => Self::Reviewed,
            Which::All => Self::All,
            Which::Accepted => Self::In(ReviewState::Accepted),
            Which::Disputed => Self::In(ReviewState::Disputed),
            Which::Rejected => Self::In(ReviewState::Rejected),
            Which::Split => Self::In(ReviewState::Split),
            Which::Unreviewed => Self::In(ReviewState::Unreviewed),
            Which::Stale => Self::In(ReviewState::Stale),
        }
    }
}

/// Writes the export, or lists the formats.
pub(super) fn run(arguments: &ExportArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let (Some(folder), Some(key), false) = (&arguments.project, &arguments.format, arguments.list) else {
        return list(screen);
    };
    let format =
        Format::by_key(key).ok_or_else(|| Report::new(fl!("cli-export-unknown-format", format = key)))?;
    let mut look = opened::look(folder)?;
    let selection = selection(arguments, look.project())?;
    let publisher = with_publisher(arguments, look.project());
    let list = ExportList::read(&mut look, format.chosen(&selection));
    let claims = list.claims();
    let articles = list.within(&look);
    let project = publisher.as_ref().unwrap_or(look.project());
    let summary = if arguments.out == Path::new("-") {
        let page = page_of(folder);
        let out = screen.out();
        export_with(format, (project, &articles), &selection, Pages::new(&page), out).map_err(|error| {
            match error {
                ExportError::Write(error) => Failure::Output(error),
                other => Failure::from(Report::from_error(&other)),
            }
        })?
    } else {
        let summary = export_to_file(
            format,
            (project, &articles),
            &selection,
            folder,
            &arguments.out,
            &Progress::default(),
        )?;
        let done = fl!(
            "cli-export-done",
            count = summary.claims,
            articles = fl!("count-articles", count = summary.articles),
            path = arguments.out
        );
        screen.line(2, &[(Ink::Plain, &done)])?;
        summary
    };
    screen.out().flush()?;
    warn_of_what_is_missing(claims, format, &selection, &summary);
    Ok(Outcome::from_reports(&opened::notes(look)))
}

fn list(screen: &mut Screen) -> Result<Outcome, Failure> {
    for format in Format::ALL {
        screen.beside((Ink::Strong, format.key), 20, &[(Ink::Strong, format.name())])?;
        let audience = format.audience().to_owned();
        for words in std::iter::once(audience).chain(format.contents()) {
            screen.beside((Ink::Plain, ""), 20, &[(Ink::Plain, &words)])?;
        }
    }
    screen.out().flush()?;
    Ok(Outcome::Fine)
}

fn selection(arguments: &ExportArguments, project: &Project) -> Result<ClaimSelection, Report> {
    let speaker = arguments.speaker.as_deref().map(|wanted| {
        let known = project.speakers().iter();
        let mut named =
            known.filter(|(id, speaker)| id.as_str() == wanted || speaker.names().any(|name| name == wanted));
        let found = named.next().map(|(id, _)| id.clone());
        match (found, named.next()) {
            (Some(id), None) => Ok(id),
            (Some(_), Some(_)) => Err(Report::new(fl!("cli-export-ambiguous-speaker", name = wanted))),
            (None, _) => Err(Report::new(fl!("cli-export-unknown-speaker", name = wanted))),
        }
    });
    let scale = &project.head().scale;
    let rating = arguments.verdict.as_deref().map(|wanted| {
        let found = scale
            .iter()
            .find(|rating| rating.key == wanted || rating.label == wanted);
        found.map(|rating| rating.key.clone()).ok_or_else(|| {
            let scale: Vec<&str> = scale.iter().map(|rating| rating.key.as_str()).collect();
            let scale = scale.join(", ");
            Report::new(fl!("cli-export-unknown-rating", rating = wanted, scale = scale))
        })
    });
    Ok(ClaimSelection {
        claims: arguments.claims.into(),
        speaker: speaker.transpose()?,
        rating: rating.transpose()?,
    })
}

/// The project with the publisher that the command line names, for this export alone.
fn with_publisher(arguments: &ExportArguments, project: &Project) -> Option<Project> {
    let (name, page) = (arguments.publisher.as_ref()?, arguments.page.as_ref()?);
    let mut project = project.clone();
    let (_, naming) = ops::project::name_publisher(&project, Publisher::on_page(name, page));
    if let Err(error) = project.apply(naming) {
        debug_assert!(false, "the publisher was refused: {error}");
        tracing::error!("the publisher was refused");
        return None;
    }
    Some(project)
}

/// Warns of cells that were cut, of claims that the export could not hold, and of an export without claims, of so many.
fn warn_of_what_is_missing(claims: usize, format: &Format, selection: &ClaimSelection, summary: &Summary) {
    if let Some(cut) = summary.told_of_cuts() {
        print_warning(&Report::new(cut).with_hint(Some(fl!("export-cut.hint"))));
    }
    if summary.skipped > 0 {
        let skipped = fl!(
            "cli-export-skipped",
            count = summary.skipped,
            format = format.name()
        );
        print_warning(&Report::new(skipped).with_hint(Some(fl!("cli-export-skipped.hint"))));
    } else if summary.claims == 0 && claims > 0 && *selection == ClaimSelection::default() {
        let none = fl!("cli-export-unreviewed", count = claims);
        print_warning(&Report::new(none).with_hint(Some(fl!("cli-export-unreviewed.hint"))));
    } else if summary.claims == 0 && claims > 0 {
        print_warning(&Report::new(fl!("cli-export-no-match", count = claims)));
    }
}
