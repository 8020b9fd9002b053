//! Writes an export to a file, in the background: whole or not at all. It can be cancelled.

use std::io::{self, Write};
use std::path::Path;

use super::files;
use super::jobs::Job;
use super::progress::Progress;
use super::{StoreError, Wake};
use crate::export::articles::{Articles, InMemory};
use crate::export::pages::Pages;
use crate::export::{ClaimSelection, ExportError, Format, Summary, export_with};
use crate::import;
use crate::model::Project;
use crate::report::Report;
use crate::store::read_original;
use crate::text::bare::PageText;

/// Why there is no new file.
enum Failure {
    Export(ExportError),
    Store(StoreError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Gives the text of a page that an article of the project in this folder was read from.
pub fn page_of(folder: &Path) -> impl Fn(&str) -> Option<PageText> + Sync + '_ {
    |name| import::page_text(name, &read_original(folder, name)?)
}

/// Writes the chosen claims of the project in `folder` to a file as they come. Where it fails, or is cancelled, what stood there stays.
pub fn export_to_file(
    format: &Format,
    (project, articles): (&Project, &dyn Articles),
    selection: &ClaimSelection,
    folder: &Path,
    path: &Path,
    progress: &Progress,
) -> Result<Summary, Report> {
    let written = files::write_with(path, |file| {
        let file = io::BufWriter::new(file);
        let mut wanted = Wanted { file, progress };
        let page = page_of(folder);
        export_with(
            format,
            (project, articles),
            selection,
            Pages::new(&page),
            &mut wanted,
        )
        .map_err(Failure::Export)
    });
    written.map_err(|failure| match failure {
        Failure::Export(ExportError::Write(error)) if !progress.is_cancelled() => {
            let error = StoreError::io(crate::store::FileAction::Write, path)(error);
            Report::from_error(&error).with_hint(error.hint())
        }
        Failure::Export(_) if progress.is_cancelled() => Report::new(fl!("session-export-cancelled")),
        Failure::Export(error) => Report::from_error(&error),
        Failure::Store(error) => Report::from_error(&error).with_hint(error.hint()),
    })
}

/// The same on a thread of its own, on the project as it is now.
pub fn export_in_background(
    format: &'static Format,
    project: &Project,
    selection: ClaimSelection,
    folder: &Path,
    path: &Path,
    wake: Wake,
) -> Job<Result<Summary, Report>> {
    let (project, folder, path) = (project.clone(), folder.to_owned(), path.to_owned());
    Job::start(wake, move |progress| {
        let outcome = export_to_file(
            format,
            (&project, &InMemory::new(&project)),
            &selection,
            &folder,
            &path,
            progress,
        );
        tracing::info!(format = format.key, written = outcome.is_ok(), "exported");
        outcome
    })
}

/// A file that takes no more once nobody wants it; each kilobyte is a step.
struct Wanted<'a, W> {
    file: W,
    progress: &'a Progress,
}

impl<W: Write> Write for Wanted<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.progress.is_cancelled() {
            return Err(io::Error::other("cancelled"));
        }
        let written = self.file.write(bytes)?;
        self.progress.advance_by(written);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Head;

    #[test]
    fn a_cancelled_export_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("claims.csv");
        files::write(&path, b"old").unwrap();
        let progress = Progress::default();
        progress.cancel();
        let format = Format::by_key("csv").unwrap();
        let project = Project::new(Head::titled("A"));
        let report = export_to_file(
            format,
            (&project, &InMemory::new(&project)),
            &ClaimSelection::ALL,
            folder.path(),
            &path,
            &progress,
        )
        .unwrap_err();
        assert!(report.to_string().contains("cancelled"), "{report}");
        assert_eq!(files::read(&path).unwrap(), b"old");
        let summary = export_to_file(
            format,
            (&project, &InMemory::new(&project)),
            &ClaimSelection::ALL,
            folder.path(),
            &path,
            &Progress::default(),
        )
        .unwrap();
        assert_eq!(summary, Summary::default());
        assert_ne!(files::read(&path).unwrap(), b"old");
    }
}
