//! The chain of a claim read back as a sentence. A pure function of the model.

use crate::model::{Attribution, Claim, Polarity, Project, Quotation, Voice};

/// How many characters of the claim the sentence quotes.
const QUOTED: usize = 60;

/// 'Yahya Rasoul (Iraqi army spokesman) said, in part in these words, that the meetings …'.
pub fn sentence(project: &Project, claim: &Claim, text: &str) -> String {
    let words = shortened(&claim.words());
    match &claim.voice {
        Voice::ToBeAttributed => format!("Nobody has been named for: {words}"),
        Voice::Article => format!("The article itself says: {words}"),
        Voice::Attributed(chain) => {
            let mut sentence = String::new();
            // The furthest link speaks first: 'the United States said the army believes X'.
            for (at, link) in chain.iter().enumerate().rev() {
                sentence.push_str(&who(project, link));
                sentence.push(' ');
                sentence.push_str(&how(link));
                sentence.push_str(if at > 0 { " that " } else { "" });
            }
            let manner = match claim.quotation_in(text) {
                Quotation::Direct => ", in the words quoted: ",
                Quotation::Mixed => ", partly in the words quoted: ",
                Quotation::Indirect => ": ",
            };
            format!("{sentence}{manner}{words}")
        }
    }
}

fn who(project: &Project, link: &Attribution) -> String {
    let names: Vec<String> = link
        .speakers
        .iter()
        .filter_map(|id| project.speaker(id))
        .map(|speaker| match &speaker.role {
            Some(role) => format!("{} ({role})", speaker.name),
            None => speaker.name.clone(),
        })
        .collect();
    let named = match names.split_last() {
        None => "Somebody".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    };
    match link.inferred {
        true => format!("{named} (inferred)"),
        false => named,
    }
}

/// The cue as it stands in the text, else a plain verb.
fn how(link: &Attribution) -> String {
    let cue: Vec<&str> = link.cue.iter().map(|anchor| anchor.words.as_str()).collect();
    match (cue.is_empty(), link.polarity) {
        (true, Polarity::Affirms) => "says so".to_owned(),
        (true, Polarity::Denies) => "does not say so".to_owned(),
        (false, Polarity::Affirms) => format!("[{}]", cue.join(" … ")),
        (false, Polarity::Denies) => format!("[{}, denying it]", cue.join(" … ")),
    }
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
