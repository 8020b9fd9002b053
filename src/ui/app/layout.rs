//! The layout of an open project: bars, panels and the workspace between them. A frame gathers, draws, then remembers the
//! sizes that were drawn.

use std::path::Path;

use eframe::egui::{
    Align2, Area, CentralPanel, Context, Frame, Id, Margin, Order, Panel, Rect, Role, ScrollArea, Sense, Ui,
    UiBuilder, Vec2, WidgetInfo, pos2,
};

use super::chrome::{self, status_bar_ui, top_bar_ui};
use super::message::Message;
use super::side_panel::side_panel_ui;
use super::state::App;
use crate::model::Claim;
use crate::session::opening::ListedArticle;
use crate::session::{self, TextState};
use crate::ui::article::suggestions::{self, Suggested};
use crate::ui::article::{Surface, SurfaceCtx, article_ui};
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::place::Workspace;
use crate::ui::claims::{self, TableCtx, claims_ui};
use crate::ui::compare::{self, CompareCtx, compare_ui};
use crate::ui::find::find_bar_ui;
use crate::ui::inspector::{InspectorCtx, inspector_ui};
use crate::ui::kit::panel::{as_wide_as_it_is, plain_frame};
use crate::ui::kit::text::{text_at, wrapped};
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::review_queue::queue_ui;
use crate::ui::sidebar::side_ui;
use crate::ui::speaker_picker::{Lit, PickerRow, lit_words, picker_ui};
use crate::ui::speakers::{self, SpeakersCtx, speakers_ui};
use crate::ui::suggestions::{card_ui, panel_ui, strip_ui};
use crate::ui::{articles, check, guidelines};

/// The height of a title in the list of a project that is being read.
const TITLE_HEIGHT: f32 = 24.0;

/// What is gathered before a frame is drawn.
struct FrameInput {
    /// The suggestions for the selected claim.
    suggested: Suggested,
    /// The words that the row under the pop-up's bar takes.
    lit: Lit,
    /// The number of texts that have not been checked against their claims.
    unread: usize,
    /// Whether the text of the open article is there.
    text: Option<TextState>,
}

/// What a frame has drawn, as far as later frames depend on it.
#[derive(Default)]
struct Drawn {
    aside_width: Option<f32>,
    lists_width: Option<f32>,
    inspector_width: Option<f32>,
    /// The number of rows that fit in the table of claims.
    rows: Option<usize>,
    /// The number of articles that fit in their list.
    articles: Option<usize>,
    /// Whether the open article's text was drawn, and so scrolled to what was to be revealed.
    text: bool,
}

impl App {
    /// The open project: bars, panels, the workspace.
    pub(super) fn workspace_ui(&mut self, ui: &mut Ui, rows: &[PickerRow], out: &mut Outbox<Message>) {
        let lit = lit_words(rows, self.core.picker.as_ref());
        let Some(input) = self.gather(ui.ctx(), lit) else {
            return;
        };
        self.bars_ui(ui, out);
        let whole = ui.available_width();
        let mut drawn = Drawn {
            aside_width: side_panel_ui(ui, &self.core, &self.slices, input.unread, out),
            ..Drawn::default()
        };
        match self.core.place.workspace {
            Workspace::Annotate => self.annotate_ui(ui, whole, &input, rows, &mut drawn, out),
            Workspace::Claims => drawn.rows = self.claims_ui(ui, out),
            Workspace::Speakers => self.speakers_ui(ui, out),
            Workspace::Compare => self.compare_ui(ui, out),
            Workspace::Articles => self.articles_ui(ui, &mut drawn, out),
        }
        self.remember(&drawn);
    }

    /// Remembers sizes, and that what was to be revealed is on the screen.
    fn remember(&mut self, drawn: &Drawn) {
        let (core, slices) = (&mut self.core, &mut self.slices);
        let settings = &mut core.settings;
        settings.aside_width = drawn.aside_width.or(settings.aside_width);
        settings.left_panel.width = drawn.lists_width.or(settings.left_panel.width);
        settings.inspector.width = drawn.inspector_width.or(settings.inspector.width);
        slices.guidelines.reveal = false;
        match core.place.workspace {
            Workspace::Annotate if drawn.text => core.place.reveal = None,
            Workspace::Annotate | Workspace::Compare | Workspace::Articles => {}
            Workspace::Claims => {
                slices.claims.table.page = drawn.rows.unwrap_or(slices.claims.table.page);
                slices.claims.view.reveal = false;
            }
            Workspace::Speakers => slices.speakers.view.reveal = false,
        }
        if let Some(articles) = drawn.articles {
            slices.articles.page = articles;
            slices.articles.reveal = false;
        }
    }

    /// Updates what is drawn from; `None` without a project.
    fn gather(&mut self, ctx: &Context, lit: Lit) -> Option<FrameInput> {
        let (core, slices) = (&mut self.core, &mut self.slices);
        claims::update::gather_shown(&mut slices.claims, core);
        speakers::update::gather(&mut slices.speakers, core, &slices.claims);
        compare::update::gather(&mut slices.compare, core, ctx);
        guidelines::gather(&mut slices.guidelines, core);
        articles::update::gather(&mut slices.articles, core);
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
        Some(FrameInput {
            suggested,
            lit,
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
            Workspace::Compare => chrome::compare_status(self.slices.compare.counts(), shown, &saving),
            Workspace::Articles => chrome::articles_status(self.slices.articles.totals(), &saving),
        };
        if let Some(hint) = &self.hint {
            status.right = vec![hint.words.clone()];
            status.undo = hint.until.is_some() && !self.core.is_changing();
        }
        out.nest_requests(|out| {
            Panel::top("top")
                .exact_size(size::TOP_BAR)
                .frame(frame)
                .show_separator_line(false)
                .show(ui, |ui| top_bar_ui(ui, project, &self.core, &self.slices, out));
            Panel::bottom("status")
                .exact_size(size::STATUS_BAR)
                .frame(frame)
                .show_separator_line(false)
                .show(ui, |ui| {
                    status_bar_ui(ui, &status, &saving, &self.core, &self.slices, out);
                });
        });
    }

    /// One article: the lists on the left, the inspector on the right, the text between them.
    fn annotate_ui(
        &mut self,
        ui: &mut Ui,
        whole: f32,
        input: &FrameInput,
        rows: &[PickerRow],
        drawn: &mut Drawn,
        out: &mut Outbox<Message>,
    ) {
        let width = ui.available_width();
        let room_for_lists = self.core.side_panel.is_none() || whole >= size::ASIDE_ALONE_BELOW;
        if self.core.settings.left_panel.shown && room_for_lists {
            let lists = self.lists_ui(ui, width, out);
            (drawn.lists_width, drawn.articles) = lists.unzip();
        }
        let is_drawer = width < size::DRAWER_BELOW;
        let is_shown = self.core.settings.inspector.shown;
        if is_shown && !is_drawer {
            drawn.inspector_width = Some(self.inspector_ui(ui, width, input.suggested, out));
        }
        if let Some(queue) = &self.slices.review_queue.queue {
            let writable = self.core.is_writable();
            out.nest(Message::ReviewQueue, |out| queue_ui(ui, queue, writable, out));
        } else {
            let (core, suggested) = (&self.core, &self.slices.suggestions);
            out.nest(Message::Suggestions, |out| strip_ui(ui, core, suggested, out));
        }
        let page = ui.available_rect_before_wrap();
        drawn.text = self.page_ui(ui, input, out);
        if is_drawer && is_shown && self.core.place.claim.is_some() {
            self.drawer_ui(ui, page, input.suggested, out);
        }
        if let Some(picker) = self.core.picker.as_ref().filter(|_| self.core.dialog.is_none()) {
            let orphaned = self.core.claim().is_some_and(Claim::is_orphaned);
            out.nest(Message::SpeakerPicker, |out| {
                picker_ui(ui.ctx(), &self.core, picker, rows, orphaned, out);
            });
        }
    }

    /// The lists; returns their width, and how many articles fit.
    fn lists_ui(&self, ui: &mut Ui, width: f32, out: &mut Outbox<Message>) -> Option<(f32, usize)> {
        let project = self.core.project()?;
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
        let (stats, list) = (&self.slices.article.stats, &self.slices.articles);
        let shown = panel.show(ui, |ui| {
            as_wide_as_it_is(ui, |ui| {
                out.nest(Message::Articles, |out| {
                    side_ui(ui, project, &self.core, stats, list, out)
                })
            })
        });
        Some((shown.response.rect.width().round(), shown.inner))
    }

    /// The list of articles over the whole page.
    fn articles_ui(&self, ui: &mut Ui, drawn: &mut Drawn, out: &mut Outbox<Message>) {
        let Some(project) = self.core.project() else {
            return;
        };
        let list = &self.slices.articles;
        let shown = CentralPanel::no_frame()
            .frame(plain_frame(Theme::from_ctx(ui.ctx()).paper))
            .show(ui, |ui| {
                out.nest(Message::Articles, |out| {
                    articles::wide_ui(ui, project, &self.core, list, out)
                })
            });
        drawn.articles = Some(shown.inner);
    }

    /// The inspector; returns its width.
    fn inspector_ui(&self, ui: &mut Ui, width: f32, suggested: Suggested, out: &mut Outbox<Message>) -> f32 {
        let panel = Panel::right("inspector")
            .resizable(true)
            .size_range(240.0..=(width * 0.45).max(241.0))
            .default_size(self.core.settings.inspector.width.unwrap_or(size::INSPECTOR))
            .frame(plain_frame(Theme::from_ctx(ui.ctx()).panel));
        let shown = panel.show(ui, |ui| {
            as_wide_as_it_is(ui, |ui| self.inspected_ui(ui, suggested, out));
        });
        shown.response.rect.width().round()
    }

    /// The inspector over the right of the page, where there is no room beside it.
    fn drawer_ui(&self, ui: &Ui, page: Rect, suggested: Suggested, out: &mut Outbox<Message>) {
        let theme = Theme::from_ctx(ui.ctx());
        let width = size::INSPECTOR.min(page.width() - 60.0);
        let place = Rect::from_min_max(pos2(page.right() - width, page.top()), page.max);
        Area::new(Id::unique("drawer"))
            .order(Order::Middle)
            .fixed_pos(place.min)
            .constrain(false)
            .show(ui.ctx(), |ui| {
                ui.set_clip_rect(place.expand(12.0));
                ui.painter().add(theme.float_shadow().as_shape(place, 0));
                ui.painter().rect_filled(place, 0.0, theme.panel);
                ui.painter()
                    .vline(place.left(), place.y_range(), theme.hairline_stroke());
                // What is clicked beside the fields is not clicked in the text below.
                ui.interact(place, Id::unique("drawer's ground"), Sense::click_and_drag());
                let inner = UiBuilder::new().max_rect(place.with_min_x(place.left() + 1.0));
                ui.scope_builder(inner, |ui| self.inspected_ui(ui, suggested, out));
                ui.advance_cursor_after_rect(place);
            });
    }

    /// What the inspector holds.
    fn inspected_ui(&self, ui: &mut Ui, suggested: Suggested, out: &mut Outbox<Message>) {
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
        let suggestions = &slices.suggestions;
        if ctx.is_none() && out.nest(Message::Suggestions, |out| panel_ui(ui, core, suggestions, out)) {
            return;
        }
        out.nest(Message::Inspector, |out| inspector_ui(ui, ctx, is_reviewing, out));
    }

    /// The text with its find bar, or why there is none; returns whether the text was drawn.
    fn page_ui(&mut self, ui: &mut Ui, input: &FrameInput, out: &mut Outbox<Message>) -> bool {
        // The reading surface paints its own paper: twice costs where the processor draws.
        let paper = match input.text {
            Some(TextState::Read) => Frame::NONE,
            _ => plain_frame(Theme::from_ctx(ui.ctx()).paper),
        };
        CentralPanel::no_frame()
            .frame(paper)
            .show(ui, |ui| match &input.text {
                Some(TextState::Read) => self.text_ui(ui, input, out),
                Some(TextState::Reading) => empty_ui(ui, fl!("window-loading")),
                Some(TextState::Unreadable(report)) => empty_ui(ui, &report.to_string()),
                None => empty_ui(ui, no_article(&self.core)),
            });
        matches!(input.text, Some(TextState::Read))
    }

    fn text_ui(&mut self, ui: &mut Ui, input: &FrameInput, out: &mut Outbox<Message>) {
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
            suggestions: &input.suggested.drawn(session.project(), &core.place),
            lit: [input.lit.source, input.lit.cue],
            suggested_claims: &slices
                .suggestions
                .drawn(core, slices.article.surface.top().unwrap_or_default()),
        };
        // The text takes the focus if nothing else has it: the pop-up and the dialogs give it back by closing.
        let free = ui.memory(|memory| memory.focused().is_none());
        if free && core.dialog.is_none() {
            ui.memory_mut(|memory| memory.request_focus(Surface::id(ui)));
        }
        let place = ui.max_rect();
        let surface = &mut slices.article.surface;
        out.nest_requests(|out| article_ui(ui, &ctx, surface, out));
        let words = slices.suggestions.focused_words(core);
        let corners = words.and_then(|(first, last)| {
            let above = surface.place_above(first);
            let below = surface.place_of(last);
            Some((above.or(below)?, below.or(above)?))
        });
        if let Some(corners) = corners.filter(|_| core.dialog.is_none() && core.picker.is_none()) {
            card_ui(ui.ctx(), core, &slices.suggestions, place, corners);
        }
        if let Some(find) = &slices.find.bar {
            let how = core.settings.find;
            out.nest(Message::Find, |out| {
                find_bar_ui(ui.ctx(), place, core.focus, find, how, out);
            });
        }
    }

    /// All claims as a table; returns the number of rows that fit.
    fn claims_ui(&self, ui: &mut Ui, out: &mut Outbox<Message>) -> Option<usize> {
        let session = self.core.session.as_ref()?;
        let state = &self.slices.claims;
        let ctx = TableCtx {
            project: session.project(),
            core: &self.core,
            view: &state.view,
            table: &state.table,
            settings: &self.core.settings.table,
            saved_filters: claims::saved_filters(&self.core.settings.filters, session),
            editable: self.core.is_writable(),
        };
        let shown = CentralPanel::no_frame()
            .frame(plain_frame(Theme::from_ctx(ui.ctx()).paper))
            .show(ui, |ui| out.nest(Message::Claims, |out| claims_ui(ui, &ctx, out)));
        Some(shown.inner)
    }

    /// All speakers, and what each of them said.
    fn speakers_ui(&self, ui: &mut Ui, out: &mut Outbox<Message>) {
        let Some(project) = self.core.project() else {
            return;
        };
        let state = &self.slices.speakers;
        let ctx = SpeakersCtx {
            project,
            core: &self.core,
            view: &state.view,
            rows: &state.rows,
            index: self.slices.claims.table.index(),
            editable: self.core.is_writable(),
        };
        out.nest(Message::Speakers, |out| speakers_ui(ui, &ctx, out));
    }

    /// Two reviewers' readings side by side.
    fn compare_ui(&self, ui: &mut Ui, out: &mut Outbox<Message>) {
        let Some(project) = self.core.project() else {
            return;
        };
        let ctx = CompareCtx {
            project,
            state: &self.slices.compare,
            editable: self.core.is_writable(),
        };
        out.nest(Message::Compare, |out| compare_ui(ui, &ctx, out));
    }
}

impl App {
    /// What is shown while a project is read: the titles of its articles as they come.
    pub(super) fn reading_ui(&self, ui: &mut Ui) {
        let theme = Theme::from_ctx(ui.ctx());
        let frame = plain_frame(theme.panel).inner_margin(Margin::same(10));
        let width = self.core.settings.left_panel.width.unwrap_or(size::SIDE);
        Panel::left("reading")
            .exact_size(width)
            .frame(frame)
            .show(ui, |ui| {
                let listed = self.opening.listed();
                ScrollArea::vertical().auto_shrink(false).show_rows(
                    ui,
                    TITLE_HEIGHT,
                    listed.len(),
                    |ui, rows| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        for article in listed.get(rows).unwrap_or_default() {
                            title_ui(ui, article);
                        }
                    },
                );
            });
        CentralPanel::no_frame()
            .frame(plain_frame(theme.paper))
            .show(ui, |ui| {
                let path = self.opening.path().unwrap_or(Path::new(""));
                empty_ui(ui, &fl!("window-reading-folder", path = path));
            });
    }
}

fn title_ui(ui: &mut Ui, article: &ListedArticle) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), TITLE_HEIGHT), Sense::hover());
    text_at(
        ui.painter(),
        rect.left_center(),
        Align2::LEFT_CENTER,
        &article.title,
        font::BODY,
        theme.soft,
        rect.width(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, article.title.as_str()));
}

fn no_article(core: &Core) -> &'static str {
    let project = core.project();
    if project.is_some_and(|project| project.articles().is_empty()) {
        fl!("window-drop-articles")
    } else {
        fl!("window-select-article")
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
