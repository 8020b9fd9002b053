//! Which column of a table holds which field of an article, as it is written on the command line.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs::{pair, pairs};

/// The field of an article that a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableField {
    /// The article's text.
    Text,
    /// Its headline.
    Title,
    /// Who wrote it.
    Byline,
    /// Whom it credits.
    Credit,
    /// The day it was published.
    Published,
    /// Who published it.
    Publisher,
    /// Where it stands on the web.
    Url,
    /// Its language.
    Language,
}

/// Fields with their names on the command line, and usual names of their columns, folded.
pub(super) const FIELDS: &[(TableField, &str, &str)] = &[
    (
        TableField::Text,
        "text",
        "text body article articlebody content fulltext document maintext bodytext articletext bodyhtml contenthtml \
         postcontent النص",
    ),
    (
        TableField::Title,
        "title",
        "title headline heading subject العنوان",
    ),
    (
        TableField::Byline,
        "byline",
        "byline author authors by writer الكاتب",
    ),
    (TableField::Credit, "credit", "credit credits agency"),
    (
        TableField::Published,
        "published",
        "published date publisheddate datepublished publicationdate pubdate publishedat التاريخ",
    ),
    (
        TableField::Publisher,
        "publisher",
        "publisher outlet source site sitename publication newspaper domain المصدر",
    ),
    (TableField::Url, "url", "url link uri href address الرابط"),
    (TableField::Language, "language", "language lang اللغة"),
];

impl TableField {
    /// All of them, the text first.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|(field, ..)| *field)
    }
}

/// Names of columns by what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    pub(super) names: BTreeMap<TableField, String>,
    /// Fields that no column holds, whatever the columns are called.
    pub(super) without: BTreeSet<TableField>,
}

impl Columns {
    /// Reads 'text=Body,title=Headline,byline='; the error says what is wrong with it. A name with a comma stands within
    /// quotation marks, and of what is named nothing there is no column.
    pub fn parse(written: &str) -> Result<Self, String> {
        Self::from_pairs(pairs(written)?)
    }

    /// The same of pairs that were read already.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, String> {
        let mut columns = Self::default();
        for (field, column) in pairs {
            let known = FIELDS.iter().find(|(_, name, _)| *name == field);
            let Some((field, ..)) = known else {
                let all: Vec<&str> = FIELDS.iter().map(|(_, name, _)| *name).collect();
                return Err(fl!("import-unknown-field", name = field, names = all.join(", ")));
            };
            if column.is_empty() {
                columns.clear(*field);
            } else {
                columns.set(*field, column);
            }
        }
        Ok(columns)
    }

    /// Says that a column holds a field.
    pub fn set(&mut self, field: TableField, column: impl Into<String>) {
        self.without.remove(&field);
        self.names.insert(field, column.into());
    }

    /// Says that no column holds a field. As there is no article without a text its column may then be guessed.
    pub fn clear(&mut self, field: TableField) {
        self.names.remove(&field);
        if field != TableField::Text {
            self.without.insert(field);
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.without.is_empty()
    }

    /// The column that holds a field.
    pub fn column(&self, field: TableField) -> Option<&str> {
        self.names.get(&field).map(String::as_str)
    }

    /// As [`Columns::parse`] reads it.
    pub fn written(&self) -> String {
        let pairs = FIELDS.iter().filter_map(|(field, name, _)| {
            if self.without.contains(field) {
                Some(format!("{name}="))
            } else {
                Some(pair(name, self.column(*field)?))
            }
        });
        pairs.collect::<Vec<_>>().join(",")
    }
}

/// The columns of a table, and which of them was taken for what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableHead {
    /// Their names, from left to right.
    pub there: Vec<String>,
    /// Which holds what.
    pub columns: Columns,
    /// Of each the first cell that is not empty, on one line and cut where it is long; none where the first rows have none.
    pub first: Vec<String>,
}
