//! `sayso sample`: articles of a project drawn by lot.

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::json;

use super::screen::Screen;
use super::{Failure, Outcome, print_warning};
use crate::model::ArticleId;
use crate::model::sampling::{SampleMethod, missing_weekdays, sample};
use crate::report::Report;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-sample-about"), after_help = fl!("cli-sample-about.help"))]
pub(super) struct SampleArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..), help = fl!("cli-sample-count"))]
    count: u32,
    #[arg(long, value_enum, default_value_t = Method::Random, hide_possible_values = false, help = fl!("cli-sample-method"))]
    method: Method,
    #[arg(long, default_value_t = 1, help = fl!("cli-compare-seed"), hide_default_value = true)]
    seed: u64,
    #[arg(long, help = fl!("cli-compare-json"))]
    json: bool,
}

/// How articles are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Method {
    Random,
    Stratified,
    ConstructedWeek,
}

impl Method {
    fn method(self) -> SampleMethod {
        match self {
            Self::Random => SampleMethod::Random,
            Self::Stratified => SampleMethod::Stratified,
            Self::ConstructedWeek => SampleMethod::ConstructedWeek,
        }
    }
}

pub(super) fn run(arguments: &SampleArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let (project, problems) = super::compare::opened(&arguments.project)?;
    let articles = project.articles();
    let count = usize::try_from(arguments.count).unwrap_or(usize::MAX);
    let drawn = sample(articles, arguments.method.method(), count, arguments.seed);
    if arguments.json {
        let ids: Vec<&str> = drawn.iter().map(ArticleId::as_str).collect();
        let method = arguments.method.to_possible_value();
        let method = method.as_ref().map(clap::builder::PossibleValue::get_name);
        let value = json!({
            "method": method, "count": arguments.count, "seed": arguments.seed, "of": articles.len(), "articles": ids,
        });
        writeln!(screen.out(), "{value:#}")?;
    } else {
        for id in &drawn {
            writeln!(screen.out(), "{id}")?;
        }
    }
    screen.out().flush()?;
    let undated = articles
        .values()
        .filter(|article| article.metadata.published.is_none())
        .count();
    if arguments.method != Method::Random && undated > 0 {
        print_warning(&Report::new(fl!("sample-undated", count = undated)));
    }
    if arguments.method == Method::ConstructedWeek {
        let missing = missing_weekdays(articles.values()).len();
        if missing > 0 {
            print_warning(&Report::new(fl!("sample-weekdays", count = missing)));
        }
    } else if drawn.len() < count {
        print_warning(&Report::new(fl!("sample-all", count = drawn.len())));
    }
    Ok(Outcome::from_reports(&problems))
}
