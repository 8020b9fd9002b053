//! One claim after another with what is known of its article: what rows of tables and lines of records
//! are made of. Which words stand in them is not decided here.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use super::offsets::Offsets;
use super::{ExportError, ExportInput, Summary};
use crate::model::{Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Project, Speaker, SpeakerId};

/// A claim where it stands.
#[derive(Clone, Copy, Debug)]
pub struct ClaimRow<'a> {
    /// What it is part of.
    pub project: &'a Project,
    /// The article's id.
    pub article_id: &'a ArticleId,
    /// The article.
    pub article: &'a Article,
    /// The article's places, counted once for all its claims.
    pub offsets: &'a Offsets<'a>,
    /// The claim's id.
    pub id: &'a ClaimId,
    /// The claim.
    pub claim: &'a Claim,
    /// The speakers of its nearest link, as far as they are there.
    pub speakers: &'a [(&'a SpeakerId, Option<&'a Speaker>)],
    /// Whether it is the first of its article.
    pub is_first: bool,
}

impl<'a> ClaimRow<'a> {
    /// The nearest link of its chain.
    pub fn nearest(&self) -> Option<&'a Attribution> {
        self.claim.voice.chain().first()
    }

    /// The source of its nearest link.
    pub fn source(&self) -> &'a [Anchor] {
        self.nearest().map_or(&[], |link| &link.source)
    }

    /// The cue of its nearest link.
    pub fn cue(&self) -> &'a [Anchor] {
        self.nearest().map_or(&[], |link| &link.cue)
    }

    /// Whether any annotation of the claim was not found in the text; its offsets are then the last
    /// known ones.
    pub fn is_orphaned(&self) -> bool {
        let lost = |anchors: &[Anchor]| anchors.iter().any(|anchor| self.offsets.is_orphaned(anchor));
        let mut links = self.claim.voice.chain().iter();
        lost(&self.claim.spans) || links.any(|link| lost(&link.source) || lost(&link.cue))
    }
}

/// Hands over the chosen claims, article by article, and counts them: those that were written, and
/// those that the format had no place for.
pub fn each_row(
    input: &ExportInput,
    mut write: impl FnMut(&ClaimRow) -> Result<bool, ExportError>,
) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    for (id, article, claims) in input.articles() {
        summary.add(&each_of(input.project, (id, article), claims, &mut write)?);
    }
    Ok(summary)
}

/// So many claims make a part at most, about.
const CLAIMS_A_PART: usize = 3072;
/// More parts are not made at once, on however many cores: each takes some megabytes.
const MAX_PARTS: usize = 3;

/// Calls back with each row of a part.
pub type EachRow<'a> = dyn FnMut(&mut dyn FnMut(&ClaimRow)) + 'a;

/// Makes something of the chosen claims in parts of some thousand, on several cores at once, and hands over in their
/// order what was made, while the next parts are made. `make` is given what was made and handed over before, to be used
/// again, and what calls it back with each row.
pub fn each_part<Made: Send>(
    input: &ExportInput,
    make: impl Fn(Option<Made>, &mut EachRow) -> Made + Sync,
    mut take: impl FnMut(&mut Made) -> Result<(), ExportError>,
) -> Result<Summary, ExportError> {
    let (parts, make) = (parts(input.project), &make);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let at_once = cores.min(MAX_PARTS).min(parts.len());
    // Each thread makes every so manieth part; of those it made, at most two wait to be handed over.
    let work =
        |first: usize, made: SyncSender<Result<(Made, Summary), ExportError>>, used: Receiver<Made>| {
            for part in parts.iter().skip(first).step_by(at_once) {
                let mut summary = Ok(Summary::default());
                let fresh = make(used.try_recv().ok(), &mut |add| {
                    summary = each_of_part(input, part, add);
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
            // Where a thread broke down, so does this one when it leaves the scope.
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
    part: &[(&ArticleId, &Article)],
    add: &mut dyn FnMut(&ClaimRow),
) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    for (id, article) in part {
        let claims = input.claims_of(id, article);
        let added = each_of(input.project, (id, article), claims, &mut |row| {
            add(row);
            Ok(true)
        });
        summary.add(&added?);
    }
    Ok(summary)
}

/// The articles in their order, in parts with about as many claims each; of many as many parts as give every thread the same
/// number, and on every machine the same ones.
fn parts(project: &Project) -> Vec<Vec<(&ArticleId, &Article)>> {
    /// One, two and three threads divide it.
    const EVENLY: usize = 6;
    let articles = project.articles_in_order();
    let total: usize = articles.iter().map(|(_, article)| article.claims.len()).sum();
    let size = if total / EVENLY < CLAIMS_A_PART {
        CLAIMS_A_PART
    } else {
        total.div_ceil(total.div_ceil(CLAIMS_A_PART * EVENLY) * EVENLY)
    };
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let mut claims = 0;
    for (id, article) in articles {
        claims += article.claims.len();
        part.push((id, article));
        if claims >= size {
            parts.push(std::mem::take(&mut part));
            claims = 0;
        }
    }
    if !part.is_empty() || parts.is_empty() {
        parts.push(part);
    }
    parts
}

/// Hands over these claims of an article.
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

/// Looks at what rows are made of, a little of each claim at a time. A large project lies in memory that is slow
/// to answer; asked claim after claim it answers several questions at once, and a row then finds all
/// it needs at hand.
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
    use super::*;
    use crate::model::{Edit, Head, Metadata};
    use crate::text::Span;

    /// How many claims each of the seven articles has.
    const CLAIMS: usize = 1100;

    /// Enough claims for more than two parts; some have tags and notes, the articles an address and a day.
    pub fn project_of_many_parts() -> Project {
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
        assert!(parts(&project).len() > 2);
        let mut one_by_one = Vec::new();
        let counted = each_row(&ExportInput::new(&project, &ClaimSelection::ALL), |row| {
            one_by_one.push(row.id.to_string());
            Ok(true)
        });
        let mut together = Vec::new();
        let make = |used: Option<Vec<String>>, each_row: &mut EachRow| {
            let mut ids = used.unwrap_or_default();
            each_row(&mut |row| ids.push(row.id.to_string()));
            ids
        };
        let in_parts = each_part(&ExportInput::new(&project, &ClaimSelection::ALL), make, |ids| {
            together.append(ids);
            Ok(())
        });
        assert_eq!((one_by_one.len(), &one_by_one), (7 * CLAIMS, &together));
        assert_eq!(counted.unwrap(), in_parts.unwrap());
    }
}
