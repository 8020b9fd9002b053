//! Which claims the table shows, in which order, in which groups; and what stands in a row. Pure
//! functions over the index and the project; nothing is drawn here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::index::{Answer, Entry, Index, Loc, Segment};
use super::order::{Ordered, ordered};
use super::state::{Grouping, TableView};
use super::tally::Totals;
use crate::model::claim_set::{ClaimSet, Ids};
use crate::model::{ClaimId, ClaimRef, Project, Quotation, ReviewState, SpeakerId};
use crate::session::filters::{ClaimFilter, Missing, QuotationFilter, ReviewFilter};
use crate::text::fold::fold;

/// What the table shows.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Its rows from the top.
    pub rows: Vec<Row>,
    /// The groups that rows may head.
    pub groups: Vec<Group>,
    /// How many claims passed the filter, also in folded groups.
    pub claims: usize,
    /// Figures of the whole project.
    pub totals: Totals,
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The head of a group, by its place.
    Group(u32),
    /// A claim.
    Claim(Loc),
}

/// A group of claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is known by: a speaker's or an article's id, or a word of ours.
    pub key: String,
    /// How many claims it holds.
    pub claims: usize,
    /// Whether only its head is shown.
    pub folded: bool,
}

impl Shown {
    /// What the table shows of the index.
    pub fn new(index: &Index, view: &TableView) -> Self {
        let totals = index.totals();
        let passed = passed(index, &view.filter);
        let claims = passed.len();
        let ordered = ordered(index, passed, view.sort, view.grouping);
        let (rows, groups) = match view.grouping {
            Grouping::None => (ordered.claims.into_iter().map(Row::Claim).collect(), Vec::new()),
            grouping => grouped(index, &ordered, grouping, &view.folded),
        };
        Self {
            rows,
            groups,
            claims,
            totals,
        }
    }

    /// The row of a claim.
    pub fn row_of(&self, index: &Index, (article, claim): &ClaimRef) -> Option<usize> {
        let loc = index.loc(article, claim)?;
        self.rows.iter().position(|row| *row == Row::Claim(loc))
    }

    /// The claim of a row.
    pub fn claim_at(&self, index: &Index, row: usize) -> Option<ClaimRef> {
        match self.rows.get(row)? {
            Row::Group(_) => None,
            Row::Claim(loc) => claim_ref(index, *loc),
        }
    }

    /// Every claim that is shown.
    pub fn all(&self, index: &Index) -> ClaimSet {
        set_of(index, &claims_in(&self.rows))
    }
}

/// The claims of some rows, in the order of articles and texts.
pub fn claims_in(rows: &[Row]) -> Vec<Loc> {
    let locs = rows.iter().filter_map(|row| match row {
        Row::Claim(loc) => Some(*loc),
        Row::Group(_) => None,
    });
    let mut locs: Vec<Loc> = locs.collect();
    locs.sort_unstable();
    locs
}

/// A set of claims that come in the order of articles and texts.
pub fn set_of(index: &Index, locs: &[Loc]) -> ClaimSet {
    let mut set = ClaimSet::new();
    for locs in locs.chunk_by(|one, other| one.segment == other.segment) {
        let first = locs.first().and_then(|first| index.get(*first));
        if let Some((segment, _)) = first {
            set.put(segment.article.clone(), ids_of(segment, locs));
        }
    }
    set
}

/// The ids of some claims of a segment, in their order.
pub fn ids_of(segment: &Segment, locs: &[Loc]) -> Ids {
    if locs.len() == segment.entries.len() {
        return Arc::clone(&segment.ids);
    }
    let entries = locs.iter().filter_map(|loc| segment.entries.get(loc.at as usize));
    let mut ids: Vec<ClaimId> = entries.map(|entry| entry.claim.clone()).collect();
    ids.sort_unstable();
    Arc::new(ids)
}

/// The claim at a place.
pub fn claim_ref(index: &Index, loc: Loc) -> Option<ClaimRef> {
    let (segment, entry) = index.get(loc)?;
    Some((segment.article.clone(), entry.claim.clone()))
}

/// A filter with its ids and words made ready for an index.
struct Sieve<'a> {
    filter: &'a ClaimFilter,
    terms: Vec<Term>,
    speaker: Wanted<u32>,
    /// For each speaker, whether it belongs to the body.
    belongs: Option<Vec<bool>>,
    publisher: Wanted<u32>,
    verdict: Wanted<Option<u32>>,
}

/// What a claim must have to pass.
enum Wanted<T> {
    /// Whatever it has.
    Anything,
    /// What no claim has: the filter names what is not in this project.
    Nothing,
    /// Just this.
    Only(T),
}

impl<T> Wanted<T> {
    fn new(name: Option<&String>, find: impl FnOnce(&str) -> Option<T>) -> Self {
        match name.map(|name| find(name)) {
            None => Self::Anything,
            Some(None) => Self::Nothing,
            Some(Some(value)) => Self::Only(value),
        }
    }

    fn is(&self, has: impl FnOnce(&T) -> bool) -> bool {
        match self {
            Self::Anything => true,
            Self::Nothing => false,
            Self::Only(value) => has(value),
        }
    }
}

/// A word that is looked for, and the speakers whose names hold it.
struct Term {
    word: String,
    finder: memchr::memmem::Finder<'static>,
    named: Vec<bool>,
}

impl<'a> Sieve<'a> {
    fn new(index: &Index, filter: &'a ClaimFilter) -> Self {
        let words = fold(&filter.words);
        let terms = words.split_whitespace().map(|word| Term {
            named: index.names.iter().map(|name| name.contains(word)).collect(),
            finder: memchr::memmem::Finder::new(word).into_owned(),
            word: word.to_owned(),
        });
        let place = |id: &str| index.speaker(&SpeakerId::from(id));
        let body = filter.affiliation.as_deref();
        Self {
            filter,
            terms: terms.collect(),
            speaker: Wanted::new(filter.speaker.as_ref(), place),
            belongs: body.map(|id| belonging(index, place(id))),
            publisher: Wanted::new(filter.publisher.as_ref(), |publisher| {
                index.publishers.find(publisher)
            }),
            verdict: Wanted::new(filter.verdict.as_ref(), |key| match key {
                "" => Some(None),
                key => index.ratings.find(key).map(Some),
            }),
        }
    }

    fn passes_article(&self, segment: &Segment) -> bool {
        let day = segment.published;
        let article = self.filter.article.as_deref();
        article.is_none_or(|id| segment.article.as_str() == id)
            && self.publisher.is(|wanted| *wanted == segment.publisher)
            && self
                .filter
                .from
                .is_none_or(|from| day.is_some_and(|day| day >= from))
            && self.filter.to.is_none_or(|to| day.is_some_and(|day| day <= to))
    }

    fn passes(&self, index: &Index, entry: &Entry, titled: &[bool]) -> bool {
        let filter = self.filter;
        filter
            .review
            .is_none_or(|wanted| review_filter(entry.review) == wanted)
            && filter.missing.is_none_or(|missing| lacks(entry, missing))
            && self.speaker.is(|wanted| entry.speakers.contains(wanted))
            && filter.quotation.is_none_or(|wanted| {
                entry
                    .quotation
                    .is_some_and(|quotation| quotation_filter(quotation) == wanted)
            })
            && self.verdict.is(|wanted| *wanted == entry.verdict)
            && (!filter.repeated || index.repeats(entry) > 1)
            && self.belongs.as_ref().is_none_or(|belongs| {
                let is_one = |place: &u32| belongs.get(*place as usize).is_some_and(|one| *one);
                entry.speakers.iter().any(is_one)
            })
            && self.terms.iter().zip(titled).all(|(term, titled)| {
                *titled
                    || term.finder.find(entry.folded.as_bytes()).is_some()
                    || entry
                        .speakers
                        .iter()
                        .any(|place| term.named.get(*place as usize).is_some_and(|named| *named))
            })
    }
}

/// For each speaker, whether it belongs to a body, directly or through others, or is it.
fn belonging(index: &Index, body: Option<u32>) -> Vec<bool> {
    let belongs = |speaker: usize| {
        let mut above = Some(speaker as u32);
        for _ in 0..=index.affiliations.len() {
            if above.is_none() || above == body {
                break;
            }
            above = above.and_then(|place| *index.affiliations.get(place as usize)?);
        }
        body.is_some() && above == body
    };
    (0..index.affiliations.len()).map(belongs).collect()
}

fn review_filter(state: ReviewState) -> ReviewFilter {
    match state {
        ReviewState::Unreviewed => ReviewFilter::Unreviewed,
        ReviewState::Stale => ReviewFilter::Stale,
        ReviewState::Accepted => ReviewFilter::Accepted,
        ReviewState::Disputed => ReviewFilter::Disputed,
        ReviewState::Rejected => ReviewFilter::Rejected,
        ReviewState::Split => ReviewFilter::Split,
    }
}

fn quotation_filter(quotation: Quotation) -> QuotationFilter {
    match quotation {
        Quotation::Direct => QuotationFilter::Direct,
        Quotation::Indirect => QuotationFilter::Indirect,
        Quotation::Mixed => QuotationFilter::Mixed,
    }
}

fn lacks(entry: &Entry, missing: Missing) -> bool {
    match missing {
        Missing::Speaker => entry.lacks_speaker,
        Missing::Source => entry.lacks_source,
        Missing::Cue => entry.lacks_cue,
        Missing::Place => entry.lacks_place,
    }
}

/// The claims that pass, in the order of articles and texts.
fn passed(index: &Index, filter: &ClaimFilter) -> Vec<Loc> {
    let sieve = Sieve::new(index, filter);
    let all = filter.is_empty();
    let mut passed = Vec::with_capacity(if all { index.totals().claims } else { 0 });
    for (place, segment) in index.segments.iter().enumerate() {
        if !sieve.passes_article(segment) {
            continue;
        }
        let titled = |term: &Term| segment.title.contains(term.word.as_str());
        let titled: Vec<bool> = sieve.terms.iter().map(titled).collect();
        for (at, entry) in segment.entries.iter().enumerate() {
            if all || sieve.passes(index, entry, &titled) {
                passed.push(Loc {
                    segment: place as u32,
                    at: at as u32,
                });
            }
        }
    }
    passed
}

fn grouped(
    index: &Index,
    ordered: &Ordered,
    grouping: Grouping,
    folded: &BTreeSet<String>,
) -> (Vec<Row>, Vec<Group>) {
    let room = ordered.claims.len() + ordered.ends.len();
    let (mut rows, mut groups) = (Vec::with_capacity(room), Vec::with_capacity(ordered.ends.len()));
    let mut begin = 0;
    for end in &ordered.ends {
        let members = ordered.claims.get(begin..*end).unwrap_or_default();
        begin = *end;
        let Some((segment, entry)) = members.first().and_then(|first| index.get(*first)) else {
            continue;
        };
        let key = match (grouping, entry.who) {
            (Grouping::Article | Grouping::None, _) => segment.article.to_string(),
            (_, Answer::Nobody) => NOBODY.to_owned(),
            (_, Answer::Article) => ITSELF.to_owned(),
            (_, Answer::Speaker(place)) => index
                .speakers
                .get(place as usize)
                .map(ToString::to_string)
                .unwrap_or_default(),
        };
        let folded = folded.contains(&key);
        rows.push(Row::Group(groups.len() as u32));
        groups.push(Group {
            key,
            claims: members.len(),
            folded,
        });
        if !folded {
            rows.extend(members.iter().copied().map(Row::Claim));
        }
    }
    (rows, groups)
}

/// The key of the group of claims that are to be attributed.
pub const NOBODY: &str = "nobody";
/// The key of the group of claims in the article's own voice.
pub const ITSELF: &str = "article";

/// The name of a group, and its speaker's place on the palette where it has one.
pub fn group_name(project: &Project, key: &str, grouping: Grouping) -> (String, Option<usize>) {
    let article = || {
        project
            .article(&key.into())
            .map(|it| (it.metadata.title.clone(), None))
    };
    let speaker = || {
        project
            .speaker(&key.into())
            .map(|it| (it.name.clone(), Some(it.color)))
    };
    let found = match (grouping, key) {
        (Grouping::Speaker, NOBODY) => Some((crate::ui::kit::words::TO_BE_ATTRIBUTED.to_owned(), None)),
        (Grouping::Speaker, ITSELF) => Some((crate::ui::kit::words::THE_ARTICLE.to_owned(), None)),
        (Grouping::Speaker, _) => speaker(),
        (Grouping::Article | Grouping::None, _) => article(),
    };
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Attribution, Claim, Edit, Head, Metadata, Speaker, Voice};
    use crate::session::filters::Column;
    use crate::text::Span;
    use crate::ui::claims::Sort;

    const TEXT: &str = "The army said the bridge is safe. Rasoul denied it. “The bridge is safe”, they say.";

    fn words(words: &str, speaker: Option<&str>) -> Claim {
        let start = TEXT.rfind(words).unwrap();
        let voice = speaker.map_or(Voice::ToBeAttributed, |id| {
            Voice::Attributed(vec![Attribution {
                speakers: vec![id.into()],
                ..Attribution::default()
            }])
        });
        Claim {
            voice,
            ..Claim::new(TEXT, Span::new(start, start + words.len())).unwrap()
        }
    }

    fn project() -> Project {
        let mut project = Project::new(Head::titled("Bridges"));
        let speaker = |name: &str, body: Option<&str>| {
            let affiliation = body.map(Into::into);
            let speaker = Speaker {
                affiliation,
                ..Speaker::named(name, 0)
            };
            Some(Box::new(speaker))
        };
        let article = |title: &str, day: &str| {
            let metadata = Metadata {
                title: title.into(),
                published: day.parse().ok(),
                publisher: Some(format!("{title} Post")),
                ..Metadata::default()
            };
            Some(Box::new(Article::new(metadata, TEXT)))
        };
        let put = |article: &str, id: &str, claim: Claim| {
            Edit::Claim(article.into(), id.into(), Some(Box::new(claim)))
        };
        let edits = vec![
            Edit::Speaker("s-army".into(), speaker("The army", None)),
            Edit::Speaker("s-rasoul".into(), speaker("Rasoul", Some("s-army"))),
            Edit::Article("one".into(), article("One", "2024-02-11")),
            Edit::Article("two".into(), article("Two", "2024-02-09")),
            put("one", "c-b", words("the bridge is safe", Some("s-army"))),
            put("one", "c-a", words("denied it", Some("s-rasoul"))),
            put("two", "c-a", words("The bridge is safe", Some("s-rasoul"))),
            put("two", "c-b", words("they say", None)),
        ];
        project.apply(Edit::All(edits)).unwrap();
        project
    }

    fn index(project: &Project) -> Index {
        let mut index = Index::default();
        index.update(project, 1, |_| unreachable!("there is nothing to mend yet"));
        index
    }

    /// The rows as 'article/claim', groups as '# key claims'.
    fn lines(index: &Index, view: &TableView) -> Vec<String> {
        let shown = Shown::new(index, view);
        let line = |at: usize| match shown.rows[at] {
            Row::Group(place) => {
                let group = &shown.groups[place as usize];
                format!("# {} {}", group.key, group.claims)
            }
            Row::Claim(loc) => {
                let (article, claim) = claim_ref(index, loc).unwrap();
                format!("{article}/{claim}")
            }
        };
        (0..shown.rows.len()).map(line).collect()
    }

    fn filtered(filter: ClaimFilter) -> Vec<String> {
        let view = TableView {
            filter,
            ..TableView::default()
        };
        lines(&index(&project()), &view)
    }

    #[test]
    fn without_a_filter_all_claims_come_in_the_order_of_articles_and_texts() {
        assert_eq!(
            filtered(ClaimFilter::default()),
            ["one/c-b", "one/c-a", "two/c-a", "two/c-b"]
        );
    }

    #[test]
    fn every_part_of_a_filter_lets_through_what_it_names() {
        let some = |text: &str| Some(text.to_owned());
        let none = ClaimFilter::default;
        let cases: &[(ClaimFilter, &[&str])] = &[
            (
                ClaimFilter {
                    words: "BRIDGE safe".into(),
                    ..none()
                },
                &["one/c-b", "two/c-a"],
            ),
            (
                ClaimFilter {
                    words: "rasoul two".into(),
                    ..none()
                },
                &["two/c-a"],
            ),
            (
                ClaimFilter {
                    speaker: some("s-army"),
                    ..none()
                },
                &["one/c-b"],
            ),
            (
                ClaimFilter {
                    speaker: some("s-gone"),
                    ..none()
                },
                &[],
            ),
            (
                ClaimFilter {
                    affiliation: some("s-army"),
                    ..none()
                },
                &["one/c-b", "one/c-a", "two/c-a"],
            ),
            (
                ClaimFilter {
                    article: some("two"),
                    ..none()
                },
                &["two/c-a", "two/c-b"],
            ),
            (
                ClaimFilter {
                    publisher: some("One Post"),
                    ..none()
                },
                &["one/c-b", "one/c-a"],
            ),
            (
                ClaimFilter {
                    from: "2024-02-10".parse().ok(),
                    ..none()
                },
                &["one/c-b", "one/c-a"],
            ),
            (
                ClaimFilter {
                    to: "2024-02-10".parse().ok(),
                    ..none()
                },
                &["two/c-a", "two/c-b"],
            ),
            (
                ClaimFilter {
                    missing: Some(Missing::Speaker),
                    ..none()
                },
                &["two/c-b"],
            ),
            (
                ClaimFilter {
                    missing: Some(Missing::Source),
                    ..none()
                },
                &["one/c-b", "one/c-a", "two/c-a"],
            ),
            (
                ClaimFilter {
                    quotation: Some(QuotationFilter::Direct),
                    ..none()
                },
                &["two/c-a"],
            ),
            (
                ClaimFilter {
                    review: Some(ReviewFilter::Accepted),
                    ..none()
                },
                &[],
            ),
            (
                ClaimFilter {
                    verdict: some(""),
                    article: some("one"),
                    ..none()
                },
                &["one/c-b", "one/c-a"],
            ),
            (
                ClaimFilter {
                    verdict: some("true"),
                    ..none()
                },
                &[],
            ),
            (
                ClaimFilter {
                    repeated: true,
                    ..none()
                },
                &["one/c-b", "two/c-a"],
            ),
        ];
        for (filter, expected) in cases {
            assert_eq!(filtered(filter.clone()), *expected, "{filter:?}");
        }
    }

    fn sorted(column: Column, descending: bool) -> Vec<String> {
        let view = TableView {
            sort: Some(Sort { column, descending }),
            ..TableView::default()
        };
        lines(&index(&project()), &view)
    }

    #[test]
    fn sorting_keeps_the_order_of_the_text_among_equals() {
        assert_eq!(
            sorted(Column::Claim, false),
            ["one/c-a", "one/c-b", "two/c-a", "two/c-b"]
        );
        assert_eq!(
            sorted(Column::Claim, true),
            ["two/c-b", "one/c-b", "two/c-a", "one/c-a"]
        );
        assert_eq!(
            sorted(Column::Speaker, false),
            ["two/c-b", "one/c-a", "two/c-a", "one/c-b"]
        );
        assert_eq!(
            sorted(Column::Date, false),
            ["two/c-a", "two/c-b", "one/c-b", "one/c-a"]
        );
        assert_eq!(
            sorted(Column::Article, true),
            ["two/c-a", "two/c-b", "one/c-b", "one/c-a"]
        );
    }

    #[test]
    fn groups_are_headed_counted_and_folded() {
        let mut view = TableView {
            grouping: Grouping::Speaker,
            ..TableView::default()
        };
        let index = index(&project());
        assert_eq!(
            lines(&index, &view),
            [
                "# nobody 1",
                "two/c-b",
                "# s-rasoul 2",
                "one/c-a",
                "two/c-a",
                "# s-army 1",
                "one/c-b"
            ]
        );
        view.folded.insert("s-rasoul".into());
        view.grouping = Grouping::Speaker;
        assert_eq!(
            lines(&index, &view),
            ["# nobody 1", "two/c-b", "# s-rasoul 2", "# s-army 1", "one/c-b"]
        );
        view.grouping = Grouping::Article;
        assert_eq!(lines(&index, &view)[0], "# one 2");
    }

    #[test]
    fn a_mended_index_is_as_a_new_one() {
        let mut project = project();
        let mut mended = index(&project);
        let edits = [
            Edit::Claim("one".into(), "c-b".into(), None),
            Edit::Article("one".into(), None),
            Edit::Claim(
                "two".into(),
                "c-b".into(),
                Some(Box::new(words("denied it", Some("s-army")))),
            ),
        ];
        let new = Article::new(Metadata::default(), TEXT);
        let new = Edit::Article("three".into(), Some(Box::new(new)));
        let renamed = Speaker::named("Army", 0);
        let renamed = Edit::Speaker("s-army".into(), Some(Box::new(renamed)));
        for (revision, edit) in (2..).zip(edits.into_iter().chain([new, renamed])) {
            let touched = edit.touched();
            project.apply(edit).unwrap();
            mended.update(&project, revision, |_| touched);
            let fresh = index(&project);
            for view in [
                TableView::default(),
                TableView {
                    filter: ClaimFilter {
                        repeated: true,
                        ..ClaimFilter::default()
                    },
                    ..TableView::default()
                },
                TableView {
                    grouping: Grouping::Speaker,
                    ..TableView::default()
                },
            ] {
                assert_eq!(lines(&mended, &view), lines(&fresh, &view), "at {revision}");
            }
            assert_eq!(Shown::new(&mended, &TableView::default()).totals, fresh.totals());
        }
    }
}
