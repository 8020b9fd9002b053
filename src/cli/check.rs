//! `sayso check`: lists the problems and open tasks of a project. It fixes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::opened;
use super::screen::{Ink, Screen, Shown};
use super::show::line_of;
use super::{Failure, Outcome};
use crate::model::check::{check_article, check_speakers, speakers_of};
use crate::model::{Article, Problem, ProblemGroup, SpeakerId};
use crate::proof::ReferenceShelf;
use crate::report::Report;
use crate::session::look::LookedAt;
use crate::session::{FileProblem, report_from_problem};

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-check-about"), after_help = fl!("cli-check-about.help"))]
pub(super) struct CheckArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
}

pub(super) fn run(arguments: &CheckArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut look = opened::look(&arguments.project)?;
    let references = look.references();
    let shelf = ReferenceShelf::new(&references.texts);
    let mut groups: BTreeMap<ProblemGroup, Lines> = BTreeMap::new();
    let (mut articles, mut claims) = (0, 0);
    let (mut used, mut logs) = (BTreeSet::new(), Vec::new());
    let shown = screen.shown();
    look.each(
        |of| CheckedArticle::new(&of, &shelf),
        |_, checked| -> io::Result<()> {
            articles += 1;
            claims += checked.claims;
            for (group, place, told) in &checked.problems {
                groups
                    .entry(*group)
                    .or_default()
                    .add(*group, place, told, shown)?;
            }
            used.extend(checked.speakers);
            logs.extend(checked.log);
            Ok(())
        },
    )?;
    let project = look.project().clone();
    let mut notes = opened::notes(look);
    let unread = !notes.is_empty();
    notes.extend(logs.iter().chain(&references.problems).map(report_from_problem));
    for problem in check_speakers(&project, |id| used.contains(id)) {
        let group = problem.kind.group();
        // An article that could not be read may refer to them.
        if group != ProblemGroup::UnusedSpeaker || !unread {
            let told = problem.kind.to_string();
            groups.entry(group).or_default().add(group, "", &told, shown)?;
        }
    }
    let (wrong, open): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(group, _)| group.is_inconsistent());
    let counted =
        |groups: &[(ProblemGroup, Lines)]| -> usize { groups.iter().map(|(_, lines)| lines.count).sum() };
    let (found, to_do) = (notes.len() + counted(&wrong), counted(&open));
    show_files(&notes, screen)?;
    for (group, lines) in wrong {
        show_group(group, lines, screen)?;
    }
    if !open.is_empty() {
        screen.line(0, &[(Ink::Strong, fl!("cli-check-to-do"))])?;
        screen.gap()?;
    }
    for (group, lines) in open {
        show_group(group, lines, screen)?;
    }
    let claims = fl!("count-claims", count = claims);
    let summary = if found > 0 {
        let found = fl!("count-problems", count = found);
        fl!(
            "cli-check-found",
            found = found,
            count = articles,
            claims = claims
        )
    } else if to_do > 0 {
        fl!("cli-check-open", count = articles, claims = claims, open = to_do)
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

/// What is kept of an article that was checked.
struct CheckedArticle {
    claims: usize,
    /// Each with its group and where it is.
    problems: Vec<(ProblemGroup, String, String)>,
    speakers: BTreeSet<SpeakerId>,
    log: Option<FileProblem>,
}

impl CheckedArticle {
    fn new(of: &LookedAt, shelf: &ReferenceShelf<'_>) -> Self {
        let told = |problem: &Problem| {
            let place = place(&of.article, problem);
            (problem.kind.group(), place, problem.kind.to_string())
        };
        let mut problems = check_article(of.project, of.id, &of.article);
        problems.extend(shelf.problems(of.project, of.id, &of.article));
        Self {
            claims: of.article.claims.len(),
            problems: problems.iter().map(told).collect(),
            speakers: speakers_of(&of.article).cloned().collect(),
            log: of.claim_log_problem(),
        }
    }
}

/// The lines of a group's problems, packed: of a large project there may be hundreds of thousands.
struct Lines {
    count: usize,
    packed: DeflateEncoder<Vec<u8>>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            count: 0,
            packed: DeflateEncoder::new(Vec::new(), Compression::fast()),
        }
    }
}

impl Lines {
    fn add(&mut self, group: ProblemGroup, place: &str, told: &str, shown: Shown) -> io::Result<()> {
        let ink = if group.is_inconsistent() {
            Ink::Bad
        } else {
            Ink::Plain
        };
        self.count += 1;
        Screen::shown_as(&mut self.packed, shown).beside(
            (Ink::Plain, "  -"),
            4,
            &[(Ink::Faint, place), (ink, told)],
        )
    }
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
fn show_group(group: ProblemGroup, lines: Lines, screen: &mut Screen) -> io::Result<()> {
    let number = lines.count.to_string();
    screen.line(0, &[(Ink::Strong, group.heading()), (Ink::Faint, &number)])?;
    io::copy(
        &mut DeflateDecoder::new(lines.packed.finish()?.as_slice()),
        screen.out(),
    )?;
    screen.gap()
}

/// Where a problem is in an article: 'coalition-talks, line 12, c-4k7q2m:'.
fn place(article: &Article, problem: &Problem) -> String {
    let Some(id) = &problem.article else {
        return String::new();
    };
    let Some(claim) = &problem.claim else {
        return fl!("cli-check-place", article = id.as_str());
    };
    let line = article
        .claims
        .get(claim)
        .and_then(|claim| line_of(article, claim));
    let (id, claim) = (id.as_str(), claim.as_str());
    match line {
        Some(line) => fl!("cli-check-place-line", article = id, line = line, claim = claim),
        None => fl!("cli-check-place-claim", article = id, claim = claim),
    }
}
