//! `sayso agree`: how well the reviewers of a project agree, pair by pair, and in what groups.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::compare::{How, not_compared, opened};
use super::screen::{Ink, Screen};
use super::{Failure, Outcome, figures, print_warning};
use crate::compare::agreement::{Figure, agreement};
use crate::compare::{ComparedArticle, Comparison, Side, compare, guideline_counts};
use crate::model::{Project, ReviewerId};
use crate::report::Report;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-agree-about"), after_help = fl!("cli-agree-about.help"))]
pub(super) struct AgreeArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(long, value_name = "WHAT", help = fl!("cli-agree-each"))]
    each: Option<Each>,
    #[command(flatten)]
    how: How,
    #[arg(long, help = fl!("cli-compare-json"))]
    json: bool,
}

/// What figures are told for each of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Each {
    Article,
    Reviewer,
    Month,
    Publisher,
}

/// Two reviewers and their readings compared.
struct PairOfReviewers {
    names: [String; 2],
    sides: [ReviewerId; 2],
    comparison: Comparison,
}

/// Articles that figures are told for together.
struct Group<'a> {
    name: String,
    articles: Vec<&'a ComparedArticle>,
}

pub(super) fn run(arguments: &AgreeArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let (project, problems) = opened(&arguments.project)?;
    let project = &project;
    let options = arguments.how.options();
    let pairs = pairs(project, &options);
    if pairs.is_empty() {
        let report = Report::new(fl!("cli-agree-nobody"));
        return Err(report.with_hint(Some(fl!("cli-agree-nobody.hint"))).into());
    }
    let figures = |group: &Group| agreement(group.articles.iter().copied(), &options);
    let groups = groups(project, &pairs, arguments.each);
    if arguments.json {
        let groups: Vec<Value> = groups
            .iter()
            .map(|group| as_json(group, &figures(group)))
            .collect();
        let value = json!({"groups": groups, "guidelines": guidelines_as_json(project, &pairs)});
        writeln!(screen.out(), "{value:#}")?;
    } else {
        for group in &groups {
            screen.line(0, &[(Ink::Strong, &group.name)])?;
            let count = group.articles.len();
            let pairs: usize = group.articles.iter().map(|article| article.pairs.len()).sum();
            let differences: usize = group
                .articles
                .iter()
                .map(|article| article.differences.len())
                .sum();
            let summary = fl!(
                "agree-summary",
                count = count,
                pairs = pairs,
                differences = differences
            );
            screen.line(0, &[(Ink::Plain, &summary)])?;
            figures::table(&figures(group), screen)?;
            screen.gap()?;
        }
        let costly = guidelines(project, &pairs);
        if !costly.is_empty() {
            screen.line(0, &[(Ink::Strong, fl!("agree-guidelines"))])?;
        }
        for (line, count) in costly {
            screen.beside((Ink::Strong, &count.to_string()), 6, &[(Ink::Plain, &line)])?;
        }
    }
    screen.out().flush()?;
    for pair in &pairs {
        for report in not_compared((&pair.side(project, 0), &pair.side(project, 1)), &pair.comparison) {
            let [a, b] = &pair.names;
            print_warning(&Report::new(fl!(
                "agree-warning",
                a = *a,
                b = *b,
                problem = report.headline
            )));
        }
    }
    Ok(Outcome::from_reports(&problems))
}

impl PairOfReviewers {
    fn side<'a>(&self, project: &'a Project, at: usize) -> Side<'a> {
        Side {
            project,
            by: self.sides.get(at).cloned(),
        }
    }

    fn name(&self) -> String {
        let [a, b] = &self.names;
        fl!("compare-title", a = *a, b = *b)
    }
}

/// Every two reviewers who have read an article both.
fn pairs(project: &Project, options: &crate::compare::CompareOptions) -> Vec<PairOfReviewers> {
    let reviewers: Vec<&ReviewerId> = project.reviewers().keys().collect();
    let mut pairs = Vec::new();
    for (at, a) in reviewers.iter().enumerate() {
        for b in reviewers.iter().skip(at + 1) {
            let side = |id: &ReviewerId| Side::from_reviewer(project, id.clone());
            let comparison = compare(&side(a), &side(b), options);
            if !comparison.articles.is_empty() {
                pairs.push(PairOfReviewers {
                    names: [a, b].map(|id| project.reviewer_label(id).to_owned()),
                    sides: [(*a).clone(), (*b).clone()],
                    comparison,
                });
            }
        }
    }
    pairs
}

fn groups<'a>(project: &Project, pairs: &'a [PairOfReviewers], each: Option<Each>) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<String, Vec<&ComparedArticle>> = BTreeMap::new();
    for pair in pairs {
        for article in &pair.comparison.articles {
            let metadata = project.article(&article.a).map(|article| &article.metadata);
            let names = match each {
                None => vec![pair.name()],
                Some(Each::Article) => vec![article.a.as_str().to_owned()],
                Some(Each::Reviewer) => pair.names.to_vec(),
                Some(Each::Month) => {
                    let day = metadata.and_then(|metadata| metadata.published);
                    let month = day.map(|day| format!("{:04}-{:02}", day.year(), day.month()));
                    vec![month.unwrap_or_else(|| fl!("agree-no-date").to_owned())]
                }
                Some(Each::Publisher) => {
                    let publisher = metadata.and_then(|metadata| metadata.publisher.clone());
                    vec![publisher.unwrap_or_else(|| fl!("agree-no-publisher").to_owned())]
                }
            };
            for name in names {
                groups.entry(name).or_default().push(article);
            }
        }
    }
    let groups = groups.into_iter();
    groups.map(|(name, articles)| Group { name, articles }).collect()
}

/// The lines of the guidelines that differences have to do with, over all pairs.
fn guidelines(project: &Project, pairs: &[PairOfReviewers]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for pair in pairs {
        let sides = (&pair.side(project, 0), &pair.side(project, 1));
        for count in guideline_counts(sides, &pair.comparison.articles) {
            *counts.entry(count.line).or_default() += count.differences;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn guidelines_as_json(project: &Project, pairs: &[PairOfReviewers]) -> Vec<Value> {
    let lines = guidelines(project, pairs).into_iter();
    lines
        .map(|(line, count)| json!({"line": line, "differences": count}))
        .collect()
}

fn as_json(group: &Group, all: &[Figure]) -> Value {
    let figures = all
        .iter()
        .map(|figure| (figure.measure.name().to_owned(), figures::as_json(figure)));
    let figures: Map<String, Value> = figures.collect();
    json!({
        "name": group.name,
        "articles": group.articles.len(),
        "pairs": group.articles.iter().map(|article| article.pairs.len()).sum::<usize>(),
        "differences": group.articles.iter().map(|article| article.differences.len()).sum::<usize>(),
        "agreement": figures,
    })
}
