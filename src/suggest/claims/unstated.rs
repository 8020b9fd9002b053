//! Cues whose subject is not who says so: 'the plan is seen as', 'he seemed to suggest'. The taggers read the subject as a
//! source; it is part of what is said.

use super::super::unstated::{SEEMS, STATES};
use crate::text::Span;

/// The forms of 'to be', which make a passive with a participle.
const BE: [&str; 10] = [
    "is", "are", "was", "were", "be", "been", "being", "gets", "get", "got",
];

/// Participles that do not end in 'ed' and tell what is said of somebody.
const PARTICIPLES: [&str; 9] = [
    "known", "said", "seen", "thought", "held", "told", "heard", "read", "hit",
];

/// Whether the text leaves open who says so, where the subject stands before this cue: after 'seemed', and after a
/// passive that no 'by' follows and that tells no state of mind.
pub(super) fn is_unstated(text: &str, cue: Span) -> bool {
    let words: Vec<String> = cue
        .words(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.iter().any(|word| SEEMS.contains(&word.as_str())) {
        return words.iter().all(|word| !PLACED.contains(&word.as_str()));
    }
    let Some(be) = words.iter().position(|word| BE.contains(&word.as_str())) else {
        return false;
    };
    let participle = words[be + 1..].iter().find(|word| !is_adverb(word));
    let after = text.get(cue.end..).unwrap_or_default().trim_start();
    let has_agent = after.starts_with("by ") || words.last().is_some_and(|last| last == "by");
    participle.is_some_and(|word| {
        let is_passive = word.ends_with("ed") || PARTICIPLES.contains(&word.as_str());
        is_passive && !STATES.contains(&word.as_str()) && !has_agent
    })
}

/// What follows 'looked' and 'appeared' where they tell no impression: 'appeared on television'.
const PLACED: [&str; 9] = [
    "at", "in", "into", "on", "before", "for", "forward", "with", "ahead",
];

fn is_adverb(word: &str) -> bool {
    word.ends_with("ly")
        || [
            "not", "also", "now", "still", "once", "never", "long", "being", "been",
        ]
        .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, cue: &str) -> bool {
        let start = text.find(cue).expect("it is there");
        is_unstated(text, Span::new(start, start + cue.len()))
    }

    #[test]
    fn passives_and_impressions_leave_open_who_says_so() {
        assert!(told("The plan is widely seen as a ruse.", "is widely seen as"));
        assert!(told("Penn was asked to name one law.", "was asked"));
        assert!(told("Penn seemed to suggest a pause.", "seemed to suggest"));
        assert!(!told("The plan was criticised by Penn.", "was criticised"));
        assert!(!told("Penn was convinced that it holds.", "was convinced"));
        assert!(!told("Penn said the road is closed.", "said"));
        assert!(!told("Penn appeared on the show.", "appeared on"));
    }
}
