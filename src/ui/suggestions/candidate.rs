//! One suggested claim, and how sure it is.

use crate::model::Project;
use crate::suggest::Mention;
use crate::suggest::claims::Suggestion;

/// A suggestion with what it is known by.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What is suggested.
    pub suggestion: Suggestion,
    /// By its words and its cue.
    pub fingerprint: u64,
}

/// How sure a suggestion is, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sureness {
    /// At least 85 in a hundred are right.
    Sure,
    /// At least half.
    Likely,
    /// Fewer.
    Unsure,
}

impl Sureness {
    /// How many of the four bars are filled.
    pub(super) fn bars(probability: f32) -> usize {
        match probability {
            it if it >= 0.85 => 4,
            it if it >= 0.7 => 3,
            it if it >= 0.5 => 2,
            _ => 1,
        }
    }

    /// The sureness of a probability.
    pub(super) fn new(probability: f32) -> Self {
        match Self::bars(probability) {
            4 => Self::Sure,
            2 | 3 => Self::Likely,
            _ => Self::Unsure,
        }
    }

    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Sure => fl!("suggestions-sure"),
            Self::Likely => fl!("suggestions-likely"),
            Self::Unsure => fl!("suggestions-unsure"),
        }
    }
}

impl Candidate {
    /// The first byte of its content.
    pub fn start(&self) -> usize {
        self.suggestion.content.first().map_or(0, |span| span.start)
    }
}

/// Whom a suggestion names.
pub(super) fn names(project: &Project, candidate: &Candidate) -> String {
    let name = |mention: &Mention| match &mention.speaker {
        Some(id) if project.speaker(id).is_some() => project.speaker_label(id).to_owned(),
        _ => mention.name.clone(),
    };
    let names: Vec<String> = candidate.suggestion.speakers.iter().map(name).collect();
    if names.is_empty() {
        fl!("suggestions-nobody").to_owned()
    } else {
        names.join(" + ")
    }
}
