//! What else claims are filtered by: fields with values, of which any of some is wanted, or none of others.

use std::collections::BTreeMap;

use super::index::{Index, IndexedClaim, Interned, Segment};
use crate::model::{Article, Claim, Origin, Project, SpeakerId};
use crate::session::settings::claim_table::{ClaimFilter, Facet, FacetChoice};

/// The value of a field that something lacks: a claim without a tag.
pub(super) const NONE: &str = "";
/// The value of a field that only says whether something is there.
pub(super) const THERE: &str = "there";

/// The values of all fields that occur, each by its place.
#[derive(Clone, Debug, Default)]
pub struct FacetIndex {
    values: Interned,
    /// What each speaker has, by its place in the index of claims.
    of_speakers: Vec<Box<[u32]>>,
}

impl FacetIndex {
    fn place(&mut self, facet: Facet, value: &str) -> u32 {
        self.values.place(&key(facet, value))
    }

    /// What a claim has by itself.
    pub(super) fn of_claim(&mut self, claim: &Claim) -> Box<[u32]> {
        let mut places = Vec::new();
        let mut put = |facet, value: &str| places.push(self.place(facet, value));
        claim.tags.iter().for_each(|tag| put(Facet::Tag, tag));
        if claim.tags.is_empty() {
            put(Facet::Tag, NONE);
        }
        put(
            Facet::Marker,
            claim.marked_by.as_ref().map_or(NONE, |id| id.as_str()),
        );
        for reviewer in claim.reviews.keys() {
            put(Facet::Reviewer, reviewer.as_str());
        }
        if claim.reviews.is_empty() {
            put(Facet::Reviewer, NONE);
        }
        put(Facet::Origin, origin_key(claim.origin));
        put(Facet::Note, there(!claim.note.trim().is_empty()));
        put(Facet::Unsettled, there(!claim.differences.is_empty()));
        places.into()
    }

    /// What all claims of an article have.
    pub(super) fn of_article(&mut self, article: &Article) -> Box<[u32]> {
        let language = article.metadata.language.as_deref().unwrap_or(NONE);
        Box::new([self.place(Facet::Language, language)])
    }

    /// Reads anew what the speakers have.
    pub(super) fn know(&mut self, project: &Project, speakers: &[SpeakerId]) {
        let mut of = |id: &SpeakerId| -> Box<[u32]> {
            let Some(speaker) = project.speaker(id) else {
                return Box::default();
            };
            let role = speaker.role.as_deref().unwrap_or(NONE);
            Box::new([
                self.place(Facet::Kind, &format!("{:?}", speaker.kind)),
                self.place(Facet::Role, role),
            ])
        };
        self.of_speakers = speakers.iter().map(&mut of).collect();
    }

    /// The values of a field that occur or once occurred, in their order.
    pub(super) fn values(&self, facet: Facet) -> Vec<&str> {
        let prefix = key(facet, NONE);
        let values = self.values.texts();
        let mut values: Vec<&str> = values
            .filter_map(|text| text.strip_prefix(prefix.as_str()))
            .collect();
        values.sort_unstable();
        values
    }
}

/// A field and a value as one text; no value begins with the separator.
fn key(facet: Facet, value: &str) -> String {
    format!("{facet:?}\u{1f}{value}")
}

fn there(is: bool) -> &'static str {
    if is { THERE } else { NONE }
}

/// The value that stands for an origin.
pub(super) fn origin_key(origin: Origin) -> &'static str {
    match origin {
        Origin::ByHand => "hand",
        Origin::Taken => "taken",
        Origin::Changed => "changed",
    }
}

/// The choices of a filter, looked up.
pub(super) struct FacetMatcher(Vec<Choice>);

struct Choice {
    any: Vec<u32>,
    none: Vec<u32>,
    /// Some value was wanted, be it one that does not occur.
    wants: bool,
}

impl FacetMatcher {
    pub(super) fn new(index: &Index, filter: &ClaimFilter) -> Self {
        let choice = |(facet, choice): (&Facet, &FacetChoice)| {
            let find = |value: &String| index.facets.values.find(&key(*facet, value));
            Choice {
                any: choice.any.iter().filter_map(find).collect(),
                none: choice.none.iter().filter_map(find).collect(),
                wants: !choice.any.is_empty(),
            }
        };
        Self(filter.facets.iter().map(choice).collect())
    }

    pub(super) fn passes(&self, index: &Index, segment: &Segment, entry: &IndexedClaim) -> bool {
        let of_speakers = |wanted: &u32| {
            let speakers = entry.speakers.iter();
            let mut had = speakers.filter_map(|place| index.facets.of_speakers.get(*place as usize));
            had.any(|had| had.contains(wanted))
        };
        let has = |wanted: &u32| {
            entry.facets.contains(wanted) || segment.facets.contains(wanted) || of_speakers(wanted)
        };
        self.0
            .iter()
            .all(|choice| (!choice.wants || choice.any.iter().any(has)) && !choice.none.iter().any(has))
    }
}

/// Steps a value on: any of these, none of these, whatever it is.
pub(super) fn step(facets: &mut BTreeMap<Facet, FacetChoice>, facet: Facet, value: &str) {
    let choice = facets.entry(facet).or_default();
    if choice.any.remove(value) {
        choice.none.insert(value.to_owned());
    } else if !choice.none.remove(value) {
        choice.any.insert(value.to_owned());
    }
    if choice.any.is_empty() && choice.none.is_empty() {
        facets.remove(&facet);
    }
}
