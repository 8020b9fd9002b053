//! The chain of a claim read back as a sentence.

use crate::model::{Attribution, Claim, Polarity, Project, Quotation, Voice};
use crate::ui::article::shortened;

/// How many characters of the claim the sentence quotes.
const MAX_QUOTED_CHARS: usize = 60;

/// 'Yahya Rasoul (Iraqi army spokesman) said (“said that”), partly quoted: both…'. `None` for an unattributed claim.
pub(super) fn sentence(project: &Project, claim: &Claim, text: &str) -> Option<String> {
    let words = isolated(&shortened(&claim.words(), MAX_QUOTED_CHARS));
    Some(match &claim.voice {
        Voice::ToBeAttributed => return None,
        Voice::Article => fl!("read-back-article", words = words),
        Voice::Attributed(chain) => {
            let said = said(project, chain);
            match claim.quotation_in(text) {
                Quotation::Direct => fl!("read-back-quoted", said = said, words = words),
                Quotation::Mixed => fl!("read-back-partly-quoted", said = said, words = words),
                Quotation::Indirect => fl!("read-back-reported", said = said, words = words),
            }
        }
    })
}

/// The links from the furthest on: 'United States said that Army denied in Statement'.
fn said(project: &Project, chain: &[Attribution]) -> String {
    let mut sentence: Option<String> = None;
    let mut documents = Vec::new();
    for (at, link) in chain.iter().enumerate().rev() {
        if at > 0 && project.is_medium(link) {
            documents.push(names(project, link));
            continue;
        }
        let mut said = speaker_said(project, link);
        for document in documents.drain(..) {
            said = fl!("read-back-in-document", said = said, document = document);
        }
        sentence = Some(match sentence {
            Some(relayed) => fl!("read-back-that", relayed = relayed, said = said),
            None => said,
        });
    }
    sentence.unwrap_or_default()
}

/// 'Iraqi army and Ministry of Defence'.
fn names(project: &Project, link: &Attribution) -> String {
    let speakers = link.speakers.iter();
    let names: Vec<String> = speakers
        .filter_map(|id| Some((project.speaker(id)?, project.speaker_label(id))))
        .map(|(speaker, label)| match &speaker.role {
            _ if label != speaker.name => isolated(label),
            Some(role) => format!("{} ({})", isolated(&speaker.name), isolated(role)),
            None => isolated(&speaker.name),
        })
        .collect();
    match names.split_last() {
        None => fl!("read-back-unknown-speaker").to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => fl!("read-back-and", names = rest.join(", "), last = last),
    }
}

/// 'Iraqi army denied (“did not say that”)'.
fn speaker_said(project: &Project, link: &Attribution) -> String {
    let who = names(project, link);
    let said = match link.polarity {
        Polarity::Affirms => fl!("read-back-said", who = who),
        Polarity::Denies => fl!("read-back-denied", who = who),
    };
    let cue: Vec<&str> = link.cue.iter().map(|anchor| anchor.words.as_str()).collect();
    if !cue.is_empty() {
        format!("{said} (“{}”)", isolated(&cue.join(" … ")))
    } else if link.inferred {
        fl!("read-back-inferred", said = said)
    } else {
        said
    }
}

/// Words of another script keep their order to themselves (UAX 9, isolates).
fn isolated(words: &str) -> String {
    format!("\u{2068}{words}\u{2069}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Anchor, Edit, Head, Speaker, SpeakerKind};
    use crate::text::Span;

    #[test]
    fn a_chain_reads_from_the_furthest_link_to_the_claim() {
        let text = "The United States said the army denies that it fired.";
        let mut project = Project::new(Head::titled("Talks"));
        for (id, name, kind) in [
            ("s-us", "United States", SpeakerKind::Organisation),
            ("s-army", "Army", SpeakerKind::Organisation),
            ("s-paper", "Statement", SpeakerKind::Document),
        ] {
            let speaker = Speaker {
                kind,
                ..Speaker::named(name, 0)
            };
            let put = Edit::Speaker(id.into(), Some(Box::new(speaker)));
            project.apply(put).unwrap();
        }
        let words = |words: &str| {
            let start = text.find(words).unwrap();
            vec![Anchor::new(text, Span::new(start, start + words.len())).unwrap()]
        };
        let link = |id: &str, cue: &str, polarity| Attribution {
            speakers: vec![id.into()],
            cue: if cue.is_empty() { Vec::new() } else { words(cue) },
            polarity,
            ..Attribution::default()
        };
        let chain = vec![
            link("s-army", "denies that", Polarity::Denies),
            link("s-us", "said", Polarity::Affirms),
        ];
        let claim = Claim {
            spans: words("it fired"),
            voice: Voice::Attributed(chain),
            ..Claim::default()
        };
        let expected = "United States said (“said”) that Army denied (“denies that”): it fired";
        let read = |claim: &Claim| {
            sentence(&project, claim, text)
                .unwrap()
                .replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(read(&claim), expected);
        // A document behind its speaker is where they say it; one with a cue of its own speaks.
        let mut medium = claim.clone();
        if let Voice::Attributed(chain) = &mut medium.voice {
            chain.insert(1, link("s-paper", "", Polarity::Affirms));
        }
        let expected = "United States said (“said”) that Army denied (“denies that”) in Statement: it fired";
        assert_eq!(read(&medium), expected);
        if let Some(paper) = medium.voice.chain_mut().get_mut(1) {
            paper.cue = words("said");
        }
        assert!(read(&medium).contains("that Statement said (“said”) that Army denied"));
    }
}
