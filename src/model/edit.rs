//! The one way to change a project, and the checks that stand before it. What an edit is called
//! on the screen, who makes it and when it is saved are not here.

use std::collections::BTreeSet;

use thiserror::Error;

use super::article::{Article, Done, Metadata};
use super::claim::Claim;
use super::id::{ArticleId, ClaimId, ReviewerId, SpeakerId};
use super::project::{Head, Project};
use super::review::Reviewer;
use super::speaker::Speaker;

/// A change to a project. Every record is put as a whole, and `None` takes it away, so that the
/// inverse of an edit is an edit of the same kind with what stood there before.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Why an edit was refused. The project is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The edit speaks of an article that is not there.
    #[error("there is no article '{0}' in this project")]
    NoSuchArticle(ArticleId),
    /// The edit speaks of a claim that is not there.
    #[error("there is no claim '{0}' in this article")]
    NoSuchClaim(ClaimId),
    /// The edit marks words in an article whose text is not at hand.
    #[error("the text of article '{0}' has not been read")]
    TextNotRead(ArticleId),
    /// The edit speaks of a speaker that is not there.
    #[error("there is no speaker '{0}' in this project")]
    NoSuchSpeaker(SpeakerId),
    /// The edit speaks of a reviewer that is not there.
    #[error("there is no reviewer '{0}' in this project")]
    NoSuchReviewer(ReviewerId),
    /// A speaker cannot go while claims or other speakers refer to it.
    #[error("'{name}' is still in use, by {uses} claims or speakers")]
    SpeakerInUse {
        /// Its name.
        name: String,
        /// How many records refer to it.
        uses: usize,
    },
    /// A reviewer cannot go while decisions are theirs.
    #[error("'{name}' has still decided on {uses} claims")]
    ReviewerInUse {
        /// Their name.
        name: String,
        /// How many claims they decided on.
        uses: usize,
    },
    /// A claim must cover words.
    #[error("a claim must cover at least one word")]
    EmptyClaim,
    /// An attributed claim must have a link.
    #[error("an attributed claim must have at least one link in its chain")]
    EmptyChain,
    /// A mark does not stand where it says in the text.
    #[error("the words '{0}' do not stand there in the article")]
    Misplaced(String),
    /// A name is needed.
    #[error("a speaker must have a name")]
    NamelessSpeaker,
    /// Affiliations must not run in a circle.
    #[error("'{0}' cannot be affiliated to itself, directly or through others")]
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

    /// Whether it does nothing: it consists of no single edit.
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

    /// The claim to show when this edit is undone or redone: the last one it puts, else the last
    /// one it speaks of.
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
    /// Changes the project and returns the edit that changes it back. A refused edit leaves the
    /// project equal.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, Refusal> {
        match edit {
            Edit::All(edits) => self.apply_all(edits),
            Edit::Head(head) => {
                let before = std::mem::replace(&mut self.head, *head);
                Ok(Edit::Head(Box::new(before)))
            }
            Edit::Reviewer(id, value) => {
                if value.is_none() {
                    self.check_reviewer_unused(&id)?;
                }
                let before = put(&mut self.reviewers, id.clone(), value);
                Ok(Edit::Reviewer(id, before))
            }
            Edit::Speaker(id, value) => {
                match &value {
                    Some(speaker) => self.check_speaker(&id, speaker)?,
                    None => self.check_speaker_unused(&id)?,
                }
                let before = put(&mut self.speakers, id.clone(), value.map(|speaker| *speaker));
                Ok(Edit::Speaker(id, before.map(Box::new)))
            }
            Edit::Article(id, value) => {
                if let Some(article) = &value {
                    for claim in article.claims.values() {
                        self.check_claim(article.text.as_deref(), claim)?;
                    }
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
                if let Some(done) = &value {
                    self.check_reviewer(&done.by)?;
                }
                let article = self.article_mut(&id)?;
                let before = std::mem::replace(&mut article.done, value);
                Ok(Edit::Done(id, before))
            }
            Edit::Claim(article, id, value) => {
                let text = self.article_ref(&article)?.text.clone();
                if let Some(claim) = &value {
                    self.check_claim(text.as_deref(), claim)?;
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

    fn apply_all(&mut self, edits: Vec<Edit>) -> Result<Edit, Refusal> {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(refusal) => {
                    for inverse in inverses.into_iter().rev() {
                        // The way back leads through states that were all accepted on the way here.
                        let undone = self.apply(inverse);
                        debug_assert!(undone.is_ok(), "an inverse was refused: {undone:?}");
                    }
                    return Err(refusal);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::All(inverses))
    }

    fn article_ref(&self, id: &ArticleId) -> Result<&Article, Refusal> {
        self.articles
            .get(id)
            .ok_or_else(|| Refusal::NoSuchArticle(id.clone()))
    }

    fn article_mut(&mut self, id: &ArticleId) -> Result<&mut Article, Refusal> {
        self.articles
            .get_mut(id)
            .ok_or_else(|| Refusal::NoSuchArticle(id.clone()))
    }

    fn check_reviewer(&self, id: &ReviewerId) -> Result<(), Refusal> {
        match self.reviewers.contains_key(id) {
            true => Ok(()),
            false => Err(Refusal::NoSuchReviewer(id.clone())),
        }
    }

    fn check_reviewer_unused(&self, id: &ReviewerId) -> Result<(), Refusal> {
        let decided = |claim: &Claim| {
            claim.reviews.contains_key(id)
                || claim.verdict.as_ref().is_some_and(|verdict| verdict.by == *id)
                || claim.marked_by.as_ref() == Some(id)
        };
        let claims = self.claims().filter(|(_, _, claim)| decided(claim)).count();
        let done = |article: &&Article| article.done.as_ref().is_some_and(|done| done.by == *id);
        let uses = claims + self.articles.values().filter(done).count();
        match self.reviewers.get(id) {
            Some(reviewer) if uses > 0 => Err(Refusal::ReviewerInUse {
                name: reviewer.name.clone(),
                uses,
            }),
            _ => Ok(()),
        }
    }

    fn check_speaker(&self, id: &SpeakerId, speaker: &Speaker) -> Result<(), Refusal> {
        if speaker.name.trim().is_empty() {
            return Err(Refusal::NamelessSpeaker);
        }
        let mut above = speaker.affiliation.as_ref();
        let mut steps = 0;
        while let Some(affiliation) = above {
            if affiliation == id || steps > self.speakers.len() {
                return Err(Refusal::CircularAffiliation(speaker.name.clone()));
            }
            let body = self.speakers.get(affiliation);
            above = body
                .ok_or_else(|| Refusal::NoSuchSpeaker(affiliation.clone()))?
                .affiliation
                .as_ref();
            steps += 1;
        }
        Ok(())
    }

    fn check_speaker_unused(&self, id: &SpeakerId) -> Result<(), Refusal> {
        let named = |claim: &Claim| claim.voice.speakers().any(|speaker| speaker == id);
        let claims = self.claims().filter(|(_, _, claim)| named(claim)).count();
        let affiliated = |speaker: &&Speaker| speaker.affiliation.as_ref() == Some(id);
        let uses = claims + self.speakers.values().filter(affiliated).count();
        match self.speakers.get(id) {
            Some(speaker) if uses > 0 => Err(Refusal::SpeakerInUse {
                name: speaker.name.clone(),
                uses,
            }),
            _ => Ok(()),
        }
    }

    /// A claim must cover words of its text and name speakers and reviewers that exist. What has
    /// lost its place was accepted long ago and is let pass.
    fn check_claim(&self, text: Option<&str>, claim: &Claim) -> Result<(), Refusal> {
        if claim.spans.is_empty() {
            return Err(Refusal::EmptyClaim);
        }
        if matches!(&claim.voice, super::Voice::Attributed(chain) if chain.is_empty()) {
            return Err(Refusal::EmptyChain);
        }
        for anchor in claim.anchors() {
            let misplaced = anchor.span().is_some() && !text.is_some_and(|text| anchor.holds_in(text));
            if misplaced {
                return Err(Refusal::Misplaced(anchor.words.clone()));
            }
        }
        for speaker in claim.voice.speakers() {
            if !self.speakers.contains_key(speaker) {
                return Err(Refusal::NoSuchSpeaker(speaker.clone()));
            }
        }
        let verdict = claim.verdict.iter().map(|verdict| &verdict.by);
        for reviewer in claim.reviews.keys().chain(verdict).chain(&claim.marked_by) {
            self.check_reviewer(reviewer)?;
        }
        Ok(())
    }
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
        assert_eq!(refused, Err(Refusal::NoSuchSpeaker("s-nobody".into())));
        assert_eq!(project, before);
    }

    #[test]
    fn a_speaker_in_use_cannot_be_removed() {
        let mut project = project();
        project
            .apply(put_claim(Voice::attributed_to("s-mayor".into())))
            .unwrap();
        let refused = project.apply(Edit::Speaker("s-mayor".into(), None));
        assert!(matches!(refused, Err(Refusal::SpeakerInUse { uses: 1, .. })));
    }

    #[test]
    fn a_claim_whose_words_do_not_stand_there_is_refused() {
        let mut wrong = claim(Voice::Article);
        wrong.spans[0].words = "something else".into();
        let refused = project().apply(Edit::Claim(article(), "c-1".into(), Some(wrong)));
        assert!(matches!(refused, Err(Refusal::Misplaced(_))));
    }

    #[test]
    fn an_attribution_needs_a_link_and_a_claim_needs_words() {
        let mut project = project();
        assert_eq!(
            project.apply(put_claim(Voice::Attributed(vec![]))),
            Err(Refusal::EmptyChain)
        );
        let mut empty = claim(Voice::Article);
        empty.spans.clear();
        let refused = project.apply(Edit::Claim(article(), "c-1".into(), Some(empty)));
        assert_eq!(refused, Err(Refusal::EmptyClaim));
        let wordless = Voice::Attributed(vec![Attribution::default()]);
        assert!(project.apply(put_claim(wordless)).is_ok());
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
        assert!(matches!(refused, Err(Refusal::CircularAffiliation(_))));
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
