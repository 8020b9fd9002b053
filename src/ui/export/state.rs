//! What the export keeps: the form, and the claims that are being written.

use std::path::{Path, PathBuf};

use super::draft::ExportDraft;
use crate::export::{Format, Summary};
use crate::report::Report;
use crate::session::jobs::Job;
use crate::ui::kit::words;

/// What the export keeps from frame to frame.
#[derive(Default)]
pub struct State {
    /// The form.
    pub draft: Option<ExportDraft>,
    pub(super) job: Option<ExportJob>,
}

impl State {
    /// Without what belongs to the project that was open; what is being written is.
    #[must_use]
    pub fn let_go(self) -> Self {
        Self {
            draft: None,
            job: self.job,
        }
    }

    /// What is said while claims are being written.
    pub fn progress(&self) -> Option<String> {
        let (bytes, _) = self.job.as_ref()?.job.progress().steps();
        Some(fl!("export-progress", size = words::bytes(bytes)))
    }

    /// The name that the system's dialog offers for the file.
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

/// An export that is being written.
pub(super) struct ExportJob {
    pub(super) job: Job<Result<Summary, Report>>,
    pub(super) format: &'static Format,
    pub(super) path: PathBuf,
    /// The form, which is shown again where nothing comes of it.
    pub(super) draft: Option<ExportDraft>,
}
