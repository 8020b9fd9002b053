//! Handles the messages of the tour, and goes on when a step is done.

use std::path::PathBuf;

use super::steps::{ARTICLE, Step, words};
use super::{Msg, State};
use crate::session::now;
use crate::session::settings::tour::TourSettings;
use crate::ui::bus::core::Core;
use crate::ui::bus::place::{Reveal, Selection, Workspace};

pub(crate) fn update(state: &mut State, msg: Msg, core: &mut Core) {
    match msg {
        Msg::Back => {
            let done = core.settings.tour.as_mut().map(|tour| {
                let held = tour.done;
                tour.done = tour.done.saturating_sub(1);
                held
            });
            state.held = state.held.max(done);
            show_step(core);
        }
        Msg::Skip => go_on(state, core),
        Msg::SelectWords => {
            show_step(core);
            if let Some(words) = words(core) {
                core.place.selection = Some(Selection {
                    anchor: words.start,
                    caret: words.end,
                });
            }
        }
        Msg::Leave | Msg::OpenOwn => state.is_shown = false,
    }
}

/// The tour of the settings, if it can be gone on with.
pub(crate) fn known(core: &Core) -> Option<&TourSettings> {
    core.settings
        .tour
        .as_ref()
        .filter(|tour| tour.done < Step::ALL.len())
}

/// Begins a tour on a copy of the sample.
pub(crate) fn begin(core: &mut Core, project: PathBuf) {
    core.settings.tour = Some(TourSettings {
        project,
        begun: now(),
        done: 0,
    });
}

/// Goes on as long as what a step asks for has been done. Returns whether it went on.
pub(crate) fn follow(state: &mut State, core: &mut Core) -> bool {
    if !state.is_shown {
        return false;
    }
    let path = core.session.as_ref().map(|session| session.path().to_owned());
    let Some(tour) = core
        .settings
        .tour
        .clone()
        .filter(|tour| Some(&tour.project) == path.as_ref())
    else {
        state.is_shown = false;
        return false;
    };
    let is_held = state.held.is_some_and(|held| tour.done < held);
    let is_done = Step::after(tour.done).is_some_and(|step| step.is_done(core, &tour));
    if is_done && !is_held {
        go_on(state, core);
    }
    is_done && !is_held
}

fn go_on(state: &mut State, core: &mut Core) {
    if let Some(tour) = &mut core.settings.tour {
        tour.done = (tour.done + 1).min(Step::ALL.len());
        state.held = state.held.filter(|held| tour.done < *held);
    }
}

/// Shows the article of the tour, with the words it is about.
pub(crate) fn show_step(core: &mut Core) {
    let step = core
        .settings
        .tour
        .as_ref()
        .and_then(|tour| Step::after(tour.done));
    if !matches!(
        step,
        Some(Step::Mark | Step::Attribute | Step::Confirm | Step::Decide)
    ) {
        return;
    }
    core.show(Workspace::Annotate);
    core.show_article(&ARTICLE.into());
    if let Some(words) = words(core) {
        core.place.reveal = Some(Reveal::Span(words));
    }
}
