//! Descriptions of a claim that several formats share: names, spans, reviews.

use std::borrow::Cow;

use super::words;
use crate::model::{
    Anchor, Article, ArticleId, Attribution, Claim, Evidence, Project, Quotation, Review, ReviewerId,
    SpeakerId, Standing, Voice,
};
use crate::text::Span;

/// The name of a speaker, or its id where it is gone.
pub(super) fn name<'a>(project: &'a Project, id: &'a SpeakerId) -> &'a str {
    let speaker = project.speaker(id);
    speaker.map_or(id.as_str(), |speaker| &speaker.name)
}

/// The names of a link's speakers, for programs: 'The mayor and City council'.
pub(super) fn names(project: &Project, link: &Attribution) -> String {
    let names: Vec<&str> = link.speakers.iter().map(|id| name(project, id)).collect();
    names.join(" and ")
}

/// The same for people, who are told which speaker of a name is meant.
pub(super) fn labels(project: &Project, link: &Attribution) -> String {
    let labels = link.speakers.iter().map(|id| project.speaker_label(id));
    labels.collect::<Vec<_>>().join(" and ")
}

/// A reviewer's decision in a word, and that it is older than the claim's words or speakers where it is.
pub(super) fn decision(review: &Review) -> Cow<'static, str> {
    unless_stale(words::decision(review.decision), &review.standing)
}

fn unless_stale<'a>(words: &'a str, standing: &Standing) -> Cow<'a, str> {
    if standing.is_stale() {
        fl!("review-before-change", decision = words).into()
    } else {
        words.into()
    }
}

/// Each reviewer's decision on a claim: 'disputed by Ben: the second piece, too?'.
pub(super) fn decisions(project: &Project, claim: &Claim) -> impl Iterator<Item = String> {
    claim.reviews.iter().map(|(id, review)| {
        let decided = format!("{} by {}", decision(review), project.reviewer_label(id));
        if review.why.is_empty() {
            decided
        } else {
            format!("{decided}: {}", review.why)
        }
    })
}

/// Who a claim is attributed to, for people: 'Local media, relayed by City council', 'the article' or 'unattributed'.
pub(super) fn who(project: &Project, claim: &Claim) -> String {
    match &claim.voice {
        Voice::ToBeAttributed => words::attribution(&claim.voice).to_owned(),
        Voice::Article => "the article".to_owned(),
        Voice::Attributed(chain) => {
            let links: Vec<String> = chain.iter().map(|link| labels(project, link)).collect();
            links.join(", relayed by ")
        }
    }
}

/// An article's title, or that it has none.
pub(super) fn title(article: &Article) -> &str {
    match article.metadata.title.as_str() {
        "" => fl!("document-untitled"),
        title => title,
    }
}

/// The title of a piece of evidence, or its URL.
pub(super) fn evidence_title(evidence: &Evidence) -> &str {
    if evidence.title.is_empty() {
        &evidence.url
    } else {
        &evidence.title
    }
}

/// The words of several spans, joined by ' … '.
pub(super) fn pieces(anchors: &[Anchor]) -> String {
    let pieces: Vec<&str> = anchors.iter().map(|anchor| anchor.words.as_str()).collect();
    pieces.join(" … ")
}

/// The pieces that stand in the text.
pub(super) fn spans(anchors: &[Anchor]) -> Vec<Span> {
    anchors.iter().filter_map(Anchor::span).collect()
}

/// How a claim is quoted; only the text can tell, unless a person did.
pub(super) fn quotation(article: &Article, claim: &Claim) -> Option<Quotation> {
    let by_marks = || {
        let text = article.text.as_deref();
        text.map(|text| claim.quotation_by_marks(text))
    };
    claim.quotation.or_else(by_marks)
}

/// The label of a claim's verdict, and that it is older than the claim's words or speakers where it is.
pub(super) fn verdict<'a>(project: &'a Project, claim: &'a Claim) -> Option<Cow<'a, str>> {
    let verdict = claim.verdict.as_ref()?;
    Some(unless_stale(
        project.rating_label(&verdict.rating),
        &verdict.standing,
    ))
}

/// The label of a verdict that holds for the claim as it is, for formats without room to say that one is older.
pub(super) fn current_verdict<'a>(project: &'a Project, claim: &'a Claim) -> Option<&'a str> {
    let verdict = claim.verdict.as_ref()?;
    (!verdict.standing.is_stale()).then(|| project.rating_label(&verdict.rating))
}

/// Where an article is found: its address, or a name of its own.
pub(super) fn address(id: &ArticleId, article: &Article) -> String {
    let url = article.metadata.url.as_deref().filter(|url| is_web_address(url));
    url.map_or_else(|| own_address(id), str::to_owned)
}

/// The name of an article's text.
pub(super) fn own_address(id: &ArticleId) -> String {
    format!("urn:sayso:article:{id}")
}

/// Whether it is a whole address of the web, which a reader may follow.
pub(super) fn is_web_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !url.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c))
    })
}

/// The latest decision, for formats that hold one.
pub(super) fn last_review(claim: &Claim) -> Option<(&ReviewerId, &Review)> {
    claim.reviews.iter().max_by_key(|(_, review)| review.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Head, Verdict};

    #[test]
    fn a_verdict_older_than_its_claim_says_so_or_is_left_out() {
        let project = Project::new(Head::titled("Talks"));
        let mut claim = Claim {
            verdict: Some(Verdict {
                rating: "true".into(),
                by: "r-1".into(),
                at: jiff::Timestamp::UNIX_EPOCH,
                standing: Standing::Current,
            }),
            ..Claim::default()
        };
        assert_eq!(verdict(&project, &claim).unwrap(), "True");
        assert_eq!(current_verdict(&project, &claim), Some("True"));
        let stale = Standing::Stale(Box::default());
        claim.verdict.as_mut().unwrap().standing = stale;
        assert_eq!(
            verdict(&project, &claim).unwrap(),
            "True (before the claim changed)"
        );
        assert_eq!(current_verdict(&project, &claim), None);
    }
}
