//! The log of what was done to an article's claims, in a file of its own beside the articles: steps are
//! appended to it, and none of it is read into the project.
//!
//! Each step is a line, and lines that are not understood are kept as they are. The file is read from
//! disk each time, so that what git has merged in meanwhile is never overwritten; git itself merges two
//! logs by keeping the lines of both.

use std::path::{Path, PathBuf};

use super::error::{FileProblem, StoreError};
use super::file_state::Store;
use super::format::claim_log1::{self, entry_of, is_step, line_of};
use super::{atomic, layout};
use crate::model::ArticleId;
use crate::model::claim_log::LogEntry;

/// The maximum number of steps kept of an article; beyond it the oldest are dropped.
pub const MAX_STEPS: usize = 10_000;
/// How many steps remain when some are dropped, so that not every step drops one.
const STEPS_AFTER_TRIM: usize = 9_000;
/// Tells git that two logs merge by keeping the lines of both.
const ATTRIBUTES: &[u8] = b"*.ron merge=union\n";

impl Store {
    /// Adds steps to an article's log.
    pub(super) fn append_claim_log(&self, id: &ArticleId, entries: &[LogEntry]) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        self.check_writable()?;
        layout::check_article_id(id)?;
        let path = layout::claim_log_file(self.folder(), id);
        let before = self.on_disk(&path)?.unwrap_or_default();
        if is_newer(&before) {
            return Ok(());
        }
        let folder = self.folder().join(layout::HISTORY);
        atomic::make_folder(&folder)?;
        let attributes = folder.join(".gitattributes");
        if self.on_disk(&attributes)?.is_none() {
            self.put(&attributes, ATTRIBUTES)?;
        }
        self.put(&path, &with_entries(&before, entries))
    }

    /// What was done to the claims of an article, as far as it is understood, the latest last.
    pub fn read_claim_log(&self, id: &ArticleId) -> Result<Vec<LogEntry>, StoreError> {
        layout::check_article_id(id)?;
        let bytes = self
            .on_disk(&layout::claim_log_file(self.folder(), id))?
            .unwrap_or_default();
        let mut entries: Vec<LogEntry> = steps(&bytes).filter_map(entry_of_bytes).collect();
        // After a merge the lines of one side stand below those of the other.
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

fn steps(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| is_step_of_bytes(line))
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

/// The file with the entries at its end; an entry that carries on with the last step of its claim
/// takes its place.
fn with_entries(before: &[u8], entries: &[LogEntry]) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = steps(before).map(<[u8]>::to_vec).collect();
    for entry in entries {
        let Some(line) = line_of(entry) else { continue };
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
        bytes.extend(line.strip_suffix(b"\r").unwrap_or(&line));
        bytes.push(b'\n');
    }
    bytes.extend(claim_log1::FOOTER.as_bytes());
    bytes.push(b'\n');
    bytes
}

/// The last step of the entry's claim among the latest lines, and its place.
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

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::Timestamp;

    use super::*;
    use crate::model::claim_log::{ClaimChange, LogAction};
    use crate::model::{Article, Edit, Head, Metadata, Project, Touched};
    use crate::store::{Access, LockOwner, Snapshot, create, open};

    fn owner() -> Access {
        Access::Write(LockOwner {
            name: "Amal".into(),
            host: "desk".into(),
            process: 7,
            since: Timestamp::UNIX_EPOCH,
        })
    }

    fn entry(claim: &str, minutes: i64, change: ClaimChange) -> LogEntry {
        LogEntry {
            claim: claim.into(),
            at: Timestamp::from_second(60 * minutes).unwrap(),
            by: "r-1".into(),
            action: LogAction::Done,
            changes: vec![change],
        }
    }

    fn marked(claim: &str, minutes: i64) -> LogEntry {
        entry(claim, minutes, ClaimChange::Marked("the bridge is safe".into()))
    }

    /// A project with an article, its store and the way to the article's log.
    fn fixture() -> (tempfile::TempDir, Project, Store, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bridges");
        let mut opened = create(&path, &Head::titled("Bridges"), owner()).unwrap();
        let article = Article::new(Metadata::default(), "The bridge is safe.");
        let edit = Edit::Article("a".into(), Some(Box::new(article)));
        opened.project.apply(edit).unwrap();
        let file = layout::claim_log_file(&path, &"a".into());
        (folder, opened.project, opened.store, file)
    }

    fn snapshot(project: &Project, entries: Vec<LogEntry>) -> Snapshot {
        let touched = Touched {
            project: false,
            articles: ["a".into()].into(),
        };
        Snapshot::new(project, &touched).with_claim_log([("a".into(), entries)].into())
    }

    #[test]
    fn steps_are_lines_at_the_end_and_the_whole_is_ron() {
        let (_folder, project, store, file) = fixture();
        let steps = [
            marked("c-1", 0),
            marked("c-2", 9),
            entry("c-1", 20, ClaimChange::Note),
        ];
        for step in &steps {
            let before = fs::read_to_string(&file).unwrap_or_default();
            assert!(
                store
                    .write(&snapshot(&project, vec![step.clone()]))
                    .errors
                    .is_empty()
            );
            let kept = before.trim_end().strip_suffix("])").unwrap_or_default();
            assert!(fs::read_to_string(&file).unwrap().starts_with(kept));
        }
        assert_eq!(store.read_claim_log(&"a".into()).unwrap(), steps);
        let text = fs::read_to_string(&file).unwrap();
        assert!(ron::from_str::<ron::Value>(&text).is_ok(), "{text}");
        assert_eq!(text.lines().count(), 2 + steps.len() + 1);
        assert_eq!(store.claim_log_problem(&"a".into()), None);
    }

    #[test]
    fn typing_stays_one_line() {
        let (_folder, project, store, _) = fixture();
        let typed = |seconds| LogEntry {
            at: Timestamp::from_second(seconds).unwrap(),
            ..entry("c-1", 0, ClaimChange::Note)
        };
        for seconds in [0, 30, 60] {
            let entries = vec![typed(seconds), marked("c-2", seconds)];
            store.write(&snapshot(&project, entries));
        }
        let notes = store.read_claim_log(&"a".into()).unwrap();
        let notes: Vec<_> = notes.iter().filter(|step| step.claim.as_str() == "c-1").collect();
        assert_eq!(notes, [&typed(60)]);
    }

    #[test]
    fn lines_of_others_and_of_newer_versions_are_kept_and_what_is_broken_is_named() {
        let (_folder, project, store, file) = fixture();
        store.write(&snapshot(&project, vec![marked("c-1", 0)]));
        let text = fs::read_to_string(&file).unwrap();
        let theirs = "(claim: \"c-9\", at: \"1970-01-01T00:00:00Z\", by: \"r-2\", mood: 1, did: [Sung]),\r";
        // Half a line, as a crash of another program leaves it, and no envelope around it.
        let broken = text.replace("])\n", &format!("{theirs}\n(claim: \"c-8\", a"));
        fs::remove_file(&file).unwrap();
        atomic::write(file.parent().unwrap(), &file, broken.as_bytes()).unwrap();
        let report = store.write(&snapshot(&project, vec![marked("c-2", 5)]));
        assert!(report.errors.is_empty());
        let after = fs::read_to_string(&file).unwrap();
        assert!(after.contains(theirs.trim_end()) && after.contains("(claim: \"c-8\", a\n"));
        assert_eq!(store.read_claim_log(&"a".into()).unwrap().len(), 2);
        assert_eq!(store.claim_log_problem(&"a".into()).unwrap().line, Some(4));
    }

    #[test]
    fn a_history_of_a_newer_format_is_left_alone() {
        let (_folder, project, store, file) = fixture();
        store.write(&snapshot(&project, vec![marked("c-1", 0)]));
        let newer = fs::read_to_string(&file)
            .unwrap()
            .replace("(format: 1", "(format: 2");
        atomic::write(file.parent().unwrap(), &file, newer.as_bytes()).unwrap();
        assert!(
            store
                .write(&snapshot(&project, vec![marked("c-2", 0)]))
                .errors
                .is_empty()
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), newer);
        assert!(store.claim_log_problem(&"a".into()).is_some());
    }

    #[test]
    fn what_could_not_be_written_is_told_once_it_was() {
        let (_folder, project, store, file) = fixture();
        let claims = layout::claims_file(store.folder(), &"a".into());
        let mut pending = snapshot(&project, vec![marked("c-1", 0)]);
        store.write(&snapshot(&project, Vec::new()));
        atomic::write(file.parent().unwrap().parent().unwrap(), &claims, b"theirs").unwrap();
        let report = store.write(&pending);
        assert_eq!((report.errors.len(), file.exists()), (1, false));
        pending.keep(&report.unsaved);
        pending.absorb(snapshot(&project, vec![marked("c-2", 5)]));
        store.overwrite(&claims).unwrap();
        let report = store.write(&pending);
        assert!(report.errors.is_empty());
        pending.keep(&report.unsaved);
        assert!(pending.is_empty());
        store.write(&pending);
        assert_eq!(store.read_claim_log(&"a".into()).unwrap().len(), 2);
    }

    #[test]
    fn a_project_that_is_only_looked_at_gets_no_history() {
        let (_folder, project, store, file) = fixture();
        store.release();
        let opened = open(store.folder(), Access::Read).unwrap();
        let report = opened.store.write(&snapshot(&project, vec![marked("c-1", 0)]));
        assert!(!report.errors.is_empty() && !file.exists());
        assert_eq!(opened.store.read_claim_log(&"a".into()).unwrap(), []);
    }

    #[test]
    fn a_history_is_bounded_and_loses_its_oldest_steps() {
        let many: Vec<LogEntry> = (0..=MAX_STEPS).map(|at| marked(&format!("c-{at}"), 0)).collect();
        let bytes = with_entries(b"", &many);
        assert_eq!(steps(&bytes).count(), STEPS_AFTER_TRIM);
        let last = steps(&bytes).last().and_then(entry_of_bytes);
        assert_eq!(last.as_ref(), many.last());
    }

    #[test]
    fn git_merges_two_histories_by_itself() {
        let (_folder, project, store, file) = fixture();
        let folder = store.folder().to_owned();
        let git = |arguments: &[&str]| {
            let mut git = std::process::Command::new("git");
            git.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
            git.current_dir(&folder).args(arguments).output()
        };
        if git(&["init", "-q", "-b", "main"]).is_err() {
            println!("skipped: git is not there");
            return;
        }
        let done = |arguments: &[&str]| assert!(git(arguments).unwrap().status.success(), "{arguments:?}");
        let commit = |step| {
            store.write(&snapshot(&project, vec![step]));
            done(&["add", "history"]);
            done(&["commit", "-qm", "work"]);
        };
        commit(marked("c-1", 0));
        done(&["checkout", "-qb", "theirs"]);
        commit(marked("c-2", 7));
        done(&["checkout", "-q", "main"]);
        commit(marked("c-3", 5));
        done(&["merge", "-q", "theirs"]);
        let expected = [marked("c-1", 0), marked("c-3", 5), marked("c-2", 7)];
        assert_eq!(store.read_claim_log(&"a".into()).unwrap(), expected);
        let text = fs::read_to_string(&file).unwrap();
        assert!(ron::from_str::<ron::Value>(&text).is_ok(), "{text}");
    }
}
