//! An export while it is set up: what was chosen, and what that would give. Plain data; how it is
//! drawn is beside it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use eframe::egui::Color32;

use crate::export::{Claims, ExportPreview, Format, Selection, preview_of};
use crate::model::{ClaimRef, Project, Publisher, SpeakerId, ops};
use crate::session::files::{self, PathKind};
use crate::session::settings::export::{ExportedClaims, LastExport};
use crate::ui::bus::forms::trimmed;
use crate::ui::kit::choice::Choice;

/// How many claims the preview shows.
const ROWS: usize = 5;

/// An export while it is set up.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportDraft {
    /// The key of the format.
    pub format: &'static str,
    /// Which claims are written.
    pub claims: ExportedClaims,
    /// Only those with this speaker.
    pub speaker: Option<SpeakerId>,
    /// Only those with this rating, by its key.
    pub rating: Option<String>,
    /// Who publishes the reviews.
    pub publisher: String,
    /// The address of each review's page.
    pub page: String,
    /// Where to, as typed or chosen.
    pub path: String,
    /// What can be chosen among in this project.
    pub offered: Arc<Offered>,
    /// What all this gives.
    pub gives: Arc<Gives>,
}

/// What an export of this project can be narrowed to.
#[derive(Debug, Default, PartialEq)]
pub struct Offered {
    /// The claims that the table of claims shows, where it is filtered.
    pub shown: Option<BTreeSet<ClaimRef>>,
    /// The claims that are chosen there, where any are.
    pub chosen: Option<BTreeSet<ClaimRef>>,
    /// The speakers, by name.
    pub speakers: Vec<SpeakerId>,
    /// The same as a list to choose from, after 'Any speaker'.
    pub speaker_choices: Vec<Choice>,
}

/// What an export would give.
#[derive(Debug, PartialEq)]
pub struct Gives {
    /// How it begins.
    pub preview: ExportPreview,
    /// How many of the chosen claims the format has a place for.
    pub claims: usize,
    /// Of each choice of claims, how many those are.
    pub counts: Vec<usize>,
    /// Whether a file of that name is there.
    pub replaces: bool,
}

impl Offered {
    /// What this project offers, besides what is picked in the table.
    pub fn new(project: &Project, color: impl Fn(usize) -> Color32) -> Self {
        let mut speakers: Vec<_> = project.speakers().iter().collect();
        speakers.sort_by_cached_key(|(id, speaker)| (speaker.name.to_lowercase(), (*id).clone()));
        let choices = speakers.iter().map(|(_, speaker)| Choice {
            label: speaker.name.clone(),
            color: Some(color(speaker.color)),
            ..Choice::default()
        });
        Self {
            speaker_choices: std::iter::once(Choice::named("Any speaker"))
                .chain(choices)
                .collect(),
            speakers: speakers.into_iter().map(|(id, _)| id.clone()).collect(),
            ..Self::default()
        }
    }
}

impl ExportDraft {
    /// A draft for this project that has not been previewed.
    pub fn new(project: &Project, offered: Offered) -> Self {
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
            offered: Arc::new(offered),
            gives: Arc::new(Gives {
                preview: ExportPreview::Text(Vec::new()),
                claims: 0,
                counts: Vec::new(),
                replaces: false,
            }),
        }
    }

    /// The draft with what it would give of this project.
    #[must_use]
    pub fn previewed(self, project: &Project) -> Self {
        let selection = self.selection();
        let named = self.with_publisher(project);
        let project = named.as_ref().unwrap_or(project);
        let mut counts = vec![0; ExportedClaims::ALL.len()];
        let kinds = ExportedClaims::ALL.map(|(kind, _)| kind);
        let kinds: Vec<Selection> = kinds.map(|kind| self.selection_of(kind)).into();
        let mut claims = 0;
        for (article, id, claim) in project.claims() {
            let written = self.format().has_place_for(claim) && selection.takes(article, id, claim);
            claims += usize::from(written);
            for (count, kind) in counts.iter_mut().zip(&kinds) {
                *count += usize::from(kind.takes(article, id, claim));
            }
        }
        let gives = Gives {
            preview: preview_of(self.format(), project, &selection, ROWS),
            claims,
            counts,
            replaces: self.replaces(),
        };
        Self {
            gives: Arc::new(gives),
            ..self
        }
    }

    /// Whether there is a file where this one will be.
    pub fn replaces(&self) -> bool {
        let path = self.path.trim();
        !path.is_empty() && files::kind_of(Path::new(path)) != PathKind::Nothing
    }

    /// The chosen format.
    pub fn format(&self) -> &'static Format {
        Format::by_key(self.format).unwrap_or(&Format::ALL[0])
    }

    /// The chosen claims.
    pub fn selection(&self) -> Selection {
        self.selection_of(self.claims)
    }

    /// The choices of claims that there are now, each by its place among all.
    pub fn choices(&self) -> Vec<usize> {
        let there = |kind| match kind {
            ExportedClaims::Shown => self.offered.shown.is_some(),
            ExportedClaims::Chosen => self.offered.chosen.is_some(),
            _ => true,
        };
        let all = ExportedClaims::ALL.iter().enumerate();
        all.filter_map(|(at, (kind, _))| there(*kind).then_some(at))
            .collect()
    }

    fn selection_of(&self, claims: ExportedClaims) -> Selection {
        let picked = match claims {
            ExportedClaims::Shown => self.offered.shown.clone(),
            _ => self.offered.chosen.clone(),
        };
        Selection {
            claims: claims
                .by_review()
                .unwrap_or_else(|| Claims::These(picked.unwrap_or_default())),
            speaker: self.speaker.clone(),
            rating: self.rating.clone(),
        }
    }

    /// Another format, with the file's name as it goes with it.
    #[must_use]
    pub fn in_format(self, format: &'static Format) -> Self {
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

    /// The publisher as it was typed; `None` where the format names none, or something is missing.
    pub fn named_publisher(&self) -> Option<Publisher> {
        let (name, page) = (trimmed(&self.publisher)?, trimmed(&self.page)?);
        let is_address = page.starts_with("https://") || page.starts_with("http://");
        (self.format().wants_publisher() && is_address).then(|| Publisher::on_page(&name, &page))
    }

    /// The project with the publisher that was typed, where it does not know them.
    pub fn with_publisher(&self, project: &Project) -> Option<Project> {
        let (_, naming) = ops::project::name_publisher(project, self.named_publisher()?);
        if naming.is_nothing() {
            return None;
        }
        let mut project = project.clone();
        project.apply(naming).ok()?;
        Some(project)
    }

    /// Whether everything is there to write it.
    pub fn is_complete(&self) -> bool {
        let published = !self.format().wants_publisher() || self.named_publisher().is_some();
        published && self.gives.claims > 0 && !self.path.trim().is_empty()
    }

    /// What is remembered of it.
    pub fn done(&self, project: &Path, file: &Path) -> LastExport {
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
            ..ExportDraft::new(&project, Offered::default())
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
        let offered = Offered {
            chosen: Some(BTreeSet::new()),
            ..Offered::default()
        };
        let project = Project::new(Head::titled("A"));
        assert_eq!(ExportDraft::new(&project, offered).choices().len(), all + 1);
    }
}
