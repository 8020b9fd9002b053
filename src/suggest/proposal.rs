//! What a mention tells of a speaker: what they are, their role, and whom they belong to.

use super::lexicon::Classes;
use super::name::person;
use super::phrase::{Phrase, is_genitive, phrase_after};
use super::window::{TokenKind, Window};
use crate::model::SpeakerKind;

/// What a mention tells of a speaker who may be new. Nothing counts before a person takes it over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// What the speaker is; `None` where the words do not tell.
    pub kind: Option<SpeakerKind>,
    /// The role: 'spokesman'.
    pub role: Option<String>,
    /// The name of the body they belong to: 'Iraqi army'.
    pub affiliation: Option<String>,
}

/// Reads a noun phrase and what describes it.
pub(super) fn read(window: &Window<'_>, core: Phrase, whole: Phrase) -> Proposal {
    let name = person(window, core);
    let titled = name > core.first;
    let before = titled
        .then(|| {
            role_in(
                window,
                Phrase {
                    first: core.first,
                    last: name - 1,
                },
            )
        })
        .flatten();
    let behind = aside(window, core, whole).and_then(|aside| role_in(window, aside));
    let described = before.or(behind);
    let kind = match &described {
        Some(_) => Some(SpeakerKind::Person),
        None if titled => Some(SpeakerKind::Person),
        None => kind_of(window, core, whole),
    };
    let person = kind == Some(SpeakerKind::Person);
    let (role, affiliation) = described.filter(|_| person).unwrap_or_default();
    Proposal {
        kind,
        role,
        affiliation,
    }
}

/// The apposition behind a name: 'a spokesman for the union'.
fn aside(window: &Window<'_>, core: Phrase, whole: Phrase) -> Option<Phrase> {
    let open = core.last + 1;
    let set_off = window.reads(open, ",") && open < whole.last;
    set_off.then_some(Phrase {
        first: open + 1,
        last: whole.last,
    })
}

/// A role with whom it belongs to: 'Iraqi army spokesman', 'a spokesman for the union', 'the union's head'.
type Role = (Option<String>, Option<String>);

fn role_in(window: &Window<'_>, phrase: Phrase) -> Option<Role> {
    let human = |at: usize| is_human(window, at);
    let end = (phrase.first..=phrase.last)
        .find(|&at| window.is(at, TokenKind::Mark) && !window.reads(at, "-"))
        .map_or(phrase.last, |mark| mark - 1);
    let articles = Classes::DETERMINER
        .with(Classes::POSSESSIVE)
        .with(Classes::ADVERB);
    let first = (phrase.first..=end).find(|&at| !window.any(at, articles))?;
    // 'Army spokesman Major General': the role comes before the rank. 'Deputy prime minister' is one role.
    let ends = |at: usize| human(at) && !(at < end && human(at + 1) && !window.token(at + 1).capital);
    let plain = (first..=end).find(|&at| ends(at) && !window.token(at).capital);
    let head = plain.or_else(|| (first..=end).find(|&at| human(at) && !(at < end && human(at + 1))))?;
    if (first..head).any(|at| window.any(at, Classes::PREPOSITION.with(Classes::CONJUNCTION))) {
        return None;
    }
    let owner = (first..head).find(|&at| is_genitive(window, at));
    let rank = (first..=head).all(|at| window.any(at, Classes::TITLE)) || window.token(head).capital;
    let starts = (first..=head)
        .rev()
        .take_while(|&at| at == head || qualifies(window, at))
        .last();
    let (role, before) = match owner {
        Some(owner) => (
            owner + 1,
            Some(Phrase {
                first,
                last: owner - 1,
            }),
        ),
        None if rank => (starts.unwrap_or(head), None),
        None => {
            let role = starts.unwrap_or(head);
            (
                role,
                (role > first).then(|| Phrase {
                    first,
                    last: role - 1,
                }),
            )
        }
    };
    let behind = ["of", "for", "at", "with"]
        .iter()
        .any(|word| window.reads(head + 1, word))
        .then(|| phrase_after(window, head + 2))
        .flatten()
        .map(|body| Phrase {
            last: body.last.min(phrase.last),
            ..body
        })
        .filter(|body| body.first <= body.last);
    let honorific = window.token(head).lower.trim_end_matches('.');
    if ["mr", "mrs", "ms", "dr"].contains(&honorific) {
        return Some((None, None));
    }
    let bare = |body: Phrase| {
        let article = ["the", "a", "an", "former"]
            .iter()
            .any(|word| window.reads(body.first, word));
        let first = body.first + usize::from(article && body.first < body.last);
        window.words(first, body.last).to_owned()
    };
    Some((
        Some(window.words(role, head).to_owned()),
        behind.or(before).map(bare),
    ))
}

/// Whether a word belongs to a role and not to a body: 'deputy', 'chief', 'former'.
fn qualifies(window: &Window<'_>, at: usize) -> bool {
    const QUALIFIERS: [&str; 26] = [
        "deputy",
        "vice",
        "former",
        "acting",
        "senior",
        "chief",
        "executive",
        "prime",
        "press",
        "general",
        "first",
        "top",
        "managing",
        "assistant",
        "associate",
        "lead",
        "foreign",
        "defence",
        "defense",
        "interior",
        "finance",
        "health",
        "labour",
        "labor",
        "justice",
        "trade",
    ];
    QUALIFIERS.iter().any(|word| window.reads(at, word)) || window.any(at, Classes::TITLE)
}

/// Whether a word is what one human being is.
fn is_human(window: &Window<'_>, at: usize) -> bool {
    let other = Classes::BODY.with(Classes::DOCUMENT).with(Classes::OUTLET);
    window.any(at, Classes::ROLE.with(Classes::TITLE)) && !window.any(at, other)
}

fn kind_of(window: &Window<'_>, core: Phrase, whole: Phrase) -> Option<SpeakerKind> {
    let head = head_noun(window, core);
    let open = core.last + 1;
    let aged = window.reads(open, ",") && window.token(open + 1).lower.parse::<u8>().is_ok();
    let who = ["who", "whose"]
        .iter()
        .any(|word| window.reads(open, word) || window.reads(open + 1, word));
    let token = window.token(head);
    let opens =
        core.first == core.last && window.token(core.first - 1).sentence != window.token(core.first).sentence;
    let lower = !window.token(core.last).capital || opens && is_human(window, core.last);
    let indefinite = [
        "a", "an", "one", "some", "two", "three", "four", "five", "several", "another", "many",
    ]
    .iter()
    .any(|word| window.reads(core.first, word));
    let plural =
        token.lower.ends_with('s') || ["people", "police", "men", "women"].contains(&token.lower.as_str());
    if token.classes.any(Classes::DOCUMENT) {
        Some(SpeakerKind::Document)
    } else if token.classes.any(Classes::OUTLET) {
        Some(SpeakerKind::Outlet)
    } else if token.classes.any(Classes::BODY) {
        Some(SpeakerKind::Organisation)
    } else if is_human(window, head) && lower {
        let many = if plural {
            SpeakerKind::Group
        } else {
            SpeakerKind::Person
        };
        Some(if indefinite || plural && core.first == core.last {
            SpeakerKind::Unnamed
        } else {
            many
        })
    } else if indefinite && lower {
        Some(SpeakerKind::Unnamed)
    } else if (aged || who) && whole.last > core.last && !lower {
        Some(SpeakerKind::Person)
    } else {
        None
    }
}

/// The noun that a phrase is built on: the last word before 'of', 'for', 'in'.
fn head_noun(window: &Window<'_>, core: Phrase) -> usize {
    let adjunct = (core.first + 1..=core.last).find(|&at| {
        window.any(at, Classes::PREPOSITION)
            || ["issued", "published", "released"]
                .iter()
                .any(|word| window.reads(at, word))
    });
    adjunct.map_or(core.last, |at| at - 1)
}
