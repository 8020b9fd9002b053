//! What stands where around an open project: panels, the workspace between them, what floats above. What each of them
//! draws is its own.

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui, UiBuilder};

use super::chrome::{self, plain_frame, status_bar_ui, top_bar_ui};
use super::message::Actions;
use super::side_panel::{Beside, aside_ui};
use super::state::{Asking, Workspace};
use crate::session::{self, TextState};
use crate::ui::article::{Reading, Surface, article_ui};
use crate::ui::check::Scene;
use crate::ui::find::find_bar_ui;
use crate::ui::inspector::{Inspected, inspector_ui};
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::review_queue::queue_ui;
use crate::ui::sidebar::side_ui;
use crate::ui::speaker_picker::{self, AskRow};

use super::App;

impl App {
    pub(super) fn workspace_ui(
        &mut self,
        ui: &mut Ui,
        asking: Option<&Asking>,
        rows: &[AskRow],
        actions: &mut Actions,
    ) {
        self.update_table();
        self.update_speakers();
        let offered = self.offered_soon();
        self.update_check(ui.ctx());
        let unread = self.unread_texts();
        let Some(session) = &mut self.session else { return };
        let text_state = self.view.article.clone().map(|id| session.ensure_text(&id));
        if let Some(article) = self.view.article.as_ref().filter(|_| self.view.history_shown) {
            session.ensure_claim_log(article);
        }
        let (project, view) = (session.project(), &self.view);
        self.figures
            .count(project, session.revision(), view.article.as_ref());
        let figures = &self.figures;
        let theme = Theme::of(ui.ctx());
        let saving = session.save_state();
        let me = &session.who().id;
        Panel::top("top")
            .exact_size(size::TOP_BAR)
            .frame(plain_frame(theme.panel))
            .show_separator_line(false)
            .show(ui, |ui| top_bar_ui(ui, project, view.workspace, actions));
        let status = match view.workspace {
            Workspace::Annotate => chrome::status(project, view, figures, &saving, &self.settings),
            Workspace::Claims => chrome::table_status(self.table.shown(), &saving),
            Workspace::Speakers => chrome::speakers_status(project, self.table.shown(), &saving),
        };
        Panel::bottom("status")
            .exact_size(size::STATUS_BAR)
            .frame(plain_frame(theme.panel))
            .show_separator_line(false)
            .show(ui, |ui| {
                status_bar_ui(ui, &status, &saving, view, &self.check, actions);
            });
        let whole = ui.available_width();
        if let Some(aside) = view.aside {
            let beside = Beside {
                aside,
                view,
                check: Scene {
                    project,
                    view,
                    found: &self.check,
                    unread,
                    editable: session.read_only().is_none(),
                },
                guide: &mut self.guide,
                width: self.settings.aside_width,
            };
            self.settings.aside_width = Some(aside_ui(ui, beside, actions));
        }
        if view.workspace != Workspace::Annotate {
            self.desk_ui(ui, actions);
            return;
        }
        let width = ui.available_width();
        let room_for_lists = view.aside.is_none() || whole >= size::ASIDE_ALONE_BELOW;
        if self.settings.left_panel.shown && room_for_lists {
            let frame = plain_frame(theme.panel).inner_margin(Margin {
                left: 10,
                right: 10,
                top: 8,
                bottom: 6,
            });
            let panel = Panel::left("side")
                .resizable(true)
                .size_range(180.0..=(width * 0.4).max(181.0))
                .frame(frame);
            let wanted = self.settings.left_panel.width.unwrap_or(size::SIDE);
            let articles = &mut self.articles;
            let revision = session.revision();
            let shown = panel.default_size(wanted).show(ui, |ui| {
                as_wide_as_it_is(ui, |ui| {
                    side_ui(ui, project, revision, view, figures, articles, actions);
                });
            });
            self.settings.left_panel.width = Some(shown.response.rect.width().round());
        }
        let drawer = width < size::DRAWER_BELOW;
        let shown = self.settings.inspector.shown && (!drawer || view.claim.is_some());
        if shown {
            let panel = Panel::right("inspector")
                .resizable(true)
                .size_range(240.0..=(width * 0.45).max(241.0))
                .frame(plain_frame(theme.panel));
            let wanted = self.settings.inspector.width.unwrap_or(size::INSPECTOR);
            let inspected = Inspected::of(
                project,
                view,
                Some(me),
                session.read_only().is_none(),
                offered,
                figures,
                session::now(),
            );
            let claim = view
                .article
                .as_ref()
                .zip(view.claim.as_ref())
                .filter(|_| view.history_shown);
            let history = claim.map(|(article, claim)| session.claim_log(article, claim));
            let inspected = inspected.map(|inspected| {
                inspected
                    .with_alias(self.offering.alias())
                    .with_history(history.as_deref())
            });
            let shown = panel.default_size(wanted).show(ui, |ui| {
                as_wide_as_it_is(ui, |ui| inspector_ui(ui, inspected, view, actions));
            });
            self.settings.inspector.width = Some(shown.response.rect.width().round());
        }
        if let Some(queue) = &view.queue {
            queue_ui(ui, queue, session.read_only().is_none(), actions);
        }
        let drawn = offered.drawn(project, view);
        let mut revealed = false;
        // The reading surface paints its own paper: twice costs where the processor draws.
        let paper = match text_state {
            Some(TextState::Read) => Frame::NONE,
            _ => plain_frame(theme.paper),
        };
        CentralPanel::no_frame()
            .frame(paper)
            .show(ui, |ui| match (&view.article, text_state) {
                (Some(id), Some(TextState::Read)) => {
                    let reading = Reading {
                        project,
                        revision: session.revision(),
                        article: id,
                        view,
                        me: Some(me),
                        zoom: self.settings.text_zoom,
                        set: self.settings.page,
                        offers: &drawn,
                    };
                    // What nobody else wants to type into, the text does: the pop-up and the
                    // dialogs give the keyboard back by going away.
                    let free = ui.memory(|memory| memory.focused().is_none());
                    if free && view.dialog.is_none() {
                        ui.memory_mut(|memory| memory.request_focus(Surface::id(ui)));
                    }
                    let place = ui.max_rect();
                    article_ui(ui, &reading, &mut self.surface, actions);
                    if let Some(find) = &view.find {
                        find_bar_ui(ui.ctx(), place, view, find, self.settings.find, actions);
                    }
                    revealed = true;
                }
                (Some(_), Some(TextState::Reading)) => empty_ui(ui, "Reading the article…"),
                (Some(_), Some(TextState::Unreadable(report))) => empty_ui(ui, &report.to_string()),
                _ => empty_ui(ui, no_article(project.articles().is_empty())),
            });
        if let Some(asking) = asking.filter(|_| view.dialog.is_none()) {
            let lost = chrome::selected_claim(project, view).is_some_and(crate::model::Claim::is_orphaned);
            speaker_picker::asking_ui(ui.ctx(), view, asking, rows, lost, actions);
        }
        if revealed {
            self.view.reveal = None;
        }
        self.view.guide.reveal = false;
    }
}

/// Draws into a panel without making it wider: what it holds must not push the text aside.
fn as_wide_as_it_is(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(UiBuilder::new().max_rect(room));
    content(&mut inner);
    ui.advance_cursor_after_rect(room);
}

fn no_article(none: bool) -> &'static str {
    match none {
        true => {
            "Drop articles here: texts, pages, documents, tables, or folders.\nCtrl Shift O chooses them, Ctrl V pastes a text."
        }
        false => "Choose an article at the left.",
    }
}

fn empty_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui.ctx());
    ui.add_space(ui.available_height() * 0.36);
    let width = ui.available_width();
    ui.horizontal(|ui| {
        ui.add_space(width * 0.2);
        ui.vertical(|ui| {
            ui.set_width(width * 0.6);
            wrapped(ui, words, font::INVITATION, theme.soft);
        });
    });
}
