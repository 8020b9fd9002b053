//! Makes ids that are free where they are used: short and random ones that are easy to read out, and those of articles
//! from their titles.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};

use crate::model::{ArticleId, ClaimId, ClaimMap, EvidenceId, Project, ReviewerId, SpeakerId};
use crate::store::{self, Store};

/// Digits and letters without i, l, o and u, which are taken for others or spell words.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 32^6 are a thousand million: among 10,000 claims in one article two meet once in twenty tries,
/// and then another is drawn.
const LENGTH: usize = 6;

/// An id for a claim that its article does not have.
pub fn claim_id(project: &Project, article: &ArticleId) -> ClaimId {
    free("c-", |id: &ClaimId| project.claim(article, id).is_some())
}

/// An id for a claim that is not among these.
pub fn claim_id_beside(claims: &ClaimMap) -> ClaimId {
    free("c-", |id: &ClaimId| claims.contains_key(id))
}

/// An id for a speaker that the project does not have.
pub fn speaker_id(project: &Project) -> SpeakerId {
    free("s-", |id: &SpeakerId| project.speaker(id).is_some())
}

/// An id for a speaker that neither the project has nor `new`.
pub fn speaker_id_beside(project: &Project, new: &BTreeSet<SpeakerId>) -> SpeakerId {
    free("s-", |id: &SpeakerId| {
        new.contains(id) || project.speaker(id).is_some()
    })
}

/// An id for a piece of evidence that its claim does not have.
pub fn evidence_id(project: &Project, article: &ArticleId, claim: &ClaimId) -> EvidenceId {
    let claim = project.claim(article, claim);
    free("e-", |id: &EvidenceId| {
        claim.is_some_and(|claim| claim.evidence.contains_key(id))
    })
}

/// An id for a new reviewer, the same in every project they will work on.
pub fn reviewer_id() -> ReviewerId {
    free("r-", |_| false)
}

/// An id for an article of this title that neither the project has nor its folder, and that is not new.
pub fn article_id(
    title: &str,
    project: &Project,
    store: &Store,
    is_new: &dyn Fn(&ArticleId) -> bool,
) -> ArticleId {
    let is_taken = |id: &ArticleId| is_new(id) || project.article(id).is_some() || store.is_taken(id);
    store::article_id_from_title(title, &is_taken)
}

fn free<Id: From<String>>(prefix: &str, is_taken: impl Fn(&Id) -> bool) -> Id {
    loop {
        let id = Id::from(format!("{prefix}{}", code(random())));
        if !is_taken(&id) {
            return id;
        }
    }
}

fn code(mut bits: u64) -> String {
    let mut code = String::with_capacity(LENGTH);
    for _ in 0..LENGTH {
        let letter = ALPHABET.get((bits % 32) as usize).copied().unwrap_or(b'0');
        code.push(char::from(letter));
        bits /= 32;
    }
    code
}

/// Random bits of the system; where it has none to give, those that keep hash maps apart.
fn random() -> u64 {
    getrandom::u64().unwrap_or_else(|_| RandomState::new().hash_one(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_readable_and_differ() {
        let ids: BTreeSet<String> = (0..1000).map(|_| reviewer_id().to_string()).collect();
        assert!(ids.len() > 990);
        for id in ids {
            let code = id.strip_prefix("r-").unwrap();
            assert!(
                code.len() == 6 && code.bytes().all(|letter| ALPHABET.contains(&letter)),
                "{id}"
            );
        }
    }

    #[test]
    fn a_taken_id_is_not_given_out() {
        let tries = std::cell::Cell::new(0);
        let id: ReviewerId = free("r-", |_| {
            tries.set(tries.get() + 1);
            tries.get() < 3
        });
        assert_eq!((tries.get(), id.as_str().len()), (3, 8));
    }
}
