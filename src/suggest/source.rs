//! Finds the source of a cue: the noun phrase that is its subject, its agent or its owner.

use super::caused::caused;
use super::cue::{opens_inverted, takes_base_form};
use super::lexicon::Classes;
use super::owner::owner;
use super::phrase::{Phrase, is_dash, is_verbal, phrase_after, phrase_before, with_modifiers};
use super::site::{CueCandidate, Form, Side};
use super::window::{TokenKind, Window};

/// How far to the left of its verb a subject is looked for, in tokens.
const MAX_SUBJECT_TOKENS: usize = 90;

/// The source that goes with a cue.
pub(super) fn source_of(window: &Window<'_>, cue: &CueCandidate) -> Option<Phrase> {
    let owned = window.any(cue.first.saturating_sub(1), Classes::POSSESSIVE)
        || is_genitive_mark(window, cue.first.saturating_sub(1));
    if let Some(phrase) = behind_adjunct(window, cue) {
        return Some(phrase);
    }
    let found = match cue.form {
        Form::Phrase => phrase_after(window, cue.last + 1),
        Form::Passive => agent(window, cue).or_else(|| subject_before(window, cue)),
        Form::Noun => owner(window, cue),
        Form::Verb if owned => owner(window, cue),
        Form::Colon => before_colon(window, cue.first),
        Form::Verb if quotes(window, cue) => phrase_after(window, cue.last + 1),
        Form::Verb if is_inverted(window, cue) => {
            phrase_after(window, cue.last + 1).or_else(|| subject_before(window, cue))
        }
        Form::Verb => subject_before(window, cue),
    };
    found
        .map(|phrase| before_both(window, phrase))
        .or_else(|| following_subject(window, cue))
        .or_else(|| subject_behind_opening(window, cue))
        .or_else(|| earlier_subject(window, cue))
}

/// Whoever 'both' or 'all' counts, where it stands behind them: 'Weiss and Okafor both'.
fn before_both(window: &Window<'_>, phrase: Phrase) -> Phrase {
    let counts = ["both", "all", "each"]
        .iter()
        .any(|word| window.reads(phrase.first, word));
    let before = window.token(phrase.first.saturating_sub(1));
    let open = Classes::PREPOSITION
        .with(Classes::CONJUNCTION)
        .with(Classes::VERB);
    let floats = phrase.first == phrase.last
        && counts
        && before.kind == TokenKind::Word
        && before.sentence == window.token(phrase.first).sentence
        && !before.classes.any(open);
    floats
        .then(|| phrase_before(window, phrase.first))
        .flatten()
        .unwrap_or(phrase)
}

fn is_genitive_mark(window: &Window<'_>, at: usize) -> bool {
    window.reads(at, "'s") || window.reads(at, "'") || window.reads(at, "\u{2019}")
}

/// Whoever a colon gives the word: 'Smith on Monday:', but of a whole sentence its subject, 'Her message was
/// simple:'.
fn before_colon(window: &Window<'_>, colon: usize) -> Option<Phrase> {
    // A dash parts a headline from its author.
    let near = phrase_before(window, colon).map(|phrase| {
        let dash = (phrase.first..phrase.last).rev().find(|&at| is_dash(window, at));
        Phrase {
            first: dash.map_or(phrase.first, |dash| dash + 1),
            ..phrase
        }
    });
    let sentence = window.token(colon).sentence;
    let opens = |phrase: &Phrase| {
        let at = phrase.first.saturating_sub(1);
        let before = window.token(at);
        let earlier = at.saturating_sub(1);
        let credits = (window.reads(at, "from") || window.reads(at, "by"))
            && (window.reads(earlier, "more") || !window.is(earlier, TokenKind::Word));
        before.sentence != sentence || before.kind != TokenKind::Word || credits
    };
    if let Some(phrase) = near.filter(opens) {
        return Some(phrase);
    }
    let subject = main_subject(window, colon, false);
    let whole = near.and_then(|phrase| with_modifiers(window, phrase));
    subject.or(whole).or(near)
}

/// 'To quote Smith': whoever is quoted follows.
fn quotes(window: &Window<'_>, cue: &CueCandidate) -> bool {
    let quoting = window.reads(cue.head, "quoting");
    quoting || window.reads(cue.head, "quote") && window.reads(cue.head.saturating_sub(1), "to")
}

/// The subject of a sentence that opens with a participle: 'Asked about it, Smith shook his head.'
fn subject_behind_opening(window: &Window<'_>, cue: &CueCandidate) -> Option<Phrase> {
    let sentence = window.token(cue.head).sentence;
    let opens = window.token(cue.first.saturating_sub(1)).sentence != sentence;
    if !opens || !window.any(cue.head, Classes::PARTICIPLE.with(Classes::GERUND)) {
        return None;
    }
    let within = (cue.head + 1..cue.head + 30).take_while(|&at| window.token(at).sentence == sentence);
    let commas = within.filter(|&at| window.reads(at, ","));
    let mut subjects = commas.filter_map(|comma| phrase_after(window, comma + 1));
    // A place between two commas is none.
    let phrase = subjects.find(|phrase| !window.reads(phrase.last + 1, ","))?;
    // A verb that no list has is not part of the name before it.
    let named = (phrase.first..=phrase.last).take_while(|&at| window.token(at).capital);
    Some(Phrase {
        last: named.last().unwrap_or(phrase.last),
        ..phrase
    })
}

/// 'Said X' behind the claim: the verb touches the piece or its comma, and no subject stands between.
fn is_inverted(window: &Window<'_>, cue: &CueCandidate) -> bool {
    if opens_inverted(window, cue.head) {
        return true;
    }
    let direct = (cue.first..cue.head).all(|at| window.any(at, Classes::ADVERB));
    if cue.side == Side::Before || !direct || window.any(cue.head, Classes::GERUND) {
        return false;
    }
    let mut before = cue.first.saturating_sub(1);
    let set_off = window.pieces.is_empty() && window.is(before, TokenKind::Mark);
    while window.is(before, TokenKind::Mark) {
        before = before.saturating_sub(1);
    }
    let follows = window.token(cue.last + 1);
    let begins = Classes::DETERMINER
        .with(Classes::SUBJECT)
        .with(Classes::ROLE)
        .with(Classes::POSSESSIVE);
    (set_off || window.is(before, TokenKind::Piece) || window.token(before).quotation != 0)
        && follows.kind == TokenKind::Word
        && (follows.capital || follows.classes.any(begins) || follows.classes == Classes::default())
        && !follows.classes.any(Classes::TIME)
}

/// Whoever stands behind 'by', directly or after the claim: 'was found illegal by the court'.
fn agent(window: &Window<'_>, cue: &CueCandidate) -> Option<Phrase> {
    let sentence = window.token(cue.head).sentence;
    let by = (cue.head + 1..cue.head + 14)
        .take_while(|&at| window.token(at).sentence == sentence || window.is(at, TokenKind::Piece))
        .find(|&at| window.reads(at, "by"))?;
    phrase_after(window, by + 1)
}

/// The subject of a verb group.
fn subject_before(window: &Window<'_>, cue: &CueCandidate) -> Option<Phrase> {
    let mut at = cue.first.saturating_sub(1);
    while let Some(earlier) = before_floating(window, at) {
        at = earlier;
    }
    let auxiliary = (cue.first..cue.head).any(|at| window.any(at, Classes::AUXILIARY));
    let gerund = window.any(cue.head, Classes::GERUND) && !auxiliary;
    if window.reads(cue.first, "to") {
        return caused(window, cue.first).or_else(|| main_subject(window, cue.first, gerund));
    }
    if let Some(phrase) = gerund.then(|| with_absolute(window, cue.first)).flatten() {
        return Some(phrase);
    }
    // 'Tricked voters into asking', 'kept her from writing'.
    let link = cue.first.saturating_sub(1);
    let moved = gerund && (window.reads(link, "into") || window.reads(link, "from"));
    if let Some(phrase) = moved.then(|| phrase_before(window, link)).flatten()
        && acts_on(window, phrase.first.saturating_sub(1))
    {
        return Some(phrase);
    }
    if let Some(phrase) = phrase_before(window, at + 1) {
        let whole = with_modifiers(window, phrase);
        // 'Emailed supporters saying': what stands before is the object of another verb.
        let taken = |phrase: Phrase| acts_on(window, phrase.first.saturating_sub(1));
        let object = gerund && (taken(phrase) || whole.is_some_and(taken));
        let dummy = window.reads(phrase.last, "it")
            && window.any(
                phrase.first.saturating_sub(1),
                Classes::FINITE.with(Classes::BASE).with(Classes::GERUND),
            );
        if whole.is_some() && !object && !dummy && !is_adjective(window, phrase) {
            return whole;
        }
    } else if !gerund {
        let comma = before_quotation_mark(window, at);
        let bracket = comma.saturating_sub(1);
        if window.reads(comma, ",") && window.reads(bracket, ")") {
            return phrase_before(window, comma);
        }
        let aside = before_aside(window, comma);
        if aside.is_some() {
            return aside;
        }
    }
    main_subject(window, cue.first, gerund)
}

/// Whether a verb stands there whose object follows: 'shared', 'is making'.
fn acts_on(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    let ending = token.lower.ends_with("ed") || token.lower.ends_with("ing");
    let names = ["including", "regarding", "concerning"]
        .iter()
        .any(|word| window.reads(at, word));
    token.kind == TokenKind::Word
        && !token.capital
        && !names
        && !token.classes.any(Classes::PREPOSITION.with(Classes::AUXILIARY))
        && (ending || token.classes.any(Classes::FINITE))
}

/// Whether a lone word before a cue only describes it: 'their [harsh] words about', 'no [realistic] view'.
fn is_adjective(window: &Window<'_>, phrase: Phrase) -> bool {
    let token = window.token(phrase.first);
    let somebody = Classes::SUBJECT
        .with(Classes::ROLE)
        .with(Classes::POSSESSIVE)
        .with(Classes::DETERMINER);
    let endings = [
        "ic", "al", "ous", "ive", "ful", "less", "able", "ible", "ant", "ent", "sh", "ny",
    ];
    phrase.first == phrase.last
        && token.kind == TokenKind::Word
        && !token.capital
        && !token.classes.any(somebody)
        && !token.lower.ends_with('s')
        && endings.iter().any(|ending| token.lower.ends_with(ending))
}

/// The place before an adverb, a time or a 'both' that stands between subject and verb: 'the mayor last week said'.
fn before_floating(window: &Window<'_>, at: usize) -> Option<usize> {
    let token = window.token(at);
    let before = at.saturating_sub(1);
    let adverb = token.classes.any(Classes::ADVERB) && !token.classes.any(Classes::SUBJECT) && !token.capital;
    let both = ["both", "all", "each"].iter().any(|word| window.reads(at, word));
    let floats = window.is(before, TokenKind::Word)
        && !window.any(before, Classes::PREPOSITION.with(Classes::CONJUNCTION));
    if adverb || both && floats && window.token(before).sentence == token.sentence {
        return Some(before);
    }
    if !token.classes.any(Classes::TIME) {
        return None;
    }
    let relative = ["last", "this", "next", "earlier", "late", "early", "that"]
        .iter()
        .any(|word| window.reads(before, word));
    if relative {
        return Some(before.saturating_sub(1));
    }
    let dated = window.any(before, Classes::PREPOSITION) && token.capital;
    Some(if dated { before.saturating_sub(1) } else { before })
}

/// 'With Weiss promising': whoever acts beside the sentence.
fn with_absolute(window: &Window<'_>, before: usize) -> Option<Phrase> {
    let mut end = before;
    while window.any(end.saturating_sub(1), Classes::ADVERB) {
        end -= 1;
    }
    phrase_before(window, end).filter(|phrase| {
        let opening = phrase.first.saturating_sub(1);
        ["with", "of"].iter().any(|word| window.reads(opening, word)) && window.reads(opening, "with")
    })
}

fn before_quotation_mark(window: &Window<'_>, mut at: usize) -> usize {
    while ["\"", "”", "’", "'"].iter().any(|mark| window.reads(at, mark)) {
        at = at.saturating_sub(1);
    }
    at
}

/// The phrase before an aside that closes at `close`: 'Bush, Florida's former governor, said'.
fn before_aside(window: &Window<'_>, close: usize) -> Option<Phrase> {
    let dash = is_dash(window, close);
    if !dash && !window.reads(close, ",") {
        return None;
    }
    let sentence = window.token(close).sentence;
    let mut nearest = None;
    let mut at = close;
    for _ in 0..60 {
        at = at.saturating_sub(1);
        let token = window.token(at);
        if token.sentence != sentence || token.kind == TokenKind::Piece {
            break;
        }
        let opens = if dash {
            is_dash(window, at)
        } else {
            window.reads(at, ",")
        };
        let Some(phrase) = opens.then(|| phrase_before(window, at)).flatten() else {
            continue;
        };
        if ["who", "whose", "which"]
            .iter()
            .any(|word| window.reads(at + 1, word))
        {
            return Some(phrase);
        }
        let aged = (phrase.first..=phrase.last)
            .all(|at| window.token(at).lower.bytes().all(|byte| byte.is_ascii_digit()));
        if aged {
            continue;
        }
        let clause = Classes::CONJUNCTION.with(Classes::FINITE).with(Classes::SUBJECT);
        let adjunct = window.any(phrase.first.saturating_sub(1), Classes::PREPOSITION);
        let reports = window.any(close.saturating_sub(1), Classes::SAY);
        if nearest.is_none() && !adjunct && (dash || reports || !window.any(at + 1, clause)) {
            // 'The company's head, Jane Roe, said': the name belongs to the mention.
            let named = !window.token(phrase.last).capital
                && (at + 1..close)
                    .all(|inner| window.is(inner, TokenKind::Word) && window.token(inner).capital);
            nearest = Some(if named {
                Phrase {
                    last: close - 1,
                    ..phrase
                }
            } else {
                phrase
            });
        }
    }
    nearest
}

/// The nearest subject left of a verb that has none of its own: 'Trump has been …, denouncing'. One in
/// a clause that tells what is said ('he said it was early, but added') does not count.
pub(super) fn main_subject(window: &Window<'_>, before: usize, gerund: bool) -> Option<Phrase> {
    let start = window.token(before);
    let mut at = before;
    let mut comma = false;
    let (mut told, mut first) = (None, None);
    for _ in 0..MAX_SUBJECT_TOKENS {
        at = at.saturating_sub(1);
        let token = window.token(at);
        if token.sentence != start.sentence || token.kind == TokenKind::Break {
            break;
        }
        comma |= window.reads(at, ",");
        let party = window.reads(at, ")");
        if token.kind != TokenKind::Word && !party || token.quotation != start.quotation {
            continue;
        }
        let Some(near) = phrase_before(window, at + 1) else {
            continue;
        };
        let verbal = is_verbal(window, at + 1) && agrees(window, at + 1)
            || is_verbal_after_aside(window, at + 1)
            || party && window.reads(at + 1, ",") && is_verbal(window, at + 2);
        let phrase = if verbal {
            with_modifiers(window, near).unwrap_or(near)
        } else {
            near
        };
        let opening = phrase.first.saturating_sub(1);
        let absolute = gerund && window.reads(opening, "with") && window.any(at + 1, Classes::GERUND);
        let adjunct = window.any(opening, Classes::PREPOSITION) && !is_clause_opener(window, opening);
        if verbal && !adjunct || absolute {
            let aside = comma && is_relative(window, at);
            // 'A senior adviser who asked not to be named told X.'
            let head = (!aside && window.reads(at, "who") && at + 1 < before)
                .then(|| phrase_before(window, at))
                .flatten();
            if head.is_some() {
                return head;
            }
            let own = is_verbal_after_aside(window, at + 1)
                && (at + 2..before)
                    .rfind(|&mark| window.reads(mark, ","))
                    .is_some_and(|close| is_aside_before(window, at + 1, close, before));
            // 'The town where she lived', 'the town she left': a clause about a noun has its own subject.
            let contact = phrase.first > 0
                && window.token(opening).sentence == token.sentence
                && phrase_before(window, phrase.first).is_some_and(|noun| !window.token(noun.last).capital);
            let subordinate =
                (comma || gerund) && !absolute && !own && (contact || is_subordinate(window, opening));
            if !aside && !subordinate && !is_told(window, opening) {
                return Some(phrase);
            }
            told = told.or(Some(phrase).filter(|_| !aside));
        }
        if !adjunct {
            first = Some(phrase);
        }
        at = near.first.max(1);
    }
    told.or(first)
}

/// Whether a form that needs a plural subject has one: not the 'record' of 'his policy record'.
fn agrees(window: &Window<'_>, verb: usize) -> bool {
    let token = window.token(verb);
    !token.classes.any(Classes::BASE) || takes_base_form(window, verb.saturating_sub(1))
}

/// Whether an aside between two commas is all that stands between a subject and its verb.
fn is_aside_before(window: &Window<'_>, open: usize, close: usize, verb: usize) -> bool {
    let inner = (open + 1..close).filter(|&at| window.reads(at, ",")).count();
    inner == 0 && verb - close <= 3
}

/// Whether a clause that depends on another begins behind this word.
fn is_subordinate(window: &Window<'_>, opening: usize) -> bool {
    [
        "as", "when", "because", "while", "whom", "which", "since", "where", "if", "until", "than", "after",
        "before", "although", "though",
    ]
    .iter()
    .any(|word| window.reads(opening, word))
}

/// Whether an aside in commas opens here with a verb behind it: 'Suu Kyi, 70, said'.
fn is_verbal_after_aside(window: &Window<'_>, comma: usize) -> bool {
    let close = (comma + 2..comma + 14).find(|&at| window.reads(at, ","));
    window.reads(comma, ",") && close.is_some_and(|close| is_verbal(window, close + 1))
}

/// 'As', 'before', 'since' can open a clause with a subject of its own.
fn is_clause_opener(window: &Window<'_>, at: usize) -> bool {
    window.any(at, Classes::CONJUNCTION)
}

fn is_relative(window: &Window<'_>, at: usize) -> bool {
    ["who", "which", "that"].iter().any(|word| window.reads(at, word))
}

/// Whether a clause that begins behind this word tells what is said or thought.
pub(super) fn is_told(window: &Window<'_>, opening: usize) -> bool {
    ["that", "whether", "how", "why", "what"]
        .iter()
        .any(|word| window.reads(opening, word))
        || window.any(opening, Classes::SAY.with(Classes::THINK)) && !window.token(opening).capital
}

/// The subject behind the claim, of a cue in an adjunct that opens the sentence: 'A month after backing [her], Okafor left'.
fn behind_adjunct(window: &Window<'_>, cue: &CueCandidate) -> Option<Phrase> {
    const OPENING: [&str; 12] = [
        "by", "in", "after", "before", "since", "while", "when", "until", "upon", "despite", "without", "for",
    ];
    if !window.any(cue.head, Classes::GERUND) || cue.first != cue.head {
        return None;
    }
    let sentence = window.token(cue.head).sentence;
    let mut link = cue.first.saturating_sub(1);
    while window.any(link, Classes::ADVERB) && !OPENING.contains(&window.token(link).lower.as_str()) {
        link = link.saturating_sub(1);
    }
    let opens = OPENING.contains(&window.token(link).lower.as_str());
    let start = (0..6)
        .map(|back| link.saturating_sub(back))
        .take_while(|&at| window.token(at).sentence == sentence && window.is(at, TokenKind::Word))
        .last()?;
    let alone = window.token(start.saturating_sub(1)).sentence != sentence;
    let acts = (start..link).any(|at| is_verbal(window, at));
    (opens && alone && !acts)
        .then(|| following_subject(window, cue))
        .flatten()
}

/// The subject behind the claim, of a cue that opens the sentence: 'Conceding that …, he warned'.
fn following_subject(window: &Window<'_>, cue: &CueCandidate) -> Option<Phrase> {
    let mut at = *window.pieces.last()? + 1;
    while window.is(at, TokenKind::Mark) {
        at += 1;
    }
    if cue.side != Side::Before || window.token(at).sentence != window.token(cue.head).sentence {
        return None;
    }
    let phrase = phrase_after(window, at)?;
    let acts = is_verbal(window, phrase.last + 1) || is_verbal_after_aside(window, phrase.last + 1);
    acts.then_some(phrase)
}

/// The first subject of the sentence before, for a fragment: 'Adding: “…”'.
fn earlier_subject(window: &Window<'_>, cue: &CueCandidate) -> Option<Phrase> {
    let own = window.token(cue.head).sentence;
    let end = (0..cue.first).rev().find(|&at| window.token(at).sentence < own)?;
    let sentence = window.token(end).sentence;
    let first = (0..=end)
        .rev()
        .take_while(|&at| window.token(at).sentence == sentence)
        .last()?;
    let main = |phrase: &Phrase| !is_subordinate(window, phrase.first.saturating_sub(1));
    let subject = |at: usize| phrase_before(window, at + 1).filter(|_| is_verbal(window, at + 1));
    let found = (first..=end).find_map(|at| subject(at).filter(main));
    found.or_else(|| (first..=end).find_map(subject))
}
