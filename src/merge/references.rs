//! What a merged project refers to is in it: speakers, reviewers and ratings that one side removed and the other uses
//! stay, and no two speakers come to belong to each other.

use std::collections::{BTreeMap, BTreeSet};

use super::record::add_difference;
use crate::model::{
    Article, ArticleId, Difference, FieldKey, Project, ProjectFacts, ProjectValue, Record, Reviewer,
    ReviewerId, Speaker, SpeakerId, SpeakerValue,
};

/// What one of the sides has and the merged project has not.
pub struct Missing<'a> {
    sides: Vec<&'a Project>,
    facts: Vec<&'a ProjectFacts>,
}

impl<'a> Missing<'a> {
    /// The sides, the one whose version comes back first in front.
    pub fn new(sides: Vec<&'a Project>, facts: Vec<&'a ProjectFacts>) -> Self {
        Self { sides, facts }
    }

    /// Brings everything back, used or not.
    pub fn bring_all_back(&self, facts: &mut ProjectFacts, speakers: &mut BTreeMap<SpeakerId, Speaker>) {
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

    /// Brings back what is used by these articles, or by a speaker that stays.
    pub fn bring_used_back(
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
        if people.is_empty() && reviewers.is_empty() && ratings.is_empty() {
            return;
        }
        let mut used: BTreeSet<&SpeakerId> = BTreeSet::new();
        let mut used_ratings: BTreeSet<&String> = BTreeSet::new();
        for article in articles.values() {
            for id in article
                .finishers()
                .chain(article.claims.values().flat_map(|claim| claim.reviewers()))
            {
                if let Some(reviewer) = reviewers.get(id) {
                    facts.reviewers.insert(id.clone(), (*reviewer).clone());
                }
            }
            for claim in article.claims.values() {
                used.extend(claim.speakers().filter(|id| people.contains_key(id)));
                for verdict in claim
                    .verdicts()
                    .filter(|verdict| ratings.contains(&verdict.rating))
                {
                    used_ratings.insert(&verdict.rating);
                }
            }
        }
        for key in used_ratings {
            self.bring_used_rating_back(facts, key);
        }
        let of_speakers: Vec<SpeakerId> = speakers.values().flat_map(Speaker::bodies).cloned().collect();
        let mut open: Vec<SpeakerId> = used.into_iter().cloned().chain(of_speakers).collect();
        while let Some(id) = open.pop() {
            if let Some(speaker) = people.get(&id).filter(|_| !speakers.contains_key(&id)) {
                open.extend(speaker.bodies().cloned());
                speakers.insert(id, (*speaker).clone());
            }
        }
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

    /// A side that removed a rating although its own claims have it goes on without it.
    fn bring_used_rating_back(&self, facts: &mut ProjectFacts, key: &str) {
        let lacks = |facts: &&ProjectFacts| !facts.rating_keys().any(|known| known == key);
        let uses = |side: &Project| {
            let verdicts = side.claims().flat_map(|(_, _, claim)| claim.verdicts());
            verdicts.into_iter().any(|verdict| verdict.rating == key)
        };
        let mut sides = self.sides.iter().zip(&self.facts);
        if !sides.any(|(side, facts)| lacks(facts) && uses(side)) {
            self.bring_rating_back(facts, key);
        }
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
pub fn open_circles(speakers: &mut BTreeMap<SpeakerId, Speaker>, base: Option<&Project>, ours: &Project) {
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
