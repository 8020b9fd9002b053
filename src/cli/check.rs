//! `sayso check`: what is wrong with a project, and what is still to be done. It mends nothing.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::opened;
use super::screen::{Ink, Screen, count};
use super::show::line_of;
use super::{Failure, Outcome};
use crate::model::{ArticleId, Problem, ProblemKind, Project, check};
use crate::report::Report;

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
    let notes = opened::notes(&session);
    let mut problems = check(project);
    if !notes.is_empty() {
        // An article that could not be read may well name them.
        problems.retain(|problem| !matches!(problem.kind, ProblemKind::UnusedSpeaker(_)));
    }
    let (wrong, open): (Vec<_>, Vec<_>) = problems
        .iter()
        .partition(|problem| problem.kind.is_inconsistent());
    show_files(&notes, screen)?;
    show_by_article(project, &wrong, Ink::Bad, screen)?;
    if !open.is_empty() {
        screen.line(0, &[(Ink::Strong, "Still to be done")])?;
        screen.gap()?;
        show_by_article(project, &open, Ink::Plain, screen)?;
    }
    let found = notes.len() + wrong.len();
    let summary = match found {
        0 if open.is_empty() => format!("No problems in {}.", size(project)),
        0 => format!(
            "No problems in {}; still to be done: {}.",
            size(project),
            open.len()
        ),
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

/// The problems of each article under its id and title, then those of the speakers.
fn show_by_article(
    project: &Project,
    problems: &[&Problem],
    ink: Ink,
    screen: &mut Screen,
) -> io::Result<()> {
    let mut by_article: BTreeMap<Option<&ArticleId>, Vec<&Problem>> = BTreeMap::new();
    for problem in problems {
        by_article
            .entry(problem.article.as_ref())
            .or_default()
            .push(problem);
    }
    let articles = project.articles_in_order().into_iter().map(|(id, _)| Some(id));
    for id in articles.chain([None]) {
        let Some(problems) = by_article.get(&id) else {
            continue;
        };
        let title = id
            .and_then(|id| project.article(id))
            .map(|article| article.metadata.title.as_str());
        match id {
            Some(id) => screen.line(
                0,
                &[
                    (Ink::Strong, id.as_str()),
                    (Ink::Faint, title.unwrap_or_default()),
                ],
            )?,
            None => screen.line(0, &[(Ink::Strong, "Speakers")])?,
        }
        for problem in problems {
            let place = place(project, problem);
            let parts = [(Ink::Plain, place.as_str()), (ink, &problem.kind.to_string())];
            screen.beside((Ink::Plain, "  -"), 4, &parts)?;
        }
        screen.gap()?;
    }
    Ok(())
}

/// Where a problem is: 'line 12, c-4k7q2m:'.
fn place(project: &Project, problem: &Problem) -> String {
    let article = problem.article.as_ref().and_then(|id| project.article(id));
    let (Some(article), Some(id)) = (article, &problem.claim) else {
        return String::new();
    };
    let line = article.claims.get(id).and_then(|claim| line_of(article, claim));
    match line {
        Some(line) => format!("line {line}, {id}:"),
        None => format!("{id}:"),
    }
}

fn size(project: &Project) -> String {
    let articles = count(project.articles().len(), "article");
    format!("{articles} with {}", count(project.claims().count(), "claim"))
}
