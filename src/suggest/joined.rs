//! Whoever is joined to a source, and what stands before it: 'he and Okafor', 'judges who ruled against the law'.

use super::extent::{Source, describes, is_near, is_participle};
use super::lexicon::Classes;
use super::phrase::{Phrase, is_verbal, phrase_after, phrase_before};
use super::window::{TokenKind, Window};

/// Adds what is joined before a source: 'he and Okafor', 'Okafor, the mayor', 'only two'.
pub(super) fn lead(window: &Window<'_>, source: &mut Source) {
    let first = source.whole.first;
    let before = first.saturating_sub(1);
    let even = usize::from(window.reads(before, "even") && window.reads(before.saturating_sub(1), "and"));
    let before = before - even;
    let and = ["and", "or", "nor"].iter().any(|word| window.reads(before, word));
    let comma = usize::from(window.reads(before.saturating_sub(1), ","));
    let list = window.reads(before, ",") && source.heads.len() > 1;
    if (and || list)
        && let Some(listed) = list_before(window, before - comma * usize::from(and))
    {
        source.whole.first = listed.first().map_or(first, |phrase| phrase.first);
        source
            .heads
            .splice(0..0, listed.into_iter().flat_map(|phrase| joint(window, phrase)));
        return;
    }
    let pronoun = window.any(first, Classes::SUBJECT);
    let name = (window.reads(before, ",") && describes(window, first) && !pronoun)
        .then(|| phrase_before(window, before))
        .flatten()
        .filter(|name| opens_clause(window, name.first) && is_name(window, *name));
    if let Some(name) = name {
        source.whole.first = name.first;
        source.core = name;
        source.heads = joint(window, name);
        return;
    }
    if let Some(head) = modified(window, source.core) {
        source.core = head;
        source.whole.first = head.first;
        source.heads = joint(window, head);
        return;
    }
    let number = window
        .token(first)
        .lower
        .starts_with(|digit: char| digit.is_ascii_digit());
    let counted = number || window.any(first, Classes::DETERMINER);
    if counted && MEASURES.iter().any(|word| window.reads(before, word)) && opens_clause(window, before) {
        source.whole.first = before;
    }
}

/// The noun phrase that a clause opens with, where another ends what modifies it: 'judges who ruled against the
/// law', 'a report released in May by the bank'.
fn modified(window: &Window<'_>, last: Phrase) -> Option<Phrase> {
    let mut open = last.first;
    while last.first - open < 18
        && window.is(open - 1, TokenKind::Word)
        && is_near(window, last.first, open - 1)
    {
        open -= 1;
        if opens_clause(window, open) && phrase_after(window, open).is_some_and(|head| head.last < last.first)
        {
            break;
        }
    }
    let head = phrase_before_any(window, open, last.first)?;
    if !opens_clause(window, open) || head.last + 1 >= last.first {
        return None;
    }
    let link = head.last + 1;
    let relative = ["who", "whose", "that", "which"]
        .iter()
        .any(|word| window.reads(link, word));
    let participle = is_participle(window, link)
        && (window.any(link + 1, Classes::PREPOSITION.with(Classes::TIME))
            || window.token(link).lower.ends_with("ing"));
    let rest = link + 1..last.first;
    let verbs = rest
        .clone()
        .filter(|&at| {
            is_verbal(window, at)
                && !window.any(at.saturating_sub(1), Classes::AUXILIARY)
                && !window.reads(at - 1, "to")
        })
        .count();
    let joined = rest.clone().any(|at| {
        ["and", "but", "as", "while", "that"]
            .iter()
            .any(|word| window.reads(at, word))
    });
    let fits = relative && verbs == 1 || participle && verbs == 0;
    (fits && !joined).then_some(head)
}

/// The phrase that begins at a place, ended before the first word that opens a clause or a participle.
fn phrase_before_any(window: &Window<'_>, first: usize, end: usize) -> Option<Phrase> {
    let stop = (first + 1..end).find(|&at| {
        ["who", "whose", "that", "which"]
            .iter()
            .any(|word| window.reads(at, word))
            || is_participle(window, at)
                && window.any(
                    at + 1,
                    Classes::PREPOSITION.with(Classes::TIME).with(Classes::DETERMINER),
                )
    })?;
    phrase_before(window, stop).filter(|phrase| phrase.first == first || opens_clause(window, phrase.first))
}

/// Whether a phrase is a name, or somebody's kin or colleague: 'Ada Weiss', 'her father'.
fn is_name(window: &Window<'_>, phrase: Phrase) -> bool {
    let named =
        window.token(phrase.last).capital && !window.any(phrase.last, Classes::SUBJECT.with(Classes::TIME));
    let first = &window.token(phrase.first).lower;
    let acts = first.ends_with("ing") && phrase.first < phrase.last || first.ends_with("ly");
    (named || window.any(phrase.first, Classes::POSSESSIVE)) && !acts
}

/// Words before a number that belong to it.
const MEASURES: [&str; 11] = [
    "only",
    "almost",
    "nearly",
    "virtually",
    "about",
    "roughly",
    "even",
    "at",
    "more",
    "fewer",
    "some",
];

/// The names of a list up to its 'and' there: 'Okafor, Weiss' of 'Okafor, Weiss and Petrova'.
fn list_before(window: &Window<'_>, end: usize) -> Option<Vec<Phrase>> {
    let mut listed = vec![phrase_before(window, end)?];
    loop {
        let first = listed.first()?.first;
        if opens_clause(window, first) {
            return Some(listed);
        }
        if !window.reads(first - 1, ",") {
            return None;
        }
        listed.insert(0, phrase_before(window, first - 1)?);
    }
}

/// The phrases that 'and' joins in a phrase: 'the coalition and the United States'; one where it is part of a
/// name: 'the Centre for Science and Industry'.
pub(super) fn joint(window: &Window<'_>, phrase: Phrase) -> Vec<Phrase> {
    let article = |at: usize| window.any(at, Classes::DETERMINER.with(Classes::POSSESSIVE));
    let body = |at: usize| window.any(at, Classes::ROLE) && window.token(at).capital;
    let parts = |&and: &usize| {
        let (left, right) = (and - 1, and + 1);
        let alike = article(phrase.first) == article(right)
            || window.any(left, Classes::ROLE) && window.token(right).capital;
        let whole_name = body(phrase.last) && !body(left) && !article(right);
        window.reads(and, "and") && alike && !whole_name
    };
    let paired = ["both", "neither", "either"]
        .iter()
        .any(|word| window.reads(phrase.first, word));
    let phrase = Phrase {
        first: phrase.first + usize::from(paired && phrase.first < phrase.last),
        ..phrase
    };
    let Some(and) = (phrase.first + 1..phrase.last).find(parts) else {
        return vec![phrase];
    };
    let left = Phrase {
        last: and - 1,
        ..phrase
    };
    let mut heads = vec![left];
    heads.extend(joint(
        window,
        Phrase {
            first: and + 1,
            ..phrase
        },
    ));
    heads
}

/// Whether nothing but the beginning of a clause stands before a token.
fn opens_clause(window: &Window<'_>, first: usize) -> bool {
    let before = window.token(first.saturating_sub(1));
    let here = window.token(first);
    let opens = [
        "that", "because", "while", "when", "if", "but", "as", "where", "although", "both", "neither",
        "either", "and", "though", "since", ":", "-",
    ];
    before.sentence != here.sentence
        || is_adverbial_comma(window, first.saturating_sub(1))
        || before.quotation != here.quotation
        || !matches!(before.kind, TokenKind::Word | TokenKind::Mark)
        || opens.contains(&before.lower.as_str())
}

/// Whether a comma closes what opens its sentence: 'Still,', 'In June,'.
fn is_adverbial_comma(window: &Window<'_>, comma: usize) -> bool {
    let start = (0..8)
        .map(|back| comma.saturating_sub(back))
        .find(|&at| window.token(at.saturating_sub(1)).sentence != window.token(comma).sentence);
    let Some(start) = start.filter(|_| window.reads(comma, ",")) else {
        return false;
    };
    let adverbial = window.any(
        start,
        Classes::PREPOSITION
            .with(Classes::ADVERB)
            .with(Classes::TIME)
            .with(Classes::CONJUNCTION),
    ) || window.token(start).lower.ends_with("ly");
    adverbial && !(start..comma).any(|at| is_verbal(window, at))
}
