//! Which known speaker a source refers to, and the names of new ones.

use super::*;

#[test]
fn a_known_speaker_is_found_by_surname_alias_and_role() {
    let mut rasoul = Speaker::named("Yahya Rasoul", 0);
    rasoul.role = Some("army spokesman".to_owned());
    rasoul.aliases.push("the general".to_owned());
    let known = speakers(&[("s-rasoul", rasoul), ("s-army", Speaker::named("Iraqi army", 1))]);
    for mention in [
        "Rasoul",
        "The general",
        "The army spokesman",
        "Major General Yahya Rasoul",
    ] {
        let (text, claim) = marked(&format!("{mention} said [the talks go on]."));
        let found = mentions(&text, &claim, &known, 3);
        let first = found.first().and_then(|mention| mention.speaker.clone());
        assert_eq!(first, Some(SpeakerId::from("s-rasoul")), "{mention}");
    }
}

#[test]
fn the_speaker_who_was_chosen_outweighs_a_nearer_cue() {
    let known = speakers(&[
        ("s-a", Speaker::named("Petrova", 0)),
        ("s-b", Speaker::named("Weiss", 1)),
    ]);
    let (text, claim) = marked("Petrova says Weiss believes [the strike is over].");
    let chosen = |id: &str| {
        let offers = offers(&text, &claim, known.get(&SpeakerId::from(id)), &known);
        offers.source.and_then(|mention| mention.speaker)
    };
    assert_eq!(chosen("s-a"), Some(SpeakerId::from("s-a")));
    assert_eq!(chosen("s-b"), Some(SpeakerId::from("s-b")));
}

#[test]
fn a_speaker_far_from_any_cue_is_still_found_by_name() {
    let known = speakers(&[("s-weiss", Speaker::named("Ada Weiss", 0))]);
    let (text, claim) = marked("Weiss left the room at nine. [The strike was over.]");
    let offered = offers(&text, &claim, known.values().next(), &known);
    assert_eq!(
        offered.source.and_then(|mention| mention.span.slice(&text)),
        Some("Weiss")
    );
}

#[test]
fn a_mention_of_somebody_else_is_not_offered_for_the_speaker_chosen() {
    let known = speakers(&[
        ("s-a", Speaker::named("Petrova", 0)),
        ("s-b", Speaker::named("Weiss", 1)),
    ]);
    let (text, claim) = marked("Weiss says [the strike is over].");
    let petrova = known.get(&SpeakerId::from("s-a"));
    assert_eq!(offers(&text, &claim, petrova, &known).source, None);
}

#[test]
fn a_confirmed_mention_is_offered_as_another_name_unless_it_is_none() {
    let text = "The Pentagon said it. They said it. Jane Doe said it. The council said it.";
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let speakers = speakers(&[("s-doe", Speaker::named("Jane Doe", 0))]);
    let defence = Speaker::named("Department of Defense", 1);
    let offered = |words: &str| alias(text, span(words), &defence, &speakers);
    assert_eq!(offered("The Pentagon").as_deref(), Some("Pentagon"));
    assert_eq!(offered("The council").as_deref(), Some("Council"));
    assert_eq!(offered("They"), None);
    assert_eq!(offered("Jane Doe"), None, "that is somebody else's name");
}

#[test]
fn a_name_is_proposed_without_its_titles() {
    for (mention, name) in [
        ("Iraqi army spokesman Major General Yahya Rasoul", "Yahya Rasoul"),
        ("Texas Sen. Ted Cruz (R)", "Ted Cruz"),
        ("The General Electric Company", "General Electric Company"),
        ("The foreign ministry", "Foreign ministry"),
        ("President Obama", "President Obama"),
        ("Mr. Okafor", "Okafor"),
        ("Professor Jane Cole of Leeds University", "Jane Cole"),
        ("The firm's chief executive, Jane Roe,", "Jane Roe"),
        ("Ada Weiss left early. Weiss", "Ada Weiss"),
    ] {
        let (text, claim) = marked(&format!("{mention} said [the talks go on]."));
        let offered = offers(&text, &claim, None, &BTreeMap::new());
        assert_eq!(offered.source.map(|mention| mention.name).as_deref(), Some(name));
    }
    let (text, claim) = marked("وقال المتحدث باسم الجيش اللواء يحيى رسول إن [الطريق مغلق].");
    let offered = offers(&text, &claim, None, &BTreeMap::new());
    assert_eq!(
        offered.source.map(|mention| mention.name).as_deref(),
        Some("يحيى رسول")
    );
    let (text, claim) = marked("[الطريق مغلق]، وفقا للجيش.");
    let offered = offers(&text, &claim, None, &BTreeMap::new());
    assert_eq!(
        offered.source.map(|mention| mention.name).as_deref(),
        Some("الجيش")
    );
}

#[test]
fn a_pronoun_is_called_by_the_name_it_stands_for() {
    let known = speakers(&[("s-weiss", Speaker::named("Ada Weiss", 0))]);
    let (text, claim) = marked("Ada Weiss met the press on Monday. She said [the strike is over].");
    let found = mentions(&text, &claim, &known, 1);
    let mention = found.first().unwrap();
    assert_eq!(mention.span.slice(&text), Some("She"));
    assert_eq!(mention.name, "Ada Weiss");
    assert_eq!(mention.speaker, Some(SpeakerId::from("s-weiss")));
}

#[test]
fn a_pronoun_that_stands_for_nobody_is_no_name_for_a_new_speaker() {
    let (text, claim) = marked("She said [the strike is over].");
    assert_eq!(mentions(&text, &claim, &BTreeMap::new(), 3), []);
    assert!(offers(&text, &claim, None, &BTreeMap::new()).source.is_some());
}

#[test]
fn mentions_are_offered_once_each_and_no_more_than_asked() {
    let (text, claim) =
        marked("Petrova said she was tired. Petrova added that Weiss said [the strike is over].");
    let names = |limit| {
        let found = mentions(&text, &claim, &BTreeMap::new(), limit);
        found.into_iter().map(|mention| mention.name).collect::<Vec<_>>()
    };
    assert_eq!(names(1), ["Weiss"]);
    assert_eq!(names(9), ["Weiss", "Petrova"]);
}
