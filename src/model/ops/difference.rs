//! Differences settled: the version in force is kept, or another one put in its place; and the edit that brings a project
//! to the state that a merge worked out. How that state comes about is `merge`'s.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{ClaimRef, LabelledEdit, OpResult, article, article_at, claim_at, put_claim, speaker, update};
use crate::model::article::ArticleValue;
use crate::model::facts::ProjectValue;
use crate::model::{
    Article, ArticleId, Claim, ClaimId, DifferencePlace, Edit, EditError, FieldKey, FieldValue, Presence,
    Project, ProjectFacts, Record, Reviewer, ReviewerId, Speaker, SpeakerId, UndoLabel,
};

/// Which version of a field is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The one of this side: what is in force, or that the record is gone where this side removed it.
    Mine,
    /// One of the other versions, by its place among those of the field.
    Theirs(usize),
}

impl Choice {
    fn label(self) -> UndoLabel {
        match self {
            Self::Mine => UndoLabel::KeepMine,
            Self::Theirs(_) => UndoLabel::TakeTheirs,
        }
    }
}

/// Settles the difference of a field; where there is none the edit does nothing.
pub fn settle(project: &Project, at: &DifferencePlace, choice: Choice) -> OpResult {
    let edit = match at {
        DifferencePlace::Project(key) => settle_facts(project, key, choice),
        DifferencePlace::Speaker(id, key) => settle_speaker(project, id, key, choice)?,
        DifferencePlace::Article(id, key) => settle_article(project, id, key, choice)?,
        DifferencePlace::Claim(article, claim, key) => {
            settle_claim(project, &(article.clone(), claim.clone()), key, choice)?
        }
    };
    Ok((choice.label(), edit))
}

/// Settles every difference as one step. One that cannot be settled so, because what is to go is still in use or two
/// speakers would belong to each other, stays.
pub fn settle_all(project: &Project, choice: Choice) -> LabelledEdit {
    let mut settled = project.clone();
    let mut edits = Vec::new();
    let (of_people, of_articles): (Vec<_>, Vec<_>) = project
        .differences()
        .partition(|at| matches!(at, DifferencePlace::Project(_) | DifferencePlace::Speaker(..)));
    // Claims first: a speaker whom none of them names any more can go.
    for at in of_articles.into_iter().chain(of_people) {
        let made =
            settle(&settled, &at, choice).and_then(|(_, edit)| settled.apply(edit.clone()).map(|_| edit));
        edits.extend(made);
    }
    (choice.label(), Edit::All(edits))
}

/// Keeps articles that others have removed: those of this side that stand as a difference, and as new articles those that
/// have gone, with the people that they name, from the project as it was.
pub fn keep_removed(project: &Project, ids: &[ArticleId], before: &Project) -> LabelledEdit {
    let mut edits = Vec::new();
    let gone = ids.iter().filter(|id| project.article(id).is_none());
    let gone: Vec<Edit> = gone
        .filter_map(|id| Some(article::put(id.clone(), before.article(id)?.clone())))
        .collect();
    if !gone.is_empty() {
        let speakers = before.speakers().iter();
        let speakers = speakers.filter(|(id, _)| project.speaker(id).is_none());
        edits.extend(speakers.map(|(id, known)| speaker::put(id.clone(), known.clone())));
        let reviewers = before.reviewers().iter();
        let reviewers = reviewers.filter(|(id, _)| !project.reviewers().contains_key(*id));
        edits.extend(reviewers.map(|(id, known)| Edit::Reviewer(id.clone(), Some(known.clone()))));
    }
    edits.extend(gone);
    edits.extend(settle_presence(project, ids, Choice::Mine));
    (UndoLabel::KeepMine, Edit::All(edits))
}

/// Removes articles that others have removed and that stand as a difference.
pub fn let_removed_go(project: &Project, ids: &[ArticleId]) -> LabelledEdit {
    let choice = Choice::Theirs(0);
    let edits = settle_presence(project, ids, choice).collect();
    (choice.label(), Edit::All(edits))
}

fn settle_presence<'a>(
    project: &'a Project,
    ids: &'a [ArticleId],
    choice: Choice,
) -> impl Iterator<Item = Edit> + 'a {
    let settle = move |id| settle_article(project, id, &FieldKey::Presence, choice).ok();
    ids.iter().filter_map(settle)
}

/// A record whose difference is settled.
enum Settled<R: Record> {
    Put(R, Option<R::Value>),
    Removed,
}

/// The record with the chosen version of a field, and the version itself where it is another than the one in force.
/// `None` where the field has no difference.
fn settled<R: Record>(record: &R, key: &FieldKey, choice: Choice) -> Option<Settled<R>> {
    let mut others = record
        .differences()
        .iter()
        .filter(|other| other.theirs.key() == *key);
    let first = others.clone().next()?;
    let chosen = match choice {
        Choice::Mine => None,
        Choice::Theirs(at) => Some(others.nth(at)?.theirs.clone()),
    };
    let goes = match first.theirs.presence() {
        Some(Presence::Removed) => chosen.is_some(),
        Some(Presence::Kept) => chosen.is_none(),
        None => false,
    };
    if goes {
        return Some(Settled::Removed);
    }
    let mut record = record.clone();
    let rest = record
        .differences()
        .iter()
        .filter(|other| other.theirs.key() != *key);
    *record.differences_mut() = rest.cloned().collect();
    if let Some(value) = &chosen {
        record.set(value.clone());
    }
    Some(Settled::Put(record, chosen))
}

fn settle_claim(project: &Project, at: &ClaimRef, key: &FieldKey, choice: Choice) -> Result<Edit, EditError> {
    let before = claim_at(project, at)?;
    Ok(match settled(before, key, choice) {
        None => Edit::nothing(),
        Some(Settled::Put(mut claim, _)) => {
            claim.follow_decisions(before);
            put_claim(at, claim)
        }
        Some(Settled::Removed) => super::claim::remove(at).1,
    })
}

fn settle_speaker(
    project: &Project,
    id: &SpeakerId,
    key: &FieldKey,
    choice: Choice,
) -> Result<Edit, EditError> {
    let missing = || EditError::NoSuchSpeaker(id.clone());
    let speaker = project.speaker(id).ok_or_else(missing)?;
    Ok(match settled(speaker, key, choice) {
        None => Edit::nothing(),
        Some(Settled::Put(speaker, _)) => speaker::put(id.clone(), speaker),
        Some(Settled::Removed) => speaker::remove(id.clone()).1,
    })
}

fn settle_article(
    project: &Project,
    id: &ArticleId,
    key: &FieldKey,
    choice: Choice,
) -> Result<Edit, EditError> {
    let before = article_at(project, id)?;
    Ok(match settled(before, key, choice) {
        None => Edit::nothing(),
        Some(Settled::Removed) => article::remove(id.clone()).1,
        Some(Settled::Put(settled, Some(ArticleValue::Text(text)))) => {
            let newer = update::updated(&settled, settled.metadata.clone(), &text);
            article::put(id.clone(), newer.article)
        }
        Some(Settled::Put(settled, _)) => Edit::All(change_article(id, before, settled)),
    })
}

fn settle_facts(project: &Project, key: &FieldKey, choice: Choice) -> Edit {
    let facts = ProjectFacts::new(project);
    let Some(Settled::Put(mut settled, chosen)) = settled(&facts, key, choice) else {
        return Edit::nothing();
    };
    if let Some(ProjectValue::ScaleOrder(order)) = chosen {
        settled.order = order;
    }
    let put = change_facts(project, &settled);
    let gone = gone_reviewers(project, &settled.reviewers);
    Edit::All(put.into_iter().chain(gone).collect())
}

fn gone_reviewers(project: &Project, stay: &BTreeMap<ReviewerId, Reviewer>) -> Vec<Edit> {
    let gone = project.reviewers().keys().filter(|id| !stay.contains_key(id));
    gone.map(|id| Edit::Reviewer(id.clone(), None)).collect()
}

/// The edit that brings a project to the state that a merge worked out: as small as what they differ in.
pub fn merge(project: &Project, merged: &Project) -> LabelledEdit {
    let facts = ProjectFacts::new(merged);
    let mut edits = Vec::new();
    if facts != ProjectFacts::new(project) {
        edits.extend(change_facts(project, &facts));
    }
    edits.extend(put_speakers(project, merged));
    let mut removed = Vec::new();
    for (id, article) in merged.articles() {
        match project.article(id) {
            Some(before) => edits.extend(change_article(id, before, article.clone())),
            None => edits.push(article::put(id.clone(), article.clone())),
        }
    }
    for id in project
        .articles()
        .keys()
        .filter(|id| merged.article(id).is_none())
    {
        removed.push(article::remove(id.clone()).1);
    }
    removed.extend(remove_speakers(project, merged));
    removed.extend(gone_reviewers(project, merged.reviewers()));
    edits.extend(removed);
    (UndoLabel::Merge, Edit::All(edits))
}

/// What brings the head and the reviewers to these; whoever goes is removed by the caller, when nothing names them.
fn change_facts(project: &Project, facts: &ProjectFacts) -> Vec<Edit> {
    let is_new = |(id, reviewer): &(&ReviewerId, &Reviewer)| project.reviewers().get(id) != Some(reviewer);
    let reviewers = facts.reviewers.iter().filter(is_new);
    let reviewers = reviewers.map(|(id, reviewer)| Edit::Reviewer(id.clone(), Some(reviewer.clone())));
    let head = facts.head();
    let head = (head != *project.head()).then(|| Edit::Head(Box::new(head)));
    reviewers.chain(head).collect()
}

/// Speakers that are new or changed, each after the one it belongs to.
fn put_speakers(project: &Project, merged: &Project) -> Vec<Edit> {
    let speakers = merged.speakers();
    let depth = |speaker: &Speaker| {
        let mut depth = 0;
        let mut above = speaker.affiliation.as_ref();
        while let Some(body) = above
            .and_then(|id| speakers.get(id))
            .filter(|_| depth <= speakers.len())
        {
            depth += 1;
            above = body.affiliation.as_ref();
        }
        depth
    };
    let changed = speakers
        .iter()
        .filter(|(id, speaker)| project.speaker(id) != Some(speaker));
    let mut changed: Vec<_> = changed.collect();
    changed.sort_by_key(|(_, speaker)| depth(speaker));
    let edits = changed
        .into_iter()
        .map(|(id, speaker)| speaker::put(id.clone(), speaker.clone()));
    edits.collect()
}

/// Speakers that go, first freed of one another.
fn remove_speakers(project: &Project, merged: &Project) -> Vec<Edit> {
    let gone: BTreeSet<&SpeakerId> = project
        .speakers()
        .keys()
        .filter(|id| merged.speaker(id).is_none())
        .collect();
    let mut edits = Vec::new();
    for id in &gone {
        let speaker = project
            .speaker(id)
            .filter(|speaker| speaker.bodies().any(|body| gone.contains(body)));
        if let Some(speaker) = speaker {
            let mut alone = speaker.clone();
            alone.affiliation = None;
            alone.differences = Box::default();
            edits.push(speaker::put((*id).clone(), alone));
        }
    }
    edits.extend(gone.into_iter().map(|id| Edit::Speaker(id.clone(), None)));
    edits
}

/// What brings an article to another state; nothing where it is in it.
fn change_article(id: &ArticleId, before: &Article, after: Article) -> Vec<Edit> {
    if !is_same_text(before.text.as_ref(), after.text.as_ref()) {
        return vec![article::put(id.clone(), after)];
    }
    let put = |claim: &ClaimId, value: Option<&Claim>| match value {
        Some(value) => put_claim(&(id.clone(), claim.clone()), value.clone()),
        None => super::claim::remove(&(id.clone(), claim.clone())).1,
    };
    let changes = before.claims.changes(&after.claims);
    let changes = changes.filter(|change| change.before != change.after);
    let mut edits: Vec<Edit> = changes.map(|change| put(change.id, change.after)).collect();
    if before.metadata != after.metadata {
        edits.push(Edit::Metadata(id.clone(), Box::new(after.metadata)));
    }
    if before.done != after.done {
        edits.push(Edit::Done(id.clone(), after.done));
    }
    edits
}

fn is_same_text(one: Option<&Arc<str>>, other: Option<&Arc<str>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
        (one, other) => one.is_none() && other.is_none(),
    }
}
