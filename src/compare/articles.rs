//! Which articles of two projects are the same one.

use std::collections::{BTreeMap, BTreeSet};

use super::side::Side;
use crate::model::{Article, ArticleId};
use crate::text::fold::fold;

/// An article that was not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The article of the first side.
    pub a: Option<ArticleId>,
    /// The article of the second side.
    pub b: Option<ArticleId>,
    /// Why not.
    pub reason: SkippedReason,
}

/// Why an article was not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkippedReason {
    /// The second side does not have it.
    OnlyInA,
    /// The first side does not have it.
    OnlyInB,
    /// Its text is not the same on both sides, so that places in it cannot be compared.
    TextDiffers,
    /// Its text could not be read on one side.
    TextMissing,
    /// Only one of the two reviewers has marked anything in it or decided on anything.
    ReadByOne,
}

/// An article with its id.
pub(super) type Named<'a> = (&'a ArticleId, &'a Article);

/// Words that tell articles apart; `None` for one that has none.
type Telling<'f> = &'f dyn Fn(&ArticleId, &Article) -> Option<String>;

/// Articles that both sides have, with those that they do not.
#[derive(Debug, Default)]
pub(super) struct Paired<'a> {
    pub(super) pairs: Vec<(Named<'a>, Named<'a>)>,
    pub(super) skipped: Vec<Skipped>,
}

/// Articles with the same id and text, else the same text, else the same id, else the same address, else the same title,
/// where that means one article on each side.
pub(super) fn paired<'a>(a: &Side<'a>, b: &Side<'a>) -> Paired<'a> {
    let mut left_a: BTreeMap<&ArticleId, &Article> = a.project.articles().iter().collect();
    let mut left_b: BTreeMap<&ArticleId, &Article> = b.project.articles().iter().collect();
    let mut pairs: Vec<(&ArticleId, &ArticleId)> = Vec::new();
    let same_at_once = |id: &&ArticleId| {
        let texts = (left_a.get(id), left_b.get(id));
        matches!(texts, (Some(a), Some(b)) if a.text.is_some() && a.text == b.text)
    };
    let same: Vec<&ArticleId> = left_a.keys().copied().filter(same_at_once).collect();
    pairs.extend(same.into_iter().map(|id| (id, id)));
    let text = |_: &ArticleId, article: &Article| article.text.as_deref().map(str::to_owned);
    let id = |id: &ArticleId, _: &Article| Some(id.as_str().to_owned());
    let address = |_: &ArticleId, article: &Article| article.metadata.url.clone();
    let title = |_: &ArticleId, article: &Article| Some(fold(article.metadata.title.trim()));
    let ways: [Telling; 4] = [&text, &id, &address, &title];
    let mut ways = ways.into_iter();
    loop {
        for (a, b) in &pairs {
            left_a.remove(a);
            left_b.remove(b);
        }
        let Some(way) = ways.next().filter(|_| !left_a.is_empty() && !left_b.is_empty()) else {
            break;
        };
        pairs.extend(alike(&left_a, &left_b, way));
    }
    let mut result = Paired::default();
    pairs.sort_unstable();
    for (of_a, of_b) in pairs {
        let (Some(article_a), Some(article_b)) = (a.project.article(of_a), b.project.article(of_b)) else {
            continue;
        };
        let reason = match (&article_a.text, &article_b.text) {
            (None, _) | (_, None) => Some(SkippedReason::TextMissing),
            (of_a, of_b) if of_a != of_b => Some(SkippedReason::TextDiffers),
            _ if !(a.has_read(article_a) && b.has_read(article_b)) => Some(SkippedReason::ReadByOne),
            _ => None,
        };
        match reason {
            None => result.pairs.push(((of_a, article_a), (of_b, article_b))),
            // Nobody has begun it, so there is nothing to tell.
            Some(SkippedReason::ReadByOne) if !a.has_read(article_a) && !b.has_read(article_b) => {}
            Some(reason) => result.skipped.push(Skipped {
                a: Some(of_a.clone()),
                b: Some(of_b.clone()),
                reason,
            }),
        }
    }
    result.skipped.extend(left_a.keys().map(|id| Skipped {
        a: Some((*id).clone()),
        b: None,
        reason: SkippedReason::OnlyInA,
    }));
    result.skipped.extend(left_b.keys().map(|id| Skipped {
        a: None,
        b: Some((*id).clone()),
        reason: SkippedReason::OnlyInB,
    }));
    result
}

/// Articles that are told by the same words, where only one on each side is.
fn alike<'a>(
    a: &BTreeMap<&'a ArticleId, &'a Article>,
    b: &BTreeMap<&'a ArticleId, &'a Article>,
    words: Telling,
) -> Vec<(&'a ArticleId, &'a ArticleId)> {
    let by_words = |articles: &BTreeMap<&'a ArticleId, &'a Article>| {
        let mut by_words: BTreeMap<String, BTreeSet<&'a ArticleId>> = BTreeMap::new();
        for (id, article) in articles {
            if let Some(words) = words(id, article).filter(|words| !words.is_empty()) {
                by_words.entry(words).or_default().insert(id);
            }
        }
        by_words
    };
    let of_b = by_words(b);
    let only = |ids: &BTreeSet<&'a ArticleId>| ids.first().copied().filter(|_| ids.len() == 1);
    let pair =
        |(words, ids): (&String, &BTreeSet<&'a ArticleId>)| Some((only(ids)?, only(of_b.get(words)?)?));
    by_words(a).iter().filter_map(pair).collect()
}
