//! Suggests whole claims: what is said, by whom, through which words, and how likely it is that a person would mark it
//! so. Nothing is edited, and no suggestion counts before a person takes it.
//!
//! In English two small taggers read a paragraph, without a network: the first finds the words that attribute, the
//! second reads, for one of them at a time, who says what; a logistic regression then ranks what was read, and what
//! overlaps a better candidate goes. Quotations that nothing covers are added with the offers for their source. Other
//! languages have rules over word lists. Everything about a suggestion depends on its own paragraph and its neighbours,
//! so an article can be read in any parts and order.

pub(crate) mod candidates;
mod clauses;
pub(crate) mod crf;
mod cutting;
mod draft;
pub(crate) mod features;
pub(crate) mod gazetteer;
pub(crate) mod hash;
mod languages;
mod learning;
pub(crate) mod marked;
mod model;
mod people;
mod quotations;
pub(crate) mod ranking;
pub(crate) mod reading;
mod suggester;
pub(crate) mod trainer;
pub(crate) mod training;
pub(crate) mod units;
mod unstated;

pub use learning::{Explanation, Learned, LearnedWord, Lesson};
pub use marked::{MarkedArticle, MarkedClaim};
pub use model::{Calibration, Model, ModelError};
pub use suggester::{DEFAULT_LEVEL, Known, LEVELS, Suggester};
pub use trainer::train;

use super::{Mention, OfferedVoice};
use crate::model::{Polarity, Quotation};
use crate::text::Span;

/// A claim that the text seems to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What is said, in the order of the text; several pieces where its own cue breaks it.
    pub content: Vec<Span>,
    /// Whether somebody says so whom the text mentions, or nobody whom it tells: 'is seen as', 'fears that'.
    pub voice: OfferedVoice,
    /// The words that mention who says so; empty where the text does not say.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Option<Span>,
    /// Who says so: each with a name to create a speaker by and the known speaker it means; several where they say it
    /// jointly. Empty where the text does not say, or only by a pronoun that stands for nobody in reach.
    pub speakers: Vec<Mention>,
    /// Whether the cue affirms or denies.
    pub polarity: Polarity,
    /// How it is quoted.
    pub quotation: Quotation,
    /// Who passed it on, the nearest first: in 'the agency quoted the minister as saying' the agency.
    pub relayed_by: Vec<Relay>,
    /// How likely a person would mark it so, from 0 to 1: of those at 0.8 about eight in ten are right.
    pub probability: f32,
    /// What led to it, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Somebody who passed a claim on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// Who.
    pub speaker: Mention,
    /// Through which words: 'quoted'.
    pub cue: Option<Span>,
}

/// Something that led to a suggestion, with the words it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// These words attribute.
    Cue(Span),
    /// Somebody stands beside the cue.
    Source(Span),
    /// It stands in quotation marks.
    Quotation(Span),
    /// 'That', 'whether' or 'to' opens it.
    Opening(Span),
    /// Decisions in this project speak for these words.
    Learned(Span),
}

#[cfg(test)]
mod tests;
