//! Cues that no verb of saying makes: 'in the poll', 'to many, …', '[X] angered voters', '[a plan] the mayor has dropped',
//! '[laws] passed by the council'. They count where nothing better attributes.

use super::lexicon::Classes;
use super::phrase::{Phrase, is_verbal, phrase_after};
use super::place::words_between;
use super::site::{CueCandidate, Form, Side, Site};
use super::window::{TokenKind, Window};

/// The beginnings of verbs whose object is who feels so: '[the plan] angered voters'.
const MOVES: &[&str] = &[
    "anger",
    "annoy",
    "alarm",
    "amaz",
    "amus",
    "appall",
    "astonish",
    "baffl",
    "bother",
    "concern",
    "confus",
    "delight",
    "disappoint",
    "disgust",
    "dismay",
    "disturb",
    "enrag",
    "excit",
    "frighten",
    "frustrat",
    "horrif",
    "impress",
    "infuriat",
    "irk",
    "irritat",
    "offend",
    "outrag",
    "pleas",
    "puzzl",
    "rattl",
    "reassur",
    "rankl",
    "roil",
    "scar",
    "shock",
    "stun",
    "surpris",
    "terrif",
    "thrill",
    "troubl",
    "unnerv",
    "unsettl",
    "upset",
    "worr",
];

/// The cue that begins there.
pub(super) fn candidate(window: &Window<'_>, site: &Site, at: usize) -> Option<CueCandidate> {
    let (last, head, form, score) = surveyed(window, site, at)
        .or_else(|| judged(window, site, at))
        .or_else(|| moving(window, site, at))
        .or_else(|| made(window, site, at))
        .or_else(|| felt(window, site, at))
        .or_else(|| backed(window, site, at))
        .or_else(|| of_relative(window, site, at))?;
    Some(CueCandidate {
        first: at,
        last,
        head,
        side: site.side,
        form,
        stated: true,
        score,
    })
}

/// What a way of attributing finds: the last token of the cue, its head, its form and its score.
type Found = (usize, usize, Form, i32);

/// 'In the poll', 'by the bank's tally': what is counted there.
fn surveyed(window: &Window<'_>, site: &Site, at: usize) -> Option<Found> {
    const COUNTS: [&str; 12] = [
        "poll",
        "polls",
        "survey",
        "surveys",
        "polling",
        "tally",
        "count",
        "estimate",
        "estimates",
        "reckoning",
        "forecast",
        "projections",
    ];
    if !(window.reads(at, "in") || window.reads(at, "by")) {
        return None;
    }
    let phrase = phrase_after(window, at + 1)?;
    let counts = (phrase.first..=phrase.last).any(|at| COUNTS.contains(&window.token(at).lower.as_str()));
    let beside = match site.side {
        Side::Before => opens(window, at) || window.token(at).capital,
        Side::Between | Side::After => words_between(window, site.first, at) == 0,
    };
    (counts && beside).then_some((at, at, Form::Phrase, 14))
}

/// 'To many, …', 'for the union, …' at the beginning of a sentence.
fn judged(window: &Window<'_>, site: &Site, at: usize) -> Option<Found> {
    let word = window.reads(at, "to") || window.reads(at, "for");
    if !word || site.side != Side::Before {
        return None;
    }
    let before = at.saturating_sub(1);
    let joined = window.reads(before, "but") || window.reads(before, "and");
    let is_first = opens(window, at) || joined && opens(window, before);
    if !is_first {
        return None;
    }
    let phrase = phrase_after(window, at + 1)?;
    let somebody = is_somebody(window, phrase);
    let reaches = window.reads(phrase.last + 1, ",") && phrase.last + 2 == site.end;
    (somebody && reaches).then_some((at, at, Form::Phrase, 22))
}

/// '[The plan] has angered voters'.
fn moving(window: &Window<'_>, site: &Site, at: usize) -> Option<Found> {
    if site.side == Side::Before {
        return None;
    }
    let head = behind_auxiliaries(window, at);
    let word = &window.token(head).lower;
    let listed = MOVES.iter().any(|verb| word.starts_with(verb)) && !word.ends_with("ing");
    let passive = (at..head).any(|at| window.any(at, Classes::PASSIVE));
    let starts = words_between(window, site.first, at) == 0 && !window.token(head).capital;
    let felt = phrase_after(window, head + 1).is_some() && window.is(head + 1, TokenKind::Word);
    (listed && starts && felt && !passive).then_some((head, head, Form::Phrase, 12))
}

/// '[The delay] is infuriating for farmers', '[this] was a relief to her'.
fn felt(window: &Window<'_>, site: &Site, at: usize) -> Option<Found> {
    let starts = site.side != Side::Before && words_between(window, site.first, at) == 0;
    let copula =
        window.any(at, Classes::AUXILIARY) || window.reads(at, "seems") || window.reads(at, "becomes");
    if !starts || !copula {
        return None;
    }
    let to = (at + 1..at + 8)
        .take_while(|&at| window.is(at, TokenKind::Word) && !window.token(at).capital)
        .find(|&at| window.reads(at, "to") || window.reads(at, "for"))?;
    let verb = (at + 1..to).any(|at| window.any(at, Classes::SAY.with(Classes::FINITE)));
    let somebody = phrase_after(window, to + 1)
        .is_some_and(|phrase| is_somebody(window, phrase) && !window.any(phrase.first, Classes::BASE));
    (to > at + 1 && !verb && somebody).then_some((to, to, Form::Phrase, 4))
}

/// '[She] won the endorsement of the union', '[his plan] drew little support among voters': a noun behind the claim.
fn backed(window: &Window<'_>, site: &Site, at: usize) -> Option<Found> {
    const BACKING: [&str; 16] = [
        "support",
        "backing",
        "endorsement",
        "endorsements",
        "ire",
        "wrath",
        "anger",
        "praise",
        "criticism",
        "sentiment",
        "interest",
        "attention",
        "blowback",
        "applause",
        "marks",
        "approval",
    ];
    let noun = BACKING.contains(&window.token(at).lower.as_str());
    if site.side != Side::After || !noun || words_between(window, site.first, at) > 6 {
        return None;
    }
    let from = ["of", "from", "among"]
        .iter()
        .any(|word| window.reads(at + 1, word));
    let somebody = phrase_after(window, at + 2).is_some_and(|phrase| is_somebody(window, phrase));
    (from && somebody).then_some((at, at, Form::Noun, 20))
}

/// Whether a phrase can mean people: a name, a plural, a role or a pronoun.
fn is_somebody(window: &Window<'_>, phrase: Phrase) -> bool {
    let adjunct = (phrase.first + 1..=phrase.last).find(|&at| window.any(at, Classes::PREPOSITION));
    let last = window.token(adjunct.map_or(phrase.last, |at| at - 1));
    let people = Classes::SUBJECT.with(Classes::OBJECT).with(Classes::ROLE);
    let timed = (phrase.first..=phrase.last).any(|at| window.any(at, Classes::TIME));
    !timed && (last.capital || last.lower.ends_with('s') || last.classes.any(people))
}

/// '[Laws] passed by the council', '[the tax] was first floated by the mayor'.
fn made(window: &Window<'_>, site: &Site, at: usize) -> Option<Found> {
    if site.side == Side::Before {
        return None;
    }
    let head = behind_auxiliaries(window, at);
    let token = window.token(head);
    let participle = token.lower.ends_with("ed") || token.classes.any(Classes::PARTICIPLE);
    let by = (head + 1..head + 4)
        .take_while(|&at| window.is(at, TokenKind::Word))
        .find(|&at| window.reads(at, "by"))?;
    let agent = phrase_after(window, by + 1)?;
    let acts = (agent.first..=agent.last).any(|at| {
        window.token(at).capital || window.any(at, Classes::ROLE.with(Classes::OBJECT).with(Classes::SUBJECT))
    });
    let starts = words_between(window, site.first, at) == 0 && !token.capital;
    (participle && starts && acts).then_some((head, head, Form::Passive, 8))
}

/// '[A plan] the mayor has dropped', '[the crude insults] he hurls': a clause about the claim.
fn of_relative(window: &Window<'_>, site: &Site, at: usize) -> Option<Found> {
    if site.side != Side::After || window.any(at, Classes::SUBJECT.with(Classes::PREPOSITION)) {
        return None;
    }
    let subject = site.first;
    let phrase = phrase_after(window, subject)?;
    let opened =
        window.any(subject, Classes::SUBJECT.with(Classes::DETERMINER)) || window.token(subject).capital;
    if !opened || phrase.last + 1 != at || !is_verbal(window, at) {
        return None;
    }
    let head = behind_auxiliaries(window, at);
    let verb = window.is(head, TokenKind::Word) && !window.token(head).capital;
    verb.then_some((head, head, Form::Verb, 8))
}

/// The first word behind the auxiliaries, adverbs and negations that begin there.
fn behind_auxiliaries(window: &Window<'_>, at: usize) -> usize {
    let group = Classes::AUXILIARY.with(Classes::ADVERB);
    (at..at + 6).find(|&at| !window.any(at, group)).unwrap_or(at)
}

/// Whether a sentence opens with the word there.
fn opens(window: &Window<'_>, at: usize) -> bool {
    window.token(at.saturating_sub(1)).sentence != window.token(at).sentence
}
