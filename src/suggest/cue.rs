//! Where the cue of a claim may stand: every word around it that attributes, scored by what it is and
//! how near. Who is the source of a cue is found in `source`.

use super::lexicon::{Classes, Lexicon};
use super::window::{Kind, Window};

/// On which side of the claim's pieces a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before the first piece.
    Before,
    /// Between two pieces.
    Between,
    /// Behind the last piece.
    After,
}

/// What a cue is made of, which says where its source stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A verb group with its subject.
    Verb,
    /// A verb group whose agent follows with 'by'.
    Passive,
    /// 'According to': the source follows.
    Phrase,
    /// A noun: 'his claim that'.
    Noun,
    /// A colon.
    Colon,
}

/// A cue that the text offers.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
    /// The word in it that attributes.
    pub head: usize,
    /// Where it stands.
    pub side: Side,
    /// What it is.
    pub form: Form,
    /// How good it is; only comparable within one claim.
    pub score: i32,
}

/// All cues around the claim, best first.
pub fn candidates(window: &Window<'_>, lexicon: &Lexicon) -> Vec<Candidate> {
    let mut found = Vec::new();
    for site in sites(window) {
        for at in site.first..site.end {
            if !window.is(at, Kind::Piece) {
                found.extend(candidate(window, lexicon, &site, at));
            }
        }
    }
    found.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    found
}

/// A run of tokens on one side of a piece.
pub struct Site {
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// On which side of the pieces it lies.
    pub side: Side,
}

/// The runs of tokens before, between and behind the claim's pieces.
pub fn sites(window: &Window<'_>) -> Vec<Site> {
    let (Some(&first), Some(&last)) = (window.pieces.first(), window.pieces.last()) else {
        return Vec::new();
    };
    let mut sites = vec![
        Site {
            first: 0,
            end: first,
            side: Side::Before,
        },
        Site {
            first: last + 1,
            end: window.tokens.len(),
            side: Side::After,
        },
    ];
    sites.extend(window.pieces.windows(2).filter_map(|pair| match *pair {
        [one, other] => Some(Site {
            first: one + 1,
            end: other,
            side: Side::Between,
        }),
        _ => None,
    }));
    sites
}

fn candidate(window: &Window<'_>, lexicon: &Lexicon, site: &Site, at: usize) -> Option<Candidate> {
    let mut found = phrase(window, lexicon, site, at)
        .or_else(|| verb(window, site, at))
        .or_else(|| noun(window, site, at))
        .or_else(|| colon(window, site, at))
        .or_else(|| beside(window, site, at))?;
    found.score += place_score(window, site, &found);
    Some(found)
}

fn phrase(window: &Window<'_>, lexicon: &Lexicon, site: &Site, at: usize) -> Option<Candidate> {
    let fits = |words: &&Vec<String>| {
        words
            .iter()
            .enumerate()
            .all(|(step, word)| at + step < site.end && window.reads(at + step, word))
    };
    let words = lexicon.phrases(&window.token(at).lower).iter().find(fits)?;
    Some(Candidate {
        first: at,
        last: at + words.len() - 1,
        head: at,
        side: site.side,
        form: Form::Phrase,
        score: if words.len() > 1 { 34 } else { 16 },
    })
}

fn verb(window: &Window<'_>, site: &Site, at: usize) -> Option<Candidate> {
    if !window.any(at, Classes::VERB) || is_nominal(window, at) {
        return None;
    }
    let strength = match window.token(at).classes {
        classes if classes.any(Classes::SAY) => 30,
        classes if classes.any(Classes::THINK) => 22,
        _ => 12,
    };
    let (first, last) = verb_group(window, site, at);
    let passive = is_passive(window, first, at) && window.reads(last + 1, "by")
        || window.reads(last, "by") && window.any(at, Classes::PARTICIPLE);
    Some(Candidate {
        first,
        last: if passive && window.reads(last + 1, "by") {
            last + 1
        } else {
            last
        },
        head: at,
        side: site.side,
        form: if passive { Form::Passive } else { Form::Verb },
        score: strength,
    })
}

/// A word that could be a verb but stands as a noun or adjective: 'the claim', 'his proposed tax'.
fn is_nominal(window: &Window<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let word = window.token(at);
    let after_determiner = window.any(before, Classes::DETERMINER.with(Classes::POSSESSIVE))
        && !window.any(before, Classes::SUBJECT)
        || window.reads(before, "'s") && !word.classes.any(Classes::GERUND)
        || window.reads(before, "of");
    let capital_noun = word.capital && window.token(before).capital && !word.classes.any(Classes::SAY);
    after_determiner || capital_noun && window.token(at + 1).capital
}

fn is_passive(window: &Window<'_>, first: usize, head: usize) -> bool {
    window.any(head, Classes::PARTICIPLE) && (first..head).any(|at| window.any(at, Classes::PASSIVE))
}

/// The verb with its auxiliaries, adverbs and particles: 'has not yet said', 'called for'.
fn verb_group(window: &Window<'_>, site: &Site, head: usize) -> (usize, usize) {
    let mut first = head;
    let mut at = head;
    while at > site.first {
        at -= 1;
        let token = window.token(at);
        if token.kind != Kind::Word || token.classes.any(Classes::SUBJECT.with(Classes::TIME)) {
            break;
        }
        if token.classes.any(Classes::AUXILIARY) || window.reads(at, "to") {
            first = at;
        } else if token.classes.any(Classes::ADVERB) {
            if window.reads(at, "not")
                || window.any(at.wrapping_sub(1), Classes::AUXILIARY)
                || at + 1 == first
            {
                first = at;
            }
        } else if window.reads(at + 1, "to") && token.classes.any(Classes::VERB) {
            first = at;
        } else {
            break;
        }
    }
    let mut last = head;
    if site.side != Side::After {
        last = tail(window, site, head);
    }
    (first, last)
}

/// How far the cue reaches right of its verb: over the few small words between it and the claim.
fn tail(window: &Window<'_>, site: &Site, head: usize) -> usize {
    let small = Classes::PREPOSITION.with(Classes::ADVERB);
    let mut last = head;
    while last + 1 < site.end
        && (window.any(last + 1, small) || window.reads(last + 1, "that"))
        && last - head < 3
    {
        last += 1;
    }
    if last + 1 == site.end { last } else { head }
}

fn noun(window: &Window<'_>, site: &Site, at: usize) -> Option<Candidate> {
    if !window.any(at, Classes::NOUN) || window.token(at).capital {
        return None;
    }
    Some(Candidate {
        first: at,
        last: tail(window, site, at),
        head: at,
        side: site.side,
        form: Form::Noun,
        score: if site.side == Side::Before { 12 } else { 0 },
    })
}

/// A colon directly before the claim, with a speaker but no verb before it.
fn colon(window: &Window<'_>, site: &Site, at: usize) -> Option<Candidate> {
    (window.reads(at, ":") && site.side != Side::After && words_between(window, at + 1, site.end) == 0)
        .then_some(Candidate {
            first: at,
            last: at,
            head: at,
            side: site.side,
            form: Form::Colon,
            score: 8,
        })
}

/// Any other word directly beside the claim: a verb that no list has.
fn beside(window: &Window<'_>, site: &Site, at: usize) -> Option<Candidate> {
    let token = window.token(at);
    if token.kind != Kind::Word || token.capital || token.quotation != 0 {
        return None;
    }
    let closed = Classes::DETERMINER
        .with(Classes::CONJUNCTION)
        .with(Classes::SUBJECT)
        .with(Classes::OBJECT)
        .with(Classes::POSSESSIVE)
        .with(Classes::PREPOSITION)
        .with(Classes::AUXILIARY);
    if token.classes.any(closed) {
        return None;
    }
    let last = tail(window, site, at);
    let adjacent = match site.side {
        Side::Before | Side::Between => last + 1 == site.end,
        Side::After => at == site.first,
    };
    let verbal = token.lower.ends_with("ed") || token.lower.ends_with("ing");
    adjacent.then_some(Candidate {
        first: at,
        last,
        head: at,
        side: site.side,
        form: Form::Verb,
        score: if verbal { 8 } else { 2 },
    })
}

/// What the place of a cue adds: near is good, another sentence or somebody else's words are bad.
pub fn place_score(window: &Window<'_>, site: &Site, found: &Candidate) -> i32 {
    let before = words_between(window, site.first, found.first);
    let after = words_between(window, found.last + 1, site.end);
    let leads = match site.side {
        Side::Before => true,
        Side::After => false,
        Side::Between => after <= before && !is_aside(window, site),
    };
    let (near, piece) = match leads {
        true => (after, site.end),
        false => (before, site.first.wrapping_sub(1)),
    };
    let mut score = -2 * i32::try_from(near.min(20)).unwrap_or(20);
    if near == 0 && site.side != Side::After {
        score += 10;
    }
    if site.side == Side::Between {
        score += 10;
    }
    let head = window.token(found.head);
    let piece = window.token(piece);
    let sentences = if site.side == Side::Before {
        piece.sentence.saturating_sub(head.sentence)
    } else {
        head.sentence.saturating_sub(piece.sentence_end)
    };
    score -= 14 * i32::try_from(sentences.min(4)).unwrap_or(4);
    if sentences > 0 && found.side == Side::Before && window.reads(site.end.wrapping_sub(1), ":") {
        score += 14;
    }
    if head.quotation != 0 {
        score -= 18;
    }
    score
}

/// How many words lie between two places, those in quotation marks not counted.
fn words_between(window: &Window<'_>, first: usize, end: usize) -> usize {
    (first..end)
        .filter(|&at| {
            window.is(at, Kind::Word) && window.token(at).quotation == 0 && !window.reads(at, "that")
        })
        .count()
}
