//! A folder of a test's own, and programs that run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::worker;

/// A folder that is gone after the test.
pub(crate) struct Scratch(TempDir);

/// What a program answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Scratch {
    /// An empty folder: in `CRASH_DIR`, else in memory where the system has such a place. A killed program loses nothing
    /// that it has written, so the disk is not needed; a busy one would only make the tests slow.
    pub(crate) fn new() -> Self {
        let named = std::env::var_os("CRASH_DIR").map(PathBuf::from);
        let base = named.unwrap_or_else(|| PathBuf::from("/dev/shm"));
        let folder = tempfile::Builder::new().prefix("sayso-crash-").tempdir_in(base);
        let folder = folder
            .or_else(|_| tempfile::tempdir())
            .expect("a temporary folder");
        Self(folder)
    }

    /// A path in it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// `sayso` with these arguments.
    pub(crate) fn sayso(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(arguments);
        self.settle(&mut command);
        command
    }

    /// A worker for a project in this folder.
    pub(crate) fn worker(&self, project: &Path, seed: u64, task: &str) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        let exports = self.path("exports");
        fs::create_dir_all(&exports).expect("a folder");
        command
            .env(worker::PROJECT, project)
            .env(worker::SEED, seed.to_string())
            .env(worker::EXPORTS, exports)
            .env(worker::TASK, task);
        self.settle(&mut command);
        command
    }

    /// Nothing of the user's, and no display.
    fn settle(&self, command: &mut Command) {
        let home = self.path("home");
        fs::create_dir_all(&home).expect("a folder");
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("XDG_") || name.starts_with("SAYSO_") {
                command.env_remove(&*name);
            }
        }
        for name in [
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "WAYLAND_SOCKET",
            "COLUMNS",
            "NO_COLOR",
            "CLICOLOR_FORCE",
        ] {
            command.env_remove(name);
        }
        command
            .env("HOME", home)
            .current_dir(self.0.path())
            .stdin(Stdio::null());
    }

    /// A copy of a folder.
    pub(crate) fn copy(&self, from: &Path, to: &str) -> PathBuf {
        let to = self.path(to);
        copy(from, &to);
        to
    }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file");
        }
    }
}

/// Runs a program to its end.
pub(crate) fn answer(command: &mut Command) -> Answer {
    let output = command.output().expect("it can be started");
    Answer {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
