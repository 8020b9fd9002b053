//! Another copy of a project, to be compared with: a folder, a project in one file, JSON Lines, or a revision of git.

use std::path::{Path, PathBuf};

use super::error::report_from_problem;
use crate::import::annotated::{AnnotatedFile, AnnotatedFormat, LabelMap, read_annotated};
use crate::model::Project;
use crate::report::Report;
use crate::store::files::PathKind;
use crate::store::{self, Access, FileProblem, StoreError, files};

/// A copy of a project with all its texts. It is only read: nothing is locked or written.
#[derive(Clone, Debug)]
pub struct ProjectCopy {
    /// What is in it.
    pub project: Project,
    /// What is wrong with its files.
    pub problems: Vec<Report>,
}

/// Opens a copy: the folder of a project, a project in one file, JSON Lines of Sayso, or `FOLDER@REVISION` for the project
/// as it was at a revision of git. A path that is there is never taken for a revision.
pub fn open_copy(name: &Path) -> Result<ProjectCopy, Report> {
    if let Some((folder, revision)) = revision_of(name) {
        let read = store::open_revision(&folder, &revision);
        return read
            .map(ProjectCopy::new)
            .map_err(|error| Report::from_error(&error));
    }
    match files::kind_of(name) {
        PathKind::OneFile => store::open_one_file(name)
            .map(ProjectCopy::new)
            .map_err(|error| told(&error)),
        PathKind::File => from_lines(name),
        PathKind::Project | PathKind::Folder | PathKind::Nothing => {
            let mut opened = store::open(name, Access::Read).map_err(|error| told(&error))?;
            opened.read_all_texts();
            Ok(ProjectCopy::new((opened.project, opened.problems)))
        }
    }
}

impl ProjectCopy {
    fn new((project, problems): (Project, Vec<FileProblem>)) -> Self {
        Self {
            project,
            problems: problems.iter().map(report_from_problem).collect(),
        }
    }
}

fn told(error: &StoreError) -> Report {
    Report::from_error(error).with_hint(error.hint())
}

/// The folder and the revision that a name means; `None` if it is a path that is there, or no folder comes before its '@'.
fn revision_of(name: &Path) -> Option<(PathBuf, String)> {
    let (folder, revision) = name.to_str()?.rsplit_once('@')?;
    let folder = PathBuf::from(if folder.is_empty() { "." } else { folder });
    let is_path = files::kind_of(name) != PathKind::Nothing;
    let is_folder = matches!(files::kind_of(&folder), PathKind::Project | PathKind::Folder);
    (!is_path && is_folder && !revision.is_empty()).then(|| (folder, revision.to_owned()))
}

/// A project from JSON Lines of Sayso.
fn from_lines(file: &Path) -> Result<ProjectCopy, Report> {
    let bytes = files::read(file).map_err(|error| told(&error))?;
    let format = AnnotatedFormat::SaysoLines;
    if AnnotatedFormat::detect(&bytes) != Some(format) {
        let report = Report::new(fl!("compare-no-project", path = file));
        return Err(report.with_hint(Some(fl!("compare-no-project.hint"))));
    }
    let path = file.to_string_lossy();
    let files = [AnnotatedFile {
        path: &path,
        bytes: &bytes,
    }];
    let read = read_annotated(format, &path, &files, &LabelMap::default());
    let read = read.map_err(|error| Report::from_error(&error).with_hint(Some(error.hint())))?;
    Ok(ProjectCopy {
        project: read.project,
        problems: read
            .unplaced
            .iter()
            .map(|unplaced| Report::new(unplaced.to_string()))
            .collect(),
    })
}
