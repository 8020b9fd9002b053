//! An article with marks as other programs write them, and the names that stand in it. How claims come of it stands in
//! `assembly`; how a format writes any of it down is its own business.

use std::collections::BTreeMap;

use super::super::NewArticle;
use super::labels::{FoundLabel, LabelKind, LabelMap, Part};
use crate::model::Metadata;

/// An article with its marks.
#[derive(Default)]
pub(super) struct Draft {
    pub name: String,
    pub file: String,
    pub metadata: Metadata,
    pub text: String,
    pub marks: Vec<Mark>,
    pub ties: Vec<Tie>,
    /// Whether it is the article of the draft before, marked by somebody else.
    pub is_by_another_hand: bool,
    /// Names that stand in the file besides those of the marks and ties.
    seen: BTreeMap<(LabelKind, String), usize>,
    by_id: BTreeMap<String, usize>,
}

/// Marked words with what is said of them.
#[derive(Default)]
pub(super) struct Mark {
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
}

/// What belongs together.
pub(super) enum Tie {
    /// Two marks, whichever of them is the claim.
    Relation { name: String, from: String, to: String },
    /// The marks of one attribution.
    Event { name: String, marks: Vec<String> },
}

impl Draft {
    /// An article without marks.
    pub fn new(name: &str, file: &str, text: String) -> Self {
        Self {
            name: name.to_owned(),
            file: file.to_owned(),
            text,
            ..Self::default()
        }
    }

    /// The article, to be marked anew.
    pub fn without_marks(&self) -> Self {
        Self {
            metadata: self.metadata.clone(),
            ..Self::new(&self.name, &self.file, self.text.clone())
        }
    }

    /// Takes note of a name, so that a person can be asked what it is.
    pub fn saw(&mut self, kind: LabelKind, name: &str) {
        *self.seen.entry((kind, name.to_owned())).or_default() += 1;
    }

    /// Takes note of what is said of marked words, where its name has no meaning of its own.
    pub fn saw_attribute(&mut self, name: &str) {
        if !has_own_meaning(name) {
            self.saw(LabelKind::Attribute, name);
        }
    }

    /// Takes what an article says of itself.
    pub fn metadata_from(&mut self, new: NewArticle) {
        self.metadata = new.into_metadata().0;
    }

    /// Makes marks findable by their ids; to be called when all are there.
    pub fn index(&mut self) {
        let marks = self.marks.iter().enumerate();
        self.by_id = marks.map(|(at, mark)| (mark.id.clone(), at)).collect();
    }

    /// Whether there is a mark of that id.
    pub fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// The place of the mark of that id.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The mark of that id.
    pub fn mark_mut(&mut self, id: &str) -> Option<&mut Mark> {
        self.marks.get_mut(*self.by_id.get(id)?)
    }
}

impl Mark {
    /// Takes what an attribute, a choice or a feature says of it.
    pub fn says(&mut self, labels: &LabelMap, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        match labels.part_of(name) {
            Some(Part::Speaker) => self.speakers.extend(value.split("; ").map(str::to_owned)),
            Some(Part::Verdict) => self.verdict = Some(value.to_owned()),
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

/// Whether what is said under that name is taken whatever a person says of labels.
fn has_own_meaning(name: &str) -> bool {
    let names = ["quotation", "quotetype", "quotationtype", "voice", "note"];
    names.contains(&plain(name).as_str())
}

/// The names that stand in these drafts, with how often each does.
pub(super) fn found(drafts: &[Draft]) -> Vec<FoundLabel> {
    let mut counts: BTreeMap<(LabelKind, String), usize> = BTreeMap::new();
    let mut count = |kind, name: &str, times| *counts.entry((kind, name.to_owned())).or_default() += times;
    for draft in drafts {
        for mark in &draft.marks {
            count(LabelKind::Mark, &mark.label, 1);
        }
        for tie in &draft.ties {
            match tie {
                Tie::Relation { name, .. } => count(LabelKind::Relation, name, 1),
                Tie::Event { name, .. } => count(LabelKind::Event, name, 1),
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
