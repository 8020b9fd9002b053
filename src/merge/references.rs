//! What a merged project refers to is in it: speakers, reviewers and ratings that one side removed and the other uses
//! stay, and no two speakers come to belong to each other.

use std::collections::{BTreeMap, BTreeSet};

use super::record::add_difference;
use crate::model::{
    Article, ArticleId, Claim, Difference, FieldKey, FieldValue, Project, ProjectFacts, ProjectValue, Record,
    Reviewer, ReviewerId, Speaker, SpeakerId, SpeakerValue,
};

/// What one of the sides has and the merged project has not.
pub(super) struct MissingRecords<'a> {
    sides: Vec<&'a Project>,
    facts: Vec<&'a ProjectFacts>,
}

impl<'a> MissingRecords<'a> {
    /// The sides, the one whose version comes back first in front.
    pub(super) fn new(sides: Vec<&'a Project>, facts: Vec<&'a ProjectFacts>) -> Self {
        Self { sides, facts }
    }

    /// Brings everything back, used or not.
    pub(super) fn bring_all_back(
        &self,
        facts: &mut ProjectFacts,
        speakers: &mut BTreeMap<SpeakerId, Speaker>,
    ) {
        for (id, speaker) in self.speakers(speakers) {
            speakers.insert(id.clone(), speaker.clone());
        }
        for (id, reviewer) in self.reviewers(facts) {
            facts.reviewers.insert(id.clone(), reviewer.clone());
        }
        for key in self.ratings(facts) {
            self.bring_rating_back(facts, &key);
        }
    }

    /// Brings back what is used by these articles, or by a speaker that stays. That a reviewer or a rating is gone is no
    /// version to choose while it is used.
    pub(super) fn bring_used_back(
        &self,
        facts: &mut ProjectFacts,
        speakers: &mut BTreeMap<SpeakerId, Speaker>,
        articles: &BTreeMap<ArticleId, Article>,
    ) {
        let (people, reviewers, ratings) = (
            self.speakers(speakers),
            self.reviewers(facts),
            self.ratings(facts),
        );
        let has_gone = facts.differences().iter().any(|other| is_gone(&other.theirs));
        if people.is_empty() && reviewers.is_empty() && ratings.is_empty() && !has_gone {
            return;
        }
        let claims = || articles.values().flat_map(|article| article.claims.values());
        let people_of_articles = articles.values().flat_map(Article::people);
        let used: BTreeSet<&ReviewerId> = people_of_articles
            .chain(claims().flat_map(Claim::reviewers))
            .collect();
        for (id, reviewer) in reviewers.into_iter().filter(|(id, _)| used.contains(id)) {
            facts.reviewers.insert(id.clone(), reviewer.clone());
        }
        let rated: BTreeSet<&String> = claims()
            .flat_map(Claim::verdicts)
            .map(|verdict| &verdict.rating)
            .collect();
        let rated: BTreeSet<&String> = rated.into_iter().filter(|key| !self.goes_without(key)).collect();
        for key in ratings.iter().filter(|key| rated.contains(key)) {
            self.bring_rating_back(facts, key);
        }
        let others = facts.differences().iter().filter(|other| match &other.theirs {
            ProjectValue::Reviewer(id, None) => !used.contains(id),
            ProjectValue::Rating(key, None) => !rated.contains(key),
            value => facts.value(&value.key()).as_ref() != Some(value),
        });
        let others = others.cloned().collect();
        *facts.differences_mut() = others;
        let named = claims()
            .flat_map(Claim::speakers)
            .filter(|id| people.contains_key(id));
        let bodies: Vec<SpeakerId> = speakers.values().flat_map(Speaker::bodies).cloned().collect();
        let mut open: Vec<SpeakerId> = named.cloned().chain(bodies).collect();
        while let Some(id) = open.pop() {
            if let Some(speaker) = people.get(&id).filter(|_| !speakers.contains_key(&id)) {
                open.extend(speaker.bodies().cloned());
                speakers.insert(id, (*speaker).clone());
            }
        }
    }

    /// Whether a side that removed a rating goes on without it although its own claims have it.
    fn goes_without(&self, key: &str) -> bool {
        let lacks = |facts: &&ProjectFacts| !facts.rating_keys().any(|known| known == key);
        let uses = |side: &Project| {
            let mut verdicts = side.claims().flat_map(|(_, _, claim)| claim.verdicts());
            verdicts.any(|verdict| verdict.rating == key)
        };
        let mut sides = self.sides.iter().zip(&self.facts);
        sides.any(|(side, facts)| lacks(facts) && uses(side))
    }

    fn speakers(&self, merged: &BTreeMap<SpeakerId, Speaker>) -> BTreeMap<&'a SpeakerId, &'a Speaker> {
        let all = self.sides.iter().rev().flat_map(|side| side.speakers());
        all.filter(|(id, _)| !merged.contains_key(id)).collect()
    }

    fn reviewers(&self, merged: &ProjectFacts) -> BTreeMap<&'a ReviewerId, &'a Reviewer> {
        let all = self.sides.iter().rev().flat_map(|side| side.reviewers());
        all.filter(|(id, _)| !merged.reviewers.contains_key(id)).collect()
    }

    fn ratings(&self, merged: &ProjectFacts) -> BTreeSet<String> {
        let there: BTreeSet<&String> = merged.rating_keys().collect();
        let all = self.facts.iter().flat_map(|facts| facts.rating_keys());
        all.filter(|key| !there.contains(key)).cloned().collect()
    }

    fn bring_rating_back(&self, facts: &mut ProjectFacts, key: &str) {
        let field = FieldKey::Rating(key.to_owned());
        let values = self.facts.iter().filter_map(|facts| facts.value(&field));
        let label = values
            .into_iter()
            .find(|value| matches!(value, ProjectValue::Rating(_, Some(_))));
        if let Some(label) = label {
            facts.set(label);
        }
    }
}

/// Takes back affiliations that close a circle, each as a difference: what each side said was right until both said it.
pub(super) fn open_circles(
    speakers: &mut BTreeMap<SpeakerId, Speaker>,
    base: Option<&Project>,
    ours: &Project,
) {
    let own = |project: &Project, id: &SpeakerId| project.speaker(id)?.affiliation.clone();
    let taken = speakers
        .iter()
        .filter(|(id, speaker)| speaker.affiliation != own(ours, id));
    let taken: Vec<SpeakerId> = taken.map(|(id, _)| id.clone()).collect();
    for id in taken {
        if !is_in_circle(speakers, &id) {
            continue;
        }
        if let Some(speaker) = speakers.get_mut(&id) {
            let theirs = std::mem::replace(&mut speaker.affiliation, own(ours, &id));
            let before = base.map(|base| SpeakerValue::Affiliation(own(base, &id)));
            let theirs = SpeakerValue::Affiliation(theirs);
            add_difference(speaker, Difference { theirs, base: before });
        }
    }
}

/// Whether a value says that a reviewer or a rating is gone.
fn is_gone(value: &ProjectValue) -> bool {
    matches!(
        value,
        ProjectValue::Reviewer(_, None) | ProjectValue::Rating(_, None)
    )
}

fn is_in_circle(speakers: &BTreeMap<SpeakerId, Speaker>, id: &SpeakerId) -> bool {
    let above = |id: &SpeakerId| speakers.get(id)?.affiliation.clone();
    let mut next = above(id);
    for _ in 0..speakers.len() {
        match next {
            None => return false,
            Some(body) if body == *id => return true,
            Some(body) => next = above(&body),
        }
    }
    false
}
