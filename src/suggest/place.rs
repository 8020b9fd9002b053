//! Scores the position of a cue: its distance from the claim, whose words it is in, and what is between.

use std::ops::Range;

use super::lexicon::Classes;
use super::phrase::{Phrase, is_dash};
use super::site::{CueCandidate, Form, Side, Site};
use super::window::{TokenKind, Window};

/// What the place of a cue adds: near is good, another sentence or somebody else's words are bad.
pub(super) fn place_score(window: &Window<'_>, site: &Site, found: &CueCandidate) -> i32 {
    let quoted = if window.token(found.head).quotation == 0 {
        0
    } else {
        18
    };
    if window.pieces.is_empty() {
        return -quoted;
    }
    let before = words_between(window, site.first, found.first);
    let after = words_between(window, found.last + 1, site.end);
    let leads = match site.side {
        Side::Before => true,
        Side::After => false,
        Side::Between => after <= before && !is_aside(window, site),
    };
    let (near, piece) = if leads {
        (after, site.end)
    } else {
        (before, site.first.saturating_sub(1))
    };
    let step = if leads && opens_with_that(window, site) {
        1
    } else {
        2
    };
    let mut score = -step * i32::try_from(near.min(20)).unwrap_or(20);
    if site.side == Side::After {
        score -= introduces_another(window, site, found);
    }
    if near == 0 && leads {
        score += 10;
    }
    // 'What Okafor told him': whatever stands before is not about it.
    if leads && is_relative(window) {
        score -= 30;
    }
    // 'In her emails, “…”'.
    if leads && found.form == Form::Noun && window.reads(site.end.saturating_sub(1), ",") {
        score -= 10;
    }
    if site.side == Side::Between {
        score += 10;
    }
    score - quoted - sentences_between(window, found, site, leads, piece)
}

/// What the contact of a whole cue adds: with the claim behind it, and with its source. Subject, cue and claim
/// mostly follow each other without a gap.
pub(super) fn contact_score(window: &Window<'_>, cue: &CueCandidate, source: Option<Phrase>) -> i32 {
    let leads = cue.side == Side::Before;
    let touches = cue.side != Side::After && window.is(cue.last + 1, TokenKind::Piece);
    let joins = source.is_none_or(|source| {
        let comma = usize::from(window.reads(source.last + 1, ","));
        source.last + 1 + comma == cue.first || cue.last + 1 == source.first
    });
    // 'Whether he knew' tells what somebody else is asked.
    let told = source.is_some_and(|source| {
        let opening = source.first.saturating_sub(1);
        let tells = ["whether", "what", "how", "why", "that", "if"];
        tells.iter().any(|word| window.reads(opening, word))
    });
    let piece = (cue.last + 1..cue.last + 8).find(|&at| window.is(at, TokenKind::Piece));
    let hearer =
        |at: usize| window.is(at, TokenKind::Word) && !window.any(at, Classes::VERB.with(Classes::FINITE));
    let reaches = leads && piece.is_some_and(|piece| (cue.last + 1..piece).all(hearer));
    let points = [
        (follows(window, cue, source), 20),
        (touches, 10),
        (joins, 5),
        (reaches, 14),
        (told && leads && !touches, -8),
    ];
    points
        .iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, points)| points)
        .sum()
}

/// Whether the claim is a relative pronoun alone: '[which] Okafor denied'.
fn is_relative(window: &Window<'_>) -> bool {
    let [piece] = window.pieces[..] else { return false };
    let words = window.words(piece, piece).to_lowercase();
    ["that", "which", "what", "who", "whom"].contains(&words.trim())
}

/// Whether a subject and its verb stand right behind the claim: '[the plan] Okafor dropped', '“…,” Okafor said'.
fn follows(window: &Window<'_>, cue: &CueCandidate, source: Option<Phrase>) -> bool {
    let Some(source) = source.filter(|_| cue.side == Side::After && cue.form == Form::Verb) else {
        return false;
    };
    let Some(&piece) = window.pieces.last() else {
        return false;
    };
    let words = window.words(piece, piece).trim_end_matches(CLOSING);
    let mut open = piece + 1;
    while CLOSING
        .iter()
        .any(|mark| window.reads(open, mark.encode_utf8(&mut [0; 4])))
    {
        open += 1;
    }
    let quoted = words.ends_with(',') && is_quoted(window);
    let acts = window.token(source.first).lower.ends_with("ing") && !window.token(source.first).capital;
    let joined = open == piece + 1 && !words.ends_with(|end: char| !end.is_alphanumeric());
    // 'More than voters believed', 'as Okafor has said'.
    let compared = open + usize::from(is_dash(window, open));
    let says = window.any(cue.head, Classes::SAY);
    if window.reads(compared, "than") || window.reads(compared, "as") && says {
        open = compared + 1;
    }
    let same = window.token(piece).sentence_end == window.token(cue.head).sentence;
    same && !acts && (quoted || joined) && source.first == open && source.last + 1 == cue.first
}

/// Marks that close a quotation.
const CLOSING: [char; 5] = ['"', '”', '\'', '’', '»'];

/// Whether the claim is a quotation.
pub(super) fn is_quoted(window: &Window<'_>) -> bool {
    let mut pieces = window.pieces.iter();
    !window.pieces.is_empty()
        && pieces.all(|&piece| ends_quoted(window, piece) && begins_quoted(window, piece))
}

/// Whether the claim begins with 'that', so that its verb may be far.
fn opens_with_that(window: &Window<'_>, site: &Site) -> bool {
    let words = window.words(site.end, site.end);
    ["that ", "whether ", "how ", "why ", "if "]
        .iter()
        .any(|opening| words.starts_with(opening))
        || window.reads(site.end.saturating_sub(1), "that")
}

/// What is lost by a cue behind the claim that seems to bring the next claim: 'X, adding that Y'.
fn introduces_another(window: &Window<'_>, site: &Site, found: &CueCandidate) -> i32 {
    let behind = found.last + 1;
    let mark = usize::from(window.reads(behind, ","));
    let quotes = |at: usize| window.token(at).quotation != 0 && window.token(found.head).quotation == 0;
    let brings = window.reads(behind, "that") || window.reads(behind, ":") || quotes(behind + mark);
    let joined = (site.first..found.first).take(4).any(|at| {
        ["and", "but", "which", "when", "after", "because", "while"]
            .iter()
            .any(|word| window.reads(at, word))
    });
    let gerund =
        window.any(found.head, Classes::GERUND) && found.first == found.head && found.form == Form::Verb;
    let lost = [(brings, 8), (joined, 8), (gerund, 8)];
    lost.iter()
        .map(|&(applies, points)| if applies { points } else { 0 })
        .sum()
}

/// Whether what stands between two pieces is set off from the first: '“X,” he said. “Y”'.
fn is_aside(window: &Window<'_>, site: &Site) -> bool {
    window.is(site.first, TokenKind::Mark) || ends_quoted(window, site.first.saturating_sub(1))
}

/// What is lost for every end of a sentence or paragraph between a cue and its piece.
fn sentences_between(
    window: &Window<'_>,
    found: &CueCandidate,
    site: &Site,
    leads: bool,
    piece: usize,
) -> i32 {
    let head = window.token(found.head);
    let piece_token = window.token(piece);
    let (apart, between) = if leads {
        (
            piece_token.sentence.saturating_sub(head.sentence),
            found.head..piece,
        )
    } else {
        (
            head.sentence.saturating_sub(piece_token.sentence_end),
            piece..found.head,
        )
    };
    let sentences = if ends_quoted(window, piece) {
        apart.min(1 + unquoted_sentences(window, between.clone(), head.sentence))
    } else {
        apart
    };
    let breaks = between.filter(|&at| window.is(at, TokenKind::Break)).count();
    let mut lost =
        20 * i32::try_from(sentences.min(4)).unwrap_or(4) + 6 * i32::try_from(breaks.min(4)).unwrap_or(4);
    if sentences > 0 && leads && window.reads(last_word_or_mark(window, site.end), ":") {
        lost -= 18;
    }
    // 'Why?' she asked: the question inside the marks did not end the sentence.
    if sentences == 1 && !leads && breaks == 0 && ends_quoted(window, piece) {
        lost -= 12;
    }
    // What is reported in the writer's own words does not leave its paragraph.
    if breaks > 0 && sentences > 0 && !ends_quoted(window, piece) && !begins_quoted(window, piece) {
        lost += 24;
    }
    lost.max(0)
}

/// How many sentences other than the cue's and the piece's own stand between them in the writer's words:
/// a row of quotations may follow 'she wrote:'.
fn unquoted_sentences(window: &Window<'_>, between: Range<usize>, own: usize) -> usize {
    let ends = [between.start, between.end].map(|at| window.token(at));
    let mut counted: Vec<usize> = between
        .filter(|&at| window.is(at, TokenKind::Word) && window.token(at).quotation == 0)
        .map(|at| window.token(at).sentence)
        .filter(|&sentence| {
            sentence != own
                && ends
                    .iter()
                    .all(|end| end.sentence != sentence && end.sentence_end != sentence)
        })
        .collect();
    counted.dedup();
    counted.len()
}

/// The last token before a place that is no end of a paragraph and no quotation mark.
fn last_word_or_mark(window: &Window<'_>, end: usize) -> usize {
    let mut at = end.saturating_sub(1);
    while window.tokens.get(at).is_some()
        && (window.is(at, TokenKind::Break) || "\"“«'‘".contains(window.token(at).lower.as_str()))
    {
        at = at.saturating_sub(1);
    }
    at
}

fn begins_quoted(window: &Window<'_>, piece: usize) -> bool {
    let before = piece.saturating_sub(1);
    window.token(before).quotation != 0 || window.words(piece, piece).starts_with(['"', '“', '‘', '\'', '«'])
}

/// Whether a piece stands in quotation marks to its end.
pub(super) fn ends_quoted(window: &Window<'_>, piece: usize) -> bool {
    window.token(piece + 1).quotation != 0 || window.words(piece, piece).ends_with(['"', '”', '’', '\'', '»'])
}

/// How many words lie between two places, those in quotation marks not counted.
pub(super) fn words_between(window: &Window<'_>, first: usize, end: usize) -> usize {
    (first..end)
        .filter(|&at| {
            window.is(at, TokenKind::Word) && window.token(at).quotation == 0 && !window.reads(at, "that")
        })
        .count()
}
