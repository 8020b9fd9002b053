//! Settles what words are by the words beside them: 'review' is a noun in 'the review found', and a verb that
//! no list has shows by its ending and what follows.

use super::lexicon::Classes;
use super::window::{Token, TokenKind};

/// Takes classes from words that cannot be them here, and gives a verb's to words that must be one.
pub(super) fn settle(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if (is_object(tokens, at) || is_determined(tokens, at))
            && let Some(token) = tokens.get_mut(at)
        {
            token.classes = token.classes.without(VERBAL);
        }
        let (Some(before), Some(here)) = (tokens.get(at - 1), tokens.get(at)) else {
            continue;
        };
        if here.kind != TokenKind::Word || here.capital {
            continue;
        }
        let earlier = at.checked_sub(2).and_then(|earlier| tokens.get(earlier));
        let classes = settled(earlier, before, here, tokens.get(at + 1));
        if let Some(token) = tokens.get_mut(at) {
            token.classes = classes;
        }
    }
}

/// Whether an article or an owner stands right before a word that could be a finite verb: 'the talks'.
fn is_determined(tokens: &[Token], at: usize) -> bool {
    let owner = |token: &Token| {
        ["the", "a", "an"].contains(&token.lower.as_str())
            || token.classes.any(Classes::POSSESSIVE) && !token.classes.any(Classes::OBJECT)
    };
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let verb = tokens.get(at).is_some_and(|token| {
        token.classes.any(Classes::VERB.with(Classes::FINITE))
            && !token.classes.any(Classes::GERUND.with(Classes::PARTICIPLE))
    });
    verb && before.is_some_and(owner)
}

/// Whether a word that could be a verb ends the object of one: 'made other promises'.
fn is_object(tokens: &[Token], at: usize) -> bool {
    let noun = tokens.get(at).is_some_and(|token| {
        let noun = token.classes.any(Classes::NOUN.with(Classes::DOCUMENT))
            || token.classes.any(Classes::OTHER) && token.classes.any(Classes::BASE)
            || token.lower == "talks";
        noun && token.classes.any(Classes::VERB)
            && !token.classes.any(Classes::GERUND)
            && !token.classes.any(Classes::PARTICIPLE)
    });
    let opens = Classes::DETERMINER.with(Classes::POSSESSIVE);
    let before = tokens.get(..at).unwrap_or_default();
    let words = before
        .iter()
        .rev()
        .take(5)
        .take_while(|token| is_nounlike(token) && !token.capital || token.classes.any(opens))
        .count();
    let Some(head) = before.iter().rev().nth(words) else {
        return false;
    };
    let acts = head
        .classes
        .any(Classes::FINITE.with(Classes::GERUND).with(Classes::BASE))
        && (!head.classes.any(Classes::SAY.with(Classes::THINK)) || head.lower == "held");
    let adjunct = head.classes.any(Classes::PREPOSITION) && !head.classes.any(Classes::CONJUNCTION);
    let adjective = before.last().is_some_and(|token| {
        let endings = [
            "ed", "ing", "ive", "al", "ous", "ful", "ic", "able", "less", "ary",
        ];
        token.lower.contains('-') || endings.iter().any(|ending| token.lower.ends_with(ending))
    });
    let owned = head.lower == "'s"
        || before
            .iter()
            .rev()
            .take(words)
            .any(|token| token.classes.any(Classes::POSSESSIVE));
    let takes = tokens
        .get(at + 1)
        .is_some_and(|next| ["on", "of", "about", "against", "over"].contains(&next.lower.as_str()));
    let role = before
        .last()
        .is_some_and(|token| token.classes.any(Classes::ROLE));
    if noun && words > 0 && owned && (adjective || takes && !role) {
        return true;
    }
    noun && words > 0 && head.kind == TokenKind::Word && (acts || adjunct)
}

/// The classes that mark a word as a verb.
const VERBAL: Classes = Classes::VERB
    .with(Classes::FINITE)
    .with(Classes::BASE)
    .with(Classes::GERUND)
    .with(Classes::PARTICIPLE);

/// What opens the object of a verb.
const OPENS_OBJECT: Classes = Classes::DETERMINER
    .with(Classes::POSSESSIVE)
    .with(Classes::OBJECT);

fn settled(earlier: Option<&Token>, before: &Token, here: &Token, next: Option<&Token>) -> Classes {
    let classes = here.classes;
    let after = next.map_or(Classes::default(), |next| next.classes);
    let noun_before = is_nounlike(before);
    if classes.any(Classes::BASE) && !classes.any(Classes::SAY.with(Classes::THINK))
        || classes.any(Classes::BASE) && classes.any(Classes::NOUN.with(Classes::ROLE))
    {
        let determined =
            earlier.is_some_and(|earlier| earlier.classes.any(Classes::DETERMINER.with(Classes::POSSESSIVE)));
        let named = earlier.is_some_and(|earlier| earlier.capital && is_nounlike(earlier));
        let compound = noun_before && (determined || before.capital || named);
        let verb_follows = after.any(Classes::FINITE.with(Classes::AUXILIARY)) && !after.any(Classes::BASE);
        let role_follows = after.any(Classes::ROLE) && !after.any(Classes::VERB);
        if compound && (verb_follows || role_follows) {
            return classes.without(VERBAL);
        }
    }
    // 'Pledged last year'.
    let timed = next.is_some_and(|next| ["last", "this", "next", "earlier"].contains(&next.lower.as_str()));
    if classes.any(Classes::ADJECTIVE)
        && !timed
        && next.is_some_and(is_nounlike)
        && !before.classes.any(Classes::AUXILIARY)
    {
        return classes.without(VERBAL);
    }
    if classes.any(Classes::GERUND) && noun_before && after.any(Classes::ROLE) && !after.any(Classes::VERB) {
        return classes.without(VERBAL);
    }
    if classes == Classes::default() {
        let ending = here.lower.ends_with("ed") && here.lower.len() > 4;
        let subject = noun_before || before.classes.any(Classes::SUBJECT);
        let object = after.any(OPENS_OBJECT) || next.is_some_and(|next| next.capital && is_nounlike(next));
        if ending && subject && object {
            return Classes::FINITE.with(Classes::PARTICIPLE);
        }
        let person = before.classes.any(Classes::SUBJECT)
            && !before.classes.any(Classes::DETERMINER.with(Classes::CONJUNCTION));
        if person && after != Classes::default() {
            return Classes::FINITE;
        }
        let third = here.lower.ends_with('s') && !here.lower.ends_with("ss") && before.capital;
        if third && after.any(OPENS_OBJECT) {
            return Classes::FINITE;
        }
    }
    classes
}

/// A name, a role, or a word that no list has.
fn is_nounlike(token: &Token) -> bool {
    let closed = Classes::DETERMINER
        .with(Classes::POSSESSIVE)
        .with(Classes::PREPOSITION)
        .with(Classes::CONJUNCTION)
        .with(Classes::AUXILIARY)
        .with(Classes::ADVERB)
        .with(Classes::TIME)
        .with(Classes::SUBJECT)
        .with(Classes::OBJECT);
    token.kind == TokenKind::Word
        && !token.classes.any(closed)
        && (token.capital || !token.classes.any(VERBAL))
}
