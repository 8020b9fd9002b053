//! What is found of a project after the program was killed or its disk has failed: whether it opens, what it holds,
//! and which files lie there that nobody needs. Opening it is what the user does next, and may tidy up.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sayso::model::claim_log::ClaimChange;
use sayso::model::{Article, ClaimId, Decision, Project};
use sayso::store::{Access, LockOwner, Store, open};

use crate::inbox::{Expected, Inbox};
use crate::records::{Ledger, Records, Unlike, records_of};
use crate::worker;

/// What is wrong after a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// What was reported as saved is not there.
    Lost,
    /// A file is neither old nor new.
    Torn,
    /// The project does not open.
    Closed,
    /// The project opens with a problem, such as a text without claims.
    Problem,
    /// An article came in without its claims or its original.
    HalfImport,
    /// An import that was repeated made a second article.
    Twice,
    /// Something that was repeated does not succeed.
    NoRetry,
    /// A draft is left in the project.
    Draft,
    /// A draft is left beside an export.
    ExportDraft,
    /// A text or an original that belongs to no article.
    Orphan,
    /// A decision on a claim is there, and not the line of the history that tells of it.
    Unlogged,
    /// A failure is not told, or not so that it can be mended.
    Untold,
    /// A disk that is slow was not waited for.
    Impatient,
    /// The program panicked, or ended by a signal that nobody sent.
    Panic,
    /// A file took its place before its content was on the disk, or its folder was not flushed after it.
    Unflushed,
}

/// A fault and what there is to say of it.
pub(crate) type Finding = (Fault, String);

/// A project as it was found.
#[derive(Debug)]
pub(crate) struct Found {
    /// Its content, with all texts.
    pub project: Project,
    /// Its content, record by record.
    pub records: Records,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// What is told of a change in slices that was cut off.
    pub cut_off: Option<String>,
}

/// A history with so many lines may have lost its oldest ones.
const SHORTENED_LOG: usize = 9_000;

/// The record of a change in slices.
const LONG_CHANGE: &str = ".sayso/long-change.ron";

/// Whether a change in slices was taken down and has not come to its end.
pub(crate) fn is_long_change_noted(folder: &Path) -> bool {
    folder.join(LONG_CHANGE).exists()
}

/// What is not as the ledger says; and whether a change in slices that is not there, or in part, is told.
pub(crate) fn compared(ledger: &Ledger, disk: &Records, told: Option<&str>, was_begun: bool) -> Vec<Finding> {
    let unlike = ledger.compare(disk).into_iter().map(|unlike| match unlike {
        Unlike::Lost(what) => (Fault::Lost, what),
        Unlike::Torn(what) => (Fault::Torn, what),
    });
    let mut findings: Vec<Finding> = unlike.collect();
    let extent = ledger.extent_of_slices(disk);
    let what = match (extent, told) {
        (Some((there, missing)), None) if there > 0 && missing > 0 => {
            format!("{there} records have a change in slices, {missing} do not")
        }
        (Some((_, missing)), None) if missing > 0 && was_begun => {
            "a change in slices is not there".to_owned()
        }
        (Some((_, 0)) | None, Some(told)) if !ledger.lacks_slices(disk) => {
            format!("what is there is told as cut off: {told}")
        }
        _ => return findings,
    };
    findings.push((Fault::Untold, what));
    findings
}

/// Opens a project as the next user does, and looks at what is there then.
pub(crate) fn look(folder: &Path) -> Result<Found, Finding> {
    let owner = LockOwner {
        name: "whoever comes next".to_owned(),
        host: "here".to_owned(),
        process: std::process::id(),
        since: jiff::Timestamp::UNIX_EPOCH,
    };
    let mut opened =
        open(folder, Access::Write(owner)).map_err(|error| (Fault::Closed, error.to_string()))?;
    if let Some(reason) = opened.read_only {
        return Err((Fault::Closed, format!("for reading only: {reason}")));
    }
    opened.read_all_texts();
    let record = folder.join(LONG_CHANGE);
    let cut_off = opened.problems.extract_if(.., |problem| problem.path == record);
    let cut_off = cut_off.last().map(|problem| problem.message);
    if cut_off.is_some() {
        // Whoever has read it closes the project, and is not told again.
        drop(fs::remove_file(record));
    }
    let mut findings: Vec<Finding> = (opened.problems.iter())
        .map(|problem| {
            (
                Fault::Problem,
                format!("{}: {problem}", kind_of_problem(&problem.path)),
            )
        })
        .map(|(fault, told)| (fault, told.replace(&format!("{}/", folder.display()), "")))
        .collect();
    findings.extend(strays(folder, &opened.project));
    findings.extend(unlogged(&opened.store, &opened.project));
    Ok(Found {
        records: records_of(&opened.project),
        project: opened.project,
        findings,
        cut_off,
    })
}

/// What a problem is, told from the files alone: how it is worded may change.
fn kind_of_problem(path: &Path) -> &'static str {
    let is_text = path.extension().is_some_and(|ending| ending == "txt");
    match (is_text, path.exists(), path.with_extension("ron").exists()) {
        (true, true, false) => "a text alone",
        (true, true, true) => "a text that does not fit its claims",
        (true, false, _) => "claims alone",
        _ => "another problem",
    }
}

/// Files of the folder that belong to nothing. The history of a removed article stays on purpose.
fn strays(folder: &Path, project: &Project) -> Vec<Finding> {
    let articles: Vec<&Article> = project.articles().values().collect();
    let originals: BTreeSet<&str> = articles
        .iter()
        .filter_map(|article| article.metadata.original.as_deref())
        .collect();
    let is_article = |name: &str| {
        let stem = name.strip_suffix(".ron").or_else(|| name.strip_suffix(".txt"));
        stem.is_some_and(|stem| project.article(&stem.into()).is_some())
    };
    let mut strays = Vec::new();
    for path in files_in(folder) {
        let file = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        let (within, name) = file.rsplit_once('/').unwrap_or(("", &file));
        let fault = match within {
            "" if name == "project.ron" => continue,
            ".sayso" if matches!(name, "lock" | ".gitignore") => continue,
            "history" => continue,
            "articles" if is_article(name) => continue,
            "originals" if originals.contains(name) => continue,
            // It is told as a problem already.
            "articles" if path.extension().is_some_and(|ending| ending == "txt") => continue,
            "originals" => Fault::Orphan,
            _ => Fault::Draft,
        };
        strays.push((fault, file));
    }
    strays
}

/// Decisions of the worker that the history of their claims does not end with.
fn unlogged(store: &Store, project: &Project) -> Vec<Finding> {
    let me = worker::reviewer().id;
    let mut findings = Vec::new();
    for (id, article) in project.articles() {
        let log = store.read_claim_log(id).unwrap_or_default();
        if log.len() >= SHORTENED_LOG {
            continue;
        }
        let mut last: BTreeMap<&ClaimId, Option<Decision>> = BTreeMap::new();
        let mut removed = BTreeSet::new();
        for entry in &log {
            for change in &entry.changes {
                match change {
                    ClaimChange::Review(by, decision) if *by == me => {
                        last.extend([(&entry.claim, *decision)]);
                    }
                    // One that came back tells no decision anew.
                    ClaimChange::Removed(_) => drop(removed.insert(&entry.claim)),
                    _ => {}
                }
            }
        }
        for (claim, value) in article
            .claims
            .iter()
            .filter(|(claim, _)| !removed.contains(claim))
        {
            let decision = value.reviews.get(&me).map(|review| review.decision);
            let logged = last.get(claim).copied().flatten();
            if decision != logged {
                let told = format!("{id}/{claim}: {decision:?}, and the history says {logged:?}");
                findings.push((Fault::Unlogged, told));
            }
        }
    }
    findings
}

/// Every file below a folder.
pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// How much of an import is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// No article.
    None,
    /// Some articles, each of them whole.
    Part,
    /// All of it.
    All,
}

/// How much of an import is in a project, and what of it is there by halves or twice.
pub(crate) fn extent(folder: &Path, project: &Project, inbox: &Inbox) -> (Extent, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut there = 0;
    for expected in &inbox.expected {
        let articles: Vec<&Article> = project
            .articles()
            .values()
            .filter(|article| {
                article
                    .text
                    .as_deref()
                    .is_some_and(|text| text.contains(&expected.token))
            })
            .collect();
        match articles[..] {
            [] => continue,
            [_] => {}
            _ => findings.push((
                Fault::Twice,
                format!("'{}' {} times", expected.token, articles.len()),
            )),
        }
        there += 1;
        findings.extend(
            articles
                .iter()
                .filter_map(|article| halves(folder, article, expected)),
        );
    }
    let extent = match there {
        0 => Extent::None,
        all if all == inbox.expected.len() => Extent::All,
        _ => Extent::Part,
    };
    (extent, findings)
}

fn halves(folder: &Path, article: &Article, expected: &Expected) -> Option<Finding> {
    let told = |what: String| Some((Fault::HalfImport, format!("'{}': {what}", expected.token)));
    let claims = article.claims.len();
    if claims != expected.claims {
        return told(format!("{claims} claims instead of {}", expected.claims));
    }
    let kept = article.metadata.original.as_ref();
    let kept = kept.map(|name| fs::read(folder.join("originals").join(name)).ok());
    let wanted = expected.original.as_ref().map(|path| fs::read(path).ok());
    if kept != wanted {
        return told("its original is not there as it came".to_owned());
    }
    None
}
