//! The filters and columns of the claims table, as the settings keep them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::ClaimSet;

/// Which claims are shown: those that every part of it lets through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimFilter {
    /// Words that occur in the claim, in its speaker's name or in its article's title: all of them, “a phrase”, `-not`,
    /// `a OR b`.
    pub words: String,
    /// The id of a speaker named anywhere in the chain.
    pub speaker: Option<String>,
    /// The id of a body: claims of whoever is affiliated to it, directly or through others.
    pub affiliation: Option<String>,
    /// The id of an article.
    pub article: Option<String>,
    /// Who published the article.
    pub publisher: Option<String>,
    /// The first day of publication.
    pub from: Option<Date>,
    /// The last day of publication.
    pub to: Option<Date>,
    /// What the reviewers decided.
    pub review: Option<ReviewFilter>,
    /// The key of a rating; empty for claims that are not rated.
    pub verdict: Option<String>,
    /// How the claim is quoted.
    pub quotation: Option<QuotationFilter>,
    /// What the claim still lacks.
    pub missing: Option<Missing>,
    /// Only claims whose words occur as a claim elsewhere too.
    pub repeated: bool,
    /// Values of further fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facets: BTreeMap<Facet, FacetChoice>,
    /// Only these claims, such as those that came from others. Not saved.
    #[serde(skip)]
    pub among: Option<Arc<ClaimSet>>,
}

/// A field whose values claims are filtered by, several at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Facet {
    /// The claim's tags; empty where it has none.
    Tag,
    /// The id of whoever marked it; empty where nobody is known.
    Marker,
    /// The id of whoever reviewed it; empty where nobody did.
    Reviewer,
    /// The role of a speaker; empty where it has none.
    Role,
    /// What a speaker is.
    Kind,
    /// The article's language; empty where it is not known.
    Language,
    /// Whether it has a note.
    Note,
    /// Whether it was suggested.
    Origin,
    /// Whether two people left it differently.
    Unsettled,
}

impl Facet {
    /// Every field, in the order screens offer them.
    pub const ALL: [Self; 9] = [
        Self::Tag,
        Self::Marker,
        Self::Reviewer,
        Self::Role,
        Self::Kind,
        Self::Language,
        Self::Note,
        Self::Origin,
        Self::Unsettled,
    ];
}

/// Which values of a field are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FacetChoice {
    /// Any of these; all where it is empty.
    pub any: BTreeSet<String>,
    /// None of these.
    pub none: BTreeSet<String>,
}

/// What the reviewers decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReviewFilter {
    /// Nothing yet.
    Unreviewed,
    /// Something, before the claim changed.
    Stale,
    /// It is rightly marked and attributed.
    Accepted,
    /// It is in doubt.
    Disputed,
    /// It is wrong.
    Rejected,
    /// They differ.
    Split,
}

/// How a claim is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum QuotationFilter {
    /// Wholly within quotation marks.
    Direct,
    /// In the writer's words.
    Indirect,
    /// In the writer's words, with quoted words inside.
    Mixed,
}

/// What a claim can lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Missing {
    /// Nobody has said who says so.
    Speaker,
    /// The words that mention its speaker.
    Source,
    /// The words that attribute it.
    Cue,
    /// Its place in the text.
    Place,
}

impl ReviewFilter {
    /// Every choice, in the order screens offer them.
    pub const ALL: [Self; 6] = [
        Self::Unreviewed,
        Self::Stale,
        Self::Accepted,
        Self::Disputed,
        Self::Rejected,
        Self::Split,
    ];
}

impl QuotationFilter {
    /// Every choice, in the order screens offer them.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Indirect, Self::Mixed];
}

impl Missing {
    /// Every choice, in the order screens offer them.
    pub const ALL: [Self; 4] = [Self::Speaker, Self::Source, Self::Cue, Self::Place];
}

impl ClaimFilter {
    /// Whether it lets every claim through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it speaks of records of one project, and so means nothing in another.
    pub fn names_records(&self) -> bool {
        let Self {
            speaker,
            affiliation,
            article,
            among,
            facets,
            ..
        } = self;
        let names_people = facets.contains_key(&Facet::Marker) || facets.contains_key(&Facet::Reviewer);
        let names_others = speaker.is_some() || affiliation.is_some() || article.is_some();
        names_others || names_people || among.is_some()
    }
}

/// A filter that was kept under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFilter {
    /// What it is called.
    pub name: String,
    /// The project whose records it names; `None` where it fits every project.
    pub project: Option<PathBuf>,
    /// The filter.
    pub filter: ClaimFilter,
}

/// A column of the table of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// Who says so.
    Speaker,
    /// What is said.
    Claim,
    /// The words that mention the speaker.
    Source,
    /// The words that attribute.
    Cue,
    /// Where it stands.
    Article,
    /// Who published that.
    Publisher,
    /// When.
    Date,
    /// Whom the speaker belongs to.
    Affiliation,
    /// How it is quoted.
    Quotation,
    /// What the reviewers decided.
    Review,
    /// Whether it is true.
    Verdict,
    /// What was noted.
    Note,
}

impl Column {
    /// Every column, in the order the table shows them.
    pub const ALL: [Self; 12] = [
        Self::Speaker,
        Self::Claim,
        Self::Source,
        Self::Cue,
        Self::Article,
        Self::Publisher,
        Self::Date,
        Self::Affiliation,
        Self::Quotation,
        Self::Review,
        Self::Verdict,
        Self::Note,
    ];
}

/// How the table of claims looks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableSettings {
    /// The columns that are shown.
    pub columns: Vec<Column>,
    /// The widths that were set by hand, in points.
    pub widths: BTreeMap<Column, f32>,
}

impl Default for TableSettings {
    fn default() -> Self {
        let columns = vec![
            Column::Speaker,
            Column::Claim,
            Column::Cue,
            Column::Article,
            Column::Date,
            Column::Review,
            Column::Verdict,
        ];
        Self {
            columns,
            widths: BTreeMap::new(),
        }
    }
}

impl TableSettings {
    /// Shows or hides a column; the claim itself always stays.
    pub fn toggle(&mut self, column: Column) {
        if !self.columns.contains(&column) {
            self.columns.push(column);
        } else if column != Column::Claim {
            self.columns.retain(|shown| *shown != column);
        }
    }

    /// The columns that are shown, in their order.
    pub fn shown(&self) -> impl Iterator<Item = Column> {
        let is_shown = |column: &Column| *column == Column::Claim || self.columns.contains(column);
        Column::ALL.into_iter().filter(is_shown)
    }
}
