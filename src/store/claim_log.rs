//! The log of what was done to an article's claims, in a file of its own beside the articles: steps are
//! appended to it, and none of it is read into the project.
//!
//! Each step is a line, and lines that are not understood are kept as they are. The file is read from
//! disk each time, so that what git has merged in meanwhile is never overwritten; git itself merges two
//! logs by keeping the lines of both.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::conflict_markers::{self, Versions};
use super::error::{FileProblem, StoreError};
use super::file_state::{Fingerprint, Store, fingerprint};
use super::format::claim_log1::{self, entry_of, is_step, line_of};
use super::redo::Draft;
use super::{atomic, layout, links};
use crate::model::ArticleId;
use crate::model::claim_log::LogEntry;

/// The maximum number of steps kept of an article; beyond it the oldest are dropped.
pub const MAX_STEPS: usize = 10_000;
/// How many steps remain when some are dropped, so that not every step drops one.
pub(super) const STEPS_AFTER_TRIM: usize = 9_000;
/// Tells git that two logs merge by keeping the lines of both.
const ATTRIBUTES: &[u8] = b"*.ron merge=union\n";

impl Store {
    /// Drafts an article's log with steps added, to change together with the claims; `None` where there are none or the log is
    /// of a newer version. With it comes what the log is now.
    pub(super) fn draft_claim_log(
        &self,
        id: &ArticleId,
        entries: &[LogEntry],
    ) -> Result<Option<(Option<Fingerprint>, Draft)>, StoreError> {
        if entries.is_empty() {
            return Ok(None);
        }
        self.check_writable()?;
        layout::check_article_id(id)?;
        let path = layout::claim_log_file(self.folder(), id);
        let before = self.on_disk(&path)?;
        let was = before.as_deref().map(fingerprint);
        let before = before.unwrap_or_default();
        if is_newer(&before) {
            return Ok(None);
        }
        let folder = self.folder().join(layout::HISTORY);
        atomic::make_folder(&folder)?;
        let attributes = folder.join(".gitattributes");
        if self.on_disk(&attributes)?.is_none() {
            self.put(&attributes, ATTRIBUTES)?;
        }
        links::check(self.folder(), &path)?;
        let bytes = with_entries(&before, entries);
        let draft = Draft::new(&self.make_temp_dir()?, &path, &bytes, fingerprint(&bytes))?;
        Ok(Some((was, draft)))
    }

    /// An article's log with steps added, for a copy of it; `None` where the log cannot be read or is of a newer version.
    pub(super) fn claim_log_with(&self, id: &ArticleId, entries: &[LogEntry]) -> Option<Vec<u8>> {
        let before = self.on_disk(&layout::claim_log_file(self.folder(), id)).ok()?;
        let before = before.unwrap_or_default();
        (!is_newer(&before)).then(|| with_entries(&before, entries))
    }

    /// What was done to the claims of an article, as far as it is understood, the latest last.
    pub fn read_claim_log(&self, id: &ArticleId) -> Result<Vec<LogEntry>, StoreError> {
        layout::check_article_id(id)?;
        let bytes = self
            .on_disk(&layout::claim_log_file(self.folder(), id))?
            .unwrap_or_default();
        let mut entries: Vec<LogEntry> = steps(&without_conflict(&bytes))
            .filter_map(entry_of_bytes)
            .collect();
        // After a merge the lines of one side follow those of the other.
        entries.sort_by_key(|entry| entry.at);
        Ok(entries)
    }

    /// What in an article's log is not understood.
    pub fn claim_log_problem(&self, id: &ArticleId) -> Option<FileProblem> {
        let path = layout::claim_log_file(self.folder(), id);
        let bytes = match self.on_disk(&path) {
            Ok(bytes) => bytes?,
            Err(error) => return Some(FileProblem::from_error(&path, &error)),
        };
        if is_newer(&bytes) {
            let (newer, hint) = (fl!("store-log-newer"), fl!("store-log-newer.hint"));
            return Some(FileProblem::new(&path, newer, hint));
        }
        let line = bytes
            .split(|byte| *byte == b'\n')
            .position(|line| is_step_of_bytes(line) && entry_of_bytes(line).is_none())?;
        Some(FileProblem {
            line: Some(line + 1),
            ..FileProblem::new(
                &path,
                fl!("store-log-unreadable"),
                fl!("store-log-unreadable.hint"),
            )
        })
    }
}

/// The file of an article's log within a project.
pub fn claim_log_path(folder: &Path, id: &ArticleId) -> PathBuf {
    layout::claim_log_file(folder, id)
}

fn is_step_of_bytes(line: &[u8]) -> bool {
    std::str::from_utf8(line).map_or(true, is_step)
}

fn entry_of_bytes(line: &[u8]) -> Option<LogEntry> {
    std::str::from_utf8(line).ok().and_then(entry_of)
}

pub(super) fn steps(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| is_step_of_bytes(line))
}

/// The steps of both logs, without those that one side has replaced or dropped.
pub(super) fn merge_logs(before: &[u8], one: &[u8], other: &[u8]) -> Vec<u8> {
    let lines = |bytes| -> Vec<&[u8]> { steps(bytes).map(without_return).collect() };
    let (before, one, other) = (lines(before), lines(one), lines(other));
    let [in_base, in_ours, in_theirs] =
        [&before, &one, &other].map(|lines| lines.iter().collect::<BTreeSet<_>>());
    let stays = |line: &&&[u8]| in_theirs.contains(line) || !in_base.contains(line);
    let is_new = |line: &&&[u8]| !in_ours.contains(line) && !in_base.contains(line);
    let merged = one.iter().filter(stays).chain(other.iter().filter(is_new));
    let mut bytes = claim_log1::HEADER.as_bytes().to_vec();
    for line in merged {
        bytes.extend(*line);
        bytes.push(b'\n');
    }
    bytes.extend(claim_log1::FOOTER.as_bytes());
    bytes.push(b'\n');
    bytes
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// A log without the marks of a conflict that git left in it: with the steps of both sides.
fn without_conflict(bytes: &[u8]) -> Cow<'_, [u8]> {
    let text = std::str::from_utf8(bytes).ok();
    match text.and_then(conflict_markers::split) {
        None => Cow::Borrowed(bytes),
        Some(Versions { ours, base, theirs }) => {
            let base = base.unwrap_or_default();
            Cow::Owned(merge_logs(base.as_bytes(), ours.as_bytes(), theirs.as_bytes()))
        }
    }
}

/// Whether a file is the log of an article.
pub(super) fn is_log(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n').take(8);
    lines.any(|line| line.starts_with(b"(format:") && memchr::memmem::find(line, b"steps:").is_some())
}

/// Whether the envelope names a format that is not known here.
fn is_newer(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n').take(8);
    lines.any(|line| {
        let rest = line.strip_prefix(b"(format:").unwrap_or_default();
        let number = std::str::from_utf8(rest).unwrap_or_default().trim_start();
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        digits
            .parse::<u32>()
            .is_ok_and(|format| format > super::format::FORMAT)
    })
}

/// The file with the entries appended; an entry that continues the last step of its claim replaces it.
fn with_entries(before: &[u8], entries: &[LogEntry]) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = steps(&without_conflict(before)).map(<[u8]>::to_vec).collect();
    for entry in entries {
        let line = match line_of(entry) {
            Ok(line) => line,
            Err(error) => {
                debug_assert!(false, "a step cannot be written: {error}");
                tracing::error!("a step of the claim history cannot be written");
                continue;
            }
        };
        match last_of(&lines, entry) {
            Some((at, last)) if entry.continues(&last) => {
                lines.remove(at);
            }
            _ => {}
        }
        lines.push(line.into_bytes());
    }
    if lines.len() > MAX_STEPS {
        lines.drain(..lines.len() - STEPS_AFTER_TRIM);
    }
    let mut bytes = claim_log1::HEADER.as_bytes().to_vec();
    for line in lines {
        bytes.extend(without_return(&line));
        bytes.push(b'\n');
    }
    bytes.extend(claim_log1::FOOTER.as_bytes());
    bytes.push(b'\n');
    bytes
}

/// The last step of the entry's claim among the latest lines, and its index.
fn last_of(lines: &[Vec<u8>], entry: &LogEntry) -> Option<(usize, LogEntry)> {
    const MAX_LINES_SEARCHED: usize = 200;
    let claim = format!("{:?}", entry.claim.as_str());
    let latest = lines.iter().enumerate().rev().take(MAX_LINES_SEARCHED);
    let mut of_claim = latest.filter(|(_, line)| memchr::memmem::find(line, claim.as_bytes()).is_some());
    of_claim.find_map(|(at, line)| {
        entry_of_bytes(line)
            .filter(|last| last.claim == entry.claim)
            .map(|last| (at, last))
    })
}
