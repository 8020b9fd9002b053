//! Which articles a change of the speakers concerns: those whose sources have a word of a name that came or went, and those
//! whose claims are attributed to somebody who was renamed.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::names::words_of;
use crate::model::{Article, ArticleId, Claim, Project, Speaker, SpeakerId};

/// The words of an article's sources, as hashes: of equal ones the article is looked at once too often.
pub(super) type WordHashes = HashSet<u64>;

/// The words of sources by article, and the speakers as they were.
#[derive(Debug, Default)]
pub(super) struct SourceWords {
    articles: BTreeMap<ArticleId, WordHashes>,
    speakers: BTreeMap<SpeakerId, Speaker>,
}

/// The articles that a change of the speakers concerns.
#[derive(Debug, PartialEq)]
pub(super) enum Concerned {
    /// An affiliation changed: any.
    All,
    /// Those of the sources, and of the speakers who changed.
    Some {
        articles: BTreeSet<ArticleId>,
        speakers: BTreeSet<SpeakerId>,
    },
}

impl SourceWords {
    /// Puts the words of an article in the place of those before; an article that is gone has none.
    pub(super) fn put(&mut self, id: &ArticleId, words: WordHashes) {
        if words.is_empty() {
            self.articles.remove(id);
        } else {
            self.articles.insert(id.clone(), words);
        }
    }

    /// Takes in the speakers as they are now; gives what concerns their change.
    pub(super) fn follow(&mut self, project: &Project) -> Concerned {
        let ids: BTreeSet<&SpeakerId> = self.speakers.keys().chain(project.speakers().keys()).collect();
        let changed = ids
            .into_iter()
            .filter(|id| self.speakers.get(id) != project.speaker(id));
        let changed: BTreeSet<SpeakerId> = changed.cloned().collect();
        let mut first_words = WordHashes::new();
        let mut is_moved = false;
        for id in &changed {
            let after = project.speaker(id);
            let before = match after {
                Some(after) => self.speakers.insert(id.clone(), after.clone()),
                None => self.speakers.remove(id),
            };
            let both = before.iter().zip(after);
            is_moved |= both
                .clone()
                .any(|(before, after)| before.affiliation != after.affiliation);
            for name in before.iter().chain(after).flat_map(Speaker::names) {
                first_words.extend(hashes(name).next());
            }
        }
        if is_moved {
            return Concerned::All;
        }
        let has_one = |words: &WordHashes| words.iter().any(|word| first_words.contains(word));
        let articles = self.articles.iter().filter(|(_, words)| has_one(words));
        Concerned::Some {
            articles: articles.map(|(id, _)| id.clone()).collect(),
            speakers: changed,
        }
    }
}

/// The words of the sources of an article.
pub(super) fn of_article(article: &Article) -> WordHashes {
    article.claims.values().flat_map(of_claim).collect()
}

/// The words of the sources of a claim.
pub(super) fn of_claim(claim: &Claim) -> impl Iterator<Item = u64> {
    let sources = claim.voice.chain().iter().flat_map(|link| &link.source);
    sources.flat_map(|anchor| hashes(&anchor.words))
}

fn hashes(text: &str) -> impl Iterator<Item = u64> + use<> {
    let words = words_of(text);
    let hash = |word: &str| {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        hasher.finish()
    };
    words.split(' ').map(hash).collect::<Vec<_>>().into_iter()
}
