//! `sayso add --reference`: adds reference texts to a project.

use std::path::PathBuf;

use jiff::civil::Date;

use super::screen::{Ink, Screen};
use super::{Failure, opened};
use crate::report::Report;
use crate::session::ingest::parse::ParseOptions;
use crate::session::ingest::references::KnownFacts;
use crate::session::{AddedReference, Session};

/// What the reference texts are, and what is known about them.
#[derive(Debug, clap::Args)]
pub(super) struct ReferenceArguments {
    #[arg(long, value_name = "FILE", num_args = 1.., help = fl!("cli-add-reference"))]
    reference: Vec<PathBuf>,
    #[arg(long, value_name = "TEXT", requires = "reference", help = fl!("cli-add-event"))]
    event: Option<String>,
    #[arg(long, value_name = "NAME", requires = "reference", help = fl!("cli-add-speaker"))]
    speaker: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", requires = "reference", help = fl!("cli-add-date"))]
    date: Option<Date>,
}

/// Adds them and says so; gives why files gave none.
pub(super) fn add(
    session: &Session,
    arguments: &ReferenceArguments,
    options: &ParseOptions,
    screen: &mut Screen,
) -> Result<Vec<Report>, Failure> {
    if arguments.reference.is_empty() {
        return Ok(Vec::new());
    }
    let known = KnownFacts {
        event: arguments.event.clone(),
        speaker: arguments.speaker.clone(),
        date: arguments.date,
    };
    let added = session.add_references(&arguments.reference, options, &known);
    let mut outcome = added.map_err(|error| opened::report_of(&error))?;
    if outcome.added.is_empty() && outcome.failures.is_empty() {
        let report = Report::new(fl!("cli-add-nothing")).with_hint(Some(fl!("cli-add-nothing.hint")));
        outcome.failures.push(report);
    }
    for (reference, title) in &outcome.added {
        let what = match reference {
            AddedReference::New(_) => fl!("cli-add-added"),
            AddedReference::Updated(_) => fl!("cli-add-reference-updated"),
            AddedReference::Known(_) => fl!("cli-add-reference-known"),
        };
        let parts = [
            (Ink::Plain, what),
            (Ink::Strong, reference.id().as_str()),
            (Ink::Plain, title),
        ];
        screen.line(2, &parts)?;
    }
    for warning in &outcome.warnings {
        screen.line(2, &[(Ink::Doubtful, "warning:"), (Ink::Plain, warning)])?;
    }
    let is_new = |added: &&(AddedReference, String)| matches!(added.0, AddedReference::New(_));
    let count = outcome.added.iter().filter(is_new).count();
    let total = fl!("cli-add-reference-done", count = count, path = session.path());
    screen.line(2, &[(Ink::Plain, &total)])?;
    Ok(outcome.failures)
}
