//! What holds of every merge: two people work on one project, and nothing of either is lost; where both changed the same,
//! both versions are there, and either can be chosen.

use std::collections::BTreeSet;

use proptest::test_runner::Config;

use super::*;
use sayso::merge::{Merged, merge};
use sayso::model::ops::difference::{Choice, settle_all};
use sayso::model::{DifferencePlace, FieldKey, ProblemKind, ProjectFacts, Record};

/// As many cases as `PROPTEST_CASES` says, else 256.
fn some_cases() -> Config {
    Config {
        cases: Config::default().cases,
        ..cases(0)
    }
}

fn start() -> Project {
    let mut project = Project::new(Head::titled("start"));
    let article = || Some(Box::new(Article::new(Metadata::default(), TEXT)));
    for edit in [
        Edit::Reviewer("r-0".into(), Some(Reviewer { name: "Amal".into() })),
        Edit::Reviewer("r-1".into(), Some(Reviewer { name: "Ben".into() })),
        ops::speaker::add("s-a".into(), Speaker::named("The army", 0)).1,
        Edit::Article("a-0".into(), article()),
        Edit::Article("a-1".into(), article()),
    ] {
        project.apply(edit).unwrap();
    }
    project
}

/// What somebody makes of a project; what is refused is left out.
fn worked_on(project: &Project, acts: &[Act], first: u32) -> Project {
    let mut project = project.clone();
    for (number, act) in (first..).zip(acts) {
        if let Some(Ok((_, edit))) = edit_of(act, &project, number) {
            let _refused = project.apply(edit);
        }
    }
    project
}

/// The project with its decisions as they were recorded before they had fingerprints.
fn without_fingerprints(project: &Project) -> Project {
    let mut project = project.clone();
    for (article, id, claim) in project.clone().claims() {
        let mut old = claim.clone();
        let reviews = old.reviews.values_mut().map(|review| &mut review.standing);
        let verdict = old.verdict.iter_mut().map(|verdict| &mut verdict.standing);
        for standing in reviews.chain(verdict) {
            *standing = Standing::Unrecorded;
        }
        let at = (article.clone(), id.clone());
        project
            .apply(Edit::Claim(at.0, at.1, Some(Box::new(old))))
            .unwrap();
    }
    project
}

/// A project, and what two people made of it. Ids of new records are sometimes the same by chance.
fn three() -> impl Strategy<Value = [Project; 3]> {
    let acts = || vec(act(), 0..12);
    (acts(), acts(), acts(), any::<(bool, bool)>()).prop_map(|(before, ours, theirs, (meets, is_old))| {
        let mut base = worked_on(&start(), &before, 0);
        if is_old {
            base = without_fingerprints(&base);
        }
        let ours = worked_on(&base, &ours, 100);
        let theirs = worked_on(&base, &theirs, if meets { 100 } else { 200 });
        [base, ours, theirs]
    })
}

fn applied(project: &Project, merged: &Merged) -> Project {
    let mut applied = project.clone();
    let inverse = applied.apply(merged.edit.1.clone()).unwrap();
    let mut back = applied.clone();
    back.put_back(inverse).unwrap();
    assert_eq!(&back, project, "a merge that is undone");
    applied
}

fn settled(project: &Project, choice: Choice) -> Project {
    let mut settled = project.clone();
    settled.apply(settle_all(project, choice).1).unwrap();
    settled
}

/// What is referred to and is not there.
fn dangling(project: &Project) -> Vec<String> {
    let is_dangling = |kind: &ProblemKind| {
        matches!(
            kind,
            ProblemKind::UnknownSpeaker(_)
                | ProblemKind::UnknownReviewer(_)
                | ProblemKind::UnknownAffiliation { .. }
                | ProblemKind::UnknownRating(_)
        )
    };
    let kinds = check(project).into_iter().map(|problem| problem.kind);
    kinds
        .filter(is_dangling)
        .map(|kind| format!("{kind:?}"))
        .collect()
}

/// Whether there is a claim of this id, in whichever of the articles that two people added it stands.
fn has_claim(project: &Project, id: &ClaimId) -> bool {
    project
        .articles()
        .values()
        .any(|article| article.claims.contains_key(id))
}

/// The fingerprint of a claim with its speakers by what they are called: a speaker whom two people added is one.
fn by_name(project: &Project, claim: &Claim) -> ClaimFingerprint {
    let mut named = claim.clone();
    for id in claim.speakers() {
        if let Some(speaker) = project.speaker(id) {
            let name = format!("{:?} {}", speaker.kind, speaker.name);
            ops::speaker::rename_in(&mut named, id, &name.into());
        }
    }
    ClaimFingerprint::new(&named)
}

/// A review that is said to hold for a claim, although nobody who made it had that claim before them.
fn falsely_current<'a>(merged: &Project, claim: &'a Claim, sides: [&Project; 3]) -> Option<&'a Review> {
    let (now, now_by_name) = (ClaimFingerprint::new(claim), by_name(merged, claim));
    let is_made_on_it = |by: &ReviewerId, review: &Review| {
        let claims = sides
            .into_iter()
            .flat_map(|side| side.claims().map(move |(_, _, claim)| (side, claim)));
        let mut made = claims.filter_map(|(side, claim)| {
            let made = claim.reviews.get(by).filter(|made| made.at == review.at)?;
            Some((side, claim, &made.standing))
        });
        made.any(|(side, claim, standing)| {
            let on = standing.fingerprint(ClaimFingerprint::new(claim));
            on == Some(now) || (*standing == Standing::Current && by_name(side, claim) == now_by_name)
        })
    };
    let mut current = claim
        .reviews
        .iter()
        .filter(|(_, review)| review.standing == Standing::Current);
    current
        .find(|(by, review)| !is_made_on_it(by, review))
        .map(|(_, review)| review)
}

fn places(merged: &Merged) -> BTreeSet<DifferencePlace> {
    merged.project.differences().collect()
}

/// A project that can be compared with what the other person has: words in no particular order, and without the
/// differences that a speaker who is to go keeps while it is in use.
fn sorted(project: &Project) -> Project {
    let mut speakers = project.speakers().clone();
    for speaker in speakers.values_mut() {
        speaker.aliases.sort();
        let others = speaker.differences.iter();
        let others = others.filter(|other| other.theirs.key() != FieldKey::Presence);
        speaker.differences = others.cloned().collect();
    }
    let mut articles = project.articles().clone();
    for article in articles.values_mut() {
        article.metadata.credit.sort();
    }
    let (head, reviewers) = (project.head().clone(), project.reviewers().clone());
    Project::from_parts(head, reviewers, speakers, articles)
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn what_two_people_do_to_a_project_is_merged_without_loss([base, ours, theirs] in three()) {
        let merged = merge(Some(&base), &ours, &theirs);
        prop_assert_eq!(&applied(&ours, &merged), &merged.project);
        let before: BTreeSet<String> = [&base, &ours, &theirs].into_iter().flat_map(dangling).collect();
        let new = dangling(&merged.project).into_iter().find(|problem| !before.contains(problem));
        prop_assert_eq!(new, None, "the merge refers to what is not there");
        for (id, article) in merged.project.articles() {
            let text = article.text.as_deref().unwrap();
            let holds = |anchor: &Anchor| anchor.span().is_none() || anchor.holds_in(text);
            prop_assert!(article.anchors().all(holds), "{}", id);
        }
        for side in [&ours, &theirs] {
            // In another text a claim has another place, and nobody worked on it.
            let text = |project: &Project, id: &ArticleId| project.article(id).and_then(|article| article.text.clone());
            let is_in_old_text = |id: &ArticleId| base.article(id).is_none() || text(&base, id) == text(side, id);
            let gone = |(article, id, claim): &(&ArticleId, &ClaimId, &Claim)| {
                is_in_old_text(article) && base.claim(article, id) != Some(claim) && !has_claim(&merged.project, id)
            };
            prop_assert_eq!(side.claims().find(gone), None, "a claim that somebody worked on is lost");
        }

        for (article, id, claim) in merged.project.claims() {
            prop_assert_eq!(falsely_current(&merged.project, claim, [&base, &ours, &theirs]), None, "{}, {}", article, id);
        }

        let again = merge(Some(&base), &merged.project, &theirs);
        prop_assert_eq!(&again.project, &merged.project, "merged a second time");
        prop_assert!(again.edit.1.is_nothing() && again.differences.is_empty());
        let later = merge(Some(&theirs), &merged.project, &theirs);
        prop_assert_eq!(&later.project, &merged.project, "with theirs as the base");
        prop_assert!(later.edit.1.is_nothing());
    }

    #[test]
    fn what_one_person_alone_did_is_what_comes_out([base, ours, _] in three()) {
        for (before, one, other, expected) in [
            (Some(&base), &base, &ours, &ours),
            (Some(&base), &ours, &base, &ours),
            (Some(&base), &ours, &ours, &ours),
            (None, &ours, &ours, &ours),
        ] {
            let merged = merge(before, one, other);
            prop_assert_eq!(&merged.project, expected);
            prop_assert_eq!(merged.edit.1.is_nothing(), one == expected);
            prop_assert_eq!(&merged.differences, &Vec::new());
        }
    }

    #[test]
    fn whoever_merges_the_same_two_versions_are_there([base, ours, theirs] in three()) {
        let (one, other) = (merge(Some(&base), &ours, &theirs), merge(Some(&base), &theirs, &ours));
        prop_assert_eq!(places(&one), places(&other));
        prop_assert!(one.project.claims().map(|(a, c, _)| (a, c)).eq(other.project.claims().map(|(a, c, _)| (a, c))));
        prop_assert!(one.project.speakers().keys().eq(other.project.speakers().keys()));
        // Claims that stand in the one text or the other are not the same claims.
        let has_two_texts = |at: &DifferencePlace| matches!(at, DifferencePlace::Article(_, FieldKey::Text));
        if !places(&one).iter().any(has_two_texts) {
            for (mine, theirs) in [(Choice::Mine, Choice::Theirs(0)), (Choice::Theirs(0), Choice::Mine)] {
                prop_assert_eq!(sorted(&settled(&one.project, mine)), sorted(&settled(&other.project, theirs)));
            }
        }
    }

    #[test]
    fn without_a_base_everything_of_both_is_there([_, ours, theirs] in three()) {
        let merged = merge(None, &ours, &theirs);
        prop_assert_eq!(&applied(&ours, &merged), &merged.project);
        for side in [&ours, &theirs] {
            let lost = side.claims().find(|(_, id, _)| !has_claim(&merged.project, id));
            prop_assert_eq!(lost, None);
            prop_assert!(side.speakers().len() <= merged.project.speakers().len());
        }
        let again = merge(None, &merged.project, &theirs);
        prop_assert_eq!(&again.project, &merged.project);
        prop_assert!(again.edit.1.is_nothing());
    }

    #[test]
    fn a_merged_project_can_be_written_and_read([base, ours, theirs] in three()) {
        let project = merge(Some(&base), &ours, &theirs).project;
        let path = Path::new("a.ron");
        for article in project.articles().values() {
            let bytes = format::write_article(path, article, None).unwrap().unwrap();
            let read = format::read_article(path, &bytes).unwrap();
            prop_assert_eq!(read.newer, None);
            let again = format::write_article(path, &read.parts.article, None).unwrap().unwrap();
            prop_assert!(again == bytes, "written without its text, the article is not the same");
            let mut again = read.parts.article;
            again.read(article.text.clone().unwrap());
            // Words that are lost in one text may be found in it when it is read.
            let has_other_marks = |claim: &Claim| {
                let others = claim.differences.iter().map(|other| &other.theirs);
                others.into_iter().any(|value| matches!(value, ClaimValue::Spans(_) | ClaimValue::Voice(_)))
            };
            if !article.claims.values().any(|claim| claim.is_orphaned() || has_other_marks(claim)) {
                prop_assert_eq!(&again, article);
            }
        }
        let bytes = format::write_project(path, project.head(), project.reviewers(), project.speakers());
        let read = format::read_project(path, &bytes.unwrap()).unwrap().parts;
        prop_assert_eq!(&read.head, project.head());
        prop_assert_eq!(&read.speakers, project.speakers());
        prop_assert_eq!(&read.reviewers, project.reviewers());
    }

    /// Broken files can come from anywhere.
    #[test]
    fn a_merge_never_fails_whatever_is_in_the_projects(base in option::of(project()), ours in project(), theirs in project()) {
        let merged = merge(base.as_ref(), &ours, &theirs);
        let mut applied = ours.clone();
        let inverse = applied.put_back(merged.edit.1).unwrap();
        prop_assert_eq!(&applied, &merged.project);
        applied.put_back(inverse).unwrap();
        prop_assert_eq!(&applied, &ours);
    }
}

/// Who changes a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Nobody,
    Ours,
    Theirs,
    BothAlike,
    Both,
}

fn who() -> impl Strategy<Value = Who> {
    select(vec![
        Who::Nobody,
        Who::Ours,
        Who::Theirs,
        Who::BothAlike,
        Who::Both,
    ])
}

/// What is done to the fields of each claim, speaker and article, to those of the project, and which claims go.
#[derive(Clone, Debug)]
struct Plan {
    claims: Vec<[Who; 7]>,
    speakers: Vec<[Who; 5]>,
    articles: Vec<[Who; 4]>,
    project: [Who; 4],
    /// Whether ours removes the claim, and whether the other side changes it.
    removed: Vec<(bool, bool)>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let whos = || (who(), who(), who(), who(), who(), who(), who());
    let seven = move || whos().prop_map(|(a, b, c, d, e, f, g)| [a, b, c, d, e, f, g]);
    let five = move || seven().prop_map(|[a, b, c, d, e, ..]| [a, b, c, d, e]);
    let four = move || seven().prop_map(|[a, b, c, d, ..]| [a, b, c, d]);
    (
        vec(seven(), 0..5),
        vec(five(), 0..4),
        vec(four(), 1..3),
        four(),
        vec(any::<(bool, bool)>(), 0..4),
    )
        .prop_map(|(claims, speakers, articles, project, removed)| Plan {
            claims,
            speakers,
            articles,
            project,
            removed,
        })
}

fn at(number: usize) -> Timestamp {
    Timestamp::from_second(i64::try_from(number).unwrap()).unwrap()
}

/// The value that a field has in the base (0), in ours (1), in theirs (2).
fn claim_value(field: usize, number: usize) -> ClaimValue {
    let span = [Span::new(3, 12), Span::new(3, 5), Span::new(6, 12)][number];
    match field {
        0 => ClaimValue::Note(format!("note {number}")),
        1 => ClaimValue::Quotation([None, Some(Quotation::Direct), Some(Quotation::Mixed)][number]),
        2 => ClaimValue::Verdict((number > 0).then(|| Verdict {
            rating: ["true", "false", "unproven"][number].into(),
            by: "r-0".into(),
            at: at(number),
            standing: Standing::Current,
        })),
        3 => {
            let review = Review {
                decision: Decision::Accepted,
                at: at(number),
                why: format!("why {number}"),
                standing: Standing::Current,
            };
            ClaimValue::Review("r-1".into(), Some(review))
        }
        4 => {
            let evidence = Evidence {
                title: format!("evidence {number}"),
                ..Evidence::default()
            };
            ClaimValue::Evidence("e-1".into(), (number > 0).then_some(evidence))
        }
        5 => ClaimValue::Spans(vec![Anchor::new(TEXT, span).unwrap()]),
        _ => ClaimValue::Voice(Voice::attributed_to(format!("s-{number}").into())),
    }
}

fn speaker_value(field: usize, number: usize) -> SpeakerValue {
    match field {
        0 => SpeakerValue::Name(format!("name {number}")),
        1 => SpeakerValue::Role((number > 0).then(|| format!("role {number}"))),
        2 => SpeakerValue::Wikidata(Some(format!("Q{number}"))),
        3 => SpeakerValue::Kind(SpeakerKind::ALL[number]),
        _ => SpeakerValue::Affiliation((number > 0).then(|| format!("s-{}", number - 1).into())),
    }
}

fn article_value(field: usize, number: usize) -> ArticleValue {
    match field {
        0 => ArticleValue::Title(format!("title {number}")),
        1 => ArticleValue::Url((number > 0).then(|| format!("https://example.org/{number}"))),
        2 => ArticleValue::Published(Some(jiff::civil::date(2024, 2, number as i8 + 1))),
        _ => ArticleValue::Done((number > 0).then(|| Done {
            by: "r-0".into(),
            at: at(number),
        })),
    }
}

fn project_value(field: usize, number: usize) -> ProjectValue {
    match field {
        0 => ProjectValue::Title(format!("title {number}")),
        1 => ProjectValue::Guidelines(format!("guidelines {number}")),
        2 => ProjectValue::Rating("true".into(), Some(format!("label {number}"))),
        _ => {
            let name = format!("name {number}");
            ProjectValue::Reviewer("r-0".into(), Some(Reviewer { name }))
        }
    }
}

/// The numbers of the values of a field on each side.
fn numbers(who: Who) -> [usize; 3] {
    match who {
        Who::Nobody => [0, 0, 0],
        Who::Ours => [0, 1, 0],
        Who::Theirs => [0, 0, 2],
        Who::BothAlike => [0, 1, 1],
        Who::Both => [0, 1, 2],
    }
}

fn put<R: Record>(record: &mut R, whos: &[Who], side: usize, value: impl Fn(usize, usize) -> R::Value) {
    for (field, who) in whos.iter().enumerate() {
        record.set(value(field, numbers(*who)[side]));
    }
}

fn planned_claim(whos: &[Who], side: usize) -> Claim {
    let [before, mut claim] = [0, side].map(|side| {
        let mut claim = Claim::default();
        put(&mut claim, whos, side, claim_value);
        claim
    });
    claim.follow_decisions(&before);
    claim
}

/// A value without how a decision stands, which the rest of its claim tells.
fn said(value: Option<ClaimValue>) -> Option<ClaimValue> {
    let mut value = value?;
    match &mut value {
        ClaimValue::Review(_, Some(review)) => review.standing = Standing::Current,
        ClaimValue::Verdict(Some(verdict)) => verdict.standing = Standing::Current,
        _ => {}
    }
    Some(value)
}

fn planned(plan: &Plan, side: usize) -> Project {
    let mut articles = BTreeMap::new();
    for (number, whos) in plan.articles.iter().enumerate() {
        let mut article = Article::new(Metadata::default(), TEXT);
        put(&mut article, whos, side, article_value);
        articles.insert(ArticleId::from(format!("a-{number}")), article);
    }
    let article = articles.get_mut(&ArticleId::from("a-0")).unwrap();
    for (number, whos) in plan.claims.iter().enumerate() {
        let claim = planned_claim(whos, side);
        article.claims.insert(format!("c-{number}").into(), claim);
    }
    for (number, (by_us, is_changed)) in plan.removed.iter().enumerate() {
        let is_gone = side == if *by_us { 1 } else { 2 };
        let changes = *is_changed && side == if *by_us { 2 } else { 1 };
        let claim = planned_claim(&[if changes { Who::Both } else { Who::Nobody }; 7], side);
        if !is_gone {
            article.claims.insert(format!("d-{number}").into(), claim);
        }
    }
    let mut speakers = BTreeMap::new();
    for number in 0..3 {
        speakers.insert(
            format!("s-{number}").into(),
            Speaker::named(format!("body {number}"), number),
        );
    }
    for (number, whos) in plan.speakers.iter().enumerate() {
        let mut speaker = Speaker::named("x", number);
        put(&mut speaker, whos, side, speaker_value);
        speakers.insert(format!("t-{number}").into(), speaker);
    }
    let reviewers = ["r-0", "r-1"].map(|id| (id.into(), Reviewer { name: id.into() }));
    let mut project = Project::from_parts(Head::titled("t"), reviewers.into(), speakers, articles);
    let mut facts = ProjectFacts::new(&project);
    put(&mut facts, &plan.project, side, project_value);
    for (id, reviewer) in &facts.reviewers {
        project
            .apply(Edit::Reviewer(id.clone(), Some(reviewer.clone())))
            .unwrap();
    }
    project.apply(Edit::Head(Box::new(facts.head()))).unwrap();
    project
}

/// Where both sides changed something differently, as it was planned.
fn expected(plan: &Plan) -> BTreeSet<DifferencePlace> {
    fn both<R: FnMut(usize) -> DifferencePlace>(
        whos: &[Who],
        place: R,
    ) -> impl Iterator<Item = DifferencePlace> {
        let both: Vec<usize> = (0..whos.len())
            .filter(|field| whos[*field] == Who::Both)
            .collect();
        both.into_iter().map(place)
    }
    let mut expected: BTreeSet<_> = both(&plan.project, |field| {
        DifferencePlace::Project(project_value(field, 0).key())
    })
    .collect();
    for (number, whos) in plan.speakers.iter().enumerate() {
        let id = SpeakerId::from(format!("t-{number}"));
        expected.extend(both(whos, |field| {
            DifferencePlace::Speaker(id.clone(), speaker_value(field, 0).key())
        }));
    }
    for (number, whos) in plan.articles.iter().enumerate() {
        let id = ArticleId::from(format!("a-{number}"));
        expected.extend(both(whos, |field| {
            DifferencePlace::Article(id.clone(), article_value(field, 0).key())
        }));
    }
    for (number, whos) in plan.claims.iter().enumerate() {
        let id = ClaimId::from(format!("c-{number}"));
        expected.extend(both(whos, |field| {
            DifferencePlace::Claim("a-0".into(), id.clone(), claim_value(field, 0).key())
        }));
    }
    for (number, _) in plan
        .removed
        .iter()
        .enumerate()
        .filter(|(_, (_, is_changed))| *is_changed)
    {
        let id = format!("d-{number}").into();
        expected.insert(DifferencePlace::Claim("a-0".into(), id, FieldKey::Presence));
    }
    expected
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn planted_differences_are_found_and_settled_either_way(plan in plan()) {
        let [base, ours, theirs] = [0, 1, 2].map(|side| planned(&plan, side));
        let merged = merge(Some(&base), &ours, &theirs);
        let expected = expected(&plan);
        prop_assert_eq!(&merged.differences.iter().cloned().collect::<BTreeSet<_>>(), &expected);
        prop_assert_eq!(&applied(&ours, &merged), &merged.project);
        let problems = check(&merged.project);
        let told = problems.iter().filter(|problem| matches!(problem.kind, ProblemKind::Difference { .. }));
        prop_assert_eq!(told.count(), expected.len());

        for (choice, side) in [(Choice::Mine, &ours), (Choice::Theirs(0), &theirs)] {
            let chosen = settled(&merged.project, choice);
            prop_assert_eq!(chosen.differences().next(), None);
            for place in &expected {
                match place {
                    DifferencePlace::Project(key) => {
                        prop_assert_eq!(ProjectFacts::new(&chosen).value(key), ProjectFacts::new(side).value(key));
                    }
                    DifferencePlace::Speaker(id, key) => {
                        let value = |project: &Project| project.speaker(id).unwrap().value(key);
                        prop_assert_eq!(value(&chosen), value(side));
                    }
                    DifferencePlace::Article(id, key) => {
                        let value = |project: &Project| project.article(id).unwrap().value(key);
                        prop_assert_eq!(value(&chosen), value(side));
                    }
                    DifferencePlace::Claim(article, id, FieldKey::Presence) => {
                        prop_assert_eq!(chosen.claim(article, id), side.claim(article, id));
                    }
                    DifferencePlace::Claim(article, id, key) => {
                        let value = |project: &Project| said(project.claim(article, id).unwrap().value(key));
                        prop_assert_eq!(value(&chosen), value(side));
                    }
                }
            }
        }
    }

    #[test]
    fn two_people_on_different_claims_lose_nothing_and_differ_nowhere(
        owners in vec(any::<bool>(), 1..12),
        acts in vec((any::<Index>(), 0..7_usize, any::<bool>()), 0..24),
        new in (0..4_usize, 0..4_usize),
    ) {
        let nobody = vec![[Who::Nobody; 7]; owners.len()];
        let plan = Plan {
            claims: nobody,
            speakers: Vec::new(),
            articles: vec![[Who::Nobody; 4]],
            project: [Who::Nobody; 4],
            removed: Vec::new(),
        };
        let base = planned(&plan, 0);
        let mut sides = [base.clone(), base.clone()];
        let put = |project: &mut Project, id: &ClaimId, claim: Option<Claim>| {
            project.apply(Edit::Claim("a-0".into(), id.clone(), claim.map(Box::new))).unwrap();
        };
        for (index, field, removes) in acts {
            let number = index.index(owners.len());
            let id = ClaimId::from(format!("c-{number}"));
            let side = &mut sides[usize::from(owners[number])];
            let Some(mut claim) = side.claim(&"a-0".into(), &id).cloned() else { continue };
            let before = claim.clone();
            claim.set(claim_value(field, 1));
            claim.follow_decisions(&before);
            claim.tags = vec![format!("tag {field}")];
            put(side, &id, (!(removes && field == 0)).then_some(claim));
        }
        for (side, count) in sides.iter_mut().zip([new.0, new.1]) {
            let name = if count % 2 == 0 { "x" } else { "y" };
            for number in 0..count {
                let mut claim = Claim::default();
                claim.set(claim_value(5, number % 3));
                let id = format!("{name}-{count}-{number}").into();
                if side.claim(&"a-0".into(), &id).is_none() {
                    put(side, &id, Some(claim));
                }
            }
        }
        let [ours, theirs] = sides;
        let merged = merge(Some(&base), &ours, &theirs);
        prop_assert_eq!(&merged.differences, &Vec::new());
        for (number, is_theirs) in owners.iter().enumerate() {
            let id = ClaimId::from(format!("c-{number}"));
            let owner = if *is_theirs { &theirs } else { &ours };
            prop_assert_eq!(merged.project.claim(&"a-0".into(), &id), owner.claim(&"a-0".into(), &id));
        }
        for (article, id, claim) in ours.claims().chain(theirs.claims()) {
            if base.claim(article, id).is_none() {
                prop_assert_eq!(merged.project.claim(article, id), Some(claim));
            }
        }
    }
}
