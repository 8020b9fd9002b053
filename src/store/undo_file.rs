//! The latest steps of undo, in a file of the user's own and not of the project's, so that they outlive a session.
//!
//! They are a convenience: the file counts only while the project's files are as they were when it was written, and a
//! damaged one is as none. It holds the records of this very version of the program, which may be other than those of
//! the next, so that version alone reads it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use serde::{Deserialize, Serialize};

use super::error::{FileAction, StoreError};
use super::file_state::{Store, fingerprint, hex};
use super::{atomic, files};
use crate::model::{Edit, UndoLabel, UndoStep, UndoSteps};

/// How many bytes of steps a file holds at most.
const MAX_BYTES: usize = 2 << 20;

/// How many bytes the line before the steps has at most.
const MAX_HEADER_BYTES: usize = 1 << 16;

/// How many projects' files are kept.
const MAX_FILES: usize = 50;

/// The file of one project.
#[derive(Debug)]
pub struct UndoFile {
    path: PathBuf,
    /// The steps as they were last written, so that only new ones are put into words.
    written: Vec<(Weak<UndoStep>, Arc<str>)>,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Header {
    program: String,
    /// The project's folder.
    folder: String,
    /// What its files hold.
    files: String,
    /// The fingerprint of the lines that follow.
    sha256: String,
}

/// A line, of what it is read as and of what it is written from.
#[derive(Serialize, Deserialize)]
struct Line<E> {
    done: bool,
    label: UndoLabel,
    edit: E,
}

impl UndoFile {
    /// The file of a project, in a folder of all such files.
    pub fn new(folder: &Path, store: &Store) -> Self {
        let digest = hex(&fingerprint(place(store).as_bytes()));
        Self {
            path: folder.join(format!("{}.ron", digest.get(..16).unwrap_or(&digest))),
            written: Vec::new(),
        }
    }

    /// The steps of the session that left the project's files as they are; none if there are none, somebody has
    /// changed the files since, or the file is damaged.
    pub fn read(&self, store: &Store) -> UndoSteps {
        let bytes = match files::read_up_to(&self.path, (MAX_BYTES + MAX_HEADER_BYTES) as u64) {
            Ok(bytes) => bytes,
            Err(StoreError::Missing(_)) => return UndoSteps::default(),
            Err(error) => {
                tracing::warn!(error = error.kind(), "the undo history cannot be read");
                return UndoSteps::default();
            }
        };
        let text = String::from_utf8_lossy(&bytes);
        let (header, lines) = text.split_once('\n').unwrap_or_default();
        match ron::from_str::<Header>(header) {
            Ok(header) if header.sha256 != hex(&fingerprint(lines.as_bytes())) => {}
            Ok(header)
                if header.program != program()
                    || header.folder != place(store)
                    || header.files != store.files_digest() =>
            {
                tracing::info!("the undo history is of other files");
                return UndoSteps::default();
            }
            Ok(_) => {
                if let Ok(steps) = read_lines(lines) {
                    return steps;
                }
            }
            Err(_) => {}
        }
        tracing::warn!("the undo history is damaged");
        UndoSteps::default()
    }

    /// Writes the latest of these steps, as many as there is room for, next to what the project's files hold; nothing
    /// where changes of others were taken in after that number of times, which the steps do not know of. It is not
    /// flushed: what a power cut damages is left out when it is read.
    pub fn write(&mut self, store: &Store, steps: &UndoSteps, taken_in: u64) -> Result<(), StoreError> {
        let files = store.files_digest();
        if store.times_taken_in() != taken_in {
            return Ok(());
        }
        let mut room = MAX_BYTES;
        let mut written = Vec::new();
        let done = self.lines(&steps.done, true, &mut room, &mut written);
        let undone = self.lines(&steps.undone, false, &mut room, &mut written);
        self.written = written;
        let lines: String = done.iter().chain(&undone).map(|line| &**line).collect();
        let header = Header {
            program: program(),
            folder: place(store),
            files,
            sha256: hex(&fingerprint(lines.as_bytes())),
        };
        let header = ron::to_string(&header).map_err(|source| StoreError::Unwritable {
            path: self.path.clone(),
            source,
        })?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(StoreError::io(FileAction::CreateFolder, folder))?;
        if !self.path.exists() {
            remove_oldest(folder);
        }
        atomic::draft_in(folder, &self.path)
            .and_then(|mut draft| {
                write!(draft, "{header}\n{lines}")?;
                Ok(draft.persist(&self.path)?)
            })
            .map(drop)
            .map_err(StoreError::io(FileAction::Write, &self.path))
    }

    /// The lines of steps from the latest on, as far as there is room, in the order of the steps.
    fn lines(
        &self,
        steps: &[Arc<UndoStep>],
        done: bool,
        room: &mut usize,
        written: &mut Vec<(Weak<UndoStep>, Arc<str>)>,
    ) -> Vec<Arc<str>> {
        let mut lines = Vec::new();
        for step in steps.iter().rev() {
            let weak = Arc::downgrade(step);
            let known = self.written.iter().find(|(known, _)| known.ptr_eq(&weak));
            let line = known.map(|(_, line)| Arc::clone(line));
            let Some(line) = line.or_else(|| line_of(step, done)) else {
                break;
            };
            let Some(left) = room.checked_sub(line.len()) else {
                *room = 0;
                break;
            };
            *room = left;
            written.push((weak, Arc::clone(&line)));
            lines.push(line);
        }
        lines.reverse();
        lines
    }
}

fn line_of(step: &UndoStep, done: bool) -> Option<Arc<str>> {
    let line = Line {
        done,
        label: step.label,
        edit: &step.edit,
    };
    ron::to_string(&line).ok().map(|line| format!("{line}\n").into())
}

fn read_lines(lines: &str) -> Result<UndoSteps, ron::error::SpannedError> {
    let mut steps = UndoSteps::default();
    for line in lines.lines() {
        let Line { done, label, edit } = ron::from_str::<Line<Edit>>(line)?;
        let step = Arc::new(UndoStep {
            number: 0,
            label,
            edit,
        });
        if done {
            steps.done.push(step);
        } else {
            steps.undone.push(step);
        }
    }
    Ok(steps)
}

/// The version of the program, and of this format.
fn program() -> String {
    concat!(env!("CARGO_PKG_VERSION"), " 1").to_owned()
}

/// Which project it is.
fn place(store: &Store) -> String {
    let folder = store.folder();
    let whole = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
    whole.unwrap_or_else(|_| folder.to_owned()).display().to_string()
}

/// Makes room for one more file.
fn remove_oldest(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut there: Vec<_> = entries
        .filter_map(|entry| {
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((metadata.modified().ok()?, entry.path()))
        })
        .collect();
    there.sort();
    let surplus = (there.len() + 1).saturating_sub(MAX_FILES);
    for (_, path) in there.into_iter().take(surplus) {
        let _ = atomic::remove(&path);
    }
}
