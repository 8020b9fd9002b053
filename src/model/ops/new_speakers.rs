//! The speakers that an operation on several claims adds: equal names are one speaker, and each has a colour of its own.

use std::collections::BTreeMap;

use super::attribution::SpeakerChoice;
use super::speaker::{PALETTE, called, least_used, named, put, uses_of_colors};
use crate::model::{Edit, Project, SpeakerId, SpeakerKind};

/// Speakers that are about to be added.
pub(super) struct NewSpeakers<'a> {
    project: &'a Project,
    named: BTreeMap<String, SpeakerId>,
    colors: [usize; PALETTE],
    edits: Vec<Edit>,
}

impl<'a> NewSpeakers<'a> {
    /// None yet.
    pub(super) fn new(project: &'a Project) -> Self {
        Self {
            project,
            named: BTreeMap::new(),
            colors: uses_of_colors(project.speakers().values()),
            edits: Vec::new(),
        }
    }

    /// The id of the chosen speaker, who is added if need be.
    pub(super) fn id_of(&mut self, choice: &SpeakerChoice) -> Option<SpeakerId> {
        match choice {
            SpeakerChoice::Nobody | SpeakerChoice::Article => None,
            SpeakerChoice::Known(id) => Some(id.clone()),
            SpeakerChoice::Named { id, name, kind } => {
                let name = name.trim();
                let known = named(self.project, name)
                    .or_else(|| self.named.get(name))
                    .cloned();
                Some(known.unwrap_or_else(|| {
                    self.add(id, name, *kind);
                    self.named.insert(name.to_owned(), id.clone());
                    id.clone()
                }))
            }
            SpeakerChoice::Unnamed(id, words) => {
                self.add(id, words, SpeakerKind::Unnamed);
                Some(id.clone())
            }
        }
    }

    fn add(&mut self, id: &SpeakerId, name: &str, kind: SpeakerKind) {
        let color = least_used(&self.colors);
        if let Some(uses) = self.colors.get_mut(color) {
            *uses += 1;
        }
        self.edits.push(put(id.clone(), called(name, kind, color)));
    }

    /// The edits that add them.
    pub(super) fn edits(self) -> Vec<Edit> {
        self.edits
    }
}
