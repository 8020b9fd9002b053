//! Opens a project for a command and reports its problems.

use std::path::Path;

use crate::report::Report;
use crate::session::{ReadOnly, ReviewerIdentity, Session, SessionError, no_wake, report_from_problem};

/// Opens a project with all its texts for reading: nothing is locked or written.
pub fn look(path: &Path) -> Result<Session, Report> {
    Session::look(path).map_err(|error| report_of(&error))
}

/// Opens a project for editing. A read-only project is an error with the reason.
pub fn work_on(path: &Path) -> Result<Session, Report> {
    let session = Session::open(path, command_line(), no_wake()).map_err(|error| report_of(&error))?;
    if let Some(reason) = session.read_only() {
        let error = fl!("cli-read-only", reason = reason.to_string(), path = path);
        return Err(Report::new(error).with_hint(Some(reason.hint())));
    }
    Ok(session)
}

/// The owner of the lock while a command runs. Commands sign nothing, so it has no reviewer's id.
pub fn command_line() -> ReviewerIdentity {
    ReviewerIdentity {
        id: "".into(),
        name: fl!("cli-lock-owner").to_owned(),
    }
}

/// The problems with the files of an opened project.
pub fn notes(session: &Session) -> Vec<Report> {
    let is_named = |link: &Path| session.problems().iter().any(|problem| problem.path == link);
    let reason = session.read_only().filter(|reason| match reason {
        ReadOnly::Newer { .. } => true,
        ReadOnly::Link(link) => !is_named(link),
        _ => false,
    });
    let reason = reason.map(|reason| Report::new(reason.to_string()).with_hint(Some(reason.hint())));
    let problems = session.problems().iter().map(report_from_problem);
    reason.into_iter().chain(problems).collect()
}

/// The report of an error. Of two hints it takes the general one: the store's own speaks to the window,
/// which keeps unsaved work.
pub fn report_of(error: &SessionError) -> Report {
    let report = Report::from_error(error);
    let hint = report.hint.clone().or(error.hint());
    report.with_hint(hint)
}
