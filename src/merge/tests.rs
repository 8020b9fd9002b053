//! Merges of one kind each: texts, ids that meet by chance, records that are the same, what is removed and still used, and
//! the size of projects. That nothing is lost in any merge is tried in `tests/properties`.

use super::*;
use crate::model::ops::difference::{Choice, settle, settle_all};
use crate::model::{
    Anchor, Basis, Claim, ClaimId, Decision, Edit, FieldKey, Head, Metadata, Rating, Review, Reviewer,
    SpeakerValue, Standing, Verdict, Voice,
};
use crate::text::Span;

mod decisions;
mod records;

const TEXT: &str = "The mayor said the bridge is safe. The army denied it in the evening.";

fn claim(text: &str, words: &str) -> Claim {
    let start = text.find(words).unwrap();
    Claim::new(text, Span::new(start, start + words.len())).unwrap()
}

fn noted(text: &str, words: &str, note: &str) -> Claim {
    Claim {
        note: note.into(),
        ..claim(text, words)
    }
}

fn article<const N: usize>(text: &str, claims: [(&str, Claim); N]) -> Article {
    let mut article = Article::new(Metadata::default(), text);
    article
        .claims
        .extend(claims.map(|(id, claim)| (id.into(), claim)));
    article
}

fn project<const N: usize>(speakers: &[(&str, Speaker)], articles: [(&str, Article); N]) -> Project {
    let speakers = speakers
        .iter()
        .map(|(id, speaker)| ((*id).into(), speaker.clone()));
    let reviewers = BTreeMap::from([("r-1".into(), Reviewer { name: "Amal".into() })]);
    Project::from_parts(
        Head::titled("Bridges"),
        reviewers,
        speakers.collect(),
        articles.map(|(id, article)| (id.into(), article)).into(),
    )
}

fn in_bridge<const N: usize>(claims: [(&str, Claim); N]) -> Project {
    project(&[], [("bridge", article(TEXT, claims))])
}

fn found<'a>(project: &'a Project, id: &str) -> Option<&'a Claim> {
    project
        .articles()
        .values()
        .find_map(|article| article.claims.get(&id.into()))
}

/// Merges, and holds what every merge must keep: the edit leads to the result, and a second merge changes nothing.
fn merged(base: Option<&Project>, ours: &Project, theirs: &Project) -> Merged {
    let merged = merge(base, ours, theirs);
    let mut applied = ours.clone();
    applied.apply(merged.edit.1.clone()).unwrap();
    assert_eq!(applied, merged.project);
    let again = merge(base, &merged.project, theirs);
    assert_eq!(again.project, merged.project, "merged a second time");
    assert!(again.edit.1.is_nothing());
    merged
}

/// A claim that was accepted and rated at a second.
fn decided_on(claim: Claim, second: i64) -> Claim {
    let at = jiff::Timestamp::from_second(second).unwrap();
    let review = Review {
        decision: Decision::Accepted,
        at,
        why: String::new(),
        standing: Standing::Current,
    };
    let verdict = Verdict {
        rating: "true".into(),
        by: "r-1".into(),
        at,
        standing: Standing::Current,
    };
    Claim {
        reviews: [("r-1".into(), review)].into(),
        verdict: Some(verdict),
        ..claim
    }
}

/// The claim after a change that its decisions follow.
fn changed(before: &Claim, change: impl Fn(&mut Claim)) -> Claim {
    let mut claim = before.clone();
    change(&mut claim);
    claim.follow_decisions(before);
    claim
}

fn standings(claim: &Claim) -> [&Standing; 2] {
    [
        &claim.reviews.get(&"r-1".into()).unwrap().standing,
        &claim.verdict.as_ref().unwrap().standing,
    ]
}

#[test]
fn a_field_that_both_changed_keeps_both_versions_and_either_can_be_chosen() {
    let bridge = |note| in_bridge([("c-1", noted(TEXT, "the bridge is safe", note))]);
    let merged = merged(Some(&bridge("before")), &bridge("ours"), &bridge("theirs"));
    let place = DifferencePlace::Claim("bridge".into(), "c-1".into(), FieldKey::Note);
    assert_eq!(merged.differences, std::slice::from_ref(&place));
    assert_eq!(found(&merged.project, "c-1").unwrap().note, "ours");
    for (choice, note) in [(Choice::Mine, "ours"), (Choice::Theirs(0), "theirs")] {
        let mut project = merged.project.clone();
        let inverse = project
            .apply(settle(&project, &place, choice).unwrap().1)
            .unwrap();
        assert_eq!(project, bridge(note));
        project.apply(inverse).unwrap();
        assert_eq!(project, merged.project, "and taken back");
        assert!(settle(&bridge(note), &place, choice).unwrap().1.is_nothing());
    }
}

#[test]
fn a_third_version_is_kept_beside_the_second_and_what_one_settled_is_settled_for_the_other() {
    let bridge = |note| in_bridge([("c-1", noted(TEXT, "the bridge is safe", note))]);
    let base = bridge("before");
    let two = merged(Some(&base), &bridge("one"), &bridge("two")).project;
    let three = merged(Some(&base), &two, &bridge("three")).project;
    let others = |project: &Project| found(project, "c-1").unwrap().differences.len();
    assert_eq!((others(&two), others(&three)), (1, 2));
    let place = DifferencePlace::Claim("bridge".into(), "c-1".into(), FieldKey::Note);
    let mut settled = three.clone();
    settled
        .apply(settle(&three, &place, Choice::Theirs(1)).unwrap().1)
        .unwrap();
    assert_eq!(settled, bridge("three"));
    // The other side still has the difference that both had.
    assert_eq!(merged(Some(&three), &settled, &three).project, settled);
    assert_eq!(merged(Some(&three), &three, &settled).project, settled);
    // Who kept the version in force does not yield to who took another.
    let mut kept = three.clone();
    kept.apply(settle(&three, &place, Choice::Mine).unwrap().1)
        .unwrap();
    assert_eq!(merged(Some(&three), &kept, &settled).differences, [place]);
}

#[test]
fn a_claim_that_one_removed_and_the_other_left_is_gone_and_one_that_the_other_changed_stays() {
    let base = in_bridge([
        ("c-1", claim(TEXT, "the bridge is safe")),
        ("c-2", claim(TEXT, "The army")),
    ]);
    let removed = in_bridge([]);
    let changed = in_bridge([
        ("c-1", claim(TEXT, "the bridge is safe")),
        ("c-2", noted(TEXT, "The army", "which?")),
    ]);
    for (ours, theirs, stays) in [
        (&removed, &changed, Choice::Theirs(0)),
        (&changed, &removed, Choice::Mine),
    ] {
        let merged = merged(Some(&base), ours, theirs);
        assert!(found(&merged.project, "c-1").is_none());
        assert_eq!(found(&merged.project, "c-2").unwrap().note, "which?");
        let place = DifferencePlace::Claim("bridge".into(), "c-2".into(), FieldKey::Presence);
        assert_eq!(merged.differences, [place]);
        for choice in [Choice::Mine, Choice::Theirs(0)] {
            let mut project = merged.project.clone();
            project.apply(settle_all(&project, choice).1).unwrap();
            assert_eq!(found(&project, "c-2").is_some(), choice == stays);
            assert_eq!(project.differences().next(), None);
        }
    }
}

#[test]
fn claims_follow_the_text_that_one_side_brought() {
    let newer = format!("Talks. {TEXT}");
    let base = in_bridge([("c-1", claim(TEXT, "the bridge is safe"))]);
    let ours = in_bridge([
        ("c-1", noted(TEXT, "the bridge is safe", "sure?")),
        ("c-3", claim(TEXT, "The army")),
    ]);
    let theirs = project(
        &[],
        [(
            "bridge",
            article(&newer, [("c-1", claim(&newer, "the bridge is safe"))]),
        )],
    );
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merged(Some(&base), one, other);
        assert_eq!(merged.differences, []);
        let article = merged.project.article(&"bridge".into()).unwrap();
        assert_eq!(article.text.as_deref(), Some(newer.as_str()));
        assert!(article.anchors().all(|anchor| anchor.holds_in(&newer)));
        assert_eq!(article.claims.len(), 2);
        assert_eq!(found(&merged.project, "c-1").unwrap().note, "sure?");
    }
}

#[test]
fn of_two_new_texts_ours_stands_and_theirs_can_be_taken_with_all_claims() {
    let (one, other) = (format!("Talks. {TEXT}"), format!("{TEXT} Later it rained."));
    let of = |text: &str, id: &str, words: &str| {
        project(&[], [("bridge", article(text, [(id, claim(text, words))]))])
    };
    let base = of(TEXT, "c-1", "the bridge is safe");
    let ours = of(&one, "c-2", "The army");
    let theirs = of(&other, "c-3", "it rained");
    let merged = merged(Some(&base), &ours, &theirs);
    let place = DifferencePlace::Article("bridge".into(), FieldKey::Text);
    assert_eq!(merged.differences, std::slice::from_ref(&place));
    let article = merged.project.article(&"bridge".into()).unwrap();
    assert_eq!(article.text.as_deref(), Some(one.as_str()));
    let orphan = article.claims.get(&"c-3".into()).unwrap();
    assert_eq!(
        (orphan.words().as_str(), orphan.is_orphaned()),
        ("it rained", true)
    );
    let mut project = merged.project.clone();
    project
        .apply(settle(&project, &place, Choice::Theirs(0)).unwrap().1)
        .unwrap();
    let article = project.article(&"bridge".into()).unwrap();
    assert_eq!(article.text.as_deref(), Some(other.as_str()));
    assert!(
        article.anchors().all(|anchor| anchor.holds_in(&other)),
        "every claim has its place"
    );
}

#[test]
fn a_text_that_has_not_been_read_is_no_other_text() {
    let read = in_bridge([
        ("c-1", claim(TEXT, "the bridge is safe")),
        ("c-2", claim(TEXT, "The army")),
    ]);
    let unread = |project: &Project| {
        let mut article = project.article(&"bridge".into()).unwrap().clone();
        article.text = None;
        for anchor in article.claims.values_mut().flat_map(Claim::anchors_mut) {
            if let Some(span) = anchor.span() {
                anchor.place = crate::model::AnchorPlace::Unproved(span.range());
            }
        }
        self::project(&[], [("bridge", article)])
    };
    let changed = in_bridge([
        ("c-1", noted(TEXT, "the bridge is safe", "new")),
        ("c-2", claim(TEXT, "The army")),
    ]);
    for base in [&read, &unread(&read)] {
        for (ours, theirs) in [
            (&read, &unread(&changed)),
            (&unread(&read), &unread(&changed)),
            (&unread(&read), &changed),
        ] {
            let merged = merge(Some(base), ours, theirs);
            assert!(merged.summary.claims.changed > 0);
            assert_eq!(found(&merged.project, "c-1").unwrap().note, "new");
            assert_eq!(merged.differences, []);
        }
        for (ours, theirs) in [(&read, &unread(&read)), (&unread(&read), &read)] {
            let merged = merge(Some(base), ours, theirs);
            assert!(merged.edit.1.is_nothing() && merged.project == *ours);
        }
    }
}

#[test]
fn two_claims_that_got_one_id_by_chance_are_both_there() {
    let base = in_bridge([]);
    let ours = in_bridge([("c-1", noted(TEXT, "The army", "ours"))]);
    let theirs = in_bridge([("c-1", noted(TEXT, "the bridge is safe", "theirs"))]);
    let (one, other) = (
        merged(Some(&base), &ours, &theirs),
        merged(Some(&base), &theirs, &ours),
    );
    assert_eq!(one.project, other.project, "whoever merges");
    assert_eq!(found(&one.project, "c-1").unwrap().note, "theirs");
    assert_eq!(found(&one.project, "c-1-2").unwrap().note, "ours");
    assert_eq!(one.differences, []);
}

#[test]
fn suggestions_that_either_refused_stay_refused_and_those_that_one_allows_again_do_not() {
    let refusing = |refused: &[u64]| {
        let mut article = article(TEXT, []);
        article.metadata.refused = refused.iter().copied().collect();
        article
    };
    let merged = |base: &[u64], ours: &[u64], theirs: &[u64]| {
        let merged = merge_article(Some(&refusing(base)), &refusing(ours), &refusing(theirs));
        merged.metadata.refused.into_iter().collect::<Vec<u64>>()
    };
    assert_eq!(merged(&[1, 2], &[1, 2, 3], &[1, 2, 4]), [1, 2, 3, 4]);
    assert_eq!(merged(&[1, 2], &[2], &[1, 2, 5]), [2, 5]);
    assert_eq!(merged(&[1], &[1], &[1]), [1]);
}
