//! Reference texts: what was really said, as a transcript, a statement or a document has it. They lie in the project beside
//! the articles and are none of them. A reference text is evidence and never changes; only what is known about it does.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

/// A reference text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceText {
    /// What is known about it.
    pub facts: ReferenceFacts,
    /// The text, exactly as it came in.
    pub text: Arc<str>,
}

/// What is known about a reference text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceFacts {
    /// Its title: 'Briefing of 11 February'.
    pub title: String,
    /// The occasion: 'Press briefing'.
    pub event: Option<String>,
    /// Who speaks in it, by name.
    pub speaker: Option<String>,
    /// When it was said or published.
    pub date: Option<Date>,
    /// Its address on the web.
    pub url: Option<String>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// When it was added to the project.
    pub added: Option<Timestamp>,
    /// The name of the file beside it that it came from, where that says more than the text.
    pub original: Option<String>,
    /// Where in the text, in Unicode characters, something is said at which time, in milliseconds; in order. Empty where the
    /// file had no times.
    pub times: Vec<(usize, u64)>,
}

impl ReferenceFacts {
    /// When the character is said, in milliseconds from the beginning.
    pub fn time_at(&self, character: usize) -> Option<u64> {
        let after = self.times.partition_point(|(at, _)| *at <= character);
        let (_, time) = self.times.get(after.checked_sub(1)?)?;
        Some(*time)
    }

    /// With what others know of it where nothing is known here; and whether both know the same then.
    #[must_use]
    pub fn filled_from(self, other: &Self) -> (Self, bool) {
        let filled = Self {
            event: self.event.or_else(|| other.event.clone()),
            speaker: self.speaker.or_else(|| other.speaker.clone()),
            date: self.date.or(other.date),
            url: self.url.or_else(|| other.url.clone()),
            language: self.language.or_else(|| other.language.clone()),
            original: self.original.or_else(|| other.original.clone()),
            ..self
        };
        let known = |facts: &Self| (facts.event.clone(), facts.speaker.clone(), facts.date);
        let (ours, theirs) = (known(&filled), known(other));
        let agrees = (theirs.0.is_none() || ours.0 == theirs.0)
            && (theirs.1.is_none() || ours.1 == theirs.1)
            && (theirs.2.is_none() || ours.2 == theirs.2);
        (filled, agrees)
    }
}

/// A time in milliseconds as players show it: '4:09', '1:04:09'.
pub fn clock_time(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_said_at_the_last_time_before_it() {
        let facts = ReferenceFacts {
            times: vec![(10, 2_000), (40, 249_000)],
            ..ReferenceFacts::default()
        };
        assert_eq!(
            [9, 10, 39, 40, 99].map(|at| facts.time_at(at)),
            [None, Some(2_000), Some(2_000), Some(249_000), Some(249_000)]
        );
        assert_eq!(
            [2_000, 249_999, 3_849_000].map(clock_time),
            ["0:02", "4:09", "1:04:09"]
        );
    }

    #[test]
    fn what_two_people_know_is_put_together_and_what_differs_is_told() {
        let facts = |event: Option<&str>, speaker: Option<&str>| ReferenceFacts {
            event: event.map(str::to_owned),
            speaker: speaker.map(str::to_owned),
            ..ReferenceFacts::default()
        };
        let (filled, agrees) = facts(Some("Briefing"), None).filled_from(&facts(None, Some("Yahya Rasoul")));
        assert_eq!(
            (filled, agrees),
            (facts(Some("Briefing"), Some("Yahya Rasoul")), true)
        );
        let (filled, agrees) = facts(Some("Briefing"), None).filled_from(&facts(Some("Speech"), None));
        assert_eq!((filled, agrees), (facts(Some("Briefing"), None), false));
    }
}
