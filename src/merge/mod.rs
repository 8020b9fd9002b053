//! Three versions of a project become one: what it was, ours, and theirs. A merge never fails. Records are merged by their
//! ids, field by field; a side that left a field as it was yields. Where both sides changed it both versions stay in the
//! record, ours in force, until somebody settles the difference. Pure: no files, no clock, no ids by chance, so that two
//! people who merge each other's work arrive at the same.
//!
//! | What | Merged as |
//! | --- | --- |
//! | fields of the project, speakers, articles and claims; reviews by reviewer, evidence by id, ratings by key | each on its own |
//! | tags, aliases, credits | sets: additions of both sides, without what either took away |
//! | spans, a chain of attributions, a verdict, `done` | whole |
//! | a record removed on one side | gone if the other left it as it was; else kept, as a difference |
//! | a speaker, reviewer or rating removed on one side and used in the result | kept |
//! | a colour, and by whom and when a record was made | the lesser value, without a difference |
//!
//! Without a base, equal values agree, lists unite, a value stands against none, and two values are a difference. Merging
//! the same project again changes nothing. `identity` says which records are the same.

mod article;
mod claim;
mod facts;
mod identity;
mod rebase;
mod record;
mod references;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ops::{self, LabelledEdit};
use crate::model::{
    Article, ArticleId, ClaimMap, DifferencePlace, Presence, Project, ProjectFacts, Speaker, SpeakerId,
};
use article::changed_article;
use facts::merge_facts;
use record::{merge_presence, with_presence};
use references::{MissingRecords, open_circles};

pub use article::{add_text, merge_article, merge_texts};
pub use rebase::rebase;

/// The outcome of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The project that both sides made.
    pub project: Project,
    /// The edit that brings ours there. Records come as they are on disk, so it is applied with
    /// [`Project::put_back`], which does not refuse those that were broken before.
    pub edit: LabelledEdit,
    /// Differences that ours did not have.
    pub differences: Vec<DifferencePlace>,
    /// What came from theirs.
    pub summary: Summary,
}

/// How many records a merge brought, changed and removed in ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Of articles.
    pub articles: Counts,
    /// Of claims, also those of articles that came or went.
    pub claims: Counts,
    /// Of speakers.
    pub speakers: Counts,
}

/// How many records of a kind came, changed and went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New in ours.
    pub added: usize,
    /// Changed in ours.
    pub changed: usize,
    /// No longer in ours.
    pub removed: usize,
}

/// Merges what theirs changed into ours. `base` is what both came from, where it is known.
pub fn merge(base: Option<&Project>, ours: &Project, theirs: &Project) -> Merged {
    let (one, other) = identity::align(base, ours, theirs);
    let project = merge_aligned(base, &one, &other, UnusedRecords::Go);
    let known: BTreeSet<DifferencePlace> = ours.differences().collect();
    let differences = project.differences().filter(|at| !known.contains(at));
    Merged {
        edit: ops::difference::merge(ours, &project),
        differences: differences.collect(),
        summary: Summary::new(ours, &project),
        project,
    }
}

/// Merges what stands in the file of the project alone: the articles are ours. No speaker, reviewer or rating goes,
/// because claims in articles that are not looked at may use it.
pub fn merge_without_articles(base: Option<&Project>, ours: &Project, theirs: &Project) -> Project {
    let bare = |project: &Project| {
        let (head, reviewers) = (project.head().clone(), project.reviewers().clone());
        Project::from_parts(
            head,
            reviewers,
            project.speakers().clone(),
            ours.articles().clone(),
        )
    };
    merge_aligned(base.map(bare).as_ref(), ours, &bare(theirs), UnusedRecords::Stay)
}

/// What becomes of speakers, reviewers and ratings that one side removed and nothing refers to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UnusedRecords {
    Go,
    Stay,
}

fn merge_aligned(base: Option<&Project>, ours: &Project, theirs: &Project, unused: UnusedRecords) -> Project {
    let articles = merge_articles(base, ours, theirs);
    let mut speakers = merge_speakers(base, ours, theirs);
    let facts = [Some(ours), Some(theirs), base].map(|side| side.map(ProjectFacts::new));
    let [Some(one), Some(other), before] = &facts else {
        return ours.clone();
    };
    let mut merged = merge_facts(before.as_ref(), one, other);
    let sides = [Some(ours), Some(theirs), base].into_iter().flatten().collect();
    let missing = MissingRecords::new(sides, facts.iter().flatten().collect());
    match unused {
        UnusedRecords::Go => missing.bring_used_back(&mut merged, &mut speakers, &articles),
        UnusedRecords::Stay => missing.bring_all_back(&mut merged, &mut speakers),
    }
    open_circles(&mut speakers, base, ours);
    let is_ours = merged == *one;
    let head = if is_ours {
        ours.head().clone()
    } else {
        merged.head()
    };
    Project::from_parts(head, merged.reviewers, speakers, articles)
}

fn merge_speakers(base: Option<&Project>, ours: &Project, theirs: &Project) -> BTreeMap<SpeakerId, Speaker> {
    let ids: BTreeSet<&SpeakerId> = ours.speakers().keys().chain(theirs.speakers().keys()).collect();
    let merged = ids.into_iter().filter_map(|id| {
        let before = base.and_then(|base| base.speaker(id));
        let speaker = merge_presence(before, ours.speaker(id), theirs.speaker(id))?;
        Some((id.clone(), speaker))
    });
    merged.collect()
}

fn merge_articles(base: Option<&Project>, ours: &Project, theirs: &Project) -> BTreeMap<ArticleId, Article> {
    let ids: BTreeSet<&ArticleId> = ours.articles().keys().chain(theirs.articles().keys()).collect();
    let merged = ids.into_iter().filter_map(|id| {
        let before = base.and_then(|base| base.article(id));
        let article = match (ours.article(id), theirs.article(id)) {
            (Some(one), Some(other)) => changed_article(before, one, other).unwrap_or_else(|| one.clone()),
            (Some(kept), None) => kept_article(before, kept, Presence::Removed)?,
            (None, Some(kept)) => kept_article(before, kept, Presence::Kept)?,
            (None, None) => return None,
        };
        Some((id.clone(), article))
    });
    merged.collect()
}

/// An article that the other side has not: `None` where it was removed there and is here as it was.
fn kept_article(base: Option<&Article>, kept: &Article, presence: Presence) -> Option<Article> {
    match base {
        None => Some(kept.clone()),
        Some(base) => changed_article(Some(base), base, kept).map(|_| with_presence(kept.clone(), presence)),
    }
}

impl Summary {
    /// Adds another.
    pub fn add(&mut self, other: Self) {
        for (counts, more) in [
            (&mut self.articles, other.articles),
            (&mut self.claims, other.claims),
            (&mut self.speakers, other.speakers),
        ] {
            counts.added += more.added;
            counts.changed += more.changed;
            counts.removed += more.removed;
        }
    }

    fn new(ours: &Project, merged: &Project) -> Self {
        let mut summary = Self::default();
        summary.speakers.count(ours.speakers(), merged.speakers());
        let ids: BTreeSet<&ArticleId> = ours.articles().keys().chain(merged.articles().keys()).collect();
        let none = ClaimMap::new();
        for id in ids {
            let (before, after) = (ours.article(id), merged.article(id));
            let [was, is] = [before, after].map(|article| article.map_or(&none, |article| &article.claims));
            let mut claims = 0;
            for change in was.changes(is).filter(|change| change.before != change.after) {
                summary
                    .claims
                    .add(change.before.is_some(), change.after.is_some());
                claims += 1;
            }
            let facts = |article: &Article| {
                (
                    article.metadata.clone(),
                    article.done.clone(),
                    article.text.clone(),
                )
            };
            if claims > 0 || before.map(facts) != after.map(facts) {
                summary.articles.add(before.is_some(), after.is_some());
            }
        }
        summary
    }
}

impl Counts {
    fn count<K: Ord, V: PartialEq>(&mut self, before: &BTreeMap<K, V>, after: &BTreeMap<K, V>) {
        let ids: BTreeSet<&K> = before.keys().chain(after.keys()).collect();
        for id in ids.into_iter().filter(|id| before.get(id) != after.get(id)) {
            self.add(before.contains_key(id), after.contains_key(id));
        }
    }

    fn add(&mut self, was: bool, is: bool) {
        match (was, is) {
            (false, _) => self.added += 1,
            (true, true) => self.changed += 1,
            (true, false) => self.removed += 1,
        }
    }
}
