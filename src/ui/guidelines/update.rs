//! What is done about the actions of the guidelines. Writing them is a draft like any other, and
//! becomes one edit.

use super::{GuideAction, SOURCE};
use crate::model::ops;
use crate::session::guidelines;
use crate::ui::app::App;
use crate::ui::bus::place::SidePanel;

impl App {
    /// Carries out what was asked of the guidelines.
    pub(in crate::ui) fn guide_action(&mut self, action: GuideAction) {
        let found = self.guide.found();
        let view = &mut self.core.guide;
        match action {
            GuideAction::Search(query) => {
                view.query = query;
                view.hit = 0;
                view.reveal = true;
            }
            GuideAction::Step(forward) if found > 0 => {
                let by = if forward { 1 } else { found - 1 };
                view.hit = (view.hit.min(found - 1) + by) % found;
                view.reveal = true;
                // Enter leaves a field; here one goes on with it.
                self.core.focus = Some(super::SEARCH);
            }
            GuideAction::Step(_) => {}
            GuideAction::Write(writing) => {
                let writable = self
                    .core
                    .session
                    .as_ref()
                    .is_some_and(|session| session.read_only().is_none());
                view.writing = writing && writable;
                if view.writing {
                    self.core.focus = Some(SOURCE);
                }
                self.core.side_panel = Some(SidePanel::Guidelines);
            }
            GuideAction::TakeDefault => {
                self.core.edit(|project| {
                    Ok(ops::project::take_default_guidelines(
                        project,
                        guidelines::DEFAULT,
                    ))
                });
            }
        }
    }

    /// Shows a panel beside the rest, or takes it away where it is shown.
    pub(in crate::ui) fn toggle_aside(&mut self, aside: SidePanel) {
        self.core.guide.writing = false;
        self.core.side_panel = match self.core.side_panel == Some(aside) {
            true => None,
            false => Some(aside),
        };
    }
}
