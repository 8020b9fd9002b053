//! What is offered as source and cue on the sample project, held against what its reviewers marked. The
//! rules themselves are tested in their room.

#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::path::Path;

use sayso::model::{Anchor, Article, Attribution, Claim, Project};
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
