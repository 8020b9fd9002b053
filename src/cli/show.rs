//! `sayso show`: the articles of a project, or the claims of one. It changes nothing.

use std::io;
use std::path::PathBuf;

use super::opened;
use super::screen::{Ink, Screen, count};
use super::{Failure, Outcome, tell};
use crate::export::words;
use crate::model::{Article, ArticleId, Attribution, Claim, Polarity, Project, ReviewState, Voice};
use crate::report::Report;

/// List the articles of a project, or the claims of one article
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A claim is shown as the line it begins in, its review mark, and speaker ▸ cue ▸ words.

Examples:
  sayso show projects/baghdad-talks
  sayso show projects/baghdad-talks coalition-talks | less")]
pub struct Arguments {
    /// The folder of the project
    project: PathBuf,
    /// The article, by its id in the list or the beginning of it
    article: Option<String>,
}

/// Shows what was asked for.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let session = opened::look(&arguments.project)?;
    let project = session.project();
    match &arguments.article {
        None => show_articles(project, screen)?,
        Some(wanted) => {
            let (id, article) = find(project, wanted)?;
            show_article(project, id, article, screen)?;
        }
    }
    screen.out().flush()?;
    let notes = opened::notes(&session);
    notes.iter().for_each(tell);
    Ok(if notes.is_empty() {
        Outcome::Fine
    } else {
        Outcome::ProblemsFound
    })
}

fn find<'a>(project: &'a Project, wanted: &str) -> Result<(&'a ArticleId, &'a Article), Report> {
    let exact = project.articles().get_key_value(&ArticleId::from(wanted));
    let mut begins = project
        .articles()
        .iter()
        .filter(|(id, _)| id.as_str().starts_with(wanted));
    match (exact, begins.next(), begins.next()) {
        (Some(found), ..) | (None, Some(found), None) => Ok(found),
        (None, Some(_), Some(_)) => Err(Report::new(format!("several articles begin with '{wanted}'"))
            .with_hint(Some("Give more of the id; 'sayso show PROJECT' lists them."))),
        (None, None, _) => Err(
            Report::new(format!("there is no article '{wanted}' in this project"))
                .with_hint(Some("'sayso show PROJECT' lists the articles by their ids.")),
        ),
    }
}

fn show_articles(project: &Project, screen: &mut Screen) -> io::Result<()> {
    let articles = project.articles_in_order();
    screen.line(0, &[(Ink::Strong, &project.head().title)])?;
    if articles.is_empty() {
        return screen.line(
            0,
            &[(Ink::Plain, "No articles yet. Add some: sayso add PROJECT PATH…")],
        );
    }
    let progress: Vec<_> = articles.iter().map(|(_, article)| article.progress()).collect();
    let claims: usize = progress.iter().map(|progress| progress.claims).sum();
    let attributed: usize = progress.iter().map(|progress| progress.attributed).sum();
    let reviewed: usize = progress.iter().map(|progress| progress.reviewed).sum();
    let number = count(articles.len(), "article");
    let total = if claims == 0 {
        format!("{number}, no claims yet")
    } else {
        let claims = count(claims, "claim");
        format!("{number}, {claims}: {attributed} attributed, {reviewed} reviewed")
    };
    screen.line(0, &[(Ink::Plain, &total)])?;
    screen.gap()?;
    let longest = articles.iter().map(|(id, _)| id.as_str().chars().count()).max();
    let indent = longest.unwrap_or(0).min(32) + 4;
    for ((id, article), progress) in articles.iter().zip(progress) {
        let (mark, ink) = match (&article.done, progress.claims) {
            (Some(_), _) => ('●', Ink::Good),
            (None, 0) => ('○', Ink::Plain),
            (None, _) => ('◐', Ink::Doubtful),
        };
        let counts = match progress.claims {
            0 => "no claims".to_owned(),
            claims => format!(
                "{}, {} attributed, {} reviewed",
                count(claims, "claim"),
                progress.attributed,
                progress.reviewed
            ),
        };
        let parts = [
            (Ink::Strong, article.metadata.title.as_str()),
            (Ink::Faint, "·"),
            (Ink::Faint, &counts),
        ];
        screen.beside((ink, &format!("{mark} {id}")), indent, &parts)?;
    }
    Ok(())
}

fn show_article(project: &Project, id: &ArticleId, article: &Article, screen: &mut Screen) -> io::Result<()> {
    let metadata = &article.metadata;
    screen.line(0, &[(Ink::Strong, &metadata.title)])?;
    let published = metadata.published.map(|day| day.to_string());
    let facts = [
        &metadata.publisher,
        &metadata.byline,
        &published,
        &metadata.language,
        &metadata.url,
    ];
    let facts = std::iter::once(id.as_str()).chain(facts.into_iter().filter_map(Option::as_deref));
    let facts = facts.chain(metadata.credit.iter().map(String::as_str));
    let facts: Vec<&str> = facts
        .chain(metadata.partial.then_some("only its beginning"))
        .collect();
    screen.line(0, &[(Ink::Faint, &facts.join(" · "))])?;
    if article.claims.is_empty() {
        return screen.line(0, &[(Ink::Plain, "No claims marked yet.")]);
    }
    let progress = article.progress();
    let counts = format!(
        "{}, {} attributed, {} reviewed",
        count(progress.claims, "claim"),
        progress.attributed,
        progress.reviewed
    );
    screen.line(0, &[(Ink::Plain, &counts)])?;
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
        (Voice::ToBeAttributed, _) => vec![(Ink::Doubtful, "to be attributed".to_owned())],
        (Voice::Article, _) => vec![(Ink::Speaker, "the article".to_owned())],
        (Voice::Attributed(_), link) => link.map(|link| link_parts(project, link)).unwrap_or_default(),
    };
    parts.push((Ink::Faint, "▸".to_owned()));
    parts.push((Ink::Plain, words));
    if claim.anchors().any(|anchor| anchor.span().is_none()) {
        parts.push((Ink::Bad, "(has lost its place)".to_owned()));
    }
    for link in chain.iter().skip(1) {
        let way = if project.is_medium(link) {
            "· in"
        } else {
            "· as told by"
        };
        parts.push((Ink::Faint, way.to_owned()));
        parts.extend(link_parts(project, link));
    }
    let parts: Vec<(Ink, &str)> = parts.iter().map(|(ink, text)| (*ink, text.as_str())).collect();
    screen.beside((ink, &format!("{line:>4} {mark}")), INDENT, &parts)
}

fn link_parts(project: &Project, link: &Attribution) -> Vec<(Ink, String)> {
    let names = link.speakers.iter().map(|id| match project.speaker(id) {
        Some(speaker) => speaker.name.clone(),
        None => id.to_string(),
    });
    let names: Vec<String> = names.collect();
    let mut parts = if names.is_empty() {
        vec![(Ink::Doubtful, "no speaker".to_owned())]
    } else {
        vec![(Ink::Speaker, names.join(" and "))]
    };
    let cue: Vec<&str> = link.cue.iter().map(|anchor| anchor.words.as_str()).collect();
    if !cue.is_empty() {
        parts.push((Ink::Faint, "▸".to_owned()));
        parts.push((Ink::Plain, cue.join(" … ")));
    }
    if link.polarity == Polarity::Denies {
        parts.push((Ink::Doubtful, "(denies)".to_owned()));
    }
    parts
}

/// The mark that stands for a state everywhere, and its colour.
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

/// The line of the article's text that a claim begins in, from 1; none if it has lost its place.
pub fn line_of(article: &Article, claim: &Claim) -> Option<usize> {
    let before = article.text.as_deref()?.get(..claim.hull()?.start)?;
    Some(before.matches('\n').count() + 1)
}
