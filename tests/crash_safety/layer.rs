//! The disk that fails on demand (`tests/tools/faults.c`), built when it is first wanted and preloaded into programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/faults.c");

/// The exit code by which the library says that this system catches no calls.
const CATCHES_NOTHING: i32 = 96;

/// A call that changed a file, or was to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// Its number, from 1.
    pub number: usize,
    /// What it is called: `write`, `rename`.
    pub name: String,
    /// The file or folder.
    pub path: PathBuf,
    /// Where a rename leads.
    pub to: PathBuf,
    /// What it gave; an error is negative.
    pub result: i64,
    /// Whether it was the one to fail.
    pub is_chosen: bool,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// `ENOSPC`, `short`, `kill` and the like, as the library takes them.
    pub how: String,
    /// At which call.
    pub at: usize,
    /// Which calls it may happen to; all where it is empty.
    pub calls: &'static str,
    /// Whether it goes on going wrong.
    pub lasts: bool,
}

impl Plan {
    /// A call that goes wrong.
    pub(crate) fn new(how: &str, at: usize) -> Self {
        Self {
            how: how.to_owned(),
            at,
            calls: "",
            lasts: false,
        }
    }

    /// The same for every call from then on.
    pub(crate) fn lasting(how: &str, at: usize) -> Self {
        Self {
            lasts: true,
            ..Self::new(how, at)
        }
    }
}

/// The built library; or why there is none.
pub(crate) fn library() -> Result<&'static Path, String> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    BUILT.get_or_init(build).as_deref().map_err(Clone::clone)
}

fn build() -> Result<PathBuf, String> {
    if !cfg!(target_os = "linux") {
        return Err("the fault layer is for Linux".to_owned());
    }
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("faults-{}.so", std::process::id()));
    let mut cc = Command::new("cc");
    cc.args(["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o"]);
    let built = cc.arg(&library).arg(SOURCE).output();
    let built = built.map_err(|error| format!("the fault layer needs a C compiler, cc: {error}"))?;
    if !built.status.success() {
        return Err(format!("cc: {}", String::from_utf8_lossy(&built.stderr)));
    }
    let mut probe = Command::new("true");
    probe.env("LD_PRELOAD", &library).env("FAULTS_UNDER", "/nowhere");
    match probe.stderr(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(library),
        Ok(status) if status.code() == Some(CATCHES_NOTHING) => {
            Err("this system lets no program catch its own calls (seccomp)".to_owned())
        }
        other => Err(format!("a program with the fault layer does not run: {other:?}")),
    }
}

/// Takes the library away again.
pub(crate) fn remove() {
    if let Ok(library) = library() {
        drop(fs::remove_file(library));
    }
}

/// Has a program run on the failing disk. Its calls on files below `under` are counted and written to the log.
pub(crate) fn preload(command: &mut Command, under: &Path, log: &Path, plan: Option<&Plan>) {
    let library = library().expect("it was asked for before");
    drop(fs::remove_file(log));
    command
        .env("LD_PRELOAD", library)
        .env("FAULTS_UNDER", under)
        .env("FAULTS_LOG", log)
        // Calls come in the same order each time.
        .env("RAYON_NUM_THREADS", "1");
    let Some(plan) = plan else { return };
    command
        .env("FAULTS_HOW", &plan.how)
        .env("FAULTS_AT", plan.at.to_string());
    if !plan.calls.is_empty() {
        command.env("FAULTS_CALLS", plan.calls);
    }
    if plan.lasts {
        command.env("FAULTS_ON", "1");
    }
}

/// Has a program believe that it was started at this time, in seconds since 1970.
pub(crate) fn with_clock(command: &mut Command, seconds: i64) {
    let library = library().expect("it was asked for before");
    command
        .env("LD_PRELOAD", library)
        .env("FAULTS_CLOCK", seconds.to_string());
}

/// The calls in a log.
pub(crate) fn calls(log: &Path) -> Vec<Call> {
    let text = fs::read_to_string(log).unwrap_or_default();
    let call = |line: &str| {
        let parts: Vec<&str> = line.split('\t').collect();
        let &[number, name, path, to, result, ref rest @ ..] = &parts[..] else {
            panic!("a line of the fault layer: {line}");
        };
        Call {
            number: number.parse().expect("a number"),
            name: name.to_owned(),
            path: path.into(),
            to: to.into(),
            result: result.parse().expect("a result"),
            is_chosen: !rest.is_empty(),
        }
    };
    text.lines().map(call).collect()
}
