//! `sayso compare`: two readings of the same articles side by side, as a table or as JSON.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::figures;
use super::print_warning;
use super::screen::{Ink, Screen};
use super::{Failure, Outcome};
use crate::compare::agreement::{Figure, agreement};
use crate::compare::{
    CompareOptions, ComparedArticle, Comparison, Difference, DifferenceKind, Side, SkippedReason, compare,
};
use crate::export::words;
use crate::model::{Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Project, ReviewerId};
use crate::report::Report;
use crate::session::project_copy::{ProjectCopy, open_copy};
use crate::text::fold::fold;
use crate::text::units::chars_from_byte;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-compare-about"), after_help = fl!("cli-compare-about.help"))]
pub(super) struct CompareArguments {
    #[arg(value_name = "A", help = fl!("cli-compare-a"))]
    a: PathBuf,
    #[arg(value_name = "B", required_unless_present = "by", help = fl!("cli-compare-b"))]
    b: Option<PathBuf>,
    #[arg(long, value_name = "REVIEWER", num_args = 1, help = fl!("cli-compare-by"))]
    by: Vec<String>,
    #[command(flatten)]
    how: How,
    #[arg(long, help = fl!("cli-compare-json"))]
    json: bool,
}

/// How readings are compared.
#[derive(Debug, clap::Args)]
pub(super) struct How {
    #[arg(long, value_name = "0…1", value_parser = share, help = fl!("cli-compare-overlap"))]
    overlap: Option<f64>,
    #[arg(long, help = fl!("cli-compare-seed"))]
    seed: Option<u64>,
}

impl How {
    pub(super) fn options(&self) -> CompareOptions {
        let usual = CompareOptions::default();
        CompareOptions {
            overlap: self.overlap.unwrap_or(usual.overlap),
            seed: self.seed.unwrap_or(usual.seed),
            ..usual
        }
    }
}

/// Accepts a number above 0 and up to 1.
fn share(written: &str) -> Result<f64, String> {
    let number = written.parse::<f64>().ok();
    let number = number.filter(|number| *number > 0.0 && *number <= 1.0);
    number.ok_or_else(|| fl!("cli-compare-overlap.wrong").to_owned())
}

pub(super) fn run(arguments: &CompareArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let (first, mut problems) = opened(&arguments.a)?;
    let second = match &arguments.b {
        Some(path) => {
            let (second, of_second) = opened(path)?;
            problems.extend(of_second);
            Some(second)
        }
        None => None,
    };
    let projects = [&first, second.as_ref().unwrap_or(&first)];
    let by = match arguments.by.as_slice() {
        [] => [None, None],
        [a, b] => [Some(reviewer(projects[0], a)?), Some(reviewer(projects[1], b)?)],
        _ => {
            let report = Report::new(fl!("cli-compare-by-two"));
            return Err(report.with_hint(Some(fl!("cli-compare-by-two.hint"))).into());
        }
    };
    let [by_a, by_b] = by;
    let (a, b) = (
        Side {
            project: projects[0],
            by: by_a,
        },
        Side {
            project: projects[1],
            by: by_b,
        },
    );
    let options = arguments.how.options();
    let comparison = compare(&a, &b, &options);
    let figures = agreement(&comparison.articles, &options);
    if arguments.json {
        let value = as_json((&a, &b), &comparison, &figures);
        writeln!(screen.out(), "{value:#}")?;
    } else {
        let names = [
            name(&arguments.a, &a),
            name(arguments.b.as_deref().unwrap_or(&arguments.a), &b),
        ];
        show((&a, &b), &names, &comparison, &figures, &options, screen)?;
    }
    screen.out().flush()?;
    for report in not_compared((&a, &b), &comparison) {
        print_warning(&report);
    }
    Ok(Outcome::from_reports(&problems))
}

/// A project with all its articles, and what is wrong with its files.
pub(super) fn opened(path: &Path) -> Result<(Project, Vec<Report>), Report> {
    let ProjectCopy { project, problems } = open_copy(path)?;
    Ok((project, problems))
}

/// The reviewer of this name or id.
pub(super) fn reviewer(project: &Project, wanted: &str) -> Result<ReviewerId, Report> {
    let folded = fold(wanted.trim());
    let is_meant = |id: &ReviewerId| id.as_str() == wanted || fold(project.reviewer_label(id)) == folded;
    let found = project.reviewers().keys().find(|id| is_meant(id));
    found.cloned().ok_or_else(|| {
        let names: Vec<&str> = project
            .reviewers()
            .keys()
            .map(|id| project.reviewer_label(id))
            .collect();
        let report = Report::new(fl!("cli-compare-no-reviewer", name = wanted));
        report.with_hint(Some(fl!(
            "cli-compare-no-reviewer.hint",
            names = names.join(", ")
        )))
    })
}

/// What a side is called: its reviewer, else its path.
fn name(path: &Path, side: &Side) -> String {
    match &side.by {
        Some(by) => side.project.reviewer_label(by).to_owned(),
        None => path.display().to_string(),
    }
}

/// A line for each reason why articles or claims were not compared.
pub(super) fn not_compared((a, b): (&Side, &Side), comparison: &Comparison) -> Vec<Report> {
    let reasons = [
        SkippedReason::OnlyInA,
        SkippedReason::OnlyInB,
        SkippedReason::TextDiffers,
        SkippedReason::TextMissing,
        SkippedReason::ReadByOne,
    ];
    let mut reports = Vec::new();
    for reason in reasons {
        let skipped = comparison
            .skipped
            .iter()
            .filter(|skipped| skipped.reason == reason);
        let ids: Vec<&str> = skipped
            .filter_map(|skipped| skipped.a.as_ref().or(skipped.b.as_ref()))
            .map(ArticleId::as_str)
            .collect();
        if ids.is_empty() {
            continue;
        }
        let (count, articles) = (ids.len(), ids.join(", "));
        reports.push(Report::new(match reason {
            SkippedReason::OnlyInA => fl!("compare-skipped-only-a", count = count, articles = articles),
            SkippedReason::OnlyInB => fl!("compare-skipped-only-b", count = count, articles = articles),
            SkippedReason::TextDiffers => fl!("compare-skipped-text", count = count, articles = articles),
            SkippedReason::TextMissing => fl!("compare-skipped-missing", count = count, articles = articles),
            SkippedReason::ReadByOne => fl!("compare-skipped-read", count = count, articles = articles),
        }));
    }
    let lost: usize = comparison
        .articles
        .iter()
        .map(|article| article.lost[0] + article.lost[1])
        .sum();
    if lost > 0 {
        reports.push(Report::new(fl!("compare-lost", count = lost)));
    }
    let is_rated = |side: &Side| side.project.claims().any(|(_, _, claim)| claim.verdict.is_some());
    let scales = (&a.project.head().scale, &b.project.head().scale);
    if scales.0 != scales.1 && is_rated(a) && is_rated(b) {
        reports.push(Report::new(fl!("compare-scales")));
    }
    reports
}

fn show(
    sides: (&Side, &Side),
    names: &[String; 2],
    comparison: &Comparison,
    all: &[Figure],
    options: &CompareOptions,
    screen: &mut Screen,
) -> io::Result<()> {
    screen.line(
        0,
        &[(Ink::Strong, &fl!("compare-title", a = names[0], b = names[1]))],
    )?;
    let percent = (options.overlap * 100.0).round();
    let claims = |side: usize| {
        comparison
            .articles
            .iter()
            .map(|article| article.counts.claims[side])
            .sum::<usize>()
    };
    let summary = fl!(
        "compare-summary",
        count = comparison.articles.len(),
        a = claims(0),
        b = claims(1),
        pairs = comparison.pairs(),
        percent = percent
    );
    screen.line(0, &[(Ink::Plain, &summary)])?;
    screen.gap()?;
    figures::table(all, screen)?;
    screen.gap()?;
    let kinds = DifferenceKind::ALL.map(|kind| (kind, comparison.count(kind)));
    if kinds.iter().all(|(_, count)| *count == 0) {
        return screen.line(0, &[(Ink::Good, fl!("compare-none"))]);
    }
    for (kind, count) in kinds.into_iter().filter(|(_, count)| *count > 0) {
        screen.beside(
            (Ink::Strong, &count.to_string()),
            6,
            &[(Ink::Plain, kind_label(kind))],
        )?;
    }
    for article in &comparison.articles {
        if article.differences.is_empty() {
            continue;
        }
        screen.gap()?;
        screen.line(0, &[(Ink::Strong, article.a.as_str())])?;
        for difference in &article.differences {
            show_difference(sides, article, difference, screen)?;
        }
    }
    Ok(())
}

fn show_difference(
    (a, b): (&Side, &Side),
    article: &ComparedArticle,
    difference: &Difference,
    screen: &mut Screen,
) -> io::Result<()> {
    const INDENT: usize = 12;
    let of_a = difference.a.as_ref().and_then(|id| found(a, &article.a, id));
    let of_b = difference.b.as_ref().and_then(|id| found(b, &article.b, id));
    let told = |side: &Side, found: Option<(&Article, &Claim)>| {
        found
            .map(|(of, claim)| value(side, difference.kind, of, claim))
            .unwrap_or_default()
    };
    let (value_a, value_b) = (told(a, of_a), told(b, of_b));
    let words = of_a.or(of_b).map(|(_, claim)| claim.words()).unwrap_or_default();
    let head = (Ink::Doubtful, kind_label(difference.kind));
    let both = fl!("compare-both", a = value_a, b = value_b);
    match difference.kind {
        DifferenceKind::OnlyA | DifferenceKind::OnlyB => screen.beside(head, INDENT, &[(Ink::Plain, &words)]),
        DifferenceKind::Extent => screen.beside(head, INDENT, &[(Ink::Plain, &both)]),
        _ => screen.beside(
            head,
            INDENT,
            &[(Ink::Plain, &both), (Ink::Faint, "▸"), (Ink::Faint, &words)],
        ),
    }
}

/// What a kind of difference is called in a table.
fn kind_label(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::OnlyA => fl!("compare-kind-only-a"),
        DifferenceKind::OnlyB => fl!("compare-kind-only-b"),
        DifferenceKind::Extent => fl!("compare-kind-extent"),
        DifferenceKind::Source => fl!("compare-kind-source"),
        DifferenceKind::Cue => fl!("compare-kind-cue"),
        DifferenceKind::Speaker => fl!("compare-kind-speaker"),
        DifferenceKind::Voice => fl!("compare-kind-voice"),
        DifferenceKind::Polarity => fl!("compare-kind-polarity"),
        DifferenceKind::Quotation => fl!("compare-kind-quotation"),
        DifferenceKind::Review => fl!("compare-kind-review"),
        DifferenceKind::Verdict => fl!("compare-kind-verdict"),
    }
}

fn found<'a>(side: &Side<'a>, article: &ArticleId, claim: &ClaimId) -> Option<(&'a Article, &'a Claim)> {
    let article = side.project.article(article)?;
    Some((article, article.claims.get(claim)?))
}

/// What a claim has of that in which it differs.
fn value(side: &Side, kind: DifferenceKind, article: &Article, claim: &Claim) -> String {
    let project = side.project;
    let links = claim.voice.chain().iter();
    let anchors = |part: fn(&Attribution) -> &[Anchor]| {
        let of_link = |link: &Attribution| {
            let words: Vec<&str> = part(link).iter().map(|anchor| anchor.words.as_str()).collect();
            words.join(" … ")
        };
        links.clone().map(of_link).collect::<Vec<_>>().join("; ")
    };
    match kind {
        DifferenceKind::OnlyA | DifferenceKind::OnlyB | DifferenceKind::Extent => claim.words(),
        DifferenceKind::Source => anchors(|link| &link.source),
        DifferenceKind::Cue => anchors(|link| &link.cue),
        DifferenceKind::Speaker => {
            let names = |link: &Attribution| {
                let names: Vec<&str> = link.speakers.iter().map(|id| project.speaker_label(id)).collect();
                names.join(" + ")
            };
            links.map(names).collect::<Vec<_>>().join("; ")
        }
        DifferenceKind::Voice => words::attribution(&claim.voice).to_owned(),
        DifferenceKind::Polarity => links
            .map(|link| words::polarity(link.polarity))
            .collect::<Vec<_>>()
            .join("; "),
        DifferenceKind::Quotation => {
            let text = article.text.as_deref().unwrap_or_default();
            words::quotation(claim.quotation_in(text)).to_owned()
        }
        DifferenceKind::Review => {
            let own = side.by.as_ref().and_then(|by| claim.reviews.get(by));
            let common = || words::review_state(claim.review_state());
            own.map_or_else(common, |review| words::decision(review.decision))
                .to_owned()
        }
        DifferenceKind::Verdict => project.verdict_label(claim).unwrap_or_default().to_owned(),
    }
}

fn as_json(sides: (&Side, &Side), comparison: &Comparison, all: &[Figure]) -> Value {
    let figures: Map<String, Value> = all
        .iter()
        .map(|figure| (figure.measure.name().to_owned(), figures::as_json(figure)))
        .collect();
    let differences = comparison.differences().map(|(article, difference)| {
        let half = |side: &Side, id: &ArticleId, claim: Option<&ClaimId>| {
            let Some((of, claim, id)) = claim.and_then(|claim| {
                let (of, value) = found(side, id, claim)?;
                Some((of, value, claim))
            }) else {
                return Value::Null;
            };
            half_as_json(side, difference.kind, of, (id, claim))
        };
        json!({
            "kind": difference.kind.name(),
            "article": article.a.as_str(),
            "a": half(sides.0, &article.a, difference.a.as_ref()),
            "b": half(sides.1, &article.b, difference.b.as_ref()),
        })
    });
    json!({
        "pairs": comparison.pairs(),
        "agreement": figures,
        "differences": differences.collect::<Vec<_>>(),
    })
}

/// A side of a difference: its claim, where that is in characters, its words, and in what it differs.
fn half_as_json(
    side: &Side,
    kind: DifferenceKind,
    article: &Article,
    (id, claim): (&ClaimId, &Claim),
) -> Value {
    let text = article.text.as_deref().unwrap_or_default();
    let hull = claim
        .hull()
        .map(|hull| (chars_from_byte(text, hull.start), chars_from_byte(text, hull.end)));
    json!({
        "claim": id.as_str(),
        "start": hull.map(|hull| hull.0),
        "end": hull.map(|hull| hull.1),
        "words": claim.words(),
        "value": value(side, kind, article, claim),
    })
}
