//! `sayso check`: what is wrong with a project, and what is still to be done. It mends nothing.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::opened;
use super::screen::{Ink, Screen, count};
use super::show::line_of;
use super::{Failure, Outcome};
use crate::model::{Problem, ProblemGroup, Project, check};
use crate::report::Report;
use crate::session::report_from_problem;

/// Say what is wrong with a project, and what is still to be done
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Problems are files that cannot be read, marks whose words are no longer in the text, and records
that contradict each other: an accepted claim without a speaker, a verdict off the scale. Open work,
such as claims still to be attributed, is listed too, but is no problem.

Exit codes: 0 no problems (there may be open work), 1 problems found, 2 misuse.

Example:
  sayso check projects/baghdad-talks && git commit -a")]
pub struct Arguments {
    /// The folder of the project
    project: PathBuf,
}

/// Checks the project.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let session = opened::look(&arguments.project)?;
    let project = session.project();
    let mut notes = opened::notes(&session);
    let mut problems = check(project);
    let unread = !notes.is_empty();
    let logs = session.claim_log_problems();
    notes.extend(logs.iter().map(report_from_problem));
    if unread {
        // An article that could not be read may well name them.
        problems.retain(|problem| problem.kind.group() != ProblemGroup::UnusedSpeaker);
    }
    let mut groups: BTreeMap<ProblemGroup, Vec<&Problem>> = BTreeMap::new();
    for problem in &problems {
        groups.entry(problem.kind.group()).or_default().push(problem);
    }
    let (wrong, open): (Vec<_>, Vec<_>) = groups.iter().partition(|(group, _)| group.is_inconsistent());
    show_files(&notes, screen)?;
    for (group, problems) in &wrong {
        show_group(project, **group, problems, Ink::Bad, screen)?;
    }
    if !open.is_empty() {
        screen.line(0, &[(Ink::Strong, "Still to be done")])?;
        screen.gap()?;
    }
    for (group, problems) in &open {
        show_group(project, **group, problems, Ink::Plain, screen)?;
    }
    let counted = |groups: &[(&ProblemGroup, &Vec<&Problem>)]| -> usize {
        groups.iter().map(|(_, problems)| problems.len()).sum()
    };
    let (found, open) = (notes.len() + counted(&wrong), counted(&open));
    let summary = match found {
        0 if open == 0 => format!("No problems in {}.", size(project)),
        0 => format!("No problems in {}; still to be done: {open}.", size(project)),
        _ => format!("{} in {}.", count(found, "problem"), size(project)),
    };
    screen.line(0, &[(if found == 0 { Ink::Good } else { Ink::Bad }, &summary)])?;
    Ok(match found {
        0 => Outcome::Fine,
        _ => Outcome::ProblemsFound,
    })
}

fn show_files(notes: &[Report], screen: &mut Screen) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    screen.line(0, &[(Ink::Strong, "Files")])?;
    for note in notes {
        screen.beside((Ink::Plain, "  -"), 4, &[(Ink::Bad, &note.headline)])?;
        for more in note.causes.iter().chain(&note.hint) {
            screen.beside((Ink::Plain, ""), 4, &[(Ink::Plain, more)])?;
        }
    }
    screen.gap()
}

/// The problems of a group under its heading and their number, each with where it is.
fn show_group(
    project: &Project,
    group: ProblemGroup,
    problems: &[&Problem],
    ink: Ink,
    screen: &mut Screen,
) -> io::Result<()> {
    let number = problems.len().to_string();
    screen.line(0, &[(Ink::Strong, group.heading()), (Ink::Faint, &number)])?;
    for problem in problems {
        let place = place(project, problem);
        let parts = [(Ink::Faint, place.as_str()), (ink, &problem.kind.to_string())];
        screen.beside((Ink::Plain, "  -"), 4, &parts)?;
    }
    screen.gap()
}

/// Where a problem is: 'coalition-talks, line 12, c-4k7q2m:'.
fn place(project: &Project, problem: &Problem) -> String {
    let Some(id) = &problem.article else {
        return String::new();
    };
    let Some(claim) = &problem.claim else {
        return format!("{id}:");
    };
    let line = project
        .article(id)
        .zip(project.claim(id, claim))
        .and_then(|(article, claim)| line_of(article, claim));
    match line {
        Some(line) => format!("{id}, line {line}, {claim}:"),
        None => format!("{id}, {claim}:"),
    }
}

fn size(project: &Project) -> String {
    let articles = count(project.articles().len(), "article");
    format!("{articles} with {}", count(project.claims().count(), "claim"))
}
