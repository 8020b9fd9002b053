//! Cues whose speaker the text does not state: 'is expected to', 'reportedly', 'it is unclear whether'.

use super::lexicon::Classes;
use super::owner::is_owned;
use super::phrase::{Phrase, is_verbal, phrase_before};
use super::site::{CueCandidate, Form, Side};

use super::window::{TokenKind, Window};

/// Participles that tell what somebody thinks and not what others say of them: 'was convinced that'.
pub(super) const STATES: &[&str] = &[
    "convinced",
    "concerned",
    "worried",
    "pleased",
    "thrilled",
    "opposed",
    "committed",
    "determined",
    "prepared",
    "inclined",
    "interested",
    "frustrated",
    "resolved",
    "disappointed",
    "excited",
    "alarmed",
    "outraged",
    "satisfied",
    "surprised",
    "delighted",
    "encouraged",
    "persuaded",
    "divided",
    "torn",
    "dedicated",
    "devoted",
    "scared",
    "troubled",
    "confused",
    "moved",
    "impressed",
    "supposed",
    "set",
    "used",
    "gripped",
    "involved",
    "done",
    "focused",
    "based",
    "offended",
    "appalled",
    "horrified",
    "struck",
    "reminded",
    "born",
    "resigned",
    "tired",
    "lost",
    "worn",
];

/// Verbs of the impression that something makes, on nobody named.
pub(super) const SEEMS: &[&str] = &[
    "seem",
    "seems",
    "seemed",
    "seeming",
    "appear",
    "appears",
    "appeared",
    "appearing",
    "look",
    "looks",
    "looked",
    "sound",
    "sounds",
    "sounded",
];

/// The beginnings of verbs whose object is what others say: 'raised questions', 'facing accusations'.
const RAISES: &[&str] = &[
    "rais",
    "fac",
    "spark",
    "draw",
    "drew",
    "prompt",
    "fuel",
    "investigat",
    "invit",
    "stir",
    "ignit",
    "answer",
    "spawn",
    "hear",
    "dismiss",
    "bring",
    "brought",
    "provok",
    "met",
    "follow",
    "withst",
    "endur",
    "reviv",
    "renew",
    "resolv",
    "receiv",
    "grappl",
    "includ",
    "requir",
    "devot",
    "allay",
    "quell",
    "trigger",
    "field",
    "attract",
    "elicit",
];

/// Whether the text leaves open whose words a cue brings. `source` is what would be offered.
pub(super) fn is_unstated(window: &Window<'_>, cue: &CueCandidate, source: Option<Phrase>) -> bool {
    if !cue.stated {
        return true;
    }
    if is_known_as(window, cue) {
        return true;
    }
    match cue.form {
        Form::Passive => !has_agent(window, cue) && !STATES.contains(&window.token(cue.head).lower.as_str()),
        Form::Noun => {
            !is_owned(window, cue) && source.is_none_or(|source| is_apart(window, source, cue))
                || is_described(window, cue, source)
                || is_determined(window, cue, source)
                || is_expletive(window, cue, source)
                || is_existing(window, cue)
        }
        Form::Verb if SEEMS.contains(&window.token(cue.head).lower.as_str()) => is_impression(window, cue),
        Form::Verb => {
            is_determined(window, cue, source)
                || is_left_passive(window, cue)
                || is_bare_noun(window, cue, source)
                || is_expletive(window, cue, source)
                || is_reduced(window, cue)
                || is_title(window, cue)
                || is_described(window, cue, source)
                || opens_asked(window, cue)
                || is_acting_subject(window, cue)
                || is_existing(window, cue) && window.any(cue.head, Classes::NOUN)
                || is_abstract(window, source)
        }
        Form::Phrase | Form::Colon => false,
    }
}

/// Whether 'by' stands behind a passive: 'was called safe by', '[the raid] was claimed by'.
fn has_agent(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let sentence = window.token(cue.head).sentence;
    let by = |at: usize| window.reads(at, "by");
    let near = (cue.head + 1..cue.head + 7)
        .take_while(|&at| window.token(at).sentence == sentence && window.is(at, TokenKind::Word))
        .any(by);
    let piece = (cue.head + 1..cue.head + 5).find(|&at| window.is(at, TokenKind::Piece));
    near || by(cue.last)
        || piece.is_some_and(|piece| by(piece + 1) || window.is(piece + 1, TokenKind::Mark) && by(piece + 2))
}

/// 'Seems to', 'appeared as if'; not 'appeared on television', 'looked at'.
fn is_impression(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let next = cue.head + 1;
    let looks = ["look", "looks", "looked", "sound", "sounds", "sounded"]
        .iter()
        .any(|word| window.reads(cue.head, word));
    let directed = (next..next + 4).any(|at| {
        ["at", "into", "ahead", "forward", "for", "back"]
            .iter()
            .any(|word| window.reads(at, word))
    });
    let feels = (next..next + 2).any(|at| STATES.contains(&window.token(at).lower.as_str()));
    let placed = ["on", "at", "in", "with", "before", "into", "for", "forward"]
        .iter()
        .any(|word| window.reads(next, word));
    let elsewhere = placed || feels || looks && directed;
    !elsewhere
}

/// A noun with a word that counts it and no owner: 'another complaint is', 'one view is'.
fn is_determined(window: &Window<'_>, cue: &CueCandidate, source: Option<Phrase>) -> bool {
    let counts = ["one", "another", "some", "both", "any", "no", "many", "several"];
    window.any(cue.head, Classes::NOUN)
        && source.is_some_and(|source| {
            source.last + 1 == cue.head
                && source.first == source.last
                && counts.contains(&window.token(source.first).lower.as_str())
        })
        && (window.any(cue.head, Classes::BASE) || !window.any(cue.head, Classes::VERB))
}

/// A passive of a verb that no list has: 'was celebrated for'.
fn is_left_passive(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let word = window.token(cue.head).lower.as_str();
    let mut before = cue.head.saturating_sub(1);
    while window.any(before, Classes::ADVERB) && window.is(before, TokenKind::Word) {
        before = before.saturating_sub(1);
    }
    let feels = ["about", "of", "with", "that", "at"]
        .iter()
        .any(|word| window.reads(cue.head + 1, word));
    let passive = window.any(before, Classes::PASSIVE) && word.ends_with("ed") && !feels;
    passive && !STATES.contains(&word) && !has_agent(window, cue)
}

/// A noun that no list has, with nobody before it: 'a deep understanding of'.
fn is_bare_noun(window: &Window<'_>, cue: &CueCandidate, source: Option<Phrase>) -> bool {
    let word = &window.token(cue.head).lower;
    let verbal = window.any(cue.head, Classes::VERB.with(Classes::FINITE))
        || word.ends_with("ed")
        || word.ends_with("ing");
    let takes = takes_object(window, cue.head + 1);
    let Some(phrase) = phrase_before(window, cue.head + 1) else {
        return false;
    };
    let own = source.is_none_or(|source| source.first >= phrase.first && source.last < cue.head + 1);
    let within = own && source.is_some();
    let names = (phrase.first..cue.head).any(|at| {
        let token = window.token(at);
        token.capital && at > phrase.first
            || window.any(at, Classes::ROLE.with(Classes::POSSESSIVE).with(Classes::SUBJECT))
            || window.reads(at, "'s")
    });
    let opening = phrase.first.saturating_sub(1);
    let object = window.any(
        opening,
        Classes::FINITE.with(Classes::GERUND).with(Classes::AUXILIARY),
    ) || window.reads(opening, "with");
    !verbal && takes && own && !names && (within || !object) && phrase.last == cue.head
}

/// 'It is unclear', 'there were complaints'.
fn is_expletive(window: &Window<'_>, cue: &CueCandidate, source: Option<Phrase>) -> bool {
    let Some(source) = source else { return false };
    let one = source.first == source.last
        && source.last < cue.first
        && cue.first - source.last < 6
        && (source.last + 1..cue.first).all(|at| window.is(at, TokenKind::Word));
    let stands = window.reads(source.first, "there")
        || window.reads(source.first, "it")
            && !window.any(source.last + 1, Classes::SAY.with(Classes::THINK))
            && [
                "is", "was", "'s", "becomes", "became", "remains", "seems", "seemed", "appears", "appeared",
                "looks",
            ]
            .iter()
            .any(|verb| window.reads(source.last + 1, verb))
            && !is_acting(window, source.last + 2);
    one && stands
}

/// 'There has been a lot of talk about', but not 'there is a sense among farmers'.
fn is_existing(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let words = |at: &usize| window.is(*at, TokenKind::Word);
    let opens = (cue.head.saturating_sub(9)..cue.head)
        .rev()
        .take_while(words)
        .any(|at| window.reads(at, "there") && window.any(at + 1, Classes::AUXILIARY));
    opens && !is_owned(window, cue)
}

/// 'The criticism centred on': what nobody named says.
fn is_abstract(window: &Window<'_>, source: Option<Phrase>) -> bool {
    const ABSTRACT: [&str; 19] = [
        "criticism",
        "speculation",
        "furor",
        "idea",
        "hope",
        "question",
        "fear",
        "concern",
        "worry",
        "doubt",
        "consensus",
        "expectation",
        "notion",
        "sense",
        "chatter",
        "thinking",
        "assumption",
        "outcry",
        "backlash",
    ];
    let Some(source) = source else { return false };
    let last = window.token(source.last).lower.trim_end_matches('s');
    let whose = (source.first..source.last).any(|at| {
        window.token(at).capital && at > source.first
            || window.any(at, Classes::POSSESSIVE.with(Classes::ROLE))
            || window.reads(at, "'s")
    });
    ABSTRACT.contains(&last) && !whose
}

/// Whether an auxiliary's verb follows: 'it is still asking'.
fn is_acting(window: &Window<'_>, mut at: usize) -> bool {
    while window.any(at, Classes::ADVERB) {
        at += 1;
    }
    window.any(at, Classes::GERUND.with(Classes::PARTICIPLE)) || window.token(at).lower.ends_with("ing")
}

/// 'Known as', 'best known for'.
fn is_known_as(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let known = window.reads(cue.head, "known");
    known && ["as", "for"].iter().any(|word| window.reads(cue.head + 1, word)) && !has_agent(window, cue)
}

/// A participle behind its noun: '[the plan], known as'.
fn is_reduced(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let token = window.token(cue.head);
    let bare = (cue.first..cue.head).all(|at| window.any(at, Classes::ADVERB))
        && token.classes.any(Classes::PARTICIPLE)
        && !token.classes.any(Classes::GERUND);
    let passive = [
        "known",
        "called",
        "dubbed",
        "billed",
        "considered",
        "seen",
        "deemed",
        "named",
        "accused",
        "expected",
        "believed",
        "described",
        "labeled",
        "labelled",
    ];
    let behind = window.token(cue.first.saturating_sub(1));
    let follows = behind.kind == TokenKind::Piece
        || window.reads(cue.first.saturating_sub(1), ",")
            && window.is(cue.first.saturating_sub(2), TokenKind::Piece);
    bare && follows
        && cue.side != Side::Before
        && passive.contains(&token.lower.as_str())
        && !window.token(cue.last + 1).capital
        && !has_agent(window, cue)
        && window.token(cue.first.saturating_sub(1)).quotation == 0
}

/// A participle that gives a thing its name: 'a book titled', 'an event billed as', 'the resort, now called'.
fn is_title(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let names =
        ["titled", "entitled", "billed", "dubbed", "deemed"].contains(&window.token(cue.head).lower.as_str());
    let renames =
        cue.first < cue.head && window.reads(cue.head, "called") && window.reads(cue.head - 1, "now");
    let bare = (cue.first..cue.head).all(|at| window.any(at, Classes::ADVERB) || window.reads(at, "now"));
    let before = cue.first.saturating_sub(1);
    let somebody = window.token(before).capital || window.any(before, Classes::SUBJECT.with(Classes::ROLE));
    (names || renames) && bare && !somebody && !has_agent(window, cue)
}

/// A noun cue whose source is nothing but what describes it: 'a general distrust of', 'a deep understanding of'.
fn is_described(window: &Window<'_>, cue: &CueCandidate, source: Option<Phrase>) -> bool {
    let Some(source) = source.filter(|source| source.last < cue.first && source.last + 1 >= cue.first) else {
        return false;
    };
    let opens = ["a", "an", "another"]
        .iter()
        .any(|word| window.reads(source.first, word));
    let somebody = (source.first + 1..=source.last)
        .any(|at| window.token(at).capital || window.any(at, Classes::ROLE.with(Classes::SUBJECT)));
    let short = source.last - source.first < 2;
    let ends = window.token(source.last).lower.ends_with('s');
    window.any(cue.head, Classes::NOUN)
        && opens
        && short
        && !somebody
        && !ends
        && takes_object(window, cue.head + 1)
}

/// Whether a preposition follows, as behind nouns: 'distrust of'.
fn takes_object(window: &Window<'_>, at: usize) -> bool {
    [
        "of", "about", "at", "on", "over", "for", "against", "towards", "toward",
    ]
    .iter()
    .any(|word| window.reads(at, word))
}

/// '[In swing states,] voting for [her] will be': what anybody would do, with a verb of its own behind the claim.
fn is_acting_subject(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let gerund = window.any(cue.head, Classes::GERUND) || window.token(cue.head).lower.ends_with("ing");
    let before = cue.first.saturating_sub(1);
    let opens = window.token(before).sentence != window.token(cue.head).sentence || window.reads(before, ",");
    let last = window.pieces.last().copied().unwrap_or(usize::MAX - 1);
    let acts = window.any(last + 1, Classes::AUXILIARY)
        || window.any(last + 1, Classes::FINITE) && !window.any(last + 1, Classes::BASE);
    gerund && cue.first == cue.head && cue.side == Side::Before && opens && acts
}

/// 'Asked [whether he knew], …': nobody says who asked.
fn opens_asked(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let asks = ["asked", "pressed", "questioned", "quizzed"].contains(&window.token(cue.head).lower.as_str());
    let before = cue.first.saturating_sub(1);
    let opens = window.token(before).sentence != window.token(cue.head).sentence
        || ["when", "whenever"].iter().any(|word| window.reads(before, word));
    let piece = (cue.last + 1..cue.last + 9).find(|&at| !window.is(at, TokenKind::Word));
    let follows = piece.is_some_and(|piece| window.is(piece, TokenKind::Piece));
    asks && opens && cue.first == cue.head && cue.side == Side::Before && follows && !has_agent(window, cue)
}

/// Whether a source is not the subject of the words that a noun cue stands in.
fn is_apart(window: &Window<'_>, source: Phrase, cue: &CueCandidate) -> bool {
    if source.first > cue.head {
        return false;
    }
    let between = source.last + 1..cue.first;
    let verbal = is_verbal(window, source.last + 1)
        || window.any(source.last + 1, Classes::ADVERB.with(Classes::AUXILIARY));
    let barred = between
        .clone()
        .any(|at| !window.is(at, TokenKind::Word) && !["$", "-"].iter().any(|mark| window.reads(at, mark)));
    let opening = phrase_before(window, cue.head + 1)
        .map_or(cue.head, |phrase| phrase.first)
        .saturating_sub(1);
    let adjunct = [
        "despite",
        "amid",
        "from",
        "of",
        "about",
        "for",
        "over",
        "including",
        "on",
        "facing",
    ]
    .iter()
    .any(|word| window.reads(opening, word));
    let acts = Classes::FINITE
        .with(Classes::GERUND)
        .with(Classes::BASE)
        .with(Classes::AUXILIARY);
    let object = window.any(opening, acts) && window.is(opening, TokenKind::Word)
        || window.token(opening).lower.ends_with("ing");
    let raised = RAISES
        .iter()
        .any(|verb| window.token(opening).lower.starts_with(verb));
    if raised && window.any(cue.head, Classes::NOUN) {
        return true;
    }
    if object {
        return false;
    }
    !verbal || barred || adjunct || between.len() > 7
}
