//! Opens a project for a command and reports its problems.

use std::path::Path;

use super::print_to_stderr;
use crate::report::Report;
use crate::session::look::{FileCheck, Look};
use crate::session::{ReadOnly, ReviewerIdentity, Session, SessionError, no_wake, report_from_problem};

/// Opens a project to read it article by article: nothing is locked or written.
pub(super) fn look(path: &Path) -> Result<Look, Report> {
    Look::open(path).map_err(|error| report_of(&error))
}

/// Opens a project for editing. A read-only project is an error with the reason.
pub(super) fn work_on(path: &Path) -> Result<Session, Report> {
    let session = Session::open(path, command_line(), no_wake()).map_err(|error| report_of(&error))?;
    if let Some(reason) = session.read_only() {
        let told = reason.to_string();
        let error = if told.contains(&*path.to_string_lossy()) {
            fl!("session-read-only", reason = told)
        } else {
            fl!("cli-read-only", reason = told, path = path)
        };
        return Err(Report::new(error).with_hint(Some(reason.hint())));
    }
    Ok(session)
}

/// Saves the project, as long as the disk takes, and closes it.
pub(super) fn close(mut session: Session) -> Result<(), Report> {
    let path = session.path().to_owned();
    let mut is_told = false;
    let mut is_slow = || {
        if !std::mem::replace(&mut is_told, true) {
            print_to_stderr(&fl!("cli-still-writing", path = path));
        }
    };
    let saved = session.flush_patiently(&mut is_slow);
    saved.map_err(|error| report_of(&error))?;
    session.close().map_err(|unclosed| report_of(&unclosed.error))
}

/// The owner of the lock while a command runs. Commands sign nothing, so it has no reviewer's id.
pub(super) fn command_line() -> ReviewerIdentity {
    ReviewerIdentity {
        id: "".into(),
        name: fl!("cli-lock-owner").to_owned(),
    }
}

/// The problems with the files of a project that is open for editing.
pub(super) fn problems(session: &Session) -> Vec<Report> {
    session.problems().iter().map(report_from_problem).collect()
}

/// The problems with the files of a project that has been read.
pub(super) fn notes(look: Look) -> Vec<Report> {
    let FileCheck { problems, read_only } = look.finish();
    let is_named = |link: &Path| problems.iter().any(|problem| problem.path == link);
    let reason = read_only.as_ref().filter(|reason| match reason {
        ReadOnly::Newer { .. } => true,
        ReadOnly::Link(link) => !is_named(link),
        _ => false,
    });
    let reason = reason.map(|reason| Report::new(reason.to_string()).with_hint(Some(reason.hint())));
    let problems = problems.iter().map(report_from_problem);
    reason.into_iter().chain(problems).collect()
}

/// The report of an error. Of two hints it takes the general one: the store's own speaks to the window,
/// which keeps unsaved work.
pub(super) fn report_of(error: &SessionError) -> Report {
    let report = Report::from_error(error);
    let hint = report.hint.clone().or(error.hint());
    report.with_hint(hint)
}
