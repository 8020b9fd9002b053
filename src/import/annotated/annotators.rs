//! Joins what several people marked in one article, each for themselves: claims they agree on are kept
//! once, others as often as they differ, for a reviewer to decide.

use std::collections::BTreeMap;

use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::model::{Anchor, Article, ArticleId, Claim, ClaimId};

/// The rating of a claim of an article, in the corpus's words.
pub(super) type ClaimRating = (ArticleId, ClaimId, String);

/// Adds the claims that another annotator marked to an article, except those it already has unchanged. `rated` ends
/// with the ratings of the article's claims, to which those of `others` are added.
pub(super) fn join(
    article: &mut Article,
    other: &Article,
    id: &ArticleId,
    rated: &mut Vec<ClaimRating>,
    others: Vec<ClaimRating>,
) -> Result<(), ParseError> {
    let mut ratings: BTreeMap<ClaimId, String> = rated
        .iter()
        .rev()
        .take_while(|(of, ..)| of == id)
        .map(|(_, claim, words)| (claim.clone(), words.clone()))
        .collect();
    let mut their_ratings: BTreeMap<ClaimId, String> = others
        .into_iter()
        .map(|(_, claim, words)| (claim, words))
        .collect();
    let place = |claim: &Claim| -> Vec<_> { claim.spans.iter().map(Anchor::span).collect() };
    let mut by_place: BTreeMap<Vec<_>, Vec<ClaimId>> = BTreeMap::new();
    for (id, claim) in article.claims.iter() {
        by_place.entry(place(claim)).or_default().push(id.clone());
    }
    let mut number = article.claims.len();
    for (their_id, claim) in other.claims.iter() {
        cancel::check_cancelled()?;
        let rating = their_ratings.remove(their_id);
        let agrees = |known: &&ClaimId| {
            let says_the_same = |known: &Claim| known == claim;
            let rates_the_same = match (ratings.get(*known), &rating) {
                (Some(known), Some(theirs)) => known == theirs,
                _ => true,
            };
            rates_the_same && article.claims.get(known).is_some_and(says_the_same)
        };
        let known = by_place
            .get(&place(claim))
            .and_then(|known| known.iter().find(agrees))
            .cloned();
        let agreed = known.unwrap_or_else(|| {
            let mut free = || {
                number += 1;
                ClaimId::from(format!("c-{number}"))
            };
            let mut fresh = free();
            while article.claims.contains_key(&fresh) {
                fresh = free();
            }
            by_place.entry(place(claim)).or_default().push(fresh.clone());
            article.claims.insert(fresh.clone(), claim.clone());
            fresh
        });
        if let Some(words) = rating
            && !ratings.contains_key(&agreed)
        {
            ratings.insert(agreed.clone(), words.clone());
            rated.push((id.clone(), agreed, words));
        }
    }
    Ok(())
}
