//! Who gets to speak: words, claims, articles and persons counted by what is known of claims, speakers and articles.
//!
//! Rejected claims are left out, disputed ones are in. A relayed claim counts for its origin, the last link of its chain.
//! Joint speakers count in full, each. The pieces of a claim are one claim. A word is one by Unicode's UAX 29; it is in a
//! claim if any letter of it is, and counts once for each speaker of an article, however many of their claims hold it.

mod field;
mod table;

#[cfg(test)]
mod tests;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

pub use field::Field;
pub use table::{Concentration, Counted, Measure, Row, Table};

use crate::model::{Anchor, Article, ClaimId, Project, ReviewState, SpeakerId};

/// Whom a claim counts for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Teller {
    /// A speaker at the origin of its chain.
    Speaker(SpeakerId),
    /// The article itself.
    Article,
    /// Nobody yet.
    Nobody,
}

/// A claim of an article as it counts for one teller.
#[derive(Clone, Debug)]
struct Telling {
    teller: Teller,
    is_person: bool,
    claim: ClaimId,
    /// The article's words it holds, by their numbers.
    words: Vec<Range<usize>>,
    /// For each field its values; none where the field says nothing of it.
    values: Vec<Vec<String>>,
}

/// What an article gives to be counted.
#[derive(Clone, Debug)]
pub struct Reading {
    tellings: Vec<Telling>,
}

impl Reading {
    /// Reads an article by these fields. An article whose text has not been read has no words.
    pub fn new(project: &Project, article: &Article, fields: &[Field]) -> Self {
        let text = article.text.as_deref().unwrap_or("");
        let places = text.unicode_word_indices();
        let places: Vec<(usize, usize)> = places.map(|(at, word)| (at, at + word.len())).collect();
        let mut tellings = Vec::new();
        let mut first = None;
        for (id, claim) in article.claims_in_order() {
            if claim.review_state() == ReviewState::Rejected {
                continue;
            }
            let spans = claim.spans.iter().filter_map(Anchor::span);
            let words: Vec<Range<usize>> = spans
                .map(|span| {
                    let start = places.partition_point(|word| word.1 <= span.start);
                    start..places.partition_point(|word| word.0 < span.end).max(start)
                })
                .collect();
            let told = field::ClaimFacts::new(project, article, text, claim);
            for teller in told.tellers() {
                let is_first = teller == *first.get_or_insert_with(|| teller.clone());
                let speaker = match &teller {
                    Teller::Speaker(id) => project.speaker(id),
                    Teller::Article | Teller::Nobody => None,
                };
                tellings.push(Telling {
                    is_person: speaker.is_some_and(|speaker| field::is_person(speaker.kind)),
                    claim: id.clone(),
                    words: words.clone(),
                    values: fields
                        .iter()
                        .map(|field| told.values(*field, &teller, speaker, is_first))
                        .collect(),
                    teller,
                });
            }
        }
        Self { tellings }
    }
}
