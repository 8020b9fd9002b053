//! What stands where around an open project: the bars, the panels, the workspace between them and what floats above.
//! Each is gathered, drawn, and its width remembered; what it draws is its own.

use eframe::egui::{CentralPanel, Context, Frame, Margin, Panel, Ui};

use super::chrome::{self, status_bar_ui, top_bar_ui};
use super::message::Message;
use super::side_panel::side_panel_ui;
use super::state::App;
use crate::model::Claim;
use crate::session::{self, TextState};
use crate::ui::article::suggestions::{self, Suggested};
use crate::ui::article::{Surface, SurfaceCtx, article_ui};
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::place::Workspace;
use crate::ui::claims::{self, TableCtx, claims_ui};
use crate::ui::find::find_bar_ui;
use crate::ui::inspector::{InspectorCtx, inspector_ui};
use crate::ui::kit::panel::{as_wide_as_it_is, plain_frame};
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::review_queue::queue_ui;
use crate::ui::sidebar::side_ui;
use crate::ui::speaker_picker::{PickerRow, picker_ui};
use crate::ui::speakers::{self, SpeakersCtx, speakers_ui};
use crate::ui::{check, guidelines};

/// What is worked out of the project before a frame is drawn.
struct Gathered {
    /// The suggested source and cue of the selected claim.
    suggested: Suggested,
    /// How many texts have not been held against their claims yet.
    unread: usize,
    /// Whether the text of the open article is there.
    text: Option<TextState>,
}

impl App {
    /// The open project: bars, panels, the workspace.
    pub(super) fn workspace_ui(&mut self, ui: &mut Ui, rows: &[PickerRow], out: &mut Outbox<Message>) {
        let Some(gathered) = self.gather(ui.ctx()) else {
            return;
        };
        self.bars_ui(ui, out);
        let whole = ui.available_width();
        let width = side_panel_ui(ui, &self.core, &self.slices, gathered.unread, out);
        self.core.settings.aside_width = width.or(self.core.settings.aside_width);
        self.slices.guidelines.reveal = false;
        match self.core.place.workspace {
            Workspace::Annotate => self.annotate_ui(ui, whole, &gathered, rows, out),
            Workspace::Claims => self.claims_ui(ui, out),
            Workspace::Speakers => self.speakers_ui(ui, out),
        }
    }

    /// Brings up to date what is drawn from; `None` without a project.
    fn gather(&mut self, ctx: &Context) -> Option<Gathered> {
        let (core, slices) = (&mut self.core, &mut self.slices);
        claims::update::gather_shown(&mut slices.claims, core);
        speakers::update::gather(&mut slices.speakers, core, &slices.claims);
        guidelines::gather(&mut slices.guidelines, core);
        let suggested = suggestions::suggested_soon(&mut slices.article.suggestions, core);
        let unread = check::gather(&mut slices.check, core, ctx);
        let session = core.session.as_mut()?;
        let article = core.place.article.as_ref();
        let text = article.map(|id| session.ensure_text(id));
        if let Some(article) = article.filter(|_| slices.inspector.history_shown) {
            session.ensure_claim_log(article);
        }
        let stats = &mut slices.article.stats;
        stats.count(session.project(), session.revision(), article);
        Some(Gathered {
            suggested,
            unread,
            text,
        })
    }

    /// The bar at the top and the one at the foot.
    fn bars_ui(&self, ui: &mut Ui, out: &mut Outbox<Message>) {
        let Some(session) = &self.core.session else { return };
        let (project, saving) = (session.project(), session.save_state());
        let workspace = self.core.place.workspace;
        let frame = plain_frame(Theme::from_ctx(ui.ctx()).panel);
        let shown = self.slices.claims.table.shown();
        let mut status = match workspace {
            Workspace::Annotate => chrome::status(&self.core, &self.slices.article.stats, &saving),
            Workspace::Claims => chrome::table_status(shown, &saving),
            Workspace::Speakers => chrome::speakers_status(project, shown, &saving),
        };
        if let Some(hint) = &self.hint {
            status.right = vec![hint.clone()];
        }
        out.nest_requests(|out| {
            Panel::top("top")
                .exact_size(size::TOP_BAR)
                .frame(frame)
                .show_separator_line(false)
                .show(ui, |ui| top_bar_ui(ui, project, &self.core, out));
            Panel::bottom("status")
                .exact_size(size::STATUS_BAR)
                .frame(frame)
                .show_separator_line(false)
                .show(ui, |ui| {
                    status_bar_ui(ui, &status, &saving, &self.core, &self.slices, out);
                });
        });
    }

    /// One article: the lists at the left, the inspector at the right, the text between them.
    fn annotate_ui(
        &mut self,
        ui: &mut Ui,
        whole: f32,
        gathered: &Gathered,
        rows: &[PickerRow],
        out: &mut Outbox<Message>,
    ) {
        let width = ui.available_width();
        let room_for_lists = self.core.side_panel.is_none() || whole >= size::ASIDE_ALONE_BELOW;
        if self.core.settings.left_panel.shown && room_for_lists {
            self.lists_ui(ui, width, out);
        }
        let drawer = width < size::DRAWER_BELOW;
        if self.core.settings.inspector.shown && (!drawer || self.core.place.claim.is_some()) {
            self.inspector_ui(ui, width, gathered.suggested, out);
        }
        if let Some(queue) = &self.slices.review_queue.queue {
            let writable = self.core.is_writable();
            out.nest(Message::ReviewQueue, |out| queue_ui(ui, queue, writable, out));
        }
        let revealed = self.page_ui(ui, gathered, out);
        if let Some(picker) = self.core.picker.as_ref().filter(|_| self.core.dialog.is_none()) {
            let orphaned = self.core.claim().is_some_and(Claim::is_orphaned);
            out.nest(Message::SpeakerPicker, |out| {
                picker_ui(ui.ctx(), &self.core, picker, rows, orphaned, out);
            });
        }
        if revealed {
            self.core.place.reveal = None;
        }
    }

    fn lists_ui(&mut self, ui: &mut Ui, width: f32, out: &mut Outbox<Message>) {
        let Some(session) = &self.core.session else { return };
        let frame = plain_frame(Theme::from_ctx(ui.ctx()).panel).inner_margin(Margin {
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
        let (stats, lists) = (&self.slices.article.stats, &mut self.slices.sidebar);
        let shown = panel.show(ui, |ui| {
            as_wide_as_it_is(ui, |ui| {
                out.nest(Message::Sidebar, |out| {
                    side_ui(ui, project, revision, &self.core, stats, lists, out);
                });
            });
        });
        self.core.settings.left_panel.width = Some(shown.response.rect.width().round());
    }

    fn inspector_ui(&mut self, ui: &mut Ui, width: f32, suggested: Suggested, out: &mut Outbox<Message>) {
        let panel = Panel::right("inspector")
            .resizable(true)
            .size_range(240.0..=(width * 0.45).max(241.0))
            .default_size(self.core.settings.inspector.width.unwrap_or(size::INSPECTOR))
            .frame(plain_frame(Theme::from_ctx(ui.ctx()).panel));
        let (core, slices) = (&self.core, &self.slices);
        let session = core.session.as_ref();
        let history = session
            .zip(core.place.claim_ref())
            .filter(|_| slices.inspector.history_shown)
            .map(|(session, (article, claim))| session.claim_log(&article, &claim));
        let ctx = InspectorCtx::new(core, &slices.inspector, &slices.article.stats, session::now());
        let ctx = ctx.map(|ctx| InspectorCtx {
            suggested,
            alias: slices.article.suggestions.alias(),
            history: history.as_deref(),
            is_current: slices.review_queue.current() == core.place.claim_ref().as_ref(),
            ..ctx
        });
        let is_reviewing = slices.review_queue.queue.is_some();
        let shown = panel.show(ui, |ui| {
            as_wide_as_it_is(ui, |ui| {
                out.nest(Message::Inspector, |out| inspector_ui(ui, ctx, is_reviewing, out));
            });
        });
        self.core.settings.inspector.width = Some(shown.response.rect.width().round());
    }

    /// The text with its find bar, or why there is none; returns whether it was drawn.
    fn page_ui(&mut self, ui: &mut Ui, gathered: &Gathered, out: &mut Outbox<Message>) -> bool {
        // The reading surface paints its own paper: twice costs where the processor draws.
        let paper = match gathered.text {
            Some(TextState::Read) => Frame::NONE,
            _ => plain_frame(Theme::from_ctx(ui.ctx()).paper),
        };
        CentralPanel::no_frame()
            .frame(paper)
            .show(ui, |ui| match &gathered.text {
                Some(TextState::Read) => self.text_ui(ui, gathered.suggested, out),
                Some(TextState::Reading) => empty_ui(ui, "Reading the article…"),
                Some(TextState::Unreadable(report)) => empty_ui(ui, &report.to_string()),
                None => empty_ui(ui, no_article(&self.core)),
            });
        matches!(gathered.text, Some(TextState::Read))
    }

    fn text_ui(&mut self, ui: &mut Ui, suggested: Suggested, out: &mut Outbox<Message>) {
        let (core, slices) = (&self.core, &mut self.slices);
        let (Some(session), Some(article)) = (&core.session, &core.place.article) else {
            return;
        };
        let ctx = SurfaceCtx {
            project: session.project(),
            revision: session.revision(),
            article,
            place: &core.place,
            find: slices.find.bar.as_ref(),
            picker: core.picker.as_ref(),
            focus: core.focus,
            me: Some(&session.who().id),
            zoom: core.settings.text_zoom,
            set: core.settings.page,
            suggestions: &suggested.drawn(session.project(), &core.place),
        };
        // What nobody else wants to type into, the text does: the pop-up and the dialogs give the keyboard back by going
        // away.
        let free = ui.memory(|memory| memory.focused().is_none());
        if free && core.dialog.is_none() {
            ui.memory_mut(|memory| memory.request_focus(Surface::id(ui)));
        }
        let place = ui.max_rect();
        let surface = &mut slices.article.surface;
        out.nest_requests(|out| article_ui(ui, &ctx, surface, out));
        if let Some(find) = &slices.find.bar {
            let how = core.settings.find;
            out.nest(Message::Find, |out| {
                find_bar_ui(ui.ctx(), place, core.focus, find, how, out);
            });
        }
    }

    /// All claims as a table.
    fn claims_ui(&mut self, ui: &mut Ui, out: &mut Outbox<Message>) {
        let Some(session) = &self.core.session else { return };
        let state = &mut self.slices.claims;
        let ctx = TableCtx {
            project: session.project(),
            core: &self.core,
            view: &state.view,
            table: &state.table,
            settings: &self.core.settings.table,
            kept: claims::kept(&self.core.settings.filters, session),
            editable: self.core.is_writable(),
        };
        let shown = CentralPanel::no_frame()
            .frame(plain_frame(Theme::from_ctx(ui.ctx()).paper))
            .show(ui, |ui| out.nest(Message::Claims, |out| claims_ui(ui, &ctx, out)));
        state.table.page = shown.inner;
        state.view.reveal = false;
    }

    /// All speakers, and what each of them said.
    fn speakers_ui(&mut self, ui: &mut Ui, out: &mut Outbox<Message>) {
        let Some(project) = self.core.project() else {
            return;
        };
        let state = &mut self.slices.speakers;
        let ctx = SpeakersCtx {
            project,
            core: &self.core,
            view: &state.view,
            rows: &state.rows,
            index: self.slices.claims.table.index(),
            editable: self.core.is_writable(),
        };
        out.nest(Message::Speakers, |out| speakers_ui(ui, &ctx, out));
        state.view.reveal = false;
    }
}

fn no_article(core: &Core) -> &'static str {
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
    let theme = Theme::from_ctx(ui.ctx());
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
