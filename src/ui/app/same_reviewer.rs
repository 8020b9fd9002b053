//! The question whether a reviewer of a project is the person at this computer. It is asked where the project has a reviewer
//! of one's name under another id, before one's first decision makes a second.

use eframe::egui::{Align, Context, Layout, Ui, Vec2};

use super::message::Message;
use super::state::App;
use crate::model::{Project, ReviewerId};
use crate::text::fold::fold;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::{Dialog, SameReviewer};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::title_ui;
use crate::ui::kit::theme::size;

impl App {
    /// Asks whether a reviewer of one's name is oneself, if that is not known; `then` is done once it is.
    pub(super) fn ask_who_it_is(&mut self, then: Option<Request>) -> bool {
        let Some(reviewer) = namesake(&self.core) else {
            return false;
        };
        self.core
            .open(Dialog::SameReviewer(Box::new(SameReviewer { reviewer, then })));
        true
    }

    /// Goes by a reviewer's id from now on, or remembers that it is somebody else's.
    pub(super) fn answer_who_it_is(&mut self, ctx: &Context, is_me: bool) {
        let Some(Dialog::SameReviewer(asked)) = self.core.dialog.take() else {
            return;
        };
        let core = &mut self.core;
        let Some(session) = &mut core.session else { return };
        let reviewer = session.project().reviewers().get(&asked.reviewer);
        if let Some(reviewer) = reviewer.filter(|_| is_me) {
            let who = core.settings.be_reviewer(&asked.reviewer, &reviewer.name);
            session.set_who(who);
        } else {
            core.settings.other_reviewers.insert(asked.reviewer.to_string());
        }
        // Another may have the name, too.
        if !self.ask_who_it_is(asked.then.clone())
            && let Some(then) = asked.then
        {
            self.request(ctx, then);
        }
    }
}

/// A reviewer of the project with one's own name and another id, unless one is in the project oneself or has said that it
/// is somebody else.
fn namesake(core: &Core) -> Option<ReviewerId> {
    let session = core.session.as_ref().filter(|_| core.is_writable())?;
    let (who, reviewers) = (session.who(), session.project().reviewers());
    if reviewers.contains_key(&who.id) {
        return None;
    }
    let name = fold(who.name.trim());
    let others = &core.settings.other_reviewers;
    let mut reviewers = reviewers.iter();
    let same =
        reviewers.find(|(id, reviewer)| fold(reviewer.name.trim()) == name && !others.contains(id.as_str()));
    same.map(|(id, _)| id.clone())
}

/// Whether a request decides something in one's name.
pub(super) fn names_reviewer(request: &Request) -> bool {
    match request {
        Request::Answer(_) => true,
        Request::Command(command) => matches!(
            command,
            Command::Accept
                | Command::Dispute
                | Command::Reject
                | Command::DisputeWithReason
                | Command::RejectWithReason
                | Command::MarkForLater
                | Command::ToggleDone
                | Command::EditClaims
        ),
        _ => false,
    }
}

/// Draws the question.
pub(super) fn same_reviewer_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    asked: &SameReviewer,
    out: &mut Outbox<Message>,
) {
    let name = project.map_or("", |project| project.reviewer_label(&asked.reviewer));
    title_ui(
        ui,
        fl!("same-reviewer-title"),
        &fl!("same-reviewer-explanation", name = name),
    );
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        if button(ui, fl!("same-reviewer-yes"), Weight::Primary, true).clicked() {
            out.send(Message::IsReviewer(true));
        }
        ui.add_space(4.0);
        if button(ui, fl!("same-reviewer-no"), Weight::Plain, true).clicked() {
            out.send(Message::IsReviewer(false));
        }
    });
}
