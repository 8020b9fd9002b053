//! One suggested claim, and how sure it is.

use crate::model::Project;
use crate::suggest::Mention;
use crate::suggest::claims::Suggestion;
use crate::text::Span;
use crate::text::segment::trim;

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
    /// A suggestion of a text. 'That' between a cue and what is said goes with the cue, as reviewers here mark it.
    pub(super) fn new(mut suggestion: Suggestion, text: &str) -> Self {
        let fingerprint = suggestion.fingerprint(text);
        let first = suggestion.content.first().copied();
        if let (Some(cue), Some(first)) = (suggestion.cue, first)
            && let Some(opening) = opening_that(text, cue, first)
        {
            suggestion.cue = Some(Span::new(cue.start, opening.end));
            if let Some(piece) = suggestion.content.first_mut() {
                *piece = trim(text, Span::new(opening.end, first.end));
            }
        }
        Self {
            suggestion,
            fingerprint,
        }
    }

    /// The first byte of its content.
    pub fn start(&self) -> usize {
        self.suggestion.content.first().map_or(0, |span| span.start)
    }
}

/// The word 'that' which opens a piece right behind its cue and before other words.
fn opening_that(text: &str, cue: Span, piece: Span) -> Option<Span> {
    const THAT: &str = "that";
    let between = text.get(cue.end..piece.start)?;
    let words = piece.slice(text)?;
    let rest = words.strip_prefix(THAT)?;
    let opens = rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    (opens && between.trim().is_empty()).then(|| Span::new(piece.start, piece.start + THAT.len()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_goes_with_a_cue_right_before_it_and_stays_elsewhere() {
        let text = "She said that the bridge is safe.";
        let (cue, piece) = (Span::new(4, 8), Span::new(9, 32));
        assert_eq!(opening_that(text, cue, piece), Some(Span::new(9, 13)));
        assert_eq!(opening_that(text, Span::new(0, 3), piece), None);
        assert_eq!(opening_that(text, cue, Span::new(14, 32)), None);
        assert_eq!(opening_that("She said that.", cue, Span::new(9, 13)), None);
    }
}
