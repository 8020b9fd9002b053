//! The descriptions of a claim that several formats share: names, pieces, reviews, and proved spans.

use super::words;
use crate::model::{
    Anchor, Article, ArticleId, Attribution, Claim, Project, Quotation, Review, ReviewerId, SpeakerId,
};
use crate::text::Span;

/// The name of a speaker, or its id where it is gone.
pub fn name<'a>(project: &'a Project, id: &'a SpeakerId) -> &'a str {
    let speaker = project.speaker(id);
    speaker.map_or(id.as_str(), |speaker| &speaker.name)
}

/// The names of a link's speakers: 'The mayor and City council'.
pub fn names(project: &Project, link: &Attribution) -> String {
    let names: Vec<&str> = link.speakers.iter().map(|id| name(project, id)).collect();
    names.join(" and ")
}

/// The name of a reviewer, or its id.
pub fn reviewer<'a>(project: &'a Project, id: &'a ReviewerId) -> &'a str {
    let reviewer = project.reviewers().get(id);
    reviewer.map_or_else(|| id.as_str(), |reviewer| &reviewer.name)
}

/// Each reviewer's decision on a claim: 'disputed by Ben: the second piece, too?'.
pub fn decisions(project: &Project, claim: &Claim) -> impl Iterator<Item = String> {
    claim.reviews.iter().map(|(id, review)| {
        let decided = format!(
            "{} by {}",
            words::decision(review.decision),
            reviewer(project, id)
        );
        if review.why.is_empty() {
            decided
        } else {
            format!("{decided}: {}", review.why)
        }
    })
}

/// Who says a claim, for people: 'Local media, of City council', 'the article', or nothing.
pub fn who(project: &Project, claim: &Claim) -> String {
    let links: Vec<String> = claim
        .voice
        .chain()
        .iter()
        .map(|link| names(project, link))
        .collect();
    if !links.is_empty() {
        links.join(", relayed by ")
    } else if claim.voice.is_settled() {
        "the article".to_owned()
    } else {
        String::new()
    }
}

/// The words of several pieces, joined by ' … '.
pub fn pieces(anchors: &[Anchor]) -> String {
    let pieces: Vec<&str> = anchors.iter().map(|anchor| anchor.words.as_str()).collect();
    pieces.join(" … ")
}

/// The pieces that stand in the text.
pub fn spans(anchors: &[Anchor]) -> Vec<Span> {
    anchors.iter().filter_map(Anchor::span).collect()
}

/// How a claim is quoted; only the text can tell, unless a person did.
pub fn quotation(article: &Article, claim: &Claim) -> Option<Quotation> {
    let by_marks = || {
        let text = article.text.as_deref();
        text.map(|text| claim.quotation_by_marks(text))
    };
    claim.quotation.or_else(by_marks)
}

/// The label of a claim's verdict.
pub fn verdict<'a>(project: &'a Project, claim: &'a Claim) -> Option<&'a str> {
    let verdict = claim.verdict.as_ref()?;
    Some(project.rating_label(&verdict.rating))
}

/// Where an article is found: its address, or a name of its own.
pub fn address(id: &ArticleId, article: &Article) -> String {
    let url = article.metadata.url.as_deref().filter(|url| is_web_address(url));
    url.map_or_else(|| format!("urn:sayso:article:{id}"), str::to_owned)
}

/// Whether it is a whole address of the web, which a reader may follow.
pub fn is_web_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !url.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c))
    })
}

/// The latest decision, for formats that hold one.
pub fn last_review(claim: &Claim) -> Option<(&ReviewerId, &Review)> {
    claim.reviews.iter().max_by_key(|(_, review)| review.at)
}
