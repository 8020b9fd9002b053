//! What a newer version would change in an article of the project: its paragraphs, and the places of its claims.

use std::sync::Arc;

use super::super::article_text::ReadArticle;
use super::stage::StagedArticle;
use super::versions::{VersionRow, Versions};
use crate::model::{Article, ArticleId, Claim, ClaimId, Metadata, ops};
use crate::store::{Store, StoreError};

/// What a newer version changes in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The newer version's place among the staged articles.
    pub at: usize,
    /// What differs in the text.
    pub versions: Versions,
    /// How many claims cover the same words at their place.
    pub kept: usize,
    /// How many cover the same words, of which some are elsewhere now.
    pub moved: usize,
    /// Words of claims that have changed, as they were and as they are.
    pub found: Vec<VersionRow>,
    /// How many claims these belong to.
    pub reworded: usize,
    /// Claims with words that are not found in the newer text.
    pub orphaned: Vec<Claim>,
}

/// The two versions to compare.
pub struct Versioned {
    at: usize,
    id: ArticleId,
    article: Article,
    metadata: Metadata,
    text: Arc<str>,
}

impl Versioned {
    /// An article of the project, and the newer version at a place among the staged articles.
    pub fn new((id, article): (&ArticleId, &Article), (at, newer): (usize, &StagedArticle)) -> Self {
        Self {
            at,
            id: id.clone(),
            article: article.clone(),
            metadata: newer.metadata.clone(),
            text: Arc::clone(&newer.text),
        }
    }

    /// Compares them. That takes time in proportion to the texts and the claims.
    pub fn compare(self, store: &Store) -> Result<Comparison, StoreError> {
        let article = if self.article.text.is_some() {
            self.article
        } else {
            ReadArticle::read(store, &self.id, self.article)?.article
        };
        Ok(compared(&article, self.metadata, &self.text, self.at))
    }
}

fn compared(article: &Article, metadata: Metadata, text: &Arc<str>, at: usize) -> Comparison {
    let older = article.text.as_deref().unwrap_or_default();
    let update = ops::update::updated(article, metadata, text);
    let before = |id: &ClaimId| article.claims.get(id);
    let after = |id: &ClaimId| update.article.claims.get(id);
    let found = update.found.iter();
    let found = found.filter_map(|id| Some((before(id)?, after(id)?)));
    Comparison {
        at,
        versions: Versions::new(older, text),
        kept: update.kept,
        moved: update.moved,
        found: found
            .flat_map(|(before, after)| reworded(before, after))
            .collect(),
        reworded: update.found.len(),
        orphaned: update.lost.iter().filter_map(after).cloned().collect(),
    }
}

/// The words of a claim that have changed, as they were and as they are.
fn reworded(before: &Claim, after: &Claim) -> Vec<VersionRow> {
    let both = before.anchors().zip(after.anchors());
    let changed = both.filter(|(before, after)| before.words != after.words);
    changed
        .flat_map(|(before, after)| Versions::new(&before.words, &after.words).rows)
        .collect()
}
