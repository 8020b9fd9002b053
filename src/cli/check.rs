//! `sayso check`: lists the problems and open tasks of a project. It fixes nothing.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::opened;
use super::screen::{Ink, Screen};
use super::show::line_of;
use super::{Failure, Outcome};
use crate::model::{Problem, ProblemGroup, Project, check};
use crate::report::Report;
use crate::session::report_from_problem;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-check-about"), after_help = fl!("cli-check-about.help"))]
pub(super) struct CheckArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
}

pub(super) fn run(arguments: &CheckArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let session = opened::look(&arguments.project)?;
    let project = session.project();
    let mut notes = opened::notes(&session);
    let mut problems = check(project);
    let unread = !notes.is_empty();
    let logs = session.claim_log_problems();
    notes.extend(logs.iter().map(report_from_problem));
    if unread {
        // An article that could not be read may refer to them.
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
        screen.line(0, &[(Ink::Strong, fl!("cli-check-to-do"))])?;
        screen.gap()?;
    }
    for (group, problems) in &open {
        show_group(project, **group, problems, Ink::Plain, screen)?;
    }
    let counted = |groups: &[(&ProblemGroup, &Vec<&Problem>)]| -> usize {
        groups.iter().map(|(_, problems)| problems.len()).sum()
    };
    let (found, open) = (notes.len() + counted(&wrong), counted(&open));
    let articles = project.articles().len();
    let claims = fl!("count-claims", count = project.claims().count());
    let summary = if found > 0 {
        let found = fl!("count-problems", count = found);
        fl!(
            "cli-check-found",
            found = found,
            count = articles,
            claims = claims
        )
    } else if open > 0 {
        fl!("cli-check-open", count = articles, claims = claims, open = open)
    } else {
        fl!("cli-check-fine", count = articles, claims = claims)
    };
    let (ink, outcome) = if found == 0 {
        (Ink::Good, Outcome::Fine)
    } else {
        (Ink::Bad, Outcome::ProblemsFound)
    };
    screen.line(0, &[(ink, &summary)])?;
    Ok(outcome)
}

fn show_files(notes: &[Report], screen: &mut Screen) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    screen.line(0, &[(Ink::Strong, fl!("cli-check-files"))])?;
    for note in notes {
        screen.beside((Ink::Plain, "  -"), 4, &[(Ink::Bad, &note.headline)])?;
        for more in note.causes.iter().chain(&note.hint) {
            screen.beside((Ink::Plain, ""), 4, &[(Ink::Plain, more)])?;
        }
    }
    screen.gap()
}

/// Shows the problems of a group under its heading.
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
        return fl!("cli-check-place", article = id.as_str());
    };
    let line = project
        .article(id)
        .zip(project.claim(id, claim))
        .and_then(|(article, claim)| line_of(article, claim));
    let (id, claim) = (id.as_str(), claim.as_str());
    match line {
        Some(line) => fl!("cli-check-place-line", article = id, line = line, claim = claim),
        None => fl!("cli-check-place-claim", article = id, claim = claim),
    }
}
