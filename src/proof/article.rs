//! The quotations of articles, whether they are marked as claims or not, and the reference texts that can hold each: those
//! that are not younger than the article, the speaker's own first.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;

use super::{Place, Proof, References, Verdict};
use crate::model::reference::ReferenceText;
use crate::model::{
    Article, ArticleId, Claim, ClaimId, Problem, ProblemKind, Project, Quotation, ReferenceId,
};
use crate::text::Span;
use crate::text::fold::fold;
use crate::text::quotation::quotations;

/// A quotation of an article, and what was found of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvedQuotation {
    /// The claim that holds it, or most of it.
    pub claim: Option<ClaimId>,
    /// Where it stands in the article, in bytes, without its quotation marks.
    pub span: Span,
    /// What was found; its places count the reference texts of [`ReferenceShelf::ids`].
    pub proof: Proof,
    /// Why it was not judged, where it was not found for that reason.
    pub not_judged: Option<NotJudged>,
}

/// Why a quotation could not be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotJudged {
    /// No reference text can hold it.
    NoReference,
    /// All that can hold it are in another language: it is translated.
    OtherLanguage,
}

impl NotJudged {
    /// Its name in files: `other_language`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoReference => "no_reference",
            Self::OtherLanguage => "other_language",
        }
    }
}

/// The reference texts of a project, looked through once.
#[derive(Debug)]
pub struct ReferenceShelf<'a> {
    ids: Vec<&'a ReferenceId>,
    texts: Vec<&'a ReferenceText>,
    references: References<'a>,
}

impl<'a> ReferenceShelf<'a> {
    /// Looks through reference texts.
    pub fn new(texts: &'a BTreeMap<ReferenceId, ReferenceText>) -> Self {
        Self {
            ids: texts.keys().collect(),
            texts: texts.values().collect(),
            references: References::new(texts.values().map(|reference| &*reference.text)),
        }
    }

    /// The ids, in the order in which places count them.
    pub fn ids(&self) -> &[&'a ReferenceId] {
        &self.ids
    }

    /// The reference text of a place, with its id.
    pub fn at(&self, place: &Place) -> Option<(&'a ReferenceId, &'a ReferenceText)> {
        Some((self.ids.get(place.text)?, self.texts.get(place.text)?))
    }

    /// Proves every quotation of an article, in its order.
    pub fn prove(&self, project: &Project, article: &Article) -> Vec<ProvedQuotation> {
        let Some(text) = article.text.as_deref() else {
            return Vec::new();
        };
        let quoted = quotations_of(text, article);
        let proved = quoted.into_iter().map(|(span, claim)| {
            let speakers = claim
                .map(|(_, claim)| names_of(project, claim))
                .unwrap_or_default();
            let candidates = self.candidates(article, &speakers);
            let proof = self.references.prove(span.slice(text).unwrap_or(""), &candidates);
            let not_judged =
                (proof.verdict == Verdict::NotFound).then(|| self.not_judged(article, &candidates));
            ProvedQuotation {
                claim: claim.map(|(id, _)| id.clone()),
                span,
                proof,
                not_judged: not_judged.flatten(),
            }
        });
        proved.collect()
    }

    /// The quotations of an article with other words than the reference texts they are from, as problems.
    pub fn problems(&self, project: &Project, id: &ArticleId, article: &Article) -> Vec<Problem> {
        let proved = self.prove(project, article).into_iter();
        let altered = proved.filter(|one| one.proof.verdict == Verdict::Altered);
        let problems = altered.map(|one| {
            let words = one.span.words(article.text.as_deref().unwrap_or("")).to_owned();
            let told = one.proof.differences.iter().filter_map(|difference| {
                let (_, reference) = self.at(&difference.place)?;
                Some(difference.describe(&words, &reference.text))
            });
            let differences = told.collect::<Vec<_>>().join("; ");
            Problem {
                article: Some(id.clone()),
                claim: one.claim,
                kind: ProblemKind::QuotationAltered { words, differences },
            }
        });
        problems.collect()
    }

    /// The texts that can hold a quotation of an article, those of these speakers first, then those in its language.
    fn candidates(&self, article: &Article, speakers: &BTreeSet<String>) -> Vec<usize> {
        // It may be another day already where something is said.
        let last = article
            .metadata
            .published
            .and_then(|date| date.checked_add(1.day()).ok());
        let is_older =
            |text: &&ReferenceText| text.facts.date.zip(last).is_none_or(|(said, last)| said <= last);
        let texts = self.texts.iter().enumerate();
        let mut candidates: Vec<usize> = texts
            .filter(|(_, text)| is_older(text))
            .map(|(at, _)| at)
            .collect();
        candidates.sort_by_key(|&at| {
            let text = self.texts.get(at);
            let speaker = text.and_then(|text| text.facts.speaker.as_deref());
            let is_theirs = speaker.is_some_and(|name| speakers.contains(&fold(name)));
            let is_same_language = text.is_some_and(|text| is_same_language(article, text));
            (!is_theirs, !is_same_language)
        });
        candidates
    }

    fn not_judged(&self, article: &Article, candidates: &[usize]) -> Option<NotJudged> {
        let mut texts = candidates.iter().filter_map(|&at| self.texts.get(at));
        if candidates.is_empty() {
            Some(NotJudged::NoReference)
        } else if texts.any(|text| is_same_language(article, text)) {
            None
        } else {
            Some(NotJudged::OtherLanguage)
        }
    }
}

/// Whether an article and a reference text are in the same language, as far as both are known.
fn is_same_language(article: &Article, reference: &ReferenceText) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or(tag).to_lowercase();
    let languages = article
        .metadata
        .language
        .as_deref()
        .zip(reference.facts.language.as_deref());
    languages.is_none_or(|(ours, theirs)| primary(ours) == primary(theirs))
}

/// The names of all who say a claim, as they are compared.
fn names_of(project: &Project, claim: &Claim) -> BTreeSet<String> {
    let speakers = claim.voice.speakers().filter_map(|id| project.speaker(id));
    let names = speakers.flat_map(|speaker| std::iter::once(&speaker.name).chain(&speaker.aliases));
    names.map(|name| fold(name)).collect()
}

type QuotedClaim<'a> = (Span, Option<(&'a ClaimId, &'a Claim)>);

/// The quotations of an article without those within others, each with its claim, and what is claimed to be a direct
/// quotation without any marks; in the order of the text.
fn quotations_of<'a>(text: &str, article: &'a Article) -> Vec<QuotedClaim<'a>> {
    let claims: Vec<(&ClaimId, &Claim)> = article.claims_in_order();
    let mut outer: Vec<Span> = Vec::new();
    for quoted in quotations(text, Span::new(0, text.len())) {
        if !outer.last().is_some_and(|last| last.covers(quoted.inner)) {
            outer.push(quoted.inner);
        }
    }
    let has_words = |span: &Span| span.words(text).contains(char::is_alphanumeric);
    outer.retain(has_words);
    let unmarked = claims
        .iter()
        .filter(|(_, claim)| claim.quotation == Some(Quotation::Direct));
    let unmarked = unmarked.flat_map(|(_, claim)| spans_of(claim));
    let unmarked: Vec<Span> = unmarked
        .filter(|span| !outer.iter().any(|quoted| quoted.overlaps(*span)))
        .collect();
    outer.extend(unmarked);
    outer.sort();
    outer.dedup();
    let overlap = |claim: &Claim, quoted: Span| -> usize {
        let shared = |span: Span| {
            span.end
                .min(quoted.end)
                .saturating_sub(span.start.max(quoted.start))
        };
        spans_of(claim).map(shared).sum()
    };
    let quoted = outer.into_iter().map(|span| {
        let best = claims.iter().max_by_key(|(_, claim)| {
            // Of claims that hold as much of it, the one with the least beside it.
            (
                overlap(claim, span),
                std::cmp::Reverse(spans_of(claim).map(Span::len).sum::<usize>()),
            )
        });
        (span, best.filter(|(_, claim)| overlap(claim, span) > 0).copied())
    });
    quoted.collect()
}

fn spans_of(claim: &Claim) -> impl Iterator<Item = Span> + '_ {
    claim.spans.iter().filter_map(crate::model::Anchor::span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reference::ReferenceFacts;
    use crate::model::{Head, Metadata, Speaker, Voice};

    fn reference(text: &str, facts: ReferenceFacts) -> ReferenceText {
        ReferenceText {
            facts,
            text: text.into(),
        }
    }

    /// Each quotation with its claim, its verdict, why it was not judged, and where it is.
    fn told(article: &Article, project: &Project, texts: &[(&str, ReferenceText)]) -> Vec<String> {
        let texts: BTreeMap<ReferenceId, ReferenceText> = texts
            .iter()
            .map(|(id, text)| (ReferenceId::from(*id), text.clone()))
            .collect();
        let shelf = ReferenceShelf::new(&texts);
        let text = article.text.as_deref().unwrap();
        let proved = shelf.prove(project, article).into_iter().map(|one| {
            let claim = one.claim.map_or("-".to_owned(), |claim| claim.to_string());
            let place = one.proof.places.first().and_then(|place| shelf.at(place));
            let place = place.map_or("-".to_owned(), |(id, _)| id.to_string());
            let why = one.not_judged.map_or("", NotJudged::name);
            format!(
                "{} {claim} {} {place} {why}",
                one.span.words(text),
                one.proof.verdict.name()
            )
            .trim()
            .to_owned()
        });
        proved.collect()
    }

    const TEXT: &str =
        "“We will not ‘give in’,” he said. She spoke of “a very long winter”. They will leave in May.";

    fn article() -> Article {
        let metadata = Metadata {
            language: Some("en-GB".to_owned()),
            published: Some(jiff::civil::date(2024, 2, 11)),
            ..Metadata::default()
        };
        let mut article = Article::new(metadata, TEXT);
        let mut claim = |id: &str, words: &str, quotation| {
            let start = TEXT.find(words).unwrap();
            let mut claim = Claim::new(TEXT, Span::new(start, start + words.len())).unwrap();
            claim.quotation = quotation;
            claim.voice = Voice::attributed_to("s-1".into());
            article.claims.insert(id.into(), claim);
        };
        claim("c-1", "We will not ‘give in’,", None);
        claim("c-2", "They will leave in May", Some(Quotation::Direct));
        article
    }

    fn project() -> Project {
        let speaker = Speaker::named("Nadia Karim", 0);
        Project::from_parts(
            Head::titled("P"),
            BTreeMap::new(),
            [("s-1".into(), speaker)].into(),
            BTreeMap::new(),
        )
    }

    #[test]
    fn every_quotation_is_proved_marked_as_a_claim_or_not() {
        let text = "We will not “give in”. They will leave in May.";
        assert_eq!(
            told(
                &article(),
                &project(),
                &[("speech", reference(text, ReferenceFacts::default()))]
            ),
            [
                "We will not ‘give in’, c-1 typography speech",
                "a very long winter - not_found -",
                "They will leave in May c-2 verbatim speech"
            ]
        );
    }

    #[test]
    fn the_speakers_own_text_comes_first_and_younger_ones_and_other_languages_hold_nothing() {
        let facts = |speaker: Option<&str>, language: &str, day: i8| ReferenceFacts {
            speaker: speaker.map(str::to_owned),
            language: Some(language.to_owned()),
            date: Some(jiff::civil::date(2024, 2, day)),
            ..ReferenceFacts::default()
        };
        let text = "They will leave in May. A very long winter.";
        let texts = [
            ("a", reference(text, facts(None, "en", 10))),
            ("b", reference(text, facts(Some("nadia karim"), "en", 12))),
            ("c", reference(text, facts(Some("nadia karim"), "en", 14))),
        ];
        assert_eq!(
            told(&article(), &project(), &texts)[1..],
            [
                "a very long winter - typography a",
                "They will leave in May c-2 verbatim b"
            ]
        );
        let arabic = [("d", reference("سوف نغادر في مايو", facts(None, "ar", 1)))];
        assert_eq!(
            told(&article(), &project(), &arabic)[2],
            "They will leave in May c-2 not_found - other_language"
        );
        assert_eq!(
            told(&article(), &project(), &[])[2],
            "They will leave in May c-2 not_found - no_reference"
        );
        assert_eq!(
            told(&article(), &project(), &texts[2..])[2],
            "They will leave in May c-2 not_found - no_reference"
        );
    }
}
