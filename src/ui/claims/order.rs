//! Sorts and groups the claims of the table. Each claim is given a number, and the numbers are sorted.

use std::sync::Arc;

use super::index::{EntryId, EntrySpeaker, Index, IndexedClaim, Interned, Segment};
use super::state::{Grouping, Sort};
use crate::session::settings::claim_table::Column;
use crate::text::fold::fold;

pub(super) struct Ordered {
    pub claims: Vec<EntryId>,
    /// The end of each group, if there are groups.
    pub ends: Vec<usize>,
}

/// A claim's group, its key and its place before sorting, in one number.
type Sorted = u128;

/// Sorts and groups claims that are in the order of articles and texts. Equals keep that order.
pub(super) fn ordered(
    index: &Index,
    passed: Vec<EntryId>,
    sort: Option<Sort>,
    grouping: Grouping,
) -> Ordered {
    let by_article = |passed: &[EntryId]| match grouping {
        Grouping::Article => ends(passed, |loc| loc.segment),
        Grouping::None | Grouping::Speaker => Vec::new(),
    };
    if sort.is_none() && grouping != Grouping::Speaker {
        let ends = by_article(&passed);
        return Ordered { claims: passed, ends };
    }
    let mut sorted = numbered(index, &passed, sort, grouping);
    sorted.sort_unstable();
    if let Some(sort) = sort.filter(|sort| sort.column == Column::Claim) {
        settle_ties(index, &passed, &mut sorted, sort.descending);
    }
    let ends = match grouping {
        Grouping::None => Vec::new(),
        Grouping::Article | Grouping::Speaker => ends(&sorted, |one| (one >> 96) as u32),
    };
    let claims = sorted.iter().filter_map(|one| loc(&passed, *one)).collect();
    Ordered { claims, ends }
}

fn numbered(index: &Index, passed: &[EntryId], sort: Option<Sort>, grouping: Grouping) -> Vec<Sorted> {
    let key = sort.map(|sort| keys(index, sort.column));
    let down = sort.is_some_and(|sort| sort.descending);
    let groups = match grouping {
        Grouping::Speaker => speaker_groups(index),
        Grouping::None | Grouping::Article => Vec::new(),
    };
    let number = |(at, loc): (usize, &EntryId)| {
        let (segment, entry) = index.get(*loc)?;
        let group = match grouping {
            Grouping::None => 0,
            Grouping::Article => loc.segment,
            Grouping::Speaker => who_group(entry.who, &groups),
        };
        let key = key.as_ref().map_or(0, |key| key(segment, entry, *loc));
        let key = if down { u64::MAX - key } else { key };
        Some((Sorted::from(group) << 96) | (Sorted::from(key) << 32) | at as Sorted)
    };
    passed.iter().enumerate().filter_map(number).collect()
}

/// The claim that a number was given to.
fn loc(passed: &[EntryId], sorted: Sorted) -> Option<EntryId> {
    passed.get((sorted & Sorted::from(u32::MAX)) as usize).copied()
}

/// Where each run of the same group ends.
fn ends<T>(all: &[T], group: impl Fn(&T) -> u32) -> Vec<usize> {
    let runs = all.chunk_by(|one, next| group(one) == group(next));
    runs.scan(0, |end, run| {
        *end += run.len();
        Some(*end)
    })
    .collect()
}

/// Sorts claims that begin with the same letters by all of their words.
fn settle_ties(index: &Index, passed: &[EntryId], sorted: &mut [Sorted], descending: bool) {
    let words = |one: Sorted| loc(passed, one).and_then(|loc| Some(&index.get(loc)?.1.folded));
    for tied in sorted.chunk_by_mut(|one, next| one >> 32 == next >> 32) {
        if tied.len() < 2 {
            continue;
        }
        let further = |one: &Sorted| {
            let letters = words(*one).map_or(0, |words| letters_after(trimmed(words)));
            (if descending { !letters } else { letters }, *one)
        };
        let mut further: Vec<(u128, Sorted)> = tied.iter().map(further).collect();
        further.sort_unstable();
        for still in further.chunk_by_mut(|one, next| one.0 == next.0) {
            // Claims of equal words share them, and most of what is still tied has equal words.
            let all_equal = still.windows(2).all(|pair| match pair {
                [one, next] => match (words(one.1), words(next.1)) {
                    (Some(one), Some(next)) => Arc::ptr_eq(one, next),
                    _ => false,
                },
                _ => true,
            });
            if !all_equal {
                still.sort_by(|(_, one), (_, other)| {
                    let of = |one: Sorted| words(one).map(|words| trimmed(words));
                    let order = of(*one).cmp(&of(*other));
                    if descending { order.reverse() } else { order }
                });
            }
        }
        for (slot, (_, one)) in tied.iter_mut().zip(further) {
            *slot = one;
        }
    }
}

fn trimmed(words: &str) -> &str {
    words.trim_start_matches(|letter: char| !letter.is_alphanumeric())
}

/// The letters after those that `beginning` looks at, as a number that sorts like them, so that few
/// claims must be looked up to be compared.
fn letters_after(words: &str) -> u128 {
    let mut bytes = [0; 16];
    for (slot, byte) in bytes.iter_mut().zip(words.bytes().skip(8)) {
        *slot = byte;
    }
    u128::from_be_bytes(bytes)
}

/// For each speaker, where its group stands among all: by name, and no two in one place.
fn speaker_groups(index: &Index) -> Vec<u32> {
    let mut order: Vec<(bool, &str, usize)> = index
        .names
        .iter()
        .enumerate()
        .map(|(place, name)| (name.is_empty(), &**name, place))
        .collect();
    order.sort_unstable();
    let mut groups = vec![0; order.len()];
    for (group, (.., place)) in order.into_iter().enumerate() {
        if let Some(slot) = groups.get_mut(place) {
            *slot = group as u32;
        }
    }
    groups
}

/// Unattributed claims first, then the speakers by name, then the article.
fn who_group(who: EntrySpeaker, groups: &[u32]) -> u32 {
    match who {
        EntrySpeaker::Nobody => 0,
        EntrySpeaker::Speaker(place) => 1 + groups.get(place as usize).copied().unwrap_or(0),
        EntrySpeaker::Article => u32::MAX,
    }
}

/// For each place, the rank of its text among all.
fn ranks<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let mut order: Vec<(&str, usize)> = texts.enumerate().map(|(place, text)| (text, place)).collect();
    order.sort_unstable();
    let mut ranks = vec![0; order.len()];
    let mut rank = 0;
    let mut last = None;
    for (text, place) in order {
        if last.is_some_and(|last| last != text) {
            rank += 1;
        }
        last = Some(text);
        if let Some(slot) = ranks.get_mut(place) {
            // What is empty comes after everything.
            *slot = if text.is_empty() { u64::MAX } else { rank };
        }
    }
    ranks
}

fn folded_ranks(texts: &Interned) -> Vec<u64> {
    let folded: Vec<String> = texts.texts().map(fold).collect();
    ranks(folded.iter().map(String::as_str))
}

/// Gives a claim a number to sort it by.
type SortKey<'a> = Box<dyn Fn(&Segment, &IndexedClaim, EntryId) -> u64 + 'a>;

/// A function that gives a claim's key in a column: equal numbers keep the order of the text.
fn keys(index: &Index, column: Column) -> SortKey<'_> {
    let names = || ranks(index.names.iter().map(|name| &**name));
    let of = |ranks: &[u64], place: u32| ranks.get(place as usize).copied().unwrap_or(u64::MAX);
    match column {
        Column::Speaker => {
            let ranks = names();
            Box::new(move |_, entry, _| who_key(entry.who, &ranks))
        }
        Column::Affiliation => {
            let ranks = names();
            Box::new(move |_, entry, _| match entry.who {
                EntrySpeaker::Speaker(place) => {
                    let body = index.affiliations.get(place as usize).copied().flatten();
                    body.map_or(u64::MAX, |body| of(&ranks, body))
                }
                EntrySpeaker::Nobody | EntrySpeaker::Article => u64::MAX,
            })
        }
        Column::Claim => Box::new(|_, entry, _| entry.words),
        Column::Source => Box::new(|_, entry, _| entry.source),
        Column::Note => Box::new(|_, entry, _| entry.note),
        Column::Cue => {
            let ranks = folded_ranks(&index.cues);
            Box::new(move |_, entry, _| of(&ranks, entry.cue))
        }
        Column::Article => {
            let ranks = ranks(index.segments.iter().map(|segment| &*segment.title));
            Box::new(move |_, _, loc| of(&ranks, loc.segment))
        }
        Column::Publisher => {
            let ranks = folded_ranks(&index.publishers);
            Box::new(move |segment, _, _| of(&ranks, segment.publisher))
        }
        Column::Date => Box::new(|segment, _, _| {
            segment.published.map_or(u64::MAX, |day| {
                let (year, month) = (i64::from(day.year()) + 10_000, i64::from(day.month()));
                ((year * 16 + month) * 32 + i64::from(day.day())) as u64
            })
        }),
        Column::Quotation => Box::new(|_, entry, _| entry.quotation.map_or(u64::MAX, |it| it as u64)),
        Column::Review => Box::new(|_, entry, _| entry.review as u64),
        Column::Verdict => Box::new(|_, entry, _| entry.verdict.map_or(u64::MAX, u64::from)),
    }
}

/// The same order for keys.
fn who_key(who: EntrySpeaker, ranks: &[u64]) -> u64 {
    match who {
        EntrySpeaker::Nobody => 0,
        EntrySpeaker::Speaker(place) => 1 + ranks.get(place as usize).copied().unwrap_or(0).min(u64::MAX - 3),
        EntrySpeaker::Article => u64::MAX - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Claim, Edit, Head, Metadata, Project};
    use crate::text::Span;

    /// An index over two articles, in each of which these are claims.
    fn index(words: &[&str]) -> Index {
        let text = words.join("\n");
        let mut project = Project::new(Head::titled("Talks"));
        for article in ["one", "two"] {
            let value = Article::new(Metadata::default(), text.as_str());
            project
                .apply(Edit::Article(article.into(), Some(Box::new(value))))
                .unwrap();
            let mut start = 0;
            for (at, words) in words.iter().enumerate() {
                let claim = Claim::new(&text, Span::new(start, start + words.len())).unwrap();
                let id = format!("c-{at:02}");
                project
                    .apply(Edit::Claim(
                        article.into(),
                        id.as_str().into(),
                        Some(Box::new(claim)),
                    ))
                    .unwrap();
                start += words.len() + 1;
            }
        }
        let mut index = Index::default();
        index.update(&project, 1, |_| unreachable!("there is nothing to mend yet"));
        index
    }

    #[test]
    fn claims_are_sorted_by_all_of_their_words_and_equals_keep_the_order_of_the_text() {
        let index = index(&[
            "the army has left the northern base",
            "The army has left the northern bases",
            "the army has left",
            "“The army has left the northern base",
            "no",
            "the army has gone",
            "The army has left the northern base",
            "nobody knows",
        ]);
        let places = index.segments.iter().zip(0..);
        let all: Vec<EntryId> = places
            .flat_map(|(segment, place)| (0..segment.entries.len() as u32).map(move |at| (place, at)))
            .map(|(segment, at)| EntryId { segment, at })
            .collect();
        for descending in [false, true] {
            let sort = Sort {
                column: Column::Claim,
                descending,
            };
            let words = |loc: &EntryId| trimmed(&index.get(*loc).unwrap().1.folded).to_owned();
            let mut expected = all.clone();
            expected.sort_by(|one, other| {
                let order = words(one).cmp(&words(other));
                if descending { order.reverse() } else { order }
            });
            let sorted = ordered(&index, all.clone(), Some(sort), Grouping::None);
            assert_eq!((sorted.claims, sorted.ends), (expected, Vec::new()));
        }
    }
}
