//! Gathers what the comparison shows: the open differences, and what each side says where they differ.

use crate::compare::settling::{Likeness, is_settled, likeness};
use crate::compare::{ComparedArticle, Difference, DifferenceKind, Side};
use crate::model::{Anchor, Article, ArticleId, Claim, ClaimId, Project, ReviewerId};
use crate::text::Span;
use crate::text::segment::paragraph_at;
use crate::ui::kit::words;

/// A difference that is not settled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OpenDifference {
    /// The article.
    pub(super) article: ArticleId,
    pub(super) difference: Difference,
    /// What it has in common with others.
    pub(super) likeness: Option<Likeness>,
}

/// The differences that a reviewer has not settled, and the number of the others.
pub(super) fn open_differences(
    (a, b): (&Side, &Side),
    articles: &[ComparedArticle],
    me: &ReviewerId,
) -> (Vec<OpenDifference>, usize) {
    let (mut open, mut settled) = (Vec::new(), 0);
    for article in articles {
        for difference in &article.differences {
            if is_settled((a, b), article, difference, me) {
                settled += 1;
                continue;
            }
            open.push(OpenDifference {
                article: article.a.clone(),
                difference: difference.clone(),
                likeness: likeness((a, b), article, difference),
            });
        }
    }
    (open, settled)
}

/// What one side says where the two differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SideCard {
    /// Who reads it so.
    pub(super) name: String,
    /// To whom the claim is attributed, and by which words; empty where nothing is marked.
    pub(super) who: String,
    /// The words of the claim.
    pub(super) words: String,
    /// When it was marked, if that is known.
    pub(super) when: String,
}

/// A difference as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct QueueEntry {
    /// The title of the article.
    pub(super) title: String,
    /// The paragraphs around the claims.
    pub(super) text: String,
    /// The words of each side's claim, in bytes of that text.
    pub(super) spans: [Vec<Span>; 2],
    pub(super) sides: [SideCard; 2],
}

/// What is shown of a difference; `None` where its article is not there any more.
pub(super) fn entry(project: &Project, sides: &[ReviewerId; 2], open: &OpenDifference) -> Option<QueueEntry> {
    let article = project.article(&open.article)?;
    let text = article.text.as_deref()?;
    let claim = |id: &Option<ClaimId>| article.claims.get(id.as_ref()?);
    let claims = [claim(&open.difference.a), claim(&open.difference.b)];
    let hulls = claims.iter().flatten().filter_map(|claim| claim.hull());
    let hull = hulls.reduce(|one, other| Span::new(one.start.min(other.start), one.end.max(other.end)))?;
    let shown = Span::new(
        paragraph_at(text, hull.start).start,
        paragraph_at(text, hull.end).end,
    );
    let within = |claim: &Claim| {
        let spans = claim.spans.iter().filter_map(Anchor::span);
        spans
            .map(|span| Span::new(span.start - shown.start, span.end - shown.start))
            .collect()
    };
    let [a, b] = sides;
    Some(QueueEntry {
        title: article.metadata.title.clone(),
        text: shown.words(text).to_owned(),
        spans: claims.map(|claim| claim.map(within).unwrap_or_default()),
        sides: [
            card(project, article, open.difference.kind, claims[0], a),
            card(project, article, open.difference.kind, claims[1], b),
        ],
    })
}

fn card(
    project: &Project,
    article: &Article,
    kind: DifferenceKind,
    claim: Option<&Claim>,
    by: &ReviewerId,
) -> SideCard {
    let name = project.reviewer_label(by).to_owned();
    let Some(claim) = claim else {
        return SideCard {
            name,
            ..SideCard::default()
        };
    };
    let links = claim.voice.chain().iter();
    let cue: Vec<&str> = links
        .flat_map(|link| &link.cue)
        .map(|anchor| anchor.words.as_str())
        .collect();
    let who = words::who(project, claim);
    let review = claim
        .reviews
        .get(by)
        .map(|review| words::decision(review.decision));
    let text = article.text.as_deref().unwrap_or_default();
    let detail = match kind {
        DifferenceKind::Review => review.unwrap_or_default().to_owned(),
        DifferenceKind::Verdict => project.verdict_label(claim).unwrap_or_default().to_owned(),
        DifferenceKind::Quotation => words::quotation(claim.quotation_in(text)).to_owned(),
        DifferenceKind::Source => {
            let links = claim.voice.chain().iter();
            let source: Vec<&str> = links
                .flat_map(|link| &link.source)
                .map(|anchor| anchor.words.as_str())
                .collect();
            source.join(" … ")
        }
        _ => cue.join(" … "),
    };
    SideCard {
        name,
        who: if detail.is_empty() {
            who
        } else {
            fl!("compare-who-and", who = who, detail = detail)
        },
        words: claim.words(),
        when: claim
            .marked_at
            .map(|at| at.strftime("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default(),
    }
}
