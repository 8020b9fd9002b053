//! The state of the export: the form and the running export.

use std::path::{Path, PathBuf};

use super::draft::ExportDraft;
use crate::export::{Format, Summary};
use crate::report::Report;
use crate::session::jobs::Job;
use crate::ui::kit::words;

/// The state of the export.
#[derive(Default)]
pub struct State {
    /// The form.
    pub draft: Option<ExportDraft>,
    pub(super) job: Option<ExportJob>,
}

impl State {
    /// The state after the project is closed: a running export continues.
    #[must_use]
    pub fn without_project(self) -> Self {
        Self {
            draft: None,
            job: self.job,
        }
    }

    /// The progress of the running export.
    pub fn progress(&self) -> Option<String> {
        let (bytes, _) = self.job.as_ref()?.job.progress().steps();
        Some(fl!("export-progress", size = words::bytes(bytes)))
    }

    /// The file name that the system's dialog suggests.
    pub fn file_name(&self) -> String {
        let Some(draft) = &self.draft else {
            return "claims".to_owned();
        };
        let typed = Path::new(draft.path.trim()).file_name();
        typed.map_or_else(
            || format!("claims.{}", draft.format().extension),
            |name| name.to_string_lossy().into_owned(),
        )
    }
}

/// A running export.
pub(super) struct ExportJob {
    pub(super) job: Job<Result<Summary, Report>>,
    pub(super) format: &'static Format,
    pub(super) path: PathBuf,
    /// The form, which is shown again if the export fails.
    pub(super) draft: Option<ExportDraft>,
}
