//! Handles the messages of the dialog.

use super::state::{Chosen, State};
use super::{Msg, adding, reading, review};
use crate::session::Session;
use crate::session::ingest::compare::Comparison;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::{Confirm, Dialog};
use crate::ui::bus::request::Request;
use crate::ui::kit::words;

/// Carries out what was asked of the dialog.
pub fn update(state: &mut State, msg: Msg, core: &mut Core) {
    if msg == Msg::Cancel {
        cancel(state, core);
        return;
    }
    let Some(review) = state.review.as_deref_mut() else {
        return;
    };
    match msg {
        Msg::Choose(row) => review.chosen = row,
        Msg::UnfoldLabels(unfolded) => review.labels_unfolded = Some(unfolded),
        Msg::TurnTo(page) => {
            if let Some(preview) = &mut review.preview {
                preview.page = page.min(preview.pages.len().saturating_sub(1));
            }
        }
        Msg::TurnVersionsTo(page) => {
            if let Some(Comparison { versions, .. }) = &mut review.comparison {
                versions.page = page.min(versions.pages.len().saturating_sub(1));
            }
        }
        Msg::Correct(at, draft) => {
            if let Some(item) = review.batch.items.get_mut(at) {
                if let Some(metadata) = draft.metadata(&item.metadata) {
                    item.metadata = metadata;
                }
                review.typed.insert(at, *draft);
            }
        }
        Msg::Take(at, take) => review.batch.choose(at, take),
        Msg::TakeAlike(at, take) => {
            for at in review.alike(at) {
                review.batch.choose(at, take);
            }
        }
        Msg::OnlyDoubtful(only) => {
            review.only_doubtful = only;
            if let Some(first) = review.listed().first().copied().filter(|_| only) {
                review.chosen = first;
            }
        }
        Msg::UnfoldNotes(unfolded) => review.notes_unfolded = unfolded,
        Msg::Tick(at, on) => review.batch.include(at, on),
        Msg::TickAll(on) => review.batch.include_all(on),
        Msg::Join(at, joined) => {
            (review.comparison, review.comparing) = (None, None);
            review.preview = None;
            review.batch.join(at, joined);
        }
        Msg::ReadAs(path, choices) => {
            reading::read_again(state, core, path, *choices);
            return;
        }
        Msg::ReadLabels(path, labels) => {
            reading::read_labels(state, core, &path, *labels);
            return;
        }
        Msg::Cancel => {}
        Msg::Add => {
            match review.out_of_order() {
                Some(at) => review.chosen = Chosen::Article(at),
                None => adding::add(state, core),
            }
            return;
        }
    }
    review::look_closer(state, core);
}

/// Closing the dialog asks first where something would be lost; returns whether it does.
pub fn ask_before_dropping(state: &State, core: &mut Core) -> bool {
    let Some(review) = state.review.as_deref().filter(|review| review.is_worth_asking()) else {
        return false;
    };
    let waiting = words::count(review.batch.items.len(), "article", "articles");
    let one = review.batch.items.len() == 1;
    let has = if one { "It has" } else { "None of them has" };
    core.dialog = Some(Dialog::Confirm(Box::new(Confirm {
        question: format!(
            "Let go of {waiting} that {}?",
            if one { "was read" } else { "were read" }
        ),
        explanation: format!("{has} come into the project yet. What was corrected here is lost, too."),
        button: "Let go",
        request: Request::DropImport,
    })));
    true
}

/// Lets go of what waits, and of its dialog.
pub fn let_go(state: &mut State, core: &mut Core) {
    if state.review.is_some() && core.dialog == Some(Dialog::Import) {
        core.dialog = None;
    }
    drop_review(state, core);
}

/// Lets go of what waits, when its dialog is closed.
pub fn drop_review(state: &mut State, core: &Core) {
    if state.review.take().is_some() {
        state.reading.take_if(|reading| reading.again);
        reading::go_on(state, core);
    }
}

/// Cancels reading, and what was read is shown; or cancels adding, and nothing is added.
fn cancel(state: &State, core: &Core) {
    let adding = core.session.as_ref().and_then(Session::archiving);
    for job in adding
        .into_iter()
        .chain(state.reading.as_ref().map(|reading| &reading.job))
    {
        job.progress().cancel();
    }
}
