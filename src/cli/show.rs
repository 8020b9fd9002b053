//! `sayso show`: lists the articles of a project, or the claims of one article.

use std::io;
use std::path::PathBuf;

use jiff::Timestamp;

use super::opened;
use super::screen::{Ink, Screen};
use super::{Failure, Outcome, suggestions};
use crate::export::words;
use crate::model::article::ArticleProgress;
use crate::model::{Article, ArticleId, Attribution, Claim, Polarity, Project, ReviewState, Voice};
use crate::report::Report;
use crate::session::look::{Look, LookedAt};

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-show-about"), after_help = fl!("cli-show-about.help"))]
pub(super) struct ShowArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(help = fl!("cli-show-article"))]
    article: Option<String>,
    #[arg(long, conflicts_with = "article", help = fl!("cli-show-suggestions"))]
    suggestions: bool,
}

pub(super) fn run(arguments: &ShowArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut look = opened::look(&arguments.project)?;
    match &arguments.article {
        None if arguments.suggestions => suggestions::show(&mut look, screen)?,
        None => show_articles(&mut look, screen)?,
        Some(wanted) => {
            let (id, article) = find(&mut look, wanted)?;
            show_article(look.project(), &id, &article, screen)?;
        }
    }
    screen.out().flush()?;
    Ok(Outcome::from_reports(&opened::notes(look)))
}

/// The article with an id that is or begins as is wanted. All are read, so that what is wrong with any file is told.
fn find(look: &mut Look, wanted: &str) -> Result<(ArticleId, Article), Report> {
    let mut found = Vec::new();
    let matching = |of: LookedAt| of.id.as_str().starts_with(wanted).then_some(of.article);
    look.each(matching, |id, article| -> Result<(), Report> {
        let is_exact = id.as_str() == wanted;
        if let Some(article) = article.filter(|_| is_exact || found.len() < 2) {
            found.push((id.clone(), article));
        }
        Ok(())
    })?;
    let exact = found.iter().position(|(id, _)| id.as_str() == wanted);
    let exact = exact.map(|at| found.swap_remove(at));
    let mut begins = found.into_iter();
    match (exact, begins.next(), begins.next()) {
        (Some(found), ..) | (None, Some(found), None) => Ok(found),
        (None, Some(_), Some(_)) => Err(Report::new(fl!("cli-show-ambiguous", id = wanted))
            .with_hint(Some(fl!("cli-show-ambiguous.hint")))),
        (None, None, _) => {
            Err(Report::new(fl!("cli-show-unknown", id = wanted))
                .with_hint(Some(fl!("cli-show-unknown.hint"))))
        }
    }
}

/// What the list tells of an article.
struct Row {
    id: ArticleId,
    title: String,
    is_done: bool,
    progress: ArticleProgress,
}

fn show_articles(look: &mut Look, screen: &mut Screen) -> io::Result<()> {
    let mut articles: Vec<(Option<Timestamp>, Row)> = Vec::new();
    let row = |of: LookedAt| {
        let row = Row {
            id: of.id.clone(),
            is_done: of.article.done.is_some(),
            progress: of.article.progress(),
            title: of.article.metadata.title,
        };
        (of.article.metadata.added, row)
    };
    look.each(row, |_, row| -> io::Result<()> {
        articles.push(row);
        Ok(())
    })?;
    articles.sort_by_key(|(added, _)| (added.is_none(), *added));
    screen.line(0, &[(Ink::Strong, &look.project().head().title)])?;
    if articles.is_empty() {
        return screen.line(0, &[(Ink::Plain, fl!("cli-show-empty"))]);
    }
    let mut total = ArticleProgress::default();
    for (_, Row { progress, .. }) in &articles {
        total.claims += progress.claims;
        total.attributed += progress.attributed;
        total.reviewed += progress.reviewed;
    }
    let total = if total.claims == 0 {
        fl!("cli-show-project-bare", count = articles.len())
    } else {
        fl!(
            "cli-show-project",
            count = articles.len(),
            claims = fl!("count-claims", count = total.claims),
            attributed = total.attributed,
            reviewed = total.reviewed
        )
    };
    screen.line(0, &[(Ink::Plain, &total)])?;
    screen.gap()?;
    let longest = articles
        .iter()
        .map(|(_, row)| row.id.as_str().chars().count())
        .max();
    let indent = longest.unwrap_or(0).min(32) + 4;
    for (_, row) in articles {
        let id = &row.id;
        let (mark, ink) = if row.is_done {
            ('●', Ink::Good)
        } else if row.progress.claims == 0 {
            ('○', Ink::Plain)
        } else {
            ('◐', Ink::Doubtful)
        };
        let counts = counts(row.progress);
        let parts = [
            (Ink::Strong, row.title.as_str()),
            (Ink::Faint, "·"),
            (Ink::Faint, &counts),
        ];
        screen.beside((ink, &format!("{mark} {id}")), indent, &parts)?;
    }
    Ok(())
}

fn counts(progress: ArticleProgress) -> String {
    fl!(
        "cli-show-progress",
        count = progress.claims,
        attributed = progress.attributed,
        reviewed = progress.reviewed
    )
}

fn show_article(project: &Project, id: &ArticleId, article: &Article, screen: &mut Screen) -> io::Result<()> {
    let metadata = &article.metadata;
    screen.line(0, &[(Ink::Strong, &metadata.title)])?;
    let published = metadata.published.map(|day| day.to_string());
    let page = metadata
        .page
        .as_ref()
        .map(|page| fl!("cli-show-page", page = page.as_str()));
    let facts = [
        &metadata.publisher,
        &metadata.byline,
        &published,
        &page,
        &metadata.language,
        &metadata.url,
    ];
    let facts = std::iter::once(id.as_str()).chain(facts.into_iter().filter_map(Option::as_deref));
    let facts = facts.chain(metadata.credit.iter().map(String::as_str));
    let facts: Vec<&str> = facts
        .chain(metadata.partial.then_some(fl!("cli-show-partial")))
        .collect();
    screen.line(0, &[(Ink::Faint, &facts.join(" · "))])?;
    if article.claims.is_empty() {
        return screen.line(0, &[(Ink::Plain, fl!("cli-show-no-claims"))]);
    }
    screen.line(0, &[(Ink::Plain, &counts(article.progress()))])?;
    screen.gap()?;
    let mut states = Vec::new();
    for (_, claim) in article.claims_in_order() {
        show_claim(project, article, claim, screen)?;
        states.push(claim.review_state());
    }
    screen.gap()?;
    states.sort_unstable();
    states.dedup();
    let legend = states
        .iter()
        .map(|state| format!("{} {}", mark(*state).0, words::review_state(*state)));
    screen.line(0, &[(Ink::Faint, &legend.collect::<Vec<_>>().join("  "))])
}

fn show_claim(project: &Project, article: &Article, claim: &Claim, screen: &mut Screen) -> io::Result<()> {
    const INDENT: usize = 8;
    let (mark, ink) = mark(claim.review_state());
    let line = line_of(article, claim).map_or_else(|| "-".to_owned(), |line| line.to_string());
    let words = claim.words();
    let chain = claim.voice.chain();
    let mut parts = match (&claim.voice, chain.first()) {
        (Voice::ToBeAttributed, _) => vec![(Ink::Doubtful, fl!("cli-show-unattributed").to_owned())],
        (Voice::Article, _) => vec![(Ink::Speaker, fl!("cli-show-article-voice").to_owned())],
        (Voice::Attributed(_), link) => link.map(|link| link_parts(project, link)).unwrap_or_default(),
    };
    parts.push((Ink::Faint, "▸".to_owned()));
    parts.push((Ink::Plain, words));
    if claim.anchors().any(|anchor| anchor.span().is_none()) {
        parts.push((Ink::Bad, fl!("cli-show-not-found").to_owned()));
    }
    for link in chain.iter().skip(1) {
        let relation = if project.is_medium(link) {
            fl!("cli-show-medium")
        } else {
            fl!("cli-show-relayed")
        };
        parts.push((Ink::Faint, relation.to_owned()));
        parts.extend(link_parts(project, link));
    }
    let parts: Vec<(Ink, &str)> = parts.iter().map(|(ink, text)| (*ink, text.as_str())).collect();
    screen.beside((ink, &format!("{line:>4} {mark}")), INDENT, &parts)
}

fn link_parts(project: &Project, link: &Attribution) -> Vec<(Ink, String)> {
    let names = link
        .speakers
        .iter()
        .map(|id| project.speaker_label(id).to_owned());
    let names = names.reduce(|speakers, last| fl!("cli-show-joint", speakers = speakers, last = last));
    let mut parts = vec![match names {
        Some(names) => (Ink::Speaker, names),
        None => (Ink::Doubtful, fl!("cli-show-no-speaker").to_owned()),
    }];
    let cue: Vec<&str> = link.cue.iter().map(|anchor| anchor.words.as_str()).collect();
    if !cue.is_empty() {
        parts.push((Ink::Faint, "▸".to_owned()));
        parts.push((Ink::Plain, cue.join(" … ")));
    }
    if link.polarity == Polarity::Denies {
        parts.push((Ink::Doubtful, fl!("cli-show-denies").to_owned()));
    }
    parts
}

/// The mark of a review state, and its colour.
fn mark(state: ReviewState) -> (char, Ink) {
    match state {
        ReviewState::Unreviewed => ('○', Ink::Plain),
        ReviewState::Stale => ('↻', Ink::Doubtful),
        ReviewState::Accepted => ('✓', Ink::Good),
        ReviewState::Disputed => ('?', Ink::Doubtful),
        ReviewState::Rejected => ('✗', Ink::Bad),
        ReviewState::Split => ('≠', Ink::Doubtful),
    }
}

/// The line that a claim begins in, from 1; `None` if it is not found in the text.
pub(super) fn line_of(article: &Article, claim: &Claim) -> Option<usize> {
    let before = article.text.as_deref()?.get(..claim.hull()?.start)?;
    Some(before.matches('\n').count() + 1)
}
