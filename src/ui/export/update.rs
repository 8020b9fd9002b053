//! Claims leave the program: the form for a file, the writing in the background, the same again, and
//! the clipboard. What stands in a file is `export`'s, how it is written is `session::export_job`'s.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{Context, OutputCommand};

use crate::export::{Format, Selection, Summary, copying};
use crate::model::{ClaimRef, Project, ops};
use crate::report::Report;
use crate::session::export_job::export_in_background;
use crate::session::export_settings::ExportedClaims;
use crate::session::filters::ClaimFilter;
use crate::session::jobs::Job;
use crate::ui::app::App;
use crate::ui::app::state::Dialog;
use crate::ui::bus::notice::{Notice, Tone};
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Request;
use crate::ui::export::{ExportDraft, Offered};
use crate::ui::kit::theme::Theme;
use crate::ui::kit::words;
use crate::ui::project::dialogs::folder_name;

/// An export that is being written.
pub(crate) struct Exporting {
    job: Job<Result<Summary, Report>>,
    format: &'static Format,
    path: PathBuf,
    /// The form, which is shown again where nothing comes of it.
    draft: Option<ExportDraft>,
}

impl Exporting {
    /// What is told of it while it lasts.
    pub(crate) fn words(&self) -> String {
        let (bytes, _) = self.job.progress().steps();
        format!("Writing claims: {} KB", bytes / 1000)
    }

    /// Asks it to stop.
    pub(crate) fn cancel(&self) {
        self.job.progress().cancel();
    }
}

/// How claims are put on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copying {
    /// As quotations in Markdown.
    Markdown,
    /// As HTML, which documents and mails take with its looks.
    Formatted,
}

impl App {
    pub(crate) fn ask_for_export(&mut self, ctx: &Context) {
        self.core.commit_draft();
        let (shown, chosen) = self.picked_in_table();
        let from_table = self.core.place.workspace == Workspace::Claims && chosen.is_some();
        let Some(session) = &mut self.core.session else {
            return;
        };
        session.read_all_texts();
        let project = session.project();
        let theme = Theme::of(ctx);
        let offered = Offered {
            shown,
            chosen,
            ..Offered::of(project, |place| theme.speaker(place))
        };
        let remembered = &self.core.settings.export;
        let draft = ExportDraft::new(project, offered);
        let claims = if from_table {
            ExportedClaims::Chosen
        } else {
            remembered.claims
        };
        let possible = draft.choices().iter().any(|at| {
            ExportedClaims::ALL
                .get(*at)
                .is_some_and(|(kind, _)| *kind == claims)
        });
        let format = Format::by_key(&remembered.format).unwrap_or_else(|| draft.format());
        let name = format!(
            "{}.{}",
            folder_name(&project.head().title),
            draft.format().extension
        );
        let folder = remembered.folder.clone();
        let folder = folder.unwrap_or_else(|| {
            absolute(session.path())
                .parent()
                .map(Path::to_owned)
                .unwrap_or_default()
        });
        let draft = ExportDraft {
            claims: if possible {
                claims
            } else {
                ExportedClaims::default()
            },
            path: folder.join(name).display().to_string(),
            ..draft
        };
        let draft = draft.in_format(format).previewed(project);
        self.core.picker = None;
        self.core.dialog = Some(Box::new(Dialog::Export(draft)));
    }

    /// The claims that the table shows by its filter, if it has one, and those chosen there, if any.
    fn picked_in_table(&mut self) -> (Option<BTreeSet<ClaimRef>>, Option<BTreeSet<ClaimRef>>) {
        let chosen = Some(&self.core.claims.chosen).filter(|chosen| !chosen.is_empty());
        let chosen = chosen.map(BTreeSet::from);
        if self.core.claims.filter == ClaimFilter::default() {
            return (None, chosen);
        }
        while !self.gather_table() {}
        (Some(BTreeSet::from(&self.table.all_shown())), chosen)
    }

    /// The name that the system's dialog offers for the file.
    pub(crate) fn export_name(&self) -> String {
        let Some(Dialog::Export(draft)) = self.core.dialog.as_deref() else {
            return "claims".to_owned();
        };
        let typed = Path::new(draft.path.trim()).file_name();
        typed.map_or_else(
            || format!("claims.{}", draft.format().extension),
            |name| name.to_string_lossy().into_owned(),
        )
    }

    pub(crate) fn write_export(&mut self, path: &Path) {
        let Some(Dialog::Export(draft)) = self.core.dialog.as_deref() else {
            return;
        };
        let draft = draft.clone();
        let Some(session) = &self.core.session else { return };
        let done = draft.done(&absolute(session.path()), path);
        let named = draft.with_publisher(session.project());
        let publisher = draft.named_publisher().filter(|_| session.read_only().is_none());
        if let Some(publisher) = publisher {
            self.core
                .edit(move |project| Ok(ops::project::name_publisher(project, publisher)));
        }
        let selection = draft.selection();
        let format = draft.format();
        if self.start_export(named.as_ref(), format, selection, path, Some(draft)) {
            self.core.settings.export.remember(done);
            self.core.dialog = None;
        }
    }

    /// Writes the last export of this project once more, to the same file; where there was none, or
    /// it cannot be repeated, the form asks.
    pub(crate) fn export_again(&mut self, ctx: &Context) {
        self.core.commit_draft();
        let Some(session) = &mut self.core.session else {
            return;
        };
        let last = self.core.settings.export.last_of(&absolute(session.path()));
        let again = last.and_then(|last| {
            let selection = last.selection(session.project())?;
            Some((Format::by_key(&last.format)?, selection, last.file.clone()))
        });
        match again {
            Some((format, selection, file)) => {
                session.read_all_texts();
                self.start_export(None, format, selection, &file, None);
            }
            None => self.ask_for_export(ctx),
        }
    }

    fn start_export(
        &mut self,
        project: Option<&Project>,
        format: &'static Format,
        selection: Selection,
        path: &Path,
        draft: Option<ExportDraft>,
    ) -> bool {
        let Some(session) = &self.core.session else {
            return false;
        };
        if self.exporting.is_some() {
            self.core.notify(
                Tone::Warning,
                Report::new("Another export is still being written"),
            );
            return false;
        }
        let project = project.unwrap_or(session.project());
        let wake = Arc::clone(&self.core.wake);
        self.exporting = Some(Exporting {
            job: export_in_background(format, project, selection, path, wake),
            format,
            path: path.to_owned(),
            draft,
        });
        true
    }

    /// Tells what came of an export.
    pub(crate) fn hear_export(&mut self) {
        let Some(outcome) = self.exporting.as_ref().and_then(|exporting| exporting.job.poll()) else {
            return;
        };
        let Some(exporting) = self.exporting.take() else {
            return;
        };
        match outcome {
            Ok(summary) => self.tell_exported(exporting.format, summary, &exporting.path),
            Err(report) => {
                let form = exporting.draft.filter(|_| self.core.session.is_some());
                if let (None, Some(draft)) = (&self.core.dialog, form) {
                    self.core.dialog = Some(Box::new(Dialog::Export(draft)));
                }
                match exporting.job.progress().is_cancelled() {
                    true => self.core.notify(Tone::Warning, report),
                    false => self.core.notify_failure(report),
                }
            }
        }
    }

    fn tell_exported(&mut self, format: &Format, summary: Summary, path: &Path) {
        let claims = words::count(summary.claims, "claim", "claims");
        let report = Report::new(format!("{claims} written to {}", path.display()));
        let left_out = (summary.left_out > 0).then(|| {
            let left_out = words::count(summary.left_out, "claim", "claims");
            format!("{left_out} left out: {}", format.why_left_out())
        });
        let report = Report {
            causes: left_out.into_iter().collect(),
            ..report
        };
        // Told again, it is told once.
        self.core.notices.retain(|notice| notice.report != report);
        let remedy = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .map(|folder| ("Open folder", Box::new(Request::OpenFolder(folder.to_owned()))));
        self.core.notices.push(Notice {
            tone: if summary.left_out > 0 {
                Tone::Warning
            } else {
                Tone::Done
            },
            report,
            step: None,
            remedy,
        });
    }

    /// Shows a folder in the system's program for files.
    pub(crate) fn open_folder(&mut self, folder: &Path) {
        if let Err(error) = self.dialogs.show_folder(&absolute(folder)) {
            let report = Report::new(format!("The folder could not be shown: {error}"));
            let hint = format!("It is {}", folder.display());
            self.core.notify(Tone::Warning, report.with_hint(Some(hint)));
        }
    }

    /// Puts the claims concerned on the clipboard, for programs that show more than letters.
    pub(crate) fn copy_as(&mut self, ctx: &Context, copying: Copying) {
        let Some(session) = &self.core.session else { return };
        let project = session.project();
        let picked = match self.core.place.workspace {
            Workspace::Claims => BTreeSet::from(&self.core.claims.concerned()),
            Workspace::Annotate | Workspace::Speakers => {
                let claim = self.core.place.article.clone().zip(self.core.place.claim.clone());
                claim.into_iter().collect()
            }
        };
        let count = words::count(picked.len(), "claim", "claims");
        let (text, how) = match copying {
            Copying::Markdown => (copying::in_markdown(project, &picked), "as Markdown"),
            Copying::Formatted => {
                let plain = copying::in_text(project, &picked);
                let html = copying::in_html(project, &picked);
                match put_formatted(&html, &plain) {
                    true => {
                        self.tell_copied(&format!("{count} copied with formatting"));
                        return;
                    }
                    false => (plain, "as plain text: the clipboard takes nothing else here"),
                }
            }
        };
        ctx.send_cmd(OutputCommand::CopyText(text));
        self.tell_copied(&format!("{count} copied {how}"));
    }

    fn tell_copied(&mut self, words: &str) {
        self.core.notices.retain(|notice| notice.report.headline != words);
        self.core.notify(Tone::Done, Report::new(words));
    }
}

/// Puts HTML on the system's clipboard, with a text for programs that take no other; `false` where
/// that is not possible.
fn put_formatted(html: &str, plain: &str) -> bool {
    arboard::Clipboard::new()
        .and_then(|mut clipboard| clipboard.set().html(html, Some(plain)))
        .is_ok()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
