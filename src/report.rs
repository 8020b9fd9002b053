//! Errors in the form that people read: what failed, why, and what to do. The window and the command
//! line both show this form.

use std::error::Error;
use std::fmt;
use std::io;

/// What happened, in words for people. On a terminal:
///
/// ```text
/// could not write: projects/talks/project.ron
///   cause: No space left on device
///   hint: The disk is full. Free some space and try again.
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What failed, with the file it failed on.
    pub headline: String,
    /// Why, the nearest cause first; what an earlier line says already is left out.
    pub causes: Vec<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Report {
    /// A failure without further causes.
    pub fn new(headline: impl Into<String>) -> Self {
        Self {
            headline: headline.into(),
            causes: Vec::new(),
            hint: None,
        }
    }

    /// An error with the chain of its causes. Where the system refused something that people can
    /// fix, the hint says how; errors that know better give theirs by [`Self::with_hint`].
    pub fn from_error(error: &(dyn Error + 'static)) -> Self {
        let mut report = Self::new(without_number(&error.to_string()));
        let mut next = Some(error);
        while let Some(error) = next {
            let cause = without_number(&error.to_string());
            if !cause.is_empty() && !report.contains(&cause) {
                report.causes.push(cause);
            }
            report.hint = report.hint.or_else(|| hint_of(error));
            next = error.source();
        }
        report
    }

    /// The same with this hint, if there is one.
    #[must_use]
    pub fn with_hint(self, hint: Option<impl Into<String>>) -> Self {
        Self {
            hint: hint.map(Into::into).or(self.hint),
            ..self
        }
    }

    fn contains(&self, cause: &str) -> bool {
        let mut lines = std::iter::once(&self.headline).chain(&self.causes);
        lines.any(|line| line.contains(cause))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", printable(&self.headline))?;
        for cause in &self.causes {
            write!(f, "\n  {}", fl!("report-cause", cause = printable(cause)))?;
        }
        match &self.hint {
            Some(hint) => write!(f, "\n  {}", fl!("report-hint", hint = printable(hint))),
            None => Ok(()),
        }
    }
}

/// Text that stands on a line of a terminal and acts on nothing there: line ends and other control
/// characters, which names of files and articles may hold, become spaces and pictures.
pub fn printable(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        '\u{7f}' => '\u{2421}',
        c if c.is_control() => char::from_u32(0x2400 + u32::from(c))
            .filter(|_| c < ' ')
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        c => c,
    };
    text.chars().map(shown).collect()
}

/// A message of the system without the number that only programmers know.
pub fn without_number(message: &str) -> String {
    match message.rsplit_once(" (os error ") {
        Some((words, rest)) if rest.trim_end_matches(')').parse::<i32>().is_ok() => words.to_owned(),
        _ => message.to_owned(),
    }
}

fn hint_of(error: &(dyn Error + 'static)) -> Option<String> {
    let hint = match error.downcast_ref::<io::Error>()?.kind() {
        io::ErrorKind::NotFound => fl!("report-not-found"),
        io::ErrorKind::PermissionDenied => fl!("report-no-permission"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            fl!("report-disk-full")
        }
        io::ErrorKind::ReadOnlyFilesystem => fl!("report-disk-read-only"),
        _ => return None,
    };
    Some(hint.to_owned())
}

#[cfg(test)]
mod tests {
    use thiserror::Error;

    use super::*;

    #[derive(Debug, Error)]
    #[error("{message}")]
    struct Failure {
        message: &'static str,
        #[source]
        cause: Option<Box<dyn Error + Send + Sync>>,
    }

    fn failure(message: &'static str, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Failure {
        Failure {
            message,
            cause: Some(cause.into()),
        }
    }

    #[test]
    fn the_chain_is_told_without_repeats_and_without_numbers() {
        let system = io::Error::from_raw_os_error(28);
        let repeated = failure("cannot write: talks.ron", system);
        let report = Report::from_error(&failure("cannot save: cannot write: talks.ron", repeated));
        assert_eq!(report.headline, "cannot save: cannot write: talks.ron");
        assert_eq!(report.causes, ["No space left on device"]);
        assert!(report.hint.unwrap().contains("disk is full"));
    }

    #[test]
    fn the_error_s_own_hint_goes_before_the_general_one() {
        let report = Report::from_error(&io::Error::from(io::ErrorKind::NotFound));
        assert!(report.hint.is_some());
        assert_eq!(report.clone().with_hint(None::<&str>), report);
        assert_eq!(
            report.with_hint(Some("Look there.")).hint.as_deref(),
            Some("Look there.")
        );
    }

    #[test]
    fn a_terminal_shows_one_line_for_each_part_and_runs_nothing() {
        let report = Report {
            headline: "cannot read: a\u{1b}[31m\nb".into(),
            causes: vec!["it is a folder".into()],
            hint: Some("Choose a file.".into()),
        };
        let shown = "cannot read: a␛[31m b\n  cause: it is a folder\n  hint: Choose a file.";
        assert_eq!(report.to_string(), shown);
    }
}
