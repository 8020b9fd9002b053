//! Articles, speakers and ratings that both sides added, changed or removed.

use super::*;

#[test]
fn an_article_that_both_added_is_one_and_two_of_one_id_are_two() {
    let other = "Quite another thing stands here, about taxes and what they are for.";
    let base = project(&[], []);
    let ours = project(
        &[],
        [
            ("bridge", article(TEXT, [("c-1", claim(TEXT, "The army"))])),
            ("news", article(TEXT.to_uppercase().as_str(), [])),
        ],
    );
    let theirs = project(
        &[],
        [
            (
                "bridge-of-theirs",
                article(TEXT, [("c-2", claim(TEXT, "the bridge is safe"))]),
            ),
            ("news", article(other, [("c-3", claim(other, "taxes"))])),
        ],
    );
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merged(Some(&base), one, other);
        let ids: Vec<&str> = merged.project.articles().keys().map(ArticleId::as_str).collect();
        assert_eq!(ids, ["bridge", "news", "news-2"]);
        let bridge = merged.project.article(&"bridge".into()).unwrap();
        assert_eq!(bridge.claims.len(), 2);
        assert!(found(&merged.project, "c-3").is_some());
        assert_eq!(merged.differences, []);
    }
}

#[test]
fn a_speaker_that_both_added_is_one_and_claims_name_it() {
    let said_by = |id: &str, words: &str| Claim {
        voice: Voice::attributed_to(id.into()),
        ..claim(TEXT, words)
    };
    let base = project(&[], [("bridge", article(TEXT, []))]);
    let side = |speaker: &str, id: &str, words: &str| {
        let article = article(TEXT, [(id, said_by(speaker, words))]);
        project(
            &[(speaker, Speaker::named("The mayor", 3))],
            [("bridge", article)],
        )
    };
    let merged = merged(
        Some(&base),
        &side("s-2", "c-1", "The army"),
        &side("s-1", "c-2", "the bridge is safe"),
    );
    assert_eq!(
        merged
            .project
            .speakers()
            .keys()
            .map(SpeakerId::as_str)
            .collect::<Vec<_>>(),
        ["s-1"]
    );
    assert!(
        merged
            .project
            .claims()
            .all(|(_, _, claim)| claim.voice.first_speaker() == Some(&"s-1".into()))
    );
    // Two of one id that share no name are two.
    let one = project(&[("s-1", Speaker::named("The mayor", 0))], []);
    let other = project(&[("s-1", Speaker::named("A minister", 0))], []);
    let both = self::merged(Some(&project(&[], [])), &one, &other).project;
    let names: Vec<&str> = both
        .speakers()
        .values()
        .map(|speaker| speaker.name.as_str())
        .collect();
    assert_eq!(names, ["A minister", "The mayor"]);
}

#[test]
fn what_one_removed_and_the_other_uses_stays() {
    let mayor = Speaker::named("The mayor", 0);
    let base = project(&[("s-1", mayor.clone())], [("bridge", article(TEXT, []))]);
    let mut removed = base.clone();
    let mut head = base.head().clone();
    head.scale.retain(|rating| rating.key != "false");
    for edit in [
        Edit::Speaker("s-1".into(), None),
        Edit::Reviewer("r-1".into(), None),
        Edit::Head(Box::new(head)),
    ] {
        removed.apply(edit).unwrap();
    }
    let verdict = Verdict {
        rating: "false".into(),
        by: "r-1".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        standing: Standing::Current,
    };
    let used = Claim {
        voice: Voice::attributed_to("s-1".into()),
        verdict: Some(verdict),
        ..claim(TEXT, "the bridge is safe")
    };
    let uses = project(&[("s-1", mayor)], [("bridge", article(TEXT, [("c-1", used)]))]);
    for (ours, theirs) in [(&removed, &uses), (&uses, &removed)] {
        let merged = merged(Some(&base), ours, theirs);
        assert!(merged.project.speaker(&"s-1".into()).is_some());
        assert!(merged.project.reviewers().contains_key(&"r-1".into()));
        assert!(
            merged
                .project
                .head()
                .scale
                .iter()
                .any(|rating| rating.key == "false")
        );
        assert!(
            crate::model::check(&merged.project)
                .iter()
                .all(|problem| !matches!(
                    problem.kind,
                    crate::model::ProblemKind::UnknownSpeaker(_)
                        | crate::model::ProblemKind::UnknownRating(_)
                ))
        );
    }
    let gone = merge(Some(&base), &base, &removed).project;
    assert_eq!(gone, removed, "what nobody uses goes");
    assert!(
        merge_without_articles(Some(&base), &base, &removed)
            .speaker(&"s-1".into())
            .is_some()
    );
}

#[test]
fn two_speakers_never_come_to_belong_to_each_other() {
    let of = |army: Option<&str>, state: Option<&str>| {
        let speaker = |name: &str, body: Option<&str>| Speaker {
            affiliation: body.map(Into::into),
            ..Speaker::named(name, 0)
        };
        project(
            &[
                ("s-army", speaker("Army", army)),
                ("s-state", speaker("State", state)),
            ],
            [],
        )
    };
    let merged = merged(
        Some(&of(None, None)),
        &of(Some("s-state"), None),
        &of(None, Some("s-army")),
    );
    let state = merged.project.speaker(&"s-state".into()).unwrap();
    assert_eq!(state.affiliation, None);
    let others: Vec<_> = state.differences.iter().map(|other| &other.theirs).collect();
    assert_eq!(others, [&SpeakerValue::Affiliation(Some("s-army".into()))]);
}

#[test]
fn ratings_are_merged_by_key_and_their_order_by_what_each_moved() {
    let scale = |keys: &[&str]| {
        let rating = |key: &&str| Rating {
            key: (*key).into(),
            label: (*key).into(),
        };
        let head = Head {
            scale: keys.iter().map(rating).collect(),
            ..Head::titled("t")
        };
        Project::new(head)
    };
    let order = |base: &[&str], ours: &[&str], theirs: &[&str]| -> (String, usize) {
        let merged = merged(Some(&scale(base)), &scale(ours), &scale(theirs));
        let keys = merged
            .project
            .head()
            .scale
            .iter()
            .map(|rating| rating.key.as_str());
        (keys.collect::<Vec<_>>().concat(), merged.differences.len())
    };
    assert_eq!(
        order(&["a", "b", "c"], &["a", "x", "b", "c"], &["a", "c", "y"]),
        ("axcy".into(), 0)
    );
    assert_eq!(
        order(&["a", "b", "c"], &["a", "b", "c"], &["c", "b", "a"]),
        ("cba".into(), 0)
    );
    assert_eq!(
        order(&["a", "b"], &["a", "b", "z"], &["a", "b", "y"]),
        ("abyz".into(), 0)
    );
    assert_eq!(
        order(&["a", "b", "c"], &["b", "a", "c"], &["a", "c", "b"]),
        ("bac".into(), 1)
    );
}

#[test]
fn claims_that_nobody_changed_are_not_copied() {
    let text = "word ".repeat(20_000);
    let anchor = |number: usize| Anchor::new(&text, Span::new(number * 5, number * 5 + 4)).unwrap();
    let id = |number: usize| ClaimId::from(format!("c-{number:06}"));
    let claims = (0..20_000).map(|number| {
        let claim = Claim {
            spans: vec![anchor(number)],
            ..Claim::default()
        };
        (id(number), claim)
    });
    let mut base = Article::new(Metadata::default(), text.as_str());
    base.claims = claims.collect();
    let change = |first: usize, note: &str| {
        let mut side = base.clone();
        for number in (first..20_000).step_by(200) {
            let mut claim = side.claims.get(&id(number)).unwrap().clone();
            claim.note = note.into();
            side.claims.insert(id(number), claim);
        }
        project(&[], [("long", side)])
    };
    let (ours, theirs) = (change(0, "ours"), change(7, "theirs"));
    let merged = merged(Some(&project(&[], [("long", base.clone())])), &ours, &theirs);
    assert_eq!(merged.summary.claims.changed, 100);
    let is_copied = |number: &usize| {
        let of = |project: &Project| std::ptr::from_ref(project.claim(&"long".into(), &id(*number)).unwrap());
        of(&ours) != of(&merged.project)
    };
    assert_eq!((0..20_000).filter(is_copied).count(), 100);
}
