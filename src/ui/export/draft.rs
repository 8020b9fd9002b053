//! The export form as plain data, with what the export would contain.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use eframe::egui::Color32;

use crate::export::{ClaimChoice, ClaimSelection, ExportPreview, Format, preview_of};
use crate::model::{ClaimRef, Project, Publisher, SpeakerId, ops};
use crate::session::files::{self, PathKind};
use crate::session::settings::export::{ExportedClaims, LastExport};
use crate::ui::bus::forms::trimmed;
use crate::ui::kit::choice::Choice;

/// The number of claims in the preview.
const ROWS: usize = 5;

/// The export form.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportDraft {
    pub(super) format: &'static str,
    pub(super) claims: ExportedClaims,
    /// Only claims with this speaker.
    pub(super) speaker: Option<SpeakerId>,
    /// Only claims with this rating, by its key.
    pub(super) rating: Option<String>,
    pub(super) publisher: String,
    /// The URL of each review's page.
    pub(super) page: String,
    /// The file, as typed or chosen.
    pub(super) path: String,
    pub(super) options: Arc<ExportOptions>,
    pub(super) estimate: Arc<ExportEstimate>,
}

/// The choices of the form in this project.
#[derive(Debug, Default, PartialEq)]
pub(super) struct ExportOptions {
    /// The claims that the table shows, if it is filtered.
    pub(super) shown: Option<BTreeSet<ClaimRef>>,
    /// The claims that are selected there, if any.
    pub(super) chosen: Option<BTreeSet<ClaimRef>>,
    /// Sorted by name.
    pub(super) speakers: Vec<SpeakerId>,
    /// The speakers as a list to choose from, after the one for any speaker.
    pub(super) speaker_choices: Vec<Choice>,
}

/// What the export would contain.
#[derive(Debug, PartialEq)]
pub(super) struct ExportEstimate {
    pub(super) preview: ExportPreview,
    /// The number of selected claims that the format can hold.
    pub(super) claims: usize,
    /// The number of claims of each choice.
    pub(super) counts: BTreeMap<ExportedClaims, usize>,
    /// Whether the file exists.
    pub(super) replaces: bool,
}

impl ExportOptions {
    /// What this project offers, besides what is picked in the table.
    pub(super) fn new(project: &Project, color: impl Fn(usize) -> Color32) -> Self {
        let mut speakers: Vec<_> = project.speakers().iter().collect();
        speakers.sort_by_cached_key(|(id, speaker)| (speaker.name.to_lowercase(), (*id).clone()));
        let choices = speakers.iter().map(|(id, speaker)| Choice {
            label: project.speaker_label(id).to_owned(),
            color: Some(color(speaker.color)),
            ..Choice::default()
        });
        Self {
            speaker_choices: std::iter::once(Choice::named(fl!("claims-any-speaker")))
                .chain(choices)
                .collect(),
            speakers: speakers.into_iter().map(|(id, _)| id.clone()).collect(),
            ..Self::default()
        }
    }
}

impl ExportDraft {
    /// A form for this project without a preview.
    pub(super) fn new(project: &Project, options: ExportOptions) -> Self {
        let publisher = project.head().publisher.clone();
        let (publisher, page) = publisher.map_or_else(Default::default, |known| (known.name, known.page));
        Self {
            format: Format::ALL.first().map_or("", |format| format.key),
            claims: ExportedClaims::default(),
            speaker: None,
            rating: None,
            publisher,
            page,
            path: String::new(),
            options: Arc::new(options),
            estimate: Arc::new(ExportEstimate {
                preview: ExportPreview::Text(Vec::new()),
                claims: 0,
                counts: BTreeMap::new(),
                replaces: false,
            }),
        }
    }

    /// The form with what it would export of this project.
    #[must_use]
    pub(super) fn previewed(self, project: &Project) -> Self {
        let selection = self.selection();
        let named = self.with_publisher(project);
        let project = named.as_ref().unwrap_or(project);
        let mut counts = BTreeMap::new();
        let kinds = ExportedClaims::ALL.map(|kind| self.selection_of(kind));
        let mut claims = 0;
        for (article, id, claim) in project.claims() {
            let written = self.format().has_place_for(claim) && selection.takes(article, id, claim);
            claims += usize::from(written);
            for (kind, taken) in ExportedClaims::ALL.into_iter().zip(&kinds) {
                *counts.entry(kind).or_default() += usize::from(taken.takes(article, id, claim));
            }
        }
        let estimate = ExportEstimate {
            preview: preview_of(self.format(), project, &selection, ROWS),
            claims,
            counts,
            replaces: self.replaces(),
        };
        Self {
            estimate: Arc::new(estimate),
            ..self
        }
    }

    /// Whether the file exists.
    pub(super) fn replaces(&self) -> bool {
        let path = self.path.trim();
        !path.is_empty() && files::kind_of(Path::new(path)) != PathKind::Nothing
    }

    pub(super) fn format(&self) -> &'static Format {
        Format::by_key(self.format).unwrap_or(&Format::ALL[0])
    }

    pub(super) fn selection(&self) -> ClaimSelection {
        self.selection_of(self.claims)
    }

    /// The choices of claims that are available.
    pub(super) fn choices(&self) -> Vec<ExportedClaims> {
        let there = |kind| match kind {
            ExportedClaims::Shown => self.options.shown.is_some(),
            ExportedClaims::Chosen => self.options.chosen.is_some(),
            _ => true,
        };
        ExportedClaims::ALL
            .into_iter()
            .filter(|kind| there(*kind))
            .collect()
    }

    fn selection_of(&self, claims: ExportedClaims) -> ClaimSelection {
        let picked = match claims {
            ExportedClaims::Shown => self.options.shown.clone(),
            _ => self.options.chosen.clone(),
        };
        self.format().chosen(&ClaimSelection {
            claims: claims
                .by_review()
                .unwrap_or_else(|| ClaimChoice::These(picked.unwrap_or_default())),
            speaker: self.speaker.clone(),
            rating: self.rating.clone(),
        })
    }

    /// The form with another format, and the file's extension changed to match.
    #[must_use]
    pub(super) fn in_format(self, format: &'static Format) -> Self {
        let before = format!(".{}", self.format().extension);
        let path = self.path.trim();
        let stem = path.strip_suffix(&before).unwrap_or(path);
        let path = if stem.is_empty() {
            String::new()
        } else {
            format!("{stem}.{}", format.extension)
        };
        Self {
            format: format.key,
            path,
            ..self
        }
    }

    /// The publisher as typed; `None` if the format names none or something is missing.
    pub(super) fn named_publisher(&self) -> Option<Publisher> {
        let (name, page) = (trimmed(&self.publisher)?, trimmed(&self.page)?);
        let is_address = page.starts_with("https://") || page.starts_with("http://");
        (self.format().wants_publisher() && is_address).then(|| Publisher::on_page(&name, &page))
    }

    /// The project with the typed publisher, if it is a new one.
    pub(super) fn with_publisher(&self, project: &Project) -> Option<Project> {
        let (_, naming) = ops::project::name_publisher(project, self.named_publisher()?);
        if naming.is_nothing() {
            return None;
        }
        let mut project = project.clone();
        project.apply(naming).ok()?;
        Some(project)
    }

    /// Whether the form is complete.
    pub(super) fn is_complete(&self) -> bool {
        let published = !self.format().wants_publisher() || self.named_publisher().is_some();
        published && self.estimate.claims > 0 && !self.path.trim().is_empty()
    }

    /// The record of this export for the settings.
    pub(super) fn done(&self, project: &Path, file: &Path) -> LastExport {
        LastExport {
            project: project.to_owned(),
            format: self.format.to_owned(),
            claims: self.claims,
            speaker: self.speaker.as_ref().map(ToString::to_string),
            rating: self.rating.clone(),
            file: file.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Head;

    fn draft(path: &str) -> ExportDraft {
        let project = Project::new(Head::titled("A"));
        ExportDraft {
            path: path.to_owned(),
            ..ExportDraft::new(&project, ExportOptions::default())
        }
    }

    fn format(key: &str) -> &'static Format {
        Format::by_key(key).unwrap()
    }

    #[test]
    fn a_files_ending_goes_with_its_format() {
        let draft = draft("/home/a.b/talks.xlsx").in_format(format("claims-jsonl"));
        assert_eq!(draft.path, "/home/a.b/talks.claims.jsonl");
        let draft = draft.in_format(format("csv"));
        assert_eq!(draft.path, "/home/a.b/talks.csv");
    }

    #[test]
    fn reviews_are_published_by_somebody_at_an_address_and_the_project_keeps_it() {
        let project = Project::new(Head::titled("A"));
        let draft = draft("/a.zip").in_format(format("claimreview"));
        assert_eq!(draft.named_publisher(), None);
        let typed = |page: &str| ExportDraft {
            publisher: " Example Checks ".to_owned(),
            page: page.to_owned(),
            ..draft.clone()
        };
        assert_eq!(typed("example.org").named_publisher(), None);
        let draft = typed("https://example.org/{article}");
        let named = draft.with_publisher(&project).unwrap();
        let publisher = named.head().publisher.clone().unwrap();
        assert_eq!(
            (publisher.name.as_str(), publisher.url.as_str()),
            ("Example Checks", "https://example.org")
        );
        assert_eq!(draft.with_publisher(&named), None, "it is asked once");
        assert_eq!(draft.in_format(format("csv")).with_publisher(&project), None);
    }

    #[test]
    fn what_is_picked_in_the_table_is_offered_only_where_there_is_such() {
        let all = draft("/a").choices().len();
        let options = ExportOptions {
            chosen: Some(BTreeSet::new()),
            ..ExportOptions::default()
        };
        let project = Project::new(Head::titled("A"));
        assert_eq!(ExportDraft::new(&project, options).choices().len(), all + 1);
    }
}
