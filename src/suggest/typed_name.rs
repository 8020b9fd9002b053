//! Names of an article that go on from what somebody types: 'Yah' to 'Yahya Rasoul'.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::Span;
use crate::text::fold::fold;

/// A name has at most so many words.
const MAX_WORDS: usize = 6;
/// Small words inside names.
const PARTICLES: [&str; 16] = [
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "el", "ibn", "la", "of", "van", "von",
];

/// At most `limit` names, each a run of words with capitals of which one begins with `typed`, whatever its case and
/// accents; those nearest to the byte `near` first. A name has its place where it stands in the paragraph of `near`, so
/// that it can be the source. Scripts without capitals have no such runs.
pub fn names_beginning_with(
    text: &str,
    typed: &str,
    near: usize,
    limit: usize,
) -> Vec<(String, Option<Span>)> {
    let typed = fold(typed.trim());
    if typed.chars().count() < 2 {
        return Vec::new();
    }
    let mut found: Vec<(usize, String, Span)> = Vec::new();
    for run in runs(text) {
        let Some(name) = run.slice(text) else { continue };
        let folded = fold(name);
        let begins = folded.starts_with(&typed)
            || folded
                .match_indices(' ')
                .any(|(at, _)| folded.get(at + 1..).is_some_and(|rest| rest.starts_with(&typed)));
        if begins {
            found.push((run.start.abs_diff(near), name.to_owned(), run));
        }
    }
    found.sort_by_key(|(distance, ..)| *distance);
    let mut names: Vec<(String, Option<Span>)> = Vec::new();
    for (_, name, span) in found {
        if names.len() == limit {
            break;
        }
        if names.iter().all(|(known, _)| fold(known) != fold(&name)) {
            let between = text.get(span.start.min(near)..span.start.max(near));
            let is_near = between.is_some_and(|between| !between.contains('\n'));
            names.push((name, is_near.then_some(span)));
        }
    }
    names
}

/// Runs of words with capitals, with the small words between them. A single word that begins a sentence is none: most
/// such words are no names.
fn runs(text: &str) -> Vec<Span> {
    let mut runs = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    let mut particles = 0;
    let mut end = 0;
    for (at, word) in text.unicode_word_indices() {
        let gap = text.get(end..at).unwrap_or_default();
        let is_joined = matches!(gap, " " | "-" | "’" | "'");
        let is_capital = word.starts_with(char::is_uppercase);
        let is_particle = PARTICLES.contains(&word);
        if !is_joined || run.len() == MAX_WORDS || !(is_capital || (is_particle && !run.is_empty())) {
            runs.extend(closed(text, &run, particles));
            run.clear();
            particles = 0;
        }
        if is_capital || (is_particle && !run.is_empty()) {
            run.push(Span::new(at, at + word.len()));
            particles = if is_particle { particles + 1 } else { 0 };
        }
        end = at + word.len();
    }
    runs.extend(closed(text, &run, particles));
    runs
}

fn closed(text: &str, run: &[Span], particles: usize) -> Option<Span> {
    let run = run.get(..run.len() - particles)?;
    let (first, last) = (run.first()?, run.last()?);
    let before = text
        .get(..first.start)?
        .trim_end_matches(['“', '"', '\'', '‘', '«', '(', ' ']);
    let begins_sentence = before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':', '”']);
    let is_lone = run.len() == 1 && begins_sentence;
    (!is_lone).then(|| Span::new(first.start, last.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "It will stay, said Maria Lopez of the union. The mayor left.\n\nMarin van der Berg and Yahya Rasoul agreed.";

    fn names(typed: &str) -> Vec<String> {
        let found = names_beginning_with(TEXT, typed, 0, 5);
        found.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn names_go_on_from_any_of_their_words_nearest_first() {
        assert_eq!(names("Mar"), ["Maria Lopez", "Marin van der Berg"]);
        assert_eq!(names("lopez"), ["Maria Lopez"]);
        assert_eq!(names("YAH"), ["Yahya Rasoul"]);
        assert_eq!(names("ber"), ["Marin van der Berg"]);
        assert_eq!(names("m"), Vec::<String>::new(), "one letter says nothing");
    }

    #[test]
    fn a_word_that_begins_a_sentence_alone_is_no_name() {
        assert_eq!(names("the"), Vec::<String>::new());
        assert_eq!(names("it"), Vec::<String>::new());
    }

    #[test]
    fn a_name_of_the_same_paragraph_has_its_place() {
        let found = names_beginning_with(TEXT, "mar", 5, 5);
        assert!(found[0].1.is_some() && found[1].1.is_none(), "{found:?}");
    }
}
