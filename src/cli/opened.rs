//! How the commands come to a project, and how what is wrong with it is told. What they do with it
//! is theirs.

use std::path::Path;

use crate::report::Report;
use crate::session::{FileProblem, ReadOnly, ReviewerIdentity, Session, SessionError, no_wake};

/// The project at a path with all its texts, to look at; nothing is locked and nothing written.
pub fn look(path: &Path) -> Result<Session, Report> {
    Session::look(path).map_err(|error| report_of(&error))
}

/// The project at a path, to be changed. Where that is not allowed, the reason is the error.
pub fn work_on(path: &Path) -> Result<Session, Report> {
    let session = Session::open(path, command_line(), no_wake()).map_err(|error| report_of(&error))?;
    match session.read_only() {
        None => Ok(session),
        Some(reason) => {
            let refusal = format!("cannot change the project, {reason}: {}", path.display());
            Err(Report::new(refusal).with_hint(Some(reason.hint())))
        }
    }
}

/// Who the lock names while a command works: nothing that commands do is signed.
pub fn command_line() -> ReviewerIdentity {
    ReviewerIdentity {
        id: "".into(),
        name: "the sayso command".to_owned(),
    }
}

/// What is wrong with the files of an opened project.
pub fn notes(session: &Session) -> Vec<Report> {
    let note = |problem: &FileProblem| {
        let hint = Some(problem.hint.as_str()).filter(|hint| !hint.is_empty());
        Report::new(problem.to_string()).with_hint(hint)
    };
    let is_named = |link: &Path| session.problems().iter().any(|problem| problem.path == link);
    let reason = session.read_only().filter(|reason| match reason {
        ReadOnly::Newer { .. } => true,
        ReadOnly::Link(link) => !is_named(link),
        _ => false,
    });
    let reason = reason.map(|reason| Report::new(reason.to_string()).with_hint(Some(reason.hint())));
    reason
        .into_iter()
        .chain(session.problems().iter().map(note))
        .collect()
}

/// An error of the session as it is told here.
pub fn report_of(error: &SessionError) -> Report {
    with_hint(Report::from_error(error), error.hint())
}

/// The hints of the system's errors are the general ones here: those of the rooms speak to the
/// window, which keeps unsaved work.
fn with_hint(report: Report, hint: Option<String>) -> Report {
    let hint = report.hint.clone().or(hint);
    report.with_hint(hint)
}
