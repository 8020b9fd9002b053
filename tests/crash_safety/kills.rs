//! Kills at random moments. A lane is one project in which somebody works, imports and exports, and is killed time and
//! again; each time the project is opened as the next user would and compared with what was promised.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::aftermath::{
    Extent, Fault, Finding, Found, compared, extent, files_in, is_long_change_noted, look,
};
use crate::counts;
use crate::dice::{Dice, number_from, seed};
use crate::faults::is_left_of_export;
use crate::inbox::{Inbox, Kind};
use crate::known::is_known;
use crate::records::{Ledger, Records};
use crate::scratch::{Scratch, answer, copy};
use crate::worker::{self, digest_of};

/// How many kills there are without `CRASH_KILLS`.
const KILLS: u64 = 30;
/// How many of them a project goes through.
const KILLS_IN_LANE: u64 = 15;
/// A save or an import is guessed to take so long, until one was seen.
const FIRST_GUESS: Duration = Duration::from_millis(20);

/// The lanes of this run, each with its number of kills.
pub(crate) fn lanes() -> Vec<(u64, u64)> {
    let kills = number_from("CRASH_KILLS").unwrap_or(KILLS);
    let lanes = kills.div_ceil(KILLS_IN_LANE);
    (0..lanes)
        .map(|lane| (lane, KILLS_IN_LANE.min(kills - lane * KILLS_IN_LANE)))
        .collect()
}

/// Works in one project and kills whoever works there so many times.
pub(crate) fn run_lane(lane: u64, kills: u64) -> Result<(), String> {
    let mut lane = Lane::new(lane);
    let mut failures = Vec::new();
    for round in 0..kills {
        let findings = lane.round(round);
        counts::add("kills", 1);
        let (known, new): (Vec<&Finding>, Vec<&Finding>) =
            findings.iter().partition(|(fault, told)| is_known(*fault, told));
        counts::add_faults(&known, true);
        counts::add_faults(&new, false);
        for (fault, told) in &new {
            failures.push(format!("round {round}, {}: {fault:?}: {told}", lane.doing));
        }
        if !new.is_empty() {
            failures.push(format!("  what was left is in {}", lane.keep(round).display()));
        }
        if !findings.is_empty() {
            lane.start_anew(round);
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{}\nAgain, as far as time allows: CRASH_SEED={} CRASH_KILLS={} cargo test --test crash_safety -- {}",
        failures.join("\n"),
        seed(),
        number_from("CRASH_KILLS").unwrap_or(KILLS),
        lane.name,
    ))
}

struct Lane {
    name: String,
    dice: Dice,
    scratch: Scratch,
    project: PathBuf,
    /// What is on disk.
    records: Records,
    /// Originals of articles that were there once: they stay when an article is removed.
    originals: BTreeSet<String>,
    /// What may stand in the exports, by their names.
    exports: BTreeMap<String, Vec<Option<String>>>,
    /// How long what is to be killed takes, by what it is.
    usual: BTreeMap<String, Duration>,
    /// What was killed last.
    doing: String,
    inboxes: usize,
}

impl Lane {
    fn new(lane: u64) -> Self {
        let mut new = Self {
            name: name(lane),
            dice: Dice::new(seed().wrapping_add(lane.wrapping_mul(0x0100_0001))),
            scratch: Scratch::new(),
            project: PathBuf::new(),
            records: Records::new(),
            originals: BTreeSet::new(),
            exports: BTreeMap::new(),
            usual: BTreeMap::new(),
            doing: String::new(),
            inboxes: 0,
        };
        new.start_anew(0);
        new
    }

    /// Begins with a new project, beside the one that something is wrong with.
    fn start_anew(&mut self, round: u64) {
        self.project = self.scratch.path(&format!("project-{round}"));
        drop(fs::remove_dir_all(&self.project));
        worker::make_project(&self.project);
        let found = look(&self.project).expect("a new project");
        assert_eq!(found.findings, [], "a new project is all right");
        self.records = found.records;
    }

    /// Copies what a failure has left to where it stays.
    fn keep(&self, round: u64) -> PathBuf {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{}-{round}", self.name, seed()));
        drop(fs::remove_dir_all(&kept));
        copy(&self.project, &kept);
        kept
    }

    fn round(&mut self, round: u64) -> Vec<Finding> {
        match self.dice.below(100) {
            0..62 => self.kill_worker(),
            62..88 => self.kill_import(),
            88..95 => self.kill_export(),
            _ => self.kill_new(round),
        }
    }

    fn kill_worker(&mut self) -> Vec<Finding> {
        "a worker".clone_into(&mut self.doing);
        let mut command = self.scratch.worker(&self.project, self.dice.roll(), "");
        let mut child = command.stdout(Stdio::piped()).spawn().expect("a worker");
        let mut lines = Lines(BufReader::new(child.stdout.take().expect("its output")));
        let mut ledger = Ledger::new(std::mem::take(&mut self.records));
        let mut marks_left = self.dice.below(10);
        let mut mark: Option<(String, Instant)> = None;
        while let Some(line) = lines.next() {
            if let Some(kind) = line.strip_prefix("mark ") {
                if marks_left == 0 {
                    self.doing = format!("a worker at its {kind}");
                    self.wait_for_moment(kind, 0.0);
                    break;
                }
                marks_left -= 1;
                mark = Some((kind.to_owned(), Instant::now()));
                continue;
            }
            self.hear(&line, &mut ledger);
            if let Some((kind, since)) = mark.take_if(|_| matches!(&*line, "saved" | "exported")) {
                self.usual.insert(kind, since.elapsed());
            }
        }
        kill(&mut child, "a worker");
        let mut was_within = self.doing != "a worker";
        while let Some(line) = lines.next() {
            was_within &= !matches!(&*line, "saved" | "exported");
            self.hear(&line, &mut ledger);
        }
        counts::add(
            "of them within a save or an export of a worker",
            usize::from(was_within),
        );
        let mut findings = self.compare(&ledger);
        findings.extend(self.check_exports());
        findings
    }

    fn hear(&mut self, line: &str, ledger: &mut Ledger) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["once" | "slices", ..] => assert!(ledger.begin(line), "the worker says: {line}"),
            ["saved"] => counts::add("edits reported saved", ledger.saved()),
            ["exporting", name, digest] => {
                let may_be = self.exports.entry(name.to_owned()).or_insert_with(|| vec![None]);
                may_be.push(Some(digest.to_owned()));
            }
            ["exported"] => {
                // Whichever it was, it is the last that was begun.
                for may_be in self.exports.values_mut() {
                    may_be.drain(..may_be.len() - 1);
                }
            }
            ["open"] | ["mark", ..] => {}
            _ => panic!("the worker says: {line}"),
        }
    }

    /// Waits for a random moment within something that usually takes so long.
    fn wait_for_moment(&mut self, kind: &str, earliest: f64) {
        let usual = self.usual.get(kind).copied().unwrap_or(FIRST_GUESS);
        let share = earliest + (1.1 - earliest) * self.dice.below(1000) as f64 / 1000.0;
        let until = Instant::now() + usual.mul_f64(share);
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            // Sleeping takes longer than it is asked to; the rest is waited for awake.
            if let Some(asleep) = left.checked_sub(Duration::from_micros(300)) {
                std::thread::sleep(asleep);
            }
        }
    }

    /// Opens the project as it was left.
    fn open(&mut self) -> Result<Found, Finding> {
        let mut found = look(&self.project)?;
        let articles = found.project.articles().values();
        let originals = articles.filter_map(|article| article.metadata.original.as_ref());
        self.originals
            .extend(originals.map(|name| format!("originals/{name}")));
        let is_kept = |finding: &Finding| finding.0 == Fault::Orphan && self.originals.contains(&finding.1);
        found.findings.retain(|finding| !is_kept(finding));
        Ok(found)
    }

    /// Compares the project with what was promised.
    fn compare(&mut self, ledger: &Ledger) -> Vec<Finding> {
        let was_begun = is_long_change_noted(&self.project);
        let found = match self.open() {
            Ok(found) => found,
            Err(finding) => return vec![finding],
        };
        self.records = found.records;
        let mut findings = found.findings;
        // Where a file is missing or does not fit, its records differ as well, which is not told twice.
        if findings.iter().all(|(fault, _)| *fault != Fault::Problem) {
            let told = found.cut_off.as_deref();
            findings.extend(compared(ledger, &self.records, told, was_begun));
        }
        counts::add(
            "changes in slices told as cut off",
            usize::from(found.cut_off.is_some()),
        );
        counts::add("edits begun", ledger.len());
        findings
    }

    fn check_exports(&mut self) -> Vec<Finding> {
        let folder = self.scratch.path("exports");
        let mut findings = Vec::new();
        for (name, may_be) in &mut self.exports {
            let disk = fs::read(folder.join(name)).ok().map(|bytes| digest_of(&bytes));
            if !may_be.contains(&disk) {
                findings.push((Fault::Torn, format!("the export {name} is neither old nor new")));
            }
            *may_be = vec![disk];
        }
        for stray in files_in(&folder) {
            let name = stray
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if !self.exports.contains_key(&name) {
                let finding = (Fault::ExportDraft, name);
                if !is_left_of_export(&finding) {
                    findings.push(finding);
                }
                drop(fs::remove_file(stray));
            }
        }
        findings
    }

    fn kill_import(&mut self) -> Vec<Finding> {
        let kind = *self
            .dice
            .pick(&[Kind::Texts, Kind::Pages, Kind::Corpus])
            .expect("there are some");
        // From 16 files on they are flushed together.
        let files = [3, 9, 40][self.dice.below(3) as usize];
        self.inboxes += 1;
        let mark = format!("i{}", self.inboxes);
        let inbox = Inbox::write(&self.scratch.path(&format!("inbox-{mark}")), kind, files, &mark);
        let project = self.project.to_string_lossy().into_owned();
        let paths = inbox.folder.to_string_lossy().into_owned();
        self.doing = format!("an import of {files} {kind:?}");
        let usual = format!("add {kind:?} {files}");
        let mut command = self.scratch.sayso(&["add", &project, &paths]);
        let ended = self.kill_within(&mut command, &usual);
        counts::add("of them in an import", 1);
        let mut findings = self.check_import(&inbox, ended);
        if !findings.is_empty() {
            return findings;
        }
        let since = Instant::now();
        let again = answer(&mut self.scratch.sayso(&["add", &project, &paths]));
        self.usual.insert(usual, since.elapsed());
        if again.code != Some(0) {
            findings.push((Fault::NoRetry, format!("sayso add: {}", again.err)));
        }
        findings.extend(self.check_import(&inbox, true));
        findings
    }

    /// What is wrong with an import that may or must be there, and with what was there before.
    fn check_import(&mut self, inbox: &Inbox, must_be_there: bool) -> Vec<Finding> {
        let found = match self.open() {
            Ok(found) => found,
            Err(finding) => return vec![finding],
        };
        let mut findings = found.findings;
        let (extent, halves) = extent(&self.project, &found.project, inbox);
        findings.extend(halves);
        match extent {
            Extent::None | Extent::Part if must_be_there => {
                findings.push((Fault::Lost, "an import that was reported as done".to_owned()));
            }
            Extent::All | Extent::None => {}
            Extent::Part => counts::add("imports in part, which repeating completes", 1),
        }
        let changed = self
            .records
            .iter()
            .filter(|(key, digest)| found.records.get(key) != Some(digest));
        findings.extend(changed.map(|(key, _)| (Fault::Torn, format!("{key}, which was there before"))));
        self.records = found.records;
        findings
    }

    fn kill_export(&mut self) -> Vec<Finding> {
        "sayso export".clone_into(&mut self.doing);
        let key = *self.dice.pick(&worker::FORMATS).expect("there are some");
        let project = self.project.to_string_lossy().into_owned();
        let export = |lane: &Self, name: &str| {
            let out = lane.scratch.path(name);
            let out = out.to_string_lossy().into_owned();
            lane.scratch.sayso(&[
                "export", &project, "--format", key, "--claims", "all", "--out", &out,
            ])
        };
        let since = Instant::now();
        let done = answer(&mut export(self, "expected"));
        assert_eq!(done.code, Some(0), "{done:?}");
        self.usual.insert(key.to_owned(), since.elapsed());
        let expected = fs::read(self.scratch.path("expected")).expect("an export");
        let name = format!("claims.{key}");
        let may_be = self.exports.entry(name.clone()).or_insert_with(|| vec![None]);
        may_be.push(Some(digest_of(&expected)));
        drop(fs::create_dir_all(self.scratch.path("exports")));
        let mut command = export(self, &format!("exports/{name}"));
        self.kill_within(&mut command, key);
        counts::add("of them in an export", 1);
        self.check_exports()
    }

    fn kill_new(&mut self, round: u64) -> Vec<Finding> {
        "sayso new".clone_into(&mut self.doing);
        let folder = self.scratch.path(&format!("new-{round}"));
        let path = folder.to_string_lossy().into_owned();
        let mut command = self.scratch.sayso(&["new", &path]);
        self.kill_within(&mut command, "new");
        counts::add("of them while a project is made", 1);
        check_new(&self.scratch, &folder)
    }

    /// Starts a program and kills it at a random moment; whether it came to its end before.
    fn kill_within(&mut self, command: &mut Command, usual: &str) -> bool {
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it can be started");
        // At first a program only loads itself.
        self.wait_for_moment(usual, 0.2);
        kill(&mut child, usual)
    }
}

/// What is wrong with a project that was perhaps made, and cannot be made again.
pub(crate) fn check_new(scratch: &Scratch, folder: &Path) -> Vec<Finding> {
    if let Ok(found) = look(folder) {
        return found.findings;
    }
    let again = answer(&mut scratch.sayso(&["new", &folder.to_string_lossy()]));
    if again.code != Some(0) {
        return vec![(Fault::NoRetry, format!("sayso new: {}", again.err.trim()))];
    }
    look(folder).map_or_else(|finding| vec![finding], |found| found.findings)
}

/// The name of a lane's test.
pub(crate) fn name(lane: u64) -> String {
    format!("whoever_is_killed_loses_nothing_that_was_reported_saved_{lane:02}")
}

/// Kills a program; whether it had come to its end by itself, which must have been a good one.
fn kill(child: &mut Child, what: &str) -> bool {
    let ended = child.try_wait().expect("it was started");
    drop(child.kill());
    let status = child.wait().expect("it ends");
    if let Some(status) = ended {
        assert!(status.success(), "{what} failed by itself: {status}");
    }
    let was_killed = status.code().is_none();
    assert!(
        was_killed || status.success(),
        "{what} failed by itself: {status}"
    );
    !was_killed
}

/// Whole lines; what is left of one that was cut off is dropped.
struct Lines<R>(BufReader<R>);

impl<R: std::io::Read> Lines<R> {
    fn next(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.0.read_line(&mut line);
        read.expect("a pipe");
        line.strip_suffix('\n').map(str::to_owned)
    }
}
