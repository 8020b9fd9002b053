//! Finds a quote in a changed text: exact matches first, then approximate ones, scored by wording, context and
//! position. Returns `None` if two candidates score alike.
//!
//! The method is that of the Hypothesis client: candidates are scored by their words, by the context on
//! both sides and, least, by their position. Unlike there, two candidates with about the same score are
//! ambiguous, and a long text is not scanned with errors from end to end: whole words of the quote are
//! looked up first, and errors are counted (in `edit_distance`) only where several of them stand as in
//! the quote.

use std::cell::Cell;

use unicode_segmentation::UnicodeSegmentation;

use super::Span;
use super::edit_distance::{Beginning, Pattern};
use super::occurrences::Occurrences;
use super::segment::{is_grapheme_boundary, snap_to_graphemes, snap_to_words};

/// An occurrence that is certain enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Its position.
    pub span: Span,
    /// From 0 to 1: how well words, context and place agree. 1 is the same words in the same context at the hint.
    pub score: f64,
}

/// The maximum number of errors, as a share of the quote's characters.
const MAX_ERROR_SHARE: f64 = 0.2;
/// The maximum length of a quote that is searched for with errors; a longer one is only found exactly.
const MAX_APPROXIMATE_CHARS: usize = 8_000;
/// How much context is compared on each side.
const CONTEXT_CHARS: usize = 48;
/// How far on both sides of the hint is searched with errors before the rest of the text.
const NEIGHBOURHOOD_BYTES: usize = 4_000;
/// The maximum number of candidates compared with their context: the best by agreement and distance.
const MAX_CANDIDATES: usize = 64;
/// The maximum occurrences of a word in the text: one that is more frequent says little about the place.
const MAX_OCCURRENCES: usize = 5_000;
/// The maximum number of words of the quote that are looked up in the text.
const MAX_ANCHORS: usize = 12;
/// The maximum number of places suggested by those words that are examined.
const MAX_PLACES: usize = 16;
/// The minimum difference in score between the best candidate and the next.
const MIN_LEAD: f64 = 0.04;
/// The minimum score of a match.
const MIN_SCORE: f64 = 0.5;
/// The minimum score of a short quote, which occurs by chance and needs some context.
const MIN_SCORE_WHEN_SHORT: f64 = 0.62;
/// A quote of fewer characters is short.
const SHORT_QUOTE_CHARS: usize = 20;

/// The most comparisons made for all quotes in one text, which take a second or so: thousands of reworded quotes need
/// fewer, but a text made for the purpose could keep the program busy for hours. What is asked beyond is not found.
const MAX_EFFORT: u64 = 300_000_000;
/// How far around a candidate words are looked at, in bytes, beside its errors: longer words are not those of the quote.
const WORD_BYTES: usize = 500;

/// A text in which words are looked for, one quote after another. Looking for very many costs little more than for some,
/// and never more than `MAX_EFFORT`.
#[derive(Debug)]
pub struct Finder<'text> {
    occurrences: Occurrences<'text>,
    effort: Cell<u64>,
}

impl<'text> Finder<'text> {
    /// A finder of quotes in this text.
    pub fn new(text: &'text str) -> Self {
        Self {
            occurrences: Occurrences::new(text),
            effort: Cell::new(0),
        }
    }

    /// Whether no more is looked for in this text.
    fn is_exhausted(&self) -> bool {
        self.effort.get().saturating_add(self.occurrences.effort()) > MAX_EFFORT
    }

    fn charge(&self, comparisons: usize) {
        self.effort
            .set(self.effort.get().saturating_add(comparisons as u64));
    }

    /// The text.
    pub fn text(&self) -> &'text str {
        self.occurrences.text()
    }

    /// The current position of these words. `hint` is their former byte offset, `before` and `after` their former
    /// context (empty when unknown). `None` if they are gone, too
    /// different, or found in several places without one being clearly meant, or if too much was looked for already.
    pub fn find(&self, words: &str, hint: usize, before: &str, after: &str) -> Option<Match> {
        if self.is_exhausted() {
            return None;
        }
        let text = self.text();
        let quote = Quote::new(words, hint, before, after)?;
        let exact = exact(&self.occurrences, &quote);
        if !exact.is_empty() {
            return choose(text, &quote, &exact);
        }
        if quote.folded.len() > MAX_APPROXIMATE_CHARS {
            return None;
        }
        let near = self.approximate(&quote, neighbourhood(text, &quote));
        let chosen = choose(text, &quote, &near);
        if chosen.is_some_and(|chosen| chosen.score > 0.8) {
            return chosen;
        }
        let mut all = near;
        for place in anchored_places(&self.occurrences, &quote) {
            for candidate in self.approximate(&quote, place) {
                if !all.iter().any(|other| other.span.overlaps(candidate.span)) {
                    all.push(candidate);
                }
            }
        }
        choose(text, &quote, &all)
    }

    /// Occurrences with errors in a part of the text, unless too much was looked for already.
    fn approximate(&self, quote: &Quote, part: Span) -> Vec<MatchCandidate> {
        if self.is_exhausted() {
            return Vec::new();
        }
        // 64 characters of the quote are compared at once.
        let rows = quote.folded.len().div_ceil(64);
        self.charge(part.len() * rows);
        let found = approximate(self.text(), quote, part);
        let of_each = (quote.folded.len() + quote.max_errors) * rows + WORD_BYTES;
        self.charge(found.looked_at * of_each);
        found.candidates
    }
}

/// The quote that is searched for, with its context.
struct Quote<'text> {
    words: &'text str,
    folded: Vec<char>,
    hint: usize,
    /// The context before, from the quote outwards, and whether it splits a word or a grapheme.
    before: Vec<char>,
    splits_word_before: bool,
    splits_grapheme_before: bool,
    after: Vec<char>,
    splits_word_after: bool,
    max_errors: usize,
    splits_grapheme_after: bool,
}

impl<'text> Quote<'text> {
    fn new(words: &'text str, hint: usize, before: &str, after: &str) -> Option<Self> {
        let folded = FoldedChars::new(words.trim().char_indices()).characters;
        (!folded.is_empty()).then(|| Self {
            words,
            hint,
            before: context(before.chars().rev()),
            splits_word_before: splits_word(before, words),
            splits_grapheme_before: splits_grapheme(before, words),
            after: context(after.chars()),
            splits_word_after: splits_word(words, after),
            max_errors: (folded.len() as f64 * MAX_ERROR_SHARE) as usize,
            splits_grapheme_after: splits_grapheme(words, after),
            folded,
        })
    }
}

/// An occurrence that may be the quote.
#[derive(Clone, Copy)]
struct MatchCandidate {
    span: Span,
    errors: usize,
}

/// The best candidate, when it is good enough and clearly better than any other.
fn choose(text: &str, quote: &Quote, candidates: &[MatchCandidate]) -> Option<Match> {
    let mut matches: Vec<Match> = candidates
        .iter()
        .map(|candidate| Match {
            span: candidate.span,
            score: score(text, quote, candidate),
        })
        .collect();
    matches.sort_by(|a, b| b.score.total_cmp(&a.score));
    let best = *matches.first()?;
    let enough = if quote.folded.len() < SHORT_QUOTE_CHARS {
        MIN_SCORE_WHEN_SHORT
    } else {
        MIN_SCORE
    };
    let ambiguous = matches
        .get(1)
        .is_some_and(|next| best.score - next.score < MIN_LEAD);
    (best.score >= enough && !ambiguous).then_some(best)
}

/// Words count half, context most of the rest, the place a little. Unknown context does not count.
fn score(text: &str, quote: &Quote, candidate: &MatchCandidate) -> f64 {
    let words = 1.0 - candidate.errors as f64 / quote.folded.len() as f64;
    let distance = candidate.span.start.abs_diff(quote.hint) as f64;
    let mut weighted = 50.0 * words + 10.0 / (1.0 + distance / 1000.0);
    let mut weights = 60.0;
    let before = text.get(..candidate.span.start).unwrap_or("");
    let after = text.get(candidate.span.end..).unwrap_or("");
    if !quote.before.is_empty() {
        weighted += 20.0 * agreement(&quote.before, before.chars().rev());
        weights += 20.0;
    }
    if !quote.after.is_empty() {
        weighted += 20.0 * agreement(&quote.after, after.chars());
        weights += 20.0;
    }
    weighted / weights
}

/// From 0 to 1: how alike two contexts are, read from the quote outwards. What any two texts of a
/// language have in common counts nothing.
fn agreement(wanted: &[char], found: impl Iterator<Item = char>) -> f64 {
    let found = folded_run(found, wanted.len() + wanted.len() / 2);
    let errors = Pattern::new(wanted)
        .errors_by_end(found.into_iter(), Beginning::AtStart)
        .into_iter()
        .min();
    let alike = 1.0 - errors.unwrap_or(wanted.len()) as f64 / wanted.len() as f64;
    ((alike - 0.4) / 0.6).max(0.0)
}

/// The exact occurrences that split a word or a grapheme only where the quote did; when there are very many,
/// those that agree best with the nearest context, then the nearest.
fn exact(occurrences: &Occurrences<'_>, quote: &Quote) -> Vec<MatchCandidate> {
    let text = occurrences.text();
    let mut occurrences: Vec<MatchCandidate> = occurrences
        .find(quote.words, usize::MAX)
        .into_iter()
        .map(|start| MatchCandidate {
            span: Span {
                start,
                end: start + quote.words.len(),
            },
            errors: 0,
        })
        .filter(|candidate| {
            let before = text.get(..candidate.span.start).unwrap_or("");
            let after = text.get(candidate.span.end..).unwrap_or("");
            splits_word(before, quote.words) <= quote.splits_word_before
                && splits_word(quote.words, after) <= quote.splits_word_after
                && (quote.splits_grapheme_before || is_grapheme_boundary(text, candidate.span.start))
                && (quote.splits_grapheme_after || is_grapheme_boundary(text, candidate.span.end))
        })
        .collect();
    if occurrences.len() > MAX_CANDIDATES {
        occurrences.sort_by_cached_key(|candidate| {
            let before = text.get(..candidate.span.start).unwrap_or("").chars().rev();
            let after = text.get(candidate.span.end..).unwrap_or("").chars();
            let same = same_characters(&quote.before, before) + same_characters(&quote.after, after);
            (usize::MAX - same, candidate.span.start.abs_diff(quote.hint))
        });
        occurrences.truncate(MAX_CANDIDATES);
    }
    occurrences
}

fn same_characters(wanted: &[char], found: impl Iterator<Item = char>) -> usize {
    wanted
        .iter()
        .zip(found)
        .take_while(|(a, b)| **a == folded(*b))
        .count()
}

/// Whether two texts that follow one another meet inside a word.
fn splits_word(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}

/// Whether two texts that follow one another meet inside what is read as one character.
fn splits_grapheme(before: &str, after: &str) -> bool {
    !is_grapheme_boundary(&[before, after].concat(), before.len())
}

/// Occurrences with errors.
#[derive(Default)]
struct Found {
    candidates: Vec<MatchCandidate>,
    /// How many places were looked at for them.
    looked_at: usize,
}

/// Occurrences with errors in a part of the text, the best of each place, grown to whole words.
fn approximate(text: &str, quote: &Quote, part: Span) -> Found {
    let Some(words) = part.slice(text) else {
        return Found::default();
    };
    let folded = FoldedChars::new(words.char_indices());
    let errors =
        Pattern::new(&quote.folded).errors_by_end(folded.characters.iter().copied(), Beginning::Anywhere);
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (end, errors) in errors.into_iter().enumerate() {
        if errors > quote.max_errors {
            continue;
        }
        match places.last_mut() {
            Some(best) if end - best.0 <= quote.folded.len() / 2 => {
                if errors < best.1 {
                    *best = (end, errors);
                }
            }
            _ => places.push((end, errors)),
        }
    }
    places.sort_by_key(|&(_, errors)| errors);
    places.truncate(MAX_CANDIDATES);
    let looked_at = places.len();
    let candidates = places
        .into_iter()
        .filter_map(|(end, errors)| {
            let length = length_back_from(quote, folded.characters.get(..end)?);
            let found = Span {
                start: part.start + folded.bytes.get(end - length)?.start,
                end: part.start + folded.bytes.get(end.checked_sub(1)?)?.end,
            };
            let span = snap_nearby(text, found, quote);
            // An occurrence in the middle of longer words is not that of the quote's words.
            let grown = span.len().saturating_sub(found.len());
            (grown <= quote.max_errors.max(1)).then_some(MatchCandidate { span, errors })
        })
        .collect();
    Found {
        candidates,
        looked_at,
    }
}

/// A candidate grown to whole words, as far as they can be those of the quote: a text may be one long word.
fn snap_nearby(text: &str, found: Span, quote: &Quote) -> Span {
    let reach = WORD_BYTES + char::MAX_LEN_UTF8 * quote.max_errors;
    let around = part(text, found.start.saturating_sub(reach), found.end + reach);
    let Some(nearby) = around.slice(text) else {
        return found;
    };
    let within = Span::new(found.start - around.start, found.end - around.start);
    let snapped = snap_to_words(nearby, within);
    let snapped = Span::new(snapped.start + around.start, snapped.end + around.start);
    snap_to_graphemes(text, snapped)
}

/// How many characters the best occurrence has that ends where these characters end.
fn length_back_from(quote: &Quote, characters: &[char]) -> usize {
    let wanted = quote.folded.len();
    let reversed: Vec<char> = quote.folded.iter().rev().copied().collect();
    let read = characters.iter().rev().copied().take(wanted + quote.max_errors);
    Pattern::new(&reversed)
        .errors_by_end(read, Beginning::AtStart)
        .into_iter()
        .enumerate()
        .min_by_key(|&(length, errors)| (errors, length.abs_diff(wanted)))
        .map_or(0, |(length, _)| length)
}

fn neighbourhood(text: &str, quote: &Quote) -> Span {
    part(
        text,
        quote.hint.saturating_sub(NEIGHBOURHOOD_BYTES),
        quote
            .hint
            .saturating_add(2 * quote.words.len() + NEIGHBOURHOOD_BYTES),
    )
}

/// The parts of the text where most words of the quote stand at about their distances in it, the best first.
fn anchored_places(occurrences: &Occurrences<'_>, quote: &Quote) -> Vec<Span> {
    let text = occurrences.text();
    let anchors = anchors(quote.words);
    let mut beginnings: Vec<usize> = Vec::new();
    for &(offset, anchor) in &anchors {
        let found = occurrences.find(anchor, MAX_OCCURRENCES + 1);
        if found.len() <= MAX_OCCURRENCES {
            beginnings.extend(found.into_iter().map(|at| at.saturating_sub(offset)));
        }
    }
    beginnings.sort_unstable();
    let width = (quote.words.len() / 2).max(100);
    let mut places: Vec<(usize, usize)> = beginnings
        .iter()
        .enumerate()
        .map(|(number, &beginning)| {
            let upto = beginnings.partition_point(|&other| other <= beginning + width);
            (upto - number, beginning)
        })
        .filter(|&(votes, _)| votes > anchors.len() / 4)
        .collect();
    places.sort_by_key(|&(votes, beginning)| (usize::MAX - votes, beginning.abs_diff(quote.hint)));
    let mut chosen: Vec<Span> = Vec::new();
    for (_, beginning) in places {
        if chosen.len() == MAX_PLACES {
            break;
        }
        if chosen.iter().any(|place| place.contains(beginning + width / 2)) {
            continue;
        }
        let end = beginning + width + 2 * quote.words.len();
        chosen.push(part(text, beginning.saturating_sub(width), end));
    }
    chosen
}

/// The longest words of a quote with their offsets in it. What is written without spaces is cut into pieces.
fn anchors(words: &str) -> Vec<(usize, &str)> {
    const MAX_WORD_CHARS: usize = 12;
    const PIECE_CHARS: usize = 4;
    let mut anchors: Vec<(usize, &str)> = Vec::new();
    for (mut offset, word) in words.unicode_word_indices() {
        let long = word.chars().count() > MAX_WORD_CHARS;
        let mut rest = word;
        while !rest.is_empty() {
            let piece_end = rest.char_indices().nth(PIECE_CHARS).filter(|_| long);
            let length = piece_end.map_or(rest.len(), |(at, _)| at);
            let (piece, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
            anchors.push((offset, piece));
            offset += length;
            rest = tail;
        }
    }
    anchors.retain(|(_, anchor)| anchor.chars().nth(2).is_some());
    anchors.sort_by_key(|&(offset, anchor)| (usize::MAX - anchor.len(), anchor, offset));
    anchors.dedup_by_key(|(_, anchor)| *anchor);
    anchors.truncate(MAX_ANCHORS);
    anchors
}

/// A part of the text between two bytes, moved to boundaries.
fn part(text: &str, start: usize, end: usize) -> Span {
    Span::new(
        text.floor_char_boundary(start),
        text.ceil_char_boundary(end.min(text.len())),
    )
}

/// Characters normalised for comparison, with the bytes that each stands for: a run of white space is one
/// space, and marks that editors exchange are one mark.
struct FoldedChars {
    characters: Vec<char>,
    bytes: Vec<Span>,
}

impl FoldedChars {
    fn new(text: impl Iterator<Item = (usize, char)>) -> Self {
        let mut run = Self {
            characters: Vec::new(),
            bytes: Vec::new(),
        };
        for (start, character) in text {
            let end = start + character.len_utf8();
            match (folded(character), run.characters.last(), run.bytes.last_mut()) {
                (' ', Some(' '), Some(space)) => space.end = end,
                (character, ..) => {
                    run.characters.push(character);
                    run.bytes.push(Span { start, end });
                }
            }
        }
        run
    }
}

fn context(characters: impl Iterator<Item = char>) -> Vec<char> {
    folded_run(characters, CONTEXT_CHARS)
}

/// The first characters as they are compared.
fn folded_run(characters: impl Iterator<Item = char>, most: usize) -> Vec<char> {
    let mut run = Vec::with_capacity(most);
    for character in characters.map(folded) {
        if run.len() == most {
            break;
        }
        if character != ' ' || run.last() != Some(&' ') {
            run.push(character);
        }
    }
    run
}

fn folded(character: char) -> char {
    match character {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‹' | '›' => '\'',
        '‐'..='―' => '-',
        _ if character.is_whitespace() => ' ',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::snap_to_graphemes;
    use proptest::prelude::*;

    const ARTICLE: &str = "Talks resume\n\nThe army said that the meetings go on every week until the work is done.\n\n\
        The ministry said that it knew nothing of it. A witness said that the city was quiet.\n";

    /// What is found of the quote in brackets, between the words before and after it.
    fn found<'text>(text: &'text str, hint: usize, quote: &str) -> Option<&'text str> {
        let (before, rest) = quote.split_once('[').unwrap();
        let (words, after) = rest.split_once(']').unwrap();
        let found = Finder::new(text).find(words, hint, before, after);
        found.map(|found| found.span.slice(text).unwrap())
    }

    #[test]
    fn the_same_words_in_the_same_context_at_the_hint_score_one() {
        let words = "the meetings go on every week";
        let hint = ARTICLE.find(words).unwrap();
        let found = Finder::new(ARTICLE)
            .find(words, hint, "The army said that ", " until the work")
            .unwrap();
        assert_eq!(found.span, Span::new(hint, hint + words.len()));
        assert!(found.score > 0.999, "{found:?}");
    }

    #[test]
    fn of_equal_words_the_context_decides_even_against_the_hint() {
        let wanted = ARTICLE.rfind("said that").unwrap();
        let found = Finder::new(ARTICLE).find("said that", 0, "nothing of it. A witness ", " the city was");
        assert_eq!(found.unwrap().span.start, wanted);
    }

    #[test]
    fn of_equal_words_without_context_the_near_one_is_taken_and_two_as_near_are_ambiguous() {
        let text = format!("said that {} said that", "x ".repeat(2_000));
        let last = text.rfind("said").unwrap();
        let near = |hint| Finder::new(&text).find("said that", hint, "", "");
        assert_eq!(near(last - 3).unwrap().span.start, last);
        assert_eq!(near(last / 2), None);
    }

    #[test]
    fn edited_words_are_found_whole() {
        let words = "the meeting goes on every week untill the work is done";
        assert_eq!(
            found(
                ARTICLE,
                30,
                &format!("The army said that [{words}].\n\nThe ministry")
            ),
            Some("the meetings go on every week until the work is done")
        );
    }

    #[test]
    fn other_white_space_and_other_marks_are_no_difference() {
        let text = "He said: “we go\non   with the\u{a0}army’s work,” then left.";
        let found = Finder::new(text)
            .find(
                "\"we go on with the army's work,\"",
                9,
                "He said: ",
                " then left.",
            )
            .unwrap();
        assert_eq!(
            found.span.slice(text),
            Some("“we go\non   with the\u{a0}army’s work,”")
        );
        assert!(found.score > 0.999);
    }

    #[test]
    fn what_is_gone_or_too_different_is_not_guessed() {
        assert_eq!(
            found(
                ARTICLE,
                30,
                "said that [the price of oil rose sharply again] on Monday"
            ),
            None
        );
        assert_eq!(
            found(
                ARTICLE,
                30,
                "The army said that [the meeting of ministers was put off] until"
            ),
            None
        );
        assert_eq!(found(ARTICLE, 3, "a[]b"), None);
        assert_eq!(found("", 3, "a[army]b"), None);
    }

    #[test]
    fn short_words_need_some_context() {
        assert_eq!(found(ARTICLE, 170, "the city was [quiet].\n"), Some("quiet"));
        assert_eq!(
            found(ARTICLE, 9_000, "prices stayed strangely [quiet] in the spring"),
            None
        );
    }

    #[test]
    fn words_inside_longer_words_are_not_those_of_the_quote() {
        assert_eq!(found("The Swarmy said so.", 4, "The [army] said so."), None);
        assert_eq!(
            found("The Swarmy said so.", 6, "The Sw[army] said so."),
            Some("army")
        );
    }

    #[test]
    fn a_quote_moved_to_the_far_end_of_ten_megabytes_is_found_with_its_edits() {
        let filler = |n: usize| {
            format!(
                "Paragraph {n} speaks of the price of bread in the city of {}.\n",
                n * 7
            )
        };
        let mut text: String = (0..180_000).map(filler).collect();
        text.push_str("The army said that the meetings will occur each week, as agreed.\n");
        assert!(text.len() > 10_000_000);
        assert_eq!(
            found(
                &text,
                40,
                "The army said that [the meetings would occur every week], as agreed"
            ),
            Some("the meetings will occur each week")
        );
        assert_eq!(
            found(
                &text,
                40,
                "The bank said that [the dollar fell against all currencies]"
            ),
            None
        );
    }

    #[test]
    fn a_text_made_to_be_searched_for_ever_is_given_up_and_an_ordinary_one_is_not() {
        let text = "ab".repeat(200_000);
        let finder = Finder::new(&text);
        let mut asked = 0;
        while !finder.is_exhausted() {
            assert_eq!(finder.find(&"ab".repeat(2_000), 0, "", ""), None);
            asked += 1;
            assert!(
                asked < 500,
                "it is not searched for ever: {}",
                finder.effort.get()
            );
        }
        assert_eq!(finder.find("a", 0, "", "b"), None);

        let text = format!("{ARTICLE}{}", "Bread is dear in the city. ".repeat(4_000));
        let finder = Finder::new(&text);
        let words = "the meetings went on every week until the work is done";
        for _ in 0..200 {
            assert!(finder.find(words, 60_000, "The army said that ", ".").is_some());
        }
        assert!(finder.effort.get() < MAX_EFFORT / 20, "{}", finder.effort.get());
    }

    #[test]
    fn arabic_is_found_with_an_edit() {
        let text = "وأعلن الجيش العراقي أن الاجتماعات ستعقد بشكل دوري حتى انتهاء العمل.";
        assert_eq!(
            found(text, 40, "الجيش العراقي أن [الاجتماعات سوف تعقد بشكل دوري] حتى"),
            Some("الاجتماعات ستعقد بشكل دوري")
        );
    }

    proptest! {
        #[test]
        fn words_are_found_by_the_table_where_going_through_the_text_finds_them(
            text in "([abc ]{1,9}|the army said that |talks |الجيش العراقي ){0,40}",
            quotes in prop::collection::vec(
                ("([abc ]{1,9}|the army |says that |talks |الجيش ){1,6}", any::<usize>()), 1..20
            ),
        ) {
            let by_table = Finder { occurrences: Occurrences::by_table(&text), effort: Cell::new(0) };
            for (words, hint) in &quotes {
                let hint = hint % (text.len() + 5);
                let scanned = Finder::new(&text).find(words, hint, "the ", " a");
                prop_assert_eq!(by_table.find(words, hint, "the ", " a"), scanned);
            }
        }

        #[test]
        fn any_texts_give_a_span_on_boundaries_or_nothing(
            text in any::<String>(), words in any::<String>(), hint in any::<usize>(), before in any::<String>(),
        ) {
            let hint = hint % (text.len() + 5);
            if let Some(found) = Finder::new(&text).find( &words, hint, &before, "") {
                prop_assert!(found.span.slice(&text).is_some());
                prop_assert!((0.0..=1.0).contains(&found.score));
            }
        }

        #[test]
        fn an_occurrence_never_splits_what_is_read_as_one_character(
            text in "[ab \u{301}\u{93f}\u{200d}\u{600}👍🏽]{0,40}", words in "[ab ][ab \u{301}]{0,6}", hint in 0_usize..60,
        ) {
            if let Some(found) = Finder::new(&text).find(&words, hint, "", "") {
                prop_assert_eq!(snap_to_graphemes(&text, found.span), found.span);
            }
        }

        #[test]
        fn a_sentence_with_a_few_typing_errors_is_found(
            from in 0_usize..5, typos in prop::collection::vec((any::<prop::sample::Index>(), "[a-z ]"), 0..5),
        ) {
            let words = "the army said that the meetings go on every week until the work is done in the city";
            let mut typed: Vec<char> = words.chars().collect();
            for (at, letter) in typos {
                let at = at.index(typed.len());
                typed[at] = letter.chars().next().unwrap();
            }
            let typed: String = typed.into_iter().collect();
            let text = format!("{}On Sunday {words}, it was said. {}", "Bread is dear. ".repeat(from), "Oil is dear. ".repeat(9));
            let place = text.find(words).unwrap();
            let found = Finder::new(&text).find( &typed, 0, "On Sunday ", ", it was").unwrap();
            prop_assert!(found.span.start.abs_diff(place) <= 4 && found.span.end.abs_diff(place + words.len()) <= 5);
        }
    }
}
