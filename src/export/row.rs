//! Iterates over selected claims with their articles and speakers, for tables and records; large projects on several
//! threads.

use std::ops::{ControlFlow, Range};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use super::offsets::Offsets;
use super::{ExportError, ExportInput, Summary};
use crate::model::{Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Project, Speaker, SpeakerId};

/// A claim with its article and speakers.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClaimRow<'a> {
    pub project: &'a Project,
    pub article_id: &'a ArticleId,
    pub article: &'a Article,
    /// The article's offsets, counted once for all its claims.
    pub offsets: &'a Offsets<'a>,
    pub id: &'a ClaimId,
    pub claim: &'a Claim,
    /// The speakers of the nearest link; `None` for one that was removed.
    pub speakers: &'a [(&'a SpeakerId, Option<&'a Speaker>)],
    /// Whether it is the first claim of its article.
    pub is_first: bool,
}

impl<'a> ClaimRow<'a> {
    /// The nearest link of its chain.
    pub(super) fn nearest(&self) -> Option<&'a Attribution> {
        self.claim.voice.chain().first()
    }

    /// The source of its nearest link.
    pub(super) fn source(&self) -> &'a [Anchor] {
        self.nearest().map_or(&[], |link| &link.source)
    }

    /// The cue of its nearest link.
    pub(super) fn cue(&self) -> &'a [Anchor] {
        self.nearest().map_or(&[], |link| &link.cue)
    }

    /// Whether any annotation of the claim was not found in the text; its offsets are then the last
    /// known ones.
    pub(super) fn is_orphaned(&self) -> bool {
        let lost = |anchors: &[Anchor]| anchors.iter().any(|anchor| self.offsets.is_orphaned(anchor));
        let mut links = self.claim.voice.chain().iter();
        lost(&self.claim.spans) || links.any(|link| lost(&link.source) || lost(&link.cue))
    }
}

/// Calls `write` with each selected claim, and counts the claims that were written and skipped.
pub(super) fn each_row(
    input: &ExportInput,
    mut write: impl FnMut(&ClaimRow) -> Result<bool, ExportError>,
) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    input.each_article(|id, article, claims| {
        summary.add(&each_of(input.project, (id, article), claims, &mut write)?);
        Ok(())
    })?;
    Ok(summary)
}

/// The approximate number of claims in a part.
const CLAIMS_A_PART: usize = 3072;
/// The maximum number of parts made at a time: each takes some megabytes.
const MAX_PARTS: usize = 3;

/// Calls back with each row of a part.
pub(super) type EachRow<'a> = dyn FnMut(&mut dyn FnMut(&ClaimRow)) + 'a;

/// Encodes the selected claims in parts, on several threads, and passes the parts to `take` in their order. `make` gets a
/// part that was taken before, to reuse its memory, and a function that calls it back with each row.
pub(super) fn each_part<Made: Send>(
    input: &ExportInput,
    make: impl Fn(Option<Made>, &mut EachRow) -> Made + Sync,
    mut take: impl FnMut(&mut Made) -> Result<(), ExportError>,
) -> Result<Summary, ExportError> {
    let (parts, make) = (parts(&input.articles.claims()), &make);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let at_once = cores.min(MAX_PARTS).min(parts.len());
    // Thread n of m makes the parts n, n + m, …; at most two of them wait to be taken.
    let work =
        |first: usize, made: SyncSender<Result<(Made, Summary), ExportError>>, used: Receiver<Made>| {
            for part in parts.iter().skip(first).step_by(at_once) {
                let mut summary = Ok(Summary::default());
                let fresh = make(used.try_recv().ok(), &mut |add| {
                    summary = each_of_part(input, part.clone(), add);
                });
                let nobody_takes_it = made.send(summary.map(|summary| (fresh, summary))).is_err();
                if nobody_takes_it {
                    break;
                }
            }
        };
    thread::scope(|scope| {
        let mut lanes = Vec::new();
        for first in 0..at_once {
            let (to_us, made) = mpsc::sync_channel(1);
            let (give_back, used) = mpsc::channel();
            let thread = thread::Builder::new().name("sayso-rows".to_owned());
            thread.spawn_scoped(scope, move || work(first, to_us, used))?;
            lanes.push((made, give_back));
        }
        let mut summary = Summary::default();
        for (made, give_back) in lanes.iter().cycle().take(parts.len()) {
            // If a thread panicked, so does this one when it leaves the scope.
            let Ok(made) = made.recv() else { break };
            let (mut made, of_part) = made?;
            summary.add(&of_part);
            take(&mut made)?;
            let _ = give_back.send(made);
        }
        Ok(summary)
    })
}

fn each_of_part(
    input: &ExportInput,
    part: Range<usize>,
    add: &mut dyn FnMut(&ClaimRow),
) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    input.articles.each(part, &mut |id, article| {
        let claims = input.claims_of(id, article);
        let added = each_of(input.project, (id, article), claims, &mut |row| {
            add(row);
            Ok(true)
        });
        summary.add(&added?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(summary)
}

/// The places of articles with so many claims, in parts with about the same number of claims. The parts are the same on every machine, and a large number
/// of them is divisible by the number of threads.
fn parts(claims_of_articles: &[usize]) -> Vec<Range<usize>> {
    /// One, two and three threads divide it.
    const EVENLY: usize = 6;
    let total: usize = claims_of_articles.iter().sum();
    let size = if total / EVENLY < CLAIMS_A_PART {
        CLAIMS_A_PART
    } else {
        total.div_ceil(total.div_ceil(CLAIMS_A_PART * EVENLY) * EVENLY)
    };
    let mut parts = Vec::new();
    let (mut start, mut claims) = (0, 0);
    for (at, of_article) in claims_of_articles.iter().enumerate() {
        claims += of_article;
        if claims >= size {
            parts.push(start..at + 1);
            (start, claims) = (at + 1, 0);
        }
    }
    if start < claims_of_articles.len() || parts.is_empty() {
        parts.push(start..claims_of_articles.len());
    }
    parts
}

/// Calls `write` with these claims of an article.
fn each_of(
    project: &Project,
    (article_id, article): (&ArticleId, &Article),
    claims: Vec<(&ClaimId, &Claim)>,
    write: &mut dyn FnMut(&ClaimRow) -> Result<bool, ExportError>,
) -> Result<Summary, ExportError> {
    let offsets = &Offsets::new(article);
    let mut summary = Summary::default();
    let mut speakers = Vec::new();
    fetch(&claims);
    for (number, (id, claim)) in claims.into_iter().enumerate() {
        let nearest = claim.voice.chain().first().into_iter();
        speakers.clear();
        speakers.extend(
            nearest
                .flat_map(|link| &link.speakers)
                .map(|id| (id, project.speaker(id))),
        );
        let row = ClaimRow {
            project,
            article_id,
            article,
            offsets,
            id,
            claim,
            speakers: &speakers,
            is_first: number == 0,
        };
        summary.count(write(&row)?);
    }
    summary.articles = usize::from(summary.claims > 0);
    Ok(summary)
}

/// Reads a little of each claim, so that the rows find it in the processor's cache: memory answers many independent reads
/// faster than the dependent reads of one row after another.
fn fetch(claims: &[(&ClaimId, &Claim)]) {
    let first = |anchors: &[Anchor]| anchors.first().map_or(0, |anchor| anchor.words.len());
    let byte = |anchors: &[Anchor]| anchors.first().and_then(|anchor| anchor.words.bytes().next());
    let links = || claims.iter().flat_map(|(_, claim)| claim.voice.chain());
    let mut seen = 0;
    for (id, claim) in claims {
        seen += id.as_str().len() + first(&claim.spans) + claim.reviews.len() + claim.evidence.len();
    }
    for link in links() {
        seen += first(&link.source) + first(&link.cue) + link.speakers.len();
    }
    for (id, claim) in claims {
        seen += usize::from(byte(&claim.spans).unwrap_or_default());
        seen += usize::from(id.as_str().starts_with('c'));
        seen += claim
            .reviews
            .values()
            .filter(|review| review.why.is_empty())
            .count();
    }
    for link in links() {
        seen += usize::from(byte(&link.source).unwrap_or_default());
        seen += usize::from(byte(&link.cue).unwrap_or_default());
        seen += usize::from(link.speakers.iter().any(|id| id.as_str().is_empty()));
    }
    std::hint::black_box(seen);
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::ClaimSelection;
    use super::super::articles::{Articles as _, InMemory};
    use super::*;
    use crate::model::{Edit, Head, Metadata};
    use crate::text::Span;

    /// How many claims each of the seven articles has.
    const CLAIMS: usize = 1100;

    /// Enough claims for more than two parts; some have tags and notes, the articles an address and a day.
    pub(crate) fn project_of_many_parts() -> Project {
        let mut project = Project::new(Head::titled("Talks"));
        let text = "The army said so. ".repeat(CLAIMS);
        for article in 0..7 {
            let metadata = Metadata {
                title: format!("Article {article}"),
                url: Some(format!("https://example.org/{article}")),
                published: Some(jiff::civil::date(2024, 2, 11)),
                ..Metadata::default()
            };
            let mut article_with_claims = Article::new(metadata, text.as_str());
            for claim in 0..CLAIMS {
                let start = claim * 18;
                let mut made = Claim::new(&text, Span::new(start, start + 17)).unwrap();
                made.tags = (0..claim % 3).map(|tag| format!("tag {tag}")).collect();
                made.note = "seen ".repeat(claim % 4);
                let id = ClaimId::from(format!("c-{article}-{claim}"));
                article_with_claims.claims.insert(id, made);
            }
            let id = ArticleId::from(format!("a-{article}"));
            let edit = Edit::Article(id, Some(Box::new(article_with_claims)));
            project.apply(edit).unwrap();
        }
        project
    }

    #[test]
    fn parts_come_in_order_and_together_are_all_rows() {
        let project = project_of_many_parts();
        let articles = InMemory::new(&project);
        assert!(parts(&articles.claims()).len() > 2);
        let mut one_by_one = Vec::new();
        let counted = each_row(
            &ExportInput::new(&project, &articles, &ClaimSelection::ALL),
            |row| {
                one_by_one.push(row.id.to_string());
                Ok(true)
            },
        );
        let mut together = Vec::new();
        let make = |used: Option<Vec<String>>, each_row: &mut EachRow| {
            let mut ids = used.unwrap_or_default();
            each_row(&mut |row| ids.push(row.id.to_string()));
            ids
        };
        let in_parts = each_part(
            &ExportInput::new(&project, &articles, &ClaimSelection::ALL),
            make,
            |ids| {
                together.append(ids);
                Ok(())
            },
        );
        assert_eq!((one_by_one.len(), &one_by_one), (7 * CLAIMS, &together));
        assert_eq!(counted.unwrap(), in_parts.unwrap());
    }
}
