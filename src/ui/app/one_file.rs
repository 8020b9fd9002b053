//! Packs the open project into one file, and opens projects that came as one file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::state::App;
use crate::report::Report;
use crate::session::jobs::Job;
use crate::session::one_file::{self, Packed, Unpacked};
use crate::session::{SaveState, StoreError, settings};
use crate::ui::bus::notice::{Notice, Tone};
use crate::ui::bus::request::{Browse, Request};

/// What is being packed and unpacked.
#[derive(Default)]
pub(super) struct OneFileJobs {
    /// The file to pack into, as soon as everything is saved.
    waiting: Option<PathBuf>,
    packing: Option<(PathBuf, Job<Result<Packed, StoreError>>)>,
    /// The file chosen to be unpacked, until its folder is chosen too.
    chosen: Option<PathBuf>,
    unpacking: Option<(PathBuf, Job<Result<Unpacked, StoreError>>)>,
}

impl App {
    /// Packs the open project into this file once everything is saved.
    pub(super) fn save_as_one_file(&mut self, file: PathBuf) {
        self.save();
        self.one_file.waiting = Some(match file.extension() {
            Some(_) => file,
            None => file.with_extension(one_file::ENDING),
        });
    }

    /// The suggested name of the file: that of the open project's folder.
    pub(super) fn one_file_name(&self) -> String {
        let path = self
            .core
            .session
            .as_ref()
            .map(|session| session.path().to_owned());
        let path = std::path::absolute(path.unwrap_or_default()).unwrap_or_default();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        format!("{name}.{}", one_file::ENDING)
    }

    /// Unpacks a project in one file among the user's projects and opens it.
    pub(super) fn open_one_file(&mut self, file: &Path) {
        let folder = settings::projects_folder().unwrap_or_else(|| PathBuf::from("Sayso"));
        self.unpack_one_file(file, folder);
    }

    /// Remembers a project in one file and asks within which folder it is to be unpacked.
    pub(super) fn unpack_chosen(&mut self, file: PathBuf) {
        self.one_file.chosen = Some(file);
        self.browse(Browse::UnpackFolder);
    }

    /// Unpacks the remembered file within this folder and opens it.
    pub(super) fn unpack_chosen_in(&mut self, folder: PathBuf) {
        if let Some(file) = self.one_file.chosen.take() {
            self.unpack_one_file(&file, folder);
        }
    }

    fn unpack_one_file(&mut self, file: &Path, folder: PathBuf) {
        let job = {
            let file = file.to_owned();
            Job::start(Arc::clone(&self.core.wake), move |_| {
                one_file::unpack_within(&file, &folder)
            })
        };
        self.one_file.unpacking = Some((file.to_owned(), job));
    }

    /// Begins to pack when everything is saved, and tells what has come of packing and unpacking.
    pub(super) fn poll_one_file(&mut self) {
        if let Some(session) = &self.core.session
            && self.one_file.packing.is_none()
            && session.save_state() == SaveState::Saved
            && let Some(file) = self.one_file.waiting.take()
        {
            let job = session.pack(&file, Arc::clone(&self.core.wake));
            self.one_file.packing = Some((file, job));
        }
        if let Some((file, job)) = self.one_file.packing.take() {
            match job.poll() {
                Some(Ok(packed)) => self.tell_packed(&file, &packed),
                Some(Err(error)) => self.tell_one_file_failure(&error),
                None => self.one_file.packing = Some((file, job)),
            }
        }
        if let Some((file, job)) = self.one_file.unpacking.take() {
            match job.poll() {
                Some(Ok(unpacked)) => self.open_unpacked(&file, &unpacked),
                Some(Err(error)) => self.tell_one_file_failure(&error),
                None => self.one_file.unpacking = Some((file, job)),
            }
        }
    }

    fn tell_packed(&mut self, file: &Path, packed: &Packed) {
        let left_out = packed.left_out.iter();
        let left_out = left_out.map(|path| fl!("one-file-left-out", path = path.as_path()));
        let report = Report {
            causes: left_out.collect(),
            ..Report::new(fl!("one-file-packed", path = file))
        };
        let tone = if packed.left_out.is_empty() {
            Tone::Done
        } else {
            Tone::Warning
        };
        let folder = file.parent().map(Path::to_owned);
        let remedies = folder.map(|folder| (fl!("window-open-folder"), Request::OpenFolder(folder)));
        self.core.notices.push(Notice {
            tone,
            report,
            step: None,
            remedies: remedies.into_iter().collect(),
        });
    }

    fn open_unpacked(&mut self, file: &Path, unpacked: &Unpacked) {
        let folder = unpacked.folder.as_path();
        self.open_paths(std::slice::from_ref(&unpacked.folder));
        let headline = if unpacked.was_there {
            fl!("one-file-was-there", file = file, path = folder)
        } else {
            fl!("one-file-unpacked", file = file, path = folder)
        };
        let report = Report::new(headline).with_hint(Some(fl!("one-file-unpacked.hint")));
        self.core.notify(Tone::Done, report);
    }

    fn tell_one_file_failure(&mut self, error: &StoreError) {
        let report = Report::from_error(error).with_hint(error.hint());
        self.core.notify_failure(report);
    }
}
