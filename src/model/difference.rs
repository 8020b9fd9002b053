//! Differences: what two people changed in the same field of the same record. The record's own value is in force; the
//! other version stays beside it until somebody chooses. How they come about is `merge`'s, how they are settled
//! `ops::difference`'s.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::id::{ArticleId, ClaimId, EvidenceId, ReviewerId, SpeakerId};

/// The other version of a field, which is not in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference<V> {
    /// The value of the other side.
    pub theirs: V,
    /// What both sides changed, where it is known.
    pub base: Option<V>,
}

/// The differences of a record, in the order of their fields. A field has several where more than two people changed it.
pub type Differences<V> = Box<[Difference<V>]>;

/// A field of a record, or an entry of one of its maps: the unit in which records are merged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named after the field of the record")]
pub enum FieldKey {
    Spans,
    Voice,
    Quotation,
    Review(ReviewerId),
    Verdict,
    Evidence(EvidenceId),
    Note,
    MarkedBy,
    MarkedAt,
    Origin,
    Name,
    Kind,
    Role,
    Affiliation,
    Wikidata,
    Color,
    Title,
    Publisher,
    Byline,
    /// Its page in the paper.
    Page,
    Url,
    Published,
    Language,
    Partial,
    Direction,
    Added,
    Original,
    Text,
    Done,
    Assigned(ReviewerId),
    Guidelines,
    Blind,
    Reviewer(ReviewerId),
    Rating(String),
    ScaleOrder,
    /// Whether the record is there at all.
    Presence,
}

/// What one side did to a record that the other side removed or changed. The record itself is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    /// The other side removed what this side changed.
    Removed,
    /// The other side changed what this side removed.
    Kept,
}

/// A difference of a project: the record it is in, and the field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferencePlace {
    /// What the project says of itself, its scale and its reviewers.
    Project(FieldKey),
    /// A speaker.
    Speaker(SpeakerId, FieldKey),
    /// An article.
    Article(ArticleId, FieldKey),
    /// A claim.
    Claim(ArticleId, ClaimId, FieldKey),
}

impl DifferencePlace {
    /// The field.
    pub fn key(&self) -> &FieldKey {
        match self {
            Self::Project(key) | Self::Speaker(_, key) | Self::Article(_, key) | Self::Claim(_, _, key) => {
                key
            }
        }
    }
}

/// The field as people call it.
impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Spans => fl!("merging-field-spans"),
            Self::Voice => fl!("merging-field-voice"),
            Self::Quotation => fl!("merging-field-quotation"),
            Self::Review(_) => fl!("merging-field-review"),
            Self::Verdict => fl!("merging-field-verdict"),
            Self::Evidence(_) => fl!("merging-field-evidence"),
            Self::Note => fl!("merging-field-note"),
            Self::MarkedBy => fl!("merging-field-marked-by"),
            Self::MarkedAt => fl!("merging-field-marked-at"),
            Self::Origin => fl!("merging-field-origin"),
            Self::Name => fl!("merging-field-name"),
            Self::Kind => fl!("merging-field-kind"),
            Self::Role => fl!("merging-field-role"),
            Self::Affiliation => fl!("merging-field-affiliation"),
            Self::Wikidata => fl!("merging-field-wikidata"),
            Self::Color => fl!("merging-field-color"),
            Self::Title => fl!("merging-field-title"),
            Self::Publisher => fl!("merging-field-publisher"),
            Self::Byline => fl!("merging-field-byline"),
            Self::Page => fl!("merging-field-page"),
            Self::Url => fl!("merging-field-url"),
            Self::Published => fl!("merging-field-published"),
            Self::Language => fl!("merging-field-language"),
            Self::Partial => fl!("merging-field-partial"),
            Self::Direction => fl!("merging-field-direction"),
            Self::Added => fl!("merging-field-added"),
            Self::Original => fl!("merging-field-original"),
            Self::Text => fl!("merging-field-text"),
            Self::Done => fl!("merging-field-done"),
            Self::Assigned(_) => fl!("merging-field-assigned"),
            Self::Guidelines => fl!("merging-field-guidelines"),
            Self::Blind => fl!("merging-field-blind"),
            Self::Reviewer(_) => fl!("merging-field-reviewer"),
            Self::Rating(_) => fl!("merging-field-rating"),
            Self::ScaleOrder => fl!("merging-field-scale-order"),
            Self::Presence => fl!("merging-field-presence"),
        })
    }
}

/// The value of a field that knows which field it is of.
pub trait FieldValue: Clone + Eq {
    /// The field.
    fn key(&self) -> FieldKey;

    /// Whether nothing is said in it: a value of the other side then stands without a difference.
    fn is_absent(&self) -> bool;

    /// Which of two values stands where they are facts that the program made up and nobody decides about: the one that
    /// orders first. `None` for all other fields.
    fn by_rule(&self, other: &Self) -> Option<Ordering>;

    /// What happened to the whole record.
    fn presence(&self) -> Option<Presence>;

    /// The value that says what happened to the whole record.
    fn from_presence(presence: Presence) -> Self;
}

/// A record that is merged field by field.
pub trait Record: Clone {
    /// A value of any of its fields.
    type Value: FieldValue;

    /// The fields that have a value, and those of its maps that have an entry.
    fn keys(&self) -> Vec<FieldKey>;

    /// The value of a field; `None` where the record has no such field.
    fn value(&self, key: &FieldKey) -> Option<Self::Value>;

    /// Gives a field another value. What must be carried out by the whole project, such as another text, is not done.
    fn set(&mut self, value: Self::Value);

    /// Its differences.
    fn differences(&self) -> &[Difference<Self::Value>];

    /// Its differences, to be changed.
    fn differences_mut(&mut self) -> &mut Differences<Self::Value>;

    /// Its list of words that is merged as a set.
    fn words(&self) -> &[String] {
        &[]
    }

    /// Its list of words, to be changed.
    fn words_mut(&mut self) -> Option<&mut Vec<String>> {
        None
    }
}

/// Values that may say nothing.
pub trait Absent {
    /// Whether this one does.
    fn says_nothing(&self) -> bool {
        false
    }
}

impl Absent for String {
    fn says_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<T> Absent for Vec<T> {
    fn says_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<T> Absent for Option<T> {
    fn says_nothing(&self) -> bool {
        self.is_none()
    }
}

impl Absent for bool {
    fn says_nothing(&self) -> bool {
        !self
    }
}

impl Absent for usize {}
impl Absent for Arc<str> {}

/// The fields in which a record differs, each once.
pub fn differing<R: Record>(record: &R) -> Vec<FieldKey> {
    let mut keys: Vec<FieldKey> = record
        .differences()
        .iter()
        .map(|other| other.theirs.key())
        .collect();
    keys.dedup();
    keys
}

/// The values of a record's fields, of the entries of its maps, and of what is merged apart from both.
macro_rules! record {
    (
        $record:ty, $(#[$doc:meta])* $value:ident, differences: $($differences:ident).+, $(words: $($words:ident).+,)?
        fields: { $($field:ident($type:ty) = $($path:ident).+),+ $(,)? }
        maps: { $($entry:ident($id:ty => $item:ty) = $($map:ident).+),* $(,)? }
        apart: { $($(#[$attribute:meta])* $apart:ident($apart_type:ty)),* $(,)? }
        by_rule: { $($ruled:ident),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[expect(missing_docs, reason = "each is named after the field of the record")]
        pub enum $value {
            $($field($type),)+
            $($entry($id, Option<$item>),)*
            $($(#[$attribute])* $apart($apart_type),)*
            Presence($crate::model::difference::Presence),
        }

        impl $crate::model::difference::FieldValue for $value {
            fn key(&self) -> $crate::model::difference::FieldKey {
                match self {
                    $(Self::$field(_) => $crate::model::difference::FieldKey::$field,)+
                    $(Self::$entry(id, _) => $crate::model::difference::FieldKey::$entry(id.clone()),)*
                    $(Self::$apart(_) => $crate::model::difference::FieldKey::$apart,)*
                    Self::Presence(_) => $crate::model::difference::FieldKey::Presence,
                }
            }

            fn is_absent(&self) -> bool {
                match self {
                    $(Self::$field(value) => $crate::model::difference::Absent::says_nothing(value),)+
                    $(Self::$entry(_, value) => value.is_none(),)*
                    $(Self::$apart(value) => $crate::model::difference::Absent::says_nothing(value),)*
                    Self::Presence(_) => false,
                }
            }

            fn by_rule(&self, other: &Self) -> Option<std::cmp::Ordering> {
                match (self, other) {
                    $((Self::$ruled(one), Self::$ruled(other)) => Some(one.cmp(other)),)*
                    _ => None,
                }
            }

            fn presence(&self) -> Option<$crate::model::difference::Presence> {
                match self {
                    Self::Presence(presence) => Some(*presence),
                    _ => None,
                }
            }

            fn from_presence(presence: $crate::model::difference::Presence) -> Self {
                Self::Presence(presence)
            }
        }

        impl $crate::model::difference::Record for $record {
            type Value = $value;

            fn keys(&self) -> Vec<$crate::model::difference::FieldKey> {
                let keys = vec![$($crate::model::difference::FieldKey::$field),+];
                $(let keys = {
                    let mut keys = keys;
                    keys.extend(self.$($map).+.keys().cloned().map($crate::model::difference::FieldKey::$entry));
                    keys
                };)*
                keys
            }

            fn value(&self, key: &$crate::model::difference::FieldKey) -> Option<$value> {
                match key {
                    $($crate::model::difference::FieldKey::$field => Some($value::$field(self.$($path).+.clone())),)+
                    $($crate::model::difference::FieldKey::$entry(id) => Some($value::$entry(id.clone(), self.$($map).+.get(id).cloned())),)*
                    _ => None,
                }
            }

            fn set(&mut self, value: $value) {
                match value {
                    $($value::$field(value) => self.$($path).+ = value,)+
                    $($value::$entry(id, Some(value)) => drop(self.$($map).+.insert(id, value)),
                    $value::$entry(id, None) => drop(self.$($map).+.remove(&id)),)*
                    $($value::$apart(_) => {})*
                    $value::Presence(_) => {}
                }
            }

            fn differences(&self) -> &[$crate::model::difference::Difference<$value>] {
                &self.$($differences).+
            }

            fn differences_mut(&mut self) -> &mut $crate::model::difference::Differences<$value> {
                &mut self.$($differences).+
            }

            $(
                fn words(&self) -> &[String] {
                    &self.$($words).+
                }

                fn words_mut(&mut self) -> Option<&mut Vec<String>> {
                    Some(&mut self.$($words).+)
                }
            )?
        }
    };
}

pub(super) use record;
