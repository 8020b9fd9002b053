//! The rows of the list: filtered, sorted and grouped.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::filter::Filter;
use super::index::{Entry, Index, WorkState};
use super::state::ArticleKind;
use crate::model::ArticleId;

/// What articles are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// When they were added.
    #[default]
    Added,
    /// When they were published; without a date last.
    Date,
    /// Title.
    Title,
    /// Publisher; without one last.
    Publisher,
    /// The number of claims that nobody has reviewed.
    OpenClaims,
}

impl SortBy {
    /// Every order, as it is offered.
    pub const ALL: [Self; 5] = [
        Self::Added,
        Self::Date,
        Self::Title,
        Self::Publisher,
        Self::OpenClaims,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => fl!("articles-sort-added"),
            Self::Date => fl!("articles-sort-date"),
            Self::Title => fl!("articles-sort-title"),
            Self::Publisher => fl!("articles-sort-publisher"),
            Self::OpenClaims => fl!("articles-sort-open-claims"),
        }
    }

    /// Whether what is wanted first is usually the largest.
    pub(super) fn begins_descending(self) -> bool {
        matches!(self, Self::Date | Self::OpenClaims)
    }
}

/// What articles are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Nothing.
    #[default]
    None,
    /// Publisher.
    Publisher,
    /// The month of publication.
    Month,
    /// Tag; an article with several is in each of their groups.
    Tag,
    /// How far the work has come.
    State,
    /// Whom it is assigned to; an article with several readers is in each of their groups.
    Assigned,
}

impl Grouping {
    /// Every grouping, as it is offered.
    pub const ALL: [Self; 6] = [
        Self::None,
        Self::Publisher,
        Self::Month,
        Self::Tag,
        Self::State,
        Self::Assigned,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => fl!("articles-group-none"),
            Self::Publisher => fl!("articles-sort-publisher"),
            Self::Month => fl!("articles-group-month"),
            Self::Tag => fl!("articles-group-tag"),
            Self::State => fl!("articles-group-state"),
            Self::Assigned => fl!("articles-group-assigned"),
        }
    }
}

/// How the list is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Arrangement {
    pub filter: String,
    pub kind: ArticleKind,
    pub sort: SortBy,
    pub descending: bool,
    pub grouping: Grouping,
    /// The keys of folded groups.
    pub folded: BTreeSet<String>,
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A group's head, by its place among the groups.
    Group(usize),
    /// An article, by its place in the index.
    Article(usize),
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// For folding; groups come in its order.
    pub key: String,
    pub name: String,
    pub articles: usize,
    pub done: usize,
    pub claims: usize,
    pub reviewed: usize,
    pub is_folded: bool,
}

/// The rows, and what they amount to.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub all: Vec<Row>,
    pub groups: Vec<Group>,
    /// The shown articles, each once, in the order of the rows; also those of folded groups.
    pub shown: Vec<ArticleId>,
    /// The first row of each article that is not folded away.
    places: BTreeMap<usize, usize>,
}

impl Rows {
    pub(super) fn new(index: &Index, by: &Arrangement) -> Self {
        let filter = Filter::parse(&by.filter);
        let entries = index.entries.iter().enumerate();
        let mut found: Vec<(usize, &Entry)> = entries
            .filter(|(_, entry)| by.kind.takes(entry.state) && filter.fits(entry))
            .collect();
        if by.sort != SortBy::Added {
            found.sort_by(|(_, one), (_, other)| compare(one, other, by.sort, by.descending));
        } else if by.descending {
            found.reverse();
        }
        let mut rows = Self::default();
        if by.grouping == Grouping::None {
            rows.all = found.iter().map(|(at, _)| Row::Article(*at)).collect();
            rows.shown = found.iter().map(|(_, entry)| entry.id.clone()).collect();
        } else {
            rows.group(&found, by);
        }
        for (row, what) in rows.all.iter().enumerate() {
            if let Row::Article(at) = what {
                rows.places.entry(*at).or_insert(row);
            }
        }
        rows
    }

    fn group(&mut self, found: &[(usize, &Entry)], by: &Arrangement) {
        let mut groups: BTreeMap<(String, String), Vec<(usize, &Entry)>> = BTreeMap::new();
        for (at, entry) in found {
            for key in keys(entry, by.grouping) {
                groups.entry(key).or_default().push((*at, entry));
            }
        }
        let mut seen = BTreeSet::new();
        for ((key, name), members) in groups {
            let is_folded = by.folded.contains(&key);
            let sum = |count: fn(&Entry) -> usize| members.iter().map(|(_, entry)| count(entry)).sum();
            self.all.push(Row::Group(self.groups.len()));
            self.groups.push(Group {
                key,
                name,
                articles: members.len(),
                done: sum(|entry| usize::from(entry.state.is_done())),
                claims: sum(|entry| entry.progress.claims),
                reviewed: sum(|entry| entry.progress.reviewed),
                is_folded,
            });
            for (at, entry) in members {
                if !is_folded {
                    self.all.push(Row::Article(at));
                }
                if seen.insert(at) {
                    self.shown.push(entry.id.clone());
                }
            }
        }
    }

    /// The row of an article.
    pub(super) fn row_of(&self, index: &Index, id: &ArticleId) -> Option<usize> {
        self.places.get(&index.place(id)?).copied()
    }

    /// The article of a row.
    pub(super) fn article_at<'a>(&self, index: &'a Index, row: usize) -> Option<&'a ArticleId> {
        match self.all.get(row)? {
            Row::Article(at) => Some(&index.entries.get(*at)?.id),
            Row::Group(_) => None,
        }
    }

    /// The articles between two rows, both included.
    pub(super) fn between<'a>(
        &'a self,
        index: &'a Index,
        one: usize,
        other: usize,
    ) -> impl Iterator<Item = &'a ArticleId> {
        (one.min(other)..=one.max(other)).filter_map(|row| self.article_at(index, row))
    }

    /// The row this many articles below a row, or the last one on the way.
    pub(super) fn stepped(&self, from: usize, by: isize) -> usize {
        let (mut row, mut found) = (from, from);
        let mut left = by.unsigned_abs();
        while left > 0
            && let Some(next) = row.checked_add_signed(by.signum())
            && let Some(what) = self.all.get(next)
        {
            row = next;
            if matches!(what, Row::Article(_)) {
                found = row;
                left -= 1;
            }
        }
        found
    }
}

fn compare(one: &Entry, other: &Entry, by: SortBy, descending: bool) -> Ordering {
    // What is missing comes last, whichever way.
    fn known<T: Ord>(one: Option<T>, other: Option<T>, turned: impl Fn(Ordering) -> Ordering) -> Ordering {
        match (one, other) {
            (Some(one), Some(other)) => turned(one.cmp(&other)),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    }
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    match by {
        SortBy::Added => Ordering::Equal,
        SortBy::Date => known(one.published, other.published, turned),
        SortBy::Title => turned(one.title.cmp(&other.title)),
        SortBy::Publisher => known(one.folded_publisher(), other.folded_publisher(), turned),
        SortBy::OpenClaims => turned(one.open_claims().cmp(&other.open_claims())),
    }
}

/// Sorts behind every name.
const LAST: &str = "\u{10FFFF}";

/// The groups of an article that is in as many as it has values.
fn several(values: &[String], none: &str) -> Vec<(String, String)> {
    if values.is_empty() {
        return vec![(LAST.to_owned(), none.to_owned())];
    }
    let values = values.iter();
    values
        .map(|value| (value.to_lowercase(), value.clone()))
        .collect()
}

/// The groups of an article, each as key and name. Groups come in the order of their keys.
fn keys(entry: &Entry, grouping: Grouping) -> Vec<(String, String)> {
    let named = |folded: &str, name: &str| (folded.to_owned(), name.to_owned());
    match grouping {
        Grouping::None => Vec::new(),
        Grouping::Publisher => {
            let publisher = entry.publisher.as_deref();
            vec![publisher.map_or_else(
                || named(LAST, fl!("articles-no-publisher")),
                |name| named(&entry.folded_publisher, name),
            )]
        }
        Grouping::Month => vec![entry.published.map_or_else(
            || named(LAST, fl!("articles-no-date")),
            |day| {
                // The newest month comes first.
                let months = i32::from(day.year()) * 12 + i32::from(day.month());
                (
                    format!("{:08}", 10_000_000 - months),
                    day.strftime("%B %Y").to_string(),
                )
            },
        )],
        Grouping::Tag => several(&entry.tags, fl!("articles-no-tag")),
        Grouping::Assigned => several(&entry.assigned, fl!("articles-not-assigned")),
        Grouping::State => {
            let place = WorkState::ALL.iter().position(|state| *state == entry.state);
            vec![(
                place.unwrap_or_default().to_string(),
                entry.state.label().to_owned(),
            )]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use crate::model::{Article, Assignment, Edit, Head, Metadata, Project, Reviewer};

    fn index() -> Index {
        let mut project = Project::new(Head::titled("Talks"));
        for (id, name) in [("r-1", "Amal"), ("r-2", "Jonas")] {
            let reviewer = Reviewer { name: name.into() };
            project
                .apply(Edit::Reviewer(id.into(), Some(reviewer)))
                .expect("a reviewer");
        }
        for (id, title, publisher, day, tags) in [
            (
                "a",
                "Depot fire",
                Some("Wire"),
                Some(3),
                &["attacks", "voices"][..],
            ),
            ("b", "Army talks", None, None, &[]),
            ("c", "Convoys", Some("Courier"), Some(9), &["attacks"]),
        ] {
            let metadata = Metadata {
                title: title.to_owned(),
                publisher: publisher.map(str::to_owned),
                published: day.map(|day| jiff::civil::date(2024, 2, day)),
                tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
                assigned: match id {
                    "a" => [
                        ("r-1".into(), Assignment::default()),
                        ("r-2".into(), Assignment::default()),
                    ]
                    .into(),
                    "c" => [("r-2".into(), Assignment::default())].into(),
                    _ => BTreeMap::new(),
                },
                ..Metadata::default()
            };
            let article = Article::new(metadata, "Text.");
            project
                .apply(Edit::Article(id.into(), Some(Box::new(article))))
                .expect("an article");
        }
        let mut index = Index::default();
        index.follow(&project, 1, |_| unreachable!("it is new"));
        index
    }

    fn shown(by: &Arrangement) -> String {
        let index = index();
        let rows = Rows::new(&index, by);
        let names = rows.all.iter().map(|row| match row {
            Row::Group(at) => format!("[{} {}]", rows.groups[*at].name, rows.groups[*at].articles),
            Row::Article(at) => index.entries[*at].id.to_string(),
        });
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn articles_are_sorted_and_what_is_missing_comes_last() {
        for (sort, descending, expected) in [
            (SortBy::Added, false, "a b c"),
            (SortBy::Added, true, "c b a"),
            (SortBy::Title, false, "b c a"),
            (SortBy::Date, false, "a c b"),
            (SortBy::Date, true, "c a b"),
            (SortBy::Publisher, true, "a c b"),
        ] {
            let by = Arrangement {
                sort,
                descending,
                ..Arrangement::default()
            };
            assert_eq!(shown(&by), expected, "{sort:?} {descending}");
        }
    }

    #[test]
    fn articles_are_grouped_and_those_of_two_tags_are_in_both() {
        let by = |grouping| Arrangement {
            grouping,
            ..Arrangement::default()
        };
        assert_eq!(
            shown(&by(Grouping::Publisher)),
            "[Courier 1] c [Wire 1] a [No publisher 1] b"
        );
        assert_eq!(
            shown(&by(Grouping::Tag)),
            "[attacks 2] a c [voices 1] a [No tag 1] b"
        );
        assert_eq!(
            shown(&by(Grouping::Assigned)),
            "[Amal 1] a [Jonas 2] a c [Not assigned 1] b"
        );
        assert_eq!(shown(&by(Grouping::Month)), "[February 2024 2] a c [No date 1] b");
        let folded = Arrangement {
            folded: ["courier".to_owned()].into(),
            ..by(Grouping::Publisher)
        };
        assert_eq!(shown(&folded), "[Courier 1] [Wire 1] a [No publisher 1] b");
        assert_eq!(
            Rows::new(&index(), &folded).shown.len(),
            3,
            "folded is not hidden"
        );
    }

    #[test]
    fn steps_pass_over_the_heads_of_groups_and_stop_at_the_ends() {
        let index = index();
        let by = Arrangement {
            grouping: Grouping::Publisher,
            ..Arrangement::default()
        };
        let rows = Rows::new(&index, &by);
        assert_eq!(rows.stepped(1, 1), 3);
        assert_eq!(rows.stepped(3, -1), 1);
        assert_eq!(rows.stepped(1, -5), 1);
        assert_eq!(rows.stepped(1, 50), 5);
        assert_eq!(rows.row_of(&index, &"b".into()), Some(5));
    }
}
