//! Counts of the open article's claims, updated only where claims have changed: an article may have ten thousand.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::article::ArticleProgress;
use crate::model::{ArticleId, Claim, ClaimId, ClaimMap, Project, SpeakerId, Voice};

/// With more changes than this everything is counted again.
const MAX_CHANGES: usize = 256;

/// Counts of the open article.
#[derive(Debug, Default)]
pub struct ArticleStats {
    of: Option<(ArticleId, u64)>,
    counted: ClaimMap,
    /// How far the work has come.
    pub progress: ArticleProgress,
    /// How many claims each speaker makes.
    pub claims: BTreeMap<SpeakerId, usize>,
    /// How many claims are in the article's own voice.
    pub own: usize,
    order: Vec<ClaimRank>,
}

/// Sort key of claims: those not found last, then by start, the longer first.
type ClaimRank = (bool, usize, Reverse<usize>, ClaimId);

impl ArticleStats {
    /// Counts again where the article or the project has changed.
    pub fn count(&mut self, project: &Project, revision: u64, article: Option<&ArticleId>) {
        let of = article.map(|id| (id.clone(), revision));
        if self.of == of {
            return;
        }
        let same = self.of.as_ref().map(|(id, _)| id) == article;
        let claims = article.and_then(|id| project.article(id)).map(|it| &it.claims);
        let claims = claims.cloned().unwrap_or_default();
        if !same || self.counted.changes(&claims).nth(MAX_CHANGES).is_some() {
            *self = Self::default();
        }
        self.of = of;
        self.mend(claims);
    }

    /// The place of a claim in the order of the text, from 1.
    pub fn place(&self, id: &ClaimId, claim: &Claim) -> Option<usize> {
        self.order
            .binary_search(&place(id, claim))
            .ok()
            .map(|place| place + 1)
    }

    fn mend(&mut self, claims: ClaimMap) {
        let before = std::mem::replace(&mut self.counted, claims);
        self.progress.follow(&before, &self.counted);
        let mut order = std::mem::take(&mut self.order);
        let anew = before.is_empty();
        for change in before.changes(&self.counted) {
            if let Some(claim) = change.before {
                self.own -= usize::from(claim.voice == Voice::Article);
                for speaker in claim.voice.speakers() {
                    if let Some(count) = self.claims.get_mut(speaker) {
                        *count -= 1;
                    }
                }
                if let Ok(at) = order.binary_search(&place(change.id, claim)) {
                    order.remove(at);
                }
            }
            if let Some(claim) = change.after {
                self.own += usize::from(claim.voice == Voice::Article);
                for speaker in claim.voice.speakers() {
                    *self.claims.entry(speaker.clone()).or_default() += 1;
                }
                let place = place(change.id, claim);
                match order.binary_search(&place) {
                    Err(at) if !anew => order.insert(at, place),
                    _ => order.push(place),
                }
            }
        }
        self.claims.retain(|_, count| *count > 0);
        if anew {
            order.sort_unstable();
        }
        self.order = order;
    }
}

fn place(id: &ClaimId, claim: &Claim) -> ClaimRank {
    let hull = claim.hull();
    let (start, end) = hull.map_or((0, 0), |hull| (hull.start, hull.end));
    (hull.is_none(), start, Reverse(end), id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Edit, Head, Metadata};
    use crate::text::Span;

    const TEXT: &str = "One said this. Two said that. Three said more.";

    #[test]
    fn what_is_mended_is_as_if_counted_anew() {
        let id = ArticleId::from("talks");
        let mut project = Project::new(Head::titled("Talks"));
        let article = Article::new(Metadata::default(), TEXT);
        let put = |claim: &str, start: usize, voice: Voice| {
            let claim_at = Claim::new(TEXT, Span::new(start, start + 4)).unwrap();
            let value = Box::new(Claim { voice, ..claim_at });
            Edit::Claim(id.clone(), claim.into(), Some(value))
        };
        let steps = [
            Edit::Article(id.clone(), Some(Box::new(article))),
            put("c-2", 9, Voice::Article),
            put("c-1", 24, Voice::ToBeAttributed),
            put("c-3", 9, Voice::Article),
            put("c-2", 41, Voice::ToBeAttributed),
            Edit::Claim(id.clone(), "c-3".into(), None),
        ];
        let mut mended = ArticleStats::default();
        for (revision, step) in steps.into_iter().enumerate() {
            project.apply(step).unwrap();
            mended.count(&project, revision as u64, Some(&id));
            let mut anew = ArticleStats::default();
            anew.count(&project, revision as u64, Some(&id));
            assert_eq!(
                (&mended.order, mended.own, &mended.claims, mended.progress),
                (&anew.order, anew.own, &anew.claims, anew.progress)
            );
            let claims = project.article(&id).unwrap().claims_in_order();
            let places = claims.iter().map(|(id, claim)| mended.place(id, claim).unwrap());
            assert!(places.eq(1..=claims.len()));
            assert_eq!(mended.progress, project.article(&id).unwrap().progress());
        }
    }
}
