//! Suggestions for sentences of our own, with the claim in brackets: here for English ones.

mod arabic;
mod speakers;

use super::*;
use crate::text::segment::snap_to_graphemes;
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_words_in_any_order_are_read_without_a_fault(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "said", "to", "not", "the", "Weiss", "claims", "according", "by", ",", "“", "”", "\"", ".", ":", "—",
                "(", ")", "and", "who", "that", "'s", "\n", "was", "asked", "saying", "of", "officials", "قال", "أن",
                "بحسب", "الجيش", "في", "بيان", "، ", "é", "5%", "said.Then",
            ]),
            0..40,
        ),
        cuts in prop::collection::vec((0usize..40, 0usize..8), 0..3),
    ) {
        let text = words.join(" ");
        let at = |word: usize| words.iter().take(word).map(|word| word.len() + 1).sum::<usize>().min(text.len());
        let claim: Vec<Span> = cuts.iter().map(|&(first, count)| Span::new(at(first), at(first + count))).collect();
        let known = speakers(&[("s-weiss", Speaker::named("Ada Weiss", 0))]);
        for speaker in [None, known.values().next()] {
            let offered = offers(&text, &claim, speaker, &known);
            for span in offered.cue.into_iter().chain(offered.source.map(|mention| mention.span)) {
                prop_assert!(span.slice(&text).is_some_and(|words| !words.trim().is_empty()));
            }
        }
        prop_assert!(mentions(&text, &claim, &known, 2).len() <= 2);
    }

    #[test]
    fn what_is_offered_never_splits_what_is_read_as_one_character(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "said", "said\u{301}", "said\u{200d}", "the army", "the army\u{93f}", "\u{600}Weiss", "claims\u{fe0f}",
                "according to", "according to\u{301}", ",", "“", "“\u{301}", "”\u{64b}", "\"\u{301}", ".\u{301}", " that ",
                " ", " ", " ", "\n", "\u{e33}", "قال\u{64b}", " الجيش", " أن",
            ]),
            0..30,
        ),
        a in 0_usize..200, b in 0_usize..200,
    ) {
        let text = words.concat();
        let claim = [snap_to_graphemes(&text, Span::new(a.min(text.len()), b.min(text.len())))];
        let known = speakers(&[("s-weiss", Speaker::named("Ada Weiss", 0))]);
        let offered = offers(&text, &claim, None, &known);
        let mentioned = mentions(&text, &claim, &known, 9).into_iter().chain(offered.source);
        for span in mentioned.map(|mention| mention.span).chain(offered.cue) {
            prop_assert_eq!(snap_to_graphemes(&text, span), span);
        }
    }
}

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

fn speakers(named: &[(&str, Speaker)]) -> BTreeMap<SpeakerId, Speaker> {
    named
        .iter()
        .map(|(id, speaker)| (SpeakerId::from(*id), speaker.clone()))
        .collect()
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
fn the_word_that_belongs_to_the_cue_when_the_claim_leaves_it_out() {
    check(
        "The mayor has said that [the bridge is safe].",
        "The mayor",
        "has said that",
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
fn the_source_stands_between_the_pieces_of_a_claim() {
    check(
        "It was [a raid on the harbour] that the ministry said [was the work of smugglers].",
        "the ministry",
        "said",
    );
    check(
        "“[The road is closed],” he told reporters. “[Nobody may pass].”",
        "he",
        "told",
    );
}

#[test]
fn a_document_can_be_the_source() {
    check(
        "A statement issued by the coast guard said that [“the ship had left” before noon].",
        "A statement issued by the coast guard",
        "said that",
    );
}

#[test]
fn a_source_before_its_pronoun_is_taken_not_the_pronoun() {
    check(
        "The Iraqi authorities say that [they want a new treaty].",
        "The Iraqi authorities",
        "say that",
    );
}

#[test]
fn two_speakers_of_one_claim_are_offered_together() {
    check(
        "The coalition and the United States said that [the talks may take time].",
        "The coalition and the United States",
        "said that",
    );
}

#[test]
fn a_hedged_cue_keeps_the_subject_of_its_sentence() {
    check(
        "The miners appear more careful in quietly hinting that [the shaft may close].",
        "The miners",
        "quietly hinting that",
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

#[test]
fn an_unnamed_party_is_a_source_like_any_other() {
    check(
        "[The minister will resign], said two officials who asked not to be named.",
        "two officials",
        "said",
    );
}

#[test]
fn a_credit_line_is_offered_for_nothing() {
    let (text, claim) =
        marked("The harbour at dawn (Reuters)\n\n[The harbour was shelled].\n\nSource: Agencies");
    assert_eq!(offers(&text, &claim, None, &BTreeMap::new()), Offers::default());
}

#[test]
fn a_cue_that_denies_is_offered_with_its_negation() {
    check(
        "The ministry did not say [that a date had been set].",
        "The ministry",
        "did not say",
    );
}

#[test]
fn according_to_has_its_source_behind_it() {
    check(
        "[Prices rose by a third], according to the central bank.",
        "the central bank",
        "according to",
    );
    check(
        "According to Ms. Okafor, [prices rose by a third].",
        "Ms. Okafor",
        "According to",
    );
}

#[test]
fn a_name_and_a_colon_are_a_source_and_a_cue() {
    check("Ana Petrova: [“We did not know.”]", "Ana Petrova", ":");
}

#[test]
fn a_dash_and_a_name_behind_a_quotation_are_a_cue_and_a_source() {
    check("“[We did not know.]” — Ana Petrova", "Ana Petrova", "—");
}

#[test]
fn an_aside_behind_the_name_does_not_hide_it() {
    check(
        "Petrova, the head of the union, said [the strike would go on].",
        "Petrova",
        "said",
    );
    check(
        "Petrova, who left in May, added [that nobody had asked her].",
        "Petrova",
        "added",
    );
}

#[test]
fn an_age_and_a_party_in_brackets_are_passed_over_on_the_way_to_the_name() {
    check(
        "Mr. Okafor, 45, a farmer, agreed: [“We did not know.”]",
        "Mr. Okafor",
        "agreed",
    );
    check(
        "In Berea, after the vote, Gov. Ana Petrova (R-OH), said, [“We did not know.”]",
        "Gov. Ana Petrova (R-OH)",
        "said",
    );
}

#[test]
fn a_colon_behind_a_sentence_takes_its_subject_and_behind_a_credit_the_name() {
    check(
        "Petrova sent word from Ohio: [“We did not know.”]",
        "Petrova",
        ":",
    );
    check(
        "The polls were right - Petrova: [“We did not know.”]",
        "Petrova",
        ":",
    );
}

#[test]
fn a_clause_about_the_speaker_is_not_what_attributes() {
    check(
        "[“We did not know,”] a senior adviser who asked not to be named told the paper.",
        "a senior adviser",
        "told",
    );
    check(
        "[“We did not know.”] So said Petrova on Monday.",
        "Petrova",
        "So said",
    );
}

#[test]
fn a_sentence_that_opens_with_a_participle_gives_its_subject() {
    check(
        "Asked whether he knew, Petrova shook his head. [“We did not know.”]",
        "Petrova",
        "Asked",
    );
}

#[test]
fn an_owner_in_the_plural_belongs_to_the_name() {
    check(
        "[The strike would go on], the builders’ union warned.",
        "the builders’ union",
        "warned",
    );
}

#[test]
fn a_verb_without_a_subject_takes_that_of_its_sentence() {
    check(
        "The governor said he had slept badly but insisted [that he was well].",
        "The governor",
        "insisted",
    );
    check(
        "Conceding [that the dam had leaked], the company promised repairs.",
        "the company",
        "Conceding",
    );
}

#[test]
fn a_noun_can_be_the_cue() {
    check(
        "Few believed the minister's claim [that the vault was full].",
        "the minister",
        "claim",
    );
}

#[test]
fn the_words_of_others_are_no_cue() {
    check(
        "[“I never met him,”] Weiss said. “He told me so,” said Okafor.",
        "Weiss",
        "said",
    );
}

#[test]
fn sentences_without_a_space_between_them_are_still_two() {
    check(
        "“[We lost],” Okafor said.Weiss claimed that they had won.",
        "Okafor",
        "said",
    );
}

#[test]
fn a_text_of_one_endless_line_is_read_only_around_the_claim() {
    let filler = "The rain fell on and on. ".repeat(200_000);
    let (text, claim) = marked(&format!("{filler}Okafor said [they lost]. {filler}"));
    let offered = offers(&text, &claim, None, &BTreeMap::new());
    assert_eq!(
        offered.source.map(|mention| mention.name).as_deref(),
        Some("Okafor")
    );
    assert!(Window::new(&text, &claim, Lexicon::english()).tokens.len() < 3_000);
}

#[test]
fn a_claim_that_is_a_whole_sentence_is_offered_the_words_inside() {
    check(
        "[Her resignation, she insisted, was her own decision.]",
        "she",
        "insisted",
    );
    check(
        "[Prices will fall by 1%, says the central bank]",
        "the central bank",
        "says",
    );
    check("[وقالت الشركة إن المصنع سيغلق.]", "الشركة", "وقالت");
}

#[test]
fn a_claim_outside_the_text_is_offered_nothing() {
    for spans in [vec![], vec![Span::new(3, 90)], vec![Span::new(1, 1)]] {
        assert_eq!(
            offers("أعلن X", &spans, None, &BTreeMap::new()),
            Offers::default()
        );
    }
}
