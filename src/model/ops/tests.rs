//! Tests of operations by what they make of a claim.

use jiff::Timestamp;

use super::attribution::{SaidBy, SpeakerChoice};
use super::{Part, Stamp, anchor, attribution, claim, reanchor, review, speaker, tags};
use crate::model::*;
use crate::text::Span;

const TEXT: &str = "“We agree,” the mayor said on Monday, “and we will build.”";

fn stamp() -> Stamp {
    Stamp {
        by: "r-1".into(),
        at: Timestamp::UNIX_EPOCH,
    }
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn at() -> ClaimRef {
    ("a".into(), "c".into())
}

fn said_by(speaker: SpeakerChoice) -> SaidBy {
    SaidBy {
        speaker,
        mention: None,
    }
}

fn mayor() -> SaidBy {
    said_by(SpeakerChoice::Known("s-1".into()))
}

/// A project with one article, one speaker and one unattributed claim.
fn project() -> Project {
    let mut project = Project::new(Head::titled("Building"));
    let article = Article::new(Metadata::default(), TEXT);
    for edit in [
        Edit::Reviewer("r-1".into(), Some(Reviewer { name: "Amal".into() })),
        speaker::new(&project, &"s-1".into(), " The mayor ", SpeakerKind::Person),
        Edit::Article("a".into(), Some(Box::new(article))),
    ] {
        project.apply(edit).unwrap();
    }
    let nobody = said_by(SpeakerChoice::Nobody);
    let (_, edit) = claim::mark(&project, &at(), &[span("We agree")], &nobody, &stamp()).unwrap();
    project.apply(edit).unwrap();
    project
}

type Op<'a> = &'a dyn Fn(&Project) -> super::OpResult;

/// The claim after these operations.
fn after(ops: &[Op]) -> Claim {
    let mut project = project();
    for op in ops {
        let (_, edit) = op(&project).unwrap();
        project.apply(edit).unwrap();
    }
    project.claim(&at().0, &at().1).unwrap().clone()
}

fn words(anchors: &[Anchor]) -> Vec<&str> {
    anchors.iter().map(|anchor| anchor.words.as_str()).collect()
}

#[test]
fn a_claim_grows_by_pieces_and_goes_with_the_last() {
    let grown: Op = &|p| claim::add_span(p, &at(), span("and we will build"));
    assert_eq!(words(&after(&[grown]).spans), ["We agree", "and we will build"]);
    let claim = after(&[grown, &|p| claim::remove_span(p, &at(), 0)]);
    assert_eq!(words(&claim.spans), ["and we will build"]);
    assert_eq!(claim::remove_span(&project(), &at(), 0), Ok(claim::remove(&at())));
    let claim = after(&[&|p| claim::move_span(p, &at(), 0, span("agree"))]);
    assert_eq!(words(&claim.spans), ["agree"]);
}

#[test]
fn another_speaker_keeps_the_words_that_attribute() {
    let claim = after(&[
        &|p| attribution::add_to_part(p, &at(), 0, Part::Cue, span("said")),
        &|p| attribution::add_to_part(p, &at(), 0, Part::Source, span("the mayor")),
        &|p| attribution::attribute(p, &at(), 0, &mayor()),
    ]);
    let [link] = claim.voice.chain() else {
        panic!("{:?}", claim.voice)
    };
    assert_eq!(words(&link.cue), ["said"]);
    assert_eq!(words(&link.source), ["the mayor"]);
    assert_eq!(link.speakers, ["s-1".into()]);
}

#[test]
fn a_new_speaker_comes_with_the_step_that_names_it_and_a_known_name_is_that_speaker() {
    let named = |name: &str| SpeakerChoice::Named {
        id: "s-new".into(),
        name: name.into(),
        kind: SpeakerKind::Person,
    };
    let mut project = project();
    let known = named(" The mayor");
    assert_eq!(known.speaker(&project), Some("s-1".into()));
    let said_by = SaidBy {
        speaker: named("Ada Holt"),
        mention: Some(span("the mayor")),
    };
    let (_, edit) = attribution::attribute(&project, &at(), 0, &said_by).unwrap();
    let inverse = project.apply(edit).unwrap();
    assert_eq!(project.speaker(&"s-new".into()).unwrap().name, "Ada Holt");
    let claim = project.claim(&at().0, &at().1).unwrap();
    assert_eq!(words(&claim.voice.chain()[0].source), ["the mayor"]);
    project.apply(inverse).unwrap();
    assert_eq!(project, self::project());
    // The wording of an unnamed party is no name.
    let unnamed = SpeakerChoice::Unnamed("s-2".into(), "The mayor".into());
    assert_eq!(unnamed.speaker(&project), Some("s-2".into()));
}

#[test]
fn a_claim_that_loses_its_last_link_is_to_be_attributed_again() {
    let attributed: Op = &|p| attribution::attribute(p, &at(), 0, &mayor());
    let claim = after(&[attributed, &|p| {
        attribution::add_link(p, &at(), &said_by(SpeakerChoice::Nobody))
    }]);
    assert_eq!(claim.voice.chain().len(), 2);
    let claim = after(&[attributed, &|p| attribution::remove_link(p, &at(), 0)]);
    assert_eq!(claim.voice, Voice::ToBeAttributed);
}

#[test]
fn a_link_that_is_removed_or_moved_is_the_one_that_was_meant() {
    let named = |id: &str| said_by(SpeakerChoice::Unnamed(id.into(), id.into()));
    let chain: [Op; 3] = [
        &|p| attribution::attribute(p, &at(), 0, &mayor()),
        &|p| attribution::add_link(p, &at(), &named("s-2")),
        &|p| attribution::add_link(p, &at(), &named("s-3")),
    ];
    let speakers = |last: Op| -> Vec<String> {
        let claim = after(&[chain[0], chain[1], chain[2], last]);
        claim.voice.speakers().map(ToString::to_string).collect()
    };
    let removed = speakers(&|p| attribution::remove_link(p, &at(), 1));
    assert_eq!(removed, ["s-1", "s-3"]);
    let nearer = speakers(&|p| attribution::move_link_nearer(p, &at(), 2));
    assert_eq!(nearer, ["s-1", "s-3", "s-2"]);
    let document = speakers(&|p| attribution::add_document(p, &at(), 0, &named("s-4")));
    assert_eq!(document, ["s-1", "s-4", "s-2", "s-3"]);
}

#[test]
fn a_link_goes_with_its_last_speaker_where_it_says_nothing_else_and_no_other_goes_with_it() {
    let silent: Op = &|p| attribution::add_link(p, &at(), &said_by(SpeakerChoice::Nobody));
    let attributed: Op = &|p| attribution::attribute(p, &at(), 0, &mayor());
    let unnamed: Op = &|p| attribution::remove_speaker(p, &at(), 0, 0);
    assert_eq!(after(&[attributed, unnamed]).voice, Voice::ToBeAttributed);
    let claim = after(&[attributed, silent, unnamed]);
    assert_eq!(claim.voice.chain(), [Attribution::default()]);
    let cue: Op = &|p| attribution::add_to_part(p, &at(), 0, Part::Cue, span("said"));
    let claim = after(&[attributed, cue, unnamed]);
    assert_eq!(words(&claim.voice.chain()[0].cue), ["said"]);
}

#[test]
fn words_are_added_to_a_cue_and_taken_out_again() {
    let claim = after(&[
        &|p| attribution::add_to_part(p, &at(), 0, Part::Cue, span("on Monday")),
        &|p| attribution::add_to_part(p, &at(), 0, Part::Cue, span("said")),
        &|p| attribution::remove_from_part(p, &at(), 0, Part::Cue, 1),
        &|p| attribution::set_polarity(p, &at(), 0, Polarity::Denies),
    ]);
    let link = &claim.voice.chain()[0];
    assert_eq!(words(&link.cue), ["said"]);
    assert_eq!(link.polarity, Polarity::Denies);
}

#[test]
fn whoever_is_mentioned_is_not_inferred_however_the_mention_came() {
    let inferred: [Op; 2] = [&|p| attribution::attribute(p, &at(), 0, &mayor()), &|p| {
        attribution::set_inferred(p, &at(), 0, true)
    }];
    assert!(after(&inferred).voice.chain()[0].inferred);
    let mention = || Some(span("the mayor"));
    let by_mention = SaidBy {
        mention: mention(),
        ..mayor()
    };
    let mentions: [Op; 3] = [
        &|p| attribution::add_to_part(p, &at(), 0, Part::Source, span("the mayor")),
        &|p| attribution::confirm_suggestion(p, &at(), mention(), None),
        &|p| attribution::attribute(p, &at(), 0, &by_mention),
    ];
    for mentioned in mentions {
        let claim = after(&[inferred[0], inferred[1], mentioned]);
        let link = &claim.voice.chain()[0];
        assert!(!link.inferred && words(&link.source) == ["the mayor"], "{link:?}");
    }
}

#[test]
fn a_claim_that_stays_as_it_is_makes_no_edit() {
    let project = project();
    let unchanged = [
        claim::move_span(&project, &at(), 0, span("We agree")),
        claim::set_note(&project, &at(), String::new()),
        attribution::attribute(&project, &at(), 0, &said_by(SpeakerChoice::Nobody)),
        attribution::add_joint_speaker(&project, &at(), 0, &said_by(SpeakerChoice::Nobody)),
        attribution::remove_from_part(&project, &at(), 0, Part::Cue, 0),
        review::set_reason(&project, &at(), &"r-1".into(), "none".into()),
    ];
    for op in unchanged {
        let (label, edit) = op.unwrap();
        assert!(edit.is_nothing(), "{label:?}: {edit:?}");
    }
}

#[test]
fn a_new_decision_keeps_the_reason_and_the_same_again_is_none() {
    let decide = |decision| move |p: &Project| review::decide(p, &at(), decision, &stamp());
    let (disputed, accepted) = (decide(Some(Decision::Disputed)), decide(Some(Decision::Accepted)));
    let why: Op = &|p| review::set_reason(p, &at(), &stamp().by, "heard it".into());
    let claim = after(&[&disputed, why, &accepted]);
    assert_eq!(
        claim.reviews.get(&"r-1".into()).unwrap().decision,
        Decision::Accepted
    );
    assert_eq!(claim.reviews.get(&"r-1".into()).unwrap().why, "heard it");
    assert!(after(&[&accepted, &decide(None)]).reviews.is_empty());
    let later = Stamp {
        at: "2024-02-12T09:30:00Z".parse().unwrap(),
        ..stamp()
    };
    let again: Op = &|p| review::decide(p, &at(), Some(Decision::Accepted), &later);
    assert_eq!(after(&[&accepted, again]), after(&[&accepted]));
    let rated: Op = &|p| review::rate(p, &at(), Some("true".into()), &stamp());
    let again: Op = &|p| review::rate(p, &at(), Some("true".into()), &later);
    assert_eq!(after(&[rated, again]), after(&[rated]));
}

#[test]
fn tags_come_each_once_and_in_order() {
    let tags = [" b".to_owned(), "a".to_owned(), "b".to_owned(), "  ".to_owned()];
    let claim = after(&[&|p| tags::set(p, &at(), &tags)]);
    assert_eq!(claim.tags, ["a", "b"]);
}

#[test]
fn a_new_speaker_gets_a_colour_that_fewest_have() {
    let mut project = project();
    assert_eq!(project.speaker(&"s-1".into()).unwrap().name, "The mayor");
    let colors: Vec<usize> = (0..speaker::PALETTE + 2)
        .map(|number| {
            let id = SpeakerId::from(format!("s-n{number}"));
            let new = speaker::new(&project, &id, "Somebody", SpeakerKind::Person);
            project.apply(new).unwrap();
            project.speaker(&id).unwrap().color
        })
        .collect();
    assert_eq!(colors[..3], [1, 2, 3]);
    assert_eq!(colors[speaker::PALETTE - 2..], [20, 0, 1, 2]);
    let recoloured = Speaker::named("Somebody", 5);
    let (_, edit) = speaker::replace("s-n0".into(), recoloured);
    project.apply(edit).unwrap();
    // A colour that was given up is free again.
    assert_eq!(speaker::next_color(&project), 1);
}

#[test]
fn of_a_speakers_names_each_stands_once() {
    let project = project();
    let add = |alias: &str| {
        let change = speaker::SpeakerChange::AddAlias(alias.into());
        speaker::change(&project, &"s-1".into(), change).unwrap().1
    };
    let mut after = project.clone();
    after.apply(add("Ada")).unwrap();
    let again = speaker::SpeakerChange::AddAlias("Ada".into());
    let (_, edit) = speaker::change(&after, &"s-1".into(), again).unwrap();
    assert!(edit.is_nothing());
}

#[test]
fn marks_that_cannot_be_are_refused() {
    let project = project();
    let empty = claim::add_span(&project, &at(), Span::new(3, 3));
    assert_eq!(empty, Err(EditError::EmptyClaim));
    let beyond = claim::add_span(&project, &at(), Span::new(3, 999));
    assert!(matches!(beyond, Err(EditError::Misplaced(_))));
    let nobody = claim::set_note(&project, &("a".into(), "c-no".into()), "x".into());
    assert_eq!(nobody, Err(EditError::NoSuchClaim("c-no".into())));
}

#[test]
fn lost_words_stand_anew_wherever_in_the_claim_they_are() {
    let mut project = project();
    let said = |project: &Project| project.claim(&at().0, &at().1).unwrap().clone();
    let mut lost = said(&project);
    let mut link = Attribution {
        source: vec![anchor(TEXT, span("the mayor")).unwrap()],
        cue: vec![anchor(TEXT, span("said")).unwrap()],
        ..Attribution::default()
    };
    link.cue[0].place = AnchorPlace::Unproved(90..95);
    lost.spans[0].place = AnchorPlace::Unproved(96..99);
    lost.voice = Voice::Attributed(vec![link]);
    project.apply(super::put_claim(&at(), lost)).unwrap();
    for (place, words) in [(0, "and we will build"), (2, "on Monday")] {
        assert_eq!(reanchor::first_orphan(&said(&project)), Some(place));
        let (_, edit) = reanchor::reanchor(&project, &at(), place, span(words)).unwrap();
        project.apply(edit).unwrap();
    }
    let claim = said(&project);
    assert_eq!(reanchor::first_orphan(&claim), None);
    let found: Vec<&str> = claim.anchors().map(|anchor| anchor.words.as_str()).collect();
    assert_eq!(found, ["and we will build", "the mayor", "on Monday"]);
}

#[test]
fn a_lost_piece_stays_when_another_is_added() {
    let mut project = project();
    let mut lost = project.claim(&at().0, &at().1).unwrap().clone();
    lost.spans[0].place = AnchorPlace::Unproved(90..95);
    project.apply(super::put_claim(&at(), lost)).unwrap();
    let (_, edit) = claim::add_span(&project, &at(), span("and we will build")).unwrap();
    project.apply(edit).unwrap();
    let claim = project.claim(&at().0, &at().1).unwrap();
    assert_eq!(words(&claim.spans), ["and we will build", "We agree"]);
}

#[test]
fn one_article_in_so_many_is_blind_and_always_the_same_ones() {
    let blind = |seed| Blind { one_in: 10, seed };
    let ids: Vec<ArticleId> = (0..2000)
        .map(|at| format!("article-{at}").as_str().into())
        .collect();
    let chosen = |seed| {
        ids.iter()
            .filter(|id| blind(seed).chooses(id))
            .collect::<Vec<_>>()
    };
    let count = chosen(7).len();
    assert!((140..260).contains(&count), "{count} of 2000");
    assert_eq!(chosen(7), chosen(7));
    assert_ne!(chosen(7), chosen(8));
}
