//! Decisions that are merged: current only on the claim that they were made on.

use super::*;

#[test]
fn a_decision_is_current_only_on_the_claim_that_it_was_made_on() {
    let base = claim(TEXT, "the bridge is safe");
    let longer = |before: &Claim| {
        changed(before, |it| {
            it.spans = claim(TEXT, "The mayor said the bridge is safe").spans;
        })
    };
    let by_mayor = |before: &Claim| changed(before, |it| it.voice = Voice::attributed_to("s-1".into()));
    let decided = decided_on(base.clone(), 0);
    let both = by_mayor(&longer(&base));
    let bridge = |claim: &Claim| {
        project(
            &[("s-1", Speaker::named("The mayor", 0))],
            [("bridge", article(TEXT, [("c-1", claim.clone())]))],
        )
    };
    for (before, one, other, was) in [
        // One decided, the other changed the words.
        (&base, &decided, &longer(&base), Some(&base)),
        // Both had the decision, and each changed something else.
        (&decided, &longer(&decided), &by_mayor(&decided), Some(&base)),
        // One decided on the words that the other left, the other gave them to a speaker.
        (
            &base,
            &decided_on(longer(&base), 1),
            &by_mayor(&base),
            Some(&longer(&base)),
        ),
        // One decided anew on what it had made of the claim.
        (&decided, &decided_on(longer(&base), 1), &decided, None),
        // One decided on the claim as both made it.
        (&base, &decided_on(both.clone(), 1), &by_mayor(&base), None),
        (
            &decided,
            &decided,
            &changed(&decided, |it| it.note = "note".into()),
            None,
        ),
    ] {
        for (ours, theirs) in [(one, other), (other, one)] {
            let merged = merged(Some(&bridge(before)), &bridge(ours), &bridge(theirs)).project;
            let expected = was.map_or(Standing::Current, |was| {
                Standing::Stale(Box::new(Basis::new(was)))
            });
            let claim = found(&merged, "c-1").unwrap();
            assert_eq!(standings(claim), [&expected, &expected], "{ours:?}\n{theirs:?}");
        }
    }
}

#[test]
fn a_decision_in_a_difference_is_current_when_its_claim_is_chosen() {
    let base = claim(TEXT, "the bridge is safe");
    let one = decided_on(claim(TEXT, "The mayor said the bridge is safe"), 1);
    let other = decided_on(claim(TEXT, "the bridge"), 2);
    let merged = merged(
        Some(&in_bridge([("c-1", base)])),
        &in_bridge([("c-1", one.clone())]),
        &in_bridge([("c-1", other.clone())]),
    );
    let review = DifferencePlace::Claim("bridge".into(), "c-1".into(), FieldKey::Review("r-1".into()));
    assert!(merged.differences.contains(&review));
    for (choice, chosen) in [(Choice::Mine, one), (Choice::Theirs(0), other)] {
        let mut project = merged.project.clone();
        project.apply(settle_all(&project, choice).1).unwrap();
        assert_eq!(found(&project, "c-1"), Some(&chosen));
    }
}
