//! The answers that the picker lists: speakers the text suggests, known speakers, the article's own voice, a new speaker.

use super::Suggested;
use crate::model::{Polarity, Project, Speaker, SpeakerId, SpeakerKind};
use crate::suggest::{Mention, OfferedLink, OfferedVoice, Offers, names_beginning_with};
use crate::text::Span;
use crate::text::fold::{fold, matches_words};
use crate::ui::article::shortened;
use crate::ui::bus::core::Core;
use crate::ui::bus::picker::{Answer, OfferedAnswer, PickerState, PickerTarget};
use crate::ui::kit::words;

/// How many speakers type-ahead shows.
const MAX_FOUND: usize = 8;
/// How many names of the article type-ahead shows.
const MAX_NAMED: usize = 3;
/// How much of a mention a row quotes.
const MAX_QUOTED_CHARS: usize = 40;

/// One answer that the picker lists.
#[derive(Clone, Debug, PartialEq)]
pub struct PickerRow {
    /// What choosing it answers.
    pub who: Answer,
    /// Its key cap.
    pub key: Option<String>,
    /// What it says.
    pub words: String,
    /// A word in soft type behind it.
    pub detail: String,
    /// Its speaker's place on the palette.
    pub color: Option<usize>,
    /// Whether the text offers it before all others, so that Enter takes it.
    pub offered: bool,
    /// The words that it takes from the text.
    pub lit: Lit,
}

/// Words of the text that an answer takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lit {
    /// As the source.
    pub source: Option<Span>,
    /// As the cue.
    pub cue: Option<Span>,
}

/// The answers in order: suggested speakers, those with a key, the article's own voice. While something is typed: the
/// speakers it finds, and a new one of that name.
pub(super) fn rows(
    project: &Project,
    core: &Core,
    picker: &PickerState,
    suggested: Option<&Suggested>,
) -> Vec<PickerRow> {
    let query = picker.query.trim();
    let mut rows = if query.is_empty() {
        rows_at_rest(project, core, suggested)
    } else {
        rows_for(project, core, query)
    };
    let there = speakers_there(project, core, picker);
    rows.retain(|row| match &row.who {
        // Nobody speaks jointly with the article, and the article relays everybody.
        Answer::Article => is_for_the_voice(picker),
        Answer::Speaker(id, _) => !there.contains(&id),
        _ => true,
    });
    rows
}

/// Whether the answer says whose the claim is, and not who else is in its chain.
fn is_for_the_voice(picker: &PickerState) -> bool {
    matches!(picker.target, PickerTarget::Words(_) | PickerTarget::Claim(..))
}

/// The speakers whom a further link or a joint speaker would repeat.
fn speakers_there<'a>(project: &'a Project, core: &Core, picker: &PickerState) -> Vec<&'a SpeakerId> {
    let claim = match &picker.target {
        PickerTarget::Words(_) | PickerTarget::Claim(..) => return Vec::new(),
        PickerTarget::Joint(claim, _) | PickerTarget::Relay(claim) | PickerTarget::Medium(claim, _) => claim,
    };
    let article = core.place.article.as_ref();
    let claim = article.and_then(|article| project.claim(article, claim));
    claim
        .map(|claim| claim.voice.speakers().collect())
        .unwrap_or_default()
}

fn rows_at_rest(project: &Project, core: &Core, suggested: Option<&Suggested>) -> Vec<PickerRow> {
    let mentions = suggested.map_or(&[][..], |suggested| suggested.mentions.as_slice());
    let offers = suggested.and_then(|suggested| suggested.offers.as_ref());
    let offered = offers.and_then(|offers| offered_row(project, core, offers));
    // Where the text names nobody, whoever is named nearby is a guess, and Enter takes no guess.
    let is_own = |offers: &Offers| offers.voice == OfferedVoice::Article;
    let own = offers.is_some_and(is_own) && mentions.is_empty();
    let first = offers.filter(|_| offered.is_some());
    let is_other = |mention: &&Mention| {
        let named = first.into_iter().flat_map(|offers| &offers.speakers);
        named.into_iter().all(|named| named.name != mention.name)
    };
    let mentioned: Vec<PickerRow> = mentions
        .iter()
        .filter(is_other)
        .map(|mention| mention_row(project, core, mention))
        .collect();
    let mut rows: Vec<PickerRow> = own.then(|| article_row(true)).into_iter().collect();
    rows.extend(offered);
    rows.extend(mentioned);
    rows.extend((1..=9).filter_map(|key| {
        let id = core.keys.speaker(key)?;
        speaker_row(project, core, id)
    }));
    if !own {
        rows.push(article_row(false));
    }
    rows
}

/// What Enter takes: the speakers whom the text offers with their words, or that it names nobody.
fn offered_row(project: &Project, core: &Core, offers: &Offers) -> Option<PickerRow> {
    let quoted = |span: Option<Span>| {
        let words = span?.slice(core.article()?.text.as_deref()?)?;
        Some(format!("“{}”", shortened(words, MAX_QUOTED_CHARS)))
    };
    let row = match offers.voice {
        OfferedVoice::Article => return None,
        OfferedVoice::NotStated => PickerRow {
            who: Answer::NotStated(offers.cue),
            key: Some("↵".to_owned()),
            words: fl!("picker-not-stated").to_owned(),
            detail: match quoted(offers.cue) {
                Some(cue) => fl!("picker-names-no-one", cue = cue),
                None => String::new(),
            },
            color: None,
            offered: true,
            lit: Lit {
                source: None,
                cue: offers.cue,
            },
        },
        OfferedVoice::Speakers => {
            let first = offers.speakers.first()?;
            let named = |mention: &Mention| label_of(project, mention);
            let mut words: Vec<String> = offers.speakers.iter().map(named).collect();
            words.dedup();
            let mut details: Vec<String> = quoted(offers.source.as_ref().map(|source| source.span))
                .into_iter()
                .collect();
            if offers.polarity == Polarity::Denies {
                details.push(fl!("picker-denies").to_owned());
            }
            let relays = offers.relays.iter().filter_map(|relay| relay.speakers.first());
            details.extend(relays.map(|relay| fl!("picker-relayed-by", name = label_of(project, relay))));
            if known(project, first).is_none() {
                details.push(fl!("picker-new").to_owned());
            }
            let nearest = OfferedLink {
                source: offers.source.clone(),
                speakers: offers.speakers.clone(),
                cue: offers.cue,
                polarity: offers.polarity,
            };
            PickerRow {
                who: Answer::Offered(OfferedAnswer {
                    chain: std::iter::once(nearest).chain(offers.relays.clone()).collect(),
                }),
                key: Some("↵".to_owned()),
                words: words.join(" + "),
                detail: details.join(" · "),
                color: known(project, first).map(|speaker| speaker.color),
                offered: true,
                lit: Lit {
                    source: offers.source.as_ref().map(|source| source.span),
                    cue: offers.cue,
                },
            }
        }
    };
    Some(row)
}

fn known<'a>(project: &'a Project, mention: &Mention) -> Option<&'a Speaker> {
    project.speaker(mention.speaker.as_ref()?)
}

fn label_of(project: &Project, mention: &Mention) -> String {
    match &mention.speaker {
        Some(id) if project.speaker(id).is_some() => project.speaker_label(id).to_owned(),
        _ => mention.name.clone(),
    }
}

/// Somebody whom the text mentions nearby.
fn mention_row(project: &Project, core: &Core, mention: &Mention) -> PickerRow {
    let known = known(project, mention);
    let text = core.article().and_then(|article| article.text.as_deref());
    let words = text.and_then(|text| mention.span.slice(text)).unwrap_or_default();
    let nearby = if known.is_some() {
        fl!("picker-nearby")
    } else {
        fl!("picker-new-nearby")
    };
    PickerRow {
        who: match &mention.speaker {
            Some(id) => Answer::Speaker(id.clone(), Some(mention.span)),
            None if is_unnamed(&mention.name) => Answer::Unnamed(mention.name.clone(), Some(mention.span)),
            None => Answer::New(mention.name.clone(), Some(mention.span)),
        },
        key: None,
        words: label_of(project, mention),
        detail: format!("“{}” · {nearby}", shortened(words, MAX_QUOTED_CHARS)),
        color: known.map(|speaker| speaker.color),
        offered: false,
        lit: Lit {
            source: Some(mention.span),
            cue: None,
        },
    }
}

/// The article's own voice. Its key is 0, also where the text offers it.
fn article_row(offered: bool) -> PickerRow {
    PickerRow {
        who: Answer::Article,
        key: Some("0".to_owned()),
        words: words::the_article().to_owned(),
        detail: String::new(),
        color: None,
        offered,
        lit: Lit::default(),
    }
}

fn rows_for(project: &Project, core: &Core, query: &str) -> Vec<PickerRow> {
    let mut found: Vec<(u32, usize, &SpeakerId)> = project
        .speakers()
        .iter()
        .filter_map(|(id, speaker)| {
            let score = speaker
                .names()
                .filter_map(|name| matches_words(query, name))
                .max()?;
            // Of equal matches the one with a key comes first: it was used recently.
            Some((score, core.keys.key(id).map_or(0, |key| 10 - key), id))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    let ids = found.into_iter().take(MAX_FOUND).map(|(_, _, id)| id);
    // An unnamed speaker is rarely the one with the same description, and rarely one of another article: such come
    // last, to be chosen on purpose.
    let (last, first): (Vec<&SpeakerId>, Vec<&SpeakerId>) =
        ids.partition(|id| is_another_unnamed(project, core, id, query));
    let row = |id: &SpeakerId| speaker_row(project, core, id);
    let mut rows: Vec<PickerRow> = first.into_iter().filter_map(row).collect();
    let mut new = [
        (Answer::New(query.to_owned(), None), fl!("picker-new")),
        (Answer::Unnamed(query.to_owned(), None), fl!("picker-new-unnamed")),
    ];
    if is_unnamed(query) {
        new.reverse();
    }
    let known: Vec<String> = rows.iter().map(|row| fold(&row.words)).collect();
    let mut named = named_rows(project, core, query);
    named.retain(|row| !known.contains(&fold(&row.words)) && fold(&row.words) != fold(query));
    // Whoever has typed whole words means these words.
    let typed = fold(query);
    let goes_on = |row: &PickerRow| {
        let name = format!("{} ", fold(&row.words));
        !name.contains(&format!("{typed} "))
    };
    let (first_named, last_named): (Vec<PickerRow>, Vec<PickerRow>) = named.into_iter().partition(goes_on);
    rows.extend(first_named);
    let several = !rows.is_empty();
    rows.extend(new.into_iter().enumerate().map(|(at, (who, detail))| PickerRow {
        who,
        key: (at == 0 && !several).then(|| "↵".to_owned()),
        words: query.to_owned(),
        detail: detail.to_owned(),
        color: None,
        offered: false,
        lit: Lit::default(),
    }));
    rows.extend(last_named);
    rows.extend(last.into_iter().filter_map(row));
    rows
}

/// Names of the article that go on from what is typed and are no speakers yet.
fn named_rows(project: &Project, core: &Core, query: &str) -> Vec<PickerRow> {
    let Some(text) = core.article().and_then(|article| article.text.as_deref()) else {
        return Vec::new();
    };
    let claim = core.place.claim.as_ref();
    let claim = core.place.article.as_ref().zip(claim);
    let claim = claim.and_then(|(article, claim)| project.claim(article, claim));
    let words = core.place.words().map(|words| words.start);
    let near = words.or_else(|| claim?.spans.first()?.span().map(|span| span.start));
    let names = names_beginning_with(text, query, near.unwrap_or_default(), MAX_NAMED);
    let rows = names.into_iter().map(|(name, span)| PickerRow {
        who: Answer::New(name.clone(), span),
        key: None,
        words: name,
        detail: fl!("picker-new-in-article").to_owned(),
        color: None,
        offered: false,
        lit: Lit {
            source: span,
            cue: None,
        },
    });
    rows.collect()
}

/// Whether a speaker is unnamed, and is described in the words typed or has no claim in the open article.
fn is_another_unnamed(project: &Project, core: &Core, id: &SpeakerId, query: &str) -> bool {
    let unnamed = |speaker: &Speaker| speaker.kind == SpeakerKind::Unnamed;
    let Some(speaker) = project.speaker(id).filter(|speaker| unnamed(speaker)) else {
        return false;
    };
    let here = || {
        let article = core.place.article.as_ref().and_then(|id| project.article(id));
        let mut claims = article.into_iter().flat_map(|article| article.claims.values());
        claims.any(|claim| claim.voice.speakers().any(|speaker| speaker == id))
    };
    fold(&speaker.name) == fold(query) || !here()
}

/// Whether words describe somebody without naming them: 'two officials', 'a person close to …'.
pub fn is_unnamed(words: &str) -> bool {
    const FIRST: &[&str] = &[
        "a",
        "an",
        "another",
        "anonymous",
        "certain",
        "eight",
        "eyewitnesses",
        "few",
        "five",
        "four",
        "many",
        "nine",
        "observers",
        "officials",
        "one",
        "other",
        "people",
        "residents",
        "seven",
        "several",
        "six",
        "some",
        "somebody",
        "someone",
        "sources",
        "ten",
        "three",
        "two",
        "unidentified",
        "unnamed",
        "witnesses",
    ];
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    // 'One America News' and 'Three Mile Island' are names.
    let is_name = words
        .next()
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    FIRST.contains(&first.as_str()) && !is_name
}

fn speaker_row(project: &Project, core: &Core, id: &SpeakerId) -> Option<PickerRow> {
    let speaker = project.speaker(id)?;
    Some(PickerRow {
        who: Answer::Speaker(id.clone(), None),
        key: core.keys.key(id).map(|key| key.to_string()),
        words: project.speaker_label(id).to_owned(),
        detail: words::speaker_detail(project, id),
        color: Some(speaker.color),
        offered: false,
        lit: Lit::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_nobody_are_told_from_names() {
        for words in [
            "two officials who asked not to be named",
            "A person close to the talks",
            "some fighters",
            "witnesses",
        ] {
            assert!(is_unnamed(words), "{words}");
        }
        for words in ["Yahya Rasoul", "the army", "One America News", "Somalia", ""] {
            assert!(!is_unnamed(words), "{words}");
        }
    }
}
