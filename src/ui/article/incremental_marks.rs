//! Updates marks after some claims have changed: only marks that overlap the changed ones get new lanes.

use std::collections::BTreeSet;

use super::marks::{Lanes, Marks, ShownClaim, shown_claim};
use crate::model::{Anchor, Article, Claim, ClaimId, Project};
use crate::text::Span;

/// With more changes than this all marks are rebuilt.
const MAX_CHANGES: usize = 64;
/// The same if the changes overlap more claims than this.
const MET: usize = 1000;

/// Makes marks equal to `Marks::new` of this article.
pub(super) fn update(marks: &mut Marks, project: &Project, article: &Article) {
    let changed = if colors_hold(marks, project) {
        changed(marks, article)
    } else {
        None
    };
    let mended = changed.is_some_and(|changed| changed.is_empty() || mend(marks, project, article, &changed));
    if !mended {
        *marks = Marks::new(project, article);
    }
    // Speakers may have come who are named in what was just mended.
    marks.know(project, article);
}

/// Whether remaining speakers have kept their colours. Both lists are sorted.
fn colors_hold(marks: &Marks, project: &Project) -> bool {
    let mut known = marks.colors.iter().peekable();
    project.speakers().iter().all(|(id, speaker)| {
        while known.next_if(|(known, _)| *known < id).is_some() {}
        let color = known.next_if(|(known, _)| *known == id);
        color.is_none_or(|(_, color)| *color == speaker.color)
    })
}

/// The changed claims before and after; `None` if there are too many.
fn changed<'a>(marks: &Marks, article: &'a Article) -> Option<Vec<(ClaimId, Claim, Option<&'a Claim>)>> {
    let mut changed = Vec::new();
    for change in marks.of.changes(&article.claims) {
        if changed.len() == MAX_CHANGES {
            return None;
        }
        let before = change.before.cloned().unwrap_or_default();
        changed.push((change.id.clone(), before, article.claims.get(change.id)));
    }
    Some(changed)
}

/// Updates the marks; `false` if rebuilding is cheaper.
fn mend(
    marks: &mut Marks,
    project: &Project,
    article: &Article,
    changed: &[(ClaimId, Claim, Option<&Claim>)],
) -> bool {
    let gone: BTreeSet<usize> = changed
        .iter()
        .filter_map(|(id, before, _)| marks.index_of(id, before))
        .collect();
    let mut spans: Vec<Span> = gone
        .iter()
        .flat_map(|claim| marks.marks_of(*claim))
        .map(|mark| mark.span)
        .collect();
    let now = changed.iter().filter_map(|(_, _, now)| *now);
    spans.extend(now.flat_map(Claim::anchors).filter_map(Anchor::span));
    let Some(met) = met(marks, spans) else {
        return false;
    };

    // Those that stay but take lanes anew, by what they are found by after the claims have moved.
    let mut anew: Vec<ShownClaim> = met
        .difference(&gone)
        .filter_map(|at| marks.claims.get(*at))
        .cloned()
        .collect();
    let mut come: Vec<ShownClaim> = changed
        .iter()
        .filter_map(|(id, _, now)| shown_claim(project, id, (*now)?))
        .collect();
    come.sort_by(ShownClaim::cmp_place);
    let places = replace(&mut marks.claims, &gone, &come);

    let mut stays = vec![true; places.len()];
    for claim in met.iter().chain(&gone) {
        if let Some(stays) = stays.get_mut(*claim) {
            *stays = false;
        }
    }
    marks.all.retain_mut(|mark| {
        let old = mark.claim;
        mark.claim = places.get(old).copied().unwrap_or(old);
        stays.get(old).is_some_and(|stays| *stays)
    });
    anew.append(&mut come);
    anew.sort_by(ShownClaim::cmp_place);
    let mut lanes = Lanes::default();
    for shown in &anew {
        let place = marks.claims.binary_search_by(|other| other.cmp_place(shown));
        if let (Ok(index), Some(claim)) = (place, article.claims.get(&shown.id)) {
            marks.push_claim(&mut lanes, project, (index, shown.hue), claim);
        }
    }
    for (id, _, now) in changed {
        let place = marks.lost.binary_search(id);
        match (place, now.is_some_and(Claim::is_orphaned)) {
            (Err(place), true) => marks.lost.insert(place, id.clone()),
            (Ok(place), false) => drop(marks.lost.remove(place)),
            _ => {}
        }
    }
    marks.file();
    true
}

/// The claims that overlap these spans, directly or through others; `None` if there are too many. Other claims' lanes
/// do not depend on these.
fn met(marks: &Marks, mut spans: Vec<Span>) -> Option<BTreeSet<usize>> {
    let mut met = BTreeSet::new();
    while let Some(span) = spans.pop() {
        for (_, mark) in marks.within(span) {
            if met.insert(mark.claim) {
                spans.extend(marks.marks_of(mark.claim).map(|mark| mark.span));
            }
        }
        if met.len() > MET {
            return None;
        }
    }
    Some(met)
}

/// Removes and inserts claims, in order; returns the new index of each old one that stays.
fn replace(claims: &mut Vec<ShownClaim>, gone: &BTreeSet<usize>, come: &[ShownClaim]) -> Vec<usize> {
    let mut places = Vec::with_capacity(claims.len());
    let mut come = come.iter().peekable();
    let mut replaced = Vec::with_capacity(claims.len() + come.len());
    for (at, claim) in claims.drain(..).enumerate() {
        if gone.contains(&at) {
            places.push(usize::MAX);
            continue;
        }
        while let Some(next) = come.next_if(|next| next.cmp_place(&claim).is_lt()) {
            replaced.push(next.clone());
        }
        places.push(replaced.len());
        replaced.push(claim);
    }
    replaced.extend(come.cloned());
    *claims = replaced;
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{ArticleId, Attribution, Edit, Head, Metadata, Speaker, Voice};

    const WORDS: usize = 60;

    fn text() -> String {
        "word ".repeat(WORDS)
    }

    fn anchor(at: usize, words: usize) -> Anchor {
        let end = (at + words).min(WORDS) * 5 - 1;
        Anchor::new(&text(), Span::new(at * 5, end)).unwrap()
    }

    /// A claim with one or two spans, perhaps a source and a cue.
    fn claim() -> impl Strategy<Value = Claim> {
        let stretch = || (0..WORDS, 1..8_usize);
        let voice = prop_oneof![
            Just(None),
            (
                0..3_usize,
                prop::option::of(stretch()),
                prop::option::of(stretch())
            )
                .prop_map(Some)
        ];
        (0..20_usize, 1..10_usize, any::<bool>(), voice).prop_map(|(at, words, split, voice)| {
            let mut spans = vec![anchor(at, words)];
            spans.extend(split.then(|| anchor(at + words + 15, words)));
            let anchors = |stretch: Option<(usize, usize)>| {
                stretch.map(|(at, words)| anchor(at, words)).into_iter().collect()
            };
            let link = voice.map(|(speaker, source, cue)| Attribution {
                speakers: vec![format!("s-{speaker}").into()],
                source: anchors(source),
                cue: anchors(cue),
                ..Attribution::default()
            });
            Claim {
                spans,
                voice: link.map_or(Voice::Article, |link| Voice::Attributed(vec![link])),
                ..Claim::default()
            }
        })
    }

    fn steps() -> impl Strategy<Value = Vec<Vec<(u8, Option<Claim>)>>> {
        let step = (0..12_u8, prop::option::weighted(0.8, claim()));
        prop::collection::vec(prop::collection::vec(step, 1..5), 1..12)
    }

    proptest! {
        #[test]
        fn what_is_mended_is_as_if_made_anew(steps in steps()) {
            let id = ArticleId::from("talks");
            let mut project = Project::new(Head::titled("Talks"));
            for color in 0..3_usize {
                let speaker = Some(Box::new(Speaker::named("She", color)));
                project.apply(Edit::Speaker(format!("s-{color}").into(), speaker)).unwrap();
            }
            let article = Article::new(Metadata::default(), text());
            project.apply(Edit::Article(id.clone(), Some(Box::new(article)))).unwrap();
            let mut mended = Marks::default();
            for step in steps {
                for (number, claim) in step {
                    let claim = claim.map(Box::new);
                    project.apply(Edit::Claim(id.clone(), format!("c-{number}").into(), claim)).unwrap();
                }
                let article = project.article(&id).unwrap();
                update(&mut mended, &project, article);
                let anew = Marks::new(&project, article);
                prop_assert_eq!(&mended.claims, &anew.claims);
                prop_assert_eq!(&mended.all, &anew.all);
                for claim in 0..anew.claims.len() {
                    prop_assert!(mended.marks_of(claim).eq(anew.marks_of(claim)));
                }
            }
        }
    }

    #[test]
    fn a_speaker_in_another_colour_recolours_the_claims() {
        let id = ArticleId::from("talks");
        let mut project = Project::new(Head::titled("Talks"));
        let color = |color| Edit::Speaker("s".into(), Some(Box::new(Speaker::named("She", color))));
        project.apply(color(0)).unwrap();
        let mut article = Article::new(Metadata::default(), text());
        let claim = Claim {
            voice: Voice::attributed_to("s".into()),
            ..Claim::new(&text(), Span::new(0, 4)).unwrap()
        };
        article.claims.insert("c".into(), claim);
        project
            .apply(Edit::Article(id.clone(), Some(Box::new(article))))
            .unwrap();
        let mut marks = Marks::default();
        for number in [0, 3] {
            project.apply(color(number)).unwrap();
            update(&mut marks, &project, project.article(&id).unwrap());
            let article = project.article(&id).unwrap();
            assert_eq!(marks.all, Marks::new(&project, article).all);
        }
    }
}
