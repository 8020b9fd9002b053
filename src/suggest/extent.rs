//! Grows a source and its cue to their full extent: the source with its appositions and modifiers, the cue
//! from the end of its subject to the claim.

use super::cue::{CueCandidate, Form, Side};
use super::joined::{joint, lead};
use super::lexicon::Classes;
use super::phrase::{Phrase, is_verbal, phrase_before};
use super::source::is_dash;
use super::window::{TokenKind, Window};

/// How many words of a verb group stand before the word that attributes: 'has been one of the supporters of'.
const MAX_LEAD: usize = 7;

/// How many words of a cue stand behind the word that attributes: 'raised the question of whether'.
const MAX_TAIL: usize = 5;

/// How many words a source has at most behind its name.
const MAX_MODIFIERS: usize = 50;

/// The words that mention whoever a cue belongs to.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The noun phrase that names them.
    pub(super) core: Phrase,
    /// With appositions, relative clauses and whoever is joined to them.
    pub(super) whole: Phrase,
    /// The phrase of each speaker, where several are joined; one otherwise.
    pub(super) heads: Vec<Phrase>,
}

impl Source {
    /// A phrase that is all there is.
    pub(super) fn of_phrase(phrase: Phrase) -> Self {
        Self {
            core: phrase,
            whole: phrase,
            heads: vec![phrase],
        }
    }
}

/// The cue and its source, grown.
pub(super) fn with_source(
    window: &Window<'_>,
    mut cue: CueCandidate,
    core: Phrase,
) -> (CueCandidate, Source) {
    let mut whole = core;
    if core.last < cue.first {
        whole.last = owner_mark(window, core.last, cue.first);
        before_cue(window, &mut cue, &mut whole);
    } else if core.first > cue.last {
        whole.last = behind_cue(window, &cue, core.last);
    }
    let mut source = Source {
        core,
        whole,
        heads: joint(window, core),
    };
    lead(window, &mut source);
    opening(window, &mut cue);
    trailing(window, &mut cue, source.whole);
    (cue, source)
}

/// The cue grown where nobody is stated: with the 'it' of 'it is unclear'.
pub(super) fn without_source(window: &Window<'_>, mut cue: CueCandidate) -> CueCandidate {
    cue.stated = false;
    let mut first = cue.first;
    while window.any(first.saturating_sub(1), Classes::ADVERB.with(Classes::AUXILIARY))
        && !window.reads(first.saturating_sub(1), "'s")
    {
        first -= 1;
    }
    if window.reads(first.saturating_sub(1), "it") {
        cue.first = first - 1;
    }
    // 'Intense scrutiny of': what describes a noun that nobody owns.
    let noun =
        phrase_before(window, cue.head + 1).filter(|_| cue.form != Form::Passive && first == cue.first);
    if let Some(noun) = noun.filter(|noun| noun.last == cue.head && cue.first == cue.head) {
        let plain = |at: &usize| {
            let token = window.token(*at);
            let opens = Classes::DETERMINER.with(Classes::POSSESSIVE);
            token.kind == TokenKind::Word && !token.capital && !token.classes.any(opens)
        };
        cue.first = (noun.first..cue.head)
            .rev()
            .take_while(plain)
            .last()
            .unwrap_or(cue.first);
    }
    cue
}

/// Begins a noun cue with the participle that it is the object of: 'throwing her weight behind'.
fn opening(window: &Window<'_>, cue: &mut CueCandidate) {
    let noun =
        phrase_before(window, cue.first + 1).filter(|noun| noun.last == cue.first && noun.first < noun.last);
    let Some(noun) = noun.filter(|_| cue.first == cue.head) else {
        return;
    };
    let before = window.token(noun.first.saturating_sub(1));
    let acts = before.lower.ends_with("ing") && before.kind == TokenKind::Word && !before.capital;
    let opens = window.any(noun.first, Classes::DETERMINER.with(Classes::POSSESSIVE));
    if acts && opens {
        cue.first = noun.first - 1;
    }
}

/// The last token of an owner: with its 's.
fn owner_mark(window: &Window<'_>, last: usize, before: usize) -> usize {
    let mark = last + 1;
    let signs = ["'s", "'", "\u{2019}"]
        .iter()
        .any(|sign| window.reads(mark, sign));
    let follows = window.is(mark + 1, TokenKind::Word) || mark + 1 == before;
    let pronoun = window.any(last, Classes::SUBJECT);
    let verb = window.reads(mark, "'s")
        && !window.any(before, Classes::NOUN)
        && !window.any(before, Classes::GERUND)
        && is_verb_group(window, mark + 1);
    if signs && mark < before && follows && !pronoun && !verb {
        mark
    } else {
        last
    }
}

/// Whether what follows an 's makes it a verb: 'Okafor's not said', 'Okafor's expected'.
fn is_verb_group(window: &Window<'_>, at: usize) -> bool {
    window.any(at, Classes::AUXILIARY) || window.reads(at, "not")
}

fn before_cue(window: &Window<'_>, cue: &mut CueCandidate, whole: &mut Phrase) {
    let gap = whole.last + 1..cue.first;
    let owned = window.token(whole.last).lower.starts_with(['\'', '\u{2019}'])
        || window.any(whole.last, Classes::POSSESSIVE) && !window.any(whole.last, Classes::SUBJECT);
    let plain = |at: usize| {
        let token = window.token(at);
        matches!(token.kind, TokenKind::Word | TokenKind::Mark)
            && token.sentence == window.token(cue.head).sentence
            && token.quotation == window.token(cue.head).quotation
    };
    if gap.is_empty() || !(whole.last..cue.first).all(plain) {
        return;
    }
    let open = gap.start;
    let comma = window.reads(open, ",");
    if comma || is_dash(window, open) || window.reads(open, "(") {
        let mark = if comma {
            ","
        } else if window.reads(open, "(") {
            ")"
        } else {
            "-"
        };
        let is_mark = |at: usize| window.reads(at, mark) || mark == "-" && is_dash(window, at);
        let timed =
            |at: usize| cue.first - at <= 3 && (at..cue.first).any(|at| window.any(at, Classes::TIME));
        let goes_on = |at: usize| {
            at == cue.first
                || at < cue.first && timed(at)
                || is_verbal(window, at) && !window.token(at).lower.ends_with("ing")
                || window.any(at, Classes::ADVERB) && !window.any(at, Classes::TIME)
        };
        let closes = gap
            .clone()
            .skip(1)
            .filter(|&at| is_mark(at))
            .find(|&at| goes_on(at + 1));
        let reports = |at: usize| {
            window.any(at, Classes::SAY) && window.any(at, Classes::FINITE) && !window.any(at, Classes::NOUN)
        };
        let told = !["who", "which", "whose"]
            .iter()
            .any(|word| window.reads(open + 1, word))
            && closes.is_some_and(|close| reports(close - 1) || reports(open + 1));
        if let Some(close) = closes.filter(|_| !told)
            && (mark == ")" || describes(window, open + 1))
        {
            whole.last = if mark == ")" { close } else { close - 1 };
            let verb = close + 1..cue.first;
            if verb.len() <= MAX_LEAD
                && !verb.clone().any(|at| {
                    window.is(at, TokenKind::Mark) || window.reads(at, "and") || window.reads(at, "but")
                })
                && !verb.is_empty()
            {
                cue.first = close + 1;
            }
        }
        return;
    }
    let apart = |at: usize| {
        let joins = window.any(at, Classes::CONJUNCTION)
            && !window.any(at, Classes::PREPOSITION)
            && !window.any(at, Classes::DETERMINER);
        window.is(at, TokenKind::Mark)
            && !["$", "-", "\u{2019}", "'"]
                .iter()
                .any(|mark| window.reads(at, mark))
            || joins
    };
    let finite = window.any(cue.head, Classes::FINITE)
        && cue.first == cue.head
        && !window.any(cue.head, Classes::GERUND)
        && cue.form == Form::Verb;
    let joined = gap
        .clone()
        .any(|at| ["and", "but"].iter().any(|word| window.reads(at, word)));
    let object = window.any(
        open + 1,
        Classes::DETERMINER
            .with(Classes::POSSESSIVE)
            .with(Classes::OBJECT),
    ) || !window.any(
        open + 1,
        Classes::PREPOSITION.with(Classes::TIME).with(Classes::ADVERB),
    ) && gap.len() > 1;
    let reduced = finite && is_participle(window, open) && !joined && !object;
    if gap.len() == 1
        && ["both", "all", "each"]
            .iter()
            .any(|word| window.reads(open, word))
    {
        cue.first = open;
        return;
    }
    let adverb = window.any(open, Classes::ADVERB) && (window.any(open, Classes::PREPOSITION) == false);
    if owned || !reduced && (is_verbal(window, open) || adverb) {
        let again = gap.clone().any(|at| {
            window.any(at, Classes::SAY.with(Classes::THINK))
                && window.any(at, Classes::FINITE)
                && window.any(cue.head, Classes::SAY)
                && !window.any(cue.head, Classes::GERUND)
                && cue.form == Form::Verb
                && !window.reads(cue.first, "to")
        });
        let by = window.reads(cue.first - 1, "by") && window.any(cue.head, Classes::GERUND);
        if gap.len() <= MAX_LEAD && !gap.clone().any(apart) && !again && !by {
            cue.first = open;
        }
        return;
    }
    let timed = (gap.len() <= 4 || window.any(open, Classes::PREPOSITION))
        && !reduced
        && gap.clone().any(|at| window.any(at, Classes::TIME))
        || window.any(open, Classes::TIME);
    let rest = gap.clone().skip(usize::from(reduced));
    if !timed
        && !gap.clone().any(|at| window.is(at, TokenKind::Mark))
        && !rest.into_iter().any(|at| is_verbal(window, at))
    {
        whole.last = gap.end - 1;
    }
}

/// A participle behind a noun: 'figures reported on Sunday'.
pub(super) fn is_participle(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    let ending = token.lower.ends_with("ed") || token.lower.ends_with("ing");
    token.kind == TokenKind::Word
        && !token.capital
        && !token.classes.any(Classes::AUXILIARY)
        && (ending || token.classes.any(Classes::PARTICIPLE))
}

/// Whether an aside that begins here tells who somebody is.
pub(super) fn describes(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    let opens = Classes::DETERMINER
        .with(Classes::POSSESSIVE)
        .with(Classes::ROLE)
        .with(Classes::TITLE);
    let relative = [
        "who",
        "which",
        "whose",
        "including",
        "along",
        "like",
        "both",
        "once",
        "now",
        "formerly",
        "called",
        "known",
        "based",
        "one",
    ]
    .iter()
    .any(|word| window.reads(at, word));
    let speaks = ["who", "which"].iter().any(|word| window.reads(at, word))
        && (window.any(at + 1, Classes::SAY) || window.reads(at + 1, "spoke"));
    let pronoun = window.any(at, Classes::SUBJECT) && !window.any(at, Classes::DETERMINER) && !relative;
    if speaks || pronoun {
        return false;
    }
    let adjunct = Classes::PREPOSITION
        .with(Classes::ADVERB)
        .with(Classes::CONJUNCTION)
        .with(Classes::TIME);
    let age = token.lower.bytes().all(|byte| byte.is_ascii_digit());
    let acts = token.lower.ends_with("ing") && !token.capital;
    token.kind == TokenKind::Word
        && (!acts || relative)
        && (relative
            || age
            || token.classes.any(opens) && !window.any(at, Classes::TIME)
            || !token.classes.any(adjunct) && !is_verbal(window, at))
}

/// The end of a source that follows its cue: what modifies it, an apposition or a relative clause up to the
/// end of the sentence or the claim.
fn behind_cue(window: &Window<'_>, cue: &CueCandidate, last: usize) -> usize {
    let mut end = last;
    let other = (cue.last..last).any(|at| window.is(at, TokenKind::Piece));
    let modified = !other
        && (!window.any(last, Classes::SUBJECT.with(Classes::OBJECT))
            || window.any(last, Classes::DETERMINER));
    if modified {
        end = modifiers_behind(window, cue, last);
    }
    let open = end + 1;
    let comma = window.reads(open, ",");
    let relative = ["who", "which"].iter().any(|word| window.reads(open, word));
    let speaks = comma
        && window.reads(open + 1, "who")
        && (window.any(open + 2, Classes::SAY) || window.reads(open + 2, "spoke"));
    if !(relative || comma && describes(window, open + 1)) || speaks && !relative {
        return end;
    }
    let mut aside = open;
    for at in open + 1..open + MAX_MODIFIERS {
        let acts = window.reads(at, ",")
            && (window.token(at + 1).lower.ends_with("ing") && !window.token(at + 1).capital
                || [
                    "in", "on", "at", "during", "after", "but", "while", "when", "as", "before",
                ]
                .iter()
                .any(|word| window.reads(at + 1, word)));
        if !is_near(window, last, at) || acts || [";", ":"].iter().any(|mark| window.reads(at, mark)) {
            break;
        }
        let statement = ["in", "on"].iter().any(|word| window.reads(at, word))
            && ["a", "an", "twitter", "facebook"]
                .iter()
                .any(|word| window.reads(at + 1, word));
        if statement {
            break;
        }
        aside = at;
    }
    while aside > end && window.is(aside, TokenKind::Mark) && !window.reads(aside, ")") {
        aside -= 1;
    }
    aside
}

pub(super) fn is_near(window: &Window<'_>, first: usize, at: usize) -> bool {
    let token = window.token(at);
    token.sentence == window.token(first).sentence
        && token.quotation == window.token(first).quotation
        && matches!(token.kind, TokenKind::Word | TokenKind::Mark)
}

/// 'Three people briefed on the talks', 'members who were there': up to the next mark.
fn modifiers_behind(window: &Window<'_>, cue: &CueCandidate, last: usize) -> usize {
    let open = last + 1;
    let word = window.token(open);
    if word.kind != TokenKind::Word || !is_near(window, last, open) {
        return last;
    }
    let clause = window.any(open, Classes::CONJUNCTION)
        && !["who", "that", "which", "whose"]
            .iter()
            .any(|relative| window.reads(open, relative));
    let adjunct = window.any(open, Classes::PREPOSITION)
        && !["of", "with", "for", "from", "close", "to"]
            .iter()
            .any(|word| window.reads(open, word));
    let timed = window.any(open, Classes::TIME.with(Classes::ADVERB));
    let finite = is_verbal(window, open) && !is_participle(window, open);
    if clause && cue.form != Form::Phrase
        || adjunct && cue.form != Form::Phrase
        || timed
        || finite
        || window.reads(open, "and")
    {
        return last;
    }
    let mut end = last;
    for at in open..open + 25 {
        if !is_near(window, last, at)
            || window.is(at, TokenKind::Mark)
                && !["-", "/", "'s", "\u{2019}", "'"]
                    .iter()
                    .any(|mark| window.reads(at, mark))
        {
            break;
        }
        let relative = window.any(open, Classes::CONJUNCTION);
        let ending = ["ed", "ing"]
            .iter()
            .any(|ending| window.token(at).lower.ends_with(ending));
        let verb = is_verbal(window, at) && !ending && !relative;
        if verb || window.any(at, Classes::TIME) && cue.form != Form::Phrase {
            break;
        }
        end = at;
    }
    while end > last && window.any(end, Classes::PREPOSITION) {
        end -= 1;
    }
    end
}

/// Grows the cue to the right over the words between it and the claim: 'issued a complaint to'.
fn trailing(window: &Window<'_>, cue: &mut CueCandidate, source: Phrase) {
    let open = cue.last + 1;
    let verb = cue.form == Form::Verb || cue.form == Form::Noun;
    if !verb || source.first > cue.first {
        return;
    }
    if let Some(end) = in_statement(window, open) {
        cue.last = end;
        return;
    }
    if cue.side == Side::After {
        return;
    }
    let piece = (open..=open + MAX_TAIL).find(|&at| window.is(at, TokenKind::Piece));
    let Some(piece) = piece.filter(|&piece| piece > open) else {
        return;
    };
    if (open..piece).all(|at| may_trail(window, cue.head, at)) && may_end(window, cue.head, open, piece) {
        cue.last = piece - 1;
    }
}

/// Whether a word can stand between a verb and its claim and belong to the verb: no time, no hearer, no other verb.
fn may_trail(window: &Window<'_>, head: usize, at: usize) -> bool {
    let token = window.token(at);
    let opens = token.classes.any(Classes::DETERMINER.with(Classes::POSSESSIVE));
    let barred = token
        .classes
        .any(Classes::TIME.with(Classes::OBJECT).with(Classes::SUBJECT))
        && !opens;
    let verb = token.classes.any(Classes::VERB)
        && token.classes.any(Classes::FINITE)
        && !token.classes.any(Classes::BASE.with(Classes::NOUN));
    is_near(window, head, at) && token.kind == TokenKind::Word && !token.capital && !barred && !verb
}

/// Whether the words from `open` to the claim end as a cue does: 'expressed doubt', 'issued a complaint to', but
/// not 'urged women', 'said in interviews'.
fn may_end(window: &Window<'_>, head: usize, open: usize, piece: usize) -> bool {
    const HEARD: [&str; 8] = [
        "told", "tell", "tells", "telling", "ask", "asked", "asks", "asking",
    ];
    const PARTICLES: [&str; 8] = ["out", "up", "back", "down", "off", "on", "in", "forth"];
    const LINKS: [&str; 6] = ["to", "that", "whether", "of", "about", "for"];
    let last = piece - 1;
    let reads = |at: usize, words: &[&str]| words.contains(&window.token(at).lower.as_str());
    let glued = window.token(last).span.end == window.token(piece).span.start;
    if glued || reads(head, &HEARD) || reads(last, &["is", "however", "now"]) {
        return false;
    }
    if window.any(last, Classes::PREPOSITION) || reads(last, &LINKS) {
        return !reads(
            open,
            &[
                "reporters",
                "voters",
                "supporters",
                "investors",
                "people",
                "officials",
            ],
        );
    }
    let adjunct = window.any(open, Classes::PREPOSITION) && !reads(open, &PARTICLES);
    let phrase = (open..piece).any(|at| window.any(at, Classes::DETERMINER.with(Classes::POSSESSIVE)));
    let plural = window.token(last).lower.ends_with('s') && !window.any(last, Classes::NOUN);
    !adjunct && !phrase && !plural && !window.any(last, Classes::ROLE)
}

/// The end of 'in a statement' that begins here.
fn in_statement(window: &Window<'_>, at: usize) -> Option<usize> {
    (window.reads(at, "in") && window.reads(at + 1, "a") && window.reads(at + 2, "statement"))
        .then_some(at + 2)
}
