//! Handles the messages of the guidelines.

use super::view::{SEARCH, SOURCE};
use super::{Msg, State};
use crate::model::ops;
use crate::session::guidelines;
use crate::ui::bus::core::Core;
use crate::ui::bus::place::SidePanel;

/// Handles a message.
pub fn update(state: &mut State, msg: Msg, core: &mut Core) {
    let found = state.page.found();
    match msg {
        Msg::Search(query) => {
            state.query = query;
            state.hit = 0;
            state.reveal = true;
        }
        Msg::Step(forward) if found > 0 => {
            let by = if forward { 1 } else { found - 1 };
            state.hit = (state.hit.min(found - 1) + by) % found;
            state.reveal = true;
            // Enter leaves a field; here one goes on with it.
            core.focus = Some(SEARCH);
        }
        Msg::Step(_) => {}
        Msg::Write(writing) => {
            state.writing = writing && core.is_writable();
            if state.writing {
                core.focus = Some(SOURCE);
            }
            core.side_panel = Some(SidePanel::Guidelines);
        }
        Msg::TakeDefault => {
            let insert = ops::project::take_default_guidelines;
            core.edit(move |project| Ok(insert(project, guidelines::DEFAULT)));
        }
    }
}

/// Updates the parsed page while the panel is shown.
pub fn gather(state: &mut State, core: &Core) {
    if core.side_panel == Some(SidePanel::Guidelines)
        && !state.writing
        && let Some(project) = core.project()
    {
        state.page.update(&project.head().guidelines, &state.query);
    }
}
