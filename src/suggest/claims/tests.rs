//! Tests of suggesting with the model that ships.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::*;

const TEXT: &str = "Mayor Orla Penn said on Monday that the bridge would open in May. The builders doubt it.\n\n\
    \u{201c}We were never asked about the price of the steel,\u{201d} said Hugh Tavener, who leads their union.\n\n\
    The river rose again over night, and two roads were closed.";

fn suggest(
    text: &str,
    range: std::ops::Range<usize>,
    claims: &[Span],
    refused: &BTreeSet<u64>,
) -> Vec<Suggestion> {
    let known = Known {
        speakers: &BTreeMap::new(),
        claims,
        refused,
    };
    Suggester::shipped().paragraphs(text, range, &known)
}

fn whole() -> Vec<Suggestion> {
    suggest(TEXT, 0..TEXT.len(), &[], &BTreeSet::new())
}

fn surest<'a>(found: &'a [Suggestion], words: &str) -> &'a Suggestion {
    let says = |suggestion: &&Suggestion| suggestion.content[0].words(TEXT).contains(words);
    found.iter().find(says).expect("it is suggested")
}

#[test]
fn statements_and_quotations_are_suggested_with_their_speakers() {
    let found = whole();
    let bridge = surest(&found, "the bridge would open in May");
    assert_eq!(bridge.source[0].words(TEXT), "Mayor Orla Penn");
    assert_eq!(bridge.speakers[0].name, "Orla Penn");
    assert_eq!(bridge.cue.map(|cue| cue.words(TEXT)), Some("said"));
    assert_eq!(bridge.quotation, Quotation::Indirect);
    let price = surest(&found, "never asked");
    assert_eq!(price.quotation, Quotation::Direct);
    assert_eq!(price.speakers[0].name, "Hugh Tavener");
    assert!(
        found
            .iter()
            .all(|suggestion| !suggestion.content[0].words(TEXT).contains("river"))
    );
}

#[test]
fn an_article_read_in_parts_gives_the_same_as_at_once() {
    let mut parts = Vec::new();
    for (start, end) in [(0, 20), (20, 95), (95, TEXT.len())] {
        parts.extend(suggest(TEXT, start..end, &[], &BTreeSet::new()));
    }
    assert_eq!(parts, whole());
    assert!(!parts.is_empty());
}

#[test]
fn nothing_is_suggested_over_a_claim_and_nothing_that_was_refused() {
    let found = whole();
    let bridge = surest(&found, "the bridge would open in May");
    let without = suggest(TEXT, 0..TEXT.len(), &bridge.content, &BTreeSet::new());
    assert!(
        without
            .iter()
            .all(|other| !other.content[0].overlaps(bridge.content[0]))
    );
    let refused = BTreeSet::from([bridge.fingerprint(TEXT)]);
    let without = suggest(TEXT, 0..TEXT.len(), &[], &refused);
    assert_eq!(without.len() + 1, found.len());
}

#[test]
fn the_same_articles_train_the_same_model_and_it_is_packed_without_loss() {
    let claim = |source: &str, cue: &str, content: &str, text: &str| {
        let span = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            vec![Span::new(start, start + words.len())]
        };
        MarkedClaim {
            source: span(source),
            cue: span(cue),
            content: span(content),
        }
    };
    let text = "Penn said that it would rain. Tavener denied that it would snow.";
    let article = MarkedArticle {
        text: text.to_owned(),
        claims: vec![
            claim("Penn", "said", "that it would rain", text),
            claim("Tavener", "denied", "that it would snow", text),
        ],
    };
    let articles = vec![article; 8];
    let bytes = train(&articles).to_bytes();
    assert_eq!(bytes, train(&articles).to_bytes());
    let again = Model::from_bytes(&bytes).expect("it unpacks");
    assert_eq!(again.to_bytes(), bytes);
    assert!(Model::from_bytes(&bytes[..bytes.len() / 2]).is_err());
}

#[test]
fn refusing_a_cue_again_and_again_makes_it_less_likely_and_accepting_more() {
    let suggester = Suggester::shipped();
    let found = whole();
    let bridge = surest(&found, "the bridge would open in May");
    let claim = MarkedClaim {
        source: bridge.source.clone(),
        cue: bridge.cue.into_iter().collect(),
        content: bridge.content.clone(),
    };
    let learn = |is_taken: bool| {
        let (taken, refused) = if is_taken {
            (vec![claim.clone()], Vec::new())
        } else {
            (Vec::new(), vec![claim.clone()])
        };
        let lesson = Lesson {
            article: MarkedArticle {
                text: TEXT.to_owned(),
                claims: taken,
            },
            refused,
            is_done: false,
        };
        Learned::learn(suggester.model(), &vec![lesson; 12])
    };
    let refused = learn(false);
    let kept = Learned::from_bytes(&refused.to_bytes()).expect("it is read again");
    assert_eq!(kept, refused);
    assert_eq!(kept.decisions(), 12);
    let known = Known {
        speakers: &BTreeMap::new(),
        claims: &[],
        refused: &BTreeSet::new(),
    };
    let probability = |learned: &Learned| {
        let found = suggester.with(learned).paragraphs(TEXT, 0..TEXT.len(), &known);
        let same = found.iter().find(|other| other.content == bridge.content);
        same.map_or(0.0, |same| same.probability)
    };
    assert!(probability(&kept) < bridge.probability);
    assert!(probability(&learn(true)) >= bridge.probability);
    let told = refused.explain([TEXT], 5);
    assert!(
        told.cues
            .iter()
            .any(|word| word.word == "said" && word.change < 0.0)
    );
    assert!(refused.explain(["nothing of it"], 5).cues.is_empty());
    assert!(Arc::ptr_eq(
        suggester.with(&Learned::default()).model(),
        suggester.model()
    ));
}

#[test]
fn other_languages_have_rules() {
    let german = "Der Haushalt ist nicht gedeckt. „Das wird nicht reichen und alle wissen es“, sagte Minister Karl Otte am Montag.";
    let found = suggest(german, 0..german.len(), &[], &BTreeSet::new());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].source[0].words(german), "Minister Karl Otte");
    let arabic = "قال وزير النقل إن الجسر الجديد سيفتح أمام السيارات في أيار المقبل.";
    let found = suggest(arabic, 0..arabic.len(), &[], &BTreeSet::new());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].source[0].words(arabic), "وزير النقل");
}

#[test]
fn those_who_say_it_jointly_are_speakers_each() {
    let text = "Orla Penn and Hugh Tavener said on Monday that the bridge would open in May.";
    let found = suggest(text, 0..text.len(), &[], &BTreeSet::new());
    let names: Vec<&str> = found[0]
        .speakers
        .iter()
        .map(|mention| mention.name.as_str())
        .collect();
    assert_eq!(names, ["Orla Penn", "Hugh Tavener"]);
    assert_eq!(found[0].voice, OfferedVoice::Speakers);
}

#[test]
fn the_subject_of_a_passive_is_part_of_what_is_said_and_nobody_says_it() {
    let text = "The bridge is widely seen as a waste of money that the town does not have.";
    let found = suggest(text, 0..text.len(), &[], &BTreeSet::new());
    assert!(found.iter().all(|suggestion| suggestion.source.is_empty()));
    assert!(
        found
            .iter()
            .all(|suggestion| suggestion.voice == OfferedVoice::NotStated)
    );
}
