//! What is offered as source and cue on the sample project, held against what its reviewers marked. The
//! rules themselves are tested in their room.

#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::collections::BTreeMap;
use std::path::Path;

use sayso::model::{Anchor, Article, Attribution, Claim, Project, SpeakerKind};
use sayso::store::{Access, open};
use sayso::suggest::offers;
use sayso::text::Span;

fn sample() -> Project {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks");
    let mut opened = open(&path, Access::Read).unwrap();
    opened.read_all_texts();
    opened.project
}

/// Every claim with the nearest link of its chain.
fn attributed(project: &Project) -> Vec<(&Article, &Claim, &Attribution)> {
    let articles = project.articles().values();
    let claims = articles.flat_map(|article| article.claims.values().map(move |claim| (article, claim)));
    claims
        .filter_map(|(article, claim)| Some((article, claim, claim.voice.chain().first()?)))
        .collect()
}

fn spans(anchors: &[Anchor]) -> Vec<Span> {
    anchors.iter().filter_map(Anchor::span).collect()
}

/// Whether what is offered overlaps what was marked; true where nothing was marked.
fn hits(offered: Option<Span>, marked: &[Anchor]) -> bool {
    marked.is_empty()
        || offered.is_some_and(|offered| spans(marked).iter().any(|span| span.overlaps(offered)))
}

#[test]
fn sources_and_cues_of_the_sample_are_offered_in_both_languages() {
    let project = sample();
    let mut wrong = Vec::new();
    let claims = attributed(&project);
    assert!(claims.len() > 30, "the sample was not found");
    for (article, claim, link) in &claims {
        let claim = spans(&claim.spans);
        let speaker = link.speakers.first().and_then(|id| project.speaker(id));
        let text = article.text.as_deref().unwrap_or_default();
        let offers = offers(text, &claim, speaker, project.speakers());
        let source = offers.source.map(|mention| mention.span);
        for (part, offered, marked) in [("source", source, &link.source), ("cue", offers.cue, &link.cue)] {
            if !hits(offered, marked) {
                let words = |span: Option<Span>| span.and_then(|span| span.slice(text)).unwrap_or("nothing");
                wrong.push(format!(
                    "{part} of '{}': '{}' is offered, '{}' was marked",
                    words(claim.first().copied()),
                    words(offered),
                    words(spans(marked).first().copied())
                ));
            }
        }
    }
    assert!(wrong.len() * 10 <= claims.len(), "{}", wrong.join("\n"));
}

/// The article that the sample is built on, in the words of its news agency; each attributed claim in brackets, with
/// the first speaker that has to be offered. 'Nobody' where the text does not say who describes.
const TALKS: &str = "\
The Iraqi army announced that [Baghdad and Washington held new talks on Sunday]. | Iraqi army
Iraqi army spokesman Major General Yahya Rasoul said [that the meetings will occur periodically]. | Yahya Rasoul
[Three soldiers were killed in an attack] that the United States said [was carried out by armed groups]. | United States
A statement issued by the armed forces said that [the committee resumed “its meetings on Sunday”]. | Statement issued by the armed forces
The Iraqi authorities say that [they want military cooperation as an alternative]. | Iraqi authorities
The coalition and the United States appear more cautious in indicating that [the talks may take time]. | Coalition
In announcing the resumption of the talks, the coalition said that [their aim was “to evaluate progress”]. | Coalition
[Most of these attacks] were claimed by the “Islamic Resistance in Iraq”, which includes fighters. | Islamic Resistance in Iraq
It includes fighters in [factions] described as [close to Iran]. | Nobody
The factions say that [their attacks come in solidarity with Gaza]. | Factions";

#[test]
fn the_first_speaker_offered_is_the_one_the_text_names() {
    for line in TALKS.lines() {
        let (sentence, expected) = line.split_once(" | ").unwrap();
        let text = sentence.replace(['[', ']'], "");
        let marks = sentence.match_indices(['[', ']']).enumerate();
        let ends: Vec<usize> = marks.map(|(before, (at, _))| at - before).collect();
        let claim: Vec<Span> = ends.chunks(2).map(|ends| Span::new(ends[0], ends[1])).collect();
        let offers = offers(&text, &claim, None, &BTreeMap::new());
        let speaker = offers
            .speakers
            .first()
            .map_or("Nobody", |mention| mention.name.as_str());
        assert_eq!(speaker, expected, "{sentence}");
    }
}

#[test]
fn the_first_speaker_offered_is_that_of_the_sample_for_nine_claims_in_ten() {
    let project = sample();
    let claims = attributed(&project);
    let named = claims.iter().filter(|(_, _, link)| {
        let kinds = link.speakers.iter().filter_map(|id| project.speaker(id));
        kinds.clone().count() > 0
            && kinds
                .into_iter()
                .all(|speaker| speaker.kind != SpeakerKind::Unnamed)
    });
    let (mut all, mut wrong) = (0, Vec::new());
    for (article, claim, link) in named {
        let text = article.text.as_deref().unwrap_or_default();
        let offers = offers(text, &spans(&claim.spans), None, project.speakers());
        let first = offers
            .speakers
            .first()
            .and_then(|mention| mention.speaker.clone());
        all += 1;
        if first.is_none_or(|first| !link.speakers.contains(&first)) {
            let words = offers
                .speakers
                .first()
                .map_or("nobody", |mention| mention.name.as_str());
            wrong.push(format!("{words} instead of {:?}", link.speakers));
        }
    }
    assert!(all > 25, "the sample was not found");
    assert!(
        wrong.len() * 10 <= all,
        "{} of {all}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
