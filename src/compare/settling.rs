//! How a difference between two reviewers of one project is settled, and which differences are alike enough to be settled
//! together.
//!
//! Nothing is deleted: to settle a difference is to decide on its claims, so that both originals stay with the decision, its
//! author and the time, and whoever exports accepted claims exports the outcome.

use super::{ComparedArticle, Difference, DifferenceKind, Side};
use crate::model::{Anchor, Attribution, Claim, ClaimRef, Decision, ReviewerId, Voice};
use crate::text::Span;
use crate::text::fold::fold;

/// How a difference is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The first side's reading stands.
    First,
    /// The second side's reading stands.
    Second,
    /// Both stand.
    Both,
    /// Neither stands.
    Neither,
}

/// The decisions that settle a difference between two reviewers of one project. Where both decided on the very same claim,
/// the decision of the side whose reading stands is taken; that both stand then means that it is in dispute.
pub fn decisions(
    (a, b): (&Side, &Side),
    article: &ComparedArticle,
    difference: &Difference,
    outcome: Outcome,
) -> Vec<(ClaimRef, Decision)> {
    let (first, second) = match outcome {
        Outcome::First => (Decision::Accepted, Decision::Rejected),
        Outcome::Second => (Decision::Rejected, Decision::Accepted),
        Outcome::Both => (Decision::Accepted, Decision::Accepted),
        Outcome::Neither => (Decision::Rejected, Decision::Rejected),
    };
    if difference.a.is_some() && difference.a == difference.b {
        let Some(claim) = &difference.a else {
            return Vec::new();
        };
        let at = (article.a.clone(), claim.clone());
        let theirs = |side: &Side| {
            let reviews = &side.project.claim(&at.0, &at.1)?.reviews;
            Some(reviews.get(side.by.as_ref()?)?.decision)
        };
        let decision = match outcome {
            Outcome::First => theirs(a),
            Outcome::Second => theirs(b),
            Outcome::Both => Some(Decision::Disputed),
            Outcome::Neither => Some(Decision::Rejected),
        };
        return decision.map(|decision| (at, decision)).into_iter().collect();
    }
    let of_a = difference
        .a
        .iter()
        .map(|id| ((article.a.clone(), id.clone()), first));
    let of_b = difference
        .b
        .iter()
        .map(|id| ((article.b.clone(), id.clone()), second));
    of_a.chain(of_b).collect()
}

/// Whether a reviewer has settled a difference: they have decided on all its claims, and the decisions hold. A difference
/// between one's own decision and another's is open until they are the same.
pub fn is_settled(
    (a, b): (&Side, &Side),
    article: &ComparedArticle,
    difference: &Difference,
    by: &ReviewerId,
) -> bool {
    let is_side = a.by.as_ref() == Some(by) || b.by.as_ref() == Some(by);
    if is_side && difference.kind == DifferenceKind::Review {
        return false;
    }
    let of_a = difference.a.iter().map(|id| a.project.claim(&article.a, id));
    let mut claims = of_a.chain(difference.b.iter().map(|id| b.project.claim(&article.b, id)));
    claims.all(|claim| {
        let review = claim.and_then(|claim| claim.reviews.get(by));
        review.is_some_and(|review| !review.standing.is_stale())
    })
}

/// What differences have in common that are alike: the kind, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Likeness {
    /// The kind.
    pub kind: DifferenceKind,
    /// What it is about, folded: the cue of a claim that one side alone marked, or the words that one side alone covers.
    pub about: Vec<String>,
    /// For words that one side alone covers, whether that is the first side, word by word.
    pub is_first: Vec<bool>,
}

/// What a difference is alike to others in. `None` where it is about nothing that others could share.
pub fn likeness(
    (a, b): (&Side, &Side),
    article: &ComparedArticle,
    difference: &Difference,
) -> Option<Likeness> {
    let (of_a, of_b) = (a.project.article(&article.a)?, b.project.article(&article.b)?);
    let claim_a = difference.a.as_ref().and_then(|id| of_a.claims.get(id));
    let claim_b = difference.b.as_ref().and_then(|id| of_b.claims.get(id));
    let text = of_a.text.as_deref()?;
    let (mut about, mut is_first) = (Vec::new(), Vec::new());
    match (claim_a, claim_b) {
        (Some(alone), None) | (None, Some(alone)) => about.push(cue_of(alone)?),
        (Some(one), Some(other)) => {
            let anchors: fn(&Claim) -> Vec<Anchor> = match difference.kind {
                DifferenceKind::Extent => |claim| claim.spans.clone(),
                DifferenceKind::Source => |claim| parts(claim, |link| &link.source),
                DifferenceKind::Cue => |claim| parts(claim, |link| &link.cue),
                _ => return None,
            };
            for (words, first) in one_sided(text, &anchors(one), &anchors(other)) {
                about.push(words);
                is_first.push(first);
            }
        }
        (None, None) => return None,
    }
    (!about.is_empty()).then_some(Likeness {
        kind: difference.kind,
        about,
        is_first,
    })
}

fn parts(claim: &Claim, part: fn(&Attribution) -> &Vec<Anchor>) -> Vec<Anchor> {
    claim
        .voice
        .chain()
        .iter()
        .flat_map(|link| part(link).iter().cloned())
        .collect()
}

/// The folded cue of a claim, nothing for one in the article's own voice; `None` where no cue is marked.
fn cue_of(claim: &Claim) -> Option<String> {
    match &claim.voice {
        Voice::Article => Some(String::new()),
        Voice::ToBeAttributed => None,
        Voice::Attributed(chain) => {
            let cue = &chain.first()?.cue;
            let words: Vec<String> = cue.iter().map(|anchor| fold(&anchor.words)).collect();
            Some(words.join(" … ")).filter(|words| !words.is_empty())
        }
    }
}

/// The folded stretches of text that only one side covers, in order, and whether that is the first.
fn one_sided(text: &str, a: &[Anchor], b: &[Anchor]) -> Vec<(String, bool)> {
    let spans = |anchors: &[Anchor]| anchors.iter().filter_map(Anchor::span).collect::<Vec<Span>>();
    let (a, b) = (spans(a), spans(b));
    let mut ends: Vec<usize> = a
        .iter()
        .chain(&b)
        .flat_map(|span| [span.start, span.end])
        .collect();
    ends.sort_unstable();
    ends.dedup();
    let covers = |spans: &[Span], at: usize| spans.iter().any(|span| span.contains(at));
    let stretch = |ends: &[usize]| {
        let (start, end) = (*ends.first()?, *ends.last()?);
        let is_first = covers(&a, start);
        let words = fold(text.get(start..end)?.trim());
        (is_first != covers(&b, start) && !words.is_empty()).then_some((words, is_first))
    };
    ends.windows(2).filter_map(stretch).collect()
}
