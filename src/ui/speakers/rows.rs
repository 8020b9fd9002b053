//! What the workspace of speakers shows: the list as a tree of affiliations with numbers of claims,
//! and for one speaker everything it said in order of time. Pure functions over the index of claims
//! and the project; nothing is drawn here.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::model::{ArticleId, ClaimRef, Project, ReviewState, Speaker, SpeakerId};
use crate::text::fold::{fold, matches_words};
use crate::ui::claims::index::{EntryId, Index, joined};
use crate::ui::claims::rows::claim_ref;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerRow {
    /// Which speaker.
    pub speaker: SpeakerId,
    /// How many bodies stand above it.
    pub depth: usize,
    /// How many claims name it.
    pub claims: usize,
}

/// The speakers as a tree: whoever belongs to a body stands below it, among equals those with the
/// most claims first. With something to search for, those that fit it, the best first.
pub fn list(project: &Project, index: &Index, search: &str) -> Vec<SpeakerRow> {
    let claims = claims_by_place(index);
    let count = |id: &SpeakerId| {
        let place = index.speaker(id);
        place
            .and_then(|place| claims.get(place as usize))
            .copied()
            .unwrap_or_default()
    };
    if !search.trim().is_empty() {
        return found(project, search, &count);
    }
    let mut below: BTreeMap<Option<&SpeakerId>, Vec<(&SpeakerId, usize)>> = BTreeMap::new();
    for (id, speaker) in project.speakers() {
        let body = speaker.affiliation.as_ref();
        let body = body.filter(|body| project.speaker(body).is_some());
        below.entry(body).or_default().push((id, count(id)));
    }
    let name = |id: &SpeakerId| project.speaker(id).map_or_else(String::new, |it| fold(&it.name));
    for members in below.values_mut() {
        members.sort_by_cached_key(|(id, claims)| (std::cmp::Reverse(*claims), name(id)));
    }
    let mut rows = Vec::with_capacity(project.speakers().len());
    // The last of the stack comes next, so members go on it in reverse.
    let mut stack: Vec<(&SpeakerId, usize, usize)> = Vec::new();
    let push = |stack: &mut Vec<_>, body: Option<&SpeakerId>, depth: usize| {
        let members = below.get(&body).into_iter().flatten().rev();
        stack.extend(members.map(|(id, claims)| (*id, *claims, depth)));
    };
    push(&mut stack, None, 0);
    while let Some((id, claims, depth)) = stack.pop() {
        rows.push(SpeakerRow {
            speaker: id.clone(),
            depth,
            claims,
        });
        push(&mut stack, Some(id), depth + 1);
    }
    rows
}

fn found(project: &Project, search: &str, count: &dyn Fn(&SpeakerId) -> usize) -> Vec<SpeakerRow> {
    let score = |speaker: &Speaker| {
        let names = speaker.names().chain(speaker.role.as_deref());
        names.filter_map(|name| matches_words(search, name)).max()
    };
    let speakers = project.speakers().iter();
    let mut found: Vec<(u32, SpeakerRow)> = speakers
        .filter_map(|(id, speaker)| {
            let row = SpeakerRow {
                speaker: id.clone(),
                depth: 0,
                claims: count(id),
            };
            Some((score(speaker)?, row))
        })
        .collect();
    found.sort_by_key(|(score, row)| std::cmp::Reverse((*score, row.claims)));
    found.into_iter().map(|(_, row)| row).collect()
}

fn claims_by_place(index: &Index) -> Vec<usize> {
    let mut claims = vec![0; index.speakers.len()];
    for entry in index.segments.iter().flat_map(|segment| &segment.entries) {
        for (at, place) in entry.speakers.iter().enumerate() {
            // Who is named in two links of a chain still made one claim.
            let again = entry.speakers.iter().take(at).any(|before| before == place);
            if let Some(count) = claims.get_mut(*place as usize).filter(|_| !again) {
                *count += 1;
            }
        }
    }
    claims
}

/// Everything about one speaker that is counted or put in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerPage {
    /// Its claims, the latest day first, within a day in the order of articles and texts.
    pub said: Vec<EntryId>,
    /// How many of them stand in which article.
    pub articles: Vec<(ArticleId, usize)>,
    /// How many were decided on in which way, without what has none.
    pub reviews: Vec<(ReviewState, usize)>,
    /// The words that mention it, the most frequent first, with how often they do.
    pub mentions: Vec<(String, usize)>,
    /// Who belongs to it, directly.
    pub members: usize,
}

/// The page of a speaker.
pub fn page(project: &Project, index: &Index, speaker: &SpeakerId) -> SpeakerPage {
    let Some(place) = index.speaker(speaker) else {
        return SpeakerPage::default();
    };
    let mut said: Vec<(Option<Date>, EntryId)> = Vec::new();
    let mut reviews: BTreeMap<ReviewState, usize> = BTreeMap::new();
    let mut articles = Vec::new();
    for (at, segment) in index.segments.iter().enumerate() {
        let mut here = 0;
        for (number, entry) in segment.entries.iter().enumerate() {
            if !entry.speakers.contains(&place) {
                continue;
            }
            here += 1;
            *reviews.entry(entry.review).or_default() += 1;
            let loc = EntryId {
                segment: at as u32,
                at: number as u32,
            };
            said.push((segment.published, loc));
        }
        if here > 0 {
            articles.push((segment.article.clone(), here));
        }
    }
    // The sort is stable and keeps the order of articles and texts within a day.
    said.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let said: Vec<EntryId> = said.into_iter().map(|(_, loc)| loc).collect();
    articles.sort_by_key(|(_, claims)| std::cmp::Reverse(*claims));
    let belongs = |other: &&Speaker| other.affiliation.as_ref() == Some(speaker);
    SpeakerPage {
        mentions: mentions(project, index, &said, speaker),
        reviews: reviews.into_iter().collect(),
        members: project.speakers().values().filter(belongs).count(),
        said,
        articles,
    }
}

/// The words that mention a speaker, counted as they would be read: case and marks apart.
fn mentions(project: &Project, index: &Index, said: &[EntryId], speaker: &SpeakerId) -> Vec<(String, usize)> {
    // The same words are said thousands of times: they are counted as they stand, and folded once.
    let mut as_they_stand: HashMap<Cow<'_, str>, (usize, usize)> = HashMap::new();
    for locs in said.chunk_by(|one, next| one.segment == next.segment) {
        let segment = locs.first().and_then(|first| index.get(*first));
        let Some(article) = segment.and_then(|(segment, _)| project.article(&segment.article)) else {
            continue;
        };
        let entries = locs.iter().filter_map(|loc| index.get(*loc));
        let claims = entries.filter_map(|(_, entry)| article.claims.get(&entry.claim));
        let links = claims.flat_map(|claim| claim.voice.chain());
        for link in links.filter(|link| link.speakers.contains(speaker)) {
            let words = match link.source.as_slice() {
                [] => continue,
                [piece] => Cow::Borrowed(piece.words.as_str()),
                pieces => Cow::Owned(joined(pieces)),
            };
            let met = as_they_stand.len();
            as_they_stand.entry(words).or_insert((met, 0)).1 += 1;
        }
    }
    let mut met: Vec<(usize, Cow<'_, str>, usize)> = as_they_stand
        .into_iter()
        .map(|(words, (met, count))| (met, words, count))
        .collect();
    met.sort_unstable();
    let mut mentions: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (_, words, count) in met.into_iter().filter(|(_, words, _)| !words.is_empty()) {
        let folded = fold(&words);
        mentions.entry(folded).or_insert((words.into_owned(), 0)).1 += count;
    }
    let mut mentions: Vec<(String, usize)> = mentions.into_values().collect();
    mentions.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    mentions
}

/// The claims of a page that are picked, in its order; what is not on it is no longer picked.
pub fn still_picked(index: &Index, page: &SpeakerPage, picked: &BTreeSet<ClaimRef>) -> BTreeSet<ClaimRef> {
    if picked.is_empty() {
        return BTreeSet::new();
    }
    let said = page.said.iter().filter_map(|loc| claim_ref(index, *loc));
    said.filter(|claim| picked.contains(claim)).collect()
}

/// Speakers that a speaker may be merged with: those that fit what was typed, those whose names share
/// words with its own first.
pub fn candidates(project: &Project, speaker: &SpeakerId, search: &str) -> Vec<SpeakerId> {
    let words = |speaker: &Speaker| -> BTreeSet<String> {
        let folded: Vec<String> = speaker.names().map(fold).collect();
        let words = folded.iter().flat_map(|name| name.split_whitespace());
        words.map(str::to_owned).collect()
    };
    let own = project.speaker(speaker).map(words).unwrap_or_default();
    let mut found: Vec<(usize, u32, String, SpeakerId)> = project
        .speakers()
        .iter()
        .filter(|(id, _)| *id != speaker)
        .filter_map(|(id, other)| {
            let score = other
                .names()
                .filter_map(|name| matches_words(search, name))
                .max()?;
            let shared = words(other).intersection(&own).count();
            Some((shared, score, fold(&other.name), id.clone()))
        })
        .collect();
    found.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.cmp(&b.2)));
    found.into_iter().map(|(.., id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Anchor, Article, Attribution, Claim, Edit, Head, Metadata, Voice};
    use crate::text::Span;

    const TEXT: &str = "The army said one thing. THE ARMY said another. The troops said a third.";

    fn claim(words: &str, source: &str, speakers: &[&str]) -> Claim {
        let anchor = |words: &str| {
            let start = TEXT.find(words).unwrap();
            Anchor::new(TEXT, Span::new(start, start + words.len())).unwrap()
        };
        let link = Attribution {
            speakers: speakers.iter().map(|id| (*id).into()).collect(),
            source: vec![anchor(source)],
            ..Attribution::default()
        };
        Claim {
            spans: vec![anchor(words)],
            voice: Voice::Attributed(vec![link]),
            ..Claim::default()
        }
    }

    fn project() -> Project {
        let mut project = Project::new(Head::titled("Talks"));
        let speaker = |id: &str, name: &str, body: Option<&str>| {
            let affiliation = body.map(Into::into);
            let speaker = Speaker {
                affiliation,
                ..Speaker::named(name, 0)
            };
            Edit::Speaker(id.into(), Some(Box::new(speaker)))
        };
        let article = |id: &str, day: &str| {
            let metadata = Metadata {
                published: day.parse().ok(),
                ..Metadata::default()
            };
            Edit::Article(id.into(), Some(Box::new(Article::new(metadata, TEXT))))
        };
        let put = |article: &str, id: &str, claim: Claim| {
            Edit::Claim(article.into(), id.into(), Some(Box::new(claim)))
        };
        let edits = vec![
            speaker("state", "The state", None),
            speaker("army", "The army", Some("state")),
            speaker("rasoul", "Rasoul of the army", Some("army")),
            speaker("zoo", "The zoo", None),
            article("early", "2024-02-09"),
            article("late", "2024-02-11"),
            put("early", "c-1", claim("one thing", "The army", &["army"])),
            put("late", "c-1", claim("another", "THE ARMY", &["army", "rasoul"])),
            put("late", "c-2", claim("a third", "The troops", &["army"])),
        ];
        project.apply(Edit::All(edits)).unwrap();
        project
    }

    fn index(project: &Project) -> Index {
        let mut index = Index::default();
        index.update(project, 1, |_| unreachable!("there is nothing to mend yet"));
        index
    }

    fn lines(search: &str) -> Vec<String> {
        let project = project();
        let rows = list(&project, &index(&project), search);
        let line = |row: SpeakerRow| format!("{}{} {}", "  ".repeat(row.depth), row.speaker, row.claims);
        rows.into_iter().map(line).collect()
    }

    #[test]
    fn the_list_is_a_tree_of_affiliations_with_numbers_of_claims() {
        assert_eq!(lines(""), ["state 0", "  army 3", "    rasoul 1", "zoo 0"]);
    }

    #[test]
    fn what_is_searched_for_comes_as_a_list() {
        assert_eq!(lines("ras"), ["rasoul 1"]);
        assert_eq!(lines("army"), ["army 3", "rasoul 1"]);
        assert!(lines("nobody").is_empty());
    }

    #[test]
    fn a_page_holds_everything_said_the_latest_day_first() {
        let project = project();
        let index = index(&project);
        let page = page(&project, &index, &"army".into());
        let said: Vec<String> = page
            .said
            .iter()
            .filter_map(|loc| claim_ref(&index, *loc))
            .map(|(article, claim)| format!("{article}/{claim}"))
            .collect();
        assert_eq!(said, ["late/c-1", "late/c-2", "early/c-1"]);
        assert_eq!(page.articles, [("late".into(), 2), ("early".into(), 1)]);
        assert_eq!(page.reviews, [(ReviewState::Unreviewed, 3)]);
        assert_eq!(page.members, 1);
        let mentions: Vec<_> = page
            .mentions
            .iter()
            .map(|(words, count)| (words.as_str(), *count))
            .collect();
        assert_eq!(mentions, [("THE ARMY", 2), ("The troops", 1)]);
    }

    #[test]
    fn whoever_shares_words_with_a_speaker_is_offered_first_to_merge_with() {
        let found = candidates(&project(), &"army".into(), "");
        assert_eq!(found.first(), Some(&"rasoul".into()));
        assert!(!found.contains(&"army".into()));
    }
}
