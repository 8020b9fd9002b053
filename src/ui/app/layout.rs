//! What stands where around an open project: the bars, the panels, the workspace between them and what floats above.
//! Each is gathered, drawn, and its width remembered; what it draws is its own.

use eframe::egui::{CentralPanel, Context, Frame, Margin, Panel, Ui};

use super::App;
use super::chrome::{self, status_bar_ui, top_bar_ui};
use super::message::Actions;
use super::side_panel::{Beside, aside_ui};
use crate::session::{self, TextState};
use crate::ui::app::message::Action;
use crate::ui::article::suggestions::Offered;
use crate::ui::article::{Reading, Surface, article_ui};
use crate::ui::bus::place::Workspace;
use crate::ui::check;
use crate::ui::find::find_bar_ui;
use crate::ui::inspector::{Inspected, inspector_ui};
use crate::ui::kit::panel::{as_wide_as_it_is, plain_frame};
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::review_queue::queue_ui;
use crate::ui::sidebar::side_ui;
use crate::ui::speaker_picker::{self, PickerRow};

/// What is worked out of the project before a frame is drawn.
struct Gathered {
    /// What the text offers for the selected claim.
    offered: Offered,
    /// How many texts have not been held against their claims yet.
    unread: usize,
    /// Whether the text of the open article is there.
    text: Option<TextState>,
}

impl App {
    /// The open project: bars, panels, the workspace.
    pub(super) fn workspace_ui(&mut self, ui: &mut Ui, rows: &[PickerRow], actions: &mut Actions) {
        let Some(gathered) = self.gather(ui.ctx()) else {
            return;
        };
        self.bars_ui(ui, actions);
        let whole = ui.available_width();
        self.side_panel_ui(ui, gathered.unread, actions);
        match self.core.place.workspace {
            Workspace::Annotate => self.annotate_ui(ui, whole, &gathered, rows, actions),
            Workspace::Claims => self.claims_ui(ui, actions),
            Workspace::Speakers => self.speakers_ui(ui, actions),
        }
    }

    /// Brings up to date what is drawn from; `None` without a project.
    fn gather(&mut self, ctx: &Context) -> Option<Gathered> {
        self.update_table();
        self.update_speakers();
        let offered = self.offered_soon();
        self.update_check(ctx);
        let unread = self.unread_texts();
        let session = self.core.session.as_mut()?;
        let article = self.core.place.article.as_ref();
        let text = article.map(|id| session.ensure_text(id));
        if let Some(article) = article.filter(|_| self.core.history_shown) {
            session.ensure_claim_log(article);
        }
        self.figures.count(session.project(), session.revision(), article);
        Some(Gathered {
            offered,
            unread,
            text,
        })
    }

    /// The bar at the top and the one at the foot.
    fn bars_ui(&self, ui: &mut Ui, actions: &mut Actions) {
        let Some(session) = &self.core.session else { return };
        let (project, saving) = (session.project(), session.save_state());
        let workspace = self.core.place.workspace;
        let frame = plain_frame(Theme::of(ui.ctx()).panel);
        Panel::top("top")
            .exact_size(size::TOP_BAR)
            .frame(frame)
            .show_separator_line(false)
            .show(ui, |ui| top_bar_ui(ui, project, workspace, actions));
        let status = match workspace {
            Workspace::Annotate => chrome::status(&self.core, &self.figures, &saving),
            Workspace::Claims => chrome::table_status(self.table.shown(), &saving),
            Workspace::Speakers => chrome::speakers_status(project, self.table.shown(), &saving),
        };
        Panel::bottom("status")
            .exact_size(size::STATUS_BAR)
            .frame(frame)
            .show_separator_line(false)
            .show(ui, |ui| {
                status_bar_ui(ui, &status, &saving, &self.core, &self.check, actions);
            });
    }

    /// The guidelines or what is to be checked, beside whatever the window shows.
    fn side_panel_ui(&mut self, ui: &mut Ui, unread: usize, actions: &mut Actions) {
        let (Some(session), Some(side_panel)) = (&self.core.session, self.core.side_panel) else {
            return;
        };
        let beside = Beside {
            aside: side_panel,
            core: &self.core,
            check: check::Scene {
                project: session.project(),
                core: &self.core,
                found: &self.check,
                unread,
                editable: session.read_only().is_none(),
            },
            guide: &mut self.guide,
            width: self.core.settings.aside_width,
        };
        let width = aside_ui(ui, beside, actions);
        self.core.settings.aside_width = Some(width);
        self.core.guide.reveal = false;
    }

    /// One article: the lists at the left, the inspector at the right, the text between them.
    fn annotate_ui(
        &mut self,
        ui: &mut Ui,
        whole: f32,
        gathered: &Gathered,
        rows: &[PickerRow],
        actions: &mut Actions,
    ) {
        let width = ui.available_width();
        let room_for_lists = self.core.side_panel.is_none() || whole >= size::ASIDE_ALONE_BELOW;
        if self.core.settings.left_panel.shown && room_for_lists {
            self.lists_ui(ui, width, actions);
        }
        let drawer = width < size::DRAWER_BELOW;
        if self.core.settings.inspector.shown && (!drawer || self.core.place.claim.is_some()) {
            self.inspector_ui(ui, width, gathered.offered, actions);
        }
        if let Some(queue) = &self.core.queue {
            queue_ui(ui, queue, self.core.is_writable(), actions);
        }
        let revealed = self.page_ui(ui, gathered, actions);
        if let Some(picker) = self.core.picker.as_ref().filter(|_| self.core.dialog.is_none()) {
            let orphaned = self.core.claim().is_some_and(crate::model::Claim::is_orphaned);
            speaker_picker::asking_ui(ui.ctx(), &self.core, picker, rows, orphaned, actions);
        }
        if revealed {
            self.core.place.reveal = None;
        }
    }

    fn lists_ui(&mut self, ui: &mut Ui, width: f32, actions: &mut Actions) {
        let Some(session) = &self.core.session else { return };
        let frame = plain_frame(Theme::of(ui.ctx()).panel).inner_margin(Margin {
            left: 10,
            right: 10,
            top: 8,
            bottom: 6,
        });
        let panel = Panel::left("side")
            .resizable(true)
            .size_range(180.0..=(width * 0.4).max(181.0))
            .default_size(self.core.settings.left_panel.width.unwrap_or(size::SIDE))
            .frame(frame);
        let (project, revision) = (session.project(), session.revision());
        let shown = panel.show(ui, |ui| {
            as_wide_as_it_is(ui, |ui| {
                let (figures, articles) = (&self.figures, &mut self.articles);
                side_ui(ui, project, revision, &self.core, figures, articles, actions);
            });
        });
        self.core.settings.left_panel.width = Some(shown.response.rect.width().round());
    }

    fn inspector_ui(&mut self, ui: &mut Ui, width: f32, offered: Offered, actions: &mut Actions) {
        let Some(session) = &self.core.session else { return };
        let panel = Panel::right("inspector")
            .resizable(true)
            .size_range(240.0..=(width * 0.45).max(241.0))
            .default_size(self.core.settings.inspector.width.unwrap_or(size::INSPECTOR))
            .frame(plain_frame(Theme::of(ui.ctx()).panel));
        let inspected = Inspected::of(
            session.project(),
            &self.core,
            Some(&session.who().id),
            session.read_only().is_none(),
            offered,
            &self.figures,
            session::now(),
        );
        let claim = self.core.place.claim_ref().filter(|_| self.core.history_shown);
        let history = claim.map(|(article, claim)| session.claim_log(&article, &claim));
        let inspected = inspected.map(|inspected| {
            inspected
                .with_alias(self.offering.alias())
                .with_history(history.as_deref())
        });
        let shown = panel.show(ui, |ui| {
            as_wide_as_it_is(ui, |ui| inspector_ui(ui, inspected, &self.core, actions));
        });
        self.core.settings.inspector.width = Some(shown.response.rect.width().round());
    }

    /// The text with its find bar, or why there is none; returns whether it was drawn.
    fn page_ui(&mut self, ui: &mut Ui, gathered: &Gathered, actions: &mut Actions) -> bool {
        // The reading surface paints its own paper: twice costs where the processor draws.
        let paper = match gathered.text {
            Some(TextState::Read) => Frame::NONE,
            _ => plain_frame(Theme::of(ui.ctx()).paper),
        };
        let central = CentralPanel::no_frame().frame(paper);
        let shown = central.show(ui, |ui| match &gathered.text {
            Some(TextState::Read) => self.text_ui(ui, gathered.offered, actions),
            Some(TextState::Reading) => empty_ui(ui, "Reading the article…"),
            Some(TextState::Unreadable(report)) => empty_ui(ui, &report.to_string()),
            None => empty_ui(ui, no_article(&self.core)),
        });
        drop(shown);
        matches!(gathered.text, Some(TextState::Read))
    }

    fn text_ui(&mut self, ui: &mut Ui, offered: Offered, actions: &mut Actions) {
        let core = &self.core;
        let (Some(session), Some(article)) = (&core.session, &core.place.article) else {
            return;
        };
        let project = session.project();
        let reading = Reading {
            project,
            revision: session.revision(),
            article,
            place: &core.place,
            find: self.find.bar.as_ref(),
            picker: core.picker.as_ref(),
            focus: core.focus,
            me: Some(&session.who().id),
            zoom: core.settings.text_zoom,
            set: core.settings.page,
            offers: &offered.drawn(project, core),
        };
        // What nobody else wants to type into, the text does: the pop-up and the dialogs give the
        // keyboard back by going away.
        let free = ui.memory(|memory| memory.focused().is_none());
        if free && core.dialog.is_none() {
            ui.memory_mut(|memory| memory.request_focus(Surface::id(ui)));
        }
        let place = ui.max_rect();
        actions.nest_requests(|out| article_ui(ui, &reading, &mut self.surface, out));
        if let Some(find) = &self.find.bar {
            let how = core.settings.find;
            actions.nest(Action::Find, |out| {
                find_bar_ui(ui.ctx(), place, core.focus, find, how, out)
            });
        }
    }
}

fn no_article(core: &crate::ui::bus::core::Core) -> &'static str {
    if core
        .project()
        .is_some_and(|project| project.articles().is_empty())
    {
        "Drop articles here: texts, pages, documents, tables, or folders.\nCtrl Shift O chooses them, Ctrl V pastes a text."
    } else {
        "Choose an article at the left."
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
