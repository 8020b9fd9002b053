//! Runs the program in a folder of its own.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The bundled project.
pub(crate) const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/projects/baghdad-talks");

/// What the program answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The program without a display and without anything of the user's.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
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
    // The log of the tests is nothing of the user's.
    command.env("SAYSO_STATE_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/state"));
    command.stdin(Stdio::null());
    command
}

/// Runs the program where the tests run.
pub(crate) fn sayso<S: AsRef<OsStr>>(arguments: &[S]) -> Answer {
    answer(program().args(arguments))
}

/// Runs it and takes down the answer.
pub(crate) fn answer(command: &mut Command) -> Answer {
    let output = command.output().unwrap();
    let answer = Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(!answer.err.contains("panicked"), "{}", answer.err);
    answer
}

/// A folder that is gone after the test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One with an empty project `talks`.
    pub(crate) fn with_project() -> Self {
        let folder = Self::new();
        assert_eq!(folder.run(&["new", "talks"]).code, 0);
        folder
    }

    /// One with a copy of the bundled project as `talks`.
    pub(crate) fn with_sample() -> Self {
        let folder = Self::new();
        fs::create_dir_all(folder.path("talks/articles")).unwrap();
        for from in [Path::new(SAMPLE).to_owned(), Path::new(SAMPLE).join("articles")] {
            for entry in fs::read_dir(from).unwrap() {
                let from = entry.unwrap().path();
                let to = from.strip_prefix(SAMPLE).unwrap();
                if from.is_file() {
                    fs::copy(&from, folder.path("talks").join(to)).unwrap();
                }
            }
        }
        folder
    }

    /// A path inside it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Puts a file there.
    pub(crate) fn put(&self, path: &str, text: &str) {
        self.put_bytes(path, text.as_bytes());
    }

    /// Puts a file there.
    pub(crate) fn put_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Changes a file, which must hold these words.
    pub(crate) fn replace(&self, path: &str, words: &str, by: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(words));
        self.put(path, &text.replace(words, by));
    }

    /// Runs the program there.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Answer {
        answer(self.program().args(arguments))
    }

    /// The program, to be run there.
    pub(crate) fn program(&self) -> Command {
        let mut command = program();
        command.current_dir(self.0.path());
        command
    }

    /// Every file below a folder with its bytes.
    pub(crate) fn listing(&self, path: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path(path)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    drop(files.insert(path.clone(), fs::read(path).unwrap()));
                }
            }
        }
        files
    }
}
