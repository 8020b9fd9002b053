//! Grows a source and its cue to their full extent: the source with its appositions and modifiers, the cue
//! from the end of its subject to the claim.

use super::joined::{joint, lead};
use super::lexicon::Classes;
use super::phrase::{Phrase, is_dash, is_verbal, phrase_before};
use super::site::{CueCandidate, Form, Side};
use super::tail::{opening, trailing};
use super::window::{TokenKind, Window};

/// How many words of a verb group stand before the word that attributes: 'has been one of the supporters of'.
const MAX_LEAD: usize = 7;

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
            let opens = token.classes.any(Classes::DETERMINER.with(Classes::POSSESSIVE));
            let article = ["a", "an", "the"].iter().any(|word| window.reads(*at, word));
            token.kind == TokenKind::Word && (article || !token.capital && !opens)
        };
        cue.first = (noun.first..cue.head)
            .rev()
            .take_while(plain)
            .last()
            .unwrap_or(cue.first);
    }
    cue
}

/// The last token of an owner: with its 's.
fn owner_mark(window: &Window<'_>, last: usize, before: usize) -> usize {
    let mark = last + 1;
    if mark < before
        && ["himself", "herself", "itself", "themselves"]
            .iter()
            .any(|word| window.reads(mark, word))
    {
        return mark;
    }
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
    let plain = |at: usize| {
        let (token, head) = (window.token(at), window.token(cue.head));
        matches!(token.kind, TokenKind::Word | TokenKind::Mark)
            && token.sentence == head.sentence
            && token.quotation == head.quotation
    };
    if gap.is_empty() || !(whole.last..cue.first).all(plain) {
        return;
    }
    let open = gap.start;
    if window.reads(open, ",") || window.reads(open, "(") || is_dash(window, open) {
        aside(window, cue, whole);
        return;
    }
    let reads = |at: usize, words: &[&str]| words.contains(&window.token(at).lower.as_str());
    let floats = gap.len() == 1 && reads(open, &["both", "all", "each"])
        || reads(open, &["no"]) && reads(open + 1, &["longer"]);
    let owned = window.token(whole.last).lower.starts_with(['\'', '\u{2019}'])
        || window.any(whole.last, Classes::POSSESSIVE) && !window.any(whole.last, Classes::SUBJECT);
    let adverb = window.any(open, Classes::ADVERB) && !window.any(open, Classes::PREPOSITION);
    let reduced = is_reduced(window, cue, whole.last + 1);
    if floats || owned || !reduced && (is_verbal(window, open) || adverb) {
        if leads_to(window, cue, open) {
            cue.first = open;
        }
        return;
    }
    let dated = gap.clone().any(|at| window.any(at, Classes::TIME));
    let short = gap.len() <= 4 || window.any(open, Classes::PREPOSITION);
    let timed = short && !reduced && dated || window.any(open, Classes::TIME);
    let marked = gap.clone().any(|at| window.is(at, TokenKind::Mark));
    let acts = (open + usize::from(reduced)..cue.first).any(|at| is_verbal(window, at));
    if !timed && !marked && !acts {
        whole.last = gap.end - 1;
    }
}

/// Takes an aside between a source and its cue in: 'Okafor, 45, a farmer, said', 'Okafor (R) said'.
fn aside(window: &Window<'_>, cue: &mut CueCandidate, whole: &mut Phrase) {
    let open = whole.last + 1;
    let bracket = window.reads(open, "(");
    let closes = |at: usize| match (bracket, window.reads(open, ",")) {
        (true, _) => window.reads(at, ")"),
        (_, true) => window.reads(at, ","),
        _ => is_dash(window, at),
    };
    let goes_on = |at: usize| {
        let timed = cue.first - at <= 3 && (at..cue.first).any(|at| window.any(at, Classes::TIME));
        at == cue.first
            || timed
            || is_verbal(window, at) && !window.token(at).lower.ends_with("ing")
            || window.any(at, Classes::ADVERB) && !window.any(at, Classes::TIME)
    };
    let Some(close) = (open + 1..cue.first).find(|&at| closes(at) && goes_on(at + 1)) else {
        return;
    };
    // 'The mayor, officials said, wants': somebody else speaks.
    let relative = ["who", "which", "whose"]
        .iter()
        .any(|word| window.reads(open + 1, word));
    let says = |at: usize| {
        window.any(at, Classes::SAY) && window.any(at, Classes::FINITE) && !window.any(at, Classes::NOUN)
    };
    let told = !relative && (says(close - 1) || says(open + 1));
    if told || !bracket && !describes(window, open + 1) {
        return;
    }
    whole.last = if bracket { close } else { close - 1 };
    if close + 1 < cue.first && leads_to(window, cue, close + 1) {
        cue.first = close + 1;
    }
}

/// Whether the words from `first` to a cue are the beginning of its verb group: 'has been a supporter of'.
fn leads_to(window: &Window<'_>, cue: &CueCandidate, first: usize) -> bool {
    let barred = |at: usize| {
        let joins = window.any(at, Classes::CONJUNCTION)
            && !window.any(at, Classes::PREPOSITION)
            && !window.any(at, Classes::DETERMINER);
        let inner = ["$", "-", "\u{2019}", "'"]
            .iter()
            .any(|mark| window.reads(at, mark));
        window.is(at, TokenKind::Mark) && !inner || joins
    };
    let gerund = window.any(cue.head, Classes::GERUND);
    let own = cue.form == Form::Verb
        && window.any(cue.head, Classes::SAY)
        && !gerund
        && !window.reads(cue.first, "to");
    let says =
        |at: usize| window.any(at, Classes::SAY.with(Classes::THINK)) && window.any(at, Classes::FINITE);
    let by = gerund && window.reads(cue.first - 1, "by");
    let again = own && (first..cue.first).any(says);
    let apart = (first..cue.first).any(barred);
    let barred = again || apart || by;
    !barred && cue.first - first <= MAX_LEAD
}

/// Whether a participle between a source and its finite verb tells of the source: 'figures reported on Sunday show'.
fn is_reduced(window: &Window<'_>, cue: &CueCandidate, open: usize) -> bool {
    let head = window.token(cue.head).classes;
    let finite = cue.form == Form::Verb
        && cue.first == cue.head
        && head.any(Classes::FINITE)
        && !head.any(Classes::GERUND);
    let joined = (open..cue.first).any(|at| ["and", "but"].iter().any(|word| window.reads(at, word)));
    let adjunct = Classes::PREPOSITION.with(Classes::TIME).with(Classes::ADVERB);
    let object = Classes::DETERMINER
        .with(Classes::POSSESSIVE)
        .with(Classes::OBJECT);
    let alone = cue.first - open == 1;
    let modified = !window.any(open + 1, object) && (alone || window.any(open + 1, adjunct));
    finite && is_participle(window, open) && !joined && modified
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

/// Words that open an aside about somebody though they are no nouns.
const DESCRIBING: [&str; 14] = [
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
];

/// Whether a verb there brings what somebody says: of 'Okafor, who said it was late' the clause is no description,
/// of 'Okafor, who teaches Latin' it is.
fn reports(window: &Window<'_>, at: usize) -> bool {
    const DESCRIBES: [&str; 8] = [
        "asked", "spoke", "taught", "teaches", "wrote", "writes", "declined", "refused",
    ];
    window.any(at, Classes::SAY) && !DESCRIBES.contains(&window.token(at).lower.as_str())
}

/// Whether an aside that begins here tells who somebody is.
pub(super) fn describes(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    let opens = Classes::DETERMINER
        .with(Classes::POSSESSIVE)
        .with(Classes::ROLE)
        .with(Classes::TITLE);
    let relative = DESCRIBING.contains(&token.lower.as_str());
    let speaks = ["who", "which"].iter().any(|word| window.reads(at, word)) && reports(window, at + 1);
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
            || token.lower.ends_with("ed") && window.any(at + 1, Classes::PREPOSITION.with(Classes::TIME))
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
    let speaks = window.reads(open + 1, "who") && reports(window, open + 2);
    let described = comma && describes(window, open + 1) && !speaks;
    if !relative && !described {
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
    // 'According to reports, the mayor said': what follows the comma is another clause.
    let clause = (open + 1..=aside).find(|&at| is_verbal(window, at) && !is_participle(window, at));
    let relative = |at: usize| {
        ["who", "which", "that", "whose", "whom"]
            .iter()
            .any(|word| window.reads(at, word))
    };
    let leads = cue.form == Form::Phrase && cue.side == Side::Before;
    if leads && clause.is_some_and(|verb| !(open..verb).any(relative)) {
        return end;
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
    let phrase = cue.form == Form::Phrase;
    if !phrase && (clause || adjunct) || timed || finite || window.reads(open, "and") {
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
