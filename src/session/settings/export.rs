//! What is remembered of exports: the form as it was last used, and the last export of each project.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::export::{ClaimChoice, ClaimSelection};
use crate::model::{Project, ReviewState};

/// The number of projects whose last export is remembered.
const MAX_REMEMBERED_PROJECTS: usize = 20;

/// What the export form starts with, and what is done again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportSettings {
    /// The key of the format; empty before the first export.
    pub format: String,
    /// Which claims.
    pub claims: ExportedClaims,
    /// The folder that files go to; beside the project if none.
    pub folder: Option<PathBuf>,
    /// The last export of each project, the latest first.
    pub last: Vec<LastExport>,
}

/// Which claims an export writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ExportedClaims {
    /// Those on which anybody has decided.
    #[default]
    Reviewed,
    /// All.
    All,
    /// Those that are accepted.
    Accepted,
    /// Those in dispute.
    Disputed,
    /// Those that are rejected.
    Rejected,
    /// Those on which reviewers differ.
    Split,
    /// Those on which nobody has decided.
    Unreviewed,
    /// Those that the table of claims shows.
    Shown,
    /// Those that are chosen there.
    Chosen,
}

/// An export that can be done again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastExport {
    /// The folder of the project.
    pub project: PathBuf,
    /// The key of the format.
    pub format: String,
    /// Which claims.
    pub claims: ExportedClaims,
    /// Only those with this speaker, by its id.
    pub speaker: Option<String>,
    /// Only those with this rating, by its key.
    pub rating: Option<String>,
    /// The file.
    pub file: PathBuf,
}

impl ExportedClaims {
    /// Every choice, in the order of the form.
    pub const ALL: [Self; 9] = [
        Self::Reviewed,
        Self::All,
        Self::Accepted,
        Self::Disputed,
        Self::Rejected,
        Self::Split,
        Self::Unreviewed,
        Self::Shown,
        Self::Chosen,
    ];

    /// The name of a choice in the form.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reviewed => fl!("export-claims-reviewed"),
            Self::All => fl!("export-claims-all"),
            Self::Accepted => fl!("export-claims-accepted"),
            Self::Disputed => fl!("export-claims-disputed"),
            Self::Rejected => fl!("export-claims-rejected"),
            Self::Split => fl!("export-claims-split"),
            Self::Unreviewed => fl!("export-claims-unreviewed"),
            Self::Shown => fl!("export-claims-filtered"),
            Self::Chosen => fl!("export-claims-selected"),
        }
    }

    /// As the exporters know it; `None` for those that a person has picked.
    pub fn by_review(self) -> Option<ClaimChoice> {
        Some(match self {
            Self::Reviewed => ClaimChoice::Reviewed,
            Self::All => ClaimChoice::All,
            Self::Accepted => ClaimChoice::In(ReviewState::Accepted),
            Self::Disputed => ClaimChoice::In(ReviewState::Disputed),
            Self::Rejected => ClaimChoice::In(ReviewState::Rejected),
            Self::Split => ClaimChoice::In(ReviewState::Split),
            Self::Unreviewed => ClaimChoice::In(ReviewState::Unreviewed),
            Self::Shown | Self::Chosen => return None,
        })
    }
}

impl LastExport {
    /// Which claims it writes today; `None` where they were picked by hand, or the speaker is gone.
    pub fn selection(&self, project: &Project) -> Option<ClaimSelection> {
        let speaker = self.speaker.as_deref().map(crate::model::SpeakerId::from);
        if speaker.as_ref().is_some_and(|id| project.speaker(id).is_none()) {
            return None;
        }
        Some(ClaimSelection {
            claims: self.claims.by_review()?,
            speaker,
            rating: self.rating.clone(),
        })
    }
}

impl ExportSettings {
    /// The last export of this project.
    pub fn last_of(&self, project: &Path) -> Option<&LastExport> {
        self.last.iter().find(|last| last.project == project)
    }

    /// Remembers an export as the last of its project, and the form as it was filled in.
    pub fn remember(&mut self, done: LastExport) {
        self.format.clone_from(&done.format);
        self.claims = done.claims;
        self.folder = done.file.parent().map(Path::to_owned);
        self.last.retain(|last| last.project != done.project);
        self.last.insert(0, done);
        self.last.truncate(MAX_REMEMBERED_PROJECTS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Head;

    fn done(project: &str, claims: ExportedClaims) -> LastExport {
        LastExport {
            project: project.into(),
            format: "csv".into(),
            claims,
            speaker: None,
            rating: None,
            file: "/home/a/b.csv".into(),
        }
    }

    #[test]
    fn the_last_export_of_each_project_is_remembered_once() {
        let mut settings = ExportSettings::default();
        for claims in [ExportedClaims::All, ExportedClaims::Split] {
            settings.remember(done("/a", claims));
            settings.remember(done("/b", claims));
        }
        assert_eq!(settings.last.len(), 2);
        let last = settings.last_of(Path::new("/a")).unwrap();
        assert_eq!(last.claims, ExportedClaims::Split);
        assert_eq!(settings.folder.as_deref(), Some(Path::new("/home/a")));
    }

    #[test]
    fn claims_picked_by_hand_and_a_speaker_that_is_gone_are_not_exported_again() {
        let project = Project::new(Head::titled("A"));
        assert!(done("/a", ExportedClaims::Accepted).selection(&project).is_some());
        assert_eq!(done("/a", ExportedClaims::Chosen).selection(&project), None);
        let of_nobody = LastExport {
            speaker: Some("s-gone".into()),
            ..done("/a", ExportedClaims::All)
        };
        assert_eq!(of_nobody.selection(&project), None);
    }
}
