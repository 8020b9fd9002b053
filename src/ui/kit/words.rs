//! How the window puts values into words: names of kinds and marks, dates, counts. Pure functions.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::icons;
use crate::import::annotated::Counts;
use crate::model::{
    Article, Claim, ClaimPart, Decision, Project, Quotation, ReviewState, Speaker, SpeakerKind, Stance, Voice,
};

/// A message with a capital at its beginning.
pub fn sentence(told: &str) -> String {
    let mut letters = told.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// A count with its noun: '1 claim', '4 claims'.
pub fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

/// The first words of a claim that are no longer in the text, and what of it they are.
pub fn first_lost(claim: &Claim) -> Option<(ClaimPart, &str)> {
    let links = claim.voice.chain().iter();
    let of_links = links.flat_map(|link| {
        let source = link.source.iter().map(|anchor| (ClaimPart::Source, anchor));
        source.chain(link.cue.iter().map(|anchor| (ClaimPart::Cue, anchor)))
    });
    let mut all = claim
        .spans
        .iter()
        .map(|anchor| (ClaimPart::Claim, anchor))
        .chain(of_links);
    let (part, anchor) = all.find(|(_, anchor)| anchor.span().is_none())?;
    Some((part, anchor.words.trim()))
}

/// Words that are a part of a claim: 'cue “said that”', and the claim's own without a word before them.
pub fn lost_part(part: ClaimPart, words: &str) -> String {
    match part {
        ClaimPart::Claim => format!("“{words}”"),
        ClaimPart::Source => format!("source “{words}”"),
        ClaimPart::Cue => format!("cue “{words}”"),
    }
}

/// What is marked, each with its number: '4 claims', '3 sources', and so on.
pub fn marked(counts: Counts) -> [String; 5] {
    [
        count(counts.claims, "claim", "claims"),
        count(counts.sources, "source", "sources"),
        count(counts.cues, "cue", "cues"),
        count(counts.links, "link", "links"),
        count(counts.speakers, "speaker", "speakers"),
    ]
}

/// A number of bytes as a person says it: '310 kB'.
pub fn bytes(n: usize) -> String {
    match n {
        0..1_000 => format!("{n} bytes"),
        1_000..1_000_000 => format!("{} kB", (n + 500) / 1_000),
        _ => format!("{:.1} MB", n as f64 / 1e6),
    }
}

/// A day in short: '11 Feb 2024'.
pub fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// A day in full: '11 February 2024'.
pub fn day_in_full(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// How long ago something was, by the clock on the wall: 'today 18:20', 'yesterday 18:20', '3 days
/// ago', '11 Feb 2024'.
pub fn ago(now: Timestamp, then: Timestamp) -> String {
    let zone = TimeZone::system();
    let (now, then) = (now.to_zoned_datetime(zone.clone()), then.to_zoned_datetime(zone));
    let days = then.date().until(now.date()).map_or(0, |span| span.get_days());
    let clock = then.strftime("%H:%M");
    match days {
        ..=0 => format!("today {clock}"),
        1 => format!("yesterday {clock}"),
        2..=13 => format!("{days} days ago"),
        _ => day(then.date()),
    }
}

/// The English name of a language by its tag, or the tag itself.
pub fn language(tag: &str) -> &str {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    let names = [
        ("ar", "Arabic"),
        ("de", "German"),
        ("en", "English"),
        ("es", "Spanish"),
        ("fa", "Persian"),
        ("fr", "French"),
        ("he", "Hebrew"),
        ("hi", "Hindi"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("ku", "Kurdish"),
        ("nl", "Dutch"),
        ("pl", "Polish"),
        ("pt", "Portuguese"),
        ("ru", "Russian"),
        ("tr", "Turkish"),
        ("uk", "Ukrainian"),
        ("ur", "Urdu"),
        ("zh", "Chinese"),
    ];
    names
        .iter()
        .find(|(tag, _)| *tag == primary)
        .map_or(tag, |(_, name)| name)
}

/// What a speaker is.
pub fn kind(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "Person",
        SpeakerKind::Organisation => "Organisation",
        SpeakerKind::Group => "Group",
        SpeakerKind::Outlet => "Outlet",
        SpeakerKind::Document => "Document",
        SpeakerKind::Unnamed => "Unnamed",
    }
}

/// How a claim is quoted.
pub fn quotation(quotation: Quotation) -> &'static str {
    match quotation {
        Quotation::Direct => "Direct",
        Quotation::Indirect => "Indirect",
        Quotation::Mixed => "Mixed",
    }
}

/// What a decision is called.
pub fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Accepted => "accepted",
        Decision::Disputed => "disputed",
        Decision::Rejected => "rejected",
    }
}

/// What the reviewers decided together.
pub fn review(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Unreviewed => "unreviewed",
        ReviewState::Stale => "needs review again",
        ReviewState::Accepted => "accepted",
        ReviewState::Disputed => "disputed",
        ReviewState::Rejected => "rejected",
        ReviewState::Split => "split",
    }
}

/// The shape that stands for what the reviewers decided.
pub fn review_icon(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Unreviewed => icons::CIRCLE,
        ReviewState::Stale => icons::ARROW_CLOCKWISE,
        ReviewState::Accepted => icons::CHECK,
        ReviewState::Disputed => icons::QUESTION,
        ReviewState::Rejected => icons::X,
        ReviewState::Split => icons::CIRCLE_HALF,
    }
}

/// What a piece of evidence does.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "Supports",
        Stance::Refutes => "Refutes",
        Stance::Context => "Gives context",
    }
}

/// What a speaker is known as besides its name: 'Iraqi army spokesman · Iraqi army'.
pub fn speaker_detail(project: &Project, speaker: &Speaker) -> String {
    let affiliation = speaker.affiliation.as_ref().and_then(|id| project.speaker(id));
    let parts = speaker.role.iter().chain(affiliation.map(|body| &body.name));
    parts.cloned().collect::<Vec<_>>().join(" · ")
}

/// Who says a claim, in a word or two: 'Iraqi army', 'Coalition +1', 'The article itself'.
pub fn who(project: &Project, claim: &Claim) -> String {
    match &claim.voice {
        Voice::ToBeAttributed => TO_BE_ATTRIBUTED.to_owned(),
        Voice::Article => THE_ARTICLE.to_owned(),
        Voice::Attributed(chain) => {
            let speakers = chain
                .first()
                .map(|link| link.speakers.as_slice())
                .unwrap_or_default();
            let first = speakers.first().and_then(|id| project.speaker(id));
            match (first, speakers.len()) {
                (None, _) => TO_BE_ATTRIBUTED.to_owned(),
                (Some(first), 1) => first.name.clone(),
                (Some(first), n) => format!("{} +{}", first.name, n - 1),
            }
        }
    }
}

/// What stands under an article's title but its address: 'Agencies · 11 February 2024'.
pub fn by_line(article: &Article) -> String {
    let metadata = &article.metadata;
    let credit = || Some(metadata.credit.join(", ")).filter(|credit| !credit.is_empty());
    let publisher = metadata.publisher.clone().or_else(credit);
    let date = metadata.published.map(day_in_full);
    let partial = metadata.partial.then(|| BEGINNING_ONLY.to_owned());
    let parts = [publisher, metadata.byline.clone(), date, partial];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Where an article was found, in short: 'example.org/world/talks'. Empty where that is not known.
pub fn address(article: &Article) -> String {
    let url = article.metadata.url.as_deref().unwrap_or_default();
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
}

/// What an article is called whose text is not the whole of it.
pub const BEGINNING_ONLY: &str = "only its beginning";
/// What a claim nobody has attributed is called.
pub const TO_BE_ATTRIBUTED: &str = "To be attributed";
/// What the article's own voice is called.
pub const THE_ARTICLE: &str = "The article itself";
/// A number with its thousands set apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
