//! `sayso add`: takes articles into a project. What a file must look like is `import`'s business.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::opened;
use super::screen::{Ink, Screen, count};
use super::{Failure, Outcome, tell};
use crate::import::NewArticle;
use crate::model::ArticleId;
use crate::report::Report;
use crate::session::Session;
use crate::session::importing::{article_from_import, read_articles};
use crate::session::jobs::Progress;

/// Add articles to a project, from files and folders
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Plain text in any encoding; title, date and credit lines are taken from the text and can be
corrected later. Of a folder all files named .txt, .text or .md are taken, those in its folders too, but no
hidden ones; a file that is named itself may be called anything. A file that cannot be taken is told
with the reason, and the others are taken all the same. A text that the project has already is not
added again.

Exit codes: 0 all is well, 1 at least one file was not taken, 2 misuse.

Examples:
  sayso add projects/talks articles/
  sayso add projects/talks reuters.txt agencies.txt")]
pub struct Arguments {
    /// The folder of the project
    project: PathBuf,
    /// Files and folders with articles
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Takes in what can be taken in, and tells what came and what did not.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut session = opened::work_on(&arguments.project)?;
    let mut imports = read_articles(&arguments.paths, &Progress::default());
    if imports.truncated {
        let rest = Report::new("there are too many files at once; the rest was left out");
        imports
            .failures
            .push(rest.with_hint(Some("Add them folder by folder.")));
    }
    let nothing = imports.articles.is_empty() && imports.failures.is_empty();
    if nothing {
        let none = Report::new("there is nothing to add: no file is called .txt, .text or .md");
        imports
            .failures
            .push(none.with_hint(Some("Name the files themselves.")));
    }
    let (new, known) = set_apart_what_is_known(&mut session, imports.articles);
    let titles: Vec<String> = new.iter().map(|article| article.title.clone()).collect();
    let added = session.add_articles(new.into_iter().map(article_from_import).collect());
    let ids = added.map_err(|error| opened::report_of(&error))?;
    // Nothing is called added before it is on the disk.
    session
        .close()
        .map_err(|unclosed| opened::report_of(&unclosed.error))?;
    for (id, title) in ids.iter().zip(&titles) {
        let parts = [
            (Ink::Plain, "added"),
            (Ink::Strong, id.as_str()),
            (Ink::Plain, title),
        ];
        screen.line(2, &parts)?;
    }
    for what in &known {
        screen.line(2, &[(Ink::Plain, what)])?;
    }
    for warning in &imports.warnings {
        let warning = warning.to_string();
        screen.line(2, &[(Ink::Doubtful, "warning:"), (Ink::Plain, &warning)])?;
    }
    let total = match ids.len() {
        0 => "No article was added".to_owned(),
        number => format!(
            "{} added to {}",
            count(number, "article"),
            arguments.project.display()
        ),
    };
    screen.line(2, &[(Ink::Plain, &total)])?;
    screen.out().flush()?;
    imports.failures.iter().for_each(tell);
    Ok(match imports.failures.is_empty() {
        true => Outcome::Fine,
        false => Outcome::ProblemsFound,
    })
}

/// Articles whose texts are new to the project, and what there is to say about the others.
fn set_apart_what_is_known(
    session: &mut Session,
    articles: Vec<NewArticle>,
) -> (Vec<NewArticle>, Vec<String>) {
    session.read_all_texts();
    let here = session.project().articles().iter();
    let texts: BTreeMap<Arc<str>, &ArticleId> = here
        .filter_map(|(id, article)| Some((article.text.clone()?, id)))
        .collect();
    let mut seen: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut known = Vec::new();
    let mut new = Vec::new();
    for article in articles {
        let text: Arc<str> = article.text.as_str().into();
        if let Some(id) = texts.get(&text) {
            known.push(format!("in the project already, as {id}: {}", article.title));
        } else if seen.insert(text) {
            new.push(article);
        } else {
            known.push(format!("given twice, added once: {}", article.title));
        }
    }
    (new, known)
}
