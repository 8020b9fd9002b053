//! The window's words for values: kinds, decisions, dates, sizes, who says a claim.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::icons;
use crate::import::annotated::MarkCounts;
use crate::model::{
    Article, Claim, ClaimPart, Decision, Project, Quotation, ReviewState, SpeakerId, SpeakerKind, Stance,
    Voice,
};

/// A message with a capital at its beginning.
pub fn sentence(message: &str) -> String {
    // A path or a file's name keeps its letters.
    let first_word = message.split([' ', ':']).next().unwrap_or_default();
    if first_word.contains(['/', '\\', '.']) {
        return message.to_owned();
    }
    let mut letters = message.chars();
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

/// The first words of a claim that are not found in the text, and which part of it they are.
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

/// The words of a part of a claim: 'cue “said that”'; the claim's own words stand alone.
pub fn lost_part(part: ClaimPart, words: &str) -> String {
    match part {
        ClaimPart::Claim => fl!("claim-part-claim", words = words),
        ClaimPart::Source => fl!("claim-part-source", words = words),
        ClaimPart::Cue => fl!("claim-part-cue", words = words),
    }
}

/// How many annotations there are of each kind: '4 claims', '3 sources', and so on.
pub fn marked(counts: MarkCounts) -> [String; 5] {
    [
        fl!("count-claims", count = counts.claims),
        fl!("count-sources", count = counts.sources),
        fl!("count-cues", count = counts.cues),
        fl!("count-links", count = counts.links),
        fl!("count-speakers", count = counts.speakers),
    ]
}

/// A number of bytes as a person says it: '310 KB'.
pub fn bytes(n: usize) -> String {
    match n {
        0..1_000 => fl!("size-bytes", count = n),
        1_000..1_000_000 => fl!("size-kilobytes", count = (n + 500) / 1_000),
        _ => fl!("size-megabytes", count = format!("{:.1}", n as f64 / 1e6)),
    }
}

/// A date in short: '11 Feb 2024'.
pub fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// A date in full: '11 February 2024'.
pub fn day_in_full(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// When something was, in local time: 'today 18:20', 'yesterday 18:20', '3 days ago', '11 Feb 2024'.
pub fn ago(now: Timestamp, then: Timestamp) -> String {
    let zone = TimeZone::system();
    let (now, then) = (now.to_zoned_datetime(zone.clone()), then.to_zoned_datetime(zone));
    let days = then.date().until(now.date()).map_or(0, |span| span.get_days());
    let clock = then.strftime("%H:%M").to_string();
    match days {
        ..=0 => fl!("ago-today", time = clock),
        1 => fl!("ago-yesterday", time = clock),
        2..=13 => fl!("ago-days", count = days),
        _ => day(then.date()),
    }
}

/// The name of a language by its tag, or the tag itself.
pub fn language(tag: &str) -> &str {
    match tag.split(['-', '_']).next().unwrap_or(tag) {
        "ar" => fl!("language-ar"),
        "de" => fl!("language-de"),
        "en" => fl!("language-en"),
        "es" => fl!("language-es"),
        "fa" => fl!("language-fa"),
        "fr" => fl!("language-fr"),
        "he" => fl!("language-he"),
        "hi" => fl!("language-hi"),
        "it" => fl!("language-it"),
        "ja" => fl!("language-ja"),
        "ku" => fl!("language-ku"),
        "nl" => fl!("language-nl"),
        "pl" => fl!("language-pl"),
        "pt" => fl!("language-pt"),
        "ru" => fl!("language-ru"),
        "tr" => fl!("language-tr"),
        "uk" => fl!("language-uk"),
        "ur" => fl!("language-ur"),
        "zh" => fl!("language-zh"),
        _ => tag,
    }
}

/// What a speaker is, as a value of its own.
pub fn kind(kind: SpeakerKind) -> &'static str {
    kind_alone_and_inline(kind).0
}

/// What a speaker is, within a line.
pub fn kind_inline(kind: SpeakerKind) -> &'static str {
    kind_alone_and_inline(kind).1
}

fn kind_alone_and_inline(kind: SpeakerKind) -> (&'static str, &'static str) {
    match kind {
        SpeakerKind::Person => (fl!("kind-person"), fl!("kind-person.inline")),
        SpeakerKind::Organisation => (fl!("kind-organisation"), fl!("kind-organisation.inline")),
        SpeakerKind::Group => (fl!("kind-group"), fl!("kind-group.inline")),
        SpeakerKind::Outlet => (fl!("kind-outlet"), fl!("kind-outlet.inline")),
        SpeakerKind::Document => (fl!("kind-document"), fl!("kind-document.inline")),
        SpeakerKind::Unnamed => (fl!("kind-unnamed"), fl!("kind-unnamed.inline")),
    }
}

/// How a claim is quoted.
pub fn quotation(quotation: Quotation) -> &'static str {
    match quotation {
        Quotation::Direct => fl!("quotation-direct"),
        Quotation::Indirect => fl!("quotation-indirect"),
        Quotation::Mixed => fl!("quotation-mixed"),
    }
}

/// A reviewer's decision.
pub fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Accepted => fl!("decision-accepted"),
        Decision::Disputed => fl!("decision-disputed"),
        Decision::Rejected => fl!("decision-rejected"),
    }
}

/// What the reviewers decided together.
pub fn review(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Unreviewed => fl!("review-unreviewed"),
        ReviewState::Stale => fl!("review-needs-again"),
        ReviewState::Accepted => fl!("review-accepted"),
        ReviewState::Disputed => fl!("review-disputed"),
        ReviewState::Rejected => fl!("review-rejected"),
        ReviewState::Split => fl!("review-split"),
    }
}

/// The shape that stands for what the reviewers decided.
pub fn review_icon(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Unreviewed => icons::CIRCLE,
        ReviewState::Stale => icons::ARROW_COUNTER_CLOCKWISE,
        ReviewState::Accepted => icons::CHECK,
        ReviewState::Disputed => icons::QUESTION,
        ReviewState::Rejected => icons::X,
        ReviewState::Split => icons::CIRCLE_HALF,
    }
}

/// What evidence says about a claim.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => fl!("stance-supports"),
        Stance::Refutes => fl!("stance-refutes"),
        Stance::Context => fl!("stance-context"),
    }
}

/// What a speaker is known as besides its name: 'Iraqi army spokesman · Iraqi army'.
/// Without what its label says.
pub fn speaker_detail(project: &Project, id: &SpeakerId) -> String {
    let Some(speaker) = project.speaker(id) else {
        return String::new();
    };
    let said = project.speaker_label(id).strip_prefix(speaker.name.trim());
    let affiliation = speaker.affiliation.as_ref().map(|id| project.speaker_label(id));
    let parts = speaker.role.as_deref().into_iter().chain(affiliation);
    let parts = parts.filter(|part| !said.is_some_and(|said| said.contains(part.trim())));
    parts.collect::<Vec<_>>().join(" · ")
}

/// Who says a claim, in a word or two: 'Iraqi army', 'Coalition +1', 'The article'.
pub fn who(project: &Project, claim: &Claim) -> String {
    match &claim.voice {
        Voice::ToBeAttributed => unattributed().to_owned(),
        Voice::Article => the_article().to_owned(),
        Voice::Attributed(chain) => {
            let speakers = chain
                .first()
                .map(|link| link.speakers.as_slice())
                .unwrap_or_default();
            let first = speakers.first().filter(|id| project.speaker(id).is_some());
            match (first.map(|id| project.speaker_label(id)), speakers.len()) {
                (None, _) => unattributed().to_owned(),
                (Some(first), 1) => first.to_owned(),
                (Some(first), n) => fl!("voice-and-others", name = *first, count = n - 1),
            }
        }
    }
}

/// What stands below an article's title, without its URL: 'Agencies · 11 February 2024'.
pub fn by_line(article: &Article) -> String {
    let metadata = &article.metadata;
    let credit = || Some(metadata.credit.join(", ")).filter(|credit| !credit.is_empty());
    let publisher = metadata.publisher.clone().or_else(credit);
    let date = metadata.published.map(day_in_full);
    let partial = metadata.partial.then(|| excerpt_only().to_owned());
    let parts = [publisher, metadata.byline.clone(), date, partial];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// An article's URL in short: 'example.org/world/talks'. Empty where there is none.
pub fn address(article: &Article) -> String {
    let url = article.metadata.url.as_deref().unwrap_or_default();
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
}

/// What marks an article whose text is not the whole of it.
pub fn excerpt_only() -> &'static str {
    fl!("excerpt-only")
}

/// Who says a claim that nobody has attributed.
pub fn unattributed() -> &'static str {
    fl!("voice-unattributed")
}

/// Who says a claim that the article makes in its own voice.
pub fn the_article() -> &'static str {
    fl!("voice-article")
}

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
