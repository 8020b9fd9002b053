//! The lines of an article's log in format 1, frozen: one step a line, each readable by itself.
//! Which lines a file has, and which are let go, is not decided here.

use jiff::Timestamp;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::options;
use super::shape1::{DecisionFile, QuotationFile};
use super::words::Words;
use crate::model::claim_log::{Change, Entry, Way};

/// The first lines of a log.
pub const HEADER: &str = "// What was done to the claims of this article, one step a line, the latest last.\n(format: 1, steps: [\n";
/// Its last line.
pub const FOOTER: &str = "])";

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
enum WayFile {
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
enum ChangeFile {
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

/// A step as a line, without its end; `None` for what RON cannot say, which does not happen.
pub fn line_of(entry: &Entry) -> Option<String> {
    let step = StepFile {
        claim: entry.claim.as_str().into(),
        at: entry.at,
        by: entry.by.as_str().into(),
        way: match entry.way {
            Way::Done => WayFile::Done,
            Way::Undone => WayFile::Undone,
            Way::Redone => WayFile::Redone,
        },
        did: entry.changes.iter().map(change_file).collect(),
    };
    let pretty = PrettyConfig::new()
        .compact_structs(true)
        .compact_arrays(true)
        .new_line("\n");
    let line = ron::ser::to_string_pretty(&step, pretty).ok()?;
    Some(format!("{},", line.replace('\n', " ")))
}

/// The step that a line tells of, where it is understood.
pub fn entry_of(line: &str) -> Option<Entry> {
    let record = line.trim().strip_suffix(',').unwrap_or(line.trim());
    let step: StepFile = options().from_str(record).ok()?;
    Some(Entry {
        claim: step.claim.0.into(),
        at: step.at,
        by: step.by.0.into(),
        way: match step.way {
            WayFile::Done => Way::Done,
            WayFile::Undone => Way::Undone,
            WayFile::Redone => Way::Redone,
        },
        changes: step.did.into_iter().map(change).collect(),
    })
}

/// Whether a line holds a step, as opposed to the envelope around the steps.
pub fn is_step(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("//") && line != FOOTER && !line.starts_with("(format:")
}

fn change_file(change: &Change) -> ChangeFile {
    let words = |words: &str| Words::from(words);
    match change {
        Change::Marked(text) => ChangeFile::Marked(words(text)),
        Change::Removed(text) => ChangeFile::Removed(words(text)),
        Change::Words(text) => ChangeFile::Words(words(text)),
        Change::Speakers(text) => ChangeFile::Speakers(words(text)),
        Change::Source(text) => ChangeFile::Source(words(text)),
        Change::Cue(text) => ChangeFile::Cue(words(text)),
        Change::Manner => ChangeFile::Manner,
        Change::Quotation(kind) => ChangeFile::Quotation(kind.map(Into::into)),
        Change::Review(by, decision) => ChangeFile::Review(words(by.as_str()), decision.map(Into::into)),
        Change::Why(by) => ChangeFile::Why(words(by.as_str())),
        Change::Verdict(rating) => ChangeFile::Verdict(rating.as_deref().map(words)),
        Change::Evidence => ChangeFile::Evidence,
        Change::Note => ChangeFile::Note,
        Change::Tags(tags) => ChangeFile::Tags(words(tags)),
    }
}

fn change(change: ChangeFile) -> Change {
    match change {
        ChangeFile::Marked(text) => Change::Marked(text.0),
        ChangeFile::Removed(text) => Change::Removed(text.0),
        ChangeFile::Words(text) => Change::Words(text.0),
        ChangeFile::Speakers(text) => Change::Speakers(text.0),
        ChangeFile::Source(text) => Change::Source(text.0),
        ChangeFile::Cue(text) => Change::Cue(text.0),
        ChangeFile::Manner => Change::Manner,
        ChangeFile::Quotation(kind) => Change::Quotation(kind.map(Into::into)),
        ChangeFile::Review(by, decision) => Change::Review(by.0.into(), decision.map(Into::into)),
        ChangeFile::Why(by) => Change::Why(by.0.into()),
        ChangeFile::Verdict(rating) => Change::Verdict(rating.map(|rating| rating.0)),
        ChangeFile::Evidence => Change::Evidence,
        ChangeFile::Note => Change::Note,
        ChangeFile::Tags(tags) => Change::Tags(tags.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Quotation};

    #[test]
    fn a_step_is_one_line_and_comes_back_whole() {
        let entry = Entry {
            claim: "c-1".into(),
            at: Timestamp::UNIX_EPOCH,
            by: "r-1".into(),
            way: Way::Undone,
            changes: vec![
                Change::Marked("a \"b\"\n(c)], ❤".into()),
                Change::Removed("x".into()),
                Change::Words("x".into()),
                Change::Speakers(String::new()),
                Change::Source("x".into()),
                Change::Cue("x".into()),
                Change::Manner,
                Change::Quotation(Some(Quotation::Mixed)),
                Change::Quotation(None),
                Change::Review("r-2".into(), Some(Decision::Disputed)),
                Change::Review("r-2".into(), None),
                Change::Why("r-1".into()),
                Change::Verdict(Some("Half true".into())),
                Change::Verdict(None),
                Change::Evidence,
                Change::Note,
                Change::Tags("a, b".into()),
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
