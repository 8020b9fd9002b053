//! Gathers the rows of the table: filters, sorts and groups the claims of the index.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::facets::FacetMatcher;
use super::index::{EntryId, EntrySpeaker, Index, IndexedClaim, Segment};
use super::order::{Ordered, ordered};
use super::state::{Grouping, TableView};
use super::tally::Totals;
use super::terms::{Terms, Titled};
use crate::model::claim_set::{ClaimSet, Ids};
use crate::model::{ClaimId, ClaimRef, Project, Quotation, ReviewState, SpeakerId};
use crate::session::settings::claim_table::{ClaimFilter, Missing, QuotationFilter, ReviewFilter};

/// The rows of the table.
#[derive(Clone, Debug, Default)]
pub struct TableRows {
    pub rows: Vec<TableRow>,
    pub groups: Vec<Group>,
    /// The number of claims that match the filter, also in collapsed groups.
    pub claims: usize,
    /// Counts over the whole project.
    pub totals: Totals,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableRow {
    /// The heading of a group, by its place.
    Group(u32),
    Claim(EntryId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The id of a speaker or an article, or [`NOBODY`] or [`ARTICLE`].
    pub key: String,
    pub claims: usize,
    /// Whether it is collapsed.
    pub folded: bool,
}

impl TableRows {
    /// The rows that a view shows of the index.
    pub fn new(index: &Index, view: &TableView) -> Self {
        let totals = index.totals();
        let passed = passed(index, &view.filter);
        let claims = passed.len();
        let ordered = ordered(index, passed, view.sort, view.grouping);
        let (rows, groups) = match view.grouping {
            Grouping::None => (
                ordered.claims.into_iter().map(TableRow::Claim).collect(),
                Vec::new(),
            ),
            grouping => grouped(index, &ordered, grouping, &view.folded),
        };
        Self {
            rows,
            groups,
            claims,
            totals,
        }
    }

    pub fn row_of(&self, index: &Index, (article, claim): &ClaimRef) -> Option<usize> {
        let loc = index.entry_id(article, claim)?;
        self.rows.iter().position(|row| *row == TableRow::Claim(loc))
    }

    pub fn claim_at(&self, index: &Index, row: usize) -> Option<ClaimRef> {
        match self.rows.get(row)? {
            TableRow::Group(_) => None,
            TableRow::Claim(loc) => claim_ref(index, *loc),
        }
    }

    pub fn all(&self, index: &Index) -> ClaimSet {
        set_of(index, &claims_in(&self.rows))
    }
}

/// The claims of some rows, in the order of articles and texts.
pub(crate) fn claims_in(rows: &[TableRow]) -> Vec<EntryId> {
    let locs = rows.iter().filter_map(|row| match row {
        TableRow::Claim(loc) => Some(*loc),
        TableRow::Group(_) => None,
    });
    let mut locs: Vec<EntryId> = locs.collect();
    locs.sort_unstable();
    locs
}

/// A set of claims that come in the order of articles and texts.
pub(crate) fn set_of(index: &Index, locs: &[EntryId]) -> ClaimSet {
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
pub(crate) fn ids_of(segment: &Segment, locs: &[EntryId]) -> Ids {
    if locs.len() == segment.entries.len() {
        return Arc::clone(&segment.ids);
    }
    let entries = locs.iter().filter_map(|loc| segment.entries.get(loc.at as usize));
    let mut ids: Vec<ClaimId> = entries.map(|entry| entry.claim.clone()).collect();
    ids.sort_unstable();
    Arc::new(ids)
}

/// The claim at a place.
pub(crate) fn claim_ref(index: &Index, loc: EntryId) -> Option<ClaimRef> {
    let (segment, entry) = index.get(loc)?;
    Some((segment.article.clone(), entry.claim.clone()))
}

/// A filter with its ids and words looked up in an index.
struct FilterMatcher<'a> {
    filter: &'a ClaimFilter,
    terms: Terms,
    facets: FacetMatcher,
    speaker: WantedClaims<u32>,
    /// For each speaker, whether it belongs to the affiliation.
    belongs: Option<Vec<bool>>,
    publisher: WantedClaims<u32>,
    verdict: WantedClaims<Option<u32>>,
}

/// What a claim must have to match.
enum WantedClaims<T> {
    Anything,
    /// What no claim has: the filter names something that is not in this project.
    Nothing,
    Only(T),
}

impl<T> WantedClaims<T> {
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

impl<'a> FilterMatcher<'a> {
    fn new(index: &Index, filter: &'a ClaimFilter) -> Self {
        let place = |id: &str| index.speaker(&SpeakerId::from(id));
        let body = filter.affiliation.as_deref();
        Self {
            filter,
            terms: Terms::new(index, &filter.words),
            facets: FacetMatcher::new(index, filter),
            speaker: WantedClaims::new(filter.speaker.as_ref(), place),
            belongs: body.map(|id| belonging(index, place(id))),
            publisher: WantedClaims::new(filter.publisher.as_ref(), |publisher| {
                index.publishers.find(publisher)
            }),
            verdict: WantedClaims::new(filter.verdict.as_ref(), |key| match key {
                "" => Some(None),
                key => index.ratings.find(key).map(Some),
            }),
        }
    }

    fn passes_article(&self, segment: &Segment) -> bool {
        let day = segment.published;
        let article = self.filter.article.as_deref();
        let among = self.filter.among.as_ref();
        among.is_none_or(|among| among.of_article(&segment.article).is_some())
            && article.is_none_or(|id| segment.article.as_str() == id)
            && self.publisher.is(|wanted| *wanted == segment.publisher)
            && self
                .filter
                .from
                .is_none_or(|from| day.is_some_and(|day| day >= from))
            && self.filter.to.is_none_or(|to| day.is_some_and(|day| day <= to))
    }

    /// The claims of an article that are wanted at all; `None` for all.
    fn among(&self, segment: &Segment) -> Option<&'a Ids> {
        self.filter.among.as_ref()?.of_article(&segment.article)
    }

    fn passes(&self, index: &Index, segment: &Segment, entry: &IndexedClaim, titled: &Titled) -> bool {
        let filter = self.filter;
        filter
            .review
            .is_none_or(|wanted| entry.review == state_of(wanted))
            && filter.missing.is_none_or(|missing| lacks(entry, missing))
            && self.speaker.is(|wanted| entry.speakers.contains(wanted))
            && filter
                .quotation
                .is_none_or(|wanted| entry.quotation == Some(quotation_of(wanted)))
            && self.verdict.is(|wanted| *wanted == entry.verdict)
            && (!filter.repeated || index.repeats(entry) > 1)
            && self.belongs.as_ref().is_none_or(|belongs| {
                let is_one = |place: &u32| belongs.get(*place as usize).is_some_and(|one| *one);
                entry.speakers.iter().any(is_one)
            })
            && self.facets.passes(index, segment, entry)
            && self.terms.pass(entry, titled)
    }
}

/// For each speaker, whether it is the given one or affiliated with it, directly or through others.
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

/// The review status that a filter lets through.
pub(super) fn state_of(filter: ReviewFilter) -> ReviewState {
    match filter {
        ReviewFilter::Unreviewed => ReviewState::Unreviewed,
        ReviewFilter::Stale => ReviewState::Stale,
        ReviewFilter::Accepted => ReviewState::Accepted,
        ReviewFilter::Disputed => ReviewState::Disputed,
        ReviewFilter::Rejected => ReviewState::Rejected,
        ReviewFilter::Split => ReviewState::Split,
    }
}

/// The quotation type that a filter lets through.
pub(super) fn quotation_of(filter: QuotationFilter) -> Quotation {
    match filter {
        QuotationFilter::Direct => Quotation::Direct,
        QuotationFilter::Indirect => Quotation::Indirect,
        QuotationFilter::Mixed => Quotation::Mixed,
    }
}

fn lacks(entry: &IndexedClaim, missing: Missing) -> bool {
    match missing {
        Missing::Speaker => entry.lacks_speaker,
        Missing::Source => entry.lacks_source,
        Missing::Cue => entry.lacks_cue,
        Missing::Place => entry.lacks_place,
    }
}

/// The matching claims, in the order of articles and texts.
fn passed(index: &Index, filter: &ClaimFilter) -> Vec<EntryId> {
    let matcher = FilterMatcher::new(index, filter);
    let all = filter.is_empty();
    let mut passed = Vec::with_capacity(if all { index.totals().claims } else { 0 });
    for (place, segment) in index.segments.iter().enumerate() {
        if !matcher.passes_article(segment) {
            continue;
        }
        let titled = matcher.terms.titled(&segment.title);
        let among = matcher.among(segment);
        for (at, entry) in segment.entries.iter().enumerate() {
            if among.is_some_and(|ids| ids.binary_search(&entry.claim).is_err()) {
                continue;
            }
            if all || matcher.passes(index, segment, entry, &titled) {
                passed.push(EntryId {
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
) -> (Vec<TableRow>, Vec<Group>) {
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
            (_, EntrySpeaker::Nobody) => NOBODY.to_owned(),
            (_, EntrySpeaker::Article) => ARTICLE.to_owned(),
            (_, EntrySpeaker::Speaker(place)) => index
                .speakers
                .get(place as usize)
                .map(ToString::to_string)
                .unwrap_or_default(),
        };
        let folded = folded.contains(&key);
        rows.push(TableRow::Group(groups.len() as u32));
        groups.push(Group {
            key,
            claims: members.len(),
            folded,
        });
        if !folded {
            rows.extend(members.iter().copied().map(TableRow::Claim));
        }
    }
    (rows, groups)
}

/// The key of the group of unattributed claims.
pub(crate) const NOBODY: &str = "nobody";
/// The key of the group of claims in the article's own voice.
pub(crate) const ARTICLE: &str = "article";

/// The name of a group, and the colour of its speaker.
pub(crate) fn group_name(project: &Project, key: &str, grouping: Grouping) -> (String, Option<usize>) {
    let article = || {
        project
            .article(&key.into())
            .map(|it| (it.metadata.title.clone(), None))
    };
    let speaker = || {
        let id = key.into();
        let speaker = project.speaker(&id)?;
        Some((project.speaker_label(&id).to_owned(), Some(speaker.color)))
    };
    let found = match (grouping, key) {
        (Grouping::Speaker, NOBODY) => Some((crate::ui::kit::words::unattributed().to_owned(), None)),
        (Grouping::Speaker, ARTICLE) => Some((crate::ui::kit::words::the_article().to_owned(), None)),
        (Grouping::Speaker, _) => speaker(),
        (Grouping::Article | Grouping::None, _) => article(),
    };
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Attribution, Claim, Edit, Head, Metadata, Reviewer, Speaker, Voice};
    use crate::session::settings::claim_table::{Column, Facet, FacetChoice};
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
        let shown = TableRows::new(index, view);
        let line = |at: usize| match shown.rows[at] {
            TableRow::Group(place) => {
                let group = &shown.groups[place as usize];
                format!("# {} {}", group.key, group.claims)
            }
            TableRow::Claim(loc) => {
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

    /// The claims of the project that words let through.
    fn worded(words: &str) -> Vec<String> {
        filtered(ClaimFilter {
            words: words.to_owned(),
            ..ClaimFilter::default()
        })
    }

    #[test]
    fn words_are_wanted_together_as_a_phrase_or_not_at_all() {
        assert_eq!(worded("bridge safe"), ["one/c-b", "two/c-a"]);
        assert_eq!(worded("“safe bridge”"), [""; 0]);
        assert_eq!(worded("“bridge is”"), ["one/c-b", "two/c-a"]);
        assert_eq!(worded("bridge -rasoul"), ["one/c-b"]);
        assert_eq!(worded("denied OR say"), ["one/c-a", "two/c-b"]);
        assert_eq!(worded("denied OR "), ["one/c-a"]);
        assert_eq!(worded("-bridge -\"denied it\""), ["two/c-b"]);
    }

    /// The claims that choices of one field let through; 'not ' bars a value.
    fn chosen(facet: Facet, values: &[&str]) -> Vec<String> {
        let mut project = project();
        let tagged = |tags: &[&str], by: &str, words: Claim| Claim {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            marked_by: Some(by.into()),
            ..words
        };
        let put = |id: &str, claim: Claim| Edit::Claim("one".into(), id.into(), Some(Box::new(claim)));
        let reviewer = |id: &str| Edit::Reviewer(id.into(), Some(Reviewer { name: id.into() }));
        let edits = vec![
            reviewer("r-1"),
            reviewer("r-2"),
            put(
                "c-b",
                tagged(&["war"], "r-1", words("the bridge is safe", Some("s-army"))),
            ),
            put(
                "c-a",
                tagged(&["talks", "war"], "r-2", words("denied it", Some("s-rasoul"))),
            ),
        ];
        project.apply(Edit::All(edits)).unwrap();
        let mut choice = FacetChoice::default();
        for value in values {
            match value.strip_prefix("not ") {
                Some(barred) => choice.none.insert(barred.to_owned()),
                None => choice.any.insert((*value).to_owned()),
            };
        }
        let view = TableView {
            filter: ClaimFilter {
                facets: [(facet, choice)].into(),
                ..ClaimFilter::default()
            },
            ..TableView::default()
        };
        lines(&index(&project), &view)
    }

    #[test]
    fn any_of_some_values_is_wanted_and_none_of_others() {
        assert_eq!(chosen(Facet::Tag, &["war"]), ["one/c-b", "one/c-a"]);
        assert_eq!(
            chosen(Facet::Tag, &["talks", ""]),
            ["one/c-a", "two/c-a", "two/c-b"]
        );
        assert_eq!(chosen(Facet::Tag, &["war", "not talks"]), ["one/c-b"]);
        assert_eq!(chosen(Facet::Tag, &["weather"]), [""; 0]);
        assert_eq!(chosen(Facet::Tag, &["not weather"]).len(), 4);
        assert_eq!(chosen(Facet::Marker, &["r-2"]), ["one/c-a"]);
        assert_eq!(
            chosen(Facet::Kind, &["Person"]),
            ["one/c-b", "one/c-a", "two/c-a"]
        );
        assert_eq!(chosen(Facet::Reviewer, &["not "]), [""; 0]);
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
        type Case = (fn(&mut ClaimFilter), &'static [&'static str]);
        let cases: &[Case] = &[
            (|it| it.words = "BRIDGE safe".into(), &["one/c-b", "two/c-a"]),
            (|it| it.words = "rasoul two".into(), &["two/c-a"]),
            (|it| it.speaker = Some("s-army".into()), &["one/c-b"]),
            (|it| it.speaker = Some("s-gone".into()), &[]),
            (
                |it| it.affiliation = Some("s-army".into()),
                &["one/c-b", "one/c-a", "two/c-a"],
            ),
            (|it| it.article = Some("two".into()), &["two/c-a", "two/c-b"]),
            (
                |it| it.publisher = Some("One Post".into()),
                &["one/c-b", "one/c-a"],
            ),
            (|it| it.from = "2024-02-10".parse().ok(), &["one/c-b", "one/c-a"]),
            (|it| it.to = "2024-02-10".parse().ok(), &["two/c-a", "two/c-b"]),
            (|it| it.missing = Some(Missing::Speaker), &["two/c-b"]),
            (
                |it| it.missing = Some(Missing::Source),
                &["one/c-b", "one/c-a", "two/c-a"],
            ),
            (|it| it.quotation = Some(QuotationFilter::Direct), &["two/c-a"]),
            (|it| it.review = Some(ReviewFilter::Accepted), &[]),
            (
                |it| {
                    it.verdict = Some(String::new());
                    it.article = Some("one".into());
                },
                &["one/c-b", "one/c-a"],
            ),
            (|it| it.verdict = Some("true".into()), &[]),
            (|it| it.repeated = true, &["one/c-b", "two/c-a"]),
        ];
        for (set, expected) in cases {
            let mut filter = ClaimFilter::default();
            set(&mut filter);
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
            assert_eq!(
                TableRows::new(&mended, &TableView::default()).totals,
                fresh.totals()
            );
        }
    }
}
