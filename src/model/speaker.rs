//! Speakers, to whom claims are attributed. A speaker is one record, however often mentioned.

use serde::{Deserialize, Serialize};

use super::difference::{Absent, Differences, record};
use super::id::SpeakerId;

/// A person, organisation, group, document or unnamed party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Its name in the project.
    pub name: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// Its other names, each once.
    pub aliases: Vec<String>,
    /// Its role: 'Iraqi army spokesman'.
    pub role: Option<String>,
    /// The speaker it is affiliated with.
    pub affiliation: Option<SpeakerId>,
    /// Its Wikidata item: 'Q42'.
    pub wikidata: Option<String>,
    /// Its place on the palette of speakers, from 0.
    pub color: usize,
    /// Anything worth knowing.
    pub note: String,
    /// What others say of it instead, until somebody chooses.
    pub differences: Differences<SpeakerValue>,
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SpeakerKind {
    /// One human being.
    #[default]
    Person,
    /// A body with a name: an army, a ministry, a company.
    Organisation,
    /// People taken together: 'the factions', 'residents'.
    Group,
    /// A newspaper, agency or channel.
    Outlet,
    /// A paper that speaks: 'a statement issued by …'.
    Document,
    /// A person or group the article does not name; the same words elsewhere may mean another.
    Unnamed,
}

impl SpeakerKind {
    /// Every kind, in the order screens offer them.
    pub const ALL: [Self; 6] = [
        Self::Person,
        Self::Organisation,
        Self::Group,
        Self::Outlet,
        Self::Document,
        Self::Unnamed,
    ];
}

impl Speaker {
    /// A speaker known by name only.
    pub fn named(name: impl Into<String>, color: usize) -> Self {
        Self {
            name: name.into(),
            kind: SpeakerKind::default(),
            aliases: Vec::new(),
            role: None,
            affiliation: None,
            wikidata: None,
            color,
            note: String::new(),
            differences: Differences::default(),
        }
    }

    /// The name and the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

record! {
    Speaker,
    /// A value of a speaker's field.
    SpeakerValue,
    differences: differences,
    words: aliases,
    fields: {
        Name(String) = name,
        Kind(SpeakerKind) = kind,
        Role(Option<String>) = role,
        Affiliation(Option<SpeakerId>) = affiliation,
        Wikidata(Option<String>) = wikidata,
        Color(usize) = color,
        Note(String) = note,
    }
    maps: {}
    apart: {}
    by_rule: { Color }
}

impl Absent for SpeakerKind {}

impl Speaker {
    /// Whom it belongs to, or may belong to once its differences are settled.
    pub fn bodies(&self) -> impl Iterator<Item = &SpeakerId> {
        let others = self.differences.iter().filter_map(|other| match &other.theirs {
            SpeakerValue::Affiliation(body) => body.as_ref(),
            _ => None,
        });
        self.affiliation.iter().chain(others)
    }

    /// Whom it belongs to, or may belong to, to be changed.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut SpeakerId> {
        let others = self
            .differences
            .iter_mut()
            .filter_map(|other| match &mut other.theirs {
                SpeakerValue::Affiliation(body) => body.as_mut(),
                _ => None,
            });
        self.affiliation.iter_mut().chain(others)
    }
}
