//! Finds the candidates for the cue of a claim: every word around it that attributes, scored by its kind. `place`
//! scores its position, and `source` finds whose words it introduces.

use super::lexicon::{Classes, Lexicon};
use super::phrase::phrase_before;
use super::place::{ends_quoted, place_score, words_between};
use super::site::{CueCandidate, Form, Side, Site, sites};
use super::weak;
use super::window::{TokenKind, Window};

/// All cues around the claim, best first.
pub(super) fn candidates(window: &Window<'_>, lexicon: &Lexicon) -> Vec<CueCandidate> {
    let mut found = Vec::new();
    for site in sites(window) {
        for at in site.first..site.end {
            if !window.is(at, TokenKind::Piece) {
                found.extend(candidate(window, lexicon, &site, at));
            }
        }
    }
    found.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    found
}

fn candidate(window: &Window<'_>, lexicon: &Lexicon, site: &Site, at: usize) -> Option<CueCandidate> {
    let mut found = unstated(window, lexicon, site, at)
        .or_else(|| phrase(window, lexicon, site, at))
        .or_else(|| verb(window, site, at))
        .or_else(|| noun(window, site, at))
        .or_else(|| colon(window, site, at))
        .or_else(|| dash(window, site, at))
        .or_else(|| weak::candidate(window, site, at))
        .or_else(|| beside(window, site, at))?;
    found.score += place_score(window, site, &found);
    Some(found)
}

/// The end of the first of these phrases that begins there.
fn phrase_end(window: &Window<'_>, site: &Site, at: usize, phrases: &[Vec<String>]) -> Option<usize> {
    let fits = |words: &&Vec<String>| {
        let mut words = words.iter().enumerate();
        words.all(|(step, word)| at + step < site.end && window.reads(at + step, word))
    };
    phrases.iter().find(fits).map(|words| at + words.len() - 1)
}

/// 'Reportedly', 'it is understood that': whose words they are is left open.
fn unstated(window: &Window<'_>, lexicon: &Lexicon, site: &Site, at: usize) -> Option<CueCandidate> {
    let last = phrase_end(window, site, at, lexicon.unstated(&window.token(at).lower))?;
    Some(CueCandidate {
        first: at,
        last,
        head: at,
        side: site.side,
        form: Form::Phrase,
        stated: false,
        score: 22,
    })
}

fn phrase(window: &Window<'_>, lexicon: &Lexicon, site: &Site, at: usize) -> Option<CueCandidate> {
    let last = phrase_end(window, site, at, lexicon.phrases(&window.token(at).lower))?;
    Some(CueCandidate {
        first: at,
        last,
        head: at,
        side: site.side,
        form: Form::Phrase,
        stated: true,
        score: if last > at { 40 } else { 16 },
    })
}

fn verb(window: &Window<'_>, site: &Site, at: usize) -> Option<CueCandidate> {
    if !window.any(at, Classes::VERB) || is_nominal(window, at) || opens_as_noun(window, at) {
        return None;
    }
    let strength = match window.token(at).classes {
        classes if classes.any(Classes::SAY) || window.reads(at + 1, "back") => 30,
        classes if classes.any(Classes::THINK) => 25,
        _ => 15,
    };
    let (first, last) = verb_group(window, site, at);
    let strength = strength - if is_compound(window, site, at) { 10 } else { 0 };
    let reduced = first == at && !window.any(at, Classes::FINITE.with(Classes::GERUND));
    // 'An adviser who asked not to be named told X': the clause tells of the speaker.
    let told_of = site.side == Side::After
        && ["who", "which"]
            .iter()
            .any(|word| window.reads(first.saturating_sub(1), word));
    let strength = strength - if told_of { 22 } else { 0 };
    let strength = strength - if is_name(window, at) { 16 } else { 0 } - if reduced { 10 } else { 0 };
    // 'Okafor said by telephone' is active.
    let medium = [
        "telephone",
        "phone",
        "email",
        "e-mail",
        "text",
        "letter",
        "video",
        "satellite",
    ]
    .iter()
    .any(|word| window.reads(last + 2, word));
    let by = !medium && (window.reads(last + 1, "by") || window.reads(last, "by"));
    let subject = site.side != Side::Before && window.is(first.saturating_sub(1), TokenKind::Word);
    let passive = window.any(at, Classes::PARTICIPLE) && (by && !subject || is_passive(window, first, at));
    Some(CueCandidate {
        first,
        last,
        head: at,
        side: site.side,
        form: if passive { Form::Passive } else { Form::Verb },
        stated: true,
        score: strength,
    })
}

/// 'Questions about', at the beginning of a sentence.
fn opens_as_noun(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    let opens = window.token(at.saturating_sub(1)).sentence != token.sentence;
    let takes = ["about", "of", "over", "that", "for", "from"]
        .iter()
        .any(|word| window.reads(at + 1, word));
    opens && takes && token.capital && token.classes.any(Classes::NOUN) && token.lower.ends_with('s')
}

/// A word that could be a verb but stands as a noun or adjective: 'the claim', 'his proposed tax', 'the
/// Clinton campaign'.
fn is_nominal(window: &Window<'_>, at: usize) -> bool {
    let before = at.saturating_sub(1);
    let word = window.token(at);
    let determined = window.any(before, Classes::DETERMINER.with(Classes::POSSESSIVE))
        && !window.any(before, Classes::SUBJECT)
        || window.reads(before, "'s") && !word.classes.any(Classes::GERUND)
        || window.reads(before, "of");
    let plural = word.lower.ends_with('s')
        && !word.lower.ends_with("ss")
        && window.any(at + 1, Classes::FINITE.with(Classes::AUXILIARY))
        && !window.any(before, Classes::SUBJECT);
    let described = word.lower.ends_with('s')
        && window.token(before).lower.ends_with("ed")
        && !window.any(before, Classes::SUBJECT);
    let likeness = word.lower == "like"
        && [
            "look", "looks", "looked", "seem", "seems", "seemed", "sound", "sounds", "sounded", "feel",
            "feels", "felt",
        ]
        .iter()
        .any(|verb| window.reads(before, verb));
    // 'Despite concerns', 'raised questions'.
    let verb = Classes::FINITE.with(Classes::GERUND);
    let object = window.any(before, verb)
        && !window.any(before, Classes::SAY.with(Classes::THINK).with(Classes::AUXILIARY))
        || window.any(before, Classes::PREPOSITION) && !window.any(before, Classes::CONJUNCTION);
    let governed = word.classes.any(Classes::NOUN) && word.lower.ends_with('s') && object;
    governed
        || determined
        || plural
        || described
        || likeness
        || word.classes.any(Classes::BASE) && !takes_base_form(window, before)
}

/// Whether a base form can follow: a plural, a pronoun, 'to' or an auxiliary.
pub(super) fn takes_base_form(window: &Window<'_>, before: usize) -> bool {
    let token = window.token(before);
    let allows = Classes::SUBJECT
        .with(Classes::AUXILIARY)
        .with(Classes::ADVERB)
        .with(Classes::CONJUNCTION)
        .with(Classes::OBJECT)
        .with(Classes::TIME);
    let set_off = match token.kind {
        TokenKind::Piece => !ends_quoted(window, before),
        TokenKind::Mark => token.quotation == 0 && !window.is(before.saturating_sub(1), TokenKind::Piece),
        TokenKind::Break => false,
        TokenKind::Word => token.classes.any(allows),
    };
    set_off
        || token.lower == "to"
        || token.lower.ends_with('s')
        || token.lower.ends_with('%')
        || ["people", "police", "women", "men"].contains(&token.lower.as_str())
        || plural_pair(window, before)
}

/// Whether two things joined by 'and' end here: 'the coalition and the United States', 'Ryan and Trump'.
fn plural_pair(window: &Window<'_>, last: usize) -> bool {
    (1..5).any(|back| window.reads(last.saturating_sub(back), "and"))
}

/// A finite verb written with a capital is a name ('State spokesman') or stands in a headline.
fn is_name(window: &Window<'_>, at: usize) -> bool {
    let token = window.token(at);
    token.capital
        && !token.classes.any(Classes::GERUND.with(Classes::PARTICIPLE))
        && !opens_inverted(window, at)
}

/// 'Said Dorothy Poynter' at the beginning of a sentence.
pub(super) fn opens_inverted(window: &Window<'_>, at: usize) -> bool {
    ["said", "says", "added", "adds"]
        .iter()
        .any(|word| window.reads(at, word))
        && window.token(at).capital
        && (window.token(at + 1).capital || window.any(at + 1, Classes::DETERMINER))
}

/// A gerund within a name between the pieces: 'policy planning director X wrote'.
fn is_compound(window: &Window<'_>, site: &Site, at: usize) -> bool {
    let before = window.token(at.saturating_sub(1));
    let open = Classes::AUXILIARY
        .with(Classes::ADVERB)
        .with(Classes::PREPOSITION)
        .with(Classes::CONJUNCTION);
    site.side != Side::Before
        && window.any(at, Classes::GERUND)
        && before.kind == TokenKind::Word
        && !before.classes.any(open)
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
        // 'Have both urged'.
        let floats = ["both", "all", "each"].iter().any(|word| window.reads(at, word))
            && window.any(at.saturating_sub(1), Classes::AUXILIARY);
        if floats {
            continue;
        }
        if token.kind != TokenKind::Word || token.classes.any(Classes::SUBJECT.with(Classes::TIME)) {
            break;
        }
        if token.classes.any(Classes::AUXILIARY) || window.reads(at, "to") {
            first = at;
        } else if token.classes.any(Classes::ADVERB) {
            if window.reads(at, "not")
                || window.any(at.saturating_sub(1), Classes::AUXILIARY)
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

fn noun(window: &Window<'_>, site: &Site, at: usize) -> Option<CueCandidate> {
    let opens = window.token(at.saturating_sub(1)).sentence != window.token(at).sentence;
    if !window.any(at, Classes::NOUN) || window.token(at).capital && !opens || is_medium(window, at) {
        return None;
    }
    Some(CueCandidate {
        first: at,
        last: tail(window, site, at),
        head: at,
        side: site.side,
        form: Form::Noun,
        stated: true,
        score: if site.side == Side::Before { 15 } else { 6 },
    })
}

/// Whether a noun is the medium of a verb of saying: 'said in a brief statement'.
fn is_medium(window: &Window<'_>, at: usize) -> bool {
    phrase_before(window, at + 1).is_some_and(|phrase| {
        let preposition = phrase.first.saturating_sub(1);
        let within = ["in", "on", "through"]
            .iter()
            .any(|word| window.reads(preposition, word));
        within && window.any(preposition.saturating_sub(1), Classes::SAY)
    })
}

/// A colon directly before the claim. Where nothing but a name precedes it, as in a transcript, it is
/// the cue for certain.
fn colon(window: &Window<'_>, site: &Site, at: usize) -> Option<CueCandidate> {
    if !window.reads(at, ":") || site.side == Side::After || words_between(window, at + 1, site.end) > 0 {
        return None;
    }
    let start = (0..6).find(|&back| {
        let token = window.token(at.saturating_sub(back + 1));
        token.kind != TokenKind::Word || !token.capital
    });
    let named = start.is_some_and(|words| {
        let before = window.token(at.saturating_sub(words + 1));
        words > 0 && (before.sentence != window.token(at).sentence || "-–—".contains(before.lower.as_str()))
    });
    Some(CueCandidate {
        first: at,
        last: at,
        head: at,
        side: site.side,
        form: Form::Colon,
        stated: true,
        score: if named { 30 } else { 3 },
    })
}

/// A dash behind a quotation with a name behind it: '“We lost.” — Ana Petrova'.
fn dash(window: &Window<'_>, site: &Site, at: usize) -> Option<CueCandidate> {
    let signs = ["-", "–", "—", "--"].iter().any(|dash| window.reads(at, dash));
    let named = window.token(at + 1).capital || window.any(at + 1, Classes::DETERMINER);
    let quoted = site.side == Side::After && ends_quoted(window, site.first.saturating_sub(1));
    (signs && named && quoted && words_between(window, site.first, at) == 0).then_some(CueCandidate {
        first: at,
        last: at,
        head: at,
        side: site.side,
        form: Form::Phrase,
        stated: true,
        score: 20,
    })
}

/// Any other word directly beside the claim: a verb that no list has.
fn beside(window: &Window<'_>, site: &Site, at: usize) -> Option<CueCandidate> {
    let token = window.token(at);
    let opens = window.token(at.saturating_sub(1)).sentence != token.sentence;
    let participle = opens && (token.lower.ends_with("ing") || token.lower.ends_with("ed"));
    if token.kind != TokenKind::Word || token.capital && !participle || token.quotation != 0 {
        return None;
    }
    let closed = Classes::DETERMINER
        .with(Classes::TIME)
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
    // 'At a breakfast spot': where it was said.
    let governed = !verbal
        && phrase_before(window, at + 1).is_some_and(|phrase| {
            let before = phrase.first.saturating_sub(1);
            let adjunct = ["at", "in", "to", "on", "for", "from", "with"]
                .iter()
                .any(|word| window.reads(before, word));
            phrase.last == at && phrase.first < at && adjunct
        });
    adjacent.then_some(CueCandidate {
        first: infinitive(window, site, at),
        last,
        head: at,
        side: site.side,
        form: if is_object(window, at) {
            Form::Noun
        } else {
            Form::Verb
        },
        stated: true,
        score: if verbal {
            2
        } else if governed {
            -25
        } else {
            -1
        },
    })
}

/// Where the infinitive begins that ends there: 'to resign', 'to publicly scold'.
fn infinitive(window: &Window<'_>, site: &Site, at: usize) -> usize {
    let mut first = at;
    while first > site.first && window.any(first - 1, Classes::ADVERB) {
        first -= 1;
    }
    if first > site.first && window.reads(first - 1, "to") {
        first - 1
    } else {
        at
    }
}

/// Whether a word ends the object of a verb: 'drew a portrait'.
fn is_object(window: &Window<'_>, at: usize) -> bool {
    let opens = Classes::DETERMINER.with(Classes::POSSESSIVE);
    let acts = Classes::FINITE
        .with(Classes::GERUND)
        .with(Classes::BASE)
        .with(Classes::AUXILIARY);
    phrase_before(window, at + 1).is_some_and(|phrase| {
        let before = phrase.first.saturating_sub(1);
        let verb = window.any(before, acts) && !window.any(before, Classes::SAY.with(Classes::THINK));
        phrase.first < at && window.any(phrase.first, opens) && verb
    })
}
