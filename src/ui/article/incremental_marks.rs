//! Brings marks up to date where some claims of an article have changed: the others keep their
//! marks, and only what overlaps the changed ones is laid into lanes anew. What a mark is, and how
//! all of them are made, is `marks`'s business.

use std::collections::BTreeSet;

use super::marks::{Lanes, Marks, Shown, shown_of};
use crate::model::{Anchor, Article, Claim, ClaimId, Project};
use crate::text::Span;

/// With more changes than this all marks are made anew.
const MAX_CHANGES: usize = 64;
/// The same when the changes meet more claims than this.
const MET: usize = 1000;

/// Brings marks to what they would be if they were made anew of this article.
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

/// Whether the speakers that are still there have the colours that they had. Both lists are in
/// order, so they are walked side by side.
fn colors_hold(marks: &Marks, project: &Project) -> bool {
    let mut known = marks.colors.iter().peekable();
    project.speakers().iter().all(|(id, speaker)| {
        while known.next_if(|(known, _)| *known < id).is_some() {}
        let color = known.next_if(|(known, _)| *known == id);
        color.is_none_or(|(_, color)| *color == speaker.color)
    })
}

/// The claims that have changed, as they were and as they are; `None` where there are too many.
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

/// Mends the marks; returns whether that was worth while.
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
    let mut anew: Vec<Shown> = met
        .difference(&gone)
        .filter_map(|at| marks.claims.get(*at))
        .cloned()
        .collect();
    let mut come: Vec<Shown> = changed
        .iter()
        .filter_map(|(id, _, now)| shown_of(project, id, (*now)?))
        .collect();
    come.sort_by(Shown::cmp_place);
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
    anew.sort_by(Shown::cmp_place);
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

/// The claims that these stretches meet, those that these meet in turn, and so on; `None` where
/// they are too many. Lanes of all others do not depend on these.
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

/// Takes claims away and puts others in, in order; returns the new place of each old one that stays.
fn replace(claims: &mut Vec<Shown>, gone: &BTreeSet<usize>, come: &[Shown]) -> Vec<usize> {
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

    /// A claim with a piece, perhaps a second one, a source and a cue.
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
