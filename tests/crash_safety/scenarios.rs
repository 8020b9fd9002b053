//! What is done on a failing disk: a command or a save, with the folder it begins with and what there is to be after it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::aftermath::{Extent, Fault, Finding, compared, extent, is_long_change_noted, look};
use crate::inbox::{Inbox, Kind};
use crate::records::{Ledger, Records};
use crate::scratch::{Answer, Scratch, answer, copy};
use crate::worker;

/// The folder whose calls fail, within the scratch folder.
pub(crate) const WORK: &str = "work";
/// The project in it, as most scenarios have one.
const PROJECT: &str = "work/talks";
const EXPORT: &str = "work/claims.csv";

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// `sayso new`.
    New,
    /// `sayso add` with so many files.
    Add(Kind, usize),
    /// `sayso export` over an older export.
    Export,
    /// A worker's task: edits in a session, saved.
    Save(&'static str),
}

/// All that is tried at every call.
pub(crate) const ALL: &[(&str, Scenario)] = &[
    ("a_new_project", Scenario::New),
    ("an_import_of_texts", Scenario::Add(Kind::Texts, 2)),
    ("an_import_of_many_texts", Scenario::Add(Kind::Texts, 17)),
    ("an_import_of_pages", Scenario::Add(Kind::Pages, 2)),
    ("an_import_with_claims", Scenario::Add(Kind::Corpus, 2)),
    ("an_export", Scenario::Export),
    ("a_save_of_edits", Scenario::Save("edit")),
    ("a_save_of_articles", Scenario::Save("articles")),
    ("a_save_of_many_articles", Scenario::Save("many")),
    ("a_save_of_a_newer_text", Scenario::Save("update")),
    ("a_save_of_a_change_in_slices", Scenario::Save("slices")),
];

/// A scenario made ready, to be run any number of times from the same beginning.
pub(crate) struct Stage {
    scenario: Scenario,
    scratch: Scratch,
    inbox: Option<Inbox>,
    /// The records of the project at the beginning.
    records: Records,
    old_export: Vec<u8>,
    new_export: Vec<u8>,
}

impl Stage {
    /// Makes it ready.
    pub(crate) fn new(scenario: Scenario) -> Self {
        let scratch = Scratch::new();
        fs::create_dir_all(scratch.path("template")).expect("a folder");
        let mut stage = Self {
            scenario,
            scratch,
            inbox: None,
            records: Records::new(),
            old_export: b"older claims".to_vec(),
            new_export: Vec::new(),
        };
        if scenario != Scenario::New {
            let project = stage.scratch.path("template/talks");
            worker::make_project(&project);
            stage.records = look(&project).expect("a new project").records;
        }
        match scenario {
            Scenario::Add(kind, files) => {
                stage.inbox = Some(Inbox::write(&stage.scratch.path("inbox"), kind, files, "f"));
            }
            Scenario::Export => {
                stage.set_up();
                let done = answer(&mut stage.command());
                assert_eq!(done.code, Some(0), "{done:?}");
                stage.new_export = fs::read(stage.scratch.path(EXPORT)).expect("an export");
                fs::write(stage.scratch.path("template/claims.csv"), &stage.old_export).expect("a file");
            }
            Scenario::New | Scenario::Save(_) => {}
        }
        stage
    }

    /// The folder whose calls fail.
    pub(crate) fn under(&self) -> PathBuf {
        self.scratch.path(WORK)
    }

    /// Where the calls are written down.
    pub(crate) fn log(&self) -> PathBuf {
        self.scratch.path("calls.log")
    }

    /// Puts everything as it was at the beginning.
    pub(crate) fn set_up(&self) {
        drop(fs::remove_dir_all(self.under()));
        copy(&self.scratch.path("template"), &self.under());
    }

    /// What is to be run.
    pub(crate) fn command(&self) -> Command {
        let path = |path: &str| self.scratch.path(path).to_string_lossy().into_owned();
        let project = path(PROJECT);
        match self.scenario {
            Scenario::New => self.scratch.sayso(&["new", &project]),
            Scenario::Add(..) => self.scratch.sayso(&["add", &project, &path("inbox")]),
            Scenario::Export => {
                let out = path(EXPORT);
                self.scratch.sayso(&[
                    "export", &project, "--format", "csv", "--claims", "all", "--out", &out,
                ])
            }
            Scenario::Save(task) => self.scratch.worker(&self.scratch.path(PROJECT), 7, task),
        }
    }

    /// What is wrong after it has run: with what is on disk, and with what it told.
    pub(crate) fn check(&self, ran: &Answer) -> Vec<Finding> {
        let mut findings = self.check_told(ran);
        let is_done = ran.code == Some(0);
        findings.extend(match self.scenario {
            Scenario::New => self.check_new(is_done),
            Scenario::Add(..) => self.check_import(is_done),
            Scenario::Export => self.check_export(is_done),
            Scenario::Save(_) => self.check_save(ran),
        });
        findings
    }

    /// What is wrong when the same is done again on a disk that works.
    pub(crate) fn check_again(&self) -> Vec<Finding> {
        let project = self.scratch.path(PROJECT);
        match self.scenario {
            // That it is there already is as good.
            Scenario::New if look(&project).is_ok() => return Vec::new(),
            Scenario::Save(_) => {
                let ran = answer(&mut self.scratch.worker(&project, 8, "edit"));
                let is_saved = ran.code == Some(0) && ran.out.contains("\nsaved\n");
                let failed = (Fault::NoRetry, format!("a worker: {} {}", ran.out, ran.err));
                return if is_saved { Vec::new() } else { vec![failed] };
            }
            _ => {}
        }
        let ran = answer(&mut self.command());
        if ran.code != Some(0) {
            return vec![(Fault::NoRetry, ran.err.trim().to_owned())];
        }
        self.check(&ran)
    }

    /// A failure names a file and says what to do.
    fn check_told(&self, ran: &Answer) -> Vec<Finding> {
        if ran.err.contains("panicked") {
            return vec![(Fault::Panic, ran.err.clone())];
        }
        let told: Vec<String> = match (self.scenario, ran.code) {
            (_, None) => return Vec::new(),
            (Scenario::Save(_), _) => {
                let failures = ran.out.lines().filter_map(|line| line.strip_prefix("failed "));
                failures.map(str::to_owned).collect()
            }
            (_, Some(0)) => Vec::new(),
            (_, Some(1)) => vec![ran.err.trim().to_owned()],
            (_, Some(code)) => return vec![(Fault::Panic, format!("exit code {code}: {}", ran.err))],
        };
        told.iter()
            .flat_map(|told| self.faults_of_message(told))
            .collect()
    }

    /// What is wrong with a message.
    fn faults_of_message(&self, told: &str) -> Vec<Finding> {
        let under = self.under().to_string_lossy().into_owned();
        let shown = told.replace(&under, "WORK");
        let wrong = [
            (!told.contains(&under), "no file is named"),
            (!told.contains("hint:"), "no hint"),
            (
                told.contains("os error") || told.contains("draft-"),
                "internals are shown",
            ),
        ];
        let wrong = wrong.into_iter().filter(|(is_so, _)| *is_so);
        wrong
            .map(|(_, what)| (Fault::Untold, format!("{what}: {shown}")))
            .collect()
    }

    fn check_new(&self, is_done: bool) -> Vec<Finding> {
        match look(&self.scratch.path(PROJECT)) {
            Ok(found) => found.findings,
            Err(finding) if is_done => vec![finding],
            Err(_) => Vec::new(),
        }
    }

    fn check_import(&self, is_done: bool) -> Vec<Finding> {
        let Some(inbox) = &self.inbox else {
            return Vec::new();
        };
        let project = self.scratch.path(PROJECT);
        let found = match look(&project) {
            Ok(found) => found,
            Err(finding) => return vec![finding],
        };
        let (extent, mut findings) = extent(&project, &found.project, inbox);
        findings.extend(found.findings);
        if is_done && extent != Extent::All {
            findings.push((Fault::Lost, format!("it was done, and what came is: {extent:?}")));
        }
        let changed = self
            .records
            .iter()
            .filter(|(key, digest)| found.records.get(key) != Some(digest));
        findings.extend(changed.map(|(key, _)| (Fault::Torn, format!("{key}, which was there before"))));
        findings
    }

    fn check_export(&self, is_done: bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        let disk = fs::read(self.scratch.path(EXPORT)).unwrap_or_default();
        if disk != self.new_export && disk != self.old_export {
            findings.push((Fault::Torn, "the export is neither old nor new".to_owned()));
        } else if is_done && disk != self.new_export {
            findings.push((Fault::Lost, "the export was done and is not there".to_owned()));
        }
        for entry in fs::read_dir(self.under()).expect("a folder").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !matches!(&*name, "talks" | "claims.csv") {
                findings.push((Fault::ExportDraft, name));
            }
        }
        findings
    }

    fn check_save(&self, ran: &Answer) -> Vec<Finding> {
        let mut ledger = Ledger::new(self.records.clone());
        for line in ran.out.lines() {
            if line.starts_with("once ") || line.starts_with("slices ") {
                assert!(ledger.begin(line), "{line}");
            } else if line == "saved" {
                ledger.saved();
            }
        }
        let was_begun = is_long_change_noted(&self.scratch.path(PROJECT));
        let found = match look(&self.scratch.path(PROJECT)) {
            Ok(found) => found,
            Err(finding) => return vec![finding],
        };
        let mut findings = found.findings;
        findings.extend(compared(
            &ledger,
            &found.records,
            found.cut_off.as_deref(),
            was_begun,
        ));
        findings
    }
}
