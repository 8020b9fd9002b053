//! What two people say of the project itself, as one record that is merged field by field: its head and its reviewers.

use std::collections::BTreeMap;

use super::difference::{Differences, record};
use super::id::ReviewerId;
use super::project::{Blind, Head, Project, Publisher, Rating};
use super::review::Reviewer;

/// The head and the reviewers of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectFacts {
    title: String,
    guidelines: String,
    publisher: Option<Publisher>,
    blind: Option<Blind>,
    /// Labels by key. A second rating of the same key, which no verdict can refer to, is left out.
    ratings: BTreeMap<String, String>,
    /// The order of the scale.
    pub order: Vec<String>,
    /// Who reviews.
    pub reviewers: BTreeMap<ReviewerId, Reviewer>,
    differences: Differences<ProjectValue>,
}

impl ProjectFacts {
    /// The facts of a project.
    pub fn new(project: &Project) -> Self {
        let head = project.head();
        let mut ratings = BTreeMap::new();
        let mut order = Vec::new();
        for rating in &head.scale {
            if !ratings.contains_key(&rating.key) {
                ratings.insert(rating.key.clone(), rating.label.clone());
                order.push(rating.key.clone());
            }
        }
        Self {
            title: head.title.clone(),
            guidelines: head.guidelines.clone(),
            publisher: head.publisher.clone(),
            blind: head.blind,
            ratings,
            order,
            reviewers: project.reviewers().clone(),
            differences: head.differences.clone(),
        }
    }

    /// The scale in its order; ratings that the order does not name come last.
    pub fn scale(&self) -> Vec<Rating> {
        let unnamed = self.ratings.keys().filter(|key| !self.order.contains(key));
        let keys = self.order.iter().chain(unnamed);
        let rating = |key: &String| {
            let label = self.ratings.get(key)?.clone();
            Some(Rating {
                key: key.clone(),
                label,
            })
        };
        keys.filter_map(rating).collect()
    }

    /// The head of the project.
    pub fn head(&self) -> Head {
        Head {
            title: self.title.clone(),
            guidelines: self.guidelines.clone(),
            scale: self.scale(),
            publisher: self.publisher.clone(),
            blind: self.blind,
            differences: self.differences.clone(),
        }
    }

    /// The keys of its ratings.
    pub fn rating_keys(&self) -> impl Iterator<Item = &String> {
        self.ratings.keys()
    }
}

record! {
    ProjectFacts,
    /// A value of a field of the project itself. The order of its scale is merged apart, because ratings come and go.
    ProjectValue,
    differences: differences,
    fields: {
        Title(String) = title,
        Guidelines(String) = guidelines,
        Publisher(Option<Publisher>) = publisher,
        Blind(Option<Blind>) = blind,
    }
    maps: {
        Reviewer(ReviewerId => Reviewer) = reviewers,
        Rating(String => String) = ratings,
    }
    apart: { ScaleOrder(Vec<String>) }
    by_rule: {}
}
