//! Whose voice is offered: joint speakers, relays, denials, nobody, the article itself; and what a mention tells
//! of a speaker.

use super::*;
use crate::model::{Polarity, SpeakerKind};

fn offered(sentence: &str) -> Offers {
    let (text, claim) = marked(sentence);
    offers(&text, &claim, None, &BTreeMap::new())
}

fn names(mentions: &[Mention]) -> Vec<&str> {
    mentions.iter().map(|mention| mention.name.as_str()).collect()
}

#[test]
fn joint_speakers_are_offered_each_by_themselves() {
    for (sentence, each) in [
        (
            "The coalition and the United States said [it may take time].",
            &["Coalition", "United States"][..],
        ),
        ("Weiss and Okafor said [it was late].", &["Weiss", "Okafor"]),
        (
            "Weiss, Okafor and Ada Petrova said [it was late].",
            &["Weiss", "Okafor", "Ada Petrova"],
        ),
        (
            "Neither Weiss nor Okafor said [it was late].",
            &["Weiss", "Okafor"],
        ),
        (
            "The Science and Industry Council said [it was late].",
            &["Science and Industry Council"],
        ),
        ("Weiss said [it was late].", &["Weiss"]),
    ] {
        assert_eq!(names(&offered(sentence).speakers), each, "{sentence}");
    }
}

#[test]
fn whoever_relays_a_claim_is_offered_behind_its_speaker() {
    for (sentence, speaker, relays) in [
        (
            "Okafor said that Weiss believes [the strike is over].",
            "Weiss",
            &["Okafor"][..],
        ),
        (
            "The mayor, officials said, wants [a new bridge].",
            "Mayor",
            &["officials"],
        ),
        (
            "The mayor believes [it is safe], according to the ministry.",
            "Mayor",
            &["Ministry"],
        ),
        (
            "Weiss said [the strike is over]. Okafor said that he was tired.",
            "Weiss",
            &[],
        ),
    ] {
        let offers = offered(sentence);
        let links = offers.relays.iter().filter_map(|link| link.source.as_ref());
        let links: Vec<&str> = links.map(|mention| mention.name.as_str()).collect();
        assert_eq!(
            (names(&offers.speakers), links.as_slice()),
            (vec![speaker], relays),
            "{sentence}"
        );
    }
}

#[test]
fn a_cue_that_denies_is_offered_as_such() {
    for denied in [
        "The company denied [that it had lied].",
        "The ministry did not say [that a date had been set].",
        "The minister refused to confirm [that talks were held].",
        "Weiss declined to comment on [the plan].",
        "Weiss didn't say [that he would stay].",
    ] {
        assert_eq!(offered(denied).polarity, Polarity::Denies, "{denied}");
    }
    for affirmed in [
        "The company said [that it had not lied].",
        "The minister refused a drink and said [it was late].",
    ] {
        assert_eq!(offered(affirmed).polarity, Polarity::Affirms, "{affirmed}");
    }
}

#[test]
fn nobody_and_the_article_itself_are_offers_too() {
    for (sentence, voice) in [
        ("[The minister] is expected [to resign].", OfferedVoice::NotStated),
        ("The bridge reportedly [fell].", OfferedVoice::NotStated),
        (
            "It is unclear [whether the vault is full].",
            OfferedVoice::NotStated,
        ),
        ("It was said [that the vault is full].", OfferedVoice::NotStated),
        (
            "There are fears [that the dam could burst].",
            OfferedVoice::NotStated,
        ),
        ("On Monday [the bridge fell].", OfferedVoice::Article),
        ("[The harbour at dawn] (Wire)", OfferedVoice::Article),
        ("The union said [the bridge fell].", OfferedVoice::Speakers),
        (
            "[The raid] was blamed on smugglers by the coast guard.",
            OfferedVoice::Speakers,
        ),
    ] {
        assert_eq!(offered(sentence).voice, voice, "{sentence}");
    }
}

#[test]
fn a_person_wins_over_the_body_in_their_title() {
    let known = speakers(&[("s-army", Speaker::named("Iraqi army", 0))]);
    let (text, claim) = marked("Iraqi army spokesman Major General Yahya Rasoul said [the talks go on].");
    let source = offers(&text, &claim, None, &known).source.unwrap();
    assert_eq!((source.name.as_str(), source.speaker), ("Yahya Rasoul", None));
    let (text, claim) = marked("The Iraqi army said [the talks go on].");
    let source = offers(&text, &claim, None, &known).source.unwrap();
    assert_eq!(source.speaker, Some(SpeakerId::from("s-army")));
}

/// A mention, its kind, its role and whom it belongs to.
type ProposalCase = (
    &'static str,
    Option<SpeakerKind>,
    Option<&'static str>,
    Option<&'static str>,
);

const PROPOSALS: &[ProposalCase] = &[
    (
        "Iraqi army spokesman Major General Yahya Rasoul",
        Some(SpeakerKind::Person),
        Some("spokesman"),
        Some("Iraqi army"),
    ),
    (
        "Jane Roe, a spokeswoman for the dockers' union,",
        Some(SpeakerKind::Person),
        Some("spokeswoman"),
        Some("dockers' union"),
    ),
    (
        "Jane Roe, the union's head,",
        Some(SpeakerKind::Person),
        Some("head"),
        Some("union"),
    ),
    (
        "Town hall press secretary Ada Weiss",
        Some(SpeakerKind::Person),
        Some("press secretary"),
        Some("Town hall"),
    ),
    (
        "Foreign minister Ada Weiss",
        Some(SpeakerKind::Person),
        Some("Foreign minister"),
        None,
    ),
    ("Mr. Okafor", Some(SpeakerKind::Person), None, None),
    ("Petrova, who left in May,", Some(SpeakerKind::Person), None, None),
    (
        "The Free Harbour Party",
        Some(SpeakerKind::Organisation),
        None,
        None,
    ),
    (
        "A report by the coast guard",
        Some(SpeakerKind::Document),
        None,
        None,
    ),
    ("The Berea Times", Some(SpeakerKind::Outlet), None, None),
    ("The factions", Some(SpeakerKind::Group), None, None),
    ("Two officials", Some(SpeakerKind::Unnamed), None, None),
    ("Ada Weiss", None, None, None),
    ("Norhaven", None, None, None),
];

#[test]
fn kind_role_and_affiliation_are_read_from_the_mention() {
    for (mention, kind, role, affiliation) in PROPOSALS {
        let source = offered(&format!("{mention} said [the talks go on]."))
            .source
            .unwrap();
        let found = source.proposal;
        assert_eq!(
            (found.kind, found.role.as_deref(), found.affiliation.as_deref()),
            (*kind, *role, *affiliation),
            "{mention}"
        );
    }
}

#[test]
fn other_languages_are_not_read_by_english_rules() {
    for sentence in [
        "Der Bürgermeister der Stadt sagte, dass [die Brücke sicher ist] und nicht gesperrt wird.",
        "Le maire de la ville a dit que [le pont est sûr] et que les travaux sont finis.",
        "El alcalde de la ciudad dijo que [el puente es seguro] y que las obras se acabaron.",
    ] {
        assert_eq!(offered(sentence), Offers::default(), "{sentence}");
    }
}

#[test]
fn whoever_has_the_word_in_a_conversation_says_all_of_their_turn() {
    let talk = "ADA WEISS: Who knew of it?\n\nMINISTER OKAFOR: Nobody told us. [The bridge was safe].\n\nADA WEISS: Was it?";
    let offers = offered(talk);
    assert_eq!(names(&offers.speakers), ["MINISTER OKAFOR"]);
    let said =
        offered("ADA WEISS: Who knew?\n\nOKAFOR: The council said [it was safe].\n\nADA WEISS: Was it?");
    assert_eq!(names(&said.speakers), ["The council"]);
    let heading = offered("Analysis: What next?\n\nIt rained. [The bridge was safe].");
    assert!(heading.speakers.is_empty());
}
