//! What others have changed, merged with the project as it was at a moment, and what is to be told of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::merge::{self, Summary};
use crate::model::{ArticleId, ClaimMap, ClaimSet, Edit, Project, ReviewerId, Touched};
use crate::store::{FileProblem, OutsideChanges, Store};

/// The parts of the project that others changed at one time, before and after.
#[derive(Debug)]
pub(super) struct Episode {
    pub(super) before: Project,
    pub(super) after: Project,
}

/// What others changed, merged with the project as it was at a revision.
#[derive(Debug)]
pub struct Incoming {
    pub(super) changes: Box<OutsideChanges>,
    pub(super) revision: u64,
    pub(super) theirs: Project,
    pub(super) edit: Edit,
    /// What has to be written, because it is not as it is on disk.
    pub(super) unwritten: Touched,
    pub(super) episode: Episode,
    pub(super) problems: Vec<FileProblem>,
    pub(super) told: TakenIn,
}

/// What others changed, to be told.
#[derive(Clone, Debug, Default)]
pub struct TakenIn {
    /// How many records came, changed and went.
    pub summary: Summary,
    /// How many differences it left that were not there before.
    pub differences: usize,
    /// Who marked or decided what came.
    pub by: BTreeSet<ReviewerId>,
    /// The claims that came or changed.
    pub claims: ClaimSet,
    /// Articles that others removed and that stay until somebody chooses, because they have changes of this side.
    pub kept: BTreeSet<ArticleId>,
    /// Articles with claims that others removed and that have gone, but could be kept; with their titles.
    pub gone: BTreeMap<ArticleId, String>,
}

impl TakenIn {
    /// Adds what came later.
    pub fn add(&mut self, later: Self) {
        self.summary.add(later.summary);
        self.differences += later.differences;
        self.by.extend(later.by);
        self.claims.unite(later.claims);
        self.kept.extend(later.kept);
        self.gone.extend(later.gone);
    }

    /// Whether nothing is to be told.
    pub fn is_empty(&self) -> bool {
        self.summary == Summary::default() && self.differences == 0 && self.kept.is_empty()
    }
}

impl Incoming {
    pub(super) fn new(changes: Box<OutsideChanges>, ours: &Project, revision: u64, store: &Store) -> Self {
        let versions = changes.versions(ours);
        let merged = merge::merge(versions.base.as_ref(), ours, &versions.theirs);
        let (project, theirs) = (&merged.project, versions.theirs);
        let mut touched = merged.edit.1.touched();
        touched.extend(changes.touched());
        let is_head_theirs = project.head() == theirs.head()
            && project.reviewers() == theirs.reviewers()
            && project.speakers() == theirs.speakers();
        let articles = touched.articles.iter();
        let unwritten = Touched {
            project: touched.project && !is_head_theirs,
            articles: articles
                .filter(|id| project.article(id) != theirs.article(id))
                .cloned()
                .collect(),
        };
        keep_replaced_texts(store, &touched, ours, project);
        let removed_there = |id: &&ArticleId| theirs.article(id).is_none();
        let told = TakenIn {
            summary: merged.summary,
            differences: merged.differences.len(),
            by: authors(versions.base.as_ref(), &theirs, &touched),
            claims: changed_claims(ours, project, &touched),
            kept: touched
                .articles
                .iter()
                .filter(removed_there)
                .filter(|id| project.article(id).is_some())
                .cloned()
                .collect(),
            gone: touched
                .articles
                .iter()
                .filter(removed_there)
                .filter_map(|id| could_be_kept(id, ours, project))
                .collect(),
        };
        let episode = Episode {
            before: part_of(ours, &touched),
            after: part_of(project, &touched),
        };
        Self {
            changes,
            revision,
            theirs,
            edit: merged.edit.1,
            unwritten,
            episode,
            problems: versions.problems,
            told,
        }
    }

    /// The edit, to be put into the project.
    pub(super) fn take_edit(&mut self) -> Edit {
        std::mem::replace(&mut self.edit, Edit::nothing())
    }

    /// How many single changes it makes.
    pub(super) fn len(&self) -> usize {
        self.edit.each().count()
    }

    /// The parts of the project that it rests on.
    pub(super) fn touched(&self) -> Touched {
        let mut touched = self.edit.touched();
        touched.extend(self.changes.touched());
        touched
    }
}

/// An article with claims that goes, and the title that it has, if all of it is in memory.
fn could_be_kept(id: &ArticleId, ours: &Project, merged: &Project) -> Option<(ArticleId, String)> {
    let article = ours.article(id).filter(|_| merged.article(id).is_none())?;
    let is_whole = article.text.is_some() && article.claims.iter().next().is_some();
    is_whole.then(|| (id.clone(), article.metadata.title.clone()))
}

/// Keeps the texts that others have replaced.
fn keep_replaced_texts(store: &Store, touched: &Touched, ours: &Project, merged: &Project) {
    for id in &touched.articles {
        let text = |project: &Project| project.article(id).and_then(|article| article.text.clone());
        if let (Some(older), Some(newer)) = (text(ours), text(merged))
            && older != newer
            && let Err(error) = store.keep_replaced_text(id, &older)
        {
            tracing::warn!(error = error.kind(), "a replaced text was not kept");
        }
    }
}

fn claims_of<'a>(project: &'a Project, id: &ArticleId, none: &'a ClaimMap) -> &'a ClaimMap {
    project.article(id).map_or(none, |article| &article.claims)
}

fn changed_claims(ours: &Project, merged: &Project, touched: &Touched) -> ClaimSet {
    let none = ClaimMap::new();
    let mut claims = ClaimSet::default();
    for id in &touched.articles {
        let changes = claims_of(ours, id, &none).changes(claims_of(merged, id, &none));
        let changed = changes.filter(|change| change.after.is_some() && change.before != change.after);
        for change in changed {
            claims.insert((id.clone(), change.id.clone()));
        }
    }
    claims
}

/// Who marked the claims that are new there, and whose decisions are.
fn authors(base: Option<&Project>, theirs: &Project, touched: &Touched) -> BTreeSet<ReviewerId> {
    let none = ClaimMap::new();
    let mut authors = BTreeSet::new();
    for id in &touched.articles {
        let before = base.map_or(&none, |base| claims_of(base, id, &none));
        for change in before.changes(claims_of(theirs, id, &none)) {
            let Some(after) = change.after else { continue };
            let before = change.before;
            authors.extend(after.marked_by.iter().filter(|_| before.is_none()).cloned());
            let is_new = |(id, review): &(&ReviewerId, &_)| {
                before.and_then(|claim| claim.reviews.get(*id)) != Some(*review)
            };
            authors.extend(after.reviews.iter().filter(is_new).map(|(id, _)| id.clone()));
        }
    }
    authors
}

/// A project with these articles only, and without the rest if that is not concerned.
fn part_of(project: &Project, touched: &Touched) -> Project {
    let articles = touched.articles.iter();
    let articles = articles.filter_map(|id| Some((id.clone(), project.article(id)?.clone())));
    let (reviewers, speakers) = if touched.project {
        (project.reviewers().clone(), project.speakers().clone())
    } else {
        (BTreeMap::new(), BTreeMap::new())
    };
    Project::from_parts(project.head().clone(), reviewers, speakers, articles.collect())
}
