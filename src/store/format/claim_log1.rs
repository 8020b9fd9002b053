//! The lines of a claim log in format 1, which never change: one step a line, each readable on its own.

use jiff::Timestamp;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::options;
use super::shape1::{DecisionFile, QuotationFile};
use super::shaped::{Shaped, shaped};
use super::values::Words;
use crate::model::claim_log::{ClaimChange, LogAction, LogEntry};

/// The first lines of a log.
pub(crate) const HEADER: &str = "// What was done to the claims of this article, one step a line, the latest last.\n(format: 1, steps: [\n";
/// Its last line.
pub(crate) const FOOTER: &str = "])";

#[derive(Debug, Serialize, Deserialize)]
struct StepFile {
    claim: Words,
    at: Timestamp,
    by: Words,
    #[serde(default, skip_serializing_if = "WayFile::is_done")]
    way: WayFile,
    did: Vec<ChangeFile>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum WayFile {
    #[default]
    Done,
    Undone,
    Redone,
}

impl WayFile {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes fields by reference"
    )]
    fn is_done(&self) -> bool {
        *self == Self::Done
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ChangeFile {
    Marked(Words),
    Removed(Words),
    Words(Words),
    Speakers(Words),
    Source(Words),
    Cue(Words),
    Manner,
    Quotation(Option<QuotationFile>),
    Review(Words, Option<DecisionFile>),
    Why(Words),
    Verdict(Option<Words>),
    Evidence,
    Note,
    Tags(Words),
}

/// A step as a line, without the line end. No entry is known that RON cannot express.
pub(crate) fn line_of(entry: &LogEntry) -> ron::Result<String> {
    let step = StepFile {
        claim: entry.claim.shape(),
        at: entry.at,
        by: entry.by.shape(),
        way: entry.action.shape(),
        did: entry.changes.shape(),
    };
    let pretty = PrettyConfig::new()
        .compact_structs(true)
        .compact_arrays(true)
        .new_line("\n");
    let line = ron::ser::to_string_pretty(&step, pretty)?;
    Ok(format!("{},", line.replace('\n', " ")))
}

/// The step in a line, if it is understood.
pub(crate) fn entry_of(line: &str) -> Option<LogEntry> {
    let record = line.trim().strip_suffix(',').unwrap_or(line.trim());
    let step: StepFile = options().from_str(record).ok()?;
    Some(LogEntry {
        claim: Shaped::from_shape(step.claim),
        at: step.at,
        by: Shaped::from_shape(step.by),
        action: Shaped::from_shape(step.way),
        changes: Shaped::from_shape(step.did),
    })
}

/// Whether a line holds a step, as opposed to the envelope around the steps.
pub(crate) fn is_step(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("//") && line != FOOTER && !line.starts_with("(format:")
}

shaped!(LogAction, WayFile, Done, Undone, Redone);
shaped!(
    ClaimChange,
    ChangeFile,
    Marked(words),
    Removed(words),
    Words(words),
    Speakers(names),
    Source(words),
    Cue(words),
    Manner,
    Quotation(kind),
    Review(by, decision),
    Why(by),
    Verdict(rating),
    Evidence,
    Note,
    Tags(tags)
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Quotation};

    #[test]
    fn a_step_is_one_line_and_comes_back_whole() {
        let entry = LogEntry {
            claim: "c-1".into(),
            at: Timestamp::UNIX_EPOCH,
            by: "r-1".into(),
            action: LogAction::Undone,
            changes: vec![
                ClaimChange::Marked("a \"b\"\n(c)], ❤".into()),
                ClaimChange::Removed("x".into()),
                ClaimChange::Words("x".into()),
                ClaimChange::Speakers(String::new()),
                ClaimChange::Source("x".into()),
                ClaimChange::Cue("x".into()),
                ClaimChange::Manner,
                ClaimChange::Quotation(Some(Quotation::Mixed)),
                ClaimChange::Quotation(None),
                ClaimChange::Review("r-2".into(), Some(Decision::Disputed)),
                ClaimChange::Review("r-2".into(), None),
                ClaimChange::Why("r-1".into()),
                ClaimChange::Verdict(Some("Half true".into())),
                ClaimChange::Verdict(None),
                ClaimChange::Evidence,
                ClaimChange::Note,
                ClaimChange::Tags("a, b".into()),
            ],
        };
        let line = line_of(&entry).unwrap();
        assert!(!line.contains('\n') && is_step(&line), "{line}");
        assert_eq!(entry_of(&line), Some(entry));
    }

    #[test]
    fn a_line_of_a_newer_version_is_no_step_that_is_understood() {
        let line = r#"(claim: "c", at: "2024-02-11T00:00:00Z", by: "r", did: [Sung]),"#;
        assert_eq!((entry_of(line), is_step(line)), (None, true));
        let line = r#"(claim: "c", at: "2024-02-11T00:00:00Z", by: "r", mood: 1, did: [Note]),"#;
        assert!(entry_of(line).is_some());
    }
}
