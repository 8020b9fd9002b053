//! `sayso prove`: whether the quotations of a project stand in its reference texts.

use std::convert::Infallible;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::screen::{Ink, Screen};
use super::{Failure, Outcome, opened};
use crate::model::reference::clock_time;
use crate::model::{Article, ArticleId, ClaimId, Project};
use crate::proof::{NotJudged, Place, ProvedQuotation, ReferenceShelf, Verdict, WordsDiffer};
use crate::session::report_from_problem;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-prove-about"), after_help = fl!("cli-prove-about.help"))]
pub(super) struct ProveArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(long, help = fl!("cli-prove-jsonl"))]
    jsonl: bool,
}

pub(super) fn run(arguments: &ProveArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut look = opened::look(&arguments.project)?;
    let stored = look.references();
    let shelf = ReferenceShelf::new(&stored.texts);
    let mut articles = Vec::new();
    let Ok(()) = look.each(
        |of| ProvedArticle::new(of.project, &of.article, &shelf),
        |id, proved| -> Result<(), Infallible> {
            if !proved.quotations.is_empty() {
                articles.push((id.clone(), proved));
            }
            Ok(())
        },
    );
    // The sort is stable: articles added together stay in the order of their ids.
    articles.sort_by_key(|(_, article)| article.list_key);
    let mut counts = [0; Verdict::ALL.len()];
    for (id, article) in &articles {
        for (_, one) in &article.quotations {
            let mut verdicts = Verdict::ALL.iter().zip(&mut counts);
            if let Some((_, count)) = verdicts.find(|(verdict, _)| **verdict == one.proof.verdict) {
                *count += 1;
            }
        }
        if arguments.jsonl {
            for (quotation, one) in &article.quotations {
                writeln!(screen.out(), "{}", line(id, quotation, &shelf, one))?;
            }
        } else {
            show(id, article, &shelf, screen)?;
        }
    }
    let mut failures = opened::notes(look);
    failures.extend(stored.problems.iter().map(report_from_problem));
    if !arguments.jsonl {
        show_counts(stored.texts.len(), counts, screen)?;
    }
    screen.out().flush()?;
    Ok(Outcome::from_reports(&failures))
}

/// What is told of an article, without its text, so that memory grows with the quotations alone.
struct ProvedArticle {
    list_key: (bool, Option<Timestamp>),
    title: String,
    quotations: Vec<(String, ProvedQuotation)>,
}

impl ProvedArticle {
    fn new(project: &Project, article: &Article, shelf: &ReferenceShelf<'_>) -> Self {
        let text = article.text.as_deref().unwrap_or("");
        let proved = shelf.prove(project, article).into_iter();
        Self {
            list_key: article.metadata.list_key(),
            title: article.metadata.title.clone(),
            quotations: proved.map(|one| (one.span.words(text).to_owned(), one)).collect(),
        }
    }
}

/// A quotation as a line. Spans are in Unicode characters of the reference text.
fn line(id: &ArticleId, quotation: &str, shelf: &ReferenceShelf<'_>, one: &ProvedQuotation) -> Value {
    let reference = one
        .proof
        .places
        .first()
        .and_then(|place| shelf.at(place))
        .map(|(id, _)| id.as_str());
    let first = one.proof.places.first().map(|place| place.text);
    let (here, elsewhere): (Vec<&Place>, Vec<&Place>) = one
        .proof
        .places
        .iter()
        .partition(|place| Some(place.text) == first);
    let spans: Vec<[usize; 2]> = here.iter().map(|place| [place.chars.0, place.chars.1]).collect();
    let words: Vec<Value> = one
        .proof
        .differences
        .iter()
        .map(|words| {
            json!({
                "kind": words.kind.name(),
                "quoted": words.quoted.words(quotation),
                "reference": words_of(shelf, words),
                "marked": words.is_marked,
            })
        })
        .collect();
    let mut line = json!({
        "article": id.as_str(),
        "claim": one.claim.as_ref().map(ClaimId::as_str),
        "quotation": quotation,
        "verdict": one.proof.verdict.name(),
        "reference": reference,
        "spans": spans,
        "words": words,
    });
    if let Some(fields) = line.as_object_mut() {
        if !elsewhere.is_empty() {
            let others = elsewhere.iter().filter_map(|place| {
                let (id, _) = shelf.at(place)?;
                Some(json!({"reference": id.as_str(), "span": [place.chars.0, place.chars.1]}))
            });
            fields.insert("elsewhere".to_owned(), others.collect());
        }
        if let Some(why) = one.not_judged {
            fields.insert("not_judged".to_owned(), why.name().into());
        }
    }
    line
}

fn words_of<'a>(shelf: &ReferenceShelf<'a>, words: &WordsDiffer) -> &'a str {
    shelf
        .at(&words.place)
        .map_or("", |(_, reference)| words.place.span.words(&reference.text))
}

fn ink(verdict: Verdict) -> Ink {
    match verdict {
        Verdict::Verbatim | Verdict::Typography => Ink::Good,
        Verdict::Cut | Verdict::Joined => Ink::Doubtful,
        Verdict::Altered => Ink::Bad,
        Verdict::NotFound => Ink::Faint,
    }
}

/// The quotations of an article, each with its verdict, its place and the words that differ.
fn show(
    id: &ArticleId,
    article: &ProvedArticle,
    shelf: &ReferenceShelf<'_>,
    screen: &mut Screen,
) -> io::Result<()> {
    const INDENT: usize = 14;
    screen.line(0, &[(Ink::Strong, id.as_str()), (Ink::Faint, &article.title)])?;
    for (quotation, one) in &article.quotations {
        let verdict = one.proof.verdict;
        let quoted = fl!("cli-prove-quoted", words = quotation);
        let mut parts = vec![(Ink::Plain, quoted)];
        let place = one
            .proof
            .places
            .first()
            .and_then(|place| Some((place, shelf.at(place)?)));
        if let Some((place, (reference, known))) = place {
            let time = known.facts.time_at(place.chars.0).map(clock_time);
            parts.push((
                Ink::Faint,
                match time {
                    Some(time) => fl!("cli-prove-place-time", id = reference.as_str(), time = time),
                    None => fl!("cli-prove-place", id = reference.as_str()),
                },
            ));
        }
        if let Some(why) = one.not_judged {
            let why = match why {
                NotJudged::NoReference => fl!("cli-prove-no-reference"),
                NotJudged::OtherLanguage => fl!("cli-prove-other-language"),
            };
            parts.push((Ink::Faint, why.to_owned()));
        }
        if one.claim.is_none() {
            parts.push((Ink::Faint, fl!("cli-prove-no-claim").to_owned()));
        }
        let parts: Vec<(Ink, &str)> = parts.iter().map(|(ink, words)| (*ink, words.as_str())).collect();
        let head = format!("  {}", verdict.label());
        screen.beside((ink(verdict), &head), INDENT, &parts)?;
        for words in &one.proof.differences {
            let reference = shelf
                .at(&words.place)
                .map_or("", |(_, reference)| &*reference.text);
            let difference = words.describe(quotation, reference);
            screen.beside((Ink::Plain, ""), INDENT, &[(ink(verdict), &difference)])?;
        }
    }
    screen.gap()
}

fn show_counts(
    references: usize,
    counts: [usize; Verdict::ALL.len()],
    screen: &mut Screen,
) -> io::Result<()> {
    let quotations: usize = counts.iter().sum();
    let named = Verdict::ALL.iter().zip(counts).filter(|(_, count)| *count > 0);
    let named: Vec<String> = named
        .map(|(verdict, count)| fl!("cli-prove-count", count = count, verdict = verdict.label()))
        .collect();
    let quotations = fl!("count-quotations", count = quotations);
    let references = fl!("count-references", count = references);
    let total = if named.is_empty() {
        fl!("cli-prove-none", quotations = quotations, references = references)
    } else {
        let verdicts = named.join(", ");
        fl!(
            "cli-prove-total",
            quotations = quotations,
            references = references,
            verdicts = verdicts
        )
    };
    screen.line(0, &[(Ink::Strong, &total)])
}
