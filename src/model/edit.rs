//! Edits: the only way to change a project, and the checks before a change.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::article::{Article, Done, Metadata};
use super::claim::Claim;
use super::id::{ArticleId, ClaimId, ReviewerId, SpeakerId};
use super::project::{Head, Project};
use super::review::Reviewer;
use super::speaker::Speaker;

/// A change to a project. A record is always put as a whole, and `None` removes it, so the inverse of an edit is an
/// edit of the same kind with the record as it was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Several edits as one step, in order; all of them or none.
    All(Vec<Edit>),
    /// Title, guidelines, scale.
    Head(Box<Head>),
    /// Puts or removes a reviewer.
    Reviewer(ReviewerId, Option<Reviewer>),
    /// Puts or removes a speaker.
    Speaker(SpeakerId, Option<Box<Speaker>>),
    /// Puts or removes an article with all its claims.
    Article(ArticleId, Option<Box<Article>>),
    /// What is known about an article besides its text.
    Metadata(ArticleId, Box<Metadata>),
    /// Whether an article is finished.
    Done(ArticleId, Option<Done>),
    /// Puts or removes a claim.
    Claim(ArticleId, ClaimId, Option<Box<Claim>>),
}

/// Why an edit was rejected. The project is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// No article has this id.
    #[error("{}", fl!("edit-no-article", id = _0.as_str()))]
    NoSuchArticle(ArticleId),
    /// No claim of the article has this id.
    #[error("{}", fl!("edit-no-claim", id = _0.as_str()))]
    NoSuchClaim(ClaimId),
    /// The article's text has not been read, so nothing can be marked in it.
    #[error("{}", fl!("edit-text-not-read", id = _0.as_str()))]
    TextNotRead(ArticleId),
    /// No speaker has this id.
    #[error("{}", fl!("edit-no-speaker", id = _0.as_str()))]
    NoSuchSpeaker(SpeakerId),
    /// No reviewer has this id.
    #[error("{}", fl!("edit-no-reviewer", id = _0.as_str()))]
    NoSuchReviewer(ReviewerId),
    /// A speaker to be removed is referred to by claims or other speakers.
    #[error("{}", fl!("edit-speaker-in-use", name = name, count = *uses))]
    SpeakerInUse {
        /// Its name.
        name: String,
        /// How many records refer to it.
        uses: usize,
    },
    /// A reviewer to be removed has decided on claims.
    #[error("{}", fl!("edit-reviewer-in-use", name = name, count = *uses))]
    ReviewerInUse {
        /// Their name.
        name: String,
        /// How many claims they decided on.
        uses: usize,
    },
    /// A claim must cover words.
    #[error("{}", fl!("edit-empty-claim"))]
    EmptyClaim,
    /// An attributed claim must have a link.
    #[error("{}", fl!("edit-empty-chain"))]
    EmptyChain,
    /// The words of an anchor are not at its position in the text.
    #[error("{}", fl!("edit-misplaced", words = _0))]
    Misplaced(String),
    /// A name is needed.
    #[error("{}", fl!("edit-nameless-speaker"))]
    NamelessSpeaker,
    /// Affiliations must not run in a circle.
    #[error("{}", fl!("edit-circular-affiliation", name = _0))]
    CircularAffiliation(String),
}

/// Which files an edit concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Title, guidelines, scale, speakers, reviewers.
    pub project: bool,
    /// Articles, by id.
    pub articles: BTreeSet<ArticleId>,
}

impl Touched {
    /// Adds the files of another edit.
    pub fn extend(&mut self, other: Self) {
        self.project |= other.project;
        self.articles.extend(other.articles);
    }
}

impl Edit {
    /// Which files the edit concerns.
    pub fn touched(&self) -> Touched {
        let mut touched = Touched::default();
        self.touch(&mut touched);
        touched
    }

    /// An edit that does nothing.
    pub fn nothing() -> Self {
        Self::All(Vec::new())
    }

    /// Whether it does nothing.
    pub fn is_nothing(&self) -> bool {
        self.each().next().is_none()
    }

    /// The single edits that it consists of, in order.
    pub fn each(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        match self {
            Self::All(edits) => Box::new(edits.iter().flat_map(Self::each)),
            single => Box::new(std::iter::once(single)),
        }
    }

    fn touch(&self, touched: &mut Touched) {
        match self {
            Self::All(edits) => edits.iter().for_each(|edit| edit.touch(touched)),
            Self::Head(_) | Self::Reviewer(..) | Self::Speaker(..) => touched.project = true,
            Self::Article(id, _) | Self::Metadata(id, _) | Self::Done(id, _) | Self::Claim(id, ..) => {
                touched.articles.insert(id.clone());
            }
        }
    }

    /// The claim to show when this edit is undone or redone: the last one it puts, or else the last one it names.
    pub fn claim_of_interest(&self) -> Option<(&ArticleId, Option<&ClaimId>)> {
        match self {
            Self::All(edits) => {
                let of_interest = || edits.iter().rev().filter_map(Self::claim_of_interest);
                of_interest()
                    .find(|(_, claim)| claim.is_some())
                    .or_else(|| of_interest().next())
            }
            Self::Claim(article, claim, value) => Some((article, value.as_ref().map(|_| claim))),
            Self::Article(id, _) | Self::Metadata(id, _) | Self::Done(id, _) => Some((id, None)),
            Self::Head(_) | Self::Reviewer(..) | Self::Speaker(..) => None,
        }
    }
}

impl Project {
    /// Changes the project and returns the edit that changes it back. A rejected edit leaves the project unchanged.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        self.put(edit, Checks::All)
    }

    /// Applies an edit that [`Project::apply`] returned, or one that a merge made. A record that names an unknown speaker or
    /// reviewer was read like that from disk, and is put as it was there.
    pub fn put_back(&mut self, inverse: Edit) -> Result<Edit, EditError> {
        self.put(inverse, Checks::Places)
    }

    fn put(&mut self, edit: Edit, checks: Checks) -> Result<Edit, EditError> {
        match edit {
            Edit::All(edits) => self.put_all(edits, checks),
            Edit::Head(head) => {
                let before = std::mem::replace(&mut self.head, *head);
                Ok(Edit::Head(Box::new(before)))
            }
            Edit::Reviewer(id, value) => {
                if value.is_none() && checks == Checks::All {
                    self.check_reviewer_unused(&id)?;
                }
                let before = put(&mut self.reviewers, id.clone(), value);
                self.reviewer_labels.clear();
                Ok(Edit::Reviewer(id, before))
            }
            Edit::Speaker(id, value) => {
                match &value {
                    Some(speaker) => self.check_speaker(&id, speaker, checks)?,
                    None if checks == Checks::All => self.check_speaker_unused(&id)?,
                    None => {}
                }
                let before = put(&mut self.speakers, id.clone(), value.map(|speaker| *speaker));
                self.speaker_labels.clear();
                self.speaker_names.clear();
                Ok(Edit::Speaker(id, before.map(Box::new)))
            }
            Edit::Article(id, value) => {
                if let Some(article) = &value {
                    self.check_article(article, checks)?;
                }
                let before = put(&mut self.articles, id.clone(), value.map(|article| *article));
                Ok(Edit::Article(id, before.map(Box::new)))
            }
            Edit::Metadata(id, value) => {
                let article = self.article_mut(&id)?;
                let before = std::mem::replace(&mut article.metadata, *value);
                Ok(Edit::Metadata(id, Box::new(before)))
            }
            Edit::Done(id, value) => {
                self.check_done(value.as_ref(), checks)?;
                let article = self.article_mut(&id)?;
                let before = std::mem::replace(&mut article.done, value);
                Ok(Edit::Done(id, before))
            }
            Edit::Claim(article, id, value) => {
                let text = self.article_ref(&article)?.text.clone();
                if let Some(claim) = &value {
                    self.check_claim(text.as_deref(), claim, checks)?;
                }
                let claims = &mut self.article_mut(&article)?.claims;
                let before = match value {
                    Some(claim) => claims.insert(id.clone(), *claim),
                    None => claims.remove(&id),
                };
                Ok(Edit::Claim(article, id, before.map(Box::new)))
            }
        }
    }

    fn put_all(&mut self, edits: Vec<Edit>, checks: Checks) -> Result<Edit, EditError> {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.put(edit, checks) {
                Ok(inverse) => inverses.push(inverse),
                Err(refusal) => {
                    for inverse in inverses.into_iter().rev() {
                        // All states on the way back were accepted on the way here.
                        if let Err(error) = self.put_back(inverse) {
                            debug_assert!(false, "an inverse was refused: {error}");
                            tracing::error!("an inverse was refused, so half of a step remains");
                        }
                    }
                    return Err(refusal);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::All(inverses))
    }

    fn article_ref(&self, id: &ArticleId) -> Result<&Article, EditError> {
        self.articles
            .get(id)
            .ok_or_else(|| EditError::NoSuchArticle(id.clone()))
    }

    fn article_mut(&mut self, id: &ArticleId) -> Result<&mut Article, EditError> {
        self.articles
            .get_mut(id)
            .ok_or_else(|| EditError::NoSuchArticle(id.clone()))
    }

    /// An article is checked as its records are on their own.
    fn check_article(&self, article: &Article, checks: Checks) -> Result<(), EditError> {
        self.check_done(article.done.as_ref(), checks)?;
        let text = article.text.as_deref();
        let mut claims = article.claims.values();
        claims.try_for_each(|claim| self.check_claim(text, claim, checks))
    }

    /// The reviewer who marked an article as done exists.
    fn check_done(&self, done: Option<&Done>, checks: Checks) -> Result<(), EditError> {
        match done {
            Some(done) if checks == Checks::All => self.check_reviewer(&done.by),
            _ => Ok(()),
        }
    }

    fn check_reviewer(&self, id: &ReviewerId) -> Result<(), EditError> {
        if self.reviewers.contains_key(id) {
            Ok(())
        } else {
            Err(EditError::NoSuchReviewer(id.clone()))
        }
    }

    fn check_reviewer_unused(&self, id: &ReviewerId) -> Result<(), EditError> {
        let decided = |claim: &Claim| claim.reviewers().any(|reviewer| reviewer == id);
        let claims = self.claims().filter(|(_, _, claim)| decided(claim)).count();
        let done = |article: &&Article| article.people().any(|reviewer| reviewer == id);
        let uses = claims + self.articles.values().filter(done).count();
        match self.reviewers.get(id) {
            Some(reviewer) if uses > 0 => Err(EditError::ReviewerInUse {
                name: reviewer.name.clone(),
                uses,
            }),
            _ => Ok(()),
        }
    }

    /// A speaker has a name, and its affiliation exists and is not affiliated with it in turn.
    fn check_speaker(&self, id: &SpeakerId, speaker: &Speaker, checks: Checks) -> Result<(), EditError> {
        if checks != Checks::All {
            return Ok(());
        }
        if speaker.name.trim().is_empty() {
            return Err(EditError::NamelessSpeaker);
        }
        let mut above = speaker.affiliation.as_ref();
        let mut steps = 0;
        while let Some(affiliation) = above {
            if affiliation == id || steps > self.speakers.len() {
                return Err(EditError::CircularAffiliation(speaker.name.clone()));
            }
            let body = self.speakers.get(affiliation);
            above = body
                .ok_or_else(|| EditError::NoSuchSpeaker(affiliation.clone()))?
                .affiliation
                .as_ref();
            steps += 1;
        }
        Ok(())
    }

    fn check_speaker_unused(&self, id: &SpeakerId) -> Result<(), EditError> {
        let named = |claim: &Claim| claim.speakers().any(|speaker| speaker == id);
        let claims = self.claims().filter(|(_, _, claim)| named(claim)).count();
        let affiliated = |speaker: &&Speaker| speaker.bodies().any(|body| body == id);
        let uses = claims + self.speakers.values().filter(affiliated).count();
        match self.speakers.get(id) {
            Some(speaker) if uses > 0 => Err(EditError::SpeakerInUse {
                name: speaker.name.clone(),
                uses,
            }),
            _ => Ok(()),
        }
    }

    /// A claim covers words of its text and names existing speakers and reviewers. Orphaned anchors were accepted
    /// earlier and pass.
    fn check_claim(&self, text: Option<&str>, claim: &Claim, checks: Checks) -> Result<(), EditError> {
        for anchor in claim.anchors() {
            let misplaced = anchor.span().is_some() && !text.is_some_and(|text| anchor.holds_in(text));
            if misplaced {
                return Err(EditError::Misplaced(anchor.words.clone()));
            }
        }
        if checks != Checks::All {
            return Ok(());
        }
        if claim.spans.is_empty() {
            return Err(EditError::EmptyClaim);
        }
        if matches!(&claim.voice, super::Voice::Attributed(chain) if chain.is_empty()) {
            return Err(EditError::EmptyChain);
        }
        for speaker in claim.speakers() {
            if !self.speakers.contains_key(speaker) {
                return Err(EditError::NoSuchSpeaker(speaker.clone()));
            }
        }
        claim
            .reviewers()
            .try_for_each(|reviewer| self.check_reviewer(reviewer))
    }
}

/// Which checks are made before a record is put.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Checks {
    /// All checks.
    All,
    /// Only that its anchors are at their positions, on which all code that shows them relies.
    Places,
}

fn put<K: Ord, V>(map: &mut std::collections::BTreeMap<K, V>, key: K, value: Option<V>) -> Option<V> {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Attribution, Voice};
    use super::*;
    use crate::text::Span;

    const TEXT: &str = "The mayor said the bridge is safe.";

    fn article() -> ArticleId {
        "bridge".into()
    }

    fn project() -> Project {
        let mut project = Project::new(Head::titled("Bridges"));
        let metadata = Metadata::default();
        for edit in [
            Edit::Speaker("s-mayor".into(), Some(Box::new(Speaker::named("The mayor", 0)))),
            Edit::Article(article(), Some(Box::new(Article::new(metadata, TEXT)))),
        ] {
            project.apply(edit).unwrap();
        }
        project
    }

    fn claim(voice: Voice) -> Box<Claim> {
        Box::new(Claim {
            voice,
            ..Claim::new(TEXT, Span::new(15, 33)).unwrap()
        })
    }

    fn put_claim(voice: Voice) -> Edit {
        Edit::Claim(article(), "c-1".into(), Some(claim(voice)))
    }

    #[test]
    fn the_returned_edit_undoes_and_its_own_undoes_that() {
        let before = project();
        let mut project = before.clone();
        let undo = project
            .apply(put_claim(Voice::attributed_to("s-mayor".into())))
            .unwrap();
        let after = project.clone();
        let redo = project.apply(undo).unwrap();
        assert_eq!(project, before);
        project.apply(redo).unwrap();
        assert_eq!(project, after);
    }

    #[test]
    fn a_step_refused_in_the_middle_leaves_the_project_equal() {
        let before = project();
        let mut project = before.clone();
        let refused = project.apply(Edit::All(vec![
            Edit::Speaker("s-2".into(), Some(Box::new(Speaker::named("Another", 1)))),
            put_claim(Voice::attributed_to("s-2".into())),
            put_claim(Voice::attributed_to("s-nobody".into())),
        ]));
        assert_eq!(refused, Err(EditError::NoSuchSpeaker("s-nobody".into())));
        assert_eq!(project, before);
    }

    #[test]
    fn a_speaker_in_use_cannot_be_removed() {
        let mut project = project();
        project
            .apply(put_claim(Voice::attributed_to("s-mayor".into())))
            .unwrap();
        let refused = project.apply(Edit::Speaker("s-mayor".into(), None));
        assert!(matches!(refused, Err(EditError::SpeakerInUse { uses: 1, .. })));
    }

    #[test]
    fn a_claim_whose_words_do_not_stand_there_is_refused() {
        let mut wrong = claim(Voice::Article);
        wrong.spans[0].words = "something else".into();
        let refused = project().apply(Edit::Claim(article(), "c-1".into(), Some(wrong)));
        assert!(matches!(refused, Err(EditError::Misplaced(_))));
    }

    #[test]
    fn an_attribution_needs_a_link_and_a_claim_needs_words() {
        let mut project = project();
        assert_eq!(
            project.apply(put_claim(Voice::Attributed(vec![]))),
            Err(EditError::EmptyChain)
        );
        let mut empty = claim(Voice::Article);
        empty.spans.clear();
        let refused = project.apply(Edit::Claim(article(), "c-1".into(), Some(empty)));
        assert_eq!(refused, Err(EditError::EmptyClaim));
        let wordless = Voice::Attributed(vec![Attribution::default()]);
        assert!(project.apply(put_claim(wordless)).is_ok());
    }

    #[test]
    fn a_record_is_checked_the_same_whichever_edit_carries_it() {
        let nobody = ReviewerId::from("r-nobody");
        let at = jiff::Timestamp::UNIX_EPOCH;
        let done = Some(Done {
            by: nobody.clone(),
            at,
        });
        let review = super::super::Review {
            decision: super::super::Decision::Accepted,
            at,
            why: String::new(),
            standing: crate::model::Standing::Current,
        };
        let by_nobody: [fn(&mut Claim, super::super::Review); 3] = [
            |claim, review| drop(claim.reviews.insert("r-nobody".into(), review)),
            |claim, review| {
                claim.verdict = Some(super::super::Verdict {
                    rating: "true".into(),
                    by: "r-nobody".into(),
                    at: review.at,
                    standing: crate::model::Standing::Current,
                });
            },
            |claim, _| claim.marked_by = Some("r-nobody".into()),
        ];
        let with = |done: Option<Done>, claim: Option<Box<Claim>>| {
            let mut with = Article::new(Metadata::default(), TEXT);
            with.done = done;
            with.claims = claim.map(|claim| ("c-1".into(), *claim)).into_iter().collect();
            Edit::Article("new".into(), Some(Box::new(with)))
        };
        let mut edits = vec![Edit::Done(article(), done.clone()), with(done, None)];
        for name in by_nobody {
            let mut named = claim(Voice::Article);
            name(&mut named, review.clone());
            edits.push(Edit::Claim(article(), "c-1".into(), Some(named.clone())));
            edits.push(with(None, Some(named)));
        }
        let before = project();
        for edit in edits {
            let mut project = before.clone();
            let refused = project.apply(edit.clone());
            assert_eq!(
                refused,
                Err(EditError::NoSuchReviewer(nobody.clone())),
                "{edit:?}"
            );
            assert_eq!(project, before);
        }
    }

    #[test]
    fn what_came_broken_from_the_disk_can_be_removed_and_comes_back_by_undo() {
        let mut broken = Article::new(Metadata::default(), TEXT);
        broken.done = Some(Done {
            by: "r-nobody".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
        });
        let by_nobody = *claim(Voice::attributed_to("s-nobody".into()));
        broken.claims = [("c-1".into(), by_nobody)].into();
        let lonely = Speaker {
            affiliation: Some("s-nobody".into()),
            ..Speaker::named("", 0)
        };
        let before = Project::from_parts(
            Head::titled("Bridges"),
            std::collections::BTreeMap::new(),
            [("s-1".into(), lonely)].into(),
            [("broken".into(), broken)].into(),
        );
        for edit in [
            Edit::Claim("broken".into(), "c-1".into(), None),
            Edit::Done("broken".into(), None),
            Edit::Article("broken".into(), None),
            Edit::Speaker("s-1".into(), None),
        ] {
            let mut project = before.clone();
            let inverse = project.apply(edit).unwrap();
            assert!(project.apply(inverse.clone()).is_err());
            project.put_back(inverse).unwrap();
            assert_eq!(project, before);
        }
    }

    #[test]
    fn affiliations_do_not_run_in_a_circle() {
        let mut project = project();
        let mut army = Speaker::named("The army", 1);
        army.affiliation = Some("s-mayor".into());
        project
            .apply(Edit::Speaker("s-army".into(), Some(Box::new(army))))
            .unwrap();
        let mut mayor = Speaker::named("The mayor", 0);
        mayor.affiliation = Some("s-army".into());
        let refused = project.apply(Edit::Speaker("s-mayor".into(), Some(Box::new(mayor))));
        assert!(matches!(refused, Err(EditError::CircularAffiliation(_))));
    }

    #[test]
    fn an_edit_names_the_files_it_concerns() {
        let touched = Edit::All(vec![
            Edit::Speaker("s-2".into(), None),
            Edit::Claim(article(), "c-1".into(), None),
        ])
        .touched();
        assert!(touched.project);
        assert_eq!(touched.articles, BTreeSet::from([article()]));
    }
}
