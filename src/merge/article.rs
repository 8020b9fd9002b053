//! One article of three versions: its text first, then its claims, which all sides are made to hold against that text, and
//! what is known of it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::claim::merge_claim;
use super::record::{add_difference, merge_record};
use crate::model::ops::update::Way;
use crate::model::{Article, ArticleValue, Claim, ClaimId, ClaimMap, Difference};
use crate::text::ChangeSet;
use crate::text::diff::diff;
use crate::text::matching::Finder;
use crate::text::units::CharIndex;

/// The article that two sides made of one, or that they have in common where none is known.
///
/// A text that has not been read counts as the same. Where the texts differ on both sides ours stands, theirs is a
/// difference, and all claims are carried over to the text that stands. A claim that only one side has is kept unless the
/// other side removed it unchanged. Two claims of one id that share no words were given it by chance: the one that comes
/// first in the text keeps it, the other is called `ID-2`. Two claims over the same words under two ids both stay.
pub fn merge_article(base: Option<&Article>, ours: &Article, theirs: &Article) -> Article {
    changed_article(base, ours, theirs).unwrap_or_else(|| ours.clone())
}

/// The merged article; `None` where it is ours as it is.
pub(super) fn changed_article(base: Option<&Article>, ours: &Article, theirs: &Article) -> Option<Article> {
    let (text, other_text) = merge_text(base, ours, theirs);
    let carries = [base, Some(ours), Some(theirs)].map(|side| Carry::new(side?, text.as_ref()));
    let [base_carry, ours_carry, theirs_carry] = &carries;
    let sides = Sides {
        base: base.map(|article| (&article.claims, base_carry.as_ref())),
        ours: (&ours.claims, ours_carry.as_ref()),
        theirs: (&theirs.claims, theirs_carry.as_ref()),
    };
    let is_another_text = ours.text.is_some() && !is_same(ours.text.as_ref(), text.as_ref());
    let (claims, are_other) = sides.merge();
    let has_facts_of =
        |one: &Article, other: &Article| one.metadata == other.metadata && one.done == other.done;
    let mut merged = if has_facts_of(base.unwrap_or(ours), theirs) {
        ours.clone()
    } else {
        let mut merged = merge_record(base, ours, theirs);
        let refused = |article: &Article| article.metadata.refused.clone();
        merged.metadata.refused = merge_sets(base.map(refused).as_ref(), &refused(ours), &refused(theirs));
        let tags = |article: &Article| article.metadata.tags.iter().cloned().collect();
        let tags: BTreeSet<String> = merge_sets(base.map(tags).as_ref(), &tags(ours), &tags(theirs));
        merged.metadata.tags = tags.into_iter().collect();
        let name = ours.metadata.file_name.as_ref();
        merged.metadata.file_name = name.or(theirs.metadata.file_name.as_ref()).cloned();
        merged
    };
    if let Some(theirs) = other_text {
        add_text(&mut merged, base.and_then(|base| base.text.clone()), theirs);
    }
    if are_other || is_another_text {
        // Claims that stand in a text which has only now been read come with it.
        (merged.claims, merged.text) = (claims, text);
    } else if has_facts_of(&merged, ours) {
        return None;
    }
    Some(merged)
}

/// What either side added is there, what either side took out is not.
fn merge_sets<T: Clone + Ord>(
    base: Option<&BTreeSet<T>>,
    ours: &BTreeSet<T>,
    theirs: &BTreeSet<T>,
) -> BTreeSet<T> {
    let was_there = |item: &T| base.is_some_and(|base| base.contains(item));
    let stays = |item: &&T| (ours.contains(item) && theirs.contains(item)) || !was_there(item);
    ours.union(theirs).filter(stays).cloned().collect()
}

/// The text that stands, and theirs where it is a difference.
fn merge_text(
    base: Option<&Article>,
    ours: &Article,
    theirs: &Article,
) -> (Option<Arc<str>>, Option<Arc<str>>) {
    let (Some(one), Some(other)) = (&ours.text, &theirs.text) else {
        return (ours.text.clone().or_else(|| theirs.text.clone()), None);
    };
    let (text, theirs) = merge_texts(base.and_then(|base| base.text.as_ref()), one, other);
    (Some(text), theirs)
}

/// The text that stands of two versions of one, and theirs where both sides changed it.
pub fn merge_texts(
    base: Option<&Arc<str>>,
    ours: &Arc<str>,
    theirs: &Arc<str>,
) -> (Arc<str>, Option<Arc<str>>) {
    if ours == theirs || base == Some(theirs) {
        (ours.clone(), None)
    } else if base == Some(ours) {
        (theirs.clone(), None)
    } else {
        (ours.clone(), Some(theirs.clone()))
    }
}

/// Puts another version of an article's text beside the one that stands, as a difference.
pub fn add_text(article: &mut Article, base: Option<Arc<str>>, theirs: Arc<str>) {
    let base = base.map(ArticleValue::Text);
    let theirs = ArticleValue::Text(theirs);
    add_difference(article, Difference { theirs, base });
}

fn is_same(one: Option<&Arc<str>>, other: Option<&Arc<str>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// How the claims of one side come to stand in the text that stands.
enum Carry<'a> {
    /// Their places have not been held against a text yet.
    Prove(CharIndex<'a>, Finder<'a>),
    /// They stand in another text.
    Over(&'a str, &'a str, ChangeSet),
}

impl<'a> Carry<'a> {
    /// `None` where they stand in it already.
    fn new(side: &'a Article, text: Option<&'a Arc<str>>) -> Option<Self> {
        let text = text?;
        match &side.text {
            None => Some(Self::Prove(CharIndex::new(text), Finder::new(text))),
            Some(own) if Arc::ptr_eq(own, text) || own == text => None,
            Some(own) => Some(Self::Over(own, text, diff(own, text))),
        }
    }
}

/// The claims of one side, and how they come to stand in the text.
type Side<'a> = (&'a ClaimMap, Option<&'a Carry<'a>>);

/// The claims of one side, each as it stands in the text that stands.
struct Carried<'a> {
    claims: &'a ClaimMap,
    prove: Option<(&'a CharIndex<'a>, &'a Finder<'a>)>,
    way: Option<Way<'a>>,
}

impl<'a> Carried<'a> {
    fn new((claims, carry): Side<'a>) -> Self {
        let (prove, way) = match carry {
            None => (None, None),
            Some(Carry::Prove(index, finder)) => (Some((index, finder)), None),
            Some(Carry::Over(older, newer, change)) => (None, Some(Way::new(older, newer, change))),
        };
        Self { claims, prove, way }
    }

    fn stays(&self) -> bool {
        self.prove.is_none() && self.way.is_none()
    }

    fn get(&self, id: &ClaimId) -> Option<Cow<'a, Claim>> {
        let before = self.claims.get(id)?;
        if self.stays() {
            return Some(Cow::Borrowed(before));
        }
        let mut claim = before.clone();
        if let Some((index, finder)) = &self.prove {
            claim.prove(index, finder, |_| {});
        }
        if let Some(way) = &self.way {
            way.carry(&mut claim);
        }
        claim.follow_decisions(before);
        Some(Cow::Owned(claim))
    }
}

/// The claims of an article, of all sides.
struct Sides<'a> {
    base: Option<Side<'a>>,
    ours: Side<'a>,
    theirs: Side<'a>,
}

impl Sides<'_> {
    /// The merged claims, and whether they are others than ours in the text that stands. What sides share is not looked
    /// at.
    fn merge(&self) -> (ClaimMap, bool) {
        let base = self.base.map(Carried::new);
        let (ours, theirs) = (Carried::new(self.ours), Carried::new(self.theirs));
        let mut merged = ours.claims.clone();
        let mut changed = false;
        let mut apart = Vec::new();
        for id in self.ids(&ours) {
            let before = base.as_ref().and_then(|base| base.get(id));
            let (one, other) = (ours.get(id), theirs.get(id));
            if let (None, Some(one), Some(other)) = (&before, &one, &other)
                && share_no_words(one, other)
            {
                let (first, second) = in_order(one, other);
                changed |= first != one.as_ref();
                merged.insert(id.clone(), first.clone());
                apart.push((id, second.clone()));
                continue;
            }
            let claim = merge_claim(before.as_deref(), one.as_deref(), other.as_deref());
            changed |= claim.as_ref() != one.as_deref();
            match claim {
                Some(claim) => drop(merged.insert(id.clone(), claim)),
                None => drop(merged.remove(id)),
            }
        }
        for (id, claim) in apart {
            changed |= put_apart(&mut merged, id, &claim);
        }
        (merged, changed)
    }

    /// The claims that may come out different from ours.
    fn ids(&self, ours: &Carried<'_>) -> BTreeSet<&ClaimId> {
        let from = self.base.map_or(self.ours.0, |(claims, _)| claims);
        let changes = from.changes(self.theirs.0);
        let changed = changes.filter(|change| change.before != change.after);
        let mut ids: BTreeSet<&ClaimId> = changed.map(|change| change.id).collect();
        if !ours.stays() {
            ids.extend(self.ours.0.keys());
        }
        ids
    }
}

/// Whether two claims are certainly not the same one: they have words, and share none of them.
fn share_no_words(one: &Claim, other: &Claim) -> bool {
    let meets = |a: &crate::model::Anchor, b: &crate::model::Anchor| match (a.span(), b.span()) {
        (Some(a), Some(b)) => a.start < b.end && b.start < a.end,
        _ => a.words == b.words,
    };
    let is_apart = |a| other.spans.iter().all(|b| !meets(a, b));
    !one.spans.is_empty() && !other.spans.is_empty() && one.spans.iter().all(is_apart)
}

/// Two claims in the order of the text, whichever side each is of.
fn in_order<'a>(one: &'a Claim, other: &'a Claim) -> (&'a Claim, &'a Claim) {
    let order = |claim: &Claim| (claim.rank(), claim.words());
    if order(one) <= order(other) {
        (one, other)
    } else {
        (other, one)
    }
}

/// Puts a claim whose id another one has under the first free of `ID-2`, `ID-3` and so on; tells whether anything changed.
fn put_apart(claims: &mut ClaimMap, id: &ClaimId, claim: &Claim) -> bool {
    for number in 2_u64.. {
        let id = ClaimId::from(format!("{id}-{number}"));
        let there = claims.get(&id);
        if there.is_some_and(|there| share_no_words(there, claim)) {
            continue;
        }
        let merged = merge_claim(None, there, Some(claim));
        let is_new = merged.as_ref() != there;
        if let Some(merged) = merged.filter(|_| is_new) {
            claims.insert(id, merged);
        }
        return is_new;
    }
    false
}
