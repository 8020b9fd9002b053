//! What is offered for sentences of our own, with the claim in brackets.

use super::*;

/// The text without the brackets, and the spans they held.
fn marked(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut start = 0;
    for character in marked.chars() {
        match character {
            '[' => start = text.len(),
            ']' => spans.push(Span::new(start, text.len())),
            _ => text.push(character),
        }
    }
    (text, spans)
}

/// Checks source and cue offered for the claim in brackets, nothing known of speakers.
fn check(sentence: &str, source: &str, cue: &str) {
    let (text, claim) = marked(sentence);
    let offers = offers(&text, &claim, None, &BTreeMap::new());
    let words = |span: Option<Span>| span.and_then(|span| span.slice(&text)).unwrap_or("nothing");
    let found = (
        words(offers.source.map(|mention| mention.span)),
        words(offers.cue),
    );
    assert_eq!(found, (source, cue), "{sentence}");
}

#[test]
fn a_mixed_quotation_has_its_verb_before_it() {
    check(
        "The army announced [that both sides agreed to \"a slow withdrawal\"].",
        "The army",
        "announced",
    );
}

#[test]
fn a_titled_source_is_offered_whole() {
    check(
        "Iraqi army spokesman Major General Yahya Rasoul said [that they will meet again].",
        "Iraqi army spokesman Major General Yahya Rasoul",
        "said",
    );
}

#[test]
fn a_passive_cue_has_its_source_behind_it() {
    check(
        "[Most of the raids] were claimed by the Northern Front.",
        "the Northern Front",
        "were claimed by",
    );
}
