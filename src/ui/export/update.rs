//! Handles the messages of the export, and its outcome.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::Context;

use super::Msg;
use super::draft::{ExportDraft, ExportOptions};
use super::state::{ExportJob, State};
use crate::export::{ClaimSelection, Format, Summary};
use crate::model::{ClaimRef, Project, ops};
use crate::report::Report;
use crate::session::export_job::export_in_background;
use crate::session::settings::claim_table::ClaimFilter;
use crate::session::settings::export::ExportedClaims;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::forms::folder_name;
use crate::ui::bus::notice::{Notice, Tone};
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Request;
use crate::ui::claims;
use crate::ui::kit::theme::Theme;

pub(crate) fn update(state: &mut State, msg: Msg, core: &mut Core) {
    match msg {
        Msg::Draft(draft) => state.draft = core.project().map(|project| draft.previewed(project)),
        Msg::Write(path) => write(state, core, &path),
        Msg::Cancel => state.job.iter().for_each(|export| export.job.progress().cancel()),
    }
}

/// Opens the form. `claims`: the table, whose filter and selection can be exported.
pub(crate) fn ask(state: &mut State, core: &mut Core, claims: &mut claims::State, ctx: &Context) {
    core.commit_draft();
    let (shown, chosen) = picked_in_table(core, claims);
    let from_table = core.place.workspace == Workspace::Claims && chosen.is_some();
    let Some(session) = &mut core.session else {
        return;
    };
    session.read_all_texts();
    let project = session.project();
    let theme = Theme::from_ctx(ctx);
    let options = ExportOptions {
        shown,
        chosen,
        ..ExportOptions::new(project, |place| theme.speaker(place))
    };
    let remembered = &core.settings.export;
    let draft = ExportDraft::new(project, options);
    let claims = if from_table {
        ExportedClaims::Chosen
    } else {
        remembered.claims
    };
    let claims = Some(claims).filter(|claims| draft.choices().contains(claims));
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
        claims: claims.unwrap_or_default(),
        path: folder.join(name).display().to_string(),
        ..draft
    };
    let draft = draft.in_format(format).previewed(project);
    state.draft = Some(draft);
    core.open(Dialog::Export);
}

/// The claims that the table shows, if it is filtered, and those selected there, if any.
fn picked_in_table(
    core: &mut Core,
    claims: &mut claims::State,
) -> (Option<BTreeSet<ClaimRef>>, Option<BTreeSet<ClaimRef>>) {
    let chosen = Some(&claims.view.chosen).filter(|chosen| !chosen.is_empty());
    let chosen = chosen.map(BTreeSet::from);
    if claims.view.filter == ClaimFilter::default() {
        return (None, chosen);
    }
    while !claims::gather(claims, core) {}
    (Some(BTreeSet::from(&claims.table.all_shown())), chosen)
}

/// Takes the file that was chosen in the system's dialog.
pub(crate) fn choose_file(state: &mut State, core: &Core, path: String) {
    if let (Some(draft), Some(project)) = (state.draft.take(), core.project()) {
        state.draft = Some(ExportDraft { path, ..draft }.previewed(project));
    }
}

fn write(state: &mut State, core: &mut Core, path: &Path) {
    let Some(draft) = state.draft.clone() else { return };
    let Some(session) = &core.session else { return };
    let done = draft.done(&absolute(session.path()), path);
    let named = draft.with_publisher(session.project());
    let publisher = draft.named_publisher().filter(|_| session.read_only().is_none());
    if let Some(publisher) = publisher {
        core.edit(move |project| Ok(ops::project::name_publisher(project, publisher)));
    }
    let selection = draft.selection();
    let format = draft.format();
    if start(state, core, named.as_ref(), format, selection, path, Some(draft)) {
        core.settings.export.remember(done);
        core.dialog = None;
    }
}

/// Repeats the last export of this project; opens the form if there was none or it cannot be repeated.
pub(crate) fn again(state: &mut State, core: &mut Core, claims: &mut claims::State, ctx: &Context) {
    core.commit_draft();
    let Some(session) = &mut core.session else {
        return;
    };
    let last = core.settings.export.last_of(&absolute(session.path()));
    let again = last.and_then(|last| {
        let selection = last.selection(session.project())?;
        Some((Format::by_key(&last.format)?, selection, last.file.clone()))
    });
    match again {
        Some((format, selection, file)) => {
            session.read_all_texts();
            start(state, core, None, format, selection, &file, None);
        }
        None => ask(state, core, claims, ctx),
    }
}

fn start(
    state: &mut State,
    core: &mut Core,
    project: Option<&Project>,
    format: &'static Format,
    selection: ClaimSelection,
    path: &Path,
    draft: Option<ExportDraft>,
) -> bool {
    let Some(session) = &core.session else {
        return false;
    };
    if state.job.is_some() {
        core.notify(Tone::Warning, Report::new(fl!("export-still-running")));
        return false;
    }
    let project = project.unwrap_or(session.project());
    let wake = Arc::clone(&core.wake);
    state.job = Some(ExportJob {
        job: export_in_background(format, project, selection, session.path(), path, wake),
        format,
        path: path.to_owned(),
        draft,
    });
    true
}

/// Notifies of a finished export.
pub(crate) fn poll(state: &mut State, core: &mut Core) {
    let Some(outcome) = state.job.as_ref().and_then(|export| export.job.poll()) else {
        return;
    };
    let Some(export) = state.job.take() else {
        return;
    };
    match outcome {
        Ok(summary) => notify_written(core, export.format, &summary, &export.path),
        Err(report) => {
            let form = export.draft.filter(|_| core.session.is_some());
            if let (None, Some(draft)) = (&core.dialog, form) {
                state.draft = Some(draft);
                core.dialog = Some(Dialog::Export);
            }
            if export.job.progress().is_cancelled() {
                core.notify(Tone::Warning, report);
            } else {
                core.notify_failure(report);
            }
        }
    }
}

fn notify_written(core: &mut Core, format: &Format, summary: &Summary, path: &Path) {
    let count = summary.skipped;
    let skipped = (count > 0).then(|| fl!("export-skipped", count = count, reason = format.why_skipped()));
    let report = Report {
        causes: skipped.into_iter().chain(summary.told_of_cuts()).collect(),
        ..Report::new(fl!("export-done", count = summary.claims, path = path))
    };
    // A repeated export replaces its earlier notice.
    core.notices.retain(|notice| notice.report != report);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map(|folder| (fl!("window-open-folder"), Request::OpenFolder(folder.to_owned())));
    core.notices.push(Notice {
        tone: if report.causes.is_empty() {
            Tone::Done
        } else {
            Tone::Warning
        },
        report,
        step: None,
        remedies: folder.into_iter().collect(),
    });
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
