//! An article with marks as the formats parse it, and the names that occur in it. `assembly` makes
//! claims of it.

use std::collections::BTreeMap;

use super::labels::{FoundLabel, LabelKind, LabelMap, LabelRole};
use crate::import::NewArticle;
use crate::model::Metadata;

/// An article with its marks.
#[derive(Default)]
pub(super) struct ParsedArticle {
    pub name: String,
    pub file: String,
    pub metadata: Metadata,
    pub text: String,
    pub marks: Vec<ParsedMark>,
    pub relations: Vec<Relation>,
    /// Whether it is the same article as the one before, marked by another annotator.
    pub is_by_other_annotator: bool,
    /// Names that occur in the file besides those of the marks and relations.
    seen: BTreeMap<(LabelKind, String), usize>,
    by_id: BTreeMap<String, usize>,
}

/// Marked words with their attributes.
#[derive(Default)]
pub(super) struct ParsedMark {
    pub id: String,
    pub label: String,
    pub line: usize,
    /// In the file's unit.
    pub pieces: Vec<(usize, usize)>,
    /// What the file says that they cover.
    pub words: Option<String>,
    pub speakers: Vec<String>,
    pub wikidata: Option<String>,
    pub quotation: Option<String>,
    pub voice: Option<String>,
    pub verdict: Option<String>,
    pub note: String,
    /// What is said of it without a value.
    pub tags: Vec<String>,
}

/// Marks that belong together.
pub(super) enum Relation {
    /// A relation of two marks; either may be the claim.
    Pair { name: String, from: String, to: String },
    /// The marks of one attribution.
    Event { name: String, marks: Vec<String> },
}

impl ParsedArticle {
    /// An article without marks.
    pub(super) fn new(name: &str, file: &str, text: String) -> Self {
        Self {
            name: name.to_owned(),
            file: file.to_owned(),
            text,
            ..Self::default()
        }
    }

    /// The article, to be marked anew.
    pub(super) fn without_marks(&self) -> Self {
        Self {
            metadata: self.metadata.clone(),
            ..Self::new(&self.name, &self.file, self.text.clone())
        }
    }

    /// Counts a name, so that a person can choose its role.
    pub(super) fn count_label(&mut self, kind: LabelKind, name: &str) {
        *self.seen.entry((kind, name.to_owned())).or_default() += 1;
    }

    /// Counts the name of an attribute, unless its meaning is fixed.
    pub(super) fn count_attribute(&mut self, name: &str) {
        if !has_own_meaning(name) {
            self.count_label(LabelKind::Attribute, name);
        }
    }

    /// Sets the metadata to that of an article.
    pub(super) fn metadata_from(&mut self, new: NewArticle) {
        self.metadata = new.into_metadata().0;
    }

    /// Indexes the marks by their ids; call it once all are added.
    pub(super) fn index(&mut self) {
        let marks = self.marks.iter().enumerate();
        self.by_id = marks.map(|(at, mark)| (mark.id.clone(), at)).collect();
    }

    /// Whether there is a mark of that id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// The index of the mark with this id.
    pub(super) fn place_of(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The mark with this id.
    pub(super) fn mark_mut(&mut self, id: &str) -> Option<&mut ParsedMark> {
        self.marks.get_mut(*self.by_id.get(id)?)
    }
}

impl ParsedMark {
    /// Sets what an attribute, a choice or a feature says of it.
    pub(super) fn set_attribute(&mut self, labels: &LabelMap, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        match labels.role_of(name) {
            Some(LabelRole::Speaker) => self.speakers.extend(value.split("; ").map(str::to_owned)),
            Some(LabelRole::Verdict) => self.verdict = Some(value.to_owned()),
            _ => match plain(name).as_str() {
                "quotation" | "quotetype" | "quotationtype" => self.quotation = Some(value.to_lowercase()),
                "voice" => self.voice = Some(value.to_lowercase()),
                "note" => value.clone_into(&mut self.note),
                _ => {}
            },
        }
    }
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace(['_', '-', ' '], "")
}

/// Whether the meaning of this name is fixed, whatever the label map.
fn has_own_meaning(name: &str) -> bool {
    let names = ["quotation", "quotetype", "quotationtype", "voice", "note"];
    names.contains(&plain(name).as_str())
}

/// The names that occur in these articles, with their counts.
pub(super) fn found_labels(drafts: &[ParsedArticle]) -> Vec<FoundLabel> {
    let mut counts: BTreeMap<(LabelKind, String), usize> = BTreeMap::new();
    let mut count = |kind, name: &str, times| *counts.entry((kind, name.to_owned())).or_default() += times;
    for draft in drafts {
        for mark in &draft.marks {
            count(LabelKind::Mark, &mark.label, 1);
        }
        for relation in &draft.relations {
            match relation {
                Relation::Pair { name, .. } => count(LabelKind::Relation, name, 1),
                Relation::Event { name, .. } => count(LabelKind::Event, name, 1),
            }
        }
        for ((kind, name), times) in &draft.seen {
            count(*kind, name, *times);
        }
    }
    let counts = counts.into_iter();
    counts
        .map(|((kind, name), count)| FoundLabel { kind, name, count })
        .collect()
}
