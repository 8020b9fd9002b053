//! Two readings compared: what is a pair, what differs, what is skipped.

use super::agreement::{Measure, agreement};
use super::*;
use crate::model::{
    Anchor, Article, Attribution, Claim, Decision, Edit, Head, Metadata, Polarity, Project, Quotation,
    Review, Reviewer, Speaker, Standing, Verdict, Voice,
};
use crate::text::Span;

const TEXT: &str = "The mayor said that the bridge is safe. “We tested it twice,” Ann Lee added. \
                    Experts doubt that the tests were complete. The town has 12 bridges.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn anchors(words: &[&str]) -> Vec<Anchor> {
    words
        .iter()
        .map(|words| Anchor::new(TEXT, span(words)).unwrap())
        .collect()
}

/// A claim of these words that a speaker makes.
fn said(words: &str, speaker: &str, cue: &str) -> Claim {
    Claim {
        voice: Voice::Attributed(vec![Attribution {
            speakers: vec![speaker.into()],
            cue: anchors(&[cue]),
            ..Attribution::default()
        }]),
        ..Claim::new(TEXT, span(words)).unwrap()
    }
}

fn project(speakers: &[(&str, &str)], claims: Vec<(&str, Claim)>) -> Project {
    let mut project = Project::new(Head::titled("Bridges"));
    for (id, name) in [("r-amal", "Amal"), ("r-jonas", "Jonas")] {
        let reviewer = Reviewer {
            name: name.to_owned(),
        };
        project.apply(Edit::Reviewer(id.into(), Some(reviewer))).unwrap();
    }
    for (id, name) in speakers {
        let speaker = Speaker::named(*name, 0);
        project
            .apply(Edit::Speaker((*id).into(), Some(Box::new(speaker))))
            .unwrap();
    }
    let metadata = Metadata {
        title: "The bridge".to_owned(),
        ..Metadata::default()
    };
    let mut article = Article::new(metadata, TEXT);
    for (id, claim) in claims {
        article.claims.insert(id.into(), claim);
    }
    project
        .apply(Edit::Article("bridge".into(), Some(Box::new(article))))
        .unwrap();
    project
}

const SPEAKERS: [(&str, &str); 2] = [("s-mayor", "The mayor"), ("s-ann", "Ann Lee")];

fn kinds(a: &Claim, b: &Claim) -> Vec<DifferenceKind> {
    let (a, b) = (
        project(&SPEAKERS, vec![("c-1", a.clone())]),
        project(&SPEAKERS, vec![("c-2", b.clone())]),
    );
    let comparison = compare(&Side::new(&a), &Side::new(&b), &CompareOptions::default());
    comparison
        .differences()
        .map(|(_, difference)| difference.kind)
        .collect()
}

#[test]
fn each_kind_of_difference_is_told_as_itself_alone() {
    let claim = || said("the bridge is safe", "s-mayor", "said that");
    let with = |change: fn(&mut Claim)| {
        let mut changed = claim();
        change(&mut changed);
        kinds(&claim(), &changed)
    };
    assert_eq!(with(|_| {}), []);
    assert_eq!(
        with(|claim| claim.spans = anchors(&["that the bridge is safe"])),
        [DifferenceKind::Extent]
    );
    assert_eq!(
        with(|claim| claim.voice.chain_mut()[0].source = anchors(&["The mayor"])),
        [DifferenceKind::Source]
    );
    assert_eq!(
        with(|claim| claim.voice.chain_mut()[0].cue = anchors(&["said"])),
        [DifferenceKind::Cue]
    );
    assert_eq!(
        with(|claim| claim.voice.chain_mut()[0].speakers = vec!["s-ann".into()]),
        [DifferenceKind::Speaker]
    );
    assert_eq!(
        with(|claim| claim.voice = Voice::Article),
        [DifferenceKind::Voice]
    );
    assert_eq!(
        with(|claim| claim.voice = Voice::ToBeAttributed),
        [DifferenceKind::Voice]
    );
    assert_eq!(
        with(|claim| claim.voice.chain_mut()[0].polarity = Polarity::Denies),
        [DifferenceKind::Polarity]
    );
    assert_eq!(
        with(|claim| claim.quotation = Some(Quotation::Direct)),
        [DifferenceKind::Quotation]
    );
}

#[test]
fn a_decision_differs_only_where_both_have_made_one() {
    let decided = |decision: Option<Decision>, rating: Option<&str>| {
        let mut claim = said("the bridge is safe", "s-mayor", "said that");
        if let Some(decision) = decision {
            let review = Review {
                decision,
                at: "2024-02-12T09:30:00Z".parse().unwrap(),
                why: String::new(),
                standing: Standing::default(),
            };
            claim.reviews.insert("r-amal".into(), review);
        }
        claim.verdict = rating.map(|rating| Verdict {
            rating: rating.to_owned(),
            by: "r-amal".into(),
            at: "2024-02-12T09:30:00Z".parse().unwrap(),
            standing: Standing::default(),
        });
        claim
    };
    let none = decided(None, None);
    let (yes, no) = (
        decided(Some(Decision::Accepted), Some("true")),
        decided(Some(Decision::Rejected), Some("false")),
    );
    assert_eq!(kinds(&none, &no), []);
    assert_eq!(kinds(&yes, &yes), []);
    assert_eq!(
        kinds(&yes, &no),
        [DifferenceKind::Review, DifferenceKind::Verdict]
    );
}

#[test]
fn claims_are_paired_by_what_they_share_and_the_rest_is_told_in_the_order_of_the_text() {
    let a = project(
        &SPEAKERS,
        vec![
            ("c-1", said("the bridge is safe", "s-mayor", "said that")),
            ("c-2", said("We tested it twice", "s-ann", "added")),
        ],
    );
    let b = project(
        &SPEAKERS,
        vec![
            ("c-3", said("The town has 12 bridges", "s-mayor", "said that")),
            ("c-4", said("that the bridge is safe", "s-mayor", "said that")),
        ],
    );
    let comparison = compare(&Side::new(&a), &Side::new(&b), &CompareOptions::default());
    let told: Vec<(DifferenceKind, Option<&str>, Option<&str>)> = comparison
        .differences()
        .map(|(_, difference)| {
            let id = |id: &Option<ClaimId>| {
                id.as_ref()
                    .map(|id| if id.as_str() == "c-1" { "c-1" } else { "other" })
            };
            (difference.kind, id(&difference.a), id(&difference.b))
        })
        .collect();
    assert_eq!(
        told,
        [
            (DifferenceKind::Extent, Some("c-1"), Some("other")),
            (DifferenceKind::OnlyA, Some("other"), None),
            (DifferenceKind::OnlyB, None, Some("other")),
        ]
    );
    assert_eq!(comparison.pairs(), 1);
    let figures = agreement(&comparison.articles, &CompareOptions::default());
    let value = |measure| figures.iter().find(|figure| figure.measure == measure).unwrap();
    assert_eq!(value(Measure::SpanF1Overlap).value, Some(0.5));
    assert_eq!(value(Measure::SpanF1Exact).value, Some(0.0));
    assert_eq!(value(Measure::SpanF1Exact).n, 4);
    assert_eq!(
        value(Measure::SpanF1Exact).interval,
        None,
        "one article has no interval"
    );
}

#[test]
fn less_overlap_than_asked_for_is_no_pair() {
    let a = project(
        &SPEAKERS,
        vec![("c-1", said("that the bridge", "s-mayor", "said"))],
    );
    let b = project(
        &SPEAKERS,
        vec![("c-1", said("bridge is safe. “We tested", "s-mayor", "said"))],
    );
    let pairs = |overlap| {
        let options = CompareOptions {
            overlap,
            ..CompareOptions::default()
        };
        compare(&Side::new(&a), &Side::new(&b), &options).pairs()
    };
    // 6 characters of 15.
    assert_eq!(pairs(0.4), 1);
    assert_eq!(pairs(0.41), 0);
}

#[test]
fn the_same_words_stay_a_pair_whatever_overlaps_them() {
    let both = said("the bridge is safe", "s-mayor", "said that");
    let a = project(
        &SPEAKERS,
        vec![
            ("c-1", both.clone()),
            ("c-2", said("bridge is safe. “We", "s-ann", "added")),
        ],
    );
    let b = project(
        &SPEAKERS,
        vec![("c-1", both), ("c-2", said("that the bridge", "s-mayor", "said"))],
    );
    let comparison = compare(&Side::new(&a), &Side::new(&b), &CompareOptions::default());
    assert_eq!(comparison.articles[0].pairs, [("c-1".into(), "c-1".into())]);
}

#[test]
fn speakers_of_another_project_are_known_by_id_item_name_or_alias() {
    let claim = |speaker: &str| said("the bridge is safe", speaker, "said that");
    let a = project(&[("s-1", "Ann Lee")], vec![("c-1", claim("s-1"))]);
    let other = |name: &str, alias: Option<&str>| {
        let mut b = project(&[("s-9", name)], vec![("c-1", claim("s-9"))]);
        let mut speaker = Speaker::named(name, 0);
        speaker.aliases.extend(alias.map(str::to_owned));
        b.apply(Edit::Speaker("s-9".into(), Some(Box::new(speaker))))
            .unwrap();
        let comparison = compare(&Side::new(&a), &Side::new(&b), &CompareOptions::default());
        comparison.count(DifferenceKind::Speaker)
    };
    assert_eq!(other("ann lee ", None), 0);
    assert_eq!(other("A. Lee", Some("Ann Lee")), 0);
    assert_eq!(other("A. Lee", None), 1);
}

#[test]
fn articles_are_known_by_text_address_or_title_and_the_others_are_told() {
    let claims = || vec![("c-1", said("the bridge is safe", "s-mayor", "said that"))];
    let a = project(&SPEAKERS, claims());
    let mut b = project(&SPEAKERS, claims());
    let moved = b.article(&"bridge".into()).unwrap().clone();
    b.apply(Edit::Article("bridge".into(), None)).unwrap();
    b.apply(Edit::Article("other-id".into(), Some(Box::new(moved.clone()))))
        .unwrap();
    let compared = compare(&Side::new(&a), &Side::new(&b), &CompareOptions::default());
    assert_eq!((compared.pairs(), compared.skipped.len()), (1, 0));
    assert_eq!(compared.articles[0].b, "other-id".into());

    let newer = Article::new(moved.metadata.clone(), format!("{TEXT} More."));
    b.apply(Edit::Article("other-id".into(), Some(Box::new(newer))))
        .unwrap();
    let extra = Article::new(Metadata::default(), "Something else.");
    b.apply(Edit::Article("extra".into(), Some(Box::new(extra))))
        .unwrap();
    let compared = compare(&Side::new(&a), &Side::new(&b), &CompareOptions::default());
    let reasons: Vec<SkippedReason> = compared.skipped.iter().map(|skipped| skipped.reason).collect();
    assert_eq!(reasons, [SkippedReason::TextDiffers, SkippedReason::OnlyInB]);
}

#[test]
fn a_reviewer_reads_what_they_marked_and_what_they_decided_on() {
    let mut by_amal = said("the bridge is safe", "s-mayor", "said that");
    by_amal.marked_by = Some("r-amal".into());
    let mut by_jonas = said("We tested it twice", "s-ann", "added");
    by_jonas.marked_by = Some("r-jonas".into());
    let review = Review {
        decision: Decision::Accepted,
        at: "2024-02-12T09:30:00Z".parse().unwrap(),
        why: String::new(),
        standing: Standing::default(),
    };
    by_jonas.reviews.insert("r-amal".into(), review);
    let project = project(&SPEAKERS, vec![("c-1", by_amal), ("c-2", by_jonas)]);
    let side = |by: &str| Side::from_reviewer(&project, by.into());
    let compared = compare(&side("r-amal"), &side("r-jonas"), &CompareOptions::default());
    assert_eq!(compared.articles[0].pairs, [("c-2".into(), "c-2".into())]);
    let kinds: Vec<DifferenceKind> = compared
        .differences()
        .map(|(_, difference)| difference.kind)
        .collect();
    assert_eq!(kinds, [DifferenceKind::OnlyA]);
}

#[test]
fn an_article_compared_again_is_as_in_the_whole() {
    let a = project(
        &SPEAKERS,
        vec![("c-1", said("the bridge is safe", "s-mayor", "said that"))],
    );
    let b = project(
        &SPEAKERS,
        vec![("c-1", said("that the bridge is safe", "s-mayor", "said"))],
    );
    let (a, b) = (Side::new(&a), Side::new(&b));
    let options = CompareOptions::default();
    let whole = compare(&a, &b, &options);
    let again = compare_article((&a, &"bridge".into()), (&b, &"bridge".into()), &options).unwrap();
    assert_eq!(again.differences, whole.articles[0].differences);
    assert_eq!(again.counts, whole.articles[0].counts);
}

/// Two reviewers' claims in one project, compared.
fn two_readers(amal: &[(&str, Claim)], jonas: &[(&str, Claim)]) -> Project {
    let marked = |claims: &[(&str, Claim)], by: &str| -> Vec<(String, Claim)> {
        let by_them = |(id, claim): &(&str, Claim)| {
            let mut claim = claim.clone();
            claim.marked_by = Some(by.into());
            (format!("{id}-{by}"), claim)
        };
        claims.iter().map(by_them).collect()
    };
    let mut all = marked(amal, "r-amal");
    all.extend(marked(jonas, "r-jonas"));
    project(
        &SPEAKERS,
        all.iter()
            .map(|(id, claim)| (id.as_str(), claim.clone()))
            .collect(),
    )
}

#[test]
fn to_settle_is_to_decide_on_both_originals_and_keeps_them() {
    use crate::model::ops::{Stamp, adjudication};
    let mine = [("c-1", said("the bridge is safe", "s-mayor", "said that"))];
    let theirs = [("c-1", said("that the bridge is safe", "s-mayor", "said that"))];
    let mut project = two_readers(&mine, &theirs);
    let at = |by: &str| ("bridge".into(), format!("c-1-{by}").as_str().into());
    let expected = [
        (settling::Outcome::First, Decision::Accepted, Decision::Rejected),
        (settling::Outcome::Second, Decision::Rejected, Decision::Accepted),
        (settling::Outcome::Both, Decision::Accepted, Decision::Accepted),
        (settling::Outcome::Neither, Decision::Rejected, Decision::Rejected),
    ];
    for (outcome, of_amal, of_jonas) in expected {
        let side = |by: &str| Side::from_reviewer(&project, by.into());
        let (a, b) = (side("r-amal"), side("r-jonas"));
        let compared = compare(&a, &b, &CompareOptions::default());
        let article = &compared.articles[0];
        let difference = &article.differences[0];
        assert_eq!(difference.kind, DifferenceKind::Extent);
        let decisions = settling::decisions((&a, &b), article, difference, outcome);
        assert_eq!(decisions, [(at("r-amal"), of_amal), (at("r-jonas"), of_jonas)]);
        let by = "r-zoe".into();
        assert!(!settling::is_settled((&a, &b), article, difference, &by));
        let stamp = Stamp {
            by: "r-zoe".into(),
            at: "2024-02-12T09:30:00Z".parse().unwrap(),
        };
        let (article, difference) = (article.clone(), difference.clone());
        let zoe = Reviewer {
            name: "Zoe".to_owned(),
        };
        project.apply(Edit::Reviewer("r-zoe".into(), Some(zoe))).unwrap();
        let (_, edit) = adjudication::settle(&project, &decisions, "because", &stamp).unwrap();
        let inverse = project.apply(edit).unwrap();
        let side = |by: &str| Side::from_reviewer(&project, by.into());
        assert!(settling::is_settled(
            (&side("r-amal"), &side("r-jonas")),
            &article,
            &difference,
            &by
        ));
        let (article_id, claim) = at("r-jonas");
        let review = &project
            .claim(&article_id, &claim)
            .unwrap()
            .reviews
            .get(&by)
            .unwrap();
        assert_eq!((review.decision, review.why.as_str()), (of_jonas, "because"));
        project.apply(inverse).unwrap();
    }
}

#[test]
fn differences_are_alike_in_their_cue_or_in_the_words_that_one_side_alone_covers() {
    let mine = [
        ("c-1", said("the bridge is safe", "s-mayor", "said that")),
        ("c-2", said("the tests were complete", "s-ann", "doubt that")),
        ("c-3", said("We tested it twice", "s-ann", "added")),
    ];
    let theirs = [
        ("c-1", said("that the bridge is safe", "s-mayor", "said that")),
        ("c-2", said("that the tests were complete", "s-ann", "doubt that")),
    ];
    let project = two_readers(&mine, &theirs);
    let side = |by: &str| Side::from_reviewer(&project, by.into());
    let (a, b) = (side("r-amal"), side("r-jonas"));
    let compared = compare(&a, &b, &CompareOptions::default());
    let article = &compared.articles[0];
    let likenesses: Vec<settling::Likeness> = article
        .differences
        .iter()
        .map(|difference| settling::likeness((&a, &b), article, difference).unwrap())
        .collect();
    let [first, alone, second] = likenesses.as_slice() else {
        panic!("{likenesses:?}");
    };
    assert_eq!(first, second);
    assert_eq!(
        (first.about.as_slice(), first.is_first.as_slice()),
        (&["that".to_owned()][..], &[false][..])
    );
    assert_eq!(
        (alone.kind, alone.about.as_slice()),
        (DifferenceKind::OnlyA, &["added".to_owned()][..])
    );
}
