//! A selection of claims, article by article, so that selecting all claims of an article costs one pointer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::id::{ArticleId, ClaimId, ClaimRef};

/// Claims of one article by id, in order, each once; copies share them.
pub type Ids = Arc<Vec<ClaimId>>;

/// A set of claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimSet {
    /// None of them empty.
    articles: BTreeMap<ArticleId, Ids>,
    len: usize,
}

impl ClaimSet {
    /// A set without claims.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of claims.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a claim is in it.
    pub fn contains(&self, (article, claim): &ClaimRef) -> bool {
        let ids = self.articles.get(article);
        ids.is_some_and(|ids| ids.binary_search(claim).is_ok())
    }

    /// Its claims of an article.
    pub fn of_article(&self, article: &ArticleId) -> Option<&Ids> {
        self.articles.get(article)
    }

    /// Adds a claim; returns whether it is new.
    pub fn insert(&mut self, (article, claim): ClaimRef) -> bool {
        let ids = self.articles.entry(article).or_default();
        match ids.binary_search(&claim) {
            Ok(_) => false,
            Err(at) => {
                Arc::make_mut(ids).insert(at, claim);
                self.len += 1;
                true
            }
        }
    }

    /// Removes a claim; returns whether it was there.
    pub fn remove(&mut self, (article, claim): &ClaimRef) -> bool {
        let Some(ids) = self.articles.get_mut(article) else {
            return false;
        };
        let Ok(at) = ids.binary_search(claim) else {
            return false;
        };
        Arc::make_mut(ids).remove(at);
        self.len -= 1;
        if ids.is_empty() {
            self.articles.remove(article);
        }
        true
    }

    /// Adds claims of an article, which must be sorted and unique.
    pub fn put(&mut self, article: ArticleId, ids: Ids) {
        match self.articles.get_mut(&article) {
            None if ids.is_empty() => {}
            None => {
                self.len += ids.len();
                self.articles.insert(article, ids);
            }
            Some(there) => {
                let mut both: Vec<ClaimId> = there.iter().chain(&*ids).cloned().collect();
                both.sort_unstable();
                both.dedup();
                self.len += both.len() - there.len();
                *there = Arc::new(both);
            }
        }
    }

    /// Adds all of another set.
    pub fn unite(&mut self, other: Self) {
        for (article, ids) in other.articles {
            self.put(article, ids);
        }
    }

    /// Removes all claims.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Keeps of each article the ids that `keep` returns: some of its claims, in their order.
    pub fn narrow(&mut self, mut keep: impl FnMut(&ArticleId, &Ids) -> Ids) {
        self.articles.retain(|article, ids| {
            *ids = keep(article, ids);
            !ids.is_empty()
        });
        self.len = self.articles.values().map(|ids| ids.len()).sum();
    }

    /// Every claim, article by article, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&ArticleId, &ClaimId)> {
        let articles = self.articles.iter();
        articles.flat_map(|(article, ids)| ids.iter().map(move |id| (article, id)))
    }

    /// The articles that it has claims of.
    pub fn articles(&self) -> impl Iterator<Item = &ArticleId> {
        self.articles.keys()
    }

    /// Removes and returns the first claims, at most `count`.
    pub fn take_first(&mut self, count: usize) -> Vec<ClaimRef> {
        let mut taken = Vec::with_capacity(count.min(self.len));
        while taken.len() < count
            && let Some((article, ids)) = self.articles.pop_first()
        {
            let now = (count - taken.len()).min(ids.len());
            let (first, rest) = ids.split_at_checked(now).unwrap_or((&ids, &[]));
            taken.extend(first.iter().map(|id| (article.clone(), id.clone())));
            if !rest.is_empty() {
                self.articles.insert(article, Arc::new(rest.to_vec()));
            }
        }
        self.len -= taken.len();
        taken
    }
}

impl From<&ClaimSet> for BTreeSet<ClaimRef> {
    fn from(set: &ClaimSet) -> Self {
        let each = set
            .iter()
            .map(|(article, claim)| (article.clone(), claim.clone()));
        each.collect()
    }
}

impl Extend<ClaimRef> for ClaimSet {
    fn extend<T: IntoIterator<Item = ClaimRef>>(&mut self, claims: T) {
        for claim in claims {
            self.insert(claim);
        }
    }
}

impl FromIterator<ClaimRef> for ClaimSet {
    fn from_iter<T: IntoIterator<Item = ClaimRef>>(claims: T) -> Self {
        let mut set = Self::new();
        set.extend(claims);
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn claim(number: u8) -> ClaimRef {
        let article = format!("a-{}", number % 5);
        (article.as_str().into(), format!("c-{number:03}").into())
    }

    fn plain(set: &ClaimSet) -> BTreeSet<ClaimRef> {
        let claims = set.iter();
        claims
            .map(|(article, id)| (article.clone(), id.clone()))
            .collect()
    }

    proptest! {
        #[test]
        fn a_set_answers_as_a_plain_one(
            steps in prop::collection::vec((0..40_u8, any::<bool>()), 0..80),
            other in prop::collection::vec(0..40_u8, 0..40),
            first in 0..50_usize,
        ) {
            let (mut set, mut expected) = (ClaimSet::new(), BTreeSet::new());
            for (number, comes) in steps {
                let (there, wanted) = if comes {
                    (set.insert(claim(number)), expected.insert(claim(number)))
                } else {
                    (set.remove(&claim(number)), expected.remove(&claim(number)))
                };
                prop_assert_eq!(there, wanted);
            }
            set.unite(other.iter().copied().map(claim).collect());
            expected.extend(other.into_iter().map(claim));
            prop_assert_eq!((plain(&set), set.len()), (expected.clone(), expected.len()));
            for number in 0..40 {
                prop_assert_eq!(set.contains(&claim(number)), expected.contains(&claim(number)));
            }
            let taken = set.take_first(first);
            let wanted: Vec<ClaimRef> = expected.iter().take(first).cloned().collect();
            prop_assert_eq!(&taken, &wanted);
            prop_assert_eq!(set.len(), expected.len() - taken.len());
            prop_assert!(plain(&set).into_iter().eq(expected.into_iter().skip(first)));
        }
    }
}
