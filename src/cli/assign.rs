//! `sayso assign`: who is to read which article, and how far everybody has come.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::screen::{Ink, Screen};
use super::{Failure, Outcome, opened};
use crate::model::ops::assignment;
use crate::model::{ArticleId, AssignmentProgress, Project, Reviewer, ReviewerId, sampling};
use crate::report::Report;
use crate::session::{ids, report_from_problem};
use crate::text::fold::fold;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-assign-about"), after_help = fl!("cli-assign-about.help"))]
pub(super) struct AssignArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(value_name = "ARTICLE", help = fl!("cli-assign-articles"))]
    articles: Vec<String>,
    #[arg(long, value_name = "REVIEWER", help = fl!("cli-assign-to"))]
    to: Vec<String>,
    #[arg(long, requires = "to", help = fl!("cli-assign-split"))]
    split: bool,
    #[arg(long, value_name = "PERCENT", requires = "split", value_parser = clap::value_parser!(u8).range(0..=100), help = fl!("cli-assign-twice"))]
    twice: Option<u8>,
    #[arg(long, requires = "split", help = fl!("cli-compare-seed"))]
    seed: Option<u64>,
    #[arg(long, requires = "to", conflicts_with = "split", help = fl!("cli-assign-remove"))]
    remove: bool,
    #[arg(long, conflicts_with = "to", help = fl!("cli-compare-json"))]
    json: bool,
}

pub(super) fn run(arguments: &AssignArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    if arguments.to.is_empty() {
        let (project, problems) = super::compare::opened(&arguments.project)?;
        show(&project, arguments.json, screen)?;
        screen.out().flush()?;
        return Ok(Outcome::from_reports(&problems));
    }
    let mut session = opened::work_on(&arguments.project)?;
    let project = session.project();
    let articles = articles(project, &arguments.articles)?;
    let (reviewers, new) = reviewers(project, &arguments.to, arguments.remove)?;
    let edit = if arguments.remove {
        assignment::unassign(project, &articles, &reviewers)
    } else {
        let assigned = if arguments.split {
            let twice = usize::from(arguments.twice.unwrap_or(0));
            sampling::split(&articles, &reviewers, twice, arguments.seed.unwrap_or(1))
        } else {
            articles
                .iter()
                .map(|id| (id.clone(), reviewers.clone()))
                .collect()
        };
        assignment::assign(project, &new, &assigned)
    };
    let edit = edit.map_err(|error| opened::report_of(&error.into()))?;
    session.edit(edit).map_err(|error| opened::report_of(&error))?;
    show(session.project(), false, screen)?;
    screen.out().flush()?;
    let notes: Vec<Report> = session.problems().iter().map(report_from_problem).collect();
    opened::close(session)?;
    Ok(Outcome::from_reports(&notes))
}

/// The articles of these ids; all, where none is named.
fn articles(project: &Project, wanted: &[String]) -> Result<Vec<ArticleId>, Report> {
    if wanted.is_empty() {
        return Ok(project.articles().keys().cloned().collect());
    }
    wanted.iter().map(|id| article(project, id)).collect()
}

/// The article with an id that is or begins as is wanted.
fn article(project: &Project, wanted: &str) -> Result<ArticleId, Report> {
    let exact = project.articles().keys().find(|id| id.as_str() == wanted);
    let mut begins = project
        .articles()
        .keys()
        .filter(|id| id.as_str().starts_with(wanted));
    match (exact, begins.next(), begins.next()) {
        (Some(found), ..) | (None, Some(found), None) => Ok(found.clone()),
        (None, Some(_), Some(_)) => Err(Report::new(fl!("cli-show-ambiguous", id = wanted))
            .with_hint(Some(fl!("cli-show-ambiguous.hint")))),
        (None, None, _) => {
            Err(Report::new(fl!("cli-show-unknown", id = wanted))
                .with_hint(Some(fl!("cli-show-unknown.hint"))))
        }
    }
}

/// The reviewers of these names, with those that the project does not know yet.
fn reviewers(
    project: &Project,
    names: &[String],
    must_be_known: bool,
) -> Result<(Vec<ReviewerId>, BTreeMap<ReviewerId, Reviewer>), Report> {
    let (mut reviewers, mut new) = (Vec::new(), BTreeMap::new());
    for name in names {
        let known = super::compare::reviewer(project, name);
        let id = match known {
            Err(report) if must_be_known => return Err(report),
            Err(_) => {
                let same = |known: &&Reviewer| fold(&known.name) == fold(name.trim());
                let twice = new
                    .iter()
                    .find(|(_, known)| same(known))
                    .map(|(id, _): (&ReviewerId, _)| id.clone());
                twice.unwrap_or_else(ids::reviewer_id)
            }
            Ok(id) => id,
        };
        if !project.reviewers().contains_key(&id) {
            let name = name.trim().to_owned();
            new.insert(id.clone(), Reviewer { name });
        }
        if !reviewers.contains(&id) {
            reviewers.push(id);
        }
    }
    Ok((reviewers, new))
}

/// How far each reviewer has come.
fn show(project: &Project, as_json: bool, screen: &mut Screen) -> io::Result<()> {
    let mut reviewers: Vec<&ReviewerId> = project.reviewers().keys().collect();
    reviewers.sort_by_cached_key(|id| fold(project.reviewer_label(id)));
    let reviewers = reviewers.into_iter();
    let progress = reviewers.map(|id| (id, AssignmentProgress::new(project.articles().values(), id)));
    let progress: Vec<_> = progress.collect();
    let nobody = project
        .articles()
        .values()
        .filter(|article| article.metadata.assigned.is_empty())
        .count();
    if as_json {
        let reviewers = progress.iter().map(|(id, progress)| {
            json!({
                "reviewer": {"id": id.as_str(), "name": project.reviewer_label(id)},
                "assigned": progress.assigned,
                "begun": progress.begun,
                "done": progress.done,
            })
        });
        let reviewers: Vec<Value> = reviewers.collect();
        let articles = project
            .articles()
            .iter()
            .filter(|(_, article)| !article.metadata.assigned.is_empty());
        let articles: BTreeMap<&str, Vec<&str>> = articles
            .map(|(id, article)| {
                (
                    id.as_str(),
                    article.metadata.assigned.keys().map(ReviewerId::as_str).collect(),
                )
            })
            .collect();
        let value = json!({"reviewers": reviewers, "articles": articles, "unassigned": nobody});
        return writeln!(screen.out(), "{value:#}");
    }
    for (id, progress) in progress.iter().filter(|(_, progress)| progress.assigned > 0) {
        let line = fl!(
            "assign-progress",
            count = progress.assigned,
            begun = progress.begun,
            done = progress.done
        );
        screen.beside(
            (Ink::Strong, project.reviewer_label(id)),
            20,
            &[(Ink::Plain, &line)],
        )?;
    }
    screen.line(0, &[(Ink::Plain, &fl!("assign-unassigned", count = nobody))])
}
