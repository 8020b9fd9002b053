//! The chain of a claim read back as a sentence: a pure function of the model that draws nothing.

use crate::model::{Attribution, Claim, Polarity, Project, Quotation, Voice};

/// How many characters of the claim the sentence quotes.
const QUOTED: usize = 60;

/// 'Yahya Rasoul (Iraqi army spokesman) says (“said that”), partly in the words quoted: both …'.
pub fn sentence(project: &Project, claim: &Claim, text: &str) -> String {
    let words = shortened(&claim.words());
    match &claim.voice {
        Voice::ToBeAttributed => format!("Nobody has been named for: {}", isolated(&words)),
        Voice::Article => format!("The article itself says: {}", isolated(&words)),
        Voice::Attributed(chain) => {
            // The furthest link speaks first: 'the United States says that the army says: X'.
            let mut links: Vec<String> = Vec::new();
            let mut medium = String::new();
            for (at, link) in chain.iter().enumerate().rev() {
                if at > 0 && project.is_medium(link) {
                    let more = if medium.is_empty() { "" } else { "," };
                    medium = format!("{medium}{more} in {}", names(project, link));
                    continue;
                }
                links.push(format!("{}{medium}", says(project, link)));
                medium.clear();
            }
            let manner = match claim.quotation_in(text) {
                Quotation::Direct => ", in the words quoted",
                Quotation::Mixed => ", partly in the words quoted",
                Quotation::Indirect => "",
            };
            format!("{}{manner}: {}", links.join(" that "), isolated(&words))
        }
    }
}

/// 'Iraqi army and Ministry of Defence'.
fn names(project: &Project, link: &Attribution) -> String {
    let names: Vec<String> = link
        .speakers
        .iter()
        .filter_map(|id| project.speaker(id))
        .map(|speaker| match &speaker.role {
            Some(role) => format!("{} ({})", isolated(&speaker.name), isolated(role)),
            None => isolated(&speaker.name),
        })
        .collect();
    match names.split_last() {
        None => "Somebody".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// 'Iraqi army denies (“did not say that”)'.
fn says(project: &Project, link: &Attribution) -> String {
    let who = names(project, link);
    let verb = match (link.polarity, link.speakers.len() > 1) {
        (Polarity::Affirms, false) => "says",
        (Polarity::Affirms, true) => "say",
        (Polarity::Denies, false) => "denies",
        (Polarity::Denies, true) => "deny",
    };
    let cue: Vec<&str> = link.cue.iter().map(|anchor| anchor.words.as_str()).collect();
    let by = match (cue.is_empty(), link.inferred) {
        (false, _) => format!(" (“{}”)", isolated(&cue.join(" … "))),
        (true, true) => " (inferred)".to_owned(),
        (true, false) => String::new(),
    };
    format!("{who} {verb}{by}")
}

/// Words of another script keep their order to themselves (UAX 9, isolates).
fn isolated(words: &str) -> String {
    format!("\u{2068}{words}\u{2069}")
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(QUOTED) {
        None => words.to_owned(),
        Some((end, _)) => {
            let kept = words.get(..end).unwrap_or(words);
            let whole = kept.rsplit_once(' ').map_or(kept, |(whole, _)| whole);
            format!("{whole} …")
        }
    }
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
        for (id, name) in [
            ("s-us", "United States"),
            ("s-army", "Army"),
            ("s-paper", "Statement"),
        ] {
            let kind = match name {
                "Statement" => SpeakerKind::Document,
                _ => SpeakerKind::Organisation,
            };
            let speaker = Speaker {
                kind,
                ..Speaker::named(name, 0)
            };
            project
                .apply(Edit::Speaker(id.into(), Some(Box::new(speaker))))
                .unwrap();
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
        let expected = "United States says (“said”) that Army denies (“denies that”): it fired";
        let read = |claim: &Claim| sentence(&project, claim, text).replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(read(&claim), expected);
        // A document behind its speaker is where they say it; one with a cue of its own speaks.
        let mut medium = claim.clone();
        if let Voice::Attributed(chain) = &mut medium.voice {
            chain.insert(1, link("s-paper", "", Polarity::Affirms));
        }
        let expected = "United States says (“said”) that Army denies (“denies that”) in Statement: it fired";
        assert_eq!(read(&medium), expected);
        if let Some(paper) = medium.voice.chain_mut().get_mut(1) {
            paper.cue = words("said");
        }
        assert!(read(&medium).contains("that Statement says (“said”) that Army denies"));
    }
}
