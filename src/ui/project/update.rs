//! Handles the messages of the forms. Projects are opened, created and closed in `app`.

use super::Msg;
use super::scale::ScaleDraft;
use super::state::{DetailsForm, Paste, State};
use crate::model::ops;
use crate::session::{KeptCopy, Session, SessionError};
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::forms::DetailsDraft;
use crate::ui::bus::request::Request;

pub(crate) fn update(state: &mut State, msg: Msg, core: &mut Core) {
    match msg {
        Msg::ForgetRecent(path) => core.settings.forget(&path),
        Msg::NewProject(form) => state.new = form,
        Msg::Path(path) => {
            if let Some(form) = &mut state.path {
                form.go_to(path, &core.wake);
            }
        }
        Msg::Paste(text) => {
            state.paste = Paste {
                title: String::new(),
                text,
            };
            core.open(Dialog::Paste);
        }
        Msg::PasteTitle(title) => state.paste.title = title,
        Msg::PasteText(text) => state.paste.text = text,
        Msg::Details(draft) => {
            if let Some(form) = &mut state.details {
                form.draft = *draft;
            }
        }
        Msg::SaveDetails(article, metadata) => {
            core.edit(move |project| ops::article::set_metadata(project, &article, *metadata));
        }
        Msg::Scale(draft) => state.scale = *draft,
        Msg::SaveScale(draft) => save_scale(core, &draft),
        Msg::RestoreKept(copy) => settle_kept(state, core, &copy, Session::restore_kept),
        Msg::DiscardKept(copy) => {
            settle_kept(state, core, &copy, |session, copy| session.discard_kept(copy));
        }
        Msg::DiscardTyped(key) => {
            state.kept.typed.retain(|typed| typed.key() != key);
            if let Some(session) = &mut core.session {
                session.discard_typed(key);
            }
            close_if_empty(state, core);
        }
    }
}

/// Restores or discards a copy of unsaved work; one that could not be stays in the list.
fn settle_kept(
    state: &mut State,
    core: &mut Core,
    copy: &KeptCopy,
    act: impl FnOnce(&mut Session, &KeptCopy) -> Result<(), SessionError>,
) {
    let Some(session) = &mut core.session else { return };
    match act(session, copy) {
        Ok(()) => state.kept.copies.retain(|other| other != copy),
        Err(error) => core.notify_error(&error),
    }
    core.tidy();
    close_if_empty(state, core);
}

/// Closes the list of kept work, and takes its notice away, once nothing is left.
fn close_if_empty(state: &State, core: &mut Core) {
    if state.kept.is_empty() {
        core.dialog = None;
        core.notices.retain(|notice| !notice.asks_for(&Request::ShowKept));
    }
}

/// Opens the form for the open article's details.
pub(crate) fn ask_for_details(state: &mut State, core: &mut Core) {
    let draft = core
        .article()
        .map(|article| DetailsDraft::from_metadata(&article.metadata));
    if let Some((article, draft)) = core.place.article.clone().zip(draft) {
        state.details = Some(DetailsForm { article, draft });
        core.dialog = Some(Dialog::Details);
    }
}

/// Opens the form for the rating scale.
pub(crate) fn ask_for_scale(state: &mut State, core: &mut Core) {
    if let Some(project) = core.project() {
        state.scale = ScaleDraft::from_project(project);
        core.dialog = Some(Dialog::Scale);
    }
}

/// Changes the rating scale, as one step.
fn save_scale(core: &mut Core, draft: &ScaleDraft) {
    let Some(project) = core.project().filter(|_| draft.complaint().is_none()) else {
        return;
    };
    let (ratings, fates) = draft.scale();
    let changed = ratings != project.head().scale;
    core.dialog = None;
    if changed {
        core.edit(move |project| Ok(ops::scale::set(project, ratings, &fates)));
    }
}
